/* run_folder.h: an output folder of `headroom run`, read back: its record and what forecast.csv
 * holds.
 *
 *   ret = run_folder_read(&folder, "results/june", &err); const struct run_value *v =
 *   run_folder_value(&folder, scenario, 2026, run_folder_measure(&folder, "deficit"));
 *   run_folder_release(&folder);
 *
 * Every fault of such a folder is HR_ESCENARIO with a sentence: no folder of a run, a table that is
 * damaged, a table that is not the one its run.json lists. Numbers are in the units of
 * forecast.csv; an empty cell (a year that does not apply, a count left out of published files) is
 * NAN. */
#ifndef RUN_FOLDER_H
#define RUN_FOLDER_H

#include "csv_in.h"
#include "bytes.h"

#include <jansson.h>

/* As forecast.csv writes it. */
extern const char *const run_basis_name[];
enum run_basis { RUN_NONE, RUN_OUTTURN, RUN_ESTIMATE, RUN_FORECAST }; /* RUN_NONE: no row */

struct run_value {
    enum run_basis basis;
    double central;            /* the known figure, or the average of the simulated futures */
    double p05, p25, p75, p95; /* NAN where the table has no such column */
};

struct run_folder {
    const char *path; /* borrowed; as typed */
    json_t *record;   /* owned; run.json */
    char record_sha256[DIGEST_HEX], forecast_sha256[DIGEST_HEX];
    struct csv_in csv;     /* owned; forecast.csv: names point into it */
    struct faults faults;  /* of that table; err counts them */
    const char **scenario; /* owned list; in the file's order, like measures */
    const char **measure;  /* owned list */
    size_t n_scenario, n_measure;
    int first_fy; /* of any row */
    size_t n_year;
    struct run_value *value; /* owned; [scenario][year][measure] */
};

/* self is always releasable. */
HR_CHECKED int run_folder_read(struct run_folder *self, const char *path, struct hr_err *err);
void run_folder_release(struct run_folder *self);

/* SIZE_MAX when there is none. */
size_t run_folder_scenario(const struct run_folder *self, const char *id);
size_t run_folder_measure(const struct run_folder *self, const char *id);
/* Of a year, scenario or measure (SIZE_MAX) that is not there: no row, NAN. */
const struct run_value *run_folder_value(const struct run_folder *self, size_t scenario, int fy,
                                         size_t measure);
/* A text of run.json, "" when it has none. */
const char *run_folder_text(const struct run_folder *self, const char *key);

#endif
