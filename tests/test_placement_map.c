#include "placement_map.h"
#include "claim.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void
make_default(struct placement_map *map)
{
    struct hr_err err = { 0 };
    cr_assert_eq(placement_map_init(map, &err), 0, "%s", err.text);
}

Claim(placement_map, knows_the_columns_and_the_labels_of_the_release)
{
    static const struct {
        const char *column;
        int category;
    } cases[] = {
        { "mainstream_la_maintained", CATEGORY_MAINSTREAM },
        { "Mainstream - LA maintained", CATEGORY_MAINSTREAM },
        { "mainstream_free_school_senunit", CATEGORY_UNIT },
        { "Mainstream - free school (SEN unit)", CATEGORY_UNIT },
        { "special_academy_free", CATEGORY_STATE_SPECIAL },
        { "Special - Academy/free schools", CATEGORY_STATE_SPECIAL },
        { "Special - non-maintained", CATEGORY_INDEPENDENT },
        { "mainstream_independent", CATEGORY_INDEPENDENT },
        { "ap_pru_la_maintained", CATEGORY_ALTERNATIVE },
        { "ukrlp_provider", CATEGORY_FURTHER_EDUCATION },
        { "FE - specialist post-16 institutions", CATEGORY_SPECIALIST_POST16 },
        { "other_arrangements_parents", CATEGORY_OTHERWISE },
        { "nm_early_years", CATEGORY_EARLY_YEARS },
        { "elective_home_education", CATEGORY_HOME_EDUCATION },
        { "await_prov_2022", CATEGORY_NOT_IN_EDUCATION },
        { "w_settings", CATEGORY_OTHER },
        { "placement_unknown", NOT_RECORDED },
        { "Placement not recorded", NOT_RECORDED },
        { "ed_elsewhere", PLACEMENT_TOTAL },
        { "Educated elsewhere - total", PLACEMENT_TOTAL },
        { "AP_PRU_total_pc", PLACEMENT_IGNORE },
        { "special_lunar", PLACEMENT_UNKNOWN },
        { "", PLACEMENT_UNKNOWN },
    };
    struct placement_map map;
    make_default(&map);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        cr_expect_eq(placement_map_find(&map, cases[i].column), cases[i].category, "%s",
                     cases[i].column);
    placement_map_release(&map);
    placement_map_release(&map);
}

Claim(placement_map, every_category_has_a_placement)
{
    struct placement_map map;
    make_default(&map);
    for (int category = NOT_RECORDED; category < N_CATEGORY; category++) {
        size_t n = 0;
        for (size_t i = 0; i < map.n_row; i++)
            n += map.row[i].category == category;
        cr_expect(n > 0 || category == ALL_CATEGORIES, "category %d", category);
    }
    placement_map_release(&map);
}

Claim(placement_map, words_and_categories_go_both_ways)
{
    for (int category = 0; category < N_CATEGORY; category++)
        cr_expect_eq(placement_category_of(placement_category_word(category)), category);
    cr_expect_eq(placement_category_of("not_recorded"), NOT_RECORDED);
    cr_expect_str_eq(placement_category_word(PLACEMENT_IGNORE), "ignore");
    cr_expect_eq(placement_category_of("State Special"), CATEGORY_STATE_SPECIAL);
    cr_expect_eq(placement_category_of("totals"), PLACEMENT_UNKNOWN);
}

Claim(placement_map, what_is_written_is_read_back)
{
    struct placement_map map, again;
    struct hr_err err = { 0 };
    char *text = NULL, *text_again = NULL;
    size_t size = 0, size_again = 0;
    make_default(&map);
    cr_assert_eq(placement_map_text(&map, &text, &size, &err), 0);
    cr_expect_eq(strncmp(text, "dfe_column,category\nmainstream_la_maintained,mainstream\n", 55),
                 0);
    again = (struct placement_map){ 0 };
    cr_assert_eq(placement_map_parse(
                     &again,
                     &(struct table_in){ .name = "placement_map.csv", .bytes = text, .size = size },
                     &err),
                 0, "%s", err.text);
    cr_assert_eq(placement_map_text(&again, &text_again, &size_again, &err), 0);
    cr_expect_str_eq(text, text_again);
    free(text);
    free(text_again);
    placement_map_release(&map);
    placement_map_release(&again);
}

Claim(placement_map, a_file_replaces_its_rows_and_keeps_the_others)
{
    char path[] = "/tmp/headroom-map.XXXXXX";
    static const char bytes[] =
        "category,dfe_column\r\nstate_special,Special - Independent\r\nunit,our resource base\r\n";
    struct placement_map map;
    struct hr_err err = { 0 };
    const int fd = mkstemp(path);
    cr_assert(fd >= 0 && write(fd, bytes, sizeof bytes - 1) == (ssize_t)sizeof bytes - 1);
    cr_assert_eq(close(fd), 0);
    make_default(&map);
    const size_t n = map.n_row;
    cr_expect_eq(placement_map_read(&map, path, &err), 0, "%s", err.text);
    cr_expect_eq(map.n_row, n + 1);
    cr_expect_eq(placement_map_find(&map, "special_independent"), CATEGORY_STATE_SPECIAL);
    cr_expect_eq(placement_map_find(&map, "Our Resource Base"), CATEGORY_UNIT);
    cr_expect_eq(placement_map_find(&map, "neet"), CATEGORY_NOT_IN_EDUCATION);
    cr_assert_eq(unlink(path), 0);
    cr_expect_eq(placement_map_read(&map, path, &err), HR_EIO);
    placement_map_release(&map);
}
