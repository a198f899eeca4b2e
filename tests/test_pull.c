/* Shares that are pulled about have the usual shares as their means. */
#include "people.h"
#include "sample_book.h"
#include "claim.h"

#include <math.h>

enum { N_SETTING = 4, N = 40000 };

static struct pull
pull_of(double sd, uint32_t k)
{
    struct pull pull;
    struct draw draw;
    pull_init(&pull, N_SETTING, sample_book()->arena);
    draw_init(&draw, 20210705, 17, k);
    draw_at(&draw, &(struct draw_key){ .purpose = 71 });
    for (size_t s = 0; s < N_SETTING; s++)
        pull_set(&pull, s, sd * (1.0 + 0.3 * (double)s), draw_shock(&draw));
    pull.u = draw_uniform(&draw);
    return pull;
}

/* Means and variances of what a row gives over many futures. */
struct moments {
    double mean, square;
};

static void
take(struct moments *self, double x)
{
    self->mean += x / N;
    self->square += x * x / N;
}

static double
error_of(const struct moments *self)
{
    return sqrt((self->square - self->mean * self->mean) / N);
}

Claim(pull, the_mean_share_of_new_plans_is_the_usual_share_at_every_age)
{
    static const double row[2][N_SETTING] = { { 0.731, 0.173, 0.083, 0.013 },
                                              { 0.117, 0.041, 0.229, 0.613 } };
    const struct dims dims = dims_of(1, N_SETTING);
    const struct joiners_in in = { .own_mix = 0 };
    const double value[] = { 0.0 };
    struct joiners joiners;
    struct joiner_rates rates;
    struct moments share[2][N_SETTING] = { { { 0 } } };
    joiners_init(&joiners, &dims, &in, sample_book()->arena);
    for (size_t c = 0; c < N_NCY * N_SETTING; c++)
        joiners.national[c] = joiners.own[c] = row[c / N_SETTING % 2][c % N_SETTING];
    joiner_rates_init(&rates, &joiners, sample_book()->arena);
    for (uint32_t k = 0; k < N; k++) {
        const struct pull pull = pull_of(0.43, k);
        joiner_rates_set(&rates, &joiners, value, &pull);
        for (size_t i = 0; i < 2; i++)
            for (size_t s = 0; s < N_SETTING; s++) {
                const double *cum = rates.setting + i * N_SETTING;
                take(&share[i][s], (cum[s] - (s > 0 ? cum[s - 1] : 0.0)) / cum[N_SETTING - 1]);
            }
    }
    for (size_t i = 0; i < 2; i++)
        for (size_t s = 0; s < N_SETTING; s++) {
            cr_expect_float_eq(share[i][s].mean, row[i][s], 4.0 * error_of(&share[i][s]),
                               "age %zu, setting %zu: %g", i, s, share[i][s].mean);
            cr_expect_gt(error_of(&share[i][s]) * sqrt(N), 0.3 * row[i][s] * (1.0 - row[i][s]));
        }
}

/* A cell from which half move: the odds bend, and the mean is still exact. */
Claim(pull, the_mean_chance_of_each_move_is_the_usual_one_at_any_turnover)
{
    static const struct move_rule rule[] = { { 3, 0, 0, 1, 0.313 },
                                             { 3, 0, 0, 2, 0.171 },
                                             { 3, 0, 0, 3, 0.029 } };
    static const double turnover[] = { 0.613, 1.0, 1.717 };
    const struct dims dims = dims_of(1, N_SETTING);
    struct leavers leavers;
    struct leavers_in leavers_in = { .level = 1, .level_post16 = 1 };
    struct hr_err err;
    for (size_t i = 0; i < N_NCY; i++)
        leavers_in.hazard_by_age[i] = 0.137;
    leavers_init(&leavers, &leavers_in, sample_book());
    for (size_t t = 0; t < 3; t++) {
        const double value[] = { turnover[t], 1.0 };
        struct exits exits;
        struct exit_rates rates;
        struct moments chance[3] = { { 0 } };
        cr_assert_eq(exits_init(&exits, &(struct exits_given){ &dims, rule, 3, NULL },
                                sample_book()->arena, &err),
                     0, "%s", err.text);
        exits.turnover = 0;
        exit_rates_init(&rates, &exits, sample_book()->arena);
        for (uint32_t k = 0; k < N; k++) {
            const struct pull pull = pull_of(0.57, k);
            exit_rates_set(&rates, &exits, &leavers, value, &pull);
            const double *cum = rates.cum + exits.first[3 * N_SETTING];
            for (size_t e = 0; e < 3; e++)
                take(&chance[e], cum[e + 1] - cum[e]);
        }
        const double all = 0.313 + 0.171 + 0.029, moved = 0.863 * scale_odds(all, turnover[t]);
        for (size_t e = 0; e < 3; e++)
            cr_expect_float_eq(chance[e].mean, moved * rule[e].share / all,
                               4.0 * error_of(&chance[e]), "turnover %g, way %zu: %g", turnover[t],
                               e, chance[e].mean);
    }
}
