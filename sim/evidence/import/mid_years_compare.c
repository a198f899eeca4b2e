/* Two things are looked for: files that differ in a year that both have, and a step of all children
 * together between two years that stand on different files. */
#include "mid_years_compare.h"

#include "authority.h"
#include "evidence_traps.h"
#include "text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ENGLAND = MID_YEARS_ENGLAND, FIRST = MID_YEARS_FIRST, N_YEAR = MID_YEARS_N_YEAR };
static const double APART = 0.003;    /* two vintages that differ by more are on two bases */
static const double STEP = 0.02;      /* a year's change beyond that of the years beside it */
static const double LONE_STEP = 0.04; /* where those are not known */
enum { OLDEST_CHILD = 16 };           /* students come and go every year */

struct comparing {
    const struct mid_years *from;
    struct evidence *to;
    const struct people *people;
    size_t n;
    struct findings apart, step; /* owned until said */
};

static const char *
name_of(int authority)
{
    return authority == ENGLAND ? "England" : authority_item((size_t)authority)->name;
}

/* Two files that have one authority in one year: how far apart they are, all ages together. */
static void
compare_year(struct comparing *self, size_t first, size_t end)
{
    for (int v = 1; v < (int)self->from->n; v++) {
        double stands = 0, other = 0;
        int which = 0;
        for (size_t i = first, best = first; i < end; i++) {
            best = self->people[i].age == self->people[best].age ? best : i;
            if (i == best || self->people[i].vintage != v)
                continue;
            stands += self->people[best].count;
            other += self->people[i].count;
            which = self->people[best].vintage;
        }
        const double apart = other > 0 ? stands / other - 1 : 0;
        if (fabs(apart) > APART)
            findings_add(&self->apart, fabs(apart) + (self->people[first].authority == ENGLAND),
                         "%s, mid-%d: %s has %+.1f%% against %s",
                         name_of(self->people[first].authority), self->people[first].year,
                         self->from->vintage[which].name, 100 * apart, self->from->vintage[v].name);
    }
}

/* ---- years that stand on different files */

struct track {             /* an authority by year, of the vintage that stands */
    double sum[N_YEAR][2]; /* children of ages 0 to 16, and those of 1 to 17 */
    int vintage[N_YEAR];   /* -1: none */
};

static size_t
follow(const struct comparing *self, size_t first, struct track *to)
{
    size_t i = first;
    memset(to, 0, sizeof *to);
    for (int y = 0; y < N_YEAR; y++)
        to->vintage[y] = -1;
    for (; i < self->n && self->people[i].authority == self->people[first].authority; i++) {
        const struct people *one = &self->people[i];
        if (i > first && one[-1].year == one->year && one[-1].age == one->age)
            continue;
        const int y = one->year - FIRST;
        to->vintage[y] = one->vintage;
        to->sum[y][0] += one->age <= OLDEST_CHILD ? one->count : 0;
        to->sum[y][1] += one->age > 0 && one->age <= OLDEST_CHILD + 1 ? one->count : 0;
    }
    return i;
}

/* Growth of those who are there in two years running; NAN where one is not known. */
static double
grown_by(const struct track *track, int y)
{
    return y > 0 && y < N_YEAR && track->vintage[y] >= 0 && track->vintage[y - 1] >= 0 &&
                   track->sum[y - 1][0] > 0
               ? track->sum[y][1] / track->sum[y - 1][0] - 1
               : (double)NAN;
}

/* A step of all ages where one file ends and another goes on, unlike the years beside it. */
static void
find_steps(struct comparing *self, int authority, const struct track *track)
{
    for (int y = 1; y < N_YEAR; y++) {
        const double step = grown_by(track, y);
        if (isnan(step) || track->vintage[y] == track->vintage[y - 1])
            continue;
        const double before = grown_by(track, y - 1), after = grown_by(track, y + 1);
        const bool alone = isnan(before) && isnan(after);
        const double usual = alone           ? 0
                             : isnan(before) ? after
                             : isnan(after)  ? before
                                             : (before + after) / 2;
        if (fabs(step - usual) > (alone ? LONE_STEP : STEP))
            findings_add(&self->step, fabs(step - usual) + (authority == ENGLAND),
                         "%s %+.1f%% in mid-%d, from %s to %s", name_of(authority),
                         100 * (step - usual), FIRST + y,
                         self->from->vintage[track->vintage[y - 1]].name,
                         self->from->vintage[track->vintage[y]].name);
    }
}

static int
say_years(struct comparing *self, const struct track *track, struct hr_err *err)
{
    struct text text;
    char *list = NULL;
    int n = 0;
    text_init(&text);
    for (int y = 0, next; y < N_YEAR; y = next) {
        for (next = y + 1; next < N_YEAR && track->vintage[next] == track->vintage[y]; next++)
            continue;
        if (track->vintage[y] < 0)
            continue;
        text_add(&text, "%smid-%d to mid-%d from %s", n++ > 0 ? "; " : "", FIRST + y,
                 FIRST + next - 1, self->from->vintage[track->vintage[y]].name);
    }
    int ret = text_take(&text, &list, err);
    if (ret == 0 && n > 1)
        ret = evidence_remark(self->to, err, "note: population by year: %s", list);
    free(list);
    return ret;
}

static int
look_back(struct comparing *self, struct hr_err *err)
{
    struct track *track = malloc(sizeof *track), *longest = calloc(1, sizeof *longest);
    int ret = track == NULL || longest == NULL
                  ? hr_fail(err, HR_ENOMEM, "no memory for the years of population")
                  : 0;
    int most = -1;
    for (size_t i = 0; i < self->n && ret == 0;) {
        const int authority = self->people[i].authority;
        int changes = 0;
        i = follow(self, i, track);
        find_steps(self, authority, track);
        for (int y = 1; y < N_YEAR; y++)
            changes += track->vintage[y] != track->vintage[y - 1];
        if (changes > most) {
            *longest = *track;
            most = changes;
        }
    }
    if (ret == 0 && most >= 0)
        ret = say_years(self, longest, err);
    free(track);
    free(longest);
    return ret;
}

/* ---- all */

static int
say_all(struct comparing *self, struct hr_err *err)
{
    const int ret = findings_say(&self->apart,
                                 "break: population stands on two bases; the later file stands for "
                                 "the years that both have",
                                 self->to, err);
    return ret == 0
               ? findings_say(&self->step,
                              "break: population steps where one file ends and another goes on "
                              "(beyond the years beside it)",
                              self->to, err)
               : ret;
}

int
mid_years_compare(const struct mid_years *of, const struct people *people, size_t n,
                  struct evidence *to, struct hr_err *err)
{
    struct comparing self = { .from = of, .to = to, .people = people, .n = n };
    for (size_t i = 0, next; i < n; i = next) {
        for (next = i; next < n && people[next].authority == people[i].authority &&
                       people[next].year == people[i].year;
             next++)
            continue;
        compare_year(&self, i, next);
    }
    int ret = look_back(&self, err);
    if (ret == 0)
        ret = say_all(&self, err);
    findings_release(&self.apart);
    findings_release(&self.step);
    return ret;
}
