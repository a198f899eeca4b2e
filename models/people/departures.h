/* departures.h: what the fit into places (places.h) sees of a year's moves: who is on the way to a
 * setting that may be full, from where, and who went away from a setting where children stay for
 * want of a place elsewhere. movers.c reports; places.c owns the arrays.
 *
 * A settings' children on the way are kept by f-cell: ((NCY index * need) * full-able setting);
 * those who went by w-cell: ((NCY index * need) * host). */
#ifndef DEPARTURES_H
#define DEPARTURES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define NOWHERE SIZE_MAX

struct w_cell { /* children at an NCY index, with a need, of a host */
    size_t i_ncy, need, host;
};
struct departures {
    size_t n_need, n_setting, n_finite, n_host;
    const size_t *finite; /* borrowed; [setting]: its number among those with places; NOWHERE: it is
                             never full */
    const size_t *host;   /* borrowed; [place]: the number of its setting among those where children
                           stay for want of a place; NOWHERE */
    const double
        *staying;     /* borrowed; [host]: how many stay there. None: departures need not be kept */
    double *moved;    /* [f-cell]: children who move in, */
    double *from;     /* and [f-cell][setting + 1]: from where, the last another authority */
    size_t *touched;  /* f-cells that had any, each once, */
    bool *is_touched; /* [f-cell]: and whether it is one of them, though all of its children went on
                       */
    size_t n_touched;
    double *before, *out; /* [w-cell]: children in the cell, and how many of them went */
    struct w_cell *gone;  /* those that anybody left */
    size_t n_gone;
};

static inline size_t
f_cell_at(const struct departures *self, size_t i_ncy, size_t need, size_t finite)
{
    return (i_ncy * self->n_need + need) * self->n_finite + finite;
}

static inline size_t
w_cell_at(const struct departures *self, const struct w_cell *at)
{
    return (at->i_ncy * self->n_need + at->need) * self->n_host + at->host;
}

static inline void
departures_touch(struct departures *self, size_t cell)
{
    if (!self->is_touched[cell])
        self->touched[self->n_touched++] = cell;
    self->is_touched[cell] = true;
}

/* Children move from a place (need, setting) to a setting. */
static inline void
departures_move(struct departures *self, size_t i_ncy, size_t place, size_t to, double children)
{
    const size_t finite = self->finite[to];
    if (finite == NOWHERE)
        return;
    const size_t cell = f_cell_at(self, i_ncy, place / self->n_setting, finite);
    departures_touch(self, cell);
    self->moved[cell] += children;
    self->from[cell * (self->n_setting + 1) + place % self->n_setting] += children;
}

/* Of the children before, out left or moved. Who goes later in the same year is added. */
static inline void
departures_out(struct departures *self, size_t i_ncy, size_t place, double before, double out)
{
    const size_t host = self->host[place];
    if (host == NOWHERE || self->staying[host] <= 0.0 || out <= 0.0)
        return;
    const struct w_cell at = { i_ncy, place / self->n_setting, host };
    const size_t cell = w_cell_at(self, &at);
    if (self->out[cell] <= 0.0) {
        self->before[cell] = before;
        self->gone[self->n_gone++] = at;
    }
    self->out[cell] += out;
}

/* Children come from another authority. */
static inline void
departures_arrive(struct departures *self, size_t i_ncy, size_t place, double children)
{
    const size_t finite = self->finite[place % self->n_setting];
    if (finite == NOWHERE)
        return;
    const size_t cell = f_cell_at(self, i_ncy, place / self->n_setting, finite);
    departures_touch(self, cell);
    self->moved[cell] += children;
    self->from[cell * (self->n_setting + 1) + self->n_setting] += children;
}

/* Children go to another authority, after the year's moves: of a setting with places those who held
 * a seat, as far as there are any. */
static inline void
departures_go(struct departures *self, size_t i_ncy, size_t place, double before, double out)
{
    const size_t finite = self->finite[place % self->n_setting];
    if (finite == NOWHERE) {
        departures_out(self, i_ncy, place, before, out);
        return;
    }
    const size_t cell = f_cell_at(self, i_ncy, place / self->n_setting, finite);
    const double holders = before > self->moved[cell] ? before - self->moved[cell] : 0.0;
    double others = out > holders ? out - holders : 0.0;
    departures_out(self, i_ncy, place, holders, out - others);
    for (size_t from = 0; from <= self->n_setting && others > 0.0; from++) {
        double *here = &self->from[cell * (self->n_setting + 1) + from];
        const double gone = *here < others ? *here : others;
        *here -= gone;
        self->moved[cell] -= gone;
        others -= gone;
    }
}

#endif
