/* general_fund.h: what SEND costs the council's general fund in a year, beside the Dedicated
 * Schools Grant and never netted off it. It reads place-years and deficits. The DSG account reads
 * one thing: no contribution of the council's (agreements.h) exceeds its usable reserves.
 *
 *   transport(s,t) = place-years(s,t) share(s) price(s) I(s,t),  I(s,t) = I(s,t-1) (1 + pi(t) +
 *       g(s,t)), I(s,0) = 1
 *   interest on the deficit = rho(t) max(0, D(t-1))   or   rho(t) (max(0, D(t-1)) + max(0, D(t))) /
 *                                                          2
 *   each sum borrowed:  interest(t) = r (B(t-1) + new(t)/2),  B(t) = B(t-1) + new(t) - MRP(t)
 *   reserves(t): the amount in force on the 31 March that ends the year, less what the council has
 *       contributed to the deficit by then
 *
 *   symbol      | field             | unit                     | source
 *   place-years | place_years       | occupied, financial year | the year's flows (prices.h)
 *   share       | share_transported | of place-years           | scenario
 *   price       | gbp_per_pupil     | pounds a pupil and year  | scenario, in prices of the first
 *       forecast year
 *   pi, g       | inflation, growth | per year                 | general inflation; path.h, its
 *       shocks national and shared by settings
 *   rho         | interest.rate     | per year                 | scenario: a path of the rate
 *       itself; its shocks national
 *   D           | deficit           | pounds at 31 March       | the year's account; a surplus
 *       bears no interest here
 *   r, MRP      | terms             | per year, pounds         | scenario; finance.h
 *   B           | debt_gbp          | pounds at 31 March       | capital not yet set aside for
 *       repayment
 *
 * Capital is spent evenly through its year, so its first interest is for half of it; MRP is set
 * aside at the end of a year, from the year after the asset is in use. Capital that comes with
 * options is in use from the year it is spent, on the terms of capital_defaults.
 * Limits: one rate for the life of a loan; no refinancing; reserves are as typed but for
 * contributions to the deficit. */
#ifndef GENERAL_FUND_H
#define GENERAL_FUND_H

#include "finance.h"
#include "arena.h"
#include "field.h"
#include "path.h"
#include "step.h"

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
    enum interest_base on;
};
struct borrowing_in { /* terms on which capital is borrowed and set aside for repayment */
    int life_years;
    enum mrp_method method;
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

extern const struct field_table general_fund_fields;

struct general_fund { /* compiled; immutable */
    const struct general_fund_in
        *in; /* borrowed; NULL: the scenario has none, and nothing below is read */
    const struct transport_in **transport; /* borrowed items, in the order of the settings */
    size_t *setting;                       /* [transport]: whose place-years */
    const struct capital_in **capital;     /* borrowed items, sorted by id */
    quantity_id *reserves; /* [year]: in force at its end; NULL: no reserves are given */
    size_t n_transport, n_capital, n_year;
    int first_fy;
    uint32_t purpose_transport, purpose_interest, item_transport, item_interest;
};

/* One sum borrowed. Sums of capital first, then one a year of what options spend. */
struct loan {
    double principal_gbp, debt_gbp, rate;
    int life_years;
    enum mrp_method method;
    unsigned in_use; /* year of the forecast; MRP starts the year after */
};

struct borrowing_year {
    double capital_gbp, interest_gbp, mrp_gbp, debt_gbp;
};

struct general_state {
    double *index;       /* [transport]: I */
    struct path *growth; /* [transport] */
    struct path interest;
    struct loan *loan; /* [n_capital + n_year] */
    struct borrowing_year borrowing;
};

void general_state_init(struct general_state *self, const struct general_fund *fund,
                        struct arena *arena);
void general_start(struct general_state *self, const struct general_fund *fund,
                   const double *value);

/* Moves transport prices into the step's year: call once a year, in order. Inflation is that of
 * prices (ignored in year 0). */
void general_inflate(struct general_state *self, const struct general_fund *fund, double inflation,
                     const struct step *step);
/* Cost of transport i (of setting fund->setting[i]). */
double general_transport(const struct general_state *self, const struct general_fund *fund,
                         size_t i, double place_years, const struct step *step);
/* Interest on the year's cumulative deficit; 0 where no rate is given. Call once a year, in order.
 * */
double general_deficit_interest(struct general_state *self, const struct general_fund *fund,
                                double opening_gbp, double closing_gbp, const struct step *step);
/* The year's borrowing, into self->borrowing. option_capital_gbp: spent by options this year;
 * without terms for it HR_EMODEL. Call once a year, in order. */
HR_CHECKED int general_borrow(struct general_state *self, const struct general_fund *fund,
                              double option_capital_gbp, const struct step *step,
                              struct hr_err *err);
/* Usable reserves at the end of the year, as typed; there must be some (fund->reserves). */
double general_reserves(const struct general_fund *fund, const struct step *step);

#endif
