/* prices.h: what the children in a setting cost in a financial year.
 *
 *   index(t) = index(t-1) (1 + pi(t) + q(t) + g(t) + dg(t) + s z_local(t)),  index(0) = 1
 *   price(t) = f base index(t) F(t) R(t) + (add(t) + kept(t))    base: fee, top-up or mean of the
 *       bands in the first forecast year; f: the future's factor on prices (solved.h), and base is
 *       f times base in what follows
 *
 *   pi(t): general inflation (a path, national)
 *   q(t): price_pressure, what all prices have in common on top of it (a path, national)
 *   g(t): real growth of the sector (a path, national; settings of one category share its shock
 *         z = sqrt(rho) z_common + sqrt(1 - rho) z_sector, so that the shocks of any two sectors
 *         have correlation rho)
 *   s z_local(t): this authority's own yearly shock, of all its prices alike (prices_local_sd)
 *   F, add, dg: levers of options (levers.h): a factor and pounds (cash) on this year's price,
 *   which do not compound and leave a mean
 *         price of 0 at least; and a change of growth, which compounds. Neutral: 1, 0 and 0
 *   R: lever too, of a rise that stays: a factor; a rise in pounds is part of add
 *   kept: what protection of schools takes back of a cut (below)
 *
 * Bands: those who stay and those who come have means of their own (bands.h); the base of each is
 * its mean.
 *
 * The total of a setting has memory, because a child with a dear place stays for years. Let A be
 * the sum over the setting's children of their price relative to the mean (A = number of children
 * if all cost the same), c the coefficient of variation between children, prices gamma distributed:
 *
 *   those who stay:    S = A B,  B ~ Beta(n_stay/c^2, n_out/c^2)
 *   those who arrive:  G ~ Gamma(n_in/c^2, c^2),  J ~ Gamma(n_join/c^2, c^2)
 *   next year's        A' = S + G + J
 *
 * which is exact for gamma prices and leavers at random (sums of a gamma sample and its random
 * part). In the base year A is the number of children, because the unit price was solved from what
 * the ledger says they cost together. The financial year's place-years in units of the mean price:
 *
 *   M = A - (A - S) lost/n_out + G gained/n_in + J w
 *
 * (Where more go than were there, because some came and went in one year, those bring gained/n_in
 * and take lost/n_out at the mean price.)
 *
 *   symbol | field              | unit                                        | source
 *   c      | spread             | -                                           | scenario
 *   lost   | flows.lost         | place-years that leavers and movers take    | calendar.h: 7/12,
 *       post-16 8/12
 *   gained | flows.gained       | place-years that movers bring               | same
 *   w      | joiner_years       | place-years a joiner adds in its first year | calendar.h: monthly
 *                               profile
 *
 * Spending = (M base index F f + Y (add + kept)) (1 - j) + place funding, f the mean of the needs'
 * price factors over the Y occupied place-years. (Individual prices of children with different
 * needs share one relative mass: exact when there are no need factors, close otherwise.) A need's
 * price may be given in pounds: its factor is then pounds over base. Place funding
 * (place_funding.h) stays flat in cash unless `place_uprated`.
 *
 * Backdating: where the price is a top-up, joiners whose plan is late bring B years of it paid back
 * (pipeline.h): J B at the newcomers' price, and n_join B (add + kept). It is spending of the year
 * of the issue and no place-year; a fee is paid from the day a child comes.
 *
 * Joint funding: health and social care pay j = 1 - (1 - joint_funding)(1 - joint_share of options)
 * of top-ups or fees, never of place funding. Spending is net of it; what they pay is kept beside
 * it (setting_cost.joint_gbp).
 *
 * Protection (minimum funding guarantee of special schools): for the same children, place funding
 * and top-up together may not change by less than p in a year. With q the mean relative price of
 * this year's children (M f / Y, needs and bands included) and C(t) place_gbp:
 *
 *   q base index(t) F(t) R(t) + add(t) + kept(t) + C(t)  >=
 *       (1 + p) (q base index(t-1) F(t-1) R(t-1) + add(t-1) + kept(t-1) + C(t-1))
 *
 * kept(t) is the least, not below 0, that makes it so. Both sides are of this year's children, so a
 * milder mix of need is no cut. The year before the first is not known: its prices are taken to be
 * those of the first without options, and p above 0 as 0. */
#ifndef PRICES_H
#define PRICES_H

#include "arena.h"
#include "bands.h"
#include "s251.h"
#include "field.h"
#include "category.h"
#include "cells.h"
#include "levers.h"
#include "path.h"
#include "step.h"

struct places_in { /* commissioned places from academic year ay on */
    const char *where;
    int ay;
    double count;
    bool post16; /* they change in August, not September; a setting may have both kinds, counted
                    apart */
};
enum unit_cost { UNIT_COST_TYPED, UNIT_COST_ENGLAND };
struct england_cost_in { /* spending on fees or top-ups over plans: 1-in-10, median, 9-in-10
                            authority */
    const char *where;
    int category;
    bool fee; /* a whole fee; else a top-up */
    double low_gbp, central_gbp, high_gbp;
};
struct
    england_growth_in { /* real growth of a category's prices a year, as known from a census on */
    const char *where;
    int from_census;
    int category;
    double first_low, first_central, first_high; /* 1-in-10, median and 9-in-10 */
    double long_run_low, long_run_central, long_run_high;
    double persistence, shock_sd;
};
struct need_factor_in {
    const char *where;
    const char *need;
    double factor;   /* NAN: gbp is given */
    quantity_id gbp; /* per place-year, in prices of the first forecast year; 0: factor is given */
};
struct price_in {
    const char *where;
    const char *setting;
    quantity_id fee_gbp; /* per place-year, in prices of the first forecast year; exactly one of fee
                            and topup */
    quantity_id topup_gbp;
    quantity_id place_gbp; /* per commissioned place and year, filled or not; 0: none */
    bool place_uprated; /* place funding follows the price path (false: flat in cash, as since 2013)
                         */
    bool post16_places; /* commissioned places weigh 4/12 and 8/12 */
    struct places_in *places;
    size_t n_places;
    struct path_in growth; /* real growth of this sector, on top of general inflation and
                              price_pressure; England's by category where the file has none */
    quantity_id spread;    /* coefficient of variation of the price between children */
    struct need_factor_in *by_need;
    size_t n_by_need;
    struct line_share_in *line;
    size_t n_line;            /* none: by category (s251.h) */
    const char *place_line;   /* section 251 line of place funding; "" or NULL: 1.0.2 */
    enum unit_cost unit_cost; /* ENGLAND: the reader made fee or top-up of England's figure */
    double uprate;            /* on England's figure, to the first forecast year; NAN: none */
    bool solved; /* one factor on all such prices makes the first year's spending the outturn
                      (solved.h) */
    struct band_in *band; /* in place of topup_gbp (bands.h) */
    size_t n_band;
    quantity_id
        drift; /* share of those who stay that go up one band in a year; 0: none, like the rest */
    quantity_id place_empty_gbp; /* a commissioned place that no child holds; place_gbp is then one
                                    that somebody does (place_funding.h) */
    quantity_id protection;    /* least yearly change of place funding and top-up together, for the
                                  same children (prices.h) */
    quantity_id joint_funding; /* share of top-ups or fees that health and social care pay */
};
/* Known or official rates of the price level, for real terms (price_index.h); other years follow
 * general inflation. */
struct deflator_in {
    const char *where;
    int fy;
    double growth; /* of the price level from the year before */
};

extern const struct field_table price_fields;
extern const struct field_table england_cost_fields;
extern const struct field_table england_growth_fields;
extern const struct field_table deflator_fields;

struct price {                 /* compiled, one setting; immutable */
    const struct price_in *in; /* borrowed; NULL: no cost to the DSG */
    double *factor;            /* [need] */
    quantity_id *need_gbp;     /* [need]: pounds in place of the factor; 0: none */
    double *places;            /* [year]: commissioned place-years of the financial year */
    double rate_gbp;           /* of a place added to one whose price pays for none; 0: none */
    double follow;             /* places for each occupied one more than in year `settled`, in the
                                   years after it (provision.h) */
    size_t settled;
    quantity_id empty_gbp;      /* a place that no child holds; 0: none, like the next three */
    quantity_id others;         /* share of the places held by other authorities' children */
    quantity_id protection;     /* p */
    quantity_id joint;          /* joint_funding */
    bool scaled;                /* the future's factor is on it (solved.h) */
    uint32_t item, growth_item; /* hash of the setting's id; of its category's name */
};

struct prices {
    struct dims dims;
    size_t n_year;
    struct price *price; /* [setting] */
    uint32_t purpose_growth, purpose_stay, purpose_move, purpose_join;
    quantity_id sector_correlation; /* rho; 0: none */
    uint32_t item_common;           /* of z_common */
    quantity_id local_sd;           /* s; 0: none, and nothing is drawn */
    uint32_t purpose_local, item_local;
    double joiner_years;       /* w */
    double joiner_years_first; /* w of the first forecast year, */
    double later_years_first;  /* and the part of it by joiners after the position date */
};

/* Place-years that a year's joiner adds, where their months are simulated (pipeline.h) and not
 * those of the profile; and years of top-up paid back, which are money and no place-years. */
struct joiner_stay {
    bool given;
    double years;       /* w */
    double later_years; /* the part of it by joiners after the position date */
    double
        opening_years; /* the part of it by joiners who waited for their plan at the base census */
    struct {
        double years, later_years, opening_years;
    } backdated; /* a joiner; the same two parts */
};

/* The levers of one year; [setting] each, borrowed; NULL: neutral. */
struct price_levers {
    const double *factor, *gbp, *growth, *joint, *commissioned;
    const double *rise, *raised_gbp; /* NULL where no option raises a price */
};

/* What was paid last year for each place-year: level times base, flat pounds, place funding. */
struct paid {
    double level, flat_gbp, place_gbp;
};

/* Mass of one setting in one year, as drawn in a run of a replicate: of as many in the next
 * run it is the same. */
struct mass_kept {
    double stay, out, stayed; /* children; share of the mass that stays. NAN: none is kept */
    double in, moved_in;
    double joined, newly;
};
struct costs {           /* state through the years of one replicate and scenario */
    double *mass;        /* [setting]: A */
    double *index;       /* [setting]: price(t)/price(0), without the levers on this year's price */
    struct path *growth; /* [setting] */
    double least_growth; /* the least that a price was multiplied by this year */
    double *band;        /* [setting][MOST_BANDS]: b(t), of those there when the year opens */
    struct paid *paid;   /* [setting]: of the year whose costs were counted last */
    size_t n_setting;
    double factor;          /* f, on the prices that are scaled */
    double *opened;         /* [setting]: the baseline's places beyond those commissioned, of the
                            current year (provision.h) */
    double *settled;        /* [setting]: occupied place-years of the year `settled` of its price */
    struct mass_kept *kept; /* [n_kept][setting]: by year */
    size_t n_kept;
    struct joiner_stay stay; /* of the current year, like the next */
    struct price_levers levers;
};

/* One setting's year. */
struct setting_cost {
    double place_years, later_place_years;
    double unit_price_gbp;    /* mean price of a place-year, whoever pays; before place funding */
    double spending_gbp;      /* net of joint funding, place funding included */
    double place_funding_gbp; /* of that */
    double later_gbp, opening_gbp;
    double joint_gbp;     /* paid by health and social care besides */
    double protected_gbp; /* added by protection, whoever pays */
    double backdated_gbp; /* of the spending: top-ups paid back for the time before the plan */
    double raised_gbp;    /* of the spending on place-years: by rises of prices */
};

/* Without prices: the caller fills them in. */
HR_CHECKED int prices_init(struct prices *self, const struct dims *dims, size_t n_year,
                           struct arena *arena, struct hr_err *err);

/* w of this year: by profile, or as the pipeline's months have it (costs.stay). */
double joiner_years_of(const struct costs *costs, const struct prices *prices,
                       const struct step *step);

/* n_kept: years that are kept for the next run of a replicate. */
void costs_init(struct costs *self, size_t n_setting, size_t n_kept, struct arena *arena);
/* Nothing is kept: call as a replicate begins. */
void costs_forget(struct costs *self);
/* base_plans: [setting]. Leaves the factor and the levers as they are. */
void costs_start(struct costs *self, const struct prices *prices, const double *base_plans,
                 const double *value);
/* The year's levers on prices. */
struct price_levers price_levers_at(const struct levers *levers, size_t year);
/* Prices of the step's year: call once a year, in order, with general inflation and price_pressure
 * from the year before (ignored in year 0). */
void costs_inflate(struct costs *self, const struct prices *prices, double inflation,
                   const struct step *step);
/* Spending of setting s in the step's year; moves its mass on. */
struct setting_cost costs_of_setting(struct costs *self, const struct prices *prices, size_t s,
                                     const struct flows *flows, const struct step *step);

/* What one more occupied place-year costs the DSG in the step's year: fee or top-up for that need,
 * of a newcomer where there are bands, and place funding. Call after costs_of_setting. 0 when it
 * has no price. */
double costs_of_a_place(const struct costs *self, const struct prices *prices, size_t s,
                        size_t need, const struct step *step);

#endif
