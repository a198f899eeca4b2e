#include "evidence_join.h"

#include "text.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* ---- ways of counting */

enum way { WAY_TOTAL, WAY_AGE, WAY_CATEGORY, WAY_AGE_AND_CATEGORY, WAY_NEED, N_WAY };
enum { FIRST_YEAR = 1990, N_YEAR = 128 };

static enum way
way_of(const struct observation *item)
{
    if (item->need != ALL_NEEDS)
        return WAY_NEED;
    if (item->from_age == ALL_AGES)
        return item->category == ALL_CATEGORIES ? WAY_TOTAL : WAY_CATEGORY;
    return item->category == ALL_CATEGORIES ? WAY_AGE : WAY_AGE_AND_CATEGORY;
}

static bool
is_taken_whole(const struct observation *item)
{
    return item->measure < N_PEOPLE_MEASURE && item->measure != EVIDENCE_POPULATION &&
           item->year >= FIRST_YEAR && item->year < FIRST_YEAR + N_YEAR;
}

/* ---- order of sources */

struct join {
    struct evidence *to;
    const struct evidence_source *source; /* borrowed; [n] */
    size_t n;
    size_t *order;  /* owned; [n]: the best first */
    size_t n_area;  /* room for */
    uint8_t *owner; /* owned; [area][measure][year][way]: place in the order and 1; 0: no one's */
    bool *all_of;   /* owned; [area][measure][year]: own tables, all ways of counting */
};

/* "own", or with DfE's code of the authority behind it. */
static bool
is_own_code(const char *code)
{
    const size_t n = strlen(EVIDENCE_OWN_CODE);
    return strncmp(code, EVIDENCE_OWN_CODE, n) == 0 &&
           strspn(code + n, "0123456789") == strlen(code + n);
}

static bool
is_own(const struct evidence *evidence)
{
    bool own = false;
    for (size_t i = 0; i < evidence->n_area; i++)
        own = own || is_own_code(evidence->area[i].code);
    return own;
}

static int
last_january(const struct evidence *evidence)
{
    int last = 0;
    for (size_t i = 0; i < evidence->n_item; i++)
        if (evidence->item[i].measure == EVIDENCE_PLANS && evidence->item[i].year > last)
            last = evidence->item[i].year;
    return last;
}

static bool
is_better(const struct evidence *one, const struct evidence *other)
{
    if (is_own(one) != is_own(other))
        return is_own(one);
    return last_january(one) > last_january(other);
}

static void
put_in_order(struct join *self)
{
    for (size_t i = 0; i < self->n; i++) {
        size_t k = i;
        for (; k > 0 &&
               is_better(&self->source[i].evidence, &self->source[self->order[k - 1]].evidence);
             k--)
            self->order[k] = self->order[k - 1];
        self->order[k] = i;
    }
}

/* ---- names */

/* The authority of an own table's code or else name in another source; NULL: none has it. */
static const struct evidence_area *
authority_named(const struct join *self, const struct evidence_area *own)
{
    const char *code = own->code + strlen(EVIDENCE_OWN_CODE);
    for (size_t i = 0; i < self->n; i++) {
        const struct evidence *evidence = &self->source[i].evidence;
        const int area = evidence_find_area(evidence, code[0] != '\0' ? code : own->name);
        if (area >= 0 && evidence->area[area].level == AREA_AUTHORITY &&
            !is_own_code(evidence->area[area].code))
            return &evidence->area[area];
    }
    return NULL;
}

static int
add_names(struct join *self, const struct evidence *from, int *area, int *need, struct hr_err *err)
{
    int ret = 0;
    for (size_t i = 0; i < from->n_area && ret == 0; i++) {
        const struct evidence_area *it = &from->area[i];
        if (is_own_code(it->code) && authority_named(self, it) != NULL)
            it = authority_named(self, it);
        ret = evidence_add_area(self->to, it, &area[i], err);
    }
    for (size_t i = 0; i < from->n_need && ret == 0; i++)
        ret = evidence_add_need(self->to, from->need[i], &need[i], err);
    return ret;
}

/* ---- counts */

static size_t
cell_of(const struct observation *item)
{
    return ((size_t)item->area * N_PEOPLE_MEASURE + (size_t)item->measure) * N_YEAR +
           (size_t)(item->year - FIRST_YEAR);
}

static uint8_t *
owner_of(struct join *self, const struct observation *item)
{
    return &self->owner[cell_of(item) * N_WAY + way_of(item)];
}

struct overlap { /* of one source with those better */
    size_t n_left_out;
    int first_year, last_year;
};

static void
note_overlap(struct overlap *self, const struct observation *item)
{
    self->n_left_out++;
    if (self->first_year == 0 || item->year < self->first_year)
        self->first_year = item->year;
    if (item->year > self->last_year)
        self->last_year = item->year;
}

static int
say_overlap(struct join *self, size_t place, const struct overlap *overlap, struct hr_err *err)
{
    if (overlap->n_left_out == 0)
        return 0;
    return evidence_remark(self->to, err,
                           "note: of '%s' %zu counts of %d to %d are not used, because a newer "
                           "source or the authority's own tables have them",
                           text_base(self->source[self->order[place]].name), overlap->n_left_out,
                           overlap->first_year, overlap->last_year);
}

/* Does a better source have the same cell? */
static bool
better_has(const struct join *self, size_t place, const struct observation *item)
{
    const struct evidence_area *area = &self->to->area[item->area];
    for (size_t i = 0; i < place; i++) {
        const struct evidence *better = &self->source[self->order[i]].evidence;
        struct observation like = *item;
        for (like.area = 0; (size_t)like.area < better->n_area; like.area++)
            if (better->area[like.area].level == area->level &&
                strcmp(better->area[like.area].code, area->code) == 0)
                break;
        if ((size_t)like.area < better->n_area && item->need == ALL_NEEDS &&
            !isnan(evidence_get(better, &like)))
            return true;
    }
    return false;
}

/* ---- own counts beside those they replace */

static const double A_LITTLE = 0.02, A_LOT = 0.20;

bool
evidence_is_own(const struct evidence *self, int area, int january)
{
    const struct evidence_area *it = &self->area[area];
    return it->own_first > 0 && january >= it->own_first && january <= it->own_last;
}

static void
note_own(struct evidence_area *area, const struct observation *item)
{
    if (item->measure != EVIDENCE_PLANS)
        return;
    if (area->own_first == 0 || item->year < area->own_first)
        area->own_first = item->year;
    if (item->year > area->own_last)
        area->own_last = item->year;
}

/* What own tables have in the place of a count; NAN: nothing. The evidence is not finished. */
static double
taken_instead(const struct evidence *self, const struct observation *item)
{
    for (size_t i = 0; i < self->n_item; i++)
        if (self->item[i].area == item->area && self->item[i].measure == item->measure &&
            self->item[i].year == item->year && way_of(&self->item[i]) == WAY_TOTAL)
            return self->item[i].count;
    return (double)NAN;
}

static int
say_beside(struct join *self, size_t place, const struct observation *item, struct hr_err *err)
{
    const bool plans = item->measure == EVIDENCE_PLANS;
    const double own = taken_instead(self->to, item), off = own / item->count - 1.0;
    if ((!plans && item->measure != EVIDENCE_NEW_PLANS) || way_of(item) != WAY_TOTAL ||
        !isfinite(off))
        return 0;
    return evidence_remark(
        self->to, err, EVIDENCE_OWN_BESIDE "%s, %s %d%s %.0f, where '%s' has %.0f (%+.1f%%)%s",
        self->to->area[item->area].name, plans ? "plans in January" : "new plans in", item->year,
        fabs(off) > A_LOT ? ", WARNING," : "", own,
        text_base(self->source[self->order[place]].name), item->count, 100.0 * off,
        fabs(off) > A_LOT      ? "; are all children in them, and are they of this authority? "
                                 "Spending and population are of the whole of it"
        : fabs(off) > A_LITTLE ? "; find out why before the result is used"
                               : "");
}

static int
add_counts(struct join *self, size_t place, const int *area, const int *need, struct hr_err *err)
{
    const struct evidence *from = &self->source[self->order[place]].evidence;
    const bool own = is_own(from);
    struct overlap overlap = { 0 };
    int ret = 0;
    for (size_t i = 0; i < from->n_item && ret == 0; i++) {
        struct observation item = from->item[i];
        item.area = area[item.area];
        item.need = (short)(item.need == ALL_NEEDS ? ALL_NEEDS : need[item.need]);
        if (is_taken_whole(&item)) {
            uint8_t *owner = owner_of(self, &item);
            if ((*owner != 0 && *owner != place + 1) || (self->all_of[cell_of(&item)] && !own)) {
                note_overlap(&overlap, &item);
                ret = self->all_of[cell_of(&item)] ? say_beside(self, place, &item, err) : 0;
                continue;
            }
            if (own)
                note_own(&self->to->area[item.area], &item);
            *owner = (uint8_t)(place + 1);
            self->all_of[cell_of(&item)] = own;
        } else if (better_has(self, place, &item)) {
            note_overlap(&overlap, &item);
            continue;
        }
        ret = evidence_add(self->to, &item, err);
    }
    return ret == 0 ? say_overlap(self, place, &overlap, err) : ret;
}

static int
add_source(struct join *self, size_t place, struct hr_err *err)
{
    const struct evidence *from = &self->source[self->order[place]].evidence;
    int *area = calloc(from->n_area + 1, sizeof *area),
        *need = calloc(from->n_need + 1, sizeof *need);
    int ret = area == NULL || need == NULL
                  ? hr_fail(err, HR_ENOMEM, "no memory for %zu areas", from->n_area)
                  : 0;
    if (ret == 0)
        ret = add_names(self, from, area, need, err);
    if (ret == 0)
        ret = add_counts(self, place, area, need, err);
    if (ret == 0)
        ret = evidence_add_texts(self->to, from, err);
    free(area);
    free(need);
    return ret;
}

int
evidence_join(struct evidence *self, const struct evidence_source *source, size_t n,
              struct hr_err *err)
{
    struct join join = { .to = self, .source = source, .n = n };
    for (size_t i = 0; i < n; i++)
        join.n_area += source[i].evidence.n_area;
    const size_t n_cell = (join.n_area + 1) * N_PEOPLE_MEASURE * N_YEAR;
    join.order = calloc(n + 1, sizeof *join.order);
    join.owner = calloc(n_cell * N_WAY, sizeof *join.owner);
    join.all_of = calloc(n_cell, sizeof *join.all_of);
    int ret = join.order == NULL || join.owner == NULL || join.all_of == NULL || n >= UINT8_MAX
                  ? hr_fail(err, HR_ENOMEM, "no memory to join %zu sources", n)
                  : 0;
    if (ret == 0)
        put_in_order(&join);
    for (size_t place = 0; place < n && ret == 0; place++)
        ret = add_source(&join, place, err);
    free(join.order);
    free(join.owner);
    free(join.all_of);
    return ret == 0 ? evidence_finish(self, err) : ret;
}
