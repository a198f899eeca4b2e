/* look.h: finding cells of a table in tests. */
#ifndef LOOK_H
#define LOOK_H

#include "table.h"

const char *look_text(const struct table *table, size_t row, const char *column);
double look_number(const struct table *table, size_t row, const char *column);

/* First row whose columns hold these texts; the test fails without one. */
struct look {
    const char *column, *text;
};
size_t look_row(const struct table *table, const struct look *want, size_t n);

#endif
