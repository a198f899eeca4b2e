#include "transitions.h"

#include "list.h"
#include "table_in.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
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

/* Codes in their order, transitions in theirs, children alike counted together: the order of the
 * rows of the file changes nothing. */
static int
settle(struct transitions *self, struct hr_err *err)
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
        ret = settle(self, err);
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
