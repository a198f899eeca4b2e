/* utf8.h: which bytes are UTF-8 text. */
#ifndef UTF8_H
#define UTF8_H

#include <stddef.h>

/* Length of the UTF-8 character at `at` (of n bytes, n > 0), 0 when it is not one. Overlong forms,
 * surrogates and what lies beyond U+10FFFF are not. */
size_t utf8_length(const unsigned char *at, size_t n);

#endif
