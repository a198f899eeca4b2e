/* finance.h: what a debt costs a year, and what money of several years is worth today. Pure
 * functions.
 *
 *   annuity    A = P r / (1 - (1+r)^-n)      the same payment at the end of each of n years repays
 *                                            P with its interest
 *              of which repayment in year k: A (1+r)^-(n-k+1),  k = 1..n; they add up to P
 *   MRP        equal instalments: P / n a year; annuity: the repayment above; nothing before year 1
 *              and after year n
 *   discount   d(t) = (1+r)^-t
 *   NPV        sum of amount(t) d(t)
 *
 *   symbol | argument             | unit           | source
 *   P      | principal_gbp        | pounds         | -
 *   r      | rate                 | per year       | borrowing: scenario; discounting: HM Treasury,
 *                                                  The Green Book (2022), 3.5% real for years 0 to
 *                                                  30
 *   n      | life_years           | years          | statutory guidance on minimum revenue
 *                                                  provision (DLUHC, April 2024), asset life method
 *   t      | year                 | years from the base of the appraisal, which is year 0 and not
 *                                 discounted (Green Book)
 *
 * The minimum revenue provision (MRP) is what a council must set aside from revenue each year to
 * repay what it borrowed for capital; it starts in the year after the one in which the asset comes
 * into use. A Green Book rate is real, so cash is first put into prices of one
 * year: npv_of_cash divides by a price index. Units are the caller's: pounds or £ million alike. */
#ifndef FINANCE_H
#define FINANCE_H

#include <stddef.h>

enum mrp_method { MRP_ANNUITY, MRP_EQUAL_INSTALMENTS };

static const double GREEN_BOOK_RATE = 0.035;

/* n >= 1, rate > -1; a rate of 0 is P/n. */
double annuity_payment(double principal_gbp, double rate, int n_year);
double annuity_repayment(double principal_gbp, double rate, int n_year, int k);

/* The charge of year k after the one in which the asset came into use. method: enum mrp_method. */
double mrp_charge(int method, double principal_gbp, double rate, int life_years, int k);

double discount_factor(double rate, int year);
/* amount[0] falls in year `first` of the appraisal. */
double npv(const double *amount, size_t n, int first, double rate);
/* cash[t] / price_index[t], then the same. */
double npv_of_cash(const double *cash, const double *price_index, size_t n, int first, double rate);

#endif
