#include "interval_rows.h"

#include <math.h>

static double
half_of(const struct bar_rows *rows)
{
    return 0.5 * fmin(fmax(0.30 * rows->pitch, 7.0), 30.0);
}

/* Figure and bar together are in the middle of the row. */
static double
middle_of(const struct bar_rows *rows, size_t row)
{
    return bar_rows_y(rows, row) + 0.5 * rows->size - 1.0;
}

void
interval_row(const struct bar_rows *rows, struct svg *svg, size_t row,
             const struct interval *interval)
{
    const double y = middle_of(rows, row), half = half_of(rows), thin = fmax(0.28 * half, 1.6);
    svg_rect(svg,
             &(struct svg_box){ bar_rows_x(rows, interval->p05), y - thin,
                                bar_rows_x(rows, interval->p95), y + thin },
             COLOUR_BAND_EDGE, 1.0);
    svg_rect(svg,
             &(struct svg_box){ bar_rows_x(rows, interval->p25), y - half,
                                bar_rows_x(rows, interval->p75), y + half },
             COLOUR_INTERVAL, 1.0);
}

void
interval_row_mark(const struct bar_rows *rows, struct svg *svg, size_t row, double mean)
{
    const double y = middle_of(rows, row), x = bar_rows_x(rows, mean), size = half_of(rows) - 1.0;
    svg_diamond(svg, x, y, size + 2.5, COLOUR_WHITE);
    svg_diamond(svg, x, y, size, COLOUR_MAINSTREAM);
}

void
interval_row_ring(const struct bar_rows *rows, struct svg *svg, size_t row, double value)
{
    const double y = middle_of(rows, row), x = bar_rows_x(rows, value),
                 radius = fmin(half_of(rows), 7.0);
    svg_circle(svg, x, y, radius, COLOUR_MAINSTREAM);
    svg_circle(svg, x, y, radius - 2.0, COLOUR_WHITE);
}

void
interval_row_figure(const struct bar_rows *rows, struct svg *svg, size_t row, double mean,
                    struct words figure)
{
    const struct svg_type type = {
        .size = rows->size, .fill = COLOUR_MAINSTREAM, .anchor = SVG_MIDDLE, .bold = true
    };
    const double half = 0.5 * svg_text_width(figure.text, type.size, true),
                 x = fmin(fmax(bar_rows_x(rows, mean), rows->left + half + 3.0),
                          rows->right - half - 3.0),
                 baseline = middle_of(rows, row) - half_of(rows) - (rows->size > 15.0 ? 6.0 : 3.5);
    interval_row_mark(rows, svg, row, mean);
    const struct svg_box box = svg_text_box(x, baseline, &type, figure.text);
    svg_rect(svg, &(struct svg_box){ box.x0 - 2.0, box.y0 - 1.0, box.x1 + 2.0, baseline + 2.0 },
             COLOUR_WHITE, 0.85);
    svg_text(svg, x, baseline, &type, figure.text);
}
