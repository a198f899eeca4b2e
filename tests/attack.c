/* Knows the published forecast.csv and how its numbers add up, and eliminates. */
#include "attack.h"

#include "calendar.h"
#include "table_cells.h"
#include "model.h"
#include "tables.h"
#include "claim.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct attack {
    const struct results *results;
    size_t n_measure, n_year; /* years: base and forecast */
    double *value;            /* owned; [year][measure]: published, NAN where empty */
    bool *row;                /* owned; [year][measure]: is there such a row? */
    size_t n_unknown,
        n_empty;     /* empty cells first, then place funding by year and setting, which is
                                  not published */
    size_t *unknown; /* owned; [year][measure]: its column, or SIZE_MAX */
    double *matrix;  /* owned; [equation][unknown] */
    size_t n_equation, most_equations;
};

static size_t
attack_measure(const struct attack *self, const char *prefix, const char *id)
{
    char name[256];
    snprintf(name, sizeof name, "%s%s", prefix, id);
    for (size_t m = 0; m < self->n_measure; m++)
        if (strcmp(self->results->measure[m].id, name) == 0)
            return m;
    return SIZE_MAX;
}

static void
attack_read(struct attack *self, const struct table *forecast, const char *scenario,
            const char *statistic)
{
    for (size_t row = 0; row < forecast->n_row; row++) {
        const char *measure = cell_text(forecast, row, "measure");
        const bool outturn = strcmp(cell_text(forecast, row, "basis"), "outturn") == 0;
        struct hr_err err;
        int fy = 0;
        cr_assert_eq(fy_parse(cell_text(forecast, row, "financial_year"), &fy, &err), 0);
        const long t = fy - run_fy(self->results, -1);
        if (strcmp(cell_text(forecast, row, "scenario"), scenario) != 0 || t < 0)
            continue;
        const size_t at = (size_t)t * self->n_measure + attack_measure(self, measure, "");
        self->row[at] = true;
        self->value[at] = cell_number(forecast, row, outturn ? "central" : statistic);
    }
}

static void
attack_init(struct attack *self, const struct results *results, const struct table *forecast,
            const char *scenario, const char *statistic)
{
    *self = (struct attack){ .results = results,
                             .n_measure = results->n_measure,
                             .n_year = results->n_year + 1 };
    const size_t n = self->n_measure * self->n_year;
    self->most_equations = self->n_year * 100;
    self->value = calloc(n, sizeof *self->value);
    self->row = calloc(n, sizeof *self->row);
    self->unknown = calloc(n, sizeof *self->unknown);
    attack_read(self, forecast, scenario, statistic);
    for (size_t i = 0; i < n; i++)
        self->unknown[i] =
            self->row[i] && isnan(self->value[i]) &&
                    strcmp(results->measure[i % self->n_measure].id, "future_demand") != 0
                ? self->n_unknown++
                : SIZE_MAX; /* future demand is of the first year only */
    self->n_empty = self->n_unknown;
    self->n_unknown += self->n_year * results->model->n_setting;
    self->matrix = calloc(self->most_equations * (self->n_unknown + 1), sizeof *self->matrix);
}

static void
attack_release(struct attack *self)
{
    free(self->value);
    free(self->row);
    free(self->unknown);
    free(self->matrix);
}

static void
attack_term(struct attack *self, size_t year, const char *prefix, const char *id, double sign)
{
    const size_t m = attack_measure(self, prefix, id);
    if (m == SIZE_MAX || !self->row[year * self->n_measure + m])
        return;
    const size_t column = self->unknown[year * self->n_measure + m];
    if (column != SIZE_MAX)
        self->matrix[self->n_equation * self->n_unknown + column] += sign;
}

static void
attack_next(struct attack *self)
{
    self->n_equation++;
    cr_assert_lt(self->n_equation, self->most_equations);
}

static void
attack_setting(struct attack *self, size_t year, const char *id)
{
    static const char *const elsewhere[] = { "waiting.", "overflowed." };
    for (size_t k = 0; k < 2; k++) {
        attack_term(self, year, elsewhere[k], id, -1.0);
        for (size_t to = 0; to < self->results->model->n_setting; to++) {
            char pair[200];
            snprintf(pair, sizeof pair, "%s.%s", id, self->results->model->setting[to]->id);
            attack_term(self, year, elsewhere[k], pair, 1.0);
        }
        attack_next(self);
    }
    const size_t places = attack_measure(self, "places.", id);
    if (places == SIZE_MAX || !self->row[year * self->n_measure + places])
        return; /* of the census no places are told, so they do not add up to anything known */
    attack_term(self, year, "places.", id, -1.0);
    attack_term(self, year, "others.", id, 1.0);
    attack_term(self, year, "empty.", id, 1.0);
    attack_term(self, year, "plans.", id, 1.0);
    attack_next(self);
}

/* What a setting without cost costs is no secret: 0. */
static void
attack_spending(struct attack *self, size_t year)
{
    for (size_t s = 0; s < self->results->model->n_setting; s++)
        if (!self->results->model->setting[s]->no_cost)
            attack_term(self, year, "spending.", self->results->model->setting[s]->id, 1.0);
    attack_next(self);
    for (size_t s = 0; s < self->results->model->n_setting; s++)
        attack_term(self, year, "general_fund.transport.", self->results->model->setting[s]->id,
                    1.0);
    attack_term(self, year, "general_fund.transport", "", -1.0);
    attack_next(self);
}

static bool
places_on_a_line(const struct s251 *s251, size_t setting)
{
    for (size_t i = 0; i < s251->n; i++)
        if (s251->places[i * s251->n_setting + setting] != 0.0)
            return true;
    return false;
}

/* The section 251 return: each line, of place funding and of what else is spent, and that they add
 * up. */
static void
attack_return(struct attack *self, size_t year)
{
    const struct model *model = self->results->model;
    const struct s251 *s251 = &model->s251;
    const size_t first =
        attack_measure(self, "s251.", s251->n == 0 ? "" : s251_code(s251->code[0]));
    for (size_t i = 0; i < s251->n; i++) {
        attack_term(self, year, self->results->measure[first + i].id, "", -1.0);
        for (size_t s = 0; s < model->n_setting; s++) {
            const double paid = s251->paid[i * s251->n_setting + s];
            if (!model->setting[s]->no_cost)
                attack_term(self, year, "spending.", model->setting[s]->id, paid);
            if (places_on_a_line(s251, s))
                self->matrix[self->n_equation * self->n_unknown + self->n_empty +
                             year * model->n_setting + s] +=
                    s251->places[i * s251->n_setting + s] - paid;
        }
        attack_next(self);
    }
    for (size_t i = 0; i < s251->n; i++)
        attack_term(self, year, self->results->measure[first + i].id, "", 1.0);
    attack_next(self);
}

static void
attack_year(struct attack *self, size_t year)
{
    static const char *const band[] = { "under_5", "5_10", "11_15", "16_19", "20_25" };
    static const char *const flow[] = { "joined", "left", "transferred_in", "transferred_out",
                                        "unexplained" };
    static const double sign[] = { 1.0, -1.0, 1.0, -1.0, 1.0 };
    attack_term(self, year, "plans", "", -1.0);
    for (size_t s = 0; s < self->results->model->n_setting; s++)
        attack_term(self, year, "plans.", self->results->model->setting[s]->id, 1.0);
    attack_next(self);
    for (size_t s = 0; s < self->results->model->n_setting; s++)
        attack_setting(self, year, self->results->model->setting[s]->id);
    if (year == 0)
        return;
    attack_term(self, year, "plans", "", -1.0);
    for (size_t b = 0; b < 5; b++)
        attack_term(self, year, "plans.age_", band[b], 1.0);
    attack_next(self);
    attack_term(self, year, "plans", "", -1.0);
    attack_term(self, year - 1, "plans", "", 1.0);
    for (size_t f = 0; f < 5; f++)
        attack_term(self, year, flow[f], "", sign[f]);
    attack_next(self);
    attack_spending(self, year);
    attack_return(self, year);
}

/* Gauss and Jordan: the number of unknowns that the equations settle. */
static size_t
attack_solve(struct attack *self)
{
    const size_t n = self->n_unknown;
    size_t top = 0, settled = 0;
    for (size_t column = 0; column < n && top < self->n_equation; column++) {
        size_t best = top;
        for (size_t e = top; e < self->n_equation; e++)
            best = fabs(self->matrix[e * n + column]) > fabs(self->matrix[best * n + column])
                       ? e
                       : best;
        if (fabs(self->matrix[best * n + column]) < 1e-9)
            continue;
        for (size_t i = 0; i < n; i++) {
            const double x = self->matrix[best * n + i];
            self->matrix[best * n + i] = self->matrix[top * n + i];
            self->matrix[top * n + i] = x;
        }
        const double pivot = self->matrix[top * n + column];
        for (size_t i = 0; i < n; i++)
            self->matrix[top * n + i] /= pivot;
        for (size_t e = 0; e < self->n_equation; e++) {
            const double factor = e == top ? 0.0 : self->matrix[e * n + column];
            for (size_t i = 0; factor != 0.0 && i < n; i++)
                self->matrix[e * n + i] -= factor * self->matrix[top * n + i];
        }
        top++;
    }
    for (size_t e = 0; e < top; e++) {
        size_t n_left = 0;
        for (size_t i = 0; i < n; i++)
            n_left += fabs(self->matrix[e * n + i]) > 1e-9 ? 1 : 0;
        size_t first = 0;
        while (first < n && fabs(self->matrix[e * n + first]) <= 1e-9)
            first++;
        settled += n_left == 1 && first < self->n_empty ? 1 : 0;
    }
    return settled;
}

size_t
attacked(const struct results *results, const struct table *forecast, const char *scenario,
         const char *statistic, size_t *n_empty)
{
    struct attack attack;
    attack_init(&attack, results, forecast, scenario, statistic);
    for (size_t year = 0; year < attack.n_year; year++)
        attack_year(&attack, year);
    const size_t settled = attack_solve(&attack);
    *n_empty = attack.n_empty;
    attack_release(&attack);
    return settled;
}
