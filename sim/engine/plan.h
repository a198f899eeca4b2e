/* plan.h: a scenario file's inputs turned into what a replicate needs: sorted, raked, hashed,
 * checked, sized. Immutable once made and shared by all threads. Settings, needs, lines, blocks,
 * receipts and scenarios' lists are sorted by id, so the order of a file changes no number; the
 * output restores the file's order through file_setting[] and the like. */
#ifndef PLAN_H
#define PLAN_H

#include "inputs.h"

struct ledger_name { /* a row of the council-paper table */
    enum { ROW_BLOCK, ROW_SUBTOTAL, ROW_CARRY, ROW_RECEIPT, ROW_TOTAL } kind;
    const char *id; /* block or receipt id; "subtotal", "carry_forward", "total" */
    const char
        *label; /* "" for carry forward, whose label names the year: "2020/21 Carry forward" */
};

struct plan {
    const struct inputs *in; /* borrowed */
    size_t n_year, n_need, n_setting, n_line, n_block, n_receipt, n_row, n_option, n_scenario;
    const struct setting_in *
        *setting; /* owned array, borrowed items; sorted by id, like all below */
    const struct need_in **need;
    const struct line_in **line;
    const struct block_in **block;
    const struct receipt_in **receipt;
    const struct option_in **option;
    struct ledger_name *row; /* owned; blocks, sub-total, carry forward, receipts, total */
    size_t *file_setting, *file_line, *file_row,
        *file_option;   /* owned; position in the file's order -> index above */
    double *base_plans; /* owned; [setting]: plans in January of the base census */
    char **note;        /* owned; what was assumed where the file is silent, a sentence each */
    size_t n_note;
    struct machine *machine; /* owned; what a replicate needs, compiled (engine only) */
};

/* inputs is borrowed and must outlive the plan. Fails with HR_ESCENARIO and one sentence. */
HR_CHECKED int plan_init(struct plan *self, const struct inputs *inputs, struct hr_err *err);
void plan_release(struct plan *self);

/* What is in force in a run: one of the file's scenarios, or another set of its options, receipts
 * and transfers (sets.h). Borrowed. */
struct choice {
    const size_t *receipt, *transfer,
        *option; /* [receipt], [transfer], [option], in the plan's order: 1 when part of it */
    const double *level; /* [option]: of its ladder; NAN: as the scenario says. NULL: of all */
};
/* The chance that an option is delivered. */
double plan_option_delivery(const struct plan *self, size_t option);
struct choice plan_choice(const struct plan *self, size_t scenario);

/* Is this receipt part of this scenario? Scenarios are in the file's order (scenario 0 is the one
 * others are compared with). */
bool plan_has_receipt(const struct plan *self, size_t scenario, size_t receipt);

/* Factor, in the expected-value run, on prices that are solved from the outturn; NAN where none is.
 * */
double plan_price_factor(const struct plan *self);

/* Does what a setting costs fall on this section 251 line of those in use (the order of their
 * measures)? */
bool plan_s251_has(const struct plan *self, size_t line, size_t setting);

/* The policy of the expected-value run; NULL where the scenario has none. */
const struct policy_in *plan_central_policy(const struct plan *self);

#endif
