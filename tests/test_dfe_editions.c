/* Releases of other reporting years, each in the words and columns of its own: a few rows made by
 * hand in each layout. */
#include "dfe_release.h"

#include "import_sample.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* clang-format off */
#define IDS "time_period,time_identifier,geographic_level,country_code,country_name,region_code," \
            "region_name,new_la_code,old_la_code,la_name,"
#define ROW(when, level, of, rest) when "," level ",E92000001,England," of "," rest "\n"
#define NATION(year, rest) ROW(year, "Calendar year,National", ",,,,", rest)
#define INNER(year, rest) ROW(year, "Calendar year,Regional", "E13000001,Inner London,,,", rest)
#define OAK "E12000099,Middle,E06000801,881,Oakham"
#define AREA(year, rest) ROW(year, "Calendar year,Local authority", OAK, rest)
#define JAN(year, rest) ROW(year, "Academic year,Local authority", OAK, rest)
#define JAN_NATION(year, rest) ROW(year, "Academic year,National", ",,,,", rest)
/* clang-format on */

struct file {
    const char *name, *text;
};

struct read {
    struct evidence evidence;
    const char *folder;
    struct hr_err err;
    int ret;
};

/* A release of these files, in data/. */
static struct read
read_files(const struct file *file, size_t n)
{
    struct read it = { .folder = import_sample_folder() };
    struct placement_map map;
    for (size_t i = 0; i < n; i++) {
        char name[128];
        snprintf(name, sizeof name, "data/%s", file[i].name);
        import_sample_put(it.folder, name, file[i].text);
    }
    evidence_init(&it.evidence);
    cr_assert_eq(placement_map_init(&map, &it.err), 0);
    it.ret = dfe_release_read(&it.evidence, it.folder, &map, &it.err);
    if (it.ret == 0)
        cr_assert_eq(evidence_finish(&it.evidence, &it.err), 0);
    placement_map_release(&map);
    return it;
}
#define READ(file) read_files(file, sizeof(file) / sizeof(file)[0])

static struct read
read_one(const char *name, const char *text)
{
    return read_files(&(struct file){ name, text }, 1);
}

static void
release(struct read *it)
{
    evidence_release(&it->evidence);
    import_sample_remove(it->folder);
}

/* Of Oakham, or of England. */
static double
count_in(const struct read *it, bool england, struct observation like)
{
    like.area = england ? 0 : evidence_find_area(&it->evidence, "881");
    like.need = ALL_NEEDS;
    cr_assert_geq(like.area, 0);
    return evidence_get(&it->evidence, &like);
}

static double
total(const struct read *it, enum evidence_measure measure, int year)
{
    return count_in(it, false,
                    (struct observation){ .measure = (short)measure,
                                          .year = (short)year,
                                          .from_age = ALL_AGES,
                                          .to_age = ALL_AGES,
                                          .category = ALL_CATEGORIES });
}

static double
aged(const struct read *it, enum evidence_measure measure, int year, struct ages ages)
{
    return count_in(it, false,
                    (struct observation){ .measure = (short)measure,
                                          .year = (short)year,
                                          .from_age = (short)ages.first,
                                          .to_age = (short)ages.last,
                                          .category = ALL_CATEGORIES });
}

static double
placed(const struct read *it, enum evidence_measure measure, int year, int category)
{
    return count_in(it, false,
                    (struct observation){ .measure = (short)measure,
                                          .year = (short)year,
                                          .from_age = ALL_AGES,
                                          .to_age = ALL_AGES,
                                          .category = (short)category });
}

static double
placed_in_england(const struct read *it, int year, int category)
{
    return count_in(it, true,
                    (struct observation){ .measure = EVIDENCE_PLANS,
                                          .year = (short)year,
                                          .from_age = ALL_AGES,
                                          .to_age = ALL_AGES,
                                          .category = (short)category });
}

static size_t
remarks(const struct read *it, const char *with)
{
    size_t n = 0;
    for (size_t i = 0; i < it->evidence.n_remark; i++)
        n += strstr(it->evidence.remark[i], with) != NULL;
    return n;
}

/* ---- until 2024 */

/* clang-format off */
static const struct file YEAR_2022[] = {
    { "sen2_age_caseload.csv",
      IDS "characteristic_age,Total_st,Total_st_pc,Total_ehc,Total_all\n"
      NATION("2016", "Total,40,40,60,100")
      NATION("2016", "Under 5,1,5,4,5")
      NATION("2022", "Total,z,z,120,120")
      AREA("2016", "Total,22,22,33,55")
      AREA("2022", "Total,z,z,70,70")
      AREA("2022", "Age 16 to 19,z,z,x,x")
      AREA("2022", "Age 5 to 10,z,z,20,20")
      INNER("2022", "Total,z,z,9,9") },
    { "sen2_age_new_plans.csv",
      IDS "characteristic_age,Total_new_all\n"
      AREA("2021", "Total,11") },
};
static const struct file YEAR_2024[] = {
    { "sen2_age_caseload.csv",
      IDS "age,ehcp_or_statement,num_caseload,pc_caseload,,\n"
      AREA("2024", "Total,EHCP,101,100,,")
      AREA("2024", "Total,Statement,z,z,,")
      AREA("2024", "Total,Total,101,100,,")
      AREA("2024", "Under 5,Total,6,6,,") },
    { "sen2_estab_caseload.csv",
      IDS "establishment_group,establishment_type,ehcp_or_statement,num_caseload\n"
      AREA("2024", "Total,Total,Total,100")
      AREA("2024", "Mainstream school,Total,Total,60")
      AREA("2024", "Mainstream school,Mainstream - LA maintained,Total,40")
      AREA("2024", "Mainstream school,Mainstream - LA maintained - SEN unit,Total,20")
      AREA("2024", "Special school,Special - Academy/free,Total,25")
      AREA("2024", "Educated elsewhere,Awaiting provision - total,Total,15")
      AREA("2024", "Educated elsewhere,"
                   "Awaiting provision - compulsory school age and in education,Total,15")
      AREA("2010", "Total,Total,Total,10")
      AREA("2010", "Educated elsewhere,Awaiting provision - total,Total,3")
      AREA("2010", "Educated elsewhere,"
                   "Awaiting provision - compulsory school age and in education,Total,z")
      AREA("2010", "Special school,Hospital School,Total,z") },
};
static const char MANAGEMENT_2024[] =
    IDS "ass_none_ehc,ass_refused_ehc,discontinued_lea_ehc,discontinued_lea_noncomp,"
        "discontinued_total,inc_exc_20week_ehc,inreq_ehc,new_all_ehc\n"
    AREA("2023", "2,30,4,1,20,44,200,100")
    AREA("2021", "3,31,9,z,z,45,190,90");
static const char MANAGEMENT_2022[] =
    IDS "AssnoneEHC,AssRefusedEHC,InreqEHC,NewallEHC,IncExc20weekEHC\n"
    AREA("2021", "3,31,190,90,45");
/* clang-format on */

Claim(dfe_editions, reporting_year_2022_counts_plans_and_statements_together)
{
    struct read it = READ(YEAR_2022);
    cr_assert_eq(it.ret, 0, "%s", it.err.text);
    cr_expect_eq(placed_in_england(&it, 2016, ALL_CATEGORIES), 100.0);
    cr_expect_eq(total(&it, EVIDENCE_PLANS, 2016), 55.0);
    cr_expect_eq(total(&it, EVIDENCE_PLANS, 2022), 70.0);
    cr_expect_eq(aged(&it, EVIDENCE_PLANS, 2022, (struct ages){ 5, 10 }), 20.0);
    cr_expect(isnan(aged(&it, EVIDENCE_PLANS, 2022, (struct ages){ 16, 19 })), "x");
    cr_expect_eq(total(&it, EVIDENCE_NEW_PLANS, 2021), 11.0);
    cr_expect_eq(it.evidence.n_area, 2, "Inner London is part of London");
    cr_expect_eq(remarks(&it, "missing: there is no sen2_mi.csv"), 1);
    cr_expect_eq(remarks(&it, "missing: there is no caseload.csv"), 0, "of another edition");
    release(&it);
}

Claim(dfe_editions, reporting_year_2024_by_establishment_takes_no_sum_twice)
{
    struct read it = READ(YEAR_2024);
    cr_assert_eq(it.ret, 0, "%s", it.err.text);
    cr_expect_eq(total(&it, EVIDENCE_PLANS, 2024), 101.0, "the headline is by age");
    cr_expect_eq(total(&it, EVIDENCE_PLANS, 2010), 10.0, "there is no other");
    cr_expect_eq(placed(&it, EVIDENCE_PLANS, 2024, CATEGORY_MAINSTREAM), 40.0);
    cr_expect_eq(placed(&it, EVIDENCE_PLANS, 2024, CATEGORY_UNIT), 20.0);
    cr_expect_eq(placed(&it, EVIDENCE_PLANS, 2024, CATEGORY_STATE_SPECIAL), 25.0);
    cr_expect_eq(placed(&it, EVIDENCE_PLANS, 2024, CATEGORY_NOT_IN_EDUCATION), 15.0,
                 "the sum or its parts, not both");
    cr_expect_eq(placed(&it, EVIDENCE_PLANS, 2010, CATEGORY_NOT_IN_EDUCATION), 3.0,
                 "the sum alone is there");
    cr_expect(isnan(placed(&it, EVIDENCE_PLANS, 2010, CATEGORY_ALTERNATIVE)),
              "not asked for is not 0");
    cr_expect_eq(remarks(&it, "counted twice"), 0);
    release(&it);
}

Claim(dfe_editions, management_items_of_2024_and_2022)
{
    struct read it = read_one("sen2_mi.csv", MANAGEMENT_2024);
    cr_assert_eq(it.ret, 0, "%s", it.err.text);
    cr_expect_eq(total(&it, EVIDENCE_REQUESTS, 2023), 200.0);
    cr_expect_eq(total(&it, EVIDENCE_REQUESTS_REFUSED, 2023), 30.0);
    cr_expect_eq(total(&it, EVIDENCE_ASSESSMENTS, 2023), 102.0);
    cr_expect_eq(total(&it, EVIDENCE_NOT_ISSUED, 2023), 2.0);
    cr_expect_eq(total(&it, EVIDENCE_WITHIN_20_WEEKS, 2023), 44.0);
    cr_expect_eq(total(&it, EVIDENCE_CEASED, 2023), 15.0);
    cr_expect_eq(total(&it, EVIDENCE_TRANSFERRED, 2023), 5.0);
    cr_expect(isnan(total(&it, EVIDENCE_CEASED, 2021)), "at school age only");
    cr_expect(isnan(total(&it, EVIDENCE_TRANSFERRED, 2021)), "a part is not known");
    release(&it);
    it = read_one("sen2_mi.csv", MANAGEMENT_2022);
    cr_assert_eq(it.ret, 0, "%s", it.err.text);
    cr_expect_eq(total(&it, EVIDENCE_ASSESSMENTS, 2021), 93.0);
    cr_expect(isnan(total(&it, EVIDENCE_CEASED, 2021)));
    release(&it);
}

/* ---- 2026 */

/* clang-format off */
#define TOPIC IDS "breakdown_topic,breakdown,"
#define CASELOAD_2026 TOPIC "ehcplans,mainstream_academy,special_academy,special_free_school," \
                            "special_total,special_total_pc,neet,placement_unknown," \
                            "await_prov_2022\n"
#define ALL "All EHC plans,All EHC plans,"
static const struct file YEAR_2026[] = {
    { "caseload.csv",
      CASELOAD_2026
      JAN_NATION("201819", ALL "90,40,50,x,50,x,x,x,0")
      JAN_NATION("202526", ALL "100,60,20,10,30,30,4,6,x")
      JAN("202526", ALL "50,30,10,5,15,30,2,3,x")
      JAN("202526", "Age at start of academic year,age 7,9,9,0,0,0,0,0,0,x")
      JAN("202526", "Age when plan started,age 4,33,33,0,0,0,0,0,0,x") },
    { "newplans.csv",
      TOPIC "new_ehc_plans,mainstream_academy,await_prov,perm_ex\n"
      AREA("2025", "All new EHC plans,All new EHC plans,12,12,x,x")
      AREA("2025", "Age when plan started,Age 10,2,2,x,x") },
    { "requests.csv",
      TOPIC "requests_received_in_year,requests_decided_not_to_assess\n"
      AREA("2025", "All requests for an EHC needs assessment,"
                   "All requests for an EHC needs assessment,40,no data")
      AREA("2025", "Child or young persons age,Aged 10,4,1") },
    { "ceased_plans.csv",
      TOPIC "transfer,total_ceased\n"
      AREA("2025", "All ceased EHC plans,All ceased EHC plans,1,6")
      AREA("2025", "Type of placement,Special - Academy,0,2")
      AREA("2025", "Type of placement,Special - Free school,0,1")
      AREA("2025", "Type of placement,Special - total,0,3") },
    { "sen_needs_caseload.csv",
      TOPIC "ehc_plans,number_asd,number_ds,ds_pc\n"
      JAN("202526", ALL "50,30,20,40") },
    { "timeliness_20_week.csv",
      TOPIC "plans_issued_within_20_weeks\n"
      AREA("2025", ALL "7")
      AREA("2025", "Child or young persons age,age 10,1")
      AREA("2025", "Sex,Female,3") },
};
/* clang-format on */

Claim(dfe_editions, reporting_year_2026_has_other_topics_and_columns)
{
    struct read it = READ(YEAR_2026);
    cr_assert_eq(it.ret, 0, "%s", import_sample_faults(&it.evidence.faults));
    cr_expect_eq(placed_in_england(&it, 2019, CATEGORY_STATE_SPECIAL), 50.0, "x: was not asked");
    cr_expect_eq(placed_in_england(&it, 2026, CATEGORY_STATE_SPECIAL), 30.0);
    cr_expect_eq(placed(&it, EVIDENCE_PLANS, 2026, NOT_RECORDED), 3.0);
    cr_expect_eq(aged(&it, EVIDENCE_PLANS, 2026, (struct ages){ 7, 7 }), 9.0);
    cr_expect(isnan(aged(&it, EVIDENCE_PLANS, 2026, (struct ages){ 4, 4 })),
              "the age when a plan started is no age now");
    cr_expect_eq(total(&it, EVIDENCE_NEW_PLANS, 2025), 12.0);
    cr_expect_eq(aged(&it, EVIDENCE_NEW_PLANS, 2025, (struct ages){ 10, 10 }), 2.0);
    cr_expect_eq(total(&it, EVIDENCE_REQUESTS, 2025), 40.0);
    cr_expect(isnan(total(&it, EVIDENCE_REQUESTS_REFUSED, 2025)), "no data");
    cr_expect_eq(placed(&it, EVIDENCE_CEASED, 2025, CATEGORY_STATE_SPECIAL), 3.0);
    cr_expect_eq(total(&it, EVIDENCE_WITHIN_20_WEEKS, 2025), 7.0);
    cr_expect_eq(it.evidence.n_need, 2);
    cr_expect_eq(remarks(&it, "missing: there is no assessments.csv"), 1);
    cr_expect_eq(remarks(&it, "is not known: its"), 0);
    release(&it);
}

/* ---- what is not known */

static void
expect_fault(const struct read *it, const char *with)
{
    const char *faults = import_sample_faults(&it->evidence.faults);
    cr_assert_eq(it->ret, HR_ESCENARIO);
    cr_expect_not_null(strstr(faults, with), "%s", faults);
}

#define NEWPLANS TOPIC "new_ehc_plans\n"

Claim(dfe_editions, totals_that_are_lost_are_a_fault)
{
    struct read it =
        read_one("newplans.csv", NEWPLANS AREA("2027", "Every new plan,Every new plan,12"));
    expect_fault(&it, "newplans.csv: has no totals: no row has the topic 'New EHC plans' or 'All "
                      "new EHC plans' (the first has 'Every new plan')");
    release(&it);
}

Claim(dfe_editions, rows_that_are_lost_and_parts_of_a_child_are_faults)
{
    struct read it = read_one("newplans.csv", NEWPLANS);
    expect_fault(&it, "newplans.csv: has a header and no rows");
    release(&it);
    it = read_one("newplans.csv", NEWPLANS AREA("2027", "New EHC plans,New EHC plans,12.5"));
    expect_fault(&it, "column 'new_ehc_plans': is '12.5': a count of children is a whole number");
    release(&it);
    it = read_one("newplans.csv", NEWPLANS AREA("2027", "New EHC plans,New EHC plans,z"));
    cr_assert_eq(it.ret, 0, "%s", it.err.text);
    cr_expect_eq(remarks(&it, "missing: newplans.csv: no row has a number in the column "
                              "'new_ehc_plans'"),
                 1);
    release(&it);
}

Claim(dfe_editions, a_topic_and_a_column_that_are_not_known_are_named)
{
    struct read it = read_one("newplans.csv",
                              NEWPLANS AREA("2027", "New EHC plans,New EHC plans,12")
                                  AREA("2027", "Age at issue,age 4,5") AREA("2027", "Age at issue,"
                                                                                    "age 5,7"));
    cr_assert_eq(it.ret, 0, "%s", it.err.text);
    cr_expect_eq(remarks(&it, "missing: newplans.csv: the topic 'Age at issue' is not known: its 2 "
                              "rows are not read"),
                 1);
    release(&it);
    it = read_one("newplans.csv", TOPIC "new_ehc_plans,special_of_a_new_kind,pc_of_it\n" AREA(
                                      "2027", "New EHC plans,New EHC plans,12,1,8"));
    expect_fault(&it, "column 'special_of_a_new_kind' is not in the table of placements");
    cr_expect_eq(it.evidence.faults.n, 1, "a percentage is no placement");
    release(&it);
}

Claim(dfe_editions, a_part_that_is_not_known_leaves_its_category_unknown)
{
    static const char *const mark[] = { "x", "z", "c", "low", "u", ":", "-", "", "no data" };
    for (size_t i = 0; i < sizeof mark / sizeof mark[0]; i++) {
        char text[2000];
        snprintf(text, sizeof text,
                 CASELOAD_2026 JAN_NATION("202526", ALL "100,60,20,10,30,30,4,6,x")
                     JAN("202526", ALL "50,30,10,%s,15,30,2,3,x"),
                 mark[i]);
        struct read it = read_one("caseload.csv", text);
        cr_assert_eq(it.ret, 0, "%s", it.err.text);
        cr_expect(isnan(placed(&it, EVIDENCE_PLANS, 2026, CATEGORY_STATE_SPECIAL)), "'%s'",
                  mark[i]);
        cr_expect_eq(placed(&it, EVIDENCE_PLANS, 2026, CATEGORY_NOT_IN_EDUCATION), 2.0);
        cr_expect_eq(remarks(&it, "suppressed: caseload.csv: 1 cell is "), 1, "'%s'", mark[i]);
        release(&it);
    }
}

/* clang-format off */
static const char TWICE[] =
    NEWPLANS
    NATION("2025", "New EHC plans,New EHC plans,100")
    ROW("2025", "Calendar year,National", "E12000099,Middle,,,",
        "All new EHC plans,All new EHC plans,100")
    AREA("2025", "Age when plan started,age 4,5")
    AREA("2025", "Age when plan started,Aged 4,5");
/* clang-format on */

Claim(dfe_editions, england_and_an_age_are_not_counted_twice)
{
    struct read it = read_one("newplans.csv", TWICE);
    expect_fault(&it, ":3: is about the same area, year and breakdown as line 2");
    expect_fault(&it, ":5: is about the same area, year and breakdown as line 4");
    release(&it);
}
