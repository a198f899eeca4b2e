/* schema_row.h: shorthand for the rows of schema*.c; included nowhere else. */
#ifndef SCHEMA_ROW_H
#define SCHEMA_ROW_H

#include "schema.h"

/* Where a value goes in its struct; a list has its length beside it, as n_NAME. */
#define AT(s, m) .offset = offsetof(struct s, m)
#define LIST_AT(s, m) .offset = offsetof(struct s, m), .n_offset = offsetof(struct s, n_##m)
#define BOUNDS(low, high) .lo = (low), .hi = (high)
#define ROWS(rows) .row = (rows), .n_row = sizeof(rows) / sizeof(rows)[0]
#define ADDRESS(...)                 \
    .address = (const char *const[]) \
    {                                \
        __VA_ARGS__, NULL            \
    }

/* Rows that several tables share, by the name of their struct. */
#define ROW_LABEL(s, text)                                             \
    {                                                                  \
        .key = "label", .type = SCHEMA_TEXT, .unit = "", .help = text, \
        .example = "\"Specialist therapies\"", AT(s, label)            \
    }
#define ROW_ID(s, text, sample)                                                                \
    {                                                                                          \
        .key = "id", .type = SCHEMA_ID, .unit = "", .help = text, .example = sample, AT(s, id) \
    }

#endif
