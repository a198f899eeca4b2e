/* What a run says of options agrees with what it says of its scenarios. */
#include "study.h"

#include "model.h"
#include "option_sample.h"
#include "run_chart.h"
#include "claim.h"

#include <math.h>
#include <stdlib.h>

enum { N_ALL = 300, N = 60, LAST = SAMPLE_N_YEAR - 1 };

static struct option_sample s;
static struct results results;
static struct study study;

/* Three options that reach for the same children, and two receipts; scenario 2 is the first option
 * alone. One option has levels. */
static void
add_options(void)
{
    static double level[] = { 0.05, 0.3 };
    struct sample *sample = &s.sample;
    option_sample_init(&s, OPTION_CROWDED);
    sample->scenario[1].receipt = sample->receipt_of_plan;
    sample->scenario[1].n_receipt = 2;
    struct option_in *in = option_add(&s, OPTION_REPATRIATION, "home");
    option_for(&s, in, "isp");
    in->to = "local-special";
    in->share = option_quantity(&s, 0.2);
    in->delivery = 0.7;
    in->level = level;
    in->n_level = 2;
    in = option_add(&s, OPTION_CEASING, "fewer");
    in->share = option_quantity(&s, 0.1385);
    in->cost.capital_gbp = option_quantity(&s, 2e5);
    in = option_add(&s, OPTION_EARLY_SUPPORT, "early");
    in->share = option_quantity(&s, 0.2);
}

static void
add_first_option_alone(void)
{
    struct inputs *in = &s.sample.in;
    in->scenario[2] = in->scenario[0];
    in->scenario[2].id = "home-alone";
    in->scenario[2].role = ROLE_OTHER;
    in->scenario[2].option = s.chosen;
    in->scenario[2].n_option = 1;
    in->n_scenario = 3;
}

static bool is_run;

static void
done(void)
{
    if (!is_run)
        return;
    study_release(&study);
    results_release(&results);
    option_sample_release(&s);
    is_run = false;
}

/* Once for all claims that only look; one that changes anything is done with it. */
static void
run(void)
{
    static bool is_kept;
    struct hr_err err = { 0 };
    if (is_run)
        return;
    if (!is_kept)
        (void)atexit(done);
    is_kept = true;
    add_options();
    add_first_option_alone();
    option_sample_plan(&s);
    const struct engine_options engine = { .n_replicate = N_ALL, .n_thread = 2, .compares = true };
    cr_assert_eq(engine_run(&s.model, &engine, &results, &err), 0, "%s", err.text);
    const struct comparison_options options = {
        .run = &results, .n_replicate = N, .n_run = 600, .n_thread = 2
    };
    cr_assert_eq(study_run(&s.model, &options, &study, &err), 0, "%s", err.text);
    cr_assert_eq(study.n_comparison, (size_t)2);
    is_run = true;
}

static const struct summary *
deficit_of(size_t scenario)
{
    return &results.summary[results_index(&results, scenario, LAST,
                                          results_measure(&results, "deficit"))];
}

static const struct paired *
change_of(size_t scenario)
{
    return &results.paired[results_index(&results, scenario, LAST,
                                         results_measure(&results, "deficit"))];
}

Claim(study, a_comparison_of_few_futures_adds_up_to_the_run_of_all)
{
    run();
    const struct comparison *c = &study.comparison[0];
    double saving = 0.0, step = 0.0, shapley = 0.0;
    cr_expect_float_eq(c->before.mean, deficit_of(0)->mean, 1e-9);
    cr_expect_float_eq(c->after.mean, deficit_of(1)->mean, 1e-9);
    cr_expect_float_eq(c->after.p95, deficit_of(1)->p95, 1e-9);
    cr_expect_float_eq(c->lower.mean, -change_of(1)->mean, 1e-9);
    cr_expect_float_eq(c->lower.p05, -change_of(1)->p95, 1e-9);
    for (size_t i = 0; i < c->n_element; i++) {
        saving += c->of[i].alone.year[LAST].saving.mean;
        step += c->of[i].step.mean;
        shapley += c->of[i].shapley.mean;
    }
    const struct effect_year *all = &c->all.year[LAST];
    cr_expect_float_eq(all->saving.mean + all->received.mean, c->lower.mean, 1e-9);
    cr_expect_float_eq(saving + c->interaction.mean, all->saving.mean, 1e-9);
    cr_expect_float_eq(step, all->saving.mean, 1e-6, "%g of %g", step, all->saving.mean);
    cr_expect_float_eq(shapley, all->saving.mean, 1e-9);
    const size_t deficit = results_measure(&results, "deficit");
    for (size_t t = 0; t < SAMPLE_N_YEAR; t++)
        cr_expect_float_eq(c->all.year[t].saving.mean + c->all.year[t].received.mean,
                           -results.paired[results_index(&results, 1, t, deficit)].mean, 1e-9,
                           "year %zu", t);
    cr_expect_eq(c->all.n, (size_t)N_ALL);
    cr_expect_eq(c->of[1].alone.n, (size_t)N);
    cr_expect_gt(fabs(c->interaction.mean), 1e-3);
}

Claim(study, an_option_that_is_a_scenario_of_its_own_has_that_scenarios_figures)
{
    run();
    const struct effect *in_all = &study.comparison[0].of[0].alone, *own = &study.comparison[1].all;
    for (size_t t = 0; t < SAMPLE_N_YEAR; t++) {
        cr_expect_eq(in_all->year[t].saving.mean, own->year[t].saving.mean);
        cr_expect_eq(in_all->year[t].saving.p05, own->year[t].saving.p05);
        cr_expect_eq(in_all->year[t].chance_paid_back, own->year[t].chance_paid_back);
    }
    cr_expect_eq(in_all->n, (size_t)N_ALL);
    cr_expect_float_eq(own->year[LAST].saving.mean, -change_of(2)->mean, 1e-9);
    cr_expect_eq(study.comparison[1].of[0].shapley.mean, own->year[LAST].saving.mean);
}

Claim(study, level_nothing_of_a_ladder_is_the_scenario_without_the_option)
{
    run();
    cr_assert_gt(study.n_rung, (size_t)0);
    cr_assert(study.rung[0].scenario == 0 && study.rung[0].level == 0.0);
    cr_expect_float_eq(study.rung[0].deficit.mean, deficit_of(0)->mean, 1e-6);
    cr_expect_eq(study.rung[0].saving.mean, 0.0);
}

Claim(study, as_many_futures_as_the_run_need_no_reconciling)
{
    struct study again;
    struct hr_err err = { 0 };
    run();
    const struct comparison_options all = { .run = &results,
                                            .n_replicate = N_ALL,
                                            .n_run = 600,
                                            .n_thread = 2 },
                                    own = { .n_replicate = N_ALL, .n_run = 600, .n_thread = 1 };
    cr_assert_eq(study_run(&s.model, &all, &again, &err), 0, "%s", err.text);
    study_release(&study);
    cr_assert_eq(study_run(&s.model, &own, &study, &err), 0, "%s", err.text);
    for (size_t i = 0; i < study.comparison[0].n_element; i++) {
        const struct attribution *a = &again.comparison[0].of[i], *b = &study.comparison[0].of[i];
        cr_expect_eq(a->alone.year[LAST].saving.mean, b->alone.year[LAST].saving.mean, "%zu", i);
        cr_expect_eq(a->last.p95, b->last.p95, "%zu", i);
        cr_expect_eq(a->alone.capital, b->alone.capital, "%zu", i);
    }
    study_release(&again);
    done();
}

/* What --each makes of an option that no scenario of the file has. */
Claim(study, a_derived_scenario_is_compared_where_no_other_has_its_option)
{
    struct hr_err err = { 0 };
    const struct comparison_options options = { .n_replicate = 20, .n_run = 100, .n_thread = 1 };
    done();
    for (int other = 0; other < 2; other++) {
        add_options();
        add_first_option_alone();
        s.sample.in.scenario[2].derived = true;
        if (other == 1) { /* the file's own scenario has the two others */
            s.sample.scenario[1].option = s.chosen + 1;
            s.sample.scenario[1].n_option = 2;
        }
        option_sample_plan(&s);
        cr_assert_eq(study_run(&s.model, &options, &study, &err), 0, "%s", err.text);
        cr_expect_eq(study.n_comparison, other == 0 ? (size_t)1 : (size_t)2);
        study_release(&study);
        option_sample_release(&s);
    }
}

/* ---- one answer: what the charts show */

static void
draw(const struct run_chart *kind, struct chart_subject subject, struct chart *out)
{
    struct arena arena;
    struct hr_err err = { 0 };
    subject.results = &results;
    subject.source = "";
    subject.study = &study;
    arena_init(&arena);
    cr_assert_eq(kind->draw(&subject, &arena, out, &err), 0, "%s", err.text);
    arena_release(&arena);
}

static double
cell(const struct chart *chart, size_t row, const char *column)
{
    return table_number(&chart->data, row, table_column(&chart->data, column));
}

static void
expect_figure(double shown, double want)
{
    cr_expect_float_eq(shown, want, 0.0005 + 1e-9, "%g is shown, it is %g", shown, want);
}

Claim(study, charts_3_4_and_15_show_one_figure_for_one_thing)
{
    struct chart compare, waterfall, options;
    run();
    draw(&chart_compare, (struct chart_subject){ .item = 0 }, &compare);
    draw(&chart_options, (struct chart_subject){ .item = 0 }, &options);
    draw(&chart_waterfall,
         (struct chart_subject){ .comparison = &study.comparison[0], .scenario = 1 }, &waterfall);
    for (size_t k = 0; k < 3; k++)
        expect_figure(cell(&compare, k, "mean_gbp_m"), deficit_of(k)->mean);
    expect_figure(cell(&compare, 2, "change_mean_gbp_m"), change_of(2)->mean);
    expect_figure(cell(&options, 0, "change_mean_gbp_m"), change_of(2)->mean);
    expect_figure(cell(&waterfall, 1, "mean_gbp_m"), change_of(2)->mean);
    expect_figure(cell(&waterfall, 1, "p05_gbp_m"), change_of(2)->p05);
    expect_figure(cell(&waterfall, 0, "mean_gbp_m"), deficit_of(0)->mean);
    const size_t n = waterfall.data.n_row;
    expect_figure(cell(&waterfall, n - 2, "mean_gbp_m"), deficit_of(1)->mean);
    expect_figure(cell(&waterfall, n - 1, "mean_gbp_m"), change_of(1)->mean);
    expect_figure(cell(&waterfall, n - 3, "mean_gbp_m"), cell(&compare, 1, "received_mean_gbp_m"));
    cr_expect_eq(options.data.n_row, (size_t)3, "each option once");
    cr_expect_eq(cell(&options, 0, "chance_happens"), 0.7, "as typed");
    chart_release(&compare);
    chart_release(&waterfall);
    chart_release(&options);
}
