/* By libxlsxwriter 1.1.4. */
#include "book.h"


#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

enum {
    TITLE_SIZE = 16,
    SECTION_SIZE = 14,
    LONGEST_CELL = 32000, /* bytes; Excel's most is 32,767 characters */
};
#define FONT "Arial"
/* 1 January 2000, so that equal books have equal bytes. */
static const time_t CREATED = 946684800;
static const lxw_color_t INK = 0x0B0C0C, GREY = 0x505A5F, NAVY = 0x12436D, YELLOW = 0xFFF4D6,
                         BROWN = 0xB03A06, WHITE = 0xFFFFFF, LINK = 0x1D70B8;

/* ---- what cells look like */

static const char money[] = "\xC2\xA3#,##0.0\"m\";-\xC2\xA3#,##0.0\"m\"",
                  money_fine[] = "\xC2\xA3#,##0.000\"m\";-\xC2\xA3#,##0.000\"m\"",
                  deficit[] = "\xC2\xA3#,##0.0\"m\";\"surplus \xC2\xA3\"#,##0.0\"m\"",
                  deficit_fine[] = "\xC2\xA3#,##0.000\"m\";\"surplus \xC2\xA3\"#,##0.000\"m\"",
                  ledger[] = "#,##0.000;(#,##0.000);0.000", whole[] = "#,##0",
                  shortened[] = "[>=100]#,##0;[<=-100]-#,##0;0.000";

static const struct style {
    const char *number;     /* how numbers are written; NULL: text */
    const char *fine;       /* where amounts are small */
    bool bold, wrap, above; /* above: a line over the cell */
} styles[N_STYLE] = {
    [STYLE_TITLE] = { .bold = true },
    [STYLE_SECTION] = { .bold = true },
    [STYLE_MARK] = { .bold = true },
    [STYLE_BOLD] = { .bold = true },
    [STYLE_WRAP] = { .wrap = true },
    [STYLE_HEAD] = { .bold = true, .wrap = true },
    [STYLE_HEAD_NUMBER] = { .bold = true, .wrap = true },
    [STYLE_HEAD_WORDS] = { .bold = true, .wrap = true },
    [STYLE_DEFICIT] = { .number = deficit, .fine = deficit_fine },
    [STYLE_MONEY] = { .number = money, .fine = money_fine },
    [STYLE_MONEY_SUM] = { .number = money, .fine = money_fine, .bold = true, .above = true },
    [STYLE_LEDGER] = { .number = ledger, .fine = ledger },
    [STYLE_LEDGER_SUM] = { .number = ledger, .fine = ledger, .bold = true, .above = true },
    [STYLE_TEXT_SUM] = { .bold = true, .above = true },
    [STYLE_POUNDS] = { .number = "\xC2\xA3#,##0", .fine = "\xC2\xA3#,##0" },
    [STYLE_COUNT] = { .number = whole, .fine = whole },
    [STYLE_COUNT_SUM] = { .number = whole, .fine = whole, .bold = true, .above = true },
    [STYLE_CHANCE] = { .number = "0.000", .fine = "0.000" },
    [STYLE_PERCENT] = { .number = "0%", .fine = "0%" },
    [STYLE_SHORT] = { .number = shortened, .fine = shortened },
    [STYLE_INPUT] = { .number = money_fine, .fine = money_fine },
};

static lxw_color_t
colour_of(enum book_style style)
{
    switch (style) {
    case STYLE_TITLE:
    case STYLE_SECTION: return NAVY;
    case STYLE_NOTE: return GREY;
    case STYLE_MARK: return BROWN;
    case STYLE_HEAD:
    case STYLE_HEAD_NUMBER:
    case STYLE_HEAD_WORDS: return WHITE;
    default: return INK;
    }
}

static void
set_up(lxw_format *format, enum book_style style, bool fine)
{
    const struct style *look = &styles[style];
    format_set_font_name(format, FONT);
    format_set_font_size(format, style == STYLE_TITLE     ? TITLE_SIZE
                                 : style == STYLE_SECTION ? SECTION_SIZE
                                                          : FONT_SIZE);
    format_set_font_color(format, colour_of(style));
    if (look->number != NULL)
        format_set_num_format(format, fine ? look->fine : look->number);
    if (look->bold)
        format_set_bold(format);
    if (look->wrap)
        format_set_text_wrap(format);
    if (look->above)
        format_set_top(format, LXW_BORDER_THIN);
    if (style == STYLE_WRAP)
        format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    if (style == STYLE_HEAD_NUMBER)
        format_set_align(format, LXW_ALIGN_RIGHT);
    if (style == STYLE_WORDS || style == STYLE_HEAD_WORDS)
        format_set_indent(format, 1);
    if (colour_of(style) == WHITE) {
        format_set_bg_color(format, NAVY);
        format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    }
    if (style == STYLE_INPUT) {
        format_set_bg_color(format, YELLOW);
        format_set_border(format, LXW_BORDER_THIN);
    }
}

/* ---- the book */

void
book_note(struct book *self, unsigned error)
{
    if (self->error == LXW_NO_ERROR)
        self->error = error;
}

void
book_no_memory(struct book *self)
{
    book_note(self, LXW_ERROR_MEMORY_MALLOC_FAILED);
}

static int
cannot_write(const struct book *self, unsigned error, struct hr_err *err)
{
    if (error == LXW_ERROR_MEMORY_MALLOC_FAILED)
        return hr_fail(err, HR_ENOMEM, "no memory for the workbook");
    return hr_fail(err, HR_EWRITE, "cannot write the workbook '%s': %s", self->path,
                   lxw_strerror((lxw_error)error));
}

char *
library_text(const char *text)
{
    union {
        const char *in;
        char *out;
    } same = { .in = text };
    return same.out;
}

static void
describe(struct book *self, const struct book_about *about)
{
    lxw_doc_properties properties = {
        .title = library_text(about->title),
        .subject = library_text(about->subject),
        .author = library_text("headroom"),
        .comments = library_text(about->comments),
        .created = CREATED,
    };
    book_note(self, workbook_set_properties(self->workbook, &properties));
}

/* NULL: no memory, which is noted. */
static lxw_format *
add_format(struct book *self, enum book_style style, bool fine)
{
    lxw_format *format = workbook_add_format(self->workbook);
    if (format == NULL)
        book_no_memory(self);
    else
        set_up(format, style, fine);
    return format;
}

/* Words and numbers as they are have the book's own format, which no cell needs to name: they are
 * most of its cells. */
static void
add_formats(struct book *self, bool fine)
{
    lxw_format *const own = STAILQ_FIRST(self->workbook->formats);
    set_up(own, STYLE_TEXT, fine);
    for (size_t i = 0; i < N_STYLE; i++)
        self->format[i] =
            i == STYLE_TEXT || i == STYLE_PLAIN ? own : add_format(self, (enum book_style)i, fine);
    self->link = add_format(self, STYLE_TEXT, false);
    if (self->link != NULL) {
        format_set_font_color(self->link, LINK);
        format_set_underline(self->link, LXW_UNDERLINE_SINGLE);
    }
}

int
book_open(struct book *self, const char *path, const struct book_about *about, struct hr_err *err)
{
    lxw_workbook_options options = { .constant_memory = LXW_FALSE };
    *self = (struct book){ .path = path, .footer = about->footer };
    self->workbook = workbook_new_opt(path, &options);
    if (self->workbook == NULL)
        return cannot_write(self, LXW_ERROR_MEMORY_MALLOC_FAILED, err);
    add_formats(self, about->fine);
    describe(self, about);
    return 0;
}

int
book_close(struct book *self, struct hr_err *err)
{
    const unsigned earlier = self->error;
    const unsigned error = workbook_close(self->workbook);
    self->workbook = NULL;
    free(self->value);
    self->value = NULL;
    if (earlier != LXW_NO_ERROR || error != LXW_NO_ERROR)
        return cannot_write(self, earlier != LXW_NO_ERROR ? earlier : error, err);
    return 0;
}

void
book_define(struct book *self, const char *name, const char *place)
{
    char formula[128];
    (void)snprintf(formula, sizeof formula, "=%s", place);
    book_note(self, workbook_define_name(self->workbook, name, formula));
}

/* ---- sheets */

static void
lay_out(const struct page *self)
{
    worksheet_set_landscape(self->sheet);
    worksheet_set_paper(self->sheet, 9); /* A4 */
    worksheet_fit_to_pages(self->sheet, 1, 0);
    worksheet_set_margins(self->sheet, 0.5, 0.5, 0.6, 0.7);
    worksheet_gridlines(self->sheet, LXW_HIDE_ALL_GRIDLINES);
    worksheet_set_default_row(self->sheet, ROW_POINTS, LXW_FALSE);
    book_note(self->book, worksheet_set_footer(self->sheet, self->book->footer));
}

struct page
book_page(struct book *self, const char *name, const char *title)
{
    struct page page = { .book = self, .sheet = workbook_add_worksheet(self->workbook, name) };
    (void)snprintf(page.name, sizeof page.name, "%s", name);
    self->n_value = 0;
    if (page.sheet == NULL)
        hr_bug("the workbook cannot have a sheet '%s'", name);
    lay_out(&page);
    worksheet_set_row(page.sheet, 0, 24, NULL);
    page_text(&page, 0, 0, STYLE_TITLE, title);
    return page;
}

struct cell_name
cell_name(size_t row, size_t column)
{
    struct cell_name out;
    lxw_rowcol_to_cell_abs(out.text, (lxw_row_t)row, (lxw_col_t)column, 1, 1);
    return out;
}

struct cell_name
cell_short(size_t row, size_t column)
{
    struct cell_name out;
    lxw_rowcol_to_cell(out.text, (lxw_row_t)row, (lxw_col_t)column);
    return out;
}

struct place
page_cell(const struct page *self, size_t row, size_t column)
{
    struct place out;
    (void)snprintf(out.text, sizeof out.text, "'%s'!%s", self->name, cell_name(row, column).text);
    return out;
}

struct place
page_range(const struct page *self, size_t row0, size_t column0, size_t row1, size_t column1)
{
    struct place out = { .row = { row0, row1 }, .column = { column0, column1 } };
    (void)snprintf(out.text, sizeof out.text, "'%s'!%s:%s", self->name,
                   cell_name(row0, column0).text, cell_name(row1, column1).text);
    return out;
}

/* ---- cells */

/* Cut where a character of UTF-8 begins. */
static void
write_long(const struct page *self, size_t row, size_t column, lxw_format *format, const char *text)
{
    size_t n = LONGEST_CELL;
    while (n > 0 && ((unsigned char)text[n] & 0xC0u) == 0x80u)
        n--;
    char *cut = malloc(n + sizeof "...");
    if (cut == NULL) {
        book_no_memory(self->book);
        return;
    }
    memcpy(cut, text, n);
    memcpy(cut + n, "...", sizeof "...");
    book_note(self->book,
              worksheet_write_string(self->sheet, (lxw_row_t)row, (lxw_col_t)column, cut, format));
    free(cut);
}

void
page_text(const struct page *self, size_t row, size_t column, enum book_style style,
          const char *text)
{
    lxw_format *format = self->book->format[style];
    if (text == NULL || text[0] == '\0') {
        if (style != STYLE_TEXT && style != STYLE_MARK)
            book_note(self->book, worksheet_write_blank(self->sheet, (lxw_row_t)row,
                                                        (lxw_col_t)column, format));
    } else if (strnlen(text, LONGEST_CELL + 1) > LONGEST_CELL) {
        write_long(self, row, column, format, text);
    } else {
        book_note(self->book, worksheet_write_string(self->sheet, (lxw_row_t)row, (lxw_col_t)column,
                                                     text, format));
    }
}

/* ---- numbers, kept for the charts of their sheet */

static void
remember(struct book *self, size_t row, size_t column, double value)
{
    if (self->n_value == self->capacity) {
        const size_t capacity = self->capacity == 0 ? 1024 : 2 * self->capacity;
        struct book_value *grown = reallocarray(self->value, capacity, sizeof *grown);
        if (grown == NULL) {
            book_no_memory(self);
            return;
        }
        self->value = grown;
        self->capacity = capacity;
    }
    self->value[self->n_value++] = (struct book_value){ row, column, value };
}

/* The newest first: a chart follows its figures. */
double
book_value(const struct book *self, size_t row, size_t column)
{
    for (size_t i = self->n_value; i-- > 0;)
        if (self->value[i].row == row && self->value[i].column == column)
            return self->value[i].value;
    return (double)NAN;
}

void
page_number(const struct page *self, size_t row, size_t column, enum book_style style, double value)
{
    lxw_format *format = self->book->format[style];
    remember(self->book, row, column, value);
    book_note(self->book, isfinite(value) ? worksheet_write_number(self->sheet, (lxw_row_t)row,
                                                                   (lxw_col_t)column, value, format)
                                          : worksheet_write_blank(self->sheet, (lxw_row_t)row,
                                                                  (lxw_col_t)column, format));
}

void
page_formula(const struct page *self, const struct cell_at *at, double value, const char *formula)
{
    if (!isfinite(value)) {
        page_number(self, at->row, at->column, at->style, value);
        return;
    }
    remember(self->book, at->row, at->column, value);
    book_note(self->book,
              worksheet_write_formula_num(self->sheet, (lxw_row_t)at->row, (lxw_col_t)at->column,
                                          formula, self->book->format[at->style], value));
}

void
page_formula_text(const struct page *self, const struct cell_at *at, const char *value,
                  const char *formula)
{
    book_note(self->book,
              worksheet_write_formula_str(self->sheet, (lxw_row_t)at->row, (lxw_col_t)at->column,
                                          formula, self->book->format[at->style], value));
}

void
page_link(const struct page *self, size_t row, size_t column, const char *sheet)
{
    char target[64];
    (void)snprintf(target, sizeof target, "internal:'%s'!A1", sheet);
    book_note(self->book, worksheet_write_url_opt(self->sheet, (lxw_row_t)row, (lxw_col_t)column,
                                                  target, self->book->link, sheet, NULL));
}

/* ---- tables */

void
page_table(const struct page *self, const struct page_table *table)
{
    lxw_table_column *column = calloc(table->n_column, sizeof *column);
    lxw_table_column **list = calloc(table->n_column + 1, sizeof(lxw_table_column *));
    if (column == NULL || list == NULL)
        book_no_memory(self->book);
    for (size_t i = 0; column != NULL && list != NULL && i < table->n_column; i++) {
        column[i].header = library_text(table->header[i]);
        column[i].header_format = self->book->format[STYLE_HEAD];
        list[i] = &column[i];
    }
    lxw_table_options options = { .name = library_text(table->name),
                                  .style_type = LXW_TABLE_STYLE_TYPE_LIGHT,
                                  .style_type_number = 1,
                                  .columns = list };
    if (column != NULL && list != NULL)
        book_note(self->book, worksheet_add_table(
                                  self->sheet, (lxw_row_t)table->row, 0,
                                  (lxw_row_t)(table->row + (table->n_row > 0 ? table->n_row : 1)),
                                  (lxw_col_t)(table->n_column - 1), &options));
    free(list);
    free(column);
}
