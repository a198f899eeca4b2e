/* draw_lanes.h in registers of 256 bits. */
#include "draw_many.h"

#ifdef __x86_64__
#include <immintrin.h>

#define LANES 4
#define TARGET __attribute__((target("avx2,popcnt")))
#define HAS_TARGET (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt"))
#define PRODUCT(a, b) (words) _mm256_mul_epu32((__m256i)(a), (__m256i)(b))
#define TRUE_LANES(which) _mm256_movemask_pd((__m256d)(which))
#define COUNT_NOT_ABOVE(a, b) __builtin_popcount((unsigned)_mm256_movemask_ps((__m256)((a) <= (b))))
#define STEPS draw_steps_avx2
#define STEPS_NAME "AVX2"
#include "draw_lanes.h"
#endif
