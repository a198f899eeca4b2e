/* The High Needs Stability Grant: the eligible part, approval, and never below nought. */
#include "agreements.h"
#include "claim.h"

#include <math.h>

static const struct receipt_address at = { 0x5ca1ab1e, 0xf005ba11, 0x0ddba11 };

static struct receipt_in
grant(enum approval state, double chance)
{
    return (struct receipt_in){ .where = "test",
                                .id = "hnsg",
                                .type = RECEIPT_STABILITY_GRANT,
                                .share = 0.9,
                                .chance = chance,
                                .deficit_at = 2025,
                                .paid = 2026,
                                .state = state };
}

static double
paid(const struct receipt_in *in, int fy, double eligible, double left, uint32_t replicate)
{
    struct draw draw;
    draw_init(&draw, 20260331, 17, replicate);
    const struct step step = { .draw = &draw, .year = (unsigned)(fy - 2024) };
    return stability_grant_is_paid(in, fy, &at, &step) ? stability_grant_paid(in, eligible, left)
                                                       : 0.0;
}

Claim(stability_grant, the_high_needs_part_is_eligible_and_the_lowest_figure_counts)
{
    struct reconciled_in figure[] = { { "test", "outturn", 11.731e6 },
                                      { "test", "accounts", 11.417e6 } };
    struct receipt_in in = grant(APPROVAL_PAID, (double)NAN);
    cr_expect_eq(stability_grant_eligible(&in, 12.113e6, 12.401e6), 12.113e6);
    in.reconciled = figure;
    in.n_reconciled = 1;
    cr_expect_eq(stability_grant_eligible(&in, 12.113e6, 12.401e6), 11.731e6);
    in.n_reconciled = 2;
    cr_expect_eq(stability_grant_eligible(&in, 12.113e6, 12.401e6), 11.417e6);
    cr_expect_eq(stability_grant_eligible(&in, 9.017e6, 12.401e6), 9.017e6,
                 "the simulated one, when it is lowest");
    cr_expect_eq(stability_grant_eligible(&in, (double)NAN, (double)NAN), 11.417e6,
                 "nothing simulated");
}

Claim(stability_grant, nothing_is_eligible_without_a_deficit)
{
    const struct receipt_in in = grant(APPROVAL_PAID, (double)NAN);
    cr_expect_eq(stability_grant_eligible(&in, -1.3e6, 2.7e6), 0.0, "the deficit is other blocks'");
    cr_expect_eq(stability_grant_eligible(&in, 1.3e6, -2.7e6), 0.0, "the account has a surplus");
    cr_expect_eq(stability_grant_eligible(&in, 1.3e6, 0.0), 0.0);
}

Claim(stability_grant, it_pays_its_share_once_in_its_year)
{
    const struct receipt_in in = grant(APPROVAL_PAID, (double)NAN);
    for (int fy = 2024; fy < 2030; fy++)
        cr_expect_float_eq(paid(&in, fy, 12.113e6, 14.7e6, 5), fy == 2026 ? 10.9017e6 : 0.0, 1e-6,
                           "%d", fy);
}

Claim(stability_grant, it_only_reduces_the_deficit)
{
    const struct receipt_in in = grant(APPROVAL_PAID, (double)NAN);
    cr_expect_eq(paid(&in, 2026, 12.113e6, 7.31e6, 5), 7.31e6);
    cr_expect_eq(paid(&in, 2026, 12.113e6, -0.4e6, 5), 0.0);
}

Claim(stability_grant, a_refused_plan_is_not_paid_for)
{
    const struct receipt_in in = grant(APPROVAL_REFUSED, (double)NAN);
    for (uint32_t k = 0; k < 100; k++)
        cr_expect_eq(paid(&in, 2026, 12.113e6, 14.7e6, k), 0.0);
}

Claim(stability_grant, an_awaited_one_is_paid_as_often_as_its_chance_says)
{
    enum { N = 20000 };
    const struct receipt_in in = grant(APPROVAL_AWAITED, 0.731);
    double n_paid = 0.0;
    for (uint32_t k = 0; k < N; k++) {
        const double gbp = paid(&in, 2026, 12.113e6, 14.7e6, k);
        cr_assert(gbp == 0.0 || fabs(gbp - 10.9017e6) < 1e-6);
        n_paid += gbp > 0.0;
    }
    const double z = (n_paid - 0.731 * N) / sqrt(0.731 * 0.269 * N);
    cr_expect_lt(fabs(z), 4.0, "z %.2f", z);
}

Claim(stability_grant, the_expected_value_run_takes_the_likelier_answer)
{
    struct draw draw;
    draw_init_expected(&draw);
    const struct step step = { .draw = &draw };
    const struct receipt_in likely = grant(APPROVAL_AWAITED, 0.5),
                            unlikely = grant(APPROVAL_AWAITED, 0.49);
    cr_expect(stability_grant_is_paid(&likely, 2026, &at, &step));
    cr_expect_not(stability_grant_is_paid(&unlikely, 2026, &at, &step));
    cr_expect_float_eq(stability_grant_paid(&likely, 10.0, 100.0), 9.0, 1e-12);
}
