/* Compiles rates of single cells: names to indices, entries of all needs or settings to the cells
 * they serve. */
#include "model.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How narrow an entry is: of all, of a need, of a setting, of a single cell. The narrower goes
 * first, whatever the order of the file. */
enum reach_kind { OF_ALL, OF_NEED, OF_SETTING, OF_CELL };

struct entry { /* what an entry says of its cells; borrowed */
    const char *where;
    int ncy;
    const char *need, *setting; /* blank: all */
};

struct reach { /* the cells of an entry: [need_begin, need_end) x [setting_begin, setting_end) */
    const char *where; /* borrowed */
    enum reach_kind kind;
    size_t i_ncy, need_begin, need_end, setting_begin, setting_end;
    uint32_t item;
};

static bool
is_blank(const char *name)
{
    return name == NULL || name[0] == '\0';
}

static int
reach_of(struct model *model, const struct entry *in, struct reach *out, struct hr_err *err)
{
    const struct dims *d = &model->dims;
    const bool all_needs = is_blank(in->need), all_settings = is_blank(in->setting);
    const size_t need = all_needs ? 0 : model_need(model, in->need),
                 setting = all_settings ? 0 : model_setting(model, in->setting);
    if (in->ncy < NCY_MIN || in->ncy > NCY_MAX)
        return hr_fail(err, HR_ESCENARIO, "%s: there is no NCY %d", in->where, in->ncy);
    if (need == SIZE_MAX || setting == SIZE_MAX)
        return hr_fail(err, HR_ESCENARIO, "%s: 'rates' names '%s', which there is not", in->where,
                       need == SIZE_MAX ? in->need : in->setting);
    const char *name = arena_joined(&model->arena, all_needs ? "" : in->need, '/',
                                    all_settings ? "" : in->setting);
    *out = (struct reach){
        .where = in->where,
        .kind =
            all_needs ? (all_settings ? OF_ALL : OF_SETTING) : (all_settings ? OF_NEED : OF_CELL),
        .i_ncy = (size_t)(in->ncy - NCY_MIN),
        .need_begin = need,
        .need_end = all_needs ? d->n_need : need + 1,
        .setting_begin = setting,
        .setting_end = all_settings ? d->n_setting : setting + 1,
        .item = address_of(&model->book, "place", name),
    };
    return 0;
}

/* What a cell has from the entries seen so far, and how narrow these are (-1: none). */
struct given {
    struct dims dims;
    signed char *rate_kind, *odds_kind; /* [n_cell] */
    double *odds;                       /* of the rates; [n_cell] */
    size_t *rate_of;                    /* [n_cell] */
};

/* Gives the cells of an entry rate r, or, with r NO_RATE, odds. */
static int
assign(struct given *given, const struct reach *reach, size_t r, double odds, struct hr_err *err)
{
    const struct dims *d = &given->dims;
    signed char *kind = r == NO_RATE ? given->odds_kind : given->rate_kind;
    for (size_t need = reach->need_begin; need < reach->need_end; need++)
        for (size_t s = reach->setting_begin; s < reach->setting_end; s++) {
            const size_t cell = (reach->i_ncy * d->n_need + need) * d->n_setting + s;
            if (kind[cell] == (signed char)reach->kind)
                return hr_fail(err, HR_ESCENARIO, "%s: 'rates' speaks of this cell twice",
                               reach->where);
            if (kind[cell] > (signed char)reach->kind)
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
settle(struct given *given, const char *key, struct hr_err *err)
{
    const size_t n_cell = given->dims.n_cell;
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

static struct given
nothing_given(const struct dims *dims, size_t *rate_of, double *odds, struct arena *arena)
{
    const struct given given = {
        .dims = *dims,
        .rate_kind = arena_zero(arena, dims->n_cell, sizeof *given.rate_kind),
        .odds_kind = arena_zero(arena, dims->n_cell, sizeof *given.odds_kind),
        .odds = odds,
        .rate_of = rate_of,
    };
    for (size_t cell = 0; !arena->failed && cell < dims->n_cell; cell++) {
        rate_of[cell] = NO_RATE;
        odds[cell] = 1.0;
        given.rate_kind[cell] = given.odds_kind[cell] = -1;
    }
    return given;
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
        ret = reach_of(model, &(struct entry){ row->where, row->ncy, row->need, row->setting },
                       &reach, err);
        if (ret == 0 && !(row->odds > 0.0))
            ret = check_weights(row->where, row->left, row->stayed, err);
        if (ret != 0)
            break;
        rates->leave[i] = (struct beta_rate){ row->left, row->stayed, reach.item, row->ncy };
        ret = assign(given, &reach, row->odds > 0.0 ? NO_RATE : i, row->odds, err);
    }
    return ret == 0 ? settle(given, "rates.leave", err) : ret;
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
    return reach_of(model, &(struct entry){ in->where, in->ncy, in->need, in->setting },
                    &out->reach, err);
}

/* One rate from the n entries of its cell. */
static int
add_move(struct model *model, const struct move_entry *entry, size_t n, struct given *given,
         struct hr_err *err)
{
    if (n == 1 && entry->in->odds > 0.0)
        return assign(given, &entry->reach, NO_RATE, entry->in->odds, err);
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
    return ret != 0 ? ret : assign(given, &entry->reach, r, 1.0, err);
}

static int
compile_move(struct model *model, struct given *given, struct hr_err *err)
{
    const struct rates_in *in = &model->in->rates;
    struct move_entry *entry = arena_zero(&model->arena, in->n_move + 1, sizeof *entry);
    int ret = arena_check(&model->arena, err);
    for (size_t i = 0; ret == 0 && i < in->n_move; i++)
        ret = resolve_move(model, &in->move[i], &entry[i], err);
    if (ret == 0)
        qsort(entry, in->n_move, sizeof *entry, by_cell_and_to);
    for (size_t i = 0, n; ret == 0 && i < in->n_move; i += n) {
        for (n = 1; i + n < in->n_move && same_cell(&entry[i], &entry[i + n]);)
            n++;
        ret = add_move(model, entry + i, n, given, err);
    }
    return ret == 0 ? settle(given, "rates.move", err) : ret;
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
        int ret = reach_of(model, &(struct entry){ row->where, row->ncy, NULL, NULL }, &reach, err);
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
        const int ret = reach_of(
            model, &(struct entry){ row->where, row->ncy, row->need, row->setting }, &reach, err);
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

static void
make_room(struct rates *rates, const struct rates_in *in, struct arena *arena)
{
    const size_t n_cell = rates->dims.n_cell;
    rates->leave = arena_zero(arena, in->n_leave + 1, sizeof *rates->leave);
    rates->move = arena_zero(arena, in->n_move + 1, sizeof *rates->move);
    rates->leave_odds = arena_zero(arena, n_cell, sizeof *rates->leave_odds);
    rates->move_odds = arena_zero(arena, n_cell, sizeof *rates->move_odds);
    rates->leave_of = arena_zero(arena, n_cell, sizeof *rates->leave_of);
    rates->move_of = arena_zero(arena, n_cell, sizeof *rates->move_of);
    rates->to_first = arena_zero(arena, in->n_move + 2, sizeof *rates->to_first);
    rates->to = arena_zero(arena, in->n_move + 1, sizeof *rates->to);
    rates->weight = arena_zero(arena, in->n_move + 1, sizeof *rates->weight);
    rates->place = arena_zero(arena, n_cell, sizeof *rates->place);
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
    struct arena *arena = &model->arena;
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
    make_room(rates, in, arena);
    struct given leave = nothing_given(&model->dims, rates->leave_of, rates->leave_odds, arena);
    struct given move = nothing_given(&model->dims, rates->move_of, rates->move_odds, arena);
    int ret = arena_check(arena, err);
    if (ret == 0)
        ret = compile_leave(model, &leave, err);
    if (ret == 0)
        ret = compile_move(model, &move, err);
    if (ret == 0)
        ret = compile_join(model, err);
    return ret == 0 ? compile_place(model, err) : ret;
}
