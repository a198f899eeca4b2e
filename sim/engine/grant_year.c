#include "grant_year.h"

/* Other authorities' children in a local special school: their share of its seats, where it has places. Seats are those of the January that
 * ends the year before; of the first year, its own. */
static double
others_in(const struct plan *plan, const struct work *w, size_t setting, const struct step *step)
{
    const struct places *places = &plan->machine->places;
    const size_t finite = places->finite_of[setting], year = step->year == 0 ? 0 : step->year - 1;
    double others = 0.0;
    for (size_t p = 0; p < places->n_pool; p++)
        if (places->pool[p].finite == finite) {
            const size_t i = year * places->n_pool + p;
            others += w->seats.open[i] - w->seats.own[i];
        }
    return others;
}

struct grant_pupils
grant_pupils_of_year(const struct plan *plan, const struct work *w, const struct step *step)
{
    enum { FROM_AGE = 2, TO_AGE = 18 };
    const struct places *places = &plan->machine->places;
    const struct grant_formula_in *formula = &plan->in->grant.formula;
    struct grant_pupils pupils = { 0 };
    bool any_without = false;
    for (size_t age = FROM_AGE; age <= TO_AGE; age++)
        pupils.aged_2_18 += w->population[step->year * N_NCY + age];
    for (size_t s = 0; formula->where != NULL && s < plan->n_setting; s++) {
        if (plan->setting[s]->category != CATEGORY_STATE_SPECIAL)
            continue;
        const double own = future_setting(&w->future, step->year, s)->opening;
        if (!plan->setting[s]->local) {
            pupils.exported += own;
            continue;
        }
        const bool full = places->n_finite > 0 && places->finite_of[s] != NOWHERE;
        pupils.imported += full ? others_in(plan, w, s, step) : 0.0;
        pupils.special_local += own;
        any_without |= !full;
    }
    if (any_without)
        pupils.imported += formula->other_pupils;
    pupils.special_local += pupils.imported;
    return pupils;
}
