/* report_part.h: what the files that write report.html share. A section is a row: its question, the
 * charts it wants by number, and what else it says. A chart that was not drawn is passed over, and
 * a section that has nothing to show is left out. */
#ifndef REPORT_PART_H
#define REPORT_PART_H

#include "html.h"
#include "report.h"

struct page {
    const struct report *report;
    struct html html;
    size_t n_figure; /* so far */
};

/* Which of a chart's pictures are shown; the others are in the folder. */
enum report_pictures {
    PICTURES_FIRST, /* of the file's first scenario */
    PICTURES_ENDS,  /* of its first and its last */
    PICTURES_LAST,  /* of its last */
    PICTURES_SOME   /* a few, whatever they are of */
};

struct report_chart {
    const char *number; /* "01" */
    enum report_pictures which;
};

/* Writes a part of a section and sets *said, unless there was nothing to say. */
typedef int report_write(struct page *page, bool *said, struct hr_err *err);

enum { REPORT_CHARTS = 4 };
struct report_section {
    const char *id;         /* of the heading, for links */
    const char *question;   /* the heading */
    const char *no_growth;  /* the heading where no deficit grows at the end; NULL: the same */
    enum answer_part opens; /* the paragraph that it opens with */
    report_write *before;   /* then this, the charts, and that; NULL: nothing */
    struct report_chart chart[REPORT_CHARTS]; /* as many as have a number */
    report_write *after;
};
const struct report_section *report_sections(size_t *n);

report_write report_assumptions, report_published, report_options, report_past, report_places,
    report_requests;

/* Figures of a section, numbered through the page; how many there were. */
size_t report_figures(struct page *page, const struct report_section *section);
/* A table for people: columns' names in words; money, counts and chances are those of the file,
 * with fewer digits. Left out: standard errors, and columns that are empty. */
struct report_numbers {
    const struct table *table;
    const char *caption;
    const char *skip; /* columns left out, by name, "scenario row_order"; NULL: none */
    size_t first, n;  /* rows */
    bool ledger;      /* money as in the council table: three decimals, brackets for negatives */
};
void report_numbers_write(const struct report_numbers *self, struct html *html);

/* Left out when it is "". */
void report_paragraph(struct html *html, const char *text);

extern const char report_style[]; /* the style sheet */

#endif
