/* bench_area.h: an invented area of any size, with rates of the size that England has, for
 * benchmarks. */
#ifndef BENCH_AREA_H
#define BENCH_AREA_H

#include "inputs.h"

struct bench_area {
    size_t n_need, n_setting, n_year;
    double plans, simulations;
    size_t n_full; /* settings with places, some 3% more than they begin with; children go to the
                      independent ones */
};

/* Everything is allocated once and lives as long as the process. */
void bench_inputs(const struct bench_area *area, struct inputs *out);

#endif
