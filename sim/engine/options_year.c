#include "options_year.h"

#include <math.h>

static bool
is_on(const struct work *w, size_t option)
{
    return w->choice.option[option] != 0;
}

static double
level_of(const struct plan *plan, const struct work *w, size_t o)
{
    if (w->choice.level != NULL && !isnan(w->choice.level[o]))
        return w->choice.level[o];
    return plan->option[o]->is_held ? plan->option[o]->held * plan->machine->option[o].level_unit
                                    : (double)NAN;
}

static struct option_case
case_of(const struct plan *plan, struct work *w, size_t o)
{
    return (struct option_case){
        .option = &plan->machine->option[o],
        .fate = &w->fate[o],
        .level = level_of(plan, w, o),
        .value = w->value,
        .draw = &w->draw,
    };
}

void
options_draw(const struct plan *plan, struct work *w)
{
    for (size_t o = 0; o < plan->n_option; o++) {
        const struct option *option = &plan->machine->option[o];
        option_fate(option, w->value, &w->draw, &w->fate[o]);
        if (option->in->kind == OPTION_NEW_PLACES)
            w->fate[o].start = seats_late_opening(option->start, w->fate[o].start - option->start);
        w->fate[o].delivered = w->fate[o].delivered && w->fate[o].start < option->end;
    }
}

/* Places open by the steps of the ramp, whole ones in a simulated future. */
static void
add_seats(const struct plan *plan, struct work *w, size_t o)
{
    const struct places *places = &plan->machine->places;
    const struct option_case of = case_of(plan, w, o);
    const struct option *option = of.option;
    static const int first_ncy[N_PHASE] = { NCY_MIN, NCY_MIN, 0, 7, NCY_POST16 };
    const size_t pool =
        places->finite[places->finite_of[option->to]].pool[first_ncy[option->in->phase] - NCY_MIN];
    double there = 0.0;
    for (size_t k = 0; k < option_n_step(option) && of.fate->start + (double)k < option->end; k++) {
        const double count = option_places(&of, k);
        seats_add(&w->seats, places, pool, count - there, of.fate->start + (double)k);
        there = count;
    }
    if (isfinite(option->end))
        seats_add(&w->seats, places, pool, -there, option->end);
}

static void
open_places(const struct plan *plan, struct work *w)
{
    bool any = false;
    for (size_t o = 0; o < plan->n_option; o++)
        any |= plan->option[o]->kind == OPTION_NEW_PLACES;
    if (!any)
        return;
    seats_start(&w->seats, &plan->machine->places);
    for (size_t o = 0; o < plan->n_option; o++)
        if (is_on(w, o) && w->fate[o].delivered && plan->option[o]->kind == OPTION_NEW_PLACES)
            add_seats(plan, w, o);
    seats_settle(&w->seats, &plan->machine->places, w->value, w->draw.expected);
}

void
options_start(const struct plan *plan, struct work *w)
{
    if (plan->n_option == 0)
        return;
    levers_reset(&w->levers);
    for (size_t o = 0; o < plan->n_option; o++)
        if (is_on(w, o)) {
            const struct option_case of = case_of(plan, w, o);
            option_write(&of, &w->levers);
        }
    open_places(plan, w);
    for (size_t i = 0; !w->kept.same && i < plan->n_year * plan->n_option; i++)
        w->future.option[i] = (struct option_year){ 0 };
}

void
options_shift(const struct plan *plan, struct work *w, enum shift_stage stage,
              const struct step *step)
{
    const struct machine *m = plan->machine;
    const bool full = m->places.n_finite > 0;
    const struct fitting fitting = { .placing = full ? &w->placing : NULL,
                                     .places = &m->places,
                                     .seats = &w->seats };
    for (size_t o = 0; w->levers.shift_on && o < plan->n_option; o++) {
        const size_t at = step->year * plan->n_option + o;
        if (!is_on(w, o) || m->option[o].shift.stage != stage)
            continue;
        people_shift(&w->shifting, &m->option[o].shift, w->levers.shift[at], &m->dims, &fitting,
                     step, w->stock, &w->flows, &w->future.option[at].shifted);
    }
}

void
options_charge(const struct plan *plan, struct work *w, const struct step *step)
{
    for (size_t o = 0; w->levers.shift_on && o < plan->n_option; o++) {
        const size_t at = step->year * plan->n_option + o;
        const double gbp = w->future.option[at].shifted.went * w->levers.per_child_gbp[at];
        if (is_on(w, o))
            w->levers.cost_gbp[step->year * N_ACCOUNT + (size_t)plan->option[o]->cost.account] +=
                gbp;
    }
}

const double *
factors_of_year(const struct work *w, const struct step *step)
{
    return w->levers.joining_on ? lever_joining(&w->levers, step->year, 0, 0) : NULL;
}

bool
options_redirect(const struct plan *plan, const struct work *w)
{
    for (size_t o = 0; w->levers.shift_on && o < plan->n_option; o++)
        if (is_on(w, o) && plan->machine->option[o].shift.stage == SHIFT_NEW_PLANS)
            return true;
    return false;
}
