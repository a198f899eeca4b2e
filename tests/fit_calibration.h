/* fit_calibration.h: is what `fit` says it does not know what it does not know? Simulation-based
 * calibration (Talts, Betancourt, Simpson, Vehtari and Gelman 2018, arXiv:1804.06788): authorities
 * are drawn from the model that the fit assumes, the engine makes their histories, the fit reads
 * those as published counts, and the place of the true value in each fitted range is noted. Over
 * many countries the places are uniform where ranges are right; they gather in the middle where
 * ranges are too wide, at both ends where they are too narrow, at one end where they are biased.
 *
 *   quantity  | true value                                        | fitted
 *   level     | ln of the factor on England's new plans that the  | joiners.level
 *             | year after the origin begins with                 |
 *   growth    | of England's new plans for each person, next year | joiners.growth.first, with the
 *             | without its shock                                 | shock: as next year's
 *   next year | the same with its shock                           |
 *   leaving   | factor on England's odds of ending from 16 on     | leavers.level_post16
 *   balance   | plans that come for each that goes                | migration.balance
 *   placement | how far new plans follow the authority's own mix  | joiners.own_mix
 *   price     | of a place-year in the first year                 | prices.topup_gbp
 *   trait     | of the block's growth over England's              | grant.settlement.trait
 *
 * The true values are of the engine's own draws, drawn again at their addresses. Countries have
 * seeds of their own and so are independent; authorities of one country share its growth and what
 * the fit learns of all, so a test takes one authority of each and the picture all. */
#ifndef FIT_CALIBRATION_H
#define FIT_CALIBRATION_H

#include <stddef.h>

enum calibrated {
    CALIBRATED_LEVEL,
    CALIBRATED_GROWTH,
    CALIBRATED_NEXT_YEAR,
    CALIBRATED_LEAVING,
    CALIBRATED_BALANCE,
    CALIBRATED_PLACEMENT,
    CALIBRATED_PRICE,
    CALIBRATED_TRAIT,
    N_CALIBRATED
};
extern const char *const calibrated_name[N_CALIBRATED];

enum { FIT_CALIBRATION_BINS = 20 };

struct fit_calibration {
    size_t n_country;
    size_t lone[N_CALIBRATED][FIT_CALIBRATION_BINS]; /* one authority a country */
    size_t all[N_CALIBRATED][FIT_CALIBRATION_BINS];
    /* of the place in the range, 0 to 1: sums over countries of a country's mean and mean square
     * about one half, and their squares */
    double mean[N_CALIBRATED], mean2[N_CALIBRATED], square[N_CALIBRATED], square2[N_CALIBRATED];
};

/* Draws one more country, fits it and counts. A failure ends the program with a sentence. */
void fit_calibration_add(struct fit_calibration *self, unsigned seed);

/* Chance of places as uneven as these, or more, were they uniform: chi-square over the bins. */
double fit_calibration_p(const size_t bin[FIT_CALIBRATION_BINS]);

/* What the places of a quantity have come to: mean (one half when right) and root mean square
 * distance from one half over that of a uniform (1 when right; below: ranges are too wide), each
 * with its standard error over countries. */
struct fit_calibration_moment {
    double mean, mean_se, spread, spread_se;
};
struct fit_calibration_moment fit_calibration_moment(const struct fit_calibration *self,
                                                     enum calibrated what);

#endif
