/* chance_rows.h: rows of chances.csv that count futures by the year in which something happens
 * first, and the test of reserves. For tables_ledger.c, whose table they are appended to. */
#ifndef CHANCE_ROWS_H
#define CHANCE_ROWS_H

#include "engine.h"
#include "table.h"

/* Year in which in-year balance returns: "first year of in-year balance: 2025/26", "in-year balance
 * from 2025/26 to 2028/29", and never. */
HR_CHECKED int add_chances_of_balance(struct table *out, const struct results *results,
                                      size_t scenario, struct hr_err *err);
/* Test dates, then the first year above reserves. Nothing where the scenario has no reserves. */
HR_CHECKED int add_chances_of_reserves(struct table *out, const struct results *results,
                                       size_t scenario, struct hr_err *err);

#endif
