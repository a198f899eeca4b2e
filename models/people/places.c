/* Seats of a year, and the children who stay elsewhere for want of one. The fit itself is in
 * places_fill.c and places_pass.c. */
#include "places.h"

#include "field_rows.h"

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

void
seats_draw(struct seats *self, const struct places *places, const double *value, struct draw *draw)
{
    const size_t n = places->n_year * places->n_pool;
    memset(self->open, 0, n * sizeof *self->open);
    memset(self->own_september, 0, n * sizeof *self->own_september);
    memset(self->late_years, 0, n * sizeof *self->late_years);
    for (size_t i = 0; i < places->n_scheme; i++) {
        const struct scheme *scheme = &places->scheme[i];
        draw_at(draw, &(struct draw_key){ .purpose = places->purpose_open, .item = scheme->item });
        if (scheme->chance >= 1.0 || draw_chance(draw, scheme->chance) > 0.0)
            seats_add(self, places, scheme->pool, scheme->count,
                      seats_late_opening(scheme->opens, value_or_none(value, scheme->delay)));
    }
    memcpy(self->usual, self->open, n * sizeof *self->usual);
    memcpy(self->usual + n, self->own_september, n * sizeof *self->usual);
    memcpy(self->usual + 2 * n, self->late_years, n * sizeof *self->usual);
    seats_settle(self, places, value, draw->expected);
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
    self->staying = arena_zero(arena, places->n_host + 1, sizeof *self->staying);
    self->departures = (struct departures){ .n_need = d->n_need,
                                            .n_setting = d->n_setting,
                                            .n_finite = places->n_finite,
                                            .n_host = places->n_host,
                                            .finite = places->finite_of,
                                            .host = places->host_of,
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

void
placing_init(struct placing *self, const struct places *places, struct arena *arena)
{
    *self = (struct placing){ .places = places };
    if (places->n_finite == 0)
        return;
    const size_t n_need = places->dims.n_need, n_f_cell = N_NCY * n_need * places->n_finite,
                 n_group = most_groups(places, n_f_cell);
    departures_init(self, n_f_cell, arena);
    self->children = arena_zero(arena, places->n_pair * N_NCY * n_need + 1, sizeof *self->children);
    self->in_pair = arena_zero(arena, places->n_pair + 1, sizeof *self->in_pair);
    self->years = arena_zero(arena, places->n_pair * n_need + 1, sizeof *self->years);
    self->before_joining = arena_zero(arena, n_f_cell, sizeof *self->before_joining);
    self->joined = arena_zero(arena, n_f_cell, sizeof *self->joined);
    self->wanted = arena_zero(arena, places->n_pool, sizeof *self->wanted);
    self->free = arena_zero(arena, places->n_pool, sizeof *self->free);
    self->holders = arena_zero(arena, places->n_pool, sizeof *self->holders);
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
    const size_t n_need = places->dims.n_need;
    if (places->n_finite == 0)
        return;
    memset(self->children, 0, places->n_pair * N_NCY * n_need * sizeof *self->children);
    memset(self->in_pair, 0, places->n_pair * sizeof *self->in_pair);
    memset(self->staying, 0, places->n_host * sizeof *self->staying);
    self->shift = 0;
    while (self->departures.n_touched > 0) { /* of a run that failed half way */
        const size_t cell = self->departures.touched[--self->departures.n_touched];
        self->departures.moved[cell] = 0.0;
        self->departures.is_touched[cell] = false;
        memset(self->departures.from + cell * (places->dims.n_setting + 1), 0,
               (places->dims.n_setting + 1) * sizeof *self->departures.from);
    }
    while (self->departures.n_gone > 0)
        self->departures.out[self->departures.gone[--self->departures.n_gone]] = 0.0;
}

double *
placing_children(const struct placing *self, size_t pair, size_t i_ncy, size_t need)
{
    const struct places *places = self->places;
    const size_t slot = i_ncy + self->shift;
    return &self->children[(pair * N_NCY + (slot < N_NCY ? slot : slot - N_NCY)) *
                               places->dims.n_need +
                           need];
}

void
placing_add_children(struct placing *self, size_t pair, size_t i_ncy, size_t need, double children)
{
    const struct places *places = self->places;
    double *here = placing_children(self, pair, i_ncy, need);
    const double change = fmax(
        children, -*here); /* the expected-value run's rounding leaves no child less than nought */
    *here += change;
    self->in_pair[pair] = fmax(0.0, self->in_pair[pair] + change);
    double *staying = &self->staying[places->host_of[places->pair[pair].to]];
    *staying = fmax(0.0, *staying + change);
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

/* One word a child that goes: is it one of
 * those who stayed for want of a place? */
void
placing_forget(struct placing *self, const struct gone *gone, const struct draw_key *at,
               struct draw *draw)
{
    const size_t i_ncy = gone->i_ncy, need = gone->need;
    const struct places *places = self->places;
    const size_t first = places->host_pair[gone->host], last = places->host_pair[gone->host + 1];
    double left = gone->before;
    if (draw->expected) {
        for (size_t p = first; p < last; p++) {
            const double went =
                *placing_children(self, p, i_ncy, need) * fmin(1.0, gone->out / left);
            placing_add_children(self, p, i_ncy, need, -went);
            self->years[p * places->dims.n_need + need] -= went * years_lost(i_ncy);
        }
        return;
    }
    enum { LOT = 64 };
    const size_t n_child = (size_t)gone->out;
    uint32_t word[LOT];
    draw_at(draw, at);
    for (size_t child = 0; child < n_child; child++, left -= 1.0) {
        if (child % LOT == 0)
            draw_words(draw, n_child - child < LOT ? n_child - child : LOT, word);
        double at_child = (double)word[child % LOT] * 0x1p-32 * left;
        for (size_t p = first; p < last; p++) {
            const double here = *placing_children(self, p, i_ncy, need);
            if (at_child < here) {
                placing_add_children(self, p, i_ncy, need, -1.0);
                self->years[p * places->dims.n_need + need] -= years_lost(i_ncy);
                break;
            }
            at_child -= here;
        }
    }
}

/* ---- fields */

static const char *const until_choice[] = { "phase_transfer", "seat", NULL };

static const struct field seats_row[] = {
    ID("id", MAY, AT(seats_in, id), "\"new-school\"", "Short name of the scheme that opens them."),
    ENUM("phase", phase_name, "\"all\"", AT(seats_in, phase), "\"primary\"",
         "Phase they are for: early years (to Nursery), primary (Reception to Year 6), "
         "secondary (Years 7 to 11) or post-16 (from Year 12); a setting has places for all "
         "phases together or for each."),
    COUNT("count", "places", -100000, 100000, MUST, AT(seats_in, count), "90",
          "Places on top of those before, filled by any authority's children; below 0: places "
          "that close."),
    TEXT("from", MAY, AT(seats_in, from), "\"2023/24\"",
         "Academic year or day they open. Left out: they are there from the start."),
    NUMBER("chance", "probability", 0, 1, "1.0", AT(seats_in, chance), "0.8",
           "Chance that they open at all; the expected-value run takes the likelier answer."),
    QUANTITY("delay_years", "years", 0, 20, MAY, AT(seats_in, delay_years),
             "{ distribution = \"pert\"; min = 0; mode = 1; max = 3; }",
             "How late they open, put off to the start of a term. Left out: on time.", POSITIVE),
};
static const struct field_table seats_fields = TABLE_OF(seats_in, seats_row, "id", "phase", "from");

static const struct field overflow_row[] = {
    ID("to", MUST, AT(overflow_in, to), "\"independent\"",
       "Id of a setting; one that is itself full passes children on.",
       REFERS_AS(SETTING, "overflow to setting")),
    NUMBER("share", "of those who go elsewhere", 0, 1, MAY, AT(overflow_in, share), "0.7",
           "Share that goes there, for every setting of the list or for none: then they are "
           "tried in order."),
};
static const struct field_table overflow_fields = TABLE_OF(overflow_in, overflow_row, "to");

static const struct field wait_row[] = {
    ID("in", MAY, AT(setting_in, wait_in), "\"mainstream\"",
       "Id of the interim setting they wait in, at its own price; it has no places of its own.",
       REFERS_AS(SETTING, "interim setting")),
    ENUM("until", until_choice, "\"phase_transfer\"", AT(setting_in, wait_until), "\"seat\"",
         "When they may take a place: at phase transfers alone, or in any year when one is left "
         "after joiners."),
    NUMBER("share", "of those who find no place", 0, 1, "1.0", AT(setting_in, wait_share), "0.3",
           "Share of those who find no place who wait; the others go down the overflow list."),
};
static const struct field_table wait_fields = TABLE(wait_row);

static const struct field returns_row[] = {
    QUANTITY("transfer", "of those elsewhere", 0, 1, MAY, AT(setting_in, returns_transfer), "0.3",
             "Share who ask at a phase transfer (Reception, Years 3, 7, 12 and 14). Left out: "
             "none.",
             SHARE),
    QUANTITY("mid_phase", "of those elsewhere, per year", 0, 1, MAY,
             AT(setting_in, returns_mid_phase), "0.02",
             "Share who ask in a year between phase transfers: few leave a school they are "
             "settled in. Left out: none.",
             SHARE),
};
static const struct field_table returns_fields = TABLE(returns_row);

static const struct field setting_row[] = {
    ID("id", MUST, AT(setting_in, id), "\"special\"",
       "Short name of the setting, used elsewhere in the file and in outputs."),
    TEXT("label", MUST, AT(setting_in, label), "\"State special school\"",
         "Name of the setting for people."),
    ENUM("category", category_choice, MUST, AT(setting_in, category), "\"state_special\"",
         "Category of the DfE tables it belongs to, by which England's rates apply to it."),
    BOOL("local", "true", AT(setting_in, local), "true",
         "Whether it is in the authority's own area."),
    BOOL("no_cost", "false", AT(setting_in, no_cost), "true",
         "Whether it costs the high needs block nothing (home education, not in education); "
         "then it has no entry in prices."),
    LIST("places", 0, 100, "( )", LIST_AT(setting_in, seats), &seats_fields,
         "( { count = 313; }, { id = \"new-school\"; count = 90; from = \"2023/24\"; chance = "
         "0.8; } )",
         "Places it has, and those that open or close later. Left out: it is never full.", LONE),
    QUANTITY("others_share", "of its places", 0, 0.95, MAY, AT(setting_in, others_share),
             "{ low = 0.10; central = 0.15; high = 0.20; }",
             "Share of its places that other authorities' children hold. Left out: none.", SHARE),
    LIST("overflow", 0, 30, "( )", LIST_AT(setting_in, overflow), &overflow_fields,
         "( \"unit\", \"independent\" )",
         "Where children go when it is full: settings in order, or settings with shares.", LONE),
    GROUP("wait", MUST, HERE, &wait_fields,
          "Where children wait for a place in it, and until when. Left out: no child waits."),
    GROUP("returns", MUST, HERE, &returns_fields,
          "How many of the children who went elsewhere when it was full ask for a place again."),
};
const struct field_table setting_fields = TABLE_OF(setting_in, setting_row, "id");
