/* money_oracle.h: the money of the expected-value run, computed a second time.
 *
 * Written from the manuals alone (the headers of models/money, models/path.h, and the words that
 * open each option's file), not from the code of models/money or of the engine's money years. A
 * difference is a finding: in the manual, in the engine or here.
 *
 *   in               what a scenario file says: plain numbers, and the central value of an
 *                    uncertain one
 *   oracle_people    children, place-years and new plans, as the engine counted them
 *   money_oracle(self, in, scenario, people, without)    -> self->year
 *
 * Everything is in the order of the inputs. Parts, in the order in which they are run:
 * oracle_levers.h, oracle_spending.h, oracle_account.h, oracle_general.h; and oracle_provision.h.
 *
 * Not written twice, and refused (self->missing names the first such thing a scenario has): bands,
 * needs priced in pounds, solved prices with a pipeline, the formula of the grant, stability
 * grants, options that wait for a condition, that a ladder holds, or whose places are a maintained
 * school's. Not computed: the high-needs part of the deficit, section 251 lines, what schools gave
 * a pupil, spending on plans of the opening pipeline, what overflow costs. */
#ifndef MONEY_ORACLE_H
#define MONEY_ORACLE_H

#include "inputs.h"

enum {
    MOST_YEARS = 12,
    MOST_SETTINGS = 16,
    MOST_LINES = 12,
    MOST_BLOCKS = 6,
    MOST_ITEMS = 8, /* of receipts, of transfers */
    MOST_OPTIONS = 16
};

/* Of one year of one scenario, as the engine counted them. */
struct oracle_people {
    double years[MOST_SETTINGS];       /* Y: occupied place-years */
    double later_years[MOST_SETTINGS]; /* of those: of plans issued after the position date */
    /* the same, each place-year times its need's price factor, where prices go by need */
    double weighted[MOST_SETTINGS], later_weighted[MOST_SETTINGS];
    double joined[MOST_SETTINGS], joined_weighted[MOST_SETTINGS];
    double backdated, later_backdated; /* years of top-up paid back, a joiner */
    double opening, closing;           /* plans */
    double heads;                      /* people aged 2 to 18 */
    double national;                   /* G(t) */
    double went[MOST_OPTIONS];         /* children who moved because of the option */
};

/* What options write; real: in prices of the first forecast year. */
struct oracle_levers {
    double factor[MOST_SETTINGS], rise[MOST_SETTINGS], gbp[MOST_SETTINGS], growth[MOST_SETTINGS];
    double risen[MOST_SETTINGS][MOST_YEARS]; /* pounds, of the year of their start */
    double joint[MOST_SETTINGS], commissioned[MOST_SETTINGS];
    double real_line[MOST_LINES];
    double real_dsg, real_general; /* revenue cost */
    double places, places_uprated; /* place funding of options, the second real */
    double deductions, capital, transfer_share;
};

struct oracle_setting {
    double index, unit_price, spending, place_funding, later, joint, backdated, raised;
    double level, add, kept, protected_gbp; /* price without and with; what protection adds */
};
struct oracle_row {
    double budget, outturn, future;
};
struct oracle_year {
    struct oracle_setting setting[MOST_SETTINGS];
    double line[MOST_LINES];
    struct oracle_row block[MOST_BLOCKS];
    double receipt[MOST_ITEMS], withheld[MOST_ITEMS], transfer[MOST_ITEMS];
    double inflation, pressure, price_level;
    double spending, later, backdated, option_cost, option_places;
    double block_before, deductions, grant, schools_gave, transferred, other_blocks;
    double opening, in_year, receipts, closing;
    double transport[MOST_SETTINGS], transport_total, interest, capital, borrowed_interest, mrp,
        debt;
    double option_general, general_cost, reserves, reserves_left;
};

struct money_oracle {
    const struct inputs *in;
    const struct scenario_in *scenario;
    size_t n_year;
    const struct oracle_people *people, *without; /* [year]; the first one without options */
    const char *missing;                          /* NULL: nothing that is not written here */
    double factor;                                /* on prices that are solved */
    struct oracle_levers levers[MOST_YEARS];
    struct oracle_year year[MOST_YEARS];
};

/* people: [year] of the scenario; without: the first year where no option is taken. */
void money_oracle(struct money_oracle *self, const struct inputs *in, size_t scenario,
                  const struct oracle_people *people, const struct oracle_people *without);

/* ---- for the parts */

/* The central value; fallback where it is not given. */
double oracle_value(const struct money_oracle *self, quantity_id id, double fallback);
/* A path without shocks in its own year t: 0 is the first in which it acts. */
double oracle_path(const struct money_oracle *self, const struct path_in *path, size_t t);
bool oracle_lists(const char *const *list, size_t n, const char *id);
/* Index of a setting; SIZE_MAX: none. */
size_t oracle_setting(const struct inputs *in, const char *id);
/* Part of a financial year that lies in the academic year that begins in it. */
double oracle_weight(bool post16);
/* Price of a setting; NULL: none. */
const struct price_in *oracle_price(const struct inputs *in, size_t setting);

#endif
