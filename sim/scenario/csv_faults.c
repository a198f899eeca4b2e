/* Faults of a table, and what is no text. */
#include "csv_in.h"

#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include "bytes.h"
#include "text.h"

/* ---- faults */

/* line 0: of the whole file; column NULL: of the whole row. */
static void HR_PRINTF(4, 0)
    add_fault(struct csv_in *self, size_t line, const char *column, const char *fmt, va_list args)
{
    struct text where, sentence;
    text_init(&where);
    text_init(&sentence);
    text_add(&where, "%s", self->name);
    if (line > 0)
        text_add(&where, ":%zu", line);
    if (column != NULL)
        text_add(&sentence, "column '%s': ", column);
    text_add_args(&sentence, fmt, args);
    if (self->n_fault++ == 0)
        self->first_fault = self->faults->n;
    if (where.failed || sentence.failed)
        self->faults->failed = true;
    else
        faults_add(self->faults, where.text, "%s", sentence.text);
    text_release(&where);
    text_release(&sentence);
}

void
csv_in_fault_at(struct csv_in *self, size_t line, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    add_fault(self, line, NULL, fmt, args);
    va_end(args);
}

void
csv_in_fault(struct csv_in *self, size_t row, size_t column, const char *fmt, ...)
{
    const bool of_row = row != SIZE_MAX;
    va_list args;
    va_start(args, fmt);
    add_fault(self, of_row ? self->line[row] : 0,
              of_row && column != SIZE_MAX ? self->column[column] : NULL, fmt, args);
    va_end(args);
}

bool
csv_in_at_most(struct csv_in *self, size_t most, const char *what)
{
    if (self->n_row <= most)
        return true;
    csv_in_fault(self, SIZE_MAX, SIZE_MAX,
                 "the table has %zu rows, and %s has at most %zu: is it the right file?",
                 self->n_row, what, most);
    return false;
}

int
csv_in_check(const struct csv_in *self, struct hr_err *err)
{
    if (self->n_fault == 0)
        return 0;
    if (self->faults->failed)
        return hr_fail(err, HR_ENOMEM, "no memory for the faults of '%s'", self->name);
    if (self->first_fault == FAULTS_MOST) /* the list was full of other files' */
        return hr_fail(err, HR_ESCENARIO, "%s: has faults", self->name);
    const struct fault *first = &self->faults->item[self->first_fault];
    return hr_fail(err, HR_ESCENARIO, "%s: %s", first->where, first->text);
}

/* ---- what is not a text */

/* NULL when a file of comma-separated text can start so. */
static const char *
foreign(const char *text, size_t size)
{
    if (size >= 2 && (memcmp(text, "\xff\xfe", 2) == 0 || memcmp(text, "\xfe\xff", 2) == 0))
        return "the file is saved as UTF-16 (\"Unicode Text\"): save it as \"CSV UTF-8\"";
    if (size >= 4 && memcmp(text, "PK\3\4", 4) == 0)
        return "the file is a zip or an Excel workbook: save the sheet as \"CSV UTF-8\"";
    return NULL;
}

void
csv_in_check_bytes(struct csv_in *self, const char *text, size_t size)
{
    const char *not_csv = foreign(text, size);
    if (not_csv != NULL) {
        csv_in_fault(self, SIZE_MAX, SIZE_MAX, "%s", not_csv);
        return;
    }
    const unsigned char *at = (const unsigned char *)text;
    size_t line = 1, faulty = 0;
    for (size_t i = 0; i < size;) {
        if (utf8_is_plain(text[i])) {
            i++;
            continue;
        }
        const size_t length = utf8_length(at + i, size - i);
        if (at[i] == '\n')
            line++;
        else if (length == 0 && line != faulty)
            csv_in_fault_at(self, faulty = line,
                            "byte 0x%02X is not UTF-8 text: save the file as \"CSV UTF-8\"", at[i]);
        else if (at[i] == '\0' && line != faulty)
            csv_in_fault_at(self, faulty = line, "there is a NUL byte: is this the right file?");
        else if (utf8_hides(utf8_code(at + i, length)) && line != faulty)
            csv_in_fault_at(
                self, faulty = line,
                "character U+%04X, which cannot be seen, does not belong in a table: remove it",
                utf8_code(at + i, length));
        i += length == 0 ? 1 : length;
    }
}
