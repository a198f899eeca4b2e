/* run.h: a run by its options, for `headroom run` and for the commands that do one again.
 *
 * run_by does all of it: simulates, writes the folder and prints the lines at its end (but for
 * quiet). run_use simulates only and hands over what came out, in memory. */
#ifndef RUN_H
#define RUN_H

#include "drivers.h"
#include "engine.h"
#include "run_options.h"
#include "study.h"

/* argc and argv go into the record of the run. */
HR_CHECKED int run_by(const struct run_options *options, int argc, char **argv, struct hr_err *err);

struct run_made { /* borrowed, until the function that is given it returns */
    const struct loaded *loaded;
    const struct results *results;
    const struct study *study; /* NULL: nothing was compared */
    const struct drivers *drivers;
    const atomic_bool *stop;
};
typedef int run_user(const struct run_made *made, void *with, struct hr_err *err);
HR_CHECKED int run_use(const struct run_options *options, run_user *use, void *with,
                       struct hr_err *err);

#endif
