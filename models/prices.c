#include "prices.h"

#include <math.h>
#include <stdlib.h>

int
prices_init(struct prices *self, const struct dims *dims, size_t n_year, struct hr_err *err)
{
    *self = (struct prices){ .dims = *dims, .n_year = n_year };
    self->price = calloc(dims->n_setting, sizeof *self->price);
    self->factor = calloc(dims->n_place, sizeof *self->factor);
    self->places = calloc(dims->n_setting * n_year, sizeof *self->places);
    if (self->price == NULL || self->factor == NULL || self->places == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the prices of %zu settings", dims->n_setting);
    for (size_t s = 0; s < dims->n_setting; s++) {
        self->price[s].factor = self->factor + s * dims->n_need;
        self->price[s].places = self->places + s * n_year;
        for (size_t need = 0; need < dims->n_need; need++)
            self->price[s].factor[need] = 1.0;
    }
    return 0;
}

void
prices_release(struct prices *self)
{
    free(self->price);
    free(self->factor);
    free(self->places);
    *self = (struct prices){ 0 };
}

int
costs_init(struct costs *self, size_t n_setting, struct hr_err *err)
{
    *self = (struct costs){ .n_setting = n_setting };
    self->mass = calloc(n_setting, sizeof *self->mass);
    self->index = calloc(n_setting, sizeof *self->index);
    self->growth = calloc(n_setting, sizeof *self->growth);
    if (self->mass == NULL || self->index == NULL || self->growth == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the costs of %zu settings", n_setting);
    return 0;
}

void
costs_release(struct costs *self)
{
    free(self->mass);
    free(self->index);
    free(self->growth);
    *self = (struct costs){ 0 };
}

void
costs_start(struct costs *self, const struct prices *prices, const double *base_plans, const double *value)
{
    for (size_t s = 0; s < self->n_setting; s++) {
        self->mass[s] = base_plans[s];
        self->index[s] = 1.0;
        if (prices->price[s].in != NULL)
            path_start(&self->growth[s], &prices->price[s].in->growth, value);
    }
}

void
costs_inflate(struct costs *self, const struct prices *prices, double inflation, const struct step *step)
{
    if (step->year == 0)
        return;
    struct draw_key key = { .national = true, .purpose = prices->purpose_growth, .year = step->year };
    for (size_t s = 0; s < self->n_setting; s++) {
        if (prices->price[s].in == NULL)
            continue;
        key.item = prices->price[s].growth_item;
        draw_at(step->draw, &key);
        self->index[s] *= 1.0 + inflation + path_next(&self->growth[s], draw_shock(step->draw));
    }
}

static double
per_child(double amount, double children)
{
    return children > 0.0 ? amount / children : 0.0;
}

/* Sums over needs of one setting's year. */
struct setting_flows {
    double opening, out, in, joined;
    double lost_each, gained_each; /* place-years that who goes takes along, and who comes brings */
    double crossing_years;         /* of those who came and went in the same year: what they brought less what they took */
    double place_years, weighted;  /* occupied; times the needs' price factors */
};

static struct setting_flows
sum_needs(const struct prices *prices, size_t s, const struct flows *flows, double joiner_years)
{
    struct setting_flows sum = { 0 };
    double lost = 0.0, gained = 0.0;
    for (size_t need = 0; need < prices->dims.n_need; need++) {
        const size_t k = need * prices->dims.n_setting + s;
        sum.opening += flows->opening[k];
        sum.out += flows->left[k] + flows->moved_out[k] + flows->departed[k];
        sum.in += flows->moved_in[k] + flows->arrived[k];
        sum.joined += flows->joined[k];
        lost += flows->lost[k];
        gained += flows->gained[k];
        const double place_years = flows->opening[k] - flows->lost[k] + flows->gained[k] + joiner_years * flows->joined[k];
        sum.place_years += place_years;
        sum.weighted += place_years * prices->price[s].factor[need];
    }
    sum.lost_each = per_child(lost, sum.out);
    sum.gained_each = per_child(gained, sum.in);
    const double crossed = fmin(sum.in, fmax(0.0, sum.out - sum.opening)); /* more go than were there: some had only come */
    sum.out -= crossed;
    sum.in -= crossed;
    sum.crossing_years = crossed * (sum.gained_each - sum.lost_each);
    return sum;
}

static const double least_c2 = 1e-12; /* a spread of a millionth is none, and its beta and gamma could not be drawn */

/* Relative mass of those who stay, who moved in and who joined: the equations of prices.h. */
struct masses {
    double stayed, moved_in, joined;
};

static struct masses
draw_masses(const struct prices *prices, const struct price *price, double mass, const struct setting_flows *n, const struct step *step)
{
    const double c2 = step->value[price->in->spread] * step->value[price->in->spread];
    const double n_stay = fmax(0.0, n->opening - n->out);
    if (c2 <= least_c2) /* all cost the same */
        return (struct masses){ n->opening > 0.0 ? mass * (n_stay / n->opening) : 0.0, n->in, n->joined };
    struct draw_key key = { .purpose = prices->purpose_stay, .item = price->item, .year = step->year };
    struct masses m = { 0 };
    if (n->opening > 0.0) {
        draw_at(step->draw, &key);
        m.stayed = mass * draw_beta(step->draw, n_stay / c2, n->out / c2);
    }
    key.purpose = prices->purpose_move;
    draw_at(step->draw, &key);
    m.moved_in = draw_gamma(step->draw, n->in / c2, c2);
    key.purpose = prices->purpose_join;
    draw_at(step->draw, &key);
    m.joined = draw_gamma(step->draw, n->joined / c2, c2);
    return m;
}

static double
place_funding(const struct price *price, double index, const struct step *step)
{
    if (price->in->place_gbp < 0)
        return 0.0;
    return step->value[price->in->place_gbp] * price->places[step->year] * (price->in->place_uprated ? index : 1.0);
}

static struct joiner_stay
stay_of(const struct costs *costs, const struct prices *prices, const struct step *step)
{
    if (costs->stay.given)
        return costs->stay;
    return step->year == 0 ? (struct joiner_stay){ .years = prices->joiner_years_first, .later_years = prices->later_years_first }
                           : (struct joiner_stay){ .years = prices->joiner_years };
}

double
joiner_years_of(const struct costs *costs, const struct prices *prices, const struct step *step)
{
    return stay_of(costs, prices, step).years;
}

void
costs_of_setting(struct costs *self, const struct prices *prices, size_t s, const struct flows *flows, const struct step *step,
                 struct setting_cost *out)
{
    const struct price *price = &prices->price[s];
    const struct joiner_stay stay = stay_of(self, prices, step);
    const double joiner_years = stay.years, later_years = stay.later_years;
    const struct setting_flows n = sum_needs(prices, s, flows, joiner_years);
    *out = (struct setting_cost){ .place_years = n.place_years, .later_place_years = later_years * n.joined };
    if (price->in == NULL)
        return;

    const double mass = self->mass[s];
    const struct masses m = draw_masses(prices, price, mass, &n, step);
    self->mass[s] = m.stayed + m.moved_in + m.joined;

    const double mass_years = mass - (mass - m.stayed) * n.lost_each + m.moved_in * n.gained_each +
                              n.crossing_years * (n.opening > 0.0 ? mass / n.opening : 1.0) + m.joined * joiner_years;
    const quantity_id base = price->in->fee_gbp >= 0 ? price->in->fee_gbp : price->in->topup_gbp;
    const double price_gbp = step->value[base] * self->index[s] * (n.place_years > 0.0 ? n.weighted / n.place_years : 1.0);
    out->place_funding_gbp = place_funding(price, self->index[s], step);
    out->later_gbp = m.joined * later_years * price_gbp;
    out->opening_gbp = m.joined * stay.opening_years * price_gbp;
    out->spending_gbp = mass_years * price_gbp + out->place_funding_gbp;
    out->unit_price_gbp = n.place_years > 0.0 ? mass_years * price_gbp / n.place_years : price_gbp;
}

double
costs_of_a_place(const struct costs *self, const struct prices *prices, size_t s, size_t need, const struct step *step)
{
    const struct price *price = &prices->price[s];
    if (price->in == NULL)
        return 0.0;
    const quantity_id base = price->in->fee_gbp >= 0 ? price->in->fee_gbp : price->in->topup_gbp;
    const double place_gbp = price->in->place_gbp < 0 ? 0.0 : step->value[price->in->place_gbp];
    return step->value[base] * self->index[s] * price->factor[need] + place_gbp * (price->in->place_uprated ? self->index[s] : 1.0);
}
