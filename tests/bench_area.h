/* bench_area.h: an invented area of any size as a scenario file, with rates of the size that
 * England has and two scenarios whose people differ, for benchmarks. */
#ifndef BENCH_AREA_H
#define BENCH_AREA_H

#include <stddef.h>

struct bench_area {
    const char *name;
    size_t n_need, n_setting;
    double plans;
    size_t n_full; /* settings with places, some 3% more than they begin with; children go to the
                      independent ones */
};

void bench_area_write(const struct bench_area *area, const char *path);

#endif
