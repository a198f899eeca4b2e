/* sen2_day.h: days as the SEN2 return and ledgers write them, and the days that its counts go by.
 *
 * A day is a number that goes up by one from day to day (the proleptic Gregorian calendar); only
 * differences and order mean anything. Read are 2024-09-01, 2024-Sep-01, 01/09/2024, 01-Sep-2024
 * (day before month, as in England) and each of them followed by a time, which is left out. DfE's
 * COLLECT exports "2022-Sep-28 00:00:00". */
#ifndef SEN2_DAY_H
#define SEN2_DAY_H

#include <limits.h>
#include <stdbool.h>

enum { NO_DAY = INT_MIN };

int sen2_day(int year, int month, int day);
/* NO_DAY: blank. False: neither a day nor blank. */
bool sen2_day_parse(const char *text, int *day);
int sen2_day_year(int day);
/* The third Thursday of January, on which SEN2 is counted: 19 January 2023, 18 January 2024, 16
 * January 2025 (DfE, guides to the person-level return). */
int sen2_census_day(int year);
/* Age at the last 31 August on or before a day. */
int sen2_age(int birth, int day);

#endif
