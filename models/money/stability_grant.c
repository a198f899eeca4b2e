#include "stability_grant.h"

#include <math.h>

double
stability_grant_eligible(const struct receipt_in *in, double high_needs_deficit_gbp,
                         double deficit_gbp)
{
    if (deficit_gbp <= 0.0)
        return 0.0;
    double least = high_needs_deficit_gbp; /* fmin leaves NAN out */
    for (size_t i = 0; i < in->n_reconciled; i++)
        least = fmin(least, in->reconciled[i].deficit_gbp);
    return fmax(0.0, least);
}

static bool
is_approved(const struct receipt_in *in, uint32_t purpose, uint32_t item, const struct step *step)
{
    switch ((enum approval)in->state) {
    case APPROVAL_PAID: return true;
    case APPROVAL_REFUSED: return false;
    case APPROVAL_AWAITED:
        draw_at(step->draw,
                &(struct draw_key){ .purpose = purpose, .item = item, .year = step->year });
        return draw_chance(step->draw, in->chance) > 0.0;
    }
    hr_bug("state %d of a stability grant", in->state);
}

double
stability_grant_paid(const struct receipt_in *in, int fy, double eligible_gbp, double left_gbp,
                     uint32_t purpose, uint32_t item, const struct step *step)
{
    if (fy != in->paid || !is_approved(in, purpose, item, step))
        return 0.0;
    return fmax(0.0, fmin(in->share * eligible_gbp, left_gbp));
}
