/* forecaster.h: Headroom's own forecasts for the backtest: rates fitted to what was known (fit.h),
 * run by the engine. */
#ifndef FORECASTER_H
#define FORECASTER_H

#include "fit.h"
#include "forecast.h"

struct own_forecaster {
    size_t n_replicate;
    unsigned n_thread;
    double seed;
    bool learnt;
    struct fit fit;
};

/* self must outlive what is returned; release it. */
struct forecaster own_forecaster(struct own_forecaster *self, size_t n_replicate, unsigned n_thread,
                                 double seed);
void own_forecaster_release(struct own_forecaster *self);

#endif
