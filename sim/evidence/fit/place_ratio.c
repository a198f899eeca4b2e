#include "place_ratio.h"

#include <math.h>

static const double LASTS = 0.6, HELD_BACK = 10.0;

static double
sum_of(const double *value, size_t n)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++)
        sum += value[i];
    return sum;
}

/* r[k] to the power. */
static void
powers(const struct place_fit *england, const double plans[N_NCY], const double own[N_KIND],
       double out[N_KIND])
{
    double usual[N_KIND] = { 0.0 };
    for (size_t a = 0; a < N_NCY; a++) {
        const double all = sum_of(england->stock[a], N_KIND);
        for (size_t k = 0; k < N_KIND && all > 0.0; k++)
            usual[k] += plans[a] * england->stock[a][k] / all;
    }
    for (size_t k = 0; k < N_KIND; k++)
        out[k] = pow((own[k] + HELD_BACK) / (usual[k] + HELD_BACK), LASTS);
}

void
place_ratio_mean(const struct place_fit *england, double mean[N_KIND])
{
    const struct panel *panel = england->panel;
    double sum[N_KIND] = { 0.0 }, weight[N_KIND] = { 0.0 };
    for (size_t i = 1; england->known && i < panel->n; i++) {
        double own[N_KIND], plans[N_NCY], power[N_KIND];
        plans_by_age(&panel->series[i], panel->origin, plans);
        const double all = sum_of(plans, N_NCY);
        if (!(all > 0.0) || !place_kinds(panel, &panel->series[i], panel->origin, own))
            continue;
        powers(england, plans, own, power);
        for (size_t k = 0; k < N_KIND; k++) {
            const double others = fmax(0.0, all - own[k]);
            weight[k] += others;
            sum[k] += others * power[k];
        }
    }
    for (size_t k = 0; k < N_KIND; k++)
        mean[k] = weight[k] > 0.0 ? sum[k] / weight[k] : 1.0;
}

struct place_ratio
place_ratio_of(const struct place_fit *england, const double mean[N_KIND], const double *stock)
{
    struct place_ratio ratio;
    double plans[N_NCY], own[N_KIND] = { 0.0 };
    for (size_t a = 0; a < N_NCY; a++) {
        plans[a] = sum_of(stock + a * N_KIND, N_KIND);
        for (size_t k = 0; k < N_KIND; k++)
            own[k] += stock[a * N_KIND + k];
    }
    powers(england, plans, own, ratio.factor);
    for (size_t k = 0; k < N_KIND; k++)
        ratio.factor[k] /= mean[k];
    return ratio;
}

/* Shares times their factors, of a whole that has this much more of its own. */
static void
tilt(double share[N_KIND], const double factor[N_KIND], double besides)
{
    double all = besides;
    for (size_t k = 0; k < N_KIND; k++)
        all += share[k] *= factor[k];
    for (size_t k = 0; k < N_KIND && all > 0.0; k++)
        share[k] /= all;
}

void
place_ratio_apply(const struct place_ratio *self, struct place_fit *place)
{
    for (size_t a = 0; a < N_NCY; a++) {
        tilt(place->join[a], self->factor, 0.0);
        for (size_t from = 0; from < N_KIND; from++) {
            const double stay = fmax(0.0, 1.0 - sum_of(place->move[a][from], N_KIND));
            tilt(place->move[a][from], self->factor, stay * self->factor[from]);
        }
    }
}
