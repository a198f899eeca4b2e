#include "evidence_csv.h"

#include "import.h"
#include "import_sample.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void
take(struct evidence *to, const char *text, size_t size)
{
    struct hr_err err = { 0 };
    evidence_init(to);
    cr_assert_eq(
        evidence_csv_parse(
            to, &(struct table_in){ .name = "evidence.csv", .bytes = text, .size = size }, &err),
        0, "%s", err.text);
    cr_assert_eq(evidence_finish(to, &err), 0);
}

static void
expect_round_trip(const struct evidence *evidence)
{
    struct evidence again;
    struct hr_err err = { 0 };
    char *text = NULL, *text_again = NULL;
    size_t size = 0, size_again = 0;
    cr_assert_eq(evidence_csv_text(evidence, &text, &size, &err), 0);
    take(&again, text, size);
    cr_assert_eq(again.n_item, evidence->n_item);
    cr_expect_eq(memcmp(again.item, evidence->item, evidence->n_item * sizeof *evidence->item), 0);
    cr_assert_eq(again.n_area, evidence->n_area);
    cr_expect_eq(memcmp(again.area, evidence->area, evidence->n_area * sizeof *evidence->area), 0);
    cr_assert_eq(again.n_need, evidence->n_need);
    cr_expect_eq(memcmp(again.need, evidence->need, evidence->n_need * sizeof *evidence->need), 0);
    cr_assert_eq(evidence_csv_text(&again, &text_again, &size_again, &err), 0);
    cr_expect(size == size_again && memcmp(text, text_again, size) == 0);
    for (size_t i = 0; i < size; i++)
        cr_assert((unsigned char)text[i] < 0x80, "not ASCII at byte %zu", i);
    free(text);
    free(text_again);
    evidence_release(&again);
}

Claim(evidence_csv, a_release_comes_back_byte_for_byte)
{
    struct evidence evidence;
    struct hr_err err = { 0 };
    const char *folder = import_sample_folder();
    import_sample_release(folder, "");
    cr_assert_eq(evidence_load(&evidence, folder, &err), 0, "%s", err.text);
    expect_round_trip(&evidence);
    evidence_release(&evidence);
    import_sample_remove(folder);
}

Claim(evidence_csv, the_real_one_comes_back_byte_for_byte)
{
    static const char path[] = "../shared/data/dfe-ehc-plans-2025";
    struct evidence evidence;
    struct hr_err err = { 0 };
    if (access(path, R_OK) != 0) {
        cr_skip_test("%s is not here", path);
    }
    cr_assert_eq(evidence_load(&evidence, path, &err), 0, "%s", err.text);
    cr_expect_gt(evidence.n_item, (size_t)200000);
    expect_round_trip(&evidence);
    evidence_release(&evidence);
}

Claim(evidence_csv, writes_blanks_for_all_and_the_calendar_of_each_measure)
{
    static const char text[] =
        "count,need,category,to_age,from_age,calendar,year,measure,level,area,area_code,part\n"
        "2385.5,,not_recorded,,,January,2025,plans,authority,\"Bristol, City of\",801,\n"
        "17,asd,,24,20,calendar year,2024,new_plans,england,England,E92000001,\n"
        "-5,,,,,financial year to March,2022,section_251,authority,\"Bristol, City of\",801,"
        "ap_services\n"
        "31400,,,7,7,mid-year,2024,population,authority,\"Bristol, City of\",801,\n";
    struct evidence evidence;
    struct hr_err err = { 0 };
    char *out = NULL;
    size_t size = 0;
    take(&evidence, text, sizeof text - 1);
    cr_assert_eq(evidence_csv_text(&evidence, &out, &size, &err), 0);
    cr_expect_str_eq(
        out, "area_code,ons_code,area,level,region,measure,year,calendar,from_age,to_age,category,"
             "need,part,count\n"
             "E92000001,,England,england,,new_plans,2024,calendar year,20,24,,asd,,17\n"
             "801,,\"Bristol, City of\",authority,,plans,2025,January,,,not_recorded,,,2385.5\n"
             "801,,\"Bristol, City of\",authority,,population,2024,mid-year,7,7,,,,31400\n"
             "801,,\"Bristol, City of\",authority,,section_251,2022,financial year to March,,,,,"
             "ap_services,-5\n");
    free(out);
    evidence_release(&evidence);
}
