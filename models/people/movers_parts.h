/* movers_parts.h: what movers_year.c and movers_go.c share; included nowhere else. */
#ifndef MOVERS_PARTS_H
#define MOVERS_PARTS_H

#include "people.h"

/* A year's factors at one NCY. Moves are shares of what leaving leaves them, as ever, and the odds
 * of moving at all have their own factor. */
struct odds_at {
    double leaving, moving;
    const struct leave_year *year;
    bool usual; /* a year like any other */
};

/* fmin is a call: it looks after numbers that are none. */
static inline double
at_most_1(double p)
{
    return p < 1.0 ? p : 1.0;
}

/* Of a cell. */
static inline struct year_chances
chances_of_year(const struct exit_rates *rates, size_t cell, const struct odds_at *odds)
{
    const double hazard = rates->leave[cell], p_out = rates->p_out[cell];
    struct year_chances year = {
        .leave = hazard, .others = 1.0, .go = at_most_1(p_out), .usual = odds->usual
    };
    if (odds->usual)
        return year;
    year.leave = leave_chance_of_year(odds->year, scale_odds(hazard, odds->leaving));
    year.others = hazard < 1.0 ? (1.0 - year.leave) / (1.0 - hazard) : 0.0;
    if (odds->moving != 1.0 && p_out > hazard && hazard < 1.0) {
        const double usual = (p_out - hazard) / (1.0 - hazard); /* M' */
        year.others *= scale_odds(usual, odds->moving) / usual;
    }
    if (p_out < 1.0) /* where nobody stays, rounding must not pass 1 */
        year.go = at_most_1(year.leave + (p_out - hazard) * year.others);
    return year;
}

/* The weights of the ways out likewise: the usual ones, or this year's in cum. */
static inline const double *
ways_of_year(const double *usual, size_t n, const struct year_chances *year, double *cum)
{
    if (year->usual)
        return usual;
    cum[0] = year->leave;
    for (size_t e = 1; e < n; e++)
        cum[e] = cum[0] + (usual[e] - usual[0]) * year->others;
    return cum;
}

/* One year's leaving and moving. */
struct year {
    const struct exits *exits;
    struct odds_at odds[N_NCY];
    struct people *people;
    const struct step *step;
    struct going_kept *kept; /* NULL: none is */
};

/* They go: those whose ways are drawn or kept; in the expected-value run of each cell its share. */
void year_go(const struct year *year);
void year_go_expected(const struct year *year);

#endif
