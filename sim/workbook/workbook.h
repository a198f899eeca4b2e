/* workbook.h: results.xlsx, the result tables as a workbook that works.
 *
 * Tables in, a workbook out. One sheet holds each result table as its CSV file has it, as a table
 * of Excel ("csv_forecast") that Power Query can load; the sheets before them are for people, and
 * their figures are formulas on those tables, so that each figure stands once. What a reader may
 * change is yellow and has a name: Reserves, Threshold_1, ... A changed level changes the chances,
 * the charts' line and the summary. Sources and checks adds up what must be equal.
 *
 * A cell that --publish left out of a table is empty in every sheet. Equal sources give equal
 * bytes. This folder knows tables (sim/core), words and the widths of letters (plots), nothing of
 * the model; it alone knows libxlsxwriter. */
#ifndef WORKBOOK_H
#define WORKBOOK_H

#include "err.h"
#include "table.h"

struct workbook_table {
    const struct table *table;
    const char *holds; /* a sentence */
};

struct workbook_scenario {
    const char *id, *label, *role;
    bool derived; /* made by the program: in the tables, and on no sheet for people */
    const char *finding, *range, *passing, *reserves, *difference; /* sentences; "": none */
};

struct workbook_name {
    const char *id, *label;
};

struct workbook_level { /* of a deficit, GBP million */
    const char *name;   /* in formulas: Reserves, Threshold_2 */
    const char *label;
    const char *event; /* of chances.csv, as counted in the run */
    double gbp_m;      /* NAN: not known, to be typed */
};

struct workbook_input {
    const char *name, *sha256;
};

struct workbook_source { /* everything borrowed */
    const char *area, *title, *file, *version;
    const char *mark, *mark_children; /* of figures that are no own ones: "EXAMPLE MONEY", and of
                                         children alone; "": none */
    bool estimate;                    /* the first year's outturn is one, not the council's */
    const char *left_out;             /* what no range has in it */
    double seed;
    size_t n_future;
    int first_fy; /* first forecast year, by its first calendar year */
    size_t n_year;
    const struct workbook_table *table;
    size_t n_table;
    const struct workbook_scenario *scenario;
    size_t n_scenario;
    const struct workbook_name *setting, *line;
    size_t n_setting, n_line;
    const struct workbook_level *level; /* the first is the headline's; one is named Reserves */
    size_t n_level;
    const struct workbook_input *input;
    size_t n_input;
    const char *(*meaning)(const char *column); /* of a column; NULL: not known */
    bool plain;                                 /* charts of lines alone */
};

/* path: of a file that does not exist; it is made and removed. *bytes is owned by the caller (free)
 * and NULL after a failure. */
HR_CHECKED int workbook_make(const struct workbook_source *from, const char *path, char **bytes,
                             size_t *size, struct hr_err *err);

#endif
