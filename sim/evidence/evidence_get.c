/* Reading the long list of counts: one count, a walk, and what had been published by a date.
 *
 * What DfE published when, apart from the calendar of each measure: see RELEASE below. */
#include "evidence.h"

#include "area_name.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

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
    return evidence_at_ages(self, area, measure, year, (struct ages){ ALL_AGES, ALL_AGES });
}

double
evidence_at_ages(const struct evidence *self, int area, enum evidence_measure measure, int year,
                 struct ages ages)
{
    const struct observation like = { .area = area,
                                      .measure = (short)measure,
                                      .year = (short)year,
                                      .from_age = (short)ages.first,
                                      .to_age = (short)ages.last,
                                      .category = ALL_CATEGORIES,
                                      .need = ALL_NEEDS };
    return evidence_get(self, &like);
}

double
evidence_part(const struct evidence *self, int area, enum evidence_measure measure, int year,
              int part)
{
    const struct observation like = { .area = area,
                                      .measure = (short)measure,
                                      .year = (short)year,
                                      .from_age = ALL_AGES,
                                      .to_age = ALL_AGES,
                                      .category = ALL_CATEGORIES,
                                      .need = ALL_NEEDS,
                                      .part = (short)part };
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
        if (area_name_same(self->area[i].name, name))
            return (int)i;
    return -1;
}

/* ---- what had been published by June of a year */

enum breakdown { BY_AGE, BY_SINGLE_AGE, BY_CATEGORY, BY_NEED };

/* The first year in whose June a breakdown by authority could be had, whatever years it then went
 * back to. */
static const struct release {
    enum evidence_measure measure;
    enum breakdown breakdown;
    int year;
} RELEASE[] = {
    /* until January 2023 in five age bands; single years from the release of June 2024 */
    { EVIDENCE_PLANS, BY_SINGLE_AGE, 2024 },
    /* collected for each person since January 2023, for calendar 2022; ceased before it in all */
    { EVIDENCE_NEW_PLANS, BY_AGE, 2023 },
    { EVIDENCE_NEW_PLANS, BY_CATEGORY, 2023 },
    { EVIDENCE_CEASED, BY_AGE, 2023 },
    { EVIDENCE_CEASED, BY_CATEGORY, 2023 },
    /* primary need is published by authority for January 2025 and calendar 2024, not before */
    { EVIDENCE_PLANS, BY_NEED, 2025 },
    { EVIDENCE_NEW_PLANS, BY_NEED, 2025 },
    { EVIDENCE_CEASED, BY_NEED, 2025 },
};

static bool
has_breakdown(const struct observation *item, enum breakdown breakdown)
{
    switch (breakdown) {
    case BY_AGE: return item->from_age != ALL_AGES;
    case BY_SINGLE_AGE: return item->from_age != ALL_AGES && item->from_age == item->to_age;
    case BY_CATEGORY: return item->category != ALL_CATEGORIES;
    case BY_NEED: return item->need != ALL_NEEDS;
    }
    hr_bug("breakdown %d", (int)breakdown);
}

struct moment { /* 30 June of the year, or its end */
    int year;
    bool at_end;
};

static bool
published(const struct observation *item, struct moment moment)
{
    const int year = moment.year;
    const struct evidence_measure_row *row = evidence_measure_row(item->measure);
    if (item->year > year - (moment.at_end ? row->by_end : row->by_june))
        return false;
    for (size_t i = 0; i < sizeof RELEASE / sizeof *RELEASE; i++)
        if ((int)RELEASE[i].measure == item->measure && year < RELEASE[i].year &&
            has_breakdown(item, RELEASE[i].breakdown))
            return false;
    return true;
}

/* What the observations left over speak of, and its new indices. */
struct kept {
    bool *area, *need;        /* owned; used */
    int *area_now, *need_now; /* owned */
};

static int
kept_init(struct kept *self, const struct evidence *of, struct moment moment, struct hr_err *err)
{
    *self = (struct kept){ calloc(of->n_area + 1, sizeof *self->area),
                           calloc(of->n_need + 1, sizeof *self->need),
                           calloc(of->n_area + 1, sizeof *self->area_now),
                           calloc(of->n_need + 1, sizeof *self->need_now) };
    if (self->area == NULL || self->need == NULL || self->area_now == NULL ||
        self->need_now == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the evidence of %d", moment.year);
    for (size_t i = 0; i < of->n_item; i++) {
        const struct observation *item = &of->item[i];
        if (!published(item, moment))
            continue;
        self->area[item->area] = true;
        if (item->need != ALL_NEEDS)
            self->need[item->need] = true;
    }
    return 0;
}

static void
kept_release(struct kept *self)
{
    free(self->area);
    free(self->need);
    free(self->area_now);
    free(self->need_now);
}

/* The names kept, in the order they have. */
static int
keep_names(const struct evidence *self, struct kept *kept, struct evidence *out, struct hr_err *err)
{
    int ret = 0;
    for (size_t i = 0; i < self->n_area && ret == 0; i++) {
        if (!kept->area[i])
            continue;
        struct evidence_area area = self->area[i];
        memset(area.ons_code, 0, sizeof area.ons_code);
        ret = evidence_add_area(out, &area, &kept->area_now[i], err);
    }
    for (size_t i = 0; i < self->n_need && ret == 0; i++)
        if (kept->need[i])
            ret = evidence_add_need(out, self->need[i], &kept->need_now[i], err);
    return ret;
}

static int
known_at(const struct evidence *self, struct moment moment, struct evidence *out,
         struct hr_err *err)
{
    struct kept kept;
    evidence_init(out);
    int ret = kept_init(&kept, self, moment, err);
    if (ret == 0)
        ret = keep_names(self, &kept, out, err);
    for (size_t i = 0; i < self->n_item && ret == 0; i++) {
        struct observation item = self->item[i];
        if (!published(&item, moment))
            continue;
        item.area = kept.area_now[item.area];
        if (item.need != ALL_NEEDS)
            item.need = (short)kept.need_now[item.need];
        ret = evidence_add(out, &item, err);
    }
    if (ret == 0)
        ret = evidence_finish(out, err);
    if (ret != 0)
        evidence_release(out);
    kept_release(&kept);
    return ret;
}

int
evidence_as_at(const struct evidence *self, int year, struct evidence *out, struct hr_err *err)
{
    return known_at(self, (struct moment){ year, false }, out, err);
}

int
evidence_at_end_of(const struct evidence *self, int year, struct evidence *out, struct hr_err *err)
{
    return known_at(self, (struct moment){ year, true }, out, err);
}
