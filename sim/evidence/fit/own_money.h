/* own_money.h: an authority's own money at a base census, from published returns: what a scenario
 * of it starts from, each figure with what it rests on.
 *
 *   struct national_money nation;                 what is the same for all authorities
 *   ret = national_money_init(&nation, &fit, &err);
 *   ret = own_money_of(&nation, &people, &own, &err);         one authority
 *
 * The base census is January t; the first forecast year begins in April of t. Spending is net
 * outturn of section 251 lines 1.2.x (no place funding), S(o) the last that is known (March o, of t
 * or up to two years before).
 *
 *   first year    S(t+1) = c(o) m exp((1 + t - o) g + drift) Y(t+1)    fit_money.h: c spending for
 *                 a place-year, m the part of its own recent growth that is seen again, g growth of
 *                 England's spending for a plan; Y place-years that the people model expects
 *   unit costs    u(k) = lines of k in 2021-22 (or the last year by line) over plans of k, the
 *                 mean of the two Januaries; taken towards the typical authority where plans are
 *                 few (n/(n + FEW)), and within the 1-in-20 and 19-in-20 authorities
 *   carried on    independent and specialist post-16 by 5.8% a year, other fees, top-ups by 4.6%,
 *                 services by 5.4%; then one factor on all makes them spend S(o) on the plans of
 *                 that year, and one on fees and top-ups makes them spend S(t+1)
 *   place funding outturn of 1.0.2 of that year, flat in cash
 *   block         last own allocation, times England's growth as published and the authority's
 *                 trait (settlement.h) in each year; years not announced are left to the settlement
 *   deductions    last own, up to four years before the block, carried on at England's growth of
 *                 the last two years
 *   balance       last published, plus spending and place funding less the block after deductions
 *                 of each year since. Grants outside the account (agreements), transfers from other
 *                 blocks and write-offs are not in it
 *
 *   line of section 251 (1.2.1 to 1.2.3)                    | over plans in
 *   maintained primary and secondary                        | mainstream, and units at UNIT of it
 *   maintained special                                      | state special
 *   independent primary, secondary and special              | independent and non-maintained
 *   maintained post-school                                  | further education
 *   independent post-school                                 | specialist post-16
 *   alternative provision of both, and 1.2.7                | alternative and otherwise at typed
 *                                                           | costs; the rest is a line of its own
 *   early years of both                                     | a line: most have no plan
 *
 * Growth by sector: DfE, section 251, England 2021-22 to 2024-25: 1.2.3 from £1,783m to £2,947m
 * with placements up 11.7% a year (5.8% a placement); the rest, 4.6% a plan. Services: eight inner
 * London authorities, 2020-21 to 2023-24. England's block: £10.7bn in 2024-25 (NAO, October 2024),
 * £11.9bn in 2025-26 and the same in 2026-27 (written statements of 2025). Typed costs
 * (england_unit): 16,000 (alternative provision) and 25,000 (education otherwise) are judgement.
 *
 * What an authority lacks is the median of its statistical neighbours, unit by unit (for a plan,
 * for a plan of the kind, as a share of the block), else of all authorities that have it, and says
 * so.
 *
 * How good the balance is: rolled from March 2021 to March 2022 so, 89 authorities' median error
 * is 0.1% of the block; 1 in 10 came out 4% of the block or more above it, 1 in 10 19% or more
 * below, those that received a first instalment of an agreement. So a year of rolling is told as
 * 4%. A published balance further than 20% of the block a year from the one before it, rolled
 * forward, or further than 4% and under a tenth of it or turned round, is doubtful: its sign or its
 * unit may be another than its heading says. So is a block
 * that a year made less than two thirds or more than one and a half times, or that is under £2,000
 * or over £100,000 for a plan. */
#ifndef OWN_MONEY_H
#define OWN_MONEY_H

#include "cost_known.h"
#include "fit_money.h"

enum figure_from { FROM_OWN, FROM_NEIGHBOURS, FROM_AUTHORITIES, FROM_JUDGEMENT, FROM_LEDGER };

struct figure {
    double gbp;
    enum figure_from from;
    int year; /* March of the financial year it was published for; 0: none */
};

enum own_line {
    LINE_SUPPORT,
    LINE_AP,
    LINE_HOSPITAL,
    LINE_THERAPIES,
    LINE_EARLY_YEARS,
    N_OWN_LINE
};
enum { OWN_BLOCKS = 2 };

struct own_money {
    bool known;      /* false: there is none at all, and why: */
    const char *why; /* a literal */
    int origin, outturn_year, lines_year;
    struct figure outturn;             /* of outturn_year, lines 1.2.x */
    double first_gbp;                  /* of the first forecast year, lines 1.2.x */
    double plans_growth, price_growth; /* from outturn_year to it: factors of the product */
    bool plans_doubtful; /* the plans of the census are far from those before: a limit holds */
    struct figure price[N_KIND];          /* a place-year of the first year; 0: no cost */
    struct cost_known ledger[N_CATEGORY]; /* the authority's own ledger, where the price is of it */
    double years[N_KIND];                 /* place-years of it that are expected */
    struct figure line[N_OWN_LINE];       /* first year */
    struct figure places;                 /* 1.0.2 */
    struct figure block, deduction;       /* last own, before deductions */
    double block_gbp[OWN_BLOCKS], deduction_gbp[OWN_BLOCKS]; /* first year and the next */
    size_t n_block;                        /* years that England has announced, at least one */
    double trait, trait_sd;                /* NAN: not known */
    struct figure balance;                 /* as published; a deficit is positive */
    double balance_gbp, balance_error_gbp; /* March of the base census; 1-in-10 to 9-in-10 half */
    bool balance_doubtful;                 /* as published it is far from: */
    double rolled_gbp;   /* the one published before, rolled forward to its year */
    bool block_doubtful; /* as published it is far from the one before, or from its plans */
    double factor;       /* on unit costs of lines_year carried on */
    double solved; /* on prices, to spend first_gbp: about what the run's first year will solve */
};

struct national_money { /* borrows the fit, which must not move */
    const struct fit *fit;
    const struct evidence *evidence;
    struct money_fit money;
    int lines_year;
    double england_growth; /* of plans a year, expected */
    double *plans;         /* owned; [area][all, kind]: of the lines' year (own_unit_costs.h) */
};

HR_CHECKED int national_money_init(struct national_money *self, const struct fit *fit,
                                   struct hr_err *err);
void national_money_release(struct national_money *self); /* also after a failure */
/* out->known is false, without a failure, where nothing published says anything of money. */
HR_CHECKED int own_money_of(const struct national_money *self, const struct people_fit *people,
                            struct own_money *out, struct hr_err *err);

/* Puts the prices of the authority's own ledger in place of those of section 251, carried on to the
 * first year. All are solved, so the ledger says what settings cost next to each other. */
void own_money_take_ledger(struct own_money *self, const struct cost_known ledger[N_CATEGORY]);

/* Of spending, at the 9-in-10 point, what the first year may come out at. */
extern const double FIRST_YEAR_ERROR;
/* Loading of that on what all authorities share. */
extern const double FIRST_YEAR_SHARED;

#endif
