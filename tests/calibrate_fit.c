/* make calibrate: are the ranges that `fit` gives right, where its model is? (fit_calibration.h)
 *
 *   build/tests/calibrate_fit [COUNTRIES [FIRST_SEED]]
 *
 * The exit status is 0 whatever is found: tests/README.md says what was, and why. */
#include "fit_calibration.h"

#include <stdio.h>
#include <stdlib.h>

static void
print_bars(const size_t bin[FIT_CALIBRATION_BINS])
{
    enum { WIDTH = 40 };
    size_t n = 0;
    for (size_t b = 0; b < FIT_CALIBRATION_BINS; b++)
        n += bin[b];
    for (size_t b = 0; b < FIT_CALIBRATION_BINS; b++) {
        const size_t bar = bin[b] * FIT_CALIBRATION_BINS * WIDTH / (2 * n);
        printf("    %3zu%% to %3zu%% %7zu ", b * 100 / FIT_CALIBRATION_BINS,
               (b + 1) * 100 / FIT_CALIBRATION_BINS, bin[b]);
        for (size_t i = 0; i < bar && i < 2 * (size_t)WIDTH; i++)
            putchar(i == WIDTH / 2 ? '|' : '#');
        putchar('\n');
    }
}

int
main(int argc, char **argv)
{
    static struct fit_calibration all;
    const unsigned n = argc > 1 ? (unsigned)atoi(argv[1]) : 400,
                   first = argc > 2 ? (unsigned)atoi(argv[2]) : 1;
    for (unsigned k = 0; k < n; k++)
        fit_calibration_add(&all, first + k);
    printf("| quantity | p | mean place | spread of places |\n|---|---|---|---|\n");
    for (size_t q = 0; q < N_CALIBRATED; q++) {
        const struct fit_calibration_moment m = fit_calibration_moment(&all, (enum calibrated)q);
        printf("| %s | %.2g | %.3f (%.3f) | %.3f (%.3f) |\n", calibrated_name[q],
               fit_calibration_p(all.lone[q]), m.mean, m.mean_se, m.spread, m.spread_se);
    }
    for (size_t q = 0; q < N_CALIBRATED; q++) {
        printf("\n%s: places in the fitted range, of all authorities\n", calibrated_name[q]);
        print_bars(all.all[q]);
    }
    return 0;
}
