/* What is told of an area and of a sum of areas. */
#include "areas.h"

#include <math.h>
#include <string.h>

static const double PER_1000 = 1000.0;

#define KEPT_AS_IT_IS(name, which)                   \
    static double name(const double k[N_AREAS_KEPT]) \
    {                                                \
        return k[which];                             \
    }
KEPT_AS_IT_IS(plans, KEPT_PLANS)
KEPT_AS_IT_IS(joined, KEPT_JOINED)
KEPT_AS_IT_IS(special, KEPT_SPECIAL)
KEPT_AS_IT_IS(independent, KEPT_INDEPENDENT)
KEPT_AS_IT_IS(population, KEPT_POPULATION)
KEPT_AS_IT_IS(spending, KEPT_SPENDING)
KEPT_AS_IT_IS(grant, KEPT_GRANT)
KEPT_AS_IT_IS(in_year, KEPT_IN_YEAR)
KEPT_AS_IT_IS(receipts, KEPT_RECEIPTS)
KEPT_AS_IT_IS(deficit, KEPT_DEFICIT)
KEPT_AS_IT_IS(reserves, KEPT_RESERVES)

static double
gap(const double k[N_AREAS_KEPT])
{
    return k[KEPT_SPENDING] - k[KEPT_GRANT];
}

static double
a_head(const double k[N_AREAS_KEPT], double gbp_m)
{
    return GBP_PER_GBP_M * gbp_m / k[KEPT_POPULATION];
}

static double
plans_a_head(const double k[N_AREAS_KEPT])
{
    return PER_1000 * k[KEPT_PLANS] / k[KEPT_POPULATION];
}

static double
spending_a_head(const double k[N_AREAS_KEPT])
{
    return a_head(k, k[KEPT_SPENDING]);
}

static double
grant_a_head(const double k[N_AREAS_KEPT])
{
    return a_head(k, k[KEPT_GRANT]);
}

static double
gap_a_head(const double k[N_AREAS_KEPT])
{
    return a_head(k, gap(k));
}

static double
deficit_a_head(const double k[N_AREAS_KEPT])
{
    return a_head(k, k[KEPT_DEFICIT]);
}

#define CENSUS "January census"
#define CALENDAR_YEAR "calendar year"
#define MID_YEAR "mid-year"
#define FY "financial year"
#define YEAR_END "at 31 March"

const struct areas_told areas_told[] = {
    { "plans", "children", CENSUS,
      "Children and young people with a plan at the January census that falls in the financial "
      "year",
      true, true, plans },
    { "plans_per_1000", "per 1,000", CENSUS, "Plans for each 1,000 people aged 0 to 25", true,
      false, plans_a_head },
    { "joined", "children", CALENDAR_YEAR, "New plans between two January censuses", true, true,
      joined },
    { "plans.state_special", "children", CENSUS, "Plans in state special schools", true, true,
      special },
    { "plans.independent_and_post16", "children", CENSUS,
      "Plans in independent schools and specialist post-16 institutions", true, true, independent },
    { "population", "children", MID_YEAR, "People aged 0 to 25 who live there", true, true,
      population },
    { "high_needs_spending", "gbp_m", FY, "Spending on the high needs block", false, true,
      spending },
    { "spending_per_person", "gbp", FY, "Spending by people aged 0 to 25", false, false,
      spending_a_head },
    { "high_needs_grant", "gbp_m", FY, "High needs budget, after deductions and transfers", false,
      true, grant },
    { "grant_per_person", "gbp", FY, "High needs budget by people aged 0 to 25", false, false,
      grant_a_head },
    { "unfunded_gap", "gbp_m", FY,
      "High needs spending of the year less high needs budget of the year, before receipts", false,
      true, gap },
    { "unfunded_gap_per_person", "gbp", FY, "Unfunded gap by people aged 0 to 25", false, false,
      gap_a_head },
    { "in_year_deficit", "gbp_m", FY,
      "Spending less budget of all DSG blocks in the year, before receipts", false, true, in_year },
    { "receipts", "gbp_m", FY, "Instalments of agreements and council contributions received",
      false, true, receipts },
    { "deficit", "gbp_m", YEAR_END,
      "Cumulative Dedicated Schools Grant deficit; where the mark names the balance, receipts of "
      "agreements since the last published one are not in it",
      false, true, deficit },
    { "deficit_per_person", "gbp", YEAR_END, "Cumulative deficit by people aged 0 to 25", false,
      false, deficit_a_head },
    { "reserves", "gbp_m", YEAR_END, "The council's usable reserves, where its scenario gives them",
      false, false, reserves },
};
const size_t n_areas_told = sizeof areas_told / sizeof areas_told[0];

size_t
areas_told_named(const char *id)
{
    for (size_t i = 0; i < n_areas_told; i++)
        if (strcmp(areas_told[i].id, id) == 0)
            return i;
    hr_bug("nothing is told as '%s'", id);
}

static bool
in_deficit(const double k[N_AREAS_KEPT])
{
    return k[KEPT_DEFICIT] > 0.0;
}

static bool
above_reserves(const double k[N_AREAS_KEPT])
{
    return k[KEPT_DEFICIT] > k[KEPT_RESERVES];
}

static bool
above_grant(const double k[N_AREAS_KEPT])
{
    return k[KEPT_DEFICIT] > k[KEPT_GRANT];
}

const struct areas_test_about areas_tests[N_AREAS_TEST] = {
    [TEST_IN_DEFICIT] = { "in_deficit", "%s in cumulative deficit", in_deficit },
    [TEST_ABOVE_RESERVES] = { "above_reserves",
                              "%s with a cumulative deficit above the council's usable reserves",
                              above_reserves },
    [TEST_ABOVE_GRANT] = { "above_grant",
                           "%s with a cumulative deficit above the high needs budget of the year",
                           above_grant },
};
