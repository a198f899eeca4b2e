/* From a request to a plan: closed forms first, then what must hold of every run. */
#include "desk.h"
#include "claim.h"
#include "lab.h"

#include <math.h>
#include <string.h>

enum { MANY = 4000 };

static double
sum(const double *x, size_t n)
{
    double all = 0.0;
    for (size_t i = 0; i < n; i++)
        all += x[i];
    return all;
}

/* ---- closed forms ---- */

Claim(pipeline, with_capacity_to_spare_each_year_like_the_base_year_issues_its_new_plans)
{
    struct desk desk;
    desk_init(&desk);
    desk_compile(&desk);
    desk_start(&desk);
    const double agreed = (1.0 - 0.267) * (1.0 - 0.0257), ordered = 0.267 * 0.118 * 0.913,
                 c = 0.9437 * (agreed + ordered);
    double assessing = -1.0;
    for (unsigned t = 0; t < DESK_N_YEAR; t++) {
        const struct pipeline_year *y = desk_year(&desk, t);
        cr_expect_float_eq(y->requests, 131.7 / c, 1e-9);
        cr_expect_float_eq(y->refused, 0.267 * 131.7 / c, 1e-9);
        cr_expect_float_eq(y->finished, 131.7 / 0.9437, 1e-9);
        cr_expect_float_eq(y->issued, 131.7, 1e-9, "year %u: %.12g", t, y->issued);
        cr_expect_float_eq(y->in_time, 1.0, 1e-12);
        cr_expect_float_eq(y->weeks, 17.385, 1e-9);
        cr_expect(t == 0 || fabs(y->assessing - assessing) < 1e-9);
        assessing = y->assessing;
    }
    cr_expect_float_eq(pipeline_conversion(0.267, 0.0257, 0.118, 0.913, 0.9437), c, 1e-15);
}

Claim(pipeline, a_plan_is_in_time_up_to_20_weeks_and_no_longer)
{
    static const double weeks[] = { 6.0, 19.99, 20.0, 20.01, 38.5, 52.0 };
    for (size_t i = 0; i < sizeof weeks / sizeof weeks[0]; i++) {
        struct desk desk;
        desk_init(&desk);
        desk_share(&desk, DESK_WEEKS, weeks[i]);
        desk_compile(&desk);
        desk_start(&desk);
        for (unsigned t = 0; t < 2; t++) {
            const struct pipeline_year *y = desk_year(&desk, t);
            cr_expect_float_eq(
                y->issued, 131.7, 1e-9,
                "the time an assessment takes changes no year's plans while it stays as it was");
            cr_expect_float_eq(y->in_time, weeks[i] <= 20.0 ? 1.0 : 0.0, 1e-12, "%g weeks",
                               weeks[i]);
            cr_expect_float_eq(y->weeks, weeks[i], 1e-9);
        }
    }
}

/* 200 requests a year, 150 assessments (12.5 a month), 120 plans; ready after exactly four months,
 * so a month's wait is too late. */
static void
round_numbers(struct desk *self)
{
    desk_init(self);
    memset(self->demand, 0, sizeof self->demand);
    self->demand[6] = self->in.joiners.new_plans = 120.0;
    for (size_t i = 0; i < N_MONTH; i++)
        self->in.joiners.months[i] = 1.0 / N_MONTH;
    desk_share(self, DESK_REFUSED, 0.25);
    desk_share(self, DESK_APPEALED, 0.0);
    desk_share(self, DESK_WITHDRAWN, 0.0);
    desk_share(self, DESK_WEEKS, 4.0 * WEEKS_PER_MONTH);
    desk_share(self, DESK_ISSUED, 0.8);
}

/* Year 1 finishes half of its 12.5 a month, year 2 half as much again. In month j of year 1 those
 * ready in month floor(j/2) are finished, so they waited 0, 1, 1, 2, 2, ..., 6 months: 3 on
 * average, and only the first of twelve are in time. Year 2 begins with six months' worth and ends
 * with none; its waits are 6 and 5, ..., 1 and 0 months, three halves of a month's worth each. */
Claim(pipeline, half_the_capacity_for_a_year_by_hand)
{
    static const struct {
        double issued, assessing, in_time, months;
    } due[4] = { { 120.0, 37.5, 1.0, 4.0 },
                 { 60.0, 112.5, 1.0 / 12.0, 7.0 },
                 { 180.0, 37.5, 1.0 / 12.0, 7.0 },
                 { 120.0, 37.5, 1.0, 4.0 } };
    struct desk desk;
    round_numbers(&desk);
    desk_capacity(&desk, 0, DESK_CENSUS, 150.0);
    desk_capacity(&desk, 1, DESK_CENSUS + 1, 75.0);
    desk_capacity(&desk, 2, DESK_CENSUS + 2, 225.0);
    desk_compile(&desk);
    desk_start(&desk);
    for (unsigned t = 0; t < 4; t++) {
        const struct pipeline_year *y = desk_year(&desk, t);
        cr_expect_float_eq(y->requests, 200.0, 1e-9);
        cr_expect_float_eq(y->refused, 50.0, 1e-9);
        cr_expect_float_eq(y->issued, due[t].issued, 1e-9, "year %u: %.12g", t, y->issued);
        cr_expect_float_eq(y->assessing, due[t].assessing, 1e-9, "year %u: %.12g", t, y->assessing);
        cr_expect_float_eq(y->in_time, due[t].in_time, 1e-9, "year %u: %.12g", t, y->in_time);
        cr_expect_float_eq(y->weeks, due[t].months * WEEKS_PER_MONTH, 1e-9, "year %u: %.12g", t,
                           y->weeks);
        cr_expect_float_eq(sum(desk.queue.issued_in, N_MONTH), due[t].issued, 1e-9);
        cr_expect_float_eq(sum(desk.issued, N_NCY), due[t].issued, 1e-9);
    }
}

/* 200 in assessment are 37.5 on their way and 162.5 that are ready: 13 months' worth, the oldest
 * for 13 months. With 16.7 undecided they lead to 0.8 (200 + 12.5) plans, which come before any
 * other. */
Claim(pipeline, a_backlog_at_the_start_is_finished_first_and_told_apart)
{
    struct desk desk;
    round_numbers(&desk);
    desk.in.pipeline.in_assessment = 200.0;
    desk_capacity(&desk, 0, DESK_CENSUS, 120.0);
    desk_compile(&desk);
    desk_start(&desk);
    for (unsigned t = 0; t < 3; t++) {
        const struct pipeline_year *y = desk_year(&desk, t);
        cr_expect_float_eq(y->issued, 96.0, 1e-9);
        cr_expect_float_eq(y->from_opening,
                           t == 0   ? 96.0
                           : t == 1 ? 0.8 * 212.5 - 96.0
                                    : 0.0,
                           1e-9, "year %u: %.12g", t, y->from_opening);
        cr_expect_float_eq(y->assessing, 200.0 + 30.0 * (t + 1.0), 1e-9);
    }
}

/* Ten a month: in the first month 10 of the 12.5 ready for 13 months; those finished in month j are
 * number 10 j to 10 (j + 1). */
Claim(pipeline, they_wait_as_long_as_those_before_them_take)
{
    struct desk desk;
    round_numbers(&desk);
    desk.in.pipeline.in_assessment = 200.0;
    desk_capacity(&desk, 0, DESK_CENSUS, 120.0);
    desk_compile(&desk);
    desk_start(&desk);
    double months = 0.0;
    for (int j = 0; j < 12; j++)
        for (int fifth = 0; fifth < 20;
             fifth++) /* halves, so that each lies within one month's 12.5 */
            months += (4.0 + j + 13.0 - floor((10.0 * j + 0.5 * fifth + 0.25) / 12.5)) / 240.0;
    (void)desk_year(&desk, 0);
    cr_expect_float_eq(desk.queue.year.weeks, months * WEEKS_PER_MONTH, 1e-9);
}

Claim(pipeline, fewer_in_assessment_than_usual_issue_fewer_plans_in_the_first_year_only)
{
    struct desk desk;
    round_numbers(&desk);
    desk.in.pipeline.in_assessment = 15.0;
    desk.in.pipeline.requests_undecided = 0.0;
    desk_compile(&desk);
    desk_start(&desk);
    const double usual = 37.5 + 12.5;
    (void)desk_year(&desk, 0);
    cr_expect_float_eq(desk.queue.year.issued, 120.0 - 0.8 * (usual - 15.0), 1e-9);
    cr_expect_float_eq(desk.queue.year.from_opening, 0.8 * 15.0, 1e-9);
    (void)desk_year(&desk, 1);
    cr_expect_float_eq(desk.queue.year.issued, 120.0, 1e-9);
}

/* All refused, all overturned seven months on: the plans of a year without requests before it come
 * 1 + 7 + 3 months late. */
Claim(pipeline, an_appeal_that_is_won_starts_an_assessment_months_later)
{
    struct desk desk;
    round_numbers(&desk);
    desk_share(&desk, DESK_REFUSED, 1.0);
    desk_share(&desk, DESK_APPEALED, 1.0);
    desk_share(&desk, DESK_OVERTURNED, 1.0);
    desk_compile(&desk);
    desk_start(&desk);
    (void)desk_year(&desk, 0);
    cr_expect_float_eq(desk.queue.year.issued, 120.0, 1e-9);
    cr_expect_float_eq(desk.queue.year.refused, 150.0, 1e-9);
    desk.demand[6] = 1e-9;
    const double stopped =
        desk_year(&desk, 1)
            ->issued; /* those asked for before come for 11 months; the 12th finds nobody */
    cr_expect_float_eq(stopped, 110.0, 1e-8, "%.12g", stopped);
    (void)desk_year(&desk, 2);
    cr_expect_float_eq(desk.queue.year.issued, 0.0, 1e-8);
}

Claim(pipeline, requests_come_by_their_own_months_where_they_are_given)
{
    struct desk desk;
    desk_init(&desk);
    desk.in.pipeline.months[2] = 0.25;
    desk.in.pipeline.months[8] = 0.75;
    desk_compile(&desk);
    desk_start(&desk);
    (void)desk_year(&desk, 0);
    cr_expect_eq(desk.queue.undecided, 0.0, "none in December");
    (void)desk_year(&desk, 1);
    cr_expect_float_eq(desk.queue.year.issued, 131.7, 1e-9);
    for (size_t i = 0; i < N_MONTH; i++) /* nearly four months on; appeals another eight */
        cr_expect_eq(desk.queue.issued_in[i] > 1e-12,
                     i == 0 || i == 1 || (i >= 5 && i <= 7) || i == 11, "month %zu: %g", i,
                     desk.queue.issued_in[i]);
}

/* ---- properties ---- */

static double
random_of(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return (double)(*state >> 8) * 0x1p-24;
}

Claim(pipeline, more_capacity_never_issues_fewer_plans_by_any_year)
{
    uint32_t state = 20210705;
    for (size_t trial = 0; trial < 200; trial++) {
        struct desk less, more;
        double issued_less = 0.0, issued_more = 0.0;
        desk_init(&less);
        less.in.pipeline.in_assessment = floor(300.0 * random_of(&state));
        more = less;
        more.in.quantity = more.quantity;
        more.in.pipeline.capacity = more.capacity;
        for (size_t i = 0; i < 4; i++) {
            const double n = 250.0 * random_of(&state);
            desk_capacity(&less, i, DESK_CENSUS + (int)i, n);
            desk_capacity(&more, i, DESK_CENSUS + (int)i, n + 60.0 * random_of(&state));
        }
        desk_compile(&less);
        desk_compile(&more);
        desk_start(&less);
        desk_start(&more);
        for (unsigned t = 0; t < DESK_N_YEAR; t++) {
            issued_less += desk_year(&less, t)->issued;
            issued_more += desk_year(&more, t)->issued;
            cr_expect_geq(issued_more, issued_less - 1e-9, "trial %zu, year %u", trial, t);
        }
    }
}

/* queue_close compares exactly in next_year: requests = refused for good + withdrawn + finished +
 * waiting. */
Claim(pipeline, drawn_counts_are_whole_and_nobody_is_lost)
{
    struct desk desk;
    desk_init(&desk);
    desk.in.pipeline.in_assessment = 71.0;
    desk.in.pipeline.requests_undecided = 13.0;
    desk_capacity(&desk, 0, DESK_CENSUS, 137.0);
    desk_capacity(&desk, 1, DESK_CENSUS + 1, 71.5);
    desk_capacity(&desk, 2, DESK_CENSUS + 2, 219.0);
    desk_compile(&desk);
    for (uint32_t k = 0; k < 500; k++) {
        draw_init(&desk.draw, 20210705, 17, k);
        desk_start(&desk);
        double opening = 0.0;
        for (size_t m = 0; m < PIPELINE_N_MONTH; m++)
            opening += desk.queue.batch[m][BATCH_OPENING].n;
        cr_assert_eq(opening, 71.0);
        cr_assert_eq(desk.queue.undecided, 13.0);
        for (unsigned t = 0; t < DESK_N_YEAR; t++) {
            const struct pipeline_year *y = desk_year(&desk, t);
            const double count[] = { y->requests, y->refused, y->overturned,   y->withdrawn,
                                     y->finished, y->issued,  y->from_opening, y->assessing };
            for (size_t i = 0; i < sizeof count / sizeof count[0]; i++)
                cr_assert(count[i] == floor(count[i]) && count[i] >= 0.0, "count %zu is %g", i,
                          count[i]);
            for (size_t a = 0; a < N_NCY; a++)
                cr_assert(desk.issued[a] == floor(desk.issued[a]) &&
                          (desk.demand[a] > 0.0 || desk.issued[a] == 0.0));
            cr_assert_eq(sum(desk.issued, N_NCY), y->issued);
            cr_assert(y->issued <= y->finished && y->in_time >= 0.0 && y->in_time <= 1.0);
            cr_assert(t != 0 || y->finished <= 137.0);
            cr_assert(t != 1 || y->finished <= 71.0, "a year's capacity is not rounded up");
        }
    }
}

Claim(pipeline, drawn_runs_have_the_expected_means_when_nobody_waits)
{
    enum { N_COUNT = 7 };
    struct desk desk;
    double total[2][N_COUNT] = { { 0.0 } }, squares[2][N_COUNT] = { { 0.0 } };
    desk_init(&desk);
    desk_compile(&desk);
    for (uint32_t k = 0; k <= MANY; k++) {
        if (k == MANY)
            draw_init_expected(&desk.draw);
        else
            draw_init(&desk.draw, 20210705, 17, k);
        desk_start(&desk);
        for (unsigned t = 0; t < 2; t++) {
            const struct pipeline_year *y = desk_year(&desk, t);
            const double count[N_COUNT] = { y->requests, y->refused,      y->withdrawn, y->finished,
                                            y->issued,   y->from_opening, y->assessing };
            for (size_t i = 0; i < N_COUNT; i++) {
                const double n = MANY, mean = total[t][i] / n,
                             sd = sqrt(fmax(squares[t][i] / n - mean * mean, 0.0));
                if (k < MANY) {
                    total[t][i] += count[i];
                    squares[t][i] += count[i] * count[i];
                } else
                    cr_expect_leq(fabs(mean - count[i]), 4.5 * sd / sqrt(n) + 1e-9,
                                  "count %zu of year %u: mean %.4f, expected %.4f", i, t, mean,
                                  count[i]);
            }
        }
    }
}

/* Nothing is drawn when an assessment is finished, so capacity changes neither requests nor what
 * comes of them. */
Claim(pipeline, runs_that_differ_in_capacity_have_the_same_requests_and_outcomes)
{
    struct desk full, half;
    desk_init(&full);
    desk_init(&half);
    desk_capacity(&half, 0, DESK_CENSUS + 1, 61.0);
    desk_capacity(&half, 1, DESK_CENSUS + 2, 1000.0);
    desk_compile(&full);
    desk_compile(&half);
    for (uint32_t k = 0; k < 100; k++) {
        double issued_full = 0.0, issued_half = 0.0;
        draw_init(&full.draw, 20210705, 17, k);
        draw_init(&half.draw, 20210705, 17, k);
        desk_start(&full);
        desk_start(&half);
        for (unsigned t = 0; t < DESK_N_YEAR; t++) {
            const struct pipeline_year *a = desk_year(&full, t), *b = desk_year(&half, t);
            issued_full += a->issued;
            issued_half += b->issued;
            cr_assert(a->requests == b->requests && a->refused == b->refused &&
                      a->withdrawn == b->withdrawn);
            cr_assert(t == 1 ? issued_half < issued_full : t == 0 || issued_half == issued_full,
                      "future %u, year %u", k, t);
        }
    }
}

Claim(pipeline, plans_that_nobody_is_left_to_be_issued_wait)
{
    struct desk desk;
    struct draw drawn, expected;
    draw_init(&drawn, 20210705, 17, 3);
    draw_init_expected(&expected);
    for (size_t i = 0; i < 2; i++) {
        desk_init(&desk);
        desk.draw = i == 0 ? drawn : expected;
        desk_compile(&desk);
        desk_start(&desk);
        for (size_t a = 3; a < 15; a++)
            desk.without[a] = 7.0;
        desk.without[20] = 7001.0;                           /* of an age without demand */
        const struct pipeline_year *y = desk_year(&desk, 0); /* 84 people for some 130 plans */
        cr_expect_float_eq(y->issued, 84.0, 1e-9);
        for (size_t a = 0; a < N_NCY; a++)
            cr_expect_leq(desk.issued[a], desk.without[a] + 1e-12);
        cr_expect_gt(y->assessing, 50.0);
        memset(desk.without, 0, sizeof desk.without);
        memset(desk.demand, 0, sizeof desk.demand);
        (void)desk_year(&desk, 1);
        cr_expect_eq(desk.queue.year.issued, 0.0);
        cr_expect_eq(desk.queue.year.in_time, 0.0);
    }
}

Claim(pipeline, a_share_that_a_future_draws_higher_moves_the_plans_and_not_the_requests)
{
    struct desk desk;
    desk_init(&desk);
    desk_compile(&desk);
    desk.value[DESK_REFUSED] = 0.367;
    desk_start(&desk);
    const double requests = 131.7 / desk.pipeline.conversion;
    (void)desk_year(&desk, 0);
    (void)desk_year(&desk, 1);
    (void)desk_year(&desk, 2);
    cr_expect_float_eq(desk.queue.year.requests, requests, 1e-9);
    cr_expect_float_eq(desk.queue.year.issued,
                       requests * pipeline_conversion(0.367, 0.0257, 0.118, 0.913, 0.9437), 1e-9);
}

/* ---- what is refused ---- */

static void
expect_refused(struct desk *desk, const char *text)
{
    struct hr_err err = { 0 };
    cr_expect_eq(pipeline_init(&desk->pipeline,
                               &(struct pipeline_given){ .pipeline = &desk->in.pipeline,
                                                         .joiners = &desk->in.joiners,
                                                         .quantity = desk->in.quantity,
                                                         .base_census = desk->in.base_census,
                                                         .horizon_years = desk->in.horizon_years },
                               lab(), &err),
                 HR_ESCENARIO, "%s", text);
    cr_expect_not_null(strstr(err.text, text), "%s", err.text);
}

Claim(pipeline, what_makes_no_sense_is_refused)
{
    struct desk desk;
    desk_init(&desk);
    desk_share(&desk, DESK_ISSUED, 0.0);
    expect_refused(&desk, "no request would lead to a plan");
    desk_init(&desk);
    desk.in.horizon_years = 31;
    expect_refused(&desk, "horizon_years is 31");
    desk_init(&desk);
    desk.in.pipeline.appeal_months = 0;
    expect_refused(&desk, "appeal_months is 0");
    desk_init(&desk);
    desk_capacity(&desk, 0, DESK_CENSUS, -1.0);
    expect_refused(&desk, "capacity is -1 in 2021");
    desk_init(&desk);
    memset(desk.in.joiners.months, 0, sizeof desk.in.joiners.months);
    expect_refused(&desk, "no month for a request");
}

Claim(pipeline, requests_that_vanish_are_found)
{
    struct desk desk;
    struct hr_err err = { 0 };
    desk_init(&desk);
    draw_init(&desk.draw, 20210705, 17, 3);
    desk_compile(&desk);
    desk_start(&desk);
    const struct step step = desk_step(&desk, 0);
    queue_next(&desk.queue, &desk.pipeline, &step, desk.without, desk.demand, desk.issued);
    desk.queue.undecided -= 1.0;
    cr_expect_eq(queue_close(&desk.queue, &desk.pipeline, &step, true, &err), HR_EMODEL);
    cr_expect_not_null(strstr(err.text, "requests appeared or vanished"), "%s", err.text);
}

Claim(pipeline, what_is_drawn_has_an_item_of_its_own)
{
    struct desk desk;
    desk_init(&desk);
    desk_compile(&desk);
    for (size_t i = 0; i < N_PIPELINE_ITEM; i++)
        for (size_t k = 0; k < i; k++)
            cr_expect_neq(desk.pipeline.item[i], desk.pipeline.item[k]);
}
