/* csv_in.h: comma-separated files as people have them, read whole into memory.
 *
 * Forgives what spreadsheets do: a UTF-8 BOM, CRLF, quotes, commas inside quotes, rows in which
 * every cell is blank, blanks of any kind around a cell. Does not forgive what loses meaning: a row
 * with too few or too many cells, two columns of one name, an unclosed quote, a NUL, text that is
 * not UTF-8, a value under a column without a name, a table beyond the limits below. Faults name
 * file:line and column; all of them go into the caller's list, the first into err.
 *
 * Asked to (in_sheet), it leaves out what people put around a table: lines of one filled cell above
 * the header are titles, below the last row notes; n_around counts them. Such a line between rows
 * stays a fault.
 *
 * Numbers: "1,234.5", " 12 ", "(5.816)" for a negative, a leading pound sign. Suppressed and absent
 * values of official statistics are not numbers and not 0: "c", "low", "u" (suppressed, rounds to
 * 0, unreliable), "*" and "<5", "x", "z", "-", ".", "..", ":", "n/a" and "no data" (not available,
 * not applicable), those of the Government Analysis Function in brackets ("[c]", "[low]", "[u]",
 * "[x]", "[z]") and a blank give NAN, and csv_in_number says which; any other text is for the
 * caller to call a fault. */
#ifndef CSV_IN_H
#define CSV_IN_H

#include "fault.h"

#include <stdbool.h>
#include <stddef.h>

/* The most of a row, as spreadsheets have it, and of a table: 10 million rows of ten columns. */
enum { CSV_MOST_COLUMNS = 16384, CSV_MOST_CELLS = 100000000 };

struct csv_in {
    char *name;          /* owned; as messages name the file */
    const char **column; /* owned list; header names, in the file's order */
    size_t n_column;
    const char **cell; /* owned list; [row][column], never NULL */
    size_t *line;      /* owned; [row]: line in the file where the row begins */
    size_t n_row;
    bool in_sheet;               /* set before parsing */
    size_t n_around;             /* lines left out */
    char *text;                  /* owned; what columns and cells point into */
    struct faults *faults;       /* borrowed; may hold those of other files too */
    size_t n_fault, first_fault; /* of this file; the place of the first in the list */
};

void csv_in_init(struct csv_in *self, struct faults *faults);
/* From a file, or from text in memory (a zip's member, a test), which is not kept. Fails with
 * HR_EIO (cannot be read) or HR_ESCENARIO (is not such a file; the sentence is the first fault).
 * Initialised self is always releasable. */
HR_CHECKED int csv_in_read(struct csv_in *self, const char *path, struct hr_err *err);
HR_CHECKED int csv_in_parse(struct csv_in *self, const char *name, const char *text, size_t size,
                            struct hr_err *err);
void csv_in_release(struct csv_in *self);

/* Two names are one: without regard to case, spaces, "-" and "_". */
bool csv_in_same_name(const char *one, const char *other);
/* first[i]: the first column that is called as column i is; i where none before it is, or where it
 * has no name. In n log n comparisons. */
HR_CHECKED int csv_in_first_of_name(const struct csv_in *self, size_t *first, struct hr_err *err);
/* Column by header name (exact first, then csv_in_same_name); SIZE_MAX when there is none. */
size_t csv_in_column(const struct csv_in *self, const char *name);
static inline const char *
csv_in_text(const struct csv_in *self, size_t row, size_t column)
{
    return self->cell[row * self->n_column + column];
}

enum csv_absent { CSV_PRESENT, CSV_BLANK, CSV_SUPPRESSED, CSV_NOT_APPLICABLE, CSV_NOT_A_NUMBER };
/* The number of a text; NAN and the reason when it is none. */
double csv_in_number(const char *text, enum csv_absent *why);

/* Adds a fault of the caller's own: "file:line: column 'age': <sentence>". column SIZE_MAX: of the
 * whole row; row SIZE_MAX: of the whole file. */
void csv_in_fault(struct csv_in *self, size_t row, size_t column, const char *fmt, ...)
    HR_PRINTF(4, 5);
/* The same of a line of the file; 0: of the whole file. */
void csv_in_fault_at(struct csv_in *self, size_t line, const char *fmt, ...) HR_PRINTF(3, 4);
/* A fault for each line with bytes that are no text, or one where the file is of another kind. */
void csv_in_check_bytes(struct csv_in *self, const char *text, size_t size);
/* False, with a fault, where there are more rows than `what` ("a list of areas") has. */
bool csv_in_at_most(struct csv_in *self, size_t most, const char *what);
/* 0, or HR_ESCENARIO with the first fault of this file. */
HR_CHECKED int csv_in_check(const struct csv_in *self, struct hr_err *err);

#endif
