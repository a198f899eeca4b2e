/* reserves_test.h: does the cumulative DSG deficit exceed the council's usable reserves, and when
 * for the first time? Both are those of the same simulated future. For sim/output only; only where
 * the scenario has general_fund.reserves. */
#ifndef RESERVES_TEST_H
#define RESERVES_TEST_H

#include "engine.h"

struct reserves_test {                /* one scenario, one of the scenario file's test_dates */
    const struct reserve_test_in *in; /* borrowed */
    int fy;                           /* that the date ends */
    double reserves_gbp_m;            /* average of all futures */
    size_t n_above;                   /* futures in which the deficit exceeds the reserves */
    double chance, chance_se;
    double excess_gbp_m,
        excess_se; /* mean of max(0, deficit - reserves) over all futures, and its standard error */
};

/* Has the scenario reserves to compare with? */
bool reserves_given(const struct results *results);
/* False when the date is after the last forecast year. */
bool reserves_test_of(const struct results *results, size_t scenario, size_t i,
                      struct reserves_test *out);

/* Futures by the first year of something; count[n_year]: in no year. Memory is the caller's,
 * [n_year + 1]; scratch: [replicate]. */
void first_years_above_reserves(const struct results *results, size_t scenario, double *scratch,
                                size_t *count);
/* The first year whose in-year deficit is not above 0; lasting: the first from which it stays so to
 * the end. */
void first_years_in_balance(const struct results *results, size_t scenario, bool lasting,
                            double *scratch, size_t *count);

#endif
