#include "answer.h"

#include "beside_words.h"

#include "example.h"
#include "run_chart.h"
#include "tables.h"
#include "title.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- sentences */

/* Begins with a capital, ends in a full stop, stands after a space. */
static void
add_sentence(struct text *out, const char *sentence)
{
    const size_t n = strlen(sentence);
    if (n == 0)
        return;
    const char *gap = out->length > 0 ? " " : "", *stop = sentence[n - 1] == '.' ? "" : ".";
    if (sentence[0] >= 'a' && sentence[0] <= 'z')
        text_add(out, "%s%c%s%s", gap, sentence[0] - 'a' + 'A', sentence + 1, stop);
    else
        text_add(out, "%s%s%s", gap, sentence, stop);
}

/* The paragraph passes into the arena; without memory the arena has failed. */
static const char *
end_paragraph(struct text *text, struct arena *arena)
{
    const char *out = "";
    if (text->failed)
        arena->failed = true;
    else if (text->length > 0)
        out = arena_text(arena, text->text, text->length);
    text_release(text);
    return out;
}

/* ---- children and young people */

static double
plans_now(const struct results *results)
{
    double sum = 0.0;
    for (size_t s = 0; s < results->model->n_setting; s++)
        sum += results->model->base_plans[s];
    return sum;
}

static double
plans_mean(const struct results *results, size_t scenario)
{
    const size_t plans = results_measure(results, "plans");
    return results->summary[results_index(results, scenario, results->n_year - 1, plans)].mean;
}

/* "1,963 (likely range 1,680 to 2,368, 9 in 10 simulated futures)" */
static struct words
plans_words(const struct results *results, size_t scenario)
{
    const size_t plans = results_measure(results, "plans");
    const struct summary *s =
        &results->summary[results_index(results, scenario, results->n_year - 1, plans)];
    if (results->n_replicate == 1)
        return chart_count(s->mean);
    return words_say("%s on average (likely range %s, 9 in 10 simulated futures)",
                     chart_count(s->mean).text, chart_count_range(s->p05, s->p95).text);
}

static const char *
children(const struct results *results, const struct suppress *suppress, const struct answer *self,
         struct arena *arena)
{
    const struct answer_scenario *first = &self->scenario[0],
                                 *last = &self->scenario[self->n_scenario - 1];
    const char *mark = example_mark(results->model->in, RESTS_ON_CHILDREN);
    struct text out;
    text_init(&out);
    text_add(&out, "%s%s", mark, mark[0] == '\0' ? "" : ":");
    if (suppress == NULL || !suppress_hides(suppress, "plans", -1))
        add_sentence(
            &out, words_say("In January %d, %s children and young people had an education, "
                            "health and care (EHC) plan",
                            results->model->in->base_census, chart_count(plans_now(results)).text)
                      .text);
    if (first->plans.text[0] != '\0') {
        text_add(&out, "%sBy %s there are %s", out.length > 0 ? " " : "", self->census,
                 plans_words(results, 0).text);
        if (strcmp(first->plans.text, last->plans.text) != 0)
            text_add(&out, "; %s %s", title_condition(last->label).text,
                     plans_words(results, last->index).text);
        text_add(&out, ".");
    }
    return end_paragraph(&out, arena);
}

/* ---- money */

static const struct answer_scenario *
last_of(const struct answer *self)
{
    return &self->scenario[self->n_scenario - 1];
}

static const char *
finding(const struct answer *self, struct arena *arena)
{
    struct text out;
    text_init(&out);
    add_sentence(&out, self->scenario[0].headline.finding.text);
    add_sentence(&out, self->scenario[0].headline.range.text);
    if (self->n_scenario > 1)
        add_sentence(&out, last_of(self)->headline.range.text);
    return end_paragraph(&out, arena);
}

static const char *
chance(const struct answer *self, struct arena *arena)
{
    const struct headline *first = &self->scenario[0].headline, *last = &last_of(self)->headline;
    struct text out;
    text_init(&out);
    add_sentence(&out, first->passing.text);
    if (last != first)
        add_sentence(&out, last->passing.text);
    add_sentence(&out, first->reserves.text);
    if (last != first)
        add_sentence(&out, last->reserves.text);
    return end_paragraph(&out, arena);
}

static const char *
difference(const struct answer *self, struct arena *arena)
{
    struct text out;
    text_init(&out);
    if (self->n_scenario > 1)
        add_sentence(&out, last_of(self)->headline.difference.text);
    if (self->n_scenario > 1 && difference_has_receipts(&last_of(self)->headline.change))
        add_sentence(&out, "Money received lowers the deficit and is no saving");
    return end_paragraph(&out, arena);
}

static const char *
reading(const struct answer *self, struct arena *arena)
{
    struct text out;
    text_init(&out);
    if (self->n_future == 1)
        add_sentence(&out, "This run has one simulated future: it gives no range and no chance");
    else
        add_sentence(&out, "The central forecast is the average of the simulated futures. The "
                           "likely range holds 9 in 10 of them, the middle half every second one. "
                           "A chance is a count of futures. Money is in cash terms");
    if (self->n_future > 1 && words_few_futures(self->n_future))
        add_sentence(&out, words_rough(self->n_future).text);
    return end_paragraph(&out, arena);
}

static const char *
drivers(const struct table_source *from)
{
    const struct scenario_drivers *of = from->drivers == NULL ? NULL : drivers_of(from->drivers, 0);
    return of == NULL || of->sentence == NULL ? "" : of->sentence;
}

/* "one year ahead 3.9% off on average, and 92 in 100 outcomes lay within the likely range" */
static struct words
past_words(const struct past_year *year)
{
    return words_say(
        "%s year%s ahead they were %.1f%% off on average, and %.0f in 100 outcomes lay "
        "within the likely range",
        title_number((size_t)year->ahead).text, year->ahead == 1 ? "" : "s", 100.0 * year->error,
        100.0 * year->held);
}

static const char *
past(const struct answer *self, const struct scenario *scenario, struct arena *arena)
{
    const struct past *plans = &self->past[PAST_PLANS];
    struct text text;
    if (plans->n == 0)
        return "";
    text_init(&text);
    text_add(&text,
             "Forecasts of this kind were made%s from what had been published at the time, in each "
             "January from %d to %d, and set beside the plans that came: %s",
             past_given(scenario) ? "" : " for authorities in England", plans->first_origin,
             plans->last_origin, past_words(&plans->year[0]).text);
    if (plans->n > 1)
        text_add(&text, "; %s", past_words(&plans->year[plans->n - 1]).text);
    text_add(&text, ". What is scored is the method as it is fitted to published figures. Numbers "
                    "that a scenario file types itself, prices and ranges too, are not scored.");
    return end_paragraph(&text, arena);
}

/* ---- all of it */

static int
set_scenarios(const struct results *results, const struct suppress *suppress, struct arena *arena,
              struct answer *out, struct hr_err *err)
{
    const size_t last = results->n_year - 1;
    const bool plans = suppress == NULL || !suppress_hides(suppress, "plans", (long)last);
    out->scenario = arena_zero(arena, results->n_scenario, sizeof *out->scenario);
    for (size_t k = 0; out->scenario != NULL && k < results->n_scenario; k++) {
        if (run_scenario(results, k)->derived)
            continue;
        struct answer_scenario *s = &out->scenario[out->n_scenario++];
        s->index = k;
        s->label = run_scenario(results, k)->label;
        s->plans = words_say("%s", plans ? chart_count(plans_mean(results, k)).text : "");
        const int ret = headline_of(results, k, &s->headline, err);
        if (ret != 0)
            return ret;
    }
    return arena_check(arena, err);
}

int
answer_make(const struct table_source *from, struct arena *arena, struct answer *out,
            struct hr_err *err)
{
    const struct results *results = from->results;
    const struct suppress *suppress = from->suppress;
    const struct inputs *in = results->model->in;
    *out = (struct answer){ .area = in->area,
                            .title = in->title,
                            .mark_means = example_meaning(in),
                            .mark = example_say(in, RESTS_ON_MONEY) };
    int ret = set_scenarios(results, suppress, arena, out, err);
    if (ret == 0)
        ret = past_of(out->past, from->scenario, err);
    if (ret != 0)
        return ret;
    out->n_future = results->n_replicate;
    out->chance_base = headline_chance_base(results);
    out->until =
        arena_format(arena, "%s", words_year_end(run_fy(results, (long)results->n_year - 1)).text);
    out->census = arena_format(arena, "January %d", run_fy(results, (long)results->n_year - 1) + 1);
    out->paragraph[ANSWER_NONE] = "";
    out->paragraph[ANSWER_CHILDREN] = children(results, suppress, out, arena);
    out->paragraph[ANSWER_BESIDE] = beside_words(results, suppress, arena);
    out->paragraph[ANSWER_FINDING] = finding(out, arena);
    out->paragraph[ANSWER_CHANCE] = chance(out, arena);
    out->paragraph[ANSWER_DIFFERENCE] = difference(out, arena);
    out->paragraph[ANSWER_DRIVERS] = drivers(from);
    out->paragraph[ANSWER_READING] = reading(out, arena);
    out->paragraph[ANSWER_LIMITS] = words_left_out();
    out->paragraph[ANSWER_PAST] = past(out, from->scenario, arena);
    return arena_check(arena, err);
}

struct words
answer_chance(const struct answer *self, const struct headline *headline)
{
    if (words_few_futures(self->n_future))
        return words_say("%zu of %s", headline->n_above, words_futures(self->n_future).text);
    return words_chance_count(headline->chance, self->chance_base);
}

struct words
answer_passed(const struct headline *headline)
{
    if (headline->threshold == NULL)
        return words_say("a deficit");
    return words_say("a deficit above %s (%s)", words_stated(headline->threshold_gbp_m).text,
                     headline->threshold);
}
