#include "people_cache.h"

#include "options_year.h"
#include "replicate.h"

#include <math.h>
#include <string.h>

enum { N_FLOW = 10, N_SEATS = 4 };

void
people_cache_init(struct people_cache *self, const struct model *model, struct arena *arena)
{
    enum { OF_PIPELINE = 2, ANY_FACTOR = 1 };
    const size_t n_year = model->n_year, n_pair = model->places.n_pair;
    *self = (struct people_cache){
        .n_asked = model->n_option + OF_PIPELINE + ANY_FACTOR + N_NCY * model->n_need +
                   N_SEATS * model->places.n_pool,
        .n_flow = N_FLOW * model->dims.n_place,
        .n_years = n_pair * model->dims.n_need,
        .n_stayed = n_pair * N_NCY * model->dims.n_need + n_pair + model->places.n_host,
    };
    self->asked = arena_zero(arena, n_year * self->n_asked, sizeof *self->asked);
    self->asked_now = arena_zero(arena, self->n_asked, sizeof *self->asked_now);
    self->flows = arena_zero(arena, n_year * self->n_flow, sizeof *self->flows);
    self->years = arena_zero(arena, n_year * self->n_years + 1, sizeof *self->years);
    self->stay = arena_zero(arena, n_year, sizeof *self->stay);
    self->joined = arena_zero(arena, n_year * N_NCY, sizeof *self->joined);
    self->in = arena_zero(arena, n_year * model->places.n_pool + 1, sizeof *self->in);
    self->needed = arena_zero(arena, n_year * model->places.n_pool + 1, sizeof *self->needed);
    self->stock = arena_zero(arena, n_year, sizeof *self->stock);
    for (size_t y = 0; self->stock != NULL && y < n_year; y++)
        self->stock[y] = arena_zero(arena, model->dims.n_cell, sizeof *self->stock[y]);
    self->stayed = arena_zero(arena, n_year * self->n_stayed + 1, sizeof *self->stayed);
    self->joining = arena_zero(arena, n_year, sizeof *self->joining);
    if (model->pipeline.in != NULL)
        self->queue = arena_zero(arena, n_year, sizeof *self->queue);
}

void
people_cache_forget(struct people_cache *self)
{
    self->n_year = 0;
}

void
people_cache_start(struct people_cache *self)
{
    self->same = true;
    self->here = false;
}

/* ---- what options ask of a year ---- */

static double *
put(double *to, const double *from, size_t n)
{
    memcpy(to, from, n * sizeof *to);
    return to + n;
}

static void
ask_options(const struct model *model, const struct work *w, const struct step *step, double *asked)
{
    const struct seats *seats = &w->people.seats;
    const double *factor = factors_of_year(w, step);
    const size_t n_factor = N_NCY * model->n_need, n_pool = model->places.n_pool,
                 pool = step->year * n_pool;
    for (size_t o = 0; o < model->n_option; o++)
        *asked++ = shift_of_year(model, w, o, step);
    *asked++ = w->levers.refusing[step->year];
    *asked++ = w->levers.assessing[step->year];
    *asked++ = factor != NULL ? 1.0 : 0.0;
    if (factor != NULL)
        memcpy(asked, factor, n_factor * sizeof *asked);
    else
        memset(asked, 0, n_factor * sizeof *asked);
    asked += n_factor;
    if (n_pool == 0)
        return;
    asked = put(asked, seats->open + pool, n_pool);
    asked = put(asked, seats->own + pool, n_pool);
    asked = put(asked, seats->own_september + pool, n_pool);
    (void)put(asked, seats->late_years + pool, n_pool);
}

/* ---- what is kept ---- */

static void
list_flows(const struct flows *f, double *list[N_FLOW])
{
    double *const all[N_FLOW] = { f->opening, f->left,     f->moved_out, f->moved_in, f->joined,
                                  f->closing, f->departed, f->arrived,   f->lost,     f->gained };
    memcpy(list, all, sizeof all);
}

static void
keep_flows(struct people_cache *self, const struct people *people, size_t year)
{
    const size_t n_place = people->flows.n_place;
    double *flow[N_FLOW], *to = self->flows + year * self->n_flow;
    list_flows(&people->flows, flow);
    for (size_t i = 0; i < N_FLOW; i++)
        to = put(to, flow[i], n_place);
}

static void
take_flows(const struct people_cache *self, struct people *people, size_t year)
{
    const size_t n_place = people->flows.n_place;
    const double *from = self->flows + year * self->n_flow;
    double *flow[N_FLOW];
    list_flows(&people->flows, flow);
    for (size_t i = 0; i < N_FLOW; i++)
        memcpy(flow[i], from + i * n_place, n_place * sizeof *from);
}

/* Children whom options move look at seats as well. */
static void
keep_seats(struct people_cache *self, const struct model *model, const struct placing *placing,
           size_t year)
{
    const size_t n_pool = model->places.n_pool;
    double *needed = self->needed + year * n_pool;
    bool shifts = false;
    for (size_t o = 0; o < model->n_option; o++)
        shifts |= self->asked_now[o] != 0.0;
    for (size_t p = 0; p < n_pool; p++) {
        self->in[year * n_pool + p] = placing->wanted[p];
        needed[p] = shifts ? (double)INFINITY : placing->needed[p];
    }
}

static bool
equal(const double *a, const double *b, size_t n)
{
    return memcmp(a, b, n * sizeof *a) == 0;
}

/* Did a year end as it did in the run before? The path of new plans is the same in all runs. */
static bool
ended_alike(const struct people_cache *self, const struct model *model, const struct people *people,
            size_t year)
{
    return equal(self->stock[year], people->stock, model->dims.n_cell) &&
           (self->n_stayed == 0 ||
            equal(self->stayed + year * self->n_stayed, people->placing.stayed, self->n_stayed)) &&
           (self->queue == NULL ||
            memcmp(&self->queue[year], &people->queue, sizeof people->queue) == 0);
}

/* Do the seats of a year, [kind][pool] as in ask_options, leave everybody where they were? */
static bool
seats_serve(const double *kept, const double *now, const double *needed, size_t n_pool)
{
    const double *own = now + n_pool, *own_september = own + n_pool;
    for (size_t p = 0; p < n_pool; p++) {
        bool same = true;
        for (size_t i = p; i < N_SEATS * n_pool; i += n_pool)
            same &= kept[i] == now[i];
        if (!same && !(needed[p] <= fmin(own[p], own_september[p])))
            return false;
    }
    return true;
}

bool
people_are_kept(const struct model *model, struct work *w, const struct step *step)
{
    struct people_cache *self = &w->kept;
    const size_t n_pool = model->places.n_pool, n = self->n_asked - N_SEATS * n_pool;
    const double *kept = self->asked + step->year * self->n_asked;
    ask_options(model, w, step, self->asked_now);
    return self->same && step->year < self->n_year && equal(self->asked_now, kept, n) &&
           seats_serve(kept + n, self->asked_now + n, self->needed + step->year * n_pool, n_pool);
}

void
people_again(const struct model *model, struct work *w, const struct step *step)
{
    struct people_cache *self = &w->kept;
    take_flows(self, &w->people, step->year);
    if (model->places.n_finite > 0)
        seats_note(&w->people.seats, &model->places, step->year,
                   self->in + step->year * model->places.n_pool, w->future.year[step->year].place);
    if (self->n_years > 0)
        memcpy(w->people.placing.years, self->years + step->year * self->n_years,
               self->n_years * sizeof *self->years);
    w->money.costs.stay = self->stay[step->year];
    self->here = false;
    self->again = true;
}

void
people_resume(const struct model *model, struct work *w, const struct step *step)
{
    struct people_cache *self = &w->kept;
    struct people *people = &w->people;
    const size_t last = step->year - 1;
    if (self->here)
        return;
    take_flows(self, people, last);
    people->joining = self->joining[last];
    if (model->places.n_finite > 0)
        placing_resume(&people->placing, self->stayed + last * self->n_stayed, step->year);
    if (self->queue != NULL)
        memcpy(&people->queue, &self->queue[last], sizeof people->queue);
}

void
people_keep(const struct model *model, struct work *w, const struct step *step)
{
    struct people_cache *self = &w->kept;
    struct people *people = &w->people;
    const size_t year = step->year;
    self->here = true;
    self->again = false;
    self->same = year < self->n_year && ended_alike(self, model, people, year);
    if (!self->same) {
        self->n_year = year + 1;
        double *const stock = self->stock[year];
        self->stock[year] = people->stock;
        people->stock = stock;
        if (self->n_stayed > 0)
            (void)put(self->stayed + year * self->n_stayed, people->placing.stayed, self->n_stayed);
        if (self->queue != NULL)
            memcpy(&self->queue[year], &people->queue, sizeof people->queue);
    }
    (void)put(self->asked + year * self->n_asked, self->asked_now, self->n_asked);
    keep_flows(self, people, year);
    if (self->n_years > 0)
        (void)put(self->years + year * self->n_years, people->placing.years, self->n_years);
    keep_seats(self, model, &people->placing, year);
    self->stay[year] = w->money.costs.stay;
    (void)put(self->joined + year * N_NCY, people->joined_by_age, N_NCY);
    self->joining[year] = people->joining;
}

int
people_verify(const struct model *model, const struct work *w, const struct step *step,
              struct hr_err *err)
{
    const struct people_cache *self = &w->kept;
    const size_t n_place = model->dims.n_place, n_pool = model->places.n_pool;
    bool same =
        ended_alike(self, model, &w->people, step->year) &&
        (n_pool == 0 || equal(self->in + step->year * n_pool, w->people.placing.wanted, n_pool));
    double *flow[N_FLOW];
    list_flows(&w->people.flows, flow);
    for (size_t i = 0; i < N_FLOW; i++)
        same =
            same && equal(flow[i], self->flows + step->year * self->n_flow + i * n_place, n_place);
    return same ? 0
                : hr_fail(err, HR_EMODEL, "the children of year %u are not those of the run before",
                          step->year);
}

const double *
people_kept_stock(const struct work *w, size_t year)
{
    return w->kept.stock[year];
}

const double *
people_kept_joined(const struct work *w, size_t year)
{
    return w->kept.joined + year * N_NCY;
}

/* ---- which choices have the same people ---- */

static const double AS_DRAWN = -1.0; /* a level is never below 0 of an option that changes people */

/* What a choice does to people by an option; NAN: nothing. */
static double
effect_of(const struct model *model, const struct choice *choice, const struct fate *fate, size_t o)
{
    const struct council_option *option = &model->option[o];
    const bool never = fate != NULL && option->counted == NULL && !fate[o].delivered;
    if (choice->option[o] == 0 || !option->changes_people || never)
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

/* When an option begins to change people, as far as is known before a run. */
static double
start_of(const struct model *model, const struct fate *fate, size_t o)
{
    return fate != NULL && model->option[o].counted == NULL ? fate[o].start
                                                            : model->option[o].start;
}

/* The order of two choices by what they do to people; 0: the same. The option that starts first
 * counts most: neighbours have the same people for as many years as may be. */
static int
compare_choices(const struct model *model, const struct fate *fate, const struct choice *a,
                const struct choice *b)
{
    double first = (double)INFINITY;
    int order = 0;
    for (size_t o = 0; o < model->n_option; o++) {
        const double x = effect_of(model, a, fate, o), y = effect_of(model, b, fate, o),
                     start = start_of(model, fate, o);
        const bool differ = isnan(x) != isnan(y) || (!isnan(x) && x != y);
        if (!differ || (order != 0 && !(start < first)))
            continue;
        order = isnan(x) || x < y ? -1 : 1;
        first = start;
    }
    return order;
}

bool
people_never_differ(const struct model *model, const struct choice *a, const struct choice *b)
{
    return !reacts(model, a) && !reacts(model, b) && compare_choices(model, NULL, a, b) == 0;
}

void
people_order(const struct model *model, const struct choices *choices, const struct fate *fate,
             size_t *order)
{
    for (size_t i = 1; i < choices->n; i++) {
        const size_t moved = order[i];
        const struct choice choice = choices->choice_of(choices->of, moved);
        size_t at = i;
        for (; at > 0; at--) {
            const struct choice before = choices->choice_of(choices->of, order[at - 1]);
            if (compare_choices(model, fate, &choice, &before) >= 0)
                break;
            order[at] = order[at - 1];
        }
        order[at] = moved;
    }
}
