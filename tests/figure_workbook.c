#include "figure_workbook.h"

#include "claim.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

enum { MOST_STRINGS = 60000, MOST_SHEETS = 80 };

struct workbook {
    zip_t *zip;
    char *strings; /* owned: xl/sharedStrings.xml, cut into texts */
    const char *string[MOST_STRINGS];
    size_t n_string;
};

static char *
member(const struct workbook *self, const char *name)
{
    struct zip_stat about;
    cr_assert_eq(zip_stat(self->zip, name, 0, &about), 0, "%s", name);
    char *const text = calloc(1, about.size + 1);
    zip_file_t *const file = zip_fopen(self->zip, name, 0);
    cr_assert(text != NULL && file != NULL, "%s", name);
    cr_assert_eq(zip_fread(file, text, about.size), (zip_int64_t)about.size, "%s", name);
    zip_fclose(file);
    return text;
}

static void
resolve_entities(char *text)
{
    static const char *const entity[][2] = {
        { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" }, { "&apos;", "'" }, { "&amp;", "&" }
    };
    for (size_t i = 0; i < sizeof entity / sizeof *entity; i++)
        for (char *at = text; (at = strstr(at, entity[i][0])) != NULL; at++) {
            *at = entity[i][1][0];
            memmove(at + 1, at + strlen(entity[i][0]), strlen(at + strlen(entity[i][0])) + 1);
        }
}

static void
read_strings(struct workbook *self)
{
    self->strings = member(self, "xl/sharedStrings.xml");
    for (char *at = self->strings; (at = strstr(at, "<si>")) != NULL;) {
        char *from = strchr(strstr(at, "<t"), '>') + 1, *const to = strstr(from, "</t>");
        cr_assert_lt(self->n_string, MOST_STRINGS);
        self->string[self->n_string++] = from;
        at = to + 4;
        *to = '\0';
        resolve_entities(from);
    }
}

/* Column and row of "AB12", from 0. */
static void
place_of(const char *reference, size_t *column, size_t *row)
{
    *column = 0;
    for (; *reference >= 'A' && *reference <= 'Z'; reference++)
        *column = *column * 26 + (size_t)(*reference - 'A') + 1;
    --*column;
    *row = strtoul(reference, NULL, 10) - 1;
}

/* The text of a cell, "" where it has none; *next: what follows it. */
static const char *
cell_text(const struct workbook *self, char *cell, char **next)
{
    char *const end = strchr(cell, '>');
    if (end[-1] == '/') {
        *next = end;
        return "";
    }
    char *const close = strstr(end, "</c>"), *value = strstr(end, "<v>");
    *next = close;
    if (value == NULL || value > close)
        return "";
    const char *const shared = strstr(cell, "t=\"s\"");
    value += strlen("<v>");
    *strstr(value, "</v>") = '\0';
    *next = close + 1;
    if (shared == NULL || shared > end)
        return value;
    const size_t i = strtoul(value, NULL, 10);
    cr_assert_lt(i, self->n_string);
    return self->string[i];
}

static bool
same(const char *text, const char *cell)
{
    char *end;
    const double x = strtod(text, &end);
    if (end == text || *end != '\0' || cell[0] == '\0')
        return strcmp(text, cell) == 0;
    return fabs(strtod(cell, NULL) - x) <= 1e-12 * fmax(1.0, fabs(x)) || strcmp(text, cell) == 0;
}

static size_t
check_sheet(struct run_output *self, const struct workbook *workbook, size_t sheet,
            const char *name)
{
    char part[60];
    struct run_table table;
    size_t head = SIZE_MAX, n = 0;
    run_table_init(&table, self, name);
    (void)snprintf(part, sizeof part, "xl/worksheets/sheet%zu.xml", sheet);
    char *const text = member(workbook, part), *at = text;
    while ((at = strstr(at, "<c r=\"")) != NULL) {
        size_t column, row;
        place_of(at + strlen("<c r=\""), &column, &row);
        const char *const cell = cell_text(workbook, at, &at);
        if (head == SIZE_MAX && column == 0 && strcmp(cell, table.csv.column[0]) == 0)
            head = row;
        if (head == SIZE_MAX || row <= head || row > head + table.csv.n_row ||
            column >= table.csv.n_column)
            continue;
        const char *const want = csv_in_text(&table.csv, row - head - 1, column);
        n++;
        if (!same(want, cell))
            book_fault(&self->book, "results.xlsx, %s, row %zu, %s: '%s', the table has '%s'", name,
                       row + 1, table.csv.column[column], cell, want);
    }
    if (head == SIZE_MAX)
        book_fault(&self->book, "results.xlsx: sheet %s has no header", name);
    size_t n_filled = 0;
    for (size_t i = 0; i < table.csv.n_row * table.csv.n_column; i++)
        n_filled += table.csv.cell[i][0] != '\0';
    if (n < n_filled)
        book_fault(&self->book, "results.xlsx, %s: %zu cells, the table has %zu", name, n,
                   n_filled);
    free(text);
    run_table_release(&table);
    return n;
}

size_t
figure_check_workbook(struct run_output *self)
{
    static struct workbook workbook;
    char path[300];
    int failed = 0;
    size_t n = 0, sheet = 0;
    (void)snprintf(path, sizeof path, "%s/results.xlsx", self->dir);
    workbook = (struct workbook){ .zip = zip_open(path, ZIP_RDONLY, &failed) };
    cr_assert_not_null(workbook.zip, "%s", path);
    read_strings(&workbook);
    char *const list = member(&workbook, "xl/workbook.xml");
    for (char *at = list; (at = strstr(at, "<sheet name=\"")) != NULL;) {
        char *const name = at + strlen("<sheet name=\""), *const end = strchr(name, '"');
        *end = '\0';
        at = end + 1;
        sheet++;
        if (strstr(name, ".csv") != NULL)
            n += check_sheet(self, &workbook, sheet, name);
    }
    free(list);
    free(workbook.strings);
    zip_discard(workbook.zip);
    return n;
}
