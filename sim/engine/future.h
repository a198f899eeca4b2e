/* future.h: everything that happened in one simulated future of one scenario, year by year. A
 * replicate fills it; results copies from it; `--replicate K` prints it; the council-paper table of
 * the expected-value run is read from it.
 *
 * Year t (0 to n_year-1) is census step base_census+t -> base_census+t+1 and financial year
 * (base_census+t)/(base_census+t+1). Settings, lines, blocks and receipts are in the model's order
 * (sorted by id), not the file's. Money is pounds, counts are children. */
#ifndef FUTURE_H
#define FUTURE_H

#include "calendar.h"
#include "general_fund.h"
#include "ledger.h"
#include "places.h"
#include "pipeline.h"
#include "shifts.h"

#include <stddef.h>

struct setting_year { /* one setting, one year */
    double opening, left, moved_out, moved_in, joined,
        closing;              /* opening - left - departed - moved_out + moved_in */
    double departed, arrived; /*   + arrived + joined = closing (cells.h) */
    double place_years;       /* occupied, in the financial year */
    double later_place_years; /* of those: by joiners after the position date (first year only) */
    double
        spending_gbp; /* top-ups or fees of all occupied place-years, and place funding; net of */
    double joint_gbp; /*   what health and social care pay of top-ups or fees */
    double protected_gbp;     /* added to top-ups by protection, whoever pays (prices.h) */
    double place_funding_gbp; /* of that: commissioned places, filled or not */
    double later_gbp;         /* of that: joiners after the position date ("future demand") */
    double unit_price_gbp;    /* mean price of an occupied place-year, before place funding */
};

struct year_total {
    double population, plans_opening, joined, left, moved, plans_closing;
    double transferred_out, transferred_in,
        unexplained; /* to and from other authorities; what records do not explain */
    double plans_by_band[N_AGE_BAND]; /* of plans_closing, calendar.h */
    double spending_gbp;              /* high needs: settings and lines, future demand included */
    double later_gbp; /* of that: on plans not yet issued at the position date, "future demand" */
    double
        grant_gbp; /* high needs budget: grant after deductions, reconciling lines, transfers in */
    double grant_formula_gbp, import_export_gbp,
        deductions_gbp;      /* of the grant: by pupils, of that import/export; taken off */
    double other_blocks_gbp; /* overspend of the other blocks */
    double receipts_gbp;
    double deficit_opening_gbp, in_year_deficit_gbp,
        deficit_closing_gbp; /* opening + in-year - receipts = closing */
    double high_needs_deficit_gbp,
        schools_gave_gbp; /* part of deficit_closing; transferred out of the schools block */
    double schools_gave_per_pupil_gbp; /* of mainstream pupils; 0 where their number is not given */
    double joining_level;              /* m(t) */
    double inflation;                  /* general, this year */
    double price_level;                /* general prices, 1 in the first forecast year */
    struct pipeline_year pipeline;     /* zeros where the scenario has none */
    double joined_by_position; /* of joined: by the position date. First year, where there is a
                                      pipeline */
    double opening_plans_gbp;  /* of spending: on plans issued this year to those in the pipeline at
                                 the base census */
    double option_cost_gbp;    /* of spending: revenue cost of options that falls on the DSG */
    double option_places_gbp;  /* of that: place funding of new places */
    double policy; /* place of this future's policy in the scenario's list, from 1; 0 where there is
                      none */
};

struct option_year { /* one option in one year; zeros where it is not part of the run */
    struct shifted shifted;
};

/* The general fund, beside the DSG and never netted off it (general_fund.h). */
struct general_year {
    double transport_gbp, deficit_interest_gbp;
    struct borrowing_year borrowing;
    double option_cost_gbp;   /* revenue cost of options that falls on the general fund */
    double cost_gbp;          /* transport, interest, MRP and cost of options */
    double reserves_gbp;      /* usable, at 31 March; 0 where none are given, like the next */
    double reserves_left_gbp; /* reserves less the cumulative deficit: below 0, the deficit exceeds
                                 them */
};

struct future {
    size_t n_year, n_setting, n_line, n_row, n_option;
    struct setting_year *setting; /* owned; [year][setting] */
    double *line_gbp;             /* owned; [year][line] */
    struct ledger_row
        *row; /* owned; [year][row]: blocks, sub-total, carry forward, receipts, total */
    struct year_total *total;   /* owned; [year] */
    struct option_year *option; /* owned; [year][option] */
    size_t n_receipt, n_transfer;
    double *withheld_gbp; /* owned; [year][receipt]: held back by the end of the year and not paid
                             since */
    double *transfer_gbp; /* owned; [year][transfer] */
    size_t n_finite, n_pair;
    struct place_year *place; /* owned; [year][setting with places]; NULL when there is none */
    double *
        elsewhere; /* owned; [year][pair]: children who stay where for want of a place (places.h) */
    size_t n_transport;
    struct general_year
        *general; /* owned; [year]; NULL where the scenario has no general_fund, like the next */
    double *transport_gbp; /* owned; [year][transport] */
};

HR_CHECKED int future_init(struct future *self, size_t n_year, size_t n_setting, size_t n_line,
                           size_t n_row, struct hr_err *err);
/* Room for what agreements withhold and blocks transfer. */
HR_CHECKED int future_add_agreements(struct future *self, size_t n_receipt, size_t n_transfer,
                                     struct hr_err *err);
/* Room for options. */
HR_CHECKED int future_add_options(struct future *self, size_t n_option, struct hr_err *err);
/* Room for settings with places. */
HR_CHECKED int future_add_places(struct future *self, size_t n_finite, size_t n_pair,
                                 struct hr_err *err);
/* Room for the general fund. */
HR_CHECKED int future_add_general(struct future *self, size_t n_transport, struct hr_err *err);
void future_release(struct future *self);

static inline struct setting_year *
future_setting(const struct future *self, size_t year, size_t setting)
{
    return &self->setting[year * self->n_setting + setting];
}
static inline struct ledger_row *
future_row(const struct future *self, size_t year, size_t row)
{
    return &self->row[year * self->n_row + row];
}

#endif
