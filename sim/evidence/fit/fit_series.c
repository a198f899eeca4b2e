#include "fit_series.h"

#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>

size_t
series_year(int year)
{
    if (year < SERIES_FIRST || year >= SERIES_FIRST + SERIES_N)
        hr_bug("year %d is outside the series", year);
    return (size_t)(year - SERIES_FIRST);
}

enum { AGE_20 = 20 };

static void
clear(double *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        x[i] = (double)NAN;
}

static void
series_clear(struct series *self)
{
    clear(self->plans, SERIES_N);
    clear(self->new_plans, SERIES_N);
    clear(self->people, SERIES_N);
    clear(&self->band[0][0], SERIES_N * N_AGE_BAND);
    clear(&self->single[0][0], SERIES_N * N_NCY);
    clear(&self->new_single[0][0], SERIES_N * N_NCY);
    clear(&self->population[0][0], SERIES_N * N_NCY);
}

/* A count at ages from to to in a row of single ages: an open end ("2 and under", "20 and over") is
 * kept at its inner age. */
static void
at_age(double *row, const struct observation *o)
{
    for (size_t i = 0; i < N_NCY; i++)
        if (isnan(row[i]))
            row[i] = 0.0;
    const int age = o->from_age <= 0 ? o->to_age : o->from_age;
    if (age >= 0 && age < N_NCY)
        row[age] += o->count;
}

static bool
is_band(const struct observation *o, size_t *band)
{
    for (size_t b = 0; b < N_AGE_BAND; b++)
        if (o->from_age == age_bands[b].first && o->to_age == age_bands[b].last) {
            *band = b;
            return true;
        }
    return false;
}

/* One observation into its series; ages apart when `ages` (an age row is only complete when single
 * ages are there). */
static void
take(struct series *self, const struct observation *o)
{
    const size_t y = series_year(o->year);
    const bool all_ages = o->from_age == ALL_AGES, one_age = o->from_age == o->to_age;
    size_t band;
    switch (o->measure) {
    case EVIDENCE_PLANS:
        if (all_ages)
            self->plans[y] = o->count;
        else if (is_band(o, &band))
            self->band[y][band] = o->count;
        else if (one_age || o->from_age <= 0)
            at_age(self->single[y], o);
        break;
    case EVIDENCE_NEW_PLANS:
        if (all_ages)
            self->new_plans[y] = o->count;
        else if (one_age || !is_band(o, &band) || band == N_AGE_BAND - 1)
            at_age(self->new_single[y], o);
        break;
    case EVIDENCE_POPULATION:
        if (o->from_age == 0 && o->to_age == 17)
            self->people[y] = o->count;
        else if (o->from_age == o->to_age)
            at_age(self->population[y], o);
        break;
    default: break;
    }
}

/* Releases until 2024 give new plans by band: "20 to 25" alone, which "20 and over" is too, makes
 * no table by age. */
static void
drop_lone_oldest(struct series *self)
{
    for (size_t y = 0; y < SERIES_N; y++) {
        double younger = 0.0;
        for (size_t a = 0; a < AGE_20; a++)
            younger += self->new_single[y][a];
        if (!(younger > 0.0))
            clear(self->new_single[y], N_NCY);
    }
}

/* A total of new plans that is far from the sum of its ages is not the authority's: in DfE's
 * release of 2025 seven authorities carry their region's 6,078 of 2022. */
static void
prefer_ages(struct series *self)
{
    static const double far = 0.25;
    for (size_t y = 0; y < SERIES_N; y++) {
        double sum = 0.0;
        for (size_t a = 0; a < N_NCY && !isnan(self->new_single[y][0]); a++)
            sum += self->new_single[y][a];
        if (sum > 0.0 && !isnan(self->new_plans[y]) && fabs(self->new_plans[y] - sum) > far * sum) {
            self->new_plans[y] = sum;
            self->new_by_age = SERIES_FIRST + (int)y;
        }
    }
}

/* Bands from single ages where only those are known; a missing band of a complete year is 0 (none
 * at 20 to 25 before 2015). */
static void
complete(struct series *self)
{
    for (size_t y = 0; y < SERIES_N; y++) {
        double known = 0.0;
        for (size_t b = 0; b < N_AGE_BAND; b++)
            known += isnan(self->band[y][b]) ? 0.0 : self->band[y][b];
        for (size_t b = 0; b < N_AGE_BAND; b++)
            if (known > 0.0 && isnan(self->band[y][b]))
                self->band[y][b] = 0.0;
        if (known <= 0.0 && !isnan(self->single[y][0])) {
            memset(self->band[y], 0, sizeof self->band[y]);
            for (size_t age = 0; age < N_NCY; age++)
                self->band[y][age_band(age)] += self->single[y][age];
        }
        if (!isnan(self->population[y][0]) && isnan(self->people[y])) {
            self->people[y] = 0.0;
            for (size_t age = 0; age < 18; age++)
                self->people[y] += self->population[y][age];
        }
    }
}

static void
fill(struct series *self, const struct evidence *evidence, int area, int origin)
{
    static const enum evidence_measure wanted[] = { EVIDENCE_PLANS, EVIDENCE_NEW_PLANS,
                                                    EVIDENCE_POPULATION };
    series_clear(self);
    self->new_by_age = 0;
    self->area = area;
    self->code = evidence->area[area].code;
    self->name = evidence->area[area].name;
    for (size_t m = 0; m < sizeof wanted / sizeof wanted[0]; m++) {
        size_t first, end;
        evidence_range(evidence, area, wanted[m], &first, &end);
        for (size_t i = first; i < end; i++) {
            const struct observation *o = &evidence->item[i];
            if (o->category == ALL_CATEGORIES && o->need == ALL_NEEDS && o->year >= SERIES_FIRST &&
                o->year <= origin)
                take(self, o);
        }
    }
    drop_lone_oldest(self);
    prefer_ages(self);
    complete(self);
}

static int
require_england(const struct panel *self, struct hr_err *err)
{
    const struct series *england = &self->series[0];
    for (int year = self->origin - 2; year <= self->origin; year++)
        if (isnan(england->plans[series_year(year)]) ||
            isnan(england->new_plans[series_year(year - 1)]))
            return hr_fail(err, HR_ESCENARIO,
                           "the evidence has no England total of plans in January %d and of new "
                           "plans in %d: want the national rows for "
                           "three years up to January %d",
                           year, year - 1, self->origin);
    return 0;
}

int
panel_init(struct panel *self, const struct evidence *evidence, int origin, struct hr_err *err)
{
    *self = (struct panel){ .evidence = evidence, .origin = origin };
    if (origin < SERIES_FIRST + 5 || origin >= SERIES_FIRST + SERIES_N)
        return hr_fail(err, HR_ESCENARIO, "evidence of January %d cannot be fitted: want %d to %d",
                       origin, SERIES_FIRST + 5, SERIES_FIRST + SERIES_N - 1);
    self->series = calloc(evidence->n_area + 1, sizeof *self->series);
    if (self->series == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the series of %zu areas", evidence->n_area);
    int england = -1;
    for (size_t i = 0; i < evidence->n_area && england < 0; i++)
        england = evidence->area[i].level == AREA_ENGLAND ? (int)i : -1;
    if (england < 0)
        return hr_fail(
            err, HR_ESCENARIO,
            "the evidence has no rows for England: they give the national level, shape and growth");
    fill(&self->series[self->n++], evidence, england, origin);
    for (size_t i = 0; i < evidence->n_area; i++)
        if (evidence->area[i].level == AREA_AUTHORITY)
            fill(&self->series[self->n++], evidence, (int)i, origin);
    return require_england(self, err);
}

void
panel_release(struct panel *self)
{
    free(self->series);
    *self = (struct panel){ 0 };
}

const struct series *
panel_find(const struct panel *self, const char *code)
{
    for (size_t i = 0; i < self->n; i++)
        if (strcmp(self->series[i].code, code) == 0)
            return &self->series[i];
    return NULL;
}

/* ---- people by single year of age */

enum { AGE_18 = 18, N_TREND = 3 };
static const double MOST_GROWTH = 0.02; /* a year, of a share: more is a fault of the counts */
static const double STEP = 0.03;        /* of one year, from the others: a change of base */

/* Index of the last year that is known, or -1. by_age: by single ages, else the number of 0 to 17.
 * */
static int
last_year(const struct series *series, bool by_age)
{
    for (int y = SERIES_N - 1; y >= 0; y--)
        if (!isnan(by_age ? series->population[y][0] : series->people[y]))
            return y;
    return -1;
}

/* The count of one year summed over all authorities that have it. */
static void
all_people_in(const struct panel *panel, int year, double out[N_NCY])
{
    memset(out, 0, N_NCY * sizeof *out);
    for (size_t i = 1; i < panel->n; i++)
        for (size_t age = 0; age < N_NCY && !isnan(panel->series[i].population[year][0]); age++)
            out[age] += panel->series[i].population[year][age];
}

static double
sum(const double *x, size_t first, size_t end)
{
    double total = 0.0;
    for (size_t i = first; i < end; i++)
        total += x[i];
    return total;
}

static void
fill_quotient(struct population_fit *self, int own_year)
{
    double then[N_NCY];
    for (size_t age = 0; age < N_NCY; age++)
        self->quotient[age] = 1.0;
    if (own_year < 0)
        return;
    all_people_in(self->panel, own_year, then);
    const double *own = self->series->population[own_year];
    for (size_t age = 0; age < AGE_18; age++)
        self->quotient[age] = own[age] / then[age];
    const double settled = sum(own, AGE_18 - 3, AGE_18) / sum(then, AGE_18 - 3, AGE_18);
    for (size_t age = AGE_18; age < N_NCY; age++)
        self->quotient[age] = settled;
}

/* Change of the share of England's children over the last three years, a year. Where one year is
 * far from the others the counts have changed their base: the middle one of the three. */
static double
share_growth(const struct panel *panel, const struct series *series, int last)
{
    const struct series *england = &panel->series[0];
    const int before = last - N_TREND;
    double change[N_TREND], growth = log(series->people[last] / england->people[last] *
                                         england->people[before] / series->people[before]) /
                                     N_TREND;
    if (isnan(growth))
        return 0.0;
    bool every_year = true;
    for (int i = 0, y = last; i < N_TREND; i++, y--) {
        change[i] = log(series->people[y] / england->people[y] * england->people[y - 1] /
                        series->people[y - 1]);
        every_year = every_year && !isnan(change[i]);
    }
    gsl_sort(change, 1, N_TREND);
    const double middle = change[N_TREND / 2];
    if (every_year && fmax(change[N_TREND - 1] - middle, middle - change[0]) > STEP)
        growth = middle;
    return fmax(-MOST_GROWTH, fmin(MOST_GROWTH, growth));
}

/* What the readers said is missing of people, with a blank before it; "": nothing. */
static const char *
said_missing(const struct evidence *evidence, char to[400])
{
    static const char people[] = "missing: people of ";
    to[0] = '\0';
    for (size_t i = 0; i < evidence->n_remark && to[0] == '\0'; i++)
        if (strncmp(evidence->remark[i], people, strlen(people)) == 0)
            (void)snprintf(to, 400, " (%.390s)", evidence->remark[i]);
    return to;
}

int
population_fit(struct population_fit *self, const struct panel *panel, const struct series *series,
               struct hr_err *err)
{
    *self = (struct population_fit){ .panel = panel, .series = series };
    int vintage = -1;
    for (size_t i = 1; i < panel->n; i++) {
        const int y = last_year(&panel->series[i], true);
        vintage = y > vintage ? y : vintage;
    }
    const int last = last_year(series, false), own = last_year(series, true);
    char missing[400];
    if (vintage < 0 || last < 0)
        return hr_fail(
            err, HR_ESCENARIO,
            "the evidence has no population %s%s: want people by single year of age once "
            "(0 to 25) and their number aged 0 to 17 by "
            "mid-year, of England and its authorities; give a source that has them "
            "next to this one ('headroom help data' says which files)",
            vintage < 0 ? "by age of any authority" : "of this area or of England",
            said_missing(panel->evidence, missing));
    all_people_in(panel, vintage, self->all);
    fill_quotient(self, own);
    self->vintage_year = SERIES_FIRST + vintage;
    self->last_year = SERIES_FIRST + last;
    self->growth = series == &panel->series[0] ? 0.0 : share_growth(panel, series, last);
    return 0;
}

/* E(a, y) Q(a): before its scale. */
static double
unscaled(const struct population_fit *self, int year, double out[N_NCY])
{
    const int years = year > self->vintage_year ? year - self->vintage_year : 0;
    for (size_t age = 0; age < N_NCY; age++)
        out[age] = self->all[age > (size_t)years ? age - (size_t)years : 0] * self->quotient[age];
    return sum(out, 0, AGE_18);
}

void
population_at(const struct population_fit *self, int year, double out[N_NCY])
{
    const int known = year < self->last_year ? year : self->last_year;
    double base[N_NCY], people = self->series->people[series_year(known)];
    if (isnan(people))
        people = self->series->people[series_year(self->last_year)];
    const double known_children = unscaled(self, known, base);
    (void)unscaled(self, year, out); /* later years grow as the cohorts of all do */
    const double scale = people / known_children * exp(self->growth * (year - known));
    for (size_t age = 0; age < N_NCY; age++)
        out[age] *= scale;
}
