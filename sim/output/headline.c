/* Headlines. Every number is put into words by plots/words. */
#include "headline.h"

#include "drivers_json.h"
#include "example.h"
#include "json_build.h"
#include "policy_words.h"
#include "run_chart.h"
#include "stats.h"
#include "tables.h"
#include "words.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>


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
set_finding(const struct results *results, size_t scenario, struct headline *out,
            struct hr_err *err)
{
    const struct chart_subject subject = { .results = results, .source = "", .scenario = scenario };
    struct arena arena;
    struct fan fan;

    arena_init(&arena);
    int ret = chart_fan_fill(&subject, &arena, &fan, err);
    if (ret == 0)
        ret = fan_check(&fan, err);
    if (ret == 0)
        write_sentence(&out->finding, "%s", fan_title(&fan).text);
    arena_release(&arena);
    return ret;
}

static void
set_figures(const struct results *results, size_t scenario, struct headline *out)
{
    const struct inputs *in = results->model->in;
    const size_t year = results->n_year - 1, measure = results_measure(results, "deficit");
    const struct summary *s = &results->summary[results_index(results, scenario, year, measure)];

    out->fy = run_fy(results, (long)year);
    out->mean = s->mean;
    out->p05 = s->p05;
    out->p50 = s->p50;
    out->p95 = s->p95;
    out->threshold = in->n_threshold > 0 ? in->threshold[0].label : NULL;
    out->threshold_gbp_m = in->n_threshold > 0 ? in->threshold[0].amount_gbp / GBP_PER_GBP_M : 0.0;
    out->n_above = results_count_above(results, scenario, year, measure, out->threshold_gbp_m);
    sample_chance_of(out->n_above, results->n_replicate, &out->chance, &out->chance_se);
}

/* That few futures make rough ranges is said once, at the last scenario. */
static int
set_range(const struct results *results, size_t scenario, struct headline *out, struct hr_err *err)
{
    struct words branches;
    const int ret = branches_say(results, scenario, &branches, err);

    const char *const label = run_scenario(results, scenario)->label;
    const struct words position = words_position(out->mean), when = words_year_end(out->fy),
                       range = words_likely_range(out->p05, out->p95),
                       half = words_half(out->mean, out->p50, out->p95 - out->p05),
                       policies = policy_words(results->model->in);
    const size_t n = results->n_replicate;
    const bool caution = words_few_futures(n) && scenario + 1 == results->n_scenario;
    const struct words rough =
        caution ? words_say("; %s", words_rough(n).text) : words_say("%s", "");

    if (n == 1)
        write_sentence(&out->range, "%s: %s at %s%s", label, position.text, when.text, rough.text);
    else
        write_sentence(&out->range,
                       "%s: central forecast %s at %s%s%s%s, %s (9 in 10 simulated futures%s)%s%s"
                       "%s%s",
                       label, position.text, when.text,
                       half.text[0] == '\0' ? "" : " (an average; ", half.text,
                       half.text[0] == '\0' ? "" : ")", range.text, rough.text,
                       branches.text[0] == '\0' ? "" : ". ", branches.text,
                       policies.text[0] == '\0' ? "" : "; ", policies.text);
    return ret;
}

/* The first test date that is reached: of the scenario file's order, the same in all scenarios. */
static bool
first_test(const struct results *results, size_t scenario, struct reserves_test *out)
{
    for (size_t i = 0;
         reserves_given(results) && i < results->model->in->general_fund.reserves.n_test; i++)
        if (reserves_test_of(results, scenario, i, out))
            return true;
    *out = (struct reserves_test){ 0 };
    return false;
}

static int
larger(int a, int b)
{
    return a > b ? a : b;
}

int
headline_chance_base(const struct results *results)
{
    int base = 0;
    struct reserves_test test;
    for (size_t scenario = 0; scenario < results->n_scenario; scenario++) {
        struct headline other = { 0 };
        set_figures(results, scenario, &other);
        base = larger(base, words_chance_base(other.chance));
        if (first_test(results, scenario, &test))
            base = larger(base, words_chance_base(test.chance));
    }
    return base;
}

static void
set_passing(const struct results *results, const char *label, struct headline *out)
{
    const size_t n = results->n_replicate;
    const struct words when = words_year_end(out->fy), amount = words_stated(out->threshold_gbp_m),
                       chance = words_few_futures(n)
                                    ? words_say("in %zu of %s", out->n_above, words_futures(n).text)
                                    : words_chance_says(out->chance, out->chance_se,
                                                        headline_chance_base(results));

    if (out->threshold == NULL)
        write_sentence(&out->passing, "%s: a deficit at %s %s", label, when.text, chance.text);
    else
        write_sentence(&out->passing, "%s: a deficit above %s at %s (%s) %s", label, amount.text,
                       when.text, out->threshold, chance.text);
}

static void
set_reserves(const struct results *results, const char *label, struct headline *out)
{
    const struct reserves_test *test = &out->test;
    const size_t n = results->n_replicate;
    if (test->in == NULL)
        return;
    const struct words chance =
        words_few_futures(n)
            ? words_say("in %zu of %s", test->n_above, words_futures(n).text)
            : words_chance_says(test->chance, test->chance_se, headline_chance_base(results));
    write_sentence(&out->reserves,
                   "%s: a deficit above usable reserves at %s (%s) %s; it exceeds them by %s on "
                   "average, counting 0 in futures where they suffice",
                   label, words_year_end(test->fy).text, test->in->label, chance.text,
                   words_money(test->excess_gbp_m).text);
}

/* ---- the difference from the first scenario */

/* Two surpluses are compared as surpluses: what makes a deficit lower makes a surplus higher. */
struct side {
    const struct results *results;
    const char *account; /* "deficit" */
    double sign;
};

static struct side
side_of(const struct results *results, const struct headline *out)
{
    const size_t deficit = results_measure(results, "deficit");
    const struct summary *base =
        &results->summary[results_index(results, 0, results->n_year - 1, deficit)];
    const bool surplus = out->mean < 0.0 && base->mean < 0.0;
    return (struct side){ results, surplus ? "surplus" : "deficit", surplus ? -1.0 : 1.0 };
}

/* " (likely range £12m to £58m lower)"; "" where there is none, or both its ends read the same. */
static struct words
range_words(const struct side *side, const struct paired *d)
{
    const double low = side->sign < 0.0 ? -d->p95 : d->p05,
                 high = side->sign < 0.0 ? -d->p05 : d->p95;
    if (side->results->n_replicate == 1 ||
        strcmp(words_change(low).text, words_change(high).text) == 0)
        return words_say("%s", "");
    return words_say(" (likely range %s)", words_change_range(low, high).text);
}

/* "£34m lower", with its range if that is wanted: an average, as averages of parts add up. */
static struct words
change_words(const struct side *side, const struct paired *d, bool range)
{
    return words_say("%s%s", words_change(side->sign * d->mean).text,
                     range ? range_words(side, d).text : "");
}

/* Where futures differ. */
static const char *
on_average(const struct side *side, const struct paired *d)
{
    return range_words(side, d).text[0] == '\0' ? "" : " on average";
}

/* What the difference is made of; "" where no money is received. */
static struct words
parts_words(const struct side *side, const struct headline *out)
{
    const struct difference *d = &out->change;
    if (!difference_has_receipts(d))
        return words_say("%s", "");
    if (!difference_has_acts(d))
        return words_say(": all of it is money received%s",
                         out->receipt == NULL ? range_words(side, &d->received).text : "");
    return words_say(": %s by money received, %s by what is done",
                     change_words(side, &d->received, false).text,
                     change_words(side, &d->acted, true).text);
}

/* Both branches of what may be paid; "" where nothing is a yes or no. */
static struct words
branches_words(const struct side *side, const struct headline *out)
{
    const struct branch *b = out->branch;
    if (out->receipt == NULL || b[0].n == 0 || b[1].n == 0)
        return words_say("%s", "");
    const struct words paid = change_words(side, &b[0].change, true),
                       not = change_words(side, &b[1].change, true);
    if (strcmp(paid.text, not .text) == 0) /* nothing to pay it on */
        return words_say("%s", "");
    return words_say(". With \"%s\" (%s): %s; without it: %s", out->receipt->label,
                     branch_chance(out->receipt).text, paid.text, not .text);
}

/* Labels are free text, so they are quoted and placed where any text can be. */
static int
set_difference(const struct results *results, size_t scenario, struct headline *out,
               struct hr_err *err)
{
    const size_t main_receipt = branch_main(results, scenario, true);
    const struct side side = side_of(results, out);
    int ret = difference_of(results, scenario, results->n_year - 1, &out->change, err);
    if (ret == 0 && main_receipt != SIZE_MAX) {
        out->receipt = results->model->receipt[main_receipt];
        ret = branches_of(results, scenario, main_receipt, out->branch, err);
    }
    if (ret != 0)
        return ret;
    const struct paired *const whole = &out->change.whole;
    write_sentence(&out->difference, "\"%s\" leaves the %s %s%s%s at %s, compared with \"%s\"%s%s",
                   run_scenario(results, scenario)->label, side.account,
                   change_words(&side, whole, false).text, on_average(&side, whole),
                   difference_has_receipts(&out->change) ? "" : range_words(&side, whole).text,
                   words_year_end(out->fy).text, run_scenario(results, 0)->label,
                   parts_words(&side, out).text, branches_words(&side, out).text);
    return 0;
}

static int
set_sentences(const struct results *results, size_t scenario, struct headline *out,
              struct hr_err *err)
{
    const char *const label = run_scenario(results, scenario)->label;

    const int ret = set_range(results, scenario, out, err);
    set_passing(results, label, out);
    (void)first_test(results, scenario, &out->test);
    set_reserves(results, label, out);
    return ret == 0 && scenario > 0 ? set_difference(results, scenario, out, err) : ret;
}

/* Each sentence can be quoted alone, so each has the mark of example money. */
static void
mark_sentences(const struct inputs *in, struct headline *out)
{
    struct sentence *const all[] = { &out->finding, &out->range, &out->passing, &out->reserves,
                                     &out->difference };
    const struct words mark = example_say(in, RESTS_ON_MONEY);
    for (size_t i = 0; mark.text[0] != '\0' && i < sizeof all / sizeof all[0]; i++) {
        const struct sentence bare = *all[i];
        if (bare.text[0] != '\0')
            write_sentence(all[i], "%s%s", mark.text, bare.text);
    }
}

int
headline_of(const struct results *results, size_t scenario, struct headline *out,
            struct hr_err *err)
{
    *out = (struct headline){ 0 };
    set_figures(results, scenario, out);
    int ret = set_sentences(results, scenario, out, err);
    if (ret == 0)
        ret = set_finding(results, scenario, out, err);
    mark_sentences(results->model->in, out);
    return ret;
}

/* Money received and what is done add up to the difference, on average as in every future. */
static void
difference_object(struct json_build *b, json_t *o, const struct headline *h)
{
    const struct {
        const char *name;
        const struct paired *d;
    } part[] = { { "difference", &h->change.whole },
                 { "money_received", &h->change.received },
                 { "what_is_done", &h->change.acted } };
    json_t *parts = json_build_object(b, o, "difference_gbp_m");
    for (size_t i = 0; i < sizeof part / sizeof part[0]; i++) {
        json_t *one = json_build_object(b, parts, part[i].name);
        json_build_number(b, one, "mean", table_round(part[i].d->mean, "gbp_m"));
        json_build_number(b, one, "p05", table_round(part[i].d->p05, "gbp_m"));
        json_build_number(b, one, "p50", table_round(part[i].d->p50, "gbp_m"));
        json_build_number(b, one, "p95", table_round(part[i].d->p95, "gbp_m"));
    }
}

static void
branch_objects(struct json_build *b, json_t *o, const struct headline *h)
{
    json_t *list = json_build_array(b, o, "branches");
    for (size_t i = 0; i < 2; i++) {
        const struct branch *branch = &h->branch[i];
        json_t *one = json_build_object(b, list, NULL);
        json_build_text(b, one, "receipt", h->receipt->id);
        json_build_text(b, one, "branch", branch->paid ? "paid" : "not paid");
        json_build_whole(b, one, "futures", (double)branch->n);
        if (branch->n == 0)
            continue;
        json_build_number(b, one, "deficit_central_gbp_m",
                          table_round(branch->deficit.mean, "gbp_m"));
        json_build_number(b, one, "deficit_p05_gbp_m", table_round(branch->deficit.p05, "gbp_m"));
        json_build_number(b, one, "deficit_p50_gbp_m", table_round(branch->deficit.p50, "gbp_m"));
        json_build_number(b, one, "deficit_p95_gbp_m", table_round(branch->deficit.p95, "gbp_m"));
        json_build_number(b, one, "change_mean_gbp_m", table_round(branch->change.mean, "gbp_m"));
        json_build_number(b, one, "change_p05_gbp_m", table_round(branch->change.p05, "gbp_m"));
        json_build_number(b, one, "change_p95_gbp_m", table_round(branch->change.p95, "gbp_m"));
    }
}

static void
headline_object(struct json_build *b, json_t *list, const struct results *results, size_t scenario,
                const struct headline *h)
{
    const struct scenario_in *in = run_scenario(results, scenario);
    json_t *o = json_build_object(b, list, NULL);

    json_build_text(b, o, "scenario", in->id);
    json_build_text(b, o, "label", in->label);
    json_build_text(b, o, "role", role_name(in->role));
    json_build_text(b, o, "date", words_year_end_iso(h->fy).text);
    json_build_number(b, o, "deficit_central_gbp_m", table_round(h->mean, "gbp_m"));
    json_build_number(b, o, "deficit_p05_gbp_m", table_round(h->p05, "gbp_m"));
    json_build_number(b, o, "deficit_p50_gbp_m", table_round(h->p50, "gbp_m"));
    json_build_number(b, o, "deficit_p95_gbp_m", table_round(h->p95, "gbp_m"));
    json_build_text(b, o, "threshold", h->threshold);
    json_build_number(b, o, "threshold_gbp_m", table_round(h->threshold_gbp_m, "gbp_m"));
    json_build_number(b, o, "chance_above_threshold", table_round(h->chance, "ratio"));
    json_build_number(b, o, "chance_standard_error", table_round(h->chance_se, "ratio"));
    json_build_text(b, o, "finding", h->finding.text);
    json_build_text(b, o, "central_and_range", h->range.text);
    json_build_text(b, o, "chance", h->passing.text);
    if (h->test.in != NULL) {
        json_build_text(b, o, "reserves_date", h->test.in->date);
        json_build_text(b, o, "reserves_definition",
                        results->model->in->general_fund.reserves.definition);
        json_build_number(b, o, "reserves_gbp_m", table_round(h->test.reserves_gbp_m, "gbp_m"));
        json_build_number(b, o, "chance_above_reserves", table_round(h->test.chance, "ratio"));
        json_build_number(b, o, "chance_above_reserves_standard_error",
                          table_round(h->test.chance_se, "ratio"));
        json_build_number(b, o, "expected_excess_gbp_m",
                          table_round(h->test.excess_gbp_m, "gbp_m"));
        json_build_number(b, o, "expected_excess_standard_error_gbp_m",
                          table_round(h->test.excess_se, "gbp_m"));
        json_build_text(b, o, "reserves", h->reserves.text);
    }
    json_build_text(b, o, "difference", scenario == 0 ? NULL : h->difference.text);
    if (scenario > 0)
        difference_object(b, o, h);
    if (h->receipt != NULL)
        branch_objects(b, o, h);
}

int
headline_json(const struct results *results, const struct drivers *drivers, char **text,
              struct hr_err *err)
{
    struct json_build b = { 0 };
    json_t *root = json_object();
    int ret = 0;

    *text = NULL;
    if (root == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the summary");
    json_build_text(&b, root, "area", results->model->in->area);
    json_build_text(&b, root, "title", results->model->in->title);
    json_build_whole(&b, root, "simulations", (double)results->n_replicate);
    json_build_text(&b, root, "left_out", words_left_out());
    json_build_text(&b, root, "example", example_mark(results->model->in, RESTS_ON_MONEY));
    json_t *list = json_build_array(&b, root, "headlines");
    for (size_t scenario = 0; ret == 0 && scenario < results->n_scenario; scenario++) {
        struct headline h;
        ret = headline_of(results, scenario, &h, err);
        if (ret == 0)
            headline_object(&b, list, results, scenario, &h);
    }
    if (drivers != NULL)
        drivers_json(&b, root, drivers);
    if (ret == 0)
        *text = json_build_end(&b, root);
    else
        json_decref(root);
    if (ret == 0 && *text == NULL)
        ret = hr_fail(err, HR_ENOMEM,
                      "no memory for the summary, or a text in the scenario is not UTF-8");
    return ret;
}
