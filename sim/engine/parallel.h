/* parallel.h: one task done by several threads at once. Work is shared out by the task itself, from
 * an atomic counter of its own, so that the same work is done by however many there are. */
#ifndef PARALLEL_H
#define PARALLEL_H

#include "err.h"

enum { PARALLEL_MAX = 256 };

/* shared: what the threads have in common; member: 0 for the calling thread, then 1, 2, ... */
typedef int parallel_task(void *shared, unsigned member, struct hr_err *err);

/* At least 1, at most MUSTER_MAX. */
unsigned parallel_size(unsigned n_thread);
/* Runs the task in n threads (the first is the calling one; where others cannot be started fewer do
 * the same work) and waits for them. Returns the first failure by member. */
HR_CHECKED int parallel(unsigned n, parallel_task *task, void *shared, struct hr_err *err);

#endif
