/* Needs, settings, the plans to start from, the population, and England's cross-tables. */
#include "schema_row.h"

static const struct schema_row need_row[] = {
    ROW_ID(need_in, "Short name of the need, used elsewhere in the file and in outputs.",
           "\"asd\""),
    { .key = "label",
      .type = SCHEMA_TEXT,
      .unit = "",
      .help = "Name of the need for people.",
      .example = "\"Autism\"",
      AT(need_in, label) },
};
const struct schema_table schema_need = { ROWS(need_row), .size = sizeof(struct need_in),
                                          .where = true, ADDRESS("id") };

static const struct schema_row setting_row[] = {
    ROW_ID(setting_in, "Short name of the setting, used elsewhere in the file and in outputs.",
           "\"special\""),
    { .key = "label",
      .type = SCHEMA_TEXT,
      .unit = "",
      .help = "Name of the setting for people.",
      .example = "\"State special school\"",
      AT(setting_in, label) },
    { .key = "category",
      .type = SCHEMA_ENUM,
      .unit = "",
      .choice = schema_category,
      .help = "Category of the DfE tables it belongs to, by which England's rates apply to it.",
      .example = "\"state_special\"",
      AT(setting_in, category) },
    { .key = "local",
      .type = SCHEMA_BOOL,
      .unit = "",
      .fallback = "true",
      .help = "Whether it is in the authority's own area.",
      .example = "true",
      AT(setting_in, local) },
    { .key = "no_cost",
      .type = SCHEMA_BOOL,
      .unit = "",
      .fallback = "false",
      .help = "Whether it costs the high needs block nothing (home education, not in education); "
              "then it has no entry in prices.",
      .example = "true",
      AT(setting_in, no_cost) },
    { .key = "places",
      .type = SCHEMA_LIST,
      .unit = "",
      .lone = true,
      .fallback = "( )",
      BOUNDS(0, 100),
      .help = "Places it has, and those that open or close later. Left out: it is never full.",
      .example = "( { count = 313; }, { id = \"new-school\"; count = 90; from = \"2023/24\"; "
                 "chance = 0.8; } )",
      LIST_AT(setting_in, seats),
      .table = &schema_seats },
    { .key = "others_share",
      .type = SCHEMA_QUANTITY,
      .unit = "of its places",
      .fallback = "",
      BOUNDS(0, 0.95),
      .support = QUANTITY_UNIT,
      .help = "Share of its places that other authorities' children hold. Left out: none.",
      .example = "{ low = 0.10; central = 0.15; high = 0.20; }",
      AT(setting_in, others_share) },
    { .key = "overflow",
      .type = SCHEMA_LIST,
      .unit = "",
      .lone = true,
      .fallback = "( )",
      BOUNDS(0, 30),
      .help = "Where children go when it is full: settings in order, or settings with shares.",
      .example = "( \"unit\", \"independent\" )",
      LIST_AT(setting_in, overflow),
      .table = &schema_overflow },
    { .key = "wait",
      .type = SCHEMA_GROUP,
      .unit = "",
      .help = "Where children wait for a place in it, and until when. Left out: nobody waits.",
      .table = &schema_wait },
    { .key = "returns",
      .type = SCHEMA_GROUP,
      .unit = "",
      .help = "How many of the children who went elsewhere when it was full ask for a place again.",
      .table = &schema_returns },
};
const struct schema_table schema_setting = { ROWS(setting_row), .size = sizeof(struct setting_in),
                                             .where = true, ADDRESS("id") };

/* ---- plans */

static const struct schema_row by_setting_row[] = {
    { .key = "setting",
      .type = SCHEMA_ID,
      .unit = "",
      .help = "Id of a setting.",
      .example = "\"special\"",
      AT(stock_setting_in, setting) },
    { .key = "count",
      .type = SCHEMA_COUNT,
      .unit = "plans",
      BOUNDS(0, 100000),
      .help = "Plans in that setting in January of base.census.",
      .example = "458",
      AT(stock_setting_in, count) },
};
static const struct schema_table by_setting = { ROWS(by_setting_row),
                                                .size = sizeof(struct stock_setting_in),
                                                .where = true, ADDRESS("setting") };

static const struct schema_row by_age_row[] = {
    { .key = "from_age",
      .type = SCHEMA_WHOLE,
      .unit = "age at 31 August",
      BOUNDS(0, 25),
      .help = "First age of the band.",
      .example = "5",
      AT(stock_age_in, from_age) },
    { .key = "to_age",
      .type = SCHEMA_WHOLE,
      .unit = "age at 31 August",
      BOUNDS(0, 25),
      .help = "Last age of the band.",
      .example = "10",
      AT(stock_age_in, to_age) },
    { .key = "count",
      .type = SCHEMA_COUNT,
      .unit = "plans",
      BOUNDS(0, 100000),
      .help = "Plans of those ages in January of base.census.",
      .example = "438",
      AT(stock_age_in, count) },
};
static const struct schema_table by_age = { ROWS(by_age_row), .size = sizeof(struct stock_age_in),
                                            .where = true, ADDRESS("from_age") };

static const struct schema_row by_need_row[] = {
    { .key = "need",
      .type = SCHEMA_ID,
      .unit = "",
      .help = "Id of a need.",
      .example = "\"asd\"",
      AT(stock_need_in, need) },
    { .key = "count",
      .type = SCHEMA_COUNT,
      .unit = "plans",
      BOUNDS(0, 100000),
      .help = "Plans with that primary need.",
      .example = "400",
      AT(stock_need_in, count) },
};
static const struct schema_table by_need = { ROWS(by_need_row),
                                             .size = sizeof(struct stock_need_in), .where = true,
                                             ADDRESS("need") };

static const struct schema_row cell_row[] = {
    { .key = "ncy",
      .type = SCHEMA_WHOLE,
      .unit = "national curriculum year",
      BOUNDS(NCY_MIN, NCY_MAX),
      .help = "Age at 31 August less 4: Reception is 0, Year 6 is 6.",
      .example = "7",
      AT(stock_cell_in, ncy) },
    { .key = "need",
      .type = SCHEMA_ID,
      .unit = "",
      .help = "Id of a need.",
      .example = "\"all\"",
      AT(stock_cell_in, need) },
    { .key = "setting",
      .type = SCHEMA_ID,
      .unit = "",
      .help = "Id of a setting.",
      .example = "\"special\"",
      AT(stock_cell_in, setting) },
    { .key = "count",
      .type = SCHEMA_COUNT,
      .unit = "plans",
      BOUNDS(0, 100000),
      .help = "Plans in this cell.",
      .example = "12",
      AT(stock_cell_in, count) },
};
static const struct schema_table cell = { ROWS(cell_row), .size = sizeof(struct stock_cell_in),
                                          .where = true, ADDRESS("ncy", "need", "setting") };

static const struct schema_row plans_row[] = {
    { .key = "total",
      .type = SCHEMA_COUNT,
      .unit = "plans",
      BOUNDS(1, 200000),
      .help = "All plans the authority maintains.",
      .example = "1424",
      AT(plans_in, total) },
    { .key = "by_setting",
      .type = SCHEMA_LIST,
      .unit = "",
      .fallback = "( )",
      BOUNDS(0, 200),
      .help = "Plans by setting; they add up to total.",
      .example = "( { setting = \"special\"; count = 458; }, ... )",
      LIST_AT(plans_in, by_setting),
      .table = &by_setting },
    { .key = "by_age",
      .type = SCHEMA_LIST,
      .unit = "",
      .fallback = "( )",
      BOUNDS(0, 26),
      .help = "Plans by age band, ages 0 to 25 without gaps; they add up to total. "
              "Left out: England's ages.",
      .example = "( { from_age = 0; to_age = 4; count = 38; }, ... )",
      LIST_AT(plans_in, by_age),
      .table = &by_age },
    { .key = "by_need",
      .type = SCHEMA_LIST,
      .unit = "",
      .fallback = "( )",
      BOUNDS(0, 100),
      .help = "Plans by primary need; they add up to total. Left out: "
              "England's needs.",
      .example = "( { need = \"asd\"; count = 400; }, ... )",
      LIST_AT(plans_in, by_need),
      .table = &by_need },
    { .key = "cells",
      .type = SCHEMA_LIST,
      .unit = "",
      .fallback = "( )",
      BOUNDS(0, 20000),
      .help = "Plans by year group, need and setting, in place of the three lists "
              "above, where a full extract exists.",
      .example = "( { ncy = 7; need = \"all\"; setting = \"special\"; count = 12; }, ... )",
      LIST_AT(plans_in, cell),
      .table = &cell },
    { .key = "table",
      .type = SCHEMA_TEXT,
      .unit = "",
      .fallback = "",
      .help = "The same as a CSV file beside this one, in place of cells, with the columns ncy (or "
              "age at 31 August, 4 more), need, "
              "setting, count.",
      .example = "\"stock.csv\"",
      AT(plans_in, table) },
};
const struct schema_table schema_plans = { ROWS(plans_row), .where = true };

/* ---- population */

static const struct schema_row count_row[] = {
    { .key = "mid_year",
      .type = SCHEMA_WHOLE,
      .unit = "year",
      BOUNDS(2000, 2100),
      .help = "Year of a mid-year estimate or projection; it serves the academic year that "
              "begins in it.",
      .example = "2020",
      AT(population_count_in, mid_year) },
    { .key = "by_age",
      .type = SCHEMA_NUMBERS,
      .unit = "people",
      BOUNDS(0, 200000),
      .length = N_NCY,
      .index = "age",
      .total = true,
      .help = "People of each single age from 0 to 25.",
      .example = "[ 2104, 2111, ... ]",
      AT(population_count_in, by_age) },
};
static const struct schema_table count = { ROWS(count_row),
                                           .size = sizeof(struct population_count_in),
                                           .where = true, ADDRESS("mid_year") };

static const struct schema_row population_row[] = {
    { .key = "counts",
      .type = SCHEMA_LIST,
      .unit = "",
      .fallback = "( )",
      BOUNDS(0, 100),
      .help = "Estimates and projections, one for each year known.",
      .example = "( { mid_year = 2020; "
                 "by_age = [ ... ]; }, ... )",
      LIST_AT(population_in, count),
      .table = &count },
    { .key = "table",
      .type = SCHEMA_TEXT,
      .unit = "",
      .fallback = "",
      .help = "The same as a CSV file beside this one, in place of counts, with the columns "
              "mid_year, ncy (or age at 31 August, 4 more), "
              "population; all ages of each year.",
      .example = "\"population.csv\"",
      AT(population_in, table) },
    { .key = "drift",
      .type = SCHEMA_QUANTITY,
      .own_source = true,
      .unit = "per year",
      BOUNDS(-0.1, 0.1),
      .national = true,
      .help = "Error of the projection, as a share of the population, "
              "that adds up for each year beyond the last count.",
      .example = "{ low = -0.004; central = 0.0; high = 0.004; }",
      AT(population_in, drift) },
};
const struct schema_table schema_population = { ROWS(population_row) };

/* ---- England */

#define CATEGORY_ROW(s, name, place)                                                            \
    {                                                                                           \
        .key = name, .type = SCHEMA_NUMBER, .untold = true, .unit = "plans, or any weight",     \
        .fallback = "0", BOUNDS(0, 10000000), .help = "Weight of this category.",               \
        .example = "1382", .offset = offsetof(struct s, by_category) + (place) * sizeof(double) \
    }
#define CATEGORY_ROWS(s)                                                                        \
    CATEGORY_ROW(s, "mainstream", CATEGORY_MAINSTREAM), CATEGORY_ROW(s, "unit", CATEGORY_UNIT), \
        CATEGORY_ROW(s, "state_special", CATEGORY_STATE_SPECIAL),                               \
        CATEGORY_ROW(s, "independent", CATEGORY_INDEPENDENT),                                   \
        CATEGORY_ROW(s, "alternative", CATEGORY_ALTERNATIVE),                                   \
        CATEGORY_ROW(s, "further_education", CATEGORY_FURTHER_EDUCATION),                       \
        CATEGORY_ROW(s, "specialist_post16", CATEGORY_SPECIALIST_POST16),                       \
        CATEGORY_ROW(s, "otherwise", CATEGORY_OTHERWISE),                                       \
        CATEGORY_ROW(s, "early_years", CATEGORY_EARLY_YEARS),                                   \
        CATEGORY_ROW(s, "home_education", CATEGORY_HOME_EDUCATION),                             \
        CATEGORY_ROW(s, "not_in_education", CATEGORY_NOT_IN_EDUCATION),                         \
        CATEGORY_ROW(s, "other", CATEGORY_OTHER)

static const struct schema_row mix_row[] = {
    { .key = "age",
      .type = SCHEMA_WHOLE,
      .unit = "age at 31 August",
      BOUNDS(0, 25),
      .help = "Single age.",
      .example = "5",
      AT(mix_in, age) },
    CATEGORY_ROWS(mix_in),
};
const struct schema_table schema_mix = { ROWS(mix_row), .size = sizeof(struct mix_in),
                                         .where = true, ADDRESS("age") };

static const struct schema_row need_by_category_row[] = {
    { .key = "need",
      .type = SCHEMA_ID,
      .unit = "",
      .help = "Id of a need.",
      .example = "\"asd\"",
      AT(england_need_in, need) },
    CATEGORY_ROWS(england_need_in),
};
static const struct schema_table need_by_category = { ROWS(need_by_category_row),
                                                      .size = sizeof(struct england_need_in),
                                                      .where = true, ADDRESS("need") };

static const struct schema_row england_row[] = {
    { .key = "stock_by_age",
      .type = SCHEMA_LIST,
      .unit = "",
      BOUNDS(1, 26),
      .help = "England's plans by age and category.",
      .example = "( { age = 5; mainstream = 15651; "
                 "... }, ... )",
      LIST_AT(inputs, england_stock),
      .table = &schema_mix },
    { .key = "need_by_category",
      .type = SCHEMA_LIST,
      .unit = "",
      .fallback = "( )",
      BOUNDS(0, 100),
      .help = "England's plans by primary need and category.",
      .example = "( { need = \"asd\"; mainstream = 61000; ... }, ... )",
      LIST_AT(inputs, england_need),
      .table = &need_by_category },
    { .key = "unit_costs",
      .type = SCHEMA_LIST,
      .unit = "",
      .fallback = "( )",
      BOUNDS(0, 12),
      .help = "What English authorities spend on fees or top-ups for each plan, by category, for "
              "prices with unit_cost = \"england\".",
      .example = "( { category = \"state_special\"; kind = \"topup\"; low_gbp = 9099; central_gbp "
                 "= 13351; high_gbp = 22346; }, ... )",
      LIST_AT(inputs, england_cost),
      .table = &schema_england_cost },
};
const struct schema_table schema_england = { ROWS(england_row) };
