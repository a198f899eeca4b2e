/* Shares of children by band. Equations: bands.h. */
#include "bands.h"

#include "field_rows.h"

#include "prices.h"

#include <math.h>

static double
newcomers_in(const struct band_in *band)
{
    return isnan(band->joiners_share) ? band->share : band->joiners_share;
}

void
bands_start(const struct price_in *in, double *share)
{
    for (size_t k = 0; k < in->n_band; k++)
        share[k] = in->band[k].share;
}

void
bands_next(const struct price_in *in, const double *value, double n_stay, double n_new,
           double *share)
{
    const double drift = in->drift == 0 ? 0.0 : value[in->drift], n = n_stay + n_new;
    double from_below = 0.0;
    for (size_t k = 0; k < in->n_band; k++) {
        const double up = k + 1 < in->n_band ? drift * share[k] : 0.0,
                     stayed = share[k] - up + from_below;
        share[k] = n > 0.0 ? (n_stay * stayed + n_new * newcomers_in(&in->band[k])) / n
                           : newcomers_in(&in->band[k]);
        from_below = up;
    }
}

double
bands_mean(const struct price_in *in, const double *value, const double *share)
{
    double sum = 0.0;
    for (size_t k = 0; k < in->n_band; k++)
        sum += share[k] * value[in->band[k].topup_gbp];
    return sum;
}

double
bands_mean_of_newcomers(const struct price_in *in, const double *value)
{
    double sum = 0.0;
    for (size_t k = 0; k < in->n_band; k++)
        sum += newcomers_in(&in->band[k]) * value[in->band[k].topup_gbp];
    return sum;
}

/* ---- fields */

static const struct field band_row[] = {
    ID("id", MUST, AT(band_in, id), "\"band-a\"", "Short name of the band."),
    QUANTITY("topup_gbp", "pounds per place and year", 0, 1000000, MUST, AT(band_in, topup_gbp),
             "6500",
             "Top-up (element 3) of a child in the band, in prices of the first forecast year.",
             POSITIVE),
    NUMBER("share", "share of children", 0, 1, MUST, AT(band_in, share), "0.35",
           "Share of the setting's children at the base census who are in the band; those of a "
           "price add up to 1."),
    NUMBER("joiners_share", "share of children", 0, 1, MAY, AT(band_in, joiners_share), "0.5",
           "Share of those who come later. Left out: as share."),
};
const struct field_table band_fields = TABLE_OF(band_in, band_row, "id");
