/* zip_in.h: the files of a .zip, one after another, read into memory. What macOS adds to the files
 * is left out. */
#ifndef ZIP_IN_H
#define ZIP_IN_H

#include "err.h"

#include <stddef.h>

struct zip_in {
    const char *path; /* borrowed */
    void *zip;        /* libzip's */
    size_t n;
};

HR_CHECKED int zip_in_open(struct zip_in *self, const char *path, struct hr_err *err);
void zip_in_close(struct zip_in *self);
/* "data/caseload.csv"; NULL: no file of the zip's own. */
const char *zip_in_name(const struct zip_in *self, size_t i);
/* Its text, which ends in a NUL that size does not count; owned by the caller (free). HR_EIO: it
 * cannot be read. HR_ESCENARIO: it is larger than 256 MB. */
HR_CHECKED int zip_in_bytes(const struct zip_in *self, size_t i, char **bytes, size_t *size,
                            struct hr_err *err);

#endif
