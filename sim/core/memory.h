/* memory.h: is there enough memory, before a library is entered that cannot do without?
 *
 * Some libraries end or break the process when memory runs out within them (libconfig 1.5, glib and
 * with it librsvg): their caller can say nothing and clean up nothing. So what such a call takes at
 * most is asked for in advance and given back at once. Between asking and taking another thread may
 * be quicker: this makes such an end rare, not impossible. */
#ifndef MEMORY_H
#define MEMORY_H

#include "err.h"

#include <stddef.h>

/* Fails with HR_ENOMEM when so many bytes cannot be had now; `what` they are for: "a chart". */
HR_CHECKED int memory_at_hand(size_t bytes, const char *what, struct hr_err *err);

#endif
