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

/* A last value below it says little in per cent; of shares of England anything but nothing will do,
 * of a balance anything. */
#define LEAST_COUNT 20.0
#define LEAST_GBP 1e5
#define LEAST_SHARE 1e-300

static const struct target PLACEMENT = { .horizons = 3, .of = NO_TARGET, .least = LEAST_COUNT };
static const struct target CELLS = {
    .name = "age_and_placement", .horizons = 1, .of = NO_TARGET, .least = LEAST_COUNT
};
#define BAND(name_)                                                           \
    {                                                                         \
        .name = (name_), .horizons = 5, .of = NO_TARGET, .least = LEAST_COUNT \
    }
static const struct target TARGET[N_TARGET_SERIES] = {
    [FORECAST_PLANS] = { "plans", "Plans by authority", 0, 5, NO_TARGET, LEAST_COUNT,
                         .worst = true },
    [FORECAST_UNDER_5] = BAND("under_5"),
    [FORECAST_5_TO_10] = BAND("5_to_10"),
    [FORECAST_11_TO_15] = BAND("11_to_15"),
    [FORECAST_16_TO_19] = BAND("16_to_19"),
    [FORECAST_20_TO_25] = BAND("20_to_25"),
    [FORECAST_NEW_PLANS] = { "new_plans", NULL, -1, 5, NO_TARGET, LEAST_COUNT, .worst = true },
    [FORECAST_SPENDING] = { "outturn", "High needs outturn by authority", 0, 5, NO_TARGET,
                            LEAST_GBP, .money = true, .worst = true, .first = 2019 },
    [FORECAST_BLOCK] = { "block", "High needs block by authority", 2, 4, NO_TARGET, LEAST_GBP,
                         .money = true, .worst = true },
    [FORECAST_BALANCE] = { "balance", "Balance of the DSG as a share of the block", 0, 2, NO_TARGET,
                           -(double)INFINITY, .money = true, .additive = true, .worst = true },
    [TARGET_RELATIVE] = { "relative", "Growth of plans over England's", 0, 5, FORECAST_PLANS,
                          LEAST_SHARE, .worst = true },
    [TARGET_SPENDING_RELATIVE] = { "outturn_relative", "Growth of the outturn over England's", 0, 5,
                                   FORECAST_SPENDING, LEAST_SHARE, .money = true, .worst = true,
                                   .first = 2019 },
    [TARGET_BLOCK_RELATIVE] = { "block_relative", "Growth of the block over England's", 2, 4,
                                FORECAST_BLOCK, LEAST_SHARE, .money = true },
};

const struct target *
target_about(int target)
{
    if (target_is_category(target))
        return &PLACEMENT;
    if (target < 0 || target > TARGET_CELLS)
        hr_bug("target %d of %d", target, (int)N_BACKTEST_TARGET);
    return target == TARGET_CELLS ? &CELLS : &TARGET[target];
}

const char *
target_name(int target)
{
    return target_is_category(target) ? category_name((enum category)(target - FORECAST_CATEGORY))
                                      : target_about(target)->name;
}

int
target_last_year(int target, int origin)
{
    return origin + target_about(target)->last;
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
    if (item->measure == EVIDENCE_SPENDING)
        return FORECAST_SPENDING;
    if (item->measure == EVIDENCE_BLOCK)
        return FORECAST_BLOCK;
    if (item->measure == EVIDENCE_BALANCE)
        return FORECAST_BALANCE; /* pounds; divided by the block in finish */
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

/* Januaries whose placements are incomplete have none; where nearly all are recorded the others are
 * taken to be as those are (fit_place.h). Shares of England follow from the totals. */
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
            const bool whole = fabs(placed - total) <= PLACEMENTS_WITHIN * total && placed > 0.0;
            for (int category = 0; category < N_CATEGORY; category++)
                *cell(self, FORECAST_CATEGORY + category, area, year) *=
                    whole ? total / placed : (double)NAN;
            *cell(self, FORECAST_BALANCE, area, year) /= *cell(self, FORECAST_BLOCK, area, year);
            for (int target = TARGET_RELATIVE; target < N_TARGET_SERIES; target++) {
                const int of = TARGET[target].of;
                *cell(self, target, area, year) =
                    *cell(self, of, area, year) /
                    target_series_count(self, of, self->england, year);
            }
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
    const double total = evidence_total(evidence, area, EVIDENCE_PLANS, year);
    for (size_t i = 0; i < N_CELL && all > 0; i++)
        count[i] *= total / all;
    return fabs(all - total) <= TABLE_WITHIN * all && all > 0;
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
