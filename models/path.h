/* path.h: a yearly rate that starts from where it is and is damped toward where it is expected to
 * settle.
 *
 *   x(t) = long_run + persistence^t (first - long_run) + e(t)
 *   e(t) = persistence e(t-1) + shock_sd z(t),   e(-1) = 0,   t = 0, 1, ...
 *
 *   symbol       | field        | unit                | source
 *   x(t)         | path_next    | per year (0.03: 3%) | -
 *   first        | first        | per year            | scenario
 *   long_run     | long_run     | per year            | scenario
 *   persistence  | persistence  | 0 to 1              | scenario
 *   z(t)         | z            | standard normal     | caller's draw; 0 in the expected-value run
 *
 * Used for growth of new plans, general inflation, real growth of prices and lines, and growth of
 * the grant. With persistence 0 the rate is long_run from the second year on; with persistence 1 it
 * stays at first and shocks accumulate. */
#ifndef PATH_H
#define PATH_H

#include "field.h"

/* A yearly rate that moves from `first` toward `long_run`:
 *   x(t) = long_run + persistence^t (first - long_run) + e(t),  e(t) = persistence e(t-1) +
 *       shock_sd z(t), t = 0, 1, ... */
struct path_in {
    quantity_id first, long_run, persistence, shock_sd;
};

extern const struct field_table path_fields;

struct path {
    double long_run, persistence, shock_sd;
    double gap;   /* persistence^t (first - long_run), of the next year */
    double noise; /* e(t-1) */
};

/* value: this replicate's quantities. */
void path_start(struct path *self, const struct path_in *in, const double *value);
/* The rate of the next year. */
double path_next(struct path *self, double z);

#endif
