/* xlsx_read.h: a workbook taken apart for tests: its parts, and the cells of its sheets.
 *
 *   struct xlsx xlsx;
 *   xlsx_open(&xlsx, "results.xlsx");                   a failure fails the test
 *   const struct xlsx_cell *cell = xlsx_cell(&xlsx, "Summary", "C5");       NULL: nothing there
 *   xlsx_release(&xlsx); */
#ifndef XLSX_READ_H
#define XLSX_READ_H

#include <stdbool.h>
#include <stddef.h>

struct xlsx_cell {
    char at[12];
    bool formula, number, error; /* error: "#N/A" and the like */
    char *text;                  /* owned; as it is written, entities read; "" empty */
    double value;                /* of a number */
};
struct xlsx_sheet {
    char name[64];
    struct xlsx_cell *cell; /* owned; those that hold something, in the order of the file */
    size_t n_cell;
};
struct xlsx_part {
    char name[96];
    char *text; /* owned */
};
struct xlsx {
    struct xlsx_part *part; /* owned */
    size_t n_part;
    struct xlsx_sheet *sheet; /* owned; in the order of the book */
    size_t n_sheet;
    char **string; /* owned; shared strings */
    size_t n_string;
};

void xlsx_open(struct xlsx *self, const char *path);
void xlsx_release(struct xlsx *self);
/* The text of a part: "xl/charts/chart1.xml"; NULL: there is none. */
const char *xlsx_part(const struct xlsx *self, const char *name);
const struct xlsx_sheet *xlsx_sheet(const struct xlsx *self, const char *name);
const struct xlsx_cell *xlsx_cell(const struct xlsx *self, const char *sheet, const char *at);
/* How often a text stands in another. */
size_t xlsx_count(const char *text, const char *what);

#endif
