/* make bench: what one draw costs, at an address of its own, in nanoseconds and in uniforms of
 * GSL's mt19937 drawn just before it. */
#include "bench_watch.h"
#include "draw.h"

#include <gsl/gsl_errno.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

static volatile double sink; /* keeps the compiler from dropping the work */

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

static double
now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void
time_draw(const char *name, double (*one)(struct draw *))
{
    enum { N = 2000000, ROUNDS = 3 };
    double ns[ROUNDS], ratio[ROUNDS];
    struct draw draw;
    draw_init(&draw, 7, 11, 13);
    for (int round = 0; round < ROUNDS; round++) {
        struct bench_use kernel;
        bench_kernel(&kernel);
        double sum = 0.0;
        const double start = now();
        for (uint32_t i = 0; i < N; i++) {
            draw_at(&draw, &(struct draw_key){ .purpose = 1, .item = i, .ncy = 3, .year = 2 });
            sum += one(&draw);
        }
        sink = sum;
        ns[round] = (now() - start) * 1e9 / N;
        ratio[round] = ns[round] / (kernel.processor * 1e9 / BENCH_KERNEL_DRAWS);
    }
    printf("  %-50s %8.1f ns %7.1f\n", name, bench_median(ns, ROUNDS), bench_median(ratio, ROUNDS));
}

int
main(void)
{
    (void)gsl_set_error_handler_off();
    printf("\n%-52s %11s %7s\n", "one draw at its own address", "processor", "/mt");
    time_draw("uniform", uniform);
    time_draw("binomial(12, 0.02): a typical cell", cell_typical);
    time_draw("binomial(40, 0.3): a busy cell", cell_busy);
    time_draw("binomial(2400, 0.005): joiners of one age", joiners_of_one_age);
    time_draw("binomial(20000, 0.02): a large authority", large);
    time_draw("categorical of 9", category);
    time_draw("beta(480, 40): prices of those who stay", beta);
    return 0;
}
