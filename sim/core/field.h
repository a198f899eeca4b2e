/* field.h: what a scenario may say, as data.
 *
 * A field is one key of a scenario file: its name, type, unit, bounds, default, help, example, the
 * place of its value in a struct, and what it refers to. A table of fields describes one group of
 * keys, or each element of a list. The table stands in the model that reads the struct
 * (joiners.c: joiners_fields fills struct joiners_in); inputs.c puts them together, and
 * inputs_fields is the whole file. Rows are written with the macros of field_rows.h.
 *
 * Everything that needs the shape of a scenario walks the tables: reading, the checks of
 * references, `headroom explain key`, assumptions.csv, run.json, the writers of fit and import, and
 * the tests. To add a key: a member of the struct and a row, in one module. */
#ifndef HR_FIELD_H
#define HR_FIELD_H

#include "quantity.h"

#include <stdbool.h>
#include <stddef.h>

/* A value that is not given, or is faulty, is
 *   NAN  of COUNT and NUMBER: 0 is a number that people type, and no comparison with NAN holds, so
 *        a check passes over it;
 *   ""   of TEXT and DATE, and of an ID or PLACE that must be given: it can be compared as text;
 *        NULL of an ID or PLACE that may be left out: it refers to nothing, not to an empty name;
 *   0    of all others: no list, no quantity (ids begin at 1), no year, false, the first choice. */
enum field_type {
    FIELD_TEXT,     /* const char * */
    FIELD_ID,       /* const char *; lower-case letters, digits, '-' and '_', a letter first */
    FIELD_PLACE,    /* const char *; a setting's id or a category's name */
    FIELD_DATE,     /* const char *; "2021-07-05" */
    FIELD_BOOL,     /* bool */
    FIELD_WHOLE,    /* int */
    FIELD_COUNT,    /* double that must be whole */
    FIELD_NUMBER,   /* double */
    FIELD_NUMBERS,  /* double[length] */
    FIELD_FY,       /* int; "2021/22" is 2021 */
    FIELD_AY,       /* int; "2021/22" is 2021 */
    FIELD_ENUM,     /* an enum of the size of an int; index in `choice` */
    FIELD_FLAG,     /* bool; the second of two in `choice` is true */
    FIELD_WHOLES,   /* int *, and its length at `n_offset` */
    FIELD_VALUES,   /* double *, and its length at `n_offset` */
    FIELD_TEXTS,    /* const char **, and its length at `n_offset` */
    FIELD_QUANTITY, /* quantity_id */
    FIELD_PATH,     /* struct path_in */
    FIELD_GROUP,    /* the members of a struct at `offset` (0: of the enclosing one) */
    FIELD_LIST,     /* struct *, and its length at `n_offset` */
    N_FIELD_TYPE
};

/* What the name in a field, or each of its names, must be one of. */
enum field_target {
    TARGET_NONE,
    TARGET_SETTING,
    TARGET_PLACE, /* a setting or a category of one */
    TARGET_NEED,
    TARGET_LINE,
    TARGET_BLOCK,
    TARGET_RECEIPT,
    TARGET_TRANSFER,
    TARGET_OPTION,
    TARGET_SCENARIO,
    N_TARGET
};

struct field {
    const char *key;
    enum field_type type;
    const char *unit;     /* for people; "" when it has none */
    double lo, hi;        /* of a number, of each of several, or of the length of a list; for a
                             quantity: of every value it is given by */
    const char *fallback; /* libconfig syntax; NULL: must be given; "": may be left out, and of a
                             group: as a whole, then England's keys inside it are not used either */
    const char *help;     /* one sentence: what it is */
    const char *example;  /* libconfig syntax */
    size_t offset, n_offset;
    size_t length;             /* of NUMBERS */
    const char *index;         /* what each of NUMBERS belongs to: "age", "month" */
    int first_index;           /* of the first one */
    const char *const *choice; /* of ENUM and FLAG; ends in NULL */
    enum quantity_support
        support;                 /* of a quantity; POSITIVE gives way to REAL when the field allows
                                      negative values and one is given */
    enum field_target refers_to; /* of a text, an id or a list of them */
    const char *refers_as;       /* what a message calls the name, where "setting" does not do */
    bool lone;       /* of LIST: each element has one required key, whose value may be given in
                        place of the element, and one such value in place of the list */
    bool national;   /* of a quantity: drawn once for all areas of a run */
    bool own_source; /* the source of an enclosing group does not apply to it */
    bool total;      /* of NUMBERS: the list of assumptions has their sum, not each */
    bool untold;     /* not in the list of assumptions: a weight in England's tables, or how the run
                        is made */
    const char *below;  /* what to do in place of a value under the bounds; NULL: nothing to say */
    const char *before; /* what a file that does not give it meant before the default it has now;
                           NULL: the same */
    const struct field_table *table; /* of GROUP, PATH and LIST */
};

struct field_table {
    const struct field *row;
    size_t n_row;
    size_t size;                /* of one element; lists only */
    bool where;                 /* the struct begins with `const char *where` */
    const char *const *address; /* keys whose values name an element of the list; no two elements
                                   share them all. Ends in NULL; NULL: not a list */
};

/* The row whose key a path ("dsg.blocks") begins with; SIZE_MAX: none. */
size_t field_table_find(const struct field_table *table, const char *path);
/* 1e6 for keys in £ million (they end in _gbp_m), else 1. */
double field_scale(const struct field *field);
/* Does it have bounds? Numbers and quantities do. */
bool field_is_bounded(const struct field *field);
/* "a whole number from 1 to 30 (years)", "a financial year such as \"2021/22\"": what is required
 * of its value. */
void field_want(const struct field *field, char *buf, size_t size);
/* A number as people write it: 1000000 as "1,000,000", 0.05 as "0.05". */
void field_number(double value, char *buf, size_t size);

#endif
