/* The rules of prices in run.json: those given, and no others. */
#include "record_settings.h"
#include "trial.h"
#include "claim.h"

#include <string.h>

static json_t *
record(struct scenario *scenario, const char *a, const char *b)
{
    struct json_build build = { .failed = false };
    cr_assert_eq(trial_load(scenario, a, b, NULL), 0, "%s",
                 scenario->faults.n > 0 ? scenario->faults.item[0].text : "");
    json_t *root = json_object();
    record_settings(&build, root, &scenario->inputs);
    cr_assert(!build.failed);
    return root;
}

static json_t *
price_of(json_t *root, const char *setting)
{
    json_t *prices = json_object_get(root, "prices");
    prices = prices != NULL ? prices : json_object_get(json_object_get(root, "settings"), "prices");
    cr_assert_not_null(prices);
    for (size_t i = 0; i < json_array_size(prices); i++)
        if (strcmp(json_string_value(json_object_get(json_array_get(prices, i), "setting")),
                   setting) == 0)
            return json_array_get(prices, i);
    cr_assert_fail("no price of '%s'", setting);
    return NULL;
}

Claim(record_prices, rules_that_are_given_are_recorded_by_name)
{
    struct scenario scenario;
    json_t *root = record(&scenario,
                          "prices=( { setting = \"mainstream\"; growth = 0.0; drift = 0.0371; "
                          "bands = ( { id = \"a\"; topup_gbp = 4213.7; share = 0.613; }, "
                          "{ id = \"b\"; topup_gbp = 9100; share = 0.387; } ); }, { setting = "
                          "\"special\"; topup_gbp = 13000; place_gbp = 6000; "
                          "place_empty_gbp = 10000; protection = -0.015; places = ( { ay = "
                          "\"2025/26\"; count = 12; phase = \"post16\"; } ); growth = 0.01; }, "
                          "{ setting = \"fees\"; fee_gbp = 64000; growth = 0.0; joint_funding = "
                          "0.06; by_need = ( { need = \"asd\"; price_gbp = 71313; } ); } )",
                          "sector_correlation=0.37");
    const json_t *bands = json_object_get(price_of(root, "mainstream"), "bands"),
                 *special = price_of(root, "special");
    cr_assert_eq(json_array_size(bands), 2);
    cr_expect_str_eq(json_string_value(json_object_get(json_array_get(bands, 1), "topup_gbp")),
                     "prices.mainstream.bands.b.topup_gbp");
    cr_expect_eq(json_real_value(json_object_get(json_array_get(bands, 0), "share")), 0.613);
    cr_expect_eq(json_real_value(json_object_get(json_array_get(bands, 1), "joiners_share")),
                 0.387);
    cr_expect_str_eq(json_string_value(json_object_get(price_of(root, "mainstream"), "drift")),
                     "prices.mainstream.drift");
    cr_expect_str_eq(json_string_value(json_object_get(special, "place_empty_gbp")),
                     "prices.special.place_empty_gbp");
    cr_expect_str_eq(json_string_value(json_object_get(special, "protection")),
                     "prices.special.protection");
    cr_expect_str_eq(json_string_value(json_object_get(
                         json_array_get(json_object_get(special, "places"), 0), "phase")),
                     "post16");
    const json_t *fees = price_of(root, "fees");
    cr_expect_str_eq(json_string_value(json_object_get(fees, "joint_funding")),
                     "prices.fees.joint_funding");
    cr_expect_str_eq(json_string_value(json_object_get(json_object_get(fees, "by_need"), "asd")),
                     "prices.fees.by_need.asd.price_gbp");
    json_decref(root);
    scenario_release(&scenario);
}

Claim(record_prices, rules_that_are_not_given_leave_no_trace)
{
    static const char *const key[] = { "bands", "drift", "place_empty_gbp", "protection",
                                       "joint_funding" };
    struct scenario scenario;
    json_t *root = record(&scenario, NULL, NULL);
    for (size_t i = 0; i < sizeof key / sizeof key[0]; i++)
        cr_expect_null(json_object_get(price_of(root, "special"), key[i]), "%s", key[i]);
    json_decref(root);
    scenario_release(&scenario);
}
