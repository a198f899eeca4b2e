/* machine.h: is there enough memory for a run, before it starts?
 *
 * A kernel grants memory that it has not got and ends the process when it is used, late and without
 * a word. What a run will need is known before (engine_needs), so it is compared with what the
 * machine can give: memory available, the limits of the process's control groups
 * (version 2), and the limit on its address space (ulimit -v). */
#ifndef MACHINE_H
#define MACHINE_H

#include "err.h"

#include <stddef.h>
#include <stdint.h>

/* Bytes that this process can still have; UINT64_MAX where nothing tells. root: "", or a folder
 * that stands for "/" (of a test). */
uint64_t machine_memory(const char *root);
/* HR_ENOMEM with what is needed and what there is. */
HR_CHECKED int machine_has(uint64_t bytes, size_t n_replicate, struct hr_err *err);

#endif
