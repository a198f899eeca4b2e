/* When an option runs, how it builds up and fades, whether it comes at all, and what it costs: the
 * levers that it writes. */
#include "option_sample.h"

#include "model.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double AS_DRAWN = (double)NAN;

/* price_control on the independent school's fee by 0.2385: its factor by year is 1 - 0.2385 e(t).
 * */
static void
expect_running(const char *start, const char *end, const double part[SAMPLE_N_YEAR])
{
    struct option_sample s;
    struct levers levers;
    option_sample_init(&s, OPTION_SAMPLE);
    struct option_in *in = option_add(&s, OPTION_PRICE_CONTROL, "fees");
    option_for(&s, in, "isp");
    in->share = option_quantity(&s, 0.2385);
    in->start = start;
    in->end = end;
    option_sample_plan(&s);
    option_levers(&s, "fees", -1, AS_DRAWN, &levers);
    const size_t isp = option_setting(&s, "isp");
    for (size_t t = 0; t < SAMPLE_N_YEAR; t++)
        for (size_t i = 0; i < s.model.n_setting; i++)
            cr_expect_float_eq(levers.price_factor[t * s.model.n_setting + i],
                               i == isp ? 1.0 - 0.2385 * part[t] : 1.0,
                               part[t] == 0.0 || part[t] == 1.0 ? 0.0 : 1e-12,
                               "%s to '%s', year %zu: %.17g", start, end, t,
                               levers.price_factor[t * s.model.n_setting + i]);
    levers_release(&levers);
    option_sample_release(&s);
}

Claim(options, a_financial_year_starts_on_1_april_and_a_day_on_its_day)
{
    expect_running("2021/22", "", (const double[]){ 1, 1, 1, 1, 1 });
    expect_running("2018/19", "", (const double[]){ 1, 1, 1, 1, 1 });
    expect_running("2023/24", "", (const double[]){ 0, 0, 1, 1, 1 });
    expect_running("2023-04-01", "", (const double[]){ 0, 0, 1, 1, 1 });
    expect_running("2024-04-01", "", (const double[]){ 0, 0, 0, 1, 1 }); /* of a leap year */
    expect_running("2022-10-01", "", (const double[]){ 0, 0.5, 1, 1, 1 });
    expect_running("2023-03-01", "", (const double[]){ 0, 1.0 / 12, 1, 1, 1 });
    expect_running("2022-09-01", "", (const double[]){ 0, 7.0 / 12, 1, 1, 1 });
    expect_running("2026-01-01", "", (const double[]){ 0, 0, 0, 0, 0.25 });
}

Claim(options, an_end_is_the_last_year_or_the_last_day_in_force)
{
    expect_running("2022/23", "2023/24", (const double[]){ 0, 1, 1, 0, 0 });
    expect_running("2022/23", "2024-03-31", (const double[]){ 0, 1, 1, 0, 0 });
    expect_running("2022-04-01", "2023-03-31", (const double[]){ 0, 1, 0, 0, 0 });
    expect_running("2022/23", "2022/23", (const double[]){ 0, 1, 0, 0, 0 });
    expect_running("2022/23", "2024-09-30", (const double[]){ 0, 1, 1, 0.5, 0 });
    expect_running("2022/23", "2024-10-01", (const double[]){ 0, 1, 1, 0.5 + 1.0 / 372, 0 });
    expect_running("2022-07-01", "2022-09-30", (const double[]){ 0, 0.25, 0, 0, 0 });
    expect_running("2015/16", "2021/22", (const double[]){ 1, 0, 0, 0, 0 });
}

Claim(options, all_that_starts_on_a_day_starts_at_the_same_moment)
{
    struct option_sample s;
    char date[24];
    size_t n = 0;
    option_sample_init(&s, OPTION_STILL);
    struct option_in *places = option_add(&s, OPTION_NEW_PLACES, "places"),
                     *ceasing = option_add(&s, OPTION_CEASING, "ceasing");
    places->places = ceasing->share = option_quantity(&s, 0.5);
    places->to = "local-special";
    places->start = ceasing->start = s.sample.seats[0].from = date;
    for (int month = 1; month <= 12; month++)
        for (int day = 1; day <= 31; day++) {
            struct hr_err err;
            double moment;
            (void)snprintf(date, sizeof date, "2024-%02d-%02d", month, day);
            if (date_parse(date, &moment, &err) != 0)
                continue;
            option_sample_plan(&s);
            cr_assert_eq(s.model.option[0].start, moment, "%s", date);
            cr_assert_eq(s.model.option[1].start, moment, "%s", date);
            cr_assert_eq(s.model.places.scheme[0].opens, moment, "%s", date);
            n++;
        }
    cr_assert_eq(n, 366);
    option_sample_release(&s);
}

/* ---- summer and calendar year ---- */

static void
expect_shift(enum option_kind kind, const char *start, const char *end,
             const double part[SAMPLE_N_YEAR])
{
    struct option_sample s;
    struct levers levers;
    option_sample_init(&s, OPTION_SAMPLE);
    struct option_in *in = option_add(&s, kind, "move");
    option_for(&s, in, "isp");
    in->to = kind == OPTION_CEASING ? "" : "schools";
    in->share = option_quantity(&s, 0.2385);
    in->start = start;
    in->end = end;
    option_sample_plan(&s);
    option_levers(&s, "move", -1, AS_DRAWN, &levers);
    cr_expect(levers.shift_on);
    for (size_t t = 0; t < SAMPLE_N_YEAR; t++)
        cr_expect_float_eq(levers.shift[t], 0.2385 * part[t], 1e-12, "%s to '%s', year %zu: %g",
                           start, end, t, levers.shift[t]);
    levers_release(&levers);
    option_sample_release(&s);
}

Claim(options, children_who_move_do_so_in_the_first_september_and_all_at_once)
{
    static const enum option_kind kind[] = { OPTION_REPATRIATION, OPTION_CEASING };
    for (size_t i = 0; i < 2; i++) {
        expect_shift(kind[i], "2022/23", "", (const double[]){ 0, 1, 1, 1, 1 });
        expect_shift(kind[i], "2022-09-01", "", (const double[]){ 0, 1, 1, 1, 1 });
        expect_shift(kind[i], "2024-09-01", "", (const double[]){ 0, 0, 0, 1, 1 });
        expect_shift(kind[i], "2022-10-01", "", (const double[]){ 0, 0, 1, 1, 1 });
        expect_shift(kind[i], "2022/23", "2023/24", (const double[]){ 0, 1, 1, 0, 0 });
        expect_shift(kind[i], "2022/23", "2024-08-31", (const double[]){ 0, 1, 1, 0, 0 });
        expect_shift(kind[i], "2022/23", "2024-09-01", (const double[]){ 0, 1, 1, 1, 0 });
    }
}

Claim(options, new_plans_count_by_the_calendar_year)
{
    expect_shift(OPTION_INCLUSION, "2022/23", "", (const double[]){ 0, 0.75, 1, 1, 1 });
    expect_shift(OPTION_INCLUSION, "2022-01-01", "", (const double[]){ 0, 1, 1, 1, 1 });
    expect_shift(OPTION_INCLUSION, "2022/23", "2023/24", (const double[]){ 0, 0.75, 1, 0.25, 0 });
    expect_shift(OPTION_INCLUSION, "2022-07-01", "", (const double[]){ 0, 0.5, 1, 1, 1 });
}

/* ---- building up, fading, being late ---- */

static void
early(struct option_sample *s, struct option_in **in)
{
    option_sample_init(s, OPTION_SAMPLE);
    *in = option_add(s, OPTION_EARLY_SUPPORT, "early");
    (*in)->share = option_quantity(s, 0.2385);
    (*in)->start = "2022-01-01";
}

static void
expect_early(struct option_sample *s, const double part[SAMPLE_N_YEAR])
{
    struct levers levers;
    option_sample_plan(s);
    option_levers(s, "early", -1, AS_DRAWN, &levers);
    for (size_t t = 0; t < SAMPLE_N_YEAR; t++)
        for (size_t i = 0; i < N_NCY; i++)
            for (size_t need = 0; need < s->model.n_need; need++)
                cr_expect_float_eq(*lever_joining(&levers, t, i, need), 1.0 - 0.2385 * part[t],
                                   1e-13, "year %zu: %g, want part %g", t,
                                   *lever_joining(&levers, t, i, need), part[t]);
    levers_release(&levers);
    option_sample_release(s);
}

Claim(options, an_effect_ramps_up_stays_and_fades)
{
    static const double up[] = { 0.25, 0.613 };
    struct option_sample s;
    struct option_in *in;
    early(&s, &in);
    option_ramp(&s, in, 2, up);
    expect_early(&s, (const double[]){ 0, 0.25, 0.613, 0.613, 0.613 });
    early(&s, &in);
    in->fade = option_quantity(&s, 0.1);
    expect_early(&s, (const double[]){ 0, 1, 0.9, 0.81, 0.729 });
    early(&s, &in);
    option_ramp(&s, in, 2, up);
    in->fade = option_quantity(&s, 0.1);
    expect_early(&s, (const double[]){ 0, 0.25, 0.613, 0.613 * 0.9, 0.613 * 0.81 });
    early(&s, &in);
    option_ramp(&s, in, 2, up);
    in->start = "2022/23"; /* nine months of a calendar year and three of the next: its first */
    expect_early(&s, (const double[]){ 0, 0.75 * 0.25, 0.25 * 0.25 + 0.75 * 0.613, 0.613, 0.613 });
    early(&s, &in);
    option_ramp(&s, in, 2, up);
    in->start = "2020-01-01"; /* a year before the forecast: the ramp is past its first step */
    expect_early(&s, (const double[]){ 0.613, 0.613, 0.613, 0.613, 0.613 });
}

Claim(options, an_effect_shows_after_its_lag_and_a_late_option_starts_late)
{
    struct option_sample s;
    struct option_in *in;
    early(&s, &in);
    in->lag_years = option_quantity(&s, 2.0);
    expect_early(&s, (const double[]){ 0, 0, 0, 1, 1 });
    early(&s, &in);
    in->lag_years = option_quantity(&s, 1.25);
    expect_early(&s, (const double[]){ 0, 0, 0.75, 1, 1 });
    early(&s, &in);
    in->delay_years = option_quantity(&s, 1.0);
    in->lag_years = option_quantity(&s, 1.0);
    in->fade = option_quantity(&s, 0.1);
    expect_early(&s, (const double[]){ 0, 0, 0, 1, 0.9 });
    early(&s, &in);
    in->delay_years = option_quantity(&s, 1.0);
    in->end = "2023-12-31"; /* the end is not put off */
    expect_early(&s, (const double[]){ 0, 0, 1, 0, 0 });
    early(&s, &in);
    in->delay_years = option_quantity(&s, 2.5);
    in->end = "2023-12-31";
    expect_early(&s, (const double[]){ 0, 0, 0, 0, 0 });
    early(&s, &in);
    in->delay_years = option_quantity(&s, 20.0);
    expect_early(&s, (const double[]){ 0, 0, 0, 0, 0 });
    early(&s, &in);
    in->lag_years = option_quantity(&s, 2.0);
    in->end = "2022-12-31"; /* a year of it, which shows two years later */
    expect_early(&s, (const double[]){ 0, 0, 0, 1, 0 });
}

Claim(options, a_ramp_steps_up_at_the_anniversary_and_not_before)
{
    static const double up[] = { 0.5, 1.0 };
    struct option_sample s;
    struct levers levers;
    option_sample_init(&s, OPTION_SAMPLE);
    struct option_in *in = option_add(&s, OPTION_PRICE_CONTROL, "fees");
    option_for(&s, in, "isp");
    in->share = option_quantity(&s, 0.2385);
    in->start = "2022-09-01";
    in->fade = option_quantity(&s, 0.1);
    option_ramp(&s, in, 2, up);
    option_sample_plan(&s);
    option_levers(&s, "fees", -1, AS_DRAWN, &levers);
    const double before = 5.0 / 12, after = 7.0 / 12,
                 part[SAMPLE_N_YEAR] = { 0.0, after * 0.5, before * 0.5 + after,
                                         before + after * 0.9, before * 0.9 + after * 0.81 };
    const size_t isp = option_setting(&s, "isp");
    for (size_t t = 0; t < SAMPLE_N_YEAR; t++)
        cr_expect_float_eq(levers.price_factor[t * s.model.n_setting + isp], 1.0 - 0.2385 * part[t],
                           1e-12, "year %zu", t);
    levers_release(&levers);
    option_sample_release(&s);
}

Claim(options, put_off_past_its_own_end_it_never_happens_and_costs_nothing)
{
    struct option_sample s;
    struct option_in *in;
    struct levers levers;
    early(&s, &in);
    in->end = "2022-12-31";
    in->delay_years = option_quantity(&s, 3.0);
    in->cost.once_gbp = option_quantity(&s, 71317.0);
    in->cost.capital_gbp = option_quantity(&s, 313171.0);
    option_sample_plan(&s);
    option_levers(&s, in->id, -1, AS_DRAWN, &levers);
    for (size_t t = 0; t < SAMPLE_N_YEAR; t++) {
        cr_expect_eq(levers.capital_gbp[t], 0.0);
        cr_expect_eq(lever_dsg_cost(&levers, t, 1.0), 0.0);
    }
    levers_release(&levers);
    option_sample_release(&s);
}

Claim(options, a_transfer_ramps_by_the_year_and_is_for_whole_years)
{
    static const double up[] = { 0.5, 1.0 };
    struct option_sample s;
    struct levers levers;
    option_sample_init(&s, OPTION_SAMPLE);
    struct option_in *in = option_add(&s, OPTION_BLOCK_TRANSFER, "transfer");
    in->share = option_quantity(&s, 0.004);
    in->start = "2022-12-01";
    in->forum = 1.0;
    option_ramp(&s, in, 2, up);
    option_sample_plan(&s);
    option_levers(&s, "transfer", -1, AS_DRAWN, &levers);
    const double want[SAMPLE_N_YEAR] = { 0.0, 0.002, 0.004, 0.004, 0.004 };
    for (size_t t = 0; t < SAMPLE_N_YEAR; t++)
        cr_expect_float_eq(levers.transfer_share[t], want[t], 1e-15, "year %zu: %g", t,
                           levers.transfer_share[t]);
    levers_release(&levers);
    option_sample_release(&s);
}

Claim(options, an_option_is_for_the_ages_and_needs_that_it_names)
{
    struct option_sample s;
    struct option_in *in;
    struct levers levers;
    early(&s, &in);
    in->from_age = 3;
    in->to_age = 5;
    s.need[0][0] = "semh";
    in->need = s.need[0];
    in->n_need = 1;
    struct option_in *babies = option_add(&s, OPTION_EARLY_SUPPORT, "babies");
    babies->share = in->share;
    babies->to_age = 0;
    struct option_in *sixth = option_add(&s, OPTION_EARLY_SUPPORT, "sixth");
    sixth->share = in->share;
    option_at(&s, sixth, 2, (const int[]){ 12, 13 });
    option_sample_plan(&s);
    for (size_t o = 0; o < 3; o++) {
        static const char *const id[] = { "early", "babies", "sixth" };
        option_levers(&s, id[o], -1, AS_DRAWN, &levers);
        for (size_t i = 0; i < N_NCY; i++)
            for (size_t need = 0; need < 2; need++) {
                const bool named =
                    o == 0   ? i >= 3 && i <= 5 && strcmp(s.model.need[need]->id, "semh") == 0
                    : o == 1 ? i == 0
                             : i == 16 || i == 17;
                cr_expect_float_eq(*lever_joining(&levers, 3, i, need), named ? 1.0 - 0.2385 : 1.0,
                                   named ? 1e-14 : 0.0, "%s, age %zu", id[o], i);
            }
        levers_release(&levers);
    }
    option_sample_release(&s);
}

/* ---- whether it comes ---- */

Claim(options, an_option_comes_as_often_as_its_chance_says_and_to_all_scenarios_alike)
{
    enum { N = 5000 };
    struct option_sample s;
    struct hr_err err = { 0 };
    size_t n[3] = { 0 }, n_both = 0;
    option_sample_init(&s, OPTION_SAMPLE);
    s.sample.in.odds_word = &(struct odds_word_in){ "sample", "far less predictable", 0.385 };
    s.sample.in.n_odds_word = 1;
    static const char *const id[] = { "a-words", "b-chance", "c-sure" };
    for (size_t o = 0; o < 3; o++) {
        struct option_in *in = option_add(&s, OPTION_SERVICE_REDESIGN, id[o]);
        in->line = "therapies";
        in->yearly_gbp = option_quantity(&s, 1000.0);
    }
    s.option[0].delivery_words = "far less predictable";
    s.option[1].delivery = 0.617;
    option_sample_plan(&s);
    cr_expect_eq(model_option_delivery(&s.model, 0), 0.385);
    for (size_t k = 0; k < N; k++) {
        replicate_begin(&s.model, k, &s.work);
        bool was[3];
        for (size_t o = 0; o < 3; o++) {
            was[o] = s.work.fate[o].delivered;
            n[o] += was[o];
        }
        n_both += was[0] && was[1];
        for (size_t scenario = 0; k < 20 && scenario < 2; scenario++) {
            cr_assert_eq(replicate_run(&s.model, scenario, &s.work, &err), 0, "%s", err.text);
            for (size_t o = 0; o < 3; o++)
                cr_expect_eq(s.work.fate[o].delivered, was[o]);
        }
    }
    cr_expect_float_eq((double)n[0] / N, 0.385, 4.0 * sqrt(0.385 * 0.615 / N));
    cr_expect_float_eq((double)n[1] / N, 0.617, 4.0 * sqrt(0.617 * 0.383 / N));
    cr_expect_float_eq((double)n_both / N, 0.385 * 0.617, 4.0 * sqrt(0.2375 * 0.7625 / N),
                       "options are independent");
    cr_expect_eq(n[2], (size_t)N);
    replicate_begin_expected(&s.model, &s.work);
    cr_expect(!s.work.fate[0].delivered && s.work.fate[1].delivered && s.work.fate[2].delivered,
              "the likelier answer");
    option_sample_release(&s);
}

Claim(options, what_is_not_delivered_writes_nothing_but_what_was_spent_on_it)
{
    struct option_sample s;
    struct levers levers, neutral;
    struct hr_err err = { 0 };
    option_sample_init(&s, OPTION_SAMPLE);
    for (enum option_kind kind = 0; kind < N_OPTION_KIND; kind++) {
        if (kind == OPTION_NEW_PLACES || kind == OPTION_ASSESSMENT_THRESHOLD)
            continue;
        struct option_in *in = option_add(&s, kind, option_kinds[kind]->name);
        option_for(&s, in, "isp");
        in->to = kind == OPTION_CEASING ? "" : "local-special";
        in->line = "therapies";
        in->share = in->children = in->places = in->yearly_gbp = option_quantity(&s, 0.5);
        in->delivery = 0.0;
        in->cost.revenue_gbp = in->cost.once_gbp = option_quantity(&s, 1000.0);
        in->cost.capital_gbp = option_quantity(&s, 6000000.0);
        in->cost.abortive = 0.25;
    }
    option_sample_plan(&s);
    neutral = (struct levers){ .n_year = SAMPLE_N_YEAR,
                               .n_need = 2,
                               .n_setting = 4,
                               .n_line = 3,
                               .n_option = s.model.n_option };
    cr_assert_eq(levers_init(&neutral, &err), 0);
    for (size_t o = 0; o < s.model.n_option; o++)
        for (int k = -1; k < 5; k++) {
            option_levers(&s, s.model.option_in[o]->id, k, AS_DRAWN, &levers);
            cr_expect_eq(levers.capital_gbp[1], 1500000.0,
                         "a quarter is spent when it should have started");
            levers.capital_gbp[1] = 0.0;
            cr_expect_arr_eq(levers.block, neutral.block, neutral.n_block * sizeof *neutral.block,
                             "%s", s.model.option_in[o]->id);
            cr_expect(!levers.joining_on && !levers.shift_on);
            levers_release(&levers);
        }
    levers_release(&neutral);
    option_sample_release(&s);
}

/* ---- what it costs ---- */

static void
expect_costs(const char *start, double delay, const double revenue[SAMPLE_N_YEAR], size_t first)
{
    struct option_sample s;
    struct levers levers;
    option_sample_init(&s, OPTION_SAMPLE);
    struct option_in *in = option_add(&s, OPTION_CEASING, "costly");
    in->start = start;
    in->delay_years = option_quantity(&s, delay);
    in->share = option_quantity(&s, 0.1);
    in->cost.account = ACCOUNT_GENERAL_FUND;
    in->cost.revenue_gbp = option_quantity(&s, 313117.0);
    in->cost.once_gbp = option_quantity(&s, 71317.0);
    in->cost.capital_gbp = option_quantity(&s, 6131713.0);
    in->cost.per_child_gbp = option_quantity(&s, 4117.0);
    option_sample_plan(&s);
    option_levers(&s, "costly", -1, AS_DRAWN, &levers);
    for (size_t t = 0; t < SAMPLE_N_YEAR; t++) {
        const double want = 313117.0 * revenue[t] + (t == first ? 71317.0 : 0.0);
        cr_expect_float_eq(levers.cost_gbp[t * N_ACCOUNT + ACCOUNT_GENERAL_FUND], want, 1e-6,
                           "%s, year %zu", start, t);
        cr_expect_eq(levers.cost_gbp[t * N_ACCOUNT + ACCOUNT_DSG], 0.0);
        cr_expect_eq(levers.capital_gbp[t], t == first ? 6131713.0 : 0.0, "%s, year %zu", start, t);
        cr_expect_eq(levers.per_child_gbp[t], 4117.0);
    }
    levers_release(&levers);
    option_sample_release(&s);
}

Claim(options, costs_fall_in_the_financial_years_in_which_it_runs)
{
    expect_costs("2022/23", 0.0, (const double[]){ 0, 1, 1, 1, 1 }, 1);
    expect_costs("2022-04-01", 0.0, (const double[]){ 0, 1, 1, 1, 1 }, 1);
    expect_costs("2022-03-01", 0.0, (const double[]){ 1.0 / 12, 1, 1, 1, 1 }, 0);
    expect_costs("2023-01-01", 0.0, (const double[]){ 0, 0.25, 1, 1, 1 }, 1);
    expect_costs("2022/23", 1.5, (const double[]){ 0, 0, 0.5, 1, 1 }, 2);
    expect_costs("2022/23", 9.0, (const double[]){ 0, 0, 0, 0, 0 }, 99);
    expect_costs("2019/20", 0.0, (const double[]){ 1, 1, 1, 1, 1 },
                 99); /* spent before the forecast */
}

/* ---- together, and at a level ---- */

Claim(options, effects_on_one_thing_multiply_or_add_up)
{
    struct option_sample s;
    struct hr_err err = { 0 };
    option_sample_init(&s, OPTION_SAMPLE);
    static const enum option_kind kind[] = { OPTION_PRICE_CONTROL, OPTION_JOINT_FUNDING,
                                             OPTION_EMPTY_PLACES, OPTION_SERVICE_REDESIGN };
    static const char *const id[4][2] = { { "a", "b" }, { "c", "d" }, { "e", "f" }, { "g", "h" } };
    for (size_t i = 0; i < 4; i++)
        for (size_t twice = 0; twice < 2; twice++) {
            struct option_in *in = option_add(&s, kind[i], id[i][twice]);
            option_for(&s, in, "local-special");
            in->to = "local-special";
            in->line = "therapies";
            in->share = in->places = in->yearly_gbp = option_quantity(&s, twice == 0 ? 0.25 : 0.5);
            in->start = "2021/22";
        }
    option_sample_plan(&s);
    cr_assert_eq(
        replicate_run(&s.model, 1, (replicate_begin_expected(&s.model, &s.work), &s.work), &err), 0,
        "%s", err.text);
    const size_t special = option_setting(&s, "local-special");
    cr_expect_eq(s.work.levers.price_factor[special], 0.75 * 0.5);
    cr_expect_eq(s.work.levers.joint_share[special], 1.0 - 0.75 * 0.5);
    cr_expect_eq(s.work.levers.commissioned[special], -0.75);
    cr_expect_eq(s.work.levers.line_gbp[2], -0.75, "therapies is the last line by id");
    option_sample_release(&s);
}

/* Each option has its own column of what moves children, wherever it stands among the options. */
Claim(options, what_moves_children_is_the_options_own)
{
    static const enum option_kind kind[] = { OPTION_REPATRIATION, OPTION_INCLUSION, OPTION_CEASING,
                                             OPTION_TOP_UP_CUT };
    for (size_t i = 0; i < sizeof kind / sizeof kind[0]; i++) {
        struct option_sample s;
        struct levers levers;
        option_sample_init(&s, OPTION_SAMPLE);
        struct option_in *fees = option_add(&s, OPTION_PRICE_CONTROL, "a-fees");
        option_for(&s, fees, "isp");
        fees->share = option_quantity(&s, 0.1);
        struct option_in *in = option_add(&s, kind[i], "b-moves");
        option_for(&s, in, "isp");
        in->to = kind[i] == OPTION_CEASING ? "" : "schools";
        in->share = in->moves_out = option_quantity(&s, 0.2385);
        option_sample_plan(&s);
        option_levers(&s, "b-moves", -1, AS_DRAWN, &levers);
        cr_assert_eq(option_index(&s, "b-moves"), 1u);
        for (size_t t = 0; t < SAMPLE_N_YEAR; t++) {
            cr_expect_eq(levers.shift[t * 2], 0.0, "%s, year %zu", option_kinds[kind[i]]->name, t);
            cr_expect_eq(levers.shift[t * 2 + 1] > 0.0, t >= 1, "%s, year %zu: %g",
                         option_kinds[kind[i]]->name, t, levers.shift[t * 2 + 1]);
        }
        levers_release(&levers);
        option_sample_release(&s);
    }
}

Claim(options, a_level_stands_in_for_how_much)
{
    struct option_sample s;
    struct levers levers;
    option_sample_init(&s, OPTION_SAMPLE);
    struct option_in *in = option_add(&s, OPTION_TOP_UP_CUT, "cut");
    option_for(&s, in, "schools");
    in->share = option_quantity(&s, 0.04);
    in->to = "local-special";
    in->moves_out = option_quantity(&s, 0.013);
    in->requests = option_quantity(&s, 0.031);
    option_sample_plan(&s);
    const size_t schools = option_setting(&s, "schools");
    for (double level = 0.0; level < 0.1; level += 0.02) {
        option_levers(&s, "cut", 3, level, &levers);
        cr_expect_float_eq(levers.price_factor[2 * 4 + schools], 1.0 - level, 1e-15);
        cr_expect_float_eq(levers.shift[2], 0.013 * level / 0.04, 1e-15,
                           "side effects scale with the level");
        cr_expect_float_eq(*lever_joining(&levers, 2, 7, 1), 1.0 + 0.031 * level / 0.04, 1e-15);
        levers_release(&levers);
    }
    option_sample_release(&s);
}

Claim(options, kinds_are_complete)
{
    for (int k = 0; k < N_OPTION_KIND; k++) {
        const struct option_kind_of *kind = option_kinds[k];
        cr_assert_not_null(kind);
        const char *const text[] = { kind->children, kind->money, kind->sides, kind->unknown };
        for (size_t i = 0; i < 4; i++)
            cr_expect(strlen(text[i]) > 10 && text[i][strlen(text[i]) - 1] == '.', "%s: %s",
                      kind->name, text[i]);
        cr_expect_not_null(kind->write);
        cr_expect((kind->must | kind->one_of) != 0, "%s", kind->name);
    }
}
