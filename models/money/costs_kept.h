/* costs_kept.h: what settings cost in the last run of a replicate, for years of the next in which
 * they cost the same.
 *
 * The same children cost the same where the levers on prices are, and have been in all years
 * before. Most runs of a future differ in receipts, in places or in a few years at the end. What
 * settings cost is still in the record of the future; kept are their sums, the levers, and the
 * state of the prices at the end of each year, from where a run goes on alone. Rises in pounds
 * are made of prices of other years: such runs keep nothing. While years are kept, what costs say
 * beyond the record (prices' index, the least growth of a price) is that of the last year counted.
 */
#ifndef COSTS_KEPT_H
#define COSTS_KEPT_H

#include "prices.h"

/* Of all settings in a year. */
struct settings_cost {
    double spending_gbp, later_gbp, opening_gbp, backdated_gbp, raised_gbp;
};

struct costs_kept {
    size_t n_setting, n_levers, n_state; /* a year: levers; bytes of state */
    size_t n_year;                       /* kept of this replicate, from the first */
    bool same;                           /* has the run that is going on cost the same so far? */
    bool here;                           /* is the state in the costs that of its last year? */
    double *levers;                      /* [year][lever][setting] */
    unsigned char *state;                /* [year][...] */
    struct settings_cost *sum;           /* [year] */
};

void costs_kept_init(struct costs_kept *self, size_t n_setting, size_t n_year, struct arena *arena);
/* Call as a replicate begins: nothing is kept; and as a run begins. */
void costs_kept_forget(struct costs_kept *self);
void costs_kept_start(struct costs_kept *self);

/* As a year begins, with its levers: does it cost what it did, if its children are the same? */
bool costs_are_kept(struct costs_kept *self, const struct costs *costs, bool same_children,
                    size_t year);
/* When it does not: before costs_inflate, and when all settings are counted. */
void costs_resume(const struct costs_kept *self, struct costs *costs, size_t year);
void costs_keep(struct costs_kept *self, const struct costs *costs, const struct settings_cost *sum,
                size_t year);

#endif
