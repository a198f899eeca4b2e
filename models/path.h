/* path.h: a yearly rate that starts from where it is and is damped toward where it is expected to
 * settle.
 *
 *   x(t) = long_run + persistence^t (first - long_run) + e(t)
 *   e(t) = persistence e(t-1) + shock_sd z(t),   e(-1) = 0,   t = 0, 1, ...
 *   z(t) = loading z_factor(t) + sqrt(1 - loading^2) z_own(t)
 *
 *   symbol       | field        | unit                | source
 *   x(t)         | path_year    | per year (0.03: 3%) | -
 *   first        | first        | per year            | scenario
 *   long_run     | long_run     | per year            | scenario
 *   persistence  | persistence  | 0 to 1              | scenario
 *   z_own(t)     | z_own        | standard normal     | caller's draw; 0 in the expected-value run
 *   z_factor(t)  | factor       | standard normal     | one national draw a factor, future and year
 *   loading      | loading      | -1 to 1             | scenario; without a factor z is z_own
 *
 * Shocks of one year of two paths with loadings a and b on one factor have the correlation a b;
 * each path's shocks keep their standard deviation. A quantity's factor (quantity.h) is another
 * thing: it is drawn once a future. Draws are those of the year after the base census, for all
 * paths alike.
 *
 * t counts from the first year in which the path acts: the first forecast year for new plans and
 * for a rate of interest; the year after it for inflation, prices, lines and transport, whose first
 * year is typed; the first year that is not announced for growth of the grant.
 *
 * Used for growth of new plans, general inflation, real growth of prices and lines, and growth of
 * the grant. With persistence 0 the rate is long_run from the second year on; with persistence 1 it
 * stays at first and shocks accumulate. */
#ifndef PATH_H
#define PATH_H

#include "address.h"
#include "field.h"
#include "step.h"

struct path_in { /* a yearly rate */
    quantity_id first, long_run, persistence, shock_sd;
    const char *factor; /* borrowed; NULL or "": none */
    double loading;     /* without a factor it is not used */
};

extern const struct field_table path_fields;

struct path {
    double long_run, persistence, shock_sd;
    double gap;   /* persistence^t (first - long_run), of the next year */
    double noise; /* e(t-1) */
    double loading;
    uint32_t factor; /* hash of its name, of use where loading is not 0 */
};

/* Enters the factor's name, so that two names with one hash are refused. */
void path_enter(const struct path_in *in, struct address_book *book);

/* What a year's growth multiplies by, for 1 and the rates of the year added up. Shocks are normal,
 * so a file with wide ones has futures in which a price would fall by more than all of it. Down to
 * half the factor is as it comes; below that it is 0.5 exp(2 x - 1), of the same value and slope
 * there and above 0 whatever x is; and it stays within 0.01 and 100, so that no product of 30 years
 * leaves the numbers that can be counted with. */
double growth_factor(double x);

/* value: this replicate's quantities. */
void path_start(struct path *self, const struct path_in *in, const double *value);
/* The rate of the next year, with its whole shock. */
double path_next(struct path *self, double z);
/* The rate of the step's year, with its own shock; the factor's part is drawn here, which moves the
 * draw to another address. */
double path_year(struct path *self, double z_own, const struct step *step);

#endif
