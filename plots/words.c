#include "words.h"

#include "calendar.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct words HR_PRINTF(1, 0) say(const char *fmt, va_list args)
{
    struct words out;
    if (vsnprintf(out.text, sizeof out.text, fmt, args) < 0)
        out.text[0] = '\0';
    return out;
}

struct words
words_say(const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    const struct words out = say(fmt, args);
    va_end(args);
    return out;
}

static struct words
not_known(void)
{
    return words_say("not known");
}

/* Commas between thousands of the digits before the point. */
static struct words
with_commas(const char *number)
{
    struct words out;
    const size_t n_digit = strcspn(number, ".");
    size_t used = 0;
    for (size_t i = 0; number[i] != '\0' && used + 2 < sizeof out.text; i++) {
        if (i > 0 && i < n_digit && (n_digit - i) % 3 == 0)
            out.text[used++] = ',';
        out.text[used++] = number[i];
    }
    out.text[used] = '\0';
    return out;
}

/* Half away from zero, as people round: printf rounds the binary number, so 22.5 would be 22. The
 * nudge is for a half that was typed in decimals and lies a little below in binary (1.005), and far
 * below what any figure here is known to. */
static struct words
fixed(double value, int decimals)
{
    const double scale = pow(10.0, decimals), nudge = 1e-9;
    return with_commas(
        words_say("%.*f", decimals, round(value * scale + copysign(nudge, value)) / scale).text);
}

static bool
all_zero(const char *number)
{
    return strpbrk(number, "123456789") == NULL;
}

/* ---- money */

bool
words_nothing(double gbp_m)
{
    return fabs(gbp_m) < 0.00005;
}

/* In pounds below £1m, to two figures, but to £100 at the finest. */
static struct words
pounds(double gbp_m)
{
    const double step = gbp_m < 0.00995 ? 1e2 : gbp_m < 0.0995 ? 1e3 : 1e4;
    return words_say(POUND "%s", fixed(round(gbp_m * GBP_PER_GBP_M / step) * step, 0).text);
}

/* Bounds are set so that the rounded figure, not the exact one, decides the form: 19.96 is £20m,
 * not £20.0m. */
static struct words
magnitude(double gbp_m)
{
    const double gbp_bn = gbp_m / 1e3;
    if (words_nothing(gbp_m))
        return words_say(POUND "0");
    if (gbp_m < 0.995)
        return pounds(gbp_m);
    if (gbp_m < 19.95)
        return words_say(POUND "%sm", fixed(gbp_m, 1).text);
    if (gbp_m < 999.5)
        return words_say(POUND "%sm", fixed(gbp_m, 0).text);
    return words_say(POUND "%sbn", fixed(gbp_bn, gbp_bn < 9.995 ? 2 : gbp_bn < 99.95 ? 1 : 0).text);
}

struct words
words_money(double gbp_m)
{
    if (!isfinite(gbp_m))
        return not_known();
    return words_say("%s%s", gbp_m < 0.0 && !words_nothing(gbp_m) ? "-" : "",
                     magnitude(fabs(gbp_m)).text);
}

struct words
words_deficit(double gbp_m)
{
    if (isfinite(gbp_m) && gbp_m < 0.0 && !words_nothing(gbp_m))
        return words_say("a surplus of %s", magnitude(-gbp_m).text);
    return words_money(gbp_m);
}

/* As somebody wrote it, to one decimal; nothing after the point when there is nothing to say. */
static struct words
stated_magnitude(double gbp_m)
{
    static const double thousand_gbp_m = 1e-3, hundred_gbp_m = 100.0;
    const double tenths = gbp_m * 10.0;
    const bool has_tenths = fabs(tenths - round(tenths)) < 1e-6;
    struct words number;
    if (gbp_m < thousand_gbp_m || gbp_m >= 999.5 || (gbp_m >= hundred_gbp_m - 0.05 && !has_tenths))
        return magnitude(gbp_m);
    if (gbp_m < 0.9995)
        return words_say(POUND "%s", fixed(round(gbp_m / thousand_gbp_m) / thousand_gbp_m, 0).text);
    number = fixed(gbp_m, 1);
    const size_t length = strlen(number.text);
    if (strcmp(&number.text[length - 2], ".0") == 0)
        number.text[length - 2] = '\0';
    return words_say(POUND "%sm", number.text);
}

struct words
words_stated(double gbp_m)
{
    if (!isfinite(gbp_m))
        return not_known();
    return words_say("%s%s", gbp_m < 0.0 && !words_nothing(gbp_m) ? "-" : "",
                     stated_magnitude(fabs(gbp_m)).text);
}

struct words
words_stated_deficit(double gbp_m)
{
    if (isfinite(gbp_m) && gbp_m < 0.0 && !words_nothing(gbp_m))
        return words_say("a surplus of %s", stated_magnitude(-gbp_m).text);
    return words_stated(gbp_m);
}

struct words
words_stated_position(double gbp_m)
{
    if (!isfinite(gbp_m))
        return not_known();
    if (words_nothing(gbp_m))
        return words_say("neither a deficit nor a surplus");
    return words_say("a %s of %s", gbp_m < 0.0 ? "surplus" : "deficit",
                     stated_magnitude(fabs(gbp_m)).text);
}

struct words
words_position(double gbp_m)
{
    if (!isfinite(gbp_m))
        return not_known();
    if (words_nothing(gbp_m))
        return words_say("neither a deficit nor a surplus");
    return words_say("a %s of %s", gbp_m < 0.0 ? "surplus" : "deficit",
                     magnitude(fabs(gbp_m)).text);
}

struct words
words_range(double low_gbp_m, double high_gbp_m)
{
    if (!isfinite(low_gbp_m) || !isfinite(high_gbp_m))
        return not_known();
    const struct words low = magnitude(fabs(low_gbp_m)), high = magnitude(fabs(high_gbp_m));
    const bool low_surplus = low_gbp_m < 0.0 && !words_nothing(low_gbp_m),
               high_surplus = high_gbp_m < 0.0 && !words_nothing(high_gbp_m);
    if (low_surplus && high_surplus)
        return strcmp(low.text, high.text) == 0
                   ? words_say("a surplus of about %s", low.text)
                   : words_say("a surplus of %s to %s", high.text, low.text);
    if (low_surplus)
        return words_say("a surplus of %s to a deficit of %s", low.text, high.text);
    return strcmp(low.text, high.text) == 0 ? words_say("about %s", low.text)
                                            : words_say("%s to %s", low.text, high.text);
}

struct words
words_likely_range(double p05_gbp_m, double p95_gbp_m)
{
    return words_say("likely range %s", words_range(p05_gbp_m, p95_gbp_m).text);
}

struct words
words_half(double mean_gbp_m, double p50_gbp_m, double range_gbp_m)
{
    static const double least_share = 0.02;
    if (!(fabs(mean_gbp_m - p50_gbp_m) > least_share * range_gbp_m) ||
        strcmp(words_deficit(mean_gbp_m).text, words_deficit(p50_gbp_m).text) == 0)
        return words_say("%s", "");
    if (words_nothing(p50_gbp_m))
        return words_say("half of futures have a deficit");
    return words_say("half of futures %s %s",
                     p50_gbp_m < 0.0 ? "have a surplus above" : "are above",
                     magnitude(fabs(p50_gbp_m)).text);
}

struct words
words_change(double gbp_m)
{
    if (!isfinite(gbp_m))
        return not_known();
    if (words_nothing(gbp_m))
        return words_say("no different");
    return words_say("%s %s", magnitude(fabs(gbp_m)).text, gbp_m < 0.0 ? "lower" : "higher");
}

/* The range of a change, smaller figure first when both ends have one direction. */
static struct words
change_range(double low, double high)
{
    const bool falls = low < 0.0 && high < 0.0 && !words_nothing(high),
               rises = low > 0.0 && !words_nothing(low);
    const double from = falls ? high : low, to = falls ? low : high;
    const struct words a = magnitude(fabs(from)), b = magnitude(fabs(to));
    if ((falls || rises) && strcmp(a.text, b.text) == 0)
        return words_say("about %s", words_change(to).text);
    if (falls || rises)
        return words_say("%s to %s", a.text, words_change(to).text);
    if (words_nothing(low) != words_nothing(high))
        return words_say("up to %s", words_change(words_nothing(low) ? high : low).text);
    return words_say("%s to %s", words_change(low).text, words_change(high).text);
}

struct words
words_change_range(double p05, double p95)
{
    return isfinite(p05) && isfinite(p95) ? change_range(p05, p95) : not_known();
}

struct words
words_difference(double mean, double p05, double p95)
{
    if (!isfinite(mean) || !isfinite(p05) || !isfinite(p95))
        return not_known();
    if (words_nothing(p05) && words_nothing(p95))
        return words_change(mean);
    return words_say("%s (likely range %s)", words_change(mean).text, change_range(p05, p95).text);
}

struct words
words_ledger(double gbp_m)
{
    if (!isfinite(gbp_m))
        return not_known();
    const struct words number = fixed(fabs(gbp_m), 3);
    return gbp_m < 0.0 && !all_zero(number.text) ? words_say("(%s)", number.text) : number;
}

/* ---- axes */

/* £ million a unit of the axis is worth. */
static double
tick_unit(double step_gbp_m, double largest_gbp_m)
{
    return largest_gbp_m >= 2000.0 ? 1000.0 : step_gbp_m >= 0.1 ? 1.0 : 1e-6;
}

const char *
words_tick_unit(double step_gbp_m, double largest_gbp_m)
{
    const double unit = tick_unit(step_gbp_m, largest_gbp_m);
    return unit > 1.0 ? POUND " billion" : unit < 1.0 ? POUND : POUND " million";
}

struct words
words_tick(double gbp_m, double step_gbp_m, double largest_gbp_m)
{
    const double unit = tick_unit(step_gbp_m, largest_gbp_m), step = step_gbp_m / unit;
    int decimals = 0;
    for (double left = step; decimals < 6 && fabs(left - round(left)) > 1e-6 * left; left *= 10.0)
        decimals++;
    struct words number = fixed(fabs(gbp_m) / unit, decimals);
    if (all_zero(number.text))
        number = words_say("0");
    return words_say("%s" POUND "%s%s", gbp_m < 0.0 && !all_zero(number.text) ? "-" : "",
                     number.text,
                     unit > 1.0   ? "bn"
                     : unit < 1.0 ? ""
                                  : "m");
}

struct words
words_count(unsigned long long n)
{
    return with_commas(words_say("%llu", n).text);
}

struct words
words_rounded(double x)
{
    return x < 1e15 ? words_count((unsigned long long)(fmax(0.0, x) + 0.5)) : words_say("%g", x);
}

struct words
words_futures(unsigned long long n)
{
    return words_say("%s simulated future%s", words_count(n).text, n == 1 ? "" : "s");
}

bool
words_few_futures(unsigned long long n)
{
    enum { FEW = 100 }; /* below this a 1 in 20 tail has fewer than five futures */
    return n < FEW;
}

struct words
words_rough(unsigned long long n)
{
    return words_say("with only %s %s", words_futures(n).text,
                     n == 1 ? "there is no range" : "the ranges are rough");
}

const char *
words_left_out(void)
{
    return "Ranges leave out changes of law and grant rules, errors in the data and whatever the "
           "scenario does not say.";
}

/* ---- chances */

/* Upper bounds of each class but the last. Below "could go either way" the bound belongs to the
 * stronger side, from it on to the class itself ("10 to under 35%", "35 to 55%", "over 55 to 65%").
 * */
static const double chance_bound[CHANCE_OVER_99] = { 0.01, 0.10, 0.35, 0.55, 0.65, 0.90, 0.99 };

double
words_chance_bound(enum chance_class chance)
{
    return chance_bound[chance];
}

bool
words_chance_bound_within(enum chance_class chance)
{
    return chance >= CHANCE_EITHER_WAY;
}

static enum chance_class
class_of(double p)
{
    size_t i = 0;
    while (i < CHANCE_OVER_99 &&
           (words_chance_bound_within((enum chance_class)i) ? p > chance_bound[i]
                                                            : p >= chance_bound[i]))
        i++;
    return (enum chance_class)i;
}

enum chance_class
words_chance_class(double p, double se)
{
    const double reach = isfinite(se) ? 2.0 * se : 0.0; /* 95% of repeated runs */
    const enum chance_class low = class_of(p - reach), high = class_of(p + reach);
    if (low > CHANCE_EITHER_WAY)
        return low;
    return high < CHANCE_EITHER_WAY ? high : CHANCE_EITHER_WAY;
}

const char *
words_chance_word(enum chance_class chance)
{
    static const char *const word[] = {
        [CHANCE_UNDER_1] = "very unlikely",
        [CHANCE_VERY_UNLIKELY] = "very unlikely",
        [CHANCE_UNLIKELY] = "unlikely",
        [CHANCE_EITHER_WAY] = "could go either way",
        [CHANCE_MORE_LIKELY] = "more likely than not",
        [CHANCE_LIKELY] = "likely",
        [CHANCE_VERY_LIKELY] = "very likely",
        [CHANCE_OVER_99] = "almost certain",
    };
    return word[chance];
}

int
words_chance_base(double p)
{
    return p < 0.05 || p > 0.95 ? 100 : 20;
}

size_t
words_chance_n(double p, int base)
{
    if (!isfinite(p))
        return 0;
    const enum chance_class chance = class_of(p);
    const long n = lround(base * p);
    if (chance == CHANCE_UNDER_1 || n < 1)
        return 0;
    return chance == CHANCE_OVER_99 || n >= base ? (size_t)base : (size_t)n;
}

struct words
words_chance_count(double p, int base)
{
    if (!isfinite(p))
        return not_known();
    const size_t n = words_chance_n(p, base);
    if (n == 0)
        return words_say("less than 1 in %d", base);
    if (n == (size_t)base)
        return words_say("more than %d in %d", base - 1, base);
    return words_say("%zu in %d", n, base);
}

struct words
words_chance_in(double p, double se, int base)
{
    if (!isfinite(p))
        return not_known();
    return words_say("%s (%s)", words_chance_word(words_chance_class(p, se)),
                     words_chance_count(p, base).text);
}

struct words
words_chance(double p, double se)
{
    return words_chance_in(p, se, words_chance_base(p));
}

struct words
words_chance_says(double p, double se, int base)
{
    const bool has_verb = isfinite(p) && words_chance_class(p, se) == CHANCE_EITHER_WAY;
    return words_say("%s%s", has_verb ? "" : "is ", words_chance_in(p, se, base).text);
}

/* ---- dates */

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
    for (size_t i = 0; shape[i] != '\0'; i++)
        if (shape[i] == 'd' ? iso[i] < '0' || iso[i] > '9' : iso[i] != shape[i])
            return false;
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

/* ---- templates */

/* The slot of this name, which need not end in NUL; n when there is none. */
static size_t
slot_of(const struct slots *self, const char *name, size_t length)
{
    size_t i = 0;
    while (i < self->n &&
           (strncmp(self->slot[i].name, name, length) != 0 || self->slot[i].name[length] != '\0'))
        i++;
    return i;
}

void
slots_set(struct slots *self, const char *name, const char *fmt, ...)
{
    const size_t i = slot_of(self, name, strlen(name));
    if (i == SLOTS)
        hr_bug("no room for the slot '%s'", name);
    va_list args;
    va_start(args, fmt);
    self->slot[i].words = say(fmt, args);
    va_end(args);
    self->slot[i].name = name;
    self->n += i == self->n ? 1 : 0;
}

const struct words *
slots_at(const struct slots *self, const char *name, size_t length)
{
    const size_t mark = name[0] == '?' ? 1 : 0, i = slot_of(self, name + mark, length - mark);
    if (i == self->n)
        hr_bug("no slot '%.*s'", (int)length, name);
    return &self->slot[i].words;
}

/* Adds as much of text as there is room for. */
static void
append(struct words *self, size_t *used, const char *text, size_t length)
{
    const size_t room = sizeof self->text - 1 - *used, n = length < room ? length : room;
    memcpy(self->text + *used, text, n);
    *used += n;
    self->text[*used] = '\0';
}

struct words
words_fill(const char *template, const struct slots *slots)
{
    struct words out = { "" };
    size_t used = 0;
    for (const char *at = template; *at != '\0';) {
        const size_t plain = strcspn(at, "{");
        append(&out, &used, at, plain);
        at += plain;
        if (*at == '\0')
            break;
        const size_t length = strcspn(++at, "}"), bar = strcspn(at, "|");
        if (bar < length && slots->several) {
            append(&out, &used, at + bar + 1, length - bar - 1);
        } else if (bar < length) {
            append(&out, &used, at, bar);
        } else {
            const char *text = slots_at(slots, at, length)->text;
            append(&out, &used, text, strlen(text));
        }
        at += length + (at[length] == '}' ? 1 : 0);
    }
    return out;
}

/* ---- sentences */

size_t
words_length(const char *text)
{
    size_t n = 0;
    for (text += strspn(text, " "); *text != '\0'; text += strspn(text, " ")) {
        n++;
        text += strcspn(text, " ");
    }
    return n;
}

static bool
is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

struct words
words_within(const char *label)
{
    struct words out = words_say("%s", label);
    bool name = false;
    for (size_t i = 1; label[0] != '\0' && label[i] != '\0'; i++)
        name = name || is_capital(label[i]);
    if (is_capital(out.text[0]) && !name)
        out.text[0] = (char)(out.text[0] - 'A' + 'a');
    return out;
}

struct words
words_sentence_start(const char *text)
{
    struct words out = words_say("%s", text);
    if (out.text[0] >= 'a' && out.text[0] <= 'z')
        out.text[0] = (char)(out.text[0] - 'a' + 'A');
    return out;
}
