#include "transfers.h"

#include <math.h>

static bool
answer(double chance, uint32_t purpose, uint32_t item, const struct step *step)
{
    draw_at(step->draw, &(struct draw_key){ .purpose = purpose, .item = item, .year = step->year });
    return draw_chance(step->draw, chance) > 0.0;
}

double
transfer_granted(double asked, const struct consent *consent, const struct step *step)
{
    const bool forum = answer(consent->forum, consent->purpose_forum, consent->item, step);
    const bool secretary =
        answer(consent->secretary, consent->purpose_secretary, consent->item, step);
    if (asked <= consent->limit)
        return forum || (consent->appeal && secretary) ? asked : 0.0;
    if (secretary)
        return asked;
    return forum ? consent->limit : 0.0;
}

bool
transfer_is_uncertain(const struct transfer_in *in)
{
    return !isnan(in->forum_chance) || !isnan(in->secretary_chance);
}

double
transfer_gbp(const struct transfer_in *in, const struct consent *consent, int fy,
             double before_recoupment_gbp, const struct step *step)
{
    if (fy < in->fy || fy > (in->last_fy == 0 ? in->fy : in->last_fy))
        return 0.0;
    const bool amount = isnan(in->share);
    if (!transfer_is_uncertain(in))
        return amount ? in->amount_gbp : in->share * before_recoupment_gbp;
    const double asked = amount ? in->amount_gbp / before_recoupment_gbp : in->share;
    const double granted = transfer_granted(asked, consent, step);
    return amount && granted == asked ? in->amount_gbp : granted * before_recoupment_gbp;
}
