/* yard.h: one year of the sample area with nobody moving but those whom a shift takes, for tests of
 * shifts.h. */
#ifndef YARD_H
#define YARD_H

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

struct yard {
    struct places_area area;
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
void yard_init(struct yard *self);
void yard_release(struct yard *self);
/* A year of replicate k (-1: the expected-value run) opens; nobody has moved. */
struct step yard_open(struct yard *self, int k);
void yard_shift(struct yard *self, double amount, const struct step *step);
/* Every child is still there, and what came of the shift adds up. */
void yard_close(struct yard *self, const struct step *step);
/* All three. */
void yard_year(struct yard *self, double amount, int k);
/* Children whom the shift is for. */
double yard_eligible(const struct yard *self);

#endif
