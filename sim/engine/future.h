/* future.h: everything that happened in one simulated future of one scenario, year by year. A
 * replicate fills it, each stage its own part of the year; results copy from it by the table of
 * measures (measures.h); `--replicate K` prints it; the council-paper table of the expected-value
 * run is read from it.
 *
 * Year t (0 to n_year-1) is census step base_census+t -> base_census+t+1 and financial year
 * (base_census+t)/(base_census+t+1). Settings, lines, blocks and receipts are in the model's order
 * (sorted by id), not the file's. Money is pounds, counts are children. */
#ifndef FUTURE_H
#define FUTURE_H

#include "arena.h"
#include "calendar.h"
#include "general_fund.h"
#include "ledger.h"
#include "migration.h"
#include "places.h"
#include "pipeline.h"
#include "prices.h"
#include "shifts.h"

#include <stddef.h>

struct people_year {
    double population, plans_opening, joined, left, moved, plans_closing;
    struct migrated migrated; /* to and from other authorities; what records do not explain */
    double plans_by_band[N_AGE_BAND]; /* of plans_closing, calendar.h */
    double joining_level;             /* m(t) */
    double joining_national;          /* G(t) */
    struct pipeline_year pipeline;    /* zeros where the scenario has none */
    double joined_by_position; /* of joined: by the position date. First year, where there is a
                                  pipeline */
    double policy; /* place of this future's policy in the scenario's list, from 1; 0 where there is
                      none */
};

struct money_year {
    double inflation;    /* general, this year; 0 in the first, whose prices are typed */
    double price_level;  /* general prices, 1 in the first forecast year */
    double spending_gbp; /* high needs: settings and lines, future demand included */
    double later_gbp; /* of that: on plans not yet issued at the position date, "future demand" */
    double opening_plans_gbp; /* of that: on plans issued this year to those in the pipeline at the
                                 base census */
    double backdated_gbp;     /* of that: top-ups paid back of plans that were late (pipeline.h) */
    double raised_gbp;        /* of that: by rises of prices (price_rise.c) */
    double option_cost_gbp;   /* of that: revenue cost of options that falls on the DSG */
    double option_places_gbp; /* of the options': place funding of new places */
    double option_places;     /* that options have opened by the January census in the year */
    double
        grant_gbp; /* high needs budget: grant after deductions, reconciling lines, transfers in */
    double grant_formula_gbp, import_export_gbp,
        deductions_gbp;           /* of the grant: by pupils, of that import/export; taken off */
    double block_cut, block_flat; /* 1 where the block before deductions and formula is below that
                                     of the year before in cash; the same. Else 0, and in year 0 */
    double other_blocks_gbp;      /* overspend of the other blocks */
    double receipts_gbp;
    double transferred_gbp; /* from blocks that give, which spend that much less */
    double deficit_opening_gbp, in_year_deficit_gbp,
        deficit_closing_gbp;           /* opening + in-year - receipts = closing */
    double high_needs_deficit_gbp;     /* part of deficit_closing */
    double schools_gave_gbp;           /* transferred out of the schools block */
    double schools_gave_per_pupil_gbp; /* of mainstream pupils; 0 where their number is not given */
};

/* The general fund, never netted off the DSG (general_fund.h); 0 where the scenario has none. */
struct general_year {
    double transport_gbp, deficit_interest_gbp;
    struct borrowing_year borrowing;
    double option_cost_gbp;   /* revenue cost of options that falls on the general fund */
    double cost_gbp;          /* transport, interest, MRP and cost of options */
    double reserves_gbp;      /* usable, at 31 March; 0 where none are given, like the next */
    double reserves_left_gbp; /* reserves less the cumulative deficit: below 0, the deficit exceeds
                                 them */
};

struct setting_year { /* one setting, one year */
    struct setting_flows flows;
    struct setting_cost cost;
};

struct year {
    struct people_year people;
    struct money_year money;
    struct general_year general;
    /* owned by the future, like all below */
    struct setting_year *setting; /* [setting] */
    struct place_year *place;     /* [setting with places] */
    double *elsewhere;      /* [pair]: children who stay where for want of a place (places.h) */
    struct shifted *option; /* [option]: zeros where it is not part of the run */
    double *reacted;        /* [option]: 1 when its condition has been met by the start of the year;
                               of those that have one */
    double *line_gbp;       /* [line] */
    double *s251_gbp;       /* [section 251 line in use]: spending_gbp once more, by line */
    struct ledger_row *row; /* [row]: blocks, sub-total, carry forward, receipts, total */
    double *withheld_gbp;   /* [receipt]: held back by the end of the year and not paid since */
    double *transfer_gbp;   /* [transfer] */
    double *transport_gbp;  /* [transport] */
};

struct future {
    size_t n_year, n_setting, n_finite, n_pair, n_option, n_line, n_s251, n_row, n_receipt,
        n_transfer, n_transport;
    struct year *year;  /* [n_year] */
    struct arena arena; /* all that it owns */
};

/* Room for the years: the lengths are those that self has been given. */
HR_CHECKED int future_init(struct future *self, struct hr_err *err);
void future_release(struct future *self);
static inline struct setting_year *
future_setting(const struct future *self, size_t year, size_t setting)
{
    return &self->year[year].setting[setting];
}
static inline struct ledger_row *
future_row(const struct future *self, size_t year, size_t row)
{
    return &self->year[year].row[row];
}

#endif
