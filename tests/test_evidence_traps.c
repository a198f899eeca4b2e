#include "evidence_traps.h"

#include "import.h"
#include "import_sample.h"
#include "evidence_sample.h"
#include "evidence_money.h"
#include "claim.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Twelve authorities of a region that grow by some 10% a year from 1,000 plans, England with them,
 * 2022 to 2025. */
enum { N_AREA = 12, FIRST = 2022, LAST = 2025 };

struct story { /* one count that is changed, before totals of England are taken */
    int area, measure, year;
    double count; /* below 0: there is none */
};

static double
usual(int area, int year)
{
    double plans = 1000.0 + 37.0 * area;
    for (int y = FIRST; y < year; y++)
        plans *= 1.10 + 0.002 * ((area * 7 + y * 3) % 11 - 5);
    return (double)(long)plans;
}

static double
told(const struct story *story, int area, int measure, int year, double count)
{
    return story != NULL && story->area == area && story->measure == measure && story->year == year
               ? story->count
               : count;
}

/* Less than 0: not published. */
static void
put(struct evidence *e, int area, int category, struct observation count)
{
    if (count.count >= 0.0)
        put_count(e, area, category, count);
}

static struct observation
of_all_ages(enum evidence_measure measure, int year, double count)
{
    return observed(measure, year, ALL_AGES, ALL_AGES, count);
}

static void
tell(struct evidence *e, const struct story *story)
{
    struct hr_err err = { 0 };
    int england, region, at;
    double plans[LAST + 1] = { 0 }, news[LAST + 1] = { 0 }, ended[LAST + 1] = { 0 };
    evidence_init(e);
    cr_assert_eq(evidence_add_area(e,
                                   &(struct evidence_area){ .level = AREA_ENGLAND,
                                                            .code = "E92000001",
                                                            .name = "England" },
                                   &england, &err),
                 0);
    cr_assert_eq(evidence_add_area(e,
                                   &(struct evidence_area){
                                       .level = AREA_REGION, .code = "E12000003", .name = "North" },
                                   &region, &err),
                 0);
    for (int area = 0; area < N_AREA; area++) {
        struct evidence_area authority = { .level = AREA_AUTHORITY, .region = "North" };
        snprintf(authority.code, sizeof authority.code, "%d", 801 + area);
        snprintf(authority.name, sizeof authority.name, "Area %c", 'A' + area);
        cr_assert_eq(evidence_add_area(e, &authority, &at, &err), 0);
        for (int year = FIRST; year <= LAST; year++) {
            const double stock = told(story, area, EVIDENCE_PLANS, year, usual(area, year));
            const double change = usual(area, year + 1) - usual(area, year);
            const double placed = told(story, area, 99, year, stock);
            put(e, at, ALL_CATEGORIES, of_all_ages(EVIDENCE_PLANS, year, stock));
            put(e, at, CATEGORY_MAINSTREAM,
                of_all_ages(EVIDENCE_PLANS, year, placed < 0 ? -1 : placed - 300.0));
            put(e, at, CATEGORY_UNIT, of_all_ages(EVIDENCE_PLANS, year, placed < 0 ? -1 : 300.0));
            plans[year] += stock > 0.0 ? stock : 0.0;
            if (year == LAST)
                continue;
            put(e, at, ALL_CATEGORIES,
                of_all_ages(EVIDENCE_NEW_PLANS, year,
                            told(story, area, EVIDENCE_NEW_PLANS, year, change + 60.0)));
            put(e, at, ALL_CATEGORIES, of_all_ages(EVIDENCE_CEASED, year, 60.0));
            news[year] += told(story, area, EVIDENCE_NEW_PLANS, year, change + 60.0);
            ended[year] += 60.0;
        }
    }
    for (int year = FIRST; year <= LAST; year++)
        for (int i = 0; i < 2; i++) {
            put(e, i == 0 ? england : region, ALL_CATEGORIES,
                of_all_ages(EVIDENCE_PLANS, year, plans[year]));
            put(e, i == 0 ? england : region, CATEGORY_MAINSTREAM,
                of_all_ages(EVIDENCE_PLANS, year, plans[year]));
            put(e, i == 0 ? england : region, ALL_CATEGORIES,
                of_all_ages(EVIDENCE_NEW_PLANS, year, year < LAST ? news[year] : -1));
            put(e, i == 0 ? england : region, ALL_CATEGORIES,
                of_all_ages(EVIDENCE_CEASED, year, year < LAST ? ended[year] : -1));
        }
    cr_assert_eq(evidence_finish(e, &err), 0);
    cr_assert_eq(evidence_traps(e, &err), 0, "%s", err.text);
}

static bool
says(const struct evidence *e, const char *kind, const char *with)
{
    for (size_t i = 0; i < e->n_remark; i++)
        if (strncmp(e->remark[i], kind, strlen(kind)) == 0 && strstr(e->remark[i], with) != NULL)
            return true;
    return false;
}

Claim(evidence_traps, ordinary_years_raise_nothing_about_authorities)
{
    struct evidence e;
    tell(&e, NULL);
    for (size_t i = 0; i < e.n_remark; i++)
        cr_expect_null(strstr(e.remark[i], "Area "), "%s", e.remark[i]);
    cr_expect(says(&e, "break:", "January 2023"));
    evidence_release(&e);
}

Claim(evidence_traps, each_trap_is_told_with_its_numbers)
{
    static const struct {
        struct story story;
        const char *kind, *with;
    } cases[] = {
        { { 3, 99, 2024, -1 }, "missing: placements of plans", "Area D January 2024 (1,346)" },
        { { 3, 99, 2024, 1300 },
          "sums: placements of plans",
          "Area D January 2024 1,300, total 1,346" },
        { { 5, EVIDENCE_PLANS, 2025, 600 },
          "outliers: plans changed",
          "Area F January 2025: 600 after 1,452 (-59%)" },
        { { 5, EVIDENCE_PLANS, 2023, 2001 },
          "outliers: plans changed",
          "Area F January 2023: 2,001 after 1,185 (+69%)" },
        { { 2, EVIDENCE_PLANS, 2023, 1074 }, "same:", "Area C, plans 2022 and 2023: 1,074" },
        { { 2, EVIDENCE_PLANS, 2023, -1 },
          "missing: plans of January 2022 to 2025",
          "Area C January 2023" },
        { { 2, EVIDENCE_PLANS, 2022, -1 },
          "missing: plans of January 2022 to 2025",
          "Area C begins January 2023" },
        { { 2, EVIDENCE_PLANS, 2025, -1 },
          "missing: plans of January 2022 to 2025",
          "Area C ends January 2024" },
        { { 7, EVIDENCE_NEW_PLANS, 2023, 900 }, "flows: plans changed", "Area H 2023 -" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct evidence e;
        tell(&e, &cases[i].story);
        cr_expect(says(&e, cases[i].kind, cases[i].with), "%s %s", cases[i].kind, cases[i].with);
        if (!says(&e, cases[i].kind, cases[i].with))
            for (size_t k = 0; k < e.n_remark; k++)
                fprintf(stderr, "  %s\n", e.remark[k]);
        evidence_release(&e);
    }
}

Claim(evidence_traps, the_release_of_the_sample_is_seen_through)
{
    struct evidence e;
    struct hr_err err = { 0 };
    const char *folder = import_sample_folder();
    import_sample_release(folder, "");
    cr_assert_eq(evidence_load(&e, folder, &err), 0, "%s", err.text);
    cr_expect(
        says(&e, "missing: placements of plans", "Kingston upon Thames January 2024 (1,100)"));
    cr_expect(says(&e, "outliers: plans of 1", "Kingston upon Thames January 2025: 1,212"),
              "London has Kingston's count");
    cr_expect(says(&e, "sums: placements of plans", "Bristol, City of January 2024 1,900") ==
              false);
    cr_expect(says(&e, "sums: ages of plans", "Kingston upon Thames January 2025 45, total 1,212"));
    cr_expect(says(&e, "note: placement not recorded, plans", "January 2025: 70 of 3,300"));
    cr_expect(says(&e, "note: ceased plans at ages 20 to 25", "one count"));
    evidence_release(&e);
    import_sample_remove(folder);
}

Claim(evidence_traps, kinds_have_an_order)
{
    cr_expect_eq(evidence_remark_gravity("missing: a year"), 0);
    cr_expect_eq(
        evidence_remark_gravity("Kent, plans 2024: counted twice, 3 and 4; the first is used"), 0);
    cr_expect_lt(evidence_remark_gravity("outliers: x"), evidence_remark_gravity("sums: x"));
    cr_expect_lt(evidence_remark_gravity("same: x"), evidence_remark_gravity("note: x"));
}

Claim(findings, the_worst_are_named_and_the_rest_counted)
{
    struct evidence e;
    struct findings found = { 0 };
    struct hr_err err = { 0 };
    evidence_init(&e);
    cr_expect_eq(findings_say(&found, "nothing", &e, &err), 0);
    cr_expect_eq(e.n_remark, 0);
    for (int i = 0; i < 9; i++)
        findings_add(&found, i == 4 ? 7.5 : 1.0, "place %d", i);
    cr_expect_eq(findings_say(&found, "odd", &e, &err), 0);
    cr_assert_eq(e.n_remark, 1);
    cr_expect_str_eq(e.remark[0],
                     "odd: place 4; place 0; place 1; place 2; place 3; place 5; and 3 more");
    findings_add(&found, 1.0, "place");
    found.failed = true;
    cr_expect_eq(findings_say(&found, "odd", &e, &err), HR_ENOMEM);
    cr_expect_eq(e.n_remark, 1);
    evidence_release(&e);
}

/* Nine regions of 1,000 plans, and England's row. */
static size_t
remarks_with_england(double england, const char *with)
{
    struct evidence e;
    struct hr_err err = { 0 };
    size_t n = 0;
    int at = -1;
    evidence_init(&e);
    for (int i = 0; i < 10; i++) {
        struct evidence_area area = { .level = i == 0 ? AREA_ENGLAND : AREA_REGION };
        snprintf(area.code, sizeof area.code, "E1200000%d", i);
        snprintf(area.name, sizeof area.name, "Part %d", i);
        cr_assert_eq(evidence_add_area(&e, &area, &at, &err), 0);
        put(&e, at, ALL_CATEGORIES, of_all_ages(EVIDENCE_PLANS, LAST, i == 0 ? england : 1000.0));
    }
    cr_assert_eq(evidence_finish(&e, &err), 0);
    cr_assert_eq(evidence_traps(&e, &err), 0);
    for (size_t i = 0; i < e.n_remark; i++)
        n += strstr(e.remark[i], with) != NULL;
    evidence_release(&e);
    return n;
}

Claim(evidence_traps, england_counted_twice_is_found)
{
    static const char twice[] = "outliers: England's plans are twice those of its parts, so it is "
                                "counted twice: January 2025: 18,000, and 9 regions have 9,000";
    cr_expect_eq(remarks_with_england(18000.0, twice), 1);
    cr_expect_eq(remarks_with_england(9000.0, "counted twice"), 0);
    cr_expect_eq(remarks_with_england(12000.0, "counted twice"), 0);
}

Claim(evidence_money, an_amount_in_another_unit_is_said_and_usual_growth_is_not)
{
    static const struct {
        double before, now, plans;
        const char *says; /* NULL: nothing */
    } CASE[] = {
        { 57.7e6, 64.3e6, 2500, NULL },
        { 57.7e6, 64321, 2500, "Kent 2024-25: 64321, and 57700000 in 2023-24" },
        { 57.7e6, 64.3e9, 2500, "Kent 2024-25: 64300000000, and 57700000 in 2023-24" },
        { 0, 64.3e6, 2500, NULL },
        { 0, 64321, 2500, "Kent 2024-25: 64321, 26 a plan" },
    };
    struct hr_err err = { 0 };
    for (size_t i = 0; i < sizeof CASE / sizeof *CASE; i++) {
        struct evidence e;
        int at;
        bool said = false;
        evidence_init(&e);
        cr_assert_eq(evidence_add_area(&e,
                                       &(struct evidence_area){
                                           .level = AREA_AUTHORITY, .code = "886", .name = "Kent" },
                                       &at, &err),
                     0);
        put(&e, at, ALL_CATEGORIES, of_all_ages(EVIDENCE_PLANS, 2024, CASE[i].plans));
        put(&e, at, ALL_CATEGORIES, of_all_ages(EVIDENCE_BLOCK, 2025, CASE[i].now));
        if (CASE[i].before > 0)
            put(&e, at, ALL_CATEGORIES, of_all_ages(EVIDENCE_BLOCK, 2024, CASE[i].before));
        cr_assert_eq(evidence_finish(&e, &err), 0);
        cr_assert_eq(evidence_money(&e, &err), 0);
        cr_expect_eq(e.n_remark, CASE[i].says != NULL ? 1u : 0u, "case %zu", i);
        for (size_t k = 0; k < e.n_remark && CASE[i].says != NULL; k++)
            said = said || strstr(e.remark[k], CASE[i].says) != NULL;
        cr_expect_eq(said, CASE[i].says != NULL, "case %zu: %s", i,
                     e.n_remark > 0 ? e.remark[0] : "");
        evidence_release(&e);
    }
}

Claim(findings, a_text_is_found_once_however_many_there_are)
{
    enum { N = 20000 };
    struct findings found = { 0 };
    char text[40];
    for (int i = 0; i < 2 * N; i++) {
        (void)snprintf(text, sizeof text, "%s %d", i < N ? "Name" : "NAME", i % N);
        findings_add_once(&found, text);
    }
    cr_expect_eq(found.n, N);
    cr_expect_not(found.failed);
    cr_expect_str_eq(found.item[N - 1].text, "Name 19999");
    findings_release(&found);
}
