/* The total of a setting has memory, because a child with a dear place stays for years: the spread
 * of eight years' total against the sum over children, and against totals that are drawn anew each
 * year. */
#include "prices.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>

enum { N_PUPIL = 120, N_OUT = 24, N_YEAR = 8 };
static const double FEE = 58231.77, CV = 0.5;

/* One school of 120 with a fee: each September 24 leave, and 24 join in the year. */
static void
school(struct flows *flows)
{
    flows->opening[0] = flows->closing[0] = N_PUPIL;
    flows->left[0] = flows->joined[0] = N_OUT;
    flows->lost[0] = N_OUT * 7.0 / 12.0;
}

struct memory_run {
    double base_known; /* sd of the total of eight years when what the first 120 cost together is
                          known */
    double stationary; /* when it is not */
    double redrawn;    /* when every year's total is drawn anew */
};

static double
eight_years(const struct prices *prices, struct costs *costs, const struct flows *flows,
            double mass, const struct step *first)
{
    double total = 0.0;
    costs_start(costs, prices, &mass, first->value);
    for (unsigned t = 0; t < N_YEAR; t++) {
        struct step step = *first;
        step.year = t;
        costs_inflate(costs, prices, 0.0, &step);
        total += costs_of_setting(costs, prices, 0, flows, &step).spending_gbp;
    }
    return total;
}

static double
gamma_mass(struct draw *draw, const char *purpose, unsigned year)
{
    draw_at(draw, &(struct draw_key){ .purpose = hr_hash32(purpose), .year = year });
    return draw_gamma(draw, N_PUPIL / (CV * CV), CV * CV);
}

struct moments {
    double n, sum, squares;
};

static void
moments_add(struct moments *m, double x)
{
    m->n += 1.0;
    m->sum += x;
    m->squares += x * x;
}

static double
moments_sd(const struct moments *m)
{
    return sqrt((m->squares - m->sum * m->sum / m->n) / (m->n - 1.0));
}

static struct memory_run
simulate_memory(size_t n_replicate)
{
    const double value[3] = { FEE, CV, 0.0 };
    const struct price_in fee = {
        .where = "test",
        .setting = "isp",
        .fee_gbp = 0,
        .topup_gbp = 0,
        .place_gbp = 0,
        .growth = { .first = 2, .long_run = 2, .persistence = 2, .shock_sd = 2 },
        .spread = 1
    };
    const struct dims dims = dims_of(1, 1);
    struct arena arena;
    struct prices prices;
    struct costs costs;
    struct flows flows;
    struct hr_err err;
    arena_init(&arena);
    cr_assert_eq(prices_init(&prices, &dims, N_YEAR, &arena, &err), 0);
    flows_init(&flows, &dims, &arena);
    costs_init(&costs, 1, 0, &arena);
    school(&flows);
    prices.price[0].in = &fee;
    prices.purpose_stay = 1;
    prices.purpose_move = 2;
    prices.purpose_join = 3;
    prices.joiner_years = prices.joiner_years_first = 0.75;
    struct moments base_known = { 0 }, stationary = { 0 }, redrawn = { 0 };
    for (size_t k = 0; k < n_replicate; k++) {
        struct draw draw;
        draw_init(&draw, 2021, 17, (uint32_t)k);
        const struct step first = { .value = value, .draw = &draw };
        moments_add(&base_known, eight_years(&prices, &costs, &flows, N_PUPIL, &first));
        moments_add(&stationary,
                    eight_years(&prices, &costs, &flows, gamma_mass(&draw, "base", 0), &first));
        double sum = 0.0;
        for (unsigned t = 0; t < N_YEAR; t++)
            sum += FEE * gamma_mass(&draw, "redrawn", t);
        moments_add(&redrawn, sum);
    }
    arena_release(&arena);
    return (struct memory_run){ moments_sd(&base_known), moments_sd(&stationary),
                                moments_sd(&redrawn) };
}

/* Child by child: the eight years' total is the sum of price times years there, so its variance is
 * fee^2 c^2 times the sum of the children's squared years. A child of the first 120 is there 5/12
 * of the year in which he or she leaves (chance 24/120 a year); a joiner 0.75 of the first year,
 * and cannot leave in it. */
static double
memory_by_child(void)
{
    const double leave = (double)N_OUT / N_PUPIL;
    double squares = 0.0;
    for (int joined = -1; joined < N_YEAR; joined++) {
        const double n = joined < 0 ? N_PUPIL : N_OUT;
        double here = joined < 0 ? 0.0 : 0.75, stays = 1.0;
        for (int t = joined + 1; t < N_YEAR; t++) {
            squares += n * stays * leave * (here + 5.0 / 12.0) * (here + 5.0 / 12.0);
            stays *= 1.0 - leave;
            here += 1.0;
        }
        squares += n * stays * here * here;
    }
    return FEE * CV * sqrt(squares);
}

Claim(memory, dear_places_are_remembered_for_years)
{
    const struct memory_run run = simulate_memory(20000);
    printf("spread of eight years: remembered GBP %.3fm (by child %.3fm), from a known base "
           "year %.3fm, redrawn %.3fm\n",
           run.stationary * 1e-6, memory_by_child() * 1e-6, run.base_known * 1e-6,
           run.redrawn * 1e-6);
    /* The standard error of a standard deviation of n nearly normal numbers is 1/sqrt(2n) of it:
     * 0.5% here. */
    const double z = (run.stationary / memory_by_child() - 1.0) * sqrt(2.0 * 20000.0);
    cr_expect_lt(fabs(z), 4.0, "z %.2f", z);
    cr_expect_float_eq(run.redrawn, FEE * CV * sqrt(8.0 * N_PUPIL), 0.02 * run.redrawn);
    cr_expect_float_eq(run.stationary, 2.0e6, 0.15e6);
    cr_expect_float_eq(run.redrawn, 0.9e6, 0.03e6);
    cr_expect_gt(run.stationary, 1.8 * run.redrawn);
    cr_expect_gt(run.base_known, 1.5 * run.redrawn);
}
