/* A line of numbers "KIND SUPPORT A B C [LOADING]", or of pairs for a discrete one, as an uncertain
 * number of each kind: quantity_fit refuses it with a sentence, or its quantiles are finite, in
 * order and within its support, a triplet's pass through its three numbers, the mean and every draw
 * lie within the quantiles. Seeds: tests/fuzz/quantity. */
#include "fuzz_input.h"

#include "quantity.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N_KIND = QUANTITY_DISCRETE + 1, N_SUPPORT = QUANTITY_UNIT + 1 };

static double
next_number(const char **at)
{
    char *end;
    const double number = strtod(*at, &end);
    *at = end;
    return number;
}

static bool
read_line(const char *text, struct quantity *q)
{
    const double kind = next_number(&text), support = next_number(&text);
    if (!(kind >= 0.0 && kind < N_KIND) || !(support >= 0.0 && support < N_SUPPORT))
        return false;
    q->kind = (enum quantity_kind)kind;
    q->support = (enum quantity_support)support;
    for (size_t i = 0; i < 3; i++)
        q->p[i] = next_number(&text);
    if (q->kind == QUANTITY_DISCRETE) {
        for (; *text != '\0' && q->n_value < QUANTITY_MAX_DISCRETE; q->n_value++) {
            const char *before = text;
            q->value[q->n_value] = next_number(&text);
            q->weight[q->n_value] = next_number(&text);
            if (text == before)
                break;
        }
        return true;
    }
    q->loading = next_number(&text);
    q->factor = q->loading < 0.0 || q->loading > 0.0 ? "factor" : NULL;
    return fabs(q->loading) <= 1.0;
}

/* A value is written by 17 digits and its transform is a logarithm: its last digits are lost. */
static bool
is_near(double a, double b)
{
    return fabs(a - b) <= 1e-9 * (fabs(a) + fabs(b)) + 1e-300;
}

static void
in_order(const struct quantity *q)
{
    static const double at[] = { 1e-12, 1e-9, 1e-6, 0.001, 0.05,       0.1,        0.25,       0.5,
                                 0.75,  0.9,  0.95, 0.999, 1.0 - 1e-6, 1.0 - 1e-9, 1.0 - 1e-12 };
    double last = -(double)INFINITY;
    for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
        const double value = quantity_quantile(q, at[i]);
        if (!isfinite(value))
            hr_bug("quantile %g is %g", at[i], value);
        if (value < last && !is_near(value, last))
            hr_bug("quantile %g, %.17g, is below the one before, %.17g", at[i], value, last);
        last = value;
    }
    const double lowest = quantity_quantile(q, at[0]);
    const bool bounded = q->kind == QUANTITY_TRIPLET || q->kind == QUANTITY_LOGNORMAL;
    if (bounded && q->support != QUANTITY_REAL && lowest < 0.0)
        hr_bug("a quantile of what is above 0 is %g", lowest);
    if (q->kind == QUANTITY_TRIPLET && q->support == QUANTITY_UNIT && last > 1.0)
        hr_bug("a quantile of a share is %g", last);
}

static void
through_its_points(const struct quantity *q)
{
    static const double at[] = { 0.1, 0.5, 0.9 };
    for (size_t i = 0; q->kind == QUANTITY_TRIPLET && i < 3; i++) {
        const double value = quantity_quantile(q, at[i]),
                     off = 1e-6 * fmax(fabs(q->p[i]), q->p[2] - q->p[0]);
        if (!(fabs(value - q->p[i]) <= off))
            hr_bug("the quantile at %g is %.17g, want %.17g", at[i], value, q->p[i]);
    }
}

static void
draws(const struct quantity *q)
{
    const double mean = quantity_mean(q), central = quantity_central(q);
    if (!isfinite(mean) || !isfinite(central))
        hr_bug("mean %g, central %g", mean, central);
    if (!is_near(central, quantity_quantile(q, 0.5)) && fabs(central) > 1e-12)
        hr_bug("central %.17g, median %.17g", central, quantity_quantile(q, 0.5));
    for (uint32_t k = 0; k < 20; k++) {
        struct draw draw;
        draw_init(&draw, 7, 1, k);
        const double value = quantity_draw(q, &draw);
        if (!isfinite(value))
            hr_bug("draw %u is %g", k, value);
    }
}

void
fuzz_one(const char *data, size_t size)
{
    struct quantity q = { .name = "fuzz", .meaning = "", .unit = "" };
    struct hr_err err = { 0 };
    if (!read_line(data, &q))
        return;
    const int ret = quantity_fit(&q, &err);
    fuzz_agree(ret, &err, NULL, size);
    if (ret == 0) {
        in_order(&q);
        through_its_points(&q);
        draws(&q);
    }
    quantity_release(&q);
}
