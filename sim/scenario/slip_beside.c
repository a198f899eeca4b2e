#include "slips.h"

#include "calendar.h"
#include "option.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Yardsticks, round: England's high needs block over its plans (£11.9bn and 638,745 plans in 2025,
 * scenarios/england-2026.cfg and SEN2), its plans over its people of 0 to 25, and what a schools
 * block pays for a pupil. */
static const double GRANT_PER_PLAN = 20000.0, PLANS_PER_PERSON = 0.035;
static const double PLACE_RATE = 10000.0; /* pounds a special place, since 2013 */
static const double SCHOOLS_PER_PUPIL = 5500.0;
static const double FEW = 200.0;      /* people of an age: below, chance moves a count too far */
static const double A_DEFICIT = 0.05; /* of the block: a smaller one may come from nothing */
static const double OVERSPENT = 1.1;  /* of the block's budget */
static const double A_SCHOOL = 20.0;  /* children or places: below, one child moves it too far */

static const struct beside nothing = { .scale = 0.0 };

/* ---- parts of paths */

/* "special" of "prices.special.topup_gbp" and 1. */
static const char *
part(const struct checks *self, const char *path, size_t i)
{
    for (; i > 0 && path != NULL; i--) {
        path = strchr(path, '.');
        path = path == NULL ? NULL : path + 1;
    }
    return path == NULL ? "" : arena_text(self->arena, path, strcspn(path, "."));
}

/* The number of another key of the file, money in pounds; NAN: there is none. */
static double
number_at(const struct checks *self, const char *path)
{
    for (size_t i = 0; i < self->scenario->n_key; i++) {
        const struct scenario_key *key = &self->scenario->key[i];
        if (key->path[0] == path[0] && strcmp(key->path, path) == 0)
            return key->value * field_scale(key->row);
    }
    return (double)NAN;
}

/* The same key in the next year that is given, later (1) or before (-1), up to A_GAP years off:
 * "grant.known.2025/26.amount_gbp_m". year: its name. */
static double
number_of_year(const struct checks *self, const char *path, int later, const char **year)
{
    enum { A_GAP = 5 };
    for (const char *at = path; (at = strchr(at, '.')) != NULL;) {
        at++;
        if (strspn(at, "0123456789") != 4 || at[4] != '/')
            continue;
        const char *rest = strchr(at, '.');
        double found = (double)NAN;
        for (int k = 1; isnan(found) && k <= A_GAP; k++) {
            *year = arena_format(self->arena, "%s", fy_name(atoi(at) + k * later).text);
            found = number_at(self, arena_format(self->arena, "%.*s%s%s", (int)(at - path), path,
                                                 *year, rest == NULL ? "" : rest));
        }
        return found;
    }
    return (double)NAN;
}

/* ---- money */

static double
high_needs(const struct checks *self)
{
    const struct dsg_in *dsg = &self->in->dsg;
    for (size_t i = 0; checks_clean(self, "dsg") && i < dsg->n_block; i++)
        if (strcmp(dsg->block[i].id, "high_needs") == 0)
            return dsg->block[i].budget_gbp;
    return 0.0;
}

struct beside
beside_one(const struct checks *self, const struct slip_number *number)
{
    (void)self;
    (void)number;
    return (struct beside){ 1.0, 0.0, "" };
}

struct beside
beside_share(const struct checks *self, const struct slip_number *number)
{
    const struct field *row = number->key->row;
    return row->lo == 0.0 && row->hi == 1.0 && row->type != FIELD_NUMBERS ? beside_one(self, number)
                                                                          : nothing;
}

struct beside
beside_block(const struct checks *self, const struct slip_number *number)
{
    const double budget = high_needs(self);
    (void)number;
    return (struct beside){ budget, 0.0,
                            arena_format(self->arena, "the high needs block of %s",
                                         check_gbp_m(self, budget)) };
}

/* Where the block is overspent by a tenth or more: a surplus beside it is a deficit as a rule. */
struct beside
beside_overspent_block(const struct checks *self, const struct slip_number *number)
{
    const double budget = high_needs(self),
                 outturn = number_at(self, "dsg.blocks.high_needs.outturn_gbp_m");
    (void)number;
    return !(outturn >= OVERSPENT * budget)
               ? nothing
               : (struct beside){ budget, 0.0,
                                  arena_format(
                                      self->arena, "the high needs block of %s, which spends %s",
                                      check_gbp_m(self, budget), check_gbp_m(self, outturn)) };
}

static struct beside
block_figure(const struct checks *self, const struct slip_number *number, const char *key,
             const char *what)
{
    const char *id = part(self, number->key->path, 2);
    const double gbp = number_at(self, arena_format(self->arena, "dsg.blocks.%s.%s", id, key));
    return (struct beside){
        gbp, 0.0, arena_format(self->arena, "the block's %s of %s", what, check_gbp_m(self, gbp))
    };
}

struct beside
beside_own_block(const struct checks *self, const struct slip_number *number)
{
    return block_figure(self, number, "budget_gbp_m", "budget");
}

struct beside
beside_recouped(const struct checks *self, const struct slip_number *number)
{
    return block_figure(self, number, "before_recoupment_gbp_m", "budget before recoupment");
}

struct beside
beside_deficit(const struct checks *self, const struct slip_number *number)
{
    const double budget = high_needs(self), deficit = -self->in->dsg.carry_forward_gbp;
    return budget >= deficit || budget <= 0.0
               ? beside_block(self, number)
               : (struct beside){ deficit, 0.0,
                                  arena_format(self->arena, "the deficit of %s",
                                               check_gbp_m(self, deficit)) };
}

struct beside
beside_year_before(const struct checks *self, const struct slip_number *number)
{
    const char *year = "";
    const double before = number_of_year(self, number->key->path, -1, &year);
    return (struct beside){ before, 0.0, arena_format(self->arena, "what it is in %s", year) };
}

struct beside
beside_deficit_before(const struct checks *self, const struct slip_number *number)
{
    const char *year = "";
    const double before = number_of_year(self, number->key->path, -1, &year);
    struct beside out = beside_block(self, number);
    out.from = before;
    return isnan(before) ? nothing : out;
}

struct beside
beside_deficit_after(const struct checks *self, const struct slip_number *number)
{
    const char *year = "";
    const double after = number_of_year(self, number->key->path, 1, &year);
    return after > A_DEFICIT * high_needs(self)
               ? (struct beside){ after, 0.0,
                                  arena_format(self->arena, "the deficit of %s at the end of %s",
                                               check_gbp_m(self, after), year) }
               : nothing;
}

struct beside
beside_grant_per_plan(const struct checks *self, const struct slip_number *number)
{
    const double plans = checks_clean(self, "plans") ? self->in->plans.total : 0.0;
    (void)number;
    return (struct beside){ GRANT_PER_PLAN * plans, 0.0,
                            arena_format(self->arena,
                                         "England's £20,000 for each plan, of the %s here",
                                         check_count(self, plans)) };
}

struct beside
beside_first_grant(const struct checks *self, const struct slip_number *number)
{
    const char *year = part(self, number->key->path, 2);
    const double gbp =
        number_at(self, arena_format(self->arena, "grant.known.%s.amount_gbp_m", year));
    return (struct beside){ gbp, 0.0,
                            arena_format(self->arena, "the amount of %s they are taken from",
                                         check_gbp_m(self, gbp)) };
}

/* Of a block transfer; other shares of options are shares of children. */
struct beside
beside_transfer(const struct checks *self, const struct slip_number *number)
{
    const char *id = part(self, number->key->path, 1);
    for (size_t i = 0; i < self->in->n_option; i++)
        if (strcmp(self->in->option[i].id, id) == 0 &&
            self->in->option[i].kind == OPTION_BLOCK_TRANSFER)
            return beside_one(self, number);
    return nothing;
}

struct beside
beside_pupils(const struct checks *self, const struct slip_number *number)
{
    const struct beside before = beside_recouped(self, number);
    const double pupils = before.scale / SCHOOLS_PER_PUPIL;
    return (struct beside){ pupils, 0.0,
                            arena_format(self->arena, "the %s that the block would pay £5,500 for",
                                         check_count(self, round(pupils))) };
}

/* ---- prices */

static const struct england_cost_in *
unit_cost(const struct checks *self, const struct slip_number *number)
{
    const struct setting_in *setting = inputs_setting(self->in, part(self, number->key->path, 1));
    const bool fee = strcmp(number->key->row->key, "topup_gbp") != 0;
    for (size_t i = 0; setting != NULL && i < self->in->n_england_cost; i++) {
        const struct england_cost_in *cost = &self->in->england_cost[i];
        if (cost->category == (int)setting->category && (cost->fee == fee))
            return cost;
    }
    return NULL;
}

static struct beside
england_cost(const struct checks *self, const struct england_cost_in *cost)
{
    return (struct beside){ cost->central_gbp, 0.0,
                            arena_format(self->arena, "England's £%s for each plan in '%s'",
                                         check_count(self, cost->central_gbp),
                                         category_name(cost->category)) };
}

static struct beside
block_per_plan(const struct checks *self)
{
    const double plans = self->in->plans.total, gbp = high_needs(self) / plans;
    return !(plans > 0.0) ? nothing
                          : (struct beside){ gbp, 0.0,
                                             arena_format(self->arena,
                                                          "the £%s of the high needs block for "
                                                          "each plan",
                                                          check_count(self, round(gbp))) };
}

/* One of several, the lowest of which is far below the average. */
static bool
is_band(const struct slip_number *number)
{
    return strstr(number->key->path, ".bands.") != NULL;
}

struct beside
beside_unit_cost(const struct checks *self, const struct slip_number *number)
{
    const struct england_cost_in *cost = unit_cost(self, number);
    return is_band(number) || cost == NULL ? nothing : england_cost(self, cost);
}

/* Where England's tables have no figure of the category. */
struct beside
beside_no_unit_cost(const struct checks *self, const struct slip_number *number)
{
    return is_band(number) || unit_cost(self, number) != NULL ? nothing : block_per_plan(self);
}

struct beside
beside_band(const struct checks *self, const struct slip_number *number)
{
    const struct england_cost_in *cost = unit_cost(self, number);
    return cost == NULL ? block_per_plan(self) : england_cost(self, cost);
}

struct beside
beside_place_rate(const struct checks *self, const struct slip_number *number)
{
    (void)self;
    (void)number;
    return (struct beside){ PLACE_RATE, 0.0, "the £10,000 that a special place is funded at" };
}

/* Capital for each place that the option opens. */
struct beside
beside_new_places(const struct checks *self, const struct slip_number *number)
{
    const char *id = part(self, number->key->path, 1);
    for (size_t i = 0; i < self->in->n_option; i++) {
        const struct option_in *option = &self->in->option[i];
        const double places =
            option->places == 0 ? 0.0 : quantity_central(&self->in->quantity[option->places]);
        if (strcmp(option->id, id) == 0)
            return (struct beside){ places, 0.0,
                                    arena_format(self->arena, "£1 for each of its %s places",
                                                 check_count(self, places)) };
    }
    return nothing;
}

/* ---- people */

struct beside
beside_plans(const struct checks *self, const struct slip_number *number)
{
    const double plans = checks_clean(self, "plans") ? self->in->plans.total : 0.0;
    (void)number;
    return (struct beside){ plans, 0.0,
                            arena_format(self->arena, "the %s plans", check_count(self, plans)) };
}

struct beside
beside_population(const struct checks *self, const struct slip_number *number)
{
    const struct population_in *population = &self->in->population;
    double people = 0.0;
    (void)number;
    for (size_t age = 0; population->n_count > 0 && age < N_NCY; age++)
        people += population->count[0].by_age[age];
    return (struct beside){ PLANS_PER_PERSON * people, 0.0,
                            arena_format(self->arena,
                                         "England's 35 in 1,000, of the %s people of 0 to 25 here",
                                         check_count(self, people)) };
}

struct beside
beside_new_plans(const struct checks *self, const struct slip_number *number)
{
    const double plans = self->in->joiners.new_plans;
    (void)number;
    return (struct beside){ checks_clean(self, "joiners") ? plans : 0.0, 0.0,
                            arena_format(self->arena, "the %s new plans of a year",
                                         check_count(self, plans)) };
}

/* The ages beside it in the same list. */
struct beside
beside_neighbours(const struct checks *self, const struct slip_number *number)
{
    const double *each = number->key->each;
    const size_t last = number->key->row->length - 1, age = number->element;
    const double below = each[age == 0 ? 1 : age - 1],
                 above = each[age == last ? last - 1 : age + 1];
    const double scale = sqrt(below * above);
    return scale < FEW ? nothing
                       : (struct beside){ scale, 0.0,
                                          arena_format(self->arena, "the ages beside it (%s)",
                                                       check_count(self, round(scale))) };
}

/* The same children a year before, in another list of the file. */
struct beside
beside_cohort(const struct checks *self, const struct slip_number *number)
{
    const struct population_in *population = &self->in->population;
    const int year = atoi(part(self, number->key->path, 2));
    for (size_t i = 0; number->element > 0 && i < population->n_count; i++) {
        const double before = population->count[i].by_age[number->element - 1];
        if (population->count[i].mid_year == year - 1 && before >= FEW)
            return (struct beside){ before, 0.0,
                                    arena_format(self->arena, "the %s a year younger in mid-%d",
                                                 check_count(self, before), year - 1) };
    }
    return nothing;
}

static double
children_in(const struct checks *self, const char *id)
{
    const struct plans_in *plans = &self->in->plans;
    for (size_t i = 0; checks_clean(self, "plans") && i < plans->n_by_setting; i++)
        if (strcmp(plans->by_setting[i].setting, id) == 0)
            return plans->by_setting[i].count;
    return 0.0;
}

struct beside
beside_setting_plans(const struct checks *self, const struct slip_number *number)
{
    const double children = children_in(self, part(self, number->key->path, 1));
    return children < A_SCHOOL ? nothing
                               : (struct beside){ children, 0.0,
                                                  arena_format(self->arena, "the %s plans there",
                                                               check_count(self, children)) };
}

/* Places that are there from the start; n: in so many numbers. own: the number is one of them. */
struct standing {
    double places;
    size_t n;
    bool own;
};

static struct standing
standing_places(const struct checks *self, const struct slip_number *number)
{
    const struct setting_in *setting = inputs_setting(self->in, part(self, number->key->path, 1));
    struct standing out = { .n = 0 };
    for (size_t i = 0; setting != NULL && i < setting->n_seats; i++) {
        const struct seats_in *seats = &setting->seats[i];
        if (seats->from != NULL && seats->from[0] != '\0')
            continue;
        out.own = out.own || seats->count == number->value;
        out.places += seats->count;
        out.n++;
    }
    return out;
}

/* Places that are there from the start, given as one number, beside the children in them. */
struct beside
beside_places_there(const struct checks *self, const struct slip_number *number)
{
    const struct standing standing = standing_places(self, number);
    return standing.own && standing.n == 1 ? beside_setting_plans(self, number) : nothing;
}

/* Places that open later, beside those there before them or the children in them. */
struct beside
beside_places_added(const struct checks *self, const struct slip_number *number)
{
    const struct standing standing = standing_places(self, number);
    const double children = children_in(self, part(self, number->key->path, 1)),
                 most = fmax(standing.places, children);
    if (standing.own || most < A_SCHOOL)
        return nothing;
    return (struct beside){ most, 0.0,
                            arena_format(self->arena, "the %s %s there", check_count(self, most),
                                         standing.places > children ? "places" : "plans") };
}
