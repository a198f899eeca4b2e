#include "evidence_changes.h"

#include "words.h"

#include <math.h>
#include <stdlib.h>

static const double GROWN = 1.25, FALLEN = 0.90, ROBUST_Z = 3.0, SD_OF_MAD = 1.4826;
static const double LEFT_OVER_SHARE = 0.05, LEFT_OVER_LEAST = 50.0, SAME_LEAST = 100.0;
enum { N_TO_COMPARE = 8 };

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
    const double before = spot_total(at, EVIDENCE_PLANS, -1),
                 now = spot_total(at, EVIDENCE_PLANS, 0);
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

void
outlying_changes(const struct spot *year, struct findings *found)
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
        findings_add(found, fabs(g - centre), "%s January %d: %s after %s (%+.0f%%)",
                     spot_name(&at), at.year,
                     words_rounded(spot_total(&at, EVIDENCE_PLANS, 0)).text,
                     words_rounded(spot_total(&at, EVIDENCE_PLANS, -1)).text, 100.0 * expm1(g));
    }
}

/* January y+1 less January y less new plans and plus ceased plans of y; NAN when one of them is not
 * known. */
static double
left_over(const struct spot *at)
{
    return spot_total(at, EVIDENCE_PLANS, 1) - spot_total(at, EVIDENCE_PLANS, 0) -
           spot_total(at, EVIDENCE_NEW_PLANS, 0) + spot_total(at, EVIDENCE_CEASED, 0);
}

void
unexplained_changes(const struct spot *at, struct findings *found)
{
    const double rest = left_over(at), plans = spot_total(at, EVIDENCE_PLANS, 0);
    if (!isnan(rest) && fabs(rest) > fmax(LEFT_OVER_SHARE * plans, LEFT_OVER_LEAST))
        findings_add(found, fabs(rest) / plans, "%s %d %+.0f of %s", spot_name(at), at->year, rest,
                     words_rounded(plans).text);
}

void
unexplained_of_england(const struct spot *at, struct findings *found)
{
    const double rest = left_over(at);
    if (!isnan(rest))
        findings_add(found, 0.0, "%d %+.0f", at->year, rest);
}

void
same_count(const struct spot *at, struct findings *found)
{
    const double before = spot_total(at, at->measure, -1), now = spot_total(at, at->measure, 0);
    if (now >= SAME_LEAST && fabs(now - before) < ROUNDING)
        findings_add(found, now, "%s, %s %d and %d: %s", spot_name(at),
                     margins_what((int)at->measure), at->year - 1, at->year,
                     words_rounded(now).text);
}
