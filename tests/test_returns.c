/* The tables of returns: one path of whole children, the same in each. */
#include "returns.h"

#include "sample.h"
#include "sample_change.h"
#include "table_cells.h"
#include "claim.h"

#include <math.h>
#include <string.h>

enum { N_FUTURE = 60 };

struct made {
    struct sample sample;
    struct model model;
    struct results results;
    struct table dsg_plan, lsrp, scap;
};

static void
make_table(const struct result_table *table, const struct made *made, struct table *out)
{
    struct hr_err err = { 0 };
    const struct table_source from = { .results = &made->results };
    cr_assert_eq(result_table_make(table, &from, out, &err), 0, "%s", err.text);
}

static void
made_init(struct made *self, unsigned n_thread)
{
    sample_init(&self->sample);
    sample_add_pipeline(&self->sample);
    sample_plan(&self->sample, &self->model);
    sample_run(&self->model, N_FUTURE, n_thread, &self->results);
    make_table(&dsg_plan_table, self, &self->dsg_plan);
    make_table(&lsrp_table, self, &self->lsrp);
    make_table(&scap_table, self, &self->scap);
}

static void
made_release(struct made *self)
{
    table_release(&self->dsg_plan);
    table_release(&self->lsrp);
    table_release(&self->scap);
    results_release(&self->results);
    model_release(&self->model);
    sample_release(&self->sample);
}

/* Sum of a column of numbers over the rows whose columns hold these texts. */
static double
sum_where(const struct table *table, const struct cell_is *want, size_t n, const char *column)
{
    double sum = 0.0;
    for (size_t row = 0; row < table->n_row; row++) {
        size_t i = 0;
        while (i < n && strcmp(cell_text(table, row, want[i].column), want[i].text) == 0)
            i++;
        const double x = i == n ? cell_number(table, row, column) : 0.0;
        sum += isnan(x) ? 0.0 : x;
    }
    return sum;
}

#define IS(...)                          \
    ((struct cell_is[]){ __VA_ARGS__ }), \
        sizeof(struct cell_is[]){ __VA_ARGS__ } / sizeof(struct cell_is)

static double
mean_of(const struct made *made, size_t scenario, size_t year, const char *measure)
{
    const struct results *r = &made->results;
    return r->summary[results_index(r, scenario, year, results_measure(r, measure))].mean;
}

/* The sums over futures are those of the measures, by setting and in all, to the last child. */
Claim(returns, headcounts_are_what_the_measures_say)
{
    static struct made made;
    made_init(&made, 2);
    const struct dims *d = &made.model.dims;
    for (size_t k = 0; k < made.results.n_scenario; k++)
        for (size_t t = 0; t < made.results.n_year; t++) {
            const double *stock = headcount_stock(&made.results.headcount, k, t),
                         *joined = headcount_joined(&made.results.headcount, k, t);
            double plans = 0.0, new_plans = 0.0;
            for (size_t i = 0; i < d->n_cell; i++)
                plans += stock[i];
            for (size_t i = 0; i < N_NCY; i++)
                new_plans += joined[i];
            cr_expect_float_eq(plans / N_FUTURE, mean_of(&made, k, t, "plans"), 1e-9);
            cr_expect_float_eq(new_plans / N_FUTURE, mean_of(&made, k, t, "joined"), 1e-9);
        }
    made_release(&made);
}

Claim(returns, a_number_is_the_same_in_every_return)
{
    static struct made made;
    made_init(&made, 1);
    const char *const scenario = made.sample.in.scenario[0].id;
    for (size_t t = 0; t < made.results.n_year; t++) {
        const struct year_name january = census_name(SAMPLE_CENSUS + (int)t + 1);
        const double total = round(mean_of(&made, 0, t, "plans"));
        const struct cell_is of = { "scenario", scenario }, when = { "census_date", january.text };
        const double all = sum_where(&made.dsg_plan,
                                     IS(of, when, { "dfe_category", "All" }, { "age_group", "All" },
                                        { "need", "All" }),
                                     "plans"),
                     ages = sum_where(&made.lsrp,
                                      IS(of, when, { "form_table", "5.1" },
                                         { "age_rule", age_rule_text[AT_31_AUGUST] }),
                                      "children"),
                     turned = sum_where(&made.lsrp,
                                        IS(of, when, { "form_table", "5.1" },
                                           { "age_rule", age_rule_text[TURNED_IN_YEAR] }),
                                        "children"),
                     provisions =
                         sum_where(&made.lsrp, IS(of, when, { "form_table", "6" }), "children"),
                     needs = sum_where(&made.lsrp, IS(of, when, { "form_table", "7" }), "children"),
                     special = sum_where(
                         &made.lsrp,
                         IS(of, when, { "form_table", "6" },
                            { "form_label", "Maintained special schools or special academies" }),
                         "children"),
                     special_too = sum_where(
                         &made.dsg_plan,
                         IS(of, when,
                            { "dfe_category", "Maintained special schools or special academies" },
                            { "age_group", "All" }, { "need", "All" }),
                         "plans");
        cr_expect_eq(all, total, "%s: %g, not %g", january.text, all, total);
        cr_expect_eq(ages, total, "%s: %g", january.text, ages);
        cr_expect_eq(turned, total, "%s: %g", january.text, turned);
        cr_expect_eq(provisions, total, "%s: %g", january.text, provisions);
        cr_expect_eq(needs, total, "%s: %g", january.text, needs);
        cr_expect_eq(special, special_too, "%s: %g and %g", january.text, special, special_too);
        cr_expect_gt(special, 0.0);
    }
    made_release(&made);
}

/* Every All of the DSG plan is the sum of its ages, and of its needs. */
Claim(returns, rows_of_the_dsg_plan_add_up)
{
    static struct made made;
    size_t n = 0;
    made_init(&made, 1);
    const struct table *table = &made.dsg_plan;
    for (size_t row = 0; row < table->n_row; row++) {
        if (strcmp(cell_text(table, row, "age_group"), "All") != 0 ||
            strcmp(cell_text(table, row, "need"), "All") != 0)
            continue;
        const double all = cell_number(table, row, "plans");
        double by_age = 0.0, by_need = 0.0;
        for (size_t at = row + 1; at < table->n_row; at++) {
            const bool age = strcmp(cell_text(table, at, "age_group"), "All") != 0,
                       need = strcmp(cell_text(table, at, "need"), "All") != 0;
            if (!age && !need)
                break;
            by_age += age ? cell_number(table, at, "plans") : 0.0;
            by_need += need ? cell_number(table, at, "plans") : 0.0;
        }
        cr_expect_eq(by_age, all, "row %zu: %g of %g", row, by_age, all);
        cr_expect_eq(by_need, all, "row %zu: %g of %g", row, by_need, all);
        n += all > 0.0;
    }
    cr_expect_gt(n, 20);
    made_release(&made);
}

Claim(returns, requests_assessments_and_new_plans_are_the_averages)
{
    static struct made made;
    static const struct {
        const char *form, *measure;
    } flow[] = { { "10", "pipeline.requests" }, { "11", "pipeline.assessed" }, { "12", "joined" } };
    made_init(&made, 1);
    for (size_t t = 0; t < made.results.n_year; t++)
        for (size_t i = 0; i < sizeof flow / sizeof flow[0]; i++) {
            const struct year_name january = census_name(SAMPLE_CENSUS + (int)t + 1);
            const double n = sum_where(
                &made.lsrp,
                IS({ "scenario", made.sample.in.scenario[0].id }, { "census_date", january.text },
                   { "form_table", flow[i].form }, { "age_rule", age_rule_text[AT_31_AUGUST] }),
                "children");
            cr_expect_eq(n, round(mean_of(&made, 0, t, flow[i].measure)), "%s of %s: %g",
                         flow[i].measure, january.text, n);
        }
    made_release(&made);
}

/* SCAP's special schools from Reception to Year 13 are those of the DSG plan less the youngest and
 * oldest. */
Claim(returns, scap_counts_the_same_children)
{
    static struct made made;
    made_init(&made, 1);
    const double scap = sum_where(&made.scap,
                                  IS({ "scenario", made.sample.in.scenario[0].id },
                                     { "census_date", "2022-01" },
                                     { "provision_type", "State funded special schools" }),
                                  "pupils"),
                 all = sum_where(
                     &made.dsg_plan,
                     IS({ "scenario", made.sample.in.scenario[0].id }, { "census_date", "2022-01" },
                        { "dfe_category", "Maintained special schools or special academies" },
                        { "age_group", "All" }, { "need", "All" }),
                     "plans");
    cr_expect_leq(scap, all, "%g of %g", scap, all);
    cr_expect_gt(scap, 0.8 * all, "%g of %g", scap, all);
    made_release(&made);
}

Claim(returns, threads_change_no_child)
{
    static struct made one, three;
    made_init(&one, 1);
    made_init(&three, 3);
    const size_t n = one.results.headcount.n_cell * one.results.n_year;
    for (size_t k = 0; k < one.results.n_scenario; k++)
        cr_expect_eq(memcmp(headcount_stock(&one.results.headcount, k, 0),
                            headcount_stock(&three.results.headcount, k, 0), n * sizeof(double)),
                     0);
    made_release(&one);
    made_release(&three);
}

/* By category, age and need, January's children are too few to publish. */
Claim(returns, a_published_run_has_no_child_who_exists)
{
    static struct made made;
    struct suppress suppress;
    struct hr_err err;
    static const struct result_table *const which[] = { &dsg_plan_table, &lsrp_table, &scap_table };
    made_init(&made, 1);
    cr_assert_eq(suppress_init(&suppress, &made.results, 5.0, &err), 0, "%s", err.text);
    const struct table_source from = { .results = &made.results, .suppress = &suppress };
    for (size_t i = 0; i < sizeof which / sizeof which[0]; i++) {
        struct table table;
        cr_assert_eq(result_table_make(which[i], &from, &table, &err), 0, "%s", err.text);
        cr_expect_gt(table.n_row, 0);
        for (size_t row = 0; row < table.n_row; row++)
            cr_assert_str_eq(cell_text(&table, row, "basis"), "forecast", "%s", which[i]->name);
        table_release(&table);
    }
    cr_expect_str_eq(cell_text(&made.dsg_plan, 0, "basis"), "outturn");
    suppress_release(&suppress);
    made_release(&made);
}

/* The two readings of "age" differ by a year group at each end of a band. */
Claim(returns, bands_hold_every_year_group_once)
{
    for (enum age_rule rule = AT_31_AUGUST; rule < N_AGE_RULE; rule++) {
        int next = NCY_MIN;
        for (size_t band = 0; band < N_AGE_BAND; band++) {
            const struct ncys ncys = ncys_of_band(band, rule);
            cr_expect_eq(ncys.first, next, "%s, %s", age_rule_text[rule], age_band_text[band]);
            next = ncys.last + 1;
        }
        cr_expect_eq(next, NCY_MAX + 1);
    }
    cr_expect_eq(ncys_of_band(1, AT_31_AUGUST).first, 1);
    cr_expect_eq(ncys_of_band(1, TURNED_IN_YEAR).first, 0);
}
