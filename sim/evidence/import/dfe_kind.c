/* The files of each edition, and their years and ages in words. */
#include "dfe_kind.h"

#include "calendar.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#define AGES "Child or young persons age"

static const struct dfe_kind KIND[] = {
    { .file = { "caseload" },
      .time = DFE_ACADEMIC,
      .placement_columns = true,
      .term = { { EVIDENCE_PLANS, { "ehcplans" }, 1, false } },
      .topic = { { "All EHC plans", DFE_TOTAL },
                 { AGES, DFE_AGE },
                 { "Age at start of academic year", DFE_AGE },
                 { "Age when plan started", DFE_NOT_USED } } },
    { .file = { "newplans" },
      .placement_columns = true,
      .term = { { EVIDENCE_NEW_PLANS, { "new_ehc_plans" }, 1, false } },
      .topic = { { "New EHC plans", DFE_TOTAL },
                 { "All new EHC plans", DFE_TOTAL },
                 { "Age when plan started", DFE_AGE } } },
    { .file = { "ceased_plans" },
      .term = { { EVIDENCE_CEASED, { "total_ceased" }, 1, false },
                { EVIDENCE_CEASED, { "transfer" }, -1, false },
                { EVIDENCE_TRANSFERRED, { "transfer" }, 1, false } },
      .topic = { { "All ceased EHC plans", DFE_TOTAL },
                 { "Age plan ceased", DFE_AGE },
                 { "Type of placement", DFE_PLACEMENT } } },
    { .file = { "requests" },
      .term = { { EVIDENCE_REQUESTS, { "requests_received_in_year" }, 1, false },
                { EVIDENCE_REQUESTS_REFUSED, { "requests_decided_not_to_assess" }, 1, false } },
      .topic = { { "All requests for EHC needs assessments", DFE_TOTAL },
                 { "All requests for an EHC needs assessment", DFE_TOTAL },
                 { AGES, DFE_AGE } } },
    { .file = { "assessments" },
      .term = { { EVIDENCE_ASSESSMENTS, { "assess_issued" }, 1, false },
                { EVIDENCE_ASSESSMENTS, { "assess_not_issued" }, 1, false },
                { EVIDENCE_NOT_ISSUED, { "assess_not_issued" }, 1, false } },
      .topic = { { "All EHC needs assessments", DFE_TOTAL }, { AGES, DFE_AGE } } },
    { .file = { "sen_needs_caseload", "sen_needs_all_plans" },
      .time = DFE_ACADEMIC,
      .need_columns = true,
      .term = { { EVIDENCE_PLANS, { "ehc_plans" }, 1, false } },
      .topic = { { "All EHC plans", DFE_TOTAL },
                 { AGES, DFE_AGE },
                 { "Age at start of academic year", DFE_AGE },
                 { "Age when plan started", DFE_NOT_USED },
                 { "Type of placement", DFE_PLACEMENT } } },
    { .file = { "timeliness_20_week", "timeliness" },
      .is_optional = true,
      .term = { { EVIDENCE_WITHIN_20_WEEKS, { "plans_issued_within_20_weeks" }, 1, false } },
      .topic = { { "All EHC plans issued", DFE_TOTAL },
                 { "All EHC plans", DFE_TOTAL },
                 { AGES, DFE_NOT_USED } } },

    { .file = { "sen2_age_caseload" },
      .edition = DFE_UNTIL_2024,
      .time = DFE_JANUARY,
      .term = { { EVIDENCE_PLANS, { "num_caseload", "Total_all" }, 1, false } },
      .label = { "age", "characteristic_age" },
      .labelled = DFE_AGE },
    { .file = { "sen2_age_new_plans" },
      .edition = DFE_UNTIL_2024,
      .term = { { EVIDENCE_NEW_PLANS, { "num_new_plans", "Total_new_all" }, 1, false } },
      .label = { "age", "characteristic_age" },
      .labelled = DFE_AGE },
    { .file = { "sen2_estab_caseload" },
      .edition = DFE_UNTIL_2024,
      .time = DFE_JANUARY,
      .term = { { EVIDENCE_PLANS, { "num_caseload", "Total_all" }, 1, false } },
      .label = { "establishment_type" },
      .labelled = DFE_PLACEMENT,
      .total_elsewhere = true },
    { .file = { "sen2_estab_new_plans" },
      .edition = DFE_UNTIL_2024,
      .term = { { EVIDENCE_NEW_PLANS, { "num_new_plans", "Total_new_all" }, 1, false } },
      .label = { "establishment_type" },
      .labelled = DFE_PLACEMENT,
      .total_elsewhere = true },
    { .file = { "sen2_mi" },
      .edition = DFE_UNTIL_2024,
      .term = { { EVIDENCE_REQUESTS, { "inreq_ehc", "InreqEHC" }, 1, false },
                { EVIDENCE_REQUESTS_REFUSED, { "ass_refused_ehc", "AssRefusedEHC" }, 1, false },
                { EVIDENCE_ASSESSMENTS, { "new_all_ehc", "NewallEHC" }, 1, false },
                { EVIDENCE_ASSESSMENTS, { "ass_none_ehc", "AssnoneEHC" }, 1, false },
                { EVIDENCE_NOT_ISSUED, { "ass_none_ehc", "AssnoneEHC" }, 1, false },
                { EVIDENCE_WITHIN_20_WEEKS, { "inc_exc_20week_ehc", "IncExc20weekEHC" }, 1, false },
                { EVIDENCE_CEASED, { "discontinued_total" }, 1, true },
                { EVIDENCE_CEASED, { "discontinued_lea_ehc" }, -1, true },
                { EVIDENCE_CEASED, { "discontinued_lea_noncomp" }, -1, true },
                { EVIDENCE_TRANSFERRED, { "discontinued_lea_ehc" }, 1, true },
                { EVIDENCE_TRANSFERRED, { "discontinued_lea_noncomp" }, 1, true } } },
};
/* Plans that ended are counted whole from 2022: before, at compulsory school age only, and
 * discontinued_total is 'z'. */
enum { N_KIND_OF_FILE = sizeof KIND / sizeof KIND[0] };

/* Topics that any file may have. */
static const char *const NOT_USED[] = { "Ethnicity",
                                        "Sex",
                                        "Years EHC plan in place",
                                        "Years plan held",
                                        "Primary type of need",
                                        "Source of request",
                                        "Type of placement" };

size_t
dfe_kind_count(void)
{
    return N_KIND_OF_FILE;
}

const struct dfe_kind *
dfe_kind_item(size_t i)
{
    return &KIND[i];
}

static bool
is_called(const struct dfe_kind *kind, const char *name)
{
    for (size_t i = 0; i < DFE_MAX_NAME && kind->file[i] != NULL; i++) {
        const size_t n = strlen(kind->file[i]);
        if (strncasecmp(name, kind->file[i], n) == 0 && strcasecmp(name + n, ".csv") == 0)
            return true;
    }
    return false;
}

const struct dfe_kind *
dfe_kind_named(const char *file)
{
    const char *slash = strrchr(file, '/');
    const char *name = slash == NULL ? file : slash + 1;
    for (size_t i = 0; i < N_KIND_OF_FILE; i++)
        if (is_called(&KIND[i], name))
            return &KIND[i];
    return NULL;
}

enum dfe_breakdown
dfe_kind_breakdown(const struct dfe_kind *self, const char *topic)
{
    for (size_t i = 0; i < DFE_MAX_TOPIC && self->topic[i].topic != NULL; i++)
        if (strcasecmp(self->topic[i].topic, topic) == 0)
            return self->topic[i].breakdown;
    for (size_t i = 0; i < sizeof NOT_USED / sizeof NOT_USED[0]; i++)
        if (strcasecmp(NOT_USED[i], topic) == 0)
            return DFE_NOT_USED;
    return DFE_UNKNOWN;
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

int
dfe_year(enum dfe_time time, const char *text)
{
    return time == DFE_ACADEMIC ? dfe_academic_january(text) : dfe_calendar_year(text);
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
