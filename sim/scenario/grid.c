/* Cells are libcsv's, in its forgiving mode. */
#define _GNU_SOURCE /* FNM_EXTMATCH */
#include "grid.h"

#include "bytes.h"
#include "text.h"

#include <csv.h>
#include <fnmatch.h>
#include <iconv.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- text */

static bool
is_utf8(const char *text, size_t size)
{
    const unsigned char *at = (const unsigned char *)text;
    for (size_t i = 0; i < size;) {
        const size_t length = utf8_length(at + i, size - i);
        if (length == 0)
            return false;
        i += length;
    }
    return true;
}

/* A copy in UTF-8, owned by the caller. */
static int
utf8_of(const char *name, const char *bytes, char **to, size_t *size, struct hr_err *err)
{
    const size_t room = 3 * *size + 1;
    iconv_t from = iconv_open("UTF-8", "WINDOWS-1252");
    char *out = *to = malloc(room);
    char *in = (char *)(uintptr_t)bytes; /* iconv does not write to it */
    size_t n_in = *size, n_out = room - 1;
    int ret = 0;
    if (out == NULL || from == (iconv_t)-1)
        ret = hr_fail(err, HR_ENOMEM, "no memory to read '%s'", name);
    else if (iconv(from, &in, &n_in, &out, &n_out) == (size_t)-1)
        ret =
            hr_fail(err, HR_ESCENARIO,
                    "'%s' is neither UTF-8 nor Windows-1252 text: save it as \"CSV UTF-8\"", name);
    if (ret == 0)
        *size = (size_t)(out - *to);
    if (from != (iconv_t)-1)
        (void)iconv_close(from);
    return ret;
}

/* Without a BOM, and every line's end a single "\n". */
static size_t
plain_lines(char *text, size_t size)
{
    const size_t mark = size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    size_t n = 0;
    for (size_t i = mark; i < size; i++) {
        if (text[i] == '\r' && i + 1 < size && text[i + 1] == '\n')
            continue;
        text[n++] = (char)(text[i] == '\r' ? '\n' : text[i]);
    }
    return n;
}

/* ---- cells */

struct filling {
    struct grid *out;
    char *pen; /* next free byte of out->text */
    size_t line, n_break;
    bool no_memory;
};

/* Room for one more after n: capacity is the power of two that is not below n. */
static bool
has_room(void *list, size_t n, size_t size)
{
    void *old;
    memcpy(&old, list, sizeof old);
    void *more = (n & (n - 1)) == 0 ? reallocarray(old, n == 0 ? 1 : 2 * n, size) : old;
    if (more != NULL)
        memcpy(list, &more, sizeof more);
    return more != NULL;
}

/* One blank for each run of white space, none at the ends. */
static char *
copy_cell(char *pen, const char *from, size_t size)
{
    char *start = pen;
    for (size_t i = 0; i < size; i++)
        if (from[i] != ' ' && from[i] != '\t' && from[i] != '\n' && from[i] != '\0')
            *pen++ = from[i];
        else if (pen > start && pen[-1] != ' ')
            *pen++ = ' ';
    if (pen > start && pen[-1] == ' ')
        pen--;
    *pen++ = '\0';
    return pen;
}

static void
on_cell(void *bytes, size_t size, void *data)
{
    struct filling *self = data;
    struct grid *out = self->out;
    self->no_memory = self->no_memory || !has_room(&out->cell, out->n_cell, sizeof *out->cell);
    if (self->no_memory)
        return;
    const char *from = bytes;
    for (size_t i = 0; i < size; i++)
        self->n_break += from[i] == '\n';
    out->cell[out->n_cell++] = self->pen;
    self->pen = copy_cell(self->pen, from == NULL ? "" : from, size);
}

static void
on_row(int terminator, void *data)
{
    struct filling *self = data;
    struct grid *out = self->out;
    (void)terminator;
    self->no_memory = self->no_memory || !has_room(&out->row, out->n_row, sizeof *out->row);
    if (self->no_memory)
        return;
    const struct grid_row *before = out->n_row == 0 ? NULL : &out->row[out->n_row - 1];
    const size_t first = before == NULL ? 0 : before->first + before->n;
    out->row[out->n_row++] = (struct grid_row){ first, out->n_cell - first, self->line };
    self->line += 1 + self->n_break;
    self->n_break = 0;
}

static int
fill(struct grid *self, const char *text, size_t size, struct hr_err *err)
{
    struct csv_parser parser;
    self->text = malloc(size + 2); /* a cell ends in a NUL where the file has its comma or end */
    if (self->text == NULL || csv_init(&parser, CSV_REPALL_NL) != 0)
        return hr_fail(err, HR_ENOMEM, "no memory to read '%s'", self->name);
    struct filling filling = { .out = self, .pen = self->text, .line = 1 };
    const bool all = csv_parse(&parser, text, size, on_cell, on_row, &filling) == size &&
                     csv_fini(&parser, on_cell, on_row, &filling) == 0;
    csv_free(&parser);
    return all && !filling.no_memory
               ? 0
               : hr_fail(err, HR_ENOMEM, "no memory to read '%s'", self->name);
}

int
grid_read(struct grid *self, const char *name, const char *bytes, size_t size, struct hr_err *err)
{
    *self = (struct grid){ .name = name };
    char *text = NULL;
    int ret = 0;
    if (memchr(bytes, '\0', size) != NULL)
        return hr_fail(err, HR_ESCENARIO,
                       "'%s' is no text of comma-separated values: save the sheet as \"CSV UTF-8\"",
                       name);
    self->converted = !is_utf8(bytes, size);
    if (self->converted)
        ret = utf8_of(name, bytes, &text, &size, err);
    else if ((text = malloc(size + 1)) == NULL)
        ret = hr_fail(err, HR_ENOMEM, "no memory to read '%s'", name);
    else if (size > 0)
        memcpy(text, bytes, size);
    if (ret == 0)
        ret = fill(self, text, plain_lines(text, utf8_plain_blanks(text, size)), err);
    free(text);
    return ret;
}

void
grid_release(struct grid *self)
{
    free(self->text);
    free(self->cell);
    free(self->row);
    *self = (struct grid){ .name = "" };
}

/* ---- looking */

const char *
grid_cell(const struct grid *self, size_t row, size_t column)
{
    return row < self->n_row && column < self->row[row].n
               ? self->cell[self->row[row].first + column]
               : "";
}

size_t
grid_n_filled(const struct grid *self, size_t row)
{
    size_t n = 0;
    for (size_t i = 0; row < self->n_row && i < self->row[row].n; i++)
        n += grid_cell(self, row, i)[0] != '\0';
    return n;
}

bool
grid_like(const char *text, const char *pattern)
{
    return fnmatch(pattern, text, FNM_CASEFOLD | FNM_EXTMATCH) == 0;
}

size_t
grid_find(const struct grid *self, size_t row, const char *pattern)
{
    for (size_t i = 0; pattern != NULL && row < self->n_row && i < self->row[row].n; i++)
        if (grid_like(grid_cell(self, row, i), pattern))
            return i;
    return SIZE_MAX;
}

void
grid_heading(const struct grid *self, const size_t rows[2], size_t column, char *to, size_t size)
{
    size_t n = 0;
    to[0] = '\0';
    for (size_t row = rows[0]; row <= rows[1] && n < size; row++) {
        size_t at = column;
        while (row < rows[1] && at > 0 && grid_cell(self, row, at)[0] == '\0')
            at--;
        const char *text = grid_cell(self, row, at);
        if (text[0] != '\0')
            n += (size_t)snprintf(to + n, size - n, "%s%s", n > 0 ? " | " : "", text);
    }
}

void
grid_titles(const struct grid *self, size_t row, char *to, size_t size)
{
    size_t n = 0;
    to[0] = '\0';
    for (size_t above = 0; above < row; above++)
        for (size_t i = 0; i < self->row[above].n && n < size; i++)
            n += (size_t)snprintf(to + n, size - n, "%s ", grid_cell(self, above, i));
}

void
grid_fault(const struct grid *self, struct faults *faults, const size_t at[2], const char *fmt, ...)
{
    struct text where, sentence;
    va_list args;
    text_init(&where);
    text_init(&sentence);
    text_add(&where, "%s:%zu", self->name, self->row[at[0]].line);
    text_add(&sentence, "column %zu: ", at[1] + 1);
    va_start(args, fmt);
    text_add_args(&sentence, fmt, args);
    va_end(args);
    if (where.failed || sentence.failed)
        faults->failed = true;
    else {
        utf8_mend(sentence.text);
        faults_add(faults, where.text, "%s", sentence.text);
    }
    text_release(&where);
    text_release(&sentence);
}
