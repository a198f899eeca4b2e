/* Places, who is in them and who is not. None of this is measured where no setting has places. */
#include "measures_places.h"

#include "model.h"

#include <stdio.h>
#include <string.h>

static const double GBP_M = 1e-6;

struct place_measure {
    const char *prefix, *unit, *calendar,
        *definition; /* definition has one %s, the setting's label */
    size_t offset;   /* in struct place_year */
    bool pounds;     /* held in pounds, shown in millions */
};

#define PLACE(field) offsetof(struct place_year, field)
static const struct place_measure per_finite[] = {
    { "places.", "places", "January census",
      "Places open on census day, for any authority's children, in: %s", PLACE(places), false },
    { "others.", "places", "January census",
      "Of those, places held by other authorities' children in: %s", PLACE(others), false },
    { "empty.", "places", "January census",
      "Places for the authority's own children that nobody holds in: %s", PLACE(empty), false },
    { "waiting.", "children", "January census", "Children who wait elsewhere for a place in: %s",
      PLACE(waiting), false },
    { "overflowed.", "children", "January census",
      "Children placed elsewhere, not waiting, for want of a place (central: of the expected "
      "flows, less than the mean of the futures) in: %s",
      PLACE(overflowed), false },
    { "refused.", "children", "calendar year",
      "Children who found no place in the year (central: of the expected flows, less than the mean "
      "of the futures) in: %s",
      PLACE(refused), false },
    { "overflow_cost.", "gbp_m", "financial year",
      "What children who wait or were placed elsewhere cost more than they would in the place they "
      "could not have (below 0: less) in: %s",
      PLACE(cost_gbp), true },
};

enum { N_PER_FINITE = sizeof per_finite / sizeof per_finite[0] };

/* Nought for good is not measured: where nobody waits, where other authorities' children hold no
 * share. */
static bool
is_measured(const struct places *places, size_t finite, size_t k)
{
    const struct finite *f = &places->finite[finite];
    if (per_finite[k].offset == PLACE(others))
        return f->others >= 0;
    return per_finite[k].offset != PLACE(waiting) || places->route[f->first_route].waits;
}

size_t
measures_places_count(const struct model *model)
{
    const struct places *places = &model->places;
    size_t n = places->n_pair;
    for (size_t k = 0; k < N_PER_FINITE; k++)
        for (size_t f = 0; f < places->n_finite; f++)
            n += is_measured(places, f, k) ? 1 : 0;
    return n;
}

static void
define_pair(const struct model *model, size_t p, struct measure *m)
{
    const struct places *places = &model->places;
    const struct pair *pair = &places->pair[p];
    const struct setting_in *full = model->setting[places->finite[pair->finite].setting],
                            *to = model->setting[pair->to];
    *m = (struct measure){
        .unit = "children", .sign = "", .calendar = "January census", .index = p
    };
    (void)snprintf(m->id, sizeof m->id, "%s.%s.%s", pair->waits ? "waiting" : "overflowed",
                   full->id, to->id);
    (void)snprintf(m->definition, sizeof m->definition,
                   "Children %s '%.60s' because there was no place for them in: %.60s",
                   pair->waits ? "who wait in" : "placed in", to->label, full->label);
}

/* Settings in the file's order; of each its destinations in the file's order. */
void
measures_places_define(const struct model *model, struct measure *m)
{
    const struct places *places = &model->places;
    for (size_t k = 0; k < N_PER_FINITE; k++)
        for (size_t i = 0; i < model->n_setting; i++) {
            const size_t setting = model->file_setting[i], finite = places->finite_of[setting];
            if (finite == NOWHERE || !is_measured(places, finite, k))
                continue;
            *m = (struct measure){ .unit = per_finite[k].unit,
                                   .sign = "",
                                   .calendar = per_finite[k].calendar,
                                   .index = finite };
            m->paired = true;
            (void)snprintf(m->id, sizeof m->id, "%s%s", per_finite[k].prefix,
                           model->setting[setting]->id);
            (void)snprintf(m->definition, sizeof m->definition, per_finite[k].definition,
                           model->setting[setting]->label);
            m++;
        }
    for (size_t i = 0; i < model->n_setting; i++)
        for (size_t j = 0; j < model->n_setting; j++)
            for (size_t p = 0; p < places->n_pair; p++)
                if (places->finite[places->pair[p].finite].setting == model->file_setting[i] &&
                    places->pair[p].to == model->file_setting[j])
                    define_pair(model, p, m++);
}

void
measures_places_read(const struct model *model, const struct measure *measure,
                     const struct future *future, size_t year, double *out, size_t stride)
{
    const struct places *places = &model->places;
    const struct measure *m = measure;
    for (size_t k = 0; k < N_PER_FINITE; k++)
        for (size_t i = 0; i < places->n_finite; i++) {
            if (!is_measured(places, i, k))
                continue;
            double x;
            memcpy(&x,
                   (const char *)&future->place[year * places->n_finite + m->index] +
                       per_finite[k].offset,
                   sizeof x);
            *out = per_finite[k].pounds ? x * GBP_M : x;
            m++, out += stride;
        }
    for (size_t i = 0; i < places->n_pair; i++, m++, out += stride)
        *out = future->elsewhere[year * places->n_pair + m->index];
}
