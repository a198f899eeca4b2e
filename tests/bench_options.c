/* make bench: what shared random numbers are worth when options are compared, and how long many
 * scenarios take, on Kingston 2021.
 *
 * For an option, let A be the first scenario's deficit at the end and B the same with the option.
 * Independent simulations know the mean of A - B to sqrt((var A + var B) / n), the same futures to
 * sqrt(var(A - B) / n). The table gives (var A + var B) / var(A - B): how many times fewer
 * simulations give the same error. The options' own quantities are at central and each is delivered
 * if that is the likelier, so that what is compared is the noise of the futures, not the
 * uncertainty of the option. */
#include "model.h"
#include "scenario.h"
#include "sets.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Kinds that Kingston's paper does not name, on Kingston's children. */
static const char more_options[] =
    "options=( "
    "{ id = \"return-home\"; label = \"Six children a year return at phase transfer\"; type = "
    "\"repatriation\"; start = \"2022/23\"; "
    "settings = ( \"independent\" ); to = \"unit\"; children = 6; }, "
    "{ id = \"moor-lane\"; label = \"90 special places\"; type = \"new_places\"; start = "
    "\"2023/24\"; to = \"special\"; places = 90; }, "
    "{ id = \"early-support\"; label = \"5% fewer new plans under 11\"; type = \"early_support\"; "
    "start = \"2022/23\"; share = 0.05; to_age = 10; }, "
    "{ id = \"inclusion\"; label = \"1 in 10 new special placements in mainstream\"; type = "
    "\"inclusion\"; start = \"2022/23\"; "
    "settings = ( \"special\" ); to = \"mainstream\"; share = 0.1; }, "
    "{ id = \"ceasing\"; label = \"5% more plans end at 18 to 22\"; type = \"ceasing\"; start = "
    "\"2022/23\"; share = 0.05; from_age = 18; to_age = 22; }, "
    "{ id = \"fees\"; label = \"Independent fees 3% lower\"; type = \"price_control\"; start = "
    "\"2022/23\"; settings = ( \"independent\" ); "
    "share = 0.03; } )";
static const char all_of_them[] = "scenarios=( "
                                  "{ id = \"none\"; label = \"None\"; role = \"unmitigated\"; }, "
                                  "{ id = \"all\"; label = \"All\"; role = \"mitigated\"; options "
                                  "= ( \"return-home\", \"moor-lane\", "
                                  "\"early-support\", \"inclusion\", \"ceasing\", \"fees\" ); } )";

static double
now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void
must(int ret, const struct hr_err *err)
{
    if (ret == 0)
        return;
    fprintf(stderr, "bench_options: %s\n", err->text);
    exit(1);
}

static void
load(const char *const *set, size_t n_set, struct scenario *scenario, struct model *model)
{
    struct hr_err err = { 0 };
    must(scenario_load("scenarios/kingston-2021.cfg", set, n_set, scenario, &err), &err);
    must(model_make(model, &scenario->inputs, &err), &err);
}

static double
gain(const double *a, const double *b, size_t n, double *difference)
{
    for (size_t k = 0; k < n; k++)
        difference[k] = a[k] - b[k];
    const double var = gsl_stats_variance(difference, 1, n);
    return (gsl_stats_variance(a, 1, n) + gsl_stats_variance(b, 1, n)) / var;
}

/* ---- one option after the other ---- */

static void
bench_paired(void)
{
    enum { N = 2000 };
    const char *const set[] = { more_options, all_of_them };
    struct scenario scenario;
    struct model model;
    struct sets sets;
    struct hr_err err = { 0 };
    static double difference[N];
    load(set, 2, &scenario, &model);
    must(sets_init(&sets, &model, model.n_option + 2, N, &err), &err);
    for (size_t o = 0; o < model.n_option; o++)
        sets_option(&sets, o + 1)[o] = sets_option(&sets, model.n_option + 1)[o] = 1;
    must(sets_run(&sets, 2, NULL, &err), &err);
    const size_t last = model.n_year - 1;
    const double *none = sets_column(&sets, 0, last, SET_DEFICIT);
    printf("\nKingston 2021, deficit at 31 March 2029, %d futures: the same futures against "
           "independent ones\n",
           (int)N);
    printf("  %-46s %16s %12s %s\n", "option", "saving, GBP m", "error",
           "simulations fewer, times");
    for (size_t s = 1; s <= model.n_option + 1; s++) {
        const double *with = sets_column(&sets, s, last, SET_DEFICIT);
        const double times = gain(none, with, N, difference);
        printf("  %-46s %16.2f %12.4f %8.0f\n",
               s <= model.n_option ? model.option_in[s - 1]->label : "all together",
               gsl_stats_mean(difference, 1, N), gsl_stats_sd(difference, 1, N) / sqrt(N), times);
    }
    sets_release(&sets);
    model_release(&model);
    scenario_release(&scenario);
}

/* ---- eight scenarios ---- */

static void
bench_eight(void)
{
    static const char eight[] =
        "scenarios=( { id = \"none\"; label = \"None\"; role = \"unmitigated\"; }, { id = \"a\"; "
        "label = \"A\"; role = \"other\"; options = "
        "( \"return-home\" ); }, { id = \"b\"; label = \"B\"; role = \"other\"; options = ( "
        "\"moor-lane\" ); }, { id = \"c\"; label = "
        "\"C\"; role = \"other\"; options = ( \"early-support\" ); }, { id = \"d\"; label = \"D\"; "
        "role = \"other\"; options = ( "
        "\"inclusion\" ); }, { id = \"e\"; label = \"E\"; role = \"other\"; options = ( "
        "\"ceasing\" ); }, { id = \"f\"; label = \"F\"; role "
        "= \"other\"; options = ( \"fees\" ); }, { id = \"all\"; label = \"All\"; role = "
        "\"mitigated\"; options = ( \"return-home\", "
        "\"moor-lane\", \"early-support\", \"inclusion\", \"ceasing\", \"fees\" ); } )";
    const char *const set[] = { more_options, eight };
    struct scenario scenario;
    struct model model;
    struct results results;
    struct hr_err err = { 0 };
    load(set, 2, &scenario, &model);
    const double start = now();
    const clock_t cpu = clock();
    must(engine_run(&model, &(struct engine_options){ .n_replicate = 10000, .n_thread = 2 },
                    &results, &err),
         &err);
    printf("\nKingston 2021, 8 scenarios x 10,000 futures x %zu years, with places, 2 threads: "
           "%.1f s (%.1f s of processors)\n",
           model.n_year, now() - start, (double)(clock() - cpu) / CLOCKS_PER_SEC);
    results_release(&results);
    model_release(&model);
    scenario_release(&scenario);
}

int
main(void)
{
    (void)gsl_set_error_handler_off();
    bench_paired();
    bench_eight();
    return 0;
}
