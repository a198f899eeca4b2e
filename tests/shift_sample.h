/* shift_sample.h: one year of the sample area with nobody moving but those whom a shift takes, for
 * tests of shifts.h. */
#ifndef SHIFT_SAMPLE_H
#define SHIFT_SAMPLE_H

#include "shifts.h"

#include "places_area.h"
#include "replicate.h"

/* The sample: 2 needs; settings in the plan's order. The special school has places by phase. */
enum {
    AWAITING,
    ISP,
    SPECIAL,
    SCHOOLS,
    N_SETTING,
    N_NEED = 2,
    N_PLACE = N_NEED * N_SETTING,
    N_CELL = N_NCY * N_PLACE,
    YEAR = 1
};

struct shift_sample {
    struct sample sample;
    struct model model;
    struct work w;
    bool ncy[N_NCY], need[N_NEED], from[N_SETTING];
    struct shift shift;
    double start[N_CELL], stock[N_CELL];
    struct shifted out;
};

static inline size_t
cell(int ncy, size_t need, size_t setting)
{
    return (size_t)(ncy - NCY_MIN) * N_PLACE + need * N_SETTING + setting;
}

/* At first a shift from the independent school to mainstream, at NCY 7 and 12, of all needs. */
void shift_sample_init(struct shift_sample *self);
void shift_sample_release(struct shift_sample *self);
/* A year of replicate k (-1: the expected-value run) opens; nobody has moved. */
struct step shift_sample_open(struct shift_sample *self, int k);
void shift_sample_shift(struct shift_sample *self, double amount, const struct step *step);
/* Every child is still there, and what came of the shift adds up. */
void shift_sample_close(struct shift_sample *self, const struct step *step);
/* All three. */
void shift_sample_year(struct shift_sample *self, double amount, int k);
/* Children whom the shift is for. */
double shift_sample_eligible(const struct shift_sample *self);

#endif
