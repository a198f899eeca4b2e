/* Scores of past forecasts, read from what a backtest writes. */
#include "past.h"

#include "claim.h"

#include <math.h>
#include <string.h>

#define HEAD                                                \
    "origin,horizon,target,method,n,mape,bias,coverage_50," \
    "coverage_80,coverage_90,coverage_95,crps\n"

Claim(past, a_row_of_ours_is_read_with_the_best_rule_beside_it)
{
    static const char text[] = HEAD "all,2,plans,headroom,445,0.0617,0,0.5,0.8,0.914,0.95,0.04\n"
                                    "all,2,plans,pooled,445,0.0653,0,,,,,0.05\n"
                                    "all,2,plans,nothing,445,0.0911,0,,,,,0.05\n"
                                    "all,1,plans,naive,534,0.0404,0,,,,,0.05\n"
                                    "all,1,plans,headroom,534,0.0389,0,0.5,0.8,0.918,0.95,0.02\n"
                                    "all,3,plans,pooled,356,0.0884,0,,,,,0.05\n"
                                    "all,1,outturn,headroom,99,0.5,0,0.5,0.8,0.9,0.95,0.02\n"
                                    "2019,1,plans,headroom,89,0.5,0,0.5,0.8,0.9,0.95,0.02\n"
                                    "2022,1,plans,headroom,89,0.5,0,0.5,0.8,0.9,0.95,0.02\n"
                                    "2016,1,plans,pooled,89,0.5,0,0.5,0.8,0.9,0.95,0.02\n";
    struct past past[N_PAST_TARGET];
    struct hr_err err;
    cr_assert_eq(past_read(past, "scores.csv", text, &err), 0);
    cr_assert_eq(past[PAST_PLANS].n, 2, "three years ahead only a rule was scored");
    cr_expect_eq(past[PAST_PLANS].first_origin, 2019);
    cr_expect_eq(past[PAST_PLANS].last_origin, 2022);
    cr_expect_eq(past[PAST_PLANS].year[0].ahead, 1);
    cr_expect_eq(past[PAST_PLANS].year[0].n, 534.0);
    cr_expect_eq(past[PAST_PLANS].year[0].error, 0.0389);
    cr_expect_eq(past[PAST_PLANS].year[0].rule, 0.0404);
    cr_expect_eq(past[PAST_PLANS].year[1].ahead, 2);
    cr_expect_eq(past[PAST_PLANS].year[1].rule, 0.0653);
    cr_expect_eq(past[PAST_PLANS].year[1].held, 0.914);
    cr_assert_eq(past[PAST_OUTTURN].n, 1);
    cr_expect_eq(past[PAST_OUTTURN].year[0].n, 99.0);
}

Claim(past, years_that_cannot_be_are_passed_over)
{
    static const char text[] = HEAD "all,1e99,plans,headroom,445,0.5,0,0.5,0.8,0.9,0.95,0.04\n"
                                    "all,-3,plans,headroom,445,0.5,0,0.5,0.8,0.9,0.95,0.04\n"
                                    "all,x,plans,headroom,445,0.5,0,0.5,0.8,0.9,0.95,0.04\n"
                                    "1e99,1,plans,headroom,445,0.5,0,0.5,0.8,0.9,0.95,0.04\n"
                                    "2021,1,plans,headroom,89,0.5,0,0.5,0.8,0.9,0.95,0.02\n"
                                    "all,2,plans,headroom,445,0.25,0,0.5,0.8,0.9,0.95,0.04\n";
    struct past past[N_PAST_TARGET];
    struct hr_err err;
    cr_assert_eq(past_read(past, "scores.csv", text, &err), 0);
    cr_assert_eq(past[PAST_PLANS].n, 1);
    cr_expect_eq(past[PAST_PLANS].year[0].ahead, 2);
    cr_expect_eq(past[PAST_PLANS].first_origin, 2021);
    cr_expect_eq(past[PAST_PLANS].last_origin, 2021);
}

Claim(past, a_table_of_something_else_is_refused)
{
    struct past past[N_PAST_TARGET];
    struct hr_err err;
    cr_expect_eq(past_read(past, "x.csv", "a,b\n1,2\n", &err), HR_ESCENARIO);
    cr_expect_not_null(strstr(err.text, "there is no column 'origin'"), "%s", err.text);
}

/* The figures are the backtest's; what must hold of any is that errors grow with the years and
 * ranges hold about as often as they say. */
Claim(past, the_programs_own_scores_are_there_and_make_sense)
{
    struct past past[N_PAST_TARGET];
    struct hr_err err;
    cr_assert_eq(past_of(past, NULL, &err), 0);
    cr_assert_eq(past[PAST_PLANS].n, 5);
    for (size_t i = 0; i < past[PAST_PLANS].n; i++) {
        const struct past_year *year = &past[PAST_PLANS].year[i];
        cr_expect_eq(year->ahead, (int)i + 1);
        cr_expect_geq(year->n, 100.0);
        cr_expect(year->error > 0.01 && year->error < 0.3);
        cr_expect(i == 0 || year->error > past[PAST_PLANS].year[i - 1].error);
        cr_expect(year->held > 0.8 && year->held <= 1.0);
        cr_expect_not(isnan(year->rule));
    }
    cr_expect_lt(past[PAST_PLANS].first_origin, past[PAST_PLANS].last_origin);
}
