/* What options leave alone: the years before they start, and everything when they do nothing and
 * cost nothing, bit for bit. */
#include "option_sample.h"

#include "model.h"
#include "claim.h"

#include <math.h>
#include <string.h>

enum { N_FUTURE = 60 };

/* What a kind must have; effect scales how much it does. */
static void
give_keys(struct option_sample *s, struct option_in *in, double effect)
{
    const struct option_kind_of *kind = option_kinds[in->kind];
    const unsigned keys = kind->must | kind->one_of;
    if ((keys & KEY_SETTINGS) != 0)
        option_for(s, in, "isp");
    if ((keys & KEY_TO) != 0)
        in->to = "local-special";
    if ((keys & KEY_LINE) != 0)
        in->line = "therapies";
    if ((keys & KEY_SHARE) != 0)
        in->share = option_quantity(s, 0.3 * effect);
    else if ((keys & KEY_CHILDREN) != 0)
        in->children = option_quantity(s, 20.0 * effect);
    else if ((keys & KEY_PLACES) != 0)
        in->places = option_quantity(s, 11.0 * effect);
    else if ((keys & KEY_AMOUNT_GBP_M) != 0)
        in->yearly_gbp = option_quantity(s, 100000.0 * effect);
}

/* An option of each kind on the area, with all side effects. */
static struct option_in *
option_of(struct option_sample *s, enum option_kind kind, double effect)
{
    struct option_in *in = option_add(s, kind, option_kinds[kind]->name);
    give_keys(s, in, effect);
    if (kind == OPTION_REPATRIATION || kind == OPTION_INCLUSION) {
        option_for(s, in, kind == OPTION_REPATRIATION ? "independent" : "schools");
        in->refused = option_quantity(s, 0.2);
    } else if (kind == OPTION_NEW_PLACES) {
        in->phase = PHASE_SECONDARY;
        in->places = option_quantity(s, 30.0 * effect);
    } else if (kind == OPTION_TOP_UP_CUT) {
        option_for(s, in, "schools");
        in->to = "isp";
        in->moves_out = option_quantity(s, 0.05 * effect);
        in->requests = option_quantity(s, 0.1 * effect);
    } else if (kind == OPTION_BLOCK_TRANSFER) {
        in->share = option_quantity(s, 0.005 * effect);
    }
    return in;
}

static void
area_of(struct option_sample *s, enum option_kind kind)
{
    const bool of_requests =
        kind == OPTION_ASSESSMENT_THRESHOLD || kind == OPTION_ASSESSMENT_CAPACITY;
    option_sample_init(s, of_requests ? OPTION_SAMPLE : OPTION_CROWDED);
    if (of_requests)
        sample_add_pipeline(&s->sample);
    else /* more funded places than children, so that some are empty */
        s->sample.places[0].count = s->sample.places[1].count = 600.0;
}

/* Compares both scenarios year by year; returns in how many futures anything ever differs. */
static size_t
n_changed(struct option_sample *s, size_t n_same, const char *what)
{
    size_t n = 0;
    for (int k = -1; k < N_FUTURE; k++) {
        struct future without = sample_keep(option_run(s, 0, k));
        const struct future *with = option_run(s, 1, k);
        bool same = true;
        for (size_t t = 0; t < SAMPLE_N_YEAR; t++) {
            same &= sample_same_year(&without, with, t);
            if (t < n_same)
                cr_assert(same, "%s changes year %zu of future %d", what, t, k);
        }
        n += !same;
        future_release(&without);
    }
    return n;
}

Claim(options_nothing, no_option_changes_anything_before_it_starts)
{
    static const struct {
        const char *start;
        size_t n_same;
    } start[] = { { "2022/23", 1 }, { "2023/24", 2 }, { "2025/26", 4 } };
    for (enum option_kind kind = 0; kind < N_OPTION_KIND; kind++) {
        struct option_sample s;
        area_of(&s, kind);
        struct option_in *in = option_of(&s, kind, 1.0);
        in->cost.revenue_gbp = option_quantity(&s, 50000.0);
        for (size_t i = 0; i < 3; i++) {
            in->start = start[i].start;
            option_sample_plan(&s);
            cr_expect_gt(n_changed(&s, start[i].n_same, option_kinds[kind]->name),
                         (size_t)N_FUTURE / 2, "%s does something from %s on",
                         option_kinds[kind]->name, start[i].start);
        }
        option_sample_release(&s);
    }
}

Claim(options_nothing, an_option_in_force_at_the_start_acts_in_the_first_year)
{
    for (enum option_kind kind = 0; kind < N_OPTION_KIND; kind++) {
        struct option_sample s;
        area_of(&s, kind);
        struct option_in *in = option_of(&s, kind, 1.0);
        in->start = "2021/22";
        if (kind == OPTION_ASSESSMENT_CAPACITY) {
            sample_lose_capacity(&s.sample);
            for (size_t i = 0; i < s.sample.in.pipeline.n_capacity; i++)
                s.sample.in.pipeline.capacity[i].assessments = 60.0;
        }
        option_sample_plan(&s);
        size_t n = 0;
        for (int k = 0; k < 10; k++) {
            struct future without = sample_keep(option_run(&s, 0, k));
            n += !sample_same_year(&without, option_run(&s, 1, k), 0);
            future_release(&without);
        }
        cr_expect_gt(n, 5u, "%s: %zu of 10 first years", option_kinds[kind]->name, n);
        option_sample_release(&s);
    }
}

Claim(options_nothing, an_option_without_effect_or_cost_changes_nothing_at_all)
{
    for (enum option_kind kind = 0; kind < N_OPTION_KIND; kind++) {
        struct option_sample s;
        area_of(&s, kind);
        struct option_in *in = option_of(&s, kind, 0.0);
        option_ramp(&s, in, 3, (const double[]){ 0.2, 0.7, 1.0 });
        in->cost.revenue_gbp = in->cost.once_gbp = in->cost.capital_gbp = option_quantity(&s, 0.0);
        if (kind == OPTION_REPATRIATION || kind == OPTION_CEASING)
            in->cost.per_child_gbp = option_quantity(&s, 4000.0);
        option_sample_plan(&s);
        cr_expect_eq(n_changed(&s, SAMPLE_N_YEAR, option_kinds[kind]->name), (size_t)0);
        option_sample_release(&s);
    }
}

Claim(options_nothing, an_option_that_is_never_delivered_or_ends_as_it_starts_changes_nothing)
{
    for (enum option_kind kind = 0; kind < N_OPTION_KIND; kind++)
        for (size_t late = 0; late < 2; late++) {
            struct option_sample s;
            area_of(&s, kind);
            struct option_in *in = option_of(&s, kind, 1.0);
            if (late == 0)
                in->delivery = 0.0;
            else {
                in->end = "2024/25";
                in->delay_years = option_quantity(&s, 3.0);
            }
            option_sample_plan(&s);
            cr_expect_eq(n_changed(&s, SAMPLE_N_YEAR, option_kinds[kind]->name), (size_t)0);
            option_sample_release(&s);
        }
}

Claim(options_nothing, a_number_of_no_children_and_people_who_all_refuse_change_nothing)
{
    struct option_sample s;
    area_of(&s, OPTION_CEASING);
    struct option_in *in = option_add(&s, OPTION_CEASING, "none");
    in->children = option_quantity(&s, 0.0);
    in = option_add(&s, OPTION_REPATRIATION, "all-refuse");
    option_for(&s, in, "isp");
    in->to = "local-special";
    in->children = option_quantity(&s, 5.0);
    in->refused = option_quantity(&s, 1.0);
    in->cost.per_child_gbp = option_quantity(&s, 4000.0);
    option_sample_plan(&s);
    cr_expect_eq(n_changed(&s, SAMPLE_N_YEAR, "nobody"), (size_t)0);
    option_sample_release(&s);
}

/* The scenario without options in a file that has some, and the file without any. */
Claim(options_nothing, options_of_other_scenarios_change_no_number)
{
    for (enum option_kind kind = 0; kind < N_OPTION_KIND; kind++) {
        struct option_sample with, none;
        struct results a, b;
        area_of(&with, kind);
        area_of(&none, kind);
        (void)option_of(&with, kind, 1.0);
        option_sample_plan(&with);
        option_sample_plan(&none);
        sample_run(&with.model, 40, 2, &a);
        sample_run(&none.model, 40, 1, &b);
        cr_expect_eq(sample_n_different(&b, 0, &a, 0, 40), (size_t)0, "%s",
                     option_kinds[kind]->name);
        results_release(&a);
        results_release(&b);
        option_sample_release(&with);
        option_sample_release(&none);
    }
}
