/* Splitting into cells is libcsv's, in strict mode. It is given one line at a time, so that a
 * callback knows the line it is on and a fault of quoting costs one row, not the rest of the file.
 * Cells are copied one after another into one block as long as the file: a cell ends in a NUL where
 * the file has a comma or a line's end. */
#include "csv_in.h"

#include <csv.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "sheet_text.h"

struct reading {
    struct csv_in *out;
    size_t line, row_line;                /* where we are; where the row began */
    bool titled;                          /* the header is a title */
    size_t n_note, note_line, note_cells; /* what may be notes since the last row: how many, and the
                                             first's line and cells */
    bool row_open, has_header, no_memory;
    bool wide, refused; /* the row has too many cells; no more is read */
    const char **field; /* owned; of the row being read */
    size_t n_field, field_capacity, row_capacity;
    char *pen, *row_pen; /* next free byte of out->text; what the row began with */
};

/* ---- rows */

static void
row_forget(struct reading *self)
{
    self->n_field = 0;
    self->pen = self->row_pen;
    self->row_open = false;
}

static bool
row_is_blank(const struct reading *self)
{
    for (size_t i = 0; i < self->n_field; i++)
        if (self->field[i][0] != '\0')
            return false;
    return true;
}

static void
check_header(struct reading *self)
{
    struct csv_in *out = self->out;
    if (out->n_column == 1 && strpbrk(out->column[0], ";\t") != NULL)
        csv_in_fault_at(
            out, self->row_line,
            "the separator is a %s; a comma is required: save the file as \"CSV UTF-8\"",
            strchr(out->column[0], ';') != NULL ? "semicolon" : "tab");
    size_t *first = reallocarray(NULL, out->n_column, sizeof *first);
    self->no_memory = first == NULL || csv_in_first_of_name(out, first, NULL) != 0;
    for (size_t i = 0; !self->no_memory && i < out->n_column; i++)
        if (first[i] != i)
            csv_in_fault_at(
                out, self->row_line,
                "column %zu is called '%s' as column %zu is ('%s'): two columns may not "
                "have the same name",
                i + 1, out->column[i], first[i] + 1, out->column[first[i]]);
    free(first);
}

static void
take_header(struct reading *self)
{
    struct csv_in *out = self->out;
    out->column = reallocarray(NULL, self->n_field, sizeof *out->column);
    if (out->column == NULL) {
        self->no_memory = true;
        return;
    }
    memcpy(out->column, self->field, self->n_field * sizeof *out->column);
    out->n_column = self->n_field;
    self->has_header = true;
    check_header(self);
}

static bool
room_for_row(struct reading *self)
{
    struct csv_in *out = self->out;
    if (out->n_row < self->row_capacity)
        return true;
    const size_t capacity = self->row_capacity == 0 ? 64 : 2 * self->row_capacity;
    size_t *line = reallocarray(out->line, capacity, sizeof *line);
    if (line == NULL)
        return false;
    out->line = line;
    size_t n_cell;
    if (__builtin_mul_overflow(capacity, out->n_column, &n_cell))
        return false;
    const char **cell = reallocarray(out->cell, n_cell, sizeof *cell);
    if (cell == NULL)
        return false;
    out->cell = cell;
    self->row_capacity = capacity;
    return true;
}

/* A title above the columns' names, as spreadsheets have: one cell, and below it a row of several.
 * Said once, for no row fits it. */
static bool
header_is_title(struct reading *self)
{
    struct csv_in *out = self->out;
    size_t n_name = 0, n_cell = 0;
    bool several_words = false;
    for (size_t i = 0; i < out->n_column; i++) {
        n_name += out->column[i][0] != '\0';
        several_words = several_words || strchr(out->column[i], ' ') != NULL;
    }
    for (size_t i = 0; i < self->n_field; i++)
        n_cell += self->field[i][0] != '\0';
    if (self->titled || out->n_row > 0 || n_name != 1 || n_cell < 2 || !several_words ||
        strpbrk(out->column[0], ";\t") != NULL)
        return self->titled;
    self->titled = true;
    csv_in_fault_at(
        out, self->row_line,
        "the columns' names stand in this line, below a title ('%s'): remove the lines above "
        "it, so that the names come first",
        out->column[0]);
    return true;
}

static bool
row_fits(struct reading *self)
{
    struct csv_in *out = self->out;
    if (header_is_title(self))
        return false;
    if (self->n_field != out->n_column) {
        csv_in_fault_at(out, self->row_line, "the row has %zu cell%s, the header has %zu",
                        self->n_field, self->n_field == 1 ? "" : "s", out->n_column);
        return false;
    }
    for (size_t i = 0; i < self->n_field; i++)
        if (out->column[i][0] == '\0' && self->field[i][0] != '\0') {
            csv_in_fault_at(out, self->row_line,
                            "column %zu has the value '%s' but no name in the header", i + 1,
                            self->field[i]);
            return false;
        }
    return true;
}

static size_t
n_filled(const struct reading *self)
{
    size_t n = 0;
    for (size_t i = 0; i < self->n_field; i++)
        n += self->field[i][0] != '\0';
    return n;
}

/* A title above the table, or what may be a note below it (one cell, or a sentence whose commas
 * made cells of it): true when the row is left out. */
static bool
is_around(struct reading *self)
{
    struct csv_in *out = self->out;
    const bool sentence =
        self->has_header && self->n_field != out->n_column && strchr(self->field[0], ' ') != NULL;
    if (!out->in_sheet || (n_filled(self) > 1 && !sentence) ||
        (self->has_header && out->n_column < 2))
        return false;
    if (!self->has_header)
        out->n_around++;
    else if (self->n_note++ == 0) {
        self->note_line = self->row_line;
        self->note_cells = self->n_field;
    }
    return true;
}

/* It was no note, for a row comes after it. */
static void
blame_notes(struct reading *self)
{
    if (self->n_note > 0)
        csv_in_fault_at(self->out, self->note_line, "the row has %zu cell%s, the header has %zu",
                        self->note_cells, self->note_cells == 1 ? "" : "s", self->out->n_column);
    self->n_note = 0;
}

/* Every cell costs memory, and a table of more is no table of counts. A header too long says
 * nothing of the rows under it. */
static void
refuse_wide(struct reading *self)
{
    csv_in_fault_at(
        self->out, self->row_line,
        "the row has more than %d cells, and a table has at most that many columns: is it "
        "the right file?",
        CSV_MOST_COLUMNS);
    self->refused = !self->has_header;
    self->wide = false;
    row_forget(self);
}

static void
refuse_large(struct reading *self)
{
    csv_in_fault_at(
        self->out, self->row_line,
        "the table has more than %.0f million cells up to this line, and that is the most "
        "that is read: keep the rows and columns that are wanted",
        CSV_MOST_CELLS / 1e6);
    self->refused = true;
    row_forget(self);
}

static void
take_row(struct reading *self)
{
    if (!row_fits(self)) {
        row_forget(self);
        return;
    }
    if (self->out->n_row >= CSV_MOST_CELLS / self->out->n_column) {
        refuse_large(self);
        return;
    }
    if (!room_for_row(self)) {
        self->no_memory = true;
        return;
    }
    struct csv_in *out = self->out;
    memcpy(out->cell + out->n_row * out->n_column, self->field,
           self->n_field * sizeof *self->field);
    out->line[out->n_row++] = self->row_line;
}

/* ---- libcsv's callbacks */

static void
on_field(void *bytes, size_t size, void *data)
{
    struct reading *self = data;
    if (self->n_field == CSV_MOST_COLUMNS)
        self->wide = true;
    if (self->wide)
        return;
    if (self->n_field == self->field_capacity) {
        const size_t capacity = self->field_capacity == 0 ? 64 : 2 * self->field_capacity;
        const char **field = reallocarray(self->field, capacity, sizeof *field);
        if (field == NULL) {
            self->no_memory = true;
            return;
        }
        self->field = field;
        self->field_capacity = capacity;
    }
    const char *from = bytes;
    if (size > 0 && *from != '\'') /* behind an apostrophe a text stands as it is */
        size = utf8_plain_blanks(bytes, size);
    while (size > 0 && (*from == ' ' || *from == '\t')) {
        from++;
        size--;
    }
    while (size > 0 && (from[size - 1] == ' ' || from[size - 1] == '\t'))
        size--;
    if (size > 0)
        memcpy(self->pen, from, size);
    self->pen[size] = '\0';
    self->field[self->n_field++] = sheet_text_of(self->pen);
    self->pen += size + 1;
}

static void
on_row(int terminator, void *data)
{
    struct reading *self = data;
    (void)terminator;
    if (self->no_memory || self->refused)
        return;
    if (self->wide)
        refuse_wide(self);
    else if (row_is_blank(self) || is_around(self))
        row_forget(self);
    else if (!self->has_header)
        take_header(self);
    else {
        blame_notes(self);
        take_row(self);
    }
    self->n_field = 0;
    self->row_pen = self->pen;
    self->row_open = false;
}

/* ---- lines */

/* Bytes up to and with the line's end: LF, CRLF or CR. */
static size_t
line_length(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (text[i] == '\n')
            return i + 1;
        if (text[i] == '\r')
            return i + 1 < size && text[i + 1] == '\n' ? i + 2 : i + 1;
    }
    return size;
}

static void
quoting_fault(struct reading *self)
{
    if (self->row_line == self->line)
        csv_in_fault_at(
            self->out, self->line,
            "there is a quote inside a cell: put the whole cell in quotes and write each quote "
            "in it twice");
    else
        csv_in_fault_at(
            self->out, self->row_line,
            "a quote opens in this row and the next is on line %zu, inside a cell: close it",
            self->line);
}

static bool
line_is_blank(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (text[i] != ' ' && text[i] != '\t' && text[i] != '\r' && text[i] != '\n')
            return false;
    return true;
}

/* One line to libcsv. A row that is wrongly quoted is dropped and reading goes on with the next
 * line. */
static bool
feed_line(struct reading *self, struct csv_parser *parser, const char *text, size_t size)
{
    if (!self->row_open)
        self->row_line = self->line;
    self->row_open = self->row_open || !line_is_blank(text, size);
    if (csv_parse(parser, text, size, on_field, on_row, self) == size)
        return !self->no_memory && !self->refused;
    if (csv_error(parser) != CSV_EPARSE)
        return false;
    quoting_fault(self);
    row_forget(self);
    csv_free(parser);
    return csv_init(parser, CSV_STRICT | CSV_STRICT_FINI) == 0;
}

static bool
parse_lines(struct reading *self, const char *text, size_t size)
{
    struct csv_parser parser;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
        return false;
    bool going = true;
    for (size_t at = 0; at < size && going; self->line++) {
        const size_t length = line_length(text + at, size - at);
        going = feed_line(self, &parser, text + at, length);
        at += length;
    }
    if (going && csv_fini(&parser, on_field, on_row, self) != 0) {
        if (csv_error(&parser) == CSV_EPARSE)
            csv_in_fault_at(self->out, self->row_line,
                            "a quote opens in this row and is never closed");
        else
            going = false;
    }
    csv_free(&parser);
    return (going || self->refused) && !self->no_memory;
}

/* ---- public */

void
csv_in_init(struct csv_in *self, struct faults *faults)
{
    *self = (struct csv_in){ .faults = faults };
}

int
csv_in_parse(struct csv_in *self, const char *name, const char *text, size_t size,
             struct hr_err *err)
{
    self->name = strdup(name);
    self->text = malloc(size + 2);
    if (self->name == NULL || self->text == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory to read '%s'", name);
    csv_in_check_bytes(self, text, size);
    if (self->n_fault > 0)
        return csv_in_check(self, err);

    const size_t mark = size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    struct reading reading = {
        .out = self, .line = 1, .row_line = 1, .pen = self->text, .row_pen = self->text
    };
    const bool parsed = parse_lines(&reading, text + mark, size - mark);
    self->n_around += reading.n_note;
    free(reading.field);
    if (!parsed)
        return hr_fail(err, HR_ENOMEM, "no memory to read '%s'", name);
    if (!reading.has_header && self->n_fault == 0)
        csv_in_fault(self, SIZE_MAX, SIZE_MAX,
                     "the file is empty: want a header row and rows under it");
    return csv_in_check(self, err);
}

int
csv_in_read(struct csv_in *self, const char *path, struct hr_err *err)
{
    char *bytes = NULL;
    size_t size = 0;
    int ret = bytes_read(path, &bytes, &size, err);
    if (ret == 0)
        ret = csv_in_parse(self, path, bytes, size, err);
    free(bytes);
    return ret;
}

void
csv_in_release(struct csv_in *self)
{
    free(self->name);
    free(self->column);
    free(self->cell);
    free(self->line);
    free(self->text);
    csv_in_init(self, self->faults);
}
