/* fault.h: what is wrong with a scenario or a table, all of it, a sentence each.
 *
 * `where` is "kingston.cfg:14" or, when no line can be named, "kingston.cfg" or "--set". A fault
 * prints as "WHERE: TEXT". A wrong file can break every line: beyond FAULTS_MOST they are counted
 * and no longer listed (n_unlisted). Sorted, it
 * follows the files in the order they were opened, then lines, then the order of finding. */
#ifndef FAULT_H
#define FAULT_H

#include "err.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

struct fault {
    char *where, *text; /* owned */
    size_t order;       /* of finding */
    double advised;     /* the number it says to write; NAN: none */
};

enum { FAULTS_MOST = 100000 };

struct faults {
    struct fault *item; /* owned */
    size_t n, capacity;
    size_t n_unlisted;
    bool failed; /* memory ran out */
};

void faults_init(struct faults *self);
void faults_release(struct faults *self);

void faults_add(struct faults *self, const char *where, const char *fmt, ...) HR_PRINTF(3, 4);
/* A fault in how a number is written, that says to write it as `advised`. */
void faults_add_number(struct faults *self, const char *where, double advised, const char *fmt, ...)
    HR_PRINTF(4, 5);
/* As `advised`: it says to write a text in quotes, and it is no help where a number is wanted. */
#define ADVISED_TEXT ((double)INFINITY)
/* Takes back the first such fault: the number is wrong by itself, so to write it otherwise is no
 * help. */
void faults_take_back(struct faults *self, const char *where, double advised);
/* file: names in the order they were opened. */
void faults_sort(struct faults *self, const char *const *file, size_t n_file);

#endif
