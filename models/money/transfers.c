#include "transfers.h"

#include "field_rows.h"

#include <math.h>

static bool
answer(double chance, uint32_t purpose, uint32_t item, const struct step *step)
{
    draw_at(step->draw, &(struct draw_key){ .purpose = purpose, .item = item, .year = step->year });
    return draw_chance(step->draw, chance) > 0.0;
}

/* The likelier outcome of the whole chain: is anything granted; then, in full or in part. */
static double
expected_grant(double asked, const struct consent *consent)
{
    const bool small = asked <= consent->limit;
    const double is_asked = small && !consent->appeal ? 0.0 : consent->secretary;
    const double none = (1.0 - consent->forum) * (1.0 - is_asked);
    if (consent->reached * (1.0 - none) < 0.5)
        return 0.0;
    if (small || is_asked >= consent->forum * (1.0 - is_asked))
        return asked;
    return consent->limit;
}

double
transfer_granted(double asked, const struct consent *consent, const struct step *step)
{
    if (step->draw->expected)
        return expected_grant(asked, consent);
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

/* ---- fields */

static const struct field transfer_row[] = {
    ID("id", MUST, AT(transfer_in, id), "\"half\"",
       "Short name of the transfer, for scenarios.transfers."),
    TEXT("label", MUST, AT(transfer_in, label), "\"0.5% of the schools block\"",
         "Name of the transfer for people."),
    ID("from", MUST, AT(transfer_in, from), "\"schools\"", "Id of the block that gives.",
       REFERS(BLOCK)),
    ID("to", MUST, AT(transfer_in, to), "\"high_needs\"", "Id of the block that receives.",
       REFERS(BLOCK)),
    FY("fy", MUST, AT(transfer_in, fy), "\"2022/23\"", "Financial year."),
    NUMBER("share", "of the giving block", 0, 0.1, MAY, AT(transfer_in, share), "0.005",
           "Part of the giving block before recoupment; over 0.005 needs the Secretary of "
           "State. A transfer has share or amount_gbp_m."),
    NUMBER("amount_gbp_m", "£ million", 0, 1000, MAY, AT(transfer_in, amount_gbp), "0.59",
           "Amount that is transferred, in place of share."),
    FY("last_fy", MAY, AT(transfer_in, last_fy), "\"2024/25\"",
       "Last financial year it is asked for; each year is decided anew. Left out: fy alone."),
    NUMBER("forum_chance", "probability", 0, 1, MAY, AT(transfer_in, forum_chance), "0.8",
           "Chance that the schools forum consents, in each year; it may agree to 0.5% of the "
           "schools block. With neither this nor secretary_chance the transfer is agreed."),
    NUMBER("secretary_chance", "probability", 0, 1, MAY, AT(transfer_in, secretary_chance), "0.5",
           "Chance that the Secretary of State consents, in each year, to more than 0.5% of the "
           "schools block, and on appeal to what the forum refuses."),
    BOOL("appeal", MAY, AT(transfer_in, appeal), "true",
         "Whether the Secretary of State is asked when the forum refuses. Left out: no."),
};
const struct field_table transfer_fields = TABLE_OF(transfer_in, transfer_row, "id");
