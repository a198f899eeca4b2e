/* machine.h: what a replicate needs, compiled from the inputs by the plan: models with their
 * parameters resolved to indices, names to hashes, shares to tables. Internal to the engine.
 * Immutable while replicates run. */
#ifndef MACHINE_H
#define MACHINE_H

#include "cells.h"
#include "contest.h"
#include "general_fund.h"
#include "grant.h"
#include "joiners.h"
#include "leavers.h"
#include "lines.h"
#include "migration.h"
#include "movers.h"
#include "option.h"
#include "places.h"
#include "pipeline.h"
#include "plan.h"
#include "policy.h"
#include "population.h"
#include "prices.h"
#include "rates.h"
#include "s251.h"
#include "solved.h"
#include "transfers.h"

struct machine {
    struct dims dims;
    uint32_t seed, area;
    double *base_stock; /* owned; [cell]: whole plans in January of the base census */
    double *base_raked; /* owned; [cell]: the same before rounding; shares are taken from it */
    struct population population;
    struct joiners joiners;
    struct pipeline pipeline; /* pipeline.in NULL: new plans come straight from joiners */
    struct contest contest;
    double position_day; /* of the calendar year; plans issued after it are future demand. Where
                            there is a pipeline; NAN: not given */
    struct leavers leavers;
    struct rates rates;
    struct migration migration;
    struct exits exits;
    struct places places;
    struct policies policies;
    struct prices prices;
    struct lines lines;
    struct s251 s251;
    struct solved solved;
    struct grant grant;
    struct general_fund general; /* general.in NULL: the scenario has none */
    uint32_t purpose_pull, purpose_inflation, purpose_receipt, item_inflation;
    uint32_t *receipt_item;              /* owned; [receipt] */
    size_t *receipt_on;                  /* owned; [scenario][receipt]: 1 when part of it */
    const struct transfer_in **transfer; /* owned array, borrowed items; sorted by id */
    size_t *transfer_on;                 /* owned; [scenario][transfer] */
    size_t *transfer_from, *transfer_to; /* owned; [transfer]: block */
    struct consent *consent;             /* owned; [transfer] */
    size_t *first_condition;             /* owned; [receipt]: of all receipts' conditions */
    bool *condition_of;                  /* owned; [condition][setting]: does it count its plans? */
    bool has_grant;                      /* is any receipt a stability grant? */
    size_t high_needs, schools;          /* blocks; SIZE_MAX: none */
    struct option *option;               /* owned; [option] */
    size_t *option_on;                   /* owned; [scenario][option] */
};

/* The parts of plan_init, in this order (compile_people.c, compile_rates.c, compile_pipeline.c,
 * compile_money.c). All need the sorted names of the plan. */
HR_CHECKED int compile_stock(struct plan *plan, struct hr_err *err);
HR_CHECKED int compile_rates(struct plan *plan, struct hr_err *err);
HR_CHECKED int compile_moves(struct plan *plan, struct hr_err *err);
HR_CHECKED int compile_joiners(struct plan *plan, struct hr_err *err);
/* Settings that fill up, and where children go then (compile_places.c). */
HR_CHECKED int compile_places(struct plan *plan, struct hr_err *err);
HR_CHECKED int compile_policies(struct plan *plan, struct hr_err *err); /* compile_policy.c */
/* Does nothing where the scenario has no pipeline. */
HR_CHECKED int compile_pipeline(struct plan *plan, struct hr_err *err);
HR_CHECKED int compile_prices(struct plan *plan, struct hr_err *err); /* compile_prices.c */
HR_CHECKED int compile_ledger(struct plan *plan, struct hr_err *err);
/* Receipts, transfers and the scenarios they are part of (compile_agreements.c); compile_ledger
 * calls it, when it knows the blocks. */
HR_CHECKED int compile_agreements(struct plan *plan, struct hr_err *err);
/* Options, after settings, places, prices and lines (compile_options.c). */
HR_CHECKED int compile_options(struct plan *plan, struct hr_err *err);
HR_CHECKED int compile_general(
    struct plan *plan,
    struct hr_err *err); /* the general fund (compile_general.c); nothing where there is none */
/* Splits the first year's joiners at the position date; runs the first year of the expected-value
 * run to know how many there are. */
HR_CHECKED int compile_position(struct plan *plan, struct hr_err *err);
HR_CHECKED int compile_s251(struct plan *plan,
                            struct hr_err *err); /* compile_s251.c; needs the prices */
/* Prices that are solved from the outturn (compile_solved.c); after the position date, whose later
 * joiners are not in the outturn. */
HR_CHECKED int compile_solved(struct plan *plan, struct hr_err *err);

/* The settings that a name means, with weights that sum to 1: a category's name means all its
 * settings, as their plans are (equal when they have none); any other name the setting of that id.
 * All zero when there is no such setting. weight: [setting]. */
void plan_weigh_name(const struct plan *plan, const char *name, double *weight);

/* Appends a sentence to plan->note. */
HR_CHECKED int plan_note(struct plan *plan, struct hr_err *err, const char *fmt, ...)
    HR_PRINTF(3, 4);

/* The rates of single cells; NULL when the scenario has none. */
const struct rates *plan_rates(const struct plan *plan);

/* Index of an id in the plan's order; SIZE_MAX when there is none. */
size_t plan_setting(const struct plan *plan, const char *id);
size_t plan_need(const struct plan *plan, const char *id);
size_t plan_block(const struct plan *plan, const char *id);
/* Is any setting of this category? */
bool plan_has_category(const struct plan *plan, int category);

#endif
