/* Compiles rates of single cells: names to indices, entries of all needs or settings to the cells
 * they serve. */
#include "model.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How narrow an entry is: of all, of a need, of a setting, of a single cell. The narrower goes
 * first, whatever the order of the file. */
enum { OF_ALL, OF_NEED, OF_SETTING, OF_CELL, N_REACH };

struct reach { /* the cells of an entry: [need_begin, need_end) x [setting_begin, setting_end) */
    int kind;
    size_t i_ncy, need_begin, need_end, setting_begin, setting_end;
    uint32_t item;
};

static bool
is_blank(const char *name)
{
    return name == NULL || name[0] == '\0';
}

static int
reach_of(struct model *model, const char *where, int ncy, const char *need, const char *setting,
         struct reach *out, struct hr_err *err)
{
    const struct dims *d = &model->dims;
    const size_t n = is_blank(need) ? 0 : model_need(model, need),
                 s = is_blank(setting) ? 0 : model_setting(model, setting);
    if (ncy < NCY_MIN || ncy > NCY_MAX)
        return hr_fail(err, HR_ESCENARIO, "%s: there is no NCY %d", where, ncy);
    if (n == SIZE_MAX || s == SIZE_MAX)
        return hr_fail(err, HR_ESCENARIO, "%s: 'rates' names '%s', which there is not", where,
                       n == SIZE_MAX ? need : setting);
    const char *name = arena_format(&model->arena, "%s/%s", is_blank(need) ? "" : need,
                                    is_blank(setting) ? "" : setting);
    *out = (struct reach){
        .kind = is_blank(need) ? (is_blank(setting) ? OF_ALL : OF_SETTING)
                               : (is_blank(setting) ? OF_NEED : OF_CELL),
        .i_ncy = (size_t)(ncy - NCY_MIN),
        .need_begin = n,
        .need_end = is_blank(need) ? d->n_need : n + 1,
        .setting_begin = s,
        .setting_end = is_blank(setting) ? d->n_setting : s + 1,
        .item = address_of(&model->book, "place", name),
    };
    return 0;
}

/* What a cell has from the entries seen so far, and how narrow these are (-1: none). */
struct given {
    signed char *rate_kind, *odds_kind; /* owned; [n_cell] */
    double *odds;                       /* borrowed: of the rates; [n_cell] */
    size_t *rate_of;                    /* borrowed; [n_cell] */
};

/* Gives the cells of an entry rate r, or, with r NO_RATE, odds. */
static int
assign(const struct dims *d, const struct reach *reach, size_t r, double odds, struct given *given,
       const char *where, struct hr_err *err)
{
    signed char *kind = r == NO_RATE ? given->odds_kind : given->rate_kind;
    for (size_t need = reach->need_begin; need < reach->need_end; need++)
        for (size_t s = reach->setting_begin; s < reach->setting_end; s++) {
            const size_t cell = (reach->i_ncy * d->n_need + need) * d->n_setting + s;
            if (kind[cell] == reach->kind)
                return hr_fail(err, HR_ESCENARIO, "%s: 'rates' speaks of this cell twice", where);
            if (kind[cell] > reach->kind)
                continue;
            kind[cell] = (signed char)reach->kind;
            if (r == NO_RATE)
                given->odds[cell] = odds;
            else
                given->rate_of[cell] = r;
        }
    return 0;
}

/* Odds serve a cell whose rate is wider; a rate as narrow stands for itself. */
static int
settle(struct given *given, size_t n_cell, const char *key, struct hr_err *err)
{
    for (size_t cell = 0; cell < n_cell; cell++) {
        if (given->odds_kind[cell] >= 0 && given->rate_of[cell] == NO_RATE)
            return hr_fail(err, HR_ESCENARIO,
                           "'%s' has odds for a cell at NCY %d that no wider entry has a rate for",
                           key, NCY_MIN + (int)(N_NCY * cell / n_cell));
        if (given->odds_kind[cell] <= given->rate_kind[cell])
            given->odds[cell] = 1.0;
    }
    return 0;
}

static int
given_init(struct given *self, size_t *rate_of, double *odds, size_t n_cell, struct hr_err *err)
{
    *self = (struct given){ malloc(n_cell), malloc(n_cell), odds, rate_of };
    if (self->rate_kind == NULL || self->odds_kind == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the rates of %zu cells", n_cell);
    memset(self->rate_kind, -1, n_cell);
    memset(self->odds_kind, -1, n_cell);
    return 0;
}

static void
given_release(struct given *self)
{
    free(self->rate_kind);
    free(self->odds_kind);
}

static int
check_weights(const char *where, double a, double b, struct hr_err *err)
{
    if (!(a >= 0.0 && b >= 0.0 && a + b > 0.0 && isfinite(a + b)))
        return hr_fail(
            err, HR_ESCENARIO,
            "%s: 'rates' has the weights %g and %g, want two that are not below 0 and not both 0",
            where, a, b);
    return 0;
}

static int
compile_leave(struct model *model, struct given *given, struct hr_err *err)
{
    const struct rates_in *in = &model->in->rates;
    struct rates *rates = &model->rates;
    int ret = 0;
    rates->n_leave = in->n_leave;
    for (size_t i = 0; ret == 0 && i < in->n_leave; i++) {
        const struct leave_rate_in *row = &in->leave[i];
        struct reach reach;
        ret = reach_of(model, row->where, row->ncy, row->need, row->setting, &reach, err);
        if (ret == 0 && !(row->odds > 0.0))
            ret = check_weights(row->where, row->left, row->stayed, err);
        if (ret != 0)
            break;
        rates->leave[i] = (struct beta_rate){ row->left, row->stayed, reach.item, row->ncy };
        ret = assign(&rates->dims, &reach, row->odds > 0.0 ? NO_RATE : i, row->odds, given,
                     row->where, err);
    }
    return ret == 0 ? settle(given, rates->dims.n_cell, "rates.leave", err) : ret;
}

/* ---- moves: entries of one cell, one for each destination, become one rate ---- */

struct move_entry {
    const struct move_rate_in *in;
    struct reach reach;
    size_t to; /* setting; ANY after all settings */
};

static int
by_cell_and_to(const void *a, const void *b)
{
    const struct move_entry *x = a, *y = b;
    const size_t left[] = { x->reach.i_ncy, x->reach.setting_begin, (size_t)x->reach.kind,
                            x->reach.need_begin, x->to };
    const size_t right[] = { y->reach.i_ncy, y->reach.setting_begin, (size_t)y->reach.kind,
                             y->reach.need_begin, y->to };
    for (size_t i = 0; i < sizeof left / sizeof left[0]; i++)
        if (left[i] != right[i])
            return left[i] < right[i] ? -1 : 1;
    return 0;
}

static bool
same_cell(const struct move_entry *a, const struct move_entry *b)
{
    return a->reach.i_ncy == b->reach.i_ncy && a->reach.setting_begin == b->reach.setting_begin &&
           a->reach.kind == b->reach.kind && a->reach.need_begin == b->reach.need_begin;
}

static int
resolve_move(struct model *model, const struct move_rate_in *in, struct move_entry *out,
             struct hr_err *err)
{
    if (is_blank(in->setting) || is_blank(in->to))
        return hr_fail(err, HR_ESCENARIO, "%s: 'rates.move' wants a setting, and one to move to",
                       in->where);
    if (!(in->weight >= 0.0 && isfinite(in->weight)))
        return hr_fail(err, HR_ESCENARIO, "%s: 'rates.move' has the weight %g, want 0 or more",
                       in->where, in->weight);
    out->in = in;
    out->to = strcmp(in->to, "any") == 0 ? model->n_setting : model_setting(model, in->to);
    if (out->to == SIZE_MAX)
        return hr_fail(err, HR_ESCENARIO, "%s: 'rates.move' names '%s', which there is not",
                       in->where, in->to);
    return reach_of(model, in->where, in->ncy, in->need, in->setting, &out->reach, err);
}

/* One rate from the n entries of its cell. */
static int
add_move(struct model *model, const struct move_entry *entry, size_t n, struct given *given,
         struct hr_err *err)
{
    if (n == 1 && entry->in->odds > 0.0)
        return assign(&model->rates.dims, &entry->reach, NO_RATE, entry->in->odds, given,
                      entry->in->where, err);
    struct rates *rates = &model->rates;
    const size_t own = entry->reach.setting_begin, r = rates->n_move++;
    double moved = 0.0, unmoved = 0.0, any = -1.0;
    size_t n_to = rates->to_first[r];
    for (size_t i = 0; i < n; i++) {
        const double weight = entry[i].in->weight;
        if (i > 0 && entry[i].to == entry[i - 1].to)
            return hr_fail(err, HR_ESCENARIO, "%s: 'rates.move' speaks of this move twice",
                           entry[i].in->where);
        if (entry[i].to == own)
            unmoved = weight;
        else if (entry[i].to == model->n_setting)
            any = weight;
        else if (weight > 0.0) {
            rates->to[n_to] = entry[i].to;
            rates->weight[n_to++] = weight;
            moved += weight;
        }
    }
    if (any > 0.0 && moved <= 0.0)
        return hr_fail(err, HR_ESCENARIO,
                       "%s: 'rates.move' has children who move, but no setting that they move to",
                       entry->in->where);
    rates->to_first[r + 1] = n_to;
    moved = any >= 0.0 ? any : moved;
    rates->move[r] = (struct beta_rate){ moved, unmoved, entry->reach.item, entry->in->ncy };
    const int ret = check_weights(entry->in->where, moved, unmoved, err);
    return ret != 0 ? ret
                    : assign(&rates->dims, &entry->reach, r, 1.0, given, entry->in->where, err);
}

static int
compile_move(struct model *model, struct given *given, struct hr_err *err)
{
    const struct rates_in *in = &model->in->rates;
    int ret = 0;
    struct move_entry *entry = calloc(in->n_move + 1, sizeof *entry);
    if (entry == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu moves", in->n_move);
    for (size_t i = 0; ret == 0 && i < in->n_move; i++)
        ret = resolve_move(model, &in->move[i], &entry[i], err);
    if (ret == 0)
        qsort(entry, in->n_move, sizeof *entry, by_cell_and_to);
    for (size_t i = 0, n; ret == 0 && i < in->n_move; i += n) {
        for (n = 1; i + n < in->n_move && same_cell(&entry[i], &entry[i + n]);)
            n++;
        ret = add_move(model, entry + i, n, given, err);
    }
    free(entry);
    return ret == 0 ? settle(given, model->dims.n_cell, "rates.move", err) : ret;
}

/* ---- joiners ---- */

static int
compile_join(struct model *model, struct hr_err *err)
{
    const struct rates_in *in = &model->in->rates;
    struct rates *rates = &model->rates;
    for (size_t i = 0; i < N_NCY; i++)
        rates->join[i] =
            (struct beta_rate){ .item = address_of(&model->book, "joining", "new-plans"),
                                .ncy = NCY_MIN + (int)i };
    for (size_t i = 0; i < in->n_join; i++) {
        const struct join_rate_in *row = &in->join[i];
        struct reach reach;
        int ret = reach_of(model, row->where, row->ncy, NULL, NULL, &reach, err);
        if (ret == 0)
            ret = check_weights(row->where, row->joined, row->not_joined, err);
        if (ret == 0 && rates->has_join[reach.i_ncy])
            ret = hr_fail(err, HR_ESCENARIO, "%s: 'rates.join' speaks of NCY %d twice", row->where,
                          row->ncy);
        if (ret != 0)
            return ret;
        rates->has_join[reach.i_ncy] = true;
        rates->join[reach.i_ncy].yes = row->joined;
        rates->join[reach.i_ncy].no = row->not_joined;
    }
    return 0;
}

/* Weights of one place add up. */
static int
compile_place(struct model *model, struct hr_err *err)
{
    const struct rates_in *in = &model->in->rates;
    struct rates *rates = &model->rates;
    const size_t n_place = rates->dims.n_place;
    for (size_t i = 0; i < in->n_place; i++) {
        const struct place_rate_in *row = &in->place[i];
        struct reach reach;
        const int ret = reach_of(model, row->where, row->ncy, row->need, row->setting, &reach, err);
        if (ret != 0)
            return ret;
        if (!(row->weight >= 0.0 && isfinite(row->weight)) || is_blank(row->need) ||
            is_blank(row->setting))
            return hr_fail(
                err, HR_ESCENARIO,
                "%s: 'rates.place' wants a need, a setting and a weight that is not below 0",
                row->where);
        rates->place[reach.i_ncy * n_place + reach.need_begin * rates->dims.n_setting +
                     reach.setting_begin] += row->weight;
        rates->has_place[reach.i_ncy] = rates->has_place[reach.i_ncy] || row->weight > 0.0;
    }
    return 0;
}

static int
make_room(struct rates *rates, const struct rates_in *in, size_t n_cell, struct hr_err *err)
{
    rates->leave = calloc(in->n_leave + 1, sizeof *rates->leave);
    rates->move = calloc(in->n_move + 1, sizeof *rates->move);
    rates->leave_odds = malloc(n_cell * sizeof *rates->leave_odds);
    rates->move_odds = malloc(n_cell * sizeof *rates->move_odds);
    rates->leave_of = malloc(n_cell * sizeof *rates->leave_of);
    rates->move_of = malloc(n_cell * sizeof *rates->move_of);
    rates->to_first = calloc(in->n_move + 2, sizeof *rates->to_first);
    rates->to = calloc(in->n_move + 1, sizeof *rates->to);
    rates->weight = calloc(in->n_move + 1, sizeof *rates->weight);
    rates->place = calloc(n_cell, sizeof *rates->place);
    if (rates->leave == NULL || rates->move == NULL || rates->leave_of == NULL ||
        rates->move_of == NULL || rates->to_first == NULL || rates->to == NULL ||
        rates->weight == NULL || rates->place == NULL || rates->leave_odds == NULL ||
        rates->move_odds == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the rates of %zu cells", n_cell);
    for (size_t cell = 0; cell < n_cell; cell++) {
        rates->leave_of[cell] = rates->move_of[cell] = NO_RATE;
        rates->leave_odds[cell] = rates->move_odds[cell] = 1.0;
    }
    return 0;
}

const struct rates *
model_rates(const struct model *model)
{
    const struct rates_in *in = &model->in->rates;
    return in->n_leave + in->n_move + in->n_join + in->n_place > 0 ? &model->rates : NULL;
}

int
compile_rates(struct model *model, struct hr_err *err)
{
    const struct rates_in *in = &model->in->rates;
    struct rates *rates = &model->rates;
    const size_t n_cell = model->dims.n_cell;
    if (model_rates(model) == NULL)
        return 0;
    *rates = (struct rates){
        .dims = model->dims,
        .yearly = in->yearly,
        .of_everyone = in->of_everyone,
        .purpose_leave = purpose_of(&model->book, "rate-leave"),
        .purpose_move = purpose_of(&model->book, "rate-move"),
        .purpose_to = purpose_of(&model->book, "rate-to"),
        .purpose_join = purpose_of(&model->book, "rate-join"),
        .purpose_place = purpose_of(&model->book, "rate-place"),
    };
    struct given leave = { .rate_of = NULL }, move = { .rate_of = NULL };
    int ret = make_room(rates, in, n_cell, err);
    if (ret == 0)
        ret = given_init(&leave, rates->leave_of, rates->leave_odds, n_cell, err);
    if (ret == 0)
        ret = given_init(&move, rates->move_of, rates->move_odds, n_cell, err);
    if (ret == 0)
        ret = compile_leave(model, &leave, err);
    if (ret == 0)
        ret = compile_move(model, &move, err);
    if (ret == 0)
        ret = compile_join(model, err);
    if (ret == 0)
        ret = compile_place(model, err);
    given_release(&leave);
    given_release(&move);
    return ret;
}
