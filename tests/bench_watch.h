/* bench_watch.h: what a program takes of the machine, for benchmarks. A machine is shared and
 * changes by the minute, so every number stands beside a reference that is measured at the same
 * moment: fixed work in this process, or another program. */
#ifndef BENCH_WATCH_H
#define BENCH_WATCH_H

#include <stddef.h>

struct bench_use {
    double processor, wall; /* seconds; processor: user and system, of all threads */
    double peak_mb;         /* resident memory, 10^6 bytes */
};

/* Runs a program, its printing dropped, and waits for it; 0, or -1 when it fails. argv[0] without a
 * '/' is looked for on PATH. */
int bench_run(const char *const *argv, struct bench_use *use);
/* Uniforms of GSL's mt19937, in this process. */
enum { BENCH_KERNEL_DRAWS = 10000000 };
void bench_kernel(struct bench_use *use);
/* Sorts the values. */
double bench_median(double *values, size_t n);

#endif
