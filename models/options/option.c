/* When an option runs, and what it costs. option.h is the manual. */
#include "option.h"

#include <math.h>

const struct option_kind_of *const option_kinds[N_OPTION_KIND] = {
    [OPTION_REPATRIATION] = &option_repatriation,
    [OPTION_NEW_PLACES] = &option_new_places,
    [OPTION_INCLUSION] = &option_inclusion,
    [OPTION_EARLY_SUPPORT] = &option_early_support,
    [OPTION_CEASING] = &option_ceasing,
    [OPTION_ASSESSMENT_THRESHOLD] = &option_assessment_threshold,
    [OPTION_TOP_UP_CUT] = &option_top_up_cut,
    [OPTION_PRICE_CONTROL] = &option_price_control,
    [OPTION_JOINT_FUNDING] = &option_joint_funding,
    [OPTION_EMPTY_PLACES] = &option_empty_places,
    [OPTION_SERVICE_REDESIGN] = &option_service_redesign,
    [OPTION_BLOCK_TRANSFER] = &option_block_transfer,
};

void
option_fate(const struct council_option *self, const double *value, struct draw *draw,
            struct fate *out)
{
    draw_at(draw,
            &(struct draw_key){ .purpose = hr_hash32("option-delivery"), .item = self->item });
    out->delivered = self->delivery >= 1.0 || draw_chance(draw, self->delivery) > 0.0;
    out->start = self->start + (self->in->delay_years < 0 ? 0.0 : value[self->in->delay_years]);
    out->delivered =
        out->delivered && out->start < self->end; /* put off past its own end, it never happens */
}

/* ---- when ---- */

static const double APRIL = 0.25, SEPTEMBER = 2.0 / 3.0, ONE_DAY = 1.5 / 365.0; /* and a leap day */

struct span {
    double begin, end;
};

static struct span
span_of(const struct council_option *option, enum period period, size_t year)
{
    const double january = option->base_year + (double)year;
    switch (period) {
    case PERIOD_FINANCIAL: return (struct span){ january + APRIL, january + APRIL + 1.0 };
    case PERIOD_CALENDAR: return (struct span){ january, january + 1.0 };
    case PERIOD_SUMMER: return (struct span){ january + SEPTEMBER, january + SEPTEMBER };
    }
    hr_bug("period %d", (int)period);
}

/* Part of the span after the option's start and before its end, as late as it shows. A day's
 * difference between two calendars does not count. */
static double
part_in_force(const struct option_case *of, enum period period, size_t year, double lag)
{
    const struct council_option *option = of->option;
    const double start = of->fate->start + lag, last = option->end + lag;
    const struct span span = span_of(option, period, year);
    if (period == PERIOD_SUMMER)
        return start <= span.begin + ONE_DAY && span.begin + ONE_DAY < last ? 1.0 : 0.0;
    const double begin = fmax(span.begin, start), end = fmin(span.end, last);
    return end - begin < ONE_DAY ? 0.0 : end - begin;
}

/* Years since the start: 0 in the first year that has any part of it. */
static double
years_since(const struct council_option *option, enum period period, size_t year, double start)
{
    const struct span span = span_of(option, period, year);
    const double years = period == PERIOD_SUMMER ? floor(span.begin - start + ONE_DAY)
                                                 : ceil(span.end - start - ONE_DAY) - 1.0;
    return fmax(0.0, years);
}

double
option_part(const struct option_case *of, enum period period, size_t year, double lag)
{
    const struct option_in *in = of->option->in;
    const double start = of->fate->start + lag;
    const double in_force = of->fate->delivered ? part_in_force(of, period, year, lag) : 0.0;
    if (in_force <= 0.0)
        return 0.0;
    const double k = years_since(of->option, period, year, start),
                 last = in->n_ramp > 0 ? (double)in->n_ramp - 1.0 : 0.0;
    const double ramp = in->n_ramp > 0 ? in->ramp[(size_t)fmin(k, last)] : 1.0;
    return in_force * ramp * pow(1.0 - option_value(of, in->fade, 0.0), fmax(0.0, k - last));
}

double
option_running(const struct option_case *of, enum period period, size_t year, double lag)
{
    return of->fate->delivered ? part_in_force(of, period, year, lag) : 0.0;
}

/* ---- how much ---- */

double
option_value(const struct option_case *of, quantity_id id, double fallback)
{
    return id < 0 ? fallback : of->value[id];
}

double
option_effect(const struct option_case *of, quantity_id id)
{
    return isnan(of->level) ? option_value(of, id, 0.0) : of->level;
}

double
option_places(const struct option_case *of, size_t step)
{
    const struct option_in *in = of->option->in;
    const double exact = option_effect(of, in->places) * (in->n_ramp > 0 ? in->ramp[step] : 1.0);
    return of->draw->expected ? exact : floor(exact + 0.5);
}

/* ---- what it costs ---- */

/* The financial year that a day lies in, as a step; false when it is not forecast. */
static bool
year_of(const struct council_option *option, double day, size_t n_year, size_t *year)
{
    const double t = floor(day - APRIL + ONE_DAY) - option->base_year;
    if (t < 0.0 || t >= (double)n_year)
        return false;
    *year = (size_t)t;
    return true;
}

static void
write_costs(const struct option_case *of, struct levers *levers)
{
    const struct council_option *option = of->option;
    const struct option_cost_in *cost = &option->in->cost;
    const double capital =
        option_value(of, cost->capital_gbp, 0.0) * (of->fate->delivered ? 1.0 : cost->abortive);
    size_t first;
    if (year_of(option, of->fate->delivered ? of->fate->start : option->start, levers->n_year,
                &first)) {
        levers->capital_gbp[first] += capital;
        if (of->fate->delivered)
            levers->cost_gbp[first * N_ACCOUNT + (size_t)cost->account] +=
                option_value(of, cost->once_gbp, 0.0);
    }
    for (size_t t = 0; t < levers->n_year; t++) {
        levers->cost_gbp[t * N_ACCOUNT + (size_t)cost->account] +=
            option_value(of, cost->revenue_gbp, 0.0) * option_running(of, PERIOD_FINANCIAL, t, 0.0);
        levers->per_child_gbp[t * levers->n_option + option->index] =
            option_value(of, cost->per_child_gbp, 0.0);
    }
}

void
option_write(const struct option_case *of, struct levers *levers)
{
    write_costs(of, levers);
    if (of->fate->delivered)
        of->option->kind->write(of, levers);
}
