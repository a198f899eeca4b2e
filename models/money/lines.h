/* lines.h: high-needs spending that is not for one placement: SEN support services, therapies,
 * hospital education, alternative provision services, inclusion, equipment, in section 251 order.
 *
 *   amount(t) = a(t) (n(t)/n(0))^eta,   a(t) = a(t-1) (1 + pi(t) + g(t)),   a(0): first year
 *
 * that is, amount(t) = amount(t-1) (1 + pi + g) (n(t)/n(t-1))^eta.
 *
 *   symbol | field                        | unit     | source
 *   pi     | inflation                    | per year | general inflation, and line_pressure times
 *          |                              |          | price_pressure, national
 *   g      | growth                       | per year | scenario (path.h), national shocks
 *   n      | plans                        | children | mean of the two Januaries of the year; those
 *          |                              |          | of the scenario, so an option that lowers
 *          |                              |          | plans lowers the lines
 *   eta    | elasticity, line_elasticity  | -        | scenario; 0: fixed, 1: in proportion
 *
 * Place funding (section 251 line 1.0.2) is a contract for places: its eta is 0 unless the line
 * says otherwise. Where the first year has no plans, (n(t)/n(0))^eta is 1. */
#ifndef LINES_H
#define LINES_H

#include "arena.h"
#include "field.h"
#include "path.h"
#include "step.h"

struct line_in {
    const char *where;
    const char *id, *label, *s251; /* section 251 line */
    quantity_id amount_gbp;        /* in the first forecast year */
    struct path_in growth;         /* real growth, on top of general inflation */
    quantity_id elasticity;        /* to plans; 0: as all lines */
};

extern const struct field_table line_fields;

struct lines { /* compiled; immutable */
    size_t n;
    const struct line_in **line; /* borrowed; sorted by id */
    uint32_t *item;              /* [line] */
    quantity_id *elasticity;     /* [line]; 0: none */
    uint32_t purpose_growth;
};

struct line_state {
    double *amount_gbp;  /* [line]: this year's */
    double *grown_gbp;   /* [line]: a(t), had plans stayed as in the first year */
    double least_growth; /* the least that a line was multiplied by this year */
    struct path *growth; /* [line] */
    double first_plans;  /* n(0) */
};

/* What a year does to all lines. */
struct line_year {
    double inflation; /* ignored in year 0 */
    double plans;     /* n(t) */
};

void line_state_init(struct line_state *self, const struct lines *lines, struct arena *arena);
void lines_start(struct line_state *self, const struct lines *lines, const double *value);
/* Call once a year, in order. */
void lines_next(struct line_state *self, const struct lines *lines, const struct line_year *year,
                const struct step *step);

#endif
