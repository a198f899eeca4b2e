/* Place-years of a year's new plans, from the months p[k] in which they are issued (they add up to
 * 1), as calendar.h counts them:
 *
 *   w = own(p) + next(joiners.months),  B = backdated late / issued
 *
 * own(p): the calendar year's plans from their month to March. next: those of the January to March
 * that ends the financial year belong to the next census year; this year's number stands for
 * theirs, in the usual months, because those of this year may hold what a backlog released.
 *
 * B: years of top-up paid back for a plan that is late (pipeline.h), of all that are issued in the
 * calendar year: those of January to March stand for those of the next. */
#include "requests.h"

#include "calendar.h"

#include <math.h>
#include <string.h>

/* Years of top-up paid back for each of the year's new plans. share: a plan's part of what is paid
 * back of all the years that they are late. */
static void
set_backdated(struct joiner_stay *stay, const struct queue *queue, double until, double share)
{
    double late = 0.0;
    for (size_t i = 0; i < N_MONTH; i++)
        late += queue->late_in[i];
    stay->backdated.years = share * late;
    stay->backdated.later_years =
        isnan(until) ? 0.0 : share * (late - joiner_share_by(queue->late_in, until));
    stay->backdated.opening_years = share * queue->late_opening;
}

/* Sets the place-years of the year's new plans, and how many were issued by the position date. */
static void
set_stay(const struct model *model, struct work *w, const struct step *step)
{
    const struct queue *queue = &w->people.queue;
    const double issued = queue->year.issued,
                 until = step->year == 0 ? model->position : (double)NAN;
    double month[N_MONTH], opening[N_MONTH];
    w->money.costs.stay = (struct joiner_stay){ .given = true };
    w->people.joined_by_position = 0.0;
    if (issued <= 0.0)
        return;
    for (size_t i = 0; i < N_MONTH; i++) {
        month[i] = queue->issued_in[i] / issued;
        opening[i] = queue->opening_in[i] / issued;
    }
    const double next = joiner_place_years(model->in->joiners.months, YEAR_END).next;
    const struct joiner_years own = joiner_place_years(month, isnan(until) ? YEAR_END : until);
    w->money.costs.stay.years = own.before + own.after + next;
    w->money.costs.stay.later_years = isnan(until) ? 0.0 : own.after + next;
    w->money.costs.stay.opening_years = joiner_place_years(opening, YEAR_END).before;
    w->people.joined_by_position = isnan(until) ? 0.0 : issued * joiner_share_by(month, until);
    set_backdated(&w->money.costs.stay, queue, until,
                  step->value[model->in->pipeline.backdated] / issued);
}

int
people_join_by_request(const struct model *m, struct work *w, const struct step *step,
                       struct hr_err *err)
{
    struct people *p = &w->people;
    struct joiner_demand year;
    double issued[N_NCY];
    for (size_t i = 0; i < N_NCY; i++)
        p->plans_by_age[i] = cells_at_ncy(&m->dims, p->stock, i);
    joiners_demand(&m->joiners, p, step, &year);
    p->queue.refusing = w->levers.refusing[step->year];
    p->queue.assessing = w->levers.assessing[step->year];
    queue_next(&p->queue, &m->pipeline, step, &year, issued);
    for (size_t i = 0; i < N_NCY; i++) {
        p->plans_by_age[i] += issued[i];
        p->joined_by_age[i] = issued[i];
        memcpy(p->joined_before, p->flows.joined, m->dims.n_place * sizeof *p->joined_before);
        joiners_place(&m->joiners, p, i, issued[i], step);
        contest_decide(&m->contest, i, p, step);
    }
    set_stay(m, w, step);
    return queue_close(&p->queue, &m->pipeline, step, !step->draw->expected, err);
}
