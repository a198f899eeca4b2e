/* scenario.cfg: what the history gives, and what is to be filled in. */
#include "transitions_import.h"

#include "scenario_write.h"
#include "value.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double ASSUMED_FEE_GBP = 10000.0; /* where no cost is known at all; marked "FILL IN" */
static const double SPREAD = 0.5; /* between children of a setting; judgement, marked */

/* The scenario while it is put together. */
struct draft {
    const struct writing *from; /* borrowed */
    struct arena arena;         /* owns all below */
    struct inputs in;
    size_t most_quantities;
    struct scenario_remark *remark;
    size_t n_remark;
};

static const struct scenario_remark remarks[] = {
    { .path = "settings",
      .comment = "category: which DfE category a setting belongs to (headroom explain key\n"
                 "settings.category). local: in the authority's area." },
    { .path = "rates",
      .comment = "Rates by cell, each as weights of evidence; report.txt says how they were "
                 "estimated." },
    { .path = "joiners", .comment = "Levels shared by all cells: factors on the rates above." },
    { .path = "joiners.mix", .comment = "used for no year group that place.csv has" },
    { .path = "leavers.by_category" }, /* written though empty, or England's would be read */
    { .path = "migration",
      .comment = "Who went to another authority has left in the history, who came has joined." },
    { .path = "prices",
      .comment =
          "Pounds a child and year, from costs.csv or a ledger: means of each setting, and "
          "factors of needs that\ndiffer from it. Settings that they leave out have the mean of "
          "the others, never nothing.\ngrowth and spread: FILL IN." },
    { .path = "grant",
      .comment = "FILL IN: a transition history says nothing of grant and ledger. The figures "
                 "below only make\nthe file complete: the grant is what the plans held in January "
                 "cost at the prices above, the\naccount opens at 0." },
};

static double
rounded(double x, double steps)
{
    return round(x * steps) / steps;
}

/* To six digits. */
static double
six(double x)
{
    char text[40];
    (void)snprintf(text, sizeof text, "%.6g", x);
    return strtod(text, NULL);
}

/* ---- quantities ---- */

static quantity_id
add(struct draft *self, const struct quantity *q)
{
    const size_t i = ++self->in.n_quantity;
    if (i >= self->most_quantities)
        hr_bug("room for %zu quantities", self->most_quantities);
    self->in.quantity[i] = *q;
    return (quantity_id)i;
}

static quantity_id
fixed(struct draft *self, double value)
{
    return add(self, &(struct quantity){ .kind = QUANTITY_FIXED, .p = { value } });
}

static quantity_id
level_of(struct draft *self, const struct level *level)
{
    const double p[3] = { rounded(level->low, 1e4), rounded(level->central, 1e4),
                          rounded(level->high, 1e4) };
    if (!(level->low < level->high))
        return fixed(self, p[1]);
    return add(self, &(struct quantity){ .kind = QUANTITY_TRIPLET, .p = { p[0], p[1], p[2] } });
}

/* Of a yearly rate: normal, so that growth and decline are as likely to surprise. */
static quantity_id
growth_of(struct draft *self, const struct level *level)
{
    static const double Z90 = 1.2815515655446004, MOST = 0.2,
                        MOST_SD = 0.07; /* what a scenario takes for a yearly rate in any future */
    const double mean = fmin(fmax(level->central, -MOST), MOST),
                 sd = fmin((level->high - level->low) / (2.0 * Z90), MOST_SD);
    if (!(level->low < level->high))
        return fixed(self, rounded(level->central, 1e4));
    return add(self, &(struct quantity){ .kind = QUANTITY_NORMAL,
                                         .p = { rounded(mean, 1e4), rounded(sd, 1e4) } });
}

/* ---- money ---- */

/* Children held at the end, by place. */
static void
count_held(const struct transitions *h, double *held)
{
    for (size_t i = 0; i < h->n_item; i++) {
        const struct transition *t = &h->item[i];
        if (t->year == h->last_year && t->setting_2 != OUTSIDE)
            held[(size_t)t->need_2 * h->n_setting + (size_t)t->setting_2] += t->count;
    }
}

/* Mean cost of a setting's children (of all known costs there, where nobody is held); of all
 * settings' where none is known: never nothing. */
static double
mean_cost(const struct transitions *h, const double *held, size_t setting)
{
    double sum = 0.0, weight = 0.0, plain = 0.0, n = 0.0;
    for (size_t s = 0; h->cost != NULL && s < h->n_setting; s++)
        for (size_t need = 0; need < h->n_need; need++) {
            const double cost = h->cost[need * h->n_setting + s];
            if (isnan(cost) || (setting != SIZE_MAX && s != setting))
                continue;
            sum += cost * held[need * h->n_setting + s];
            weight += held[need * h->n_setting + s];
            plain += cost;
            n += 1.0;
        }
    if (weight > 0.0)
        return sum / weight;
    if (n > 0.0)
        return plain / n;
    return setting != SIZE_MAX ? mean_cost(h, held, SIZE_MAX) : (double)NAN;
}

/* Needs whose known cost is not the mean. */
static void
set_need_factors(struct draft *self, struct price_in *price, size_t s, double mean)
{
    const struct transitions *h = self->from->history;
    if (h->cost == NULL || !(mean > 0.0))
        return;
    struct need_factor_in *factor =
        value_list(&self->arena, &price_fields, "by_need", price, h->n_need);
    price->n_by_need = 0;
    for (size_t need = 0; factor != NULL && need < h->n_need; need++) {
        const double cost = h->cost[need * h->n_setting + s];
        if (isnan(cost) || fabs(cost / mean - 1.0) < 1e-9)
            continue;
        factor[price->n_by_need].need = self->from->names->need[need];
        factor[price->n_by_need++].factor = six(cost / mean);
    }
}

/* Returns what the children held cost in a year. */
static double
set_prices(struct draft *self, const double *held)
{
    const struct transitions *h = self->from->history;
    double spending = 0.0;
    struct price_in *price =
        value_list(&self->arena, &inputs_fields, "prices", &self->in, h->n_setting);
    for (size_t s = 0; s < self->in.n_price; s++, price++) {
        const double known = mean_cost(h, held, s), mean = known > 0.0 ? known : ASSUMED_FEE_GBP;
        price->setting = self->from->names->setting[s];
        price->fee_gbp = fixed(self, rounded(mean, 1e2));
        price->spread = fixed(self, SPREAD);
        set_need_factors(self, price, s, mean);
        if (!(known > 0.0))
            self->remark[self->n_remark++] =
                (struct scenario_remark){ .path = arena_format(&self->arena, "prices.%s",
                                                               price->setting),
                                          .comment = "FILL IN: no cost is known" };
        for (size_t need = 0; need < h->n_need; need++)
            spending += mean * held[need * h->n_setting + s];
    }
    return spending;
}

static void
set_ledger(struct draft *self, double spending)
{
    const double gbp = 1e3 * ceil(spending / 1e3);
    struct inputs *in = &self->in;
    struct grant_known_in *known = value_list(&self->arena, &grant_fields, "known", &in->grant, 1);
    struct block_in *block = value_list(&self->arena, &dsg_fields, "blocks", &in->dsg, 1);
    struct scenario_in *scenario = value_list(&self->arena, &inputs_fields, "scenarios", in, 1);
    if (self->arena.failed)
        return;
    in->grant.where = "import";
    in->grant.basis = GRANT_AFTER_DEDUCTIONS;
    known->fy = in->base_census;
    known->amount_gbp = gbp;
    block->id = "high_needs";
    block->label = "High Needs Block";
    block->budget_gbp = block->outturn_gbp = gbp;
    in->dsg.carry_forward_gbp = 0.0;
    scenario->id = "no-action";
    scenario->label = "No further action";
    scenario->role = ROLE_UNMITIGATED;
}

/* ---- people ---- */

static void
set_names(struct draft *self)
{
    const struct transitions *h = self->from->history;
    const struct scenario_names *names = self->from->names;
    struct inputs *in = &self->in;
    in->area = self->from->area;
    in->base_census = h->last_year + 1;
    in->title = arena_format(&self->arena, "%.150s, January %d", in->area, in->base_census);
    in->horizon_years = self->from->rates->horizon;
    in->simulations = 1000.0;
    in->seed = 1.0;
    (void)value_list(&self->arena, &inputs_fields, "needs", in, h->n_need);
    (void)value_list(&self->arena, &inputs_fields, "settings", in, h->n_setting);
    for (size_t i = 0; i < in->n_need; i++) {
        in->need[i].id = names->need[i];
        in->need[i].label = h->need[i];
    }
    for (size_t i = 0; i < in->n_setting; i++) {
        in->setting[i].id = names->setting[i];
        in->setting[i].label = h->setting[i];
        in->setting[i].category = names->category[i];
        in->setting[i].local = true; /* or not: the history does not say */
    }
}

static void
set_people(struct draft *self, double plans)
{
    const struct transition_rates *r = self->from->rates;
    struct inputs *in = &self->in;
    in->plans.where = "import";
    in->plans.total = plans;
    in->plans.table = "stock.csv";
    in->population.table = "population.csv";
    if (r->yearly)
        in->population.drift = fixed(self, 0.0);
    in->rates.leave_table = r->leave.n > 0 ? "leave.csv" : NULL; /* a table has rows */
    in->rates.move_table = r->move.n > 0 ? "move.csv" : NULL;
    in->rates.join_table = "join.csv";
    in->rates.place_table = r->place.n > 0 ? "place.csv" : NULL;
    in->rates.yearly = r->yearly;
    in->rates.of_everyone = r->of_everyone;
    struct joiners_in *joiners = &in->joiners;
    joiners->new_plans = six(fmax(1.0, r->new_plans));
    joiners->level = level_of(self, &r->joining);
    joiners->growth =
        (struct path_in){ .first = growth_of(self, &r->growth),
                          .long_run = growth_of(self, &r->growth_long_run),
                          .persistence = fixed(self, rounded(r->growth_persistence, 1e4)),
                          .shock_sd = fixed(self, rounded(r->growth_shock, 1e4)),
                          .loading = (double)NAN };
    joiners->transitory_sd = fixed(self, rounded(r->transitory_sd, 1e4));
    joiners->transitory_correlation = fixed(self, 0.0);
    joiners->own_mix = fixed(self, 1.0);
    struct mix_in *mix = value_list(&self->arena, &joiners_fields, "mix", joiners, 1);
    for (int c = 0; mix != NULL && c < N_CATEGORY; c++)
        mix->by_category[c] = 1.0;
    in->leavers.level = level_of(self, &r->leaving);
    in->leavers.level_post16 = level_of(self, &r->leaving);
    in->leavers.yearly.local_sd = fixed(self, rounded(r->leaving_yearly_sd, 1e4));
    in->movers.turnover = level_of(self, &r->turnover);
    in->migration.out = fixed(self, 0.0);
}

/* ---- the file ---- */

static void
draft_init(struct draft *self, const struct writing *from)
{
    const struct transitions *h = from->history;
    *self = (struct draft){ .from = from, .most_quantities = 32 + 2 * h->n_setting };
    arena_init(&self->arena);
    value_clear(&inputs_fields, &self->in);
    self->in.written_for = WRITTEN_FOR_0_2;
    self->in.example.money = true; /* FILL IN */
    self->in.quantity = arena_zero(&self->arena, self->most_quantities, sizeof *self->in.quantity);
    self->remark = arena_zero(&self->arena, sizeof remarks / sizeof remarks[0] + h->n_setting,
                              sizeof *self->remark);
    if (self->arena.failed)
        return;
    memcpy(self->remark, remarks, sizeof remarks);
    self->n_remark = sizeof remarks / sizeof remarks[0];
}

/* Groups of keys, a blank line between. */
static void
write_draft(struct draft *self, FILE *f)
{
    static const char *const group[][6] = {
        { "written_for", "area", "title", "base", "horizon_years", "run" },
        { "example" },
        { "needs" },
        { "settings" },
        { "plans", "population" },
        { "rates" },
        { "joiners", "leavers", "movers", "migration" },
        { "prices" },
        { "grant", "dsg", "scenarios" },
    };
    const struct scenario_writer writer = {
        .in = &self->in, .remark = self->remark, .n_remark = self->n_remark, .digits = 15
    };
    struct text text;
    text_init(&text);
    fprintf(f,
            "# Written by 'headroom import' from a transition history of %d to %d. Every number "
            "may be edited.\n# Read report.txt first. Look "
            "for FILL IN: what a history of plans cannot say.\n",
            self->from->history->first_year, self->from->history->last_year);
    for (size_t g = 0; g < sizeof group / sizeof group[0]; g++) {
        text_add(&text, "\n");
        for (size_t k = 0; k < 6 && group[g][k] != NULL; k++)
            scenario_write(&writer, group[g][k], &text);
    }
    self->arena.failed = self->arena.failed || text.failed;
    fputs(text.failed ? "" : text.text, f);
    text_release(&text);
}

int
write_scenario(const struct writing *self, struct hr_err *err)
{
    struct output out;
    const struct transitions *h = self->history;
    const size_t n_place = h->n_need * h->n_setting;
    double *held = calloc(n_place + 1, sizeof *held), plans = 0.0;
    if (held == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the stock");
    count_held(h, held);
    for (size_t k = 0; k < n_place; k++)
        plans += held[k];
    int ret =
        plans >= 1.0
            ? output_begin(&out, err)
            : hr_fail(err, HR_ESCENARIO,
                      "no child holds a plan at the end of %d: there is nothing to forecast from",
                      h->last_year);
    if (ret == 0) {
        struct draft draft;
        draft_init(&draft, self);
        if (!draft.arena.failed) {
            set_names(&draft);
            set_people(&draft, plans);
            set_ledger(&draft, set_prices(&draft, held));
        }
        if (!draft.arena.failed)
            write_draft(&draft, out.f);
        ret = output_end(&out, self, "scenario.cfg", err);
        if (ret == 0 && draft.arena.failed)
            ret = hr_fail(err, HR_ENOMEM, "no memory for scenario.cfg");
        arena_release(&draft.arena);
    }
    free(held);
    return ret;
}
