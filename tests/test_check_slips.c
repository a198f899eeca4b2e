/* check_slips.c: numbers that are hardly possible next to the others are asked about. */
#include "scenario.h"
#include "claim.h"

#include <stdio.h>
#include <string.h>

static bool
notes_say(const char *const *set, size_t n_set, const char *part)
{
    struct scenario scenario;
    struct hr_err err = { 0 };
    bool says = false;
    cr_assert_eq(scenario_load("scenarios/starter.cfg", set, n_set, &scenario, &err), 0, "%s",
                 err.text);
    for (size_t i = 0; i < scenario.notes.n; i++)
        says = says || strstr(scenario.notes.item[i].text, part) != NULL;
    scenario_release(&scenario);
    return says;
}

/* A slip is noted, and nothing is noted without it. */
static void
expect_asked(const char *slip, const char *part)
{
    cr_expect(notes_say(&slip, 1, part), "%s: no note says '%s'", slip, part);
    cr_expect_not(notes_say(NULL, 0, part), "without a slip a note says '%s'", part);
}

Claim(check_slips, thousands_typed_for_millions_are_asked_about)
{
    expect_asked("dsg.blocks.central.budget_gbp_m=1950", "if that is in thousands, write 1.95");
    expect_asked("receipts.council.instalments.2026/27.amount_gbp_m=500",
                 "if that is in thousands, write 0.5");
}

Claim(check_slips, a_decimal_point_in_the_wrong_place_is_asked_about)
{
    expect_asked("dsg.history.2022/23.deficit_gbp_m=39", "by more than half of the high needs");
}

Claim(check_slips, growth_that_is_per_cent_is_asked_about)
{
    expect_asked("prices.college.growth=1", "'prices.college.growth.first' is 100% a year");
    expect_asked("prices.college.growth=0.5", "is 50% a year");
}

/* What describes a rate is no growth: persistence is often a half. */
Claim(check_slips, an_honest_file_is_not_asked)
{
    static const char *const path[] = { "scenarios/starter.cfg",
                                        "scenarios/kingston-2021.cfg",
                                        "scenarios/richmond-2017.cfg",
                                        "scenarios/kingston-richmond-2017.cfg",
                                        "scenarios/worcestershire-2020.cfg",
                                        "scenarios/rotherham-2018.cfg",
                                        "tests/same/options.cfg" };
    static const char *const question[] = { "a year; 2%", "in thousands", "more than half" };
    for (size_t i = 0; i < sizeof path / sizeof path[0]; i++) {
        struct scenario scenario;
        struct hr_err err = { 0 };
        cr_assert_eq(scenario_load(path[i], NULL, 0, &scenario, &err), 0, "%s", err.text);
        for (size_t n = 0; n < scenario.notes.n; n++)
            for (size_t q = 0; q < sizeof question / sizeof question[0]; q++)
                cr_expect_null(strstr(scenario.notes.item[n].text, question[q]), "%s: %s", path[i],
                               scenario.notes.item[n].text);
        scenario_release(&scenario);
    }
}

/* ---- ranges from 0 (reader_quantity.c) */

static quantity_id
found(const struct scenario *scenario, const char *name)
{
    for (size_t i = 1; i <= scenario->inputs.n_quantity; i++)
        if (strcmp(scenario->inputs.quantity[i].name, name) == 0)
            return (quantity_id)i;
    cr_assert_fail("no '%s'", name);
    return 0;
}

Claim(check_slips, a_range_from_0_keeps_its_central_and_high_and_is_told)
{
    static const char *const set[] = { "joiners.own_mix={low=0.0;central=0.2;high=0.4;}" };
    struct scenario scenario;
    struct hr_err err = { 0 };
    cr_assert(notes_say(set, 1, "'joiners.own_mix' has low = 0"));
    cr_assert_eq(scenario_load("scenarios/starter.cfg", set, 1, &scenario, &err), 0, "%s",
                 err.text);
    const struct quantity *q = &scenario.inputs.quantity[found(&scenario, "joiners.own_mix")];
    cr_expect_float_eq(quantity_quantile(q, 0.5), 0.2, 1e-6);
    cr_expect_float_eq(quantity_quantile(q, 0.9), 0.4, 1e-5);
    cr_expect_geq(quantity_quantile(q, 1e-12), 0.0);
    cr_expect_eq(quantity_central(q), quantity_quantile(q, 0.5));
    scenario_release(&scenario);
}

Claim(check_slips, a_range_from_0_that_no_bounded_shape_has_is_refused_with_what_to_write)
{
    static const char *const set[] = { "joiners.own_mix={low=0.0;central=0.2;high=0.9;}" };
    struct scenario scenario;
    struct hr_err err = { 0 };
    cr_assert_neq(scenario_load("scenarios/starter.cfg", set, 1, &scenario, &err), 0);
    cr_expect_not_null(strstr(scenario.faults.item[0].text, "min = 0; mode = 0.2; max = 0.9"), "%s",
                       scenario.faults.item[0].text);
    scenario_release(&scenario);
}
