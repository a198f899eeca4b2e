/* A transition history: what is read, what is refused with its place, what is remarked with its
 * count. */
#include "transitions_sample.h"
#include "scenario_sample.h"
#include "transitions.h"
#include "import_sample.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define ROW "2013,A,asd,6,A,asd,7\n"
#define VALID "setting,setting-group,min-academic-year,max-academic-year,needs,setting->setting\n"

struct files { /* texts; NULL: not there */
    const char *transitions, *population, *costs, *valid;
};

/* Reads one set of files. */
static int
read_files(struct files files, struct transitions *out, struct hr_err *err)
{
    struct transitions_sample dir;
    transitions_sample_init(&dir);
    transitions_sample_write(&dir, "transitions.csv", files.transitions);
    if (files.population == NULL)
        transitions_sample_population(&dir, 2013, 2020);
    else
        transitions_sample_write(&dir, "population.csv", files.population);
    if (files.costs != NULL)
        transitions_sample_write(&dir, "costs.csv", files.costs);
    if (files.valid != NULL)
        transitions_sample_write(&dir, "valid-states.csv", files.valid);
    const int ret = transitions_read(out, dir.dir, err);
    transitions_sample_release(&dir);
    return ret;
}

static bool
has(char *const *list, size_t n, const char *text)
{
    for (size_t i = 0; i < n; i++)
        if (strstr(list[i], text) != NULL)
            return true;
    return false;
}

static bool
has_fault(const struct faults *faults, const char *text)
{
    return strstr(import_sample_faults(faults), text) != NULL;
}

static void
expect_fault(const char *rows, const char *fault)
{
    char text[2000];
    struct transitions t;
    struct hr_err err = { 0 };
    (void)snprintf(text, sizeof text, TRANSITIONS_HEADER "%s", rows);
    cr_expect_eq(read_files((struct files){ text, NULL, NULL, NULL }, &t, &err), HR_ESCENARIO, "%s",
                 rows);
    cr_expect(has_fault(&t.faults, fault), "%s: %s", fault, import_sample_faults(&t.faults));
    transitions_release(&t);
    transitions_release(&t);
}

static void
expect_remark(const char *rows, const char *costs, const char *valid, const char *remark)
{
    char text[4000];
    struct transitions t;
    struct hr_err err = { 0 };
    (void)snprintf(text, sizeof text, TRANSITIONS_HEADER "%s", rows);
    cr_assert_eq(read_files((struct files){ text, NULL, costs, valid }, &t, &err), 0, "%s",
                 err.text);
    cr_expect(has(t.remark, t.n_remark, remark), "%s", remark);
    transitions_release(&t);
}

Claim(transitions, rows_alike_are_children_and_the_order_of_rows_changes_nothing)
{
    struct transitions a, b;
    struct hr_err err;
    cr_assert_eq(
        read_files(
            (struct files){ TRANSITIONS_HEADER ROW ROW
                            "2013,NONSEND,NONSEND,3,b,semh,4\n2013,A,asd,6,NONSEND,NONSEND,7\n",
                            NULL, NULL, NULL },
            &a, &err),
        0);
    cr_assert_eq(
        read_files(
            (struct files){
                TRANSITIONS_HEADER
                "2013,A,asd,6,NONSEND,NONSEND,7\n2013,NONSEND,NONSEND,3,b,semh,4\n" ROW ROW,
                NULL, NULL, NULL },
            &b, &err),
        0);
    cr_assert_eq(a.n_item, 3);
    cr_assert_eq(b.n_item, 3);
    cr_expect(memcmp(a.item, b.item, 3 * sizeof *a.item) == 0);
    cr_expect_str_eq(a.setting[0], "A");
    cr_expect_str_eq(a.need[1], "semh");
    cr_expect_eq(a.item[0].ncy, 4);
    cr_expect_eq(a.item[0].setting_1, OUTSIDE);
    cr_expect_eq(a.item[2].count, 2.0);
    cr_expect_eq(transitions_population(&a, 2014, 3), 500.0);
    cr_expect(isnan(transitions_population(&a, 2021, 3)));
    cr_expect_eq(a.n_source, 2);
    transitions_release(&a);
    transitions_release(&b);
}

Claim(transitions, codes_are_one_however_they_are_written)
{
    struct transitions t;
    struct hr_err err;
    cr_expect_eq(read_files((struct files){ TRANSITIONS_HEADER "2013,A,ASD,6,a,asd,7\n"
                                                               "2013,NonSend,non-send,3,A,Asd,4\n",
                                            NULL, NULL, NULL },
                            &t, &err),
                 0, "%s", err.text);
    cr_expect_eq(t.n_setting, 1);
    cr_expect_eq(t.n_need, 1);
    cr_expect_eq(t.item[0].setting_1 == OUTSIDE, t.item[0].ncy == 4, "no plan is no setting");
    transitions_release(&t);
}

Claim(transitions, bom_windows_lines_and_quotes_are_no_fault)
{
    struct transitions t;
    struct hr_err err;
    cr_expect_eq(
        read_files((struct files){ "\xef\xbb\xbf\"calendar-year\",setting-1,need-1,academic-year-1,"
                                   "setting-2,need-2,academic-year-2\r\n2013,A,asd,6,A,asd,7\r\n",
                                   NULL, NULL, NULL },
                   &t, &err),
        0, "%s", err.text);
    cr_expect_eq(t.n_item, 1);
    transitions_release(&t);
}

Claim(transitions, faults_name_file_row_column_and_fix)
{
    expect_fault(",A,asd,6,A,asd,7\n",
                 "transitions.csv:2: column 'calendar-year': is empty, want a whole number");
    expect_fault(ROW "2013,A,asd,six,A,asd,7\n",
                 "transitions.csv:3: column 'academic-year-1': is 'six'");
    expect_fault("2013,A,asd,6,A,asd,8\n", "column 'academic-year-2': is 8 after 6, want 7");
    expect_fault("2013,NONSEND,asd,6,A,asd,7\n", "column 'need-1': is 'asd' together with NONSEND");
    expect_fault("2013,A,asd,6,A,NONSEND,7\n", "column 'setting-2': is 'A' together with NONSEND");
    expect_fault("2013,A,asd,6,,asd,7\n", "column 'setting-2': is empty, want a code, or NONSEND");
    expect_fault("2013,NONSEND,NONSEND,6,NONSEND,NONSEND,7\n", "the row is about no child");
    expect_fault("", "there are no transitions under the header");
}

Claim(transitions, faults_of_all_files_are_listed_together)
{
    struct transitions t;
    struct hr_err err;
    cr_expect_eq(
        read_files((struct files){ "calendar-year,settng-1,need-1,academic-year-1,setting-2,need-2,"
                                   "academic-year-2\n" ROW,
                                   "calendar-year,academic-year,population\n2013,4,-3\n",
                                   "need,setting,cost\nasd,A,dear\n", VALID "A,g,9,3,asd,A\n" },
                   &t, &err),
        HR_ESCENARIO);
    cr_expect(has_fault(
        &t.faults, "transitions.csv: has no column 'setting-1': rename 'settng-1', if it is that"));
    cr_expect(has_fault(
        &t.faults,
        "population.csv:2: column 'population': is '-3', want a number of people, 0 or more"));
    cr_expect(has_fault(&t.faults, "costs.csv:2: column 'cost': is 'dear'"));
    cr_expect(
        has_fault(&t.faults,
                  "valid-states.csv:2: column 'max-academic-year': is 3, before the first year 9"));
    cr_expect_not_null(strstr(err.text, "has 4 faults"));
    transitions_release(&t);
}

Claim(transitions, population_and_transitions_must_be_there)
{
    struct transitions_sample dir;
    struct transitions t;
    struct hr_err err;
    transitions_sample_init(&dir);
    cr_expect_eq(transitions_read(&t, dir.dir, &err), HR_EIO);
    transitions_release(&t);
    transitions_sample_write(&dir, "transitions.csv", TRANSITIONS_HEADER ROW);
    cr_expect_eq(transitions_read(&t, dir.dir, &err), HR_EIO);
    cr_expect_not_null(strstr(err.text, "population.csv"));
    transitions_release(&t);
    transitions_sample_release(&dir);
}

Claim(transitions, stocks_that_do_not_chain_are_counted)
{
    /* 2013 closes with three at A, 7; 2014 opens with one there and one elsewhere */
    expect_remark(ROW ROW ROW "2014,A,asd,7,A,asd,8\n2014,B,asd,9,B,asd,10\n", NULL, NULL,
                  "January 2014 does not chain: 2013 closes with +1 children compared with what "
                  "2014 opens with, 3 counted cell by cell");
}

Claim(transitions, doubled_file_missing_years_hyphens_and_old_ages_are_remarked)
{
    char rows[3000] = "";
    for (int i = 0; i < 22; i++) {
        char row[64];
        (void)snprintf(row, sizeof row, "2013,A,asd,%d,A,asd,%d\n", i % 20 - 3, i % 20 - 2);
        strcat(rows, row);
        if (i >= 20)
            continue;
        strcat(rows, row);
    }
    expect_remark(ROW "2015,A,asd,6,A,asd,7\n", NULL, NULL,
                  "calendar year 2014 has no transitions");
    expect_remark("2013,Sp-A,asd,6,Sp-A,asd,7\n", NULL, NULL, "1 code has a hyphen ('Sp-A')");
    expect_remark(ROW "2013,A,asd,21,A,asd,22\n", NULL, NULL,
                  "1 children hold a plan after academic year 21");
    char *twice = rows;
    struct transitions t;
    struct hr_err err;
    char text[8000];
    (void)snprintf(text, sizeof text, TRANSITIONS_HEADER "%s%s", twice, twice);
    cr_assert_eq(read_files((struct files){ text, NULL, NULL, NULL }, &t, &err), 0);
    cr_expect(has(t.remark, t.n_remark, "was the file pasted into itself?"));
    transitions_release(&t);
}

Claim(transitions, states_outside_their_years_missing_costs_and_population_are_counted)
{
    expect_remark(ROW ROW "2013,B,asd,6,B,asd,7\n", NULL, VALID "A,g,1,6,asd,A\n",
                  "2 child-years are in a setting outside");
    expect_remark(ROW ROW "2013,B,asd,6,B,asd,7\n", NULL, VALID "A,g,1,6,asd,A\n",
                  "setting 'B' is not in valid-states.csv; 1 child-years");
    expect_remark(ROW ROW "2013,B,asd,6,B,asd,7\n", "need,setting,cost\nasd,A,1000\n", NULL,
                  "1 of the 3 children held at the end have no cost");
    expect_remark("2025,NONSEND,NONSEND,6,A,asd,7\n", NULL, NULL,
                  "1 new plans are of a calendar year and academic year without a population");
}

Claim(transitions, peer_s_demonstration_is_read_and_known_to_be_scrambled)
{
    struct transitions t;
    struct hr_err err = { 0 };
    if (access("../shared/data/witan-demo/transitions.csv", R_OK) != 0)
        cr_skip_test("../shared/data/witan-demo is not here");
    cr_assert_eq(transitions_read(&t, "../shared/data/witan-demo", &err), 0, "%s", err.text);
    cr_expect_eq(t.n_setting, 19);
    cr_expect_eq(t.n_need, 6);
    double rows = 0.0;
    for (size_t i = 0; i < t.n_item; i++)
        rows += t.item[i].count;
    cr_expect_eq(rows, 8351.0);
    cr_expect(has(t.remark, t.n_remark,
                  "+29 children compared with what 2014 opens with, 813 counted cell by cell"));
    cr_expect(has(t.remark, t.n_remark,
                  "+5 children compared with what 2015 opens with, 805 counted cell by cell"));
    cr_expect(has(t.remark, t.n_remark,
                  "-15 children compared with what 2016 opens with, 837 counted cell by cell"));
    transitions_release(&t);
}
