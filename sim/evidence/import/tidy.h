/* tidy.h: one file of tidied series while it is read; for tidy_*.c alone. */
#ifndef TIDY_H
#define TIDY_H

#include "table_in.h"
#include "evidence.h"

enum { TIDY_N_COUNT = 3, TIDY_N_COLUMN = 8, TIDY_FIRST_YEAR = 1990, TIDY_LAST_YEAR = 2100 };

struct tidy {                     /* a file */
    struct evidence *out;         /* borrowed */
    const struct tidy_kind *kind; /* borrowed */
    struct csv_in *csv;           /* borrowed */
    struct columns columns;
    struct column column[TIDY_N_COLUMN]; /* what columns points to */
    /* Rows of a year whose placements do not add up to the published total. */
    size_t n_off[TIDY_LAST_YEAR - TIDY_FIRST_YEAR + 1];
};

struct tidy_kind { /* what the files of one name hold */
    const char *prefix, *year;
    const char *ages; /* column of age labels; NULL: not by age */
    bool children;    /* not by age, and of ages 0 to 17 */
    bool placed;      /* has the placement columns: of count[0]'s measure, else of plans */
    struct {
        const char *name;
        enum evidence_measure measure;
    } count[TIDY_N_COUNT]; /* columns of counts; a measure in two of them is their sum */
    int (*read)(struct tidy *self, struct hr_err *err);
};

struct tidy_row { /* what the counts of a row have in common */
    struct evidence_area area;
    int year;
    const char *ages;        /* as in the file; NULL: there is no such column */
    double total;            /* of the placements, as published; NAN: not given */
    struct observation item; /* all but measure and count */
};

/* Finds the columns of a tidy_row; a fault for each that is missing. */
void tidy_find(struct tidy *self);
/* A row up to its ages and counts. *good: without a fault. */
HR_CHECKED int tidy_read(struct tidy *self, size_t line, struct tidy_row *row, bool *good,
                         struct hr_err *err);
/* Its ages. False for a fault, and for unknown ages, which are in the total alone. */
bool tidy_ages(struct tidy *self, size_t line, struct tidy_row *row);
/* A count; NAN where none is given. */
double tidy_count(struct tidy *self, size_t line, size_t column);
/* Adds one observation; a count of NAN adds nothing. */
HR_CHECKED int tidy_put(struct tidy *self, const struct observation *item, struct hr_err *err);

/* Ceased plans (tidy_ceased.c). */
HR_CHECKED int tidy_ceased(struct tidy *self, struct hr_err *err);

#endif
