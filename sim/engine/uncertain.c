#include "uncertain.h"

#include <math.h>
#include <string.h>

/* What is being listed. */
struct listing {
    struct uncertain_list *list;
    const struct model *model;
    size_t room;
};

/* ---- items and columns */

static struct uncertain *
add_item(struct listing *self, enum uncertain_kind kind, const char *id, size_t n_column)
{
    struct uncertain_list *list = self->list;
    struct arena *arena = &list->arena;
    if (list->n == self->room)
        hr_bug("more than %zu uncertain things", self->room);
    struct uncertain *item = list->item == NULL ? NULL : &list->item[list->n];
    if (item == NULL)
        return NULL;
    *item = (struct uncertain){
        .kind = kind, .id = id, .first = id, .classes = kind == UNCERTAIN_EVENT
    };
    item->column = arena_zero(arena, n_column + 1, sizeof *item->column);
    if (item->column == NULL)
        return NULL;
    list->n++;
    return item;
}

/* Where there was no memory for the item, there is nothing to add to. */
static void
add_column(struct uncertain *item, enum uncertain_source source, size_t index,
           const struct draw_key *key)
{
    if (item == NULL)
        return;
    struct uncertain_column *column = &item->column[item->n_column++];
    *column = (struct uncertain_column){ .source = source, .index = index };
    if (key != NULL)
        column->key = *key;
}

/* A shock a year, from the first year that has one. */
static void
add_years(const struct listing *self, struct uncertain *item, struct draw_key key, unsigned first)
{
    for (key.year = first; key.year < self->model->n_year; key.year++)
        add_column(item, DRAWN_SHOCK, 0, &key);
}

/* Nothing was drawn of an item without columns. */
static void
drop_empty(struct listing *self)
{
    struct uncertain_list *list = self->list;
    if (list->n > 0 && list->item[list->n - 1].n_column == 0)
        list->n--;
}

/* ---- quantities */

static bool
is_certain(const struct quantity *q)
{
    return quantity_quantile(q, 0.001) == quantity_quantile(q, 0.999);
}

/* Is a spread typed as 0? */
static bool
is_zero(const struct model *model, quantity_id id)
{
    const struct quantity *q = &model->in->quantity[id];
    return id == 0 || (is_certain(q) && quantity_central(q) == 0.0);
}

/* "options.ID" of a quantity's path: which option it is part of; NULL: of none. */
static const char *
option_of(const struct model *model, const char *path)
{
    static const char options[] = "options.";
    const size_t n = sizeof options - 1;
    if (strncmp(path, options, n) != 0)
        return NULL;
    for (size_t o = 0; o < model->n_option; o++) {
        const char *id = model->option_in[o]->id;
        const size_t n_id = strlen(id);
        if (strncmp(path + n, id, n_id) == 0 && path[n + n_id] == '.')
            return id;
    }
    return NULL;
}

static void
add_quantities(struct listing *self)
{
    const struct model *model = self->model;
    for (size_t q = 1; q <= model->in->n_quantity; q++) {
        const struct quantity *quantity = &model->in->quantity[q];
        if (is_certain(quantity))
            continue;
        const bool classes = quantity->kind == QUANTITY_DISCRETE && quantity->factor == NULL;
        const struct draw_key key = { .national = quantity->national,
                                      .purpose = quantity->purpose,
                                      .item = quantity->item };
        struct uncertain *item = add_item(self, UNCERTAIN_NUMBER, quantity->name, 1);
        add_column(item, classes ? DRAWN_VALUE : DRAWN_SHOCK, q, &key);
        if (item == NULL)
            return;
        item->quantity = (quantity_id)q;
        item->classes = classes;
        item->option = option_of(model, quantity->name);
    }
}

/* Is it the first quantity with its factor? */
static bool
begins_factor(const struct inputs *in, size_t q)
{
    const char *factor = in->quantity[q].factor;
    for (size_t i = 1; factor != NULL && i < q; i++)
        if (in->quantity[i].factor != NULL && strcmp(in->quantity[i].factor, factor) == 0)
            return false;
    return factor != NULL;
}

static void
add_factors(struct listing *self)
{
    const struct inputs *in = self->model->in;
    for (size_t q = 1; q <= in->n_quantity; q++) {
        if (!begins_factor(in, q))
            continue;
        const struct draw_key key = { .national = true,
                                      .purpose = in->quantity[q].factor_purpose,
                                      .item = in->quantity[q].factor_item };
        struct uncertain *item =
            add_item(self, UNCERTAIN_COMMON,
                     arena_format(&self->list->arena, "factors.%s", in->quantity[q].factor), 1);
        add_column(item, DRAWN_SHOCK, 0, &key);
        if (item != NULL)
            item->first = in->quantity[q].name;
    }
}

/* ---- what paths share from year to year (path.h) */

/* Is there a yearly factor of this name already? */
static bool
has_item(const struct uncertain_list *list, const char *id)
{
    for (size_t i = 0; i < list->n; i++)
        if (strcmp(list->item[i].id, id) == 0)
            return true;
    return false;
}

/* name: of the path. */
static void
add_path_factor(struct listing *self, const struct path_in *path, const char *name)
{
    if (path->factor == NULL || path->factor[0] == '\0' || !(fabs(path->loading) > 0.0) ||
        is_zero(self->model, path->shock_sd))
        return;
    const char *id = arena_format(&self->list->arena, "factors.%s.yearly", path->factor);
    const struct draw_key key = { .national = true,
                                  .purpose = hr_hash32("yearly-factor"),
                                  .item = hr_hash32(path->factor) };
    if (has_item(self->list, id))
        return;
    struct uncertain *item = add_item(self, UNCERTAIN_SHOCKS, id, self->model->n_year);
    add_years(self, item, key, 0);
    if (item != NULL)
        item->first = name;
}

static void
add_path_factors(struct listing *self)
{
    const struct inputs *in = self->model->in;
    add_path_factor(self, &in->joiners.growth, "joiners.growth");
    add_path_factor(self, &in->inflation, "inflation");
    add_path_factor(self, &in->price_pressure, "price_pressure");
    for (size_t i = 0; i < in->n_price; i++)
        add_path_factor(self, &in->price[i].growth, "prices.yearly");
    for (size_t i = 0; i < in->n_line; i++)
        add_path_factor(self, &in->line[i].growth, "lines.yearly");
    add_path_factor(self, &in->grant.settlement.real, "grant.settlement.real");
    add_path_factor(self, &in->grant.growth, "grant.growth");
}

/* ---- shocks */

static void
add_joining(struct listing *self)
{
    const struct joiners *joiners = &self->model->joiners;
    const struct joiners_in *in = joiners->in;
    struct uncertain *item =
        add_item(self, UNCERTAIN_SHOCKS, "joiners.yearly", 3 * self->model->n_year);
    struct draw_key key = { .national = true,
                            .purpose = joiners->purpose_growth,
                            .item = joiners->item };
    if (!is_zero(self->model, in->growth.shock_sd))
        add_years(self, item, key, 0);
    key.national = false;
    key.purpose = joiners->purpose_level;
    if (!is_zero(self->model, in->level_reverts.shock_sd))
        add_years(self, item, key, 0);
    key.purpose = joiners->purpose_transitory;
    if (!is_zero(self->model, in->transitory_sd))
        add_years(self, item, key, 0);
    drop_empty(self);
}

static void
add_placement(struct listing *self)
{
    const struct model *model = self->model;
    const struct joiners *joiners = &model->joiners;
    if (is_zero(model, joiners->in->placement_sd))
        return;
    struct uncertain *item = add_item(self, UNCERTAIN_HABIT, "joiners.placement", model->n_setting);
    for (size_t s = 0; s < model->n_setting; s++)
        add_column(item, DRAWN_SHOCK, 0,
                   &(struct draw_key){ .purpose = joiners->purpose_placement,
                                       .item = joiners->setting_item[s] });
}

static void
add_leaving(struct listing *self)
{
    const struct leavers *leavers = &self->model->leavers;
    struct uncertain *item =
        add_item(self, UNCERTAIN_SHOCKS, "leavers.yearly", 2 * self->model->n_year);
    struct draw_key key = { .national = true, .purpose = leavers->purpose, .item = leavers->item };
    if (!is_zero(self->model, leavers->national_sd))
        add_years(self, item, key, 0);
    key.national = false;
    if (!is_zero(self->model, leavers->local_sd))
        add_years(self, item, key, 0);
    drop_empty(self);
}

static void
add_migration(struct listing *self)
{
    const struct migration *migration = &self->model->migration;
    if (is_zero(self->model, migration->in.residual_sd))
        return;
    add_years(self, add_item(self, UNCERTAIN_SHOCKS, "migration.yearly", self->model->n_year),
              (struct draw_key){ .purpose = migration->purpose_residual, .item = migration->item },
              0);
}

static void
add_inflation(struct listing *self)
{
    const struct model *model = self->model;
    if (!is_zero(model, model->in->inflation.shock_sd))
        add_years(self, add_item(self, UNCERTAIN_SHOCKS, "inflation.yearly", model->n_year),
                  (struct draw_key){ .national = true,
                                     .purpose = model->purpose_inflation,
                                     .item = model->item_inflation },
                  1);
}

/* Settings of one category share the shock of their sector. */
static bool
begins_sector(const struct prices *prices, size_t s)
{
    for (size_t i = 0; i < s; i++)
        if (prices->price[i].in != NULL &&
            prices->price[i].growth_item == prices->price[s].growth_item)
            return false;
    return prices->price[s].in != NULL;
}

static void
add_prices(struct listing *self)
{
    const struct model *model = self->model;
    const struct prices *prices = &model->prices;
    struct uncertain *item =
        add_item(self, UNCERTAIN_SHOCKS, "prices.yearly", (model->n_setting + 3) * model->n_year);
    struct draw_key key = { .national = true,
                            .purpose = model->purpose_pressure,
                            .item = model->item_pressure };
    if (!is_zero(model, model->in->price_pressure.shock_sd))
        add_years(self, item, key, 1);
    key.purpose = prices->purpose_growth;
    key.item = prices->item_common;
    if (!is_zero(model, prices->sector_correlation))
        add_years(self, item, key, 1);
    for (size_t s = 0; s < model->n_setting; s++) {
        key.item = prices->price[s].growth_item;
        if (begins_sector(prices, s) && !is_zero(model, prices->price[s].in->growth.shock_sd))
            add_years(self, item, key, 1);
    }
    if (!is_zero(model, prices->local_sd))
        add_years(self, item,
                  (struct draw_key){ .purpose = prices->purpose_local, .item = prices->item_local },
                  1);
    drop_empty(self);
}

static void
add_lines(struct listing *self)
{
    const struct model *model = self->model;
    const struct lines *lines = &model->lines;
    struct uncertain *item =
        add_item(self, UNCERTAIN_SHOCKS, "lines.yearly", lines->n * model->n_year);
    for (size_t i = 0; i < lines->n; i++)
        if (!is_zero(model, lines->line[i]->growth.shock_sd))
            add_years(self, item,
                      (struct draw_key){ .national = true,
                                         .purpose = lines->purpose_growth,
                                         .item = lines->item[i] },
                      1);
    drop_empty(self);
}

/* Of the years that are not announced. */
static void
add_grant(struct listing *self)
{
    const struct model *model = self->model;
    const struct settlement *settlement = &model->grant.settlement;
    const unsigned first = (unsigned)model->grant.n_known;
    struct uncertain *item = add_item(self, UNCERTAIN_SHOCKS, "grant.yearly", 2 * model->n_year);
    struct draw_key key = { .national = true,
                            .purpose = settlement->purpose_growth,
                            .item = settlement->item };
    if (!is_zero(model, settlement->path.shock_sd))
        add_years(self, item, key, first);
    key.national = false;
    key.purpose = settlement->purpose_local;
    if (!is_zero(model, settlement->local_sd))
        add_years(self, item, key, first);
    drop_empty(self);
    if (is_zero(model, settlement->in->flat_cash_chance))
        return;
    item = add_item(self, UNCERTAIN_EVENT, "grant.flat_cash", model->n_year);
    key = (struct draw_key){ .national = true,
                             .purpose = settlement->purpose_flat,
                             .item = settlement->item };
    for (key.year = first; key.year < model->n_year; key.year++)
        add_column(item, DRAWN_FLAT_CASH, 0, &key);
    drop_empty(self);
}

/* ---- events */

static bool
is_chance(double p)
{
    return p > 0.0 && p < 1.0;
}

/* At most SHARE_CLASSES less one of them are told apart. */
static void
add_chances(struct uncertain *item, const struct draw_key *key, const double *chance, size_t n)
{
    enum { MOST_CHANCES = 60 };
    add_column(item, DRAWN_CHANCE, 0, key);
    if (item == NULL)
        return;
    struct uncertain_column *column = &item->column[item->n_column - 1];
    column->chance = chance;
    column->n_chance = n < MOST_CHANCES ? n : MOST_CHANCES;
}

static void
add_receipt(struct listing *self, size_t r)
{
    struct arena *arena = &self->list->arena;
    const struct receipt_in *in = self->model->receipt[r];
    const struct receipt_address *at = &self->model->receipt_at[r];
    double *chance = arena_zero(arena, in->n_instalment + 1, sizeof *chance);
    size_t n = 0;
    for (size_t i = 0; chance != NULL && i < in->n_instalment; i++)
        if (is_chance(in->instalment[i].chance))
            chance[n++] = in->instalment[i].chance;
    if (chance != NULL && in->n_instalment == 0 && receipt_is_yes_or_no(in))
        chance[n++] = in->chance;
    if (n > 0) {
        struct uncertain *item =
            add_item(self, UNCERTAIN_EVENT, arena_format(arena, "receipts.%s", in->id), 1);
        add_chances(item, &(struct draw_key){ .purpose = at->purpose, .item = at->item }, chance,
                    n);
        if (item != NULL)
            item->receipt = in->id;
    }
    if (in->status.where == NULL)
        return;
    struct uncertain *item =
        add_item(self, UNCERTAIN_EVENT, arena_format(arena, "receipts.%s.status", in->id), 1);
    add_column(item, DRAWN_STATUS, r, NULL);
    if (item != NULL)
        item->receipt = in->id;
}

/* The answers of the schools forum and the Secretary of State, a year each. */
struct asked {
    uint32_t purpose, item;
    const double *chance; /* NAN: not asked */
};

static void
add_answers(struct listing *self, struct uncertain *item, const struct asked asked[2])
{
    for (size_t i = 0; i < 2; i++)
        for (unsigned year = 0; is_chance(*asked[i].chance) && year < self->model->n_year; year++)
            add_chances(item,
                        &(struct draw_key){
                            .purpose = asked[i].purpose, .item = asked[i].item, .year = year },
                        asked[i].chance, 1);
}

static void
add_transfer(struct listing *self, size_t i)
{
    const struct model *model = self->model;
    if (!transfer_is_uncertain(model->transfer[i]))
        return;
    struct uncertain *item =
        add_item(self, UNCERTAIN_EVENT,
                 arena_format(&self->list->arena, "transfers.%s", model->transfer[i]->id),
                 2 * model->n_year);
    if (item == NULL)
        return;
    const struct consent *consent = &model->consent[i];
    item->transfer = model->transfer[i]->id;
    add_answers(
        self, item,
        (struct asked[2]){ { consent->purpose_forum, consent->item, &consent->forum },
                           { consent->purpose_secretary, consent->item, &consent->secretary } });
    drop_empty(self);
}

/* Is it delivered, and is what it asks for granted? */
static void
add_option(struct listing *self, size_t o)
{
    const struct council_option *option = &self->model->option[o];
    struct arena *arena = &self->list->arena;
    struct uncertain *item = add_item(
        self, UNCERTAIN_EVENT, arena_format(arena, "options.%s.delivery", option->in->id), 1);
    if (item == NULL)
        return;
    item->option = option->in->id;
    if (is_chance(option->delivery))
        add_chances(item,
                    &(struct draw_key){ .purpose = option->purpose_delivery, .item = option->item },
                    &option->delivery, 1);
    drop_empty(self);
    item =
        add_item(self, UNCERTAIN_EVENT, arena_format(arena, "options.%s.consent", option->in->id),
                 2 * self->model->n_year);
    if (item == NULL)
        return;
    item->option = option->in->id;
    add_answers(
        self, item,
        (struct asked[2]){ { option->purpose_forum, option->item, &option->in->forum },
                           { option->purpose_secretary, option->item, &option->in->secretary } });
    drop_empty(self);
}

/* Places of a setting that open or not. */
static void
add_places(struct listing *self, size_t f)
{
    const struct places *places = &self->model->places;
    struct uncertain *item =
        add_item(self, UNCERTAIN_EVENT,
                 arena_format(&self->list->arena, "settings.%s.places",
                              self->model->setting[places->finite[f].setting]->id),
                 places->n_scheme);
    for (size_t i = 0; i < places->n_scheme; i++) {
        const struct scheme *scheme = &places->scheme[i];
        if (places->pool[scheme->pool].finite == f && is_chance(scheme->chance))
            add_chances(item,
                        &(struct draw_key){ .purpose = places->purpose_open, .item = scheme->item },
                        &scheme->chance, 1);
    }
    drop_empty(self);
}

static void
add_events(struct listing *self)
{
    const struct model *model = self->model;
    for (size_t r = 0; r < model->n_receipt; r++)
        add_receipt(self, r);
    for (size_t i = 0; i < model->in->n_transfer; i++)
        add_transfer(self, i);
    for (size_t o = 0; o < model->n_option; o++)
        add_option(self, o);
    for (size_t f = 0; f < model->places.n_finite; f++)
        add_places(self, f);
    if (model->policies.n > 1)
        add_column(add_item(self, UNCERTAIN_EVENT, "policies", 1), DRAWN_POLICY, 0, NULL);
}

/* ---- all of them */

int
uncertain_list_make(struct uncertain_list *self, const struct model *model, struct hr_err *err)
{
    enum { N_SHOCKS = 16 };
    const struct inputs *in = model->in;
    struct listing listing = { .list = self,
                               .model = model,
                               .room = N_SHOCKS + 3 * in->n_quantity + 2 * model->n_receipt +
                                       in->n_transfer + 2 * model->n_option + in->n_price +
                                       in->n_line + model->places.n_finite };
    *self = (struct uncertain_list){ .model = model };
    arena_init(&self->arena);
    self->item = arena_zero(&self->arena, listing.room, sizeof *self->item);
    add_quantities(&listing);
    add_factors(&listing);
    add_path_factors(&listing);
    add_joining(&listing);
    add_placement(&listing);
    add_leaving(&listing);
    add_migration(&listing);
    add_inflation(&listing);
    add_prices(&listing);
    add_lines(&listing);
    add_grant(&listing);
    add_events(&listing);
    return arena_check(&self->arena, err);
}

void
uncertain_list_release(struct uncertain_list *self)
{
    arena_release(&self->arena);
    *self = (struct uncertain_list){ 0 };
}

/* ---- does it act? */

static size_t
index_of_transfer(const struct model *model, const char *id)
{
    for (size_t i = 0; i < model->in->n_transfer; i++)
        if (strcmp(model->transfer[i]->id, id) == 0)
            return i;
    return SIZE_MAX;
}

bool
uncertain_acts(const struct uncertain_list *self, const struct uncertain *item, size_t scenario)
{
    const struct model *model = self->model;
    const struct choice choice = model_choice(model, scenario);
    for (size_t o = 0; item->option != NULL && o < model->n_option; o++)
        if (strcmp(model->option_in[o]->id, item->option) == 0)
            return choice.option[o] != 0;
    for (size_t r = 0; item->receipt != NULL && r < model->n_receipt; r++)
        if (strcmp(model->receipt[r]->id, item->receipt) == 0)
            return choice.receipt[r] != 0;
    return item->transfer == NULL || choice.transfer[index_of_transfer(model, item->transfer)] != 0;
}
