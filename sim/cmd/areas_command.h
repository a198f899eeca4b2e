/* areas_command.h: `headroom run --areas` and what it shares with `headroom merge`.
 *
 * A run in one piece writes what is kept of every area into a file that has no name, next to the
 * output, and goes on as `merge` does with it: there is one way from shards to results. */
#ifndef AREAS_COMMAND_H
#define AREAS_COMMAND_H

#include "areas_shard.h"
#include "folder.h"
#include "run_options.h"

#include <time.h>

HR_CHECKED int areas_by(const struct run_options *options, int argc, char **argv,
                        struct hr_err *err);

/* From shards to a folder, and to what is said at the end. */
struct areas_end {
    const char *output;
    const char *successors; /* file; NULL: none */
    enum charts charts;
    unsigned n_thread;
    bool strict, quiet, json;
    int argc;
    char **argv;
    struct timespec clock_start;
    char started[32];
};
void areas_note_start(struct areas_end *self);
HR_CHECKED int areas_finish(const struct areas_end *self, const struct areas_shard *shard,
                            size_t n_shard, struct folder *folder, struct hr_err *err);

#endif
