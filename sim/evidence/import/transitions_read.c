/* The rows of the four files of a transition history. */
#include "transitions_store.h"

#include "nearest.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_YEAR = 1990, LAST_YEAR = 2100, WIDEST_NCY = 40 };
static const char NOBODY[] = "NONSEND";

/* ---- columns and cells ---- */

/* Finds n columns; false, with a fault for each that is not there. */
static bool
find_columns(struct csv_in *csv, const char *const *name, size_t n, size_t *column)
{
    bool all = true;
    for (size_t i = 0; i < n; i++) {
        struct nearest nearest = { .name = name[i] };
        column[i] = csv_in_column(csv, name[i]);
        if (column[i] != SIZE_MAX)
            continue;
        for (size_t k = 0; k < csv->n_column; k++)
            nearest_offer(&nearest, csv->column[k]);
        if (nearest.best != NULL)
            csv_in_fault(csv, SIZE_MAX, SIZE_MAX,
                         "there is no column '%s': rename '%s', if it is that", name[i],
                         nearest.best);
        else
            csv_in_fault(csv, SIZE_MAX, SIZE_MAX, "there is no column '%s'", name[i]);
        all = false;
    }
    return all;
}

static bool
whole_cell(struct csv_in *csv, size_t row, size_t column, int lo, int hi, int *value)
{
    enum csv_absent why;
    const char *text = csv_in_text(csv, row, column);
    const double number = csv_in_number(text, &why);
    if (why == CSV_PRESENT && number == floor(number) && number >= lo && number <= hi) {
        *value = (int)number;
        return true;
    }
    if (why == CSV_BLANK)
        csv_in_fault(csv, row, column, "is empty, want a whole number from %d to %d", lo, hi);
    else
        csv_in_fault(csv, row, column, "is '%s', want a whole number from %d to %d", text, lo, hi);
    return false;
}

/* ---- transitions.csv ---- */

enum { YEAR, SETTING_1, NEED_1, AY_1, SETTING_2, NEED_2, AY_2, N_COLUMN };
static const char *const column_name[N_COLUMN] = { "calendar-year",   "setting-1", "need-1",
                                                   "academic-year-1", "setting-2", "need-2",
                                                   "academic-year-2" };

/* One side of a row: where the child was, or OUTSIDE. */
static bool
take_side(struct transitions *self, struct csv_in *csv, size_t row, size_t setting, size_t need,
          int *setting_index, int *need_index, bool *no_memory)
{
    const char *s = csv_in_text(csv, row, setting), *n = csv_in_text(csv, row, need);
    const bool s_outside = strcmp(s, NOBODY) == 0, n_outside = strcmp(n, NOBODY) == 0;
    *setting_index = *need_index = OUTSIDE;
    if (s[0] == '\0' || n[0] == '\0') {
        csv_in_fault(csv, row, s[0] == '\0' ? setting : need,
                     "is empty, want a code, or NONSEND in both columns for no plan");
        return false;
    }
    if (s_outside != n_outside) {
        csv_in_fault(
            csv, row, s_outside ? need : setting,
            "is '%s' beside NONSEND: no plan is NONSEND in both columns, a plan in neither",
            s_outside ? n : s);
        return false;
    }
    if (s_outside)
        return true;
    const size_t is = codes_add(&self->setting, &self->n_setting, s),
                 in = codes_add(&self->need, &self->n_need, n);
    *no_memory = *no_memory || is == SIZE_MAX || in == SIZE_MAX;
    *setting_index = (int)is;
    *need_index = (int)in;
    return is != SIZE_MAX && in != SIZE_MAX;
}

static bool
take_row(struct transitions *self, struct csv_in *csv, size_t row, const size_t *c,
         struct transition *t, bool *no_memory)
{
    int ay_1 = 0;
    *t = (struct transition){ .count = 1.0 };
    bool ok = whole_cell(csv, row, c[YEAR], FIRST_YEAR, LAST_YEAR, &t->year);
    ok = take_side(self, csv, row, c[SETTING_1], c[NEED_1], &t->setting_1, &t->need_1, no_memory) &&
         ok;
    ok = take_side(self, csv, row, c[SETTING_2], c[NEED_2], &t->setting_2, &t->need_2, no_memory) &&
         ok;
    const bool first = whole_cell(csv, row, c[AY_1], NCY_MIN - 1, WIDEST_NCY, &ay_1);
    const bool second = whole_cell(csv, row, c[AY_2], NCY_MIN, WIDEST_NCY + 1, &t->ncy);
    if (!ok || !first || !second)
        return false;
    if (t->ncy != ay_1 + 1) {
        csv_in_fault(csv, row, c[AY_2],
                     "is %d after %d, want %d: an academic year goes up by one in a calendar year",
                     t->ncy, ay_1, ay_1 + 1);
        return false;
    }
    if (t->setting_1 == OUTSIDE && t->setting_2 == OUTSIDE) {
        csv_in_fault(csv, row, c[SETTING_2],
                     "is NONSEND on both sides: the row is about nobody, take it out");
        return false;
    }
    return true;
}

int
take_transitions(struct transitions *self, struct csv_in *csv, struct hr_err *err)
{
    size_t column[N_COLUMN];
    bool no_memory = false;
    double too_old = 0.0;
    if (!find_columns(csv, column_name, N_COLUMN, column))
        return 0;
    self->item = calloc(csv->n_row + 1, sizeof *self->item);
    if (self->item == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu transitions", csv->n_row);
    for (size_t row = 0; row < csv->n_row; row++) {
        struct transition *t = &self->item[self->n_item];
        if (!take_row(self, csv, row, column, t, &no_memory))
            continue;
        if (t->ncy > NCY_MAX && t->setting_2 != OUTSIDE) {
            too_old += 1.0;
            continue;
        }
        self->first_year =
            self->n_item == 0 || t->year < self->first_year ? t->year : self->first_year;
        self->last_year =
            self->n_item == 0 || t->year > self->last_year ? t->year : self->last_year;
        self->n_item += t->ncy <= NCY_MAX;
    }
    if (no_memory)
        return hr_fail(err, HR_ENOMEM, "no memory for codes");
    if (self->n_item == 0 && csv->n_fault == 0)
        csv_in_fault(
            csv, SIZE_MAX, SIZE_MAX,
            "there are no transitions under the header: want a row for each child and year");
    if (too_old > 0.0)
        return transitions_remark(self, err,
                                  "%.0f children hold a plan after academic year %d, when plans "
                                  "end: their rows are left out",
                                  too_old, NCY_MAX);
    return 0;
}

/* ---- population.csv ---- */

struct people {
    int year, ncy;
    double count;
};

static bool
take_people(struct csv_in *csv, size_t row, const size_t *c, struct people *out)
{
    enum csv_absent why;
    const char *text = csv_in_text(csv, row, c[2]);
    out->count = csv_in_number(text, &why);
    const bool ok = whole_cell(csv, row, c[0], FIRST_YEAR, LAST_YEAR, &out->year);
    if (!whole_cell(csv, row, c[1], -WIDEST_NCY, WIDEST_NCY, &out->ncy))
        return false;
    if (why == CSV_PRESENT && out->count >= 0.0 && out->count < 1e7)
        return ok;
    csv_in_fault(csv, row, c[2], "is '%s', want a number of people, 0 or more", text);
    return false;
}

int
take_population(struct transitions *self, struct csv_in *csv, struct hr_err *err)
{
    static const char *const name[] = { "calendar-year", "academic-year", "population" };
    size_t column[3], n = 0;
    if (!find_columns(csv, name, 3, column))
        return 0;
    struct people *people = calloc(csv->n_row + 1, sizeof *people);
    if (people == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the population");
    for (size_t row = 0; row < csv->n_row; row++) {
        struct people *p = &people[n];
        if (!take_people(csv, row, column, p) || p->ncy < NCY_MIN || p->ncy > NCY_MAX)
            continue;
        self->first_population =
            n == 0 || p->year < self->first_population ? p->year : self->first_population;
        self->last_population =
            n == 0 || p->year > self->last_population ? p->year : self->last_population;
        n++;
    }
    if (n == 0 && csv->n_fault == 0)
        csv_in_fault(csv, SIZE_MAX, SIZE_MAX, "there is no population of academic years %d to %d",
                     NCY_MIN, NCY_MAX);
    const size_t n_cell =
        n == 0 ? 0 : (size_t)(self->last_population - self->first_population + 1) * N_NCY;
    self->population = malloc((n_cell + 1) * sizeof *self->population);
    for (size_t i = 0; self->population != NULL && i < n_cell; i++)
        self->population[i] = (double)NAN;
    for (size_t i = 0; self->population != NULL && i < n; i++) {
        double *cell = &self->population[(size_t)(people[i].year - self->first_population) * N_NCY +
                                         (size_t)(people[i].ncy - NCY_MIN)];
        if (!isnan(*cell) && *cell != people[i].count)
            csv_in_fault(
                csv, SIZE_MAX, SIZE_MAX,
                "academic year %d of %d has two populations, %.10g and %.10g: take one out",
                people[i].ncy, people[i].year, *cell, people[i].count);
        *cell = people[i].count;
    }
    free(people);
    return self->population == NULL ? hr_fail(err, HR_ENOMEM, "no memory for the population") : 0;
}

/* ---- costs.csv ---- */

int
take_costs(struct transitions *self, struct csv_in *csv, struct hr_err *err)
{
    static const char *const name[] = { "need", "setting", "cost" };
    size_t column[3];
    if (!find_columns(csv, name, 3, column))
        return 0;
    self->cost = malloc((self->n_need * self->n_setting + 1) * sizeof *self->cost);
    if (self->cost == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for costs");
    for (size_t i = 0; i < self->n_need * self->n_setting; i++)
        self->cost[i] = (double)NAN;
    for (size_t row = 0; row < csv->n_row; row++) {
        enum csv_absent why;
        const char *text = csv_in_text(csv, row, column[2]);
        const double cost = csv_in_number(text, &why);
        const size_t need = codes_find(self->need, self->n_need, csv_in_text(csv, row, column[0]));
        const size_t setting =
            codes_find(self->setting, self->n_setting, csv_in_text(csv, row, column[1]));
        if (why == CSV_NOT_A_NUMBER || cost < 0.0)
            csv_in_fault(csv, row, column[2], "is '%s', want pounds a year, 0 or more", text);
        else if (need != SIZE_MAX && setting != SIZE_MAX)
            self->cost[cost_index(self, need, setting)] = cost;
    }
    return 0;
}

/* ---- valid-states.csv ---- */

enum { V_SETTING, V_GROUP, V_MIN, V_MAX, V_NEEDS, V_TO, N_VALID };
static const char *const valid_name[N_VALID] = {
    "setting",           "setting-group", "min-academic-year",
    "max-academic-year", "needs",         "setting->setting"
};

/* The next code of a list parted by commas, blanks around it off; NULL at the end. */
static const char *
next_code(const char **list, char *buf, size_t size)
{
    const char *from = *list + strspn(*list, ", ");
    size_t n = strcspn(from, ",");
    *list = from + n;
    while (n > 0 && from[n - 1] == ' ')
        n--;
    if (n == 0 || n >= size)
        return NULL;
    memcpy(buf, from, n);
    buf[n] = '\0';
    return buf;
}

int
take_valid_codes(struct transitions *self, struct csv_in *csv, struct hr_err *err)
{
    size_t c[N_VALID];
    char code[128];
    if (!find_columns(csv, valid_name, N_VALID, c))
        return 0;
    for (size_t row = 0; row < csv->n_row; row++) {
        const char *list = csv_in_text(csv, row, c[V_NEEDS]);
        bool kept = codes_add(&self->setting, &self->n_setting,
                              csv_in_text(csv, row, c[V_SETTING])) != SIZE_MAX;
        while (kept && next_code(&list, code, sizeof code) != NULL)
            kept = codes_add(&self->need, &self->n_need, code) != SIZE_MAX;
        if (!kept)
            return hr_fail(err, HR_ENOMEM, "no memory for codes");
    }
    return 0;
}

static void
mark_codes(const char *list, char *const *code, size_t n, bool *mark)
{
    char buf[128];
    while (next_code(&list, buf, sizeof buf) != NULL) {
        const size_t i = codes_find(code, n, buf);
        if (i != SIZE_MAX)
            mark[i] = true;
    }
}

int
take_valid_states(struct transitions *self, struct csv_in *csv, struct hr_err *err)
{
    size_t c[N_VALID];
    if (!find_columns(csv, valid_name, N_VALID, c))
        return 0;
    self->rule = calloc(self->n_setting + 1, sizeof *self->rule);
    if (self->rule == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for valid states");
    for (size_t i = 0; i < self->n_setting; i++) {
        struct state_rule *rule = &self->rule[i];
        rule->need = calloc(self->n_need + 1, sizeof *rule->need);
        rule->to = calloc(self->n_setting + 1, sizeof *rule->to);
        if (rule->need == NULL || rule->to == NULL)
            return hr_fail(err, HR_ENOMEM, "no memory for valid states");
    }
    for (size_t row = 0; row < csv->n_row; row++) {
        struct state_rule *rule = &self->rule[codes_find(self->setting, self->n_setting,
                                                         csv_in_text(csv, row, c[V_SETTING]))];
        if (rule->given)
            csv_in_fault(csv, row, c[V_SETTING], "'%s' has a row already: take one out",
                         csv_in_text(csv, row, c[V_SETTING]));
        rule->given = true;
        free(rule->group);
        rule->group = strdup(csv_in_text(csv, row, c[V_GROUP]));
        const bool ok[] = { whole_cell(csv, row, c[V_MIN], -WIDEST_NCY, WIDEST_NCY, &rule->min_ncy),
                            whole_cell(csv, row, c[V_MAX], -WIDEST_NCY, WIDEST_NCY,
                                       &rule->max_ncy) };
        if (ok[0] && ok[1] && rule->max_ncy < rule->min_ncy)
            csv_in_fault(csv, row, c[V_MAX], "is %d, before the first year %d", rule->max_ncy,
                         rule->min_ncy);
        mark_codes(csv_in_text(csv, row, c[V_NEEDS]), self->need, self->n_need, rule->need);
        mark_codes(csv_in_text(csv, row, c[V_TO]), self->setting, self->n_setting, rule->to);
        if (rule->group == NULL)
            return hr_fail(err, HR_ENOMEM, "no memory for valid states");
    }
    return 0;
}
