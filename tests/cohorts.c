#include "cohorts.h"

#include "draw.h"
#include "leavers.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    BEGIN = 1990,
    SEED = 2385,
    GROWS_FROM = 2008,
    PEOPLE_FROM = 2009,
    FIRST_KINDS = 2015,
    FIRST_NEW_BY_AGE = 2022,
    AGE_16 = 16,
    AGE_20 = 20
};
enum { SCHOOL, SPECIAL, COLLEGE, INDEPENDENT, N_HERE };
static const int CATEGORY[N_HERE] = { CATEGORY_MAINSTREAM, CATEGORY_STATE_SPECIAL,
                                      CATEGORY_FURTHER_EDUCATION, CATEGORY_INDEPENDENT };

struct tables { /* January's plans; new plans of the calendar year before */
    double plans[N_NCY][N_HERE], joined[N_NCY][N_HERE];
};

static double
shock(const char *purpose, int i, int year)
{
    struct draw draw;
    draw_init(&draw, SEED, HR_NATIONAL, 0);
    draw_at(&draw, &(struct draw_key){ .purpose = hr_hash32(purpose),
                                       .item = (uint32_t)i,
                                       .year = (unsigned)(year - BEGIN) });
    return draw_shock(&draw);
}

double
cohorts_post16(int i)
{
    return i == 1 ? 0.9 : 0.3 * shock("test-post16", i, BEGIN);
}

double
cohorts_gain(int i)
{
    return i == 2 ? 0.04 : 0.01 * shock("test-gain", i, BEGIN);
}

const char *
cohorts_code(int i, char code[12])
{
    (void)snprintf(code, 12, i == 0 ? "E92000001" : "%d", 100 + i);
    return code;
}

static double
people_of(int i, int age)
{
    return 1000.0 + 38.5 * (i % 11) + (12.25 + i % 3) * age * (i % 2 == 0 ? 1 : -1);
}

static void
mix_of(int age, double mix[N_HERE])
{
    mix[SCHOOL] = age < AGE_16 ? 0.62 : 0.05;
    mix[SPECIAL] = age < AGE_16 ? 0.27 : 0.15;
    mix[COLLEGE] = age < AGE_16 ? 0.0 : 0.65;
    mix[INDEPENDENT] = age < AGE_16 ? 0.11 : 0.15;
}

static void
move(double plans[N_HERE], int from, int to, double share)
{
    const double n = share * plans[from];
    plans[from] -= n;
    plans[to] += n;
}

static void
move_all(int age, double plans[N_HERE])
{
    if (age == 11)
        move(plans, SCHOOL, SPECIAL, 0.09);
    if (age == 14)
        move(plans, SPECIAL, INDEPENDENT, 0.05);
    if (age == AGE_16) {
        move(plans, SCHOOL, COLLEGE, 0.80);
        move(plans, SPECIAL, COLLEGE, 0.25);
    }
}

/* One calendar year of one authority. */
static void
step(struct tables *self, int i, double new_plans)
{
    struct tables before = *self;
    const double odds = exp(cohorts_post16(i)), gain = cohorts_gain(i);
    double all = 0.0;
    for (int age = 2; age < AGE_20; age++)
        all += 30.0 - age;
    for (int age = 0; age < N_NCY; age++) {
        const double left =
            age < AGE_16 ? 0.7 * USUAL_HAZARD[age] : scale_odds(USUAL_HAZARD[age], odds);
        double mix[N_HERE];
        for (int k = 0; k < N_HERE; k++)
            self->plans[age][k] = age > 0 ? before.plans[age - 1][k] * (1.0 - left + gain) : 0.0;
        move_all(age, self->plans[age]);
        mix_of(age, mix);
        for (int k = 0; k < N_HERE; k++) {
            self->joined[age][k] =
                age >= 2 && age < AGE_20 ? new_plans * (30.0 - age) / all * mix[k] : 0.0;
            self->plans[age][k] += self->joined[age][k];
        }
    }
}

/* ---- counts */

static void
put(struct evidence *self, const struct observation *like, int category, double count)
{
    struct hr_err err = { 0 };
    struct observation item = *like;
    item.category = (short)category;
    item.need = ALL_NEEDS;
    item.count = count;
    if (evidence_add(self, &item, &err) != 0)
        hr_bug("%s", err.text);
}

static struct observation
at(int area, enum evidence_measure measure, int year, int from, int to)
{
    return (struct observation){ .area = area,
                                 .measure = (short)measure,
                                 .year = (short)year,
                                 .from_age = (short)from,
                                 .to_age = (short)to };
}

/* A table's rows of these ages, as one count, and by placement when wanted. */
static void
put_ages(struct evidence *out, const struct observation *like, double table[N_NCY][N_HERE],
         bool kinds)
{
    const bool all = like->from_age == ALL_AGES;
    const int from = all ? 0 : like->from_age, to = all ? N_NCY - 1 : like->to_age;
    double total = 0.0;
    for (int k = 0; k < N_HERE; k++) {
        double count = 0.0;
        for (int age = from; age <= to; age++)
            count += table[age][k];
        total += count;
        if (kinds && count > 0.0)
            put(out, like, CATEGORY[k], count);
    }
    put(out, like, ALL_CATEGORIES, total);
}

static void
put_tables(const struct cohorts *self, struct evidence *out, int area, int census,
           struct tables *tables)
{
    struct observation like = at(area, EVIDENCE_PLANS, census, ALL_AGES, ALL_AGES);
    put_ages(out, &like, tables->plans, self->kinds && census >= FIRST_KINDS);
    for (size_t b = 0; b < N_AGE_BAND; b++) {
        like = at(area, EVIDENCE_PLANS, census, age_bands[b].first, age_bands[b].last);
        put_ages(out, &like, tables->plans, false);
    }
    for (int age = 0; age < N_NCY && self->single && census >= COHORTS_SINGLE; age++) {
        like = at(area, EVIDENCE_PLANS, census, age, age);
        put_ages(out, &like, tables->plans, self->kinds);
    }
    like = at(area, EVIDENCE_NEW_PLANS, census - 1, ALL_AGES, ALL_AGES);
    put_ages(out, &like, tables->joined, false);
    for (int age = 0; age < AGE_20 && self->single && census > FIRST_NEW_BY_AGE; age++) {
        like = at(area, EVIDENCE_NEW_PLANS, census - 1, age, age);
        put_ages(out, &like, tables->joined, self->kinds);
    }
}

/* England's is put by its number of children alone, as it is read from an authority's sum. */
static void
put_people(struct evidence *out, int area, int year, int first, int last)
{
    double children = 0.0;
    for (int age = 0; age < N_NCY; age++) {
        double people = 0.0;
        for (int i = first; i <= last; i++)
            people += people_of(i, age);
        children += age < 18 ? people : 0.0;
        const struct observation like = at(area, EVIDENCE_POPULATION, year, age, age);
        if (first == last)
            put(out, &like, ALL_CATEGORIES, people);
    }
    const struct observation like = at(area, EVIDENCE_POPULATION, year, 0, 17);
    put(out, &like, ALL_CATEGORIES, children);
}

static int
area_of(struct evidence *out, int i)
{
    struct evidence_area area = { .level = i == 0 ? AREA_ENGLAND : AREA_AUTHORITY };
    struct hr_err err = { 0 };
    int index;
    (void)cohorts_code(i, area.code);
    (void)snprintf(area.name, sizeof area.name, i == 0 ? "England" : "County %d", i);
    if (evidence_add_area(out, &area, &index, &err) != 0)
        hr_bug("%s", err.text);
    return index;
}

static void
add_tables(struct tables *sum, const struct tables *x)
{
    for (int age = 0; age < N_NCY; age++)
        for (int k = 0; k < N_HERE; k++) {
            sum->plans[age][k] += x->plans[age][k];
            sum->joined[age][k] += x->joined[age][k];
        }
}

/* All years of one authority; what is counted is added to England's, by year. */
static void
live(const struct cohorts *self, struct evidence *out, int i, struct tables *england)
{
    struct tables here = { 0 };
    const int area = area_of(out, i);
    double level = 0.3 * shock("test-level", i, BEGIN);
    for (int census = BEGIN; census <= self->until; census++) {
        const int year = census - 1;
        level = 0.8 * level + 0.12 * shock("test-level", i, census);
        const double grown = pow(1.05, year > GROWS_FROM ? year - GROWS_FROM : 0);
        step(&here, i, 95.0 * grown * exp(level + 0.1 * shock("test-noise", i, census)));
        if (census < COHORTS_FIRST)
            continue;
        put_tables(self, out, area, census, &here);
        add_tables(&england[census - COHORTS_FIRST], &here);
    }
    for (int year = PEOPLE_FROM; year < self->until; year++)
        put_people(out, area, year, i, i);
}

void
cohorts_evidence(const struct cohorts *self, struct evidence *out)
{
    struct hr_err err = { 0 };
    struct tables *england = calloc((size_t)(self->until - COHORTS_FIRST + 1), sizeof *england);
    if (england == NULL)
        hr_bug("no memory for a country");
    evidence_init(out);
    const int area = area_of(out, 0);
    for (int i = 1; i <= self->n; i++)
        live(self, out, i, england);
    for (int census = COHORTS_FIRST; census <= self->until; census++)
        put_tables(self, out, area, census, &england[census - COHORTS_FIRST]);
    for (int year = PEOPLE_FROM; year < self->until; year++)
        put_people(out, area, year, 1, self->n);
    free(england);
    if (evidence_finish(out, &err) != 0)
        hr_bug("%s", err.text);
}
