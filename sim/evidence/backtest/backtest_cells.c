/* Scores over the cells of a table. */
#include "backtest_cells.h"

#include "stats.h"

#include <math.h>
#include <string.h>

#define TABLE_WITHIN 0.10
#define LEAST_EXPECTED 5.0 /* coverage of emptier cells is nearly certain */
enum { N_CELL = FORECAST_N_AGE * N_CATEGORY };

bool
cells_of(const struct evidence *evidence, int area, int year, double count[N_CELL])
{
    size_t first, end;
    double all = 0;
    memset(count, 0, N_CELL * sizeof *count);
    evidence_range(evidence, area, EVIDENCE_PLANS, &first, &end);
    for (size_t i = first; i < end; i++) {
        const struct observation *item = &evidence->item[i];
        if (item->year != year || item->need != ALL_NEEDS || item->category < 0 ||
            item->from_age == ALL_AGES || item->to_age >= FORECAST_N_AGE)
            continue;
        count[item->to_age * N_CATEGORY + item->category] += item->count;
        all += item->count;
    }
    return fabs(all - evidence_total(evidence, area, EVIDENCE_PLANS, year)) <= TABLE_WITHIN * all &&
           all > 0;
}

int
cells_origin(const struct evidence *evidence)
{
    double count[N_CELL];
    if (evidence->n_area == 0 || evidence->area[0].level != AREA_ENGLAND || evidence->n_item == 0)
        return 0;
    for (int year = 2000; year < 2200; year++)
        if (cells_of(evidence, 0, year, count) && cells_of(evidence, 0, year + 1, count))
            return year;
    return 0;
}

void
cells_score(double *value, size_t n, const double *outcome, struct score *out)
{
    double away = 0, all = 0, middle = 0, crps = 0, n_watched = 0;
    *out = (struct score){ .pit = (double)NAN };
    for (size_t cell = 0; cell < N_CELL; cell++) {
        double *sample = value + cell * n, mean = 0;
        sample_sort(sample, n);
        for (size_t k = 0; k < n; k++)
            mean += sample[k] / (double)n;
        const double p50 = sample_quantile(sample, n, 0.5);
        away += fabs(p50 - outcome[cell]);
        middle += mean;
        all += outcome[cell];
        crps += crps_sorted(sample, n, outcome[cell]);
        if (n == 1 || mean < LEAST_EXPECTED)
            continue;
        n_watched++;
        for (size_t i = 0; i < N_COVERAGE; i++) {
            const double tail = (1 - coverage_nominal(i)) / 2;
            out->covered[i] += outcome[cell] >= sample_quantile(sample, n, tail) &&
                               outcome[cell] <= sample_quantile(sample, n, 1 - tail);
        }
    }
    for (size_t i = 0; i < N_COVERAGE; i++)
        out->covered[i] = n_watched > 0 ? out->covered[i] / n_watched : (double)NAN;
    out->p50 = middle;
    out->p05 = out->p10 = out->p25 = out->p75 = out->p90 = out->p95 = (double)NAN;
    out->misplaced = away / all;
    out->error = (middle - all) / all;
    out->crps = crps / all;
}

bool
cells_rule(const struct simple_rules *self, enum simple_rule rule, const struct evidence *as_at,
           int area, double *value)
{
    const double factor = exp(simple_rules_growth(
        self, (struct rule_case){ rule, FORECAST_PLANS, area, 1 }, self->origin));
    if (!isfinite(factor) || !cells_of(as_at, area, self->origin, value))
        return false;
    for (size_t cell = 0; cell < N_CELL; cell++)
        value[cell] *= factor;
    return true;
}
