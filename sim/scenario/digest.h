/* digest.h: SHA-256 of what went in and what came out, in lower-case hexadecimal, as sha256sum
 * prints it. */
#ifndef DIGEST_H
#define DIGEST_H

#include "err.h"

#include <stddef.h>

enum { DIGEST_HEX = 65 }; /* 64 digits and the terminator */

void digest_bytes(const void *data, size_t size, char hex[DIGEST_HEX]);

/* HR_EIO, with the path and the reason, when the file cannot be read. */
HR_CHECKED int digest_file(const char *path, char hex[DIGEST_HEX], struct hr_err *err);

#endif
