/* What varies by chance moves no mean: with each held rate at its central value, the futures of a
 * scenario have the first year of its expected-value run on average. Runs from the project root. */
#include "engine.h"
#include "model.h"
#include "replicate.h"
#include "scenario.h"
#include "claim.h"

#include <math.h>
#include <string.h>

enum { N = 8000, MOST = 64 };

struct flow { /* children of one setting, over futures */
    double mean, square, expected;
};

static void
take(struct flow *self, double children, bool expected)
{
    if (expected) {
        self->expected = children;
        return;
    }
    self->mean += children / N;
    self->square += children * children / N;
}

static void
expect_mean(const struct flow *self, const char *area, const char *setting, const char *what)
{
    const double error = sqrt((self->square - self->mean * self->mean) / N);
    cr_expect_float_eq(self->mean, self->expected, 4.0 * error + 1e-9,
                       "%s, %s, %s: %.3f, expected %.3f, error %.3f", area, setting, what,
                       self->mean, self->expected, error);
}

/* Each quantity that is held through a future at its central value; spreads of chance stay. Places
 * for all: near a full setting chance alone turns children away (models/README.md, D34). */
static void
hold_central(struct scenario *scenario)
{
    struct inputs *in = &scenario->inputs;
    for (size_t q = 1; q <= in->n_quantity; q++) {
        struct quantity *quantity = &in->quantity[q];
        const double central = quantity_central(quantity);
        quantity_release(quantity);
        quantity->kind = QUANTITY_FIXED;
        quantity->p[0] = central;
    }
    for (size_t s = 0; s < in->n_setting; s++)
        for (size_t i = 0; i < in->setting[s].n_seats; i++)
            in->setting[s].seats[i].count *= 50.0;
}

static void
expect_first_year(const char *file)
{
    struct hr_err err = { 0 };
    struct scenario scenario;
    struct model model;
    struct work work;
    struct flow joined[MOST] = { { 0 } }, moved[MOST] = { { 0 } }, left[MOST] = { { 0 } },
                all = { 0 };
    cr_assert_eq(scenario_load(file, NULL, 0, &scenario, &err), 0, "%s", err.text);
    hold_central(&scenario);
    cr_assert_eq(model_make(&model, &scenario.inputs, &err), 0, "%s", err.text);
    cr_assert_eq(work_init(&work, &model, &err), 0);
    model.n_year = 1;
    for (size_t k = 0; k <= N; k++) {
        if (k < N)
            replicate_begin(&model, k, &work);
        else
            replicate_begin_expected(&model, &work);
        cr_assert_eq(replicate_run(&model, 0, &work, &err), 0, "%s", err.text);
        for (size_t s = 0; s < model.n_setting; s++) {
            const struct setting_flows *flows = &future_setting(&work.future, 0, s)->flows;
            take(&joined[s], flows->joined, k == N);
            take(&moved[s], flows->moved_in, k == N);
            take(&left[s], flows->left, k == N);
        }
        take(&all, work.future.year[0].people.joined, k == N);
    }
    expect_mean(&all, file, "all settings", "joined");
    for (size_t s = 0; s < model.n_setting; s++) {
        expect_mean(&joined[s], file, model.setting[s]->id, "joined");
        expect_mean(&moved[s], file, model.setting[s]->id, "moved in");
        expect_mean(&left[s], file, model.setting[s]->id, "left");
    }
    work_release(&work);
    model_release(&model);
    scenario_release(&scenario);
}

Claim(first_year, the_mean_of_kingstons_futures_is_its_expected_value_run_in_every_setting)
{
    expect_first_year("scenarios/kingston-2021.cfg");
}

Claim(first_year, the_mean_of_the_starters_futures_is_its_expected_value_run_in_every_setting)
{
    expect_first_year("scenarios/starter.cfg");
}
