/* Options that move children, slow new plans or end plans, on the still area: 40 new plans a year,
 * nobody leaves, place-years of a new plan 0.75 in the first year, £60,000 independent, £15,000
 * special, £6,000 mainstream. Numbers by hand, then futures with random children. */
#include "option_sample.h"
#include "claim.h"

#include <math.h>
#include <string.h>

enum { ISP, SPECIAL, SCHOOLS, N_YEAR = 3 };
static const double FEE = 60000.0, TOPUP = 15000.0, SCHOOL = 6000.0, FIRST = 0.75,
                    MOVED = 7.0 / 12.0;

static void
still_area(struct option_sample *s)
{
    option_sample_init(s, OPTION_STILL);
    s->sample.seats[0].count = 1000.0; /* never full */
}

/* Runs both scenarios in the expected-value run and compares spending and children, by year, with
 * what is said. */
static void
expect_change(struct option_sample *s, const double spending[N_YEAR],
              const double children[N_YEAR][3])
{
    option_sample_plan(s);
    struct future without = sample_keep(option_run(s, 0, -1));
    const struct future *with = option_run(s, 1, -1);
    for (size_t t = 0; t < N_YEAR; t++) {
        cr_expect_float_eq(with->year[t].money.spending_gbp - without.year[t].money.spending_gbp,
                           spending[t], 1e-6, "year %zu: spending %+.6f, want %+.6f", t,
                           with->year[t].money.spending_gbp - without.year[t].money.spending_gbp,
                           spending[t]);
        for (size_t i = 0; i < 3; i++)
            cr_expect_float_eq(future_setting(with, t, i)->flows.closing -
                                   future_setting(&without, t, i)->flows.closing,
                               children[t][i], 1e-9, "year %zu, '%s': %+g children, want %+g", t,
                               s->model.setting[i]->id,
                               future_setting(with, t, i)->flows.closing -
                                   future_setting(&without, t, i)->flows.closing,
                               children[t][i]);
    }
    future_release(&without);
}

static double
went(const struct future *future, size_t year)
{
    return future->year[year].option[0].went;
}

/* In simulated futures as many go as on average in the expected-value run, whole children, whom
 * settings gain and lose. */
static void
expect_futures(struct option_sample *s, size_t from, size_t to, double variance_at_most)
{
    enum { N = 2000 };
    double want[N_YEAR], sum[N_YEAR] = { 0 };
    const struct future *future = option_run(s, 1, -1);
    for (size_t t = 0; t < N_YEAR; t++)
        want[t] = went(future, t);
    for (int k = 0; k < N; k++) {
        struct future without = sample_keep(option_run(s, 0, k));
        future = option_run(s, 1, k);
        double all = 0.0;
        for (size_t t = 0; t < N_YEAR; t++) {
            const double n = went(future, t);
            cr_assert(n >= 0.0 && n == floor(n));
            sum[t] += n;
            all += n;
            if (from != SIZE_MAX)
                cr_assert_eq(future_setting(future, t, from)->flows.closing,
                             future_setting(&without, t, from)->flows.closing - all,
                             "they went from there");
            if (to != SIZE_MAX)
                cr_assert_eq(future_setting(future, t, to)->flows.closing,
                             future_setting(&without, t, to)->flows.closing + all,
                             "they are there");
        }
        future_release(&without);
    }
    for (size_t t = 0; t < N_YEAR; t++)
        cr_expect_float_eq(sum[t] / N, want[t], 4.0 * sqrt(variance_at_most / N),
                           "year %zu: %g children on average, want %g", t, sum[t] / N, want[t]);
}

/* ---- repatriation ---- */

/* Ten children in Year 5 of the independent school who come to secondary school in September 2022,
 * ten a year later. */
static struct option_in *
ten_abroad(struct option_sample *s)
{
    still_area(s);
    for (size_t i = 0; i < 12; i++)
        if (strcmp(s->sample.cell[i].setting, "schools") == 0 &&
            (s->sample.cell[i].ncy == 5 || s->sample.cell[i].ncy == 4))
            s->sample.cell[i].setting = "isp";
    struct option_in *in = option_add(s, OPTION_REPATRIATION, "home");
    option_for(s, in, "independent"); /* a category */
    in->to = "local-special";
    return in;
}

Claim(options_children, a_share_of_those_at_a_phase_transfer_come_back_unless_they_decline)
{
    struct option_sample s;
    struct option_in *in = ten_abroad(&s);
    in->share = option_quantity(&s, 0.4);
    in->refused = option_quantity(&s, 0.25);
    in->cost.per_child_gbp = option_quantity(&s, 4000.0);
    const double less = FEE - TOPUP;
    expect_change(&s,
                  (const double[]){ 0.0, 12000.0 - 3.0 * MOVED * less,
                                    12000.0 - 3.0 * less - 3.0 * MOVED * less },
                  (const double[][3]){ { 0 }, { -3, 3, 0 }, { -6, 6, 0 } });
    const struct future *future = option_run(&s, 1, -1);
    cr_expect_float_eq(future->year[1].option[0].eligible, 10.0, 1e-12);
    cr_expect_float_eq(future->year[1].option[0].declined, 1.0, 1e-12);
    cr_expect_float_eq(s.work.levers.cost_gbp[1 * N_ACCOUNT + ACCOUNT_DSG], 12000.0, 1e-9,
                       "per child, in the year they move");
    cr_expect_float_eq(s.work.levers.cost_gbp[2 * N_ACCOUNT + ACCOUNT_DSG], 12000.0, 1e-9);
    cr_expect_eq(s.work.levers.cost_gbp[0], 0.0);
    expect_futures(&s, ISP, SPECIAL, 3.0);
    option_sample_release(&s);
}

Claim(options_children, a_number_comes_back_as_far_as_they_are_there)
{
    struct option_sample s;
    struct option_in *in = ten_abroad(&s);
    in->children = option_quantity(&s, 13.0);
    option_at(&s, in, 1, (const int[]){ 7 });
    expect_change(&s,
                  (const double[]){ 0.0, -10.0 * MOVED * (FEE - TOPUP),
                                    -(10.0 + 10.0 * MOVED) * (FEE - TOPUP) },
                  (const double[][3]){ { 0 }, { -10, 10, 0 }, { -20, 20, 0 } });
    expect_futures(&s, ISP, SPECIAL, 1e-12);
    option_sample_release(&s);
}

/* 46 seats: 30 and then 40 are in the special school when four come back, and ten joiners want in.
 * */
Claim(options_children, who_comes_back_takes_a_seat_that_a_joiner_wanted)
{
    struct option_sample s;
    struct option_in *in = ten_abroad(&s);
    s.sample.seats[0].count = 46.0;
    in->children = option_quantity(&s, 4.0);
    /* Without: 46 of 50 fit in year 1. With: four come, two of ten joiners fit, and so the
     * independent school has four joiners more. */
    expect_change(&s, (const double[]){ 0.0, 4.0 * (FIRST - MOVED) * (FEE - TOPUP), 0.0 },
                  (const double[][3]){ { 0 }, { 0, 0, 0 }, { 0, 0, 0 } });
    const struct future *future = option_run(&s, 1, -1);
    cr_expect_float_eq(went(future, 1), 4.0, 1e-12);
    cr_expect_float_eq(future->year[1].place[0].overflowed, 8.0, 1e-9, "the side effect");
    cr_expect_float_eq(future->year[2].option[0].without_seat, 4.0, 1e-12,
                       "none is free in the next year");
    cr_expect_eq(went(future, 2), 0.0);
    for (int k = 0; k < 500; k++) {
        future = option_run(&s, 1, k);
        for (size_t t = 0; t < N_YEAR; t++)
            cr_assert_leq(future_setting(future, t, SPECIAL)->flows.closing, 46.0);
    }
    option_sample_release(&s);
}

/* ---- inclusion ---- */

Claim(options_children, a_share_of_new_plans_starts_in_mainstream)
{
    struct option_sample s;
    still_area(&s);
    struct option_in *in = option_add(&s, OPTION_INCLUSION, "inclusion");
    option_for(&s, in, "state_special");
    in->to = "schools";
    in->share = option_quantity(&s, 0.5);
    in->refused = option_quantity(&s, 0.2);
    const double less = TOPUP - SCHOOL;
    expect_change(&s, (const double[]){ 0.0, -3.0 * FIRST * less, -(3.0 + 4.0 * FIRST) * less },
                  (const double[][3]){ { 0 }, { 0, -3, 3 }, { 0, -7, 7 } });
    const struct future *future = option_run(&s, 1, -1);
    for (size_t t = 0; t < N_YEAR; t++)
        cr_expect_float_eq(future->year[t].people.joined, 40.0, 1e-9, "as many plans as without");
    expect_futures(&s, SPECIAL, SCHOOLS, 10.0);
    option_sample_release(&s);
}

Claim(options_children, where_inclusion_fills_a_setting_its_overflow_applies)
{
    struct option_sample s;
    still_area(&s);
    s.sample.seats[0].count = 46.0;
    struct option_in *in = option_add(&s, OPTION_INCLUSION, "units");
    option_for(&s, in, "mainstream");
    in->to = "local-special";
    in->share = option_quantity(&s, 0.2);
    in->start = "2022-01-01";
    option_sample_plan(&s);
    const struct future *future =
        option_run(&s, 1, -1); /* 40 there, 10 and then 6 more want one of 6 seats */
    cr_expect_float_eq(future_setting(future, 1, SPECIAL)->flows.closing, 46.0, 1e-9);
    cr_expect_float_eq(future->year[1].place[0].overflowed, 10.0, 1e-9);
    for (int k = 0; k < 200; k++)
        cr_assert_leq(future_setting(option_run(&s, 1, k), 1, SPECIAL)->flows.closing, 46.0);
    option_sample_release(&s);
}

/* ---- early support ---- */

/* New plans of 1,000 four-year-olds of whom usually 40 are issued one, when the rate is f times the
 * usual: 1 - exp(-f h). */
static double
new_plans(double f)
{
    return 1000.0 * (1.0 - pow(0.96, f));
}

Claim(options_children, early_support_lowers_new_plans_after_its_lag)
{
    const double price = 0.25 * TOPUP + 0.75 * SCHOOL, first = 40.0 - new_plans(0.85),
                 full = 40.0 - new_plans(0.8), both = first + full;
    struct option_sample s;
    still_area(&s);
    struct option_in *in = option_add(&s, OPTION_EARLY_SUPPORT, "early");
    in->share = option_quantity(&s, 0.2);
    expect_change(
        &s, (const double[]){ 0.0, -first * FIRST * price, -(first + full * FIRST) * price },
        (const double[][3]){
            { 0 }, { 0, -0.25 * first, -0.75 * first }, { 0, -0.25 * both, -0.75 * both } });
    option_sample_release(&s);
    still_area(&s);
    in = option_add(&s, OPTION_EARLY_SUPPORT, "early");
    in->share = option_quantity(&s, 0.2);
    in->lag_years = option_quantity(&s, 1.0);
    expect_change(&s, (const double[]){ 0.0, 0.0, -first * FIRST * price },
                  (const double[][3]){ { 0 }, { 0 }, { 0, -0.25 * first, -0.75 * first } });
    option_sample_release(&s);
}

Claim(options_children, early_support_for_others_changes_nothing)
{
    struct option_sample s;
    still_area(&s); /* all new plans are at age 4 */
    struct option_in *in = option_add(&s, OPTION_EARLY_SUPPORT, "early");
    in->share = option_quantity(&s, 1.0);
    in->from_age = 5;
    expect_change(&s, (const double[]){ 0, 0, 0 }, (const double[][3]){ { 0 }, { 0 }, { 0 } });
    option_sample_release(&s);
    still_area(&s);
    in = option_add(&s, OPTION_EARLY_SUPPORT, "early");
    in->share = option_quantity(&s, 1.0);
    in->to_age = 4;
    in->start = "2022-01-01";
    option_sample_plan(&s);
    for (int k = -1; k < 100; k++) {
        const struct future *future = option_run(&s, 1, k);
        cr_assert_eq(future->year[1].people.joined + future->year[2].people.joined, 0.0,
                     "nobody is issued a plan");
    }
    option_sample_release(&s);
}

/* ---- ceasing ---- */

Claim(options_children, plans_that_cease_save_their_place_from_september)
{
    const double price = 5.0 * TOPUP + 10.0 * SCHOOL;
    struct option_sample s;
    still_area(&s);
    struct option_in *in = option_add(&s, OPTION_CEASING, "ceasing");
    in->share = option_quantity(&s, 0.25);
    in->refused = option_quantity(&s, 0.2);
    in->from_age = in->to_age = 9; /* Year 5 */
    expect_change(&s, (const double[]){ 0.0, -0.2 * MOVED * price, -0.2 * (1.0 + MOVED) * price },
                  (const double[][3]){ { 0 }, { 0, -1, -2 }, { 0, -2, -4 } });
    const struct future *future = option_run(&s, 1, -1);
    cr_expect_float_eq(future->year[1].people.left, 3.0, 1e-12);
    expect_futures(&s, SIZE_MAX, SIZE_MAX, 3.0);
    option_sample_release(&s);
    still_area(&s);
    in = option_add(&s, OPTION_CEASING, "ceasing");
    in->children = option_quantity(&s, 6.0);
    option_at(&s, in, 1, (const int[]){ 5 });
    expect_change(&s, (const double[]){ 0.0, -0.4 * MOVED * price, -0.4 * (1.0 + MOVED) * price },
                  (const double[][3]){ { 0 }, { 0, -2, -4 }, { 0, -4, -8 } });
    option_sample_release(&s);
}

/* ---- assessment threshold ---- */

static void
with_pipeline(struct option_sample *s, double share)
{
    option_sample_init(s, OPTION_SAMPLE);
    sample_certain(&s->sample);
    sample_add_pipeline(&s->sample);
    struct option_in *in = option_add(s, OPTION_ASSESSMENT_THRESHOLD, "threshold");
    in->share = option_quantity(s, share);
    in->start = "2022-01-01";
    option_sample_plan(s);
}

Claim(options_children, of_the_requests_otherwise_agreed_a_share_is_refused)
{
    struct option_sample s;
    with_pipeline(&s, 0.2385);
    struct future without = sample_keep(option_run(&s, 0, -1));
    const struct future *with = option_run(&s, 1, -1);
    cr_expect(sample_same_year(&without, with, 0));
    double issued = 0.0;
    for (size_t t = 1; t < SAMPLE_N_YEAR; t++) {
        const struct pipeline_year *a = &without.year[t].people.pipeline,
                                   *b = &with->year[t].people.pipeline;
        cr_expect_gt(b->refused, a->refused);
        cr_expect_lt(b->issued, a->issued);
        cr_expect_gt(b->overturned, a->overturned, "the side effect: appeals");
        const double r = a->refused / a->requests, now = b->refused / b->requests;
        cr_expect_float_eq(now, r + (1.0 - r) * 0.2385, t == 1 ? 0.03 : 1e-3,
                           "year %zu: %g refused, was %g", t, now, r);
        issued += a->issued - b->issued;
        cr_expect_float_eq(without.year[t].people.plans_closing -
                               with->year[t].people.plans_closing,
                           issued, 0.5 * issued, "fewer plans");
    }
    future_release(&without);
    option_sample_release(&s);
}

/* ---- assessment capacity ---- */

/* The sample can finish 210 assessments a year, in 2022 half of them, and has more to do then. */
static void
with_capacity(struct option_sample *s, const char *start)
{
    option_sample_init(s, OPTION_SAMPLE);
    sample_certain(&s->sample);
    sample_add_pipeline(&s->sample);
    sample_lose_capacity(&s->sample);
    struct option_in *in = option_add(s, OPTION_ASSESSMENT_CAPACITY, "capacity");
    in->children = option_quantity(s, 23.85);
    in->start = start;
    option_sample_plan(s);
}

Claim(options_children, more_assessments_are_finished_in_the_part_of_each_year_that_it_runs)
{
    static const double more[2] = { 0.0, 0.5 * 23.85 };
    struct option_sample s;
    with_capacity(&s, "2022-07-01");
    struct future without = sample_keep(option_run(&s, 0, -1));
    const struct future *with = option_run(&s, 1, -1);
    for (size_t t = 0; t < 2; t++) {
        const struct pipeline_year *a = &without.year[t].people.pipeline,
                                   *b = &with->year[t].people.pipeline;
        cr_expect_gt(a->assessing, 0.0, "the capacity of year %zu is used up", t);
        cr_expect_float_eq(b->finished - a->finished, more[t], 1e-9, "year %zu: %g more", t,
                           b->finished - a->finished);
        cr_expect_float_eq(a->assessing - b->assessing, more[t], 0.02 * more[t] + 1e-9,
                           "year %zu: %g fewer wait, who were finished sooner", t,
                           a->assessing - b->assessing);
    }
    cr_expect_gt(with->year[1].people.plans_closing, without.year[1].people.plans_closing);
    future_release(&without);
    option_sample_release(&s);
}

Claim(options_children, in_every_future_more_capacity_finishes_whole_assessments_within_it)
{
    struct option_sample s;
    with_capacity(&s, "2022-01-01");
    for (int k = 0; k < 20; k++) {
        struct future without = sample_keep(option_run(&s, 0, k));
        const struct future *with = option_run(&s, 1, k);
        const double finished = with->year[1].people.pipeline.finished;
        cr_expect_eq(finished, floor(finished));
        cr_expect_leq(finished, 105.0 + 23.85, "future %d: %g", k, finished);
        cr_expect_gt(finished, without.year[1].people.pipeline.finished, "future %d", k);
        future_release(&without);
    }
    option_sample_release(&s);
}

Claim(options_children, all_requests_refused_leave_only_the_appeals_won)
{
    struct option_sample s;
    with_pipeline(&s, 1.0);
    for (int k = -1; k < 40; k++) {
        const struct future *future = option_run(&s, 1, k);
        const struct pipeline_year *year = &future->year[3].people.pipeline;
        cr_expect_float_eq(year->refused + year->withdrawn, year->requests,
                           0.12 * year->requests + 1.0);
        cr_expect_leq(year->issued, 0.5 * future->year[0].people.pipeline.issued);
        cr_expect_eq(k < 0 || year->issued == floor(year->issued), true);
    }
    option_sample_release(&s);
}

/* ---- a cut's side effects ---- */

Claim(options_children, a_cut_moves_some_out_and_brings_requests)
{
    struct option_sample s;
    still_area(&s);
    struct option_in *in = option_add(&s, OPTION_TOP_UP_CUT, "cut");
    option_for(&s, in, "mainstream");
    in->share = option_quantity(&s, 0.0); /* the side effects alone */
    in->to = "local-special";
    in->moves_out = option_quantity(&s, 0.1);
    in->requests = option_quantity(&s, 0.2);
    /* Mainstream has 60 and 30 new plans; in September 2022 90 are there, 9 of whom move. */
    const double more1 = new_plans(1.15) - 40.0, more2 = new_plans(1.2) - 40.0,
                 moved2 = 0.1 * (90.0 - 9.0 + 30.0 + 0.75 * more1);
    const double price = 0.25 * TOPUP + 0.75 * SCHOOL, dearer = TOPUP - SCHOOL,
                 more = more1 + more2, moved = 9.0 + moved2;
    expect_change(
        &s,
        (const double[]){ 0.0, 9.0 * MOVED * dearer + more1 * FIRST * price,
                          (9.0 + moved2 * MOVED) * dearer + (more1 + more2 * FIRST) * price },
        (const double[][3]){ { 0 },
                             { 0, 9.0 + 0.25 * more1, -9.0 + 0.75 * more1 },
                             { 0, moved + 0.25 * more, -moved + 0.75 * more } });
    const struct future *future = option_run(&s, 1, -1);
    cr_expect_float_eq(went(future, 1), 9.0, 1e-9);
    option_sample_release(&s);
    still_area(&s);
    in = option_add(&s, OPTION_TOP_UP_CUT, "cut");
    option_for(&s, in, "mainstream");
    in->share = option_quantity(&s, 0.0);
    in->to = "local-special";
    in->moves_out = option_quantity(&s, 0.1);
    option_sample_plan(&s);
    expect_futures(&s, SCHOOLS, SPECIAL, 15.0);
    option_sample_release(&s);
}
