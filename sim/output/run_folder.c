/* Reads an output folder. */
#include "run_folder.h"

#include "text.h"

#include "calendar.h"
#include "json_build.h"

#include <limits.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const run_basis_name[] = { [RUN_NONE] = "",
                                       [RUN_OUTTURN] = "outturn",
                                       [RUN_ESTIMATE] = "estimate",
                                       [RUN_FORECAST] = "forecast" };

static const struct run_value nothing = { RUN_NONE,    (double)NAN, (double)NAN,
                                          (double)NAN, (double)NAN, (double)NAN };

/* ---- run.json */

static int
not_a_run(const struct run_folder *self, struct hr_err *err, const char *why)
{
    return hr_fail(err, HR_ESCENARIO, "'%s' is no output folder of 'headroom run': %s", self->path,
                   why);
}

static const json_t *
listed(const struct run_folder *self, const char *name)
{
    size_t i;
    const json_t *file;
    json_array_foreach(json_object_get(self->record, "outputs"), i, file)
    {
        const char *is = json_string_value(json_object_get(file, "name"));
        if (is != NULL && strcmp(is, name) == 0)
            return file;
    }
    return NULL;
}

static int
read_record(struct run_folder *self, struct hr_err *err)
{
    char *path = text_of("%s/run.json", self->path);
    json_error_t why = { 0 };
    struct hr_err unreadable;

    if (path == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for a path");
    int ret = 0;
    if (digest_file(path, self->record_sha256, &unreadable) != 0)
        ret = not_a_run(self, err, "it has no run.json that can be read");
    if (ret == 0)
        ret = json_build_memory("run.json", err);
    if (ret == 0) {
        self->record = json_build_load(path, &why);
        if (self->record == NULL)
            ret = hr_fail(err, HR_ESCENARIO, "'%s' is damaged: line %d: %s", path, why.line,
                          why.text);
    }
    free(path);
    if (ret == 0 && strcmp(run_folder_text(self, "program"), "headroom") != 0)
        ret = not_a_run(self, err, "its run.json is of another program");
    if (ret == 0 && listed(self, "forecast.csv") == NULL)
        ret = not_a_run(self, err, "its run.json lists no forecast.csv");
    return ret;
}

/* ---- forecast.csv */

struct columns {
    size_t scenario, fy, measure, basis, central, mean;
    size_t p05, p25, p75, p95; /* SIZE_MAX: not there */
};

static int
find_columns(struct csv_in *csv, struct columns *out)
{
    const struct {
        const char *name;
        size_t *at;
    } want[] = {
        { "scenario", &out->scenario }, { "financial_year", &out->fy },
        { "measure", &out->measure },   { "basis", &out->basis },
        { "central", &out->central },   { "mean", &out->mean },
    };
    for (size_t i = 0; i < sizeof want / sizeof want[0]; i++) {
        *want[i].at = csv_in_column(csv, want[i].name);
        if (*want[i].at == SIZE_MAX)
            csv_in_fault(csv, SIZE_MAX, SIZE_MAX, "there is no column '%s'", want[i].name);
    }
    out->p05 = csv_in_column(csv, "p05");
    out->p25 = csv_in_column(csv, "p25");
    out->p75 = csv_in_column(csv, "p75");
    out->p95 = csv_in_column(csv, "p95");
    return csv->n_fault > 0 ? HR_ESCENARIO : 0;
}

/* A name's place in a list, where it is appended when new. Rows of one name are together or
 * repeat an order, so the place after the last found is tried first. */
static size_t
place_of(const char **list, size_t *n, size_t *last, const char *name)
{
    for (size_t k = *last; k < *n && k < *last + 2; k++)
        if (strcmp(list[k], name) == 0)
            return *last = k;
    for (size_t k = 0; k < *n; k++)
        if (strcmp(list[k], name) == 0)
            return *last = k;
    list[*n] = name;
    *last = *n;
    return (*n)++;
}

/* A run has some 500 measures and a few scenarios; each name is compared with all before it. */
static bool
too_many(const struct run_folder *self)
{
    enum { MOST_NAMES = 5000 };
    return self->n_scenario > MOST_NAMES || self->n_measure > MOST_NAMES;
}

/* Names of scenarios and measures, and the span of years. */
static int
survey(struct run_folder *self, const struct columns *at, int *last_fy)
{
    size_t scenario = 0, measure = 0;
    self->first_fy = INT_MAX;
    *last_fy = INT_MIN;
    for (size_t row = 0; row < self->csv.n_row && !too_many(self); row++) {
        struct hr_err unfit;
        int fy = 0;
        if (fy_parse(csv_in_text(&self->csv, row, at->fy), &fy, &unfit) != 0) {
            csv_in_fault(&self->csv, row, at->fy, "%s", unfit.text);
            continue;
        }
        self->first_fy = fy < self->first_fy ? fy : self->first_fy;
        *last_fy = fy > *last_fy ? fy : *last_fy;
        (void)place_of(self->scenario, &self->n_scenario, &scenario,
                       csv_in_text(&self->csv, row, at->scenario));
        (void)place_of(self->measure, &self->n_measure, &measure,
                       csv_in_text(&self->csv, row, at->measure));
    }
    if (too_many(self))
        csv_in_fault(&self->csv, SIZE_MAX, SIZE_MAX,
                     "there are thousands of scenarios or measures: is it a run's?");
    return self->csv.n_fault > 0 ? HR_ESCENARIO : 0;
}

static double
number_at(struct csv_in *csv, size_t row, size_t column)
{
    enum csv_absent why;
    if (column == SIZE_MAX)
        return (double)NAN;
    const double x = csv_in_number(csv_in_text(csv, row, column), &why);
    if (why == CSV_NOT_A_NUMBER)
        csv_in_fault(csv, row, column, "'%s' is not a number", csv_in_text(csv, row, column));
    return x;
}

static void
fill_row(struct run_folder *self, const struct columns *at, size_t row, size_t *scenario,
         size_t *measure)
{
    struct hr_err none;
    int fy = 0;
    const char *basis = csv_in_text(&self->csv, row, at->basis);
    if (fy_parse(csv_in_text(&self->csv, row, at->fy), &fy, &none) != 0)
        return;
    const size_t s = place_of(self->scenario, &self->n_scenario, scenario,
                              csv_in_text(&self->csv, row, at->scenario));
    const size_t m = place_of(self->measure, &self->n_measure, measure,
                              csv_in_text(&self->csv, row, at->measure));
    struct run_value *value =
        &self->value[(s * self->n_year + (size_t)(fy - self->first_fy)) * self->n_measure + m];
    if (value->basis != RUN_NONE)
        csv_in_fault(&self->csv, row, SIZE_MAX, "a second row of '%s' in this year",
                     self->measure[m]);
    enum run_basis is = RUN_FORECAST;
    while (is > RUN_NONE && strcmp(basis, run_basis_name[is]) != 0)
        is = (enum run_basis)(is - 1);
    if (is == RUN_NONE)
        csv_in_fault(&self->csv, row, at->basis, "'%s' is none of outturn, estimate and forecast",
                     basis);
    const bool known = is != RUN_FORECAST; /* 0.2 wrote no average into central */
    *value = (struct run_value){ is == RUN_NONE ? RUN_FORECAST : is,
                                 number_at(&self->csv, row, known ? at->central : at->mean),
                                 number_at(&self->csv, row, at->p05),
                                 number_at(&self->csv, row, at->p25),
                                 number_at(&self->csv, row, at->p75),
                                 number_at(&self->csv, row, at->p95) };
}

static int
fill(struct run_folder *self, const struct columns *at, int last_fy, struct hr_err *err)
{
    enum { MOST_YEARS = 200 };
    if (self->csv.n_row == 0 || last_fy - self->first_fy >= MOST_YEARS)
        return hr_fail(err, HR_ESCENARIO, "%s: %s", self->csv.name,
                       self->csv.n_row == 0 ? "there are no rows" : "years too far apart");
    self->n_year = (size_t)(last_fy - self->first_fy) + 1;
    if (self->n_scenario > CSV_MOST_CELLS / self->n_year / self->n_measure)
        return hr_fail(err, HR_ESCENARIO, "%s: %zu scenarios of %zu measures are too many",
                       self->csv.name, self->n_scenario, self->n_measure);
    const size_t n = self->n_scenario * self->n_year * self->n_measure;
    self->value = calloc(n, sizeof *self->value);
    if (self->value == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for '%s'", self->csv.name);
    for (size_t i = 0; i < n; i++)
        self->value[i] = nothing;
    size_t scenario = 0, measure = 0;
    for (size_t row = 0; row < self->csv.n_row; row++)
        fill_row(self, at, row, &scenario, &measure);
    return csv_in_check(&self->csv, err);
}

static int
read_rows(struct run_folder *self, struct hr_err *err)
{
    struct columns at;
    int last_fy = 0;
    self->scenario = calloc(self->csv.n_row + 1, sizeof *self->scenario);
    self->measure = calloc(self->csv.n_row + 1, sizeof *self->measure);
    if (self->scenario == NULL || self->measure == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for '%s'", self->csv.name);
    if (find_columns(&self->csv, &at) != 0 || survey(self, &at, &last_fy) != 0)
        return csv_in_check(&self->csv, err);
    return fill(self, &at, last_fy, err);
}

/* What a spreadsheet saved over the table is no longer what the run wrote. */
static int
check_listed(struct run_folder *self, const char *path, struct hr_err *err)
{
    const char *sha256 = json_string_value(json_object_get(listed(self, "forecast.csv"), "sha256"));
    const int ret = digest_file(path, self->forecast_sha256, err);
    if (ret != 0)
        return ret;
    if (sha256 == NULL || strcmp(sha256, self->forecast_sha256) != 0)
        return hr_fail(err, HR_ESCENARIO,
                       "'%s' is not the file that run.json lists: it was changed after the run, or "
                       "belongs to another",
                       path);
    return 0;
}

static int
read_forecast(struct run_folder *self, struct hr_err *err)
{
    char *path = text_of("%s/forecast.csv", self->path);
    struct hr_err why = { 0 };
    if (path == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for a path");
    int ret = csv_in_read(&self->csv, path, &why);
    if (ret == 0)
        ret = read_rows(self, &why);
    if (ret == 0)
        ret = check_listed(self, path, &why);
    free(path);
    if (self->faults.n > 0)
        return hr_fail(err, ret, "'%s' has %zu fault%s", self->csv.name, self->faults.n,
                       self->faults.n == 1 ? "" : "s");
    return ret == 0 ? 0 : hr_fail(err, ret == HR_EIO ? HR_ESCENARIO : ret, "%s", why.text);
}

int
run_folder_read(struct run_folder *self, const char *path, struct hr_err *err)
{
    *self = (struct run_folder){ .path = path };
    csv_in_init(&self->csv, &self->faults);
    const int ret = read_record(self, err);
    return ret == 0 ? read_forecast(self, err) : ret;
}

void
run_folder_release(struct run_folder *self)
{
    json_decref(self->record);
    csv_in_release(&self->csv);
    faults_release(&self->faults);
    free(self->scenario);
    free(self->measure);
    free(self->value);
    *self = (struct run_folder){ 0 };
}

/* ---- looking up */

static size_t
find(const char *const *list, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i], name) == 0)
            return i;
    return SIZE_MAX;
}

size_t
run_folder_scenario(const struct run_folder *self, const char *id)
{
    return find(self->scenario, self->n_scenario, id);
}

size_t
run_folder_measure(const struct run_folder *self, const char *id)
{
    return find(self->measure, self->n_measure, id);
}

const struct run_value *
run_folder_value(const struct run_folder *self, size_t scenario, int fy, size_t measure)
{
    if (scenario >= self->n_scenario || measure >= self->n_measure || fy < self->first_fy ||
        fy >= self->first_fy + (int)self->n_year)
        return &nothing;
    return &self->value[(scenario * self->n_year + (size_t)(fy - self->first_fy)) *
                            self->n_measure +
                        measure];
}

const char *
run_folder_text(const struct run_folder *self, const char *key)
{
    const char *text = json_string_value(json_object_get(self->record, key));
    return text == NULL ? "" : text;
}
