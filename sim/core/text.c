#include "text.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
text_init(struct text *self)
{
    *self = (struct text){ .text = NULL };
}

void
text_release(struct text *self)
{
    free(self->text);
    text_init(self);
}

/* Room for extra bytes and a NUL. */
static bool
text_reserve(struct text *self, size_t extra)
{
    if (self->failed)
        return false;
    if (extra >= SIZE_MAX / 4 - self->length) {
        self->failed = true;
        return false;
    }
    const size_t needed = self->length + extra + 1;
    if (needed <= self->capacity)
        return true;
    const size_t capacity = needed < 256 ? 256 : 2 * needed;
    char *const text = realloc(self->text, capacity);
    if (text == NULL) {
        self->failed = true;
        return false;
    }
    self->text = text;
    self->capacity = capacity;
    return true;
}

void
text_add_bytes(struct text *self, const char *bytes, size_t length)
{
    if (!text_reserve(self, length))
        return;
    if (length > 0)
        memcpy(self->text + self->length, bytes, length);
    self->length += length;
    self->text[self->length] = '\0';
}

void
text_add(struct text *self, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    text_add_args(self, fmt, args);
    va_end(args);
}

void
text_add_args(struct text *self, const char *fmt, va_list args)
{
    enum { BRIEF = 128 }; /* as most are: others are written twice */
    va_list again;
    if (!text_reserve(self, BRIEF))
        return;
    const size_t room = self->capacity - self->length;
    va_copy(again, args);
    const int length = vsnprintf(self->text + self->length, room, fmt, args);
    if (length < 0)
        self->failed = true;
    else if (text_reserve(self, (size_t)length)) {
        if ((size_t)length >= room)
            vsnprintf(self->text + self->length, (size_t)length + 1, fmt, again);
        self->length += (size_t)length;
    }
    va_end(again);
}

void
text_add_text(struct text *self, struct text *apart)
{
    self->failed = self->failed || apart->failed;
    text_add_bytes(self, apart->text == NULL ? "" : apart->text, apart->length);
    text_release(apart);
}

int
text_take(struct text *self, char **text, struct hr_err *err)
{
    *text = NULL;
    text_add_bytes(self, "", 0);
    const bool failed = self->failed;
    if (!failed) {
        *text = self->text;
        self->text = NULL;
    }
    text_release(self);
    return failed ? hr_fail(err, HR_ENOMEM, "no memory for text") : 0;
}

char *
text_of(const char *fmt, ...)
{
    struct text self;
    struct hr_err unused;
    char *text = NULL;
    va_list args;
    text_init(&self);
    va_start(args, fmt);
    text_add_args(&self, fmt, args);
    va_end(args);
    return text_take(&self, &text, &unused) == 0 ? text : NULL;
}

const char *
text_base(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

const char *
text_path(const char *path)
{
    return path[0] == '/' ? text_base(path) : path;
}

static bool
begins_path(const char *text, size_t at)
{
    static const char before[] = " \"'`=(,\t\n";
    if (text[at] != '/' || text[at + 1] == ' ' || text[at + 1] == '\0')
        return false;
    return at == 0 || strchr(before, text[at - 1]) != NULL || (at == 2 && text[0] == '-');
}

/* In quotes a path may hold anything; where it begins a text or a value it may hold spaces until a
 * name with a dot has ended, elsewhere none: what follows are words of a sentence. */
static size_t
path_length(const char *text, size_t at)
{
    const char *path = text + at, before = at == 0 ? '=' : text[at - 1];
    const bool in_quotes = before == '"' || before == '\'' || before == '`';
    const bool spaces = before == '=' || (at == 2 && text[0] == '-');
    bool dot = false;
    size_t n = 0;
    if (in_quotes)
        return strcspn(path, (const char[]){ before, '\n', '\0' });
    for (; path[n] != '\0' && strchr("\"`\n", path[n]) == NULL; n++) {
        if ((path[n] == ':' && path[n + 1] == ' ') || (path[n] == ' ' && (dot || !spaces)))
            break;
        dot = path[n] != '/' && (dot || path[n] == '.');
    }
    return n;
}

char *
text_shown(const char *typed)
{
    struct text out;
    struct hr_err unused;
    char *text = NULL;
    text_init(&out);
    for (size_t i = 0; typed[i] != '\0'; i++) {
        if (begins_path(typed, i)) {
            size_t last = i;
            const size_t end = i + path_length(typed, i);
            for (size_t k = i; k < end; k++)
                last = typed[k] == '/' ? k : last;
            i = last;
        } else
            text_add_bytes(&out, typed + i, 1);
    }
    return text_take(&out, &text, &unused) == 0 ? text : NULL;
}

static bool
is_file(const char *path)
{
    return begins_path(path, 0) && strchr(text_base(path), '.') != NULL;
}

char *
text_file_shown(const char *text, const char *folder)
{
    return is_file(text) ? text_of("%s%s", folder, text_base(text)) : text_of("%s", text);
}

char *
text_value_shown(const char *typed, const char *folder)
{
    const char *value = strchr(typed, '=');
    const char *path = value == NULL ? "" : value + 1 + (value[1] == '"' ? 1 : 0);
    return is_file(path) ? text_of("%.*s%s%s", (int)(path - typed), typed, folder, text_base(path))
                         : text_of("%s", typed);
}
