#include "table_in.h"

#include <stdio.h>
#include <string.h>

size_t
table_in_faults(const struct csv_in *csv, struct faults *to)
{
    for (size_t i = 0; i < csv->n_fault; i++) {
        char where[512];
        const char *colon = strstr(csv->fault[i], ": ");
        (void)snprintf(where, sizeof where, "%.*s", (int)(colon - csv->fault[i]), csv->fault[i]);
        faults_add(to, where, "%s", colon + 2);
    }
    if (csv->n_fault_more > 0)
        faults_add(to, csv->name, "and %zu more faults", csv->n_fault_more);
    return csv->n_fault + csv->n_fault_more;
}

int
table_in_take(const struct table_in *self, table_taker *take, void *reader, struct faults *faults,
              struct hr_err *err)
{
    struct csv_in csv;
    int ret = csv_in_parse(&csv, self->name, self->bytes, self->size, err);
    if (ret == 0)
        ret = take(reader, &csv, err);
    if (ret == 0)
        ret = csv_in_check(&csv, err);
    const size_t n = ret == HR_ESCENARIO ? table_in_faults(&csv, faults) : 0;
    if (n > 0)
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
