/* Dictionary: what every column of every table means. */
#include "sheet_list.h"

#include <stdint.h>
#include <string.h>

enum { ROW = 3 };

static bool
has(const struct table *table, const char *column)
{
    return data_column(table, column) != SIZE_MAX;
}

/* The first table that has the column. */
static size_t
first_with(const struct workbook_source *from, const char *column)
{
    size_t i = 0;
    while (!has(from->table[i].table, column))
        i++;
    return i;
}

static void
put_tables(const struct workbook_source *from, const struct page *page, size_t row,
           const char *column)
{
    struct text list;
    text_init(&list);
    for (size_t i = 0; i < from->n_table; i++)
        if (has(from->table[i].table, column))
            text_add(&list, "%s%s", list.length == 0 ? "" : ", ", from->table[i].table->name);
    if (list.failed)
        book_no_memory(page->book);
    else
        page_text(page, row, 3, STYLE_WRAP, list.text);
    text_release(&list);
}

static const char *
unit_of(const struct table_field *field)
{
    if (field->type == TABLE_TEXT)
        return "text";
    if (field->unit == TABLE_UNIT_OF_ROW)
        return "as the row's column \"unit\" says";
    return field->unit == NULL ? "number" : field->unit;
}

static void
put_column(const struct workbook_source *from, const struct page *page, size_t row,
           const struct table_field *field)
{
    const char *meaning = field->meaning != NULL ? field->meaning : from->meaning(field->name);
    page_text(page, row, 0, STYLE_WRAP, field->name);
    page_text(page, row, 1, STYLE_WRAP, unit_of(field));
    page_text(page, row, 2, STYLE_WRAP, meaning == NULL ? "" : meaning);
    put_tables(from, page, row, field->name);
}

static void
write(const struct sheet *self, struct writing *writing)
{
    static const char *const header[] = { "column", "unit", "meaning", "tables" };
    static const double width[] = { 30, 24, 90, 40 };
    const struct workbook_source *from = writing->from;
    const struct page page = book_page(writing->book, self->name, "What every column means");
    size_t row = ROW + 1;
    page_text(&page, 1, 0, STYLE_NOTE, "The sheet measures.csv says what each measure is.");
    page_widths(&page, width, 4);
    for (size_t i = 0; i < from->n_table; i++)
        for (size_t k = 0; k < from->table[i].table->n_field; k++) {
            const struct table_field *field = &from->table[i].table->field[k];
            if (first_with(from, field->name) == i)
                put_column(from, &page, row++, field);
        }
    page_table(&page, &(struct page_table){ .name = "dictionary",
                                            .header = header,
                                            .row = ROW,
                                            .n_row = row - ROW - 1,
                                            .n_column = 4 });
    page_repeat(&page, ROW, ROW);
}

const struct sheet sheet_dictionary = {
    .name = "Dictionary",
    .holds = "what every column of every table means",
    .write = write,
};
