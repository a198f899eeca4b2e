/* check_slips.c: numbers that are hardly possible next to the others are asked about. */
#include "calibrate.h"
#include "scenario.h"
#include "solved_question.h"
#include "claim.h"
#include "temp_dir.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static bool
says(const struct faults *said, const char *part)
{
    for (size_t i = 0; i < said->n; i++)
        if (strstr(said->item[i].text, part) != NULL)
            return true;
    return false;
}

static bool
notes_say(const char *const *set, size_t n_set, const char *part)
{
    struct scenario scenario;
    struct hr_err err = { 0 };
    cr_assert_eq(scenario_load("scenarios/starter.cfg", set, n_set, &scenario, &err), 0, "%s",
                 err.text);
    const bool said = says(&scenario.notes, part);
    scenario_release(&scenario);
    return said;
}

struct asked {
    const char *slip, *asked;
};

static const struct asked of_starter[] = {
    { "dsg.blocks.central.budget_gbp_m=1950",
      "'dsg.blocks.central.budget_gbp_m' is £1950m, 65.4 times the high needs block of £29.8m "
      "(from 0.003 to 0.35 is usual): is it in thousands (write 1.95)?" },
    { "receipts.council.instalments.2026/27.amount_gbp_m=500", "is it in thousands (write 0.5)" },
    { "dsg.history.2022/23.deficit_gbp_m=39", "down from £39m the year before" },
    { "prices.college.growth=0.5", "is it per cent (write 0.005)" },
    { "prices.mainstream.topup_gbp={low=62000;central=68000;high=74000;}",
      "(write low = 5166.67, central = 5666.67, high = 6166.67)" },
    { "prices.mainstream.topup_gbp=566", "is it for a month (write 6792)" },
    { "prices.unit.place_gbp=72000", "was a year's multiplied by 12 (write 6000)" },
    { "prices.special.places.2025/26.count=4560", "8.14 times the 560 plans there" },
    { "joiners.new_plans=24", "is it a month's (write 288)" },
    { "population.counts.2024.by_age=[2310,2362,2405,2448,2521,2590,2644,2702,2755,28010,2834,"
      "2868,2897,2905,2876,2841,2803,2752,2410,2095,2050,2188,2254,2301,2346,2390]",
      "has age 9 = 28,010" },
    { "population.counts.2024.by_age=[2310,2.362,2405,2448,2521,2590,2644,2702,2755,2801,2834,"
      "2868,2897,2905,2876,2841,2803,2752,2410,2095,2050,2188,2254,2301,2346,2390]",
      "is it in thousands (write age 1 = 2362)" },
    { "lines.sen_support.amount_gbp_m=-1.8", "is its sign turned (write 1.8)" },
    { "transfers.half_2027.share=0.05", "is its decimal point one place too far right" },
    { "thresholds.reserves.amount_gbp_m=1250", "is it in thousands (write 1.25)" },
    { "dsg.blocks.high_needs.future_demand_gbp_m=0.001285", "is it in £ billion (write 1.285)" },
    { "dsg.blocks.central.budget_gbp_m=19.5", "one place too far right (write 1.95)" },
    { "dsg.history.2024/25.deficit_gbp_m=96", "one place too far right (write 9.6)" },
    { "prices.special.places.2027/28.count=42", "0.111 times what it is in 2025/26" },
    { "dsg.blocks.early_years.outturn_gbp_m=0", "is £0m, 0 times the block's budget of £31.2m" },
    { "population.counts.2024.by_age=[2310,0,2405,2448,2521,2590,2644,2702,2755,2801,2834,"
      "2868,2897,2905,2876,2841,2803,2752,2410,2095,2050,2188,2254,2301,2346,2390]",
      "has age 1 = 0" },
    { "dsg.blocks.schools.growth=0.2", "one place too far right (write 0.02)" },
    { "prices.special.spread=0.005", "was it divided by 100 twice (write 0.5)" },
};

/* Its prices are solved, so that its first year always ties. */
static const struct asked of_rotherham[] = {
    { "dsg.carry_forward_error_gbp_m={low=-1000.0;central=0.0;high=1000.0;}",
      "is it in thousands (write low = -1)" },
    { "dsg.carry_forward_gbp_m=9.6", "is its sign turned (write -9.6)" },
    { "pipeline.issued=0.0099", "was it divided by 100 twice (write 0.99)" },
    { "pipeline.refused=0.036", "one place too far left (write 0.36)" },
    { "pipeline.capacity.2018.assessments=28", "is it a month's (write 336)" },
    { "settings.state_special.places=({count=66;})", "0.102 times the 650 plans there" },
    { "settings.state_special.places=({count=664;},{count=720;from=\"2018/19\";})",
      "1.08 times the 664 places there" },
};

static void
expect_asked(const char *path, const struct asked *row)
{
    struct scenario scenario;
    struct hr_err err = { 0 };
    cr_assert_eq(scenario_load(path, &row->slip, 1, &scenario, &err), 0, "%s: %s", row->slip,
                 scenario.faults.n > 0 ? scenario.faults.item[0].text : err.text);
    cr_expect(says(&scenario.questions, row->asked), "%s: no question says '%s' but %s", row->slip,
              row->asked, scenario.questions.n == 0 ? "none" : scenario.questions.item[0].text);
    scenario_release(&scenario);
}

/* Each slip is asked about with what to write, and nothing is asked without it. */
Claim(check_slips, a_slip_is_asked_about_with_what_to_write)
{
    for (size_t i = 0; i < sizeof of_starter / sizeof of_starter[0]; i++)
        expect_asked("scenarios/starter.cfg", &of_starter[i]);
    for (size_t i = 0; i < sizeof of_rotherham / sizeof of_rotherham[0]; i++)
        expect_asked("scenarios/rotherham-2018.cfg", &of_rotherham[i]);
}

/* 32.4 with its digits turned: the prices follow it, and the first year ties. */
Claim(check_slips, solved_prices_that_are_far_from_the_file_are_asked_about)
{
    static const char *const set[] = { "dsg.blocks.high_needs.outturn_gbp_m=32.4",
                                       "dsg.blocks.high_needs.outturn_gbp_m=42.3" };
    for (size_t i = 0; i < 2; i++) {
        struct scenario scenario;
        struct model model;
        struct hr_err err = { 0 };
        cr_assert_eq(scenario_load("scenarios/rotherham-2018.cfg", &set[i], 1, &scenario, &err), 0,
                     "%s", err.text);
        cr_assert_eq(model_make(&model, &scenario.inputs, &err), 0, "%s", err.text);
        cr_assert_eq(solved_question(&scenario, &model, &err), 0, "%s", err.text);
        cr_expect_eq(scenario.questions.n, i);
        cr_expect_eq(says(&scenario.questions, "1.4031 times what the file gives"), i == 1);
        model_release(&model);
        scenario_release(&scenario);
    }
}

/* The starter with one text replaced, as a file `name` that is opened without its folder. */
static void
load_changed(struct scenario *out, const char *name, const char *from, const char *to)
{
    static char text[1 << 17];
    char dir[64], path[128];
    struct hr_err err = { 0 };
    const char *at = strstr(starter_cfg_text, from);
    cr_assert_not_null(at, "no '%s'", from);
    (void)snprintf(text, sizeof text, "%.*s%s%s", (int)(at - starter_cfg_text), starter_cfg_text,
                   to, at + strlen(from));
    temp_dir(dir, sizeof dir);
    temp_dir_write(dir, name, text, path, sizeof path);
    cr_assert_eq(chdir(dir), 0);
    cr_assert_eq(scenario_load(name, NULL, 0, out, &err), 0, "%s", err.text);
    temp_dir_remove(dir);
}

Claim(check_slips, a_file_that_is_called_as_the_embedded_one_is_asked)
{
    struct scenario scenario;
    load_changed(&scenario, "england.cfg", "budget_gbp_m = 1.950", "budget_gbp_m = 1950");
    cr_expect(says(&scenario.questions, "is it in thousands (write 1.95)"));
    scenario_release(&scenario);
}

Claim(check_slips, a_year_of_people_that_is_far_from_the_others_is_asked_about)
{
    static const char *const year[] = { "2013", "2042", "2019" };
    static const char *const typed[] = { "mid_year = 2023", "mid_year = 2024", "mid_year = 2024" };
    static const char *const asked_as[] = { "11 years before", "19 years before",
                                            "before the census of January 2026" };
    for (size_t i = 0; i < 3; i++) {
        struct scenario scenario;
        char to[40];
        (void)snprintf(to, sizeof to, "mid_year = %s", year[i]);
        load_changed(&scenario, "x.cfg", typed[i], to);
        cr_expect(says(&scenario.questions, asked_as[i]), "%s", asked_as[i]);
        scenario_release(&scenario);
    }
}

Claim(check_slips, an_honest_file_is_not_asked)
{
    static const char *const path[] = { "scenarios/starter.cfg",
                                        "scenarios/kingston-2017.cfg",
                                        "scenarios/kingston-2021.cfg",
                                        "scenarios/richmond-2017.cfg",
                                        "scenarios/kingston-richmond-2017.cfg",
                                        "scenarios/worcestershire-2020.cfg",
                                        "scenarios/rotherham-2018.cfg",
                                        "scenarios/essex-2019.cfg",
                                        "scenarios/england-2026.cfg",
                                        "tests/same/options.cfg",
                                        "tests/bad/parts/all.cfg",
                                        "tests/sample.cfg" };
    for (size_t i = 0; i < sizeof path / sizeof path[0]; i++) {
        struct scenario scenario;
        struct hr_err err = { 0 };
        cr_assert_eq(scenario_load(path[i], NULL, 0, &scenario, &err), 0, "%s", err.text);
        for (size_t n = 0; n < scenario.questions.n; n++)
            cr_expect(false, "%s: %s", path[i], scenario.questions.item[n].text);
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
