/* Instalments that are held back: conditions in their years, money released, lost, or too late. */
#include "agreements.h"
#include "claim.h"

#include <math.h>

static struct receipt_in
valve(enum if_met_later if_met_later, int release_until)
{
    return (struct receipt_in){ .where = "test",
                                .id = "valve",
                                .type = RECEIPT_SAFETY_VALVE,
                                .if_met_later = if_met_later,
                                .release_until = release_until };
}

Claim(safety_valve, a_condition_binds_in_its_years_only)
{
    const struct condition_in always = { .id = "a" }, from = { .id = "b", .from_fy = 2023 },
                              window = { .id = "c", .from_fy = 2023, .last_fy = 2024 };
    for (int fy = 2020; fy < 2028; fy++) {
        cr_expect(condition_binds(&always, fy));
        cr_expect_eq(condition_binds(&from, fy), fy >= 2023, "%d", fy);
        cr_expect_eq(condition_binds(&window, fy), fy == 2023 || fy == 2024, "%d", fy);
    }
}

Claim(safety_valve, a_condition_is_met_at_its_bound_and_below)
{
    const struct condition_in balance = { .measure = CONDITION_IN_YEAR_DEFICIT,
                                          .at_most_gbp = 501317.0,
                                          .at_most = (double)NAN };
    const struct condition_in surplus = { .measure = CONDITION_DEFICIT,
                                          .at_most_gbp = -1013.0,
                                          .at_most = (double)NAN };
    const struct condition_in plans = { .measure = CONDITION_PLANS,
                                        .at_most_gbp = (double)NAN,
                                        .at_most = 137.0 };
    cr_expect(condition_met(&balance, 501317.0) && condition_met(&balance, -3e6) &&
              !condition_met(&balance, 501317.01));
    cr_expect(condition_met(&surplus, -1013.0) && !condition_met(&surplus, 0.0));
    cr_expect(condition_met(&plans, 137.0) && !condition_met(&plans, 138.0));
}

/* 5.1 on track; 2.3 and 1.7 off track; 0.9 on track again; nothing due after. */
static void
run(const struct receipt_in *in, double paid[5], double withheld[5])
{
    static const double due[5] = { 5.1, 2.3, 1.7, 0.9, 0.0 };
    static const bool on_track[5] = { true, false, false, true, true };
    double held = 0.0;
    for (int t = 0; t < 5; t++) {
        paid[t] = safety_valve_paid(in, 2021 + t, due[t], on_track[t], &held);
        withheld[t] = held;
    }
}

static void
expect_run(const struct receipt_in *in, const double paid[5], const double withheld[5])
{
    double p[5], w[5];
    run(in, p, w);
    for (int t = 0; t < 5; t++) {
        cr_expect_float_eq(p[t], paid[t], 1e-12, "paid in year %d: %g, want %g", t, p[t], paid[t]);
        cr_expect_float_eq(w[t], withheld[t], 1e-12, "withheld in year %d: %g, want %g", t, w[t],
                           withheld[t]);
    }
}

Claim(safety_valve, what_is_withheld_is_released_in_the_first_year_back_on_track)
{
    const struct receipt_in in = valve(MET_LATER_RELEASED, 0);
    expect_run(&in, (double[]){ 5.1, 0.0, 0.0, 4.9, 0.0 }, (double[]){ 0.0, 2.3, 4.0, 0.0, 0.0 });
}

Claim(safety_valve, or_is_lost)
{
    const struct receipt_in in = valve(MET_LATER_LOST, 0);
    expect_run(&in, (double[]){ 5.1, 0.0, 0.0, 0.9, 0.0 }, (double[]){ 0.0, 2.3, 4.0, 4.0, 4.0 });
}

Claim(safety_valve, or_comes_back_on_track_too_late_to_be_released)
{
    const struct receipt_in just = valve(MET_LATER_RELEASED, 2024),
                            late = valve(MET_LATER_RELEASED, 2023);
    expect_run(&just, (double[]){ 5.1, 0.0, 0.0, 4.9, 0.0 }, (double[]){ 0.0, 2.3, 4.0, 0.0, 0.0 });
    expect_run(&late, (double[]){ 5.1, 0.0, 0.0, 0.9, 0.0 }, (double[]){ 0.0, 2.3, 4.0, 4.0, 4.0 });
}
