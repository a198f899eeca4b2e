/* field_rows.h: how the rows of a table of fields are written. Included only by files that hold a
 * table, for its names are short.
 *
 *   static const struct field joiners_row[] = {
 *       QUANTITY("level", "factor", 0.1, 10, MUST, AT(joiners_in, level), "1.0",
 *                "The authority's lasting level of new plans.", POSITIVE),
 *       ...
 *   };
 *   const struct field_table joiners_fields = TABLE(joiners_row);
 *
 * The order is always: key, unit and bounds where the type has them, default, where the value goes,
 * an example, and help; properties that few fields have follow the help. */
#ifndef HR_FIELD_ROWS_H
#define HR_FIELD_ROWS_H

#include "field.h"

/* ---- defaults: libconfig syntax, or one of */
#define MUST NULL /* it must be given */
#define MAY ""    /* it may be left out */

/* ---- where a value goes: a member of a struct. A list has its length beside it, as n_NAME. The
 * keys of a group may belong to the enclosing struct. */
#define AT(s, m) .offset = offsetof(struct s, m)
#define LIST_AT(s, m) .offset = offsetof(struct s, m), .n_offset = offsetof(struct s, n_##m)
#define HERE .offset = 0

/* ---- properties (struct field has their meaning) */
#define POSITIVE .support = QUANTITY_POSITIVE
#define SHARE .support = QUANTITY_UNIT
#define NATIONAL .national = true
#define OWN_SOURCE .own_source = true
#define BY_TOTAL .total = true
#define UNTOLD .untold = true
#define LONE .lone = true
#define BELOW(advice) .below = advice
#define BEFORE(meant) .before = meant
#define REFERS(target) .refers_to = TARGET_##target
#define REFERS_AS(target, name) .refers_to = TARGET_##target, .refers_as = name

/* ---- rows. clang-format off */

#define ROW(t, k, u, f, ...)                                               \
    {                                                                      \
        .type = FIELD_##t, .key = k, .unit = u, .fallback = f, __VA_ARGS__ \
    }

#define TEXT(k, f, at, e, ...) ROW(TEXT, k, "", f, at, .example = e, .help = __VA_ARGS__)
#define ID(k, f, at, e, ...) ROW(ID, k, "", f, at, .example = e, .help = __VA_ARGS__)
#define PLACE(k, f, at, e, ...) ROW(PLACE, k, "", f, at, .example = e, .help = __VA_ARGS__)
#define DATE(k, f, at, e, ...) ROW(DATE, k, "", f, at, .example = e, .help = __VA_ARGS__)
#define BOOL(k, f, at, e, ...) ROW(BOOL, k, "", f, at, .example = e, .help = __VA_ARGS__)
#define FY(k, f, at, e, ...) ROW(FY, k, "", f, at, .example = e, .help = __VA_ARGS__)
#define AY(k, f, at, e, ...) ROW(AY, k, "", f, at, .example = e, .help = __VA_ARGS__)

/* choice: its names, in the order of the enum, or for false and true. */
#define ENUM(k, c, f, at, e, ...) \
    ROW(ENUM, k, "", f, .choice = c, at, .example = e, .help = __VA_ARGS__)
#define FLAG(k, c, f, at, e, ...) \
    ROW(FLAG, k, "", f, .choice = c, at, .example = e, .help = __VA_ARGS__)

/* The bounds hold for the value, or for each of WHOLES, VALUES and NUMBERS. */
#define BOUNDED(t, k, u, l, h, f, ...) ROW(t, k, u, f, .lo = l, .hi = h, __VA_ARGS__)
#define WHOLE(k, u, l, h, f, at, e, ...) \
    BOUNDED(WHOLE, k, u, l, h, f, at, .example = e, .help = __VA_ARGS__)
#define COUNT(k, u, l, h, f, at, e, ...) \
    BOUNDED(COUNT, k, u, l, h, f, at, .example = e, .help = __VA_ARGS__)
#define NUMBER(k, u, l, h, f, at, e, ...) \
    BOUNDED(NUMBER, k, u, l, h, f, at, .example = e, .help = __VA_ARGS__)
#define QUANTITY(k, u, l, h, f, at, e, ...) \
    BOUNDED(QUANTITY, k, u, l, h, f, at, .example = e, .help = __VA_ARGS__)
#define WHOLES(k, u, l, h, f, at, e, ...) \
    BOUNDED(WHOLES, k, u, l, h, f, at, .example = e, .help = __VA_ARGS__)
#define VALUES(k, u, l, h, f, at, e, ...) \
    BOUNDED(VALUES, k, u, l, h, f, at, .example = e, .help = __VA_ARGS__)
#define EACH(n, what, from) .length = n, .index = what, .first_index = from
#define NUMBERS(k, u, l, h, f, at, each, e, ...) \
    BOUNDED(NUMBERS, k, u, l, h, f, each, at, .example = e, .help = __VA_ARGS__)

/* The bounds hold for the length. */
#define TEXTS(k, l, h, f, at, e, ...) \
    BOUNDED(TEXTS, k, "", l, h, f, at, .example = e, .help = __VA_ARGS__)
#define LIST(k, l, h, f, at, t, e, ...) \
    BOUNDED(LIST, k, "", l, h, f, at, .table = t, .example = e, .help = __VA_ARGS__)

#define PATH(k, u, f, at, t, e, ...) \
    ROW(PATH, k, u, f, at, .table = t, .example = e, .help = __VA_ARGS__)
#define GROUP(k, f, at, t, ...) ROW(GROUP, k, "", f, at, .table = t, .help = __VA_ARGS__)

/* ---- tables: of a group, of a group that remembers where it is written, and of the elements of a
 * list, with the keys that name one */
#define TABLE(rows)                                          \
    {                                                        \
        .row = rows, .n_row = sizeof(rows) / sizeof(rows)[0] \
    }
#define TABLE_WHERE(rows)                                                   \
    {                                                                       \
        .row = rows, .n_row = sizeof(rows) / sizeof(rows)[0], .where = true \
    }
#define TABLE_OF(s, rows, ...)                                                          \
    {                                                                                   \
        .row = rows, .n_row = sizeof(rows) / sizeof(rows)[0], .size = sizeof(struct s), \
        .where = true, .address = (const char *const[])                                 \
        {                                                                               \
            __VA_ARGS__, NULL                                                           \
        }                                                                               \
    }

/* clang-format on */

#endif
