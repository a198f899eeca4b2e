/* check_references.c: each field that names something is checked against what there is. */
#include "checks.h"
#include "claim.h"
#include "value.h"

#include <stdlib.h>
#include <string.h>

static const char NOTHING[] = "no-such-name";

struct tried {
    struct inputs in;
    struct arena arena;
    bool *faulty;
    size_t n;
};

static void
expect_one_fault(struct tried *self, const struct field *row)
{
    struct faults faults, notes;
    faults_init(&faults);
    faults_init(&notes);
    const struct checks checks = { .in = &self->in,
                                   .arena = &self->arena,
                                   .faults = &faults,
                                   .notes = &notes,
                                   .faulty = self->faulty };
    check_references(&checks);
    cr_expect_eq(faults.n, 1, "'%s': %zu faults", row->key, faults.n);
    cr_expect(faults.n > 0 && strstr(faults.item[0].text, "'no-such-name' is not in ") != NULL,
              "'%s' may refer to what is not there", row->key);
    faults_release(&faults);
    faults_release(&notes);
    self->n++;
}

/* The name, or a list of it alone, while the check runs. */
static void
refer_to_nothing(struct tried *self, const struct field *row, void *base)
{
    const char *name = NOTHING, *none = NULL;
    const char **list = &name;
    const size_t one = 1, zero = 0;
    if (row->type == FIELD_TEXTS) {
        memcpy((char *)base + row->offset, &list, sizeof list);
        memcpy((char *)base + row->n_offset, &one, sizeof one);
    } else
        memcpy((char *)base + row->offset, &name, sizeof name);
    expect_one_fault(self, row);
    memcpy((char *)base + row->offset, &none, sizeof none);
    if (row->type == FIELD_TEXTS)
        memcpy((char *)base + row->n_offset, &zero, sizeof zero);
}

static void try_rows(struct tried *self, const struct field_table *table, void *base);

/* A list of one element, with an id where it has one. */
static void
try_element(struct tried *self, const struct field *row, void *base)
{
    const char *where = "sample.cfg:1", *id = "given";
    const size_t one = 1, zero = 0;
    char *element = calloc(1, row->table->size);
    cr_assert_not_null(element);
    memcpy(element, &where, sizeof where);
    for (size_t i = 0; i < row->table->n_row; i++)
        if (strcmp(row->table->row[i].key, "id") == 0)
            memcpy(element + row->table->row[i].offset, &id, sizeof id);
    memcpy((char *)base + row->offset, &element, sizeof element);
    memcpy((char *)base + row->n_offset, &one, sizeof one);
    try_rows(self, row->table, element);
    memcpy((char *)base + row->n_offset, &zero, sizeof zero);
    free(element);
}

static void
try_rows(struct tried *self, const struct field_table *table, void *base)
{
    for (size_t i = 0; i < table->n_row; i++) {
        const struct field *row = &table->row[i];
        if (row->type == FIELD_LIST)
            try_element(self, row, base);
        else if (row->type == FIELD_GROUP)
            try_rows(self, row->table, (char *)base + row->offset);
        else if (row->refers_to != TARGET_NONE)
            refer_to_nothing(self, row, base);
    }
}

Claim(check_references, each_field_that_refers_to_something_refuses_a_name_that_does_not_exist)
{
    struct tried tried = { .n = 0 };
    arena_init(&tried.arena);
    tried.faulty = calloc(inputs_fields.n_row, sizeof *tried.faulty);
    cr_assert_not_null(tried.faulty);
    try_rows(&tried, &inputs_fields, &tried.in);
    cr_expect_gt(tried.n, 12, "only %zu fields were tried", tried.n);
    free(tried.faulty);
    arena_release(&tried.arena);
}

Claim(check_references, a_list_with_a_fault_of_its_own_refuses_no_name)
{
    const char *name = NOTHING;
    struct tried tried = { .n = 0 };
    struct price_in price = { .where = "sample.cfg:1", .setting = name };
    struct faults faults;
    faults_init(&faults);
    arena_init(&tried.arena);
    tried.faulty = calloc(inputs_fields.n_row, sizeof *tried.faulty);
    cr_assert_not_null(tried.faulty);
    tried.in.price = &price;
    tried.in.n_price = 1;
    const struct checks checks = {
        .in = &tried.in, .arena = &tried.arena, .faults = &faults, .faulty = tried.faulty
    };
    tried.faulty[field_table_find(&inputs_fields, "settings")] = true;
    check_references(&checks);
    cr_expect_eq(faults.n, 0);
    tried.faulty[field_table_find(&inputs_fields, "settings")] = false;
    check_references(&checks);
    cr_expect_eq(faults.n, 1);
    free(tried.faulty);
    faults_release(&faults);
    arena_release(&tried.arena);
}
