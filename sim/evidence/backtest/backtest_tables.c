/* A backtest as tables, and the summary that a person reads. */
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
    const int ret = list == NULL ? hr_fail(err, HR_ENOMEM, "no memory for the list of misses") : 0;
    table_init(out, "misses", FORECASTS, sizeof FORECASTS / sizeof *FORECASTS);
    for (size_t i = 0; i < sizeof TARGET / sizeof *TARGET; i++)
        for (short horizon = 1; horizon <= MOST_HORIZONS && ret == 0; horizon++) {
            size_t n = 0;
            for (size_t k = 0; k < self->n_row; k++)
                if (self->row[k].target == TARGET[i] && self->row[k].horizon == horizon &&
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

/* ---- the summary */

enum { LABEL_WIDTH = 42, COLUMN_WIDTH = 9 };

struct block { /* the means of one target, over all origins */
    struct text *out;
    const struct backtest *backtest;
    int target;
    size_t n_horizon;
    struct score_mean (*mean)[MOST_HORIZONS]; /* owned; [method][horizon - 1] */
};

enum figure { N_ROWS, MAPE, BIAS, HELD_80, HELD_90, CRPS };

static double
value_of(const struct score_mean *mean, enum figure what)
{
    switch (what) {
    case N_ROWS: return (double)mean->n;
    case MAPE: return 100 * mean->mape;
    case BIAS: return 100 * mean->bias;
    case HELD_80: return 100 * mean->covered[1];
    case HELD_90: return 100 * mean->covered[2];
    case CRPS: return 100 * mean->crps;
    }
    hr_bug("quantity %d", (int)what);
}

static void
put_value(struct text *out, double value, int decimals)
{
    if (isnan(value))
        text_add(out, "%*s", (int)COLUMN_WIDTH, "-");
    else
        text_add(out, "%*.*f", (int)COLUMN_WIDTH, decimals, value);
}

static void
put_line(const struct block *self, const char *label, size_t method, enum figure what)
{
    text_add(self->out, "  %-*s", (int)LABEL_WIDTH, label);
    for (size_t h = 0; h < self->n_horizon; h++)
        put_value(self->out, value_of(&self->mean[method][h], what),
                  what == N_ROWS ? 0
                  : what == CRPS ? 2
                                 : 1);
    text_add(self->out, "\n");
}

/* A method's score as a share of another's: below 1 is better. */
static void
put_ratio(const struct block *self, const char *label, size_t method, size_t other,
          enum figure what)
{
    if (self->mean[method][0].n == 0)
        return;
    text_add(self->out, "  %-*s", (int)LABEL_WIDTH, label);
    for (size_t h = 0; h < self->n_horizon; h++)
        put_value(self->out,
                  value_of(&self->mean[method][h], what) / value_of(&self->mean[other][h], what),
                  3);
    text_add(self->out, "\n");
}

static void
put_methods(const struct block *self, const char *heading, enum figure what)
{
    const struct backtest *backtest = self->backtest;
    bool headed = false;
    for (size_t method = 0; method < backtest->n_method; method++) {
        char label[LABEL_WIDTH];
        const struct score_mean *first = &self->mean[method][0];
        if (first->n == 0 || ((what == HELD_80 || what == HELD_90) && first->n_range == 0))
            continue;
        if (!headed)
            text_add(self->out, "  %s\n", heading);
        headed = true;
        snprintf(label, sizeof label, "  %s", backtest->method[method]);
        put_line(self, label, method, what);
    }
}

static void
put_block(const struct block *self)
{
    const struct backtest *backtest = self->backtest;
    const size_t own = backtest->n_forecaster + RULE_POOLED_OWN_ERRORS,
                 one_year = backtest->n_forecaster + RULE_POOLED_ONE_YEAR;
    text_add(self->out, "\n%-*s", (int)LABEL_WIDTH + 2, target_name(self->target));
    for (size_t h = 1; h <= self->n_horizon; h++)
        text_add(self->out, "%*zu%s", (int)COLUMN_WIDTH - 2, h, " y");
    text_add(self->out, "\n");
    put_line(self, "rows", own, N_ROWS);
    put_methods(self, "mean absolute percentage error", MAPE);
    for (size_t method = 0; method < backtest->n_forecaster; method++)
        put_ratio(self, "  as a share of the pooled rule's", method, own, MAPE);
    put_methods(self, "bias, %", BIAS);
    put_methods(self, "80% ranges held, %", HELD_80);
    put_methods(self, "90% ranges held, %", HELD_90);
    put_methods(self, "CRPS, % of outcome", CRPS);
    for (size_t method = 0; method < backtest->n_forecaster; method++) {
        put_ratio(self, "  as a share of the pooled rule's, own errors", method, own, CRPS);
        put_ratio(self, "  as a share of the pooled rule's, one-year", method, one_year, CRPS);
    }
}

static void
put_head(struct text *out, const struct backtest *self)
{
    static const char *const HALF[] = { "", ", of the odd half by code",
                                        ", of the even half by code" };
    size_t n_area_out = 0;
    for (size_t i = 0; i < self->n_exclusion; i++)
        n_area_out += strncmp(self->exclusion[i].reason, "no count", 8) == 0;
    text_add(out,
             "Forecasts from January %d to %d with what had been published by June of the year, "
             "against what came",
             self->options.first_origin, self->options.last_origin);
    if (self->options.since > 0)
        text_add(out, " from %d on", self->options.since);
    if (self->options.until > 0)
        text_add(out, " to %d", self->options.until);
    text_add(out,
             ".\n%zu authorities%s; %zu left out (exclusions.csv). Columns are years ahead; every "
             "method is scored on the same rows.\n",
             backtest_areas(self), HALF[self->options.half], n_area_out);
    text_add(
        out, "%s",
        "A forecast is the median of its simulated futures. Errors and CRPS are relative to the "
        "outcome, so each authority counts the same.\n"
        "The pooled rule is 70% of England's and 30% of the authority's own growth of the last "
        "two years; its ranges come from its past\n"
        "errors known at the origin, at the same horizon (own_errors) or one year ahead "
        "(one_year). relative: growth over England's growth.\n");
    if (self->n_forecaster == 0)
        text_add(out, "%s", "No model was asked: these are the simple rules alone.\n");
    if (self->n_unmatched > 0)
        text_add(out, "%zu rows are left out because a method had no forecast of them.\n",
                 self->n_unmatched);
}

static int
put_targets(struct text *out, const struct backtest *self, struct hr_err *err)
{
    static const int FIRST[] = { FORECAST_PLANS, TARGET_RELATIVE };
    struct block block = { .out = out, .backtest = self };
    block.mean = calloc(self->n_method, sizeof *block.mean);
    if (block.mean == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the summary");
    for (int i = 0; i < N_BACKTEST_TARGET + 1;
         i++) { /* totals and growth first, the rest in order */
        block.target = i < 2 ? FIRST[i] : i - 1;
        if (i >= 2 && block.target == TARGET_RELATIVE)
            continue;
        block.n_horizon = 0;
        for (size_t h = 1; h <= self->options.n_horizon; h++) {
            for (size_t method = 0; method < self->n_method; method++)
                block.mean[method][h - 1] = backtest_mean(self, 0, h, block.target, method);
            if (block.mean[self->n_forecaster][h - 1].n > 0)
                block.n_horizon = h;
        }
        if (block.n_horizon > 0)
            put_block(&block);
    }
    free(block.mean);
    return 0;
}

int
backtest_text(const struct backtest *self, char **text, struct hr_err *err)
{
    struct text out;
    text_init(&out);
    put_head(&out, self);
    const int ret = put_targets(&out, self, err);
    if (ret == 0)
        return text_take(&out, text, err);
    text_release(&out);
    return ret;
}
