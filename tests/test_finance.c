/* Annuities, MRP schedules, discounting: against formulas written another way, and schedules worked
 * by hand. */
#include "finance.h"
#include "claim.h"

#include <math.h>

/* £10,000 over 4 years at 5%: 10,000 x 0.05 / (1 - 1.05^-4) = 10,000 / 3.5459505 = £2,820.12 a
 * year.
 *   year | owed before | interest | repaid   | owed after
 *      1 | 10,000.00   | 500.00   | 2,320.12 | 7,679.88
 *      2 |  7,679.88   | 383.99   | 2,436.12 | 5,243.76
 *      3 |  5,243.76   | 262.19   | 2,557.93 | 2,685.83
 *      4 |  2,685.83   | 134.29   | 2,685.83 |     0.00  */
Claim(finance, an_annuity_follows_a_schedule_worked_by_hand)
{
    static const double repaid[4] = { 2320.12, 2436.12, 2557.93, 2685.83 };
    cr_expect_float_eq(annuity_payment(10000.0, 0.05, 4), 2820.12, 0.005);
    for (int k = 1; k <= 4; k++)
        cr_expect_float_eq(annuity_repayment(10000.0, 0.05, 4, k), repaid[k - 1], 0.0051, "year %d",
                           k);
}

/* The debt walked year by year: interest on what is owed, the rest of the level payment repays. */
Claim(finance, an_annuity_repays_its_principal_with_interest_whatever_rate_and_life)
{
    static const double rate[] = { 0.0, 1e-9, 0.0237, 0.0613, 0.1931 };
    static const int life[] = { 1, 2, 7, 40, 50 };
    const double principal = 4117313.77;
    for (size_t i = 0; i < sizeof rate / sizeof rate[0]; i++)
        for (size_t j = 0; j < sizeof life / sizeof life[0]; j++) {
            const double payment = annuity_payment(principal, rate[i], life[j]);
            double owed = principal;
            for (int k = 1; k <= life[j]; k++) {
                const double repayment = annuity_repayment(principal, rate[i], life[j], k);
                cr_expect_float_eq(owed * rate[i] + repayment, payment, 1e-7,
                                   "rate %g, life %d, year %d", rate[i], life[j], k);
                owed -= repayment;
            }
            cr_expect_float_eq(owed, 0.0, 1e-6, "rate %g, life %d leaves %g", rate[i], life[j],
                               owed);
        }
}

Claim(finance, nothing_is_due_before_the_first_year_or_after_the_last)
{
    for (int k = -1; k <= 5; k += k == 0 ? 5 : 1) {
        cr_expect_eq(annuity_repayment(10000.0, 0.05, 4, k), 0.0, "year %d", k);
        cr_expect_eq(mrp_charge(MRP_ANNUITY, 10000.0, 0.05, 4, k), 0.0, "year %d", k);
        cr_expect_eq(mrp_charge(MRP_EQUAL_INSTALMENTS, 10000.0, 0.05, 4, k), 0.0, "year %d", k);
    }
    cr_expect_eq(mrp_charge(MRP_EQUAL_INSTALMENTS, 10000.0, 0.05, 4, 4), 2500.0);
}

Claim(finance, payments_of_an_annuity_are_worth_its_principal)
{
    const double payment = annuity_payment(1613113.0, 0.0517, 37);
    double worth = 0.0;
    for (int k = 1; k <= 37; k++)
        worth += payment * pow(1.0517, -k);
    cr_expect_float_eq(worth, 1613113.0, 1e-6);
}

/* £1,200 over 3 years at 10%: 1,200 / 3 = £400 a year, or 362.54, 398.79, 438.67 (payment 482.54).
 * */
Claim(finance, mrp_of_both_methods_is_as_worked_by_hand_and_adds_up_to_the_principal)
{
    static const double annuity[3] = { 362.54, 398.79, 438.67 };
    for (int k = 1; k <= 3; k++) {
        cr_expect_float_eq(mrp_charge(MRP_EQUAL_INSTALMENTS, 1200.0, 0.1, 3, k), 400.0, 1e-12);
        cr_expect_float_eq(mrp_charge(MRP_ANNUITY, 1200.0, 0.1, 3, k), annuity[k - 1], 0.0051);
    }
    for (int method = MRP_ANNUITY; method <= MRP_EQUAL_INSTALMENTS; method++) {
        double sum = 0.0;
        for (int k = -2; k <= 60; k++)
            sum += mrp_charge((enum mrp_method)method, 4117313.0, 0.0431, 37, k);
        cr_expect_float_eq(sum, 4117313.0, 1e-6, "method %d", method);
        cr_expect_eq(mrp_charge((enum mrp_method)method, 4117313.0, 0.0431, 37, 0), 0.0,
                     "the year it comes into use");
        cr_expect_eq(mrp_charge((enum mrp_method)method, 4117313.0, 0.0431, 37, 38), 0.0,
                     "after its life");
    }
}
