/* What is missing and what does not add up. Changes from year to year are in
 * evidence_traps_change.c. */
#include "evidence_traps.h"

#include "findings.h"
#include "margins.h"
#include "words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* Some authority's placements are known in that year: then all should be. */
static bool
year_has_placements(const struct margins *margins, int measure, int year)
{
    for (size_t area = 0; area < margins->of->n_area; area++)
        if (known_placements(margins_at(margins, area, measure, year)) > 0.0)
            return true;
    return false;
}

static int
missing_placements(struct evidence *self, const struct margins *margins, int measure,
                   struct hr_err *err)
{
    struct findings found = { 0 };
    char opening[128];
    int ret = 0;
    for (int year = margins->first_year; year <= margins->last_year && ret == 0; year++) {
        if (!year_has_placements(margins, measure, year))
            continue;
        for (size_t area = 0; area < self->n_area && ret == 0; area++) {
            const struct margin *margin = margins_at(margins, area, measure, year);
            if (margin->total > 0.0 && known_placements(margin) <= 0.0)
                ret =
                    findings_add(&found, err, margin->total, "%s %s%d (%s)", self->area[area].name,
                                 margins_when(measure), year, number(margin->total).text);
        }
    }
    snprintf(opening, sizeof opening,
             "missing: placements of %s are not known in %zu area%s and year%s",
             margins_what(measure), found.n, found.n == 1 ? "" : "s", found.n == 1 ? "" : "s");
    return findings_say(&found, ret, opening, self, err);
}

static int
missing_years_of(const struct margins *margins, size_t area, int measure, const int years[2],
                 struct findings *found, struct hr_err *err)
{
    const char *name = margins->of->area[area].name, *when = margins_when(measure);
    int first = 0, last = 0, n = 0, ret = 0;
    for (int year = years[0]; year <= years[1]; year++)
        if (!isnan(margins_at(margins, area, measure, year)->total)) {
            first = n == 0 ? year : first;
            last = year;
            n++;
        }
    if (n == 0)
        return findings_add(found, err, 1.0, "%s in no year", name);
    if (first > years[0])
        ret = findings_add(found, err, first - years[0], "%s begins %s%d", name, when, first);
    if (ret == 0 && last < years[1])
        ret = findings_add(found, err, years[1] - last, "%s ends %s%d", name, when, last);
    for (int year = first + 1; year < last && ret == 0; year++)
        if (isnan(margins_at(margins, area, measure, year)->total))
            ret = findings_add(found, err, 1.0, "%s %s%d", name, when, year);
    return ret;
}

static int
missing_years(struct evidence *self, const struct margins *margins, int measure, struct hr_err *err)
{
    struct findings found = { 0 };
    char opening[128], until[16] = "";
    int years[2], ret = 0;
    if (!margins_years(margins, measure, &years[0], &years[1]))
        return 0;
    for (size_t area = 0; area < self->n_area && ret == 0; area++)
        if (self->area[area].level == AREA_AUTHORITY)
            ret = missing_years_of(margins, area, measure, years, &found, err);
    if (years[1] > years[0])
        snprintf(until, sizeof until, " to %d", years[1]);
    snprintf(opening, sizeof opening, "missing: %s of %s%d%s are not whole", margins_what(measure),
             margins_when(measure), years[0], until);
    return findings_say(&found, ret, opening, self, err);
}

/* ---- sums */

enum part { PART_CATEGORY, PART_AGE, PART_NEED, N_PART };

/* Sum of the parts less the total; 0 when there are no such parts or no total, or they are missing
 * altogether (told apart). */
static double
part_excess(const struct margin *margin, enum part part)
{
    const double sum[N_PART] = { margin->by_category, margin->by_age, margin->by_need };
    const int n[N_PART] = { margin->n_category, margin->ages_overlap ? 0 : margin->n_age,
                            margin->n_need };
    if (n[part] == 0 || isnan(margin->total) || (part == PART_CATEGORY && sum[part] <= 0.0))
        return 0.0;
    return sum[part] - margin->total;
}

static int
sums_of_parts(struct evidence *self, const struct margins *margins, int measure, enum part part,
              struct hr_err *err)
{
    static const char *const PART[N_PART] = { "placements", "ages", "needs" };
    struct findings found = { 0 };
    char opening[160];
    int ret = 0;
    for (size_t area = 0; area < self->n_area && ret == 0; area++)
        for (int year = margins->first_year; year <= margins->last_year && ret == 0; year++) {
            const struct margin *margin = margins_at(margins, area, measure, year);
            const double excess = part_excess(margin, part);
            if (fabs(excess) > 0.5)
                ret = findings_add(&found, err, fabs(excess), "%s %s%d %s, total %s",
                                   self->area[area].name, margins_when(measure), year,
                                   number(margin->total + excess).text, number(margin->total).text);
        }
    snprintf(opening, sizeof opening,
             "sums: %s of %s do not add up to the total in %zu area%s and year%s", PART[part],
             margins_what(measure), found.n, found.n == 1 ? "" : "s", found.n == 1 ? "" : "s");
    return findings_say(&found, ret, opening, self, err);
}

/* Areas of one level against England, year by year; the latest year is told first. */
static int
sums_to_england(struct evidence *self, const struct margins *margins, int measure, int level,
                struct hr_err *err)
{
    struct findings found = { 0 };
    char opening[160];
    int ret = 0;
    if (self->n_area == 0 || self->area[0].level != AREA_ENGLAND)
        return 0;
    for (int year = margins->first_year; year <= margins->last_year && ret == 0; year++) {
        const double england = margins_at(margins, 0, measure, year)->total;
        double sum = 0.0;
        size_t n = 0;
        for (size_t area = 1; area < self->n_area; area++) {
            const double total = margins_at(margins, area, measure, year)->total;
            if (self->area[area].level == level && !isnan(total)) {
                sum += total;
                n++;
            }
        }
        if (n > 0 && !isnan(england) && fabs(sum - england) > 0.5)
            ret = findings_add(&found, err, year, "%s%d: %zu have %s of %s", margins_when(measure),
                               year, n, number(sum).text, number(england).text);
    }
    snprintf(opening, sizeof opening, "sums: %s of %s do not add up to England's",
             margins_what(measure), level == AREA_REGION ? "regions" : "authorities");
    return findings_say(&found, ret, opening, self, err);
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
static int
region_instead(struct evidence *self, const struct margins *margins, int measure,
               struct hr_err *err)
{
    static const double least = 100.0;
    struct findings found = { 0 };
    char opening[128];
    int ret = 0;
    for (size_t area = 0; area < self->n_area && ret == 0; area++) {
        const int region = self->area[area].level == AREA_AUTHORITY ? region_of(self, area) : -1;
        for (int year = margins->first_year; year <= margins->last_year && ret == 0 && region >= 0;
             year++) {
            const double own = margins_at(margins, area, measure, year)->total;
            if (own >= least &&
                fabs(own - margins_at(margins, (size_t)region, measure, year)->total) < 0.5)
                ret = findings_add(&found, err, own, "%s %s%d: %s", self->area[area].name,
                                   margins_when(measure), year, number(own).text);
        }
    }
    snprintf(opening, sizeof opening,
             "outliers: %s of %zu authorities and years are their whole region's",
             margins_what(measure), found.n);
    return findings_say(&found, ret, opening, self, err);
}

/* ---- notes */

static int
note_not_recorded(struct evidence *self, const struct margins *margins, int measure,
                  struct hr_err *err)
{
    struct findings found = { 0 };
    char opening[128];
    int ret = 0;
    for (int year = margins->first_year; year <= margins->last_year && ret == 0 && self->n_area > 0;
         year++) {
        const struct margin *margin = margins_at(margins, 0, measure, year);
        if (margin->not_recorded > 0.0)
            ret = findings_add(&found, err, 0.0, "%s%d: %s of %s", margins_when(measure), year,
                               number(margin->not_recorded).text, number(margin->total).text);
    }
    snprintf(opening, sizeof opening, "note: placement not recorded, %s in %s",
             margins_what(measure), self->n_area > 0 ? self->area[0].name : "");
    return findings_say(&found, ret, opening, self, err);
}

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
        "education and education otherwise changed, and placements that nobody recorded appear",
        PERSON_LEVEL);
}

/* ---- all */

/* Measures that stand in the rows of another: what is odd about them was said of that one. */
static bool
is_beside_another(int measure)
{
    return measure == EVIDENCE_TRANSFERRED || measure == EVIDENCE_REQUESTS_REFUSED ||
           measure == EVIDENCE_NOT_ISSUED;
}

static int
traps_of_measure(struct evidence *self, const struct margins *margins, int measure,
                 struct hr_err *err)
{
    if (is_beside_another(measure))
        return 0;
    int ret = missing_placements(self, margins, measure, err);
    if (ret == 0)
        ret = missing_years(self, margins, measure, err);
    for (int part = 0; part < N_PART && ret == 0; part++)
        ret = sums_of_parts(self, margins, measure, (enum part)part, err);
    if (ret == 0)
        ret = sums_to_england(self, margins, measure, AREA_REGION, err);
    if (ret == 0)
        ret = sums_to_england(self, margins, measure, AREA_AUTHORITY, err);
    if (ret == 0)
        ret = region_instead(self, margins, measure, err);
    return ret == 0 ? note_not_recorded(self, margins, measure, err) : ret;
}

int
evidence_traps(struct evidence *self, struct hr_err *err)
{
    struct margins margins;
    int ret = margins_init(&margins, self, err);
    for (int measure = 0; measure < N_EVIDENCE_MEASURE && ret == 0; measure++)
        ret = traps_of_measure(self, &margins, measure, err);
    if (ret == 0)
        ret = traps_outliers(self, &margins, err);
    if (ret == 0)
        ret = traps_flows(self, &margins, err);
    if (ret == 0)
        ret = traps_same(self, &margins, err);
    if (ret == 0)
        ret = note_break(self, &margins, err);
    if (ret == 0)
        ret = note_oldest_band(self, err);
    margins_release(&margins);
    return ret;
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
