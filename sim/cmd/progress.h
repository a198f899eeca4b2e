/* progress.h: a thread next to the work that draws progress and listens for Ctrl-C, so that no
 * handler and no global is needed.
 *
 *   ret = progress_start(&progress, total, show, &err);   SIGINT, SIGTERM, SIGHUP now only set
 *                                                         progress.stop
 *   ... work that reads progress.stop and adds to progress.done ...
 *   progress_end(&progress);                              the signals do again what they did
 *
 * Start it before other threads are made: they inherit the blocked signals. A signal that was
 * ignored when the program started (nohup) stays so. */
#ifndef PROGRESS_H
#define PROGRESS_H

#include "err.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

struct progress {
    atomic_bool stop;   /* a signal asked for the end */
    atomic_size_t done; /* futures simulated so far */
    size_t total;
    bool show; /* draw progress on stderr: only when it is a terminal */
    bool started;
    atomic_bool finished;
    pthread_t thread;
    sigset_t heard, before;
};

HR_CHECKED int progress_start(struct progress *self, size_t total, bool show, struct hr_err *err);
/* Wipes the progress line. Twice is harmless. */
void progress_end(struct progress *self);

#endif
