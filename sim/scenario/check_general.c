/* The general fund: settings that there are, capital in years that are forecast, reserves that hold
 * from the first year on, dates that end a financial year. */
#include "calendar.h"
#include "checks.h"

#include <math.h>
#include <string.h>

static const int MRP_LONGEST_LIFE = 50; /* years; statutory guidance on MRP (DLUHC, April 2024):
                                           longer only on advice about the asset */
static const double MOST_CAPITAL_PER_PLAN =
    1e6; /* pounds: a new special school's place costs some 130,000 */

static const char *
year_text(const struct checks *self, int fy)
{
    return arena_format(self->arena, "%d/%02d", fy, (fy + 1) % 100);
}

static int
last_fy(const struct checks *self)
{
    return self->in->base_census + self->in->horizon_years - 1;
}

static double
central(const struct checks *self, quantity_id id)
{
    return id == 0 ? (double)NAN : quantity_central(&self->in->quantity[id]);
}

/* ---- capital */

static void
note_life(const struct checks *self, const char *where, const char *path,
          const struct borrowing_in *terms)
{
    if (terms->life_years > MRP_LONGEST_LIFE)
        faults_add(self->notes, where,
                   "'%s.life_years' is %d: statutory guidance on MRP allows more than %d years "
                   "only on advice about the asset",
                   path, terms->life_years, MRP_LONGEST_LIFE);
}

static void
check_capital_years(const struct checks *self, const struct capital_in *capital, const char *path)
{
    const int first = self->in->base_census, last = last_fy(self);
    if (capital->in_use_fy != 0 && capital->in_use_fy < capital->fy)
        faults_add(self->faults, capital->where, "'%s' is in use in %s, before it is spent in %s",
                   path, year_text(self, capital->in_use_fy), year_text(self, capital->fy));
    if (!checks_clean(self, "base", "horizon_years"))
        return;
    if (capital->fy < first)
        faults_add(self->faults, capital->where,
                   "'%s' is spent in %s, before the first forecast year %s: what it costs is in "
                   "today's budget, not in this forecast",
                   path, year_text(self, capital->fy), year_text(self, first));
    else if (capital->fy > last)
        faults_add(self->notes, capital->where,
                   "'%s' is spent in %s, after the last forecast year %s: not reached", path,
                   year_text(self, capital->fy), year_text(self, last));
}

static void
check_capital(const struct checks *self)
{
    const struct general_fund_in *fund = &self->in->general_fund;
    for (size_t i = 0; i < fund->n_capital; i++) {
        const struct capital_in *capital = &fund->capital[i];
        const char *path = arena_format(self->arena, "general_fund.capital.%s", capital->id);
        check_capital_years(self, capital, path);
        note_life(self, capital->where, path, &capital->terms);
        check_per_plan(self, capital->where, arena_format(self->arena, "%s.amount_gbp_m", path),
                       central(self, capital->amount_gbp), MOST_CAPITAL_PER_PLAN);
    }
    if (fund->capital_defaults.where != NULL)
        note_life(self, fund->capital_defaults.where, "general_fund.capital_defaults",
                  &fund->capital_defaults.terms);
}

/* ---- reserves */

/* The year that an amount is at the end of; false, with a fault, when it does not say. */
static bool
reserve_year(const struct checks *self, const struct reserve_in *reserve, int *fy)
{
    const bool date = reserve->date[0] != '\0';
    *fy = reserve->fy;
    if (date == (reserve->fy != 0))
        faults_add(self->faults, reserve->where,
                   "an entry of 'general_fund.reserves.by_year' has %s: give one of them",
                   date ? "both date and fy" : "neither date nor fy");
    else if (date && !fy_of_end(reserve->date, fy))
        faults_add(self->faults, reserve->where,
                   "'general_fund.reserves.by_year' has an amount on %s, want a 31 March: the "
                   "deficit is forecast at the end of years",
                   reserve->date);
    else
        return true;
    return false;
}

/* An amount holds until the next, so one must be there by the end of the first year. */
static void
check_amounts(const struct checks *self)
{
    const struct reserves_in *in = &self->in->general_fund.reserves;
    bool all = true;
    int earliest = 0;
    for (size_t i = 0; i < in->n_by_year; i++) {
        int fy;
        const bool right = reserve_year(self, &in->by_year[i], &fy);
        all = all && right;
        if (right && (earliest == 0 || fy < earliest))
            earliest = fy;
        for (size_t k = 0; right && k < i; k++) {
            int other = in->by_year[k].fy;
            if ((other != 0 || fy_of_end(in->by_year[k].date, &other)) && other == fy)
                faults_add(
                    self->faults, in->by_year[i].where,
                    "'general_fund.reserves.by_year' has two amounts at the end of %s: first at %s",
                    year_text(self, fy), in->by_year[k].where);
        }
        check_per_plan(self, in->by_year[i].where, "general_fund.reserves.by_year.amount_gbp_m",
                       central(self, in->by_year[i].amount_gbp), MOST_PER_PLAN);
    }
    if (all && checks_clean(self, "base") && earliest > self->in->base_census)
        faults_add(self->faults, in->where,
                   "'general_fund.reserves.by_year' begins at the end of %s, want an amount at the "
                   "end of the first forecast year %s or before: "
                   "each holds until the next",
                   year_text(self, earliest), year_text(self, self->in->base_census));
}

static void
check_tests(const struct checks *self)
{
    const struct reserves_in *in = &self->in->general_fund.reserves;
    for (size_t i = 0; i < in->n_test; i++) {
        const struct reserve_test_in *test = &in->test[i];
        int fy;
        if (!fy_of_end(test->date, &fy))
            faults_add(self->faults, test->where,
                       "'general_fund.reserves.test_dates' has %s, want a 31 March: the deficit is "
                       "forecast at the end of years",
                       test->date);
        else if (!checks_clean(self, "base", "horizon_years"))
            continue;
        else if (fy < self->in->base_census)
            faults_add(self->faults, test->where,
                       "'general_fund.reserves.test_dates' has %s, before the end of the first "
                       "forecast year %s",
                       test->date, year_text(self, self->in->base_census));
        else if (fy > last_fy(self))
            faults_add(self->notes, test->where,
                       "'general_fund.reserves.test_dates' has %s, after the end of the last "
                       "forecast year %s: not reached",
                       test->date, year_text(self, last_fy(self)));
    }
}

/* ---- real terms */

static void
check_deflator(const struct checks *self)
{
    if (!checks_clean(self, "base", "horizon_years"))
        return;
    for (size_t i = 0; i < self->in->n_deflator; i++)
        if (self->in->deflator[i].fy > last_fy(self))
            faults_add(self->notes, self->in->deflator[i].where,
                       "'deflator' has %s, after the last forecast year %s: not reached",
                       year_text(self, self->in->deflator[i].fy), year_text(self, last_fy(self)));
}

void
check_general(const struct checks *self)
{
    if (checks_clean(self, "deflator"))
        check_deflator(self);
    if (self->in->general_fund.where == NULL || !checks_clean(self, "general_fund"))
        return;
    check_capital(self);
    if (self->in->general_fund.reserves.where == NULL)
        return;
    check_amounts(self);
    check_tests(self);
}
