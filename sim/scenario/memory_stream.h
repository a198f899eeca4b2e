/* memory_stream.h: a stream into memory that says when memory ran out.
 *
 * As open_memstream of the C library, which does not say it: a piece that there is no memory for is
 * left out, ferror stays 0 and fclose returns 0. Here fclose returns EOF then.
 *
 *   FILE *out = memory_stream(&text, &size);            NULL: no memory
 *   fprintf(out, ...);
 *   if (fclose(out) != 0) hr_fail(err, HR_ENOMEM, ...)  and *text is NULL
 *
 * *text and *size stand only after fclose; the caller frees the text, which ends in a NUL. */
#ifndef MEMORY_STREAM_H
#define MEMORY_STREAM_H

#include <stddef.h>
#include <stdio.h>

FILE *memory_stream(char **text, size_t *size);

#endif
