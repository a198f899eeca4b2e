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
    self->central = calloc(n_number + 1, sizeof *self->central);
    self->column = n_number * n_replicate < SIZE_MAX / sizeof(double) / 2
                       ? calloc(n_number * n_replicate + 1, sizeof *self->column)
                       : NULL;
    if (self->receipt == NULL || self->transfer == NULL || self->option == NULL ||
        self->level == NULL || self->order == NULL || self->central == NULL || self->column == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu sets of options in %zu simulations",
                       n_set, n_replicate);
    for (size_t i = 0; i < n_set * model->n_option; i++)
        self->level[i] = (double)NAN;
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
    free(self->column);
    free(self->central);
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

static double
local_plans(const struct model *model, const struct year *year)
{
    double n = 0.0;
    for (size_t s = 0; s < model->n_setting; s++)
        n += model->setting[s]->local ? year->setting[s].flows.closing : 0.0;
    return n;
}

static double
without_place(const struct model *model, const struct year *year)
{
    double n = 0.0;
    for (size_t f = 0; f < model->places.n_finite; f++)
        n += year->place[f].waiting + year->place[f].overflowed;
    return n;
}

/* Money received to the end of year t. */
static double
received(const struct work *w, size_t t)
{
    double gbp = 0.0;
    for (size_t u = 0; u <= t; u++)
        gbp += w->future.year[u].money.receipts_gbp + w->future.year[u].money.transferred_gbp;
    return gbp;
}

static void
read_year(const struct model *model, const struct work *w, size_t t, double *out, size_t stride)
{
    const struct year *year = &w->future.year[t];
    double number[N_SET_MEASURE] = {
        [SET_DEFICIT] = year->money.deficit_closing_gbp / GBP_PER_GBP_M,
        [SET_UNFUNDED] = (year->money.deficit_closing_gbp + received(w, t)) / GBP_PER_GBP_M,
        [SET_PRICES] = year->money.price_level,
        [SET_CAPITAL] = w->levers.capital_gbp[t] / GBP_PER_GBP_M,
        [SET_DSG_COST] = year->money.option_cost_gbp / GBP_PER_GBP_M,
        [SET_FUND_COST] = lever_cost(&w->levers, t, ACCOUNT_GENERAL_FUND) *
                          year->money.price_level / GBP_PER_GBP_M,
        [SET_LOCAL] = local_plans(model, year),
        [SET_WITHOUT] = without_place(model, year),
    };
    number[SET_GENERAL_FUND] =
        model->general.in != NULL ? year->general.cost_gbp / GBP_PER_GBP_M : number[SET_FUND_COST];
    for (size_t o = 0; o < model->n_option; o++) {
        const struct shifted *shifted = &year->option[o];
        number[SET_MOVED] += shifted->went;
        number[SET_DECLINED] += shifted->declined;
        number[SET_NO_SEAT] += shifted->without_seat;
    }
    for (size_t i = 0; i < N_SET_MEASURE; i++)
        out[i * stride] = number[i];
}

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

/* Where the numbers of a set go: one a year and measure, so far apart. */
struct row_out {
    double *first;
    size_t stride;
};

static int
run_set(const struct sets *self, size_t set, struct work *w, struct row_out out, struct hr_err *err)
{
    const struct model *model = self->model;
    const struct choice choice = choice_of(self, set);
    const int ret = replicate_run_choice(model, &choice, w, err);
    for (size_t t = 0; ret == 0 && t < self->n_year; t++)
        read_year(model, w, t, out.first + t * N_SET_MEASURE * out.stride, out.stride);
    return ret;
}

/* ---- all of them ---- */

struct sets_crew {
    struct sets *sets;
    const atomic_bool *stop;
    struct failures *failures; /* owned; [member] */
    atomic_size_t next;
};

static void
run_replicate(struct sets *self, struct work *w, size_t replicate, struct failures *failures)
{
    replicate_begin(self->model, replicate, w);
    for (size_t i = 0; i < self->n_set; i++) {
        const size_t set = self->order[i];
        struct hr_err err = { 0 };
        const struct row_out out = { sets_column(self, set, 0, 0) + replicate, self->n_replicate };
        if (run_set(self, set, w, out, &err) != 0) {
            failures_note(failures, replicate, &err);
            return;
        }
    }
}

static int
take_replicates(void *shared, unsigned member, struct hr_err *err)
{
    struct sets_crew *crew = shared;
    struct work work;
    const int ret = work_init(&work, crew->sets->model, err);
    while (ret == 0 && !(crew->stop != NULL && atomic_load(crew->stop))) {
        const size_t replicate = atomic_fetch_add(&crew->next, 1);
        if (replicate >= crew->sets->n_replicate)
            break;
        run_replicate(crew->sets, &work, replicate, &crew->failures[member]);
    }
    work_release(&work);
    return ret;
}

static int
run_expected_sets(struct sets *self, struct hr_err *err)
{
    struct work work;
    int ret = work_init(&work, self->model, err);
    if (ret == 0)
        replicate_begin_expected(self->model, &work);
    for (size_t i = 0; ret == 0 && i < self->n_set; i++) {
        const size_t set = self->order[i];
        const struct row_out out = { &self->central[sets_index(self, set, 0, 0)], 1 };
        ret = run_set(self, set, &work, out, err);
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
    people_order(self->model, self->n_set, choice_of, self, self->order);
    int ret = run_expected_sets(self, err);
    if (ret != 0)
        return ret;
    crew.failures = calloc(n, sizeof *crew.failures);
    if (crew.failures == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %u threads", n);
    ret = parallel(n, take_replicates, &crew, err);
    for (unsigned i = 0; i < n; i++)
        failures_merge(&failures, &crew.failures[i]);
    if (ret == 0)
        ret = engine_failed(&failures, self->n_replicate, err);
    if (ret == 0 && stop != NULL && atomic_load(stop))
        ret = hr_fail(err, HR_EINTERRUPT, "stopped before the end");
    free(crew.failures);
    return ret;
}
