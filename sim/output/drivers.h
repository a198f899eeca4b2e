/* drivers.h: what the uncertainty of the last deficit comes from, and by how much each uncertain
 * number moves it.
 *
 *   struct drivers drivers;
 *   ret = drivers_make(&drivers, &results, &(struct drivers_options){ .n_pinned = 100 }, &err);
 *   const struct scenario_drivers *of = drivers_of(&drivers, scenario);
 *   ... of->row[0].name, of->row[0].share, of->sentence ...
 *   drivers_release(&drivers);
 *
 * Share. The part of the variance of the cumulative deficit at the last 31 March that a number
 * explains by itself, from the run's own futures (variance_share.h). A share that cannot be told
 * from 0 (not above three standard errors) is 0. What is left over, `rest`, is what numbers do
 * together and what happens to single children; shares and rest add up to 1.
 *
 * Effect. The mean deficit with the number at its 5th or 95th percentile, less the mean deficit of
 * the run. Of the numbers with the largest shares in the first scenario and the last that the file
 * has, from new simulations on the run's first futures, all else drawn as there (pinned.h):
 *
 *   effect = mean of Y_k(number held) - Y_k(as drawn) + f(z_k)
 *
 * where f is what the run itself says the number does at what was drawn, whose mean is 0: it takes
 * out the chance of which values the few futures drew. Of all others, and where none are asked
 * for, f at the percentile; of what is no number (a year's chance, a yes or no) the 5th and 95th
 * percentile of f over futures, or f of no and yes. Both ways estimate the same: the change of the
 * average. */
#ifndef DRIVERS_H
#define DRIVERS_H

#include "driver_words.h"
#include "engine.h"
#include "uncertain.h"

struct driver {
    const char *id;            /* as in uncertain.h */
    struct words name, within; /* for people, no full stop; the same inside a sentence */
    enum driver_group group;
    enum uncertain_kind kind;
    const struct quantity *of; /* borrowed; NULL: not a number of the file */
    double low, high;          /* its 5th and 95th percentile, in the file's unit; NAN: no number */
    struct words low_words, high_words; /* "2% a year"; "no" and "yes"; "" where nothing is typed */
    double share, share_se;
    double effect_low, effect_high; /* GBP million; NAN: not known */
    double effect_se;               /* of each, as far as it is from new simulations; else NAN */
    bool simulated;
};

struct scenario_drivers {
    size_t scenario;
    int fy;             /* the deficit is that at the 31 March that ends it */
    double mean;        /* of it, GBP million */
    struct driver *row; /* by share, the largest first */
    size_t n;
    double rest;                        /* of the variance */
    double group_share[N_DRIVER_GROUP]; /* sums of rows; of DRIVER_REST with rest */
    /* "Five numbers matter most for the deficit at 31 March 2029: ..."; names what can be found
     * out or decided, not what years bring by chance. */
    const char *sentence;
};

struct drivers {
    struct arena arena; /* all that it owns */
    struct uncertain_list list;
    struct scenario_drivers *of; /* the scenarios of the file, in its order */
    size_t n;
    size_t n_future; /* that shares are from */
    size_t n_pinned; /* that simulated effects are from; 0: none are simulated */
};

struct drivers_options {
    size_t n_pinned; /* futures of simulated effects, at most those of the run; 0: no simulation */
    unsigned n_thread;
    const atomic_bool *stop; /* may be NULL */
};

enum { DRIVERS_SHOWN = 12, DRIVERS_NAMED = 5 };

/* A deficit that does not vary, or fewer than 20 futures, have no drivers: n is 0 there. */
HR_CHECKED int drivers_make(struct drivers *self, const struct results *results,
                            const struct drivers_options *options, struct hr_err *err);
void drivers_release(struct drivers *self);
/* A share as tables write it: four decimals. */
double driver_share_round(double share);
/* NULL: not told (made by the program of others), or none. */
const struct scenario_drivers *drivers_of(const struct drivers *self, size_t scenario);

#endif
