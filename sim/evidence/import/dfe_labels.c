#include "dfe_labels.h"

#include "calendar.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* A whole number of so many digits; -1 when the text is anything else. *rest is what follows it. */
static int
digits(const char *text, size_t least, size_t most, const char **rest)
{
    int value = 0;
    size_t n = 0;
    for (; isdigit((unsigned char)text[n]) && n < most; n++)
        value = 10 * value + (text[n] - '0');
    *rest = text + n;
    return n < least ? -1 : value;
}

int
dfe_academic_january(const char *text)
{
    const char *rest;
    const int first = digits(text, 4, 4, &rest);
    const int second = digits(rest, 2, 2, &rest);
    return first > 0 && second == (first + 1) % 100 && *rest == '\0' ? first + 1 : 0;
}

int
dfe_calendar_year(const char *text)
{
    const char *rest;
    const int year = digits(text, 4, 4, &rest);
    return year > 0 && *rest == '\0' ? year : 0;
}

/* Past a word at the beginning, without regard to case, and the blanks after it. */
static bool
skip_word(const char **text, const char *word)
{
    const size_t n = strlen(word);
    if (strncasecmp(*text, word, n) != 0)
        return false;
    *text += n;
    *text += strspn(*text, " ");
    return true;
}

enum dfe_age
dfe_age_of(const char *label, int *from, int *to)
{
    const int oldest = age_of_ncy(NCY_MAX);
    const char *at = label;
    if (!skip_word(&at, "aged "))
        (void)skip_word(&at, "age ");
    if (strcasecmp(at, "unknown") == 0)
        return DFE_AGE_UNKNOWN;
    const bool under = skip_word(&at, "under ");
    const int age = digits(at, 1, 2, &at);
    at += strspn(at, " ");
    *from = *to = age;
    if (under) {
        *from = 0;
        *to = age - 1;
    } else if (skip_word(&at, "and under"))
        *from = 0;
    else if (skip_word(&at, "and over"))
        *to = oldest;
    return age >= 0 && *to >= *from && *from >= 0 && *to <= oldest && *at == '\0' ? DFE_AGE_KNOWN
                                                                                  : DFE_AGE_FAULT;
}
