#include "census_axis.h"

#include "palette.h"
#include "words.h"

#include <math.h>

struct words
count_whole(double count)
{
    return words_count((unsigned long long)fmax(0.0, floor(count + 0.5)));
}

struct words
count_range(double low, double high)
{
    const struct words a = count_whole(low), b = count_whole(high);
    return floor(low + 0.5) < floor(high + 0.5) ? words_say("%s to %s", a.text, b.text) : b;
}

struct chart_scale
count_scale(double high)
{
    struct chart_scale scale = chart_scale_round(0.0, fmax(high, 5.0));
    if (scale.step < 1.0)
        scale.step = 1.0;
    return scale;
}

static int
n_tick(const struct chart_scale *scale)
{
    return (int)floor((scale->high - scale->low) / scale->step + 1e-6);
}

static struct words
tick(const struct chart_scale *scale, int i)
{
    return count_whole(scale->low + i * scale->step);
}

double
count_axis_width(const struct chart_scale *scale)
{
    double width = 0.0;
    for (int i = 0; i <= n_tick(scale); i++)
        width = fmax(width, svg_text_width(tick(scale, i).text, chart_label.size, false));
    return width;
}

void
count_axis(struct svg *svg, const struct chart_scale *scale, double left, double right)
{
    const struct svg_stroke grid = { COLOUR_GRID, 1.0, NULL };
    struct svg_type type = chart_label;
    type.anchor = SVG_END;
    for (int i = 0; i <= n_tick(scale); i++) {
        const double y = chart_scale_at(scale, scale->low + i * scale->step);
        svg_line(svg, left, y, right, y, &grid);
        svg_text(svg, left - 8.0, y + 6.0, &type, tick(scale, i).text);
    }
}

void
census_axis(struct svg *svg, int first, int last, double x_first, double x_last, double y)
{
    const struct svg_stroke mark = { COLOUR_AXIS, 1.2, NULL };
    struct svg_type type = chart_label;
    type.anchor = SVG_MIDDLE;
    const int n = last - first;
    const double step = n > 0 ? (x_last - x_first) / n : 0.0;
    int every = 1;
    while (n > 0 && every * step < svg_text_width("2028", type.size, false) + 12.0 && every < n)
        every++;
    for (int i = 0; i <= n; i++) {
        const double x = x_first + i * step;
        svg_line(svg, x, y, x, y + 5.0, &mark);
        if ((n - i) % every == 0)
            svg_text(svg, x, y + 23.0, &type, words_say("%d", first + i).text);
    }
}
