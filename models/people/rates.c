#include "rates.h"

#include <stdlib.h>
#include <string.h>

static const double NOT_DRAWN = -1.0;

void
rates_release(struct rates *self)
{
    free(self->leave);
    free(self->move);
    free(self->leave_odds);
    free(self->move_odds);
    free(self->leave_of);
    free(self->move_of);
    free(self->to_first);
    free(self->to);
    free(self->weight);
    free(self->place);
    *self = (struct rates){ 0 };
}

int
rate_draws_init(struct rate_draws *self, const struct rates *rates, struct hr_err *err)
{
    const size_t n_to = rates->to_first != NULL ? rates->to_first[rates->n_move] : 0;
    *self = (struct rate_draws){ 0 };
    self->leave = calloc(rates->n_leave + 1, sizeof *self->leave);
    self->move = calloc(rates->n_move + 1, sizeof *self->move);
    self->share = calloc(n_to + 1, sizeof *self->share);
    if (self->leave == NULL || self->move == NULL || self->share == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu rates", rates->n_leave + rates->n_move);
    rate_draws_forget(self, rates);
    return 0;
}

void
rate_draws_release(struct rate_draws *self)
{
    free(self->leave);
    free(self->move);
    free(self->share);
    *self = (struct rate_draws){ 0 };
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
