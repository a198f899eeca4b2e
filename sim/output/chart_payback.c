/* Chart 05: when has an option paid for itself, for every one that costs something and saves
 * something, and for all together. What is received pays nothing back. */
#include "run_chart.h"
#include "tables.h"

/* Every option alone; the last is all together. */
static size_t
n_item(const struct chart_subject *subject)
{
    return subject->comparison->n_element + 1;
}

static bool
is_all(const struct chart_subject *subject)
{
    return subject->item == subject->comparison->n_element;
}

static struct words
item(const struct chart_subject *subject)
{
    return is_all(subject) ? words_say("%s", "")
                           : words_say("_%s", subject->comparison->element[subject->item].id);
}

static const struct effect *
effect_shown(const struct chart_subject *subject)
{
    const struct comparison *c = subject->comparison;
    return is_all(subject) ? &c->all : &c->of[subject->item].alone;
}

static size_t
n_option(const struct comparison *c)
{
    size_t n = 0;
    for (size_t i = 0; i < c->n_element; i++)
        n += c->element[i].kind == ELEMENT_OPTION;
    return n;
}

/* In any year of any part of the futures that counts. */
static bool
saves(const struct effect *effect, size_t n_year)
{
    for (size_t t = 0; t < n_year; t++)
        if (effect->year[t].saving.p95 > 0.0)
            return true;
    return false;
}

static bool
applies(const struct chart_subject *subject)
{
    const struct comparison *c = subject->comparison;
    const struct effect *e = effect_shown(subject);
    const bool pays =
        is_all(subject) ? n_option(c) > 1 : c->element[subject->item].kind == ELEMENT_OPTION;
    return pays && c->n_year <= PAYBACK_YEARS && saves(e, c->n_year) &&
           (e->capital > 0.0 || e->fund_cost > 0.0 || e->dsg_cost > 0.0);
}

static void
fill_years(const struct chart_subject *subject, struct payback_year year[PAYBACK_YEARS])
{
    for (size_t t = 0; t < subject->comparison->n_year; t++) {
        const struct effect_year *y = &effect_shown(subject)->year[t];
        year[t] = (struct payback_year){ .fy = run_fy(subject->results, (long)t),
                                         .p05 = y->net.p05,
                                         .p25 = y->net.p25,
                                         .p50 = y->net.p50,
                                         .p75 = y->net.p75,
                                         .p95 = y->net.p95,
                                         .mean = y->net.mean,
                                         .chance = y->chance_paid_back,
                                         .chance_se = y->chance_paid_back_se };
    }
}

/* How many first words of a label say that it is not the other; all of them where none do. */
static size_t
words_apart(const char *label, const char *other)
{
    size_t same = 0, n = 1;
    while (label[same] != '\0' && label[same] == other[same])
        n += label[same++] == ' ';
    return n;
}

/* Of an option, from the comparison's other ones; of all, from the other scenarios. */
static size_t
n_word_apart(const struct chart_subject *subject)
{
    const struct comparison *c = subject->comparison;
    const struct scenario_in *s = chart_scenario(subject);
    const struct inputs *in = subject->results->model->in;
    size_t n = 0;
    for (size_t i = 0; is_all(subject) && i < in->n_scenario; i++)
        if (&in->scenario[i] != s) {
            const size_t own = words_apart(s->label, in->scenario[i].label);
            n = own > n ? own : n;
        }
    for (size_t i = 0; !is_all(subject) && i < c->n_element; i++)
        if (i != subject->item) {
            const size_t own = words_apart(c->element[subject->item].label, c->element[i].label);
            n = own > n ? own : n;
        }
    return n;
}

static int
draw(const struct chart_subject *subject, struct arena *arena, struct chart *out,
     struct hr_err *err)
{
    const struct comparison *c = subject->comparison;
    const struct scenario_in *s = chart_scenario(subject);
    const struct effect *e = effect_shown(subject);
    const struct element *element = is_all(subject) ? NULL : &c->element[subject->item];
    const bool fund = e->fund_cost > 0.0 || e->capital > 0.0;
    struct payback_year year[PAYBACK_YEARS];
    fill_years(subject, year);
    const struct payback payback = {
        .id = arena_format(arena, "payback-%s-%s", s->id, element == NULL ? "all" : element->id),
        .area = subject->results->model->in->area,
        .label = element == NULL ? s->label : element->label,
        .set = element == NULL,
        .key = element == NULL ? s->id : element->id,
        .n_word = n_word_apart(subject),
        .accounts = fund ? PAYBACK_BOTH : PAYBACK_DSG,
        .basis = fund ? "DSG saving, net of revenue cost to the DSG, less capital and the general "
                        "fund's revenue cost when they are spent, before borrowing"
                      : "DSG saving, net of revenue cost to the DSG",
        .revenue_gbp_m = e->dsg_cost + e->fund_cost,
        .capital_gbp_m = e->capital,
        .year = year,
        .n_year = c->n_year,
        .run = chart_run_of(subject, e->n),
    };
    return payback_draw(&payback, out, err);
}

const struct run_chart chart_payback = {
    .file = "05_payback_{scenario}{item}",
    .shows = "when an option, or all of a scenario, has paid for itself",
    .figures = { "options", "prices" },
    .scope = CHART_OF_COMPARISON,
    .n_item = n_item,
    .item = item,
    .applies = applies,
    .draw = draw,
};
