/* What became of the papers' forecasts: the shipped scenarios against the figures published in
 * them, as the table of scenarios/README.md says. Runs from the project root. */
#include "published_compared.h"

#include "measures.h"
#include "sample.h"
#include "scenario.h"
#include "claim.h"

#include <math.h>
#include <string.h>

enum { N_FUTURE = 400 };

struct judged {
    const char *measure;
    int year; /* of the figure's own calendar */
    const char *label;
    const char *side; /* NULL: next to an edge, not judged */
};

struct paper {
    const char *file, *scenario;
    struct judged judged[16];
};

static const struct paper papers[] = {
    { "scenarios/essex-2019.cfg",
      "no-action",
      { { "deficit", 2019, "Paper", "inside" },
        { "deficit", 2020, "Paper", "inside" },
        { "deficit", 2021, "Paper", "inside" },
        { "deficit", 2022, "Paper", "inside" },
        { "deficit", 2019, "Outturn", "inside" },
        { "deficit", 2020, "Outturn", "below" },
        { "deficit", 2021, "Outturn", "below" },
        { "plans", 2020, "Outturn", "inside" },
        { "plans", 2021, "Outturn", "inside" },
        { "plans", 2022, "Outturn", "inside" },
        { "plans", 2023, "Outturn", "inside" },
        { "high_needs_grant", 2020, "Allocation", "above" },
        { "high_needs_grant", 2021, "Allocation", "above" },
        { "high_needs_grant", 2022, "Allocation", "above" } } },
    { "scenarios/kingston-2021.cfg",
      "with-agreement",
      { { "deficit", 2021, "Paper", "inside" },
        { "deficit", 2021, "Paper, plans held", "below" },
        { "deficit", 2021, "Outturn", "below" },
        { "plans", 2022, "Outturn", "inside" },
        { "plans", 2023, "Outturn", "inside" },
        { "plans", 2024, "Outturn", "inside" },
        { "plans", 2025, "Outturn", "inside" },
        { "plans.special", 2025, "Outturn", "above" },
        { "plans.independent", 2025, "Outturn", "inside" } } },
};

struct run {
    struct scenario scenario;
    struct model model;
    struct results results;
};

static void
run_init(struct run *self, const char *file)
{
    struct hr_err err = { .code = HR_OK };
    cr_assert_eq(scenario_load(file, NULL, 0, &self->scenario, &err), 0, "%s", err.text);
    cr_assert_eq(model_make(&self->model, &self->scenario.inputs, &err), 0, "%s", err.text);
    sample_run(&self->model, N_FUTURE, 2, &self->results);
}

static void
run_release(struct run *self)
{
    results_release(&self->results);
    model_release(&self->model);
    scenario_release(&self->scenario);
}

static size_t
scenario_named(const struct run *self, const char *id)
{
    for (size_t s = 0; s < self->scenario.inputs.n_scenario; s++)
        if (strcmp(self->scenario.inputs.scenario[s].id, id) == 0)
            return s;
    hr_bug("no scenario '%s'", id);
}

static size_t
figure_named(const struct run *self, const struct judged *judged)
{
    const struct inputs *in = &self->scenario.inputs;
    for (size_t i = 0; i < in->n_published; i++) {
        const struct published_in *figure = &in->published[i];
        if (strcmp(figure->measure, judged->measure) == 0 &&
            strcmp(figure->label, judged->label) == 0 &&
            figure->fy + figure->census + figure->year == judged->year)
            return i;
    }
    hr_bug("no published '%s' of %d", judged->measure, judged->year);
}

static void
judge(const struct paper *paper)
{
    struct run run;
    run_init(&run, paper->file);
    const size_t s = scenario_named(&run, paper->scenario);
    for (const struct judged *judged = paper->judged; judged->measure != NULL; judged++) {
        struct published_compared out;
        cr_assert(published_compare(&run.results, s, figure_named(&run, judged), &out));
        cr_assert(out.forecast, "%s: %s of %d", paper->file, judged->measure, judged->year);
        cr_expect_str_eq(published_side_name(out.side), judged->side,
                         "%s: %s of %d is %g (%s), forecast %g to %g", paper->file, judged->measure,
                         judged->year, out.in->value, published_side_name(out.side), out.p05,
                         out.p95);
    }
    run_release(&run);
}

Claim(published_papers, essex_is_inside_and_outside_where_its_table_says)
{
    judge(&papers[0]);
}

Claim(published_papers, kingston_is_inside_and_outside_where_its_table_says)
{
    judge(&papers[1]);
}

/* What was to come is in no key but those that are for charts. */
Claim(published_papers, hindsight_moves_no_future)
{
    for (size_t p = 0; p < sizeof papers / sizeof *papers; p++) {
        static const char *const none[] = { "published=( )", "events=( )" };
        struct run with, without;
        struct hr_err err = { .code = HR_OK };
        run_init(&with, papers[p].file);
        cr_assert_eq(scenario_load(papers[p].file, none, 2, &without.scenario, &err), 0, "%s",
                     err.text);
        cr_assert_eq(model_make(&without.model, &without.scenario.inputs, &err), 0);
        sample_run(&without.model, N_FUTURE, 2, &without.results);
        const size_t last = with.results.n_year - 1, m = results_measure(&with.results, "deficit");
        cr_expect_eq(memcmp(results_column(&with.results, 0, last, m),
                            results_column(&without.results, 0, last, m),
                            N_FUTURE * sizeof(double)),
                     0);
        run_release(&with);
        run_release(&without);
    }
}

Claim(published_papers, essex_opens_and_closes_2019_20_as_the_paper_says)
{
    struct run run;
    run_init(&run, "scenarios/essex-2019.cfg");
    struct future future;
    struct hr_err err = { .code = HR_OK };
    cr_expect_float_eq(run.scenario.inputs.dsg.carry_forward_gbp, -3.0e6, 1e-6);
    cr_assert_eq(engine_expected(&run.model, 0, &future, &err), 0, "%s", err.text);
    cr_expect_float_eq(future.year[0].money.deficit_closing_gbp, 5.4e6, 2e3);
    future_release(&future);
    run_release(&run);
}
