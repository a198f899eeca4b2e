/* make bench: speed and memory of the engine, and of its draws. Times are the fastest of several
 * runs, and each is also given as a ratio to a fixed kernel (1e7 uniforms of GSL's mt19937) timed
 * in the same process, because machines are noisy. Each case runs in a process of its own for its
 * peak memory. */
#include "bench_area.h"
#include "engine.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_rng.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double
now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static volatile double sink; /* keeps the compiler from dropping the work */

static double
kernel_seconds(void)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    double best = 1e9;
    for (int round = 0; round < 5; round++) {
        const double start = now();
        double sum = 0.0;
        for (int i = 0; i < 10000000; i++)
            sum += gsl_rng_uniform(rng);
        sink = sum;
        const double seconds = now() - start;
        best = seconds < best ? seconds : best;
    }
    gsl_rng_free(rng);
    return best;
}

/* ---- draws ---- */

static double
uniform(struct draw *draw)
{
    return hr_rng_uniform(&draw->rng);
}
static double
cell_typical(struct draw *draw)
{
    return draw_binomial(draw, 12.0, 0.02);
}
static double
cell_busy(struct draw *draw)
{
    return draw_binomial(draw, 40.0, 0.3);
}
static double
joiners_of_one_age(struct draw *draw)
{
    return draw_binomial(draw, 2400.0, 0.005);
}
static double
large(struct draw *draw)
{
    return draw_binomial(draw, 20000.0, 0.02);
}
static double
category(struct draw *draw)
{
    static const double cum[9] = { 0.1, 0.3, 0.42, 0.47, 0.6, 0.7, 0.72, 0.9, 1.0 };
    return (double)draw_category(draw, cum, 9);
}
static double
beta(struct draw *draw)
{
    return draw_beta(draw, 480.0, 40.0);
}

static void
time_draw(const char *name, double (*one)(struct draw *))
{
    enum { N = 2000000 };
    double best = 1e9;
    struct draw draw;
    draw_init(&draw, 7, 11, 13);
    for (int round = 0; round < 3; round++) {
        double sum = 0.0;
        const double start = now();
        for (uint32_t i = 0; i < N; i++) {
            draw_at(&draw, &(struct draw_key){ .purpose = 1, .item = i, .ncy = 3, .year = 2 });
            sum += one(&draw);
        }
        sink = sum;
        const double ns = (now() - start) * 1e9 / N;
        best = ns < best ? ns : best;
    }
    printf("%-52s %8.1f ns\n", name, best);
}

/* ---- engine ---- */

struct bench_case {
    const char *name;
    struct bench_area area;
};

static double
engine_seconds(const struct bench_case *c, unsigned n_thread)
{
    struct inputs in;
    struct model model;
    struct results results;
    struct hr_err err = { 0 };
    bench_inputs(&c->area, &in);
    double best = 1e9;
    for (int round = 0; round < 2; round++) {
        const double start = now();
        if (model_make(&model, &in, &err) != 0 ||
            engine_run(&model,
                       &(struct engine_options){ .n_replicate = (size_t)c->area.simulations,
                                                 .n_thread = n_thread },
                       &results, &err) != 0)
            hr_bug("%s", err.text);
        const double seconds = now() - start;
        best = seconds < best ? seconds : best;
        results_release(&results);
        model_release(&model);
    }
    return best;
}

/* In a child: prints a row, with the peak memory of the process. */
static void
run_case(const struct bench_case *c, double kernel)
{
    (void)fflush(stdout);
    const pid_t child = fork();
    if (child == 0) {
        double seconds[2];
        struct rusage usage;
        for (unsigned n = 1; n <= 2; n++)
            seconds[n - 1] = engine_seconds(c, n);
        (void)getrusage(RUSAGE_SELF, &usage);
        printf("%-52s %7.2f s %7.2f s %6.2fx %8.1f %8.0f MB\n", c->name, seconds[0], seconds[1],
               seconds[0] / seconds[1], seconds[1] / kernel, (double)usage.ru_maxrss / 1024.0);
        (void)fflush(stdout);
        _exit(0);
    }
    int status;
    if (child < 0 || waitpid(child, &status, 0) != child || status != 0)
        hr_bug("benchmark '%s' failed", c->name);
}

int
main(void)
{
    static const struct bench_case cases[] = {
        { "10,000 x 10 years x 2, 2,000 plans, 1 x 9", { 1, 9, 10, 2000.0, 10000.0, 0 } },
        { "10,000 x 10 years x 2, 2,000 plans, 13 x 20", { 13, 20, 10, 2000.0, 10000.0, 0 } },
        { "10,000 x 10 years x 2, 14,000 plans, 13 x 20", { 13, 20, 10, 14000.0, 10000.0, 0 } },
        { "half the simulations of the first", { 1, 9, 10, 2000.0, 5000.0, 0 } },
        { "half the years of the first", { 1, 9, 5, 2000.0, 10000.0, 0 } },
        { "twice the plans of the first", { 1, 9, 10, 4000.0, 10000.0, 0 } },
        { "the first with 3 settings that fill up", { 1, 9, 10, 2000.0, 10000.0, 3 } },
        { "the second with 6 settings that fill up", { 13, 20, 10, 2000.0, 10000.0, 6 } },
        { "the third with 6 settings that fill up", { 13, 20, 10, 14000.0, 10000.0, 6 } },
        { "the first with 36 settings, 30 of which fill up", { 1, 36, 10, 2000.0, 10000.0, 30 } },
    };
    (void)gsl_set_error_handler_off();
    const double kernel = kernel_seconds();
    printf("kernel: 1e7 uniforms of mt19937 in %.3f s\n\n", kernel);
    printf("%-52s %11s\n", "one draw at its own address", "");
    time_draw("uniform", uniform);
    time_draw("binomial(12, 0.02): a typical cell", cell_typical);
    time_draw("binomial(40, 0.3): a busy cell", cell_busy);
    time_draw("binomial(2400, 0.005): joiners of one age", joiners_of_one_age);
    time_draw("binomial(20000, 0.02): a large authority", large);
    time_draw("categorical of 9", category);
    time_draw("beta(480, 40): prices of those who stay", beta);
    printf("\n%-52s %9s %9s %7s %8s %11s\n", "simulations x years x scenarios, needs x settings",
           "1 thread", "2 threads", "speedup", "/kernel", "memory");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        run_case(&cases[i], kernel);
    return 0;
}
