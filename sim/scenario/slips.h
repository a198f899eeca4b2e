/* slips.h: numbers that are possible by themselves and hardly beside the others of the file:
 * thousands typed for millions, a week's price for a year's, per cent for a share, a turned sign.
 *
 * One table (slip_rows.c) says of each key what its number is compared with and how many times that
 * a person would call possible; one walk over the keys that the file gives (check_slips.c) asks
 * about every number outside, names the slips that would explain it and what to write then.
 *
 * A question is no fault: a council may be unlike all others, and the range is of what is usual.
 * `check` ends with 0 and does not say that the file has no faults; `run` repeats the question, on
 * the terminal and among the notes of its record and report. What ends with 3 is what no council
 * can mean: numbers that contradict each other (totals that do not add up, a budget that is not the
 * grant, a price without its place), values outside the bounds of the key, a year's price below
 * what a year can cost, money in pounds for millions, and a first year further than a fifth from
 * the ledger (reconcile.h).
 *
 * A slip that leaves a number within what is usual cannot be seen: growth of 0.02 typed as 0.002, a
 * council's contribution of £0.5m for £5m, one chance for another. */
#ifndef SLIPS_H
#define SLIPS_H

#include "checks.h"

/* The number that is looked at: of the key as a whole, or one of its elements. */
struct slip_number {
    const struct scenario_key *key;
    double value;   /* money in pounds */
    size_t element; /* of NUMBERS */
};

/* What a number is compared with: (value - from) / scale must be possible. Not above 0, or NAN:
 * there is nothing to compare with. */
struct beside {
    double scale, from;
    const char *told; /* "the high needs block of £29.8m"; "": the number itself is looked at */
};
typedef struct beside beside_of(const struct checks *self, const struct slip_number *number);

/* Kinds of slips that people make of a number, as bits. */
enum {
    SLIP_MILLIONS = 1, /* a key in £ million: thousands, pounds */
    SLIP_POUNDS = 2,   /* a price: thousands, pence, a week, a month */
    SLIP_COUNT = 4,    /* a count: thousands, a month's */
    SLIP_SHARE = 8,    /* a share, chance or rate: per cent */
    SLIP_SIGN = 16,
    SLIP_NOUGHT = 32, /* nobody means 0: it is asked about too */
    SLIP_ANY = SLIP_MILLIONS | SLIP_POUNDS | SLIP_COUNT | SLIP_SHARE,
};

struct slip_row {
    const char *key; /* a pattern for fnmatch(3) over the path of the key */
    beside_of *beside;
    double least, most; /* magnitude of what is above 0; of 0 itself: SLIP_NOUGHT */
    double most_below;  /* magnitude of what is below 0 */
    unsigned slips;
};

/* Every row whose pattern fits is asked, until one asks; the general ones where none fits. */
extern const struct slip_row slip_row[], slip_general[]; /* each ends in a key NULL */

/* ---- what numbers are compared with (slip_beside.c) */
beside_of beside_one, beside_share, beside_block, beside_own_block, beside_recouped, beside_deficit,
    beside_year_before, beside_deficit_before, beside_deficit_after, beside_grant_per_plan,
    beside_first_grant, beside_plans, beside_population, beside_new_plans, beside_neighbours,
    beside_cohort, beside_setting_plans, beside_unit_cost, beside_no_unit_cost, beside_band,
    beside_place_rate, beside_new_places, beside_transfer, beside_pupils, beside_overspent_block,
    beside_places_there, beside_places_added;

#endif
