#include "prices.h"

#include "field_rows.h"

static const char *const places_phase[] = { "school", "post16", NULL };
static const char *const unit_cost_choice[] = {
    [UNIT_COST_TYPED] = "typed", [UNIT_COST_ENGLAND] = "england", NULL
};
static const char *const england_cost_choice[] = { "topup", "fee", NULL };

static const struct field places_row[] = {
    AY("ay", MUST, AT(places_in, ay), "\"2020/21\"",
       "First academic year they are commissioned for."),
    NUMBER("count", "places", 0, 1000000, MUST, AT(places_in, count), "300",
           "Commissioned places from that year on."),
    FLAG("phase", places_phase, "\"school\"", AT(places_in, post16), "\"post16\"",
         "Of a setting that has both: school places change in September (5/12 and 7/12 of a "
         "financial year), post16 places in August (4/12 and 8/12), and each is counted from "
         "entry to entry by itself."),
};
static const struct field_table places_fields = TABLE_OF(places_in, places_row, "ay", "phase");

static const struct field need_factor_row[] = {
    ID("need", MUST, AT(need_factor_in, need), "\"asd\"", "Id of a need.", REFERS(NEED)),
    NUMBER("factor", "factor", 0.05, 20, MAY, AT(need_factor_in, factor), "1.2",
           "Price for that need, relative to the setting's; or give price_gbp."),
    QUANTITY("price_gbp", "pounds per place and year", 0, 1000000, MAY, AT(need_factor_in, gbp),
             "15200",
             "Fee or top-up for that need, in prices of the first forecast year, in place of a "
             "factor; the setting's own is for the needs not listed.",
             POSITIVE),
};
static const struct field_table need_factor_fields =
    TABLE_OF(need_factor_in, need_factor_row, "need");

static const struct field price_row[] = {
    ID("setting", MUST, AT(price_in, setting), "\"independent\"", "Id of the setting.",
       REFERS(SETTING)),
    QUANTITY("fee_gbp", "pounds per place and year", 100, 1000000, MAY, AT(price_in, fee_gbp),
             "{ low = 52000; central = 58200; high = 66000; }",
             "Whole fee, in prices of the first forecast year; a price has a fee or a top-up, "
             "never both.",
             POSITIVE),
    QUANTITY("topup_gbp", "pounds per place and year", 0, 1000000, MAY, AT(price_in, topup_gbp),
             "9800", "Top-up (element 3), in prices of the first forecast year.", POSITIVE),
    QUANTITY("place_gbp", "pounds per place and year", 100, 100000, MAY, AT(price_in, place_gbp),
             "10000", "Place funding of each commissioned place, filled or not; it needs places.",
             POSITIVE),
    QUANTITY("place_empty_gbp", "pounds per place and year", 100, 100000, MAY,
             AT(price_in, place_empty_gbp), "10000",
             "Place funding of a commissioned place that no child holds; place_gbp is then of one "
             "that is held, by the area's own child or, with others_share, by another "
             "authority's. In units and resourced provision 10000, beside 6000.",
             POSITIVE),
    BOOL("place_uprated", "false", AT(price_in, place_uprated), "false",
         "Whether place funding follows the price; false: flat in cash, as since 2013."),
    BOOL("post16_places", "false", AT(price_in, post16_places), "false",
         "Whether commissioned places change in August (4/12 and 8/12 of a financial year) "
         "instead of September (5/12 and 7/12)."),
    LIST("places", 0, 100, "( )", LIST_AT(price_in, places), &places_fields,
         "( { ay = \"2020/21\"; count = 300; } )", "Commissioned places from an academic year on."),
    PATH("growth", "per year", MAY, AT(price_in, growth), &path_fields,
         "{ first = 0.03; long_run = 0.01; persistence = 0.6; shock_sd = 0.01; }",
         "Growth of this setting's price on top of general inflation and of price_pressure. Left "
         "out: England's for its category as known at base.census (england.price_growth), else 0.",
         OWN_SOURCE, BEFORE("prices grew with general inflation alone: 0")),
    QUANTITY("spread", "coefficient of variation", 0, 3, "0.0", AT(price_in, spread), "0.5",
             "How far prices differ between children: standard deviation over mean; 0: all cost "
             "the same.",
             POSITIVE, OWN_SOURCE),
    LIST("by_need", 0, 100, "( )", LIST_AT(price_in, by_need), &need_factor_fields,
         "( { need = \"asd\"; factor = 1.2; } )", "Needs whose price differs."),
    LIST("bands", 0, 12, "( )", LIST_AT(price_in, band), &band_fields,
         "( { id = \"a\"; topup_gbp = 6500; share = 0.35; }, { id = \"b\"; topup_gbp = 12500; "
         "share = 0.65; } )",
         "Bands of top-ups, lowest first, in place of topup_gbp."),
    QUANTITY("drift", "per year", 0, 1, MAY, AT(price_in, drift),
             "{ low = 0.01; central = 0.03; high = 0.06; }",
             "Share of the children who stay for a year that go up one band in it; those in the "
             "last stay there. Left out: none.",
             SHARE, OWN_SOURCE),
    QUANTITY("protection", "per year", -0.5, 0.2, MAY, AT(price_in, protection), "-0.015",
             "Least yearly change of place funding and top-up together for the same children, as "
             "the minimum funding guarantee of special schools sets it; it takes back what a cut "
             "would take too much. Left out: no protection.",
             OWN_SOURCE),
    QUANTITY("joint_funding", "share", 0, 1, MAY, AT(price_in, joint_funding),
             "{ low = 0.03; central = 0.06; high = 0.1; }",
             "Share of fees or top-ups that health and social care pay. The price is the whole "
             "price; spending is what is left. Left out: none.",
             SHARE, OWN_SOURCE),
    ENUM("unit_cost", unit_cost_choice, "\"typed\"", AT(price_in, unit_cost), "\"england\"",
         "typed: fee_gbp or topup_gbp is given. england: it is left out, and is what English "
         "authorities spend for each plan in the setting's category (england.unit_costs), as "
         "uncertain as they differ."),
    NUMBER("uprate", "factor", 0.2, 5, MAY, AT(price_in, uprate), "1.12",
           "Factor on England's unit cost, from its year to the first forecast year. Left out: "
           "none, whatever the years."),
    BOOL("solved", "false", AT(price_in, solved), "true",
         "Whether the fee or top-up, or its bands, are solved from the outturn: one factor on all "
         "prices with solved = true makes the first year spend on plans held what the "
         "high_needs block's outturn_gbp_m says, in the expected-value run and with a factor of "
         "its own in every simulated future. Where no price is solved, the futures' factor is on "
         "all prices, and makes each spend what the expected-value run does."),
    LIST("lines", 0, 14, "( )", LIST_AT(price_in, line), &line_share_fields,
         "( { s251 = \"1.2.1\"; share = 0.4; }, { s251 = \"1.2.2\"; share = 0.6; } )",
         "Section 251 lines that the fees or top-ups fall on. Left out, by category: "
         "independent schools, specialist post-16, EOTAS, early years and other on 1.2.3, "
         "colleges on 1.2.2, other schools' on 1.2.1 and 1.2.2 as England's place funding is "
         "spread over maintained schools and academies."),
    TEXT("place_line", "\"1.0.2\"", AT(price_in, place_line), "\"1.0.2\"",
         "Section 251 line that place funding falls on."),
};
const struct field_table price_fields = TABLE_OF(price_in, price_row, "setting");

static const struct field england_cost_row[] = {
    ENUM("category", category_choice, MUST, AT(england_cost_in, category), "\"state_special\"",
         "Category of settings whose unit cost it is."),
    FLAG("kind", england_cost_choice, MUST, AT(england_cost_in, fee), "\"topup\"",
         "Whether it is a top-up on place funding, or a whole fee."),
    NUMBER("low_gbp", "pounds per plan and year", 100, 1000000, MUST, AT(england_cost_in, low_gbp),
           "9099", "Spending over plans of the authority that 1 in 10 are below.", UNTOLD),
    NUMBER("central_gbp", "pounds per plan and year", 100, 1000000, MUST,
           AT(england_cost_in, central_gbp), "13351",
           "Spending over plans of the median authority.", UNTOLD),
    NUMBER("high_gbp", "pounds per plan and year", 100, 1000000, MUST,
           AT(england_cost_in, high_gbp), "22346",
           "Spending over plans of the authority that 9 in 10 are below.", UNTOLD),
};
const struct field_table england_cost_fields =
    TABLE_OF(england_cost_in, england_cost_row, "category");

static const struct field england_growth_row[] = {
    WHOLE("from_census", "year", 2010, 2060, MUST, AT(england_growth_in, from_census), "2023",
          "First base census for which it is taken."),
    ENUM("category", category_choice, MUST, AT(england_growth_in, category), "\"independent\"",
         "Category of settings whose prices they are."),
    NUMBER("first_low", "per year", -0.3, 0.5, MUST, AT(england_growth_in, first_low), "-0.005",
           "Growth in the second forecast year: 1 in 10 are below.", UNTOLD),
    NUMBER("first_central", "per year", -0.3, 0.5, MUST, AT(england_growth_in, first_central),
           "0.02", "The same: the middle.", UNTOLD),
    NUMBER("first_high", "per year", -0.3, 0.5, MUST, AT(england_growth_in, first_high), "0.05",
           "The same: 9 in 10 are below.", UNTOLD),
    NUMBER("long_run_low", "per year", -0.3, 0.5, MUST, AT(england_growth_in, long_run_low),
           "-0.005", "Growth it moves toward: 1 in 10 are below.", UNTOLD),
    NUMBER("long_run_central", "per year", -0.3, 0.5, MUST, AT(england_growth_in, long_run_central),
           "0.01", "The same: the middle.", UNTOLD),
    NUMBER("long_run_high", "per year", -0.3, 0.5, MUST, AT(england_growth_in, long_run_high),
           "0.03", "The same: 9 in 10 are below.", UNTOLD),
    NUMBER("persistence", "per year", 0, 1, MUST, AT(england_growth_in, persistence), "0.6",
           "Part of the distance from the long run that is left after a year.", UNTOLD),
    NUMBER("shock_sd", "per year", 0, 0.5, MUST, AT(england_growth_in, shock_sd), "0.02",
           "Standard deviation of what each year adds by chance.", UNTOLD),
};
const struct field_table england_growth_fields =
    TABLE_OF(england_growth_in, england_growth_row, "from_census", "category");

static const struct field deflator_row[] = {
    FY("fy", MUST, AT(deflator_in, fy), "\"2022/23\"", "Financial year."),
    NUMBER("growth", "per year", -0.2, 0.5, MUST, AT(deflator_in, growth), "0.0223",
           "Growth of the price level from the year before, such as that of the GDP deflator."),
};
const struct field_table deflator_fields = TABLE_OF(deflator_in, deflator_row, "fy");
