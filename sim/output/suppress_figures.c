/* Which figures are left out: primary suppression by size, complementary suppression by relation.
 *
 * A relation is a list of figures that add up with signs, so any one of them follows from the
 * others. Symbols: s setting, b age band, t year.
 *
 *   plans(t) = sum plans.s(t) = sum plans.b(t)
 *   plans(t) = plans(t-1) + joined - left + transferred_in - transferred_out + unexplained
 *   waiting.s = sum waiting.s.to,  overflowed.s = sum overflowed.s.to
 *   places.s = others.s + plans.s + empty.s              (while there is room; places are known
 *                                                        from the scenario file)
 *   joined = pipeline.issued
 *   assessing(t) = assessing(t-1) + requests - refused - issued - ...
 *   high_needs_spending = sum spending.s + lines         (only spending.s can be left out: the
 *                                                        ledger and the file know the rest)
 *   general_fund.transport = sum general_fund.transport.s (and its cost per pupil is in the file)
 *   s251.l = shares of spending.s + lines                (hide_return)
 *
 * They are gone through until nothing changes. Each round leaves out more or ends, so it ends. */
#include "suppress_figures.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ID_SIZE = 512 };

bool
suppress_is_small(const struct suppress *self, double x)
{
    return fabs(x) > 0.0 && fabs(x) < self->threshold;
}

bool
suppress_is_enough(const struct suppress *self, size_t n, double sum)
{
    return n >= 2 && sum >= self->threshold && sum > (double)n;
}

/* ---- what is there */

static size_t
measure_named(const struct suppress *self, const char *prefix, const char *id)
{
    char name[ID_SIZE];
    snprintf(name, sizeof name, "%s%s", prefix, id);
    for (size_t m = 0; m < self->results->n_measure; m++)
        if (strcmp(self->results->measure[m].id, name) == 0)
            return m;
    return SIZE_MAX;
}

/* Figure of a year (0: base) by name; NULL when there is none. */
static struct suppress_figure *
figure_named(struct suppress *self, size_t year, const char *prefix, const char *id)
{
    const size_t m = measure_named(self, prefix, id);
    return m == SIZE_MAX || year >= self->n_year
               ? NULL
               : &self->figure[year * self->results->n_measure + m];
}

static bool
counts_children(const struct measure *measure)
{
    return strcmp(measure->unit, "children") == 0 || strcmp(measure->unit, "place_years") == 0 ||
           strncmp(measure->id, "others.", 7) == 0;
}

static void
note_sum(struct suppress_figure *figure, double x)
{
    figure->smallest = fmin(figure->smallest, fabs(x));
    figure->largest = fmax(figure->largest, fabs(x));
}

static void
read_forecast(struct suppress *self, size_t scenario, size_t year, size_t m)
{
    const struct results *r = self->results;
    const struct measure *measure = &r->measure[m];
    const size_t at = results_index(r, scenario, year, m);
    const struct summary *s = &r->summary[at];
    double x[] = { r->central[at], s->mean, s->p05, s->p10,     s->p25,     s->p50,
                   s->p75,         s->p90,  s->p95, s->p50_low, s->p50_high };
    struct suppress_figure *figure = &self->figure[(year + 1) * r->n_measure + m];
    for (size_t i = 0; i < sizeof x / sizeof x[0]; i++)
        x[i] = table_round(x[i], measure->unit);
    note_sum(figure, x[0]);
    note_sum(figure, x[1]);
    for (size_t i = 0; counts_children(measure) && i < sizeof x / sizeof x[0]; i++)
        figure->hidden = figure->hidden || suppress_is_small(self, x[i]);
}

static void
read_outturn(struct suppress *self, const char *prefix, const char *id, double count)
{
    struct suppress_figure *figure = figure_named(self, 0, prefix, id);
    note_sum(figure, count);
    figure->hidden = suppress_is_small(self, count);
}

static void
read_figures(struct suppress *self)
{
    const struct results *r = self->results;
    double total = 0.0;
    for (size_t i = 0; i < self->n_year * r->n_measure; i++)
        self->figure[i].smallest = (double)INFINITY;
    for (size_t scenario = 0; scenario < r->n_scenario; scenario++)
        for (size_t year = 0; year < r->n_year; year++)
            for (size_t m = 0; m < r->n_measure; m++)
                if (!r->measure[m].ledger_row)
                    read_forecast(self, scenario, year, m);
    for (size_t s = 0; s < r->model->n_setting; s++) {
        read_outturn(self, "plans.", r->model->setting[s]->id, r->model->base_plans[s]);
        total += r->model->base_plans[s];
    }
    read_outturn(self, "plans", "", total);
}

/* ---- relations */

struct term {
    struct suppress_figure *figure;
    bool known;   /* from elsewhere: leaving it out would not help */
    size_t owner; /* of spending.s: the setting */
};

struct relation {
    struct suppress *of;
    size_t year;
    bool money; /* then no sum is too small */
    struct term *term;
    size_t n;
};

static void
add_term(struct relation *self, size_t year, const char *prefix, const char *id, bool known)
{
    struct suppress_figure *figure = figure_named(self->of, year, prefix, id);
    if (figure != NULL && figure->smallest < (double)INFINITY)
        self->term[self->n++] = (struct term){ figure, known, SIZE_MAX };
}

static bool
hide(struct suppress_figure *figure)
{
    if (figure == NULL || figure->hidden || !(figure->smallest < (double)INFINITY))
        return false;
    figure->hidden = true;
    return true;
}

/* A setting's year goes as a whole. */
static bool
hide_setting(struct suppress *self, size_t year, const char *setting)
{
    bool changed = hide(figure_named(self, year, "plans.", setting));
    changed = hide(figure_named(self, year, "place_years.", setting)) || changed;
    changed = hide(figure_named(self, year, "spending.", setting)) || changed;
    return hide(figure_named(self, year, "unit_price.", setting)) || changed;
}

/* The smallest that could still be left out: of those that are never 0, or of those that are in
 * some scenario or statistic. Where nothing else will do (a school that is full has as many
 * children as places), a 0. NULL when there is none. */
static const struct term *
next_of(const struct relation *self, bool alone)
{
    const struct term *best = NULL, *second = NULL, *last = NULL;
    for (size_t i = 0; i < self->n; i++) {
        const struct term *term = &self->term[i];
        const struct suppress_figure *figure = term->figure;
        if (term->known || figure->hidden)
            continue;
        if (figure->smallest > 0.0 && (best == NULL || figure->smallest < best->figure->smallest))
            best = term;
        if (figure->largest > 0.0 && (second == NULL || figure->largest < second->figure->largest))
            second = term;
        last = term;
    }
    if (best != NULL || !alone)
        return best;
    return second != NULL || self->money ? second : last;
}

/* Leaves out one more where that is needed. *open: it is, and there is none. */
static bool
protect(const struct relation *self, bool *open)
{
    size_t n_hidden = 0, n = 0, n_at_risk = 0;
    double sum = 0.0;
    *open = false;
    for (size_t i = 0; i < self->n; i++) {
        const struct suppress_figure *figure = self->term[i].figure;
        if (self->term[i].known || !figure->hidden)
            continue;
        n_hidden++;
        n_at_risk += figure->largest > 0.0 ? 1 : 0;
        n += figure->smallest > 0.0 ? 1 : 0;
        sum += figure->smallest;
    }
    if (n_at_risk == 0 || (self->money ? n >= 2 : suppress_is_enough(self->of, n, sum)))
        return false;
    const struct term *next = next_of(self, n_at_risk < 2 && n_hidden < 2);
    *open = next == NULL && n_at_risk < 2;
    if (next == NULL)
        return false;
    if (next->owner != SIZE_MAX)
        return hide_setting(self->of, self->year,
                            self->of->results->model->setting[next->owner]->id);
    return hide(next->figure);
}

static bool
protect_list(struct relation *self, const char *const *id, size_t n)
{
    bool open;
    self->n = 0;
    for (size_t i = 0; i < n; i++)
        add_term(self, self->year, id[i], "", false);
    return protect(self, &open);
}

static bool
protect_plans_by_setting(struct relation *self)
{
    const struct model *model = self->of->results->model;
    bool open;
    self->n = 0;
    add_term(self, self->year, "plans", "", false);
    for (size_t s = 0; s < model->n_setting; s++)
        add_term(self, self->year, "plans.", model->setting[s]->id, false);
    return protect(self, &open);
}

static bool
protect_flows(struct relation *self)
{
    static const char *const flow[] = { "plans",          "joined",          "left",
                                        "transferred_in", "transferred_out", "unexplained" };
    bool open;
    if (self->year == 0)
        return false;
    self->n = 0;
    add_term(self, self->year - 1, "plans", "", false);
    for (size_t i = 0; i < sizeof flow / sizeof flow[0]; i++)
        add_term(self, self->year, flow[i], "", false);
    return protect(self, &open);
}

static bool
protect_pipeline(struct relation *self)
{
    static const char *const flow[] = { "pipeline.assessing", "pipeline.requests",
                                        "pipeline.refused", "pipeline.issued" };
    bool open;
    self->n = 0;
    if (self->year > 0)
        add_term(self, self->year - 1, "pipeline.assessing", "", false);
    for (size_t i = 0; i < sizeof flow / sizeof flow[0]; i++)
        add_term(self, self->year, flow[i], "", false);
    return protect(self, &open);
}

/* "waiting.special" and all that begin with "waiting.special.". */
static bool
protect_elsewhere(struct relation *self, const char *prefix, const char *setting)
{
    char whole[ID_SIZE], parts[ID_SIZE];
    bool open;
    self->n = 0;
    snprintf(whole, sizeof whole, "%s%s", prefix, setting);
    snprintf(parts, sizeof parts, "%s%s.", prefix, setting);
    add_term(self, self->year, whole, "", false);
    for (size_t m = 0; m < self->of->results->n_measure; m++)
        if (strncmp(self->of->results->measure[m].id, parts, strlen(parts)) == 0)
            add_term(self, self->year, self->of->results->measure[m].id, "", false);
    return protect(self, &open);
}

static bool
protect_places(struct relation *self, const char *setting)
{
    bool open;
    self->n = 0;
    add_term(self, self->year, "places.", setting, true);
    if (self->n == 0)
        return false;
    add_term(self, self->year, "others.", setting, false);
    add_term(self, self->year, "empty.", setting, false);
    add_term(self, self->year, "plans.", setting, false);
    return protect(self, &open);
}

static bool
protect_money(struct relation *self, const char *prefix, bool *open)
{
    const struct model *model = self->of->results->model;
    self->n = 0;
    self->money = true;
    for (size_t s = 0; s < model->n_setting; s++) {
        const size_t before = self->n;
        add_term(self, self->year, prefix, model->setting[s]->id, false);
        if (self->n > before)
            self->term[before].owner = s;
    }
    const bool changed = protect(self, open);
    self->money = false;
    return changed;
}

/* ---- what follows from one figure alone */

/* Is it a setting's own ("spending.special"), and neither its plans nor about its places, which
 * have relations of their own? */
static bool
is_told_with_places(const char *measure)
{
    static const char *const prefix[] = { "plans.",   "places.",  "others.",        "empty.",
                                          "waiting.", "refused.", "overflow_cost.", "overflowed." };
    for (size_t i = 0; i < sizeof prefix / sizeof prefix[0]; i++)
        if (strncmp(measure, prefix[i], strlen(prefix[i])) == 0)
            return true;
    return false;
}

/* Place-years, spending, unit price, and whatever else is told of this setting. */
static bool
hide_all_of(struct suppress *self, size_t year, const char *setting)
{
    const struct results *r = self->results;
    bool changed = false;
    for (size_t m = 0; m < r->n_measure; m++) {
        const char *id = r->measure[m].id;
        const size_t n = strlen(id), n_setting = strlen(setting);
        const bool own = n > n_setting && id[n - n_setting - 1] == '.' &&
                         strcmp(id + n - n_setting, setting) == 0;
        if (own && !is_told_with_places(id) && strncmp(id, "line.", 5) != 0)
            changed = hide(&self->figure[year * r->n_measure + m]) || changed;
    }
    return changed;
}

static bool
hide_what_follows(struct suppress *self, size_t year, const char *setting)
{
    const struct suppress_figure *plans = figure_named(self, year, "plans.", setting);
    const struct suppress_figure *before =
        year == 0 ? NULL : figure_named(self, year - 1, "plans.", setting);
    struct suppress_figure *years = figure_named(self, year, "place_years.", setting);
    bool changed = false;
    if (plans->hidden || (before != NULL && before->hidden))
        changed = hide(years);
    if (years->hidden)
        changed = hide_all_of(self, year, setting) || changed;
    return changed;
}

static bool
hide_cost_of_overflow(struct suppress *self, size_t year, const char *setting)
{
    static const char *const prefix[] = { "waiting.", "overflowed." };
    for (size_t i = 0; i < sizeof prefix / sizeof prefix[0]; i++) {
        const struct suppress_figure *figure = figure_named(self, year, prefix[i], setting);
        if (figure != NULL && figure->hidden)
            return hide(figure_named(self, year, "overflow_cost.", setting));
    }
    return false;
}

static bool
hide_future_demand(struct suppress *self, size_t year)
{
    const struct suppress_figure *plans =
        figure_named(self, year, "pipeline.future_demand_plans", "");
    return plans != NULL && plans->hidden &&
           hide(figure_named(self, year, "pipeline.future_demand", ""));
}

/* Does a setting whose spending is left out fall on this section 251 line? */
static bool
line_tells(struct suppress *self, size_t year, const struct measure *line)
{
    const struct model *model = self->results->model;
    for (size_t s = 0; s < model->n_setting; s++) {
        const struct suppress_figure *spending =
            figure_named(self, year, "spending.", model->setting[s]->id);
        if (spending->hidden && spending->largest > 0.0 && model_s251_has(model, line->index, s))
            return true;
    }
    return false;
}

/* What the grant gets with pupils tells how many are in special schools here or elsewhere: a count
 * and a rate. */
static bool
hide_formula(struct suppress *self, size_t year)
{
    const struct model *model = self->results->model;
    bool special = false, changed = false;
    for (size_t t = 0; t < self->n_year; t++)
        for (size_t s = 0; s < model->n_setting; s++)
            if (model->setting[s]->category == CATEGORY_STATE_SPECIAL) {
                const struct suppress_figure *plans =
                    figure_named(self, t, "plans.", model->setting[s]->id);
                special = special || (plans != NULL && plans->hidden);
            }
    static const char *const told[] = { "grant.formula", "grant.import_export" };
    for (size_t i = 0; special && i < sizeof told / sizeof told[0]; i++) {
        struct suppress_figure *figure = figure_named(self, year, told[i], "");
        changed = (figure != NULL && hide(figure)) || changed;
    }
    return changed;
}

/* Lines with such a setting go together: their sum says no more than that of all spending. One
 * alone says no more than its sum either. */
static bool
hide_return(struct suppress *self, size_t year)
{
    const struct results *r = self->results;
    bool changed = false;
    size_t n = 0;
    for (int pass = 0; pass < 2 && (pass == 0 || n >= 2); pass++)
        for (size_t m = 0; m < r->n_measure; m++)
            if (strncmp(r->measure[m].id, "s251.", strlen("s251.")) == 0 &&
                line_tells(self, year, &r->measure[m])) {
                n++;
                changed = (pass == 1 && hide(&self->figure[year * r->n_measure + m])) || changed;
            }
    return changed;
}

/* ---- together */

static bool
go_through_settings(struct relation *relation)
{
    const struct model *model = relation->of->results->model;
    bool changed = false;
    for (size_t s = 0; s < model->n_setting; s++) {
        const char *id = model->setting[s]->id;
        changed = hide_what_follows(relation->of, relation->year, id) || changed;
        changed = protect_elsewhere(relation, "waiting.", id) || changed;
        changed = protect_elsewhere(relation, "overflowed.", id) || changed;
        changed = hide_cost_of_overflow(relation->of, relation->year, id) || changed;
        changed = protect_places(relation, id) || changed;
    }
    return changed;
}

static bool
go_through_year(struct relation *relation, bool *open)
{
    static const char *const by_age[] = {
        "plans",           "plans.age_under_5", "plans.age_5_10",
        "plans.age_11_15", "plans.age_16_19",   "plans.age_20_25"
    };
    static const char *const issued[] = { "joined", "pipeline.issued" };
    bool changed = go_through_settings(relation);
    changed = protect_plans_by_setting(relation) || changed;
    changed = protect_list(relation, by_age, sizeof by_age / sizeof by_age[0]) || changed;
    changed = protect_flows(relation) || changed;
    changed = protect_list(relation, issued, sizeof issued / sizeof issued[0]) || changed;
    changed = protect_pipeline(relation) || changed;
    changed = hide_future_demand(relation->of, relation->year) || changed;
    changed = hide_return(relation->of, relation->year) || changed;
    changed = hide_formula(relation->of, relation->year) || changed;
    bool open_transport = false;
    changed = protect_money(relation, "spending.", open) || changed;
    changed = protect_money(relation, "general_fund.transport.", &open_transport) || changed;
    *open = *open || open_transport;
    return changed;
}

int
suppress_figures(struct suppress *self, struct hr_err *err)
{
    struct relation relation = { .of = self };
    bool changed = true;
    read_figures(self);
    relation.term = calloc(2 * self->results->n_measure + 1, sizeof *relation.term);
    if (relation.term == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu measures", self->results->n_measure);
    while (changed) {
        changed = false;
        self->n_open = 0;
        for (relation.year = 0; relation.year < self->n_year; relation.year++) {
            bool open = false;
            changed = go_through_year(&relation, &open) || changed;
            self->n_open += open ? 1 : 0;
        }
    }
    free(relation.term);
    return 0;
}

void
suppress_counts(const struct suppress *self, const double *count, bool *hidden, size_t n)
{
    size_t n_hidden = 0;
    double sum = 0.0;
    for (size_t i = 0; i < n; i++) {
        hidden[i] = suppress_is_small(self, count[i]);
        n_hidden += hidden[i] ? 1 : 0;
        sum += hidden[i] ? count[i] : 0.0;
    }
    while (n_hidden > 0 && !suppress_is_enough(self, n_hidden, sum)) {
        size_t next = SIZE_MAX;
        for (size_t i = 0; i < n; i++)
            if (!hidden[i] && count[i] > 0.0 && (next == SIZE_MAX || count[i] < count[next]))
                next = i;
        if (next == SIZE_MAX)
            return;
        hidden[next] = true;
        n_hidden++;
        sum += count[next];
    }
}
