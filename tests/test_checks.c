/* check*.c: what is refused is in tests/bad; here, where the line runs: what must still be
 * accepted. */
#include "scenario_sample.h"
#include "claim.h"

#include <string.h>

static void
expect_accepted(const char *a, const char *b)
{
    struct scenario s;
    const int ret = scenario_sample_load(&s, a, b, NULL);
    cr_expect_eq(ret, 0, "%s is refused: %s", a, s.faults.n > 0 ? s.faults.item[0].text : "");
    scenario_release(&s);
}

static void
expect_refused(const char *a, const char *b, const char *fault)
{
    struct scenario s;
    const int ret = scenario_sample_load(&s, a, b, NULL);
    cr_expect_eq(ret, HR_ESCENARIO, "%s is accepted", a);
    cr_expect(scenario_sample_has_fault(&s, fault), "%s: %s", a,
              s.faults.n > 0 ? s.faults.item[0].text : "no fault");
    scenario_release(&s);
}

Claim(checks, the_budget_may_differ_from_the_grant_by_two_thousand_pounds_of_rounding)
{
    expect_accepted("dsg.blocks.high_needs.budget_gbp_m=6.902", NULL);
    expect_accepted("dsg.blocks.high_needs.budget_gbp_m=6.898", NULL);
    expect_refused("dsg.blocks.high_needs.budget_gbp_m=6.903", NULL,
                   "want budget_gbp_m = 6.900, or the difference of");
    expect_refused("dsg.blocks.high_needs.budget_gbp_m=6.897", NULL,
                   "want budget_gbp_m = 6.900, or the difference of");
}

Claim(checks, on_the_after_deductions_basis_there_are_none_and_the_engine_takes_off_nothing)
{
    struct scenario s;
    cr_assert_eq(scenario_sample_load(&s, "grant.basis=\"after_deductions\"",
                                      "grant.known=( { fy = \"2026/27\"; amount_gbp_m = 6.8; } )",
                                      NULL),
                 0, "%s", s.faults.n > 0 ? s.faults.item[0].text : "");
    cr_expect_eq(s.inputs.grant.known[0].deductions_gbp, 0.0);
    scenario_release(&s);
}

Claim(checks, the_position_date_lies_in_the_first_forecast_year)
{
    expect_accepted("base.position_date=\"2026-04-01\"", NULL);
    expect_accepted("base.position_date=\"2027-03-31\"", NULL);
    expect_refused("base.position_date=\"2026-03-31\"", NULL,
                   "outside the first forecast year 2026/27");
    expect_refused("base.position_date=\"2027-04-01\"", NULL,
                   "outside the first forecast year 2026/27");
}

Claim(checks, a_pipeline_is_read_only_where_the_file_has_one)
{
    struct scenario s;
    expect_accepted("pipeline.capacity=( { year = 2030; assessments = 61; } )",
                    "pipeline.in_assessment=215");
    expect_accepted("pipeline.appeals.rate=0.0", "pipeline.appeals.to=\"otherwise\"");
    expect_refused("pipeline.appeals.rate=0.01", "pipeline.appeals.to=\"otherwise\"",
                   "the category 'otherwise', which no setting has");
    cr_assert_eq(scenario_sample_load(&s, NULL), 0);
    cr_expect_not_null(s.inputs.pipeline.where);
    cr_expect_eq(s.inputs.pipeline.in_assessment, 31.0);
    cr_expect_eq(s.inputs.pipeline.appeal_months, 8, "England's");
    scenario_release(&s);

    static const char *const set[] = { "pipeline.refused=0.3" };
    struct hr_err err = { .code = HR_OK };
    cr_assert_eq(scenario_load("tests/bad/parts/no-pipeline.cfg", NULL, 0, &s, &err), 0, "%s",
                 err.text);
    cr_expect_null(s.inputs.pipeline.where);
    for (size_t i = 0; i < s.n_key; i++)
        cr_expect_null(strstr(s.key[i].path, "pipeline"),
                       "%s is an assumption of a scenario that has none", s.key[i].path);
    scenario_release(&s);
    cr_expect_eq(scenario_load("tests/bad/parts/no-pipeline.cfg", set, 1, &s, &err), HR_ESCENARIO);
    cr_expect(scenario_sample_has_fault(&s, "nothing is called 'pipeline.refused'"));
    scenario_release(&s);
}

Claim(checks, instalments_and_transfers_before_the_first_forecast_year_are_refused)
{
    expect_refused("receipts.grant90.instalments.2026/27.fy=\"2025/26\"", NULL,
                   "before the first forecast year 2026/27");
    expect_refused("transfers.half.fy=\"2025/26\"", NULL,
                   "transfer 'half' falls in 2025/26, before the first forecast year 2026/27");
}

static bool
has_note(const struct scenario *s, const char *text)
{
    for (size_t i = 0; i < s->notes.n; i++)
        if (strstr(s->notes.item[i].text, text) != NULL)
            return true;
    return false;
}

Claim(checks, policies_are_read_with_their_years_and_year_groups)
{
    struct scenario s;
    cr_assert_eq(scenario_sample_load(&s, NULL), 0);
    cr_assert_eq(s.inputs.n_policy, 2);
    const struct policy_change_in *rush = &s.inputs.policy[1].change[0], *reassessment = rush + 1;
    cr_expect_eq(s.inputs.policy[1].weight, 0.45);
    cr_expect(rush->from_year == 2026 && rush->to_year == 2027 && rush->n_ncy == 0);
    cr_expect(reassessment->from_year == 2027 && reassessment->to_year == 0, "no end");
    cr_assert_eq(reassessment->n_ncy, 2);
    cr_expect(reassessment->ncy[0] == 7 && reassessment->ncy[1] == 12);
    cr_expect(reassessment->joining == 0 && rush->leaving == 0 && rush->moving == 0);
    cr_expect_str_eq(s.inputs.quantity[reassessment->moving].name,
                     "policies.reform.changes.reassessment.moving");
    cr_expect(s.inputs.quantity[rush->joining].national, "all areas of a run share it");
    scenario_release(&s);
    expect_accepted("policies.reform.weight=0.4500009", NULL);
    expect_refused("policies.reform.weight=0.450002", NULL,
                   "the weights of 'policies' add up to 1.000002, want 1");
    cr_assert_eq(
        scenario_sample_load(&s, "policies.reform.changes.rush.from_calendar_year=2025",
                             "policies.reform.changes.reassessment.from_calendar_year=2031", NULL),
        0);
    cr_expect(has_note(&s, "'policies.reform.changes.rush' begins in 2025, before the first "
                           "calendar year forecast, 2026: it counts"));
    cr_expect(has_note(&s, "'policies.reform.changes.reassessment' begins in 2031, after the last "
                           "calendar year forecast, 2030: not reached"));
    scenario_release(&s);
}

/* A shorter horizon may be tried on any file: what it does not reach is said. */
Claim(checks, what_comes_after_the_horizon_is_noted_and_not_refused)
{
    struct scenario s;
    cr_assert_eq(
        scenario_sample_load(&s, "receipts.grant90.instalments.2026/27.fy=\"2030/31\"", NULL), 0);
    cr_expect_eq(s.notes.n, 0, "the last forecast year is reached: %s",
                 s.notes.n > 0 ? s.notes.item[0].text : "");
    scenario_release(&s);
    cr_assert_eq(
        scenario_sample_load(&s, "receipts.grant90.instalments.2026/27.fy=\"2031/32\"", NULL), 0);
    cr_expect(has_note(&s, "an instalment of 'grant90' falls in 2031/32, after the last forecast "
                           "year 2030/31: not reached"));
    scenario_release(&s);
    cr_assert_eq(
        scenario_sample_load(
            &s, "horizon_years=1",
            "events=( { date = \"2027-03-31\"; label = \"Last day\"; known = \"as_known\"; }, "
            "{ date = \"2027-04-01\"; label = \"Day after\"; known = \"as_known\"; } )",
            NULL),
        0);
    cr_expect(has_note(
        &s, "transfer 'half' falls in 2027/28, after the last forecast year 2026/27: not reached"));
    cr_expect(has_note(
        &s,
        "event 'Day after' is on 2027-04-01, after the last forecast year 2026/27: not reached"));
    cr_expect(has_note(
        &s,
        "the capacity of 2027 begins after the last calendar year forecast, 2026: not reached"));
    cr_expect(!has_note(&s, "Last day"));
    scenario_release(&s);
}

Claim(checks, an_amount_is_refused_from_the_size_for_each_plan_that_only_pounds_explain)
{
    /* 400 plans: 0.1m each on a line, 1m each elsewhere */
    expect_accepted("lines.therapies.amount_gbp_m=40", NULL);
    expect_refused("lines.therapies.amount_gbp_m=40.1", NULL, "is it in thousands?");
    expect_accepted("thresholds.reserves.amount_gbp_m=400", NULL);
    expect_refused("thresholds.reserves.amount_gbp_m=400.1", NULL, "is it in thousands?");
    expect_refused("dsg.blocks.schools.outturn_gbp_m=4001", NULL,
                   "'dsg.blocks.schools.outturn_gbp_m'");
    expect_refused("prices.mainstream.topup_gbp=49.0", NULL,
                   "if that is in thousands, write 49000");
    expect_accepted("prices.mainstream.topup_gbp=0", NULL);
}

Claim(checks, a_surplus_brought_forward_is_accepted_where_no_deficit_speaks_against_it)
{
    expect_accepted("dsg.carry_forward_gbp_m=2.8", "dsg.history=( )");
    expect_accepted("dsg.carry_forward_gbp_m=0.0",
                    "dsg.history=( { fy = \"2024/25\"; deficit_gbp_m = 1.9; } )");
    expect_accepted("dsg.carry_forward_gbp_m=1.1",
                    "dsg.history=( { fy = \"2025/26\"; deficit_gbp_m = -1.1; } )");
    expect_refused("dsg.carry_forward_gbp_m=1.9",
                   "dsg.history=( { fy = \"2024/25\"; deficit_gbp_m = 2.4; } )", "wrong sign");
}

Claim(checks, months_may_miss_one_by_rounding_only)
{
    static const char *const near = "joiners.months=[ 0.08, 0.08, 0.09, 0.08, 0.09, 0.09, 0.1, "
                                    "0.03, 0.09, 0.09, 0.09, 0.0900009 ]";
    static const char *const off = "joiners.months=[ 0.08, 0.08, 0.09, 0.08, 0.09, 0.09, 0.1, "
                                   "0.03, 0.09, 0.09, 0.09, 0.0900011 ]";
    expect_accepted(near, NULL);
    expect_refused(off, NULL, "want 1");
}

Claim(checks, by_age_and_by_need_may_be_left_out_and_by_setting_may_not)
{
    expect_accepted("plans.by_age=( )", "plans.by_need=( )");
    expect_refused("plans.by_setting=( )", NULL,
                   "'plans.by_setting' is missing: where the 400 plans are placed");
}

Claim(checks, cells_stand_for_the_margins)
{
    expect_accepted("plans={ total = 300; cells = ( { ncy = 7; need = \"asd\"; setting = "
                    "\"special\"; count = 120; }, "
                    "{ ncy = 8; need = \"other\"; setting = \"mainstream\"; count = 180; } ); }",
                    "base={ census = 2026; }");
}

Claim(checks, shares_of_moves_may_add_up_to_one_and_needs_count_apart)
{
    expect_refused("movers.rules=( { ncy = 7; from = \"mainstream\"; to = \"special\"; share = "
                   "0.6; need = \"asd\"; }, "
                   "{ ncy = 7; from = \"mainstream\"; to = \"fees\"; share = 0.5; } )",
                   NULL, "with need 'asd'");
    expect_accepted(
        "movers.rules=( { ncy = 7; from = \"mainstream\"; to = \"special\"; share = 0.6; need = "
        "\"asd\"; }, "
        "{ ncy = 7; from = \"mainstream\"; to = \"fees\"; share = 0.6; need = \"other\"; } )",
        NULL);
}

Claim(checks, england_s_rules_may_speak_of_categories_the_area_does_not_have)
{
    struct scenario s;
    struct hr_err err = { .code = HR_OK };
    bool of_unit = false;
    static const char drop_settings[] =
        "settings=( { id = \"mainstream\"; label = \"M\"; category = \"mainstream\"; }, "
        "{ id = \"home\"; label = \"H\"; category = \"home_education\"; no_cost = true; } )";
    static const char *const drop[] = {
        drop_settings,
        "plans={ total = 2000; by_setting = ( { setting = \"mainstream\"; count = 2000; } ); }",
        "prices=( { setting = \"mainstream\"; topup_gbp = 6800; } )"
    };
    cr_assert_eq(scenario_load("scenarios/starter.cfg", drop, 3, &s, &err), 0, "%s",
                 s.faults.n > 0 ? s.faults.item[0].text : "");
    for (size_t i = 0; i < s.inputs.movers.n_rule; i++)
        of_unit = of_unit || strcmp(s.inputs.movers.rule[i].to, "unit") == 0 ||
                  strcmp(s.inputs.movers.rule[i].from, "unit") == 0;
    cr_expect(of_unit,
              "England's rules move children to and from units, which this area does not have");
    scenario_release(&s);
}

Claim(checks, a_distribution_is_refused_when_its_rare_values_make_no_sense)
{
    /* one in 10,000 of a normal lies 3.719 standard deviations out */
    expect_accepted(
        "grant.deductions_growth={ distribution = \"normal\"; mean = 0.0; sd = 0.134; }", NULL);
    expect_refused("grant.deductions_growth={ distribution = \"normal\"; mean = 0.0; sd = 0.135; }",
                   NULL, "in one future of 10,000");
}

Claim(checks, faults_of_one_part_do_not_hide_those_of_another)
{
    struct scenario s;
    cr_assert_eq(scenario_sample_load(&s, "plans.total=399", "prices.fees.fee_gbp=3",
                                      "scenarios.agreed.receipts=( \"nothing\" )",
                                      "horizon_years=0", NULL),
                 HR_ESCENARIO);
    cr_expect(scenario_sample_has_fault(
        &s, "'plans.by_setting' adds up to 400, but 'plans.total' is 399"));
    cr_expect(scenario_sample_has_fault(&s, "'prices.fees.fee_gbp' is 3, want"));
    cr_expect(scenario_sample_has_fault(&s, "receipt 'nothing' is not in receipts"));
    cr_expect(scenario_sample_has_fault(&s, "'horizon_years' is 0"));
    cr_expect_eq(s.notes.n, 0, "a horizon of 0 is not counted with");
    scenario_release(&s);
}
