/* What the rules of the system may become. */
#include "schema_row.h"

static const struct schema_row change_row[] = {
    ROW_ID(policy_change_in, "Short name of the change, which names its numbers.", "\"rush\""),
    { .key = "from_calendar_year",
      .type = SCHEMA_WHOLE,
      .unit = "calendar year",
      BOUNDS(2010, 2100),
      .help =
          "First calendar year of the change, for all it changes: new plans issued in that year, "
          "and those who leave or move in its "
          "summer, the end of the academic year. 2029 shows first in the January census of 2030.",
      .example = "2029",
      AT(policy_change_in, from_year) },
    { .key = "to_calendar_year",
      .type = SCHEMA_WHOLE,
      .unit = "calendar year",
      .fallback = "",
      BOUNDS(2010, 2100),
      .help = "Last calendar year of the change. Left out: it stays.",
      .example = "2030",
      AT(policy_change_in, to_year) },
    { .key = "joining",
      .type = SCHEMA_QUANTITY,
      .unit = "factor on the level",
      .fallback = "",
      BOUNDS(0, 20),
      .support = QUANTITY_POSITIVE,
      .help = "Factor on the level of new plans, at all ages: 1.15 is a rush of some 15% more, as "
              "before a switch of rules. With a "
              "pipeline: of requests.",
      .example = "{ low = 1.0; central = 1.15; high = 1.4; }",
      AT(policy_change_in, joining) },
    { .key = "leaving",
      .type = SCHEMA_QUANTITY,
      .unit = "factor on the odds",
      .fallback = "",
      BOUNDS(0, 1000),
      .support = QUANTITY_POSITIVE,
      .help = "Factor on the odds that a plan ends, at the year groups of ncy: 3.0 turns 1 in 20 "
              "into 3 in 22.",
      .example = "{ low = 1.5; central = 3.0; high = 6.0; }",
      AT(policy_change_in, leaving) },
    { .key = "moving",
      .type = SCHEMA_QUANTITY,
      .unit = "factor on the odds",
      .fallback = "",
      BOUNDS(0, 1000),
      .support = QUANTITY_POSITIVE,
      .help = "Factor on the odds that those who keep a plan move to another setting, at the year "
              "groups of ncy; where they move is as ever.",
      .example = "{ low = 0.7; central = 1.0; high = 2.0; }",
      AT(policy_change_in, moving) },
    { .key = "ncy",
      .type = SCHEMA_WHOLES,
      .unit = "national curriculum year",
      .fallback = "",
      BOUNDS(NCY_MIN, NCY_MAX),
      .help = "Year groups whose leaving and moving change, as they stand after that summer: 7 are "
              "those who enter secondary school. Left "
              "out: all.",
      .example = "[ 7, 12 ]",
      LIST_AT(policy_change_in, ncy) },
};
static const struct schema_table change = { ROWS(change_row),
                                            .size = sizeof(struct policy_change_in), .where = true,
                                            ADDRESS("id") };

static const struct schema_row policy_row[] = {
    ROW_ID(policy_in, "Short name of the policy, used in outputs.", "\"reform\""),
    { .key = "label",
      .type = SCHEMA_TEXT,
      .unit = "",
      .help = "Name of the policy for people.",
      .example = "\"Reassessment at phase transfer from 2029\"",
      AT(policy_in, label) },
    { .key = "weight",
      .type = SCHEMA_NUMBER,
      .unit = "probability",
      BOUNDS(0, 1),
      .help = "Chance, in your judgement, that this policy is what happens; those of all policies "
              "add up to 1.",
      .example = "0.5",
      AT(policy_in, weight) },
    { .key = "changes",
      .type = SCHEMA_LIST,
      .unit = "",
      .fallback = "( )",
      BOUNDS(0, 50),
      .help = "What it changes and when; changes in force at the same time multiply. None: "
              "everything stays as the other keys say.",
      .example = "( { id = \"rush\"; from_calendar_year = 2027; to_calendar_year = 2028; joining = "
                 "1.15; }, ... )",
      LIST_AT(policy_in, change),
      .table = &change },
};
const struct schema_table schema_policy = { ROWS(policy_row), .size = sizeof(struct policy_in),
                                            .where = true, ADDRESS("id") };
