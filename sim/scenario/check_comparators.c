/* Comparators: one January for all that are ranked, one entry for this area and for England,
 * spending with its year. */
#include "checks.h"

#include <math.h>

static void
check_spending(const struct checks *self, const struct comparator_in *in)
{
    if (isnan(in->spending_per_plan_gbp) != (in->spending_fy == 0))
        faults_add(self->faults, in->where,
                   "comparator '%s' has %s: want spending_per_plan_gbp and spending_fy, or neither",
                   in->name,
                   in->spending_fy == 0 ? "spending of no year" : "a year of spending alone");
}

/* The first entry of what is ranked: this area, its neighbours, England. */
static const struct comparator_in *
first_ranked(const struct inputs *in)
{
    for (size_t i = 0; i < in->n_comparator; i++)
        if (in->comparator[i].kind != COMPARATOR_AREA)
            return &in->comparator[i];
    return NULL;
}

static void
check_ranked(const struct checks *self, const struct comparator_in *in, size_t *n_of_kind)
{
    const struct comparator_in *first = first_ranked(self->in);
    if (in->kind == COMPARATOR_AREA)
        return;
    if (in->census != first->census)
        faults_add(self->faults, in->where,
                   "comparator '%s' is of January %d and '%s' of January %d: what is ranked wants "
                   "one January",
                   in->name, in->census, first->name, first->census);
    if (in->kind != COMPARATOR_NEIGHBOUR && ++n_of_kind[in->kind] > 1)
        faults_add(self->faults, in->where, "comparator '%s' is a second one of kind \"%s\"",
                   in->name, comparator_kind_choice[in->kind]);
}

void
check_comparators(const struct checks *self)
{
    size_t n_of_kind[N_COMPARATOR_KIND] = { 0 };
    for (size_t i = 0; checks_clean(self, "comparators") && i < self->in->n_comparator; i++) {
        check_spending(self, &self->in->comparator[i]);
        check_ranked(self, &self->in->comparator[i], n_of_kind);
    }
}
