/* One year of leaving and moving, in four steps: the cells that hold children; how many go from
 * each; where to; they go (movers_go.c). Nobody moves twice: children move within their NCY, and
 * arrive when all of it have gone, so all cells of a year can be looked at together. The first
 * three see no cell that holds as many children as in the replicate's run before. movers.h is the
 * manual. */
#include "movers_parts.h"

#include <string.h>

static void
keep_years(struct going *self, const struct exits *exits, size_t n_kept, struct arena *arena)
{
    self->kept = arena_zero(arena, n_kept, sizeof *self->kept);
    for (; self->kept != NULL && self->n_kept < n_kept; self->n_kept++) {
        struct going_kept *kept = &self->kept[self->n_kept];
        kept->children = arena_zero(arena, exits->dims.n_cell, sizeof *kept->children);
        kept->way = arena_zero(arena, exits->n_exit, sizeof *kept->way);
    }
    if (n_kept > 0)
        self->merged = arena_zero(arena, exits->n_exit, sizeof *self->merged);
}

void
going_init(struct going *self, const struct exits *exits, size_t n_kept, struct arena *arena)
{
    const size_t n = exits->dims.n_cell, n_place = exits->dims.n_place;
    const size_t n_way = exits->dims.n_setting + 1;
    *self = (struct going){ 0 };
    draw_addresses_init(&self->at, n, arena);
    draw_counts_init(&self->possible, n, arena);
    draw_counts_init(&self->likely, n, arena);
    self->cell = arena_zero(arena, n + DRAW_LANES, sizeof *self->cell);
    self->ncy = arena_zero(arena, n, sizeof *self->ncy);
    self->look = arena_zero(arena, n + DRAW_LANES, sizeof *self->look);
    self->chances = arena_zero(arena, n, sizeof *self->chances);
    self->way = arena_zero(arena, exits->n_exit, sizeof *self->way);
    self->by_way = arena_zero(arena, n_way, sizeof *self->by_way);
    self->cum = arena_zero(arena, n_way, sizeof *self->cum);
    self->arriving = arena_zero(arena, n_place, sizeof *self->arriving);
    self->arrival = arena_zero(arena, n_place, sizeof *self->arrival);
    keep_years(self, exits, n_kept, arena);
}

void
going_forget(struct going *self)
{
    for (size_t t = 0; t < self->n_kept; t++)
        self->kept[t] =
            (struct going_kept){ .children = self->kept[t].children, .way = self->kept[t].way };
}

/* ---- the cells that hold children ---- */

static struct odds_at
odds_at(const struct exit_odds *odds, size_t i_ncy)
{
    const double leaving = odds->leaving[i_ncy], moving = odds->moving[i_ncy];
    return (struct odds_at){ leaving, moving, &odds->year,
                             leaving == 1.0 && moving == 1.0 && odds->year.usual == 1.0 &&
                                 odds->year.lifted == 1.0 };
}

/* fmax is a call: it looks after numbers that are none. */
static inline double
larger(double a, double b)
{
    return a > b ? a : b;
}

/* The year's chance to go is at most the usual one times this: that to leave is at most the usual
 * one times the factors on its odds where they are above 1, and moving has what leaving leaves it.
 */
static double
most_of_year(const struct odds_at *odds)
{
    return larger(1.0, larger(odds->moving, odds->leaving * odds->year->lifted));
}

/* Of the n cells that hold children those with rates of their own draw their chance to go. */
static void
draw_chances(const struct year *year, size_t n)
{
    struct exit_rates *rates = &year->people->exit_rates;
    const uint32_t *cell = year->people->going.cell;
    uint32_t *ask = year->people->going.look;
    size_t n_ask = 0;
    for (size_t i = 0; i < n; i++) { /* without a branch, which would have no pattern */
        ask[n_ask] = cell[i];
        n_ask += rates->p_out[cell[i]] < 0.0;
    }
    for (size_t i = 0; i < n_ask; i++)
        exit_chance_drawn(rates, year->exits, ask[i] / year->exits->dims.n_place, ask[i],
                          year->step);
}

/* Which they are. */
static size_t
find(const struct year *year)
{
    const struct exits *exits = year->exits;
    const bool again = year->kept != NULL && year->kept->any;
    const size_t n =
        draw_find(year->step->draw,
                  &(struct draw_cells){ .n = exits->dims.n_cell,
                                        .children = year->people->stock,
                                        .before = again ? year->kept->children : NULL },
                  year->people->going.cell);
    if (exits->rates != NULL)
        draw_chances(year, n);
    return n;
}

/* Where they are drawn, who is there, and their chance to go at most. */
static void
gather(const struct year *year)
{
    const size_t n_place = year->exits->dims.n_place, n = find(year);
    struct going *going = &year->people->going;
    const uint32_t *cell = going->cell, *item_of = year->exits->item;
    const double *stock = year->people->stock, *p_out = year->people->exit_rates.p_out;
    uint32_t *restrict low = going->at.low, *restrict item = going->at.item;
    uint8_t *restrict i_ncy = going->ncy;
    double *restrict children = going->possible.children, *restrict p = going->possible.p;
    for (size_t i = 0, ncy = 0; ncy < N_NCY; ncy++) {
        const uint32_t low_of_ncy = hr_rng_low(NCY_MIN + (int)ncy, year->step->year);
        const double most = most_of_year(&year->odds[ncy]);
        const size_t first = ncy * n_place, end = first + n_place;
        for (; i < n && cell[i] < end; i++) {
            i_ncy[i] = (uint8_t)ncy;
            low[i] = low_of_ncy;
            item[i] = item_of[cell[i] - first];
            children[i] = stock[cell[i]];
            p[i] = most * p_out[cell[i]];
        }
    }
    going->at.n = n;
}

/* ---- how many go ---- */

/* Nobody goes when u <= (1 - p)^n, and 1 - n p is less than that: most cells are settled by their
 * first uniform alone. Finds the others. */
static void
look(const struct year *year)
{
    struct going *going = &year->people->going;
    const struct draw_key key = { .purpose = year->exits->purpose, .year = year->step->year };
    draw_blocks(year->step->draw, &key, &going->at);
    going->likely.n = draw_looks(year->step->draw, &going->at, &going->possible, going->look);
}

static void
count(const struct year *year)
{
    struct going *going = &year->people->going;
    const struct draw_counts *likely = &going->likely;
    for (size_t j = 0; j < likely->n; j++) {
        const size_t i = going->look[j], cell = going->cell[i];
        likely->u[j] = going->possible.u[i];
        likely->children[j] = going->possible.children[i];
        going->chances[j] =
            chances_of_year(&year->people->exit_rates, cell, &year->odds[going->ncy[i]]);
        likely->p[j] = going->chances[j].go;
    }
    draw_binomials(year->step->draw, likely);
}

/* ---- where to ---- */

enum { LOT = 64 }; /* children at a time */

static void
take(struct going *going, size_t cell, size_t exit, uint32_t n_child)
{
    going->way[going->n_way_taken++] =
        (struct way_taken){ (uint32_t)cell, (uint32_t)exit, n_child };
}

/* One word a child: the first are given, others follow from the draw. */
static void
share_out(const struct year *year, const double *cum, size_t n_way, uint32_t n_child,
          uint32_t *word)
{
    uint32_t *by_way = year->people->going.by_way;
    memset(by_way, 0, n_way * sizeof *by_way);
    for (uint32_t left = n_child;;) {
        const uint32_t here = left < LOT ? left : LOT;
        for (uint32_t child = 0; child < here; child++)
            by_way[category_of_word(word[child], cum, n_way)]++;
        left -= here;
        if (left == 0)
            return;
        draw_words(year->step->draw, left < LOT ? left : LOT, word);
    }
}

/* The ways out of the children who go from one cell, the j-th likely one. */
static void
flow_out(const struct year *year, size_t j, uint32_t n_child)
{
    const struct exits *exits = year->exits;
    struct going *going = &year->people->going;
    struct exit_rates *rates = &year->people->exit_rates;
    const struct year_chances *chances = &going->chances[j];
    const size_t i = going->look[j], cell = going->cell[i], first = exits->first[cell],
                 n_way = exits->first[cell + 1] - first;
    const double *usual = rates->cum + first;
    uint32_t word[LOT];
    if (n_way == 1) {
        take(going, cell, first, n_child);
        return;
    }
    draw_words_of(year->step->draw, &going->at, i, n_child < LOT ? n_child : LOT, word);
    exit_ways(rates, exits, cell, year->step);
    const double *cum = ways_of_year(usual, n_way, chances, going->cum);
    if (n_child == 1) {
        take(going, cell, first + category_of_word(word[0], cum, n_way), 1);
        return;
    }
    share_out(year, cum, n_way, n_child, word);
    for (size_t e = 0; e < n_way; e++) {
        /* A way that nobody takes is written over: a branch would have no pattern. */
        take(going, cell, first + e, going->by_way[e]);
        going->n_way_taken -= going->by_way[e] == 0;
    }
}

/* Ways of the run before that have not been looked at; by cell, as those who go now are drawn. */
struct ways_left {
    const struct way_taken *way, *end;
};

/* As many go from a cell as in the run before, though not as many were there: their words are the
 * same, and so are their ways. */
static bool
flow_again(struct going *going, size_t cell, uint32_t n_child, struct ways_left *before)
{
    uint32_t n_before = 0;
    while (before->way < before->end && before->way->cell < cell)
        before->way++;
    const struct way_taken *end = before->way;
    for (; end < before->end && end->cell == cell; end++)
        n_before += end->children;
    if (n_before != n_child)
        return false;
    const size_t n_way = (size_t)(end - before->way);
    memcpy(going->way + going->n_way_taken, before->way, n_way * sizeof *before->way);
    going->n_way_taken += n_way;
    return true;
}

static void
flows_out(const struct year *year)
{
    struct going *going = &year->people->going;
    struct ways_left before = { 0 };
    if (year->kept != NULL && year->kept->any)
        before = (struct ways_left){ year->kept->way, year->kept->way + year->kept->n_way_taken };
    going->n_way_taken = 0;
    for (size_t j = 0; j < going->likely.n; j++) {
        const uint32_t n_child = (uint32_t)going->likely.count[j];
        if (n_child > 0 && !flow_again(going, going->cell[going->look[j]], n_child, &before))
            flow_out(year, j, n_child);
    }
}

/* Who goes where, from the cells that have been gathered. */
static void
draw(const struct year *year)
{
    look(year);
    count(year);
    flows_out(year);
}

/* ---- what is kept ---- */

/* Those who go as in the run before and those who have been drawn now, by cell. Returns how many
 * ways there are. */
static size_t
merge_ways(const struct going *going, const struct going_kept *kept, const double *stock)
{
    const struct way_taken *drawn = going->way, *end = drawn + going->n_way_taken;
    struct way_taken *to = going->merged;
    for (size_t k = 0; k < kept->n_way_taken; k++) {
        const struct way_taken *before = &kept->way[k];
        if (stock[before->cell] != kept->children[before->cell])
            continue;
        for (; drawn < end && drawn->cell < before->cell; drawn++)
            *to++ = *drawn;
        *to++ = *before;
    }
    for (; drawn < end; drawn++)
        *to++ = *drawn;
    return (size_t)(to - going->merged);
}

/* Completes the ways that have been drawn by those that are kept, and keeps them all. */
static void
keep(const struct year *year)
{
    const double *stock = year->people->stock;
    struct going *going = &year->people->going;
    struct going_kept *kept = year->kept;
    if (kept == NULL)
        return;
    kept->n_way_taken = merge_ways(going, kept, stock);
    struct way_taken *const way = kept->way;
    kept->way = going->merged;
    going->merged = way;
    kept->any = true;
    memcpy(kept->children, stock, year->exits->dims.n_cell * sizeof *stock);
}

#ifdef HR_DEBUG
/* Is it what all cells would draw anew? */
static void
verify(const struct year *year)
{
    const struct going *going = &year->people->going;
    const struct going_kept *kept = year->kept;
    struct year anew = *year;
    anew.kept = NULL;
    if (kept == NULL)
        return;
    gather(&anew);
    draw(&anew);
    if (going->n_way_taken != kept->n_way_taken ||
        memcmp(going->way, kept->way, kept->n_way_taken * sizeof *kept->way) != 0)
        hr_bug("who goes in year %u is not who went in the run before", year->step->year);
}
#endif

void
people_leave_or_move(const struct exits *exits, const struct exit_odds *odds, struct people *people,
                     const struct step *step)
{
    struct year year = { .exits = exits, .people = people, .step = step };
    if (!step->draw->expected && step->year < people->going.n_kept)
        year.kept = &people->going.kept[step->year];
    for (size_t i = 0; i < N_NCY; i++)
        year.odds[i] = odds_at(odds, i);
    gather(&year);
    if (step->draw->expected) {
        year_go_expected(&year);
        return;
    }
    draw(&year);
    keep(&year);
#ifdef HR_DEBUG
    verify(&year);
#endif
    year_go(&year);
}
