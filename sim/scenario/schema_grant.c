/* What the high needs block follows besides its growth: pupils, limits, years without a formula,
 * academy places. */
#include "schema_row.h"

static const struct schema_row other_pupils_row[] = {
    { .key = "census",
      .type = SCHEMA_WHOLE,
      .unit = "year",
      BOUNDS(2010, 2100),
      .help = "January census from which on they are there.",
      .example = "2024",
      AT(other_pupils_in, census) },
    { .key = "count",
      .type = SCHEMA_QUANTITY,
      .unit = "children",
      BOUNDS(0, 100000),
      .support = QUANTITY_POSITIVE,
      .help = "Other authorities' pupils from that January on.",
      .example = "{ low = 50; central = 60; high = 70; }",
      AT(other_pupils_in, count) },
};
static const struct schema_table other_pupils = { ROWS(other_pupils_row),
                                                  .size = sizeof(struct other_pupils_in),
                                                  .where = true, ADDRESS("census") };

static const struct schema_row formula_row[] = {
    { .key = "basic_entitlement_gbp",
      .type = SCHEMA_QUANTITY,
      .unit = "pounds a pupil",
      BOUNDS(0, 100000),
      .support = QUANTITY_POSITIVE,
      .national = true,
      .help = "Basic entitlement for each pupil of local state special schools, residents or not, "
              "counted in the January before the year.",
      .example = "4660",
      AT(grant_formula_in, basic_entitlement_gbp) },
    { .key = "area_cost_adjustment",
      .type = SCHEMA_NUMBER,
      .unit = "factor",
      .fallback = "1.0",
      BOUNDS(0.5, 2),
      .help = "Factor on basic entitlement for the costs of the area; DfE's tables show the two "
              "multiplied, 1 to 1.21 times 4,660 in 2023-24.",
      .example = "1.031",
      AT(grant_formula_in, area_cost_adjustment) },
    { .key = "import_export_gbp",
      .type = SCHEMA_QUANTITY,
      .unit = "pounds a pupil",
      BOUNDS(0, 100000),
      .support = QUANTITY_POSITIVE,
      .national = true,
      .help = "Import/export adjustment: for each pupil of another authority in a local special "
              "school, less each resident in a special "
              "school elsewhere.",
      .example = "6000",
      AT(grant_formula_in, import_export_gbp) },
    { .key = "other_pupils",
      .type = SCHEMA_LIST,
      .unit = "",
      .fallback = "( )",
      BOUNDS(0, 40),
      .help = "Other authorities' pupils in those local state special schools whose places have no "
              "others_share, where their number "
              "changes: only changes since the last known year move the grant.",
      .example = "( { census = 2024; count = 60; }, { census = 2027; count = 45; } )",
      LIST_AT(grant_formula_in, other_pupils),
      .table = &other_pupils },
};
const struct schema_table schema_grant_formula = { ROWS(formula_row), .where = true };

static const struct schema_row limits_row[] = {
    { .key = "floor",
      .type = SCHEMA_QUANTITY,
      .unit = "per year",
      BOUNDS(-0.5, 1),
      .support = QUANTITY_REAL,
      .national = true,
      .help = "Least growth of the block per head of population aged 2 to 18.",
      .example = "0.03",
      AT(grant_limits_in, floor) },
    { .key = "cap",
      .type = SCHEMA_QUANTITY,
      .unit = "per year",
      BOUNDS(-0.5, 1),
      .support = QUANTITY_REAL,
      .national = true,
      .help = "Most growth of the block per head of population aged 2 to 18; where a draw has it "
              "below the floor, it holds.",
      .example = "0.05",
      AT(grant_limits_in, cap) },
};
const struct schema_table schema_grant_limits = { ROWS(limits_row), .where = true };

static const struct schema_row academy_row[] = {
    ROW_ID(academy_places_in,
           "Name of the kind of places: a later entry of the same name replaces it.",
           "\"special\""),
    { .key = "ay",
      .type = SCHEMA_AY,
      .unit = "",
      .help = "Academic year from which on they are there.",
      .example = "\"2020/21\"",
      AT(academy_places_in, ay) },
    { .key = "count",
      .type = SCHEMA_NUMBER,
      .unit = "places",
      BOUNDS(0, 100000),
      .help = "Places that DfE pays directly.",
      .example = "384",
      AT(academy_places_in, count) },
    { .key = "rate_gbp",
      .type = SCHEMA_NUMBER,
      .unit = "pounds a place and year",
      BOUNDS(0, 100000),
      .help = "What a place costs: 10,000, or 6,000 for one that is taken in a resourced provision "
              "or unit and for post-16 places in colleges.",
      .example = "10000",
      AT(academy_places_in, rate_gbp) },
    { .key = "post16",
      .type = SCHEMA_BOOL,
      .unit = "",
      .fallback = "false",
      .help = "Post-16 places weigh 4/12 of the academic year that ends and 8/12 of the one that "
              "begins, others 5/12 and 7/12.",
      .example = "true",
      AT(academy_places_in, post16) },
};
const struct schema_table schema_academy_places = { ROWS(academy_row),
                                                    .size = sizeof(struct academy_places_in),
                                                    .where = true, ADDRESS("id", "ay") };
