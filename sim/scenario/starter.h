/* starter.h: what `headroom new DIR` writes. */
#ifndef STARTER_H
#define STARTER_H

#include "err.h"

/* Writes DIR/scenario.cfg, a commented scenario of an invented authority that runs as it is; makes
 * DIR when it is missing. Whole or not at all. HR_EWRITE when it cannot, or when DIR/scenario.cfg
 * exists already. */
HR_CHECKED int starter_write(const char *dir, struct hr_err *err);

#endif
