/* The harness: origins, authorities, targets, horizons, methods. */
#include "backtest.h"

#include "list.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- one origin */

struct origin { /* what a row's scoring needs */
    struct backtest *out;
    const struct target_series *came; /* borrowed; all the evidence */
    struct evidence as_at;
    struct simple_rules rules;
    const struct forecaster *forecaster; /* borrowed */
    struct forecast england[MAX_FORECASTERS], area[MAX_FORECASTERS];
    double *scratch;               /* owned; the largest sample */
    int year, area_then, area_now; /* index of the authority in as_at and in all the evidence */
    bool cells_only;
};

static bool
is_england(const struct origin *self)
{
    return self->area_now == self->came->england;
}

/* England's own rows are a list of their own. */
static int
add_rows(struct origin *self, const struct backtest_row *row, size_t n, struct hr_err *err)
{
    struct backtest *out = self->out;
    const bool england = is_england(self);
    struct backtest_row **list = england ? &out->england : &out->row;
    size_t *n_list = england ? &out->n_england : &out->n_row;
    int ret = 0;
    for (size_t i = 0; i < n && ret == 0; i++) {
        ret = list_room(list, *n_list, sizeof **list, err);
        if (ret == 0)
            (*list)[(*n_list)++] = row[i];
    }
    return ret;
}

/* The sample of a forecaster for one target: a copy, since scoring sorts it. 0: none. */
static size_t
model_sample(const struct origin *self, size_t method, int target, size_t horizon, double *sample)
{
    const struct forecast *england = &self->england[method],
                          *area = is_england(self) ? england : &self->area[method];
    const struct target *about = target_about(target);
    const bool relative = about->of != NO_TARGET;
    if (area->n_sample == 0 || (relative && england->n_sample != area->n_sample))
        return 0;
    const double *value = forecast_at(area, relative ? about->of : target, horizon - 1);
    const double *nation = relative ? forecast_at(england, about->of, horizon - 1) : NULL;
    for (size_t k = 0; k < area->n_sample; k++) {
        sample[k] = relative ? value[k] / nation[k] : value[k];
        if (!isfinite(sample[k]) || (sample[k] < 0 && !about->additive))
            return 0;
    }
    return area->n_sample;
}

static struct backtest_row
row_of(const struct origin *self, int target, size_t horizon, size_t method, double outcome)
{
    return (struct backtest_row){ .area = self->area_now,
                                  .origin = (short)self->year,
                                  .target = (short)target,
                                  .horizon = (short)horizon,
                                  .method = (short)method,
                                  .outcome = outcome };
}

/* A forecaster that has nothing for England has no such forecast at all. */
static bool
takes_part(const struct origin *self, size_t method, int target, size_t horizon)
{
    const struct forecast *england = &self->england[method];
    const int of = target_about(target)->of;
    return england->n_sample > 0 &&
           isfinite(forecast_at(england, of != NO_TARGET ? of : target, horizon - 1)[0]);
}

/* The sample of a method, a model or a rule; 0: it has no forecast. */
static size_t
method_sample(struct origin *self, size_t method, int target, size_t horizon)
{
    const size_t n_model = self->out->n_forecaster;
    if (method < n_model)
        return model_sample(self, method, target, horizon, self->scratch);
    return simple_rules_forecast(&self->rules,
                                 (struct rule_case){ (enum simple_rule)(method - n_model), target,
                                                     self->area_then, horizon },
                                 self->scratch);
}

/* Where a rule with a range has no range yet, a crps would set ranges against a point. */
static void
drop_unlike_crps(const struct backtest *self, struct backtest_row *row, size_t n)
{
    bool like = true;
    for (size_t i = 0; i < n; i++) {
        const size_t method = (size_t)row[i].method;
        like = like && (method < self->n_forecaster ||
                        !simple_rule_has_range((enum simple_rule)(method - self->n_forecaster)) ||
                        !isnan(row[i].score.pit));
    }
    for (size_t i = 0; i < n && !like; i++)
        row[i].score.crps = (double)NAN;
}

/* Scores every method on one row, or none. Of growth over England's: from shares of England to the
 * factor of growth. */
static int
score_row(struct origin *self, int target, size_t horizon, struct hr_err *err)
{
    struct backtest *out = self->out;
    struct backtest_row row[MAX_FORECASTERS + N_SIMPLE_RULE];
    const struct target *about = target_about(target);
    const int last_year = target_last_year(target, self->year), year = last_year + (int)horizon;
    const double last =
        target_series_count(&self->rules.series, target, self->area_then, last_year);
    const double outcome = target_series_count(self->came, target, self->area_now, year);
    const double unit = about->of != NO_TARGET ? last : 1;
    if ((out->options.until > 0 && year > out->options.until) || year < out->options.since ||
        self->year < about->first || !(last >= about->least) || !(outcome >= about->least))
        return 0;
    size_t n_row = 0;
    for (size_t method = 0; method < out->n_method; method++) {
        if (method < out->n_forecaster && !takes_part(self, method, target, horizon))
            continue;
        const size_t n = method_sample(self, method, target, horizon);
        if (n == 0) {
            out->n_unmatched++;
            return 0;
        }
        row[n_row] = row_of(self, target, horizon, method, outcome / unit);
        for (size_t k = 0; k < n; k++)
            self->scratch[k] /= unit;
        (about->additive ? score_share : score_sample)(self->scratch, n, outcome / unit,
                                                       &row[n_row++].score);
    }
    drop_unlike_crps(out, row, n_row);
    return add_rows(self, row, n_row, err);
}

/* The authority's cells a year ahead: every forecaster that has them and two rules, on the same
 * row. */
static int
score_cells(struct origin *self, struct hr_err *err)
{
    static const enum simple_rule RULE[] = { RULE_LAST_VALUE, RULE_TWO_YEAR_GROWTH,
                                             RULE_POOLED_OWN_ERRORS };
    struct backtest *out = self->out;
    struct backtest_row row[MAX_FORECASTERS + N_SIMPLE_RULE];
    double outcome[N_CELL], value[N_CELL], all = 0;
    size_t n = 0;
    if ((out->options.until > 0 && self->year + 1 > out->options.until) ||
        !cells_of(out->evidence, self->area_now, self->year + 1, outcome))
        return 0;
    for (size_t cell = 0; cell < N_CELL; cell++)
        all += outcome[cell];
    for (size_t method = 0; method < out->n_forecaster; method++) {
        if (self->area[method].cell == NULL)
            continue;
        row[n] = row_of(self, TARGET_CELLS, 1, method, all);
        cells_score(self->area[method].cell, self->area[method].n_sample, outcome, &row[n++].score);
    }
    for (size_t i = 0; i < sizeof RULE / sizeof *RULE; i++) {
        if (!cells_rule(&self->rules, RULE[i], &self->as_at, self->area_then, value))
            return 0;
        row[n] = row_of(self, TARGET_CELLS, 1, out->n_forecaster + RULE[i], all);
        cells_score(value, 1, outcome, &row[n++].score);
    }
    return add_rows(self, row, n, err);
}

static int
score_targets(struct origin *self, struct hr_err *err)
{
    const struct backtest_options *options = &self->out->options;
    int ret = 0;
    for (int target = 0; target < N_TARGET_SERIES && !self->cells_only; target++) {
        const struct target *about = target_about(target);
        const bool wanted =
            about->money == options->money && !(is_england(self) && about->of != NO_TARGET);
        for (size_t horizon = 1;
             wanted && horizon <= options->n_horizon && horizon <= about->horizons && ret == 0;
             horizon++)
            ret = score_row(self, target, horizon, err);
    }
    return ret;
}

static int
note_cuts(struct origin *self, struct hr_err *err)
{
    int last = target_last_year(FORECAST_BLOCK, self->year);
    double gbp = (double)NAN;
    const int known = self->rules.series.first_year + self->rules.series.n_year - 1;
    for (last = last < known ? last : known; last > self->year && isnan(gbp); last--)
        gbp = target_series_count(&self->rules.series, FORECAST_BLOCK, self->area_then, last);
    const struct backtest_cut at = { self->area_now, (short)self->year, (short)(last + 1), 0.0 };
    return backtest_note_cuts(self->out, at, gbp, &self->area[0], err);
}

static int
score_area(struct origin *self, bool cells, struct hr_err *err)
{
    const struct backtest_options *options = &self->out->options;
    const char *code = self->out->evidence->area[self->area_now].code;
    int ret = 0;
    for (size_t method = 0; method < self->out->n_forecaster && ret == 0; method++) {
        forecast_release(&self->area[method]);
        ret = self->forecaster[method].forecast(self->forecaster[method].self, code,
                                                options->n_horizon, &self->area[method], err);
    }
    if (ret == 0)
        ret = score_targets(self, err);
    if (ret == 0 && options->money && self->out->n_forecaster > 0)
        ret = note_cuts(self, err);
    if (ret == 0 && cells)
        ret = score_cells(self, err);
    if (options->done != NULL)
        atomic_fetch_add(options->done, 1);
    if (ret == 0 && options->stop != NULL && atomic_load(options->stop))
        ret = hr_fail(err, HR_EINTERRUPT, "interrupted: nothing was written");
    return ret;
}

/* Every method learns what had been published, and forecasts England. */
static int
learn(struct origin *self, struct hr_err *err)
{
    const struct backtest *out = self->out;
    size_t n_most = 1;
    int ret = (out->options.money ? evidence_at_end_of : evidence_as_at)(out->evidence, self->year,
                                                                         &self->as_at, err);
    if (ret == 0 && (self->as_at.n_area == 0 || self->as_at.area[0].level != AREA_ENGLAND))
        ret = hr_fail(err, HR_ESCENARIO,
                      "nothing had been published about England by %s %d: choose later origins",
                      out->options.money ? "the end of" : "June", self->year);
    if (ret == 0)
        ret =
            simple_rules_learn(&self->rules, &self->as_at, self->year, out->options.n_horizon, err);
    for (size_t i = 0; i < out->n_forecaster && ret == 0; i++) {
        ret = self->forecaster[i].learn(self->forecaster[i].self, &self->as_at, self->year, err);
        if (ret == 0)
            ret = self->forecaster[i].forecast(self->forecaster[i].self, self->as_at.area[0].code,
                                               out->options.n_horizon, &self->england[i], err);
        n_most = self->england[i].n_sample > n_most ? self->england[i].n_sample : n_most;
    }
    if (ret != 0)
        return ret;
    n_most = self->rules.n_most > n_most ? self->rules.n_most : n_most;
    self->scratch = calloc(n_most, sizeof *self->scratch);
    return self->scratch == NULL ? hr_fail(err, HR_ENOMEM, "no memory for a sample of %zu", n_most)
                                 : 0;
}

static void
origin_release(struct origin *self)
{
    for (size_t i = 0; i < MAX_FORECASTERS; i++) {
        forecast_release(&self->england[i]);
        forecast_release(&self->area[i]);
    }
    simple_rules_release(&self->rules);
    evidence_release(&self->as_at);
    free(self->scratch);
}

struct harness { /* a backtest while it runs */
    struct backtest *out;
    const struct target_series *came;
    bool *scored;   /* owned; [area] */
    int cells_year; /* origin of the forecasts by age and placement; 0: none */
};

static int
run_origin(const struct harness *harness, int year, struct hr_err *err)
{
    struct backtest *out = harness->out;
    struct origin self = {
        .out = out, .came = harness->came, .forecaster = out->options.forecaster, .year = year
    };
    self.cells_only = year < out->options.first_origin || year > out->options.last_origin;
    int ret = learn(&self, err);
    self.area_now = harness->came->england;
    self.area_then = 0;
    if (ret == 0)
        ret = score_targets(&self, err);
    for (int area = 0; (size_t)area < out->evidence->n_area && ret == 0; area++) {
        if (!harness->scored[area])
            continue;
        self.area_now = area;
        self.area_then = evidence_find_area(&self.as_at, out->evidence->area[area].code);
        if (self.area_then >= 0)
            ret = score_area(&self, year == harness->cells_year, err);
    }
    origin_release(&self);
    return ret;
}

static int
run_origins(const struct harness *self, struct hr_err *err)
{
    const struct backtest_options *options = &self->out->options;
    const int cells = self->cells_year;
    int ret = 0;
    for (int year = options->first_origin; year <= options->last_origin && ret == 0; year++)
        ret = run_origin(self, year, err);
    if (ret == 0 && cells > 0 && (cells < options->first_origin || cells > options->last_origin) &&
        !(options->until > 0 && cells + 1 > options->until))
        ret = run_origin(self, cells, err);
    return ret;
}

/* ---- the whole */

static int
check_options(const struct backtest_options *options, struct hr_err *err)
{
    if (options->first_origin < 2000 || options->last_origin > 2100 ||
        options->first_origin > options->last_origin)
        return hr_fail(err, HR_ERANGE, "origins %d to %d, want years, the earlier first",
                       options->first_origin, options->last_origin);
    if (options->n_horizon < 1 || options->n_horizon > MOST_HORIZONS)
        return hr_fail(err, HR_ERANGE, "%zu horizons, want 1 to %d", options->n_horizon,
                       MOST_HORIZONS);
    if (options->n_forecaster > MAX_FORECASTERS)
        return hr_fail(err, HR_ERANGE, "%zu forecasters, want at most %d", options->n_forecaster,
                       MAX_FORECASTERS);
    return 0;
}

static int
name_methods(struct backtest *self, struct hr_err *err)
{
    self->n_method = self->n_forecaster + N_SIMPLE_RULE;
    self->method = calloc(self->n_method, sizeof *self->method);
    if (self->method == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu methods", self->n_method);
    for (size_t i = 0; i < self->n_method; i++)
        self->method[i] = i < self->n_forecaster
                              ? self->options.forecaster[i].name
                              : simple_rule_name((enum simple_rule)(i - self->n_forecaster));
    return 0;
}

int
backtest_run(struct backtest *self, const struct evidence *evidence,
             const struct backtest_options *options, struct hr_err *err)
{
    struct target_series came = { 0 };
    struct harness harness = { self, &came, calloc(evidence->n_area + 1, sizeof(bool)), 0 };
    *self = (struct backtest){ .options = *options,
                               .evidence = evidence,
                               .n_forecaster = options->n_forecaster };
    int ret = harness.scored == NULL
                  ? hr_fail(err, HR_ENOMEM, "no memory for %zu areas", evidence->n_area)
                  : check_options(options, err);
    if (ret == 0)
        ret = name_methods(self, err);
    if (ret == 0)
        ret = target_series_init(&came, evidence, err);
    if (ret == 0)
        ret = backtest_choose_areas(self, &came, harness.scored, err);
    if (ret == 0) {
        harness.cells_year = options->money ? 0 : cells_origin(evidence);
        ret = run_origins(&harness, err);
    }
    if (ret == 0 && self->n_row == 0)
        ret = hr_fail(err, HR_ESCENARIO,
                      "nothing to score: no outcome follows an origin from %d to %d",
                      options->first_origin, options->last_origin);
    self->options.forecaster = NULL; /* the caller's */
    target_series_release(&came);
    free(harness.scored);
    return ret;
}

void
backtest_release(struct backtest *self)
{
    for (size_t i = 0; i < self->n_exclusion; i++)
        free(self->exclusion[i].reason);
    free(self->exclusion);
    free(self->row);
    free(self->england);
    free(self->cut);
    free(self->method);
    *self = (struct backtest){ 0 };
}

struct score_mean
backtest_mean(const struct backtest *self, int origin, size_t horizon, int target, size_t method)
{
    struct score_mean mean = { 0 };
    for (size_t i = 0; i < self->n_row; i++) {
        const struct backtest_row *row = &self->row[i];
        if ((origin == 0 || row->origin == origin) && row->horizon == (short)horizon &&
            row->target == target && row->method == (short)method)
            score_mean_add(&mean, &row->score);
    }
    score_mean_finish(&mean);
    return mean;
}
