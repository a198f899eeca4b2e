/* The summary that a person reads. */
#include "backtest_tables.h"
#include "text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
