/* Small numbers out of tables, record and list of charts; which figures they are is
 * suppress_figures.c's. */
#include "suppress.h"

#include "suppress_figures.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char LEFT_OUT[] = "(left out)";

/* ---- what is left out */

static void
hide_counts_of_the_file(struct suppress *self)
{
    const struct inputs *in = self->results->model->in;
    double count[256];
    const size_t most = sizeof count / sizeof count[0];
    for (size_t i = 0; i < in->plans.n_by_need && i < most; i++)
        count[i] = in->plans.by_need[i].count;
    suppress_counts(self, count, self->by_need,
                    in->plans.n_by_need < most ? in->plans.n_by_need : most);
    for (size_t i = 0; i < in->plans.n_by_age && i < most; i++)
        count[i] = in->plans.by_age[i].count;
    suppress_counts(self, count, self->by_age,
                    in->plans.n_by_age < most ? in->plans.n_by_age : most);
    /* A table in three directions: one small cell takes them all, as its margins are told
     * elsewhere. */
    for (size_t i = 0; i < in->plans.n_cell; i++)
        self->cells = self->cells || suppress_is_small(self, in->plans.cell[i].count);
    self->total = suppress_hides(self, "plans", -1);
    self->new_plans = suppress_is_small(self, in->joiners.new_plans);
    self->position_plans = suppress_is_small(self, in->position_plans);
    self->undecided = suppress_is_small(self, in->pipeline.requests_undecided);
    self->in_assessment = suppress_is_small(self, in->pipeline.in_assessment);
}

int
suppress_init(struct suppress *self, const struct results *results, double threshold,
              struct hr_err *err)
{
    const struct plans_in *plans = &results->model->in->plans;
    *self = (struct suppress){ .results = results,
                               .threshold = threshold,
                               .n_year = results->n_year + 1 };
    self->figure = calloc(self->n_year * results->n_measure, sizeof *self->figure);
    self->by_need = calloc(plans->n_by_need + 1, sizeof *self->by_need);
    self->by_age = calloc(plans->n_by_age + 1, sizeof *self->by_age);
    if (self->figure == NULL || self->by_need == NULL || self->by_age == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu measures", results->n_measure);
    const int ret = suppress_figures(self, err);
    if (ret == 0)
        hide_counts_of_the_file(self);
    return ret;
}

void
suppress_release(struct suppress *self)
{
    free(self->figure);
    free(self->by_need);
    free(self->by_age);
    for (size_t i = 0; i < self->n_left_out; i++)
        free(self->left_out[i]);
    free(self->left_out);
    *self = (struct suppress){ 0 };
}

bool
suppress_hides_figure(const struct suppress *self, size_t measure, long t)
{
    return t >= -1 && t + 1 < (long)self->n_year &&
           self->figure[(size_t)(t + 1) * self->results->n_measure + measure].hidden;
}

bool
suppress_hides(const struct suppress *self, const char *measure, long t)
{
    for (size_t m = 0; m < self->results->n_measure; m++)
        if (strcmp(self->results->measure[m].id, measure) == 0)
            return suppress_hides_figure(self, m, t);
    return false;
}

bool
suppress_hides_of(const struct suppress *self, const char *prefix, size_t setting, long t)
{
    char measure[512];
    snprintf(measure, sizeof measure, "%s%s", prefix, self->results->model->setting[setting]->id);
    return suppress_hides(self, measure, t);
}

/* ---- tables */

static void
empty(struct suppress *self, struct table *table, size_t row, size_t column)
{
    double *number = &table->cell[row * table->n_field + column].number;
    self->n_cell += isnan(*number) ? 0 : 1;
    *number = (double)NAN;
}

void
suppress_last_row(struct suppress *self, struct table *table)
{
    for (size_t i = 0; table->n_row > 0 && i < table->n_field; i++)
        if (table->field[i].type == TABLE_NUMBER && table->field[i].content != TABLE_KEY)
            empty(self, table, table->n_row - 1, i);
}

void
suppress_columns(struct suppress *self, struct table *table)
{
    for (size_t column = 0; column < table->n_field; column++) {
        bool small = false;
        if (table->field[column].content != TABLE_COUNT)
            continue;
        for (size_t row = 0; row < table->n_row; row++)
            small = small || suppress_is_small(self, table_number(table, row, column));
        for (size_t row = 0; small && row < table->n_row; row++)
            empty(self, table, row, column);
    }
}

static bool
is_list_item(const char *name, const char *list, const char *id)
{
    char full[512];
    snprintf(full, sizeof full, "%s.%s.count", list, id);
    return strcmp(name, full) == 0;
}

/* Is this number of the scenario file left out? name is its place, as in assumptions.csv. */
static bool
hides_setting_of_file(const struct suppress *self, const char *name)
{
    const struct inputs *in = self->results->model->in;
    for (size_t i = 0; i < in->plans.n_by_setting; i++)
        if (is_list_item(name, "plans.by_setting", in->plans.by_setting[i].setting)) {
            char measure[512];
            snprintf(measure, sizeof measure, "plans.%s", in->plans.by_setting[i].setting);
            return suppress_hides(self, measure, -1);
        }
    for (size_t i = 0; i < in->plans.n_by_need; i++)
        if (is_list_item(name, "plans.by_need", in->plans.by_need[i].need))
            return self->by_need[i];
    for (size_t i = 0; i < in->plans.n_by_age; i++) {
        char age[16];
        snprintf(age, sizeof age, "%d", in->plans.by_age[i].from_age);
        if (is_list_item(name, "plans.by_age", age))
            return self->by_age[i];
    }
    return false;
}

/* An uncertain number of children, as an option may say how many a year it moves. */
static bool
hides_quantity(const struct suppress *self, const struct quantity *q)
{
    bool small = suppress_is_small(self, quantity_central(q));
    for (size_t i = 0; i < sizeof q->p / sizeof q->p[0]; i++)
        small = small || suppress_is_small(self, q->p[i]);
    return small && q->unit != NULL && strncmp(q->unit, "children", strlen("children")) == 0;
}

static bool
hides_number(const struct suppress *self, const char *name)
{
    const struct {
        const char *name;
        bool hidden;
    } single[] = {
        { "plans.total", self->total },
        { "joiners.new_plans", self->new_plans },
        { "base.position_plans", self->position_plans },
        { "pipeline.requests_undecided", self->undecided },
        { "pipeline.in_assessment", self->in_assessment },
    };
    for (size_t i = 0; i < sizeof single / sizeof single[0]; i++)
        if (strcmp(name, single[i].name) == 0)
            return single[i].hidden;
    if (strncmp(name, "plans.cells.", strlen("plans.cells.")) == 0)
        return self->cells;
    const struct inputs *in = self->results->model->in;
    for (size_t i = 0; i < in->n_quantity; i++)
        if (strcmp(in->quantity[i].name, name) == 0)
            return hides_quantity(self, &in->quantity[i]);
    return hides_setting_of_file(self, name);
}

/* Steps of a ladder, where what an option does is given as a number of children. */
static bool
hides_levels(const struct suppress *self, const char *name)
{
    const struct inputs *in = self->results->model->in;
    bool small = false;
    for (size_t i = 0; i < in->n_option; i++) {
        const struct option_in *option = &in->option[i];
        char path[512];
        snprintf(path, sizeof path, "options.%s.levels", option->id);
        if (option->children < 0 || strcmp(name, path) != 0)
            continue;
        for (size_t k = 0; k < option->n_level; k++)
            small = small || suppress_is_small(self, option->level[k]);
    }
    return small;
}

bool
suppress_hides_setting(const struct suppress *self, const char *path)
{
    return hides_number(self, path) || hides_levels(self, path);
}

/* ---- charts */

void
suppress_add(const struct suppress *self, const char *prefix, size_t setting, long t,
             struct suppress_sum *sum)
{
    if (!suppress_hides_of(self, prefix, setting, t))
        return;
    char measure[512];
    snprintf(measure, sizeof measure, "%s%s", prefix, self->results->model->setting[setting]->id);
    const size_t m = results_measure(self->results, measure);
    const double smallest = self->figure[(size_t)(t + 1) * self->results->n_measure + m].smallest;
    sum->any = true;
    sum->n += smallest > 0.0 ? 1 : 0;
    sum->sum += smallest;
}

bool
suppress_allows_sum(const struct suppress *self, const struct suppress_sum *sum)
{
    return !sum->any || suppress_is_enough(self, sum->n, sum->sum);
}

int
suppress_leave_out(struct suppress *self, const char *chart, struct hr_err *err)
{
    char **list = realloc(self->left_out, (self->n_left_out + 1) * sizeof *list);
    if (list != NULL)
        self->left_out = list;
    char *name = list == NULL ? NULL : strdup(chart);
    if (name == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the name of a chart");
    self->left_out[self->n_left_out++] = name;
    return 0;
}

/* ---- the record */

static void
blank(struct json_build *b, json_t *object, const char *key, bool hidden)
{
    if (hidden && object != NULL && json_object_set_new(object, key, json_null()) != 0)
        b->failed = true;
}

static void
record_quantities(const struct suppress *self, struct json_build *b, json_t *quantities)
{
    static const char *const told[] = { "parameters", "values", "central" };
    const struct inputs *in = self->results->model->in;
    for (size_t i = 0; i < in->n_quantity; i++)
        for (size_t k = 0; k < sizeof told / sizeof told[0]; k++)
            if (json_object_get(json_array_get(quantities, i), told[k]) != NULL)
                blank(b, json_array_get(quantities, i), told[k],
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
    json_build_texts(build, o, "charts", (const char *const *)self->left_out, self->n_left_out);
}

/* Which groups of keys hold counts of children that may be small; a value set on one of them may be
 * a list, so it goes as a whole. */
static bool
sets_a_count(const struct suppress *self, const char *path)
{
    bool small_plans = self->cells || self->total;
    const struct plans_in *in = &self->results->model->in->plans;
    for (size_t s = 0; s < self->results->model->n_setting; s++)
        small_plans = small_plans || suppress_hides_of(self, "plans.", s, -1);
    for (size_t i = 0; i < in->n_by_need; i++)
        small_plans = small_plans || self->by_need[i];
    for (size_t i = 0; i < in->n_by_age; i++)
        small_plans = small_plans || self->by_age[i];
    bool small_quantity = false;
    for (size_t i = 0; i < self->results->model->in->n_quantity; i++)
        small_quantity =
            small_quantity || hides_quantity(self, &self->results->model->in->quantity[i]);
    const struct {
        const char *root;
        bool hidden;
    } group[] = {
        { "plans", small_plans },
        { "options", small_quantity },
        { "base", self->position_plans },
        { "joiners", self->new_plans },
        { "pipeline", self->undecided || self->in_assessment },
    };
    for (size_t i = 0; i < sizeof group / sizeof group[0]; i++) {
        const size_t n = strlen(group[i].root);
        if (group[i].hidden && strncmp(path, group[i].root, n) == 0 &&
            (path[n] == '.' || path[n] == '=' || path[n] == ' '))
            return true;
    }
    return false;
}

/* "plans.by_setting.unit.count=3", alone or behind "--set=". */
static char *
without_value(const struct suppress *self, const char *text)
{
    static const char option[] = "--set=";
    const char *path = strncmp(text, option, strlen(option)) == 0 ? text + strlen(option) : text;
    const char *equals = strchr(path, '=');
    char *out = NULL;
    if (equals == NULL || !sets_a_count(self, path + strspn(path, " ")))
        return strdup(text);
    return asprintf(&out, "%.*s=%s", (int)(equals - text), text, LEFT_OUT) < 0 ? NULL : out;
}

int
suppress_set(const struct suppress *self, const char *const *text, size_t n, char ***out,
             struct hr_err *err)
{
    *out = calloc(n + 1, sizeof **out);
    bool failed = *out == NULL;
    for (size_t i = 0; !failed && i < n; i++) {
        (*out)[i] = without_value(self, text[i]);
        failed = (*out)[i] == NULL;
    }
    if (!failed)
        return 0;
    for (size_t i = 0; *out != NULL && i < n; i++)
        free((*out)[i]);
    free(*out);
    *out = NULL;
    return hr_fail(err, HR_ENOMEM, "no memory for %zu texts", n);
}

/* ---- SUPPRESSED.txt */

static void
print_rule(const struct suppress *self, FILE *out)
{
    fprintf(out,
            "Small numbers are left out of the files of this folder: counts of children under "
            "%.0f, but not 0.\n\n"
            "Left out are outturns and every statistic of a forecast alike. A simulated percentile "
            "is no count of real children, but those of\n"
            "the first years are close to one. A measure with one small number in a year is left "
            "out of that year whole, in every scenario.\n"
            "What would give it away by subtraction or division is left out too: of numbers that "
            "add up at least two; of a setting without\n"
            "plans shown also place-years, spending and unit price of that financial year and the "
            "next, and with them a second setting's;\n"
            "counts of the scenario file, here in run.json and assumptions.csv, and values of "
            "--set on them.\n\n"
            "An empty cell where a row has a scenario and a year is a number left out, or one that "
            "does not apply.\n\n",
            self->threshold);
}

int
suppress_text(const struct suppress *self, char **text, struct hr_err *err)
{
    size_t size = 0;
    *text = NULL;
    FILE *out = open_memstream(text, &size);
    if (out == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for SUPPRESSED.txt");
    print_rule(self, out);
    fprintf(out, "Cells left empty for this: %zu\n", self->n_cell);
    for (size_t i = 0; i < self->n_left_out; i++)
        fprintf(out, "Chart left out, as it would show or give away a small number: %s\n",
                self->left_out[i]);
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
          "large, medians that nearly add up.\n",
          out);
    const int failed = ferror(out);
    if (fclose(out) == 0 && !failed)
        return 0;
    free(*text);
    *text = NULL;
    return hr_fail(err, HR_ENOMEM, "no memory for SUPPRESSED.txt");
}
