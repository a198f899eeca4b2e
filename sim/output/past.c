#include "past.h"

#include "csv_in.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

extern const char scores_csv_text[];

enum { FIRST_YEAR = 1990, LAST_YEAR = 2100, MOST_AHEAD = 100 };

struct columns {
    size_t origin, horizon, target, method, n, mape, coverage_90;
};

static int
find_columns(struct csv_in *csv, struct columns *out)
{
    const struct {
        const char *name;
        size_t *at;
    } want[] = {
        { "origin", &out->origin },
        { "horizon", &out->horizon },
        { "target", &out->target },
        { "method", &out->method },
        { "n", &out->n },
        { "mape", &out->mape },
        { "coverage_90", &out->coverage_90 },
    };
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        *want[i].at = csv_in_column(csv, want[i].name);
        if (*want[i].at == SIZE_MAX)
            csv_in_fault(csv, SIZE_MAX, SIZE_MAX, "there is no column '%s'", want[i].name);
    }
    return csv->n_fault > 0 ? HR_ESCENARIO : 0;
}

static double
number(const struct csv_in *csv, size_t row, size_t column)
{
    enum csv_absent why;
    return csv_in_number(csv_in_text(csv, row, column), &why);
}

static bool
is(const struct csv_in *csv, size_t row, size_t column, const char *text)
{
    return strcmp(csv_in_text(csv, row, column), text) == 0;
}

/* The year of so many ahead, made when it is new. */
static struct past_year *
year_of(struct past *self, int ahead)
{
    for (size_t i = 0; i < self->n; i++)
        if (self->year[i].ahead == ahead)
            return &self->year[i];
    if (self->n == PAST_YEARS)
        return NULL;
    struct past_year *year = &self->year[self->n++];
    *year = (struct past_year){ .ahead = ahead,
                                .n = (double)NAN,
                                .error = (double)NAN,
                                .rule = (double)NAN,
                                .held = (double)NAN };
    return year;
}

static void
add_origin(struct past *self, int origin)
{
    if (self->first_origin == 0 || origin < self->first_origin)
        self->first_origin = origin;
    if (origin > self->last_origin)
        self->last_origin = origin;
}

static void
take_row(struct past *self, const struct csv_in *csv, const struct columns *at, size_t row)
{
    const bool ours = is(csv, row, at->method, "headroom");
    const double from = number(csv, row, at->origin);
    if (!is(csv, row, at->origin, "all")) {
        if (ours && from >= FIRST_YEAR && from <= LAST_YEAR)
            add_origin(self, (int)from);
        return;
    }
    const double ahead = number(csv, row, at->horizon);
    struct past_year *year = ahead >= 1.0 && ahead <= MOST_AHEAD ? year_of(self, (int)ahead) : NULL;
    if (year == NULL)
        return;
    const double error = number(csv, row, at->mape);
    if (!ours) {
        year->rule = fmin(year->rule, error); /* fmin passes over what is not a number */
        return;
    }
    year->n = number(csv, row, at->n);
    year->error = error;
    year->held = number(csv, row, at->coverage_90);
}

static int
by_years_ahead(const void *a, const void *b)
{
    const struct past_year *x = a, *y = b;
    return x->ahead - y->ahead;
}

/* Years for which only rules were scored say nothing of our forecasts. */
static void
keep_ours(struct past *self)
{
    size_t n = 0;
    for (size_t i = 0; i < self->n; i++)
        if (!isnan(self->year[i].error))
            self->year[n++] = self->year[i];
    self->n = n;
    qsort(self->year, n, sizeof *self->year, by_years_ahead);
}

int
past_read(struct past self[N_PAST_TARGET], const char *name, const char *text, struct hr_err *err)
{
    static const char *const target[] = { [PAST_PLANS] = "plans", [PAST_OUTTURN] = "outturn" };
    struct faults faults;
    struct csv_in csv;
    struct columns at = { 0 };
    memset(self, 0, N_PAST_TARGET * sizeof *self);
    faults_init(&faults);
    csv_in_init(&csv, &faults);
    int ret = csv_in_parse(&csv, name, text, strlen(text), err);
    if (ret == 0 && find_columns(&csv, &at) != 0)
        ret = csv_in_check(&csv, err);
    for (size_t row = 0; ret == 0 && row < csv.n_row; row++)
        for (size_t i = 0; i < N_PAST_TARGET; i++)
            if (is(&csv, row, at.target, target[i]))
                take_row(&self[i], &csv, &at, row);
    for (size_t i = 0; i < N_PAST_TARGET; i++)
        keep_ours(&self[i]);
    csv_in_release(&csv);
    faults_release(&faults);
    return ret;
}

bool
past_given(const struct scenario *scenario)
{
    return scenario != NULL && scenario_file(scenario, PAST_FILE) != NULL;
}

int
past_of(struct past self[N_PAST_TARGET], const struct scenario *scenario, struct hr_err *err)
{
    if (!past_given(scenario))
        return past_read(self, "scores.csv", scores_csv_text, err);
    const struct input_file *file = scenario_file(scenario, PAST_FILE);
    return past_read(self, PAST_FILE, file->bytes, err);
}
