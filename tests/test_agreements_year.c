/* Agreements in simulated futures: conditions tested on the figures of the same future, money that
 * is paid once, on its date or later, and never out of the general fund. The sample's first
 * forecast year is 2021/22. */
#include "agreements_year.h"

#include "receipt_area.h"
#include "claim.h"

#include <math.h>
#include <string.h>

enum { N = 400, BLOCKS = RECEIPT_AREA_BLOCKS };
static const double no_limit = 1e12;

/* With a condition that is easily met. */
static void
area_init(struct receipt_area *self)
{
    receipt_area_init(self);
    self->condition[0] = (struct condition_in){ .where = "test",
                                                .id = "balance",
                                                .measure = CONDITION_IN_YEAR_DEFICIT,
                                                .at_most_gbp = no_limit,
                                                .at_most = (double)NAN };
    self->receipt[0].condition = self->condition;
    self->receipt[0].n_condition = 1;
}

static void
expect_paid(const struct future *future, const double want[SAMPLE_N_YEAR],
            const double withheld[SAMPLE_N_YEAR])
{
    for (size_t t = 0; t < SAMPLE_N_YEAR; t++) {
        cr_expect_float_eq(receipt_area_paid(future, t, 0), want[t], 1e-6,
                           "year %zu: paid %.2f, want %.2f", t, receipt_area_paid(future, t, 0),
                           want[t]);
        cr_expect_float_eq(future->year[t].withheld_gbp[0], withheld[t], 1e-6,
                           "year %zu: withheld %.2f, want %.2f", t, future->year[t].withheld_gbp[0],
                           withheld[t]);
    }
}

/* ---- safety valve ---- */

Claim(agreements_year, a_condition_that_is_met_changes_nothing)
{
    struct receipt_area area;
    struct future future;
    area_init(&area);
    sample_plan(&area.sample, &area.model);
    receipt_area_future(&area, 1, 5, &future);
    expect_paid(&future, (double[]){ 5017313.0, 2113171.0, 0.0, 1931117.0, 0.0 },
                (double[]){ 0.0, 0.0, 0.0, 0.0, 0.0 });
    future_release(&future);
    receipt_area_release(&area);
}

/* Figures of 2021/22 and 2022/23 off track: payments of 2022/23 and 2023/24 wait. */
Claim(agreements_year, an_instalment_is_withheld_and_then_released)
{
    struct receipt_area area;
    struct future future;
    area_init(&area);
    area.condition[0].at_most_gbp = -no_limit;
    area.condition[0].from_fy = 2021;
    area.condition[0].last_fy = 2022;
    sample_plan(&area.sample, &area.model);
    receipt_area_future(&area, 1, 5, &future);
    expect_paid(&future, (double[]){ 5017313.0, 0.0, 0.0, 2113171.0 + 1931117.0, 0.0 },
                (double[]){ 0.0, 2113171.0, 2113171.0, 0.0, 0.0 });
    future_release(&future);
    receipt_area_release(&area);
}

Claim(agreements_year, or_is_lost_for_good)
{
    struct receipt_area area;
    struct future future;
    area_init(&area);
    area.condition[0].at_most_gbp = -no_limit;
    area.condition[0].last_fy = 2022;
    area.receipt[0].if_met_later = MET_LATER_LOST;
    sample_plan(&area.sample, &area.model);
    receipt_area_future(&area, 1, 5, &future);
    expect_paid(&future, (double[]){ 5017313.0, 0.0, 0.0, 1931117.0, 0.0 },
                (double[]){ 0.0, 2113171.0, 2113171.0, 2113171.0, 2113171.0 });
    future_release(&future);
    receipt_area_release(&area);
}

Claim(agreements_year, money_is_released_in_a_year_without_an_instalment_of_its_own)
{
    struct receipt_area area;
    struct future future;
    area_init(&area);
    area.condition[0].at_most_gbp = -no_limit;
    area.condition[0].last_fy = 2021;
    sample_plan(&area.sample, &area.model);
    receipt_area_future(&area, 1, 5, &future);
    expect_paid(&future, (double[]){ 5017313.0, 0.0, 2113171.0, 1931117.0, 0.0 },
                (double[]){ 0.0, 2113171.0, 0.0, 0.0, 0.0 });
    future_release(&future);
    receipt_area_release(&area);
}

Claim(agreements_year, a_condition_that_begins_later_withholds_nothing_before)
{
    struct receipt_area area;
    struct future future;
    area_init(&area);
    area.condition[0].at_most_gbp = -no_limit;
    area.condition[0].from_fy = 2023;
    sample_plan(&area.sample, &area.model);
    receipt_area_future(&area, 1, 5, &future);
    expect_paid(&future, (double[]){ 5017313.0, 2113171.0, 0.0, 0.0, 0.0 },
                (double[]){ 0.0, 0.0, 0.0, 1931117.0, 1931117.0 });
    future_release(&future);
    receipt_area_release(&area);
}

Claim(agreements_year, every_condition_must_hold)
{
    struct receipt_area area;
    struct future future;
    area_init(&area);
    area.condition[1] = (struct condition_in){ .where = "test",
                                               .id = "deficit",
                                               .measure = CONDITION_DEFICIT,
                                               .at_most_gbp = -no_limit,
                                               .at_most = (double)NAN,
                                               .last_fy = 2021 };
    area.receipt[0].n_condition = 2;
    sample_plan(&area.sample, &area.model);
    receipt_area_future(&area, 1, 5, &future);
    cr_expect_eq(receipt_area_paid(&future, 1, 0), 0.0);
    cr_expect_eq(future.year[1].withheld_gbp[0], 2113171.0);
    future_release(&future);
    receipt_area_release(&area);
}

static double
plans_counted(const struct receipt_area *area, const struct future *future, size_t year)
{
    double plans = 0.0;
    for (size_t s = 0; s < future->n_setting; s++)
        if (strcmp(area->model.setting[s]->id, "isp") == 0 ||
            strcmp(area->model.setting[s]->id, "local-special") == 0)
            plans += future_setting(future, year, s)->flows.closing;
    return plans;
}

/* What the test works out of the future's own figures, in other words than the engine. */
static void
expect_as_figures_say(const struct receipt_area *area, const struct future *future, bool plans)
{
    static const size_t due_year[3] = { 0, 1, 3 };
    double held = 0.0;
    for (size_t t = 0; t < SAMPLE_N_YEAR; t++) {
        double due = 0.0, figure = 0.0;
        for (size_t k = 0; k < 3; k++)
            due += due_year[k] == t ? area->valve_paid[k].amount_gbp : 0.0;
        if (t > 0)
            figure = plans ? plans_counted(area, future, t - 1)
                           : future->year[t - 1].money.deficit_closing_gbp -
                                 future->year[t - 1].money.deficit_opening_gbp +
                                 future->year[t - 1].money.receipts_gbp;
        const double most = plans ? area->condition[0].at_most : area->condition[0].at_most_gbp;
        const bool on_track = t == 0 || figure <= most;
        const double left =
            future->year[t].money.deficit_opening_gbp + future->year[t].money.in_year_deficit_gbp;
        const double want = on_track ? fmin(due + held, fmax(0.0, left)) : 0.0;
        held = on_track ? 0.0 : held + due;
        cr_assert_float_eq(receipt_area_paid(future, t, 0), want, 1e-3,
                           "year %zu: figure %.2f of %.2f", t, figure, most);
        cr_assert_float_eq(future->year[t].withheld_gbp[0], held, 1e-3);
    }
}

static void
expect_many_as_figures_say(struct receipt_area *area, bool plans)
{
    size_t n_withheld = 0;
    sample_plan(&area->sample, &area->model);
    for (size_t k = 0; k < N; k++) {
        struct future future;
        receipt_area_future(area, 1, k, &future);
        expect_as_figures_say(area, &future, plans);
        n_withheld += future.year[1].withheld_gbp[0] > 0.0;
        future_release(&future);
    }
    cr_expect(n_withheld > N / 20 && n_withheld < N - N / 20,
              "withheld in %zu of %d futures: the bound decides nothing", n_withheld, N);
}

Claim(agreements_year, in_year_balance_is_tested_in_each_future_on_its_own_figures)
{
    struct receipt_area area;
    struct results results;
    area_init(&area);
    area.sample.in.position_date = "2021-07-05"; /* later plans differ, those held cost the same */
    sample_plan(&area.sample, &area.model);
    sample_run(&area.model, 200, 1, &results);
    area.condition[0].at_most_gbp =
        1e6 *
        results.summary[results_index(&results, 1, 0, results_measure(&results, "in_year_deficit"))]
            .p50;
    results_release(&results);
    model_release(&area.model);
    expect_many_as_figures_say(&area, false);
    receipt_area_release(&area);
}

Claim(agreements_year, plans_are_counted_by_setting_and_by_category)
{
    static const char *of[2] = { "independent", "local-special" };
    struct receipt_area area;
    area_init(&area);
    area.condition[0].measure = CONDITION_PLANS;
    area.condition[0].at_most_gbp = (double)NAN;
    area.condition[0].of = of;
    area.condition[0].n_of = 2;
    area.condition[0].at_most = 1e6;
    sample_plan(&area.sample, &area.model);
    double plans = 0.0;
    for (size_t k = 0; k < 20; k++) {
        struct future future;
        receipt_area_future(&area, 1, k, &future);
        plans += plans_counted(&area, &future, 0) / 20.0;
        future_release(&future);
    }
    model_release(&area.model);
    area.condition[0].at_most = plans;
    expect_many_as_figures_say(&area, true);
    receipt_area_release(&area);
}

/* DfE's discretion is drawn at the instalment's own address, on track or off it. */
Claim(agreements_year, conditions_leave_the_draws_of_instalments_alone)
{
    struct receipt_area area;
    struct model without;
    area_init(&area);
    for (size_t k = 0; k < 3; k++)
        area.valve_paid[k].chance = 0.617;
    sample_plan(&area.sample, &area.model);
    area.receipt[0].type = RECEIPT_INSTALMENTS;
    area.receipt[0].n_condition = 0;
    sample_plan(&area.sample, &without);
    for (size_t k = 0; k < 100; k++) {
        struct future a, b;
        struct hr_err err = { 0 };
        receipt_area_future(&area, 1, k, &a);
        cr_assert_eq(engine_one(&without, 1, k, &b, &err), 0);
        for (size_t t = 0; t < SAMPLE_N_YEAR; t++)
            cr_assert_eq(receipt_area_paid(&a, t, 0), receipt_area_paid(&b, t, 0));
        future_release(&a);
        future_release(&b);
    }
    model_release(&without);
    receipt_area_release(&area);
}

Claim(agreements_year, what_discretion_refuses_is_not_withheld_and_never_comes)
{
    struct receipt_area area;
    struct future future;
    area_init(&area);
    area.valve_paid[1].chance = 0.0;
    area.condition[0].at_most_gbp = -no_limit;
    area.condition[0].last_fy = 2022;
    sample_plan(&area.sample, &area.model);
    receipt_area_future(&area, 1, 5, &future);
    expect_paid(&future, (double[]){ 5017313.0, 0.0, 0.0, 1931117.0, 0.0 },
                (double[]){ 0.0, 0.0, 0.0, 0.0, 0.0 });
    future_release(&future);
    receipt_area_release(&area);
}

/* ---- properties over many futures ---- */

Claim(agreements_year, no_agreement_pays_twice_before_its_date_or_more_than_its_total)
{
    struct receipt_area area;
    struct results results;
    area_init(&area);
    sample_plan(&area.sample, &area.model);
    sample_run(&area.model, 200, 1, &results);
    const double p50 =
        1e6 *
        results.summary[results_index(&results, 1, 1, results_measure(&results, "in_year_deficit"))]
            .p50;
    results_release(&results);
    model_release(&area.model);
    area.condition[0].at_most_gbp = p50;
    area.valve_paid[1].chance = 0.713;
    area.valve_paid[2].chance = 0.313;
    for (int lost = 0; lost < 2; lost++) {
        area.receipt[0].if_met_later = lost == 1 ? MET_LATER_LOST : MET_LATER_RELEASED;
        sample_plan(&area.sample, &area.model);
        for (size_t k = 0; k < N; k++) {
            struct future future;
            double due_by_now = 0.0, paid_by_now = 0.0;
            receipt_area_future(&area, 1, k, &future);
            for (size_t t = 0; t < SAMPLE_N_YEAR; t++) {
                for (size_t i = 0; i < 3; i++)
                    due_by_now += area.valve_paid[i].fy == SAMPLE_CENSUS + (int)t
                                      ? area.valve_paid[i].amount_gbp
                                      : 0.0;
                paid_by_now += receipt_area_paid(&future, t, 0);
                cr_assert_geq(receipt_area_paid(&future, t, 0), 0.0);
                cr_assert_leq(paid_by_now + future.year[t].withheld_gbp[0], due_by_now + 1e-6,
                              "future %zu, year %zu", k, t);
            }
            future_release(&future);
        }
        if (lost == 0)
            model_release(&area.model);
    }
    receipt_area_release(&area);
}

Claim(agreements_year, a_workspace_forgets_what_was_withheld_in_another_future)
{
    struct receipt_area area;
    struct work used, fresh;
    struct hr_err err = { 0 };
    area_init(&area);
    area.condition[0].at_most_gbp = -no_limit;
    sample_plan(&area.sample, &area.model);
    cr_assert_eq(work_init(&used, &area.model, &err) + work_init(&fresh, &area.model, &err), 0);
    replicate_begin(&area.model, 3, &used);
    cr_assert_eq(
        replicate_run(&area.model, 1, &used, &err) + replicate_run(&area.model, 1, &used, &err), 0);
    replicate_begin(&area.model, 3, &fresh);
    cr_assert_eq(replicate_run(&area.model, 1, &fresh, &err), 0);
    cr_expect(sample_same_future(&used.future, &fresh.future));
    cr_expect_gt(used.future.year[4].withheld_gbp[0], 0.0);
    work_release(&used);
    work_release(&fresh);
    receipt_area_release(&area);
}

/* ---- the stability grant ---- */

static void
add_grant(struct receipt_area *area, int deficit_at, int paid_fy)
{
    area->receipt[0] = (struct receipt_in){ .where = "test",
                                            .id = "hnsg",
                                            .label = "Stability Grant",
                                            .type = RECEIPT_STABILITY_GRANT,
                                            .share = 0.9,
                                            .chance = (double)NAN,
                                            .deficit_at = deficit_at,
                                            .paid = paid_fy,
                                            .state = APPROVAL_PAID };
    area->id[0] = "hnsg";
}

Claim(agreements_year, the_grant_is_a_share_of_the_high_needs_part_brought_forward)
{
    struct receipt_area area;
    struct future future;
    area_init(&area);
    add_grant(&area, 2020, 2021);
    area.sample.in.dsg.high_needs_deficit_gbp = 11317233.0;
    sample_plan(&area.sample, &area.model);
    receipt_area_future(&area, 1, 7, &future);
    cr_expect_float_eq(receipt_area_paid(&future, 0, 0), 0.9 * 11317233.0, 1e-6);
    for (size_t t = 1; t < SAMPLE_N_YEAR; t++)
        cr_expect_eq(receipt_area_paid(&future, t, 0), 0.0, "once");
    future_release(&future);
    receipt_area_release(&area);
}

Claim(agreements_year, the_high_needs_part_grows_by_its_own_variance_alone)
{
    struct receipt_area area;
    struct future future;
    area_init(&area);
    add_grant(&area, 2022, 2023);
    sample_plan(&area.sample, &area.model);
    const size_t high_needs = area.model.high_needs;
    for (size_t k = 0; k < 50; k++) {
        receipt_area_future(&area, 1, k, &future);
        double part = 12401337.5, others = 0.0;
        for (size_t t = 0; t < SAMPLE_N_YEAR; t++) {
            const double paid = receipt_area_paid(&future, t, 0);
            if (t == 2) /* nothing beyond what the year leaves of the whole deficit */
                cr_expect_float_eq(
                    paid, fmin(0.9 * part, paid + future.year[t].money.deficit_closing_gbp), 1e-4);
            part += ledger_variance(future_row(&future, t, high_needs)) - paid;
            others += future.year[t].money.other_blocks_gbp;
            cr_expect_float_eq(future.year[t].money.high_needs_deficit_gbp, part, 1e-4);
            cr_expect_float_eq(future.year[t].money.deficit_closing_gbp, part + others, 1e-4);
        }
        future_release(&future);
    }
    receipt_area_release(&area);
}

Claim(agreements_year, a_grant_refused_leaves_the_deficit_as_it_is)
{
    struct receipt_area area;
    struct future with, without;
    area_init(&area);
    add_grant(&area, 2020, 2021);
    area.receipt[0].state = APPROVAL_REFUSED;
    sample_plan(&area.sample, &area.model);
    receipt_area_future(&area, 0, 7, &without);
    receipt_area_future(&area, 1, 7, &with);
    for (size_t t = 0; t < SAMPLE_N_YEAR; t++)
        cr_expect_eq(with.year[t].money.deficit_closing_gbp,
                     without.year[t].money.deficit_closing_gbp);
    future_release(&with);
    future_release(&without);
    receipt_area_release(&area);
}

/* A grant larger than what is left after the council's own contribution stops at nought. */
Claim(agreements_year, a_grant_never_makes_a_surplus)
{
    struct receipt_area area;
    struct future future;
    area_init(&area);
    add_grant(&area, 2020, 2021);
    area.fund_paid[0] = (struct instalment_in){ "test", 2021, 11e6, 1.0 };
    area.receipt[1] = (struct receipt_in){ .where = "test",
                                           .id = "council",
                                           .label = "Council",
                                           .instalment = area.fund_paid,
                                           .n_instalment = 1,
                                           .type = RECEIPT_CONTRIBUTION };
    area.id[1] = "council";
    area.sample.in.n_receipt = 2;
    area.sample.scenario[1].n_receipt = 2;
    sample_plan(&area.sample, &area.model);
    size_t n_nought = 0;
    for (size_t k = 0; k < N; k++) {
        receipt_area_future(&area, 1, k, &future);
        const double before =
            future.year[0].money.deficit_closing_gbp + receipt_area_paid(&future, 0, 1);
        cr_assert_float_eq(receipt_area_paid(&future, 0, 1),
                           fmax(0.0, fmin(0.9 * 12401337.5, before)), 1e-3);
        n_nought += fabs(future.year[0].money.deficit_closing_gbp) < 1e-3;
        future_release(&future);
    }
    cr_expect(n_nought > 0, "the cap was never met");
    receipt_area_release(&area);
}

/* ---- transfers ---- */

static void
ask_for(struct receipt_area *area, double share)
{
    struct transfer_in *half = &area->sample.transfer[0];
    half->share = share;
    half->last_fy = 2024;
    half->forum_chance = 0.617;
    half->secretary_chance = 0.413;
    half->appeal = true;
    area->sample.scenario[1].n_receipt = 0;
    area->sample.scenario[1].n_transfer = 1;
}

Claim(agreements_year, a_higher_share_asked_never_leaves_a_higher_deficit)
{
    static const double share[3] = { 0.003, 0.005, 0.0117 };
    struct receipt_area area[3];
    size_t n_refused = 0;
    for (size_t i = 0; i < 3; i++) {
        area_init(&area[i]);
        ask_for(&area[i], share[i]);
        sample_plan(&area[i].sample, &area[i].model);
    }
    for (size_t k = 0; k < 100; k++) {
        struct future future[3];
        for (size_t i = 0; i < 3; i++)
            receipt_area_future(&area[i], 1, k, &future[i]);
        for (size_t t = 0; t < SAMPLE_N_YEAR; t++) {
            cr_assert_leq(future[1].year[t].money.deficit_closing_gbp,
                          future[0].year[t].money.deficit_closing_gbp + 1e-6);
            cr_assert_leq(future[2].year[t].money.deficit_closing_gbp,
                          future[1].year[t].money.deficit_closing_gbp + 1e-6);
            n_refused += t >= 1 && t <= 3 && future[0].year[t].transfer_gbp[0] == 0.0;
        }
        cr_assert_eq(future[0].year[0].transfer_gbp[0] + future[0].year[4].transfer_gbp[0], 0.0,
                     "not before its first year nor after its last");
        for (size_t i = 0; i < 3; i++)
            future_release(&future[i]);
    }
    cr_expect(n_refused > 20 && n_refused < 130, "refused in %zu of 300 years", n_refused);
    for (size_t i = 0; i < 3; i++)
        receipt_area_release(&area[i]);
}

/* 0.5% of 117,961,493 for 21,840 pupils. */
Claim(agreements_year, half_a_per_cent_is_told_for_each_mainstream_pupil)
{
    struct receipt_area area;
    struct results results;
    area_init(&area);
    ask_for(&area, 0.005);
    area.sample.transfer[0].fy = 2021;
    area.sample.transfer[0].forum_chance = 1.0;
    area.sample.block[0].mainstream_pupils = 21840.0;
    sample_plan(&area.sample, &area.model);
    sample_run(&area.model, 20, 1, &results);
    const double half = 0.005 * 117961493.0;
    cr_expect_float_eq(sample_column(&results, 1, 0, "transfer_per_pupil")[7], half / 21840.0,
                       1e-9);
    cr_expect_float_eq(sample_column(&results, 1, 1, "transfer_per_pupil")[7],
                       1.0217 * half / 21840.0, 1e-9);
    cr_expect_float_eq(sample_column(&results, 1, 0, "transfer.half")[7], half / GBP_PER_GBP_M,
                       1e-12);
    cr_expect_eq(sample_column(&results, 0, 0, "transfer_per_pupil")[7], 0.0);
    results_release(&results);
    receipt_area_release(&area);
}

/* The year's blocks before and after the levers of options. */
static void
blocks(struct ledger_row row[BLOCKS])
{
    for (size_t b = 0; b < BLOCKS; b++)
        row[b] = (struct ledger_row){ .budget_gbp = 1e7 * (double)(b + 2),
                                      .outturn_gbp = 1.07e7 * (double)(b + 2) };
}

Claim(agreements_year, options_move_a_share_of_the_schools_block)
{
    struct receipt_area area;
    struct work w;
    struct hr_err err = { 0 };
    struct ledger_row before[BLOCKS];
    area_init(&area);
    sample_plan(&area.sample, &area.model);
    cr_assert_eq(work_init(&w, &area.model, &err), 0);
    replicate_begin(&area.model, 2, &w);
    cr_assert_eq(replicate_run(&area.model, 0, &w, &err), 0);
    const struct step step = { .value = w.value, .draw = &w.draw, .year = 2 };
    const size_t schools = area.model.schools, high_needs = area.model.high_needs;
    struct ledger_row *row = w.future.year[2].row;
    blocks(row);
    blocks(before);
    w.money.before_recoupment_gbp[schools] = 117961493.0;
    w.levers.transfer_share[2] = 0.0037;
    cr_assert_eq(transfers_of_year(&area.model, &w, &step, &err), 0);
    cr_expect_float_eq(before[schools].budget_gbp - row[schools].budget_gbp, 436457.5241, 1e-4);
    cr_expect_float_eq(before[schools].outturn_gbp - row[schools].outturn_gbp, 436457.5241, 1e-4);
    cr_expect_float_eq(row[high_needs].budget_gbp - before[high_needs].budget_gbp, 436457.5241,
                       1e-4);
    cr_expect_eq(row[high_needs].outturn_gbp, before[high_needs].outturn_gbp);
    cr_expect_float_eq(w.future.year[2].money.schools_gave_gbp, 436457.5241, 1e-4);
    w.money.before_recoupment_gbp[schools] = (double)NAN;
    cr_expect_eq(transfers_of_year(&area.model, &w, &step, &err), HR_EMODEL);
    cr_expect_not_null(strstr(err.text, "before_recoupment_gbp_m"), "%s", err.text);
    work_release(&w);
    receipt_area_release(&area);
}

/* Revenue cost of options to the general fund, and capital, are beside the account, whatever
 * agreements pay. */
Claim(agreements_year, a_general_fund_figure_never_enters_the_account)
{
    struct receipt_area area;
    struct work w;
    struct hr_err err = { 0 };
    area_init(&area);
    sample_plan(&area.sample, &area.model);
    cr_assert_eq(work_init(&w, &area.model, &err), 0);
    replicate_begin(&area.model, 2, &w);
    cr_assert_eq(replicate_run(&area.model, 1, &w, &err), 0);
    const struct step step = { .value = w.value, .draw = &w.draw, .year = 1 };
    struct ledger_row *row = w.future.year[1].row;
    blocks(row);
    w.money.deficit_gbp = 3e6;
    agreements_start(&area.model, &w);
    const double receipts = receipts_of_year(&area.model, &w, &step);
    cr_assert_eq(transfers_of_year(&area.model, &w, &step, &err), 0);
    struct future before = sample_keep(&w.future);
    blocks(row);
    for (size_t t = 0; t < SAMPLE_N_YEAR; t++) {
        w.levers.cost_gbp[t * N_ACCOUNT + ACCOUNT_GENERAL_FUND] = 7.31e6;
        w.levers.capital_gbp[t] = 23.7e6;
    }
    cr_expect_eq(receipts_of_year(&area.model, &w, &step), receipts);
    cr_assert_eq(transfers_of_year(&area.model, &w, &step, &err), 0);
    cr_expect(sample_same_year(&before, &w.future, 1));
    future_release(&before);
    cr_expect_eq(receipts, 2113171.0);
    work_release(&w);
    receipt_area_release(&area);
}

/* ---- names that are not there ---- */

Claim(agreements_year, a_condition_on_a_setting_that_is_not_there_is_refused)
{
    static const char *of[1] = { "independant" };
    struct receipt_area area;
    struct model model;
    struct hr_err err = { 0 };
    area_init(&area);
    area.condition[0].measure = CONDITION_PLANS;
    area.condition[0].of = of;
    area.condition[0].n_of = 1;
    cr_expect_eq(model_make(&model, &area.sample.in, &err), HR_ESCENARIO);
    cr_expect_not_null(strstr(err.text, "'independant'"), "%s", err.text);
    model_release(&model);
    sample_release(&area.sample);
}

Claim(agreements_year, a_grant_on_a_deficit_that_is_not_known_when_it_is_paid_is_refused)
{
    struct receipt_area area;
    struct model model;
    struct hr_err err = { 0 };
    area_init(&area);
    add_grant(&area, 2022, 2022);
    cr_expect_eq(model_make(&model, &area.sample.in, &err), HR_ESCENARIO);
    cr_expect_not_null(strstr(err.text, "'hnsg'"), "%s", err.text);
    model_release(&model);
    sample_release(&area.sample);
}
