/* Tables beside a scenario: what is read, and each fault with its file, line and column. */
#include "scenario_sample.h"
#include "temp_dir.h"
#include "claim.h"

#include <stdio.h>
#include <string.h>

struct place { /* a table in a folder of its own, and the --set that names it */
    char dir[64], path[200], set[300];
};

static void
place_init(struct place *self, const char *key, const char *text)
{
    temp_dir(self->dir, sizeof self->dir);
    temp_dir_write(self->dir, "t.csv", text, self->path, sizeof self->path);
    (void)snprintf(self->set, sizeof self->set, "%s=\"%s\"", key, self->path);
}

/* The sample with one table; more: a second --set or NULL. */
static int
load_with(struct scenario *out, const char *key, const char *text, const char *more)
{
    struct place place;
    place_init(&place, key, text);
    const int ret = scenario_sample_load(out, place.set, more, NULL);
    temp_dir_remove(place.dir);
    return ret;
}

static void
expect_fault(const char *key, const char *text, const char *fault)
{
    struct scenario scenario;
    cr_expect_eq(load_with(&scenario, key, text, NULL), HR_ESCENARIO, "%s", text);
    cr_expect(scenario_sample_has_fault(&scenario, fault), "%s: %s", fault,
              scenario.faults.n > 0 ? scenario.faults.item[0].text : "no fault");
    scenario_release(&scenario);
}

static const struct setting_in *
some_setting(const struct scenario *sample)
{
    return &sample->inputs.setting[0];
}

Claim(sheet, rates_are_read_by_ncy_or_age_with_blanks_for_all)
{
    struct scenario sample, scenario;
    char text[400];
    cr_assert_eq(scenario_sample_load(&sample, NULL), 0);
    (void)snprintf(
        text, sizeof text,
        "\xef\xbb\xbfstayed,age,need,setting,left,remark\r\n91.5,11,,%s,2.385,\"a, b\"\r\n\r\n",
        some_setting(&sample)->id);
    cr_assert_eq(load_with(&scenario, "rates.leave", text, NULL), 0);
    const struct rates_in *in = &scenario.inputs.rates;
    cr_assert_eq(in->n_leave, 1);
    cr_expect_eq(in->leave[0].ncy, 7);
    cr_expect_str_eq(in->leave[0].need, "");
    cr_expect_str_eq(in->leave[0].setting, some_setting(&sample)->id);
    cr_expect_eq(in->leave[0].left, 2.385);
    cr_expect_eq(in->leave[0].stayed, 91.5);
    cr_expect_not_null(strstr(in->leave[0].where, "t.csv:2"));
    scenario_release(&scenario);
    scenario_release(&sample);
}

Claim(sheet, its_hash_stands_with_those_of_the_other_files)
{
    struct scenario scenario;
    cr_assert_eq(load_with(&scenario, "rates.join", "ncy,joined,not_joined\n3,1.5,800\n", NULL), 0);
    size_t n = 0;
    for (size_t i = 0; i < scenario.n_file; i++)
        if (strstr(scenario.file[i].path, "t.csv") != NULL) {
            cr_expect_eq(strlen(scenario.file[i].sha256), 64);
            n++;
        }
    cr_expect_eq(n, 1);
    scenario_release(&scenario);
}

Claim(sheet, odds_stand_in_place_of_weights)
{
    struct scenario scenario;
    cr_assert_eq(load_with(&scenario, "rates.leave",
                           "ncy,need,setting,left,stayed,odds\n7,,,2,91,\n7,,special,,,1.371\n",
                           NULL),
                 0);
    cr_expect_eq(scenario.inputs.rates.leave[1].odds, 1.371);
    cr_expect_eq(scenario.inputs.rates.leave[0].odds, 0.0);
    scenario_release(&scenario);
    expect_fault("rates.leave", "ncy,need,setting,left,stayed,odds\n7,,,2,91,1.1\n",
                 "column 'left': is given together with odds");
}

Claim(sheet, faults_name_file_line_column_and_what_is_wanted)
{
    expect_fault("rates.leave", "ncy,need,setting,left,stayd\n7,,,1,2\n",
                 "t.csv: there is no column 'stayed' (is 'stayd' meant for it?)");
    expect_fault("rates.leave", "ncy,need,setting,left,stayed\n7,,,1,2\n8,,,x,2\n",
                 "t.csv:3: column 'left': is 'x', want a number");
    expect_fault("rates.leave", "ncy,need,setting,left,stayed\n27,,,1,2\n",
                 "t.csv:2: column 'ncy': is '27', want a whole number from -3 to 21");
    expect_fault("rates.leave", "ncy,need,setting,left,stayed\n7,,,-1,2\n",
                 "t.csv:2: column 'left': is '-1'");
    expect_fault("rates.leave", "ncy,need,setting,left,stayed\n7,,,0,0\n",
                 "t.csv:2: both weights are 0");
    expect_fault("rates.leave", "ncy,need,setting,left,stayed\n7,,speciall,1,2\n",
                 "'speciall' is not in settings: did you mean 'special'?");
    expect_fault("rates.leave", "ncy,need,setting,left,stayed\n7,,,1,2\n8,,,1,2\n7,,,3,2\n",
                 "t.csv:4: this row's cell is given twice: first on line 2");
    expect_fault("rates.leave", "ncy,need,setting,left,stayed\n7,,,1\n",
                 "t.csv:2: the row has 4 cells, the header has 5");
    expect_fault("rates.place", "ncy,need,setting,weight\n7,,special,1\n",
                 "column 'need': '' is not in needs");
    expect_fault("rates.move", "ncy,need,setting,to,weight\n7,,special,nowhere,1\n",
                 "column 'to': 'nowhere' is not in settings");
    expect_fault("rates.join", "ncy,joined,not_joined\n,1,2\n", "t.csv:2: column 'ncy': is blank");
    expect_fault("population.table", "mid_year,ncy,population\n2024,1,500\n",
                 "'population' has counts as well as this table");
    expect_fault("plans.table", "ncy,need,setting,count\n1,asd,special,2.5\n",
                 "column 'count': is '2.5', want a whole number");
}

Claim(sheet, file_that_is_not_there_is_a_fault_of_the_key)
{
    struct scenario scenario;
    cr_expect_eq(scenario_sample_load(&scenario, "rates.leave=\"no-such.csv\"", NULL),
                 HR_ESCENARIO);
    cr_expect(
        scenario_sample_has_fault(&scenario, "tests/bad/parts/no-such.csv': there is no such file"),
        "beside the scenario");
    scenario_release(&scenario);
}

Claim(sheet, text_that_is_no_file_can_name_no_table)
{
    static const char text[] = "plans = { total = 3; table = \"stock.csv\"; };\n";
    struct scenario scenario;
    struct hr_err err;
    cr_expect_eq(scenario_load_text("a.cfg", text, strlen(text), &scenario, &err), HR_ESCENARIO);
    cr_expect(scenario_sample_has_fault(&scenario, "a table works only next to a file"));
    scenario_release(&scenario);
}

Claim(sheet, stock_in_a_table_takes_the_place_of_lists)
{
    struct scenario scenario;
    struct place place;
    place_init(&place, "plans.table",
               "ncy,need,setting,count\n3,asd,special,370\n9,asd,special,41\n");
    cr_assert_eq(scenario_sample_load(&scenario, place.set, "plans.by_setting=( )",
                                      "plans.by_age=( )", "plans.by_need=( )", "plans.total=411",
                                      NULL),
                 0, "%s", scenario.faults.n > 0 ? scenario.faults.item[0].text : "");
    cr_expect_eq(scenario.inputs.plans.n_cell, 2);
    cr_expect_eq(scenario.inputs.plans.cell[0].count, 370.0);
    scenario_release(&scenario);
    temp_dir_remove(place.dir);
}
