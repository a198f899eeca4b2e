/* placements, events, measures: where children are each January, what is dated, and what the
 * measures of the other tables are. */
#include "tables.h"

#include "known.h"
#include "measures.h"

#include <math.h>
#include <string.h>

/* ---- placements.csv ---- */

struct placement_row {
    const char *scenario, *census, *setting, *category, *dfe_category, *measure, *unit, *basis;
    struct summary s;
};
#define ROW(member) offsetof(struct placement_row, member)

static const struct table_field placement_field[] = {
    COLUMN_TEXT("scenario", ROW(scenario), AS_BEFORE),
    COLUMN_TEXT("census_date", ROW(census), "January of the count, as YYYY-01"),
    COLUMN_TEXT("setting", ROW(setting), "id of the setting in the scenario file"),
    COLUMN_TEXT("category", ROW(category),
                "placement category of the setting, as scenario files name it"),
    COLUMN_TEXT("dfe_category", ROW(dfe_category),
                "placement category of the DfE's DSG management plan template"),
    COLUMN_TEXT("measure", ROW(measure), AS_BEFORE),
    COLUMN_TEXT("unit", ROW(unit), AS_BEFORE),
    COLUMN_TEXT("basis", ROW(basis), AS_BEFORE),
    COLUMN_IN(TABLE_UNIT_OF_ROW, "central", ROW(s.mean), AS_BEFORE),
    COLUMN_IN(TABLE_UNIT_OF_ROW, "p05", ROW(s.p05), AS_BEFORE),
    COLUMN_IN(TABLE_UNIT_OF_ROW, "p25", ROW(s.p25), AS_BEFORE),
    COLUMN_IN(TABLE_UNIT_OF_ROW, "p50", ROW(s.p50), AS_BEFORE),
    COLUMN_IN(TABLE_UNIT_OF_ROW, "p75", ROW(s.p75), AS_BEFORE),
    COLUMN_IN(TABLE_UNIT_OF_ROW, "p95", ROW(s.p95), AS_BEFORE),
};
#undef ROW

static void
put_placement(const struct table_source *from, struct table *out, const struct figure *figure,
              size_t setting, const struct summary *s)
{
    const struct results *results = from->results;
    const struct setting_in *in = results->model->setting[setting];
    const struct measure *m = &results->measure[figure->measure];
    const struct year_name census = census_name(run_fy(results, figure->t) + 1);
    const struct placement_row row = { .scenario = run_scenario(results, figure->scenario)->id,
                                       .census = census.text,
                                       .setting = in->id,
                                       .category = category_name(in->category),
                                       .dfe_category = category_dfe_name(in->category),
                                       .measure = m->id,
                                       .unit = m->unit,
                                       .basis = figure->t < 0 ? "outturn" : "forecast",
                                       .s = *s };
    figure_put(from, out, &row, figure);
}

static void
put_placements(const struct table_source *from, struct table *out, size_t scenario, size_t measure,
               size_t setting)
{
    const struct results *results = from->results;
    for (size_t year = 0; year < results->n_year; year++)
        put_placement(from, out, &(struct figure){ scenario, measure, (long)year }, setting,
                      &results->summary[results_index(results, scenario, year, measure)]);
}

/* Plans of the setting in earlier Januaries, the earliest first. */
static void
put_past(const struct table_source *from, struct table *out, size_t scenario, size_t setting)
{
    const struct results *results = from->results;
    const struct inputs *in = results->model->in;
    const size_t plans = results_measure_of(results, "plans.", setting);
    for (int census = in->base_census - (int)in->plans.n_history; census < in->base_census;
         census++)
        for (size_t i = 0; i < in->plans.n_history; i++) {
            const struct past_plans_in *past = &in->plans.history[i];
            const double *count = past_plans_of(past, results->model->setting[setting]->id);
            struct summary known = no_summary;
            if (past->census != census || count == NULL ||
                (from->suppress != NULL && suppress_hides_past(from->suppress, past)))
                continue;
            known.mean = *count;
            put_placement(from, out,
                          &(struct figure){ scenario, plans, census - in->base_census - 1 },
                          setting, &known);
        }
}

static void
put_setting(const struct table_source *from, struct table *out, size_t scenario, size_t setting)
{
    const struct results *results = from->results;
    const size_t plans = results_measure_of(results, "plans.", setting);
    struct summary known = no_summary;
    known.mean = results->model->base_plans[setting];
    put_past(from, out, scenario, setting);
    put_placement(from, out, &(struct figure){ scenario, plans, -1 }, setting, &known);
    put_placements(from, out, scenario, plans, setting);
    for (size_t m = 0; m < results->n_measure; m++) {
        const struct measure *measure = &results->measure[m];
        const enum measure_scope scope = measure->row->scope;
        if (measure->setting == setting && (scope == MEASURE_PLACE || scope == MEASURE_PAIR))
            put_placements(from, out, scenario, m, setting);
    }
}

static int
fill_placements(const struct table_source *from, struct table *out, struct hr_err *err)
{
    const struct model *model = from->results->model;
    (void)err;
    for (size_t scenario = 0; scenario < from->results->n_scenario; scenario++) {
        for (size_t i = 0; i < model->n_setting; i++)
            put_setting(from, out, scenario, model->file_setting[i]);
    }
    return 0;
}

const struct result_table placements_table = {
    .name = "placements",
    .holds = "children and young people with a plan, by setting, each January; and where places "
             "are limited, who found none",
    .field = placement_field,
    .n_field = N_FIELD(placement_field),
    .fill = fill_placements,
};

/* ---- events.csv ---- */

struct event_row {
    const char *date, *label, *known;
};
#define ROW(member) offsetof(struct event_row, member)

static const struct table_field event_field[] = {
    COLUMN_TEXT("date", ROW(date), AS_BEFORE),
    COLUMN_TEXT("label", ROW(label),
                "the event, the reason for a date, the option or the uncertain thing, in words"),
    COLUMN_TEXT("known", ROW(known),
                "as_known: known at the date of the forecast; hindsight: learnt later"),
};
#undef ROW

static int
fill_events(const struct table_source *from, struct table *out, struct hr_err *err)
{
    const struct inputs *in = from->results->model->in;
    (void)err;
    for (size_t i = 0; i < in->n_event; i++)
        table_put(out, &(struct event_row){ in->event[i].date, in->event[i].label,
                                            known_choice[in->event[i].hindsight] });
    return 0;
}

const struct result_table events_table = {
    .name = "events",
    .holds = "dated events, as known at the forecast's date or in hindsight",
    .field = event_field,
    .n_field = N_FIELD(event_field),
    .fill = fill_events,
};

/* ---- measures.csv ---- */

struct definition_row {
    const char *id, *unit, *sign, *definition, *calendar;
};
#define ROW(member) offsetof(struct definition_row, member)

static const struct table_field measures_field[] = {
    COLUMN_TEXT("measure", ROW(id), AS_BEFORE),
    COLUMN_TEXT("unit", ROW(unit), AS_BEFORE),
    COLUMN_TEXT("sign", ROW(sign), "what a positive number means"),
    COLUMN_TEXT("definition", ROW(definition), "what the measure is, in a sentence"),
    COLUMN_TEXT(
        "calendar", ROW(calendar),
        "what the year of the measure is: financial year, at 31 March, January census, calendar "
        "year or mid-year"),
};
#undef ROW

static int
fill_measures(const struct table_source *from, struct table *out, struct hr_err *err)
{
    (void)err;
    for (size_t i = 0; i < from->results->n_measure; i++) {
        const struct measure *m = &from->results->measure[i];
        if (!m->ledger_row)
            table_put(out, &(struct definition_row){ m->id, m->unit, m->sign, m->definition,
                                                     m->calendar });
    }
    return 0;
}

const struct result_table measures_table = {
    .name = "measures",
    .holds = "what each measure is: unit, sign, definition, calendar",
    .field = measures_field,
    .n_field = N_FIELD(measures_field),
    .fill = fill_measures,
};
