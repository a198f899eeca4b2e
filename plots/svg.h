/* svg.h: a picture written as SVG text, with every word measured.
 *
 *   struct svg svg;
 *   svg_init(&svg);
 *   svg_begin(&svg, "fan", "The title", "What it shows.", &(struct svg_box){ 0, 0, 960, 600 });
 *   svg_line(&svg, &(struct svg_box){ 78, 492, 690, 492 }, &stroke);
 *   svg_text(&svg, 24, 42, &(struct svg_type){ .size = 26, .fill = COLOUR_INK }, "The title");
 *   ret = svg_end(&svg, &text, err);      (the caller frees text)
 *
 * Text stays text, in Arial or Liberation Sans (same widths); the title and description are marked
 * up for screen readers with ids that start with the picture's id, so several pictures can share a
 * page. Names may hold any UTF-8: markup is escaped, what XML cannot hold becomes U+FFFD. Numbers
 * have one decimal and the C locale, so equal input gives equal bytes. Lengths are user units (960
 * wide = 17 cm:
 * 1 unit is half a point); y grows downwards and a text's y is its baseline.
 *
 * Memory failure is remembered and reported once, by svg_end. Text boxes are kept so that labels
 * can avoid each other. */
#ifndef SVG_H
#define SVG_H

#include "text.h"

enum svg_anchor { SVG_START, SVG_MIDDLE, SVG_END };

struct svg_type {
    double size;
    const char *fill; /* borrowed: "#0B0C0C"; colours are in chart.h */
    enum svg_anchor anchor;
    bool bold;
};

struct svg_stroke {
    const char *colour; /* borrowed */
    double width;
    const char *dash; /* borrowed, "8 4"; NULL is solid */
};

struct svg_box {
    double x0, y0, x1, y1;
};

struct svg {
    struct text out;
    struct svg_box *box; /* owned: of every text so far */
    size_t n_box, capacity;
};

void svg_init(struct svg *self);
void svg_release(struct svg *self);
/* box: the whole picture, from 0, 0. */
void svg_begin(struct svg *self, const char *id, const char *title, const char *description,
               const struct svg_box *box);
/* Closes the picture. Text passes to the caller; self is empty again, in every case. */
HR_CHECKED int svg_end(struct svg *self, char **text, struct hr_err *err);

/* A finished picture again, in the middle of a white canvas of other proportions, as large as fits.
 */
void svg_reframe(const char *svg, double width, double height, struct text *out);

void svg_rect(struct svg *self, const struct svg_box *box, const char *fill, double opacity);
/* From x0, y0 to x1, y1. */
void svg_line(struct svg *self, const struct svg_box *ends, const struct svg_stroke *stroke);
void svg_circle(struct svg *self, double x, double y, double radius, const char *fill);
/* size: from its middle to its top. */
void svg_diamond(struct svg *self, double x, double y, double size, const char *fill);
/* xy: n points, x and y in turn. */
void svg_polyline(struct svg *self, const double *xy, size_t n, const struct svg_stroke *stroke);
void svg_polygon(struct svg *self, const double *xy, size_t n, const char *fill);
void svg_text(struct svg *self, double x, double y, const struct svg_type *type, const char *text);
/* Text as XML and HTML want it: markup escaped, line ends as spaces, U+FFFD for what neither can
 * hold. */
void svg_add_escaped(struct text *out, const char *text);
/* Words across the picture, pale and slanted, so that what is under them can be read. No label
 * keeps clear of them. */
void svg_mark(struct svg *self, const struct svg_box *across, const char *fill, const char *text);
/* Width in Arial. Characters outside Windows-1252 count as 1 em, which is too wide rather than too
 * narrow. */
double svg_text_width(const char *text, double size, bool bold);
/* From the top of the capitals to the foot of the descenders, and as wide as the text. */
struct svg_box svg_text_box(double x, double y, const struct svg_type *type, const char *text);
struct svg_box svg_box_wider(const struct svg_box *box, double aside, double above);
bool svg_box_meet(const struct svg_box *a, const struct svg_box *b);
/* Would a text here lie on another? */
bool svg_box_taken(const struct svg *self, const struct svg_box *box);
/* Does the line through the points pass through the box? */
bool svg_box_crossed(const struct svg_box *box, const double *xy, size_t n);

/* A text in lines. Lines past the last allowed are cut with an ellipsis. */
enum { SVG_LINES = 4 };
struct svg_lines {
    char text[1024];         /* the lines, each NUL-terminated */
    size_t start[SVG_LINES]; /* of each line in text */
    size_t n_line;
    double width; /* of the widest */
    bool cut;     /* the text was longer: the last line ends in an ellipsis */
};
/* Fills each line before the next; n_max from 1 to SVG_LINES. */
void svg_wrap(struct svg_lines *out, const char *text, const struct svg_type *type, double width,
              size_t n_max);
/* The same number of lines, as even as they can be: the narrowest width that needs no more lines.
 * For titles: no orphan words. */
void svg_wrap_even(struct svg_lines *out, const char *text, const struct svg_type *type,
                   double width, size_t n_max);
const char *svg_lines_at(const struct svg_lines *self, size_t i);

/* Moves labels (sorted, ascending) so that neighbours are at least gap apart and all lie in [low,
 * high] when they fit there at all; the sum of squared moves is the least possible. */
void svg_push_apart(double *y, size_t n, double gap, double low, double high);

#endif
