#include "page_check.h"

#include "err.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { DEPTH = 32, NAME = 32, ATTRIBUTES = 24, VALUE = 2048 };

struct tag {
    char name[NAME];
    char attribute[ATTRIBUTES][NAME], value[ATTRIBUTES][VALUE];
    size_t n;
    bool closes, empty;
};

struct walk {
    struct page_check *check;
    char open[DEPTH][NAME];
    size_t n_open;
    char last[NAME]; /* the element opened before this one */
    int level;       /* of the last heading */
    bool svg_title, svg_desc;
    char text[VALUE]; /* since the last tag */
};

static void fault(struct page_check *self, const char *fmt, ...) HR_PRINTF(2, 3);

static void
fault(struct page_check *self, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    if (self->fault[0] == '\0')
        vsnprintf(self->fault, sizeof self->fault, fmt, args);
    va_end(args);
}

/* ---- tags and text */

static const char *
read_text(struct page_check *self, const char *at, char stop, char out[VALUE])
{
    static const char *const entity[] = { "&amp;", "&lt;", "&gt;", "&quot;" };
    size_t used = 0;
    for (; *at != '\0' && *at != stop; at++) {
        bool known = *at != '&';
        for (size_t i = 0; i < sizeof entity / sizeof *entity; i++)
            known = known || strncmp(at, entity[i], strlen(entity[i])) == 0;
        if (!known || *at == '<')
            fault(self, "bare '%c' at '%.30s'", *at, at);
        if ((unsigned char)*at < 0x20 && *at != '\n')
            fault(self, "byte %02x at '%.30s'", (unsigned)*at, at);
        if (used + 1 < VALUE)
            out[used++] = *at;
    }
    out[used] = '\0';
    return at;
}

static const char *
read_attribute(struct page_check *self, const char *at, struct tag *out)
{
    const size_t n = strspn(at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-:");
    if (n == 0 || n >= NAME || at[n] != '=' || at[n + 1] != '"' || out->n == ATTRIBUTES) {
        fault(self, "an attribute of <%s> is not quoted: '%.30s'", out->name, at);
        return at + strlen(at);
    }
    snprintf(out->attribute[out->n], NAME, "%.*s", (int)n, at);
    for (size_t i = 0; i < out->n; i++)
        if (strcmp(out->attribute[i], out->attribute[out->n]) == 0)
            fault(self, "attribute %s of <%s> is given twice", out->attribute[i], out->name);
    at = read_text(self, at + n + 2, '"', out->value[out->n]);
    out->n++;
    return *at == '"' ? at + 1 : at;
}

/* At '<'; returns what follows '>'. */
static const char *
read_tag(struct page_check *self, const char *at, struct tag *out)
{
    out->n = 0;
    at++;
    out->closes = *at == '/';
    at += out->closes;
    const size_t n = strspn(at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    if (n == 0 || n >= NAME)
        fault(self, "no tag at '%.30s'", at);
    snprintf(out->name, NAME, "%.*s", (int)(n < NAME ? n : 0), at);
    at += n;
    while (self->fault[0] == '\0') {
        at += strspn(at, " \n");
        out->empty = strncmp(at, "/>", 2) == 0;
        if (*at == '>' || out->empty)
            return at + 1 + out->empty;
        at = read_attribute(self, at, out);
    }
    return at + strlen(at);
}

static const char *
value_of(const struct tag *tag, const char *name)
{
    for (size_t i = 0; i < tag->n; i++)
        if (strcmp(tag->attribute[i], name) == 0)
            return tag->value[i];
    return NULL;
}

static bool
has(const struct tag *tag, const char *name, const char *value)
{
    const char *is = value_of(tag, name);
    return is != NULL && strcmp(is, value) == 0;
}

/* ---- what a tag must be */

static bool
starts_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

static void
keep(struct page_check *self, char list[][PAGE_TEXT], size_t *n, const char *text)
{
    if (*n == PAGE_IDS)
        fault(self, "more than %d ids", (int)PAGE_IDS);
    else
        snprintf(list[(*n)++], PAGE_TEXT, "%s", text);
}

static void
check_ids(struct page_check *self, const struct tag *tag)
{
    static const char *const reference[] = { "aria-labelledby", "aria-describedby" };
    const char *id = value_of(tag, "id"), *to = value_of(tag, "href");
    for (size_t i = 0; id != NULL && i < self->n_id; i++)
        if (strcmp(self->id[i], id) == 0)
            fault(self, "id '%s' is given twice", id);
    if (id != NULL)
        keep(self, self->id, &self->n_id, id);
    for (size_t i = 0; i < 2; i++)
        if (value_of(tag, reference[i]) != NULL)
            keep(self, self->wanted, &self->n_wanted, value_of(tag, reference[i]));
    if (to != NULL && to[0] == '#')
        keep(self, self->wanted, &self->n_wanted, to + 1);
}

static void
check_safety(struct page_check *self, const struct tag *tag)
{
    static const char *const forbidden[] = { "script", "iframe",        "frame", "object",
                                             "embed",  "link",          "base",  "form",
                                             "use",    "foreignObject", "image", "img" };
    for (size_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++)
        if (strcmp(forbidden[i], tag->name) == 0)
            fault(self, "there is a <%s>", tag->name);
    for (size_t i = 0; i < tag->n; i++) {
        if (starts_with(tag->attribute[i], "on") || strcmp(tag->attribute[i], "src") == 0)
            fault(self, "<%s> has the attribute %s", tag->name, tag->attribute[i]);
        if (strcmp(tag->attribute[i], "xmlns") != 0 && strstr(tag->value[i], "//") != NULL)
            fault(self, "<%s> points elsewhere: %s", tag->name, tag->value[i]);
        if (strcmp(tag->attribute[i], "href") == 0 &&
            (strchr(tag->value[i], ':') != NULL || tag->value[i][0] == '/'))
            fault(self, "a link leaves the folder: %s", tag->value[i]);
    }
}

static void
check_access(struct walk *walk, const struct tag *tag)
{
    struct page_check *const self = walk->check;
    if (strcmp(tag->name, "svg") == 0 &&
        (!has(tag, "role", "img") || !value_of(tag, "aria-labelledby")))
        fault(self, "an svg has no role or no name");
    if (strcmp(tag->name, "th") == 0 && value_of(tag, "scope") == NULL)
        fault(self, "a th has no scope");
    if (strcmp(tag->name, "html") == 0 && !has(tag, "lang", "en-GB"))
        fault(self, "the page has no language");
    if (strcmp(walk->last, "table") == 0 && strcmp(tag->name, "caption") != 0)
        fault(self, "a table has no caption");
    if (has(tag, "class", "scroll") &&
        (!has(tag, "tabindex", "0") || !has(tag, "role", "region") || !value_of(tag, "aria-label")))
        fault(self, "a scrolling box has no name or no place");
    if (tag->name[0] == 'h' && strchr("123456", tag->name[1]) != NULL && tag->name[1] != '\0') {
        const int level = tag->name[1] - '0';
        if (level > walk->level + 1 || (level == 1 && walk->level > 0))
            fault(self, "<h%d> after <h%d>", level, walk->level);
        walk->level = level;
    }
}

/* ---- the walk */

static void
close_tag(struct walk *walk, const struct tag *tag)
{
    struct page_check *const self = walk->check;
    const char *const parent = walk->n_open > 1 ? walk->open[walk->n_open - 2] : "";
    if (walk->n_open == 0 || strcmp(walk->open[walk->n_open - 1], tag->name) != 0) {
        fault(self, "</%s> closes <%s>", tag->name,
              walk->n_open > 0 ? walk->open[walk->n_open - 1] : "");
        return;
    }
    if (strcmp(tag->name, "title") == 0 && walk->text[0] == '\0')
        fault(self, "a title is empty");
    if (strcmp(parent, "svg") == 0 && strcmp(tag->name, "title") == 0)
        walk->svg_title = true;
    if (strcmp(parent, "svg") == 0 && strcmp(tag->name, "desc") == 0)
        walk->svg_desc = walk->text[0] != '\0';
    if (strcmp(tag->name, "svg") == 0 && (!walk->svg_title || !walk->svg_desc))
        fault(self, "an svg has no title or no description");
    if (tag->name[0] == 'h' && tag->name[1] >= '1' && tag->name[1] <= '6' && self->n_heading < 64)
        snprintf(self->heading[self->n_heading++], PAGE_TEXT, "%.*s", PAGE_TEXT - 1, walk->text);
    walk->n_open--;
}

static void
open_tag(struct walk *walk, const struct tag *tag)
{
    struct page_check *const self = walk->check;
    check_ids(self, tag);
    check_safety(self, tag);
    check_access(walk, tag);
    self->n_svg += strcmp(tag->name, "svg") == 0;
    self->n_figure += strcmp(tag->name, "figure") == 0;
    self->n_table += strcmp(tag->name, "table") == 0;
    if (strcmp(tag->name, "svg") == 0)
        walk->svg_title = walk->svg_desc = false;
    snprintf(walk->last, NAME, "%s", tag->name);
    if (tag->empty || strcmp(tag->name, "meta") == 0)
        return;
    if (walk->n_open == DEPTH)
        fault(self, "more than %d deep", (int)DEPTH);
    else
        snprintf(walk->open[walk->n_open++], NAME, "%s", tag->name);
}

static void
check_wanted(struct page_check *self)
{
    for (size_t w = 0; w < self->n_wanted; w++) {
        bool found = false;
        for (size_t i = 0; i < self->n_id && !found; i++)
            found = strcmp(self->id[i], self->wanted[w]) == 0;
        if (!found)
            fault(self, "nothing has the id '%s'", self->wanted[w]);
    }
}

/* A style sheet has its own marks; it may fetch nothing. */
static const char *
pass_style(struct page_check *self, const char *at)
{
    const char *end = strstr(at, "</style>");
    if (end == NULL) {
        fault(self, "the style sheet does not end");
        return at + strlen(at);
    }
    for (const char *c = at; c < end; c++)
        if (starts_with(c, "url(") || starts_with(c, "@import") || *c == '<')
            fault(self, "the style sheet fetches: '%.30s'", c);
    return end;
}

void
page_check_read(struct page_check *self, const char *page)
{
    static const char doctype[] = "<!DOCTYPE html>";
    static struct tag tag;
    struct walk walk = { .check = self };
    memset(self, 0, sizeof *self);
    if (!starts_with(page, doctype))
        fault(self, "there is no %s", doctype);
    else
        page += strlen(doctype);
    while (self->fault[0] == '\0' && *page != '\0') {
        if (*page != '<') {
            page = read_text(self, page, '<', walk.text);
            continue;
        }
        page = read_tag(self, page, &tag);
        if (tag.closes)
            close_tag(&walk, &tag);
        else
            open_tag(&walk, &tag);
        if (!tag.closes && strcmp(tag.name, "style") == 0)
            page = pass_style(self, page);
        walk.text[0] = '\0';
    }
    if (walk.n_open > 0)
        fault(self, "<%s> is not closed", walk.open[walk.n_open - 1]);
    check_wanted(self);
}
