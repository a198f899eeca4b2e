#include "html.h"

#include "svg.h"

#include <stdlib.h>
#include <string.h>

void
html_init(struct html *self)
{
    *self = (struct html){ .n_open = 0 };
    text_init(&self->out);
}

void
html_release(struct html *self)
{
    text_release(&self->out);
    html_init(self);
}

/* Elements inside a line of text; all others begin a line. */
static bool
is_inline(const char *tag)
{
    static const char *const tags[] = { "a", "span", "strong", "abbr", "code" };
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (strcmp(tags[i], tag) == 0)
            return true;
    return false;
}

static void
open_tag(struct html *self, const char *tag, const char *attributes)
{
    text_add(&self->out, "%s<%s%s%s", is_inline(tag) ? "" : "\n", tag,
             attributes[0] == '\0' ? "" : " ", attributes);
    if (self->n_open == HTML_DEPTH)
        hr_bug("'%s' is nested too deeply", tag);
    self->open[self->n_open++] = tag;
}

void
html_begin(struct html *self, const char *tag, const char *attributes)
{
    open_tag(self, tag, attributes);
    text_add(&self->out, ">");
}

void
html_begin_with(struct html *self, const char *tag, const char *attributes, const char *name,
                const char *value)
{
    open_tag(self, tag, attributes);
    text_add(&self->out, " %s=\"", name);
    svg_add_escaped(&self->out, value);
    text_add(&self->out, "\">");
}

void
html_end(struct html *self)
{
    if (self->n_open == 0)
        hr_bug("no element is open");
    text_add(&self->out, "</%s>", self->open[--self->n_open]);
}

void
html_say(struct html *self, const char *fmt, ...)
{
    struct text said;
    va_list args;
    text_init(&said);
    va_start(args, fmt);
    text_add_args(&said, fmt, args);
    va_end(args);
    self->out.failed = self->out.failed || said.failed;
    if (said.text != NULL)
        svg_add_escaped(&self->out, said.text);
    text_release(&said);
}

void
html_put(struct html *self, const char *tag, const char *attributes, const char *text)
{
    html_begin(self, tag, attributes);
    svg_add_escaped(&self->out, text);
    html_end(self);
}

void
html_link(struct html *self, const char *to, const char *text)
{
    html_begin_with(self, "a", "", "href", to);
    svg_add_escaped(&self->out, text);
    html_end(self);
}

void
html_markup(struct html *self, const char *markup)
{
    text_add_bytes(&self->out, markup, strlen(markup));
}

void
html_cut(struct html *self, size_t length)
{
    self->out.length = length;
    self->out.text[length] = '\0';
}

/* ---- tables */

void
html_table_begin(struct html *self, const char *caption)
{
    html_begin_with(self, "div", "class=\"scroll\" role=\"region\" tabindex=\"0\"", "aria-label",
                    caption);
    html_begin(self, "table", "");
    html_put(self, "caption", "", caption);
}

void
html_table_end(struct html *self)
{
    html_end(self);
    html_end(self);
}

void
html_column_head(struct html *self, const char *text, bool number)
{
    html_put(self, "th", number ? "scope=\"col\" class=\"n\"" : "scope=\"col\"", text);
}

void
html_row_head(struct html *self, const char *text)
{
    html_put(self, "th", "scope=\"row\"", text);
}

void
html_cell(struct html *self, const char *text, bool number)
{
    html_put(self, "td", number ? "class=\"n\"" : "", text);
}

int
html_take(struct html *self, char **text, struct hr_err *err)
{
    if (self->n_open > 0)
        hr_bug("'%s' is not closed", self->open[self->n_open - 1]);
    const int ret = text_take(&self->out, text, err);
    html_release(self);
    return ret;
}
