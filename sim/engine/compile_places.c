/* Compiles places: phases to pools, dates to years, overflow lists to routes that end in a setting
 * that is never full. */
#include "model.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- settings with places, and their pools ---- */

static int
add_pool(struct places *self, size_t finite, size_t first, size_t last, bool by_phase)
{
    self->pool[self->n_pool] =
        (struct pool){ .finite = finite, .first = first, .last = last, .by_phase = by_phase };
    for (size_t i = first; i <= last; i++)
        self->finite[finite].pool[i] = self->n_pool;
    return (int)self->n_pool++;
}

static size_t
ncy_index(int ncy)
{
    return (size_t)(ncy - NCY_MIN);
}

static int
add_pools(struct places *self, struct model *model, size_t finite, struct hr_err *err)
{
    const struct setting_in *in = model->setting[self->finite[finite].setting];
    const bool by_phase = in->seats[0].phase != PHASE_ALL;
    for (int phase = by_phase ? PHASE_EARLY_YEARS : PHASE_ALL;
         phase < (by_phase ? N_PHASE : PHASE_EARLY_YEARS); phase++) {
        const int pool = add_pool(self, finite, ncy_index(phase_ncy[phase].first),
                                  ncy_index(phase_ncy[phase].last), phase > PHASE_EARLY_YEARS);
        self->pool[pool].name = arena_format(&model->arena, "%s/%s", in->id, phase_name[phase]);
        self->pool[pool].item = address_of(&model->book, "pool", self->pool[pool].name);
    }
    for (size_t i = 0; i < in->n_seats; i++)
        if ((in->seats[i].phase != PHASE_ALL) != by_phase)
            return hr_fail(err, HR_ESCENARIO,
                           "%s: places of '%s' are by phase and for all phases together, want one "
                           "or the other",
                           in->seats[i].where, in->id);
    return 0;
}

/* "2023/24", "2023-09-01" or "": from the start. */
static int
opening(const struct seats_in *in, double *out, struct hr_err *err)
{
    if (in->from == NULL || in->from[0] == '\0') {
        *out = -(double)INFINITY;
        return 0;
    }
    if (!moment_parse(in->from, SEPTEMBER, out))
        return hr_fail(err, HR_ESCENARIO,
                       "%s: places open from '%s', which is no academic year and no day", in->where,
                       in->from);
    return 0;
}

/* Two uncertain schemes of one name would share the draw of whether they open. */
static int
refuse_twin(const struct places *self, const struct scheme *scheme, struct hr_err *err)
{
    for (const struct scheme *other = self->scheme; other < scheme; other++)
        if (other->item == scheme->item && other->chance < 1.0 && scheme->chance < 1.0)
            return hr_fail(err, HR_ESCENARIO,
                           "two uncertain schemes of the settings with places would share random "
                           "numbers (equal hashes); rename a setting or a scheme");
    return 0;
}

static int
add_schemes(struct places *self, struct model *model, size_t finite, struct hr_err *err)
{
    const struct setting_in *in = model->setting[self->finite[finite].setting];
    int ret = 0;
    for (size_t i = 0; ret == 0 && i < in->n_seats; i++) {
        const struct seats_in *seats = &in->seats[i];
        struct scheme *scheme = &self->scheme[self->n_scheme++];
        *scheme = (struct scheme){ .count = seats->count,
                                   .chance = seats->chance,
                                   .delay = seats->delay_years,
                                   .school = seats->school };
        scheme->pool = self->finite[finite].pool[ncy_index(phase_ncy[seats->phase].first)];
        const bool named = seats->id != NULL && seats->id[0] != '\0';
        scheme->item = address_of(&model->book, "scheme",
                                  arena_format(&model->arena, "%s/%s/%s/%s", in->id,
                                               named ? seats->id : "", phase_name[seats->phase],
                                               seats->from == NULL ? "" : seats->from));
        ret = refuse_twin(self, scheme, err);
        if (ret == 0)
            ret = opening(seats, &scheme->opens, err);
    }
    return ret;
}

/* ---- routes ---- */

static bool
passes(const struct route *route, size_t setting)
{
    for (size_t i = 0; i < route->n_stop; i++)
        if (route->stop[i] == setting)
            return true;
    return false;
}

static int
add_stop(struct route *route, const struct model *model, size_t full, const char *to,
         struct hr_err *err)
{
    const size_t setting = model_setting(model, to);
    if (setting == SIZE_MAX)
        return hr_fail(err, HR_ESCENARIO, "'settings.%s' names '%s', which there is not",
                       model->setting[full]->id, to);
    if (setting == full || passes(route, setting))
        return 0;
    if (route->n_stop == MOST_STOPS)
        return hr_fail(err, HR_ESCENARIO, "the overflow of '%s' passes more than %d settings",
                       model->setting[full]->id, (int)MOST_STOPS);
    route->stop[route->n_stop++] = setting;
    return 0;
}

/* Does it end in a setting that is never full? */
static bool
is_open(const struct places *self, const struct route *route)
{
    return route->n_stop > 0 && self->finite_of[route->stop[route->n_stop - 1]] == NOWHERE;
}

/* While the last stop is a setting with places, goes on down its own list, or to its interim
 * setting. */
static int
go_on(const struct places *self, const struct model *model, struct route *route, size_t full,
      struct hr_err *err)
{
    int ret = 0;
    while (ret == 0 && !is_open(self, route)) {
        const size_t before = route->n_stop;
        const struct setting_in *last =
            before > 0 ? model->setting[route->stop[before - 1]] : model->setting[full];
        for (size_t i = 0; ret == 0 && i < last->n_overflow && !is_open(self, route); i++)
            ret = add_stop(route, model, full, last->overflow[i].to, err);
        if (ret == 0 && last->n_overflow == 0 && last->wait_in != NULL && last->wait_in[0] != '\0')
            ret = add_stop(route, model, full, last->wait_in, err);
        if (ret == 0 && route->n_stop == before)
            return hr_fail(err, HR_ESCENARIO,
                           "%s: the overflow of '%s' ends in '%s', which may be full too: want a "
                           "setting without places",
                           model->setting[full]->where, model->setting[full]->id, last->id);
    }
    return ret;
}

/* The element of the list whose id is the i-th: shares are no order, so the order in which they are
 * written changes no draw. */
static const struct overflow_in *
overflow_at(const struct setting_in *in, size_t i)
{
    for (size_t k = 0; k < in->n_overflow; k++) {
        size_t before = 0;
        for (size_t j = 0; j < in->n_overflow; j++) {
            const int order = strcmp(in->overflow[j].to, in->overflow[k].to);
            before += order < 0 || (order == 0 && j < k) ? 1 : 0;
        }
        if (before == i)
            return &in->overflow[k];
    }
    hr_bug("the overflow of '%s' has no element %zu", in->id, i);
}

static int
add_routes(struct places *self, const struct model *model, size_t finite, struct hr_err *err)
{
    const size_t full = self->finite[finite].setting;
    const struct setting_in *in = model->setting[full];
    const bool waits = in->wait_in != NULL && in->wait_in[0] != '\0',
               shares = in->n_overflow > 0 && !isnan(in->overflow[0].share);
    const double wait_share = !waits ? 0.0 : in->n_overflow == 0 ? 1.0 : in->wait_share;
    const size_t n_list = in->n_overflow == 0 ? 0 : shares ? in->n_overflow : 1;
    int ret = 0;
    self->finite[finite].first_route = self->n_route;
    if (waits && wait_share > 0.0) {
        struct route *route = &self->route[self->n_route++];
        *route = (struct route){ .waits = true, .share = wait_share };
        ret = add_stop(route, model, full, in->wait_in, err);
        if (ret == 0 && !is_open(self, route))
            ret = hr_fail(err, HR_ESCENARIO,
                          "%s: children who wait for '%s' do so in '%s', want another setting, "
                          "without places",
                          in->where, in->id, in->wait_in);
    }
    for (size_t i = 0; ret == 0 && i < n_list && wait_share < 1.0; i++) {
        struct route *route = &self->route[self->n_route++];
        const struct overflow_in *first = shares ? overflow_at(in, i) : NULL;
        *route = (struct route){ .share = (1.0 - wait_share) * (shares ? first->share : 1.0) };
        if (shares)
            ret = add_stop(route, model, full, first->to, err);
        if (ret == 0)
            ret = go_on(self, model, route, full, err);
    }
    self->finite[finite].n_route = self->n_route - self->finite[finite].first_route;
    if (ret == 0 && self->finite[finite].n_route == 0)
        ret = hr_fail(err, HR_ESCENARIO,
                      "%s: setting '%s' has places but neither overflow nor wait: where do "
                      "children go when it is full?",
                      in->where, in->id);
    return ret;
}

/* ---- who stays where for want of what ---- */

static int
by_host(const void *a, const void *b)
{
    const struct pair *x = a, *y = b;
    if (x->to != y->to)
        return x->to < y->to ? -1 : 1;
    if (x->finite != y->finite)
        return x->finite < y->finite ? -1 : 1;
    return (int)x->waits - (int)y->waits;
}

static size_t
find_pair(const struct places *self, const struct pair *wanted)
{
    for (size_t p = 0; p < self->n_pair; p++)
        if (by_host(&self->pair[p], wanted) == 0)
            return p;
    return NOWHERE;
}

static int
add_pairs(struct places *self, struct arena *arena, struct hr_err *err)
{
    self->pair = arena_zero(arena, self->n_route * MOST_STOPS + 1, sizeof *self->pair);
    self->host_pair = arena_zero(arena, self->dims.n_setting + 2, sizeof *self->host_pair);
    const int ret = arena_check(arena, err);
    if (ret != 0)
        return ret;
    for (size_t f = 0; f < self->n_finite; f++)
        for (size_t r = self->finite[f].first_route;
             r < self->finite[f].first_route + self->finite[f].n_route; r++)
            for (size_t i = 0; i < self->route[r].n_stop; i++) {
                const struct pair pair = { .finite = f,
                                           .to = self->route[r].stop[i],
                                           .waits = self->route[r].waits };
                if (find_pair(self, &pair) == NOWHERE)
                    self->pair[self->n_pair++] = pair;
            }
    qsort(self->pair, self->n_pair, sizeof *self->pair, by_host);
    for (size_t f = 0; f < self->n_finite; f++)
        for (size_t r = self->finite[f].first_route;
             r < self->finite[f].first_route + self->finite[f].n_route; r++)
            for (size_t i = 0; i < self->route[r].n_stop; i++)
                self->route[r].pair[i] =
                    find_pair(self, &(struct pair){ .finite = f,
                                                    .to = self->route[r].stop[i],
                                                    .waits = self->route[r].waits });
    for (size_t p = 0; p < self->n_pair; p++) {
        if (self->host_of[self->pair[p].to] == NOWHERE) {
            self->host_of[self->pair[p].to] = self->n_host;
            self->host_pair[self->n_host++] = p;
        }
        self->host_pair[self->n_host] = p + 1;
    }
    return 0;
}

/* ---- names of draws ---- */

static int
name_draws(struct places *self, struct model *model, struct hr_err *err)
{
    self->purpose_open = purpose_of(&model->book, "places-open");
    self->purpose_refuse = purpose_of(&model->book, "place");
    self->purpose_pass = purpose_of(&model->book, "place-passed-on");
    self->purpose_route[0] = purpose_of(&model->book, "overflow-going-up");
    self->purpose_route[1] = purpose_of(&model->book, "overflow-mover");
    self->purpose_route[2] = purpose_of(&model->book, "overflow-joiner");
    self->purpose_gone = purpose_of(&model->book, "place-forgotten");
    self->purpose_gone_up = purpose_of(&model->book, "place-forgotten-going-up");
    self->purpose_return = purpose_of(&model->book, "place-asked-again");
    self->return_item =
        arena_zero(&model->arena, self->n_pair * self->dims.n_need + 1, sizeof *self->return_item);
    const int ret = arena_check(&model->arena, err);
    if (ret != 0)
        return ret;
    for (size_t k = 0; k < self->dims.n_place; k++)
        self->place_item[k] = model->exits.item[k];
    for (size_t p = 0; p < self->n_pair; p++)
        for (size_t need = 0; need < self->dims.n_need; need++) {
            const size_t full = self->finite[self->pair[p].finite].setting;
            const char *name =
                arena_format(&model->arena, "%s/%s<%s", model->need[need]->id,
                             model->setting[full]->id, model->setting[self->pair[p].to]->id);
            self->return_item[p * self->dims.n_need + need] =
                address_of(&model->book, "return", name);
        }
    return 0;
}

/* ---- the whole ---- */

static int
make_room(struct places *self, struct model *model, struct hr_err *err)
{
    struct arena *arena = &model->arena;
    size_t n_scheme = 0, n_route = 0;
    for (size_t s = 0; s < model->n_setting; s++) {
        self->n_finite += model->setting[s]->n_seats > 0;
        n_scheme += model->setting[s]->n_seats;
        n_route += model->setting[s]->n_overflow + 2;
    }
    self->finite = arena_zero(arena, self->n_finite + 1, sizeof *self->finite);
    self->pool = arena_zero(arena, 4 * self->n_finite + 1, sizeof *self->pool);
    self->scheme = arena_zero(arena, n_scheme + 1, sizeof *self->scheme);
    self->route = arena_zero(arena, n_route, sizeof *self->route);
    self->finite_of = arena_zero(arena, model->n_setting, sizeof *self->finite_of);
    self->host_of = arena_zero(arena, model->n_setting, sizeof *self->host_of);
    self->place_item = arena_zero(arena, self->dims.n_place, sizeof *self->place_item);
    return arena_check(arena, err);
}

int
compile_places(struct model *model, struct hr_err *err)
{
    struct places *self = &model->places;
    *self = (struct places){ .dims = model->dims,
                             .n_year = model->n_year,
                             .base_year = model->in->base_census };
    int ret = make_room(self, model, err);
    if (ret != 0)
        return ret;
    for (size_t s = 0, f = 0; s < model->n_setting; s++) {
        const struct setting_in *in = model->setting[s];
        self->finite_of[s] = self->host_of[s] = NOWHERE;
        if (in->n_seats == 0)
            continue;
        self->finite[f] = (struct finite){ .setting = s,
                                           .any_seat = in->wait_until == WAIT_SEAT,
                                           .others = in->others_share,
                                           .returns_transfer = in->returns_transfer,
                                           .returns_mid_phase = in->returns_mid_phase };
        self->finite_of[s] = f++;
    }
    for (size_t f = 0; ret == 0 && f < self->n_finite; f++) {
        ret = add_pools(self, model, f, err);
        if (ret == 0)
            ret = add_schemes(self, model, f, err);
        if (ret == 0)
            ret = add_routes(self, model, f, err);
    }
    if (ret == 0 && self->n_finite > 0)
        ret = add_pairs(self, &model->arena, err);
    if (ret == 0 && self->n_finite > 0)
        ret = name_draws(self, model, err);
    return ret;
}
