/* Reading the long list of counts: one count, a walk, and what had been published by a date.
 *
 * What DfE published when, apart from the calendar of each measure: see RELEASE below. */
#include "evidence.h"


#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *const MEASURE_NAME[N_EVIDENCE_MEASURE] = {
    "plans",       "new_plans",  "ceased",          "transferred", "requests",   "requests_refused",
    "assessments", "not_issued", "within_20_weeks", "appeals",     "population",
};

const char *
evidence_measure_name(enum evidence_measure measure)
{
    if ((int)measure < 0 || measure >= N_EVIDENCE_MEASURE)
        hr_bug("measure %d of %d", (int)measure, N_EVIDENCE_MEASURE);
    return MEASURE_NAME[measure];
}

/* Index of the first item that is not before `like`. */
static size_t
first_from(const struct evidence *self, const struct observation *like)
{
    size_t low = 0, high = self->n_item;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (observation_compare(&self->item[middle], like) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

double
evidence_get(const struct evidence *self, const struct observation *like)
{
    const size_t at = first_from(self, like);
    return at < self->n_item && observation_compare(&self->item[at], like) == 0
               ? self->item[at].count
               : (double)NAN;
}

double
evidence_total(const struct evidence *self, int area, enum evidence_measure measure, int year)
{
    return evidence_at_ages(self, area, measure, year, ALL_AGES, ALL_AGES);
}

double
evidence_at_ages(const struct evidence *self, int area, enum evidence_measure measure, int year,
                 int from_age, int to_age)
{
    const struct observation like = { .area = area,
                                      .measure = (short)measure,
                                      .year = (short)year,
                                      .from_age = (short)from_age,
                                      .to_age = (short)to_age,
                                      .category = ALL_CATEGORIES,
                                      .need = ALL_NEEDS };
    return evidence_get(self, &like);
}

void
evidence_range(const struct evidence *self, int area, enum evidence_measure measure, size_t *first,
               size_t *end)
{
    struct observation like = { .area = area,
                                .measure = (short)measure,
                                .year = -1,
                                .from_age = -9,
                                .to_age = -9,
                                .category = -9,
                                .need = -9 };
    *first = first_from(self, &like);
    like.measure = (short)(measure + 1);
    *end = first_from(self, &like);
}

int
evidence_find_area(const struct evidence *self, const char *name)
{
    if (name[0] == '\0')
        return -1;
    for (size_t i = 0; i < self->n_area; i++)
        if (strcasecmp(self->area[i].code, name) == 0 ||
            strcasecmp(self->area[i].ons_code, name) == 0)
            return (int)i;
    for (size_t i = self->n_area;
         i-- > 0;) /* from the end: an authority before a region of its name */
        if (strcasecmp(self->area[i].name, name) == 0)
            return (int)i;
    return -1;
}

/* ---- what had been published by June of a year */

enum breakdown { BY_AGE, BY_SINGLE_AGE, BY_CATEGORY, BY_NEED };

/* The first year in whose June a breakdown by authority could be had, whatever years it then went
 * back to. */
static const struct release {
    short measure; /* enum evidence_measure */
    short breakdown;
    short year;
} RELEASE[] = {
    { EVIDENCE_PLANS, BY_SINGLE_AGE,
      2024 }, /* until January 2023 in five age bands; single years from the release of June 2024 */
    { EVIDENCE_NEW_PLANS, BY_AGE,
      2023 }, /* collected for each person, and so by age, since January 2023, for calendar 2022 */
    { EVIDENCE_NEW_PLANS, BY_CATEGORY, 2023 }, /* the same */
    { EVIDENCE_CEASED, BY_AGE, 2023 },         /* the same; before it the count alone */
    { EVIDENCE_CEASED, BY_CATEGORY, 2023 },    /* the same */
    { EVIDENCE_PLANS, BY_NEED,
      2025 }, /* primary need is published by authority for January 2025, not before */
    { EVIDENCE_NEW_PLANS, BY_NEED, 2025 }, /* the same, for calendar 2024 */
    { EVIDENCE_CEASED, BY_NEED, 2025 },    /* the same */
};

static bool
has_breakdown(const struct observation *item, int breakdown)
{
    switch (breakdown) {
    case BY_AGE: return item->from_age != ALL_AGES;
    case BY_SINGLE_AGE: return item->from_age != ALL_AGES && item->from_age == item->to_age;
    case BY_CATEGORY: return item->category != ALL_CATEGORIES;
    case BY_NEED: return item->need != ALL_NEEDS;
    }
    hr_bug("breakdown %d", breakdown);
}

static int
lag(int measure)
{
    if (measure == EVIDENCE_PLANS)
        return 0;
    return measure == EVIDENCE_POPULATION ? 2 : 1;
}

static bool
published(const struct observation *item, int year)
{
    if (item->year > year - lag(item->measure))
        return false;
    for (size_t i = 0; i < sizeof RELEASE / sizeof *RELEASE; i++)
        if (RELEASE[i].measure == item->measure && year < RELEASE[i].year &&
            has_breakdown(item, RELEASE[i].breakdown))
            return false;
    return true;
}

/* Names of the areas and needs that the observations left over speak of, in the order they have.
 * now[i] is the new index of old i. */
static int
keep_names(const struct evidence *self, const bool *area_used, const bool *need_used,
           struct evidence *out, int *area_now, int *need_now, struct hr_err *err)
{
    int ret = 0;
    for (size_t i = 0; i < self->n_area && ret == 0; i++) {
        if (!area_used[i])
            continue;
        struct evidence_area area = self->area[i];
        memset(area.ons_code, 0, sizeof area.ons_code);
        ret = evidence_add_area(out, &area, &area_now[i], err);
    }
    for (size_t i = 0; i < self->n_need && ret == 0; i++)
        if (need_used[i])
            ret = evidence_add_need(out, self->need[i], &need_now[i], err);
    return ret;
}

int
evidence_as_at(const struct evidence *self, int year, struct evidence *out, struct hr_err *err)
{
    int ret = 0;
    evidence_init(out);
    bool *area_used = calloc(self->n_area + 1, sizeof *area_used),
         *need_used = calloc(self->n_need + 1, sizeof *need_used);
    int *area_now = calloc(self->n_area + 1, sizeof *area_now),
        *need_now = calloc(self->n_need + 1, sizeof *need_now);
    if (area_used == NULL || need_used == NULL || area_now == NULL || need_now == NULL) {
        ret = hr_fail(err, HR_ENOMEM, "no memory for the evidence of %d", year);
        goto out;
    }
    for (size_t i = 0; i < self->n_item; i++) {
        const struct observation *item = &self->item[i];
        if (!published(item, year))
            continue;
        area_used[item->area] = true;
        if (item->need != ALL_NEEDS)
            need_used[item->need] = true;
    }
    ret = keep_names(self, area_used, need_used, out, area_now, need_now, err);
    for (size_t i = 0; i < self->n_item && ret == 0; i++) {
        struct observation item = self->item[i];
        if (!published(&item, year))
            continue;
        item.area = area_now[item.area];
        if (item.need != ALL_NEEDS)
            item.need = (short)need_now[item.need];
        ret = evidence_add(out, &item, err);
    }
    if (ret == 0)
        ret = evidence_finish(out, err);
out:
    if (ret != 0)
        evidence_release(out);
    free(area_used);
    free(need_used);
    free(area_now);
    free(need_now);
    return ret;
}
