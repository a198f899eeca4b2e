#include "transitions.h"

#include "list.h"
#include "table_in.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const file_name[] = { "transitions.csv", "population.csv", "costs.csv",
                                         "valid-states.csv" };
enum { TRANSITIONS, POPULATION, COSTS, VALID_STATES, N_FILE };

/* ---- codes ---- */

static int
by_code(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Sorts a list of codes; rank[i] is where code i went. */
static int
sort_codes(char **list, size_t n, int *rank, struct hr_err *err)
{
    if (n == 0)
        return 0;
    char **was = calloc(n, sizeof *was);
    if (was == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu codes", n);
    memcpy(was, list, n * sizeof *was);
    qsort(list, n, sizeof *list, by_code);
    for (size_t i = 0; i < n; i++)
        rank[i] = (int)list_find_text(list, n, was[i]);
    free(was);
    return 0;
}

static int
by_every_field(const void *a, const void *b)
{
    const struct transition *x = a, *y = b;
    const int left[] = { x->year, x->ncy, x->need_1, x->setting_1, x->need_2, x->setting_2 };
    const int right[] = { y->year, y->ncy, y->need_1, y->setting_1, y->need_2, y->setting_2 };
    for (size_t i = 0; i < sizeof left / sizeof left[0]; i++)
        if (left[i] != right[i])
            return left[i] < right[i] ? -1 : 1;
    return 0;
}

int
transitions_settle(struct transitions *self, struct hr_err *err)
{
    int *need = calloc(self->n_need + 1, sizeof *need),
        *setting = calloc(self->n_setting + 1, sizeof *setting);
    int ret = need == NULL || setting == NULL ? hr_fail(err, HR_ENOMEM, "no memory for codes") : 0;
    if (ret == 0)
        ret = sort_codes(self->need, self->n_need, need, err);
    if (ret == 0)
        ret = sort_codes(self->setting, self->n_setting, setting, err);
    if (ret != 0)
        goto out;
    for (size_t i = 0; i < self->n_item; i++) {
        struct transition *t = &self->item[i];
        if (t->need_1 != OUTSIDE) {
            t->need_1 = need[t->need_1];
            t->setting_1 = setting[t->setting_1];
        }
        if (t->need_2 != OUTSIDE) {
            t->need_2 = need[t->need_2];
            t->setting_2 = setting[t->setting_2];
        }
    }
    if (self->n_item > 0) /* qsort wants no list that is not there */
        qsort(self->item, self->n_item, sizeof *self->item, by_every_field);
    size_t n = 0;
    for (size_t i = 0; i < self->n_item; i++)
        if (n > 0 && by_every_field(&self->item[n - 1], &self->item[i]) == 0)
            self->item[n - 1].count += self->item[i].count;
        else
            self->item[n++] = self->item[i];
    self->n_item = n;
out:
    free(need);
    free(setting);
    return ret;
}

/* ---- files ---- */

static int
keep_source(struct transitions *self, const char *name, const char *bytes, size_t size,
            struct hr_err *err)
{
    const int ret = list_room(&self->source, self->n_source, sizeof *self->source, err);
    if (ret != 0)
        return ret;
    struct transitions_source *source = &self->source[self->n_source];
    source->name = strdup(name);
    if (source->name == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for '%s'", name);
    digest_bytes(bytes, size, source->sha256);
    self->n_source++;
    return 0;
}

/* One file's text; a file that may be absent leaves csv empty. Faults of its form stay in csv. */
static int
read_file(struct transitions *self, const char *folder, int which, struct csv_in *csv,
          struct hr_err *err)
{
    const bool optional = which == COSTS || which == VALID_STATES;
    struct table_in table = { .name = "" };
    char *path = table_in_path(folder, file_name[which], err);
    int ret = path == NULL ? HR_ENOMEM : 0;
    if (ret == 0 && optional && access(path, F_OK) != 0 && errno == ENOENT)
        goto out;
    if (ret == 0)
        ret = table_in_read(&table, path, err);
    if (ret == 0)
        ret = keep_source(self, file_name[which], table.bytes, table.size, err);
    if (ret != 0)
        goto out;
    ret = csv_in_parse(csv, path, table.bytes, table.size, err);
    ret = ret == HR_ESCENARIO ? 0 : ret; /* listed with the faults of the other files */
out:
    table_in_release(&table);
    free(path);
    return ret;
}

static bool
is_read(const struct csv_in *csv)
{
    return csv->name != NULL && csv->n_fault == 0;
}

/* All files' faults, together: the files in the order of reading, then lines. */
static int
check_all(struct transitions *self, const struct csv_in csv[N_FILE], const char *folder,
          struct hr_err *err)
{
    struct faults *faults = &self->faults;
    const char *name[N_FILE];
    for (size_t i = 0; i < N_FILE; i++)
        name[i] = csv[i].name == NULL ? "" : csv[i].name;
    faults_sort(faults, name, N_FILE);
    if (faults->failed)
        return hr_fail(err, HR_ENOMEM, "no memory for the faults of '%s'", folder);
    return faults->n == 0 ? 0
                          : hr_fail(err, HR_ESCENARIO, "'%s' has %zu fault%s", folder, faults->n,
                                    faults->n == 1 ? "" : "s");
}

static int
take_files(struct transitions *self, struct csv_in csv[N_FILE], const char *folder,
           struct hr_err *err)
{
    int ret = is_read(&csv[TRANSITIONS]) ? take_transitions(self, &csv[TRANSITIONS], err) : 0;
    if (ret == 0 && is_read(&csv[VALID_STATES]))
        ret = take_valid_codes(self, &csv[VALID_STATES], err);
    if (ret == 0 && is_read(&csv[POPULATION]))
        ret = take_population(self, &csv[POPULATION], err);
    if (ret == 0)
        ret = transitions_settle(self, err);
    if (ret == 0 && is_read(&csv[VALID_STATES]))
        ret = take_valid_states(self, &csv[VALID_STATES], err);
    if (ret == 0 && is_read(&csv[COSTS]))
        ret = take_costs(self, &csv[COSTS], err);
    if (ret == 0)
        ret = check_all(self, csv, folder, err);
    return ret == 0 ? transitions_look(self, err) : ret;
}

int
transitions_read(struct transitions *self, const char *folder, struct hr_err *err)
{
    struct csv_in csv[N_FILE];
    int ret = 0;
    *self = (struct transitions){ 0 };
    for (int i = 0; i < N_FILE; i++)
        csv_in_init(&csv[i], &self->faults);
    for (int i = 0; ret == 0 && i < N_FILE; i++)
        ret = read_file(self, folder, i, &csv[i], err);
    if (ret == 0)
        ret = take_files(self, csv, folder, err);
    for (int i = 0; i < N_FILE; i++)
        csv_in_release(&csv[i]);
    return ret;
}

void
transitions_release(struct transitions *self)
{
    for (size_t i = 0; i < self->n_setting && self->rule != NULL; i++) {
        free(self->rule[i].group);
        free(self->rule[i].need);
        free(self->rule[i].to);
    }
    for (size_t i = 0; i < self->n_source; i++)
        free(self->source[i].name);
    list_free_texts(self->setting, self->n_setting);
    list_free_texts(self->need, self->n_need);
    list_free_texts(self->remark, self->n_remark);
    faults_release(&self->faults);
    free(self->item);
    free(self->population);
    free(self->cost);
    free(self->rule);
    free(self->source);
    *self = (struct transitions){ 0 };
}

/* ---- questions ---- */

double
transitions_population(const struct transitions *self, int calendar_year, int ncy)
{
    if (self->population == NULL || calendar_year < self->first_population ||
        calendar_year > self->last_population || ncy < NCY_MIN || ncy > NCY_MAX)
        return (double)NAN;
    return self->population[(size_t)(calendar_year - self->first_population) * N_NCY +
                            (size_t)(ncy - NCY_MIN)];
}

bool
transitions_valid(const struct transitions *self, int ncy, size_t need, size_t setting)
{
    const struct state_rule *rule = self->rule == NULL ? NULL : &self->rule[setting];
    if (rule == NULL)
        return true;
    return rule->given && ncy >= rule->min_ncy && ncy <= rule->max_ncy && rule->need[need];
}

int
transitions_remark(struct transitions *self, struct hr_err *err, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    const int ret = list_add_args(&self->remark, &self->n_remark, err, fmt, args);
    va_end(args);
    return ret;
}

/* ---- what a reader should know of a history before trusting a forecast from it: rows ---- */

/* One row a child, so equal rows are the rule; but when every kind of row is there an even number
 * of times, the file is in itself twice. */
static int
look_for_doubling(struct transitions *self, struct hr_err *err)
{
    enum { FEWEST = 20 }; /* kinds of row: by chance, one file in a million */
    double rows = 0.0;
    for (size_t i = 0; i < self->n_item; i++) {
        if (fmod(self->item[i].count, 2.0) != 0.0)
            return 0;
        rows += self->item[i].count;
    }
    if (self->n_item < FEWEST)
        return 0;
    return transitions_remark(self, err,
                              "each of the %zu kinds of row occurs an even number of times: was "
                              "the file pasted into itself? Every one of the "
                              "%.0f rows is counted as a child",
                              self->n_item, rows);
}

static int
look_for_hyphens(struct transitions *self, struct hr_err *err)
{
    size_t n = 0;
    const char *first = NULL;
    for (size_t i = 0; i < self->n_setting + self->n_need; i++) {
        const char *code = i < self->n_setting ? self->setting[i] : self->need[i - self->n_setting];
        if (strchr(code, '-') == NULL)
            continue;
        first = first == NULL ? code : first;
        n++;
    }
    return n == 0 ? 0
                  : transitions_remark(self, err,
                                       "%zu code%s a hyphen ('%s'%s): kept as it is here; other "
                                       "programs may split codes at it",
                                       n, n == 1 ? " has" : "s have", first,
                                       n == 1 ? "" : " and others");
}

static int
look_for_gaps(struct transitions *self, struct hr_err *err)
{
    for (int year = self->first_year; year <= self->last_year; year++) {
        bool any = false;
        for (size_t i = 0; i < self->n_item && !any; i++)
            any = self->item[i].year == year;
        const int ret =
            any ? 0
                : transitions_remark(self, err,
                                     "calendar year %d has no transitions between %d and %d", year,
                                     self->first_year, self->last_year);
        if (ret != 0)
            return ret;
    }
    return 0;
}

/* ---- stocks that should chain ---- */

/* Counts of one January by (NCY, need, setting): what `year` closes with, or opens with. */
static void
count_stock(const struct transitions *self, int year, bool closing, double sign, double *cell)
{
    for (size_t i = 0; i < self->n_item; i++) {
        const struct transition *t = &self->item[i];
        const int need = closing ? t->need_2 : t->need_1,
                  setting = closing ? t->setting_2 : t->setting_1;
        const int ncy = closing ? t->ncy : t->ncy - 1;
        if (t->year != year || need == OUTSIDE || ncy < NCY_MIN)
            continue;
        cell[((size_t)(ncy - NCY_MIN) * self->n_need + (size_t)need) * self->n_setting +
             (size_t)setting] += sign * t->count;
    }
}

static int
look_at_chain(struct transitions *self, int year, double *cell, struct hr_err *err)
{
    const size_t n_place = self->n_need * self->n_setting;
    double net = 0.0, gross = 0.0, worst = 0.0;
    int worst_ncy = NCY_MIN;
    memset(cell, 0, N_NCY * n_place * sizeof *cell);
    count_stock(self, year, true, 1.0, cell);
    count_stock(self, year + 1, false, -1.0, cell);
    for (size_t i = 0; i < N_NCY; i++) {
        double at_ncy = 0.0;
        for (size_t k = 0; k < n_place; k++) {
            at_ncy += cell[i * n_place + k];
            gross += fabs(cell[i * n_place + k]);
        }
        net += at_ncy;
        if (fabs(at_ncy) > fabs(worst)) {
            worst = at_ncy;
            worst_ncy = NCY_MIN + (int)i;
        }
    }
    if (gross <= 0.0)
        return 0;
    return transitions_remark(self, err,
                              "January %d does not chain: %d closes with %+.0f children compared "
                              "with what %d opens with, %.0f counted cell by cell "
                              "(academic year %d: %+.0f). Rates use each year as it is; the "
                              "forecast starts from the last closing stock",
                              year + 1, year, net, year + 1, gross, worst_ncy, worst);
}

static int
look_at_chains(struct transitions *self, struct hr_err *err)
{
    double *cell = calloc(N_NCY * self->n_need * self->n_setting + 1, sizeof *cell);
    int ret = cell == NULL ? hr_fail(err, HR_ENOMEM, "no memory to compare stocks") : 0;
    for (int year = self->first_year; ret == 0 && year < self->last_year; year++)
        ret = look_at_chain(self, year, cell, err);
    free(cell);
    return ret;
}

/* ---- states, population, costs ---- */

static int
look_at_states(struct transitions *self, struct hr_err *err)
{
    double outside = 0.0;
    int ret = 0;
    if (self->rule == NULL)
        return transitions_remark(self, err,
                                  "valid-states.csv is not there: every setting is taken to be "
                                  "open to every age and need");
    for (size_t s = 0; ret == 0 && s < self->n_setting; s++) {
        double held = 0.0;
        for (size_t i = 0; i < self->n_item; i++) {
            const struct transition *t = &self->item[i];
            if (t->setting_2 != (int)s)
                continue;
            held += t->count;
            outside += self->rule[s].given && !transitions_valid(self, t->ncy, (size_t)t->need_2, s)
                           ? t->count
                           : 0.0;
        }
        if (!self->rule[s].given)
            ret = transitions_remark(self, err,
                                     "setting '%s' is not in valid-states.csv; %.0f child-years "
                                     "are counted in it all the same",
                                     self->setting[s], held);
    }
    if (ret == 0 && outside > 0.0)
        ret = transitions_remark(self, err,
                                 "%.0f child-years are in a setting outside the academic years or "
                                 "needs that valid-states.csv gives it",
                                 outside);
    return ret;
}

static int
look_at_population(struct transitions *self, struct hr_err *err)
{
    double joined = 0.0;
    size_t n_missing = 0;
    for (size_t i = 0; i < self->n_item; i++) {
        const struct transition *t = &self->item[i];
        if (t->setting_1 != OUTSIDE || !isnan(transitions_population(self, t->year, t->ncy)))
            continue;
        joined += t->count;
        n_missing++;
    }
    int ret =
        n_missing == 0
            ? 0
            : transitions_remark(
                  self, err,
                  "%.0f new plans are of a calendar year and academic year without a population: "
                  "rates of joining do not use them",
                  joined);
    if (ret == 0 && self->last_population < self->last_year + 1)
        ret = transitions_remark(self, err,
                                 "the population ends in %d and the history in %d: later years are "
                                 "aged from the last ones",
                                 self->last_population, self->last_year);
    return ret;
}

static int
look_at_costs(struct transitions *self, struct hr_err *err)
{
    double children = 0.0, all = 0.0;
    size_t n = 0;
    if (self->cost == NULL)
        return transitions_remark(self, err, "costs.csv is not there: prices are to be filled in");
    for (size_t i = 0; i < self->n_item; i++) {
        const struct transition *t = &self->item[i];
        if (t->year != self->last_year || t->setting_2 == OUTSIDE)
            continue;
        all += t->count;
        if (!isnan(self->cost[cost_index(self, (size_t)t->need_2, (size_t)t->setting_2)]))
            continue;
        children += t->count;
        n++;
    }
    return n == 0 ? 0
                  : transitions_remark(self, err,
                                       "%.0f of the %.0f children held at the end have no cost for "
                                       "their need and setting: they cost "
                                       "what others in their setting do, never nothing",
                                       children, all);
}

int
transitions_look(struct transitions *self, struct hr_err *err)
{
    int ret = look_for_doubling(self, err);
    if (ret == 0)
        ret = look_for_hyphens(self, err);
    if (ret == 0)
        ret = look_for_gaps(self, err);
    if (ret == 0)
        ret = look_at_chains(self, err);
    if (ret == 0)
        ret = look_at_states(self, err);
    if (ret == 0)
        ret = look_at_population(self, err);
    if (ret == 0)
        ret = look_at_costs(self, err);
    return ret;
}
