/* Quantities that no file has typed: England's figures in the place of a key that is left to them.
 */
#include "reader.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct scenario_key *
key_of(struct reader *self, const char *path)
{
    const struct scenario *out = self->out;
    size_t i = self->key_found; /* often it is the same again */
    if (i < out->n_key && strcmp(out->key[i].path, path) == 0)
        return &out->key[i];
    for (i = 0; i < out->n_key; i++)
        if (strcmp(out->key[i].path, path) == 0) {
            self->key_found = i;
            return &out->key[i];
        }
    return NULL;
}

/* Room for one more of each; the reader is done with both lists. */
static bool
grow(struct scenario *out)
{
    struct quantity *quantity =
        realloc(out->inputs.quantity, (out->inputs.n_quantity + 2) * sizeof *quantity);
    if (quantity != NULL)
        out->inputs.quantity = quantity;
    struct scenario_key *key = realloc(out->key, (out->n_key + 1) * sizeof *key);
    if (key != NULL)
        out->key = key;
    return quantity != NULL && key != NULL;
}

quantity_id
reader_add_quantity(struct reader *self, const struct field *row, const struct quantity *with,
                    const char *source)
{
    struct scenario *out = self->out;
    const struct scenario_key *from = key_of(self, source);
    struct quantity q = *with;
    struct hr_err err = { .code = HR_OK };
    q.meaning = row->help;
    q.unit = row->unit;
    if (from != NULL) {
        q.source = from->from.source;
        q.source_date = from->from.source_date;
        q.confidence = from->from.confidence;
        q.owner = from->from.owner;
    }
    if (quantity_fit(&q, &err) != 0) {
        faults_add(self->faults, q.where, "%s", err.text);
        return 0;
    }
    if (!grow(out)) {
        quantity_release(&q);
        self->arena->failed = true;
        return 0;
    }
    out->key[out->n_key++] =
        (struct scenario_key){ .path = q.name, .where = q.where, .row = row, .value = (double)NAN };
    out->inputs.quantity[++out->inputs.n_quantity] = q;
    return (quantity_id)out->inputs.n_quantity;
}
