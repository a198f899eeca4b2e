/* The pipeline inside a replicate: what it does to new plans, money and measures. */
#include "fixture.h"
#include "places_area.h"
#include "claim.h"

#include <math.h>
#include <string.h>

enum { N = 400 };

static void
sample_with_pipeline(struct sample *sample)
{
    sample_init(sample);
    sample_add_pipeline(sample);
}

static void
run(struct fixture *self, size_t n)
{
    fixture_model(self);
    fixture_run(self, n, 1);
}

static double
central(const struct fixture *self, size_t year, const char *measure)
{
    return self->results.expected_value[results_index(&self->results, 0, year,
                                                      results_measure(&self->results, measure))];
}

static double
median(const struct fixture *self, size_t year, const char *measure)
{
    return self->results
        .summary[results_index(&self->results, 0, year, results_measure(&self->results, measure))]
        .p50;
}

/* ---- without ---- */

Claim(requests, a_scenario_without_a_pipeline_is_what_it_was_to_the_last_bit)
{
    struct fixture without, unused;
    fixture_init(&without, sample_init);
    fixture_init(&unused, sample_with_pipeline);
    sample_lose_capacity(&unused.sample);
    unused.sample.in.pipeline.where = NULL; /* all of it there, and not asked for */
    run(&without, N);
    run(&unused, N);
    cr_assert_eq(without.results.n_measure, unused.results.n_measure);
    for (size_t k = 0; k < without.model.n_scenario; k++)
        cr_expect_eq(sample_n_different(&without.results, k, &unused.results, k, N), 0);
    cr_expect_arr_eq(without.results.expected_value, unused.results.expected_value,
                     engine_n_column(&without.results) * sizeof(double));
    for (size_t i = 0; i < without.results.n_measure; i++)
        cr_expect_null(strstr(without.results.measure[i].id, "pipeline"));
    fixture_release(&without);
    fixture_release(&unused);
}

/* ---- closed forms ---- */

/* Requests of a year are the new plans of the same people without a pipeline, over the conversion;
 * and in a world that stands still the plans issued are those new plans. */
Claim(requests, requests_are_the_new_plans_there_would_be_over_the_conversion)
{
    struct fixture with, without;
    fixture_init(&without, sample_init);
    fixture_init(&with, sample_with_pipeline);
    run(&without, 1);
    run(&with, 1);
    const double c = pipeline_conversion(0.267, 0.0257, 0.118, 0.913, 0.9437);
    cr_expect_float_eq(central(&with, 0, "pipeline.requests"), central(&without, 0, "joined") / c,
                       1e-9);
    cr_expect_float_eq(central(&with, 0, "pipeline.refused") /
                           central(&with, 0, "pipeline.requests"),
                       0.267, 0.01);
    cr_expect_float_eq(central(&with, 0, "joined"), central(&with, 0, "pipeline.issued"), 1e-9);
    cr_expect_float_eq(central(&with, 2, "joined"), central(&without, 2, "joined"),
                       0.05 * central(&without, 2, "joined"));
    fixture_release(&with);
    fixture_release(&without);
}

Claim(requests, place_years_follow_the_months_in_which_plans_are_issued)
{
    struct fixture f;
    struct work work;
    struct hr_err err = { 0 };
    fixture_init(&f, sample_with_pipeline);
    f.sample.in.position_date = "2021-07-05";
    f.sample.in.pipeline.in_assessment = 83.0; /* a backlog without a limit: issued in January */
    fixture_model(&f);
    cr_assert_eq(work_init(&work, &f.model, &err), 0);
    replicate_begin_expected(&f.model, &work);
    cr_assert_eq(replicate_run(&f.model, 0, &work, &err), 0, "%s", err.text);
    replicate_begin_expected(&f.model, &work);
    f.model.n_year = 1; /* the queue as the first year left it */
    cr_assert_eq(replicate_run(&f.model, 0, &work, &err), 0, "%s", err.text);
    const struct year *total = &work.future.year[0];
    double own = 0.0, later = 0.0, opening = 0.0, next = 0.0, place_years = 0.0,
           later_place_years = 0.0, opening_gbp = 0.0, by_position = 0.0;
    const double july = 4.0 / 31.0; /* of July is over on the 5th */
    for (size_t i = 0; i < N_MONTH; i++) {
        const double before = i < 6 ? 1.0 : i > 6 ? 0.0 : july, middle = (double)i + 0.5;
        const double months = 15.0 - fmax(middle, 3.0),
                     late = i == 6 ? 15.0 - (6.0 + (1.0 + july) / 2.0) : months;
        own += work.people.queue.issued_in[i] * months / 12.0;
        later += work.people.queue.issued_in[i] * (1.0 - before) * late / 12.0;
        opening += work.people.queue.opening_in[i] * months / 12.0;
        next += i < 3 ? f.sample.in.joiners.months[i] * (3.0 - middle) / 12.0 : 0.0;
        by_position += work.people.queue.issued_in[i] * before;
    }
    for (size_t s = 0; s < f.model.n_setting; s++) {
        const struct setting_year *y = future_setting(&work.future, 0, s);
        later_place_years += y->cost.later_place_years;
        const bool free = strcmp(f.model.setting[s]->id, "awaiting") == 0,
                   fee = strcmp(f.model.setting[s]->id, "isp") == 0;
        const double paid_back = fee ? 0.0 : 0.4127 * work.people.queue.late_opening;
        opening_gbp += free ? 0.0
                            : y->flows.joined / total->people.joined * (opening + paid_back) *
                                  y->cost.unit_price_gbp;
    }
    for (size_t k = 0; k < work.people.flows.n_place; k++)
        place_years +=
            work.people.flows.opening[k] - work.people.flows.lost[k] + work.people.flows.gained[k];
    for (size_t s = 0; s < f.model.n_setting; s++)
        place_years -= future_setting(&work.future, 0, s)->cost.place_years;
    cr_expect_float_eq(-place_years, own + next * total->people.joined, 1e-9, "%.9g, want %.9g",
                       -place_years, own + next * total->people.joined);
    cr_expect_float_eq(later_place_years, later + next * total->people.joined, 1e-6, "%.9g",
                       later_place_years);
    cr_expect_float_eq(total->people.joined_by_position, by_position, 1e-9);
    cr_expect_float_eq(total->money.opening_plans_gbp, opening_gbp, 1e-3, "%.9g, want %.9g",
                       total->money.opening_plans_gbp, opening_gbp);
    cr_expect_gt(total->people.pipeline.from_opening, 60.0);
    cr_expect_gt(work.people.queue.issued_in[0], 25.0, "the backlog");
    f.model.n_year = SAMPLE_N_YEAR;
    work_release(&work);
    fixture_release(&f);
}

/* ---- late plans are backdated ---- */

/* The expected-value run's first year, and the queue as it leaves it; all that was ready before the
 * base census is issued in its January. */
static void
run_one_year(struct fixture *f, double share)
{
    struct hr_err err = { 0 };
    fixture_init(f, sample_with_pipeline);
    sample_set(&f->sample, "pipeline.backdated", share);
    f->sample.in.pipeline.in_assessment = 83.0;
    f->sample.in.position_date = "2021-07-05";
    fixture_model(f);
    fixture_work(f);
    replicate_begin_expected(&f->model, &f->work);
    f->model.n_year = 1;
    cr_assert_eq(replicate_run(&f->model, 0, &f->work, &err), 0, "%s", err.text);
    f->model.n_year = SAMPLE_N_YEAR;
}

Claim(requests, a_late_plan_has_its_top_up_paid_back_and_no_place_year_more)
{
    struct fixture none, some;
    double late = 0.0, late_after = 0.0;
    run_one_year(&none, 0.0);
    run_one_year(&some, 0.4127);
    for (size_t i = 0; i < N_MONTH; i++) {
        late += some.work.people.queue.late_in[i];
        late_after += i < 6 ? 0.0 : some.work.people.queue.late_in[i];
    }
    late_after -= some.work.people.queue.late_in[6] * 4.0 / 31.0; /* of July is over on the 5th */
    const double joined = some.work.future.year[0].people.joined;
    cr_assert_gt(late, 1.0);
    for (size_t s = 0; s < some.model.n_setting; s++) {
        const struct setting_year *a = future_setting(&none.work.future, 0, s),
                                  *b = future_setting(&some.work.future, 0, s);
        const struct price_in *price = some.model.prices.price[s].in;
        const double want = price == NULL || price->fee_gbp != 0
                                ? 0.0
                                : 0.4127 * late * b->flows.joined / joined * b->cost.unit_price_gbp;
        cr_expect_eq(a->cost.place_years, b->cost.place_years);
        cr_expect_eq(a->cost.unit_price_gbp, b->cost.unit_price_gbp);
        cr_expect_float_eq(b->cost.backdated_gbp, want, 1e-4, "%s", some.model.setting[s]->id);
        cr_expect_float_eq(b->cost.spending_gbp - a->cost.spending_gbp, want, 1e-4);
        cr_expect_float_eq(b->cost.later_gbp - a->cost.later_gbp, want * late_after / late, 1e-4);
    }
    fixture_release(&none);
    fixture_release(&some);
}

/* 40 plans a year where nobody leaves and prices stand still; a team that finishes half of them in
 * 2022 and all that waits by the end of 2023. */
static double
spent_in_five_years(double share, bool half)
{
    enum { WORKED_YEARS = 5 };
    struct fixture f;
    struct capacity_in capacity[] = { { "test", 2022, 0.0 },
                                      { "test", 2023, 0.0 },
                                      { "test", 2024, 1e6 } };
    fixture_init(&f, worked_area);
    sample_add_pipeline(&f.sample);
    f.sample.seats[0].count = 1000.0;
    f.sample.in.horizon_years = WORKED_YEARS;
    sample_set(&f.sample, "pipeline.weeks", 20.0);
    sample_set(&f.sample, "pipeline.backdated", share);
    const double usual = 40.0 / 0.9437; /* assessments */
    capacity[0].assessments = 0.5 * usual;
    capacity[1].assessments = 1.5 * usual;
    f.sample.in.pipeline.capacity = capacity;
    f.sample.in.pipeline.n_capacity = half ? 3 : 0;
    fixture_model(&f);
    fixture_expected(&f, 0);
    double gbp = 0.0;
    for (size_t t = 0; t < WORKED_YEARS; t++)
        gbp += f.future.year[t].money.spending_gbp;
    cr_expect_eq(f.future.year[2].people.pipeline.weeks > 21.0, half);
    fixture_release(&f);
    return gbp;
}

Claim(requests, delay_moves_payments_and_saves_nothing_where_all_is_paid_back)
{
    const double usual = spent_in_five_years(1.0, false);
    cr_expect_float_eq(spent_in_five_years(0.0, false), usual, 1e-6, "all in time");
    const double saved = usual - spent_in_five_years(0.0, true),
                 saved_half = usual - spent_in_five_years(0.5, true);
    cr_expect_gt(saved, 10000.0, "a wait is cheaper where nothing is paid back: %g", saved);
    cr_expect_float_eq(saved_half, 0.5 * saved, 1e-6 * saved);
    cr_expect_float_eq(spent_in_five_years(1.0, true), usual, 1e-6 * saved);
}

Claim(requests, a_count_of_plans_on_the_position_date_is_left_unused_and_said_so)
{
    struct fixture f;
    bool said = false;
    fixture_init(&f, sample_with_pipeline);
    f.sample.in.position_date = "2021-07-05";
    f.sample.in.position_plans = 901.0;
    fixture_model(&f);
    for (size_t i = 0; i < f.model.n_note; i++)
        said = said || strstr(f.model.note[i], "base.position_plans is not used") != NULL;
    cr_expect(said);
    fixture_release(&f);
}

/* ---- a team loses half its capacity for a year ---- */

static void
expect_recovery(const struct fixture *cut, const struct fixture *full,
                double (*of)(const struct fixture *, size_t, const char *))
{
    const double usual = of(full, 1, "pipeline.assessing");
    cr_expect_eq(of(cut, 0, "joined"), of(full, 0, "joined"), "enough before");
    cr_expect_gt(of(cut, 0, "pipeline.in_time"), 0.9);
    cr_expect_gt(of(cut, 1, "pipeline.assessing"), usual + 30.0, "a backlog grows,");
    cr_expect_lt(of(cut, 1, "pipeline.in_time"), 0.35, "plans are late,");
    cr_expect_gt(of(cut, 1, "pipeline.weeks"), 24.0);
    cr_expect_lt(of(cut, 1, "joined"), 0.8 * of(full, 1, "joined"), "new plans dip,");
    cr_expect_gt(of(cut, 2, "joined"), 1.15 * of(full, 2, "joined"), "then exceed,");
    cr_expect_lt(of(cut, 2, "pipeline.assessing"), of(cut, 1, "pipeline.assessing"),
                 "while the backlog drains");
    cr_expect_lt(of(cut, 4, "pipeline.assessing"), usual + 15.0, "and is gone");
    cr_expect_gt(of(cut, 4, "pipeline.in_time"), 0.9);
    cr_expect_lt(of(cut, 1, "plans"), of(full, 1, "plans") - 20.0);
    cr_expect_float_eq(of(cut, 4, "plans"), of(full, 4, "plans"), 0.005 * of(full, 4, "plans"));
}

Claim(requests, an_area_that_loses_half_its_capacity_for_a_year_recovers)
{
    struct fixture cut, full;
    fixture_init(&cut, sample_with_pipeline);
    fixture_init(&full, sample_with_pipeline);
    sample_lose_capacity(&cut.sample);
    run(&cut, N);
    run(&full, N);
    expect_recovery(&cut, &full, central);
    expect_recovery(&cut, &full, median);
    fixture_release(&cut);
    fixture_release(&full);
}

static double
sd_of_difference(const double *a, const double *b, size_t n)
{
    double sum = 0.0, squares = 0.0;
    for (size_t i = 0; i < n; i++) {
        sum += a[i] - b[i];
        squares += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sqrt(squares / (double)n - sum * sum / (double)n / (double)n);
}

/* Once the backlog is gone, what is left of chance between two runs of the same future; and with
 * other random numbers. */
Claim(requests, runs_that_differ_in_capacity_stay_in_step)
{
    struct fixture cut, full, other;
    fixture_init(&cut, sample_with_pipeline);
    fixture_init(&full, sample_with_pipeline);
    fixture_init(&other, sample_with_pipeline);
    sample_lose_capacity(&cut.sample);
    cut.sample.in.pipeline.capacity[0].assessments =
        500.0; /* enough after the bad year, in every future */
    other.sample.in.seed = 7.0;
    run(&cut, N);
    run(&full, N);
    run(&other, N);
    static const char *const measure[] = { "plans", "pipeline.requests", "plans.schools" };
    for (size_t i = 0; i < 3; i++) {
        const double *a = sample_column(&cut.results, 0, 4, measure[i]);
        const double paired =
            sd_of_difference(a, sample_column(&full.results, 0, 4, measure[i]), N);
        const double apart =
            sd_of_difference(a, sample_column(&other.results, 0, 4, measure[i]), N);
        cr_expect_lt(paired, 0.1 * apart,
                     "%s: sd of the difference %.3g, with other random numbers %.3g", measure[i],
                     paired, apart);
    }
    fixture_release(&cut);
    fixture_release(&full);
    fixture_release(&other);
}

/* ---- properties ---- */

Claim(requests, threads_change_no_byte)
{
    struct fixture one;
    struct results many;
    fixture_init(&one, sample_with_pipeline);
    sample_lose_capacity(&one.sample);
    run(&one, 333);
    sample_run(&one.model, 333, 8, &many);
    for (size_t k = 0; k < one.model.n_scenario; k++)
        cr_expect_eq(sample_n_different(&one.results, k, &many, k, 333), 0);
    results_release(&many);
    fixture_release(&one);
}

Claim(requests, a_workspace_forgets_the_queue_of_the_run_before)
{
    struct fixture f;
    struct work used, fresh;
    struct hr_err err = { 0 };
    fixture_init(&f, sample_with_pipeline);
    sample_lose_capacity(&f.sample);
    fixture_model(&f);
    cr_assert_eq(work_init(&used, &f.model, &err) + work_init(&fresh, &f.model, &err), 0);
    replicate_begin(&f.model, 3, &used);
    cr_assert_eq(replicate_run(&f.model, 0, &used, &err), 0);
    replicate_begin(&f.model, 8, &used);
    replicate_begin(&f.model, 8, &fresh);
    cr_assert_eq(replicate_run(&f.model, 0, &used, &err) + replicate_run(&f.model, 0, &fresh, &err),
                 0);
    cr_expect(sample_same_future(&used.future, &fresh.future));
    work_release(&used);
    work_release(&fresh);
    fixture_release(&f);
}

Claim(requests, drawn_futures_have_the_means_of_the_expected_value_run)
{
    static const char *const measure[] = { "pipeline.requests",
                                           "pipeline.refused",
                                           "pipeline.assessing",
                                           "pipeline.issued",
                                           "pipeline.future_demand_plans",
                                           "pipeline.future_demand",
                                           "plans",
                                           "high_needs_spending",
                                           "plans.isp" };
    struct fixture f;
    fixture_init(&f, sample_with_pipeline);
    sample_certain(&f.sample);
    sample_set(&f.sample, "pipeline.appeals.rate", 0.137);
    run(&f, 3000);
    for (size_t i = 0; i < sizeof measure / sizeof measure[0]; i++)
        for (size_t t = 0; t < 3; t++) {
            const size_t column =
                results_index(&f.results, 0, t, results_measure(&f.results, measure[i]));
            const struct summary *s = &f.results.summary[column];
            const double z =
                s->mean_se > 0.0 ? (s->mean - f.results.expected_value[column]) / s->mean_se : 0.0;
            cr_expect_lt(fabs(z), 4.5, "%s, year %zu: mean %.6g +- %.2g, expected %.6g", measure[i],
                         t, s->mean, s->mean_se, f.results.expected_value[column]);
        }
    fixture_release(&f);
}

/* ---- contested placements ---- */

Claim(requests, contested_placements_move_to_dearer_settings_and_nobody_is_lost)
{
    struct fixture none, some;
    fixture_init(&none, sample_with_pipeline);
    fixture_init(&some, sample_with_pipeline);
    sample_set(&some.sample, "pipeline.appeals.rate", 0.137);
    run(&none, N);
    run(&some, N);
    const size_t schools = model_setting(&none.model, "schools"),
                 isp = model_setting(&none.model, "isp");
    const struct future *a = &none.results.expected[0], *b = &some.results.expected[0];
    const double moved = 0.137 * 0.937 * future_setting(a, 0, schools)->flows.joined;
    cr_expect_float_eq(future_setting(b, 0, schools)->flows.joined,
                       future_setting(a, 0, schools)->flows.joined - moved, 1e-9);
    cr_expect_float_eq(future_setting(b, 0, isp)->flows.joined,
                       future_setting(a, 0, isp)->flows.joined + moved, 1e-9);
    cr_expect_float_eq(b->year[0].people.joined, a->year[0].people.joined, 1e-9);
    cr_expect_gt(b->year[0].money.spending_gbp, a->year[0].money.spending_gbp);
    for (size_t i = 0; i < N;
         i++) { /* the first year: the others age and leave from where they are */
        const double from = sample_column(&none.results, 0, 0, "plans.schools")[i] -
                            sample_column(&some.results, 0, 0, "plans.schools")[i];
        const double to = sample_column(&some.results, 0, 0, "plans.isp")[i] -
                          sample_column(&none.results, 0, 0, "plans.isp")[i];
        cr_assert(from == to && from >= 0.0 && from == floor(from), "future %zu: %g left, %g came",
                  i, from, to);
        cr_assert_eq(sample_column(&some.results, 0, 0, "plans.local-special")[i],
                     sample_column(&none.results, 0, 0, "plans.local-special")[i]);
    }
    fixture_release(&none);
    fixture_release(&some);
}

static void
expect_plan_refused(struct fixture *f, const char *text)
{
    struct hr_err err = { 0 };
    for (size_t i = 1; i <= f->sample.in.n_quantity; i++)
        cr_assert_eq(quantity_fit(&f->sample.quantity[i], &err), 0);
    cr_expect_eq(model_make(&f->model, &f->sample.in, &err), HR_ESCENARIO, "%s", text);
    cr_expect_not_null(strstr(err.text, text), "%s", err.text);
    fixture_release(f);
}

Claim(requests, placements_that_no_setting_is_are_refused_unless_nothing_is_contested)
{
    struct fixture f;
    fixture_init(&f, sample_with_pipeline);
    f.sample.in.pipeline.appeals.from[0] = "alternative";
    f.sample.in.pipeline.appeals.to = "otherwise";
    fixture_model(&f);
    fixture_release(&f);

    fixture_init(&f, sample_with_pipeline);
    sample_set(&f.sample, "pipeline.appeals.rate", 0.03);
    f.sample.in.pipeline.appeals.from[0] = "alternative";
    expect_plan_refused(&f, "from names 'alternative'");
    fixture_init(&f, sample_with_pipeline);
    sample_set(&f.sample, "pipeline.appeals.rate", 0.03);
    f.sample.in.pipeline.appeals.to = "otherwise";
    expect_plan_refused(&f, "to names 'otherwise'");
    fixture_init(&f, sample_with_pipeline);
    sample_set(&f.sample, "pipeline.appeals.rate", 0.03);
    f.sample.in.pipeline.appeals.to = "mainstream";
    expect_plan_refused(&f, "from 'schools' to itself");
}
