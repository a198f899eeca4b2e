/* explain.h: the fields in words. */
#ifndef EXPLAIN_H
#define EXPLAIN_H

#include "err.h"

#include <stdbool.h>

/* What a key means: its type, unit, range, default (Headroom's or England's), an example. `name` is
 * a key ("fee_gbp"), a path ("prices.fee_gbp"), or a path with the names of list elements as
 * quantities have them ("prices.independent.fee_gbp"). Several keys may share a name: all are
 * listed. A name that is none but a word of some, "fee", lists those. A key of every uncertain
 * number, "low", or of every group, "source", tells how such are written. HR_EUSAGE, with the
 * nearest known name, when there is none. The caller frees *text. */
HR_CHECKED int explain_key(const char *name, char **text, struct hr_err *err);

/* A type of option: what it does to children first, then to money, its keys, its side effects and
 * what is not known about it; NULL: the list of types. HR_EUSAGE, with the nearest known name, when
 * there is none. The caller frees *text. */
HR_CHECKED int explain_option(const char *name, char **text, struct hr_err *err);
/* Is it the name of a type of options? */
bool explains_option(const char *name);

/* How to write a file, and its groups with a sentence each. The caller frees *text. */
HR_CHECKED int explain_index(char **text, struct hr_err *err);
/* The same with all keys in the order of the file: the reference page. The caller frees *text. */
HR_CHECKED int explain_all(char **text, struct hr_err *err);

#endif
