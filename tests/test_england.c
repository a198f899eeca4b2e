/* scenarios/england-2026.cfg: the nation from published totals. Its sums are those of its sources,
 * every future's first year ends where the file says it may, and what others published stands
 * beside it. */
#include "calibrate.h"
#include "money_year.h"
#include "scenario.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char ENGLAND[] = "scenarios/england-2026.cfg";
enum { N_FUTURE = 12 };

/* Published (sources in the scenario): plans, lines 1.2.x of 2024-25 in £ million. */
static const double PLANS_2024 = 576474, PLANS_2025 = 638745, PLANS_2026 = 718838,
                    LINES_2024 = 10216.354607, GROWTH_FOR_EACH = 0.053, PLACES_2025 = 2294.0;

struct nation {
    struct scenario scenario;
    struct model model;
    struct work work;
};

static void
nation_init(struct nation *self, int horizon_years)
{
    struct hr_err err = { 0 };
    cr_assert_eq(scenario_load(ENGLAND, NULL, 0, &self->scenario, &err), 0, "%s", err.text);
    self->scenario.inputs.horizon_years = horizon_years;
    cr_assert_eq(model_make(&self->model, &self->scenario.inputs, &err), 0, "%s", err.text);
    cr_assert_eq(work_init(&self->work, &self->model, &err), 0, "%s", err.text);
}

static void
nation_release(struct nation *self)
{
    work_release(&self->work);
    model_release(&self->model);
    scenario_release(&self->scenario);
}

static double
held_gbp(struct nation *self)
{
    struct hr_err err = { 0 };
    cr_assert_eq(replicate_run(&self->model, 0, &self->work, &err), 0, "%s", err.text);
    const struct held_cost held = money_held(&self->model, &self->work.future);
    return held.priced_gbp + held.other_gbp;
}

Claim(england, the_first_year_s_outturn_follows_from_what_is_published)
{
    struct nation nation;
    nation_init(&nation, 1);
    const struct inputs *in = nation.model.in;
    double plans = 0.0;
    for (size_t s = 0; s < nation.model.n_setting; s++)
        plans += nation.model.base_plans[s];
    cr_expect_float_eq(plans, PLANS_2025, 1e-6);
    const double for_each =
                     LINES_2024 / ((PLANS_2024 + PLANS_2025) / 2.0) * (1.0 + GROWTH_FOR_EACH),
                 lines = for_each * (PLANS_2025 + PLANS_2026) / 2.0;
    cr_expect_float_eq(in->dsg.block[0].outturn_gbp / GBP_PER_GBP_M, lines + PLACES_2025, 1.0,
                       "lines 1.2.x %.1f and places %.1f", lines, PLACES_2025);
    cr_expect_eq(in->dsg.block[0].budget_gbp, in->grant.known[0].amount_gbp);
    nation_release(&nation);
}

/* Others' deficits beside it are of authorities in deficit alone. */
Claim(england, the_file_says_that_its_deficits_are_net)
{
    struct nation nation;
    nation_init(&nation, 1);
    cr_assert_not_null(nation.model.in->dsg.counts);
    cr_expect_not_null(strstr(nation.model.in->dsg.counts, "net of surpluses"));
    cr_expect_not_null(strstr(nation.model.in->about, "net of the surpluses"));
    nation_release(&nation);
}

/* A policy that has DfE's fall in plans from another peak is not called DfE's. */
Claim(england, no_policy_is_called_the_department_s_own)
{
    struct nation nation;
    nation_init(&nation, 1);
    for (size_t k = 0; k < nation.model.in->n_policy; k++)
        cr_expect_null(strstr(nation.model.in->policy[k].label, "department"));
    nation_release(&nation);
}

Claim(england, every_future_s_first_year_is_the_outturn_and_its_error)
{
    struct nation nation;
    double least = 1.0, most = -1.0;
    nation_init(&nation, 1);
    const double outturn_gbp = nation.model.in->dsg.block[0].outturn_gbp;
    replicate_begin_expected(&nation.model, &nation.work);
    cr_expect_float_eq(held_gbp(&nation), outturn_gbp, 2000.0);
    for (size_t k = 0; k < N_FUTURE; k++) {
        replicate_begin(&nation.model, k, &nation.work);
        const double error = nation.work.value[nation.model.in->dsg.outturn_error];
        cr_expect_float_eq(held_gbp(&nation), outturn_gbp * (1.0 + error), 1.0, "future %zu", k);
        least = fmin(least, error);
        most = fmax(most, error);
    }
    cr_expect(least < 0.0 && most > 0.0, "%g to %g", least, most);
    nation_release(&nation);
}

/* January 2026 is no input of the forecast: the plans of a year ahead are a first proof of it. */
Claim(england, january_2026_is_near_what_came)
{
    struct nation nation;
    double plans = 0.0;
    nation_init(&nation, 1);
    replicate_begin_expected(&nation.model, &nation.work);
    (void)held_gbp(&nation);
    plans = nation.work.future.year[0].people.plans_closing;
    cr_expect_float_eq(plans / PLANS_2026, 1.0, 0.015, "%.0f forecast, %.0f came", plans,
                       PLANS_2026);
    nation_release(&nation);
}

static const struct published_in *
said(const struct inputs *in, const char *label, const char *measure)
{
    for (size_t i = 0; i < in->n_published; i++)
        if (strcmp(in->published[i].label, label) == 0 &&
            strcmp(in->published[i].measure, measure) == 0)
            return &in->published[i];
    cr_assert_fail("%s says nothing of %s", label, measure);
    return NULL;
}

Claim(england, what_others_published_stands_beside_it)
{
    struct scenario s;
    struct hr_err err = { 0 };
    cr_assert_eq(scenario_load(ENGLAND, NULL, 0, &s, &err), 0, "%s", err.text);
    cr_expect_eq(said(&s.inputs, "OBR", "in_year_deficit")->value, 6300.0);
    cr_expect_eq(said(&s.inputs, "OBR", "in_year_deficit")->fy, 2028);
    cr_expect_eq(said(&s.inputs, "OBR", "deficit")->value, 14000.0);
    cr_expect_eq(said(&s.inputs, "OBR", "deficit")->fy, 2027, "31 March 2028");
    cr_expect_eq(said(&s.inputs, "CCN", "in_year_deficit")->value, 4400.0);
    cr_expect_eq(said(&s.inputs, "IFS", "deficit")->value, 8000.0);
    cr_expect_eq(said(&s.inputs, "DfE, January 2026", "plans")->value, PLANS_2026);
    scenario_release(&s);
}

/* The figures typed above against the tables they come from. */
Claim(england, the_totals_are_dfes)
{
    static const char *const file[] = {
        "../shared/data/england/ehcp_total_la_2010_2025.csv",
        "../shared/data/england/s251_high_needs_outturn_la_2017_2024.csv"
    };
    char line[512];
    size_t found = 0;
    for (size_t i = 0; i < sizeof file / sizeof *file; i++) {
        FILE *in = fopen(file[i], "r");
        if (in == NULL)
            cr_skip_test("%s is not here", file[i]);
        while (fgets(line, sizeof line, in) != NULL) {
            if (strncmp(line, "national,E92000001,", 19) != 0)
                continue;
            found +=
                strstr(line, ",2024,,576474,") != NULL || strstr(line, ",2025,,638745,") != NULL;
            found += strstr(line, ",2024-25,10216354607") != NULL;
        }
        (void)fclose(in);
    }
    cr_expect_eq(found, 3);
}
