#include "prices.h"

#include "bands.h"
#include "place_funding.h"
#include "shocks.h"

#include <math.h>

static const quantity_id NONE = 0;

int
prices_init(struct prices *self, const struct dims *dims, size_t n_year, struct arena *arena,
            struct hr_err *err)
{
    *self = (struct prices){ .dims = *dims, .n_year = n_year, .sector_correlation = NONE };
    self->local_sd = NONE;
    self->price = arena_zero(arena, dims->n_setting, sizeof *self->price);
    for (size_t s = 0; self->price != NULL && s < dims->n_setting; s++) {
        struct price *price = &self->price[s];
        price->factor = arena_zero(arena, dims->n_need, sizeof *price->factor);
        price->need_gbp = arena_zero(arena, dims->n_need, sizeof *price->need_gbp);
        price->places = arena_zero(arena, n_year, sizeof *price->places);
        price->empty_gbp = price->others = price->protection = price->joint = NONE;
        for (size_t need = 0; !arena->failed && need < dims->n_need; need++) {
            price->factor[need] = 1.0;
            price->need_gbp[need] = NONE;
        }
    }
    return arena_check(arena, err);
}

void
costs_forget(struct costs *self)
{
    for (size_t i = 0; i < self->n_kept * self->n_setting; i++)
        self->kept[i].stay = self->kept[i].in = self->kept[i].joined = (double)NAN;
}

void
costs_init(struct costs *self, size_t n_setting, size_t n_kept, struct arena *arena)
{
    *self = (struct costs){ .n_setting = n_setting, .factor = 1.0 };
    self->kept = arena_zero(arena, n_kept * n_setting, sizeof *self->kept);
    self->n_kept = self->kept != NULL ? n_kept : 0;
    costs_forget(self);
    self->mass = arena_zero(arena, n_setting, sizeof *self->mass);
    self->index = arena_zero(arena, n_setting, sizeof *self->index);
    self->growth = arena_zero(arena, n_setting, sizeof *self->growth);
    self->band = arena_zero(arena, n_setting * MOST_BANDS, sizeof *self->band);
    self->paid = arena_zero(arena, n_setting, sizeof *self->paid);
    self->opened = arena_zero(arena, n_setting, sizeof *self->opened);
    self->settled = arena_zero(arena, n_setting, sizeof *self->settled);
}

/* ---- what a year's prices are made of */

static double
value_or(const struct step *step, quantity_id id, double otherwise)
{
    return id == 0 ? otherwise : step->value[id];
}

static double
lever_or(const double *lever, size_t s, double neutral)
{
    return lever == NULL ? neutral : lever[s];
}

struct price_levers
price_levers_at(const struct levers *levers, size_t year)
{
    const size_t first = year * levers->n_setting;
    return (struct price_levers){
        .factor = levers->price_factor + first,
        .gbp = levers->price_gbp + first,
        .growth = levers->price_growth + first,
        .joint = levers->joint_share + first,
        .commissioned = levers->commissioned + first,
        .rise = levers->rise_on ? levers->price_rise + first : NULL,
        .raised_gbp = levers->rise_on ? levers->raised_gbp + first : NULL,
    };
}

/* Mean fee or top-up in prices of the first forecast year, of those there when the year opens, and
 * what newcomers have more. */
struct base {
    double gbp, newcomers_more_gbp;
};

static struct base
base_of(const struct price_in *in, const double *band, const double *value)
{
    if (in->n_band == 0)
        return (struct base){ .gbp = value[in->fee_gbp != 0 ? in->fee_gbp : in->topup_gbp] };
    const double gbp = bands_mean(in, value, band);
    return (struct base){ .gbp = gbp,
                          .newcomers_more_gbp = bands_mean_of_newcomers(in, value) - gbp };
}

/* The same in this future: times its factor (solved.h). */
static struct base
base_here(const struct costs *self, const struct price *price, size_t s, const double *value)
{
    struct base base = base_of(price->in, self->band + s * MOST_BANDS, value);
    const double factor = price->scaled ? self->factor : 1.0;
    base.gbp *= factor;
    base.newcomers_more_gbp *= factor;
    return base;
}

static double
factor_of(const struct price *price, size_t need, const double *value)
{
    const quantity_id gbp = price->need_gbp[need];
    return gbp == 0 ? price->factor[need] : value[gbp] / base_of(price->in, NULL, value).gbp;
}

/* Of a place that is held, in the step's year. */
static double
place_gbp(const struct price *price, double index, const struct step *step)
{
    return value_or(step, price->in->place_gbp, 0.0) * (price->in->place_uprated ? index : 1.0);
}

/* What the DSG pays of top-ups or fees. */
static double
own_share(const struct costs *costs, const struct price *price, size_t s, const struct step *step)
{
    return (1.0 - value_or(step, price->joint, 0.0)) *
           (1.0 - lever_or(costs->levers.joint, s, 0.0));
}

/* ---- years */

void
costs_start(struct costs *self, const struct prices *prices, const double *base_plans,
            const double *value)
{
    for (size_t s = 0; s < self->n_setting; s++) {
        const struct price_in *in = prices->price[s].in;
        self->mass[s] = base_plans[s];
        self->index[s] = 1.0;
        if (in == NULL)
            continue;
        path_start(&self->growth[s], &in->growth, value);
        bands_start(in, self->band + s * MOST_BANDS);
        self->paid[s] =
            (struct paid){ .level = 1.0,
                           .place_gbp = in->place_gbp == 0 ? 0.0 : value[in->place_gbp] };
    }
}

/* z_common, where sectors have something in common. */
static double
common_shock(const struct prices *prices, double correlation, const struct step *step)
{
    if (!(correlation > 0.0))
        return 0.0;
    const struct draw_key key = { .national = true,
                                  .purpose = prices->purpose_growth,
                                  .item = prices->item_common,
                                  .year = step->year };
    return draw_shock_at(step->draw, &key);
}

/* s z_local */
static double
local_shock(const struct prices *prices, const struct step *step)
{
    if (prices->local_sd == NONE)
        return 0.0;
    const struct draw_key key = { .purpose = prices->purpose_local,
                                  .item = prices->item_local,
                                  .year = step->year };
    return step->value[prices->local_sd] * draw_shock_at(step->draw, &key);
}

void
costs_inflate(struct costs *self, const struct prices *prices, double inflation,
              const struct step *step)
{
    self->least_growth = 1.0;
    if (step->year == 0)
        return;
    const double correlation = value_or(step, prices->sector_correlation, 0.0);
    const double common = sqrt(correlation) * common_shock(prices, correlation, step),
                 own = sqrt(1.0 - correlation), local = local_shock(prices, step);
    struct draw_key key = { .national = true,
                            .purpose = prices->purpose_growth,
                            .year = step->year };
    for (size_t s = 0; s < self->n_setting; s++) {
        if (prices->price[s].in == NULL)
            continue;
        key.item = prices->price[s].growth_item;
        const double z = common + own * draw_shock_at(step->draw, &key);
        const double growth = growth_factor(1.0 + inflation + path_year(&self->growth[s], z, step) +
                                            lever_or(self->levers.growth, s, 0.0) + local);
        self->index[s] *= growth;
        self->least_growth = fmin(self->least_growth, growth);
    }
}

static double
per_child(double amount, double children)
{
    return children > 0.0 ? amount / children : 0.0;
}

/* Sums over needs of one setting's year. */
struct turnover {
    double opening, out, in, joined;
    double lost_each, gained_each; /* place-years that who goes takes along, and who comes brings */
    double crossing_years; /* of those who came and went in the same year: what they brought less
                              what they took */
    double place_years, weighted; /* occupied; times the needs' price factors */
};

static struct turnover
sum_needs(const struct prices *prices, size_t s, const struct flows *flows, double joiner_years,
          const double *value)
{
    const struct price *price = &prices->price[s];
    struct turnover sum = { 0 };
    double lost = 0.0, gained = 0.0;
    for (size_t need = 0; need < prices->dims.n_need; need++) {
        const size_t k = need * prices->dims.n_setting + s;
        sum.opening += flows->opening[k];
        sum.out += flows->left[k] + flows->moved_out[k] + flows->departed[k];
        sum.in += flows->moved_in[k] + flows->arrived[k];
        sum.joined += flows->joined[k];
        lost += flows->lost[k];
        gained += flows->gained[k];
        const double place_years =
            flows->opening[k] - flows->lost[k] + flows->gained[k] + joiner_years * flows->joined[k];
        sum.place_years += place_years;
        sum.weighted += place_years * (price->in == NULL ? 1.0 : factor_of(price, need, value));
    }
    sum.lost_each = per_child(lost, sum.out);
    sum.gained_each = per_child(gained, sum.in);
    const double crossed = fmin(
        sum.in, fmax(0.0, sum.out - sum.opening)); /* more go than were there: some had only come */
    sum.out -= crossed;
    sum.in -= crossed;
    sum.crossing_years = crossed * (sum.gained_each - sum.lost_each);
    return sum;
}

static const double least_c2 =
    1e-12; /* a spread of a millionth is none, and its beta and gamma could not be drawn */

/* Relative mass of those who stay, who moved in and who joined: the equations of prices.h. */
struct masses {
    double stayed, moved_in, joined;
};

/* As many children as in the run before have the mass that they had then. */
static void
draw_kept(const struct prices *prices, const struct price *price, const struct turnover *n,
          struct mass_kept *kept, const struct step *step)
{
    const double c2 = step->value[price->in->spread] * step->value[price->in->spread];
    const double n_stay = fmax(0.0, n->opening - n->out);
    struct draw_key key = { .item = price->item, .year = step->year };
    if (n->opening > 0.0 && !(kept->stay == n_stay && kept->out == n->out)) {
        key.purpose = prices->purpose_stay;
        draw_at(step->draw, &key);
        kept->stay = n_stay;
        kept->out = n->out;
        kept->stayed = draw_beta(step->draw, n_stay / c2, n->out / c2);
    }
    if (kept->in != n->in) {
        key.purpose = prices->purpose_move;
        draw_at(step->draw, &key);
        kept->in = n->in;
        kept->moved_in = draw_gamma(step->draw, n->in / c2, c2);
    }
    if (kept->joined != n->joined) {
        key.purpose = prices->purpose_join;
        draw_at(step->draw, &key);
        kept->joined = n->joined;
        kept->newly = draw_gamma(step->draw, n->joined / c2, c2);
    }
}

static struct masses
draw_masses(const struct costs *costs, const struct prices *prices, size_t s,
            const struct turnover *n, const struct step *step)
{
    const struct price *price = &prices->price[s];
    const double c2 = step->value[price->in->spread] * step->value[price->in->spread],
                 mass = costs->mass[s];
    if (c2 <= least_c2) /* all cost the same */
        return (struct masses){ n->opening > 0.0
                                    ? mass * (fmax(0.0, n->opening - n->out) / n->opening)
                                    : 0.0,
                                n->in, n->joined };
    struct mass_kept now = { .stay = (double)NAN, .in = (double)NAN, .joined = (double)NAN },
                     *kept = step->year < costs->n_kept
                                 ? &costs->kept[step->year * costs->n_setting + s]
                                 : &now;
    draw_kept(prices, price, n, kept, step);
    return (struct masses){ n->opening > 0.0 ? mass * kept->stayed : 0.0, kept->moved_in,
                            kept->newly };
}

/* Commissioned places, held and not. */
static double
place_funding(const struct costs *costs, const struct price *price, size_t s, double own,
              const struct step *step)
{
    const double levered = lever_or(costs->levers.commissioned, s, 0.0),
                 followed =
                     step->year > price->settled ? price->follow * (own - costs->settled[s]) : 0.0,
                 opened = costs->opened[s];
    if (price->in->place_gbp == 0)
        return price->rate_gbp * (levered + opened);
    const double others = value_or(step, price->others, 0.0),
                 uprate = price->in->place_uprated ? costs->index[s] : 1.0;
    const double places = places_funded(price->places[step->year] + followed + fmax(0.0, opened),
                                        levered + fmin(0.0, opened), own, others);
    const double held_gbp = step->value[price->in->place_gbp];
    if (price->empty_gbp == 0)
        return held_gbp * places * uprate;
    const double held = places_held(places, own, others);
    return (held_gbp * held + step->value[price->empty_gbp] * (places - held)) * uprate;
}

static struct joiner_stay
stay_of(const struct costs *costs, const struct prices *prices, const struct step *step)
{
    if (costs->stay.given)
        return costs->stay;
    return step->year == 0 ? (struct joiner_stay){ .years = prices->joiner_years_first,
                                                   .later_years = prices->later_years_first }
                           : (struct joiner_stay){ .years = prices->joiner_years };
}

double
joiner_years_of(const struct costs *costs, const struct prices *prices, const struct step *step)
{
    return stay_of(costs, prices, step).years;
}

/* Place-years in units of the mean price (M), and the part of them by those who came in the year.
 * */
struct mass_years {
    double all, newcomers, later, opening; /* later, opening: by joiners after the position date;
                                              who waited at the base census */
    double joined;                         /* those who joined, and not their years */
};

static struct mass_years
count_mass(double mass, const struct masses *m, const struct turnover *n,
           const struct joiner_stay *stay)
{
    const double crossing = n->crossing_years * (n->opening > 0.0 ? mass / n->opening : 1.0),
                 moved_in = m->moved_in * n->gained_each;
    const double joined = m->joined * stay->years;
    return (struct mass_years){
        .all = mass - (mass - m->stayed) * n->lost_each + moved_in + crossing + joined,
        .newcomers = moved_in + crossing + joined,
        .later = m->joined * stay->later_years,
        .opening = m->joined * stay->opening_years,
        .joined = m->joined,
    };
}

/* Top-ups paid back to joiners whose plan is late. newcomers_gbp: a year of theirs. */
static void
add_backdated(struct setting_cost *cost, const struct joiner_stay *stay, double newcomers_gbp,
              double own)
{
    cost->backdated_gbp = newcomers_gbp * stay->backdated.years * own;
    cost->spending_gbp += cost->backdated_gbp;
    cost->later_gbp += newcomers_gbp * stay->backdated.later_years * own;
    cost->opening_gbp += newcomers_gbp * stay->backdated.opening_years * own;
    cost->joint_gbp += newcomers_gbp * stay->backdated.years * (1.0 - own);
}

/* Pounds that protection adds to each place-year. mean_gbp: of this year's children at level 1;
 * now: this year's, before protection. */
static double
kept_by_protection(const struct price *price, const struct paid *last, const struct paid *now,
                   double mean_gbp, const struct step *step)
{
    if (price->protection == 0)
        return 0.0;
    const double p = step->year == 0 ? fmin(0.0, step->value[price->protection])
                                     : step->value[price->protection];
    const double before = mean_gbp * last->level + last->flat_gbp + last->place_gbp;
    return fmax(0.0, (1.0 + p) * before - (mean_gbp * now->level + now->flat_gbp + now->place_gbp));
}

struct setting_cost
costs_of_setting(struct costs *self, const struct prices *prices, size_t s,
                 const struct flows *flows, const struct step *step)
{
    const struct price *price = &prices->price[s];
    const struct joiner_stay stay = stay_of(self, prices, step);
    const struct turnover n = sum_needs(prices, s, flows, stay.years, step->value);
    struct setting_cost out = { .place_years = n.place_years,
                                .later_place_years = stay.later_years * n.joined };
    if (price->in == NULL)
        return out;

    const struct masses m = draw_masses(self, prices, s, &n, step);
    const struct mass_years years = count_mass(self->mass[s], &m, &n, &stay);
    self->mass[s] = m.stayed + m.moved_in + m.joined;

    const struct base base = base_here(self, price, s, step->value);
    bands_next(price->in, step->value, fmax(0.0, n.opening - n.out), n.in + n.joined,
               self->band + s * MOST_BANDS);
    const double by_need = n.place_years > 0.0 ? n.weighted / n.place_years : 1.0;
    const double rise = lever_or(self->levers.rise, s, 1.0);
    struct paid now = { .level = self->index[s] * lever_or(self->levers.factor, s, 1.0) * rise,
                        .place_gbp = place_gbp(price, self->index[s], step) };
    const double price_gbp = base.gbp * now.level * by_need,
                 more_gbp = base.newcomers_more_gbp * now.level * by_need;
    const double drawn_gbp = years.all * price_gbp + years.newcomers * more_gbp;
    const double mean_gbp = n.place_years > 0.0 ? drawn_gbp / n.place_years : price_gbp;
    const double at_one = n.place_years > 0.0
                              ? (years.all * base.gbp + years.newcomers * base.newcomers_more_gbp) *
                                    by_need / n.place_years
                              : base.gbp;
    const double raised_gbp = lever_or(self->levers.raised_gbp, s, 0.0);
    now.flat_gbp = fmax(-mean_gbp, lever_or(self->levers.gbp, s, 0.0) + raised_gbp);
    const double kept = kept_by_protection(price, &self->paid[s], &now, at_one, step),
                 own = own_share(self, price, s, step);
    now.flat_gbp += kept;
    self->paid[s] = now;

    const double gross_gbp = drawn_gbp + now.flat_gbp * n.place_years;
    out.place_funding_gbp = place_funding(self, price, s, n.place_years, step);
    out.later_gbp =
        (years.later * (price_gbp + more_gbp) + now.flat_gbp * stay.later_years * n.joined) * own;
    out.opening_gbp =
        (years.opening * (price_gbp + more_gbp) + now.flat_gbp * stay.opening_years * n.joined) *
        own;
    out.spending_gbp = gross_gbp * own + out.place_funding_gbp;
    out.unit_price_gbp = n.place_years > 0.0 ? gross_gbp / n.place_years : price_gbp + now.flat_gbp;
    out.joint_gbp = gross_gbp * (1.0 - own);
    out.protected_gbp = kept * n.place_years;
    out.raised_gbp = (drawn_gbp * (1.0 - 1.0 / rise) + raised_gbp * n.place_years) * own;
    if (price->in->fee_gbp == 0 && stay.backdated.years > 0.0)
        add_backdated(&out, &stay, years.joined * (price_gbp + more_gbp) + now.flat_gbp * n.joined,
                      own);
    return out;
}

double
costs_of_a_place(const struct costs *self, const struct prices *prices, size_t s, size_t need,
                 const struct step *step)
{
    const struct price *price = &prices->price[s];
    if (price->in == NULL)
        return 0.0;
    const struct base base = base_here(self, price, s, step->value);
    const double fee_or_topup = (base.gbp + base.newcomers_more_gbp) * self->paid[s].level *
                                factor_of(price, need, step->value);
    return (fee_or_topup + self->paid[s].flat_gbp) * own_share(self, price, s, step) +
           place_gbp(price, self->index[s], step);
}
