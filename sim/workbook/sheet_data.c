/* A result table as it is, and the assumptions, which are one. */
#include "sheet_list.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NARROWEST = 10, WIDEST = 48, LONG_TABLE = 30 };

static double
width_of(const struct table *table, size_t column)
{
    size_t letters = strlen(table->field[column].name) + 3; /* room for the filter's button */
    for (size_t row = 0; row < table->n_row; row++) {
        size_t n = NARROWEST;
        if (table->field[column].type == TABLE_TEXT)
            n = strlen(table_text(table, row, column)) + 1;
        letters = n > letters ? n : letters;
    }
    return letters < NARROWEST ? NARROWEST : letters > WIDEST ? WIDEST : (double)letters;
}

static enum book_style
style_of(const struct table_field *field)
{
    return field->type == TABLE_NUMBER && field->decimals == 3 ? STYLE_LEDGER : STYLE_PLAIN;
}

static void
write_cells(const struct page *page, const struct table *table)
{
    for (size_t row = 0; row < table->n_row; row++)
        for (size_t column = 0; column < table->n_field; column++) {
            const struct table_field *field = &table->field[column];
            if (field->type == TABLE_TEXT)
                page_text(page, DATA_HEAD + 1 + row, column, column == 0 ? STYLE_TEXT : STYLE_WORDS,
                          table_text(table, row, column));
            else if (!isnan(table_number(table, row, column)))
                page_number(page, DATA_HEAD + 1 + row, column, style_of(field),
                            data_value(table, row, column));
        }
}

static void
write_table(struct writing *writing, const struct workbook_table *from, const char *title)
{
    const struct table *table = from->table;
    const struct page page = book_page(writing->book, data_sheet_name(table).text, title);
    const char **header = calloc(table->n_field, sizeof *header);
    if (header == NULL) {
        book_no_memory(writing->book);
        return;
    }
    for (size_t i = 0; i < table->n_field; i++) {
        header[i] = table->field[i].name;
        page_width(&page, i, i, width_of(table, i));
    }
    page_text(&page, 1, 0, STYLE_NOTE,
              "As in the CSV file of that name. The sheet Dictionary says what each column means.");
    page_link(&page, 2, 0, "Read me");
    page_table(&page, &(struct page_table){ .name = line_of("csv_%s", table->name).text,
                                            .header = header,
                                            .row = DATA_HEAD,
                                            .n_row = table->n_row,
                                            .n_column = table->n_field });
    write_cells(&page, table);
    page_repeat(&page, DATA_HEAD, DATA_HEAD);
    if (table->n_row > LONG_TABLE)
        page_freeze(&page, DATA_HEAD + 1);
    free(header);
}

void
sheet_data_write(struct writing *writing, const struct workbook_table *table)
{
    write_table(writing, table, line_of("%s.csv: %s", table->table->name, table->holds).text);
}

/* ---- the assumptions */

static bool
has_assumptions(const struct workbook_source *from)
{
    return data_table(from, "assumptions") != NULL;
}

static void
write_assumptions(const struct sheet *self, struct writing *writing)
{
    (void)self;
    for (size_t i = 0; i < writing->from->n_table; i++)
        if (strcmp(writing->from->table[i].table->name, "assumptions") == 0)
            write_table(writing, &writing->from->table[i],
                        "Assumptions: every number that the forecast rests on");
}

const struct sheet sheet_assumptions = {
    .name = "Assumptions",
    .holds = "every number that the forecast rests on, with its source",
    .applies = has_assumptions,
    .write = write_assumptions,
};
