/* model.h: a scenario file's inputs turned into what a replicate needs: sorted, raked, hashed,
 * checked, sized. Immutable once made and shared by all threads. Settings, needs, lines, blocks,
 * receipts and scenarios' lists are sorted by id, so the order of a file changes no number; the
 * output restores the file's order through file_setting[] and the like. */
#ifndef MODEL_H
#define MODEL_H

#include "address.h"
#include "cells.h"
#include "contest.h"
#include "general_fund.h"
#include "grant.h"
#include "inputs.h"
#include "joiners.h"
#include "leavers.h"
#include "lines.h"
#include "migration.h"
#include "movers.h"
#include "option.h"
#include "pipeline.h"
#include "places.h"
#include "policy.h"
#include "population.h"
#include "prices.h"
#include "provision.h"
#include "rates.h"
#include "s251.h"
#include "solved.h"
#include "transfers.h"

struct ledger_name { /* a row of the council-paper table */
    enum { ROW_BLOCK, ROW_SUBTOTAL, ROW_CARRY, ROW_RECEIPT, ROW_TOTAL } kind;
    const char *id; /* block or receipt id; "subtotal", "carry_forward", "total" */
    const char
        *label; /* "" for carry forward, whose label names the year: "2020/21 Carry forward" */
};

struct model {
    const struct inputs *in;  /* borrowed */
    struct arena arena;       /* all that the model owns */
    struct address_book book; /* names of random numbers */
    size_t n_year, n_need, n_setting, n_line, n_block, n_receipt, n_row, n_option, n_scenario;
    const struct setting_in **setting; /* borrowed items; sorted by id, like all below */
    const struct need_in **need;
    const struct line_in **line;
    const struct block_in **block;
    const struct receipt_in **receipt;
    const struct option_in **option_in;
    struct ledger_name *row; /* blocks, sub-total, carry forward, receipts, total */
    size_t *file_setting, *file_line, *file_row,
        *file_option;   /* position in the file's order -> index above */
    double *base_plans; /* [setting]: plans in January of the base census */
    const char **note;  /* what was assumed where the file is silent, a sentence each */
    size_t n_note;

    /* ---- what a replicate reads ---- */
    struct dims dims;
    uint32_t seed, area;
    double *base_stock; /* [cell]: whole plans in January of the base census */
    double *base_raked; /* [cell]: the same before rounding; shares are taken from it */
    struct population population;
    struct joiners joiners;
    struct pipeline pipeline; /* pipeline.in NULL: new plans come straight from joiners */
    struct contest contest;
    double position; /* part of the first calendar year; plans issued after it are future demand.
                        Where there is a pipeline; NAN: not given */
    struct leavers leavers;
    struct rates rates;
    struct migration migration;
    struct exits exits;
    struct places places;
    struct policies policies;
    struct shifts shifts;
    struct prices prices;
    struct lines lines;
    struct s251 s251;
    struct solved solved;
    struct grant grant;
    struct provision provision;
    struct general_fund general; /* general.in NULL: the scenario has none */
    uint32_t purpose_pressure, item_pressure;
    uint32_t purpose_inflation, purpose_order, item_inflation;
    struct receipt_address *receipt_at;  /* [receipt] */
    size_t *receipt_on;                  /* [scenario][receipt]: 1 when part of it */
    const struct transfer_in **transfer; /* borrowed items; sorted by id */
    size_t *transfer_on;                 /* [scenario][transfer] */
    size_t *transfer_from, *transfer_to; /* [transfer]: block */
    struct consent *consent;             /* [transfer] */
    size_t *first_condition;             /* [receipt]: of all receipts' conditions */
    bool *condition_of;                  /* [condition][setting]: does it count its plans? */
    bool has_grant;                      /* is any receipt a stability grant? */
    size_t high_needs, schools;          /* blocks; SIZE_MAX: none */
    struct council_option *option;       /* [option] */
    size_t *option_on;                   /* [scenario][option] */
    bool has_reaction;                   /* does any option wait for a condition? */
    size_t *no_option;                   /* [option]: none is taken */
};

/* inputs is borrowed and must outlive the model. Fails with HR_ESCENARIO and one sentence. A model
 * that is to be run is made with model_make (calibrate.h). */
HR_CHECKED int model_init(struct model *self, const struct inputs *inputs, struct hr_err *err);
void model_release(struct model *self);

/* What is in force in a run: one of the file's scenarios, or another set of its options, receipts
 * and transfers (sets.h). Borrowed. */
struct choice {
    const size_t *receipt, *transfer,
        *option; /* [receipt], [transfer], [option], in the model's order: 1 when part of it */
    const double *level; /* [option]: of its ladder; NAN: as the scenario says. NULL: of all */
};
/* The chance that an option is delivered. */
double model_option_delivery(const struct model *self, size_t option);
struct choice model_choice(const struct model *self, size_t scenario);

/* Is this receipt part of this scenario? Scenarios are in the file's order (scenario 0 is the one
 * others are compared with). */
bool model_has_receipt(const struct model *self, size_t scenario, size_t receipt);

/* Is an option part of the choice? */
bool model_takes_option(const struct model *self, const struct choice *choice);

/* Factor, in the expected-value run, on prices that are solved from the outturn; NAN where none is.
 * */
double model_price_factor(const struct model *self);

/* Does what a setting costs fall on this section 251 line of those in use (the order of their
 * measures)? */
bool model_s251_has(const struct model *self, size_t line, size_t setting);

/* The policy of the expected-value run; NULL where the scenario has none. */
const struct policy_in *model_central_policy(const struct model *self);

/* The parts of model_init, in this order (compile_people.c, compile_rates.c, compile_places.c,
 * compile_money.c, compile_agreements.c, compile_options.c, compile_pipeline.c). All need the
 * sorted names of the model. */
HR_CHECKED int compile_stock(struct model *model, struct hr_err *err);
HR_CHECKED int compile_rates(struct model *model, struct hr_err *err);
HR_CHECKED int compile_moves(struct model *model, struct hr_err *err);
HR_CHECKED int compile_joiners(struct model *model, struct hr_err *err);
HR_CHECKED int compile_policies(struct model *model, struct hr_err *err);
/* Does nothing where the scenario has no pipeline. */
HR_CHECKED int compile_pipeline(struct model *model, struct hr_err *err);
/* Settings that fill up, and where children go then. */
HR_CHECKED int compile_places(struct model *model, struct hr_err *err);
HR_CHECKED int compile_prices(struct model *model, struct hr_err *err);
/* Lines, grant, receipts and transfers, and the scenarios they are part of. */
HR_CHECKED int compile_ledger(struct model *model, struct hr_err *err);
/* The part of it with receipts and transfers (compile_agreements.c). */
HR_CHECKED int compile_agreements(struct model *model, struct hr_err *err);
HR_CHECKED int compile_provision(struct model *model, struct hr_err *err); /* after the two */
/* counted: [setting]; does the condition count its plans? */
HR_CHECKED int compile_condition(struct model *model, const struct condition_in *in, bool *counted,
                                 struct hr_err *err);
/* Options, after settings, places, prices and lines (compile_options.c). */
HR_CHECKED int compile_options(struct model *model, struct hr_err *err);
/* Does nothing where the scenario has no general fund. */
HR_CHECKED int compile_general(struct model *model, struct hr_err *err);
/* Section 251 lines; needs the prices. */
HR_CHECKED int compile_s251(struct model *model, struct hr_err *err);

/* The settings that a name means, with weights that sum to 1: a category's name means all its
 * settings, as their plans are (equal when they have none); any other name the setting of that id.
 * All zero when there is no such setting. weight: [setting]. */
void model_weigh_name(const struct model *model, const char *name, double *weight);

/* Appends a sentence to model->note. */
HR_CHECKED int model_note(struct model *model, struct hr_err *err, const char *fmt, ...)
    HR_PRINTF(3, 4);

/* The rates of single cells; NULL when the scenario has none. */
const struct rates *model_rates(const struct model *model);

/* Its row of the council-paper table. */
size_t model_receipt_row(const struct model *model, size_t receipt);

/* Index of an id in the model's order; SIZE_MAX when there is none. */
size_t model_setting(const struct model *model, const char *id);
size_t model_need(const struct model *model, const char *id);
size_t model_block(const struct model *model, const char *id);
/* Is any setting of this category? */
bool model_has_category(const struct model *model, int category);

#endif
