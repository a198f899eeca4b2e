/* One year of joining: how many new plans there are at each NCY, then the need and the setting of
 * each. joiners.h is the manual. */
#include "people.h"

#include <math.h>
#include <string.h>

static void
keep_years(struct coming *self, const struct dims *d, size_t n_kept, struct arena *arena)
{
    self->kept = arena_zero(arena, n_kept * N_NCY, sizeof *self->kept);
    self->n_kept = self->kept != NULL ? n_kept : 0;
    for (size_t i = 0; i < self->n_kept * N_NCY; i++) {
        draw_table_init(&self->kept[i].by_need, 1, d->n_need, arena);
        self->kept[i].places = arena_zero(arena, d->n_place, sizeof *self->kept[i].places);
    }
    coming_forget(self);
}

void
coming_forget(struct coming *self)
{
    for (size_t i = 0; i < self->n_kept * N_NCY; i++)
        self->kept[i].n = self->kept[i].p = self->kept[i].intensity = -1.0;
}

/* NULL: nothing is kept of that year. */
static struct coming_kept *
kept_of(struct coming *self, unsigned year, size_t i_ncy)
{
    return year < self->n_kept ? &self->kept[year * N_NCY + i_ncy] : NULL;
}

void
coming_init(struct coming *self, const struct joiners *joiners, size_t n_kept, struct arena *arena)
{
    const struct dims *d = &joiners->dims;
    *self = (struct coming){ 0 };
    draw_addresses_init(&self->at, N_NCY, arena);
    draw_counts_init(&self->counts, N_NCY, arena);
    draw_counts_init(&self->changed, N_NCY, arena);
    self->scaled = arena_zero(arena, N_NCY * d->n_need, sizeof *self->scaled);
    draw_table_init(&self->by_scaled, 1, d->n_need, arena);
    self->came = arena_zero(arena, d->n_place, sizeof *self->came);
    keep_years(self, d, n_kept, arena);
}

static void
add_joiners(struct people *people, size_t i_ncy, size_t place, double children)
{
    people->stock[i_ncy * people->flows.n_place + place] += children;
    people->flows.joined[place] += children;
}

/* Needs of one NCY: cumulative weights, and the factor on them all when options change the rate by
 * need. */
struct needs {
    size_t i_ncy;
    struct draw_key key; /* where they are drawn */
    const double *cum;
    struct draw_table by_need; /* of cum; set before they are drawn */
    const double *factor;      /* [need]; NULL: none */
    double of_all;
};

static struct needs
needs_at(const struct joiners *joiners, struct people *people, size_t i_ncy,
         const struct step *step)
{
    struct joiner_rates *rates = &people->joiner_rates;
    const size_t n_need = joiners->dims.n_need;
    double *scaled = people->coming.scaled + i_ncy * n_need;
    const double *usual = rates->need + i_ncy * n_need;
    const struct draw_key key = { .purpose = joiners->purpose_need,
                                  .item = joiners->item,
                                  .ncy = NCY_MIN + (int)i_ncy,
                                  .year = step->year };
    if (people->joining_factor == NULL)
        return (struct needs){ .i_ncy = i_ncy, .key = key, .cum = usual, .of_all = 1.0 };
    joiner_placement(rates, joiners, i_ncy, step);
    const double *factor = people->joining_factor + i_ncy * n_need;
    double cum = 0.0;
    for (size_t need = 0; need < n_need; need++) {
        cum += (usual[need] - (need > 0 ? usual[need - 1] : 0.0)) * factor[need];
        scaled[need] = cum;
    }
    return (struct needs){ .i_ncy = i_ncy,
                           .key = key,
                           .cum = scaled,
                           .factor = factor,
                           .of_all = usual[n_need - 1] > 0.0 ? cum / usual[n_need - 1] : 1.0 };
}

/* Expected-value run: shares of the joint distribution. */
static void
spread_expected(const struct dims *d, const struct needs *needs, double n, struct people *people)
{
    const double total = needs->cum[d->n_need - 1];
    for (size_t need = 0; need < d->n_need; need++) {
        const double *cum =
            people->joiner_rates.setting + (needs->i_ncy * d->n_need + need) * d->n_setting;
        const double factor = needs->factor == NULL ? 1.0 : needs->factor[need];
        for (size_t s = 0; s < d->n_setting; s++)
            add_joiners(people, needs->i_ncy, need * d->n_setting + s,
                        n * ((cum[s] - (s > 0 ? cum[s - 1] : 0.0)) * factor) / total);
    }
}

/* Who came to each place of an NCY are there. */
static void
settle(const struct dims *d, size_t i_ncy, const double *came, struct people *people)
{
    double *stock = people->stock + i_ncy * d->n_place, *joined = people->flows.joined;
    for (size_t k = 0; k < d->n_place; k++) {
        stock[k] += came[k];
        joined[k] += came[k];
    }
}

enum { LOT = 256 }; /* children at a time */

/* Of the new plans of an NCY, in their order: those from one number up to another. */
struct these {
    size_t from, to;
};

/* A word a child, for its setting. */
static void
draw_settings(const struct dims *d, const struct needs *needs, struct these these,
              struct draw *draw, struct people *people)
{
    uint32_t word[LOT];
    const struct draw_table table =
        draw_table_from(&people->joiner_rates.by_setting, needs->i_ncy * d->n_need);
    draw_pass(draw, these.from);
    for (size_t left = these.to - these.from; left > 0;) {
        const size_t here = left < LOT ? left : LOT;
        draw_words(draw, here, word);
        draw_tally(draw, &table, &(struct draw_lot){ .n = here, .word = word },
                   people->coming.came);
        left -= here;
    }
}

/* Where there are several needs, a word for the need and a word for the setting. Needs are drawn
 * elsewhere, so that a need more leaves the settings as they are. */
static void
draw_needs_and_settings(const struct dims *d, const struct needs *needs, struct these these,
                        struct draw *draw, struct people *people)
{
    uint32_t word[LOT], need[LOT], setting[LOT];
    struct joiner_rates *rates = &people->joiner_rates;
    const struct draw_table by_setting =
        draw_table_from(&rates->by_setting, needs->i_ncy * d->n_need);
    struct draw of_needs = *draw;
    draw_at(&of_needs, &needs->key);
    draw_pass(&of_needs, these.from);
    draw_pass(draw, these.from);
    for (size_t left = these.to - these.from; left > 0;) {
        const size_t here = left < LOT ? left : LOT;
        draw_words(&of_needs, here, word);
        draw_categories_of(draw, &needs->by_need,
                           &(struct draw_lot){ .n = here, .word = word, .category = need });
        draw_words(draw, here, word);
        draw_categories_by_row(
            draw, &by_setting,
            &(struct draw_lot){ .n = here, .word = word, .row = need, .category = setting });
        for (size_t i = 0; i < here; i++)
            people->coming.came[need[i] * d->n_setting + setting[i]] += 1.0;
        left -= here;
    }
}

/* Random run: child by child, in lots. */
static void
draw_places(const struct joiners *joiners, const struct needs *needs, struct these these,
            struct draw *draw, struct people *people)
{
    const struct dims *d = &joiners->dims;
    if (d->n_place == 1) /* nothing to choose */
        people->coming.came[0] += (double)(these.to - these.from);
    else if (d->n_need == 1)
        draw_settings(d, needs, these, draw, people);
    else
        draw_needs_and_settings(d, needs, these, draw, people);
}

#ifdef HR_DEBUG
/* Are those who are kept where they would be drawn to anew? */
static void
verify(const struct joiners *joiners, const struct needs *needs, const struct coming_kept *kept,
       struct draw draw, struct people *people)
{
    const size_t size = joiners->dims.n_place * sizeof *kept->places;
    double *came = people->coming.came;
    draw_places(joiners, needs, (struct these){ 0, (size_t)kept->n }, &draw, people);
    if (memcmp(came, kept->places, size) != 0)
        hr_bug("new plans of year %u are not placed as in the run before", needs->key.year);
    memset(came, 0, size);
}
#endif

/* From those of the run before to n: some come on top, or fall away. All are drawn anew where a
 * word means another need, or where nothing would be gained. */
static void
change(const struct joiners *joiners, const struct needs *needs, size_t n, struct draw *draw,
       struct people *people)
{
    const size_t n_place = joiners->dims.n_place;
    struct coming_kept *kept = kept_of(&people->coming, needs->key.year, needs->i_ncy);
    double *came = people->coming.came;
    if (kept->n < 0.0 || kept->n >= 2.0 * (double)n ||
        !draw_table_alike(&kept->by_need, &needs->by_need)) {
        kept->n = 0.0;
        memset(kept->places, 0, n_place * sizeof *kept->places);
        draw_table_copy(&kept->by_need, &needs->by_need);
    }
    const size_t before = (size_t)kept->n;
    const double sign = n > before ? 1.0 : -1.0;
    if (n == before)
        return;
    draw_places(joiners, needs,
                n > before ? (struct these){ before, n } : (struct these){ n, before }, draw,
                people);
    for (size_t k = 0; k < n_place; k++)
        kept->places[k] += sign * came[k];
    memset(came, 0, n_place * sizeof *came);
    kept->n = (double)n;
}

/* The usual table, or that of weights with factors. */
static void
set_tables(const struct joiners *joiners, struct needs *needs, struct people *people)
{
    struct draw_table *by_scaled = &people->coming.by_scaled;
    joiner_tables(&people->joiner_rates, joiners, needs->i_ncy);
    needs->by_need = draw_table_from(&people->joiner_rates.by_need, needs->i_ncy);
    if (needs->factor == NULL)
        return;
    draw_table_set(by_scaled, 0, needs->cum);
    needs->by_need = *by_scaled;
}

/* The new plans of an NCY: n. */
static void
spread_drawn(const struct joiners *joiners, struct needs *needs, size_t n, struct draw *draw,
             struct people *people)
{
    const struct dims *d = &joiners->dims;
    struct coming *coming = &people->coming;
    const struct coming_kept *kept = kept_of(coming, needs->key.year, needs->i_ncy);
    set_tables(joiners, needs, people);
    if (kept == NULL) {
        draw_places(joiners, needs, (struct these){ 0, n }, draw, people);
        settle(d, needs->i_ncy, coming->came, people);
        memset(coming->came, 0, d->n_place * sizeof *coming->came);
        return;
    }
#ifdef HR_DEBUG
    const struct draw at_first = *draw;
#endif
    change(joiners, needs, n, draw, people);
#ifdef HR_DEBUG
    verify(joiners, needs, kept, at_first, people);
#endif
    settle(d, needs->i_ncy, kept->places, people);
}

static double
chance_to_join(const struct joiners *joiners, const struct needs *needs, struct people *people,
               const struct step *step)
{
    struct coming_kept *kept = kept_of(&people->coming, step->year, needs->i_ncy);
    const double intensity = joiner_rate(&people->joiner_rates, joiners, needs->i_ncy, step) *
                             people->joining.m * needs->of_all;
    if (kept == NULL)
        return joining_probability(intensity);
    if (kept->intensity != intensity) {
        kept->intensity = intensity;
        kept->chance = joining_probability(intensity);
    }
    return kept->chance;
}

/* Of whom new plans are drawn, plan or not where the rates are of everyone. */
static double
who_may_join(const struct joiners *joiners, size_t i_ncy, double population, double plans)
{
    const bool everyone = joiners->rates != NULL && joiners->rates->of_everyone;
    return everyone ? population : people_without(joiners, i_ncy, population, plans);
}

static void
join_expected(const struct joiners *joiners, struct people *people, const struct step *step)
{
    const struct dims *d = &joiners->dims;
    const double *population = people->population + step->year * N_NCY;
    for (size_t i = 0; i < N_NCY; i++) {
        const struct needs needs = needs_at(joiners, people, i, step);
        const double plans = cells_at_ncy(d, people->stock, i);
        const double n = who_may_join(joiners, i, population[i], plans) *
                         chance_to_join(joiners, &needs, people, step);
        people->joined_by_age[i] = n;
        people->plans_by_age[i] = plans + n;
        if (n > 0.0) {
            joiner_placement(&people->joiner_rates, joiners, i, step);
            spread_expected(d, &needs, n, people);
        }
    }
}

/* The same as in the run before where it is of as many children, with the same chance. */
static void
count_joiners(struct coming *coming, struct draw *draw, unsigned year)
{
    struct draw_counts *counts = &coming->counts, *changed = &coming->changed;
    struct coming_kept *kept = kept_of(coming, year, 0);
    size_t i_ncy[N_NCY];
    changed->n = 0;
    for (size_t i = 0; i < N_NCY; i++) {
        if (kept != NULL && kept[i].children == counts->children[i] && kept[i].p == counts->p[i]) {
            counts->count[i] = kept[i].count;
            continue;
        }
        changed->u[changed->n] = counts->u[i];
        changed->children[changed->n] = counts->children[i];
        changed->p[changed->n] = counts->p[i];
        i_ncy[changed->n++] = i;
    }
    draw_binomials(draw, changed);
    for (size_t j = 0; j < changed->n; j++) {
        const size_t i = i_ncy[j];
        counts->count[i] = changed->count[j];
        if (kept == NULL)
            continue;
        kept[i].children = counts->children[i];
        kept[i].p = counts->p[i];
        kept[i].count = counts->count[i];
    }
}

/* How many come at each NCY: coming.counts; and their needs. */
static void
draw_joiners(const struct joiners *joiners, struct people *people, const struct step *step,
             struct needs needs[N_NCY])
{
    const struct draw_key key = { .purpose = joiners->purpose_join, .year = step->year };
    const double *population = people->population + step->year * N_NCY;
    struct coming *coming = &people->coming;
    for (size_t i = 0; i < N_NCY; i++) {
        needs[i] = needs_at(joiners, people, i, step);
        people->plans_by_age[i] = cells_at_ncy_whole(&joiners->dims, people->stock, i);
        coming->at.low[i] = hr_rng_low(NCY_MIN + (int)i, step->year);
        coming->at.item[i] = joiners->item;
        coming->counts.p[i] = chance_to_join(joiners, &needs[i], people, step);
        coming->counts.children[i] =
            who_may_join(joiners, i, population[i], people->plans_by_age[i]);
    }
    draw_blocks(step->draw, &key, &coming->at);
    draw_uniforms(step->draw, &coming->at, &coming->counts);
    count_joiners(coming, step->draw, step->year);
}

void
people_join(const struct joiners *joiners, struct people *people, const struct step *step)
{
    if (step->draw->expected) {
        join_expected(joiners, people, step);
        return;
    }
    struct needs needs[N_NCY];
    draw_joiners(joiners, people, step, needs);
    for (size_t i = 0; i < N_NCY; i++) {
        const double n = people->coming.counts.count[i];
        people->joined_by_age[i] = n;
        people->plans_by_age[i] += n;
        if (n > 0.0) {
            joiner_placement(&people->joiner_rates, joiners, i, step);
            draw_resume(step->draw, &people->coming.at, i);
            spread_drawn(joiners, &needs[i], (size_t)n, step->draw, people);
        }
    }
}

void
joiners_demand(const struct joiners *joiners, struct people *people, const struct step *step,
               struct joiner_demand *out)
{
    const double *population = people->population + step->year * N_NCY;
    for (size_t i = 0; i < N_NCY; i++) {
        const struct needs needs = needs_at(joiners, people, i, step);
        out->without[i] = people_without(joiners, i, population[i], people->plans_by_age[i]);
        out->demand[i] = who_may_join(joiners, i, population[i], people->plans_by_age[i]) *
                         chance_to_join(joiners, &needs, people, step);
    }
}

void
joiners_place(const struct joiners *joiners, struct people *people, size_t i_ncy, double n,
              const struct step *step)
{
    if (n <= 0.0)
        return;
    joiner_placement(&people->joiner_rates, joiners, i_ncy, step);
    struct needs needs = needs_at(joiners, people, i_ncy, step);
    draw_at(step->draw, &(struct draw_key){ .purpose = joiners->purpose_join,
                                            .item = joiners->item,
                                            .ncy = NCY_MIN + (int)i_ncy,
                                            .year = step->year });
    if (step->draw->expected)
        spread_expected(&joiners->dims, &needs, n, people);
    else
        spread_drawn(joiners, &needs, (size_t)n, step->draw, people);
}
