#define _GNU_SOURCE /* vasprintf */
#include "reader.h"

#include "memory.h"
#include "nearest.h"
#include "sheet.h"
#include "value.h"

#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- layers */

/* What libconfig's tree takes, at most: 100 bytes for each element of "[1,1,1". */
enum { TREE_LEAST = 65536, TREE_PER_BYTE = 64 };

bool
reader_memory(struct arena *arena, size_t size)
{
    struct hr_err none; /* the arena's owner says it */
    arena->failed = arena->failed ||
                    memory_at_hand(TREE_LEAST + TREE_PER_BYTE * size, "the scenario", &none) != 0;
    return !arena->failed;
}

bool
layer_parse(struct layer *self, struct faults *faults)
{
    if (!reader_memory(self->source.arena, self->source.size))
        return false;
    config_init(&self->config);
    self->parsed = true;
    if (config_read_string(&self->config, self->source.text == NULL ? "" : self->source.text) ==
        CONFIG_TRUE)
        return true;
    const int line = config_error_line(&self->config);
    faults_add(faults, source_where(&self->source, line > 0 ? (unsigned)line : 1),
               "cannot be read: %s", config_error_text(&self->config));
    return false;
}

void
layer_release(struct layer *self)
{
    if (self->parsed)
        config_destroy(&self->config);
    self->parsed = false;
    source_release(&self->source);
}

const char *
reader_where(const struct reader *self, const config_setting_t *at)
{
    for (size_t i = 0; i < N_LAYER; i++)
        if (self->layer[i] != NULL && at->config == &self->layer[i]->config)
            return source_where(&self->layer[i]->source, at->line);
    for (size_t i = 0; i < self->n_override; i++)
        if (at->config == &self->override[i].config)
            return "--set";
    return "default";
}

/* ---- faults */

void
reader_mark(struct reader *self, const char *path)
{
    const size_t key = field_table_find(&inputs_fields, path);
    if (key != SIZE_MAX)
        self->faulty[key] = true;
}

void
reader_fault(struct reader *self, const config_setting_t *at, const char *path, const char *fmt,
             ...)
{
    char *text = NULL;
    va_list args;
    va_start(args, fmt);
    const int length = vasprintf(&text, fmt, args);
    va_end(args);
    reader_mark(self, path);
    if (length < 0) {
        self->arena->failed = true;
        return;
    }
    faults_add(self->faults, reader_where(self, at), "'%s' %s", path, text);
    free(text);
}

void
reader_take_back(struct reader *self, const config_setting_t *at, double value)
{
    faults_take_back(self->faults, reader_where(self, at), value);
}

void
reader_take_back_text(struct reader *self, const config_setting_t *at)
{
    if (config_setting_type(at) == CONFIG_TYPE_STRING)
        reader_take_back(self, at, ADVISED_TEXT);
}

/* Line of the group in the user's file that lacks a key; the file itself when it does not have the
 * group either. */
static const char *
where_missing(struct reader *self, const struct group *group)
{
    const config_setting_t *setting = group->setting[LAYER_USER];
    if (setting != NULL && !config_setting_is_root(setting))
        return reader_where(self, setting);
    const struct source *source =
        self->layer[LAYER_USER] != NULL ? &self->layer[LAYER_USER]->source : NULL;
    return source != NULL && source->n_file > 0 ? source->file[0].path : "scenario";
}

static void
missing(struct reader *self, const struct group *group, const struct field *row, const char *path)
{
    reader_mark(self, path);
    faults_add(self->faults, where_missing(self, group), "'%s' is missing: %s%s%s%s", path,
               row->help,
               row->example == NULL ? "" : " Example: ", row->example == NULL ? "" : row->key,
               row->example == NULL ? "" : arena_format(self->arena, " = %s;", row->example));
}

/* ---- finding a value */

/* A value and what holds it. */
struct found {
    const config_setting_t *setting; /* NULL: nowhere */
    config_t temporary;              /* a fallback, while it is read */
    bool is_temporary;
};

const char *
reader_path(struct reader *self, const char *group, const char *key)
{
    return group[0] == '\0' ? key : arena_joined(self->arena, group, '.', key);
}

const config_setting_t *
reader_override(struct reader *self, const char *path)
{
    for (size_t i = self->n_override; i > 0; i--) {
        struct override *override = &self->override[i - 1];
        if (override->setting == NULL || strcmp(override->path, path) != 0)
            continue;
        override->used = true;
        return override->setting;
    }
    return NULL;
}

/* libconfig's own asks of every letter of every name whether it could end one. Most names differ in
 * their first letter. */
const config_setting_t *
reader_member(const config_setting_t *group, const char *key)
{
    const int n =
        group != NULL && config_setting_is_group(group) ? config_setting_length(group) : 0;
    for (int i = 0; i < n; i++) {
        const config_setting_t *at = config_setting_get_elem(group, (unsigned)i);
        const char *name = config_setting_name(at);
        if (name[0] == key[0] && strcmp(name, key) == 0)
            return at;
    }
    return NULL;
}

/* The row's fallback as a setting. It is checked by test_field for every row, so it cannot fail
 * here but for memory. */
static void
find_fallback(struct reader *self, const struct field *row, struct found *found)
{
    const char *text = arena_format(self->arena, "v = %s;", row->fallback);
    if (!reader_memory(self->arena, strlen(text)))
        return;
    config_init(&found->temporary);
    found->is_temporary = true;
    if (config_read_string(&found->temporary, text) != CONFIG_TRUE)
        hr_bug("fallback of '%s' cannot be read: %s", row->key, row->fallback);
    found->setting = config_lookup(&found->temporary, "v");
}

static bool
find(struct reader *self, const struct group *group, const struct field *row, const char *path,
     struct found *found)
{
    *found = (struct found){ .setting = reader_override(self, path) };
    for (size_t i = 0; i < N_LAYER && found->setting == NULL; i++)
        found->setting = reader_member(group->setting[i], row->key);
    if (found->setting == NULL && row->fallback == NULL)
        found->setting = group->number;
    if (found->setting == NULL && row->fallback != NULL && row->fallback[0] != '\0')
        find_fallback(self, row, found);
    return found->setting != NULL;
}

static void
found_release(struct found *self)
{
    if (self->is_temporary)
        config_destroy(&self->temporary);
    self->is_temporary = false;
}

/* NULL when memory ran out. */
static struct scenario_key *
remember(struct reader *self, const char *path, const config_setting_t *at, const struct field *row)
{
    struct scenario *out = self->out;
    if (out->n_key == self->capacity_key) {
        const size_t capacity = self->capacity_key == 0 ? 256 : 2 * self->capacity_key;
        struct scenario_key *key = realloc(out->key, capacity * sizeof *key);
        if (key == NULL) {
            self->arena->failed = true;
            return NULL;
        }
        out->key = key;
        self->capacity_key = capacity;
    }
    out->key[out->n_key] = (struct scenario_key){
        .path = path, .where = reader_where(self, at), .row = row, .value = (double)NAN
    };
    return &out->key[out->n_key++];
}

/* ---- groups */

static void read_rows(struct reader *self, const struct group *group,
                      const struct field_table *table, void *base);

static const config_setting_t *
innermost(const struct group *group)
{
    return group->setting[LAYER_USER] != NULL ? group->setting[LAYER_USER]
                                              : group->setting[LAYER_ENGLAND];
}

/* Inside a group, one group further out is as far as the group itself. */
static int
inner_reach(const struct group *group, const struct field *row)
{
    if (row->own_source)
        return 1;
    return group->reach == NO_LIMIT ? NO_LIMIT : group->reach + 1;
}

/* The same key in both layers. */
static struct group
subgroup(struct reader *self, const struct group *group, const struct field *row, const char *path)
{
    const config_setting_t *override = reader_override(self, path);
    struct group inner = { .path = path,
                           .keys = reader_path(self, group->keys, row->key),
                           .listed = group->listed,
                           .national = group->national || row->national,
                           .reach = inner_reach(group, row) };

    inner.setting[LAYER_USER] =
        override != NULL ? override : reader_member(group->setting[LAYER_USER], row->key);
    inner.setting[LAYER_ENGLAND] = reader_member(group->setting[LAYER_ENGLAND], row->key);
    return inner;
}

static bool
is_group(struct reader *self, const config_setting_t *setting, const struct field *row,
         const char *path)
{
    char want[200];
    if (setting == NULL || config_setting_is_group(setting))
        return true;
    field_want(row, want, sizeof want);
    reader_fault(self, setting, path, "is %s, want %s%s", setting_text(self->arena, setting), want,
                 setting_advice(self->arena, row, setting));
    return false;
}

/* For structs that remember where their group is written. */
static void
store_where(struct reader *self, const struct field_table *table, const struct group *group,
            void *base)
{
    const config_setting_t *at = innermost(group) != NULL ? innermost(group) : group->number;
    const char *where = at == NULL ? "default" : reader_where(self, at);
    if (table->where)
        memcpy(base, &where, sizeof where);
}

static void
read_group(struct reader *self, const struct group *group, const struct field *row,
           const char *path, void *base)
{
    const struct group inner = subgroup(self, group, row, path);
    void *target = (char *)base + row->offset;
    if (!is_group(self, inner.setting[LAYER_USER], row, path))
        return;
    reader_changed(self, group, row,
                   row->fallback != NULL ? inner.setting[LAYER_USER] : innermost(&inner));
    if (inner.setting[LAYER_USER] == NULL && row->fallback != NULL)
        return; /* may be left out as a whole: England's numbers stand in only where the file has
                   the group */
    if (inner.setting[LAYER_USER] != NULL)
        reader_unknown_keys(self, inner.setting[LAYER_USER], path, row->table);
    store_where(self, row->table, &inner, target);
    read_rows(self, &inner, row->table, target);
}

static const config_setting_t *
given_in(struct reader *self, const struct group *group, const char *key)
{
    const config_setting_t *at = reader_override(self, reader_path(self, group->path, key));
    for (size_t i = 0; i < N_LAYER && at == NULL; i++)
        at = reader_member(group->setting[i], key);
    return at;
}

/* What a path's yearly shocks share, and how closely: both or none. */
static void
check_shared(struct reader *self, const struct group *group)
{
    const config_setting_t *factor = given_in(self, group, "factor"),
                           *loading = given_in(self, group, "loading");
    if (factor != NULL && loading == NULL)
        reader_fault(self, factor, group->path,
                     "has a factor without a loading: add loading, from -1 to 1, how closely its "
                     "yearly shocks follow the factor");
    else if (factor == NULL && loading != NULL)
        reader_fault(self, loading, group->path,
                     "has a loading without a factor: add factor = \"...\", the name of what its "
                     "yearly shocks share with others");
}

/* A rate through the years: a group, or one number for good. A user's number hides England's group.
 * */
static void
read_path(struct reader *self, const struct group *group, const struct field *row, const char *path,
          void *base)
{
    struct group inner = subgroup(self, group, row, path);
    struct found fallback = { .setting = NULL };
    double number = 0.0;
    void *target = (char *)base + row->offset;

    value_clear(row->table, target);
    if (innermost(&inner) == NULL && row->fallback != NULL && row->fallback[0] == '\0') {
        reader_changed(self, group, row, NULL);
        return;
    }
    if (innermost(&inner) == NULL && row->fallback != NULL) {
        find_fallback(self, row, &fallback);
        inner.setting[LAYER_USER] = fallback.setting;
    }
    const config_setting_t *given = innermost(&inner);
    if (given == NULL) {
        missing(self, group, row, path);
        return;
    }
    (void)remember(self, path, given, row);
    reader_changed(self, group, row, given);
    if (setting_number(given, &number))
        inner = (struct group){ .path = path,
                                .keys = inner.keys,
                                .listed = inner.listed,
                                .number = given,
                                .national = inner.national,
                                .reach = row->own_source ? 0 : group->reach };
    if (is_group(self, inner.setting[LAYER_USER], row, path)) {
        if (inner.setting[LAYER_USER] != NULL)
            reader_unknown_keys(self, inner.setting[LAYER_USER], path, &path_fields);
        read_rows(self, &inner, &path_fields, target);
        check_shared(self, &inner);
    }
    found_release(&fallback);
}

/* ---- lists */

/* "7.all.special": the values of the keys that name an element, or its number (from 1) while they
 * are not there. */
static const char *
element_address(struct reader *self, const config_setting_t *element,
                const struct field_table *table, size_t i)
{
    const char *address = NULL;
    for (size_t k = 0; table->address[k] != NULL; k++) {
        const config_setting_t *value = reader_member(element, table->address[k]);
        const char *text = value != NULL && config_setting_type(value) == CONFIG_TYPE_STRING
                               ? config_setting_get_string(value)
                               : NULL;
        if (value != NULL && text == NULL)
            text = setting_text(self->arena, value);
        if (text != NULL && text[0] != '\0')
            address = address == NULL ? text : arena_joined(self->arena, address, '.', text);
    }
    return address == NULL ? arena_format(self->arena, "%zu", i + 1)
                           : arena_format(self->arena, "%s", address);
}

static void
read_element(struct reader *self, const struct group *inner, const struct field *row, void *target)
{
    if (inner->number == NULL && !is_group(self, inner->setting[LAYER_USER],
                                           &(struct field){ .type = FIELD_GROUP }, inner->path)) {
        for (size_t i = 0; i < row->table->n_row; i++)
            absent_value(&row->table->row[i], target);
        return;
    }
    if (inner->number == NULL)
        reader_unknown_keys(self, inner->setting[LAYER_USER], inner->path, row->table);
    read_rows(self, inner, row->table, target);
}

static void
read_elements(struct reader *self, const config_setting_t *list, const struct field *row,
              const struct group *outer, void *base)
{
    const bool alone = config_setting_is_scalar(list);
    const size_t n = alone ? 1 : (size_t)config_setting_length(list);
    char *items = arena_zero(self->arena, n, row->table->size);
    const char **address = arena_zero(self->arena, n, sizeof *address);
    if (items == NULL || address == NULL)
        return;
    for (size_t i = 0; i < n; i++) {
        const config_setting_t *element = alone ? list : config_setting_get_elem(list, (unsigned)i);
        const bool lone = row->lone && config_setting_is_scalar(element);
        address[i] = element_address(self, element, row->table, i);
        const struct group inner = { .path =
                                         arena_joined(self->arena, outer->path, '.', address[i]),
                                     .keys = outer->keys,
                                     .listed = true,
                                     .setting = { lone ? NULL : element, NULL },
                                     .number = lone ? element : NULL,
                                     .national = outer->national,
                                     .reach = outer->reach };
        for (size_t k = 0; k < i; k++)
            if (strcmp(address[k], address[i]) == 0) {
                reader_fault(self, element, inner.path, "is given twice: first at %s",
                             reader_where(self, config_setting_get_elem(list, (unsigned)k)));
                break;
            }
        store_where(self, row->table, &inner, items + i * row->table->size);
        read_element(self, &inner, row, items + i * row->table->size);
    }
    memcpy((char *)base + row->offset, &items, sizeof items);
    memcpy((char *)base + row->n_offset, &n, sizeof n);
}

static void
read_list(struct reader *self, const struct group *outer, const struct field *row,
          const config_setting_t *list, void *base)
{
    const char *path = outer->path;
    const int n = config_setting_is_aggregate(list) ? config_setting_length(list) : 0;
    const bool empty_array = config_setting_is_array(list) && n == 0;
    char want[200];

    field_want(row, want, sizeof want);
    const bool alone = row->lone && config_setting_is_scalar(list);

    if (!config_setting_is_list(list) && !empty_array && !alone)
        reader_fault(self, list, path, "is %s, want %s%s", setting_text(self->arena, list), want,
                     setting_advice(self->arena, row, list));
    else if (!alone && n < row->lo)
        reader_fault(self, list, path, "is an empty list, want at least %.0f: %s", row->lo,
                     row->help);
    else if (n > row->hi)
        reader_fault(self, list, path, "has %d entries, want at most %.0f", n, row->hi);
    else
        read_elements(self, list, row, outer, base);
}

/* ---- rows */

/* A number as typed; false when the value is none. */
static bool
keep_number(struct reader *self, struct scenario_key *key, const config_setting_t *plain,
            const void *base)
{
    const struct field *row = key->row;

    if (row->type == FIELD_NUMBERS) {
        double *each = arena_zero(self->arena, row->length, sizeof *each);
        if (each != NULL)
            memcpy(each, (const char *)base + row->offset, row->length * sizeof *each);
        key->each = each;
    } else if (!field_is_bounded(row) || !setting_number(plain, &key->value))
        return false;
    key->where = reader_where(self, plain);
    return true;
}

static void
read_row(struct reader *self, const struct group *group, const struct field *row, void *base)
{
    const char *path = reader_path(self, group->path, row->key);
    struct found found;

    if (row->type == FIELD_GROUP) {
        read_group(self, group, row, path, base);
        return;
    }
    if (row->type == FIELD_PATH) {
        read_path(self, group, row, path, base);
        return;
    }
    absent_value(row, base);
    const bool is_found = find(self, group, row, path, &found);
    reader_changed(self, group, row, found.setting);
    if (!is_found) {
        if (row->fallback == NULL)
            missing(self, group, row, path);
        return;
    }
    struct scenario_key *key = remember(self, path, found.setting, row);
    if (row->type == FIELD_LIST) {
        const struct group outer = { .path = path,
                                     .keys = reader_path(self, group->keys, row->key),
                                     .national = group->national || row->national,
                                     .reach = NO_LIMIT };
        read_list(self, &outer, row, found.setting, base);
    } else if (row->type == FIELD_QUANTITY) {
        const quantity_id id = read_quantity(self, group, row, found.setting, path);
        memcpy((char *)base + row->offset, &id, sizeof id);
    } else {
        const config_setting_t *plain = reader_plain(self, row, found.setting, path);
        read_value(self, row, plain, path, base);
        if (key != NULL && keep_number(self, key, plain, base))
            key->from = reader_provenance(self, found.setting, key->where,
                                          row->own_source ? 0 : group->reach);
    }
    found_release(&found);
}

static void
read_rows(struct reader *self, const struct group *group, const struct field_table *table,
          void *base)
{
    for (size_t i = 0; i < table->n_row; i++)
        read_row(self, group, &table->row[i], base);
}

/* ---- the whole */

void
reader_read(struct reader *self)
{
    struct group root = { .path = "", .keys = "", .reach = NO_LIMIT };
    for (size_t i = 0; i < N_LAYER; i++)
        if (self->layer[i] != NULL)
            root.setting[i] = config_root_setting(&self->layer[i]->config);
    if (root.setting[LAYER_USER] != NULL)
        reader_unknown_keys(self, root.setting[LAYER_USER], "", &inputs_fields);
    read_rows(self, &root, &inputs_fields, &self->out->inputs);
    if (root.setting[LAYER_USER] != NULL) {
        read_people_tables(self);
        read_rate_tables(self);
    }
}
