/* attack.h: one who tries to get back numbers that are left out of a published forecast.csv, for
 * tests of suppress.h.
 *
 * Every empty cell of a column that adds up (central or mean) is an unknown; every way in which
 * measures add up, written down here anew and not taken from the program, is an equation; a cell
 * that Gauss-Jordan elimination settles is had back. */
#ifndef ATTACK_H
#define ATTACK_H

#include "engine.h"
#include "table.h"

/* How many empty cells of a scenario's column can be had back. *n_empty: of how many. */
size_t attacked(const struct results *results, const struct table *forecast, const char *scenario,
                const char *statistic, size_t *n_empty);

#endif
