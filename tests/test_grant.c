/* The high needs block: announced, then growing; deductions; named lines. */
#include "grant.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

enum { Q_FIRST, Q_LONG_RUN, Q_PERSISTENCE, Q_SHOCK, Q_LOCAL, Q_DEDUCTIONS, N_Q, N_YEAR = 5, FIRST_FY = 2021, N = 20000 };
static const double value[N_Q] = { 0.0613, 0.0387, 0.57, 0.0217, 0.0093, 0.0271 };

static struct grant_known_in known[] = { { "test", 2022, 21317729.0, 1297311.0 },
                                         { "test", 2019, 1.0, 0.0 },
                                         { "test", 2021, 19731843.0, 1213417.0 } };
static struct grant_other_in other[] = { { "test", "standing", 371811.0, 2021, 0 },
                                         { "test", "one-off", 113177.0, 2022, 2023 },
                                         { "test", "old", 5e6, 2018, 2020 } };

static const struct grant_in in = {
    .where = "test",
    .basis = GRANT_BEFORE_DEDUCTIONS,
    .known = known,
    .n_known = 3,
    .other = other,
    .n_other = 3,
    .growth = { Q_FIRST, Q_LONG_RUN, Q_PERSISTENCE, Q_SHOCK },
    .local_sd = Q_LOCAL,
    .deductions_growth = Q_DEDUCTIONS,
};

static void
start(struct grant *grant)
{
    struct hr_err err;
    cr_assert_eq(grant_init(grant, &in, FIRST_FY, N_YEAR, &err), 0, "%s", err.text);
    grant->purpose_growth = 3;
    grant->purpose_local = 5;
    grant->item = 7;
}

static void
years(const struct grant *grant, struct draw *draw, double out[N_YEAR])
{
    struct grant_state state;
    grant_start(&state, grant, value);
    for (unsigned t = 0; t < N_YEAR; t++)
        out[t] = grant_next(&state, grant, &(struct step){ .value = value, .draw = draw, .year = t });
}

Test(grant, announced_years_then_growth_less_deductions_plus_named_lines)
{
    struct grant grant;
    struct draw draw;
    double found[N_YEAR];
    draw_init_expected(&draw);
    start(&grant);
    years(&grant, &draw, found);
    const double g[3] = { 0.0613, 0.0387 + 0.57 * 0.0226, 0.0387 + 0.57 * 0.57 * 0.0226 };
    cr_expect_float_eq(found[0], 19731843.0 - 1213417.0 + 371811.0, 1e-7);
    cr_expect_float_eq(found[1], 21317729.0 - 1297311.0 + 371811.0 + 113177.0, 1e-7);
    double amount = 21317729.0, deductions = 1297311.0;
    for (size_t t = 2; t < N_YEAR; t++) {
        amount *= 1.0 + g[t - 2];
        deductions *= 1.0271;
        cr_expect_float_eq(found[t], amount - deductions + 371811.0 + (t == 2 ? 113177.0 : 0.0), 1e-6, "year %zu", t);
    }
    grant_release(&grant);
    grant_release(&grant);
}

Test(grant, announced_years_are_not_drawn_and_later_ones_are)
{
    struct grant grant;
    struct draw draw;
    double a[N_YEAR], b[N_YEAR];
    start(&grant);
    draw_init(&draw, 20210705, 17, 1);
    years(&grant, &draw, a);
    draw_init(&draw, 20210705, 17, 2);
    years(&grant, &draw, b);
    cr_expect(a[0] == b[0] && a[1] == b[1]);
    cr_expect(a[2] != b[2] && a[3] != b[3]);
    grant_release(&grant);
}

/* Two authorities: the national part of the growth is the same, the local parts are independent. */
Test(grant, growth_has_a_national_and_a_local_part)
{
    struct grant grant;
    double squares = 0.0, difference = 0.0;
    start(&grant);
    for (uint32_t k = 0; k < N; k++) {
        double growth[2], found[N_YEAR];
        for (uint32_t area = 0; area < 2; area++) {
            struct draw draw;
            draw_init(&draw, 20210705, 17 + area, k);
            years(&grant, &draw, found);
            growth[area] = (found[2] - 371811.0 - 113177.0 + 1297311.0 * 1.0271) / 21317729.0 - 1.0613;
        }
        squares += growth[0] * growth[0];
        difference += (growth[0] - growth[1]) * (growth[0] - growth[1]);
    }
    const double all = 0.0217 * 0.0217 + 0.0093 * 0.0093, local = 2.0 * 0.0093 * 0.0093, tolerance = 4.0 * sqrt(2.0 / N);
    cr_expect_lt(fabs(squares / N / all - 1.0), tolerance, "variance %g, want %g", squares / N, all);
    cr_expect_lt(fabs(difference / N / local - 1.0), tolerance, "variance of the difference %g, want %g", difference / N, local);
    grant_release(&grant);
}

Test(grant, the_first_forecast_year_must_be_announced)
{
    struct grant grant;
    struct hr_err err;
    cr_expect_eq(grant_init(&grant, &in, 2020, N_YEAR, &err), HR_ESCENARIO);
    cr_expect_not_null(strstr(err.text, "first forecast year"));
    grant_release(&grant);
}
