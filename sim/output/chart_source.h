/* chart_source.h: the documents that the figures of a chart come from, for its source line.
 *
 * Each kind of chart says of which groups of the scenario file its figures are (run_chart.h). Of
 * each group the document that most of its numbers come from is named: one of the file's
 * `documents`, in full, where sources have its short name; else the source as it is written. What
 * is judgement or a default is no document: a chart whose groups have no other source names that of
 * the account, if it is of money, else of the plans, else the commonest of the whole file. After
 * them comes the day of the data: that of the ledger (base.position_date), or the January of the
 * census.
 *
 *   "Kingston upon Thames, DSG outturn, July 2021; DfE, DSG allocations; data as at 5 July 2021" */
#ifndef CHART_SOURCE_H
#define CHART_SOURCE_H

#include "arena.h"
#include "example.h"
#include "run_chart.h"
#include "scenario.h"

/* The documents alone, "" where the file names none. The text is of the arena or the scenario;
 * without memory, arena->failed is set. file: NULL for inputs that are of no file. */
const char *chart_documents(const struct run_chart *kind, const struct scenario *file,
                            struct arena *arena);
/* The day of the data: of money "5 July 2021" where the file gives it, else "January 2021". */
struct words chart_data_date(const struct run_chart *kind, const struct inputs *in);
/* The documents, then the day. */
const char *chart_source_line(const struct run_chart *kind, const struct scenario *file,
                              const struct inputs *in, struct arena *arena);
/* Do its figures rest on money, or on children alone? Of no kind: on money. */
enum rests_on chart_rests_on(const struct run_chart *kind);

#endif
