#include "sen2_day.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static const char *const MONTH[] = { "jan", "feb", "mar", "apr", "may", "jun",
                                     "jul", "aug", "sep", "oct", "nov", "dec" };
enum { MONTHS = 12, AUGUST = 8, FIRST_YEAR = 1900, LAST_YEAR = 2100, DAYS_OF_WEEK = 7 };

static bool
is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int
days_of_month(int year, int month)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    return days[month - 1] + (month == 2 && is_leap(year));
}

int
sen2_day(int year, int month, int day)
{
    const int before = year - 1;
    int n = 365 * before + before / 4 - before / 100 + before / 400 + day;
    for (int m = 1; m < month; m++)
        n += days_of_month(year, m);
    return n;
}

int
sen2_day_year(int day)
{
    int year = day / 366 + 1;
    while (sen2_day(year + 1, 1, 1) <= day)
        year++;
    return year;
}

/* "Sep", "September" or "09"; 0: none. */
static int
month_of(const char *text)
{
    int month = 0;
    char end;
    if (sscanf(text, "%2d%c", &month, &end) == 1)
        return month >= 1 && month <= MONTHS ? month : 0;
    for (int m = 0; m < MONTHS; m++)
        if (strncasecmp(text, MONTH[m], 3) == 0)
            return m + 1;
    return 0;
}

bool
sen2_day_parse(const char *text, int *day)
{
    int first, last, n = 0;
    char month[12];
    *day = NO_DAY;
    if (text[strspn(text, " ")] == '\0')
        return true;
    if (sscanf(text, "%4d%*1[-/. ]%11[A-Za-z0-9]%*1[-/. ]%4d%n", &first, month, &last, &n) != 3 ||
        (text[n] != '\0' && text[n] != ' ' && text[n] != 'T'))
        return false;
    const bool year_first = first >= FIRST_YEAR;
    const int year = year_first ? first : last, d = year_first ? last : first, m = month_of(month);
    if (m == 0 || year < FIRST_YEAR || year > LAST_YEAR || d < 1 || d > days_of_month(year, m))
        return false;
    *day = sen2_day(year, m, d);
    return true;
}

int
sen2_census_day(int year)
{
    /* Day 1 is a Monday, so a Thursday leaves 4. */
    const int first = sen2_day(year, 1, 1), thursday = 4;
    return first + (thursday - first % DAYS_OF_WEEK + DAYS_OF_WEEK) % DAYS_OF_WEEK +
           2 * DAYS_OF_WEEK;
}

int
sen2_age(int birth, int day)
{
    const int year = sen2_day_year(day), born = sen2_day_year(birth);
    const int august = day >= sen2_day(year, AUGUST, 31) ? year : year - 1;
    return august - born - (birth > sen2_day(born, AUGUST, 31));
}
