/* calendar.h: three calendars that never mix (no clock here).
 *
 *   census year y        January of calendar year y (the SEN2 count); January y lies in financial
 *                        year y-1/y
 *   academic year y/y+1  September y to August y+1; written by its first year, ay
 *   financial year y/y+1 April y to March y+1; written by its first year, fy
 *
 * National curriculum year (NCY) = age at 31 August - 4, from -4 (age 0) to 21 (age 25). Reception
 * 0, Year 6 = 6, Year 11 = 11. "Post-16" means NCY 12 and over. Weights follow DfE's own place
 * deductions.
 *
 * A moment is a number of years: 2022.25 is the start of 1 April 2022. A year has twelve equal
 * months, and a month's days are equal parts of it. So a day of the year is the same number in
 * every year, and 7/12 of a financial year follow 1 September. */
#ifndef HR_CALENDAR_H
#define HR_CALENDAR_H

#include "err.h"

#include <stdbool.h>
#include <stddef.h>

static const double APRIL = 3.0 / 12.0, SEPTEMBER = 8.0 / 12.0, YEAR_END = 1.0,
                    CENSUS_DAY = 30.0 / 31.0 / 12.0; /* 31 January */

/* Pounds in £1 million. Pounds become millions by division, everywhere: a product with 1e-6 differs
 * in the last bit. */
static const double GBP_PER_GBP_M = 1e6;

/* Moments less than half a minute apart are one: a sum of a date and a delay is rounded. */
static const double ROUNDING_YEARS = 1e-6;
/* Is moment a before b, or the same? */
static inline bool
is_by(double a, double b)
{
    return a <= b + ROUNDING_YEARS;
}

enum {
    NCY_MIN = -4,
    NCY_MAX = 21,
    N_NCY = NCY_MAX - NCY_MIN + 1,
    NCY_POST16 = 12,
    AGE_OF_NCY_0 = 4,
    N_MONTH = 12
};

int age_of_ncy(int ncy);
int ncy_of_age(int age);

/* The age bands of DfE's tables: under 5, 5 to 10, 11 to 15, 16 to 19, 20 to 25. */
enum { N_AGE_BAND = 5 };
struct ages {
    int first, last;
};
extern const struct ages age_bands[N_AGE_BAND];
size_t age_band(size_t age);

/* Phases of schooling that places are counted by: their names in a scenario (with a NULL at the
 * end) and their year groups. */
enum phase { PHASE_ALL, PHASE_EARLY_YEARS, PHASE_PRIMARY, PHASE_SECONDARY, PHASE_POST16, N_PHASE };
struct ncys {
    int first, last;
};
extern const char *const phase_name[N_PHASE + 1];
extern const struct ncys phase_ncy[N_PHASE];
/* Do children of the year group change phase of schooling, or from infant to junior school, when
 * they enter it? */
static inline bool
ncy_is_transfer(int ncy)
{
    return ncy == 0 || ncy == 3 || ncy == 7 || ncy == 12 || ncy == 14;
}

/* Part of a financial year that falls in the academic year that begins in it: 7/12, and 8/12 for
 * post-16. */
static inline double
fy_share_of_new_ay(bool post16)
{
    return post16 ? 8.0 / 12.0 : 7.0 / 12.0;
}

/* Commissioned places of financial year fy: 5/12 of the academic year that ends in it and 7/12 of
 * the one that begins (post-16 4/12 and 8/12). */
double commissioned_places(double ending_ay, double beginning_ay, bool post16);

/* Place-years that joiners of calendar year fy take in financial year fy/fy+1, per joiner, from the
 * monthly profile (12 weights that sum to 1; January first; arrivals spread evenly over each
 * month). The calendar year's own joiners are there from their arrival to March, split at a part of
 * the calendar year (0: 1 January; 1: its end). The joiners of the January to March that ends the
 * financial year belong to the next census year but are paid in this one, and this year's count
 * stands for theirs. A flat profile gives 0.71875 + 0.03125 = 0.75. */
struct joiner_years {
    double before; /* own, arrived by then */
    double after;  /* own, arrived later in the calendar year */
    double next;   /* of the January to March that ends the financial year */
};
struct joiner_years joiner_place_years(const double profile[N_MONTH], double until);
/* Share of the calendar year's joiners who have arrived by that part of it. */
double joiner_share_by(const double profile[N_MONTH], double until);

/* Text forms. Parsers return 0 or HR_ERANGE and say what is wanted. */
HR_CHECKED int fy_parse(const char *text, int *fy, struct hr_err *err); /* "2026/27" -> 2026 */
/* The first year of "2026-27", "2026/2027" or "26/27", as people write years; 0 when it is no year
 * and the next. */
int fy_meant(const char *text);
HR_CHECKED int date_parse(const char *text, double *moment, struct hr_err *err); /* "2027-03-31" */
/* A date, or a year such as "2026/27", which begins in 2026 at APRIL or SEPTEMBER. False: neither.
 */
bool moment_parse(const char *text, double year_begins, double *moment);
/* The same of the last year or day of something: the moment at which that is over. */
bool moment_after_parse(const char *text, double year_begins, double *moment);
bool fy_of_end(const char *date, int *fy); /* "2027-03-31" -> 2026; false: not a 31 March */
struct year_name {
    char text[24];
};
struct year_name fy_name(int fy);           /* 2026: "2026/27" */
struct year_name day_before(double moment); /* 2027.25: "31 March 2027" */
struct year_name day_from(double moment);   /* 2027.25: "1 April 2027" */
struct year_name fy_end_name(int fy);       /* 2026: "2027-03-31" */
struct year_name census_name(int census);   /* 2026: "2026-01" */

#endif
