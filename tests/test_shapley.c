/* Shapley values of options: they add up, a dummy gets nothing, twins get the same, exact and
 * sampled, whatever the threads. */
#include "comparison.h"
#include "model.h"
#include "option_sample.h"
#include "claim.h"

#include <math.h>
#include <string.h>

static void
compare(const struct model *model, size_t n, size_t n_run, unsigned n_thread,
        struct comparison *out)
{
    struct hr_err err = { 0 };
    const struct comparison_options options = { .n_replicate = n,
                                                .n_run = n_run,
                                                .n_thread = n_thread };
    cr_assert_eq(compare_scenario(model, 1, &options, out, &err), 0, "%s", err.text);
}

/* n options that reach for the same children: repatriations, inclusion, early support and ceasing
 * of several sizes; then two alike and one that does nothing. */
static void
crowd(struct option_sample *s, size_t n)
{
    static const char *const id[] = { "h", "c", "a", "f", "b", "k", "e", "d", "g" };
    static const enum option_kind kind[] = { OPTION_REPATRIATION, OPTION_CEASING,
                                             OPTION_EARLY_SUPPORT };
    option_sample_init(s, OPTION_CROWDED);
    for (size_t i = 0; i < n; i++) {
        struct option_in *in = option_add(s, kind[i % 3], id[i]);
        in->share = option_quantity(s, 0.1 + 0.05 * (double)i);
        if (in->kind == OPTION_REPATRIATION) {
            option_for(s, in, "isp");
            in->to = i == 0 ? "local-special" : "schools";
        }
    }
    struct option_in *in = option_add(s, OPTION_INCLUSION, "dummy");
    option_for(s, in, "isp");
    in->to = "schools";
    in->share = option_quantity(s, 0.0);
    static const char *const twin[] = { "twin-1", "twin-2" };
    for (size_t i = 0; i < 2; i++) {
        in = option_add(s, OPTION_SERVICE_REDESIGN, twin[i]);
        in->line = "hospital"; /* 233,417 or more; both together would take more than there is */
        in->yearly_gbp = option_quantity(s, 170000.0);
    }
    option_sample_plan(s);
}

static void
expect_fair(size_t n, size_t n_future, bool exact)
{
    struct option_sample s;
    struct comparison c;
    crowd(&s, n);
    compare(&s.model, n_future, 1000000, 2, &c);
    cr_assert_eq(c.n_element, n + 3);
    cr_expect_eq(c.shapley_exact, exact);
    cr_expect_eq(c.n_shapley_replicate, n_future);
    const double total = c.all.year[SAMPLE_N_YEAR - 1].saving.mean;
    double sum = 0.0;
    for (size_t i = 0; i < c.n_element; i++)
        sum += c.of[i].shapley.mean;
    cr_expect_float_eq(sum, total, 1e-10 * fabs(total), "%zu elements, %zu futures: %.17g of %.17g",
                       n + 3, n_future, sum, total);
    cr_expect_gt(fabs(total), 0.1);
    const struct spread *dummy = &c.of[n].shapley, *twin = &c.of[n + 1].shapley;
    cr_expect(dummy->mean == 0.0 && dummy->p05 == 0.0 && dummy->p95 == 0.0, "a dummy gets nothing");
    if (exact) {
        cr_expect_float_eq(twin[0].mean, c.of[n + 2].shapley.mean, 1e-11);
        cr_expect_float_eq(twin[0].p95, c.of[n + 2].shapley.p95, 1e-11);
        cr_expect_gt(twin[0].mean, c.of[n + 1].last.mean, "the last twin finds less to save");
        cr_expect_lt(twin[0].mean, c.of[n + 1].alone.year[SAMPLE_N_YEAR - 1].saving.mean);
    }
    comparison_release(&c);
    option_sample_release(&s);
}

Claim(shapley, values_add_up_in_each_future_and_are_fair)
{
    expect_fair(3, 1, true);
    expect_fair(3, 25, true);
    expect_fair(5, 1, true); /* eight elements, 256 sets */
}

Claim(shapley, sampled_orders_add_up_as_well)
{
    expect_fair(6, 1, false);
    expect_fair(9, 1, false);
    expect_fair(6, 5, false);
}

/* The same eight elements by all sets, and the first eight's values among nine with a ninth that
 * does nothing, by sampled orders. */
Claim(shapley, sampled_values_are_those_of_all_sets_within_their_error)
{
    enum { N = 12, N_SAME = 5 };
    struct option_sample s;
    struct comparison all, sampled;
    crowd(&s, N_SAME);
    compare(&s.model, N, 1000000, 2, &all);
    option_sample_release(&s);
    memset(&s, 0, sizeof s);
    option_sample_init(&s, OPTION_CROWDED);
    option_sample_release(&s);
    crowd(&s, N_SAME);
    model_release(&s.model);
    work_release(&s.work);
    struct option_in *in = option_add(&s, OPTION_CEASING, "z-none");
    in->share = option_quantity(&s, 0.0);
    option_sample_plan(&s);
    compare(&s.model, N, 1000000, 2, &sampled);
    cr_assert(all.shapley_exact && !sampled.shapley_exact);
    for (size_t i = 0; i < all.n_element; i++) {
        cr_assert_str_eq(all.element[i].id, sampled.element[i].id);
        cr_expect_float_eq(sampled.of[i].shapley.mean, all.of[i].shapley.mean,
                           5.0 * sampled.of[i].shapley.se + 1e-9, "%s: %g, of all sets %g",
                           all.element[i].id, sampled.of[i].shapley.mean, all.of[i].shapley.mean);
    }
    comparison_release(&all);
    comparison_release(&sampled);
    option_sample_release(&s);
}

Claim(shapley, threads_and_the_number_of_runs_change_no_value)
{
    struct option_sample s;
    struct comparison one, four, few;
    crowd(&s, 2);
    compare(&s.model, 60, 1000000, 1, &one);
    compare(&s.model, 60, 1000000, 4, &four);
    compare(&s.model, 60, 1, 2, &few); /* as few futures as there are at least */
    cr_expect_eq(few.n_shapley_replicate, (size_t)50);
    for (size_t i = 0; i < one.n_element; i++) {
        cr_expect_arr_eq(&one.of[i].shapley, &four.of[i].shapley, sizeof one.of[i].shapley);
        cr_expect_arr_eq(&one.of[i].step, &four.of[i].step, sizeof one.of[i].step);
        cr_expect_arr_eq(one.of[i].alone.year, four.of[i].alone.year,
                         SAMPLE_N_YEAR * sizeof *one.of[i].alone.year);
        cr_expect_arr_eq(&one.of[i].step, &few.of[i].step, sizeof one.of[i].step,
                         "Shapley values alone have fewer futures");
    }
    cr_expect_arr_eq(&one.interaction, &four.interaction, sizeof one.interaction);
    comparison_release(&one);
    comparison_release(&four);
    comparison_release(&few);
    option_sample_release(&s);
}
