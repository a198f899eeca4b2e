/* Units first (one authority's figure for a plan), then what is made of them. */
#include "own_money.h"

#include "expected_plans.h"
#include "own_unit_costs.h"

#include <math.h>
#include <stdlib.h>

const double FIRST_YEAR_ERROR = 0.077; /* 1.28 of 0.025 national and 0.055 local (money_inputs.c) */
const double FIRST_YEAR_SHARED = 0.41; /* 0.025 over 0.060 */
static const double LEAST_GROWTH = 0.90, MOST_GROWTH = 1.35; /* of place-years in a year or two */
static const double GROWTH_SERVICES = 0.054;
static const double DEDUCTION_GROWTH = 0.077; /* DfE, 2021-22 to 2023-24, where less is known */
static const double A_YEAR_OF_ROLLING = 0.04; /* of the block */
static const double DOUBTFUL_ROLLING = 0.20;  /* the same: no agreement's instalment is larger */
static const double LEAST_BLOCK = 2.0 / 3.0, MOST_BLOCK = 1.5; /* a year: of the one before */
static const double LEAST_FOR_PLAN = 2000.0, MOST_FOR_PLAN = 100000.0;

/* England's block as announced, £: March of the financial year. */
static const struct {
    int year;
    double gbp;
} ENGLAND_BLOCK[] = {
    { 2024, 9952172126.0 }, { 2025, 10.7e9 }, { 2026, 11.9e9 }, { 2027, 11.9e9 }
};

/* ---- last years known */

static double
total(const struct national_money *self, int area, enum evidence_measure measure, int year)
{
    return evidence_total(self->evidence, area, measure, year);
}

/* The last year up to `to` of which the area has a count; 0: none in ten years. */
static int
last_year(const struct national_money *self, int area, enum evidence_measure measure, int to)
{
    for (int year = to; year > to - 10; year--)
        if (!isnan(total(self, area, measure, year)))
            return year;
    return 0;
}

/* The last financial year that most authorities with lines have them of. */
static int
last_lines(const struct evidence *evidence, int to)
{
    size_t most = 0;
    int last = 0;
    for (int year = to; year > to - 10; year--) {
        size_t n = 0;
        for (size_t area = 0; area < evidence->n_area; area++)
            n += isnan(evidence_part(evidence, (int)area, EVIDENCE_SECTION_251, year,
                                     OUTTURN_MAINTAINED_SPECIAL))
                     ? 0
                     : 1;
        if (2 * n > 3 * most) {
            most = n;
            last = year;
        }
    }
    return last;
}

int
national_money_init(struct national_money *self, const struct fit *fit, struct hr_err *err)
{
    struct people_fit england;
    struct expected_plans expected;
    *self = (struct national_money){ .fit = fit, .evidence = fit->panel.evidence };
    const int origin = fit->panel.origin;
    int outturn = last_year(self, 0, EVIDENCE_SPENDING, origin);
    if (outturn < origin - 2)
        outturn = 0;
    money_fit_at(&self->money, self->evidence, outturn == 0 ? origin : outturn);
    self->lines_year = last_lines(self->evidence, origin);
    int ret = own_unit_costs_learn(self, err);
    if (ret != 0 || outturn == 0 || !fit->place.known)
        return ret;
    ret = fit_people(fit, self->evidence->area[0].code, &england, err);
    if (ret == 0)
        ret = expected_plans_of(&expected, fit, &england, err);
    self->england_growth = ret == 0 ? expected.growth : 0.0;
    return ret;
}

void
national_money_release(struct national_money *self)
{
    free(self->plans);
    *self = (struct national_money){ 0 };
}

/* ---- units that neighbours lend, where the authority's own is not known */

static double
price_unit(const struct national_money *self, int area, int ignored)
{
    (void)ignored;
    return money_price(&self->money, area, self->money.origin);
}

/* Allocations are known before the plans of their year. */
static double
plans_for_block(const struct national_money *self, int area, int year)
{
    const int last = self->fit->panel.origin;
    return total(self, area, EVIDENCE_PLANS, year < last ? year : last);
}

static double
block_unit(const struct national_money *self, int area, int year)
{
    return total(self, area, EVIDENCE_BLOCK, year) / plans_for_block(self, area, year);
}

static double
deduction_unit(const struct national_money *self, int area, int year)
{
    const double after = total(self, area, EVIDENCE_BLOCK_AFTER, year),
                 before = total(self, area, EVIDENCE_BLOCK, year),
                 deducted = total(self, area, EVIDENCE_DEDUCTION, year);
    return (isnan(deducted) ? before - after : deducted) / before;
}

static double
balance_unit(const struct national_money *self, int area, int year)
{
    return total(self, area, EVIDENCE_BALANCE, year) / total(self, area, EVIDENCE_BLOCK, year);
}

static struct figure
lent(const struct national_money *self, int area, const struct unit *unit, double times)
{
    enum figure_from from;
    const double gbp = unit_typical(self, area, unit, &from);
    return (struct figure){ gbp * times, from, 0 };
}

/* ---- the first year's spending */

static bool
set_spending(const struct national_money *self, const struct people_fit *people,
             struct own_money *out, struct hr_err *err)
{
    struct money_area money;
    struct expected_plans expected;
    const int area = people->series->area, year = self->money.origin;
    const double ahead = 1.0 + out->origin - year;
    out->outturn_year = year;
    if (expected_plans_of(&expected, self->fit, people, err) != 0)
        return false;
    const bool own = money_of(&self->money, people->series, &money);
    if (!own)
        money = (struct money_area){ .price_gbp =
                                         lent(self, area, &(struct unit){ price_unit, 0 }, 1.0).gbp,
                                     .momentum = 1.0 };
    money_expect(&money, expected.growth - self->england_growth);
    const double first = self->money.price_first + money.drift;
    out->price_growth = money.momentum * exp(first + (ahead - 1.0) * self->money.price_first);
    out->outturn = (struct figure){ total(self, area, EVIDENCE_SPENDING, year),
                                    own ? FROM_OWN : FROM_NEIGHBOURS, own ? year : 0 };
    if (!own) {
        out->outturn = lent(self, area, &(struct unit){ price_unit, 0 },
                            0.5 * (total(self, area, EVIDENCE_PLANS, year) +
                                   total(self, area, EVIDENCE_PLANS, year - 1)));
        out->outturn.year = 0;
    }
    const double growth = money.price_gbp * expected.place_years / out->outturn.gbp;
    out->plans_growth = fmin(fmax(growth, LEAST_GROWTH), MOST_GROWTH);
    out->plans_doubtful = growth != out->plans_growth;
    out->first_gbp = out->outturn.gbp * out->plans_growth * out->price_growth;
    for (int k = 0; k < N_KIND; k++)
        out->years[k] = expected.kind[k];
    return isfinite(out->first_gbp) && out->first_gbp > 0.0;
}

/* ---- prices and lines */

static double
growth_of(int kind)
{
    static const double INDEPENDENT = 0.058, OTHER = 0.046;
    return kind == CATEGORY_INDEPENDENT || kind == CATEGORY_SPECIALIST_POST16 ? INDEPENDENT : OTHER;
}

/* Plans that a line lent is for: of the lines' year; of the last where the authority is newer. */
static double
plans_of_lines(const struct national_money *self, int area, const struct own_money *out)
{
    const double plans = plans_of_year(self, area, ALL_KINDS, self->lines_year);
    return isnan(plans) ? plans_of_year(self, area, ALL_KINDS, out->outturn_year) : plans;
}

/* Costs of the lines' year for a plan, carried on to the last outturn; what they would have made
 * of the plans of that year. */
static double
carry_on(const struct national_money *self, int area, struct own_money *out)
{
    const double years = out->outturn_year - out->lines_year;
    double sum = 0.0;
    for (int k = 0; k < N_KIND; k++) {
        out->price[k] = kind_cost(self, area, k);
        out->price[k].gbp *= exp(growth_of(k) * years);
        const double plans = plans_of_year(self, area, k, out->outturn_year);
        sum += isnan(plans) ? 0.0 : plans * out->price[k].gbp;
    }
    for (int i = 0; i < N_OWN_LINE; i++) {
        const struct unit unit = { line_unit, i };
        const double own = line_unit(self, area, i), plans = plans_of_lines(self, area, out);
        out->line[i] = isfinite(own) ? (struct figure){ own * plans, FROM_OWN, out->lines_year }
                                     : lent(self, area, &unit, plans);
        out->line[i].gbp *= exp(GROWTH_SERVICES * years);
        sum += out->line[i].gbp;
    }
    return sum;
}

static bool
set_prices(const struct national_money *self, int area, struct own_money *out)
{
    out->lines_year = self->lines_year;
    if (self->lines_year == 0)
        return false;
    const double carried = carry_on(self, area, out), ahead = 1.0 + out->origin - out->outturn_year;
    out->factor = out->outturn.gbp / carried;
    double lines = 0.0, placed = 0.0;
    for (int i = 0; i < N_OWN_LINE; i++) {
        out->line[i].gbp *= out->factor * exp(GROWTH_SERVICES * ahead);
        lines += out->line[i].gbp;
    }
    for (int k = 0; k < N_KIND; k++)
        placed += out->years[k] * out->price[k].gbp;
    const double solved = (out->first_gbp - lines) / placed;
    for (int k = 0; k < N_KIND; k++)
        out->price[k].gbp *= solved;
    return isfinite(solved) && solved > 0.0;
}

/* ---- place funding, block and deductions */

static double
places_unit(const struct national_money *self, int area, int ignored)
{
    (void)ignored;
    return evidence_part(self->evidence, area, EVIDENCE_SECTION_251, self->lines_year,
                         OUTTURN_PLACES) /
           plans_of_year(self, area, ALL_KINDS, self->lines_year);
}

static void
set_places(const struct national_money *self, int area, struct own_money *out)
{
    const struct unit unit = { places_unit, 0 };
    const double gbp =
        evidence_part(self->evidence, area, EVIDENCE_SECTION_251, self->lines_year, OUTTURN_PLACES);
    out->places = isnan(gbp) ? lent(self, area, &unit, plans_of_lines(self, area, out))
                             : (struct figure){ gbp, FROM_OWN, self->lines_year };
}

static double
announced(int year)
{
    for (size_t i = 0; i < sizeof ENGLAND_BLOCK / sizeof ENGLAND_BLOCK[0]; i++)
        if (ENGLAND_BLOCK[i].year == year)
            return ENGLAND_BLOCK[i].gbp;
    return (double)NAN;
}

/* A year's block of England over that of the year before: published by authority, else announced.
 * NAN: neither. */
static double
england_growth(const struct national_money *self, int year)
{
    const double published =
        total(self, 0, EVIDENCE_BLOCK, year) / total(self, 0, EVIDENCE_BLOCK, year - 1);
    return isnan(published) ? announced(year) / announced(year - 1) : published;
}

/* T given the authority's own years: settlement.h. */
static void
set_trait(const struct national_money *self, int area, int last, struct own_money *out)
{
    static const double TRAIT_SD = 0.0124, NOISE = 0.0161;
    double n = 0.0, sum = 0.0;
    for (int year = last; !isnan(total(self, area, EVIDENCE_BLOCK, year - 1)); year--) {
        sum += log(total(self, area, EVIDENCE_BLOCK, year) /
                   total(self, area, EVIDENCE_BLOCK, year - 1)) -
               log(england_growth(self, year));
        n += 1.0;
    }
    const double known = n * TRAIT_SD * TRAIT_SD, noise = NOISE * NOISE;
    out->trait = n > 0.0 ? known / (known + noise) * (sum / n) : 0.0;
    out->trait_sd = TRAIT_SD * NOISE / sqrt(known + noise);
}

/* The block of a year, before deductions: as published, else carried on, or back, from the last
 * that is. */
static double
block_of(const struct national_money *self, int area, const struct own_money *out, int year)
{
    const double published = total(self, area, EVIDENCE_BLOCK, year);
    const int last = out->block.year;
    if (!isnan(published))
        return published;
    double gbp = out->block.gbp;
    for (int y = last + 1; y <= year; y++) {
        const double growth = england_growth(self, y);
        gbp *= growth == 1.0 ? 1.0 : growth * exp(out->trait); /* flat cash: no formula is run */
    }
    for (int y = last; y > year; y--)
        gbp /= england_growth(self, y);
    return gbp;
}

static double
deduction_of(const struct national_money *self, int area, const struct own_money *out, int year)
{
    const double share = deduction_unit(self, area, year);
    if (!isnan(share))
        return share * total(self, area, EVIDENCE_BLOCK, year);
    const double england = total(self, 0, EVIDENCE_DEDUCTION, out->deduction.year),
                 before = total(self, 0, EVIDENCE_DEDUCTION, out->deduction.year - 2),
                 growth =
                     england > 0.0 && before > 0.0 ? 0.5 * log(england / before) : DEDUCTION_GROWTH;
    return out->deduction.gbp * exp(growth * (year - out->deduction.year));
}

static bool
block_is_odd(const struct national_money *self, int area, int year)
{
    const int before = last_year(self, area, EVIDENCE_BLOCK, year - 1);
    const double gbp = total(self, area, EVIDENCE_BLOCK, year),
                 growth = gbp / total(self, area, EVIDENCE_BLOCK, before),
                 for_plan = gbp / plans_for_block(self, area, year);
    if (before != 0 &&
        (growth < pow(LEAST_BLOCK, year - before) || growth > pow(MOST_BLOCK, year - before)))
        return true;
    return for_plan < LEAST_FOR_PLAN || for_plan > MOST_FOR_PLAN; /* false of what is not known */
}

/* The last year up to the block's of which the authority, or any, has a share. */
static void
set_deduction(const struct national_money *self, int area, struct own_money *out)
{
    int year = out->block.year;
    enum { YEARS_BACK = 5 };
    while (year > out->block.year - YEARS_BACK && isnan(deduction_unit(self, area, year)))
        year--;
    const double own = deduction_unit(self, area, year);
    if (isnan(own)) { /* blocks are lent for the last year that has some */
        for (year = out->block.year; year > out->block.year - YEARS_BACK; year--) {
            const struct unit share = { deduction_unit, year };
            out->deduction = lent(self, area, &share, block_of(self, area, out, year));
            if (isfinite(out->deduction.gbp))
                break;
        }
    } else
        out->deduction =
            (struct figure){ own * total(self, area, EVIDENCE_BLOCK, year), FROM_OWN, 0 };
    out->deduction.year = year;
}

static bool
set_block(const struct national_money *self, int area, struct own_money *out)
{
    const int latest = out->origin + OWN_BLOCKS,
              known = last_year(self, area, EVIDENCE_BLOCK, latest),
              all = last_year(self, 0, EVIDENCE_BLOCK, latest);
    const int year = known == 0 ? all : known;
    if (year == 0)
        return false;
    const struct unit block = { block_unit, year };
    out->block = known == 0
                     ? lent(self, area, &block, plans_for_block(self, area, year))
                     : (struct figure){ total(self, area, EVIDENCE_BLOCK, year), FROM_OWN, 0 };
    out->block.year = year;
    out->block_doubtful = known != 0 && block_is_odd(self, area, year);
    set_trait(self, area, known, out);
    set_deduction(self, area, out);
    for (size_t i = 0; i < OWN_BLOCKS; i++) {
        const int fy = out->origin + 1 + (int)i;
        out->block_gbp[i] = block_of(self, area, out, fy);
        out->deduction_gbp[i] = deduction_of(self, area, out, fy);
        if (out->n_block == i && isfinite(out->block_gbp[i]) && isfinite(out->deduction_gbp[i]))
            out->n_block++;
    }
    return out->n_block > 0;
}

/* ---- balance */

/* Spending on lines 1.2.x of a year: as published, else on the way from the last outturn to the
 * first forecast year. */
static double
spending_of(const struct national_money *self, int area, const struct own_money *out, int year)
{
    const double published = total(self, area, EVIDENCE_SPENDING, year);
    if (!isnan(published))
        return published;
    return out->outturn.gbp *
           pow(out->first_gbp / out->outturn.gbp,
               (double)(year - out->outturn_year) / (1 + out->origin - out->outturn_year));
}

struct rolled {
    double added, blocks; /* to the balance; the sum of the blocks of the years */
};

/* From March of one year to March of another. */
static struct rolled
roll(const struct national_money *self, int area, const struct own_money *out, int from, int to)
{
    struct rolled rolled = { 0 };
    for (int y = from + 1; y <= to; y++) {
        const double block = block_of(self, area, out, y);
        rolled.added += spending_of(self, area, out, y) + out->places.gbp -
                        (block - deduction_of(self, area, out, y));
        rolled.blocks += block;
    }
    return rolled;
}

/* Is the last balance one that the one before it could have become? */
static void
doubt_balance(const struct national_money *self, int area, struct own_money *out)
{
    const int year = out->balance.year, before = last_year(self, area, EVIDENCE_BALANCE, year - 1);
    if (before == 0) {
        out->balance_doubtful = fabs(out->balance.gbp) > 2.0 * block_of(self, area, out, year);
        out->rolled_gbp = (double)NAN;
        return;
    }
    const struct rolled rolled = roll(self, area, out, before, year);
    out->rolled_gbp = total(self, area, EVIDENCE_BALANCE, before) + rolled.added;
    const double off = fabs(out->balance.gbp - out->rolled_gbp);
    const bool other = out->balance.gbp / out->rolled_gbp < 0.1; /* turned round, or thousands */
    out->balance_doubtful = off > DOUBTFUL_ROLLING * rolled.blocks ||
                            (other && off > A_YEAR_OF_ROLLING * rolled.blocks);
}

static bool
set_balance(const struct national_money *self, int area, struct own_money *out)
{
    const int known = last_year(self, area, EVIDENCE_BALANCE, out->origin),
              all = last_year(self, 0, EVIDENCE_BALANCE, out->origin);
    const int year = known == 0 ? all : known;
    if (year == 0)
        return false;
    const struct unit share = { balance_unit, year };
    out->balance = known == 0
                       ? lent(self, area, &share, block_of(self, area, out, year))
                       : (struct figure){ total(self, area, EVIDENCE_BALANCE, year), FROM_OWN, 0 };
    out->balance.year = year;
    const struct rolled rolled = roll(self, area, out, year, out->origin);
    out->balance_gbp = out->balance.gbp + rolled.added;
    out->balance_error_gbp = A_YEAR_OF_ROLLING * rolled.blocks;
    if (known != 0)
        doubt_balance(self, area, out);
    return isfinite(out->balance_gbp);
}

int
own_money_of(const struct national_money *self, const struct people_fit *people,
             struct own_money *out, struct hr_err *err)
{
    const int area = people->series->area;
    err->code = 0;
    *out = (struct own_money){ .origin = self->fit->panel.origin, .solved = 1.0 };
    out->why = "the data have no section 251 outturn of England from the last two years";
    if (isnan(total(self, 0, EVIDENCE_SPENDING, self->money.origin)))
        return 0;
    if (!set_spending(self, people, out, err))
        return err->code;
    out->why = "the data have no section 251 outturn by line";
    if (!set_prices(self, area, out))
        return 0;
    set_places(self, area, out);
    out->why = "the data have no allocation of the high needs block";
    if (!set_block(self, area, out))
        return 0;
    out->why = "the data have no balance of the Dedicated Schools Grant";
    out->known = set_balance(self, area, out);
    return 0;
}

void
own_money_take_ledger(struct own_money *self, const struct cost_known ledger[N_CATEGORY])
{
    double before = 0.0, after = 0.0;
    for (int k = 0; k < N_CATEGORY; k++) {
        const double years = fmax(0.0, self->origin - ledger[k].fy);
        before += self->price[k].gbp * self->years[k];
        self->ledger[k] = ledger[k];
        if (ledger[k].known)
            self->price[k] = (struct figure){ ledger[k].gbp * exp(growth_of(k) * years),
                                              FROM_LEDGER, ledger[k].fy + 1 };
        after += self->price[k].gbp * self->years[k];
    }
    self->solved = before > 0.0 && after > 0.0 ? before / after : 1.0;
}
