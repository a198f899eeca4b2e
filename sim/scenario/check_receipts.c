/* Receipts: in years that are simulated, with the keys of their type and conditions that can be
 * tested; and the conditions that options wait for. */
#include "checks.h"

#include "nearest.h"

#include <math.h>
#include <string.h>

void
check_forecast_year(const struct checks *self, const char *where, const char *what, int fy)
{
    const struct inputs *in = self->in;
    const int last = in->base_census + in->horizon_years - 1;
    if (!checks_clean(self, "base", "horizon_years"))
        return;
    if (fy < in->base_census)
        faults_add(self->faults, where,
                   "%s falls in %d/%02d, before the first forecast year %d/%02d: it belongs in "
                   "carry_forward_gbp_m",
                   what, fy, (fy + 1) % 100, in->base_census, (in->base_census + 1) % 100);
    else if (fy > last)
        faults_add(self->notes, where,
                   "%s falls in %d/%02d, after the last forecast year %d/%02d: not reached", what,
                   fy, (fy + 1) % 100, last, (last + 1) % 100);
}

static void
check_instalments(const struct checks *self, const struct receipt_in *receipt)
{
    for (size_t k = 0; k < receipt->n_instalment; k++) {
        const struct instalment_in *instalment = &receipt->instalment[k];
        check_forecast_year(self, instalment->where,
                            arena_format(self->arena, "an instalment of '%s'", receipt->id),
                            instalment->fy);
        check_per_plan(
            self, instalment->where,
            arena_format(self->arena, "receipts.%s.instalments.amount_gbp_m", receipt->id),
            instalment->amount_gbp, MOST_PER_PLAN);
    }
    const bool grant = receipt->type == RECEIPT_STABILITY_GRANT,
               share = grant || receipt->type == RECEIPT_IN_YEAR_DEFICIT;
    if (share && receipt->n_instalment > 0)
        faults_add(self->faults, receipt->where,
                   "receipt '%s' is %s, which is a share of the deficit and has no "
                   "instalments: leave them out",
                   receipt->id, grant ? "a stability_grant" : "an in_year_deficit");
    else if (!share && receipt->n_instalment == 0)
        faults_add(self->faults, receipt->where,
                   "receipt '%s' has no instalments: say what is paid when", receipt->id);
}

/* A key of another type is a slip: nothing would read it. */
static void
check_keys_of_type(const struct checks *self, const struct receipt_in *receipt)
{
    const bool valve = receipt->type == RECEIPT_SAFETY_VALVE,
               grant = receipt->type == RECEIPT_STABILITY_GRANT,
               central = receipt->type == RECEIPT_IN_YEAR_DEFICIT,
               held_back = valve || receipt->status.where != NULL;
    const struct {
        const char *key, *type;
        bool misplaced;
    } key[] = {
        { "conditions", "safety_valve", !valve && receipt->n_condition > 0 },
        { "if_met_later", "safety_valve", !held_back && receipt->if_met_later != 0 },
        { "release_until", "safety_valve", !held_back && receipt->release_until != 0 },
        { "share", "stability_grant", !grant && !central && !isnan(receipt->share) },
        { "first_fy", "in_year_deficit", !central && receipt->first_fy != 0 },
        { "last_fy", "in_year_deficit", !central && receipt->last_fy != 0 },
        { "accumulated_share", "in_year_deficit", !central && receipt->accumulated_share > 0.0 },
        { "deficit_at", "stability_grant", !grant && receipt->deficit_at != 0 },
        { "paid", "stability_grant", !grant && receipt->paid != 0 },
        { "state", "stability_grant", !grant && receipt->state != 0 },
        { "chance", "stability_grant", !grant && !central && !isnan(receipt->chance) },
        { "reconciled", "stability_grant", !grant && receipt->n_reconciled > 0 },
    };
    for (size_t i = 0; i < sizeof key / sizeof key[0]; i++)
        if (key[i].misplaced)
            faults_add(self->faults, receipt->where,
                       "receipt '%s' has %s, which only one of type \"%s\" may have", receipt->id,
                       key[i].key, key[i].type);
    if ((grant || central) && (receipt->status.where != NULL || receipt->beyond_deficit))
        faults_add(self->faults, receipt->where,
                   "receipt '%s' has %s, which is for receipts with instalments", receipt->id,
                   receipt->beyond_deficit ? "beyond_deficit" : "status");
}

static void
check_condition_years(const struct checks *self, const struct condition_in *condition,
                      const char *path)
{
    const int first = self->in->base_census, last = first + self->in->horizon_years - 1;
    if (condition->last_fy != 0 && condition->last_fy < condition->from_fy)
        faults_add(self->faults, condition->where,
                   "'%s' is tested from %d/%02d to %d/%02d, want years in order", path,
                   condition->from_fy, (condition->from_fy + 1) % 100, condition->last_fy,
                   (condition->last_fy + 1) % 100);
    else if (condition->last_fy != 0 && condition->last_fy < first)
        faults_add(self->faults, condition->where,
                   "'%s' is tested up to %d/%02d, before the first forecast year %d/%02d: nothing "
                   "is simulated then",
                   path, condition->last_fy, (condition->last_fy + 1) % 100, first,
                   (first + 1) % 100);
    else if (condition->from_fy != 0 && condition->from_fy < first)
        faults_add(self->notes, condition->where,
                   "'%s' is tested from %d/%02d, before the first forecast year %d/%02d: it counts "
                   "from then on",
                   path, condition->from_fy, (condition->from_fy + 1) % 100, first,
                   (first + 1) % 100);
    else if (condition->from_fy >= last)
        faults_add(self->notes, condition->where,
                   "'%s' is tested from %d/%02d, whose figures nothing up to the last "
                   "forecast year %d/%02d waits for: not reached",
                   path, condition->from_fy, (condition->from_fy + 1) % 100, last,
                   (last + 1) % 100);
}

static bool
is_named(const struct setting_in *setting, const char *name)
{
    return strcmp(setting->id, name) == 0 || strcmp(category_name(setting->category), name) == 0;
}

static void
check_condition_settings(const struct checks *self, const struct condition_in *condition,
                         const char *path)
{
    const struct inputs *in = self->in;
    for (size_t i = 0; i < condition->n_of; i++) {
        struct nearest nearest = { .name = condition->of[i] };
        bool known = false;
        for (size_t s = 0; s < in->n_setting; s++) {
            known |= is_named(&in->setting[s], condition->of[i]);
            nearest_offer(&nearest, in->setting[s].id);
            nearest_offer(&nearest, category_name(in->setting[s].category));
        }
        if (!known)
            faults_add(self->faults, condition->where,
                       "'%s' counts plans in '%s', which is no setting and no category that a "
                       "setting has%s%s%s",
                       path, condition->of[i], nearest.best != NULL ? ": did you mean '" : "",
                       nearest.best != NULL ? nearest.best : "", nearest.best != NULL ? "'?" : "");
    }
}

/* bound: what the key that bounds a number of plans is called, "at_most" or "above". */
static void
check_condition(const struct checks *self, const char *path, const char *bound,
                const struct condition_in *condition)
{
    const bool plans = condition->measure == CONDITION_PLANS, gbp = !isnan(condition->at_most_gbp),
               count = !isnan(condition->at_most);
    if (plans && (gbp || !count))
        faults_add(self->faults, condition->where,
                   "'%s' counts plans: it wants %s, a number of plans, and no %s_gbp_m", path,
                   bound, bound);
    else if (!plans && (count || !gbp))
        faults_add(self->faults, condition->where,
                   "'%s' tests a deficit: it wants %s_gbp_m, an amount, and no %s", path, bound,
                   bound);
    if (!plans && condition->n_of > 0)
        faults_add(self->faults, condition->where,
                   "'%s' has 'of', which only a condition on plans may have", path);
    if (gbp)
        check_per_plan(self, condition->where,
                       arena_format(self->arena, "%s.%s_gbp_m", path, bound),
                       condition->at_most_gbp, MOST_PER_PLAN);
    if (checks_clean(self, "settings"))
        check_condition_settings(self, condition, path);
    if (checks_clean(self, "base", "horizon_years"))
        check_condition_years(self, condition, path);
}

void
check_reaction(const struct checks *self, const struct option_in *option)
{
    if (option->condition.where != NULL)
        check_condition(self, arena_format(self->arena, "options.%s.condition", option->id),
                        "above", &option->condition);
}

static void
check_held_back(const struct checks *self, const struct receipt_in *receipt)
{
    if (!receipt_may_withhold(receipt) &&
        (receipt->if_met_later != 0 || receipt->release_until != 0))
        faults_add(self->faults, receipt->where,
                   "receipt '%s' says what happens to withheld instalments but has no conditions "
                   "and no status",
                   receipt->id);
    if (receipt->if_met_later == MET_LATER_LOST && receipt->release_until != 0)
        faults_add(self->faults, receipt->where,
                   "receipt '%s' has release_until, but what it withholds is lost", receipt->id);
    for (size_t i = 0; receipt->release_until != 0 && i < receipt->n_instalment; i++)
        if (receipt->release_until < receipt->instalment[i].fy)
            faults_add(self->notes, receipt->instalment[i].where,
                       "the instalment of %d/%02d of '%s' falls after release_until: what is "
                       "withheld of it is lost",
                       receipt->instalment[i].fy, (receipt->instalment[i].fy + 1) % 100,
                       receipt->id);
    for (size_t k = 0; k < receipt->n_condition; k++)
        check_condition(self,
                        arena_format(self->arena, "receipts.%s.conditions.%s", receipt->id,
                                     receipt->condition[k].id),
                        "at_most", &receipt->condition[k]);
}

static void
check_approval(const struct checks *self, const struct receipt_in *receipt)
{
    const bool awaited = receipt->state == APPROVAL_AWAITED;
    if (awaited && isnan(receipt->chance))
        faults_add(self->faults, receipt->where,
                   "receipt '%s' is awaited: give the chance of approval, or say state = \"paid\" "
                   "or \"refused\"",
                   receipt->id);
    else if (!awaited && !isnan(receipt->chance))
        faults_add(self->faults, receipt->where,
                   "receipt '%s' is %s, so its chance has no meaning: leave it out", receipt->id,
                   receipt->state == APPROVAL_PAID ? "paid" : "refused");
}

static void
check_stability_grant(const struct checks *self, const struct receipt_in *receipt)
{
    const int at = receipt->deficit_at;
    check_approval(self, receipt);
    if (isnan(receipt->share) || at == 0 || receipt->paid == 0) {
        faults_add(self->faults, receipt->where,
                   "receipt '%s' is a stability_grant: it wants share, deficit_at and paid",
                   receipt->id);
        return;
    }
    check_forecast_year(self, receipt->where,
                        arena_format(self->arena, "the payment of '%s'", receipt->id),
                        receipt->paid);
    if (at >= receipt->paid)
        faults_add(self->faults, receipt->where,
                   "receipt '%s' is paid in %d/%02d on the deficit at the end of %d/%02d, which is "
                   "not over then: want a year before it",
                   receipt->id, receipt->paid, (receipt->paid + 1) % 100, at, (at + 1) % 100);
    else if (checks_clean(self, "base") && at < self->in->base_census - 1 &&
             receipt->n_reconciled == 0)
        faults_add(self->faults, receipt->where,
                   "receipt '%s' is paid on the deficit at the end of %d/%02d, which is not "
                   "simulated: give the figures in reconciled",
                   receipt->id, at, (at + 1) % 100);
    for (size_t k = 0; k < receipt->n_reconciled; k++)
        check_per_plan(
            self, receipt->reconciled[k].where,
            arena_format(self->arena, "receipts.%s.reconciled.deficit_gbp_m", receipt->id),
            receipt->reconciled[k].deficit_gbp, MOST_PER_PLAN);
}

static void
check_central(const struct checks *self, const struct receipt_in *receipt)
{
    if (isnan(receipt->share) || receipt->first_fy == 0) {
        faults_add(self->faults, receipt->where,
                   "receipt '%s' is an in_year_deficit: it wants share and first_fy", receipt->id);
        return;
    }
    check_forecast_year(self, receipt->where,
                        arena_format(self->arena, "the first year of '%s'", receipt->id),
                        receipt->first_fy);
    if (receipt->last_fy != 0 && receipt->last_fy < receipt->first_fy)
        faults_add(self->faults, receipt->where,
                   "receipt '%s' pays from %d/%02d to %d/%02d, want years in order", receipt->id,
                   receipt->first_fy, (receipt->first_fy + 1) % 100, receipt->last_fy,
                   (receipt->last_fy + 1) % 100);
}

static void
check_contribution(const struct checks *self, const struct receipt_in *receipt)
{
    if (self->in->general_fund.where != NULL && self->in->general_fund.reserves.where != NULL)
        return;
    faults_add(self->notes, receipt->where,
               "'%s' is the council's own contribution, and 'general_fund.reserves' does not say "
               "what it can pay it from: it is paid whatever they are",
               receipt->id);
}

void
check_receipts(const struct checks *self)
{
    if (!checks_clean(self, "receipts"))
        return;
    for (size_t i = 0; i < self->in->n_receipt; i++) {
        const struct receipt_in *receipt = &self->in->receipt[i];
        check_instalments(self, receipt);
        check_keys_of_type(self, receipt);
        if (receipt->type == RECEIPT_SAFETY_VALVE || receipt->status.where != NULL)
            check_held_back(self, receipt);
        if (receipt->type == RECEIPT_STABILITY_GRANT)
            check_stability_grant(self, receipt);
        if (receipt->type == RECEIPT_IN_YEAR_DEFICIT)
            check_central(self, receipt);
        if (receipt->type == RECEIPT_CONTRIBUTION)
            check_contribution(self, receipt);
    }
}
