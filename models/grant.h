/* grant.h: the high needs block of the DSG, on one stated basis.
 *
 *   amount(t) = announced, for the years that are;  afterwards amount(t-1) (1 + g(t) + s z(t))
 *   grant(t)  = amount(t) - deductions(t) + other lines of the year
 *
 *   symbol        | field             | unit     | source
 *   amount        | amount_gbp        | pounds   | announced allocation, before (or after) deductions for academy places
 *   deductions    | deductions_gbp    | pounds   | announced; later grow at deductions_growth. None on the after-deductions basis
 *   g(t)          | growth            | per year | path.h, national: the grant is as uncertain as demand
 *   s z(t)        | local_sd          | per year | this authority around the national rate, each year
 *   other         | other             | pounds   | named reconciling lines that do not grow
 *
 * Amounts of the two bases are never mixed: the scenario states one for all. */
#ifndef GRANT_H
#define GRANT_H

#include "path.h"
#include "step.h"

struct grant {                           /* compiled; immutable */
    const struct grant_in *in;           /* borrowed */
    size_t n_year, n_known;              /* years 0 to n_known-1 are announced */
    double *amount_gbp, *deductions_gbp; /* owned; [year], of announced years */
    double *other_gbp;                   /* owned; [year] */
    uint32_t purpose_growth, purpose_local, item;
};

struct grant_state {
    double amount_gbp, deductions_gbp;
    struct path growth;
};

HR_CHECKED int grant_init(struct grant *self, const struct grant_in *in, int first_fy, size_t n_year, struct hr_err *err);
void grant_release(struct grant *self);

void grant_start(struct grant_state *self, const struct grant *grant, const double *value);
/* The block of the step's year, after deductions; call once a year, in order. */
double grant_next(struct grant_state *self, const struct grant *grant, const struct step *step);

#endif
