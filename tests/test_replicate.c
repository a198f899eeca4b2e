/* One simulated future: what is drawn, what is shared, what is forgotten between runs. */
#include "fixture.h"

#include "claim.h"

#include <math.h>
#include <string.h>

Claim(replicate, a_workspace_forgets_what_it_did_before)
{
    struct fixture f;
    struct work fresh, used;
    struct hr_err err;
    fixture_init(&f, sample_init);
    fixture_model(&f);
    cr_assert_eq(work_init(&fresh, &f.model, &err) + work_init(&used, &f.model, &err), 0);
    replicate_begin_expected(&f.model, &used);
    cr_assert_eq(replicate_run(&f.model, 1, &used, &err), 0);
    replicate_begin(&f.model, 3, &used);
    cr_assert_eq(replicate_run(&f.model, 1, &used, &err), 0);
    replicate_begin(&f.model, 8, &used);
    cr_assert_eq(replicate_run(&f.model, 1, &used, &err) + replicate_run(&f.model, 0, &used, &err),
                 0);
    replicate_begin(&f.model, 8, &fresh);
    cr_assert_eq(replicate_run(&f.model, 0, &fresh, &err), 0);
    cr_expect(sample_same_future(&fresh.future, &used.future));
    work_release(&fresh);
    work_release(&used);
    work_release(&used);
    fixture_release(&f);
}

Claim(replicate, scenarios_of_one_replicate_have_the_same_children_prices_and_grant)
{
    struct fixture f;
    struct hr_err err;
    struct future without, with;
    fixture_init(&f, sample_init);
    fixture_model(&f);
    cr_assert_eq(
        engine_one(&f.model, 0, 5, &without, &err) + engine_one(&f.model, 1, 5, &with, &err), 0);
    for (size_t t = 0; t < SAMPLE_N_YEAR; t++) {
        const struct year *a = &without.year[t], *b = &with.year[t];
        cr_expect_arr_eq(a->setting, b->setting, 4 * sizeof *a->setting);
        cr_expect_arr_eq(a->line_gbp, b->line_gbp, 3 * sizeof *a->line_gbp);
        cr_expect_eq(with.year[t].money.grant_gbp == without.year[t].money.grant_gbp,
                     t != 1 && t != 2, "transfers in 2022/23 and 2023/24 only");
        cr_expect_eq(without.year[t].money.receipts_gbp, 0.0);
    }
    cr_expect_eq(with.year[0].money.receipts_gbp, 5017313.0 + 1217311.0);
    cr_expect_eq(with.year[0].money.deficit_closing_gbp + 6234624.0,
                 without.year[0].money.deficit_closing_gbp);
    future_release(&without);
    future_release(&with);
    fixture_release(&f);
}

Claim(replicate, a_transfer_lowers_the_deficit_by_what_high_needs_receives)
{
    struct fixture f;
    struct hr_err err;
    struct future without, with;
    fixture_init(&f, sample_init);
    f.sample.scenario[1].n_receipt = 0;
    fixture_model(&f);
    cr_assert_eq(
        engine_one(&f.model, 0, 5, &without, &err) + engine_one(&f.model, 1, 5, &with, &err), 0);
    const double half = 0.005 * 117961493.0 * 1.0217, last = SAMPLE_N_YEAR - 1;
    cr_expect_float_eq(without.year[1].money.deficit_closing_gbp -
                           with.year[1].money.deficit_closing_gbp,
                       half, 1e-6);
    cr_expect_float_eq(without.year[(size_t)last].money.deficit_closing_gbp -
                           with.year[(size_t)last].money.deficit_closing_gbp,
                       half + 213117.0, 1e-6);
    const struct ledger_row *schools = future_row(&with, 1, 3);
    cr_expect_float_eq(schools->budget_gbp, 53674311.0 * 1.0217 - half, 1e-6);
    cr_expect_eq(ledger_variance(schools), 0.0, "schools receive less and spend less");
    future_release(&without);
    future_release(&with);
    fixture_release(&f);
}

/* National draws (growth, inflation, grant) are shared by the authorities of a run; the children
 * and the transitory level are not. */
Claim(replicate, authorities_share_national_draws_and_no_local_ones)
{
    struct fixture here, there;
    struct hr_err err;
    struct future a, b;
    fixture_init(&here, sample_init);
    fixture_init(&there, sample_init);
    sample_certain(&here.sample);
    sample_certain(&there.sample);
    sample_set(&here.sample, "inflation.shock_sd", 0.0113);
    sample_set(&there.sample, "inflation.shock_sd", 0.0113);
    sample_set(&here.sample, "grant.growth.shock_sd", 0.0217);
    sample_set(&there.sample, "grant.growth.shock_sd", 0.0217);
    there.sample.in.area = "Elsewhere";
    fixture_model(&here);
    fixture_model(&there);
    cr_assert_eq(engine_one(&here.model, 0, 5, &a, &err) + engine_one(&there.model, 0, 5, &b, &err),
                 0);
    for (size_t t = 0; t < SAMPLE_N_YEAR; t++) {
        cr_expect_eq(a.year[t].money.inflation, b.year[t].money.inflation);
        cr_expect_eq(a.year[t].money.grant_gbp, b.year[t].money.grant_gbp);
        cr_expect_neq(a.year[t].setting[0].cost.place_years, b.year[t].setting[0].cost.place_years);
    }
    future_release(&a);
    future_release(&b);
    fixture_release(&here);
    fixture_release(&there);
}

Claim(replicate, another_seed_or_number_is_another_future)
{
    struct fixture plain, reseeded;
    struct hr_err err;
    struct future a, b, c;
    fixture_init(&plain, sample_init);
    fixture_init(&reseeded, sample_init);
    reseeded.sample.in.seed += 1.0;
    fixture_model(&plain);
    fixture_model(&reseeded);
    cr_assert_eq(engine_one(&plain.model, 0, 5, &a, &err) +
                     engine_one(&plain.model, 0, 6, &b, &err) +
                     engine_one(&reseeded.model, 0, 5, &c, &err),
                 0);
    cr_expect_neq(a.year[4].money.deficit_closing_gbp, b.year[4].money.deficit_closing_gbp);
    cr_expect_neq(a.year[4].money.deficit_closing_gbp, c.year[4].money.deficit_closing_gbp);
    future_release(&a);
    future_release(&b);
    future_release(&c);
    fixture_release(&plain);
    fixture_release(&reseeded);
}

/* Lengthening the horizon must not change the years that were there: addresses count years from the
 * base census. */
Claim(replicate, a_longer_horizon_has_the_same_first_years)
{
    struct fixture plain, longer;
    struct hr_err err;
    struct future a, b;
    fixture_init(&plain, sample_init);
    fixture_init(&longer, sample_init);
    longer.sample.in.horizon_years = SAMPLE_N_YEAR + 5;
    fixture_model(&plain);
    fixture_model(&longer);
    cr_assert_eq(
        engine_one(&plain.model, 1, 5, &a, &err) + engine_one(&longer.model, 1, 5, &b, &err), 0);
    cr_expect(sample_same_future(&a, &b));
    future_release(&a);
    future_release(&b);
    fixture_release(&plain);
    fixture_release(&longer);
}

Claim(replicate, the_expected_value_run_needs_no_random_numbers_and_pays_the_likelier_instalments)
{
    struct fixture plain, reseeded;
    struct hr_err err;
    struct future a, b;
    fixture_init(&plain, sample_init);
    fixture_init(&reseeded, sample_init);
    reseeded.sample.in.seed = 7.0;
    fixture_model(&plain);
    fixture_model(&reseeded);
    cr_assert_eq(engine_expected(&plain.model, 1, &a, &err) +
                     engine_expected(&reseeded.model, 1, &b, &err),
                 0);
    cr_expect(sample_same_future(&a, &b));
    cr_expect(a.year[1].money.receipts_gbp == 2113171.0 && a.year[3].money.receipts_gbp == 0.0);
    cr_expect_neq(a.year[0].people.joined, floor(a.year[0].people.joined),
                  "children are real numbers here");
    future_release(&a);
    future_release(&b);
    fixture_release(&plain);
    fixture_release(&reseeded);
}

/* One future of a sample in which a rate is what no rate can be: every level that it moves is above
 * 0 and a number. */
static void
expect_levels_above_0(const char *quantity, double rate)
{
    struct fixture f;
    struct hr_err err = { 0 };
    fixture_init(&f, sample_init);
    sample_set(&f.sample, quantity, rate);
    sample_set(&f.sample, "grant.settlement.floor", -9.0);
    sample_set(&f.sample, "grant.settlement.cash_floor", -9.0);
    fixture_model(&f);
    fixture_work(&f);
    replicate_begin(&f.model, 5, &f.work);
    cr_assert_eq(replicate_run(&f.model, 0, &f.work, &err), 0, "%s: %s", quantity, err.text);
    const struct money *money = &f.work.money;
    for (size_t s = 0; s < f.model.n_setting; s++)
        cr_expect(money->costs.index[s] > 0.0 && isfinite(money->costs.index[s]));
    for (size_t i = 0; i < f.model.n_line; i++)
        cr_expect(money->lines.amount_gbp[i] > 0.0 && isfinite(money->lines.amount_gbp[i]));
    cr_expect(money->price_level > 0.0 && isfinite(money->price_level));
    cr_expect(money->grant.amount_gbp > 0.0 && isfinite(money->grant.amount_gbp));
    cr_expect(isfinite(money->deficit_gbp));
    fixture_release(&f);
}

/* A path may fall by more than all in a year. */
Claim(replicate, rates_that_lose_more_than_all_leave_prices_lines_and_block_above_0)
{
    expect_levels_above_0("inflation.long_run", -7.0);
    expect_levels_above_0("grant.growth.long_run", -7.0);
}

Claim(replicate, rates_beyond_all_numbers_leave_money_that_can_be_counted)
{
    expect_levels_above_0("inflation.long_run", 1e200);
}
