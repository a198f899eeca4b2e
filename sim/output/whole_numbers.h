/* whole_numbers.h: averages as whole numbers that add up, for forms that take nothing else.
 *
 * Largest remainder (Hamilton's method): every number is rounded down, and the units that the total
 * then lacks go to those with the largest remainders, so that each is less than one from what it
 * was and their sum is the total.
 *
 * whole_cells does it for children by year group, need and setting at once. Totals by setting, by
 * need and by year group are made whole first, each list adding up to the same total. A unit then
 * goes to the cell with the largest remainder whose setting, need and year group all still lack
 * one; what is left goes where setting and need lack one, then where the setting does. So totals by
 * setting are those made whole, exactly, and each cell is less than one from its average; totals by
 * need and year group may miss theirs by a child or two, and every table made from the cells adds
 * up to every other. Ties go to the first. */
#ifndef WHOLE_NUMBERS_H
#define WHOLE_NUMBERS_H

#include "arena.h"
#include "cells.h"

/* Numbers of at least 0 as whole ones that add up to `total`, a whole number within one of their
 * sum for each of them. out may be `number`. Without memory, arena->failed is set. */
void whole_numbers(const double *number, size_t n, double total, struct arena *arena, double *out);
/* [cell] of at least 0; the total is their sum, rounded. */
void whole_cells(const struct dims *dims, const double *mean, struct arena *arena, double *out);

#endif
