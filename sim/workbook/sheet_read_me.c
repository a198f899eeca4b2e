/* Read me: what this is, how to read it, and the list of its sheets. */
#include "sheet_list.h"

#include "words.h"

#include <string.h>

enum { LETTERS = 120, HOLDS = 104 };

static const char *const how_to[] = {
    "The central forecast is the average of the simulated futures. The likely range holds 9 in 10 "
    "of them, the middle half 1 in 2. \"Half of futures are above\" is the median.",
    "A deficit is positive; a surplus is named so. Money received (grants, contributions) is kept "
    "apart from what options do.",
    "Figures on the sheets for people are formulas on the tables behind them, so a figure stands "
    "once. Yellow cells are yours to change: chances, the summary and the line in the charts "
    "follow. In the DSG table every sum, variance and balance brought forward is a formula.",
    "Each sheet named .csv holds the file of that name as a table of Excel (csv_forecast, ...), "
    "one row for each figure. Power Query loads it: Data, From Table/Range. To follow a new run, "
    "load the CSV file of its folder instead.",
};

static size_t
write_sheets(const struct workbook_source *from, const struct page *page, size_t row)
{
    page_text(page, row, 0, STYLE_HEAD, "Sheet");
    page_text(page, row++, 1, STYLE_HEAD, "What it holds");
    for (size_t i = 1; sheets_item(i) != NULL; i++) {
        const struct sheet *sheet = sheets_item(i);
        if (sheet->applies != NULL && !sheet->applies(from))
            continue;
        page_link(page, row, 0, sheet->name);
        page_text(page, row++, 1, STYLE_WRAP, sheet->holds);
    }
    for (size_t i = 0; i < from->n_table; i++) {
        const struct sheet_name name = data_sheet_name(from->table[i].table);
        if (strcmp(name.text, "Assumptions") == 0)
            continue;
        page_link(page, row, 0, name.text);
        page_height_of(page, row, from->table[i].holds, HOLDS);
        page_text(page, row++, 1, STYLE_WRAP, from->table[i].holds);
    }
    return row;
}

static void
write(const struct sheet *self, struct writing *writing)
{
    const struct workbook_source *from = writing->from;
    const struct text_line title = line_of("%s. %s", from->area, from->title),
                           run = line_of("%s, scenario file %s, headroom %s, seed %.0f",
                                         words_futures(from->n_future).text, from->file,
                                         from->version, from->seed);
    const struct page page = book_page(writing->book, self->name, title.text);
    static const double width[] = { 28, HOLDS };
    page_widths(&page, width, 2);
    size_t row = page_lines(&page, 1, STYLE_MARK, LETTERS, from->mark);
    row = page_lines(&page, row, STYLE_TEXT, LETTERS,
                     "Forecast of the high needs budget and of the Dedicated Schools Grant (DSG) "
                     "deficit.");
    row = 1 + page_lines(&page, row, STYLE_NOTE, LETTERS, run.text);
    for (size_t i = 0; i < sizeof how_to / sizeof how_to[0]; i++)
        row = 1 + page_lines(&page, row, STYLE_TEXT, LETTERS, how_to[i]);
    row = 1 + page_lines(&page, row, STYLE_TEXT, LETTERS, from->left_out);
    (void)write_sheets(from, &page, row);
}

const struct sheet sheet_read_me = {
    .name = "Read me",
    .holds = "what this workbook is",
    .write = write,
};
