#include "svg_check.h"

#include "chart.h"
#include "claim.h"
#include "words.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH = 16, NAME = 32, ATTRIBUTES = 24, VALUE = 512 };

struct attribute {
    char name[NAME], value[VALUE];
};

struct element {
    char name[NAME];
    struct attribute attribute[ATTRIBUTES];
    size_t n_attribute;
    bool closes, empty;
};

static void fault(struct svg_check *self, const char *fmt, ...) HR_PRINTF(2, 3);

static void
fault(struct svg_check *self, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    if (self->fault[0] == '\0')
        vsnprintf(self->fault, sizeof self->fault, fmt, args);
    va_end(args);
}

static const char *
read_name(struct svg_check *self, const char *at, char out[NAME])
{
    const size_t n = strspn(at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-:");
    if (n == 0 || n >= NAME)
        fault(self, "no name at '%.30s'", at);
    snprintf(out, NAME, "%.*s", (int)(n < NAME ? n : NAME - 1), at);
    return at + n;
}

/* Text up to one of the stop characters, entities resolved. */
static const char *
read_text(struct svg_check *self, const char *at, const char *stop, char *out, size_t size)
{
    static const struct {
        const char *entity;
        char c;
    } entities[] = {
        { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&quot;", '"' }, { "&apos;", '\'' }
    };
    size_t used = 0;
    while (*at != '\0' && strchr(stop, *at) == NULL) {
        char c = *at;
        size_t length = 1;
        if (c == '&') {
            size_t i = 0;
            while (i < 5 && strncmp(at, entities[i].entity, strlen(entities[i].entity)) != 0)
                i++;
            if (i == 5)
                fault(self, "bare ampersand at '%.20s'", at);
            else {
                c = entities[i].c;
                length = strlen(entities[i].entity);
            }
        } else if (c == '>' || c == '<')
            fault(self, "bare '%c' in text at '%.20s'", c, at);
        if (used + 1 < size)
            out[used++] = c;
        at += length;
    }
    out[used] = '\0';
    return at;
}

/* At '<'. Returns the place after '>'. */
static const char *
read_element(struct svg_check *self, const char *at, struct element *out)
{
    *out = (struct element){ .n_attribute = 0 };
    at++;
    out->closes = *at == '/';
    at = read_name(self, out->closes ? at + 1 : at, out->name);
    while (self->fault[0] == '\0') {
        const size_t space = strspn(at, " \n");
        at += space;
        if (*at == '>')
            return at + 1;
        if (at[0] == '/' && at[1] == '>') {
            out->empty = true;
            return at + 2;
        }
        if (space == 0 || out->n_attribute == ATTRIBUTES) {
            fault(self, "unexpected '%.20s' in <%s>", at, out->name);
            break;
        }
        struct attribute *const attribute = &out->attribute[out->n_attribute++];
        at = read_name(self, at, attribute->name);
        if (at[0] != '=' || at[1] != '"') {
            fault(self, "attribute %s of <%s> is not quoted", attribute->name, out->name);
            break;
        }
        at = read_text(self, at + 2, "\"", attribute->value, sizeof attribute->value);
        at += *at == '"' ? 1 : 0;
        for (size_t i = 0; i + 1 < out->n_attribute; i++) {
            if (strcmp(out->attribute[i].name, attribute->name) == 0)
                fault(self, "attribute %s of <%s> is given twice", attribute->name, out->name);
        }
    }
    return at + strlen(at);
}

static const char *
value_of(const struct element *element, const char *name)
{
    for (size_t i = 0; i < element->n_attribute; i++) {
        if (strcmp(element->attribute[i].name, name) == 0)
            return element->attribute[i].value;
    }
    return "";
}

/* Degrees of transform="rotate(-24.8 480 355)", about the middle of the text; 0: none. */
static double
turn_of(const struct element *element)
{
    const char *const transform = value_of(element, "transform");
    const size_t n = strlen("rotate(");
    return strncmp(transform, "rotate(", n) == 0 ? strtod(transform + n, NULL) : 0.0;
}

/* So faint that what it lies on is read through it. */
static bool
is_faint(const struct element *element)
{
    static const double most = 0.2;
    const char *const opacity = value_of(element, "fill-opacity");
    return opacity[0] != '\0' && strtod(opacity, NULL) <= most;
}

static void
keep_text(struct svg_check *self, const struct element *element, const char *content)
{
    if (self->n_text == SVG_CHECK_TEXTS) {
        fault(self, "more than %d texts", (int)SVG_CHECK_TEXTS);
        return;
    }
    const char *const anchor = value_of(element, "text-anchor");
    struct svg_check_text *const text = &self->text[self->n_text++];
    const struct svg_type type = { .size = strtod(value_of(element, "font-size"), NULL),
                                   .bold = strcmp(value_of(element, "font-weight"), "700") == 0,
                                   .anchor = strcmp(anchor, "end") == 0      ? SVG_END
                                             : strcmp(anchor, "middle") == 0 ? SVG_MIDDLE
                                                                             : SVG_START };
    snprintf(text->text, sizeof text->text, "%s", content);
    text->size = type.size;
    text->bold = type.bold;
    text->anchor = type.anchor;
    text->turn = turn_of(element);
    text->is_mark = text->turn != 0.0 && is_faint(element);
    text->box = svg_text_box(strtod(value_of(element, "x"), NULL),
                             strtod(value_of(element, "y"), NULL), &type, content);
}

static void
check_bytes(struct svg_check *self, const char *svg)
{
    for (const unsigned char *s = (const unsigned char *)svg; *s != '\0'; s++) {
        const size_t n = *s < 0x80 ? 0 : *s >= 0xF0 ? 3 : *s >= 0xE0 ? 2 : *s >= 0xC2 ? 1 : 4;
        if ((*s < 0x20 && *s != '\n') || n == 4)
            fault(self, "byte %02x at %zu", *s, (size_t)(s - (const unsigned char *)svg));
        for (size_t i = 0; i < n && n < 4; i++) {
            if ((*++s & 0xC0u) != 0x80u) {
                fault(self, "broken UTF-8 at %zu", (size_t)(s - (const unsigned char *)svg));
                return;
            }
        }
    }
}

void
svg_check_read(struct svg_check *self, const char *svg)
{
    static struct element stack[DEPTH];
    size_t depth = 0;
    char content[512] = "";
    memset(self, 0, sizeof *self);
    check_bytes(self, svg);
    while (self->fault[0] == '\0' && *svg != '\0') {
        if (*svg != '<') {
            svg = read_text(self, svg, "<", content, sizeof content);
            if (depth == 0 && content[strspn(content, "\n ")] != '\0')
                fault(self, "text outside the picture: '%.30s'", content);
            continue;
        }
        struct element element;
        svg = read_element(self, svg, &element);
        if (element.closes) {
            if (depth == 0 || strcmp(stack[depth - 1].name, element.name) != 0)
                fault(self, "</%s> closes nothing", element.name);
            else if (strcmp(element.name, "text") == 0)
                keep_text(self, &stack[depth - 1], content);
            depth -= depth > 0 ? 1 : 0;
        } else if (!element.empty) {
            if (depth == DEPTH)
                fault(self, "more than %d deep", (int)DEPTH);
            else
                stack[depth++] = element;
        }
        content[0] = '\0';
    }
    if (depth != 0)
        fault(self, "<%s> is not closed", stack[depth - 1].name);
}

/* The upright box around a text that is turned about its middle. */
static struct svg_box
box_around(const struct svg_check_text *text)
{
    static const double degrees_of_radian = 57.29578;
    const double c = fabs(cos(text->turn / degrees_of_radian)),
                 s = fabs(sin(text->turn / degrees_of_radian)),
                 x = (text->box.x0 + text->box.x1) / 2.0, y = (text->box.y0 + text->box.y1) / 2.0,
                 wide = (text->box.x1 - text->box.x0) / 2.0,
                 high = (text->box.y1 - text->box.y0) / 2.0, across = wide * c + high * s,
                 down = wide * s + high * c;
    return (struct svg_box){ x - across, y - down, x + across, y + down };
}

void
svg_check_layout(struct svg_check *self, double width, double height)
{
    for (size_t i = 0; i < self->n_text; i++) {
        const struct svg_check_text *const a = &self->text[i];
        const struct svg_box box = box_around(a);
        if (box.x0 < 0.0 || box.y0 < 0.0 || box.x1 > width || box.y1 > height)
            fault(self, "'%s' leaves the canvas: %.1f to %.1f across, %.1f to %.1f down", a->text,
                  box.x0, box.x1, box.y0, box.y1);
        for (size_t k = 0; k < i; k++) {
            const struct svg_check_text *const b = &self->text[k];
            const struct svg_box other = box_around(b);
            if (!a->is_mark && !b->is_mark && svg_box_meet(&box, &other))
                fault(self, "'%s' lies on '%s'", a->text, self->text[k].text);
        }
    }
}

void
svg_check_sound(struct svg_check *self, const char *svg)
{
    svg_check_read(self, svg);
    svg_check_layout(self, CHART_WIDTH, CHART_HEIGHT);
    cr_assert_str_empty(self->fault, "%s", self->fault);
}

/* "-£2.5bn" leaves "bn"; NULL: not an amount alone. */
static const char *
unit_of_amount(const char *text)
{
    text += text[0] == '-';
    if (strncmp(text, POUND, strlen(POUND)) != 0)
        return NULL;
    text += strlen(POUND);
    text += strspn(text, "0123456789,.");
    return text[0] == '\0' || strcmp(text, "m") == 0 || strcmp(text, "bn") == 0 ? text : NULL;
}

static const char *
unit_of(const struct svg_check_text *text)
{
    return text->bold || text->anchor == SVG_START ? NULL : unit_of_amount(text->text);
}

/* Has it another amount beside it, or above or below it? */
static bool
in_axis(const struct svg_check *self, const struct svg_check_text *text)
{
    static const double same = 0.051; /* places are written to 0.1 */
    for (size_t i = 0; i < self->n_text; i++) {
        const struct svg_check_text *const other = &self->text[i];
        if (other != text && unit_of(other) != NULL && other->anchor == text->anchor &&
            (fabs(other->box.y1 - text->box.y1) < same ||
             (text->anchor == SVG_END && fabs(other->box.x1 - text->box.x1) < same)))
            return true;
    }
    return false;
}

void
svg_check_money(const struct svg_check *self, const char *subtitle)
{
    for (size_t i = 0; i < self->n_text; i++) {
        const struct svg_check_text *const text = &self->text[i];
        const char *const unit = unit_of(text);
        if (unit == NULL || !in_axis(self, text))
            continue;
        const bool named = strcmp(unit, "bn") == 0  ? strstr(subtitle, POUND " billion") != NULL
                           : strcmp(unit, "m") == 0 ? strstr(subtitle, POUND " million") != NULL
                                                    : strstr(subtitle, POUND ",") != NULL ||
                                                          strstr(subtitle, POUND " (") != NULL;
        cr_expect(named, "%s: %s", text->text, subtitle);
    }
}

const struct svg_check_text *
svg_check_find(const struct svg_check *self, const char *text)
{
    for (size_t i = 0; i < self->n_text; i++) {
        if (strstr(self->text[i].text, text) != NULL)
            return &self->text[i];
    }
    return NULL;
}

void
svg_check_golden(const char *svg, const char *path, const char *write_variable)
{
    enum { MOST = 1 << 18 };
    if (getenv(write_variable) != NULL) {
        FILE *const out = fopen(path, "wb");
        cr_assert_not_null(out);
        fputs(svg, out);
        fclose(out);
    }
    FILE *const file = fopen(path, "rb");
    cr_assert_not_null(file, "%s", path);
    char *const golden = calloc(1, MOST);
    cr_assert_lt(fread(golden, 1, MOST - 1, file), MOST - 1);
    fclose(file);
    cr_expect_str_eq(svg, golden, "%s is another picture", path);
    free(golden);
}
