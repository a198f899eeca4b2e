/* interruption.h: Ctrl-C and its like wait while something half-done lies on the disk.
 *
 *   interruption_hold(&held);              SIGINT, SIGTERM and SIGHUP wait from here on
 *   ... make, write; between two files: ret = interruption_check(&held, &err); ...
 *   interruption_release(&held);           what waits comes now; after the half-done is removed
 *
 * For the thread that calls, and those that it makes. A signal that was ignored when the program
 * started (nohup) stays so. Holds may lie within each other, and a progress within a hold: then it
 * is the progress that takes the signal. */
#ifndef INTERRUPTION_H
#define INTERRUPTION_H

#include "err.h"

#include <signal.h>
#include <stdbool.h>

struct interruption {
    bool holds;
    sigset_t before;
};

/* The signals that ask for the end, less those that are ignored. */
void interruption_signals(sigset_t *out);

void interruption_hold(struct interruption *self);
/* HR_EINTERRUPT when a signal waits, which is taken. Of all zeros: 0. */
HR_CHECKED int interruption_check(const struct interruption *self, struct hr_err *err);
/* Twice, or of all zeros, is harmless. */
void interruption_release(struct interruption *self);

#endif
