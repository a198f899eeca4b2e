/* Measures: one definition each, read from the right field in the right unit. */
#include "fixture.h"
#include "option_sample.h"

#include "model.h"
#include "measures.h"
#include "claim.h"

#include <math.h>
#include <string.h>

enum { MAX_MEASURE = 160 };

struct setup {
    struct fixture f;
    size_t n;
    struct measure measure[MAX_MEASURE];
};

static void
sample_at_date(struct sample *sample)
{
    sample_init(sample);
    sample->in.position_date = "2021-07-05";
}

static void
sample_with_pipeline(struct sample *sample)
{
    sample_init(sample);
    sample_add_pipeline(sample);
}

static void
setup_init(struct setup *self, void (*make)(struct sample *))
{
    fixture_init(&self->f, make);
    fixture_model(&self->f);
    fixture_one(&self->f, 1, 17);
    self->n = measures_count(&self->f.model);
    cr_assert_leq(self->n, (size_t)MAX_MEASURE);
    memset(self->measure, 0, sizeof self->measure);
    measures_define(&self->f.model, self->measure);
}

static double
read_measure(const struct setup *self, size_t year, const char *id)
{
    for (size_t i = 0; i < self->n; i++)
        if (strcmp(self->measure[i].id, id) == 0)
            return measure_read(&self->measure[i], &self->f.future.year[year]);
    return -7.0;
}

Claim(measures, every_measure_has_its_own_name_a_unit_a_calendar_and_a_sentence)
{
    struct setup setup;
    setup_init(&setup, sample_at_date);
    for (size_t i = 0; i < setup.n; i++) {
        const struct measure *m = &setup.measure[i];
        cr_expect(m->id[0] != '\0' && m->unit[0] != '\0' && m->calendar[0] != '\0' &&
                      m->sign != NULL && strlen(m->definition) > 20,
                  "measure %zu", i);
        for (size_t k = 0; k < i; k++)
            cr_expect_str_neq(m->id, setup.measure[k].id);
        cr_expect_eq(m->ledger_row,
                     strncmp(m->id, "variance.", 9) == 0 || strncmp(m->id, "budget.", 7) == 0);
    }
    fixture_release(&setup.f);
}

Claim(measures, settings_lines_and_rows_come_in_the_files_order)
{
    struct setup setup;
    setup_init(&setup, sample_at_date);
    static const char *const setting[] = { "plans.schools", "plans.local-special", "plans.isp",
                                           "plans.awaiting", "place_years.schools" };
    static const char *const row[] = { "line.therapies",         "line.hospital",
                                       "line.inclusion",         "budget.schools",
                                       "budget.high_needs",      "budget.central",
                                       "budget.early_years",     "variance.schools",
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
    fixture_release(&setup.f);
}

Claim(measures, totals_are_read_in_their_units)
{
    struct setup setup;
    setup_init(&setup, sample_at_date);
    for (size_t t = 0; t < SAMPLE_N_YEAR; t++) {
        const struct year *y = &setup.f.future.year[t];
        const struct {
            const char *id;
            double due;
        } row[] = { { "deficit", y->money.deficit_closing_gbp / GBP_PER_GBP_M },
                    { "in_year_deficit", y->money.in_year_deficit_gbp / GBP_PER_GBP_M },
                    { "high_needs_spending", y->money.spending_gbp / GBP_PER_GBP_M },
                    { "high_needs_grant", y->money.grant_gbp / GBP_PER_GBP_M },
                    { "receipts", y->money.receipts_gbp / GBP_PER_GBP_M },
                    { "plans", y->people.plans_closing },
                    { "joined", y->people.joined },
                    { "left", y->people.left },
                    { "moved", y->people.moved },
                    { "population", y->people.population },
                    { "joining_level", y->people.joining_level },
                    { "inflation", y->money.inflation } };
        for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
            const double found = read_measure(&setup, t, row[i].id);
            cr_expect_eq(found, row[i].due, "year %zu, %s: %g, want %g", t, row[i].id, found,
                         row[i].due);
        }
    }
    fixture_release(&setup.f);
}

Claim(measures, a_pipeline_adds_its_own_and_moves_none)
{
    struct setup with, without;
    size_t same = 0, n_own = 0;
    setup_init(&without, sample_at_date);
    setup_init(&with, sample_with_pipeline);
    const struct year *total = &with.f.future.year[0];
    const struct {
        const char *id;
        double due;
    } row[] = { { "pipeline.requests", total->people.pipeline.requests },
                { "pipeline.refused", total->people.pipeline.refused },
                { "pipeline.assessed", total->people.pipeline.finished },
                { "pipeline.assessing", total->people.pipeline.assessing },
                { "pipeline.issued", total->people.joined },
                { "pipeline.in_time", total->people.pipeline.in_time },
                { "pipeline.weeks", total->people.pipeline.weeks },
                { "pipeline.future_demand_plans", total->people.pipeline.from_opening },
                { "pipeline.future_demand", total->money.opening_plans_gbp / GBP_PER_GBP_M },
                { "pipeline.backdated", total->money.backdated_gbp / GBP_PER_GBP_M } };
    for (size_t i = 0; i < with.n; i++) {
        if (same < without.n && strcmp(with.measure[i].id, without.measure[same].id) == 0)
            same++;
        for (size_t k = 0; k < sizeof row / sizeof row[0]; k++)
            if (strcmp(with.measure[i].id, row[k].id) == 0) {
                const double found = measure_read(&with.measure[i], &with.f.future.year[0]);
                cr_expect_eq(found, row[k].due, "%s: %g, want %g", row[k].id, found, row[k].due);
                n_own++;
            }
    }
    cr_expect_eq(same, without.n, "all others, in the same order");
    cr_expect_eq(n_own, with.n - without.n);
    fixture_release(&with.f);
    fixture_release(&without.f);
}

Claim(measures, settings_lines_and_rows_are_read_from_their_own_records)
{
    struct setup setup;
    setup_init(&setup, sample_at_date);
    const struct setting_year *isp =
        future_setting(&setup.f.future, 2, model_setting(&setup.f.model, "isp"));
    const double *line = setup.f.future.year[2].line_gbp;
    cr_expect_eq(read_measure(&setup, 2, "plans.isp"), isp->flows.closing);
    cr_expect_eq(read_measure(&setup, 2, "place_years.isp"), isp->cost.place_years);
    cr_expect_eq(read_measure(&setup, 2, "spending.isp"), isp->cost.spending_gbp / GBP_PER_GBP_M);
    cr_expect_eq(read_measure(&setup, 2, "unit_price.isp"), isp->cost.unit_price_gbp);
    cr_expect_eq(read_measure(&setup, 2, "line.hospital"), line[0] / GBP_PER_GBP_M,
                 "sorted: hospital, inclusion, therapies");
    cr_expect_eq(read_measure(&setup, 2, "line.therapies"), line[2] / GBP_PER_GBP_M);
    cr_expect_eq(read_measure(&setup, 0, "variance.safety-valve"), -5017313.0 / GBP_PER_GBP_M);
    cr_expect_eq(read_measure(&setup, 2, "budget.high_needs"),
                 read_measure(&setup, 2, "high_needs_grant"));
    cr_expect_eq(read_measure(&setup, 2, "variance.total"), read_measure(&setup, 2, "deficit"));
    double later = 0.0;
    for (size_t s = 0; s < 4; s++)
        later += future_setting(&setup.f.future, 0, s)->cost.later_gbp;
    cr_expect_gt(later, 0.0);
    cr_expect_eq(read_measure(&setup, 0, "future_demand"), later / GBP_PER_GBP_M);
    cr_expect_eq(read_measure(&setup, 1, "future_demand"), 0.0);
    fixture_release(&setup.f);
}

/* ---- sums, and what counts children ---- */

/* A crowded area with a pipeline, a general fund and options with costs of their own: every row of
 * the table but those of agreements applies. */
struct town {
    struct option_sample option;
    size_t n;
    struct measure measure[MAX_MEASURE];
};

static void
town_init(struct town *self)
{
    struct option_sample *o = &self->option;
    option_sample_init(o, OPTION_CROWDED);
    struct scenario_in *scenario = &o->sample.scenario[1];
    scenario->receipt = o->sample.receipt_of_plan;
    scenario->transfer = o->sample.transfer_of_plan;
    scenario->n_receipt = scenario->n_transfer = 2;
    sample_add_general(&o->sample);
    sample_add_pipeline(&o->sample);
    struct option_in *in = option_add(o, OPTION_JOINT_FUNDING, "health");
    option_for(o, in, "isp");
    in->start = "2022/23";
    in->share = option_quantity(o, 0.0713);
    in->cost.revenue_gbp = option_quantity(o, 41317.0);
    in = option_add(o, OPTION_CEASING, "fewer");
    in->start = "2022/23";
    in->share = option_quantity(o, 0.0817);
    in->cost.revenue_gbp = option_quantity(o, 23719.0);
    in->cost.account = ACCOUNT_GENERAL_FUND;
    option_sample_plan(o);
    self->n = measures_count(&o->model);
    cr_assert_leq(self->n, (size_t)MAX_MEASURE);
    measures_define(&o->model, self->measure);
}

static const struct measure *
measure_of(const struct town *self, const char *row, size_t setting)
{
    for (size_t m = 0; m < self->n; m++)
        if (self->measure[m].setting == setting && self->measure[m].to == SIZE_MAX &&
            strcmp(self->measure[m].row->id, row) == 0)
            return &self->measure[m];
    return NULL;
}

/* Of one setting, or of none. Returns how many terms there are. */
static size_t
check_sum(const struct town *self, enum measure_sum sum, size_t setting,
          const struct future *future)
{
    const struct measure_whole *of = &measure_sums[sum];
    const struct measure *whole = measure_of(self, of->whole, setting);
    size_t n_term = 0;
    if (whole == NULL)
        return 0;
    for (size_t t = of->carried ? 1 : 0; t < future->n_year; t++) {
        double parts = of->carried ? measure_read(whole, &future->year[t - 1]) : 0.0, scale = 1.0;
        n_term = 0;
        for (size_t m = 0; m < self->n; m++) {
            const double sign = measure_sign(&self->measure[m], sum, setting);
            if (sign == 0.0)
                continue;
            const double x = measure_read(&self->measure[m], &future->year[t]);
            parts += sign * x;
            scale += fabs(x);
            n_term++;
        }
        const double due = measure_read(whole, &future->year[t]);
        cr_expect(!of->exact || fabs(parts - due) <= 1e-12 * scale,
                  "sum %d, year %zu: %.15g, %s %.15g", (int)sum, t, parts, whole->id, due);
    }
    return n_term;
}

Claim(measures, what_adds_up_to_a_measure_does_so_in_every_year_of_every_future)
{
    static struct town town;
    town_init(&town);
    for (int k = -1; k < 12; k++) {
        const struct future *future = option_run(&town.option, 1, k);
        for (int sum = SUM_NONE + 1; sum < N_MEASURE_SUM; sum++) {
            const enum measure_sum of = (enum measure_sum)sum;
            size_t n_term = 0;
            if (!measure_sum_has_settings(of))
                n_term = check_sum(&town, of, SIZE_MAX, future);
            for (size_t s = 0; measure_sum_has_settings(of) && s < town.option.model.n_setting; s++)
                n_term += check_sum(&town, of, s, future);
            cr_expect_gt(n_term, 0u, "sum %d has terms here", sum);
        }
    }
    option_sample_release(&town.option);
}

Claim(measures, what_counts_children_is_a_whole_number_in_a_simulated_future)
{
    static struct town town;
    town_init(&town);
    size_t n = 0;
    for (int k = 0; k < 12; k++) {
        const struct future *future = option_run(&town.option, 1, k);
        for (size_t m = 0; m < town.n; m++)
            for (size_t t = 0; t < future->n_year; t++) {
                const double x = measure_read(&town.measure[m], &future->year[t]);
                if (town.measure[m].row->counts != COUNTS_CHILDREN)
                    continue;
                cr_expect_eq(x, round(x), "%s in year %zu: %g", town.measure[m].id, t, x);
                n += x != 0.0;
            }
    }
    cr_expect_gt(n, 1000u);
    option_sample_release(&town.option);
}

Claim(measures, only_what_counts_children_is_measured_in_children)
{
    for (size_t r = 0; r < n_measure_row; r++) {
        const struct measure_row *row = &measure_rows[r];
        const bool in_children = strcmp(row->unit, "children") == 0;
        cr_expect(!in_children || row->counts == COUNTS_CHILDREN || row->counts == COUNTS_PEOPLE,
                  "%s", row->id);
        cr_expect_eq(row->counts == COUNTS_CHILD_YEARS, strcmp(row->unit, "place_years") == 0, "%s",
                     row->id);
    }
}

Claim(measures, the_row_of_an_id_is_the_one_that_made_it)
{
    static struct town town;
    const char *item;
    town_init(&town);
    for (size_t m = 0; m < town.n; m++) {
        const struct measure *measure = &town.measure[m];
        const struct measure_row *row = measure_row_of(measure->id, &item);
        cr_assert_not_null(row, "%s", measure->id);
        cr_expect_str_eq(row->id, measure->row->id);
        cr_expect_str_eq(item, measure->id + strlen(row->id));
    }
    cr_expect_null(measure_row_of("nothing", &item));
    cr_expect_eq(measure_row_of("s251.none", &item)->unit,
                 measure_row_of("s251.1.2.1", &item)->unit);
    option_sample_release(&town.option);
}
