/* Columns by their names. */
#include "csv_in.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* As strcmp, of what counts in a name. */
static int
compare(const char *a, const char *b)
{
    for (;;) {
        a += strspn(a, " -_");
        b += strspn(b, " -_");
        const char one[2] = { *a, '\0' }, other[2] = { *b, '\0' };
        const int order = strcasecmp(one, other);
        if (order != 0 || *a == '\0')
            return order;
        a++;
        b++;
    }
}

bool
csv_in_same_name(const char *one, const char *other)
{
    return compare(one, other) == 0;
}

struct named_column {
    const char *name;
    size_t column;
};

static int
by_name(const void *a, const void *b)
{
    const struct named_column *x = a, *y = b;
    const int order = compare(x->name, y->name);
    return order != 0 ? order : (x->column > y->column) - (x->column < y->column);
}

int
csv_in_first_of_name(const struct csv_in *self, size_t *first, struct hr_err *err)
{
    const size_t n = self->n_column;
    struct named_column *sorted = calloc(n + 1, sizeof *sorted);
    if (sorted == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory to compare the names of %zu columns", n);
    for (size_t i = 0; i < n; i++)
        sorted[i] = (struct named_column){ self->column[i], i };
    qsort(sorted, n, sizeof *sorted, by_name);
    for (size_t i = 0, run = 0; i < n; i++) {
        if (sorted[i].name[0] == '\0' || !csv_in_same_name(sorted[i].name, sorted[run].name))
            run = i;
        first[sorted[i].column] = sorted[run].column;
    }
    free(sorted);
    return 0;
}

size_t
csv_in_column(const struct csv_in *self, const char *name)
{
    for (size_t i = 0; i < self->n_column; i++)
        if (strcmp(self->column[i], name) == 0)
            return i;
    for (size_t i = 0; i < self->n_column; i++)
        if (self->column[i][0] != '\0' && csv_in_same_name(self->column[i], name))
            return i;
    return SIZE_MAX;
}
