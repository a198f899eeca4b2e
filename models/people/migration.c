#include "migration.h"

#include "field_rows.h"

#include <math.h>

enum {
    NCY_MIGRATE_END = 14
}; /* older young people move away from home, and their plans with their courses: seen in the
      hazards */
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
cross(double *cell, size_t i_ncy, size_t place, double children, struct departures *departures,
      struct flows *flows)
{
    if (departures != NULL && children < 0.0)
        departures_go(departures, i_ncy, place, *cell, -children);
    else if (departures != NULL && children > 0.0)
        departures_arrive(departures, i_ncy, place, children);
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
cross_expected(const struct dims *d, size_t end, double share, struct departures *departures,
               double *stock, struct flows *flows)
{
    for (size_t i = 0; i < end; i++)
        for (size_t k = 0; k < d->n_place; k++)
            cross(&stock[i * d->n_place + k], i, k, share * stock[i * d->n_place + k], departures,
                  flows);
}

/* Child number `target` (from 0, of by_ncy's sum), counted in the order of the cells. A number on
 * the edge falls to the last child. */
static size_t
cell_of_child(const struct dims *d, size_t end, double target, const double *by_ncy,
              const double *stock)
{
    size_t i = 0, last = 0;
    while (i + 1 < end && target >= by_ncy[i])
        target -= by_ncy[i++];
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

/* Draws `children` one by one, a word each: they go (each from those left) or come (each like one
 * who is here). */
static void
cross_drawn(const struct dims *d, size_t end, double children, bool go, double *by_ncy,
            struct draw *draw, struct departures *departures, double *stock, struct flows *flows)
{
    double total = 0.0;
    for (size_t i = 0; i < end; i++)
        total += by_ncy[i];
    for (double child = 0.0; child < children && total > 0.0; child += 1.0) {
        uint32_t word;
        draw_words(draw, 1, &word);
        const size_t cell = cell_of_child(d, end, ldexp((double)word, -32) * total, by_ncy, stock);
        const double one = go ? -1.0 : 1.0;
        cross(&stock[cell], cell / d->n_place, cell % d->n_place, one, departures, flows);
        by_ncy[cell / d->n_place] += one;
        total += one;
    }
}

/* Counts the plans at each NCY; returns how many below `end`. */
static double
count_by_ncy(const struct dims *d, size_t end, const double *stock, double *by_ncy)
{
    double n = 0.0;
    for (size_t i = 0; i < N_NCY; i++) {
        by_ncy[i] = cells_at_ncy(d, stock, i);
        n += i < end ? by_ncy[i] : 0.0;
    }
    return n;
}

void
people_migrate(const struct migration *self, const struct step *step, struct departures *departures,
               double *stock, struct flows *flows, struct migrated *out)
{
    const struct dims *d = &self->dims;
    const size_t end = NCY_MIGRATE_END - NCY_MIN;
    const double rate = step->value[self->in.out], balance = step->value[self->in.balance];
    const double residual_sd = step->value[self->in.residual_sd];
    struct draw *draw = step->draw;
    *out = (struct migrated){ 0 };
    if (rate == 0.0 && residual_sd == 0.0)
        return;
    double by_ncy[N_NCY];
    const double n = count_by_ncy(d, end, stock, by_ncy);
    struct draw_key key = { .purpose = self->purpose_out, .item = self->item, .year = step->year };
    draw_at(draw, &key);
    out->out = draw_binomial(draw, n, rate);
    if (draw->expected) {
        out->in = n * fmin(1.0, rate * balance);
        cross_expected(d, end, -rate, departures, stock, flows);
        cross_expected(d, end, fmin(1.0, rate * balance) / (1.0 - rate), departures, stock,
                       flows); /* of the n before anybody went */
        return;
    }
    cross_drawn(d, end, out->out, true, by_ncy, draw, departures, stock, flows);
    key.purpose = self->purpose_in;
    draw_at(draw, &key);
    out->in = draw_binomial(draw, n, fmin(1.0, rate * balance));
    cross_drawn(d, end, out->in, false, by_ncy, draw, departures, stock, flows);
    key.purpose = self->purpose_residual;
    draw_at(draw, &key);
    const double all = count_by_ncy(d, N_NCY, stock, by_ncy);
    out->unexplained = fmax(-all, floor(residual_sd * draw_shock(draw) * all + 0.5));
    cross_drawn(d, N_NCY, fabs(out->unexplained), out->unexplained < 0.0, by_ncy, draw, departures,
                stock, flows);
}

/* ---- fields */

static const struct field migration_row[] = {
    QUANTITY("out", "per year", 0, 0.5, "0.0", AT(migration_in, out),
             "{ low = 0.018; central = 0.024; high = 0.031; }",
             "Share of plans below Year 14 that go to another authority in a year; "
             "leavers.hazard_by_age then leaves them out.",
             SHARE),
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
