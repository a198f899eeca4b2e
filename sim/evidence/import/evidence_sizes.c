#include "evidence_sizes.h"

#include "evidence_traps.h"
#include "words.h"

#include <math.h>

enum { OLDEST = 25, N_AGE = OLDEST + 1, MOST_AGES = 20, LEAST_AGES = 5, LAST_OF_CHILDREN = 17 };

static const double TIMES = 3.0, LEAST_OFF = 30.0;        /* one age beside two others */
static const double OF_AN_AGE = 0.25, LEAST_PLANS = 20.0; /* plans of people */
static const double OF_ALL[2] = { 0.004, 0.18 };
static const double LEAST_TO_COMPARE = 100.0;

static double
at_age(const struct place *at, enum evidence_measure measure, int year, int age)
{
    return evidence_at_ages(at->of, at->area, measure, year, (struct ages){ age, age });
}

static const char *
name_of(const struct place *at)
{
    return at->of->area[at->area].name;
}

/* ---- one age beside those next to it */

/* The first age has two older ones beside it. */
static void
look_at_age(const struct place *at, enum evidence_measure measure, int age, struct findings *found)
{
    const int before = age == 0 ? 2 : age - 1;
    const double now = at_age(at, measure, at->year, age),
                 younger = at_age(at, measure, at->year, before),
                 older = at_age(at, measure, at->year, age + 1);
    if (!(now > TIMES * fmax(younger, older) + LEAST_OFF) &&
        !(TIMES * now + LEAST_OFF < fmin(younger, older)))
        return;
    if (isnan(younger) || isnan(older))
        return;
    findings_add(found, fabs(log((now + 1.0) / (younger + 1.0))),
                 "%s %d: %s of age %d, %s and %s of ages %d and %d", name_of(at), at->year,
                 words_rounded(now).text, age, words_rounded(younger).text,
                 words_rounded(older).text, before, age + 1);
}

static void
one_age_of_plans(const struct place *at, struct findings *found)
{
    for (int age = 1; age < OLDEST; age++)
        look_at_age(at, EVIDENCE_PLANS, age, found);
}

static void
one_age_of_people(const struct place *at, struct findings *found)
{
    for (int age = 0; age < OLDEST; age++)
        look_at_age(at, EVIDENCE_POPULATION, age, found);
}

/* Ages that are not there, where most are: of all, or between the first and the last. */
static void
missing_ages(const struct place *at, struct findings *found)
{
    int n = 0, from = N_AGE, to = -1, first = -1, n_missing = 0;
    for (int age = 0; age < N_AGE; age++)
        if (!isnan(at_age(at, EVIDENCE_POPULATION, at->year, age))) {
            from = age < from ? age : from;
            to = age;
            n++;
        }
    if (n >= MOST_AGES) {
        from = 0;
        to = N_AGE - 1;
    }
    for (int age = to; age >= from; age--)
        if (isnan(at_age(at, EVIDENCE_POPULATION, at->year, age))) {
            first = age;
            n_missing++;
        }
    if (n < LEAST_AGES || n_missing == 0)
        return;
    if (n_missing == 1)
        findings_add(found, 1.0, "%s mid-%d: age %d", name_of(at), at->year, first);
    else
        findings_add(found, n_missing, "%s mid-%d: age %d and %d more", name_of(at), at->year,
                     first, n_missing - 1);
}

/* ---- plans beside people */

/* The mid-year before a January, else the nearest within two years of it. */
static int
mid_year_of(const struct place *at, int age)
{
    static const int AFTER[] = { -1, 0, -2, 1, -3 };
    for (size_t i = 0; i < sizeof AFTER / sizeof AFTER[0]; i++)
        if (!isnan(at_age(at, EVIDENCE_POPULATION, at->year + AFTER[i], age)))
            return at->year + AFTER[i];
    return 0;
}

static void
plans_of_an_age(const struct place *at, struct findings *found)
{
    for (int age = 0; age < N_AGE; age++) {
        const double plans = at_age(at, EVIDENCE_PLANS, at->year, age);
        const int mid_year = plans >= LEAST_PLANS ? mid_year_of(at, age) : 0;
        const double people = at_age(at, EVIDENCE_POPULATION, mid_year, age);
        if (mid_year != 0 && plans > OF_AN_AGE * people)
            findings_add(found, plans / (people + 1.0), "%s January %d, age %d: %s of %s",
                         name_of(at), at->year, age, words_rounded(plans).text,
                         words_rounded(people).text);
    }
}

/* Of ages 0 to 24, which every table of people has, else of 0 to 17; NAN: not known. */
static double
people_of(const struct place *at, int year, int *last)
{
    double sum = 0.0;
    for (int age = 0; age < OLDEST; age++)
        sum += at_age(at, EVIDENCE_POPULATION, year, age);
    *last = isnan(sum) ? LAST_OF_CHILDREN : OLDEST - 1;
    return isnan(sum) ? evidence_at_ages(at->of, at->area, EVIDENCE_POPULATION, year,
                                         (struct ages){ 0, LAST_OF_CHILDREN })
                      : sum;
}

static void
plans_of_all(const struct place *at, struct findings *found)
{
    const double plans = evidence_total(at->of, at->area, EVIDENCE_PLANS, at->year);
    int last;
    const double people = people_of(at, at->year - 1, &last), share = plans / people;
    if (plans >= LEAST_TO_COMPARE && (share < OF_ALL[0] || share > OF_ALL[1]))
        findings_add(found, fabs(log(share / 0.03)), "%s January %d: %s of %s of ages 0 to %d",
                     name_of(at), at->year, words_rounded(plans).text, words_rounded(people).text,
                     last);
}

/* ---- totals beside each other */

static const struct ratio {
    enum evidence_measure one, other; /* of one year */
    double low, high;                 /* of the other */
} RATIO[] = {
    { EVIDENCE_NEW_PLANS, EVIDENCE_PLANS, 0.02, 0.8 },
    { EVIDENCE_CEASED, EVIDENCE_PLANS, 0.002, 0.6 },
    { EVIDENCE_REQUESTS, EVIDENCE_NEW_PLANS, 0.4, 10.0 },
    { EVIDENCE_ASSESSMENTS, EVIDENCE_NEW_PLANS, 0.4, 4.0 },
    { EVIDENCE_REQUESTS_REFUSED, EVIDENCE_REQUESTS, 0.0, 1.0 },
    { EVIDENCE_WITHIN_20_WEEKS, EVIDENCE_NEW_PLANS, 0.0, 1.5 },
    { EVIDENCE_APPEALS, EVIDENCE_NEW_PLANS, 0.0, 1.5 },
};

static void
ratios(const struct place *at, struct findings *found)
{
    for (size_t i = 0; i < sizeof RATIO / sizeof RATIO[0]; i++) {
        const struct ratio *ratio = &RATIO[i];
        const double one = evidence_total(at->of, at->area, ratio->one, at->year),
                     other = evidence_total(at->of, at->area, ratio->other, at->year),
                     share = one / other;
        if (fmax(one, other) >= LEAST_TO_COMPARE && (share < ratio->low || share > ratio->high))
            findings_add(found, fabs(log((one + 1.0) / (other + 1.0))), "%s %d: %s %s, %s %s",
                         name_of(at), at->year, words_rounded(one).text,
                         margins_what((int)ratio->one), words_rounded(other).text,
                         margins_what((int)ratio->other));
    }
}

/* ---- all */

static const struct look LOOK[] = {
    { one_age_of_plans, "outliers: plans of one age are far from those of the ages beside it: is a "
                        "digit wrong?" },
    { one_age_of_people, "outliers: people of one age are far from those of the ages beside it: is "
                         "a digit wrong?" },
    { missing_ages, "missing: people of some ages are not given" },
    { plans_of_an_age, "outliers: over a quarter of all people of an age have a plan: are both "
                       "columns what they say?" },
    { plans_of_all, "outliers: plans and people do not fit: is one of them in thousands?" },
    { ratios, "outliers: totals of one year do not fit each other" },
};

static bool
is_looked_at(int measure)
{
    return measure < N_PEOPLE_MEASURE;
}

int
evidence_sizes(struct evidence *self, struct hr_err *err)
{
    return looks_say(LOOK, sizeof LOOK / sizeof LOOK[0], is_looked_at, self, err);
}
