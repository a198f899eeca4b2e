#define _GNU_SOURCE /* vasprintf */
#include "source.h"

#include "bytes.h"
#include "decimal.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

void
source_init(struct source *self, struct arena *arena, struct faults *faults)
{
    *self = (struct source){
        .arena = arena, .faults = faults, .line = 1, .n_level = 1, .state = STATE_NAME
    };
}

void
source_fault(struct source *self, const char *where, const char *fmt, ...)
{
    char *text = NULL;
    va_list args;
    va_start(args, fmt);
    const int length = vasprintf(&text, fmt, args);
    va_end(args);
    self->unreadable = true;
    if (length < 0) {
        self->faults->failed = true;
        return;
    }
    faults_add(self->faults, where, "%s", text);
    free(text);
}

void
source_release(struct source *self)
{
    free(self->text);
    free(self->span);
    free(self->file);
    source_init(self, self->arena, self->faults);
}

/* ---- growing arrays: a failure is remembered by the arena, whose owner looks at the end */

static bool
grow(struct source *self, void *items, size_t item_size, size_t *capacity, size_t need)
{
    void *old = NULL;
    if (need <= *capacity)
        return true;
    size_t wanted = *capacity < 16 ? 16 : *capacity;
    while (wanted < need)
        wanted *= 2;
    memcpy(&old, items, sizeof old);
    void *bigger = realloc(old, wanted * item_size);
    if (bigger == NULL) {
        self->arena->failed = true;
        return false;
    }
    memcpy(items, &bigger, sizeof bigger);
    *capacity = wanted;
    return true;
}

void
source_emit(struct source *self, const char *text, size_t size)
{
    if (!grow(self, &self->text, 1, &self->capacity, self->size + size + 1))
        return;
    memcpy(self->text + self->size, text, size);
    self->size += size;
    self->text[self->size] = '\0';
}

void
source_newline(struct source *self)
{
    source_emit(self, "\n", 1);
    self->line++;
}

/* From the current flat line on, the text is line `line` of a file. */
static void
source_mark(struct source *self, size_t file, unsigned line)
{
    if (!grow(self, &self->span, sizeof *self->span, &self->capacity_span, self->n_span + 1))
        return;
    self->span[self->n_span++] =
        (struct source_span){ .flat = self->line, .line = line, .file = file };
}

const char *
source_where(const struct source *self, unsigned flat_line)
{
    size_t below = 0, above = self->n_span;
    while (above - below > 1) {
        const size_t middle = below + (above - below) / 2;
        if (self->span[middle].flat <= flat_line)
            below = middle;
        else
            above = middle;
    }
    if (self->n_span == 0 || self->n_file == 0)
        return "scenario";
    const struct source_span *span = &self->span[below];
    const unsigned line = span->line + (flat_line > span->flat ? flat_line - span->flat : 0);
    char number[28];
    decimal_write(line, 0, number);
    return arena_joined(self->arena, self->file[span->file].path, ':', number);
}

static bool
source_add_file(struct source *self, const char *path, const char *bytes, size_t size)
{
    if (!grow(self, &self->file, sizeof *self->file, &self->capacity_file, self->n_file + 1))
        return false;
    struct input_file *file = &self->file[self->n_file++];
    *file = (struct input_file){ .path = path,
                                 .bytes = arena_text(self->arena, bytes, size),
                                 .size = size,
                                 .elsewhere = self->elsewhere };
    digest_bytes(bytes, size, file->sha256);
    return true;
}

/* ---- bytes that are not a text */

/* NULL when the bytes are a text that can be read; else what they are instead. */
static const char *
not_a_text(struct source *self, const char *bytes, size_t size, unsigned *line)
{
    const unsigned char *at = (const unsigned char *)bytes;

    *line = 0;
    if (size == 0)
        return "the file is empty: 'headroom new DIR' writes a scenario to start from";
    if (size >= 2 && ((at[0] == 0xff && at[1] == 0xfe) || (at[0] == 0xfe && at[1] == 0xff)))
        return "the file is saved as UTF-16 (\"Unicode\" in Notepad): save it as UTF-8";
    if (size >= 4 && memcmp(bytes, "PK\3\4", 4) == 0)
        return "the file is a zip, Excel or Word file: a scenario is a plain text file";
    *line = 1;
    for (size_t i = 0; i < size;) {
        if (utf8_is_plain(bytes[i]) && bytes[i] != '\\') {
            i++;
            continue;
        }
        const size_t length = utf8_length(at + i, size - i);
        if (length == 0)
            return arena_format(self->arena,
                                "byte 0x%02X is not UTF-8 text: save the file as UTF-8", at[i]);
        if (utf8_hides(utf8_code(at + i, length)))
            return arena_format(self->arena,
                                "character U+%04X, which cannot be seen, does not belong in a text "
                                "file: remove it",
                                utf8_code(at + i, length));
        if (strncmp(bytes + i, "\\x00", 4) == 0)
            return "\\x00 would end the text that it stands in: remove it";
        if (at[i] == '\n')
            ++*line;
        i += length;
    }
    return NULL;
}

/* ---- files */

/* A file of a user that is called as the embedded one is not taken for it. */
static const char *
named(struct source *self, const char *path)
{
    return arena_format(self->arena, "%s%s", strcmp(path, "england.cfg") == 0 ? "./" : "", path);
}

static const char *
included_path(struct source *self, const char *includer, const char *path)
{
    const char *slash = strrchr(includer, '/');
    self->elsewhere = path[0] == '/';
    for (size_t i = 0; i < self->n_file; i++)
        self->elsewhere = self->elsewhere ||
                          (self->file[i].elsewhere && strcmp(self->file[i].path, includer) == 0);
    if (path[0] == '/' || slash == NULL)
        return named(self, path);
    return arena_format(self->arena, "%.*s/%s", (int)(slash - includer), includer, path);
}

/* Adds the text of one file that has been read. */
static void
source_add(struct source *self, const char *path, const char *bytes, size_t size)
{
    if (!source_add_file(self, path, bytes, size))
        return;
    const size_t file = self->n_file - 1;
    self->open[self->n_open - 1].file = file;

    const size_t mark = size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    unsigned line = 0;
    const char *fault = not_a_text(self, bytes + mark, size - mark, &line);
    if (fault != NULL) {
        if (line == 0)
            source_fault(self, path, "%s", fault);
        else
            source_fault(self, arena_format(self->arena, "%s:%u", path, line), "%s", fault);
        return;
    }
    self->size_read += size;
    source_mark(self, file, 1);
    scan_text(self, bytes + mark, size - mark);
}

/* All bytes of a file; NULL when it cannot be read, with *why set unless memory ran out. The caller
 * frees. */
static char *
read_bytes(FILE *file, size_t size, const char **why)
{
    char *bytes = malloc(size + 1);
    if (bytes == NULL)
        return NULL;
    errno = 0;
    const size_t got = fread(bytes, 1, size, file);
    if (got != size || ferror(file)) {
        *why = bytes_why_short(file);
        free(bytes);
        return NULL;
    }
    return bytes;
}

static const char *
unfit(const struct source *self, const struct stat *status)
{
    if (S_ISDIR(status->st_mode))
        return "it is a folder";
    if (!S_ISREG(status->st_mode))
        return "it is not a file";
    if (status->st_size > SOURCE_MAX_BYTES)
        return "it is larger than 8 MB, and a scenario is a few pages of text";
    if (self->size_read + (size_t)status->st_size > SOURCE_MAX_BYTES)
        return "with it the files of the scenario are larger than 8 MB together";
    if (self->n_file == SOURCE_MAX_FILES)
        return "a thousand files have been read before it: do files include each other again and "
               "again?";
    return NULL;
}

/* "a.cfg includes b.cfg includes a.cfg", when the file is already being read; else NULL. */
static const char *
cycle(struct source *self, const struct stat *status, const char *path)
{
    for (size_t i = 0; i < self->n_open; i++) {
        if (self->open[i].device != (unsigned long)status->st_dev ||
            self->open[i].inode != (unsigned long)status->st_ino)
            continue;
        const char *chain = self->file[self->open[i].file].path;
        for (size_t k = i + 1; k < self->n_open; k++)
            chain = arena_format(self->arena, "%s includes %s", chain,
                                 self->file[self->open[k].file].path);
        return arena_format(self->arena, "%s includes %s", chain, path);
    }
    return NULL;
}

/* `where` is the line that names the file, or the path itself. A machine without memory is no fault
 * of the scenario: the arena remembers it. */
static void
unreadable(struct source *self, const char *path, const char *where, int number, const char *why)
{
    self->unreadable = true;
    if (number == ENOMEM) {
        self->arena->failed = true;
        return;
    }
    if (where == path)
        source_fault(self, where, "the file cannot be read: %s", why);
    else
        source_fault(self, where, "the included file '%s' cannot be read: %s", path, why);
}

/* Opens, checks, reads and adds one file. */
static void
source_open_file(struct source *self, const char *path, const char *where)
{
    struct stat status;
    FILE *file = fopen(path, "rb");
    if (file == NULL || fstat(fileno(file), &status) != 0) {
        const int number = errno;
        unreadable(self, path, where, number,
                   number == ENOENT ? "there is no such file" : strerror(number));
        goto out;
    }
    const char *why = unfit(self, &status);
    const char *chain = why == NULL ? cycle(self, &status, path) : NULL;
    char *bytes =
        why == NULL && chain == NULL ? read_bytes(file, (size_t)status.st_size, &why) : NULL;
    if (chain != NULL)
        source_fault(self, where, "these files include each other without end: %s", chain);
    else if (bytes == NULL)
        unreadable(self, path, where, why == NULL ? ENOMEM : 0, why);
    else {
        self->open[self->n_open++] = (struct source_open){ .device = (unsigned long)status.st_dev,
                                                           .inode = (unsigned long)status.st_ino };
        source_add(self, path, bytes, (size_t)status.st_size);
        self->n_open--;
    }
    free(bytes);
out:
    if (file != NULL)
        (void)fclose(file);
}

void
source_read(struct source *self, const char *path)
{
    const char *kept = named(self, path);
    source_open_file(self, kept, kept);
    syntax_finish(self, 1);
}

const char *
source_table(struct source *self, const char *path, const char *where, char **bytes, size_t *size)
{
    struct hr_err err;
    const char *colon = strrchr(where, ':');
    *bytes = NULL;
    if (self->sealed) {
        faults_add(self->faults, where,
                   "a table works only next to a file, and this text is not one");
        return NULL;
    }
    const char *includer = colon == NULL ? self->file[0].path
                                         : arena_text(self->arena, where, (size_t)(colon - where));
    const char *full = included_path(self, includer, path);
    const int ret = bytes_read(full, bytes, size, &err);
    if (ret == HR_ENOMEM)
        self->arena->failed = true;
    else if (ret != 0)
        faults_add(self->faults, where, "%s", err.text);
    if (ret != 0)
        return NULL;
    if (!source_add_file(self, full, *bytes, *size))
        return NULL;
    self->file[self->n_file - 1].by_set = colon == NULL;
    return full;
}

void
source_text(struct source *self, const char *name, const char *text, size_t size)
{
    self->sealed = true;
    self->open[self->n_open++] = (struct source_open){ .device = 0 };
    source_add(self, arena_text(self->arena, name, strlen(name)), text, size);
    self->n_open--;
    syntax_finish(self, 1);
}

void
source_include(struct source *self, const char *path, const char *where)
{
    if (self->sealed) {
        source_fault(self, where, "@include works only in a file, and this text is not one");
        return;
    }
    if (self->n_open == SOURCE_MAX_INCLUDE) {
        source_fault(self, where, "files include each other more than %d deep", SOURCE_MAX_INCLUDE);
        return;
    }
    const size_t includer = self->open[self->n_open - 1].file;
    const size_t depth = self->n_level;
    const unsigned line = self->line;
    const struct source_span here = self->span[self->n_span - 1];

    source_open_file(self, included_path(self, self->file[includer].path, path), where);
    syntax_finish(self, depth);
    source_newline(self);
    source_mark(self, includer, here.line + (line - here.flat));
}
