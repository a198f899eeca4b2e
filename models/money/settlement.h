/* settlement.h: growth of an authority's high needs block in a year that is not announced.
 *
 *   g(t)      = p pi(t) + d D(t) + r(t) + T + e(t)        or, where grant.growth is typed,
 *   g(t)      = growth(t) + T + e(t),   k = 0              its simplest case
 *   A(t)      = A(t-1) (1 + g(t)) (h(t)/h(t-1))^k, then, floor before cap before cash floor,
 *               A(t)/h(t) from (1 + floor) to (1 + cap) times A(t-1)/h(t-1)
 *               A(t) at least (1 + cash floor) A(t-1)
 *   A(t)      = A(t-1) in a flat-cash year, whose draws are made all the same
 *   D(t)      = E(t-1)/E(t-2) - 1
 *   E(t)      = (1 - c) E(t-1) + W exp(G(t-1)),   E(0) and W England's at the base census,
 *   E(-1)     = (E(0) - W)/(1 - c)
 *
 *   symbol     | field            | unit     | source
 *   p          | passed_on        | share    | scenario: how much of general inflation pi(t) of the
 *                                             year itself a settlement has in it
 *   d          | met              | share    | scenario: how much of England's growth of plans
 *   E(t), W, c | england, ended   | plans    | DfE, EHC plans: England in January of base + t, as
 *                                             the future's own national path of new plans, G(t) of
 *                                             joiners.h, moves them; c is the share that ends
 *   r(t)       | real             | per year | scenario: what is left; a path (path.h), national
 *   T          | trait            | per year | scenario: this authority, drawn once a future
 *   e(t)       | local_sd         | per year | scenario: this authority, in one year
 *   k          | pupils           | share    | scenario: how far the block follows the number of
 *                                             people h aged 2 to 18
 *   floor, cap | floor, cap       | per year | scenario, per head of h; grant.growth_limits takes
 *                                             the place of these two and of the cash floor
 *   cash floor | cash_floor       | per year | scenario
 *   flat cash  | flat_cash_chance | chance a year, national
 *
 * When. The settlement of the financial year that begins in April of year y is decided in the
 * autumn before, when January of y - 1 is the last census published. So D is the growth of plans
 * in the year to January of y - 1: with a base census of 2021, the block of 2022-23 meets January
 * 2020 to January 2021, which is known, and that of 2023-24 the first year that is simulated.
 * New plans that come sooner than expected are in spending for two years before they are in D.
 *
 * An authority's own years (its growth less England's, x(1) .. x(n)) narrow T. With the national
 * spread s of T and the noise e, T given them is normal with
 *   mean  n s^2/(n s^2 + e^2) mean(x),   sd  s e/sqrt(n s^2 + e^2)
 * and its 1-in-10 and 9-in-10 points are 1.28 sd below and above the mean.
 *
 * Measured on DfE's DSG allocations of 2019-20 to 2023-24, before deductions (89 authorities, 356
 * yearly growths over England's; tests/test_settlement_spread.c): covariance between years gives s
 * = 0.0124, the rest e = 0.0161, most of it in 2020-21. Between authorities the block moved by 0.27
 * of the change of population over four years (k). It fell in cash once, by 0.08%. Floors were per
 * head and above 0 in each year that had a formula, and in the year without one (2026-27) cash was
 * held: so both floors are 0 by default, and where the number of children falls the cash floor
 * holds. */
#ifndef SETTLEMENT_H
#define SETTLEMENT_H

#include "field.h"
#include "path.h"
#include "step.h"

struct england_plans_in { /* England in one January */
    const char *where;
    int census;
    double plans, new_plans; /* new plans of the calendar year before */
};
struct settlement_in {
    const char *where;
    quantity_id passed_on, met, trait, pupils, floor, cap, cash_floor, flat_cash_chance, ended;
    struct path_in real;
    struct england_plans_in *england;
    size_t n_england;
};
/* Growth of the block per head of population aged 2 to 18; where NULL: no limits. */
struct grant_limits_in {
    const char *where;
    quantity_id floor, cap;
};

extern const struct field_table settlement_fields;
extern const struct field_table grant_limits_fields;

struct settlement {                       /* compiled; immutable */
    const struct settlement_in *in;       /* borrowed */
    const struct grant_limits_in *limits; /* borrowed */
    quantity_id local_sd;
    uint32_t purpose_growth, purpose_local, purpose_flat, item;
    bool lone;               /* growth is typed */
    struct path_in path;     /* it, or r */
    double plans, new_plans; /* E(0) and W; 0: no D */
};

struct national_year { /* of one future and year */
    double inflation;  /* pi(t) */
    double new_plans;  /* G(t) */
};

struct settlement_state {
    struct path path;
    double plans, before; /* E(t-1), E(t-2) as year t begins */
    double arriving;      /* new plans of the year to come */
};

/* The row of England's plans at the base census or the latest before it; NULL: none. */
const struct england_plans_in *settlement_england(const struct settlement_in *in, int census);

/* The addresses, in, limits and local_sd are set. lone: grant.growth, first 0 where it is not
 * typed; it shares what `real` does unless it names a factor of its own. */
void settlement_init(struct settlement *self, const struct path_in *lone, int base_census);

void settlement_start(struct settlement_state *self, const struct settlement *settlement,
                      const double *value);
/* England's plans move on: once a year, in order, after settlement_next where that is called. */
void settlement_pass(struct settlement_state *self, const struct settlement *settlement,
                     const struct national_year *national, const struct step *step);
/* A(t)/A(t-1) of a year that is not announced, flat cash apart. heads: h(t)/h(t-1). */
double settlement_next(struct settlement_state *self, const struct settlement *settlement,
                       double heads, const struct national_year *national, const struct step *step);
/* Is it a flat-cash year? */
bool settlement_is_flat(const struct settlement *self, const struct step *step);

#endif
