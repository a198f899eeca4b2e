/* Changes from one year to the next.
 *
 * Outliers: g = ln(plans(y) / plans(y-1)) of an authority is odd when plans grew by more than 25%
 * or fell by more than 10%, and, where there are enough authorities to tell, |g - m| > 3 s with m
 * the median of that year and s = 1.4826 times the median of |g - m| (a standard deviation that
 * outliers cannot widen).
 *
 * Flows: January to January, plans change by new plans less ceased ones, if transfers between
 * authorities balance (those inward are not published). What is left over is odd in an authority
 * beyond 5% of its plans and 50. */
#include "findings.h"
#include "margins.h"
#include "words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const double GROWN = 1.25, FALLEN = 0.90, ROBUST_Z = 3.0, SD_OF_MAD = 1.4826;
static const double LEFT_OVER_SHARE = 0.05, LEFT_OVER_LEAST = 50.0, SAME_LEAST = 100.0;
enum { N_TO_COMPARE = 8 };

static struct words
number(double count)
{
    return words_count((unsigned long long)(count + 0.5));
}

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
growth(const struct margins *margins, size_t area, int year)
{
    const double before = margins_at(margins, area, EVIDENCE_PLANS, year - 1)->total;
    const double now = margins_at(margins, area, EVIDENCE_PLANS, year)->total;
    return margins->of->area[area].level == AREA_AUTHORITY && before > 0.0 && now > 0.0
               ? log(now / before)
               : (double)NAN;
}

/* Centre and spread of the authorities' growth in a year; the spread is 0 when there are too few to
 * tell. scratch: [n_area]. */
static void
usual_growth(const struct margins *margins, int year, double *scratch, double *centre,
             double *spread)
{
    size_t n = 0;
    for (size_t area = 0; area < margins->of->n_area; area++) {
        const double g = growth(margins, area, year);
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

static int
outliers_of_year(const struct margins *margins, int year, double *scratch, struct findings *found,
                 struct hr_err *err)
{
    double centre, spread;
    int ret = 0;
    usual_growth(margins, year, scratch, &centre, &spread);
    for (size_t area = 0; area < margins->of->n_area && ret == 0; area++) {
        const double g = growth(margins, area, year);
        if (isnan(g) || (g <= log(GROWN) && g >= log(FALLEN)) ||
            fabs(g - centre) <= ROBUST_Z * spread)
            continue;
        ret = findings_add(found, err, fabs(g - centre), "%s January %d: %s after %s (%+.0f%%)",
                           margins->of->area[area].name, year,
                           number(margins_at(margins, area, EVIDENCE_PLANS, year)->total).text,
                           number(margins_at(margins, area, EVIDENCE_PLANS, year - 1)->total).text,
                           100.0 * expm1(g));
    }
    return ret;
}

int
traps_outliers(struct evidence *self, const struct margins *margins, struct hr_err *err)
{
    struct findings found = { 0 };
    char opening[128];
    double *scratch = calloc(self->n_area + 1, sizeof *scratch);
    int ret = scratch == NULL
                  ? hr_fail(err, HR_ENOMEM, "no memory to compare %zu areas", self->n_area)
                  : 0;
    for (int year = margins->first_year + 1; year <= margins->last_year && ret == 0; year++)
        ret = outliers_of_year(margins, year, scratch, &found, err);
    free(scratch);
    snprintf(opening, sizeof opening,
             "outliers: plans changed as nowhere else in %zu authorities and years", found.n);
    return findings_say(&found, ret, opening, self, err);
}

int
traps_same(struct evidence *self, const struct margins *margins, struct hr_err *err)
{
    static const enum evidence_measure LOOKED_AT[] = { EVIDENCE_PLANS, EVIDENCE_NEW_PLANS };
    struct findings found = { 0 };
    int ret = 0;
    for (size_t i = 0; i < sizeof LOOKED_AT / sizeof LOOKED_AT[0]; i++)
        for (size_t area = 0; area < self->n_area; area++)
            for (int year = margins->first_year + 1; year <= margins->last_year && ret == 0;
                 year++) {
                const double before = margins_at(margins, area, (int)LOOKED_AT[i], year - 1)->total;
                const double now = margins_at(margins, area, (int)LOOKED_AT[i], year)->total;
                if (now >= SAME_LEAST && fabs(now - before) < 0.5)
                    ret = findings_add(&found, err, now, "%s, %s %d and %d: %s",
                                       self->area[area].name, margins_what((int)LOOKED_AT[i]),
                                       year - 1, year, number(now).text);
            }
    return findings_say(&found, ret, "same: two years running have one and the same count", self,
                        err);
}

/* January y+1 less January y less new plans and plus ceased plans of y; NAN when one of them is not
 * known. */
static double
left_over(const struct margins *margins, size_t area, int year)
{
    return margins_at(margins, area, EVIDENCE_PLANS, year + 1)->total -
           margins_at(margins, area, EVIDENCE_PLANS, year)->total -
           margins_at(margins, area, EVIDENCE_NEW_PLANS, year)->total +
           margins_at(margins, area, EVIDENCE_CEASED, year)->total;
}

static int
flows_of_authorities(struct evidence *self, const struct margins *margins, struct hr_err *err)
{
    struct findings found = { 0 };
    char opening[200];
    int ret = 0;
    for (size_t area = 0; area < self->n_area; area++)
        for (int year = margins->first_year; year < margins->last_year && ret == 0; year++) {
            const double rest = left_over(margins, area, year),
                         plans = margins_at(margins, area, EVIDENCE_PLANS, year)->total;
            if (self->area[area].level == AREA_AUTHORITY && !isnan(rest) &&
                fabs(rest) > fmax(LEFT_OVER_SHARE * plans, LEFT_OVER_LEAST))
                ret = findings_add(&found, err, fabs(rest) / plans, "%s %d %+.0f of %s",
                                   self->area[area].name, year, rest, number(plans).text);
        }
    snprintf(opening, sizeof opening,
             "flows: plans changed by more or less than new plans less ceased ones by over 5%% in "
             "%zu authorities and years",
             found.n);
    return findings_say(&found, ret, opening, self, err);
}

static int
flows_of_england(struct evidence *self, const struct margins *margins, struct hr_err *err)
{
    struct findings found = { 0 };
    int ret = 0;
    if (self->n_area == 0 || self->area[0].level != AREA_ENGLAND)
        return 0;
    for (int year = margins->first_year; year < margins->last_year && ret == 0; year++) {
        const double rest = left_over(margins, 0, year);
        if (!isnan(rest))
            ret = findings_add(&found, err, 0.0, "%d %+.0f", year, rest);
    }
    return findings_say(
        &found, ret,
        "note: England's change of plans less new plans plus ceased ones, which should be 0", self,
        err);
}

int
traps_flows(struct evidence *self, const struct margins *margins, struct hr_err *err)
{
    const int ret = flows_of_authorities(self, margins, err);
    return ret == 0 ? flows_of_england(self, margins, err) : ret;
}
