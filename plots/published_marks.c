#include "published_marks.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

static const double size = 6.5, rim = 2.0;

/* ---- which are drawn, and where */

bool
published_in_years(const struct published_mark *mark, const struct chart_years *years)
{
    return mark->year >= years->first && mark->year <= years->last;
}

static bool
is_drawn(const struct published_plot *plot, size_t i)
{
    const struct published_mark *mark = &plot->marks->mark[i];
    return i < PUBLISHED_MARKS && published_in_years(mark, plot->years) &&
           mark->value >= plot->scale->low && mark->value <= plot->scale->high;
}

const char *
published_basis(const struct published_mark *mark)
{
    return mark->outturn ? "published outturn" : "published forecast";
}

void
published_reach(const struct published_marks *marks, const struct chart_years *years, double reach,
                double *low, double *high)
{
    const double most = *high + reach * (*high - *low), least = *low - reach * (*high - *low);
    for (size_t i = 0; i < marks->n; i++) {
        const double value = marks->mark[i].value;
        if (!published_in_years(&marks->mark[i], years) || value > most || value < least)
            continue;
        *low = fmin(*low, value);
        *high = fmax(*high, value);
    }
}

/* ---- series */

static bool
same_series(const struct published_mark *a, const struct published_mark *b)
{
    return a->outturn == b->outturn && strcmp(a->label, b->label) == 0;
}

/* The series of a mark: how many begin before its own does. */
static size_t
series_of(const struct published_marks *marks, size_t i)
{
    size_t first = 0, n = 0;
    while (!same_series(&marks->mark[first], &marks->mark[i]))
        first++;
    for (size_t k = 0; k < first; k++) {
        bool is_first = true;
        for (size_t j = 0; j < k; j++)
            is_first = is_first && !same_series(&marks->mark[j], &marks->mark[k]);
        n += is_first ? 1 : 0;
    }
    return n;
}

/* The mark of the same series in the year before; SIZE_MAX: none is drawn. */
static size_t
mark_before(const struct published_plot *plot, size_t i)
{
    const struct published_marks *marks = plot->marks;
    for (size_t k = 0; k < marks->n; k++)
        if (same_series(&marks->mark[k], &marks->mark[i]) &&
            marks->mark[k].year + 1 == marks->mark[i].year && is_drawn(plot, k))
            return k;
    return SIZE_MAX;
}

/* The last mark of a series that is drawn; SIZE_MAX: none. */
static size_t
last_of(const struct published_plot *plot, size_t series)
{
    const struct published_marks *marks = plot->marks;
    size_t last = SIZE_MAX;
    for (size_t i = 0; i < marks->n; i++)
        if (series_of(marks, i) == series && is_drawn(plot, i) &&
            (last == SIZE_MAX || marks->mark[i].year > marks->mark[last].year))
            last = i;
    return last;
}

/* ---- where */

/* Marks of a year that would hide each other stand side by side, in the last year inside the plot.
 */
static double
x_of(const struct published_plot *plot, size_t i)
{
    static const double aside = 12.0;
    const struct published_mark *mark = plot->marks->mark;
    double n = 0.0, before = 0.0;
    for (size_t k = 0; k < plot->marks->n; k++) {
        if (mark[k].year != mark[i].year || !is_drawn(plot, k) ||
            fabs(plot->spot[k].y - plot->spot[i].y) > 1.8 * size)
            continue;
        n += 1.0;
        before += k < i ? 1.0 : 0.0;
    }
    const double share = mark[i].year == plot->years->last ? 1.0 : 0.5;
    return chart_years_at(plot->years, mark[i].year) +
           (before - share * fmax(0.0, n - 1.0)) * aside;
}

void
published_place(struct published_plot *plot)
{
    for (size_t i = 0; i < plot->marks->n && i < PUBLISHED_MARKS; i++) {
        plot->spot[i].drawn = is_drawn(plot, i);
        plot->spot[i].y = chart_scale_at(plot->scale, plot->marks->mark[i].value);
    }
    for (size_t i = 0; i < plot->marks->n && i < PUBLISHED_MARKS; i++) {
        plot->spot[i].x = x_of(plot, i);
        plot->spot[i].before = mark_before(plot, i);
    }
}

static size_t
n_spot(const struct published_plot *plot)
{
    return plot->marks->n < PUBLISHED_MARKS ? plot->marks->n : PUBLISHED_MARKS;
}

/* ---- drawing */

static void
draw_mark(const struct published_plot *plot, size_t i)
{
    const double x = plot->spot[i].x, y = plot->spot[i].y;
    svg_diamond(plot->svg, x, y, size + rim, COLOUR_WHITE);
    svg_diamond(plot->svg, x, y, size, COLOUR_INK);
    if (!plot->marks->mark[i].outturn)
        svg_diamond(plot->svg, x, y, size - 2.2, COLOUR_WHITE);
}

/* From the mark before; false: there is none. */
static bool
line_to(const struct published_plot *plot, size_t i, struct svg_box *line)
{
    const struct published_spot *to = &plot->spot[i];
    if (!to->drawn || to->before == SIZE_MAX)
        return false;
    const struct published_spot *from = &plot->spot[to->before];
    *line = (struct svg_box){ from->x, from->y, to->x, to->y };
    return true;
}

/* Forecasts first: what came lies on top. */
void
published_draw(const struct published_plot *plot)
{
    for (int kind = 0; kind < 2; kind++) {
        const struct svg_stroke stroke = { COLOUR_INK, 1.4, kind == 0 ? "3 3" : NULL };
        struct svg_box line;
        for (size_t i = 0; i < n_spot(plot); i++)
            if (plot->marks->mark[i].outturn == (kind == 1) && line_to(plot, i, &line))
                svg_line(plot->svg, &line, &stroke);
        for (size_t i = 0; i < n_spot(plot); i++)
            if (plot->marks->mark[i].outturn == (kind == 1) && plot->spot[i].drawn)
                draw_mark(plot, i);
    }
}

/* ---- what lies where */

bool
published_meet(const struct published_plot *plot, const struct svg_box *box)
{
    const struct svg_box near = svg_box_wider(box, size + 1.0, size + 1.0);
    bool meet = false;
    for (size_t i = 0; i < n_spot(plot) && !meet; i++) {
        const struct published_spot *at = &plot->spot[i];
        struct svg_box line;
        if (!at->drawn)
            continue;
        meet = at->x > near.x0 && at->x < near.x1 && at->y > near.y0 && at->y < near.y1;
        if (line_to(plot, i, &line))
            meet =
                meet || svg_box_crossed(box, (double[]){ line.x0, line.y0, line.x1, line.y1 }, 2);
    }
    return meet;
}

static bool
on_lines(const struct published_plot *plot, const struct svg_box *box)
{
    const double zero = chart_scale_at(plot->scale, 0.0);
    const struct svg_box dot = svg_box_wider(box, 5.0, 5.0);
    bool on = zero > box->y0 && zero < box->y1;
    for (size_t i = 0; i < plot->n_upright; i++)
        on = on || (plot->upright[i] > box->x0 - 3.0 && plot->upright[i] < box->x1 + 3.0);
    for (size_t i = 0; i < plot->n_level; i++)
        on = on || (plot->level[i] > box->y0 - 1.0 && plot->level[i] < box->y1 + 1.0);
    for (size_t i = 0; i < plot->n_known; i++) {
        const double *at = &plot->known[2 * i];
        on = on || (at[0] > dot.x0 && at[0] < dot.x1 && at[1] > dot.y0 && at[1] < dot.y1);
    }
    return on || svg_box_crossed(box, plot->known, plot->n_known);
}

static bool
is_empty(const struct published_plot *plot, const struct svg_box *box)
{
    const struct svg_box edge = svg_box_wider(box, 2.0, 1.0), room = svg_box_wider(box, 8.0, 3.0);
    return box->x0 >= plot->left + 2.0 && box->x1 <= plot->right - 2.0 && box->y0 >= plot->top &&
           box->y1 <= plot->bottom - 1.0 && !svg_box_taken(plot->svg, &room) &&
           !on_lines(plot, &edge) && !published_meet(plot, &edge) &&
           !chart_bands_meet(plot->bands, box);
}

/* ---- labels */

struct placed {
    double x, y, length; /* HUGE_VAL: no place */
    struct svg_box leader;
};

struct leaders { /* of the labels so far */
    struct svg_box leader[PUBLISHED_SERIES];
    size_t n;
};

static double
side_of(const struct svg_box *line, double x, double y)
{
    return (line->x1 - line->x0) * (y - line->y0) - (line->y1 - line->y0) * (x - line->x0);
}

static bool
cross(const struct svg_box *a, const struct svg_box *b)
{
    return side_of(a, b->x0, b->y0) * side_of(a, b->x1, b->y1) < 0.0 &&
           side_of(b, a->x0, a->y0) * side_of(b, a->x1, a->y1) < 0.0;
}

static bool
on_leaders(const struct leaders *others, const struct svg_box *box, const struct svg_box *leader)
{
    const struct svg_box room = svg_box_wider(box, 4.0, 3.0);
    bool on = false;
    for (size_t i = 0; i < others->n; i++) {
        const struct svg_box *l = &others->leader[i];
        on = on || svg_box_crossed(&room, (double[]){ l->x0, l->y0, l->x1, l->y1 }, 2) ||
             cross(l, leader);
    }
    return on;
}

/* A leader may cross the bands, in which most marks lie, but no words, known line or other mark. */
static bool
leader_free(const struct published_plot *plot, const struct svg_box *leader, size_t own)
{
    enum { STEPS = 24 };
    const double line[] = { leader->x0, leader->y0, leader->x1, leader->y1 };
    bool is_free = true;
    for (size_t i = 0; i < plot->svg->n_box; i++)
        is_free = is_free && !svg_box_crossed(&plot->svg->box[i], line, 2);
    for (int k = 0; k < STEPS && is_free; k++) {
        const double share = (double)k / STEPS, x = leader->x0 + share * (leader->x1 - leader->x0),
                     y = leader->y0 + share * (leader->y1 - leader->y0);
        const struct svg_box here = { x - 1.0, y - 1.0, x + 1.0, y + 1.0 };
        is_free = !svg_box_crossed(&here, plot->known, plot->n_known);
        for (size_t i = 0; i < n_spot(plot); i++)
            is_free = is_free && (i == own || !plot->spot[i].drawn ||
                                  hypot(x - plot->spot[i].x, y - plot->spot[i].y) > size ||
                                  hypot(x - leader->x1, y - leader->y1) < 3.0 * size);
    }
    return is_free;
}

/* From the nearest side of the words to the rim of the mark. */
static struct svg_box
leader_of(const struct svg_box *words, double x, double y)
{
    const double x0 = fmin(fmax(x, words->x0), words->x1),
                 y0 = y < words->y0   ? words->y0 - 1.0
                      : y > words->y1 ? words->y1 + 1.0
                                      : y,
                 length = fmax(hypot(x - x0, y - y0), 1e-9),
                 share = fmax(0.0, 1.0 - (size + 1.0) / length);
    return (struct svg_box){ x0, y0, x0 + share * (x - x0), y0 + share * (y - y0) };
}

static struct placed
find_place(const struct published_plot *plot, const struct leaders *others,
           const struct svg_type *type, const char *text, size_t own)
{
    static const double step = 6.0;
    const double x1 = plot->spot[own].x, y1 = plot->spot[own].y;
    struct placed best = { .length = HUGE_VAL };
    for (double y = plot->top + 14.0; y < plot->bottom; y += step)
        for (double x = plot->left + 4.0; x < plot->right; x += step) {
            const struct svg_box box = svg_text_box(x, y, type, text);
            const struct svg_box leader = leader_of(&box, x1, y1);
            const double length = hypot(leader.x1 - leader.x0, leader.y1 - leader.y0);
            if (length < best.length && is_empty(plot, &box) && leader_free(plot, &leader, own) &&
                !on_leaders(others, &box, &leader))
                best = (struct placed){ x, y, length, leader };
        }
    return best;
}

static struct words
words_of(const struct published_plot *plot, const struct svg_type *type, size_t i)
{
    const struct published_mark *mark = &plot->marks->mark[i];
    struct svg_lines name;
    svg_wrap(&name, mark->label, type, 0.5 * (plot->right - plot->left), 1);
    return words_say("%.120s %s%s", svg_lines_at(&name, 0), plot->marks->figure(mark->value).text,
                     mark->hindsight && !mark->outturn ? " (later)" : "");
}

unsigned
published_label(const struct published_plot *plot, unsigned hidden)
{
    static const struct svg_type type = { .size = 15.0, .fill = COLOUR_INK };
    static const struct svg_stroke leader = { COLOUR_INK, 0.9, NULL };
    struct leaders leaders = { .n = 0 };
    unsigned lost = 0;
    for (size_t series = 0; series < PUBLISHED_SERIES; series++) {
        const size_t last = (hidden >> series & 1u) != 0 ? SIZE_MAX : last_of(plot, series);
        if (last == SIZE_MAX)
            continue;
        const struct words words = words_of(plot, &type, last);
        const struct placed at = find_place(plot, &leaders, &type, words.text, last);
        if (at.length == HUGE_VAL) {
            lost |= 1u << series;
            continue;
        }
        const struct svg_box box = svg_text_box(at.x, at.y, &type, words.text);
        leaders.leader[leaders.n++] = at.leader;
        svg_line(plot->svg, &at.leader, &leader);
        svg_rect(plot->svg, &(struct svg_box){ box.x0 - 2.0, box.y0, box.x1 + 2.0, box.y1 },
                 COLOUR_WHITE, 0.85);
        svg_text(plot->svg, at.x, at.y, &type, words.text);
    }
    return lost;
}

/* ---- words */

static bool
any_drawn(const struct published_plot *plot, bool outturn, bool *hindsight)
{
    bool any = false;
    *hindsight = false;
    for (size_t i = 0; i < plot->marks->n; i++) {
        const struct published_mark *mark = &plot->marks->mark[i];
        if (mark->outturn != outturn || !is_drawn(plot, i))
            continue;
        any = true;
        *hindsight = *hindsight || mark->hindsight;
    }
    return any;
}

/* Are figures of one year drawn? Then marks may stand beside their date (x_of). */
static bool
any_share_a_year(const struct published_plot *plot)
{
    const struct published_marks *marks = plot->marks;
    bool share = false;
    for (size_t i = 0; i < marks->n && !share; i++)
        for (size_t k = 0; k < i && is_drawn(plot, i); k++)
            share = share || (marks->mark[k].year == marks->mark[i].year && is_drawn(plot, k));
    return share;
}

/* "Paper: £10.9m in March 2022" */
static void
say(const struct published_marks *marks, size_t i, struct text *out)
{
    const struct published_mark *mark = &marks->mark[i];
    text_add(out, "%.60s %s in %s", mark->label, marks->figure(mark->value).text,
             marks->when(mark->year).text);
}

void
published_note(const struct published_plot *plot, unsigned hidden, struct text *out)
{
    const struct published_marks *marks = plot->marks;
    bool later;
    if (any_drawn(plot, false, &later))
        text_add(out, " Hollow diamonds: forecasts that others published%s.",
                 later ? " (later: not known then)" : "");
    if (any_drawn(plot, true, &later))
        text_add(out, " Filled diamonds: what came%s.", later ? " (known later)" : "");
    if (any_share_a_year(plot))
        text_add(out, " Diamonds that would hide each other stand side by side.");
    size_t n = 0;
    for (size_t i = 0; i < marks->n; i++) {
        const size_t series = series_of(marks, i);
        const bool no_label = is_drawn(plot, i) && last_of(plot, series) == i &&
                              (series >= PUBLISHED_SERIES || (hidden >> series & 1u) != 0);
        if (!no_label && (is_drawn(plot, i) || !published_in_years(&marks->mark[i], plot->years)))
            continue;
        text_add(out, "%s", n++ == 0 ? " Published: " : "; ");
        say(marks, i, out);
    }
    if (n > 0)
        text_add(out, ".");
}

void
published_alt(const struct published_marks *marks, const struct chart_years *years,
              struct text *out)
{
    size_t n = 0;
    for (size_t i = 0; i < marks->n; i++) {
        if (!published_in_years(&marks->mark[i], years))
            continue;
        text_add(out, "%s", n++ == 0 ? " Others published: " : "; ");
        say(marks, i, out);
        text_add(out, " (%s%s)", marks->mark[i].outturn ? "what came" : "forecast",
                 marks->mark[i].hindsight ? ", known later" : "");
    }
    if (n > 0)
        text_add(out, ".");
}
