#include "fit_money.h"

#include <math.h>

const double PRICE_LONG_RUN = 0.03, PRICE_PERSISTENCE = 0.5;
static const double RECENT = 0.6; /* W */
static const double FOLLOWS = 0.5, MOMENTUM = 0.2;
static const double GAP = -0.059;                            /* of ln(c / England's), a year */
static const double TRAIT_SD = 0.0124, TRAIT_NOISE = 0.0161; /* s and e of settlement.h */
static const double JOINER = 0.75,
                    LEAVER =
                        8.0 / 12.0; /* of a place-year (calendar.h): most leavers are over 16 */
static const double OWN_IN_YEAR = 0.5, ENGLAND_OF_BALANCE = 0.5, OWN_OF_BALANCE = 0.15;
static const double LEAST_OTHER = 0.02; /* of the block: services and places are never nothing */

static const double PRICE_STATE_SPECIAL = 13050, PRICE_INDEPENDENT = 48707, PRICE_OTHER = 11862;

double
money_kind_price(const struct money_fit *self, int kind)
{
    const double gbp = kind == CATEGORY_STATE_SPECIAL ? PRICE_STATE_SPECIAL
                       : kind == CATEGORY_INDEPENDENT ? PRICE_INDEPENDENT
                                                      : PRICE_OTHER;
    if (!self->by_kind)
        return 1.0;
    return gbp / PRICE_OTHER;
}

static double
total(const struct money_fit *self, int area, enum evidence_measure measure, int year)
{
    return evidence_total(self->evidence, area, measure, year);
}

/* R: of the placements of a January; those that are not recorded at England's mean of those that
 * are. */
static double
mean_kind_price(const struct money_fit *self, int area, int year)
{
    struct observation like = { .area = area,
                                .measure = EVIDENCE_PLANS,
                                .year = (short)year,
                                .from_age = ALL_AGES,
                                .to_age = ALL_AGES,
                                .need = ALL_NEEDS };
    double plans = 0.0, sum = 0.0;
    if (!self->by_kind)
        return 1.0;
    for (int kind = 0; kind < N_CATEGORY; kind++) {
        like.category = (short)kind;
        const double count = evidence_get(self->evidence, &like);
        plans += isnan(count) ? 0.0 : count;
        sum += isnan(count) ? 0.0 : count * money_kind_price(self, kind);
    }
    like.category = NOT_RECORDED;
    const double count = evidence_get(self->evidence, &like);
    if (count > 0.0 && self->not_recorded > 0.0) {
        plans += count;
        sum += count * self->not_recorded;
    }
    return plans > 0.0 ? sum / plans : self->not_recorded;
}

static double
place_years(const struct money_fit *self, int area, int year)
{
    const double opening = total(self, area, EVIDENCE_PLANS, year - 1),
                 closing = total(self, area, EVIDENCE_PLANS, year),
                 joined = total(self, area, EVIDENCE_NEW_PLANS, year - 1);
    if (isnan(joined))
        return (1.0 - JOINER) * opening + JOINER * closing;
    return opening - LEAVER * (opening + joined - closing) + JOINER * joined;
}

/* c(t); NAN: not known. */
static double
price_of(const struct money_fit *self, int area, int year)
{
    return total(self, area, EVIDENCE_SPENDING, year) /
           (place_years(self, area, year) * mean_kind_price(self, area, year));
}

double
money_price(const struct money_fit *self, int area, int year)
{
    return price_of(self, area, year);
}

/* Mean yearly growth, as a logarithm, of up to `most` years to the last; NAN: none is known. */
static double
mean_growth(double (*value)(const struct money_fit *, int, int), const struct money_fit *self,
            int area, int last)
{
    enum { MOST = 2 };
    double growth = (double)NAN;
    for (int n = 1; n <= MOST; n++) {
        const double log_ratio = log(value(self, area, last) / value(self, area, last - n));
        growth = isnan(log_ratio) ? growth : log_ratio / n;
    }
    return growth;
}

static double
spending_of(const struct money_fit *self, int area, int year)
{
    return total(self, area, EVIDENCE_SPENDING, year);
}

static double
block_of(const struct money_fit *self, int area, int year)
{
    return total(self, area, EVIDENCE_BLOCK, year);
}

/* The last financial year of England's block that is known, by its March. */
static int
last_block(const struct money_fit *self)
{
    int year = self->origin + MOST_BLOCKS;
    while (year > self->origin && isnan(block_of(self, 0, year)))
        year--;
    return year;
}

/* What England's years say. */
static void
learn_england(struct money_fit *self)
{
    const double recent = mean_growth(price_of, self, 0, self->origin),
                 block = mean_growth(block_of, self, 0, last_block(self));
    self->england_plans = total(self, 0, EVIDENCE_PLANS, self->origin);
    self->england_new_plans = total(self, 0, EVIDENCE_NEW_PLANS, self->origin - 1);
    self->england_price = price_of(self, 0, self->origin);
    self->price_first =
        isnan(recent) ? PRICE_LONG_RUN : RECENT * recent + (1.0 - RECENT) * PRICE_LONG_RUN;
    self->block_growth = isnan(block) ? (double)NAN : exp(block) - 1.0;
}

void
money_fit_init(struct money_fit *self, const struct evidence *evidence, const struct fit *fit,
               bool by_kind)
{
    *self = (struct money_fit){ .evidence = evidence,
                                .origin = fit->panel.origin,
                                .by_kind = by_kind && fit->place.known };
    if (self->by_kind)
        self->not_recorded = mean_kind_price(self, 0, self->origin);
    learn_england(self);
}

void
money_fit_at(struct money_fit *self, const struct evidence *evidence, int origin)
{
    *self = (struct money_fit){ .evidence = evidence, .origin = origin };
    learn_england(self);
}

/* ---- one area */

/* In-year deficit of the origin year over its block. */
static double
in_year_share(const struct money_fit *self, int area)
{
    const int year = self->origin;
    const double own = total(self, area, EVIDENCE_BALANCE, year) / block_of(self, area, year),
                 england = total(self, 0, EVIDENCE_BALANCE, year) / block_of(self, 0, year);
    const double own_change = own - total(self, area, EVIDENCE_BALANCE, year - 1) /
                                        block_of(self, area, year),
                 change =
                     england - total(self, 0, EVIDENCE_BALANCE, year - 1) / block_of(self, 0, year);
    if (isnan(own_change) || isnan(change))
        return ENGLAND_OF_BALANCE * england + OWN_OF_BALANCE * (own - england);
    return OWN_IN_YEAR * own_change + (1.0 - OWN_IN_YEAR) * change;
}

/* T given the authority's own years (settlement.h). */
static void
set_trait(const struct money_fit *self, int area, struct money_area *out)
{
    double n = 0.0, sum = 0.0;
    for (int year = last_block(self); !isnan(block_of(self, area, year - 1)); year--) {
        sum += log(block_of(self, area, year) / block_of(self, area, year - 1)) -
               log(block_of(self, 0, year) / block_of(self, 0, year - 1));
        n += 1.0;
    }
    const double known = n * TRAIT_SD * TRAIT_SD, noise = TRAIT_NOISE * TRAIT_NOISE;
    out->trait = n > 0.0 ? known / (known + noise) * (sum / n) : 0.0;
    out->trait_sd = TRAIT_SD * TRAIT_NOISE / sqrt(known + noise);
}

static void
set_block(const struct money_fit *self, int area, struct money_area *out)
{
    const int last = last_block(self);
    double known = (double)NAN;
    for (int year = last; year > self->origin; year--) {
        const double gbp = block_of(self, area, year);
        known = isnan(gbp) ? known : gbp;
        out->block[year - self->origin - 1] = known;
    }
    out->n_block = isnan(block_of(self, area, last)) ? 0 : (size_t)(last - self->origin);
    if (area != 0)
        set_trait(self, area, out);
}

bool
money_of(const struct money_fit *self, const struct series *series, struct money_area *out)
{
    const int area = series->area;
    *out = (struct money_area){ .price_gbp = price_of(self, area, self->origin) };
    if (!(out->price_gbp > 0.0))
        return false;
    out->drift = area == 0 ? 0.0 : GAP * log(out->price_gbp / self->england_price);
    const double own = mean_growth(spending_of, self, area, self->origin),
                 england = mean_growth(spending_of, self, 0, self->origin);
    out->momentum = isnan(own) ? 1.0 : exp(MOMENTUM * (own - england));
    set_block(self, area, out);
    out->deficit_gbp = total(self, area, EVIDENCE_BALANCE, self->origin);
    const double block = block_of(self, area, self->origin);
    out->other_gbp =
        fmax(LEAST_OTHER * block, (1.0 + in_year_share(self, area)) * block -
                                      total(self, area, EVIDENCE_SPENDING, self->origin));
    if (isnan(out->deficit_gbp + block))
        out->other_gbp = (double)NAN;
    return true;
}

void
money_expect(struct money_area *self, double plans_growth_over_england)
{
    self->drift -= (1.0 - FOLLOWS) * plans_growth_over_england;
}
