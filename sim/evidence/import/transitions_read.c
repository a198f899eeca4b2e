/* The rows of the four files of a transition history. */
#include "transitions.h"

#include "table_in.h"
#include "list.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_YEAR = 1990, LAST_YEAR = 2100, WIDEST_NCY = 40 };
static const char NO_PLAN[] = "NONSEND";

#define N_OF(list) (sizeof(list) / sizeof(list)[0])

static bool
is_no_plan(const char *code)
{
    return csv_in_same_name(code, NO_PLAN);
}

/* Codes are one without regard to case, as in "ASD" and "asd"; SIZE_MAX: it is not there. */
static size_t
find_code(char *const *list, size_t n, const char *code)
{
    for (size_t i = 0; i < n; i++)
        if (csv_in_same_name(list[i], code))
            return i;
    return SIZE_MAX;
}

static int
code_index(char ***list, size_t *n, const char *code, int *index, struct hr_err *err)
{
    const size_t known = find_code(*list, *n, code);
    *index = (int)(known == SIZE_MAX ? *n : known);
    return known == SIZE_MAX ? list_add_text(list, n, code, err) : 0;
}

/* ---- transitions.csv ---- */

struct pair_row {
    int year, ay_1, ay_2;
    const char *setting_1, *need_1, *setting_2, *need_2;
};
#define IN(member) .at = offsetof(struct pair_row, member)
static const struct column PAIR[] = {
    { "calendar-year", COLUMN_WHOLE, IN(year), .low = FIRST_YEAR, .high = LAST_YEAR },
    { "setting-1", COLUMN_TEXT, IN(setting_1) },
    { "need-1", COLUMN_TEXT, IN(need_1) },
    { "academic-year-1", COLUMN_WHOLE, IN(ay_1), .low = NCY_MIN - 1, .high = WIDEST_NCY },
    { "setting-2", COLUMN_TEXT, IN(setting_2) },
    { "need-2", COLUMN_TEXT, IN(need_2) },
    { "academic-year-2", COLUMN_WHOLE, IN(ay_2), .low = NCY_MIN, .high = WIDEST_NCY + 1 },
};
#undef IN

/* One side of a row: a plan's setting and need, or no plan. */
static bool
check_side(struct csv_in *csv, size_t line, const char *const column[2], const char *setting,
           const char *need)
{
    const bool no_setting = is_no_plan(setting), no_need = is_no_plan(need);
    if (setting[0] == '\0' || need[0] == '\0')
        csv_in_fault(csv, line, csv_in_column(csv, column[setting[0] == '\0' ? 0 : 1]),
                     "is empty, want a code, or NONSEND in both columns for no plan");
    else if (no_setting != no_need)
        csv_in_fault(
            csv, line, csv_in_column(csv, column[no_setting ? 1 : 0]),
            "is '%s' together with NONSEND: no plan is NONSEND in both columns, a plan in neither",
            no_setting ? need : setting);
    else
        return true;
    return false;
}

static bool
check_pair(const struct columns *columns, size_t line, struct pair_row *row)
{
    struct csv_in *csv = columns->csv;
    static const char *const side_1[] = { "setting-1", "need-1" }, *const side_2[] = { "setting-2",
                                                                                       "need-2" };
    bool ok = columns_read(columns, line, row);
    ok = check_side(csv, line, side_1, row->setting_1, row->need_1) && ok;
    ok = check_side(csv, line, side_2, row->setting_2, row->need_2) && ok;
    if (!ok)
        return false;
    if (row->ay_2 != row->ay_1 + 1) {
        csv_in_fault(csv, line, csv_in_column(csv, "academic-year-2"),
                     "is %d after %d, want %d: an academic year goes up by one in a calendar year",
                     row->ay_2, row->ay_1, row->ay_1 + 1);
        return false;
    }
    if (is_no_plan(row->setting_1) && is_no_plan(row->setting_2)) {
        csv_in_fault(csv, line, csv_in_column(csv, "setting-2"),
                     "is NONSEND on both sides: the row is about no child, take it out");
        return false;
    }
    return true;
}

static int
place_index(struct transitions *self, const char *setting, const char *need, int place[2],
            struct hr_err *err)
{
    place[0] = place[1] = OUTSIDE;
    if (is_no_plan(setting))
        return 0;
    const int ret = code_index(&self->setting, &self->n_setting, setting, &place[0], err);
    return ret == 0 ? code_index(&self->need, &self->n_need, need, &place[1], err) : ret;
}

/* *too_old: how many hold a plan after plans end. */
static int
take_pair(struct transitions *self, const struct pair_row *row, double *too_old, struct hr_err *err)
{
    int from[2], to[2];
    int ret = place_index(self, row->setting_1, row->need_1, from, err);
    if (ret == 0)
        ret = place_index(self, row->setting_2, row->need_2, to, err);
    if (ret != 0)
        return ret;
    if (row->ay_2 > NCY_MAX && to[0] != OUTSIDE) {
        *too_old += 1.0;
        return 0;
    }
    const bool first = self->n_item == 0;
    self->first_year = first || row->year < self->first_year ? row->year : self->first_year;
    self->last_year = first || row->year > self->last_year ? row->year : self->last_year;
    if (row->ay_2 <= NCY_MAX)
        self->item[self->n_item++] = (struct transition){ .year = row->year,
                                                          .ncy = row->ay_2,
                                                          .setting_1 = from[0],
                                                          .need_1 = from[1],
                                                          .setting_2 = to[0],
                                                          .need_2 = to[1],
                                                          .count = 1.0 };
    return 0;
}

int
take_transitions(struct transitions *self, struct csv_in *csv, struct hr_err *err)
{
    struct columns columns;
    double too_old = 0.0;
    int ret = 0;
    if (!columns_find(&columns, csv, PAIR, N_OF(PAIR), ""))
        return 0;
    self->item = calloc(csv->n_row + 1, sizeof *self->item);
    if (self->item == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu transitions", csv->n_row);
    for (size_t line = 0; line < csv->n_row && ret == 0; line++) {
        struct pair_row row;
        if (check_pair(&columns, line, &row))
            ret = take_pair(self, &row, &too_old, err);
    }
    if (ret == 0 && self->n_item == 0 && csv->n_fault == 0)
        csv_in_fault(
            csv, SIZE_MAX, SIZE_MAX,
            "there are no transitions under the header: want a row for each child and year");
    if (ret == 0 && too_old > 0.0)
        ret = transitions_remark(self, err,
                                 "%.0f children hold a plan after academic year %d, when plans "
                                 "end: their rows are left out",
                                 too_old, NCY_MAX);
    return ret;
}

/* ---- population.csv ---- */

struct people {
    int year, ncy;
    double count;
};
static const struct column PEOPLE[] = {
    { "calendar-year", COLUMN_WHOLE, .at = offsetof(struct people, year), .low = FIRST_YEAR,
      .high = LAST_YEAR },
    { "academic-year", COLUMN_WHOLE, .at = offsetof(struct people, ncy), .low = -WIDEST_NCY,
      .high = WIDEST_NCY },
    { "population", COLUMN_COUNT, .at = offsetof(struct people, count),
      .want = "a number of people, 0 or more" },
};

/* Into [calendar year from first_population][N_NCY]. */
static int
fill_population(struct transitions *self, const struct people *people, size_t n, struct csv_in *csv,
                struct hr_err *err)
{
    const size_t n_cell =
        n == 0 ? 0 : (size_t)(self->last_population - self->first_population + 1) * N_NCY;
    self->population = malloc((n_cell + 1) * sizeof *self->population);
    if (self->population == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the population");
    for (size_t i = 0; i < n_cell; i++)
        self->population[i] = (double)NAN;
    for (size_t i = 0; i < n; i++) {
        double *cell = &self->population[(size_t)(people[i].year - self->first_population) * N_NCY +
                                         (size_t)(people[i].ncy - NCY_MIN)];
        if (!isnan(*cell) && *cell != people[i].count)
            csv_in_fault(
                csv, SIZE_MAX, SIZE_MAX,
                "academic year %d of %d has two populations, %.10g and %.10g: take one out",
                people[i].ncy, people[i].year, *cell, people[i].count);
        *cell = people[i].count;
    }
    return 0;
}

int
take_population(struct transitions *self, struct csv_in *csv, struct hr_err *err)
{
    struct columns columns;
    size_t n = 0;
    if (!columns_find(&columns, csv, PEOPLE, N_OF(PEOPLE), ""))
        return 0;
    struct people *people = calloc(csv->n_row + 1, sizeof *people);
    if (people == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the population");
    for (size_t line = 0; line < csv->n_row; line++) {
        struct people *p = &people[n];
        if (!columns_read(&columns, line, p) || p->ncy < NCY_MIN || p->ncy > NCY_MAX)
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
    const int ret = fill_population(self, people, n, csv, err);
    free(people);
    return ret;
}

/* ---- costs.csv ---- */

struct cost_row {
    const char *need, *setting;
    double cost;
};
static const struct column COST[] = {
    { "need", COLUMN_TEXT, .at = offsetof(struct cost_row, need) },
    { "setting", COLUMN_TEXT, .at = offsetof(struct cost_row, setting) },
    { "cost", COLUMN_COUNT, .at = offsetof(struct cost_row, cost), .may_be_blank = true,
      .want = "pounds a year, 0 or more" },
};

int
take_costs(struct transitions *self, struct csv_in *csv, struct hr_err *err)
{
    struct columns columns;
    size_t n_other = 0;
    if (!columns_find(&columns, csv, COST, N_OF(COST), ""))
        return 0;
    self->cost = malloc((self->n_need * self->n_setting + 1) * sizeof *self->cost);
    if (self->cost == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for costs");
    for (size_t i = 0; i < self->n_need * self->n_setting; i++)
        self->cost[i] = (double)NAN;
    for (size_t line = 0; line < csv->n_row; line++) {
        struct cost_row row;
        if (!columns_read(&columns, line, &row))
            continue;
        const size_t need = find_code(self->need, self->n_need, row.need),
                     setting = find_code(self->setting, self->n_setting, row.setting);
        if (need == SIZE_MAX || setting == SIZE_MAX) {
            n_other++;
            continue;
        }
        double *cost = &self->cost[cost_index(self, need, setting)];
        if (!isnan(*cost) && *cost != row.cost)
            csv_in_fault(csv, line, SIZE_MAX,
                         "need '%s' in setting '%s' has a cost of %.10g already: take one out",
                         row.need, row.setting, *cost);
        *cost = row.cost;
    }
    return n_other == 0 ? 0
                        : transitions_remark(self, err,
                                             "costs.csv: %zu costs are of a need or setting that "
                                             "no transition has, and are left out",
                                             n_other);
}

/* ---- valid-states.csv ---- */

struct valid_row {
    const char *setting, *group, *needs, *to;
    int min_ncy, max_ncy;
};
#define IN(member) .at = offsetof(struct valid_row, member)
static const struct column VALID[] = {
    { "setting", COLUMN_TEXT, IN(setting) },
    { "setting-group", COLUMN_TEXT, IN(group) },
    { "min-academic-year", COLUMN_WHOLE, IN(min_ncy), .low = -WIDEST_NCY, .high = WIDEST_NCY },
    { "max-academic-year", COLUMN_WHOLE, IN(max_ncy), .low = -WIDEST_NCY, .high = WIDEST_NCY },
    { "needs", COLUMN_TEXT, IN(needs) },
    { "setting->setting", COLUMN_TEXT, IN(to) },
};
#undef IN

/* The next code of a list with commas, blanks around it off; NULL at the end. */
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
    const size_t setting = csv_in_column(csv, "setting"), needs = csv_in_column(csv, "needs");
    char code[128];
    int ret = 0, unused;
    for (size_t line = 0; line < csv->n_row && setting != SIZE_MAX && needs != SIZE_MAX; line++) {
        const char *list = csv_in_text(csv, line, needs);
        if (ret == 0)
            ret = code_index(&self->setting, &self->n_setting, csv_in_text(csv, line, setting),
                             &unused, err);
        while (ret == 0 && next_code(&list, code, sizeof code) != NULL)
            ret = code_index(&self->need, &self->n_need, code, &unused, err);
    }
    return ret;
}

static void
mark_codes(const char *list, char *const *code, size_t n, bool *mark)
{
    char buf[128];
    while (next_code(&list, buf, sizeof buf) != NULL) {
        const size_t i = find_code(code, n, buf);
        if (i != SIZE_MAX)
            mark[i] = true;
    }
}

static int
begin_rules(struct transitions *self, struct hr_err *err)
{
    self->rule = calloc(self->n_setting + 1, sizeof *self->rule);
    bool lost = self->rule == NULL;
    for (size_t i = 0; i < self->n_setting && !lost; i++) {
        self->rule[i].need = calloc(self->n_need + 1, sizeof *self->rule[i].need);
        self->rule[i].to = calloc(self->n_setting + 1, sizeof *self->rule[i].to);
        lost = self->rule[i].need == NULL || self->rule[i].to == NULL;
    }
    return lost ? hr_fail(err, HR_ENOMEM, "no memory for valid states") : 0;
}

static int
take_rule(struct transitions *self, const struct columns *columns, size_t line, struct hr_err *err)
{
    struct csv_in *csv = columns->csv;
    struct valid_row row = { .min_ncy = 0 };
    const bool ok = columns_read(columns, line, &row);
    struct state_rule *rule = &self->rule[find_code(self->setting, self->n_setting, row.setting)];
    if (rule->given)
        csv_in_fault(csv, line, csv_in_column(csv, "setting"),
                     "'%s' has a row already: take one out", row.setting);
    if (ok && row.max_ncy < row.min_ncy)
        csv_in_fault(csv, line, csv_in_column(csv, "max-academic-year"),
                     "is %d, before the first year %d", row.max_ncy, row.min_ncy);
    rule->given = true;
    rule->min_ncy = row.min_ncy;
    rule->max_ncy = row.max_ncy;
    mark_codes(row.needs, self->need, self->n_need, rule->need);
    mark_codes(row.to, self->setting, self->n_setting, rule->to);
    free(rule->group);
    rule->group = strdup(row.group);
    return rule->group == NULL ? hr_fail(err, HR_ENOMEM, "no memory for valid states") : 0;
}

int
take_valid_states(struct transitions *self, struct csv_in *csv, struct hr_err *err)
{
    struct columns columns;
    if (!columns_find(&columns, csv, VALID, N_OF(VALID), ""))
        return 0;
    int ret = begin_rules(self, err);
    for (size_t line = 0; line < csv->n_row && ret == 0; line++)
        ret = take_rule(self, &columns, line, err);
    return ret;
}
