/* draw_lanes.h in registers of 512 bits. */
#include "draw_many.h"

#ifdef __x86_64__
#include <immintrin.h>

#define LANES 8
#define TARGET __attribute__((target("avx512f,avx512vl,avx512dq,avx512bw,popcnt")))
#define HAS_TARGET                                                               \
    (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&  \
     __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") && \
     __builtin_cpu_supports("popcnt"))
#define PRODUCT(a, b) (words) _mm512_mul_epu32((__m512i)(a), (__m512i)(b))
#define TRUE_LANES(which) _mm512_movepi64_mask((__m512i)(which))
#define COUNT_NOT_ABOVE(a, b) \
    __builtin_popcount(_mm512_cmple_epu32_mask((__m512i)(a), (__m512i)(b)))
#define COMPRESS(which, lanes) \
    (halves) _mm256_maskz_compress_epi32(TRUE_LANES(which), (__m256i)(lanes))
#define STEPS draw_steps_avx512
#define STEPS_NAME "AVX-512"
#include "draw_lanes.h"
#endif
