/* leavers.h: the chance that a plan ends in a year.
 *
 *   odds(l[ncy, setting]) = odds(hazard[ncy]) * level * odds_ratio[category of setting] * y(t)
 *   ln y(t) = x(t) + s^2 / 2 where u(t) is below the l of a usual year, x(t) - s^2 / 2 where it is
 *       not
 *   x(t) = s_n z_n(t) + s_l z_l(t),   s^2 = s_n^2 + s_l^2,   u(t) uniform, local
 *
 * The mean of l over years is the l of a usual year, at every age and setting: l y / (1 - l + l y)
 * is the share of a row of two ways, to leave and to stay (pull.h).
 *
 *   symbol       | field          | unit                                  | source
 *   s_n, s_l     | yearly         | of the logarithm: national, local     | scenario; how ceased
 *       plans vary from year to year
 *   hazard[ncy]  | hazard         | per year, indexed AFTER ageing        | England's ceased plans
 *       by age; scenario
 *   level        | level(_post16) | factor on the odds, one a replicate   | scenario
 *   odds_ratio   | odds           | factor on the odds                    | England's ceased plans
 *       by placement; scenario
 *
 * Factors act on the odds l/(1-l), not on l, so that no draw can end more plans than there are.
 * Everyone past the last NCY leaves (cells_age). */
#ifndef LEAVERS_H
#define LEAVERS_H

#include "address.h"
#include "field.h"
#include "category.h"
#include "calendar.h"
#include "step.h"

struct leave_odds_in {
    const char *where;
    int category;
    double odds;
};
struct leavers_in {
    double hazard_by_age[N_NCY];     /* per year, indexed by age AFTER ageing; ages 0 to 25 */
    quantity_id level, level_post16; /* multiply the odds of leaving, NCY < 12 and >= 12 */
    struct {
        quantity_id national_sd, local_sd; /* of the logarithm of a yearly factor on the odds */
    } yearly;
    struct leave_odds_in *by_category;
    size_t n_by_category; /* further factor on the odds */
};

extern const struct field_table leavers_fields;

struct leavers {
    double hazard[N_NCY];    /* by NCY index, after ageing */
    double odds[N_CATEGORY]; /* by category of setting; 1 when the scenario says nothing */
    quantity_id level, level_post16, national_sd, local_sd;
    uint32_t purpose, item; /* of the yearly factors */
};

void leavers_init(struct leavers *self, const struct leavers_in *in, struct address_book *book);

/* Hazard of one cell in this replicate. */
double leave_hazard(const struct leavers *self, const double *value, size_t i_ncy, int category);

/* The factor on the odds at an NCY, by whatever the chance itself is given. */
double leave_level(const struct leavers *self, const double *value, size_t i_ncy);
/* This year's factor y(t) on the odds of leaving: one national draw and two local ones; 1 in the
 * expected-value run. */
struct leave_year {
    double usual, lifted; /* y where u is not below l, and where it is */
    double u;
};
struct leave_year leave_year_of(const struct leavers *self, const struct step *step);

/* p with its odds multiplied by k: 0 stays 0 and 1 stays 1. */
static inline double
scale_odds(double p, double k)
{
    return p < 1.0 ? p * k / (1.0 - p + p * k) : 1.0;
}

/* The chance l of a usual year, in this one. */
static inline double
leave_chance_of_year(const struct leave_year *year, double l)
{
    return scale_odds(l, year->u < l ? year->lifted : year->usual);
}

#endif
