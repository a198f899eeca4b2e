/* A backtest as tables. */
#include "backtest_tables.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_HORIZONS = 5, MISSES = 20 };

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

static const struct table_field SCORES[] = {
    TABLE_FIELD("origin", TABLE_TEXT, 0),        TABLE_FIELD("horizon", TABLE_NUMBER, 0),
    TABLE_FIELD("target", TABLE_TEXT, 0),        TABLE_FIELD("method", TABLE_TEXT, 0),
    TABLE_FIELD("n", TABLE_NUMBER, 0),           TABLE_FIELD("mape", TABLE_NUMBER, 6),
    TABLE_FIELD("bias", TABLE_NUMBER, 6),        TABLE_FIELD("coverage_50", TABLE_NUMBER, 6),
    TABLE_FIELD("coverage_80", TABLE_NUMBER, 6), TABLE_FIELD("coverage_90", TABLE_NUMBER, 6),
    TABLE_FIELD("coverage_95", TABLE_NUMBER, 6), TABLE_FIELD("crps", TABLE_NUMBER, 6),
};

static int
add_score(struct table *out, const char *origin, size_t horizon, int target, const char *method,
          const struct score_mean *mean, struct hr_err *err)
{
    int ret = table_add(out, err);
    if (ret == 0)
        ret = table_set_text(out, 0, origin, err);
    if (ret == 0)
        ret = table_set_text(out, 2, target_name(target), err);
    if (ret == 0)
        ret = table_set_text(out, 3, method, err);
    if (ret != 0)
        return ret;
    table_set_number(out, 1, (double)horizon);
    table_set_number(out, 4, (double)mean->n);
    table_set_number(out, 5, mean->mape);
    table_set_number(out, 6, mean->bias);
    for (size_t i = 0; i < N_COVERAGE; i++)
        table_set_number(out, 7 + i, mean->covered[i]);
    table_set_number(out, 11, mean->crps);
    return 0;
}

int
backtest_scores_table(const struct backtest *self, struct table *out, struct hr_err *err)
{
    struct means means;
    table_init(out, "scores", SCORES, sizeof SCORES / sizeof *SCORES);
    int ret = means_init(&means, self, err);
    for (size_t origin = 0; origin < means.n_origin && ret == 0; origin++)
        for (int target = 0; target < N_BACKTEST_TARGET; target++)
            for (size_t horizon = 1; horizon <= MOST_HORIZONS; horizon++)
                for (size_t method = 0; method < self->n_method && ret == 0; method++) {
                    const struct score_mean *mean =
                        mean_at(&means, origin, horizon, target, method);
                    char name[16] = "all";
                    if (origin > 0)
                        snprintf(name, sizeof name, "%d", means.first + (int)origin - 1);
                    if (mean->n > 0)
                        ret =
                            add_score(out, name, horizon, target, self->method[method], mean, err);
                }
    free(means.mean);
    return ret;
}

/* ---- forecasts and misses */

static const struct table_field FORECASTS[] = {
    TABLE_FIELD("origin", TABLE_NUMBER, 0),  TABLE_FIELD("horizon", TABLE_NUMBER, 0),
    TABLE_FIELD("target", TABLE_TEXT, 0),    TABLE_FIELD("method", TABLE_TEXT, 0),
    TABLE_FIELD("area_code", TABLE_TEXT, 0), TABLE_FIELD("area", TABLE_TEXT, 0),
    TABLE_FIELD("p05", TABLE_NUMBER, 4),     TABLE_FIELD("p10", TABLE_NUMBER, 4),
    TABLE_FIELD("p25", TABLE_NUMBER, 4),     TABLE_FIELD("p50", TABLE_NUMBER, 4),
    TABLE_FIELD("p75", TABLE_NUMBER, 4),     TABLE_FIELD("p90", TABLE_NUMBER, 4),
    TABLE_FIELD("p95", TABLE_NUMBER, 4),     TABLE_FIELD("outcome", TABLE_NUMBER, 4),
    TABLE_FIELD("error", TABLE_NUMBER, 6),
};

static int
add_forecast(const struct backtest *self, struct table *out, const struct backtest_row *row,
             struct hr_err *err)
{
    const struct evidence_area *area = &self->evidence->area[row->area];
    const char *const text[] = { target_name(row->target), self->method[row->method], area->code,
                                 area->name };
    const struct score *s = &row->score;
    const bool point = isnan(s->pit);
    const double number[] = { s->p05, s->p10, s->p25,       s->p50,  s->p75,
                              s->p90, s->p95, row->outcome, s->error };
    int ret = table_add(out, err);
    for (size_t i = 0; i < sizeof text / sizeof *text && ret == 0; i++)
        ret = table_set_text(out, 2 + i, text[i], err);
    if (ret != 0)
        return ret;
    table_set_number(out, 0, row->origin);
    table_set_number(out, 1, row->horizon);
    for (size_t i = 0; i < sizeof number / sizeof *number; i++)
        if (!point || i == 3 || i > 6) /* a point has no range */
            table_set_number(out, 6 + i, number[i]);
    return 0;
}

int
backtest_forecasts_table(const struct backtest *self, struct table *out, struct hr_err *err)
{
    int ret = 0;
    table_init(out, "forecasts", FORECASTS, sizeof FORECASTS / sizeof *FORECASTS);
    for (size_t i = 0; i < self->n_row && ret == 0; i++)
        if (self->row[i].target != TARGET_CELLS)
            ret = add_forecast(self, out, &self->row[i], err);
    return ret;
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
    static const int TARGET[] = { FORECAST_PLANS, TARGET_RELATIVE, FORECAST_NEW_PLANS };
    const size_t method = backtest_chief_method(self);
    const struct backtest_row **list = calloc(self->n_row + 1, sizeof *list);
    int ret = list == NULL ? hr_fail(err, HR_ENOMEM, "no memory for the list of misses") : 0;
    table_init(out, "misses", FORECASTS, sizeof FORECASTS / sizeof *FORECASTS);
    for (size_t i = 0; i < sizeof TARGET / sizeof *TARGET; i++)
        for (short horizon = 1; horizon <= MOST_HORIZONS && ret == 0; horizon++) {
            size_t n = 0;
            for (size_t k = 0; k < self->n_row; k++)
                if (self->row[k].target == TARGET[i] && self->row[k].horizon == horizon &&
                    self->row[k].method == (short)method)
                    list[n++] = &self->row[k];
            qsort(list, n, sizeof *list, by_miss);
            for (size_t k = 0; k < n && k < MISSES && ret == 0; k++)
                ret = add_forecast(self, out, list[k], err);
        }
    free(list);
    return ret;
}

static const struct table_field EXCLUSIONS[] = { TABLE_FIELD("area_code", TABLE_TEXT, 0),
                                                 TABLE_FIELD("area", TABLE_TEXT, 0),
                                                 TABLE_FIELD("reason", TABLE_TEXT, 0) };

int
backtest_exclusions_table(const struct backtest *self, struct table *out, struct hr_err *err)
{
    int ret = 0;
    table_init(out, "exclusions", EXCLUSIONS, sizeof EXCLUSIONS / sizeof *EXCLUSIONS);
    for (size_t i = 0; i < self->n_exclusion && ret == 0; i++) {
        const struct evidence_area *area = &self->evidence->area[self->exclusion[i].area];
        ret = table_add(out, err);
        if (ret == 0)
            ret = table_set_text(out, 0, area->code, err);
        if (ret == 0)
            ret = table_set_text(out, 1, area->name, err);
        if (ret == 0)
            ret = table_set_text(out, 2, self->exclusion[i].reason, err);
    }
    return ret;
}

/* ---- the chart */

void
backtest_calibration(const struct backtest *self, int target, struct calibration *out)
{
    const size_t method = backtest_chief_method(self);
    *out = (struct calibration){ .method = self->method[method],
                                 .n_area = backtest_areas(self),
                                 .first_origin = self->options.first_origin,
                                 .last_origin = self->options.last_origin };
    for (size_t i = 0; i < CALIBRATION_LEVELS; i++)
        out->level[i] = coverage_nominal(i);
    for (size_t horizon = 1; horizon <= self->options.n_horizon; horizon++) {
        struct score_mean mean;
        backtest_mean(self, 0, horizon, target, method, &mean);
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
