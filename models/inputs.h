/* inputs.h: everything a scenario file says, as plain data.
 *
 * `struct inputs` is filled by sim/scenario (from libconfig), which checks it, or by a test (by hand), and read by sim/engine's plan, which
 * sorts, hashes and compiles it. Models never change it.
 *
 * An uncertain number is a `quantity_id`: an index into inputs.quantity. A replicate draws all quantities once into double
 * value[n_quantity]; models read value[id]. Money is double pounds: keys that end in _gbp_m are multiplied by 1e6 by the reader. Strings
 * are borrowed from the reader's store (or literals) and never NULL unless said. Every group remembers where it was written
 * ("kingston-2021.cfg:14"). */
#ifndef INPUTS_H
#define INPUTS_H

/* A list and its length stand on one line here. clang-format off */

#include "calendar.h"
#include "quantity.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef int quantity_id; /* index into inputs.quantity; -1: not given */

/* Categories of the DfE tables (order fixed: it is the order of England's tables). */
enum category {
    CATEGORY_MAINSTREAM, /* state mainstream, not in a resourced provision or unit */
    CATEGORY_UNIT,       /* resourced provision or SEN unit */
    CATEGORY_STATE_SPECIAL,
    CATEGORY_INDEPENDENT,       /* independent or non-maintained, special or mainstream */
    CATEGORY_ALTERNATIVE,       /* alternative provision, pupil referral unit or hospital */
    CATEGORY_FURTHER_EDUCATION, /* general FE, tertiary, sixth form college, other FE */
    CATEGORY_SPECIALIST_POST16,
    CATEGORY_OTHERWISE,        /* education otherwise than at school (EOTAS) */
    CATEGORY_EARLY_YEARS,      /* non-maintained early years */
    CATEGORY_HOME_EDUCATION,   /* elective home education */
    CATEGORY_NOT_IN_EDUCATION, /* not in education, employment or training; awaiting placement */
    CATEGORY_OTHER,
    N_CATEGORY
};

/* Phases of schooling that places are counted by, and when a child who waits may take a place. */
enum phase { PHASE_ALL, PHASE_EARLY_YEARS, PHASE_PRIMARY, PHASE_SECONDARY, PHASE_POST16, N_PHASE };
enum wait_until { WAIT_PHASE_TRANSFER, WAIT_SEAT };

/* A yearly rate that moves from `first` toward `long_run`:
 *   x(t) = long_run + persistence^t (first - long_run) + e(t),  e(t) = persistence e(t-1) + shock_sd z(t),  t = 0, 1, ... */
struct path_in {
    quantity_id first, long_run, persistence, shock_sd;
};

struct need_in {
    const char *where;
    const char *id, *label;
};

/* Places of a setting (places.h). A setting without any is never full. */
struct seats_in {
    const char *where;
    const char *id;   /* of the scheme; "" when it has no name */
    int phase;        /* enum phase */
    double count;     /* on top of those before; below 0: places that close */
    const char *from; /* "2023/24" or "2023-09-01"; "": there from the start */
    double chance;    /* that it opens at all */
    quantity_id delay_years;
};
struct overflow_in {
    const char *where;
    const char *to;
    double share; /* of those who find no place; NAN: the list is an order */
};
struct setting_in {
    const char *where;
    const char *id, *label;
    int category; /* enum category */
    bool local;   /* in the authority's own area */
    bool no_cost; /* no cost to the DSG (home education, not in education); then it has no price */
    struct seats_in *seats;
    size_t n_seats;           /* 0: never full, and nothing below is read */
    quantity_id others_share; /* of all its places: held by other authorities' children */
    struct overflow_in *overflow;
    size_t n_overflow;
    const char *wait_in;                             /* interim setting of those who wait for a place; "": nobody waits */
    int wait_until;                                  /* enum wait_until */
    double wait_share;                               /* of those who find no place */
    quantity_id returns_transfer, returns_mid_phase; /* share of children elsewhere who ask for a place again in a year */
};

/* Starting stock: either cells, or margins that are raked against England's cross-table. Counts are plans in January of base_census. */
struct stock_setting_in {
    const char *where;
    const char *setting;
    double count;
};
struct stock_need_in {
    const char *where;
    const char *need;
    double count;
};
struct stock_age_in {
    const char *where;
    int from_age, to_age;
    double count;
}; /* ages at 31 August, inclusive */
struct stock_cell_in {
    const char *where;
    int ncy;
    const char *need, *setting;
    double count;
};
struct plans_in {
    const char *where;
    double total;
    struct stock_setting_in *by_setting;
    size_t n_by_setting;
    struct stock_need_in *by_need;
    size_t n_by_need;
    struct stock_age_in *by_age;
    size_t n_by_age;
    struct stock_cell_in *cell;
    size_t n_cell;
    const char *table; /* file that cell was read from, "" when none */
};

struct population_count_in {
    const char *where;
    int mid_year;         /* mid-year estimate or projection of this year; serves the academic year that begins in it */
    double by_age[N_NCY]; /* ages 0 to 25 */
};
struct population_in {
    struct population_count_in *count;
    size_t n_count;    /* at least one; sorted by the plan */
    const char *table; /* file that count was read from, "" when none */
    quantity_id drift; /* proportional error that accumulates each year beyond the last count, national */
};

struct mix_in { /* where new plans are placed, by age: weights by category, need not sum to 1 */
    const char *where;
    int age;
    double by_category[N_CATEGORY];
};
struct joiners_in {
    double new_plans;  /* new plans in the calendar year before the base census (January y: calendar y-1) */
    quantity_id level; /* the authority's persistent level relative to new_plans (1 = that year was typical) */
    struct {
        quantity_id to, persistence, shock_sd; /* the level's logarithm reverts to ln(to); shocks of the logarithm, local */
    } level_reverts;
    struct path_in growth; /* national yearly growth of new plans relative to population; persistence and shock national */
    quantity_id transitory_sd, transitory_correlation; /* u(t): stationary sd and lag-one correlation, local */
    double months[N_MONTH];                            /* share of a calendar year's new plans by month */
    double rate_by_age[N_NCY];                         /* shape: new plans per person without one, by age 0 to 25; scaled to new_plans */
    double ceiling_by_age[N_NCY];                      /* share of an age that can ever hold a plan; 1: everybody */
    struct mix_in *mix;
    size_t n_mix;             /* national placement of new plans */
    quantity_id own_mix;      /* 0: placed as England's new plans are; 1: as the authority's own plans of that age are */
    quantity_id placement_sd; /* of the logarithm of a factor on each setting\'s share of new plans and of moves, one a replicate */
};

/* From a request for an assessment to a plan (pipeline.h). where NULL: the scenario has none, and new plans come as joiners say. */
struct capacity_in {
    const char *where;
    int year;
    double assessments;
}; /* finished in a calendar year, from this one on */
struct contest_in {
    quantity_id rate, won; /* of new plans placed in `from`; of those */
    const char **from;
    size_t n_from;  /* settings' ids or categories' names */
    const char *to; /* likewise; a category is shared out as its plans are */
};
struct pipeline_in {
    const char *where;
    double months[N_MONTH];                   /* share of a calendar year's requests by month; all 0: joiners.months */
    double requests_undecided, in_assessment; /* in January of base_census; NAN: as a year like the one before leaves them */
    quantity_id refused;                      /* of requests decided */
    quantity_id appealed, overturned;         /* of refusals; of those */
    int appeal_months;                        /* from a refusal to the order to assess */
    quantity_id withdrawn;                    /* of requests not refused */
    quantity_id weeks;                        /* from request to plan when nobody has to wait */
    quantity_id issued;                       /* plans, of assessments finished */
    struct capacity_in *capacity;
    size_t n_capacity; /* none: unlimited */
    struct contest_in appeals;
};

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

struct migration_in {
    quantity_id out;         /* share of plans (NCY below 14) that go to another authority in a year */
    quantity_id balance;     /* plans that come from other authorities, for each that goes */
    quantity_id residual_sd; /* yearly change of plans that records do not explain, as a share of plans: standard deviation */
};

struct move_in {
    const char *where;
    int ncy;               /* after ageing: 7 is the move into secondary school */
    const char *from, *to; /* setting id, or category name (all settings of it; `to` is then split as its stock is) */
    const char *need;      /* NULL: all needs */
    double share;          /* of those who stay with a plan, at turnover 1 */
};
struct movers_in {
    quantity_id turnover; /* multiplies the odds of moving */
    struct move_in *rule;
    size_t n_rule;
};

/* What the rules of the system may become (policy.h). Calendar year y lies between the January censuses of y and y+1. */
struct policy_change_in {
    const char *where;
    const char *id;
    int from_year, to_year;      /* calendar years, inclusive; to_year 0: no end */
    quantity_id joining;         /* factor on the level of new plans; -1: none, like the next two */
    quantity_id leaving, moving; /* factors on the odds, at these year groups */
    int *ncy;
    size_t n_ncy; /* year groups after ageing, 7 in the summer of the move to secondary; none given: all */
};
struct policy_in {
    const char *where;
    const char *id, *label;
    double weight; /* chance that it is what happens; those of a file sum to 1 */
    struct policy_change_in *change;
    size_t n_change;
};

/* Rates of single cells, from a transition history (rates.h): weights are children seen, or borrowed from like cells. A blank need (or
 * setting, of a leaving rate) means all; the narrower entry goes first. Cells that no entry speaks of follow joiners, leavers and movers. */
struct leave_rate_in {
    const char *where;
    int ncy; /* after ageing */
    const char *need, *setting;
    double left, stayed;
    double odds; /* above 0: the rate is that of the next wider entry with its odds multiplied; left and stayed are 0 */
};
struct move_rate_in {
    const char *where;
    int ncy; /* after ageing */
    const char *need, *setting;
    const char *to; /* a setting: weight of moving there; the setting itself: weight of not moving; "any": of moving at all, when it is not
                       the sum of the others */
    double weight;
    double odds; /* of "any", above 0: moving is as in the next wider entry with its odds multiplied; weight is 0 */
};
struct join_rate_in {
    const char *where;
    int ncy;
    double joined, not_joined;
};
struct place_rate_in {
    const char *where;
    int ncy;
    const char *need, *setting;
    double weight;
};
struct rates_in {
    const char *leave_table, *move_table, *join_table, *place_table; /* files they were read from, "" when none */
    struct leave_rate_in *leave;
    size_t n_leave;
    struct move_rate_in *move;
    size_t n_move;
    struct join_rate_in *join;
    size_t n_join;
    struct place_rate_in *place;
    size_t n_place;
    bool yearly;      /* drawn anew each year, not held through a future */
    bool of_everyone; /* people with a plan join too, as in the peer's model */
};

struct places_in { /* commissioned places from academic year ay on */
    const char *where;
    int ay;
    double count;
    bool post16; /* they change in August, not September; a setting may have both kinds, counted apart */
};
/* Where a price's fees or top-ups fall in the section 251 return; shares of a price add up to 1. */
struct line_share_in {
    const char *where;
    const char *s251;
    double share;
};
enum unit_cost { UNIT_COST_TYPED, UNIT_COST_ENGLAND };
struct england_cost_in { /* spending on fees or top-ups over plans: 1-in-10, median, 9-in-10 authority */
    const char *where;
    int category;
    bool fee; /* a whole fee; else a top-up */
    double low_gbp, central_gbp, high_gbp;
};
struct need_factor_in {
    const char *where;
    const char *need;
    double factor;   /* NAN: gbp is given */
    quantity_id gbp; /* per place-year, in prices of the first forecast year; -1: factor is given */
};
/* A band of top-ups; a price's bands go from the lowest up. */
struct band_in {
    const char *where;
    const char *id;
    quantity_id topup_gbp; /* per place-year, in prices of the first forecast year */
    double share;          /* of the children of the base census; those of a price sum to 1 */
    double joiners_share;  /* of those who come later; NAN: as share */
};
struct price_in {
    const char *where;
    const char *setting;
    quantity_id fee_gbp; /* per place-year, in prices of the first forecast year; exactly one of fee and topup */
    quantity_id topup_gbp;
    quantity_id place_gbp; /* per commissioned place and year, filled or not; -1: none */
    bool place_uprated;    /* place funding follows the price path (false: flat in cash, as since 2013) */
    bool post16_places;    /* commissioned places weigh 4/12 and 8/12 */
    struct places_in *places;
    size_t n_places;
    struct path_in growth; /* real growth of this sector, on top of general inflation */
    quantity_id spread;    /* coefficient of variation of the price between children */
    struct need_factor_in *by_need;
    size_t n_by_need;
    struct line_share_in *line;
    size_t n_line;          /* none: by category (s251.h) */
    const char *place_line; /* section 251 line of place funding; "" or NULL: 1.0.2 */
    int unit_cost;          /* enum unit_cost: ENGLAND: the reader made fee or top-up of England's figure */
    double uprate;          /* on England's figure, to the first forecast year; NAN: none */
    bool solved;            /* one factor on all such prices makes the first year's spending the outturn (solved.h) */
    struct band_in *band;   /* in place of topup_gbp (bands.h) */
    size_t n_band;
    quantity_id drift;           /* share of those who stay that go up one band in a year; -1: none, like the rest */
    quantity_id place_empty_gbp; /* a commissioned place that nobody holds; place_gbp is then one that somebody does (place_funding.h) */
    quantity_id protection;      /* least yearly change of place funding and top-up together, for the same children (prices.h) */
    quantity_id joint_funding;   /* share of top-ups or fees that health and social care pay */
};

struct line_in {
    const char *where;
    const char *id, *label, *s251; /* section 251 line */
    quantity_id amount_gbp;        /* in the first forecast year */
    struct path_in growth;         /* real growth, on top of general inflation */
};

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
    size_t n_other_pupils; /* other authorities' in local special schools whose places have no others_share */
};
/* Growth of the block per head of population aged 2 to 18; where NULL: no limits. */
struct grant_limits_in {
    const char *where;
    quantity_id floor, cap;
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
    int basis; /* enum grant_basis: of every amount in known */
    struct grant_known_in *known;
    size_t n_known; /* announced years, the first forecast year at least, without gaps */
    struct grant_other_in *other;
    size_t n_other;                /* named reconciling lines that do not grow; last_fy 0: no end */
    struct path_in growth;         /* of the amount, after the last known year; national */
    quantity_id local_sd;          /* yearly spread of this authority around the national rate */
    quantity_id deductions_growth; /* of deductions, after the last known year */
    struct grant_formula_in formula;
    struct grant_limits_in limits;
    const char **flat_cash;
    size_t n_flat_cash; /* financial years in which the amount stays as it was */
    struct academy_places_in *academy;
    size_t n_academy; /* none: deductions as typed and grown */
};

struct block_in {
    const char *where;
    const char *id, *label;       /* "schools", "central", "early_years", "high_needs" */
    double budget_gbp;            /* first forecast year; for high_needs it must equal the grant (checked) */
    double outturn_gbp;           /* first forecast year; for high_needs a target that `check` reconciles the model to, not an input */
    double future_demand_gbp;     /* high_needs: spending on plans not yet issued at the position date; likewise a target */
    double before_recoupment_gbp; /* budget before academy recoupment, NAN when not given: base of a percentage transfer */
    quantity_id growth;           /* of budget and spending after the first year (not high_needs) */
    double mainstream_pupils;     /* of the schools block: what a transfer costs is told for each; not above 0: not given */
};
struct history_in {
    const char *where;
    int fy;
    double deficit_gbp;
}; /* at the end of fy */
/* A row of the account as its paper prints it, to check the typed figures by; NAN: not given. */
struct printed_in {
    const char *where;
    const char *row; /* a block or receipt, "subtotal", "carry_forward", "total" */
    double budget_gbp, outturn_gbp, variance_gbp;
};
/* Are the places of academies and colleges, which DfE pays directly, in the account? Of both sides alike: budget and outturn. */
enum recoupment { AFTER_RECOUPMENT, BEFORE_RECOUPMENT };
struct dsg_in {
    const char *where;
    struct block_in *block;
    size_t n_block;
    double carry_forward_gbp;      /* brought into the first forecast year, council's sign: a deficit is negative */
    double high_needs_deficit_gbp; /* part of that, a deficit positive; NAN: all of it */
    struct history_in *history;
    size_t n_history;
    int basis;                 /* enum recoupment; BEFORE: the reader has left deductions out of grant.known */
    quantity_id outturn_error; /* of high needs, relative, where prices are solved from it; -1: none */
    struct printed_in *printed;
    size_t n_printed;
    const char **column;
    size_t n_column; /* of the printed table, in order; none: all */
};

struct instalment_in {
    const char *where;
    int fy;
    double amount_gbp;
    double chance;
};
/* Agreements (agreements.h). What a receipt of another type does not use is zero, NAN or "". */
enum receipt_type {
    RECEIPT_INSTALMENTS,    /* paid on their dates, by chance alone */
    RECEIPT_CONTRIBUTION,   /* the council's own; likewise */
    RECEIPT_SAFETY_VALVE,   /* held back while conditions are not met (safety_valve.h) */
    RECEIPT_STABILITY_GRANT /* a share of the high-needs part of the deficit at a date (stability_grant.h) */
};
enum condition_measure { CONDITION_IN_YEAR_DEFICIT, CONDITION_DEFICIT, CONDITION_PLANS };
struct condition_in {
    const char *where;
    const char *id;
    int measure; /* enum condition_measure */
    double at_most_gbp, at_most;
    const char **of;
    size_t n_of;          /* of plans: settings' ids or categories' names; none: all */
    int from_fy, last_fy; /* years whose figures are tested; 0: from the first forecast year; without end */
};
enum if_met_later { MET_LATER_RELEASED, MET_LATER_LOST };
enum approval { APPROVAL_AWAITED, APPROVAL_PAID, APPROVAL_REFUSED };
struct reconciled_in {
    const char *where;
    const char *label; /* "" when it has none */
    double deficit_gbp;
};
struct receipt_in {
    const char *where;
    const char *id, *label;
    struct instalment_in *instalment;
    size_t n_instalment; /* none of a stability grant */
    int type;            /* enum receipt_type */
    struct condition_in *condition;
    size_t n_condition;   /* of a safety valve, like the next two */
    int if_met_later;     /* enum if_met_later: what becomes of what is held back */
    int release_until;    /* last year in which it may be released; 0: no end */
    double share, chance; /* of a stability grant, like all below: of the eligible deficit; of approval while it is awaited */
    int deficit_at, paid; /* the deficit is that at the end of this year; paid in this one */
    int state;            /* enum approval */
    struct reconciled_in *reconciled;
    size_t n_reconciled; /* figures of that deficit; the lowest counts */
};
struct transfer_in {
    const char *where;
    const char *id, *label, *from, *to; /* block ids */
    int fy;
    double share;                          /* of the giving block before recoupment; NAN when amount is given */
    double amount_gbp;                     /* NAN when share is given */
    int last_fy;                           /* asked for again each year to this one; 0: one year */
    double forum_chance, secretary_chance; /* NAN: not given */
    bool appeal;                           /* the Secretary of State is asked when the forum refuses */
};

/* What the council's general fund pays beside the DSG (general_fund.h). where NULL: not given, of each group here. */
struct transport_in {
    const char *where;
    const char *setting;
    quantity_id gbp_per_pupil;     /* per pupil transported and year, in prices of the first forecast year */
    quantity_id share_transported; /* of occupied place-years */
    struct path_in growth;         /* real growth, on top of general inflation */
};
enum interest_base { INTEREST_ON_OPENING, INTEREST_ON_AVERAGE };
struct deficit_interest_in {
    const char *where;
    struct path_in rate; /* per year: the rate itself, not its growth */
    int on;              /* enum interest_base */
};
enum mrp_method { MRP_ANNUITY, MRP_EQUAL_INSTALMENTS };
struct borrowing_in { /* terms on which capital is borrowed and set aside for repayment */
    int life_years;
    int method; /* enum mrp_method */
    quantity_id rate;
};
struct capital_in {
    const char *where;
    const char *id;
    int fy;                 /* spent and borrowed */
    quantity_id amount_gbp; /* borrowed: what grants and receipts do not pay */
    int in_use_fy;          /* the asset is in use from this year on; 0: from fy */
    struct borrowing_in terms;
};
struct capital_defaults_in { /* terms of capital that comes with options */
    const char *where;
    struct borrowing_in terms;
};
struct reserve_in {
    const char *where;
    const char *date; /* 31 March; "": at the end of fy */
    int fy;           /* 0: date is given */
    quantity_id amount_gbp;
};
struct reserve_test_in {
    const char *where;
    const char *date, *label; /* date: 31 March */
    bool hindsight;
};
struct reserves_in {
    const char *where;
    const char *definition;
    struct reserve_in *by_year;
    size_t n_by_year; /* each holds until the next */
    struct reserve_test_in *test;
    size_t n_test;
};
struct general_fund_in {
    const char *where;
    struct transport_in *transport;
    size_t n_transport;
    struct deficit_interest_in interest;
    struct capital_in *capital;
    size_t n_capital;
    struct capital_defaults_in capital_defaults;
    struct reserves_in reserves;
};
/* Known or official rates of the price level, for real terms (price_index.h); other years follow general inflation. */
struct deflator_in {
    const char *where;
    int fy;
    double growth; /* of the price level from the year before */
};

struct threshold_in {
    const char *where;
    const char *id, *label;
    double amount_gbp;
};
struct event_in {
    const char *where;
    const char *date, *label;
    bool hindsight;
};

/* Options (models/options/option.h). Which keys each type reads is in its own file. A start in the future may be put off (delay_years) or
 * never come (delivery). */
enum option_kind {
    OPTION_REPATRIATION,         /* children come back from dear placements at phase transfer */
    OPTION_NEW_PLACES,           /* places are added to a setting that can be full */
    OPTION_INCLUSION,            /* new plans are placed elsewhere than they would be */
    OPTION_EARLY_SUPPORT,        /* fewer children come to need a plan */
    OPTION_CEASING,              /* plans that are no longer needed end at annual review */
    OPTION_ASSESSMENT_THRESHOLD, /* more requests are refused */
    OPTION_TOP_UP_CUT,
    OPTION_PRICE_CONTROL, /* fees, or their growth, are lowered */
    OPTION_JOINT_FUNDING, /* health and social care pay a share */
    OPTION_EMPTY_PLACES,  /* funded places that nobody takes are no longer funded */
    OPTION_SERVICE_REDESIGN,
    OPTION_BLOCK_TRANSFER, /* from the schools block */
    N_OPTION_KIND
};
struct option_cost_in {
    int account;                              /* enum account of revenue, once and per_child (levers.h); per_place is the DSG's */
    quantity_id revenue_gbp, once_gbp;        /* a year, while it runs; in the year it starts; -1: none, like all below */
    quantity_id per_child_gbp, per_place_gbp; /* once for each child who moves; a year for each place that is there, filled or not */
    quantity_id capital_gbp;                  /* spent in the year it starts */
    double abortive;                          /* share of capital that is spent although it is never delivered */
};
struct option_in {
    const char *where;
    const char *id, *label;
    int kind;                /* enum option_kind */
    const char *start, *end; /* "2022/23": 1 April 2022; or a day; end: "" no end */
    double *ramp;            /* share of the full effect in the first, second, ... year; the last one stays */
    size_t n_ramp;           /* none: at once in full */
    double delivery;         /* chance that it happens at all; NAN: delivery_words says it, and without either it happens */
    const char *delivery_words;
    quantity_id delay_years;             /* -1: none, like all below */
    quantity_id share, children, places; /* how much, in the unit that the kind reads: */
    quantity_id amount_gbp, yearly_gbp;  /* pounds for each place-year; pounds a year */
    quantity_id growth;                  /* change of a yearly growth */
    quantity_id refused;                 /* of those it is for: families who refuse, appeals that are lost */
    quantity_id lag_years, fade;         /* years until it shows; share of the effect that is lost each year after */
    const char **setting;
    size_t n_setting; /* ids or category names it is for */
    const char *to;   /* id */
    int *ncy;
    size_t n_ncy;
    int from_age, to_age; /* ages at 31 August, inclusive */
    const char **need;
    size_t n_need; /* none: all */
    const char *line;
    int phase;               /* enum phase, of new places */
    quantity_id moves_out;   /* side effect of a cut: share of the children there who move to `to` each year, at the full cut */
    quantity_id requests;    /* side effect of a cut: new plans more, as a share of them */
    double forum, secretary; /* chance of consent to a transfer of up to the limit; of what needs the Secretary of State; NAN */
    double planned_gbp;      /* what the council's plan counts on by the end of the forecast; NAN: not said */
    double *level;
    size_t n_level; /* of the ladder: values of the key that says how much */
    struct option_cost_in cost;
    bool is_held; /* by `headroom seek`: at a level of its ladder, not by a key */
    double held;
};
struct odds_word_in { /* what the words of a paper mean */
    const char *where;
    const char *word;
    double chance;
};

enum role { ROLE_UNMITIGATED, ROLE_MITIGATED, ROLE_OTHER };
struct scenario_in {
    const char *where;
    const char *id, *label;
    int role; /* enum role */
    const char **receipt;
    size_t n_receipt; /* ids */
    const char **transfer;
    size_t n_transfer; /* ids */
    const char **option;
    size_t n_option; /* ids, in the order in which they are told */
    bool derived;    /* made by the program of others: what its options do is told with those */
};

struct inputs {
    const char *area;          /* its hash keys the local draws */
    const char *title;         /* of the run, for people */
    const char *about;         /* one paragraph, may be "" */
    int base_census;           /* January; the first forecast year is base_census/base_census+1 */
    const char *position_date; /* "2021-07-05": plans held then are in outturn, later ones are future demand; "" when not given */
    double position_plans;     /* plans held on that date; NAN when not given */
    int horizon_years;
    double simulations; /* whole, 1 to 10,000,000 */
    double seed;        /* whole, 0 to 2^32-1 */

    struct quantity *quantity;
    size_t n_quantity;

    struct need_in *need;
    size_t n_need; /* at least one */
    struct setting_in *setting;
    size_t n_setting;
    struct plans_in plans;
    struct population_in population;
    struct joiners_in joiners;
    struct pipeline_in pipeline;
    struct leavers_in leavers;
    struct migration_in migration;
    struct movers_in movers;
    struct policy_in *policy;
    size_t n_policy; /* none: nothing but what the other keys say */
    struct rates_in rates;
    struct path_in inflation;
    quantity_id sector_correlation; /* of the shocks of any two sectors' real growth; -1: none */
    struct price_in *price;
    size_t n_price;
    struct line_in *line;
    size_t n_line;
    struct grant_in grant;
    struct dsg_in dsg;
    struct receipt_in *receipt;
    size_t n_receipt;
    struct transfer_in *transfer;
    size_t n_transfer;
    struct general_fund_in general_fund;
    struct deflator_in *deflator;
    size_t n_deflator;
    struct threshold_in *threshold;
    size_t n_threshold;
    struct event_in *event;
    size_t n_event;
    struct option_in *option;
    size_t n_option;
    struct odds_word_in *odds_word;
    size_t n_odds_word;
    struct scenario_in *scenario;
    size_t n_scenario;

    /* England's cross-tables, to rake against */
    struct mix_in *england_stock;
    size_t n_england_stock; /* plans by age and category */
    struct england_need_in {
        const char *where;
        const char *need;
        double by_category[N_CATEGORY];
    } * england_need;
    size_t n_england_need;
    struct england_cost_in *england_cost;
    size_t n_england_cost;
};

/* "mainstream", "state_special", ...: the names used in scenario files and in outputs. */
const char *category_name(int category);
int category_of_name(const char *name); /* -1 when there is none */
/* The template's seven placement categories, for the dfe_category column. */
const char *category_dfe_name(int category);

/* clang-format on */

#endif
