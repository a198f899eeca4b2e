/* kept.h: the numbers of all futures, in columns of one number each, without loss in little memory.
 *
 *   ret = kept_init(&kept, n_column, n_replicate, &err);   then kept.like, kept.file where wanted
 *   a thread:  ret = kept_rows_init(&rows, &kept, &err);
 *              kept_cell(&rows, column)[i * KEPT_NEXT] = ...;  columns column, column + 1, ...
 *              ret = kept_rows_next(&rows, replicate, &err);   after each future
 *              ret = kept_rows_end(&rows, &err);               after the last; kept_rows_release
 *   ret = kept_end(&kept, &err);
 *   x = kept_borrow(&kept, column);  ... x[replicate] ...   kept_return(&kept, x);
 *   ret = kept_check(&kept, &err);                          were all columns there?
 *   kept_release(&kept);
 *
 * A thread writes futures one after the other into rows; when 64 are full each column of them is
 * packed (pack.h). What `most_held` has no room for goes to a file of the caller's, if there is
 * one, in segments of many packed futures whose columns lie one behind the other, so that a column
 * is read in a few pieces. Who took which future decides nothing but where it lies.
 *
 * A column that cannot be had, for want of memory or for a fault of the file, is lent as ones;
 * whoever borrows asks kept_check before what was read is of use to anybody. */
#ifndef KEPT_H
#define KEPT_H

#include "err.h"
#include "pack.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

enum { KEPT_NEXT = 8 }; /* from one column of a row to the next */

/* A file that grows, and that lives as long as what is kept. */
struct kept_file {
    /* Once, before anything is put: so many bytes will come. */
    int (*start)(struct kept_file *self, uint64_t bytes, struct hr_err *err);
    int (*put)(struct kept_file *self, const void *data, size_t size, struct hr_err *err);
    int (*get)(struct kept_file *self, uint64_t offset, void *out, size_t size, struct hr_err *err);
};

struct kept {
    size_t n_column, n_replicate;
    size_t *like;           /* owned; [column]: an earlier one whose numbers it often has; itself */
    struct kept_file *file; /* borrowed; NULL: all is held */
    size_t most_held;       /* bytes, where there is a file */
    pthread_mutex_t lock;   /* of what follows */
    struct kept_block **block; /* owned */
    size_t n_block, block_room;
    struct kept_segment *segment; /* owned; of the blocks before first_held */
    size_t n_segment, first_held, held_bytes, n_row;
    uint64_t file_bytes;
    struct lent *lent; /* owned; [column] */
    double *nothing;   /* owned; ones, once it is lent: columns are divided by, too */
    struct hr_err err; /* the first fault of a loan */
};

HR_CHECKED int kept_init(struct kept *self, size_t n_column, size_t n_replicate,
                         struct hr_err *err);
void kept_release(struct kept *self);

struct kept_rows { /* of one thread */
    struct kept *kept;
    double *number;        /* owned; [row / KEPT_NEXT][column][row % KEPT_NEXT] */
    unsigned char *packed; /* owned */
    uint32_t replicate[PACK_ROWS];
    size_t n;
};

HR_CHECKED int kept_rows_init(struct kept_rows *self, struct kept *kept, struct hr_err *err);
HR_CHECKED int kept_rows_next(struct kept_rows *self, size_t replicate, struct hr_err *err);
HR_CHECKED int kept_rows_end(struct kept_rows *self, struct hr_err *err);
void kept_rows_release(struct kept_rows *self);
/* After all rows: what memory holds goes to the file as well, where some is there already, so that
 * readers have the memory. */
HR_CHECKED int kept_end(struct kept *self, struct hr_err *err);
static inline double *
kept_cell(const struct kept_rows *self, size_t column)
{
    return self->number + (self->n / KEPT_NEXT * self->kept->n_column + column) * KEPT_NEXT +
           self->n % KEPT_NEXT;
}

/* Fills out, [replicate]. */
HR_CHECKED int kept_read(const struct kept *self, size_t column, double *out, struct hr_err *err);
/* The same where out holds the column that this one is like. */
HR_CHECKED int kept_read_over(const struct kept *self, size_t column, double *out,
                              struct hr_err *err);

/* [replicate]; good until it is returned as often as it was borrowed. May be asked by several
 * threads at once. What is never returned is released with the rest. */
const double *kept_borrow(struct kept *self, size_t column);
void kept_return(struct kept *self, const double *column);
HR_CHECKED int kept_check(struct kept *self, struct hr_err *err);

#endif
