#include "authority.h"
#include "import.h"
#include "import_sample.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *folder;
static struct evidence all;

static void
enter(void)
{
    folder = import_sample_folder();
}

static void
leave(void)
{
    evidence_release(&all);
    import_sample_remove(folder);
}

ClaimsBetween(enter, leave);

static void
load(void)
{
    struct hr_err err = { 0 };
    const int ret = evidence_load(&all, folder, &err);
    cr_assert_eq(ret, 0, "%s\n%s", err.text, import_sample_faults(&all.faults));
}

static double
people(const char *area, int year, int age)
{
    const int at = evidence_find_area(&all, area);
    cr_assert_geq(at, 0, "%s", area);
    return evidence_at_ages(&all, at, EVIDENCE_POPULATION, year, (struct ages){ age, age });
}

static bool
is_said(const char *words)
{
    for (size_t i = 0; i < all.n_remark; i++)
        if (strstr(all.remark[i], words) != NULL)
            return true;
    return false;
}

#define expect_said(words) cr_expect(is_said(words), "not said: %s", words)

Claim(mid_years, detailed_estimates_have_a_row_for_each_sex_and_age)
{
    import_sample_put(folder, "myebtablesenglandwales.csv",
                      "\"Mid-year estimates, (as of April 2023)\",,,,,,\n"
                      "ladcode23,laname23,country,sex,age,population_2022,population_2023\n"
                      "E09000029,Sutton,E,f,0,1000,1010\nE09000029,Sutton,E,m,0,1100,1120\n"
                      "E09000029,Sutton,E,f,25,900,c\nE09000029,Sutton,E,m,25,950,960\n"
                      "E09000029,Sutton,E,m,26,950,960\nE09000029,Sutton,E,m,90,50,60\n"
                      "W06000001,Isle of Anglesey,W,t,0,950,960\n,,,,,,\n"
                      "Source: Office for National Statistics,,,,,,\n");
    load();
    cr_expect(people("Sutton", 2022, 0) == 2100);
    cr_expect(people("E09000029", 2023, 0) == 2130);
    cr_expect(people("319", 2022, 25) == 1850);
    cr_expect(isnan(people("319", 2023, 25)), "a sex that is not given is not 0");
    expect_said("missing: myebtablesenglandwales.csv: 1 counts are of one sex alone");
    expect_said("missing: myebtablesenglandwales.csv: 1 counts of people are not given");
    expect_said("1 areas are no authority of England and are left out: Isle of Anglesey");
    expect_said("left out are 4 counts of ages over 25");
}

/* One row an area, ages 0 to 90+ beside each other; year and sex in a title. */
static void
put_mye2(const char *name, const char *title, const char *rows)
{
    char text[4000], ages[400] = "";
    size_t n = 0;
    for (int age = 0; age <= 89; age++)
        n += (size_t)snprintf(ages + n, sizeof ages - n, ",%d", age);
    snprintf(text, sizeof text, "%s\n\n\nCode,Name,Geography,All ages%s,90+\n%s", title, ages,
             rows);
    import_sample_put(folder, name, text);
}

/* "E06...,Name,Kind,total,10,11,...": age a has first + a people. */
static const char *
ages_from(const char *area, int first)
{
    static char text[3][800];
    static int which;
    char *to = text[which++ % 3];
    size_t n = (size_t)snprintf(to, 800, "%s,\"9,999\"", area);
    for (int age = 0; age <= 90; age++)
        n += (size_t)snprintf(to + n, 800 - n, ",%d", first + age);
    snprintf(to + n, 800 - n, "\n");
    return to;
}

Claim(mid_years, a_sheet_of_ages_takes_year_and_sex_from_its_title)
{
    char rows[2400];
    snprintf(rows, sizeof rows, "%s%s%s", ages_from("E92000001,ENGLAND,Country", 1000),
             ages_from("E09000029,Sutton,London Borough", 100),
             ages_from("E10000012,Essex,County", 500));
    put_mye2("ukpop.csv", "\"MYE2: Population estimates: Persons by single year of age, mid-2021\"",
             rows);
    put_mye2("men.csv", "\"MYE2: Population estimates: Males by single year of age, mid-2022\"",
             ages_from("E09000029,Sutton,London Borough", 40));
    put_mye2("women.csv", "\"MYE2: Population estimates: Females by single year of age, mid-2023\"",
             ages_from("E09000029,Sutton,London Borough", 40));
    load();
    cr_expect(people("England", 2021, 5) == 1005);
    cr_expect(people("Essex", 2021, 25) == 525);
    cr_expect(people("Sutton", 2021, 0) == 100);
    cr_expect(isnan(people("Sutton", 2022, 0)), "men alone are not people");
    expect_said("missing: men.csv: 26 counts are of one sex alone");
    expect_said("left out are 195 counts of ages over 25 and 3 totals");
}

Claim(mid_years, a_title_that_is_cut_at_its_commas_is_one)
{
    put_mye2("ukpop.csv",
             "MYE2: Population estimates: Persons by single year of age, sex, all areas, mid-2022",
             ages_from("E09000029,Sutton,London Borough", 100));
    load();
    cr_expect(people("Sutton", 2022, 7) == 107);
}

Claim(mid_years, a_sheet_without_a_year_is_refused)
{
    struct hr_err err = { 0 };
    put_mye2("people.csv", "MYE2", ages_from("E09000029,Sutton,London Borough", 40));
    cr_expect_eq(evidence_load(&all, folder, &err), HR_ESCENARIO);
    cr_expect_not_null(strstr(err.text, "gives people by age but not the year"), "%s", err.text);
}

Claim(mid_years, projections_are_read_by_their_component_and_sex)
{
    import_sample_put(folder, "2022 SNPP Population persons.csv",
                      "AREA_CODE,AREA_NAME,COMPONENT,SEX,AGE_GROUP,2024,2025\n"
                      "E09000029,Sutton,Population,persons,0,2050.4,2041\n"
                      "E09000029,Sutton,Population,persons,90 and over,20,20\n"
                      "E09000029,Sutton,Population,persons,All ages,99999,99999\n"
                      "E09000029,Sutton,Births,persons,0,7,7\n");
    load();
    cr_expect(people("Sutton", 2024, 0) == 2050.4);
    cr_expect(people("Sutton", 2025, 0) == 2041);
}

Claim(mid_years, nomis_gives_one_number_a_row_and_percentages_are_not_people)
{
    import_sample_put(folder, "nomis.csv",
                      "DATE,DATE_NAME,GEOGRAPHY_NAME,GEOGRAPHY_CODE,GENDER_NAME,C_AGE_NAME,"
                      "MEASURES_NAME,OBS_VALUE\n"
                      "2023,2023,Sutton,E09000029,Total,Age 4,Value,2400\n"
                      "2023,2023,Sutton,E09000029,Male,Age 4,Value,1300\n"
                      "2023,2023,Sutton,E09000029,Female,Age 4,Value,1100\n"
                      "2023,2023,Sutton,E09000029,Total,Age 4,Percent,1.1\n"
                      "2023,2023,Sutton,E09000029,Total,Aged 0 to 15,Value,41000\n"
                      "2023,2023,Sutton,E09000029,Total,All Ages,Value,210000\n");
    load();
    cr_expect(people("Sutton", 2023, 4) == 2400, "people, not people and both sexes again");
}

Claim(mid_years, nomis_tables_stand_one_below_the_other)
{
    import_sample_put(folder, "nomis_wide.csv",
                      "\"Population estimates - local authority based by single year of age\"\n"
                      "\"ONS Crown Copyright Reserved [from Nomis on 14 June 2025]\"\n\n"
                      "\"Gender\",\"Total\"\n\"Age\",\"Age 7\"\n\n"
                      "\"local authority: county / unitary\",\"mnemonic\",\"2019\",\"2020\"\n"
                      "\"Sutton\",\"E09000029\",2500,2510\n\"Column Total\",,2500,2510\n\n"
                      "\"Gender\",\"Total\"\n\"Age\",\"Age 8\"\n\n"
                      "\"local authority: county / unitary\",\"mnemonic\",\"2019\",\"2020\"\n"
                      "\"Sutton\",\"E09000029\",2600,2610\n");
    load();
    cr_expect(people("Sutton", 2019, 7) == 2500);
    cr_expect(people("Sutton", 2020, 8) == 2610);
}

Claim(mid_years, a_data_set_of_ons_has_codes_and_labels_beside_each_other)
{
    import_sample_put(folder, "mid-year-pop-est.csv",
                      "v4_0,calendar-years,Time,administrative-geography,Geography,sex,Sex,"
                      "single-year-of-age,Age\n"
                      "2400,2021,2021,E09000029,Sutton,all,All,5,5\n"
                      "1200,2021,2021,E09000029,Sutton,male,Male,5,5\n"
                      "210000,2021,2021,E09000029,Sutton,all,All,total,Total\n"
                      "900,2021,2021,E09000029,Sutton,all,All,90+,90+\n");
    load();
    cr_expect(people("Sutton", 2021, 5) == 2400);
}

/* Suffolk is seven districts of 2011, five of today. */
static const char *
suffolk(const char *left_out)
{
    static const char *const DISTRICT[] = { "E07000200,Babergh", "E07000202,Ipswich",
                                            "E07000203,Mid Suffolk", "E07000244,East Suffolk",
                                            "E07000245,West Suffolk" };
    static char text[1200];
    size_t n =
        (size_t)snprintf(text, sizeof text, "ladcode23,laname23,country,sex,age,population_2023\n");
    for (size_t i = 0; i < sizeof DISTRICT / sizeof *DISTRICT; i++)
        if (strstr(DISTRICT[i], left_out) == NULL)
            n += (size_t)snprintf(text + n, sizeof text - n, "%s,E,m,0,%zu\n%s,E,f,0,1\n",
                                  DISTRICT[i], 100 + i, DISTRICT[i]);
    return text;
}

Claim(mid_years, a_county_is_the_sum_of_its_districts_when_all_are_there)
{
    import_sample_put(folder, "myeb1.csv", suffolk("nobody"));
    load();
    cr_expect(people("Suffolk", 2023, 0) == 515);
}

Claim(mid_years, a_county_of_which_a_district_lacks_is_named_and_not_smaller)
{
    import_sample_put(folder, "myeb1.csv", suffolk("West"));
    import_sample_put(folder, "other.csv",
                      "ladcode23,laname23,country,sex,age,population_2023\n"
                      "E09000029,Sutton,E,t,0,1000\n");
    load();
    cr_expect_lt(evidence_find_area(&all, "Suffolk"), 0);
    expect_said("missing: people of authorities whose districts are not all there: Suffolk, 5 of "
                "its 7 districts in mid-2023 (myeb1.csv)");
}

/* Districts of 2018 make the authorities of 2021 and of 2019; the old county is itself. */
Claim(mid_years, districts_give_todays_authority_its_past)
{
    import_sample_put(folder, "myeb1.csv",
                      "ladcode18,laname18,country,sex,age,population_2018\n"
                      "E06000028,Bournemouth,E,t,3,2000\nE06000029,Poole,E,t,3,1600\n"
                      "E07000048,Christchurch,E,t,3,400\n"
                      "E10000009,Dorset,E,t,3,3900\nE10000027,Somerset,E,t,3,5500\n");
    load();
    cr_expect(people("Bournemouth, Christchurch and Poole", 2018, 3) == 4000);
    cr_expect(people("Bournemouth", 2018, 3) == 2000);
    cr_expect(people("835", 2018, 3) == 3900);
    cr_expect(people("Somerset", 2018, 3) == 5500, "under the code of before 2023");
}

Claim(mid_years, of_two_vintages_the_later_stands_and_the_bases_are_said)
{
    import_sample_put(folder, "early.csv",
                      "ladcode21,laname21,country,sex,age,population_2019,population_2020\n"
                      "E09000033,Westminster,E,t,1,2000,2020\n"
                      "E09000029,Sutton,E,t,1,2000,2020\n");
    import_sample_put(folder, "late.csv",
                      "ladcode23,laname23,country,sex,age,population_2020,population_2021\n"
                      "E09000033,Westminster,E,t,1,1717,1700\n"
                      "E09000029,Sutton,E,t,1,2021,2020\n");
    import_sample_put(folder, "snpp.csv",
                      "AREA_CODE,AREA_NAME,COMPONENT,SEX,AGE_GROUP,2021,2022\n"
                      "E09000029,Sutton,Population,persons,1,1000,1990\n");
    load();
    cr_expect(people("Westminster", 2020, 1) == 1717);
    cr_expect(people("Westminster", 2019, 1) == 2000);
    cr_expect(people("Sutton", 2021, 1) == 2020, "an estimate before a projection");
    cr_expect(people("Sutton", 2022, 1) == 1990);
    expect_said("break: population stands on two bases; the later file stands for the years that "
                "both have: Sutton, mid-2021: late.csv has +102.0% against snpp.csv; Westminster, "
                "mid-2020: late.csv has -15.0% against early.csv");
    expect_said("note: population by year: mid-2019 to mid-2019 from early.csv; mid-2020 to "
                "mid-2021 from late.csv; mid-2022 to mid-2022 from snpp.csv");
}

Claim(mid_years, what_is_no_number_is_a_fault_with_line_and_column)
{
    struct hr_err err = { 0 };
    import_sample_put(folder, "myeb1.csv",
                      "title\nladcode23,laname23,country,sex,age,population_2023\n"
                      "E09000029,Sutton,E,t,1,many\nE09000029,Sutton,E,x,1,7\n");
    cr_expect_eq(evidence_load(&all, folder, &err), HR_ESCENARIO);
    const char *faults = import_sample_faults(&all.faults);
    cr_expect_not_null(strstr(faults, ":3: column 6: is 'many', want people, 0 or more"), "%s",
                       faults);
    cr_expect_not_null(strstr(faults, ":4: column 4: is 'x', want persons, male or female"), "%s",
                       faults);
}

/* Districts where there are any, as MYEB1 has them; `but` is left out. Every area has 2 people. */
static char *
england(const char *but)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    cr_assert_not_null(out);
    fprintf(out, "ladcode23,laname23,country,sex,age,population_2023\n");
    for (size_t i = 0; i < authority_count(); i++) {
        const struct authority *one = authority_item(i);
        if (one->ended == 0 && authority_n_district(one) == 0 && strcmp(one->code, but) != 0)
            fprintf(out, "%s,,E,f,4,1\n%s,,E,m,4,1\n", one->ons[0], one->ons[0]);
        for (int serial = 1; serial < 240 && one->ended == 0; serial++) {
            char code[12];
            snprintf(code, sizeof code, "E07%06d", serial);
            if (authority_covers(one, code) > 0)
                fprintf(out, "%s,,E,f,4,1\n%s,,E,m,4,1\n", code, code);
        }
    }
    fprintf(out, "E06000028,,E,t,4,2\nE06000029,,E,t,4,2\n"); /* Bournemouth, Poole */
    cr_assert_eq(fclose(out), 0);
    return text;
}

Claim(mid_years, england_is_the_sum_of_its_authorities_when_all_are_there)
{
    char *text = england("");
    import_sample_put(folder, "myeb1.csv", text);
    free(text);
    load();
    double sum = 0;
    for (size_t i = 0; i < authority_count(); i++)
        if (authority_item(i)->ended == 0)
            sum += people(authority_item(i)->code, 2023, 4);
    cr_expect(sum > 2 * 153);
    cr_expect(people("England", 2023, 4) == sum);
    cr_expect(people("Essex", 2023, 4) == 24, "twelve districts");
    cr_expect(people("West Northamptonshire", 2023, 4) == 6, "three districts of before 2021");
}

Claim(mid_years, england_without_an_authority_is_named_and_not_smaller)
{
    char *text = england("319");
    import_sample_put(folder, "myeb1.csv", text);
    free(text);
    load();
    cr_expect_lt(evidence_find_area(&all, "England"), 0);
    expect_said("missing: people of England: files without a row of England and without all "
                "authorities: 152 of 153 in mid-2023 (myeb1.csv)");
}

Claim(mid_years, males_and_females_in_files_of_their_own_are_people)
{
    put_mye2("men.csv", "\"MYE2: Population estimates: Males, mid-2022\"",
             ages_from("E09000029,Sutton,London Borough", 40));
    put_mye2("women.csv", "\"MYE2: Population estimates: Females, mid-2022\"",
             ages_from("E09000029,Sutton,London Borough", 50));
    load();
    cr_expect(people("Sutton", 2022, 3) == 43 + 53);
    cr_expect(!is_said("of one sex alone"));
}
