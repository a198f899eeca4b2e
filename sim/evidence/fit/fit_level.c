#include "fit_level.h"

#include "fit_spread.h"

#include <math.h>
#include <stdlib.h>

enum { N_AHEAD = 5, N_PAST = 3, N_PHI = 9, FIRST_FIT = 2012 };

#define NO_MEMORY "no memory to fit %zu pairs of years"

/* For what all authorities together teach, and for one authority's own level: a place with a
 * twentieth of England's plans is far below it, and is so forecast. */
static const double MOST_TO_LEARN_FROM = 1.0, MOST_OF_ONE = 3.0;
static const double LEAST_START =
    0.5; /* of the noise of the past level, what a level is known to */
static const double NONE_AT_ALL = 0.5; /* children that a known count of 0 stands for, which has no
                                          logarithm */

static double
within(double x, double most)
{
    return fmax(-most, fmin(most, x));
}

/* People of the mid-year, or of the nearest later one known (before population series begin), or
 * the last before. */
static double
people_at(const struct series *series, int year)
{
    for (int distance = 0; distance < SERIES_N; distance++) {
        if (year + distance < SERIES_FIRST + SERIES_N && year + distance >= SERIES_FIRST &&
            !isnan(series->people[series_year(year + distance)]))
            return series->people[series_year(year + distance)];
        if (year - distance >= SERIES_FIRST && !isnan(series->people[series_year(year - distance)]))
            return series->people[series_year(year - distance)];
    }
    return (double)NAN;
}

static double
relative(double here, double people_here, double england, double people_england)
{
    if (isnan(here) || !(people_here > 0.0) || !(england > 0.0))
        return (double)NAN;
    return log(fmax(NONE_AT_ALL, here) / people_here) - log(england / people_england);
}

double
relative_new_plans(const struct panel *panel, const struct series *series, int year)
{
    const struct series *england = &panel->series[0];
    return relative(series->new_plans[series_year(year)], people_at(series, year),
                    england->new_plans[series_year(year)], people_at(england, year));
}

double
relative_prevalence(const struct panel *panel, const struct series *series, int census)
{
    const struct series *england = &panel->series[0];
    return relative(series->plans[series_year(census)], people_at(series, census - 1),
                    england->plans[series_year(census)], people_at(england, census - 1));
}

/* m(i, t): NAN when none of the years is known. */
static double
past_level(const struct panel *panel, const struct series *series, int census, double most)
{
    double total = 0.0, n = 0.0;
    for (int year = census - N_PAST; year < census; year++) {
        const double x = relative_new_plans(panel, series, year);
        total += isnan(x) ? 0.0 : within(x, most);
        n += isnan(x) ? 0.0 : 1.0;
    }
    return n > 0.0 ? total / n : (double)NAN;
}

static double
stock_level(const struct panel *panel, const struct series *series, int census, double most)
{
    const double x = relative_prevalence(panel, series, census);
    return isnan(x) ? x : within(x, most);
}

double
level_of(const struct level_fit *self, const struct panel *panel, const struct series *series,
         int census)
{
    double past = past_level(panel, series, census, MOST_OF_ONE) - self->usual,
           stock = stock_level(panel, series, census, MOST_OF_ONE) - self->usual_stock;
    if (isnan(past) && isnan(stock))
        return self->usual;
    past = isnan(past) ? stock : past; /* the one in place of the other */
    stock = isnan(stock) ? past : stock;
    return self->usual + self->alpha * past + self->beta * stock;
}

/* ---- what is known: one row a pair of January t and j years ahead ---- */

struct pairs {
    size_t n;
    double *past, *stock, *outcome; /* owned */
    int *ahead, *census, *series;   /* owned */
};

static void
pairs_release(struct pairs *self)
{
    free(self->past);
    free(self->stock);
    free(self->outcome);
    free(self->ahead);
    free(self->census);
    free(self->series);
    *self = (struct pairs){ 0 };
}

static int
pairs_init(struct pairs *self, const struct panel *panel, struct hr_err *err)
{
    const size_t room =
        panel->n * N_AHEAD * (size_t)(panel->origin > FIRST_FIT ? panel->origin - FIRST_FIT : 0) +
        1;
    *self = (struct pairs){ 0 };
    self->past = calloc(room, sizeof *self->past);
    self->stock = calloc(room, sizeof *self->stock);
    self->outcome = calloc(room, sizeof *self->outcome);
    self->ahead = calloc(room, sizeof *self->ahead);
    self->census = calloc(room, sizeof *self->census);
    self->series = calloc(room, sizeof *self->series);
    if (self->past == NULL || self->stock == NULL || self->outcome == NULL || self->ahead == NULL ||
        self->census == NULL || self->series == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu pairs of years", room);
    for (size_t i = 1; i < panel->n; i++)
        for (int t = FIRST_FIT; t < panel->origin; t++) {
            const double past = past_level(panel, &panel->series[i], t, MOST_TO_LEARN_FROM),
                         stock = stock_level(panel, &panel->series[i], t, MOST_TO_LEARN_FROM);
            for (int j = 0; j < N_AHEAD && t + j < panel->origin && !isnan(past) && !isnan(stock);
                 j++) {
                const double outcome = relative_new_plans(panel, &panel->series[i], t + j);
                if (isnan(outcome))
                    continue;
                self->past[self->n] = past;
                self->stock[self->n] = stock;
                self->outcome[self->n] = within(outcome, MOST_TO_LEARN_FROM);
                self->ahead[self->n] = j;
                self->census[self->n] = t;
                self->series[self->n++] = (int)i;
            }
        }
    return 0;
}

/* ---- coefficients ---- */

/* From here on everything is a distance from the median authority. */
static int
centre(struct level_fit *self, struct pairs *pairs, struct hr_err *err)
{
    double *work = malloc((pairs->n + 1) * sizeof *work);
    if (work == NULL)
        return hr_fail(err, HR_ENOMEM, NO_MEMORY, pairs->n);
    self->usual = robust_median(pairs->outcome, pairs->n, work);
    self->usual_stock = robust_median(pairs->stock, pairs->n, work);
    free(work);
    for (size_t i = 0; i < pairs->n; i++) {
        pairs->past[i] -= self->usual;
        pairs->stock[i] -= self->usual_stock;
        pairs->outcome[i] -= self->usual;
    }
    return 0;
}

/* The coefficients at self->phi; *loss: the sum of absolute residuals there. scratch: [2 n]. */
static int
fit_at(struct level_fit *self, const struct pairs *pairs, double *scratch, double *loss,
       struct hr_err *err)
{
    double *past = scratch, *stock = scratch + pairs->n, c[2];
    for (size_t i = 0; i < pairs->n; i++) {
        const double left = pow(self->phi, pairs->ahead[i]);
        past[i] = pairs->past[i] * left;
        stock[i] = pairs->stock[i] * left;
    }
    const int ret =
        robust_plane((const double *const[]){ past, stock }, pairs->outcome, pairs->n, c, err);
    if (ret != 0)
        return ret;
    self->alpha = c[0];
    self->beta = c[1];
    *loss = 0.0;
    for (size_t i = 0; i < pairs->n; i++)
        *loss += fabs(pairs->outcome[i] - self->alpha * past[i] - self->beta * stock[i]);
    return 0;
}

static int
fit_coefficients(struct level_fit *self, const struct pairs *pairs, struct hr_err *err)
{
    double *scratch = malloc((2 * pairs->n + 1) * sizeof *scratch);
    if (scratch == NULL)
        return hr_fail(err, HR_ENOMEM, NO_MEMORY, pairs->n);
    int ret = 0;
    double least = (double)INFINITY;
    for (int k = 0; k < N_PHI && ret == 0; k++) {
        struct level_fit here = *self;
        double loss;
        here.phi = 0.60 + 0.05 * k;
        ret = fit_at(&here, pairs, scratch, &loss, err);
        if (ret == 0 && loss < least) {
            least = loss;
            *self = here;
        }
    }
    free(scratch);
    return ret;
}

/* ---- spreads ---- */

static double
residual(const struct level_fit *self, const struct pairs *pairs, size_t i)
{
    return pairs->outcome[i] - (self->alpha * pairs->past[i] + self->beta * pairs->stock[i]) *
                                   pow(self->phi, pairs->ahead[i]);
}

/* Residuals of those j years ahead, and of the same authority and January a year later: n pairs
 * into now and next ([n] each). */
static size_t
neighbours(const struct level_fit *self, const struct pairs *pairs, int j, double *now,
           double *next)
{
    size_t n = 0;
    for (size_t i = 0; i + 1 < pairs->n; i++)
        if (pairs->ahead[i] == j && pairs->ahead[i + 1] == j + 1 &&
            pairs->census[i] == pairs->census[i + 1] && pairs->series[i] == pairs->series[i + 1]) {
            now[n] = residual(self, pairs, i);
            next[n++] = residual(self, pairs, i + 1);
        }
    return n;
}

/* Variances of b at j = 0, 1, ... from neighbouring residuals; what remains of theirs is u's. Then
 * start and shock from the b's. */
static int
fit_spreads(struct level_fit *self, const struct pairs *pairs, struct hr_err *err)
{
    enum { N_B = N_AHEAD - 1 };
    double *now = malloc((5 * pairs->n + 1) * sizeof *now), *next = now + pairs->n;
    if (now == NULL)
        return hr_fail(err, HR_ENOMEM, NO_MEMORY, pairs->n);
    double lasting[N_B], weight[N_B], noise = 0.0, n_noise = 0.0;
    for (int j = 0; j < N_B; j++) {
        const size_t n = neighbours(self, pairs, j, now, next);
        weight[j] = n >= 20 ? (double)n : 0.0; /* fewer say nothing about a covariance */
        lasting[j] = weight[j] > 0.0
                         ? fmax(0.0, robust_covariance(now, next, n, next + pairs->n) / self->phi)
                         : 0.0;
        const double sd = weight[j] > 0.0 ? robust_sd(now, n, next + pairs->n) : 0.0;
        noise += weight[j] * fmax(0.0, sd * sd - lasting[j]);
        n_noise += weight[j];
    }
    free(now);
    if (n_noise <= 0.0)
        return hr_fail(err, HR_ESCENARIO,
                       "two years of new plans of 20 authorities at least are needed to see how "
                       "far levels stray");
    self->transitory_sd = sqrt(noise / n_noise);
    /* lasting_j = start^2 p_j + shock^2 q_j: weighted least squares, neither below 0 */
    double pp = 0.0, pq = 0.0, qq = 0.0, py = 0.0, qy = 0.0;
    const double phi2 = self->phi * self->phi;
    for (int j = 0; j < N_B; j++) {
        const double p = pow(phi2, j),
                     q = phi2 < 1.0 ? (1.0 - pow(phi2, j + 1)) / (1.0 - phi2) : j + 1.0;
        pp += weight[j] * p * p;
        pq += weight[j] * p * q;
        qq += weight[j] * q * q;
        py += weight[j] * p * lasting[j];
        qy += weight[j] * q * lasting[j];
    }
    const double det = pp * qq - pq * pq;
    double start = det > 1e-9 * pp * qq ? (py * qq - qy * pq) / det : 0.0,
           shock = det > 1e-9 * pp * qq ? (qy * pp - py * pq) / det : -1.0;
    if (shock < 0.0) {
        shock = 0.0;
        start = py / pp;
    } else if (start < 0.0) {
        start = 0.0;
        shock = qy / qq;
    }
    /* Least squares give 0 now and then: a level known for certain, though the past level is a mean
     * of three years with noise. */
    self->start_sd =
        fmax(sqrt(fmax(0.0, start)), LEAST_START * self->transitory_sd / sqrt((double)N_PAST));
    self->shock_sd = sqrt(fmax(0.0, shock));
    return 0;
}

int
level_fit(struct level_fit *self, const struct panel *panel, struct hr_err *err)
{
    struct pairs pairs;
    *self = (struct level_fit){ .n_area = panel->n - 1 };
    int ret = pairs_init(&pairs, panel, err);
    self->n_pair = pairs.n;
    if (ret == 0)
        ret = centre(self, &pairs, err);
    if (ret == 0)
        ret = fit_coefficients(self, &pairs, err);
    if (ret == 0)
        ret = fit_spreads(self, &pairs, err);
    pairs_release(&pairs);
    return ret;
}
