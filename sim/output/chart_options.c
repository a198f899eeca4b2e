/* Chart 15: every option of the comparisons, once, by itself against the first scenario. */
#include "option.h"
#include "run_chart.h"
#include "tables.h"

#include <math.h>

/* An option that only moves money is part of what is received. */
static bool
is_told(const struct chart_subject *subject, const struct comparison *c, size_t i)
{
    const struct element *element = &c->element[i];
    const struct spread *saving = &c->of[i].alone.year[c->n_year - 1].saving;
    return element->kind == ELEMENT_OPTION &&
           (subject->results->model->option_in[element->index]->kind != OPTION_BLOCK_TRANSFER ||
            saving->p05 < 0.0 || saving->p95 > 0.0);
}

/* Has an earlier comparison the same element? */
static bool
is_told_before(const struct study *study, size_t comparison, const struct element *element)
{
    for (size_t k = 0; k < comparison; k++)
        for (size_t i = 0; i < study->comparison[k].n_element; i++) {
            const struct element *other = &study->comparison[k].element[i];
            if (other->kind == element->kind && other->index == element->index &&
                other->taken_away == element->taken_away)
                return true;
        }
    return false;
}

/* A saving as a change of the deficit. */
static struct effects_range
change(const struct spread *saving)
{
    return (struct effects_range){ -saving->mean, -saving->p95, -saving->p75, -saving->p25,
                                   -saving->p05 };
}

/* The typed chance that it happens, where that is all that decides it and both branches are far
 * apart; else NAN. */
static double
chance_told(const struct model *model, const struct element *element, const struct effect *alone)
{
    const double delivery = model_option_delivery(model, element->index);
    const bool waits = model->option[element->index].counted != NULL;
    return delivery < 1.0 && !waits && !element->taken_away && effect_parts(alone) ? delivery
                                                                                   : (double)NAN;
}

static struct effects_option
option_of(const struct chart_subject *subject, const struct comparison *c, size_t i)
{
    const struct model *model = subject->results->model;
    const struct element *element = &c->element[i];
    const struct effect *alone = &c->of[i].alone;
    return (struct effects_option){
        .label = element->label,
        .whole = change(&alone->year[c->n_year - 1].saving),
        .chance_lower = alone->chance_saves,
        .planned_gbp_m = model->option_in[element->index]->planned_gbp / GBP_PER_GBP_M,
        .chance_plan = alone->chance_plan,
        .chance_happens = chance_told(model, element, alone),
        .happens = change(&alone->happens.saving),
        .not_mean = -alone->not .saving.mean,
    };
}

/* out: NULL to count them. n_range: fewest futures of one. */
static size_t
list_options(const struct chart_subject *subject, struct effects_option *out, size_t *n_range)
{
    const struct study *study = subject->study;
    size_t n = 0;
    for (size_t k = 0; study != NULL && k < study->n_comparison; k++) {
        const struct comparison *c = &study->comparison[k];
        for (size_t i = 0; i < c->n_element; i++) {
            if (!is_told(subject, c, i) || is_told_before(study, k, &c->element[i]))
                continue;
            if (out != NULL) {
                out[n] = option_of(subject, c, i);
                *n_range = c->of[i].alone.n < *n_range ? c->of[i].alone.n : *n_range;
            }
            n++;
        }
    }
    return n;
}

static size_t
n_page(const struct chart_subject *subject)
{
    return effects_n_page(list_options(subject, NULL, NULL));
}

/* The first page has the chart's own name. */
static struct words
page(const struct chart_subject *subject)
{
    return subject->item == 0 ? words_say("%s", "") : words_say("_%zu", subject->item + 1);
}

static bool
is_surplus(const struct results *results)
{
    const size_t i =
        results_index(results, 0, results->n_year - 1, results_measure(results, "deficit"));
    return results->summary[i].mean < 0.0;
}

static int
draw(const struct chart_subject *subject, struct arena *arena, struct chart *out,
     struct hr_err *err)
{
    const struct results *results = subject->results;
    const size_t n = list_options(subject, NULL, NULL);
    size_t n_range = results->n_replicate;
    struct effects_option *option = arena_zero(arena, n, sizeof *option);
    if (option == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for a chart of %zu options", n);
    (void)list_options(subject, option, &n_range);
    const struct effects effects = {
        .id =
            subject->item == 0 ? "options" : arena_format(arena, "options-%zu", subject->item + 1),
        .area = results->model->in->area,
        .measure = chart_deficit_name,
        .fy = run_fy(results, (long)results->n_year - 1),
        .surplus = is_surplus(results),
        .option = option,
        .n_option = n,
        .page = subject->item,
        .n_range = n_range,
        .run = chart_run_of(subject, results->n_replicate),
    };
    return effects_draw(&effects, out, err);
}

const struct run_chart chart_options = {
    .file = "15_options{item}",
    .shows = "what each option does by itself, side by side",
    .figures = { "options", "prices" },
    .scope = CHART_OF_RUN,
    .n_item = n_page,
    .item = page,
    .draw = draw,
};
