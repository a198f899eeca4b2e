/* results.xlsx: its tables are the CSV files, its charts and names are what they should be, and it
 * never tells what was left out. */
#include "claim.h"
#include "csv.h"
#include "data.h"
#include "workbook_sample.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Claims that only look share one; one that changes it says so (will_change), and it is made
 * anew. */
static struct workbook_sample made;
static bool is_made, is_changed;

static void
drop(void)
{
    if (is_made)
        workbook_sample_release(&made);
    is_made = false;
}

static void
enter(void)
{
    static bool is_kept;
    if (!is_kept)
        (void)atexit(drop);
    is_kept = true;
    if (is_made)
        return;
    workbook_sample_init(&made);
    workbook_sample_write(&made);
    is_made = true;
    is_changed = false;
}

static void
leave(void)
{
    if (is_changed)
        drop();
}

static void
will_change(void)
{
    is_changed = true;
}
ClaimsBetween(enter, leave);

/* ---- tables */

static bool
is_cell(const struct table *table, size_t row, size_t column, const struct xlsx_cell *cell)
{
    if (table->field[column].type == TABLE_TEXT) {
        const char *text = table_text(table, row, column);
        return cell == NULL ? text[0] == '\0' : !cell->formula && strcmp(cell->text, text) == 0;
    }
    char text[64];
    const double value = table_number(table, row, column);
    if (isnan(value))
        return cell == NULL;
    table_format(value, table->field[column].decimals, text, sizeof text);
    return cell != NULL && cell->number && !cell->formula && cell->value == strtod(text, NULL);
}

/* The cells of a sheet stand in the order of rows and columns, so one pass finds them. */
static void
expect_table(const struct table *table)
{
    char at[16];
    const struct xlsx_sheet *sheet = xlsx_sheet(&made.xlsx, data_sheet_name(table).text);
    size_t i = 0, n_wrong = 0;
    cr_assert(sheet != NULL, "no sheet for %s", table->name);
    while (i < sheet->n_cell && atoi(strpbrk(sheet->cell[i].at, "0123456789")) <= DATA_HEAD + 1)
        i++;
    for (size_t row = 0; row < table->n_row; row++)
        for (size_t column = 0; column < table->n_field; column++) {
            const struct cell_name name = cell_short(DATA_HEAD + 1 + row, column);
            const bool here = i < sheet->n_cell && strcmp(sheet->cell[i].at, name.text) == 0;
            n_wrong += !is_cell(table, row, column, here ? &sheet->cell[i] : NULL);
            i += here;
        }
    cr_expect_eq(n_wrong, 0, "%s: %zu cells are not those of the file", table->name, n_wrong);
    cr_expect_eq(i, sheet->n_cell, "%s: %zu of %zu cells", table->name, i, sheet->n_cell);
    for (size_t column = 0; column < table->n_field; column++) {
        (void)snprintf(at, sizeof at, "%s", cell_short(DATA_HEAD, column).text);
        const struct xlsx_cell *head = xlsx_cell(&made.xlsx, sheet->name, at);
        cr_expect(head != NULL && strcmp(head->text, table->field[column].name) == 0);
    }
}

Claim(workbook, a_sheet_of_a_table_holds_what_its_csv_file_holds)
{
    cr_assert_gt(made.n_table, 10);
    for (size_t i = 0; i < made.n_table; i++)
        expect_table(&made.table[i]);
}

Claim(workbook, tables_have_names_of_their_own)
{
    char name[96];
    size_t n = 0;
    for (size_t i = 0; i < made.xlsx.n_part; i++) {
        const char *text = made.xlsx.part[i].text, *at = strstr(text, " displayName=\"");
        if (strncmp(made.xlsx.part[i].name, "xl/tables/", 10) != 0)
            continue;
        cr_assert(at != NULL);
        (void)snprintf(name, sizeof name, "%.*s", (int)strcspn(at + 14, "\"") + 15, at);
        n++;
        for (size_t k = 0; k < i; k++)
            cr_expect(strncmp(made.xlsx.part[k].name, "xl/tables/", 10) != 0 ||
                          strstr(made.xlsx.part[k].text, name) == NULL,
                      "%s stands twice", name);
    }
    cr_expect_eq(n, made.n_table + 1, "%zu tables of Excel", n); /* and the dictionary */
}

/* ---- people's sheets */

Claim(workbook, every_sheet_is_a4_landscape_one_page_wide_with_a_title_and_a_footer)
{
    for (size_t i = 0; i < made.xlsx.n_sheet; i++) {
        char part[64];
        (void)snprintf(part, sizeof part, "xl/worksheets/sheet%zu.xml", i + 1);
        const char *text = xlsx_part(&made.xlsx, part), *name = made.xlsx.sheet[i].name;
        const struct xlsx_cell *title = xlsx_cell(&made.xlsx, name, "A1");
        cr_expect(title != NULL && strlen(title->text) > 4, "%s has no title", name);
        cr_expect_eq(xlsx_count(text, "paperSize=\"9\""), 1, "%s", name);
        cr_expect_eq(xlsx_count(text, "orientation=\"landscape\""), 1, "%s", name);
        cr_expect_eq(xlsx_count(text, "fitToHeight=\"0\""), 1, "%s", name);
        cr_expect_eq(xlsx_count(text, "sample.cfg, headroom"), 1, "%s", name);
        cr_expect_eq(xlsx_count(text, "mergeCell"), 0, "%s", name);
    }
}

Claim(workbook, levels_have_names)
{
    const char *book = xlsx_part(&made.xlsx, "xl/workbook.xml");
    const size_t n = made.of.model.in->n_threshold;
    cr_assert_gt(n, 0);
    cr_expect_eq(xlsx_count(book, "<definedName name=\"Reserves\">'Chances'!$B$"), 1);
    for (size_t i = 0; i < n; i++) {
        char name[96];
        (void)snprintf(name, sizeof name, "<definedName name=\"Threshold_%zu\">'Chances'!$B$",
                       i + 1);
        cr_expect_eq(xlsx_count(book, name), 1, "%s", name);
    }
}

Claim(workbook, all_that_must_be_equal_is_equal)
{
    const struct xlsx_sheet *sheet = xlsx_sheet(&made.xlsx, "Sources and checks");
    size_t n = 0;
    cr_assert(sheet != NULL);
    for (size_t i = 0; i < sheet->n_cell; i++)
        if (sheet->cell[i].at[0] == 'D' && sheet->cell[i].formula) {
            cr_expect_eq(sheet->cell[i].value, 0.0, "%s: %s", sheet->cell[i].at,
                         sheet->cell[i - 3].text);
            n++;
        }
    cr_expect_gt(n, 50, "%zu checks", n);
}

Claim(workbook, sums_of_the_council_table_are_formulas)
{
    const struct xlsx_sheet *sheet = xlsx_sheet(&made.xlsx, "DSG table");
    size_t n_total = 0, n_figure = 0;
    for (size_t i = 0; i + 5 < sheet->n_cell; i++) {
        const struct xlsx_cell *label = &sheet->cell[i];
        n_figure += label->number && !label->formula;
        if (strcmp(label->text, "Total") != 0)
            continue;
        for (size_t k = 1; k <= 4; k++) /* budget, spending, variance, and the one with demand */
            cr_expect(label[k].formula, "%s is a figure", label[k].at);
        n_total++;
    }
    cr_expect_eq(n_total, made.of.results.n_scenario * made.of.results.n_year);
    cr_expect_gt(n_figure, n_total);
}

Claim(workbook, what_no_one_has_counted_is_not_told)
{
    for (size_t i = 0; i < made.xlsx.n_part; i++)
        cr_expect(strstr(made.xlsx.part[i].text, ">nan<") == NULL &&
                      strstr(made.xlsx.part[i].text, ">NAN<") == NULL &&
                      strstr(made.xlsx.part[i].text, "/home/someone") == NULL,
                  "%s", made.xlsx.part[i].name);
}

static size_t
n_in_row(const char *sheet, const char *label)
{
    const struct xlsx_sheet *of = xlsx_sheet(&made.xlsx, sheet);
    size_t n = 0, i = 0;
    while (i < of->n_cell && strcmp(of->cell[i].text, label) != 0)
        i++;
    cr_assert_lt(i, of->n_cell, "no row '%s'", label);
    for (i++; i < of->n_cell && of->cell[i].at[0] != 'A'; i++)
        n += of->cell[i].number;
    return n;
}

/* As --publish empties cells: the plans of one setting in all years. */
Claim(workbook, a_cell_that_is_left_out_of_a_table_is_on_no_sheet)
{
    will_change();
    struct table *forecast = workbook_sample_table(&made, "forecast");
    const size_t n_january = made.of.results.n_year + 1;
    cr_assert_eq(n_in_row("Placements", "Special school"), n_january);
    cr_assert_eq(n_in_row("Placements", "All children with a plan"), n_january);
    for (size_t row = 0; row < forecast->n_row; row++)
        for (size_t column = 0; column < forecast->n_field; column++)
            if (forecast->field[column].type == TABLE_NUMBER &&
                strcmp(data_text(forecast, row, "measure"), "plans.local-special") == 0)
                forecast->cell[row * forecast->n_field + column].number = (double)NAN;
    workbook_sample_write(&made);
    cr_expect_eq(n_in_row("Placements", "Special school"), 0);
    cr_expect_eq(n_in_row("Placements", "All children with a plan"), 0, "the sum gives it away");
}

static size_t
n_text(const char *sheet, const char *text)
{
    const struct xlsx_sheet *of = xlsx_sheet(&made.xlsx, sheet);
    size_t n = 0;
    for (size_t i = 0; i < of->n_cell; i++)
        n += strcmp(of->cell[i].text, text) == 0;
    return n;
}

Claim(workbook, example_money_marks_the_sheets_of_money)
{
    will_change();
    static const char *const money[] = { "Read me", "Summary", "DSG table", "Deficit forecast",
                                         "Options", "Costs",   "Chances" };
    for (size_t i = 0; i < sizeof money / sizeof money[0]; i++)
        cr_expect_eq(n_text(money[i], "EXAMPLE MONEY"), 0, "%s", money[i]);
    made.of.sample.in.example.money = true;
    workbook_sample_write(&made);
    for (size_t i = 0; i < sizeof money / sizeof money[0]; i++)
        cr_expect_eq(n_text(money[i], "EXAMPLE MONEY"), 1, "%s", money[i]);
    cr_expect_eq(n_text("Placements", "EXAMPLE MONEY"), 0);
}

Claim(workbook, text_that_begins_like_a_formula_stays_text)
{
    will_change();
    const char *const label[] = { "=1+1", "+1", "-1", "@SUM(A1)" };
    for (size_t i = 0; i < 4; i++) {
        made.of.sample.setting[0].label = label[i];
        workbook_sample_write(&made);
        const struct xlsx_sheet *sheet = xlsx_sheet(&made.xlsx, "Placements");
        size_t n = 0;
        for (size_t k = 0; k < sheet->n_cell; k++)
            if (strcmp(sheet->cell[k].text, label[i]) == 0) {
                cr_expect(!sheet->cell[k].formula);
                n++;
            }
        cr_expect_eq(n, made.of.results.n_scenario, "%s: %zu", label[i], n);
    }
}

Claim(workbook, a_name_like_a_formula_or_a_code_is_a_name_in_charts_and_footers)
{
    will_change();
    made.of.sample.in.threshold[0].label = "=SUM(A1)";
    made.of.sample.in.title = "Here & Pages";
    workbook_sample_write(&made);
    const char *chart = xlsx_part(&made.xlsx, "xl/charts/chart1.xml"),
               *sheet = xlsx_part(&made.xlsx, "xl/worksheets/sheet1.xml");
    cr_expect_eq(xlsx_count(chart, "<c:f>SUM"), 0);
    cr_expect_eq(xlsx_count(chart, "=SUM(A1)</c:v>"), 1);
    cr_expect_eq(xlsx_count(sheet, "Here &amp;&amp; Pages"), 1);
}

/* ---- charts */

Claim(workbook, the_fan_is_bands_and_lines_on_the_same_axes)
{
    const char *chart = xlsx_part(&made.xlsx, "xl/charts/chart1.xml");
    const char *lines = strstr(chart, "<c:lineChart>"), *areas = strstr(chart, "</c:areaChart>");
    cr_assert(lines != NULL && areas != NULL && areas < lines);
    cr_expect_eq(xlsx_count(lines, "<c:ser>"), 3);
    cr_expect_eq(xlsx_count(chart, "<c:ser>"), 7);
    cr_expect_eq(xlsx_count(lines, "<c:marker><c:symbol val=\"none\"/></c:marker><c:cat>"), 3);
    cr_expect_eq(xlsx_count(lines, "<c:smooth val=\"0\"/></c:ser>"), 3);
    for (const char *id = strstr(chart, "<c:areaChart>"); id != NULL && id < areas;) {
        id = strstr(id + 1, "<c:axId val=\"");
        char axis[48];
        (void)snprintf(axis, sizeof axis, "%.*s", (int)strcspn(id, "/"), id);
        if (id < areas)
            cr_expect_eq(xlsx_count(lines, axis), 2, "%s", axis); /* the lines and the axis */
    }
}

/* A chart holds the values of its cells, for programs that show it without the sheet. */
Claim(workbook, charts_hold_the_values_of_their_cells)
{
    const struct xlsx_sheet *sheet = xlsx_sheet(&made.xlsx, "Deficit forecast");
    const char *chart = xlsx_part(&made.xlsx, "xl/charts/chart1.xml");
    const char *average = strstr(chart, "Average (central forecast)");
    cr_assert(average != NULL);
    const char *last = strstr(average, "</c:numCache>");
    while (strncmp(last, "<c:v>", 5) != 0)
        last--;
    size_t i = 0;
    while (sheet->cell[i].at[0] != 'E' || atoi(&sheet->cell[i].at[1]) < 5 ||
           (sheet->cell[i + 1].at[0] != 'F') || sheet->cell[i].value != strtod(last + 5, NULL))
        cr_assert_lt(++i, sheet->n_cell, "no average of %.20s", last + 5);
    cr_expect_gt(xlsx_count(chart, "<c:pt idx="), 60);
}

Claim(workbook, plain_charts_are_lines_alone)
{
    will_change();
    made.plain = true;
    workbook_sample_write(&made);
    const char *chart = xlsx_part(&made.xlsx, "xl/charts/chart1.xml");
    cr_expect_eq(xlsx_count(chart, "<c:areaChart>"), 0);
    cr_expect_eq(xlsx_count(chart, "<c:ser>"), 7); /* five quantiles, outturn, level */
}

Claim(workbook, every_chart_says_what_it_shows)
{
    size_t n_chart = 0, n_text = 0;
    for (size_t i = 0; i < made.xlsx.n_part; i++) {
        const struct xlsx_part *part = &made.xlsx.part[i];
        n_chart += strncmp(part->name, "xl/charts/chart", 15) == 0;
        if (strncmp(part->name, "xl/drawings/drawing", 19) == 0) {
            n_text += xlsx_count(part->text, " descr=\"");
            cr_expect_eq(xlsx_count(part->text, " descr=\"\""), 0);
        }
    }
    cr_expect_geq(n_chart, 3 * made.of.results.n_scenario);
    cr_expect_eq(n_text, n_chart);
}

/* ---- the file */

static char *
bytes_of(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    char *bytes = malloc(1 << 24);
    cr_assert(file != NULL && bytes != NULL);
    *size = fread(bytes, 1, 1 << 24, file);
    (void)fclose(file);
    return bytes;
}

Claim(workbook, equal_runs_have_equal_bytes)
{
    will_change();
    size_t n_first, n_second;
    char *first = bytes_of(made.path, &n_first);
    setenv("TZ", "Asia/Tokyo", 1);
    workbook_sample_write(&made);
    unsetenv("TZ");
    char *second = bytes_of(made.path, &n_second);
    cr_assert_eq(n_first, n_second);
    cr_expect_eq(memcmp(first, second, n_first), 0);
    free(first);
    free(second);
}

Claim(workbook, a_folder_that_is_not_there_is_one_sentence)
{
    struct hr_err err = { 0 };
    cr_expect_eq(workbook_sample_try(&made, "/tmp/headroom-no-such-folder", &err), HR_EWRITE);
    cr_expect(strstr(err.text, "results.xlsx") != NULL, "%s", err.text);
}
