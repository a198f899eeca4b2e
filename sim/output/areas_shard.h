/* areas_shard.h: the areas of a run, or of a part of it, as a file: what is kept of every future.
 *
 *   headroom-areas/1                      a line
 *   {"version": ..., "seed": ..., ...}    a line: what all shards of one run have in common, and
 *                                         which of them this is
 *   {"number": 3, "area": ..., ...}       a line for each area in the list's order, and after it
 *   columns                               its columns (areas.h) as doubles of this machine
 *   {"end": 24}                           the number of areas
 *
 * Doubles are exact. An area that was left out has no columns. A shard is read twice: its entries
 * when it is opened, its columns one area after another, each checked by its SHA-256. */
#ifndef AREAS_SHARD_H
#define AREAS_SHARD_H

#include "areas.h"

#include <stdio.h>

struct areas_header {
    const char *version, *commit, *rng, *gsl; /* of the program */
    double seed;
    size_t n_future;
    const char *list, *list_sha256; /* name of the list of areas; of its bytes */
    const char *const *only;        /* --only */
    size_t n_only;
    const char *const *set; /* --set */
    size_t n_set;
    size_t n_row;          /* rows chosen, in all shards */
    size_t shard, n_shard; /* from 1 */
};

struct areas_shard {
    const char *path; /* borrowed */
    FILE *file;       /* borrowed or owned */
    bool owned;
    long long size; /* bytes of the file */
    struct areas_header header;
    struct areas_entry *entry;
    long long *offset; /* [entry]: where its columns begin */
    size_t n_entry;
    struct arena arena; /* owns all but the file */
};

/* Writing, in this order. HR_EWRITE. */
HR_CHECKED int areas_shard_begin(FILE *out, const struct areas_header *header, struct hr_err *err);
HR_CHECKED int areas_shard_put(FILE *out, const struct areas_entry *entry, const double *column,
                               size_t n_future, struct hr_err *err);
HR_CHECKED int areas_shard_end(FILE *out, size_t n_entry, struct hr_err *err);

/* Opens a file, or reads one that is open (file; path names it in messages). HR_EIO, or
 * HR_ESCENARIO where it is no shard, damaged or of another kind of machine. */
HR_CHECKED int areas_shard_open(struct areas_shard *self, const char *path, FILE *file,
                                struct hr_err *err);
void areas_shard_release(struct areas_shard *self);
/* column: areas_n_column(entry) * n_future. */
HR_CHECKED int areas_shard_read(const struct areas_shard *self, size_t entry, double *column,
                                struct hr_err *err);

/* "seed", "list": what keeps two shards from being parts of one run; NULL: nothing. */
const char *areas_header_differs(const struct areas_header *a, const struct areas_header *b);

#endif
