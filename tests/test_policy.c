/* What the rules may become: factors in the years and year groups named, weights, and what policies
 * leave alone. */
#include "replicate.h"
#include "sample_change.h"
#include "sample.h"
#include "claim.h"
#include "sample_book.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { N = 300, I7 = 7 - NCY_MIN, I12 = 12 - NCY_MIN, N_POLICY = 3, N_CHANGE = 3 };

/* The sample with up to three policies. */
struct reform {
    struct sample sample;
    struct policy_in policy[N_POLICY];
    struct policy_change_in change[N_CHANGE];
    int ncy[2];
    struct model model;
    struct results results;
};

static quantity_id
add(struct sample *self, const char *key, double value)
{
    const struct quantity q = { .kind = QUANTITY_FIXED, .national = true, .p = { value } };
    return sample_add(self, &q, "policies.reform.changes.%s", key);
}

/* One policy, of one change that does nothing yet. */
static void
begin(struct reform *self)
{
    sample_init(&self->sample);
    self->ncy[0] = 7;
    self->ncy[1] = 12;
    self->change[0] = (struct policy_change_in){ .where = "sample",
                                                 .id = "change",
                                                 .from_year = SAMPLE_CENSUS,
                                                 .joining = 0,
                                                 .leaving = 0,
                                                 .moving = 0,
                                                 .ncy = self->ncy };
    self->policy[0] = (struct policy_in){ "sample", "reform", "Reform", 1.0, self->change, 1 };
    self->sample.in.policy = self->policy;
    self->sample.in.n_policy = 1;
}

/* As it is now; a rush and then reassessment at Years 7 and 12; something else. In no order. */
static void
three_policies(struct reform *self)
{
    begin(self);
    self->change[0].joining = add(&self->sample, "rush.joining", 1.385);
    self->change[0].from_year = SAMPLE_CENSUS + 1;
    self->change[0].to_year = SAMPLE_CENSUS + 2;
    self->change[1] = self->change[2] = self->change[0];
    self->change[1].joining = self->change[2].joining = 0;
    self->change[1].leaving = add(&self->sample, "reassessment.leaving", 3.217);
    self->change[1].moving = add(&self->sample, "reassessment.moving", 1.713);
    self->change[1].n_ncy = 2;
    self->change[1].from_year = SAMPLE_CENSUS + 3;
    self->change[1].to_year = 0;
    self->change[2].leaving = add(&self->sample, "harsh.leaving", 0.571);
    self->policy[0] = (struct policy_in){ "sample", "reform", "Reform", 0.2417, self->change, 2 };
    self->policy[1] = (struct policy_in){ "sample", "as-now", "As now", 0.5166, NULL, 0 };
    self->policy[2] = (struct policy_in){ "sample", "later", "Later", 0.2417, self->change + 2, 1 };
    self->sample.in.n_policy = 3;
}

static void
run(struct reform *self, size_t n, unsigned n_thread)
{
    sample_plan(&self->sample, &self->model);
    sample_run(&self->model, n, n_thread, &self->results);
}

static void
end(struct reform *self)
{
    results_release(&self->results);
    model_release(&self->model);
    sample_release(&self->sample);
}

static double
central(const struct reform *self, size_t year, const char *measure)
{
    return self->results.expected_value[results_index(&self->results, 0, year,
                                                      results_measure(&self->results, measure))];
}

/* ---- closed forms ---- */

Claim(policy, a_joining_factor_multiplies_the_level_of_the_named_years_and_no_others)
{
    struct reform with, without;
    begin(&with);
    with.change[0].joining = add(&with.sample, "rush.joining", 2.0);
    with.change[0].from_year = SAMPLE_CENSUS + 1;
    with.change[0].to_year = SAMPLE_CENSUS + 2;
    run(&with, N, 1);
    sample_init(&without.sample);
    run(&without, N, 1);
    for (size_t t = 0; t < SAMPLE_N_YEAR; t++) {
        const double factor = t == 1 || t == 2 ? 2.0 : 1.0;
        const double *a = sample_column(&with.results, 0, t, "joining_level"),
                     *b = sample_column(&without.results, 0, t, "joining_level");
        cr_expect_eq(central(&with, t, "joining_level"),
                     factor * central(&without, t, "joining_level"), "year %zu", t);
        for (size_t k = 0; k < N; k++)
            cr_expect_eq(a[k], factor * b[k], "year %zu, future %zu", t, k);
    }
    cr_expect_eq(central(&with, 0, "joined"), central(&without, 0, "joined"));
    cr_expect_gt(central(&with, 1, "joined"), 1.9 * central(&without, 1, "joined"));
    cr_expect_lt(central(&with, 1, "joined"), 2.0 * central(&without, 1, "joined"));
    end(&with);
    end(&without);
}

/* The first year of the expected-value run under factors on joining, on leaving (at Years 7 and 12
 * or, n_ncy 0, all) and on moving. */
struct first_year {
    struct reform reform;
    struct work work;
};

static void
first_year(struct first_year *self, double joining, double leaving, size_t n_ncy, double moving)
{
    struct hr_err err = { 0 };
    struct reform *reform = &self->reform;
    begin(reform);
    reform->change[2] = reform->change[1] = reform->change[0];
    reform->change[0].joining = add(&reform->sample, "a.joining", joining);
    reform->change[1].leaving = add(&reform->sample, "b.leaving", leaving);
    reform->change[1].n_ncy = n_ncy;
    reform->change[2].moving = add(&reform->sample, "c.moving", moving);
    reform->policy[0].n_change = 3;
    reform->sample.in.horizon_years = 1;
    sample_plan(&reform->sample, &reform->model);
    cr_assert_eq(work_init(&self->work, &reform->model, &err), 0);
    replicate_begin_expected(&reform->model, &self->work);
    cr_assert_eq(replicate_run(&reform->model, 0, &self->work, &err), 0, "%s", err.text);
}

static void
first_year_end(struct first_year *self)
{
    work_release(&self->work);
    model_release(&self->reform.model);
    sample_release(&self->reform.sample);
}

/* Where nobody joins (factor 0) everybody without a plan can be counted; they join with chance 1 -
 * exp(-f r m). */
Claim(policy, new_plans_under_a_factor_by_hand)
{
    struct first_year usual, none, rush;
    first_year(&usual, 1.0, 1.0, 0, 1.0);
    first_year(&none, 0.0, 1.0, 0, 1.0);
    first_year(&rush, 1.385, 1.0, 0, 1.0);
    const struct joiners *joiners = &none.reform.model.joiners;
    const struct step step = { .value = none.work.value, .draw = &none.work.draw };
    struct joiner_demand year;
    none.work.people.joining.m = 1.0;
    joiners_demand(joiners, &none.work.people, &step, &year);
    double n = 0.0;
    for (size_t i = 0; i < N_NCY; i++) {
        const double joined = year.without[i] * joining_probability(1.385 * joiners->rate[i] *
                                                                    usual.work.people.joining.m);
        cr_expect_float_eq(rush.work.people.plans_by_age[i],
                           none.work.people.plans_by_age[i] + joined, 1e-9, "NCY index %zu", i);
        n += joined;
    }
    cr_expect_float_eq(rush.work.future.year[0].people.joined, n, 1e-9);
    cr_expect_eq(none.work.future.year[0].people.joined, 0.0);
    first_year_end(&usual);
    first_year_end(&none);
    first_year_end(&rush);
}

/* With nobody joining or moving, those who stay are 1 - l of those there. */
Claim(policy, a_leaving_factor_acts_on_the_odds_at_its_year_groups_and_no_others)
{
    struct first_year all, usual, two;
    first_year(&all, 0.0, 0.0, 0, 0.0);
    first_year(&usual, 0.0, 1.0, 0, 0.0);
    first_year(&two, 0.0, 3.217, 2, 0.0);
    const struct dims *d = &all.reform.model.dims;
    size_t n = 0;
    for (size_t c = 0; c < d->n_cell; c++) {
        const size_t i = c / d->n_place;
        const double there = people_kept_stock(&all.work, 0)[c];
        if (there <= 0.0)
            continue;
        const double hazard = 1.0 - people_kept_stock(&usual.work, 0)[c] / there;
        const double want = i == I7 || i == I12 ? scale_odds(hazard, 3.217) : hazard;
        cr_expect_float_eq(1.0 - people_kept_stock(&two.work, 0)[c] / there, want, 1e-9, "cell %zu",
                           c);
        n += i == I7 || i == I12;
    }
    cr_expect_gt(n, 4, "cells of Years 7 and 12 hold somebody");
    cr_expect_eq(all.work.future.year[0].people.moved, 0.0);
    cr_expect_gt(two.work.future.year[0].people.left, usual.work.future.year[0].people.left);
    first_year_end(&all);
    first_year_end(&usual);
    first_year_end(&two);
}

Claim(policy, a_change_holds_from_its_year_to_its_last_and_changes_multiply)
{
    struct reform reform;
    begin(&reform);
    for (size_t i = 1; i < N_CHANGE; i++)
        reform.change[i] = reform.change[0];
    reform.change[0].leaving = add(&reform.sample, "a.leaving", 1.7);
    reform.change[0].from_year = SAMPLE_CENSUS + 1;
    reform.change[0].to_year = SAMPLE_CENSUS + 2;
    reform.change[1].leaving = add(&reform.sample, "b.leaving", 0.6);
    reform.change[1].moving = reform.change[1].leaving;
    reform.change[1].n_ncy = 2;
    reform.change[1].from_year = SAMPLE_CENSUS - 3;
    reform.change[2].joining = add(&reform.sample, "c.joining", 1.21);
    reform.change[2].from_year = reform.change[2].to_year = SAMPLE_CENSUS + 2;
    reform.policy[0].n_change = 3;
    sample_plan(&reform.sample, &reform.model);
    const struct policies *policies = &reform.model.policies;
    double value[SAMPLE_MAX_QUANTITY] = { 0 };
    for (size_t q = 1; q <= reform.sample.in.n_quantity; q++)
        value[q] = quantity_central(&reform.sample.in.quantity[q]);
    for (unsigned t = 0; t < SAMPLE_N_YEAR; t++) {
        const struct step step = { .value = value, .year = t };
        struct exit_odds odds;
        for (size_t i = 0; i < N_NCY; i++)
            odds.leaving[i] = odds.moving[i] = 1.1;
        policy_exit_odds(policies, &reform.policy[0], &step, &odds);
        const double leaving = t == 1 || t == 2 ? 1.1 * 1.7 : 1.1;
        for (size_t i = 0; i < N_NCY; i++) {
            const double named = i == I7 || i == I12 ? 0.6 : 1.0;
            cr_expect_float_eq(odds.leaving[i], leaving * named, 1e-14, "year %u, NCY index %zu", t,
                               i);
            cr_expect_float_eq(odds.moving[i], 1.1 * named, 1e-14, "year %u, NCY index %zu", t, i);
        }
        cr_expect_eq(policy_joining(policies, &reform.policy[0], &step), t == 2 ? 1.21 : 1.0);
        cr_expect_eq(policy_joining(policies, NULL, &step), 1.0);
    }
    model_release(&reform.model);
    sample_release(&reform.sample);
}

Claim(policy, requests_rise_where_plans_have_to_be_asked_for)
{
    struct reform with, without;
    begin(&with);
    with.change[0].joining = add(&with.sample, "rush.joining", 1.385);
    with.change[0].from_year = with.change[0].to_year = SAMPLE_CENSUS + 1;
    sample_add_pipeline(&with.sample);
    run(&with, 1, 1);
    sample_init(&without.sample);
    sample_add_pipeline(&without.sample);
    run(&without, 1, 1);
    cr_expect_eq(central(&with, 0, "pipeline.requests"), central(&without, 0, "pipeline.requests"));
    const double ratio =
        central(&with, 1, "pipeline.requests") / central(&without, 1, "pipeline.requests");
    cr_expect(ratio > 1.35 && ratio < 1.385, "%g", ratio);
    cr_expect_lt(central(&with, 2, "pipeline.requests"), central(&without, 2, "pipeline.requests"),
                 "fewer are left to ask");
    end(&with);
    end(&without);
}

/* ---- which policy ---- */

static int
init(struct policies *self, const struct policy_in *in, size_t n, struct hr_err *err)
{
    *self = (struct policies){ .in = in, .n = n, .base_year = 2021 };
    return policies_init(self, sample_book(), err);
}

Claim(policy, the_expected_value_run_has_the_heaviest_and_the_first_of_equals)
{
    struct policy_in policy[] = { { .id = "c", .weight = 0.3 },
                                  { .id = "b", .weight = 0.35 },
                                  { .id = "a", .weight = 0.35 } };
    struct policies policies;
    struct hr_err err;
    struct draw draw;
    draw_init_expected(&draw);
    cr_assert_eq(init(&policies, policy, 3, &err), 0);
    cr_expect_eq(policy_of_replicate(&policies, &draw), &policy[1]);
    cr_expect_eq(policy_central(&policies), &policy[1]);
    cr_assert_eq(init(&policies, NULL, 0, &err), 0);
    cr_expect_null(policy_of_replicate(&policies, &draw));
}

Claim(policy, weights_are_reproduced_and_the_order_of_the_file_changes_no_future)
{
    enum { MANY = 60000 };
    static const double weight[] = { 0.2417, 0.5166, 0.2417, 0.0 };
    struct policy_in policy[] = { { .id = "reform", .weight = 0.2417 },
                                  { .id = "as-now", .weight = 0.5166 },
                                  { .id = "later", .weight = 0.2417 },
                                  { .id = "never" } };
    struct policy_in turned[] = { policy[3], policy[2], policy[1], policy[0] };
    struct policies policies, other;
    struct hr_err err;
    size_t count[4] = { 0 };
    cr_assert_eq(init(&policies, policy, 4, &err), 0);
    cr_assert_eq(init(&other, turned, 4, &err), 0);
    for (uint32_t k = 0; k < MANY; k++) {
        struct draw draw;
        draw_init(&draw, 20210705, hr_hash32("Sampleton"), k);
        const struct policy_in *drawn = policy_of_replicate(&policies, &draw);
        count[drawn - policy]++;
        draw_init(&draw, 20210705, hr_hash32("Otherham"), k);
        cr_expect_str_eq(policy_of_replicate(&other, &draw)->id, drawn->id,
                         "future %u is another in another area or order", k);
    }
    for (size_t i = 0; i < 3; i++) {
        const double z =
            ((double)count[i] - MANY * weight[i]) / sqrt(MANY * weight[i] * (1.0 - weight[i]));
        cr_expect_lt(fabs(z), 4.0, "%s: z %.2f", policy[i].id, z);
    }
    cr_expect_eq(count[3], 0);
}

Claim(policy, what_cannot_be_drawn_from_is_refused)
{
    static int wrong[] = { 7, NCY_MAX + 1 };
    struct policy_change_in change = { .id = "x", .ncy = wrong, .n_ncy = 2 };
    struct policy_in policy[] = { { .id = "a", .weight = 0.6 }, { .id = "b", .weight = 0.3 } };
    struct policies policies;
    struct hr_err err;
    cr_expect_eq(init(&policies, policy, 2, &err), HR_ESCENARIO);
    cr_expect_not_null(strstr(err.text, "add up to 0.9"));
    policy[1].weight = -0.1;
    cr_expect_eq(init(&policies, policy, 2, &err), HR_ESCENARIO);
    policy[1] = (struct policy_in){ .id = "a", .weight = 0.4 };
    cr_expect_eq(init(&policies, policy, 2, &err), HR_ESCENARIO);
    policy[1] = (struct policy_in){ .id = "b", .weight = 0.4, .change = &change, .n_change = 1 };
    cr_expect_eq(init(&policies, policy, 2, &err), HR_ESCENARIO);
    cr_expect_not_null(strstr(err.text, "policies.b.changes.x.ncy has 22"), "%s", err.text);
}

/* ---- in a run ---- */

Claim(policy, all_scenarios_and_years_of_a_future_share_its_policy_and_areas_do_too)
{
    struct reform reform, elsewhere;
    size_t n[N_POLICY + 1] = { 0 };
    three_policies(&reform);
    run(&reform, N, 1);
    three_policies(&elsewhere);
    elsewhere.sample.in.area = "Otherham";
    run(&elsewhere, N, 1);
    const double *first = sample_column(&reform.results, 0, 0, "policy");
    for (size_t s = 0; s < 2; s++)
        for (size_t t = 0; t < SAMPLE_N_YEAR; t++) {
            cr_expect_arr_eq(first, sample_column(&reform.results, s, t, "policy"),
                             N * sizeof *first);
            cr_expect_arr_eq(first, sample_column(&elsewhere.results, s, t, "policy"),
                             N * sizeof *first);
        }
    for (size_t k = 0; k < N; k++)
        n[(size_t)first[k]]++;
    cr_expect(n[0] == 0 && n[1] > 0 && n[2] > n[1] && n[3] > 0);
    cr_expect_eq(central(&reform, 3, "policy"), 2.0, "as-now is the heaviest");
    cr_expect_eq(strcmp(model_central_policy(&reform.model)->id, "as-now"), 0);
    end(&reform);
    end(&elsewhere);
}

/* Futures under a policy without changes are what they were without policies; the others are not.
 * */
Claim(policy, futures_differ_by_their_policy_alone)
{
    struct reform with, without;
    size_t n_changed = 0;
    three_policies(&with);
    run(&with, N, 1);
    sample_init(&without.sample);
    run(&without, N, 1);
    const size_t last = SAMPLE_N_YEAR - 1;
    const double *policy = sample_column(&with.results, 0, 0, "policy");
    for (size_t k = 0; k < N; k++) {
        const double a = sample_column(&with.results, 0, last, "deficit")[k],
                     b = sample_column(&without.results, 0, last, "deficit")[k];
        if (policy[k] == 2.0)
            cr_expect_eq(a, b, "future %zu", k);
        n_changed += a != b;
    }
    cr_expect_gt(n_changed, N / 3);
    cr_expect_eq(
        memcmp(with.results.expected_value, without.results.expected_value, sizeof(double)), 0);
    end(&with);
    end(&without);
}

Claim(policy, a_file_without_policies_is_what_it_was_to_the_last_bit)
{
    struct reform with, without;
    begin(&with);
    with.policy[0].n_change = 0;
    run(&with, N, 1);
    sample_init(&without.sample);
    run(&without, N, 1);
    cr_expect_eq(with.results.n_measure, without.results.n_measure + 1, "the measure 'policy'");
    for (size_t s = 0; s < 2; s++)
        cr_expect_eq(sample_n_different(&without.results, s, &with.results, s, N), 0);
    end(&with);
    end(&without);
}

/* A run fails when any future breaks the identities of people or money. */
Claim(policy, extreme_factors_keep_every_child_and_threads_give_the_same_bytes)
{
    struct reform one, many;
    struct reform *each[] = { &one, &many };
    for (size_t i = 0; i < 2; i++) {
        three_policies(each[i]);
        sample_set(&each[i]->sample, "policies.reform.changes.rush.joining", 20.0);
        sample_set(&each[i]->sample, "policies.reform.changes.reassessment.leaving", 1000.0);
        sample_set(&each[i]->sample, "policies.reform.changes.reassessment.moving", 1000.0);
        run(each[i], N, i == 0 ? 1 : 8);
    }
    const size_t n = engine_n_column(&one.results);
    cr_expect(sample_same_columns(&one.results, &many.results));
    cr_expect_arr_eq(one.results.expected_value, many.results.expected_value,
                     n * sizeof *one.results.expected_value);
    cr_expect_arr_eq(one.results.summary, many.results.summary, n * sizeof *one.results.summary);
    end(&one);
    end(&many);
}
