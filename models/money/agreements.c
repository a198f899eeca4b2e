#include "agreements.h"

#include "field_rows.h"

#include <math.h>

const enum receipt_type receipt_order[N_RECEIPT_TYPE] = { RECEIPT_INSTALMENTS, RECEIPT_SAFETY_VALVE,
                                                          RECEIPT_CONTRIBUTION,
                                                          RECEIPT_STABILITY_GRANT,
                                                          RECEIPT_IN_YEAR_DEFICIT };

/* ---- chance and status ---- */

/* The payer's one mind of a future: the same uniform whatever the year. */
static bool
says_yes(double chance, const struct receipt_address *address, const struct step *step)
{
    if (chance >= 1.0)
        return true;
    draw_at(step->draw, &(struct draw_key){ .purpose = address->purpose, .item = address->item });
    return draw_chance(step->draw, chance) > 0.0;
}

void
receipt_status_next(const struct receipt_in *in, const struct receipt_address *address,
                    const struct step *step, double *status)
{
    const struct receipt_status_in *chain = &in->status;
    if (chain->where == NULL) {
        *status = 1.0;
        return;
    }
    const double on =
        step->year == 0 ? chain->first : *status * chain->stays + (1.0 - *status) * chain->returns;
    if (step->draw->expected) {
        *status = on;
        return;
    }
    draw_at(step->draw, &(struct draw_key){ .purpose = address->purpose_status,
                                            .item = address->item,
                                            .year = step->year });
    *status = draw_chance(step->draw, on);
}

/* Paid or withheld, whichever is likelier, against refused. */
static bool
is_likelier_due(double chance, double status)
{
    return chance * fmax(status, 1.0 - status) >= 1.0 - chance;
}

double
receipt_due(const struct receipt_in *in, int fy, const struct receipt_address *address,
            double status, const struct step *step)
{
    double due = 0.0;
    for (size_t i = 0; i < in->n_instalment; i++) {
        const struct instalment_in *instalment = &in->instalment[i];
        if (instalment->fy != fy)
            continue;
        if (step->draw->expected ? is_likelier_due(instalment->chance, status)
                                 : says_yes(instalment->chance, address, step))
            due += instalment->amount_gbp;
    }
    return due;
}

bool
receipt_may_withhold(const struct receipt_in *in)
{
    return in->n_condition > 0 || in->status.where != NULL;
}

bool
receipt_is_yes_or_no(const struct receipt_in *in)
{
    switch (in->type) {
    case RECEIPT_INSTALMENTS:
    case RECEIPT_CONTRIBUTION:
    case RECEIPT_SAFETY_VALVE:
        for (size_t i = 1; i < in->n_instalment; i++)
            if (in->instalment[i].chance != in->instalment[0].chance)
                return false;
        return !receipt_may_withhold(in) && in->n_instalment > 0 &&
               in->instalment[0].chance < 1.0 && in->instalment[0].chance > 0.0;
    case RECEIPT_STABILITY_GRANT: return in->state == APPROVAL_AWAITED;
    case RECEIPT_IN_YEAR_DEFICIT: return in->chance < 1.0 && in->chance > 0.0;
    case N_RECEIPT_TYPE: break;
    }
    hr_bug("receipt of type %d", (int)in->type);
}

double
receipt_chance(const struct receipt_in *in)
{
    return in->n_instalment > 0 ? in->instalment[0].chance : in->chance;
}

bool
receipt_answer(const struct receipt_in *in, const struct receipt_address *address,
               struct draw *draw)
{
    return says_yes(receipt_chance(in), address, &(struct step){ .draw = draw });
}

/* ---- held back ---- */

bool
condition_binds(const struct condition_in *in, int fy)
{
    return fy >= in->from_fy && (in->last_fy == 0 || fy <= in->last_fy);
}

bool
condition_met(const struct condition_in *in, double figure)
{
    return figure <= (in->measure == CONDITION_PLANS ? in->at_most : in->at_most_gbp);
}

double
safety_valve_paid(const struct receipt_in *in, int fy, double due_gbp, bool on_track,
                  double *withheld_gbp)
{
    if (!on_track) {
        *withheld_gbp += due_gbp;
        return 0.0;
    }
    if (in->if_met_later == MET_LATER_LOST || (in->release_until != 0 && fy > in->release_until))
        return due_gbp;
    const double released_gbp = *withheld_gbp;
    *withheld_gbp = 0.0;
    return due_gbp + released_gbp;
}

/* ---- Stability Grant ---- */

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

bool
stability_grant_is_paid(const struct receipt_in *in, int fy, const struct receipt_address *address,
                        const struct step *step)
{
    if (fy != in->paid)
        return false;
    switch (in->state) {
    case APPROVAL_PAID: return true;
    case APPROVAL_REFUSED: return false;
    case APPROVAL_AWAITED: return says_yes(in->chance, address, step);
    }
    hr_bug("state %d of a stability grant", in->state);
}

double
stability_grant_paid(const struct receipt_in *in, double eligible_gbp, double left_gbp)
{
    return fmax(0.0, fmin(in->share * eligible_gbp, left_gbp));
}

/* ---- met centrally ---- */

bool
central_is_paid(const struct receipt_in *in, int fy, const struct receipt_address *address,
                const struct step *step)
{
    return fy >= in->first_fy && (in->last_fy == 0 || fy <= in->last_fy) &&
           (isnan(in->chance) || says_yes(in->chance, address, step));
}

double
central_paid(const struct receipt_in *in, int fy, const struct central_deficit *deficit)
{
    const double own = in->share * fmax(0.0, deficit->in_year_gbp),
                 before = fy == in->first_fy
                              ? in->accumulated_share * fmax(0.0, deficit->opening_gbp)
                              : 0.0;
    return fmax(0.0, fmin(own + before, deficit->left_gbp));
}

/* ---- fields */

const char *const condition_choice[] = { [CONDITION_IN_YEAR_DEFICIT] = "in_year_deficit",
                                         [CONDITION_DEFICIT] = "deficit",
                                         [CONDITION_PLANS] = "plans",
                                         NULL };
static const char *const receipt_choice[] = {
    [RECEIPT_INSTALMENTS] = "instalments",         [RECEIPT_CONTRIBUTION] = "contribution",
    [RECEIPT_SAFETY_VALVE] = "safety_valve",       [RECEIPT_STABILITY_GRANT] = "stability_grant",
    [RECEIPT_IN_YEAR_DEFICIT] = "in_year_deficit", NULL
};
static const char *const met_later_choice[] = {
    [MET_LATER_RELEASED] = "released", [MET_LATER_LOST] = "lost", NULL
};
static const char *const approval_choice[] = {
    [APPROVAL_AWAITED] = "awaited", [APPROVAL_PAID] = "paid", [APPROVAL_REFUSED] = "refused", NULL
};

static const struct field instalment_row[] = {
    FY("fy", MUST, AT(instalment_in, fy), "\"2021/22\"", "Financial year it is paid."),
    NUMBER("amount_gbp_m", "£ million", 0, 1000, MUST, AT(instalment_in, amount_gbp), "5.0",
           "Amount of the instalment."),
    NUMBER("chance", "probability", 0, 1, "1.0", AT(instalment_in, chance), "0.9",
           "Chance that it is paid. The payer has one mind in each simulated future, so chances of "
           "one receipt are nested: all of its instalments are paid with the lowest of them."),
};
static const struct field_table instalment_fields = TABLE_OF(instalment_in, instalment_row, "fy");

static const struct field condition_row[] = {
    ID("id", MUST, AT(condition_in, id), "\"balance\"",
       "Short name of the condition, which names its numbers."),
    ENUM("measure", condition_choice, MUST, AT(condition_in, measure), "\"in_year_deficit\"",
         "Figure that is tested, simulated, of the financial year before the instalment: "
         "in_year_deficit, spending less budget of all blocks before receipts; deficit, "
         "cumulative at 31 March; plans, at the January census that falls in the year."),
    NUMBER("at_most_gbp_m", "£ million", -2000, 2000, MAY, AT(condition_in, at_most_gbp), "0.5",
           "Highest deficit with which the condition is met; 0 is balance, a surplus is "
           "negative."),
    NUMBER("at_most", "plans", 0, 1000000, MAY, AT(condition_in, at_most), "160",
           "Highest number of plans with which the condition is met."),
    TEXTS("of", 0, 200, "( )", LIST_AT(condition_in, of), "( \"independent\" )",
          "Ids of settings, or names of categories, whose plans are counted together. Left out: "
          "all plans."),
    FY("from_fy", MAY, AT(condition_in, from_fy), "\"2025/26\"",
       "First financial year whose figures are tested: 2025/26 is judged when the instalment of "
       "2026/27 falls due. Left out: the first forecast year."),
    FY("last_fy", MAY, AT(condition_in, last_fy), "\"2027/28\"",
       "Last one; after it the condition no longer binds. Left out: no end."),
};
static const struct field_table condition_fields = TABLE_OF(condition_in, condition_row, "id");

static const struct field receipt_status_row[] = {
    NUMBER("first", "probability", 0, 1, MUST, AT(receipt_status_in, first), "0.95",
           "Chance that the agreement is on track in the first forecast year."),
    NUMBER("stays", "probability", 0, 1, MUST, AT(receipt_status_in, stays), "0.95",
           "Chance each later year that one that was on track stays so."),
    NUMBER("returns", "probability", 0, 1, MUST, AT(receipt_status_in, returns), "0.3",
           "Chance each later year that one that was off track comes back."),
};
static const struct field_table receipt_status_fields = TABLE_WHERE(receipt_status_row);

static const struct field reconciled_row[] = {
    TEXT("label", MAY, AT(reconciled_in, label), "\"draft accounts\"",
         "Where the figure is published."),
    NUMBER("deficit_gbp_m", "£ million", 0, 2000, MUST, AT(reconciled_in, deficit_gbp), "11.860",
           "High-needs deficit that it gives."),
};
static const struct field_table reconciled_fields =
    TABLE_OF(reconciled_in, reconciled_row, "label");

static const struct field receipt_row[] = {
    ID("id", MUST, AT(receipt_in, id), "\"safety_valve\"",
       "Short name of the receipt, for scenarios.receipts."),
    TEXT("label", MUST, AT(receipt_in, label), "\"Safety Valve Funding\"",
         "Name of the receipt for people."),
    LIST("instalments", 0, 40, "( )", LIST_AT(receipt_in, instalment), &instalment_fields,
         "( { fy = \"2021/22\"; amount_gbp_m = 5.0; }, ... )",
         "What is paid when; every receipt has some but a stability_grant and an "
         "in_year_deficit."),
    ENUM("type", receipt_choice, MAY, AT(receipt_in, type), "\"safety_valve\"",
         "What kind of agreement it is: instalments, paid on their dates by chance alone; "
         "contribution, the same from the council, no more than its usable reserves where "
         "general_fund.reserves has them; safety_valve, instalments held back while "
         "conditions are not met; stability_grant, a share of the high-needs deficit at a date; "
         "in_year_deficit, a share of each year's own deficit, met centrally. "
         "Left out: instalments, and no measures of its own."),
    GROUP("status", MAY, AT(receipt_in, status), &receipt_status_fields,
          "Whether the agreement is on track, held through the years of a simulated future, for "
          "what its conditions do not say; while it is off, instalments are withheld.",
          .example = "{ first = 0.95; stays = 0.95; returns = 0.3; }",
          BEFORE("each instalment with a chance was drawn by itself, so that four at 0.95, 0.85, "
                 "0.80 and 0.75 were all paid in 48 of 100 futures, not in 75")),
    BOOL("beyond_deficit", "false", AT(receipt_in, beyond_deficit), "true",
         "Whether instalments are paid although no deficit is left. Otherwise a receipt stops at "
         "the deficit, and what is cut is not paid later.",
         BEFORE("instalments were paid in full when less deficit than that was left")),
    LIST("conditions", 0, 20, "( )", LIST_AT(receipt_in, condition), &condition_fields,
         "( { id = \"balance\"; measure = \"in_year_deficit\"; at_most_gbp_m = 0.5; from_fy = "
         "\"2025/26\"; }, ... )",
         "Of a safety_valve: what must hold, in each simulated future, on the figures of the "
         "financial year before an instalment. While any does not, instalments are withheld. "
         "The first forecast year's instalment depends on its chance alone."),
    ENUM("if_met_later", met_later_choice, MAY, AT(receipt_in, if_met_later), "\"released\"",
         "What becomes of withheld instalments in the first later year in "
         "which no condition that binds is missed: released, paid then, or lost. A condition "
         "binds in its years alone, so after its last_fy what was withheld is released too, "
         "unless release_until has passed. Left out: released."),
    FY("release_until", MAY, AT(receipt_in, release_until), "\"2028/29\"",
       "Last financial year in which withheld money may be released. Left out: no end."),
    NUMBER("share", "of the deficit", 0, 1, MAY, AT(receipt_in, share), "0.90",
           "Of a stability_grant: share of the eligible deficit that it pays; DfE's note of "
           "February 2026 has 0.90. Of an in_year_deficit: share of each year's own deficit."),
    FY("first_fy", MAY, AT(receipt_in, first_fy), "\"2028/29\"",
       "Of an in_year_deficit: first financial year whose deficit is met."),
    FY("last_fy", MAY, AT(receipt_in, last_fy), "\"2030/31\"",
       "Of an in_year_deficit: last one. Left out: no end."),
    NUMBER("accumulated_share", "of the deficit", 0, 1, "0.0", AT(receipt_in, accumulated_share),
           "0.9",
           "Of an in_year_deficit: share of the deficit brought forward into first_fy that is "
           "paid in that year."),
    FY("deficit_at", MAY, AT(receipt_in, deficit_at), "\"2025/26\"",
       "Of a stability_grant: financial year at whose end the deficit counts; 2025/26 is 31 "
       "March 2026. Eligible is the high-needs part alone."),
    FY("paid", MAY, AT(receipt_in, paid), "\"2026/27\"",
       "Of a stability_grant: financial year in which it is paid."),
    ENUM("state", approval_choice, MAY, AT(receipt_in, state), "\"awaited\"",
         "Of a stability_grant: whether the local SEND reform plan it depends on is approved: "
         "paid, refused, or awaited, with a chance. Left out: awaited."),
    NUMBER("chance", "probability", 0, 1, MAY, AT(receipt_in, chance), "0.8",
           "Of a stability_grant that is awaited: chance of approval. Of an in_year_deficit: "
           "chance that deficits are met, one answer for all years. Left out there: they are."),
    LIST("reconciled", 0, 10, "( )", LIST_AT(receipt_in, reconciled), &reconciled_fields,
         "( { label = \"draft accounts\"; deficit_gbp_m = 11.860; }, ... )",
         "Of a stability_grant: the high-needs deficit at that date as returns and accounts have "
         "it, in £ million. The lowest of these and the simulated one is eligible.",
         LONE),
};
const struct field_table receipt_fields = TABLE_OF(receipt_in, receipt_row, "id");
