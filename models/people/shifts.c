#include "shifts.h"

#include "places_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void
shifts_init(struct shifts *self, const struct dims *dims, struct address_book *book)
{
    *self = (struct shifts){ .dims = *dims,
                             .purpose_ask = purpose_of(book, "option-ask"),
                             .purpose_number = purpose_of(book, "option-number"),
                             .purpose_decline = purpose_of(book, "option-decline"),
                             .purpose_seat = purpose_of(book, "option-seat") };
}

void
shifting_init(struct shifting *self, const struct shifts *shifts, struct arena *arena)
{
    const size_t n = shifts->dims.n_cell;
    *self = (struct shifting){ .shifts = shifts,
                               .group = arena_zero(arena, n, sizeof *self->group),
                               .before = arena_zero(arena, n, sizeof *self->before),
                               .look = arena_zero(arena, n + DRAW_LANES, sizeof *self->look) };
    draw_addresses_init(&self->at, n, arena);
    draw_counts_init(&self->counts, n, arena);
}

void
shifting_before_joining(struct shifting *self, const double *stock)
{
    memcpy(self->before, stock, self->shifts->dims.n_cell * sizeof *self->before);
}

/* One shift of one year at work. In a group, `n` counts the children of a cell that are still meant
 * and `without` those that drop out. */
struct work_on {
    struct shifting *self;
    const struct shift *shift;
    const struct dims *dims;
    struct people *people;
    const struct step *step;
    double *stock;
    struct flows *flows;
    size_t n_group;
};

static size_t
cell_of(const struct work_on *w, const struct group *group)
{
    return group->i_ncy * w->dims->n_place + group->need * w->dims->n_setting + group->from;
}

/* ---- who is meant ---- */

static double
find_eligible(struct work_on *w)
{
    const struct shift *shift = w->shift;
    double all = 0.0;
    w->n_group = 0;
    for (size_t i = 0; i < N_NCY; i++)
        for (size_t need = 0; shift->ncy[i] && need < w->dims->n_need; need++)
            for (size_t from = 0; shift->need[need] && from < w->dims->n_setting; from++) {
                if (!shift->from[from] || from == shift->to)
                    continue;
                struct group group = { .i_ncy = i, .need = need, .from = from };
                const size_t cell = cell_of(w, &group);
                group.n = w->stock[cell] -
                          (shift->stage == SHIFT_NEW_PLANS ? w->self->before[cell] : 0.0);
                if (group.n <= 0.0)
                    continue;
                w->self->group[w->n_group++] = group;
                all += group.n;
            }
    return all;
}

/* Each group's share, by inversion of a uniform of its own. Returns how many of each. */
static const double *
draw_shares(struct work_on *w, uint32_t purpose, double share)
{
    struct shifting *self = w->self;
    for (size_t g = 0; g < w->n_group; g++) {
        const struct group *group = &self->group[g];
        const size_t place = group->need * w->dims->n_setting + group->from;
        self->at.low[g] = hr_rng_low(NCY_MIN + (int)group->i_ncy, w->step->year);
        self->at.item[g] = w->shift->cell_item[place] ^ w->shift->item;
        self->counts.children[g] = group->n;
        self->counts.p[g] = share;
    }
    self->at.n = w->n_group;
    draw_binomials_at(w->step->draw,
                      &(struct draw_key){ .purpose = purpose, .year = w->step->year }, &self->at,
                      &self->counts, self->look);
    return self->counts.count;
}

static double
ask_share(struct work_on *w, double share)
{
    const double *count = draw_shares(w, w->self->shifts->purpose_ask, share);
    double asked = 0.0;
    for (size_t g = 0; g < w->n_group; g++)
        asked += w->self->group[g].n = count[g];
    return asked;
}

/* Keeps what is left of each group. */
static double
drop(struct work_on *w)
{
    double left = 0.0;
    for (size_t g = 0; g < w->n_group; g++) {
        w->self->group[g].n -= w->self->group[g].without;
        w->self->group[g].without = 0.0;
        left += w->self->group[g].n;
    }
    return left;
}

/* N children of all, whoever they are. */
static double
ask_number(struct work_on *w, double number, double all)
{
    const struct draw_key key = { .purpose = w->self->shifts->purpose_number,
                                  .item = w->shift->item,
                                  .year = w->step->year };
    if (!w->step->draw->expected) {
        draw_at(w->step->draw, &(struct draw_key){ .purpose = w->self->shifts->purpose_ask,
                                                   .item = w->shift->item,
                                                   .year = w->step->year });
        number = floor(number) + draw_chance(w->step->draw, number - floor(number));
    }
    if (number >= all)
        return all;
    groups_refuse(&(struct asking){ w->self->group, w->n_group, all }, all - number, &key,
                  w->step->draw);
    return drop(w);
}

static double
decline(struct work_on *w, double asked)
{
    if (w->shift->declined == 0)
        return 0.0;
    const double *count =
        draw_shares(w, w->self->shifts->purpose_decline, w->step->value[w->shift->declined]);
    for (size_t g = 0; g < w->n_group; g++)
        w->self->group[g].without = count[g];
    return asked - drop(w);
}

/* ---- seats ---- */

/* Seats of a pool that neither who holds one nor who moves in takes. */
static double
free_seats(const struct work_on *w, size_t pool)
{
    const struct places *places = w->people->placing.places;
    const struct pool *p = &places->pool[pool];
    double here = 0.0;
    for (size_t i = p->first; i <= p->last; i++)
        for (size_t need = 0; need < w->dims->n_need; need++)
            here += w->stock[cell_at(places, i, need, w->shift->to)];
    const double seats = w->people->seats.own[w->step->year * places->n_pool + pool];
    return fmax(0.0, (w->step->draw->expected ? seats : floor(seats)) - here);
}

/* Those for whom no seat is free drop out: groups come by NCY, so those of one pool are neighbours.
 * */
static double
find_seats(struct work_on *w, double agreed)
{
    if (w->people->departures == NULL || w->shift->stage != SHIFT_PLANS ||
        w->shift->to == EXIT_LEAVE || w->people->placing.places->finite_of[w->shift->to] == NOWHERE)
        return 0.0;
    const struct places *places = w->people->placing.places;
    const struct finite *finite = &places->finite[places->finite_of[w->shift->to]];
    for (size_t g = 0; g < w->n_group;) {
        const size_t pool = finite->pool[w->self->group[g].i_ncy], first = g;
        double all = 0.0;
        for (; g < w->n_group && finite->pool[w->self->group[g].i_ncy] == pool; g++)
            all += w->self->group[g].n;
        const double none = all - free_seats(w, pool);
        const struct draw_key key = { .purpose = w->self->shifts->purpose_seat,
                                      .item = w->shift->item ^ places->pool[pool].item,
                                      .year = w->step->year };
        if (none > 0.0)
            groups_refuse(&(struct asking){ w->self->group + first, g - first, all }, none, &key,
                          w->step->draw);
    }
    return agreed - drop(w);
}

/* ---- they go ---- */

static void
go_to_school(struct work_on *w, const struct group *group)
{
    const int ncy = NCY_MIN + (int)group->i_ncy;
    const size_t place = group->need * w->dims->n_setting + group->from,
                 to = group->need * w->dims->n_setting + w->shift->to;
    double *here = &w->stock[group->i_ncy * w->dims->n_place + place];
    struct departures *departures = w->people->departures;
    if (departures != NULL)
        departures_go(departures, group->i_ncy, place, *here, group->n);
    take(here, group->n);
    w->flows->lost[place] += group->n * fy_share_of_new_ay(ncy - 1 >= NCY_POST16);
    if (w->shift->to == EXIT_LEAVE) {
        w->flows->left[place] += group->n;
        return;
    }
    w->stock[group->i_ncy * w->dims->n_place + to] += group->n;
    w->flows->moved_out[place] += group->n;
    w->flows->moved_in[to] += group->n;
    w->flows->gained[to] += group->n * fy_share_of_new_ay(ncy >= NCY_POST16);
    if (departures != NULL)
        departures_move(departures, group->i_ncy, place, w->shift->to, group->n);
}

static void
start_elsewhere(struct work_on *w, const struct group *group)
{
    const size_t place = group->need * w->dims->n_setting + group->from,
                 to = group->need * w->dims->n_setting + w->shift->to;
    take(&w->stock[group->i_ncy * w->dims->n_place + place], group->n);
    w->stock[group->i_ncy * w->dims->n_place + to] += group->n;
    take(&w->flows->joined[place], group->n);
    w->flows->joined[to] += group->n;
}

void
people_shift(const struct shift *shift, struct people *people, const struct step *step,
             struct shifted *out)
{
    struct shifting *self = &people->shifting;
    struct work_on w = { .self = self,
                         .shift = shift,
                         .dims = &self->shifts->dims,
                         .people = people,
                         .step = step,
                         .stock = people->stock,
                         .flows = &people->flows };
    const double amount = out->meant;
    *out = (struct shifted){ .meant = amount };
    if (shift->stage == SHIFT_NONE || !(amount > 0.0))
        return;
    out->eligible = find_eligible(&w);
    out->asked =
        shift->number ? ask_number(&w, amount, out->eligible) : ask_share(&w, fmin(1.0, amount));
    out->declined = decline(&w, out->asked);
    out->without_seat = find_seats(&w, out->asked - out->declined);
    for (size_t g = 0; g < w.n_group; g++) {
        const struct group *group = &self->group[g];
        if (group->n <= 0.0)
            continue;
        (shift->stage == SHIFT_PLANS ? go_to_school : start_elsewhere)(&w, group);
        out->went += group->n;
    }
}
