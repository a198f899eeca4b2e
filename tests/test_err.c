#include "err.h"
#include "claim.h"

#include <string.h>

Claim(err, fail_returns_the_code_and_keeps_the_sentence)
{
    struct hr_err err = { 0 };
    const int ret =
        hr_fail(&err, HR_ESCENARIO, "'%s' is %.3f, want %d", "prices.fee_gbp", 2.385, 17);
    cr_assert_eq(ret, HR_ESCENARIO);
    cr_assert_eq(err.code, HR_ESCENARIO);
    cr_assert_str_eq(err.text, "'prices.fee_gbp' is 2.385, want 17");
}

Claim(err, fail_without_a_place_for_the_sentence_still_returns_the_code)
{
    cr_assert_eq(hr_fail(NULL, HR_EIO, "cannot read '%s'", "stock.csv"), HR_EIO);
}

Claim(err, every_code_is_negative_and_its_own)
{
    const int code[] = { HR_ENOMEM, HR_EUSAGE, HR_ESCENARIO,  HR_EWRITE,
                         HR_ERANGE, HR_EIO,    HR_EINTERRUPT, HR_EMODEL };
    for (size_t i = 0; i < sizeof code / sizeof *code; i++) {
        cr_assert_lt(code[i], HR_OK);
        for (size_t j = 0; j < i; j++)
            cr_assert_neq(code[i], code[j]);
    }
}

Claim(err, a_sentence_may_quote_the_one_it_replaces)
{
    struct hr_err err = { 0 };
    cr_assert_eq(hr_fail(&err, HR_EIO, "cannot read 'a.csv'"), HR_EIO);
    cr_assert_eq(hr_fail(&err, HR_ESCENARIO, "b.cfg:17: %s", err.text), HR_ESCENARIO);
    cr_assert_str_eq(err.text, "b.cfg:17: cannot read 'a.csv'");
}

Claim(err, a_sentence_that_just_fits_is_kept_whole)
{
    struct hr_err err = { 0 };
    char text[sizeof err.text];
    memset(text, 'x', sizeof text);
    text[sizeof text - 1] = '\0';
    cr_assert_eq(hr_fail(&err, HR_EIO, "%s", text), HR_EIO);
    cr_assert_str_eq(err.text, text);
}

Claim(err, a_sentence_that_is_too_long_ends_in_dots)
{
    struct hr_err err = { 0 };
    char text[2 * sizeof err.text];
    memset(text, 'x', sizeof text);
    text[sizeof text - 1] = '\0';
    cr_assert_eq(hr_fail(&err, HR_EIO, "%s", text), HR_EIO);
    cr_assert_eq(strlen(err.text), sizeof err.text - 1);
    cr_assert_str_eq(err.text + strlen(err.text) - 4, "x...");
}

Claim(err, a_cut_is_after_a_whole_word)
{
    struct hr_err err = { 0 };
    char words[4096];
    for (size_t i = 0; i < sizeof words; i++)
        words[i] = "capital "[i % 8];
    words[sizeof words - 1] = '\0';
    for (int first = 0; first < 8; first++) {
        cr_expect_eq(hr_fail(&err, HR_EIO, "%.*s%s", first, "1234567", words), HR_EIO);
        const size_t n = strlen(err.text);
        cr_expect_str_eq(err.text + n - strlen("capital ..."), "capital ...");
        cr_expect_gt(n, sizeof err.text - 16);
    }
}

Claim(err, a_cut_never_splits_a_character)
{
    /* A text of pound signs, two bytes each, shifted by 0 and 1 so that the cut would once fall
     * inside one. */
    for (size_t shift = 0; shift < 2; shift++) {
        struct hr_err err = { 0 };
        char text[2 * sizeof err.text + 2] = "x";
        for (size_t i = shift; i + 2 < sizeof text; i += 2)
            memcpy(text + i, "\xc2\xa3", 2);
        cr_assert_eq(hr_fail(&err, HR_EIO, "%s", text), HR_EIO);
        const size_t length = strlen(err.text);
        cr_assert_str_eq(err.text + length - 3, "...");
        cr_assert_eq((unsigned char)err.text[length - 4], 0xa3, "the last pound sign is whole");
        cr_assert_eq((length - 3 - shift) % 2, 0);
    }
}

ClaimAborts(err, a_bug_aborts)
{
    hr_bug("the impossible: %d", 3);
}
