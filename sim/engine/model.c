/* The plan: sorts the names of a scenario file, refuses two that would share random numbers, then
 * compiles the models. */
#include "model.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- lookups ---- */

size_t
model_setting(const struct model *model, const char *id)
{
    for (size_t i = 0; i < model->n_setting; i++)
        if (strcmp(model->setting[i]->id, id) == 0)
            return i;
    return SIZE_MAX;
}

size_t
model_need(const struct model *model, const char *id)
{
    for (size_t i = 0; i < model->n_need; i++)
        if (strcmp(model->need[i]->id, id) == 0)
            return i;
    return SIZE_MAX;
}

size_t
model_block(const struct model *model, const char *id)
{
    for (size_t i = 0; i < model->n_block; i++)
        if (strcmp(model->block[i]->id, id) == 0)
            return i;
    return SIZE_MAX;
}

size_t
model_receipt_row(const struct model *model, size_t receipt)
{
    return model->n_block + 2 + receipt; /* after the sub-total and what is carried forward */
}

bool
model_has_category(const struct model *model, int category)
{
    for (size_t i = 0; i < model->n_setting; i++)
        if (model->setting[i]->category == category)
            return true;
    return false;
}

struct choice
model_choice(const struct model *self, size_t scenario)
{
    const struct model *m = self;
    return (struct choice){ .receipt = m->receipt_on + scenario * self->n_receipt,
                            .transfer = m->transfer_on + scenario * self->in->n_transfer,
                            .option = m->option_on + scenario * self->n_option };
}

double
model_option_delivery(const struct model *self, size_t option)
{
    return self->option[option].delivery;
}

bool
model_has_receipt(const struct model *self, size_t scenario, size_t receipt)
{
    return self->receipt_on[scenario * self->n_receipt + receipt] != 0;
}

bool
model_s251_has(const struct model *self, size_t line, size_t setting)
{
    const struct s251 *s251 = &self->s251;
    const size_t at = line * s251->n_setting + setting;
    return s251->paid[at] > 0.0 || s251->places[at] > 0.0;
}

double
model_price_factor(const struct model *self)
{
    return self->solved.n == 0 ? (double)NAN : self->solved.central;
}

int
model_note(struct model *model, struct hr_err *err, const char *fmt, ...)
{
    char text[512];
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    char **note = realloc(model->note, (model->n_note + 1) * sizeof *note);
    if (note == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for a note");
    model->note = note;
    note[model->n_note] = strdup(text);
    if (note[model->n_note] == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for a note");
    model->n_note++;
    return 0;
}

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
    for (size_t i = 0; i < self->in->n_quantity; i++) {
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

/* ---- notes ---- */

static double
mix_share(const struct mix_in *mix, size_t n, int category)
{
    double here = 0.0, all = 0.0;
    for (size_t i = 0; i < n; i++)
        for (int c = 0; c < N_CATEGORY; c++) {
            all += mix[i].by_category[c];
            here += c == category ? mix[i].by_category[c] : 0.0;
        }
    return all > 0.0 ? here / all : 0.0;
}

static int
note_absent_categories(struct model *self, struct hr_err *err)
{
    for (int c = 0; c < N_CATEGORY; c++) {
        const double share = mix_share(self->in->joiners.mix, self->in->joiners.n_mix, c);
        if (model_has_category(self, c) || share <= 0.0)
            continue;
        const int ret = model_note(self, err,
                                   "no setting has the category '%s': new plans that would be "
                                   "placed there are spread over the other settings in "
                                   "proportion, and moves to it do not happen",
                                   category_name(c));
        if (ret != 0)
            return ret;
    }
    return 0;
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
            n_same += self->setting[k]->category == category;
        if (category >= 0 && (self->setting[i]->category != category || n_same > 1))
            return hr_fail(err, HR_ESCENARIO,
                           "%s: setting id '%s' is the name of a category that it does not stand "
                           "for alone; give it another id",
                           self->setting[i]->where, self->setting[i]->id);
    }
    return 0;
}

/* ---- the whole ---- */

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
        ret = compile_position(self, err);
    if (ret == 0)
        ret = compile_s251(self, err);
    if (ret == 0)
        ret = compile_solved(self, err);
    if (ret == 0)
        ret = note_absent_categories(self, err);
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
out:
    free(file_block);
    free(file_receipt);
    return ret;
}

void
model_release(struct model *self)
{
    free(self->base_stock);
    free(self->base_raked);
    population_release(&self->population);
    joiners_release(&self->joiners);
    contest_release(&self->contest);
    exits_release(&self->exits);
    rates_release(&self->rates);
    places_release(&self->places);
    prices_release(&self->prices);
    grant_release(&self->grant);
    general_fund_release(&self->general);
    free(self->lines.item);
    s251_release(&self->s251);
    solved_release(&self->solved);
    free(self->receipt_item);
    free(self->receipt_on);
    free(self->transfer);
    free(self->transfer_on);
    free(self->consent);
    free(self->first_condition);
    free(self->condition_of);
    free(self->transfer_from);
    free(self->transfer_to);
    for (size_t o = 0; self->option != NULL && o < self->n_option; o++) {
        free(self->option[o].setting);
        free(self->option[o].need);
    }
    free(self->option);
    free(self->option_on);
    free(self->setting);
    free(self->need);
    free(self->line);
    free(self->block);
    free(self->receipt);
    free(self->option_in);
    free(self->row);
    free(self->file_setting);
    free(self->file_line);
    free(self->file_row);
    free(self->file_option);
    free(self->base_plans);
    for (size_t i = 0; i < self->n_note; i++)
        free(self->note[i]);
    free(self->note);
    arena_release(&self->arena);
    *self = (struct model){ 0 };
}
