/* lines.h: high-needs spending that does not follow a placement: SEN support services, therapies,
 * hospital education, alternative provision services, inclusion, equipment, in section 251 order.
 *
 *   amount(t) = amount(t-1) (1 + pi(t) + g(t)),  amount(0): first forecast year
 *
 * pi is general inflation, g the real growth of the line (path.h), whose shock is national. */
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
};

extern const struct field_table line_fields;

struct lines { /* compiled; immutable */
    size_t n;
    const struct line_in **line; /* borrowed; sorted by id */
    uint32_t *item;              /* [line] */
    uint32_t purpose_growth;
};

struct line_state {
    double *amount_gbp;  /* [line]: this year's */
    struct path *growth; /* [line] */
};

void line_state_init(struct line_state *self, const struct lines *lines, struct arena *arena);
void lines_start(struct line_state *self, const struct lines *lines, const double *value);
void lines_inflate(struct line_state *self, const struct lines *lines, double inflation,
                   const struct step *step);

#endif
