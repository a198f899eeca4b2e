/* Placements: children with a plan each January, by setting and by the DfE's categories, averages.
 */
#include "sheet_list.h"

#include "words.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { LETTERS = 150, CHART_ROWS = 22, MOST_KINDS = 8, FIRST = 2 };

struct mix { /* of a scenario */
    struct writing *writing;
    const struct workbook_source *from;
    const struct page *page;
    struct page_breaks breaks;
    const char *scenario;
    size_t row;                   /* next */
    size_t first;                 /* row of the first setting */
    size_t n_column;              /* Januaries: the last known, then the forecast */
    const char *kind[MOST_KINDS]; /* the DfE's categories, as they come */
    size_t n_kind;
    double sum[MOST_KINDS + 1]; /* of a January; the last: of all */
};

/* What the DfE calls a setting's category, by placements.csv; "": not known. */
static const char *
kind_of(const struct mix *self, size_t setting)
{
    static const char *const key[] = { "setting" };
    const char *const id[] = { self->from->setting[setting].id };
    struct pick pick = pick_of(data_table(self->from, "placements"), key, 1);
    const size_t row = pick_row(&pick, id);
    return row == SIZE_MAX ? "" : data_text(pick.table, row, "dfe_category");
}

static size_t
kind_index(struct mix *self, const char *kind)
{
    size_t i = 0;
    while (i < self->n_kind && strcmp(self->kind[i], kind) != 0)
        i++;
    if (i == self->n_kind && self->n_kind < MOST_KINDS)
        self->kind[self->n_kind++] = kind;
    return i < MOST_KINDS ? i : MOST_KINDS - 1;
}

static void
put_head(const struct mix *self, const char *what, const char *second)
{
    page_text(self->page, self->row, 0, STYLE_HEAD, what);
    page_text(self->page, self->row, 1, STYLE_HEAD, second);
    page_width(self->page, 0, 0, 44);
    page_width(self->page, 1, 1, 46);
    for (size_t i = 0; i < self->n_column; i++) {
        page_width(self->page, FIRST + i, FIRST + i, 13);
        page_text(self->page, self->row, FIRST + i, STYLE_HEAD_NUMBER,
                  line_of("January %d", self->from->first_fy + (int)i).text);
    }
}

/* January i: that of the financial year that ends after it. */
static size_t
plans_row(const struct mix *self, struct pick *pick, const char *measure, size_t i)
{
    return forecast_row(pick, self->scenario, measure, self->from->first_fy + (int)i - 1);
}

static double
put_plans(const struct mix *self, struct pick *pick, const char *measure, size_t i)
{
    const size_t at = plans_row(self, pick, measure, i);
    return page_data(self->page, &(struct cell_at){ self->row, FIRST + i, STYLE_COUNT },
                     pick->table, at, average_column(pick->table, at));
}

/* One row a setting; their sum below. value: [setting][January] */
static void
put_settings(struct mix *self, double *value)
{
    struct pick pick = forecast_pick(self->from);
    put_head(self, "Setting", "DfE category");
    self->first = ++self->row;
    for (size_t s = 0; s < self->from->n_setting; s++, self->row++) {
        const struct workbook_name *setting = &self->from->setting[s];
        page_text(self->page, self->row, 0, STYLE_TEXT, setting->label);
        page_text(self->page, self->row, 1, STYLE_TEXT, kind_of(self, s));
        for (size_t i = 0; i < self->n_column; i++)
            value[s * self->n_column + i] =
                put_plans(self, &pick, line_of("plans.%s", setting->id).text, i);
    }
}

static void
check_total(struct mix *self, size_t i, double sum)
{
    struct pick pick = forecast_pick(self->from);
    const size_t at = plans_row(self, &pick, "plans", i);
    const char *column = average_column(pick.table, at);
    struct check check = { .value = { sum, data_number(pick.table, at, column) } };
    if (at == SIZE_MAX)
        return;
    check.what = line_of("Plans by setting and in total: %s, January %d", self->scenario,
                         self->from->first_fy + (int)i);
    check.formula[0] = line_of("%s", page_cell(self->page, self->row, FIRST + i).text);
    check.formula[1] = line_of("%s", data_place(pick.table, at, column).text);
    checks_add(self->writing, &check);
}

/* Empty where a setting's figure is left out: the sum would give it away, or be wrong. */
static void
put_total(struct mix *self, const double *value)
{
    page_text(self->page, self->row, 0, STYLE_TEXT_SUM, "All children with a plan");
    page_text(self->page, self->row, 1, STYLE_TEXT_SUM, "");
    for (size_t i = 0; i < self->n_column; i++) {
        double sum = 0.0;
        for (size_t s = 0; s < self->from->n_setting; s++)
            sum += value[s * self->n_column + i];
        page_formula(self->page, &(struct cell_at){ self->row, FIRST + i, STYLE_COUNT_SUM }, sum,
                     line_of("=SUM(%s:%s)", cell_short(self->first, FIRST + i).text,
                             cell_short(self->row - 1, FIRST + i).text)
                         .text);
        check_total(self, i, sum);
    }
    self->row++;
}

static void
put_kind(struct mix *self, const double *value, size_t kind)
{
    const struct text_line keys =
        line_of("%s:%s", cell_name(self->first, 1).text,
                cell_name(self->first + self->from->n_setting - 1, 1).text);
    page_text(self->page, self->row, 0, STYLE_TEXT, self->kind[kind]);
    for (size_t i = 0; i < self->n_column; i++) {
        double sum = 0.0;
        for (size_t s = 0; s < self->from->n_setting; s++)
            if (strcmp(kind_of(self, s), self->kind[kind]) == 0)
                sum += value[s * self->n_column + i];
        page_formula(self->page, &(struct cell_at){ self->row, FIRST + i, STYLE_COUNT }, sum,
                     line_of("=SUMIF(%s,%s,%s:%s)", keys.text, cell_name(self->row, 0).text,
                             cell_short(self->first, FIRST + i).text,
                             cell_short(self->first + self->from->n_setting - 1, FIRST + i).text)
                         .text);
    }
    self->row++;
}

static void
put_chart(struct mix *self, const struct workbook_scenario *scenario)
{
    struct series series[MOST_KINDS];
    const size_t first = self->row - self->n_kind;
    const struct text_line title =
        line_of("Children with a plan by placement: %s", scenario->label);
    for (size_t i = 0; i < self->n_kind; i++)
        series[i] =
            (struct series){ .name = self->kind[i],
                             .value = page_range(self->page, first + i, FIRST, first + i,
                                                 FIRST + self->n_column - 1),
                             .look = i < 6 ? (enum series_look)((size_t)LOOK_1 + i) : LOOK_MIDDLE };
    self->row =
        1 + page_chart(self->page, self->row + 1, 0,
                       &(struct book_chart){
                           .form = FORM_COLUMNS,
                           .title = title.text,
                           .alt = "Stacked columns of the table above, one for each January.",
                           .category = page_range(self->page, first - 1, FIRST, first - 1,
                                                  FIRST + self->n_column - 1),
                           .series = series,
                           .n_series = self->n_kind,
                           .number = "#,##0",
                           .height = CHART_ROWS,
                           .width = 130 });
}

static void
put_scenario(struct mix *self, const struct workbook_scenario *scenario)
{
    double *value = calloc(self->from->n_setting * self->n_column, sizeof *value);
    if (value == NULL) {
        book_no_memory(self->writing->book);
        return;
    }
    page_text(self->page, self->row++, 0, STYLE_SECTION, scenario_heading(scenario).text);
    put_settings(self, value);
    put_total(self, value);
    for (size_t s = 0; s < self->from->n_setting; s++)
        (void)kind_index(self, kind_of(self, s));
    self->row++;
    page_keep(&self->breaks, self->row, self->n_kind + 2 + CHART_ROWS);
    put_head(self, "DfE category", "");
    self->row++;
    for (size_t i = 0; i < self->n_kind; i++)
        put_kind(self, value, i);
    put_chart(self, scenario);
    free(value);
}

static void
write(const struct sheet *self, struct writing *writing)
{
    const struct workbook_source *from = writing->from;
    const struct page page =
        book_page(writing->book, self->name, "Where children with a plan are placed");
    struct mix mix = {
        .writing = writing, .from = from, .page = &page, .n_column = from->n_year + 1
    };
    mix.breaks = page_breaks_of((double)(90 + 13 * (from->n_year + 1)));
    mix.row = page_lines(&page, 1, STYLE_MARK, LETTERS, from->mark_children);
    mix.row = 1 + page_lines(&page, mix.row, STYLE_NOTE, LETTERS,
                             "Children and young people with a plan each January: the first is "
                             "known, the others are averages of the simulated futures. "
                             "placements.csv has their ranges.");
    for (size_t i = 0; shown_scenario(from, i) != NULL; i++) {
        if (i > 0)
            page_begin(&mix.breaks, mix.row);
        mix.scenario = shown_scenario(from, i)->id;
        put_scenario(&mix, shown_scenario(from, i));
    }
    page_break(&page, &mix.breaks);
    page_repeat(&page, 0, 0);
}

const struct sheet sheet_placements = {
    .name = "Placements",
    .holds = "children with a plan each January, by where they are placed",
    .write = write,
};
