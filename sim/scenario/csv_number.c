/* What a cell says as a number: the marks of official statistics, then digits with a sign, groups
 * of three and one point. */
#include "csv_in.h"

#include "decimal.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MAX_DIGITS = 40 };

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool
absent(const char *text, enum csv_absent *why)
{
    static const struct {
        const char *mark;
        enum csv_absent why;
    } marks[] = {
        { "", CSV_BLANK },
        { "c", CSV_SUPPRESSED },
        { "low", CSV_SUPPRESSED },
        { "u", CSV_SUPPRESSED },
        { "x", CSV_NOT_APPLICABLE },
        { "z", CSV_NOT_APPLICABLE },
        { "-", CSV_NOT_APPLICABLE },
        { ".", CSV_NOT_APPLICABLE },
        { ":", CSV_NOT_APPLICABLE },
        { "no data", CSV_NOT_APPLICABLE },
        { "..", CSV_NOT_APPLICABLE },
        { "n/a", CSV_NOT_APPLICABLE },
        { "na", CSV_NOT_APPLICABLE },
        { "#n/a", CSV_NOT_APPLICABLE },
        { "null", CSV_NOT_APPLICABLE },
        { "\xe2\x80\x93", CSV_NOT_APPLICABLE },
        { "[x]", CSV_NOT_APPLICABLE },
        { "[z]", CSV_NOT_APPLICABLE },
        { "[c]", CSV_SUPPRESSED },
        { "[low]", CSV_SUPPRESSED },
        { "[u]", CSV_SUPPRESSED },
        { "*", CSV_SUPPRESSED },
    };
    if (text[0] == '<' && is_digit(text[1]) && text[1 + strspn(text + 1, "0123456789")] == '\0') {
        *why = CSV_SUPPRESSED;
        return true;
    }
    for (size_t i = 0; i < sizeof marks / sizeof marks[0] && !is_digit(text[0]); i++)
        if (strcasecmp(text, marks[i].mark) == 0) {
            *why = marks[i].why;
            return true;
        }
    return false;
}

/* Whole part: digits alone, or groups of three behind commas. Moves *from past it; false when the
 * commas are misplaced. */
static bool
take_whole(const char **from, char *digits, size_t *n)
{
    size_t in_group = 0, n_comma = 0;
    const char *at = *from;
    for (; is_digit(*at) || *at == ','; at++) {
        if (*at == ',') {
            if (in_group == 0 || in_group > 3 || (n_comma > 0 && in_group != 3))
                return false;
            n_comma++;
            in_group = 0;
        } else {
            if (*n == MAX_DIGITS)
                return false;
            digits[(*n)++] = *at;
            in_group++;
        }
    }
    *from = at;
    return n_comma == 0 || in_group == 3;
}

/* Fraction and exponent; false when there are too many digits. */
static bool
take_rest(const char **from, char *digits, size_t *n)
{
    const char *at = *from;
    if (*at == '.')
        do {
            if (*n == MAX_DIGITS)
                return false;
            digits[(*n)++] = *at++;
        } while (is_digit(*at));
    if (*at == 'e' || *at == 'E') {
        const char *digit = at + 1 + (at[1] == '+' || at[1] == '-');
        if (!is_digit(*digit))
            return false;
        while (at < digit || is_digit(*at)) {
            if (*n == MAX_DIGITS)
                return false;
            digits[(*n)++] = *at++;
        }
    }
    *from = at;
    return true;
}

/* Blanks, a sign and a pound sign before the digits, in either order. */
static const char *
take_front(const char *at, bool *negative)
{
    static const char pound[] = "\xc2\xa3";
    at += strspn(at, " \t");
    if (*at == '-' || *at == '+')
        *negative = *at++ == '-';
    if (strncmp(at, pound, 2) == 0)
        at += 2;
    return at + strspn(at, " \t");
}

/* What strtod reads, of at most 15 digits: most numbers have no more (decimal.h). */
static bool
short_number(const char *digits, double *value)
{
    enum { DIGITS = 15 };
    int64_t units = 0;
    unsigned n = 0, decimals = 0;
    bool fraction = false;
    for (const char *at = digits; *at != '\0'; at++) {
        if (*at == '.') {
            fraction = true;
            continue;
        }
        if (!is_digit(*at) || n++ == DIGITS)
            return false;
        units = 10 * units + (*at - '0');
        decimals += fraction;
    }
    *value = decimal_value(units, decimals);
    return true;
}

/* Digits between the front and the end of the text, closed by a bracket when one was opened. */
static bool
plain_number(const char *at, bool bracket, double *value)
{
    char digits[MAX_DIGITS + 1] = { 0 };
    size_t n = 0;
    if (!take_whole(&at, digits, &n) || !take_rest(&at, digits, &n) || n == 0 ||
        strpbrk(digits, "0123456789") == NULL)
        return false;
    at += strspn(at, " \t");
    if (bracket && *at++ != ')')
        return false;
    at += strspn(at, " \t");
    if (*at != '\0')
        return false;
    if (short_number(digits, value))
        return true;
    errno = 0;
    char *end = NULL;
    *value = strtod(digits, &end);
    return *end == '\0' && isfinite(*value);
}

double
csv_in_number(const char *text, enum csv_absent *why)
{
    enum csv_absent ignored;
    if (why == NULL)
        why = &ignored;
    text += strspn(text, " \t");
    if (absent(text, why))
        return (double)NAN;
    bool negative = false;
    const char *at = take_front(text, &negative);
    const bool bracket = *at == '(' && !negative;
    if (bracket)
        at = take_front(at + 1, &negative);
    double value = 0.0;
    if ((bracket && negative) || !plain_number(at, bracket, &value)) {
        *why = CSV_NOT_A_NUMBER;
        return (double)NAN;
    }
    *why = CSV_PRESENT;
    return (negative || bracket) && value > 0.0 ? -value : value;
}
