/* Place-years of joiners. A joiner who arrives at time t of calendar year fy (in months, 0 = 1
 * January) is there in financial year fy/fy+1 (months 3 to 15) for
 *
 *   t < 3: 12 months        3 <= t < 12: 15 - t months
 *
 * and a joiner of the January to March that ends the year, t months into calendar year fy+1, for 3
 * - t months. Arrivals are spread evenly over their month, so a month's mean is its value at
 * mid-month: flat profile
 *   (3 x 12 + 11.5 + 10.5 + ... + 3.5) / 144 = 0.71875   and   (2.5 + 1.5 + 0.5) / 144 = 0.03125.
 *       */
#include "calendar.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { FIRST_YEAR = 1900, LAST_YEAR = 2199, BEFORE_APRIL = 3 };

int
age_of_ncy(int ncy)
{
    return ncy + AGE_OF_NCY_0;
}

int
ncy_of_age(int age)
{
    return age - AGE_OF_NCY_0;
}

const struct ages age_bands[N_AGE_BAND] = {
    { 0, 4 }, { 5, 10 }, { 11, 15 }, { 16, 19 }, { 20, 25 }
};

size_t
age_band(size_t age)
{
    size_t band = 0;
    while (band + 1 < N_AGE_BAND && (int)age > age_bands[band].last)
        band++;
    return band;
}

const char *const phase_name[N_PHASE + 1] = { "all",       "early_years", "primary",
                                              "secondary", "post16",      NULL };
const struct ncys phase_ncy[N_PHASE] = {
    { NCY_MIN, NCY_MAX }, { NCY_MIN, -1 }, { 0, 6 }, { 7, 11 }, { NCY_POST16, NCY_MAX }
};

double
commissioned_places(double ending_ay, double beginning_ay, bool post16)
{
    return post16 ? (4.0 * ending_ay + 8.0 * beginning_ay) / 12.0
                  : (5.0 * ending_ay + 7.0 * beginning_ay) / 12.0;
}

/* Part of a month that is over by a part of the year. */
static double
month_over_by(size_t month, double until)
{
    const double part = N_MONTH * until - (double)month;
    return part < 0.0 ? 0.0 : part > 1.0 ? 1.0 : part;
}

/* Months in the financial year of a joiner who arrives t months into calendar year fy. */
static double
months_left(double t)
{
    return t < BEFORE_APRIL ? N_MONTH : BEFORE_APRIL + N_MONTH - t;
}

struct joiner_years
joiner_place_years(const double profile[N_MONTH], double until)
{
    struct joiner_years years = { 0 };
    for (size_t i = 0; i < N_MONTH; i++) {
        const double month = (double)i;
        const double over = month_over_by(i, until);
        years.before += profile[i] * over * months_left(month + over / 2.0) / N_MONTH;
        years.after +=
            profile[i] * (1.0 - over) * months_left(month + (1.0 + over) / 2.0) / N_MONTH;
        years.next += i < BEFORE_APRIL ? profile[i] * (BEFORE_APRIL - 0.5 - month) / N_MONTH : 0.0;
    }
    return years;
}

double
joiner_share_by(const double profile[N_MONTH], double until)
{
    double share = 0.0;
    for (size_t i = 0; i < N_MONTH; i++)
        share += profile[i] * month_over_by(i, until);
    return share;
}

/* Whether text has the shape of the pattern: 0 stands for a digit, any other character for itself.
 * */
static bool
has_shape(const char *text, const char *pattern)
{
    const size_t n = strlen(pattern);
    if (strlen(text) != n)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (pattern[i] == '0' ? !isdigit((unsigned char)text[i]) : text[i] != pattern[i])
            return false;
    }
    return true;
}

/* The number in the n digits at text, which has_shape has seen. */
static int
digits(const char *text, size_t n)
{
    int value = 0;
    for (size_t i = 0; i < n; i++)
        value = 10 * value + (text[i] - '0');
    return value;
}

int
fy_parse(const char *text, int *fy, struct hr_err *err)
{
    if (!has_shape(text, "0000/00"))
        return hr_fail(err, HR_ERANGE,
                       "'%s' is not a financial year, want it written as \"2026/27\"", text);
    const int first = digits(text, 4), second = digits(text + 5, 2);
    if (second != (first + 1) % 100)
        return hr_fail(err, HR_ERANGE,
                       "'%s' is not a financial year: %d is followed by %02d, want \"%d/%02d\"",
                       text, first, (first + 1) % 100, first, (first + 1) % 100);
    if (first < FIRST_YEAR || first > LAST_YEAR)
        return hr_fail(err, HR_ERANGE,
                       "financial year '%s' is out of range, want one from %d to %d", text,
                       FIRST_YEAR, LAST_YEAR);
    *fy = first;
    return 0;
}

int
fy_meant(const char *text)
{
    int number[2] = { 0, 0 }, n_digit[2] = { 0, 0 };
    for (size_t n = 0; *text != '\0'; text++) {
        if (isdigit((unsigned char)*text) && n_digit[n] < 4) {
            number[n] = 10 * number[n] + *text - '0';
            n_digit[n]++;
        } else if (n == 0 && n_digit[0] > 0 && !isalnum((unsigned char)*text))
            n = 1;
        else if (n == 0 || n_digit[1] > 0 || isalnum((unsigned char)*text))
            return 0;
    }
    if ((n_digit[0] != 2 && n_digit[0] != 4) || (n_digit[1] != 2 && n_digit[1] != 4))
        return 0;
    const int first = n_digit[0] == 2 ? 2000 + number[0] : number[0];
    const int next = n_digit[1] == 2 ? 100 * ((first + 1) / 100) + number[1] : number[1];
    return next == first + 1 && first >= FIRST_YEAR && first <= LAST_YEAR ? first : 0;
}

static int
days_in_month(int year, int month)
{
    static const int days[N_MONTH] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap ? 1 : 0);
}

int
date_parse(const char *text, double *moment, struct hr_err *err)
{
    if (!has_shape(text, "0000-00-00"))
        return hr_fail(err, HR_ERANGE, "'%s' is not a date, want it written as \"2027-03-31\"",
                       text);
    const int y = digits(text, 4), month = digits(text + 5, 2), day = digits(text + 8, 2);
    if (y < FIRST_YEAR || y > LAST_YEAR)
        return hr_fail(err, HR_ERANGE, "date '%s' is out of range, want a year from %d to %d", text,
                       FIRST_YEAR, LAST_YEAR);
    if (month < 1 || month > N_MONTH)
        return hr_fail(err, HR_ERANGE,
                       "'%s' is not a date: there is no month %02d, want year, month and day as "
                       "\"2027-03-31\"",
                       text, month);
    const int n_day = days_in_month(y, month);
    if (day < 1 || day > n_day)
        return hr_fail(err, HR_ERANGE, "'%s' is not a date: that month has %d days", text, n_day);
    *moment = y + ((month - 1) + (day - 1) / (double)n_day) / N_MONTH;
    return 0;
}

bool
moment_parse(const char *text, double year_begins, double *moment)
{
    int year;
    if (fy_parse(text, &year, NULL) != 0)
        return date_parse(text, moment, NULL) == 0;
    *moment = year + year_begins;
    return true;
}

bool
moment_after_parse(const char *text, double year_begins, double *moment)
{
    if (!moment_parse(text, year_begins, moment))
        return false;
    if (has_shape(text, "0000/00")) {
        *moment += 1.0;
        return true;
    }
    const int y = digits(text, 4), month = digits(text + 5, 2), day = digits(text + 8, 2);
    *moment = y + ((month - 1) + day / (double)days_in_month(y, month)) / N_MONTH;
    return true;
}

bool
fy_of_end(const char *date, int *fy)
{
    if (!has_shape(date, "0000-00-00") || strcmp(date + 4, "-03-31") != 0)
        return false;
    *fy = digits(date, 4) - 1;
    return true;
}

struct year_name
fy_name(int fy)
{
    struct year_name name;
    (void)snprintf(name.text, sizeof name.text, "%04d/%02d", fy, (fy + 1) % 100);
    return name;
}

/* The day that a moment lies in. */
static struct year_name
day_name(double moment)
{
    static const char *const month_name[N_MONTH] = {
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December"
    };
    struct year_name name;
    const int y = (int)moment;
    const double months = (moment - y) * N_MONTH;
    const int month = (int)months;
    const int day = (int)((months - month) * days_in_month(y, month + 1)) + 1;
    (void)snprintf(name.text, sizeof name.text, "%d %s %d", day, month_name[month], y);
    return name;
}

static const double HALF_A_DAY = 0.5 / 365.25;

struct year_name
day_before(double moment)
{
    return day_name(moment - HALF_A_DAY);
}

struct year_name
day_from(double moment)
{
    return day_name(moment + HALF_A_DAY);
}

struct year_name
fy_end_name(int fy)
{
    struct year_name name;
    (void)snprintf(name.text, sizeof name.text, "%04d-03-31", fy + 1);
    return name;
}

struct year_name
census_name(int census)
{
    struct year_name name;
    (void)snprintf(name.text, sizeof name.text, "%04d-01", census);
    return name;
}
