/* What came out: columns of every measure of every future, their summaries, and the expected-value
 * run. No threads here (threads.c). */
#include "engine.h"

#include "model.h"
#include "measures.h"
#include "rare_futures.h"
#include "replicate.h"
#include "set_measures.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- one future ---- */

static int
run_one(const struct model *model, size_t scenario, const size_t *replicate, struct future *out,
        struct hr_err *err)
{
    struct work work;
    *out = (struct future){ 0 };
    int ret = work_init(&work, model, err);
    if (ret != 0)
        goto out;
    if (replicate == NULL)
        replicate_begin_expected(model, &work);
    else
        replicate_begin(model, *replicate, &work);
    ret = replicate_run(model, scenario, &work, err);
    if (ret != 0)
        goto out;
    *out = work.future; /* takes ownership */
    work.future = (struct future){ 0 };
out:
    work_release(&work);
    return ret;
}

int
engine_one(const struct model *model, size_t scenario, size_t replicate, struct future *out,
           struct hr_err *err)
{
    return run_one(model, scenario, &replicate, out, err);
}

int
engine_expected(const struct model *model, size_t scenario, struct future *out, struct hr_err *err)
{
    return run_one(model, scenario, NULL, out, err);
}

/* ---- results ---- */

/* Years in which an option of a future would have moved children, and those of them in which there
 * was nobody. */
static void
count_nobody(const struct future *future, size_t option, size_t *n_meant, size_t *n_nobody)
{
    *n_meant = *n_nobody = 0;
    for (size_t t = 0; t < future->n_year; t++) {
        const struct shifted *shifted = &future->year[t].option[option];
        *n_meant += shifted->meant > 0.0;
        *n_nobody += shifted->meant > 0.0 && shifted->eligible <= 0.0;
    }
}

/* An option that is for nobody in any year, not even in expectation, is a slip in the file. */
static int
refuse_nobody(const struct model *model, const struct future *expected, struct hr_err *err)
{
    for (size_t o = 0; o < model->n_option; o++) {
        size_t n_meant, n_nobody;
        count_nobody(expected, o, &n_meant, &n_nobody);
        if (n_meant > 0 && n_nobody == n_meant)
            return hr_fail(err, HR_ESCENARIO,
                           "%s: option '%s' would never apply: no child matches its settings, year "
                           "groups and needs in any forecast year",
                           model->option_in[o]->where, model->option_in[o]->id);
    }
    return 0;
}

int
engine_check(const struct model *model, struct hr_err *err)
{
    struct work work;
    int ret = work_init(&work, model, err);
    if (ret == 0)
        replicate_begin_expected(model, &work);
    for (size_t k = 0; ret == 0 && k < model->n_scenario; k++) {
        ret = replicate_run(model, k, &work, err);
        if (ret == 0)
            ret = refuse_nobody(model, &work.future, err);
    }
    work_release(&work);
    return ret;
}

static int
run_expected(struct results *self, struct hr_err *err)
{
    for (size_t k = 0; k < self->n_scenario; k++) {
        int ret = engine_expected(self->model, k, &self->expected[k], err);
        if (ret == 0)
            ret = refuse_nobody(self->model, &self->expected[k], err);
        if (ret != 0)
            return ret;
        for (size_t t = 0; t < self->n_year; t++)
            for (size_t m = 0; m < self->n_measure; m++)
                self->expected_value[results_index(self, k, t, m)] =
                    measure_read(&self->measure[m], &self->expected[k].year[t]);
    }
    return 0;
}

static struct choice
choice_of_scenario(const void *model, size_t scenario)
{
    return model_choice(model, scenario);
}

/* The measures that are kept, in their order. */
static int
define_measures(struct results *self, bool (*keeps)(const struct measure *measure),
                struct hr_err *err)
{
    size_t n = 0;
    self->measure = calloc(self->n_measure, sizeof *self->measure);
    self->reading = calloc(self->n_measure, sizeof *self->reading);
    if (self->measure == NULL || self->reading == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu measures", self->n_measure);
    measures_define(self->model, self->measure);
    for (size_t m = 0; m < self->n_measure; m++)
        if (keeps == NULL || keeps(&self->measure[m]))
            self->measure[n++] = self->measure[m];
    self->n_measure = n;
    for (size_t m = 0; m < n; m++)
        self->reading[m] = measure_reading(&self->measure[m]);
    return 0;
}

/* A number in another scenario is often what it is in the first; what comparisons need of the
 * deficit is a measure. */
static void
say_what_is_alike(const struct results *self)
{
    const size_t n = engine_n_column(self), of_sets = self->n_year * N_SET_MEASURE;
    for (size_t c = 0; c < self->kept->n_column; c++)
        self->kept->like[c] = c < n ? c % engine_n_figure(self) : n + (c - n) % of_sets;
    for (size_t m = 0; m < self->n_measure; m++)
        for (size_t i = 0; self->compares && strcmp(self->measure[m].id, "deficit") == 0 &&
                           i < self->n_scenario * self->n_year;
             i++)
            self->kept->like[n + i * N_SET_MEASURE + SET_DEFICIT] = i * self->n_measure + m;
}

static int
init_kept(struct results *self, const struct engine_options *options, struct hr_err *err)
{
    const size_t n_set = self->compares ? self->n_scenario * self->n_year * N_SET_MEASURE : 0;
    self->kept = calloc(1, sizeof *self->kept);
    if (self->kept == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu simulations", self->n_replicate);
    const int ret = kept_init(self->kept, engine_n_column(self) + n_set, self->n_replicate, err);
    if (ret != 0)
        return ret;
    say_what_is_alike(self);
    self->kept->file = options->file;
    self->kept->most_held = options->most_held;
    return 0;
}

static int
allocate_results(struct results *self, const struct engine_options *options, struct hr_err *err)
{
    const size_t n = engine_n_column(self);
    self->expected_value = calloc(n, sizeof *self->expected_value);
    self->order = calloc(self->n_scenario, sizeof *self->order);
    self->nobody = calloc(self->n_scenario * self->model->n_option + 1, sizeof *self->nobody);
    self->expected = calloc(self->n_scenario, sizeof *self->expected);
    self->summary = calloc(n, sizeof *self->summary);
    self->paired = calloc(n, sizeof *self->paired);
    if (self->expected_value == NULL || self->expected == NULL || self->summary == NULL ||
        self->paired == NULL || self->order == NULL || self->nobody == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu numbers", n);
    return init_kept(self, options, err);
}

int
results_init_for(struct results *self, const struct model *model,
                 const struct engine_options *options, struct hr_err *err)
{
    *self = (struct results){ .model = model,
                              .n_scenario = model->n_scenario,
                              .n_year = model->n_year,
                              .n_measure = measures_count(model),
                              .n_replicate = options->n_replicate,
                              .compares = options->compares };
    int ret = define_measures(self, options->keeps, err);
    if (ret == 0)
        ret = allocate_results(self, options, err);
    if (ret != 0)
        return ret;
    for (size_t k = 0; k < self->n_scenario; k++)
        self->order[k] = k;
    people_order(model, &(struct choices){ self->n_scenario, choice_of_scenario, model }, NULL,
                 self->order);
    ret = headcount_init(&self->headcount, model, err);
    return ret != 0 ? ret : run_expected(self, err);
}

int
results_init(struct results *self, const struct model *model, size_t n_replicate,
             struct hr_err *err)
{
    return results_init_for(self, model, &(struct engine_options){ .n_replicate = n_replicate },
                            err);
}

void
results_release(struct results *self)
{
    for (size_t k = 0; self->expected != NULL && k < self->n_scenario; k++)
        future_release(&self->expected[k]);
    free(self->measure);
    free(self->reading);
    if (self->kept != NULL)
        kept_release(self->kept);
    free(self->kept);
    free(self->expected_value);
    free(self->order);
    free(self->nobody);
    free(self->expected);
    free(self->summary);
    free(self->paired);
    headcount_release(&self->headcount);
    *self = (struct results){ 0 };
}

size_t
results_measure(const struct results *self, const char *id)
{
    for (size_t i = 0; i < self->n_measure; i++)
        if (strcmp(self->measure[i].id, id) == 0)
            return i;
    hr_bug("no measure '%s'", id);
}

size_t
results_measure_of(const struct results *self, const char *row, size_t setting)
{
    for (size_t m = 0; m < self->n_measure; m++)
        if (self->measure[m].setting == setting && self->measure[m].to == SIZE_MAX &&
            strcmp(self->measure[m].row->id, row) == 0)
            return m;
    return SIZE_MAX;
}

size_t
engine_n_figure(const struct results *self)
{
    return self->n_year * self->n_measure;
}

size_t
engine_n_column(const struct results *self)
{
    return self->n_scenario * engine_n_figure(self);
}

/* ---- columns ---- */

const double *
results_column(const struct results *self, size_t scenario, size_t year, size_t measure)
{
    return kept_borrow(self->kept, results_index(self, scenario, year, measure));
}

void
results_done(const struct results *self, const double *column)
{
    kept_return(self->kept, column);
}

int
results_read(const struct results *self, size_t index, double *out, struct hr_err *err)
{
    return kept_read(self->kept, index, out, err);
}

size_t
results_count_above(const struct results *self, size_t scenario, size_t year, size_t measure,
                    double threshold)
{
    const double *column = results_column(self, scenario, year, measure);
    const size_t n = sample_count_above(column, self->n_replicate, threshold);
    results_done(self, column);
    return n;
}

int
results_check(const struct results *self, struct hr_err *err)
{
    return kept_check(self->kept, err);
}

/* ---- replicates ---- */

void
failures_note(struct failures *failures, size_t replicate, const struct hr_err *err)
{
    if (failures->n < sizeof failures->first / sizeof failures->first[0])
        failures->first[failures->n] = (struct failure){ replicate, *err };
    failures->n++;
}

/* Writes a future into the row of its replicate. */
static void
keep_future(struct results *self, const struct hand *hand, size_t scenario)
{
    const struct work *work = hand->work;
    const struct future *future = &work->future;
    double *cell = kept_cell(&hand->rows, results_index(self, scenario, 0, 0));
    for (size_t t = 0; t < self->n_year; t++)
        for (size_t m = 0; m < self->n_measure; m++, cell += KEPT_NEXT)
            *cell = reading_take(&self->reading[m], &future->year[t]);
    const size_t first = engine_n_column(self) + scenario * self->n_year * N_SET_MEASURE;
    for (size_t t = 0; self->compares && t < self->n_year; t++)
        set_measures_read(self->model, work, t, kept_cell(&hand->rows, first + t * N_SET_MEASURE),
                          KEPT_NEXT);
    for (size_t o = 0; o < self->model->n_option; o++) {
        size_t n_meant, n_nobody;
        count_nobody(future, o, &n_meant, &n_nobody);
        if (n_nobody > 0)
            atomic_fetch_add(&self->nobody[scenario * self->model->n_option + o], 1);
    }
}

/* ---- hands ---- */

int
hand_init(struct hand *self, struct results *results, struct work *work, struct hr_err *err)
{
    *self = (struct hand){ .work = work };
    return kept_rows_init(&self->rows, results->kept, err);
}

int
hand_end(struct hand *self, struct hr_err *err)
{
    return kept_rows_end(&self->rows, err);
}

void
hand_release(struct hand *self)
{
    kept_rows_release(&self->rows);
}

/* All scenarios of a replicate; false when it failed, which is noted. */
static bool
run_replicate(struct results *self, struct hand *hand, size_t replicate)
{
    struct work *work = hand->work;
    replicate_begin(self->model, replicate, work);
    for (size_t i = 0; i < self->n_scenario; i++) {
        const size_t scenario = self->order[i];
        struct hr_err err = { 0 };
        if (replicate_run(self->model, scenario, work, &err) != 0) {
            failures_note(&hand->failures, replicate, &err);
            return false;
        }
        keep_future(self, hand, scenario);
    }
    if (is_rare(&work->money.extreme))
        atomic_store(&self->rare, true);
    return true;
}

int
engine_block(struct results *self, struct hand *hand, size_t first, size_t last, struct hr_err *err)
{
    int ret = 0;
    for (size_t replicate = first; ret == 0 && replicate < last; replicate++)
        if (run_replicate(self, hand, replicate))
            ret = kept_rows_next(&hand->rows, replicate, err);
    return ret;
}

int
engine_failed(const struct failures *failures, size_t n_replicate, struct hr_err *err)
{
    if (failures->n == 0)
        return 0;
    const size_t n_most = sizeof failures->first / sizeof failures->first[0];
    const size_t n_shown = failures->n < n_most ? failures->n : n_most;
    char text[900] = "";
    size_t used = 0;
    for (size_t i = 0; i < n_shown && used < sizeof text; i++) {
        const int n =
            snprintf(text + used, sizeof text - used, "%s future %zu: %.250s", i == 0 ? "" : ";",
                     failures->first[i].replicate, failures->first[i].err.text);
        used += n > 0 ? (size_t)n : 0;
    }
    if (failures->n > n_shown)
        return hr_fail(err, HR_EMODEL, "%zu of %zu simulated futures failed:%s; and %zu more",
                       failures->n, n_replicate, text, failures->n - n_shown);
    return hr_fail(err, HR_EMODEL, "%zu of %zu simulated futures failed:%s", failures->n,
                   n_replicate, text);
}

/* ---- summaries ---- */

/* x: a column, base: the first scenario's, sorted: room for their difference. */
static void
summarise_difference(const struct results *self, size_t column, const double *x, const double *base,
                     double *sorted)
{
    const size_t n = self->n_replicate;
    struct paired *paired = &self->paired[column];
    for (size_t i = 0; i < n; i++)
        sorted[i] = x[i] - base[i];
    paired_difference(base, x, n, &paired->mean, &paired->mean_se);
    sample_sort(sorted, n);
    paired->p05 = sample_quantile(sorted, n, 0.05);
    paired->p50 = sample_quantile(sorted, n, 0.50);
    paired->p95 = sample_quantile(sorted, n, 0.95);
}

int
engine_summarise(struct results *self, size_t figure, double *scratch, struct hr_err *err)
{
    const size_t n = self->n_replicate;
    double *const base = scratch, *const own = scratch + n, *const sorted = scratch + 2 * n;
    int ret = kept_read(self->kept, figure, base, err);
    for (size_t k = 0; ret == 0 && k < self->n_scenario; k++) {
        const size_t column = k * engine_n_figure(self) + figure;
        memcpy(own, base, n * sizeof *own);
        if (k > 0)
            ret = kept_read_over(self->kept, column, own, err);
        if (ret != 0)
            break;
        if (k > 0 && memcmp(own, base, n * sizeof *own) == 0) {
            self->summary[column] = self->summary[figure];
        } else {
            memcpy(sorted, own, n * sizeof *sorted);
            sample_sort(sorted, n);
            summary_from_sorted(sorted, n, &self->summary[column]);
        }
        if (k > 0 && self->measure[figure % self->n_measure].paired)
            summarise_difference(self, column, own, base, sorted);
    }
    return ret;
}
