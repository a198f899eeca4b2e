/* bytes.h: what a file is made of: its bytes, read whole; which of them are UTF-8 text; and their
 * SHA-256, in lower-case hexadecimal, as sha256sum prints it. */
#ifndef BYTES_H
#define BYTES_H

#include "err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* A regular file, read whole into memory. *bytes is owned by the caller (free) and ends in a NUL
 * that *size does not count. HR_EIO with the path and the reason when it cannot be read; a folder,
 * a pipe or a device is no file. */
HR_CHECKED int bytes_read(const char *path, char **bytes, size_t *size, struct hr_err *err);
/* Why the last read gave less than was asked for; errno was 0 before it. */
const char *bytes_why_short(FILE *file);

/* Length of the UTF-8 character at `at` (of n bytes, n > 0), 0 when it is not one. Overlong forms,
 * surrogates and what lies beyond U+10FFFF are not. */
size_t utf8_length(const unsigned char *at, size_t n);

/* The code of the character of so many bytes. */
unsigned utf8_code(const unsigned char *at, size_t length);
/* Does it show as nothing, or change what is shown beside it? Control characters but for tabs and
 * ends of lines and pages; those that turn the direction of text (U+202A to U+202E, U+2066 to
 * U+2069); codes that are no characters. */
bool utf8_hides(unsigned code);

/* Nearly every byte of a text: a character of ASCII that shows. */
static inline bool
utf8_is_plain(char byte)
{
    return byte >= ' ' && byte <= '~';
}

/* Makes every blank that does not break (U+00A0, U+2007, U+202F) a plain one, in place, and takes
 * out marks without a width (U+200B, U+FEFF): web pages and spreadsheets put them around numbers
 * and names, where nobody sees them. The new size. */
size_t utf8_plain_blanks(char *text, size_t size);

/* Takes out of a text what is not UTF-8, such as a character of which a part was cut off. */
void utf8_mend(char *text);

enum { DIGEST_HEX = 65 }; /* 64 digits and the terminator */
void digest_bytes(const void *data, size_t size, char hex[DIGEST_HEX]);
/* HR_EIO, with the path and the reason, when the file cannot be read. */
HR_CHECKED int digest_file(const char *path, char hex[DIGEST_HEX], struct hr_err *err);

#endif
