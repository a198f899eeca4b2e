/* One thread in sigtimedwait: a signal, or a tenth of a second, whichever comes first. */
#include "progress.h"

#include "interruption.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { REDRAW_NS = 100000000, LINE = 60, NS_PER_S = 1000000000 };
static const double SECONDS_BEFORE_FIRST = 0.5, SHARE_BEFORE_ESTIMATE = 0.02;

static double
seconds_since(const struct timespec *start)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) / NS_PER_S;
}

static void
draw_progress(struct progress *self, const struct timespec *start)
{
    const double seconds = seconds_since(start);
    const size_t done = atomic_load(&self->done);
    const double share = self->total == 0 ? 1.0 : (double)done / (double)self->total;
    char line[LINE + 1];

    if (seconds < SECONDS_BEFORE_FIRST)
        return;
    if (done >= self->total)
        snprintf(line, sizeof line, "writing the results");
    else if (share < SHARE_BEFORE_ESTIMATE)
        snprintf(line, sizeof line, "simulated %.0f%% of %zu futures", 100.0 * share, self->total);
    else
        snprintf(line, sizeof line, "simulated %.0f%% of %zu futures, about %.0f s left",
                 100.0 * share, self->total, seconds * (1.0 - share) / share);
    fprintf(stderr, "\r%-*s", LINE, line);
    fflush(stderr);
}

static void *
progress_loop(void *argument)
{
    struct progress *self = argument;
    const struct timespec pause = { .tv_nsec = REDRAW_NS };
    struct timespec start;
    bool drawn = false;

    clock_gettime(CLOCK_MONOTONIC, &start);
    while (!atomic_load(&self->finished)) {
        const int heard = sigtimedwait(&self->heard, NULL, &pause);
        if (heard > 0 && heard != SIGUSR1) /* SIGUSR1 only wakes this thread up */
            atomic_store(&self->stop, true);
        else if (heard < 0 && self->show) {
            draw_progress(self, &start);
            drawn = seconds_since(&start) >= SECONDS_BEFORE_FIRST;
        }
    }
    if (drawn)
        fprintf(stderr, "\r%*s\r", LINE, "");
    return NULL;
}

int
progress_start(struct progress *self, size_t total, bool show, struct hr_err *err)
{
    memset(self, 0, sizeof *self);
    atomic_init(&self->stop, false);
    atomic_init(&self->finished, false);
    atomic_init(&self->done, 0);
    self->total = total;
    self->show = show && isatty(STDERR_FILENO) == 1;
    interruption_signals(&self->heard);
    sigaddset(&self->heard, SIGUSR1);
    pthread_sigmask(SIG_BLOCK, &self->heard, &self->before);
    if (pthread_create(&self->thread, NULL, progress_loop, self) != 0) {
        pthread_sigmask(SIG_SETMASK, &self->before, NULL);
        return hr_fail(err, HR_ENOMEM, "cannot start a thread");
    }
    self->started = true;
    return 0;
}

void
progress_end(struct progress *self)
{
    if (!self->started)
        return;
    atomic_store(&self->finished, true);
    pthread_kill(self->thread, SIGUSR1);
    pthread_join(self->thread, NULL);
    pthread_sigmask(SIG_SETMASK, &self->before, NULL);
    self->started = false;
}
