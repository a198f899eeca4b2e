/* What is odd, as a table: where each trap looks, its test, and how its remark begins.
 *
 * Outliers: g = ln(plans(y) / plans(y-1)) of an authority is odd when plans grew by more than 25%
 * or fell by more than 10%, and, where there are enough authorities to compare with, |g - m| > 3 s
 * with m the median of that year and s = 1.4826 times the median of |g - m| (a standard deviation
 * that outliers cannot widen).
 *
 * Flows: January to January, plans change by new plans less ceased ones, if transfers between
 * authorities balance (those inward are not published). What is left over is odd in an authority
 * beyond 5% of its plans and 50. */
#include "evidence_traps.h"

#include "money_traps.h"
#include "text.h"
#include "words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double GROWN = 1.25, FALLEN = 0.90, ROBUST_Z = 3.0, SD_OF_MAD = 1.4826;
static const double LEFT_OVER_SHARE = 0.05, LEFT_OVER_LEAST = 50.0;
static const double SAME_LEAST = 100.0, REGION_LEAST = 100.0;
static const double ROUNDING = 0.5; /* counts that differ by no more are the same */
static const double TWICE_WITHIN = 0.05;
enum { N_TO_COMPARE = 8, ALL_REGIONS = 9, NEARLY_ALL_AUTHORITIES = 140 };

/* ---- where a trap looks */

struct spot {
    const struct margins *margins;
    const struct evidence *evidence;
    enum evidence_measure measure;
    size_t area;
    int year;
    int of; /* what the row of the table says: enum part, enum area_level */
};

static const struct margin *
margin_of(const struct spot *at)
{
    return margins_at(at->margins, at->area, (int)at->measure, at->year);
}

/* Total of a measure in the spot's area, so many years after. */
static double
total_of(const struct spot *at, enum evidence_measure measure, int after)
{
    return margins_at(at->margins, at->area, (int)measure, at->year + after)->total;
}

static const char *
name_of(const struct spot *at)
{
    return at->evidence->area[at->area].name;
}

static struct words
number(double count)
{
    return words_count((unsigned long long)(count + 0.5));
}

/* ---- missing */

static double
known_placements(const struct margin *margin)
{
    return margin->by_category - margin->not_recorded;
}

/* Where some authority's placements are known in the year, all should be. */
static void
missing_placements(const struct spot *year, struct findings *found)
{
    struct spot at = *year;
    bool any = false;
    for (at.area = 0; at.area < at.evidence->n_area && !any; at.area++)
        any = known_placements(margin_of(&at)) > 0.0;
    for (at.area = 0; at.area < at.evidence->n_area && any; at.area++) {
        const struct margin *margin = margin_of(&at);
        if (margin->total > 0.0 && known_placements(margin) <= 0.0)
            findings_add(found, margin->total, "%s %s%d (%s)", name_of(&at),
                         margins_when((int)at.measure), at.year, number(margin->total).text);
    }
}

static void
missing_years(const struct spot *area, struct findings *found)
{
    const char *name = name_of(area), *when = margins_when((int)area->measure);
    struct spot at = *area;
    int from, to, first = 0, last = 0, n = 0;
    if (!margins_years(at.margins, (int)at.measure, &from, &to))
        return;
    for (at.year = from; at.year <= to; at.year++)
        if (!isnan(margin_of(&at)->total)) {
            first = n == 0 ? at.year : first;
            last = at.year;
            n++;
        }
    if (n == 0) {
        findings_add(found, 1.0, "%s in no year", name);
        return;
    }
    if (first > from)
        findings_add(found, first - from, "%s begins %s%d", name, when, first);
    if (last < to)
        findings_add(found, to - last, "%s ends %s%d", name, when, last);
    for (at.year = first + 1; at.year < last; at.year++)
        if (isnan(margin_of(&at)->total))
            findings_add(found, 1.0, "%s %s%d", name, when, at.year);
}

/* ---- sums */

enum part { PART_CATEGORY, PART_AGE, PART_NEED, N_PART };

/* Sum of the parts less the total; 0 when there are no such parts or no total, or they are missing
 * altogether (another remark says so). */
static double
part_excess(const struct margin *margin, int part)
{
    const double sum[N_PART] = { margin->by_category, margin->by_age, margin->by_need };
    const int n[N_PART] = { margin->n_category, margin->ages_overlap ? 0 : margin->n_age,
                            margin->n_need };
    if (n[part] == 0 || isnan(margin->total) || (part == PART_CATEGORY && sum[part] <= 0.0))
        return 0.0;
    return sum[part] - margin->total;
}

static void
sums_of_parts(const struct spot *at, struct findings *found)
{
    const struct margin *margin = margin_of(at);
    const double excess = part_excess(margin, at->of);
    if (fabs(excess) > ROUNDING)
        findings_add(found, fabs(excess), "%s %s%d %s, total %s", name_of(at),
                     margins_when((int)at->measure), at->year, number(margin->total + excess).text,
                     number(margin->total).text);
}

/* Areas of one level against England; the latest year is named first. */
static void
sums_to_england(const struct spot *year, struct findings *found)
{
    struct spot at = *year;
    double sum = 0.0;
    size_t n = 0;
    at.area = 0;
    const double england = margin_of(&at)->total;
    for (at.area = 1; at.area < at.evidence->n_area; at.area++) {
        const double total = margin_of(&at)->total;
        if ((int)at.evidence->area[at.area].level == at.of && !isnan(total)) {
            sum += total;
            n++;
        }
    }
    if (n > 0 && !isnan(england) && fabs(sum - england) > ROUNDING)
        findings_add(found, at.year, "%s%d: %zu have %s of %s", margins_when((int)at.measure),
                     at.year, n, number(sum).text, number(england).text);
}

/* England twice over: the national row and the sum of its parts in one count, or two files that
 * both have it. Asked where its parts are all there, or nearly. */
static void
england_twice(const struct spot *year, struct findings *found)
{
    struct spot at = *year;
    double sum[AREA_AUTHORITY + 1] = { 0.0 };
    size_t n[AREA_AUTHORITY + 1] = { 0 };
    for (at.area = 0; at.area < at.evidence->n_area; at.area++) {
        const double total = margin_of(&at)->total;
        if (!isnan(total)) {
            sum[at.evidence->area[at.area].level] += total;
            n[at.evidence->area[at.area].level]++;
        }
    }
    for (int level = AREA_REGION; level <= AREA_AUTHORITY; level++)
        if (n[level] >= (level == AREA_REGION ? ALL_REGIONS : NEARLY_ALL_AUTHORITIES) &&
            fabs(sum[AREA_ENGLAND] - 2.0 * sum[level]) < TWICE_WITHIN * sum[level]) {
            findings_add(found, at.year, "%s%d: %s, and %zu %s have %s",
                         margins_when((int)at.measure), at.year, number(sum[AREA_ENGLAND]).text,
                         n[level], level == AREA_REGION ? "regions" : "authorities",
                         number(sum[level]).text);
            return;
        }
}

/* -1 when the evidence does not have its region. */
static int
region_of(const struct evidence *self, size_t area)
{
    for (size_t i = 0; i < self->n_area; i++)
        if (self->area[i].level == AREA_REGION &&
            strcmp(self->area[i].name, self->area[area].region) == 0)
            return (int)i;
    return -1;
}

/* An authority that has the whole count of its region was given the wrong row. */
static void
region_instead(const struct spot *at, struct findings *found)
{
    const int region = region_of(at->evidence, at->area);
    const double own = margin_of(at)->total;
    if (region < 0 || !(own >= REGION_LEAST))
        return;
    const struct spot whole = {
        at->margins, at->evidence, at->measure, (size_t)region, at->year, 0
    };
    if (fabs(own - margin_of(&whole)->total) < ROUNDING)
        findings_add(found, own, "%s %s%d: %s", name_of(at), margins_when((int)at->measure),
                     at->year, number(own).text);
}

static void
not_recorded(const struct spot *at, struct findings *found)
{
    const struct margin *margin = margin_of(at);
    if (margin->not_recorded > 0.0)
        findings_add(found, 0.0, "%s%d: %s of %s", margins_when((int)at->measure), at->year,
                     number(margin->not_recorded).text, number(margin->total).text);
}

/* ---- changes from one year to the next */

static int
by_value(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static double
median(double *value, size_t n)
{
    qsort(value, n, sizeof *value, by_value);
    return n % 2 == 1 ? value[n / 2] : 0.5 * (value[n / 2 - 1] + value[n / 2]);
}

static double
growth(const struct spot *at)
{
    const double before = total_of(at, EVIDENCE_PLANS, -1), now = total_of(at, EVIDENCE_PLANS, 0);
    return at->evidence->area[at->area].level == AREA_AUTHORITY && before > 0.0 && now > 0.0
               ? log(now / before)
               : (double)NAN;
}

/* Centre and spread of the authorities' growth in a year; the spread is 0 when there are too few.
 * scratch: [n_area]. */
static void
usual_growth(struct spot at, double *scratch, double *centre, double *spread)
{
    size_t n = 0;
    for (at.area = 0; at.area < at.evidence->n_area; at.area++) {
        const double g = growth(&at);
        if (!isnan(g))
            scratch[n++] = g;
    }
    *centre = *spread = 0.0;
    if (n < N_TO_COMPARE)
        return;
    *centre = median(scratch, n);
    for (size_t i = 0; i < n; i++)
        scratch[i] = fabs(scratch[i] - *centre);
    *spread = SD_OF_MAD * median(scratch, n);
}

static void
outliers(const struct spot *year, struct findings *found)
{
    struct spot at = *year;
    double centre, spread, *scratch = calloc(at.evidence->n_area + 1, sizeof *scratch);
    if (scratch == NULL) {
        found->failed = true;
        return;
    }
    usual_growth(at, scratch, &centre, &spread);
    free(scratch);
    for (at.area = 0; at.area < at.evidence->n_area; at.area++) {
        const double g = growth(&at);
        if (isnan(g) || (g <= log(GROWN) && g >= log(FALLEN)) ||
            fabs(g - centre) <= ROBUST_Z * spread)
            continue;
        findings_add(found, fabs(g - centre), "%s January %d: %s after %s (%+.0f%%)", name_of(&at),
                     at.year, number(total_of(&at, EVIDENCE_PLANS, 0)).text,
                     number(total_of(&at, EVIDENCE_PLANS, -1)).text, 100.0 * expm1(g));
    }
}

/* January y+1 less January y less new plans and plus ceased plans of y; NAN when one of them is not
 * known. */
static double
left_over(const struct spot *at)
{
    return total_of(at, EVIDENCE_PLANS, 1) - total_of(at, EVIDENCE_PLANS, 0) -
           total_of(at, EVIDENCE_NEW_PLANS, 0) + total_of(at, EVIDENCE_CEASED, 0);
}

static void
flows_of_authority(const struct spot *at, struct findings *found)
{
    const double rest = left_over(at), plans = total_of(at, EVIDENCE_PLANS, 0);
    if (!isnan(rest) && fabs(rest) > fmax(LEFT_OVER_SHARE * plans, LEFT_OVER_LEAST))
        findings_add(found, fabs(rest) / plans, "%s %d %+.0f of %s", name_of(at), at->year, rest,
                     number(plans).text);
}

static void
flows_of_england(const struct spot *at, struct findings *found)
{
    const double rest = left_over(at);
    if (!isnan(rest))
        findings_add(found, 0.0, "%d %+.0f", at->year, rest);
}

static void
same(const struct spot *at, struct findings *found)
{
    const double before = total_of(at, at->measure, -1), now = total_of(at, at->measure, 0);
    if (now >= SAME_LEAST && fabs(now - before) < ROUNDING)
        findings_add(found, now, "%s, %s %d and %d: %s", name_of(at),
                     margins_what((int)at->measure), at->year - 1, at->year, number(now).text);
}

/* ---- the table */

enum areas { NO_AREA, EVERY_AREA, AUTHORITIES, FIRST_AREA, ENGLAND };
enum years { NO_YEAR, EVERY_YEAR, ALL_BUT_FIRST, ALL_BUT_LAST };
#define MEASURE(name) (1u << EVIDENCE_##name)

struct trap {
    void (*look)(const struct spot *at, struct findings *found);
    int of;            /* see struct spot */
    enum areas areas;  /* NO_AREA: it goes through them itself */
    enum years years;  /* NO_YEAR: the same */
    unsigned measures; /* one remark on all of them; 0: one on each measure */
    /* How the remark begins. $what: the measure; $n and $s: how many were found, and their plural;
     * $years: those in which authorities have the measure; $area: the first. */
    const char *says;
};

static const struct trap OF_EACH_MEASURE[] = {
    { missing_placements, 0, NO_AREA, EVERY_YEAR, 0,
      "missing: placements of $what are not known in $n area$s and year$s" },
    { missing_years, 0, AUTHORITIES, NO_YEAR, 0, "missing: $what of $years are not whole" },
    { sums_of_parts, PART_CATEGORY, EVERY_AREA, EVERY_YEAR, 0,
      "sums: placements of $what do not add up to the total in $n area$s and year$s" },
    { sums_of_parts, PART_AGE, EVERY_AREA, EVERY_YEAR, 0,
      "sums: ages of $what do not add up to the total in $n area$s and year$s" },
    { sums_of_parts, PART_NEED, EVERY_AREA, EVERY_YEAR, 0,
      "sums: needs of $what do not add up to the total in $n area$s and year$s" },
    { sums_to_england, AREA_REGION, ENGLAND, EVERY_YEAR, 0,
      "sums: $what of regions do not add up to England's" },
    { sums_to_england, AREA_AUTHORITY, ENGLAND, EVERY_YEAR, 0,
      "sums: $what of authorities do not add up to England's" },
    { england_twice, 0, ENGLAND, EVERY_YEAR, 0,
      "outliers: England's $what are twice those of its parts, so it is counted twice" },
    { region_instead, 0, AUTHORITIES, EVERY_YEAR, 0,
      "outliers: $what of $n authorities and years are their whole region's" },
    { not_recorded, 0, FIRST_AREA, EVERY_YEAR, 0, "note: placement not recorded, $what in $area" },
};

static const struct trap OF_SOME_MEASURES[] = {
    { outliers, 0, NO_AREA, ALL_BUT_FIRST, MEASURE(PLANS),
      "outliers: plans changed as nowhere else in $n authorities and years" },
    { flows_of_authority, 0, AUTHORITIES, ALL_BUT_LAST, MEASURE(PLANS),
      "flows: plans changed by more or less than new plans less ceased ones by over 5% in $n "
      "authorities and years" },
    { flows_of_england, 0, ENGLAND, ALL_BUT_LAST, MEASURE(PLANS),
      "note: England's change of plans less new plans plus ceased ones, which should be 0" },
    { same, 0, EVERY_AREA, ALL_BUT_FIRST, MEASURE(PLANS) | MEASURE(NEW_PLANS),
      "same: two years running have one and the same count" },
};

/* Measures in the rows of another: what is odd about them is said of that one. */
static const unsigned WITH_ANOTHER =
    MEASURE(TRANSFERRED) | MEASURE(REQUESTS_REFUSED) | MEASURE(NOT_ISSUED);

static bool
looks_at_area(const struct trap *self, const struct evidence *of, size_t area)
{
    switch (self->areas) {
    case NO_AREA: return area == 0;
    case EVERY_AREA: return true;
    case AUTHORITIES: return of->area[area].level == AREA_AUTHORITY;
    case FIRST_AREA: return area == 0;
    case ENGLAND: return area == 0 && of->area[area].level == AREA_ENGLAND;
    }
    hr_bug("areas %d", (int)self->areas);
}

static void
look_everywhere(const struct trap *self, struct spot at, struct findings *found)
{
    const int first = at.margins->first_year + (self->years == ALL_BUT_FIRST),
              last = self->years == NO_YEAR ? first
                                            : at.margins->last_year - (self->years == ALL_BUT_LAST);
    at.of = self->of;
    for (at.area = 0; at.area < at.evidence->n_area; at.area++)
        for (at.year = first; at.year <= last && looks_at_area(self, at.evidence, at.area);
             at.year++)
            self->look(&at, found);
}

static void
add_years(struct text *to, const struct spot *at)
{
    int first = 0, last = 0;
    (void)margins_years(at->margins, (int)at->measure, &first, &last);
    text_add(to, "%s%d", margins_when((int)at->measure), first);
    if (last > first)
        text_add(to, " to %d", last);
}

static void
add_word(struct text *to, const char *word, const struct spot *at, size_t n)
{
    if (strcmp(word, "what") == 0)
        text_add(to, "%s", margins_what((int)at->measure));
    else if (strcmp(word, "n") == 0)
        text_add(to, "%zu", n);
    else if (strcmp(word, "s") == 0)
        text_add(to, "%s", n == 1 ? "" : "s");
    else if (strcmp(word, "years") == 0)
        add_years(to, at);
    else if (strcmp(word, "area") == 0)
        text_add(to, "%s", at->evidence->area[0].name);
    else
        hr_bug("no word $%s", word);
}

/* The remark on what was found, if anything was. */
static int
say(const struct trap *self, const struct spot *at, struct findings *found, struct evidence *to,
    struct hr_err *err)
{
    struct text opening;
    char *text = NULL;
    text_init(&opening);
    for (const char *from = self->says; *from != '\0' && found->n > 0;) {
        const size_t plain = strcspn(from, "$");
        text_add_bytes(&opening, from, plain);
        from += plain;
        char word[8];
        int length = 0;
        if (sscanf(from, "$%7[a-z]%n", word, &length) == 1)
            add_word(&opening, word, at, found->n);
        from += length;
    }
    int ret = text_take(&opening, &text, err);
    if (ret == 0)
        ret = findings_say(found, text, to, err);
    else
        findings_release(found);
    free(text);
    return ret;
}

/* ---- notes on the whole */

/* Ages from 20 on: single in the January counts, one band among the ceased. */
static int
note_oldest_band(struct evidence *self, struct hr_err *err)
{
    enum { BAND_FROM = 20 };
    bool single = false;
    int band_to = 0;
    for (size_t i = 0; i < self->n_item; i++) {
        const struct observation *item = &self->item[i];
        if (item->from_age < BAND_FROM || item->category != ALL_CATEGORIES ||
            item->need != ALL_NEEDS)
            continue;
        if (item->measure == EVIDENCE_PLANS && item->from_age == item->to_age)
            single = true;
        if (item->measure == EVIDENCE_CEASED && item->to_age > item->from_age)
            band_to = item->to_age;
    }
    if (!single || band_to == 0)
        return 0;
    return evidence_remark(self, err,
                           "note: ceased plans at ages %d to %d are one count: how leaving differs "
                           "between these ages is not known",
                           BAND_FROM, band_to);
}

static int
note_break(struct evidence *self, const struct margins *margins, struct hr_err *err)
{
    enum { PERSON_LEVEL = 2023 };
    bool before = false, after = false;
    for (size_t area = 0; area < self->n_area; area++)
        for (int year = margins->first_year; year <= margins->last_year; year++)
            if (margins_at(margins, area, EVIDENCE_PLANS, year)->n_category > 0)
                *(year < PERSON_LEVEL ? &before : &after) = true;
    if (!before || !after)
        return 0;
    return evidence_remark(
        self, err,
        "break: from January %d returns are about persons, before about totals: categories of not "
        "in education, home "
        "education and education otherwise changed, and placements that were not recorded appear",
        PERSON_LEVEL);
}

/* ---- all */

static int
spring(const struct trap *self, struct spot at, struct evidence *to, struct hr_err *err)
{
    struct findings found = { 0 };
    if (self->measures == 0)
        look_everywhere(self, at, &found);
    for (int measure = 0; measure < N_PEOPLE_MEASURE; measure++)
        if ((self->measures & 1u << measure) != 0) {
            at.measure = (enum evidence_measure)measure;
            look_everywhere(self, at, &found);
        }
    return say(self, &at, &found, to, err);
}

static int
spring_all(struct spot at, struct evidence *to, struct hr_err *err)
{
    int ret = 0;
    for (int measure = 0; measure < N_PEOPLE_MEASURE; measure++) {
        at.measure = (enum evidence_measure)measure;
        for (size_t i = 0; i < sizeof OF_EACH_MEASURE / sizeof OF_EACH_MEASURE[0] && ret == 0; i++)
            if ((WITH_ANOTHER & 1u << measure) == 0)
                ret = spring(&OF_EACH_MEASURE[i], at, to, err);
    }
    for (size_t i = 0; i < sizeof OF_SOME_MEASURES / sizeof OF_SOME_MEASURES[0] && ret == 0; i++)
        ret = spring(&OF_SOME_MEASURES[i], at, to, err);
    return ret;
}

int
evidence_traps(struct evidence *self, struct hr_err *err)
{
    struct margins margins;
    int ret = margins_init(&margins, self, err);
    if (ret == 0)
        ret = spring_all((struct spot){ .margins = &margins, .evidence = self }, self, err);
    if (ret == 0)
        ret = note_break(self, &margins, err);
    if (ret == 0)
        ret = note_oldest_band(self, err);
    margins_release(&margins);
    return ret == 0 ? money_traps(self, err) : ret;
}

int
evidence_remark_gravity(const char *remark)
{
    enum { SUMS = 3 };
    static const char *const KIND[] = { "missing: ",    "outliers: ", "flows: ", "sums: ",
                                        "suppressed: ", "break: ",    "same: ",  "note: " };
    for (size_t i = 0; i < sizeof KIND / sizeof KIND[0]; i++)
        if (strncmp(remark, KIND[i], strlen(KIND[i])) == 0)
            return (int)i;
    return strstr(remark, "counted twice") != NULL ? 0 : SUMS;
}
