/* What each file of the release holds, as data, and how it writes years and ages. */
#include "dfe_release.h"

#include "calendar.h"

#include <ctype.h>

#include <string.h>
#include <strings.h>

#define AGES "Child or young persons age"

static const struct dfe_kind KIND[] = {
    { .file = "caseload",
      .is_stock = true,
      .placement_columns = true,
      .term = { { EVIDENCE_PLANS, "ehcplans", 1 } },
      .topic = { { "All EHC plans", DFE_TOTAL }, { AGES, DFE_AGE } } },
    { .file = "newplans",
      .placement_columns = true,
      .term = { { EVIDENCE_NEW_PLANS, "new_ehc_plans", 1 } },
      .topic = { { "New EHC plans", DFE_TOTAL }, { "Age when plan started", DFE_AGE } } },
    { .file = "ceased_plans",
      .term = { { EVIDENCE_CEASED, "total_ceased", 1 },
                { EVIDENCE_CEASED, "transfer", -1 },
                { EVIDENCE_TRANSFERRED, "transfer", 1 } },
      .topic = { { "All ceased EHC plans", DFE_TOTAL },
                 { "Age plan ceased", DFE_AGE },
                 { "Type of placement", DFE_PLACEMENT } } },
    { .file = "requests",
      .term = { { EVIDENCE_REQUESTS, "requests_received_in_year", 1 },
                { EVIDENCE_REQUESTS_REFUSED, "requests_decided_not_to_assess", 1 } },
      .topic = { { "All requests for EHC needs assessments", DFE_TOTAL }, { AGES, DFE_AGE } } },
    { .file = "assessments",
      .term = { { EVIDENCE_ASSESSMENTS, "assess_issued", 1 },
                { EVIDENCE_ASSESSMENTS, "assess_not_issued", 1 },
                { EVIDENCE_NOT_ISSUED, "assess_not_issued", 1 } },
      .topic = { { "All EHC needs assessments", DFE_TOTAL }, { AGES, DFE_AGE } } },
    { .file = "sen_needs_all_plans",
      .is_stock = true,
      .need_columns = true,
      .term = { { EVIDENCE_PLANS, "ehc_plans", 1 } },
      .topic = { { "All EHC plans", DFE_TOTAL },
                 { AGES, DFE_AGE },
                 { "Type of placement", DFE_PLACEMENT } } },
    { .file = "timeliness",
      .is_optional = true,
      .term = { { EVIDENCE_WITHIN_20_WEEKS, "plans_issued_within_20_weeks", 1 } },
      .topic = { { "", DFE_TOTAL } } },
};

size_t
dfe_kind_count(void)
{
    return sizeof KIND / sizeof KIND[0];
}

const struct dfe_kind *
dfe_kind_item(size_t i)
{
    return &KIND[i];
}

const struct dfe_kind *
dfe_kind_named(const char *file)
{
    const char *slash = strrchr(file, '/');
    const char *name = slash == NULL ? file : slash + 1;
    for (size_t i = 0; i < dfe_kind_count(); i++) {
        const size_t n = strlen(KIND[i].file);
        if (strncasecmp(name, KIND[i].file, n) == 0 && strcasecmp(name + n, ".csv") == 0)
            return &KIND[i];
    }
    return NULL;
}

/* ---- years and ages */

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
    if (!skip_word(&at, "aged ") && !skip_word(&at, "ages "))
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
    } else if (skip_word(&at, "to "))
        *to = digits(at, 1, 2, &at);
    else if (skip_word(&at, "and under"))
        *from = 0;
    else if (skip_word(&at, "and over"))
        *to = oldest;
    return age >= 0 && *to >= *from && *from >= 0 && *to <= oldest && *at == '\0' ? DFE_AGE_KNOWN
                                                                                  : DFE_AGE_FAULT;
}
