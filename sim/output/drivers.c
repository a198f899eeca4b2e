#include "drivers_make.h"

#include "text.h"
#include "title.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FEWEST_FUTURES = 20, MOST_FUTURES = 20000 };

/* ---- in order */

static double
span_of(const struct told *told)
{
    const double span = fabs(told->effect[1] - told->effect[0]);
    return isnan(span) ? 0.0 : span;
}

static bool
matters_more(const struct told *a, const struct told *b)
{
    return a->share != b->share ? a->share > b->share : span_of(a) > span_of(b);
}

size_t
drivers_rank(const struct making *self, size_t k, size_t *order)
{
    const struct uncertain_list *list = &self->drivers->list;
    size_t n = 0;
    for (size_t i = 0; i < list->n; i++) {
        if (!uncertain_acts(list, &list->item[i], self->drivers->of[k].scenario))
            continue;
        size_t at = n++;
        for (; at > 0 && matters_more(told_at(self, k, i), told_at(self, k, order[at - 1])); at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
    return n;
}

/* ---- rows */

static struct driver
driver_of(const struct making *self, size_t k, size_t i)
{
    const struct uncertain *item = item_at(self, i);
    const struct told *told = told_at(self, k, i);
    const struct quantity *q = quantity_of(self, item);
    /* what the run's futures cannot tell from nothing has no effect to give */
    const bool knows = told->simulated || told->share > 0.0;
    const bool answer = item->n_column == 1 && item->column->source == DRAWN_CHANCE;
    struct driver out = { .id = item->id,
                          .name = driver_name(self->results->model->in, item->id),
                          .group = driver_group_of(item->first),
                          .kind = item->kind,
                          .of = q,
                          .low = (double)NAN,
                          .high = (double)NAN,
                          .low_words = words_say("%s", answer ? "no" : ""),
                          .high_words = words_say("%s", answer ? "yes" : ""),
                          .share = told->share,
                          .share_se = told->se,
                          .effect_low = knows ? told->effect[0] : (double)NAN,
                          .effect_high = knows ? told->effect[1] : (double)NAN,
                          .effect_se = told->effect_se,
                          .simulated = told->simulated };
    out.within = driver_name_within(item->id, out.name.text);
    if (q == NULL)
        return out;
    out.low = quantity_quantile(q, driver_end[0]);
    out.high = quantity_quantile(q, driver_end[1]);
    out.low_words = quantity_words(q, out.low);
    out.high_words = quantity_words(q, out.high);
    return out;
}

/* Shares that chance has made more than 1 together are brought back to 1. */
static void
add_up(struct scenario_drivers *of)
{
    double sum = 0.0;
    for (size_t i = 0; i < of->n; i++)
        sum += of->row[i].share;
    for (size_t i = 0; sum > 1.0 && i < of->n; i++)
        of->row[i].share /= sum;
    of->rest = sum > 1.0 ? 0.0 : 1.0 - sum;
    of->group_share[DRIVER_REST] = of->rest;
    for (size_t i = 0; i < of->n; i++)
        of->group_share[of->row[i].group] += of->row[i].share;
}

/* ---- the sentence */

static bool
can_be_known(const struct driver *row)
{
    return row->share > 0.0 && row->kind != UNCERTAIN_SHOCKS;
}

static void
name_rows(const struct scenario_drivers *of, size_t n, struct text *out)
{
    size_t named = 0;
    for (size_t i = 0; i < of->n && named < n; i++) {
        if (!can_be_known(&of->row[i]))
            continue;
        named++;
        text_add(out, "%s%s (%.0f%%)",
                 named == 1   ? ""
                 : named == n ? " and "
                              : ", ",
                 of->row[i].within.text, 100.0 * of->row[i].share);
    }
}

static double
yearly_share(const struct scenario_drivers *of)
{
    double sum = 0.0;
    for (size_t i = 0; i < of->n; i++)
        sum += of->row[i].kind == UNCERTAIN_SHOCKS ? of->row[i].share : 0.0;
    return sum;
}

static void
say(const struct scenario_drivers *of, struct text *out)
{
    size_t n = 0;
    for (size_t i = 0; i < of->n && n < DRIVERS_NAMED; i++)
        n += can_be_known(&of->row[i]);
    if (n == 0)
        text_add(out, "No single number explains the uncertainty of the deficit at %s.",
                 words_year_end(of->fy).text);
    else {
        text_add(out,
                 "%s number%s matter%s most for the deficit at %s, with %s share%s of its "
                 "uncertainty: ",
                 words_sentence_start(title_number(n).text).text, n == 1 ? "" : "s",
                 n == 1 ? "s" : "", words_year_end(of->fy).text, n == 1 ? "its" : "their",
                 n == 1 ? "" : "s");
        name_rows(of, n, out);
        text_add(out, ".");
    }
    if (yearly_share(of) >= 0.005)
        text_add(out, " Yearly ups and downs are another %.0f%%.", 100.0 * yearly_share(of));
}

/* ---- all of it */

static int
fill_rows(const struct making *self, size_t k, size_t *order, struct hr_err *err)
{
    struct drivers *drivers = self->drivers;
    struct scenario_drivers *of = &drivers->of[k];
    struct text text;
    char *sentence = NULL;
    const size_t n = drivers_rank(self, k, order);
    of->row = arena_zero(&drivers->arena, n + 1, sizeof *of->row);
    for (; of->row != NULL && of->n < n; of->n++)
        of->row[of->n] = driver_of(self, k, order[of->n]);
    add_up(of);
    text_init(&text);
    say(of, &text);
    const int ret = text_take(&text, &sentence, err);
    of->sentence = ret == 0 ? arena_text(&drivers->arena, sentence, strlen(sentence)) : "";
    free(sentence);
    return ret == 0 ? arena_check(&drivers->arena, err) : ret;
}

static void
list_scenarios(struct drivers *self, const struct results *results)
{
    const size_t last = results->n_year - 1, deficit = results_measure(results, "deficit");
    self->of = arena_zero(&self->arena, results->n_scenario, sizeof *self->of);
    for (size_t k = 0; self->of != NULL && k < results->n_scenario; k++)
        if (!results->model->in->scenario[k].derived)
            self->of[self->n++] = (struct scenario_drivers){
                .scenario = k,
                .fy = results->model->in->base_census + (int)last,
                .mean = results->summary[results_index(results, k, last, deficit)].mean,
                .sentence = "",
            };
}

static void
borrow_deficits(struct making *self)
{
    const struct results *results = self->results;
    for (size_t k = 0; k < self->drivers->n; k++)
        self->deficit[k] = results_column(results, self->drivers->of[k].scenario,
                                          results->n_year - 1, results_measure(results, "deficit"));
}

static void
return_deficits(const struct making *self)
{
    for (size_t k = 0; k < self->drivers->n; k++)
        results_done(self->results, self->deficit[k]);
}

static int
share_and_simulate(struct making *self, struct hr_err *err)
{
    borrow_deficits(self);
    int ret = drivers_share(self, err);
    if (ret == 0 && self->drivers->n_pinned > 1)
        ret = drivers_simulate(self, err);
    return_deficits(self);
    return ret == 0 ? results_check(self->results, err) : ret;
}

static int
make(struct making *self, struct hr_err *err)
{
    struct drivers *drivers = self->drivers;
    const size_t n = drivers->list.n;
    size_t *order = calloc(n + 1, sizeof *order);
    self->told = calloc(drivers->n * n + 1, sizeof *self->told);
    self->deficit = calloc(drivers->n + 1, sizeof *self->deficit);
    int ret = order == NULL || self->told == NULL || self->deficit == NULL
                  ? hr_fail(err, HR_ENOMEM, "no memory for the drivers of the deficit")
                  : share_and_simulate(self, err);
    for (size_t k = 0; ret == 0 && k < drivers->n; k++)
        ret = fill_rows(self, k, order, err);
    free(order);
    free(self->told);
    free(self->deficit);
    return ret;
}

int
drivers_make(struct drivers *self, const struct results *results,
             const struct drivers_options *options, struct hr_err *err)
{
    struct making making = { .drivers = self, .results = results, .options = options };
    const size_t n = results->n_replicate;
    *self = (struct drivers){ .n_future = n < MOST_FUTURES ? n : MOST_FUTURES,
                              .n_pinned = options->n_pinned < n ? options->n_pinned : n };
    arena_init(&self->arena);
    const int ret = uncertain_list_make(&self->list, results->model, err);
    if (ret != 0)
        return ret;
    list_scenarios(self, results);
    const int made = arena_check(&self->arena, err);
    return made != 0 || n < FEWEST_FUTURES ? made : make(&making, err);
}

void
drivers_release(struct drivers *self)
{
    uncertain_list_release(&self->list);
    arena_release(&self->arena);
    *self = (struct drivers){ 0 };
}

double
driver_share_round(double share)
{
    return round(share * 1e4) / 1e4;
}

const struct scenario_drivers *
drivers_of(const struct drivers *self, size_t scenario)
{
    for (size_t k = 0; k < self->n; k++)
        if (self->of[k].scenario == scenario && self->of[k].n > 0)
            return &self->of[k];
    return NULL;
}
