/* areas_list.h: the list of areas that are run together, a CSV file with a row for each:
 *
 *   area,scenario,region,group
 *   Sutton,sutton/scenario.cfg,London,outer;f40
 *
 * `area` is the scenario file's own `area`, for it is what local draws are addressed by; two rows
 * of one area are refused, since their chance would be one. `scenario` is a path from the list's
 * folder. `region` and `group` may be left out; several groups have ";" between them. All faults
 * are found at once.
 *
 * Rows are chosen by the name of an area, a region or a group (--only), and then numbered from 0;
 * shard I of N has those whose number is I - 1, I - 1 + N, ... */
#ifndef AREAS_LIST_H
#define AREAS_LIST_H

#include "arena.h"
#include "bytes.h"
#include "fault.h"

struct areas_row {
    size_t line;
    const char *area, *scenario; /* as typed */
    const char *path;            /* of the scenario, from here */
    const char *region;          /* "" when not given */
    const char **group;
    size_t n_group;
};

struct areas_list {
    const char *name; /* of the file, without folders */
    char sha256[DIGEST_HEX];
    struct areas_row *row; /* those chosen, in the file's order */
    size_t n_row;
    struct faults faults;
    struct arena arena; /* owns all texts and rows */
};

/* Reads the list and chooses; n_only 0: all rows. HR_ESCENARIO: there are faults, and err has the
 * number; HR_EIO: it cannot be read. self is always releasable. */
HR_CHECKED int areas_list_read(struct areas_list *self, const char *path, const char *const *only,
                               size_t n_only, struct hr_err *err);
void areas_list_release(struct areas_list *self);

/* Texts of a cell with ";" between them, spaces and empty ones left out. */
const char **areas_split(struct arena *arena, const char *cell, size_t *n);
/* Of a path as a file in this folder names it; an absolute one as it is. */
const char *areas_path(struct arena *arena, const char *list, const char *typed);

#endif
