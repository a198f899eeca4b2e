/* tidy_row.h: one row of a tidied file: its area, year, ages and counts. For tidy_*.c alone. */
#ifndef TIDY_ROW_H
#define TIDY_ROW_H

#include "csv_in.h"
#include "evidence.h"

enum { FIRST_SUM_YEAR = 1990, N_SUM_YEAR = 111 };
#define REMARKABLE 0.05 /* of the total: placements that miss it by more are named one by one */

struct series {
    struct evidence *out; /* borrowed */
    struct csv_in csv;
    size_t level, ons_code, dfe_code, name, region, year, ages, total; /* columns; SIZE_MAX: none */
    size_t n_off[N_SUM_YEAR]; /* rows of a year whose placements do not add up to the published
                                 total */
};

struct count_column {
    const char *name;
    short measure;
};

struct file_kind {
    const char *prefix, *year;
    const char *ages; /* column of age labels; NULL: not by age */
    bool children;    /* not by age, and of ages 0 to 17 */
    bool placed; /* has the placement columns, of count[0]'s measure when it has a name, else of
                    plans */
    struct count_column count[3]; /* columns of counts; a measure in two of them is their sum */
    int (*read)(struct series *self, const struct file_kind *kind, struct hr_err *err);
};


/* Column of a name that must be there; a fault and SIZE_MAX otherwise. */
size_t tidy_column(struct series *self, const char *name);
/* The columns that files share. */
void tidy_columns(struct series *self, const struct file_kind *kind);

/* A count, NAN where none is given. */
double tidy_count(struct series *self, size_t row, size_t column);
bool tidy_year(struct series *self, size_t row, short *year);

/* What a row's observations have in common; not good after a fault, and where there is nothing to
 * read. */
HR_CHECKED int tidy_row(struct series *self, size_t row, const struct file_kind *kind,
                        struct observation *item, bool *good, struct hr_err *err);

/* Adds one observation; a count of NAN adds nothing. */
HR_CHECKED int tidy_put(struct series *self, struct observation item, int measure, int category,
                        double count, struct hr_err *err);

/* Ceased plans (tidy_ceased.c). */
HR_CHECKED int tidy_ceased(struct series *self, const struct file_kind *kind, struct hr_err *err);

#endif
