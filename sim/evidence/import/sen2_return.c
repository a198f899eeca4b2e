#include "sen2_return.h"

#include "private_table.h"
#include "sen2_rows.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const sen2_odd_says[N_SEN2_ODD] = {
    [ODD_DUPLICATE] = "rows are there twice (one key, or one content): each is counted once",
    [ODD_ORPHAN] = "rows belong to a row of another module that is not there: left out",
    [ODD_SAME_CHILD] = "person records are about a child who has another, by UPN or ULN: one child",
    [ODD_NO_BIRTH] = "children with a plan have no day of birth: counted, but in no age",
    [ODD_AGE] = "children with a plan are older than 25 or not yet born: left out",
    [ODD_PLAN_ORDER] = "plans end before they start: left out",
    [ODD_PLACEMENT_ORDER] = "placements end before they start: left out",
    [ODD_NO_START] = "plans have no day on which they start: taken to have been there before",
    [ODD_REDATED] = "plans were decided before the year and have a start date in it: taken to have "
                    "been there before, under an earlier date",
    [ODD_TWO_PLANS] = "children have two plans on the census day: counted once",
    [ODD_TWO_PLACEMENTS] = "children have two open placements of the first rank on the census day: "
                           "the later one is counted",
    [ODD_NO_PLACEMENT] = "children with a plan have no open placement on the census day: the "
                         "setting that the plan names is taken, or else none is recorded",
    [ODD_NO_NAMED_PLAN] = "children have an open placement and no named plan: counted as holding a "
                          "plan",
    [ODD_NO_NEED] = "children with a plan have no primary need: unknown",
    [ODD_NEED_TEXT] = "needs of the first rank have a code that is not DfE's: unknown",
    [ODD_NO_TABLE] =
        "children are at a school known by number only, and there is no table of "
        "establishments (edubasealldata*.csv, or urns.csv: urn,category): not recorded",
    [ODD_NOT_LISTED] =
        "children are at a school whose number is not in the table of establishments: the setting "
        "that the plan names is taken, or else none is recorded",
    [ODD_TEXT] = "children are at a setting whose code is not known: the setting that the "
                 "plan names is taken, or else none is recorded",
    [ODD_NO_REASON] = "plans ended for no reason given: counted as ended",
};

const char *const sen2_reason[N_SEN2_REASON] = {
    "not given",
    "reached the maximum age",
    "needs met without a plan",
    "higher education",
    "paid employment",
    "transferred to another authority",
    "no longer engaging",
    "left England",
    "deceased",
    "other",
};

/* ---- files ---- */

static const char *const WANTED_OF_NEED[] = { "sentyperank", NULL },
                         *const WANTED_OF_SETTING[] = { "sensetting", "placementrank",
                                                        "senunitindicator",
                                                        "resourcedprovisionindicator", NULL },
                         *const WANTED_OF_ACTIVE[] = { "transferla", NULL };

/* Columns without which a module is read. */
static const char *const *
wanted_of(enum sen2_module module)
{
    switch (module) {
    case SEN2_NEED: return WANTED_OF_NEED;
    case SEN2_DETAIL:
    case SEN2_PLACEMENT: return WANTED_OF_SETTING;
    case SEN2_ACTIVE: return WANTED_OF_ACTIVE;
    default: return NULL;
    }
}

static int
read_module(const struct private_table *module, struct evidence *to, struct hr_err *err)
{
    struct private_table table = *module;
    table.known = sen2_column;
    table.may_be_empty = true;
    return private_table_read(&table, to, err);
}

/* ---- module 0 ---- */

static int
take_head(void *reader, struct csv_in *csv, struct hr_err *err)
{
    struct sen2_return *self = reader;
    const size_t year = csv_in_column(csv, "year"), day = csv_in_column(csv, "referencedate"),
                 lea = csv_in_column(csv, "lea");
    if (csv->n_row == 0)
        return 0;
    if (year != SIZE_MAX)
        self->census = atoi(csv_in_text(csv, 0, year));
    if (day != SIZE_MAX && !sen2_day_parse(csv_in_text(csv, 0, day), &self->census_day))
        csv_in_fault(csv, 0, day, "is no day, want one such as 2025-01-16");
    if (lea != SIZE_MAX)
        (void)snprintf(self->lea, sizeof self->lea, "%s", csv_in_text(csv, 0, lea));
    return csv_in_check(csv, err);
}

/* The year of "Blade-Export_20-03-2025_": the last four digits in a row; 0: none. */
static int
year_in(const char *text)
{
    int year = 0;
    for (size_t i = 0; text[i] != '\0'; i++) {
        const size_t n = strspn(text + i, "0123456789");
        if (n == 4)
            year = atoi(text + i);
        i += n > 0 ? n - 1 : 0;
    }
    return year;
}

static int
settle_census(struct sen2_return *self, const struct sen2_source *source, struct hr_err *err)
{
    enum { FIRST = 2022, LAST = 2060 };
    if (source->census > 0)
        self->census = source->census;
    if (self->census == 0 && self->census_day != NO_DAY)
        self->census = sen2_day_year(self->census_day);
    if (self->census == 0)
        self->census = year_in(source->beginning);
    if (self->census < FIRST || self->census > LAST)
        return hr_fail(err, HR_ESCENARIO,
                       "'%s/%s...' does not say of which January it is: give the year with "
                       "--census, %d to %d",
                       source->folder, source->beginning, FIRST, LAST);
    if (self->census_day == NO_DAY || sen2_day_year(self->census_day) != self->census)
        self->census_day = sen2_census_day(self->census);
    return 0;
}

/* ---- the return ---- */

static int
read_head(struct sen2_return *self, const struct sen2_source *source, struct evidence *to,
          struct hr_err *err)
{
    char *path = sen2_path(source, "sen2");
    const int ret =
        path == NULL
            ? 0
            : read_module(
                  &(struct private_table){ .path = path, .take = take_head, .reader = self }, to,
                  err);
    free(path);
    return ret == 0 ? settle_census(self, source, err) : ret;
}

static int
read_rows(struct sen2_return *self, const struct sen2_source *source, enum sen2_module module,
          struct evidence *to, struct hr_err *err)
{
    struct sen2_reader reader = { self, source, module };
    char *path = sen2_path(source, sen2_module_name[module]);
    int ret = 0;
    if (path != NULL)
        ret = read_module(&(struct private_table){ .path = path,
                                                   .take = sen2_take_rows,
                                                   .reader = &reader,
                                                   .wanted = wanted_of(reader.module) },
                          to, err);
    else if (module != SEN2_DETAIL)
        ret = hr_fail(err, HR_ESCENARIO, "'%s' has no %s%s.csv, a module of the SEN2 return",
                      source->folder, source->beginning, sen2_module_name[module]);
    free(path);
    return ret;
}

static void
count_order(struct sen2_return *self)
{
    const struct sen2_plan *plan = SEN2_ROWS(self, SEN2_PLAN, sen2_plan);
    const struct sen2_assessment *assessment = SEN2_ROWS(self, SEN2_ASSESSMENT, sen2_assessment);
    const struct sen2_placement *placement = SEN2_ROWS(self, SEN2_PLACEMENT, sen2_placement);
    for (size_t i = 0; i < self->rows[SEN2_PLAN].n; i++) {
        self->odd[ODD_PLAN_ORDER] += !sen2_in_order(plan[i].start, plan[i].ceased);
        self->odd[ODD_NO_START] += plan[i].start == NO_DAY;
        self->odd[ODD_REDATED] += assessment[plan[i].assessment].outcome == 'H' &&
                                  plan[i].start >= sen2_day(self->census - 1, 1, 1);
        self->odd[ODD_NO_REASON] += plan[i].ceased != NO_DAY && plan[i].reason == 0;
    }
    const struct sen2_need *need = SEN2_ROWS(self, SEN2_NEED, sen2_need);
    for (size_t i = 0; i < self->rows[SEN2_NEED].n; i++)
        self->odd[ODD_NEED_TEXT] += need[i].need == N_SEN2_NEED && need[i].rank <= 1;
    for (size_t i = 0; i < self->rows[SEN2_PLACEMENT].n; i++)
        self->odd[ODD_PLACEMENT_ORDER] += !sen2_in_order(placement[i].entry, placement[i].leaving);
}

int
sen2_return_read(struct sen2_return *self, const struct sen2_source *source, struct evidence *to,
                 struct hr_err *err)
{
    *self = (struct sen2_return){ .census_day = NO_DAY };
    arena_init(&self->arena);
    int ret = read_head(self, source, to, err);
    for (int module = 0; module < N_SEN2_MODULE && ret == 0; module++)
        ret = read_rows(self, source, (enum sen2_module)module, to, err);
    if (ret == 0)
        count_order(self);
    return ret;
}

void
sen2_return_release(struct sen2_return *self)
{
    for (size_t i = 0; i < N_SEN2_MODULE; i++) {
        free(self->rows[i].row);
        free(self->rows[i].key);
    }
    free(self->number);
    free(self->child);
    arena_release(&self->arena);
    *self = (struct sen2_return){ .census = 0 };
}

int
sen2_child_of(const struct sen2_return *self, const char *key)
{
    const struct sen2_rows *rows = &self->rows[SEN2_PERSON];
    if (key[0] == '\0')
        return SEN2_NONE;
    const char *const *number = sen2_key_of(self->number, self->n_number, key);
    if (number != NULL)
        return self->child[number - self->number];
    const char *const *own = sen2_key_of(rows->key, rows->n, key);
    return own == NULL ? SEN2_NONE
                       : SEN2_ROWS(self, SEN2_PERSON, sen2_person)[own - rows->key].child;
}
