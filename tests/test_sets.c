/* Other sets of options on the same futures: what scenarios give, whoever runs them, at whatever
 * level. */
#include "sets.h"

#include "model.h"
#include "option_sample.h"
#include "claim.h"

#include <math.h>
#include <string.h>

enum { N = 60 };

static void
begin_sets(struct sets *sets, const struct model *model, size_t n_set, size_t n)
{
    struct hr_err err = { 0 };
    cr_assert_eq(sets_init(sets, model, n_set, n, &err), 0, "%s", err.text);
}

static void
run_sets(struct sets *sets, unsigned n_thread)
{
    struct hr_err err = { 0 };
    cr_assert_eq(sets_run(sets, n_thread, NULL, &err), 0, "%s", err.text);
}

/* Scenarios 0 and 1 of the plan, the other way round. */
static void
choose_scenarios(struct sets *sets)
{
    for (size_t set = 0; set < 2; set++) {
        const struct choice choice = model_choice(sets->model, 1 - set);
        sets_choose(sets, set, &choice);
    }
}

static void
crowd_with_options(struct option_sample *s)
{
    option_sample_init(s, OPTION_CROWDED);
    struct sample *sample = &s->sample;
    sample->scenario[1].receipt = sample->receipt_of_plan;
    sample->scenario[1].n_receipt = 2;
    sample->scenario[1].transfer = sample->transfer_of_plan;
    sample->scenario[1].n_transfer = 2;
    struct option_in *in = option_add(s, OPTION_REPATRIATION, "home");
    option_for(s, in, "isp");
    in->to = "local-special";
    in->children = option_quantity(s, 6.0);
    in->refused = option_quantity(s, 0.2);
    in->cost.per_child_gbp = option_quantity(s, 4000.0);
    in = option_add(s, OPTION_NEW_PLACES, "a-school");
    in->to = "local-special";
    in->phase = PHASE_SECONDARY;
    in->places = option_quantity(s, 25.0);
    in->delivery = 0.6;
    in->cost.capital_gbp = option_quantity(s, 2e6);
    in = option_add(s, OPTION_EARLY_SUPPORT, "early");
    in->share = option_quantity(s, 0.1);
    in->cost.account = ACCOUNT_GENERAL_FUND;
    in->cost.revenue_gbp = option_quantity(s, 150000.0);
    option_sample_plan(s);
}

Claim(sets, a_set_with_the_options_of_a_scenario_is_that_scenario)
{
    struct option_sample s;
    struct results results;
    crowd_with_options(&s);
    sample_run(&s.model, N, 1, &results);
    const size_t deficit = results_measure(&results, "deficit");
    for (unsigned n_thread = 1; n_thread <= 5; n_thread += 2) {
        struct sets sets;
        begin_sets(&sets, &s.model, 2, N);
        choose_scenarios(&sets);
        run_sets(&sets, n_thread);
        for (size_t set = 0; set < 2; set++)
            for (size_t t = 0; t < SAMPLE_N_YEAR; t++) {
                cr_expect_arr_eq(sets_column(&sets, set, t, SET_DEFICIT),
                                 results_column(&results, 1 - set, t, deficit), N * sizeof(double),
                                 "set %zu, year %zu, %u threads", set, t, n_thread);
            }
        sets_release(&sets);
        sets_release(&sets);
    }
    results_release(&results);
    option_sample_release(&s);
}

Claim(sets, numbers_are_those_of_the_future)
{
    struct option_sample s;
    struct sets sets;
    double moved = 0.0;
    crowd_with_options(&s);
    begin_sets(&sets, &s.model, 2, N);
    choose_scenarios(&sets);
    run_sets(&sets, 2);
    for (int k = 0; k < N; k++) {
        const struct future *future = option_run(&s, 1, k); /* set 0 */
        for (size_t t = 0; t < SAMPLE_N_YEAR; t++) {
            const struct work *w = &s.work;
            const struct year *total = &future->year[t];
            double went = 0.0, local = 0.0, without = 0.0;
            for (size_t o = 0; o < 3; o++)
                went += future->year[t].option[o].went;
            for (size_t i = 0; i < s.model.n_setting; i++)
                local +=
                    s.model.setting[i]->local ? future_setting(future, t, i)->flows.closing : 0.0;
            for (size_t f = 0; f < future->n_finite; f++)
                without += future->year[t].place[f].waiting + future->year[t].place[f].overflowed;
            cr_expect_eq(sets_column(&sets, 0, t, SET_MOVED)[k], went);
            cr_expect_eq(sets_column(&sets, 0, t, SET_LOCAL)[k], local);
            cr_expect_eq(sets_column(&sets, 0, t, SET_WITHOUT)[k], without);
            cr_expect_eq(sets_column(&sets, 0, t, SET_PRICES)[k], total->money.price_level);
            cr_expect_float_eq(sets_column(&sets, 0, t, SET_DSG_COST)[k],
                               went * 0.004 * total->money.price_level, 1e-12);
            cr_expect_float_eq(sets_column(&sets, 0, t, SET_FUND_COST)[k],
                               t == 0 ? 0.0 : 0.15 * total->money.price_level, 1e-12);
            cr_expect_eq(sets_column(&sets, 0, t, SET_CAPITAL)[k],
                         t == 1 && w->fate[0].delivered ? 2.0 : 0.0);
            cr_expect_eq(sets_column(&sets, 1, t, SET_MOVED)[k] +
                             sets_column(&sets, 1, t, SET_CAPITAL)[k],
                         0.0);
            moved += went;
        }
    }
    cr_expect_gt(moved, 0.0);
    sets_release(&sets);
    option_sample_release(&s);
}

Claim(sets, fewer_futures_are_the_first_ones)
{
    struct option_sample s;
    struct sets many, few;
    crowd_with_options(&s);
    begin_sets(&many, &s.model, 2, N);
    choose_scenarios(&many);
    run_sets(&many, 2);
    begin_sets(&few, &s.model, 2, 7);
    choose_scenarios(&few);
    run_sets(&few, 1);
    for (size_t set = 0; set < 2; set++)
        for (size_t t = 0; t < SAMPLE_N_YEAR; t++)
            for (enum set_measure m = 0; m < N_SET_MEASURE; m++)
                cr_expect_arr_eq(sets_column(&few, set, t, m), sets_column(&many, set, t, m),
                                 7 * sizeof(double));
    sets_release(&many);
    sets_release(&few);
    option_sample_release(&s);
}

/* ---- levels */

static void
choose_levels(struct sets *sets)
{
    for (size_t set = 0; set < 3; set++) {
        sets_option(sets, set)[0] = 1;
        sets->level[set] = set == 0 ? 0.0 : set == 1 ? 0.07 : (double)NAN;
    }
}

static void
area_with_share(struct option_sample *s, double share)
{
    option_sample_init(s, OPTION_SAMPLE);
    struct option_in *in = option_add(s, OPTION_CEASING, "fewer");
    in->share = option_quantity(s, share);
    option_sample_plan(s);
}

Claim(sets, a_level_is_the_same_option_with_that_much_in_the_file)
{
    struct option_sample s, other;
    struct sets sets;
    struct results results;
    area_with_share(&s, 0.13);
    area_with_share(&other, 0.07);
    begin_sets(&sets, &s.model, 3, N);
    choose_levels(&sets);
    run_sets(&sets, 2);
    sample_run(&other.model, N, 1, &results);
    const size_t deficit = results_measure(&results, "deficit");
    for (size_t t = 0; t < SAMPLE_N_YEAR; t++) {
        cr_expect_arr_eq(sets_column(&sets, 0, t, SET_DEFICIT),
                         results_column(&results, 0, t, deficit), N * sizeof(double),
                         "level 0: nothing");
        cr_expect_arr_eq(sets_column(&sets, 1, t, SET_DEFICIT),
                         results_column(&results, 1, t, deficit), N * sizeof(double), "0.07");
    }
    results_release(&results);
    sample_run(&s.model, N, 1, &results);
    for (size_t t = 0; t < SAMPLE_N_YEAR; t++)
        cr_expect_arr_eq(sets_column(&sets, 2, t, SET_DEFICIT),
                         results_column(&results, 1, t, deficit), N * sizeof(double), "as drawn");
    results_release(&results);
    sets_release(&sets);
    option_sample_release(&s);
    option_sample_release(&other);
}

Claim(sets, a_run_that_is_stopped_says_so)
{
    struct option_sample s;
    struct sets sets;
    struct hr_err err = { 0 };
    const atomic_bool stop = true;
    area_with_share(&s, 0.13);
    cr_assert_eq(sets_init(&sets, &s.model, 2, N, &err), 0);
    cr_expect_eq(sets_run(&sets, 2, &stop, &err), HR_EINTERRUPT);
    sets_release(&sets);
    option_sample_release(&s);
}
