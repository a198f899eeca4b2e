/* Makes a model of a scenario's inputs: sorts the names, refuses two that would share random
 * numbers, then compiles each part (compile_*.c). Runs nothing. */
#include "model.h"

#include <stdlib.h>
#include <string.h>

/* ---- sorting ---- */

struct list { /* of the file; every item's id is at the same offset */
    const void *item;
    size_t n, size, id_offset;
};
#define LIST_OF(list, n_list, type)                             \
    {                                                           \
        list, n_list, sizeof *(list), offsetof(struct type, id) \
    }

/* Pointers to its items by id, and where each item of the file went. */
struct sorted {
    const void **item;
    size_t *file_order;
};

struct keyed {
    const char *id;
    const void *item;
    size_t file;
};

static int
by_id(const void *a, const void *b)
{
    const struct keyed *x = a, *y = b;
    return strcmp(x->id, y->id);
}

static const char *
id_at(const void *item, size_t offset)
{
    const char *id;
    memcpy(&id, (const char *)item + offset, sizeof id);
    return id;
}

static int
sort_by_id(const struct list *list, struct arena *arena, struct sorted *out, struct hr_err *err)
{
    const size_t n = list->n;
    struct keyed *key = arena_zero(arena, n + 1, sizeof *key);
    out->item = arena_zero(arena, n + 1, sizeof *out->item);
    out->file_order = arena_zero(arena, n + 1, sizeof *out->file_order);
    const int ret = arena_check(arena, err);
    if (ret != 0)
        return ret;
    for (size_t i = 0; i < n; i++) {
        const void *item = (const char *)list->item + i * list->size;
        key[i] = (struct keyed){ id_at(item, list->id_offset), item, i };
    }
    qsort(key, n, sizeof *key, by_id);
    for (size_t i = 0; i < n; i++) {
        out->item[i] = key[i].item;
        out->file_order[key[i].file] = i;
        if (i > 0 && strcmp(key[i].id, key[i - 1].id) == 0)
            return hr_fail(err, HR_ESCENARIO, "two entries are named '%s'", key[i].id);
    }
    return 0;
}

enum { SETTINGS, NEEDS, LINES, BLOCKS, RECEIPTS, OPTIONS, N_LIST };

static int
sort_lists(struct model *self, struct sorted sorted[N_LIST], struct hr_err *err)
{
    const struct inputs *in = self->in;
    const struct list list[N_LIST] = {
        [SETTINGS] = LIST_OF(in->setting, in->n_setting, setting_in),
        [NEEDS] = LIST_OF(in->need, in->n_need, need_in),
        [LINES] = LIST_OF(in->line, in->n_line, line_in),
        [BLOCKS] = LIST_OF(in->dsg.block, in->dsg.n_block, block_in),
        [RECEIPTS] = LIST_OF(in->receipt, in->n_receipt, receipt_in),
        [OPTIONS] = LIST_OF(in->option, in->n_option, option_in),
    };
    for (size_t i = 0; i < N_LIST; i++) {
        const int ret = sort_by_id(&list[i], &self->arena, &sorted[i], err);
        if (ret != 0)
            return ret;
    }
    self->setting = (const struct setting_in **)sorted[SETTINGS].item;
    self->need = (const struct need_in **)sorted[NEEDS].item;
    self->line = (const struct line_in **)sorted[LINES].item;
    self->block = (const struct block_in **)sorted[BLOCKS].item;
    self->receipt = (const struct receipt_in **)sorted[RECEIPTS].item;
    self->option_in = (const struct option_in **)sorted[OPTIONS].item;
    self->file_setting = sorted[SETTINGS].file_order;
    self->file_line = sorted[LINES].file_order;
    self->file_option = sorted[OPTIONS].file_order;
    return 0;
}

/* Rows of the council-paper table, and the order in which the file wants them. */
static int
name_rows(struct model *self, const struct sorted sorted[N_LIST], struct hr_err *err)
{
    const size_t *file_block = sorted[BLOCKS].file_order,
                 *file_receipt = sorted[RECEIPTS].file_order;
    self->n_row = self->n_block + 2 + self->n_receipt + 1;
    self->row = arena_zero(&self->arena, self->n_row, sizeof *self->row);
    self->file_row = arena_zero(&self->arena, self->n_row, sizeof *self->file_row);
    const int ret = arena_check(&self->arena, err);
    if (ret != 0)
        return ret;
    const size_t subtotal = self->n_block, receipts = subtotal + 2, total = self->n_row - 1;
    for (size_t b = 0; b < self->n_block; b++) {
        self->row[b] = (struct ledger_name){ ROW_BLOCK, self->block[b]->id, self->block[b]->label };
        self->file_row[b] = file_block[b];
    }
    self->row[subtotal] = (struct ledger_name){ ROW_SUBTOTAL, "subtotal", "Sub-Total" };
    self->row[subtotal + 1] = (struct ledger_name){ ROW_CARRY, "carry_forward", "" };
    self->file_row[subtotal] = subtotal;
    self->file_row[subtotal + 1] = subtotal + 1;
    for (size_t r = 0; r < self->n_receipt; r++) {
        self->row[receipts + r] =
            (struct ledger_name){ ROW_RECEIPT, self->receipt[r]->id, self->receipt[r]->label };
        self->file_row[receipts + r] = receipts + file_receipt[r];
    }
    self->row[total] = (struct ledger_name){ ROW_TOTAL, "total", "Total" };
    self->file_row[total] = total;
    return 0;
}

/* ---- names ---- */

/* Quantities hash their own names and factors when they are fitted (quantity.h). */
static void
enter_quantities(struct model *self)
{
    for (size_t i = 1; i <= self->in->n_quantity; i++) {
        const struct quantity *quantity = &self->in->quantity[i];
        (void)address_of(&self->book, "quantity", quantity->name);
        if (quantity->factor != NULL)
            (void)address_of(&self->book, "factor", quantity->factor);
    }
}

/* ---- names that must be there: sim/scenario has checked them; a caller of the library may not
 * have ---- */

static int
known(size_t index, const char *list, const char *id, struct hr_err *err)
{
    return index == SIZE_MAX
               ? hr_fail(err, HR_ESCENARIO, "%s names '%s', which there is not", list, id)
               : 0;
}

static int
check_stock_names(const struct model *self, const struct plans_in *in, struct hr_err *err)
{
    int ret = 0;
    for (size_t i = 0; ret == 0 && i < in->n_by_setting; i++)
        ret = known(model_setting(self, in->by_setting[i].setting), "plans.by_setting",
                    in->by_setting[i].setting, err);
    for (size_t i = 0; ret == 0 && i < in->n_by_need; i++)
        ret =
            known(model_need(self, in->by_need[i].need), "plans.by_need", in->by_need[i].need, err);
    for (size_t i = 0; ret == 0 && i < in->n_cell; i++) {
        ret = known(model_setting(self, in->cell[i].setting), "plans.cells", in->cell[i].setting,
                    err);
        if (ret == 0)
            ret = known(model_need(self, in->cell[i].need), "plans.cells", in->cell[i].need, err);
    }
    return ret;
}

static int
check_names(struct model *self, struct hr_err *err)
{
    const struct inputs *in = self->in;
    int ret = check_stock_names(self, &in->plans, err);
    for (size_t i = 0; ret == 0 && i < in->movers.n_rule; i++) {
        const char *need = in->movers.rule[i].need;
        if (need != NULL && need[0] != '\0')
            ret = known(model_need(self, need), "movers.rules", need, err);
    }
    for (size_t i = 0; ret == 0 && i < in->n_price; i++)
        for (size_t k = 0; ret == 0 && k < in->price[i].n_by_need; k++)
            ret = known(model_need(self, in->price[i].by_need[k].need), "prices.by_need",
                        in->price[i].by_need[k].need, err);
    for (size_t i = 0; ret == 0 && i < in->n_transfer; i++) {
        ret =
            known(model_block(self, in->transfer[i].from), "transfers", in->transfer[i].from, err);
        if (ret == 0)
            ret =
                known(model_block(self, in->transfer[i].to), "transfers", in->transfer[i].to, err);
    }
    return ret;
}

/* A rule that names a category means all its settings, so an id that is a category's name must mean
 * the same. */
static int
check_ambiguous_ids(struct model *self, struct hr_err *err)
{
    for (size_t i = 0; i < self->n_setting; i++) {
        const int category = category_of_name(self->setting[i]->id);
        size_t n_same = 0;
        for (size_t k = 0; k < self->n_setting; k++)
            n_same += (int)self->setting[k]->category == category;
        if (category >= 0 && ((int)self->setting[i]->category != category || n_same > 1))
            return hr_fail(err, HR_ESCENARIO,
                           "%s: setting id '%s' is the name of a category that it is not in alone; "
                           "give it another id",
                           self->setting[i]->where, self->setting[i]->id);
    }
    return 0;
}

/* ---- the whole ---- */

/* Place-years of the first year's new plans, by the months in which they are issued. A position
 * date splits them (calibrate.c). */
static void
set_joiner_years(struct model *self)
{
    const struct joiner_years whole = joiner_place_years(self->in->joiners.months, YEAR_END);
    self->prices.joiner_years = self->prices.joiner_years_first = whole.before + whole.next;
}

static int
check_addresses(struct model *self, struct hr_err *err)
{
    return address_book_check(&self->book, err);
}

static int
compile(struct model *self, struct hr_err *err)
{
    static int (*const part[])(struct model *, struct hr_err *) = {
        check_names,     check_ambiguous_ids, compile_stock,    compile_rates,
        compile_moves,   compile_joiners,     compile_policies, compile_pipeline,
        compile_places,  compile_prices,      compile_ledger,   compile_provision,
        compile_options, compile_general,     check_addresses,  compile_s251,
    };
    for (size_t i = 0; i < sizeof part / sizeof part[0]; i++) {
        const int ret = part[i](self, err);
        if (ret != 0)
            return ret;
    }
    return 0;
}

int
model_init(struct model *self, const struct inputs *in, struct hr_err *err)
{
    *self = (struct model){
        .in = in,
        .n_year = (size_t)in->horizon_years,
        .n_need = in->n_need,
        .n_setting = in->n_setting,
        .n_line = in->n_line,
        .n_block = in->dsg.n_block,
        .n_receipt = in->n_receipt,
        .n_option = in->n_option,
        .n_scenario = in->n_scenario,
    };
    struct sorted sorted[N_LIST];
    self->dims = dims_of(self->n_need, self->n_setting);
    self->seed = (uint32_t)in->seed;
    arena_init(&self->arena);
    address_book_init(&self->book, &self->arena);
    self->area = address_of(&self->book, "area", in->area);
    self->purpose_order = purpose_of(&self->book, "attribution-order");
    enter_quantities(self);
    int ret = sort_lists(self, sorted, err);
    if (ret == 0)
        ret = name_rows(self, sorted, err);
    if (ret == 0)
        ret = compile(self, err);
    set_joiner_years(self);
    return ret;
}
