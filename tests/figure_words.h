/* figure_words.h: the amounts that words speak of, against the figures of tables.
 *
 * Every amount in a chart's text and picture is one of its table (ticks of axes apart), every one
 * of the paper one of summary.json, and what is called the central forecast is an average. */
#ifndef FIGURE_WORDS_H
#define FIGURE_WORDS_H

#include "run_output.h"

/* A chart, by its table: "charts/01_fan_plan.csv". */
void figure_check_chart(struct run_output *self, const char *name);
/* paper.txt, report.html and what the terminal said. */
void figure_check_pages(struct run_output *self);

#endif
