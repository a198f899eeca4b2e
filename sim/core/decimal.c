#include "decimal.h"

#include <math.h>
#include <string.h>

__extension__ typedef unsigned __int128 wide;

static const double powers[DECIMALS + 1] = { 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,
                                             1e7,  1e8,  1e9,  1e10, 1e11, 1e12, 1e13,
                                             1e14, 1e15, 1e16, 1e17, 1e18, 1e19 };

bool
decimal_of(double value, unsigned decimals, int64_t *units)
{
    enum { MANTISSA = 53 };
    static const double most = (double)((int64_t)1 << MANTISSA);
    int exponent = 0;
    if (decimals > DECIMALS || !(fabs(value) * powers[decimals] < most - 1.0))
        return false;

    /* |value| is mantissa / 2^shift, so units are mantissa x 10^decimals / 2^shift; that product is
     * below 2^53 x 2^64, and below half a unit where it is shifted by more than its bits. */
    const wide mantissa = (uint64_t)ldexp(frexp(fabs(value), &exponent), MANTISSA);
    const wide product = mantissa * (uint64_t)powers[decimals];
    const int shift = MANTISSA - exponent;
    wide whole = shift == 0 ? product : 0;
    if (shift > 0 && shift < 128) {
        const wide half = (wide)1 << (shift - 1), rest = product & (2 * half - 1);
        whole = product >> shift;
        whole += rest > half || (rest == half && (whole & 1) == 1);
    }
    *units = signbit(value) ? -(int64_t)whole : (int64_t)whole;
    return true;
}

double
decimal_value(int64_t units, unsigned decimals)
{
    return (double)units / powers[decimals];
}

void
decimal_write(int64_t units, unsigned decimals, char *buf)
{
    char digits[48];
    size_t at = sizeof digits;
    uint64_t left = units < 0 ? 0 - (uint64_t)units : (uint64_t)units;
    digits[--at] = '\0';
    for (unsigned i = 0; left > 0 || i <= decimals; i++, left /= 10) {
        if (i == decimals && decimals > 0)
            digits[--at] = '.';
        digits[--at] = (char)('0' + left % 10);
    }
    if (units < 0)
        digits[--at] = '-';
    memcpy(buf, digits + at, sizeof digits - at);
}
