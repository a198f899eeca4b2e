/* nearest.c: what somebody probably meant to type. */
#include "nearest.h"
#include "claim.h"

#include <stdint.h>
#include <string.h>

Claim(nearest, distance_counts_inserts_deletes_replacements_and_swaps)
{
    cr_expect_eq(edit_distance("kitten", "sitting"), 3);
    cr_expect_eq(edit_distance("", "abc"), 3);
    cr_expect_eq(edit_distance("horizon_yaers", "horizon_years"), 1,
                 "two neighbours swapped are one slip");
    cr_expect_eq(edit_distance("Own-Mix", "own_mix"), 0, "case and the kind of dash are free");
    cr_expect_eq(edit_distance("ca", "abc"), 3,
                 "optimal string alignment, not the unrestricted distance of 2");
}

Claim(nearest, distance_is_symmetric_and_obeys_the_triangle_for_words_of_the_schema)
{
    static const char *const word[] = { "fee_gbp", "topup_gbp", "place_gbp", "places",
                                        "by_need", "needs",     "growth",    "months" };
    for (size_t i = 0; i < 8; i++)
        for (size_t j = 0; j < 8; j++) {
            cr_expect_eq(edit_distance(word[i], word[j]), edit_distance(word[j], word[i]));
            for (size_t k = 0; k < 8; k++)
                cr_expect_leq(edit_distance(word[i], word[j]),
                              edit_distance(word[i], word[k]) + edit_distance(word[k], word[j]));
        }
}

Claim(nearest, the_nearest_wins_and_another_word_is_not_near)
{
    struct nearest nearest = { .name = "prises" };
    nearest_offer(&nearest, "plans");
    cr_assert_null(nearest.best);
    nearest_offer(&nearest, "prices");
    nearest_offer(&nearest, "rises_up");
    cr_assert_str_eq(nearest.best, "prices");
    struct nearest begun = { .name = "horizon" };
    nearest_offer(&begun, "horizon_years");
    cr_assert_str_eq(begun.best, "horizon_years");
}

Claim(nearest, a_name_longer_or_shorter_by_as_many_letters_as_may_slip_is_near)
{
    static const struct {
        const char *candidate;
        bool near; /* to a name of six letters, of which three may slip */
    } cases[] = {
        { "pri", true }, { "xyzprices", true }, { "pr", false }, { "wxyzprices", false }
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct nearest nearest = { .name = "prices" };
        nearest_offer(&nearest, cases[i].candidate);
        cr_expect_eq(nearest.best != NULL, cases[i].near, "%s", cases[i].candidate);
    }
}

Claim(nearest, a_name_that_has_the_one_typed_as_a_word_is_nearest)
{
    struct nearest nearest = { .name = "fee" };
    nearest_offer(&nearest, "seed");
    nearest_offer(&nearest, "fee_gbp");
    cr_assert_str_eq(nearest.best, "fee_gbp");
    cr_expect(has_words("amount_gbp_m", "gbp_m"));
    cr_expect(has_words("prices.fee_gbp", "fee"));
    cr_expect_not(has_words("coffee_gbp", "fee"));
    cr_expect_not(has_words("fees", "fee"));
    cr_expect_not(has_words("fee_gbp", ""));
}

Claim(nearest, names_too_long_to_compare_are_not_near)
{
    char text[200];
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    cr_assert_eq(edit_distance(text, "a"), SIZE_MAX);
    struct nearest nearest = { .name = text };
    nearest_offer(&nearest, "a");
    cr_assert_null(nearest.best);
}
