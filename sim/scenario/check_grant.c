/* What the grant follows as well as its growth: pupils that there are, limits in order, what takes
 * the place of what, flat years after the announced ones, academy places. */
#include "checks.h"
#include "value.h"

#include <string.h>

/* Neither England's nor a default. */
static bool
of_the_file(const struct checks *self, quantity_id id)
{
    const char *where = id == 0 ? "default" : self->in->quantity[id].where;
    return strcmp(where, "default") != 0 && !value_is_of_england(where);
}

static int
last_known(const struct grant_in *grant)
{
    int last = grant->known[0].fy;
    for (size_t i = 1; i < grant->n_known; i++)
        last = grant->known[i].fy > last ? grant->known[i].fy : last;
    return last;
}

static void
check_flat_cash(const struct checks *self)
{
    const struct grant_in *grant = &self->in->grant;
    const char *where = check_where(self, "grant.flat_cash");
    for (size_t i = 0; i < grant->n_flat_cash; i++) {
        int fy;
        if (fy_parse(grant->flat_cash[i], &fy, NULL) != 0)
            faults_add(self->faults, where,
                       "'grant.flat_cash' has '%s', want financial years such as \"2026/27\"",
                       grant->flat_cash[i]);
        else if (fy <= last_known(grant))
            faults_add(self->faults, where,
                       "'grant.flat_cash' has %s, whose amount is announced in grant.known: leave "
                       "one of them out",
                       grant->flat_cash[i]);
        else if (fy >= self->in->base_census + self->in->horizon_years)
            faults_add(self->notes, where,
                       "'grant.flat_cash' has %s, after the last forecast year: not reached",
                       grant->flat_cash[i]);
    }
}

struct schools { /* state special ones, by where they are */
    size_t n_here, n_shared,
        n_elsewhere; /* n_shared: of n_here, those whose places have others_share */
};

static struct schools
schools_of(const struct inputs *in)
{
    struct schools schools = { 0 };
    for (size_t s = 0; s < in->n_setting; s++) {
        const struct setting_in *setting = &in->setting[s];
        if (setting->category != CATEGORY_STATE_SPECIAL)
            continue;
        schools.n_here += setting->local ? 1 : 0;
        schools.n_shared +=
            setting->local && setting->n_seats > 0 && setting->others_share != 0 ? 1 : 0;
        schools.n_elsewhere += setting->local ? 0 : 1;
    }
    return schools;
}

/* Only changes since the last known year move the grant, so that year must be given. */
static void
check_other_pupils(const struct checks *self, const struct schools *schools)
{
    const struct grant_formula_in *formula = &self->in->grant.formula;
    const int last = last_known(&self->in->grant);
    const struct other_pupils_in *first = &formula->other_pupils[0];
    for (size_t i = 1; i < formula->n_other_pupils; i++)
        if (formula->other_pupils[i].census < first->census)
            first = &formula->other_pupils[i];
    if (schools->n_shared == schools->n_here)
        faults_add(self->faults, first->where,
                   "'grant.formula.other_pupils' would be counted twice: the local special schools "
                   "have places, of which others_share are "
                   "other authorities'");
    else if (first->census > last)
        faults_add(self->faults, first->where,
                   "'grant.formula.other_pupils' begins in January %d, want %d or before: the last "
                   "known year, %d/%02d, has those of January "
                   "%d in it",
                   first->census, last, last, (last + 1) % 100, last);
    else if (formula->n_other_pupils == 1)
        faults_add(self->notes, first->where,
                   "'grant.formula.other_pupils' has one count and changes nothing: only changes "
                   "since the last known year move the grant");
}

static void
check_formula(const struct checks *self)
{
    const struct grant_in *grant = &self->in->grant;
    const struct schools schools = schools_of(self->in);
    if (schools.n_here == 0) {
        faults_add(self->faults, grant->formula.where,
                   "'grant.formula' follows the pupils of local state special schools, and no "
                   "setting of category state_special is local");
        return;
    }
    if (grant->formula.n_other_pupils > 0)
        check_other_pupils(self, &schools);
    if (schools.n_elsewhere == 0)
        faults_add(self->notes, grant->formula.where,
                   "'grant.formula' counts no residents in special schools elsewhere: no setting "
                   "of category state_special has local = false");
    if (grant->growth.first == 0 && !of_the_file(self, grant->settlement.real.first))
        faults_add(
            self->notes, grant->formula.where,
            "'grant.settlement' is England's, and special schools' pupils are in it, some "
            "0.6 points a year from 2020-21 to 2023-24: "
            "together with 'grant.formula' they count twice unless settlement.real is lower");
}

/* ---- the settlement */

/* A key of the settlement that the file has, where another takes its place. */
static void
check_replaced(const struct checks *self, const char *key, quantity_id id, const char *by)
{
    if (of_the_file(self, id))
        faults_add(self->notes, self->in->quantity[id].where,
                   "'grant.settlement.%s' is not used: '%s' takes its place", key, by);
}

static void
check_limits(const struct checks *self)
{
    const struct grant_in *grant = &self->in->grant;
    const struct settlement_in *in = &grant->settlement;
    const struct quantity *quantity = self->in->quantity;
    const bool typed = grant->limits.where != NULL;
    const quantity_id floor = typed ? grant->limits.floor : in->floor,
                      cap = typed ? grant->limits.cap : in->cap;
    if (quantity_central(&quantity[cap]) < quantity_central(&quantity[floor]))
        faults_add(self->faults, typed ? grant->limits.where : in->where,
                   "'grant.%s' has a cap below its floor", typed ? "growth_limits" : "settlement");
    if (!typed)
        return;
    check_replaced(self, "floor", in->floor, "grant.growth_limits");
    check_replaced(self, "cap", in->cap, "grant.growth_limits");
    check_replaced(self, "cash_floor", in->cash_floor, "grant.growth_limits");
}

static void
check_settlement(const struct checks *self)
{
    const struct grant_in *grant = &self->in->grant;
    const struct settlement_in *in = &grant->settlement;
    check_limits(self);
    if (grant->growth.first != 0) {
        check_replaced(self, "passed_on", in->passed_on, "grant.growth");
        check_replaced(self, "met", in->met, "grant.growth");
        check_replaced(self, "pupils", in->pupils, "grant.growth");
        check_replaced(self, "real", in->real.first, "grant.growth");
        return;
    }
    const struct england_plans_in *england = settlement_england(in, self->in->base_census);
    if (england == NULL)
        faults_add(self->faults, check_where(self, "grant.settlement.england"),
                   "'grant.settlement.england' has no row for January %d, the base census, or "
                   "before: add one, or type grant.growth in place of the settlement",
                   self->in->base_census);
    else if (england->new_plans >= england->plans)
        faults_add(self->faults, england->where,
                   "'grant.settlement.england' has %.0f new plans in the year to January %d, want "
                   "fewer than the %.0f plans of that January",
                   england->new_plans, england->census, england->plans);
}

static int
first_year_of(const struct grant_in *grant, const char *id)
{
    int first = 0;
    for (size_t i = 0; i < grant->n_academy; i++)
        if (strcmp(grant->academy[i].id, id) == 0 && (first == 0 || grant->academy[i].ay < first))
            first = grant->academy[i].ay;
    return first;
}

static void
check_academy_places(const struct checks *self)
{
    const struct inputs *in = self->in;
    const struct grant_in *grant = &in->grant;
    for (size_t i = 0; i < grant->n_academy; i++) {
        const struct academy_places_in *places = &grant->academy[i];
        const int first = first_year_of(grant, places->id);
        for (size_t k = 0; k < i; k++)
            if (strcmp(grant->academy[k].id, places->id) == 0 &&
                grant->academy[k].post16 != places->post16)
                faults_add(self->faults, places->where,
                           "'grant.academy_places.%s' is post-16 in one entry and not in another",
                           places->id);
        if (first > in->base_census - 1 && places->ay == first)
            faults_add(self->notes, places->where,
                       "'grant.academy_places.%s' begins in %d/%02d: there are none in the "
                       "academic year that ends in the first financial year",
                       places->id, first, (first + 1) % 100);
    }
    const char *where = check_where(self, "grant.academy_places");
    if (grant->n_academy > 0 && of_the_file(self, grant->deductions_growth))
        faults_add(self->faults, in->quantity[grant->deductions_growth].where,
                   "'grant.deductions_growth' has no meaning: grant.academy_places give the "
                   "deductions of every year");
    if (grant->n_academy > 0 && grant->basis == GRANT_AFTER_DEDUCTIONS)
        faults_add(
            self->faults, where,
            "'grant.academy_places' would be taken off twice: grant.basis is \"after_deductions\"");
    else if (grant->n_academy > 0 && in->dsg.basis == BEFORE_RECOUPMENT)
        faults_add(self->faults, where,
                   "'grant.academy_places' would be taken off a budget that keeps them: dsg.basis "
                   "is \"before_recoupment\"");
}

void
check_grant_rules(const struct checks *self)
{
    const struct inputs *in = self->in;
    if (in->grant.n_known == 0)
        return;
    check_flat_cash(self);
    if (in->grant.formula.where != NULL && checks_clean(self, "settings"))
        check_formula(self);
    if (checks_clean(self, "grant.settlement") && checks_clean(self, "grant.growth") &&
        checks_clean(self, "grant.growth_limits"))
        check_settlement(self);
    check_academy_places(self);
}
