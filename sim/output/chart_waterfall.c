/* Chart 04: from the first scenario's deficit to another's, by what each option does alone, and by
 * the money received. */
#include "run_chart.h"
#include "tables.h"

#include <math.h>


static struct waterfall_amount
amount(const struct spread *s)
{
    return (struct waterfall_amount){ s->mean, s->p05, s->p95 };
}

/* A saving as a change of the deficit. */
static struct waterfall_amount
change(const struct spread *saving)
{
    return (struct waterfall_amount){ -saving->mean, -saving->p95, -saving->p05 };
}

/* An option that only moves money is part of what is received. */
static bool
acts(const struct chart_subject *subject, size_t i)
{
    const struct comparison *c = subject->comparison;
    const struct element *element = &c->element[i];
    const struct spread *saving = &c->of[i].alone.year[c->n_year - 1].saving;
    return element->kind == ELEMENT_OPTION &&
           (subject->results->model->option_in[element->index]->kind != OPTION_BLOCK_TRANSFER ||
            saving->p05 < 0.0 || saving->p95 > 0.0);
}

/* One step alone is told by charts 03 and 15. */
static bool
applies(const struct chart_subject *subject)
{
    const struct comparison *c = subject->comparison;
    const struct spread *received = &c->all.year[c->n_year - 1].received;
    size_t n = 0;
    for (size_t i = 0; i < c->n_element; i++)
        n += acts(subject, i);
    return n > 1 || (n == 1 && (received->p05 < 0.0 || received->p95 > 0.0));
}

/* Fewest futures that the range of an option is from. */
static size_t
n_range(const struct chart_subject *subject)
{
    const struct comparison *c = subject->comparison;
    size_t n = c->all.n;
    for (size_t i = 0; i < c->n_element; i++)
        if (acts(subject, i) && c->of[i].alone.n < n)
            n = c->of[i].alone.n;
    return n;
}

/* The options that act, what they do together, what is received. */
static size_t
fill_steps(const struct chart_subject *subject, struct waterfall_step *step)
{
    const struct comparison *c = subject->comparison;
    size_t n = 0;
    for (size_t i = 0; i < c->n_element; i++)
        if (acts(subject, i))
            step[n++] = (struct waterfall_step){ .label = c->element[i].label,
                                                 .kind = WATERFALL_OPTION,
                                                 .effect = change(
                                                     &c->of[i].alone.year[c->n_year - 1].saving) };
    step[n++] =
        (struct waterfall_step){ .kind = WATERFALL_INTERACTION, .effect = change(&c->interaction) };
    step[n++] = (struct waterfall_step){ .kind = WATERFALL_RECEIVED,
                                         .effect = change(&c->all.year[c->n_year - 1].received) };
    return n;
}

static int
draw(const struct chart_subject *subject, struct arena *arena, struct chart *out,
     struct hr_err *err)
{
    const struct comparison *c = subject->comparison;
    const struct results *results = subject->results;
    const struct inputs *in = results->model->in;
    struct waterfall_step *step = arena_zero(arena, c->n_element + 2, sizeof *step);
    if (step == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the steps of a waterfall");
    const size_t n_step = fill_steps(subject, step);
    const struct waterfall waterfall = {
        .id = arena_format(arena, "waterfall-%s", chart_scenario(subject)->id),
        .area = in->area,
        .measure = chart_deficit_name,
        .fy = run_fy(results, (long)results->n_year - 1),
        .start_label = in->scenario[0].label,
        .end_label = chart_scenario(subject)->label,
        .start = amount(&c->before),
        .end = amount(&c->after),
        .net = change(&c->lower),
        .acted = change(&c->all.year[c->n_year - 1].saving),
        .chance_lower = c->all.chance_saves,
        .chance_lower_se =
            sqrt(c->all.chance_saves * (1.0 - c->all.chance_saves) / (double)c->all.n),
        .outturn_gbp_m = -in->dsg.carry_forward_gbp / GBP_PER_GBP_M,
        .method = WATERFALL_ALONE,
        .step = step,
        .n_step = n_step,
        .n_range = n_range(subject),
        .run = chart_run_of(subject, results->n_replicate),
    };
    return waterfall_draw(&waterfall, out, err);
}

const struct run_chart chart_waterfall = {
    .file = "04_waterfall_{scenario}",
    .shows = "what each option does, from the first scenario to this one",
    .figures = { "options", "receipts", "dsg", "prices" },
    .scope = CHART_OF_COMPARISON,
    .applies = applies,
    .draw = draw,
};
