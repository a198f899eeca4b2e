/* Money from outside the grant, and between its blocks: receipts with their conditions, transfers
 * with the consent they need. */
#include "schema_row.h"

/* ---- receipts */

static const struct schema_row instalment_row[] = {
    { .key = "fy",
      .type = SCHEMA_FY,
      .unit = "",
      .help = "Financial year it is paid.",
      .example = "\"2021/22\"",
      AT(instalment_in, fy) },
    { .key = "amount_gbp_m",
      .type = SCHEMA_NUMBER,
      .unit = "£ million",
      BOUNDS(0, 1000),
      .help = "Amount of the instalment.",
      .example = "5.0",
      AT(instalment_in, amount_gbp) },
    { .key = "chance",
      .type = SCHEMA_NUMBER,
      .unit = "probability",
      .fallback = "1.0",
      BOUNDS(0, 1),
      .help = "Chance that it is paid.",
      .example = "0.9",
      AT(instalment_in, chance) },
};
static const struct schema_table instalment = { ROWS(instalment_row),
                                                .size = sizeof(struct instalment_in), .where = true,
                                                ADDRESS("fy") };

static const char *const figure[] = { [CONDITION_IN_YEAR_DEFICIT] = "in_year_deficit",
                                      [CONDITION_DEFICIT] = "deficit",
                                      [CONDITION_PLANS] = "plans",
                                      NULL };

static const struct schema_row condition_row[] = {
    ROW_ID(condition_in, "Short name of the condition, which names its numbers.", "\"balance\""),
    { .key = "measure",
      .type = SCHEMA_ENUM,
      .unit = "",
      .choice = figure,
      .help = "Figure that is tested, simulated, of the financial year before the instalment: "
              "in_year_deficit, spending less budget of all "
              "blocks before receipts; deficit, cumulative at 31 March; plans, at the January "
              "census that falls in the year.",
      .example = "\"in_year_deficit\"",
      AT(condition_in, measure) },
    { .key = "at_most_gbp_m",
      .type = SCHEMA_NUMBER,
      .unit = "£ million",
      .fallback = "",
      BOUNDS(-2000, 2000),
      .help =
          "Highest deficit with which the condition is met; 0 is balance, a surplus is negative.",
      .example = "0.5",
      AT(condition_in, at_most_gbp) },
    { .key = "at_most",
      .type = SCHEMA_NUMBER,
      .unit = "plans",
      .fallback = "",
      BOUNDS(0, 1000000),
      .help = "Highest number of plans with which the condition is met.",
      .example = "160",
      AT(condition_in, at_most) },
    { .key = "of",
      .type = SCHEMA_TEXTS,
      .unit = "",
      .fallback = "( )",
      BOUNDS(0, 200),
      .help = "Ids of settings, or names of categories, whose plans are counted together. Left "
              "out: all plans.",
      .example = "( \"independent\" )",
      LIST_AT(condition_in, of) },
    { .key = "from_fy",
      .type = SCHEMA_FY,
      .unit = "",
      .fallback = "",
      .help = "First financial year whose figures are tested: 2025/26 is judged when the "
              "instalment of 2026/27 falls due. Left out: the "
              "first forecast year.",
      .example = "\"2025/26\"",
      AT(condition_in, from_fy) },
    { .key = "last_fy",
      .type = SCHEMA_FY,
      .unit = "",
      .fallback = "",
      .help = "Last one; after it the condition no longer binds. Left out: no end.",
      .example = "\"2027/28\"",
      AT(condition_in, last_fy) },
};
static const struct schema_table condition = { ROWS(condition_row),
                                               .size = sizeof(struct condition_in), .where = true,
                                               ADDRESS("id") };

static const struct schema_row reconciled_row[] = {
    { .key = "label",
      .type = SCHEMA_TEXT,
      .unit = "",
      .fallback = "",
      .help = "Where the figure stands.",
      .example = "\"draft accounts\"",
      AT(reconciled_in, label) },
    { .key = "deficit_gbp_m",
      .type = SCHEMA_NUMBER,
      .unit = "£ million",
      BOUNDS(0, 2000),
      .help = "High-needs deficit that it gives.",
      .example = "11.860",
      AT(reconciled_in, deficit_gbp) },
};
static const struct schema_table reconciled = { ROWS(reconciled_row),
                                                .size = sizeof(struct reconciled_in), .where = true,
                                                ADDRESS("label") };

static const char *const receipt_type[] = { [RECEIPT_INSTALMENTS] = "instalments",
                                            [RECEIPT_CONTRIBUTION] = "contribution",
                                            [RECEIPT_SAFETY_VALVE] = "safety_valve",
                                            [RECEIPT_STABILITY_GRANT] = "stability_grant",
                                            NULL };
static const char *const if_met_later[] = {
    [MET_LATER_RELEASED] = "released", [MET_LATER_LOST] = "lost", NULL
};
static const char *const state[] = {
    [APPROVAL_AWAITED] = "awaited", [APPROVAL_PAID] = "paid", [APPROVAL_REFUSED] = "refused", NULL
};

static const struct schema_row receipt_row[] = {
    ROW_ID(receipt_in, "Short name of the receipt, for scenarios.receipts.", "\"safety_valve\""),
    { .key = "label",
      .type = SCHEMA_TEXT,
      .unit = "",
      .help = "Name of the receipt for people.",
      .example = "\"Safety Valve Funding\"",
      AT(receipt_in, label) },
    { .key = "instalments",
      .type = SCHEMA_LIST,
      .unit = "",
      .fallback = "( )",
      BOUNDS(0, 40),
      .help = "What is paid when; every receipt but a stability_grant has some.",
      .example = "( { fy = \"2021/22\"; amount_gbp_m = 5.0; }, ... )",
      LIST_AT(receipt_in, instalment),
      .table = &instalment },
    { .key = "type",
      .type = SCHEMA_ENUM,
      .unit = "",
      .choice = receipt_type,
      .fallback = "",
      .help = "What kind of agreement it is: instalments, paid on their dates by chance alone; "
              "contribution, the same from the council; "
              "safety_valve, instalments held back while conditions are not met; stability_grant, "
              "a share of the high-needs deficit at a "
              "date. Left out: instalments, and no measures of its own.",
      .example = "\"safety_valve\"",
      AT(receipt_in, type) },
    { .key = "conditions",
      .type = SCHEMA_LIST,
      .unit = "",
      .fallback = "( )",
      BOUNDS(0, 20),
      .help = "Of a safety_valve: what must hold, in each simulated future, on the figures of the "
              "financial year before an instalment. "
              "While any does not, instalments are withheld. The first forecast year's instalment "
              "depends on its chance alone.",
      .example = "( { id = \"balance\"; measure = \"in_year_deficit\"; at_most_gbp_m = 0.5; "
                 "from_fy = \"2025/26\"; }, ... )",
      LIST_AT(receipt_in, condition),
      .table = &condition },
    { .key = "if_met_later",
      .type = SCHEMA_ENUM,
      .unit = "",
      .choice = if_met_later,
      .fallback = "",
      .help = "Of a safety_valve: what becomes of withheld instalments in the first later year in "
              "which no condition that binds is missed: "
              "released, paid then, or lost. A condition binds in its years alone, so after its "
              "last_fy what was withheld is released too, "
              "unless release_until has passed. Left out: released.",
      .example = "\"released\"",
      AT(receipt_in, if_met_later) },
    { .key = "release_until",
      .type = SCHEMA_FY,
      .unit = "",
      .fallback = "",
      .help = "Of a safety_valve: last financial year in which withheld money may be released. "
              "Left out: no end.",
      .example = "\"2028/29\"",
      AT(receipt_in, release_until) },
    { .key = "share",
      .type = SCHEMA_NUMBER,
      .unit = "of the eligible deficit",
      .fallback = "",
      BOUNDS(0, 1),
      .help = "Of a stability_grant: share of the eligible deficit that it pays; DfE's note of "
              "February 2026 has 0.90.",
      .example = "0.90",
      AT(receipt_in, share) },
    { .key = "deficit_at",
      .type = SCHEMA_FY,
      .unit = "",
      .fallback = "",
      .help = "Of a stability_grant: financial year at whose end the deficit counts; 2025/26 is 31 "
              "March 2026. Eligible is the high-needs "
              "part alone.",
      .example = "\"2025/26\"",
      AT(receipt_in, deficit_at) },
    { .key = "paid",
      .type = SCHEMA_FY,
      .unit = "",
      .fallback = "",
      .help = "Of a stability_grant: financial year in which it is paid.",
      .example = "\"2026/27\"",
      AT(receipt_in, paid) },
    { .key = "state",
      .type = SCHEMA_ENUM,
      .unit = "",
      .choice = state,
      .fallback = "",
      .help = "Of a stability_grant: whether the local SEND reform plan it depends on is approved: "
              "paid, refused, or awaited, with a "
              "chance. Left out: awaited.",
      .example = "\"awaited\"",
      AT(receipt_in, state) },
    { .key = "chance",
      .type = SCHEMA_NUMBER,
      .unit = "probability",
      .fallback = "",
      BOUNDS(0, 1),
      .help = "Of a stability_grant that is awaited: chance of approval.",
      .example = "0.8",
      AT(receipt_in, chance) },
    { .key = "reconciled",
      .type = SCHEMA_LIST,
      .unit = "",
      .lone = true,
      .fallback = "( )",
      BOUNDS(0, 10),
      .help = "Of a stability_grant: the high-needs deficit at that date as returns and accounts "
              "have it, in £ million. The lowest of these "
              "and the simulated one is eligible.",
      .example = "( { label = \"draft accounts\"; deficit_gbp_m = 11.860; }, ... )",
      LIST_AT(receipt_in, reconciled),
      .table = &reconciled },
};
const struct schema_table schema_receipt = { ROWS(receipt_row), .size = sizeof(struct receipt_in),
                                             .where = true, ADDRESS("id") };

/* ---- transfers */

static const struct schema_row transfer_row[] = {
    ROW_ID(transfer_in, "Short name of the transfer, for scenarios.transfers.", "\"half\""),
    { .key = "label",
      .type = SCHEMA_TEXT,
      .unit = "",
      .help = "Name of the transfer for people.",
      .example = "\"0.5% of the schools block\"",
      AT(transfer_in, label) },
    { .key = "from",
      .type = SCHEMA_ID,
      .unit = "",
      .help = "Id of the block that gives.",
      .example = "\"schools\"",
      AT(transfer_in, from) },
    { .key = "to",
      .type = SCHEMA_ID,
      .unit = "",
      .help = "Id of the block that receives.",
      .example = "\"high_needs\"",
      AT(transfer_in, to) },
    { .key = "fy",
      .type = SCHEMA_FY,
      .unit = "",
      .help = "Financial year.",
      .example = "\"2022/23\"",
      AT(transfer_in, fy) },
    { .key = "share",
      .type = SCHEMA_NUMBER,
      .unit = "of the giving block",
      .fallback = "",
      BOUNDS(0, 0.1),
      .help = "Part of the giving block before recoupment; over 0.005 needs "
              "the Secretary of State. A transfer has share or amount_gbp_m.",
      .example = "0.005",
      AT(transfer_in, share) },
    { .key = "amount_gbp_m",
      .type = SCHEMA_NUMBER,
      .unit = "£ million",
      .fallback = "",
      BOUNDS(0, 1000),
      .help = "Amount that is transferred, in place of share.",
      .example = "0.59",
      AT(transfer_in, amount_gbp) },
    { .key = "last_fy",
      .type = SCHEMA_FY,
      .unit = "",
      .fallback = "",
      .help = "Last financial year it is asked for; each year is decided anew. Left out: fy alone.",
      .example = "\"2024/25\"",
      AT(transfer_in, last_fy) },
    { .key = "forum_chance",
      .type = SCHEMA_NUMBER,
      .unit = "probability",
      .fallback = "",
      BOUNDS(0, 1),
      .help = "Chance that the schools forum consents, in each year; it may agree to 0.5% of the "
              "schools block. With neither this nor "
              "secretary_chance the transfer is agreed.",
      .example = "0.8",
      AT(transfer_in, forum_chance) },
    { .key = "secretary_chance",
      .type = SCHEMA_NUMBER,
      .unit = "probability",
      .fallback = "",
      BOUNDS(0, 1),
      .help = "Chance that the Secretary of State consents, in each year, to more than 0.5% of the "
              "schools block, and on appeal to what the "
              "forum refuses.",
      .example = "0.5",
      AT(transfer_in, secretary_chance) },
    { .key = "appeal",
      .type = SCHEMA_BOOL,
      .unit = "",
      .fallback = "",
      .help = "Whether the Secretary of State is asked when the forum refuses. Left out: no.",
      .example = "true",
      AT(transfer_in, appeal) },
};
const struct schema_table schema_transfer = { ROWS(transfer_row),
                                              .size = sizeof(struct transfer_in), .where = true,
                                              ADDRESS("id") };
