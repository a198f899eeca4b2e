/* grant.h: the high needs block of the DSG, on one stated basis.
 *
 *   A(t)     = announced, for the years that are; afterwards as settlement.h has it; in a flat-cash
 *            year A(t-1)
 *   F(t)     = b a (N(t) - N(k)) + i (M(t) - X(t) - M(k) + X(k))          k: the last announced
 *       year, whose amount holds its pupils
 *              in announced years 0; in a flat-cash year F(t-1), because no formula is run
 *   D(t)     = announced deductions, afterwards those of the last announced year, grown at
 *            deductions_growth where it is typed; or sum over academy places of rate * commissioned
 *            place-years. What opens beyond them is taken off as well (provision.h)
 *   grant(t) = A(t) + F(t) - D(t) + other lines of the year
 *
 *   symbol     | field             | unit      | source
 *   A          | amount_gbp        | pounds    | announced allocation, before (or after) deductions
 *                                              for academy places
 *   floor, cap | limits            | per year  | DfE, high needs national funding formula: 3% and
 *                                              5% in 2024-25, 7% and 10% in 2025-26; h(t) of
 *                                              settlement.h: people aged 2 to 18 at the mid-year of
 *                                              the financial year
 *   b a        | formula.basic_... | pounds    | basic entitlement (4,660 from 2021-22 to 2023-24)
 *                                              times the area cost adjustment
 *   i          | formula.import_.. | pounds    | 6,000 a pupil
 *   N(t)       | special_local     | pupils    | in local state special schools, residents or not,
 *                                              in the January before the year: the census
 *              |                   |           | nearest to the October that DfE counts
 *   M, X       | imported, exported| pupils    | of other authorities in local special schools;
 *                                              residents in special schools elsewhere
 *   other      | other             | pounds    | named reconciling lines that do not grow
 *
 * Which census: DfE counts pupils of special schools in the October before the year, imports and
 * exports in the January before it. The model counts each January; that of t is three months after
 * the October, in the same academic year, and stands for both. DfE's adjustment counts all pupils
 * with high needs who cross the boundary, ours those of state special schools. Only changes are
 * added, so a count that is off by as much each year does no harm. An announced year that was
 * itself flat cash has an earlier year's pupils in it; the model takes those of its own January.
 * England's block grew by some 0.6 points a year through pupils of special schools alone (6 to 7%
 * more of them a year, 2020-21 to 2023-24): next to a formula g is the growth of the rest.
 *
 * Sources: 4,660 (4,000 in 2020-21) and 6,000 are in DfE's DSG allocations, components of the high
 * needs block, 2020-21 to 2023-24. The limits are not checked against DfE's technical notes. Flat
 * cash: the written statement of 17 December 2025 keeps the block of 2026-27 at its 2025-26 level.
 * Where a draw has the cap below the floor, the cap holds.
 *
 * Academy places weigh 5/12 of the academic year that ends and 7/12 of the one that begins (post-16
 * 4/12 and 8/12). DfE does the same and rounds each kind: its deductions of 2020-21 to 2023-24 are
 * met to £1 for each authority and kind. Hospital academies are paid an amount, not places: a
 * negative line of `other`. Amounts of the two bases are never mixed: the scenario states one for
 * all. */
#ifndef GRANT_H
#define GRANT_H

#include "arena.h"
#include "field.h"
#include "settlement.h"
#include "step.h"

enum grant_basis { GRANT_BEFORE_DEDUCTIONS, GRANT_AFTER_DEDUCTIONS };
struct grant_known_in {
    const char *where;
    int fy;
    double amount_gbp, deductions_gbp;
};
struct grant_other_in {
    const char *where;
    const char *label;
    double amount_gbp;
    int first_fy, last_fy;
};
/* What the national formula adds with pupils; where NULL: nothing does. */
struct other_pupils_in {
    const char *where;
    int census; /* from this January on */
    quantity_id count;
};
struct grant_formula_in {
    const char *where;
    quantity_id basic_entitlement_gbp, import_export_gbp; /* a pupil and year; national */
    double area_cost_adjustment;
    struct other_pupils_in *other_pupils;
    size_t n_other_pupils; /* other authorities' in local special schools whose places have no
                              others_share */
};
struct academy_places_in {
    const char *where;
    const char *id;
    int ay;
    double count, rate_gbp;
    bool post16;
}; /* places that DfE pays directly from academic year ay on, replacing those of this id before */
struct grant_in {
    const char *where;
    enum grant_basis basis; /* of every amount in known */
    struct grant_known_in *known;
    size_t n_known; /* announced years, the first forecast year at least, without gaps */
    struct grant_other_in *other;
    size_t n_other;        /* named reconciling lines that do not grow; last_fy 0: no end */
    struct path_in growth; /* of the amount, after the last known year, in place of what
                                      the settlement makes of inflation, plans and the rest;
                                      national; first 0: it is not typed */
    struct settlement_in settlement;
    quantity_id local_sd;          /* yearly spread of this authority around the national rate */
    quantity_id deductions_growth; /* of deductions, after the last known year; 0: none */
    struct grant_formula_in formula;
    struct grant_limits_in limits;
    const char **flat_cash;
    size_t n_flat_cash; /* financial years in which the amount stays as it was */
    struct academy_places_in *academy;
    size_t n_academy; /* none: deductions as typed and grown */
};

extern const struct field_table grant_fields;

struct grant {                           /* compiled; immutable */
    const struct grant_in *in;           /* borrowed */
    size_t n_year, n_known;              /* years 0 to n_known-1 are announced */
    double *amount_gbp, *deductions_gbp; /* [year], of announced years; deductions of all
                                            years where academy places give them */
    double *other_gbp;                   /* [year] */
    bool *flat;                          /* [year] */
    bool by_place;                       /* deductions are of academy places */
    struct settlement settlement;
};

struct grant_pupils { /* of one year, for the formula and the limits */
    double special_local, imported, exported;
    double aged_2_18;
};

struct grant_state {
    double amount_gbp, deductions_gbp;
    double formula_gbp, import_export_gbp; /* F(t), and the part of it that is import/export */
    struct grant_pupils last, known;       /* of the year before; of the last announced year */
    struct settlement_state settlement;
    bool flat; /* no formula is run this year */
};

/* Deductions of a financial year from academy places, in pounds. */
double grant_deductions_of_places(const struct grant_in *in, int fy);
/* The same where they are given, else as announced for the year. NAN where neither says. */
double grant_deductions(const struct grant_in *in, int fy);

/* Does another key take the place of this one of grant.settlement ("met", "real.first")?
 * grant.growth does of what makes the national growth, grant.growth_limits of floors and cap. */
bool grant_replaces(const struct grant_in *in, const char *key);

/* in and n_year are set, and the settlement's addresses. Fails where the first year is not
 * announced. */
HR_CHECKED int grant_init(struct grant *self, int first_fy, struct arena *arena,
                          struct hr_err *err);

void grant_start(struct grant_state *self, const struct grant *grant, const double *value);
/* The block of the step's year, after deductions; call once a year, in order. */
double grant_next(struct grant_state *self, const struct grant *grant,
                  const struct grant_pupils *pupils, const struct national_year *national,
                  const struct step *step);

#endif
