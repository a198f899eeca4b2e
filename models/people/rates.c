#include "rates.h"

#include "field_rows.h"

#include <string.h>

static const double NOT_DRAWN = -1.0;

void
rate_draws_init(struct rate_draws *self, const struct rates *rates, struct arena *arena)
{
    const size_t n_to = rates->to_first != NULL ? rates->to_first[rates->n_move] : 0;
    *self = (struct rate_draws){ 0 };
    self->leave = arena_zero(arena, rates->n_leave + 1, sizeof *self->leave);
    self->move = arena_zero(arena, rates->n_move + 1, sizeof *self->move);
    self->share = arena_zero(arena, n_to + 1, sizeof *self->share);
    if (!arena->failed)
        rate_draws_forget(self, rates);
}

void
rate_draws_forget(struct rate_draws *self, const struct rates *rates)
{
    for (size_t r = 0; r < rates->n_leave; r++)
        self->leave[r] = NOT_DRAWN;
    for (size_t r = 0; r < rates->n_move; r++) {
        self->move[r] = NOT_DRAWN;
        self->share[rates->to_first[r]] = NOT_DRAWN;
    }
}

/* A source of draws of its own at a rate's address, so that the caller's stays where it is. */
static struct draw
draw_for(const struct rates *rates, uint32_t purpose, uint32_t item, int ncy,
         const struct step *step)
{
    struct draw draw = *step->draw;
    draw_at(&draw, &(struct draw_key){ .purpose = purpose,
                                       .item = item,
                                       .ncy = ncy,
                                       .year = rates->yearly ? step->year : 0 });
    return draw;
}

static double
draw_rate(const struct rates *rates, const struct beta_rate *rate, uint32_t purpose,
          const struct step *step)
{
    if (rate->yes <= 0.0 || rate->no <= 0.0) /* certain */
        return rate->yes > 0.0 ? 1.0 : 0.0;
    struct draw draw = draw_for(rates, purpose, rate->item, rate->ncy, step);
    return draw_beta(&draw, rate->yes, rate->no);
}

/* Dirichlet(weight[0..n-1]); the weights have a positive sum. */
static void
draw_shares(struct draw *draw, const double *weight, size_t n, double *share)
{
    double sum = 0.0, weights = 0.0;
    for (size_t i = 0; i < n; i++) {
        share[i] = weight[i] == 0.0 ? 0.0 : draw_gamma(draw, weight[i], 1.0); /* of most places */
        sum += share[i];
    }
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

double
rate_of_leaving(struct rate_draws *self, const struct rates *rates, size_t rate,
                const struct step *step)
{
    if (self->leave[rate] < 0.0)
        self->leave[rate] = draw_rate(rates, &rates->leave[rate], rates->purpose_leave, step);
    return self->leave[rate];
}

double
rate_of_moving(struct rate_draws *self, const struct rates *rates, size_t rate,
               const struct step *step)
{
    if (self->move[rate] < 0.0)
        self->move[rate] = draw_rate(rates, &rates->move[rate], rates->purpose_move, step);
    return self->move[rate];
}

const double *
rates_where(struct rate_draws *self, const struct rates *rates, size_t rate,
            const struct step *step)
{
    const size_t first = rates->to_first[rate];
    double *share = self->share + first;
    if (share[0] < 0.0) {
        struct draw draw =
            draw_for(rates, rates->purpose_to, rates->move[rate].item, rates->move[rate].ncy, step);
        draw_shares(&draw, rates->weight + first, rates->to_first[rate + 1] - first, share);
    }
    return share;
}

double
rate_of_joining(const struct rates *rates, size_t i_ncy, const struct step *step)
{
    return draw_rate(rates, &rates->join[i_ncy], rates->purpose_join, step);
}

void
rates_placed(const struct rates *rates, size_t i_ncy, const struct step *step, double *out)
{
    struct draw draw =
        draw_for(rates, rates->purpose_place, rates->join[i_ncy].item, NCY_MIN + (int)i_ncy, step);
    draw_shares(&draw, rates->place + i_ncy * rates->dims.n_place, rates->dims.n_place, out);
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
