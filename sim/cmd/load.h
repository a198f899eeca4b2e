/* load.h: a scenario file read and compiled, ready to run; what every command that takes one does
 * first. */
#ifndef LOAD_H
#define LOAD_H

#include "model.h"
#include "scenario.h"

struct load_options {
    const char *path;
    const char *const *set; /* "path=value", borrowed */
    size_t n_set;
    double simulations, seed; /* NAN: the file's */
    bool each;                /* add every option alone, and left out (scenario.h) */
};

struct loaded {
    struct scenario scenario;
    struct model model;
};

/* Faults of the scenario go to stderr, "FILE:LINE: SENTENCE", all of them; err then says how many.
 * */
HR_CHECKED int load(struct loaded *self, const struct load_options *options, struct hr_err *err);
void load_release(struct loaded *self);

/* To stderr, "FILE:LINE: SENTENCE": of a scenario, or of tables that are imported. */
/* All of them to stderr, a line each; one that more than three lines of a file have in the same
 * words is printed once, with how many. */
void print_faults(const struct faults *faults);

#endif
