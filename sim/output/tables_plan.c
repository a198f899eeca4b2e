/* events, placements: tables about dates and children. */
#include "tables.h"

#include "calendar.h"
#include "stats.h"
#include "table_rows.h"

#include <stdio.h>
#include <string.h>

enum { SHORTEST = -1 };

static const struct table_field event_field[] = { TABLE_FIELD("date", TABLE_TEXT, 0),
                                                  TABLE_FIELD("label", TABLE_TEXT, 0),
                                                  TABLE_FIELD("known", TABLE_TEXT, 0) };

static int
fill_events(const struct table_source *from, struct table *out, struct hr_err *err)
{
    const struct results *results = from->results;
    const struct inputs *in = results->model->in;
    int ret = 0;

    for (size_t i = 0; ret == 0 && i < in->n_event; i++) {
        const struct event_in *event = &in->event[i];
        ret = row_add(out,
                      (const char *const[]){ event->date, event->label,
                                             event->hindsight ? "hindsight" : "as_known" },
                      3, err);
    }
    return ret;
}

const struct result_table events_table = {
    .name = "events",
    .holds = "dated events, as known at the forecast's date or in hindsight",
    .field = event_field,
    .n_field = sizeof event_field / sizeof event_field[0],
    .fill = fill_events,
};

enum { PLACEMENT_N_TEXT = 8, PLACEMENT_P50 = 10 };
static const struct table_field placement_field[] = {
    TABLE_FIELD("scenario", TABLE_TEXT, 0),     TABLE_FIELD("census_date", TABLE_TEXT, 0),
    TABLE_FIELD("setting", TABLE_TEXT, 0),      TABLE_FIELD("category", TABLE_TEXT, 0),
    TABLE_FIELD("dfe_category", TABLE_TEXT, 0), TABLE_FIELD("measure", TABLE_TEXT, 0),
    TABLE_FIELD("unit", TABLE_TEXT, 0),         TABLE_FIELD("basis", TABLE_TEXT, 0),
    TABLE_FIELD("p05", TABLE_NUMBER, SHORTEST), TABLE_FIELD("p25", TABLE_NUMBER, SHORTEST),
    TABLE_FIELD("p50", TABLE_NUMBER, SHORTEST), TABLE_FIELD("p75", TABLE_NUMBER, SHORTEST),
    TABLE_FIELD("p95", TABLE_NUMBER, SHORTEST),
};

/* One measure of a setting, in the scenario and year of a row. */
struct placement {
    const struct results *results;
    size_t scenario, setting, measure;
};

static int
add_placement(struct table *out, const struct placement *p, long t, const char *basis,
              struct hr_err *err)
{
    const struct setting_in *in = p->results->model->setting[p->setting];
    const struct measure *measure = &p->results->measure[p->measure];
    const struct year_name census = census_name(run_fy(p->results, t) + 1);
    const char *const text[] = { run_scenario(p->results, p->scenario)->id,
                                 census.text,
                                 in->id,
                                 category_name(in->category),
                                 category_dfe_name(in->category),
                                 measure->id,
                                 measure->unit,
                                 basis };
    return row_add(out, text, PLACEMENT_N_TEXT, err);
}

static int
add_forecast(struct table *out, const struct placement *p, struct hr_err *err)
{
    const struct results *results = p->results;
    int ret = 0;
    for (size_t year = 0; ret == 0 && year < results->n_year; year++) {
        ret = add_placement(out, p, (long)year, "forecast", err);
        const struct summary *s =
            &results->summary[results_index(results, p->scenario, year, p->measure)];
        double number[] = { s->p05, s->p25, s->p50, s->p75, s->p95 };
        all_in_unit_digits(number, sizeof number / sizeof number[0],
                           results->measure[p->measure].unit);
        if (ret == 0)
            row_numbers(out, PLACEMENT_N_TEXT, number, sizeof number / sizeof number[0]);
    }
    return ret;
}

/* Is it about the places of this setting? "empty.special", and by where children are instead
 * "overflowed.special.independent". */
static bool
is_of_places(const char *measure, const char *setting)
{
    static const char *const prefix[] = { "places.",     "others.",  "empty.",        "waiting.",
                                          "overflowed.", "refused.", "overflow_cost." };
    const size_t length = strlen(setting);
    for (size_t i = 0; i < sizeof prefix / sizeof prefix[0]; i++) {
        const size_t n = strlen(prefix[i]);
        if (strncmp(measure, prefix[i], n) == 0 && strncmp(measure + n, setting, length) == 0 &&
            (measure[n + length] == '\0' || measure[n + length] == '.'))
            return true;
    }
    return false;
}

static int
add_setting(struct table *out, const struct results *results, size_t scenario, size_t setting,
            struct hr_err *err)
{
    char id[sizeof results->measure->id];
    snprintf(id, sizeof id, "plans.%s", results->model->setting[setting]->id);
    struct placement p = { results, scenario, setting, results_measure(results, id) };
    int ret = add_placement(out, &p, -1, "outturn", err);
    if (ret == 0)
        table_set_number(out, PLACEMENT_P50,
                         in_unit_digits(results->model->base_plans[setting], "children"));
    if (ret == 0)
        ret = add_forecast(out, &p, err);
    for (p.measure = 0; ret == 0 && p.measure < results->n_measure; p.measure++)
        if (is_of_places(results->measure[p.measure].id, results->model->setting[setting]->id))
            ret = add_forecast(out, &p, err);
    return ret;
}

static int
fill_placements(const struct table_source *from, struct table *out, struct hr_err *err)
{
    const struct results *results = from->results;
    const struct model *model = results->model;
    int ret = 0;

    for (size_t scenario = 0; scenario < results->n_scenario; scenario++) {
        for (size_t i = 0; ret == 0 && i < model->n_setting; i++)
            ret = add_setting(out, results, scenario, model->file_setting[i], err);
    }
    return ret;
}

const struct result_table placements_table = {
    .name = "placements",
    .holds = "children and young people with a plan, by setting, each January; and where places "
             "are limited, who found none",
    .field = placement_field,
    .n_field = sizeof placement_field / sizeof placement_field[0],
    .fill = fill_placements,
};
