/* path.h against its two equations. */
#include "path.h"
#include "claim.h"

#include <math.h>

static const struct path_in in = { .first = 0, .long_run = 1, .persistence = 2, .shock_sd = 3 };

/* Criterion's macros evaluate their arguments more than once, and a path moves on each time. */
static void
expect_next(struct path *path, double z, double due, int t)
{
    const double x = path_next(path, z);
    cr_expect_float_eq(x, due, 1e-15, "year %d: %.17g, want %.17g", t, x, due);
}

Claim(path, without_shocks_the_rate_goes_geometrically_from_first_to_long_run)
{
    const double value[4] = { 0.0713, 0.0191, 0.627, 0.0311 };
    struct path path;
    path_start(&path, &in, value);
    for (int t = 0; t < 10; t++)
        expect_next(&path, 0.0, 0.0191 + pow(0.627, t) * (0.0713 - 0.0191), t);
}

Claim(path, shocks_fade_with_the_persistence)
{
    static const double z[5] = { 0.731, -1.277, 2.113, 0.0, -0.419 };
    const double value[4] = { 0.0713, 0.0191, 0.627, 0.0311 };
    struct path path;
    path_start(&path, &in, value);
    for (int t = 0; t < 5; t++) {
        double noise = 0.0;
        for (int k = 0; k <= t; k++)
            noise += pow(0.627, t - k) * 0.0311 * z[k];
        expect_next(&path, z[t], 0.0191 + pow(0.627, t) * 0.0522 + noise, t);
    }
}

Claim(path, persistence_0_is_the_long_run_from_the_second_year_and_forgets_shocks)
{
    const double value[4] = { 0.0713, 0.0191, 0.0, 0.0311 };
    struct path path;
    path_start(&path, &in, value);
    expect_next(&path, 1.733, 0.0713 + 0.0311 * 1.733, 0);
    expect_next(&path, 0.0, 0.0191, 1);
}

Claim(path, persistence_1_stays_at_first_and_shocks_accumulate)
{
    const double value[4] = { 0.0713, 0.0191, 1.0, 0.0311 };
    struct path path;
    path_start(&path, &in, value);
    for (int t = 1; t <= 4; t++)
        expect_next(&path, 0.5, 0.0713 + 0.0311 * 0.5 * t, t - 1);
}

Claim(path, starting_again_forgets_everything)
{
    const double value[4] = { 0.0713, 0.0191, 0.627, 0.0311 };
    struct path path;
    path_start(&path, &in, value);
    const double first = path_next(&path, 1.1);
    (void)path_next(&path, -0.7);
    path_start(&path, &in, value);
    const double again = path_next(&path, 1.1);
    cr_expect_eq(again, first);
}
