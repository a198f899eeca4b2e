/* Rules of thumb: the method is in the header. */
#include "simple_rules.h"

#include "stats.h"

#include <math.h>
#include <stdlib.h>

static const double NATIONAL_SHARE = 0.7;
static const double ONE_YEAR_POWER = 0.75; /* see the header */
enum { LEAST_ERRORS = 30 };

const char *
simple_rule_name(enum simple_rule rule)
{
    static const char *const NAME[N_SIMPLE_RULE] = { "last_value", "two_year_growth",
                                                     "england_growth", "pooled_own_errors",
                                                     "pooled_one_year" };
    if ((int)rule < 0 || rule >= N_SIMPLE_RULE)
        hr_bug("rule %d of %d", (int)rule, N_SIMPLE_RULE);
    return NAME[rule];
}

bool
simple_rule_has_range(enum simple_rule rule)
{
    return rule == RULE_POOLED_OWN_ERRORS || rule == RULE_POOLED_ONE_YEAR;
}

/* From one value to the other: the logarithm of their ratio, of shares the difference. */
static double
change(const struct target *about, double before, double now)
{
    if (!(now >= about->least && before >= about->least))
        return (double)NAN;
    return about->additive ? now - before : log(now / before);
}

/* Yearly growth over the two years to `year`; of money over one, where no more is published. NAN
 * when a value is missing or too small. */
static double
growth(const struct target_series *series, int target, int area, int year)
{
    const struct target *about = target_about(target);
    const double now = target_series_count(series, target, area, year),
                 before = target_series_count(series, target, area, year - 2);
    if (isnan(before) && about->money)
        return change(about, target_series_count(series, target, area, year - 1), now);
    return change(about, before, now) / 2;
}

double
simple_rules_growth(const struct simple_rules *self, struct rule_case of, int year)
{
    const struct target *about = target_about(of.target);
    double national =
        about->of != NO_TARGET ? 0 : growth(&self->series, of.target, self->series.england, year);
    double own = growth(&self->series, of.target, of.area, year);
    if (of.rule == RULE_LAST_VALUE)
        return 0;
    if (isnan(national) && about->money)
        national = 0;
    if (isnan(own))
        own = national;
    const double share = of.rule == RULE_TWO_YEAR_GROWTH  ? 0
                         : of.rule == RULE_ENGLAND_GROWTH ? 1
                                                          : NATIONAL_SHARE;
    return (double)of.horizon * (share * national + (1 - share) * own);
}

/* ---- past errors of the pooled rule */

static struct rule_errors *
errors_of(const struct simple_rules *self, int target, size_t horizon)
{
    return &self->errors[(size_t)target * self->n_horizon + horizon - 1];
}

/* Errors of one target and horizon into `out` (NULL: counts them only). */
static size_t
past_errors(const struct simple_rules *self, const struct evidence *as_at, int target,
            size_t horizon, double *out)
{
    const int last = target_last_year(target, self->origin);
    const struct target *about = target_about(target);
    size_t n = 0;
    for (int area = 0; (size_t)area < as_at->n_area; area++) {
        if (as_at->area[area].level != AREA_AUTHORITY)
            continue;
        for (int year = self->series.first_year; year + (int)horizon <= last; year++) {
            const double then = target_series_count(&self->series, target, area, year),
                         came =
                             target_series_count(&self->series, target, area, year + (int)horizon);
            if ((isnan(growth(&self->series, target, area, year)) && !about->money) ||
                !(then >= about->least) || !(about->additive || came > 0))
                continue;
            const double error =
                (about->additive ? came - then : log(came / then)) -
                simple_rules_growth(
                    self, (struct rule_case){ RULE_POOLED_OWN_ERRORS, target, area, horizon },
                    year);
            if (!isfinite(error))
                continue;
            if (out != NULL)
                out[n] = error;
            n++;
        }
    }
    return n;
}

static int
learn_errors(struct simple_rules *self, const struct evidence *as_at, int target, size_t horizon,
             struct hr_err *err)
{
    struct rule_errors *errors = errors_of(self, target, horizon);
    errors->n = past_errors(self, as_at, target, horizon, NULL);
    if (errors->n > self->n_most)
        self->n_most = errors->n;
    if (errors->n == 0)
        return 0;
    errors->error = malloc(errors->n * sizeof *errors->error);
    if (errors->error == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu past errors", errors->n);
    (void)past_errors(self, as_at, target, horizon, errors->error);
    sample_sort(errors->error, errors->n);
    const double middle = sample_quantile(errors->error, errors->n, 0.5);
    for (size_t i = 0; i < errors->n; i++)
        errors->error[i] -= middle;
    return 0;
}

int
simple_rules_learn(struct simple_rules *self, const struct evidence *as_at, int origin,
                   size_t n_horizon, struct hr_err *err)
{
    *self = (struct simple_rules){ .origin = origin, .n_horizon = n_horizon, .n_most = 1 };
    int ret = target_series_init(&self->series, as_at, err);
    if (ret != 0)
        return ret;
    self->errors = calloc((size_t)N_TARGET_SERIES * n_horizon, sizeof *self->errors);
    if (self->errors == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for past errors");
    for (int target = 0; target < N_TARGET_SERIES && ret == 0; target++)
        for (size_t horizon = 1; horizon <= n_horizon && ret == 0; horizon++)
            ret = learn_errors(self, as_at, target, horizon, err);
    return ret;
}

void
simple_rules_release(struct simple_rules *self)
{
    for (size_t i = 0; self->errors != NULL && i < (size_t)N_TARGET_SERIES * self->n_horizon; i++)
        free(self->errors[i].error);
    free(self->errors);
    target_series_release(&self->series);
    *self = (struct simple_rules){ 0 };
}

size_t
simple_rules_forecast(const struct simple_rules *self, struct rule_case of, double *sample)
{
    const int last = target_last_year(of.target, self->origin);
    const bool additive = target_about(of.target)->additive;
    const double now = target_series_count(&self->series, of.target, of.area, last),
                 step = simple_rules_growth(self, of, last),
                 middle = additive ? now + step : now * exp(step);
    const struct rule_errors *errors = errors_of(self, of.target, of.horizon);
    double scale = 1;
    if (!isfinite(middle))
        return 0;
    if (of.rule == RULE_POOLED_ONE_YEAR || errors->n < LEAST_ERRORS) {
        errors = errors_of(self, of.target, 1);
        scale = pow((double)of.horizon, ONE_YEAR_POWER);
    }
    if (!simple_rule_has_range(of.rule) || (errors->n == 0 && target_about(of.target)->money)) {
        sample[0] = middle;
        return 1;
    }
    for (size_t i = 0; i < errors->n; i++)
        sample[i] =
            additive ? middle + scale * errors->error[i] : middle * exp(scale * errors->error[i]);
    return errors->n;
}

bool
cells_rule(const struct simple_rules *self, enum simple_rule rule, const struct evidence *as_at,
           int area, double *value)
{
    const double factor = exp(simple_rules_growth(
        self, (struct rule_case){ rule, FORECAST_PLANS, area, 1 }, self->origin));
    if (!isfinite(factor) || !cells_of(as_at, area, self->origin, value))
        return false;
    for (size_t cell = 0; cell < N_CELL; cell++)
        value[cell] *= factor;
    return true;
}
