/* check_ledger.c: what is refused is in tests/bad; here what is accepted, what is only noted,
 * and what the keys become. */
#include "scenario_sample.h"
#include "claim.h"

#include <math.h>
#include <string.h>

static void
load(struct scenario *s, const char *a, const char *b)
{
    const int ret = scenario_sample_load(s, a, b, NULL);
    cr_assert_eq(ret, 0, "%s is refused: %s", a, s->faults.n > 0 ? s->faults.item[0].text : "");
}

static bool
has_note(const struct scenario *s, const char *text)
{
    for (size_t i = 0; i < s->notes.n; i++)
        if (strstr(s->notes.item[i].text, text) != NULL)
            return true;
    return false;
}

Claim(check_ledger, a_receipt_without_a_type_is_instalments_alone)
{
    struct scenario s;
    cr_assert_eq(scenario_sample_load(&s, NULL), 0);
    cr_expect_eq(s.inputs.receipt[0].type, RECEIPT_INSTALMENTS);
    cr_expect_eq(s.inputs.receipt[0].n_condition, 0);
    cr_expect(isnan(s.inputs.transfer[0].forum_chance) &&
              isnan(s.inputs.transfer[0].secretary_chance) && !s.inputs.transfer[0].appeal);
    cr_expect(isnan(s.inputs.dsg.high_needs_deficit_gbp) &&
              isnan(s.inputs.dsg.block[0].mainstream_pupils));
    for (size_t i = 0; i < s.n_key; i++)
        cr_expect_null(strstr(s.key[i].path, "forum_chance"),
                       "%s is no assumption of a file that does not give it", s.key[i].path);
    scenario_release(&s);
}

Claim(check_ledger, a_safety_valve_keeps_its_conditions_in_pounds_and_plans)
{
    struct scenario s;
    load(&s,
         "receipts=( { id = \"grant90\"; label = \"Valve\"; type = \"safety_valve\"; if_met_later "
         "= \"lost\"; "
         "instalments = ( { fy = \"2026/27\"; amount_gbp_m = 0.317; } ); conditions = ( "
         "{ id = \"balance\"; measure = \"in_year_deficit\"; at_most_gbp_m = -0.217; from_fy = "
         "\"2026/27\"; last_fy = \"2027/28\"; }, "
         "{ id = \"isp\"; measure = \"plans\"; of = ( \"independent\" ); at_most = 37; } ); } )",
         NULL);
    const struct receipt_in *valve = &s.inputs.receipt[0];
    cr_expect_eq(valve->type, RECEIPT_SAFETY_VALVE);
    cr_expect_eq(valve->if_met_later, MET_LATER_LOST);
    cr_assert_eq(valve->n_condition, 2);
    cr_expect_float_eq(valve->condition[0].at_most_gbp, -217000.0, 1e-6);
    cr_expect(valve->condition[0].from_fy == 2026 && valve->condition[0].last_fy == 2027);
    cr_expect_eq(valve->condition[1].measure, CONDITION_PLANS);
    cr_expect_eq(valve->condition[1].at_most, 37.0);
    cr_expect_str_eq(valve->condition[1].of[0], "independent");
    scenario_release(&s);
}

Claim(check_ledger, figures_may_be_plain_numbers_and_stand_for_a_deficit_before_the_forecast)
{
    struct scenario s;
    load(&s,
         "receipts=( { id = \"grant90\"; label = \"Grant\"; type = \"stability_grant\"; share = "
         "0.9; deficit_at = \"2023/24\"; "
         "paid = \"2026/27\"; state = \"paid\"; reconciled = ( 2.317, { label = \"accounts\"; "
         "deficit_gbp_m = 2.113; } ); } )",
         "dsg.high_needs_deficit_gbp_m=2.171");
    const struct receipt_in *grant = &s.inputs.receipt[0];
    cr_assert_eq(grant->n_reconciled, 2);
    cr_expect_float_eq(grant->reconciled[0].deficit_gbp, 2.317e6, 1e-6);
    cr_expect_float_eq(grant->reconciled[1].deficit_gbp, 2.113e6, 1e-6);
    cr_expect_str_eq(grant->reconciled[1].label, "accounts");
    cr_expect(grant->deficit_at == 2023 && grant->paid == 2026 && grant->state == APPROVAL_PAID &&
              grant->share == 0.9);
    cr_expect_float_eq(s.inputs.dsg.high_needs_deficit_gbp, 2.171e6, 1e-6);
    scenario_release(&s);
}

Claim(check_ledger, what_comes_after_the_forecast_is_noted_and_has_no_effect)
{
    struct scenario s;
    load(&s,
         "receipts=( { id = \"grant90\"; label = \"Grant\"; type = \"stability_grant\"; share = "
         "0.9; deficit_at = \"2025/26\"; "
         "paid = \"2066/67\"; state = \"paid\"; } )",
         NULL);
    cr_expect(
        has_note(&s, "the payment of 'grant90' falls in 2066/67, after the last forecast year"));
    scenario_release(&s);
}

Claim(check_ledger, a_share_that_a_forum_may_not_agree_to_is_noted_when_nobody_is_asked)
{
    struct scenario s;
    load(&s, "transfers.half.share=0.0083", NULL);
    cr_expect(has_note(&s, "0.83% of the schools block"));
    scenario_release(&s);
    load(&s, "transfers.half.share=0.005", NULL);
    cr_expect(!has_note(&s, "of the schools block"));
    scenario_release(&s);
    load(&s, "transfers.half.share=0.0083", "transfers.half.secretary_chance=0.4");
    cr_expect(!has_note(&s, "of the schools block"));
    cr_expect_eq(s.inputs.transfer[0].secretary_chance, 0.4);
    scenario_release(&s);
}
