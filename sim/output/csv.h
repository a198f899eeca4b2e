/* csv.h: a table as comma-separated text.
 *
 * One header row, comma, LF, UTF-8 without byte order mark, no thousands separators, an empty cell
 * for what is missing (never "NA"). A text is quoted when it holds a comma, a quote or a line
 * break, or starts or ends with a space; quotes inside are doubled (RFC 4180 apart from the line
 * end). A text that a spreadsheet would run as a formula has an apostrophe before it
 * (sheet_text.h). Numbers are written as table_format says. The same table gives the same bytes. */
#ifndef CSV_H
#define CSV_H

#include "folder.h"
#include "table.h"
#include "text.h"

/* The whole file in memory; *text is owned by the caller (free) and ends in a terminator that *size
 * does not count. */
HR_CHECKED int csv_text(const struct table *table, char **text, size_t *size, struct hr_err *err);

/* The same into a folder, as NAME.csv. */
HR_CHECKED int csv_write(const struct table *table, struct folder *folder, struct hr_err *err);
/* The place of that file, which is written later (folder_place). */
HR_CHECKED int csv_place(const char *table, struct folder *folder, struct hr_err *err);

/* One text cell, quoted when it must be: for files too long to be a table first. */
void csv_add(struct text *out, const char *cell);

#endif
