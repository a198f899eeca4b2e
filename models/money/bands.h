/* bands.h: top-ups by band, and how children drift up the bands of a school.
 *
 * A price may have bands, lowest first, in place of one top-up. The base census has a share b[k] of
 * the setting's children in each; who moves in or joins later comes with shares j[k] (the same
 * unless the scenario says so). Of those who stay through a year a share d goes up one band, those
 * in the last stay there:
 *
 *   D(b)[k] = b[k] (1 - d [k < K]) + d b[k-1]
 *   b(t+1)  = (n_stay D(b(t)) + n_new j) / (n_stay + n_new)
 *   mean top-up of those there when the year opens: sum over k of b(t)[k] T[k];  of newcomers: sum
 *       over k of j[k] T[k]
 *
 *   symbol | field         | unit                                | source
 *   T      | topup_gbp     | pounds a place-year, first year     | scenario
 *   d      | drift         | per year                            | scenario
 *   b(0)   | share         | of children                         | scenario
 *   j      | joiners_share | of children                         | scenario
 *
 * The mix is an expectation given the year's flows, the same in a simulated future and in the
 * expected-value run: leavers are taken to be of all bands alike, and what single children cost
 * more or less than the mean is the spread of prices.h. A closed group of two bands with a of its
 * children in the lower has a (1-d)^t there after t years. */
#ifndef BANDS_H
#define BANDS_H

#include "field.h"

/* A band of top-ups; a price's bands go from the lowest up. */
struct band_in {
    const char *where;
    const char *id;
    quantity_id topup_gbp; /* per place-year, in prices of the first forecast year */
    double share;          /* of the children of the base census; those of a price sum to 1 */
    double joiners_share;  /* of those who come later; NAN: as share */
};

extern const struct field_table band_fields;

struct price_in; /* prices.h */
enum { MOST_BANDS = 12 };

/* share: [band of the price], at most MOST_BANDS; nothing is touched where the price has no bands.
 * */
void bands_start(const struct price_in *in, double *share);
/* Moves the mix of those there on by a year. */
void bands_next(const struct price_in *in, const double *value, double n_stay, double n_new,
                double *share);

/* Mean top-up, in prices of the first forecast year, of children with these shares; of newcomers.
 * */
double bands_mean(const struct price_in *in, const double *value, const double *share);
double bands_mean_of_newcomers(const struct price_in *in, const double *value);

#endif
