/* Prices that are left to England's figures. */
#include "scenario_sample.h"
#include "claim.h"

#include <math.h>
#include <string.h>

#define PRICES(special)                                                             \
    "prices=( { setting = \"mainstream\"; unit_cost = \"england\"; }, { setting = " \
    "\"special\"; " special                                                         \
    " }, { setting = \"fees\"; unit_cost = \"england\"; uprate = 0.875; } )"

Claim(unit_costs, are_englands_with_its_spread_between_authorities_and_its_source)
{
    struct scenario scenario;
    cr_assert_eq(scenario_sample_load(&scenario, PRICES("unit_cost = \"england\";"), NULL), 0, "%s",
                 scenario.faults.n > 0 ? scenario.faults.item[0].text : "");
    const struct quantity *q = scenario_sample_quantity(&scenario, "prices.special.topup_gbp");
    cr_assert_not_null(q);
    cr_expect_eq(q->kind, QUANTITY_TRIPLET);
    cr_expect(q->p[0] == 9099.0 && q->p[1] == 13351.0 && q->p[2] == 22346.0);
    cr_expect_float_eq(quantity_quantile(q, 0.1), 9099.0, 1e-6);
    cr_expect_float_eq(quantity_quantile(q, 0.9), 22346.0, 1e-6);
    cr_expect(q->source != NULL && strstr(q->source, "S251 2021-22") != NULL);
    cr_expect_null(q->note);
    const struct quantity *fee = scenario_sample_quantity(&scenario, "prices.fees.fee_gbp");
    cr_assert_not_null(fee);
    cr_expect(fee->p[0] == 0.875 * 25628.0 && fee->p[1] == 0.875 * 61146.0 &&
              fee->p[2] == 0.875 * 87689.0);
    cr_expect_not_null(fee->note);
    cr_expect_eq(&scenario.inputs.quantity[scenario.inputs.price[2].fee_gbp], fee);
    cr_expect_eq(scenario.inputs.price[2].topup_gbp, 0);
    scenario_release(&scenario);
}

Claim(unit_costs, every_figure_of_englands_table_can_be_drawn)
{
    struct scenario scenario;
    cr_assert_eq(scenario_sample_load(&scenario, NULL), 0);
    cr_assert_gt(scenario.inputs.n_england_cost, 5);
    for (size_t i = 0; i < scenario.inputs.n_england_cost; i++) {
        const struct england_cost_in *cost = &scenario.inputs.england_cost[i];
        struct quantity q = { .name = "q",
                              .kind = QUANTITY_TRIPLET,
                              .support = QUANTITY_POSITIVE,
                              .p = { cost->low_gbp, cost->central_gbp, cost->high_gbp } };
        struct hr_err err = { 0 };
        cr_expect_eq(quantity_fit(&q, &err), 0, "%s: %s", category_name(cost->category), err.text);
        quantity_release(&q);
    }
    scenario_release(&scenario);
}

Claim(unit_costs, of_a_category_that_england_has_no_figure_for_must_be_typed)
{
    struct scenario scenario;
    cr_expect_eq(scenario_sample_load(&scenario, PRICES("unit_cost = \"england\";"),
                                      "england.unit_costs=( )", NULL),
                 HR_ESCENARIO);
    cr_expect(scenario_sample_has_fault(&scenario, "England's tables have no unit cost of category "
                                                   "'state_special': type fee_gbp or topup_gbp"));
    scenario_release(&scenario);
}
