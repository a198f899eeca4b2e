/* Charts by libxlsxwriter. */
#include "book_chart.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <xlsxwriter.h>

enum {
    LETTER_PIXELS = 8,
    ROW_PIXELS = 21,
    LIBRARY_WIDTH = 480,
    LIBRARY_HEIGHT = 288,
    NAME_LETTERS = 255
};

static const struct look {
    lxw_color_t colour;
    float width; /* of a line, points */
    uint8_t dash;
} looks[N_LOOK] = {
    [LOOK_LIKELY] = { 0xCFE3F5, 0, 0 },
    [LOOK_MIDDLE] = { 0x8DBDE8, 0, 0 },
    [LOOK_OUTTURN] = { 0x0B0C0C, 2.5F, LXW_CHART_LINE_DASH_SOLID },
    [LOOK_AVERAGE] = { 0x12436D, 2.5F, LXW_CHART_LINE_DASH_DASH },
    [LOOK_LEVEL] = { 0xB03A06, 1.25F, LXW_CHART_LINE_DASH_LONG_DASH },
    [LOOK_EDGE] = { 0x4B8BC4, 1.25F, LXW_CHART_LINE_DASH_SOLID },
    [LOOK_1] = { 0x12436D, 2.25F, LXW_CHART_LINE_DASH_SOLID },
    [LOOK_2] = { 0x28A197, 2.25F, LXW_CHART_LINE_DASH_DASH },
    [LOOK_3] = { 0x801650, 2.25F, LXW_CHART_LINE_DASH_LONG_DASH },
    [LOOK_4] = { 0xF46A25, 2.25F, LXW_CHART_LINE_DASH_SOLID },
    [LOOK_5] = { 0x3D3D3D, 2.25F, LXW_CHART_LINE_DASH_DASH_DOT },
    [LOOK_6] = { 0xA285D1, 2.25F, LXW_CHART_LINE_DASH_SQUARE_DOT },
};

static const uint8_t kinds[] = {
    [FORM_FAN] = LXW_CHART_AREA_STACKED,
    [FORM_LINES] = LXW_CHART_LINE,
    [FORM_COLUMNS] = LXW_CHART_COLUMN_STACKED,
    [FORM_BARS] = LXW_CHART_BAR_STACKED,
};

static lxw_chart_font
font_of(double size, bool bold)
{
    return (lxw_chart_font){ .name = library_text("Arial"),
                             .size = size,
                             .bold = bold ? LXW_TRUE : LXW_EXPLICIT_FALSE,
                             .color = 0x0B0C0C };
}

/* ---- names: Excel's end at 255 characters, and one that begins with '=' would be a formula */

struct chart_name {
    char text[NAME_LETTERS + 1];
};

static struct chart_name
no_formula(const char *name)
{
    struct chart_name out;
    size_t n = 0;
    if (name[0] == '=')
        out.text[n++] = ' ';
    size_t i = 0;
    while (name[i] != '\0' && n < NAME_LETTERS)
        out.text[n++] = name[i++];
    while (n > 0 && ((unsigned char)name[i] & 0xC0u) == 0x80u) {
        n--;
        i--;
    }
    out.text[n] = '\0';
    return out;
}

/* ---- series */

static void
draw_line(lxw_chart_series *series, const struct look *look)
{
    lxw_chart_line line = { .color = look->colour, .width = look->width, .dash_type = look->dash };
    chart_series_set_line(series, &line);
}

static void
fill(lxw_chart_series *series, enum series_look look)
{
    lxw_chart_fill paint = { .color = looks[look].colour, .none = look == LOOK_BASE };
    lxw_chart_line edge = { .none = look <= LOOK_MIDDLE, .color = 0xFFFFFF, .width = 0.75F };
    chart_series_set_fill(series, &paint);
    chart_series_set_line(series, &edge);
}

/* A look for each point: of bars, whose colour says which way they go. */
static void
fill_points(struct book *book, lxw_chart_series *series, const struct series *from, size_t n)
{
    lxw_chart_fill *paint = calloc(n, sizeof *paint);
    lxw_chart_point *point = calloc(n, sizeof *point);
    lxw_chart_point **list = calloc(n + 1, sizeof(lxw_chart_point *));
    if (paint == NULL || point == NULL || list == NULL)
        book_no_memory(book);
    for (size_t i = 0; paint != NULL && point != NULL && list != NULL && i < n; i++) {
        paint[i].color = looks[from->point[i]].colour;
        point[i].fill = &paint[i];
        list[i] = &point[i];
    }
    if (paint != NULL && point != NULL && list != NULL)
        book_note(book, chart_series_set_points(series, list));
    free(list);
    free(point);
    free(paint);
}

/* The values that a program shows which does not calculate. The library reads them from cells, but
 * not from cells with formulas, and leaves alone what is here already. */
static void
keep_values(struct book *book, lxw_series_range *range, const struct place *place)
{
    range->ignore_cache = LXW_TRUE;
    for (size_t row = place->row[0]; row <= place->row[1]; row++)
        for (size_t column = place->column[0]; column <= place->column[1]; column++) {
            lxw_series_data_point *point = calloc(1, sizeof *point);
            const double value = book_value(book, row, column);
            if (point == NULL) {
                book_no_memory(book);
                return;
            }
            if (isnan(value))
                point->no_data = LXW_TRUE;
            point->number = isnan(value) ? 0.0 : value;
            STAILQ_INSERT_TAIL(range->data_cache, point, list_pointers);
            range->num_data_points++;
        }
}

static void
add_series(struct book *book, lxw_chart *chart, const struct book_chart *from, size_t i)
{
    const struct series *series = &from->series[i];
    char category[112], value[112];
    (void)snprintf(category, sizeof category, "=%s", from->category.text);
    (void)snprintf(value, sizeof value, "=%s", series->value.text);
    lxw_chart_series *added = chart_add_series(chart, category, value);
    if (added == NULL) {
        book_no_memory(book);
        return;
    }
    keep_values(book, added->values, &series->value);
    chart_series_set_name(added, no_formula(series->name).text);
    if (from->form == FORM_LINES || i + from->n_line >= from->n_series)
        draw_line(added, &looks[series->look]);
    else
        fill(added, series->look);
    if (series->point != NULL)
        fill_points(book, added, series, series->n_point);
}

/* ---- the whole */

static void
set_axes(lxw_chart *chart, const struct book_chart *from)
{
    lxw_chart_font font = font_of(11, false);
    lxw_chart_line grid = { .color = 0xD6DADC, .width = 0.75F },
                   axis = { .color = 0x8A9296, .width = 1.0F };
    const bool lying = from->form == FORM_BARS;
    lxw_chart_axis *category = lying ? chart->y_axis : chart->x_axis,
                   *value = lying ? chart->x_axis : chart->y_axis;
    chart_axis_set_num_font(category, &font);
    chart_axis_set_num_font(value, &font);
    chart_axis_set_num_format(value, from->number);
    chart_axis_major_gridlines_set_visible(value, LXW_TRUE);
    chart_axis_major_gridlines_set_line(value, &grid);
    chart_axis_set_line(category, &axis);
    chart_axis_set_label_position(category, LXW_CHART_AXIS_LABEL_POSITION_LOW);
    if (lying) {
        chart_axis_set_reverse(category);
        chart_axis_set_crossing_max(category);
        chart_axis_major_gridlines_set_visible(category, LXW_FALSE);
    }
}

static void
set_legend(struct book *book, lxw_chart *chart, const struct book_chart *from)
{
    lxw_chart_font font = font_of(11, false);
    int16_t hidden[64];
    size_t n = 0;
    for (size_t i = 0; i < from->n_series && n + 1 < sizeof hidden / sizeof hidden[0]; i++)
        if (from->series[i].unnamed)
            hidden[n++] = (int16_t)i;
    hidden[n] = -1;
    chart_legend_set_position(chart,
                              from->no_legend ? LXW_CHART_LEGEND_NONE : LXW_CHART_LEGEND_BOTTOM);
    chart_legend_set_font(chart, &font);
    if (n > 0)
        book_note(book, chart_legend_delete_series(chart, hidden));
}

static void
set_title(lxw_chart *chart, const char *title)
{
    lxw_chart_font font = font_of(14, true);
    chart_title_set_name(chart, no_formula(title).text);
    chart_title_set_name_font(chart, &font);
}

size_t
page_chart(const struct page *self, size_t row, size_t column, const struct book_chart *from)
{
    struct book *book = self->book;
    const size_t below = row + from->height;
    if (book->n_chart == BOOK_CHARTS)
        return row;
    lxw_chart *chart = workbook_add_chart(book->workbook, kinds[from->form]);
    if (chart == NULL) {
        book_no_memory(book);
        return below;
    }
    for (size_t i = 0; i < from->n_series; i++)
        add_series(book, chart, from, i);
    set_title(chart, from->title);
    set_axes(chart, from);
    if (from->form == FORM_COLUMNS || from->form == FORM_BARS)
        chart_set_series_gap(chart, 50);
    set_legend(book, chart, from);
    lxw_chart_options options = { .x_scale = (double)(from->width * LETTER_PIXELS) / LIBRARY_WIDTH,
                                  .y_scale =
                                      (double)((from->height - 1) * ROW_PIXELS) / LIBRARY_HEIGHT,
                                  .y_offset = 6,
                                  .description = library_text(from->alt) };
    book->n_line[book->n_chart++] = (unsigned char)(from->form == FORM_FAN ? from->n_line : 0);
    book_note(book, worksheet_insert_chart_opt(self->sheet, (lxw_row_t)row, (lxw_col_t)column,
                                               chart, &options));
    return below;
}
