/* What stands under a chart as its source. */
#include "chart_source.h"
#include "claim.h"

#include <stdio.h>
#include <string.h>

#define N(list) (sizeof(list) / sizeof(list)[0])

static const char AREA[] =
    "written_for = \"0.2\"; area = \"A\"; title = \"T\"; base = { census = 2026; };\n"
    "horizon_years = 2;\n"
    "settings = ( { id = \"special\"; label = \"Special\"; category = \"state_special\"; } );\n"
    "plans = { source = \"SEN2 2026, table 3\"; total = 10; by_setting = ( { setting = "
    "\"special\"; count = 10; } ); by_age = ( { from_age = 0; to_age = 25; count = 10; } ); };\n"
    "population = { source = \"ONS\"; counts = ( { mid_year = 2025; by_age = [ 9, 9, 9, 9, 9, 9, "
    "9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9 ]; } ); };\n"
    "joiners = { new_plans = 2; level = { value = 1.0; source = \"judgement: none\"; }; };\n"
    "prices = ( { setting = \"special\"; fee_gbp = { value = 20000; source = \"ledger of May "
    "2026\"; source_date = \"2026-05\"; }; spread = { value = 0.5; source = \"judgement\"; }; } "
    ");\n"
    "grant = { basis = \"after_deductions\"; known = ( { fy = \"2026/27\"; amount_gbp_m = 1.0; "
    "source = \"DSG, less the SEN2 2026 part\"; } ); };\n"
    "dsg = { blocks = ( { id = \"high_needs\"; label = \"H\"; budget_gbp_m = 1.0; outturn_gbp_m = "
    "1.0; future_demand_gbp_m = 0.0; } ); carry_forward_gbp_m = 0.0; };\n"
    "scenarios = ( { id = \"a\"; label = \"A\"; role = \"unmitigated\"; } );\n"
    "documents = ( { name = \"SEN2 2026\"; title = \"Department for Education, SEN2 2026\"; date = "
    "\"June 2026\"; }, { name = \"EN2\"; title = \"no source names it\"; } );\n";

Claim(chart_source, names_the_files_documents_in_full_and_other_sources_as_they_are)
{
    struct scenario file;
    struct arena arena;
    struct hr_err err = { 0 };
    arena_init(&arena);
    cr_assert_eq(scenario_load_text("a.cfg", AREA, strlen(AREA), &file, &err), 0, "%s",
                 file.faults.n > 0 ? file.faults.item[0].text : err.text);
    static const struct {
        const char *figures[CHART_FIGURES], *want;
    } row[] = {
        { { "plans" }, "Department for Education, SEN2 2026, June 2026" },
        { { "prices" }, "ledger of May 2026, 2026-05" },
        /* judgement and England's own are no documents of the file: the plans' */
        { { "joiners" }, "Department for Education, SEN2 2026, June 2026" },
        { { "plans", "grant", "prices" },
          "Department for Education, SEN2 2026, June 2026; ledger of May 2026, 2026-05" },
        { { "dsg", "population" }, "ONS" },
    };
    for (size_t i = 0; i < N(row); i++) {
        struct run_chart kind = { .file = "" };
        memcpy(kind.figures, row[i].figures, sizeof kind.figures);
        cr_expect_str_eq(chart_documents(&kind, &file, &arena), row[i].want, "row %zu", i);
    }
    cr_expect_str_eq(chart_documents(&chart_mix, NULL, &arena), "");
    arena_release(&arena);
    scenario_release(&file);
}

Claim(chart_source, the_day_is_the_ledgers_for_money_and_the_censuses_for_children)
{
    const struct inputs in = { .base_census = 2021, .position_date = "2021-07-05" },
                        none = { .base_census = 2021, .position_date = "" };
    cr_expect_str_eq(chart_data_date(&chart_fan, &in).text, "5 July 2021");
    cr_expect_str_eq(chart_data_date(&chart_mix, &in).text, "January 2021");
    cr_expect_str_eq(chart_data_date(&chart_fan, &none).text, "January 2021");
}

Claim(chart_source, every_kind_of_chart_says_of_which_groups_its_figures_are)
{
#define KIND(name) &chart_##name,
    static const struct run_chart *const all[] = { RUN_CHARTS(KIND) };
    for (size_t i = 0; i < N(all); i++) {
        cr_expect_not_null(all[i]->figures[0], "chart '%s': .figures (run_chart.h) is empty",
                           all[i]->file);
        for (size_t k = 0; k < CHART_FIGURES && all[i]->figures[k] != NULL; k++)
            cr_expect_lt(field_table_find(&inputs_fields, all[i]->figures[k]), inputs_fields.n_row,
                         "a scenario has no '%s'", all[i]->figures[k]);
    }
}

/* What is before the first comma, "Department for Education": no single word ("paper"), and no
 * short name, which is of use in the file alone. */
static void
expect_full_names(const char *said, const struct inputs *in, const char *chart)
{
    for (const char *at = said; at != NULL && at[0] != '\0';) {
        char first[200] = "";
        (void)snprintf(first, sizeof first, "%.*s", (int)strcspn(at, ",;"), at);
        cr_expect_not_null(strchr(first, ' '), "%s: '%s'", chart, said);
        for (size_t k = 0; k < in->n_document; k++)
            cr_expect(strcmp(first, in->document[k].name) != 0, "%s: '%s'", chart, said);
        at = strstr(at, "; ");
        at = at == NULL ? NULL : at + 2;
    }
}

static void
expect_documents(const char *path)
{
#define KIND_OF(name) &chart_##name,
    static const struct run_chart *const all[] = { RUN_CHARTS(KIND_OF) };
    struct scenario file;
    struct arena arena;
    struct hr_err err = { 0 };
    arena_init(&arena);
    cr_assert_eq(scenario_load(path, NULL, 0, &file, &err), 0, "%s: %s", path, err.text);
    for (size_t i = 0; i < N(all); i++) {
        const char *said = chart_documents(all[i], &file, &arena);
        cr_expect_str_not_empty(said, "%s: %s", path, all[i]->file);
        expect_full_names(said, &file.inputs, all[i]->file);
    }
    arena_release(&arena);
    scenario_release(&file);
}

Claim(chart_source, every_chart_of_the_projects_scenarios_names_a_document)
{
    static const char *const path[] = { "scenarios/kingston-2021.cfg",
                                        "scenarios/kingston-2017.cfg",
                                        "scenarios/richmond-2017.cfg",
                                        "scenarios/kingston-richmond-2017.cfg",
                                        "scenarios/worcestershire-2020.cfg",
                                        "scenarios/rotherham-2018.cfg",
                                        "scenarios/starter.cfg" };
    for (size_t i = 0; i < N(path); i++)
        expect_documents(path[i]);
}

/* The account has a document; the groups in `none` are judgement. */
static void
name_sources(struct scenario *file, const char *none)
{
    size_t n_quantity = 0;
    for (size_t i = 0; i < file->n_key; i++) {
        struct scenario_key *key = &file->key[i];
        const bool uncertain = key->row->type == FIELD_QUANTITY;
        const char **source =
            uncertain ? &file->inputs.quantity[++n_quantity].source : &key->from.source;
        char group[64] = "";
        (void)snprintf(group, sizeof group, "%.*s", (int)strcspn(key->path, "."), key->path);
        if (strcmp(group, "dsg") == 0)
            *source = "Council, budget monitoring";
        if (strstr(none, group) != NULL)
            *source = "judgement";
    }
}

Claim(chart_source, a_chart_without_a_document_of_its_own_names_what_it_rests_on)
{
    static const struct {
        const char *none, *group, *want; /* groups without a document; the chart's; what it names */
    } row[] = {
        { "", "joiners", "Department for Education, SEN2 2026, June 2026" },
        { "prices", "prices", "Council, budget monitoring" },
        { "prices dsg", "prices", "Department for Education, SEN2 2026, June 2026" },
        { "prices dsg plans grant", "prices", "ONS" },
        { "prices dsg plans grant population", "prices", "" },
    };
    for (size_t i = 0; i < N(row); i++) {
        const struct run_chart kind = { .file = "", .figures = { row[i].group } };
        struct scenario file;
        struct arena arena;
        struct hr_err err = { 0 };
        arena_init(&arena);
        cr_assert_eq(scenario_load_text("a.cfg", AREA, strlen(AREA), &file, &err), 0, "%s",
                     err.text);
        name_sources(&file, row[i].none);
        cr_expect_str_eq(chart_documents(&kind, &file, &arena), row[i].want, "row %zu", i);
        arena_release(&arena);
        scenario_release(&file);
    }
}
