/* Held: spending less that of joiners after the position date. All settings' top-ups and fees times
 * f meet the target when
 *   f = (target - lines - place funding) / (held on settings - place funding). */
#include "reconcile.h"

#include "calendar.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double TIES_WITHIN_GBP_M = 0.0015; /* rounding of three-decimal figures */

/* What a council expects to spend on plans not yet issued is no outturn, and the average of futures
 * is not the expected-value run: near enough is a part of all high needs spending. */
static const double DEMAND_WITHIN = 0.002;

static size_t
high_needs_block(const struct model *model)
{
    for (size_t i = 0; i < model->n_block; i++) {
        if (strcmp(model->block[i]->id, "high_needs") == 0)
            return i;
    }
    hr_bug("the plan has no block 'high_needs'");
}

/* What transfers and options add to the block in the first year: the account is typed without it.
 */
static double
transferred_in(const struct model *model, const struct future *expected, size_t block)
{
    const struct year *year = &expected->year[0];
    double gbp = year->money.transferred_gbp;
    for (size_t i = 0; i < model->in->n_transfer; i++)
        gbp -= model->transfer_to[i] == block ? 0.0 : year->transfer_gbp[i];
    return gbp;
}

void
reconcile(const struct model *model, const struct future *expected, struct reconciliation *out)
{
    const size_t b = high_needs_block(model);
    const struct block_in *block = model->block[b];
    double held_gbp = 0.0, later_gbp = 0.0, places_gbp = 0.0, lines_gbp = 0.0;

    for (size_t s = 0; s < model->n_setting; s++) {
        const struct setting_year *y = future_setting(expected, 0, s);
        held_gbp += y->cost.spending_gbp - y->cost.later_gbp;
        later_gbp += y->cost.later_gbp;
        places_gbp += y->cost.place_funding_gbp;
    }
    for (size_t i = 0; i < model->n_line; i++)
        lines_gbp += expected->year[0].line_gbp[i];
    const double priced_gbp = held_gbp - places_gbp;
    *out = (struct reconciliation){
        .held = (held_gbp + lines_gbp) / GBP_PER_GBP_M,
        .held_target = block->outturn_gbp / GBP_PER_GBP_M,
        .later = later_gbp / GBP_PER_GBP_M,
        .later_target = block->future_demand_gbp / GBP_PER_GBP_M,
        .budget = future_row(expected, 0, b)->budget_gbp / GBP_PER_GBP_M,
        .budget_target = (block->budget_gbp + transferred_in(model, expected, b)) / GBP_PER_GBP_M,
        .price_factor = priced_gbp > 0.0
                            ? (block->outturn_gbp - lines_gbp - places_gbp) / priced_gbp
                            : (double)NAN,
    };
}

const char *
reconcile_beside(const struct inputs *in)
{
    return inputs_estimate(in, KEY_OUTTURN) ? "estimate" : "ledger";
}

bool
reconcile_ties(double model, double ledger)
{
    return isnan(ledger) || fabs(model - ledger) <= TIES_WITHIN_GBP_M;
}

bool
reconcile_demand_ties(const struct reconciliation *self)
{
    return isnan(self->later_target) ||
           fabs(self->later - self->later_target) <=
               fmax(TIES_WITHIN_GBP_M, DEMAND_WITHIN * (self->held_target + self->later_target));
}

/* Adds ", outturn 25.151 against 25.131" when the two differ; the first of them without the comma.
 * */
static void
add_difference(char *list, size_t size, const char *what, double model, double ledger)
{
    const size_t n = strlen(list);
    if (!reconcile_ties(model, ledger))
        (void)snprintf(list + n, size - n, "%s%s %.3f against %.3f", n == 0 ? "" : ", ", what,
                       model, ledger);
}

/* ---- far off ---- */

static const double ABSURD = 0.2;  /* of high needs spending in the ledger */
static const double NEARLY = 0.05; /* a slip explains a difference when it brings it so near */

/* Slips of one price: its factor, and how the right one is named. */
static const struct {
    double factor;
    const char *right;
} slip[] = { { 10.0, "a tenth" },
             { 12.0, "a twelfth (a month's)" },
             { 52.0, "a 52nd (a week's)" },
             { 100.0, "a hundredth" },
             { 1000.0, "a thousandth" },
             { 1.0 / 12.0, "twelve times (it may be a month's)" },
             { 1.0 / 52.0, "52 times (it may be a week's)" },
             { 1.0 / 100.0, "a hundred times" },
             { 1.0 / 1000.0, "a thousand times" } };

/* The setting whose price, mistaken by the slip that fits best, would explain held; SIZE_MAX: none.
 */
static size_t
slip_of_price(const struct reconciliation *r, const struct model *model,
              const struct future *expected, size_t *which)
{
    size_t setting = SIZE_MAX;
    double best = NEARLY * r->held_target;
    for (size_t i = 0; i < sizeof slip / sizeof slip[0]; i++)
        for (size_t s = 0; s < model->n_setting; s++) {
            const struct setting_cost *cost = &future_setting(expected, 0, s)->cost;
            const double priced = (cost->spending_gbp - cost->later_gbp - cost->place_funding_gbp) /
                                  GBP_PER_GBP_M,
                         left = r->held - r->held_target - priced * (1.0 - 1.0 / slip[i].factor);
            if (fabs(left) < best) {
                best = fabs(left);
                *which = i;
                setting = s;
            }
        }
    return setting;
}

static bool
is_absurd(double model, double ledger, double spending)
{
    return fabs(model - ledger) > ABSURD * spending;
}

void
reconcile_absurd(const struct model *model, const struct future *expected, struct tie_absurd *out)
{
    struct reconciliation r;
    char list[192] = "", why[160] = "";
    size_t which = 0;
    reconcile(model, expected, &r);
    const double spending = fmax(r.held_target, r.budget_target);
    const bool held = is_absurd(r.held, r.held_target, spending);
    if (held)
        add_difference(list, sizeof list, "outturn", r.held, r.held_target);
    if (is_absurd(r.later, r.later_target, spending))
        add_difference(list, sizeof list, "future demand", r.later, r.later_target);
    if (is_absurd(r.budget, r.budget_target, spending))
        add_difference(list, sizeof list, "budget", r.budget, r.budget_target);
    const size_t setting = held ? slip_of_price(&r, model, expected, &which) : SIZE_MAX;
    if (setting != SIZE_MAX)
        (void)snprintf(why, sizeof why, "; %s of the price of '%s' would tie", slip[which].right,
                       model->setting[setting]->id);
    out->text[0] = '\0';
    if (list[0] != '\0')
        (void)snprintf(out->text, sizeof out->text,
                       "%s is far from the %s, in £ million: %s%s. Are numbers in other units "
                       "(thousands, pounds for £ million, a part of the year)?",
                       fy_name(model->in->base_census).text, reconcile_beside(model->in), list,
                       why);
}

void
reconcile_note(const struct model *model, const struct future *expected, struct tie_note *out)
{
    struct reconciliation r;
    char list[192] = "";

    reconcile(model, expected, &r);
    add_difference(list, sizeof list, "outturn", r.held, r.held_target);
    if (!reconcile_demand_ties(&r))
        add_difference(list, sizeof list, "future demand", r.later, r.later_target);
    add_difference(list, sizeof list, "budget", r.budget, r.budget_target);
    out->text[0] = '\0';
    if (list[0] != '\0')
        (void)snprintf(
            out->text, sizeof out->text,
            "the expected-value run of %s does not tie to the %s: %s (see 'headroom check')",
            fy_name(model->in->base_census).text, reconcile_beside(model->in), list);
}
