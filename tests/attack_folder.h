/* attack_folder.h: one who has a published folder alone and bounds the counts of settings of the
 * January that the forecast starts from, for tests of suppress.h.
 *
 *   attack_folder_init(&attack, &output);     a run with --publish
 *   attack_folder_say(&attack, set, lo, hi);  one thing more that is known: these come to lo to hi
 *   attack_folder_bound(&attack);             attack.least[s], attack.most[s]
 *
 * A number shown to d digits is an interval. Known are forecast.csv, placements.csv,
 * assumptions.csv, the settings of run.json, the sums of the chart of placements, shares of this
 * area among comparators; that a count left out is not 0; and what the sums that lie within others
 * leave.
 * Bounds are tightened until nothing changes: they are right, but not always the tightest. */
#ifndef ATTACK_FOLDER_H
#define ATTACK_FOLDER_H

#include "run_output.h"

enum { ATTACK_SETTINGS = 32, ATTACK_FACTS = 600 };

struct attack_folder {
    struct {
        char id[80], category[80];
        bool hidden; /* in every table */
    } setting[ATTACK_SETTINGS];
    size_t n_setting;
    struct {
        unsigned set; /* settings, as bits */
        double lo, hi;
    } fact[ATTACK_FACTS];
    size_t n_fact;
    double least[ATTACK_SETTINGS], most[ATTACK_SETTINGS];
};

void attack_folder_init(struct attack_folder *self, const struct run_output *output);
void attack_folder_say(struct attack_folder *self, unsigned set, double lo, double hi);
void attack_folder_bound(struct attack_folder *self);

#endif
