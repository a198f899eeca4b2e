/* bytes_in.h: a regular file, read whole into memory. */
#ifndef BYTES_IN_H
#define BYTES_IN_H

#include "err.h"

#include <stddef.h>

/* *bytes is owned by the caller (free) and ends in a NUL that *size does not count. HR_EIO with the
 * path and the reason when it cannot be read; a folder, a pipe or a device is no file. */
HR_CHECKED int bytes_in_read(const char *path, char **bytes, size_t *size, struct hr_err *err);

#endif
