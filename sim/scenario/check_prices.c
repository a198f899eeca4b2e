/* Prices: bands, places that no child holds, protection, joint funding, prices by need, prices of a
 * week or a month. */
#include "checks.h"

#include <math.h>

static const double SHARES_ROUNDING = 1e-6;

/* Pounds a year that nothing costs: less is a price for a week or a month. Independent schools cost
 * far more than LEAST_FEE, places of any kind have been funded at 6,000 or 10,000 since 2013. */
static const double LEAST_FEE = 3000.0, LEAST_PLACE = 1500.0, LEAST_TOPUP = 50.0;

static double
central(const struct checks *self, quantity_id id)
{
    return id == 0 ? (double)NAN : quantity_central(&self->in->quantity[id]);
}

/* ---- for a year */

static void
check_year(const struct checks *self, const struct price_in *price, const char *key, quantity_id id,
           double least)
{
    const double gbp = central(self, id);
    if (gbp > 0.0 && gbp < least)
        faults_add(self->faults, price->where,
                   "'prices.%s.%s' is %g pounds, too little for a year: prices are per year; if "
                   "that is for a month write %g, for a week "
                   "%g (of 38 school weeks %g)",
                   price->setting, key, gbp, gbp * 12.0, gbp * 52.0, gbp * 38.0);
}

static void
check_period(const struct checks *self, const struct price_in *price)
{
    const struct setting_in *setting =
        checks_clean(self, "settings") ? check_setting(self->in, price->setting) : NULL;
    if (setting != NULL && (setting->category == CATEGORY_INDEPENDENT ||
                            setting->category == CATEGORY_SPECIALIST_POST16))
        check_year(self, price, "fee_gbp", price->fee_gbp, LEAST_FEE);
    check_year(self, price, "place_gbp", price->place_gbp, LEAST_PLACE);
    check_year(self, price, "place_empty_gbp", price->place_empty_gbp, LEAST_PLACE);
}

/* ---- bands */

static void
check_shares(const struct checks *self, const struct price_in *price)
{
    double sum = 0.0, joiners = 0.0;
    size_t n_joiners = 0;
    for (size_t i = 0; i < price->n_band; i++) {
        const struct band_in *band = &price->band[i];
        sum += band->share;
        joiners += isnan(band->joiners_share) ? 0.0 : band->joiners_share;
        n_joiners += isnan(band->joiners_share) ? 0 : 1;
    }
    if (fabs(sum - 1.0) > SHARES_ROUNDING)
        faults_add(self->faults, price->where,
                   "the shares of 'prices.%s.bands' add up to %.8g, want 1", price->setting, sum);
    if (n_joiners > 0 && n_joiners < price->n_band)
        faults_add(
            self->faults, price->where,
            "'prices.%s.bands' has joiners_share in %zu of %zu bands: give it in all or in none",
            price->setting, n_joiners, price->n_band);
    else if (n_joiners > 0 && fabs(joiners - 1.0) > SHARES_ROUNDING)
        faults_add(self->faults, price->where,
                   "joiners_share of 'prices.%s.bands' adds up to %.8g, want 1", price->setting,
                   joiners);
}

static void
check_band_prices(const struct checks *self, const struct price_in *price)
{
    double below = 0.0;
    for (size_t i = 0; i < price->n_band; i++) {
        const double gbp = central(self, price->band[i].topup_gbp);
        if (gbp > 0.0 && gbp < LEAST_TOPUP)
            faults_add(self->faults, price->band[i].where,
                       "'prices.%s.bands.%s.topup_gbp' is %g pounds a year: if that is in "
                       "thousands, write %g",
                       price->setting, price->band[i].id, gbp, gbp * 1000.0);
        else if (gbp < below)
            faults_add(
                self->faults, price->band[i].where,
                "band '%s' of 'prices.%s' is %g pounds, less than the band before it: want the "
                "lowest first, because children drift to the next",
                price->band[i].id, price->setting, gbp);
        below = gbp;
    }
}

static void
check_bands(const struct checks *self, const struct price_in *price)
{
    if (price->n_band == 0) {
        if (price->drift != 0)
            faults_add(self->faults, price->where,
                       "'prices.%s' has drift, which moves children up its bands, but no bands",
                       price->setting);
        return;
    }
    if (price->fee_gbp != 0 || price->topup_gbp != 0)
        faults_add(self->faults, price->where,
                   "'prices.%s' has both %s and bands: bands replace one top-up", price->setting,
                   price->fee_gbp != 0 ? "fee_gbp" : "topup_gbp");
    if (price->solved)
        faults_add(
            self->faults, price->where,
            "'prices.%s' is solved from the outturn, which is for one fee or top-up, not for bands",
            price->setting);
    check_shares(self, price);
    check_band_prices(self, price);
}

/* ---- needs */

static void
check_needs(const struct checks *self, const struct price_in *price)
{
    const quantity_id base = price->fee_gbp != 0 ? price->fee_gbp : price->topup_gbp;
    for (size_t i = 0; i < price->n_by_need; i++) {
        const struct need_factor_in *need = &price->by_need[i];
        if ((need->gbp != 0) == !isnan(need->factor))
            faults_add(self->faults, need->where,
                       "'prices.%s.by_need.%s' has %s factor %s price_gbp: give one of them",
                       price->setting, need->need, need->gbp != 0 ? "both" : "neither",
                       need->gbp != 0 ? "and" : "nor");
        else if (need->gbp != 0 && price->n_band > 0)
            faults_add(
                self->faults, need->where,
                "'prices.%s.by_need.%s' is in pounds, which bands leave no room for: give a factor",
                price->setting, need->need);
        else if (need->gbp != 0 && central(self, base) == 0.0)
            faults_add(self->faults, need->where,
                       "'prices.%s.by_need.%s' is in pounds, which wants a fee or top-up of the "
                       "other needs above 0",
                       price->setting, need->need);
    }
}

/* ---- rules */

static void
check_rules(const struct checks *self, const struct price_in *price)
{
    if (price->protection != 0 && price->fee_gbp != 0)
        faults_add(
            self->faults, price->where,
            "'prices.%s' has protection together with fee_gbp: the minimum funding guarantee is of "
            "place funding and top-ups, not of fees",
            price->setting);
    else if (price->protection != 0 && price->place_gbp == 0)
        faults_add(self->notes, price->where,
                   "'prices.%s' has protection and no place_gbp: the guarantee then holds for the "
                   "top-up alone, and limits a cut more than "
                   "it would with place funding in it",
                   price->setting);
    if (price->place_empty_gbp != 0 && price->place_gbp == 0)
        faults_add(self->faults, price->where,
                   "'prices.%s' has place_empty_gbp and no place_gbp: give what a place that is "
                   "held costs too",
                   price->setting);
    else if (central(self, price->place_empty_gbp) < central(self, price->place_gbp))
        faults_add(self->notes, price->where,
                   "'prices.%s' pays less for an empty place than for one that is held: nationally "
                   "it is the other way round (10,000 "
                   "against 6,000 in units)",
                   price->setting);
}

void
check_price_rules(const struct checks *self)
{
    const struct inputs *in = self->in;
    for (size_t i = 0; checks_clean(self, "prices") && i < in->n_price; i++) {
        check_period(self, &in->price[i]);
        check_bands(self, &in->price[i]);
        check_needs(self, &in->price[i]);
        check_rules(self, &in->price[i]);
    }
}
