/* One basis for both sides of the account, and sums that are those of the paper.
 *
 * DfE pays the places of academies and colleges directly. The grant has them before deductions,
 * section 251 budgets have them, section 251 outturns and council papers have not: in 2021-22 place
 * funding was £1,638m in England's budgets and £1,009m in its outturns, and the two side by side
 * show £630m of saving that was never made. So the account says one basis for budget, outturn and
 * commissioned places. */
#include "checks.h"

#include "nearest.h"

#include <math.h>
#include <string.h>

/* ---- basis */

static const struct grant_known_in *
first_year(const struct inputs *in)
{
    for (size_t i = 0; i < in->grant.n_known; i++)
        if (in->grant.known[i].fy == in->base_census)
            return &in->grant.known[i];
    return NULL;
}

static const struct block_in *
high_needs(const struct inputs *in)
{
    for (size_t i = 0; i < in->dsg.n_block; i++)
        if (strcmp(in->dsg.block[i].id, "high_needs") == 0)
            return &in->dsg.block[i];
    return NULL;
}

static bool
prices_pay_places(const struct inputs *in)
{
    for (size_t i = 0; i < in->n_price; i++)
        if (in->price[i].place_gbp != 0)
            return true;
    return false;
}

static bool
lines_pay_places(const struct inputs *in)
{
    for (size_t i = 0; i < in->n_line; i++)
        if (strcmp(in->line[i].s251, "1.0.2") == 0)
            return true;
    return false;
}

static void
check_before(const struct checks *self, const char *where)
{
    const struct inputs *in = self->in;
    if (in->grant.basis == GRANT_AFTER_DEDUCTIONS)
        faults_add(self->faults, where,
                   "'dsg.basis' is \"before_recoupment\", but 'grant.basis' is "
                   "\"after_deductions\": the outturn would have the places that "
                   "DfE pays directly in it, and the budget would not");
    if (!prices_pay_places(in) && !lines_pay_places(in))
        faults_add(self->faults, where,
                   "'dsg.basis' is \"before_recoupment\", but no price has place_gbp and no line "
                   "is on 1.0.2: the budget would have the "
                   "places that DfE pays directly in it, and spending would not");
}

static double
other_lines(const struct inputs *in)
{
    double gbp = 0.0;
    for (size_t i = 0; i < in->grant.n_other; i++)
        if (in->grant.other[i].first_fy <= in->base_census &&
            (in->grant.other[i].last_fy == 0 || in->grant.other[i].last_fy >= in->base_census))
            gbp += in->grant.other[i].amount_gbp;
    return gbp;
}

static bool
same_gbp(double a, double b)
{
    return fabs(a - b) <= LEDGER_ROUNDING_GBP;
}

/* With or without the other lines, or by another line that puts the deductions back. */
bool
check_budget_is_gross(const struct inputs *in)
{
    const struct grant_known_in *known = first_year(in);
    const struct block_in *block = high_needs(in);
    if (in->dsg.basis == BEFORE_RECOUPMENT || in->grant.basis != GRANT_BEFORE_DEDUCTIONS ||
        known == NULL || block == NULL ||
        !(grant_deductions(&in->grant, known->fy) > LEDGER_ROUNDING_GBP))
        return false;
    return same_gbp(block->budget_gbp, known->amount_gbp) ||
           same_gbp(block->budget_gbp, known->amount_gbp + other_lines(in));
}

/* The trap. */
static void
check_budget_side(const struct checks *self)
{
    if (!check_budget_is_gross(self->in))
        return;
    const char *deductions =
        check_gbp_m(self, grant_deductions(&self->in->grant, self->in->base_census));
    faults_add(
        self->faults, high_needs(self->in)->where,
        "'dsg.blocks.high_needs.budget_gbp_m' is the block before deductions of %s, and its "
        "outturn after recoupment: side by side "
        "they would show %s of saving that is not there; type the block after deductions, or say "
        "dsg.basis = "
        "\"before_recoupment\" and count the places that DfE pays directly in the outturn too",
        deductions, deductions);
}

static void
check_basis(const struct checks *self)
{
    const struct inputs *in = self->in;
    const char *where = check_where(self, "dsg.basis");
    const bool said = strcmp(where, "default") != 0;
    const bool none_direct = grant_deductions(&in->grant, in->base_census) ==
                             0.0; /* DfE pays no place directly: one basis is the other */

    if (said && in->dsg.basis == BEFORE_RECOUPMENT)
        check_before(self, where);
    else
        check_budget_side(self);
    if (!said && prices_pay_places(in) && !none_direct)
        faults_add(self->faults, in->dsg.n_block > 0 ? in->dsg.block[0].where : where,
                   "'dsg.basis' is missing: prices count commissioned places, and DfE pays some of "
                   "the area's directly; say "
                   "\"after_recoupment\" if budget, outturn and places leave those out, "
                   "\"before_recoupment\" if all three have them in");
}

/* ---- sums as printed */

struct sums {
    double budget, outturn;
};

static void
add(struct sums *sum, double budget, double outturn)
{
    sum->budget += budget;
    sum->outturn += outturn;
}

/* What is received in the first year if all of it is. */
static double
received(const struct inputs *in, const struct receipt_in *receipt)
{
    double gbp = 0.0;
    for (size_t i = 0; i < receipt->n_instalment; i++)
        gbp +=
            receipt->instalment[i].fy == in->base_census ? receipt->instalment[i].amount_gbp : 0.0;
    return gbp;
}

/* False: there is no such row. */
static bool
typed_sums(const struct inputs *in, const char *row, struct sums *out)
{
    struct sums subtotal = { 0 }, total;
    for (size_t i = 0; i < in->dsg.n_block; i++) {
        const struct block_in *block = &in->dsg.block[i];
        if (strcmp(block->id, row) == 0) {
            *out = (struct sums){ block->budget_gbp, block->outturn_gbp };
            return true;
        }
        add(&subtotal, block->budget_gbp, block->outturn_gbp);
    }
    total = subtotal;
    add(&total, in->dsg.carry_forward_gbp, 0.0);
    for (size_t i = 0; i < in->n_receipt; i++) {
        const double gbp = received(in, &in->receipt[i]);
        if (strcmp(in->receipt[i].id, row) == 0) {
            *out = (struct sums){ gbp, 0.0 };
            return true;
        }
        add(&total, gbp, 0.0);
    }
    *out = strcmp(row, "subtotal") == 0 ? subtotal
           : strcmp(row, "total") == 0  ? total
                                        : (struct sums){ in->dsg.carry_forward_gbp, 0.0 };
    return strcmp(row, "subtotal") == 0 || strcmp(row, "total") == 0 ||
           strcmp(row, "carry_forward") == 0;
}

static void
check_cell(const struct checks *self, const struct printed_in *printed, const char *column,
           double typed, double as_printed)
{
    if (isnan(as_printed) || fabs(typed - as_printed) <= LEDGER_ROUNDING_GBP)
        return;
    faults_add(
        self->faults, printed->where,
        "the %s of row '%s' is printed as %s, but the figures typed for it come to %s, %s %s",
        column, printed->row, check_gbp_m(self, as_printed), check_gbp_m(self, typed),
        check_gbp_m(self, fabs(typed - as_printed)), typed > as_printed ? "more" : "less");
}

static void
unknown_row(const struct checks *self, const struct printed_in *printed)
{
    const struct inputs *in = self->in;
    static const char *const always[] = { "subtotal", "carry_forward", "total" };
    struct nearest nearest = { .name = printed->row };
    for (size_t i = 0; i < in->dsg.n_block; i++)
        nearest_offer(&nearest, in->dsg.block[i].id);
    for (size_t i = 0; i < in->n_receipt; i++)
        nearest_offer(&nearest, in->receipt[i].id);
    for (size_t i = 0; i < sizeof always / sizeof always[0]; i++)
        nearest_offer(&nearest, always[i]);
    faults_add(self->faults, printed->where,
               "row '%s' of dsg.printed is no block, no receipt, and none of subtotal, "
               "carry_forward, total%s%s%s",
               printed->row, nearest.best == NULL ? "" : ": did you mean '",
               nearest.best == NULL ? "" : nearest.best, nearest.best == NULL ? "" : "'?");
}

static void
check_printed(const struct checks *self)
{
    const struct inputs *in = self->in;
    for (size_t i = 0; i < in->dsg.n_printed; i++) {
        const struct printed_in *printed = &in->dsg.printed[i];
        struct sums typed;
        if (!typed_sums(in, printed->row, &typed)) {
            unknown_row(self, printed);
            continue;
        }
        check_cell(self, printed, "budget", typed.budget, printed->budget_gbp);
        check_cell(self, printed, "outturn", typed.outturn, printed->outturn_gbp);
        check_cell(self, printed, "variance", typed.outturn - typed.budget, printed->variance_gbp);
    }
}

static void
check_columns(const struct checks *self)
{
    static const char *const known[] = {
        "budget", "outturn", "variance", "future_demand", "variance_incl_demand", "range"
    };
    const struct dsg_in *dsg = &self->in->dsg;
    for (size_t i = 0; i < dsg->n_column; i++) {
        struct nearest nearest = { .name = dsg->column[i] };
        bool found = false;
        for (size_t k = 0; k < sizeof known / sizeof known[0]; k++) {
            found = found || strcmp(known[k], dsg->column[i]) == 0;
            nearest_offer(&nearest, known[k]);
        }
        if (!found)
            faults_add(self->faults, check_where(self, "dsg.columns"),
                       "column '%s' of dsg.columns is none of budget, outturn, variance, "
                       "future_demand, variance_incl_demand, range%s%s%s",
                       dsg->column[i], nearest.best == NULL ? "" : ": did you mean '",
                       nearest.best == NULL ? "" : nearest.best, nearest.best == NULL ? "" : "'?");
    }
}

void
check_account_basis(const struct checks *self)
{
    if (checks_clean(self, "dsg", "grant", "prices", "lines", "base"))
        check_basis(self);
    if (checks_clean(self, "dsg", "receipts", "base"))
        check_printed(self);
    if (checks_clean(self, "dsg"))
        check_columns(self);
}
