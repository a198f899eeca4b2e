#include "people_cache.h"

#include "replicate.h"

#include <math.h>
#include <string.h>

enum { N_FLOW = 10 };

void
people_cache_init(struct people_cache *self, const struct model *model, struct arena *arena)
{
    const struct model *m = model;
    *self = (struct people_cache){ .n_flow = N_FLOW * m->dims.n_place,
                                   .n_years = m->places.n_pair * m->dims.n_need };
    self->option = arena_zero(arena, model->n_option + 1, sizeof *self->option);
    self->flows = arena_zero(arena, model->n_year * self->n_flow, sizeof *self->flows);
    self->years = arena_zero(arena, model->n_year * self->n_years + 1, sizeof *self->years);
    self->stay = arena_zero(arena, model->n_year, sizeof *self->stay);
}

void
people_cache_forget(struct people_cache *self)
{
    self->valid = false;
}

/* ---- which options change people ---- */

static const double AS_DRAWN = -1.0; /* a level is never below 0 of an option that changes people */

static double
signature(const struct model *model, const struct choice *choice, size_t o)
{
    if (choice->option[o] == 0 || !model->option[o].changes_people)
        return (double)NAN;
    return choice->level == NULL || isnan(choice->level[o]) ? AS_DRAWN : choice->level[o];
}

/* Does money move children in this choice? An option that waits for a deficit does, whichever
 * other options there are. */
static bool
reacts(const struct model *model, const struct choice *choice)
{
    for (size_t o = 0; model->has_reaction && o < model->n_option; o++)
        if (choice->option[o] != 0 && model->option[o].changes_people &&
            model->option[o].counted != NULL)
            return true;
    return false;
}

void
people_cache_compare(const struct model *model, struct work *w)
{
    struct people_cache *self = &w->kept;
    const bool reaction = reacts(model, &w->choice);
    self->same = self->valid && !reaction;
    for (size_t o = 0; o < model->n_option; o++) {
        const double now = signature(model, &w->choice, o), kept = self->option[o];
        self->same = self->same && ((isnan(now) && isnan(kept)) || now == kept);
        self->option[o] = now;
    }
    self->valid = !reaction;
}

static bool
comes_before(const struct model *model, const struct choice *a, const struct choice *b)
{
    for (size_t o = 0; o < model->n_option; o++) {
        const double x = signature(model, a, o), y = signature(model, b, o);
        if (isnan(x) != isnan(y))
            return isnan(x);
        if (!isnan(x) && x != y)
            return x < y;
    }
    return false;
}

void
people_order(const struct model *model, size_t n, choice_at *choice_of, const void *of,
             size_t *order)
{
    for (size_t i = 0; i < n; i++) {
        size_t at = i;
        const struct choice choice = choice_of(of, i);
        for (struct choice before; at > 0; at--) {
            before = choice_of(of, order[at - 1]);
            if (!comes_before(model, &choice, &before))
                break;
            order[at] = order[at - 1];
        }
        order[at] = i;
    }
}

/* ---- what is kept ---- */

static void
list_flows(const struct flows *f, double *list[N_FLOW])
{
    double *const all[N_FLOW] = { f->opening, f->left,     f->moved_out, f->moved_in, f->joined,
                                  f->closing, f->departed, f->arrived,   f->lost,     f->gained };
    memcpy(list, all, sizeof all);
}

void
people_keep(const struct model *model, struct work *w, const struct step *step)
{
    struct people_cache *self = &w->kept;
    const size_t n_place = model->dims.n_place;
    double *flow[N_FLOW], *to = self->flows + step->year * self->n_flow;
    list_flows(&w->people.flows, flow);
    for (size_t i = 0; i < N_FLOW; i++)
        memcpy(to + i * n_place, flow[i], n_place * sizeof *to);
    if (self->n_years > 0)
        memcpy(self->years + step->year * self->n_years, w->people.placing.years,
               self->n_years * sizeof *self->years);
    self->stay[step->year] = w->money.costs.stay;
}

int
people_again(const struct model *model, struct work *w, const struct step *step)
{
    const struct people_cache *self = &w->kept;
    const size_t n_place = model->dims.n_place;
    const double *from = self->flows + step->year * self->n_flow;
    double *flow[N_FLOW];
    list_flows(&w->people.flows, flow);
    for (size_t i = 0; i < N_FLOW; i++)
        memcpy(flow[i], from + i * n_place, n_place * sizeof *from);
    if (self->n_years > 0)
        memcpy(w->people.placing.years, self->years + step->year * self->n_years,
               self->n_years * sizeof *self->years);
    w->money.costs.stay = self->stay[step->year];
    return 0;
}
