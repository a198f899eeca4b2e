/* The base year, the plans to start from, new plans, moves. */
#include "calendar.h"
#include "checks.h"
#include "nearest.h"
#include "value.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double MONTHS_ROUNDING = 1e-6;
static const double POSITION_MOST =
    2.0; /* plans on the position date over plans in January, at most, and at least its inverse */
static const double MOST_SHARE = 1.0 + 1e-9;

/* ---- base */

static void
check_position_date(const struct checks *self)
{
    const struct inputs *in = self->in;
    double moment;

    if (in->position_date[0] == '\0' || date_parse(in->position_date, &moment, NULL) != 0)
        return;
    if (floor(moment - APRIL) != in->base_census)
        faults_add(self->faults, check_where(self, "base.position_date"),
                   "'base.position_date' is %s, outside the first forecast year %s (which follows "
                   "from census = %d)",
                   in->position_date, fy_name(in->base_census).text, in->base_census);
}

static void
check_base(const struct checks *self)
{
    const struct inputs *in = self->in;
    if (!checks_clean(self, "base"))
        return;
    check_position_date(self);
    if (isnan(in->position_plans))
        return;
    const char *where = check_where(self, "base.position_plans");
    if (in->position_date[0] == '\0')
        faults_add(self->faults, where,
                   "'base.position_plans' is given without 'base.position_date': on which day were "
                   "there %s plans?",
                   check_count(self, in->position_plans));
    if (!checks_clean(self, "plans"))
        return;
    const double ratio = in->position_plans / in->plans.total;
    if (ratio > POSITION_MOST || ratio < 1.0 / POSITION_MOST)
        faults_add(self->faults, where,
                   "'base.position_plans' is %s, but 'plans.total' was %s that January: is one of "
                   "them mistyped?",
                   check_count(self, in->position_plans), check_count(self, in->plans.total));
}

/* ---- plans */

static void
check_total(const struct checks *self, const char *list, size_t n, double sum)
{
    const struct plans_in *plans = &self->in->plans;
    if (n > 0 && sum != plans->total)
        faults_add(self->faults, plans->where,
                   "'plans.%s' adds up to %s, but 'plans.total' is %s: the difference is %s", list,
                   check_count(self, sum), check_count(self, plans->total),
                   check_count(self, sum - plans->total));
}

static void
check_stock_totals(const struct checks *self)
{
    const struct plans_in *plans = &self->in->plans;
    double setting = 0.0, age = 0.0, need = 0.0, cell = 0.0;

    for (size_t i = 0; i < plans->n_by_setting; i++)
        setting += plans->by_setting[i].count;
    for (size_t i = 0; i < plans->n_by_age; i++)
        age += plans->by_age[i].count;
    for (size_t i = 0; i < plans->n_by_need; i++)
        need += plans->by_need[i].count;
    for (size_t i = 0; i < plans->n_cell; i++)
        cell += plans->cell[i].count;
    check_total(self, "by_setting", plans->n_by_setting, setting);
    check_total(self, "by_age", plans->n_by_age, age);
    check_total(self, "by_need", plans->n_by_need, need);
    check_total(self, "cells", plans->n_cell, cell);
    const bool margins = plans->n_by_setting > 0 || plans->n_by_age > 0 || plans->n_by_need > 0;
    if (plans->n_cell > 0 && margins)
        faults_add(
            self->faults, plans->where,
            "'plans' has cells as well as by_setting, by_age or by_need: give one or the other");
    else if (plans->n_cell == 0 && plans->n_by_setting == 0)
        faults_add(self->faults, plans->where,
                   "'plans.by_setting' is missing: where the %s plans are placed",
                   check_count(self, plans->total));
}

/* Earlier Januaries: each has a total, and they follow each other up to the base census. */
static void
check_past_plans(const struct checks *self)
{
    const struct plans_in *plans = &self->in->plans;
    int first = self->in->base_census;
    for (size_t i = 0; i < plans->n_history; i++) {
        const struct past_plans_in *past = &plans->history[i];
        const double total = past_plans_total(past);
        first = past->census < first ? past->census : first;
        if (past->census >= self->in->base_census)
            faults_add(self->faults, past->where,
                       "'plans.history' has January %d, which is not before the base census, "
                       "January %d",
                       past->census, self->in->base_census);
        else if (isnan(total))
            faults_add(self->faults, past->where,
                       "'plans.history' has neither total nor by_setting for January %d",
                       past->census);
        else if (past->total != total && !isnan(past->total))
            faults_add(self->faults, past->where,
                       "'plans.history.%d.by_setting' adds up to %s, but its total is %s",
                       past->census, check_count(self, total), check_count(self, past->total));
    }
    if ((size_t)(self->in->base_census - first) > plans->n_history)
        faults_add(self->faults, plans->where,
                   "'plans.history' begins in January %d and leaves out a January before %d", first,
                   self->in->base_census);
}

/* Bands cover each age from 0 to 25 once. */
static void
check_bands(const struct checks *self)
{
    const struct plans_in *plans = &self->in->plans;
    const struct stock_age_in *holder[N_NCY] = { NULL };

    for (size_t i = 0; i < plans->n_by_age; i++) {
        const struct stock_age_in *band = &plans->by_age[i];
        if (band->from_age > band->to_age) {
            faults_add(self->faults, band->where,
                       "the age band from %d to %d ends before it begins", band->from_age,
                       band->to_age);
            return;
        }
        for (int age = band->from_age; age <= band->to_age; age++) {
            if (holder[age] != NULL) {
                faults_add(self->faults, band->where,
                           "the age bands %d to %d and %d to %d both hold age %d",
                           holder[age]->from_age, holder[age]->to_age, band->from_age, band->to_age,
                           age);
                break;
            }
            holder[age] = band;
        }
    }
    for (int age = 0; plans->n_by_age > 0 && age < N_NCY; age++) {
        int last = age;
        while (last < N_NCY && holder[last] == NULL)
            last++;
        if (last > age)
            faults_add(self->faults, plans->where,
                       "'plans.by_age' leaves out age%s %d%s%s: add a band, with count = 0 if "
                       "there are none",
                       last - age > 1 ? "s" : "", age, last - age > 1 ? " to " : "",
                       last - age > 1 ? arena_format(self->arena, "%d", last - 1) : "");
        age = last;
    }
}

/* ---- population and new plans */

/* The count before this one; NULL: it is the first. */
static const struct population_count_in *
count_before(const struct population_in *population, const struct population_count_in *count)
{
    const struct population_count_in *before = NULL;
    for (size_t i = 0; i < population->n_count; i++)
        if (population->count[i].mid_year < count->mid_year &&
            (before == NULL || population->count[i].mid_year > before->mid_year))
            before = &population->count[i];
    return before;
}

static void
check_one_base(const struct checks *self, const struct population_count_in *count)
{
    const struct population_count_in *before = count_before(&self->in->population, count);
    const double step = before == NULL ? 0.0 : population_step(before, count);
    if (step != 0.0)
        faults_add(self->notes, count->where,
                   "at every age the population changes by some %+.0f%% between mid-%d and "
                   "mid-%d, cohort by cohort: are both on one base (no census between them, no "
                   "projection after an estimate)? This step is not carried on after mid-%d",
                   100.0 * expm1(step), before->mid_year, count->mid_year, count->mid_year);
}

/* Years of which one may be mistyped: far from the one before, or all far before the census. */
static void
check_mid_years(const struct checks *self, const struct population_count_in *count)
{
    enum { A_GAP = 5, OLD = 3 };
    const struct population_in *population = &self->in->population;
    const struct population_count_in *before = count_before(population, count);
    const int base = self->in->base_census;
    bool last = count->mid_year <= base - OLD;
    for (size_t i = 0; i < population->n_count; i++)
        last = last && population->count[i].mid_year <= count->mid_year;
    if (before != NULL && count->mid_year - before->mid_year > A_GAP)
        faults_add(self->questions, count->where,
                   "the population of mid-%d stands beside that of mid-%d, %d years before: is "
                   "one of the years mistyped?",
                   count->mid_year, before->mid_year, count->mid_year - before->mid_year);
    else if (last)
        faults_add(self->questions, count->where,
                   "the last population is of mid-%d, %d years before the census of January %d: "
                   "is the year mistyped?",
                   count->mid_year, base - count->mid_year, base);
}

/* The rates of the base year need a population: the first count may not come after it. */
static void
check_population(const struct checks *self)
{
    const struct population_in *population = &self->in->population;
    const int base = self->in->base_census;
    const struct population_count_in *first = NULL;

    for (size_t i = 0; i < population->n_count; i++) {
        double sum = 0.0;
        for (size_t age = 0; age < N_NCY; age++)
            sum += population->count[i].by_age[age];
        if (first == NULL || population->count[i].mid_year < first->mid_year)
            first = &population->count[i];
        check_one_base(self, &population->count[i]);
        check_mid_years(self, &population->count[i]);
        if (checks_clean(self, "plans") && sum < self->in->plans.total)
            faults_add(
                self->faults, population->count[i].where,
                "the population of mid-%d is %s, fewer than the %s plans: is it in thousands?",
                population->count[i].mid_year, check_count(self, sum),
                check_count(self, self->in->plans.total));
    }
    if (first != NULL && first->mid_year > base)
        faults_add(self->faults, first->where,
                   "'population.counts' begins at mid-%d, want mid-%d or before (the year of the "
                   "base census or the one before it)",
                   first->mid_year, base);
}

/* Ages without an entry take the nearest one; an entry must place a child. */
static void
check_weights(const struct checks *self, const struct mix_in *mix, size_t n, const char *list)
{
    for (size_t i = 0; i < n; i++) {
        double sum = 0.0;
        for (size_t c = 0; c < N_CATEGORY; c++)
            sum += mix[i].by_category[c];
        if (sum <= 0.0)
            faults_add(self->faults, mix[i].where, "'%s' has no weight above 0 at age %d", list,
                       mix[i].age);
    }
}

static void
check_joiners(const struct checks *self)
{
    const struct inputs *in = self->in;
    double months = 0.0, rates = 0.0;

    if (!checks_clean(self, "joiners"))
        return;
    for (size_t i = 0; i < N_MONTH; i++)
        months += in->joiners.months[i];
    for (size_t i = 0; i < N_NCY; i++)
        rates += in->joiners.rate_by_age[i];
    if (fabs(months - 1.0) > MONTHS_ROUNDING)
        faults_add(self->faults, check_where(self, "joiners.months"),
                   "'joiners.months' adds up to %.8g, want 1", months);
    if (rates <= 0.0)
        faults_add(self->faults, check_where(self, "joiners.rate_by_age"),
                   "'joiners.rate_by_age' is 0 at every age, so no child could join");
    check_weights(self, in->joiners.mix, in->joiners.n_mix, "joiners.mix");
    if (checks_clean(self, "plans") && in->joiners.new_plans > in->plans.total)
        faults_add(self->faults, check_where(self, "joiners.new_plans"),
                   "'joiners.new_plans' is %s, more than all %s plans of 'plans.total': is one of "
                   "them mistyped?",
                   check_count(self, in->joiners.new_plans), check_count(self, in->plans.total));
}

/* ---- moves */

/* Does a rule's name mean this setting? */
static bool
means(const char *name, const struct setting_in *setting)
{
    return strcmp(name, setting->id) == 0 || strcmp(name, category_name(setting->category)) == 0;
}

/* England's rules speak of categories that an area need not have; a rule of the file's own must
 * match. */
static void
check_rule_end(const struct checks *self, const struct move_in *rule, const char *key,
               const char *name)
{
    const struct inputs *in = self->in;
    struct nearest nearest = { .name = name };

    for (size_t i = 0; i < in->n_setting; i++)
        if (means(name, &in->setting[i]))
            return;
    for (size_t i = 0; i < in->n_setting; i++) {
        nearest_offer(&nearest, in->setting[i].id);
        nearest_offer(&nearest, category_name(in->setting[i].category));
    }
    if (category_of_name(name) >= 0)
        faults_add(self->faults, rule->where,
                   "this rule moves no child: its '%s' is the category '%s', which no setting has",
                   key, name);
    else
        faults_add(
            self->faults, rule->where,
            "this rule moves no child: its '%s' is '%s', which is no setting and no category%s%s%s",
            key, name, nearest.best == NULL ? "" : ": did you mean '",
            nearest.best == NULL ? "" : nearest.best, nearest.best == NULL ? "" : "'?");
}

/* Shares that leave one setting in one year for one need may not exceed 1. False when they do. */
static bool
check_shares(const struct checks *self, const struct setting_in *setting,
             const struct need_in *need, int ncy)
{
    const struct movers_in *movers = &self->in->movers;
    const struct move_in *last = NULL;
    double sum = 0.0;
    bool by_need = false;

    for (size_t i = 0; i < movers->n_rule; i++) {
        const struct move_in *rule = &movers->rule[i];
        if (rule->ncy != ncy || !means(rule->from, setting) ||
            (rule->need != NULL && strcmp(rule->need, need->id) != 0))
            continue;
        sum += rule->share;
        last = rule;
        by_need = by_need || rule->need != NULL;
    }
    if (last == NULL || sum <= MOST_SHARE)
        return true;
    faults_add(
        self->faults, last->where,
        "the moves out of '%s' into Year %d add up to %.4g of those there%s%s%s, want at most 1",
        setting->id, ncy, sum, by_need ? " with need '" : "", by_need ? need->id : "",
        by_need ? "'" : "");
    return false;
}

static void
check_movers(const struct checks *self)
{
    const struct inputs *in = self->in;
    if (!checks_clean(self, "movers", "settings", "needs"))
        return;
    for (size_t i = 0; i < in->movers.n_rule; i++) {
        const struct move_in *rule = &in->movers.rule[i];
        if (value_is_of_england(rule->where))
            continue;
        check_rule_end(self, rule, "from", rule->from);
        check_rule_end(self, rule, "to", rule->to);
        if (strcmp(rule->from, rule->to) == 0)
            faults_add(self->faults, rule->where,
                       "this rule moves no child: 'from' and 'to' are both '%s'", rule->from);
    }
    for (size_t s = 0; s < in->n_setting; s++)
        for (int ncy = NCY_MIN; ncy <= NCY_MAX; ncy++)
            for (size_t n = 0;
                 n < in->n_need && check_shares(self, &in->setting[s], &in->need[n], ncy); n++)
                ;
}

/* A rule that names a category means all its settings, so an id that is a category's name must mean
 * the same. */
static void
check_setting_ids(const struct checks *self)
{
    const struct inputs *in = self->in;
    for (size_t i = 0; i < in->n_setting; i++) {
        const int category = category_of_name(in->setting[i].id);
        size_t n_same = 0;
        for (size_t k = 0; k < in->n_setting; k++)
            n_same += (int)in->setting[k].category == category;
        if (category >= 0 && (int)in->setting[i].category != category)
            faults_add(self->faults, in->setting[i].where,
                       "setting '%s' has the name of a category but belongs to '%s': rename it, or "
                       "change its category",
                       in->setting[i].id, category_name(in->setting[i].category));
        else if (category >= 0 && n_same > 1)
            faults_add(
                self->faults, in->setting[i].where,
                "setting '%s' has the name of its category, which other settings share: rename it",
                in->setting[i].id);
    }
}

static void
check_england(const struct checks *self)
{
    const struct inputs *in = self->in;
    if (checks_clean(self, "england"))
        check_weights(self, in->england_stock, in->n_england_stock, "england.stock_by_age");
}

void
check_people(const struct checks *self)
{
    check_base(self);
    if (checks_clean(self, "plans")) {
        check_stock_totals(self);
        check_bands(self);
        check_past_plans(self);
    }
    if (checks_clean(self, "population", "base"))
        check_population(self);
    check_joiners(self);
    if (checks_clean(self, "settings"))
        check_setting_ids(self);
    check_movers(self);
    check_england(self);
}
