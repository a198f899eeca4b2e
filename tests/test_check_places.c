/* Places in a scenario file: one value for a list, and what is noted. */
#include "scenario_sample.h"
#include "claim.h"

#include <math.h>
#include <string.h>

static const struct setting_in *
special_of(const struct scenario *scenario)
{
    for (size_t i = 0; i < scenario->inputs.n_setting; i++)
        if (strcmp(scenario->inputs.setting[i].id, "special") == 0)
            return &scenario->inputs.setting[i];
    hr_bug("no special school");
}

static bool
is_noted(const struct scenario *scenario, const char *text)
{
    for (size_t i = 0; i < scenario->notes.n; i++)
        if (strstr(scenario->notes.item[i].text, text) != NULL)
            return true;
    return false;
}

Claim(check_places, a_number_stands_for_the_list_and_names_for_its_groups)
{
    struct scenario scenario;
    cr_assert_eq(scenario_sample_load(&scenario, "settings.special.places=520",
                                      "settings.special.overflow=( \"fees\", \"home\" )", NULL),
                 0);
    const struct setting_in *special = special_of(&scenario);
    cr_assert_eq(special->n_seats, 1);
    cr_expect_eq(special->seats[0].count, 520.0);
    cr_expect_eq(special->seats[0].phase, PHASE_ALL);
    cr_expect_eq(special->seats[0].chance, 1.0);
    cr_expect_eq(special->seats[0].delay_years, 0);
    cr_expect_str_eq(special->seats[0].from, "");
    cr_assert_eq(special->n_overflow, 2);
    cr_expect_str_eq(special->overflow[1].to, "home");
    cr_expect(isnan(special->overflow[1].share));
    scenario_release(&scenario);
    cr_assert_eq(scenario_sample_load(&scenario, "settings.special.overflow=\"fees\"", NULL), 0);
    cr_assert_eq(special_of(&scenario)->n_overflow, 1);
    scenario_release(&scenario);
}

Claim(check_places, groups_carry_every_key)
{
    struct scenario scenario;
    cr_assert_eq(scenario_sample_load(&scenario, NULL), 0);
    const struct setting_in *special = special_of(&scenario);
    cr_assert_eq(special->n_seats, 4);
    cr_expect_str_eq(special->seats[2].id, "annex");
    cr_expect_eq(special->seats[2].phase, PHASE_SECONDARY);
    cr_expect_str_eq(special->seats[2].from, "2021/22");
    cr_expect_eq(special->seats[2].chance, 0.8);
    cr_expect_eq(scenario_sample_quantity(
                     &scenario, "settings.special.places.annex.secondary.2021/22.delay_years")
                     ->p[0],
                 1.25);
    cr_expect_eq(scenario_sample_quantity(&scenario, "settings.special.others_share")->p[0], 0.1);
    cr_expect_eq(special->overflow[0].share, 1.0);
    cr_expect_str_eq(special->wait_in, "mainstream");
    cr_expect_eq(special->wait_until, WAIT_SEAT);
    cr_expect_eq(special->wait_share, 0.3);
    cr_expect_eq(scenario_sample_quantity(&scenario, "settings.special.returns.transfer")->p[0],
                 0.2);
    cr_expect_eq(scenario_sample_quantity(&scenario, "settings.special.returns.mid_phase")->p[0],
                 0.02);
    scenario_release(&scenario);
}

Claim(check_places, fewer_places_than_children_are_noted_and_not_refused)
{
    struct scenario scenario;
    cr_assert_eq(scenario_sample_load(&scenario, "settings.special.places=160", NULL), 0);
    cr_expect(is_noted(&scenario, "'special' has 150 children where 144 of its places are for the "
                                  "authority's own: they keep their seats"));
    scenario_release(&scenario);
    cr_assert_eq(scenario_sample_load(&scenario, "settings.special.places=167", NULL), 0);
    cr_expect(!is_noted(&scenario, "they keep their seats"));
    scenario_release(&scenario);
}

Claim(check_places, misspelt_keys_and_settings_are_helped)
{
    struct scenario scenario;
    cr_expect_eq(
        scenario_sample_load(
            &scenario, "settings.special.places=( { count = 50; form = \"2023/24\"; } )", NULL),
        HR_ESCENARIO);
    cr_expect(scenario_sample_has_fault(&scenario, "did you mean 'from'?"));
    scenario_release(&scenario);
    cr_expect_eq(
        scenario_sample_load(&scenario, "settings.special.wait={ in = \"mainstraem\"; }", NULL),
        HR_ESCENARIO);
    cr_expect(scenario_sample_has_fault(&scenario, "did you mean 'mainstream'?"));
    scenario_release(&scenario);
    cr_expect_eq(scenario_sample_load(&scenario, "settings.special.places=\"many\"", NULL),
                 HR_ESCENARIO);
    cr_expect(scenario_sample_has_fault(&scenario, "is \"many\", want a whole number"));
    scenario_release(&scenario);
}
