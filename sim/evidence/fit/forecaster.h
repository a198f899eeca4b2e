/* forecaster.h: a sample of futures for one area, and what makes such samples; what a backtest
 * scores.
 *
 * A forecast made at origin t (January t is the last count of plans known) holds n_sample simulated
 * futures of n_horizon years. Number k of an area and number k of England are the same future (the
 * same national draws), so growth relative to England is taken sample by sample. Horizon index h
 * counts from 0: plans in January t + 1 + h, new plans in calendar year t + h, money of the
 * financial years after the last one known (target_series.h). NAN throughout a target's samples:
 * no forecast of it. */
#ifndef FORECASTER_H
#define FORECASTER_H

#include "fit.h"

enum forecast_target {
    FORECAST_PLANS,     /* all plans in January */
    FORECAST_UNDER_5,   /* plans by age at 31 August before: 0 to 4 */
    FORECAST_5_TO_10,   /* 5 to 10 */
    FORECAST_11_TO_15,  /* 11 to 15 */
    FORECAST_16_TO_19,  /* 16 to 19 */
    FORECAST_20_TO_25,  /* 20 to 25 */
    FORECAST_NEW_PLANS, /* issued in the calendar year that begins at the January before: calendar t
                           at h = 0 */
    FORECAST_CATEGORY,  /* plans by placement: FORECAST_CATEGORY + enum category; those not recorded
                           are in none */
    FORECAST_SPENDING = FORECAST_CATEGORY + N_CATEGORY, /* net outturn of lines 1.2.x, pounds */
    FORECAST_BLOCK,   /* high needs block before deductions, pounds */
    FORECAST_BALANCE, /* of the DSG at 31 March over the block of the year: a deficit is positive */
    N_FORECAST_TARGET
};

enum { FORECAST_N_AGE = 26 }; /* single ages 0 to 25 */

struct forecast {
    size_t n_sample, n_horizon;
    double *value; /* owned; [target][horizon][sample] */
    double *cell; /* owned; plans one year ahead, [age][category][sample]; NULL: no such forecast */
};

/* Allocates with every value NAN. HR_ENOMEM. */
HR_CHECKED int forecast_init(struct forecast *self, size_t n_sample, size_t n_horizon,
                             struct hr_err *err);
/* Adds the cells by age and placement, every value NAN. */
HR_CHECKED int forecast_add_cells(struct forecast *self, struct hr_err *err);
void forecast_release(struct forecast *self);

/* The n_sample values of a target at a horizon; may be written. */
static inline double *
forecast_at(const struct forecast *self, int target, size_t horizon)
{
    return self->value + ((size_t)target * self->n_horizon + horizon) * self->n_sample;
}
static inline double *
forecast_cell(const struct forecast *self, int age, int category)
{
    return self->cell + ((size_t)age * N_CATEGORY + (size_t)category) * self->n_sample;
}

/* What makes forecasts. For each origin `learn` is called once with what had been published by
 * June of that year (evidence_as_at; of money by its end, evidence_at_end_of), then `forecast`
 * for England and each authority to be scored, by its code (evidence_area.code), in any order.
 * `as_at` stays alive and unchanged until the next `learn`. `forecast` calls forecast_init on
 * `out` and may leave targets NAN; an area it cannot forecast is left out by n_sample 0, which is
 * no error. Every area and England have the same n_sample. The same calls give the same bytes. */
struct forecaster {
    const char *name; /* borrowed; lower case, as in the column `method` */
    void *self;       /* borrowed */
    int (*learn)(void *self, const struct evidence *as_at, int origin, struct hr_err *err);
    int (*forecast)(void *self, const char *area_code, size_t n_horizon, struct forecast *out,
                    struct hr_err *err);
};

/* Headroom's own forecasts for the backtest: rates fitted to what was known (fit.h), run by the
 * engine. */
struct own_forecaster {
    size_t n_replicate;
    unsigned n_thread;
    double seed;
    bool learnt;
    struct fit fit;
};

/* self must outlive what is returned; release it. */
struct forecaster own_forecaster(struct own_forecaster *self, size_t n_replicate, unsigned n_thread,
                                 double seed);
void own_forecaster_release(struct own_forecaster *self);

#endif
