/* The nearest peer's reference distribution (Witan SEND at 4f51451, its demonstration, seed 50,
 * 1,000 simulations of the total), met by our engine with the peer's assumptions, and our own
 * assumptions next to it.
 *
 * The peer's own defects, and what is done about each here:
 *   - children who age past a setting's last year are counted there for one January and then
 *   dropped without being leavers (some 10 a
 *     year): here they leave then, which counts the same children every January; `at_once` they
 *     leave a year sooner, and totals are lower
 *   - totals above 2,048 are even numbers (three significant digits), and the known opening
 *   caseload 2,153 is 2,154: ours are whole
 *   - joiners of January y+1 come from the population of y+1, their rates from that of y: kept, by
 *   population_shift
 *
 * z: means differ by at most 4 standard errors of the difference of two means of 1,000, plus 0.5
 * for even numbers; standard deviations by 4 of theirs (sd/sqrt(2 n) each); quantiles likewise
 * (asymptotic, normal density), plus 1. Seeds are fixed. */
#include "engine.h"
#include "transitions_sample.h"
#include "scenario.h"
#include "peer_rates.h"
#include "transitions_import.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>
#include <unistd.h>

enum { N = 1000, FEWER = 250, N_YEAR = 5 };
static const char DEMO[] = "../shared/data/witan-demo";

static const struct reference {
    double mean, sd, q025, median, q975;
} reference[N_YEAR] = {
    { 2248.1, 27.7, 2198, 2248, 2304 }, { 2321.6, 38.6, 2246, 2322, 2396 },
    { 2391.0, 44.4, 2308, 2392, 2474 }, { 2463.4, 49.5, 2366, 2462, 2566 },
    { 2535.6, 55.1, 2434, 2536, 2646 },
};

struct forecast {
    struct reference year[N_YEAR];
};

typedef int estimate(const struct transitions *history, struct transition_rates *out,
                     struct hr_err *err);

/* Imports the demonstration, runs it, and describes the total of each January. */
static void
run_demo(estimate *rates, size_t n, struct forecast *out)
{
    struct transitions_sample dir;
    struct scenario scenario;
    struct model model;
    struct results results;
    struct hr_err err = { 0 };
    char path[128];
    static double sorted[N];
    transitions_sample_init(&dir);
    const struct transitions_import_options options = { .folder = DEMO,
                                                        .out_dir = dir.dir,
                                                        .estimate = rates };
    cr_assert_eq(transitions_import(&options, &err), 0, "%s", err.text);
    (void)snprintf(path, sizeof path, "%s/scenario.cfg", dir.dir);
    cr_assert_eq(scenario_load(path, NULL, 0, &scenario, &err), 0, "%s", err.text);
    scenario.inputs.horizon_years = N_YEAR;
    scenario.inputs.seed = 50.0;
    cr_assert_eq(model_make(&model, &scenario.inputs, &err), 0, "%s", err.text);
    cr_assert_eq(engine_run(&model, &(struct engine_options){ .n_replicate = n, .n_thread = 2 },
                            &results, &err),
                 0, "%s", err.text);
    for (size_t t = 0; t < N_YEAR; t++) {
        const double *x = results_column(&results, 0, t, results_measure(&results, "plans"));
        double sum = 0.0, squares = 0.0;
        for (size_t i = 0; i < n; i++) {
            sorted[i] = x[i];
            sum += x[i];
            squares += x[i] * x[i];
        }
        sample_sort(sorted, n);
        const double mean = sum / (double)n;
        out->year[t] =
            (struct reference){ mean, sqrt(squares / (double)n - mean * mean),
                                sample_quantile(sorted, n, 0.025), sample_quantile(sorted, n, 0.5),
                                sample_quantile(sorted, n, 0.975) };
    }
    results_release(&results);
    model_release(&model);
    scenario_release(&scenario);
    transitions_sample_release(&dir);
}

/* Standard error of the difference of two quantiles, each of N normal draws. */
static double
quantile_se(double p, double z, double sd)
{
    return sqrt(2.0 * p * (1.0 - p) / N) * sd / (exp(-0.5 * z * z) / sqrt(2.0 * M_PI));
}

static void
expect_near(const char *what, size_t year, double ours, double theirs, double most)
{
    cr_expect(fabs(ours - theirs) <= most,
              "%s of January %zu: %.1f, the peer's %.1f, want within %.1f", what, 2018 + year, ours,
              theirs, most);
}

Claim(peer, the_peer_s_assumptions_give_the_peer_s_distribution)
{
    static const double Z = 4.0;
    struct forecast f;
    if (access(DEMO, R_OK) != 0)
        cr_skip_test("%s is not here", DEMO);
    run_demo(peer_rates, N, &f);
    for (size_t t = 0; t < N_YEAR; t++) {
        const struct reference *a = &f.year[t], *b = &reference[t];
        expect_near("mean", t, a->mean, b->mean, Z * b->sd * sqrt(2.0 / N) + 0.5);
        expect_near("sd", t, a->sd, b->sd, Z * b->sd * sqrt(1.0 / N));
        expect_near("median", t, a->median, b->median, Z * quantile_se(0.5, 0.0, b->sd) + 1.0);
        expect_near("2.5%", t, a->q025, b->q025, Z * quantile_se(0.025, 1.96, b->sd) + 1.0);
        expect_near("97.5%", t, a->q975, b->q975, Z * quantile_se(0.025, 1.96, b->sd) + 1.0);
    }
}

Claim(peer, leaving_at_once_brackets_it_from_below)
{
    struct forecast once;
    if (access(DEMO, R_OK) != 0)
        cr_skip_test("%s is not here", DEMO);
    run_demo(peer_rates_at_once, FEWER, &once);
    for (size_t t = 0; t < N_YEAR; t++) {
        const double fewer = reference[t].mean - once.year[t].mean,
                     se = reference[t].sd * sqrt(1.0 / N + 1.0 / FEWER);
        cr_expect(fewer > 2.0 - 3.0 * se && fewer < 45.0, "January %zu: %.1f fewer", 2018 + t,
                  fewer);
    }
    cr_expect_gt(reference[N_YEAR - 1].mean - once.year[N_YEAR - 1].mean, 15.0);
}

/* Rates held, levels and growth uncertain: wider from the first year, and growing faster than the
 * square root of time. A standard deviation of 250 futures is known to 4.5%. */
Claim(peer, our_own_ranges_are_wider_and_widen_faster)
{
    struct forecast f;
    if (access(DEMO, R_OK) != 0)
        cr_skip_test("%s is not here", DEMO);
    run_demo(rates_own, FEWER, &f);
    for (size_t t = 0; t < N_YEAR; t++) {
        cr_expect(f.year[t].sd > 1.3 * reference[t].sd, "January %zu: %.1f", 2018 + t,
                  f.year[t].sd);
        cr_expect(f.year[t].q025 < reference[t].mean && f.year[t].q975 > reference[t].mean);
    }
    cr_expect(f.year[4].sd > 2.5 * f.year[0].sd);
}
