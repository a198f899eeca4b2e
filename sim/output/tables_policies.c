/* policies: the same futures as forecast.csv, apart by what the rules become. */
#include "tables.h"

#include "measures.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

struct policy_row {
    const char *scenario, *policy, *label, *fy, *date, *measure, *unit;
    struct summary s;
    double n;
};
#define ROW(member) offsetof(struct policy_row, member)

static const struct table_field policy_field[] = {
    COLUMN_TEXT("scenario", ROW(scenario), AS_BEFORE),
    COLUMN_TEXT("policy", ROW(policy), "id of the policy that these futures have"),
    COLUMN_TEXT("policy_label", ROW(label), "its name for people"),
    COLUMN_TEXT("financial_year", ROW(fy), AS_BEFORE),
    COLUMN_TEXT("date", ROW(date), AS_BEFORE),
    COLUMN_TEXT("measure", ROW(measure), AS_BEFORE),
    COLUMN_TEXT("unit", ROW(unit), AS_BEFORE),
    COLUMN_IN(TABLE_UNIT_OF_ROW, "mean", ROW(s.mean), AS_BEFORE),
    COLUMN_IN(TABLE_UNIT_OF_ROW, "mean_se", ROW(s.mean_se), AS_BEFORE),
    COLUMN_IN(TABLE_UNIT_OF_ROW, "p05", ROW(s.p05), AS_BEFORE),
    COLUMN_IN(TABLE_UNIT_OF_ROW, "p50", ROW(s.p50), AS_BEFORE),
    COLUMN_IN(TABLE_UNIT_OF_ROW, "p95", ROW(s.p95), AS_BEFORE),
    COLUMN_KEY("n", ROW(n), AS_BEFORE),
};
#undef ROW

static const char *const shown[] = {
    "plans", "joined", "high_needs_spending", "high_needs_grant", "in_year_deficit", "deficit"
};

/* The values of the futures that have policy k, into `out`; how many there are. */
static size_t
under_policy(const struct results *results, const struct figure *figure, size_t k, double *out)
{
    const size_t policy = results_measure(results, "policy");
    const double *is = results_column(results, figure->scenario, (size_t)figure->t, policy),
                 *value =
                     results_column(results, figure->scenario, (size_t)figure->t, figure->measure);
    size_t n = 0;
    for (size_t i = 0; i < results->n_replicate; i++)
        if (is[i] == (double)k + 1.0)
            out[n++] = value[i];
    results_done(results, is);
    results_done(results, value);
    return n;
}

static void
put_year(const struct table_source *from, struct table *out, const struct figure *figure, size_t k,
         double *value)
{
    const struct results *results = from->results;
    const struct measure *measure = &results->measure[figure->measure];
    const struct policy_in *policy = &results->model->in->policy[k];
    const size_t n = under_policy(results, figure, k, value);
    struct year_text when;
    year_text_of(results, measure, figure->t, &when);
    struct policy_row row = { .scenario = run_scenario(results, figure->scenario)->id,
                              .policy = policy->id,
                              .label = policy->label,
                              .fy = when.fy.text,
                              .date = when.date.text,
                              .measure = measure->id,
                              .unit = measure->unit,
                              .s = no_summary,
                              .n = (double)n };
    if (n > 0) {
        sample_sort(value, n);
        summary_from_sorted(value, n, &row.s);
    }
    figure_put(from, out, &row, figure);
}

static void
put_scenario(const struct table_source *from, struct table *out, size_t scenario, double *value)
{
    const struct results *results = from->results;
    for (size_t k = 0; k < results->model->in->n_policy; k++)
        for (size_t m = 0; m < sizeof shown / sizeof *shown; m++)
            for (size_t t = 0; t < results->n_year; t++) {
                const struct figure figure = { scenario, results_measure(results, shown[m]),
                                               (long)t };
                put_year(from, out, &figure, k, value);
            }
}

static int
fill_policies(const struct table_source *from, struct table *out, struct hr_err *err)
{
    double *value = calloc(from->results->n_replicate, sizeof *value);
    if (value == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for a table of policies");
    for (size_t s = 0; s < from->results->n_scenario; s++)
        if (!run_scenario(from->results, s)->derived)
            put_scenario(from, out, s, value);
    free(value);
    return 0;
}

static bool
applies(const struct results *results)
{
    return results->model->in->n_policy > 1;
}

const struct result_table policies_table = {
    .name = "policies",
    .holds = "plans and money of the futures that have each policy: what the rules become, apart",
    .field = policy_field,
    .n_field = N_FIELD(policy_field),
    .fill = fill_policies,
    .applies = applies,
};
