/* decimal.h: a double as a whole number of decimal units, exactly.
 *
 * printf("%.3f"), printf("%.15g") and strtod work for any double, with numbers of any size. Most of
 * what a table holds is below 2^53 units, where 128 bits give the same in a quarter of the time. */
#ifndef DECIMAL_H
#define DECIMAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DECIMALS = 19 }; /* at most: 10^19 is a double, and below 2^64 */

/* The whole number of 10^-decimals that is nearest to value, a half to the even one, as printf
 * rounds. False, and nothing is written: it would reach 2^53, or value is no number. */
bool decimal_of(double value, unsigned decimals, int64_t *units);
/* The double nearest to units x 10^-decimals, as strtod reads it: both are doubles, so it is their
 * quotient. units below 2^53. */
double decimal_value(int64_t units, unsigned decimals);
/* "-12.345" for -12345 and 3, "0.05" for 5 and 2. Buffer of at least 28 bytes. */
void decimal_write(int64_t units, unsigned decimals, char *buf);

#endif
