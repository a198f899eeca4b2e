#include "study.h"

#include "control.h"
#include "model.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool
differs(const struct model *model, size_t scenario)
{
    const struct choice base = model_choice(model, 0), other = model_choice(model, scenario);
    return memcmp(base.option, other.option, model->n_option * sizeof *base.option) != 0 ||
           memcmp(base.receipt, other.receipt, model->n_receipt * sizeof *base.receipt) != 0 ||
           memcmp(base.transfer, other.transfer, model->in->n_transfer * sizeof *base.transfer) !=
               0;
}

bool
study_needed(const struct model *model)
{
    bool needed = false;
    for (size_t k = 1; k < model->n_scenario; k++)
        needed |= differs(model, k);
    for (size_t o = 0; o < model->n_option; o++)
        needed |= model->option_in[o]->n_level > 0;
    return needed;
}

/* ---- ladders ---- */

/* A rung for level 0 and each level: on the first scenario, and in each later one that has the
 * option. */
static void
list_rungs(const struct model *model, struct study *self)
{
    for (size_t i = 0; i < model->n_option; i++)
        for (size_t k = 0; k < model->n_scenario; k++) {
            const size_t o = model->file_option[i];
            if (model->option_in[o]->n_level == 0 ||
                (k > 0 &&
                 (model->in->scenario[k].derived || model_choice(model, k).option[o] == 0)))
                continue;
            for (size_t l = 0; l <= model->option_in[o]->n_level; l++) {
                if (l > 0 && model->option_in[o]->level[l - 1] == 0.0)
                    continue; /* is there */
                if (self->rung != NULL)
                    self->rung[self->n_rung] =
                        (struct rung){ .option = o,
                                       .scenario = k,
                                       .level = l == 0 ? 0.0 : model->option_in[o]->level[l - 1] };
                self->n_rung++;
            }
        }
}

/* scratch: room for two numbers a future. */
static void
read_rung(struct rung *rung, const struct sets *sets, size_t first, size_t set, double *scratch)
{
    const size_t n = sets->n_replicate, last = sets->n_year - 1;
    double *x = scratch + n;
    const double *deficit = sets_column(sets, set, last, SET_DEFICIT),
                 *unfunded = sets_column(sets, set, last, SET_UNFUNDED),
                 *without = sets_column(sets, first, last, SET_UNFUNDED);
    size_t count = 0;
    rung->deficit = futures_spread(sets, deficit, scratch);
    for (size_t k = 0; k < n; k++) {
        x[k] = saving_of(unfunded[k] - without[k]);
        count += deficit[k] < 0.0;
        rung->kept_local += sets_weight(sets, k) * (sets_column(sets, set, last, SET_LOCAL)[k] -
                                                    sets_column(sets, first, last, SET_LOCAL)[k]);
    }
    rung->saving = futures_spread(sets, x, scratch);
    const double wilson = ((double)count + 2.0) / ((double)n + 4.0); /* never 0 at the ends */
    rung->chance_surplus = (double)count / (double)n;
    rung->chance_surplus_se = sqrt(wilson * (1.0 - wilson) / ((double)n + 4.0));
}

static int
run_rungs(const struct model *model, const struct comparison_options *options, struct study *self,
          struct hr_err *err)
{
    struct sets sets = { 0 };
    double *scratch = calloc(2 * options->n_replicate + 1, sizeof *scratch);
    int ret = scratch == NULL
                  ? hr_fail(err, HR_ENOMEM, "no memory for %zu simulations", options->n_replicate)
                  : 0;
    if (ret == 0)
        ret = sets_init(&sets, model, self->n_rung, options->n_replicate, err);
    for (size_t set = 0; ret == 0 && set < self->n_rung; set++) {
        const struct rung *rung = &self->rung[set];
        const struct choice choice = model_choice(model, rung->scenario);
        sets_choose(&sets, set, &choice);
        sets_option(&sets, set)[rung->option] = rung->level != 0.0;
        sets.level[set * model->n_option + rung->option] =
            rung->level * model->option[rung->option].level_unit;
    }
    sets.weight = options->weight;
    if (ret == 0 && options->run != NULL)
        sets_take(&sets, options->run);
    if (ret == 0)
        ret = sets_run(&sets, options->n_thread, options->stop, err);
    for (size_t set = 0, first = 0; ret == 0 && set < self->n_rung; set++) {
        first = self->rung[set].option == self->rung[first].option &&
                        self->rung[set].scenario == self->rung[first].scenario
                    ? first
                    : set;
        read_rung(&self->rung[set], &sets, first, set, scratch);
    }
    free(scratch);
    sets_release(&sets);
    return ret;
}

/* ---- what is known of all futures ---- */

/* More would leave little for the means that they are meant to help. */
static size_t
most_controls(size_t n_replicate)
{
    enum { FUTURES_A_CONTROL = 10 };
    return n_replicate / FUTURES_A_CONTROL;
}

struct known_numbers { /* owned, but for the run */
    const struct sets *run;
    double *all;          /* [replicate]: of one number */
    double *first, *mean; /* [number][n_first], [number] */
    size_t n, most, n_first;
};

/* Adds a measure of a scenario at the end of a year; of another than the first, what differs. */
static void
add_known(struct known_numbers *self, size_t scenario, size_t year, enum set_measure measure)
{
    const struct sets *run = self->run;
    const double *own = sets_column(run, scenario, year, measure),
                 *base = sets_column(run, 0, year, measure);
    for (size_t k = 0; k < run->n_replicate; k++)
        self->all[k] = scenario == 0 ? own[k] : own[k] - base[k];
    sets_done(run, own);
    sets_done(run, base);
    memcpy(self->first + self->n * self->n_first, self->all, self->n_first * sizeof *self->all);
    self->mean[self->n++] = gsl_stats_mean(self->all, 1, run->n_replicate);
}

/* Of the run's scenarios, the last year first: the deficit, and the deficit without what is
 * received. */
static void
fill_known(struct known_numbers *self)
{
    static const enum set_measure measure[] = { SET_DEFICIT, SET_UNFUNDED };
    for (size_t t = self->run->n_year; t-- > 0;)
        for (size_t k = 0; k < self->run->n_set; k++)
            for (size_t m = 0; m < sizeof measure / sizeof measure[0]; m++)
                if (self->n < self->most)
                    add_known(self, k, t, measure[m]);
}

static int
reconcile(const struct comparison_options *options, double *weight, struct hr_err *err)
{
    const struct sets run = sets_of_run(options->run);
    const size_t n = options->n_replicate, most = most_controls(n);
    struct known_numbers known = { .run = &run,
                                   .all = calloc(run.n_replicate + 1, sizeof *known.all),
                                   .first = calloc(most * n + 1, sizeof *known.first),
                                   .mean = calloc(most + 1, sizeof *known.mean),
                                   .most = most,
                                   .n_first = n };
    int ret = 0;
    if (known.all == NULL || known.first == NULL || known.mean == NULL) {
        ret = hr_fail(err, HR_ENOMEM, "no memory to reconcile %zu simulations", run.n_replicate);
    } else {
        fill_known(&known);
        ret = control_weights(&(struct controls){ .column = known.first,
                                                  .mean = known.mean,
                                                  .n_column = known.n,
                                                  .n_first = n,
                                                  .n_all = run.n_replicate },
                              n, weight, err);
    }
    free(known.all);
    free(known.first);
    free(known.mean);
    return ret;
}

/* ---- the whole ---- */

/* Is an option of the scenario, which the first has not, in a comparison? */
static bool
is_compared(const struct study *self, size_t scenario)
{
    const struct choice base = model_choice(self->model, 0),
                        own = model_choice(self->model, scenario);
    for (size_t c = 0; c < self->n_comparison; c++)
        for (size_t i = 0; i < self->comparison[c].n_element; i++) {
            const struct element *element = &self->comparison[c].element[i];
            if (element->kind == ELEMENT_OPTION && own.option[element->index] != 0 &&
                base.option[element->index] == 0)
                return true;
        }
    return false;
}

/* The file's scenarios; and those made of one option (--each) that none of them has. */
static int
compare_all(const struct model *model, const struct comparison_options *options, struct study *self,
            struct hr_err *err)
{
    int ret = 0;
    for (size_t k = 1; ret == 0 && k < model->n_scenario; k++)
        if (!model->in->scenario[k].derived && differs(model, k))
            ret = compare_scenario(model, k, options, &self->comparison[self->n_comparison++], err);
    for (size_t k = 1; ret == 0 && k < model->n_scenario; k++)
        if (model->in->scenario[k].derived && differs(model, k) && !is_compared(self, k))
            ret = compare_scenario(model, k, options, &self->comparison[self->n_comparison++], err);
    return ret == 0 && self->n_rung > 0 ? run_rungs(model, options, self, err) : ret;
}

uint64_t
study_needs(const struct model *model, size_t n_replicate)
{
    enum { SETS_OF_ELEMENT = 4 }; /* alone, first, in order, last; and the pair of all and none */
    struct study rungs = { 0 };
    list_rungs(model, &rungs);
    const size_t n_element = model->n_option + model->n_receipt + model->in->n_transfer,
                 n_compared = 2 + SETS_OF_ELEMENT * n_element,
                 n_set = n_compared > rungs.n_rung ? n_compared : rungs.n_rung;
    return (uint64_t)n_set * model->n_year * N_SET_MEASURE * n_replicate * sizeof(double);
}

int
study_run(const struct model *model, const struct comparison_options *options, struct study *self,
          struct hr_err *err)
{
    struct comparison_options own = *options;
    *self = (struct study){ .model = model, .n_rung_replicate = options->n_replicate };
    self->comparison = calloc(model->n_scenario, sizeof *self->comparison);
    list_rungs(model, self);
    self->rung = calloc(self->n_rung + 1, sizeof *self->rung);
    double *weight = calloc(options->n_replicate + 1, sizeof *weight);
    int ret = self->comparison == NULL || self->rung == NULL || weight == NULL
                  ? hr_fail(err, HR_ENOMEM, "no memory for the comparison of %zu scenarios",
                            model->n_scenario)
                  : 0;
    self->n_rung = 0;
    if (ret == 0)
        list_rungs(model, self);
    if (ret == 0 && options->run != NULL && options->run->n_replicate > options->n_replicate) {
        ret = reconcile(options, weight, err);
        own.weight = weight;
    }
    if (ret == 0)
        ret = compare_all(model, &own, self, err);
    free(weight);
    return ret;
}

void
study_release(struct study *self)
{
    for (size_t i = 0; self->comparison != NULL && i < self->n_comparison; i++)
        comparison_release(&self->comparison[i]);
    free(self->comparison);
    free(self->rung);
    *self = (struct study){ 0 };
}
