/* areas_sums.h: areas put side by side and added up, future by future.
 *
 * From shards of one run (areas_shard.h), which together have all its rows; one file with all of
 * them is a single shard, so a run in one piece and a run in many have the same bytes. Areas are
 * read one at a time, in the list's order, and added to the groups that they are in: all of them,
 * each region, each group of the list. In future k of a sum all areas have the national draws of
 * future k and their own local ones, so the range of a sum is right: it is not the sum of ranges.
 *
 * Scenarios are matched by id. The first that is told is each area's unmitigated one (the first of
 * that role, else its first), under their id where they share it, else "unmitigated"; then every
 * other id, in the order of appearance. An area that has no scenario of an id counts in its sum
 * with its unmitigated one: it has no such plan (n_own says how many have). Years are those that
 * all areas have from the base census that most of them share (of as many, the later); an area with
 * another base census is left out, since national draws are addressed by years after it. */
#ifndef AREAS_SUMS_H
#define AREAS_SUMS_H

#include "areas_shard.h"
#include "areas_successors.h"
#include "stats.h"

#include <stdatomic.h>

struct areas_slot { /* a scenario of the sums */
    const char *id, *label;
    enum role role;
    size_t n_own;
};

struct areas_area {
    const struct areas_entry *entry;
    size_t shard, at;     /* where its columns are */
    size_t *scenario;     /* [slot] */
    bool *own;            /* [slot]: has it a scenario of this id? */
    struct summary *told; /* [slot][year][told] */
    double *count;        /* [slot][year][test]: futures in which it is so; NAN: not known */
    struct summary *rank; /* [slot]: by deficit a head at the end of the last year, 1 the highest */
};

enum areas_group_kind { GROUP_ALL, GROUP_REGION, GROUP_LISTED, GROUP_SUCCESSOR };
struct areas_group {
    enum areas_group_kind kind;
    const char *name;                 /* "all" */
    size_t n_area, n_reserves;        /* of them with reserves (a successor: of whole areas) */
    const char *mark, *mark_children; /* of any of its areas; "" none */
    double *column;          /* [slot][year][kept][future]: sums; reserves are those given */
    double *count;           /* [slot][year][test][future]: areas */
    struct summary *told;    /* [slot][year][told] */
    struct summary *counted; /* [slot][year][test] */
};

struct areas_heir { /* a part and the group of its successor */
    const struct areas_part *part;
    size_t area;
    struct areas_group *group;
};

struct areas_left { /* an area that is not in the sums */
    const struct areas_entry *entry;
    const char *where, *text;
};

struct areas_sums {
    const struct areas_shard *shard; /* borrowed */
    size_t n_shard;
    const struct areas_header *header; /* of the first */
    size_t n_future, n_year;
    int base_census;
    struct areas_slot *slot;
    size_t n_slot;
    struct areas_area *area; /* in the list's order */
    size_t n_area;
    struct areas_group *group; /* all first, then regions, groups and successors, by first
                                  appearance */
    size_t n_group;
    const struct areas_successors *successors; /* borrowed; NULL: none */
    struct areas_heir *heir;                   /* of successors all of whose areas were run */
    size_t n_heir;
    struct areas_left *left;
    size_t n_left;
    size_t n_shortened; /* areas that have more years than are told */
    double *head;       /* [slot][area][future]: deficit a head at the end */
    struct arena arena; /* owns all of it */
};

struct areas_request { /* borrowed as long as the sums live */
    const struct areas_shard *shard;
    size_t n_shard;
    struct areas_successors *successors; /* NULL: none; its uncertain shares are drawn */
    unsigned n_thread;                   /* does not change a byte */
};
/* HR_ESCENARIO: shards that are not of one run, missing, or doubled, no area at all could be run,
 * or a successor is of an area that is not in the list. self is always releasable. */
HR_CHECKED int areas_sums_make(struct areas_sums *self, const struct areas_request *request,
                               struct hr_err *err);
void areas_sums_release(struct areas_sums *self);

/* Of the list: of all shards, by number. */
const struct areas_entry *areas_sums_entry(const struct areas_sums *self, size_t number);

static inline size_t
areas_cell(const struct areas_sums *self, size_t slot, size_t year)
{
    return slot * self->n_year + year;
}
static inline const struct summary *
areas_told_of(const struct areas_sums *self, const struct summary *told, size_t slot, size_t year)
{
    return &told[areas_cell(self, slot, year) * n_areas_told];
}
/* Financial year of a year of the sums. */
static inline int
areas_fy(const struct areas_sums *self, size_t year)
{
    return self->base_census + (int)year;
}

/* ---- for areas_sums.c: which areas, scenarios, years and groups there are (areas_match.c,
 * areas_groups.c) */
HR_CHECKED int areas_match(struct areas_sums *self, struct hr_err *err);
HR_CHECKED int areas_match_groups(struct areas_sums *self, struct hr_err *err);

#endif
