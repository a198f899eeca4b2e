/* money_forecaster.h: Headroom's own forecasts of money for the backtest: people fitted to
 * January of the origin, money as known at the end of its year (fit_money.h), run by the engine.
 *
 *   outturn   what the engine spends on placements, financial years from the one after the last
 *             known
 *   block     the grant of the engine, from the year after the last published
 *   balance   the ledger's deficit at 31 March over the block of the year, where March of the
 *             origin's year is known */
#ifndef MONEY_FORECASTER_H
#define MONEY_FORECASTER_H

#include "fit_money.h"
#include "forecaster.h"

struct money_forecaster {
    struct own_forecaster people; /* number of futures, threads, seed, and the fit */
    bool by_kind;                 /* a setting for each kind of placement, else one for all */
    struct money_fit fit;
    double england_growth; /* of plans, a year, as the people model expects */
};

/* self must outlive what is returned; release it. */
struct forecaster money_forecaster(struct money_forecaster *self, size_t n_replicate,
                                   unsigned n_thread, double seed);
void money_forecaster_release(struct money_forecaster *self);

#endif
