/* run_output.h: a run of the program and its outputs, read back for tests.
 *
 *   run_output_init(&output, "scenarios/starter.cfg -n 80");    what follows `headroom run`
 *   ... output.dir, output.said, output.scenario[] ...
 *   run_output_release(&output);
 *
 * The program is the one next to the test's own. A failure ends the test. */
#ifndef RUN_OUTPUT_H
#define RUN_OUTPUT_H

#include "figure_book.h"

#include "csv_in.h"
#include "words.h"

#include <jansson.h>

enum { MOST_SCENARIOS = 40 };
struct run_output {
    char dir[256];
    char *said; /* owned: what the terminal showed */
    struct figure_book book;
    struct {
        char id[80], label[240];
    } scenario[MOST_SCENARIOS];
    size_t n_scenario;
    char area[120], last[12]; /* the date of the headlines */
};
void run_output_init(struct run_output *self, const char *arguments);
void run_output_release(struct run_output *self);

/* NULL: there is no such file. The caller frees. */
char *run_output_text(const struct run_output *self, const char *name);
json_t *run_output_summary(const struct run_output *self); /* the caller gives it back */
/* The id of a scenario's label; the text itself where no scenario has it. */
const char *run_output_id(const struct run_output *self, const char *label);

struct run_table {
    struct csv_in csv;
    struct faults faults;
};
void run_table_init(struct run_table *self, const struct run_output *output, const char *name);
void run_table_release(struct run_table *self);
/* "" where there is no such column. */
const char *run_table_cell(const struct run_table *self, size_t row, const char *column);
double run_table_number(const struct run_table *self, size_t row, const char *column);
/* The date of forecast.csv: of a January its 31st, of a financial year its 31 March. */
struct words run_table_date(const struct run_table *self, size_t row);

#endif
