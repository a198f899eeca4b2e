/* places_parts.h: what places.c, places_fill.c and places_pass.c share; included nowhere else. */
#ifndef PLACES_PARTS_H
#define PLACES_PARTS_H

#include "people.h"

/* Children alike who ask for one pool. */
struct group {
    double n, without; /* without: how many of them find no place */
    double late;       /* share of the others who come when seats open after September */
    size_t pool, i_ncy, need;
    size_t from; /* setting they move from, the pool's own for those who go up a phase; n_setting:
                    another authority; FROM_NOWHERE: joiners */
    size_t pair; /* those who wait or are elsewhere; else NOWHERE */
};
#define FROM_NOWHERE (SIZE_MAX - 1)

/* Children alike who wait or are elsewhere. */
struct asker {
    double n; /* how many of them ask for a place this year */
    size_t pair, need;
};

/* Refused children of one group on one route. */
struct claim {
    double n;
    size_t finite, i_ncy, need, from, route;
};

/* n groups, with all children together. */
struct asking {
    struct group *group;
    size_t n;
    double all;
};
/* Marks in `without` who goes without: one word a child, or in proportion. */
void groups_refuse(const struct asking *asking, double refused, const struct draw_key *at,
                   struct draw *draw);

/* Children move between settings in the counts of placing->wanted. */
void placing_count_move(struct placing *self, size_t i_ncy, size_t from, size_t to,
                        double children);
void placing_add_children(struct placing *self, size_t pair, size_t i_ncy, size_t need,
                          double children);
/* Of `before` children in a host's cell `out` went. */
struct gone {
    size_t host, i_ncy, need;
    double before, out;
};
/* Nobody has gone from a host any more. */
static inline void
placing_all_gone(struct placing *self)
{
    struct departures *w = &self->departures;
    for (; w->n_gone > 0; w->n_gone--)
        w->out[w_cell_at(w, &w->gone[w->n_gone - 1])] = 0.0;
}
/* How many in that cell stay there for want of a place. */
double placing_staying(const struct placing *self, const struct gone *gone);
/* Forgets who of them went; the draw is where it is drawn. */
void placing_forget(struct placing *self, const struct gone *gone, struct draw *draw);

/* Refused children choose their routes, then go along them until all have a place. */
void placing_claim(struct placing *self, const struct group *group, double refused,
                   const struct step *step);
void placing_pass_on(struct people *people, const struct step *step);

/* A share or a delay; none where none is given. */
static inline double
value_or_none(const double *value, quantity_id id)
{
    return id == 0 ? 0.0 : value[id];
}
static inline double
at_most(double n, double most)
{
    return n < most ? n : most;
}
static inline double
at_least(double n, double least)
{
    return n > least ? n : least;
}
/* Takes n from a count that has at least n, but for the rounding of the expected-value run. */
static inline void
take(double *count, double n)
{
    static const double rounding = 1e-9;
    *count -= n;
    if (*count < 0.0 && *count > -rounding * (1.0 + n))
        *count = 0.0;
}
static inline size_t
place_of(const struct places *places, size_t need, size_t setting)
{
    return need * places->dims.n_setting + setting;
}
static inline size_t
cell_at(const struct places *places, size_t i_ncy, size_t need, size_t setting)
{
    return i_ncy * places->dims.n_place + place_of(places, need, setting);
}
/* Part of a place-year that goes with who leaves a place at the end of the academic year, and that
 * who takes one in September has. */
static inline double
years_lost(size_t i_ncy)
{
    return fy_share_of_new_ay(NCY_MIN + (int)i_ncy - 1 >= NCY_POST16);
}
static inline double
years_gained(size_t i_ncy)
{
    return fy_share_of_new_ay(NCY_MIN + (int)i_ncy >= NCY_POST16);
}

#endif
