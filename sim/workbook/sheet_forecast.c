/* Deficit forecast: outturn, quantiles and average of each 31 March, and their fan, by scenario. */
#include "sheet_list.h"

#include "calendar.h"
#include "words.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

enum {
    FIRST_ROW = 2,
    CHART_ROWS = 28,
    LETTERS = 150,
    WIDTH = 198,
    N_COLUMN = 14,
    OUTTURN = 1,
    P05,
    P25,
    AVERAGE,
    P50,
    P75,
    P95,
    LEVEL,
    BASE,
    LOWER,
    MIDDLE,
    UPPER,
    LINE
};

static const struct head head[N_COLUMN] = {
    { "Year", false, 12 },
    { "Outturn", true, 14 },
    { "Likely range from (5 in 100 below)", true, 17 },
    { "Middle half from (25 in 100 below)", true, 17 },
    { "Average (central forecast)", true, 14 },
    { "Half of futures are above", true, 14 },
    { "Middle half to (25 in 100 above)", true, 17 },
    { "Likely range to (5 in 100 above)", true, 17 },
    { "Level", true, 14 },
    { "Chart: base", true, 12 },
    { "Chart: lower band", true, 12 },
    { "Chart: middle band", true, 12 },
    { "Chart: upper band", true, 12 },
    { "Chart: average", true, 12 },
};

struct block { /* of a scenario */
    const struct workbook_source *from;
    const struct page *page;
    const struct table *forecast;
    size_t row;   /* next */
    size_t first; /* of the figures */
    size_t n_past;
};

/* The level that the charts draw: the first that is known; NULL: none. */
static const struct workbook_level *
level_drawn(const struct workbook_source *from)
{
    for (size_t i = 0; i < from->n_level; i++)
        if (!isnan(from->level[i].gbp_m))
            return &from->level[i];
    return NULL;
}

/* A band is the difference of two columns of its row. */
static void
put_band(const struct block *self, size_t column, size_t high, size_t low, double value)
{
    page_formula(
        self->page, &(struct cell_at){ self->row, column, STYLE_MONEY }, value,
        line_of("=%s-%s", cell_short(self->row, high).text, cell_short(self->row, low).text).text);
}

static void
put_copy(const struct block *self, size_t column, size_t of, double value)
{
    page_formula(self->page, &(struct cell_at){ self->row, column, STYLE_MONEY }, value,
                 line_of("=%s", cell_short(self->row, of).text).text);
}

static void
put_level(const struct block *self)
{
    const struct workbook_level *level = level_drawn(self->from);
    if (level != NULL)
        page_formula(self->page, &(struct cell_at){ self->row, LEVEL, STYLE_MONEY }, level->gbp_m,
                     line_of("=%s", level->name).text);
}

/* A known year: no bands, and the average's line starts from the last of them. */
static void
put_past(struct block *self, size_t at)
{
    const double value =
        page_data(self->page, &(struct cell_at){ self->row, OUTTURN, STYLE_DEFICIT },
                  self->forecast, at, "central");
    page_text(self->page, self->row, 0, STYLE_TEXT,
              data_text(self->forecast, at, "financial_year"));
    put_level(self);
    if (!isnan(value)) {
        put_copy(self, BASE, OUTTURN, value);
        for (size_t column = LOWER; column <= UPPER; column++)
            page_number(self->page, self->row, column, STYLE_MONEY, 0.0);
    }
    self->row++;
    self->n_past++;
}

static void
put_future(struct block *self, size_t at)
{
    static const char *const name[] = { "p05", "p25", "mean", "p50", "p75", "p95" };
    double value[P95 + 1] = { 0 };
    for (size_t i = P05; i <= P95; i++)
        value[i] = page_data(self->page, &(struct cell_at){ self->row, i, STYLE_DEFICIT },
                             self->forecast, at, name[i - P05]);
    page_text(self->page, self->row, 0, STYLE_TEXT,
              data_text(self->forecast, at, "financial_year"));
    put_level(self);
    put_copy(self, BASE, P05, value[P05]);
    put_band(self, LOWER, P25, P05, value[P25] - value[P05]);
    put_band(self, MIDDLE, P75, P25, value[P75] - value[P25]);
    put_band(self, UPPER, P95, P75, value[P95] - value[P75]);
    put_copy(self, LINE, AVERAGE, value[AVERAGE]);
    self->row++;
}

static void
put_years(struct block *self, const char *scenario)
{
    static const char *const key[] = { "scenario", "measure" };
    const char *const deficit[] = { scenario, "deficit" };
    struct pick pick = pick_of(self->forecast, key, 2), of_year = forecast_pick(self->from);
    size_t last = SIZE_MAX;
    for (size_t row = pick_row(&pick, deficit);
         row < (self->forecast == NULL ? 0 : self->forecast->n_row) &&
         strcmp(data_text(self->forecast, row, "basis"), "forecast") != 0 &&
         strcmp(data_text(self->forecast, row, "measure"), "deficit") == 0;
         row++) {
        put_past(self, row);
        last = row;
    }
    if (last != SIZE_MAX) {
        self->row--;
        put_copy(self, LINE, OUTTURN, data_number(self->forecast, last, "central"));
        self->row++;
    }
    for (size_t t = 0; t < self->from->n_year; t++)
        put_future(self,
                   forecast_row(&of_year, scenario, "deficit", self->from->first_fy + (int)t));
}

static struct place
column_range(const struct block *self, size_t column)
{
    return page_range(self->page, self->first, column, self->row - 1, column);
}

static size_t
fan_series(const struct block *self, struct series series[8])
{
    const struct workbook_level *level = level_drawn(self->from);
    size_t n = 0;
    series[n++] = (struct series){
        .name = "Base", .value = column_range(self, BASE), .look = LOOK_BASE, .unnamed = true
    };
    series[n++] = (struct series){ .name = "Likely range (9 in 10 simulated futures)",
                                   .value = column_range(self, LOWER),
                                   .look = LOOK_LIKELY };
    series[n++] = (struct series){ .name = "Middle half",
                                   .value = column_range(self, MIDDLE),
                                   .look = LOOK_MIDDLE };
    series[n++] = (struct series){
        .name = "Upper", .value = column_range(self, UPPER), .look = LOOK_LIKELY, .unnamed = true
    };
    series[n++] = (struct series){ .name = "Outturn",
                                   .value = column_range(self, OUTTURN),
                                   .look = LOOK_OUTTURN };
    series[n++] = (struct series){ .name = "Average (central forecast)",
                                   .value = column_range(self, LINE),
                                   .look = LOOK_AVERAGE };
    if (level != NULL)
        series[n++] = (struct series){ .name = level->label,
                                       .value = column_range(self, LEVEL),
                                       .look = LOOK_LEVEL };
    return n;
}

static size_t
plain_series(const struct block *self, struct series series[8])
{
    static const struct {
        const char *name;
        size_t column;
        enum series_look look;
    } quantile[] = { { "5 in 100 below", P05, LOOK_EDGE },
                     { "25 in 100 below", P25, LOOK_EDGE },
                     { "Average (central forecast)", LINE, LOOK_AVERAGE },
                     { "25 in 100 above", P75, LOOK_EDGE },
                     { "5 in 100 above", P95, LOOK_EDGE } };
    const struct workbook_level *level = level_drawn(self->from);
    size_t n = 0;
    for (size_t i = 0; i < sizeof quantile / sizeof quantile[0]; i++)
        series[n++] = (struct series){ .name = quantile[i].name,
                                       .value = column_range(self, quantile[i].column),
                                       .look = quantile[i].look };
    series[n++] = (struct series){ .name = "Outturn",
                                   .value = column_range(self, OUTTURN),
                                   .look = LOOK_OUTTURN };
    if (level != NULL)
        series[n++] = (struct series){ .name = level->label,
                                       .value = column_range(self, LEVEL),
                                       .look = LOOK_LEVEL };
    return n;
}

static void
put_chart(struct block *self, const struct workbook_scenario *scenario)
{
    struct series series[8];
    const bool plain = self->from->plain;
    const size_t n = plain ? plain_series(self, series) : fan_series(self, series);
    const struct text_line alt = line_of("%s. %s", scenario->finding, scenario->range);
    self->row = page_chart(self->page, self->row + 1, 0,
                           &(struct book_chart){ .form = plain ? FORM_LINES : FORM_FAN,
                                                 .title = scenario->finding,
                                                 .alt = alt.text,
                                                 .category = column_range(self, 0),
                                                 .series = series,
                                                 .n_series = n,
                                                 .n_line = n - 4,
                                                 .number = "\xC2\xA3#,##0\"m\";-\xC2\xA3#,##0\"m\"",
                                                 .height = CHART_ROWS,
                                                 .width = WIDTH });
}

static void
write(const struct sheet *self, struct writing *writing)
{
    const struct workbook_source *from = writing->from;
    const struct page page =
        book_page(writing->book, self->name, "Cumulative DSG deficit at 31 March");
    struct block block = {
        .from = from, .page = &page, .row = FIRST_ROW, .forecast = data_table(from, "forecast")
    };
    struct page_breaks breaks = page_breaks_of(WIDTH);
    (void)page_lines(&page, 1, STYLE_MARK, LETTERS, from->mark);
    for (size_t i = 0; shown_scenario(from, i) != NULL; i++) {
        const struct workbook_scenario *scenario = shown_scenario(from, i);
        if (i > 0)
            page_begin(&breaks, block.row);
        page_text(&page, block.row++, 0, STYLE_SECTION, scenario_heading(scenario).text);
        block.row = page_lines(&page, block.row, STYLE_TEXT, LETTERS, scenario->range);
        page_head(&page, block.row++, head, N_COLUMN);
        block.first = block.row;
        put_years(&block, scenario->id);
        put_chart(&block, scenario);
    }
    page_break(&page, &breaks);
    page_repeat(&page, 0, 0);
}

const struct sheet sheet_forecast = {
    .name = "Deficit forecast",
    .holds = "the deficit at each 31 March with its range, as figures and as a chart",
    .write = write,
};
