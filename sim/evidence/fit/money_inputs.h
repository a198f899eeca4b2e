/* money_inputs.h: an authority's money, as it was known at the end of a year, as inputs of the
 * simulator: prices, lines, grant and ledger on top of its fitted people (fit_inputs.h).
 *
 * The base census is January t; the engine's first financial year follows the last outturn known,
 * that of March t. Prices of the first year are c(t) exp(growth + drift) with the relative prices
 * of the kinds (fit_money.h), with what a year ahead may bring: one draw for all prices of an
 * area, of which a part is national (the factor "prices") and the rest the authority's own. Later
 * growth is inflation and real growth (national paths), the drift, and prices_local_sd. The
 * outturn that is known is met by c(t) itself; the engine's first year is a forecast, so no
 * future is tied to an outturn of it (solved.h).
 *
 * The grant is typed where it was published and grows by its path after; the ledger begins with the
 * balance of March t, and a line, "other", is all that the high needs block pays beyond 1.2.x. */
#ifndef MONEY_INPUTS_H
#define MONEY_INPUTS_H

#include "fit_inputs.h"
#include "fit_money.h"

/* After fit_inputs_init with by_kind as in the fit. */
void money_inputs_add(struct fit_inputs *self, const struct money_fit *fit,
                      const struct money_area *area, bool england);

#endif
