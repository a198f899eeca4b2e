/* Drivers: what the uncertainty of the last deficit comes from, the largest first. */
#include "sheet_list.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

enum {
    N_COLUMN = 10,
    LETTERS = 150,
    WIDTH = 190,
    MOST_ROWS = 12,
    EFFECT_LOW = 6,
    EFFECT_HIGH,
    LOWER,
    HIGHER
};

static const struct head head[N_COLUMN] = {
    { "Uncertain number", false, 62 },
    { "Group", false, 12 },
    { "Its low (5 in 100 below)", true, 14 },
    { "Its high (5 in 100 above)", true, 14 },
    { "Unit", false, 20 },
    { "Share of the uncertainty", true, 14 },
    { "Deficit more, at its low", true, 14 },
    { "Deficit more, at its high", true, 14 },
    { "Chart: makes it lower", true, 13 },
    { "Chart: makes it higher", true, 13 },
};
static const struct {
    const char *name;
    enum book_style style;
} column[LOWER] = {
    { "label", STYLE_TEXT },
    { "group", STYLE_TEXT },
    { "low_p05", STYLE_SHORT },
    { "high_p95", STYLE_SHORT },
    { "unit", STYLE_WORDS },
    { "share_of_variance", STYLE_PERCENT },
    { "effect_low_gbp_m", STYLE_MONEY },
    { "effect_high_gbp_m", STYLE_MONEY },
};

struct drivers { /* of a scenario */
    const struct page *page;
    const struct table *table;
    struct page_breaks breaks;
    size_t row;   /* next */
    size_t first; /* of the figures */
};

/* One end of a bar: the lower of both effects and 0, or the higher. */
static void
put_end(const struct drivers *self, size_t at, const char *function, double value)
{
    page_formula(self->page, &(struct cell_at){ self->row, at, STYLE_MONEY }, value,
                 line_of("=%s(0,%s,%s)", function, cell_short(self->row, EFFECT_LOW).text,
                         cell_short(self->row, EFFECT_HIGH).text)
                     .text);
}

static void
put_row(struct drivers *self, size_t data_row)
{
    double value[LOWER] = { 0 };
    for (size_t k = 0; k < LOWER; k++)
        if (column[k].style == STYLE_TEXT || column[k].style == STYLE_WORDS)
            page_text(self->page, self->row, k, column[k].style,
                      data_text(self->table, data_row, column[k].name));
        else
            value[k] = page_data(self->page, &(struct cell_at){ self->row, k, column[k].style },
                                 self->table, data_row, column[k].name);
    put_end(self, LOWER, "MIN", fmin(0.0, fmin(value[EFFECT_LOW], value[EFFECT_HIGH])));
    put_end(self, HIGHER, "MAX", fmax(0.0, fmax(value[EFFECT_LOW], value[EFFECT_HIGH])));
    self->row++;
}

/* Numbers that explain something, in the order of the table; what none explains is not one. */
static bool
is_driver(const struct table *table, size_t row)
{
    return strcmp(data_text(table, row, "group"), "rest") != 0 &&
           data_number(table, row, "share_of_variance") > 0.0;
}

static void
put_chart(struct drivers *self, const struct workbook_scenario *scenario)
{
    const size_t last = self->row - 1, n = self->row - self->first;
    const struct series series[] = {
        { .name = "Makes it lower",
          .value = page_range(self->page, self->first, LOWER, last, LOWER),
          .look = LOOK_2 },
        { .name = "Makes it higher",
          .value = page_range(self->page, self->first, HIGHER, last, HIGHER),
          .look = LOOK_3 },
    };
    const struct text_line title =
        line_of("What moves the deficit, each number at its low and high: %s", scenario->label);
    page_keep(&self->breaks, ++self->row, 8 + 2 * n);
    self->row =
        1 + page_chart(self->page, self->row, 0,
                       &(struct book_chart){
                           .form = FORM_BARS,
                           .title = title.text,
                           .alt = "Bars of the table above: how much lower and how much higher "
                                  "the average deficit is with each number at its low and high.",
                           .category = page_range(self->page, self->first, 0, last, 0),
                           .series = series,
                           .n_series = 2,
                           .number = "\xC2\xA3#,##0.0\"m\";-\xC2\xA3#,##0.0\"m\"",
                           .height = 8 + 2 * n,
                           .width = WIDTH - 20 });
}

static void
put_scenario(struct drivers *self, const struct workbook_scenario *scenario)
{
    page_text(self->page, self->row++, 0, STYLE_SECTION, scenario_heading(scenario).text);
    page_head(self->page, self->row++, head, N_COLUMN);
    self->first = self->row;
    for (size_t row = 0; row < self->table->n_row && self->row < self->first + MOST_ROWS; row++)
        if (strcmp(data_text(self->table, row, "scenario"), scenario->id) == 0 &&
            is_driver(self->table, row))
            put_row(self, row);
    put_chart(self, scenario);
}

static bool
has_drivers(const struct table *table, const char *scenario)
{
    for (size_t row = 0; row < table->n_row; row++)
        if (strcmp(data_text(table, row, "scenario"), scenario) == 0 && is_driver(table, row))
            return true;
    return false;
}

static bool
applies(const struct workbook_source *from)
{
    const struct table *table = data_table(from, "drivers");
    for (size_t i = 0; table != NULL && shown_scenario(from, i) != NULL; i++)
        if (has_drivers(table, shown_scenario(from, i)->id))
            return true;
    return false;
}

static void
write(const struct sheet *self, struct writing *writing)
{
    const struct workbook_source *from = writing->from;
    const struct page page = book_page(writing->book, self->name, "What drives the uncertainty");
    struct drivers drivers = { .page = &page,
                               .table = data_table(from, "drivers"),
                               .breaks = page_breaks_of(WIDTH) };
    drivers.row = page_lines(&page, 1, STYLE_MARK, LETTERS, from->mark);
    drivers.row = 1 + page_lines(&page, drivers.row, STYLE_NOTE, LETTERS,
                                 "The uncertain numbers that explain most of how far apart the "
                                 "simulated deficits of the last 31 March are, and the average "
                                 "deficit with each at its low and at its high, against the "
                                 "forecast. drivers.csv has all of them, with source and owner.");
    for (size_t i = 0, n = 0; shown_scenario(from, i) != NULL; i++) {
        if (!has_drivers(drivers.table, shown_scenario(from, i)->id))
            continue;
        if (n++ > 0)
            page_begin(&drivers.breaks, drivers.row);
        put_scenario(&drivers, shown_scenario(from, i));
    }
    page_break(&page, &drivers.breaks);
    page_repeat(&page, 0, 0);
}

const struct sheet sheet_drivers = {
    .name = "Drivers",
    .holds = "the uncertain numbers that matter most",
    .applies = applies,
    .write = write,
};
