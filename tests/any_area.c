#include "any_area.h"

#include "sample_book.h"
#include "claim.h"
#include "dice.h"

#include <math.h>
#include <string.h>

/* 0 as often as not, or 1, or between. */
static double
some_chance(void)
{
    const double chance[] = { 0.0, part(), 0.1 * part(), below(5) == 0 ? 1.0 : part() };
    return chance[below(4)];
}

static void *
array(struct area *self, size_t n, size_t size)
{
    void *at = arena_zero(&self->arena, n + 1, size);
    cr_assert_not_null(at);
    return at;
}

/* Every other of a list's settings, in order; from 0 to all of them. */
static size_t
some_settings(struct area *self, size_t *to)
{
    size_t n = 0;
    for (size_t s = 0; s < self->dims.n_setting; s++)
        if (below(2) == 0)
            to[n++] = s;
    return n;
}

/* Rates of its own for some cells and NCYs, certain ones among them. */
static void
make_rates(struct area *self)
{
    static const struct beta_rate rate[] = {
        { 3.0, 19.0, 1, 0 }, { 0.0, 2.0, 2, 0 }, { 2.0, 0.0, 3, 0 }, { 40.0, 60.0, 4, 0 }
    };
    struct rates *r = &self->rates;
    const size_t n_cell = self->dims.n_cell, n_setting = self->dims.n_setting;
    *r = (struct rates){ .dims = self->dims, .n_leave = 4, .n_move = 4, .yearly = below(2) == 0 };
    r->of_everyone = below(4) == 0;
    r->leave = r->move = array(self, 4, sizeof rate[0]);
    memcpy(r->leave, rate, sizeof rate);
    r->leave_odds = array(self, n_cell, sizeof(double));
    r->move_odds = array(self, n_cell, sizeof(double));
    r->leave_of = array(self, n_cell, sizeof(size_t));
    r->move_of = array(self, n_cell, sizeof(size_t));
    r->to_first = array(self, 5, sizeof(size_t));
    r->to = array(self, 4 * n_setting, sizeof(size_t));
    r->weight = array(self, 4 * n_setting, sizeof(double));
    r->place = array(self, n_cell, sizeof(double));
    for (size_t m = 0; m < 4; m++) {
        const size_t first = r->to_first[m], n = some_settings(self, r->to + first);
        r->to_first[m + 1] = first + (n > 0 ? n : 1);
        for (size_t i = first; i < r->to_first[m + 1]; i++)
            r->weight[i] = i == first ? 0.7 : some_chance() * 5.0;
    }
    for (size_t c = 0; c < n_cell; c++) {
        r->leave_odds[c] = 0.5 + part();
        r->move_odds[c] = 0.5 + part();
        r->leave_of[c] = below(2) == 0 ? below(4) : NO_RATE;
        r->move_of[c] = below(2) == 0 ? below(4) : NO_RATE;
        r->place[c] = c % self->dims.n_place == 0 ? 0.3 : some_chance();
    }
    for (size_t i = 0; i < N_NCY; i++) {
        r->join[i] = rate[below(2)];
        r->has_join[i] = below(2) == 0;
        r->has_place[i] = below(2) == 0;
    }
    r->purpose_leave = 31;
    r->purpose_move = 32;
    r->purpose_to = 33;
    r->purpose_join = 34;
    r->purpose_place = 35;
}

/* From some settings of some NCYs to some others, a fifth of them or all. */
static void
make_exits(struct area *self, const struct rates *rates)
{
    enum { MOST_RULES = 4000 };
    const size_t n_setting = self->dims.n_setting;
    static struct move_rule rule[MOST_RULES];
    size_t to[80], n_rule = 0;
    struct hr_err err;
    for (size_t turn = 0; turn < 60 && n_rule + n_setting < MOST_RULES; turn++) {
        const size_t ncy = turn % N_NCY, from = below(n_setting), n = some_settings(self, to);
        const double all = turn >= N_NCY ? 0.1 : below(4) == 0 ? 0.8 : 0.2;
        for (size_t i = 0; i < n && turn < 2 * N_NCY; i++)
            if (to[i] != from)
                rule[n_rule++] = (struct move_rule){ ncy, SIZE_MAX, from, to[i], all / (double)n };
    }
    cr_assert_eq(exits_init(&self->exits, &(struct exits_given){ &self->dims, rule, n_rule, rates },
                            &self->arena, &err),
                 0, "%s", err.text);
    self->exits.purpose = 0xfeed;
    self->exits.turnover = AREA_TURNOVER;
    for (size_t k = 0; k < self->dims.n_place; k++)
        self->exits.item[k] = 0xc0de + (uint32_t)k;
}

/* A year like any other, or one with factors on the odds. */
static void
make_odds(struct area *self)
{
    static const double factor[] = { 1.0, 0.0, 0.4, 3.0 };
    const bool usual = below(2) == 0, yearly = below(2) == 0;
    self->odds = (struct exit_odds){ .year = { 1.0, 1.0, 1.0 } };
    if (!usual && yearly) {
        const double least = 0.2 + part(); /* an odd year may lift nothing */
        self->odds.year = (struct leave_year){ least, least + part(), part() };
    }
    for (size_t i = 0; i < N_NCY; i++) {
        self->odds.leaving[i] = usual ? 1.0 : factor[below(4)];
        self->odds.moving[i] = usual ? 1.0 : factor[below(4)];
    }
}

static void
make_joiners(struct area *self, const struct rates *rates)
{
    const struct dims *d = &self->dims;
    self->in = (struct joiners_in){ .own_mix = AREA_OWN_MIX };
    for (size_t i = 0; i < N_NCY; i++)
        self->in.ceiling_by_age[i] = below(2) == 0 ? 1.0 : part();
    joiners_init(&self->joiners, d, &self->in, &self->arena);
    for (size_t i = 0; i < N_NCY; i++)
        self->joiners.rate[i] = below(9) == 0 ? 40.0 * part() : 0.3 * some_chance();
    for (size_t c = 0; c < d->n_cell; c++) { /* of some needs nobody, of some settings nobody */
        const bool sure = c % d->n_place == d->n_place / 2;
        const bool none = c / d->n_setting % 3 == 1;
        self->joiners.national[c] = sure ? 0.2 : none ? 0.0 : some_chance();
        self->joiners.own[c] = sure ? 0.2 : none ? 0.0 : some_chance();
    }
    self->joiners.item = 14;
    self->joiners.purpose_join = 11;
    self->joiners.purpose_need = 12;
    self->joiners.rates = rates;
    self->factor = NULL;
    if (below(2) == 0)
        return;
    self->factor = array(self, N_NCY * d->n_need, sizeof(double));
    for (size_t k = 0; k < N_NCY * d->n_need; k++)
        self->factor[k] = k % d->n_need == d->n_need / 2 ? 0.8 : 2.0 * some_chance();
}

static void
make_pull(struct area *self)
{
    pull_init(&self->pull, self->dims.n_setting, &self->arena);
    self->pull.u = 0.3;
    for (size_t s = 0; below(2) == 0 && s < self->dims.n_setting; s++)
        pull_set(&self->pull, s, 0.4, part() - 0.5);
}

/* Few children in many cells, or many. */
static void
make_children(struct area *self)
{
    static const double size[] = { 2.0, 7.0, 40.0, 900.0 };
    const double most = size[below(4)];
    self->stock = array(self, self->dims.n_cell, sizeof(double));
    for (size_t c = 0; c < self->dims.n_cell; c++)
        self->stock[c] = below(2) == 0 ? 0.0 : floor(most * part());
    for (size_t i = 0; i < N_NCY; i++)
        self->population[AREA_YEAR * N_NCY + i] =
            floor(most * (double)self->dims.n_place * 3.0 * some_chance());
}

static void
make_places(struct area *self)
{
    const size_t n_setting = self->dims.n_setting;
    self->finite = array(self, n_setting, sizeof(size_t));
    self->host = array(self, self->dims.n_place, sizeof(size_t));
    self->staying = array(self, n_setting, sizeof(double));
    self->n_finite = self->n_host = 0;
    for (size_t s = 0; s < n_setting; s++) {
        self->finite[s] = below(3) == 0 ? self->n_finite++ : NOWHERE;
        self->host[s] = below(3) == 0 ? self->n_host++ : NOWHERE;
        self->staying[s] = below(2) == 0 ? 1.0 : 0.0;
    }
    for (size_t k = n_setting; k < self->dims.n_place; k++)
        self->host[k] = self->host[k - n_setting];
}

static void
make_departures(struct area *self, struct town *town, bool places)
{
    const size_t n_need = self->dims.n_need, n_setting = self->dims.n_setting,
                 n_row = N_NCY * n_need;
    struct departures *w = &town->departures;
    *w = (struct departures){ .n_need = n_need,
                              .n_setting = n_setting,
                              .n_finite = self->n_finite,
                              .n_host = self->n_host,
                              .finite = self->finite,
                              .host = self->host,
                              .staying = self->staying };
    const size_t n_f = n_row * self->n_finite, n_w = n_row * self->n_host;
    w->moved = array(self, n_f, sizeof(double));
    w->from = array(self, n_f * (n_setting + 1), sizeof(double));
    w->touched = array(self, n_f, sizeof(size_t));
    w->is_touched = array(self, n_f, sizeof(bool));
    w->before = array(self, n_w, sizeof(double));
    w->out = array(self, n_w, sizeof(double));
    w->gone = array(self, n_w, sizeof *w->gone);
    town->people.departures = places ? w : NULL;
}

static void
make_town(struct area *self, struct town *town, bool places)
{
    struct people *p = &town->people;
    *town = (struct town){ .stock = array(self, self->dims.n_cell, sizeof(double)) };
    memcpy(town->stock, self->stock, self->dims.n_cell * sizeof(double));
    p->stock = town->stock;
    p->population = self->population;
    p->joining.m = 1.1;
    p->joining_factor = self->factor;
    flows_init(&p->flows, &self->dims, &self->arena);
    exit_rates_init(&p->exit_rates, &self->exits, &self->arena);
    exit_rates_set(&p->exit_rates, &self->exits, &self->leavers, self->value, &self->pull);
    joiner_rates_init(&p->joiner_rates, &self->joiners, &self->arena);
    joiner_rates_set(&p->joiner_rates, &self->joiners, self->value, &self->pull);
    going_init(&p->going, &self->exits, AREA_YEAR + 1, &self->arena);
    coming_init(&p->coming, &self->joiners, AREA_YEAR + 1, &self->arena);
    make_departures(self, town, places);
}

void
area_init(struct area *self, uint32_t number)
{
    static const size_t need[] = { 1, 1, 2, 3, 13, 40 }, setting[] = { 1, 2, 5, 9, 20, 80 };
    dice_begin(number);
    *self = (struct area){ .value = { 2.0 * part(), 0.2 + 2.0 * part(), part() } };
    const size_t n_need = need[below(number % 10 == 0 ? 6 : 5)];
    self->dims = dims_of(n_need, setting[below(number % 10 == 0 ? 6 : n_need < 13 ? 5 : 4)]);
    struct leavers_in in = { .level = AREA_LEVEL, .level_post16 = AREA_LEVEL };
    for (size_t i = 0; i < N_NCY; i++)
        in.hazard_by_age[i] = some_chance();
    leavers_init(&self->leavers, &in, sample_book());
    make_rates(self);
    const struct rates *rates = below(2) == 0 ? &self->rates : NULL;
    make_exits(self, rates);
    make_odds(self);
    make_joiners(self, rates);
    make_pull(self);
    make_children(self);
    make_places(self);
    const bool places = below(2) == 0;
    for (size_t i = 0; i < 3; i++)
        make_town(self, &self->town[i], places);
    for (size_t c = 0; c < self->dims.n_cell; c++) /* in half of the cells it had others */
        self->town[2].stock[c] = below(2) == 0 ? self->stock[c] : (double)below(9);
}

void
area_release(struct area *self)
{
    arena_release(&self->arena);
}
