/* Headlines. Every number is put into words by plots/words. */
#include "headline.h"

#include "fan_input.h"
#include "json_build.h"
#include "stats.h"
#include "table_rows.h"
#include "tables.h"
#include "words.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const double GBP_PER_GBP_M = 1e6;

/* A sentence that is too long is cut with "...": labels are free text. */
static void HR_PRINTF(2, 3) write_sentence(struct sentence *out, const char *fmt, ...)
{
    static const char cut[] = "...";
    va_list args;

    va_start(args, fmt);
    const int n = vsnprintf(out->text, sizeof out->text, fmt, args);
    va_end(args);
    if (n < 0 || (size_t)n >= sizeof out->text)
        memcpy(&out->text[sizeof out->text - sizeof cut], cut, sizeof cut);
}

static int
set_finding(const struct results *results, size_t scenario, struct headline *out, struct hr_err *err)
{
    struct fan_input input;

    int ret = fan_input_init(&input, results, scenario, "", err);
    if (ret == 0)
        ret = fan_check(&input.fan, err);
    if (ret == 0)
        write_sentence(&out->finding, "%s", fan_title(&input.fan).text);
    fan_input_release(&input);
    return ret;
}

static void
set_figures(const struct results *results, size_t scenario, struct headline *out)
{
    const struct inputs *in = results->plan->in;
    const size_t year = results->n_year - 1, measure = results_measure(results, "deficit");
    const struct summary *s = &results->summary[results_index(results, scenario, year, measure)];
    size_t count;

    out->fy = run_fy(results, (long)year);
    out->p05 = s->p05;
    out->p50 = s->p50;
    out->p95 = s->p95;
    out->threshold = in->n_threshold > 0 ? in->threshold[0].label : NULL;
    out->threshold_gbp_m = in->n_threshold > 0 ? in->threshold[0].amount_gbp / GBP_PER_GBP_M : 0.0;
    sample_chance_above(results_column(results, scenario, year, measure), results->n_replicate, out->threshold_gbp_m, &count, &out->chance,
                        &out->chance_se);
}

static void
set_sentences(const struct results *results, size_t scenario, struct headline *out)
{
    const struct scenario_in *in = run_scenario(results, scenario);
    const struct words when = words_year_end(out->fy), chance = words_chance(out->chance, out->chance_se);

    write_sentence(&out->range, "%s: central forecast %s at %s, %s (9 in 10 simulated futures)", in->label, words_position(out->p50).text,
                   when.text, words_likely_range(out->p05, out->p95).text);
    if (out->threshold == NULL)
        write_sentence(&out->passing, "%s: a deficit at %s is %s", in->label, when.text, chance.text);
    else
        write_sentence(&out->passing, "%s: a deficit above %s at %s (%s) is %s", in->label, words_money(out->threshold_gbp_m).text,
                       when.text, out->threshold, chance.text);
    if (scenario == 0)
        return;
    const size_t last = results_index(results, scenario, results->n_year - 1, results_measure(results, "deficit"));
    const struct paired *d = &results->paired[last];
    write_sentence(&out->difference, "%s, compared with %s: a deficit %s at %s", in->label,
                   words_within(run_scenario(results, 0)->label).text, words_difference(d->p50, d->p05, d->p95).text, when.text);
}

int
headline_of(const struct results *results, size_t scenario, struct headline *out, struct hr_err *err)
{
    *out = (struct headline){ 0 };
    set_figures(results, scenario, out);
    set_sentences(results, scenario, out);
    return set_finding(results, scenario, out, err);
}

static void
headline_object(struct json_build *b, json_t *list, const struct results *results, size_t scenario, const struct headline *h)
{
    const struct scenario_in *in = run_scenario(results, scenario);
    json_t *o = json_build_object(b, list, NULL);

    json_build_text(b, o, "scenario", in->id);
    json_build_text(b, o, "label", in->label);
    json_build_text(b, o, "role", role_name(in->role));
    json_build_text(b, o, "date", words_year_end_iso(h->fy).text);
    json_build_number(b, o, "deficit_p05_gbp_m", h->p05);
    json_build_number(b, o, "deficit_p50_gbp_m", h->p50);
    json_build_number(b, o, "deficit_p95_gbp_m", h->p95);
    json_build_text(b, o, "threshold", h->threshold);
    json_build_number(b, o, "threshold_gbp_m", h->threshold_gbp_m);
    json_build_number(b, o, "chance_above_threshold", h->chance);
    json_build_number(b, o, "chance_standard_error", h->chance_se);
    json_build_text(b, o, "finding", h->finding.text);
    json_build_text(b, o, "central_and_range", h->range.text);
    json_build_text(b, o, "chance", h->passing.text);
    json_build_text(b, o, "difference", scenario == 0 ? NULL : h->difference.text);
}

int
headline_json(const struct results *results, char **text, struct hr_err *err)
{
    struct json_build b = { 0 };
    json_t *root = json_object();
    int ret = 0;

    *text = NULL;
    if (root == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the summary");
    json_build_text(&b, root, "area", results->plan->in->area);
    json_build_text(&b, root, "title", results->plan->in->title);
    json_build_whole(&b, root, "simulations", (double)results->n_replicate);
    json_t *list = json_build_array(&b, root, "headlines");
    for (size_t scenario = 0; ret == 0 && scenario < results->n_scenario; scenario++) {
        struct headline h;
        ret = headline_of(results, scenario, &h, err);
        if (ret == 0)
            headline_object(&b, list, results, scenario, &h);
    }
    if (ret == 0)
        *text = json_build_end(&b, root);
    else
        json_decref(root);
    if (ret == 0 && *text == NULL)
        ret = hr_fail(err, HR_ENOMEM, "no memory for the summary, or a text in the scenario is not UTF-8");
    return ret;
}
