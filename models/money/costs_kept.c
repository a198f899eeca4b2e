#include "costs_kept.h"

#include "bands.h"

#include <string.h>

enum { N_LEVER = 5 };

/* A part of the state of prices: so many bytes a setting. */
struct piece {
    void *at;
    size_t size;
};
enum { N_PIECE = 5 };

static void
list_state(const struct costs *costs, struct piece list[N_PIECE])
{
    const struct piece all[] = {
        { costs->mass, sizeof *costs->mass },     { costs->index, sizeof *costs->index },
        { costs->growth, sizeof *costs->growth }, { costs->band, MOST_BANDS * sizeof *costs->band },
        { costs->paid, sizeof *costs->paid },
    };
    memcpy(list, all, sizeof all);
}

void
costs_kept_init(struct costs_kept *self, size_t n_setting, size_t n_year, struct arena *arena)
{
    struct piece piece[N_PIECE];
    *self = (struct costs_kept){ .n_setting = n_setting, .n_levers = N_LEVER * n_setting };
    list_state(&(struct costs){ 0 }, piece);
    for (size_t i = 0; i < N_PIECE; i++)
        self->n_state += piece[i].size * n_setting;
    self->levers = arena_zero(arena, n_year * self->n_levers, sizeof *self->levers);
    self->state = arena_zero(arena, n_year * self->n_state, sizeof *self->state);
    self->sum = arena_zero(arena, n_year, sizeof *self->sum);
}

void
costs_kept_forget(struct costs_kept *self)
{
    self->n_year = 0;
}

void
costs_kept_start(struct costs_kept *self)
{
    self->same = self->here = true;
}

static void
list_levers(const struct price_levers *levers, const double *list[N_LEVER])
{
    const double *const all[] = { levers->factor, levers->gbp, levers->growth, levers->joint,
                                  levers->commissioned };
    memcpy(list, all, sizeof all);
}

bool
costs_are_kept(struct costs_kept *self, const struct costs *costs, bool same_children, size_t year)
{
    const double *lever[N_LEVER];
    const size_t n = self->n_setting;
    list_levers(&costs->levers, lever);
    self->same = self->same && same_children && year < self->n_year && costs->levers.rise == NULL;
    for (size_t i = 0; self->same && i < N_LEVER; i++)
        self->same = memcmp(self->levers + year * self->n_levers + i * n, lever[i],
                            n * sizeof *lever[i]) == 0;
    self->here = self->here && !self->same;
    return self->same;
}

void
costs_resume(const struct costs_kept *self, struct costs *costs, size_t year)
{
    struct piece piece[N_PIECE];
    if (self->here || year == 0)
        return;
    const unsigned char *from = self->state + (year - 1) * self->n_state;
    list_state(costs, piece);
    for (size_t i = 0; i < N_PIECE; i++) {
        memcpy(piece[i].at, from, piece[i].size * self->n_setting);
        from += piece[i].size * self->n_setting;
    }
}

void
costs_keep(struct costs_kept *self, const struct costs *costs, const struct settings_cost *sum,
           size_t year)
{
    struct piece piece[N_PIECE];
    const double *lever[N_LEVER];
    unsigned char *to = self->state + year * self->n_state;
    self->here = true;
    self->n_year = costs->levers.rise == NULL ? year + 1 : 0;
    self->sum[year] = *sum;
    list_state(costs, piece);
    for (size_t i = 0; i < N_PIECE; i++) {
        memcpy(to, piece[i].at, piece[i].size * self->n_setting);
        to += piece[i].size * self->n_setting;
    }
    list_levers(&costs->levers, lever);
    for (size_t i = 0; i < N_LEVER; i++)
        memcpy(self->levers + year * self->n_levers + i * self->n_setting, lever[i],
               self->n_setting * sizeof *lever[i]);
}
