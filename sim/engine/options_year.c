#include "options_year.h"

#include "agreements_year.h"

#include <math.h>
#include <string.h>

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
        .fate = &w->begun[o],
        .level = level_of(model, w, o),
        .value = w->value,
        .draw = &w->draw,
    };
}

static void
draw_fate(const struct model *model, struct work *w, size_t o, double planned, struct fate *out)
{
    const struct council_option *option = &model->option[o];
    option_fate(option, planned, w->value, &w->draw, out);
    if (option->kind->opens_places)
        out->start = seats_late_opening(planned, out->start - planned);
    out->delivered = out->delivered && out->start < option->end;
}

void
options_draw(const struct model *model, struct work *w)
{
    for (size_t o = 0; o < model->n_option; o++)
        draw_fate(model, w, o, model->option[o].start, &w->fate[o]);
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
        if (is_on(w, o) && w->begun[o].delivered && model->option[o].kind->opens_places)
            add_seats(model, w, o);
    seats_settle(&w->people.seats, &model->places, w->value, w->draw.expected);
}

static void
write_levers(const struct model *model, struct work *w, size_t o)
{
    const struct option_case of = case_of(model, w, o);
    option_write(&of, &w->levers);
}

/* Those that wait for a condition have not begun. */
static bool
waits(const struct model *model, size_t option)
{
    return model->option[option].counted != NULL;
}

void
options_start(const struct model *model, struct work *w)
{
    if (model->n_option == 0)
        return;
    levers_reset(&w->levers);
    memcpy(w->begun, w->fate, model->n_option * sizeof *w->begun);
    for (size_t o = 0; o < model->n_option; o++) {
        const struct option_case of = case_of(model, w, o);
        option_announced(&of, &w->levers);
        if (waits(model, o))
            w->begun[o] = (struct fate){ .planned = (double)INFINITY, .start = (double)INFINITY };
        else if (is_on(w, o))
            option_write(&of, &w->levers);
    }
    open_places(model, w);
}

static bool
is_called_for(const struct model *model, const struct work *w, size_t o, unsigned year)
{
    const struct council_option *option = &model->option[o];
    const struct condition_in *condition = &option->in->condition;
    const int reported = model->in->base_census + (int)year - 1;
    return condition_binds(condition, reported) &&
           !condition_met(condition,
                          figure_of_condition(model, w, condition, option->counted, year - 1));
}

void
options_react(const struct model *model, struct work *w, const struct step *step)
{
    bool opens = false;
    for (size_t o = 0; model->has_reaction && o < model->n_option; o++) {
        if (!waits(model, o))
            continue;
        const bool begins = is_on(w, o) && step->year > 0 && isinf(w->begun[o].planned) &&
                            is_called_for(model, w, o, step->year);
        if (begins) {
            draw_fate(model, w, o, option_reacts(&model->option[o], step->year), &w->begun[o]);
            write_levers(model, w, o);
            opens |= model->option[o].kind->opens_places;
        }
        w->future.year[step->year].reacted[o] = isinf(w->begun[o].planned) ? 0.0 : 1.0;
    }
    if (opens)
        open_places(model, w);
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

/* Of one that is delivered: the step of its ramp that is there on a day, none before its start and
 * from its end on. */
static double
opened_by(const struct option_case *of, double day)
{
    double there = 0.0;
    for (size_t k = 0; k < option_n_step(of->option); k++)
        if (is_by(of->fate->start + (double)k, day))
            there = option_places(of, k);
    return is_by(of->option->end, day) ? 0.0 : there;
}

double
options_opened(const struct model *model, struct work *w, const struct step *step)
{
    const double day = model->in->base_census + (int)step->year + 1 + CENSUS_DAY;
    double places = 0.0;
    for (size_t o = 0; o < model->n_option; o++) {
        const struct option_case of = case_of(model, w, o);
        if (is_on(w, o) && of.fate->delivered && of.option->kind->opens_places)
            places += opened_by(&of, day);
    }
    return places;
}

/* The financial year in which it starts, as a step; 0 where that is before the first. */
static size_t
first_year(const struct council_option *option, const struct fate *fate)
{
    const double t = floor(fate->start - APRIL + ROUNDING_YEARS) - option->base_year;
    return t > 0.0 ? (size_t)t : 0;
}

void
options_raise(const struct model *model, struct work *w, const struct step *step)
{
    struct levers *levers = &w->levers;
    for (size_t o = 0; levers->rise_on && o < model->n_option; o++) {
        const double gbp = levers->rise_gbp[step->year * model->n_option + o];
        if (gbp == 0.0) /* an option that never starts has no year to start in */
            continue;
        const size_t first = first_year(&model->option[o], &w->begun[o]);
        for (size_t s = 0; s < model->n_setting; s++)
            if (model->option[o].setting[s])
                levers->raised_gbp[step->year * model->n_setting + s] +=
                    gbp * w->money.costs.index[s] /
                    w->money.index_of_year[first * model->n_setting + s];
    }
}

const double *
factors_of_year(const struct work *w, const struct step *step)
{
    const double *factor = lever_joining(&w->levers, step->year, 0, 0);
    for (size_t i = 0; w->levers.joining_on && i < N_NCY * w->levers.n_need; i++)
        if (factor[i] != 1.0)
            return factor;
    return NULL;
}

double
shift_of_year(const struct model *model, const struct work *w, size_t o, const struct step *step)
{
    const bool shifts =
        w->levers.shift_on && is_on(w, o) && model->option[o].shift.stage != SHIFT_NONE;
    return shifts ? w->levers.shift[step->year * model->n_option + o] : 0.0;
}

bool
options_redirect(const struct model *model, const struct work *w)
{
    for (size_t o = 0; w->levers.shift_on && o < model->n_option; o++)
        if (is_on(w, o) && model->option[o].shift.stage == SHIFT_NEW_PLANS)
            return true;
    return false;
}
