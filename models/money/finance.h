/* finance.h: what a debt costs a year. Pure functions.
 *
 *   annuity    A = P r / (1 - (1+r)^-n)      the same payment at the end of each of n years repays
 *                                            P with its interest
 *              of which repayment in year k: A (1+r)^-(n-k+1),  k = 1..n; they add up to P
 *   MRP        equal instalments: P / n a year; annuity: the repayment above; nothing before year 1
 *              and after year n
 *
 *   symbol | argument             | unit           | source
 *   P      | principal_gbp        | pounds         | -
 *   r      | rate                 | per year       | scenario
 *   n      | life_years           | years          | statutory guidance on minimum revenue
 *                                                  provision (DLUHC, April 2024), asset life method
 *
 * The minimum revenue provision (MRP) is what a council must set aside from revenue each year to
 * repay what it borrowed for capital; it starts in the year after the one in which the asset comes
 * into use. Units are the caller's: pounds or GBP million alike. */
#ifndef FINANCE_H
#define FINANCE_H

#include <stddef.h>

enum mrp_method { MRP_ANNUITY, MRP_EQUAL_INSTALMENTS };

/* n >= 1, rate > -1; a rate of 0 is P/n. */
double annuity_payment(double principal_gbp, double rate, int n_year);
double annuity_repayment(double principal_gbp, double rate, int n_year, int k);

/* The charge of year k after the one in which the asset came into use. */
double mrp_charge(enum mrp_method method, double principal_gbp, double rate, int life_years, int k);

#endif
