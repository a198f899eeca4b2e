/* Chart 13 of a bridge: what the new folder knows by now on the fan of the old one. */
#include "bridge.h"

#include "arena.h"
#include "example.h"
#include "last_forecast.h"
#include "title.h"

#include <math.h>
#include <string.h>

static const char *const measure_id[LAST_MEASURES] = {
    [LAST_DEFICIT] = "deficit", [LAST_PLANS] = "plans"
};

/* One year of one measure; a January belongs to the financial year that it falls in. */
static struct last_forecast_year
year_of(const struct bridge *bridge, const struct bridge_pair *pair, int fy,
        enum last_forecast_measure measure)
{
    const double none = (double)NAN;
    const char *id = measure_id[measure];
    const struct run_value *old = run_folder_value(bridge->old, pair->old, fy,
                                                   run_folder_measure(bridge->old, id)),
                           *new = run_folder_value(bridge->new, pair->new, fy,
                                                   run_folder_measure(bridge->new, id));
    struct last_forecast_year out = {
        fy + (measure == LAST_PLANS ? 1 : 0), none, none, none, none, none, none
    };
    const bool forecast = old->basis == RUN_FORECAST && isfinite(old->p05) && isfinite(old->p25) &&
                          isfinite(old->central) && isfinite(old->p75) && isfinite(old->p95);
    if (forecast) {
        out.p05 = old->p05;
        out.p25 = old->p25;
        out.mean = old->central;
        out.p75 = old->p75;
        out.p95 = old->p95;
    }
    if (new->basis == RUN_OUTTURN)
        out.came = new->central;
    else if (old->basis == RUN_OUTTURN)
        out.came = old->central;
    return out;
}

static bool
is_empty(const struct last_forecast_year *y)
{
    return isnan(y->mean) && isnan(y->came);
}

/* The years of the old folder, without empty ones at either end. */
static struct last_forecast_panel
panel_of(const struct bridge *bridge, const struct bridge_pair *pair,
         enum last_forecast_measure measure, struct arena *arena)
{
    const struct run_folder *old = bridge->old;
    struct last_forecast_year *year = arena_zero(arena, old->n_year, sizeof *year);
    struct last_forecast_panel out = { .year = year };
    for (size_t i = 0; year != NULL && i < old->n_year; i++)
        year[i] = year_of(bridge, pair, old->first_fy + (int)i, measure);
    out.n_year = year == NULL ? 0 : old->n_year;
    while (out.n_year > 0 && is_empty(&out.year[out.n_year - 1]))
        out.n_year--;
    for (; out.n_year > 0 && is_empty(out.year); out.n_year--)
        out.year++;
    if (out.n_year > LAST_YEARS)
        out.n_year = 0;
    return out;
}

static unsigned long long
whole_of(const struct run_folder *folder, const char *key)
{
    const json_int_t n = json_integer_value(json_object_get(folder->record, key));
    return n > 0 ? (unsigned long long)n : 0;
}

/* What the file listed to be replaced. */
static const char *
estimates_of(const struct run_folder *folder, struct arena *arena)
{
    const json_t *list = json_object_get(json_object_get(folder->record, "settings"), "to_replace");
    const size_t n = json_array_size(list);
    struct to_replace_in *item = arena_zero(arena, n + 1, sizeof *item);
    for (size_t i = 0; item != NULL && i < n; i++) {
        const json_t *at = json_array_get(list, i);
        const char *what = json_string_value(json_object_get(at, "what")),
                   *state = json_string_value(json_object_get(at, "state"));
        item[i].what = what == NULL ? "" : what;
        item[i].absent = state != NULL && strcmp(state, "not_given") == 0;
    }
    return item == NULL ? "" : to_replace_mark(item, n, arena);
}

static const char *
mark_of(const struct run_folder *folder, struct arena *arena)
{
    const json_t *example = json_object_get(json_object_get(folder->record, "settings"), "example");
    const struct inputs in = {
        .example = { .money = json_is_true(json_object_get(example, "money")),
                     .children = json_is_true(json_object_get(example, "children")) },
        .estimates = estimates_of(folder, arena)
    };
    return example_mark(&in, RESTS_ON_MONEY);
}

int
bridge_last_forecast(const struct bridge *bridge, size_t pair, struct arena *arena,
                     struct last_forecast *out, struct hr_err *err)
{
    const struct bridge_pair *of = &bridge->pair[pair];
    const struct run_folder *old = bridge->old;
    *out = (struct last_forecast){
        .id = arena_format(arena, "last-%s", old->scenario[of->old]),
        .area = run_folder_text(old, "area"),
        .scenario = bridge->n_pair > 1 ? old->scenario[of->old] : "",
        .forecast = run_folder_text(old, "title"),
        .run = { .title = run_folder_text(old, "title"),
                 .source = arena_format(arena, "outturns of the run '%s'",
                                        run_folder_text(bridge->new, "title")),
                 .version = run_folder_text(old, "version"),
                 .n_simulation = (size_t)whole_of(old, "simulations"),
                 .seed = whole_of(old, "seed"),
                 .mark = mark_of(old, arena) },
    };
    for (size_t m = 0; m < LAST_MEASURES; m++)
        out->panel[m] = panel_of(bridge, of, (enum last_forecast_measure)m, arena);
    return arena->failed ? hr_fail(err, HR_ENOMEM, "no memory for a chart") : 0;
}

int
bridge_came(const struct bridge *bridge, size_t pair, struct words *out, struct hr_err *err)
{
    struct arena arena;
    struct last_forecast last;
    arena_init(&arena);
    const int ret = bridge_last_forecast(bridge, pair, &arena, &last, err);
    *out = ret == 0 && last_forecast_score(&last).n > 0
               ? title_within(last_forecast_title(&last).text)
               : words_say("%s", "");
    arena_release(&arena);
    return ret;
}

static int
put_chart(const struct bridge *bridge, size_t pair, struct folder *folder, struct hr_err *err)
{
    struct arena arena;
    struct chart chart;
    struct last_forecast last;
    arena_init(&arena);
    chart_init(&chart);
    int ret = bridge_last_forecast(bridge, pair, &arena, &last, err);
    if (ret == 0 && last_forecast_score(&last).n > 0) {
        const struct chart_file file = {
            folder,
            arena_format(&arena, "13_last_forecast_%s",
                         bridge->old->scenario[bridge->pair[pair].old]),
            words_left_out(),
            "",
            bridge->charts,
        };
        ret = arena.failed ? hr_fail(err, HR_ENOMEM, "no memory for a chart")
                           : last_forecast_draw(&last, &chart, err);
        if (ret == 0)
            ret = chart_file_put(&file, &chart, err);
    }
    chart_release(&chart);
    arena_release(&arena);
    return ret;
}

int
bridge_charts(const struct bridge *bridge, struct folder *folder, struct hr_err *err)
{
    int ret = 0;
    for (size_t p = 0; ret == 0 && p < bridge->n_pair; p++)
        ret = put_chart(bridge, p, folder, err);
    return ret;
}
