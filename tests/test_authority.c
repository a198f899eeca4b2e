#include "authority.h"
#include "csv_in.h"
#include "claim.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define DATA "../shared/data/england/"

Claim(authority, one_is_found_by_every_code_and_spelling)
{
    static const struct {
        const char *by, *code;
    } cases[] = {
        { "E06000066", "933" }, { "E10000027", "933" }, { "933", "933" },
        { "e09000029", "319" }, { "E08000016", "370" }, { "E08000038", "370" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct authority *found = authority_by_code(cases[i].by);
        cr_assert_not_null(found, "%s", cases[i].by);
        cr_expect_str_eq(found->code, cases[i].code);
    }
    static const struct {
        const char *by, *code;
    } names[] = {
        { "Bristol City of", "801" },
        { "bristol", "801" },
        { "Kingston upon Hull, City of", "810" },
        { "Kingston-upon-Thames", "314" },
        { "Herefordshire", "884" },
        { "Durham", "840" },
        { "County Durham", "840" },
        { "St Helens", "342" },
        { "Brighton & Hove", "846" },
        { "Bournemouth Christchurch and Poole", "839" },
        { "Dorset", "838" },
        { "City of London", "201" },
        { "Bournemouth", "837" },
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct authority *found = authority_by_name(names[i].by);
        cr_assert_not_null(found, "%s", names[i].by);
        cr_expect_str_eq(found->code, names[i].code, "%s", names[i].by);
    }
    static const char *const nobody[] = { "London", "England", "South East", "", "Atlantis" };
    for (size_t i = 0; i < sizeof nobody / sizeof *nobody; i++)
        cr_expect_null(authority_by_name(nobody[i]), "%s", nobody[i]);
}

Claim(authority, codes_and_names_are_each_of_one_authority)
{
    size_t n_now = 0;
    for (size_t i = 0; i < authority_count(); i++) {
        const struct authority *one = authority_item(i);
        n_now += one->ended == 0;
        cr_expect_eq(authority_by_code(one->code), one);
        for (size_t k = 0; k < AUTHORITY_N_ONS && one->ons[k] != NULL; k++)
            cr_expect_eq(authority_by_code(one->ons[k]), one, "%s", one->ons[k]);
        if (one->ended == 0)
            cr_expect_eq(authority_by_name(one->name), one, "%s", one->name);
    }
    cr_expect_eq(n_now, 153, "England has 153 local authorities for education, not %zu", n_now);
}

/* Districts that ONS has now, and has had, add up to the same authority. */
Claim(authority, districts_are_counted_through_joining_and_renumbering)
{
    const struct authority *suffolk = authority_by_code("935"), *herts = authority_by_code("919");
    cr_expect_eq(authority_n_district(suffolk), 7);
    cr_expect_eq(authority_covers(suffolk, "E07000244"), 2,
                 "East Suffolk is two districts of 2011");
    cr_expect_eq(authority_covers(suffolk, "E07000205"), 1);
    cr_expect_eq(authority_covers(suffolk, "E07000066"), 0, "Basildon is in Essex");
    cr_expect_eq(authority_n_district(herts), 10);
    cr_expect_eq(authority_covers(herts, "E07000242"), 1);
    cr_expect_eq(authority_covers(herts, "E07000097"), 1);
    const struct authority *bcp = authority_by_code("839");
    cr_expect_eq(authority_n_district(bcp), 3, "Bournemouth, Poole, Christchurch");
    cr_expect_eq(authority_covers(bcp, "E06000029"), 1);
    cr_expect_eq(authority_n_district(authority_by_code("319")), 0);
    cr_expect_eq(authority_covers(bcp, "E0600002"), 0, "too short for a code");
}

/* Every authority that DfE's and ONS's own figures name is known by the same code. */
static void
compare_with(const char *file)
{
    struct csv_in csv;
    struct faults faults;
    struct hr_err err = { 0 };
    char path[128];
    snprintf(path, sizeof path, "%s%s", DATA, file);
    faults_init(&faults);
    csv_in_init(&csv, &faults);
    cr_assert_eq(csv_in_read(&csv, path, &err), 0, "%s", err.text);
    const size_t code = csv_in_column(&csv, "dfe_code"), name = csv_in_column(&csv, "name");
    const size_t ons = csv_in_column(&csv, "ons_code");
    for (size_t row = 0; row < csv.n_row; row++) {
        const char *text = csv_in_text(&csv, row, code);
        if (text[0] == '\0')
            continue;
        const struct authority *one = authority_by_code(text);
        cr_assert_not_null(one, "%s", text);
        cr_expect_eq(authority_by_name(csv_in_text(&csv, row, name)), one, "%s",
                     csv_in_text(&csv, row, name));
        if (ons != SIZE_MAX)
            cr_expect_eq(authority_by_code(csv_in_text(&csv, row, ons)), one, "%s", text);
    }
    csv_in_release(&csv);
    faults_release(&faults);
}

Claim(authority, published_codes_and_names_are_those_of_the_table)
{
    if (access(DATA, R_OK) != 0)
        cr_skip_test("%s is not there", DATA);
    compare_with("ehcp_total_la_2010_2025.csv");
    compare_with("population_0_17_la_2012_2024.csv");
    compare_with("dsg_allocations_la_2019_2024.csv");
    compare_with("statistical_neighbours_2025.csv");
}
