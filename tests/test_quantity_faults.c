#include "metalog.h"
#include "quantity.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static struct quantity
quantity_of(enum quantity_kind kind, enum quantity_support support, double p0, double p1, double p2)
{
    return (struct quantity){
        .name = "prices.independent.fee_gbp",
        .where = "k.cfg:17",
        .kind = kind,
        .support = support,
        .p = { p0, p1, p2 },
    };
}

static struct quantity
triplet(enum quantity_support support, double low, double central, double high)
{
    return quantity_of(QUANTITY_TRIPLET, support, low, central, high);
}

static struct quantity
discrete(enum quantity_support support, size_t n, const double *value, const double *weight)
{
    struct quantity q = quantity_of(QUANTITY_DISCRETE, support, 0.0, 0.0, 0.0);
    q.n_value = n;
    memcpy(q.value, value, n * sizeof *value);
    memcpy(q.weight, weight, n * sizeof *weight);
    return q;
}

/* ---- triplets: which are possible ---- */

Claim(quantity_faults, bounded_triplets_are_feasible_on_their_own_scale)
{
    struct hr_err err = { 0 };
    for (double r = 0.01; r < 1.0; r += 0.0217) {
        const bool want = r > metalog_reach() && r < 1.0 - metalog_reach();
        const double low = log(0.31), high = log(0.52), from = log(0.31 / 0.69),
                     to = log(0.52 / 0.48);
        struct quantity q = triplet(QUANTITY_REAL, 1.7, 1.7 + 2.385 * r, 1.7 + 2.385);
        cr_assert_eq(quantity_fit(&q, &err) == 0, want, "real, r = %g", r);
        q = triplet(QUANTITY_POSITIVE, 0.31, exp(low + r * (high - low)), 0.52);
        cr_assert_eq(quantity_fit(&q, &err) == 0, want, "log, r = %g", r);
        q = triplet(QUANTITY_UNIT, 0.31, 1.0 / (1.0 + exp(-from - r * (to - from))), 0.52);
        cr_assert_eq(quantity_fit(&q, &err) == 0, want, "logit, r = %g", r);
    }
}

Claim(quantity_faults, limits_named_in_the_message_are_the_limits)
{
    struct hr_err err = { 0 };
    struct quantity q = triplet(QUANTITY_POSITIVE, 40000.0, 41000.0, 80000.0);
    cr_assert_eq(quantity_fit(&q, &err), HR_ESCENARIO);
    double first, last;
    const char *const at = strstr(err.text, "want central between ");
    cr_assert_neq(at, NULL, "%s", err.text);
    cr_assert_eq(sscanf(at, "want central between %lf and %lf", &first, &last), 2);
    q.p[1] = first * 1.001;
    cr_assert_eq(quantity_fit(&q, &err), 0);
    q.p[1] = first * 0.999;
    cr_assert_neq(quantity_fit(&q, &err), 0);
    q.p[1] = last * 0.999;
    cr_assert_eq(quantity_fit(&q, &err), 0);
    q.p[1] = last * 1.001;
    cr_assert_neq(quantity_fit(&q, &err), 0);
}

Claim(quantity_faults, positive_triplet_is_refused_exactly_when_its_variance_is_infinite)
{
    /* With central in the middle of the logarithms a3 = 0, and the limit is a2 = ln(high / central)
     * / ln 9 = 1/2: a factor of 3. */
    const double factor[] = { 1.2, 2.0, 2.99, 3.01, 8.0 };
    for (size_t i = 0; i < 5; i++) {
        struct hr_err err = { 0 };
        struct quantity q = triplet(QUANTITY_POSITIVE, 1.7 / factor[i], 1.7, 1.7 * factor[i]);
        cr_assert_eq(quantity_fit(&q, &err) == 0, factor[i] < 3.0, "factor %g: %s", factor[i],
                     err.text);
    }
}

/* ---- refusals ---- */

struct fault {
    struct quantity q;
    const char *say;
};

static void
expect_refused(const struct fault *fault, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct hr_err err = { 0 };
        struct quantity q = fault[i].q;
        cr_assert_eq(quantity_fit(&q, &err), HR_ESCENARIO, "fault %zu (%s)", i, fault[i].say);
        cr_assert_neq(strstr(err.text, fault[i].say), NULL, "fault %zu says: %s", i, err.text);
        cr_assert_eq(strstr(err.text, "k.cfg:17: 'prices.independent.fee_gbp' "), err.text, "%s",
                     err.text);
        quantity_release(&q);
    }
}

static void
numbers_and_triplets(void)
{
    const struct fault fault[] = {
        { quantity_of(QUANTITY_FIXED, QUANTITY_UNIT, 1.01, 0, 0),
          "has the value = 1.01, but it can only be from 0 to 1" },
        { quantity_of(QUANTITY_FIXED, QUANTITY_POSITIVE, -3.0, 0, 0),
          "has the value = -3, but it can only be 0 or more" },
        { quantity_of(QUANTITY_FIXED, QUANTITY_REAL, HUGE_VAL, 0, 0),
          "has the value = inf, want a finite number" },
        { quantity_of(QUANTITY_FIXED, QUANTITY_REAL, (double)NAN, 0, 0), "want a finite number" },
        { triplet(QUANTITY_POSITIVE, 0.0, 0.4, 0.9),
          "write { distribution = \"pert\"; min = 0; mode = 0.4; max = 0.9; } or" },
        { triplet(QUANTITY_UNIT, 0.0, 0.4, 0.9),
          "write { distribution = \"pert\"; min = 0; mode = 0.4; max = 0.9; } or" },
        { triplet(QUANTITY_UNIT, 0.2, 0.4, 1.0),
          "write { distribution = \"pert\"; min = 0.2; mode = 0.4; max = 1; } or" },
        { triplet(QUANTITY_UNIT, 0.2, 0.4, 1.1), "has high = 1.1, but it can only be from 0 to 1" },
        { triplet(QUANTITY_POSITIVE, -0.2, 0.4, 1.1),
          "has low = -0.2, but it can only be 0 or more" },
        { triplet(QUANTITY_REAL, 0.5, 0.4, 0.9), "want low <= central <= high" },
        { triplet(QUANTITY_REAL, 0.3, 0.95, 0.9), "want low <= central <= high" },
        { triplet(QUANTITY_REAL, 0.9, 0.4, 0.3), "want low <= central <= high" },
        { triplet(QUANTITY_REAL, 0.1, (double)NAN, 0.3),
          "has central = nan, want a finite number" },
        { triplet(QUANTITY_REAL, 0.1, 0.1, 0.3),
          "want central between 0.1333 and 0.2667, or use distribution = \"pert\"" },
        { triplet(QUANTITY_POSITIVE, 1.0, 5.0, 60.0),
          "no finite variance: bring high nearer, or use distribution = \"lognormal\" or "
          "\"pert\"" },
    };
    expect_refused(fault, sizeof fault / sizeof *fault);
}

static void
distributions(void)
{
    const struct fault fault[] = {
        { quantity_of(QUANTITY_NORMAL, QUANTITY_REAL, 0.1, 0.0, 0),
          "want a finite mean and sd > 0" },
        { quantity_of(QUANTITY_NORMAL, QUANTITY_REAL, 0.1, -0.2, 0),
          "want a finite mean and sd > 0" },
        { quantity_of(QUANTITY_NORMAL, QUANTITY_REAL, HUGE_VAL, 0.2, 0),
          "want a finite mean and sd > 0" },
        { quantity_of(QUANTITY_NORMAL, QUANTITY_POSITIVE, 9.0, 0.2, 0),
          "a normal distribution has no ends: use distribution = \"lognormal\" or \"pert\"" },
        { quantity_of(QUANTITY_NORMAL, QUANTITY_UNIT, 0.5, 0.1, 0),
          "a normal distribution has no ends: use distribution = \"beta\" or \"pert\"" },
        { quantity_of(QUANTITY_LOGNORMAL, QUANTITY_UNIT, 0.5, 0.1, 0),
          "no upper end: use distribution = \"beta\" or \"pert\"" },
        { quantity_of(QUANTITY_LOGNORMAL, QUANTITY_POSITIVE, 0.0, 0.1, 0), "want both above 0" },
        { quantity_of(QUANTITY_LOGNORMAL, QUANTITY_POSITIVE, 0.5, 0.0, 0), "want both above 0" },
        { quantity_of(QUANTITY_LOGNORMAL, QUANTITY_POSITIVE, 0.5, 200.0, 0),
          "rarest values or their mean are not finite numbers" },
        { quantity_of(QUANTITY_LOGNORMAL, QUANTITY_POSITIVE, 20.0, 74.0, 0),
          "rarest values or their mean are not finite numbers" },
        { quantity_of(QUANTITY_BETA, QUANTITY_UNIT, 0.0, 2.0, 0),
          "is a beta distribution with a = 0, want a number from 0.05 to 1e+06" },
        { quantity_of(QUANTITY_BETA, QUANTITY_UNIT, 2.0, 2e6, 0),
          "is a beta distribution with b = 2e+06" },
        { quantity_of(QUANTITY_PERT, QUANTITY_UNIT, 0.2, 0.1, 0.9),
          "want min <= mode <= max and min < max" },
        { quantity_of(QUANTITY_PERT, QUANTITY_UNIT, 0.2, 0.95, 0.9),
          "want min <= mode <= max and min < max" },
        { quantity_of(QUANTITY_PERT, QUANTITY_UNIT, 0.2, 0.2, 0.2),
          "want min <= mode <= max and min < max" },
        { quantity_of(QUANTITY_PERT, QUANTITY_UNIT, 0.2, 0.3, 1.2),
          "has max = 1.2, but it can only be from 0 to 1" },
        { quantity_of(QUANTITY_UNIFORM, QUANTITY_POSITIVE, -0.2, 0.3, 0),
          "has min = -0.2, but it can only be 0 or more" },
        { quantity_of(QUANTITY_UNIFORM, QUANTITY_REAL, 0.3, 0.3, 0), "want min < max" },
    };
    expect_refused(fault, sizeof fault / sizeof *fault);
}

static void
discrete_values(void)
{
    static const double value[] = { 0.0, 2.385 }, negative[] = { 0.3, -0.1 }, zero[] = { 0.0, 0.0 },
                        outside[] = { 0.5, 1.5 };
    const struct fault fault[] = {
        { discrete(QUANTITY_POSITIVE, 2, value, negative),
          "has weight = -0.1 for the value 2.385, want 0 or more" },
        { discrete(QUANTITY_POSITIVE, 2, value, zero),
          "has weights that sum to 0, want a sum above 0" },
        { discrete(QUANTITY_UNIT, 2, outside, value),
          "has a value = 1.5, but it can only be from 0 to 1" },
        { discrete(QUANTITY_UNIT, 0, value, value), "has 0 discrete values, want 1 to 16" },
    };
    expect_refused(fault, sizeof fault / sizeof *fault);
}

Claim(quantity_faults, faults_are_refused_with_file_line_name_and_advice)
{
    numbers_and_triplets();
    distributions();
    discrete_values();
}

Claim(quantity_faults, loading_outside_its_range_is_refused)
{
    const double bad[] = { 1.0001, -1.0001, (double)NAN };
    for (size_t i = 0; i < 3; i++) {
        struct hr_err err = { 0 };
        struct quantity q = quantity_of(QUANTITY_NORMAL, QUANTITY_REAL, 0.1, 0.2, 0.0);
        q.factor = "inflation";
        q.loading = bad[i];
        cr_assert_eq(quantity_fit(&q, &err), HR_ESCENARIO);
        cr_assert_neq(strstr(err.text, "want a number from -1 to 1"), NULL, "%s", err.text);
    }
}

Claim(quantity_faults, a_fault_without_a_place_names_the_quantity)
{
    struct hr_err err = { 0 };
    struct quantity q = quantity_of(QUANTITY_UNIFORM, QUANTITY_REAL, 0.3, 0.2, 0.0);
    q.where = NULL;
    cr_assert_eq(quantity_fit(&q, &err), HR_ESCENARIO);
    cr_assert_eq(strstr(err.text, "'prices.independent.fee_gbp' has min"), err.text, "%s",
                 err.text);
}

ClaimAborts(quantity_faults, a_quantity_without_a_name_is_a_bug)
{
    struct quantity q = quantity_of(QUANTITY_FIXED, QUANTITY_REAL, 2.385, 0.0, 0.0);
    q.name = NULL;
    (void)(quantity_fit(&q, NULL) != 0);
}

ClaimAborts(quantity_faults, drawing_before_fitting_is_a_bug)
{
    struct quantity q = quantity_of(QUANTITY_BETA, QUANTITY_UNIT, 2.0, 3.0, 0.0);
    (void)quantity_quantile(&q, 0.3);
}
