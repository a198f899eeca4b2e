/* sheet_list.h: the sheets of the workbook for people, a row each.
 *
 * To add one: a file sheet_NAME.c that defines `const struct sheet sheet_NAME`, and its line in
 * WORKBOOK_SHEETS. Its figures are formulas on the tables (page_data), and what it adds up must
 * agree with them (checks_add). */
#ifndef SHEET_LIST_H
#define SHEET_LIST_H

#include "book_chart.h"
#include "data.h"
#include "text.h"
#include "workbook.h"

/* In their order; those of single tables come after them. */
#define WORKBOOK_SHEETS(SHEET) \
    SHEET(read_me)             \
    SHEET(summary)             \
    SHEET(dsg)                 \
    SHEET(forecast)            \
    SHEET(options)             \
    SHEET(payback)             \
    SHEET(placements)          \
    SHEET(costs)               \
    SHEET(chances)             \
    SHEET(drivers)             \
    SHEET(assumptions)         \
    SHEET(checks)              \
    SHEET(dictionary)

struct text_line {
    char text[512];
};
struct text_line line_of(const char *fmt, ...) HR_PRINTF(1, 2);

/* Two figures that must be equal to three decimals. */
struct check {
    struct text_line what;
    struct text_line formula[2]; /* without "=" */
    double value[2];
};

struct writing {                        /* of a workbook */
    const struct workbook_source *from; /* borrowed */
    struct book *book;                  /* borrowed */
    struct check *check;                /* owned */
    size_t n_check, capacity;
};

struct sheet {
    const char *name, *holds;
    bool (*applies)(const struct workbook_source *from); /* NULL: always */
    void (*write)(const struct sheet *self, struct writing *writing);
};

#define SHEET_DECLARE(name) extern const struct sheet sheet_##name;
WORKBOOK_SHEETS(SHEET_DECLARE)

/* i from 0; NULL after the last. */
const struct sheet *sheets_item(size_t i);
/* A table as it is, with its title and a way back. */
void sheet_data_write(struct writing *writing, const struct workbook_table *table);

/* Nothing is added where a value is not known. */
void checks_add(struct writing *writing, const struct check *check);

/* ---- what several sheets need */

/* The scenarios that sheets for people show; NULL after the last. */
const struct workbook_scenario *shown_scenario(const struct workbook_source *from, size_t i);
/* Title of a scenario's block: its label and what it is. */
struct text_line scenario_heading(const struct workbook_scenario *scenario);
/* The row of forecast.csv; SIZE_MAX: none. */
size_t forecast_row(struct pick *pick, const char *scenario, const char *measure, int fy);
/* That finds it: by scenario, measure and financial year. */
struct pick forecast_pick(const struct workbook_source *from);
/* "mean", or for a known figure "central". */
const char *average_column(const struct table *forecast, size_t row);

/* Of the sheet Chances: where a level stands; where its chance stands, at 31 March of year t of a
 * shown scenario; and what stands there. */
struct chance_at {
    size_t shown, level, t;
};
struct chances_pick { /* rows of chances.csv and percentiles.csv */
    struct pick counted, percentile;
};
struct chances_pick chances_pick_of(const struct workbook_source *from);
struct place chances_level_place(size_t level);
struct place chances_place(const struct workbook_source *from, const struct chance_at *at,
                           bool words);
double chances_value(const struct workbook_source *from, struct chances_pick *pick,
                     const struct chance_at *at);
struct text_line chances_words(const struct workbook_source *from, struct chances_pick *pick,
                               const struct chance_at *at);

#endif
