#include "bar_rows.h"

#include <math.h>
#include <string.h>

static const double column_gap = 18.0, label_gap = 12.0, cell_gap = 8.0;
static const double heading_size = 14.0, heading_line = 17.0, heading_gap = 14.0,
                    most_pitch = 140.0, tight_pitch = 42.0;
static const double widest_label = 250.0, wider_label = 330.0, narrowest_plot = 230.0,
                    widest_quiet = 170.0, narrowest_heading = 98.0;
static const double ink_height = 0.97; /* of one line, as a share of its size: svg_text_box */

void
bar_rows_init(struct bar_rows *self, size_t n_row)
{
    if (n_row < 1 || n_row > BAR_ROWS)
        hr_bug("%zu rows, want 1 to %d", n_row, (int)BAR_ROWS);
    *self = (struct bar_rows){ .n_row = n_row };
}

struct words
bar_figure(double gbp_m)
{
    const struct words money = words_money(gbp_m);
    return money.text[0] == '-' ? words_say("%s surplus", money.text + 1) : money;
}

struct words
bar_range(double low_gbp_m, double high_gbp_m)
{
    const struct words low = words_money(fabs(low_gbp_m)), high = words_money(fabs(high_gbp_m));
    const bool below = words_money(low_gbp_m).text[0] == '-',
               all_below = words_money(high_gbp_m).text[0] == '-';
    if (!below)
        return words_range(low_gbp_m, high_gbp_m);
    if (!all_below && strcmp(high.text, words_money(0.0).text) != 0)
        return words_say("%s surplus to %s deficit", low.text, high.text);
    return strcmp(low.text, high.text) == 0 ? words_say("about %s surplus", low.text)
                                            : words_say("%s to %s surplus", high.text, low.text);
}

/* ---- sizes */

/* Below the rows. */
static double
axis_room(const struct bar_rows *self)
{
    return self->bare ? 8.0 : 34.0;
}

/* From one line of a row to the next. */
static double
line_step(const struct bar_rows *self)
{
    return self->size > 15.0 ? 19.0 : 15.0;
}

static size_t
lines_in(double pitch, double size, double step)
{
    const double gap =
        size > 15.0
            ? 6.0
            : 0.4; /* large words that nearly touch read worse than small ones that do not */
    const double n = floor((pitch - gap - ink_height * size) / step) + 1.0;
    return n < 1.0 ? 1 : n > 3.0 ? 3 : (size_t)n;
}

static struct svg_type
label_type(const struct bar_rows *self, size_t row)
{
    return (struct svg_type){
        .size = self->size, .fill = COLOUR_INK, .anchor = SVG_END, .bold = self->strong[row]
    };
}

/* Lines of a cell's quiet words; none when they follow the bold ones. */
static size_t
quiet_lines(const struct bar_rows *self)
{
    return self->n_line - 1;
}

static void
wrap_quiet(const struct bar_rows *self, const struct bar_cell *cell, struct svg_lines *out)
{
    const struct svg_type type = { .size = self->quiet_size, .fill = COLOUR_SECONDARY };
    svg_wrap_even(out, cell->quiet.text, &type, quiet_lines(self) > 1 ? widest_quiet : CHART_WIDTH,
                  quiet_lines(self));
}

static double
cell_width(const struct bar_rows *self, const struct bar_cell *cell)
{
    const double bold = svg_text_width(cell->bold.text, self->size, true);
    if (cell->quiet.text[0] == '\0')
        return bold;
    if (quiet_lines(self) == 0)
        return (bold > 0.0 ? bold + cell_gap : 0.0) +
               svg_text_width(cell->quiet.text, self->quiet_size, false);
    struct svg_lines lines;
    wrap_quiet(self, cell, &lines);
    return fmax(bold, lines.width);
}

static void
wrap_heading(const struct bar_column *column, struct svg_lines *out)
{
    const struct svg_type type = { .size = heading_size, .fill = COLOUR_SECONDARY };
    svg_wrap(out, column->heading.text, &type, column->width, 3);
}

static double
place_columns(struct bar_rows *self)
{
    double x = CHART_WIDTH - CHART_MARGIN;
    for (size_t k = self->n_column; k-- > 0;) {
        struct bar_column *column = &self->column[k];
        column->width = narrowest_heading;
        for (size_t i = 0; i < self->n_row; i++)
            column->width = fmax(column->width, cell_width(self, &column->cell[i]));
        x -= column->width;
        column->x = x;
        x -= column_gap;
    }
    return x;
}

static double
heading_height(const struct bar_rows *self)
{
    double height = self->heading;
    for (size_t k = 0; k < self->n_column; k++) {
        struct svg_lines lines;
        wrap_heading(&self->column[k], &lines);
        height = fmax(height, heading_line * (double)lines.n_line);
    }
    return height;
}

/* Width of the names when each may be as wide as widest; true when one of them is cut. */
static bool
labels_cut(const struct bar_rows *self, double widest, double *width)
{
    bool cut = false;
    *width = 0.0;
    for (size_t i = 0; i < self->n_row; i++) {
        const struct svg_type type = label_type(self, i);
        struct svg_lines lines;
        svg_wrap_even(&lines, self->label[i], &type, widest, self->n_line);
        *width = fmax(*width, lines.width);
        cut = cut || lines.cut;
    }
    return cut;
}

/* As narrow as can be without cutting a name, while the plot stays wide enough. */
static void
place_labels(struct bar_rows *self)
{
    const double most = fmin(wider_label, self->right - CHART_MARGIN - label_gap - narrowest_plot);
    self->widest_label = fmin(widest_label, fmax(most, 60.0));
    while (labels_cut(self, self->widest_label, &self->label_width) && self->widest_label < most)
        self->widest_label = fmin(self->widest_label + 10.0, most);
}

/* ---- names that are cut */

#define ELLIPSIS "\xE2\x80\xA6"

static void
wrap_label(const struct bar_rows *self, size_t row, struct svg_lines *out)
{
    const struct svg_type type = label_type(self, row);
    svg_wrap_even(out, self->label[row], &type, self->widest_label, self->n_line);
}

/* A name as it is shown, its lines one after the other; without the ellipsis of a cut one. */
static struct words
as_shown(const struct svg_lines *lines)
{
    struct words out = words_say("%s", svg_lines_at(lines, 0));
    for (size_t i = 1; i < lines->n_line; i++)
        out = words_say("%s %s", out.text, svg_lines_at(lines, i));
    const size_t length = strlen(out.text);
    if (lines->cut && length > strlen(ELLIPSIS))
        out.text[length - strlen(ELLIPSIS)] = '\0';
    return out;
}

/* One cut name reads like another where all that is shown of it begins the other: "Places at
 * the..." and "Places at..." say no more. */
static bool
reads_the_same(const struct svg_lines *a, const struct svg_lines *b)
{
    const struct words first = as_shown(a), second = as_shown(b);
    const size_t n = strlen(first.text), m = strlen(second.text);
    return strncmp(first.text, second.text, n < m ? n : m) == 0;
}

/* Where the word begins in which two names first differ; 0 where they are one. */
static size_t
differ_at(const char *a, const char *b)
{
    size_t at = 0;
    while (a[at] != '\0' && a[at] == b[at])
        at++;
    if (a[at] == b[at])
        return 0;
    while (at > 0 && a[at - 1] != ' ')
        at--;
    return at;
}

/* What is left of the name of a row, so that it reads unlike the others; 0: all of it. */
static size_t
begin_at(const struct bar_rows *self, const struct svg_lines *lines, size_t row)
{
    size_t at = 0;
    for (size_t i = 0; lines[row].cut && i < self->n_row; i++)
        if (i != row && reads_the_same(&lines[i], &lines[row])) {
            const size_t differ = differ_at(self->label[row], self->label[i]);
            at = at == 0 || (differ > 0 && differ < at) ? differ : at;
        }
    return at;
}

/* False: there was nothing to do. */
static bool
tell_apart(struct bar_rows *self)
{
    struct svg_lines lines[BAR_ROWS];
    size_t begin[BAR_ROWS];
    bool any = false;
    for (size_t i = 0; i < self->n_row; i++)
        wrap_label(self, i, &lines[i]);
    for (size_t i = 0; i < self->n_row; i++)
        begin[i] = begin_at(self, lines, i);
    for (size_t i = 0; i < self->n_row; i++) {
        if (begin[i] == 0)
            continue;
        const struct words rest = words_say(ELLIPSIS " %s", self->label[i] + begin[i]);
        memcpy(self->begun[i], rest.text, sizeof self->begun[i]);
        self->label[i] = self->begun[i];
        any = true;
    }
    return any;
}

/* The size of the words decides the width of the columns, that the height of their headings, and
 * that the room for rows, which decides the
 * size: large words first, then small ones. */
static void
place_rows(struct bar_rows *self, double top, double foot, double size)
{
    self->size = size;
    self->quiet_size = 14.0;
    self->n_line = 3;
    for (int again = 0; again < 2; again++) {
        self->right = place_columns(self);
        self->top = top + heading_height(self) + heading_gap;
        self->pitch = fmin((foot - axis_room(self) - self->top) / (double)self->n_row, most_pitch);
        self->n_line = lines_in(self->pitch, self->size, line_step(self));
    }
    self->right = place_columns(self);
    self->bottom = self->top + self->pitch * (double)self->n_row;
}

/* Half of an axis label may reach past either end of the plot. */
static double
tick_half(const struct bar_rows *self)
{
    return 0.5 * chart_axis_width(&self->scale);
}

static void
place_plot(struct bar_rows *self, double left, double right)
{
    self->left = fmax(left, CHART_MARGIN + tick_half(self));
    self->right =
        fmax(fmin(right, CHART_WIDTH - CHART_MARGIN - tick_half(self)), self->left + 120.0);
    self->scale.at_low = self->left;
    self->scale.at_high = self->right;
}

void
bar_rows_place(struct bar_rows *self, double top, double foot)
{
    place_rows(self, top, foot, 16.0);
    if (self->n_line < 2)
        place_rows(self, top, foot, 14.0);
    place_labels(self);
    enum { MOST_TRIES = 3 }; /* what differs may again begin alike */
    for (int i = 0; i < MOST_TRIES && tell_apart(self); i++)
        place_labels(self);
    place_plot(self, CHART_MARGIN + self->label_width + label_gap, self->right);
}

void
bar_rows_align(struct bar_rows *a, struct bar_rows *b)
{
    const double left = fmax(a->left, b->left), right = fmin(a->right, b->right);
    a->label_width = b->label_width = fmax(a->label_width, b->label_width);
    for (size_t k = 0; k < a->n_column && k < b->n_column; k++) {
        a->column[k].x = b->column[k].x = fmin(a->column[k].x, b->column[k].x);
        a->column[k].width = b->column[k].width = fmax(a->column[k].width, b->column[k].width);
    }
    place_plot(a, left, right);
    place_plot(b, left, right);
}

double
bar_rows_y(const struct bar_rows *self, size_t row)
{
    return self->top + self->pitch * ((double)row + 0.5);
}

double
bar_rows_x(const struct bar_rows *self, double gbp_m)
{
    return chart_scale_at(&self->scale, gbp_m);
}

/* ---- axis */

void
bar_rows_axis(const struct bar_rows *self, struct svg *svg)
{
    const struct svg_stroke grid = { COLOUR_GRID, 1.0, NULL };
    for (size_t row = 1; self->pitch < tight_pitch && row < self->n_row; row++) {
        const double y = self->top + self->pitch * (double)row;
        svg_line(svg, &(struct svg_box){ CHART_MARGIN, y, CHART_WIDTH - CHART_MARGIN, y }, &grid);
    }
    if (self->bare)
        chart_grid_across(svg, &self->scale, self->top, self->bottom);
    else
        chart_axis_across(svg, &self->scale, self->top, self->bottom);
}

/* ---- words */

static void
write_label(const struct bar_rows *self, struct svg *svg, size_t row)
{
    const struct svg_type type = label_type(self, row);
    struct svg_lines lines;
    wrap_label(self, row, &lines);
    double y = bar_rows_y(self, row) - 0.5 * line_step(self) * (double)(lines.n_line - 1) +
               0.34 * self->size;
    for (size_t i = 0; i < lines.n_line; i++, y += line_step(self))
        svg_text(svg, CHART_MARGIN + self->label_width, y, &type, svg_lines_at(&lines, i));
}

static void
write_cell(const struct bar_rows *self, struct svg *svg, const struct bar_column *column,
           size_t row)
{
    const struct bar_cell *cell = &column->cell[row];
    const struct svg_type bold = { .size = self->size, .fill = COLOUR_INK, .bold = true },
                          quiet = { .size = self->quiet_size, .fill = COLOUR_SECONDARY };
    const double step = fmin(line_step(self), 17.0), drop = 0.34 * self->size;
    struct svg_lines lines = { .n_line = 0 };
    if (quiet_lines(self) > 0 && cell->quiet.text[0] != '\0')
        wrap_quiet(self, cell, &lines);
    const bool has_bold = cell->bold.text[0] != '\0';
    double y = bar_rows_y(self, row) + drop - 0.5 * step * (double)lines.n_line;
    if (!has_bold)
        y -= lines.n_line > 0 ? 0.5 * step : 0.0; /* the quiet lines alone are in the middle */
    if (has_bold)
        svg_text(svg, column->x, y, &bold, cell->bold.text);
    const double width = svg_text_width(cell->bold.text, bold.size, true);
    if (quiet_lines(self) == 0)
        svg_text(svg, column->x + (width > 0.0 ? width + cell_gap : 0.0), y, &quiet,
                 cell->quiet.text);
    for (size_t i = 0; i < lines.n_line; i++)
        svg_text(svg, column->x, y += step, &quiet, svg_lines_at(&lines, i));
}

static void
write_heading(const struct bar_rows *self, struct svg *svg, const struct bar_column *column)
{
    const struct svg_type type = { .size = heading_size, .fill = COLOUR_SECONDARY };
    struct svg_lines lines;
    wrap_heading(column, &lines);
    double y = self->top - heading_gap + 4.0 - heading_line * (double)(lines.n_line - 1);
    for (size_t i = 0; i < lines.n_line; i++, y += heading_line)
        svg_text(svg, column->x, y, &type, svg_lines_at(&lines, i));
}

void
bar_rows_words(const struct bar_rows *self, struct svg *svg)
{
    for (size_t i = 0; i < self->n_row; i++)
        write_label(self, svg, i);
    for (size_t k = 0; k < self->n_column; k++) {
        write_heading(self, svg, &self->column[k]);
        for (size_t i = 0; i < self->n_row; i++)
            write_cell(self, svg, &self->column[k], i);
    }
}
