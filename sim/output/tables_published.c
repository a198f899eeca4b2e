/* published: figures that others published, each beside the simulated futures of its year. */
#include "tables.h"

#include "known.h"
#include "measures.h"
#include "published_compared.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct published_row {
    const char *scenario, *measure, *unit, *fy, *date, *kind, *known, *said_by, *position, *source;
    double published, mean, p05, p95, at_or_below, difference;
};
#define ROW(member) offsetof(struct published_row, member)

static const struct table_field published_field[] = {
    COLUMN_TEXT("scenario", ROW(scenario), AS_BEFORE),
    COLUMN_TEXT("financial_year", ROW(fy), AS_BEFORE),
    COLUMN_TEXT("date", ROW(date), AS_BEFORE),
    COLUMN_TEXT("measure", ROW(measure), AS_BEFORE),
    COLUMN_TEXT("unit", ROW(unit), AS_BEFORE),
    COLUMN_TEXT("published_kind", ROW(kind),
                "forecast: a forecast that somebody published; outturn: what came"),
    COLUMN_TEXT("known", ROW(known), AS_BEFORE),
    COLUMN_TEXT("said_by", ROW(said_by), "who published the figure, in a word or two"),
    COLUMN_IN(TABLE_UNIT_OF_ROW, "published", ROW(published), "the figure as published"),
    COLUMN_IN(TABLE_UNIT_OF_ROW, "mean", ROW(mean), AS_BEFORE),
    COLUMN_IN(TABLE_UNIT_OF_ROW, "p05", ROW(p05), AS_BEFORE),
    COLUMN_IN(TABLE_UNIT_OF_ROW, "p95", ROW(p95), AS_BEFORE),
    COLUMN_IN(IN_RATIO, "share_at_or_below", ROW(at_or_below),
              "share of the simulated futures that are no higher than the figure published"),
    COLUMN_TEXT("position", ROW(position),
                "inside: the figure published lies in the likely range (9 in 10); below, above: "
                "outside it; empty: of no year that is forecast"),
    COLUMN_IN(TABLE_UNIT_OF_ROW, "difference", ROW(difference),
              "the figure published less the average of the simulated futures"),
    COLUMN_TEXT("source", ROW(source), AS_BEFORE),
};
#undef ROW

/* The source of published figure i: keys are kept in reading order, one value each. */
static const char *
source_of(const struct scenario *scenario, size_t i)
{
    static const char list[] = "published.";
    size_t n = 0;
    for (size_t k = 0; scenario != NULL && k < scenario->n_key; k++)
        if (strncmp(scenario->key[k].path, list, strlen(list)) == 0 &&
            strcmp(scenario->key[k].row->key, "value") == 0 && n++ == i)
            return scenario->key[k].from.source;
    return NULL;
}

/* Of a measure that this run has not, the year is all that is known of the date. */
static void
when_of(const struct results *results, const struct published_compared *compared,
        struct year_text *when)
{
    *when = (struct year_text){ .fy = fy_name(run_fy(results, compared->t)) };
    if (compared->measure != SIZE_MAX)
        year_text_of(results, &results->measure[compared->measure], compared->t, when);
}

static void
put(const struct table_source *from, struct table *out, const char *scenario, size_t i,
    const struct published_compared *compared)
{
    const bool left_out = from->suppress != NULL && suppress_hides_published(from->suppress, i);
    const double none = (double)NAN;
    struct year_text when;
    when_of(from->results, compared, &when);
    struct published_row row = { .scenario = scenario,
                                 .measure = compared->in->measure,
                                 .unit = compared->unit,
                                 .fy = when.fy.text,
                                 .date = when.date.text,
                                 .kind = compared->in->outturn ? "outturn" : "forecast",
                                 .known = known_choice[compared->in->hindsight],
                                 .said_by = compared->in->label,
                                 .source = source_of(from->scenario, i),
                                 .published = compared->in->value,
                                 .mean = none,
                                 .p05 = none,
                                 .p95 = none,
                                 .at_or_below = none,
                                 .difference = none };
    if (compared->forecast) {
        row.mean = compared->mean;
        row.p05 = compared->p05;
        row.p95 = compared->p95;
        row.at_or_below = compared->at_or_below;
        row.difference = compared->in->value - compared->mean;
        row.position = left_out ? NULL : published_side_name(compared->side);
    }
    table_put(out, &row);
    if (left_out)
        suppress_last_row(from->suppress, out);
}

static int
fill_published(const struct table_source *from, struct table *out, struct hr_err *err)
{
    const struct results *results = from->results;
    (void)err;
    for (size_t s = 0; s < results->n_scenario; s++)
        for (size_t i = 0; i < results->model->in->n_published; i++) {
            struct published_compared compared;
            if (published_compare(results, s, i, &compared))
                put(from, out, run_scenario(results, s)->id, i, &compared);
        }
    return 0;
}

static bool
applies(const struct results *results)
{
    return results->model->in->n_published > 0;
}

const struct result_table published_table = {
    .name = "published",
    .holds = "what others forecast and what came, each figure next to the simulated futures of its "
             "year",
    .field = published_field,
    .n_field = N_FIELD(published_field),
    .fill = fill_published,
    .applies = applies,
};
