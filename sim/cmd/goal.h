/* goal.h: "chance(deficit at 2028/29 < 0) >= 0.8", and the smallest level that reaches it. */
#ifndef GOAL_H
#define GOAL_H

#include "err.h"

#include <stdbool.h>
#include <stddef.h>

struct goal {
    char measure[160]; /* as in forecast.csv */
    int fy;            /* its financial year (of a January census the one it falls in) */
    bool below;        /* < or <=; else > or >= */
    double threshold;  /* in the measure's unit */
    double chance;     /* wanted, at least */
};

/* HR_EUSAGE with a sentence that shows the form. */
HR_CHECKED int goal_parse(const char *text, struct goal *out, struct hr_err *err);

/* ---- the search */

/* The chance at a level, from the same simulated futures at every level. */
typedef int seek_chance(void *with, double level, double *chance, struct hr_err *err);

struct seek {
    seek_chance *chance;
    void *with;
    double wanted;
    double first, most; /* a level to begin with, above 0; no level is above `most` */
    bool whole;         /* levels are whole numbers */
};
enum seek_outcome { SEEK_FOUND, SEEK_AT_ZERO, SEEK_NEVER };
struct sought {
    enum seek_outcome outcome;
    double level, chance; /* smallest level found; or of NEVER the best seen */
    double below; /* a level that does not reach it, less than 1 in 100 lower (whole: 1 lower); NAN
                     at zero */
    size_t n_tried;
};
/* Doubles the level until the chance is reached (or `most` is), then halves the bracket. Takes it
 * that more of the option never lowers the chance; where it does, what is found is still a level
 * that reaches the chance above one that does not. */
HR_CHECKED int seek_level(const struct seek *seek, struct sought *out, struct hr_err *err);

#endif
