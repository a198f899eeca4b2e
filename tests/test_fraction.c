/* Fractions in words: what is said is true of every number from 0 to 200 per cent and beyond, and
 * nothing nearer could be said. */
#include "fraction.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* What the words mean, written down a second time. */
static const struct meaning {
    const char *name;
    double value;
    bool rare; /* said of itself only, so not of what is merely near */
} meanings[] = {
    { "a tenth", 0.1, false },         { "an eighth", 0.125, false },
    { "a sixth", 1.0 / 6, false },     { "a fifth", 0.2, false },
    { "a quarter", 0.25, false },      { "three tenths", 0.3, true },
    { "a third", 1.0 / 3, false },     { "two fifths", 0.4, false },
    { "a half", 0.5, false },          { "three fifths", 0.6, false },
    { "two thirds", 2.0 / 3, false },  { "seven tenths", 0.7, true },
    { "three quarters", 0.75, false }, { "four fifths", 0.8, false },
    { "nine tenths", 0.9, false },     { "all", 1.0, true },
};
enum { N_MEANING = sizeof meanings / sizeof meanings[0] };

static const struct meaning *
meaning_of(const char *words)
{
    const struct meaning *found = NULL;
    for (size_t i = 0; i < N_MEANING; i++) {
        const size_t n = strlen(meanings[i].name), all = strlen(words);
        if (all >= n && strcmp(words + all - n, meanings[i].name) == 0)
            found = &meanings[i];
    }
    return found;
}

static bool
begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* Is "about a half", "nearly a half" or "over a half" true of x, and no other fraction nearer? */
static void
expect_true(const char *words, double x)
{
    const struct meaning *is = meaning_of(words);
    cr_assert_not_null(is, "%g: '%s'", x, words);
    const double off = x - is->value, rounding = 1e-9;
    if (begins(words, "about "))
        cr_expect_leq(fabs(off), 0.015 + rounding, "%g: '%s'", x, words);
    else if (begins(words, "nearly "))
        cr_expect(off < 0.0 && off >= -0.05 - rounding, "%g: '%s'", x, words);
    else if (begins(words, "over "))
        cr_expect(off > 0.0 && off <= 0.1, "%g: '%s'", x, words);
    else
        cr_expect(strcmp(words, "all") == 0 && x == 1.0, "%g: '%s'", x, words);
    for (size_t i = 0; i < N_MEANING; i++)
        if (!meanings[i].rare)
            cr_expect_geq(fabs(x - meanings[i].value), fabs(off) - rounding, "%g: '%s'", x, words);
}

Claim(fraction, no_share_is_called_what_it_is_not)
{
    for (int i = 0; i <= 10000; i++) {
        const double x = (double)i / 10000.0;
        const struct words words = fraction_of(x);
        if (x < 0.08)
            cr_expect_str_empty(words.text, "%g: '%s'", x, words.text);
        else
            expect_true(words.text, x);
    }
    cr_expect_str_empty(fraction_of(1.01).text);
    cr_expect_str_empty(fraction_of((double)NAN).text);
}

/* From nothing left to three times as many, in steps of a tenth of a per cent. */
Claim(fraction, no_growth_is_called_what_it_is_not)
{
    for (int i = 0; i <= 3000; i++) {
        const double ratio = (double)i / 1000.0, change = ratio - 1.0;
        const struct words said = fraction_growth(ratio);
        const char *words = said.text;
        if (begins(words, "grow by ")) {
            cr_expect_gt(change, 0.0);
            expect_true(words + strlen("grow by "), change);
        } else if (begins(words, "fall by ")) {
            cr_expect_lt(change, 0.0);
            expect_true(words + strlen("fall by "), fmin(-change, 0.95));
        } else if (strcmp(words, "about double") == 0)
            cr_expect_leq(fabs(ratio - 2.0), 0.05 + 1e-9, "%g: '%s'", ratio, words);
        else if (strcmp(words, "more than double") == 0)
            cr_expect(ratio > 2.0 && ratio < 2.75, "%g: '%s'", ratio, words);
        else if (strcmp(words, "grow nearly threefold") == 0)
            cr_expect(ratio >= 2.75 && ratio < 3.0, "%g: '%s'", ratio, words);
        else if (strcmp(words, "grow about threefold") == 0)
            cr_expect_geq(ratio, 2.9 - 1e-9, "%g: '%s'", ratio, words);
        else
            cr_expect(words[0] == '\0' && fabs(change) < 0.08, "%g: '%s'", ratio, words);
    }
}

Claim(fraction, growth_is_put_into_words)
{
    static const struct {
        double ratio;
        const char *words;
    } cases[] = {
        { 1.0, "" },
        { 1.07, "" },
        { 0.93, "" },
        { 1.1, "grow by about a tenth" },
        { 0.9, "fall by about a tenth" },
        { 1.2, "grow by about a fifth" },
        { 1.23, "grow by nearly a quarter" },
        { 0.67, "fall by about a third" },
        { 1.3, "grow by about three tenths" },
        { 1.45, "grow by over two fifths" },
        { 1.662, "grow by about two thirds" },
        { 1.72, "grow by nearly three quarters" },
        { 1.77, "grow by over three quarters" },
        { 1.94, "grow by over nine tenths" },
        { 1.95, "about double" },
        { 2.1, "more than double" },
        { 2.4, "more than double" },
        { 3.4, "grow over threefold" },
        { 40.0, "grow over tenfold" },
        { 0.05, "fall by over nine tenths" },
        { 0.0, "fall by over nine tenths" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        cr_expect_str_eq(fraction_growth(cases[i].ratio).text, cases[i].words, "%g: %s",
                         cases[i].ratio, fraction_growth(cases[i].ratio).text);
}

Claim(fraction, multiples_are_the_nearest_and_on_their_side)
{
    static const struct {
        const char *name;
        double value;
    } multiples[] = { { "twice", 2 },       { "two and a half times", 2.5 },
                      { "three times", 3 }, { "four times", 4 },
                      { "five times", 5 },  { "six times", 6 },
                      { "seven times", 7 }, { "eight times", 8 },
                      { "nine times", 9 },  { "ten times", 10 } };
    for (int i = 195; i <= 1500; i++) {
        const double ratio = (double)i / 100.0;
        const struct words words = fraction_times(ratio);
        const char *name = strchr(words.text, ' ');
        double value = 0.0;
        cr_assert_not_null(name);
        for (size_t k = 0; k < sizeof multiples / sizeof multiples[0]; k++)
            if (strcmp(name + 1, multiples[k].name) == 0)
                value = multiples[k].value;
        cr_expect(value > 0.0, "%g: '%s'", ratio, words.text);
        if (begins(words.text, "about "))
            cr_expect_leq(fabs(ratio - value), 0.1 + 1e-9, "%g: '%s'", ratio, words.text);
        else
            cr_expect_eq(begins(words.text, "nearly "), ratio < value, "%g: '%s'", ratio,
                         words.text);
        if (ratio <= 10.0)
            cr_expect_leq(fabs(ratio - value), 0.5, "%g: '%s'", ratio, words.text);
    }
    cr_expect_str_empty(fraction_times(1.94).text);
    cr_expect_str_empty(fraction_times((double)INFINITY).text);
}
