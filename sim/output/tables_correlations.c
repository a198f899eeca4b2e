/* correlations.csv: what moves together over the simulated futures of a year.
 *
 *   r = sum (x - mx)(y - my) / sqrt(sum (x - mx)^2 sum (y - my)^2)      over the n futures
 *   standard error (1 - r^2)/sqrt(n - 1), which holds for two normal measures */
#include "tables.h"

#include <math.h>

static const struct linked {
    const char *measure, *with;
} linked[] = {
    { "high_needs_spending", "high_needs_grant" },
    { "plans", "high_needs_grant" },
    { "high_needs_spending", "plans" },
    { "deficit", "high_needs_spending" },
    { "deficit", "high_needs_grant" },
};
enum { N_PAIR = sizeof linked / sizeof linked[0] };

struct correlation_row {
    const char *scenario, *role, *fy, *measure, *with;
    double correlation, standard_error, n;
};

#define ROW(member) offsetof(struct correlation_row, member)
enum { CORRELATION_DECIMALS = 3 };
static const struct table_field correlation_field[] = {
    COLUMN_TEXT("scenario", ROW(scenario), AS_BEFORE),
    COLUMN_TEXT("role", ROW(role), AS_BEFORE),
    COLUMN_TEXT("financial_year", ROW(fy), AS_BEFORE),
    COLUMN_TEXT("measure", ROW(measure), AS_BEFORE),
    COLUMN_TEXT("with", ROW(with), "the other measure of a pair, of the same year"),
    COLUMN_NUMBER("correlation", CORRELATION_DECIMALS, ROW(correlation),
                  "correlation of the two measures over all simulated futures; empty where one of "
                  "them is the same in all"),
    COLUMN_NUMBER("standard_error", CORRELATION_DECIMALS, ROW(standard_error), AS_BEFORE),
    COLUMN_KEY("n", ROW(n), AS_BEFORE),
};
#undef ROW

/* About the means, so that large numbers lose no digits; NAN where one does not vary. */
static double
correlation(const double *x, const double *y, size_t n)
{
    double mx = 0.0, my = 0.0, xx = 0.0, yy = 0.0, xy = 0.0;
    for (size_t k = 0; k < n; k++) {
        mx += x[k] / (double)n;
        my += y[k] / (double)n;
    }
    for (size_t k = 0; k < n; k++) {
        xx += (x[k] - mx) * (x[k] - mx);
        yy += (y[k] - my) * (y[k] - my);
        xy += (x[k] - mx) * (y[k] - my);
    }
    static const double rounding = 1e-24;
    if (!(xx > rounding * mx * mx * (double)n && yy > rounding * my * my * (double)n))
        return (double)NAN;
    return xy / sqrt(xx * yy);
}

static void
put_pair(const struct table_source *from, struct table *out, size_t scenario, size_t t,
         const struct linked *of)
{
    const struct results *results = from->results;
    const size_t n = results->n_replicate, a = results_measure(results, of->measure),
                 b = results_measure(results, of->with);
    const double *x = results_column(results, scenario, t, a),
                 *y = results_column(results, scenario, t, b), r = correlation(x, y, n);
    results_done(results, x);
    results_done(results, y);
    const struct year_name fy = fy_name(run_fy(results, (long)t));
    table_put(out,
              &(struct correlation_row){
                  .scenario = run_scenario(results, scenario)->id,
                  .role = role_name(run_scenario(results, scenario)->role),
                  .fy = fy.text,
                  .measure = of->measure,
                  .with = of->with,
                  .correlation = r,
                  .standard_error = n > 1 ? (1.0 - r * r) / sqrt((double)n - 1.0) : (double)NAN,
                  .n = (double)n });
    if (from->suppress != NULL && (suppress_hides_figure(from->suppress, a, (long)t) ||
                                   suppress_hides_figure(from->suppress, b, (long)t)))
        suppress_last_row(from->suppress, out);
}

static int
fill_correlations(const struct table_source *from, struct table *out, struct hr_err *err)
{
    const struct results *results = from->results;
    (void)err;
    for (size_t scenario = 0; scenario < results->n_scenario; scenario++)
        for (size_t t = 0; t < results->n_year; t++)
            for (size_t i = 0; i < N_PAIR; i++)
                put_pair(from, out, scenario, t, &linked[i]);
    return 0;
}

const struct result_table correlations_table = {
    .name = "correlations",
    .holds = "what moves together over the futures of a year: spending, the grant, plans and the "
             "deficit",
    .field = correlation_field,
    .n_field = N_FIELD(correlation_field),
    .fill = fill_correlations,
};
