/* Places from outside: what one more changes, what order and threads do not, and many settings at
 * once. */
#include "places_area.h"

#include "model.h"
#include "replicate.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Children of two futures who are placed differently, at the January that ends a year; at least. */
static double
moved_between(const struct future *a, const struct future *b, size_t year)
{
    double more = 0.0, fewer = 0.0;
    for (size_t s = 0; s < a->n_setting; s++) {
        const double change =
            future_setting(b, year, s)->flows.closing - future_setting(a, year, s)->flows.closing;
        more += fmax(0.0, change);
        fewer += fmax(0.0, -change);
    }
    return fmax(more, fewer);
}

struct changes {
    double most[SAMPLE_N_YEAR], mean[SAMPLE_N_YEAR];
    size_t n_any;
};

/* Replicates of an area, and of the same with one more place of its first scheme. */
static void
one_more_place(struct sample *sample, size_t n, struct changes *out)
{
    struct model model, more_plan;
    struct work work, more;
    struct hr_err err = { 0 };
    *out = (struct changes){ .n_any = 0 };
    sample_plan(sample, &model);
    cr_assert_eq(work_init(&work, &model, &err), 0, "%s", err.text);
    sample->seats[0].count += 1.0;
    sample_plan(sample, &more_plan);
    cr_assert_eq(work_init(&more, &more_plan, &err), 0, "%s", err.text);
    sample->seats[0].count -= 1.0;
    for (size_t k = 0; k < n; k++) {
        replicate_begin(&model, k, &work);
        replicate_begin(&more_plan, k, &more);
        cr_assert_eq(replicate_run(&model, 0, &work, &err), 0, "%s", err.text);
        cr_assert_eq(replicate_run(&more_plan, 0, &more, &err), 0, "%s", err.text);
        for (size_t t = 0; t < model.n_year; t++) {
            const double moved = moved_between(&work.future, &more.future, t);
            out->most[t] = fmax(out->most[t], moved);
            out->mean[t] += moved / (double)n;
            out->n_any += moved > 0.0;
        }
    }
    work_release(&work);
    work_release(&more);
    model_release(&model);
    model_release(&more_plan);
}

Claim(places_step, one_more_place_changes_where_one_child_is)
{
    for (double places = 33.0; places < 60.0; places += 4.0) {
        struct sample sample;
        struct changes changes;
        worked_area(&sample); /* nobody leaves: the place holds one child for good */
        sample.seats[0].count = places;
        one_more_place(&sample, 300, &changes);
        for (size_t t = 0; t < 3; t++)
            cr_expect_leq(changes.most[t], 1.0, "%g places, year %zu: %g children", places, t,
                          changes.most[t]);
        cr_expect_gt(changes.n_any, 100);
        sample_release(&sample);
    }
}

/* Where children leave and move, the one child's chances differ from then on; the others' words
 * stay. */
Claim(places_step, what_one_more_place_changes_stays_small)
{
    struct sample sample;
    struct changes changes;
    crowded_area(&sample, 300.0);
    struct setting_in *special = &sample.setting[1];
    sample.setting[4].n_seats = sample.setting[5].n_seats =
        0; /* one setting with places, all phases together */
    special->n_seats = 1;
    sample.seats[0] = (struct seats_in){
        .where = "area", .phase = PHASE_ALL, .count = 311.0, .chance = 1.0, .delay_years = 0
    };
    sample.setting[4].n_overflow = sample.setting[5].n_overflow = 0;
    sample.overflow[0].to = "isp";
    special->n_overflow = 1;
    special->wait_in = "";
    special->returns_transfer = special->returns_mid_phase = 0;
    one_more_place(&sample, 1000, &changes);
    cr_expect_leq(changes.most[0], 1.0);
    for (size_t t = 0; t < SAMPLE_N_YEAR; t++) {
        cr_expect_leq(changes.mean[t], 1.25, "year %zu: %g children", t, changes.mean[t]);
        cr_expect_leq(changes.most[t], 1.0 + (double)t, "year %zu: %g children", t,
                      changes.most[t]);
    }
    cr_expect_gt(changes.mean[SAMPLE_N_YEAR - 1], 0.3);
    sample_release(&sample);
}

/* ---- the expected-value run ---- */

static double
expected_spending(struct sample *sample, double places)
{
    struct model model;
    struct future future;
    struct hr_err err = { 0 };
    double sum = 0.0;
    sample->seats[0].count = places;
    sample_plan(sample, &model);
    cr_assert_eq(engine_expected(&model, 0, &future, &err), 0, "%s", err.text);
    for (size_t t = 0; t < model.n_year; t++)
        sum += future.year[t].money.spending_gbp;
    future_release(&future);
    model_release(&model);
    return sum;
}

Claim(places_step, one_more_place_never_raises_expected_spending_where_overflow_is_dearer)
{
    struct sample sample;
    worked_area(&sample);
    double before = expected_spending(&sample, 25.0);
    for (double places = 26.0; places <= 64.0; places += 1.0) {
        const double after = expected_spending(&sample, places);
        cr_expect_leq(after, before + 1e-6, "%g places", places);
        if (places > 30.0 && places <= 60.0)
            cr_expect_lt(after, before - 30000.0, "%g places", places);
        before = after;
    }
    sample_release(&sample);
    crowded_area(&sample, 300.0);
    sample.setting[1].n_seats = 1;
    sample.seats[0].phase = PHASE_ALL;
    before = expected_spending(&sample, 270.0);
    for (double places = 271.0; places <= 400.0; places += 1.0) {
        const double after = expected_spending(&sample, places);
        cr_expect_leq(after, before + 1e-6, "%g places", places);
        before = after;
    }
    sample_release(&sample);
}

/* ---- what changes nothing ---- */

Claim(places_step, the_order_of_the_file_and_threads_change_no_number)
{
    struct sample sample, reversed;
    struct model a_plan, b_plan;
    struct results a, b;
    crowded_area(&sample, 331.0);
    crowded_area(&reversed, 331.0);
    sample_reverse(&reversed);
    sample_plan(&sample, &a_plan);
    sample_plan(&reversed, &b_plan);
    sample_run(&a_plan, 120, 1, &a);
    sample_run(&b_plan, 120, 3, &b);
    for (size_t k = 0; k < 2; k++)
        cr_expect_eq(sample_n_different(&a, k, &b, k, 120), 0);
    results_release(&a);
    results_release(&b);
    model_release(&a_plan);
    model_release(&b_plan);
    sample_release(&sample);
    sample_release(&reversed);
}

Claim(places_step, a_workspace_forgets_who_waited)
{
    struct sample sample;
    struct model model;
    struct work fresh, used;
    struct hr_err err = { 0 };
    crowded_area(&sample, 240.0);
    sample_plan(&sample, &model);
    cr_assert_eq(work_init(&fresh, &model, &err) + work_init(&used, &model, &err), 0, "%s",
                 err.text);
    replicate_begin(&model, 3, &used);
    cr_assert_eq(replicate_run(&model, 1, &used, &err), 0, "%s", err.text);
    replicate_begin_expected(&model, &used);
    cr_assert_eq(replicate_run(&model, 1, &used, &err), 0, "%s", err.text);
    replicate_begin(&model, 8, &used);
    replicate_begin(&model, 8, &fresh);
    cr_assert_eq(replicate_run(&model, 0, &used, &err) + replicate_run(&model, 0, &fresh, &err), 0,
                 "%s", err.text);
    cr_expect(sample_same_future(&used.future, &fresh.future));
    work_release(&fresh);
    work_release(&used);
    work_release(&used);
    model_release(&model);
    sample_release(&sample);
}

/* ---- refusals of the library ---- */

static void
expect_plan_refused(struct sample *sample, const char *says)
{
    struct model model;
    struct hr_err err = { 0 };
    for (size_t i = 1; i <= sample->in.n_quantity; i++)
        cr_assert_eq(quantity_fit(&sample->quantity[i], &err), 0, "%s", err.text);
    cr_expect_eq(model_make(&model, &sample->in, &err), HR_ESCENARIO);
    cr_expect_not_null(strstr(err.text, says), "%s", err.text);
    model_release(&model);
    sample_release(sample);
}

Claim(places_step, a_plan_refuses_overflow_that_leads_nowhere)
{
    struct sample sample;
    worked_area(&sample);
    sample.overflow[0].to = "ips";
    expect_plan_refused(&sample, "names 'ips', which there is not");
    worked_area(&sample);
    sample.overflow[0].to = "local-special";
    expect_plan_refused(&sample, "which may be full too");
    worked_area(&sample);
    sample.setting[1].n_overflow = 0;
    expect_plan_refused(&sample, "where do children go when it is full?");
    worked_area(&sample);
    (void)area_places(&sample, 2, 1, PHASE_ALL, 9.0);
    sample.overflow[1] = (struct overflow_in){ "area", "local-special", (double)NAN };
    sample.setting[2].overflow = &sample.overflow[1];
    sample.setting[2].n_overflow = 1;
    expect_plan_refused(&sample, "which may be full too");
    worked_area(&sample);
    (void)area_places(&sample, 1, 1, PHASE_PRIMARY, 9.0);
    expect_plan_refused(&sample, "want one or the other");
    worked_area(&sample);
    area_places(&sample, 1, 1, PHASE_ALL, 9.0)->from = "2023-31-01";
    expect_plan_refused(&sample, "2023-31-01");
    worked_area(&sample);
    sample.setting[1].wait_in = "local-special";
    expect_plan_refused(&sample, "want another setting, without places");
}
