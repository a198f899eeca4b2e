/* safety_valve.h: instalments that are held back while an agreement is off track.
 *
 * Timing. A council reports before it is paid: the instalments of financial year y are judged by
 * the figures of y-1, the last that have closed. Those of the first forecast year are judged by
 * nothing, for no year of the forecast has closed: their chance says what is known.
 *
 *   condition | figure of year y-1                                          | met when
 *   in_year   | spending less budget of all DSG blocks, before receipts     | <= at_most_gbp
 *   deficit   | cumulative deficit at 31 March, after receipts              | <= at_most_gbp
 *   plans     | plans in some settings at the January census of the year    | <= at_most
 *
 * A condition is tested on the years from from_fy to last_fy and does not bind outside them. An
 * agreement is on track when every condition that binds is met.
 *
 *   on track:   paid = due + (released ? withheld so far : 0)
 *   off track:  paid = 0, withheld grows by what is due
 *
 * What is due is what its chance lets through (DfE's discretion on top of the conditions), decided
 * at the instalment's own address whether on track or not (agreements.h). What discretion refuses
 * is not withheld and never comes. What is withheld is released in the first later year that is on
 * track, up to release_until, or is lost at once; lost money stays counted as withheld. So an
 * agreement never pays more than its instalments, nor one of them twice or before its date. */
#ifndef SAFETY_VALVE_H
#define SAFETY_VALVE_H

#include "agreements.h"

/* Does the condition say anything about the figures of this financial year? */
bool condition_binds(const struct condition_in *in, int fy);
/* Pounds or plans, as the condition's measure has it. */
bool condition_met(const struct condition_in *in, double figure);

/* What is paid in financial year fy. *withheld_gbp: held back by the end of the year before; then
 * of this one. */
double safety_valve_paid(const struct receipt_in *in, int fy, double due_gbp, bool on_track,
                         double *withheld_gbp);

#endif
