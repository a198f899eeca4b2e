/* inputs_money.h: what a scenario file says of prices, lines, grant, account, agreements and the
 * general fund. Part of inputs.h, which says how all of it is filled and read. */
#ifndef INPUTS_MONEY_H
#define INPUTS_MONEY_H

/* A list and its length stand on one line here. clang-format off */

#include "inputs_common.h"

struct places_in { /* commissioned places from academic year ay on */
    const char *where;
    int ay;
    double count;
    bool post16; /* they change in August, not September; a setting may have both kinds, counted
                    apart */
};
/* Where a price's fees or top-ups fall in the section 251 return; shares of a price add up to 1. */
struct line_share_in {
    const char *where;
    const char *s251;
    double share;
};
enum unit_cost { UNIT_COST_TYPED, UNIT_COST_ENGLAND };
struct england_cost_in { /* spending on fees or top-ups over plans: 1-in-10, median, 9-in-10
                            authority */
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
    quantity_id fee_gbp; /* per place-year, in prices of the first forecast year; exactly one of fee
                            and topup */
    quantity_id topup_gbp;
    quantity_id place_gbp; /* per commissioned place and year, filled or not; -1: none */
    bool place_uprated; /* place funding follows the price path (false: flat in cash, as since 2013)
                         */
    bool post16_places; /* commissioned places weigh 4/12 and 8/12 */
    struct places_in *places;
    size_t n_places;
    struct path_in growth; /* real growth of this sector, on top of general inflation */
    quantity_id spread;    /* coefficient of variation of the price between children */
    struct need_factor_in *by_need;
    size_t n_by_need;
    struct line_share_in *line;
    size_t n_line;          /* none: by category (s251.h) */
    const char *place_line; /* section 251 line of place funding; "" or NULL: 1.0.2 */
    int unit_cost; /* enum unit_cost: ENGLAND: the reader made fee or top-up of England's figure */
    double uprate; /* on England's figure, to the first forecast year; NAN: none */
    bool solved;   /* one factor on all such prices makes the first year's spending the outturn
                      (solved.h) */
    struct band_in *band; /* in place of topup_gbp (bands.h) */
    size_t n_band;
    quantity_id
        drift; /* share of those who stay that go up one band in a year; -1: none, like the rest */
    quantity_id place_empty_gbp; /* a commissioned place that nobody holds; place_gbp is then one
                                    that somebody does (place_funding.h) */
    quantity_id protection;    /* least yearly change of place funding and top-up together, for the
                                  same children (prices.h) */
    quantity_id joint_funding; /* share of top-ups or fees that health and social care pay */
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
    size_t n_other_pupils; /* other authorities' in local special schools whose places have no
                              others_share */
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
    const char *id, *label; /* "schools", "central", "early_years", "high_needs" */
    double budget_gbp;  /* first forecast year; for high_needs it must equal the grant (checked) */
    double outturn_gbp; /* first forecast year; for high_needs a target that `check` reconciles the
                           model to, not an input */
    double future_demand_gbp; /* high_needs: spending on plans not yet issued at the position date;
                                 likewise a target */
    double before_recoupment_gbp; /* budget before academy recoupment, NAN when not given: base of a
                                     percentage transfer */
    quantity_id growth;           /* of budget and spending after the first year (not high_needs) */
    double mainstream_pupils; /* of the schools block: what a transfer costs is told for each; not
                                 above 0: not given */
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
/* Are the places of academies and colleges, which DfE pays directly, in the account? Of both sides
 * alike: budget and outturn. */
enum recoupment { AFTER_RECOUPMENT, BEFORE_RECOUPMENT };
struct dsg_in {
    const char *where;
    struct block_in *block;
    size_t n_block;
    double carry_forward_gbp; /* brought into the first forecast year, council's sign: a deficit is
                                 negative */
    double high_needs_deficit_gbp; /* part of that, a deficit positive; NAN: all of it */
    struct history_in *history;
    size_t n_history;
    int basis; /* enum recoupment; BEFORE: the reader has left deductions out of grant.known */
    quantity_id
        outturn_error; /* of high needs, relative, where prices are solved from it; -1: none */
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
    RECEIPT_STABILITY_GRANT /* a share of the high-needs part of the deficit at a date
                               (stability_grant.h) */
};
enum condition_measure { CONDITION_IN_YEAR_DEFICIT, CONDITION_DEFICIT, CONDITION_PLANS };
struct condition_in {
    const char *where;
    const char *id;
    int measure; /* enum condition_measure */
    double at_most_gbp, at_most;
    const char **of;
    size_t n_of; /* of plans: settings' ids or categories' names; none: all */
    int from_fy,
        last_fy; /* years whose figures are tested; 0: from the first forecast year; without end */
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
    double share, chance; /* of a stability grant, like all below: of the eligible deficit; of
                             approval while it is awaited */
    int deficit_at, paid; /* the deficit is that at the end of this year; paid in this one */
    int state;            /* enum approval */
    struct reconciled_in *reconciled;
    size_t n_reconciled; /* figures of that deficit; the lowest counts */
};
struct transfer_in {
    const char *where;
    const char *id, *label, *from, *to; /* block ids */
    int fy;
    double share;      /* of the giving block before recoupment; NAN when amount is given */
    double amount_gbp; /* NAN when share is given */
    int last_fy;       /* asked for again each year to this one; 0: one year */
    double forum_chance, secretary_chance; /* NAN: not given */
    bool appeal; /* the Secretary of State is asked when the forum refuses */
};

/* What the council's general fund pays beside the DSG (general_fund.h). where NULL: not given, of
 * each group here. */
struct transport_in {
    const char *where;
    const char *setting;
    quantity_id
        gbp_per_pupil; /* per pupil transported and year, in prices of the first forecast year */
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
/* Known or official rates of the price level, for real terms (price_index.h); other years follow
 * general inflation. */
struct deflator_in {
    const char *where;
    int fy;
    double growth; /* of the price level from the year before */
};

/* clang-format on */

#endif
