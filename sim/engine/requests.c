/* Place-years of a year's new plans, from the months p[k] in which they are issued (they add up to 1), as calendar.h counts them:
 *
 *   w = own(p) + next(joiners.months)
 *
 * own(p): the calendar year's plans from their month to March. next: those of the January to March that ends the financial year belong to
 * the next census year; this year's number stands for theirs, in the usual months, because those of this year may hold what a backlog
 * released. */
#include "requests.h"

#include "calendar.h"

#include <math.h>
#include <string.h>

static const double YEAR_END = 365.0;

static struct joiner_stay
stay_of_year(const struct plan *plan, const struct queue *queue, const struct step *step)
{
    const double issued = queue->year.issued, day = step->year == 0 ? plan->machine->position_day : (double)NAN;
    double month[N_MONTH], opening[N_MONTH];
    struct joiner_stay stay = { .given = true };
    if (issued <= 0.0)
        return stay;
    for (size_t i = 0; i < N_MONTH; i++) {
        month[i] = queue->issued_in[i] / issued;
        opening[i] = queue->opening_in[i] / issued;
    }
    const double next = joiner_place_years(plan->in->joiners.months, YEAR_END).next;
    const struct joiner_years own = joiner_place_years(month, isnan(day) ? YEAR_END : day);
    stay.years = own.before + own.after + next;
    stay.later_years = isnan(day) ? 0.0 : own.after + next;
    stay.opening_years = joiner_place_years(opening, YEAR_END).before;
    return stay;
}

int
people_join_by_request(const struct plan *plan, struct work *w, const struct step *step, struct hr_err *err)
{
    const struct machine *m = plan->machine;
    double without[N_NCY], demand[N_NCY], issued[N_NCY];
    joiners_demand(&m->joiners, w->population + step->year * N_NCY, w->joining.m, w->stock, without, demand);
    queue_next(&w->queue, &m->pipeline, step, without, demand, issued);
    for (size_t i = 0; i < N_NCY; i++) {
        memcpy(w->joined_before, w->flows.joined, m->dims.n_place * sizeof *w->joined_before);
        joiners_place(&m->joiners, &w->joiner_rates, i, issued[i], step, w->stock, &w->flows);
        contest_decide(&m->contest, i, w->joined_before, step, w->stock, &w->flows);
    }
    w->costs.stay = stay_of_year(plan, &w->queue, step);
    return queue_close(&w->queue, &m->pipeline, step, !step->draw->expected, err);
}
