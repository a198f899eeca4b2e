#include "people.h"

#include "field_rows.h"
#include "shocks.h"

#include <math.h>
#include <string.h>

double
joining_probability(double intensity)
{
    return -expm1(-intensity);
}

void
joiners_init(struct joiners *self, const struct dims *dims, const struct joiners_in *in,
             struct arena *arena)
{
    *self = (struct joiners){ .dims = *dims, .in = in };
    memcpy(self->rate, in->rate_by_age, sizeof self->rate);
    self->national = arena_zero(arena, dims->n_cell, sizeof *self->national);
    self->own = arena_zero(arena, dims->n_cell, sizeof *self->own);
}

double
people_without(const struct joiners *self, size_t i_ncy, double population, double plans)
{
    const double ceiling = self->in->ceiling_by_age[i_ncy];
    return fmax(0.0, (ceiling < 1.0 ? floor(ceiling * population) : population) - plans);
}

double
joined_until(double people, double plans, double intensity)
{
    const double without = fmax(0.0, people - plans), joined = without * expm1(intensity);
    if (without <= 0.0)
        return 0.0;
    return without + joined <= people ? joined : people * joining_probability(intensity);
}

/* New plans of the year that ends with these plans, at m = 1, when all rates are multiplied by k.
 */
static double
joined_at(const struct joiners *self, const double population[N_NCY], const double plans[N_NCY],
          double k)
{
    double n = 0.0;
    for (size_t i = 0; i < N_NCY; i++)
        n += joined_until(people_without(self, i, population[i], 0.0), plans[i], k * self->rate[i]);
    return n;
}

/* By bisection: a function that increases in k from 0 to the people there are. */
int
joiners_scale(struct joiners *self, const double population[N_NCY], const double plans[N_NCY],
              struct hr_err *err)
{
    enum { DOUBLINGS = 60, HALVINGS = 100 };
    const double due = self->in->new_plans;
    double low = 0.0, high = 1.0;
    for (int i = 0; i < DOUBLINGS && joined_at(self, population, plans, high) < due; i++)
        high *= 2.0;
    if (!(joined_at(self, population, plans, high) >= due))
        return hr_fail(err, HR_ESCENARIO,
                       "joiners.new_plans is %.6g, more than the people at the ages that "
                       "joiners.rate_by_age gives",
                       due);
    for (int i = 0; i < HALVINGS; i++) {
        const double middle = 0.5 * (low + high);
        if (joined_at(self, population, plans, middle) < due)
            low = middle;
        else
            high = middle;
    }
    for (size_t i = 0; i < N_NCY; i++)
        self->rate[i] *= high;
    return 0;
}

void
joiner_rates_init(struct joiner_rates *self, const struct joiners *joiners, struct arena *arena)
{
    *self = (struct joiner_rates){ 0 };
    self->need = arena_zero(arena, N_NCY * joiners->dims.n_need, sizeof *self->need);
    self->setting = arena_zero(arena, joiners->dims.n_cell, sizeof *self->setting);
    if (joiners->rates != NULL)
        joining_draws_init(&self->draws, joiners->rates, arena);
    draw_table_init(&self->by_need, N_NCY, joiners->dims.n_need, arena);
    draw_table_init(&self->by_setting, N_NCY * joiners->dims.n_need, joiners->dims.n_setting,
                    arena);
}

/* NCYs with rates of their own wait for them. */
static void
forget(struct joiner_rates *self, const struct joiners *joiners)
{
    if (joiners->rates == NULL)
        return;
    joining_draws_forget(&self->draws);
    for (size_t i = 0; i < N_NCY; i++) {
        self->rate[i] = -1.0;
        self->placed[i] = !joiners->rates->has_place[i];
        self->tabled[i] = self->tabled[i] && self->placed[i];
    }
}

static double
usual_share(const struct joiners *self, size_t cell, double own)
{
    return (1.0 - own) * self->national[cell] + own * self->own[cell];
}

/* The setting that is k of an NCY's row (pull.h); SIZE_MAX: none. */
static size_t
lifted_at(const struct joiners *self, size_t i_ncy, double own, const struct pull *pull)
{
    const struct dims *d = &self->dims;
    double share = 0.0;
    for (size_t s = 0; pull->any && s < d->n_setting; s++) {
        for (size_t place = s; place < d->n_place; place += d->n_setting)
            share += usual_share(self, i_ncy * d->n_place + place, own);
        if (share > pull->u)
            return s;
    }
    return SIZE_MAX;
}

void
joiner_rates_set(struct joiner_rates *self, const struct joiners *joiners, const double *value,
                 const struct pull *pull)
{
    const struct dims *d = &joiners->dims;
    const double own = value[joiners->in->own_mix];
    for (size_t i = 0; i < N_NCY; i++) {
        double by_need = 0.0;
        self->placed[i] = true;
        self->tabled[i] = false;
        if (joiners->rates != NULL && joiners->rates->has_place[i])
            continue;
        const size_t lifted = lifted_at(joiners, i, own, pull);
        for (size_t need = 0; need < d->n_need; need++) {
            const size_t row = (i * d->n_need + need) * d->n_setting;
            double by_setting = 0.0;
            for (size_t s = 0; s < d->n_setting; s++) {
                by_setting += (s == lifted ? pull->lifted[s] : pull->usual[s]) *
                              usual_share(joiners, row + s, own);
                self->setting[row + s] = by_setting;
            }
            by_need += by_setting;
            self->need[i * d->n_need + need] = by_need;
        }
    }
    forget(self, joiners);
}

void
joiner_rates_open(struct joiner_rates *self, const struct joiners *joiners)
{
    if (joiners->rates != NULL && joiners->rates->yearly)
        forget(self, joiners);
}

void
joiner_placement(struct joiner_rates *self, const struct joiners *joiners, size_t i_ncy,
                 const struct step *step)
{
    const struct dims *d = &joiners->dims;
    double *cum = self->setting + i_ncy * d->n_place, by_need = 0.0;
    if (self->placed[i_ncy])
        return;
    self->placed[i_ncy] = true;
    const double *share = rates_placed(&self->draws, joiners->rates, i_ncy, step);
    for (size_t need = 0; need < d->n_need; need++, cum += d->n_setting, share += d->n_setting) {
        cum[0] = share[0];
        for (size_t s = 1; s < d->n_setting; s++)
            cum[s] = cum[s - 1] + share[s];
        by_need += cum[d->n_setting - 1];
        self->need[i_ncy * d->n_need + need] = by_need;
    }
}

double
joiner_rate(struct joiner_rates *self, const struct joiners *joiners, size_t i_ncy,
            const struct step *step)
{
    if (joiners->rates == NULL || !joiners->rates->has_join[i_ncy])
        return joiners->rate[i_ncy];
    if (self->rate[i_ncy] < 0.0)
        self->rate[i_ncy] = -log1p(-rate_of_joining(&self->draws, joiners->rates, i_ncy, step));
    return self->rate[i_ncy];
}

/* Of an NCY whose needs and settings are known. */
void
joiner_tables(struct joiner_rates *self, const struct joiners *joiners, size_t i_ncy)
{
    const struct dims *d = &joiners->dims;
    if (self->tabled[i_ncy])
        return;
    self->tabled[i_ncy] = true;
    draw_table_set(&self->by_need, i_ncy, self->need + i_ncy * d->n_need);
    for (size_t row = i_ncy * d->n_need; row < (i_ncy + 1) * d->n_need; row++)
        draw_table_set(&self->by_setting, row, self->setting + row * d->n_setting);
}

void
joining_start(struct joining *self, const struct joiners *joiners, const double *value)
{
    const struct joiners_in *in = joiners->in;
    *self = (struct joining){ 0 };
    path_start(&self->growth, &in->growth, value);
    const double to = log(value[in->level_reverts.to]);
    self->level = (struct path){ .long_run = to,
                                 .persistence = value[in->level_reverts.persistence],
                                 .shock_sd = value[in->level_reverts.shock_sd],
                                 .gap = log(value[in->level]) - to };
}

/* Half of the variance of e(t) + u(t); call once a year. */
static double
half_variance(struct joining *self, double transitory_sd)
{
    const double phi = self->level.persistence, s = self->level.shock_sd;
    self->level_variance = phi * phi * self->level_variance + s * s;
    return 0.5 * (self->level_variance + transitory_sd * transitory_sd);
}

/* Far beyond where all or none of the children get a plan, and its exp is a number. */
static const double MOST_LN_M = 100.0;

void
joining_next(struct joining *self, const struct joiners *joiners, const struct step *step)
{
    struct draw_key key = { .national = true,
                            .purpose = joiners->purpose_growth,
                            .item = joiners->item,
                            .year = step->year };
    self->national += path_year(&self->growth, draw_shock_at(step->draw, &key), step);

    key.national = false;
    key.purpose = joiners->purpose_level;
    const double level = path_next(&self->level, draw_shock_at(step->draw, &key));
    key.purpose = joiners->purpose_transitory;
    const double z = draw_shock_at(step->draw, &key), sd = step->value[joiners->in->transitory_sd];
    const double rho = step->value[joiners->in->transitory_correlation];
    self->transitory =
        step->year == 0 ? sd * z : rho * self->transitory + sd * sqrt(1.0 - rho * rho) * z;
    const double ln_m = self->national + level + self->transitory -
                        (step->draw->expected ? 0.0 : half_variance(self, sd));
    self->m = exp(fmin(fmax(ln_m, -MOST_LN_M), MOST_LN_M));
}

/* ---- fields */

#define TWELFTHS_3 "0.083333333333333333, 0.083333333333333333, 0.083333333333333333"
#define ONES_5 "1.0, 1.0, 1.0, 1.0, 1.0"

static const struct field transitory_row[] = {
    QUANTITY("sd", "of the logarithm", 0, 2, MUST, AT(joiners_in, transitory_sd), "0.17",
             "Standard deviation of one year's new plans around their level.", POSITIVE),
    QUANTITY("correlation", "", 0, 0.95, MUST, AT(joiners_in, transitory_correlation), "0.2",
             "Correlation of one year's deviation with the next year's.", SHARE),
};
static const struct field_table transitory_fields = TABLE(transitory_row);

static const struct field level_reverts_row[] = {
    QUANTITY("to", "factor", 0.01, 100, "1.0", AT(joiners_in, level_reverts.to), "1.0",
             "Where the level settles, on the scale of level.", POSITIVE),
    QUANTITY("persistence", "", 0, 1, "1.0", AT(joiners_in, level_reverts.persistence), "0.8",
             "Part of the distance (of the logarithm) that is left a year later; 1: the level "
             "stays.",
             SHARE),
    QUANTITY("shock_sd", "of the logarithm", 0, 2, "0.0", AT(joiners_in, level_reverts.shock_sd),
             "0.08", "Standard deviation of a year's lasting change of the level.", POSITIVE),
};
static const struct field_table level_reverts_fields = TABLE(level_reverts_row);

static const struct field mix_row[] = {
    WHOLE("age", "age at 31 August", 0, 25, MUST, AT(mix_in, age), "5", "Single age."),
    CATEGORY_ROWS(mix_in),
};
const struct field_table mix_fields = TABLE_OF(mix_in, mix_row, "age");

static const struct field placement_row[] = {
    ENUM("category", category_choice, MUST, AT(placement_in, category), "\"state_special\"",
         "Category of settings."),
    NUMBER("factor", "factor", 0, 10, MUST, AT(placement_in, factor), "0.5",
           "Factor on placement_sd for the settings of the category."),
};
static const struct field_table placement_fields =
    TABLE_OF(placement_in, placement_row, "category");

static const struct field joiners_row[] = {
    NUMBER("new_plans", "plans", 1, 500000, MUST, AT(joiners_in, new_plans), "210",
           "Plans first issued in the calendar year before base.census."),
    QUANTITY("level", "factor", 0.1, 10, MUST, AT(joiners_in, level),
             "{ low = 0.9; central = 1.0; high = 1.1; }",
             "The authority's lasting level of new plans, relative to new_plans: 1 if that year "
             "was typical.",
             POSITIVE),
    GROUP("level_reverts", MUST, HERE, &level_reverts_fields,
          "Whether the level lasts, or goes back to where it settles."),
    PATH("growth", "per year", MUST, AT(joiners_in, growth), &path_fields,
         "{ first = { low = 0.03; central = 0.07; high = 0.11; }; long_run = 0.01; persistence = "
         "0.6; shock_sd = 0.03; }",
         "National growth of new plans relative to the population.", NATIONAL, OWN_SOURCE),
    GROUP("transitory", MUST, HERE, &transitory_fields,
          "Ups and downs of single years that come back."),
    NUMBERS("months", "share", 0, 1,
            "[ " TWELFTHS_3 ", " TWELFTHS_3 ", " TWELFTHS_3 ", " TWELFTHS_3 " ]",
            AT(joiners_in, months), EACH(N_MONTH, "month", 1), "[ 0.08, 0.08, ... ]",
            "Share of a calendar year's new plans that come in each month, January first; they "
            "add up to 1."),
    NUMBERS("rate_by_age", "per person and year", 0, 1, MUST, AT(joiners_in, rate_by_age),
            EACH(N_NCY, "age", 0), "[ 0.0001, 0.0012, ... ]",
            "New plans per person without one: only the shape matters, because it is scaled to "
            "new_plans."),
    NUMBERS("ceiling_by_age", "share of people", 0, 1,
            "[ " ONES_5 ", " ONES_5 ", " ONES_5 ", " ONES_5 ", " ONES_5 ", 1.0 ]",
            AT(joiners_in, ceiling_by_age), EACH(N_NCY, "age", 0), "[ 0.02, 0.03, ... ]",
            "Part of the people of an age who could ever hold a plan: the nearer plans come to "
            "it, the slower they grow; 1: everybody."),
    LIST("mix", 1, 26, MUST, LIST_AT(joiners_in, mix), &mix_fields,
         "( { age = 5; mainstream = 10214; unit = 584; ... }, ... )",
         "Where England's new plans are placed, by age: weights of the categories."),
    QUANTITY("own_mix", "share", 0, 1, MUST, AT(joiners_in, own_mix), "0.5",
             "0: new plans are placed as England's are; 1: as the authority's own plans of that "
             "age are.",
             SHARE, BEFORE("0.5, from 0.2 to 0.8: a judgement, now fitted to new plans")),
    QUANTITY("placement_sd", "of the logarithm", 0, 3, "0.0", AT(joiners_in, placement_sd), "0.4",
             "How far each setting's share of new plans and of moves may stray from these shares, "
             "for as long as a future lasts: standard deviation of a factor's logarithm.",
             POSITIVE,
             BEFORE("0: each setting had the shares of England's and the authority's own "
                    "placement, with no factor")),
    LIST("placement_by_category", 0, 12, "( )", LIST_AT(joiners_in, placement_by_category),
         &placement_fields, "( { category = \"state_special\"; factor = 0.5; } )",
         "Categories whose shares stray further than placement_sd, or less.",
         BEFORE("settings of all categories strayed alike")),
};
const struct field_table joiners_fields = TABLE(joiners_row);
