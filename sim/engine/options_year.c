#include "options_year.h"

#include <math.h>

static bool
is_on(const struct work *w, size_t option)
{
    return w->choice.option[option] != 0;
}

static double
level_of(const struct model *model, const struct work *w, size_t o)
{
    if (w->choice.level != NULL && !isnan(w->choice.level[o]))
        return w->choice.level[o];
    return model->option_in[o]->is_held ? model->option_in[o]->held * model->option[o].level_unit
                                        : (double)NAN;
}

static struct option_case
case_of(const struct model *model, struct work *w, size_t o)
{
    return (struct option_case){
        .option = &model->option[o],
        .fate = &w->fate[o],
        .level = level_of(model, w, o),
        .value = w->value,
        .draw = &w->draw,
    };
}

void
options_draw(const struct model *model, struct work *w)
{
    for (size_t o = 0; o < model->n_option; o++) {
        const struct council_option *option = &model->option[o];
        option_fate(option, w->value, &w->draw, &w->fate[o]);
        if (option->kind->opens_places)
            w->fate[o].start = seats_late_opening(option->start, w->fate[o].start - option->start);
        w->fate[o].delivered = w->fate[o].delivered && w->fate[o].start < option->end;
    }
}

/* Places open by the steps of the ramp, whole ones in a simulated future. */
static void
add_seats(const struct model *model, struct work *w, size_t o)
{
    const struct places *places = &model->places;
    const struct option_case of = case_of(model, w, o);
    const struct council_option *option = of.option;
    const size_t pool = places->finite[places->finite_of[option->to]]
                            .pool[phase_ncy[option->in->phase].first - NCY_MIN];
    double there = 0.0;
    for (size_t k = 0; k < option_n_step(option) && of.fate->start + (double)k < option->end; k++) {
        const double count = option_places(&of, k);
        seats_add(&w->people.seats, places, pool, count - there, of.fate->start + (double)k);
        there = count;
    }
    if (isfinite(option->end))
        seats_add(&w->people.seats, places, pool, -there, option->end);
}

static void
open_places(const struct model *model, struct work *w)
{
    bool any = false;
    for (size_t o = 0; o < model->n_option; o++)
        any |= model->option[o].kind->opens_places;
    if (!any)
        return;
    seats_start(&w->people.seats, &model->places);
    for (size_t o = 0; o < model->n_option; o++)
        if (is_on(w, o) && w->fate[o].delivered && model->option[o].kind->opens_places)
            add_seats(model, w, o);
    seats_settle(&w->people.seats, &model->places, w->value, w->draw.expected);
}

void
options_start(const struct model *model, struct work *w)
{
    if (model->n_option == 0)
        return;
    levers_reset(&w->levers);
    for (size_t o = 0; o < model->n_option; o++)
        if (is_on(w, o)) {
            const struct option_case of = case_of(model, w, o);
            option_write(&of, &w->levers);
        }
    open_places(model, w);
    for (size_t t = 0; !w->kept.same && t < model->n_year; t++)
        for (size_t o = 0; o < model->n_option; o++)
            w->future.year[t].option[o] = (struct shifted){ 0 };
}

void
options_shift(const struct model *model, struct work *w, enum shift_stage stage,
              const struct step *step)
{
    for (size_t o = 0; w->levers.shift_on && o < model->n_option; o++) {
        struct shifted *out = &w->future.year[step->year].option[o];
        if (!is_on(w, o) || model->option[o].shift.stage != stage)
            continue;
        out->meant = w->levers.shift[step->year * model->n_option + o];
        people_shift(&model->option[o].shift, &w->people, step, out);
    }
}

void
options_charge(const struct model *model, struct work *w, const struct step *step)
{
    for (size_t o = 0; w->levers.shift_on && o < model->n_option; o++) {
        const size_t at = step->year * model->n_option + o;
        const double gbp = w->future.year[step->year].option[o].went * w->levers.per_child_gbp[at];
        if (is_on(w, o))
            w->levers
                .cost_gbp[step->year * N_ACCOUNT + (size_t)model->option_in[o]->cost.account] +=
                gbp;
    }
}

const double *
factors_of_year(const struct work *w, const struct step *step)
{
    return w->levers.joining_on ? lever_joining(&w->levers, step->year, 0, 0) : NULL;
}

bool
options_redirect(const struct model *model, const struct work *w)
{
    for (size_t o = 0; w->levers.shift_on && o < model->n_option; o++)
        if (is_on(w, o) && model->option[o].shift.stage == SHIFT_NEW_PLANS)
            return true;
    return false;
}
