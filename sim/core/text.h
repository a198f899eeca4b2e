/* text.h: a string that grows. Failure is remembered, so that a long piece of writing is checked
 * once, at its end.
 *
 *   struct text s;
 *   text_init(&s);
 *   text_add(&s, "%zu futures", n);
 *   ret = text_take(&s, &text, err);    (HR_ENOMEM if any step ran out of memory; the caller frees
 *                                       text) */
#ifndef TEXT_H
#define TEXT_H

#include "err.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct text {
    char *text; /* owned; NUL-terminated once anything was added */
    size_t length, capacity;
    bool failed; /* memory ran out: every later call does nothing */
};

void text_init(struct text *self);
void text_release(struct text *self);
void text_add(struct text *self, const char *fmt, ...) HR_PRINTF(2, 3);
void text_add_args(struct text *self, const char *fmt, va_list args) HR_PRINTF(2, 0);
/* Adds a text that was written apart, and releases it; where it failed, self fails. */
void text_add_text(struct text *self, struct text *apart);
void text_add_bytes(struct text *self, const char *bytes, size_t length);
/* The text passes to the caller ("" when nothing was added) and self is empty again. On failure
 * *text is NULL. */
HR_CHECKED int text_take(struct text *self, char **text, struct hr_err *err);

/* What stands after the last '/': of a path the file's own name, of "dir/a.cfg:14" "a.cfg:14".
 * Outputs name files so, for where a machine keeps them is no part of a result. */
const char *text_base(const char *path);
/* A path as it was typed; of an absolute one text_base. */
const char *text_path(const char *path);
/* A text that holds paths (a word of a command line, a value of --set, a sentence), each absolute
 * one as its text_base: "/home/ann/a.cfg" is "a.cfg", "--output=/tmp/x" "--output=x", "'/srv/t.csv'
 * is a folder" "'t.csv' is a folder". Such a path begins the text or stands after a space, a quote,
 * a bracket, "=" or an option of one letter. It ends at its closing quote or at ": "; where it
 * begins a text or a value, at the space after a name with a dot; elsewhere at a space. Owned by
 * the caller (free); NULL: no memory. */
char *text_shown(const char *typed);
/* A text that is as a whole the absolute path of a file, a name with a dot, as folder/NAME; any
 * other as it is. Owned by the caller. */
char *text_file_shown(const char *text, const char *folder);
/* Of "key=value", a value of --set, which is read again: the value as
 * text_file_shown, in quotes or without. Owned by the caller. */
char *text_value_shown(const char *typed, const char *folder);

/* A short text at once; owned by the caller (free). NULL: no memory. */
char *text_of(const char *fmt, ...) HR_PRINTF(1, 2);

#endif
