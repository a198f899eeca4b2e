/* Which figures are left out: primary suppression by size, complementary suppression by relation.
 *
 * A relation is one of the sums of the table of measures (measures.h), in one year and, where the
 * sum has settings of its own, of one setting: figures that add up with signs, so that any one of
 * them follows from the others. What a figure reveals otherwise (spending divided by the price is a
 * count) is said by its measure's row.
 *
 * They are gone through until nothing changes. Each round leaves out more or ends, so it ends. */
#include "suppress.h"

#include "measures.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- what is there */

static struct suppress_figure *
figure_at(const struct suppress *self, size_t year, size_t measure)
{
    return &self->figure[year * self->results->n_measure + measure];
}

/* In the base year only plans are known. */
static bool
is_there(const struct suppress_figure *figure)
{
    return figure->smallest < (double)INFINITY;
}

static void
note_sum(struct suppress_figure *figure, double x)
{
    figure->smallest = fmin(figure->smallest, fabs(x));
    figure->largest = fmax(figure->largest, fabs(x));
}

/* What is the same in every simulated future was not drawn but typed. */
static bool
is_typed(const struct results *r, size_t scenario, size_t year, size_t m)
{
    const double *x = results_column(r, scenario, year, m);
    bool typed = true;
    for (size_t k = 1; typed && k < r->n_replicate; k++)
        typed = !(x[k] < x[0] || x[k] > x[0]);
    results_done(r, x);
    return typed;
}

static void
read_forecast(struct suppress *self, size_t scenario, size_t year, size_t m)
{
    const struct results *r = self->results;
    const struct measure *measure = &r->measure[m];
    const size_t at = results_index(r, scenario, year, m);
    const double mean = table_round(r->summary[at].mean, measure->unit);
    struct suppress_figure *figure = figure_at(self, year + 1, m);
    if (measure->row->counts != COUNTS_NOTHING && suppress_is_small(self, mean))
        figure->hidden = figure->hidden || is_typed(r, scenario, year, m);
    note_sum(figure, mean);
}

/* `setting`: SIZE_MAX for all of them. */
static void
read_outturn(struct suppress *self, size_t setting, double count)
{
    const char *row = setting == SIZE_MAX ? "plans" : "plans.";
    struct suppress_figure *figure =
        figure_at(self, 0, results_measure_of(self->results, row, setting));
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
        read_outturn(self, s, r->model->base_plans[s]);
        total += r->model->base_plans[s];
    }
    read_outturn(self, SIZE_MAX, total);
}

/* ---- relations */

struct term {
    struct suppress_figure *figure;
    bool known;     /* from elsewhere: leaving it out would not help */
    bool whole;     /* what the others come to */
    size_t setting; /* SIZE_MAX: of none */
};

struct relation {
    struct suppress *of;
    size_t year;
    bool money; /* then no sum is too small */
    bool open;  /* one more must be left out, and there is none */
    struct term *term;
    size_t n;
};

static void
add_term(struct relation *self, size_t year, size_t measure, bool whole, bool known)
{
    struct suppress_figure *figure = figure_at(self->of, year, measure);
    if (is_there(figure))
        self->term[self->n++] =
            (struct term){ figure, known, whole, self->of->results->measure[measure].setting };
}

/* Places and money are known from the scenario file and the ledger, but for what is of one setting.
 * False: there is no such sum in this year. */
static bool
read_relation(struct relation *self, enum measure_sum sum, size_t setting)
{
    const struct results *results = self->of->results;
    const struct measure_whole *of = &measure_sums[sum];
    const size_t whole = results_measure_of(results, of->whole, setting);
    if (whole == SIZE_MAX || (of->carried && self->year == 0))
        return false;
    const bool counted = results->measure[whole].row->counts != COUNTS_NOTHING;
    self->n = 0;
    self->money = results->measure[whole].in_pounds;
    if (of->carried)
        add_term(self, self->year - 1, whole, true, !counted);
    add_term(self, self->year, whole, true, !counted);
    for (size_t m = 0; m < results->n_measure; m++) {
        const struct measure *measure = &results->measure[m];
        if (measure_sign(measure, sum, setting) != 0.0)
            add_term(self, self->year, m, false,
                     measure->setting == SIZE_MAX && measure->row->counts == COUNTS_NOTHING);
    }
    return true;
}

static bool
hide(struct suppress_figure *figure)
{
    if (figure->hidden || !is_there(figure))
        return false;
    figure->hidden = true;
    return true;
}

/* What children in a setting cost goes with what it could be worked out from, place-years and
 * price. Their simulated number in a January is none of that, and hides nobody. */
static bool
hide_setting(struct suppress *self, size_t year, size_t setting)
{
    const struct results *r = self->results;
    bool changed = false;
    for (size_t m = 0; m < r->n_measure; m++) {
        const struct measure *measure = &r->measure[m];
        if (measure->setting == setting && measure->row->scope == MEASURE_SETTING &&
            measure->row->counts != COUNTS_CHILDREN)
            changed = hide(figure_at(self, year, m)) || changed;
    }
    return changed;
}

/* Of two terms that may be left out, the one with the smaller figure; of equal ones that of the
 * first setting, so that the order of a file does not matter. */
static bool
goes_before(const struct term *term, const struct term *other, double a, double b)
{
    return other == NULL || a < b || (!(a > b) && term->setting < other->setting);
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
        if (figure->smallest > 0.0 &&
            goes_before(term, best, figure->smallest, best == NULL ? 0.0 : best->figure->smallest))
            best = term;
        if (figure->largest > 0.0 && goes_before(term, second, figure->largest,
                                                 second == NULL ? 0.0 : second->figure->largest))
            second = term;
        last = term;
    }
    if (best != NULL || !alone)
        return best;
    return second != NULL || self->money ? second : last;
}

/* Of a known January the order in which counts go is known too, so that what is shown bounds what
 * is not; of simulated figures and of a whole it tells nothing. */
static bool
is_enough(const struct relation *self, const struct term *next, size_t n, double sum)
{
    const bool tells = self->year == 0 && next != NULL && !next->whole;
    return suppress_is_enough(self->of, n, sum, tells ? next->figure->smallest : (double)INFINITY);
}

/* Leaves out one more where that is needed. */
static bool
protect(struct relation *self)
{
    size_t n_hidden = 0, n = 0, n_at_risk = 0;
    double sum = 0.0;
    for (size_t i = 0; i < self->n; i++) {
        const struct suppress_figure *figure = self->term[i].figure;
        if (self->term[i].known || !figure->hidden)
            continue;
        n_hidden++;
        n_at_risk += figure->largest > 0.0 ? 1 : 0;
        n += figure->smallest > 0.0 ? 1 : 0;
        sum += figure->smallest;
    }
    self->open = false;
    const struct term *next = next_of(self, n_at_risk < 2 && n_hidden < 2);
    if (n_at_risk == 0 || (self->money ? n >= 2 : is_enough(self, next, n, sum)))
        return false;
    self->open = next == NULL && n_at_risk < 2;
    if (next == NULL)
        return false;
    if (self->money && next->setting != SIZE_MAX)
        return hide_setting(self->of, self->year, next->setting);
    return hide(next->figure);
}

/* All that a figure's row says it reveals: counts of its setting, of this year and, where it counts
 * the part of the year that children are there, of the January before. */
static bool
reveals_hidden(const struct suppress *self, size_t year, const struct measure *measure)
{
    for (size_t i = 0; i < N_MEASURE_REVEALS && measure->row->reveals[i] != NULL; i++) {
        const size_t m =
            results_measure_of(self->results, measure->row->reveals[i], measure->setting);
        const bool before = year > 0 && measure->row->counts == COUNTS_CHILD_YEARS;
        if (m != SIZE_MAX &&
            (figure_at(self, year, m)->hidden || (before && figure_at(self, year - 1, m)->hidden)))
            return true;
    }
    return false;
}

static bool
hide_what_reveals(struct suppress *self, size_t year)
{
    const struct results *r = self->results;
    bool changed = false;
    for (size_t m = 0; m < r->n_measure; m++)
        if (reveals_hidden(self, year, &r->measure[m]))
            changed = hide(figure_at(self, year, m)) || changed;
    return changed;
}

/* ---- what settings reveal together */

/* Does a setting whose spending is left out fall on this section 251 line? */
static bool
line_reveals(const struct suppress *self, size_t year, const struct measure *line)
{
    const struct model *model = self->results->model;
    for (size_t s = 0; s < model->n_setting; s++) {
        const struct suppress_figure *spending =
            figure_at(self, year, results_measure_of(self->results, "spending.", s));
        if (spending->hidden && spending->largest > 0.0 && model_s251_has(model, line->index, s))
            return true;
    }
    return false;
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
            if (r->measure[m].row->scope == MEASURE_S251 &&
                line_reveals(self, year, &r->measure[m])) {
                n++;
                changed = (pass == 1 && hide(figure_at(self, year, m))) || changed;
            }
    return changed;
}

/* What the grant gets with pupils says how many are in special schools here or elsewhere, in any
 * year: a count and a rate. Deductions that follow children do the same of their settings. */
static bool
is_counted_in_grant(const struct model *model, size_t s)
{
    return model->setting[s]->category == CATEGORY_STATE_SPECIAL ||
           model->provision.follow[s] * model->provision.rate_gbp[s] > 0.0;
}

static bool
hide_formula(struct suppress *self, size_t year)
{
    const struct results *r = self->results;
    bool special = false, changed = false;
    for (size_t s = 0; s < r->model->n_setting; s++)
        for (size_t t = 0; t < self->n_year; t++)
            special = special || (is_counted_in_grant(r->model, s) &&
                                  figure_at(self, t, results_measure_of(r, "plans.", s))->hidden);
    for (size_t m = 0; special && m < r->n_measure; m++)
        if (r->measure[m].row->reveals_special)
            changed = hide(figure_at(self, year, m)) || changed;
    return changed;
}

/* ---- together */

static bool
go_through_year(struct relation *relation, bool *open)
{
    struct suppress *self = relation->of;
    bool changed = hide_what_reveals(self, relation->year);
    for (int sum = SUM_NONE + 1; sum < N_MEASURE_SUM; sum++) {
        const bool each = measure_sum_has_settings((enum measure_sum)sum);
        for (size_t s = 0; s < (each ? self->results->model->n_setting : 1); s++) {
            if (!read_relation(relation, (enum measure_sum)sum, each ? s : SIZE_MAX))
                continue;
            changed = protect(relation) || changed;
            *open = *open || (relation->money && relation->open);
        }
    }
    changed = hide_return(self, relation->year) || changed;
    return hide_formula(self, relation->year) || changed;
}

static int
find_figures(struct suppress *self, struct hr_err *err)
{
    struct relation relation = { .of = self };
    bool changed = true;
    read_figures(self);
    relation.term = calloc(self->results->n_measure + 2, sizeof *relation.term);
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

int
suppress_init(struct suppress *self, const struct results *results, double threshold,
              struct hr_err *err)
{
    *self = (struct suppress){ .results = results,
                               .threshold = threshold,
                               .n_year = results->n_year + 1 };
    arena_init(&self->arena);
    self->figure = calloc(self->n_year * results->n_measure, sizeof *self->figure);
    if (self->figure == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu measures", results->n_measure);
    const int ret = find_figures(self, err);
    return ret == 0 ? suppress_file(self, err) : ret;
}

void
suppress_release(struct suppress *self)
{
    free(self->figure);
    free(self->number.item);
    free(self->chart.item);
    arena_release(&self->arena);
    *self = (struct suppress){ 0 };
}

bool
suppress_hides_figure(const struct suppress *self, size_t measure, long t)
{
    return t >= -1 && t + 1 < (long)self->n_year &&
           figure_at(self, (size_t)(t + 1), measure)->hidden;
}

bool
suppress_hides(const struct suppress *self, const char *measure, long t)
{
    for (size_t m = 0; m < self->results->n_measure; m++)
        if (strcmp(self->results->measure[m].id, measure) == 0)
            return suppress_hides_figure(self, m, t);
    return false;
}

bool
suppress_hides_of(const struct suppress *self, const char *row, size_t setting, long t)
{
    const size_t m = results_measure_of(self->results, row, setting);
    return m != SIZE_MAX && suppress_hides_figure(self, m, t);
}

/* ---- tables */

void
suppress_begin(struct suppress *self, const char *table)
{
    size_t i = 0;
    while (i < self->n_table && strcmp(self->table[i].name, table) != 0)
        i++;
    if (i == SUPPRESS_TABLES)
        hr_bug("more than %d tables", (int)SUPPRESS_TABLES);
    if (i == self->n_table)
        self->table[self->n_table++].name = table;
    self->n_cell -= self->table[i].n_cell;
    self->table[i].n_cell = 0;
    self->at = i;
}

static void
empty(struct suppress *self, struct table *table, size_t row, size_t column)
{
    double *number = &table->cell[row * table->n_field + column].number;
    if (isnan(*number))
        return;
    self->table[self->at].n_cell++;
    self->n_cell++;
    *number = (double)NAN;
}

void
suppress_last_row(struct suppress *self, struct table *table)
{
    for (size_t i = 0; table->n_row > 0 && i < table->n_field; i++)
        if (table->field[i].type == TABLE_NUMBER && table->field[i].content != TABLE_KEY)
            empty(self, table, table->n_row - 1, i);
}

void
suppress_columns(struct suppress *self, struct table *table)
{
    for (size_t column = 0; column < table->n_field; column++) {
        bool small = false;
        if (table->field[column].content != TABLE_COUNT)
            continue;
        for (size_t row = 0; row < table->n_row; row++)
            small = small || suppress_is_small(self, table_number(table, row, column));
        for (size_t row = 0; small && row < table->n_row; row++)
            empty(self, table, row, column);
    }
}

/* ---- charts */

int
suppress_leave_out(struct suppress *self, const char *chart, struct hr_err *err)
{
    suppress_list_add(self, &self->chart, arena_text(&self->arena, chart, strlen(chart)));
    return self->arena.failed ? hr_fail(err, HR_ENOMEM, "no memory for the name of a chart") : 0;
}
