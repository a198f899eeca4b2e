/* bench_kingston.h: Kingston 2021 with options of kinds that its paper does not name, in eight
 * scenarios: none of them, each alone, all together. For benchmarks. */
#ifndef BENCH_KINGSTON_H
#define BENCH_KINGSTON_H

#define BENCH_KINGSTON "scenarios/kingston-2021.cfg"
enum { BENCH_KINGSTON_N_SET = 3 };
extern const char *const bench_kingston_set[BENCH_KINGSTON_N_SET]; /* values of --set */

#endif
