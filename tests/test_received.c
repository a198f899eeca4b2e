/* Money received told apart from what is done, future by future; and both branches of what may be
 * paid. */
#include "headline.h"
#include "option_sample.h"
#include "received.h"
#include "run_chart.h"
#include "study.h"
#include "table_cells.h"
#include "tables.h"
#include "claim.h"

#include <math.h>
#include <string.h>

enum { N = 400 };

struct made {
    struct option_sample s;
    struct receipt_in receipt[2];
    struct instalment_in part[2];
    const char *id[2], *all[2];
    struct results results;
};

/* A service, a yes or no of 6 million at 0.7, two instalments with two chances, and half a per cent
 * of the schools block. */
static void
made_init(struct made *self)
{
    struct option_sample *s = &self->s;
    option_sample_init(s, OPTION_SAMPLE);
    struct option_in *in = option_add(s, OPTION_SERVICE_REDESIGN, "service");
    in->line = "therapies";
    in->yearly_gbp = option_quantity(s, 300000.0);
    self->part[0] = (struct instalment_in){ "test", 2022, 6013171.0, 0.7 };
    self->part[1] = (struct instalment_in){ "test", 2023, 1117313.0, 0.9 };
    self->receipt[0] = (struct receipt_in){ .where = "test",
                                            .id = "grant",
                                            .label = "Grant",
                                            .instalment = self->part,
                                            .n_instalment = 1,
                                            .beyond_deficit = true };
    self->receipt[1] = (struct receipt_in){ .where = "test",
                                            .id = "fund",
                                            .label = "Fund",
                                            .instalment = self->part + 1,
                                            .n_instalment = 1,
                                            .type = RECEIPT_CONTRIBUTION,
                                            .beyond_deficit = true };
    self->id[0] = "grant";
    self->id[1] = "fund";
    s->sample.in.receipt = self->receipt;
    s->sample.in.n_receipt = 2;
    s->sample.scenario[1].receipt = self->id;
    s->sample.scenario[1].n_receipt = 2;
    s->sample.scenario[1].transfer = s->sample.transfer_of_plan;
    s->sample.scenario[1].n_transfer = 1;
}

static void
made_run(struct made *self)
{
    option_sample_plan(&self->s);
    sample_run(&self->s.model, N, 1, &self->results);
}

static void
made_release(struct made *self)
{
    results_release(&self->results);
    option_sample_release(&self->s);
}

static double
at(const struct results *results, size_t scenario, size_t year, const char *measure, size_t k)
{
    return results_column(results, scenario, year, results_measure(results, measure))[k];
}

/* In other words than the program: from spending, grant and the other blocks. */
Claim(received, the_two_parts_add_up_to_the_difference_in_every_year)
{
    static struct made made;
    made_init(&made);
    made_run(&made);
    const struct results *r = &made.results;
    for (size_t year = 0; year < r->n_year; year++) {
        struct difference d;
        struct hr_err err;
        double acted = 0.0, received = 0.0;
        cr_assert_eq(difference_of(r, 1, year, &d, &err), 0);
        for (size_t k = 0; k < N; k++)
            for (size_t t = 0; t <= year; t++) {
                received -= (at(r, 1, t, "receipts", k) + at(r, 1, t, "transfers", k)) / N;
                acted += (at(r, 1, t, "high_needs_spending", k) -
                          at(r, 0, t, "high_needs_spending", k)) /
                         N;
            }
        cr_expect_float_eq(d.received.mean, received, 1e-9);
        cr_expect_float_eq(d.acted.mean, acted, 1e-9);
        cr_expect_float_eq(d.whole.mean, d.received.mean + d.acted.mean, 1e-9);
        cr_expect(year == 0 || (difference_has_receipts(&d) && difference_has_acts(&d)));
    }
    made_release(&made);
}

Claim(received, a_yes_or_no_is_told_by_branch_and_each_branch_has_its_own_range)
{
    static struct made made;
    struct branch branch[2];
    struct hr_err err;
    made_init(&made);
    made_run(&made);
    const struct results *r = &made.results;
    size_t grant = 0;
    while (strcmp(r->model->receipt[grant]->id, "grant") != 0)
        grant++;
    cr_assert(branch_applies(r, 1, grant) && !branch_applies(r, 0, grant));
    cr_expect_eq(branch_main(r, 1, true), grant, "it moves the most money");
    cr_assert_eq(branches_of(r, 1, grant, branch, &err), 0);
    cr_expect_eq(branch[0].n + branch[1].n, (size_t)N);
    cr_expect(fabs((double)branch[0].n - 0.7 * N) < 4.0 * sqrt(0.21 * N), "%zu", branch[0].n);
    cr_expect_float_eq(branch[0].mean_paid, 6.013171, 1e-9);
    cr_expect_eq(branch[1].mean_paid, 0.0);
    cr_expect_lt(branch[0].change.p95, branch[1].change.p05, "nothing lies between the branches");
    cr_expect_float_eq(
        ((double)branch[0].n * branch[0].deficit.mean +
         (double)branch[1].n * branch[1].deficit.mean) /
            N,
        r->summary[results_index(r, 1, r->n_year - 1, results_measure(r, "deficit"))].mean, 1e-9);
    made_release(&made);
}

/* The answer itself, not what came of it: where no deficit is left the grant is there all the
 * same. */
Claim(received, a_branch_holds_the_futures_in_which_no_deficit_is_left_to_pay)
{
    static struct made made;
    struct branch branch[2];
    struct hr_err err;
    made_init(&made);
    made.receipt[0].beyond_deficit = false;
    made.s.sample.in.dsg.carry_forward_gbp = 30e6;
    made_run(&made);
    const struct results *r = &made.results;
    size_t grant = 0;
    while (strcmp(r->model->receipt[grant]->id, "grant") != 0)
        grant++;
    cr_assert_eq(branches_of(r, 1, grant, branch, &err), 0);
    cr_expect(fabs((double)branch[0].n - 0.7 * N) < 4.0 * sqrt(0.21 * N), "%zu", branch[0].n);
    cr_expect_lt(branch[0].mean_paid, 1.0, "the account has a surplus");
    made_release(&made);
}

Claim(received, the_headline_tells_parts_and_branches_apart)
{
    static struct made made;
    struct headline h;
    struct hr_err err;
    made_init(&made);
    made_run(&made);
    cr_assert_eq(headline_of(&made.results, 1, &h, &err), 0);
    const char *text = h.difference.text;
    cr_expect_not_null(strstr(text, "on average"), "%s", text);
    cr_expect_not_null(strstr(text, "by money received, "), "%s", text);
    cr_expect_not_null(strstr(text, "by what is done"), "%s", text);
    cr_expect_not_null(strstr(text, ". With \"Grant\" ("), "%s", text);
    cr_expect_not_null(strstr(text, "; without it: "), "%s", text);
    made_release(&made);
}

Claim(received, without_money_received_the_headline_is_the_average_with_its_range)
{
    static struct made made;
    struct headline h;
    struct hr_err err;
    made_init(&made);
    made.s.sample.scenario[1].n_receipt = made.s.sample.scenario[1].n_transfer = 0;
    made_run(&made);
    cr_assert_eq(headline_of(&made.results, 1, &h, &err), 0);
    cr_expect_not_null(strstr(h.difference.text, " lower on average (likely range "), "%s",
                       h.difference.text);
    cr_expect_null(strstr(h.difference.text, "received"), "%s", h.difference.text);
    made_release(&made);
}

Claim(received, a_scenario_of_payments_alone_does_nothing)
{
    static struct made made;
    struct headline h;
    struct hr_err err;
    made_init(&made);
    made.s.sample.scenario[1].n_option = 0;
    made_run(&made);
    cr_assert_eq(headline_of(&made.results, 1, &h, &err), 0);
    cr_expect_not_null(strstr(h.difference.text, "all of it is money received"), "%s",
                       h.difference.text);
    cr_expect_not(difference_has_acts(&h.change));
    made_release(&made);
}

/* A grant of nothing, or one for which no deficit is left, reads the same paid or not. */
Claim(received, branches_that_read_the_same_are_not_told)
{
    static struct made made;
    struct headline h;
    struct hr_err err;
    made_init(&made);
    made.part[0].amount_gbp = made.part[1].amount_gbp = 0.0;
    made_run(&made);
    cr_assert_eq(headline_of(&made.results, 1, &h, &err), 0);
    cr_expect_not_null(strstr(h.difference.text, "by money received"), "%s", h.difference.text);
    cr_expect_null(strstr(h.difference.text, "without it"), "%s", h.difference.text);
    made_release(&made);
}

/* "13.3m lower (likely range about 13.3m lower)". */
Claim(received, a_range_whose_ends_read_the_same_is_not_told)
{
    static struct made made;
    struct headline h;
    struct hr_err err;
    made_init(&made);
    made.s.sample.scenario[1].n_option = made.s.sample.scenario[1].n_transfer = 0;
    made.s.sample.scenario[1].n_receipt = 1;
    made_run(&made);
    cr_assert_eq(headline_of(&made.results, 1, &h, &err), 0);
    cr_expect_not_null(strstr(h.difference.text, "6.0m lower; without it: no different"), "%s",
                       h.difference.text);
    made_release(&made);
}

/* Thirty million or nothing: no future lies near the middle. */
Claim(received, a_deficit_with_two_humps_is_told_by_hump)
{
    static struct made made;
    struct headline h;
    struct hr_err err;
    made_init(&made);
    made.part[0].amount_gbp = 30e6;
    made_run(&made);
    cr_assert_eq(headline_of(&made.results, 1, &h, &err), 0);
    cr_expect_not_null(strstr(h.range.text, ". With \"Grant\" (70 in 100)"), "%s", h.range.text);
    cr_expect_not_null(strstr(h.difference.text, "With \"Grant\" (70 in 100)"), "%s",
                       h.difference.text);
    struct arena arena;
    struct fan fan;
    const struct chart_subject subject = { .results = &made.results, .source = "", .scenario = 1 };
    arena_init(&arena);
    cr_assert_eq(chart_fan_fill(&subject, &arena, &fan, &err), 0);
    cr_expect_not_null(strstr(h.range.text, fan.branches), "the note of the fan: %s", fan.branches);
    cr_expect_gt(strlen(fan.branches), (size_t)0);
    arena_release(&arena);
    cr_expect_not_null(strstr(h.range.text, "; without it: a "), "%s", h.range.text);
    cr_assert_eq(headline_of(&made.results, 0, &h, &err), 0);
    cr_expect_null(strstr(h.range.text, "without it"), "%s", h.range.text);
    made_release(&made);
    made_init(&made);
    made.part[0].amount_gbp = 10000.0;
    made_run(&made);
    cr_assert_eq(headline_of(&made.results, 1, &h, &err), 0);
    cr_expect_null(strstr(h.range.text, "without it"), "one hump: %s", h.range.text);
    made_release(&made);
}

static size_t
n_payback_rows(struct made *made, const char *option)
{
    const struct comparison_options options = { .n_replicate = 50, .n_run = 400, .n_thread = 1 };
    struct study study;
    struct table table;
    struct hr_err err;
    size_t n = 0;
    made_run(made);
    cr_assert_eq(study_run(&made->s.model, &options, &study, &err), 0, "%s", err.text);
    cr_assert_eq(
        result_table_make(&payback_table,
                          &(struct table_source){ .results = &made->results, .study = &study },
                          &table, &err),
        0, "%s", err.text);
    for (size_t row = 0; row < table.n_row; row++)
        n += option == NULL || strcmp(cell_text(&table, row, "option"), option) == 0;
    table_release(&table);
    study_release(&study);
    made_release(made);
    return n;
}

Claim(received, payback_is_of_options_alone)
{
    static struct made made;
    made_init(&made);
    cr_expect_eq(n_payback_rows(&made, "service"), (size_t)SAMPLE_N_YEAR);
    made_init(&made);
    cr_expect_eq(n_payback_rows(&made, "grant"), (size_t)0);
    made_init(&made);
    made.s.sample.scenario[1].n_option = 0;
    cr_expect_eq(n_payback_rows(&made, NULL), (size_t)0, "nothing is done that could pay back");
}
