/* Labels of dated lines. Every label may run to the right or the left of its line, the split may be
 * in any row, and labels are wide (one line, if possible) or narrow (two or three): all
 * arrangements are tried, at most 2^8 times the rows times three. In each, the split has its place
 * first, then the labels that run to the right, the latest first, then those to the left, the
 * earliest first, each in the lowest row with room: so a label lies above the lines that it passes.
 * Those that must be kept are placed before the others, and have a row or more to themselves where
 * there is no other way. The arrangement that leaves out the fewest of them wins, then the one that
 * leaves out the fewest, then the one that cuts the fewest short, then the one with the fewest
 * rows, then the one with the fewest labels on the left. */
#include "marks.h"

#include "chart.h"

#include <stdint.h>

static const double gap = 6.0, split_gap = 8.0, stem_half = 3.0;
enum { MARK_LINES = 3 };

void
marks_split(struct marks *self, double x, const char *before, const char *after)
{
    self->split.before = before;
    self->split.after = after;
    self->split.x = x;
}

bool
marks_add(struct marks *self, double x, const char *label)
{
    if (self->n == MARKS)
        return false;
    struct mark *mark = &self->mark[self->n++];
    mark->x = x;
    mark->label = words_say("%s", label);
    return true;
}

void
marks_keep(struct marks *self)
{
    self->mark[self->n - 1].keep = true;
}

/* ---- boxes, where the baseline of the lowest row is at 0 */

/* Baseline of one line of a mark. */
static double
line_y(const struct mark *mark, size_t i)
{
    return -MARKS_ROW * (double)(mark->row + mark->lines.n_line - 1 - i);
}

static struct svg_box
label_box(const struct mark *mark)
{
    const double x0 = mark->left ? mark->text_x - mark->lines.width : mark->text_x;
    return (struct svg_box){ x0 - 2.0, line_y(mark, 0) - 14.0, x0 + mark->lines.width + 2.0,
                             line_y(mark, mark->lines.n_line - 1) + 5.0 };
}

/* A line, from the label down into the plot. */
static struct svg_box
stem_box(double x, size_t row)
{
    return (struct svg_box){ x - stem_half, 4.0 - MARKS_ROW * (double)row, x + stem_half,
                             MARKS_ROW };
}

static struct svg_box
split_box(const struct marks *self)
{
    const double x = self->split.x, y = -MARKS_ROW * (double)self->split.row;
    return (struct svg_box){
        x - split_gap - svg_text_width(self->split.before, chart_quiet.size, false) - 2.0, y - 14.0,
        x + split_gap + svg_text_width(self->split.after, chart_quiet.size, false) + 2.0, y + 5.0
    };
}

/* Would either's words lie on the other's words or line? */
static bool
clash(const struct svg_box *label, const struct svg_box *stem, const struct svg_box *other_label,
      const struct svg_box *other_stem)
{
    return svg_box_meet(label, other_label) || svg_box_meet(label, other_stem) ||
           svg_box_meet(stem, other_label);
}

static bool
is_free(const struct marks *self, const struct mark *mark)
{
    const struct svg_box label = label_box(mark), stem = stem_box(mark->x, mark->row);
    if (label.x0 < CHART_MARGIN - 2.0 || label.x1 > CHART_WIDTH - CHART_MARGIN + 2.0 ||
        mark->row + mark->lines.n_line > self->most_rows)
        return false;
    if (self->split.before != NULL) {
        const struct svg_box other = split_box(self),
                             other_stem = stem_box(self->split.x, self->split.row);
        if (clash(&label, &stem, &other, &other_stem))
            return false;
    }
    for (size_t i = 0; i < self->n; i++) {
        const struct mark *mate = &self->mark[i];
        const struct svg_box other = label_box(mate), other_stem = stem_box(mate->x, mate->row);
        if (mate->placed && clash(&label, &stem, &other, &other_stem))
            return false;
    }
    return true;
}

/* ---- arrangements */

/* The lowest row with room. */
static void
place_one(const struct marks *self, struct mark *mark)
{
    mark->text_x = mark->x + (mark->left ? -gap : gap);
    for (mark->row = 0; !mark->placed && mark->row < self->most_rows; mark->row++) {
        if (is_free(self, mark)) {
            mark->placed = true;
            return;
        }
    }
}

/* Marks to keep, or the others: to the right, latest first; then to the left, earliest first. */
static void
place_some(struct marks *self, const size_t order[MARKS], bool keep)
{
    for (size_t k = 0; k < 2 * self->n; k++) {
        struct mark *mark = &self->mark[order[k < self->n ? k : 2 * self->n - 1 - k]];
        if (mark->left == (k >= self->n) && mark->keep == keep)
            place_one(self, mark);
    }
}

/* Bit i of sides: mark i runs to the left. Returns what is wrong with the arrangement. */
static size_t
place_all(struct marks *self, const size_t order[MARKS], unsigned sides)
{
    size_t n_kept_out = 0, n_left_out = 0, n_cut = 0, n_on_left = 0;
    self->n_row = self->split.before != NULL ? self->split.row + 1 : 0;
    for (size_t i = 0; i < self->n; i++) {
        self->mark[i].placed = false;
        self->mark[i].left = (sides >> i & 1u) != 0;
        n_on_left += self->mark[i].left ? 1 : 0;
        n_cut += self->mark[i].lines.cut ? 1 : 0;
    }
    place_some(self, order, true);
    place_some(self, order, false);
    for (size_t i = 0; i < self->n; i++) {
        const struct mark *mark = &self->mark[i];
        n_left_out += mark->placed ? 0 : 1;
        n_kept_out += mark->keep && !mark->placed ? 1 : 0;
        if (mark->placed && mark->row + mark->lines.n_line > self->n_row)
            self->n_row = mark->row + mark->lines.n_line;
    }
    return (((n_kept_out * 100 + n_left_out) * 100 + n_cut) * 100 + self->n_row) * 100 + n_on_left;
}

/* Indices of the marks, the last in time first. */
static void
sort_marks(const struct marks *self, size_t order[MARKS])
{
    for (size_t k = 0; k < self->n; k++) {
        size_t i = k;
        for (; i > 0 && self->mark[order[i - 1]].x < self->mark[k].x; i--)
            order[i] = order[i - 1];
        order[i] = k;
    }
}

static void
wrap_labels(struct marks *self, double widest)
{
    for (size_t i = 0; i < self->n; i++)
        svg_wrap_even(&self->mark[i].lines, self->mark[i].label.text, &chart_quiet, widest,
                      MARK_LINES);
}

/* Tries all arrangements; the best stays. */
static void
arrange(struct marks *self)
{
    static const double widest[] = { 330.0, 215.0, 150.0 }, narrow = 200.0;
    enum { one_cut = 100 * 100 }; /* narrow labels are as bad as one that is cut short */
    const size_t n_row = self->split.before != NULL ? self->most_rows : 1;
    size_t order[MARKS] = { 0 }, least = SIZE_MAX, best_row = 0, best_width = 0;
    unsigned best_sides = 0;
    sort_marks(self, order);
    for (size_t width = 0; width < sizeof widest / sizeof *widest; width++) {
        wrap_labels(self, widest[width]);
        for (self->split.row = 0; self->split.row < n_row; self->split.row++) {
            for (unsigned sides = 0; sides < 1u << self->n; sides++) {
                const size_t fault =
                    place_all(self, order, sides) + (widest[width] < narrow ? one_cut : 0);
                if (fault < least) {
                    least = fault;
                    best_row = self->split.row;
                    best_sides = sides;
                    best_width = width;
                }
            }
        }
    }
    wrap_labels(self, widest[best_width]);
    self->split.row = best_row;
    (void)place_all(self, order, best_sides);
}

static bool
all_kept(const struct marks *self)
{
    bool all = true;
    for (size_t i = 0; i < self->n; i++)
        all = all && (self->mark[i].placed || !self->mark[i].keep);
    return all;
}

void
marks_place(struct marks *self, size_t most_rows)
{
    enum { MORE_ROWS = 4 };
    self->most_rows = most_rows;
    arrange(self);
    while (!all_kept(self) && self->most_rows < most_rows + MORE_ROWS) {
        self->most_rows++;
        arrange(self);
    }
}

void
marks_draw(const struct marks *self, struct svg *svg, double baseline, double bottom)
{
    const struct svg_stroke dotted = { COLOUR_AXIS, 1.2, "2 4" };
    struct svg_type before = chart_quiet;
    before.anchor = SVG_END;
    if (self->split.before != NULL) {
        const double x = self->split.x, y = baseline - MARKS_ROW * (double)self->split.row;
        svg_line(svg, &(struct svg_box){ x, y + 4.0, x, bottom }, &dotted);
        svg_text(svg, x - split_gap, y, &before, self->split.before);
        svg_text(svg, x + split_gap, y, &chart_quiet, self->split.after);
    }
    for (size_t i = 0; i < self->n; i++) {
        const struct mark *mark = &self->mark[i];
        if (!mark->placed)
            continue;
        svg_line(svg,
                 &(struct svg_box){ mark->x, baseline + line_y(mark, mark->lines.n_line - 1) + 4.0,
                                    mark->x, bottom },
                 &dotted);
        for (size_t k = 0; k < mark->lines.n_line; k++)
            svg_text(svg, mark->text_x, baseline + line_y(mark, k),
                     mark->left ? &before : &chart_quiet, svg_lines_at(&mark->lines, k));
    }
}
