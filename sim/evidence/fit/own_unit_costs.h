/* own_unit_costs.h: what published returns say that one authority spends for a plan, and what
 * authorities like it do.
 *
 * A unit is one figure of an area for one thing: pounds for a plan of a kind, for a plan, a share
 * of the block. Where an authority has none, it is lent one: the median of its statistical
 * neighbours that have it (three at least), else of all authorities that have it. */
#ifndef OWN_UNIT_COSTS_H
#define OWN_UNIT_COSTS_H

#include "own_money.h"

struct unit {
    double (*of)(const struct national_money *self, int area, int arg); /* NAN: not known */
    int arg;
};

/* Counts plans of the lines' year, which must be set, for all areas: self->plans. */
HR_CHECKED int own_unit_costs_learn(struct national_money *self, struct hr_err *err);

double unit_typical(const struct national_money *self, int area, const struct unit *unit,
                    enum figure_from *from);

/* Fees or top-ups for a plan of a kind in the lines' year, pounds; NAN: not known. */
double kind_unit(const struct national_money *self, int area, int kind);
/* England's of 2021/22 where there are any (section 251 outturn over plans), else judgement; 0: no
 * cost to the block. */
double england_unit(int kind);
/* The same taken towards the typical authority where plans are few, and lent where there is none;
 * 0: the kind has no cost to the block. */
struct figure kind_cost(const struct national_money *self, int area, int kind);
/* A line that is not for placements, for a plan of any kind, in the lines' year. */
double line_unit(const struct national_money *self, int area, int line);
/* Mean of the two Januaries around a financial year's end; NAN: not known. */
double plans_of_year(const struct national_money *self, int area, int kind, int year);
enum { ALL_KINDS = -1 };

/* ---- comparison with the statistical neighbours */

size_t neighbours_of(const struct national_money *self, int area, int out[10]);
/* Share of the plans of the base census that are of this kind; NAN: not known. */
double own_share(const struct national_money *self, int area, int kind);
/* Median of the neighbours with a value, three at least; NAN otherwise. */
double neighbours_share(const struct national_money *self, int area, int kind);

#endif
