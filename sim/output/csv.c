/* Comma-separated text from a table. */
#include "csv.h"

#include "sheet_text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool
wants_quotes(const char *text)
{
    const size_t n = strlen(text);
    return n > 0 && (text[0] == ' ' || text[n - 1] == ' ' || strpbrk(text, ",\"\n\r") != NULL);
}

void
csv_add(struct text *out, const char *cell)
{
    const char *guard = sheet_text_guard(cell);
    if (!wants_quotes(cell)) {
        text_add_bytes(out, guard, strlen(guard));
        text_add_bytes(out, cell, strlen(cell));
        return;
    }
    text_add(out, "\"%s", guard);
    for (const char *c = cell; *c != '\0'; c++)
        text_add_bytes(out, *c == '"' ? "\"\"" : c, *c == '"' ? 2 : 1);
    text_add_bytes(out, "\"", 1);
}

static void
add_cell(struct text *out, const struct table *table, size_t row, size_t column)
{
    const struct table_field *field = &table->field[column];
    char number[64];

    if (field->type == TABLE_TEXT) {
        csv_add(out, table_text(table, row, column));
        return;
    }
    const double value = table_number(table, row, column);
    if (isnan(value))
        return;
    table_format(value, field->decimals, number, sizeof number);
    text_add_bytes(out, number, strlen(number));
}

int
csv_text(const struct table *table, char **text, size_t *size, struct hr_err *err)
{
    struct text out;
    text_init(&out);
    for (size_t column = 0; column < table->n_field; column++) {
        if (column > 0)
            text_add_bytes(&out, ",", 1);
        csv_add(&out, table->field[column].name);
    }
    text_add_bytes(&out, "\n", 1);
    for (size_t row = 0; row < table->n_row; row++) {
        for (size_t column = 0; column < table->n_field; column++) {
            if (column > 0)
                text_add_bytes(&out, ",", 1);
            add_cell(&out, table, row, column);
        }
        text_add_bytes(&out, "\n", 1);
    }
    *size = out.length;
    return text_take(&out, text, NULL) == 0
               ? 0
               : hr_fail(err, HR_ENOMEM, "no memory for table '%s'", table->name);
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
