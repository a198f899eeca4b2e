/* json_build.h: building JSON without checking every step: a failure is remembered and asked for
 * once, at the end. Objects passed in as new are owned by the tree from then on. */
#ifndef JSON_BUILD_H
#define JSON_BUILD_H

#include "err.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct json_build {
    bool failed; /* no memory, or a text that is not UTF-8 */
};

/* A new object or array inside a parent: under a key, or (NULL key) at the end of an array.
 * Borrowed. */
json_t *json_build_object(struct json_build *self, json_t *parent, const char *key);
json_t *json_build_array(struct json_build *self, json_t *parent, const char *key);

/* Values; a NULL text or a number that is not finite becomes null. */
void json_build_text(struct json_build *self, json_t *parent, const char *key, const char *text);
void json_build_number(struct json_build *self, json_t *parent, const char *key, double number);
void json_build_whole(struct json_build *self, json_t *parent, const char *key, double number);
void json_build_bool(struct json_build *self, json_t *parent, const char *key, bool value);
void json_build_numbers(struct json_build *self, json_t *parent, const char *key,
                        const double *number, size_t n);
void json_build_texts(struct json_build *self, json_t *parent, const char *key,
                      const char *const *text, size_t n);

/* A text that may be the path of a file (text_file_shown). */
void json_build_file(struct json_build *self, json_t *parent, const char *key, const char *text,
                     const char *folder);
/* Texts without the paths of a machine: words of a command line (text_shown), and "set",
 * what --set sets, which is read again (text_value_shown). */
void json_build_shown(struct json_build *self, json_t *parent, const char *key,
                      const char *const *text, size_t n);
void json_build_set(struct json_build *self, json_t *parent, const char *const *text, size_t n,
                    const char *folder);

/* Reads a file: NULL, and why, where it cannot be read, is none, names a key twice or has more than
 * 64 MB, hundreds of times what is ever written. why may be NULL. */
json_t *json_build_load(const char *path, json_error_t *why);

/* "outputs": name, size and SHA-256 of each file so far. */
struct folder;
void json_build_outputs(struct json_build *self, json_t *parent, const struct folder *folder);

/* jansson loses pieces of what it writes when memory runs out, and tells of a file that it reads
 * then as damaged: before either, is there memory? HR_ENOMEM if not; `what` it is for. */
HR_CHECKED int json_build_memory(const char *what, struct hr_err *err);
/* json_dumps, but NULL where there is no memory. */
char *json_build_dump(const json_t *json, size_t flags);

/* The tree as text that ends in a line feed, owned by the caller; NULL after any failure. Frees the
 * tree. */
char *json_build_end(const struct json_build *self, json_t *root);

#endif
