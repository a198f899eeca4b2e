#include "interruption.h"

#include <stddef.h>
#include <time.h>

void
interruption_signals(sigset_t *out)
{
    static const int asks[] = { SIGINT, SIGTERM, SIGHUP };
    sigemptyset(out);
    for (size_t i = 0; i < sizeof asks / sizeof asks[0]; i++) {
        struct sigaction action;
        if (sigaction(asks[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
            sigaddset(out, asks[i]);
    }
}

void
interruption_hold(struct interruption *self)
{
    sigset_t signals;
    interruption_signals(&signals);
    self->holds = pthread_sigmask(SIG_BLOCK, &signals, &self->before) == 0;
}

int
interruption_check(const struct interruption *self, struct hr_err *err)
{
    const struct timespec at_once = { .tv_sec = 0 };
    sigset_t signals;
    interruption_signals(&signals);
    if (self->holds && sigtimedwait(&signals, NULL, &at_once) > 0)
        return hr_fail(err, HR_EINTERRUPT, "interrupted: nothing was written");
    return 0;
}

void
interruption_release(struct interruption *self)
{
    if (self->holds)
        pthread_sigmask(SIG_SETMASK, &self->before, NULL);
    self->holds = false;
}
