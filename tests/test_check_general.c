/* check_general.c: what is refused is in tests/bad; here, what is accepted with a note, and what a
 * file without the group is. */
#include "scenario_sample.h"
#include "claim.h"

#include <stdio.h>
#include <string.h>

static bool
has_note(const struct scenario *s, const char *text)
{
    for (size_t i = 0; i < s->notes.n; i++)
        if (strstr(s->notes.item[i].text, text) != NULL)
            return true;
    return false;
}

static void
expect_note(const char *set, const char *note)
{
    struct scenario s;
    cr_expect_eq(scenario_sample_load(&s, set, NULL), 0, "%s is refused: %s", set,
                 s.faults.n > 0 ? s.faults.item[0].text : "");
    cr_expect(has_note(&s, note), "%s: %s", set,
              s.notes.n > 0 ? s.notes.item[s.notes.n - 1].text : "no note");
    scenario_release(&s);
}

Claim(check_general, what_comes_after_the_last_forecast_year_is_noted_and_not_refused)
{
    expect_note("general_fund.capital=( { id = \"annex\"; fy = \"2031/32\"; amount_gbp_m = 1.6; "
                "life_years = 40; method = \"annuity\"; "
                "rate = 0.055; } )",
                "'general_fund.capital.annex' is spent in 2031/32, after the last forecast year "
                "2030/31: not reached");
    expect_note("general_fund.reserves.test_dates.2028-03-31.date=\"2032-03-31\"",
                "'general_fund.reserves.test_dates' has 2032-03-31, after the end of the last "
                "forecast year 2030/31: not reached");
    expect_note("deflator=( { fy = \"2031/32\"; growth = 0.02; } )",
                "'deflator' has 2031/32, after the last forecast year 2030/31");
}

/* A misspelt factor was accepted without a word. */
Claim(check_general, a_factor_that_no_other_rate_names_is_noted)
{
    struct scenario s;
    expect_note("price_pressure={ first = 0.0; long_run = 0.0; persistence = 0.6; shock_sd = 0.01; "
                "factor = \"demnad\"; loading = 0.5; }",
                "'price_pressure' names the factor 'demnad', which no other yearly rate names");
    cr_assert_eq(scenario_sample_load(&s,
                                      "price_pressure={ first = 0.0; long_run = 0.0; "
                                      "persistence = 0.6; shock_sd = 0.01; factor = \"demand\"; "
                                      "loading = 0.5; }",
                                      NULL),
                 0);
    cr_expect_not(has_note(&s, "names the factor"));
    scenario_release(&s);
}

Claim(check_general, a_life_beyond_what_the_guidance_allows_is_noted)
{
    expect_note("general_fund.capital.annex.life_years=51",
                "allows more than 50 years only on advice about the asset");
    expect_note("general_fund.capital_defaults.life_years=60",
                "'general_fund.capital_defaults.life_years' is 60");
}

Claim(check_general, numbers_of_the_group_are_read_as_they_are_written)
{
    struct scenario s;
    cr_assert_eq(scenario_sample_load(&s, NULL), 0, "%s",
                 s.faults.n > 0 ? s.faults.item[0].text : "");
    const struct general_fund_in *in = &s.inputs.general_fund;
    cr_assert_not_null(in->where);
    cr_expect_eq(in->interest.on, INTEREST_ON_OPENING);
    cr_expect_eq(in->capital[0].terms.method, MRP_ANNUITY);
    cr_expect_eq(in->capital[0].in_use_fy, 2027);
    cr_expect_eq(in->capital_defaults.terms.method, MRP_EQUAL_INSTALMENTS);
    cr_expect_float_eq(
        scenario_sample_quantity(&s, "general_fund.capital.annex.amount_gbp_m")->p[0], 1.6e6, 1e-6);
    cr_expect_not_null(
        scenario_sample_quantity(&s, "general_fund.reserves.by_year.2028-03-31.amount_gbp_m"));
    cr_expect(scenario_sample_quantity(&s, "general_fund.interest.rate.first")->national);
    cr_expect_not(
        scenario_sample_quantity(&s, "general_fund.transport.special.gbp_per_pupil")->national);
    scenario_release(&s);
}

Claim(check_general, a_file_without_the_group_has_none_of_it)
{
    struct scenario s;
    struct hr_err err = { .code = HR_OK };
    cr_assert_eq(scenario_load("tests/bad/parts/no-pipeline.cfg", NULL, 0, &s, &err), 0, "%s",
                 err.text);
    cr_expect_null(s.inputs.general_fund.where);
    cr_expect_eq(s.inputs.n_deflator, 0);
    scenario_release(&s);
}
