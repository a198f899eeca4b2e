/* html.h: a page written as text, with every name and number escaped in one place.
 *
 *   struct html html;
 *   html_init(&html);
 *   html_begin(&html, "p", "class=\"answer\"");
 *   html_say(&html, "%zu futures of %s", n, area);
 *   html_end(&html);
 *   ret = html_take(&html, &text, err);      (the caller frees text)
 *
 * Elements nest: html_end closes the innermost, and html_take is hr_bug while one is open. Tags and
 * attributes are literals; what people typed goes through html_say, html_put or an attribute's
 * value, which escape it. Each block element begins a line. Memory failure is remembered until
 * html_take. */
#ifndef HTML_H
#define HTML_H

#include "text.h"

enum { HTML_DEPTH = 24 };
struct html {
    struct text out;
    const char *open[HTML_DEPTH]; /* borrowed tags */
    size_t n_open;
};

void html_init(struct html *self);
void html_release(struct html *self);

/* attributes: a literal, 'class="n" tabindex="0"', or "". */
void html_begin(struct html *self, const char *tag, const char *attributes);
/* One more attribute, whose value is escaped. */
void html_begin_with(struct html *self, const char *tag, const char *attributes, const char *name,
                     const char *value);
void html_end(struct html *self);
/* Text inside the innermost element. */
void html_say(struct html *self, const char *fmt, ...) HR_PRINTF(2, 3);
/* A whole element that holds a text. */
void html_put(struct html *self, const char *tag, const char *attributes, const char *text);
void html_link(struct html *self, const char *to, const char *text);
/* Markup that is written already: a chart's SVG, a literal. */
void html_markup(struct html *self, const char *markup);

/* Takes back all that was written since the page had this length (out.length); what was open then
 * must be what is open now. */
void html_cut(struct html *self, size_t length);

/* A table in a region that scrolls sideways, for narrow screens; `caption` names both. Then rows:
 * html_begin "tr", cells, html_end. */
void html_table_begin(struct html *self, const char *caption);
void html_table_end(struct html *self);
/* Cells: a heading of a column, a heading of a row, and what they are of. */
void html_column_head(struct html *self, const char *text, bool number);
void html_row_head(struct html *self, const char *text);
void html_cell(struct html *self, const char *text, bool number);

/* The page passes to the caller; self is empty again, in every case. */
HR_CHECKED int html_take(struct html *self, char **text, struct hr_err *err);

#endif
