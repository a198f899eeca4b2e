/* Comma-separated text from a table. */
#include "csv.h"

#include "memory_stream.h"
#include "sheet_text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool
wants_quotes(const char *text)
{
    const size_t n = strlen(text);
    return n > 0 && (text[0] == ' ' || text[n - 1] == ' ' || strpbrk(text, ",\"\n\r") != NULL);
}

void
csv_put_text(FILE *out, const char *text)
{
    const char *guard = sheet_text_guard(text);
    if (!wants_quotes(text)) {
        fputs(guard, out);
        fputs(text, out);
        return;
    }
    fprintf(out, "\"%s", guard);
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '"')
            putc('"', out);
        putc(*c, out);
    }
    putc('"', out);
}

static void
put_cell(FILE *out, const struct table *table, size_t row, size_t column)
{
    const struct table_field *field = &table->field[column];
    char number[64];

    if (field->type == TABLE_TEXT) {
        csv_put_text(out, table_text(table, row, column));
        return;
    }
    const double value = table_number(table, row, column);
    if (isnan(value))
        return;
    table_format(value, field->decimals, number, sizeof number);
    fputs(number, out);
}

int
csv_text(const struct table *table, char **text, size_t *size, struct hr_err *err)
{
    *text = NULL;
    *size = 0;
    FILE *out = memory_stream(text, size);
    if (out == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for table '%s'", table->name);

    for (size_t column = 0; column < table->n_field; column++) {
        if (column > 0)
            putc(',', out);
        csv_put_text(out, table->field[column].name);
    }
    putc('\n', out);
    for (size_t row = 0; row < table->n_row; row++) {
        for (size_t column = 0; column < table->n_field; column++) {
            if (column > 0)
                putc(',', out);
            put_cell(out, table, row, column);
        }
        putc('\n', out);
    }
    const int failed = ferror(out);
    if (fclose(out) != 0 || failed) {
        free(*text);
        *text = NULL;
        return hr_fail(err, HR_ENOMEM, "no memory for table '%s'", table->name);
    }
    return 0;
}

int
csv_place(const char *table, struct folder *folder, struct hr_err *err)
{
    char *name = text_of("%s.csv", table);
    const int ret = name == NULL ? hr_fail(err, HR_ENOMEM, "no memory for table '%s'", table)
                                 : folder_place(folder, name, err);
    free(name);
    return ret;
}

int
csv_write(const struct table *table, struct folder *folder, struct hr_err *err)
{
    char *text = NULL, *name = text_of("%s.csv", table->name);
    size_t size = 0;
    int ret = name == NULL ? hr_fail(err, HR_ENOMEM, "no memory for table '%s'", table->name)
                           : csv_text(table, &text, &size, err);
    if (ret == 0)
        ret = folder_write(folder, name, text, size, err);
    free(text);
    free(name);
    return ret;
}
