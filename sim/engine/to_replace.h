/* to_replace.h: the figures of a file that are the program's estimates, for its user to replace by
 * the authority's own.
 *
 *   to_replace = (
 *     { what = "balance"; key = "dsg.carry_forward_gbp_m"; now = "-£45.2m at 31 March 2025";
 *       why = "the last published is of March 2022; rolled forward by published spending"; },
 *     { what = "agreements"; key = "receipts"; state = "not_given"; now = "none"; why = "..."; } );
 *
 * A row is an estimate that stands in the file, or something that is not published and that the
 * file does without. While an estimate is listed, everything that rests on money carries the mark
 * "ESTIMATES (balance)" (example.h); taking the row away takes the mark away. Nothing else rests on
 * the list. */
#ifndef TO_REPLACE_H
#define TO_REPLACE_H

#include "arena.h"
#include "field.h"

#include <stdbool.h>
#include <stddef.h>

struct to_replace_in {
    const char *where;
    const char *what; /* in a word or two, for the mark */
    const char *key;  /* its path in the file */
    const char *now;  /* what stands there */
    const char *why;  /* where that comes from, and where the authority's own is found */
    bool absent;      /* the file does without it */
};

extern const struct field_table to_replace_fields;

/* "ESTIMATES (allocation, balance)", in the order of the list; "" where no estimate is listed. Of
 * more than MOST_NAMED the rest are counted: "ESTIMATES (a, b, c, d and 2 more)". */
const char *to_replace_mark(const struct to_replace_in *list, size_t n, struct arena *arena);

/* Is the figure at a key listed as an estimate? */
bool to_replace_lists(const struct to_replace_in *list, size_t n, const char *key);
/* As one that the file does without? */
bool to_replace_absent(const struct to_replace_in *list, size_t n, const char *key);

#endif
