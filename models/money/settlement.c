#include "settlement.h"

#include "field_rows.h"
#include "shocks.h"

#include <math.h>

static double
value_of(const struct step *step, quantity_id id)
{
    return id == 0 ? 0.0 : step->value[id];
}

const struct england_plans_in *
settlement_england(const struct settlement_in *in, int census)
{
    const struct england_plans_in *latest = NULL;
    for (size_t i = 0; i < in->n_england; i++)
        if (in->england[i].census <= census &&
            (latest == NULL || in->england[i].census > latest->census))
            latest = &in->england[i];
    return latest;
}

static bool
names_factor(const struct path_in *path)
{
    return path->factor != NULL && path->factor[0] != '\0';
}

void
settlement_init(struct settlement *self, const struct path_in *lone, int base_census)
{
    const struct england_plans_in *england = settlement_england(self->in, base_census);
    self->lone = lone->first != 0;
    self->path = self->lone ? *lone : self->in->real;
    if (self->lone && !names_factor(lone)) {
        self->path.factor = self->in->real.factor;
        self->path.loading = self->in->real.loading;
    }
    if (england != NULL && !self->lone) {
        self->plans = england->plans;
        self->new_plans = england->new_plans;
    }
}

/* A draw of a wide range may end all plans, and the year before had none then to divide by. */
static double
ended(const struct settlement *self, const double *value)
{
    return fmin(value[self->in->ended], 0.99);
}

void
settlement_start(struct settlement_state *self, const struct settlement *settlement,
                 const double *value)
{
    *self = (struct settlement_state){ .arriving = settlement->new_plans };
    path_start(&self->path, &settlement->path, value);
    if (settlement->plans > 0.0)
        self->plans =
            (settlement->plans - settlement->new_plans) / (1.0 - ended(settlement, value));
}

void
settlement_pass(struct settlement_state *self, const struct settlement *settlement,
                const struct national_year *national, const struct step *step)
{
    if (!(settlement->plans > 0.0))
        return;
    self->before = self->plans;
    self->plans = (1.0 - ended(settlement, step->value)) * self->plans + self->arriving;
    self->arriving = settlement->new_plans * exp(national->new_plans);
}

static double
national_growth(struct settlement_state *self, const struct settlement *settlement,
                const struct national_year *national, const struct step *step)
{
    const struct draw_key key = { .national = true,
                                  .purpose = settlement->purpose_growth,
                                  .item = settlement->item,
                                  .year = step->year };
    const double path = path_year(&self->path, draw_shock_at(step->draw, &key), step);
    if (settlement->lone)
        return path;
    const double demand = self->before > 0.0 ? self->plans / self->before - 1.0 : 0.0;
    return value_of(step, settlement->in->passed_on) * national->inflation +
           value_of(step, settlement->in->met) * demand + path;
}

static double
local_growth(const struct settlement *settlement, const struct step *step)
{
    const struct draw_key key = { .purpose = settlement->purpose_local,
                                  .item = settlement->item,
                                  .year = step->year };
    return value_of(step, settlement->in->trait) +
           step->value[settlement->local_sd] * draw_shock_at(step->draw, &key);
}

static double
within(double ratio, double heads, const double limit[2])
{
    return fmin(fmax(ratio, (1.0 + limit[0]) * heads), (1.0 + limit[1]) * heads);
}

static double
limited(const struct settlement *settlement, double ratio, double heads, const struct step *step)
{
    const struct settlement_in *in = settlement->in;
    const struct grant_limits_in *typed = settlement->limits;
    if (typed->where != NULL)
        return within(ratio, heads,
                      (double[2]){ step->value[typed->floor], step->value[typed->cap] });
    if (in->cap == 0)
        return ratio;
    return fmax(within(ratio, heads, (double[2]){ step->value[in->floor], step->value[in->cap] }),
                1.0 + step->value[in->cash_floor]);
}

double
settlement_next(struct settlement_state *self, const struct settlement *settlement, double heads,
                const struct national_year *national, const struct step *step)
{
    const double growth = national_growth(self, settlement, national, step);
    const double ratio = 1.0 + growth + local_growth(settlement, step);
    const double follow = settlement->lone ? 0.0 : value_of(step, settlement->in->pupils);
    return limited(settlement, follow > 0.0 ? ratio * pow(heads, follow) : ratio, heads, step);
}

bool
settlement_is_flat(const struct settlement *self, const struct step *step)
{
    if (self->in->flat_cash_chance == 0)
        return false;
    draw_at(step->draw, &(struct draw_key){ .national = true,
                                            .purpose = self->purpose_flat,
                                            .item = self->item,
                                            .year = step->year });
    return draw_chance(step->draw, step->value[self->in->flat_cash_chance]) > 0.5;
}

/* ---- fields */

static const struct field england_plans_row[] = {
    WHOLE("census", "year", 2010, 2100, MUST, AT(england_plans_in, census), "2021",
          "January of the count."),
    NUMBER("plans", "plans", 1, 1e7, MUST, AT(england_plans_in, plans), "430697",
           "England's plans in that January.", UNTOLD),
    NUMBER("new_plans", "plans a year", 0, 1e7, MUST, AT(england_plans_in, new_plans), "60097",
           "England's new plans in the calendar year before.", UNTOLD),
};
static const struct field_table england_plans_fields =
    TABLE_OF(england_plans_in, england_plans_row, "census");

static const struct field settlement_row[] = {
    QUANTITY("passed_on", "share", 0, 3, MUST, AT(settlement_in, passed_on), "1.0",
             "How much of general inflation a settlement has in it.", NATIONAL, POSITIVE),
    QUANTITY("met", "share", -1, 3, MUST, AT(settlement_in, met), "0.35",
             "How much of the growth of England's plans in the last year known when the settlement "
             "is decided comes with it.",
             NATIONAL),
    PATH("real", "per year", MUST, AT(settlement_in, real), &path_fields,
         "{ first = 0.0; long_run = 0.0; persistence = 0.4; shock_sd = 0.03; factor = "
         "\"demand\"; loading = 0.5; }",
         "Growth of the block that neither inflation nor plans explain; national.", NATIONAL),
    QUANTITY(
        "trait", "per year", -0.5, 0.5, MUST, AT(settlement_in, trait),
        "{ low = -0.025; central = -0.014; high = -0.003; }",
        "How far this authority's growth differs from England's in all years alike; drawn once "
        "a future.",
        BEFORE("0: each year strayed on its own")),
    QUANTITY("pupils", "share", 0, 1.5, MUST, AT(settlement_in, pupils), "0.3",
             "How far the block follows the number of people aged 2 to 18; 1: in proportion.",
             NATIONAL, POSITIVE),
    QUANTITY("floor", "per year", -0.9, 1, MUST, AT(settlement_in, floor), "0.0",
             "Least growth of the block per head of population aged 2 to 18.", NATIONAL,
             BEFORE("none: the block could be cut")),
    QUANTITY("cap", "per year", -0.5, 2, MUST, AT(settlement_in, cap), "0.2",
             "Most growth of the block per head of population aged 2 to 18; where a draw has it "
             "below the floor, it holds.",
             NATIONAL, BEFORE("none")),
    QUANTITY("cash_floor", "per year", -0.9, 1, MUST, AT(settlement_in, cash_floor), "0.0",
             "Least growth of the block in cash, however many people there are: 0: it never falls.",
             NATIONAL, BEFORE("none: the block could be cut")),
    QUANTITY("flat_cash_chance", "chance a year", 0, 1, MUST, AT(settlement_in, flat_cash_chance),
             "0.08",
             "Chance that a year that is not announced is flat cash, as in grant.flat_cash.",
             NATIONAL, SHARE, BEFORE("0: only the years of grant.flat_cash")),
    QUANTITY("ended", "share a year", 0, 0.9, MUST, AT(settlement_in, ended), "0.05",
             "Share of England's plans that end in a year.", NATIONAL, SHARE),
    LIST("england", 0, 100, MUST, LIST_AT(settlement_in, england), &england_plans_fields,
         "( { census = 2021; plans = 430697; new_plans = 60097; } )",
         "England's plans, of which the row of the base census is used, or the latest before it."),
};
const struct field_table settlement_fields = TABLE_WHERE(settlement_row);

static const struct field grant_limits_row[] = {
    QUANTITY("floor", "per year", -0.5, 1, MUST, AT(grant_limits_in, floor), "0.03",
             "Least growth of the block per head of population aged 2 to 18.", NATIONAL),
    QUANTITY("cap", "per year", -0.5, 1, MUST, AT(grant_limits_in, cap), "0.05",
             "Most growth of the block per head of population aged 2 to 18; where a draw has it "
             "below the floor, it holds.",
             NATIONAL),
};
const struct field_table grant_limits_fields = TABLE_WHERE(grant_limits_row);
