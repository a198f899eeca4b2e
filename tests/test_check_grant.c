/* check_grant.c: budget and outturn on one basis, sums as the paper prints them. */
#include "engine.h"
#include "scenario_sample.h"
#include "claim.h"

#include <math.h>
#include <string.h>

/* Place funding of England's authorities, section 251 2021-22, £ million: £1,638m budgeted with
 * academies' places, £1,009m spent without them, because DfE pays those directly. Here a tenth of
 * England, as the whole of a high needs block: the two side by side would show £62.9m (of £629m) of
 * saving that nobody made. */
#define AMOUNT "grant.known.2026/27.amount_gbp_m=163.8"
#define DEDUCTIONS "grant.known.2026/27.deductions_gbp_m=62.9"
#define NO_OTHER "grant.other=( )"
#define BUDGET(gbp_m) "dsg.blocks.high_needs.budget_gbp_m=" gbp_m
#define OUTTURN(gbp_m) "dsg.blocks.high_needs.outturn_gbp_m=" gbp_m

static const char *const trap = "they would show £62.9m of saving that is not there";

Claim(check_grant, a_budget_with_academies_places_beside_an_outturn_without_them_is_refused)
{
    struct scenario scenario;
    cr_expect_eq(scenario_sample_load(&scenario, AMOUNT, DEDUCTIONS, NO_OTHER, BUDGET("163.8"),
                                      OUTTURN("100.9"), NULL),
                 HR_ESCENARIO);
    cr_expect(scenario_sample_has_fault(&scenario, trap));
    cr_expect_eq(scenario.faults.n, 1, "one sentence for one fault");
    scenario_release(&scenario);
}

Claim(check_grant, a_reconciling_line_that_puts_the_deductions_back_is_the_same_trap)
{
    struct scenario scenario;
    cr_expect_eq(
        scenario_sample_load(&scenario, AMOUNT, DEDUCTIONS,
                             "grant.other=( { label = \"Reconciling line\"; amount_gbp_m = 62.9; "
                             "first_fy = \"2026/27\"; } )",
                             BUDGET("163.8"), OUTTURN("100.9"), NULL),
        HR_ESCENARIO);
    cr_expect(scenario_sample_has_fault(&scenario, trap));
    scenario_release(&scenario);
}

/* Budget of high needs in the expected-value run, £ million. */
static double
simulated_budget(const struct scenario *scenario)
{
    struct model model;
    struct future future;
    struct hr_err err = { 0 };
    cr_assert_eq(model_make(&model, &scenario->inputs, &err), 0, "%s", err.text);
    cr_assert_eq(engine_expected(&model, 0, &future, &err), 0, "%s", err.text);
    double budget_gbp_m = (double)NAN;
    for (size_t b = 0; b < model.n_block; b++)
        if (strcmp(model.block[b]->id, "high_needs") == 0)
            budget_gbp_m = future_row(&future, 0, b)->budget_gbp / GBP_PER_GBP_M;
    future_release(&future);
    model_release(&model);
    return budget_gbp_m;
}

Claim(check_grant,
      both_sides_after_recoupment_or_both_before_are_accepted_and_differ_by_the_deductions)
{
    struct scenario after, before;
    cr_assert_eq(scenario_sample_load(&after, AMOUNT, DEDUCTIONS, NO_OTHER, BUDGET("100.9"),
                                      OUTTURN("100.9"), NULL),
                 0);
    cr_assert_eq(scenario_sample_load(&before, AMOUNT, DEDUCTIONS, NO_OTHER, BUDGET("163.8"),
                                      OUTTURN("163.8"), "dsg.basis=\"before_recoupment\"", NULL),
                 0);
    cr_expect_float_eq(simulated_budget(&after), 100.9, 1e-9);
    cr_expect_float_eq(simulated_budget(&before), 163.8, 1e-9);
    scenario_release(&after);
    scenario_release(&before);
}

static const char dsg_unsaid[] = "dsg={ blocks = ( { id = \"schools\"; label = \"Schools Block\"; "
                                 "budget_gbp_m = 26.3; outturn_gbp_m = 26.3; "
                                 "before_recoupment_gbp_m = 48.7; }, { id = \"high_needs\"; label "
                                 "= \"High Needs Block\"; budget_gbp_m = 6.9; "
                                 "outturn_gbp_m = 8.1; } ); carry_forward_gbp_m = -2.8; }";

Claim(check_grant, must_be_said_only_where_places_are_counted_and_dfe_pays_some_directly)
{
    struct scenario scenario;
    cr_expect_eq(scenario_sample_load(&scenario, dsg_unsaid, NULL), HR_ESCENARIO);
    cr_expect(scenario_sample_has_fault(&scenario, "'dsg.basis' is missing"));
    scenario_release(&scenario);
    cr_expect_eq(scenario_sample_load(&scenario, dsg_unsaid,
                                      "grant.known.2026/27.deductions_gbp_m=0.0", BUDGET("7.5"),
                                      NULL),
                 0, "none is paid directly");
    scenario_release(&scenario);
    cr_expect_eq(scenario_sample_load(
                     &scenario, dsg_unsaid,
                     "prices=( { setting = \"mainstream\"; topup_gbp = 6800; }, { setting = "
                     "\"special\"; topup_gbp = 13000; }, "
                     "{ setting = \"fees\"; fee_gbp = 64000; } )",
                     NULL),
                 0, "no places are counted");
    scenario_release(&scenario);
}

Claim(check_grant, sums_as_printed_may_miss_by_the_papers_own_rounding_and_no_more)
{
    struct scenario scenario;
    cr_expect_eq(
        scenario_sample_load(&scenario,
                             "dsg.printed=( { row = \"subtotal\"; budget_gbp_m = 33.202; "
                             "outturn_gbp_m = 34.398; }, { row = "
                             "\"carry_forward\"; variance_gbp_m = 2.8; }, { row = \"total\"; "
                             "variance_gbp_m = 1.48; } )",
                             NULL),
        0);
    scenario_release(&scenario);
    cr_expect_eq(
        scenario_sample_load(
            &scenario, "dsg.printed=( { row = \"subtotal\"; budget_gbp_m = 33.203; } )", NULL),
        HR_ESCENARIO);
    cr_expect(scenario_sample_has_fault(
        &scenario, "£33.203m, but the figures typed for it come to £33.2m, £0.003m less"));
    scenario_release(&scenario);
}
