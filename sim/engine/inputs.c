#include "inputs.h"

#include "field_rows.h"
#include "known.h"

#include <string.h>

bool
inputs_estimate(const struct inputs *self, const char *key)
{
    return to_replace_lists(self->to_replace, self->n_to_replace, key);
}

const struct setting_in *
inputs_setting(const struct inputs *self, const char *id)
{
    for (size_t i = 0; i < self->n_setting; i++)
        if (strcmp(self->setting[i].id, id) == 0)
            return &self->setting[i];
    return NULL;
}

static const char *const role_choice[] = {
    [ROLE_UNMITIGATED] = "unmitigated", [ROLE_MITIGATED] = "mitigated", [ROLE_OTHER] = "other", NULL
};

static const struct field base_row[] = {
    WHOLE("census", "year", 2010, 2060, MUST, AT(inputs, base_census), "2021",
          "Year of the January census (SEN2) the forecast starts from; the first forecast year "
          "is the financial year that begins that April."),
    DATE("position_date", MAY, AT(inputs, position_date), "\"2021-07-05\"",
         "Day to which the first year's outturn counts plans; plans issued later that year are "
         "shown as future demand."),
    COUNT("position_plans", "plans", 1, 2000000, MAY, AT(inputs, position_plans), "1465",
          "Plans held on position_date."),
};
static const struct field_table base_fields = TABLE(base_row);

static const struct field run_row[] = {
    COUNT("simulations", "futures", 1, 10000000, "10000", AT(inputs, simulations), "10000",
          "Number of futures simulated: 1,000 for a quick look, 10,000 for a paper.", UNTOLD),
    COUNT("seed", "", 0, 4294967295, "1", AT(inputs, seed), "20210705",
          "Starts the random numbers: the same seed and file give the same results; many use the "
          "date.",
          UNTOLD),
};
static const struct field_table run_fields = TABLE(run_row);

static const struct field threshold_row[] = {
    ID("id", MUST, AT(threshold_in, id), "\"reserves\"",
       "Short name of the threshold, used in outputs."),
    TEXT("label", MUST, AT(threshold_in, label), "\"Usable reserves\"",
         "Name of the threshold for people."),
    NUMBER("amount_gbp_m", "£ million", -2000, 2000, MUST, AT(threshold_in, amount_gbp), "19.252",
           "Deficit that would pass it."),
};
static const struct field_table threshold_fields = TABLE_OF(threshold_in, threshold_row, "id");

static const struct field place_need_row[] = {
    TEXT("label", MUST, AT(place_need_in, label), "\"Places needed by 2020/21\"",
         "What the places are for, for people."),
    COUNT("count", "places", 1, 100000, MUST, AT(place_need_in, count), "295",
          "New places that are needed, for any authority's children."),
    WHOLE("census", "year", 2000, 2060, MUST, AT(place_need_in, census), "2021",
          "Year of the January census by which they are needed."),
};
static const struct field_table place_need_fields =
    TABLE_OF(place_need_in, place_need_row, "label");

static const struct field event_row[] = {
    DATE("date", MUST, AT(event_in, date), "\"2028-03-31\"", "Day to mark."),
    TEXT("label", MUST, AT(event_in, label), "\"Statutory override ends\"",
         "What happens, for people."),
    FLAG("known", known_choice, MUST, AT(event_in, hindsight), "\"as_known\"",
         "Whether it was known when the forecast is dated (as_known), or is shown with "
         "hindsight."),
};
static const struct field_table event_fields = TABLE_OF(event_in, event_row, "label");

static const struct field scenario_row[] = {
    ID("id", MUST, AT(scenario_in, id), "\"no-action\"",
       "Short name of the scenario, used in outputs."),
    TEXT("label", MUST, AT(scenario_in, label), "\"No further action\"",
         "Name of the scenario for people."),
    ENUM("role", role_choice, MUST, AT(scenario_in, role), "\"unmitigated\"",
         "Its part in the DSG management plan."),
    TEXTS("receipts", 0, 100, "( )", LIST_AT(scenario_in, receipt), "( \"safety_valve\" )",
          "Ids of the receipts that arrive.", REFERS(RECEIPT)),
    TEXTS("transfers", 0, 100, "( )", LIST_AT(scenario_in, transfer), "( \"half\" )",
          "Ids of the transfers that are made.", REFERS(TRANSFER)),
    TEXTS("options", 0, 60, "( )", LIST_AT(scenario_in, option),
          "( \"local-special\", \"return-home\" )",
          "Ids of the options that are taken, in the order in which their effects are reported.",
          REFERS(OPTION)),
};
static const struct field_table scenario_fields = TABLE_OF(scenario_in, scenario_row, "id");

static const struct field england_need_row[] = {
    ID("need", MUST, AT(england_need_in, need), "\"asd\"", "Id of a need."),
    CATEGORY_ROWS(england_need_in),
};
static const struct field_table england_need_fields =
    TABLE_OF(england_need_in, england_need_row, "need");

static const struct field england_row[] = {
    LIST("stock_by_age", 1, 26, MUST, LIST_AT(inputs, england_stock), &mix_fields,
         "( { age = 5; mainstream = 15651; ... }, ... )", "England's plans by age and category."),
    LIST("need_by_category", 0, 100, "( )", LIST_AT(inputs, england_need), &england_need_fields,
         "( { need = \"asd\"; mainstream = 61000; ... }, ... )",
         "England's plans by primary need and category."),
    LIST("unit_costs", 0, 12, "( )", LIST_AT(inputs, england_cost), &england_cost_fields,
         "( { category = \"state_special\"; kind = \"topup\"; low_gbp = 9099; central_gbp = "
         "13351; high_gbp = 22346; }, ... )",
         "What English authorities spend on fees or top-ups for each plan, by category, for "
         "prices with unit_cost = \"england\"."),
    LIST("price_growth", 0, 100, "( )", LIST_AT(inputs, england_growth), &england_growth_fields,
         "( { from_census = 2023; category = \"independent\"; first_low = -0.005; first_central = "
         "0.02; first_high = 0.05; long_run_low = -0.005; long_run_central = 0.01; long_run_high "
         "= 0.03; persistence = 0.6; shock_sd = 0.02; }, ... )",
         "How fast prices grow on top of general inflation, by category and by what was known at "
         "the base census, for prices that do not say."),
    LIST("places", 0, 12, "( )", LIST_AT(inputs, england_places), &england_places_fields,
         "( { category = \"state_special\"; low = 0.025; central = 0.052; high = 0.083; academies "
         "= 0.67; rate_gbp = 10000; }, ... )",
         "How many places English authorities open a year, by category, for settings whose trend "
         "is left out; whose they are, and DfE's rate for one."),
};
static const struct field_table england_fields = TABLE(england_row);

static const struct field document_row[] = {
    TEXT("name", MUST, AT(document_in, name), "\"EHCP 2022\"",
         "Short name of a document, as the sources of this file have it."),
    TEXT("title", MUST, AT(document_in, title),
         "\"Department for Education, Education, health and care plans: England 2022\"",
         "Its publisher and title, as they stand under charts."),
    TEXT("date", MAY, AT(document_in, date), "\"May 2022\"", "When it was published."),
};
static const struct field_table document_fields = TABLE_OF(document_in, document_row, "name");

static const struct field example_row[] = {
    BOOL("money", "false", AT(example_in, money), "true",
         "The money of this file is an example: charts, sentences and tables that rest on it say "
         "EXAMPLE MONEY. Take the key away when your own prices, lines, grant and account are in."),
    BOOL("children", "false", AT(example_in, children), "true",
         "The children of this file are an example: charts, sentences and tables say so. Take the "
         "key away when your own plans, population and new plans are in."),
};
static const struct field_table example_fields = TABLE(example_row);

static const char *const written_for_choice[] = {
    [WRITTEN_FOR_0_1] = "0.1", [WRITTEN_FOR_0_2] = "0.2", NULL
};

static const struct field inputs_row[] = {
    ENUM("written_for", written_for_choice, "\"0.1\"", AT(inputs, written_for), "\"0.2\"",
         "Version of Headroom that the file is written for. Of an older one `check` lists the "
         "defaults that have changed since; the forecast is the same."),
    TEXT("area", MUST, AT(inputs, area), "\"Exampleshire\"",
         "Name of the local authority; its random numbers are its own."),
    TEXT("title", MUST, AT(inputs, title), "\"Exampleshire, June 2026\"",
         "Name of this forecast, for charts and tables."),
    TEXT("about", MAY, AT(inputs, about), "\"Prepared for the schools forum.\"",
         "One paragraph on what this forecast is for and where its figures come from."),
    GROUP("example", MAY, AT(inputs, example), &example_fields,
          "What of this file is an example, and no figure of the authority."),
    LIST("to_replace", 0, 20, "( )", LIST_AT(inputs, to_replace), &to_replace_fields,
         "( { what = \"balance\"; key = \"dsg.carry_forward_gbp_m\"; now = \"-45.2\"; why = "
         "\"rolled forward from March 2022\"; } )",
         "Figures that are estimates of the program, to be replaced by the authority's own; what "
         "rests on them says so."),
    GROUP("base", MUST, HERE, &base_fields, "What the forecast starts from."),
    WHOLE("horizon_years", "years", 1, 30, MUST, AT(inputs, horizon_years), "8",
          "Number of financial years forecast."),
    GROUP("run", MUST, HERE, &run_fields, "How the simulation is run."),
    LIST("needs", 1, 100, "( { id = \"all\"; label = \"All needs\"; } )", LIST_AT(inputs, need),
         &need_fields, "( { id = \"asd\"; label = \"Autism\"; }, ... )",
         "Primary needs that are kept apart; one for all is enough."),
    LIST("settings", 1, 200, MUST, LIST_AT(inputs, setting), &setting_fields,
         "( { id = \"special\"; label = \"Special school\"; category = \"state_special\"; local = "
         "true; }, ... )",
         "Where children and young people with a plan are placed."),
    GROUP("plans", MUST, AT(inputs, plans), &plans_fields,
          "Plans maintained in January of base.census."),
    GROUP("population", MUST, AT(inputs, population), &population_fields,
          "Children and young people who live in the area."),
    GROUP("joiners", MUST, AT(inputs, joiners), &joiners_fields, "New plans."),
    GROUP("pipeline", MAY, AT(inputs, pipeline), &pipeline_fields,
          "The way from a request for an assessment to a plan: refusals, the time an assessment "
          "takes, the backlog when capacity falls short. Left out, new plans come as joiners "
          "say."),
    GROUP("leavers", MUST, AT(inputs, leavers), &leavers_fields, "Plans that end."),
    GROUP("migration", MUST, AT(inputs, migration), &migration_fields,
          "Plans that move with their family from or to other authorities, and what records do "
          "not explain."),
    GROUP("movers", MUST, AT(inputs, movers), &movers_fields, "Moves from one setting to another."),
    LIST("policies", 0, 20, "( )", LIST_AT(inputs, policy), &policy_fields,
         "( { id = \"as-now\"; label = \"Rules as they are\"; weight = 0.5; }, { id = \"reform\"; "
         "... } )",
         "What the rules of the system may become. One is drawn for each simulated future by "
         "weight, the same for all areas and scenarios of a run; the central forecast is the "
         "average of them all, and what 'check' shows is under the heaviest.",
         NATIONAL),
    GROUP("rates", MUST, AT(inputs, rates), &rates_fields,
          "Rates of single cells with their uncertainty, from a transition history: 'headroom "
          "import' writes them."),
    PATH("inflation", "per year", MUST, AT(inputs, inflation), &path_fields,
         "{ first = 0.02; long_run = 0.02; persistence = 0.6; shock_sd = 0.01; }",
         "General inflation, which all prices and lines follow; their own growth comes on top.",
         NATIONAL, OWN_SOURCE),
    PATH("price_pressure", "per year", "0.0", AT(inputs, price_pressure), &path_fields,
         "{ first = { low = -0.01; central = 0.0; high = 0.02; }; long_run = 0.0; persistence = "
         "0.6; shock_sd = 0.01; }",
         "What all prices of places grow more than general inflation and their own growth: costs, "
         "dearer mix and complexity that they have in common.",
         NATIONAL, OWN_SOURCE, BEFORE("nothing on top of each price's own growth")),
    QUANTITY("line_pressure", "share", 0, 1, MAY, AT(inputs, line_pressure), "0.5",
             "Share of price_pressure that the other lines of spending have too.", SHARE, NATIONAL,
             OWN_SOURCE, BEFORE("lines had no share in a pressure on prices")),
    QUANTITY("line_elasticity", "per cent for each per cent of plans", 0, 3, MAY,
             AT(inputs, line_elasticity), "0.25",
             "How far lines follow the number of plans, where a line has no elasticity of its own "
             "and is not place funding: 0 not at all, 1 in proportion.",
             POSITIVE, OWN_SOURCE, BEFORE("lines did not follow plans: 0")),
    QUANTITY(
        "sector_correlation", "correlation", 0, 0.99, MAY, AT(inputs, sector_correlation), "0.3",
        "How far prices of different sectors (categories of settings) grow faster or slower "
        "together: correlation of the yearly shocks of any two, in addition to general inflation, "
        "which they share. Left out: 0.",
        SHARE, NATIONAL, OWN_SOURCE),
    QUANTITY(
        "prices_local_sd", "per year", 0, 0.5, MAY, AT(inputs, prices_local_sd), "0.04",
        "Yearly spread of the growth of this authority's prices around the sectors': one shock a "
        "year on all its fees and top-ups, which stays. Left out: 0. Between authorities the sd "
        "of growth of the section 251 outturn over England's is 0.07 in one year and 0.16 in "
        "five, most of it not from numbers of plans (2018-19 to 2024-25; headroom backtest "
        "--money); a spread typed for first prices, mix or plans is in that too.",
        SHARE, OWN_SOURCE),
    LIST("prices", 0, 200, MUST, LIST_AT(inputs, price), &price_fields,
         "( { setting = \"independent\"; fee_gbp = 58200; growth = 0.02; spread = 0.5; }, ... )",
         "What a place costs, one entry for each setting that is not no_cost."),
    LIST("lines", 0, 200, "( )", LIST_AT(inputs, line), &line_fields,
         "( { id = \"therapies\"; label = \"Therapies\"; s251 = \"1.2.13\"; amount_gbp_m = 0.55; "
         "}, ... )",
         "Other spending of the high needs block."),
    GROUP("grant", MUST, AT(inputs, grant), &grant_fields,
          "The high needs block of the Dedicated Schools Grant."),
    GROUP("dsg", MUST, AT(inputs, dsg), &dsg_fields,
          "The Dedicated Schools Grant account by block."),
    LIST("receipts", 0, 100, "( )", LIST_AT(inputs, receipt), &receipt_fields,
         "( { id = \"safety_valve\"; label = \"Safety Valve\"; instalments = ( { fy = "
         "\"2021/22\"; amount_gbp_m = 5.0; } ); } )",
         "Money that reduces the deficit from outside the grant: agreements, the council's own "
         "contributions."),
    LIST("transfers", 0, 100, "( )", LIST_AT(inputs, transfer), &transfer_fields,
         "( { id = \"half\"; label = \"0.5% of the schools block\"; from = \"schools\"; to = "
         "\"high_needs\"; fy = \"2022/23\"; share = 0.005; } )",
         "Transfers between blocks, each for one year."),
    GROUP("general_fund", MAY, AT(inputs, general_fund), &general_fund_fields,
          "What the council's general fund pays next to the DSG, shown next to it and never "
          "netted off it: SEN transport, interest on the deficit, borrowing for capital; and "
          "the usable reserves that the deficit is compared with."),
    LIST("deflator", 0, 60, "( )", LIST_AT(inputs, deflator), &deflator_fields,
         "( { fy = \"2022/23\"; growth = 0.0223; }, ... )",
         "Growth of the price level by financial year, known or official, for 'headroom run "
         "--real'. Years that are not given follow the general inflation of the same simulated "
         "future."),
    LIST("thresholds", 0, 20, "( )", LIST_AT(inputs, threshold), &threshold_fields,
         "( { id = \"reserves\"; label = \"Usable reserves\"; amount_gbp_m = 19.3; } )",
         "Amounts to compare the deficit with."),
    LIST("place_needs", 0, 8, "( )", LIST_AT(inputs, place_need), &place_need_fields,
         "( { label = \"Places needed by 2020/21\"; count = 295; census = 2021; } )",
         "Numbers of new places that are needed: chances.csv and report.html say how likely it is "
         "that the options of a scenario open as many."),
    LIST("events", 0, 50, "( )", LIST_AT(inputs, event), &event_fields,
         "( { date = \"2028-03-31\"; label = \"Statutory override ends\"; known = \"as_known\"; } "
         ")",
         "Dates to mark on charts."),
    LIST(
        "comparators", 0, 24, "( )", LIST_AT(inputs, comparator), &comparator_fields,
        "( { name = \"England\"; census = 2021; plans_per_1000 = 24.5; source = \"DfE and ONS\"; } "
        ")",
        "Other areas beside this one: plans per 1,000 young people, growth, mix and spending for "
        "each plan, for the chart of plans and comparators.csv; the forecast does not use them."),
    LIST("published", 0, 500, "( )", LIST_AT(inputs, published), &published_fields,
         "( { measure = \"deficit\"; fy = \"2021/22\"; value = 9.82; kind = \"outturn\"; known = "
         "\"hindsight\"; label = \"Outturn\"; source = \"Section 251\"; } )",
         "What others said of a year and what came, for charts and published.csv; the forecast "
         "does not use it."),
    LIST("options", 0, 60, "( )", LIST_AT(inputs, option), &option_fields,
         "( { id = \"return-home\"; type = \"repatriation\"; start = \"2023/24\"; settings = ( "
         "\"independent\" ); to = \"special\"; children = 6; ... } )",
         "What the council may do about it; scenarios are sets of options."),
    LIST("odds_words", 0, 50, "( )", LIST_AT(inputs, odds_word), &odds_word_fields,
         "( { word = \"high degree of certainty\"; chance = 0.9; } )",
         "What words for odds in a paper mean, so that options may use them."),
    LIST("scenarios", 1, 50, MUST, LIST_AT(inputs, scenario), &scenario_fields,
         "( { id = \"no-action\"; label = \"No further action\"; role = \"unmitigated\"; }, ... )",
         "Futures to compare, on the same random numbers; the first is what the others are "
         "compared with."),
    LIST("documents", 0, 100, "( )", LIST_AT(inputs, document), &document_fields,
         "( { name = \"EHCP 2022\"; title = \"Department for Education, Education, health and care "
         "plans: England 2022\"; date = \"May 2022\"; } )",
         "Documents that sources of this file name in short. A chart names those that its figures "
         "rest on most, in full."),
    GROUP("england", MUST, HERE, &england_fields,
          "England's cross-tables, from which the area's own numbers by age and setting are "
          "filled in."),
};
const struct field_table inputs_fields = TABLE(inputs_row);
