/* run_options.h: the command line of `headroom run`. */
#ifndef RUN_OPTIONS_H
#define RUN_OPTIONS_H

#include "chart_files.h"
#include "load.h"

#include <argp.h>

enum { RUN_SET_MAX = 256, RUN_ONLY_MAX = 256 };

/* --areas: many at once (sim/output/areas_*.h). All is borrowed. */
struct run_areas {
    const char *list; /* NULL: one scenario file is run */
    const char *only[RUN_ONLY_MAX];
    size_t n_only;
    const char *successors; /* NULL: none */
    bool strict;
    size_t shard, n_shard; /* 0: all of it */
};

struct run_options {
    struct load_options load; /* load.set is set */
    const char *set[RUN_SET_MAX];
    const char
        *backtest;      /* folder of a backtest, whose scores the report tells; NULL: the program's
                             own */
    const char *output; /* NULL only with one_future */
    unsigned n_thread;
    double precision_gbp_m; /* 0: all simulations */
    size_t n_compared;      /* futures of the comparison of options; 0: none */
    bool one_future;        /* --replicate was given */
    size_t replicate;
    enum charts charts;
    double small_numbers; /* --publish: counts under this are left out; 0: none */
    bool plain_charts;    /* of the workbook */
    bool real;            /* money in prices of the first forecast year, too */
    bool force, quiet, verbose, no_color, json;
    struct run_areas areas;
    const char *not_with_areas; /* an option that was given and is of one scenario file; NULL */
};

extern const struct argp run_argp;

/* Does the command line take this number? key: that of an option with one ('n', KEY_SEED, ...). */
bool run_options_may_be(int key, double number);

/* The defaults. */
void run_options_init(struct run_options *self);
/* Fills the options; a wrong command line ends the program with status 2. */
HR_CHECKED int run_options_parse(struct run_options *self, int argc, char **argv,
                                 struct hr_err *err);

#endif
