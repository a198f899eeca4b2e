/* Each option alone, in its step, as the last one, and all together. comparison.h says what these
 * are. */
#include "comparison.h"

#include "model.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- elements ---- */

static const char *
label_or_id(const char *label, const char *id)
{
    return label != NULL && label[0] != '\0' ? label : id;
}

/* Those of a list that are in one of two choices and not in the other; named by `order` first, then
 * the rest in the model's order. */
struct listed {
    enum element_kind kind;
    size_t n;
    const size_t *base, *target;
    const char *const *order;
    size_t n_order;
};

static const char *
id_of(const struct model *model, enum element_kind kind, size_t i)
{
    switch (kind) {
    case ELEMENT_OPTION: return model->option_in[i]->id;
    case ELEMENT_RECEIPT: return model->receipt[i]->id;
    case ELEMENT_TRANSFER: return model->transfer[i]->id;
    }
    hr_bug("element kind %d", (int)kind);
}

static const char *
label_of(const struct model *model, enum element_kind kind, size_t i)
{
    switch (kind) {
    case ELEMENT_OPTION: return model->option_in[i]->label;
    case ELEMENT_RECEIPT: return model->receipt[i]->label;
    case ELEMENT_TRANSFER: return model->transfer[i]->label;
    }
    hr_bug("element kind %d", (int)kind);
}

static bool
is_listed(const struct comparison *self, enum element_kind kind, size_t index)
{
    for (size_t i = 0; i < self->n_element; i++)
        if (self->element[i].kind == kind && self->element[i].index == index)
            return true;
    return false;
}

static void
add_element(struct comparison *self, const struct model *model, const struct listed *list, size_t i)
{
    if (list->base[i] == list->target[i] || is_listed(self, list->kind, i))
        return;
    const char *id = id_of(model, list->kind, i);
    struct element *element = &self->element[self->n_element++];
    *element = (struct element){
        .kind = list->kind, .index = i, .id = id, .taken_away = list->base[i] != 0
    };
    (void)snprintf(element->label, sizeof element->label, "%s%s",
                   element->taken_away ? "Without: " : "",
                   label_or_id(label_of(model, list->kind, i), id));
}

static void
list_elements(struct comparison *self, const struct model *model, const struct listed *list)
{
    for (size_t k = 0; k < list->n_order; k++)
        for (size_t i = 0; i < list->n; i++)
            if (strcmp(id_of(model, list->kind, i), list->order[k]) == 0)
                add_element(self, model, list, i);
    for (size_t i = 0; i < list->n; i++)
        add_element(self, model, list, i);
}

static int
find_elements(struct comparison *self, const struct model *model, struct hr_err *err)
{
    const struct choice base = model_choice(model, 0), target = model_choice(model, self->scenario);
    const struct scenario_in *in = &model->in->scenario[self->scenario];
    const struct listed list[] = {
        { ELEMENT_OPTION, model->n_option, base.option, target.option, in->option, in->n_option },
        { ELEMENT_RECEIPT, model->n_receipt, base.receipt, target.receipt, in->receipt,
          in->n_receipt },
        { ELEMENT_TRANSFER, model->in->n_transfer, base.transfer, target.transfer, in->transfer,
          in->n_transfer },
    };
    self->element = calloc(model->n_option + model->n_receipt + model->in->n_transfer + 1,
                           sizeof *self->element);
    if (self->element == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the options of a scenario");
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++)
        list_elements(self, model, &list[i]);
    if (self->n_element > MOST_ELEMENTS)
        return hr_fail(
            err, HR_ESCENARIO,
            "scenario '%s' differs from '%s' in %zu options and receipts, want at most %d", in->id,
            model->in->scenario[0].id, self->n_element, (int)MOST_ELEMENTS);
    return 0;
}

/* ---- sets ---- */

int
masks_add(struct masks *self, uint64_t mask, size_t *index, struct hr_err *err)
{
    for (size_t i = 0; i < self->n; i++)
        if (self->mask[i] == mask) {
            *index = i;
            return 0;
        }
    if (self->n == self->room) {
        const size_t room = self->room == 0 ? 64 : 2 * self->room;
        uint64_t *mask_now = realloc(self->mask, room * sizeof *mask_now);
        if (mask_now == NULL)
            return hr_fail(err, HR_ENOMEM, "no memory for %zu sets of options", room);
        self->mask = mask_now;
        self->room = room;
    }
    self->mask[self->n] = mask;
    *index = self->n++;
    return 0;
}

void
masks_release(struct masks *self)
{
    free(self->mask);
    *self = (struct masks){ 0 };
}

int
masks_run(const struct masks *self, const struct comparison *comparison,
          const struct comparison_options *options, struct sets *out, struct hr_err *err)
{
    const struct model *model = out->model;
    const struct choice base = model_choice(model, 0);
    for (size_t set = 0; set < self->n; set++) {
        sets_choose(out, set, &base);
        for (size_t i = 0; i < comparison->n_element; i++) {
            const struct element *element = &comparison->element[i];
            size_t *list[] = { [ELEMENT_OPTION] = out->option + set * model->n_option,
                               [ELEMENT_RECEIPT] = out->receipt + set * model->n_receipt,
                               [ELEMENT_TRANSFER] = out->transfer + set * model->in->n_transfer };
            if ((self->mask[set] >> i & 1) != 0)
                list[element->kind][element->index] = element->taken_away ? 0 : 1;
        }
    }
    if (options->others != NULL)
        sets_take_others(out, options->others);
    if (options->run != NULL)
        sets_take(out, options->run);
    return sets_run(out, options->n_thread, options->stop, err);
}

/* ---- what they do ---- */

static uint64_t
first_of(size_t n)
{
    return n >= 64 ? ~UINT64_C(0) : (UINT64_C(1) << n) - 1;
}

struct wanted { /* where the sets of the comparison are among the masks */
    size_t none, all;
    size_t *alone, *chain, *without; /* owned; [element]; chain[i]: the first i + 1 */
    struct masks masks;
};

static void
wanted_release(struct wanted *self)
{
    free(self->alone);
    free(self->chain);
    free(self->without);
    masks_release(&self->masks);
}

static int
want(struct wanted *self, size_t n, struct hr_err *err)
{
    *self = (struct wanted){ 0 };
    self->alone = calloc(n + 1, sizeof *self->alone);
    self->chain = calloc(n + 1, sizeof *self->chain);
    self->without = calloc(n + 1, sizeof *self->without);
    if (self->alone == NULL || self->chain == NULL || self->without == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu options", n);
    int ret = masks_add(&self->masks, 0, &self->none, err);
    if (ret == 0)
        ret = masks_add(&self->masks, first_of(n), &self->all, err);
    for (size_t i = 0; ret == 0 && i < n; i++) {
        ret = masks_add(&self->masks, UINT64_C(1) << i, &self->alone[i], err);
        if (ret == 0)
            ret = masks_add(&self->masks, first_of(i + 1), &self->chain[i], err);
        if (ret == 0)
            ret =
                masks_add(&self->masks, first_of(n) & ~(UINT64_C(1) << i), &self->without[i], err);
    }
    return ret;
}

static double
planned_of(const struct model *model, const struct element *element)
{
    return element->kind == ELEMENT_OPTION
               ? model->option_in[element->index]->planned_gbp / GBP_PER_GBP_M
               : (double)NAN;
}

/* The plans of all options, when each has one and nothing but options is compared: what is paid is
 * no saving of theirs. */
static double
planned_of_all(const struct model *model, const struct comparison *self)
{
    double sum = 0.0;
    for (size_t i = 0; i < self->n_element; i++)
        sum += planned_of(model, &self->element[i]);
    return sum;
}

/* The sets of a comparison, in the futures in which they were run, and those that the run has, in
 * all its futures. */
struct compared {
    struct sets own, run;
    bool has_run;
    double *x, *scratch; /* owned; room for a number of every future */
};

static int
compared_init(struct compared *self, const struct model *model, size_t n_set,
              const struct comparison_options *options, struct hr_err *err)
{
    *self = (struct compared){ .has_run = options->run != NULL };
    if (self->has_run)
        self->run = sets_of_run(options->run);
    const size_t n =
        self->run.n_replicate > options->n_replicate ? self->run.n_replicate : options->n_replicate;
    self->x = calloc(n + 1, sizeof *self->x);
    self->scratch = calloc(n + 1, sizeof *self->scratch);
    if (self->x == NULL || self->scratch == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu simulations", n);
    const int ret = sets_init(&self->own, model, n_set, options->n_replicate, err);
    self->own.weight = options->weight;
    return ret;
}

static void
compared_release(struct compared *self)
{
    sets_release(&self->own);
    free(self->x);
    free(self->scratch);
}

/* Two sets, in as many futures as both have. */
static struct set_pair
pair_of(const struct compared *self, size_t base, size_t set)
{
    const size_t *known = self->own.known;
    if (self->has_run && known[base] != SIZE_MAX && known[set] != SIZE_MAX)
        return (struct set_pair){ &self->run, known[base], known[set], (double)NAN };
    return (struct set_pair){ &self->own, base, set, (double)NAN };
}

static const double *
at_end(const struct sets *sets, size_t set, enum set_measure measure)
{
    return sets_column(sets, set, sets->n_year - 1, measure);
}

/* What a set saves in each future at the end, against another; added to x, so many times. */
static void
add_saving_at_end(const struct set_pair *pair, double times, double *x)
{
    const double *with = at_end(pair->sets, pair->set, SET_UNFUNDED),
                 *without = at_end(pair->sets, pair->base, SET_UNFUNDED);
    for (size_t k = 0; k < pair->sets->n_replicate; k++)
        x[k] += times * saving_of(with[k] - without[k]);
    sets_done(pair->sets, with);
    sets_done(pair->sets, without);
}

static struct spread
difference(const struct compared *self, size_t base, size_t set)
{
    const struct set_pair pair = pair_of(self, base, set);
    memset(self->x, 0, pair.sets->n_replicate * sizeof *self->x);
    add_saving_at_end(&pair, 1.0, self->x);
    return futures_spread(pair.sets, self->x, self->scratch);
}

static void
attribute_whole(struct comparison *self, const struct compared *sets, const struct wanted *w)
{
    const struct set_pair pair = pair_of(sets, w->none, w->all);
    const size_t n = pair.sets->n_replicate;
    const double *none = at_end(pair.sets, pair.base, SET_DEFICIT),
                 *all = at_end(pair.sets, pair.set, SET_DEFICIT);
    self->before = futures_spread(pair.sets, none, sets->scratch);
    self->after = futures_spread(pair.sets, all, sets->scratch);
    for (size_t k = 0; k < n; k++)
        sets->x[k] = saving_of(all[k] - none[k]);
    self->lower = futures_spread(pair.sets, sets->x, sets->scratch);
    sets_done(pair.sets, none);
    sets_done(pair.sets, all);
}

/* Its mean is what the means of the others leave. */
static void
attribute_interaction(struct comparison *self, const struct compared *sets, const struct wanted *w)
{
    const size_t last = self->n_year - 1;
    double left = self->all.year[last].saving.mean;
    memset(sets->x, 0, sets->own.n_replicate * sizeof *sets->x);
    add_saving_at_end(&(struct set_pair){ &sets->own, w->none, w->all, 0.0 }, 1.0, sets->x);
    for (size_t i = 0; i < self->n_element; i++)
        add_saving_at_end(&(struct set_pair){ &sets->own, w->none, w->alone[i], 0.0 }, -1.0,
                          sets->x);
    for (size_t i = 0; i < self->n_element; i++)
        left -= self->of[i].alone.year[last].saving.mean;
    self->interaction = futures_spread(&sets->own, sets->x, sets->scratch);
    self->interaction.mean = 0.0 - saving_of(left);
}

static int
attribute_elements(struct comparison *self, const struct model *model, const struct compared *sets,
                   const struct wanted *w, struct hr_err *err)
{
    int ret = 0;
    for (size_t i = 0; ret == 0 && i < self->n_element; i++) {
        struct set_pair pair = pair_of(sets, w->none, w->alone[i]);
        pair.planned_gbp_m = planned_of(model, &self->element[i]);
        self->of[i].step = difference(sets, i == 0 ? w->none : w->chain[i - 1], w->chain[i]);
        self->of[i].last = difference(sets, w->without[i], w->all);
        ret = effect_of(&pair, &self->of[i].alone, err);
    }
    if (ret == 0)
        attribute_interaction(self, sets, w);
    return ret;
}

/* A lone element is all of it. */
static int
attribute_lone(struct comparison *self, struct hr_err *err)
{
    struct attribution *of = &self->of[0];
    of->step = of->last = of->shapley = self->all.year[self->n_year - 1].saving;
    return effect_copy(&self->all, self->n_year, &of->alone, err);
}

static int
attribute(struct comparison *self, const struct model *model, const struct compared *sets,
          const struct wanted *w, struct hr_err *err)
{
    struct set_pair pair = pair_of(sets, w->none, w->all);
    pair.planned_gbp_m = planned_of_all(model, self);
    attribute_whole(self, sets, w);
    const int ret = effect_of(&pair, &self->all, err);
    if (ret != 0)
        return ret;
    return self->n_element == 1 ? attribute_lone(self, err)
                                : attribute_elements(self, model, sets, w, err);
}

/* Where one element is all that differs, both of its sets are scenarios of the run. */
static int
run_sets(const struct comparison *self, const struct wanted *wanted,
         const struct comparison_options *options, struct sets *own, struct hr_err *err)
{
    if (self->n_element > 1 || options->run == NULL)
        return masks_run(&wanted->masks, self, options, own, err);
    own->known[wanted->none] = 0;
    own->known[wanted->all] = self->scenario;
    return 0;
}

int
compare_scenario(const struct model *model, size_t scenario,
                 const struct comparison_options *options, struct comparison *self,
                 struct hr_err *err)
{
    struct wanted wanted = { 0 };
    struct compared sets = { 0 };
    *self = (struct comparison){ .scenario = scenario,
                                 .n_year = model->n_year,
                                 .n_replicate = options->n_replicate };
    int ret = find_elements(self, model, err);
    if (ret != 0 || self->n_element == 0)
        return ret;
    self->of = calloc(self->n_element, sizeof *self->of);
    if (self->of == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu options", self->n_element);
    ret = want(&wanted, self->n_element, err);
    if (ret == 0)
        ret = compared_init(&sets, model, wanted.masks.n, options, err);
    if (ret == 0)
        ret = run_sets(self, &wanted, options, &sets.own, err);
    if (ret == 0)
        ret = attribute(self, model, &sets, &wanted, err);
    if (ret == 0) {
        struct comparison_options shapley = *options;
        shapley.others = &sets.own;
        ret = compare_shapley(model, self, &shapley, err);
    }
    wanted_release(&wanted);
    compared_release(&sets);
    return ret;
}

void
comparison_release(struct comparison *self)
{
    for (size_t i = 0; self->of != NULL && i < self->n_element; i++)
        effect_release(&self->of[i].alone);
    effect_release(&self->all);
    free(self->element);
    free(self->of);
    *self = (struct comparison){ 0 };
}
