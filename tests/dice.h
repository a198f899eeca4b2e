/* dice.h: random choices of a test, the same each time. */
#ifndef DICE_H
#define DICE_H

#include "rng.h"

static struct hr_rng dice;

static inline void
dice_begin(uint32_t number)
{
    hr_rng_at(&dice, &(struct hr_address){ .seed = 161, .item = number });
}

/* A word; at the end of an address, of the next. */
static inline uint32_t
roll(void)
{
    if (dice.left == 0 && dice.n_block == HR_RNG_BLOCKS) {
        dice.ctr[3]++;
        dice.n_block = 0;
    }
    return hr_rng_word(&dice);
}

/* 0 to n - 1. */
static inline size_t
below(size_t n)
{
    return roll() % n;
}

/* 0 to 1, without 1. */
static inline double
part(void)
{
    return (double)roll() * 0x1p-32;
}

#endif
