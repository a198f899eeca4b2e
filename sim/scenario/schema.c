#include "schema_row.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

const char *const schema_provenance[] = { "source", "source_date", "confidence",
                                          "owner",  "note",        NULL };
const char *const schema_confidence[] = { "good", "fair", "weak", NULL };
/* In the order of enum category; the test of this module compares it with category_name. */
const char *const schema_category[] = { "mainstream",
                                        "unit",
                                        "state_special",
                                        "independent",
                                        "alternative",
                                        "further_education",
                                        "specialist_post16",
                                        "otherwise",
                                        "early_years",
                                        "home_education",
                                        "not_in_education",
                                        "other",
                                        NULL };

/* ---- small tables */

static const struct schema_row base_row[] = {
    { .key = "census",
      .type = SCHEMA_WHOLE,
      .unit = "year",
      BOUNDS(2010, 2060),
      .help = "Year of the January census (SEN2) the forecast starts from; the "
              "first forecast year is the financial year that begins that April.",
      .example = "2021",
      AT(inputs, base_census) },
    { .key = "position_date",
      .type = SCHEMA_DATE,
      .unit = "",
      .fallback = "",
      .help = "Day to which the first year's outturn counts plans; plans "
              "issued later that year are shown as future demand.",
      .example = "\"2021-07-05\"",
      AT(inputs, position_date) },
    { .key = "position_plans",
      .type = SCHEMA_COUNT,
      .unit = "plans",
      .fallback = "",
      BOUNDS(1, 100000),
      .help = "Plans held on position_date.",
      .example = "1465",
      AT(inputs, position_plans) },
};
const struct schema_table schema_base = { ROWS(base_row) };

static const struct schema_row run_row[] = {
    { .key = "simulations",
      .type = SCHEMA_COUNT,
      .untold = true,
      .unit = "futures",
      .fallback = "10000",
      BOUNDS(1, 10000000),
      .help = "Number of futures simulated: 1,000 for a quick "
              "look, 10,000 for a paper.",
      .example = "10000",
      AT(inputs, simulations) },
    { .key = "seed",
      .type = SCHEMA_COUNT,
      .untold = true,
      .unit = "",
      .fallback = "1",
      BOUNDS(0, 4294967295),
      .help = "Starts the random numbers: the same seed and file give the same "
              "results; many use the date.",
      .example = "20210705",
      AT(inputs, seed) },
};
const struct schema_table schema_run = { ROWS(run_row) };

static const struct schema_row path_row[] = {
    { .key = "first",
      .type = SCHEMA_QUANTITY,
      .unit = "per year",
      BOUNDS(-0.5, 1),
      .help = "Rate in the first year (0.05 is 5%).",
      .example = "0.05",
      AT(path_in, first) },
    { .key = "long_run",
      .type = SCHEMA_QUANTITY,
      .unit = "per year",
      BOUNDS(-0.5, 1),
      .help = "Rate it moves toward.",
      .example = "0.02",
      AT(path_in, long_run) },
    { .key = "persistence",
      .type = SCHEMA_QUANTITY,
      .unit = "per year",
      .fallback = "0.0",
      BOUNDS(0, 1),
      .support = QUANTITY_UNIT,
      .help = "Part of the distance from "
              "the long run that is left after a year; 0 jumps there at once, 1 never goes.",
      .example = "0.6",
      AT(path_in, persistence) },
    { .key = "shock_sd",
      .type = SCHEMA_QUANTITY,
      .unit = "per year",
      .fallback = "0.0",
      BOUNDS(0, 0.5),
      .support = QUANTITY_POSITIVE,
      .help = "Standard deviation of "
              "what each year adds by chance.",
      .example = "0.01",
      AT(path_in, shock_sd) },
};
const struct schema_table schema_path = { ROWS(path_row) };

/* ---- the file */

static const struct schema_row root_row[] = {
    { .key = "area",
      .type = SCHEMA_TEXT,
      .unit = "",
      .help = "Name of the local authority; its random numbers are its own.",
      .example = "\"Exampleshire\"",
      AT(inputs, area) },
    { .key = "title",
      .type = SCHEMA_TEXT,
      .unit = "",
      .help = "Name of this forecast, for charts and tables.",
      .example = "\"Exampleshire, June 2026\"",
      AT(inputs, title) },
    { .key = "about",
      .type = SCHEMA_TEXT,
      .unit = "",
      .fallback = "",
      .help = "One paragraph on what this forecast is for and where its figures come from.",
      .example = "\"Prepared for the schools forum.\"",
      AT(inputs, about) },
    { .key = "base",
      .type = SCHEMA_GROUP,
      .unit = "",
      .help = "What the forecast starts from.",
      .table = &schema_base },
    { .key = "horizon_years",
      .type = SCHEMA_WHOLE,
      .unit = "years",
      BOUNDS(1, 30),
      .help = "Number of financial years forecast.",
      .example = "8",
      AT(inputs, horizon_years) },
    { .key = "run",
      .type = SCHEMA_GROUP,
      .unit = "",
      .help = "How the simulation is run.",
      .table = &schema_run },
    { .key = "needs",
      .type = SCHEMA_LIST,
      .unit = "",
      .fallback = "( { id = \"all\"; label = \"All needs\"; } )",
      BOUNDS(1, 100),
      .help = "Primary needs told apart; "
              "one that stands for all is enough.",
      .example = "( { id = \"asd\"; label = \"Autism\"; }, ... )",
      LIST_AT(inputs, need),
      .table = &schema_need },
    { .key = "settings",
      .type = SCHEMA_LIST,
      .unit = "",
      BOUNDS(1, 200),
      .help = "Where children and young people with a plan are placed.",
      .example = "( { id = \"special\"; "
                 "label = \"Special school\"; category = \"state_special\"; local = true; }, ... )",
      LIST_AT(inputs, setting),
      .table = &schema_setting },
    { .key = "plans",
      .type = SCHEMA_GROUP,
      .unit = "",
      .help = "Plans maintained in January of base.census.",
      AT(inputs, plans),
      .table = &schema_plans },
    { .key = "population",
      .type = SCHEMA_GROUP,
      .unit = "",
      .help = "Children and young people who live in the area.",
      AT(inputs, population),
      .table = &schema_population },
    { .key = "joiners",
      .type = SCHEMA_GROUP,
      .unit = "",
      .help = "New plans.",
      AT(inputs, joiners),
      .table = &schema_joiners },
    { .key = "pipeline",
      .type = SCHEMA_GROUP,
      .unit = "",
      .fallback = "",
      .help = "The way from a request for an assessment to a plan: refusals, the time an "
              "assessment takes, the backlog when capacity falls "
              "short. Left out, new plans come as joiners say.",
      AT(inputs, pipeline),
      .table = &schema_pipeline },
    { .key = "leavers",
      .type = SCHEMA_GROUP,
      .unit = "",
      .help = "Plans that end.",
      AT(inputs, leavers),
      .table = &schema_leavers },
    { .key = "migration",
      .type = SCHEMA_GROUP,
      .unit = "",
      .help = "Plans that move with their family from or to other authorities, and what records do "
              "not explain.",
      AT(inputs, migration),
      .table = &schema_migration },
    { .key = "movers",
      .type = SCHEMA_GROUP,
      .unit = "",
      .help = "Moves from one setting to another.",
      AT(inputs, movers),
      .table = &schema_movers },
    { .key = "policies",
      .type = SCHEMA_LIST,
      .unit = "",
      .fallback = "( )",
      BOUNDS(0, 20),
      .national = true,
      .help = "What the rules of the system may become. One is drawn for each simulated future by "
              "weight, the same for all areas and "
              "scenarios of a run; the central forecast is under the heaviest.",
      .example = "( { id = \"as-now\"; label = \"Rules as they are\"; weight = 0.5; }, { id = "
                 "\"reform\"; ... } )",
      LIST_AT(inputs, policy),
      .table = &schema_policy },
    { .key = "rates",
      .type = SCHEMA_GROUP,
      .unit = "",
      .help = "Rates of single cells with their uncertainty, from a transition history: 'headroom "
              "import' writes them.",
      AT(inputs, rates),
      .table = &schema_rates },
    { .key = "inflation",
      .type = SCHEMA_PATH,
      .own_source = true,
      .unit = "per year",
      .national = true,
      .help = "General inflation, which all prices and lines follow; their own growth comes "
              "on top.",
      .example = "{ first = 0.02; long_run = 0.02; persistence = 0.6; shock_sd = 0.01; }",
      AT(inputs, inflation),
      .table = &schema_path },
    { .key = "sector_correlation",
      .type = SCHEMA_QUANTITY,
      .own_source = true,
      .unit = "correlation",
      .fallback = "",
      BOUNDS(0, 0.99),
      .support = QUANTITY_UNIT,
      .national = true,
      .help = "How far prices of different sectors (categories of settings) grow faster or slower "
              "together: correlation of the yearly "
              "shocks of any two, besides general inflation, which they share. Left out: 0.",
      .example = "0.3",
      AT(inputs, sector_correlation) },
    { .key = "prices",
      .type = SCHEMA_LIST,
      .unit = "",
      BOUNDS(0, 200),
      .help = "What a place costs, one entry for each setting that is not no_cost.",
      .example =
          "( { "
          "setting = \"independent\"; fee_gbp = 58200; growth = 0.02; spread = 0.5; }, ... )",
      LIST_AT(inputs, price),
      .table = &schema_price },
    { .key = "lines",
      .type = SCHEMA_LIST,
      .unit = "",
      .fallback = "( )",
      BOUNDS(0, 200),
      .help = "Other spending of the high needs block.",
      .example =
          "( { id = "
          "\"therapies\"; label = \"Therapies\"; s251 = \"1.2.13\"; amount_gbp_m = 0.55; }, ... )",
      LIST_AT(inputs, line),
      .table = &schema_line },
    { .key = "grant",
      .type = SCHEMA_GROUP,
      .unit = "",
      .help = "The high needs block of the Dedicated Schools Grant.",
      AT(inputs, grant),
      .table = &schema_grant },
    { .key = "dsg",
      .type = SCHEMA_GROUP,
      .unit = "",
      .help = "The Dedicated Schools Grant account by block.",
      AT(inputs, dsg),
      .table = &schema_dsg },
    { .key = "receipts",
      .type = SCHEMA_LIST,
      .unit = "",
      .fallback = "( )",
      BOUNDS(0, 100),
      .help = "Money that reduces the deficit from outside the grant: agreements, the "
              "council's own contributions.",
      .example = "( { id = \"safety_valve\"; label = \"Safety Valve\"; instalments = ( { fy = "
                 "\"2021/22\"; amount_gbp_m = 5.0; } ); } )",
      LIST_AT(inputs, receipt),
      .table = &schema_receipt },
    { .key = "transfers",
      .type = SCHEMA_LIST,
      .unit = "",
      .fallback = "( )",
      BOUNDS(0, 100),
      .help = "Transfers between blocks, each for one year.",
      .example = "( { id = "
                 "\"half\"; label = \"0.5% of the schools block\"; from = \"schools\"; to = "
                 "\"high_needs\"; fy = \"2022/23\"; share = 0.005; } )",
      LIST_AT(inputs, transfer),
      .table = &schema_transfer },
    { .key = "general_fund",
      .type = SCHEMA_GROUP,
      .unit = "",
      .fallback = "",
      .help = "What the council's general fund pays beside the DSG, shown beside it and never "
              "netted off it: SEN transport, interest on the "
              "deficit, borrowing for capital; and the usable reserves that the deficit is "
              "compared with.",
      AT(inputs, general_fund),
      .table = &schema_general_fund },
    { .key = "deflator",
      .type = SCHEMA_LIST,
      .unit = "",
      .fallback = "( )",
      BOUNDS(0, 60),
      .help = "Growth of the price level by financial year, known or official, for 'headroom run "
              "--real'. Years that are not given follow "
              "the general inflation of the same simulated future.",
      .example = "( { fy = \"2022/23\"; growth = 0.0223; }, ... )",
      LIST_AT(inputs, deflator),
      .table = &schema_deflator },
    { .key = "thresholds",
      .type = SCHEMA_LIST,
      .unit = "",
      .fallback = "( )",
      BOUNDS(0, 20),
      .help = "Amounts to compare the deficit with.",
      .example = "( { id = "
                 "\"reserves\"; label = \"Usable reserves\"; amount_gbp_m = 19.3; } )",
      LIST_AT(inputs, threshold),
      .table = &schema_threshold },
    { .key = "events",
      .type = SCHEMA_LIST,
      .unit = "",
      .fallback = "( )",
      BOUNDS(0, 50),
      .help = "Dates to mark on charts.",
      .example = "( { date = \"2028-03-31\"; label = "
                 "\"Statutory override ends\"; known = \"as_known\"; } )",
      LIST_AT(inputs, event),
      .table = &schema_event },
    { .key = "options",
      .type = SCHEMA_LIST,
      .unit = "",
      .fallback = "( )",
      BOUNDS(0, 60),
      .help = "What the council may do about it; scenarios are sets of options.",
      .example = "( { id = \"return-home\"; type = \"repatriation\"; start = \"2023/24\"; settings "
                 "= ( \"independent\" ); to = "
                 "\"special\"; children = 6; ... } )",
      LIST_AT(inputs, option),
      .table = &schema_option },
    { .key = "odds_words",
      .type = SCHEMA_LIST,
      .unit = "",
      .fallback = "( )",
      BOUNDS(0, 50),
      .help = "What words for odds in a paper mean, so that options may use them.",
      .example = "( { word = \"high degree of certainty\"; chance = 0.9; } )",
      LIST_AT(inputs, odds_word),
      .table = &schema_odds_word },
    { .key = "scenarios",
      .type = SCHEMA_LIST,
      .unit = "",
      BOUNDS(1, 50),
      .help = "Futures to compare, on the same random numbers; the first is what the others are "
              "compared with.",
      .example =
          "( { id = \"no-action\"; label = \"No further action\"; role = \"unmitigated\"; }, ... )",
      LIST_AT(inputs, scenario),
      .table = &schema_scenario },
    { .key = "england",
      .type = SCHEMA_GROUP,
      .unit = "",
      .help = "England's cross-tables, from which the area's own numbers by age and setting are "
              "filled in.",
      .table = &schema_england },
};
const struct schema_table schema_root = { ROWS(root_row) };

/* ---- words about rows */

double
schema_scale(const struct schema_row *row)
{
    const size_t length = strlen(row->key);
    return length > 6 && strcmp(row->key + length - 6, "_gbp_m") == 0 ? 1e6 : 1.0;
}

bool
schema_is_bounded(const struct schema_row *row)
{
    switch (row->type) {
    case SCHEMA_WHOLE:
    case SCHEMA_COUNT:
    case SCHEMA_NUMBER:
    case SCHEMA_NUMBERS:
    case SCHEMA_QUANTITY: return true;
    case SCHEMA_TEXT:
    case SCHEMA_ID:
    case SCHEMA_PLACE:
    case SCHEMA_DATE:
    case SCHEMA_BOOL:
    case SCHEMA_FY:
    case SCHEMA_AY:
    case SCHEMA_ENUM:
    case SCHEMA_FLAG:
    case SCHEMA_WHOLES:
    case SCHEMA_VALUES:
    case SCHEMA_TEXTS:
    case SCHEMA_PATH:
    case SCHEMA_GROUP:
    case SCHEMA_LIST:
    case N_SCHEMA_TYPE: return false;
    }
    return false;
}

void
schema_number(double value, char *buf, size_t size)
{
    char plain[40];
    size_t n = 0;

    (void)snprintf(plain, sizeof plain, "%.10g", value);
    const size_t sign = plain[0] == '-';
    const size_t whole = strspn(plain + sign, "0123456789");
    if (plain[sign + whole] == 'e' || whole < 5) {
        (void)snprintf(buf, size, "%s", plain);
        return;
    }
    for (size_t i = 0; plain[i] != '\0' && n + 2 < size; i++) {
        if (i > sign && i < sign + whole && (sign + whole - i) % 3 == 0)
            buf[n++] = ',';
        buf[n++] = plain[i];
    }
    buf[n] = '\0';
}

static void
want_number(const struct schema_row *row, const char *kind, char *buf, size_t size)
{
    char lo[40], hi[40];
    const char *unit = row->unit[0] == '\0' ? "" : " ";
    schema_number(row->lo, lo, sizeof lo);
    schema_number(row->hi, hi, sizeof hi);
    (void)snprintf(buf, size, "%s from %s to %s%s%s%s%s", kind, lo, hi, unit, *unit ? "(" : "",
                   row->unit, *unit ? ")" : "");
}

static void
want_choice(const struct schema_row *row, char *buf, size_t size)
{
    size_t n = 0;
    for (size_t i = 0; row->choice[i] != NULL && n < size; i++) {
        const char *join = i == 0 ? "" : row->choice[i + 1] == NULL ? " or " : ", ";
        const int written = snprintf(buf + n, size - n, "%s\"%s\"", join, row->choice[i]);
        n += written > 0 ? (size_t)written : 0;
    }
}

void
schema_want(const struct schema_row *row, char *buf, size_t size)
{
    switch (row->type) {
    case SCHEMA_WHOLE:
    case SCHEMA_COUNT: want_number(row, "a whole number", buf, size); return;
    case SCHEMA_NUMBER: want_number(row, "a number", buf, size); return;
    case SCHEMA_QUANTITY: want_number(row, "a number or range", buf, size); return;
    case SCHEMA_FLAG:
    case SCHEMA_ENUM: want_choice(row, buf, size); return;
    case SCHEMA_NUMBERS:
        (void)snprintf(buf, size, "%zu numbers in square brackets, one for each %s from %d to %d",
                       row->length, row->index, row->first_index,
                       row->first_index + (int)row->length - 1);
        return;
    case SCHEMA_TEXT: (void)snprintf(buf, size, "text in quotes"); return;
    case SCHEMA_ID:
        (void)snprintf(buf, size,
                       "a name of lower-case letters, digits, '-' and '_' that starts with a "
                       "letter, in quotes");
        return;
    case SCHEMA_PLACE:
        (void)snprintf(buf, size, "the id of a setting or the name of a category, in quotes");
        return;
    case SCHEMA_DATE:
        (void)snprintf(buf, size, "a date in quotes, year, month and day as in \"2026-07-05\"");
        return;
    case SCHEMA_BOOL: (void)snprintf(buf, size, "true or false"); return;
    case SCHEMA_FY:
        (void)snprintf(buf, size, "a financial year in quotes, as in \"2026/27\"");
        return;
    case SCHEMA_AY:
        (void)snprintf(buf, size, "an academic year in quotes, as in \"2026/27\"");
        return;
    case SCHEMA_WHOLES:
        want_number(row, "a list in square brackets of whole numbers, each", buf, size);
        return;
    case SCHEMA_VALUES:
        want_number(row, "a list in square brackets of numbers, each", buf, size);
        return;
    case SCHEMA_TEXTS:
        (void)snprintf(buf, size, "a list of names in quotes, as in ( \"a\", \"b\" )");
        return;
    case SCHEMA_PATH:
        (void)snprintf(buf, size,
                       "a yearly rate, or { first = ...; long_run = ...; persistence = ...; "
                       "shock_sd = ...; }");
        return;
    case SCHEMA_GROUP: (void)snprintf(buf, size, "a group in curly brackets, { ... }"); return;
    case SCHEMA_LIST:
        (void)snprintf(buf, size,
                       row->lone ? "one value, or a list of values or groups, ( ..., { ... } )"
                                 : "a list of groups, ( { ... }, { ... } )");
        return;
    case N_SCHEMA_TYPE: break;
    }
    buf[0] = '\0';
}
