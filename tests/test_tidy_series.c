#include "tidy_series.h"
#include "import_sample.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ENGLAND "../shared/data/england"

static char home[64];

static void
enter(void)
{
    snprintf(home, sizeof home, "/tmp/headroom-test-tidy-XXXXXX");
    cr_assert_not_null(mkdtemp(home));
}

static void
leave(void)
{
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", home);
    cr_assert_eq(system(command), 0);
}

ClaimsBetween(enter, leave);

static void
put(const char *name, const char *text)
{
    char path[160];
    snprintf(path, sizeof path, "%s/%s", home, name);
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file, "%s", path);
    fputs(text, file);
    cr_assert_eq(fclose(file), 0);
}

static int
read_home(struct evidence *all, struct hr_err *err)
{
    evidence_init(all);
    int ret = tidy_series_read(all, home, err);
    if (ret == 0)
        ret = evidence_finish(all, err);
    return ret;
}

#define TOTALS "level,ons_code,dfe_code,name,region,january_of_year,total_plans_count\n"
#define PLACEMENTS                                                                               \
    "mainstream_excl_rp_senunit_count,resourced_provision_count,sen_unit_count,mainstream_"      \
    "independent_count,state_special_count,"                                                     \
    "non_maintained_special_count,independent_special_count,hospital_school_count,ap_pru_count," \
    "general_fe_sixth_form_count,"                                                               \
    "specialist_post16_count,other_fe_or_ukrlp_count,early_years_count,elective_home_ed_count,"  \
    "other_arrangements_la_eotas_count,"                                                         \
    "other_arrangements_parents_count,neet_or_not_in_education_count,awaiting_or_excluded_"      \
    "pre2023_count,other_count,not_recorded_count"

Claim(tidy_series,
      files_of_any_years_are_found_and_an_authority_is_one_through_changes_of_its_ons_code)
{
    struct evidence all;
    struct hr_err err = { 0 };
    put("ehcp_total_la_1999_2031.csv",
        TOTALS "national,E92000001,,England,,2020,390109\n"
               "la,E10000002,825,Buckinghamshire,South East,2019,3826\n"
               "la,E06000060,825,Buckinghamshire,South East,2020,4216\n"
               "la,E06000060,825,Buckinghamshire,South East,2021,\n");
    put("notes.txt", "not read");
    put("other.csv", "not read\n");
    cr_assert_eq(read_home(&all, &err), 0, "%s", err.text);
    cr_expect_eq(all.n_area, 2);
    const int at = evidence_find_area(&all, "825");
    cr_expect(evidence_total(&all, at, EVIDENCE_PLANS, 2019) == 3826);
    cr_expect(evidence_total(&all, at, EVIDENCE_PLANS, 2020) == 4216);
    cr_expect(isnan(evidence_total(&all, at, EVIDENCE_PLANS, 2021)), "a blank is not a count");
    cr_expect_str_eq(all.area[at].ons_code, "E06000060");
    cr_expect_eq(all.n_source, 1);
    cr_expect_eq(strncmp(all.source[0], "ehcp_total_la_1999_2031.csv: ", 29), 0, "%s",
                 all.source[0]);
    evidence_release(&all);
}

Claim(tidy_series, placements_are_summed_into_categories_and_what_does_not_add_up_is_said)
{
    struct evidence all;
    struct hr_err err = { 0 };
    put("ehcp_total_.csv", TOTALS "la,E1,314,Kingston,London,2020,238\n");
    put("ehcp_placement_x.csv",
        "level,ons_code,dfe_code,name,region,january_of_year," PLACEMENTS ",published_total_count\n"
        "la,E1,314,Kingston,London,2020,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,210\n"
        "la,E1,314,Kingston,London,2021,,,,,,,,,,,,,,,,,,,,0,700\n");
    cr_assert_eq(read_home(&all, &err), 0, "%s", err.text);
    static const double want[N_CATEGORY] = { 1, 5, 5, 17, 17, 22, 11, 31, 13, 14, 35, 19 };
    struct observation like = {
        0, EVIDENCE_PLANS, 2020, ALL_AGES, ALL_AGES, 0, ALL_NEEDS, WHOLE, 0
    };
    for (short category = 0; category < N_CATEGORY; category++) {
        like.category = category;
        like.year = 2020;
        cr_expect(evidence_get(&all, &like) == want[category], "%s is %g", category_name(category),
                  evidence_get(&all, &like));
        like.year = 2021;
        cr_expect(isnan(evidence_get(&all, &like)), "no placements known");
    }
    like.category = NOT_RECORDED;
    cr_expect(isnan(evidence_get(&all, &like)));
    like.year = 2020;
    cr_expect(evidence_get(&all, &like) == 20);
    cr_assert_eq(all.n_remark, 2);
    cr_expect_str_eq(all.remark[0],
                     "ehcp_placement_x.csv: 2021: in 1 rows placements do not add up to the total");
    cr_expect_str_eq(all.remark[1],
                     "ehcp_placement_x.csv: Kingston, 2021: placements add up to 0 of 700 plans");
    evidence_release(&all);
}

Claim(tidy_series, transfers_are_taken_out_of_ceased_plans)
{
    struct evidence all;
    struct hr_err err = { 0 };
    put("ehcp_total_.csv", TOTALS "national,E92000001,,England,,2020,238\n");
    put("ceased_plans_la_2022.csv",
        "level,ons_code,dfe_code,name,region,calendar_year,breakdown_topic,breakdown,transfer_"
        "count,total_ceased_count\n"
        "national,E92000001,,England,,2022,All ceased EHC plans,All ceased EHC plans,9400,34724\n"
        "national,E92000001,,England,,2022,Age plan ceased,age 18,12,112\n"
        "national,E92000001,,England,,2022,Age plan ceased,Age unknown,1,2\n"
        "national,E92000001,,England,,2022,Age plan ceased,age 17,,2\n"
        "national,E92000001,,England,,2022,Type of placement,Mainstream - academy (SEN unit),2,7\n"
        "national,E92000001,,England,,2022,Type of placement,Mainstream - LA maintained (resourced "
        "provision),1,5\n"
        "national,E92000001,,England,,2022,Type of placement,Mainstream - total,3,12\n"
        "national,E92000001,,England,,2022,Years plan held,1 year,3,12\n");
    cr_assert_eq(read_home(&all, &err), 0, "%s", err.text);
    cr_expect(evidence_total(&all, 0, EVIDENCE_CEASED, 2022) == 25324);
    cr_expect(evidence_total(&all, 0, EVIDENCE_TRANSFERRED, 2022) == 9400);
    cr_expect(evidence_at_ages(&all, 0, EVIDENCE_CEASED, 2022, (struct ages){ 18, 18 }) == 100);
    cr_expect(isnan(evidence_at_ages(&all, 0, EVIDENCE_CEASED, 2022, (struct ages){ 17, 17 })),
              "how many of 2 were transfers is not known");
    const struct observation unit = { 0,         EVIDENCE_CEASED, 2022,
                                      ALL_AGES,  ALL_AGES,        CATEGORY_UNIT,
                                      ALL_NEEDS, WHOLE,           0 };
    cr_expect(evidence_get(&all, &unit) == 9);
    cr_expect_eq(all.n_item, 7);
    evidence_release(&all);
}

Claim(tidy_series, money_is_of_the_financial_year_that_ends_in_its_march)
{
    struct evidence all;
    struct hr_err err = { 0 };
    put("ehcp_total_.csv", TOTALS "la,E09000021,314,Kingston upon Thames,London,2019,2\n");
    put("s251_high_needs_outturn_la.csv",
        "level,ons_code,dfe_code,name,financial_year,high_needs_net_outturn_gbp\n"
        "national,E92000001,,England,2018-19,4729406917\n"
        "la,E09000021,314,Kingston upon Thames,1999-00,23850000\n");
    put("dsg_allocations_la.csv", "financial_year,dfe_code,name,high_needs_block_gbp,"
                                  "high_needs_block_after_deductions_gbp\n"
                                  "2019-20,314,Kingston upon Thames,21000000,19500000\n");
    put("dsg_balance_la.csv", "level,dfe_code,name,financial_year_end_31_march_of,"
                              "implied_deficit_gbp_positive_is_deficit\n"
                              "la,314,Kingston upon Thames,2019-20,-1234.5\n"
                              "la,314,Kingston upon Thames,2020-21,\n");
    cr_assert_eq(read_home(&all, &err), 0, "%s", err.text);
    const int at = evidence_find_area(&all, "314");
    cr_expect(evidence_total(&all, 0, EVIDENCE_SPENDING, 2019) == 4729406917.0);
    cr_expect(evidence_total(&all, at, EVIDENCE_SPENDING, 2000) == 23850000.0);
    cr_expect(evidence_total(&all, at, EVIDENCE_BLOCK, 2020) == 21000000.0);
    cr_expect(evidence_total(&all, at, EVIDENCE_BLOCK_AFTER, 2020) == 19500000.0);
    cr_expect(evidence_total(&all, at, EVIDENCE_BALANCE, 2020) == -1234.5);
    cr_expect(isnan(evidence_total(&all, at, EVIDENCE_BALANCE, 2021)), "a blank is no count");
    evidence_release(&all);
}

Claim(tidy_series, lines_places_and_neighbours_are_parts_of_their_measure)
{
    struct evidence all;
    struct hr_err err = { 0 };
    put("ehcp_total_.csv", TOTALS "la,E09000021,314,Kingston upon Thames,London,2019,2\n");
    put("s251_high_needs_la_2021_22.csv",
        "region,dfe_code,name,outturn_2021_22_place_early_years_gbp,"
        "outturn_2021_22_topup_mac_special_gbp,outturn_2021_22_ap_services_gbp\n"
        "London,314,Kingston upon Thames,0,4100000,-3\n");
    put("dsg_high_needs_components_la.csv",
        "financial_year,dfe_code,name,nff_elements_in_floor_gains_gbp,"
        "import_export_adjustment_gbp,special_school_pupils_count\n"
        "2020-21,,England,6533623159,-62797980,140643.46\n"
        "2020-21,314,Kingston upon Thames,24000000,-612000,\n");
    put("dsg_place_deductions_la.csv",
        "financial_year,dfe_code,name,mainstream_academy_pre16_6k_places_apr_aug,"
        "fe_ilp_post16_places_apr_jul,fe_ilp_post16_places_aug_mar,fe_ilp_post16_deduction_gbp,"
        "total_deduction_gbp\n2020-21,314,Kingston upon Thames,7,180,210,1200000,4800000\n");
    put("statistical_neighbours_2025.csv", "dfe_code,name,rank,neighbour_dfe_code,closeness\n"
                                           "314,Kingston upon Thames,2,305,Close\n"
                                           "999,Nowhere,2,305,Close\n");
    cr_assert_eq(read_home(&all, &err), 0, "%s", err.text);
    const int at = evidence_find_area(&all, "314");
    cr_expect(evidence_part(&all, at, EVIDENCE_SECTION_251, 2022, OUTTURN_MAINTAINED_SPECIAL) ==
              4.1e6);
    cr_expect(evidence_part(&all, at, EVIDENCE_SECTION_251, 2022, OUTTURN_AP_SERVICES) == -3);
    cr_expect(
        isnan(evidence_part(&all, at, EVIDENCE_SECTION_251, 2022, OUTTURN_MAINTAINED_PRIMARY)),
        "a column that is not there is not known");
    cr_expect(evidence_part(&all, 0, EVIDENCE_BLOCK_COMPONENT, 2021, COMPONENT_IMPORT_EXPORT) ==
              -62797980);
    cr_expect(evidence_total(&all, 0, EVIDENCE_SPECIAL_PUPILS, 2021) == 140643.46);
    cr_expect(isnan(evidence_total(&all, at, EVIDENCE_SPECIAL_PUPILS, 2021)));
    cr_expect(evidence_part(&all, at, EVIDENCE_PLACES_SPRING, 2021, PAID_COLLEGE) == 180);
    cr_expect(evidence_part(&all, at, EVIDENCE_PLACES_AUTUMN, 2021, PAID_COLLEGE) == 210);
    cr_expect(evidence_total(&all, at, EVIDENCE_DEDUCTION, 2021) == 4.8e6);
    cr_expect(evidence_part(&all, at, EVIDENCE_NEIGHBOUR, 2025, 2) == 305);
    cr_expect_lt(evidence_find_area(&all, "999"), 0, "neighbours alone make no area");
    evidence_release(&all);
}

Claim(tidy_series, deductions_of_every_kind_add_up_in_the_published_files)
{
    static const char path[] = "../shared/data/england";
    struct evidence all;
    struct hr_err err = { 0 };
    size_t n = 0;
    if (access(path, R_OK) != 0)
        cr_skip_test("%s is not here", path);
    cr_assert_eq(evidence_load(&all, path, &err), 0, "%s", err.text);
    for (int area = 0; area < (int)all.n_area; area++)
        for (int year = 2021; year <= 2024; year++) {
            const double total = evidence_total(&all, area, EVIDENCE_DEDUCTION, year);
            double sum = 0.0;
            for (int kind = PAID_MAINSTREAM_6000; kind <= PAID_COLLEGE; kind++)
                sum += evidence_part(&all, area, EVIDENCE_DEDUCTION, year, kind);
            cr_expect(isnan(total) || fabs(sum - total) < 40.0, "%s %d: %.0f of %.0f",
                      all.area[area].name, year, sum, total);
            n += isnan(total) ? 0 : 1;
        }
    cr_expect_gt(n, (size_t)300);
    evidence_release(&all);
}

Claim(tidy_series, faults_of_money_name_file_line_and_column)
{
    struct evidence all;
    struct hr_err err = { 0 };
    put("ehcp_total_.csv", TOTALS "la,E09000021,314,Kingston upon Thames,London,2019,2\n");
    put("s251_high_needs_outturn_la.csv",
        "level,ons_code,dfe_code,name,financial_year,high_needs_net_outturn_gbp\n"
        "la,E09000021,314,Kingston upon Thames,2018-20,1\n"
        "la,E09000021,314,Kingston upon Thames,2018-19,-5\n");
    cr_assert_eq(read_home(&all, &err), HR_ESCENARIO);
    cr_assert_eq(all.faults.n, 2);
    const char *text = import_sample_faults(&all.faults);
    cr_expect_not_null(strstr(text, "s251_high_needs_outturn_la.csv:2: column 'financial_year': is "
                                    "'2018-20', want a financial year, as in 2018-19"),
                       "%s", text);
    cr_expect_not_null(strstr(text, ":3: column 'high_needs_net_outturn_gbp': is '-5', want "
                                    "pounds, 0 or more"),
                       "%s", text);
    evidence_release(&all);
}

Claim(tidy_series, population_is_joined_by_ons_code_or_else_by_name)
{
    struct evidence all;
    struct hr_err err = { 0 };
    char csv[1024] = "ons_code,name,mid_year";
    for (int i = 0; i <= 25; i++)
        snprintf(csv + strlen(csv), sizeof csv - strlen(csv), ",age_%d_count", i);
    const char *start[] = { "\nE06000066,Somerset,2022", "\nE09000021,KINGSTON,2022",
                            "\nE99,Atlantis,2022" };
    for (size_t k = 0; k < 3; k++) {
        strcat(csv, start[k]);
        for (size_t i = 0; i <= 25; i++)
            snprintf(csv + strlen(csv), sizeof csv - strlen(csv), ",%zu", 100 * (k + 1) + i);
    }
    put("population_sya_.csv", csv);
    put("ehcp_total_.csv",
        TOTALS "la,E10000027,933,Somerset,South West,2019,1\nla,E09000021,314,Kingston upon "
               "Thames,London,2019,2\n");
    cr_assert_eq(read_home(&all, &err), 0, "%s", err.text);
    cr_expect(evidence_at_ages(&all, evidence_find_area(&all, "933"), EVIDENCE_POPULATION, 2022,
                               (struct ages){ 7, 7 }) == 107);
    cr_expect(evidence_at_ages(&all, evidence_find_area(&all, "314"), EVIDENCE_POPULATION, 2022,
                               (struct ages){ 25, 25 }) == 225);
    cr_assert_eq(all.n_remark, 1);
    cr_expect_str_eq(all.remark[0],
                     "population_sya_.csv: 'Atlantis' (E99) is in no other file and is left out");
    evidence_release(&all);
}

static void
expect_fault(const char *rows, const char *sentence)
{
    struct evidence all;
    struct hr_err err = { 0 };
    put("ehcp_total_.csv", rows);
    cr_expect_eq(read_home(&all, &err), HR_ESCENARIO, "%s", rows);
    cr_expect_str_eq(import_sample_faults(&all.faults), sentence);
    evidence_release(&all);
}

Claim(tidy_series, faults_name_file_line_and_column)
{
    expect_fault(
        TOTALS "la,E1,314,Kingston,London,2020,12\nla,E1,314,Kingston,London,2021,many\n",
        "ehcp_total_.csv:3: column 'total_plans_count': is 'many', want a count, 0 or more");
    expect_fault(
        TOTALS "la,E1,314,Kingston,London,202,12\n",
        "ehcp_total_.csv:2: column 'january_of_year': is '202', want a whole number from 1990 to "
        "2100");
    expect_fault(TOTALS "ward,E1,314,Kingston,London,2020,12\n",
                 "ehcp_total_.csv:2: column 'level': is 'ward', want national, region or la");
    expect_fault(TOTALS "la,E1,,Kingston,London,2020,12\n",
                 "ehcp_total_.csv:2: column 'dfe_code': 'Kingston' has no code here");
    expect_fault(TOTALS "la,E1,314,Kingston,London,2020,-3\n",
                 "ehcp_total_.csv:2: column 'total_plans_count': is '-3', want a count, 0 or more");
    expect_fault("level,dfe_code,name,january_of_year\n",
                 "ehcp_total_.csv: has no column 'total_plans_count'");
}

Claim(tidy_series, a_folder_without_plan_totals_or_no_folder_is_one_sentence)
{
    struct evidence all;
    struct hr_err err = { 0 };
    cr_expect_eq(read_home(&all, &err), HR_ESCENARIO);
    cr_expect_not_null(strstr(err.text, "has no file whose name begins with 'ehcp_total_'"), "%s",
                       err.text);
    evidence_release(&all);
    evidence_init(&all);
    cr_expect_eq(tidy_series_read(&all, "/nowhere/at/all", &err), HR_EIO);
    cr_expect_str_eq(err.text, "cannot read folder '/nowhere/at/all': No such file or directory");
    evidence_release(&all);
}

Claim(tidy_series, england_adds_up_as_published)
{
    struct evidence all;
    struct hr_err err = { 0 };
    if (access(ENGLAND, R_OK) != 0)
        cr_skip("skipped: %s is not here\n", ENGLAND);
    evidence_init(&all);
    cr_assert_eq(tidy_series_read(&all, ENGLAND, &err), 0, "%s", err.text);
    cr_assert_eq(evidence_finish(&all, &err), 0, "%s", err.text);
    cr_expect(evidence_total(&all, 0, EVIDENCE_PLANS, 2018) == 319819);
    cr_expect(evidence_total(&all, 0, EVIDENCE_NEW_PLANS, 2009) == 26494);
    cr_expect(evidence_total(&all, 0, EVIDENCE_CEASED, 2022) == 25324);
    cr_expect(evidence_at_ages(&all, 0, EVIDENCE_PLANS, 2010, (struct ages){ 11, 15 }) == 117934);
    double ages = 0, placed = 0;
    for (int age = 0; age <= 25; age++) {
        const double count = evidence_at_ages(&all, 0, EVIDENCE_PLANS, 2025,
                                              (struct ages){ age == 2 ? 0 : age, age });
        ages += isnan(count) ? 0 : count;
    }
    cr_expect(ages == evidence_total(&all, 0, EVIDENCE_PLANS, 2025), "%g", ages);
    struct observation like = { 0,         EVIDENCE_PLANS, 2025, ALL_AGES, ALL_AGES, NOT_RECORDED,
                                ALL_NEEDS, WHOLE,          0 };
    for (; like.category < N_CATEGORY; like.category++)
        if (like.category != ALL_CATEGORIES)
            placed += evidence_get(&all, &like);
    cr_expect(placed == evidence_total(&all, 0, EVIDENCE_PLANS, 2025), "%g", placed);
    cr_expect(!isnan(evidence_at_ages(&all, evidence_find_area(&all, "Somerset"),
                                      EVIDENCE_POPULATION, 2022, (struct ages){ 7, 7 })));
    cr_expect(!isnan(evidence_at_ages(&all, evidence_find_area(&all, "Kingston upon Thames"),
                                      EVIDENCE_POPULATION, 2024, (struct ages){ 0, 17 })));
    cr_expect_geq(all.n_remark, 2, "Cambridgeshire 2025 and Hackney 2024 have no placements");
    for (size_t i = 0; i < all.n_remark; i++)
        cr_expect_null(strstr(all.remark[i], "counted twice"), "%s", all.remark[i]);
    evidence_release(&all);
}
