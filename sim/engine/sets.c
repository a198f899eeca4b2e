#include "sets.h"

#include "model.h"
#include "parallel.h"
#include "replicate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int
sets_init(struct sets *self, const struct model *model, size_t n_set, size_t n_replicate,
          struct hr_err *err)
{
    *self = (struct sets){
        .model = model, .n_set = n_set, .n_year = model->n_year, .n_replicate = n_replicate
    };
    const size_t n_number = n_set * model->n_year * N_SET_MEASURE;
    self->receipt = calloc(n_set * model->n_receipt + 1, sizeof *self->receipt);
    self->transfer = calloc(n_set * model->in->n_transfer + 1, sizeof *self->transfer);
    self->option = calloc(n_set * model->n_option + 1, sizeof *self->option);
    self->level = calloc(n_set * model->n_option + 1, sizeof *self->level);
    self->order = calloc(n_set + 1, sizeof *self->order);
    self->known = calloc(n_set + 1, sizeof *self->known);
    self->column = n_number * n_replicate < SIZE_MAX / sizeof(double) / 2
                       ? calloc(n_number * n_replicate + 1, sizeof *self->column)
                       : NULL;
    if (self->receipt == NULL || self->transfer == NULL || self->option == NULL ||
        self->level == NULL || self->order == NULL || self->known == NULL || self->column == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu sets of options in %zu simulations",
                       n_set, n_replicate);
    for (size_t i = 0; i < n_set * model->n_option; i++)
        self->level[i] = (double)NAN;
    for (size_t set = 0; set < n_set; set++) {
        self->known[set] = SIZE_MAX;
        self->order[set] = set;
    }
    return 0;
}

void
sets_release(struct sets *self)
{
    free(self->receipt);
    free(self->transfer);
    free(self->option);
    free(self->level);
    free(self->order);
    free(self->known);
    free(self->column);
    *self = (struct sets){ 0 };
}

void
sets_choose(struct sets *self, size_t set, const struct choice *choice)
{
    const struct model *model = self->model;
    memcpy(self->receipt + set * model->n_receipt, choice->receipt,
           model->n_receipt * sizeof *self->receipt);
    memcpy(self->transfer + set * model->in->n_transfer, choice->transfer,
           model->in->n_transfer * sizeof *self->transfer);
    memcpy(self->option + set * model->n_option, choice->option,
           model->n_option * sizeof *self->option);
}

/* ---- one future ---- */

static struct choice
choice_of(const void *sets, size_t set)
{
    const struct sets *self = sets;
    const struct model *model = self->model;
    return (struct choice){ .receipt = self->receipt + set * model->n_receipt,
                            .transfer = self->transfer + set * model->in->n_transfer,
                            .option = self->option + set * model->n_option,
                            .level = self->level + set * model->n_option };
}

/* Of the first measure of the first year; the next number of a future is n_replicate further. */
static double *
numbers_of(const struct sets *self, size_t set)
{
    return &self->column[sets_index(self, set, 0, (enum set_measure)0) * self->n_replicate];
}

static int
run_set(const struct sets *self, size_t set, size_t replicate, struct work *w, struct hr_err *err)
{
    const struct choice choice = choice_of(self, set);
    double *out = numbers_of(self, set) + replicate;
    const int ret = replicate_run_choice(self->model, &choice, w, err);
    for (size_t t = 0; ret == 0 && t < self->n_year; t++)
        set_measures_read(self->model, w, t, out + t * N_SET_MEASURE * self->n_replicate,
                          self->n_replicate);
    return ret;
}

/* ---- those that the run has ---- */

struct sets
sets_of_run(const struct results *run)
{
    return (struct sets){ .model = run->model,
                          .n_set = run->n_scenario,
                          .n_year = run->n_year,
                          .n_replicate = run->n_replicate,
                          .run = run };
}

/* Levels apart, which only one that is as drawn may have. */
static bool
is_choice(const struct model *model, const struct choice *a, const struct choice *b)
{
    bool same = memcmp(a->receipt, b->receipt, model->n_receipt * sizeof *a->receipt) == 0 &&
                memcmp(a->transfer, b->transfer, model->in->n_transfer * sizeof *a->transfer) == 0;
    for (size_t o = 0; o < model->n_option; o++)
        same = same && a->option[o] == b->option[o] && (a->option[o] == 0 || isnan(a->level[o]));
    return same;
}

static struct choice
choice_of_scenario(const void *model, size_t scenario)
{
    return model_choice(model, scenario);
}

static void
copy_numbers(const struct sets *self, size_t set, const struct sets *from, size_t known)
{
    double *to = numbers_of(self, set);
    for (size_t t = 0; t < self->n_year; t++)
        for (size_t m = 0; m < N_SET_MEASURE; m++, to += self->n_replicate) {
            const double *column = sets_column(from, known, t, (enum set_measure)m);
            memcpy(to, column, self->n_replicate * sizeof *to);
            sets_done(from, column);
        }
}

/* Takes the sets that are among some choices from the columns of those. */
static void
take_from(struct sets *self, const struct choices *choices, const struct sets *columns)
{
    for (size_t set = 0; set < self->n_set; set++) {
        const struct choice own = choice_of(self, set);
        if (self->known[set] != SIZE_MAX)
            continue;
        for (size_t k = 0; k < choices->n && self->known[set] == SIZE_MAX; k++) {
            const struct choice choice = choices->choice_of(choices->of, k);
            if (is_choice(self->model, &own, &choice))
                self->known[set] = k;
        }
        if (self->known[set] != SIZE_MAX)
            copy_numbers(self, set, columns, self->known[set]);
    }
}

void
sets_take(struct sets *self, const struct results *run)
{
    const struct sets columns = sets_of_run(run);
    take_from(self, &(struct choices){ run->n_scenario, choice_of_scenario, run->model }, &columns);
}

void
sets_take_others(struct sets *self, const struct sets *others)
{
    take_from(self, &(struct choices){ others->n_set, choice_of, others }, others);
}

static bool
all_known(const struct sets *self)
{
    for (size_t set = 0; set < self->n_set; set++)
        if (self->known[set] == SIZE_MAX)
            return false;
    return true;
}

/* ---- all of them ---- */

struct sets_crew {
    struct sets *sets;
    const atomic_bool *stop;
    struct failures *failures; /* owned; [member] */
    atomic_size_t next;
};

/* Sets whose people are the same in this future follow one another: order is a permutation of
 * them. */
static void
run_replicate(struct sets *self, struct work *w, size_t replicate, size_t *order,
              struct failures *failures)
{
    replicate_begin(self->model, replicate, w);
    people_order(self->model, &(struct choices){ self->n_set, choice_of, self }, w->fate, order);
    for (size_t i = 0; i < self->n_set; i++) {
        const size_t set = order[i];
        if (self->known[set] != SIZE_MAX)
            continue;
        struct hr_err err = { 0 };
        if (run_set(self, set, replicate, w, &err) != 0) {
            failures_note(failures, replicate, &err);
            return;
        }
    }
}

static int
take_replicates(void *shared, unsigned member, struct hr_err *err)
{
    struct sets_crew *crew = shared;
    struct sets *sets = crew->sets;
    struct work work;
    int ret = work_init(&work, sets->model, err);
    size_t *order = arena_zero(&work.arena, sets->n_set, sizeof *order);
    if (ret == 0)
        ret = arena_check(&work.arena, err);
    if (ret == 0)
        memcpy(order, sets->order, sets->n_set * sizeof *order);
    while (ret == 0 && !(crew->stop != NULL && atomic_load(crew->stop))) {
        const size_t replicate = atomic_fetch_add(&crew->next, 1);
        if (replicate >= sets->n_replicate)
            break;
        run_replicate(sets, &work, replicate, order, &crew->failures[member]);
    }
    work_release(&work);
    return ret;
}

int
sets_run(struct sets *self, unsigned n_thread, const atomic_bool *stop, struct hr_err *err)
{
    const unsigned n = parallel_size(n_thread);
    struct sets_crew crew = { .sets = self, .stop = stop };
    struct failures failures = { 0 };
    people_order(self->model, &(struct choices){ self->n_set, choice_of, self }, NULL, self->order);
    if (all_known(self))
        return 0;
    crew.failures = calloc(n, sizeof *crew.failures);
    if (crew.failures == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %u threads", n);
    int ret = parallel(n, take_replicates, &crew, err);
    for (unsigned i = 0; i < n; i++)
        failures_merge(&failures, &crew.failures[i]);
    if (ret == 0)
        ret = engine_failed(&failures, self->n_replicate, err);
    if (ret == 0 && stop != NULL && atomic_load(stop))
        ret = hr_fail(err, HR_EINTERRUPT, "stopped before the end");
    free(crew.failures);
    return ret;
}
