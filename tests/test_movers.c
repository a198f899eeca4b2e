/* Who leaves, who moves, and where to. */
#include "people.h"
#include "claim.h"
#include "sample_book.h"

#include <math.h>
#include <string.h>

enum {
    N_NEED = 2,
    N_SETTING = 3,
    N_PLACE = 6,
    N_CELL = N_NCY * N_PLACE,
    I7 = 7 - NCY_MIN,
    I12 = 12 - NCY_MIN
};

/* Three settings, two needs; moves at NCY 7 and 12. quantity 0: turnover, 1: level, 2: level
 * post-16. */
struct town {
    struct dims dims;
    struct exits exits;
    struct people people;
    struct leavers leavers;
    double value[3];
    double odds, moving; /* of the year: of leaving, of moving */
    double placement_factor[N_SETTING];
    struct pull pull;
    double stock[N_CELL];
};

static const struct move_rule rule[] = {
    { I7, SIZE_MAX, 0, 2, 0.0231 }, { I7, SIZE_MAX, 0, 1, 0.0713 }, { I7, 1, 0, 1, 0.0309 },
    { I12, 0, 1, 2, 0.1307 },       { I12, 1, 2, 0, 0.0 },
};

static void
town_init(struct town *self, const struct move_rule *rules, size_t n_rule, double turnover)
{
    struct hr_err err;
    struct leavers_in in = { .level = 1, .level_post16 = 2 };
    for (size_t i = 0; i < N_NCY; i++)
        in.hazard_by_age[i] = 0.0047 + 0.0131 * (double)i;
    *self = (struct town){ .dims = dims_of(N_NEED, N_SETTING),
                           .value = { turnover, 1.0, 1.0 },
                           .odds = 1.0,
                           .moving = 1.0 };
    leavers_init(&self->leavers, &in, sample_book());
    cr_assert_eq(exits_init(&self->exits, &(struct exits_given){ &self->dims, rules, n_rule, NULL },
                            sample_book()->arena, &err),
                 0, "%s", err.text);
    self->exits.purpose = 0xfeed;
    for (size_t k = 0; k < N_PLACE; k++)
        self->exits.item[k] = 0xc0de + (uint32_t)k;
    self->exits.turnover = 0;
    exit_rates_init(&self->people.exit_rates, &self->exits, sample_book()->arena);
    going_init(&self->people.going, &self->exits, 0, sample_book()->arena);
    flows_init(&self->people.flows, &self->dims, sample_book()->arena);
    for (size_t s = 0; s < N_SETTING; s++)
        self->placement_factor[s] = 1.0;
    self->pull = (struct pull){ .usual = self->placement_factor, .lifted = self->placement_factor };
    exit_rates_set(&self->people.exit_rates, &self->exits, &self->leavers, self->value,
                   &self->pull);
    for (size_t c = 0; c < N_CELL; c++)
        self->stock[c] = (double)((5 * c + c / 7) % 23);
}

/* One year of replicate k; -1: the expected-value run. Leaves the stock as it was. */
static void
town_year(struct town *self, int k, double *stock)
{
    struct draw draw;
    if (k < 0)
        draw_init_expected(&draw);
    else
        draw_init(&draw, 20210705, 17, (uint32_t)k);
    memcpy(stock, self->stock, sizeof self->stock);
    cells_start(&self->dims, stock, &self->people.flows);
    cells_open(&self->dims, &self->people.flows);
    struct exit_odds odds = { .year = { .usual = 1.0, .lifted = 1.0, .u = 1.0 } };
    for (size_t i = 0; i < N_NCY; i++) {
        odds.leaving[i] = self->odds;
        odds.moving[i] = self->moving;
    }
    self->people.stock = stock;
    people_leave_or_move(&self->exits, &odds, &self->people,
                         &(struct step){ .value = self->value, .draw = &draw, .year = 3 });
}

static size_t
cell_of(size_t i_ncy, size_t need, size_t setting)
{
    return (i_ncy * N_NEED + need) * N_SETTING + setting;
}

Claim(movers, ways_out_are_leaving_then_destinations_in_order_and_equal_ones_add_up)
{
    struct town town;
    town_init(&town, rule, 5, 1.0);
    const struct exits *e = &town.exits;
    const size_t first = e->first[cell_of(I7, 1, 0)];
    cr_assert_eq(e->first[cell_of(I7, 1, 0) + 1] - first, 3);
    cr_expect(e->to[first] == EXIT_LEAVE && e->to[first + 1] == 1 && e->to[first + 2] == 2);
    cr_expect_float_eq(e->share[first + 1], 0.0713 + 0.0309, 1e-16);
    cr_expect_float_eq(e->share[e->first[cell_of(I7, 0, 0)] + 1], 0.0713, 1e-16,
                       "the other need has one rule only");
    cr_expect_eq(e->n_exit, N_CELL + 2 * 2 + 1);
    cr_expect_eq(e->first[N_CELL], e->n_exit);
}

Claim(movers, shares_above_one_are_refused)
{
    static const struct move_rule most[] = { { I7, SIZE_MAX, 0, 1, 0.613 },
                                             { I7, 1, 0, 2, 0.391 } };
    const struct dims dims = dims_of(N_NEED, N_SETTING);
    struct exits exits;
    struct hr_err err;
    cr_expect_eq(exits_init(&exits, &(struct exits_given){ &dims, most, 2, NULL },
                            sample_book()->arena, &err),
                 HR_ESCENARIO);
    cr_expect_not_null(strstr(err.text, "NCY 7"), "%s", err.text);
}

/* (0.04 + 0.06) + (0.34 + 0.56) is 1 to a person and 1.0000000000000002 to a machine; it means that
 * everybody moves, and must not be a chance above 1. */
Claim(movers, shares_that_add_up_to_one_but_for_rounding_move_everybody)
{
    static const struct move_rule all[] = {
        { I7, 1, 0, 1, 0.04 }, { I7, 1, 0, 1, 0.06 }, { I7, 1, 0, 2, 0.34 }, { I7, 1, 0, 2, 0.56 }
    };
    struct town town;
    double stock[N_CELL];
    town_init(&town, all, 4, 1.0);
    const double p = town.people.exit_rates.p_out[cell_of(I7, 1, 0)];
    cr_assert(p <= 1.0, "the chance to leave or move is %.17g", p);
    town_year(&town, 5, stock);
    cr_expect_eq(stock[cell_of(I7, 1, 0)], 0.0);
}

Claim(movers, turnover_acts_on_the_odds_of_moving_and_keeps_the_destinations_shares)
{
    struct town town;
    static const double turnover[] = { 0.0, 0.62, 1.0, 1.87, 250.0 };
    for (size_t i = 0; i < 5; i++) {
        town_init(&town, rule, 5, turnover[i]);
        const size_t cell = cell_of(I7, 1, 0), first = town.exits.first[cell];
        const double l = 0.0047 + 0.0131 * I7, m = 0.0713 + 0.0309 + 0.0231,
                     odds = m / (1.0 - m) * turnover[i], scaled = odds / (1.0 + odds);
        const double *cum = town.people.exit_rates.cum + first;
        cr_expect_float_eq(cum[0], l, 1e-15);
        cr_expect_float_eq(cum[1] - cum[0], (1.0 - l) * scaled * (0.0713 + 0.0309) / m, 1e-15);
        cr_expect_float_eq(cum[2] - cum[1], (1.0 - l) * scaled * 0.0231 / m, 1e-15);
        cr_expect_float_eq(town.people.exit_rates.p_out[cell], cum[2], 1e-15);
    }
}

Claim(movers, the_expected_year_by_hand)
{
    struct town town;
    double stock[N_CELL];
    town_init(&town, rule, 5, 1.0);
    town_year(&town, -1, stock);
    double left[N_PLACE] = { 0.0 };
    for (size_t i = 0; i < N_NCY; i++)
        for (size_t k = 0; k < N_PLACE; k++)
            left[k] += town.stock[i * N_PLACE + k] * (0.0047 + 0.0131 * (double)i);
    for (size_t k = 0; k < N_PLACE; k++)
        cr_expect_float_eq(town.people.flows.left[k], left[k], 1e-10);
    const double n12 = town.stock[cell_of(I12, 0, 1)],
                 moved = n12 * (1.0 - 0.0047 - 0.0131 * I12) * 0.1307;
    cr_expect_float_eq(town.people.flows.moved_out[1], moved, 1e-12);
    cr_expect_float_eq(stock[cell_of(I12, 0, 2)],
                       town.stock[cell_of(I12, 0, 2)] * (1.0 - 0.0047 - 0.0131 * I12) + moved,
                       1e-12);
    cr_expect_float_eq(town.people.flows.gained[2],
                       moved * 8.0 / 12.0 + (town.people.flows.moved_in[2] - moved) * 7.0 / 12.0,
                       1e-12, "a post-16 place from August");
}

/* Leaving or moving at NCY i frees a place of the year before: 7/12 of the financial year is left
 * up to Year 11 (NCY 12 after ageing), 8/12 later. */
Claim(movers, those_who_go_take_the_rest_of_the_financial_year_with_them)
{
    struct town town;
    double stock[N_CELL];
    town_init(&town, rule, 0, 1.0);
    for (size_t i = 1; i < N_NCY; i++) {
        memset(town.stock, 0, sizeof town.stock);
        town.stock[cell_of(i, 1, 2)] = 37.0;
        town_year(&town, -1, stock);
        cr_expect_float_eq(town.people.flows.lost[5],
                           town.people.flows.left[5] * (i > I12 ? 8.0 : 7.0) / 12.0, 1e-12,
                           "NCY %d", NCY_MIN + (int)i);
    }
}

Claim(movers, no_child_is_lost_and_nobody_moves_twice)
{
    struct town town;
    struct hr_err err;
    double stock[N_CELL];
    town_init(&town, rule, 5, 1.7);
    for (int k = -1; k < 300; k++) {
        town_year(&town, k, stock);
        cr_assert_eq(cells_close(&town.dims, stock, &town.people.flows, k >= 0, &err), 0,
                     "future %d: %s", k, err.text);
        for (size_t n = 0; n < N_PLACE; n++)
            cr_assert_leq(town.people.flows.left[n] + town.people.flows.moved_out[n],
                          town.people.flows.opening[n]);
    }
}

Claim(movers, counts_have_the_binomials_mean_and_variance)
{
    enum { N = 20000 };
    struct town town;
    double stock[N_CELL], sum[2] = { 0.0 }, squares = 0.0;
    const size_t cell = cell_of(I7, 1, 0);
    town_init(&town, rule, 5, 1.0);
    memset(town.stock, 0, sizeof town.stock);
    town.stock[cell] = 83.0;
    for (int k = 0; k < N; k++) {
        town_year(&town, k, stock);
        const double moved = town.people.flows.moved_out[3];
        sum[0] += town.people.flows.left[3];
        sum[1] += moved;
        squares += moved * moved;
    }
    const double l = 0.0047 + 0.0131 * I7, p = (1.0 - l) * 0.1253, mean = sum[1] / N,
                 variance = squares / N - mean * mean;
    const double z_left = (sum[0] / N - 83.0 * l) / sqrt(83.0 * l * (1.0 - l) / N),
                 z_moved = (mean - 83.0 * p) / sqrt(83.0 * p * (1.0 - p) / N);
    cr_expect_lt(fabs(z_left), 4.0, "z %.2f", z_left);
    cr_expect_lt(fabs(z_moved), 4.0, "z %.2f", z_moved);
    cr_expect_float_eq(variance, 83.0 * p * (1.0 - p), 0.05 * 83.0 * p,
                       "variance of Binomial(83, p): a mixture of two binomials is one");
}

Claim(movers, one_child_fewer_changes_one_draw_by_at_most_one_and_no_other)
{
    struct town town;
    double with[N_CELL], without[N_CELL];
    town_init(&town, rule, 5, 1.0);
    for (size_t cell = N_PLACE; cell < N_CELL; cell++) {
        if (town.stock[cell] < 1.0)
            continue;
        for (int k = 0; k < 20; k++) {
            town_year(&town, k, with);
            const double out = town.people.flows.left[cell % N_PLACE] +
                               town.people.flows.moved_out[cell % N_PLACE];
            town.stock[cell] -= 1.0;
            town_year(&town, k, without);
            const double fewer = out - town.people.flows.left[cell % N_PLACE] -
                                 town.people.flows.moved_out[cell % N_PLACE];
            town.stock[cell] += 1.0;
            cr_assert(fewer == 0.0 || fewer == 1.0, "cell %zu, future %d: %g fewer", cell, k,
                      fewer);
            size_t n_changed = 0;
            for (size_t c = 0; c < N_CELL; c++)
                n_changed += with[c] != without[c];
            cr_assert_leq(n_changed, 1,
                          "the child is missed where he or she stayed or went, and nowhere when he "
                          "or she left");
        }
    }
}

Claim(movers, the_order_of_rules_does_not_matter)
{
    struct move_rule turned[5];
    struct town a, b;
    for (size_t i = 0; i < 5; i++)
        turned[i] = rule[4 - i];
    town_init(&a, rule, 5, 1.3);
    town_init(&b, turned, 5, 1.3);
    cr_expect_arr_eq(a.people.exit_rates.p_out, b.people.exit_rates.p_out, N_CELL * sizeof(double));
    cr_expect_arr_eq(a.people.exit_rates.cum, b.people.exit_rates.cum,
                     a.exits.n_exit * sizeof(double));
}

Claim(movers, a_year_of_more_leaving_acts_on_the_odds_and_leaves_moving_to_those_who_stay)
{
    struct town town;
    double stock[N_CELL];
    town_init(&town, rule, 5, 1.0);
    town.odds = 2.385;
    town_year(&town, -1, stock);
    double left = 0.0, moved = 0.0;
    for (size_t k = 0; k < N_PLACE; k++) {
        left += town.people.flows.left[k];
        moved += town.people.flows.moved_out[k];
    }
    double due_left = 0.0, due_moved = 0.0;
    for (size_t c = 0; c < N_CELL; c++) {
        const size_t i = c / N_PLACE, first = town.exits.first[c];
        const double hazard = scale_odds(0.0047 + 0.0131 * (double)i, 2.385);
        double share = 0.0;
        for (size_t e = first + 1; e < town.exits.first[c + 1]; e++)
            share += town.exits.share[e];
        due_left += town.stock[c] * hazard;
        due_moved += town.stock[c] * (1.0 - hazard) * share;
    }
    cr_expect_float_eq(left, due_left, 1e-9);
    cr_expect_float_eq(moved, due_moved, 1e-9);
}

Claim(movers, a_years_factor_of_one_changes_nothing_and_a_larger_one_never_has_fewer_leave)
{
    struct town town;
    double stock[N_CELL];
    town_init(&town, rule, 5, 1.0);
    for (int k = 0; k < 50; k++) {
        double left[2] = { 0.0, 0.0 };
        for (int more = 0; more < 2; more++) {
            town.odds = more ? 1.731 : 1.0;
            town_year(&town, k, stock);
            for (size_t p = 0; p < N_PLACE; p++)
                left[more] += town.people.flows.left[p];
        }
        cr_expect_geq(left[1], left[0], "future %d", k);
    }
}

Claim(movers, a_setting_that_pulls_takes_more_of_those_who_move_and_raises_the_odds_of_moving)
{
    struct town town;
    double stock[N_CELL];
    town_init(&town, rule, 5, 1.0);
    town.placement_factor[1] = 2.385;
    town.placement_factor[2] = 0.731;
    exit_rates_set(&town.people.exit_rates, &town.exits, &town.leavers, town.value, &town.pull);
    town_year(&town, -1, stock);
    double due[N_SETTING] = { 0.0 };
    for (size_t c = 0; c < N_CELL; c++) {
        const size_t first = town.exits.first[c], end = town.exits.first[c + 1];
        double share = 0.0, pulled = 0.0;
        for (size_t e = first + 1; e < end; e++) {
            share += town.exits.share[e];
            pulled += town.exits.share[e] * town.placement_factor[town.exits.to[e]];
        }
        const double stay = town.stock[c] * (1.0 - (0.0047 + 0.0131 * (double)(c / N_PLACE)));
        for (size_t e = first + 1; e < end && pulled > 0.0; e++)
            due[town.exits.to[e]] += stay * scale_odds(share, pulled / share) *
                                     town.exits.share[e] * town.placement_factor[town.exits.to[e]] /
                                     pulled;
    }
    for (size_t s = 0; s < N_SETTING; s++) {
        double moved = 0.0;
        for (size_t p = s; p < N_PLACE; p += N_SETTING)
            moved += town.people.flows.moved_in[p];
        cr_expect_float_eq(moved, due[s], 1e-9, "setting %zu", s);
    }
}

/* ---- a year with factors of its own ---- */

/* l' and M' with their odds multiplied; destinations keep their proportions; what leaves has no
 * part in what moves. */
Claim(movers, factors_of_a_year_act_on_the_odds_of_leaving_and_of_moving)
{
    static struct town town, usual;
    static double stock[N_CELL], before[N_CELL];
    town_init(&town, rule, sizeof rule / sizeof rule[0], 1.385);
    town_init(&usual, rule, sizeof rule / sizeof rule[0], 1.385);
    for (size_t c = 0; c < N_CELL; c++)
        town.stock[c] = usual.stock[c] = c == cell_of(I7, 0, 0) ? 211.0 : 0.0;
    town.odds = 2.385;
    town.moving = 0.713;
    town_year(&town, -1, stock);
    town_year(&usual, -1, before);
    const double l = 0.0047 + 0.0131 * I7, share = 0.0231 + 0.0713,
                 m = scale_odds(scale_odds(share, 1.385), 0.713);
    const double leave = scale_odds(l, 2.385);
    cr_expect_float_eq(town.people.flows.left[0], 211.0 * leave, 1e-9);
    cr_expect_float_eq(town.people.flows.moved_out[0], 211.0 * (1.0 - leave) * m, 1e-9);
    cr_expect_float_eq(stock[cell_of(I7, 0, 1)], 211.0 * (1.0 - leave) * m * 0.0713 / share, 1e-9);
    cr_expect_float_eq(usual.people.flows.moved_out[0],
                       211.0 * (1.0 - l) * scale_odds(share, 1.385), 1e-9);
    town.moving = 0.0;
    town_year(&town, -1, stock);
    cr_expect_eq(town.people.flows.moved_out[0], 0.0);
    cr_expect_float_eq(town.people.flows.left[0], 211.0 * leave, 1e-9);
}

/* A child alone: who cannot go, by a bound on the chances, is passed over. The bound must hold
 * under the year's factors. */
Claim(movers, a_child_alone_goes_as_often_as_the_years_factors_say)
{
    enum { N = 4000 };
    static const double factor[][2] = {
        { 2.385, 1.0 }, { 1.0, 1.713 }, { 1.713, 2.385 }, { 0.613, 0.713 }
    };
    static struct town town;
    static double stock[N_CELL];
    town_init(&town, rule, sizeof rule / sizeof rule[0], 1.0);
    for (size_t c = 0; c < N_CELL; c++)
        town.stock[c] = c == cell_of(I7, 0, 0) ? 1.0 : 0.0;
    for (size_t i = 0; i < sizeof factor / sizeof factor[0]; i++) {
        double left = 0.0, moved = 0.0;
        town.odds = factor[i][0];
        town.moving = factor[i][1];
        for (int k = 0; k < N; k++) {
            town_year(&town, k, stock);
            left += town.people.flows.left[0];
            moved += town.people.flows.moved_out[0];
        }
        const double l = scale_odds(0.0047 + 0.0131 * I7, town.odds),
                     m = (1.0 - l) * scale_odds(0.0231 + 0.0713, town.moving);
        cr_expect_float_eq(left / N, l, 4.0 * sqrt(l * (1.0 - l) / N), "%zu: %g leave, not %g", i,
                           left / N, l);
        cr_expect_float_eq(moved / N, m, 4.0 * sqrt(m * (1.0 - m) / N), "%zu: %g move, not %g", i,
                           moved / N, m);
    }
}

/* Where the shares say that all move, rounding must not make the chance more than one, whatever the
 * factors. */
Claim(movers, where_all_go_they_go_under_any_factor)
{
    static const struct move_rule all[] = { { I7, 0, 0, 1, 0.31 }, { I7, 0, 0, 2, 0.69 } };
    static const double factor[] = { 0.037, 0.9, 1.0, 1.7, 913.0 };
    static struct town town;
    static double stock[N_CELL];
    town_init(&town, all, 2, 1.0);
    for (size_t c = 0; c < N_CELL; c++)
        town.stock[c] = c == cell_of(I7, 0, 0) ? 37.0 : 0.0;
    for (size_t i = 0; i < 25; i++) {
        town.odds = factor[i / 5];
        town.moving = factor[i % 5];
        town_year(&town, (int)i, stock);
        cr_expect_eq(stock[cell_of(I7, 0, 0)], 0.0);
        cr_expect_eq(town.people.flows.left[0] + town.people.flows.moved_out[0], 37.0);
    }
}
