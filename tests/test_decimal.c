/* decimal.h says what printf and strtod say, for every kind of double. */
#include "claim.h"
#include "decimal.h"
#include "rng.h"
#include "table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N_RANDOM = 60000 };

/* The i-th: any bits, tables' amounts, halves of a last digit, whole numbers, few digits. */
static double
number(int i)
{
    struct hr_rng state, *const rng = &state;
    hr_rng_at(rng, &(struct hr_address){ .seed = 7, .replicate = (uint32_t)i });
    const double u = hr_rng_uniform(rng) * 2.0 - 1.0, size = pow(10.0, 14.0 * hr_rng_uniform(rng));
    switch (i % 5) {
    case 0: return ldexp(u, (int)(200.0 * hr_rng_uniform(rng)) - 150);
    case 1: return u * size;
    case 2: return (floor(u * 2e6) + 0.5) / (double)(1 << (i % 16));
    case 3: return floor(u * size);
    default: return floor(u * 1e6) / pow(10.0, i % 9);
    }
}

Claim(decimal, fixed_decimals_are_those_of_printf)
{
    size_t n_taken = 0;
    for (int i = 0; i < N_RANDOM; i++) {
        const double value = number(i);
        const unsigned decimals = (unsigned)i % 12;
        char want[400], got[48];
        int64_t units;
        if (!decimal_of(value, decimals, &units))
            continue;
        n_taken++;
        decimal_write(units, decimals, got);
        (void)snprintf(want, sizeof want, "%.*f", (int)decimals, value);
        if (strspn(want, "-0.") == strlen(want) && want[0] == '-')
            memmove(want, want + 1, strlen(want));
        cr_assert_str_eq(got, want, "%.17g with %u decimals", value, decimals);
        cr_assert(decimal_value(units, decimals) == strtod(want, NULL), "%s", want);
    }
    cr_expect_gt(n_taken, N_RANDOM / 2);
}

Claim(decimal, halves_go_to_the_even_one_and_what_is_large_or_no_number_is_left)
{
    int64_t units;
    cr_expect(decimal_of(0.125, 2, &units) && units == 12);
    cr_expect(decimal_of(0.375, 2, &units) && units == 38);
    cr_expect(decimal_of(-2.5, 0, &units) && units == -2);
    cr_expect(decimal_of(-0.0, 3, &units) && units == 0);
    cr_expect(decimal_of(1e-300, 19, &units) && units == 0);
    cr_expect(decimal_of(9007199254740990.0, 0, &units) && units == 9007199254740990);
    cr_expect_not(decimal_of(9007199254740992.0, 0, &units));
    cr_expect_not(decimal_of(1e13, 3, &units));
    cr_expect_not(decimal_of((double)NAN, 3, &units));
    cr_expect_not(decimal_of((double)INFINITY, 0, &units));
    cr_expect_not(decimal_of(1.0, 20, &units));
}

/* The fewest of 15, 16 and 17 digits that read back. */
static void
shortest(double value, char *buf, size_t size)
{
    for (int digits = 15; digits <= 17; digits++) {
        (void)snprintf(buf, size, "%.*g", digits, value);
        if (strtod(buf, NULL) == value)
            return;
    }
}

Claim(decimal, tables_write_and_round_as_printf_and_strtod_do)
{
    for (int i = 0; i < N_RANDOM; i++) {
        const double value = number(i);
        char want[48], got[48];
        shortest(value, want, sizeof want);
        if (strcmp(want, "-0") == 0)
            memcpy(want, "0", 2);
        table_format(value, -1, got, sizeof got);
        cr_assert_str_eq(got, want);
        (void)snprintf(want, sizeof want, "%.10g", value);
        cr_assert(table_round(value, "share") == strtod(want, NULL), "%.17g", value);
        cr_assert(signbit(table_round(-value, "share")) == signbit(-value));
    }
}
