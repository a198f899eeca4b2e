#include "pupils_year.h"

static bool
is_shared(const struct places *places, size_t setting)
{
    const size_t finite = places->n_finite > 0 ? places->finite_of[setting] : NOWHERE;
    return finite != NOWHERE && places->finite[finite].others != 0;
}

/* Other authorities' children in a local special school that shares its places, at the January that
 * opens the year. */
static double
others_in(const struct model *model, const struct work *w, size_t setting, const struct step *step)
{
    const struct places *places = &model->places;
    const size_t finite = places->finite_of[setting];
    double others = 0.0;
    if (step->year > 0)
        return w->future.year[step->year - 1].place[finite].others;
    for (size_t p = 0; p < places->n_pool; p++)
        if (places->pool[p].finite == finite)
            others += seats_others_at_base(places, p, step->value, step->draw);
    return others;
}

/* Those of schools that do not: as typed for the latest January that has begun. */
static double
others_typed(const struct grant_formula_in *formula, int census, const double *value)
{
    const struct other_pupils_in *latest = NULL;
    for (size_t i = 0; i < formula->n_other_pupils; i++)
        if (formula->other_pupils[i].census <= census &&
            (latest == NULL || formula->other_pupils[i].census > latest->census))
            latest = &formula->other_pupils[i];
    return latest == NULL ? 0.0 : value[latest->count];
}

static void
count_pupils(const struct model *model, const struct work *w, const struct step *step,
             struct grant_pupils *pupils)
{
    const struct places *places = &model->places;
    pupils->imported = others_typed(&model->in->grant.formula,
                                    model->in->base_census + (int)step->year, step->value);
    for (size_t s = 0; s < model->n_setting; s++) {
        if (model->setting[s]->category != CATEGORY_STATE_SPECIAL)
            continue;
        const double own = w->future.year[step->year].setting[s].flows.opening;
        *(model->setting[s]->local ? &pupils->special_local : &pupils->exported) += own;
        if (model->setting[s]->local && is_shared(places, s))
            pupils->imported += others_in(model, w, s, step);
    }
    pupils->special_local += pupils->imported;
}

struct grant_pupils
pupils_of_year(const struct model *model, const struct work *w, const struct step *step)
{
    enum { FROM_AGE = 2, TO_AGE = 18 };
    struct grant_pupils pupils = { 0 };
    for (size_t age = FROM_AGE; age <= TO_AGE; age++)
        pupils.aged_2_18 += w->people.population[step->year * N_NCY + age];
    if (model->in->grant.formula.where != NULL)
        count_pupils(model, w, step, &pupils);
    return pupils;
}
