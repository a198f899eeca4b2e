/* Every slip in every number of whole files: few pass without a word.
 *
 *   SLIPS=1 build/tests/test_slips     all of them (minutes), and a list of those that pass */
#include "slip_sample.h"
#include "claim.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What passes is within what is usual: a twelfth of a chance, the other sign of a rate. */
static const double MOST_SILENT = 0.16;
enum { STRIDE = 89 };

static void
list(const struct slip_one *slip)
{
    char *set = strdup(slip->set);
    for (char *c = set; (c = strchr(c, '\n')) != NULL;)
        *c = ' ';
    printf("%s: %.90s\n", slip->name, set);
    free(set);
}

static void
expect_few_silent(const char *path)
{
    const bool all = getenv("SLIPS") != NULL;
    const size_t stride = all ? 1 : STRIDE;
    size_t n = 0, n_word[3] = { 0 };
    struct slips slips;
    slips_of(&slips, path);
    for (size_t i = 0; i < slips.n; i += stride, n++) {
        const enum slip_word word = slips_word(&slips, i);
        n_word[word]++;
        if (all && word == SLIP_SILENT)
            list(&slips.item[i]);
    }
    if (all)
        printf("%s: %zu slips: %zu refused, %zu asked about, %zu silent\n", path, n,
               n_word[SLIP_REFUSED], n_word[SLIP_ASKED], n_word[SLIP_SILENT]);
    cr_expect_gt(slips.n, 500, "%s has %zu slips", path, slips.n);
    cr_expect_gt(n_word[SLIP_ASKED], 0, "%s: nothing is asked", path);
    cr_expect_leq((double)n_word[SLIP_SILENT], MOST_SILENT * (double)n + (all ? 0.0 : 2.0),
                  "%s: %zu of %zu slips pass without a word", path, n_word[SLIP_SILENT], n);
    slips_release(&slips);
}

Claim(slips, few_of_the_starter_pass_without_a_word)
{
    expect_few_silent("scenarios/starter.cfg");
}

Claim(slips, few_of_a_council_paper_pass_without_a_word)
{
    if (getenv("SLIPS") != NULL)
        expect_few_silent("scenarios/kingston-2021.cfg");
}

Claim(slips, few_of_a_file_with_options_pass_without_a_word)
{
    if (getenv("SLIPS") != NULL)
        expect_few_silent("tests/same/options.cfg");
}
