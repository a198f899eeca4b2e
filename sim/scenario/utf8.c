/* Unicode 15, table 3-7: well-formed UTF-8 byte sequences. */
#include "utf8.h"

size_t
utf8_length(const unsigned char *at, size_t n)
{
    static const struct {
        unsigned char first, last, low, high;
        size_t length;
    } form[] = {
        { 0x00, 0x7f, 0, 0, 1 },       { 0xc2, 0xdf, 0x80, 0xbf, 2 }, { 0xe0, 0xe0, 0xa0, 0xbf, 3 },
        { 0xe1, 0xec, 0x80, 0xbf, 3 }, { 0xed, 0xed, 0x80, 0x9f, 3 }, { 0xee, 0xef, 0x80, 0xbf, 3 },
        { 0xf0, 0xf0, 0x90, 0xbf, 4 }, { 0xf1, 0xf3, 0x80, 0xbf, 4 }, { 0xf4, 0xf4, 0x80, 0x8f, 4 },
    };
    for (size_t i = 0; i < sizeof form / sizeof form[0]; i++) {
        if (at[0] < form[i].first || at[0] > form[i].last)
            continue;
        if (n < form[i].length ||
            (form[i].length > 1 && (at[1] < form[i].low || at[1] > form[i].high)))
            return 0;
        for (size_t k = 2; k < form[i].length; k++)
            if ((at[k] & 0xc0) != 0x80)
                return 0;
        return form[i].length;
    }
    return 0;
}
