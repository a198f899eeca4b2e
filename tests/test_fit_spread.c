/* What lasts of a yearly number and what one year brings: known variances are found again, and
 * belief in one authority shrinks. */
#include "draw.h"

#include "claim.h"
#include "fit_spread.h"

#include <math.h>
#include <stdlib.h>

enum { ORIGIN = 2025, N_AREA = 400 };

struct truth {
    double lasting, yearly, wild; /* wild: this is added to every 20th value */
    size_t known_areas;           /* of later ones nothing is known */
};

static double
shock(uint32_t purpose, size_t i, int year)
{
    struct draw draw;
    draw_init(&draw, 2385, HR_NATIONAL, 1);
    draw_at(&draw, &(struct draw_key){ .purpose = purpose,
                                       .item = (uint32_t)i,
                                       .year = (unsigned)(year - SERIES_FIRST) });
    return draw_shock(&draw);
}

static double
lasting_of(const struct truth *truth, size_t i)
{
    return truth->lasting * shock(1, i, SERIES_FIRST);
}

static double
value(const struct panel *panel, const struct series *series, int year, const void *context)
{
    const struct truth *truth = context;
    const size_t i = (size_t)(series - panel->series);
    if (i > truth->known_areas)
        return (double)NAN;
    return lasting_of(truth, i) + truth->yearly * shock(2, i, year) +
           ((i * 7 + (size_t)year) % 20 == 0 ? truth->wild : 0.0);
}

static struct panel
areas(size_t n)
{
    struct panel panel = { .origin = ORIGIN,
                           .n = n + 1,
                           .series = calloc(n + 1, sizeof *panel.series) };
    cr_assert_not_null(panel.series);
    return panel;
}

static void
values(const struct authority_years *years, const void *context, double *out)
{
    for (size_t k = 0; k < years->n; k++)
        out[k] = value(years->panel, years->series, years->first + (int)k, context);
}

static struct spread_fit
fit(const struct panel *panel, const struct truth *truth)
{
    struct spread_fit self;
    struct hr_err err = { 0 };
    cr_assert_eq(spread_fit(&self, panel, values, truth, &err), 0, "%s", err.text);
    return self;
}

Claim(fit_spread, known_variances_are_found_again)
{
    static const struct truth truths[] = { { 0.31, 0.17, 0.0, N_AREA },
                                           { 0.11, 0.37, 0.0, N_AREA } };
    struct panel panel = areas(N_AREA);
    for (size_t t = 0; t < 2; t++) {
        const struct truth *truth = &truths[t];
        const struct spread_fit self = fit(&panel, truth);
        /* the same 400 authorities every year: a variance by medians has a relative standard error
         * of 1.6 sqrt(2 / 400) = 11% at most */
        const double all = truth->lasting * truth->lasting + truth->yearly * truth->yearly;
        cr_expect_float_eq(self.lasting_sd * self.lasting_sd, truth->lasting * truth->lasting,
                           0.2 * all, "%g", self.lasting_sd);
        cr_expect_float_eq(self.yearly_sd * self.yearly_sd, truth->yearly * truth->yearly,
                           0.2 * all, "%g", self.yearly_sd);
        cr_expect_eq(self.n_pair, N_AREA * 5);
    }
    panel_release(&panel);
}

Claim(fit_spread, wild_years_hardly_widen_either)
{
    struct panel panel = areas(N_AREA);
    const struct truth calm = { 0.31, 0.17, 0.0, N_AREA }, wild = { 0.31, 0.17, 25.0, N_AREA };
    const struct spread_fit a = fit(&panel, &calm), b = fit(&panel, &wild);
    /* Their own sd is 5.4. A pair is wild twice as often as a value, so what lasts is widened more
     * than the whole, and the year's part may come out too small: it is only asked not to grow. */
    const double all_a = hypot(a.lasting_sd, a.yearly_sd), all_b = hypot(b.lasting_sd, b.yearly_sd);
    cr_expect_float_eq(b.lasting_sd, a.lasting_sd, 0.25 * a.lasting_sd, "%g, without %g",
                       b.lasting_sd, a.lasting_sd);
    cr_expect_float_eq(all_b, all_a, 0.25 * all_a, "%g, without %g", all_b, all_a);
    cr_expect_lt(b.yearly_sd, 1.3 * a.yearly_sd);
    panel_release(&panel);
}

Claim(fit_spread, an_authority_is_believed_by_the_ratio_of_variances)
{
    struct panel panel = areas(N_AREA);
    const struct truth truth = { 0.31, 0.17, 0.0, N_AREA };
    const struct spread_fit self = { .lasting_sd = 0.31, .yearly_sd = 0.17, .n_pair = 1 };
    const double w = 0.31 * 0.31 / (0.31 * 0.31 + 0.17 * 0.17 / 3.0);
    double error2 = 0.0;
    for (size_t i = 1; i <= N_AREA; i++) {
        double three = 0.0;
        const struct lasting lasting = spread_of(&self, &panel, &panel.series[i], values, &truth);
        for (int year = ORIGIN - 3; year < ORIGIN; year++)
            three += value(&panel, &panel.series[i], year, &truth) / 3.0;
        cr_expect_float_eq(lasting.mean, w * three, 1e-12);
        cr_expect_float_eq(lasting.sd, 0.31 * sqrt(1.0 - w), 1e-12);
        error2 += pow((lasting.mean - lasting_of(&truth, i)) / lasting.sd, 2.0) / N_AREA;
    }
    cr_expect_float_eq(error2, 1.0, 4.0 * sqrt(2.0 / N_AREA), "errors are as wide as was said: %g",
                       error2); /* z = 4 */
    panel_release(&panel);
}

Claim(fit_spread, of_an_authority_without_values_the_middle_and_the_whole_spread_are_said)
{
    struct panel panel = areas(N_AREA);
    const struct truth truth = { 0.31, 0.17, 0.0, N_AREA - 1 };
    const struct spread_fit self = fit(&panel, &truth);
    const struct lasting lasting = spread_of(&self, &panel, &panel.series[N_AREA], values, &truth);
    cr_expect_eq(lasting.mean, 0.0);
    cr_expect_eq(lasting.sd, self.lasting_sd);
    cr_expect_gt(lasting.sd, 0.2);
    panel_release(&panel);
}

Claim(fit_spread, from_too_few_values_nothing_is_learnt)
{
    struct panel panel = areas(N_AREA);
    const struct truth truth = { 0.31, 0.17, 0.0, 3 }; /* 15 pairs */
    const struct spread_fit self = fit(&panel, &truth);
    cr_expect_eq(self.n_pair, 0);
    cr_expect(self.lasting_sd == 0.0 && self.yearly_sd == 0.0);
    const struct lasting lasting = spread_of(&self, &panel, &panel.series[1], values, &truth);
    cr_expect(lasting.mean == 0.0 && lasting.sd == 0.0);
    panel_release(&panel);
}

/* Location and spread that a few wild values cannot move. */

enum { N = 4001 };

/* Quantiles of a standard normal, evenly spread: an exact sample without chance. */
static double
quantile(size_t i, size_t n)
{
    const double p = ((double)i + 0.5) / (double)n;
    double low = -8.0, high = 8.0;
    for (int k = 0; k < 60; k++) {
        const double middle = 0.5 * (low + high);
        if (0.5 * erfc(-middle / sqrt(2.0)) < p)
            low = middle;
        else
            high = middle;
    }
    return low;
}

Claim(robust, medians_of_odd_and_even_lists)
{
    double work[5];
    const double x[] = { 7.31, -2.5, 11.7, 3.9, 1e9 };
    cr_expect_eq(robust_median(x, 5, work), 7.31);
    cr_expect_float_eq(robust_median(x, 4, work), 0.5 * (3.9 + 7.31), 1e-12);
    cr_expect(isnan(robust_median(x, 0, work)));
    cr_expect(isnan(robust_sd(x, 0, work)));
}

Claim(robust, the_spread_of_a_normal_is_its_sd_with_or_without_wild_values)
{
    static double x[N], work[N];
    for (size_t i = 0; i < N; i++)
        x[i] = 0.37 + 0.213 * quantile(i, N);
    cr_expect_float_eq(robust_sd(x, N, work), 0.213, 0.001);
    for (size_t i = 0; i < N; i += 20) /* 5% */
        x[i] = 1e6;
    cr_expect_float_eq(robust_sd(x, N, work), 0.213, 0.02);
}

Claim(robust, covariance_of_pairs_that_share_a_part)
{
    static double x[N], y[N], work[3 * N];
    for (size_t i = 0; i < N;
         i++) { /* a shuffle that pairs every quantile with every other evenly */
        const double common = quantile(i, N), own_x = quantile((i * 2531 + 11) % N, N),
                     own_y = quantile((i * i + 13 * i) % N, N);
        x[i] = 0.31 * common + 0.17 * own_x;
        y[i] = 0.31 * common + 0.23 * own_y;
    }
    cr_expect_float_eq(robust_covariance(x, y, N, work), 0.31 * 0.31, 0.01);
}

Claim(robust, a_plane_is_found_under_outliers)
{
    static double x1[400], x2[400], y[400];
    double c[2];
    struct hr_err err;
    for (size_t i = 0; i < 400; i++) {
        x1[i] = sin(0.37 * (double)i);
        x2[i] = 0.6 * x1[i] + 0.5 * cos(0.73 * (double)i + 0.2);
        y[i] = 0.32 * x1[i] + 0.45 * x2[i] + (i % 17 == 3 ? 25.0 : 0.001 * sin(1.9 * (double)i));
    }
    cr_assert_eq(robust_plane((const double *const[]){ x1, x2 }, y, 400, c, &err), 0, "%s",
                 err.text);
    cr_expect_float_eq(c[0], 0.32, 0.002);
    cr_expect_float_eq(c[1], 0.45, 0.002);
    cr_expect_eq(robust_plane((const double *const[]){ x1, x2 }, y, 2, c, &err), HR_ERANGE);
}
