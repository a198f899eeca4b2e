/* What scenarios of papers say of themselves: which inputs were chosen on what came later, and
 * which figures of money nobody published. Runs from the project root. */
#include "measures.h"
#include "place_cost.h"
#include "sample.h"
#include "scenario.h"
#include "to_replace.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const papers[] = { "kingston-2017",         "richmond-2017",  "kingston-2021",
                                      "worcestershire-2020",   "rotherham-2018", "essex-2019",
                                      "kingston-richmond-2017" };
enum { N_PAPER = sizeof papers / sizeof *papers, MOST_BYTES = 1 << 20 };

static void
load(const char *paper, struct scenario *out)
{
    char path[64];
    struct hr_err err = { .code = HR_OK };
    snprintf(path, sizeof path, "scenarios/%s.cfg", paper);
    cr_assert_eq(scenario_load(path, NULL, 0, out, &err), 0, "%s", err.text);
}

/* The file's own text, without what it includes. */
static char *
rule_text(const char *paper)
{
    char path[64];
    snprintf(path, sizeof path, "scenarios/%s.cfg", paper);
    FILE *file = fopen(path, "r");
    char *text = calloc(1, MOST_BYTES);
    cr_assert(file != NULL && text != NULL);
    cr_assert(fread(text, 1, MOST_BYTES - 1, file) > 0);
    fclose(file);
    return text;
}

/* The year of "chosen on outcomes to January 2021"; 0: the source says no such thing. */
static int
chosen_on(const char *source)
{
    static const char words[] = "outcomes to January ";
    const char *at = source == NULL ? NULL : strstr(source, words);
    return at == NULL ? 0 : atoi(at + sizeof words - 1);
}

Claim(paper_rules, what_was_chosen_on_later_outcomes_is_named_as_hindsight_in_the_rule)
{
    size_t n = 0;
    for (size_t p = 0; p < N_PAPER; p++) {
        struct scenario scenario;
        load(papers[p], &scenario);
        char *text = rule_text(papers[p]), *end = strstr(text, "\nwritten_for");
        cr_assert(end != NULL);
        *end = '\0';
        for (size_t q = 1; q < scenario.inputs.n_quantity; q++) {
            const struct quantity *quantity = &scenario.inputs.quantity[q];
            if (chosen_on(quantity->source) <= scenario.inputs.base_census)
                continue;
            n++;
            cr_expect(strstr(quantity->source, "hindsight") != NULL, "%s: %s", papers[p],
                      quantity->name);
            cr_expect(strstr(text, quantity->name) != NULL, "%s: RULE has no %s", papers[p],
                      quantity->name);
        }
        free(text);
        scenario_release(&scenario);
    }
    cr_expect(n >= 6, "%zu", n);
}

static double
brought_forward(const char *paper)
{
    struct scenario scenario;
    load(paper, &scenario);
    const double gbp = scenario.inputs.dsg.carry_forward_gbp;
    scenario_release(&scenario);
    return gbp;
}

/* The deficit that a forecast starts from stands in the paper's own table or in a published history
 * with its source, or is listed as an estimate, and the fan heads it so. */
Claim(paper_rules, an_opening_balance_is_published_or_listed_as_an_estimate)
{
    cr_expect_float_eq(brought_forward("kingston-richmond-2017"),
                       brought_forward("kingston-2017") + brought_forward("richmond-2017"), 1.0);
    for (size_t p = 0; p < N_PAPER; p++) {
        struct scenario scenario;
        if (strcmp(papers[p], "kingston-richmond-2017") == 0)
            continue; /* no paper's own */
        load(papers[p], &scenario);
        const struct inputs *in = &scenario.inputs;
        bool said = false;
        for (size_t i = 0; i < in->dsg.n_printed; i++)
            said = said || strcmp(in->dsg.printed[i].row, "carry_forward") == 0 ||
                   strcmp(in->dsg.printed[i].row, "total") == 0;
        for (size_t i = 0; i < in->dsg.n_history; i++)
            said = said || in->dsg.history[i].fy == in->base_census - 1;
        const bool listed =
            to_replace_lists(in->to_replace, in->n_to_replace, "dsg.carry_forward_gbp_m");
        cr_expect(said != listed, "%s", papers[p]);
        cr_expect(!listed || in->dsg.carry_forward_error_gbp != 0, "%s", papers[p]);
        scenario_release(&scenario);
    }
}

Claim(paper_rules, essex_starts_from_the_new_plans_that_were_counted)
{
    struct scenario scenario;
    load("essex-2019", &scenario);
    const struct inputs *in = &scenario.inputs;
    const double counted = 1115.0; /* in 2018: DfE, EHC plans, release 2022 */
    cr_expect_float_eq(in->joiners.new_plans * quantity_central(&in->quantity[in->joiners.level]),
                       counted, 0.5);
    scenario_release(&scenario);
}

/* A setting whose label is not its category's word is called by its label. */
Claim(paper_rules, a_school_outside_the_borough_is_called_no_independent_school)
{
    struct scenario scenario;
    size_t n = 0;
    load("rotherham-2018", &scenario);
    for (size_t s = 0; s < scenario.inputs.n_setting; s++) {
        const struct setting_in *setting = &scenario.inputs.setting[s];
        const bool own =
            strcmp(setting->id, "independent") == 0 || strcmp(setting->id, "state_special") == 0;
        n += own ? 1 : 0;
        cr_expect_eq(category_tells(setting->category, setting->label), !own, "%s", setting->label);
    }
    cr_expect_eq(n, 2);
    cr_expect(category_tells(CATEGORY_STATE_SPECIAL, "State special school"));
    cr_expect(category_tells(CATEGORY_INDEPENDENT, "Independent or non-maintained school"));
    const struct place_cost_row row[] = { { .label = "Special school in the borough",
                                            .kind = COST_OF_STATE_SPECIAL,
                                            .own_words = true,
                                            .first = { 0.02, 0.02, 0.02 },
                                            .last = { 0.02, 0.02, 0.02 } },
                                          { .label = "School outside the borough",
                                            .kind = COST_OF_INDEPENDENT,
                                            .own_words = true,
                                            .first = { 0.037, 0.037, 0.037 },
                                            .last = { 0.037, 0.037, 0.037 } } };
    const struct place_cost cost = { .first_fy = 2018, .last_fy = 2022, .row = row, .n_row = 2 };
    const struct words title = place_cost_title(&cost);
    cr_expect_not_null(strstr(title.text, "School outside the borough"), "%s", title.text);
    cr_expect_null(strstr(title.text, "ndependent"), "%s", title.text);
    scenario_release(&scenario);
}

/* Four months before the January, with the same projects done, the paper counted 134 and expected
 * 138: the likely range holds both. */
Claim(paper_rules, rotherham_s_first_year_holds_what_the_paper_expected)
{
    struct scenario scenario;
    struct model model;
    struct results results;
    struct hr_err err = { .code = HR_OK };
    load("rotherham-2018", &scenario);
    scenario.inputs.horizon_years = 1;
    cr_assert_eq(model_make(&model, &scenario.inputs, &err), 0, "%s", err.text);
    sample_run(&model, 300, 2, &results);
    size_t s = 0;
    while (strcmp(scenario.inputs.scenario[s].id, "sufficiency") != 0)
        s++;
    const struct summary *outside = &results.summary[results_index(
        &results, s, 0, results_measure(&results, "plans.independent"))];
    cr_expect_leq(outside->p05, 134.0);
    cr_expect_geq(outside->p95, 138.0);
    cr_expect_leq(outside->mean, 163.0, "fewer than before the projects: %g", outside->mean);
    results_release(&results);
    model_release(&model);
    scenario_release(&scenario);
}
