#include "oracle_account.h"
#include "oracle_general.h"
#include "oracle_provision.h"

#include <math.h>
#include <string.h>

/* ---- the block before deductions ---- */

/* E(t), England's plans in January of the base census + t; E(-1) too. */
static double
england(const struct money_oracle *self, int t)
{
    const struct settlement_in *in = &self->in->grant.settlement;
    const double ended = oracle_value(self, in->ended, 0.0);
    const struct england_plans_in *row = NULL;
    for (size_t i = 0; i < in->n_england; i++)
        if (in->england[i].census <= self->in->base_census &&
            (row == NULL || in->england[i].census > row->census))
            row = &in->england[i];
    if (t < 0)
        return (row->plans - row->new_plans) / (1.0 - ended);
    double plans = row->plans;
    for (int i = 0; i < t; i++)
        plans = (1.0 - ended) * plans + row->new_plans * exp(self->people[i].national);
    return plans;
}

/* g(t) of a year that is not announced. */
static double
settled(const struct money_oracle *self, size_t t)
{
    const struct grant_in *grant = &self->in->grant;
    const struct settlement_in *in = &grant->settlement;
    const double trait = oracle_value(self, in->trait, 0.0);
    if (grant->growth.first != 0)
        return oracle_path(self, &grant->growth, t - grant->n_known) + trait;
    const double met = oracle_value(self, in->met, 0.0),
                 demand =
                     met == 0.0 ? 0.0 : england(self, (int)t - 1) / england(self, (int)t - 2) - 1.0;
    return oracle_value(self, in->passed_on, 0.0) * self->year[t].inflation + met * demand +
           oracle_path(self, &in->real, t - grant->n_known) + trait;
}

static double
limited(const struct money_oracle *self, double last, double amount, double heads)
{
    const struct grant_limits_in *limits = &self->in->grant.limits;
    const struct settlement_in *in = &self->in->grant.settlement;
    const bool typed = limits->where != NULL;
    const double floor_a_head = oracle_value(self, typed ? limits->floor : in->floor, -1.0),
                 cap = oracle_value(self, typed ? limits->cap : in->cap, (double)INFINITY);
    amount = fmax(amount, (1.0 + floor_a_head) * last * heads);
    amount = fmin(amount, (1.0 + cap) * last * heads);
    return typed ? amount : fmax(amount, (1.0 + oracle_value(self, in->cash_floor, -1.0)) * last);
}

static void
block(struct money_oracle *self)
{
    const struct grant_in *grant = &self->in->grant;
    for (size_t t = 0; t < self->n_year; t++) {
        if (t < grant->n_known) {
            self->year[t].block_before = grant->known[t].amount_gbp;
            continue;
        }
        const double last = self->year[t - 1].block_before,
                     heads = self->people[t].heads / self->people[t - 1].heads,
                     follow = grant->growth.first != 0
                                  ? 0.0
                                  : oracle_value(self, grant->settlement.pupils, 0.0),
                     grown = last * (1.0 + settled(self, t)) * pow(heads, follow);
        const int fy = self->in->base_census + (int)t;
        bool flat = oracle_value(self, grant->settlement.flat_cash_chance, 0.0) > 0.5;
        for (size_t i = 0; i < grant->n_flat_cash; i++)
            flat |= strncmp(grant->flat_cash[i], fy_name(fy).text, 7) == 0;
        self->year[t].block_before = flat ? last : limited(self, last, grown, heads);
    }
}

/* ---- deductions ---- */

static double
academy_places(const struct grant_in *grant, const char *id, int ay)
{
    const struct academy_places_in *latest = NULL;
    for (size_t i = 0; i < grant->n_academy; i++) {
        const struct academy_places_in *row = &grant->academy[i];
        if (strcmp(row->id, id) == 0 && row->ay <= ay && (latest == NULL || row->ay > latest->ay))
            latest = row;
    }
    return latest == NULL ? 0.0 : latest->count * latest->rate_gbp;
}

static double
announced_places(const struct grant_in *grant, int fy)
{
    double sum = 0.0;
    for (size_t i = 0; i < grant->n_academy; i++) {
        const struct academy_places_in *row = &grant->academy[i];
        bool seen = false;
        for (size_t j = 0; j < i; j++)
            seen |= strcmp(grant->academy[j].id, row->id) == 0;
        const double begins = oracle_weight(row->post16);
        if (!seen)
            sum += (1.0 - begins) * academy_places(grant, row->id, fy - 1) +
                   begins * academy_places(grant, row->id, fy);
    }
    return sum;
}

static void
deductions(struct money_oracle *self)
{
    const struct grant_in *grant = &self->in->grant;
    const size_t known = grant->n_known - 1;
    for (size_t t = 0; t < self->n_year; t++) {
        double *now = &self->year[t].deductions;
        if (grant->basis == GRANT_AFTER_DEDUCTIONS || self->in->dsg.basis == BEFORE_RECOUPMENT) {
            *now = self->levers[t].deductions;
            continue;
        }
        if (grant->n_academy > 0)
            *now = announced_places(grant, self->in->base_census + (int)t);
        else if (t <= known)
            *now = grant->known[t].deductions_gbp;
        else
            *now = grant->known[known].deductions_gbp *
                   pow(1.0 + oracle_value(self, grant->deductions_growth, 0.0), (int)(t - known));
        if (grant->deductions_growth == 0)
            *now += oracle_deducted(self, t);
        *now += self->levers[t].deductions;
    }
}

/* ---- transfers ---- */

static size_t
block_of(const struct money_oracle *self, const char *id)
{
    for (size_t b = 0; b < self->in->dsg.n_block; b++)
        if (strcmp(self->in->dsg.block[b].id, id) == 0)
            return b;
    return SIZE_MAX;
}

static double
grown(const struct money_oracle *self, size_t b, size_t t)
{
    return pow(1.0 + oracle_value(self, self->in->dsg.block[b].growth, 0.0), (int)t);
}

/* What a typed transfer moves in year t. */
static double
moves(const struct money_oracle *self, const struct transfer_in *in, size_t t)
{
    const int fy = self->in->base_census + (int)t;
    const size_t from = block_of(self, in->from);
    const double before = self->in->dsg.block[from].before_recoupment_gbp * grown(self, from, t),
                 asked = isnan(in->share) ? in->amount_gbp : in->share * before,
                 limit = strcmp(in->from, "schools") == 0 ? 0.005 * before : (double)INFINITY;
    if (fy != in->fy && (fy < in->fy || fy > in->last_fy))
        return 0.0;
    if (isnan(in->forum_chance) && isnan(in->secretary_chance))
        return asked;
    const double forum = isnan(in->forum_chance) ? 1.0 : in->forum_chance,
                 secretary = isnan(in->secretary_chance) ? 0.0 : in->secretary_chance,
                 appeal = asked > limit || in->appeal ? secretary : 0.0;
    if (1.0 - (1.0 - forum) * (1.0 - appeal) < 0.5)
        return 0.0;
    return asked <= limit || secretary >= (1.0 - secretary) * forum ? asked : limit;
}

static void
transfer(struct oracle_year *year, size_t from, size_t to, double gbp)
{
    year->block[from].budget -= gbp;
    year->block[from].outturn -= gbp;
    year->block[to].budget += gbp;
    year->transferred += gbp;
}

static void
transfers(struct money_oracle *self, size_t t)
{
    struct oracle_year *year = &self->year[t];
    const size_t schools = block_of(self, "schools"), high_needs = block_of(self, "high_needs");
    for (size_t i = 0; i < self->in->n_transfer; i++) {
        const struct transfer_in *in = &self->in->transfer[i];
        if (!oracle_lists(self->scenario->transfer, self->scenario->n_transfer, in->id))
            continue;
        year->transfer[i] = moves(self, in, t);
        year->schools_gave += strcmp(in->from, "schools") == 0 ? year->transfer[i] : 0.0;
        transfer(year, block_of(self, in->from), block_of(self, in->to), year->transfer[i]);
    }
    const double share = self->levers[t].transfer_share;
    if (share == 0.0)
        return;
    const double gbp =
        share * self->in->dsg.block[schools].before_recoupment_gbp * grown(self, schools, t);
    year->schools_gave += gbp;
    transfer(year, schools, high_needs, gbp);
}

/* ---- receipts ---- */

static bool
on_track(const struct money_oracle *self, const struct receipt_in *in, size_t t)
{
    const int last = self->in->base_census + (int)t - 1;
    bool met = true;
    for (size_t i = 0; i < in->n_condition && t > 0; i++) {
        const struct condition_in *condition = &in->condition[i];
        const bool binds =
            last >= condition->from_fy && (condition->last_fy == 0 || last <= condition->last_fy);
        const double figure = condition->measure == CONDITION_IN_YEAR_DEFICIT
                                  ? self->year[t - 1].in_year
                              : condition->measure == CONDITION_DEFICIT ? self->year[t - 1].closing
                                                                        : (double)NAN;
        met &= !binds || figure <= condition->at_most_gbp;
    }
    return met;
}

/* Chance that the status is on in year t. */
static double
status(const struct receipt_in *in, size_t t)
{
    if (in->status.where == NULL)
        return 1.0;
    double on = in->status.first;
    for (size_t i = 0; i < t; i++)
        on = on * in->status.stays + (1.0 - on) * in->status.returns;
    return on;
}

/* What instalments pay in year t, before they stop at the deficit. */
static double
instalments(struct money_oracle *self, size_t r, size_t t)
{
    const struct receipt_in *in = &self->in->receipt[r];
    const int fy = self->in->base_census + (int)t;
    const double on = status(in, t);
    bool track = on_track(self, in, t) && on >= 0.5;
    double due = 0.0, *withheld = &self->year[t].withheld[r];
    for (size_t i = 0; i < in->n_instalment; i++) {
        const double chance = in->instalment[i].chance, paid = on * chance,
                     held = (1.0 - on) * chance, refused = 1.0 - chance;
        if (in->instalment[i].fy != fy || (refused > paid && refused > held))
            continue;
        due += in->instalment[i].amount_gbp;
        track &= paid >= held;
    }
    *withheld = t == 0 ? 0.0 : self->year[t - 1].withheld[r];
    if (!track) {
        *withheld += due;
        return 0.0;
    }
    const bool released = in->if_met_later == MET_LATER_RELEASED &&
                          (in->release_until == 0 || fy <= in->release_until);
    const double paid = due + (released ? *withheld : 0.0);
    *withheld = released ? 0.0 : *withheld;
    return paid;
}

/* A share of each year's own deficit. */
static double
central(const struct money_oracle *self, const struct receipt_in *in, size_t t)
{
    const int fy = self->in->base_census + (int)t;
    if (fy < in->first_fy || (in->last_fy != 0 && fy > in->last_fy) || in->chance < 0.5)
        return 0.0;
    return in->share * fmax(0.0, self->year[t].in_year) +
           (fy == in->first_fy ? in->accumulated_share * fmax(0.0, self->year[t].opening) : 0.0);
}

double
oracle_contributed(const struct money_oracle *self, size_t t)
{
    double sum = 0.0;
    for (size_t r = 0; r < self->in->n_receipt; r++)
        for (size_t i = 0; i <= t && self->in->receipt[r].type == RECEIPT_CONTRIBUTION; i++)
            sum += self->year[i].receipt[r];
    return sum;
}

static void
receive(struct money_oracle *self, size_t r, size_t t)
{
    const struct receipt_in *in = &self->in->receipt[r];
    struct oracle_year *year = &self->year[t];
    const double left = fmax(0.0, year->opening + year->in_year - year->receipts);
    double paid =
        in->type == RECEIPT_IN_YEAR_DEFICIT ? central(self, in, t) : instalments(self, r, t);
    if (!in->beyond_deficit)
        paid = fmin(paid, left);
    if (in->type == RECEIPT_CONTRIBUTION && !isnan(oracle_reserves(self, t)))
        paid = fmin(paid, fmax(0.0, oracle_reserves(self, t) - oracle_contributed(self, t)));
    year->receipt[r] = paid;
    year->receipts += paid;
}

static void
receipts(struct money_oracle *self, size_t t)
{
    static const enum receipt_type order[][2] = {
        { RECEIPT_INSTALMENTS, RECEIPT_SAFETY_VALVE },
        { RECEIPT_CONTRIBUTION, RECEIPT_CONTRIBUTION },
        { RECEIPT_IN_YEAR_DEFICIT, RECEIPT_IN_YEAR_DEFICIT },
    };
    bool done[MOST_ITEMS] = { false };
    for (size_t pass = 0; pass < 3; pass++)
        for (;;) {
            size_t next = SIZE_MAX;
            for (size_t r = 0; r < self->in->n_receipt; r++) {
                const struct receipt_in *in = &self->in->receipt[r];
                if (done[r] || (in->type != order[pass][0] && in->type != order[pass][1]) ||
                    !oracle_lists(self->scenario->receipt, self->scenario->n_receipt, in->id))
                    continue;
                if (next == SIZE_MAX || strcmp(in->id, self->in->receipt[next].id) < 0)
                    next = r;
            }
            if (next == SIZE_MAX)
                break;
            done[next] = true;
            receive(self, next, t);
        }
}

/* ---- the account ---- */

static double
other_lines(const struct money_oracle *self, size_t t)
{
    const int fy = self->in->base_census + (int)t;
    double sum = 0.0;
    for (size_t i = 0; i < self->in->grant.n_other; i++) {
        const struct grant_other_in *other = &self->in->grant.other[i];
        if (fy >= other->first_fy && (other->last_fy == 0 || fy <= other->last_fy))
            sum += other->amount_gbp;
    }
    return sum;
}

static void
blocks(struct money_oracle *self, size_t t)
{
    struct oracle_year *year = &self->year[t];
    for (size_t b = 0; b < self->in->dsg.n_block; b++) {
        const struct block_in *in = &self->in->dsg.block[b];
        const double budget = in->budget_gbp * grown(self, b, t);
        year->block[b] = (struct oracle_row){ budget, t == 0 ? in->outturn_gbp : budget, 0.0 };
        if (strcmp(in->id, "high_needs") == 0)
            year->block[b] =
                (struct oracle_row){ year->block_before - year->deductions + other_lines(self, t),
                                     year->spending - year->later, year->later };
    }
    transfers(self, t);
    year->grant = year->block[block_of(self, "high_needs")].budget;
}

void
oracle_account(struct money_oracle *self)
{
    const size_t high_needs = block_of(self, "high_needs");
    block(self);
    deductions(self);
    for (size_t t = 0; t < self->n_year; t++) {
        struct oracle_year *year = &self->year[t];
        blocks(self, t);
        for (size_t b = 0; b < self->in->dsg.n_block; b++) {
            const struct oracle_row *row = &year->block[b];
            const double over = row->outturn + row->future - row->budget;
            year->in_year += over;
            year->other_blocks += b == high_needs ? 0.0 : over;
        }
        year->opening = t == 0 ? -self->in->dsg.carry_forward_gbp : year[-1].closing;
        receipts(self, t);
        year->closing = year->opening + year->in_year - year->receipts;
    }
}
