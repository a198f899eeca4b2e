#include "payback_layout.h"

#include <math.h>
#include <string.h>

/* ---- the name of the zero line */

/* Where a line of the fan is at x; the first and last points go on as they are. */
static double
line_at(const struct chart_bands *bands, size_t band, double x)
{
    const double *xy = bands->path[band];
    size_t i = 0;
    while (i + 2 < bands->n && xy[2 * (i + 1)] < x)
        i++;
    if (bands->n < 2 || x <= xy[2 * i])
        return xy[2 * i + 1];
    const double share = fmin((x - xy[2 * i]) / (xy[2 * i + 2] - xy[2 * i]), 1.0);
    return xy[2 * i + 1] + share * (xy[2 * i + 3] - xy[2 * i + 1]);
}

/* Share of the box that lies in the band, looked at in a few places. */
static double
covered(const struct chart_bands *bands, const struct svg_box *box)
{
    enum { LOOKS = 12 };
    double n = 0.0;
    for (size_t i = 0; i < LOOKS; i++) {
        const double x = box->x0 + (box->x1 - box->x0) * ((double)i + 0.5) / LOOKS;
        const bool inside = x >= bands->path[0][0] && x <= bands->path[0][2 * bands->n - 2];
        if (inside && line_at(bands, 0, x) > box->y0 && line_at(bands, BANDS - 1, x) < box->y1)
            n += 1.0 / LOOKS;
    }
    return n;
}

static double
cost_at(const struct payback_layout *self, const struct svg_box *box)
{
    double cost = svg_box_taken(self->svg, box) ? 100.0 : 0.0;
    for (size_t i = 0; i < self->marks.n; i++)
        cost += self->marks.mark[i].x > box->x0 - 4.0 && self->marks.mark[i].x < box->x1 + 4.0
                    ? 20.0
                    : 0.0;
    for (size_t band = 0; band < BANDS; band++)
        cost += svg_box_crossed(box, self->bands.path[band], self->bands.n)
                    ? (band == BANDS_CENTRAL ? 10.0 : 3.0)
                    : 0.0;
    return cost + 8.0 * covered(&self->bands, box);
}

/* A place for words, and what they would hide there. */
struct place {
    const char *words;
    double x, y, cost;
};

static const struct svg_type name_type = { .size = 16, .fill = COLOUR_INK, .bold = true };

static void
try_place(const struct payback_layout *self, struct place *best, const char *words, double x,
          double y)
{
    const struct svg_box box = svg_text_box(x, y, &name_type, words);
    if (box.y1 > self->bottom || box.y0 < self->top - 24.0 || box.x1 > self->right)
        return;
    const double cost = cost_at(self, &box);
    if (cost < best->cost)
        *best = (struct place){ words, x, y, cost };
}

/* Along the zero line, above it and below it; and where the fan leaves neither empty, with words
 * that name the line, in the corners where it begins or behind a mark. */
void
payback_name_zero(const struct payback_layout *self)
{
    enum { PLACES = 17 };
    static const double beside[] = { -7.0, 18.0 };
    const bool set = self->payback->set;
    const char *name = set ? "Have paid for themselves" : "Has paid for itself",
               *far = set ? "Above the black line: paid for themselves"
                          : "Above the black line: paid for itself";
    const double zero = chart_scale_at(&self->scale, 0.0), left = self->left + 6.0,
                 reach = self->right - left - 6.0 - svg_text_width(name, name_type.size, true);
    struct place best = { name, left, zero + beside[0], HUGE_VAL };
    for (size_t i = 0; i < 2 * PLACES; i++)
        try_place(self, &best, name, left + reach * (double)(i % PLACES) / (PLACES - 1),
                  zero + beside[i / PLACES]);
    for (size_t i = 0; best.cost > 0.0 && i <= self->marks.n; i++) {
        const double x = i == 0 ? left : self->marks.mark[i - 1].x + 8.0;
        try_place(self, &best, far, x, self->top + 18.0);
        try_place(self, &best, far, x, self->bottom - 8.0);
    }
    const struct svg_box box = svg_text_box(best.x, best.y, &name_type, best.words);
    svg_rect(self->svg, &(struct svg_box){ box.x0 - 3.0, box.y0 - 1.0, box.x1 + 3.0, best.y + 4.0 },
             COLOUR_WHITE, 0.85);
    svg_text(self->svg, best.x, best.y, &name_type, best.words);
}

/* ---- the strip of chances */

static struct words
strip_word(const struct payback *payback, const struct payback_year *year, bool brief)
{
    const double n = (double)payback->run.n_simulation;
    if (words_few_futures(payback->run.n_simulation))
        return brief ? words_say("%.0f", round(year->chance * n))
                     : words_say("%.0f of %.0f", round(year->chance * n), n);
    const struct words count = words_chance_count(year->chance, 20);
    const bool under = strcmp(count.text, "less than 1 in 20") == 0,
               over = strcmp(count.text, "more than 19 in 20") == 0;
    if (brief)
        return words_say("%s%.*s",
                         under  ? "<1"
                         : over ? ">19"
                                : "",
                         under || over ? 0 : (int)strcspn(count.text, " "), count.text);
    return under ? words_say("<1 in 20") : over ? words_say(">19 in 20") : count;
}

static double
strip_width(const struct payback *payback, bool brief)
{
    double width = 0.0;
    for (size_t i = 0; i < payback->n_year; i++)
        width = fmax(width, svg_text_width(strip_word(payback, &payback->year[i], brief).text,
                                           chart_label.size, true));
    return width;
}

/* Every so many years that the counts do not touch, and so many that each year with a label has
 * one. */
static size_t
strip_every(const struct payback *payback, double width, double step)
{
    const size_t n = payback->n_year;
    size_t labels = 1, every = 1;
    while (labels + 1 < n &&
           (double)labels * step < svg_text_width("2028/29", chart_label.size, false) + 14.0)
        labels++;
    while (every < labels && ((double)every * step < width + 6.0 || labels % every != 0))
        every++;
    return every;
}

void
payback_strip(const struct payback_layout *self)
{
    const struct payback *payback = self->payback;
    const struct svg_stroke line = { COLOUR_GRID, 1.0, NULL };
    const double step = payback->n_year > 1 ? payback_x(self, 1) - payback_x(self, 0)
                                            : self->right - self->left,
                 y = self->bottom + 58.0;
    const bool brief = strip_width(payback, false) + 8.0 > step,
               few = words_few_futures(payback->run.n_simulation);
    const double width = strip_width(payback, brief),
                 x = fmax(self->right, self->years.x_last + 0.5 * width) + 14.0;
    const struct svg_type name = { .size = 14, .fill = COLOUR_SECONDARY };
    const size_t n = payback->n_year, every = strip_every(payback, width, step);
    struct svg_lines lines;
    svg_line(self->svg,
             &(struct svg_box){ self->left, self->bottom + 34.0, self->right, self->bottom + 34.0 },
             &line);
    for (size_t i = 0; i < n; i++) {
        const struct payback_year *year = &payback->year[i];
        const bool likely = words_chance_class(year->chance, year->chance_se) > CHANCE_EITHER_WAY;
        const struct svg_type type = { .size = 16,
                                       .fill = likely ? COLOUR_MAINSTREAM : COLOUR_SECONDARY,
                                       .anchor = SVG_MIDDLE,
                                       .bold = likely };
        if ((n - 1 - i) % every == 0)
            svg_text(self->svg, payback_x(self, i), y, &type,
                     strip_word(payback, year, brief).text);
    }
    const char *paid = payback->set ? "they have paid for themselves" : "it has paid for itself";
    const struct words say =
        few ? words_say("of %zu futures, in how many %s by then", payback->run.n_simulation, paid)
        : brief ? words_say("chance, out of 20, that %s by then", paid)
                : words_say("chance %s by then", paid);
    svg_wrap_even(&lines, say.text, &name, CHART_WIDTH - CHART_MARGIN - x, 3);
    for (size_t i = 0; i < lines.n_line; i++)
        svg_text(self->svg, x, y - 1.0 + 17.0 * ((double)i - 0.5 * (double)(lines.n_line - 1)),
                 &name, svg_lines_at(&lines, i));
}
