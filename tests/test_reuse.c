/* What a run takes over from the run before it in its replicate: nothing that it would not have
 * drawn itself. Runs from the project root. */
#include "claim.h"
#include "replicate.h"
#include "sample.h"
#include "scenario.h"
#include "calibrate.h"
#include "set_measures.h"

#include <math.h>
#include <string.h>

enum { N_RUN = 24, MOST_OPTION = 40 };

/* Numbers of the test's own, the same each time. */
static uint32_t
dice(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static uint32_t
below(uint32_t *state, uint32_t n)
{
    return dice(state) % n;
}

/* ---- any choice of a file's options, receipts and transfers ---- */

struct any_choice {
    size_t option[MOST_OPTION], receipt[MOST_OPTION], transfer[MOST_OPTION];
    double level[MOST_OPTION];
    struct choice choice;
};

/* A level of its ladder; mostly as drawn. */
static double
any_level(const struct option_in *in, uint32_t *state)
{
    if (below(state, 3) > 0)
        return (double)NAN;
    if (in->share != 0)
        return 0.05 * (double)below(state, 5);
    return in->children != 0 || in->places != 0 ? (double)below(state, 12) : (double)NAN;
}

/* One in two of the options, or one in eight, or the last choice but for one option. */
static void
make_choice(const struct model *model, uint32_t *state, struct any_choice *any)
{
    const uint32_t kind = below(state, 3);
    const size_t changed = below(state, (uint32_t)model->n_option);
    for (size_t o = 0; o < model->n_option; o++) {
        if (kind == 2 && o != changed)
            continue;
        any->option[o] = below(state, kind == 1 ? 8 : 2) == 0;
        any->level[o] = any_level(model->option_in[o], state);
    }
    for (size_t i = 0; i < model->n_receipt; i++)
        any->receipt[i] = below(state, 2);
    for (size_t i = 0; i < model->in->n_transfer; i++)
        any->transfer[i] = below(state, 2);
    any->choice = (struct choice){ any->receipt, any->transfer, any->option, any->level };
}

/* ---- runs after one another, and each alone ---- */

static void
expect_same(const struct model *model, const struct work *used, const struct work *fresh)
{
    for (size_t t = 0; t < model->n_year; t++) {
        double a[N_SET_MEASURE], b[N_SET_MEASURE];
        set_measures_read(model, used, t, a, 1);
        set_measures_read(model, fresh, t, b, 1);
        cr_expect(sample_same_year(&used->future, &fresh->future, t), "year %zu", t);
        cr_expect_arr_eq(used->future.year[t].option, fresh->future.year[t].option,
                         model->n_option * sizeof(struct shifted));
        cr_expect_arr_eq(a, b, sizeof a);
    }
}

/* Nothing of the work's replicates before. */
static void
renew(const struct model *model, struct work *fresh)
{
    struct hr_err err = { 0 };
    work_release(fresh);
    cr_assert_eq(work_init(fresh, model, &err), 0, "%s", err.text);
}

/* Returns how many years were not simulated again. */
static size_t
run_any(const struct model *model, struct work *used, struct work *fresh, uint32_t *state)
{
    static struct any_choice any;
    const size_t replicate = below(state, 1000);
    const bool expected = below(state, 6) == 0;
    struct hr_err err = { 0 };
    size_t n_again = 0;
    replicate_begin(model, replicate, used);
    if (expected)
        replicate_begin_expected(model, used);
    for (size_t i = 0; i < N_RUN; i++) {
        make_choice(model, state, &any);
        renew(model, fresh);
        replicate_begin(model, replicate, fresh);
        if (expected)
            replicate_begin_expected(model, fresh);
        cr_assert_eq(replicate_run_choice(model, &any.choice, fresh, &err), 0, "%s", err.text);
        cr_assert_eq(replicate_run_choice(model, &any.choice, used, &err), 0, "%s", err.text);
        expect_same(model, used, fresh);
        n_again += !used->kept.here;
    }
    return n_again;
}

static void
expect_reuse(const char *path, const char *const *set, size_t n_set, size_t n_replicate)
{
    struct scenario scenario;
    struct model model;
    struct work used, fresh;
    struct hr_err err = { 0 };
    uint32_t state = 20260629u;
    size_t n_again = 0;
    cr_assert_eq(scenario_load(path, set, n_set, &scenario, &err), 0, "%s", err.text);
    cr_assert_eq(model_make(&model, &scenario.inputs, &err), 0, "%s", err.text);
    cr_assert(model.n_option <= MOST_OPTION && model.n_receipt <= MOST_OPTION);
    cr_assert_eq(work_init(&used, &model, &err) + work_init(&fresh, &model, &err), 0);
    for (size_t i = 0; i < n_replicate; i++)
        n_again += run_any(&model, &used, &fresh, &state);
    cr_expect_gt(n_again, 0, "some of the runs end with a year that is kept");
    cr_expect_lt(n_again, n_replicate * N_RUN, "others do not");
    work_release(&used);
    work_release(&fresh);
    model_release(&model);
    scenario_release(&scenario);
}

static quantity_id
quantity_named(const struct model *model, const char *name)
{
    for (size_t q = 1; q <= model->in->n_quantity; q++)
        if (strcmp(model->in->quantity[q].name, name) == 0)
            return (quantity_id)q;
    cr_assert_fail("no number is called %s", name);
}

/* Holds a number in the one after one of money, and in the other as if one of people had been held
 * before, at what was drawn: its people are drawn anew. */
static void
expect_held(const struct model *model, quantity_id q, struct work *used, struct work *fresh)
{
    const quantity_id money = quantity_named(model, "inflation.first"),
                      people = quantity_named(model, "joiners.level");
    const struct pin before = { money, quantity_quantile(&model->in->quantity[money], 0.05) },
                     pin = { q, quantity_quantile(&model->in->quantity[q], 0.95) };
    struct hr_err err = { 0 };
    const size_t all = model->n_scenario - 1;
    replicate_hold(model, &before, used);
    cr_assert_eq(replicate_run(model, all, used, &err), 0, "%s", err.text);
    replicate_hold(model, &pin, used);
    cr_assert_eq(replicate_run(model, all, used, &err), 0, "%s", err.text);
    fresh->held = (struct pin){ people, fresh->value[people] };
    replicate_hold(model, &pin, fresh);
    cr_assert_eq(replicate_run(model, all, fresh, &err), 0, "%s", err.text);
    expect_same(model, used, fresh);
}

static void
expect_each_held(const char *path)
{
    struct scenario scenario;
    struct model model;
    struct work used, fresh = { 0 };
    struct hr_err err = { 0 };
    size_t n_again = 0;
    cr_assert_eq(scenario_load(path, NULL, 0, &scenario, &err), 0, "%s", err.text);
    cr_assert_eq(model_make(&model, &scenario.inputs, &err), 0, "%s", err.text);
    cr_assert_eq(work_init(&used, &model, &err), 0);
    for (size_t q = 1; q <= model.in->n_quantity; q++) {
        const size_t replicate = q / 8;
        if (q == 1 || q % 8 == 0)
            replicate_begin(&model, replicate, &used);
        renew(&model, &fresh);
        replicate_begin(&model, replicate, &fresh);
        expect_held(&model, (quantity_id)q, &used, &fresh);
        n_again += !used.kept.here;
    }
    cr_expect_gt(n_again, 0, "some numbers leave children where they are");
    work_release(&used);
    work_release(&fresh);
    model_release(&model);
    scenario_release(&scenario);
}

/* With a pipeline, policies, places and every kind of option. */
Claim(reuse, any_options_in_any_order_give_what_each_gives_alone)
{
    expect_reuse("tests/same/options.cfg", NULL, 0, 12);
}

Claim(reuse, options_that_wait_for_a_deficit_too)
{
    static const char *const set[] = {
        "options.return.condition={ measure = \"deficit\"; above_gbp_m = 4.0; }",
        "options.open.condition={ measure = \"in_year_deficit\"; above_gbp_m = 1.0; }",
        "migration={ out = 0.03; balance = 1.1; residual_sd = 0.01; }",
        "leavers.yearly={ national_sd = 0.1; local_sd = 0.2; }",
        "options.early.needs=( \"asd\" )",
        "joiners.placement_sd=0.0",
    };
    expect_reuse("tests/same/options.cfg", set, sizeof set / sizeof set[0], 12);
}

/* Bands and protection are memories of prices. */
Claim(reuse, where_prices_remember_the_year_before)
{
    static const char *const set[] = {
        "prices=( { setting = \"mainstream\"; growth = 0.0; drift = 0.1; bands = ( "
        "{ id = \"a\"; topup_gbp = 3000; share = 0.5; }, "
        "{ id = \"b\"; topup_gbp = 9000; share = 0.5; } ); }, "
        "{ setting = \"special\"; topup_gbp = 13000; place_gbp = 10000; "
        "places = ( { ay = \"2025/26\"; count = 90; } ); growth = -0.03; spread = 0.5; "
        "protection = 0.0; }, "
        "{ setting = \"fees\"; fee_gbp = 64000; growth = 0.0; spread = 0.6; } )",
    };
    expect_reuse("tests/same/options.cfg", set, 1, 12);
}

Claim(reuse, each_number_held_gives_what_it_gives_alone)
{
    expect_each_held("tests/same/options.cfg");
    expect_each_held("scenarios/kingston-2021.cfg");
}

Claim(reuse, of_kingston_too)
{
    expect_reuse("scenarios/kingston-2021.cfg", NULL, 0, 6);
}

/* Without a pipeline the number of new plans is drawn from who has none. */
Claim(reuse, where_options_change_how_many_may_be_issued_a_plan)
{
    static const char *const set[] = {
        "options=("
        "{ id = \"early\"; label = \"-\"; type = \"early_support\"; start = \"2022/23\"; "
        "share = 0.1; to_age = 10; }, "
        "{ id = \"ceasing\"; label = \"-\"; type = \"ceasing\"; start = \"2022/23\"; "
        "share = 0.5; from_age = 5; to_age = 22; }, "
        "{ id = \"inclusion\"; label = \"-\"; type = \"inclusion\"; start = \"2022/23\"; "
        "settings = ( \"special\" ); to = \"mainstream\"; share = 0.2; } )",
        "scenarios=( { id = \"none\"; label = \"-\"; role = \"unmitigated\"; }, "
        "{ id = \"with-agreement\"; label = \"-\"; role = \"other\"; }, "
        "{ id = \"new-places\"; label = \"-\"; role = \"mitigated\"; "
        "options = ( \"early\", \"ceasing\", \"inclusion\" ); } )",
    };
    expect_reuse("scenarios/kingston-2021.cfg", set, sizeof set / sizeof set[0], 6);
}

/* A setting that is full without them, has room for all with them, and fills in the course of a
 * year: seats by September are not those of January, and plans end after a child has been told that
 * there is none for it. */
Claim(reuse, where_seats_open_that_nobody_may_need)
{
    static const char *const set[] = {
        "settings.unit.places=( { count = 155; } )",
        "options=("
        "{ id = \"back\"; label = \"-\"; type = \"repatriation\"; start = \"2022/23\"; "
        "settings = ( \"independent\" ); to = \"unit\"; children = 30; }, "
        "{ id = \"ceasing\"; label = \"-\"; type = \"ceasing\"; start = \"2022/23\"; "
        "share = 0.5; from_age = 5; to_age = 22; }, "
        "{ id = \"january\"; label = \"-\"; type = \"new_places\"; start = \"2022-01-01\"; "
        "to = \"unit\"; places = 60; }, "
        "{ id = \"september\"; label = \"-\"; type = \"new_places\"; start = \"2021-09-01\"; "
        "to = \"unit\"; places = 60; } )",
        "scenarios=( { id = \"none\"; label = \"-\"; role = \"unmitigated\"; }, "
        "{ id = \"with-agreement\"; label = \"-\"; role = \"other\"; }, "
        "{ id = \"new-places\"; label = \"-\"; role = \"mitigated\"; "
        "options = ( \"back\", \"ceasing\", \"january\", \"september\" ); } )",
    };
    expect_reuse("scenarios/kingston-2021.cfg", set, sizeof set / sizeof set[0], 12);
}
