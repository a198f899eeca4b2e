/* place_funding.h: what commissioned places cost in a financial year.
 *
 *   C = P + opened + added,  not below those of P + opened that are taken where places are taken
 *       away: max(C, min(P + opened, Y + o (P + opened)))
 *   H = min(C, Y + o C)
 *   funding = (g H + e (C - H)) * uprating          e = g where the scenario has one rate: filled
 *                                                   or not, all places cost the same
 *
 *   symbol | field          | unit                                                      | source
 *   P      | price.places   | commissioned place-years of the financial year            | scenario;
 *       calendar.h: 5/12 and 7/12, post-16 4/12 and 8/12
 *   opened | -              | place-years: the baseline's places that open          |
 *       provision.h; where they close they are part of added
 *   added  | commissioned   | place-years                                               | options
 *       (levers.h)
 *   Y      | -              | place-years of the authority's own children               | flows
 *   o      | others_share   | of the places: held by other authorities' children        | scenario,
 *       of settings with places that fill up
 *   g      | place_gbp      | pounds a place and year; with e: of one that is held      | scenario
 *   e      | place_empty_gbp| pounds a place and year that no child holds                 |
 * scenario
 *
 * Units and resourced provision are funded at 6,000 a place that is held at the count and 10,000
 * that is not (a held place's pupil brings the school a formula share besides). DfE counts on one
 * day in October; here a year's mean stands for it. Post-16 places in further education are one
 * rate of 6,000. */
#ifndef PLACE_FUNDING_H
#define PLACE_FUNDING_H

/* Place-years that are funded. own: Y, others: o. */
double places_funded(double commissioned, double added, double own, double others);
/* Of those: held. */
double places_held(double funded, double own, double others);

#endif
