#include "oracle_spending.h"
#include "oracle_provision.h"

#include <math.h>
#include <string.h>

static void
inflate(struct money_oracle *self)
{
    const struct inputs *in = self->in;
    for (size_t t = 0; t < self->n_year; t++) {
        struct oracle_year *year = &self->year[t];
        year->inflation = t == 0 ? 0.0 : oracle_path(self, &in->inflation, t - 1);
        year->pressure = t == 0 ? 0.0 : oracle_path(self, &in->price_pressure, t - 1);
        year->price_level = t == 0 ? 1.0 : year[-1].price_level * (1.0 + year->inflation);
    }
}

/* ---- places that the price pays for ---- */

/* Commissioned in an academic year: the latest entry of each kind. */
static double
commissioned_in(const struct price_in *price, int ay, bool post16)
{
    double count = 0.0;
    int latest = -1;
    for (size_t i = 0; i < price->n_places; i++)
        if (price->places[i].post16 == post16 && price->places[i].ay <= ay &&
            price->places[i].ay > latest) {
            latest = price->places[i].ay;
            count = price->places[i].count;
        }
    return count;
}

static double
commissioned(const struct price_in *price, int fy)
{
    double sum = 0.0;
    for (int post16 = 0; post16 < 2; post16++) {
        const double begins = oracle_weight(post16 == 1);
        sum += (1.0 - begins) * commissioned_in(price, fy - 1, post16 == 1) +
               begins * commissioned_in(price, fy, post16 == 1);
    }
    return sum;
}

/* M(t): of maintained schools, in place-years. Academies' too in an account before recoupment. */
static double
maintained(const struct money_oracle *self, const struct setting_in *setting, size_t t)
{
    const bool all = self->in->dsg.basis == BEFORE_RECOUPMENT;
    return (all ? 1.0 : 1.0 - setting->academies) *
               (oracle_trend(self, setting, t) - oracle_trend(self, setting, 0)) +
           oracle_named(self, setting, SCHOOL_MAINTAINED, t);
}

/* eta of a line. */
static double
elasticity(const struct money_oracle *self, const struct line_in *line)
{
    if (line->elasticity != 0)
        return oracle_value(self, line->elasticity, 0.0);
    return strcmp(line->s251, "1.0.2") == 0 ? 0.0
                                            : oracle_value(self, self->in->line_elasticity, 0.0);
}

/* Does a line on 1.0.2 follow plans? It then pays for maintained schools' places. */
static bool
a_line_pays(const struct money_oracle *self)
{
    for (size_t l = 0; l < self->in->n_line; l++)
        if (strcmp(self->in->line[l].s251, "1.0.2") == 0 &&
            elasticity(self, &self->in->line[l]) != 0.0)
            return true;
    return false;
}

/* Of a setting that is never full, after the last September of its typed places. */
static double
followed(const struct money_oracle *self, size_t s, const struct price_in *price, size_t t)
{
    const struct setting_in *setting = &self->in->setting[s];
    const bool council = self->in->dsg.basis == BEFORE_RECOUPMENT,
               deducted = self->in->grant.basis == GRANT_BEFORE_DEDUCTIONS &&
                          self->in->grant.deductions_growth == 0;
    size_t typed = 0;
    for (size_t i = 0; i < price->n_places; i++)
        if (price->places[i].ay - self->in->base_census > (int)typed)
            typed = (size_t)(price->places[i].ay - self->in->base_census);
    if (price->place_gbp == 0 || t <= typed || !setting->local || isnan(setting->academies) ||
        setting->category == CATEGORY_FURTHER_EDUCATION || !(council || deducted))
        return 0.0;
    return (council ? 1.0 : 1.0 - setting->academies) *
           (self->people[t].years[s] - self->people[typed].years[s]);
}

static double
place_funding(const struct money_oracle *self, size_t s, size_t t)
{
    const struct setting_in *setting = &self->in->setting[s];
    const struct price_in *price = oracle_price(self->in, s);
    const double held_gbp = oracle_value(self, price->place_gbp, 0.0),
                 empty_gbp = oracle_value(self, price->place_empty_gbp, held_gbp),
                 own = self->people[t].years[s],
                 others =
                     setting->n_seats > 0 ? oracle_value(self, setting->others_share, 0.0) : 0.0,
                 typed = commissioned(price, self->in->base_census + (int)t),
                 opened = setting->n_seats > 0 ? maintained(self, setting, t)
                                               : followed(self, s, price, t);
    if (price->place_gbp == 0)
        return a_line_pays(self) ? 0.0 : setting->place_rate_gbp * opened;
    const double there = typed + opened, taken = fmin(there, own + others * there),
                 changed = there + self->levers[t].commissioned[s],
                 places = changed < there ? fmax(changed, taken) : changed,
                 held = fmin(places, own + others * places),
                 uprating = price->place_uprated ? self->year[t].setting[s].index : 1.0;
    return (held_gbp * held + empty_gbp * (places - held)) * uprating;
}

/* ---- settings ---- */

static double
base_price(const struct money_oracle *self, const struct price_in *price)
{
    const double typed =
        oracle_value(self, price->fee_gbp, 0.0) + oracle_value(self, price->topup_gbp, 0.0);
    return price->solved ? self->factor * typed : typed;
}

static void
index_of_setting(struct money_oracle *self, const struct price_in *price, size_t s, size_t t)
{
    struct oracle_setting *now = &self->year[t].setting[s];
    if (t == 0) {
        now->index = 1.0;
        return;
    }
    now->index = self->year[t - 1].setting[s].index *
                 (1.0 + self->year[t].inflation + self->year[t].pressure +
                  oracle_path(self, &price->growth, t - 1) + self->levers[t].growth[s]);
}

/* Rises in pounds, grown with the setting's prices since they began. */
static double
risen(const struct money_oracle *self, size_t s, size_t t)
{
    double sum = 0.0;
    for (size_t began = 0; began <= t; began++)
        sum += self->levers[t].risen[s][began] * self->year[t].setting[s].index /
               self->year[began].setting[s].index;
    return sum;
}

/* What protection takes back of a cut, a place-year. level: of the relative price 1. */
static double
kept(const struct money_oracle *self, const struct price_in *price, size_t s, size_t t)
{
    const struct oracle_setting *now = &self->year[t].setting[s],
                                *last = t == 0 ? NULL : &self->year[t - 1].setting[s];
    const double p = oracle_value(self, price->protection, 0.0),
                 q = self->people[t].weighted[s] / self->people[t].years[s],
                 place = oracle_value(self, price->place_gbp, 0.0),
                 before = last != NULL ? q * last->level + last->add + last->kept + place
                                       : q * base_price(self, price) + place;
    if (price->protection == 0)
        return 0.0;
    return fmax(0.0, (1.0 + (last == NULL ? fmin(0.0, p) : p)) * before -
                         (q * now->level + now->add + place));
}

static void
cost_setting(struct money_oracle *self, const struct price_in *price, size_t s, size_t t)
{
    const struct oracle_people *people = &self->people[t];
    const struct oracle_levers *levers = &self->levers[t];
    struct oracle_setting *now = &self->year[t].setting[s];
    const double one = base_price(self, price) * now->index * levers->factor[s] * levers->rise[s],
                 own = levers->gbp[s] + risen(self, s, t);
    now->level = one;
    now->add = own;
    now->kept = kept(self, price, s, t);
    const double add = own + now->kept,
                 joint = 1.0 - (1.0 - oracle_value(self, price->joint_funding, 0.0)) *
                                   (1.0 - levers->joint[s]),
                 paid = one * people->weighted[s] + add * people->years[s],
                 late = price->topup_gbp == 0
                            ? 0.0
                            : people->backdated *
                                  (one * people->joined_weighted[s] + add * people->joined[s]);
    const double later_late =
        price->topup_gbp == 0 ? 0.0
                              : people->later_backdated *
                                    (one * people->joined_weighted[s] + add * people->joined[s]);
    now->unit_price = one * people->weighted[s] / people->years[s] + add;
    now->place_funding = place_funding(self, s, t);
    now->backdated = (1.0 - joint) * late;
    now->spending = (1.0 - joint) * (paid + late) + now->place_funding;
    now->raised = (1.0 - joint) * (one * (1.0 - 1.0 / levers->rise[s]) * people->weighted[s] +
                                   risen(self, s, t) * people->years[s]);
    now->protected_gbp = now->kept * people->years[s];
    now->joint = joint * (paid + late);
    now->later = (1.0 - joint) *
                 (one * people->later_weighted[s] + add * people->later_years[s] + later_late);
}

static void
settings(struct money_oracle *self)
{
    for (size_t t = 0; t < self->n_year; t++)
        for (size_t s = 0; s < self->in->n_setting; s++) {
            const struct price_in *price = oracle_price(self->in, s);
            if (price == NULL)
                continue;
            index_of_setting(self, price, s, t);
            cost_setting(self, price, s, t);
        }
}

/* ---- lines ---- */

static double
plans_of(const struct money_oracle *self, size_t t)
{
    return 0.5 * (self->people[t].opening + self->people[t].closing);
}

static void
lines(struct money_oracle *self)
{
    const double share = oracle_value(self, self->in->line_pressure, 0.0);
    for (size_t l = 0; l < self->in->n_line; l++) {
        const struct line_in *line = &self->in->line[l];
        double grown = oracle_value(self, line->amount_gbp, 0.0);
        for (size_t t = 0; t < self->n_year; t++) {
            struct oracle_year *year = &self->year[t];
            if (t > 0)
                grown *= 1.0 + year->inflation + share * year->pressure +
                         oracle_path(self, &line->growth, t - 1);
            const double plans = pow(plans_of(self, t) / plans_of(self, 0), elasticity(self, line));
            year->line[l] =
                fmax(0.0, grown * plans + self->levers[t].real_line[l] * year->price_level);
        }
    }
}

/* ---- prices that are solved: f = (T (1 + e) - F) / P, of plans held at the position date ---- */

/* The first year without options, at prices as typed. */
static void
first_year(const struct money_oracle *self, struct money_oracle *first)
{
    *first = *self;
    first->n_year = 1;
    first->people = self->without;
    first->levers[0] = (struct oracle_levers){ 0 };
    for (size_t s = 0; s < self->in->n_setting; s++)
        first->levers[0].factor[s] = first->levers[0].rise[s] = 1.0;
    lines(first);
    settings(first);
}

static double
outturn(const struct dsg_in *dsg)
{
    for (size_t b = 0; b < dsg->n_block; b++)
        if (strcmp(dsg->block[b].id, "high_needs") == 0)
            return dsg->block[b].outturn_gbp;
    return (double)NAN;
}

static void
solve(struct money_oracle *self)
{
    struct money_oracle first;
    double priced = 0.0, other = 0.0;
    first_year(self, &first);
    for (size_t s = 0; s < self->in->n_setting; s++) {
        const struct price_in *price = oracle_price(self->in, s);
        const struct oracle_setting *cost = &first.year[0].setting[s];
        if (price == NULL)
            continue;
        const double held = cost->spending - cost->place_funding - cost->later;
        priced += price->solved ? held : 0.0;
        other += cost->place_funding + (price->solved ? 0.0 : held);
    }
    for (size_t l = 0; l < self->in->n_line; l++)
        other += first.year[0].line[l];
    const double error = oracle_value(self, self->in->dsg.outturn_error, 0.0);
    if (priced > 0.0)
        self->factor = (outturn(&self->in->dsg) * (1.0 + error) - other) / priced;
}

void
oracle_spending(struct money_oracle *self)
{
    inflate(self);
    lines(self);
    solve(self);
    settings(self);
    for (size_t t = 0; t < self->n_year; t++) {
        struct oracle_year *year = &self->year[t];
        const struct oracle_levers *levers = &self->levers[t];
        year->option_places = levers->places + levers->places_uprated * year->price_level;
        year->option_cost = levers->real_dsg * year->price_level + year->option_places;
        year->spending = year->option_cost;
        for (size_t l = 0; l < self->in->n_line; l++)
            year->spending += year->line[l];
        for (size_t s = 0; s < self->in->n_setting; s++) {
            year->spending += year->setting[s].spending;
            year->later += year->setting[s].later;
            year->backdated += year->setting[s].backdated;
        }
    }
}
