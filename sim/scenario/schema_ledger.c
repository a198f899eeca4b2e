/* The account by block, thresholds, events, and the scenarios that combine them. */
#include "schema_row.h"

/* ---- account */

static const struct schema_row block_row[] = {
    ROW_ID(block_in,
           "Short name of the block; \"high_needs\" must be there, the others usually are "
           "\"schools\", \"central\" and \"early_years\".",
           "\"schools\""),
    { .key = "label",
      .type = SCHEMA_TEXT,
      .unit = "",
      .help = "Name of the block for people.",
      .example = "\"Schools Block\"",
      AT(block_in, label) },
    { .key = "budget_gbp_m",
      .type = SCHEMA_NUMBER,
      .unit = "£ million",
      BOUNDS(0, 5000),
      .help = "Budget of the first forecast year; for high_needs it must equal the grant.",
      .example = "53.674",
      AT(block_in, budget_gbp) },
    { .key = "outturn_gbp_m",
      .type = SCHEMA_NUMBER,
      .unit = "£ million",
      BOUNDS(0, 5000),
      .help = "Forecast outturn of the first forecast year; for high_needs the figure the "
              "model is checked against.",
      .example = "53.674",
      AT(block_in, outturn_gbp) },
    { .key = "future_demand_gbp_m",
      .type = SCHEMA_NUMBER,
      .unit = "£ million",
      .fallback = "0.0",
      BOUNDS(0, 1000),
      .help = "High needs only: spending expected on plans issued after "
              "position_date; likewise a figure to check against.",
      .example = "1.0",
      AT(block_in, future_demand_gbp) },
    { .key = "before_recoupment_gbp_m",
      .type = SCHEMA_NUMBER,
      .unit = "£ million",
      .fallback = "",
      BOUNDS(0, 5000),
      .help = "Budget before academies' share is taken out: what a "
              "transfer in per cent is taken of.",
      .example = "117.961",
      AT(block_in, before_recoupment_gbp) },
    { .key = "growth",
      .type = SCHEMA_QUANTITY,
      .own_source = true,
      .unit = "per year",
      .fallback = "0.0",
      BOUNDS(-0.5, 1),
      .help = "Growth of budget and spending after the first year (not high_needs, "
              "whose spending is simulated).",
      .example = "0.03",
      AT(block_in, growth) },
    { .key = "mainstream_pupils",
      .type = SCHEMA_NUMBER,
      .unit = "pupils",
      .fallback = "",
      BOUNDS(1, 1000000),
      .help = "Schools block only: pupils in mainstream schools, so that what a transfer takes is "
              "told for each of them.",
      .example = "21840",
      AT(block_in, mainstream_pupils) },
};
static const struct schema_table block = { ROWS(block_row), .size = sizeof(struct block_in),
                                           .where = true, ADDRESS("id") };

static const struct schema_row history_row[] = {
    { .key = "fy",
      .type = SCHEMA_FY,
      .unit = "",
      .help = "Financial year.",
      .example = "\"2019/20\"",
      AT(history_in, fy) },
    { .key = "deficit_gbp_m",
      .type = SCHEMA_NUMBER,
      .unit = "£ million",
      BOUNDS(-2000, 2000),
      .help = "Cumulative deficit at its end; a surplus is negative.",
      .example = "19.252",
      AT(history_in, deficit_gbp) },
};
static const struct schema_table history = { ROWS(history_row), .size = sizeof(struct history_in),
                                             .where = true, ADDRESS("fy") };

static const char *const recoupment[] = {
    [AFTER_RECOUPMENT] = "after_recoupment", [BEFORE_RECOUPMENT] = "before_recoupment", NULL
};

static const struct schema_row dsg_row[] = {
    { .key = "blocks",
      .type = SCHEMA_LIST,
      .unit = "",
      BOUNDS(1, 20),
      .help = "Blocks of the grant in the order of the council's table.",
      .example =
          "( { id = \"high_needs\"; "
          "label = \"High Needs Block\"; budget_gbp_m = 21.011; outturn_gbp_m = 25.131; }, ... )",
      LIST_AT(dsg_in, block),
      .table = &block },
    { .key = "carry_forward_gbp_m",
      .type = SCHEMA_NUMBER,
      .unit = "£ million",
      BOUNDS(-2000, 2000),
      .help = "Brought into the first forecast year, with the council's sign: a "
              "deficit is negative.",
      .example = "-12.401",
      AT(dsg_in, carry_forward_gbp) },
    { .key = "high_needs_deficit_gbp_m",
      .type = SCHEMA_NUMBER,
      .unit = "£ million",
      .fallback = "",
      BOUNDS(-2000, 2000),
      .help = "High-needs part of what is brought into the first forecast year, a deficit "
              "positive, for the Stability Grant, which other "
              "blocks' overspends do not count for. Left out: all of it.",
      .example = "11.860",
      AT(dsg_in, high_needs_deficit_gbp) },
    { .key = "history",
      .type = SCHEMA_LIST,
      .unit = "",
      .fallback = "( )",
      BOUNDS(0, 40),
      .help = "Deficits of earlier years, for charts.",
      .example = "( { fy = \"2019/20\"; deficit_gbp_m = 19.252; } )",
      LIST_AT(dsg_in, history),
      .table = &history },
    { .key = "basis",
      .type = SCHEMA_ENUM,
      .unit = "",
      .fallback = "",
      .choice = recoupment,
      .help =
          "Whether the account has in it what DfE pays academies and colleges directly, on both "
          "sides alike. after_recoupment, as council "
          "papers have it: budget, outturn and commissioned places leave it out. "
          "before_recoupment: all three have it in. It must be "
          "given where prices count commissioned places and DfE pays some of the area's directly.",
      .example = "\"after_recoupment\"",
      AT(dsg_in, basis) },
    { .key = "outturn_error",
      .type = SCHEMA_QUANTITY,
      .own_source = true,
      .unit = "of the outturn",
      .fallback = "",
      BOUNDS(-0.5, 0.5),
      .help = "Where prices are solved: how far spending on plans held at position_date may end "
              "from the high_needs outturn_gbp_m, as a part "
              "of it; central 0 keeps the expected-value run on the outturn.",
      .example = "{ low = -0.02; central = 0.0; high = 0.02; }",
      AT(dsg_in, outturn_error) },
    { .key = "printed",
      .type = SCHEMA_LIST,
      .unit = "",
      .fallback = "( )",
      BOUNDS(0, 100),
      .help = "Sums as the council's table prints them; the figures typed above must come to them "
              "within £0.002m, which allows for a paper's "
              "own rounding.",
      .example = "( { row = \"subtotal\"; budget_gbp_m = 77.902; outturn_gbp_m = 81.719; "
                 "variance_gbp_m = 3.817; }, ... )",
      LIST_AT(dsg_in, printed),
      .table = &schema_printed },
    { .key = "columns",
      .type = SCHEMA_TEXTS,
      .unit = "",
      .fallback = "( )",
      BOUNDS(0, 6),
      .help = "Columns of the printed table dsg_table.txt, in order, of: budget, outturn, "
              "variance, future_demand, variance_incl_demand, range. "
              "Left out: all of them, and the two of future demand only where there is some.",
      .example = "( \"budget\", \"outturn\", \"variance\" )",
      LIST_AT(dsg_in, column) },
};
const struct schema_table schema_dsg = { ROWS(dsg_row) };

/* ---- what the deficit is compared with */

static const struct schema_row threshold_row[] = {
    ROW_ID(threshold_in, "Short name of the threshold, used in outputs.", "\"reserves\""),
    { .key = "label",
      .type = SCHEMA_TEXT,
      .unit = "",
      .help = "Name of the threshold for people.",
      .example = "\"Usable reserves\"",
      AT(threshold_in, label) },
    { .key = "amount_gbp_m",
      .type = SCHEMA_NUMBER,
      .unit = "£ million",
      BOUNDS(-2000, 2000),
      .help = "Deficit that would pass it.",
      .example = "19.252",
      AT(threshold_in, amount_gbp) },
};
const struct schema_table schema_threshold = { ROWS(threshold_row),
                                               .size = sizeof(struct threshold_in), .where = true,
                                               ADDRESS("id") };

/* In the order of event_in.hindsight, false and true. */
static const char *const known[] = { "as_known", "hindsight", NULL };

static const struct schema_row event_row[] = {
    { .key = "date",
      .type = SCHEMA_DATE,
      .unit = "",
      .help = "Day to mark.",
      .example = "\"2028-03-31\"",
      AT(event_in, date) },
    { .key = "label",
      .type = SCHEMA_TEXT,
      .unit = "",
      .help = "What happens, for people.",
      .example = "\"Statutory override ends\"",
      AT(event_in, label) },
    { .key = "known",
      .type = SCHEMA_FLAG,
      .unit = "",
      .choice = known,
      .help =
          "Whether it was known when the forecast is dated (as_known), or is shown with hindsight.",
      .example = "\"as_known\"",
      AT(event_in, hindsight) },
};
const struct schema_table schema_event = { ROWS(event_row), .size = sizeof(struct event_in),
                                           .where = true, ADDRESS("label") };

/* ---- scenarios */

static const char *const role[] = {
    [ROLE_UNMITIGATED] = "unmitigated", [ROLE_MITIGATED] = "mitigated", [ROLE_OTHER] = "other", NULL
};

static const struct schema_row scenario_row[] = {
    ROW_ID(scenario_in, "Short name of the scenario, used in outputs.", "\"no-action\""),
    { .key = "label",
      .type = SCHEMA_TEXT,
      .unit = "",
      .help = "Name of the scenario for people.",
      .example = "\"No further action\"",
      AT(scenario_in, label) },
    { .key = "role",
      .type = SCHEMA_ENUM,
      .unit = "",
      .choice = role,
      .help = "Its part in the DSG management plan.",
      .example = "\"unmitigated\"",
      AT(scenario_in, role) },
    { .key = "receipts",
      .type = SCHEMA_TEXTS,
      .unit = "",
      .fallback = "( )",
      BOUNDS(0, 100),
      .help = "Ids of the receipts that arrive.",
      .example = "( \"safety_valve\" )",
      LIST_AT(scenario_in, receipt) },
    { .key = "transfers",
      .type = SCHEMA_TEXTS,
      .unit = "",
      .fallback = "( )",
      BOUNDS(0, 100),
      .help = "Ids of the transfers that are made.",
      .example = "( \"half\" )",
      LIST_AT(scenario_in, transfer) },
    { .key = "options",
      .type = SCHEMA_TEXTS,
      .unit = "",
      .fallback = "( )",
      BOUNDS(0, 60),
      .help = "Ids of the options that are taken, in the order in which their effects are told.",
      .example = "( \"local-special\", \"return-home\" )",
      LIST_AT(scenario_in, option) },
};
const struct schema_table schema_scenario = { ROWS(scenario_row),
                                              .size = sizeof(struct scenario_in), .where = true,
                                              ADDRESS("id") };
