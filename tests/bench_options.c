/* make bench: what shared random numbers are worth when options are compared, on Kingston 2021.
 *
 * For an option, let A be the first scenario's deficit at the end and B the same with the option.
 * Independent simulations know the mean of A - B to sqrt((var A + var B) / n), the same futures to
 * sqrt(var(A - B) / n). The table gives (var A + var B) / var(A - B): how many times fewer
 * simulations give the same error. The options' own quantities are at central and each is delivered
 * if that is the likelier, so that what is compared is the noise of the futures, not the
 * uncertainty of the option. */
#include "bench_kingston.h"
#include "model.h"
#include "scenario.h"
#include "sets.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static void
must(int ret, const struct hr_err *err)
{
    if (ret == 0)
        return;
    fprintf(stderr, "bench_options: %s\n", err->text);
    exit(1);
}

static void
load(struct scenario *scenario, struct model *model)
{
    struct hr_err err = { 0 };
    must(scenario_load(BENCH_KINGSTON, bench_kingston_set, BENCH_KINGSTON_N_SET, scenario, &err),
         &err);
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

static void
bench_paired(void)
{
    enum { N = 2000 };
    struct scenario scenario;
    struct model model;
    struct sets sets;
    struct hr_err err = { 0 };
    static double difference[N];
    load(&scenario, &model);
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

int
main(void)
{
    (void)gsl_set_error_handler_off();
    bench_paired();
    return 0;
}
