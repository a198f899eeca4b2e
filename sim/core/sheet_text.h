/* sheet_text.h: texts in a table that a spreadsheet may open.
 *
 * A spreadsheet runs a cell that begins with one of = + - @, a tab or a line's end as a formula,
 * spaces before it and full-width forms included, quoted or not (OWASP, "CSV injection"). Such a
 * text is written with an apostrophe before it, which a spreadsheet takes as "a text"; whoever
 * reads tables back takes one away. Any text comes back as it was: of a text and the same with one
 * apostrophe more either both need one or neither. A text that is a number, and a single sign,
 * stand as they are. */
#ifndef SHEET_TEXT_H
#define SHEET_TEXT_H

#include <stdbool.h>

/* Would it run, leading apostrophes aside? */
bool sheet_text_runs(const char *text);
/* What goes before a text in a file: "'" or "". */
const char *sheet_text_guard(const char *text);
/* The text of a cell read from a file, without the guard. */
const char *sheet_text_of(const char *cell);

#endif
