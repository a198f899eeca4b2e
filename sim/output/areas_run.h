/* areas_run.h: the areas of a list, or of one shard of it, simulated one after another.
 *
 * Every area has the run's seed and number of futures; national draws are the same in all of them,
 * for they have no area in their address, and local ones differ. Threads take whole areas; where
 * there are fewer areas than threads, the futures of an area are shared out too. What is kept is
 * written in the list's order, so that the bytes do not depend on the threads. An area that cannot
 * be read or run is written with its faults and stops nothing. */
#ifndef AREAS_RUN_H
#define AREAS_RUN_H

#include "areas_list.h"
#include "areas_shard.h"

#include <stdatomic.h>

struct areas_run {
    const struct areas_list *list;
    const struct areas_header *header; /* its set and only are the list's */
    unsigned n_thread;
    const atomic_bool *stop; /* may be NULL */
    atomic_size_t *done;     /* may be NULL; counts futures */
};

/* Seed where it is NAN and number of futures where it is 0: those of the first row whose scenario
 * can be read. HR_ESCENARIO: none can. */
HR_CHECKED int areas_common(const struct areas_list *list, struct areas_header *header,
                            struct hr_err *err);

/* How many areas a shard has. */
size_t areas_in_shard(const struct areas_header *header);

/* Writes a whole shard. HR_EINTERRUPT, HR_EWRITE, HR_ENOMEM. */
HR_CHECKED int areas_run(const struct areas_run *self, FILE *out, struct hr_err *err);

#endif
