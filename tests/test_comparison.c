/* What options do, each and together: definitions, money over time, and Shapley values. */
#include "comparison.h"

#include "model.h"
#include "option_sample.h"
#include "claim.h"

#include <math.h>
#include <string.h>

enum { N_YEAR = 3 };

static void
compare(struct option_sample *s, size_t scenario, size_t n, struct comparison *out)
{
    struct hr_err err = { 0 };
    const struct comparison_options options = { .n_replicate = n, .n_run = 100000, .n_thread = 2 };
    cr_assert_eq(compare_scenario(&s->model, scenario, &options, out, &err), 0, "%s", err.text);
}

/* ---- money over time, by hand: prices stand still, 2021/22 is year 0 */

static void
still_area(struct option_sample *s)
{
    option_sample_init(s, OPTION_STILL);
    sample_set(&s->sample, "inflation.shock_sd", 0.0);
}

static struct option_in *
service(struct option_sample *s, const char *id, double gbp)
{
    struct option_in *in = option_add(s, OPTION_SERVICE_REDESIGN, id);
    in->line = "therapies";
    in->yearly_gbp = option_quantity(s, gbp);
    return in;
}

static void
expect_certain(const struct spread *spread, double want, const char *what)
{
    cr_expect_float_eq(spread->mean, want, 1e-9, "%s is %g, want %g", what, spread->mean, want);
    cr_expect_float_eq(spread->p05, want, 1e-9, "%s", what);
    cr_expect_float_eq(spread->p95, want, 1e-9, "%s", what);
}

static void
invest(struct option_sample *s, enum account account, double capital_gbp)
{
    still_area(s);
    struct option_in *in = service(s, "service", 600000.0);
    in->cost.account = account;
    in->cost.revenue_gbp = option_quantity(s, 100000.0);
    in->cost.capital_gbp = option_quantity(s, capital_gbp);
    in->planned_gbp = 1000000.0;
    option_sample_plan(s);
}

Claim(comparison, saving_payback_present_value_and_ratio_are_those_of_the_back_of_an_envelope)
{
    static const double d = 1.035;
    struct option_sample s;
    struct comparison c;
    invest(&s, ACCOUNT_DSG, 800000.0);
    compare(&s, 1, 40, &c);
    const struct effect *e = &c.of[0].alone;
    static const double saving[N_YEAR] = { 0.0, 0.5, 1.0 }, net[N_YEAR] = { 0.0, -0.3, 0.2 };
    for (size_t t = 0; t < N_YEAR; t++) {
        expect_certain(&e->year[t].saving, saving[t], "saving");
        expect_certain(&e->year[t].in_year, t == 0 ? 0.0 : 0.5, "saving in the year");
        expect_certain(&e->year[t].net, net[t], "net saving");
        expect_certain(&e->year[t].general_fund, 0.0, "general fund");
        cr_expect_eq(e->year[t].chance_paid_back, t == 2 ? 1.0 : 0.0);
        cr_expect_gt(e->year[t].chance_paid_back_se, 0.0);
    }
    expect_certain(&e->npv_dsg, 0.5 / d + 0.5 / (d * d), "NPV");
    expect_certain(&e->npv_invested, 0.8 / d, "invested");
    cr_expect_float_eq(e->benefit_cost, (0.6 / d + 0.6 / (d * d)) / (0.9 / d + 0.1 / (d * d)),
                       1e-9);
    cr_expect_eq(e->payback_p50, 2023.0);
    cr_expect_eq(e->chance_loss, 0.0);
    cr_expect_float_eq(e->dsg_cost, 0.2, 1e-12);
    cr_expect_float_eq(e->capital, 0.8, 1e-12);
    cr_expect_eq(e->fund_cost, 0.0);
    expect_certain(&c.all.year[2].saving, 1.0, "all");
    comparison_release(&c);
    comparison_release(&c);
    option_sample_release(&s);
}

Claim(comparison, what_is_decided_already_is_in_both_and_no_element)
{
    struct option_sample s;
    struct comparison c;
    still_area(&s);
    (void)service(&s, "service", 600000.0);
    service(&s, "decided", 250000.0)->baseline = true;
    s.sample.scenario[1].n_option = 1; /* names "service" alone */
    option_sample_plan(&s);
    compare(&s, 1, 20, &c);
    cr_assert_eq(c.n_element, (size_t)1);
    cr_expect_str_eq(c.element[0].id, "service");
    expect_certain(&c.of[0].alone.year[2].saving, 1.2, "saving");
    expect_certain(&c.all.year[2].saving, 1.2, "all");
    comparison_release(&c);
    option_sample_release(&s);
}

Claim(comparison, the_general_fund_is_beside_the_saving_and_counts_for_payback)
{
    static const double d = 1.035;
    struct option_sample s;
    struct comparison c;
    invest(&s, ACCOUNT_GENERAL_FUND, 800000.0);
    compare(&s, 1, 40, &c);
    const struct effect *e = &c.of[0].alone;
    expect_certain(&e->year[2].saving, 1.2, "saving");
    expect_certain(&e->year[1].net, 0.6 - 0.9, "net saving");
    expect_certain(&e->year[2].net, 1.2 - 1.0, "net saving");
    expect_certain(&e->year[2].general_fund, 0.2, "general fund");
    expect_certain(&e->npv_general_fund, -0.1 / d - 0.1 / (d * d), "general fund's NPV");
    cr_expect_float_eq(e->benefit_cost, (0.6 / d + 0.6 / (d * d)) / (0.9 / d + 0.1 / (d * d)), 1e-9,
                       "whoever pays");
    cr_expect_float_eq(e->fund_cost, 0.2, 1e-12);
    cr_expect_eq(e->chance_plan, 1.0);
    comparison_release(&c);
    option_sample_release(&s);
}

Claim(comparison, what_costs_more_than_it_saves_is_a_loss_and_does_not_pay_back)
{
    struct option_sample s;
    struct comparison c;
    invest(&s, ACCOUNT_DSG, 1000001.0);
    compare(&s, 1, 40, &c);
    cr_expect_eq(c.all.chance_loss, 1.0);
    cr_expect_eq(c.all.year[2].chance_paid_back, 0.0);
    cr_expect(isnan(c.all.payback_p50));
    comparison_release(&c);
    option_sample_release(&s);
}

Claim(comparison, present_values_are_real)
{
    static const double d = 1.035 * 1.03;
    struct option_sample s;
    struct comparison c;
    still_area(&s);
    sample_set(&s.sample, "inflation.first", 0.03);
    sample_set(&s.sample, "inflation.long_run", 0.03);
    (void)service(&s, "service", 500000.0);
    option_sample_plan(&s);
    compare(&s, 1, 3, &c); /* a saving of the same real worth each year; inflation's shocks apart */
    cr_expect_float_eq(c.all.npv_dsg.mean, 0.5 / 1.035 + 0.5 / (1.035 * 1.035), 1e-9);
    cr_expect(isnan(c.all.benefit_cost), "nothing is invested");
    cr_expect_gt(c.all.year[2].saving.mean, 0.9 * d);
    comparison_release(&c);
    option_sample_release(&s);
}

Claim(comparison, an_option_that_is_never_delivered_never_pays_back)
{
    struct option_sample s;
    struct comparison c;
    for (size_t i = 0; i < 2; i++) {
        still_area(&s);
        struct option_in *in = service(&s, "service", 600000.0);
        in->delivery = 0.0;
        in->cost.capital_gbp = option_quantity(&s, i == 0 ? 0.0 : 800000.0);
        in->cost.abortive = 0.25;
        option_sample_plan(&s);
        compare(&s, 1, 40, &c);
        for (size_t t = 0; t < N_YEAR; t++) {
            expect_certain(&c.all.year[t].saving, 0.0, "saving");
            cr_expect_eq(c.all.year[t].chance_paid_back, 0.0);
            expect_certain(&c.all.year[t].net, i == 1 && t > 0 ? -0.2 : 0.0,
                           "what was spent on it");
        }
        cr_expect(isnan(c.all.payback_p50));
        cr_expect_eq(c.all.chance_loss, i == 0 ? 0.0 : 1.0);
        comparison_release(&c);
        option_sample_release(&s);
    }
}

Claim(comparison, chances_of_delivery_are_chances_of_payback_and_of_the_plan)
{
    enum { N = 2000 };
    struct option_sample s;
    struct comparison c;
    still_area(&s);
    struct option_in *in = service(&s, "service", 600000.0);
    in->delivery = 0.617;
    in->planned_gbp = 1199999.0;
    in->cost.capital_gbp = option_quantity(&s, 300000.0);
    in->cost.abortive = 1.0;
    option_sample_plan(&s);
    compare(&s, 1, N, &c);
    const double se = sqrt(0.617 * 0.383 / N);
    cr_expect_float_eq(c.all.year[1].chance_paid_back, 0.617, 4.0 * se);
    cr_expect_float_eq(c.all.chance_loss, 1.0 - c.all.year[1].chance_paid_back, 1e-12);
    cr_expect_eq(c.all.chance_plan, c.all.year[1].chance_paid_back);
    cr_expect_float_eq(c.all.year[1].chance_paid_back_se, se, 0.1 * se);
    cr_expect_float_eq(c.all.year[2].saving.mean, 1.2 * c.all.year[1].chance_paid_back, 1e-9);
    const struct effect *alone = &c.of[0].alone;
    cr_expect_eq(alone->happens.n + alone->not .n, (size_t)N);
    cr_expect_float_eq((double)alone->happens.n / N, c.all.year[1].chance_paid_back, 1e-12);
    expect_certain(&alone->happens.saving, 1.2, "where it happens");
    expect_certain(&alone->not .saving, 0.0, "where it does not");
    cr_expect(effect_parts(alone));
    comparison_release(&c);
    option_sample_release(&s);
}

Claim(comparison, branches_are_far_apart_when_each_median_is_outside_the_others_middle_half)
{
    static const struct {
        struct effect_branch happens, not ;
        bool want;
    } table[] = {
        { { 30, { .p25 = 2.0, .p50 = 3.0, .p75 = 4.0 } }, { 20, { .p50 = 0.0 } }, true },
        { { 30, { .p25 = 2.0, .p50 = 3.0, .p75 = 4.0 } },
          { 20, { .p25 = 3.5, .p50 = 5.0, .p75 = 6.0 } },
          true },
        { { 30, { .p25 = 2.0, .p50 = 3.0, .p75 = 4.0 } },
          { 20, { .p25 = 2.9, .p50 = 5.0, .p75 = 6.0 } },
          false },
        { { 30, { .p25 = -1.0, .p50 = 3.0, .p75 = 4.0 } }, { 20, { .p50 = 0.0 } }, false },
        { { 50, { .p25 = 2.0, .p50 = 3.0, .p75 = 4.0 } }, { 0, { .p50 = 0.0 } }, false },
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        const struct effect effect = { .happens = table[i].happens, .not = table[i].not };
        cr_expect_eq(effect_parts(&effect), table[i].want, "%zu", i);
    }
}

/* ---- definitions */

/* Ten children in Year 5 and ten in Year 4 of the independent school: at 60,000, and 15,000 or
 * 6,000 elsewhere. */
static void
ten_abroad(struct option_sample *s)
{
    still_area(s);
    s->sample.seats[0].count = 1000.0;
    for (size_t i = 0; i < 12; i++)
        if (strcmp(s->sample.cell[i].setting, "schools") == 0 &&
            (s->sample.cell[i].ncy == 5 || s->sample.cell[i].ncy == 4))
            s->sample.cell[i].setting = "isp";
}

static struct option_in *
home(struct option_sample *s, const char *id, double share)
{
    struct option_in *in = option_add(s, OPTION_REPATRIATION, id);
    option_for(s, in, "isp");
    in->to = "local-special";
    in->share = option_quantity(s, share);
    return in;
}

/* The last deficit of the expected-value run with two options (their places in the model), or with
 * one of them, or with none. */
static double
expected_deficit(const struct model *model, const size_t option[2], const size_t has[2])
{
    struct work work;
    struct hr_err err = { 0 };
    size_t chosen[8] = { 0 };
    struct choice choice = model_choice(model, 0);
    cr_assert_leq(model->n_option, sizeof chosen / sizeof chosen[0]);
    for (size_t i = 0; i < 2; i++)
        chosen[option[i]] = has[i];
    choice.option = chosen;
    cr_assert_eq(work_init(&work, model, &err), 0, "%s", err.text);
    replicate_begin_expected(model, &work);
    cr_assert_eq(replicate_run_choice(model, &choice, &work, &err), 0, "%s", err.text);
    const double gbp = work.future.year[N_YEAR - 1].money.deficit_closing_gbp;
    work_release(&work);
    return gbp / GBP_PER_GBP_M;
}

/* What each saves alone, and what both do. */
static void
expected_savings(const struct model *model, const size_t option[2], double saving[3])
{
    const double none = expected_deficit(model, option, (const size_t[]){ 0, 0 });
    for (size_t set = 1; set < 4; set++)
        saving[set - 1] =
            none - expected_deficit(model, option, (const size_t[]){ set & 1, set >> 1 });
}

Claim(comparison, two_options_on_the_same_children_save_less_than_their_sum)
{
    static const double child =
        (1.0 + 2.0 * 7.0 / 12.0) * 0.045; /* of each of the two years' children who come back */
    struct option_sample s;
    struct comparison c;
    double saving[3];
    ten_abroad(&s);
    (void)home(&s, "second", 0.6);
    (void)home(&s, "first", 0.5);
    option_sample_plan(&s);
    compare(&s, 1, 200, &c);
    cr_assert_eq(c.n_element, (size_t)2);
    cr_expect_str_eq(c.element[0].id, "second", "in the order in which the scenario names them");
    expected_savings(&s.model, (const size_t[]){ 1, 0 }, saving);
    cr_expect_float_eq(saving[0], 6.0 * child, 1e-9);
    cr_expect_float_eq(saving[1], 5.0 * child, 1e-9);
    cr_expect_float_eq(saving[2], 8.0 * child, 1e-9, "5 and then 6 in 10 of the others");
    cr_expect_lt(c.interaction.mean, 0.0);
    cr_expect_lt(c.all.year[2].saving.mean,
                 c.of[0].alone.year[2].saving.mean + c.of[1].alone.year[2].saving.mean);
    cr_expect_leq(c.all.moved, 20.0);
    cr_expect_eq(c.all.chance_saves, 1.0);
    comparison_release(&c);
    option_sample_release(&s);
}

/* 46 seats: four joiners overflow in 2022, and the year after come to Year 1, where the other
 * option would bring them to mainstream. */
Claim(comparison, new_places_leave_fewer_to_bring_back)
{
    struct option_sample s;
    struct comparison c;
    double saving[3];
    still_area(&s);
    struct option_in *in = option_add(&s, OPTION_NEW_PLACES, "places");
    in->to = "local-special";
    in->places = option_quantity(&s, 20.0);
    in = option_add(&s, OPTION_REPATRIATION, "back");
    option_for(&s, in, "isp");
    in->to = "schools";
    in->share = option_quantity(&s, 0.5);
    option_at(&s, in, 1, (const int[]){ 1 });
    option_sample_plan(&s);
    compare(&s, 1, 200, &c);
    expected_savings(&s.model, (const size_t[]){ 1, 0 }, saving);
    cr_expect_float_eq(saving[1], 2.0 * 7.0 / 12.0 * 0.054, 1e-9);
    cr_expect_float_eq(saving[2] - saving[0], 0.0, 1e-9, "nobody is left to bring back");
    cr_expect_lt(c.interaction.mean, -0.5 * saving[1]);
    comparison_release(&c);
    option_sample_release(&s);
}

Claim(comparison, alone_step_last_and_interaction_are_as_defined)
{
    enum { N = 50 };
    struct option_sample s;
    struct comparison c;
    struct sets sets;
    struct hr_err err = { 0 };
    double mean[8], shapley[3] = { 0 };
    ten_abroad(&s);
    (void)home(&s, "c", 0.6); /* bit 0, as the scenario names it; the plan's order is by id */
    (void)home(&s, "a", 0.5);
    s.option[1].to = "schools";
    (void)service(&s, "b", 100000.0);
    option_sample_plan(&s);
    compare(&s, 1, N, &c);
    cr_assert_eq(sets_init(&sets, &s.model, 8, N, &err), 0, "%s", err.text);
    static const size_t option[3] = { 2, 0, 1 };
    for (size_t set = 0; set < 8; set++)
        for (size_t i = 0; i < 3; i++)
            sets_option(&sets, set)[option[i]] = set >> i & 1;
    cr_assert_eq(sets_run(&sets, 1, NULL, &err), 0, "%s", err.text);
    for (size_t set = 0; set < 8; set++) {
        mean[set] = 0.0;
        for (size_t k = 0; k < N; k++)
            mean[set] += (sets_column(&sets, 0, N_YEAR - 1, SET_DEFICIT)[k] -
                          sets_column(&sets, set, N_YEAR - 1, SET_DEFICIT)[k]) /
                         N;
    }
    static const size_t order[6][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 },
                                        { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };
    for (size_t o = 0; o < 6; o++)
        for (size_t i = 0, set = 0; i < 3; i++) {
            const size_t more = set | (size_t)1 << order[o][i];
            shapley[order[o][i]] += (mean[more] - mean[set]) / 6.0;
            set = more;
        }
    for (size_t i = 0; i < 3; i++) {
        cr_expect_float_eq(c.of[i].alone.year[N_YEAR - 1].saving.mean, mean[(size_t)1 << i], 1e-12);
        cr_expect_float_eq(c.of[i].step.mean,
                           mean[((size_t)2 << i) - 1] - mean[((size_t)1 << i) - 1], 1e-12);
        cr_expect_float_eq(c.of[i].last.mean, mean[7] - mean[7 & ~((size_t)1 << i)], 1e-12);
        cr_expect_float_eq(c.of[i].shapley.mean, shapley[i], 1e-12);
    }
    cr_expect_float_eq(c.interaction.mean, mean[7] - mean[1] - mean[2] - mean[4], 1e-12);
    cr_expect(c.shapley_exact && c.n_shapley_set == 8 && c.n_shapley_replicate == N);
    sets_release(&sets);
    comparison_release(&c);
    option_sample_release(&s);
}

Claim(comparison, a_scenario_compared_with_itself_differs_in_nothing)
{
    struct option_sample s;
    struct comparison c;
    struct sets sets;
    struct effect effect;
    struct hr_err err = { 0 };
    ten_abroad(&s);
    (void)home(&s, "home", 0.5);
    s.sample.scenario[0].option = s.chosen;
    s.sample.scenario[0].n_option = 1;
    option_sample_plan(&s);
    compare(&s, 1, 20, &c);
    cr_expect_eq(c.n_element, (size_t)0);
    comparison_release(&c);
    cr_assert_eq(sets_init(&sets, &s.model, 2, 20, &err), 0);
    sets_option(&sets, 0)[0] = sets_option(&sets, 1)[0] = 1;
    cr_assert_eq(sets_run(&sets, 1, NULL, &err), 0);
    cr_assert_eq(effect_of(&(struct set_pair){ &sets, 0, 1, (double)NAN }, &effect, &err), 0);
    for (size_t t = 0; t < N_YEAR; t++) {
        const struct spread zero = { 0 };
        cr_expect_arr_eq(&effect.year[t].saving, &zero, sizeof zero);
        cr_expect_arr_eq(&effect.year[t].net, &zero, sizeof zero);
        cr_expect_eq(effect.year[t].chance_paid_back, 0.0);
    }
    cr_expect(effect.moved == 0.0 && effect.kept_local.mean == 0.0 && isnan(effect.chance_plan) &&
              isnan(effect.benefit_cost));
    effect_release(&effect);
    effect_release(&effect);
    sets_release(&sets);
    option_sample_release(&s);
}

Claim(comparison, what_a_scenario_takes_away_is_an_element_too)
{
    struct option_sample s;
    struct comparison c;
    still_area(&s);
    struct sample *sample = &s.sample;
    (void)service(&s, "kept", 100000.0);
    (void)service(&s, "dropped", 300000.0);
    sample->scenario[0].option = s.chosen;
    sample->scenario[0].n_option = 2;
    sample->scenario[1].n_option = 1;
    sample->scenario[1].receipt = sample->receipt_of_plan + 1;
    sample->scenario[1].n_receipt = 1; /* council: 1,217,311 in the first year */
    for (size_t r = 0; r < sample->in.n_receipt; r++)
        sample->receipt[r].beyond_deficit = true;
    option_sample_plan(&s);
    compare(&s, 1, 20, &c);
    cr_assert_eq(c.n_element, (size_t)2);
    cr_expect(c.element[0].kind == ELEMENT_OPTION && c.element[0].taken_away &&
              strcmp(c.element[0].id, "dropped") == 0);
    cr_expect(c.element[1].kind == ELEMENT_RECEIPT && !c.element[1].taken_away &&
              strcmp(c.element[1].id, "council") == 0);
    expect_certain(&c.of[0].last, -0.6, "without it");
    expect_certain(&c.of[1].shapley, 0.0, "a receipt saves nothing");
    expect_certain(&c.of[1].alone.year[2].received, 1.217311, "receipt");
    expect_certain(&c.all.year[2].saving, -0.6, "what is done");
    expect_certain(&c.all.year[2].received, 1.217311, "what comes in");
    expect_certain(&c.lower, 1.217311 - 0.6, "both");
    expect_certain(&c.interaction, 0.0, "interaction");
    comparison_release(&c);
    option_sample_release(&s);
}

/* Finding 18 of what a receipt is: money that comes in is told apart from what is done, of every
 * element and in every year, and pays nothing back. */
Claim(comparison, money_received_and_what_is_done_add_up_to_the_difference)
{
    struct option_sample s;
    struct comparison c;
    option_sample_init(&s, OPTION_SAMPLE);
    struct sample *sample = &s.sample;
    struct option_in *in = service(&s, "service", 300000.0);
    in->cost.capital_gbp = option_quantity(&s, 100000.0);
    in->cost.once_gbp = option_quantity(&s, 50000.0);
    in->delivery = 0.7;
    (void)option_add(&s, OPTION_BLOCK_TRANSFER, "schools");
    s.option[1].share = option_quantity(&s, 0.005);
    s.option[1].forum = 0.6;
    sample->scenario[1].receipt = sample->receipt_of_plan;
    sample->scenario[1].n_receipt = 2;
    option_sample_plan(&s);
    compare(&s, 1, 200, &c);
    cr_assert_eq(c.n_element, (size_t)4);
    const struct effect_year *end = &c.all.year[c.n_year - 1];
    cr_expect_float_eq(c.before.mean - c.after.mean, c.lower.mean, 1e-9);
    cr_expect_float_eq(c.lower.mean, end->saving.mean + end->received.mean, 1e-9);
    cr_expect_gt(end->received.mean, 1.0);
    for (size_t i = 1; i < 4; i++) {
        const struct attribution *of = &c.of[i];
        const struct effect_year *alone = &of->alone.year[c.n_year - 1];
        expect_certain(&alone->saving, 0.0, c.element[i].id);
        expect_certain(&of->step, 0.0, c.element[i].id);
        expect_certain(&of->last, 0.0, c.element[i].id);
        cr_expect_float_eq(of->shapley.mean, 0.0, 1e-9);
        cr_expect_gt(alone->received.mean, 0.1, "%s brings money", c.element[i].id);
        cr_expect_eq(alone->chance_paid_back, 0.0, "%s pays nothing back", c.element[i].id);
        cr_expect(isnan(of->alone.payback_p50));
    }
    cr_expect_gt(c.of[0].alone.year[c.n_year - 1].saving.mean, 0.1);
    expect_certain(&c.of[0].alone.year[c.n_year - 1].received, 0.0, "the service");
    comparison_release(&c);
    option_sample_release(&s);
}
