/* SVG text, text measuring and label spacing.
 *
 * svg_push_apart: minimise sum (y_i - t_i)^2 with y_(i+1) - y_i >= gap. With z_i = y_i - i gap the
 * constraint is that z does not fall, so the answer is the isotonic regression of t_i - i gap,
 * found by pooling adjacent blocks to their mean; clipping it to [low, high] keeps it optimal for
 * the bounded problem. Reference: R. E. Barlow and others, Statistical Inference under Order
 * Restrictions (1972), ch. 1. */
#include "svg.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REPLACEMENT = 0xFFFD, ELLIPSIS_BYTES = 3 };
static const char ellipsis[] = "\xE2\x80\xA6";

/* Share of the type size above and below the baseline that letters and digits of Arial reach. */
static const double ascent = 0.75, descent = 0.22;

/* ---- characters */

/* Advance widths of Arial's metric twin, Liberation Sans, in 2048ths of the font size.
 *
 * Liberation Sans was drawn to Arial's widths, so one table serves every viewer, whichever of the
 * two it has. Made once from /usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf and
 * -Bold.ttf (fonts-liberation 1.07.4, Debian 12): for each byte of Windows-1252 its code point was
 * looked up in the font's cmap (platform 3, encoding 1, format 4) and the advance read from hmtx
 * (unitsPerEm 2048). Windows-1252 is Latin-1 with dashes, curly quotes and the ellipsis where
 * Latin-1 has control characters; that is all an English council's names need. 0 marks a byte with
 * no character. test_svg checks known widths. */
enum { WIDTH_PER_EM = 2048 };

static const unsigned short width_regular[256] = {
    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,
    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,
    569,  569,  727,  1139, 1139, 1821, 1366, 391,  682,  682,  797,  1196, 569,  682,  569,  569,
    1139, 1139, 1139, 1139, 1139, 1139, 1139, 1139, 1139, 1139, 569,  569,  1196, 1196, 1196, 1139,
    2079, 1366, 1366, 1479, 1479, 1366, 1251, 1593, 1479, 569,  1024, 1366, 1139, 1706, 1479, 1593,
    1366, 1593, 1479, 1366, 1251, 1479, 1366, 1933, 1366, 1366, 1251, 569,  569,  569,  961,  1139,
    682,  1139, 1139, 1024, 1139, 1139, 569,  1139, 1139, 455,  455,  1024, 455,  1706, 1139, 1139,
    1139, 1139, 682,  1024, 569,  1139, 1024, 1479, 1024, 1024, 1024, 684,  532,  684,  1196, 0,
    1139, 0,    455,  1139, 682,  2048, 1139, 1139, 682,  2048, 1366, 682,  2048, 0,    1251, 0,
    0,    455,  455,  682,  682,  717,  1139, 2048, 682,  2048, 1024, 682,  1933, 0,    1024, 1366,
    569,  682,  1139, 1139, 1139, 1139, 532,  1139, 682,  1509, 758,  1139, 1196, 682,  1509, 1131,
    819,  1124, 682,  682,  682,  1180, 1100, 569,  682,  682,  748,  1139, 1708, 1708, 1708, 1251,
    1366, 1366, 1366, 1366, 1366, 1366, 2048, 1479, 1366, 1366, 1366, 1366, 569,  569,  569,  569,
    1479, 1479, 1593, 1593, 1593, 1593, 1593, 1196, 1593, 1479, 1479, 1479, 1479, 1366, 1366, 1251,
    1139, 1139, 1139, 1139, 1139, 1139, 1821, 1024, 1139, 1139, 1139, 1139, 569,  569,  569,  569,
    1139, 1139, 1139, 1139, 1139, 1139, 1139, 1124, 1251, 1139, 1139, 1139, 1139, 1024, 1139, 1024,
};

static const unsigned short width_bold[256] = {
    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,
    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,
    569,  682,  971,  1139, 1139, 1821, 1479, 487,  682,  682,  797,  1196, 569,  682,  569,  569,
    1139, 1139, 1139, 1139, 1139, 1139, 1139, 1139, 1139, 1139, 682,  682,  1196, 1196, 1196, 1251,
    1997, 1479, 1479, 1479, 1479, 1366, 1251, 1593, 1479, 569,  1139, 1479, 1251, 1706, 1479, 1593,
    1366, 1593, 1479, 1366, 1251, 1479, 1366, 1933, 1366, 1366, 1251, 682,  569,  682,  1196, 1139,
    682,  1139, 1251, 1139, 1251, 1139, 682,  1251, 1251, 569,  569,  1139, 569,  1821, 1251, 1251,
    1251, 1251, 797,  1139, 682,  1251, 1139, 1593, 1139, 1139, 1024, 797,  573,  797,  1196, 0,
    1139, 0,    569,  1139, 1024, 2048, 1139, 1139, 682,  2048, 1366, 682,  2048, 0,    1251, 0,
    0,    569,  569,  1024, 1024, 717,  1139, 2048, 682,  2048, 1139, 682,  1933, 0,    1024, 1366,
    569,  682,  1139, 1139, 1139, 1139, 573,  1139, 682,  1509, 758,  1139, 1196, 682,  1509, 1131,
    819,  1124, 682,  682,  682,  1180, 1139, 569,  682,  682,  748,  1139, 1708, 1708, 1708, 1251,
    1479, 1479, 1479, 1479, 1479, 1479, 2048, 1479, 1366, 1366, 1366, 1366, 569,  569,  569,  569,
    1479, 1479, 1593, 1593, 1593, 1593, 1593, 1196, 1593, 1479, 1479, 1479, 1479, 1366, 1366, 1251,
    1139, 1139, 1139, 1139, 1139, 1139, 1821, 1139, 1139, 1139, 1139, 1139, 569,  569,  569,  569,
    1251, 1251, 1251, 1251, 1251, 1251, 1251, 1124, 1251, 1251, 1251, 1251, 1251, 1139, 1251, 1139,
};

/* Reads one character and moves on; what is not UTF-8 is REPLACEMENT, one byte at a time. */
static uint32_t
next_character(const char **text)
{
    static const uint32_t smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };
    const unsigned char *s = (const unsigned char *)*text;
    const size_t n = s[0] < 0x80                   ? 1
                     : s[0] >= 0xF0 && s[0] < 0xF5 ? 4
                     : s[0] >= 0xE0 && s[0] < 0xF0 ? 3
                     : s[0] >= 0xC2 && s[0] < 0xE0 ? 2
                                                   : 0;
    *text += 1;
    if (n < 2)
        return n == 1 ? s[0] : REPLACEMENT;
    uint32_t c = s[0] & (0x7Fu >> n);
    for (size_t i = 1; i < n; i++) {
        if ((s[i] & 0xC0u) != 0x80u)
            return REPLACEMENT;
        c = c << 6 | (s[i] & 0x3Fu);
    }
    if (c < smallest[n] || (c >= 0xD800 && c < 0xE000) || c > 0x10FFFF)
        return REPLACEMENT;
    *text += n - 1;
    return c;
}

/* Place of a character in Windows-1252, or 0. */
static size_t
place_in_1252(uint32_t c)
{
    static const uint16_t upper[32] = { 0x20AC, 0,      0x201A, 0x192,  0x201E, 0x2026, 0x2020,
                                        0x2021, 0x2C6,  0x2030, 0x160,  0x2039, 0x152,  0,
                                        0x17D,  0,      0,      0x2018, 0x2019, 0x201C, 0x201D,
                                        0x2022, 0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A,
                                        0x153,  0,      0x17E,  0x178 };
    if (c < 0x80 || (c >= 0xA0 && c < 0x100))
        return c;
    for (size_t i = 0; i < 32; i++)
        if (upper[i] == c)
            return 0x80 + i;
    return 0;
}

static double
character_width(uint32_t c, double size, bool bold)
{
    const size_t place = place_in_1252(c < 0x20 ? ' ' : c);
    const unsigned width = bold ? width_bold[place] : width_regular[place];
    return (width > 0 ? width : WIDTH_PER_EM) * size / WIDTH_PER_EM;
}

double
svg_text_width(const char *text, double size, bool bold)
{
    double width = 0.0;
    while (*text != '\0')
        width += character_width(next_character(&text), size, bold);
    return width;
}

void
svg_add_escaped(struct text *out, const char *text)
{
    while (*text != '\0') {
        const char *start = text;
        const uint32_t c = next_character(&text);
        switch (c) {
        case '&': text_add(out, "&amp;"); break;
        case '<': text_add(out, "&lt;"); break;
        case '>': text_add(out, "&gt;"); break;
        case '"': text_add(out, "&quot;"); break;
        case '\t':
        case '\n':
        case '\r': text_add(out, " "); break;
        case 0xFFFE:
        case 0xFFFF:
        case REPLACEMENT: text_add(out, "\xEF\xBF\xBD"); break;
        default:
            if (c < 0x20)
                text_add(out, "\xEF\xBF\xBD");
            else
                text_add_bytes(out, start, (size_t)(text - start));
        }
    }
}

/* ---- the picture */

void
svg_init(struct svg *self)
{
    *self = (struct svg){ .box = NULL };
    text_init(&self->out);
}

void
svg_release(struct svg *self)
{
    text_release(&self->out);
    free(self->box);
    svg_init(self);
}

/* One decimal, and 0.0 for what rounds to nothing, never -0.0. */
static void
add_number(struct text *out, const char *before, double value)
{
    text_add(out, "%s%.1f", before, fabs(value) < 0.05 ? 0.0 : value);
}

void
svg_begin(struct svg *self, const char *id, const char *title, const char *description,
          const struct svg_box *box)
{
    struct text *out = &self->out;
    const double width = box->x1 - box->x0, height = box->y1 - box->y0;
    text_add(out,
             "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" "
             "height=\"%.0f\" role=\"img\" aria-labelledby=\"",
             width, height, width, height);
    svg_add_escaped(out, id);
    text_add(out, "-t\" aria-describedby=\"");
    svg_add_escaped(out, id);
    text_add(out,
             "-d\" font-family=\"Arial, 'Liberation Sans', Helvetica, sans-serif\">\n<title id=\"");
    svg_add_escaped(out, id);
    text_add(out, "-t\">");
    svg_add_escaped(out, title);
    text_add(out, "</title>\n<desc id=\"");
    svg_add_escaped(out, id);
    text_add(out, "-d\">");
    svg_add_escaped(out, description);
    text_add(out, "</desc>\n");
    svg_rect(self, box, "#FFFFFF", 1.0);
}

int
svg_end(struct svg *self, char **text, struct hr_err *err)
{
    text_add(&self->out, "</svg>\n");
    const int ret = text_take(&self->out, text, err);
    svg_release(self);
    return ret;
}

void
svg_reframe(const char *svg, double width, double height, struct text *out)
{
    static const char frame[] = "viewBox=\"0 0 ", after[] = "</desc>\n";
    const char *at = strstr(svg, frame), *end = at == NULL ? NULL : strstr(at, " role=");
    const char *body = end == NULL ? NULL : strstr(end, after);
    double w = 0.0, h = 0.0;
    if (body == NULL || sscanf(at + sizeof frame - 1, "%lf %lf", &w, &h) != 2)
        hr_bug("this is no picture of svg_begin");
    const double scale = fmin(width / w, height / h), x = (w - width / scale) / 2.0,
                 y = (h - height / scale) / 2.0;
    body += sizeof after - 1;
    text_add_bytes(out, svg, (size_t)(at - svg));
    add_number(out, "viewBox=\"", x);
    add_number(out, " ", y);
    add_number(out, " ", width / scale);
    add_number(out, " ", height / scale);
    text_add(out, "\" width=\"%.0f\" height=\"%.0f\"", width, height);
    text_add_bytes(out, end, (size_t)(body - end));
    add_number(out, "<rect x=\"", x);
    add_number(out, "\" y=\"", y);
    add_number(out, "\" width=\"", width / scale);
    add_number(out, "\" height=\"", height / scale);
    text_add(out, "\" fill=\"#FFFFFF\"/>\n%s", body);
}

static void
add_stroke(struct text *out, const struct svg_stroke *stroke)
{
    text_add(out, " stroke=\"%s\"", stroke->colour);
    add_number(out, " stroke-width=\"", stroke->width);
    if (stroke->dash != NULL)
        text_add(out, "\" stroke-dasharray=\"%s", stroke->dash);
    text_add(out, "\"/>\n");
}

void
svg_rect(struct svg *self, const struct svg_box *box, const char *fill, double opacity)
{
    struct text *out = &self->out;
    add_number(out, "<rect x=\"", box->x0);
    add_number(out, "\" y=\"", box->y0);
    add_number(out, "\" width=\"", box->x1 - box->x0);
    add_number(out, "\" height=\"", box->y1 - box->y0);
    text_add(out, "\" fill=\"%s\"", fill);
    if (opacity < 1.0)
        text_add(out, " fill-opacity=\"%.2f\"", opacity);
    text_add(out, "/>\n");
}

void
svg_line(struct svg *self, const struct svg_box *ends, const struct svg_stroke *stroke)
{
    struct text *out = &self->out;
    add_number(out, "<line x1=\"", ends->x0);
    add_number(out, "\" y1=\"", ends->y0);
    add_number(out, "\" x2=\"", ends->x1);
    add_number(out, "\" y2=\"", ends->y1);
    text_add(out, "\"");
    add_stroke(out, stroke);
}

void
svg_circle(struct svg *self, double x, double y, double radius, const char *fill)
{
    struct text *out = &self->out;
    add_number(out, "<circle cx=\"", x);
    add_number(out, "\" cy=\"", y);
    add_number(out, "\" r=\"", radius);
    text_add(out, "\" fill=\"%s\"/>\n", fill);
}

static void
add_points(struct text *out, const double *xy, size_t n)
{
    text_add(out, " points=\"");
    for (size_t i = 0; i < n; i++) {
        add_number(out, i > 0 ? " " : "", xy[2 * i]);
        add_number(out, ",", xy[2 * i + 1]);
    }
    text_add(out, "\"");
}

void
svg_diamond(struct svg *self, double x, double y, double size, const char *fill)
{
    const double xy[] = { x, y - size, x + 0.82 * size, y, x, y + size, x - 0.82 * size, y };
    svg_polygon(self, xy, 4, fill);
}

void
svg_polyline(struct svg *self, const double *xy, size_t n, const struct svg_stroke *stroke)
{
    text_add(&self->out, "<polyline fill=\"none\" stroke-linejoin=\"round\"");
    add_points(&self->out, xy, n);
    add_stroke(&self->out, stroke);
}

void
svg_polygon(struct svg *self, const double *xy, size_t n, const char *fill)
{
    text_add(&self->out, "<polygon fill=\"%s\"", fill);
    add_points(&self->out, xy, n);
    text_add(&self->out, "/>\n");
}

static void
remember_box(struct svg *self, const struct svg_box *box)
{
    if (self->n_box == self->capacity) {
        const size_t capacity = self->capacity == 0 ? 32 : 2 * self->capacity;
        struct svg_box *more = realloc(self->box, capacity * sizeof *more);
        if (more == NULL) {
            self->out.failed = true;
            return;
        }
        self->box = more;
        self->capacity = capacity;
    }
    self->box[self->n_box++] = *box;
}

void
svg_text(struct svg *self, double x, double y, const struct svg_type *type, const char *text)
{
    static const char *const anchor[] = { "", " text-anchor=\"middle\"", " text-anchor=\"end\"" };
    if (*text == '\0')
        return;
    const struct svg_box box = svg_text_box(x, y, type, text);
    remember_box(self, &box);
    struct text *out = &self->out;
    add_number(out, "<text x=\"", x);
    add_number(out, "\" y=\"", y);
    text_add(out, "\" font-size=\"%.0f\"%s%s fill=\"%s\">", type->size,
             type->bold ? " font-weight=\"700\"" : "", anchor[type->anchor], type->fill);
    svg_add_escaped(out, text);
    text_add(out, "</text>\n");
}

void
svg_mark(struct svg *self, const struct svg_box *across, const char *fill, const char *text)
{
    static const double degrees_of_radian = 57.29578, share = 0.86;
    struct text *out = &self->out;
    const double x = (across->x0 + across->x1) / 2.0, y = (across->y0 + across->y1) / 2.0,
                 width = across->x1 - across->x0, height = across->y1 - across->y0,
                 size =
                     floor(share * hypot(width, height) / fmax(svg_text_width(text, 1.0, true), 1));
    add_number(out, "<text x=\"", x);
    add_number(out, "\" y=\"", y + ascent * size / 2.0);
    text_add(out,
             "\" font-size=\"%.0f\" font-weight=\"700\" text-anchor=\"middle\" fill=\"%s\" "
             "fill-opacity=\"0.16\"",
             size, fill);
    add_number(out, " transform=\"rotate(", -degrees_of_radian * atan2(height, width));
    add_number(out, " ", x);
    add_number(out, " ", y);
    text_add(out, ")\">");
    svg_add_escaped(out, text);
    text_add(out, "</text>\n");
}

/* ---- boxes */

struct svg_box
svg_text_box(double x, double y, const struct svg_type *type, const char *text)
{
    const double width = svg_text_width(text, type->size, type->bold);
    const double left = type->anchor == SVG_START ? x
                        : type->anchor == SVG_END ? x - width
                                                  : x - width / 2.0;
    return (struct svg_box){ left, y - ascent * type->size, left + width,
                             y + descent * type->size };
}

struct svg_box
svg_box_wider(const struct svg_box *box, double aside, double above)
{
    return (struct svg_box){ box->x0 - aside, box->y0 - above, box->x1 + aside, box->y1 + above };
}

bool
svg_box_meet(const struct svg_box *a, const struct svg_box *b)
{
    return a->x0 < b->x1 && b->x0 < a->x1 && a->y0 < b->y1 && b->y0 < a->y1;
}

bool
svg_box_taken(const struct svg *self, const struct svg_box *box)
{
    for (size_t i = 0; i < self->n_box; i++)
        if (svg_box_meet(box, &self->box[i]))
            return true;
    return false;
}

/* Narrows the part [t[0], t[1]] of a segment to where p + t d lies in [low, high]; false when
 * nothing is left. */
static bool
clip(double p, double d, double low, double high, double t[2])
{
    if (fabs(d) < 1e-12)
        return p >= low && p <= high;
    const double a = (low - p) / d, b = (high - p) / d;
    t[0] = fmax(t[0], fmin(a, b));
    t[1] = fmin(t[1], fmax(a, b));
    return t[0] <= t[1];
}

bool
svg_box_crossed(const struct svg_box *box, const double *xy, size_t n)
{
    for (size_t i = 0; i + 1 < n; i++) {
        const double *p = &xy[2 * i];
        double t[2] = { 0.0, 1.0 };
        if (clip(p[0], p[2] - p[0], box->x0, box->x1, t) &&
            clip(p[1], p[3] - p[1], box->y0, box->y1, t))
            return true;
    }
    return false;
}

/* ---- lines of text */

/* Bytes of text that fit: up to the last space that does, or to the last character when one word is
 * too wide for the line. */
static size_t
fitting(const char *text, const struct svg_type *type, double width)
{
    const char *at = text, *space = NULL;
    double used = 0.0;
    while (*at != '\0') {
        const char *here = at;
        const uint32_t c = next_character(&at);
        if (c <= ' ' && here > text)
            space = here;
        used += character_width(c, type->size, type->bold);
        if (used > width && c > ' ')
            return (size_t)((space != NULL ? space : here > text ? here : at) - text);
    }
    return (size_t)(at - text);
}

/* Ends the line that starts at start and holds *end - start bytes with an ellipsis, dropping what
 * no longer fits. */
static size_t
cut_line(char *start, size_t length, size_t room, const struct svg_type *type, double width)
{
    while (length > 0) {
        const bool inside = ((unsigned char)start[length] & 0xC0u) == 0x80u;
        if (!inside && length + sizeof ellipsis <= room && start[length - 1] != ' ') {
            memcpy(start + length, ellipsis, sizeof ellipsis);
            if (svg_text_width(start, type->size, type->bold) <= width)
                return length + ELLIPSIS_BYTES;
        }
        start[--length] = '\0';
    }
    memcpy(start, ellipsis, sizeof ellipsis);
    return ELLIPSIS_BYTES;
}

void
svg_wrap(struct svg_lines *out, const char *text, const struct svg_type *type, double width,
         size_t n_max)
{
    *out = (struct svg_lines){ .n_line = 0 };
    size_t used = 0;
    while (out->n_line < n_max && used + 8 < sizeof out->text) {
        text += strspn(text, " \t\r\n");
        if (*text == '\0')
            break;
        char *line = out->text + used;
        const size_t room = sizeof out->text - used, wanted = fitting(text, type, width);
        size_t length = wanted < room - 8 ? wanted : room - 8;
        memcpy(line, text, length);
        line[length] = '\0';
        text += length;
        const bool last = out->n_line + 1 == n_max || length < wanted;
        out->cut = last && text[strspn(text, " \t\r\n")] != '\0';
        if (out->cut)
            length = cut_line(line, length, room, type, width);
        while (length > 0 && (unsigned char)line[length - 1] <= ' ')
            line[--length] = '\0';
        out->start[out->n_line++] = used;
        out->width = fmax(out->width, svg_text_width(line, type->size, type->bold));
        used += length + 1;
        if (last)
            break;
    }
}

void
svg_wrap_even(struct svg_lines *out, const char *text, const struct svg_type *type, double width,
              size_t n_max)
{
    svg_wrap(out, text, type, width, n_max);
    if (out->n_line < 2 || out->cut)
        return;
    double low = width / 2.0 / (double)out->n_line, high = width;
    while (high - low > 1.0) {
        const double middle = (low + high) / 2.0;
        struct svg_lines trial;
        svg_wrap(&trial, text, type, middle, n_max);
        if (trial.n_line > out->n_line || trial.cut || trial.width > middle)
            low = middle;
        else
            high = middle;
    }
    svg_wrap(out, text, type, high, n_max);
}

const char *
svg_lines_at(const struct svg_lines *self, size_t i)
{
    return i < self->n_line ? self->text + self->start[i] : "";
}

/* ---- labels */

void
svg_push_apart(double *y, size_t n, double gap, double low, double high)
{
    enum { MOST = 64 };
    double mean[MOST];
    size_t count[MOST], n_block = 0;
    if (n > MOST)
        hr_bug("%zu labels in one column, at most %d", n, (int)MOST);
    for (size_t i = 0; i < n; i++) {
        mean[n_block] = y[i] - (double)i * gap;
        count[n_block++] = 1;
        while (n_block > 1 && mean[n_block - 2] > mean[n_block - 1]) {
            const double a = (double)count[n_block - 2], b = (double)count[n_block - 1];
            mean[n_block - 2] = (a * mean[n_block - 2] + b * mean[n_block - 1]) / (a + b);
            count[n_block - 2] += count[n_block - 1];
            n_block--;
        }
    }
    const double top = fmax(low, high - (double)(n > 0 ? n - 1 : 0) * gap);
    for (size_t i_block = 0, i = 0; i_block < n_block; i_block++)
        for (size_t k = 0; k < count[i_block]; k++, i++)
            y[i] = fmin(fmax(mean[i_block], low), top) + (double)i * gap;
}
