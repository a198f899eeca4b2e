#define _GNU_SOURCE /* environ */
#include "bench_watch.h"

#include "err.h"

#include <fcntl.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_sort_double.h>
#include <gsl/gsl_statistics_double.h>
#include <spawn.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double
seconds_of(clockid_t clock)
{
    struct timespec t;
    (void)clock_gettime(clock, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double
seconds(const struct timeval *t)
{
    return (double)t->tv_sec + 1e-6 * (double)t->tv_usec;
}

int
bench_run(const char *const *argv, struct bench_use *use)
{
    posix_spawn_file_actions_t quiet;
    struct rusage usage;
    pid_t child;
    int status = 0;
    if (posix_spawn_file_actions_init(&quiet) != 0 ||
        posix_spawn_file_actions_addopen(&quiet, STDOUT_FILENO, "/dev/null", O_WRONLY, 0) != 0 ||
        posix_spawn_file_actions_addopen(&quiet, STDERR_FILENO, "/dev/null", O_WRONLY, 0) != 0)
        hr_bug("no memory for a benchmark");
    const double start = seconds_of(CLOCK_MONOTONIC);
    const int failed =
        posix_spawnp(&child, argv[0], &quiet, NULL, (char *const *)(uintptr_t)argv, environ);
    (void)posix_spawn_file_actions_destroy(&quiet);
    if (failed || wait4(child, &status, 0, &usage) != child || status != 0)
        return -1;
    *use = (struct bench_use){ .processor = seconds(&usage.ru_utime) + seconds(&usage.ru_stime),
                               .wall = seconds_of(CLOCK_MONOTONIC) - start,
                               .peak_mb = (double)usage.ru_maxrss * 1024e-6 };
    return 0;
}

static volatile double sink; /* keeps the compiler from dropping the work */

void
bench_kernel(struct bench_use *use)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    if (rng == NULL)
        hr_bug("no memory for a benchmark");
    const double start = seconds_of(CLOCK_MONOTONIC);
    const double processor = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
    double sum = 0.0;
    for (int i = 0; i < BENCH_KERNEL_DRAWS; i++)
        sum += gsl_rng_uniform(rng);
    sink = sum;
    *use = (struct bench_use){ .processor = seconds_of(CLOCK_PROCESS_CPUTIME_ID) - processor,
                               .wall = seconds_of(CLOCK_MONOTONIC) - start };
    gsl_rng_free(rng);
}

double
bench_median(double *values, size_t n)
{
    gsl_sort(values, 1, n);
    return gsl_stats_median_from_sorted_data(values, 1, n);
}
