/* levers.h: what options change, neutral until one writes it. */
#include "levers.h"
#include "claim.h"

#include <stdio.h>

enum { YEARS = 3, NEEDS = 2, SETTINGS = 4, LINES = 5, OPTIONS = 6 };

static struct levers
neutral(void)
{
    struct hr_err err = { 0 };
    struct levers levers = { .n_year = YEARS,
                             .n_need = NEEDS,
                             .n_setting = SETTINGS,
                             .n_line = LINES,
                             .n_option = OPTIONS };
    cr_assert_eq(levers_init(&levers, &err), 0, "%s", err.text);
    return levers;
}

struct lever {
    const char *name;
    double *value;
    size_t n;
    double neutral;
};
enum { MOST_LEVERS = 18 };

static void
all_levers(const struct levers *l, struct lever out[MOST_LEVERS])
{
    const struct lever all[MOST_LEVERS] = {
        { "joining", l->joining, YEARS * N_NCY * NEEDS, 1.0 },
        { "price_factor", l->price_factor, YEARS * SETTINGS, 1.0 },
        { "price_rise", l->price_rise, YEARS * SETTINGS, 1.0 },
        { "refusing", l->refusing, YEARS, 0.0 },
        { "assessing", l->assessing, YEARS, 0.0 },
        { "price_gbp", l->price_gbp, YEARS * SETTINGS, 0.0 },
        { "price_growth", l->price_growth, YEARS * SETTINGS, 0.0 },
        { "joint_share", l->joint_share, YEARS * SETTINGS, 0.0 },
        { "commissioned", l->commissioned, YEARS * SETTINGS, 0.0 },
        { "line_gbp", l->line_gbp, YEARS * LINES, 0.0 },
        { "cost_gbp", l->cost_gbp, YEARS * N_ACCOUNT, 0.0 },
        { "capital_gbp", l->capital_gbp, YEARS, 0.0 },
        { "deductions_gbp", l->deductions_gbp, YEARS, 0.0 },
        { "transfer_share", l->transfer_share, YEARS, 0.0 },
        { "rise_gbp", l->rise_gbp, YEARS * OPTIONS, 0.0 },
        { "raised_gbp", l->raised_gbp, YEARS * SETTINGS, 0.0 },
        { "shift", l->shift, YEARS * OPTIONS, 0.0 },
        { "per_child_gbp", l->per_child_gbp, YEARS * OPTIONS, 0.0 },
    };
    for (size_t i = 0; i < MOST_LEVERS; i++)
        out[i] = all[i];
}

static void
expect_neutral(const struct levers *levers)
{
    struct lever lever[MOST_LEVERS];
    all_levers(levers, lever);
    for (size_t i = 0; i < MOST_LEVERS; i++)
        for (size_t j = 0; j < lever[i].n; j++)
            cr_expect_eq(lever[i].value[j], lever[i].neutral, "%s[%zu] = %g", lever[i].name, j,
                         lever[i].value[j]);
    cr_expect(!levers->joining_on && !levers->shift_on && !levers->rise_on);
}

Claim(levers, without_options_factors_are_1_and_amounts_0)
{
    struct levers levers = neutral();
    expect_neutral(&levers);
    levers_release(&levers);
}

/* Each cell is written with a number of its own; one that shared memory with another would lose it.
 */
Claim(levers, no_two_levers_share_a_cell)
{
    struct levers levers = neutral();
    struct lever lever[MOST_LEVERS];
    all_levers(&levers, lever);
    double next = 2.0;
    for (size_t i = 0; i < MOST_LEVERS; i++)
        for (size_t j = 0; j < lever[i].n; j++)
            lever[i].value[j] = next++;
    next = 2.0;
    for (size_t i = 0; i < MOST_LEVERS; i++)
        for (size_t j = 0; j < lever[i].n; j++, next++)
            cr_expect_eq(lever[i].value[j], next, "%s[%zu]", lever[i].name, j);
    levers_release(&levers);
}

Claim(levers, a_reset_takes_every_lever_back)
{
    struct levers levers = neutral();
    struct lever lever[MOST_LEVERS];
    all_levers(&levers, lever);
    for (size_t i = 0; i < MOST_LEVERS; i++)
        for (size_t j = 0; j < lever[i].n; j++)
            lever[i].value[j] = 0.2385;
    levers.joining_on = levers.shift_on = levers.rise_on = true;
    levers_reset(&levers);
    expect_neutral(&levers);
    levers_release(&levers);
}

Claim(levers, joining_is_by_year_then_age_then_need)
{
    struct levers levers = neutral();
    for (size_t t = 0; t < YEARS; t++)
        for (size_t a = 0; a < N_NCY; a++)
            for (size_t need = 0; need < NEEDS; need++)
                cr_expect_eq(lever_joining(&levers, t, a, need) - levers.joining,
                             (ptrdiff_t)((t * N_NCY + a) * NEEDS + need));
    levers_release(&levers);
}

/* Services are uprated to the year's prices; place funding is cash, but for the part that rises. */
Claim(levers, costs_in_cash_uprate_services_and_the_places_that_rise)
{
    struct levers levers = neutral();
    const size_t year = 2;
    double *cost = levers.cost_gbp + year * N_ACCOUNT;
    cost[ACCOUNT_DSG] = 100.0;
    cost[ACCOUNT_GENERAL_FUND] = 7000.0;
    cost[ACCOUNT_DSG_PLACES] = 20.0;
    cost[ACCOUNT_DSG_PLACES_UPRATED] = 3.0;
    cr_expect_eq(lever_cost(&levers, year, ACCOUNT_GENERAL_FUND), 7000.0);
    cr_expect_float_eq(lever_places_cost(&levers, year, 1.5), 20.0 + 3.0 * 1.5, 1e-12);
    cr_expect_float_eq(lever_dsg_cost(&levers, year, 1.5), 150.0 + 20.0 + 4.5, 1e-12);
    cr_expect_eq(lever_dsg_cost(&levers, year - 1, 1.5), 0.0);
    levers_release(&levers);
}
