/* What a setting that says nothing of its places takes over from England's tables. */
#include "claim.h"
#include "scenario_sample.h"

#include <string.h>

static const struct setting_in *
setting_of(const struct scenario *scenario, const char *id)
{
    for (size_t i = 0; i < scenario->inputs.n_setting; i++)
        if (strcmp(scenario->inputs.setting[i].id, id) == 0)
            return &scenario->inputs.setting[i];
    cr_assert_fail("no setting '%s'", id);
    return NULL;
}

Claim(england_places, a_local_setting_with_places_takes_englands_trend_rate_and_share_of_academies)
{
    struct scenario scenario;
    cr_assert_eq(scenario_sample_load(&scenario, NULL), 0);
    const struct quantity *trend =
        scenario_sample_quantity(&scenario, "settings.special.trend.growth");
    cr_assert_not_null(trend);
    cr_expect(trend->p[0] < trend->p[1] && trend->p[1] < trend->p[2]);
    cr_expect_not_null(strstr(trend->where, "england.cfg:"));
    cr_expect_not_null(trend->source);
    cr_expect_eq(setting_of(&scenario, "special")->place_rate_gbp, 10000.0);
    cr_expect(setting_of(&scenario, "special")->academies > 0.5);
    cr_expect_eq(setting_of(&scenario, "fees")->place_rate_gbp, 0.0, "no such category");
    scenario_release(&scenario);

    cr_assert_eq(scenario_sample_load(&scenario, "settings.special.trend.growth=0.0",
                                      "settings.special.academies=0.25", NULL),
                 0);
    trend = scenario_sample_quantity(&scenario, "settings.special.trend.growth");
    cr_expect(trend->kind == QUANTITY_FIXED && trend->p[0] == 0.0);
    cr_expect_eq(setting_of(&scenario, "special")->academies, 0.25);
    scenario_release(&scenario);

    cr_assert_eq(scenario_sample_load(&scenario, "settings.special.local=false", NULL), 0);
    cr_expect_null(scenario_sample_quantity(&scenario, "settings.special.trend.growth"));
    cr_expect_eq(setting_of(&scenario, "special")->place_rate_gbp, 0.0);
    scenario_release(&scenario);
}
