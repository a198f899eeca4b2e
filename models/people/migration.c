#include "people.h"

#include "field_rows.h"

#include <math.h>

static const double half_year = 0.5;

void
migration_init(struct migration *self, const struct dims *dims, const struct migration_in *in,
               struct address_book *book)
{
    *self = (struct migration){
        .dims = *dims,
        .in = *in,
        .purpose_out = purpose_of(book, "transfer-out"),
        .purpose_in = purpose_of(book, "transfer-in"),
        .purpose_residual = purpose_of(book, "unexplained"),
        .item = address_of(book, "migration", "plans"),
    };
}

/* children: negative when they go. */
static void
cross(struct people *people, size_t i_ncy, size_t place, double children)
{
    double *cell = &people->stock[i_ncy * people->flows.n_place + place];
    struct flows *flows = &people->flows;
    if (people->departures != NULL && children < 0.0)
        departures_go(people->departures, i_ncy, place, *cell, -children);
    else if (people->departures != NULL && children > 0.0)
        departures_arrive(people->departures, i_ncy, place, children);
    *cell += children;
    if (children < 0.0) {
        flows->departed[place] -= children;
        flows->lost[place] -= children * half_year;
    } else {
        flows->arrived[place] += children;
        flows->gained[place] += children * half_year;
    }
}

/* Expected-value run: every cell below the NCY in proportion. */
static void
cross_expected(struct people *people, size_t end, double share)
{
    const size_t n_place = people->flows.n_place;
    for (size_t i = 0; i < end; i++)
        for (size_t k = 0; k < n_place; k++)
            cross(people, i, k, share * people->stock[i * n_place + k]);
}

/* The plans at each NCY, of which those below an end may go. */
struct crowd {
    size_t end;
    double by_ncy[N_NCY];
};

/* Those who may go. */
static double
number_of(const struct crowd *crowd)
{
    double n = 0.0;
    for (size_t i = 0; i < crowd->end; i++)
        n += crowd->by_ncy[i];
    return n;
}

/* Child number `target` (from 0, of the crowd), counted in the order of the cells. A number on
 * the edge falls to the last child. */
static size_t
cell_of_child(const struct dims *d, const struct crowd *crowd, double target, const double *stock)
{
    size_t i = 0, last = 0;
    while (i + 1 < crowd->end && target >= crowd->by_ncy[i])
        target -= crowd->by_ncy[i++];
    for (size_t k = 0; k < d->n_place; k++) {
        const double here = stock[i * d->n_place + k];
        if (here <= 0.0)
            continue;
        last = i * d->n_place + k;
        if (target < here)
            break;
        target -= here;
    }
    return last;
}

/* Draws children one by one, a word each (in lots, which is quicker): they go (below 0; each from
 * those left) or come (each like one who is here). */
static void
cross_drawn(const struct dims *d, struct people *people, struct crowd *crowd, double children,
            struct draw *draw)
{
    enum { LOT = 64 };
    uint32_t word[LOT];
    const double one = children < 0.0 ? -1.0 : 1.0;
    double total = number_of(crowd);
    for (double child = 0.0; child < fabs(children) && total > 0.0; child += 1.0) {
        const size_t i = (size_t)child % LOT, left = (size_t)(fabs(children) - child);
        if (i == 0)
            draw_words(draw, left < LOT ? left : LOT, word);
        const size_t cell =
            cell_of_child(d, crowd, (double)word[i] * 0x1p-32 * total, people->stock);
        cross(people, cell / d->n_place, cell % d->n_place, one);
        crowd->by_ncy[cell / d->n_place] += one;
        total += one;
    }
}

void
people_migrate(const struct migration *self, struct people *people, const struct step *step)
{
    const struct dims *d = &self->dims;
    const double rate = step->value[self->in.out], balance = step->value[self->in.balance];
    const double residual_sd = step->value[self->in.residual_sd];
    struct crowd crowd = { .end = NCY_MIGRATE_END - NCY_MIN };
    struct migrated *out = &people->migrated;
    struct draw *draw = step->draw;
    *out = (struct migrated){ 0 };
    if (rate == 0.0 && residual_sd == 0.0)
        return;
    for (size_t i = 0; i < N_NCY; i++)
        crowd.by_ncy[i] = (draw->expected ? cells_at_ncy : cells_at_ncy_whole)(d, people->stock, i);
    const double n = number_of(&crowd);
    struct draw_key key = { .purpose = self->purpose_out, .item = self->item, .year = step->year };
    draw_at(draw, &key);
    out->out = draw_binomial(draw, n, rate);
    if (draw->expected) {
        out->in = n * fmin(1.0, rate * balance);
        cross_expected(people, crowd.end, fmin(1.0, rate * balance) - rate);
        return;
    }
    key.purpose = self->purpose_in;
    draw_at(draw, &key);
    out->in = draw_binomial(draw, n, fmin(1.0, rate * balance));
    cross_drawn(d, people, &crowd, out->in - out->out, draw);
    if (residual_sd == 0.0)
        return;
    key.purpose = self->purpose_residual;
    draw_at(draw, &key);
    crowd.end = N_NCY;
    const double all = number_of(&crowd);
    out->unexplained = fmax(-all, floor(residual_sd * draw_shock(draw) * all + 0.5));
    cross_drawn(d, people, &crowd, out->unexplained, draw);
}

/* ---- fields */

static const struct field migration_row[] = {
    QUANTITY("out", "per year", 0, 0.5, "0.0", AT(migration_in, out),
             "{ low = 0.018; central = 0.024; high = 0.031; }",
             "Share of plans below Year 14 that go to another authority in a year; "
             "leavers.hazard_by_age then leaves them out.",
             SHARE, BEFORE("0: no child moved to another authority or came from one")),
    QUANTITY("balance", "plans for each that goes", 0, 10, "1.0", AT(migration_in, balance),
             "{ low = 0.8; central = 1.0; high = 1.2; }",
             "Plans that come from other authorities for each that goes.", POSITIVE),
    QUANTITY("residual_sd", "share of plans a year", 0, 0.5, "0.0", AT(migration_in, residual_sd),
             "0.01",
             "Yearly change of the number of plans that no recorded flow explains: its standard "
             "deviation.",
             POSITIVE),
};
const struct field_table migration_fields = TABLE(migration_row);
