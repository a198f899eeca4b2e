/* import_sample.h: a small release of DfE's in a folder of its own, made by hand, for tests that
 * import. */
#ifndef IMPORT_SAMPLE_H
#define IMPORT_SAMPLE_H

#include "fault.h"

/* A new folder under /tmp; its name is good until the next call. import_sample_remove deletes it
 * with all in it. */
const char *import_sample_folder(void);
void import_sample_remove(const char *folder);
/* Writes a file into the folder, which may have folders in its name: they are made. */
void import_sample_put(const char *folder, const char *name, const char *text);

/* England, London, and two authorities of it, "Kingston upon Thames" (314) and "Bristol, City of"
 * (801, quoted): caseload of January 2024 and 2025, new and ceased plans of 2024, requests,
 * assessments; needs of January 2025. With a BOM, CRLF, x, z and blanks. Kingston: 1,100 plans in
 * January 2024, 1,212 in 2025, of them 14 at ages 0 to 2, 25 at age 7; 148 new, 60 ended of which
 * 25 transferred. */
void import_sample_release(const char *folder, const char *within);

/* "FILE:LINE: SENTENCE" of each fault, one to a line; good until the next call. */
const char *import_sample_faults(const struct faults *faults);

#endif
