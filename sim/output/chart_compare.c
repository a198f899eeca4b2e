/* Chart 03: the file's scenarios at the end of the forecast, with the first threshold, if any; more
 * of them than a picture has rows go over several. */
#include "headline.h"
#include "received.h"
#include "run_chart.h"
#include "tables.h"

#include <stdlib.h>

static int
tell_parts(const struct results *results, size_t scenario, struct compare_parts *out,
           struct hr_err *err)
{
    struct difference d;
    const int ret = difference_of(results, scenario, results->n_year - 1, &d, err);
    if (ret != 0)
        return ret;
    *out = (struct compare_parts){ difference_has_receipts(&d), d.received.mean, d.acted.mean,
                                   d.acted.p05, d.acted.p95 };
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
                                    .mean = s->mean,
                                    .change_p05 = paired->p05,
                                    .change_mean = paired->mean,
                                    .change_p95 = paired->p95 };
    chart_chance_above(subject, scenario, last, &out.chance, &out.chance_se);
    return out;
}

/* ---- what is paid or not */

/* Both middles of a scenario whose futures the receipt splits in two; "": of none. */
static int
say_branches(const struct results *results, size_t scenario, size_t receipt, struct words *out,
             struct hr_err *err)
{
    struct branch b[2];
    *out = words_say("%s", "");
    if (branch_main(results, scenario, false) != receipt)
        return 0;
    const int ret = branches_of(results, scenario, receipt, b, err);
    if (ret == 0 && branches_part(b))
        *out =
            words_say("\"%.80s\" %s or %s", run_scenario(results, scenario)->label,
                      words_deficit(b[0].deficit.mean).text, words_deficit(b[1].deficit.mean).text);
    return ret;
}

/* Of all scenarios of the picture: "With "Grant" (80 in 100) or without it, on average: "Plan A"
 * £96m or £110m; "Plan B" £90m or £104m". */
static int
say_receipt(const struct results *results, size_t receipt, struct text *out, struct hr_err *err)
{
    bool any = false;
    int ret = 0;
    for (size_t k = 0; ret == 0 && k < results->n_scenario; k++) {
        struct words one = { "" };
        if (!results->model->in->scenario[k].derived)
            ret = say_branches(results, k, receipt, &one, err);
        if (ret != 0 || one.text[0] == '\0')
            continue;
        if (!any)
            text_add(out,
                     "%sWith \"%s\" (%s) or without it, on average:", out->length == 0 ? "" : ". ",
                     results->model->receipt[receipt]->label,
                     branch_chance(results->model->receipt[receipt]).text);
        text_add(out, "%s %s", any ? ";" : "", one.text);
        any = true;
    }
    return ret;
}

/* ---- the picture */

/* The file's scenarios; what --each adds is told by chart 15. */
static size_t
n_told(const struct results *results)
{
    size_t n = 0;
    for (size_t k = 0; k < results->n_scenario; k++)
        n += !results->model->in->scenario[k].derived;
    return n;
}

/* The chart knows one scenario without mitigation: what the others are compared with. */
static int
fill_scenarios(const struct chart_subject *subject, struct compare_scenario *scenario,
               struct compare_parts *parts, struct hr_err *err)
{
    const struct results *results = subject->results;
    size_t n = 0;
    int ret = 0;
    for (size_t k = 0; ret == 0 && k < results->n_scenario; k++) {
        if (results->model->in->scenario[k].derived)
            continue;
        scenario[n] = at_end(subject, k);
        if (n > 0 && scenario[n].role == COMPARE_UNMITIGATED)
            scenario[n].role = COMPARE_OTHER;
        ret = tell_parts(results, k, &parts[n++], err);
    }
    return ret;
}

static int
draw_told(const struct chart_subject *subject, struct arena *arena, const char *branches,
          struct chart *out, struct hr_err *err)
{
    const struct results *results = subject->results;
    const struct inputs *in = results->model->in;
    const size_t n = n_told(results);
    struct compare_scenario *scenario = arena_zero(arena, n, sizeof *scenario);
    struct compare_parts *parts = arena_zero(arena, n, sizeof *parts);
    if (scenario == NULL || parts == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory to compare %zu scenarios", n);
    const int ret = fill_scenarios(subject, scenario, parts, err);
    const struct compare compare = {
        .id =
            subject->item == 0 ? "compare" : arena_format(arena, "compare-%zu", subject->item + 1),
        .area = in->area,
        .measure = chart_deficit_name,
        .fy = run_fy(results, (long)results->n_year - 1),
        .scenario = scenario,
        .parts = parts,
        .n_scenario = n,
        .page = subject->item,
        .threshold_label = in->n_threshold > 0 ? in->threshold[0].label : NULL,
        .threshold_gbp_m = chart_threshold(subject),
        .chance_base = headline_chance_base(results),
        .branches = branches,
        .run = chart_run_of(subject, results->n_replicate),
    };
    return ret == 0 ? compare_draw(&compare, out, err) : ret;
}

static int
draw(const struct chart_subject *subject, struct arena *arena, struct chart *out,
     struct hr_err *err)
{
    struct text branches;
    char *text = NULL;
    int ret = 0;
    text_init(&branches);
    for (size_t r = 0; ret == 0 && r < subject->results->model->n_receipt; r++)
        ret = say_receipt(subject->results, r, &branches, err);
    if (ret == 0)
        ret = text_take(&branches, &text, err);
    if (ret == 0)
        ret = draw_told(subject, arena, text, out, err);
    text_release(&branches);
    free(text);
    return ret;
}

static size_t
n_page(const struct chart_subject *subject)
{
    return compare_n_page(n_told(subject->results));
}

/* The first page has the chart's own name. */
static struct words
page(const struct chart_subject *subject)
{
    return subject->item == 0 ? words_say("%s", "") : words_say("_%zu", subject->item + 1);
}

const struct run_chart chart_compare = {
    .file = "03_compare{item}",
    .shows = "scenarios side by side, with the chance of passing the first threshold",
    .figures = { "dsg", "grant", "prices" },
    .scope = CHART_OF_RUN,
    .n_item = n_page,
    .item = page,
    .applies = chart_has_comparison,
    .draw = draw,
};
