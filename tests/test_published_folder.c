/* A folder of --publish, seen by one who bounds what is left out with all that it shows. */
#include "attack_folder.h"

#include "claim.h"

#include <string.h>

static size_t
setting_of(const struct attack_folder *attack, const char *id)
{
    for (size_t s = 0; s < attack->n_setting; s++)
        if (strcmp(attack->setting[s].id, id) == 0)
            return s;
    cr_assert_fail("no setting %s", id);
    return 0;
}

/* Kingston, January 2021: 2 in early years, 4 educated at home. */
static void
expect_open(const struct attack_folder *attack, const char *id)
{
    const size_t s = setting_of(attack, id);
    cr_expect(attack->setting[s].hidden, "%s is shown", id);
    cr_expect_leq(attack->least[s], 1.0, "%s is at least %g", id, attack->least[s]);
    cr_expect_geq(attack->most[s], 4.0, "%s is at most %g", id, attack->most[s]);
}

Claim(published_folder, bounds_leave_each_small_number_open_and_a_leak_is_found)
{
    struct run_output output;
    struct attack_folder attack;
    run_output_init(&output, "scenarios/kingston-2021.cfg -n 20 --compared 0 -q --publish");
    attack_folder_init(&attack, &output);
    cr_expect_eq(attack.n_setting, 11);
    attack_folder_bound(&attack);
    expect_open(&attack, "early_years");
    expect_open(&attack, "home_education");
    const size_t mainstream = setting_of(&attack, "mainstream"),
                 young = setting_of(&attack, "early_years"),
                 home = setting_of(&attack, "home_education");
    cr_expect_eq(attack.least[mainstream], 458.0);
    cr_expect_eq(attack.most[mainstream], 458.0);
    cr_expect_eq(attack.most[young], 5.0, "what is known of their sum, 6, is used");

    /* a share of both mainstream settings to three decimals of 1,424 plans: 459.952 to 461.376 */
    attack_folder_init(&attack, &output);
    attack_folder_say(&attack, 1u << mainstream | 1u << young, 460.0, 461.0);
    attack_folder_bound(&attack);
    cr_expect_eq(attack.least[young], 2.0);
    cr_expect_eq(attack.most[young], 3.0);
    cr_expect_eq(attack.least[home], 3.0);
    cr_expect_eq(attack.most[home], 4.0);
    run_output_release(&output);
}
