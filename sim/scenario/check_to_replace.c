/* What is to be replaced is a key of the file. */
#include "checks.h"

#include "nearest.h"

#include <stdint.h>

void
check_to_replace(const struct checks *self)
{
    const struct field_table *root = &inputs_fields;
    for (size_t i = 0; checks_clean(self, "to_replace") && i < self->in->n_to_replace; i++) {
        const struct to_replace_in *in = &self->in->to_replace[i];
        if (field_table_find(root, in->key) != SIZE_MAX)
            continue;
        struct nearest nearest = { .name = in->key };
        for (size_t row = 0; row < root->n_row; row++)
            nearest_offer(&nearest, root->row[row].key);
        faults_add(self->faults, in->where, "to_replace '%s': there is no key '%s'%s%s%s", in->what,
                   in->key, nearest.best == NULL ? "" : ": did you mean '",
                   nearest.best == NULL ? "" : nearest.best, nearest.best == NULL ? "" : "'?");
    }
}
