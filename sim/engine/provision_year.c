#include "provision_year.h"

#include <math.h>

void
provision_opens(const struct model *model, struct work *w, const struct step *step)
{
    const struct places *places = &model->places;
    for (size_t f = 0; f < places->n_finite; f++)
        w->money.costs.opened[places->finite[f].setting] =
            w->people.seats.opened[step->year * places->n_finite + f].maintained;
    for (size_t s = 0; s < model->n_setting; s++) {
        const size_t settled = model->prices.price[s].settled;
        if (model->prices.price[s].follow > 0.0 && step->year > settled)
            w->money.costs.settled[s] = w->future.year[settled].setting[s].cost.place_years;
    }
}

/* Of the baseline; in the last announced year what a list of academy places does not have. */
static double
deductions_of_places(const struct model *model, const struct work *w, const struct step *step)
{
    const struct provision *provision = &model->provision;
    const struct places *places = &model->places;
    if (!provision->deducts || step->year < provision->announced)
        return 0.0;
    const struct setting_year *now = w->future.year[step->year].setting,
                              *known = w->future.year[provision->announced].setting;
    double gbp = 0.0;
    for (size_t s = 0; s < model->n_setting; s++) {
        const size_t f = places->n_finite > 0 ? places->finite_of[s] : NOWHERE;
        gbp += provision_deductions(
            provision, s, now[s].cost.place_years, known[s].cost.place_years,
            f == NOWHERE ? NULL : &w->people.seats.opened[step->year * places->n_finite + f]);
    }
    return gbp;
}

double
provision_deducts(const struct model *model, const struct work *w, const struct step *step)
{
    const double gbp = deductions_of_places(model, w, step) + w->levers.deductions_gbp[step->year];
    if (model->in->grant.basis == GRANT_AFTER_DEDUCTIONS)
        return gbp; /* the amount does not say how much is deducted */
    return fmax(-w->money.grant.deductions_gbp, gbp);
}
