/* book_chart.h: native charts of a workbook, of cells that stand in it.
 *
 * A chart is a list of series. Ranges of cells that are filled one on top of the other come first,
 * then bars or lines. libxlsxwriter writes one kind to a chart; where areas and lines share one,
 * its last series become lines when the file is written (chart_part.h). With plain charts a fan is
 * lines alone. Each chart has a title and a text for those who do not see it. */
#ifndef BOOK_CHART_H
#define BOOK_CHART_H

#include "book.h"

enum series_look {
    LOOK_BASE,    /* nothing is seen: what others stand on */
    LOOK_LIKELY,  /* outer band: likely range */
    LOOK_MIDDLE,  /* inner band: middle half */
    LOOK_OUTTURN, /* solid black */
    LOOK_AVERAGE, /* dashed navy */
    LOOK_LEVEL,   /* thin dashed red-brown */
    LOOK_EDGE,    /* thin blue: a quantile of a plain chart */
    LOOK_1,       /* the six colours of parts, in their order */
    LOOK_2,
    LOOK_3,
    LOOK_4,
    LOOK_5,
    LOOK_6,
    N_LOOK
};

struct series {
    const char *name;
    struct place value;
    enum series_look look;
    bool unnamed;                  /* the legend leaves it out */
    const enum series_look *point; /* borrowed; a look for each point; NULL: all alike */
    size_t n_point;
};

enum chart_form {
    FORM_FAN, /* bands, then n_line lines */
    FORM_LINES,
    FORM_COLUMNS, /* stacked */
    FORM_BARS     /* horizontal, stacked, the first on top */
};

struct book_chart {
    enum chart_form form;
    const char *title, *alt; /* borrowed */
    struct place category;
    const struct series *series; /* borrowed */
    size_t n_series, n_line;
    const char *number; /* format of the value axis, "\xC2\xA3#,##0\"m\"" */
    bool no_legend;
    size_t height; /* rows that it covers */
    size_t width;  /* characters of column width */
};

/* Puts a chart with its upper left corner in a cell; the row below it. */
size_t page_chart(const struct page *self, size_t row, size_t column,
                  const struct book_chart *chart);

#endif
