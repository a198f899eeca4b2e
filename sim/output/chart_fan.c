/* Chart 01: quantiles of the deficit at each 31 March, the past, thresholds and dated events. */
#include "policy_words.h"
#include "received.h"
#include "run_chart.h"
#include "tables.h"
#include "text.h"

#include <stdlib.h>


static struct fan_year
year_of(const struct chart_subject *subject, size_t year)
{
    const struct results *results = subject->results;
    const size_t deficit = results_measure(results, "deficit");
    const struct summary *s =
        &results->summary[results_index(results, subject->scenario, year, deficit)];
    struct fan_year out = { .fy = run_fy(results, (long)year),
                            .p05 = s->p05,
                            .p25 = s->p25,
                            .p50 = s->p50,
                            .p75 = s->p75,
                            .p95 = s->p95,
                            .mean = s->mean };
    chart_chance_above(subject, subject->scenario, year, &out.chance, &out.chance_se);
    return out;
}

static int
fill_history(const struct inputs *in, struct arena *arena, struct fan *out, struct hr_err *err)
{
    struct past_deficit *past = NULL;
    size_t n = 0;
    int ret = past_deficits(in, &past, &n, err);
    struct fan_outturn *history = ret == 0 ? arena_zero(arena, n, sizeof *history) : NULL;
    for (size_t i = 0; history != NULL && i < n; i++)
        history[i] = (struct fan_outturn){ past[i].fy, past[i].deficit_gbp / GBP_PER_GBP_M };
    out->history = history;
    out->n_history = history == NULL ? 0 : n;
    out->estimated = inputs_estimate(in, KEY_BALANCE);
    free(past);
    return ret;
}

static void
fill_marks(const struct inputs *in, struct arena *arena, struct fan *out)
{
    struct fan_threshold *threshold = arena_zero(arena, in->n_threshold, sizeof *threshold);
    struct fan_event *event = arena_zero(arena, in->n_event, sizeof *event);
    for (size_t i = 0; threshold != NULL && i < in->n_threshold; i++)
        threshold[i] = (struct fan_threshold){ in->threshold[i].label,
                                               in->threshold[i].amount_gbp / GBP_PER_GBP_M };
    for (size_t i = 0; event != NULL && i < in->n_event; i++)
        event[i] =
            (struct fan_event){ in->event[i].date, in->event[i].label, in->event[i].hindsight };
    out->threshold = threshold;
    out->n_threshold = threshold == NULL ? 0 : in->n_threshold;
    out->event = event;
    out->n_event = event == NULL ? 0 : in->n_event;
}

int
chart_fan_fill(const struct chart_subject *subject, struct arena *arena, struct fan *out,
               struct hr_err *err)
{
    static const enum fan_role role[] = {
        [ROLE_UNMITIGATED] = FAN_UNMITIGATED,
        [ROLE_MITIGATED] = FAN_MITIGATED,
        [ROLE_OTHER] = FAN_OTHER,
    };
    const struct results *results = subject->results;
    const struct scenario_in *s = chart_scenario(subject);
    struct fan_year *year = arena_zero(arena, results->n_year, sizeof *year);
    for (size_t t = 0; year != NULL && t < results->n_year; t++)
        year[t] = year_of(subject, t);
    *out = (struct fan){
        .id = arena_format(arena, "fan-%s", s->id),
        .area = results->model->in->area,
        .scenario = s->label,
        .role = role[s->role],
        .one_of_several = results->n_scenario > 1,
        .year = year,
        .n_year = results->n_year,
        .run = chart_run_of(subject, results->n_replicate),
    };
    fill_marks(results->model->in, arena, out);
    out->counts = results->model->in->dsg.counts;
    out->published = chart_published(subject, "deficit", arena, &out->n_published);
    const struct words policies = policy_words(results->model->in);
    out->policies = arena_format(arena, "%s", words_sentence_start(policies.text).text);
    struct words branches;
    int ret = branches_say(results, subject->scenario, &branches, err);
    out->branches = ret == 0 ? arena_format(arena, "%s", branches.text) : NULL;
    if (ret == 0)
        ret = fill_history(results->model->in, arena, out, err);
    return ret == 0 && arena->failed ? hr_fail(err, HR_ENOMEM, "no memory for a chart") : ret;
}

static int
draw(const struct chart_subject *subject, struct arena *arena, struct chart *out,
     struct hr_err *err)
{
    struct fan fan;
    const int ret = chart_fan_fill(subject, arena, &fan, err);
    return ret == 0 ? fan_draw(&fan, out, err) : ret;
}

const struct run_chart chart_fan = {
    .file = "01_fan_{scenario}",
    .shows = "the cumulative deficit with its likely range",
    .figures = { "dsg", "grant", "prices" },
    .scope = CHART_OF_SCENARIO,
    .draw = draw,
};
