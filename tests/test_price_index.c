/* Cash into prices of the first forecast year. */
#include "price_index.h"

#include "sample_change.h"
#include "claim.h"

#include <math.h>

enum { N_FUTURE = 20 };

struct made {
    struct sample sample;
    struct deflator_in deflator[4];
    struct model model;
    struct results results;
};

static void
made_init(struct made *self)
{
    sample_init(&self->sample);
    self->deflator[0] = (struct deflator_in){ "sample", 2023, 0.0223 };
    self->deflator[1] = (struct deflator_in){ "sample", 2021, 0.0117 };
    self->deflator[2] = (struct deflator_in){ "sample", 2020, 0.0611 };
    self->deflator[3] = (struct deflator_in){ "sample", 2018, 0.0211 };
    sample_plan(&self->sample, &self->model);
    sample_run(&self->model, N_FUTURE, 1, &self->results);
}

static void
made_release(struct made *self)
{
    results_release(&self->results);
    model_release(&self->model);
    sample_release(&self->sample);
}

Claim(price_index, follows_general_inflation_of_the_same_future)
{
    static struct made made;
    double index[SAMPLE_N_YEAR][N_FUTURE];
    made_init(&made);
    price_index_fill(&made.results, 1, index[0]);
    for (size_t i = 0; i < N_FUTURE; i++) {
        double want = 1.0;
        for (size_t t = 0; t < SAMPLE_N_YEAR; t++) {
            want *= t == 0 ? 1.0 : 1.0 + sample_column(&made.results, 1, t, "inflation")[i];
            cr_assert_float_eq(index[t][i], want, 1e-12);
        }
    }
    made_release(&made);
}

Claim(price_index, follows_the_given_rate_in_the_years_that_have_one)
{
    static struct made made;
    double index[SAMPLE_N_YEAR][N_FUTURE];
    made_init(&made);
    made.sample.in.deflator = made.deflator;
    made.sample.in.n_deflator = 4;
    price_index_fill(&made.results, 0, index[0]);
    cr_expect_eq(index[0][7], 1.0, "the rate of the first year is what brought prices there");
    cr_expect_float_eq(index[1][7], 1.0 + sample_column(&made.results, 0, 1, "inflation")[7],
                       1e-12);
    cr_expect_float_eq(index[2][7], index[1][7] * 1.0223, 1e-12);
    cr_expect_float_eq(index[3][7],
                       index[2][7] * (1.0 + sample_column(&made.results, 0, 3, "inflation")[7]),
                       1e-12);
    made_release(&made);
}

/* March 2020 to the prices of 2021/22: 1.0611 x 1.0117; March 2018 would need the rate of 2019/20.
 * */
Claim(price_index, reaches_back_as_far_as_the_given_rates_do)
{
    static struct made made;
    made_init(&made);
    made.sample.in.deflator = made.deflator;
    made.sample.in.n_deflator = 4;
    cr_expect_float_eq(1.0 / price_index_before(&made.sample.in, 2019), 1.0611 * 1.0117, 1e-12);
    cr_expect_float_eq(1.0 / price_index_before(&made.sample.in, 2020), 1.0117, 1e-12);
    cr_expect_eq(price_index_before(&made.sample.in, 2021), 1.0);
    cr_expect(isnan(price_index_before(&made.sample.in, 2017)));
    made_release(&made);
}
