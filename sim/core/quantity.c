/* A triplet is a three-term metalog (metalog.h) of the value itself (real), its logarithm
 * (positive) or its logit (share): the points are carried to that scale first, and are feasible or
 * not there. A positive one must have a finite variance as well; the others have all moments.
 *
 * Beta and PERT are read from a table (beta_table.h). PERT (Malcolm et al. 1959, shape 4) is a beta
 * on [min, max] with a = 1 + 4 (mode - min) / (max - min) and b = 1 + 4 (max - mode) / (max - min).
 * */
#include "quantity.h"

#include "beta_table.h"
#include "metalog.h"
#include "normal.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

static const double SMALLEST_Y = 0x1p-53;
static const double BETA_SMALLEST = 0.05, BETA_LARGEST = 1e6;
static const double PERT_SHAPE = 4.0;
static const double WEIGHT_ROUNDING = 1e-12; /* 0.2 + 0.3 must reach one half */

/* ---- Messages ---- */

/* "file:line: 'name' ", or as much of it as is known. */
#define FAULT_FORMAT "%s%s'%s' "
#define FAULT_ARGS(q) \
    (q)->where == NULL ? "" : (q)->where, (q)->where == NULL ? "" : ": ", (q)->name

static const char *
support_words(enum quantity_support support)
{
    switch (support) {
    case QUANTITY_REAL: return "any number";
    case QUANTITY_POSITIVE: return "0 or more";
    case QUANTITY_UNIT: return "from 0 to 1";
    }
    hr_bug("support %d", (int)support);
}

static bool
inside_support(enum quantity_support support, double value)
{
    return support == QUANTITY_REAL ||
           (value >= 0.0 && (support == QUANTITY_POSITIVE || value <= 1.0));
}

static int
check_inside(const struct quantity *q, const char *what, double value, struct hr_err *err)
{
    if (!isfinite(value))
        return hr_fail(err, HR_ESCENARIO, FAULT_FORMAT "has %s = %g, want a finite number",
                       FAULT_ARGS(q), what, value);
    if (!inside_support(q->support, value))
        return hr_fail(err, HR_ESCENARIO, FAULT_FORMAT "has %s = %.10g, but it can only be %s",
                       FAULT_ARGS(q), what, value, support_words(q->support));
    return 0;
}

/* ---- Triplet ---- */

static double
to_metalog_scale(enum quantity_support support, double x)
{
    switch (support) {
    case QUANTITY_REAL: return x;
    case QUANTITY_POSITIVE: return log(x);
    case QUANTITY_UNIT: return log(x) - log1p(-x);
    }
    hr_bug("support %d", (int)support);
}

static double
from_metalog_scale(enum quantity_support support, double m)
{
    switch (support) {
    case QUANTITY_REAL: return m;
    case QUANTITY_POSITIVE: return exp(m);
    case QUANTITY_UNIT: return 1.0 / (1.0 + exp(-m));
    }
    hr_bug("support %d", (int)support);
}

static bool
is_degenerate(const struct quantity *q)
{
    return !(q->p[0] < q->p[2]);
}

static int
check_triplet(const struct quantity *q, struct hr_err *err)
{
    static const char *const name[3] = { "low", "central", "high" };
    for (size_t i = 0; i < 3; i++) {
        const int ret = check_inside(q, name[i], q->p[i], err);
        if (ret != 0)
            return ret;
    }
    if (!(q->p[0] <= q->p[1] && q->p[1] <= q->p[2]))
        return hr_fail(
            err, HR_ESCENARIO,
            FAULT_FORMAT
            "has low = %.10g, central = %.10g, high = %.10g, want low <= central <= high",
            FAULT_ARGS(q), q->p[0], q->p[1], q->p[2]);
    if (q->support == QUANTITY_REAL || is_degenerate(q))
        return 0;
    if (q->p[0] <= 0.0)
        return hr_fail(err, HR_ESCENARIO,
                       FAULT_FORMAT
                       "has low = 0: a range from low to high lies above 0. Where it may "
                       "be 0, write { distribution = \"pert\"; min = 0; mode = %.6g; "
                       "max = %.6g; } or distribution = \"discrete\"",
                       FAULT_ARGS(q), q->p[1], q->p[2]);
    if (q->support == QUANTITY_UNIT && q->p[2] >= 1.0)
        return hr_fail(err, HR_ESCENARIO,
                       FAULT_FORMAT
                       "has high = 1: a range from low to high lies below 1. Where it may "
                       "be 1, write { distribution = \"pert\"; min = %.6g; mode = %.6g; "
                       "max = 1; } or distribution = \"discrete\"",
                       FAULT_ARGS(q), q->p[0], q->p[1]);
    return 0;
}

static int
fail_infeasible(const struct quantity *q, double low, double high, struct hr_err *err)
{
    const double margin = metalog_reach() * (high - low);
    const double first = from_metalog_scale(q->support, low + margin);
    const double last = from_metalog_scale(q->support, high - margin);
    return hr_fail(err, HR_ESCENARIO,
                   FAULT_FORMAT
                   "has central = %.10g, too near one end for a smooth curve through low = %.10g "
                   "and high = %.10g: want central "
                   "between %.4g and %.4g, or use distribution = \"pert\" or \"discrete\"",
                   FAULT_ARGS(q), q->p[1], q->p[0], q->p[2], first, last);
}

static int
fit_triplet(struct quantity *q, struct hr_err *err)
{
    const int ret = check_triplet(q, err);
    if (ret != 0 || is_degenerate(q))
        return ret;
    const double low = to_metalog_scale(q->support, q->p[0]);
    const double central = to_metalog_scale(q->support, q->p[1]);
    const double high = to_metalog_scale(q->support, q->p[2]);
    metalog_fit(low, central, high, q->a);
    if (!metalog_is_feasible(q->a))
        return fail_infeasible(q, low, high, err);
    if (q->support == QUANTITY_POSITIVE && !(metalog_upper_rate(q->a) < 0.5))
        return hr_fail(err, HR_ESCENARIO,
                       FAULT_FORMAT "has high = %.10g, %.3g times its central value: its upper "
                                    "tail would have no finite variance: bring high nearer, "
                                    "or use distribution = \"lognormal\" or \"pert\"",
                       FAULT_ARGS(q), q->p[2], q->p[2] / q->p[1]);
    return 0;
}

/* ---- Beta and PERT ---- */

struct beta_shape {
    double a, b, origin, width; /* on [origin, origin + width] */
};

static struct beta_shape
beta_shape(const struct quantity *q)
{
    if (q->kind == QUANTITY_BETA)
        return (struct beta_shape){ .a = q->p[0], .b = q->p[1], .origin = 0.0, .width = 1.0 };
    const double width = q->p[2] - q->p[0];
    return (struct beta_shape){
        .a = 1.0 + PERT_SHAPE * (q->p[1] - q->p[0]) / width,
        .b = 1.0 + PERT_SHAPE * (q->p[2] - q->p[1]) / width,
        .origin = q->p[0],
        .width = width,
    };
}

/* Of a PERT on [0, 1] with this mode: its 9-in-10 point over its median; it falls as the mode
 * rises. */
static double
spread_from_zero(double mode)
{
    const double a = 1.0 + PERT_SHAPE * mode, b = 1.0 + PERT_SHAPE * (1.0 - mode);
    return gsl_cdf_beta_Pinv(0.9, a, b) / gsl_cdf_beta_Pinv(0.5, a, b);
}

bool
quantity_pert_from_zero(double central, double high, double p[3])
{
    enum { STEPS = 60 };
    const double wanted = high / central;
    double low_mode = 0.0, high_mode = 1.0;
    if (!(central > 0.0) || wanted > spread_from_zero(0.0) || wanted < spread_from_zero(1.0))
        return false;
    for (size_t i = 0; i < STEPS; i++) {
        const double mode = 0.5 * (low_mode + high_mode);
        if (spread_from_zero(mode) > wanted)
            low_mode = mode;
        else
            high_mode = mode;
    }
    const double max = central / gsl_cdf_beta_Pinv(0.5, 1.0 + PERT_SHAPE * low_mode,
                                                   1.0 + PERT_SHAPE * (1.0 - low_mode));
    p[0] = 0.0;
    p[1] = low_mode * max;
    p[2] = max;
    return true;
}

/* Filled anew when the shape is another: a quantity may be fitted often. */
static int
fit_table(struct quantity *q, struct hr_err *err)
{
    const struct beta_shape shape = beta_shape(q);
    if (q->table != NULL && q->table_a == shape.a && q->table_b == shape.b)
        return 0;
    if (q->table == NULL)
        q->table = malloc(BETA_TABLE_SIZE * sizeof *q->table);
    if (q->table == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the quantiles of '%s'", q->name);
    beta_table_fill(q->table, shape.a, shape.b);
    q->table_a = shape.a;
    q->table_b = shape.b;
    return 0;
}

static double
table_quantile(const struct quantity *q, double z)
{
    if (q->table == NULL)
        hr_bug("'%s' is drawn before it is fitted", q->name);
    const struct beta_shape shape = beta_shape(q);
    return shape.origin + shape.width * beta_table_quantile(q->table, z);
}

static int
fit_beta(struct quantity *q, struct hr_err *err)
{
    for (size_t i = 0; i < 2; i++) {
        if (!(q->p[i] >= BETA_SMALLEST && q->p[i] <= BETA_LARGEST))
            return hr_fail(err, HR_ESCENARIO,
                           FAULT_FORMAT
                           "is a beta distribution with %s = %g, want a number from %g to %g",
                           FAULT_ARGS(q), i == 0 ? "a" : "b", q->p[i], BETA_SMALLEST, BETA_LARGEST);
    }
    return fit_table(q, err);
}

static int
fit_pert(struct quantity *q, struct hr_err *err)
{
    static const char *const name[3] = { "min", "mode", "max" };
    for (size_t i = 0; i < 3; i++) {
        const int ret = check_inside(q, name[i], q->p[i], err);
        if (ret != 0)
            return ret;
    }
    if (!(q->p[0] <= q->p[1] && q->p[1] <= q->p[2] && q->p[0] < q->p[2]))
        return hr_fail(
            err, HR_ESCENARIO,
            FAULT_FORMAT
            "has min = %.10g, mode = %.10g, max = %.10g, want min <= mode <= max and min < max",
            FAULT_ARGS(q), q->p[0], q->p[1], q->p[2]);
    return fit_table(q, err);
}

/* ---- The others ---- */

static int
fit_normal(const struct quantity *q, struct hr_err *err)
{
    if (q->support != QUANTITY_REAL)
        return hr_fail(
            err, HR_ESCENARIO,
            FAULT_FORMAT
            "can only be %s, and a normal distribution has no ends: use distribution = %s",
            FAULT_ARGS(q), support_words(q->support),
            q->support == QUANTITY_UNIT ? "\"beta\" or \"pert\"" : "\"lognormal\" or \"pert\"");
    if (!isfinite(q->p[0]) || !(q->p[1] > 0.0 && isfinite(q->p[1])))
        return hr_fail(err, HR_ESCENARIO,
                       FAULT_FORMAT "has mean = %g and sd = %g, want a finite mean and sd > 0",
                       FAULT_ARGS(q), q->p[0], q->p[1]);
    return 0;
}

static int
fit_lognormal(const struct quantity *q, struct hr_err *err)
{
    if (q->support == QUANTITY_UNIT)
        return hr_fail(err, HR_ESCENARIO,
                       FAULT_FORMAT "can only be from 0 to 1, and a lognormal distribution has no "
                                    "upper end: use distribution = \"beta\" or \"pert\"",
                       FAULT_ARGS(q));
    if (!(q->p[0] > 0.0 && isfinite(q->p[0])) || !(q->p[1] > 0.0 && isfinite(q->p[1])))
        return hr_fail(err, HR_ESCENARIO,
                       FAULT_FORMAT "has median = %g and sd_log = %g, want both above 0",
                       FAULT_ARGS(q), q->p[0], q->p[1]);
    return 0;
}

static int
fit_uniform(const struct quantity *q, struct hr_err *err)
{
    int ret = check_inside(q, "min", q->p[0], err);
    if (ret == 0)
        ret = check_inside(q, "max", q->p[1], err);
    if (ret == 0 && !(q->p[0] < q->p[1]))
        ret = hr_fail(err, HR_ESCENARIO,
                      FAULT_FORMAT "has min = %.10g and max = %.10g, want min < max", FAULT_ARGS(q),
                      q->p[0], q->p[1]);
    return ret;
}

static void
sort_by_value(struct quantity *q)
{
    for (size_t i = 1; i < q->n_value; i++) {
        const double value = q->value[i], weight = q->weight[i];
        size_t j = i;
        for (; j > 0 && q->value[j - 1] > value; j--) {
            q->value[j] = q->value[j - 1];
            q->weight[j] = q->weight[j - 1];
        }
        q->value[j] = value;
        q->weight[j] = weight;
    }
}

static double
total_weight(const struct quantity *q)
{
    double total = 0.0;
    for (size_t i = 0; i < q->n_value; i++)
        total += q->weight[i];
    return total;
}

static int
fit_discrete(struct quantity *q, struct hr_err *err)
{
    if (q->n_value == 0 || q->n_value > QUANTITY_MAX_DISCRETE)
        return hr_fail(err, HR_ESCENARIO, FAULT_FORMAT "has %zu discrete values, want 1 to %d",
                       FAULT_ARGS(q), q->n_value, QUANTITY_MAX_DISCRETE);
    for (size_t i = 0; i < q->n_value; i++) {
        const int ret = check_inside(q, "a value", q->value[i], err);
        if (ret != 0)
            return ret;
        if (!(q->weight[i] >= 0.0 && isfinite(q->weight[i])))
            return hr_fail(err, HR_ESCENARIO,
                           FAULT_FORMAT "has weight = %g for the value %.10g, want 0 or more",
                           FAULT_ARGS(q), q->weight[i], q->value[i]);
    }
    const double total = total_weight(q);
    if (!(total > 0.0 && isfinite(total)))
        return hr_fail(err, HR_ESCENARIO,
                       FAULT_FORMAT "has weights that sum to %g, want a sum above 0", FAULT_ARGS(q),
                       total);
    sort_by_value(q);
    return 0;
}

static double
discrete_quantile(const struct quantity *q, double y)
{
    const double total = total_weight(q);
    double sum = 0.0;
    size_t last = 0;
    for (size_t i = 0; i < q->n_value; i++) {
        if (!(q->weight[i] > 0.0))
            continue;
        sum += q->weight[i];
        last = i;
        if (sum >= (y - WEIGHT_ROUNDING) * total)
            break;
    }
    return q->value[last];
}

static double
discrete_mean(const struct quantity *q)
{
    double sum = 0.0;
    for (size_t i = 0; i < q->n_value; i++)
        sum += q->weight[i] * q->value[i];
    return sum / total_weight(q);
}

/* ---- Public ---- */

static int
fit_kind(struct quantity *self, struct hr_err *err)
{
    switch (self->kind) {
    case QUANTITY_FIXED: return check_inside(self, "the value", self->p[0], err);
    case QUANTITY_TRIPLET: return fit_triplet(self, err);
    case QUANTITY_NORMAL: return fit_normal(self, err);
    case QUANTITY_LOGNORMAL: return fit_lognormal(self, err);
    case QUANTITY_BETA: return fit_beta(self, err);
    case QUANTITY_PERT: return fit_pert(self, err);
    case QUANTITY_UNIFORM: return fit_uniform(self, err);
    case QUANTITY_DISCRETE: return fit_discrete(self, err);
    }
    hr_bug("quantity '%s' of kind %d", self->name, (int)self->kind);
}

int
quantity_fit(struct quantity *self, struct hr_err *err)
{
    if (self->name == NULL)
        hr_bug("a quantity without a name has no address");
    const int ret = fit_kind(self, err);
    if (ret != 0)
        return ret;
    if (!(self->loading >= -1.0 && self->loading <= 1.0))
        return hr_fail(err, HR_ESCENARIO,
                       FAULT_FORMAT "has loading = %g, want a number from -1 to 1",
                       FAULT_ARGS(self), self->loading);
    if (!isfinite(quantity_quantile(self, SMALLEST_Y)) ||
        !isfinite(quantity_quantile(self, 1.0 - SMALLEST_Y)) ||
        (self->kind != QUANTITY_TRIPLET && !isfinite(quantity_mean(self))))
        return hr_fail(
            err, HR_ESCENARIO,
            FAULT_FORMAT
            "is so wide that its rarest values or their mean are not finite numbers: want a "
            "narrower range",
            FAULT_ARGS(self));
    self->purpose = hr_hash32("quantity");
    self->item = hr_hash32(self->name);
    self->factor_purpose = hr_hash32("factor");
    self->factor_item = self->factor == NULL ? 0 : hr_hash32(self->factor);
    return 0;
}

void
quantity_release(struct quantity *self)
{
    free(self->table);
    self->table = NULL;
}

double
quantity_quantile(const struct quantity *self, double y)
{
    switch (self->kind) {
    case QUANTITY_FIXED: return self->p[0];
    case QUANTITY_TRIPLET:
        return is_degenerate(self)
                   ? self->p[1]
                   : from_metalog_scale(self->support, metalog_value(self->a, log(y) - log1p(-y)));
    case QUANTITY_NORMAL: return self->p[0] + self->p[1] * normal_quantile(y);
    case QUANTITY_LOGNORMAL: return self->p[0] * exp(self->p[1] * normal_quantile(y));
    case QUANTITY_BETA:
    case QUANTITY_PERT: return table_quantile(self, normal_quantile(y));
    case QUANTITY_UNIFORM: return self->p[0] + y * (self->p[1] - self->p[0]);
    case QUANTITY_DISCRETE: return discrete_quantile(self, y);
    }
    hr_bug("quantity '%s' of kind %d", self->name, (int)self->kind);
}

double
quantity_central(const struct quantity *self)
{
    switch (self->kind) {
    case QUANTITY_FIXED:
    case QUANTITY_NORMAL:
    case QUANTITY_LOGNORMAL: return self->p[0];
    case QUANTITY_TRIPLET: return self->p[1];
    case QUANTITY_BETA:
    case QUANTITY_PERT:
    case QUANTITY_UNIFORM:
    case QUANTITY_DISCRETE: return quantity_quantile(self, 0.5);
    }
    hr_bug("quantity '%s' of kind %d", self->name, (int)self->kind);
}

/* Mean of a positive or unit metalog: with t = L(y), dy = y (1 - y) dt. The trapezoid rule
 * converges geometrically on an integrand that is smooth and vanishes at both ends; the slowest end
 * falls as exp(-t / 2). */
static double
metalog_mean(const struct quantity *q)
{
    const double step = 0.125;
    enum { N_STEP = 8 * 80 };
    double sum = 0.0;
    for (int i = -N_STEP; i <= N_STEP; i++) {
        const double t = step * i, half = 0.5 / cosh(0.5 * t); /* half^2 = y (1 - y) */
        sum += from_metalog_scale(q->support, metalog_value(q->a, t)) * half * half;
    }
    return sum * step;
}

double
quantity_mean(const struct quantity *self)
{
    switch (self->kind) {
    case QUANTITY_FIXED:
    case QUANTITY_NORMAL: return self->p[0];
    case QUANTITY_TRIPLET:
        if (is_degenerate(self))
            return self->p[1];
        return self->support == QUANTITY_REAL ? self->a[0] + self->a[2] / 2.0 : metalog_mean(self);
    case QUANTITY_LOGNORMAL: return self->p[0] * exp(0.5 * self->p[1] * self->p[1]);
    case QUANTITY_BETA: return self->p[0] / (self->p[0] + self->p[1]);
    case QUANTITY_PERT:
        return (self->p[0] + PERT_SHAPE * self->p[1] + self->p[2]) / (PERT_SHAPE + 2.0);
    case QUANTITY_UNIFORM: return self->p[0] + (self->p[1] - self->p[0]) / 2.0;
    case QUANTITY_DISCRETE: return discrete_mean(self);
    }
    hr_bug("quantity '%s' of kind %d", self->name, (int)self->kind);
}

/* Cumulative probability of the draw: one uniform, or the mixture of the quantity's own score and
 * its factor's, kept where quantiles are finite. */
static double
draw_probability(const struct quantity *q, struct draw *draw)
{
    draw_at(draw,
            &(struct draw_key){ .national = q->national, .purpose = q->purpose, .item = q->item });
    const double own = hr_rng_uniform(&draw->rng);
    if (q->factor == NULL)
        return own;
    draw_at(draw, &(struct draw_key){
                      .national = true, .purpose = q->factor_purpose, .item = q->factor_item });
    const double factor = hr_rng_uniform(&draw->rng);
    const double z = q->loading * normal_quantile(factor) +
                     sqrt(1.0 - q->loading * q->loading) * normal_quantile(own);
    return fmin(fmax(gsl_cdf_ugaussian_P(z), SMALLEST_Y), 1.0 - SMALLEST_Y);
}

double
quantity_draw(const struct quantity *self, struct draw *draw)
{
    if (draw->expected)
        return quantity_central(self);
    if (self->kind == QUANTITY_FIXED)
        return self->p[0];
    return quantity_quantile(self, draw_probability(self, draw));
}

const char *
quantity_kind_name(enum quantity_kind kind)
{
    switch (kind) {
    case QUANTITY_FIXED: return "fixed";
    case QUANTITY_TRIPLET: return "low/central/high";
    case QUANTITY_NORMAL: return "normal";
    case QUANTITY_LOGNORMAL: return "lognormal";
    case QUANTITY_BETA: return "beta";
    case QUANTITY_PERT: return "pert";
    case QUANTITY_UNIFORM: return "uniform";
    case QUANTITY_DISCRETE: return "discrete";
    }
    hr_bug("kind %d", (int)kind);
}
