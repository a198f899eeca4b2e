/* A year of leaving, moving and joining against the same year child by child, as movers.h and
 * joiners.h tell it, in invented areas of every shape, by every kind of steps: the same children,
 * each where it was. */
#include "any_area.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { N_AREA = 150, SEED = 20210705 };

static struct step
step_of(const struct area *area, struct draw *draw)
{
    return (struct step){ .value = area->value, .draw = draw, .year = AREA_YEAR };
}

/* ---- child by child: leaving and moving ---- */

/* Of one cell in the oracle's year. */
struct leaving {
    const struct area *area;
    struct people *people;
    struct step step;
    size_t i_ncy, place, cell, first, n_way;
    double leave, move; /* l of this year, and M' */
};

/* movers.h: l and M' with their odds multiplied by the year's factors. */
static void
set_chances(struct leaving *self)
{
    const struct exit_odds *odds = &self->area->odds;
    struct exit_rates *rates = &self->people->exit_rates;
    if (rates->p_out[self->cell] < 0.0)
        exit_chance_drawn(rates, &self->area->exits, self->i_ncy, self->cell, &self->step);
    exit_ways(rates, &self->area->exits, self->cell, &self->step);
    const double usual = rates->cum[self->first], all = rates->p_out[self->cell];
    self->leave = leave_chance_of_year(&odds->year, scale_odds(usual, odds->leaving[self->i_ncy]));
    self->move = usual < 1.0 ? scale_odds(fmin(1.0, (all - usual) / (1.0 - usual)),
                                          odds->moving[self->i_ncy])
                             : 0.0;
}

/* Cumulative weights of the ways out: l, then the destinations as they share M'. */
static void
set_ways(const struct leaving *self, double *cum)
{
    const double *usual = self->people->exit_rates.cum + self->first;
    const double moved = usual[self->n_way - 1] - usual[0];
    cum[0] = self->leave;
    for (size_t e = 1; e < self->n_way; e++)
        cum[e] = cum[0] + (moved > 0.0 ? (usual[e] - usual[0]) / moved : 0.0) *
                              (1.0 - self->leave) * self->move;
}

/* One child goes. */
static void
child_goes(const struct leaving *self, size_t to, double *arriving)
{
    struct flows *flows = &self->people->flows;
    const int ncy = NCY_MIN + (int)self->i_ncy;
    const double lost = fy_share_of_new_ay(ncy - 1 >= NCY_POST16);
    self->people->stock[self->cell] -= 1.0;
    flows->lost[self->place] += lost;
    if (to == EXIT_LEAVE) {
        flows->left[self->place] += 1.0;
        return;
    }
    const size_t n_setting = self->area->dims.n_setting;
    const size_t there = self->place / n_setting * n_setting + to;
    flows->moved_out[self->place] += 1.0;
    flows->moved_in[there] += 1.0;
    flows->gained[there] += fy_share_of_new_ay(ncy >= NCY_POST16);
    arriving[there] += 1.0;
    if (self->people->departures != NULL)
        departures_move(self->people->departures, self->i_ncy, self->place, to, 1.0);
}

static void
cell_goes(struct leaving *self, double n, double *arriving)
{
    const struct exits *exits = &self->area->exits;
    double cum[81];
    set_chances(self);
    draw_at(self->step.draw, &(struct draw_key){ .purpose = exits->purpose,
                                                 .item = exits->item[self->place],
                                                 .ncy = NCY_MIN + (int)self->i_ncy,
                                                 .year = AREA_YEAR });
    const double p = fmin(1.0, self->leave + (1.0 - self->leave) * self->move),
                 out = draw_binomial(self->step.draw, n, p);
    if (self->people->departures != NULL)
        departures_out(self->people->departures, self->i_ncy, self->place, n, out);
    set_ways(self, cum);
    for (double child = 0.0; child < out; child += 1.0)
        child_goes(self, exits->to[self->first + draw_category(self->step.draw, cum, self->n_way)],
                   arriving);
}

static void
leave_by_child(const struct area *area, struct people *people, struct draw *draw)
{
    static double arriving[40 * 80];
    const size_t n_place = area->dims.n_place;
    for (size_t i = 0; i < N_NCY; i++) {
        memset(arriving, 0, sizeof arriving);
        for (size_t place = 0; place < n_place; place++) {
            const size_t cell = i * n_place + place, first = area->exits.first[cell];
            struct leaving at = { area,
                                  people,
                                  step_of(area, draw),
                                  i,
                                  place,
                                  cell,
                                  first,
                                  area->exits.first[cell + 1] - first,
                                  0.0,
                                  0.0 };
            if (area->stock[cell] > 0.0)
                cell_goes(&at, area->stock[cell], arriving);
        }
        for (size_t place = 0; place < n_place; place++)
            people->stock[i * n_place + place] += arriving[place];
    }
}

/* ---- child by child: joining ---- */

/* Cumulative P(n) factor[n] of one NCY; returns sum_n P(n) factor[n] where P adds up to 1. */
static double
set_needs(const struct area *area, const double *usual, size_t i_ncy, double *cum)
{
    const size_t n_need = area->dims.n_need;
    double sum = 0.0;
    for (size_t k = 0; k < n_need; k++) {
        const double factor = area->factor != NULL ? area->factor[i_ncy * n_need + k] : 1.0;
        sum += (usual[k] - (k > 0 ? usual[k - 1] : 0.0)) * factor;
        cum[k] = area->factor != NULL ? sum : usual[k];
    }
    return area->factor == NULL ? 1.0 : sum / usual[n_need - 1];
}

/* One child comes: a word for its need and one for its setting, from two sources. */
static void
child_comes(const struct area *area, struct people *people, size_t i_ncy, struct draw source[2],
            const double *needs)
{
    const struct dims *d = &area->dims;
    const size_t need = d->n_need > 1 ? draw_category(&source[1], needs, d->n_need) : 0;
    const double *cum = people->joiner_rates.setting + (i_ncy * d->n_need + need) * d->n_setting;
    const size_t setting = d->n_place > 1 ? draw_category(&source[0], cum, d->n_setting) : 0;
    people->stock[i_ncy * d->n_place + need * d->n_setting + setting] += 1.0;
    people->flows.joined[need * d->n_setting + setting] += 1.0;
}

static void
join_at_ncy(const struct area *area, struct people *people, size_t i, struct draw *draw)
{
    const struct joiners *joiners = &area->joiners;
    const bool everyone = joiners->rates != NULL && joiners->rates->of_everyone;
    const struct step step = step_of(area, draw);
    const double population = area->population[AREA_YEAR * N_NCY + i],
                 plans = cells_at_ncy(&area->dims, people->stock, i),
                 r = joiner_rate(&people->joiner_rates, joiners, i, &step);
    double needs[40];
    joiner_placement(&people->joiner_rates, joiners, i, &step);
    const double factor =
        set_needs(area, people->joiner_rates.need + i * area->dims.n_need, i, needs);
    struct draw source[2] = { *draw, *draw };
    struct draw_key key = { .purpose = joiners->purpose_join,
                            .item = joiners->item,
                            .ncy = NCY_MIN + (int)i,
                            .year = AREA_YEAR };
    draw_at(&source[0], &key);
    key.purpose = joiners->purpose_need;
    draw_at(&source[1], &key);
    const double n = draw_binomial(
        &source[0], everyone ? population : people_without(joiners, i, population, plans),
        joining_probability(r * people->joining.m * factor));
    people->joined_by_age[i] = n;
    people->plans_by_age[i] = plans + n;
    for (double child = 0.0; child < n; child += 1.0)
        child_comes(area, people, i, source, needs);
}

/* ---- the same ---- */

static void
expect_same(const struct area *area, const char *kind, uint32_t number)
{
    const struct people *a = &area->town[0].people, *b = &area->town[1].people;
    const struct dims *d = &area->dims;
    const double *const list[][2] = {
        { a->flows.left, b->flows.left },
        { a->flows.moved_out, b->flows.moved_out },
        { a->flows.moved_in, b->flows.moved_in },
        { a->flows.joined, b->flows.joined },
    };
    const double *const part[][2] = { { a->flows.lost, b->flows.lost },
                                      { a->flows.gained, b->flows.gained } };
    cr_assert_arr_eq(a->stock, b->stock, d->n_cell * sizeof(double), "%s, area %u", kind, number);
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++)
        cr_assert_arr_eq(list[i][0], list[i][1], d->n_place * sizeof(double),
                         "%s, area %u: flow %zu", kind, number, i);
    for (size_t i = 0; i < 2 * d->n_place; i++) { /* of children one by one, to rounding */
        const double x = part[i % 2][0][i / 2], y = part[i % 2][1][i / 2];
        cr_assert_float_eq(x, y, 1e-10 * y, "%s, area %u: %g, want %g", kind, number, x, y);
    }
    cr_assert_arr_eq(a->joined_by_age, b->joined_by_age, sizeof a->joined_by_age);
    cr_assert_arr_eq(a->plans_by_age, b->plans_by_age, sizeof a->plans_by_age);
}

static void
expect_same_departures(const struct area *area)
{
    const struct departures *a = &area->town[0].departures, *b = &area->town[1].departures;
    const size_t n_row = N_NCY * a->n_need, n_f = n_row * a->n_finite, n_w = n_row * a->n_host;
    cr_assert_arr_eq(a->moved, b->moved, n_f * sizeof(double));
    cr_assert_arr_eq(a->from, b->from, n_f * (a->n_setting + 1) * sizeof(double));
    cr_assert_eq(a->n_touched, b->n_touched);
    cr_assert_arr_eq(a->out, b->out, n_w * sizeof(double));
    cr_assert_arr_eq(a->before, b->before, n_w * sizeof(double));
    cr_assert_eq(a->n_gone, b->n_gone);
    cr_assert_arr_eq(a->gone, b->gone, a->n_gone * sizeof *a->gone);
}

static double
sum_of(const double *x, size_t n)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++)
        sum += x[i];
    return sum;
}

/* All of a year's children in all areas, so that no way of going or coming is left untried. */
struct seen {
    double left, moved, joined, gone;
};

/* after: a run of the same replicate whose cells are partly others (movers.h, going_kept). */
static void
one_area(uint32_t number, const struct draw_steps *kind, bool after, struct seen *seen)
{
    struct area area;
    struct draw draw[2];
    area_init(&area, number);
    for (size_t i = 0; i < 2; i++)
        draw_init(&draw[i], SEED, 17, number);
    draw[0].steps = kind;
    struct people *year = &area.town[0].people, *oracle = &area.town[1].people;
    const struct step step = step_of(&area, &draw[0]);
    if (after) {
        struct people *before = &area.town[2].people;
        people_leave_or_move(&area.exits, &area.odds, before, &step);
        people_join(&area.joiners, before, &step);
        year->going = before->going;
        year->coming = before->coming;
    }
    people_leave_or_move(&area.exits, &area.odds, year, &step);
    leave_by_child(&area, oracle, &draw[1]);
    people_join(&area.joiners, year, &step);
    for (size_t i = 0; i < N_NCY; i++)
        join_at_ncy(&area, oracle, i, &draw[1]);
    expect_same(&area, kind->name, number);
    expect_same_departures(&area);
    seen->left += sum_of(year->flows.left, area.dims.n_place);
    seen->moved += sum_of(year->flows.moved_out, area.dims.n_place);
    seen->joined += sum_of(year->flows.joined, area.dims.n_place);
    seen->gone += (double)area.town[0].departures.n_gone;
    area_release(&area);
}

Claim(people_year, all_at_once_is_child_by_child_in_any_area_by_every_kind_of_steps)
{
    for (size_t k = 0; draw_steps_kind(k) != NULL; k++) {
        const struct draw_steps *kind = draw_steps_kind(k);
        struct seen seen = { 0 };
        if (!kind->can()) {
            printf("left out, this processor cannot take them: %s\n", kind->name);
            continue;
        }
        for (uint32_t number = 0; number < N_AREA; number++)
            one_area(number, kind, number % 2 == 0, &seen);
        cr_expect(seen.left > 1e5 && seen.moved > 1e5 && seen.joined > 1e5 && seen.gone > 1e3,
                  "%s: %g left, %g moved, %g joined, %g gone", kind->name, seen.left, seen.moved,
                  seen.joined, seen.gone);
    }
}
