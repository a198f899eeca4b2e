/* Chart 03: the file's scenarios (as many as the chart shows) at the end of the forecast, with the
 * first threshold, if any. */
#include "received.h"
#include "run_chart.h"
#include "tables.h"

static int
tell_parts(const struct results *results, size_t scenario, struct compare_parts *out,
           struct hr_err *err)
{
    struct difference d;
    const int ret = difference_of(results, scenario, results->n_year - 1, &d, err);
    if (ret != 0)
        return ret;
    *out = (struct compare_parts){ difference_has_receipts(&d),
                                   d.whole.mean,
                                   d.received.mean,
                                   d.acted.mean,
                                   d.acted.p05,
                                   d.acted.p95 };
    return 0;
}

static struct compare_scenario
at_end(const struct chart_subject *subject, size_t scenario)
{
    static const enum compare_role role[] = {
        [ROLE_UNMITIGATED] = COMPARE_UNMITIGATED,
        [ROLE_MITIGATED] = COMPARE_MITIGATED,
        [ROLE_OTHER] = COMPARE_OTHER,
    };
    const struct results *results = subject->results;
    const struct scenario_in *in = run_scenario(results, scenario);
    const size_t last = results->n_year - 1,
                 i = results_index(results, scenario, last, results_measure(results, "deficit"));
    const struct summary *s = &results->summary[i];
    const struct paired *paired = &results->paired[i];
    struct compare_scenario out = { .label = in->label,
                                    .role = role[in->role],
                                    .p05 = s->p05,
                                    .p25 = s->p25,
                                    .p50 = s->p50,
                                    .p75 = s->p75,
                                    .p95 = s->p95,
                                    .change_p05 = paired->p05,
                                    .change_p50 = paired->p50,
                                    .change_p95 = paired->p95 };
    chart_chance_above(subject, scenario, last, &out.chance, &out.chance_se);
    return out;
}

/* Of the first scenario of the picture whose futures make two humps; "": of none. */
static int
say_humps(const struct results *results, struct words *out, struct hr_err *err)
{
    int ret = 0;
    *out = words_say("%s", "");
    for (size_t k = 0; ret == 0 && out->text[0] == '\0' && k < results->n_scenario; k++)
        if (!results->model->in->scenario[k].derived)
            ret = branches_say(results, k, out, err);
    return ret;
}

static int
draw(const struct chart_subject *subject, struct arena *arena, struct chart *out,
     struct hr_err *err)
{
    const struct results *results = subject->results;
    const struct inputs *in = results->model->in;
    struct compare_scenario scenario[COMPARE_SCENARIOS];
    struct compare_parts parts[COMPARE_SCENARIOS];
    struct words humps;
    size_t n = 0;
    int ret = say_humps(results, &humps, err);
    (void)arena;
    for (size_t k = 0; ret == 0 && k < results->n_scenario && n < COMPARE_SCENARIOS; k++)
        if (!in->scenario[k].derived) {
            scenario[n] = at_end(subject, k);
            ret = tell_parts(results, k, &parts[n++], err);
        }
    if (ret != 0)
        return ret;
    /* The chart knows one scenario without mitigation: what the others are compared with. */
    for (size_t k = 1; k < n; k++)
        if (scenario[k].role == COMPARE_UNMITIGATED)
            scenario[k].role = COMPARE_OTHER;
    const struct compare compare = {
        .id = "compare",
        .area = in->area,
        .measure = chart_deficit_name,
        .fy = run_fy(results, (long)results->n_year - 1),
        .scenario = scenario,
        .parts = parts,
        .n_scenario = n,
        .threshold_label = in->n_threshold > 0 ? in->threshold[0].label : NULL,
        .threshold_gbp_m = chart_threshold(subject),
        .branches = humps.text,
        .run = chart_run_of(subject, results->n_replicate),
    };
    return compare_draw(&compare, out, err);
}

const struct run_chart chart_compare = {
    .file = "03_compare",
    .scope = CHART_OF_RUN,
    .applies = chart_has_comparison,
    .draw = draw,
};
