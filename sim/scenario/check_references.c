/* Names that refer to nothing: one walk over the fields. */
#include "checks.h"
#include "nearest.h"
#include "value.h"

#include <string.h>

struct target {
    const char *word, *list; /* "setting" 'x' is not in "settings" */
    size_t items, n, size, id;
};
#define TARGET_LIST(w, l, member, s)                                                \
    {                                                                               \
        w, l, offsetof(struct inputs, member), offsetof(struct inputs, n_##member), \
            sizeof(struct s), offsetof(struct s, id)                                \
    }
static const struct target targets[N_TARGET] = {
    [TARGET_SETTING] = TARGET_LIST("setting", "settings", setting, setting_in),
    [TARGET_PLACE] = TARGET_LIST("setting", "settings or their categories", setting, setting_in),
    [TARGET_NEED] = TARGET_LIST("need", "needs", need, need_in),
    [TARGET_LINE] = TARGET_LIST("line", "lines", line, line_in),
    [TARGET_BLOCK] = { "block", "dsg.blocks", offsetof(struct inputs, dsg.block),
                       offsetof(struct inputs, dsg.n_block), sizeof(struct block_in),
                       offsetof(struct block_in, id) },
    [TARGET_RECEIPT] = TARGET_LIST("receipt", "receipts", receipt, receipt_in),
    [TARGET_TRANSFER] = TARGET_LIST("transfer", "transfers", transfer, transfer_in),
    [TARGET_OPTION] = TARGET_LIST("option", "options", option, option_in),
    [TARGET_SCENARIO] = TARGET_LIST("scenario", "scenarios", scenario, scenario_in),
};

const char *
reference_name(const struct inputs *in, enum field_target of, size_t i)
{
    const struct target *target = &targets[of];
    const char *items, *name;
    memcpy(&items, (const char *)in + target->items, sizeof items);
    memcpy(&name, items + i * target->size + target->id, sizeof name);
    return name;
}

size_t
reference_count(const struct inputs *in, enum field_target of)
{
    size_t n;
    memcpy(&n, (const char *)in + targets[of].n, sizeof n);
    return n;
}

const char *
reference_list(enum field_target of)
{
    return targets[of].list;
}

const char *
reference_find(const struct inputs *in, enum field_target of, const char *typed)
{
    for (size_t i = 0, n = reference_count(in, of); i < n; i++)
        if (strcmp(reference_name(in, of, i), typed) == 0)
            return reference_name(in, of, i);
    return NULL;
}

void
check_known(const struct checks *self, const char *where, const char *what, const char *typed,
            enum field_target of)
{
    if (reference_find(self->in, of, typed) != NULL)
        return;
    struct nearest nearest = { .name = typed };
    for (size_t i = 0, n = reference_count(self->in, of); i < n; i++)
        nearest_offer(&nearest, reference_name(self->in, of, i));
    if (nearest.best != NULL)
        faults_add(self->faults, where, "%s '%s' is not in %s: did you mean '%s'?", what, typed,
                   reference_list(of), nearest.best);
    else
        faults_add(self->faults, where, "%s '%s' is not in %s", what, typed, reference_list(of));
}

/* ---- the walk */

struct element { /* that the fields belong to */
    const char *where;
    const char *noun, *id; /* "scenario", "no-action"; NULL: it has no name */
};

/* Is the list of names itself right? Then a name that is not in it is wrong. */
static bool
can_tell(const struct checks *self, enum field_target of)
{
    switch (of) {
    case TARGET_SETTING:
    case TARGET_PLACE: return checks_clean(self, "settings");
    case TARGET_NEED: return checks_clean(self, "needs");
    case TARGET_LINE: return checks_clean(self, "lines");
    case TARGET_BLOCK: return checks_clean(self, "dsg");
    case TARGET_RECEIPT: return checks_clean(self, "receipts");
    case TARGET_TRANSFER: return checks_clean(self, "transfers");
    case TARGET_OPTION: return checks_clean(self, "options");
    case TARGET_SCENARIO: return checks_clean(self, "scenarios");
    case TARGET_NONE:
    case N_TARGET: break;
    }
    return false;
}

/* One name, or a list of them, which the element's name precedes in the message. England's tables
 * may name what an area does not have. */
static void
check_names(const struct checks *self, const struct field *field, const struct element *element,
            const void *base)
{
    const bool list = field->type == FIELD_TEXTS;
    const char *what = field->refers_as != NULL ? field->refers_as : targets[field->refers_to].word;
    const char *const *name =
        list ? value_items(field, base) : (const void *)((const char *)base + field->offset);
    if (!can_tell(self, field->refers_to) || value_is_of_england(element->where))
        return;
    if (list && element->id != NULL)
        what = arena_format(self->arena, "%s '%s': %s", element->noun, element->id, what);
    for (size_t i = 0, n = list ? value_length(field, base) : 1; i < n; i++)
        if (name[i] != NULL && name[i][0] != '\0')
            check_known(self, element->where, what, name[i], field->refers_to);
}

static void walk(const struct checks *self, const struct field_table *table,
                 const struct element *element, const void *base);

static const char *
id_of(const struct field_table *table, const void *item)
{
    const char *id = NULL;
    for (size_t i = 0; i < table->n_row; i++)
        if (strcmp(table->row[i].key, "id") == 0)
            memcpy(&id, (const char *)item + table->row[i].offset, sizeof id);
    return id;
}

static void
walk_list(const struct checks *self, const struct field *field, const void *base)
{
    const char *items = value_items(field, base);
    const char *noun = arena_text(self->arena, field->key, strlen(field->key) - 1);
    for (size_t i = 0, n = value_length(field, base); i < n; i++) {
        const char *item = items + i * field->table->size;
        struct element element = { .noun = noun, .id = id_of(field->table, item) };
        memcpy(&element.where, item, sizeof element.where);
        walk(self, field->table, &element, item);
    }
}

static void
walk_field(const struct checks *self, const struct field *field, const struct element *element,
           const void *base)
{
    if (field->type == FIELD_LIST)
        walk_list(self, field, base);
    else if (field->type == FIELD_GROUP)
        walk(self, field->table, element, value_group(field, base));
    else if (field->refers_to != TARGET_NONE)
        check_names(self, field, element, base);
}

static void
walk(const struct checks *self, const struct field_table *table, const struct element *element,
     const void *base)
{
    for (size_t i = 0; i < table->n_row; i++)
        walk_field(self, &table->row[i], element, base);
}

void
check_references(const struct checks *self)
{
    const struct element file = { .where = "" };
    for (size_t i = 0; i < inputs_fields.n_row; i++)
        if (!self->faulty[i])
            walk_field(self, &inputs_fields.row[i], &file, self->in);
}
