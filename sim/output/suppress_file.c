/* Numbers of the scenario file that are left out, and what is said of it: in run.json, in what was
 * typed on the command line, and in SUPPRESSED.txt. */
#include "memory_stream.h"
#include "suppress.h"

#include "measures.h"
#include "published_compared.h"
#include "value.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char LEFT_OUT[] = "(left out)";

/* ---- numbers of the file */

static bool
hides_quantity(const struct suppress *self, const struct quantity *q)
{
    bool small = suppress_is_small(self, quantity_central(q));
    for (size_t i = 0; i < sizeof q->p / sizeof q->p[0]; i++)
        small = small || suppress_is_small(self, q->p[i]);
    return small && q->unit != NULL && strncmp(q->unit, "children", strlen("children")) == 0;
}

void
suppress_list_add(struct suppress *self, struct suppress_list *list, const char *text)
{
    const char **item = realloc(list->item, (list->n + 1) * sizeof *item);
    self->arena.failed = self->arena.failed || item == NULL;
    if (item == NULL)
        return;
    list->item = item;
    list->item[list->n++] = text;
}

static void
hide_margins(struct suppress *self, const struct plans_in *plans)
{
    struct arena *arena = &self->arena;
    const size_t most = plans->n_by_need > plans->n_by_age ? plans->n_by_need : plans->n_by_age;
    double *count = arena_zero(arena, most + 1, sizeof *count);
    bool *hidden = arena_zero(arena, most + 1, sizeof *hidden);
    if (count == NULL || hidden == NULL)
        return;
    for (size_t i = 0; i < plans->n_by_need; i++)
        count[i] = plans->by_need[i].count;
    suppress_counts(self, count, hidden, plans->n_by_need);
    for (size_t i = 0; i < plans->n_by_need; i++)
        if (hidden[i])
            suppress_list_add(
                self, &self->number,
                arena_format(arena, "plans.by_need.%s.count", plans->by_need[i].need));
    for (size_t i = 0; i < plans->n_by_age; i++)
        count[i] = plans->by_age[i].count;
    suppress_counts(self, count, hidden, plans->n_by_age);
    for (size_t i = 0; i < plans->n_by_age; i++)
        if (hidden[i])
            suppress_list_add(
                self, &self->number,
                arena_format(arena, "plans.by_age.%d.count", plans->by_age[i].from_age));
}

/* One small cell of a table in three directions takes them all, as its margins are elsewhere. */
bool
suppress_hides_past(const struct suppress *self, const struct past_plans_in *past)
{
    bool small = suppress_is_small(self, past_plans_total(past));
    for (size_t i = 0; i < past->n_by_setting; i++)
        small = small || suppress_is_small(self, past->by_setting[i].count);
    return small;
}

static void
hide_past(struct suppress *self, const struct past_plans_in *past)
{
    if (suppress_hides_past(self, past))
        suppress_list_add(self, &self->number,
                          arena_format(&self->arena, "plans.history.%d.", past->census));
}

static void
hide_plans(struct suppress *self)
{
    const struct model *model = self->results->model;
    const struct plans_in *plans = &model->in->plans;
    bool small = false;
    for (size_t s = 0; s < model->n_setting; s++)
        if (suppress_hides_of(self, "plans.", s, -1))
            suppress_list_add(
                self, &self->number,
                arena_format(&self->arena, "plans.by_setting.%s.count", model->setting[s]->id));
    hide_margins(self, plans);
    for (size_t i = 0; i < plans->n_cell; i++)
        small = small || suppress_is_small(self, plans->cell[i].count);
    if (small)
        suppress_list_add(self, &self->number, "plans.cells.");
    for (size_t i = 0; i < plans->n_history; i++)
        hide_past(self, &plans->history[i]);
    if (suppress_hides(self, "plans", -1))
        suppress_list_add(self, &self->number, "plans.total");
}

/* Steps of a ladder, where what an option does is given as a number of children. */
static void
hide_levels(struct suppress *self, const struct option_in *option)
{
    bool small = false;
    for (size_t i = 0; option->children != 0 && i < option->n_level; i++)
        small = small || suppress_is_small(self, option->level[i]);
    if (small)
        suppress_list_add(self, &self->number,
                          arena_format(&self->arena, "options.%s.levels", option->id));
}

/* ---- shares of plans */

static double
base_total(const struct model *model)
{
    double total = 0.0;
    for (size_t s = 0; s < model->n_setting; s++)
        total += model->base_plans[s];
    return total;
}

bool
suppress_hides_share(const struct suppress *self, enum category category, double share)
{
    const struct model *model = self->results->model;
    for (size_t s = 0; s < model->n_setting; s++)
        if (model->setting[s]->category == category && suppress_hides_of(self, "plans.", s, -1))
            return true;
    return suppress_is_small(self, share * base_total(model));
}

/* The mix of this area as the comparators' source has it, in shares or in counts. */
static void
hide_own_mix(struct suppress *self, const struct comparator_in *own)
{
    double sum = 0.0;
    bool hides = false;
    char address[512];
    for (size_t i = 0; i < N_CATEGORY; i++)
        sum += own->by_category[i];
    for (size_t i = 0; i < N_CATEGORY; i++) {
        const double weight = own->by_category[i];
        hides = hides ||
                (weight > 0.0 && suppress_hides_share(self, (enum category)i, weight / sum)) ||
                (weight >= 1.0 && suppress_is_small(self, weight));
    }
    value_address(&comparator_fields, own, address, sizeof address);
    if (hides)
        suppress_list_add(self, &self->number,
                          arena_format(&self->arena, "comparators.%s.mix.", address));
}

/* ---- figures that others published */

static bool
is_small_figure(const struct suppress *self, const struct published_in *figure)
{
    const char *item;
    const struct measure_row *row = measure_row_of(figure->measure, &item);
    const size_t m = published_measure(self->results, figure);
    const long t = (long)published_fy(figure) - self->results->model->in->base_census;
    return (row != NULL && row->counts != COUNTS_NOTHING &&
            suppress_is_small(self, figure->value)) ||
           (m != SIZE_MAX && suppress_hides_figure(self, m, t));
}

/* Is it a term of this sum, of a setting where the sum has settings of its own? */
static bool
is_term(const struct suppress *self, size_t i, enum measure_sum sum, size_t setting)
{
    const struct results *results = self->results;
    const size_t m = published_measure(results, &results->model->in->published[i]);
    return m != SIZE_MAX && measure_sign(&results->measure[m], sum, setting) != 0.0;
}

/* Are children of that January left out of the file's own lists, by setting or by age? */
static bool
is_left_out_of_plans(const struct suppress *self, size_t i)
{
    static const char by_age[] = "plans.by_age.";
    const struct plans_in *plans = &self->results->model->in->plans;
    const int census = published_fy(&self->results->model->in->published[i]) + 1;
    for (size_t k = 0; k < plans->n_history; k++)
        if (plans->history[k].census == census && suppress_hides_past(self, &plans->history[k]) &&
            is_term(self, i, SUM_PLANS_BY_SETTING, SIZE_MAX))
            return true;
    for (size_t k = 0; k < self->number.n; k++)
        if (census == self->results->model->in->base_census &&
            strncmp(self->number.item[k], by_age, strlen(by_age)) == 0 &&
            is_term(self, i, SUM_PLANS_BY_AGE, SIZE_MAX))
            return true;
    return false;
}

/* Wholes are known from anywhere, so where one term is left out all published ones of that sum and
 * year are, whoever says them. */
static bool
hide_terms(struct suppress *self, size_t of, enum measure_sum sum, size_t setting)
{
    const struct inputs *in = self->results->model->in;
    bool changed = false;
    if (!is_term(self, of, sum, setting))
        return false;
    for (size_t i = 0; i < in->n_published; i++)
        if (!self->published[i] &&
            published_fy(&in->published[i]) == published_fy(&in->published[of]) &&
            is_term(self, i, sum, setting))
            changed = self->published[i] = true;
    return changed;
}

static bool
hide_with(struct suppress *self, size_t of)
{
    bool changed = false;
    for (int sum = SUM_NONE + 1; sum < N_MEASURE_SUM; sum++) {
        const bool each = measure_sum_has_settings((enum measure_sum)sum);
        for (size_t s = 0; s < (each ? self->results->model->n_setting : 1); s++)
            changed = hide_terms(self, of, (enum measure_sum)sum, each ? s : SIZE_MAX) || changed;
    }
    return changed;
}

static void
find_published(struct suppress *self)
{
    const struct inputs *in = self->results->model->in;
    for (size_t i = 0; i < in->n_published; i++)
        self->published[i] =
            is_small_figure(self, &in->published[i]) || is_left_out_of_plans(self, i);
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < in->n_published; i++)
            changed = (self->published[i] && hide_with(self, i)) || changed;
    }
}

static void
hide_published(struct suppress *self)
{
    const struct inputs *in = self->results->model->in;
    self->published = arena_zero(&self->arena, in->n_published + 1, sizeof *self->published);
    if (self->published == NULL)
        return;
    find_published(self);
    for (size_t i = 0; i < in->n_published; i++) {
        char address[512];
        value_address(&published_fields, &in->published[i], address, sizeof address);
        if (self->published[i])
            suppress_list_add(self, &self->number,
                              arena_format(&self->arena, "published.%s.value", address));
    }
}

bool
suppress_hides_published(const struct suppress *self, size_t i)
{
    return self->published[i];
}

bool
suppress_hides_inputs(const struct suppress *self)
{
    return self->number.n > 0;
}

int
suppress_file(struct suppress *self, struct hr_err *err)
{
    const struct inputs *in = self->results->model->in;
    const struct {
        const char *path;
        double count;
    } single[] = {
        { "joiners.new_plans", in->joiners.new_plans },
        { "base.position_plans", in->position_plans },
        { "pipeline.requests_undecided", in->pipeline.requests_undecided },
        { "pipeline.in_assessment", in->pipeline.in_assessment },
    };
    hide_plans(self);
    for (size_t i = 0; i < sizeof single / sizeof single[0]; i++)
        if (suppress_is_small(self, single[i].count))
            suppress_list_add(self, &self->number, single[i].path);
    for (size_t i = 1; i <= in->n_quantity; i++)
        if (hides_quantity(self, &in->quantity[i]))
            suppress_list_add(self, &self->number, in->quantity[i].name);
    for (size_t i = 0; i < in->n_option; i++)
        hide_levels(self, &in->option[i]);
    for (size_t i = 0; i < in->n_comparator; i++)
        if (in->comparator[i].kind == COMPARATOR_OWN)
            hide_own_mix(self, &in->comparator[i]);
    hide_published(self);
    return self->arena.failed ? hr_fail(err, HR_ENOMEM, "no memory for what is left out") : 0;
}

bool
suppress_hides_setting(const struct suppress *self, const char *path)
{
    for (size_t i = 0; i < self->number.n; i++) {
        const char *number = self->number.item[i];
        const size_t n = strlen(number);
        if (number[n - 1] == '.' ? strncmp(path, number, n) == 0 : strcmp(path, number) == 0)
            return true;
    }
    return false;
}

/* ---- run.json */

static void
blank(struct json_build *b, json_t *object, const char *key, bool hidden)
{
    if (hidden && object != NULL && json_object_set_new(object, key, json_null()) != 0)
        b->failed = true;
}

static void
record_quantities(const struct suppress *self, struct json_build *b, json_t *quantities)
{
    static const char *const shown[] = { "parameters", "values", "central" };
    const struct inputs *in = self->results->model->in;
    for (size_t i = 1; i <= in->n_quantity; i++)
        for (size_t k = 0; k < sizeof shown / sizeof shown[0]; k++)
            if (json_object_get(json_array_get(quantities, i - 1), shown[k]) != NULL)
                blank(b, json_array_get(quantities, i - 1), shown[k],
                      hides_quantity(self, &in->quantity[i]));
}

void
suppress_record(const struct suppress *self, struct json_build *build, json_t *root)
{
    record_quantities(self, build,
                      json_object_get(json_object_get(root, "settings"), "quantities"));
    json_t *o = json_build_object(build, root, "suppressed");
    json_build_whole(build, o, "threshold", self->threshold);
    json_build_whole(build, o, "cells", (double)self->n_cell);
    json_build_texts(build, o, "charts", self->chart.item, self->chart.n);
}

/* ---- the command line */

/* A value set on a group of keys may be a list, so it goes as a whole where one number of the group
 * does. */
static bool
sets_a_number(const struct suppress *self, const char *path)
{
    const size_t n = strcspn(path, ".= ");
    for (size_t i = 0; i < self->number.n; i++)
        if (strcspn(self->number.item[i], ".") == n && strncmp(path, self->number.item[i], n) == 0)
            return true;
    return false;
}

/* "plans.by_setting.unit.count=3", alone or behind "--set=". */
static const char *
without_value(struct suppress *self, const char *text)
{
    static const char option[] = "--set=";
    const char *path = strncmp(text, option, strlen(option)) == 0 ? text + strlen(option) : text;
    const char *equals = strchr(path, '=');
    if (equals == NULL || !sets_a_number(self, path + strspn(path, " ")))
        return text;
    return arena_format(&self->arena, "%.*s=%s", (int)(equals - text), text, LEFT_OUT);
}

int
suppress_set(struct suppress *self, const char *const *text, size_t n, const char *const **out,
             struct hr_err *err)
{
    const char **item = arena_zero(&self->arena, n + 1, sizeof *item);
    for (size_t i = 0; item != NULL && i < n; i++)
        item[i] = without_value(self, text[i]);
    *out = item;
    return self->arena.failed ? hr_fail(err, HR_ENOMEM, "no memory for %zu texts", n) : 0;
}

/* Does a sentence name a number of a group of keys that one is left out of? */
static bool
names_a_number(const struct suppress *self, const char *text)
{
    for (size_t i = 0; i < self->number.n; i++) {
        const size_t n = strcspn(self->number.item[i], ".") + 1;
        for (const char *at = strchr(text, '\''); at != NULL; at = strchr(at + 1, '\''))
            if (strncmp(at + 1, self->number.item[i], n) == 0)
                return true;
    }
    return false;
}

int
suppress_notes(struct suppress *self, const char *const *text, size_t n, const char *const **out,
               struct hr_err *err)
{
    const char **item = arena_zero(&self->arena, n + 1, sizeof *item);
    for (size_t i = 0; item != NULL && i < n; i++)
        item[i] =
            names_a_number(self, text[i])
                ? "A question of check is left out: it names a number of keys of which one is "
                  "left out"
                : text[i];
    *out = item;
    return self->arena.failed ? hr_fail(err, HR_ENOMEM, "no memory for %zu notes", n) : 0;
}

/* ---- SUPPRESSED.txt */

static void
print_rule(const struct suppress *self, FILE *out)
{
    fprintf(out,
            "Small numbers of children who exist are left out of the files of this folder: counts "
            "of children under %.0f, but not 0,\n"
            "of the January census that the forecast starts from and of the scenario file. A "
            "simulated number of a later year is no count\n"
            "of real children and is shown.\n\n"
            "A figure with a small number in a year is left out of that year whole, in every "
            "scenario. A figure from which it could be worked\n"
            "out by subtraction or division is left out too: of numbers that add up at least two; "
            "of a setting whose plans are left out also\n"
            "place-years, spending and unit price of the financial year that follows, and with "
            "them a second setting's; counts of the scenario\n"
            "file, here in run.json and assumptions.csv, and values of --set on them.\n\n"
            "An empty cell where a row has a scenario and a year is a number left out, or one that "
            "does not apply.\n\n",
            self->threshold);
}

void
suppress_add_tables(const struct suppress *self, struct text *out)
{
    size_t n = 0;
    for (size_t i = 0; i < self->n_table; i++)
        if (self->table[i].n_cell > 0)
            text_add(out, "%s%s.csv %zu", n++ == 0 ? "" : ", ", self->table[i].name,
                     self->table[i].n_cell);
}

static void
print_cells(const struct suppress *self, FILE *out)
{
    fprintf(out, "Cells left empty for this: %zu\n", self->n_cell);
    for (size_t i = 0; i < self->n_table; i++)
        if (self->table[i].n_cell > 0)
            fprintf(out, "    %-22s %6zu\n", self->table[i].name, self->table[i].n_cell);
    fprintf(out, "Numbers of the scenario file left out: %zu\n", self->number.n);
}

int
suppress_text(const struct suppress *self, char **text, struct hr_err *err)
{
    size_t size = 0;
    *text = NULL;
    FILE *out = memory_stream(text, &size);
    if (out == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for SUPPRESSED.txt");
    print_rule(self, out);
    fputs("The files that the run read (inputs/) are left out, as counts of children stand in "
          "them: the run cannot be done again from this folder.\n",
          out);
    if (suppress_hides_inputs(self))
        fputs("Their SHA-256 are left out too: with one at hand, each count that a file may have "
              "had could be tried out.\n",
              out);
    fputs("\n", out);
    print_cells(self, out);
    for (size_t i = 0; i < self->chart.n; i++)
        fprintf(out,
                "Chart left out, as it would show a small number or let it be worked out: %s\n",
                self->chart.item[i]);
    if (self->results->model->in->grant.formula.where != NULL)
        fputs("\nThe grant follows the pupils of special schools here: who knows all its other "
              "parts can work back to their number.\n",
              out);
    if (self->n_open > 0)
        fprintf(out,
                "\nBEWARE: in %zu year%s only one setting whose plans are left out costs anything, "
                "and there is no second to leave out with it:\n"
                "what it costs can be had from high needs spending less all the rest, and its "
                "number of children from that and its price.\n",
                self->n_open, self->n_open == 1 ? "" : "s");
    fputs("\nNot covered: texts of the scenario file (titles, notes, sources), the population at "
          "large, medians that nearly add up. Simulated\nfigures follow from the counts left out: "
          "whoever has this program and every other number of the scenario can run it with each\n"
          "count that there may have been, and compare.\n",
          out);
    const int failed = ferror(out);
    if (fclose(out) == 0 && !failed)
        return 0;
    free(*text);
    *text = NULL;
    return hr_fail(err, HR_ENOMEM, "no memory for SUPPRESSED.txt");
}
