/* What the rules may become: weights that sum to 1, changes that change something in years that are
 * forecast. */
#include "checks.h"

#include <math.h>

static const double WEIGHTS_ROUNDING = 1e-6;

static void
check_weights(const struct checks *self)
{
    const struct inputs *in = self->in;
    double sum = 0.0;
    for (size_t i = 0; i < in->n_policy; i++)
        sum += in->policy[i].weight;
    if (fabs(sum - 1.0) > WEIGHTS_ROUNDING)
        faults_add(self->faults, check_where(self, "policies"),
                   "the weights of 'policies' add up to %.8g, want 1", sum);
}

/* Year groups belong to leaving and moving; new plans have one level for all ages. */
static void
check_parts(const struct checks *self, const struct policy_change_in *change, const char *path)
{
    const bool joining = change->joining != 0, leaving = change->leaving != 0,
               moving = change->moving != 0;
    if (!joining && !leaving && !moving)
        faults_add(self->faults, change->where,
                   "'%s' changes nothing: give it joining, leaving or moving", path);
    else if (change->n_ncy > 0 && !leaving && !moving)
        faults_add(self->faults, change->where,
                   "'%s.ncy' has no meaning for joining, which changes at all ages: leave it out",
                   path);
    else if (change->n_ncy > 0 && joining)
        faults_add(self->faults, change->where,
                   "'%s' has joining, which changes at all ages, together with ncy: make it a "
                   "change of its own",
                   path);
}

/* A change that is over before the forecast begins is a slip; one that comes after it is right, and
 * without effect. */
static void
check_years(const struct checks *self, const struct policy_change_in *change, const char *path)
{
    const int first = self->in->base_census, last = first + self->in->horizon_years - 1;
    const int to = change->to_year;
    if (to != 0 && to < change->from_year)
        faults_add(self->faults, change->where, "'%s' runs from %d to %d, want years in order",
                   path, change->from_year, to);
    else if (to != 0 && to < first)
        faults_add(self->faults, change->where,
                   "'%s' is over in %d, before the first calendar year forecast, %d", path, to,
                   first);
    else if (change->from_year > last)
        faults_add(self->notes, change->where,
                   "'%s' begins in %d, after the last calendar year forecast, %d: not reached",
                   path, change->from_year, last);
    else if (change->from_year < first)
        faults_add(self->notes, change->where,
                   "'%s' begins in %d, before the first calendar year forecast, %d: it counts from "
                   "then on",
                   path, change->from_year, first);
}

void
check_policies(const struct checks *self)
{
    const struct inputs *in = self->in;
    if (in->n_policy == 0 || !checks_clean(self, "policies"))
        return;
    check_weights(self);
    for (size_t i = 0; i < in->n_policy; i++)
        for (size_t k = 0; k < in->policy[i].n_change; k++) {
            const struct policy_change_in *change = &in->policy[i].change[k];
            const char *path =
                arena_format(self->arena, "policies.%s.changes.%s", in->policy[i].id, change->id);
            check_parts(self, change, path);
            if (checks_clean(self, "base horizon_years"))
                check_years(self, change, path);
        }
}
