/* The long list of counts: a sorted array that is searched by halves. */
#define _GNU_SOURCE /* strcasestr */
#include "evidence.h"

#include "area_name.h"
#include "bytes.h"
#include "list.h"
#include "need_id.h"
#include "text.h"

#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_YEAR = 1900, LAST_YEAR = 2200, LAST_AGE = 120 };

void
evidence_init(struct evidence *self)
{
    *self = (struct evidence){ 0 };
}

void
evidence_release(struct evidence *self)
{
    free(self->area);
    free(self->need);
    free(self->item);
    faults_release(&self->faults);
    list_free_texts(self->remark, self->n_remark);
    list_free_texts(self->source, self->n_source);
    *self = (struct evidence){ 0 };
}

/* What list_room leaves place for. */
static size_t
capacity(size_t n)
{
    size_t power = 1;
    while (power < n)
        power *= 2;
    return power;
}

/* ---- loading */

static bool
fits(const char *text, size_t size)
{
    return memchr(text, '\0', size) != NULL;
}

/* "E10000002" (county of Buckinghamshire) before "E06000060" (unitary): the last six digits are a
 * serial number of its kind, and kinds that are made anew have higher ones than those they replace.
 * */
static int
by_ons_code(const char *a, const char *b)
{
    const int serial = strlen(a) == 9 && strlen(b) == 9 ? strcmp(a + 3, b + 3) : 0;
    return serial != 0 ? serial : strcmp(a, b);
}

/* The same area from two sources: of two pairs (ONS code, name) the greater stays, so the order of
 * loading does not matter. */
static void
merge_area(struct evidence_area *known, const struct evidence_area *more)
{
    const int order = by_ons_code(more->ons_code, known->ons_code);
    if (order > 0 || (order == 0 && strcmp(more->name, known->name) > 0)) {
        memcpy(known->ons_code, more->ons_code, sizeof known->ons_code);
        if (more->name[0] != '\0')
            memcpy(known->name, more->name, sizeof known->name);
    }
    if (strcmp(more->region, known->region) > 0)
        memcpy(known->region, more->region, sizeof known->region);
}

static bool
is_in_london(const char *region)
{
    return strcasestr(region, "london") != NULL; /* inner and outer are one elsewhere */
}

/* A code with two names or regions: a row of another area, or a name of its own. */
static int
say_two(struct evidence *self, const char *code, const char *what, const char *const name[2],
        struct hr_err *err)
{
    const bool order = strcmp(name[0], name[1]) < 0;
    const char *first = name[!order], *second = name[order];
    if (first[0] == '\0' || area_name_same(first, second) ||
        (is_in_london(first) && is_in_london(second)))
        return 0;
    char *text = text_of("note: %s %s, '%s' and '%s': are all rows with that code of one area?",
                         code, what, first, second);
    int ret = text == NULL ? hr_fail(err, HR_ENOMEM, "no memory for a remark") : 0;
    if (ret == 0 && list_find_text(self->remark, self->n_remark, text) == SIZE_MAX)
        ret = evidence_remark(self, err, "%s", text);
    free(text);
    return ret;
}

static int
say_differences(struct evidence *self, const struct evidence_area *one,
                const struct evidence_area *other, struct hr_err *err)
{
    const int ret = say_two(self, one->code, "has two names",
                            (const char *const[2]){ one->name, other->name }, err);
    return ret == 0 ? say_two(self, one->code, "is in two regions",
                              (const char *const[2]){ one->region, other->region }, err)
                    : ret;
}

int
evidence_add_area(struct evidence *self, const struct evidence_area *area, int *index,
                  struct hr_err *err)
{
    *index = -1;
    if (area->level > AREA_AUTHORITY || area->code[0] == '\0' ||
        !fits(area->code, sizeof area->code) || !fits(area->ons_code, sizeof area->ons_code) ||
        !fits(area->name, sizeof area->name) || !fits(area->region, sizeof area->region))
        return hr_fail(err, HR_ESCENARIO,
                       "an area has no code, or a code or name that is too long");
    for (size_t i = self->n_area; i-- > 0;)
        if (self->area[i].level == area->level && strcmp(self->area[i].code, area->code) == 0) {
            const int ret = say_differences(self, &self->area[i], area, err);
            merge_area(&self->area[i], area);
            *index = (int)i;
            return ret;
        }
    if (self->n_area == EVIDENCE_MOST_AREAS)
        return hr_fail(err, HR_ESCENARIO,
                       "there are more than %d areas in the data ('%.40s' is one): England has "
                       "some 150 authorities and 300 districts",
                       EVIDENCE_MOST_AREAS, area->name[0] == '\0' ? area->code : area->name);
    const int ret = list_room(&self->area, self->n_area, sizeof *self->area, err);
    if (ret != 0)
        return ret;
    /* texts are copied up to their ends, so that equal areas are equal byte for byte */
    struct evidence_area *added = &self->area[self->n_area];
    *added = (struct evidence_area){ .level = area->level };
    memcpy(added->code, area->code, strlen(area->code));
    memcpy(added->ons_code, area->ons_code, strlen(area->ons_code));
    memcpy(added->name, area->name, strlen(area->name));
    memcpy(added->region, area->region, strlen(area->region));
    added->own_first = area->own_first;
    added->own_last = area->own_last;
    *index = (int)self->n_area++;
    return 0;
}

int
evidence_add_need(struct evidence *self, const char *text, int *index, struct hr_err *err)
{
    const char *known = need_id_of(text);
    char id[sizeof *self->need] = { '\0' };
    *index = -1;
    if (known == NULL)
        known = text;
    const size_t length = strlen(known);
    if (length == 0 || length >= sizeof id)
        return hr_fail(err, HR_ESCENARIO, "a need's id '%.40s' is empty or longer than %zu letters",
                       known, sizeof id - 1);
    for (size_t i = 0; i < length; i++)
        id[i] = (char)tolower((unsigned char)known[i]);
    for (size_t i = 0; i < self->n_need; i++)
        if (strcmp(self->need[i], id) == 0) {
            *index = (int)i;
            return 0;
        }
    if (self->n_need == EVIDENCE_MOST_NEEDS)
        return hr_fail(err, HR_ESCENARIO,
                       "there are more than %d kinds of need in the data ('%s' is one)",
                       EVIDENCE_MOST_NEEDS, id);
    const int ret = list_room(&self->need, self->n_need, sizeof *self->need, err);
    if (ret != 0)
        return ret;
    memcpy(self->need[self->n_need], id, sizeof id);
    *index = (int)self->n_need++;
    return 0;
}

static bool
plausible(const struct evidence *self, const struct observation *item)
{
    const bool ages =
        item->from_age == ALL_AGES
            ? item->to_age == ALL_AGES
            : item->from_age >= 0 && item->to_age >= item->from_age && item->to_age <= LAST_AGE;
    return item->area >= 0 && (size_t)item->area < self->n_area && item->measure >= 0 &&
           item->measure < N_EVIDENCE_MEASURE && item->year >= FIRST_YEAR &&
           item->year <= LAST_YEAR && ages && item->category >= NOT_RECORDED &&
           item->category < N_CATEGORY && item->need >= ALL_NEEDS &&
           item->need < (int)self->n_need && isfinite(item->count) &&
           evidence_has_part(item->measure, item->part) &&
           (item->count >= 0 || evidence_measure_row(item->measure)->below_0);
}

int
evidence_add(struct evidence *self, const struct observation *item, struct hr_err *err)
{
    if (!plausible(self, item))
        return hr_fail(err, HR_ESCENARIO,
                       "a count that cannot be: %g of measure %d, year %d, ages %d to %d, category "
                       "%d, need %d, part %d, area %d",
                       item->count, item->measure, item->year, item->from_age, item->to_age,
                       item->category, item->need, item->part, item->area);
    const int ret = list_room(&self->item, self->n_item, sizeof *self->item, err);
    if (ret != 0)
        return ret;
    self->item[self->n_item++] = *item;
    return 0;
}

int
evidence_remark(struct evidence *self, struct hr_err *err, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    const int ret = list_add_args(&self->remark, &self->n_remark, err, fmt, args);
    va_end(args);
    if (ret == 0)
        utf8_mend(self->remark[self->n_remark - 1]); /* a long name may have been cut */
    return ret;
}

int
evidence_add_source(struct evidence *self, const char *path, const void *bytes, size_t size,
                    struct hr_err *err)
{
    char hex[DIGEST_HEX];
    const char *slash = strrchr(path, '/');
    digest_bytes(bytes, size, hex);
    return list_add_format(&self->source, &self->n_source, err, "%s: %s",
                           slash == NULL ? path : slash + 1, hex);
}

/* ---- several sources as one */

static int
add_names(struct evidence *self, const struct evidence *from, int *area, int *need,
          struct hr_err *err)
{
    int ret = 0;
    for (size_t i = 0; i < from->n_area && ret == 0; i++)
        ret = evidence_add_area(self, &from->area[i], &area[i], err);
    for (size_t i = 0; i < from->n_need && ret == 0; i++)
        ret = evidence_add_need(self, from->need[i], &need[i], err);
    return ret;
}

int
evidence_add_texts(struct evidence *self, const struct evidence *from, struct hr_err *err)
{
    int ret = 0;
    for (size_t i = 0; i < from->n_remark && ret == 0; i++)
        ret = list_add_text(&self->remark, &self->n_remark, from->remark[i], err);
    for (size_t i = 0; i < from->n_source && ret == 0; i++)
        ret = list_add_text(&self->source, &self->n_source, from->source[i], err);
    return ret;
}

int
evidence_merge(struct evidence *self, const struct evidence *from, struct hr_err *err)
{
    int *area = calloc(from->n_area + 1, sizeof *area),
        *need = calloc(from->n_need + 1, sizeof *need);
    int ret = area == NULL || need == NULL
                  ? hr_fail(err, HR_ENOMEM, "no memory for %zu areas", from->n_area)
                  : 0;
    if (ret == 0)
        ret = add_names(self, from, area, need, err);
    for (size_t i = 0; i < from->n_item && ret == 0; i++) {
        struct observation item = from->item[i];
        item.area = area[item.area];
        item.need = (short)(item.need == ALL_NEEDS ? ALL_NEEDS : need[item.need]);
        ret = evidence_add(self, &item, err);
    }
    if (ret == 0)
        ret = evidence_add_texts(self, from, err);
    free(area);
    free(need);
    return ret;
}

/* ---- counts added up first */

int
tally_add(struct tally *self, const struct observation *part, struct hr_err *err)
{
    const int ret = list_room(&self->part, self->n, sizeof *self->part, err);
    if (ret == 0)
        self->part[self->n++] = *part;
    return ret;
}

static int
by_order(const void *a, const void *b)
{
    return observation_compare(a, b);
}

int
tally_add_margins(struct tally *self, const struct observation *part, struct hr_err *err)
{
    enum { BY_AGE = 1, BY_CATEGORY = 2, BY_NEED = 4, N_MARGIN = 8 };
    const int has = (part->from_age != ALL_AGES ? BY_AGE : 0) |
                    (part->category != ALL_CATEGORIES ? BY_CATEGORY : 0) |
                    (part->need != ALL_NEEDS ? BY_NEED : 0);
    int ret = 0;
    for (int margin = 0; margin < N_MARGIN && ret == 0; margin++) {
        struct observation of = *part;
        if ((margin & has) != margin)
            continue;
        if ((margin & BY_AGE) == 0)
            of.from_age = of.to_age = ALL_AGES;
        if ((margin & BY_CATEGORY) == 0)
            of.category = ALL_CATEGORIES;
        if ((margin & BY_NEED) == 0)
            of.need = ALL_NEEDS;
        ret = tally_add(self, &of, err);
    }
    return ret;
}

int
tally_move(struct tally *self, struct evidence *to, struct hr_err *err)
{
    int ret = 0;
    if (self->n > 0)
        qsort(self->part, self->n, sizeof *self->part, by_order);
    for (size_t i = 0, next; i < self->n && ret == 0; i = next) {
        struct observation sum = self->part[i];
        for (next = i + 1; next < self->n && observation_compare(&sum, &self->part[next]) == 0;
             next++)
            sum.count += self->part[next].count;
        if (!isnan(sum.count))
            ret = evidence_add(to, &sum, err);
    }
    self->n = 0;
    return ret;
}

void
tally_release(struct tally *self)
{
    free(self->part);
    *self = (struct tally){ 0 };
}

/* ---- finishing: everything sorted, indices renumbered, no two alike */

static int
by_area(const void *a, const void *b)
{
    const struct evidence_area *x = a, *y = b;
    return x->level != y->level ? (x->level > y->level) - (x->level < y->level)
                                : strcmp(x->code, y->code);
}

static int
by_need(const void *a, const void *b)
{
    return strcmp(a, b);
}

static int
by_text(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;
    return strcmp(*x, *y);
}

static int
by_number(int a, int b)
{
    return (a > b) - (a < b);
}

int
observation_compare(const struct observation *x, const struct observation *y)
{
    int order = by_number(x->area, y->area);
    order = order != 0 ? order : by_number(x->measure, y->measure);
    order = order != 0 ? order : by_number(x->year, y->year);
    order = order != 0 ? order : by_number(x->from_age, y->from_age);
    order = order != 0 ? order : by_number(x->to_age, y->to_age);
    order = order != 0 ? order : by_number(x->category, y->category);
    order = order != 0 ? order : by_number(x->need, y->need);
    return order != 0 ? order : by_number(x->part, y->part);
}

struct added { /* an observation and when it was added: the first of two that differ stays */
    struct observation item;
    size_t order;
};

static int
by_item_then_order(const void *a, const void *b)
{
    const struct added *x = a, *y = b;
    const int order = observation_compare(&x->item, &y->item);
    return order != 0 ? order : (x->order > y->order) - (x->order < y->order);
}

static int
say_twice(struct evidence *self, const struct observation *stays, const struct observation *other,
          struct hr_err *err)
{
    char ages[32] = "", category[48] = "", need[32] = "";
    const struct evidence_area *area = &self->area[stays->area];
    if (stays->from_age != ALL_AGES)
        snprintf(ages, sizeof ages, ", ages %d to %d", stays->from_age, stays->to_age);
    if (stays->category != ALL_CATEGORIES)
        snprintf(category, sizeof category, ", %s",
                 stays->category == NOT_RECORDED ? "not recorded" : category_name(stays->category));
    if (stays->need != ALL_NEEDS)
        snprintf(need, sizeof need, ", %s", self->need[stays->need]);
    const char *part =
        stays->part == WHOLE ? "" : evidence_part_row(stays->measure, stays->part)->id;
    return evidence_remark(self, err,
                           "%s, %s%s%s %d%s%s%s: counted twice, %.15g and %.15g; the first is used",
                           area->name, evidence_measure_name((enum evidence_measure)stays->measure),
                           part[0] == '\0' ? "" : ", ", part, stays->year, ages, category, need,
                           stays->count, other->count);
}

static int
sort_items(struct evidence *self, struct hr_err *err)
{
    int ret = 0;
    struct added *added = calloc(self->n_item + 1, sizeof *added);
    if (added == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory to sort %zu rows of evidence", self->n_item);
    for (size_t i = 0; i < self->n_item; i++)
        added[i] = (struct added){ .item = self->item[i], .order = i };
    qsort(added, self->n_item, sizeof *added, by_item_then_order);
    size_t kept = 0;
    for (size_t i = 0; i < self->n_item && ret == 0; i++) {
        if (kept > 0 && observation_compare(&self->item[kept - 1], &added[i].item) == 0) {
            if (self->item[kept - 1].count != added[i].item.count)
                ret = say_twice(self, &self->item[kept - 1], &added[i].item, err);
        } else
            self->item[kept++] = added[i].item;
    }
    if (ret == 0)
        self->n_item = kept;
    free(added);
    return ret;
}

/* Area and need indices of the items become those of the sorted lists. */
static int
sort_names(struct evidence *self, struct hr_err *err)
{
    struct evidence_area *area = calloc(capacity(self->n_area), sizeof *area);
    char(*need)[16] = calloc(capacity(self->n_need), sizeof *need);
    if (area == NULL || need == NULL) {
        free(area);
        free(need);
        return hr_fail(err, HR_ENOMEM, "no memory to sort %zu areas", self->n_area);
    }
    if (self->n_area > 0)
        memcpy(area, self->area, self->n_area * sizeof *area);
    if (self->n_need > 0)
        memcpy(need, self->need, self->n_need * sizeof *need);
    qsort(area, self->n_area, sizeof *area, by_area);
    qsort(need, self->n_need, sizeof *need, by_need);
    for (size_t i = 0; i < self->n_item; i++) {
        struct observation *item = &self->item[i];
        const struct evidence_area *now =
            bsearch(&self->area[item->area], area, self->n_area, sizeof *area, by_area);
        item->area = (int)(now - area);
        if (item->need != ALL_NEEDS) {
            char(*at)[16] =
                bsearch(self->need[item->need], need, self->n_need, sizeof *need, by_need);
            item->need = (short)(at - need);
        }
    }
    free(self->area);
    free(self->need);
    self->area = area;
    self->need = need;
    return 0;
}

static void
sort_texts(char **text, size_t *n)
{
    size_t kept = 0;
    if (*n > 0)
        qsort(text, *n, sizeof *text, by_text);
    for (size_t i = 0; i < *n; i++) {
        if (kept > 0 && strcmp(text[kept - 1], text[i]) == 0)
            free(text[i]);
        else
            text[kept++] = text[i];
    }
    *n = kept;
}

int
evidence_finish(struct evidence *self, struct hr_err *err)
{
    int ret = sort_names(self, err);
    if (ret == 0)
        ret = sort_items(self, err);
    if (ret == 0) {
        sort_texts(self->remark, &self->n_remark);
        sort_texts(self->source, &self->n_source);
    }
    return ret;
}
