/* From files to authorities: sexes are added up, and districts; of each age the best vintage. */
#include "authority.h"
#include "evidence_traps.h"
#include "list.h"
#include "mid_years.h"
#include "mid_years_compare.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N_SEX = 3 };

struct moving {
    struct mid_years *from;
    struct evidence *to;
    struct people *people; /* owned */
    size_t n;
    struct findings incomplete, england, left_out; /* owned until said */
};

/* ---- males and females in files of their own */

/* The sex of all of a file; PERSONS: people, or both. */
static enum head_sex
sex_of_file(const struct vintage *of)
{
    for (size_t i = 1; i < of->n_head; i++)
        if (of->head[i].sex != of->head[0].sex)
            return PERSONS;
    return of->n_head == 0 ? PERSONS : (enum head_sex)of->head[0].sex;
}

static bool
is_pair(const struct vintage *one, const struct vintage *other)
{
    return one->projection == other->projection && one->first == other->first &&
           one->last == other->last && sex_of_file(one) != PERSONS &&
           sex_of_file(other) != PERSONS && sex_of_file(one) != sex_of_file(other);
}

static int
add_file(struct vintage *to, struct vintage *from, struct hr_err *err)
{
    int ret = 0;
    for (size_t i = 0; i < from->n_head && ret == 0; i++) {
        const struct mid_years_place *place = &from->place[from->head[i].place];
        ret = mid_years_find_place(to, place->code, place->name, &from->head[i].place, err);
        if (ret == 0)
            ret = list_room(&to->head, to->n_head, sizeof *to->head, err);
        if (ret == 0)
            to->head[to->n_head++] = from->head[i];
    }
    to->n_old += from->n_old;
    to->n_total += from->n_total;
    to->n_absent += from->n_absent;
    from->n_head = from->n_place = from->n_old = from->n_total = from->n_absent = 0;
    return ret;
}

/* A file of males and one of females, of the same years, are one. */
static int
pair_files(struct mid_years *self, struct hr_err *err)
{
    int ret = 0;
    for (size_t i = 0; i < self->n; i++)
        for (size_t k = i + 1; k < self->n && ret == 0; k++)
            if (is_pair(&self->vintage[i], &self->vintage[k]))
                ret = add_file(&self->vintage[i], &self->vintage[k], err);
    return ret;
}

/* ---- one file: people of both sexes */

static int
by_head(const void *a, const void *b)
{
    const struct head *x = a, *y = b;
    const int left[] = { x->place, x->year, x->age, x->sex };
    const int right[] = { y->place, y->year, y->age, y->sex };
    for (size_t i = 0; i < sizeof left / sizeof *left; i++)
        if (left[i] != right[i])
            return left[i] < right[i] ? -1 : 1;
    return (x->count > y->count) - (x->count < y->count);
}

/* A file's heads become one for each place, year and age; a sex alone is not the people. */
static int
add_sexes(struct moving *self, struct vintage *of, struct hr_err *err)
{
    size_t kept = 0, n_twice = 0, n_one_sex = 0;
    if (of->n_head > 0)
        qsort(of->head, of->n_head, sizeof *of->head, by_head);
    for (size_t i = 0, next; i < of->n_head; i = next) {
        double count[N_SEX] = { (double)NAN, (double)NAN, (double)NAN };
        for (next = i;
             next < of->n_head && of->head[next].place == of->head[i].place &&
             of->head[next].year == of->head[i].year && of->head[next].age == of->head[i].age;
             next++) {
            double *at = &count[of->head[next].sex];
            n_twice += !isnan(*at) && (of->no_sex || *at != of->head[next].count);
            *at = isnan(*at) ? of->head[next].count : *at;
        }
        struct head sum = of->head[i];
        sum.count = isnan(count[0]) ? count[1] + count[2] : count[0];
        n_one_sex += isnan(sum.count) ? 1 : 0;
        if (!isnan(sum.count))
            of->head[kept++] = sum;
    }
    of->n_head = kept;
    int ret = 0;
    if (of->no_sex && n_twice > 0)
        ret = evidence_remark(self->to, err,
                              "missing: %s: has no column of sex, and %zu counts of people are "
                              "given twice: are they males and females? The smaller is used",
                              of->name, n_twice);
    else if (of->no_sex && kept > 0)
        ret = evidence_remark(self->to, err,
                              "note: %s: has no column of sex: all counts are taken as of people",
                              of->name);
    else if (n_twice > 0)
        ret = evidence_remark(self->to, err,
                              "%s: %zu counts of people are given twice and differ; the smaller is "
                              "used: is the file of one geography?",
                              of->name, n_twice);
    if (ret == 0 && n_one_sex > 0)
        ret = evidence_remark(self->to, err,
                              "missing: %s: %zu counts are of one sex alone and are left out",
                              of->name, n_one_sex);
    return ret;
}

/* ---- one file: authorities */

struct grown { /* an authority of a file while it is added up */
    double sum[MID_YEARS_N_YEAR][MID_YEARS_N_AGE];
    int covered[MID_YEARS_N_YEAR][MID_YEARS_N_AGE];
};

static int
add_people(struct moving *self, const struct people *one, struct hr_err *err)
{
    const int ret = list_room(&self->people, self->n, sizeof *self->people, err);
    if (ret == 0)
        self->people[self->n++] = *one;
    return ret;
}

static void
add_place(struct grown *to, const struct vintage *of, size_t place, int covers)
{
    for (size_t i = 0; i < of->n_head; i++) {
        const struct head *head = &of->head[i];
        if (head->place != (int)place)
            continue;
        to->sum[head->year - MID_YEARS_FIRST][head->age] += head->count;
        to->covered[head->year - MID_YEARS_FIRST][head->age] += covers;
    }
}

/* The most that any age of a year is covered. */
static int
covered(const struct grown *self, int year)
{
    int most = 0;
    for (int age = 0; age < MID_YEARS_N_AGE; age++)
        most = self->covered[year][age] > most ? self->covered[year][age] : most;
    return most;
}

/* Years in which some of the districts are there and not all. */
static void
say_incomplete(struct moving *self, const struct vintage *of, const struct authority *authority,
               const struct grown *grown)
{
    const int want = authority_n_district(authority);
    for (int year = 0; year < MID_YEARS_N_YEAR; year++) {
        const int have = covered(grown, year);
        if (have > 0 && have != want) {
            findings_add(&self->incomplete, 1.0, "%s, %d of its %d districts in mid-%d (%s)",
                         authority->name, have, want, MID_YEARS_FIRST + year, of->name);
            return;
        }
    }
}

static int
take_grown(struct moving *self, const struct grown *grown, const int like[2], int want,
           struct hr_err *err)
{
    int ret = 0;
    for (int year = 0; year < MID_YEARS_N_YEAR; year++)
        for (int age = 0; age < MID_YEARS_N_AGE && ret == 0; age++)
            if (grown->covered[year][age] == want)
                ret =
                    add_people(self,
                               &(struct people){ like[0], like[1], (short)(MID_YEARS_FIRST + year),
                                                 (short)age, grown->sum[year][age] },
                               err);
    return ret;
}

/* As itself, under the latest of its codes that the file has in a year; else its districts. */
static int
take_authority(struct moving *self, const struct vintage *of, int which, const int like[2],
               struct hr_err *err)
{
    const struct authority *authority = authority_item((size_t)which);
    struct grown *grown = calloc(2, sizeof *grown);
    if (grown == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the people of '%s'", authority->name);
    for (size_t k = AUTHORITY_N_ONS; k-- > 0;)
        for (size_t i = 0; i < of->n_place && authority->ons[k] != NULL; i++)
            if (strcmp(of->place[i].code, authority->ons[k]) == 0) {
                memset(&grown[1], 0, sizeof grown[1]);
                add_place(&grown[1], of, i, 1);
                for (int y = 0; y < MID_YEARS_N_YEAR; y++)
                    if (covered(&grown[1], y) > 0) {
                        memcpy(grown[0].sum[y], grown[1].sum[y], sizeof grown[0].sum[y]);
                        memcpy(grown[0].covered[y], grown[1].covered[y],
                               sizeof grown[0].covered[y]);
                    }
            }
    memset(&grown[1], 0, sizeof grown[1]);
    for (size_t i = 0; i < of->n_place; i++) {
        const int covers = authority_covers(authority, of->place[i].code);
        if (covers > 0)
            add_place(&grown[1], of, i, covers);
    }
    for (int y = 0; y < MID_YEARS_N_YEAR; y++)
        if (covered(&grown[0], y) > 0)
            memset(grown[1].covered[y], 0, sizeof grown[1].covered[y]);
    say_incomplete(self, of, authority, &grown[1]);
    int ret = take_grown(self, &grown[0], like, 1, err);
    const int n_district = authority_n_district(authority);
    if (ret == 0 && n_district > 0)
        ret = take_grown(self, &grown[1], like, n_district, err);
    free(grown);
    return ret;
}

/* All that go on; how many there are. */
static int
add_authorities(const struct moving *self, size_t first, struct grown *to)
{
    int n = 0;
    for (size_t i = 0; i < authority_count(); i++)
        n += authority_item(i)->ended == 0;
    for (size_t i = first; i < self->n; i++) {
        const struct people *one = &self->people[i];
        if (authority_item((size_t)one->authority)->ended != 0)
            continue;
        to->sum[one->year - MID_YEARS_FIRST][one->age] += one->count;
        to->covered[one->year - MID_YEARS_FIRST][one->age]++;
    }
    return n;
}

/* England as the file has it, else the sum of the authorities that go on, when all are there. */
static int
take_england(struct moving *self, const struct vintage *of, size_t first, int rank,
             struct hr_err *err)
{
    struct grown *grown = calloc(1, sizeof *grown);
    int want = 1;
    if (grown == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the people of England");
    for (size_t i = 0; i < of->n_place; i++)
        if (strcmp(of->place[i].code, "E92000001") == 0)
            add_place(grown, of, i, 1);
    if (of->n_head > 0 && covered(grown, of->last - MID_YEARS_FIRST) == 0) {
        want = add_authorities(self, first, grown);
        const int have = covered(grown, of->last - MID_YEARS_FIRST);
        if (have < want)
            findings_add(&self->england, 1.0, "%d of %d in mid-%d (%s)", have, want, of->last,
                         of->name);
    }
    const int ret = take_grown(self, grown, (int[2]){ MID_YEARS_ENGLAND, rank }, want, err);
    free(grown);
    return ret;
}

static bool
is_known(const char *code)
{
    if (authority_by_code(code) != NULL || strcmp(code, "E92000001") == 0)
        return true;
    for (size_t i = 0; i < authority_count(); i++)
        if (authority_covers(authority_item(i), code) > 0)
            return true;
    return false;
}

static int
say_left_out(struct moving *self, const struct vintage *of, struct hr_err *err)
{
    size_t n = 0;
    for (size_t i = 0; i < of->n_place; i++)
        if (!is_known(of->place[i].code)) {
            n++;
            findings_add(&self->left_out, 1.0, "%s (%s)", of->place[i].name, of->place[i].code);
        }
    char opening[160];
    (void)snprintf(opening, sizeof opening,
                   "note: %.80s: %zu areas are no authority of England and are left out", of->name,
                   n);
    int ret = findings_say(&self->left_out, opening, self->to, err);
    if (ret == 0 && of->n_old + of->n_total > 0)
        ret = evidence_remark(self->to, err,
                              "note: %s: left out are %zu counts of ages over %d and %zu totals",
                              of->name, of->n_old, MID_YEARS_N_AGE - 1, of->n_total);
    if (ret == 0 && of->n_absent > 0)
        ret = evidence_remark(self->to, err, "missing: %s: %zu counts of people are not given",
                              of->name, of->n_absent);
    return ret;
}

static int
take_vintage(struct moving *self, size_t rank, struct hr_err *err)
{
    struct vintage *of = &self->from->vintage[rank];
    const size_t first = self->n;
    int ret = add_sexes(self, of, err);
    for (size_t i = 0; i < authority_count() && ret == 0; i++)
        ret = take_authority(self, of, (int)i, (int[2]){ (int)i, (int)rank }, err);
    if (ret == 0)
        ret = take_england(self, of, first, (int)rank, err);
    return ret == 0 ? say_left_out(self, of, err) : ret;
}

/* ---- all files together */

/* The best first: estimates that end later, then projections that begin later. */
static int
by_vintage(const void *a, const void *b)
{
    const struct vintage *x = a, *y = b;
    if (x->projection != y->projection)
        return x->projection ? 1 : -1;
    const int left = x->projection ? x->first : x->last, right = y->projection ? y->first : y->last;
    return left != right ? (right > left) - (right < left) : strcmp(x->name, y->name);
}

static int
by_people(const void *a, const void *b)
{
    const struct people *x = a, *y = b;
    const int left[] = { x->authority, x->year, x->age, x->vintage };
    const int right[] = { y->authority, y->year, y->age, y->vintage };
    for (size_t i = 0; i < sizeof left / sizeof *left; i++)
        if (left[i] != right[i])
            return left[i] < right[i] ? -1 : 1;
    return 0;
}

/* Into the evidence: of each age the best vintage. */
static int
put_people(struct moving *self, struct hr_err *err)
{
    static const struct evidence_area england = {
        AREA_ENGLAND, "E92000001", "E92000001", "England", "", 0, 0
    };
    struct observation item = { .measure = EVIDENCE_POPULATION,
                                .category = ALL_CATEGORIES,
                                .need = ALL_NEEDS };
    int ret = 0;
    for (size_t i = 0; i < self->n && ret == 0; i++) {
        const struct people *one = &self->people[i], *before = i > 0 ? one - 1 : NULL;
        if (before == NULL || before->authority != one->authority)
            ret = one->authority == MID_YEARS_ENGLAND
                      ? evidence_add_area(self->to, &england, &item.area, err)
                      : authority_add(authority_item((size_t)one->authority), self->to, &item.area,
                                      err);
        else if (before->year == one->year && before->age == one->age)
            continue;
        item.year = one->year;
        item.from_age = item.to_age = one->age;
        item.count = one->count;
        if (ret == 0)
            ret = evidence_add(self->to, &item, err);
    }
    return ret;
}

static int
say_missing(struct moving *self, struct hr_err *err)
{
    const int ret =
        findings_say(&self->england,
                     "missing: people of England: files without a row of England and without all "
                     "authorities",
                     self->to, err);
    return ret == 0
               ? findings_say(&self->incomplete,
                              "missing: people of authorities whose districts are not all there",
                              self->to, err)
               : ret;
}

/* Files of which no count was taken, and nothing else is said. */
static int
say_nothing_read(const struct mid_years *self, struct evidence *to, struct hr_err *err)
{
    int ret = 0;
    for (size_t i = 0; i < self->n && ret == 0; i++) {
        const struct vintage *of = &self->vintage[i];
        if (of->n_head == 0 && of->n_absent == 0)
            ret = evidence_remark(to, err,
                                  "missing: %s: has a header and no row of people of ages 0 to 25",
                                  of->name);
    }
    return ret;
}

int
mid_years_move(struct mid_years *self, struct evidence *to, struct hr_err *err)
{
    struct moving moving = { .from = self, .to = to };
    int ret = say_nothing_read(self, to, err);
    if (ret == 0)
        ret = pair_files(self, err);
    if (self->n > 0)
        qsort(self->vintage, self->n, sizeof *self->vintage, by_vintage);
    for (size_t rank = 0; rank < self->n && ret == 0; rank++)
        ret = take_vintage(&moving, rank, err);
    if (moving.n > 0)
        qsort(moving.people, moving.n, sizeof *moving.people, by_people);
    if (ret == 0)
        ret = put_people(&moving, err);
    if (ret == 0)
        ret = mid_years_compare(self, moving.people, moving.n, to, err);
    if (ret == 0)
        ret = say_missing(&moving, err);
    free(moving.people);
    findings_release(&moving.incomplete);
    findings_release(&moving.england);
    findings_release(&moving.left_out);
    return ret;
}
