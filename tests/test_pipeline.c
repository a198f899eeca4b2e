/* From a request to a plan: closed forms first, then what must hold of every run. */
#include "pipeline_sample.h"
#include "claim.h"
#include "sample_book.h"

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
    struct pipeline_sample sample;
    pipeline_sample_init(&sample);
    pipeline_sample_compile(&sample);
    pipeline_sample_start(&sample);
    const double agreed = (1.0 - 0.267) * (1.0 - 0.0257), ordered = 0.267 * 0.118 * 0.913,
                 c = 0.9437 * (agreed + ordered);
    double assessing = -1.0;
    for (unsigned t = 0; t < PIPELINE_YEARS; t++) {
        const struct pipeline_year *y = pipeline_sample_year(&sample, t);
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
        struct pipeline_sample sample;
        pipeline_sample_init(&sample);
        pipeline_sample_set(&sample, SHARE_WEEKS, weeks[i]);
        pipeline_sample_compile(&sample);
        pipeline_sample_start(&sample);
        for (unsigned t = 0; t < 2; t++) {
            const struct pipeline_year *y = pipeline_sample_year(&sample, t);
            cr_expect_float_eq(
                y->issued, 131.7, 1e-9,
                "the time an assessment takes changes no year's plans while it stays as it was");
            cr_expect_float_eq(y->in_time, weeks[i] <= 20.0 ? 1.0 : 0.0, 1e-12, "%g weeks",
                               weeks[i]);
            cr_expect_float_eq(y->weeks, weeks[i], 1e-9);
            double late = 0.0;
            for (size_t k = 0; k < N_MONTH; k++)
                late += sample.queue.late_in[k];
            cr_expect_float_eq(late, fmax(0.0, weeks[i] - 20.0) * 7.0 / 365.25 * y->issued, 1e-9,
                               "%g weeks: %g years late", weeks[i], late);
        }
    }
}

/* 200 requests a year, 150 assessments (12.5 a month), 120 plans; ready after exactly four months,
 * so a month's wait is too late. */
static void
round_numbers(struct pipeline_sample *self)
{
    pipeline_sample_init(self);
    memset(self->asked.demand, 0, sizeof self->asked.demand);
    self->asked.demand[6] = self->in.joiners.new_plans = 120.0;
    for (size_t i = 0; i < N_MONTH; i++)
        self->in.joiners.months[i] = 1.0 / N_MONTH;
    pipeline_sample_set(self, SHARE_REFUSED, 0.25);
    pipeline_sample_set(self, SHARE_APPEALED, 0.0);
    pipeline_sample_set(self, SHARE_WITHDRAWN, 0.0);
    pipeline_sample_set(self, SHARE_WEEKS, 4.0 * WEEKS_PER_MONTH);
    pipeline_sample_set(self, SHARE_ISSUED, 0.8);
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
    struct pipeline_sample sample;
    round_numbers(&sample);
    pipeline_sample_capacity(&sample, 0, PIPELINE_CENSUS, 150.0);
    pipeline_sample_capacity(&sample, 1, PIPELINE_CENSUS + 1, 75.0);
    pipeline_sample_capacity(&sample, 2, PIPELINE_CENSUS + 2, 225.0);
    pipeline_sample_compile(&sample);
    pipeline_sample_start(&sample);
    for (unsigned t = 0; t < 4; t++) {
        const struct pipeline_year *y = pipeline_sample_year(&sample, t);
        cr_expect_float_eq(y->requests, 200.0, 1e-9);
        cr_expect_float_eq(y->refused, 50.0, 1e-9);
        cr_expect_float_eq(y->issued, due[t].issued, 1e-9, "year %u: %.12g", t, y->issued);
        cr_expect_float_eq(y->assessing, due[t].assessing, 1e-9, "year %u: %.12g", t, y->assessing);
        cr_expect_float_eq(y->in_time, due[t].in_time, 1e-9, "year %u: %.12g", t, y->in_time);
        cr_expect_float_eq(y->weeks, due[t].months * WEEKS_PER_MONTH, 1e-9, "year %u: %.12g", t,
                           y->weeks);
        cr_expect_float_eq(sum(sample.queue.issued_in, N_MONTH), due[t].issued, 1e-9);
        cr_expect_float_eq(sum(sample.issued, N_NCY), due[t].issued, 1e-9);
    }
}

/* 200 in assessment are 37.5 on their way and 162.5 that are ready: 13 months' worth, the oldest
 * for 13 months. With 16.7 undecided they lead to 0.8 (200 + 12.5) plans, which come before any
 * other. */
Claim(pipeline, a_backlog_at_the_start_is_finished_first_and_told_apart)
{
    struct pipeline_sample sample;
    round_numbers(&sample);
    sample.in.pipeline.in_assessment = 200.0;
    pipeline_sample_capacity(&sample, 0, PIPELINE_CENSUS, 120.0);
    pipeline_sample_compile(&sample);
    pipeline_sample_start(&sample);
    for (unsigned t = 0; t < 3; t++) {
        const struct pipeline_year *y = pipeline_sample_year(&sample, t);
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
    struct pipeline_sample sample;
    round_numbers(&sample);
    sample.in.pipeline.in_assessment = 200.0;
    pipeline_sample_capacity(&sample, 0, PIPELINE_CENSUS, 120.0);
    pipeline_sample_compile(&sample);
    pipeline_sample_start(&sample);
    double months = 0.0;
    for (int j = 0; j < 12; j++)
        for (int fifth = 0; fifth < 20;
             fifth++) /* halves, so that each lies within one month's 12.5 */
            months += (4.0 + j + 13.0 - floor((10.0 * j + 0.5 * fifth + 0.25) / 12.5)) / 240.0;
    (void)pipeline_sample_year(&sample, 0);
    cr_expect_float_eq(sample.queue.year.weeks, months * WEEKS_PER_MONTH, 1e-9);
}

Claim(pipeline, fewer_in_assessment_than_usual_issue_fewer_plans_in_the_first_year_only)
{
    struct pipeline_sample sample;
    round_numbers(&sample);
    sample.in.pipeline.in_assessment = 15.0;
    sample.in.pipeline.requests_undecided = 0.0;
    pipeline_sample_compile(&sample);
    pipeline_sample_start(&sample);
    const double usual = 37.5 + 12.5;
    (void)pipeline_sample_year(&sample, 0);
    cr_expect_float_eq(sample.queue.year.issued, 120.0 - 0.8 * (usual - 15.0), 1e-9);
    cr_expect_float_eq(sample.queue.year.from_opening, 0.8 * 15.0, 1e-9);
    (void)pipeline_sample_year(&sample, 1);
    cr_expect_float_eq(sample.queue.year.issued, 120.0, 1e-9);
}

/* All refused, all overturned seven months on: the plans of a year without requests before it come
 * 1 + 7 + 3 months late. */
Claim(pipeline, an_appeal_that_is_won_starts_an_assessment_months_later)
{
    struct pipeline_sample sample;
    round_numbers(&sample);
    pipeline_sample_set(&sample, SHARE_REFUSED, 1.0);
    pipeline_sample_set(&sample, SHARE_APPEALED, 1.0);
    pipeline_sample_set(&sample, SHARE_OVERTURNED, 1.0);
    pipeline_sample_compile(&sample);
    pipeline_sample_start(&sample);
    (void)pipeline_sample_year(&sample, 0);
    cr_expect_float_eq(sample.queue.year.issued, 120.0, 1e-9);
    cr_expect_float_eq(sample.queue.year.refused, 150.0, 1e-9);
    sample.asked.demand[6] = 1e-9;
    const double stopped =
        pipeline_sample_year(&sample, 1)
            ->issued; /* those asked for before come for 11 months; the 12th finds nobody */
    cr_expect_float_eq(stopped, 110.0, 1e-8, "%.12g", stopped);
    (void)pipeline_sample_year(&sample, 2);
    cr_expect_float_eq(sample.queue.year.issued, 0.0, 1e-8);
}

Claim(pipeline, requests_come_by_their_own_months_where_they_are_given)
{
    struct pipeline_sample sample;
    pipeline_sample_init(&sample);
    sample.in.pipeline.months[2] = 0.25;
    sample.in.pipeline.months[8] = 0.75;
    pipeline_sample_compile(&sample);
    pipeline_sample_start(&sample);
    (void)pipeline_sample_year(&sample, 0);
    cr_expect_eq(sample.queue.undecided, 0.0, "none in December");
    (void)pipeline_sample_year(&sample, 1);
    cr_expect_float_eq(sample.queue.year.issued, 131.7, 1e-9);
    for (size_t i = 0; i < N_MONTH; i++) /* nearly four months on; appeals another eight */
        cr_expect_eq(sample.queue.issued_in[i] > 1e-12,
                     i == 0 || i == 1 || (i >= 5 && i <= 7) || i == 11, "month %zu: %g", i,
                     sample.queue.issued_in[i]);
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
        struct pipeline_sample less, more;
        double issued_less = 0.0, issued_more = 0.0;
        pipeline_sample_init(&less);
        less.in.pipeline.in_assessment = floor(300.0 * random_of(&state));
        more = less;
        more.in.quantity = more.quantity;
        more.in.pipeline.capacity = more.capacity;
        for (size_t i = 0; i < 4; i++) {
            const double n = 250.0 * random_of(&state);
            pipeline_sample_capacity(&less, i, PIPELINE_CENSUS + (int)i, n);
            pipeline_sample_capacity(&more, i, PIPELINE_CENSUS + (int)i,
                                     n + 60.0 * random_of(&state));
        }
        pipeline_sample_compile(&less);
        pipeline_sample_compile(&more);
        pipeline_sample_start(&less);
        pipeline_sample_start(&more);
        for (unsigned t = 0; t < PIPELINE_YEARS; t++) {
            issued_less += pipeline_sample_year(&less, t)->issued;
            issued_more += pipeline_sample_year(&more, t)->issued;
            cr_expect_geq(issued_more, issued_less - 1e-9, "trial %zu, year %u", trial, t);
        }
    }
}

/* queue_close compares exactly in next_year: requests = refused for good + withdrawn + finished +
 * waiting. */
Claim(pipeline, drawn_counts_are_whole_and_nobody_is_lost)
{
    struct pipeline_sample sample;
    pipeline_sample_init(&sample);
    sample.in.pipeline.in_assessment = 71.0;
    sample.in.pipeline.requests_undecided = 13.0;
    pipeline_sample_capacity(&sample, 0, PIPELINE_CENSUS, 137.0);
    pipeline_sample_capacity(&sample, 1, PIPELINE_CENSUS + 1, 71.5);
    pipeline_sample_capacity(&sample, 2, PIPELINE_CENSUS + 2, 219.0);
    pipeline_sample_compile(&sample);
    for (uint32_t k = 0; k < 500; k++) {
        draw_init(&sample.draw, 20210705, 17, k);
        pipeline_sample_start(&sample);
        double opening = 0.0;
        for (size_t m = 0; m < PIPELINE_N_MONTH; m++)
            opening += sample.queue.batch[m][BATCH_OPENING].n;
        cr_assert_eq(opening, 71.0);
        cr_assert_eq(sample.queue.undecided, 13.0);
        for (unsigned t = 0; t < PIPELINE_YEARS; t++) {
            const struct pipeline_year *y = pipeline_sample_year(&sample, t);
            const double count[] = { y->requests, y->refused, y->overturned,   y->withdrawn,
                                     y->finished, y->issued,  y->from_opening, y->assessing };
            for (size_t i = 0; i < sizeof count / sizeof count[0]; i++)
                cr_assert(count[i] == floor(count[i]) && count[i] >= 0.0, "count %zu is %g", i,
                          count[i]);
            for (size_t a = 0; a < N_NCY; a++)
                cr_assert(sample.issued[a] == floor(sample.issued[a]) &&
                          (sample.asked.demand[a] > 0.0 || sample.issued[a] == 0.0));
            cr_assert_eq(sum(sample.issued, N_NCY), y->issued);
            cr_assert(y->issued <= y->finished && y->in_time >= 0.0 && y->in_time <= 1.0);
            cr_assert(t != 0 || y->finished <= 137.0);
            cr_assert(t != 1 || y->finished <= 71.0, "a year's capacity is not rounded up");
        }
    }
}

/* Nine people without a plan; new plans are for the seven of one age. */
Claim(pipeline, nobody_is_asked_for_twice_and_no_plan_is_issued_without_a_person)
{
    struct pipeline_sample sample;
    pipeline_sample_init(&sample);
    sample.in.pipeline.in_assessment = 71.0;
    pipeline_sample_compile(&sample);
    for (size_t a = 0; a < N_NCY; a++)
        sample.asked.without[a] = sample.asked.demand[a] = 0.0;
    sample.asked.without[5] = 7.0;
    sample.asked.without[9] = 2.0;
    sample.asked.demand[5] = 500.0;
    for (int k = -1; k < 20; k++) {
        if (k >= 0)
            draw_init(&sample.draw, 20210705, 17, (uint32_t)k);
        pipeline_sample_start(&sample);
        const struct pipeline_year *y = pipeline_sample_year(&sample, 0);
        cr_expect_float_eq(y->requests, 9.0, 1e-9, "future %d: %g requests", k, y->requests);
        cr_expect_float_eq(y->issued, 7.0, 1e-9, "future %d: %g plans", k, y->issued);
        cr_expect_float_eq(sample.issued[5], 7.0, 1e-9);
    }
}

Claim(pipeline, drawn_runs_have_the_expected_means_when_nobody_waits)
{
    enum { N_COUNT = 7 };
    struct pipeline_sample sample;
    double total[2][N_COUNT] = { { 0.0 } }, squares[2][N_COUNT] = { { 0.0 } };
    pipeline_sample_init(&sample);
    pipeline_sample_compile(&sample);
    for (uint32_t k = 0; k <= MANY; k++) {
        if (k == MANY)
            draw_init_expected(&sample.draw);
        else
            draw_init(&sample.draw, 20210705, 17, k);
        pipeline_sample_start(&sample);
        for (unsigned t = 0; t < 2; t++) {
            const struct pipeline_year *y = pipeline_sample_year(&sample, t);
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
    struct pipeline_sample full, half;
    pipeline_sample_init(&full);
    pipeline_sample_init(&half);
    pipeline_sample_capacity(&half, 0, PIPELINE_CENSUS + 1, 61.0);
    pipeline_sample_capacity(&half, 1, PIPELINE_CENSUS + 2, 1000.0);
    pipeline_sample_compile(&full);
    pipeline_sample_compile(&half);
    for (uint32_t k = 0; k < 100; k++) {
        double issued_full = 0.0, issued_half = 0.0;
        draw_init(&full.draw, 20210705, 17, k);
        draw_init(&half.draw, 20210705, 17, k);
        pipeline_sample_start(&full);
        pipeline_sample_start(&half);
        for (unsigned t = 0; t < PIPELINE_YEARS; t++) {
            const struct pipeline_year *a = pipeline_sample_year(&full, t),
                                       *b = pipeline_sample_year(&half, t);
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
    struct pipeline_sample sample;
    struct draw drawn, expected;
    draw_init(&drawn, 20210705, 17, 3);
    draw_init_expected(&expected);
    for (size_t i = 0; i < 2; i++) {
        pipeline_sample_init(&sample);
        sample.draw = i == 0 ? drawn : expected;
        pipeline_sample_compile(&sample);
        pipeline_sample_start(&sample);
        for (size_t a = 3; a < 15; a++)
            sample.asked.without[a] = 7.0;
        sample.asked.without[20] = 7001.0; /* of an age without demand */
        const struct pipeline_year *y =
            pipeline_sample_year(&sample, 0); /* 84 people for some 130 plans */
        cr_expect_float_eq(y->issued, 84.0, 1e-9);
        for (size_t a = 0; a < N_NCY; a++)
            cr_expect_leq(sample.issued[a], sample.asked.without[a] + 1e-12);
        cr_expect_gt(y->assessing, 50.0);
        memset(sample.asked.without, 0, sizeof sample.asked.without);
        memset(sample.asked.demand, 0, sizeof sample.asked.demand);
        (void)pipeline_sample_year(&sample, 1);
        cr_expect_eq(sample.queue.year.issued, 0.0);
        cr_expect_eq(sample.queue.year.in_time, 0.0);
    }
}

Claim(pipeline, a_share_that_a_future_draws_higher_moves_the_plans_and_not_the_requests)
{
    struct pipeline_sample sample;
    pipeline_sample_init(&sample);
    pipeline_sample_compile(&sample);
    sample.value[SHARE_REFUSED] = 0.367;
    pipeline_sample_start(&sample);
    const double requests = 131.7 / sample.pipeline.conversion;
    (void)pipeline_sample_year(&sample, 0);
    (void)pipeline_sample_year(&sample, 1);
    (void)pipeline_sample_year(&sample, 2);
    cr_expect_float_eq(sample.queue.year.requests, requests, 1e-9);
    cr_expect_float_eq(sample.queue.year.issued,
                       requests * pipeline_conversion(0.367, 0.0257, 0.118, 0.913, 0.9437), 1e-9);
}

/* ---- what is refused ---- */

static void
expect_refused(struct pipeline_sample *sample, const char *text)
{
    struct hr_err err = { 0 };
    cr_expect_eq(
        pipeline_init(&sample->pipeline,
                      &(struct pipeline_given){ .pipeline = &sample->in.pipeline,
                                                .joiners = &sample->in.joiners,
                                                .quantity = sample->in.quantity,
                                                .base_census = sample->in.base_census,
                                                .horizon_years = sample->in.horizon_years },
                      sample_book(), &err),
        HR_ESCENARIO, "%s", text);
    cr_expect_not_null(strstr(err.text, text), "%s", err.text);
}

Claim(pipeline, what_makes_no_sense_is_refused)
{
    struct pipeline_sample sample;
    pipeline_sample_init(&sample);
    pipeline_sample_set(&sample, SHARE_ISSUED, 0.0);
    expect_refused(&sample, "no request would lead to a plan");
    pipeline_sample_init(&sample);
    sample.in.horizon_years = 31;
    expect_refused(&sample, "horizon_years is 31");
    pipeline_sample_init(&sample);
    sample.in.pipeline.appeal_months = 0;
    expect_refused(&sample, "appeal_months is 0");
    pipeline_sample_init(&sample);
    pipeline_sample_capacity(&sample, 0, PIPELINE_CENSUS, -1.0);
    expect_refused(&sample, "capacity is -1 in 2021");
    pipeline_sample_init(&sample);
    memset(sample.in.joiners.months, 0, sizeof sample.in.joiners.months);
    expect_refused(&sample, "no month for a request");
}

Claim(pipeline, requests_that_vanish_are_found)
{
    struct pipeline_sample sample;
    struct hr_err err = { 0 };
    pipeline_sample_init(&sample);
    draw_init(&sample.draw, 20210705, 17, 3);
    pipeline_sample_compile(&sample);
    pipeline_sample_start(&sample);
    const struct step step = pipeline_sample_step(&sample, 0);
    queue_next(&sample.queue, &sample.pipeline, &step, &sample.asked, sample.issued);
    sample.queue.undecided -= 1.0;
    cr_expect_eq(queue_close(&sample.queue, &sample.pipeline, &step, true, &err), HR_EMODEL);
    cr_expect_not_null(strstr(err.text, "requests appeared or vanished"), "%s", err.text);
}

Claim(pipeline, what_is_drawn_has_an_item_of_its_own)
{
    struct pipeline_sample sample;
    pipeline_sample_init(&sample);
    pipeline_sample_compile(&sample);
    for (size_t i = 0; i < N_PIPELINE_ITEM; i++)
        for (size_t k = 0; k < i; k++)
            cr_expect_neq(sample.pipeline.item[i], sample.pipeline.item[k]);
}
