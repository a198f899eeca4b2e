/* Several sources as one: the newer release wins, whole; own tables replace what others say of
 * their January. */
#include "evidence_join.h"

#include "evidence_sample.h"
#include "claim.h"

#include <math.h>
#include <string.h>

static struct evidence_source older, newer, own;
static struct evidence all;

static int
add_area(struct evidence *to, enum area_level level, const char *code, const char *name)
{
    struct evidence_area area = { .level = level };
    struct hr_err err = { 0 };
    int index = -1;
    memcpy(area.code, code, strlen(code));
    memcpy(area.name, name, strlen(name));
    cr_assert_eq(evidence_add_area(to, &area, &index, &err), 0, "%s", err.text);
    return index;
}

static void
put(struct evidence_source *to, int area, int category, struct observation o)
{
    put_count(&to->evidence, area, category, o);
}

static struct observation
plans(int year, int age, double count)
{
    return observed(EVIDENCE_PLANS, year, age, age, count);
}

/* Releases of January 2024 (bands) and 2025 (single ages), both of January 2024. */
static void
lay_out(void)
{
    older.name = "plans_2024.zip";
    newer.name = "plans_2025.zip";
    own.name = "own";
    evidence_init(&older.evidence);
    evidence_init(&newer.evidence);
    evidence_init(&own.evidence);
    const int a = add_area(&older.evidence, AREA_AUTHORITY, "800", "Ashby"),
              b = add_area(&newer.evidence, AREA_AUTHORITY, "800", "Ashby");
    put(&older, a, ALL_CATEGORIES, plans(2023, ALL_AGES, 90));
    put(&older, a, ALL_CATEGORIES, plans(2024, ALL_AGES, 100));
    put(&older, a, ALL_CATEGORIES, observed(EVIDENCE_PLANS, 2024, 0, 4, 12));
    put(&older, a, ALL_CATEGORIES, observed(EVIDENCE_PLANS, 2023, 0, 4, 11));
    put(&older, a, CATEGORY_OTHER, plans(2024, ALL_AGES, 7));
    put(&older, a, ALL_CATEGORIES, observed(EVIDENCE_POPULATION, 2024, 0, 17, 5000));
    put(&newer, b, ALL_CATEGORIES, plans(2024, ALL_AGES, 104));
    put(&newer, b, ALL_CATEGORIES, plans(2024, 4, 9));
    put(&newer, b, CATEGORY_MAINSTREAM, plans(2024, ALL_AGES, 60));
    put(&newer, b, ALL_CATEGORIES, plans(2025, ALL_AGES, 110));
    put(&newer, b, CATEGORY_MAINSTREAM, plans(2025, ALL_AGES, 70));
    put(&newer, b, ALL_CATEGORIES, observed(EVIDENCE_POPULATION, 2024, 4, 4, 300));
}

static void
join(const struct evidence_source *source, size_t n)
{
    struct hr_err err = { 0 };
    struct evidence_source finished[3];
    for (size_t i = 0; i < n; i++) {
        finished[i] = source[i];
        cr_assert_eq(evidence_finish(&finished[i].evidence, &err), 0, "%s", err.text);
    }
    evidence_init(&all);
    cr_assert_eq(evidence_join(&all, finished, n, &err), 0, "%s", err.text);
    for (size_t i = 0; i < n; i++)
        evidence_release(&finished[i].evidence);
}

static double
get(enum evidence_measure measure, int year, struct ages ages, int category)
{
    struct observation like = observed(measure, year, ages.first, ages.last, 0.0);
    like.area = evidence_find_area(&all, "800");
    like.category = (short)category;
    return evidence_get(&all, &like);
}
#define ALL_OF ((struct ages){ ALL_AGES, ALL_AGES })

static void
expect_newer_wins(void)
{
    cr_expect_eq(get(EVIDENCE_PLANS, 2024, ALL_OF, ALL_CATEGORIES), 104.0);
    cr_expect_eq(get(EVIDENCE_PLANS, 2023, ALL_OF, ALL_CATEGORIES), 90.0);
    cr_expect(isnan(get(EVIDENCE_PLANS, 2024, (struct ages){ 0, 4 }, ALL_CATEGORIES)),
              "bands of one release and single ages of another are not mixed");
    cr_expect_eq(get(EVIDENCE_PLANS, 2023, (struct ages){ 0, 4 }, ALL_CATEGORIES), 11.0);
    cr_expect(isnan(get(EVIDENCE_PLANS, 2024, ALL_OF, CATEGORY_OTHER)), "nor are their placements");
    cr_expect_eq(get(EVIDENCE_PLANS, 2024, ALL_OF, CATEGORY_MAINSTREAM), 60.0);
    cr_expect_eq(get(EVIDENCE_POPULATION, 2024, (struct ages){ 0, 17 }, ALL_CATEGORIES), 5000.0);
    cr_expect_eq(get(EVIDENCE_POPULATION, 2024, (struct ages){ 4, 4 }, ALL_CATEGORIES), 300.0);
    cr_assert_eq(all.n_remark, 1);
    cr_expect_not_null(strstr(all.remark[0], "of 'plans_2024.zip' 3 counts of 2024 to 2024 are not "
                                             "used"),
                       "%s", all.remark[0]);
}

Claim(evidence_join, the_newer_release_wins_whole_whatever_the_order)
{
    lay_out();
    join((const struct evidence_source[]){ older, newer }, 2);
    expect_newer_wins();
    evidence_release(&all);
    lay_out();
    join((const struct evidence_source[]){ newer, older }, 2);
    expect_newer_wins();
    evidence_release(&all);
}

Claim(evidence_join, own_tables_replace_all_that_is_said_of_their_january)
{
    lay_out();
    const int area = add_area(&own.evidence, AREA_AUTHORITY, EVIDENCE_OWN_CODE, "ASHBY");
    put(&own, area, ALL_CATEGORIES, plans(2024, ALL_AGES, 31));
    put(&own, area, CATEGORY_UNIT, plans(2024, ALL_AGES, 31));
    join((const struct evidence_source[]){ older, newer, own }, 3);
    cr_expect_eq(all.n_area, 1, "one authority: the name, in either case");
    cr_expect_eq(get(EVIDENCE_PLANS, 2024, ALL_OF, ALL_CATEGORIES), 31.0);
    cr_expect_eq(get(EVIDENCE_PLANS, 2024, ALL_OF, CATEGORY_UNIT), 31.0);
    cr_expect(isnan(get(EVIDENCE_PLANS, 2024, ALL_OF, CATEGORY_MAINSTREAM)));
    cr_expect(isnan(get(EVIDENCE_PLANS, 2024, (struct ages){ 4, 4 }, ALL_CATEGORIES)));
    cr_expect_eq(get(EVIDENCE_PLANS, 2025, ALL_OF, CATEGORY_MAINSTREAM), 70.0, "of another year");
    evidence_release(&all);
}

/* As a SEN2 return is: the name may be any. */
Claim(evidence_join, own_tables_with_a_code_are_of_its_authority)
{
    lay_out();
    const int area = add_area(&own.evidence, AREA_AUTHORITY, EVIDENCE_OWN_CODE "800", "Our town");
    put(&own, area, ALL_CATEGORIES, plans(2025, ALL_AGES, 31));
    join((const struct evidence_source[]){ newer, own }, 2);
    cr_assert_eq(all.n_area, 1);
    cr_expect_str_eq(all.area[0].code, "800");
    cr_expect_eq(evidence_total(&all, 0, EVIDENCE_PLANS, 2025), 31.0);
    cr_expect(evidence_is_own(&all, 0, 2025) && !evidence_is_own(&all, 0, 2024));
    bool said = false;
    for (size_t i = 0; i < all.n_remark; i++)
        said = said || strstr(all.remark[i], EVIDENCE_OWN_BESIDE
                              "Ashby, plans in January 2025, WARNING, 31, where 'plans_2025.zip' "
                              "has 110 (-71.8%)") != NULL;
    cr_expect(said, "how far apart they are is said");
    evidence_release(&older.evidence);
    evidence_release(&all);
}

Claim(evidence_join, a_name_that_no_other_source_has_stays_an_area_of_its_own)
{
    lay_out();
    const int area = add_area(&own.evidence, AREA_AUTHORITY, EVIDENCE_OWN_CODE, "Elsewhere");
    put(&own, area, ALL_CATEGORIES, plans(2024, ALL_AGES, 31));
    join((const struct evidence_source[]){ own, newer }, 2);
    cr_expect_eq(all.n_area, 2);
    cr_expect_eq(get(EVIDENCE_PLANS, 2024, ALL_OF, ALL_CATEGORIES), 104.0);
    evidence_release(&all);
    evidence_release(&older.evidence);
}
