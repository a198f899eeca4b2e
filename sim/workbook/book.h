/* book.h: an Excel workbook as it is written: sheets, cells, live formulas, tables, and what they
 * look like. What is in the sheets is workbook.h's; charts are book_chart.h's.
 *
 *   ret = book_open(&book, "results.xlsx", &about, err);
 *   page = book_page(&book, "Summary", "The deficit at 31 March 2029");    A1 has the title
 *   page_number(&page, 4, 1, STYLE_DEFICIT, 98.5);                         rows and columns from 0
 *   page_formula(&page, 5, 1, STYLE_DEFICIT, 197.0, "=2*%s", cell_name(4, 1).text);
 *   ret = book_close(&book, err);                                          writes the file
 *
 * A formula is written with its value, so that programs that do not calculate show it too. Text is
 * written as text, whatever it begins with. Every sheet is A4 landscape, one page wide, with a
 * footer that names the run. A failure is remembered and told once, by book_close. Bytes depend on
 * what is written alone. By libxlsxwriter; its temporary files have no names. */
#ifndef BOOK_H
#define BOOK_H

#include "err.h"

#include <stdbool.h>
#include <stddef.h>

enum book_style {
    STYLE_TEXT,
    STYLE_TITLE,
    STYLE_SECTION,     /* heading within a sheet */
    STYLE_NOTE,        /* grey */
    STYLE_MARK,        /* what must not be overlooked */
    STYLE_BOLD,        /* text */
    STYLE_WRAP,        /* text in a column of its own width */
    STYLE_HEAD,        /* of a column of text */
    STYLE_HEAD_NUMBER, /* of a column of numbers */
    STYLE_WORDS,       /* text beside a number */
    STYLE_HEAD_WORDS,
    STYLE_DEFICIT, /* £ million, a surplus named so */
    STYLE_MONEY,   /* £ million */
    STYLE_MONEY_SUM,
    STYLE_LEDGER, /* £ million to three decimals, brackets for negatives */
    STYLE_LEDGER_SUM,
    STYLE_TEXT_SUM, /* the label of a sum */
    STYLE_POUNDS,
    STYLE_COUNT, /* children: whole */
    STYLE_COUNT_SUM,
    STYLE_CHANCE,  /* 0.000 */
    STYLE_PERCENT, /* of a share: 12% */
    STYLE_SHORT,   /* a number of any unit, to three digits or so */
    STYLE_PLAIN,   /* a number as it is */
    STYLE_INPUT,   /* £ million that a reader may change: yellow */
    N_STYLE
};

struct lxw_workbook;
struct lxw_worksheet;
struct lxw_format;

struct book_about { /* borrowed while the book is written */
    const char *title, *subject, *comments;
    const char *footer; /* of every sheet */
    bool fine;          /* amounts are small: three decimals of £ million in place of one */
};

enum { BOOK_CHARTS = 1024, BOOK_NAME = 32 };

struct book_value { /* a number in a cell of the sheet that is being written */
    size_t row, column;
    double value;
};

struct book {
    struct lxw_workbook *workbook; /* owned until book_close */
    struct lxw_format *format[N_STYLE], *link;
    const char *path; /* borrowed */
    const char *footer;
    unsigned error;           /* the library's first */
    size_t n_chart;           /* in the order they were put */
    struct book_value *value; /* owned */
    size_t n_value, capacity;
    unsigned char n_line[BOOK_CHARTS]; /* series of each that become lines (chart_part.h) */
};

struct page {                    /* a sheet */
    struct book *book;           /* borrowed */
    struct lxw_worksheet *sheet; /* the book's */
    char name[BOOK_NAME];
};

struct cell_at {
    size_t row, column;
    enum book_style style;
};
struct cell_name { /* "$B$6" */
    char text[16];
};
struct place { /* "'Deficit forecast'!$B$6", or a range */
    char text[96];
    size_t row[2], column[2]; /* of a range of this sheet: first and last */
};

HR_CHECKED int book_open(struct book *self, const char *path, const struct book_about *about,
                         struct hr_err *err);
/* Writes the file and releases everything. HR_EWRITE: a sentence that names the file. */
HR_CHECKED int book_close(struct book *self, struct hr_err *err);
/* Remembers that memory ran out. */
void book_no_memory(struct book *self);
/* A name for formulas: "Reserves" for a cell. */
void book_define(struct book *self, const char *name, const char *place);

/* name: at most 31 characters without []:*?/\, one of its kind in the book. title: of A1. */
struct page book_page(struct book *self, const char *name, const char *title);

struct cell_name cell_name(size_t row, size_t column);
/* "B6", "B6:B9" without '$' */
struct cell_name cell_short(size_t row, size_t column);
struct place page_cell(const struct page *self, size_t row, size_t column);
struct place page_range(const struct page *self, size_t row0, size_t column0, size_t row1,
                        size_t column1) __attribute__((pure));

void page_text(const struct page *self, size_t row, size_t column, enum book_style style,
               const char *text);
/* NAN: an empty cell */
void page_number(const struct page *self, size_t row, size_t column, enum book_style style,
                 double value);
/* value: what the formula gives now; NAN: the cell stays empty */
void page_formula(const struct page *self, const struct cell_at *at, double value,
                  const char *formula);
void page_formula_text(const struct page *self, const struct cell_at *at, const char *value,
                       const char *formula);
/* To A1 of another sheet. */
void page_link(const struct page *self, size_t row, size_t column, const char *sheet);

/* In lines of that many characters or so, one below the other; the next free row. */
size_t page_lines(const struct page *self, size_t row, enum book_style style, size_t n_letter,
                  const char *text);
/* In characters, from column 0 on. */
void page_widths(const struct page *self, const double *width, size_t n);
void page_width(const struct page *self, size_t first, size_t last, double width);
/* Height of a row whose text stands in that many lines, or in a column of that width. */
void page_height(const struct page *self, size_t row, size_t n_line);
void page_height_of(const struct page *self, size_t row, const char *text, double width);

struct head { /* of a column */
    const char *text;
    bool number;
    double width; /* characters */
};
/* A row of headings with the widths of their columns, high enough for the longest. */
void page_head(const struct page *self, size_t row, const struct head *head, size_t n);

void page_repeat(const struct page *self, size_t first, size_t last); /* on each printed page */
void page_freeze(const struct page *self, size_t row);                /* what is above stays */
/* Blocks of rows that stay together on a printed page where they fit on one. */
enum { PAGE_BREAKS = 1000 };
struct page_breaks {
    size_t row[PAGE_BREAKS], n;
    size_t first; /* row of the printed page */
    size_t most;  /* rows on one */
};
/* Of a sheet that is that many characters wide. */
struct page_breaks page_breaks_of(double width);
void page_keep(struct page_breaks *self, size_t row, size_t n_row);
/* A new printed page begins with the row. */
void page_begin(struct page_breaks *self, size_t row);
void page_break(const struct page *self, const struct page_breaks *breaks);

/* Makes a range with its header row a table of Excel. header: borrowed, one text a column. */
struct page_table {
    const char *name; /* one of its kind */
    const char *const *header;
    size_t row, n_row, n_column; /* row: of the header */
};
void page_table(const struct page *self, const struct page_table *table);

/* ---- for book_*.c */
enum { FONT_SIZE = 12, ROW_POINTS = 16 }; /* of text, and of a line of it */
void book_note(struct book *self, unsigned error);
/* What stands in a cell of the sheet that is being written; NAN: no number. */
double book_value(const struct book *self, size_t row, size_t column);
/* A text for the library, which copies what it is given but does not say const. */
char *library_text(const char *text);

#endif
