/* What is told of futures in which a number is held within what is possible. */
#include "rare_futures.h"

#include "claim.h"
#include "fixture.h"

#include <string.h>

static bool
is_noted(const struct model *model, const char *says)
{
    for (size_t i = 0; i < model->n_note; i++)
        if (strstr(model->note[i], says) != NULL)
            return true;
    return false;
}

static void
count(struct fixture *f, double n, struct rare_futures *out)
{
    struct hr_err err = { 0 };
    f->sample.in.simulations = n;
    fixture_model(f);
    cr_assert_eq(rare_futures_count(&f->model, false, out, &err), 0, "%s", err.text);
    cr_assert_eq(rare_futures_note(&f->model, false, &err), 0, "%s", err.text);
}

static void
count_all(const struct fixture *f, struct rare_futures *out)
{
    struct hr_err err = { 0 };
    cr_assert_eq(rare_futures_count(&f->model, true, out, &err), 0, "%s", err.text);
}

static bool
run_meets_one(struct fixture *f)
{
    fixture_run(f, 40, 1);
    return f->results.rare;
}

Claim(rare_futures, usual_spreads_have_none)
{
    struct fixture f;
    struct rare_futures rare;
    fixture_init(&f, sample_init);
    count(&f, 500.0, &rare);
    cr_expect_eq(rare.n, 50);
    cr_expect_eq(rare.n_halved, 0);
    cr_expect_eq(rare.n_untied, 0);
    cr_expect_not(is_noted(&f.model, "simulated futures"));
    count_all(&f, &rare);
    cr_expect_eq(rare.n, 500);
    cr_expect_eq(rare.n_halved, 0);
    cr_expect_eq(rare.n_untied, 0);
    cr_expect_eq(rare.n_negative, 0);
    cr_expect_not(run_meets_one(&f));
    fixture_release(&f);
}

/* Where one future in 500 has a price that falls by more than half, none of the first fifty has
 * one, but several fall by a quarter. */
Claim(rare_futures, where_a_price_falls_by_a_quarter_all_are_looked_at)
{
    struct fixture f;
    struct rare_futures rare, all;
    fixture_init(&f, sample_init);
    sample_set(&f.sample, "prices.isp.growth.shock_sd", 0.13);
    count(&f, 50.0, &rare);
    cr_expect_eq(rare.n, 50);
    cr_expect_eq(rare.n_halved, 0);
    count(&f, 500.0, &rare);
    cr_expect_eq(rare.n, 500);
    cr_expect_geq(rare.n_halved, 1);
    count_all(&f, &all);
    cr_expect_eq(rare.n_halved, all.n_halved);
    fixture_release(&f);
}

/* A standard deviation of 0.5 a year takes a price below half with the chance P(z < -1) = 0.159 in
 * each of the four years that have a shock, so in some year with 1 - 0.841^4 = 0.50; growth of some
 * 4% a year makes it 0.47. */
Claim(rare_futures, a_price_of_wide_shocks_falls_by_more_than_half_as_often_as_normal_shocks_do)
{
    struct fixture f;
    struct rare_futures rare;
    fixture_init(&f, sample_init);
    sample_set(&f.sample, "prices.isp.growth.shock_sd", 0.5);
    count(&f, 500.0, &rare);
    cr_expect(rare.n_halved > 190 && rare.n_halved < 280, "%zu of %zu", rare.n_halved, rare.n);
    cr_expect_str_eq(rare.setting, "isp");
    cr_expect_null(rare.line);
    cr_expect(run_meets_one(&f));
    cr_expect(is_noted(&f.model, "(in the first of them the price of 'isp' of scenario"));
    fixture_release(&f);
}

Claim(rare_futures, a_line_of_wide_shocks_does_too)
{
    struct fixture f;
    struct rare_futures rare;
    fixture_init(&f, sample_init);
    sample_set(&f.sample, "lines.therapies.growth.shock_sd", 0.5);
    count(&f, 500.0, &rare);
    cr_expect(rare.n_halved > 190 && rare.n_halved < 280, "%zu of %zu", rare.n_halved, rare.n);
    cr_expect_str_eq(rare.line, "therapies");
    cr_expect_null(rare.setting);
    cr_expect(run_meets_one(&f));
    fixture_release(&f);
}

/* In one future of ten a line alone costs so much. */
static void
sometimes_costs(struct fixture *f, double gbp)
{
    struct quantity *line = sample_quantity(&f->sample, "lines.therapies.amount_gbp_m");
    line->kind = QUANTITY_DISCRETE;
    line->n_value = 2;
    line->value[0] = line->p[0];
    line->weight[0] = 0.9;
    line->value[1] = gbp;
    line->weight[1] = 0.1;
}

static void
costs_now_and_then(struct fixture *f, double gbp, struct rare_futures *rare)
{
    fixture_init(f, sample_init);
    sometimes_costs(f, gbp);
    count(f, 500.0, rare);
}

/* A line takes 10 million of an outturn of 21.1: children cost half as much. */
Claim(rare_futures, where_prices_are_less_than_half_all_are_looked_at)
{
    struct fixture f;
    struct rare_futures rare;
    costs_now_and_then(&f, 10e6, &rare);
    cr_expect_eq(rare.n, 500);
    cr_expect_eq(rare.n_untied, 0);
    fixture_release(&f);
}

/* A line alone costs far more than the outturn. */
Claim(rare_futures, futures_that_no_price_ties_to_the_outturn_are_counted)
{
    struct fixture f;
    struct rare_futures rare;
    costs_now_and_then(&f, 1e9, &rare);
    cr_expect(rare.n_untied > 25 && rare.n_untied < 80, "%zu of %zu", rare.n_untied, rare.n);
    cr_expect(is_noted(&f.model, "no possible price makes the first year cost the outturn"));
    cr_expect(run_meets_one(&f));
    fixture_release(&f);
}

/* The block is 21.3 million in 2022/23, of which 15 million are deducted: twice that a year later
 * is more than any of its futures grow to. */
Claim(rare_futures, a_block_below_its_deductions_is_told_with_its_year)
{
    struct fixture f;
    struct rare_futures rare;
    fixture_init(&f, sample_init);
    f.sample.known[1].deductions_gbp = 15e6;
    count(&f, 40.0, &rare);
    cr_expect_eq(rare.n_negative, 0, "%zu of %zu", rare.n_negative, rare.n);
    cr_expect_not(run_meets_one(&f));
    sample_set(&f.sample, "grant.deductions_growth", 1.0);
    count(&f, 40.0, &rare);
    cr_expect_eq(rare.n_negative, rare.n, "%zu of %zu", rare.n_negative, rare.n);
    cr_expect_eq(rare.negative_fy, 2023);
    cr_expect(is_noted(&f.model, "the high needs block net of deductions is below 0"));
    cr_expect(run_meets_one(&f));
    fixture_release(&f);
}

/* Where two futures in 500 deduct more than the block, none of the first fifty does, but one leaves
 * less than half of what is expected. */
Claim(rare_futures, where_half_the_block_is_gone_all_are_looked_at)
{
    struct fixture f;
    struct rare_futures rare;
    fixture_init(&f, sample_init);
    f.sample.known[1].deductions_gbp = 15e6;
    struct quantity *growth = sample_quantity(&f.sample, "grant.deductions_growth");
    growth->kind = QUANTITY_NORMAL;
    growth->p[1] = 0.06;
    count(&f, 50.0, &rare);
    cr_expect_eq(rare.n_negative, 0);
    count(&f, 500.0, &rare);
    cr_expect_eq(rare.n, 500);
    cr_expect_geq(rare.n_negative, 1);
    fixture_release(&f);
}
