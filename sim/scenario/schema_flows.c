/* New plans, plans that end, moves between settings. */
#include "schema_row.h"

/* ---- joiners */

#define TWELFTHS_3 "0.083333333333333333, 0.083333333333333333, 0.083333333333333333"

static const struct schema_row transitory_row[] = {
    { .key = "sd",
      .type = SCHEMA_QUANTITY,
      .unit = "of the logarithm",
      BOUNDS(0, 2),
      .support = QUANTITY_POSITIVE,
      .help = "Standard deviation of one year's new plans "
              "around their level.",
      .example = "0.17",
      AT(joiners_in, transitory_sd) },
    { .key = "correlation",
      .type = SCHEMA_QUANTITY,
      .unit = "",
      BOUNDS(0, 0.95),
      .support = QUANTITY_UNIT,
      .help = "Correlation of one year's deviation with the next year's.",
      .example = "0.2",
      AT(joiners_in, transitory_correlation) },
};
static const struct schema_table transitory = { ROWS(transitory_row) };

static const struct schema_row reverts_row[] = {
    { .key = "to",
      .type = SCHEMA_QUANTITY,
      .unit = "factor",
      .fallback = "1.0",
      BOUNDS(0.01, 100),
      .support = QUANTITY_POSITIVE,
      .help = "Where the level settles, on the scale of level.",
      .example = "1.0",
      AT(joiners_in, level_reverts.to) },
    { .key = "persistence",
      .type = SCHEMA_QUANTITY,
      .unit = "",
      .fallback = "1.0",
      BOUNDS(0, 1),
      .support = QUANTITY_UNIT,
      .help =
          "Part of the distance (of the logarithm) that is left a year later; 1: the level stays.",
      .example = "0.8",
      AT(joiners_in, level_reverts.persistence) },
    { .key = "shock_sd",
      .type = SCHEMA_QUANTITY,
      .unit = "of the logarithm",
      .fallback = "0.0",
      BOUNDS(0, 2),
      .support = QUANTITY_POSITIVE,
      .help = "Standard deviation of a year's lasting change of the level.",
      .example = "0.08",
      AT(joiners_in, level_reverts.shock_sd) },
};
static const struct schema_table reverts = { ROWS(reverts_row) };

#define ONES_5 "1.0, 1.0, 1.0, 1.0, 1.0"

static const struct schema_row joiners_row[] = {
    { .key = "new_plans",
      .type = SCHEMA_NUMBER,
      .unit = "plans",
      BOUNDS(1, 50000),
      .help = "Plans first issued in the calendar year before base.census.",
      .example = "210",
      AT(joiners_in, new_plans) },
    { .key = "level",
      .type = SCHEMA_QUANTITY,
      .unit = "factor",
      BOUNDS(0.1, 10),
      .support = QUANTITY_POSITIVE,
      .help = "The authority's lasting level of new plans, "
              "relative to new_plans: 1 if that year was typical.",
      .example = "{ low = 0.9; central = 1.0; high = 1.1; }",
      AT(joiners_in, level) },
    { .key = "level_reverts",
      .type = SCHEMA_GROUP,
      .unit = "",
      .help = "Whether the level lasts, or goes back to where it settles.",
      .table = &reverts },
    { .key = "growth",
      .type = SCHEMA_PATH,
      .own_source = true,
      .unit = "per year",
      .national = true,
      .help = "National growth of new plans relative to the population.",
      .example = "{ first = { low = 0.03; central = 0.07; high = 0.11; }; long_run = 0.01; "
                 "persistence = 0.6; shock_sd = 0.03; }",
      AT(joiners_in, growth),
      .table = &schema_path },
    { .key = "transitory",
      .type = SCHEMA_GROUP,
      .unit = "",
      .help = "Ups and downs of single years that come back.",
      .table = &transitory },
    { .key = "months",
      .type = SCHEMA_NUMBERS,
      .unit = "share",
      .fallback = "[ " TWELFTHS_3 ", " TWELFTHS_3 ", " TWELFTHS_3 ", " TWELFTHS_3 " ]",
      BOUNDS(0, 1),
      .length = N_MONTH,
      .index = "month",
      .first_index = 1,
      .help = "Share of a calendar year's new plans that come in each month, January first; they "
              "add up "
              "to 1.",
      .example = "[ 0.08, 0.08, ... ]",
      AT(joiners_in, months) },
    { .key = "rate_by_age",
      .type = SCHEMA_NUMBERS,
      .unit = "per person and year",
      BOUNDS(0, 1),
      .length = N_NCY,
      .index = "age",
      .help = "New plans per person without one: "
              "only the shape matters, because it is scaled to new_plans.",
      .example = "[ 0.0001, 0.0012, ... ]",
      AT(joiners_in, rate_by_age) },
    { .key = "ceiling_by_age",
      .type = SCHEMA_NUMBERS,
      .unit = "share of people",
      .fallback = "[ " ONES_5 ", " ONES_5 ", " ONES_5 ", " ONES_5 ", " ONES_5 ", 1.0 ]",
      BOUNDS(0, 1),
      .length = N_NCY,
      .index = "age",
      .help = "Part of the people of an age who could ever hold a plan: the nearer plans come to "
              "it, the slower they grow; 1: everybody.",
      .example = "[ 0.02, 0.03, ... ]",
      AT(joiners_in, ceiling_by_age) },
    { .key = "mix",
      .type = SCHEMA_LIST,
      .unit = "",
      BOUNDS(1, 26),
      .help = "Where England's new plans are placed, by age: weights of the categories.",
      .example = "( { age = 5; mainstream = 10214; unit = 584; ... }, ... )",
      LIST_AT(joiners_in, mix),
      .table = &schema_mix },
    { .key = "own_mix",
      .type = SCHEMA_QUANTITY,
      .unit = "share",
      BOUNDS(0, 1),
      .support = QUANTITY_UNIT,
      .help = "0: new plans are placed as England's are; 1: as the "
              "authority's own plans of that age are.",
      .example = "0.5",
      AT(joiners_in, own_mix) },
    { .key = "placement_sd",
      .type = SCHEMA_QUANTITY,
      .unit = "of the logarithm",
      .fallback = "0.0",
      BOUNDS(0, 3),
      .support = QUANTITY_POSITIVE,
      .help = "How far each setting's share of new plans and of moves may stray from these shares, "
              "for as long as a future lasts: standard "
              "deviation of a factor's logarithm.",
      .example = "0.4",
      AT(joiners_in, placement_sd) },
};
const struct schema_table schema_joiners = { ROWS(joiners_row) };

/* ---- leavers */

static const struct schema_row odds_row[] = {
    { .key = "category",
      .type = SCHEMA_ENUM,
      .unit = "",
      .choice = schema_category,
      .help = "Category of settings.",
      .example = "\"not_in_education\"",
      AT(leave_odds_in, category) },
    { .key = "odds",
      .type = SCHEMA_NUMBER,
      .unit = "factor",
      BOUNDS(0.001, 1000),
      .help = "Factor on the odds that a plan there ends.",
      .example = "3.0",
      AT(leave_odds_in, odds) },
};
static const struct schema_table odds = { ROWS(odds_row), .size = sizeof(struct leave_odds_in),
                                          .where = true, ADDRESS("category") };

static const struct schema_row yearly_row[] = {
    { .key = "national_sd",
      .type = SCHEMA_QUANTITY,
      .unit = "of the logarithm of the odds",
      .fallback = "0.0",
      BOUNDS(0, 2),
      .support = QUANTITY_POSITIVE,
      .help =
          "How much readiness to end plans varies from year to year in all authorities together.",
      .example = "0.08",
      AT(leavers_in, yearly.national_sd) },
    { .key = "local_sd",
      .type = SCHEMA_QUANTITY,
      .unit = "of the logarithm of the odds",
      .fallback = "0.0",
      BOUNDS(0, 2),
      .support = QUANTITY_POSITIVE,
      .help = "How much it varies from year to year in this authority beside that.",
      .example = "0.25",
      AT(leavers_in, yearly.local_sd) },
};
static const struct schema_table yearly = { ROWS(yearly_row) };

static const struct schema_row leavers_row[] = {
    { .key = "hazard_by_age",
      .type = SCHEMA_NUMBERS,
      .unit = "per year",
      BOUNDS(0, 1),
      .length = N_NCY,
      .index = "age",
      .help = "Chance that a plan ends in a year, by age "
              "after the birthday year has turned (a plan that ends on the way from 17 to 18 "
              "counts at 18).",
      .example = "[ 0.004, 0.004, ... ]",
      AT(leavers_in, hazard_by_age) },
    { .key = "level",
      .type = SCHEMA_QUANTITY,
      .unit = "factor on the odds",
      BOUNDS(0.001, 1000),
      .support = QUANTITY_POSITIVE,
      .help = "How readily plans end before Year 12, "
              "relative to England.",
      .example = "1.0",
      AT(leavers_in, level) },
    { .key = "level_post16",
      .type = SCHEMA_QUANTITY,
      .unit = "factor on the odds",
      BOUNDS(0.001, 1000),
      .support = QUANTITY_POSITIVE,
      .help = "How readily plans end from Year "
              "12 on, relative to England.",
      .example = "{ low = 0.8; central = 1.0; high = 1.25; }",
      AT(leavers_in, level_post16) },
    { .key = "yearly",
      .type = SCHEMA_GROUP,
      .unit = "",
      .help = "Years in which more plans end, or fewer.",
      .table = &yearly },
    { .key = "by_category",
      .type = SCHEMA_LIST,
      .unit = "",
      .fallback = "( )",
      BOUNDS(0, 12),
      .help = "Categories where plans end more or less readily.",
      .example = "( { category = \"not_in_education\"; odds = 3.0; } )",
      LIST_AT(leavers_in, by_category),
      .table = &odds },
};
const struct schema_table schema_leavers = { ROWS(leavers_row) };

/* ---- migration */

static const struct schema_row migration_row[] = {
    { .key = "out",
      .type = SCHEMA_QUANTITY,
      .unit = "per year",
      .fallback = "0.0",
      BOUNDS(0, 0.5),
      .support = QUANTITY_UNIT,
      .help = "Share of plans below Year 14 that go to another authority in a year; "
              "leavers.hazard_by_age then leaves them out.",
      .example = "{ low = 0.018; central = 0.024; high = 0.031; }",
      AT(migration_in, out) },
    { .key = "balance",
      .type = SCHEMA_QUANTITY,
      .unit = "plans for each that goes",
      .fallback = "1.0",
      BOUNDS(0, 10),
      .support = QUANTITY_POSITIVE,
      .help = "Plans that come from other authorities for each that goes.",
      .example = "{ low = 0.8; central = 1.0; high = 1.2; }",
      AT(migration_in, balance) },
    { .key = "residual_sd",
      .type = SCHEMA_QUANTITY,
      .unit = "share of plans a year",
      .fallback = "0.0",
      BOUNDS(0, 0.5),
      .support = QUANTITY_POSITIVE,
      .help = "Yearly change of the number of plans that no recorded flow explains: its standard "
              "deviation.",
      .example = "0.01",
      AT(migration_in, residual_sd) },
};
const struct schema_table schema_migration = { ROWS(migration_row) };

/* ---- movers */

static const struct schema_row rule_row[] = {
    { .key = "ncy",
      .type = SCHEMA_WHOLE,
      .unit = "national curriculum year",
      BOUNDS(NCY_MIN + 1, NCY_MAX),
      .help = "Year group moved into: 7 is the move to secondary "
              "school.",
      .example = "7",
      AT(move_in, ncy) },
    { .key = "from",
      .type = SCHEMA_PLACE,
      .unit = "",
      .help = "Id of a setting, or the name of a category for all its settings.",
      .example = "\"mainstream\"",
      AT(move_in, from) },
    { .key = "to",
      .type = SCHEMA_PLACE,
      .unit = "",
      .help = "Id of a setting, or the name of a category, shared out as its plans are.",
      .example = "\"state_special\"",
      AT(move_in, to) },
    { .key = "need",
      .type = SCHEMA_ID,
      .unit = "",
      .fallback = "",
      .help = "Id of the need that moves; left out: all.",
      .example = "\"asd\"",
      AT(move_in, need) },
    { .key = "share",
      .type = SCHEMA_NUMBER,
      .unit = "of those who keep a plan",
      BOUNDS(0, 1),
      .help = "Part that moves each year.",
      .example = "0.05",
      AT(move_in, share) },
};
static const struct schema_table rule = { ROWS(rule_row), .size = sizeof(struct move_in),
                                          .where = true, ADDRESS("ncy", "from", "to", "need") };

static const struct schema_row movers_row[] = {
    { .key = "turnover",
      .type = SCHEMA_QUANTITY,
      .unit = "factor on the odds",
      BOUNDS(0, 20),
      .support = QUANTITY_POSITIVE,
      .help = "How much moving there is, relative to "
              "the rules.",
      .example = "{ low = 0.7; central = 1.0; high = 1.4; }",
      AT(movers_in, turnover) },
    { .key = "rules",
      .type = SCHEMA_LIST,
      .unit = "",
      BOUNDS(0, 5000),
      .help = "Who moves where.",
      .example = "( { ncy = 7; from = \"mainstream\"; to = \"state_special\"; "
                 "share = 0.05; }, ... )",
      LIST_AT(movers_in, rule),
      .table = &rule },
};
const struct schema_table schema_movers = { ROWS(movers_row) };
