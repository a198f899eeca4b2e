/* quantity.h: a quantity is any uncertain number.
 *
 * In a scenario file it is a plain number, a triplet { low; central; high } (the 1-in-10, median
 * and 9-in-10 points, fitted by a three-term metalog, metalog.h), or a named distribution. One
 * uniform gives one draw (every kind has a quantile function), so quantities can share a factor by
 * a one-factor Gaussian copula:
 *
 *   z = loading * z_factor + sqrt(1 - loading^2) * z_own,   value = Q(Phi(z))
 *
 * A quantity is drawn once a replicate and held through all its years. "Central" is its median:
 * what the expected-value run uses. For discrete quantities the central value is the smallest value
 * whose cumulative probability reaches one half. */
#ifndef HR_QUANTITY_H
#define HR_QUANTITY_H

#include "draw.h"
#include "err.h"

#include <stdbool.h>

enum quantity_kind {
    QUANTITY_FIXED,     /* p[0] value */
    QUANTITY_TRIPLET,   /* p[0] low, p[1] central, p[2] high */
    QUANTITY_NORMAL,    /* p[0] mean, p[1] sd */
    QUANTITY_LOGNORMAL, /* p[0] median, p[1] sd of the logarithm */
    QUANTITY_BETA,      /* p[0] a, p[1] b, on [0, 1] */
    QUANTITY_PERT,      /* p[0] min, p[1] most likely, p[2] max (beta-PERT, shape 4) */
    QUANTITY_UNIFORM,   /* p[0] min, p[1] max */
    QUANTITY_DISCRETE,  /* value[], weight[] */
};

/* What values the thing can take by nature: decides the form of the metalog. */
enum quantity_support {
    QUANTITY_REAL,     /* growth rates, differences */
    QUANTITY_POSITIVE, /* prices, counts, factors, standard deviations: metalog bounded below by 0
                        */
    QUANTITY_UNIT,     /* shares, probabilities: metalog bounded on [0, 1] */
};

enum { QUANTITY_MAX_DISCRETE = 16 };

/* Index into inputs.quantity, from 1; 0: not given, so that a zeroed struct has no quantities. */
typedef unsigned quantity_id;

struct quantity {
    /* filled by the reader */
    const char
        *name; /* borrowed; dotted path with ids, "prices.independent.fee_gbp"; its address */
    const char *meaning; /* borrowed; help text of the key */
    const char *unit;    /* borrowed */
    const char *source, *source_date, *confidence, *owner, *note; /* borrowed, may be NULL */
    const char *where;                                            /* borrowed; file:line */
    enum quantity_kind kind;
    enum quantity_support support;
    bool national; /* drawn once for all areas of a run */
    double p[3];
    double value[QUANTITY_MAX_DISCRETE], weight[QUANTITY_MAX_DISCRETE];
    size_t n_value;
    const char *factor; /* borrowed; NULL: none. Factors are national draws */
    double loading;     /* -1 to 1 */
    /* computed by quantity_fit */
    double a[3];                                         /* metalog coefficients */
    double *table;                                       /* owned; beta and PERT (beta_table.h) */
    double table_a, table_b;                             /* its shape */
    uint32_t purpose, item, factor_purpose, factor_item; /* hashes: the address */
};

/* Checks the parameters and computes what drawing needs. A triplet that is infeasible (no metalog
 * passes through it) or whose tail has no finite variance is refused with a sentence that says what
 * to use instead. Idempotent. */
HR_CHECKED int quantity_fit(struct quantity *self, struct hr_err *err);
void quantity_release(struct quantity *self);

/* The PERT from 0 whose median is central and whose 9-in-10 point is high, as p[0..2]: for a range
 * whose low end is 0, the least it can be. False when there is none: high must be from 1.13 to 2.85
 * times central. */
bool quantity_pert_from_zero(double central, double high, double p[3]);

double quantity_quantile(const struct quantity *self, double y); /* y in (0, 1) */
double quantity_central(const struct quantity *self);
double quantity_mean(const struct quantity *self); /* by quadrature where there is no closed form */

/* The value in one replicate, at the quantity's own address (and its factor's). Central in expected
 * mode. */
double quantity_draw(const struct quantity *self, struct draw *draw);

/* Writes the distribution's name for people: "fixed", "low/central/high", "normal", ... */
const char *quantity_kind_name(enum quantity_kind kind);

#endif
