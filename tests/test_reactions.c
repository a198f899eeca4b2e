/* Options that wait for a condition: they start in the futures that call for them, in the year
 * after, and are then the same option as one that is typed to start in that year. */
#include "option_sample.h"
#include "claim.h"

#include <math.h>
#include <string.h>

enum { N = 60, N_START = 4, N_KIND = 4 };
static const char *const year_of[N_START + 1] = { "", "2022/23", "2023/24", "2024/25", "2025/26" };
static const enum option_kind kinds[N_KIND] = { OPTION_PRICE_CONTROL, OPTION_REPATRIATION,
                                                OPTION_CEASING, OPTION_NEW_PLACES };

/* One option that does a good deal, costs, and may be late. */
static struct option_in *
option_of(struct option_sample *s, enum option_kind kind)
{
    option_sample_init(s, OPTION_CROWDED);
    struct option_in *in = option_add(s, kind, "plan");
    in->delivery = 0.7;
    in->delay_years = option_quantity(s, 0.3);
    in->cost.once_gbp = option_quantity(s, 113171.0);
    in->cost.revenue_gbp = option_quantity(s, 71317.0);
    in->to = kind == OPTION_CEASING || kind == OPTION_PRICE_CONTROL ? "" : "local-special";
    if (kind == OPTION_NEW_PLACES)
        in->places = option_quantity(s, 30.0);
    else
        in->share = option_quantity(s, 0.2);
    if (kind == OPTION_PRICE_CONTROL || kind == OPTION_REPATRIATION)
        option_for(s, in, "independent");
    return in;
}

/* Half of the futures are above it at the end of 2022/23. */
static double
median_deficit(enum option_kind kind)
{
    struct option_sample s;
    struct results results;
    option_of(&s, kind);
    option_sample_plan(&s);
    sample_run(&s.model, 200, 1, &results);
    const double gbp =
        1e6 *
        results.summary[results_index(&results, 0, 1, results_measure(&results, "deficit"))].p50;
    results_release(&results);
    option_sample_release(&s);
    return gbp;
}

static struct condition_in
above(double gbp)
{
    return (struct condition_in){
        .where = "test", .measure = CONDITION_DEFICIT, .at_most_gbp = gbp, .at_most = (double)NAN
    };
}

static size_t
first_called_for(const struct future *future, double gbp)
{
    for (size_t t = 1; t < future->n_year; t++)
        if (future->year[t - 1].money.deficit_closing_gbp > gbp)
            return t;
    return 0;
}

static void
expect_started(const struct future *future, size_t first)
{
    for (size_t t = 0; t < future->n_year; t++)
        cr_assert_eq(future->year[t].reacted[0], first != 0 && t >= first ? 1.0 : 0.0);
}

static void
expect_as_typed(enum option_kind kind)
{
    const double gbp = median_deficit(kind);
    struct option_sample waits, typed[N_START + 1];
    size_t n[N_START + 1] = { 0 };
    option_of(&waits, kind)->condition = above(gbp);
    option_sample_plan(&waits);
    for (size_t i = 0; i <= N_START; i++) {
        option_of(&typed[i], kind)->start = year_of[i == 0 ? 1 : i];
        option_sample_plan(&typed[i]);
    }
    for (int k = 0; k < N; k++) {
        struct future future = sample_keep(option_run(&waits, 1, k));
        const size_t first = first_called_for(&future, gbp);
        n[first]++;
        cr_assert(sample_same_future(&future, option_run(&typed[first], first == 0 ? 0 : 1, k)),
                  "option of kind %d, future %d, called for in year %zu", (int)kind, k, first);
        expect_started(option_run(&waits, 1, k), first);
        future_release(&future);
    }
    cr_expect(n[0] > 0 && n[2] > 0 && n[3] > 0, "never in %zu, year 2 in %zu, year 3 in %zu", n[0],
              n[2], n[3]);
    option_sample_release(&waits);
    for (size_t i = 0; i <= N_START; i++)
        option_sample_release(&typed[i]);
}

Claim(reactions, an_option_that_is_called_for_is_one_that_starts_in_the_year_after)
{
    for (size_t i = 0; i < N_KIND; i++)
        expect_as_typed(kinds[i]);
}

/* Money decides here who is where: no run may take the children of another. */
Claim(reactions, scenarios_that_share_a_future_do_not_share_its_children)
{
    const double gbp = median_deficit(OPTION_REPATRIATION);
    struct option_sample s;
    struct results results;
    struct instalment_in part[] = { { "test", 2021, 2e6, 1.0 } };
    struct receipt_in receipt = {
        .where = "test", .id = "grant", .label = "Grant", .instalment = part, .n_instalment = 1
    };
    static const char *id[] = { "grant" };
    option_of(&s, OPTION_REPATRIATION)->condition = above(gbp);
    s.sample.in.receipt = &receipt;
    s.sample.in.n_receipt = 1;
    s.sample.scenario[2] = s.sample.scenario[1];
    s.sample.scenario[2].id = "with-money";
    s.sample.scenario[2].receipt = id;
    s.sample.scenario[2].n_receipt = 1;
    s.sample.in.n_scenario = 3;
    option_sample_plan(&s);
    sample_run(&s.model, N, 1, &results);
    size_t n_fewer = 0;
    for (size_t scenario = 0; scenario < 3; scenario++)
        for (int k = 0; k < N; k++) {
            struct future future;
            struct hr_err err = { 0 };
            cr_assert_eq(engine_one(&s.model, scenario, (size_t)k, &future, &err), 0);
            for (size_t t = 0; t < s.model.n_year; t++)
                for (size_t m = 0; m < results.n_measure; m++)
                    cr_assert_eq(results_column(&results, scenario, t, m)[k],
                                 measure_read(&results.measure[m], &future.year[t]),
                                 "%s of scenario %zu in future %d", results.measure[m].id, scenario,
                                 k);
            future_release(&future);
        }
    const size_t started = results_measure(&results, "started.plan"), last = s.model.n_year - 1;
    for (int k = 0; k < N; k++)
        n_fewer += results_column(&results, 2, last, started)[k] <
                   results_column(&results, 1, last, started)[k];
    cr_expect_gt(n_fewer, 0, "the grant makes no plan unnecessary");
    results_release(&results);
    option_sample_release(&s);
}

Claim(reactions, plans_are_counted_where_they_are_held)
{
    struct option_sample s;
    static const char *of[] = { "independent" };
    option_of(&s, OPTION_PRICE_CONTROL)->condition =
        (struct condition_in){ .where = "test",
                               .measure = CONDITION_PLANS,
                               .at_most_gbp = (double)NAN,
                               .at_most = 0.0,
                               .of = of,
                               .n_of = 1 };
    option_sample_plan(&s);
    double most = 0.0;
    const size_t independent = option_setting(&s, "isp");
    for (int k = 0; k < N; k++)
        most += future_setting(option_run(&s, 0, k), 0, independent)->flows.closing / N;
    option_sample_release(&s);
    struct option_in *in = option_of(&s, OPTION_PRICE_CONTROL);
    in->condition = (struct condition_in){ .where = "test",
                                           .measure = CONDITION_PLANS,
                                           .at_most_gbp = (double)NAN,
                                           .at_most = most,
                                           .of = of,
                                           .n_of = 1,
                                           .last_fy = 2021 };
    option_sample_plan(&s);
    size_t n = 0;
    for (int k = 0; k < N; k++) {
        const struct future *future = option_run(&s, 1, k);
        const double plans = future_setting(future, 0, independent)->flows.closing;
        expect_started(future, plans > most ? 1 : 0);
        n += plans > most;
    }
    cr_expect(n > 5 && n < N - 5, "in %zu of %d", n, N);
    option_sample_release(&s);
}
