/* From a history to a scenario that runs: our own assumptions, on histories rich, sparse, short and
 * empty. */
#include "csv_in.h"
#include "engine.h"
#include "transitions_sample.h"
#include "scenario.h"
#include "transitions_import.h"
#include "scenario_sample.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct imported {
    struct transitions_sample in, out;
    char scenario[128];
    struct scenario loaded;
    struct model model;
};

static int
import(struct imported *self, const struct transitions_import_options *more, struct hr_err *err)
{
    struct transitions_import_options options = *more;
    transitions_sample_init(&self->out);
    options.folder = self->in.dir;
    options.out_dir = self->out.dir;
    options.area = options.area == NULL ? "Trialton" : options.area;
    (void)snprintf(self->scenario, sizeof self->scenario, "%s/scenario.cfg", self->out.dir);
    return transitions_import(&options, err);
}

static void
load(struct imported *self)
{
    struct hr_err err = { 0 };
    const int ret = scenario_load(self->scenario, NULL, 0, &self->loaded, &err);
    cr_assert_eq(ret, 0, "%s: %s", err.text,
                 self->loaded.faults.n > 0 ? self->loaded.faults.item[0].text : "");
    cr_assert_eq(model_make(&self->model, &self->loaded.inputs, &err), 0, "%s", err.text);
}

static void
imported_release(struct imported *self)
{
    model_release(&self->model);
    scenario_release(&self->loaded);
    transitions_sample_release(&self->in);
    transitions_sample_release(&self->out);
}

/* A made history, imported with our own assumptions and compiled. */
static void
import_made(struct imported *self, int years, int scale)
{
    struct hr_err err = { 0 };
    transitions_sample_init(&self->in);
    transitions_sample_made(&self->in, years, scale);
    transitions_sample_population(&self->in, 2013, 2025);
    cr_assert_eq(import(self, &(struct transitions_import_options){ 0 }, &err), 0, "%s", err.text);
    load(self);
}

static char *
file_of(const struct imported *self, const char *name)
{
    char path[200];
    static char text[200000];
    (void)snprintf(path, sizeof path, "%s/%s", self->out.dir, name);
    FILE *f = fopen(path, "r");
    cr_assert_not_null(f, "%s", path);
    text[fread(text, 1, sizeof text - 1, f)] = '\0';
    (void)fclose(f);
    return text;
}

/* ---- */

Claim(transitions_import, a_rich_history_becomes_a_scenario_that_runs_and_loses_no_child)
{
    struct imported a;
    struct results results;
    struct hr_err err = { 0 };
    import_made(&a, 4, 20);
    const struct engine_options options = { .n_replicate = 50, .n_thread = 2 };
    cr_assert_eq(engine_run(&a.model, &options, &results, &err), 0, "%s", err.text);
    const double *plans = results_column(&results, 0, 0, results_measure(&results, "plans"));
    cr_expect(plans[0] > 0.5 * a.loaded.inputs.plans.total);
    cr_expect_eq(a.loaded.inputs.base_census, 2017);
    cr_expect_str_eq(a.loaded.inputs.area, "Trialton");
    cr_expect_not(a.loaded.inputs.rates.yearly);
    cr_expect(a.loaded.inputs.example.money, "a history of plans says nothing of money");
    cr_expect_not(a.loaded.inputs.example.children);
    results_release(&results);
    imported_release(&a);
}

Claim(transitions_import, stock_is_the_last_closing_one)
{
    struct imported a;
    import_made(&a, 3, 7);
    double total = 0.0;
    for (size_t i = 0; i < a.loaded.inputs.plans.n_cell; i++)
        total += a.loaded.inputs.plans.cell[i].count;
    cr_expect_eq(total, a.loaded.inputs.plans.total);
    /* A: 7 a need and NCY from 1 to 11, 1 joiner or 2; B: 7 (and movers) from 1 to 14 */
    cr_expect(total > 7 * 2 * (11 + 14) && total < 12 * 2 * (11 + 14), "%.0f", total);
    imported_release(&a);
}

/* Rates of every cell that could hold somebody: neither 0 nor a half by default. */
Claim(transitions_import, no_cell_has_an_invented_rate)
{
    struct imported a;
    import_made(&a, 1, 2);
    const struct rates_in *in = &a.loaded.inputs.rates;
    size_t n = 0;
    for (size_t i = 0; i < in->n_leave; i++) {
        const struct leave_rate_in *r = &in->leave[i];
        if (r->odds > 0.0)
            continue;
        const double p = r->left / (r->left + r->stayed);
        cr_expect(p > 0.0 && p < 1.0, "NCY %d: %.3g", r->ncy, p);
        cr_expect(r->ncy >= 12 || p < 0.35, "NCY %d: %.3g, and nobody was seen to leave so young",
                  r->ncy, p);
        n++;
    }
    cr_expect(n >= N_NCY - 1);
    for (size_t i = 0; i < in->n_join; i++) {
        const double p = in->join[i].joined / (in->join[i].joined + in->join[i].not_joined);
        cr_expect(p > 0.0 && p < 0.02, "NCY %d: %.3g", in->join[i].ncy, p);
    }
    imported_release(&a);
}

Claim(transitions_import, an_age_never_seen_has_the_rate_of_its_neighbours)
{
    struct imported a;
    import_made(&a, 4, 20);
    const struct rates_in *in = &a.loaded.inputs.rates;
    double at_14 = 0.0, at_15 = 0.0;
    for (size_t i = 0; i < in->n_leave; i++)
        if (in->leave[i].need[0] == '\0' && in->leave[i].setting[0] == '\0' &&
            in->leave[i].left > 0.0) {
            at_14 = in->leave[i].ncy == 14
                        ? in->leave[i].left / (in->leave[i].left + in->leave[i].stayed)
                        : at_14;
            at_15 = in->leave[i].ncy == 15
                        ? in->leave[i].left / (in->leave[i].left + in->leave[i].stayed)
                        : at_15;
        }
    cr_expect(at_15 > 0.3 * at_14 && at_15 < 1.5 * at_14, "%.4f after %.4f", at_15, at_14);
    imported_release(&a);
}

Claim(transitions_import, one_year_works_and_says_what_it_leans_on)
{
    struct imported a;
    import_made(&a, 1, 5);
    cr_expect_not_null(strstr(file_of(&a, "report.txt"),
                              "one only: levels, trend and yearly variation lean on prior ranges"));
    imported_release(&a);
}

Claim(transitions_import, a_single_child_is_enough_and_nobody_is_too_few)
{
    struct imported a;
    struct hr_err err = { 0 };
    struct results results;
    transitions_sample_init(&a.in);
    transitions_sample_write(&a.in, "transitions.csv", TRANSITIONS_HEADER "2013,A,asd,6,A,asd,7\n");
    transitions_sample_population(&a.in, 2013, 2016);
    cr_assert_eq(import(&a, &(struct transitions_import_options){ .n_category = 0 }, &err), 0, "%s",
                 err.text);
    load(&a);
    cr_expect_eq(engine_run(&a.model, &(struct engine_options){ .n_replicate = 20, .n_thread = 1 },
                            &results, &err),
                 0, "%s", err.text);
    results_release(&results);
    imported_release(&a);

    a = (struct imported){ .scenario = "" };
    transitions_sample_init(&a.in);
    transitions_sample_write(&a.in, "transitions.csv",
                             TRANSITIONS_HEADER "2013,A,asd,6,NONSEND,NONSEND,7\n");
    transitions_sample_population(&a.in, 2013, 2016);
    cr_expect_eq(import(&a, &(struct transitions_import_options){ .n_category = 0 }, &err),
                 HR_ESCENARIO);
    cr_expect_not_null(strstr(err.text, "no child holds a plan at the end of 2013"));
    transitions_sample_release(&a.in);
    transitions_sample_release(&a.out);
}

/* A ends with NCY 11: at NCY 12 nobody stays there. */
Claim(transitions_import, who_ages_past_a_setting_moves_on_or_leaves)
{
    struct imported a;
    struct hr_err err = { 0 };
    struct future future;
    transitions_sample_init(&a.in);
    transitions_sample_made(&a.in, 3, 9);
    transitions_sample_population(&a.in, 2013, 2025);
    transitions_sample_write(
        &a.in, "valid-states.csv",
        "setting,setting-group,min-academic-year,max-academic-year,needs,setting->setting\n"
        "A,schools,-4,11,\"asd,semh\",\"A,B\"\nB,colleges,-4,21,\"asd,semh\",\"A,B\"\n");
    cr_assert_eq(import(&a, &(struct transitions_import_options){ .n_category = 0 }, &err), 0, "%s",
                 err.text);
    load(&a);
    for (size_t i = 0; i < a.loaded.inputs.plans.n_cell;
         i++) { /* everybody starts in A's last year */
        a.loaded.inputs.plans.cell[i].ncy = 11;
        a.loaded.inputs.plans.cell[i].setting = a.loaded.inputs.plans.cell[0].setting;
    }
    model_release(&a.model);
    cr_assert_eq(model_make(&a.model, &a.loaded.inputs, &err), 0, "%s", err.text);
    cr_assert_eq(engine_one(&a.model, 0, 3, &future, &err), 0, "%s", err.text);
    const struct setting_year *in_a = future_setting(&future, 0, 0);
    cr_expect_str_eq(a.model.setting[0]->id, "a");
    cr_expect_gt(in_a->flows.opening, 100.0);
    cr_expect_eq(in_a->flows.left + in_a->flows.moved_out, in_a->flows.opening);
    cr_expect_gt(in_a->flows.moved_out, 0.5 * in_a->flows.opening);
    future_release(&future);
    imported_release(&a);
}

Claim(transitions_import, categories_go_by_setting_or_group_and_costs_become_prices)
{
    static const char *const category[] = { "A=mainstream", "colleges=further_education" };
    struct imported a;
    struct hr_err err = { 0 };
    transitions_sample_init(&a.in);
    transitions_sample_made(&a.in, 2, 5);
    transitions_sample_population(&a.in, 2013, 2025);
    transitions_sample_write(&a.in, "costs.csv", "need,setting,cost\nasd,A,2000\nsemh,A,4000\n");
    transitions_sample_write(
        &a.in, "valid-states.csv",
        "setting,setting-group,min-academic-year,max-academic-year,needs,setting->setting\n"
        "A,schools,-4,11,\"asd,semh\",\"A,B\"\nB,colleges,-4,21,\"asd,semh\",\"A,B\"\n");
    cr_assert_eq(
        import(&a, &(struct transitions_import_options){ .category = category, .n_category = 2 },
               &err),
        0, "%s", err.text);
    load(&a);
    cr_expect_eq(a.loaded.inputs.setting[0].category, CATEGORY_MAINSTREAM);
    cr_expect_eq(a.loaded.inputs.setting[1].category, CATEGORY_FURTHER_EDUCATION);
    const double fee = a.loaded.inputs.quantity[a.loaded.inputs.price[0].fee_gbp].p[0];
    cr_expect(fee > 2500.0 && fee < 3500.0, "%.2f", fee);
    cr_expect_eq(a.loaded.inputs.price[0].n_by_need, 2);
    cr_expect_gt(a.loaded.inputs.quantity[a.loaded.inputs.price[1].fee_gbp].p[0], 0.0,
                 "never priced at nothing");
    imported_release(&a);
}

Claim(transitions_import, a_category_that_names_nothing_is_refused_before_anything_is_written)
{
    static const char *const wrong[] = { "Z=mainstream", "A=mainstrem", "mainstream" };
    static const char *const sentence[] = { "'Z' is no setting and no setting group",
                                            "'mainstrem' is not a category", "not of the form" };
    for (size_t i = 0; i < 3; i++) {
        struct imported a;
        struct hr_err err = { 0 };
        transitions_sample_init(&a.in);
        transitions_sample_made(&a.in, 1, 2);
        transitions_sample_population(&a.in, 2013, 2025);
        cr_expect_eq(
            import(&a,
                   &(struct transitions_import_options){ .category = &wrong[i], .n_category = 1 },
                   &err),
            HR_EUSAGE);
        cr_expect_not_null(strstr(err.text, sentence[i]), "%s", err.text);
        transitions_sample_release(&a.in);
        transitions_sample_release(&a.out);
    }
}

Claim(transitions_import, the_same_history_gives_the_same_bytes_and_force_replaces_only_its_own)
{
    struct imported a, b;
    import_made(&a, 3, 4);
    import_made(&b, 3, 4);
    static const char *const name[] = { "scenario.cfg", "leave.csv", "move.csv",   "join.csv",
                                        "place.csv",    "stock.csv", "report.txt", "run.json" };
    for (size_t i = 0; i < sizeof name / sizeof name[0]; i++) {
        char *first = strdup(file_of(&a, name[i]));
        cr_expect_str_eq(first, file_of(&b, name[i]), "%s", name[i]);
        free(first);
    }
    struct hr_err err = { 0 };
    struct transitions_import_options options = { .folder = a.in.dir,
                                                  .out_dir = a.out.dir,
                                                  .area = "Trialton" };
    cr_expect_eq(transitions_import(&options, &err), HR_EWRITE);
    options.force = true;
    cr_expect_eq(transitions_import(&options, &err), 0, "%s", err.text);
    transitions_sample_write(&a.out, "mine.txt", "keep me");
    cr_expect_eq(transitions_import(&options, &err), HR_EWRITE);
    imported_release(&a);
    imported_release(&b);
}
