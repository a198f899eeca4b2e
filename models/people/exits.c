/* The ways out of every cell, from move rules: compiled once. movers.h is the manual. */
#include "movers.h"

#include <stdlib.h>
#include <string.h>

static bool
rule_is_for(const struct move_rule *rule, size_t i_ncy, size_t need, size_t from)
{
    return rule->i_ncy == i_ncy && rule->from == from &&
           (rule->need == SIZE_MAX || rule->need == need) && rule->share > 0.0;
}

static int
by_ncy_and_from(const void *a, const void *b)
{
    const struct move_rule *x = a, *y = b;
    if (x->i_ncy != y->i_ncy)
        return x->i_ncy < y->i_ncy ? -1 : 1;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    if (x->to != y->to)
        return x->to < y->to ? -1 : 1;
    if (x->need != y->need)
        return x->need < y->need ? -1 : 1;
    return (x->share > y->share) - (x->share < y->share);
}

static void
find_own(struct exits *self, const struct rates *rates, struct arena *arena)
{
    if (rates == NULL)
        return;
    self->own = arena_zero(arena, self->dims.n_cell, sizeof *self->own);
    for (size_t cell = 0; self->own != NULL && cell < self->dims.n_cell; cell++)
        self->own[cell] = (struct own_rates){
            .leave = rates->leave_of != NULL ? rates->leave_of[cell] : NO_RATE,
            .move = rates->move_of != NULL ? rates->move_of[cell] : NO_RATE,
            .leave_odds = rates->leave_odds != NULL ? rates->leave_odds[cell] : 1.0,
            .move_odds = rates->move_odds != NULL ? rates->move_odds[cell] : 1.0,
        };
}

/* The exits of a cell that has a rate of moving: its destinations. */
static void
add_rate(struct exits *self, size_t rate)
{
    for (size_t i = self->rates->to_first[rate]; i < self->rates->to_first[rate + 1]; i++)
        self->to[self->n_exit++] = self->rates->to[i];
}

/* Exits at most: a leave a cell, each rule once a need, and the destinations of rates. */
static size_t
most_exits(const struct exits *self, size_t n_rule)
{
    size_t n = self->dims.n_cell + n_rule * self->dims.n_need;
    for (size_t cell = 0; cell < self->dims.n_cell; cell++) {
        const size_t rate = moving_rate(self, cell);
        n += rate == NO_RATE ? 0 : self->rates->to_first[rate + 1] - self->rates->to_first[rate];
    }
    return n;
}

/* Appends the exits of one cell; rules are sorted, so destinations come in id order and equal ones
 * are neighbours. */
static int
compile_cell(struct exits *self, const struct move_rule *rule, size_t n_rule, size_t cell,
             struct hr_err *err)
{
    const struct dims *d = &self->dims;
    const size_t place = cell % d->n_place, need = place / d->n_setting,
                 from = place % d->n_setting, i_ncy = cell / d->n_place;
    const size_t first = self->n_exit;
    self->to[self->n_exit++] = EXIT_LEAVE;
    if (moving_rate(self, cell) != NO_RATE) {
        add_rate(self, moving_rate(self, cell));
        self->first[cell + 1] = self->n_exit;
        return 0;
    }
    double sum = 0.0;
    for (size_t i = 0; i < n_rule; i++) {
        if (!rule_is_for(&rule[i], i_ncy, need, from))
            continue;
        if (self->n_exit == first + 1 || self->to[self->n_exit - 1] != rule[i].to) {
            self->to[self->n_exit] = rule[i].to;
            self->share[self->n_exit++] = 0.0;
        }
        self->share[self->n_exit - 1] += rule[i].share;
        sum += rule[i].share;
    }
    if (sum > 1.0 + 1e-12)
        return hr_fail(err, HR_ESCENARIO,
                       "movers.rules: at NCY %d the shares that move add up to %.4g of those who "
                       "stay, want at most 1",
                       NCY_MIN + (int)i_ncy, sum);
    self->first[cell + 1] = self->n_exit;
    return 0;
}

/* Rules of one (NCY, from) are neighbours once sorted: the slice of them. */
static size_t
slice_of(const struct move_rule *rule, size_t n_rule, size_t i_ncy, size_t from, size_t *n)
{
    size_t begin = 0;
    while (begin < n_rule &&
           (rule[begin].i_ncy < i_ncy || (rule[begin].i_ncy == i_ncy && rule[begin].from < from)))
        begin++;
    size_t end = begin;
    while (end < n_rule && rule[end].i_ncy == i_ncy && rule[end].from == from)
        end++;
    *n = end - begin;
    return begin;
}

int
exits_init(struct exits *self, const struct exits_given *given, struct arena *arena,
           struct hr_err *err)
{
    const struct dims *dims = given->dims;
    const size_t n_rule = given->n_rule;
    *self = (struct exits){ .dims = *dims, .rates = given->rates };
    find_own(self, given->rates, arena);
    const size_t room = most_exits(self, n_rule);
    struct move_rule *sorted = arena_zero(arena, n_rule + 1, sizeof *sorted);
    self->first = arena_zero(arena, dims->n_cell + 1, sizeof *self->first);
    self->to = arena_zero(arena, room, sizeof *self->to);
    self->share = arena_zero(arena, room, sizeof *self->share);
    self->category = arena_zero(arena, dims->n_setting, sizeof *self->category);
    self->item = arena_zero(arena, dims->n_place, sizeof *self->item);
    self->need_of = arena_zero(arena, dims->n_place, sizeof *self->need_of);
    int ret = arena_check(arena, err);
    if (ret != 0)
        return ret;
    for (size_t place = 0; place < dims->n_place; place++)
        self->need_of[place] = place - place % dims->n_setting;
    for (size_t i = 0; i < n_rule; i++)
        sorted[i] = given->rule[i];
    qsort(sorted, n_rule, sizeof *sorted, by_ncy_and_from);
    for (size_t cell = 0; cell < dims->n_cell && ret == 0; cell++) {
        size_t n;
        const size_t begin = slice_of(sorted, n_rule, cell / dims->n_place,
                                      cell % dims->n_place % dims->n_setting, &n);
        ret = compile_cell(self, sorted + begin, n, cell, err);
        self->n_plain[cell / dims->n_place] +=
            leaving_rate(self, cell) == NO_RATE && moving_rate(self, cell) == NO_RATE;
    }
    return ret;
}
