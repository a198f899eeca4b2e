/* fault.h: what is wrong with a scenario, all of it, a sentence each.
 *
 * `where` is "kingston.cfg:14" or, when no line can be named, "kingston.cfg" or "--set". A fault prints as "WHERE: TEXT". The list keeps
 * the first FAULT_MAX and counts the rest (a wrong file can break every line). Sorted, it follows the files in the order they were
 * opened, then lines, then the order of finding. */
#ifndef FAULT_H
#define FAULT_H

#include "err.h"

#include <stdbool.h>
#include <stddef.h>

enum { FAULT_MAX = 200 };

struct fault {
    char *where, *text; /* owned */
    size_t order;       /* of finding */
};

struct faults {
    struct fault *item; /* owned */
    size_t n, capacity;
    size_t n_more; /* found but not kept */
    bool failed;   /* memory ran out */
};

void faults_init(struct faults *self);
void faults_release(struct faults *self);

void faults_add(struct faults *self, const char *where, const char *fmt, ...) HR_PRINTF(3, 4);
/* file: names in the order they were opened. */
void faults_sort(struct faults *self, const char *const *file, size_t n_file);

#endif
