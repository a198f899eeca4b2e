/* The council's general fund beside the DSG, and the price level that turns cash into real terms.
 * */
#include "schema_row.h"

static const struct schema_row transport_row[] = {
    { .key = "setting",
      .type = SCHEMA_ID,
      .unit = "",
      .help = "Id of the setting whose children are transported.",
      .example = "\"independent\"",
      AT(transport_in, setting) },
    { .key = "gbp_per_pupil",
      .type = SCHEMA_QUANTITY,
      .unit = "£ a pupil and year",
      BOUNDS(0, 200000),
      .support = QUANTITY_POSITIVE,
      .help =
          "Cost of SEN transport for each pupil transported, in prices of the first forecast year.",
      .example = "{ low = 7000; central = 8100; high = 9500; }",
      AT(transport_in, gbp_per_pupil) },
    { .key = "share_transported",
      .type = SCHEMA_QUANTITY,
      .own_source = true,
      .unit = "of occupied place-years",
      .fallback = "1.0",
      BOUNDS(0, 1),
      .support = QUANTITY_UNIT,
      .help = "Part of the setting's pupils who are transported; left out, gbp_per_pupil is per "
              "pupil of the setting.",
      .example = "{ low = 0.5; central = 0.6; high = 0.7; }",
      AT(transport_in, share_transported) },
    { .key = "growth",
      .type = SCHEMA_PATH,
      .own_source = true,
      .unit = "per year",
      .fallback = "0.0",
      .help = "Growth of the cost per pupil on top of general inflation.",
      .example = "{ first = 0.03; long_run = 0.01; persistence = 0.6; shock_sd = 0.02; }",
      AT(transport_in, growth),
      .table = &schema_path },
};
static const struct schema_table transport = { ROWS(transport_row),
                                               .size = sizeof(struct transport_in), .where = true,
                                               ADDRESS("setting") };

/* ---- interest on the deficit */

static const char *const interest_on[] = {
    [INTEREST_ON_OPENING] = "opening", [INTEREST_ON_AVERAGE] = "average", NULL
};

static const struct schema_row interest_row[] = {
    { .key = "rate",
      .type = SCHEMA_PATH,
      .unit = "per year",
      .national = true,
      .help = "Rate of interest of each year: the rate itself, not its growth.",
      .example = "{ first = { low = 0.040; central = 0.045; high = 0.052; }; long_run = 0.04; "
                 "persistence = 0.7; shock_sd = 0.006; }",
      AT(deficit_interest_in, rate),
      .table = &schema_path },
    { .key = "on",
      .type = SCHEMA_ENUM,
      .unit = "",
      .fallback = "\"average\"",
      .choice = interest_on,
      .help = "Whether a year's interest is on the deficit brought forward (opening), or on the "
              "mean of that and the one carried forward "
              "(average). A surplus bears none.",
      .example = "\"average\"",
      AT(deficit_interest_in, on) },
};
static const struct schema_table interest = { ROWS(interest_row), .where = true };

/* ---- borrowing */

static const char *const method[] = {
    [MRP_ANNUITY] = "annuity", [MRP_EQUAL_INSTALMENTS] = "equal_instalments", NULL
};

#define ROWS_OF_TERMS(s)                                                                          \
    { .key = "life_years",                                                                        \
      .type = SCHEMA_WHOLE,                                                                       \
      .unit = "years",                                                                            \
      BOUNDS(1, 100),                                                                             \
      .help = "Life of the asset, over which what is borrowed is set aside again (minimum "       \
              "revenue provision, MRP).",                                                         \
      .example = "40",                                                                            \
      AT(s, terms.life_years) },                                                                  \
        { .key = "method",                                                                        \
          .type = SCHEMA_ENUM,                                                                    \
          .unit = "",                                                                             \
          .choice = method,                                                                       \
          .help = "How it is set aside: MRP and interest the same together each year (annuity), " \
                  "or MRP the same each year "                                                    \
                  "(equal_instalments).",                                                         \
          .example = "\"annuity\"",                                                               \
          AT(s, terms.method) },                                                                  \
    {                                                                                             \
        .key = "rate", .type = SCHEMA_QUANTITY, .own_source = true, .unit = "per year",           \
        BOUNDS(0, 0.2), .support = QUANTITY_REAL,                                                 \
        .help = "Rate at which it is borrowed, for the life of the loan.", .example = "0.055",    \
        AT(s, terms.rate)                                                                         \
    }

static const struct schema_row capital_row[] = {
    ROW_ID(capital_in, "Short name of the scheme, which names its numbers.", "\"moor-lane\""),
    { .key = "fy",
      .type = SCHEMA_FY,
      .unit = "",
      .help = "Financial year in which it is spent.",
      .example = "\"2022/23\"",
      AT(capital_in, fy) },
    { .key = "amount_gbp_m",
      .type = SCHEMA_QUANTITY,
      .unit = "£ million",
      BOUNDS(0, 1000),
      .support = QUANTITY_POSITIVE,
      .help = "What is borrowed: the cost less what grants and receipts pay.",
      .example = "{ low = 3.6; central = 4.0; high = 4.9; }",
      AT(capital_in, amount_gbp) },
    { .key = "in_use_fy",
      .type = SCHEMA_FY,
      .unit = "",
      .fallback = "",
      .help = "Financial year in which the asset comes into use: MRP starts in the year after. "
              "Left out: fy.",
      .example = "\"2023/24\"",
      AT(capital_in, in_use_fy) },
    ROWS_OF_TERMS(capital_in),
};
static const struct schema_table capital = { ROWS(capital_row), .size = sizeof(struct capital_in),
                                             .where = true, ADDRESS("id") };

static const struct schema_row defaults_row[] = { ROWS_OF_TERMS(capital_defaults_in) };
static const struct schema_table defaults = { ROWS(defaults_row), .where = true };

/* ---- reserves */

static const struct schema_row reserve_row[] = {
    { .key = "date",
      .type = SCHEMA_DATE,
      .unit = "",
      .fallback = "",
      .help = "The 31 March of the amount; or give fy, the year that it ends.",
      .example = "\"2028-03-31\"",
      AT(reserve_in, date) },
    { .key = "fy",
      .type = SCHEMA_FY,
      .unit = "",
      .fallback = "",
      .help = "Financial year at whose end the reserves are of that amount, in place of date.",
      .example = "\"2027/28\"",
      AT(reserve_in, fy) },
    { .key = "amount_gbp_m",
      .type = SCHEMA_QUANTITY,
      .unit = "£ million",
      BOUNDS(0, 5000),
      .support = QUANTITY_POSITIVE,
      .help = "Usable reserves at that date, before any of the deficit is met from them; they hold "
              "until the next entry.",
      .example = "{ low = 18.0; central = 22.5; high = 26.0; }",
      AT(reserve_in, amount_gbp) },
};
static const struct schema_table reserve = { ROWS(reserve_row), .size = sizeof(struct reserve_in),
                                             .where = true, ADDRESS("date", "fy") };

/* In the order of reserve_test_in.hindsight, false and true. */
static const char *const known[] = { "as_known", "hindsight", NULL };

static const struct schema_row test_row[] = {
    { .key = "date",
      .type = SCHEMA_DATE,
      .unit = "",
      .help = "A 31 March.",
      .example = "\"2028-03-31\"",
      AT(reserve_test_in, date) },
    { .key = "label",
      .type = SCHEMA_TEXT,
      .unit = "",
      .help = "Why that date, for people.",
      .example = "\"Statutory override ends\"",
      AT(reserve_test_in, label) },
    { .key = "known",
      .type = SCHEMA_FLAG,
      .unit = "",
      .choice = known,
      .help = "Whether the date was known when the forecast is dated (as_known), or is tested with "
              "hindsight.",
      .example = "\"as_known\"",
      AT(reserve_test_in, hindsight) },
};
static const struct schema_table test = { ROWS(test_row), .size = sizeof(struct reserve_test_in),
                                          .where = true, ADDRESS("date") };

static const struct schema_row reserves_row[] = {
    { .key = "definition",
      .type = SCHEMA_TEXT,
      .unit = "",
      .help = "Which reserves these are: what is in the amount and what is not.",
      .example = "\"General fund balance and unallocated earmarked reserves\"",
      AT(reserves_in, definition) },
    { .key = "by_year",
      .type = SCHEMA_LIST,
      .unit = "",
      BOUNDS(1, 60),
      .help = "Amounts by date, the end of the first forecast year or before it among them.",
      .example = "( { date = \"2022-03-31\"; amount_gbp_m = 21.0; }, { fy = \"2027/28\"; "
                 "amount_gbp_m = 22.5; } )",
      LIST_AT(reserves_in, by_year),
      .table = &reserve },
    { .key = "test_dates",
      .type = SCHEMA_LIST,
      .unit = "",
      .fallback = "( )",
      BOUNDS(0, 20),
      .help = "Dates on which the deficit is compared with the reserves: the end of the statutory "
              "override, and others. The first is the "
              "one that the end of a run speaks of.",
      .example = "( { date = \"2028-03-31\"; label = \"Statutory override ends\"; known = "
                 "\"as_known\"; } )",
      LIST_AT(reserves_in, test),
      .table = &test },
};
static const struct schema_table reserves = { ROWS(reserves_row), .where = true };

/* ---- the group */

static const struct schema_row general_fund_row[] = {
    { .key = "transport",
      .type = SCHEMA_LIST,
      .unit = "",
      .fallback = "( )",
      BOUNDS(0, 200),
      .help = "SEN transport, by setting.",
      .example = "( { setting = \"independent\"; gbp_per_pupil = 8100; share_transported = 0.6; "
                 "growth = 0.01; }, ... )",
      LIST_AT(general_fund_in, transport),
      .table = &transport },
    { .key = "interest",
      .type = SCHEMA_GROUP,
      .unit = "",
      .fallback = "",
      .help = "Interest on the cumulative DSG deficit, which the general fund bears.",
      AT(general_fund_in, interest),
      .table = &interest },
    { .key = "capital",
      .type = SCHEMA_LIST,
      .unit = "",
      .fallback = "( )",
      BOUNDS(0, 100),
      .help = "Capital that is borrowed, in all scenarios alike; options bring their own.",
      .example = "( { id = \"units\"; fy = \"2022/23\"; amount_gbp_m = 1.6; life_years = 40; "
                 "method = \"annuity\"; rate = 0.055; }, ... )",
      LIST_AT(general_fund_in, capital),
      .table = &capital },
    { .key = "capital_defaults",
      .type = SCHEMA_GROUP,
      .unit = "",
      .fallback = "",
      .help = "Terms on which the capital that comes with options is borrowed.",
      AT(general_fund_in, capital_defaults),
      .table = &defaults },
    { .key = "reserves",
      .type = SCHEMA_GROUP,
      .unit = "",
      .fallback = "",
      .help = "Usable reserves, with which the deficit is compared.",
      AT(general_fund_in, reserves),
      .table = &reserves },
};
const struct schema_table schema_general_fund = { ROWS(general_fund_row), .where = true };

static const struct schema_row deflator_row[] = {
    { .key = "fy",
      .type = SCHEMA_FY,
      .unit = "",
      .help = "Financial year.",
      .example = "\"2022/23\"",
      AT(deflator_in, fy) },
    { .key = "growth",
      .type = SCHEMA_NUMBER,
      .unit = "per year",
      BOUNDS(-0.2, 0.5),
      .help = "Growth of the price level from the year before, such as that of the GDP deflator.",
      .example = "0.0223",
      AT(deflator_in, growth) },
};
const struct schema_table schema_deflator = { ROWS(deflator_row),
                                              .size = sizeof(struct deflator_in), .where = true,
                                              ADDRESS("fy") };
