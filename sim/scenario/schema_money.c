/* Prices, other lines, the grant. */
#include "schema_row.h"

/* ---- prices */

static const struct schema_row places_row[] = {
    { .key = "ay", .type = SCHEMA_AY, .unit = "", .help = "First academic year they are commissioned for.", .example = "\"2020/21\"", AT(places_in, ay) },
    { .key = "count", .type = SCHEMA_NUMBER, .unit = "places", BOUNDS(0, 100000), .help = "Commissioned places from that year on.", .example = "300",
      AT(places_in, count) },
};
static const struct schema_table places = { ROWS(places_row), .size = sizeof(struct places_in), .where = true, ADDRESS("ay") };

static const struct schema_row need_factor_row[] = {
    { .key = "need", .type = SCHEMA_ID, .unit = "", .help = "Id of a need.", .example = "\"asd\"", AT(need_factor_in, need) },
    { .key = "factor", .type = SCHEMA_NUMBER, .unit = "factor", BOUNDS(0.05, 20), .help = "Price for that need, relative to the setting's.", .example = "1.2",
      AT(need_factor_in, factor) },
};
static const struct schema_table need_factor = { ROWS(need_factor_row), .size = sizeof(struct need_factor_in), .where = true, ADDRESS("need") };

static const struct schema_row price_row[] = {
    { .key = "setting", .type = SCHEMA_ID, .unit = "", .help = "Id of the setting.", .example = "\"independent\"", AT(price_in, setting) },
    { .key = "fee_gbp", .type = SCHEMA_QUANTITY, .unit = "pounds per place and year", .fallback = "", BOUNDS(100, 1000000), .support = QUANTITY_POSITIVE, .help = "Whole fee, in "
      "prices of the first forecast year; a price has a fee or a top-up, never both.", .example = "{ low = 52000; central = 58200; high = 66000; }",
      AT(price_in, fee_gbp) },
    { .key = "topup_gbp", .type = SCHEMA_QUANTITY, .unit = "pounds per place and year", .fallback = "", BOUNDS(0, 1000000), .support = QUANTITY_POSITIVE, .help = "Top-up (element "
      "3), in prices of the first forecast year.", .example = "9800", AT(price_in, topup_gbp) },
    { .key = "place_gbp", .type = SCHEMA_QUANTITY, .unit = "pounds per place and year", .fallback = "", BOUNDS(100, 100000), .support = QUANTITY_POSITIVE, .help = "Place funding "
      "of each commissioned place, filled or not; it needs places.", .example = "10000", AT(price_in, place_gbp) },
    { .key = "place_uprated", .type = SCHEMA_BOOL, .unit = "", .fallback = "false", .help = "Whether place funding follows the price; false: flat in cash, as since 2013.",
      .example = "false", AT(price_in, place_uprated) },
    { .key = "post16_places", .type = SCHEMA_BOOL, .unit = "", .fallback = "false", .help = "Whether commissioned places change in August (4/12 and 8/12 of a financial year) "
      "instead of September (5/12 and 7/12).", .example = "false", AT(price_in, post16_places) },
    { .key = "places", .type = SCHEMA_LIST, .unit = "", .fallback = "( )", BOUNDS(0, 100), .help = "Commissioned places from an academic year on.",
      .example = "( { ay = \"2020/21\"; count = 300; } )", LIST_AT(price_in, places), .table = &places },
    { .key = "growth", .type = SCHEMA_PATH, .unit = "per year", .fallback = "0.0", .help = "Growth of this setting's price on top of general inflation.",
      .example = "{ first = 0.03; long_run = 0.01; persistence = 0.6; shock_sd = 0.01; }", AT(price_in, growth), .table = &schema_path },
    { .key = "spread", .type = SCHEMA_QUANTITY, .unit = "coefficient of variation", .fallback = "0.0", BOUNDS(0, 3), .support = QUANTITY_POSITIVE, .help = "How far prices differ "
      "between children: standard deviation over mean; 0: all cost the same.", .example = "0.5", AT(price_in, spread) },
    { .key = "by_need", .type = SCHEMA_LIST, .unit = "", .fallback = "( )", BOUNDS(0, 100), .help = "Needs whose price differs.",
      .example = "( { need = \"asd\"; factor = 1.2; } )", LIST_AT(price_in, by_need), .table = &need_factor },
};
const struct schema_table schema_price = { ROWS(price_row), .size = sizeof(struct price_in), .where = true, ADDRESS("setting") };

/* ---- lines */

static const struct schema_row line_row[] = {
    ROW_ID(line_in, "Short name of the line, used in outputs.", "\"therapies\""),
    ROW_LABEL(line_in, "Name of the line for people."),
    { .key = "s251", .type = SCHEMA_TEXT, .unit = "", .fallback = "\"\"", .help = "Line of the section 251 budget return it belongs to.", .example = "\"1.2.13\"", AT(line_in, s251) },
    { .key = "amount_gbp_m", .type = SCHEMA_QUANTITY, .unit = "£ million a year", BOUNDS(-1000, 1000), .support = QUANTITY_POSITIVE, .help = "Spending in the first forecast "
      "year; income is negative.", .example = "0.55", AT(line_in, amount_gbp) },
    { .key = "growth", .type = SCHEMA_PATH, .unit = "per year", .fallback = "0.0", .help = "Growth on top of general inflation.", .example = "0.02", AT(line_in, growth),
      .table = &schema_path },
};
const struct schema_table schema_line = { ROWS(line_row), .size = sizeof(struct line_in), .where = true, ADDRESS("id") };

/* ---- grant */

static const char *const basis[] = { [GRANT_BEFORE_DEDUCTIONS] = "before_deductions", [GRANT_AFTER_DEDUCTIONS] = "after_deductions", NULL };

static const struct schema_row known_row[] = {
    { .key = "fy", .type = SCHEMA_FY, .unit = "", .help = "Financial year.", .example = "\"2021/22\"", AT(grant_known_in, fy) },
    { .key = "amount_gbp_m", .type = SCHEMA_NUMBER, .unit = "£ million", BOUNDS(0.01, 2000), .help = "High needs block announced, on the stated basis.", .example = "25.690",
      AT(grant_known_in, amount_gbp) },
    { .key = "deductions_gbp_m", .type = SCHEMA_NUMBER, .unit = "£ million", .fallback = "", BOUNDS(0, 1000), .help = "Taken out by DfE for places it pays directly "
      "(academies, colleges); only with basis before_deductions.", .example = "5.549", AT(grant_known_in, deductions_gbp) },
};
static const struct schema_table known = { ROWS(known_row), .size = sizeof(struct grant_known_in), .where = true, ADDRESS("fy") };

static const struct schema_row other_row[] = {
    { .key = "label", .type = SCHEMA_TEXT, .unit = "", .help = "Name of the line for people.", .example = "\"Early years high needs\"", AT(grant_other_in, label) },
    { .key = "amount_gbp_m", .type = SCHEMA_NUMBER, .unit = "£ million a year", BOUNDS(-1000, 1000), .help = "Amount in each year it applies; it does not grow.", .example = "0.870",
      AT(grant_other_in, amount_gbp) },
    { .key = "first_fy", .type = SCHEMA_FY, .unit = "", .help = "First financial year it applies.", .example = "\"2021/22\"", AT(grant_other_in, first_fy) },
    { .key = "last_fy", .type = SCHEMA_FY, .unit = "", .fallback = "", .help = "Last one; left out: no end.", .example = "\"2023/24\"", AT(grant_other_in, last_fy) },
};
static const struct schema_table other = { ROWS(other_row), .size = sizeof(struct grant_other_in), .where = true, ADDRESS("label") };

static const struct schema_row grant_row[] = {
    { .key = "basis", .type = SCHEMA_ENUM, .unit = "", .choice = basis, .help = "Whether the amounts are before or after DfE's deductions for places it pays directly; never "
      "mixed.", .example = "\"before_deductions\"", AT(grant_in, basis) },
    { .key = "known", .type = SCHEMA_LIST, .unit = "", BOUNDS(1, 40), .help = "Announced years, the first forecast year at least, without gaps.", .example = "( { fy = "
      "\"2021/22\"; amount_gbp_m = 25.690; deductions_gbp_m = 5.549; } )", LIST_AT(grant_in, known), .table = &known },
    { .key = "other", .type = SCHEMA_LIST, .unit = "", .fallback = "( )", BOUNDS(0, 50), .help = "Other lines between the block and the council's own budget, which do not grow.",
      .example = "( { label = \"Post-16 grant\"; amount_gbp_m = 0.870; first_fy = \"2021/22\"; } )", LIST_AT(grant_in, other), .table = &other },
    { .key = "growth", .type = SCHEMA_PATH, .unit = "per year", .national = true, .help = "Growth of the amount after the last known year; national.",
      .example = "{ first = { low = 0.02; central = 0.05; high = 0.09; }; long_run = 0.03; persistence = 0.5; shock_sd = 0.02; }", AT(grant_in, growth),
      .table = &schema_path },
    { .key = "local_sd", .type = SCHEMA_QUANTITY, .unit = "per year", BOUNDS(0, 0.5), .support = QUANTITY_POSITIVE, .help = "How far this authority's growth differs from the "
      "national one in a year.", .example = "0.01", AT(grant_in, local_sd) },
    { .key = "deductions_growth", .type = SCHEMA_QUANTITY, .unit = "per year", .fallback = "0.0", BOUNDS(-0.5, 1), .help = "Growth of the deductions after the last known year.",
      .example = "0.03", AT(grant_in, deductions_growth) },
};
const struct schema_table schema_grant = { ROWS(grant_row), .where = true };
