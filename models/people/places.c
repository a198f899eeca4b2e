/* Seats of a year, and the children who stay elsewhere for want of one. The fit itself is in
 * places_fill.c and places_pass.c. */
#include "places.h"

#include "places_parts.h"

#include <math.h>
#include <string.h>

/* ---- seats ---- */

void
seats_init(struct seats *self, const struct places *places, struct arena *arena)
{
    const size_t n = places->n_year * places->n_pool + 1;
    *self = (struct seats){ 0 };
    self->open = arena_zero(arena, n, sizeof *self->open);
    self->own = arena_zero(arena, n, sizeof *self->own);
    self->own_september = arena_zero(arena, n, sizeof *self->own_september);
    self->late_years = arena_zero(arena, n, sizeof *self->late_years);
    self->usual = arena_zero(arena, 3 * n, sizeof *self->usual);
    self->opened = arena_zero(arena, places->n_year * places->n_finite + 1, sizeof *self->opened);
}

double
seats_late_opening(double opens, double delay)
{
    if (!(delay > 0.0) || isinf(opens))
        return opens;
    const double when = opens + delay, year = floor(when);
    const double term[] = { 0.0, APRIL, SEPTEMBER };
    for (size_t i = 0; i < 3; i++)
        if (is_by(when, year + term[i]))
            return year + term[i];
    return year + 1.0;
}

void
seats_add(struct seats *self, const struct places *places, size_t pool, double count, double opens)
{
    for (size_t t = 0; t < places->n_year; t++) {
        const size_t i = t * places->n_pool + pool;
        const double year = places->base_year + (double)t;
        if (is_by(opens, year + SEPTEMBER))
            self->own_september[i] += count;
        if (!is_by(opens, year + 1.0 + CENSUS_DAY))
            continue;
        self->open[i] += count;
        if (!is_by(opens, year + SEPTEMBER) && count > 0.0)
            self->late_years[i] += count * (year + 1.0 + APRIL - opens);
    }
}

static double
own_seats(double open, double others, bool exact)
{
    if (open <= 0.0)
        return 0.0;
    return open - (exact ? open * others : floor(open * others + 0.5));
}

void
seats_settle(struct seats *self, const struct places *places, const double *value, bool exact)
{
    const size_t n = places->n_year * places->n_pool;
    for (size_t i = 0; i < n; i++) {
        const double others =
            value_or_none(value, places->finite[places->pool[i % places->n_pool].finite].others);
        const double added = self->open[i] - self->own_september[i];
        self->late_years[i] = added > 0.0 ? fmin(1.0, fmax(0.0, self->late_years[i] / added)) : 0.0;
        self->own[i] = own_seats(self->open[i], others, exact);
        self->own_september[i] = own_seats(self->own_september[i], others, exact);
    }
}

void
seats_start(struct seats *self, const struct places *places)
{
    const size_t n = places->n_year * places->n_pool;
    memcpy(self->open, self->usual, n * sizeof *self->usual);
    memcpy(self->own_september, self->usual + n, n * sizeof *self->usual);
    memcpy(self->late_years, self->usual + 2 * n, n * sizeof *self->usual);
}

/* ---- places of the baseline that somebody has yet to pay for ---- */

/* Part of the financial year that begins in April of `fy` in which a place is there. */
static double
part_of_year(double opens, double fy)
{
    return fmin(1.0, fmax(0.0, fy + APRIL + 1.0 - opens));
}

/* The part of a year in which what already pays for a scheme has it there: announced deductions, a
 * list of academy places or the first year's outturn. */
static double
paid_part(const struct places *places, const struct scheme *scheme)
{
    if (scheme->school != SCHOOL_ACADEMY)
        return part_of_year(scheme->opens, places->base_year);
    if (places->by_list)
        return is_by(scheme->opens, places->listed) ? 1.0 : 0.0;
    return part_of_year(scheme->opens, places->base_year + (double)places->announced);
}

/* A named scheme that says at what school: what is open beyond that. A list that does not have it
 * says nothing of the last announced year. */
static void
count_scheme(struct seats *self, const struct places *places, const struct scheme *scheme,
             double opens)
{
    const bool academy = scheme->school == SCHOOL_ACADEMY;
    const double paid = paid_part(places, scheme);
    const size_t known = academy ? places->announced : 0,
                 first = academy && places->by_list && paid == 0.0 ? known : known + 1;
    for (size_t t = first; t < places->n_year; t++) {
        struct opened *opened =
            &self->opened[t * places->n_finite + places->pool[scheme->pool].finite];
        const double years = part_of_year(opens, places->base_year + (double)t) - paid;
        *(academy ? &opened->academies : &opened->maintained) += years * scheme->count;
    }
}

/* Places that the trend has opened in a pool by the September of a year, beyond those named. */
static double
trend_places(const struct seats *self, const struct places *places, size_t pool, size_t year,
             const struct step *step)
{
    const size_t f = places->pool[pool].finite, n_pool = places->n_pool;
    const struct finite *finite = &places->finite[f];
    const int now = places->base_year + (int)year, last = finite->trend_last;
    const double k = (now < last ? now : last) - finite->trend_first + 1.0;
    if (k <= 0.0)
        return 0.0;
    const int before = finite->trend_first - 1 - places->base_year;
    const double *known = self->usual + (before > 0 ? (size_t)before : 0) * n_pool;
    double all = 0.0, more;
    for (size_t p = 0; p < n_pool; p++)
        all += places->pool[p].finite == f ? known[p] : 0.0;
    if (finite->new_places != 0)
        more = all > 0.0 ? k * step->value[finite->new_places] * known[pool] / all : 0.0;
    else
        more = known[pool] * (pow(1.0 + step->value[finite->growth], k) - 1.0);
    if (more > 0.0)
        more = fmax(0.0, more - fmax(0.0, self->usual[year * n_pool + pool] - known[pool]));
    return step->draw->expected ? more : floor(more + 0.5);
}

/* The trend's places, on top of those named, whose numbers by September are in `usual`. */
static void
follow_trend(struct seats *self, const struct places *places, const struct step *step)
{
    const double new_ay = fy_share_of_new_ay(false);
    for (size_t p = 0; p < places->n_pool; p++) {
        const size_t f = places->pool[p].finite;
        const struct finite *finite = &places->finite[f];
        double before = 0.0, first = 0.0, paid = 0.0;
        if (finite->growth == 0 && finite->new_places == 0)
            continue;
        for (size_t t = 0; t < places->n_year; t++) {
            const double now = trend_places(self, places, p, t, step),
                         years = (1.0 - new_ay) * before + new_ay * now;
            struct opened *opened = &self->opened[t * places->n_finite + f];
            self->open[t * places->n_pool + p] += now;
            self->own_september[t * places->n_pool + p] += now;
            first = t == 0 ? years : first;
            if (places->by_list)
                paid = is_by((double)places->base_year + (double)t + SEPTEMBER, places->listed)
                           ? now
                           : paid;
            else
                paid = t <= places->announced ? years : paid;
            opened->academies += t < places->announced ? 0.0 : finite->academies * (years - paid);
            opened->maintained += finite->maintained * (years - first);
            before = now;
        }
    }
}

void
seats_draw(struct seats *self, const struct places *places, const double *value, struct draw *draw)
{
    const size_t n = places->n_year * places->n_pool;
    const struct step step = { .value = value, .draw = draw };
    memset(self->open, 0, n * sizeof *self->open);
    memset(self->own_september, 0, n * sizeof *self->own_september);
    memset(self->late_years, 0, n * sizeof *self->late_years);
    memset(self->opened, 0, places->n_year * places->n_finite * sizeof *self->opened);
    for (size_t i = 0; i < places->n_scheme; i++) {
        const struct scheme *scheme = &places->scheme[i];
        double opens = (double)INFINITY;
        draw_at(draw, &(struct draw_key){ .purpose = places->purpose_open, .item = scheme->item });
        if (scheme->chance >= 1.0 || draw_chance(draw, scheme->chance) > 0.0) {
            opens = seats_late_opening(scheme->opens, value_or_none(value, scheme->delay));
            seats_add(self, places, scheme->pool, scheme->count, opens);
        }
        if (scheme->school != SCHOOL_UNSAID)
            count_scheme(self, places, scheme, opens);
    }
    memcpy(self->usual, self->own_september, n * sizeof *self->usual);
    follow_trend(self, places, &step);
    memcpy(self->usual, self->open, n * sizeof *self->usual);
    memcpy(self->usual + n, self->own_september, n * sizeof *self->usual);
    memcpy(self->usual + 2 * n, self->late_years, n * sizeof *self->usual);
    seats_settle(self, places, value, draw->expected);
}

void
seats_note(const struct seats *self, const struct places *places, size_t year, const double *in,
           struct place_year *out)
{
    for (size_t f = 0; f < places->n_finite; f++)
        out[f].places = out[f].others = out[f].empty = 0.0;
    for (size_t p = 0; p < places->n_pool; p++) {
        const size_t i = year * places->n_pool + p;
        struct place_year *of = &out[places->pool[p].finite];
        of->places += fmax(0.0, self->open[i]);
        of->others += fmax(0.0, self->open[i] - self->own[i]);
        of->empty += fmax(0.0, self->own[i] - in[p]);
    }
}

double
seats_others_at_base(const struct places *places, size_t pool, const double *value,
                     struct draw *draw)
{
    const double others = value_or_none(value, places->finite[places->pool[pool].finite].others);
    double open = 0.0;
    for (size_t i = 0; i < places->n_scheme; i++) {
        const struct scheme *scheme = &places->scheme[i];
        const double opens = seats_late_opening(scheme->opens, value_or_none(value, scheme->delay));
        if (scheme->pool != pool || !is_by(opens, places->base_year + CENSUS_DAY))
            continue;
        draw_at(draw, &(struct draw_key){ .purpose = places->purpose_open, .item = scheme->item });
        if (scheme->chance >= 1.0 || draw_chance(draw, scheme->chance) > 0.0)
            open += scheme->count;
    }
    return fmax(0.0, open - own_seats(open, others, draw->expected));
}

/* ---- state ---- */

/* How many groups and claims there can be: one for each cell and origin, and each pair. */
static size_t
most_groups(const struct places *places, size_t n_f_cell)
{
    return n_f_cell * (places->dims.n_setting + 3) + places->n_pair * N_NCY * places->dims.n_need +
           1;
}

static size_t
most_routes(const struct places *places)
{
    size_t most = 1;
    for (size_t f = 0; f < places->n_finite; f++)
        most = places->finite[f].n_route > most ? places->finite[f].n_route : most;
    return most;
}

static void
departures_init(struct placing *self, size_t n_f_cell, struct arena *arena)
{
    const struct places *places = self->places;
    const struct dims *d = &places->dims;
    const size_t n_w_cell = N_NCY * d->n_need * places->n_host + 1;
    size_t *host = arena_zero(arena, d->n_place, sizeof *host);
    for (size_t k = 0; host != NULL && k < d->n_place; k++)
        host[k] = places->host_of[k % d->n_setting];
    self->departures = (struct departures){ .n_need = d->n_need,
                                            .n_setting = d->n_setting,
                                            .n_finite = places->n_finite,
                                            .n_host = places->n_host,
                                            .finite = places->finite_of,
                                            .host = host,
                                            .staying = self->staying };
    self->departures.moved = arena_zero(arena, n_f_cell, sizeof *self->departures.moved);
    self->departures.from =
        arena_zero(arena, n_f_cell * (d->n_setting + 1), sizeof *self->departures.from);
    self->departures.touched = arena_zero(arena, n_f_cell, sizeof *self->departures.touched);
    self->departures.is_touched = arena_zero(arena, n_f_cell, sizeof *self->departures.is_touched);
    self->departures.before = arena_zero(arena, n_w_cell, sizeof *self->departures.before);
    self->departures.out = arena_zero(arena, n_w_cell, sizeof *self->departures.out);
    self->departures.gone = arena_zero(arena, n_w_cell, sizeof *self->departures.gone);
}

static void
stayed_init(struct placing *self, struct arena *arena)
{
    const struct places *places = self->places;
    const size_t n_children = places->n_pair * N_NCY * places->dims.n_need;
    self->n_stayed = n_children + places->n_pair + places->n_host;
    self->stayed = arena_zero(arena, self->n_stayed + 1, sizeof *self->stayed);
    if (self->stayed == NULL)
        return;
    self->children = self->stayed;
    self->in_pair = self->children + n_children;
    self->staying = self->in_pair + places->n_pair;
}

static void
many_init(struct placing *self, struct arena *arena)
{
    const struct places *places = self->places;
    const size_t row = N_NCY * places->dims.n_need, n_elsewhere = places->n_pair * row,
                 n_host = places->n_host * row;
    const size_t n = n_elsewhere > n_host ? n_elsewhere : n_host;
    draw_addresses_init(&self->at, n, arena);
    draw_counts_init(&self->elsewhere, n, arena);
    self->look = arena_zero(arena, n + DRAW_LANES, sizeof *self->look);
    self->number = arena_zero(arena, n + 1, sizeof *self->number);
    self->asker = arena_zero(arena, n_elsewhere + 1, sizeof *self->asker);
}

void
placing_init(struct placing *self, const struct places *places, struct arena *arena)
{
    *self = (struct placing){ .places = places };
    if (places->n_finite == 0)
        return;
    const size_t n_need = places->dims.n_need, n_f_cell = N_NCY * n_need * places->n_finite,
                 n_group = most_groups(places, n_f_cell);
    stayed_init(self, arena);
    departures_init(self, n_f_cell, arena);
    many_init(self, arena);
    self->years = arena_zero(arena, places->n_pair * n_need + 1, sizeof *self->years);
    self->before_joining = arena_zero(arena, n_f_cell, sizeof *self->before_joining);
    self->joined = arena_zero(arena, n_f_cell, sizeof *self->joined);
    self->wanted = arena_zero(arena, places->n_pool, sizeof *self->wanted);
    self->free = arena_zero(arena, places->n_pool, sizeof *self->free);
    self->holders = arena_zero(arena, places->n_pool, sizeof *self->holders);
    self->needed = arena_zero(arena, places->n_pool, sizeof *self->needed);
    self->refused = arena_zero(arena, places->n_finite, sizeof *self->refused);
    self->most_claims = n_group * most_routes(places);
    self->group = arena_zero(arena, self->most_claims > n_group ? self->most_claims : n_group,
                             sizeof *self->group); /* claims are gathered as groups */
    self->claim = arena_zero(arena, self->most_claims, sizeof *self->claim);
    self->place = arena_zero(arena, places->n_finite, sizeof *self->place);
}

void
placing_start(struct placing *self)
{
    const struct places *places = self->places;
    if (places->n_finite == 0)
        return;
    memset(self->stayed, 0, self->n_stayed * sizeof *self->stayed);
    self->shift = 0;
    while (self->departures.n_touched > 0) { /* of a run that failed half way */
        const size_t cell = self->departures.touched[--self->departures.n_touched];
        self->departures.moved[cell] = 0.0;
        self->departures.is_touched[cell] = false;
        memset(self->departures.from + cell * (places->dims.n_setting + 1), 0,
               (places->dims.n_setting + 1) * sizeof *self->departures.from);
    }
    placing_all_gone(self);
}

void
placing_resume(struct placing *self, const double *stayed, size_t n_year)
{
    placing_start(self);
    memcpy(self->stayed, stayed, self->n_stayed * sizeof *self->stayed);
    self->shift = (N_NCY - n_year % N_NCY) % N_NCY;
}

void
placing_add_children(struct placing *self, size_t pair, size_t i_ncy, size_t need, double children)
{
    const struct places *places = self->places;
    double *here = placing_children(self, pair, i_ncy, need);
    const double change = at_least(
        children, -*here); /* the expected-value run's rounding leaves no child less than nought */
    *here += change;
    self->in_pair[pair] = at_least(self->in_pair[pair] + change, 0.0);
    double *staying = &self->staying[places->host_of[places->pair[pair].to]];
    *staying = at_least(*staying + change, 0.0);
}

/* The oldest have left; everybody else is a year older where they are: the slots stay and their
 * ages move. */
void
placing_age(struct placing *self)
{
    const struct places *places = self->places;
    const size_t n_need = places->dims.n_need;
    if (places->n_finite == 0)
        return;
    for (size_t p = 0; p < places->n_pair; p++)
        for (size_t need = 0; need < n_need; need++) {
            const double oldest = *placing_children(self, p, N_NCY - 1, need);
            double here = 0.0;
            if (self->in_pair[p] > 0.0) {
                if (oldest > 0.0)
                    placing_add_children(self, p, N_NCY - 1, need, -oldest);
                for (size_t i = 0; i < N_NCY; i++)
                    here += self->children[(p * N_NCY + i) * n_need + need];
            }
            self->years[p * n_need + need] = here + oldest * (1.0 - fy_share_of_new_ay(true));
        }
    self->shift = self->shift == 0 ? N_NCY - 1 : self->shift - 1;
}

void
placing_before_joining(struct placing *self, const double *stock)
{
    const struct places *places = self->places;
    double *before = self->before_joining;
    for (size_t row = 0; row < N_NCY * places->dims.n_need; row++)
        for (size_t f = 0; f < places->n_finite; f++)
            *before++ = stock[row * places->dims.n_setting + places->finite[f].setting];
}

/* ---- leaving while elsewhere ---- */

double
placing_staying(const struct placing *self, const struct gone *gone)
{
    const size_t *first = &self->places->host_pair[gone->host];
    double staying = 0.0;
    for (size_t p = first[0]; p < first[1]; p++)
        staying += *placing_children(self, p, gone->i_ncy, gone->need);
    return staying;
}

static void
forget_in_proportion(struct placing *self, size_t first, size_t last, const struct gone *gone)
{
    for (size_t p = first; p < last; p++) {
        const double went = *placing_children(self, p, gone->i_ncy, gone->need) *
                            fmin(1.0, gone->out / gone->before);
        placing_add_children(self, p, gone->i_ncy, gone->need, -went);
        self->years[p * self->places->dims.n_need + gone->need] -= went * years_lost(gone->i_ncy);
    }
}

/* One word a child that goes: is it one of those who stayed for want of a place? Whole numbers of
 * children are taken from the place of a word without rounding, so one look tells who did not. */
void
placing_forget(struct placing *self, const struct gone *gone, struct draw *draw)
{
    enum { LOT = 64 };
    const struct places *places = self->places;
    const size_t first = places->host_pair[gone->host], last = places->host_pair[gone->host + 1];
    const size_t n_child = (size_t)gone->out;
    double left = gone->before, staying = placing_staying(self, gone);
    uint32_t word[LOT];
    if (draw->expected) {
        forget_in_proportion(self, first, last, gone);
        return;
    }
    for (size_t child = 0; child < n_child && staying > 0.0; child++, left -= 1.0) {
        if (child % LOT == 0)
            draw_words(draw, n_child - child < LOT ? n_child - child : LOT, word);
        double at_child = (double)word[child % LOT] * 0x1p-32 * left;
        if (at_child >= staying)
            continue;
        size_t p = first;
        for (double here; at_child >= (here = *placing_children(self, p, gone->i_ncy, gone->need));
             p++)
            at_child -= here;
        placing_add_children(self, p, gone->i_ncy, gone->need, -1.0);
        self->years[p * places->dims.n_need + gone->need] -= years_lost(gone->i_ncy);
        staying -= 1.0;
    }
}
