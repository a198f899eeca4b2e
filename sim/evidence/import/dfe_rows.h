/* dfe_rows.h: what each row of a file of DfE's release is about: area, year, and age or placement.
 * For dfe_table.c, which counts what is in them. */
#ifndef DFE_ROWS_H
#define DFE_ROWS_H

#include "csv_in.h"
#include "dfe_kind.h"
#include "placement_map.h"
#include "table_in.h"

enum dfe_use {
    DFE_ROW_COUNTED,
    DFE_ROW_OTHER,       /* by sex, by years held, ... */
    DFE_ROW_UNKNOWN_AGE, /* in totals, at no age */
    DFE_ROW_LEFT_OUT,    /* a sum of others, statements alone, a part of London */
};

struct dfe_row {
    const char *topic, *label; /* borrowed of the file; "": it has none */
    enum dfe_use use;
    enum dfe_breakdown breakdown;
    struct observation at; /* area, year, ages and category */
    size_t of_label;       /* DFE_PLACEMENT: which of the labels, 0 to n_label - 1 */
};

enum { DFE_MAX_ABOUT = 12 };

struct dfe_rows {
    const struct dfe_kind *kind;         /* borrowed */
    const struct placement_map *map;     /* borrowed */
    struct csv_in *csv;                  /* borrowed */
    struct evidence *to;                 /* borrowed; gets the areas */
    struct column column[DFE_MAX_ABOUT]; /* that say what a row is about */
    struct columns columns;
    struct dfe_row *row; /* owned; [row of the file] */
    const char **label;  /* owned; of placements, each once */
    size_t n_label;
};

/* Finds the columns: one fault of csv for each that is missing. */
void dfe_rows_find(struct dfe_rows *self);
/* Says of each row what it is about. A row that is there twice, a label or level that is not known
 * and a file without rows of totals are faults of csv. Rows of one area, year and breakdown that
 * differ in words alone ("age 4", "Aged 4") are one row twice. A row "X - total" counts where no
 * other row of X has a number. */
HR_CHECKED int dfe_rows_read(struct dfe_rows *self, struct hr_err *err);
void dfe_rows_release(struct dfe_rows *self);

/* Is it one of the columns that say what a row is about? */
bool dfe_rows_is_about(const struct dfe_kind *kind, const char *column);

#endif
