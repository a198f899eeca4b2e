/* prices.h: what the children in a setting cost in a financial year.
 *
 *   price(t) = price(t-1) (1 + pi(t) + g(t)),  price(0) = fee or top-up per place-year in the first forecast year
 *
 *   pi(t): general inflation (a path, national)
 *   g(t): real growth of the sector (a path, national; settings of one category share its shock)
 *
 * The total of a setting has memory, because a child with a dear place stays for years. Let A be the sum over the setting's children of
 * their price relative to the mean (A = number of children if all cost the same), c the coefficient of variation between children, prices
 * gamma distributed:
 *
 *   those who stay:    S = A B,  B ~ Beta(n_stay/c^2, n_out/c^2)
 *   those who arrive:  G ~ Gamma(n_in/c^2, c^2),  J ~ Gamma(n_join/c^2, c^2)
 *   next year's        A' = S + G + J
 *
 * which is exact for gamma prices and leavers at random (sums of a gamma sample and its random part). In the base year A is the number of
 * children, because the unit price was solved from what the ledger says they cost together. The financial year's place-years in units of
 * the mean price:
 *
 *   M = A - (A - S) lost/n_out + G gained/n_in + J w
 *
 * (Where more go than were there, because some came and went in one year, those bring gained/n_in and take lost/n_out at the mean price.)
 *
 *   symbol | field              | unit                                        | source
 *   c      | spread             | -                                           | scenario
 *   lost   | flows.lost         | place-years that leavers and movers take    | calendar.h: 7/12, post-16 8/12
 *   gained | flows.gained       | place-years that movers bring               | same
 *   w      | joiner_years       | place-years a joiner adds in its first year | calendar.h: monthly profile
 *
 * Spending = M * price(t) * f + place funding, f the mean of the needs' price factors over occupied place-years. (Individual prices of
 * children with different needs share one relative mass: exact when there are no need factors, close otherwise.) Place funding is paid
 * per commissioned place, filled or not; it stays flat in cash unless `place_uprated`. */
#ifndef PRICES_H
#define PRICES_H

#include "cells.h"
#include "path.h"
#include "step.h"

struct price {                  /* compiled, one setting; immutable */
    const struct price_in *in;  /* borrowed; NULL: no cost to the DSG */
    double *factor;             /* borrowed from prices.factor; [need] */
    double *places;             /* borrowed from prices.places; [year]: commissioned place-years of the financial year */
    uint32_t item, growth_item; /* hash of the setting's id; of its category's name */
};

struct prices {
    struct dims dims;
    size_t n_year;
    struct price *price; /* owned; [setting] */
    double *factor;      /* owned */
    double *places;      /* owned */
    uint32_t purpose_growth, purpose_stay, purpose_move, purpose_join;
    double joiner_years;       /* w */
    double joiner_years_first; /* w of the first forecast year, */
    double later_years_first;  /* and the part of it by joiners after the position date */
};

/* Place-years that a year's joiner adds, where their months are simulated (pipeline.h) and not those of the profile. */
struct joiner_stay {
    bool given;
    double years;         /* w */
    double later_years;   /* the part of it by joiners after the position date */
    double opening_years; /* the part of it by joiners who waited for their plan at the base census */
};

struct costs {           /* state through the years of one replicate and scenario */
    double *mass;        /* owned; [setting]: A */
    double *index;       /* owned; [setting]: price(t)/price(0) */
    struct path *growth; /* owned; [setting] */
    size_t n_setting;
    struct joiner_stay stay; /* of the current year */
};

/* One setting's year. */
struct setting_cost {
    double place_years, later_place_years, unit_price_gbp, spending_gbp, place_funding_gbp, later_gbp, opening_gbp;
};

HR_CHECKED int prices_init(struct prices *self, const struct dims *dims, size_t n_year, struct hr_err *err);
void prices_release(struct prices *self);

/* w of this year: by profile, or as the pipeline's months have it (costs.stay). */
double joiner_years_of(const struct costs *costs, const struct prices *prices, const struct step *step);

HR_CHECKED int costs_init(struct costs *self, size_t n_setting, struct hr_err *err);
void costs_release(struct costs *self);
/* base_plans: [setting]. */
void costs_start(struct costs *self, const struct prices *prices, const double *base_plans, const double *value);
/* Prices of the step's year: call once a year, in order, with general inflation from the year before (ignored in year 0). */
void costs_inflate(struct costs *self, const struct prices *prices, double inflation, const struct step *step);
/* Spending of setting s in the step's year; moves its mass on. */
void costs_of_setting(struct costs *self, const struct prices *prices, size_t s, const struct flows *flows, const struct step *step,
                      struct setting_cost *out);

/* What one more occupied place-year costs in the step's year: fee or top-up for that need, and place funding. 0 when it has no price. */
double costs_of_a_place(const struct costs *self, const struct prices *prices, size_t s, size_t need, const struct step *step);

#endif
