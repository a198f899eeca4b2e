/* Chart 11: what a place costs a year, by setting: each future's price, and DfE's place funding. */
#include "run_chart.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* A price of fewer children says little, and would give away what one of them costs. */
static const double least_place_years = 5.0;

static const struct summary *
summary_of(const struct chart_subject *subject, size_t t, const char *prefix, size_t setting)
{
    const struct results *results = subject->results;
    return &results->summary[results_index(results, subject->scenario, t,
                                           results_measure_of(results, prefix, setting))];
}

/* Does a published run leave its price out in the first or the last year? */
static bool
is_hidden(const struct chart_subject *subject, size_t setting)
{
    const struct suppress *suppress = subject->suppress;
    const long last = (long)subject->results->n_year - 1;
    return suppress != NULL && (suppress_hides_of(suppress, "unit_price.", setting, 0) ||
                                suppress_hides_of(suppress, "unit_price.", setting, last));
}

static bool
is_drawn(const struct chart_subject *subject, size_t setting)
{
    const size_t last = subject->results->n_year - 1;
    return summary_of(subject, 0, "place_years.", setting)->mean >= least_place_years &&
           summary_of(subject, last, "place_years.", setting)->mean >= least_place_years &&
           summary_of(subject, 0, "unit_price.", setting)->mean > 0.0 &&
           summary_of(subject, last, "unit_price.", setting)->mean > 0.0 &&
           !is_hidden(subject, setting);
}

/* Of a place: what the scenario's price says, else DfE's rate for such places. */
static double
funding_gbp(const struct model *model, size_t setting)
{
    const struct inputs *in = model->in;
    const char *id = model->setting[setting]->id;
    for (size_t i = 0; i < in->n_price; i++)
        if (strcmp(in->price[i].setting, id) == 0 && in->price[i].place_gbp != 0)
            return quantity_central(&in->quantity[in->price[i].place_gbp]);
    return model->provision.rate_gbp[setting];
}

static struct place_cost_year
year_of(const struct chart_subject *subject, size_t t, size_t setting, double funding)
{
    const struct summary *s = summary_of(subject, t, "unit_price.", setting);
    return (struct place_cost_year){ (s->p05 + funding) / GBP_PER_GBP_M,
                                     (s->mean + funding) / GBP_PER_GBP_M,
                                     (s->p95 + funding) / GBP_PER_GBP_M };
}

static enum place_cost_kind
kind_of(const struct setting_in *setting)
{
    return setting->category == CATEGORY_STATE_SPECIAL ? COST_OF_STATE_SPECIAL
           : setting->category == CATEGORY_INDEPENDENT ? COST_OF_INDEPENDENT
                                                       : COST_OF_ANY;
}

static double
size_of(const struct chart_subject *subject, size_t setting)
{
    return summary_of(subject, 0, "place_years.", setting)->mean;
}

/* Settings that are drawn, the largest first. */
static size_t
choose(const struct chart_subject *subject, size_t *out)
{
    size_t n = 0;
    for (size_t s = 0; s < subject->results->model->n_setting; s++) {
        if (!is_drawn(subject, s))
            continue;
        size_t at = n++;
        for (; at > 0 && size_of(subject, out[at - 1]) < size_of(subject, s); at--)
            out[at] = out[at - 1];
        out[at] = s;
    }
    return n > PLACE_COST_ROWS ? PLACE_COST_ROWS : n;
}

void
chart_cost_fill(const struct chart_subject *subject, struct arena *arena, struct place_cost *out)
{
    const struct results *results = subject->results;
    const struct model *model = results->model;
    const struct scenario_in *scenario = chart_scenario(subject);
    size_t *setting = arena_zero(arena, model->n_setting, sizeof *setting);
    struct place_cost_row *row = arena_zero(arena, PLACE_COST_ROWS, sizeof *row);
    const size_t n = arena->failed ? 0 : choose(subject, setting);
    for (size_t i = 0; i < n; i++) {
        const size_t s = setting[i];
        const double funding = funding_gbp(model, s);
        row[i] = (struct place_cost_row){
            .label = model->setting[s]->label,
            .kind = kind_of(model->setting[s]),
            .own_words = model->setting[s]->category != CATEGORY_NONE &&
                         !category_tells(model->setting[s]->category, model->setting[s]->label),
            .funding_gbp_m = funding / GBP_PER_GBP_M,
            .first = year_of(subject, 0, s, funding),
            .last = year_of(subject, results->n_year - 1, s, funding),
        };
    }
    *out = (struct place_cost){ .id = arena_format(arena, "cost-%s", scenario->id),
                                .area = model->in->area,
                                .scenario = scenario->label,
                                .first_fy = model->in->base_census,
                                .last_fy = model->in->base_census + (int)results->n_year - 1,
                                .row = row,
                                .n_row = n,
                                .n_left_out = model->n_setting - n,
                                .run = chart_run_of(subject, results->n_replicate) };
}

static int
draw(const struct chart_subject *subject, struct arena *arena, struct chart *out,
     struct hr_err *err)
{
    struct place_cost cost;
    chart_cost_fill(subject, arena, &cost);
    return arena->failed ? hr_fail(err, HR_ENOMEM, "no memory for a chart")
                         : place_cost_draw(&cost, out, err);
}

/* Is there a setting to draw, and a price that an earlier scenario has not? */
static bool
applies(const struct chart_subject *subject)
{
    const struct model *model = subject->results->model;
    bool any = false;
    for (size_t s = 0; s < model->n_setting; s++) {
        char measure[sizeof subject->results->measure->id];
        snprintf(measure, sizeof measure, "unit_price.%s", model->setting[s]->id);
        any = any || (is_drawn(subject, s) && chart_differs(subject, measure));
    }
    return any;
}

const struct run_chart chart_cost = {
    .file = "11_cost_{scenario}",
    .shows = "what a place costs in each setting",
    .figures = { "prices" },
    .scope = CHART_OF_SCENARIO,
    .applies = applies,
    .draw = draw,
};
