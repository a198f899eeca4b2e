/* provision.h: who pays for a place, so that each is paid for once.
 *
 * A place costs the block the same whoever runs the school: DfE deducts an academy's place from the
 * block and pays the school, the council pays a maintained school's from the block.
 * A school that converts moves its places from the second to the first: the block neither gains nor
 * loses, so conversions are left out.
 *
 *   D(t) = announced deductions, in announced years; afterwards
 *          D(k) + sum over settings r (A(t) + f a (Y(t) - Y(k))) + options
 *
 * k: the last announced year; or, with a list of academy places (grant.academy_places), the one in
 * which those of its last academic year are there from April on, where that is later. In that year
 * A(k) counts what opened in its September, which the list does not have; otherwise A(k) is 0.
 *
 *   place funding(t) = of commissioned places (place_funding.h) + r M(t), or in the commissioned
 *          places where the price pays for places; of a setting that is never full these have
 *          f (1 - a) (Y(t) - Y(j)) on top, after j, the year of the last September that the price's
 *          places name (or the first year); not where deductions_growth is typed, or amounts are
 *          after deductions
 *
 *   symbol | field          | unit              | source
 *   r      | place_rate_gbp | pounds a place    | DfE, high needs operational guides: 10,000 in
 *          |                | and year          | special schools, 6,000 for a place that is taken
 *          |                |                   | in a unit, 6,000 post-16; the same in cash since
 *          |                |                   | 2013, in DfE's deductions of 2020-21 to 2023-24
 *   A, M   | -              | place-years       | places.h, struct opened: what is open beyond the
 *          |                |                   | announced deductions (academies) or the first
 *          |                |                   | year's outturn (maintained)
 *   Y(t)   | -              | place-years       | occupied; of a setting that is never full
 *   f, a   | academies      | of new places     | f is 1 for a local setting that is never full:
 *          |                |                   | it opens a place for each child it takes
 *
 * An option's places are an academy's or a maintained school's as it says (`school`). Of an
 * academy's that are in the announced deductions already (`announced`), nothing is charged in the
 * announced years; afterwards
 *
 *   r (Q(t) - P(k))      Q: place-years open in that future, 0 where the option is not taken or not
 *                        delivered; P(k): those planned for the last announced year, held in D(k)
 *                        or, with a list, to be open by the September of its last academic year
 *
 * so that a place that is not open is not deducted for ever. (DfE takes back what it deducted for
 * a place that did not open; that is left out.)
 *
 * One owner. The baseline's places are paid for by the first of these that there is; what an
 * option's or a named scheme's school says comes on top of any of them.
 *
 *   academies:   deductions_growth, where it is typed; growth of the grant, where amounts are after
 *                deductions; else D(t) above
 *   maintained:  the price's place_gbp; a line on 1.0.2 that follows plans (lines.h); else r M(t).
 *                Of settings that are never full: the price's place_gbp, or a line. Colleges have
 *                no maintained places
 *   in an account before recoupment all places are paid as maintained schools' are
 *
 * Left out: 10,000 for an empty place of a unit; alternative provision, most of whose places are
 * not for children with a plan (England's academy places for it: 7,867 in 2020-21, 8,249 in
 * 2023-24). */
#ifndef PROVISION_H
#define PROVISION_H

#include "places.h"

struct provision {       /* compiled; immutable */
    double *rate_gbp;    /* [setting]: r; 0: none */
    double *follow;      /* [setting]: f a; 0: its places are counted, or paid for elsewhere */
    size_t announced;    /* k, from 0 */
    bool all_by_council; /* an account before recoupment */
    bool deducts;        /* do deductions follow the baseline's places? */
};

/* Pounds that a setting's places add to the deductions of a year after the announced ones. years,
 * known: occupied place-years of the year, and of the last announced one; opened: NULL: none. */
double provision_deductions(const struct provision *self, size_t setting, double years,
                            double known, const struct opened *opened);

#endif
