/* Factors that nothing shares: most likely a slip of the finger, which no single key can show. */
#include "checks.h"
#include "value.h"

#include <string.h>

/* How many yearly rates of the struct name the factor? */
static size_t
rates_with(const struct field_table *table, const void *base, const char *factor)
{
    size_t n = 0;
    for (size_t i = 0; i < table->n_row; i++) {
        const struct field *field = &table->row[i];
        if (field->type == FIELD_PATH) {
            const struct path_in *rate = value_group(field, base);
            n += rate->factor != NULL && strcmp(rate->factor, factor) == 0;
        } else if (field->type == FIELD_GROUP) {
            n += rates_with(field->table, value_group(field, base), factor);
        } else if (field->type == FIELD_LIST) {
            const char *items = value_items(field, base);
            for (size_t k = 0, length = value_length(field, base); k < length; k++)
                n += rates_with(field->table, items + k * field->table->size, factor);
        }
    }
    return n;
}

static void
note_rate(const struct checks *self, const struct path_in *rate, const char *path,
          const char *where)
{
    if (rate->factor == NULL || rate->factor[0] == '\0' || value_is_of_england(where) ||
        rates_with(&inputs_fields, self->in, rate->factor) > 1)
        return;
    faults_add(self->notes, where,
               "'%s' names the factor '%s', which no other yearly rate names: nothing moves with "
               "it",
               path, rate->factor);
}

/* where: of the list element that base is; NULL: base is of a group. */
static void
note_rates(const struct checks *self, const struct field_table *table, const void *base,
           const char *path, const char *where)
{
    for (size_t i = 0; i < table->n_row; i++) {
        const struct field *field = &table->row[i];
        if (field->table == NULL)
            continue;
        const char *own =
            path[0] == '\0' ? field->key : arena_joined(self->arena, path, '.', field->key);
        if (field->type == FIELD_PATH)
            note_rate(self, value_group(field, base), own,
                      where != NULL ? where : check_where(self, own));
        else if (field->type == FIELD_GROUP)
            note_rates(self, field->table, value_group(field, base), own, where);
        for (size_t k = 0; field->type == FIELD_LIST && k < value_length(field, base); k++) {
            const char *item = (const char *)value_items(field, base) + k * field->table->size;
            const char *at;
            memcpy(&at, item, sizeof at);
            note_rates(self, field->table, item, own, at);
        }
    }
}

void
check_factors(const struct checks *self)
{
    note_rates(self, &inputs_fields, self->in, "", NULL);
}
