/* People of a year and of England, and codes of authorities, that do not fit: said, and nothing is
 * said of those that do. */
#include "evidence_people.h"

#include "claim.h"
#include "evidence_codes.h"
#include "evidence_sample.h"
#include "evidence_sizes.h"

#include <stdio.h>
#include <string.h>

enum { N_AREA = 25, OLDEST = 24 };

/* Twenty-five authorities of 25,000 people and 1,000 plans in two years, England four times them
 * all. In one area (0: England) and year people are so many times as many. */
struct story {
    int area, year;
    double times;
};

static void
tell(struct evidence *e, const struct story *story)
{
    struct hr_err err = { 0 };
    evidence_init(e);
    for (int area = 0; area <= N_AREA; area++) {
        struct evidence_area of = { .level = area == 0 ? AREA_ENGLAND : AREA_AUTHORITY };
        int at;
        (void)snprintf(of.code, sizeof of.code, area == 0 ? "E92000001" : "A%02d", area);
        (void)snprintf(of.name, sizeof of.name, area == 0 ? "England" : "Area %d", area);
        cr_assert_eq(evidence_add_area(e, &of, &at, &err), 0);
        const double times = area == 0 ? 4.0 * N_AREA : 1.0;
        for (int year = 2023; year <= 2024; year++) {
            const double here = area == story->area && year == story->year ? story->times : 1.0;
            for (int age = 0; age <= OLDEST; age++)
                put_count(e, at, ALL_CATEGORIES,
                          observed(EVIDENCE_POPULATION, year, age, age, 1000.0 * times * here));
            put_count(e, at, ALL_CATEGORIES,
                      observed(EVIDENCE_PLANS, year + 1, ALL_AGES, ALL_AGES, 1000.0 * times));
        }
    }
    cr_assert_eq(evidence_finish(e, &err), 0);
}

static size_t
remarks(const struct evidence *of, const char *text)
{
    size_t n = 0;
    for (size_t i = 0; i < of->n_remark; i++)
        n += strstr(of->remark[i], text) != NULL;
    return n;
}

Claim(evidence_people, people_that_do_not_fit_are_told)
{
    static const struct {
        struct story story;
        bool year, england;
    } CASE[] = {
        { { 1, 2024, 1.0 }, false, false },  { { 1, 2024, 1.5 }, false, false },
        { { 7, 2024, 1000.0 }, true, true }, { { 7, 2023, 0.001 }, true, false },
        { { 7, 2024, 10.0 }, true, false },  { { 0, 2024, 1.2 }, false, false },
        { { 0, 2024, 2.0 }, true, true },    { { 0, 2024, 0.1 }, true, true },
    };
    for (size_t i = 0; i < sizeof CASE / sizeof CASE[0]; i++) {
        struct evidence e;
        struct hr_err err = { 0 };
        tell(&e, &CASE[i].story);
        cr_assert_eq(evidence_people(&e, &err), 0);
        cr_expect_eq(remarks(&e, "is one year in thousands?"), CASE[i].year, "case %zu", i);
        cr_expect_eq(remarks(&e, "are they counted twice?"), CASE[i].england, "case %zu", i);
        evidence_release(&e);
    }
}

Claim(evidence_people, codes_of_two_authorities_are_told)
{
    static const struct {
        struct evidence_area area[2];
        size_t n;
    } CASE[] = {
        { { { AREA_AUTHORITY, "319", "E09000029", "Sutton", "London", 0, 0 },
            { AREA_AUTHORITY, "302", "E09000003", "Barnet", "London", 0, 0 } },
          0 },
        { { { AREA_AUTHORITY, "319", "E09000003", "Sutton", "London", 0, 0 },
            { AREA_AUTHORITY, "302", "E09000003", "Barnet", "London", 0, 0 } },
          1 },
        { { { AREA_AUTHORITY, "319", "E09000029", "Barnet", "London", 0, 0 },
            { AREA_AUTHORITY, "302", "E09000003", "Sutton", "London", 0, 0 } },
          1 },
        { { { AREA_AUTHORITY, "3190", "E09000029", "Sutton", "London", 0, 0 },
            { AREA_AUTHORITY, "302", "E09000003", "Barnet", "London", 0, 0 } },
          1 },
        { { { AREA_AUTHORITY, "319", "E09000029", "Sutton", "Outer London", 0, 0 },
            { AREA_AUTHORITY, "319", "E09000029", "Sutton", "London", 0, 0 } },
          0 },
        { { { AREA_AUTHORITY, "319", "E09000029", "Sutton", "South East", 0, 0 },
            { AREA_AUTHORITY, "319", "E09000029", "Sutton", "London", 0, 0 } },
          1 },
    };
    for (size_t i = 0; i < sizeof CASE / sizeof CASE[0]; i++) {
        struct evidence e;
        struct hr_err err = { 0 };
        int at;
        evidence_init(&e);
        for (size_t k = 0; k < 2; k++)
            cr_assert_eq(evidence_add_area(&e, &CASE[i].area[k], &at, &err), 0);
        cr_assert_eq(evidence_codes(&e, &err), 0);
        cr_expect_eq(remarks(&e, "of one area?"), CASE[i].n, "case %zu", i);
        evidence_release(&e);
    }
}

/* Of ages 5 to 19 in one year, one left out; plans of a January. */
static void
put_ages(struct evidence *e, int mid_year, int without)
{
    struct hr_err err = { 0 };
    int at;
    evidence_init(e);
    cr_assert_eq(
        evidence_add_area(
            e, &(struct evidence_area){ AREA_AUTHORITY, "A1", "", "Oakham", "", 0, 0 }, &at, &err),
        0);
    for (int age = 5; age < 20; age++)
        if (age != without)
            put_count(e, at, ALL_CATEGORIES,
                      observed(EVIDENCE_POPULATION, mid_year, age, age, 900));
    put_count(e, at, ALL_CATEGORIES, observed(EVIDENCE_PLANS, 2026, ALL_AGES, ALL_AGES, 500));
    cr_assert_eq(evidence_finish(e, &err), 0);
}

Claim(evidence_people, a_year_or_an_age_that_is_not_there_is_told)
{
    static const struct {
        int mid_year, without;
        bool year, age;
    } CASE[] = { { 2025, 0, false, false },
                 { 2020, 19, false, false },
                 { 2052, 0, true, false },
                 { 2025, 11, false, true } };
    for (size_t i = 0; i < sizeof CASE / sizeof CASE[0]; i++) {
        struct evidence e;
        struct hr_err err = { 0 };
        put_ages(&e, CASE[i].mid_year, CASE[i].without);
        cr_assert_eq(evidence_people(&e, &err), 0);
        cr_assert_eq(evidence_sizes(&e, &err), 0);
        cr_expect_eq(remarks(&e, "is a year wrong?"), CASE[i].year, "case %zu", i);
        cr_expect_eq(remarks(&e, "people of some ages are not given"), CASE[i].age, "case %zu", i);
        evidence_release(&e);
    }
}
