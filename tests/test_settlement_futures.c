/* What the settlement does to futures of whole scenarios: cash cuts, and what moves together. */
#include "calibrate.h"
#include "replicate.h"
#include "scenario.h"
#include "claim.h"

#include <math.h>
#include <string.h>

enum { N_FUTURE = 2000, MOST_YEARS = 12 };

/* One number of each future and year. */
enum value { V_SPENDING, V_PLANS, V_INFLATION, V_BLOCK, V_CUT, V_FLAT, N_VALUE };

struct futures {
    const char *path, *const *set; /* of what they are; path NULL: nothing was made */
    struct scenario scenario;
    struct model model;
    struct work work;
    double at[N_VALUE][MOST_YEARS][N_FUTURE];
};

static struct futures made; /* 2 MB: too much for a stack */

/* The block before deductions and other lines, which the ledger's budget has taken off and on. */
static double
block_of(const struct model *model, const struct year *year, size_t t)
{
    return year->money.grant_gbp + year->money.deductions_gbp - model->grant.other_gbp[t];
}

static void
note_year(struct futures *self, size_t t, size_t k)
{
    const struct year *year = &self->work.future.year[t];
    self->at[V_SPENDING][t][k] = year->money.spending_gbp;
    self->at[V_PLANS][t][k] = year->people.plans_closing;
    self->at[V_INFLATION][t][k] = year->money.price_level;
    self->at[V_BLOCK][t][k] = block_of(&self->model, year, t);
    self->at[V_CUT][t][k] = year->money.block_cut;
    self->at[V_FLAT][t][k] = year->money.block_flat;
}

static void
release_futures(void)
{
    if (made.path == NULL)
        return;
    work_release(&made.work);
    model_release(&made.model);
    scenario_release(&made.scenario);
    made.path = NULL;
}

/* Several claims look at the same futures: those made last stay. */
static void
make_futures(const char *path, const char *const *set, size_t n_set)
{
    struct futures *self = &made;
    struct hr_err err = { 0 };
    if (self->path != NULL && strcmp(self->path, path) == 0 && self->set == set)
        return;
    release_futures();
    self->path = path;
    self->set = set;
    cr_assert_eq(scenario_load(path, set, n_set, &self->scenario, &err), 0, "%s", err.text);
    cr_assert_eq(model_make(&self->model, &self->scenario.inputs, &err), 0, "%s", err.text);
    cr_assert_eq(work_init(&self->work, &self->model, &err), 0, "%s", err.text);
    cr_assert_leq(self->model.n_year, MOST_YEARS);
    for (size_t k = 0; k < N_FUTURE; k++) {
        replicate_begin(&self->model, k, &self->work);
        cr_assert_eq(replicate_run(&self->model, 0, &self->work, &err), 0, "%s", err.text);
        for (size_t t = 0; t < self->model.n_year; t++)
            note_year(self, t, k);
    }
}

/* Share of futures in which the block falls in year t. */
static double
cut_in(size_t t)
{
    size_t n = 0;
    for (size_t k = 0; k < N_FUTURE; k++)
        n += made.at[V_BLOCK][t][k] < made.at[V_BLOCK][t - 1][k] - 0.5;
    return (double)n / N_FUTURE;
}

/* Of the growth since the first year, over futures. */
static double
correlation(enum value a, enum value b, size_t t)
{
    double x = 0.0, y = 0.0, xx = 0.0, yy = 0.0, xy = 0.0;
    for (size_t k = 0; k < N_FUTURE; k++) {
        const double u = log(made.at[a][t][k] / made.at[a][0][k]),
                     v = log(made.at[b][t][k] / made.at[b][0][k]);
        x += u;
        y += v;
        xx += u * u;
        yy += v * v;
        xy += u * v;
    }
    return (xy - x * y / N_FUTURE) / sqrt((xx - x * x / N_FUTURE) * (yy - y * y / N_FUTURE));
}

static void
expect_few_cuts(const char *path)
{
    make_futures(path, NULL, 0);
    for (size_t t = 1; t < made.model.n_year; t++)
        cr_expect_lt(cut_in(t), 0.02, "%s: the block is cut in year %zu in %.3f of futures", path,
                     t, cut_in(t));
}

Claim(settlement_futures, the_block_is_cut_in_cash_in_fewer_than_2_futures_of_100_in_any_year)
{
    expect_few_cuts("scenarios/kingston-2021.cfg");
    expect_few_cuts("scenarios/richmond-2017.cfg"); /* types grant.growth */
    expect_few_cuts("scenarios/starter.cfg");
}

Claim(settlement_futures, flat_cash_years_come_at_their_chance)
{
    size_t n_flat = 0, n = 0;
    make_futures("scenarios/starter.cfg", NULL, 0);
    for (size_t t = 1; t < made.model.n_year; t++)
        for (size_t k = 0; k < N_FUTURE; k++, n++)
            n_flat += fabs(made.at[V_BLOCK][t][k] - made.at[V_BLOCK][t - 1][k]) < 0.5;
    cr_expect(n_flat > n / 15 && n_flat < n / 5, "%zu of %zu", n_flat, n);
}

/* Of the starter, whose plans, inflation and settlement are England's. The block is before
 * deductions: more places in academies are more spending and less grant, which no settlement does.
 */
Claim(settlement_futures, spending_plans_inflation_and_the_block_rise_together_from_the_fifth_year)
{
    make_futures("scenarios/starter.cfg", NULL, 0);
    for (size_t t = 4; t < made.model.n_year; t++) {
        const double block = correlation(V_SPENDING, V_BLOCK, t),
                     plans = correlation(V_PLANS, V_BLOCK, t),
                     prices = correlation(V_INFLATION, V_BLOCK, t),
                     shocks = correlation(V_PLANS, V_INFLATION, t);
        cr_expect_gt(block, 0.15, "spending and block in year %zu: %.3f", t, block);
        cr_expect_gt(plans, 0.1, "plans and block in year %zu: %.3f", t, plans);
        cr_expect_gt(prices, 0.2, "inflation and block in year %zu: %.3f", t, prices);
        cr_expect_gt(shocks, 0.0, "plans and inflation in year %zu: %.3f", t, shocks);
    }
}

/* ---- England's own history */

enum { N_HISTORY = 7 };
/* Consumer prices by financial year, 2020-21 to 2026-27, England's block in cash, and its plans by
 * January from 2018. */
static const double history_inflation[N_HISTORY] = {
    0.006, 0.040, 0.100, 0.057, 0.024, 0.034, 0.025
};
static const double history_block[N_HISTORY] = { 0.125, 0.119, 0.137, 0.107, 0.075, 0.110, 0.0 };
static const double history_plans[N_HISTORY + 1] = { 319819.0, 353995.0, 390109.0, 430697.0,
                                                     473255.0, 517048.0, 576474.0, 638745.0 };

/* The block after these years over that before, if inflation and plans had been as they were. */
static double
history_redrawn(const struct settlement *settlement, struct draw *draw, const double *value)
{
    struct settlement_state state;
    double block = 1.0;
    settlement_start(&state, settlement, value);
    for (unsigned t = 0; t < N_HISTORY; t++) {
        const struct step step = { .value = value, .draw = draw, .year = t };
        const struct national_year national = { history_inflation[t], 0.0 };
        state.before = history_plans[t];
        state.plans = history_plans[t + 1];
        const double ratio = settlement_next(&state, settlement, 1.0, &national, &step);
        block *= settlement_is_flat(settlement, &step) ? 1.0 : ratio;
    }
    return block;
}

Claim(settlement_futures, englands_seven_years_to_2026_27_are_a_plausible_stretch_of_the_defaults)
{
    double history = 1.0;
    size_t n_below = 0;
    for (size_t t = 0; t < N_HISTORY; t++)
        history *= 1.0 + history_block[t];
    make_futures("scenarios/starter.cfg", NULL, 0);
    const struct settlement settlement = made.model.grant.settlement;
    for (uint32_t k = 0; k < N_FUTURE; k++) {
        replicate_begin(&made.model, k, &made.work);
        made.work.value[settlement.in->trait] = 0.0;
        made.work.value[made.scenario.inputs.grant.local_sd] = 0.0;
        n_below += history_redrawn(&settlement, &made.work.draw, made.work.value) < history;
    }
    cr_expect(n_below > N_FUTURE / 20 && n_below < N_FUTURE - N_FUTURE / 20,
              "%zu of %d are below history's %.3f", n_below, (int)N_FUTURE, history);
}

/* ---- other futures */

/* That cuts are few can fail: these are the floors that files had before. */
Claim(settlement_futures, without_floors_many_futures_have_cuts)
{
    static const char *const set[2] = { "grant.settlement.floor=-0.9",
                                        "grant.settlement.cash_floor=-0.9" };
    make_futures("scenarios/kingston-2021.cfg", set, 2);
    cr_expect_gt(cut_in(2), 0.1, "%.3f", cut_in(2));
}

/* The measures block.cut and block.flat say of every future what its block says. */
Claim(settlement_futures, cuts_and_flat_years_are_measured)
{
    static const char *const set[2] = { "grant.settlement.floor=-0.9",
                                        "grant.settlement.cash_floor=-0.9" };
    size_t n_wrong = 0, n_cut = 0;
    make_futures("scenarios/starter.cfg", set, 2);
    for (size_t t = 1; t < made.model.n_year; t++)
        for (size_t k = 0; k < N_FUTURE; k++) {
            const double more = made.at[V_BLOCK][t][k] - made.at[V_BLOCK][t - 1][k];
            n_wrong += made.at[V_CUT][t][k] != (more < -0.5 ? 1.0 : 0.0);
            n_wrong += made.at[V_FLAT][t][k] != (fabs(more) <= 0.5 ? 1.0 : 0.0);
            n_cut += more < -0.5;
        }
    cr_expect_eq(n_wrong, 0, "%zu", n_wrong);
    cr_expect_gt(n_cut, 0);
}

/* Shocks of 0.6 and 0.5 on one factor are a small part of what moves either over four years. */
Claim(settlement_futures, a_typed_growth_shares_the_factor_of_new_plans)
{
    make_futures("scenarios/richmond-2017.cfg", NULL, 0);
    cr_assert_neq(made.scenario.inputs.grant.growth.first, 0);
    const double block = correlation(V_SPENDING, V_BLOCK, made.model.n_year - 1);
    cr_expect_gt(block, 2.0 / sqrt(N_FUTURE), "%.3f", block);
}

Claim(settlement_futures, where_nothing_is_linked_spending_and_the_block_are_independent)
{
    static const char *const set[6] = {
        "joiners.growth.loading=0.0",        "inflation.loading=0.0",
        "grant.settlement.real.loading=0.0", "grant.settlement.passed_on=0.0",
        "grant.settlement.met=0.0",          "grant.settlement.pupils=0.0"
    };
    make_futures("scenarios/starter.cfg", set, 6);
    for (size_t t = 4; t < made.model.n_year; t++) {
        const double block = correlation(V_SPENDING, V_BLOCK, t);
        cr_expect(fabs(block) < 4.0 / sqrt(N_FUTURE), "year %zu: %.3f", t, block);
    }
}
