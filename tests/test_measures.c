/* Measures: one definition each, read from the right field in the right unit. */
#include "sample_pipeline.h"

#include "model.h"
#include "measures.h"
#include "claim.h"

#include <string.h>

enum { MAX_MEASURE = 64 };

struct setup {
    struct sample sample;
    struct model model;
    struct future future;
    size_t n;
    struct measure measure[MAX_MEASURE];
    double value[MAX_MEASURE * 3];
};

static void
setup_init(struct setup *self)
{
    struct hr_err err;
    sample_init(&self->sample);
    self->sample.in.position_date = "2021-07-05";
    sample_plan(&self->sample, &self->model);
    cr_assert_eq(engine_one(&self->model, 1, 17, &self->future, &err), 0);
    self->n = measures_count(&self->model);
    cr_assert_leq(self->n, (size_t)MAX_MEASURE);
    memset(self->measure, 0, sizeof self->measure);
    measures_define(&self->model, self->measure);
}

static void
setup_release(struct setup *self)
{
    future_release(&self->future);
    model_release(&self->model);
    sample_release(&self->sample);
}

/* Value of a measure in a year; a stride of 3 shows that its neighbours are left alone. */
static double
read_measure(struct setup *self, size_t year, const char *id)
{
    for (size_t i = 0; i < self->n * 3; i++)
        self->value[i] = -7.0;
    measures_read(&self->model, self->measure, &self->future, year, self->value, 3);
    double found = -7.0;
    for (size_t i = 0; i < self->n; i++) {
        found = strcmp(self->measure[i].id, id) == 0 ? self->value[3 * i] : found;
        cr_assert(self->value[3 * i + 1] == -7.0 && self->value[3 * i + 2] == -7.0);
    }
    return found;
}

Claim(measures, every_measure_has_its_own_name_a_unit_a_calendar_and_a_sentence)
{
    struct setup setup;
    setup_init(&setup);
    for (size_t i = 0; i < setup.n; i++) {
        const struct measure *m = &setup.measure[i];
        cr_expect(m->id[0] != '\0' && m->unit[0] != '\0' && m->calendar[0] != '\0' &&
                      m->sign != NULL && strlen(m->definition) > 20,
                  "measure %zu", i);
        for (size_t k = 0; k < i; k++)
            cr_expect_str_neq(m->id, setup.measure[k].id);
        cr_expect_eq(m->ledger_row, strncmp(m->id, "variance.", 9) == 0);
    }
    setup_release(&setup);
}

Claim(measures, settings_lines_and_rows_come_in_the_files_order)
{
    struct setup setup;
    setup_init(&setup);
    static const char *const setting[] = { "plans.schools", "plans.local-special", "plans.isp",
                                           "plans.awaiting", "place_years.schools" };
    static const char *const row[] = { "line.therapies",         "line.hospital",
                                       "line.inclusion",         "variance.schools",
                                       "variance.high_needs",    "variance.central",
                                       "variance.early_years",   "variance.subtotal",
                                       "variance.carry_forward", "variance.safety-valve",
                                       "variance.council",       "variance.total" };
    size_t first = 0;
    while (strcmp(setup.measure[first].id, setting[0]) != 0)
        first++;
    for (size_t i = 0; i < 5; i++)
        cr_expect_str_eq(setup.measure[first + i].id, setting[i]);
    static const size_t n_row = sizeof row / sizeof row[0],
                        n_s251 = 5; /* which come last: 1.0.2, 1.2.1 to 1.2.3, 1.2.13 */
    for (size_t i = 0; i < n_row; i++)
        cr_expect_str_eq(setup.measure[setup.n - n_s251 - n_row + i].id, row[i]);
    setup_release(&setup);
}

Claim(measures, totals_are_read_in_their_units)
{
    struct setup setup;
    setup_init(&setup);
    for (size_t t = 0; t < SAMPLE_N_YEAR; t++) {
        const struct year_total *y = &setup.future.total[t];
        const struct {
            const char *id;
            double due;
        } row[] = { { "deficit", y->deficit_closing_gbp * 1e-6 },
                    { "in_year_deficit", y->in_year_deficit_gbp * 1e-6 },
                    { "high_needs_spending", y->spending_gbp * 1e-6 },
                    { "high_needs_grant", y->grant_gbp * 1e-6 },
                    { "receipts", y->receipts_gbp * 1e-6 },
                    { "plans", y->plans_closing },
                    { "joined", y->joined },
                    { "left", y->left },
                    { "moved", y->moved },
                    { "population", y->population },
                    { "joining_level", y->joining_level },
                    { "inflation", y->inflation } };
        for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
            const double found = read_measure(&setup, t, row[i].id);
            cr_expect_eq(found, row[i].due, "year %zu, %s: %g, want %g", t, row[i].id, found,
                         row[i].due);
        }
    }
    setup_release(&setup);
}

Claim(measures, a_pipeline_adds_its_own_and_moves_none)
{
    struct sample sample;
    struct sample_pipeline store;
    struct model model;
    struct setup without;
    struct measure measure[MAX_MEASURE] = { { .unit = NULL } };
    double value[MAX_MEASURE];
    struct future future;
    struct hr_err err;
    size_t same = 0, n_own = 0;
    setup_init(&without);
    sample_init(&sample);
    sample_add_pipeline(&sample, &store);
    sample_plan(&sample, &model);
    cr_assert_eq(engine_one(&model, 1, 17, &future, &err), 0);
    const size_t n = measures_count(&model);
    cr_assert_leq(n, (size_t)MAX_MEASURE);
    measures_define(&model, measure);
    measures_read(&model, measure, &future, 0, value, 1);
    const struct year_total *total = &future.total[0];
    const struct {
        const char *id;
        double due;
    } row[] = { { "pipeline.requests", total->pipeline.requests },
                { "pipeline.refused", total->pipeline.refused },
                { "pipeline.assessing", total->pipeline.assessing },
                { "pipeline.issued", total->joined },
                { "pipeline.in_time", total->pipeline.in_time },
                { "pipeline.weeks", total->pipeline.weeks },
                { "pipeline.future_demand_plans", total->pipeline.from_opening },
                { "pipeline.future_demand", total->opening_plans_gbp * 1e-6 } };
    for (size_t i = 0; i < n; i++) {
        if (same < without.n && strcmp(measure[i].id, without.measure[same].id) == 0)
            same++;
        for (size_t k = 0; k < sizeof row / sizeof row[0]; k++)
            if (strcmp(measure[i].id, row[k].id) == 0) {
                cr_expect_eq(value[i], row[k].due, "%s: %g, want %g", row[k].id, value[i],
                             row[k].due);
                n_own++;
            }
    }
    cr_expect_eq(same, without.n, "all others, in the same order");
    cr_expect_eq(n_own, n - without.n);
    future_release(&future);
    model_release(&model);
    sample_release(&sample);
    setup_release(&without);
}

Claim(measures, settings_lines_and_rows_are_read_from_their_own_records)
{
    struct setup setup;
    setup_init(&setup);
    const struct setting_year *isp =
        future_setting(&setup.future, 2, model_setting(&setup.model, "isp"));
    const double *line = &setup.future.line_gbp[2 * 3];
    cr_expect_eq(read_measure(&setup, 2, "plans.isp"), isp->closing);
    cr_expect_eq(read_measure(&setup, 2, "place_years.isp"), isp->place_years);
    cr_expect_eq(read_measure(&setup, 2, "spending.isp"), isp->spending_gbp * 1e-6);
    cr_expect_eq(read_measure(&setup, 2, "unit_price.isp"), isp->unit_price_gbp);
    cr_expect_eq(read_measure(&setup, 2, "line.hospital"), line[0] * 1e-6,
                 "sorted: hospital, inclusion, therapies");
    cr_expect_eq(read_measure(&setup, 2, "line.therapies"), line[2] * 1e-6);
    cr_expect_eq(read_measure(&setup, 0, "variance.safety-valve"), -5017313.0 * 1e-6);
    cr_expect_eq(read_measure(&setup, 2, "variance.total"), read_measure(&setup, 2, "deficit"));
    double later = 0.0;
    for (size_t s = 0; s < 4; s++)
        later += future_setting(&setup.future, 0, s)->later_gbp;
    cr_expect_gt(later, 0.0);
    cr_expect_eq(read_measure(&setup, 0, "future_demand"), later * 1e-6);
    cr_expect_eq(read_measure(&setup, 1, "future_demand"), 0.0);
    setup_release(&setup);
}
