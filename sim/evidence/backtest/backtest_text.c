/* The summary of a backtest that a person reads. */
#include "backtest_publish.h"

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

enum figure { N_ROWS, MAPE, BIAS, HELD_50, HELD_80, HELD_90, CRPS };

static double
value_of(const struct score_mean *mean, enum figure what)
{
    switch (what) {
    case N_ROWS: return (double)mean->n;
    case MAPE: return 100 * mean->mape;
    case BIAS: return 100 * mean->bias;
    case HELD_50: return 100 * mean->covered[0];
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

/* The model's score as a share of each rule's: below 1 is better. */
static void
put_ratios(const struct block *self, size_t method, enum figure what)
{
    const struct backtest *backtest = self->backtest;
    for (size_t rule = backtest->n_forecaster; rule < backtest->n_method; rule++) {
        char label[LABEL_WIDTH];
        const enum simple_rule id = (enum simple_rule)(rule - backtest->n_forecaster);
        if (what == CRPS ? !simple_rule_has_range(id) : id == RULE_POOLED_ONE_YEAR)
            continue; /* the two pooled rules have one median */
        snprintf(label, sizeof label, "  as a share of %s's", backtest->method[rule]);
        put_ratio(self, label, method, rule, what);
    }
}

static void
put_methods(const struct block *self, const char *heading, enum figure what)
{
    const struct backtest *backtest = self->backtest;
    bool headed = false;
    for (size_t method = 0; method < backtest->n_method; method++) {
        char label[LABEL_WIDTH];
        const struct score_mean *first = &self->mean[method][0];
        if (first->n == 0 ||
            ((what == HELD_50 || what == HELD_80 || what == HELD_90) && first->n_range == 0))
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
    const bool share = target_about(self->target)->additive;
    text_add(self->out, "\n%-*s", (int)LABEL_WIDTH + 2, target_name(self->target));
    for (size_t h = 1; h <= self->n_horizon; h++)
        text_add(self->out, "%*zu%s", (int)COLUMN_WIDTH - 2, h, " y");
    text_add(self->out, "\n");
    put_line(self, "rows", backtest->n_forecaster, N_ROWS);
    put_methods(
        self, share ? "mean absolute error, points of the block" : "mean absolute percentage error",
        MAPE);
    for (size_t method = 0; method < backtest->n_forecaster; method++)
        put_ratios(self, method, MAPE);
    put_methods(self, share ? "bias, points" : "bias, %", BIAS);
    put_methods(self, "50% ranges held, %", HELD_50);
    put_methods(self, "80% ranges held, %", HELD_80);
    put_methods(self, "90% ranges held, %", HELD_90);
    put_methods(self, share ? "CRPS, points" : "CRPS, % of outcome", CRPS);
    for (size_t method = 0; method < backtest->n_forecaster; method++)
        put_ratios(self, method, CRPS);
}

/* ---- England's own: the national part */

static void
put_england_row(struct text *out, const struct backtest_row *row)
{
    const struct score *score = &row->score;
    const struct target *about = target_about(row->target);
    const double unit = about->additive ? 0.01 : about->money ? 1e9 : 1e3;
    const int last = target_last_year(row->target, row->origin);
    const char *held = isnan(score->pit) ? "-" : score->covered[1] > 0 ? "yes" : "no";
    text_add(out, "  %-12s %9d %7d %9.2f %9.2f %9.2f %9.2f %8.1f %6s\n", target_name(row->target),
             last, last + row->horizon, score->p10 / unit, score->p50 / unit, score->p90 / unit,
             row->outcome / unit, 100 * score->error, held);
}

static void
put_england(struct text *out, const struct backtest *self)
{
    const size_t chief = backtest_chief_method(self);
    if (self->n_england == 0)
        return;
    text_add(out,
             "\nThe national part: England's own forecasts by %s (thousands of plans; £ billion; "
             "balance in points of the block)\n"
             "  %-12s %9s %7s %9s %9s %9s %9s %8s %6s\n",
             self->method[chief], "", "from", "to", "10%", "median", "90%", "came", "error %",
             "held");
    for (size_t i = 0; i < self->n_england; i++) {
        const struct backtest_row *row = &self->england[i];
        if (row->method == (short)chief && target_about(row->target)->worst)
            put_england_row(out, row);
    }
}

static const char PEOPLE_HEAD[] =
    "A forecast is the median of its simulated futures. Errors and CRPS are relative to the "
    "outcome, so each authority counts the same.\n"
    "The pooled rule is 70% of England's and 30% of the authority's own growth of the last "
    "two years; its ranges come from its past\n"
    "errors known at the origin, at the same horizon (own_errors) or one year ahead "
    "(one_year). relative: growth over England's growth.\n";
static const char MONEY_HEAD[] =
    "outturn: net outturn of section 251 lines 1.2.x, without place funding. block: high needs "
    "block before deductions. balance: of the DSG\n"
    "at 31 March over the block of its year; a deficit is positive, its errors are points of the "
    "block. _relative: growth over England's.\n"
    "Published by the end of year t: outturn and balance of the year to March t, allocations to "
    "the year to March t + 2, plans of January t.\n"
    "Where growth of one year only is published, rules use that; where none is, the last value; "
    "where no past error is known, rules have\n"
    "no range, and no method a CRPS there. One era of rising growth cannot prove a national range: "
    "England's own forecasts are at the end,\n"
    "and growth over England's, the local part, is scored apart.\n";

static void
put_head(struct text *out, const struct backtest *self)
{
    static const char *const HALF[] = { "", ", of the odd half by code",
                                        ", of the even half by code" };
    const bool money = self->options.money;
    size_t n_area_out = 0;
    for (size_t i = 0; i < self->n_exclusion; i++)
        n_area_out += strncmp(self->exclusion[i].reason, "no ", 3) == 0;
    text_add(out,
             "Forecasts from %s %d to %d with what had been published by %s, against what came",
             money ? "the end of" : "January", self->options.first_origin,
             self->options.last_origin, money ? "then" : "June of the year");
    if (self->options.since > 0)
        text_add(out, " from %d on", self->options.since);
    if (self->options.until > 0)
        text_add(out, " to %d", self->options.until);
    text_add(out,
             ".\n%zu authorities%s; %zu left out (exclusions.csv). Columns are years ahead; every "
             "method is scored on the same rows.\n",
             backtest_areas(self), HALF[self->options.half], n_area_out);
    text_add(out, "%s", money ? MONEY_HEAD : PEOPLE_HEAD);
    if (self->n_forecaster == 0)
        text_add(out, "%s", "No model was asked: these are the simple rules alone.\n");
    if (self->n_unmatched > 0)
        text_add(out, "%zu rows are left out because a method had no forecast of them.\n",
                 self->n_unmatched);
}

static void
put_target(struct block *block, int target)
{
    const struct backtest *self = block->backtest;
    block->target = target;
    block->n_horizon = 0;
    for (size_t h = 1; h <= self->options.n_horizon; h++) {
        for (size_t method = 0; method < self->n_method; method++)
            block->mean[method][h - 1] = backtest_mean(self, 0, h, target, method);
        if (block->mean[self->n_forecaster][h - 1].n > 0)
            block->n_horizon = h;
    }
    if (block->n_horizon > 0)
        put_block(block);
}

/* Each total, and its growth over England's after it. */
static int
put_targets(struct text *out, const struct backtest *self, struct hr_err *err)
{
    struct block block = { .out = out, .backtest = self };
    block.mean = calloc(self->n_method, sizeof *block.mean);
    if (block.mean == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the summary");
    for (int target = 0; target < N_BACKTEST_TARGET; target++) {
        if (target_about(target)->of != NO_TARGET)
            continue;
        put_target(&block, target);
        for (int of = TARGET_RELATIVE; of < N_TARGET_SERIES; of++)
            if (target_about(of)->of == target)
                put_target(&block, of);
    }
    free(block.mean);
    return 0;
}

/* Balances of authorities whose receipts were known, apart from the rest: one year ahead. */
static void
put_flagged(struct text *out, const struct backtest *self)
{
    struct score_mean mean[2][2] = { { { 0 } } }; /* [flagged][chief, pooled rule] */
    const size_t method[] = { backtest_chief_method(self),
                              self->n_forecaster + RULE_POOLED_OWN_ERRORS };
    for (size_t i = 0; i < self->n_row; i++) {
        const struct backtest_row *row = &self->row[i];
        const bool known =
            backtest_receipts_known(self->evidence->area[row->area].code, row->origin);
        for (size_t k = 0; k < 2; k++)
            if (row->target == FORECAST_BALANCE && row->horizon == 1 &&
                row->method == (short)method[k])
                score_mean_add(&mean[known][k], &row->score);
    }
    if (mean[1][0].n == 0)
        return;
    for (size_t i = 0; i < 4; i++)
        score_mean_finish(&mean[i / 2][i % 2]);
    text_add(out,
             "\nBalances one year ahead, mean absolute error in points of the block: %zu of "
             "authorities with an agreement known at the origin (flagged in exclusions.csv) %.1f, "
             "pooled rule %.1f; the other %zu %.1f, pooled rule %.1f\n",
             mean[1][0].n, 100 * mean[1][0].mape, 100 * mean[1][1].mape, mean[0][0].n,
             100 * mean[0][0].mape, 100 * mean[0][1].mape);
}

int
backtest_text(const struct backtest *self, char **text, struct hr_err *err)
{
    struct text out;
    text_init(&out);
    put_head(&out, self);
    const int ret = put_targets(&out, self, err);
    put_england(&out, self);
    put_flagged(&out, self);
    backtest_cuts_text(self, &out);
    if (ret == 0)
        return text_take(&out, text, err);
    text_release(&out);
    return ret;
}
