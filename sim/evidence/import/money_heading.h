/* money_heading.h: what the heading of a published column of money says of the amounts below it.
 *
 * Unit: pounds ("(£s)", "£", "gbp"), thousands ("£000", "(£'000)", "£k"), millions ("(£ million)",
 * "£m", "gbp_m"), billions, per cent. Where the heading has none, that of the titles above it
 * counts. An amount of money ("funded at £6,000") is no unit.
 *
 * Sign of a balance, by the words alone: a "deficit" is positive; a "surplus" or a "balance" is
 * positive when there is one. Of "surplus/(deficit)" what stands in brackets is negative, and "+"
 * and "-" belong to the word that they stand beside.
 *
 * What is not settled by the words is never guessed. */
#ifndef MONEY_HEADING_H
#define MONEY_HEADING_H

#include <stdbool.h>

struct money_unit {
    double pounds; /* of a 1 in the column; 1 too where it is wrong */
    bool percent;
    const char *wrong; /* NULL: settled; else a literal that ends the fault "'HEADING' ..." */
};

/* above: what stands above the heading, "" for nothing. */
struct money_unit money_unit_of(const char *heading, const char *above);

struct money_sign {
    int deficit; /* 1: above 0 is a deficit; -1: above 0 is a surplus */
    bool plain;  /* one word alone: what is below 0 is not settled */
    const char *wrong;
};

struct money_sign money_sign_of(const char *heading);

#endif
