/* Chart 07: what the uncertainty comes from, of the file's first scenario and its last. */
#include "drivers.h"
#include "run_chart.h"
#include "tables.h"

#include <math.h>

static const struct scenario_drivers *
told_of(const struct chart_subject *subject)
{
    return subject->drivers == NULL ? NULL : drivers_of(subject->drivers, subject->scenario);
}

/* A published run leaves out the numbers of what it hides; a picture without one of its bars would
 * mislead. */
static bool
may_show(const struct chart_subject *subject, const struct suppress *suppress)
{
    const struct scenario_drivers *of = told_of(subject);
    for (size_t i = 0; i < of->n && i < TORNADO_ROWS; i++)
        if (suppress_hides_setting(suppress, of->row[i].id))
            return false;
    return true;
}

static struct tornado_row
row_of(const struct driver *d)
{
    static const char *const instead[] = { [UNCERTAIN_NUMBER] = "",
                                           [UNCERTAIN_COMMON] = "in common",
                                           [UNCERTAIN_HABIT] = "differs by area",
                                           [UNCERTAIN_SHOCKS] = "year by year",
                                           [UNCERTAIN_EVENT] = "as it happens" };
    return (struct tornado_row){
        .label = d->name.text,
        .within = d->within.text,
        .low_words = d->low_words.text,
        .high_words = d->high_words.text,
        .instead = instead[d->kind],
        .effect_low = d->effect_low,
        .effect_high = d->effect_high,
        .share = d->share,
        .low = d->of == NULL ? (double)NAN : quantity_table_value(d->id, d->low),
        .high = d->of == NULL ? (double)NAN : quantity_table_value(d->id, d->high),
        .unit = d->of == NULL ? "" : quantity_table_unit(d->id, d->of->unit),
    };
}

/* Those with a share, as far as there is room. */
static size_t
fill_rows(const struct scenario_drivers *of, struct tornado_row *row)
{
    size_t n = 0;
    for (size_t i = 0; i < of->n && n < TORNADO_ROWS; i++)
        if (of->row[i].share > 0.0 && isfinite(of->row[i].effect_low) &&
            isfinite(of->row[i].effect_high))
            row[n++] = row_of(&of->row[i]);
    return n;
}

static bool
applies(const struct chart_subject *subject)
{
    const struct drivers *drivers = subject->drivers;
    const struct scenario_drivers *of = told_of(subject);
    struct tornado_row row[TORNADO_ROWS];
    return of != NULL && (of == &drivers->of[0] || of == &drivers->of[drivers->n - 1]) &&
           fill_rows(of, row) > 0;
}

/* The group with the largest share, but for one. */
static struct tornado_group
largest_group(const struct scenario_drivers *of, const char *but)
{
    struct tornado_group out = { .name = "", .share = 0.0 };
    for (size_t g = 0; g < DRIVER_REST; g++)
        if (driver_group_name[g] != but && of->group_share[g] > out.share)
            out = (struct tornado_group){ .name = driver_group_name[g],
                                          .several = g == DRIVER_PLANS || g == DRIVER_PRICES,
                                          .share = of->group_share[g] };
    return out;
}

static int
draw(const struct chart_subject *subject, struct arena *arena, struct chart *out,
     struct hr_err *err)
{
    const struct results *results = subject->results;
    const struct scenario_in *scenario = chart_scenario(subject);
    const struct scenario_drivers *of = told_of(subject);
    struct tornado_row row[TORNADO_ROWS];
    const struct tornado_group first = largest_group(of, NULL);
    const struct tornado tornado = {
        .id = arena_format(arena, "drivers-%s", scenario->id),
        .area = results->model->in->area,
        .scenario = scenario->label,
        .one_of_several = results->n_scenario > 1,
        .fy = of->fy,
        .mean_gbp_m = of->mean,
        .row = row,
        .n_row = fill_rows(of, row),
        .first = first,
        .second = largest_group(of, first.name),
        .rest = of->rest,
        .n_held = subject->drivers->n_pinned,
        .run = chart_run_of(subject, results->n_replicate),
    };
    return tornado_draw(&tornado, out, err);
}

const struct run_chart chart_drivers = {
    .file = "07_drivers_{scenario}",
    .shows = "which uncertain numbers matter most for the last deficit",
    .figures = { "prices", "plans", "grant" },
    .scope = CHART_OF_SCENARIO,
    .applies = applies,
    .may_show = may_show,
    .draw = draw,
};
