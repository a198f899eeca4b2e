/* fit_money.h: money of England and its authorities as it was known at the end of a year, for
 * forecasts that the engine runs.
 *
 * What 1.2.x of section 251 pays for a plan (fees, top-ups, services; no place funding):
 *
 *   Y(t) = P(t-1) - (8/12) L + 3/4 J,   L = P(t-1) + J - P(t)
 *   c(t) = S(t) / (Y(t) R(t))
 *
 *   symbol | meaning                                                                 | unit
 *   S(t)   | outturn of the financial year that ends in March t                      | pounds
 *   P(t)   | plans in January t; J: new plans of calendar t-1                        | plans
 *   Y(t)   | place-years of that financial year, by the calendar the engine has      | years
 *   R(t)   | mean of the relative prices of the kinds of placement held in January t | -
 *          | (1 where placements are not forecast)                                   |
 *
 * Relative prices are those of 2018-19, published in December 2019, over 90 authorities: a state
 * special place 13,050, an independent one 48,707, all else (with services and alternative
 * provision) 11,862.
 *
 * Growth of c a year: first = W g + (1 - W) LONG_RUN with g England's mean growth of c over the
 * last two years known, then a path (path.h) back to LONG_RUN. An authority's is as much more or
 * less:
 *
 *   drift = GAP ln(c / c of England) - (1 - FOLLOWS) d       a year
 *   level = exp(MOMENTUM (s - s of England))                 once, in the first year
 *
 *   d is the yearly growth of plans over England's that the people model expects for the next three
 *   years, s the growth of the outturn over the last two known. Dear authorities grow less; where
 *   plans are expected to grow faster spending does not follow in full (of authorities the expected
 *   growth of plans over England's and the growth of the outturn over England's have no
 *   correlation); of an authority's own recent growth a fifth is seen again, once. Its own growth
 *   of c has no memory (correlation from year to year -0.2 to 0.1).
 *
 * W, GAP, FOLLOWS, MOMENTUM, the long-run rates and the spreads of money_inputs.c were chosen on
 * the odd half of the authorities (sim/README.md, D129); the national ones are judgement.
 *
 * In-year deficit of the origin year: half the authority's own and half England's share of the
 * block, where the balance a year before is known; else of the balance: half of England's share of
 * the block and 0.15 of the difference. All spending beyond 1.2.x, net of other income, is then
 * what the ledger lacks: O = D + block - S. It grows as prices do at 4% a year.
 *
 * The block beyond the years published follows the settlement (settlement.h) with what of it was
 * known: England's growth of the last two years published, and the authority's trait given its own
 * years. */
#ifndef FIT_MONEY_H
#define FIT_MONEY_H

#include "fit.h"

enum { MOST_BLOCKS = 3 }; /* published beyond the base census: financial years of its engine */

struct money_fit {
    const struct evidence *evidence; /* borrowed; as at the end of the year */
    int origin;                      /* the last outturn ends in March of it */
    bool by_kind;                    /* R is that of the placements */
    double not_recorded;             /* relative price of a placement that is not recorded */
    double england_price;            /* c of England */
    double price_first;              /* growth of c in the next year: median, nominal */
    double england_plans, england_new_plans; /* January of the origin; calendar year before */
    double block_growth; /* England's, a year, mean of the last two known; NAN: none is known */
};

struct money_area {            /* one authority, or England; NAN: not known */
    double price_gbp;          /* c of the origin year */
    double drift;              /* growth of c over England's, a year */
    double momentum;           /* factor on the first year's price */
    double block[MOST_BLOCKS]; /* financial years from the base census on; one before the first
                                  published is the first */
    size_t n_block;
    double trait, trait_sd; /* of the block's growth over England's (settlement.h) */
    double deficit_gbp;     /* at the end of the origin's financial year */
    double other_gbp;       /* O of the origin year; NAN: no ledger */
};

/* Growth of c a year far ahead, nominal: 2% inflation and 1% real. */
extern const double PRICE_LONG_RUN, PRICE_PERSISTENCE;

/* Relative price of a kind of placement (fit_place.h); 1 where it is not by kind. */
double money_kind_price(const struct money_fit *self, int kind);

void money_fit_init(struct money_fit *self, const struct evidence *evidence, const struct fit *fit,
                    bool by_kind);
/* The same, not by kind, where the last outturn ends in March of an earlier year. */
void money_fit_at(struct money_fit *self, const struct evidence *evidence, int origin);
/* c(t) of an area; NAN: not known. */
double money_price(const struct money_fit *self, int area, int year);
/* False: its outturn of the origin year is not known. */
bool money_of(const struct money_fit *self, const struct series *series, struct money_area *out);
/* d: the part of it that the drift takes back. */
void money_expect(struct money_area *self, double plans_growth_over_england);

#endif
