/* The list of result tables, and what the files that fill them share. */
#include "tables.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct result_table *const item[] = {
    &forecast_table,      &measures_table,       &events_table,     &dsg_table,
    &chances_table,       &percentiles_table,    &placements_table, &comparison_table,
    &options_table,       &options_yearly_table, &payback_table,    &ladder_table,
    &s251_table,          &assumptions_table,    &reserves_table,   &receipts_table,
    &forecast_real_table, &correlations_table,   &drivers_table,    &dsg_plan_table,
    &lsrp_table,          &scap_table,           &published_table,  &comparators_table,
    &policies_table,
};

int
result_table_make(const struct result_table *self, const struct table_source *from,
                  struct table *out, struct hr_err *err)
{
    table_init(out, self->name, self->field, self->n_field);
    if (from->suppress != NULL)
        suppress_begin(from->suppress, self->name);
    int ret = self->fill(from, out, err);
    if (ret == 0)
        ret = table_check(out, err);
    if (ret == 0 && from->suppress != NULL)
        suppress_columns(from->suppress, out);
    return ret;
}

size_t
tables_count(void)
{
    return sizeof item / sizeof item[0];
}

const struct result_table *
tables_item(size_t i)
{
    return item[i];
}

const struct result_table *
tables_named(const char *name)
{
    size_t n = strlen(name);
    if (n > 4 && strcmp(name + n - 4, ".csv") == 0)
        n -= 4;
    for (size_t i = 0; i < tables_count(); i++) {
        if (strlen(item[i]->name) == n && strncmp(item[i]->name, name, n) == 0)
            return item[i];
    }
    return NULL;
}

const char *
column_meaning(const char *column)
{
    for (size_t i = 0; i < tables_count(); i++) {
        for (size_t k = 0; k < item[i]->n_field; k++) {
            const struct table_field *field = &item[i]->field[k];
            if (field->meaning != NULL && strcmp(field->name, column) == 0)
                return field->meaning;
        }
    }
    return NULL;
}

void
figure_put(const struct table_source *from, struct table *out, const void *row,
           const struct figure *figure)
{
    table_put(out, row);
    if (from->suppress != NULL && suppress_hides_figure(from->suppress, figure->measure, figure->t))
        suppress_last_row(from->suppress, out);
}

const struct summary no_summary = {
    .p05 = (double)NAN,
    .p10 = (double)NAN,
    .p25 = (double)NAN,
    .p50 = (double)NAN,
    .p75 = (double)NAN,
    .p90 = (double)NAN,
    .p95 = (double)NAN,
    .mean = (double)NAN,
    .sd = (double)NAN,
    .mean_se = (double)NAN,
    .p50_low = (double)NAN,
    .p50_high = (double)NAN,
};

/* ---- a run's names */

const char *
role_name(enum role role)
{
    switch (role) {
    case ROLE_UNMITIGATED: return "unmitigated";
    case ROLE_MITIGATED: return "mitigated";
    case ROLE_OTHER: return "other";
    }
    hr_bug("role %d has no name", (int)role);
}

int
run_fy(const struct results *results, long t)
{
    return results->model->in->base_census + (int)t;
}

bool
year_text_in(int fy, const char *calendar, struct year_text *out)
{
    out->fy = fy_name(fy);
    if (strcmp(calendar, "at 31 March") == 0 || strcmp(calendar, "financial year") == 0)
        out->date = fy_end_name(fy);
    else if (strcmp(calendar, "January census") == 0)
        snprintf(out->date.text, sizeof out->date.text, "%04d-01-31", fy + 1);
    else if (strcmp(calendar, "mid-year") == 0)
        snprintf(out->date.text, sizeof out->date.text, "%04d-06-30", fy);
    else if (strcmp(calendar, "calendar year") == 0)
        snprintf(out->date.text, sizeof out->date.text, "%04d-12-31", fy);
    else
        return false;
    return true;
}

void
year_text_of(const struct results *results, const struct measure *measure, long t,
             struct year_text *out)
{
    if (!year_text_in(run_fy(results, t), measure->calendar, out))
        hr_bug("measure '%s' has the unknown calendar '%s'", measure->id, measure->calendar);
}

static int
by_year(const void *a, const void *b)
{
    const struct past_deficit *x = a, *y = b;
    return (x->fy > y->fy) - (x->fy < y->fy);
}

/* The history of the file for the year just before the base must equal the carry forward (the
 * reader checks), so it is not repeated. */
int
past_deficits(const struct inputs *in, struct past_deficit **out, size_t *n, struct hr_err *err)
{
    *n = 0;
    *out = calloc(in->dsg.n_history + 1, sizeof **out);
    if (*out == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu past years", in->dsg.n_history);
    for (size_t i = 0; i < in->dsg.n_history; i++) {
        const struct history_in *past = &in->dsg.history[i];
        if (past->fy < in->base_census - 1)
            (*out)[(*n)++] = (struct past_deficit){ past->fy, past->deficit_gbp };
    }
    (*out)[(*n)++] = (struct past_deficit){ in->base_census - 1, -in->dsg.carry_forward_gbp };
    qsort(*out, *n, sizeof **out, by_year);
    return 0;
}

const struct scenario_in *
run_scenario(const struct results *results, size_t scenario)
{
    return &results->model->in->scenario[scenario];
}

size_t
run_last_typed(const struct results *results)
{
    size_t last = results->n_scenario - 1;
    while (last > 0 && run_scenario(results, last)->derived)
        last--;
    return last;
}
