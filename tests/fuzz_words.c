/* A line, as each of the small forms that people write: years, dates, days, numbers of tables,
 * headings of money, goals, names of areas, words of a command line. What is read is written in one
 * form that is read as the same. Seeds: tests/fuzz/words. */
#include "fuzz_input.h"

#include "area_name.h"
#include "bytes.h"
#include "calendar.h"
#include "csv_in.h"
#include "goal.h"
#include "money_heading.h"
#include "nearest.h"
#include "record.h"
#include "sen2_day.h"
#include "value.h"
#include "words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void
years(const char *text)
{
    struct hr_err err = { 0 };
    int fy = 0, again = 0, end = 0;
    const int ret = fy_parse(text, &fy, &err);
    fuzz_agree(ret, &err, NULL, 0);
    if (ret == 0 && (strcmp(fy_name(fy).text, text) != 0 || fy_meant(text) != fy))
        hr_bug("'%s' is year %d, %s, meant %d", text, fy, fy_name(fy).text, fy_meant(text));
    if (ret == 0 && (!fy_of_end(fy_end_name(fy).text, &again) || again != fy))
        hr_bug("the end of %d, %s, is that of %d", fy, fy_end_name(fy).text, again);
    const int meant = fy_meant(text);
    if (meant != 0 && (fy_parse(fy_name(meant).text, &again, &err) != 0 || again != meant))
        hr_bug("'%s' means %d, which is no year", text, meant);
    if (fy_of_end(text, &end) && strcmp(fy_end_name(end).text, text) != 0)
        hr_bug("'%s' ends %d, which ends %s", text, end, fy_end_name(end).text);
}

static void
dates(const char *text)
{
    struct hr_err err = { 0 };
    double moment = (double)NAN, typed = (double)NAN, after = (double)NAN;
    const int ret = date_parse(text, &moment, &err);
    fuzz_agree(ret, &err, NULL, 0);
    if (ret == 0 && !(moment > 0.0 && moment < 1e5))
        hr_bug("'%s' is at %g", text, moment);
    if (ret == 0 && (!moment_parse(text, APRIL, &typed) || fabs(typed - moment) > ROUNDING_YEARS))
        hr_bug("'%s' is at %.9f and at %.9f", text, moment, typed);
    if (moment_parse(text, APRIL, &typed) &&
        (!moment_after_parse(text, APRIL, &after) || !(after > typed)))
        hr_bug("'%s' begins at %.9f and is over at %.9f", text, typed, after);
    if (ret == 0)
        (void)(day_before(moment).text[0] + day_from(moment).text[0]);
}

static void
days(const char *text)
{
    int day = NO_DAY, again = NO_DAY;
    if (!sen2_day_parse(text, &day) || day == NO_DAY)
        return;
    const int year = sen2_day_year(day);
    if (day < sen2_day(year, 1, 1) || day >= sen2_day(year + 1, 1, 1))
        hr_bug("'%s' is not in %d", text, year);
    for (int month = 1; month <= 12; month++)
        if (sen2_day(year, month, 1) <= day) {
            char form[64];
            (void)snprintf(form, sizeof form, "%04d-%02d-%02d", year, month,
                           day - sen2_day(year, month, 1) + 1);
            if (sen2_day_parse(form, &again) && again != day)
                hr_bug("'%s' is day %d, and as %s %d", text, day, form, again);
        }
    if (again == NO_DAY)
        hr_bug("'%s' is read, and no day of its own year", text);
}

static void
numbers(const char *text)
{
    enum csv_absent why;
    char buf[VALUE_TEXT];
    const double number = csv_in_number(text, &why);
    if (isnan(number) == (why == CSV_PRESENT))
        hr_bug("'%s' is %g, because %d", text, number, (int)why);
    if (isnan(number))
        return;
    if (!isfinite(number))
        hr_bug("'%s' is %g", text, number);
    const double again = csv_in_number(value_shortest(number, buf), &why);
    if (again < number || again > number || isnan(again))
        hr_bug("%.17g is written %s", number, buf);
    (void)(words_money(number).text[0] + words_deficit(number).text[0] +
           words_ledger(number).text[0] + words_stated_position(number).text[0]);
}

static void
headings(const char *text)
{
    const struct money_unit unit = money_unit_of(text, "");
    const struct money_sign sign = money_sign_of(text);
    if (unit.wrong == NULL && !unit.percent && !(unit.pounds >= 1.0 && unit.pounds <= 1e9))
        hr_bug("'%s' is in units of %g pounds", text, unit.pounds);
    if (sign.wrong == NULL && sign.deficit != 1 && sign.deficit != -1)
        hr_bug("'%s' has the sign %d", text, sign.deficit);
}

static void
names(const char *text)
{
    struct goal goal;
    struct hr_err err = { 0 };
    fuzz_agree(goal_parse(text, &goal, &err), &err, NULL, 0);
    if (area_name_same(text, "Kingston upon Thames") !=
        area_name_same("Kingston upon Thames", text))
        hr_bug("'%s' is a name one way round", text);
    char *shown = text_shown(text), *value = text_value_shown(text, ""), *mended = strdup(text);
    if (shown != NULL && strchr(text, '/') == NULL && strcmp(shown, text) != 0)
        hr_bug("'%s' has no path and is shown as '%s'", text, shown);
    if (shown != NULL && shown[0] == '/' && shown[1] != ' ' && shown[1] != '\0')
        hr_bug("'%s' is shown with its folders, '%s'", text, shown);
    if (value != NULL && strstr(text, "=/") == NULL && strstr(text, "=\"/") == NULL &&
        strcmp(value, text) != 0)
        hr_bug("'%s' sets no file and is shown as '%s'", text, value);
    if (mended != NULL) {
        utf8_mend(mended);
        for (size_t i = 0, n = strlen(mended), of; i < n; i += of)
            if ((of = utf8_length((const unsigned char *)mended + i, n - i)) == 0)
                hr_bug("'%s' is mended, and no text", text);
    }
    free(shown);
    free(value);
    free(mended);
}

void
fuzz_one(const char *data, size_t size)
{
    enum { A_LINE = 400 };
    if (size > A_LINE || strlen(data) != size)
        return;
    years(data);
    dates(data);
    days(data);
    numbers(data);
    headings(data);
    names(data);
}
