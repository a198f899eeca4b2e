#define _GNU_SOURCE /* tdestroy */
#include "evidence_traps.h"

#include "list.h"
#include "text.h"

#include <math.h>
#include <search.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { N_NAMED = 6 };

void
findings_add(struct findings *self, double weight, const char *fmt, ...)
{
    self->failed = self->failed || list_room(&self->item, self->n, sizeof *self->item, NULL) != 0;
    if (self->failed)
        return;
    struct finding *finding = &self->item[self->n++];
    finding->weight = weight;
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(finding->text, sizeof finding->text, fmt, args);
    va_end(args);
}

static int
by_text(const void *a, const void *b)
{
    return strcasecmp(a, b);
}

void
findings_add_once(struct findings *self, const char *text)
{
    if (self->failed || tfind(text, &self->once, by_text) != NULL)
        return;
    char *kept = strdup(text);
    if (kept == NULL || tsearch(kept, &self->once, by_text) == NULL) {
        free(kept);
        self->failed = true;
        return;
    }
    findings_add(self, 1.0, "%s", text);
}

/* The heaviest that are named come first; equals keep their order. */
static void
put_heaviest_first(struct findings *self)
{
    for (size_t i = 0; i < self->n && i < N_NAMED; i++) {
        size_t best = i;
        for (size_t k = i + 1; k < self->n; k++)
            if (self->item[k].weight > self->item[best].weight)
                best = k;
        const struct finding item = self->item[best];
        memmove(&self->item[i + 1], &self->item[i], (best - i) * sizeof item);
        self->item[i] = item;
    }
}

int
findings_say(struct findings *self, const char *opening, struct evidence *to, struct hr_err *err)
{
    struct text text;
    char *list = NULL;
    int ret = 0;
    text_init(&text);
    put_heaviest_first(self);
    for (size_t i = 0; i < self->n && i < N_NAMED; i++)
        text_add(&text, "%s%s", i > 0 ? "; " : "", self->item[i].text);
    if (self->n > N_NAMED)
        text_add(&text, "; and %zu more", self->n - N_NAMED);
    if (self->failed)
        ret = hr_fail(err, HR_ENOMEM, "no memory for what was seen in the data");
    if (ret == 0)
        ret = text_take(&text, &list, err);
    if (ret == 0 && self->n > 0)
        ret = evidence_remark(to, err, "%s: %s", opening, list);
    text_release(&text);
    free(list);
    findings_release(self);
    return ret;
}

void
findings_release(struct findings *self)
{
    free(self->item);
    tdestroy(self->once, free);
    *self = (struct findings){ 0 };
}

/* ---- margins */

static size_t
cell_index(const struct margins *self, size_t area, int measure, int year)
{
    const size_t n_year = (size_t)(self->last_year - self->first_year + 1);
    return (area * N_EVIDENCE_MEASURE + (size_t)measure) * n_year +
           (size_t)(year - self->first_year);
}

const struct margin *
margins_at(const struct margins *self, size_t area, int measure, int year)
{
    static const struct margin nothing = { .total = (double)NAN };
    return year < self->first_year || year > self->last_year
               ? &nothing
               : &self->cell[cell_index(self, area, measure, year)];
}

/* Items come sorted by age, so a band that begins before the last one ended overlaps it. */
static void
take_item(struct margin *to, const struct observation *item)
{
    if (item->part != WHOLE)
        return;
    const bool all_ages = item->from_age == ALL_AGES, all_needs = item->need == ALL_NEEDS;
    if (all_ages && all_needs && item->category == ALL_CATEGORIES)
        to->total = item->count;
    else if (all_ages && all_needs) {
        to->by_category += item->count;
        to->n_category++;
        if (item->category == NOT_RECORDED)
            to->not_recorded = item->count;
    } else if (all_ages && item->category == ALL_CATEGORIES) {
        to->by_need += item->count;
        to->n_need++;
    } else if (all_needs && item->category == ALL_CATEGORIES) {
        to->ages_overlap = to->ages_overlap || (to->n_age > 0 && item->from_age <= to->last_age);
        to->last_age = item->to_age;
        to->by_age += item->count;
        to->n_age++;
    }
}

int
margins_init(struct margins *self, const struct evidence *of, struct hr_err *err)
{
    *self = (struct margins){ .of = of, .first_year = 1, .last_year = 0 };
    for (size_t i = 0; i < of->n_item; i++) {
        const int year = of->item[i].year;
        if (i == 0 || year < self->first_year)
            self->first_year = year;
        if (i == 0 || year > self->last_year)
            self->last_year = year;
    }
    const size_t n = of->n_item == 0 ? 0
                                     : of->n_area * N_EVIDENCE_MEASURE *
                                           (size_t)(self->last_year - self->first_year + 1);
    self->cell = calloc(n + 1, sizeof *self->cell);
    if (self->cell == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory to compare %zu totals with their parts", n);
    for (size_t i = 0; i < n; i++)
        self->cell[i].total = (double)NAN;
    for (size_t i = 0; i < of->n_item; i++) {
        const struct observation *item = &of->item[i];
        take_item(&self->cell[cell_index(self, (size_t)item->area, item->measure, item->year)],
                  item);
    }
    return 0;
}

void
margins_release(struct margins *self)
{
    free(self->cell);
    *self = (struct margins){ .first_year = 1 };
}

const char *
margins_when(int measure)
{
    return measure == EVIDENCE_PLANS ? "January " : "";
}

const char *
margins_what(int measure)
{
    return evidence_measure_row(measure)->says;
}

bool
margins_years(const struct margins *self, int measure, int *first, int *last)
{
    bool any = false;
    for (size_t area = 0; area < self->of->n_area; area++) {
        if (self->of->area[area].level != AREA_AUTHORITY)
            continue;
        for (int year = self->first_year; year <= self->last_year; year++) {
            if (isnan(margins_at(self, area, measure, year)->total))
                continue;
            *first = !any || year < *first ? year : *first;
            *last = !any || year > *last ? year : *last;
            any = true;
        }
    }
    return any;
}

/* ---- looks */

int
looks_say(const struct look *look, size_t n, bool (*of)(int measure), struct evidence *self,
          struct hr_err *err)
{
    int ret = 0, first = 1, last = 0;
    for (size_t i = 0; i < self->n_item; i++) {
        const struct observation *item = &self->item[i];
        if (!of(item->measure))
            continue;
        first = last < first || item->year < first ? item->year : first;
        last = item->year > last ? item->year : last;
    }
    for (size_t i = 0; i < n && ret == 0; i++) {
        struct findings found = { 0 };
        for (int area = 0; area < (int)self->n_area; area++)
            for (int year = first; year <= last; year++)
                look[i].at(&(struct place){ self, area, year }, &found);
        ret = findings_say(&found, look[i].opening, self, err);
    }
    return ret;
}
