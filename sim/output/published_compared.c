#include "published_compared.h"

#include "measures.h"
#include "stats.h"

#include <stdint.h>
#include <string.h>

const char *
published_side_name(enum published_side side)
{
    static const char *const name[] = {
        [PUBLISHED_INSIDE] = "inside", [PUBLISHED_BELOW] = "below", [PUBLISHED_ABOVE] = "above"
    };
    return name[side];
}

size_t
published_measure(const struct results *results, const struct published_in *figure)
{
    for (size_t m = 0; m < results->n_measure; m++)
        if (strcmp(results->measure[m].id, figure->measure) == 0)
            return m;
    return SIZE_MAX;
}

static const char *
unit_of(const char *measure)
{
    const char *item;
    const struct measure_row *row = measure_row_of(measure, &item);
    return row == NULL ? "" : row->unit;
}

static void
compare(const struct results *results, size_t scenario, struct published_compared *out)
{
    const size_t year = (size_t)out->t, n = results->n_replicate;
    const struct summary *s =
        &results->summary[results_index(results, scenario, year, out->measure)];
    const double value = out->in->value;
    out->forecast = true;
    out->mean = s->mean;
    out->p05 = s->p05;
    out->p95 = s->p95;
    out->at_or_below =
        1.0 - (double)results_count_above(results, scenario, year, out->measure, value) / (double)n;
    out->side = value < s->p05   ? PUBLISHED_BELOW
                : value > s->p95 ? PUBLISHED_ABOVE
                                 : PUBLISHED_INSIDE;
}

bool
published_compare(const struct results *results, size_t scenario, size_t i,
                  struct published_compared *out)
{
    const struct inputs *in = results->model->in;
    const struct published_in *figure = &in->published[i];
    if (in->scenario[scenario].derived || !published_of(figure, in->scenario[scenario].id))
        return false;
    *out = (struct published_compared){ .in = figure,
                                        .unit = unit_of(figure->measure),
                                        .measure = published_measure(results, figure),
                                        .t = (long)published_fy(figure) - (long)in->base_census };
    if (out->measure != SIZE_MAX && out->t >= 0 && out->t < (long)results->n_year)
        compare(results, scenario, out);
    return true;
}
