/* fraction.h: shares and growth in the fractions that people say: one table for every title.
 *
 *   fraction_of(0.72)       "nearly three quarters"
 *   fraction_growth(1.66)   "grow by about two thirds"
 *   fraction_times(4.2)     "over four times"
 *
 * The fraction is the nearest of the table. "about": within 0.015 of it; "nearly": it is more than
 * the number; "over": it is less. So what is said is never untrue, only rounded. The same holds of
 * multiples, where "about" is within 0.05 of twice, and within 0.1 from three times on. */
#ifndef FRACTION_H
#define FRACTION_H

#include "words.h"

/* A share of 0.08 to 1: "over a third", "nearly all"; "" of less or more. */
struct words fraction_of(double share);
/* 1.95 and more: "about twice", "nearly two and a half times", "over ten times"; "" of less. */
struct words fraction_times(double ratio);
/* What a number of children does that goes from 1 to ratio: "grow by about two thirds", "more than
 * double", "grow about fourfold", "fall by over a quarter"; "" between 0.92 and 1.08. */
struct words fraction_growth(double ratio);

#endif
