#include "evidence_people.h"

#include "evidence_traps.h"
#include "words.h"

#include <math.h>
#include <stdlib.h>

enum { N_AGE = 26, CHILDREN = 18, NEARLY_ALL = 140, MANY = 20, YEARS_BACK = 12, NEAR_YEARS = 6 };
enum { FIRST_YEAR = 1990, LAST_YEAR = 2100 };

static const double LEAST_PEOPLE = 500.0, OF_THE_LAST[2] = { 0.6, 1.7 };
static const double APART = 0.1, A_HEAD[2] = { 2.0 / 3.0, 1.5 };

static double
at_ages(const struct place *at, int year, int first, int last)
{
    return evidence_at_ages(at->of, at->area, EVIDENCE_POPULATION, year,
                            (struct ages){ first, last });
}

/* ---- from year to year */

/* Sums over the ages that both years have, in *now and *before; false: none. */
static bool
of_both(const struct place *at, int before_year, double *now, double *before)
{
    *now = at_ages(at, at->year, 0, CHILDREN - 1);
    *before = at_ages(at, before_year, 0, CHILDREN - 1);
    if (!isnan(*now) && !isnan(*before))
        return true;
    *now = *before = 0.0;
    for (int age = 0; age < N_AGE; age++) {
        const double x = at_ages(at, at->year, age, age), y = at_ages(at, before_year, age, age);
        *now += isnan(x) || isnan(y) ? 0.0 : x;
        *before += isnan(x) || isnan(y) ? 0.0 : y;
    }
    return fmax(*now, *before) > 0.0;
}

static void
from_the_last(const struct place *at, struct findings *found)
{
    double now, before;
    int year = at->year - 1;
    while (year > at->year - YEARS_BACK && !of_both(at, year, &now, &before))
        year--;
    if (!of_both(at, year, &now, &before) || fmax(now, before) < LEAST_PEOPLE)
        return;
    if (now < OF_THE_LAST[0] * before || now > OF_THE_LAST[1] * before)
        findings_add(found, fabs(log((now + 1.0) / (before + 1.0))), "%s mid-%d: %s, and %s in %d",
                     at->of->area[at->area].name, at->year, words_rounded(now).text,
                     words_rounded(before).text, year);
}

/* ---- England's */

/* Of ages 0 to 24 one by one, else of 0 to 17; NAN: not known. */
static double
people_of(const struct place *at, bool children)
{
    double sum = children ? at_ages(at, at->year, 0, CHILDREN - 1) : 0.0;
    for (int age = 0; age < N_AGE - 1 && !children; age++)
        sum += at_ages(at, at->year, age, age);
    return sum;
}

struct sums { /* of authorities that have both */
    double people, plans;
    int n, n_people;
    double all_people; /* of those with people, with plans or without */
};

static struct sums
sum_authorities(const struct place *england, bool children)
{
    struct sums sums = { .n = 0 };
    struct place at = *england;
    for (at.area = 0; at.area < (int)at.of->n_area; at.area++) {
        const double people = people_of(&at, children),
                     plans = evidence_total(at.of, at.area, EVIDENCE_PLANS, at.year + 1);
        if (at.of->area[at.area].level != AREA_AUTHORITY || isnan(people))
            continue;
        sums.all_people += people;
        sums.n_people++;
        sums.people += isnan(plans) ? 0.0 : people;
        sums.plans += isnan(plans) ? 0.0 : plans;
        sums.n += !isnan(plans);
    }
    return sums;
}

static void
englands_of(const struct place *at, bool children, struct findings *found)
{
    const double people = people_of(at, children),
                 plans = evidence_total(at->of, at->area, EVIDENCE_PLANS, at->year + 1);
    if (!(people > 0.0))
        return;
    const struct sums sums = sum_authorities(at, children);
    const double of_all = people / sums.all_people,
                 a_head = plans / people / (sums.plans / sums.people);
    if ((sums.n_people >= NEARLY_ALL && of_all > 1.0 + APART) ||
        (sums.n_people > 0 && of_all < 1.0 - APART))
        findings_add(found, fabs(log(of_all)), "mid-%d: %s, and %d authorities have %s", at->year,
                     words_rounded(people).text, sums.n_people,
                     words_rounded(sums.all_people).text);
    else if (sums.n >= MANY && (a_head < A_HEAD[0] || a_head > A_HEAD[1]))
        findings_add(found, fabs(log(a_head)),
                     "mid-%d: %s, of whom %.1f%% have a plan, and %.1f%% in %d authorities",
                     at->year, words_rounded(people).text, 100.0 * plans / people,
                     100.0 * sums.plans / sums.people, sums.n);
}

static void
englands(const struct place *at, struct findings *found)
{
    if (at->of->area[at->area].level != AREA_ENGLAND)
        return;
    englands_of(at, false, found);
    englands_of(at, true, found);
}

/* ---- people and plans of other times */

static bool
has_people(const struct place *at, int year)
{
    bool any = !isnan(at_ages(at, year, 0, CHILDREN - 1));
    for (int age = 0; age < N_AGE && !any; age++)
        any = !isnan(at_ages(at, year, age, age));
    return any;
}

/* Of an area's last January: no people of a year near it, and some of another. */
static void
other_times(const struct place *at, struct findings *found)
{
    if (isnan(evidence_total(at->of, at->area, EVIDENCE_PLANS, at->year)))
        return;
    for (int year = at->year + 1; year <= LAST_YEAR; year++)
        if (!isnan(evidence_total(at->of, at->area, EVIDENCE_PLANS, year)))
            return;
    int other = 0;
    for (int year = FIRST_YEAR; year <= LAST_YEAR; year++)
        if (has_people(at, year)) {
            if (abs(year - at->year) <= NEAR_YEARS)
                return;
            other = year;
        }
    if (other != 0)
        findings_add(found, abs(other - at->year), "%s: plans of January %d, people of mid-%d",
                     at->of->area[at->area].name, at->year, other);
}

/* ---- all */

static const struct look LOOK[] = {
    { from_the_last, "outliers: people of an area are far from those of its last year: is one year "
                     "in thousands?" },
    { englands, "outliers: England's people do not fit those of its authorities: are they counted "
                "twice?" },
    { other_times, "missing: people of a year near the last plans: is a year wrong?" },
};

static bool
is_looked_at(int measure)
{
    return measure == EVIDENCE_POPULATION || measure == EVIDENCE_PLANS;
}

int
evidence_people(struct evidence *self, struct hr_err *err)
{
    return looks_say(LOOK, sizeof LOOK / sizeof LOOK[0], is_looked_at, self, err);
}
