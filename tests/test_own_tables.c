#include "own_tables.h"

#include "import.h"
#include "import_sample.h"
#include "text.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void
load(struct evidence *evidence, const char *folder, const char *area, const char *map_text)
{
    struct placement_map map;
    struct hr_err err = { 0 };
    cr_assert_eq(placement_map_init(&map, &err), 0);
    cr_assert_eq(
        placement_map_parse(
            &map,
            &(struct table_in){ .name = "map.csv", .bytes = map_text, .size = strlen(map_text) },
            &err),
        0, "%s", err.text);
    cr_assert_eq(evidence_load_as(evidence, folder,
                                  &(struct evidence_choices){ .map = &map, .area = area }, &err),
                 0, "%s", err.text);
    placement_map_release(&map);
}

static double
plans(const struct evidence *evidence, short year, short age, short category, short need)
{
    return evidence_get(evidence, &(struct observation){ .measure = EVIDENCE_PLANS,
                                                         .year = year,
                                                         .from_age = age,
                                                         .to_age = age,
                                                         .category = category,
                                                         .need = need });
}

Claim(own_tables, stock_and_population_become_evidence_of_one_area)
{
    struct evidence e;
    const char *folder = import_sample_folder();
    import_sample_put(folder, "stock.csv",
                      "NCY,Need,Setting,Count,Census,Notes\n"
                      "3,asd,mainstream,23,2026,\n"
                      "3,semh,Hilltop School,8,2026,our own\n"
                      "3,asd,state_special,4,2026,\n"
                      "\"-4\",asd,early_years,2,2026,\n"
                      "21,unknown,not_recorded,1,2026,\n"
                      "3,asd,mainstream,19,2025,\n");
    import_sample_put(folder, "population.csv",
                      "mid_year,age,population\n2024,7,\"2,385\"\n2024,8,2401\n");
    load(&e, folder, "Testshire", "dfe_column,category\nHilltop School,state_special\n");
    cr_assert_eq(e.n_area, 1);
    cr_expect_str_eq(e.area[0].name, "Testshire");
    cr_expect_eq(e.area[0].level, AREA_AUTHORITY);
    cr_expect_str_eq(e.need[0], "asd");
    cr_expect_eq(evidence_total(&e, 0, EVIDENCE_PLANS, 2026), 38.0);
    cr_expect_eq(evidence_total(&e, 0, EVIDENCE_PLANS, 2025), 19.0);
    cr_expect_eq(plans(&e, 2026, 7, ALL_CATEGORIES, ALL_NEEDS), 35.0);
    cr_expect_eq(plans(&e, 2026, 7, CATEGORY_STATE_SPECIAL, ALL_NEEDS), 12.0);
    cr_expect_eq(plans(&e, 2026, 7, CATEGORY_STATE_SPECIAL, 0), 4.0);
    cr_expect_eq(plans(&e, 2026, 0, CATEGORY_EARLY_YEARS, 0), 2.0);
    cr_expect_eq(plans(&e, 2026, 25, NOT_RECORDED, ALL_NEEDS), 1.0);
    cr_expect_eq(plans(&e, 2026, ALL_AGES, ALL_CATEGORIES, 0), 29.0);
    cr_expect_eq(evidence_at_ages(&e, 0, EVIDENCE_POPULATION, 2024, (struct ages){ 7, 7 }), 2385.0);
    cr_expect_eq(e.n_source, 2);
    for (size_t i = 0; i < e.n_remark; i++)
        cr_expect_null(strstr(e.remark[i], "sums:"), "%s", e.remark[i]);
    evidence_release(&e);
    import_sample_remove(folder);
}

/* Estimates of population go on to the oldest: they are read, and left out. */
Claim(own_tables, a_population_may_go_on_past_the_last_age_of_a_plan)
{
    struct evidence e;
    const char *folder = import_sample_folder();
    import_sample_put(folder, "stock.csv",
                      "ncy,need,setting,count,census\n3,asd,mainstream,23,2026\n");
    import_sample_put(folder, "population.csv",
                      "mid_year,age,population\n2024,25,100\n2024,26,200\n2024,90,300\n");
    load(&e, folder, "Testshire", "dfe_column,category\nHilltop School,state_special\n");
    size_t n = 0;
    for (size_t i = 0; i < e.n_item; i++)
        if (e.item[i].measure == EVIDENCE_POPULATION) {
            cr_expect_leq(e.item[i].to_age, 25);
            n++;
        }
    cr_expect_eq(n, 1);
    evidence_release(&e);
    import_sample_remove(folder);
}

Claim(own_tables, several_years_in_files_named_by_year)
{
    struct evidence e;
    const char *folder = import_sample_folder();
    import_sample_put(folder, "stock_2025.csv", "age,need,setting,count\n7,asd,unit,31\n");
    import_sample_put(folder, "stock_2026.csv", "age,need,setting,count\n7,asd,unit,44\n");
    cr_expect(own_tables_is(folder));
    load(&e, folder, NULL, "dfe_column,category\n");
    cr_expect_eq(evidence_total(&e, 0, EVIDENCE_PLANS, 2025), 31.0);
    cr_expect_eq(evidence_total(&e, 0, EVIDENCE_PLANS, 2026), 44.0);
    cr_expect_str_eq(e.area[0].name, strrchr(folder, '/') + 1, "called after its folder");
    size_t n_missing = 0;
    for (size_t i = 0; i < e.n_remark; i++)
        n_missing += strstr(e.remark[i], "missing: there is no population.csv") != NULL;
    cr_expect_eq(n_missing, 1);
    evidence_release(&e);
    import_sample_remove(folder);
}

Claim(own_tables, an_empty_folder_has_none)
{
    struct evidence e;
    struct hr_err err = { 0 };
    const char *folder = import_sample_folder();
    cr_expect_not(own_tables_is(folder));
    cr_expect_eq(evidence_load(&e, folder, &err), HR_ESCENARIO);
    cr_expect_not_null(strstr(err.text, "holds nothing that can be imported"), "%s", err.text);
    evidence_release(&e);
    import_sample_remove(folder);
}

/* What people have around and among their rows. */
static const char SHEET[] = "\"Testshire: children with a plan, January 2026\",,,,,\n"
                            ",,,,,\n"
                            "Age,Need,Setting,Count,Census,Area\n"
                            "7,ASD,mainstream,10,2026,Testshire\n"
                            "7,Autistic spectrum disorder,State special,4,2026,Testshire\n"
                            "26,semh,otherwise,2,2026,Testshire\n"
                            "7,asd,mainstream,9,2026,Othershire\n"
                            "Total,,,16,2026,Testshire\n"
                            "Grand total,,,25,2026,\n"
                            ",,,,,\n"
                            "\"Source: our case system, 15 January 2026\",,,,,\n"
                            "Ages at 31 August, needs of rank 1\n";

static size_t
count_remarks(const struct evidence *evidence, const char *with)
{
    size_t n = 0;
    for (size_t i = 0; i < evidence->n_remark; i++)
        n += strstr(evidence->remark[i], with) != NULL;
    return n;
}

Claim(own_tables, what_stands_around_and_among_the_rows_is_left_out_with_a_note_each)
{
    struct evidence e;
    const char *folder = import_sample_folder();
    import_sample_put(folder, "stock.csv", SHEET);
    load(&e, folder, "Testshire", "dfe_column,category\n");
    cr_expect_eq(evidence_total(&e, 0, EVIDENCE_PLANS, 2026), 14.0);
    cr_expect_eq(plans(&e, 2026, 7, CATEGORY_STATE_SPECIAL, ALL_NEEDS), 4.0);
    cr_expect_eq(e.n_need, 2, "ASD, asd and its name are one need; semh");
    cr_expect_eq(count_remarks(&e, "note: stock.csv: 3 lines left out: above the columns' names or "
                                   "below the rows"),
                 1);
    cr_expect_eq(count_remarks(&e, "note: stock.csv: 2 lines left out: totals"), 1);
    cr_expect_eq(count_remarks(&e, "note: stock.csv: 1 line left out: of other areas"), 1);
    cr_expect_eq(count_remarks(&e, "note: stock.csv: 2 plans past age 25 are left out"), 1);
    evidence_release(&e);
    import_sample_remove(folder);
}

Claim(own_tables, a_need_that_is_none_of_dfes_is_named_once)
{
    struct evidence e;
    const char *folder = import_sample_folder();
    import_sample_put(folder, "stock.csv",
                      "age,need,setting,count,census\n7,asdd,mainstream,5,2026\n"
                      "8,ASDD,mainstream,6,2026\n9,asd,mainstream,6,2026\n");
    load(&e, folder, "Testshire", "dfe_column,category\n");
    cr_expect_eq(count_remarks(&e, "note: stock.csv: needs that are none of DfE's (asd, semh, "
                                   "slcn, mld, ..., unknown): asdd"),
                 1);
    evidence_release(&e);
    import_sample_remove(folder);
}

static void
expect_fault(const char *area, const char *text, const char *with)
{
    struct evidence e;
    struct placement_map map;
    struct hr_err err = { 0 };
    evidence_init(&e);
    cr_assert_eq(placement_map_init(&map, &err), 0);
    cr_expect_eq(own_tables_parse(
                     &e,
                     &(struct table_in){ .name = "stock.csv", .bytes = text, .size = strlen(text) },
                     &(struct evidence_choices){ .map = &map, .area = area }, &err),
                 HR_ESCENARIO);
    cr_expect_not_null(strstr(import_sample_faults(&e.faults), with), "%s",
                       import_sample_faults(&e.faults));
    placement_map_release(&map);
    evidence_release(&e);
}

Claim(own_tables, several_areas_want_a_name_and_a_line_between_rows_is_no_note)
{
    expect_fault("Elsewhere", SHEET,
                 "has rows of 'Testshire', 'Othershire' and perhaps more in the column 'Area', and "
                 "none of 'Elsewhere': say whose are wanted with --area");
    expect_fault(
        "Testshire",
        "age,need,setting,count,census\n7,asd,unit,1,2026\nof January\n8,asd,unit,1,2026\n",
        "stock.csv:3: the row has 1 cell, the header has 5");
}

/* A stock of 2,500 and people of ages 0 to 24, of whom age 0 is written as given. */
static void
load_people(struct evidence *e, const char *of_age_0, const char *end)
{
    struct text people;
    char *text = NULL;
    struct hr_err err;
    const char *folder = import_sample_folder();
    text_init(&people);
    text_add(&people, "mid_year,age,population\n2025,0,%s\n", of_age_0);
    for (int age = 1; age < 25; age++)
        text_add(&people, "2025,%d,%d%s\n", age, 3000 + 10 * age, end);
    cr_assert_eq(text_take(&people, &text, &err), 0);
    import_sample_put(folder, "population.csv", text);
    import_sample_put(folder, "stock.csv",
                      "age,need,setting,count,census\n"
                      "7,asd,mainstream,500,2026\n"
                      "9,asd,mainstream,500,2026\n"
                      "8,asd,mainstream,500,2026\n");
    load(e, folder, "Testshire", "dfe_column,category\n");
    free(text);
    import_sample_remove(folder);
}

Claim(own_tables, people_in_another_unit_and_a_first_age_of_another_size_are_said)
{
    static const char ONE_AGE[] = "outliers: people of one age",
                      ALL[] = "outliers: plans and people";
    struct evidence e;
    load_people(&e, "3000", "");
    cr_expect_eq(count_remarks(&e, ONE_AGE) + count_remarks(&e, ALL), 0, "as it is");
    evidence_release(&e);
    load_people(&e, "30000", "");
    cr_expect_eq(count_remarks(&e, ONE_AGE), 1, "ten times those of age 1 and 2");
    evidence_release(&e);
    load_people(&e, "3000000", "000");
    cr_expect_eq(count_remarks(&e, ALL), 1, "a thousand times");
    evidence_release(&e);
}
