/* JSON by jansson: it refuses NaN, keeps the order of members and prints doubles with 15
 * significant digits: as many as a number that was typed may have, and so few that 443.95 is never
 * shown as 443.95000000000005. */
#include "json_build.h"

#include "folder.h"
#include "memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static json_t *
put(struct json_build *self, json_t *parent, const char *key, json_t *value)
{
    int ret = -1;

    if (value != NULL && key != NULL)
        ret = json_object_set_new(parent, key, value);
    else if (value != NULL)
        ret = json_array_append_new(parent, value);
    if (ret != 0) {
        self->failed = true;
        return NULL;
    }
    return value;
}

json_t *
json_build_object(struct json_build *self, json_t *parent, const char *key)
{
    return put(self, parent, key, json_object());
}

json_t *
json_build_array(struct json_build *self, json_t *parent, const char *key)
{
    return put(self, parent, key, json_array());
}

void
json_build_text(struct json_build *self, json_t *parent, const char *key, const char *text)
{
    (void)put(self, parent, key, text == NULL ? json_null() : json_string(text));
}

void
json_build_number(struct json_build *self, json_t *parent, const char *key, double number)
{
    (void)put(self, parent, key, isfinite(number) ? json_real(number) : json_null());
}

void
json_build_whole(struct json_build *self, json_t *parent, const char *key, double number)
{
    (void)put(self, parent, key, isfinite(number) ? json_integer((json_int_t)number) : json_null());
}

void
json_build_bool(struct json_build *self, json_t *parent, const char *key, bool value)
{
    (void)put(self, parent, key, json_boolean(value));
}

void
json_build_numbers(struct json_build *self, json_t *parent, const char *key, const double *number,
                   size_t n)
{
    json_t *array = json_build_array(self, parent, key);
    for (size_t i = 0; i < n; i++)
        json_build_number(self, array, NULL, number[i]);
}

void
json_build_texts(struct json_build *self, json_t *parent, const char *key, const char *const *text,
                 size_t n)
{
    json_t *array = json_build_array(self, parent, key);
    for (size_t i = 0; i < n; i++)
        json_build_text(self, array, NULL, text[i]);
}

/* `shown` is NULL where there was no memory; freed here. */
static void
add_shown(struct json_build *self, json_t *parent, const char *key, char *shown)
{
    json_build_text(self, parent, key, shown);
    self->failed = self->failed || shown == NULL;
    free(shown);
}

void
json_build_file(struct json_build *self, json_t *parent, const char *key, const char *text,
                const char *folder)
{
    if (text == NULL)
        json_build_text(self, parent, key, NULL);
    else
        add_shown(self, parent, key, text_file_shown(text, folder));
}

void
json_build_shown(struct json_build *self, json_t *parent, const char *key, const char *const *text,
                 size_t n)
{
    json_t *array = json_build_array(self, parent, key);
    for (size_t i = 0; i < n; i++)
        add_shown(self, array, NULL, text_shown(text[i]));
}

void
json_build_set(struct json_build *self, json_t *parent, const char *const *text, size_t n,
               const char *folder)
{
    json_t *array = json_build_array(self, parent, "set");
    for (size_t i = 0; i < n; i++)
        add_shown(self, array, NULL, text_value_shown(text[i], folder));
}

void
json_build_outputs(struct json_build *self, json_t *parent, const struct folder *folder)
{
    json_t *list = json_build_array(self, parent, "outputs");
    for (size_t i = 0; i < folder->n_file; i++) {
        json_t *file = json_build_object(self, list, NULL);
        json_build_text(self, file, "name", folder->file[i].name);
        json_build_whole(self, file, "bytes", (double)folder->file[i].size);
        json_build_text(self, file, "sha256", folder->file[i].sha256);
    }
}

enum { JSON_INDENT_BY = 2, DOUBLE_DIGITS = 15 };

int
json_build_memory(const char *what, struct hr_err *err)
{
    /* larger than what the C library keeps after free, so that asking changes nothing */
    enum { MOST_MEMORY = 40 << 20 };
    return memory_at_hand(MOST_MEMORY, what, err);
}

char *
json_build_dump(const json_t *json, size_t flags)
{
    struct hr_err unsaid;
    return json_build_memory("a JSON text", &unsaid) == 0 ? json_dumps(json, flags) : NULL;
}

char *
json_build_end(const struct json_build *self, json_t *root)
{
    char *indented = self->failed ? NULL
                                  : json_build_dump(root, JSON_INDENT(JSON_INDENT_BY) |
                                                              JSON_REAL_PRECISION(DOUBLE_DIGITS));
    const size_t n = indented == NULL ? 0 : strlen(indented);
    char *text = indented == NULL ? NULL : realloc(indented, n + sizeof "\n");
    json_decref(root);
    if (text == NULL)
        free(indented);
    else
        memcpy(text + n, "\n", sizeof "\n");
    return text;
}

json_t *
json_build_load(const char *path, json_error_t *why)
{
    enum { MOST_BYTES = 64 << 20 };
    struct stat is;
    if (stat(path, &is) != 0 || is.st_size <= MOST_BYTES)
        return json_load_file(path, JSON_REJECT_DUPLICATES, why);
    if (why != NULL) {
        *why = (json_error_t){ .line = 1 };
        (void)snprintf(why->text, sizeof why->text, "the file is larger than 64 MB");
    }
    return NULL;
}
