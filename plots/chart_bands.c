#include "chart_bands.h"

#include <math.h>
#include <string.h>

bool
quantiles_finite(const double quantile[BANDS])
{
    bool finite = true;
    for (size_t i = 0; i < BANDS; i++)
        finite = finite && isfinite(quantile[i]);
    return finite;
}

bool
quantiles_rise(const double quantile[BANDS])
{
    bool rise = true;
    for (size_t i = 1; i < BANDS; i++)
        rise = rise && quantile[i - 1] <= quantile[i];
    return rise;
}

size_t
quantiles_contradict(const double quantile[BANDS], double threshold, double chance,
                     size_t n_simulation, double *share)
{
    static const double share_above[BANDS] = { 0.95, 0.75, 0.50, 0.25, 0.05 };
    const double slack = 0.01 + 2.0 / fmax(1.0, (double)n_simulation);
    size_t i = 0;
    while (i < BANDS && !(threshold > quantile[i] && chance > share_above[i] + slack) &&
           !(threshold < quantile[i] && chance < share_above[i] - slack))
        i++;
    *share = i < BANDS ? share_above[i] : 0.0;
    return i;
}

void
chart_bands_add(struct chart_bands *self, double x, const double y[BANDS])
{
    if (self->n == BANDS_POINTS)
        hr_bug("more than %d years of bands", (int)BANDS_POINTS);
    for (size_t i = 0; i < BANDS; i++) {
        self->path[i][2 * self->n] = x;
        self->path[i][2 * self->n + 1] = y[i];
    }
    self->n++;
}

static void
draw_area(const struct chart_bands *self, struct svg *svg, size_t low, size_t high,
          const char *fill)
{
    double xy[4 * BANDS_POINTS];
    const size_t n = self->n;
    memcpy(xy, self->path[high], 2 * n * sizeof *xy);
    for (size_t i = 0; i < n; i++) {
        xy[2 * (n + i)] = self->path[low][2 * (n - 1 - i)];
        xy[2 * (n + i) + 1] = self->path[low][2 * (n - 1 - i) + 1];
    }
    svg_polygon(svg, xy, 2 * n, fill);
}

static void
draw_edge(const struct chart_bands *self, struct svg *svg, size_t band)
{
    const struct svg_stroke edge = { COLOUR_BAND_EDGE, band == 0 || band == BANDS - 1 ? 1.3 : 1.0,
                                     NULL };
    svg_polyline(svg, self->path[band], self->n, &edge);
}

void
chart_bands_draw(const struct chart_bands *self, struct svg *svg)
{
    draw_area(self, svg, 0, BANDS - 1, COLOUR_LIKELY_RANGE);
    draw_area(self, svg, 1, BANDS - 2, COLOUR_MIDDLE_HALF);
    for (size_t band = 0; band < BANDS; band++)
        if (band != BANDS_CENTRAL)
            draw_edge(self, svg, band);
}

void
chart_bands_draw_range(const struct chart_bands *self, struct svg *svg)
{
    draw_area(self, svg, 0, BANDS - 1, COLOUR_LIKELY_RANGE);
    draw_edge(self, svg, 0);
    draw_edge(self, svg, BANDS - 1);
}

void
chart_bands_central(const struct chart_bands *self, struct svg *svg)
{
    const struct svg_stroke line = { COLOUR_MAINSTREAM, 3.0, "8 4" };
    svg_polyline(svg, self->path[BANDS_CENTRAL], self->n, &line);
}

/* ---- what lies on them */

/* Height of a band's edge at x, between its points. */
static double
edge_at(const struct chart_bands *bands, size_t band, double x)
{
    const double *path = bands->path[band];
    size_t i = 1;
    while (i + 1 < bands->n && path[2 * i] < x)
        i++;
    const double from = path[2 * i - 2], to = path[2 * i];
    const double share = to > from ? fmin(1.0, fmax(0.0, (x - from) / (to - from))) : 1.0;
    return path[2 * i - 1] + share * (path[2 * i + 1] - path[2 * i - 1]);
}

/* Inside the fan without crossing an edge of it. */
static bool
inside_band(const struct chart_bands *bands, const struct svg_box *box)
{
    if (bands->n < 2)
        return false;
    const double first = bands->path[0][0], last = bands->path[0][2 * bands->n - 2],
                 x = fmin(fmax((box->x0 + box->x1) / 2.0, fmax(box->x0, first)),
                          fmin(box->x1, last));
    if (box->x1 < first || box->x0 > last)
        return false;
    return edge_at(bands, 0, x) > box->y0 && edge_at(bands, BANDS - 1, x) < box->y1;
}

bool
chart_bands_meet(const struct chart_bands *self, const struct svg_box *box)
{
    const struct svg_box rim = svg_box_wider(box, 4.0, 2.0); /* half the width of a strong line */
    bool on = inside_band(self, box);
    for (size_t band = 0; band < BANDS; band++)
        on = on || svg_box_crossed(&rim, self->path[band], self->n);
    return on;
}

/* ---- labels */

/* Lines from the one that ends highest, by amounts (upwards 1) or heights on the page (-1); of two
 * that end at one height, that of the higher quantile first. */
static void
sort_lines(const double at_end[BANDS], double upwards, size_t order[BANDS])
{
    for (size_t k = 0; k < BANDS; k++) {
        const size_t band = BANDS - 1 - k;
        size_t i = k;
        for (; i > 0 && upwards * at_end[order[i - 1]] < upwards * at_end[band]; i--)
            order[i] = order[i - 1];
        order[i] = band;
    }
}

void
chart_bands_label(const double line[BANDS], struct words (*figure)(double), struct chart_ends *out)
{
    static const char *const words[2][BANDS] = {
        { "1 in 20 chance of less", "1 in 4 chance of less", "central forecast",
          "1 in 4 chance of more", "1 in 20 chance of more" },
        { "1 in 20 lie below", "1 in 4 lie below", "central forecast", "1 in 4 lie above",
          "1 in 20 lie above" },
    };
    const bool all_one = strcmp(figure(line[0]).text, figure(line[BANDS - 1]).text) == 0;
    size_t order[BANDS] = { BANDS_CENTRAL };
    if (!all_one)
        sort_lines(line, 1.0, order);
    for (size_t i = 0, n = all_one ? 1 : BANDS; i < n; i++) {
        const size_t band = order[i];
        chart_ends_add(out, figure(line[band]), words[line[0] < 0.0][band],
                       band == 0 || band == BANDS - 1 ? COLOUR_BAND_TEXT : COLOUR_MAINSTREAM);
    }
}

void
chart_bands_place(const struct chart_bands *self, struct chart_ends *ends)
{
    double y[BANDS];
    size_t order[BANDS] = { BANDS_CENTRAL };
    for (size_t band = 0; band < BANDS; band++)
        y[band] = self->path[band][2 * self->n - 1];
    if (ends->n > 1)
        sort_lines(y, -1.0, order);
    for (size_t i = 0; i < ends->n; i++)
        ends->end[i].y = y[order[i]];
}
