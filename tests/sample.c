#include "sample.h"
#include "claim.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* A list as it was read, with room for n. */
static void *
room(struct sample *self, const void *list, size_t n_given, size_t n, size_t size)
{
    void *roomy = arena_zero(&self->read.arena, n, size);
    cr_assert(roomy != NULL && n_given <= n, "the sample has room for %zu", n);
    if (n_given > 0)
        memcpy(roomy, list, n_given * size);
    return roomy;
}

#define ROOM(self, list, n_given, n) \
    ((list) = room((self), (list), (n_given), (size_t)(n), sizeof *(list)))

static void
name_lists(struct sample *self)
{
    struct inputs *in = &self->in;
    self->need = in->need;
    self->setting = in->setting;
    self->by_setting = in->plans.by_setting;
    self->by_need = in->plans.by_need;
    self->by_age = in->plans.by_age;
    self->population = in->population.count;
    self->joiner_mix = in->joiners.mix;
    self->england_stock = in->england_stock;
    self->rule = in->movers.rule;
    self->price = in->price;
    self->factor = in->price[0].by_need;
    self->places = in->price[1].places;
    self->line = in->line;
    self->known = in->grant.known;
    self->other = in->grant.other;
    self->block = in->dsg.block;
    self->history = in->dsg.history;
    self->receipt = in->receipt;
    self->safety_valve = in->receipt[0].instalment;
    self->council = in->receipt[1].instalment;
    self->transfer = in->transfer;
    self->scenario = in->scenario;
    self->receipt_of_plan = in->scenario[1].receipt;
    self->transfer_of_plan = in->scenario[1].transfer;
}

void
sample_init(struct sample *self)
{
    struct hr_err err = { 0 };
    *self = (struct sample){ .in = { .area = NULL } };
    cr_assert_eq(scenario_load("tests/sample.cfg", NULL, 0, &self->read, &err), 0, "%s: %s",
                 err.text, self->read.faults.n > 0 ? self->read.faults.item[0].text : "");
    struct inputs *in = &self->in;
    *in = self->read.inputs;
    in->quantity = calloc(SAMPLE_MAX_QUANTITY, sizeof *in->quantity);
    cr_assert(in->quantity != NULL && in->n_quantity < SAMPLE_MAX_QUANTITY);
    memcpy(&in->quantity[1], &self->read.inputs.quantity[1], in->n_quantity * sizeof *in->quantity);
    self->quantity = in->quantity;
    self->read.inputs.n_quantity = 0; /* they are the sample's now */
    ROOM(self, in->need, in->n_need, in->n_need + 1);
    ROOM(self, in->setting, in->n_setting, SAMPLE_MAX_SETTING);
    ROOM(self, in->plans.by_setting, in->plans.n_by_setting, SAMPLE_MAX_SETTING);
    ROOM(self, in->price, in->n_price, SAMPLE_MAX_SETTING);
    ROOM(self, in->scenario, in->n_scenario, in->n_scenario + 1);
    self->cell = room(self, NULL, 0, SAMPLE_MAX_CELL, sizeof *self->cell);
    name_lists(self);
    self->general_fund = in->general_fund;
    self->pipeline = in->pipeline;
    in->general_fund = (struct general_fund_in){ .where = NULL };
    in->pipeline = (struct pipeline_in){ .where = NULL };
}

void
sample_release(struct sample *self)
{
    for (size_t i = 1; i <= self->in.n_quantity; i++)
        quantity_release(&self->quantity[i]);
    free(self->quantity);
    scenario_release(&self->read);
    *self = (struct sample){ .in = { .area = NULL } };
}

void
sample_plan(struct sample *self, struct model *model)
{
    struct hr_err err = { 0 };
    for (size_t i = 1; i <= self->in.n_quantity; i++)
        cr_assert_eq(quantity_fit(&self->quantity[i], &err), 0, "%s", err.text);
    cr_assert_eq(model_make(model, &self->in, &err), 0, "%s", err.text);
}

void
sample_run(const struct model *model, size_t n_replicate, unsigned n_thread, struct results *out)
{
    struct hr_err err = { 0 };
    const struct engine_options options = { .n_replicate = n_replicate, .n_thread = n_thread };
    cr_assert_eq(engine_run(model, &options, out, &err), 0, "%s", err.text);
}

/* ---- more */

quantity_id
sample_add(struct sample *self, const struct quantity *q, const char *fmt, ...)
{
    const size_t i = ++self->in.n_quantity;
    char name[128];
    va_list args;
    cr_assert_lt(i, (size_t)SAMPLE_MAX_QUANTITY, "the sample has room for %d quantities",
                 (int)SAMPLE_MAX_QUANTITY);
    va_start(args, fmt);
    (void)vsnprintf(name, sizeof name, fmt, args);
    va_end(args);
    self->quantity[i] = *q;
    self->quantity[i].name = arena_format(&self->read.arena, "%s", name);
    self->quantity[i].where = "sample";
    return (quantity_id)i;
}

static quantity_id
fixed(struct sample *self, const char *id, const char *key, double value)
{
    return sample_add(self, &(struct quantity){ .kind = QUANTITY_FIXED, .p = { value } },
                      "prices.%s.%s", id, key);
}

void
sample_add_empty_setting(struct sample *self, const char *id, int category)
{
    struct inputs *in = &self->in;
    cr_assert_lt(in->n_setting, (size_t)SAMPLE_MAX_SETTING);
    struct setting_in *setting = &in->setting[in->n_setting++];
    *setting = in->setting[0];
    setting->id = setting->label = id;
    setting->category = category;
    self->by_setting[in->plans.n_by_setting++] = (struct stock_setting_in){ "sample", id, 0.0 };
    struct price_in *price = &in->price[in->n_price++];
    *price = in->price[2];
    price->setting = id;
    price->topup_gbp = price->drift; /* not given */
    price->fee_gbp = fixed(self, id, "fee_gbp", 23117.31);
    price->growth.first = fixed(self, id, "growth.first", 0.0113);
    price->growth.long_run = fixed(self, id, "growth.long_run", 0.0071);
    price->growth.persistence = fixed(self, id, "growth.persistence", 0.43);
    price->growth.shock_sd = fixed(self, id, "growth.shock_sd", 0.0137);
    price->spread = fixed(self, id, "spread", 0.713);
}

void
sample_add_general(struct sample *self)
{
    self->in.general_fund = self->general_fund;
}

void
sample_add_pipeline(struct sample *self)
{
    self->in.pipeline = self->pipeline;
    self->in.pipeline.n_capacity = 0;
}

void
sample_lose_capacity(struct sample *self)
{
    self->in.pipeline.n_capacity = self->pipeline.n_capacity;
}

/* ---- two futures ---- */

struct year_part { /* an array of a year: all records are of doubles alone */
    void *at;
    size_t size;
};
enum { N_YEAR_PART = 12 };

static void
parts_of(const struct future *future, size_t t, struct year_part part[N_YEAR_PART])
{
    struct year *year = &future->year[t];
    const struct year_part all[N_YEAR_PART] = {
        { &year->people, sizeof year->people },
        { &year->money, sizeof year->money },
        { &year->general, sizeof year->general },
        { year->setting, future->n_setting * sizeof *year->setting },
        { year->place, future->n_finite * sizeof *year->place },
        { year->elsewhere, future->n_pair * sizeof *year->elsewhere },
        { year->line_gbp, future->n_line * sizeof *year->line_gbp },
        { year->s251_gbp, future->n_s251 * sizeof *year->s251_gbp },
        { year->row, future->n_row * sizeof *year->row },
        { year->withheld_gbp, future->n_receipt * sizeof *year->withheld_gbp },
        { year->transfer_gbp, future->n_transfer * sizeof *year->transfer_gbp },
        { year->transport_gbp, future->n_transport * sizeof *year->transport_gbp },
    };
    memcpy(part, all, sizeof all);
}

struct future
sample_keep(const struct future *future)
{
    struct hr_err err = { 0 };
    struct year_part from[N_YEAR_PART], to[N_YEAR_PART];
    struct future copy = *future;
    cr_assert_eq(future_init(&copy, &err), 0, "%s", err.text);
    for (size_t t = 0; t < copy.n_year; t++) {
        parts_of(future, t, from);
        parts_of(&copy, t, to);
        for (size_t i = 0; i < N_YEAR_PART; i++)
            if (from[i].size > 0)
                memcpy(to[i].at, from[i].at, from[i].size);
        for (size_t o = 0; o < copy.n_option; o++)
            copy.year[t].option[o] = future->year[t].option[o];
    }
    return copy;
}

/* A sign of zero is no difference to anybody, but it is
 * one to bytes. */
bool
sample_same_year(const struct future *a, const struct future *b, size_t year)
{
    struct year_part x[N_YEAR_PART], y[N_YEAR_PART];
    bool same = true;
    parts_of(a, year, x);
    parts_of(b, year, y);
    for (size_t i = 0; i < N_YEAR_PART; i++)
        same &= x[i].size == 0 || memcmp(x[i].at, y[i].at, x[i].size) == 0;
    return same;
}

bool
sample_same_future(const struct future *a, const struct future *b)
{
    bool same = a->n_year <= b->n_year;
    for (size_t t = 0; same && t < a->n_year; t++)
        same = sample_same_year(a, b, t);
    return same;
}
