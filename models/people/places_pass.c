/* Where refused children go: each group's children choose routes, then all go along them a stop at
 * a time. */
#include "places_parts.h"

#include <math.h>
#include <string.h>

/* ---- routes ---- */

static void
claim(struct placing *self, const struct group *group, size_t route, double n)
{
    const struct places *places = self->places;
    if (n <= 0.0)
        return;
    if (self->n_claim == self->most_claims)
        hr_bug("more than %zu claims", self->most_claims);
    const size_t finite = places->pool[group->pool].finite;
    self->claim[self->n_claim++] = (struct claim){ .n = n,
                                                   .finite = finite,
                                                   .i_ncy = group->i_ncy,
                                                   .need = group->need,
                                                   .from = group->from,
                                                   .route = route };
    self->refused[finite] += n;
}

static bool
same_cell(const struct group *a, const struct group *b)
{
    return a->pool == b->pool && a->i_ncy == b->i_ncy && a->need == b->need &&
           (a->from == FROM_NOWHERE) == (b->from == FROM_NOWHERE) && a->pair == NOWHERE;
}

/* Groups of one cell that moved from several settings follow one another: they go on with the words
 * of one address. Has any of those before this one taken some? Then the draw is there. */
static bool
goes_on(const struct placing *self, const struct group *group)
{
    const struct places *places = self->places;
    const size_t setting = places->finite[places->pool[group->pool].finite].setting;
    for (const struct group *g = group; g > self->group && group->from != setting &&
                                        same_cell(g - 1, group) && g[-1].from != setting;
         g--)
        if (g[-1].without > 0.0)
            return true;
    return false;
}

static void
words_of(const struct places *places, const struct group *group, const struct step *step)
{
    const size_t setting = places->finite[places->pool[group->pool].finite].setting;
    const size_t kind = group->from == setting ? 0 : group->from == FROM_NOWHERE ? 2 : 1;
    draw_at(step->draw,
            &(struct draw_key){ .purpose = places->purpose_route[kind],
                                .item = places->place_item[place_of(places, group->need, setting)],
                                .ncy = NCY_MIN + (int)group->i_ncy,
                                .year = step->year });
}

void
placing_claim(struct placing *self, const struct group *group, double refused,
              const struct step *step)
{
    const struct places *places = self->places;
    const struct finite *finite = &places->finite[places->pool[group->pool].finite];
    const struct route *route = places->route + finite->first_route;
    if (finite->n_route == 1) {
        claim(self, group, finite->first_route, refused);
        return;
    }
    double cum[MOST_STOPS], count[MOST_STOPS];
    for (size_t r = 0; r < finite->n_route; r++) {
        cum[r] = (r > 0 ? cum[r - 1] : 0.0) + route[r].share;
        count[r] = 0.0;
    }
    if (!goes_on(self, group))
        words_of(places, group, step);
    draw_categories(step->draw, refused, cum, finite->n_route, count);
    for (size_t r = 0; r < finite->n_route; r++)
        claim(self, group, finite->first_route + r, count[r]);
}

/* ---- along them ---- */

static const double from_authority_years = 0.5; /* as in migration.c: they come through the year */

/* n of a claim's children stay at a stop. */
static void
settle(struct people *people, const struct claim *c, size_t i_stop, double n)
{
    struct placing *self = &people->placing;
    struct flows *flows = &people->flows;
    double *stock = people->stock;
    const struct places *places = self->places;
    const struct route *route = &places->route[c->route];
    const size_t full = places->finite[c->finite].setting, to = route->stop[i_stop];
    const size_t at = place_of(places, c->need, full), there = place_of(places, c->need, to);
    const double gained = years_gained(c->i_ncy), lost = years_lost(c->i_ncy);
    double years = gained;
    if (n <= 0.0)
        return;
    take(&stock[cell_at(places, c->i_ncy, c->need, full)], n);
    stock[cell_at(places, c->i_ncy, c->need, to)] += n;
    placing_count_move(self, c->i_ncy, full, to, n);
    if (c->from == FROM_NOWHERE) {
        years = self->joiner_years;
        take(&flows->joined[at], n);
        flows->joined[there] += n;
    } else if (c->from == places->dims.n_setting) { /* comes from another authority: half a year */
        years = from_authority_years;
        take(&flows->arrived[at], n);
        take(&flows->gained[at], n * years);
        flows->arrived[there] += n;
        flows->gained[there] += n * years;
    } else {
        const bool going_up = c->from == full;
        if (going_up) {
            flows->moved_out[at] += n;
            flows->lost[at] += n * lost;
        } else {
            take(&flows->moved_in[at], n);
            take(&flows->gained[at], n * gained);
        }
        if (c->from == to) { /* stays where it was */
            take(&flows->moved_out[there], n);
            take(&flows->lost[there], n * lost);
        } else {
            flows->moved_in[there] += n;
            flows->gained[there] += n * gained;
        }
    }
    placing_add_children(self, route->pair[i_stop], c->i_ncy, c->need, n);
    self->years[route->pair[i_stop] * places->dims.n_need + c->need] += n * years;
}

/* Gathers the claims on one pool at this stop as groups; their order is the claims'. */
static size_t
gather(struct placing *self, size_t pool, size_t i_stop, double *all)
{
    const struct places *places = self->places;
    size_t n = 0;
    *all = 0.0;
    for (size_t i = 0; i < self->n_claim; i++) {
        const struct claim *c = &self->claim[i];
        const struct route *route = &places->route[c->route];
        if (c->n <= 0.0 || i_stop >= route->n_stop)
            continue;
        const size_t finite = places->finite_of[route->stop[i_stop]];
        if (finite == NOWHERE || places->finite[finite].pool[c->i_ncy] != pool)
            continue;
        if (n == self->most_claims)
            hr_bug("more than %zu claims on one pool", n);
        self->group[n++] = (struct group){ .n = c->n, .from = i };
        *all += c->n;
    }
    return n;
}

/* Children on their way to a setting with places take what is left of them. */
static void
stop_at_pool(struct people *people, size_t pool, size_t i_stop, const struct step *step)
{
    struct placing *self = &people->placing;
    const struct places *places = self->places;
    double all;
    const size_t n = gather(self, pool, i_stop, &all);
    if (n == 0)
        return;
    const double refused = fmax(0.0, all - self->free[pool]);
    groups_refuse(&(struct asking){ self->group, n, all }, refused,
                  &(struct draw_key){ .purpose = places->purpose_pass,
                                      .item = places->pool[pool].item,
                                      .ncy = (int)i_stop,
                                      .year = step->year },
                  step->draw);
    self->free[pool] -= all - refused;
    for (size_t i = 0; i < n; i++) {
        struct claim *c = &self->claim[self->group[i].from];
        settle(people, c, i_stop, self->group[i].n - self->group[i].without);
        c->n = self->group[i].without;
    }
}

void
placing_pass_on(struct people *people, const struct step *step)
{
    struct placing *self = &people->placing;
    const struct places *places = self->places;
    bool on_the_way = true;
    for (size_t i_stop = 0; i_stop < MOST_STOPS && on_the_way; i_stop++) {
        on_the_way = false;
        for (size_t i = 0; i < self->n_claim; i++) {
            struct claim *c = &self->claim[i];
            const struct route *route = &places->route[c->route];
            if (c->n <= 0.0)
                continue;
            if (places->finite_of[route->stop[i_stop]] != NOWHERE) {
                on_the_way = true;
                continue;
            }
            settle(people, c, i_stop, c->n);
            c->n = 0.0;
        }
        for (size_t pool = 0; on_the_way && pool < places->n_pool; pool++)
            stop_at_pool(people, pool, i_stop, step);
    }
}
