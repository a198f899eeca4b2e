#include "words.h"

#include <stdlib.h>
#include <string.h>

static const char *const month_name[12] = { "January",   "February", "March",    "April",
                                            "May",       "June",     "July",     "August",
                                            "September", "October",  "November", "December" };

static int
days_in_month(int year, int month)
{
    static const int days[12] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && leap ? 1 : 0);
}

bool
words_read_day(const char *iso, struct day *out)
{
    static const char shape[] = "dddd-dd-dd";
    if (strlen(iso) != strlen(shape))
        return false;
    for (size_t i = 0; shape[i] != '\0'; i++) {
        if (shape[i] == 'd' ? iso[i] < '0' || iso[i] > '9' : iso[i] != shape[i])
            return false;
    }
    const struct day day = { (int)strtol(iso, NULL, 10), (int)strtol(iso + 5, NULL, 10),
                             (int)strtol(iso + 8, NULL, 10) };
    if (day.year < 1 || day.month < 1 || day.month > 12 || day.day < 1 ||
        day.day > days_in_month(day.year, day.month))
        return false;
    *out = day;
    return true;
}

struct words
words_day(struct day day)
{
    return words_say("%d %s %d", day.day, month_name[day.month - 1], day.year);
}

struct words
words_month(struct day day)
{
    return words_say("%s %d", month_name[day.month - 1], day.year);
}

struct words
words_financial_year(int fy)
{
    return words_say("%d/%02d", fy, (fy + 1) % 100);
}

struct words
words_year_end(int fy)
{
    return words_day((struct day){ fy + 1, 3, 31 });
}

struct words
words_year_end_month(int fy)
{
    return words_month((struct day){ fy + 1, 3, 31 });
}

struct words
words_year_end_iso(int fy)
{
    return words_say("%04d-03-31", fy + 1);
}

/* Days since 1 March of year 0, so that a leap day ends a year. */
static long
day_number(struct day day)
{
    const long m = (day.month + 9) % 12, y = day.year - m / 10;
    return 365 * y + y / 4 - y / 100 + y / 400 + (m * 306 + 5) / 10 + day.day - 1;
}

long
words_days_after(int fy, struct day day)
{
    return day_number(day) - day_number((struct day){ fy + 1, 3, 31 });
}
