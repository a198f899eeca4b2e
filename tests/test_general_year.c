/* The general fund within a future: beside the DSG and read by nothing in it, and the sum of its
 * parts. */

#include "finance.h"
#include "money_year.h"
#include "fixture.h"
#include "claim.h"

#include <math.h>

enum { N_FUTURE = 60 };

struct made {
    struct sample sample;
    struct model model;
    struct results results;
};

static void
made_run(struct made *self)
{
    sample_plan(&self->sample, &self->model);
    sample_run(&self->model, N_FUTURE, 1, &self->results);
}

static void
made_init(struct made *self)
{
    sample_init(&self->sample);
    sample_add_general(&self->sample);
}

static void
made_release(struct made *self)
{
    results_release(&self->results);
    model_release(&self->model);
    sample_release(&self->sample);
}

Claim(general_year, a_general_fund_leaves_every_measure_of_the_dsg_as_it_was)
{
    static struct made with;
    struct fixture f;
    fixture_init(&f, sample_init);
    fixture_model(&f);
    fixture_run(&f, N_FUTURE, 1);
    made_init(&with);
    made_run(&with);
    for (size_t scenario = 0; scenario < 2; scenario++)
        cr_expect_eq(sample_n_different(&f.results, scenario, &with.results, scenario, N_FUTURE),
                     0);
    cr_expect_gt(with.results.n_measure, f.results.n_measure + 8);
    fixture_release(&f);
    made_release(&with);
}

/* Columns of measures that are not the general fund's and differ in any bit. */
static size_t
n_dsg_different(const struct results *a, const struct results *b)
{
    size_t n = 0;
    for (size_t m = 0; m < a->n_measure; m++)
        for (size_t t = 0; t < a->n_year && strncmp(a->measure[m].id, "general_fund.", 13) != 0;
             t++)
            n += memcmp(results_column(a, 1, t, m), results_column(b, 1, t, m),
                        N_FUTURE * sizeof(double)) != 0;
    return n;
}

Claim(general_year, changing_any_of_its_figures_moves_no_measure_of_the_dsg)
{
    static struct made usual, changed;
    size_t n_changed = 0;
    made_init(&usual);
    made_run(&usual);
    const size_t cost = results_measure(&usual.results, "general_fund.cost"),
                 left = results_measure(&usual.results, "general_fund.reserves");
    for (size_t q = 1; q <= usual.sample.in.n_quantity; q++) {
        if (strncmp(usual.sample.quantity[q].name, "general_fund.", 13) != 0)
            continue;
        made_init(&changed);
        sample_set(&changed.sample, changed.sample.quantity[q].name,
                   0.5 * quantity_central(&usual.sample.quantity[q]) + 0.0137);
        made_run(&changed);
        cr_expect_eq(n_dsg_different(&usual.results, &changed.results), 0, "%s",
                     usual.sample.quantity[q].name);
        bool moved = false;
        for (size_t t = 0; t < SAMPLE_N_YEAR; t++)
            moved = moved ||
                    memcmp(results_column(&usual.results, 1, t, cost),
                           results_column(&changed.results, 1, t, cost), 80) != 0 ||
                    memcmp(results_column(&usual.results, 1, t, left),
                           results_column(&changed.results, 1, t, left), 80) != 0;
        n_changed += moved ? 1 : 0;
        if (!moved)
            cr_expect_str_eq(usual.sample.quantity[q].name, "general_fund.capital_defaults.rate",
                             "no option spends capital here");
        made_release(&changed);
    }
    cr_expect_geq(n_changed, 18, "only %zu figures of the general fund move it", n_changed);
    made_release(&usual);
}

Claim(general_year, cost_is_the_sum_of_its_parts_in_every_future)
{
    static struct made made;
    made_init(&made);
    made_run(&made);
    for (size_t t = 0; t < SAMPLE_N_YEAR; t++)
        for (size_t i = 0; i < N_FUTURE; i++) {
            static const char *const part[] = { "general_fund.transport",
                                                "general_fund.deficit_interest",
                                                "general_fund.borrowing_interest",
                                                "general_fund.mrp", "general_fund.option_cost" };
            double sum = 0.0;
            for (size_t k = 0; k < sizeof part / sizeof part[0]; k++)
                sum += sample_column(&made.results, 1, t, part[k])[i];
            cr_assert_float_eq(sample_column(&made.results, 1, t, "general_fund.cost")[i], sum,
                               1e-12);
            cr_assert_float_eq(
                sample_column(&made.results, 1, t, "general_fund.transport")[i],
                sample_column(&made.results, 1, t, "general_fund.transport.isp")[i] +
                    sample_column(&made.results, 1, t, "general_fund.transport.local-special")[i],
                1e-12);
            cr_assert_float_eq(
                sample_column(&made.results, 1, t, "general_fund.reserves_less_deficit")[i],
                sample_column(&made.results, 1, t, "general_fund.reserves")[i] -
                    sample_column(&made.results, 1, t, "deficit")[i],
                1e-12);
        }
    made_release(&made);
}

/* Transport of the expected-value run, from its own place-years and inflation. */
Claim(general_year, transport_follows_the_futures_own_place_years_and_inflation)
{
    static struct made made;
    made_init(&made);
    made_run(&made);
    const struct future *f = &made.results.expected[0];
    double index = 1.0, gap = 0.0211 - 0.0173;
    for (size_t t = 0; t < SAMPLE_N_YEAR; t++) {
        if (t > 0) {
            index *= 1.0 + f->year[t].money.inflation + 0.0173 + gap;
            gap *= 0.533;
        }
        size_t isp = 0;
        while (strcmp(made.model.setting[isp]->id, "isp") != 0)
            isp++;
        const double want = future_setting(f, t, isp)->cost.place_years * 0.6371 * 8123.9 * index;
        cr_expect_float_eq(
            made.results.expected_value[results_index(
                &made.results, 0, t, results_measure(&made.results, "general_fund.transport.isp"))],
            want / GBP_PER_GBP_M, 1e-11);
    }
    made_release(&made);
}

Claim(general_year, interest_is_on_this_futures_deficits)
{
    static struct made made;
    made_init(&made);
    made_run(&made);
    double rate = 0.0413;
    for (size_t t = 0; t < SAMPLE_N_YEAR; t++) {
        const struct year *y = &made.results.expected[0].year[t];
        const double want =
            rate * 0.5 * (y->money.deficit_opening_gbp + y->money.deficit_closing_gbp);
        cr_assert_gt(y->money.deficit_opening_gbp, 0.0);
        cr_expect_float_eq(made.results.expected[0].year[t].general.deficit_interest_gbp, want,
                           1e-6, "year %zu", t);
        rate = 0.0371 + 0.713 * (rate - 0.0371);
    }
    made_release(&made);
}

/* The school's £4,117,313 is in use in 2022/23, so its annuity's repayment starts in 2023/24; the
 * units' three instalments then too. */
Claim(general_year, schemes_are_borrowed_and_set_aside_side_by_side)
{
    static struct made made;
    made_init(&made);
    sample_set(&made.sample, "general_fund.capital.units.amount_gbp_m", 1613113.0);
    made_run(&made);
    struct general_year y[SAMPLE_N_YEAR];
    for (size_t t = 0; t < SAMPLE_N_YEAR; t++)
        y[t] = made.results.expected[0].year[t].general;
    static const double instalment = 1613113.0 / 3.0;
    cr_expect_float_eq(y[0].borrowing.capital_gbp, 4117313.0, 1e-6);
    cr_expect_float_eq(y[1].borrowing.capital_gbp, 1613113.0, 1e-6);
    cr_expect_eq(y[1].borrowing.mrp_gbp, 0.0);
    for (int k = 1; k <= 3; k++)
        cr_expect_float_eq(y[1 + k].borrowing.mrp_gbp,
                           instalment + annuity_repayment(4117313.0, 0.0431, 37, k), 1e-6,
                           "year %d", 1 + k);
    cr_expect_float_eq(y[2].borrowing.interest_gbp, 0.0517 * 1613113.0 + 0.0431 * 4117313.0, 1e-6);
    made_release(&made);
}

Claim(general_year, reserves_hold_until_the_next_amount)
{
    static struct made made;
    made_init(&made);
    made_run(&made);
    static const double want[SAMPLE_N_YEAR] = { 17.113711, 18.731113, 19.313117, 19.313117,
                                                19.313117 };
    const size_t m = results_measure(&made.results, "general_fund.reserves");
    for (size_t t = 0; t < SAMPLE_N_YEAR; t++)
        cr_expect_float_eq(made.results.expected_value[results_index(&made.results, 0, t, m)],
                           want[t], 1e-9, "year %zu", t);
    cr_expect_gt(made.results.summary[results_index(&made.results, 0, 2, m)].sd, 1.0,
                 "the amount of 2023/24 is uncertain");
    made_release(&made);
}

Claim(general_year, the_order_of_the_file_changes_no_number)
{
    static struct made usual, turned;
    made_init(&usual);
    made_run(&usual);
    made_init(&turned);
    const struct transport_in transport = turned.sample.in.general_fund.transport[0];
    turned.sample.in.general_fund.transport[0] = turned.sample.in.general_fund.transport[1];
    turned.sample.in.general_fund.transport[1] = transport;
    const struct capital_in capital = turned.sample.in.general_fund.capital[0];
    turned.sample.in.general_fund.capital[0] = turned.sample.in.general_fund.capital[1];
    turned.sample.in.general_fund.capital[1] = capital;
    sample_reverse(&turned.sample);
    made_run(&turned);
    cr_expect_eq(sample_n_different(&usual.results, 0, &turned.results, 0, N_FUTURE), 0);
    made_release(&usual);
    made_release(&turned);
}

/* ---- what options write */

struct worked {
    struct made made;
    struct work work;
};

static void
worked_init(struct worked *self)
{
    struct hr_err err;
    made_init(&self->made);
    sample_plan(&self->made.sample, &self->made.model);
    cr_assert_eq(work_init(&self->work, &self->made.model, &err), 0, "%s", err.text);
    replicate_begin_expected(&self->made.model, &self->work);
    cr_assert_eq(replicate_run(&self->made.model, 0, &self->work, &err), 0, "%s", err.text);
}

static void
worked_release(struct worked *self)
{
    work_release(&self->work);
    model_release(&self->made.model);
    sample_release(&self->made.sample);
}

Claim(general_year, capital_and_costs_of_options_reach_the_general_fund)
{
    static struct worked w;
    struct hr_err err;
    worked_init(&w);
    struct work *work = &w.work;
    const struct general_year before = work->future.year[0].general;
    general_start(&work->money.general, &w.made.model.general, work->value);
    work->levers.capital_gbp[0] = 731113.0;
    work->levers.cost_gbp[ACCOUNT_GENERAL_FUND] = 231317.0;
    work->money.price_level = 1.0;
    const struct step step = { .value = work->value, .draw = &work->draw, .year = 0 };
    cr_assert_eq(general_year(&w.made.model, work, &step, &err), 0, "%s", err.text);
    const struct general_year after = work->future.year[0].general;
    cr_expect_float_eq(after.borrowing.capital_gbp - before.borrowing.capital_gbp, 731113.0, 1e-6);
    cr_expect_float_eq(after.borrowing.interest_gbp - before.borrowing.interest_gbp,
                       0.5 * 0.0473 * 731113.0, 1e-6);
    cr_expect_eq(after.option_cost_gbp, 231317.0);
    cr_expect_float_eq(after.cost_gbp - before.cost_gbp, 231317.0 + 0.5 * 0.0473 * 731113.0, 1e-6);
    worked_release(&w);
}

Claim(general_year, a_cost_of_options_to_the_dsg_is_high_needs_spending_with_a_figure_of_its_own)
{
    static struct worked with, without;
    struct hr_err err;
    worked_init(&with);
    worked_init(&without);
    with.work.levers.cost_gbp[2 * N_ACCOUNT + ACCOUNT_DSG] = 431713.0;
    with.work.levers.cost_gbp[2 * N_ACCOUNT + ACCOUNT_GENERAL_FUND] = 71311.0;
    struct step step = { .year = 2 };
    for (int i = 0; i < 2; i++) {
        struct worked *w = i == 0 ? &with : &without;
        step.value = w->work.value;
        step.draw = &w->work.draw;
        cr_assert_eq(money_year(&w->made.model, &w->work, &step, &err), 0, "%s", err.text);
    }
    const struct year *a = &with.work.future.year[2], *b = &without.work.future.year[2];
    const double level = with.work.money.price_level;
    cr_expect_float_eq(a->money.option_cost_gbp, 431713.0 * level, 1e-6,
                       "in prices of the first year");
    cr_expect_eq(b->money.option_cost_gbp, 0.0);
    cr_expect_float_eq(a->money.spending_gbp - b->money.spending_gbp, 431713.0 * level, 1e-5);
    cr_expect_float_eq(a->money.in_year_deficit_gbp - b->money.in_year_deficit_gbp,
                       431713.0 * level, 1e-5);
    cr_expect_float_eq(with.work.future.year[2].general.option_cost_gbp, 71311.0 * level, 1e-6);
    worked_release(&with);
    worked_release(&without);
}
