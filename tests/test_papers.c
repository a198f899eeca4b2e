/* What council papers say of places, plans and growth, against the scenario files made of them and
 * against DfE's published counts. Tables of money are in test_dsg_tables.c. The paper of October
 * 2017: Achieving for Children, SEND Education Review in Kingston and Richmond, update.
 *
 * Runs from the project root. */
#include "engine.h"
#include "reconcile.h"
#include "scenario.h"
#include "stats.h"
#include "table_cells.h"
#include "tables.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
load(struct scenario *out, const char *file, const char *const *set, size_t n_set)
{
    struct hr_err err = { 0 };
    cr_assert_eq(scenario_load(file, set, n_set, out, &err), 0, "%s: %s", err.text,
                 out->faults.n > 0 ? out->faults.item[0].text : "");
}

/* Column `want` of a comma-separated line without quotes; NULL when it has not so many. */
static char *
column_of(char *line, size_t want)
{
    for (; want > 0 && line != NULL; want--) {
        line = strchr(line, ',');
        line = line == NULL ? NULL : line + 1;
    }
    return line;
}

/* ---- places: sections 3.7 to 3.9 */

enum { N_ROW_OF_PLACES = 5, SPECIAL = 4, PLACES = 551 };
/* 3.8: nursery, primary, secondary, post-16, special; current and future. */
static const double kingston_now[N_ROW_OF_PLACES] = { 6, 151, 39, 8, 313 },
                    kingston_then[N_ROW_OF_PLACES] = { 8, 243, 87, 16, 461 },
                    richmond_now[N_ROW_OF_PLACES] = { 8, 72, 35, 0, 268 },
                    richmond_then[N_ROW_OF_PLACES] = { 12, 124, 72, 0, 428 };

/* New places, of units or of special schools. */
static double
new_places(const double *now, const double *then, bool special)
{
    double n = 0.0;
    for (size_t i = 0; i < N_ROW_OF_PLACES; i++)
        if ((i == SPECIAL) == special)
            n += then[i] - now[i];
    return n;
}

/* What the options of a file open at a setting, as planned. */
static double
opened_at(const struct scenario *s, const char *setting)
{
    const struct inputs *in = &s->inputs;
    double n = 0.0;
    for (size_t i = 0; i < in->n_option; i++)
        if (in->option[i].kind == OPTION_NEW_PLACES && strcmp(in->option[i].to, setting) == 0)
            n += quantity_central(&in->quantity[in->option[i].places]);
    return n;
}

Claim(papers, schemes_of_2017_are_the_551_places_of_the_papers_table)
{
    static const struct {
        const char *file;
        bool kingston, richmond;
    } file[] = { { "scenarios/kingston-2017.cfg", true, false },
                 { "scenarios/richmond-2017.cfg", false, true },
                 { "scenarios/kingston-richmond-2017.cfg", true, true } };
    double all = 0.0;
    for (size_t i = 0; i < sizeof file / sizeof file[0]; i++) {
        struct scenario s;
        load(&s, file[i].file, NULL, 0);
        for (int special = 0; special < 2; special++) {
            const double want =
                (file[i].kingston ? new_places(kingston_now, kingston_then, special) : 0.0) +
                (file[i].richmond ? new_places(richmond_now, richmond_then, special) : 0.0);
            const double ours = opened_at(&s, special ? "special" : "unit");
            cr_expect_eq(ours, want, "%s: %g, the paper %g", file[i].file, ours, want);
            all += file[i].kingston && file[i].richmond ? ours : 0.0;
        }
        scenario_release(&s);
    }
    cr_expect_eq(all, PLACES);
    cr_expect_eq(PLACES, (815 - 517) + (636 - 383));
    cr_expect_eq(PLACES, 72 + 479, "3.9: approved, and less certain");
    cr_expect_eq(295, 426 - 131, "3.7");
}

/* The printed table, as the list of expected values has it. */
Claim(papers, places_typed_here_are_the_24_rows_of_the_list_of_expected_values)
{
    enum { AREA = 2, PHASE = 3, STATE = 4, VALUE = 5 };
    static const char *const phase[N_ROW_OF_PLACES] = { "Nursery", "Primary", "Secondary",
                                                        "Post 16", "Special" };
    FILE *in = fopen("../shared/domain/seeds/seed_places_table.csv", "r");
    char line[512];
    size_t n = 0;
    if (in == NULL)
        cr_skip_test("../shared is not here: the printed places cannot be compared");
    cr_assert_not_null(fgets(line, sizeof line, in), "a header");
    for (; fgets(line, sizeof line, in) != NULL; n++) {
        const bool kingston = strncmp(column_of(line, AREA), "Kingston", 8) == 0,
                   now = strncmp(column_of(line, STATE), "current", 7) == 0;
        const double *row =
            kingston ? (now ? kingston_now : kingston_then) : (now ? richmond_now : richmond_then);
        double want = 0.0;
        for (size_t i = 0; i < N_ROW_OF_PLACES; i++)
            if (strncmp(column_of(line, PHASE), "Total", 5) == 0 ||
                strncmp(column_of(line, PHASE), phase[i], strlen(phase[i])) == 0)
                want += row[i];
        cr_expect_eq(strtod(column_of(line, VALUE), NULL), want, "%s", line);
    }
    (void)fclose(in);
    cr_expect_eq(n, 24u);
}

/* 72, 100 and 80 places of free schools fit into 148 and 160 new special places in one way. */
Claim(papers, free_schools_of_2017_fit_into_the_boroughs_in_one_way)
{
    static const double school[3] = { 72, 100, 80 };
    const double kingston = kingston_then[SPECIAL] - kingston_now[SPECIAL],
                 richmond = richmond_then[SPECIAL] - richmond_now[SPECIAL];
    unsigned fits = 0, which = 0;
    for (unsigned in_kingston = 0; in_kingston < 8; in_kingston++) {
        double there = 0.0, other = 0.0;
        for (unsigned k = 0; k < 3; k++)
            *(in_kingston >> k & 1u ? &there : &other) += school[k];
        if (there <= kingston && other <= richmond) {
            fits++;
            which = in_kingston;
        }
    }
    cr_expect_eq(fits, 1u);
    cr_expect_eq(which, 2u, "the school of 100 in Kingston");
}

/* Chance that independent schemes, each all or nothing, come to so many places. */
static double
exact_chance(const struct inputs *in, double needed)
{
    double chance[PLACES + 1] = { 1.0 }, sum = 0.0;
    for (size_t i = 0; i < in->n_option; i++) {
        const struct option_in *option = &in->option[i];
        double p = option->delivery;
        if (option->kind != OPTION_NEW_PLACES)
            continue;
        for (size_t w = 0; isnan(p) && w < in->n_odds_word; w++)
            if (strcmp(in->odds_word[w].word, option->delivery_words) == 0)
                p = in->odds_word[w].chance;
        const int n = (int)quantity_central(&in->quantity[option->places]);
        for (int total = PLACES; total >= 0; total--)
            chance[total] = chance[total] * (1.0 - p) + (total >= n ? chance[total - n] * p : 0.0);
    }
    for (int total = (int)needed; total <= PLACES; total++)
        sum += chance[total];
    return sum;
}

Claim(papers, chance_of_enough_places_is_that_of_the_schemes_odds)
{
    enum { N_FUTURE = 1500, MOST_SET = 16, SE = 4 };
    static const char *const file = "scenarios/kingston-richmond-2017.cfg";
    char text[MOST_SET][96];
    const char *set[MOST_SET];
    struct scenario plain, s;
    struct model model;
    struct results results;
    struct hr_err err = { 0 };
    size_t n = 0;

    load(&plain, file, NULL, 0); /* none late: by the last January all that come are there */
    for (size_t i = 0; i < plain.inputs.n_option && n < MOST_SET; i++)
        if (plain.inputs.option[i].kind == OPTION_NEW_PLACES) {
            (void)snprintf(text[n], sizeof text[n], "options.%s.delay_years=0",
                           plain.inputs.option[i].id);
            set[n] = text[n];
            n++;
        }
    load(&s, file, set, n);
    cr_assert_eq(model_make(&model, &s.inputs, &err), 0, "%s", err.text);
    const struct engine_options options = { .n_replicate = N_FUTURE };
    cr_assert_eq(engine_run(&model, &options, &results, &err), 0, "%s", err.text);
    const double needed = s.inputs.place_need[0].count, want = exact_chance(&plain.inputs, needed);
    const size_t at = results_measure(&results, "option_places");
    double p, se;
    sample_chance_of(
        sample_count_above(results_column(&results, results.n_scenario - 1, results.n_year - 1, at),
                           N_FUTURE, needed - 0.5),
        N_FUTURE, &p, &se);
    cr_expect(want > 0.05 && want < 0.95, "%g", want);
    cr_expect(fabs(p - want) < SE * se, "%g of the futures, exactly %g", p, want);
    cr_expect_eq(
        sample_count_above(results_column(&results, 0, results.n_year - 1, at), N_FUTURE, 0.0), 0u,
        "without options none open");
    struct table table;
    cr_assert_eq(result_table_make(&chances_table, &(struct table_source){ .results = &results },
                                   &table, &err),
                 0, "%s", err.text);
    const size_t row =
        row_where(&table,
                  (const struct cell_is[]){
                      { "scenario", "all" },
                      { "date", "2023-03-31" },
                      { "event", "at least 295 new places by January: Places needed by 2020/21" } },
                  3);
    cr_expect_float_eq(cell_number(&table, row, "probability"), p, 1e-9, "of all options' places");
    table_release(&table);
    results_release(&results);
    model_release(&model);
    scenario_release(&s);
    scenario_release(&plain);
}

/* ---- plans of fifteen areas: section 8 */

enum { N_AREA = 15, N_CENSUS = 4 };
static const int census[N_CENSUS] = { 2011, 2013, 2015, 2017 };
static const struct plans_of {
    const char *area; /* as DfE names it; two are sums of boroughs */
    double plans[N_CENSUS];
    double growth; /* printed, 2015 to 2017, per cent */
} area[N_AREA] = {
    { "Kingston upon Thames", { 653, 728, 803, 958 }, 19 },
    { "Richmond upon Thames", { 819, 861, 1040, 1200 }, 15 },
    { "England", { 229017, 233431, 240183, 287290 }, 20 },
    { "Outer London", { 23649, 24679, 26095, 30909 }, 18 },
    { "Hertfordshire", { 4037, 3837, 3682, 5012 }, 36 },
    { "Oxfordshire", { 1981, 2074, 2233, 2755 }, 23 },
    { "Windsor and Maidenhead", { 688, 685, 740, 851 }, 15 },
    { "Surrey", { 5345, 5383, 5631, 6843 }, 22 },
    { "Inner London", { 13980, 14485, 15009, 17645 }, 18 },
    { "Hounslow", { 1140, 1293, 1506, 1826 }, 21 },
    { "Hammersmith and Fulham", { 609, 630, 725, 776 }, 7 },
    { "Wandsworth", { 1226, 1289, 1295, 1556 }, 20 },
    { "Merton", { 894, 986, 1052, 1242 }, 18 },
    { "Sutton", { 1100, 1071, 1098, 1450 }, 32 },
    { "Barking and Dagenham", { 937, 945, 1025, 1232 }, 20 },
};

Claim(papers, growth_of_fifteen_areas_is_as_printed)
{
    for (size_t a = 0; a < N_AREA; a++) {
        const double growth = 100.0 * (area[a].plans[3] / area[a].plans[2] - 1.0);
        cr_expect_eq(round(growth), area[a].growth, "%s: %.2f%%", area[a].area, growth);
    }
}

Claim(papers, history_of_both_councils_is_the_printed_one)
{
    static const char *const file[2] = { "scenarios/kingston-2017.cfg",
                                         "scenarios/richmond-2017.cfg" };
    for (size_t f = 0; f < 2; f++) {
        struct scenario s;
        size_t n = 0;
        load(&s, file[f], NULL, 0);
        for (size_t i = 0; i < s.inputs.plans.n_history; i++)
            for (size_t c = 0; c < N_CENSUS; c++)
                if (s.inputs.plans.history[i].census == census[c]) {
                    cr_expect_eq(s.inputs.plans.history[i].total, area[f].plans[c], "%s, %d",
                                 file[f], census[c]);
                    n++;
                }
        cr_expect_eq(n, 3u);
        cr_expect_eq(s.inputs.plans.total, area[f].plans[3]);
        scenario_release(&s);
    }
}

Claim(papers, plans_of_single_areas_are_dfes)
{
    enum { NAME = 3, CENSUS = 5, TOTAL = 8, N_SINGLE = 13 };
    FILE *in = fopen("../shared/data/england/ehcp_total_la_2010_2025.csv", "r");
    char line[512];
    size_t n = 0;
    if (in == NULL)
        cr_skip_test("../shared is not here: the printed plans cannot be compared with DfE's");
    while (fgets(line, sizeof line, in) != NULL)
        for (size_t a = 0; a < N_AREA; a++)
            for (size_t c = 0; c < N_CENSUS; c++) {
                const char *name = column_of(line, NAME), *year = column_of(line, CENSUS),
                           *total = column_of(line, TOTAL);
                const size_t length = strlen(area[a].area);
                if (name == NULL || total == NULL || strncmp(name, area[a].area, length) != 0 ||
                    name[length] != ',' || strtol(year, NULL, 10) != census[c])
                    continue;
                cr_expect_eq(strtod(total, NULL), area[a].plans[c], "%s, %d", area[a].area,
                             census[c]);
                n++;
            }
    (void)fclose(in);
    cr_expect_eq(n, (size_t)N_SINGLE * N_CENSUS, "%zu", n);
}

/* ---- assessments: Worcestershire, June 2020 */

enum { AS_STAFFED, WITH_STAFF };
/* Expected-value run of a scenario of the file. */
static void
expected_run(const struct model *model, size_t scenario, struct future *out)
{
    struct hr_err err = { 0 };
    cr_assert_eq(engine_expected(model, scenario, out, &err), 0, "%s", err.text);
}

Claim(papers, staff_for_more_assessments_is_used_while_children_wait)
{
    enum { CAPACITY = 300, MORE = 150, N_MONTH_OF_FIRST = 9 }; /* from 1 April 2021 */
    static const char *const set[] = { "pipeline.capacity.2020.assessments=300",
                                       "options.staff.children=150", "options.staff.delay_years=0",
                                       "options.staff.delivery=1" };
    struct scenario s;
    struct model model;
    struct future plain, staffed;
    struct hr_err err = { 0 };
    load(&s, "scenarios/worcestershire-2020.cfg", set, sizeof set / sizeof set[0]);
    cr_assert_eq(model_make(&model, &s.inputs, &err), 0, "%s", err.text);
    expected_run(&model, AS_STAFFED, &plain);
    expected_run(&model, WITH_STAFF, &staffed);
    const double more[] = { 0.0, MORE * N_MONTH_OF_FIRST / 12.0, MORE, MORE };
    for (size_t t = 0; t < sizeof more / sizeof more[0]; t++) {
        const struct pipeline_year *a = &plain.year[t].people.pipeline,
                                   *b = &staffed.year[t].people.pipeline;
        cr_expect_float_eq(a->finished, CAPACITY, 1e-6, "%zu: %g", t, a->finished);
        cr_expect_float_eq(b->finished, CAPACITY + more[t], 1e-6, "%zu: %g", t, b->finished);
        cr_expect_lt(a->in_time, 1.0);
        cr_expect(t < 2 || b->weeks < a->weeks, "%zu: %g and %g weeks", t, b->weeks, a->weeks);
    }
    future_release(&plain);
    future_release(&staffed);
    model_release(&model);
    scenario_release(&s);
}

/* Richmond's table of October 2017 has no future demand: there is nothing to tie to, and it is not
 * 0. */
Claim(papers, future_demand_that_nobody_gives_is_no_difference)
{
    struct scenario s;
    struct model model;
    struct future future;
    struct hr_err err = { 0 };
    struct reconciliation r;
    struct tie_note note;
    load(&s, "scenarios/richmond-2017.cfg", NULL, 0);
    cr_assert_eq(model_make(&model, &s.inputs, &err), 0, "%s", err.text);
    expected_run(&model, 0, &future);
    reconcile(&model, &future, &r);
    reconcile_note(&model, &future, &note);
    cr_expect(isnan(r.later_target) && r.later > 0.1, "%g", r.later);
    cr_expect_str_eq(note.text, "");
    future_release(&future);
    model_release(&model);
    scenario_release(&s);
}
