/* What is odd, as a table: where each trap looks, its test, and how its remark begins. */
#include "evidence_traps.h"

#include "evidence_changes.h"
#include "evidence_codes.h"
#include "evidence_money.h"
#include "evidence_people.h"
#include "evidence_sizes.h"
#include "text.h"
#include "words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double REGION_LEAST = 100.0;
static const double TWICE_WITHIN = 0.05;
enum { ALL_REGIONS = 9, NEARLY_ALL_AUTHORITIES = 140 };

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
        any = known_placements(spot_margin(&at)) > 0.0;
    for (at.area = 0; at.area < at.evidence->n_area && any; at.area++) {
        const struct margin *margin = spot_margin(&at);
        if (margin->total > 0.0 && known_placements(margin) <= 0.0)
            findings_add(found, margin->total, "%s %s%d (%s)", spot_name(&at),
                         margins_when((int)at.measure), at.year, words_rounded(margin->total).text);
    }
}

static void
missing_years(const struct spot *area, struct findings *found)
{
    const char *name = spot_name(area), *when = margins_when((int)area->measure);
    struct spot at = *area;
    int from, to, first = 0, last = 0, n = 0;
    if (!margins_years(at.margins, (int)at.measure, &from, &to))
        return;
    for (at.year = from; at.year <= to; at.year++)
        if (!isnan(spot_margin(&at)->total)) {
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
        if (isnan(spot_margin(&at)->total))
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
    const struct margin *margin = spot_margin(at);
    const double excess = part_excess(margin, at->of);
    if (fabs(excess) > ROUNDING)
        findings_add(found, fabs(excess), "%s %s%d %s, total %s", spot_name(at),
                     margins_when((int)at->measure), at->year,
                     words_rounded(margin->total + excess).text, words_rounded(margin->total).text);
}

/* Areas of one level against England; the latest year is named first. */
static void
sums_to_england(const struct spot *year, struct findings *found)
{
    struct spot at = *year;
    double sum = 0.0;
    size_t n = 0;
    at.area = 0;
    const double england = spot_margin(&at)->total;
    for (at.area = 1; at.area < at.evidence->n_area; at.area++) {
        const double total = spot_margin(&at)->total;
        if ((int)at.evidence->area[at.area].level == at.of && !isnan(total)) {
            sum += total;
            n++;
        }
    }
    if (n > 0 && !isnan(england) && fabs(sum - england) > ROUNDING)
        findings_add(found, at.year, "%s%d: %zu have %s of %s", margins_when((int)at.measure),
                     at.year, n, words_rounded(sum).text, words_rounded(england).text);
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
        const double total = spot_margin(&at)->total;
        if (!isnan(total)) {
            sum[at.evidence->area[at.area].level] += total;
            n[at.evidence->area[at.area].level]++;
        }
    }
    for (int level = AREA_REGION; level <= AREA_AUTHORITY; level++)
        if (n[level] >= (level == AREA_REGION ? ALL_REGIONS : NEARLY_ALL_AUTHORITIES) &&
            fabs(sum[AREA_ENGLAND] - 2.0 * sum[level]) < TWICE_WITHIN * sum[level]) {
            findings_add(
                found, at.year, "%s%d: %s, and %zu %s have %s", margins_when((int)at.measure),
                at.year, words_rounded(sum[AREA_ENGLAND]).text, n[level],
                level == AREA_REGION ? "regions" : "authorities", words_rounded(sum[level]).text);
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
    const double own = spot_margin(at)->total;
    if (region < 0 || !(own >= REGION_LEAST))
        return;
    const struct spot whole = {
        at->margins, at->evidence, at->measure, (size_t)region, at->year, 0
    };
    if (fabs(own - spot_margin(&whole)->total) < ROUNDING)
        findings_add(found, own, "%s %s%d: %s", spot_name(at), margins_when((int)at->measure),
                     at->year, words_rounded(own).text);
}

static void
not_recorded(const struct spot *at, struct findings *found)
{
    const struct margin *margin = spot_margin(at);
    if (margin->not_recorded > 0.0)
        findings_add(found, 0.0, "%s%d: %s of %s", margins_when((int)at->measure), at->year,
                     words_rounded(margin->not_recorded).text, words_rounded(margin->total).text);
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
    { outlying_changes, 0, NO_AREA, ALL_BUT_FIRST, MEASURE(PLANS),
      "outliers: plans changed as nowhere else in $n authorities and years" },
    { unexplained_changes, 0, AUTHORITIES, ALL_BUT_LAST, MEASURE(PLANS),
      "flows: plans changed by more or less than new plans less ceased ones by over 5% in $n "
      "authorities and years" },
    { unexplained_of_england, 0, ENGLAND, ALL_BUT_LAST, MEASURE(PLANS),
      "note: England's change of plans less new plans plus ceased ones, which should be 0" },
    { same_count, 0, EVERY_AREA, ALL_BUT_FIRST, MEASURE(PLANS) | MEASURE(NEW_PLANS),
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
    if (ret == 0)
        ret = evidence_sizes(self, err);
    if (ret == 0)
        ret = evidence_people(self, err);
    if (ret == 0)
        ret = evidence_codes(self, err);
    return ret == 0 ? evidence_money(self, err) : ret;
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
