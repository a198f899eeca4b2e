/* Heights, widths and printed pages of a sheet. */
#include "book.h"

#include "svg.h"

#include <stdio.h>
#include <string.h>
#include <xlsxwriter.h>

enum { DIGIT_PIXELS = 9 }; /* width of a digit, which column widths count in */

/* ---- rows and columns */

/* Bytes of text, from a word's begin, that fit in n characters. */
static size_t
line_length(const char *text, size_t n_letter)
{
    size_t letters = 0, i = 0, space = 0;
    for (; text[i] != '\0' && letters <= n_letter; i++) {
        letters += ((unsigned char)text[i] & 0xC0u) != 0x80u;
        if (text[i] == ' ' && letters <= n_letter + 1)
            space = i;
    }
    return text[i] == '\0' && letters <= n_letter ? i : space > 0 ? space : i;
}

size_t
page_lines(const struct page *self, size_t row, enum book_style style, size_t n_letter,
           const char *text)
{
    char line[1024];
    while (*text != '\0') {
        const size_t n = line_length(text, n_letter < sizeof line / 4 ? n_letter : 200);
        (void)snprintf(line, sizeof line, "%.*s", (int)n, text);
        page_text(self, row++, 0, style, line);
        for (text += n; *text == ' ';)
            text++;
    }
    return row;
}

void
page_width(const struct page *self, size_t first, size_t last, double width)
{
    book_note(self->book,
              worksheet_set_column(self->sheet, (lxw_col_t)first, (lxw_col_t)last, width, NULL));
}

void
page_widths(const struct page *self, const double *width, size_t n)
{
    for (size_t i = 0; i < n; i++)
        page_width(self, i, i, width[i]);
}

void
page_height(const struct page *self, size_t row, size_t n_line)
{
    book_note(self->book, worksheet_set_row(self->sheet, (lxw_row_t)row,
                                            (double)(n_line * ROW_POINTS + 2), NULL));
}

/* Lines of a heading in a column of that width. */
static size_t
lines_in(const char *text, double width)
{
    const struct svg_type type = { .size = FONT_SIZE * 4.0 / 3.0, .bold = true };
    struct svg_lines lines;
    svg_wrap(&lines, text, &type, width * DIGIT_PIXELS, SVG_LINES);
    return lines.n_line;
}

void
page_height_of(const struct page *self, size_t row, const char *text, double width)
{
    const size_t n_line = lines_in(text, width);
    if (n_line > 1)
        page_height(self, row, n_line);
}

/* Words beside a number keep away from it. */
static enum book_style
head_style(const struct head *head, size_t i)
{
    if (head[i].number)
        return STYLE_HEAD_NUMBER;
    return i > 0 && head[i - 1].number ? STYLE_HEAD_WORDS : STYLE_HEAD;
}

void
page_head(const struct page *self, size_t row, const struct head *head, size_t n)
{
    size_t n_line = 1;
    for (size_t i = 0; i < n; i++) {
        const size_t lines = lines_in(head[i].text, head[i].width);
        n_line = lines > n_line ? lines : n_line;
        page_width(self, i, i, head[i].width);
        page_text(self, row, i, head_style(head, i), head[i].text);
    }
    page_height(self, row, n_line);
}

void
page_repeat(const struct page *self, size_t first, size_t last)
{
    book_note(self->book, worksheet_repeat_rows(self->sheet, (lxw_row_t)first, (lxw_row_t)last));
}

void
page_freeze(const struct page *self, size_t row)
{
    worksheet_freeze_panes(self->sheet, (lxw_row_t)row, 0);
}

/* ---- printed pages: what fits at full size, and the scale that brings the sheet to one page wide
 */

struct page_breaks
page_breaks_of(double width)
{
    static const double LETTERS_WIDE = 112.0, ROWS_HIGH = 28.0;
    const double scale = width > LETTERS_WIDE ? LETTERS_WIDE / width : 1.0;
    return (struct page_breaks){ .most = (size_t)(ROWS_HIGH / scale) };
}

void
page_begin(struct page_breaks *self, size_t row)
{
    if (row > self->first && self->n < PAGE_BREAKS) {
        self->row[self->n++] = row;
        self->first = row;
    }
}

void
page_keep(struct page_breaks *self, size_t row, size_t n_row)
{
    if (row + n_row > self->first + self->most)
        page_begin(self, row);
    while (row + n_row > self->first + self->most)
        self->first += self->most; /* too long for a page: it goes on where it must */
}

void
page_break(const struct page *self, const struct page_breaks *breaks)
{
    lxw_row_t at[PAGE_BREAKS + 1] = { 0 };
    for (size_t i = 0; i < breaks->n; i++)
        at[i] = (lxw_row_t)breaks->row[i];
    if (breaks->n > 0)
        book_note(self->book, worksheet_set_h_pagebreaks(self->sheet, at));
}
