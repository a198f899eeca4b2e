/* report.h: report.html, the run as one page for a schools forum: the answer in a paragraph and
 * three numbers, then the questions a reader asks, each with its charts and the numbers behind
 * them, then the assumptions, the limits and the record.
 *
 * One file: no script, nothing fetched from elsewhere (a Content-Security-Policy says so), charts
 * as inline SVG. It prints on A4 and reflows to 320 px. Sentences come from answer.h, numbers from
 * the tables and charts of the run, so what --publish leaves out of those is not here either. The
 * same run gives the same bytes. */
#ifndef REPORT_H
#define REPORT_H

#include "answer.h"
#include "gallery.h"
#include "record.h"
#include "tables.h"

struct report { /* what the page is made from; borrowed */
    const struct table_source *from;
    const struct answer *answer;
    const struct gallery *gallery; /* empty where no chart was drawn */
    const struct record *record;   /* inputs, notes; folder: the files to point to */
    const char *source;            /* where the figures come from */
};

/* The whole page; owned by the caller (free). */
HR_CHECKED int report_text(const struct report *self, char **text, struct hr_err *err);

#endif
