/* "chance(deficit at 2028/29 < 0) >= 0.8", and the smallest level that reaches it. */
#include "goal.h"
#include "claim.h"

#include <math.h>

Claim(goal, is_read_as_it_is_said)
{
    struct goal goal;
    struct hr_err err;
    cr_assert_eq(goal_parse("chance(deficit at 2028/29 < 0) >= 0.8", &goal, &err), 0, "%s",
                 err.text);
    cr_expect_str_eq(goal.measure, "deficit");
    cr_expect_eq(goal.fy, 2028);
    cr_expect(goal.below);
    cr_expect_eq(goal.threshold, 0.0);
    cr_expect_eq(goal.chance, 0.8);
    cr_assert_eq(goal_parse(" chance ( plans.special at 2024/25 >= 431.5 ) > 0.35 ", &goal, &err),
                 0, "%s", err.text);
    cr_expect_str_eq(goal.measure, "plans.special");
    cr_expect_not(goal.below);
    cr_expect_eq(goal.threshold, 431.5);
}

Claim(goal, anything_else_is_refused_with_the_form)
{
    static const char *const bad[] = { "",
                                       "deficit < 0",
                                       "chance(deficit at 2028 < 0) >= 0.8",
                                       "chance(deficit at 2028/29 = 0) >= 0.8",
                                       "chance(deficit at 2028/29 < 0 >= 0.8",
                                       "chance(deficit at 2028/29 < 0) <= 0.8",
                                       "chance(deficit at 2028/29 < 0) >= 0.8 or so",
                                       "chance(deficit at 2028/29 < nan) >= 0.8",
                                       "chance(deficit at 2028/29 < 0) >= 1" };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct goal goal;
        struct hr_err err;
        cr_expect_eq(goal_parse(bad[i], &goal, &err), HR_EUSAGE, "'%s'", bad[i]);
    }
}

/* A chance that rises with the level to `most`, 0.5 of it at `half`. */
struct rising {
    double least, most, half;
    int n;
};

static int
chance(void *with, double level, double *out, struct hr_err *err)
{
    struct rising *self = with;
    (void)err;
    self->n++;
    *out = self->least + (self->most - self->least) * level / (level + self->half);
    return 0;
}

static struct sought
seek(struct rising *rising, double wanted, double first, double most, bool whole)
{
    struct sought found;
    struct hr_err err;
    const struct seek seek = { .chance = chance,
                               .with = rising,
                               .wanted = wanted,
                               .first = first,
                               .most = most,
                               .whole = whole };
    cr_assert_eq(seek_level(&seek, &found, &err), 0);
    cr_expect_eq(found.n_tried, (size_t)rising->n);
    return found;
}

Claim(goal, the_smallest_level_is_found_to_1_in_100)
{
    struct rising rising = { 0.1, 0.9, 7.13, 0 };
    /* 0.1 + 0.8 x / (x + 7.13) = 0.6 at x = 7.13 * 5 / 3 */
    const double level = 7.13 * 5.0 / 3.0;
    const struct sought found = seek(&rising, 0.6, 1.0, 1000.0, false);
    cr_expect_eq(found.outcome, SEEK_FOUND);
    cr_expect(found.level >= level && found.below < level &&
                  found.level - found.below <= 0.01 * found.level,
              "%g after %g, want %g", found.level, found.below, level);
    cr_expect_geq(found.chance, 0.6);
}

Claim(goal, whole_levels_are_whole_and_one_less_does_not_do)
{
    struct rising rising = { 0.1, 0.9, 7.13, 0 };
    const struct sought found = seek(&rising, 0.6, 1.0, 1000.0, true);
    cr_expect_eq(found.level, ceil(7.13 * 5.0 / 3.0));
    cr_expect_eq(found.below, found.level - 1.0);
}

Claim(goal, no_level_and_no_need_of_any_are_told_apart)
{
    struct rising low = { 0.1, 0.5, 3.17, 0 }, high = { 0.7, 0.9, 3.17, 0 };
    const struct sought never = seek(&low, 0.6, 0.01, 1.0, false);
    cr_expect_eq(never.outcome, SEEK_NEVER);
    cr_expect_eq(never.level, 1.0, "the best is the most");
    const struct sought at_zero = seek(&high, 0.6, 0.01, 1.0, false);
    cr_expect_eq(at_zero.outcome, SEEK_AT_ZERO);
    cr_expect_eq(high.n, 1);
}
