#include "data_files.h"
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

static int
load(const char *within, struct hr_err *err)
{
    char path[256];
    snprintf(path, sizeof path, "%s%s", folder, within);
    evidence_release(&all);
    return evidence_load(&all, path, err);
}

static bool
is_said(const char *words)
{
    for (size_t i = 0; i < all.n_remark; i++)
        if (strstr(all.remark[i], words) != NULL)
            return true;
    return false;
}

static double
total(const char *area, enum evidence_measure measure, int year)
{
    const int at = evidence_find_area(&all, area);
    cr_assert_geq(at, 0, "%s", area);
    return evidence_total(&all, at, measure, year);
}

#define MYEB1                                              \
    "ladcode23,laname23,country,sex,age,population_2023\n" \
    "E09000021,Kingston upon Thames,E,f,7,1000\n"          \
    "E09000021,Kingston upon Thames,E,m,7,1010\n"
#define S251                                                                                    \
    "time_period,geographic_level,new_la_code,old_la_code,la_name,category_of_expenditure,"     \
    "early_years_establishments,primary_schools,secondary_schools,sen_and_special_schools,"     \
    "pupil_referral_units_and_alt_provision,post_16,gross_expenditure,income,net_expenditure\n" \
    "202324,Local authority,E09000021,314,Kingston upon Thames,1.2.3 Top-up,0,0,0,9,0,0,9,0,9\n"

/* Whatever they are called, wherever the release lies. */
static void
expect_all(const char *within)
{
    struct hr_err err = { 0 };
    cr_assert_eq(load(within, &err), 0, "%s\n%s", err.text, import_sample_faults(&all.faults));
    cr_expect(total("314", EVIDENCE_PLANS, 2025) == 1212);
    cr_expect(total("314", EVIDENCE_SPENDING, 2024) == 9);
    const int at = evidence_find_area(&all, "E09000021");
    cr_assert_geq(at, 0);
    cr_expect(evidence_at_ages(&all, at, EVIDENCE_POPULATION, 2023, (struct ages){ 7, 7 }) == 2010);
}

Claim(data_files, a_folder_holds_a_release_and_what_stands_beside_it)
{
    import_sample_release(folder, "a/data/");
    import_sample_put(folder, "a/population of London.csv", MYEB1);
    import_sample_put(folder, "a/money.csv", S251);
    expect_all("/a");
    import_sample_release(folder, "b/plans 2025/");
    import_sample_put(folder, "b/population of London.csv", MYEB1);
    import_sample_put(folder, "b/money.csv", S251);
    expect_all("/b");
}

Claim(data_files, zips_are_read_as_they_are_downloaded)
{
    char command[400];
    import_sample_release(folder, "r/data/");
    import_sample_put(folder, "s/data/s251_alleducation.csv", S251);
    import_sample_put(folder, "s/data-guidance/data-guidance.txt", "words");
    import_sample_put(folder, "in/myeb1.csv", MYEB1);
    snprintf(command, sizeof command,
             "cd '%s/r' && zip -qr ../in/plans.zip data && cd ../s && zip -qr ../in/spending.zip .",
             folder);
    if (system("command -v zip >/dev/null") != 0)
        cr_skip_test("there is no zip to make one with");
    cr_assert_eq(system(command), 0);
    expect_all("/in");
    struct hr_err err = { 0 };
    cr_assert_eq(load("/in/spending.zip", &err), 0, "%s", err.text);
    cr_expect(total("314", EVIDENCE_SPENDING, 2024) == 9, "a zip by itself");
}

Claim(data_files, one_file_is_read_by_itself)
{
    struct hr_err err = { 0 };
    import_sample_put(folder, "spending.csv", S251);
    cr_assert_eq(load("/spending.csv", &err), 0, "%s", err.text);
    cr_expect(total("Kingston upon Thames", EVIDENCE_SPENDING, 2024) == 9);
}

Claim(data_files, what_is_not_known_is_named_with_what_it_looks_like)
{
    struct hr_err err = { 0 };
    import_sample_put(folder, "money.csv", S251);
    import_sample_put(folder, "letters.csv", "Title\nname,street,town\na,b,c\n");
    import_sample_put(folder, "DSG.ods", "PK");
    import_sample_put(folder, "readme.txt", "not data");
    cr_assert_eq(load("", &err), 0, "%s", err.text);
    cr_expect(is_said("missing: files that are not known and not read ('headroom help data' says "
                      "which are): letters.csv (columns name, street, town ...)"));
    cr_expect(is_said("missing: workbooks are not read: save as \"CSV UTF-8\" beside them: of "
                      "DSG.ods its sheet of allocations by authority and its sheet High_needs_"));
    cr_expect(!is_said("readme.txt"));
}

Claim(data_files, a_folder_of_nothing_known_says_what_is_wanted)
{
    struct hr_err err = { 0 };
    import_sample_put(folder, "letters.csv", "name,street,town\na,b,c\n");
    cr_expect_eq(load("", &err), HR_ESCENARIO);
    cr_expect_not_null(strstr(err.text, "holds nothing that can be imported"), "%s", err.text);
}

Claim(data_files, the_same_folder_is_the_same_evidence_in_any_order_of_names)
{
    struct hr_err err = { 0 };
    import_sample_put(folder, "1/a.csv", S251);
    import_sample_put(folder, "1/b.csv", MYEB1);
    import_sample_put(folder, "2/a.csv", MYEB1);
    import_sample_put(folder, "2/b.csv", S251);
    struct evidence first;
    cr_assert_eq(load("/1", &err), 0, "%s", err.text);
    first = all;
    evidence_init(&all);
    cr_assert_eq(load("/2", &err), 0, "%s", err.text);
    cr_assert_eq(first.n_item, all.n_item);
    cr_expect_arr_eq(first.item, all.item, first.n_item * sizeof *first.item);
    cr_expect_arr_eq(first.area, all.area, first.n_area * sizeof *first.area);
    evidence_release(&first);
}

Claim(data_files, a_workbook_says_which_sheet_to_save)
{
    static const struct {
        const char *name, *sheet;
    } cases[] = {
        { "mye24tablesew.xlsx", "save its sheet MYEB1 or MYE2 - Persons as" },
        { "DSG_2025_to_2026.ods", "save its sheet of allocations by authority" },
        { "children-services-statistical-neighbours.xlsm", "save its sheet with LA number" },
        { "stock.xls", "save the sheet with a row an authority as" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct hr_err err = { 0 };
        char within[128];
        snprintf(within, sizeof within, "%zu/%s", i, cases[i].name);
        import_sample_put(folder, within, "PK\3\4");
        snprintf(within, sizeof within, "/%zu", i);
        cr_expect_eq(load(within, &err), HR_ESCENARIO);
        cr_expect_not_null(strstr(err.text, cases[i].sheet), "%s", err.text);
        snprintf(within, sizeof within, "/%zu/%s", i, cases[i].name);
        cr_expect_eq(load(within, &err), HR_ESCENARIO);
        cr_expect_not_null(strstr(err.text, "is a workbook, which cannot be read"), "%s", err.text);
    }
}

/* A row of the table is one kind of file: every one says all of it, and reads or refuses. */
Claim(data_files, every_kind_says_who_publishes_it_and_what_it_gives)
{
    for (size_t i = 0; i < data_kind_count(); i++) {
        const struct data_kind *kind = data_kind_item(i);
        const char *const text[] = { kind->name,    kind->publisher, kind->called, kind->where,
                                     kind->columns, kind->gives,     kind->without };
        for (size_t k = 0; k < sizeof text / sizeof *text; k++)
            cr_expect(text[k] != NULL && text[k][0] != '\0', "%s, text %zu", kind->name, k);
        cr_expect(kind->refused == NULL || kind->read == NULL, "%s", kind->name);
    }
}

/* One authority, its plans of a January as two releases have them. */
static void
put_release(const char *name, int january, int plans, int before)
{
    char text[600], within[80];
    snprintf(within, sizeof within, "%s/caseload.csv", name);
    snprintf(
        text, sizeof text,
        "time_period,time_identifier,geographic_level,country_code,country_name,region_code,"
        "region_name,old_la_code,new_la_code,la_name,breakdown_topic,breakdown,ehcplans\n"
        "%d%02d,Academic year,Local authority,E92000001,England,E12000007,London,314,E09000021,"
        "Kingston upon Thames,All EHC plans,All EHC plans,%d\n"
        "%d%02d,Academic year,Local authority,E92000001,England,E12000007,London,314,E09000021,"
        "Kingston upon Thames,All EHC plans,All EHC plans,%d\n",
        january - 1, january % 100, plans, january - 2, (january - 1) % 100, before);
    import_sample_put(folder, within, text);
}

Claim(data_files, of_several_releases_the_newest_stands)
{
    static const char *const OLDER[] = { "/older", "/." }; /* beside the newer, or around it */
    for (size_t i = 0; i < 2; i++) {
        struct hr_err err = { 0 };
        char within[40];
        snprintf(within, sizeof within, "%zu%s", i, OLDER[i]);
        put_release(within, 2024, 1100, 1000);
        snprintf(within, sizeof within, "%zu/zz newer", i);
        put_release(within, 2025, 1212, 1099);
        snprintf(within, sizeof within, "/%zu", i);
        cr_assert_eq(load(within, &err), 0, "%s\n%s", err.text, import_sample_faults(&all.faults));
        cr_expect(total("314", EVIDENCE_PLANS, 2025) == 1212);
        cr_expect(total("314", EVIDENCE_PLANS, 2024) == 1099, "as revised");
        cr_expect(total("314", EVIDENCE_PLANS, 2023) == 1000, "which only the older has");
        cr_expect(is_said("are not used, because a newer source"));
    }
}

Claim(data_files, a_long_name_is_not_cut_within_a_character)
{
    struct hr_err err = { 0 };
    import_sample_put(folder, "money.csv", S251);
    import_sample_put(folder, "letters.csv",
                      "aaaaaaaaaaaaaaaaaaaaaaa\xc2\xa3"
                      "bbb,street\n1,2\n");
    cr_assert_eq(load("", &err), 0, "%s", err.text);
    cr_expect(is_said("letters.csv (columns aaaaaaaaaaaaaaaaaaaaaaa, street ...)"));
}

/* One small file of every kind that is read: each gives its measure. */
Claim(data_files, a_folder_of_every_kind_loads)
{
    static const struct {
        const char *name, *text;
        int measure, year, part;
    } FILES[] = {
        { "money.csv", S251, EVIDENCE_SPENDING, 2024, WHOLE },
        { "allocations.csv",
          "DSG: 2024 to 2025\nLA,Name,Schools block (\xc2\xa3s),High needs block (\xc2\xa3s)\n"
          "314,Kingston upon Thames,2,3\n",
          EVIDENCE_BLOCK, 2025, WHOLE },
        { "deductions.csv",
          "2024 to 2025\n,,Special academies\n,,Pre-16 SEN Places\nLA,Name,"
          "SEN places deduction (\xc2\xa3s)\n"
          "314,Kingston upon Thames,4\n",
          EVIDENCE_DEDUCTION, 2025, PAID_SPECIAL },
        { "balances.csv", "LA,DSG deficit at 31 March 2025 (\xc2\xa3)\n314,5\n", EVIDENCE_BALANCE,
          2025, WHOLE },
        { "neighbours.csv",
          "old_la_code,SN1,SN2,SN3,SN4,SN5,SN6,SN7,SN8,SN9,SN10\n"
          "314,318,319,320,302,303,304,305,306,307,308\n",
          EVIDENCE_NEIGHBOUR, 2025, 10 },
        { "scap.csv", "LA code,Provision,Year,Capacity\n314,Special schools,2025,6\n",
          EVIDENCE_CAPACITY, 2025, CAPACITY_SPECIAL },
    };
    struct hr_err err = { 0 };
    size_t n_read = 1; /* the release */
    for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++)
        import_sample_put(folder, FILES[i].name, FILES[i].text);
    import_sample_put(folder, "people.csv", MYEB1);
    import_sample_release(folder, "plans/");
    expect_all("");
    cr_assert_eq(load("", &err), 0, "%s", err.text);
    const int at = evidence_find_area(&all, "314");
    for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++)
        cr_expect(!isnan(evidence_part(&all, at, (enum evidence_measure)FILES[i].measure,
                                       FILES[i].year, FILES[i].part)),
                  "%s", FILES[i].name);
    for (size_t i = 0; i < data_kind_count(); i++)
        n_read += data_kind_item(i)->is != NULL && data_kind_item(i)->refused == NULL;
    cr_expect_eq(n_read, 2 + sizeof FILES / sizeof *FILES, "a kind of file has no row here");
}
