/* version.h: which program made a file. */
#ifndef VERSION_H
#define VERSION_H

#define HEADROOM_VERSION "0.2.0"

/* The commit it was built from, "-dirty" added when the tree had changes; "unknown" outside a
 * repository. Set by the Makefile (-DHEADROOM_COMMIT). */
const char *version_commit(void);

/* Of the GSL it runs with, for its samplers belong to the reproducibility contract. */
const char *version_gsl(void);

#endif
