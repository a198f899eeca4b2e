/* sen2_rows.h: the rows of one module of a SEN2 return (sen2_return.h), from its table. For
 * sen2_*.c only.
 *
 * Modules are read parents first, so that a row finds its parent at once. Rows whose parent is not
 * there, and rows of a key that is there already, are counted and left out. Faults name file, line
 * and column, and no cell: a cell may be about a child. */
#ifndef SEN2_ROWS_H
#define SEN2_ROWS_H

#include "sen2_return.h"

struct sen2_reader {
    struct sen2_return *to;
    const struct sen2_source *source;
    enum sen2_module module;
};

/* Names of all columns that are read, of all modules; ends in NULL. */
extern const char *const sen2_column[];

/* A table_taker; reader: struct sen2_reader. */
HR_CHECKED int sen2_take_rows(void *reader, struct csv_in *csv, struct hr_err *err);

/* The key's place among the rows; NULL: not there. */
const char *const *sen2_key_of(const char *const *list, size_t n, const char *key);

#endif
