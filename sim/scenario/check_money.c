/* Prices, lines, the grant; then what each price may be. */
#include "checks.h"

#include "calendar.h"
#include "grant.h"

#include <math.h>
#include <string.h>

static const double MOST_LINE_PER_PLAN = 1e5; /* as MOST_PER_PLAN, for one line */
static const double LEAST_TOPUP = 50.0;       /* pounds a year; less is thousands typed for pounds,
                                           or a price for a week or a month */

static double
central(const struct checks *self, quantity_id id)
{
    return id == 0 ? (double)NAN : quantity_central(&self->in->quantity[id]);
}

/* ---- prices */

static void
check_price_kind(const struct checks *self, const struct price_in *price)
{
    const bool fee = price->fee_gbp != 0, place = price->place_gbp != 0;
    const bool topup =
        price->topup_gbp != 0 || (!fee && price->n_band > 0); /* fee and bands: below */

    if (fee && topup)
        faults_add(self->faults, price->where,
                   "'prices.%s' has both fee_gbp and topup_gbp: a fee is the whole price, a top-up "
                   "is paid on top of place funding",
                   price->setting);
    else if (!fee && !topup && price->unit_cost == UNIT_COST_TYPED)
        faults_add(self->faults, price->where,
                   "'prices.%s' has neither fee_gbp nor topup_gbp: give one", price->setting);
    if (place && price->n_places == 0)
        faults_add(self->faults, price->where,
                   "'prices.%s' has place_gbp but no places: add places = ( { ay = \"%d/%02d\"; "
                   "count = ...; } )",
                   price->setting, self->in->base_census - 1, self->in->base_census % 100);
    else if (!place && price->n_places > 0)
        faults_add(self->faults, price->where,
                   "'prices.%s' has places but no place_gbp, so they would cost nothing: add "
                   "place_gbp, or take places out",
                   price->setting);
    const double gbp = central(self, price->topup_gbp);
    if (gbp > 0.0 && gbp < LEAST_TOPUP)
        faults_add(self->faults, price->where,
                   "'prices.%s.topup_gbp' is %g pounds a year: if that is in thousands, write %g",
                   price->setting, gbp, gbp * 1000.0);
}

/* The first financial year pays 5/12 of the academic year before it, of post-16 places 4/12. */
static void
check_places(const struct checks *self, const struct price_in *price, bool post16)
{
    const int need = self->in->base_census - 1;
    const struct places_in *first = NULL;

    for (size_t i = 0; i < price->n_places; i++)
        if (price->places[i].post16 == post16 && (first == NULL || price->places[i].ay < first->ay))
            first = &price->places[i];
    if (first != NULL && checks_clean(self, "base") && first->ay > need)
        faults_add(self->faults, first->where,
                   "'prices.%s.places' begins%s in %d/%02d, want \"%d/%02d\" or before: the first "
                   "forecast year pays for %s months of it",
                   price->setting, post16 ? " for post16" : "", first->ay, (first->ay + 1) % 100,
                   need, (need + 1) % 100, post16 ? "four" : "five");
}

static void
check_prices(const struct checks *self)
{
    const struct inputs *in = self->in;
    for (size_t i = 0; i < in->n_price; i++) {
        const struct price_in *price = &in->price[i];
        check_price_kind(self, price);
        check_places(self, price, false);
        check_places(self, price, true);
        if (!checks_clean(self, "settings"))
            continue;
        const struct setting_in *setting = inputs_setting(in, price->setting);
        if (setting != NULL && setting->no_cost)
            faults_add(self->faults, price->where,
                       "setting '%s' has a price, but says no_cost = true: take one of them out",
                       setting->id);
    }
}

static void
check_unpriced(const struct checks *self)
{
    const struct inputs *in = self->in;
    for (size_t i = 0; i < in->n_setting; i++) {
        bool priced = in->setting[i].no_cost;
        for (size_t k = 0; k < in->n_price; k++)
            priced = priced || strcmp(in->price[k].setting, in->setting[i].id) == 0;
        if (!priced)
            faults_add(self->faults, in->setting[i].where,
                       "setting '%s' has no price; add one to prices or say no_cost = true",
                       in->setting[i].id);
    }
}

static void
check_lines(const struct checks *self)
{
    const struct inputs *in = self->in;
    for (size_t i = 0; i < in->n_line; i++)
        check_per_plan(self, in->line[i].where,
                       arena_format(self->arena, "lines.%s.amount_gbp_m", in->line[i].id),
                       central(self, in->line[i].amount_gbp), MOST_LINE_PER_PLAN);
}

/* ---- grant */

static const struct grant_known_in *
known_in(const struct grant_in *grant, int fy)
{
    for (size_t i = 0; i < grant->n_known; i++)
        if (grant->known[i].fy == fy)
            return &grant->known[i];
    return NULL;
}

static void
check_grant_years(const struct checks *self)
{
    const struct grant_in *grant = &self->in->grant;
    const int first = self->in->base_census;
    int last = first;

    for (size_t i = 0; i < grant->n_known; i++)
        last = grant->known[i].fy > last ? grant->known[i].fy : last;
    const char *where = check_where(self, "grant.known");
    if (known_in(grant, first) == NULL)
        faults_add(
            self->faults, where,
            "'grant.known' does not have the first forecast year, \"%d/%02d\", which follows "
            "from census = %d",
            first, (first + 1) % 100, first);
    for (int fy = first + 1; fy < last; fy++)
        if (known_in(grant, fy) == NULL)
            faults_add(self->faults, where,
                       "'grant.known' leaves out \"%d/%02d\" between years that are known", fy,
                       (fy + 1) % 100);
    for (size_t i = 0; i < grant->n_other; i++)
        if (grant->other[i].last_fy != 0 && grant->other[i].last_fy < grant->other[i].first_fy)
            faults_add(self->faults, grant->other[i].where,
                       "'grant.other.%s' ends before it begins", grant->other[i].label);
        else if (grant->other[i].last_fy != 0 && grant->other[i].last_fy < first)
            faults_add(self->faults, grant->other[i].where,
                       "'grant.other.%s' ends before the first forecast year, %d/%02d",
                       grant->other[i].label, first, (first + 1) % 100);
}

static void
check_grant_basis(const struct checks *self)
{
    const struct grant_in *grant = &self->in->grant;
    for (size_t i = 0; i < grant->n_known; i++) {
        const struct grant_known_in *known = &grant->known[i];
        const bool before = grant->basis == GRANT_BEFORE_DEDUCTIONS;
        if (grant->n_academy > 0 && !isnan(known->deductions_gbp))
            faults_add(self->faults, known->where,
                       "'grant.known' of %d/%02d has deductions_gbp_m, and grant.academy_places "
                       "gives them too: leave one of them out",
                       known->fy, (known->fy + 1) % 100);
        else if (before && grant->n_academy == 0 && isnan(known->deductions_gbp))
            faults_add(self->faults, known->where,
                       "'grant.known' of %d/%02d has no deductions_gbp_m, and grant.basis is "
                       "\"before_deductions\": add it (0 if there are none)",
                       known->fy, (known->fy + 1) % 100);
        else if (!before && !isnan(known->deductions_gbp))
            faults_add(self->faults, known->where,
                       "'grant.known' of %d/%02d has deductions_gbp_m, and grant.basis is "
                       "\"after_deductions\": they would be taken off twice",
                       known->fy, (known->fy + 1) % 100);
        else if (before && known->deductions_gbp >= known->amount_gbp)
            faults_add(self->faults, known->where,
                       "'grant.known' of %d/%02d has deductions of %s from an amount of %s",
                       known->fy, (known->fy + 1) % 100, check_gbp_m(self, known->deductions_gbp),
                       check_gbp_m(self, known->amount_gbp));
        check_per_plan(self, known->where, "grant.known.amount_gbp_m", known->amount_gbp,
                       MOST_PER_PLAN);
    }
}

/* The high needs block's budget is the grant of the first year: amount - deductions + other lines.
 * */
static void
check_high_needs_budget(const struct checks *self)
{
    const struct inputs *in = self->in;
    const struct grant_known_in *known = known_in(&in->grant, in->base_census);
    const struct block_in *block = NULL;
    double other = 0.0;

    for (size_t i = 0; i < in->dsg.n_block; i++)
        if (strcmp(in->dsg.block[i].id, "high_needs") == 0)
            block = &in->dsg.block[i];
    for (size_t i = 0; i < in->grant.n_other; i++) {
        const struct grant_other_in *line = &in->grant.other[i];
        if (line->first_fy <= in->base_census &&
            (line->last_fy == 0 || line->last_fy >= in->base_census))
            other += line->amount_gbp;
    }
    const bool before = in->grant.basis == GRANT_BEFORE_DEDUCTIONS;
    const bool by_place = in->grant.n_academy > 0;
    if (block == NULL || known == NULL || (before && !by_place) == !!isnan(known->deductions_gbp) ||
        check_budget_is_gross(in) || known->amount_gbp > MOST_PER_PLAN * in->plans.total)
        return; /* it has its own fault */
    const bool kept =
        in->dsg.basis == BEFORE_RECOUPMENT; /* the account has them in, on both sides */
    const double deductions = !before || kept ? 0.0
                              : by_place ? grant_deductions_of_places(&in->grant, in->base_census)
                                         : known->deductions_gbp;
    const double grant = known->amount_gbp - deductions + other;
    if (fabs(grant - block->budget_gbp) > LEDGER_ROUNDING_GBP)
        faults_add(
            self->faults, block->where,
            "'dsg.blocks.high_needs.budget_gbp_m' is %s, but the grant of %d/%02d comes to "
            "%s (%s less deductions of "
            "%s, and other lines of %s): want budget_gbp_m = %.3f, or the difference of %.3f as a "
            "line in grant.other where DfE gives it besides",
            check_gbp_m(self, block->budget_gbp), in->base_census, (in->base_census + 1) % 100,
            check_gbp_m(self, grant), check_gbp_m(self, known->amount_gbp),
            check_gbp_m(self, deductions), check_gbp_m(self, other), grant / 1e6,
            (block->budget_gbp - grant) / 1e6);
}

void
check_money(const struct checks *self)
{
    if (checks_clean(self, "prices"))
        check_prices(self);
    check_price_rules(self);
    if (checks_clean(self, "prices", "settings"))
        check_unpriced(self);
    if (checks_clean(self, "lines"))
        check_lines(self);
    if (!checks_clean(self, "grant", "base"))
        return;
    check_grant_years(self);
    check_grant_basis(self);
    check_grant_rules(self);
    if (checks_clean(self, "dsg"))
        check_high_needs_budget(self);
}

/* ---- prices: bands, places that no child holds, protection, joint funding, prices by need, prices
 * of a week or a month */

static const double SHARES_ROUNDING = 1e-6;

/* Pounds a year that nothing costs: less is a price for a week or a month. Independent schools cost
 * far more than LEAST_FEE, places of any kind have been funded at 6,000 or 10,000 since 2013. */
static const double LEAST_FEE = 3000.0, LEAST_PLACE = 1500.0;

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
        checks_clean(self, "settings") ? inputs_setting(self->in, price->setting) : NULL;
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
