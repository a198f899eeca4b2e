/* Keys that a file leaves to a default that used to be another: what `headroom check` says of files
 * written before. */
#include "reader.h"

#include <stdlib.h>
#include <string.h>

static bool
is_of(const struct reader *self, const config_setting_t *setting, size_t layer)
{
    return self->layer[layer] != NULL && setting->config == &self->layer[layer]->config;
}

/* --set of the key or of a part of it. */
static bool
is_set(const struct reader *self, const char *path)
{
    const size_t length = strlen(path);
    for (size_t i = 0; i < self->n_override; i++) {
        const char *set = self->override[i].path;
        if (strncmp(set, path, length) == 0 && (set[length] == '\0' || set[length] == '.'))
            return true;
    }
    return false;
}

/* "England's 0.02" */
static const char *
what_applies(struct reader *self, const struct field *row, const config_setting_t *found)
{
    if (found == NULL)
        return "";
    if (row->type == FIELD_GROUP)
        return "England's numbers";
    const char *value = setting_value_text(self->arena, found);
    return is_of(self, found, LAYER_ENGLAND) ? arena_format(self->arena, "England's %s", value)
                                             : value;
}

static struct changed_default *
changed_at(struct scenario *out, const char *path)
{
    for (size_t i = 0; i < out->n_changed; i++)
        if (strcmp(out->changed[i].path, path) == 0)
            return &out->changed[i];
    return NULL;
}

static bool
has_room(struct reader *self)
{
    struct scenario *out = self->out;
    if (out->n_changed < self->capacity_changed)
        return true;
    const size_t capacity = self->capacity_changed == 0 ? 16 : 2 * self->capacity_changed;
    struct changed_default *changed = realloc(out->changed, capacity * sizeof *changed);
    if (changed == NULL) {
        self->arena->failed = true;
        return false;
    }
    out->changed = changed;
    self->capacity_changed = capacity;
    return true;
}

/* All rates have the keys of path_fields, and only some of them a default for such a key. */
static bool
is_of_any_rate(const struct field *row)
{
    return row >= path_fields.row && row < path_fields.row + path_fields.n_row;
}

void
reader_changed(struct reader *self, const struct group *group, const struct field *row,
               const config_setting_t *found)
{
    if (row->before == NULL || (found == NULL && is_of_any_rate(row)) ||
        (found != NULL && is_of(self, found, LAYER_USER)) ||
        is_set(self, reader_path(self, group->path, row->key)))
        return;
    const char *path = reader_path(self, group->keys, row->key);
    struct changed_default *known = changed_at(self->out, path);
    if (known != NULL)
        known->n++;
    else if (has_room(self))
        self->out->changed[self->out->n_changed++] =
            (struct changed_default){ .path = path,
                                      .row = row,
                                      .applies = what_applies(self, row, found),
                                      .listed = group->listed,
                                      .n = 1 };
}
