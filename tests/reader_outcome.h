/* reader_outcome.h: what a table comes to when its reader has read it, for test_readers.c: its
 * counts as a text, and what was said of it. Nothing of two outcomes differs but what a reader
 * made of the table. */
#ifndef READER_OUTCOME_H
#define READER_OUTCOME_H

#include "evidence.h"

#include <stdbool.h>

struct reader_outcome {
    char *text;               /* owned; NULL where it could not be read */
    struct evidence evidence; /* its remarks are what was said; its faults what is wrong */
    int ret;
};

/* The file is of the folder; the key is one of a scenario that names a table, NULL elsewhere. */
struct reader_of {
    const char *folder, *file, *key;
};
typedef void reader_function(const struct reader_of *of, struct reader_outcome *out);

reader_function reader_of_data;       /* `headroom import` */
reader_function reader_of_areas;      /* `headroom run --areas` */
reader_function reader_of_successors; /* `headroom run --successors` */
reader_function reader_of_scenario;   /* a table named by a key */

bool reader_outcome_says(const struct reader_outcome *self, const char *remark);
void reader_outcome_release(struct reader_outcome *self);

#endif
