#include "rates.h"

#include "field_rows.h"

#include <string.h>

/* Of the address. */
static unsigned
year_of(const struct rates *rates, const struct step *step)
{
    return rates->yearly ? step->year : 0;
}

/* ---- shares of one purpose ---- */

static void
shares_init(struct share_draws *self, size_t n_row, size_t n_weight, struct arena *arena)
{
    *self = (struct share_draws){ 0 };
    self->share = arena_zero(arena, n_weight, sizeof *self->share);
    draw_gammas_init(&self->gammas, n_row, n_weight, arena);
    self->share_of = arena_zero(arena, n_weight, sizeof *self->share_of);
    self->alone = arena_zero(arena, n_row, sizeof *self->alone);
    self->share_alone = arena_zero(arena, n_row, sizeof *self->share_alone);
}

static void
add_weight(struct share_draws *self, double weight, size_t share)
{
    if (weight <= 0.0)
        return;
    self->share_of[self->gammas.n] = share;
    draw_gammas_add(&self->gammas, weight);
}

/* Of chance r. */
static void
add_chance(struct share_draws *self, const struct beta_rate *rate, size_t r)
{
    if (draw_beta_is_of_gammas(rate->yes, rate->no)) {
        draw_gammas_at(&self->gammas, rate->item, rate->ncy);
        add_weight(self, rate->yes, 2 * r);
        add_weight(self, rate->no, 2 * r + 1);
    } else if (rate->yes + rate->no > 0.0) {
        self->share_alone[self->n_alone] = 2 * r;
        self->alone[self->n_alone++] = rate;
    }
}

static void
chances_init(struct share_draws *self, const struct beta_rate *rate, size_t n, struct arena *arena)
{
    shares_init(self, n, 2 * n, arena);
    for (size_t r = 0; !arena->failed && r < n; r++)
        add_chance(self, &rate[r], r);
}

/* Dirichlet(weight[0..n-1]); the weights have a positive sum. */
static void
draw_shares(struct draw *draw, const double *weight, size_t n, double *share)
{
    double sum = 0.0, weights = 0.0;
    for (size_t i = 0; i < n; i++)
        sum += share[i] = draw_gamma(draw, weight[i], 1.0);
    for (size_t i = 0; sum > 0.0 && i < n; i++)
        share[i] /= sum;
    if (sum > 0.0)
        return;
    for (size_t i = 0; i < n; i++)
        share[i] = weights += weight[i];
    const size_t all = draw_category(draw, share, n);
    memset(share, 0, n * sizeof *share);
    share[all] = 1.0;
}

/* The shares of address a, from its gammas; where all underflow, those are of no use. */
static void
take_shares(struct share_draws *self, struct draw *draw, size_t a)
{
    struct draw_gammas *gammas = &self->gammas;
    const size_t first = gammas->first[a], n = gammas->first[a + 1] - first;
    const size_t *share_of = self->share_of + first;
    double *gamma = gammas->gamma + first, sum = 0.0;
    for (size_t i = 0; i < n; i++)
        sum += gamma[i];
    if (!(sum > 0.0)) {
        draw_start(draw, &gammas->at, gammas->block[a]);
        draw_shares(draw, gammas->shape + first, n, gamma);
        sum = 1.0;
    }
    for (size_t i = 0; i < n; i++)
        self->share[share_of[i]] = gamma[i] / sum;
}

static void
shares_draw(struct share_draws *self, const struct rates *rates, const struct step *step)
{
    struct draw draw = *step->draw; /* the caller's stays where it is */
    struct draw_key key = { .purpose = self->purpose, .year = year_of(rates, step) };
    struct draw_gammas *gammas = &self->gammas;
    draw_gammas_all(&draw, gammas, &key);
    for (size_t a = 0; a < gammas->n_address; a++)
        take_shares(self, &draw, a);
    for (size_t i = 0; i < self->n_alone; i++) {
        key.item = self->alone[i]->item;
        key.ncy = self->alone[i]->ncy;
        draw_at(&draw, &key);
        self->share[self->share_alone[i]] =
            draw_beta(&draw, self->alone[i]->yes, self->alone[i]->no);
    }
    self->drawn = true;
}

static const double *
shares(struct share_draws *self, const struct rates *rates, const struct step *step)
{
    if (!self->drawn)
        shares_draw(self, rates, step);
    return self->share;
}

/* ---- of leaving and moving ---- */

static double
sum_of(const double *weight, size_t first, size_t end)
{
    double sum = 0.0;
    for (size_t i = first; i < end; i++)
        sum += weight[i];
    return sum;
}

static void
where_init(struct share_draws *self, const struct rates *rates, struct arena *arena)
{
    const size_t *to_first = rates->to_first;
    const size_t n_to = to_first != NULL ? to_first[rates->n_move] : 0;
    shares_init(self, rates->n_move, n_to, arena);
    for (size_t r = 0; !arena->failed && r < rates->n_move; r++) {
        if (!(sum_of(rates->weight, to_first[r], to_first[r + 1]) > 0.0))
            continue; /* nobody moves */
        draw_gammas_at(&self->gammas, rates->move[r].item, rates->move[r].ncy);
        for (size_t i = to_first[r]; i < to_first[r + 1]; i++)
            add_weight(self, rates->weight[i], i);
    }
}

void
rate_draws_init(struct rate_draws *self, const struct rates *rates, struct arena *arena)
{
    chances_init(&self->leave, rates->leave, rates->n_leave, arena);
    chances_init(&self->move, rates->move, rates->n_move, arena);
    where_init(&self->where, rates, arena);
    self->leave.purpose = rates->purpose_leave;
    self->move.purpose = rates->purpose_move;
    self->where.purpose = rates->purpose_to;
}

void
rate_draws_forget(struct rate_draws *self)
{
    self->leave.drawn = self->move.drawn = self->where.drawn = false;
}

double
rate_of_leaving(struct rate_draws *self, const struct rates *rates, size_t rate,
                const struct step *step)
{
    return shares(&self->leave, rates, step)[2 * rate];
}

double
rate_of_moving(struct rate_draws *self, const struct rates *rates, size_t rate,
               const struct step *step)
{
    return shares(&self->move, rates, step)[2 * rate];
}

const double *
rates_where(struct rate_draws *self, const struct rates *rates, size_t rate,
            const struct step *step)
{
    return shares(&self->where, rates, step) + rates->to_first[rate];
}

/* ---- of joining ---- */

void
joining_draws_init(struct joining_draws *self, const struct rates *rates, struct arena *arena)
{
    const size_t n_place = rates->dims.n_place;
    chances_init(&self->join, rates->join, N_NCY, arena);
    shares_init(&self->place, N_NCY, N_NCY * n_place, arena);
    self->join.purpose = rates->purpose_join;
    self->place.purpose = rates->purpose_place;
    for (size_t i = 0; !arena->failed && i < N_NCY; i++) {
        if (!rates->has_place[i])
            continue;
        draw_gammas_at(&self->place.gammas, rates->join[i].item, NCY_MIN + (int)i);
        for (size_t k = 0; k < n_place; k++)
            add_weight(&self->place, rates->place[i * n_place + k], i * n_place + k);
    }
}

void
joining_draws_forget(struct joining_draws *self)
{
    self->join.drawn = self->place.drawn = false;
}

double
rate_of_joining(struct joining_draws *self, const struct rates *rates, size_t i_ncy,
                const struct step *step)
{
    return shares(&self->join, rates, step)[2 * i_ncy];
}

const double *
rates_placed(struct joining_draws *self, const struct rates *rates, size_t i_ncy,
             const struct step *step)
{
    return shares(&self->place, rates, step) + i_ncy * rates->dims.n_place;
}

/* ---- fields */

static const char *const redraw_choice[] = { "held", "yearly", NULL };
static const char *const joiners_of_choice[] = { "without_plan", "everyone", NULL };

static const struct field rates_row[] = {
    TEXT("leave", MAY, AT(rates_in, leave_table), "\"leave.csv\"",
         "CSV table of plans that end, with the columns ncy (after the birthday year has "
         "turned; or age, 4 more), need, setting, left, stayed: the chance of a cell is "
         "Beta(left, stayed). Blank need or setting: one rate that all share; a narrower row "
         "goes first. A row with odds (a column that may be left out) in place of left and "
         "stayed has the rate of the next wider row with its odds multiplied. Cells without a "
         "row follow leavers; leavers.level multiplies the odds of all."),
    TEXT("move", MAY, AT(rates_in, move_table), "\"move.csv\"",
         "CSV table of moves by those who keep a plan, with the columns ncy (after the birthday "
         "year has turned; or age, 4 more), need, setting, to, weight. A row whose `to` is "
         "another setting weighs moving there; one whose `to` is the setting itself, not "
         "moving; one whose `to` is any, moving at all, where that is not the sum of the "
         "others. Moving is Beta(moving, not moving), where to is Dirichlet(weights). Blank "
         "need: one rate that all needs share; a row of a need whose `to` is any may give odds "
         "(a column that may be left out) in place of weight, which multiply it. Cells without "
         "a row follow movers.rules; movers.turnover multiplies the odds of all."),
    TEXT("join", MAY, AT(rates_in, join_table), "\"join.csv\"",
         "CSV table of new plans, with the columns ncy (or age, 4 more), joined, not_joined: "
         "the yearly chance of a person without a plan is Beta(joined, not_joined) in a year in "
         "which joiners.level and growth are 1. Year groups without a row follow "
         "joiners.rate_by_age."),
    TEXT("place", MAY, AT(rates_in, place_table), "\"place.csv\"",
         "CSV table of where new plans are placed, with the columns ncy (or age, 4 more), need, "
         "setting, weight: shares are Dirichlet(weights of the year group). Year groups without "
         "a row follow joiners.mix and own_mix."),
    FLAG("redraw", redraw_choice, "\"held\"", AT(rates_in, yearly), "\"held\"",
         "Whether a rate that is drawn is held through a future, or drawn anew each year, which "
         "makes ranges too narrow and serves to compare with a model that does so."),
    FLAG("joiners_of", joiners_of_choice, "\"without_plan\"", AT(rates_in, of_everyone),
         "\"without_plan\"",
         "Whether the chances in rates.join are of people without a plan, or of everyone, plan "
         "or not."),
};
const struct field_table rates_fields = TABLE(rates_row);
