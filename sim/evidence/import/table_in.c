#include "table_in.h"

#include <string.h>

int
table_in_take(const struct table_in *self, table_taker *take, void *reader, struct faults *faults,
              struct hr_err *err)
{
    struct csv_in csv;
    csv_in_init(&csv, faults);
    int ret = csv_in_parse(&csv, self->name, self->bytes, self->size, err);
    if (ret == 0)
        ret = take(reader, &csv, err);
    if (ret == 0)
        ret = csv_in_check(&csv, err);
    const size_t n = csv.n_fault;
    if (ret == HR_ESCENARIO && n > 0)
        ret = hr_fail(err, HR_ESCENARIO, "'%s' has %zu fault%s", self->name, n, n == 1 ? "" : "s");
    if (faults->failed)
        ret = hr_fail(err, HR_ENOMEM, "no memory for the faults of '%s'", self->name);
    csv_in_release(&csv);
    return ret;
}

const char *
table_in_base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}
