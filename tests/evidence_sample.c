#include "evidence_sample.h"

#include "cells.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>

const double AUTHORITY_GROWTH = 0.043;
enum { N_YEARS = AUTHORITIES_LAST - AUTHORITIES_FIRST + 1 };

double
authority_hazard(int age)
{
    return age == 0 ? 0.0 : age < 16 ? 0.011 : age < 19 ? 0.19 : 0.37;
}

double
authority_people(int authority, int age)
{
    return floor((900.0 + 137.0 * (authority % 7)) *
                 (1.0 + 0.13 * sin(0.31 * age + 0.7 * authority)));
}

const char *
authority_code(int authority)
{
    static const char *const code[] = { "800", "801", "802", "803", "804", "805", "806", "807",
                                        "808", "809", "810", "811", "812", "813", "814", "815",
                                        "816", "817", "818", "819", "820", "821", "822", "823",
                                        "824", "825", "826", "827", "828", "829", "830", "831",
                                        "832", "833", "834", "835", "836", "837", "838", "839" };
    return code[authority];
}

static double
rate(int age)
{
    return age < 2 ? 0.0 : age < 18 ? 0.0071 + 0.011 * exp(-0.2 * (age - 5) * (age - 5)) : 0.0003;
}

static double
at_odds(double chance, double odds)
{
    return odds * chance / (1.0 - chance + odds * chance);
}

struct observation
observed(enum evidence_measure measure, int year, int from_age, int to_age, double count)
{
    return (struct observation){ .measure = (short)measure,
                                 .year = (short)year,
                                 .from_age = (short)from_age,
                                 .to_age = (short)to_age,
                                 .need = ALL_NEEDS,
                                 .count = count };
}

void
put_count(struct evidence *to, int area, int category, struct observation observation)
{
    struct hr_err err = { 0 };
    observation.area = area;
    observation.category = (short)category;
    cr_assert_eq(evidence_add(to, &observation, &err), 0, "%s", err.text);
}

/* A table by age, and of each age by placement: two thirds mainstream to 15, fewer after. */
static void
add_single(struct evidence *to, int area, enum evidence_measure measure, int year,
           const double x[N_NCY])
{
    for (int a = 0; a < N_NCY; a++) {
        const double mainstream = floor(x[a] * (a < 16 ? 0.66 : 0.31));
        put_count(to, area, ALL_CATEGORIES, observed(measure, year, a, a, x[a]));
        put_count(to, area, CATEGORY_MAINSTREAM, observed(measure, year, a, a, mainstream));
        put_count(to, area, CATEGORY_STATE_SPECIAL,
                  observed(measure, year, a, a, x[a] - mainstream));
    }
}

static double
total(const double x[N_NCY], int from, int to)
{
    double sum = 0.0;
    for (int a = from; a <= to; a++)
        sum += x[a];
    return sum;
}

static void
add_plans(struct evidence *to, int area, int year, const double x[N_NCY], bool ages)
{
    put_count(to, area, ALL_CATEGORIES,
              observed(EVIDENCE_PLANS, year, ALL_AGES, ALL_AGES, total(x, 0, N_NCY - 1)));
    put_count(
        to, area, CATEGORY_MAINSTREAM,
        observed(EVIDENCE_PLANS, year, ALL_AGES, ALL_AGES, floor(0.6 * total(x, 0, N_NCY - 1))));
    put_count(
        to, area, CATEGORY_STATE_SPECIAL,
        observed(EVIDENCE_PLANS, year, ALL_AGES, ALL_AGES, ceil(0.4 * total(x, 0, N_NCY - 1))));
    if (ages && year >= AUTHORITIES_LAST - 1)
        add_single(to, area, EVIDENCE_PLANS, year, x);
    else
        for (int b = 0; b < N_AGE_BAND; b++)
            put_count(to, area, ALL_CATEGORIES,
                      observed(EVIDENCE_PLANS, year, age_bands[b].first, age_bands[b].last,
                               total(x, age_bands[b].first, age_bands[b].last)));
}

static void
add_flow(struct evidence *to, int area, int year, const double joined[N_NCY], bool ages)
{
    put_count(to, area, ALL_CATEGORIES,
              observed(EVIDENCE_NEW_PLANS, year, ALL_AGES, ALL_AGES, total(joined, 0, N_NCY - 1)));
    if (ages && year == AUTHORITIES_LAST - 1)
        add_single(to, area, EVIDENCE_NEW_PLANS, year, joined);
}

static void
add_people(struct evidence *to, int area, const double x[N_NCY])
{
    for (int year = AUTHORITIES_FIRST - 1; year < AUTHORITIES_LAST; year++)
        put_count(to, area, ALL_CATEGORIES,
                  observed(EVIDENCE_POPULATION, year, 0, 17, total(x, 0, 17)));
    for (int a = 0; a < N_NCY; a++)
        put_count(to, area, ALL_CATEGORIES,
                  observed(EVIDENCE_POPULATION, AUTHORITIES_LAST - 3, a, a, x[a]));
}

/* One authority's years; adds what it counts to England's. */
static void
live(struct evidence_sample *self, int i, double joined[N_YEARS][N_NCY])
{
    double(*plans)[N_NCY] = self->plans[i];
    for (int a = 0; a < N_NCY; a++)
        plans[0][a] = floor(authority_people(i, a) *
                            (a < 3    ? 0.0
                             : a < 18 ? 0.031
                                      : 0.009) *
                            self->level[i]);
    for (int y = 0; y + 1 < N_YEARS; y++)
        for (int a = 0; a < N_NCY; a++) {
            const double luck = 0.12 * sin(2.3 * y + 1.9 * i),
                         before = a > 0 ? plans[y][a - 1] : 0.0;
            const double level = self->level[i] * exp(AUTHORITY_GROWTH * y + luck);
            joined[y][a] = floor(0.5 + rate(a) * level * (authority_people(i, a) - before));
            const double hazard = at_odds(authority_hazard(a), a < 16 ? 1.0 : self->odds[i]);
            plans[y + 1][a] = floor(0.5 + before * (1.0 - hazard)) + joined[y][a];
        }
}

static void
add_authority(struct evidence_sample *self, int i, int area, double joined[N_YEARS][N_NCY],
              bool ages)
{
    double people[N_NCY];
    for (int a = 0; a < N_NCY; a++)
        people[a] = authority_people(i, a);
    for (int y = 0; y < N_YEARS; y++) {
        add_plans(&self->evidence, area, AUTHORITIES_FIRST + y, self->plans[i][y], ages);
        if (y + 1 < N_YEARS)
            add_flow(&self->evidence, area, AUTHORITIES_FIRST + y, joined[y], ages);
    }
    add_people(&self->evidence, area, people);
}

void
evidence_sample_init(struct evidence_sample *self, bool ages)
{
    static double all_plans[N_YEARS][N_NCY], all_joined[N_YEARS][N_NCY], joined[N_YEARS][N_NCY];
    double all_people[N_NCY] = { 0.0 };
    struct hr_err err = { 0 };
    int area;
    *self = (struct evidence_sample){ .level = { 0.0 } };
    for (int y = 0; y < N_YEARS; y++)
        for (int a = 0; a < N_NCY; a++)
            all_plans[y][a] = all_joined[y][a] = 0.0;
    evidence_init(&self->evidence);
    for (int i = 0; i < AUTHORITIES_N; i++) {
        struct evidence_area authority = { .level = AREA_AUTHORITY };
        (void)snprintf(authority.code, sizeof authority.code, "%s", authority_code(i));
        (void)snprintf(authority.name, sizeof authority.name, "County %d", i);
        self->level[i] = exp(0.31 * sin(1.7 * i));
        self->odds[i] = exp(0.53 * sin(2.9 * i + 1.0));
        live(self, i, joined);
        cr_assert_eq(evidence_add_area(&self->evidence, &authority, &area, &err), 0, "%s",
                     err.text);
        add_authority(self, i, area, joined, ages);
        for (int a = 0; a < N_NCY; a++) {
            all_people[a] += authority_people(i, a);
            for (int y = 0; y < N_YEARS; y++) {
                all_plans[y][a] += self->plans[i][y][a];
                all_joined[y][a] += y + 1 < N_YEARS ? joined[y][a] : 0.0;
            }
        }
    }
    const struct evidence_area england = { .level = AREA_ENGLAND,
                                           .code = "E92000001",
                                           .name = "England" };
    cr_assert_eq(evidence_add_area(&self->evidence, &england, &area, &err), 0, "%s", err.text);
    for (int y = 0; y < N_YEARS; y++) {
        add_plans(&self->evidence, area, AUTHORITIES_FIRST + y, all_plans[y], ages);
        if (y + 1 < N_YEARS)
            add_flow(&self->evidence, area, AUTHORITIES_FIRST + y, all_joined[y], ages);
    }
    add_people(&self->evidence, area, all_people);
    cr_assert_eq(evidence_finish(&self->evidence, &err), 0, "%s", err.text);
}

void
evidence_sample_release(struct evidence_sample *self)
{
    evidence_release(&self->evidence);
}
