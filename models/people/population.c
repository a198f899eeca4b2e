#include "population.h"

#include "field_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int
by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double
population_step(const struct population_count_in *before, const struct population_count_in *after)
{
    enum { FIRST_AGE = 2, LAST_AGE = 16, FEWEST = 5 };
    static const double MOST = 0.02;
    const int gap = after->mid_year - before->mid_year;
    double change[N_NCY];
    size_t n = 0, alike = 0;
    for (int age = FIRST_AGE + gap; age <= LAST_AGE; age++)
        if (before->by_age[age - gap] > 0.0 && after->by_age[age] > 0.0)
            change[n++] = log(after->by_age[age] / before->by_age[age - gap]);
    if (gap < 1 || n < FEWEST)
        return 0.0;
    qsort(change, n, sizeof *change, by_size);
    const double median = 0.5 * (change[n / 2] + change[(n - 1) / 2]);
    for (size_t i = 0; i < n; i++)
        alike += change[i] * median > 0.0;
    return fabs(median) > MOST * gap && 4 * alike >= 3 * n ? median : 0.0;
}

/* Given counts sorted by year: pointers into the inputs. */
struct counts {
    const struct population_count_in **by_year;
    size_t n;
    double ratio[N_NCY]; /* of a cohort that reaches an age (from 1), in a year after the last */
};

static int
by_mid_year(const void *a, const void *b)
{
    const struct population_count_in *const *x = a, *const *y = b;
    return ((*x)->mid_year > (*y)->mid_year) - ((*x)->mid_year < (*y)->mid_year);
}

static void
interpolate(const struct population_count_in *a, const struct population_count_in *b, int year,
            double *out)
{
    const double t = (double)(year - a->mid_year) / (double)(b->mid_year - a->mid_year);
    for (size_t age = 0; age < N_NCY; age++)
        out[age] = a->by_age[age] + t * (b->by_age[age] - a->by_age[age]);
}

/* 1 where the last two counts are not a year apart. */
static void
set_ratios(struct counts *self)
{
    const struct population_count_in *last = self->by_year[self->n - 1],
                                     *before = self->by_year[self->n > 1 ? self->n - 2 : 0];
    const bool known = last->mid_year - before->mid_year == 1;
    const double step = known ? exp(-population_step(before, last)) : 1.0;
    for (size_t age = 1; age < N_NCY; age++)
        self->ratio[age] = known && before->by_age[age - 1] > 0.0
                               ? last->by_age[age] / before->by_age[age - 1] * step
                               : 1.0;
}

/* Population at mid-year `year`; returns the years after the last given count. */
static int
project(const struct counts *counts, int year, double *out)
{
    const struct population_count_in *first = counts->by_year[0],
                                     *last = counts->by_year[counts->n - 1];
    if (year <= first->mid_year) {
        memcpy(out, first->by_age, sizeof first->by_age);
        return 0;
    }
    for (size_t i = 1; i < counts->n; i++)
        if (year <= counts->by_year[i]->mid_year) {
            interpolate(counts->by_year[i - 1], counts->by_year[i], year, out);
            return 0;
        }
    memcpy(out, last->by_age, sizeof last->by_age);
    for (int y = last->mid_year; y < year; y++)
        for (size_t age = N_NCY - 1; age > 0; age--)
            out[age] = out[age - 1] * counts->ratio[age];
    return year - last->mid_year;
}

void
population_init(struct population *self, const struct population_in *in, int base_census,
                size_t n_year, struct arena *arena)
{
    *self = (struct population){ .n_year = n_year, .drift = in->drift };
    struct counts counts = { .n = in->n_count };
    counts.by_year = arena_zero(arena, counts.n + 1, sizeof(const struct population_count_in *));
    self->by_age = arena_zero(arena, self->n_year * N_NCY, sizeof *self->by_age);
    self->years_past = arena_zero(arena, self->n_year, sizeof *self->years_past);
    if (arena->failed)
        return;
    for (size_t i = 0; i < counts.n; i++)
        counts.by_year[i] = &in->count[i];
    qsort(counts.by_year, counts.n, sizeof(const struct population_count_in *), by_mid_year);
    set_ratios(&counts);
    for (size_t t = 0; t < self->n_year; t++)
        self->years_past[t] = project(&counts, base_census + (int)t, self->by_age + t * N_NCY);
    (void)project(&counts, base_census - 1, self->base);
}

void
population_draw(const struct population *self, const double *value, double *out)
{
    for (size_t t = 0; t < self->n_year; t++) {
        const double error = exp(value[self->drift] * self->years_past[t]);
        for (size_t i = t * N_NCY; i < (t + 1) * N_NCY; i++)
            out[i] = floor(self->by_age[i] * error + 0.5);
    }
}

/* ---- fields */

static const struct field population_count_row[] = {
    WHOLE("mid_year", "year", 2000, 2100, MUST, AT(population_count_in, mid_year), "2020",
          "Year of a mid-year estimate or projection; it serves the academic year that begins "
          "in it."),
    NUMBERS("by_age", "people", 0, 2000000, MUST, AT(population_count_in, by_age),
            EACH(N_NCY, "age", 0), "[ 2104, 2111, ... ]", "People of each single age from 0 to 25.",
            BY_TOTAL),
};
static const struct field_table population_count_fields =
    TABLE_OF(population_count_in, population_count_row, "mid_year");

static const struct field population_row[] = {
    LIST("counts", 0, 100, "( )", LIST_AT(population_in, count), &population_count_fields,
         "( { mid_year = 2020; by_age = [ ... ]; }, ... )",
         "Estimates and projections, one for each year known."),
    TEXT("table", MAY, AT(population_in, table), "\"population.csv\"",
         "The same as a CSV file next to this one, in place of counts, with the columns "
         "mid_year, ncy (or age at 31 August, 4 more), population; all ages of each year."),
    QUANTITY("drift", "per year", -0.1, 0.1, MUST, AT(population_in, drift),
             "{ low = -0.004; central = 0.0; high = 0.004; }",
             "Error of the projection, as a share of the population, that adds up for each year "
             "beyond the last count.",
             NATIONAL, OWN_SOURCE),
};
const struct field_table population_fields = TABLE(population_row);
