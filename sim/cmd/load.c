/* Reading, checking and compiling a scenario file. */
#include "load.h"

#include "calibrate.h"

#include "scenario.h"
#include "solved_question.h"
#include "text.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- faults: the same sentence on many lines of a file is printed once ---- */

enum { FEW_LINES = 3 };

/* Up to the line's number: "stock.csv" of "stock.csv:14". */
static size_t
file_length(const char *where)
{
    const char *colon = strrchr(where, ':');
    return colon == NULL ? strlen(where) : (size_t)(colon - where);
}

static int
by_file_and_text(const void *a, const void *b)
{
    const struct fault *x = *(const struct fault *const *)a, *y = *(const struct fault *const *)b;
    const size_t n_x = file_length(x->where), n_y = file_length(y->where);
    int order = strcmp(x->text, y->text);
    if (order == 0)
        order = n_x == n_y ? strncmp(x->where, y->where, n_x) : n_x < n_y ? -1 : 1;
    return order != 0 ? order : (x > y) - (x < y);
}

static bool
is_the_same(const struct fault *a, const struct fault *b)
{
    const size_t n = file_length(a->where);
    return n == file_length(b->where) && strncmp(a->where, b->where, n) == 0 &&
           strcmp(a->text, b->text) == 0;
}

/* How many more lines each fault stands for, [fault]; SIZE_MAX: it is one of those lines. NULL:
 * there was no memory. */
static size_t *
count_same(const struct faults *faults)
{
    const struct fault **order = calloc(faults->n + 1, sizeof *order);
    size_t *more = calloc(faults->n + 1, sizeof *more);
    for (size_t i = 0; order != NULL && i < faults->n; i++)
        order[i] = &faults->item[i];
    if (order == NULL || more == NULL) {
        free(order);
        free(more);
        return NULL;
    }
    qsort(order, faults->n, sizeof *order, by_file_and_text);
    for (size_t i = 0, end; i < faults->n; i = end) {
        for (end = i + 1; end < faults->n && is_the_same(order[i], order[end]);)
            end++;
        for (size_t k = i + 1; end - i > FEW_LINES && k < end; k++)
            more[order[k] - faults->item] = SIZE_MAX;
        if (end - i > FEW_LINES)
            more[order[i] - faults->item] = end - i - 1;
    }
    free(order);
    return more;
}

void
print_faults(const struct faults *faults)
{
    size_t *more = count_same(faults);
    for (size_t i = 0; i < faults->n; i++) {
        const struct fault *fault = &faults->item[i];
        if (more == NULL || more[i] == 0)
            fprintf(stderr, "%s: %s\n", fault->where, fault->text);
        else if (more[i] != SIZE_MAX)
            fprintf(stderr, "%s: %s (and in %zu more lines)\n", fault->where, fault->text, more[i]);
    }
    if (faults->n_unlisted > 0)
        fprintf(stderr, "%zu more faults are not listed: mend these first\n", faults->n_unlisted);
    free(more);
}

/* ---- a scenario ---- */

int
load(struct loaded *self, const struct load_options *options, struct hr_err *err)
{
    *self = (struct loaded){ 0 };
    if (strcmp(text_base(options->path), "run.json") == 0)
        return hr_fail(err, HR_EUSAGE,
                       "'%s' is the record of a run, not a scenario: 'headroom rerun %s -o NEW' "
                       "does that run again",
                       options->path, options->path);
    const int ret =
        scenario_load(options->path, options->set, options->n_set, &self->scenario, err);
    if (ret == HR_ESCENARIO)
        print_faults(&self->scenario.faults);
    if (ret != 0)
        return ret;
    if (!isnan(options->simulations))
        self->scenario.inputs.simulations = options->simulations;
    if (!isnan(options->seed))
        self->scenario.inputs.seed = options->seed;
    if (options->each) {
        const int added = scenario_add_each(&self->scenario, err);
        if (added != 0)
            return added;
    }
    const int made = model_make(&self->model, &self->scenario.inputs, err);
    return made != 0 ? made : solved_question(&self->scenario, &self->model, err);
}

void
load_release(struct loaded *self)
{
    model_release(&self->model);
    scenario_release(&self->scenario);
}
