/* Equations, symbols and sources: finance.h. Small rates: 1 - (1+r)^-n is taken as -expm1(-n
 * log1p(r)), which keeps its digits where (1+r)^-n is nearly 1. */
#include "finance.h"

#include "err.h"

#include <math.h>

static void
check_terms(double rate, int n_year)
{
    if (n_year < 1 || !(rate > -1.0))
        hr_bug("annuity of %d years at rate %g", n_year, rate);
}

double
annuity_payment(double principal_gbp, double rate, int n_year)
{
    check_terms(rate, n_year);
    if (rate == 0.0)
        return principal_gbp / n_year;
    return principal_gbp * rate / -expm1(-n_year * log1p(rate));
}

static double
discount_factor(double rate, int year)
{
    return pow(1.0 + rate, -year);
}

double
annuity_repayment(double principal_gbp, double rate, int n_year, int k)
{
    if (k < 1 || k > n_year)
        return 0.0;
    return annuity_payment(principal_gbp, rate, n_year) * discount_factor(rate, n_year - k + 1);
}

double
mrp_charge(enum mrp_method method, double principal_gbp, double rate, int life_years, int k)
{
    if (k < 1 || k > life_years)
        return 0.0;
    switch (method) {
    case MRP_ANNUITY: return annuity_repayment(principal_gbp, rate, life_years, k);
    case MRP_EQUAL_INSTALMENTS: return principal_gbp / life_years;
    }
    hr_bug("MRP method %d", method);
}
