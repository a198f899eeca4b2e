/* Makes a model of a scenario's inputs: sorts the names, refuses two that would share random
 * numbers, then compiles each part (compile_*.c). Runs nothing. */
#include "model.h"

#include <stdlib.h>
#include <string.h>

/* ---- sorting ---- */

/* Sorted pointers to the items of a list, and where each item of the file went. Every item's id is
 * at the same offset. */
struct sorted {
    const void **item;  /* owned by the model afterwards */
    size_t *file_order; /* likewise; may be freed at once */
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
sort_by_id(const void *list, size_t n, size_t size, size_t id_offset, struct sorted *out,
           struct hr_err *err)
{
    struct keyed *key = calloc(n + 1, sizeof *key);
    out->item = calloc(n + 1, sizeof *out->item);
    out->file_order = calloc(n + 1, sizeof *out->file_order);
    int ret = 0;
    if (key == NULL || out->item == NULL || out->file_order == NULL) {
        ret = hr_fail(err, HR_ENOMEM, "no memory to sort %zu names", n);
        goto out;
    }
    for (size_t i = 0; i < n; i++) {
        const void *item = (const char *)list + i * size;
        key[i] = (struct keyed){ id_at(item, id_offset), item, i };
    }
    qsort(key, n, sizeof *key, by_id);
    for (size_t i = 0; i < n; i++) {
        out->item[i] = key[i].item;
        out->file_order[key[i].file] = i;
        if (i > 0 && strcmp(key[i].id, key[i - 1].id) == 0) {
            ret = hr_fail(err, HR_ESCENARIO, "two entries are named '%s'", key[i].id);
            goto out;
        }
    }
out:
    free(key);
    return ret;
}

/* The six lists. */
static int
sort_lists(struct model *self, size_t **file_block, size_t **file_receipt, struct hr_err *err)
{
    const struct inputs *in = self->in;
    struct sorted setting = { 0 }, need = { 0 }, line = { 0 }, block = { 0 }, receipt = { 0 },
                  option = { 0 };
    int ret = sort_by_id(in->setting, in->n_setting, sizeof *in->setting,
                         offsetof(struct setting_in, id), &setting, err);
    if (ret == 0)
        ret = sort_by_id(in->need, in->n_need, sizeof *in->need, offsetof(struct need_in, id),
                         &need, err);
    if (ret == 0)
        ret = sort_by_id(in->line, in->n_line, sizeof *in->line, offsetof(struct line_in, id),
                         &line, err);
    if (ret == 0)
        ret = sort_by_id(in->dsg.block, in->dsg.n_block, sizeof *in->dsg.block,
                         offsetof(struct block_in, id), &block, err);
    if (ret == 0)
        ret = sort_by_id(in->receipt, in->n_receipt, sizeof *in->receipt,
                         offsetof(struct receipt_in, id), &receipt, err);
    if (ret == 0)
        ret = sort_by_id(in->option, in->n_option, sizeof *in->option,
                         offsetof(struct option_in, id), &option, err);
    self->setting = (const struct setting_in **)setting.item;
    self->need = (const struct need_in **)need.item;
    self->line = (const struct line_in **)line.item;
    self->block = (const struct block_in **)block.item;
    self->receipt = (const struct receipt_in **)receipt.item;
    self->option_in = (const struct option_in **)option.item;
    self->file_setting = setting.file_order;
    self->file_line = line.file_order;
    self->file_option = option.file_order;
    *file_block = block.file_order;
    *file_receipt = receipt.file_order;
    free(need.file_order); /* nothing is written in the order of needs */
    return ret;
}

/* Rows of the council-paper table, and the order in which the file wants them. */
static int
name_rows(struct model *self, const size_t *file_block, const size_t *file_receipt,
          struct hr_err *err)
{
    self->n_row = self->n_block + 2 + self->n_receipt + 1;
    self->row = calloc(self->n_row, sizeof *self->row);
    self->file_row = calloc(self->n_row, sizeof *self->file_row);
    if (self->row == NULL || self->file_row == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu rows", self->n_row);
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
check_names(const struct model *self, struct hr_err *err)
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
check_ambiguous_ids(const struct model *self, struct hr_err *err)
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
compile(struct model *self, struct hr_err *err)
{
    int ret = check_names(self, err);
    if (ret == 0)
        ret = check_ambiguous_ids(self, err);
    if (ret == 0)
        ret = compile_stock(self, err);
    if (ret == 0)
        ret = compile_rates(self, err);
    if (ret == 0)
        ret = compile_moves(self, err);
    if (ret == 0)
        ret = compile_joiners(self, err);
    if (ret == 0)
        ret = compile_policies(self, err);
    if (ret == 0)
        ret = compile_pipeline(self, err);
    if (ret == 0)
        ret = compile_places(self, err);
    if (ret == 0)
        ret = compile_prices(self, err);
    if (ret == 0)
        ret = compile_ledger(self, err);
    if (ret == 0)
        ret = compile_options(self, err);
    if (ret == 0)
        ret = compile_general(self, err);
    if (ret == 0)
        ret = address_book_check(&self->book, err);
    if (ret == 0)
        ret = compile_s251(self, err);
    return ret;
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
    size_t *file_block = NULL, *file_receipt = NULL;
    self->dims = dims_of(self->n_need, self->n_setting);
    self->seed = (uint32_t)in->seed;
    arena_init(&self->arena);
    address_book_init(&self->book, &self->arena);
    self->area = address_of(&self->book, "area", in->area);
    enter_quantities(self);
    int ret = sort_lists(self, &file_block, &file_receipt, err);
    if (ret != 0)
        goto out;
    ret = name_rows(self, file_block, file_receipt, err);
    if (ret != 0)
        goto out;
    ret = compile(self, err);
    set_joiner_years(self);
out:
    free(file_block);
    free(file_receipt);
    return ret;
}
