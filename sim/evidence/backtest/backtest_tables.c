/* A backtest as tables. */
#include "backtest_publish.h"

#include "text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MISSES = 20 };

size_t
backtest_chief_method(const struct backtest *self)
{
    return self->n_forecaster > 0 ? 0 : RULE_POOLED_OWN_ERRORS;
}

size_t
backtest_areas(const struct backtest *self)
{
    size_t n = 0;
    bool *seen = calloc(self->evidence->n_area + 1, sizeof *seen);
    for (size_t i = 0; seen != NULL && i < self->n_row; i++) {
        n += !seen[self->row[i].area];
        seen[self->row[i].area] = true;
    }
    free(seen);
    return n;
}

/* ---- scores */

struct means { /* [origin][horizon][target][method]; origin 0 is all of them */
    int first;
    size_t n_origin, n_method;
    struct score_mean *mean; /* owned */
};

static struct score_mean *
mean_at(const struct means *self, size_t origin, size_t horizon, int target, size_t method)
{
    return &self->mean[((origin * MOST_HORIZONS + horizon - 1) * N_BACKTEST_TARGET +
                        (size_t)target) *
                           self->n_method +
                       method];
}

static int
means_init(struct means *self, const struct backtest *backtest, struct hr_err *err)
{
    int first = backtest->options.first_origin, last = backtest->options.last_origin;
    for (size_t i = 0; i < backtest->n_row; i++) {
        first = backtest->row[i].origin < first ? backtest->row[i].origin : first;
        last = backtest->row[i].origin > last ? backtest->row[i].origin : last;
    }
    *self = (struct means){ .first = first,
                            .n_origin = (size_t)(last - first) + 2,
                            .n_method = backtest->n_method };
    self->mean = calloc(self->n_origin * MOST_HORIZONS * N_BACKTEST_TARGET * self->n_method,
                        sizeof *self->mean);
    if (self->mean == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the mean scores");
    for (size_t i = 0; i < backtest->n_row; i++) {
        const struct backtest_row *row = &backtest->row[i];
        score_mean_add(mean_at(self, 0, (size_t)row->horizon, row->target, (size_t)row->method),
                       &row->score);
        score_mean_add(mean_at(self, (size_t)(row->origin - first) + 1, (size_t)row->horizon,
                               row->target, (size_t)row->method),
                       &row->score);
    }
    for (size_t i = 0; i < self->n_origin * MOST_HORIZONS * N_BACKTEST_TARGET * self->n_method; i++)
        score_mean_finish(&self->mean[i]);
    return 0;
}

struct score_row {
    const char *origin, *target, *method;
    double horizon, n, mape, bias, covered[N_COVERAGE], crps;
};
#define TEXT(row, name_, member)                                                    \
    {                                                                               \
        .name = (name_), .type = TABLE_TEXT, .offset = offsetof(struct row, member) \
    }
#define NUMBER(row, name_, member, decimals_)                           \
    {                                                                   \
        .name = (name_), .type = TABLE_NUMBER, .decimals = (decimals_), \
        .offset = offsetof(struct row, member)                          \
    }
static const struct table_field SCORES[] = {
    TEXT(score_row, "origin", origin),
    NUMBER(score_row, "horizon", horizon, 0),
    TEXT(score_row, "target", target),
    TEXT(score_row, "method", method),
    NUMBER(score_row, "n", n, 0),
    NUMBER(score_row, "mape", mape, 6),
    NUMBER(score_row, "bias", bias, 6),
    NUMBER(score_row, "coverage_50", covered[0], 6),
    NUMBER(score_row, "coverage_80", covered[1], 6),
    NUMBER(score_row, "coverage_90", covered[2], 6),
    NUMBER(score_row, "coverage_95", covered[3], 6),
    NUMBER(score_row, "crps", crps, 6),
};

static void
put_means(const struct backtest *self, const struct means *means, size_t origin, int target,
          struct table *out)
{
    char name[16] = "all";
    if (origin > 0)
        snprintf(name, sizeof name, "%d", means->first + (int)origin - 1);
    for (size_t horizon = 1; horizon <= MOST_HORIZONS; horizon++)
        for (size_t method = 0; method < self->n_method; method++) {
            const struct score_mean *mean = mean_at(means, origin, horizon, target, method);
            struct score_row row = { .origin = name,
                                     .target = target_name(target),
                                     .method = self->method[method],
                                     .horizon = (double)horizon,
                                     .n = (double)mean->n,
                                     .mape = mean->mape,
                                     .bias = mean->bias,
                                     .crps = mean->crps };
            memcpy(row.covered, mean->covered, sizeof row.covered);
            if (mean->n > 0)
                table_put(out, &row);
        }
}

int
backtest_scores_table(const struct backtest *self, struct table *out, struct hr_err *err)
{
    struct means means;
    table_init(out, "scores", SCORES, sizeof SCORES / sizeof *SCORES);
    const int ret = means_init(&means, self, err);
    for (size_t origin = 0; origin < means.n_origin && ret == 0; origin++)
        for (int target = 0; target < N_BACKTEST_TARGET; target++)
            put_means(self, &means, origin, target, out);
    free(means.mean);
    return ret == 0 ? table_check(out, err) : ret;
}

/* ---- forecasts and misses */

struct forecast_row {
    const char *target, *method, *code, *area;
    double origin, horizon, p05, p10, p25, p50, p75, p90, p95, outcome, error;
};
static const struct table_field FORECASTS[] = {
    NUMBER(forecast_row, "origin", origin, 0), NUMBER(forecast_row, "horizon", horizon, 0),
    TEXT(forecast_row, "target", target),      TEXT(forecast_row, "method", method),
    TEXT(forecast_row, "area_code", code),     TEXT(forecast_row, "area", area),
    NUMBER(forecast_row, "p05", p05, 4),       NUMBER(forecast_row, "p10", p10, 4),
    NUMBER(forecast_row, "p25", p25, 4),       NUMBER(forecast_row, "p50", p50, 4),
    NUMBER(forecast_row, "p75", p75, 4),       NUMBER(forecast_row, "p90", p90, 4),
    NUMBER(forecast_row, "p95", p95, 4),       NUMBER(forecast_row, "outcome", outcome, 4),
    NUMBER(forecast_row, "error", error, 6),
};

static void
put_forecast(const struct backtest *self, const struct backtest_row *from, struct table *out)
{
    const struct evidence_area *area = &self->evidence->area[from->area];
    const struct score *s = &from->score;
    struct forecast_row row = { target_name(from->target),
                                self->method[from->method],
                                area->code,
                                area->name,
                                from->origin,
                                from->horizon,
                                s->p05,
                                s->p10,
                                s->p25,
                                s->p50,
                                s->p75,
                                s->p90,
                                s->p95,
                                from->outcome,
                                s->error };
    if (isnan(s->pit)) /* a point has no range */
        row.p05 = row.p10 = row.p25 = row.p75 = row.p90 = row.p95 = (double)NAN;
    table_put(out, &row);
}

int
backtest_forecasts_table(const struct backtest *self, struct table *out, struct hr_err *err)
{
    table_init(out, "forecasts", FORECASTS, sizeof FORECASTS / sizeof *FORECASTS);
    for (size_t i = 0; i < self->n_row; i++)
        if (self->row[i].target != TARGET_CELLS)
            put_forecast(self, &self->row[i], out);
    return table_check(out, err);
}

int
backtest_england_table(const struct backtest *self, struct table *out, struct hr_err *err)
{
    table_init(out, "england", FORECASTS, sizeof FORECASTS / sizeof *FORECASTS);
    for (size_t i = 0; i < self->n_england; i++)
        put_forecast(self, &self->england[i], out);
    return table_check(out, err);
}

/* Furthest out first; equals in the order of rows. */
static int
by_miss(const void *a, const void *b)
{
    const struct backtest_row *const *x = a, *const *y = b;
    const double left = fabs((*x)->score.error), right = fabs((*y)->score.error);
    return left != right ? (left < right) - (left > right) : (*x > *y) - (*x < *y);
}

int
backtest_misses_table(const struct backtest *self, struct table *out, struct hr_err *err)
{
    const size_t method = backtest_chief_method(self);
    const struct backtest_row **list = calloc(self->n_row + 1, sizeof *list);
    const int ret = list == NULL ? hr_fail(err, HR_ENOMEM, "no memory for the list of misses") : 0;
    table_init(out, "misses", FORECASTS, sizeof FORECASTS / sizeof *FORECASTS);
    for (int target = 0; target < N_BACKTEST_TARGET; target++)
        for (short horizon = 1; target_about(target)->worst && horizon <= MOST_HORIZONS && ret == 0;
             horizon++) {
            size_t n = 0;
            for (size_t k = 0; k < self->n_row; k++)
                if (self->row[k].target == target && self->row[k].horizon == horizon &&
                    self->row[k].method == (short)method)
                    list[n++] = &self->row[k];
            qsort(list, n, sizeof *list, by_miss);
            for (size_t k = 0; k < n && k < MISSES; k++)
                put_forecast(self, list[k], out);
        }
    free(list);
    return ret == 0 ? table_check(out, err) : ret;
}

struct exclusion_row {
    const char *code, *area, *reason;
};
static const struct table_field EXCLUSIONS[] = {
    TEXT(exclusion_row, "area_code", code),
    TEXT(exclusion_row, "area", area),
    TEXT(exclusion_row, "reason", reason),
};

int
backtest_exclusions_table(const struct backtest *self, struct table *out, struct hr_err *err)
{
    table_init(out, "exclusions", EXCLUSIONS, sizeof EXCLUSIONS / sizeof *EXCLUSIONS);
    for (size_t i = 0; i < self->n_exclusion; i++) {
        const struct evidence_area *area = &self->evidence->area[self->exclusion[i].area];
        table_put(out,
                  &(struct exclusion_row){ area->code, area->name, self->exclusion[i].reason });
    }
    return table_check(out, err);
}

/* ---- the chart */

void
backtest_calibration(const struct backtest *self, int target, struct calibration *out)
{
    const size_t method = backtest_chief_method(self);
    *out = (struct calibration){ .method = self->method[method],
                                 .n_area = backtest_areas(self),
                                 .moment = self->options.money ? "the end of" : NULL,
                                 .first_origin = self->options.first_origin,
                                 .last_origin = self->options.last_origin };
    for (size_t i = 0; i < CALIBRATION_LEVELS; i++)
        out->level[i] = coverage_nominal(i);
    for (size_t horizon = 1; horizon <= self->options.n_horizon; horizon++) {
        const struct score_mean mean = backtest_mean(self, 0, horizon, target, method);
        if (mean.n_range == 0)
            break;
        struct calibration_horizon *at = &out->horizon[out->n_horizon++];
        at->n = mean.n_range;
        memcpy(at->held, mean.covered, sizeof at->held);
    }
    for (size_t i = 0; i < self->n_row; i++) {
        const struct backtest_row *row = &self->row[i];
        if (row->target != target || row->method != (short)method || isnan(row->score.pit))
            continue;
        const int bin = (int)(row->score.pit * CALIBRATION_BINS);
        out->in_bin[bin < CALIBRATION_BINS ? bin : CALIBRATION_BINS - 1]++;
    }
}
