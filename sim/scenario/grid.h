/* grid.h: a table as somebody publishes it, with all that stands around it: titles above the
 * columns' names, names in several rows, several tables one below the other, notes at the foot.
 * Nothing is refused for its shape; the reader finds its header by the names in it.
 *
 * Text that is not UTF-8 is taken for Windows-1252, as DfE's large files are, and `converted` says
 * so. Cells are trimmed, white space within them (a line's end in a heading) is one blank. */
#ifndef GRID_H
#define GRID_H

#include "err.h"
#include "fault.h"

#include <stdbool.h>
#include <stddef.h>

struct grid {
    const char *name;  /* borrowed; as messages name the file */
    char *text;        /* owned; what cells point into */
    const char **cell; /* owned; all rows one after another */
    size_t n_cell;
    struct grid_row {
        size_t first, n; /* of cell */
        size_t line;     /* in the file */
    } * row;             /* owned; blank rows too */
    size_t n_row;
    bool converted;
};

/* Release it, whatever is returned. HR_ESCENARIO: it is no text. */
HR_CHECKED int grid_read(struct grid *self, const char *name, const char *bytes, size_t size,
                         struct hr_err *err);
void grid_release(struct grid *self);

/* "" outside of the row. */
const char *grid_cell(const struct grid *self, size_t row, size_t column);
/* How many cells of a row are not blank. */
size_t grid_n_filled(const struct grid *self, size_t row);

/* Patterns are the shell's, without regard to case, and "@(one|another)" (fnmatch, FNM_EXTMATCH).
 */
bool grid_like(const char *text, const char *pattern);
/* First column of a row that is like the pattern; SIZE_MAX: none, or the pattern is NULL. */
size_t grid_find(const struct grid *self, size_t row, const char *pattern);

/* Name of a column whose names stand in several rows: the cells of first to last joined by " | ".
 * An upper cell that is blank is what stands to its left, as where cells were merged. */
void grid_heading(const struct grid *self, const size_t rows[2], size_t column, char *to,
                  size_t size);

/* What stands in the rows above a row, its cells with a blank between. */
void grid_titles(const struct grid *self, size_t row, char *to, size_t size);

/* "file.csv:12: column 3: ..." */
void grid_fault(const struct grid *self, struct faults *faults, const size_t at[2], const char *fmt,
                ...) HR_PRINTF(4, 5);

#endif
