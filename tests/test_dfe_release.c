#include "dfe_release.h"

#include "import_sample.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char REAL[] = "../shared/data/dfe-ehc-plans-2025";

static void
read_release(struct evidence *evidence, const char *path)
{
    struct placement_map map;
    struct hr_err err = { 0 };
    evidence_init(evidence);
    cr_assert_eq(placement_map_init(&map, &err), 0);
    cr_assert_eq(dfe_release_read(evidence, path, &map, &err), 0, "%s", err.text);
    cr_assert_eq(evidence_finish(evidence, &err), 0, "%s", err.text);
    placement_map_release(&map);
}

static double
count_of(const struct evidence *evidence, const char *area, struct observation like)
{
    like.area = evidence_find_area(evidence, area);
    cr_assert_geq(like.area, 0, "%s", area);
    return evidence_get(evidence, &like);
}

#define AT(measure_, year_, from, to, category_, need_) \
    ((struct observation){ .measure = measure_,         \
                           .year = year_,               \
                           .from_age = from,            \
                           .to_age = to,                \
                           .category = category_,       \
                           .need = need_ })
#define TOTAL(measure_, year_) AT(measure_, year_, ALL_AGES, ALL_AGES, ALL_CATEGORIES, ALL_NEEDS)

static short
need_of(const struct evidence *evidence, const char *id)
{
    for (size_t i = 0; i < evidence->n_need; i++)
        if (strcmp(evidence->need[i], id) == 0)
            return (short)i;
    cr_assert_fail("no need '%s'", id);
    return ALL_NEEDS;
}

static size_t
count_remarks(const struct evidence *evidence, const char *with)
{
    size_t n = 0;
    for (size_t i = 0; i < evidence->n_remark; i++)
        n += strstr(evidence->remark[i], with) != NULL;
    return n;
}

Claim(dfe_release, counts_land_where_they_belong)
{
    struct evidence e;
    const char *folder = import_sample_folder();
    import_sample_release(folder, "data/");
    read_release(&e, folder);
    cr_expect_eq(e.n_area, 4);
    cr_expect_eq(e.n_source, 6);
    cr_expect_eq(count_of(&e, "England", TOTAL(EVIDENCE_PLANS, 2025)), 3300.0);
    cr_expect_eq(count_of(&e, "Bristol, City of", TOTAL(EVIDENCE_PLANS, 2024)), 1900.0);
    cr_expect_eq(count_of(&e, "314", TOTAL(EVIDENCE_PLANS, 2025)), 1212.0);
    cr_expect_eq(
        count_of(&e, "314", AT(EVIDENCE_PLANS, 2025, ALL_AGES, ALL_AGES, CATEGORY_UNIT, ALL_NEEDS)),
        80.0);
    cr_expect_eq(
        count_of(&e, "314", AT(EVIDENCE_PLANS, 2025, ALL_AGES, ALL_AGES, NOT_RECORDED, ALL_NEEDS)),
        30.0);
    cr_expect_eq(count_of(&e, "314", AT(EVIDENCE_PLANS, 2025, 0, 2, ALL_CATEGORIES, ALL_NEEDS)),
                 14.0);
    cr_expect_eq(
        count_of(&e, "314", AT(EVIDENCE_PLANS, 2025, 7, 7, CATEGORY_STATE_SPECIAL, ALL_NEEDS)),
        8.0);
    cr_expect_eq(
        count_of(&e, "314", AT(EVIDENCE_PLANS, 2025, 7, 7, ALL_CATEGORIES, need_of(&e, "semh"))),
        5.0);
    cr_expect_eq(count_of(&e, "314",
                          AT(EVIDENCE_PLANS, 2025, ALL_AGES, ALL_AGES, CATEGORY_INDEPENDENT,
                             need_of(&e, "unknown"))),
                 2.0);
    cr_expect_eq(
        count_of(&e, "314", AT(EVIDENCE_NEW_PLANS, 2024, 20, 25, CATEGORY_INDEPENDENT, ALL_NEEDS)),
        2.0);
    cr_expect_eq(count_of(&e, "314", AT(EVIDENCE_NEW_PLANS, 2024, 0, 2, ALL_CATEGORIES, ALL_NEEDS)),
                 9.0);
    cr_expect_eq(count_of(&e, "314", TOTAL(EVIDENCE_REQUESTS, 2024)), 301.0);
    cr_expect_eq(count_of(&e, "314", TOTAL(EVIDENCE_REQUESTS_REFUSED, 2024)), 77.0);
    cr_expect_eq(count_of(&e, "314", TOTAL(EVIDENCE_ASSESSMENTS, 2024)), 163.0);
    cr_expect_eq(count_of(&e, "314", TOTAL(EVIDENCE_NOT_ISSUED, 2024)), 13.0);
    const struct evidence_area *bristol = &e.area[evidence_find_area(&e, "801")];
    cr_expect_str_eq(bristol->ons_code, "E06000023");
    cr_expect_str_eq(bristol->region, "South West");
    evidence_release(&e);
    import_sample_remove(folder);
}

Claim(dfe_release, transfers_are_no_ceased_plans_and_placements_are_added_up)
{
    struct evidence e;
    const char *folder = import_sample_folder();
    import_sample_release(folder, "");
    read_release(&e, folder);
    cr_expect_eq(count_of(&e, "314", TOTAL(EVIDENCE_CEASED, 2024)), 35.0);
    cr_expect_eq(count_of(&e, "314", TOTAL(EVIDENCE_TRANSFERRED, 2024)), 25.0);
    cr_expect_eq(count_of(&e, "314", AT(EVIDENCE_CEASED, 2024, 20, 25, ALL_CATEGORIES, ALL_NEEDS)),
                 27.0);
    cr_expect_eq(count_of(&e, "314",
                          AT(EVIDENCE_CEASED, 2024, ALL_AGES, ALL_AGES, CATEGORY_UNIT, ALL_NEEDS)),
                 9.0);
    cr_expect_eq(
        count_of(&e, "314",
                 AT(EVIDENCE_TRANSFERRED, 2024, ALL_AGES, ALL_AGES, CATEGORY_UNIT, ALL_NEEDS)),
        5.0);
    evidence_release(&e);
    import_sample_remove(folder);
}

Claim(dfe_release, what_is_not_known_is_no_count)
{
    struct evidence e;
    const char *folder = import_sample_folder();
    import_sample_release(folder, "data/");
    read_release(&e, folder);
    cr_expect_eq(count_of(&e, "314", TOTAL(EVIDENCE_PLANS, 2024)), 1100.0);
    for (short category = NOT_RECORDED; category < N_CATEGORY; category++)
        if (category != ALL_CATEGORIES)
            cr_expect(isnan(count_of(
                &e, "314", AT(EVIDENCE_PLANS, 2024, ALL_AGES, ALL_AGES, category, ALL_NEEDS))));
    cr_expect(isnan(count_of(&e, "314",
                             AT(EVIDENCE_PLANS, 2025, 25, 25, CATEGORY_MAINSTREAM, ALL_NEEDS))),
              "suppressed");
    cr_expect_eq(count_of(&e, "314", AT(EVIDENCE_PLANS, 2025, 25, 25, CATEGORY_UNIT, ALL_NEEDS)),
                 0.0);
    cr_expect(isnan(count_of(&e, "314", TOTAL(EVIDENCE_PLANS, 2023))));
    cr_expect_eq(count_remarks(&e, "suppressed: caseload.csv: 1 cell is suppressed"), 1);
    cr_expect_eq(count_remarks(&e, "note: caseload.csv: 1 of 11 rows"), 1);
    evidence_release(&e);
    import_sample_remove(folder);
}

static void
expect_same(const struct evidence *a, const struct evidence *b)
{
    cr_assert_eq(a->n_item, b->n_item);
    cr_expect_eq(memcmp(a->item, b->item, a->n_item * sizeof *a->item), 0);
    cr_assert_eq(a->n_area, b->n_area);
    cr_expect_eq(memcmp(a->area, b->area, a->n_area * sizeof *a->area), 0);
}

Claim(dfe_release, zip_folder_and_folder_above_are_one_release)
{
    char command[512], path[256];
    struct evidence above, in, zip;
    const char *folder = import_sample_folder();
    import_sample_release(folder, "data/");
    import_sample_put(folder, "__MACOSX/data/caseload.csv", "not the caseload\n");
    import_sample_put(folder, "data/data-guidance.txt", "what is what\n");
    snprintf(command, sizeof command, "cd '%s' && zip -qr release.zip data __MACOSX", folder);
    if (system("command -v zip >/dev/null") != 0) {
        cr_skip_test("there is no zip to make one with");
    }
    cr_assert_eq(system(command), 0);
    read_release(&above, folder);
    snprintf(path, sizeof path, "%s/data/", folder);
    read_release(&in, path);
    snprintf(path, sizeof path, "%s/release.zip", folder);
    cr_expect(dfe_release_is(path));
    read_release(&zip, path);
    expect_same(&above, &in);
    expect_same(&above, &zip);
    cr_expect_eq(zip.n_source, 6);
    cr_expect_str_eq(zip.source[0], above.source[0]);
    evidence_release(&above);
    evidence_release(&in);
    evidence_release(&zip);
    import_sample_remove(folder);
}

Claim(dfe_release, a_missing_file_is_a_remark_and_none_at_all_a_failure)
{
    char path[256];
    struct evidence e;
    struct placement_map map;
    struct hr_err err = { 0 };
    const char *folder = import_sample_folder();
    import_sample_release(folder, "");
    snprintf(path, sizeof path, "%s/newplans.csv", folder);
    cr_assert_eq(unlink(path), 0);
    read_release(&e, folder);
    cr_expect_eq(count_remarks(&e, "missing: there is no newplans.csv"), 1);
    cr_expect_eq(count_remarks(&e, "timeliness"), 0, "DfE does not always publish it");
    evidence_release(&e);
    import_sample_remove(folder);

    folder = import_sample_folder();
    evidence_init(&e);
    cr_assert_eq(placement_map_init(&map, &err), 0);
    cr_expect_not(dfe_release_is(folder));
    cr_expect_eq(dfe_release_read(&e, folder, &map, &err), HR_ESCENARIO);
    cr_expect_not_null(strstr(err.text, "none of the files of DfE's release"), "%s", err.text);
    import_sample_put(folder, "broken.zip", "PK\3\4 but no more");
    snprintf(path, sizeof path, "%s/broken.zip", folder);
    cr_expect_eq(dfe_release_read(&e, path, &map, &err), HR_EIO);
    cr_expect_not_null(strstr(err.text, "as a zip"), "%s", err.text);
    placement_map_release(&map);
    evidence_release(&e);
    import_sample_remove(folder);
}

Claim(dfe_release, a_changed_map_moves_a_placement)
{
    static const char text[] = "dfe_column,category\nspecial_independent,other\n";
    struct evidence e;
    struct placement_map map;
    struct hr_err err = { 0 };
    const char *folder = import_sample_folder();
    import_sample_release(folder, "");
    evidence_init(&e);
    cr_assert_eq(placement_map_init(&map, &err), 0);
    cr_assert_eq(
        placement_map_parse(
            &map, &(struct table_in){ .name = "map.csv", .bytes = text, .size = sizeof text - 1 },
            &err),
        0, "%s", err.text);
    cr_assert_eq(dfe_release_read(&e, folder, &map, &err), 0, "%s", err.text);
    cr_assert_eq(evidence_finish(&e, &err), 0);
    cr_expect_eq(count_of(&e, "314",
                          AT(EVIDENCE_PLANS, 2025, ALL_AGES, ALL_AGES, CATEGORY_OTHER, ALL_NEEDS)),
                 102.0);
    cr_expect(isnan(count_of(
        &e, "314", AT(EVIDENCE_PLANS, 2025, ALL_AGES, ALL_AGES, CATEGORY_INDEPENDENT, ALL_NEEDS))));
    placement_map_release(&map);
    evidence_release(&e);
    import_sample_remove(folder);
}

Claim(dfe_release, the_real_one_has_the_published_totals)
{
    static const double plans[] = { 353995, 390109, 430697, 473255, 517048, 576474, 638745 };
    static const double new_plans[] = { 53899, 60097, 62180, 66706, 84428, 97747 };
    if (access(REAL, R_OK) != 0) {
        cr_skip_test("%s is not here", REAL);
    }
    struct evidence e;
    read_release(&e, REAL);
    for (int i = 0; i < 7; i++)
        cr_expect_eq(evidence_total(&e, 0, EVIDENCE_PLANS, 2019 + i), plans[i]);
    for (int i = 0; i < 6; i++)
        cr_expect_eq(evidence_total(&e, 0, EVIDENCE_NEW_PLANS, 2019 + i), new_plans[i]);
    cr_expect_eq(evidence_total(&e, 0, EVIDENCE_CEASED, 2024) +
                     evidence_total(&e, 0, EVIDENCE_TRANSFERRED, 2024),
                 44862.0);
    double sum = 0.0;
    for (short category = NOT_RECORDED; category < N_CATEGORY; category++)
        if (category != ALL_CATEGORIES)
            sum += count_of(&e, "England",
                            AT(EVIDENCE_PLANS, 2025, ALL_AGES, ALL_AGES, category, ALL_NEEDS));
    cr_expect_eq(sum, 638745.0);
    cr_expect_eq(count_of(&e, "England",
                          AT(EVIDENCE_PLANS, 2025, ALL_AGES, ALL_AGES, NOT_RECORDED, ALL_NEEDS)),
                 19339.0);
    cr_expect_eq(
        count_of(&e, "England",
                 AT(EVIDENCE_PLANS, 2025, ALL_AGES, ALL_AGES, ALL_CATEGORIES, need_of(&e, "asd"))),
        201183.0);
    cr_expect_eq(count_remarks(&e, "counted twice"), 0, "the needs file has the caseload's totals");
    evidence_release(&e);
}

Claim(dfe_labels, years_of_two_calendars)
{
    cr_expect_eq(dfe_academic_january("201819"), 2019);
    cr_expect_eq(dfe_academic_january("199900"), 2000);
    cr_expect_eq(dfe_academic_january("201820"), 0);
    cr_expect_eq(dfe_academic_january("2018"), 0);
    cr_expect_eq(dfe_academic_january("2018190"), 0);
    cr_expect_eq(dfe_academic_january(""), 0);
    cr_expect_eq(dfe_calendar_year("2024"), 2024);
    cr_expect_eq(dfe_calendar_year("202425"), 0);
    cr_expect_eq(dfe_calendar_year("x"), 0);
}

Claim(dfe_labels, ages_as_words_of_releases_and_of_tidied_series)
{
    static const struct {
        const char *label;
        enum dfe_age age;
        int from, to;
    } cases[] = {
        { "age 4", DFE_AGE_KNOWN, 4, 4 },
        { "Aged 4", DFE_AGE_KNOWN, 4, 4 },
        { "under 3", DFE_AGE_KNOWN, 0, 2 },
        { "Under 5", DFE_AGE_KNOWN, 0, 4 },
        { "age 2 and under", DFE_AGE_KNOWN, 0, 2 },
        { "Aged 20 and over", DFE_AGE_KNOWN, 20, 25 },
        { "age 25", DFE_AGE_KNOWN, 25, 25 },
        { "age 10", DFE_AGE_KNOWN, 10, 10 },
        { "Age 5 to 10", DFE_AGE_KNOWN, 5, 10 },
        { "Age 20 to 25", DFE_AGE_KNOWN, 20, 25 },
        { "Ages 11 to 15", DFE_AGE_KNOWN, 11, 15 },
        { "7", DFE_AGE_KNOWN, 7, 7 },
        { "unknown", DFE_AGE_UNKNOWN, 0, 0 },
        { "Age unknown", DFE_AGE_UNKNOWN, 0, 0 },
        { "age 26", DFE_AGE_FAULT, 0, 0 },
        { "Total", DFE_AGE_FAULT, 0, 0 },
        { "Age 10 to 5", DFE_AGE_FAULT, 0, 0 },
        { "Age 5 to 10 years", DFE_AGE_FAULT, 0, 0 },
        { "age 7 or so", DFE_AGE_FAULT, 0, 0 },
        { "age", DFE_AGE_FAULT, 0, 0 },
        { "", DFE_AGE_FAULT, 0, 0 },
        { "age 4 or so", DFE_AGE_FAULT, 0, 0 },
        { "under 0", DFE_AGE_FAULT, 0, 0 },
        { "age -1", DFE_AGE_FAULT, 0, 0 },
        { "under 3 and over", DFE_AGE_FAULT, 0, 0 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int from = -9, to = -9;
        cr_expect_eq(dfe_age_of(cases[i].label, &from, &to), cases[i].age, "%s", cases[i].label);
        if (cases[i].age == DFE_AGE_KNOWN)
            cr_expect(from == cases[i].from && to == cases[i].to, "%s: %d to %d", cases[i].label,
                      from, to);
    }
}
