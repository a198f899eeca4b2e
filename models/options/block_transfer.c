/* A transfer from the schools block to high needs, year by year.
 *
 *   transfer(t) = s(t) * schools block before recoupment
 *   s(t)        = what is granted of the share asked: up to 0.5% with the forum's consent, more (or
 *               over its refusal) with the Secretary of
 *                 State's. Each year has draws of its own, the same for every level asked. In the
 *                 expected-value run delivery and consent are one chain (transfers.h). */
#include "option.h"
#include "transfers.h"

#include <math.h>

static double
granted(const struct option_case *of, double asked, size_t year)
{
    const struct option_in *in = of->option->in;
    const struct consent consent = { .limit = FORUM_LIMIT,
                                     .forum = isnan(in->forum) ? 1.0 : in->forum,
                                     .secretary = isnan(in->secretary) ? 0.0 : in->secretary,
                                     .reached = of->option->delivery,
                                     .appeal = true,
                                     .purpose_forum = of->option->purpose_forum,
                                     .purpose_secretary = of->option->purpose_secretary,
                                     .item = of->option->item };
    return transfer_granted(
        asked, &consent,
        &(struct step){ .value = of->value, .draw = of->draw, .year = (unsigned)year });
}

static void
write(const struct option_case *of, struct levers *levers)
{
    const double full = option_effect(of, of->option->in->share);
    for (size_t t = 0; t < levers->n_year; t++) {
        levers->transfer_share[t] += granted(of, full * option_of_year(of, t), t);
    }
}

static void
check(const struct option_check *of)
{
    if (!of->has_schools_block)
        faults_add(of->faults, of->in->where,
                   "option '%s' takes a share of the schools block, but dsg.blocks has no "
                   "\"schools\" with before_recoupment_gbp_m",
                   of->in->id);
}

const struct option_kind_of option_block_transfer = {
    .name = "block_transfer",
    .children = "Mainstream schools get less for all their pupils, those with SEN support among "
                "them; children with a plan see nothing of it "
                "directly.",
    .money = "A share of the schools block, before academy recoupment, moves to high needs for one "
             "year at a time. What it takes from "
             "mainstream schools is shown for each pupil where mainstream_pupils is given. It "
             "moves money and saves none.",
    .sides = "Up to 0.5% wants the schools forum's consent (forum_chance); more, or over its "
             "refusal, the Secretary of State's "
             "(secretary_chance). Each year is decided anew.",
    .unknown = "Both answers.",
    .must = KEY_SHARE,
    .may = KEY_FORUM_CHANCE | KEY_SECRETARY_CHANCE,
    .levels_of = KEY_SHARE,
    .check = check,
    .write = write,
};
