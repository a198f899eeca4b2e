#include "sen2.h"

#include "evidence_join.h"
#include "list.h"
#include "own_tables.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

size_t
sen2_place(int category)
{
    return category == NOT_RECORDED ? N_CATEGORY : (size_t)category;
}

const char *
sen2_place_name(size_t place)
{
    return placement_category_word(place == N_CATEGORY ? NOT_RECORDED : (int)place);
}

/* ---- the returns ---- */

/* A return of another year than was said, or without rows, would count 0 everywhere. */
static int
check_held(const struct sen2_year *self, const struct sen2_source *source, struct hr_err *err)
{
    for (size_t i = 0; i < self->from.rows[SEN2_PERSON].n; i++)
        if (self->now[i].held)
            return 0;
    return hr_fail(err, HR_ESCENARIO,
                   "'%s': in the return '%s' nobody holds a plan on the census day of January %d: "
                   "are all rows there, and is it of that year?",
                   source->folder, source->beginning, self->from.census);
}

static int
read_year(struct sen2_year *self, const struct sen2_source *source, struct evidence *to,
          struct hr_err *err)
{
    int ret = sen2_return_read(&self->from, source, to, err);
    if (ret == 0)
        ret = sen2_join(&self->joined, &self->from, err);
    if (ret != 0)
        return ret;
    const size_t n = self->from.rows[SEN2_PERSON].n;
    self->before = calloc(n + 1, sizeof *self->before);
    self->now = calloc(n + 1, sizeof *self->now);
    if (self->before == NULL || self->now == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu children", n);
    ret = sen2_state_on(&self->joined, sen2_census_day(self->from.census - 1), self->before, NULL,
                        err);
    if (ret == 0)
        ret = sen2_state_on(&self->joined, self->from.census_day, self->now, self->from.odd, err);
    return ret == 0 ? check_held(self, source, err) : ret;
}

static int
by_census(const void *a, const void *b)
{
    const struct sen2_year *x = a, *y = b;
    return (x->from.census > y->from.census) - (x->from.census < y->from.census);
}

static int
check_years(const struct sen2 *self, const char *folder, struct hr_err *err)
{
    for (size_t i = 1; i < self->n; i++) {
        if (self->year[i].from.census == self->year[i - 1].from.census)
            return hr_fail(err, HR_ESCENARIO,
                           "'%s' has two returns of January %d: keep one in the folder", folder,
                           self->year[i].from.census);
        if (strcmp(self->year[i].from.lea, self->year[0].from.lea) != 0)
            return hr_fail(err, HR_ESCENARIO,
                           "'%s' has returns of two authorities, %s and %s: want a folder each",
                           folder, self->year[0].from.lea, self->year[i].from.lea);
    }
    return 0;
}

static int
read_years(struct sen2 *self, struct evidence *to, const char *folder,
           const struct evidence_choices *choices, struct hr_err *err)
{
    char **beginning = NULL;
    size_t n = 0;
    int ret = sen2_find(folder, &beginning, &n, err);
    self->year = ret == 0 ? calloc(n + 1, sizeof *self->year) : NULL;
    if (ret == 0 && self->year == NULL)
        ret = hr_fail(err, HR_ENOMEM, "no memory for %zu returns", n);
    for (size_t i = 0; i < n && ret == 0; i++) {
        const struct sen2_source source = { folder, beginning[i], &self->establishments,
                                            choices->map, choices->census };
        ret = read_year(&self->year[self->n++], &source, to, err);
    }
    list_free_texts(beginning, n);
    if (ret == 0)
        qsort(self->year, self->n, sizeof *self->year, by_census);
    return ret == 0 ? check_years(self, folder, err) : ret;
}

/* ---- the authority ---- */

static int
add_area(struct sen2 *self, struct evidence *to, const char *name, struct hr_err *err)
{
    struct evidence_area area = { .level = AREA_AUTHORITY };
    const char *lea = self->year[0].from.lea;
    if (name[0] == '\0' || strlen(name) >= sizeof area.name)
        return hr_fail(err, HR_ESCENARIO,
                       "the area's name '%s' is empty or longer than %zu letters: give one with "
                       "--area",
                       name, sizeof area.name - 1);
    (void)snprintf(self->code, sizeof self->code, EVIDENCE_OWN_CODE "%s", lea);
    (void)snprintf(self->name, sizeof self->name, "%s", name);
    (void)snprintf(area.code, sizeof area.code, "%s", self->code);
    (void)snprintf(area.name, sizeof area.name, "%s", name);
    return evidence_add_area(to, &area, &self->area, err);
}

static int
read_population(const struct sen2 *self, struct evidence *to, const char *folder,
                const struct evidence_choices *choices, struct hr_err *err)
{
    const struct evidence_choices own = { choices->map, self->name, self->code, 0 };
    struct table_in table = { .name = "" };
    struct stat status;
    char *path = table_in_path(folder, "population.csv", err);
    int ret = path == NULL ? HR_ENOMEM : 0;
    if (ret == 0 && stat(path, &status) == 0 && S_ISREG(status.st_mode)) {
        ret = table_in_read(&table, path, err);
        if (ret == 0)
            ret = own_tables_parse(to, &table, &own, err);
    }
    table_in_release(&table);
    free(path);
    return ret;
}

/* ---- what is to be known ---- */

static int
put_remarks(const struct sen2_year *self, struct evidence *to, struct hr_err *err)
{
    int ret = 0;
    for (size_t odd = 0; odd < N_SEN2_ODD && ret == 0; odd++)
        if (self->from.odd[odd] > 0.0)
            ret = evidence_remark(to, err, "return of January %d: %.0f %s", self->from.census,
                                  self->from.odd[odd], sen2_odd_says[odd]);
    return ret;
}

/* The January of one return is that before the next: it should be told alike. */
static int
compare_returns(const struct sen2_year *one, const struct sen2_year *next, struct evidence *to,
                struct hr_err *err)
{
    if (one->held_now == next->held_before)
        return 0;
    return evidence_remark(to, err,
                           "return of January %d: %.0f plans were held by its own return and %.0f "
                           "by that of %d: its own is counted",
                           one->from.census, one->held_now, next->held_before, next->from.census);
}

int
sen2_read(struct sen2 *self, struct evidence *to, const char *folder,
          const struct evidence_choices *choices, struct hr_err *err)
{
    *self = (struct sen2){ .n = 0 };
    int ret = establishments_read(&self->establishments, folder, choices->map, to, err);
    if (ret == 0)
        ret = read_years(self, to, folder, choices, err);
    if (ret == 0)
        ret = add_area(self, to, choices->area, err);
    if (ret == 0)
        ret = read_population(self, to, folder, choices, err);
    for (size_t i = 0; i < self->n && ret == 0; i++) {
        const bool told = i > 0 && self->year[i - 1].from.census + 1 == self->year[i].from.census;
        ret = sen2_count(&self->year[i], self->area, !told, to, err);
        if (ret == 0)
            ret = put_remarks(&self->year[i], to, err);
        if (ret == 0 && told)
            ret = compare_returns(&self->year[i - 1], &self->year[i], to, err);
    }
    return ret;
}

void
sen2_release(struct sen2 *self)
{
    for (size_t i = 0; i < self->n; i++) {
        sen2_return_release(&self->year[i].from);
        sen2_joined_release(&self->year[i].joined);
        free(self->year[i].before);
        free(self->year[i].now);
    }
    free(self->year);
    establishments_release(&self->establishments);
    *self = (struct sen2){ .n = 0 };
}
