/* Several sources of evidence as one. */
#include "evidence_merge.h"
#include "claim.h"


Claim(evidence_merge, two_halves_make_the_whole)
{
    struct evidence whole, half[2], merged;
    struct hr_err err = { 0 };
    evidence_init(&whole);
    evidence_init(&merged);
    for (int k = 0; k < 2; k++)
        evidence_init(&half[k]);
    const struct evidence_area area = { .level = AREA_AUTHORITY,
                                        .code = "999",
                                        .name = "Testshire" };
    for (int year = 2011; year < 2025; year++) {
        struct evidence *to[] = { &whole, &half[year % 2] };
        for (int k = 0; k < 2; k++) {
            struct observation o = { .measure = EVIDENCE_PLANS,
                                     .from_age = ALL_AGES,
                                     .to_age = ALL_AGES,
                                     .category = ALL_CATEGORIES,
                                     .need = ALL_NEEDS };
            o.year = (short)year;
            o.count = 731.0 + 17.0 * year;
            cr_assert_eq(evidence_add_area(to[k], &area, &o.area, &err), 0);
            cr_assert_eq(evidence_add(to[k], &o, &err), 0);
        }
    }
    cr_assert_eq(evidence_finish(&whole, &err), 0);
    for (int k = 0; k < 2; k++) {
        cr_assert_eq(evidence_finish(&half[k], &err), 0);
        cr_assert_eq(evidence_merge(&merged, &half[k], &err), 0, "%s", err.text);
        evidence_release(&half[k]);
    }
    cr_assert_eq(evidence_finish(&merged, &err), 0);
    cr_assert_eq(merged.n_item, whole.n_item);
    for (size_t i = 0; i < whole.n_item; i++)
        cr_expect(merged.item[i].year == whole.item[i].year &&
                  merged.item[i].count == whole.item[i].count);
    evidence_release(&whole);
    evidence_release(&merged);
}
