#include "metamorph.h"

#include "claim.h"
#include "value.h"

#include <math.h>
#include <string.h>

/* ---- read and run */

bool
metamorph_read_with(struct metamorph *self, const char *file, const char *const *set, size_t n_set)
{
    struct hr_err err = { 0 };
    *self = (struct metamorph){ .file = file };
    return scenario_load(file, set, n_set, &self->scenario, &err) == 0;
}

void
metamorph_read(struct metamorph *self, const char *file)
{
    cr_assert(metamorph_read_with(self, file, NULL, 0), "%s cannot be read", file);
}

void
metamorph_read_text(struct metamorph *self, const char *file, const char *text, size_t size)
{
    struct hr_err err = { 0 };
    *self = (struct metamorph){ .file = file };
    const int ret = scenario_load_text(file, text, size, &self->scenario, &err);
    cr_assert_eq(ret, 0, "%s: %s: %s", file, err.text,
                 self->scenario.faults.n > 0 ? self->scenario.faults.item[0].text : "");
}

void
metamorph_run(struct metamorph *self, size_t n)
{
    struct hr_err err = { 0 };
    struct inputs *in = &self->scenario.inputs;
    results_release(&self->results);
    model_release(&self->model);
    cr_assert_eq(model_make(&self->model, in, &err), 0, "%s: %s", self->file, err.text);
    const struct engine_options options = { .n_replicate = n, .n_thread = 1 };
    cr_assert_eq(engine_run(&self->model, &options, &self->results, &err), 0, "%s: %s", self->file,
                 err.text);
}

void
metamorph_release(struct metamorph *self)
{
    results_release(&self->results);
    model_release(&self->model);
    scenario_release(&self->scenario);
}

/* ---- every key */

static void
walk(struct metamorph *self, const struct field_table *table, void *base, metamorph_visit *visit,
     void *context)
{
    for (size_t i = 0; i < table->n_row; i++) {
        const struct field *row = &table->row[i];
        if (!value_is_given(row, base))
            continue;
        if (row->type == FIELD_GROUP || row->type == FIELD_PATH) {
            walk(self, row->table, (char *)base + row->offset, visit, context);
            continue;
        }
        visit(self, row, base, context);
        if (row->type != FIELD_LIST)
            continue;
        char *item;
        memcpy(&item, (const char *)base + row->offset, sizeof item);
        for (size_t k = 0; k < value_length(row, base); k++)
            walk(self, row->table, item + k * row->table->size, visit, context);
    }
}

void
metamorph_walk(struct metamorph *self, metamorph_visit *visit, void *context)
{
    walk(self, &inputs_fields, &self->scenario.inputs, visit, context);
}

static void
fit(struct quantity *q)
{
    struct hr_err err = { 0 };
    cr_assert_eq(quantity_fit(q, &err), 0, "%s: %s", q->name, err.text);
}

static void
scale_quantity(struct quantity *q, double factor)
{
    const size_t n_in_unit = q->kind == QUANTITY_LOGNORMAL ? 1 : 3;
    cr_assert_neq(q->kind, QUANTITY_BETA, "%s is a share", q->name);
    for (size_t i = 0; i < n_in_unit; i++)
        q->p[i] *= factor;
    for (size_t i = 0; i < q->n_value; i++)
        q->value[i] *= factor;
    fit(q);
}

void
metamorph_scale(struct metamorph *self, const struct field *row, void *base, double factor)
{
    char *at = (char *)base + row->offset;
    double *number = (double *)(void *)at;
    if (row->type == FIELD_QUANTITY)
        scale_quantity(&self->scenario.inputs.quantity[value_quantity(row, base)], factor);
    else if (row->type == FIELD_NUMBER || row->type == FIELD_COUNT)
        *number *= factor;
    else if (row->type == FIELD_NUMBERS)
        for (size_t i = 0; i < row->length; i++)
            number[i] *= factor;
    else if (row->type == FIELD_VALUES) {
        memcpy(&number, at, sizeof number);
        for (size_t i = 0; i < value_length(row, base); i++)
            number[i] *= factor;
    } else
        cr_assert_fail("'%s' is no number", row->key);
}

void
metamorph_fix(struct metamorph *self, quantity_id id, double value)
{
    struct quantity *q = &self->scenario.inputs.quantity[id];
    if (id == 0)
        return;
    quantity_release(q);
    q->kind = QUANTITY_FIXED;
    q->support = QUANTITY_REAL;
    q->p[0] = value;
    fit(q);
}

quantity_id
metamorph_quantity(const struct metamorph *self, const char *name)
{
    const struct inputs *in = &self->scenario.inputs;
    for (quantity_id i = 1; i <= in->n_quantity; i++)
        if (strcmp(in->quantity[i].name, name) == 0)
            return i;
    return 0;
}

void
metamorph_take_cells(struct metamorph *self, const struct model *model)
{
    const struct dims *d = &model->dims;
    struct plans_in *plans = &self->scenario.inputs.plans;
    plans->cell = arena_zero(&self->scenario.arena, d->n_cell, sizeof *plans->cell);
    plans->n_cell = 0;
    for (size_t c = 0; c < d->n_cell; c++)
        if (model->base_stock[c] > 0.0)
            plans->cell[plans->n_cell++] =
                (struct stock_cell_in){ "test", NCY_MIN + (int)(c / d->n_place),
                                        model->need[c / d->n_setting % d->n_need]->id,
                                        model->setting[c % d->n_setting]->id,
                                        model->base_stock[c] };
}

/* ---- size */

static bool
begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

static bool
grows(const struct field *row)
{
    static const char *const unit[] = { "plans",  "places",       "places a year",   "people",
                                        "pupils", "children",     "children a year", "assessments",
                                        "a year", "plans a year", "requests" };
    for (size_t i = 0; i < sizeof unit / sizeof unit[0]; i++)
        if (strcmp(row->unit, unit[i]) == 0)
            return true;
    return begins(row->unit, "£") || begins(row->unit, "GBP");
}

static void
scale_size(struct metamorph *self, const struct field *row, void *base, void *context)
{
    if (grows(row))
        metamorph_scale(self, row, base, *(const double *)context);
}

/* Whole people, the same every year: projected ones are rounded, which no change of size keeps. */
static void
settle_population(struct metamorph *self)
{
    struct population_in *in = &self->scenario.inputs.population;
    in->n_count = 1;
    metamorph_fix(self, in->drift, 0.0);
    for (size_t age = 0; age < N_NCY; age++)
        in->count[0].by_age[age] = floor(in->count[0].by_age[0]);
}

void
metamorph_resize(struct metamorph *self, double factor)
{
    settle_population(self);
    metamorph_walk(self, scale_size, &factor);
}

/* ---- what came out */

/* Mostly the same one. */
static size_t
measure_of(const struct results *self, const char *id, size_t same)
{
    if (same < self->n_measure && strcmp(self->measure[same].id, id) == 0)
        return same;
    for (size_t m = 0; m < self->n_measure; m++)
        if (strcmp(self->measure[m].id, id) == 0)
            return m;
    return SIZE_MAX;
}

static size_t
scenario_of(const struct model *self, const char *id)
{
    for (size_t k = 0; k < self->in->n_scenario; k++)
        if (strcmp(self->in->scenario[k].id, id) == 0)
            return k;
    return SIZE_MAX;
}

/* Sums cancel: a difference of large amounts is as exact as they are. One pound, one child. */
static bool
is_near(double a, double b, double within, double size)
{
    if (within == 0.0)
        return memcmp(&a, &b, sizeof a) == 0;
    return (isnan(a) && isnan(b)) || fabs(a - b) <= within * fmax(size, fmax(fabs(a), fabs(b)));
}

/* The largest amount of that unit in a year: what rounding is relative to. */
static double
size_of(const struct results *self, size_t scenario, size_t year, const char *unit)
{
    double most = 0.0;
    for (size_t m = 0; m < self->n_measure; m++)
        if (strcmp(self->measure[m].unit, unit) == 0)
            most = fmax(most, fabs(self->expected_value[results_index(self, scenario, year, m)]));
    return most;
}

struct columns { /* one column of each */
    const struct metamorph *after, *before;
    size_t here, there, measure; /* index of the columns; measure of before */
    double factor, size;
};

static void
expect_column(const struct columns *p, struct relation relation)
{
    const struct results *a = &p->after->results, *b = &p->before->results;
    const size_t n = a->n_replicate < b->n_replicate ? a->n_replicate : b->n_replicate;
    const char *id = b->measure[p->measure].id;
    cr_expect(is_near(a->expected_value[p->here], p->factor * b->expected_value[p->there],
                      relation.within, p->size),
              "%s: %s, expected: %.17g, wanted %.17g", p->after->file, id,
              a->expected_value[p->here], p->factor * b->expected_value[p->there]);
    if (relation.expected_only)
        return;
    const double *here = kept_borrow(a->kept, p->here), *there = kept_borrow(b->kept, p->there);
    for (size_t k = 0; k < n; k++) {
        const double x = here[k], y = p->factor * there[k];
        if (!is_near(x, y, relation.within, p->size)) {
            cr_expect_fail("%s: column %zu, %s, future %zu: %.17g, wanted %.17g", p->after->file,
                           p->here, id, k, x, y);
            break;
        }
    }
    kept_return(a->kept, here);
    kept_return(b->kept, there);
}

size_t
metamorph_expect(const struct metamorph *after, const struct metamorph *before,
                 struct relation relation)
{
    const struct results *a = &after->results, *b = &before->results;
    size_t n = 0;
    for (size_t k = 0; k < b->n_scenario; k++) {
        const size_t same = scenario_of(&after->model, before->scenario.inputs.scenario[k].id);
        for (size_t t = 0; t < b->n_year && t < a->n_year && same != SIZE_MAX; t++)
            for (size_t m = 0; m < b->n_measure; m++) {
                const size_t it = measure_of(a, b->measure[m].id, m);
                const double factor =
                    relation.factor == NULL ? 1.0 : relation.factor(&b->measure[m]);
                cr_expect(it != SIZE_MAX || relation.by_name, "%s: no measure %s", after->file,
                          b->measure[m].id);
                if (it == SIZE_MAX || isnan(factor))
                    continue;
                const struct columns pair = {
                    .after = after,
                    .before = before,
                    .here = results_index(a, same, t, it),
                    .there = results_index(b, k, t, m),
                    .measure = m,
                    .factor = factor,
                    .size = relation.within == 0.0 ? 0.0 : size_of(a, same, t, b->measure[m].unit)
                };
                expect_column(&pair, relation);
                n++;
            }
    }
    cr_expect_gt(n, 0u, "%s: nothing was compared", after->file);
    return n;
}
