/* Helpers of the result tables. */
#include "table_rows.h"

#include "calendar.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int
row_add(struct table *table, const char *const text[], size_t n, struct hr_err *err)
{
    int ret = table_add(table, err);
    for (size_t column = 0; ret == 0 && column < n; column++) {
        if (text[column] != NULL)
            ret = table_set_text(table, column, text[column], err);
    }
    return ret;
}

void
row_numbers(struct table *table, size_t first_column, const double number[], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!isnan(number[i]))
            table_set_number(table, first_column + i, number[i]);
    }
}

double
in_unit_digits(double value, const char *unit)
{
    return table_round(value, unit);
}

void
all_in_unit_digits(double number[], size_t n, const char *unit)
{
    for (size_t i = 0; i < n; i++)
        number[i] = in_unit_digits(number[i], unit);
}

int
run_fy(const struct results *results, long t)
{
    return results->model->in->base_census + (int)t;
}

void
year_text_of(const struct results *results, const struct measure *measure, long t,
             struct year_text *out)
{
    const int fy = run_fy(results, t);

    out->fy = fy_name(fy);
    if (strcmp(measure->calendar, "at 31 March") == 0 ||
        strcmp(measure->calendar, "financial year") == 0)
        out->date = fy_end_name(fy);
    else if (strcmp(measure->calendar, "January census") == 0)
        snprintf(out->date.text, sizeof out->date.text, "%04d-01-31", fy + 1);
    else if (strcmp(measure->calendar, "mid-year") == 0)
        snprintf(out->date.text, sizeof out->date.text, "%04d-06-30", fy);
    else if (strcmp(measure->calendar, "calendar year") == 0)
        snprintf(out->date.text, sizeof out->date.text, "%04d-12-31", fy);
    else
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
        const struct history_in *item = &in->dsg.history[i];
        if (item->fy < in->base_census - 1)
            (*out)[(*n)++] = (struct past_deficit){ item->fy, item->deficit_gbp };
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
