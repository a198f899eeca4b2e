/* Prices solved from the outturn: the factor, the plan, the futures. */
#include "solved.h"

#include "model.h"
#include "fixture.h"
#include "claim.h"

#include <math.h>
#include <string.h>

static const double A_PENNY = 0.01;

/* ---- the model */

static const double values[] = { 12000.0, 58231.77, 611.5,
                                 0.0217 }; /* a price, another, a line, an error */

static struct solved_term term[3] = { { 0, 11000.0, 131.7 },
                                      { 1, 57000.0, 23.9 },
                                      { 2, 600.0, 353.1 } };
static const struct solved hand_made = {
    .n = 2, .n_other = 1, .term = term, .target_gbp = 4317211.0, .other_gbp = 713117.0, .error = 3
};

Claim(solved, factor_is_what_is_left_of_the_outturn_over_what_the_prices_cost)
{
    struct solved solved = hand_made;
    const double left = 4317211.0 * 1.0217 - (713117.0 + 11.5 * 353.1),
                 priced = 12000.0 * 131.7 + 58231.77 * 23.9;
    cr_expect_float_eq(solved_factor(&solved, values), left / priced, 1e-14);
    solved.error = 0;
    cr_expect_float_eq(solved_factor(&solved, values),
                       (4317211.0 - (713117.0 + 11.5 * 353.1)) / priced, 1e-14);
}

Claim(solved, applied_the_prices_spend_the_outturn_whatever_was_drawn)
{
    struct solved solved = hand_made;
    double value[4];
    memcpy(value, values, sizeof value);
    const double factor = solved_apply(&solved, value);
    cr_expect_eq(value[0], factor * values[0]);
    cr_expect_eq(value[1], factor * values[1]);
    cr_expect_eq(value[2], values[2], "only what is solved changes");
    cr_expect_float_eq(value[0] * 131.7 + value[1] * 23.9 + 713117.0 + 11.5 * 353.1,
                       4317211.0 * 1.0217, 1e-8);
    solved.n = 0;
    cr_expect_eq(solved_apply(&solved, value), 1.0, "nothing is solved");
}

/* ---- the plan */

static void
solve_two(struct sample *sample)
{
    sample_init(sample);
    sample->price[0].solved = sample->price[2].solved = true;
}

static double
held_gbp(const struct model *model, const struct future *future)
{
    double gbp = 0.0;
    for (size_t s = 0; s < model->n_setting; s++)
        gbp += future_setting(future, 0, s)->cost.spending_gbp -
               future_setting(future, 0, s)->cost.later_gbp;
    for (size_t i = 0; i < model->n_line; i++)
        gbp += future->year[0].line_gbp[i];
    return gbp;
}

Claim(solved, expected_value_run_spends_the_outturn_to_the_penny_with_and_without_a_position_date)
{
    static const char *const date[] = { "", "2021-07-05" };
    for (size_t i = 0; i < 2; i++) {
        struct fixture f;
        fixture_init(&f, solve_two);
        f.sample.in.position_date = date[i];
        fixture_model(&f);
        fixture_expected(&f, 1);
        cr_expect_float_eq(held_gbp(&f.model, &f.future), 21131000.0, A_PENNY);
        cr_expect_float_eq(
            future_row(&f.future, 0, model_block(&f.model, "high_needs"))->outturn_gbp, 21131000.0,
            A_PENNY);
        const struct setting_year *isp =
            future_setting(&f.future, 0, model_setting(&f.model, "isp"));
        cr_expect_eq(isp->cost.later_gbp > 0.0, i == 1, "what comes later is beside the outturn");
        const size_t note = f.model.n_note - 2; /* the last is about categories */
        cr_expect_not_null(
            strstr(f.model.note[note],
                   "the prices of 2 settings are solved from the high needs outturn of £21.131m"));
        cr_expect_float_eq(model_price_factor(&f.model), f.model.solved.central, 0.0);
        fixture_release(&f);
    }
}

Claim(solved, prices_that_are_not_solved_stay_and_those_that_are_keep_their_ratios)
{
    struct fixture here, plain;
    fixture_init(&here, solve_two);
    fixture_init(&plain, sample_init);
    fixture_model(&here);
    fixture_model(&plain);
    fixture_expected(&here, 0);
    fixture_expected(&plain, 0);
    static const char *const id[] = { "isp", "schools", "local-special" };
    for (size_t i = 0; i < 3; i++) {
        const size_t s = model_setting(&here.model, id[i]);
        const double ratio = future_setting(&here.future, 0, s)->cost.unit_price_gbp /
                             future_setting(&plain.future, 0, s)->cost.unit_price_gbp;
        cr_expect_float_eq(ratio, i < 2 ? model_price_factor(&here.model) : 1.0, 1e-12, "%s",
                           id[i]);
    }
    cr_expect(isnan(model_price_factor(&plain.model)));
    fixture_release(&here);
    fixture_release(&plain);
}

/* With the children of the expected-value run and prices as drawn, every future spends the outturn;
 * children move it, prices do not. */
Claim(solved, in_every_future_the_drawn_prices_are_solved_again)
{
    struct fixture f;
    fixture_init(&f, solve_two);
    fixture_model(&f);
    fixture_work(&f);
    const struct solved *solved = &f.model.solved;
    double least = 10.0, most = 0.0;
    for (size_t k = 0; k < 200; k++) {
        replicate_begin(&f.model, k, &f.work);
        double gbp = solved->other_gbp;
        for (size_t i = 0; i < solved->n + solved->n_other; i++)
            gbp += (f.work.value[solved->term[i].id] -
                    (i < solved->n ? 0.0 : solved->term[i].central)) *
                   solved->term[i].per_unit;
        cr_assert_float_eq(gbp, 21131000.0, A_PENNY, "future %zu", k);
        least = fmin(least, f.work.money.price_factor);
        most = fmax(most, f.work.money.price_factor);
    }
    cr_expect(least < model_price_factor(&f.model) && model_price_factor(&f.model) < most,
              "%g to %g", least, most);
    fixture_release(&f);
}

static void
expect_refused(struct sample *sample, const char *words)
{
    struct model model;
    struct hr_err err = { 0 };
    for (size_t i = 1; i <= sample->in.n_quantity; i++)
        cr_assert_eq(quantity_fit(&sample->quantity[i], &err), 0, "%s", err.text);
    cr_expect_eq(model_make(&model, &sample->in, &err), HR_ESCENARIO);
    cr_expect_not_null(strstr(err.text, words), "%s", err.text);
    model_release(&model);
    sample_release(sample);
}

Claim(solved, an_outturn_that_the_rest_alone_exceeds_is_refused)
{
    struct sample sample;
    solve_two(&sample);
    for (size_t i = 0; i < 4; i++)
        if (strcmp(sample.block[i].id, "high_needs") == 0)
            sample.block[i].outturn_gbp = 2113100.0;
    expect_refused(&sample, "and the outturn of high_needs is £2.113m");
}

Claim(solved, settings_that_nobody_is_in_cannot_be_solved)
{
    struct sample sample;
    sample_init(&sample);
    sample_add_empty_setting(&sample, "nowhere", CATEGORY_OTHER);
    sample.price[3].solved = true;
    expect_refused(&sample, "no child is in the settings whose prices are solved");
}
