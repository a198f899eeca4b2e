/* Series from the long list, in one pass. */
#include "target_series.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Parts of a January that miss its total by more are incomplete, as shares of the total. */
static const double AGES_WITHIN = 0.05, PLACEMENTS_WITHIN = 0.10, TABLE_WITHIN = 0.10;

enum { N_BAND = FORECAST_20_TO_25 - FORECAST_UNDER_5 + 1 };
static const struct {
    short from, to;
} BAND[N_BAND] = { { 0, 4 }, { 5, 10 }, { 11, 15 }, { 16, 19 }, { 20, 25 } };

const char *
target_name(int target)
{
    static const char *const NAME[] = { "plans",    "under_5",  "5_to_10",  "11_to_15",
                                        "16_to_19", "20_to_25", "new_plans" };
    if (target >= 0 && target < FORECAST_CATEGORY)
        return NAME[target];
    if (target_is_category(target))
        return category_name(target - FORECAST_CATEGORY);
    return target == TARGET_RELATIVE ? "relative" : "age_and_placement";
}

int
target_last_year(int target, int origin)
{
    return target == FORECAST_NEW_PLANS ? origin - 1 : origin;
}

size_t
target_horizons(int target)
{
    return target == TARGET_CELLS ? 1 : target_is_category(target) ? 3 : 5;
}

bool
target_is_category(int target)
{
    return target >= FORECAST_CATEGORY && target < FORECAST_CATEGORY + N_CATEGORY;
}

static double *
cell(const struct target_series *self, int target, int area, int year)
{
    return self->count + ((size_t)target * self->n_area + (size_t)area) * (size_t)self->n_year +
           (size_t)(year - self->first_year);
}

double
target_series_count(const struct target_series *self, int target, int area, int year)
{
    if (area < 0 || (size_t)area >= self->n_area || year < self->first_year ||
        year >= self->first_year + self->n_year)
        return (double)NAN;
    return *cell(self, target, area, year);
}

static int
band_of(const struct observation *item)
{
    for (int i = 0; i < N_BAND; i++)
        if (item->from_age >= BAND[i].from && item->to_age <= BAND[i].to)
            return i;
    return -1;
}

/* Where an observation belongs; -1: nowhere. */
static int
target_of(const struct observation *item)
{
    if (item->need != ALL_NEEDS)
        return -1;
    const bool all_ages = item->from_age == ALL_AGES,
               all_categories = item->category == ALL_CATEGORIES;
    if (item->measure == EVIDENCE_NEW_PLANS && all_ages && all_categories)
        return FORECAST_NEW_PLANS;
    if (item->measure != EVIDENCE_PLANS)
        return -1;
    if (all_ages)
        return all_categories        ? FORECAST_PLANS
               : item->category >= 0 ? FORECAST_CATEGORY + item->category
                                     : -1;
    const int band = all_categories ? band_of(item) : -1;
    return band < 0 ? -1 : FORECAST_UNDER_5 + band;
}

static bool
is_whole_band(const struct observation *item)
{
    const int band = band_of(item);
    return band >= 0 && item->from_age == BAND[band].from && item->to_age == BAND[band].to;
}

/* Sums of the ages inside bands, for Januaries that have no bands. */
static void
sum_ages(struct target_series *self, const struct evidence *evidence, double *sum)
{
    for (size_t i = 0; i < evidence->n_item; i++) {
        const struct observation *item = &evidence->item[i];
        const int target = target_of(item);
        if (target >= FORECAST_UNDER_5 && target <= FORECAST_20_TO_25 && !is_whole_band(item))
            sum[cell(self, target, item->area, item->year) - self->count] += item->count;
    }
    for (int area = 0; (size_t)area < self->n_area; area++)
        for (int year = self->first_year; year < self->first_year + self->n_year; year++) {
            double all = 0;
            const double total = *cell(self, FORECAST_PLANS, area, year);
            for (int target = FORECAST_UNDER_5; target <= FORECAST_20_TO_25; target++)
                all += sum[cell(self, target, area, year) - self->count];
            if (!(fabs(all - total) <= AGES_WITHIN * total))
                continue;
            for (int target = FORECAST_UNDER_5; target <= FORECAST_20_TO_25; target++) {
                double *at = cell(self, target, area, year);
                if (isnan(*at))
                    *at = sum[at - self->count];
            }
        }
}

/* Januaries whose placements are incomplete have none; shares of England follow from the totals. */
static void
finish(struct target_series *self)
{
    for (int area = 0; (size_t)area < self->n_area; area++)
        for (int year = self->first_year; year < self->first_year + self->n_year; year++) {
            const double total = *cell(self, FORECAST_PLANS, area, year);
            double placed = 0;
            for (int category = 0; category < N_CATEGORY; category++) {
                const double count = *cell(self, FORECAST_CATEGORY + category, area, year);
                placed += isnan(count) ? 0 : count;
            }
            for (int category = 0;
                 category < N_CATEGORY && !(fabs(placed - total) <= PLACEMENTS_WITHIN * total);
                 category++)
                *cell(self, FORECAST_CATEGORY + category, area, year) = (double)NAN;
            *cell(self, TARGET_RELATIVE, area, year) =
                total / target_series_count(self, FORECAST_PLANS, self->england, year);
        }
}

static void
span_of_years(const struct evidence *evidence, int *first, int *n)
{
    int low = 9999, high = 0;
    for (size_t i = 0; i < evidence->n_item; i++)
        if (target_of(&evidence->item[i]) >= 0) {
            low = evidence->item[i].year < low ? evidence->item[i].year : low;
            high = evidence->item[i].year > high ? evidence->item[i].year : high;
        }
    *first = low;
    *n = high < low ? 0 : high - low + 1;
}

int
target_series_init(struct target_series *self, const struct evidence *evidence, struct hr_err *err)
{
    *self = (struct target_series){ .n_area = evidence->n_area, .england = -1 };
    span_of_years(evidence, &self->first_year, &self->n_year);
    if (evidence->n_area > 0 && evidence->area[0].level == AREA_ENGLAND)
        self->england = 0;
    const size_t n = (size_t)N_TARGET_SERIES * self->n_area * (size_t)self->n_year;
    self->count = malloc((n + 1) * sizeof *self->count);
    double *sum = calloc(n + 1, sizeof *sum);
    if (self->count == NULL || sum == NULL) {
        free(sum);
        return hr_fail(err, HR_ENOMEM, "no memory for the series of %zu areas", self->n_area);
    }
    for (size_t i = 0; i < n; i++)
        self->count[i] = (double)NAN;
    for (size_t i = 0; i < evidence->n_item; i++) {
        const struct observation *item = &evidence->item[i];
        const int target = target_of(item);
        if (target >= 0 &&
            (target < FORECAST_UNDER_5 || target > FORECAST_20_TO_25 || is_whole_band(item)))
            *cell(self, target, item->area, item->year) = item->count;
    }
    sum_ages(self, evidence, sum);
    finish(self);
    free(sum);
    return 0;
}

void
target_series_release(struct target_series *self)
{
    free(self->count);
    *self = (struct target_series){ .england = -1 };
}

double
target_series_recorded(const struct evidence *evidence, int area, int year)
{
    struct observation like = { .area = area,
                                .measure = EVIDENCE_PLANS,
                                .year = (short)year,
                                .from_age = ALL_AGES,
                                .to_age = ALL_AGES,
                                .need = ALL_NEEDS };
    double placed = 0;
    for (like.category = 0; like.category < N_CATEGORY; like.category++) {
        const double count = evidence_get(evidence, &like);
        placed += isnan(count) ? 0 : count;
    }
    return placed / evidence_total(evidence, area, EVIDENCE_PLANS, year);
}

/* ---- by age and placement */

bool
cells_of(const struct evidence *evidence, int area, int year, double count[N_CELL])
{
    size_t first, end;
    double all = 0;
    memset(count, 0, N_CELL * sizeof *count);
    evidence_range(evidence, area, EVIDENCE_PLANS, &first, &end);
    for (size_t i = first; i < end; i++) {
        const struct observation *item = &evidence->item[i];
        if (item->year != year || item->need != ALL_NEEDS || item->category < 0 ||
            item->from_age == ALL_AGES || item->to_age >= FORECAST_N_AGE)
            continue;
        count[item->to_age * N_CATEGORY + item->category] += item->count;
        all += item->count;
    }
    return fabs(all - evidence_total(evidence, area, EVIDENCE_PLANS, year)) <= TABLE_WITHIN * all &&
           all > 0;
}

int
cells_origin(const struct evidence *evidence)
{
    double count[N_CELL];
    if (evidence->n_area == 0 || evidence->area[0].level != AREA_ENGLAND || evidence->n_item == 0)
        return 0;
    for (int year = 2000; year < 2200; year++)
        if (cells_of(evidence, 0, year, count) && cells_of(evidence, 0, year + 1, count))
            return year;
    return 0;
}
