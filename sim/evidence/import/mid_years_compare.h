/* mid_years_compare.h: vintages of population beside each other, for mid_years*.c alone: remarks on
 * files that are on two bases, on steps where one file ends and another goes on, and on which years
 * stand on which file. */
#ifndef MID_YEARS_COMPARE_H
#define MID_YEARS_COMPARE_H

#include "mid_years.h"

enum { MID_YEARS_ENGLAND = -1, MID_YEARS_FIRST = 1971, MID_YEARS_N_YEAR = 131 }; /* to 2101 */

struct people {             /* of an authority, all sexes */
    int authority, vintage; /* MID_YEARS_ENGLAND, or of the table; rank of the file, the best 0 */
    short year, age;
    double count;
};

/* people: of all files, by authority, year, age and vintage. */
HR_CHECKED int mid_years_compare(const struct mid_years *of, const struct people *people, size_t n,
                                 struct evidence *to, struct hr_err *err);

#endif
