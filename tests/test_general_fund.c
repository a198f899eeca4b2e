/* Transport, interest on the deficit, borrowing: each against sums worked by hand, in a general
 * fund made by hand. */
#include "general_fund.h"
#include "claim.h"

#include <math.h>

enum {
    Q_PRICE,
    Q_SHARE,
    Q_FIRST,
    Q_LONG_RUN,
    Q_PERSISTENCE,
    Q_NOUGHT,
    Q_RATE,
    Q_AMOUNT,
    Q_RESERVE,
    Q_LOAN,
    N_Q
};

struct made {
    struct arena arena;
    double value[N_Q];
    struct transport_in transport;
    struct capital_in capital;
    struct general_fund_in in;
    const struct transport_in *transports[1];
    const struct capital_in *capitals[1];
    quantity_id reserves[4];
    struct general_fund fund;
    struct general_state state;
    struct draw draw;
};

static void
made_init(struct made *self)
{
    *self = (struct made){ .value = { 8123.9, 0.6371, 0.03, 0.01, 0.5, 0.0, 0.04, 1200.0,
                                      22500000.0, 0.1 } };
    self->transport = (struct transport_in){ "test",
                                             "isp",
                                             Q_PRICE,
                                             Q_SHARE,
                                             { .first = Q_FIRST,
                                               .long_run = Q_LONG_RUN,
                                               .persistence = Q_PERSISTENCE,
                                               .shock_sd = Q_NOUGHT } };
    self->capital = (struct capital_in){ "test",   "school", 2021,
                                         Q_AMOUNT, 2022,     { 2, MRP_EQUAL_INSTALMENTS, Q_LOAN } };
    self->in = (struct general_fund_in){ .where = "test",
                                         .transport = &self->transport,
                                         .n_transport = 1,
                                         .interest = { "test",
                                                       { .first = Q_RATE,
                                                         .long_run = Q_RATE,
                                                         .persistence = Q_NOUGHT,
                                                         .shock_sd = Q_NOUGHT },
                                                       INTEREST_ON_AVERAGE },
                                         .capital = &self->capital,
                                         .n_capital = 1 };
    self->transports[0] = &self->transport;
    self->capitals[0] = &self->capital;
    for (size_t t = 0; t < 4; t++)
        self->reserves[t] = Q_RESERVE;
    self->fund = (struct general_fund){ .in = &self->in,
                                        .transport = self->transports,
                                        .capital = self->capitals,
                                        .reserves = self->reserves,
                                        .n_transport = 1,
                                        .n_capital = 1,
                                        .n_year = 4,
                                        .first_fy = 2021 };
    draw_init_expected(&self->draw);
    arena_init(&self->arena);
    general_state_init(&self->state, &self->fund, &self->arena);
    general_start(&self->state, &self->fund, self->value);
}

static struct step
in_year(struct made *self, unsigned year)
{
    return (struct step){ .value = self->value, .draw = &self->draw, .year = year };
}

static struct borrowing_year
borrow(struct made *self, unsigned year, double option_capital_gbp)
{
    struct hr_err err;
    const struct step step = in_year(self, year);
    cr_assert_eq(general_borrow(&self->state, &self->fund, option_capital_gbp, &step, &err), 0,
                 "%s", err.text);
    return self->state.borrowing;
}

/* Growth 3%, then 1% + 0.5 x 2% = 2%; inflation 2.5% in year 1 and 4% in year 2; that of year 0 is
 * in the price already. */
Claim(general_fund,
      transport_is_pupils_carried_times_a_price_that_follows_inflation_and_its_own_growth)
{
    static const double inflation[3] = { 0.7, 0.025, 0.04 }, want[3] = { 1.0, 1.055, 1.055 * 1.06 };
    struct made made;
    made_init(&made);
    for (unsigned year = 0; year < 3; year++) {
        const struct step step = in_year(&made, year);
        general_inflate(&made.state, &made.fund, inflation[year], &step);
        cr_expect_float_eq(general_transport(&made.state, &made.fund, 0, 117.3, &step),
                           117.3 * 0.6371 * 8123.9 * want[year], 1e-6, "year %u", year);
    }
    arena_release(&made.arena);
}

/* 4% on the mean of £10m and £14m is £480,000; on the £10m brought forward £400,000. */
Claim(general_fund, interest_is_on_the_average_or_the_opening_deficit)
{
    struct made made;
    made_init(&made);
    const struct step step = in_year(&made, 0);
    cr_expect_float_eq(general_deficit_interest(&made.state, &made.fund, 10e6, 14e6, &step), 480e3,
                       1e-6);
    made.in.interest.on = INTEREST_ON_OPENING;
    cr_expect_float_eq(general_deficit_interest(&made.state, &made.fund, 10e6, 14e6, &step), 400e3,
                       1e-6);
    made.in.interest.where = NULL;
    cr_expect_eq(general_deficit_interest(&made.state, &made.fund, 10e6, 14e6, &step), 0.0);
    arena_release(&made.arena);
}

/* A surplus neither earns interest nor makes that of a deficit smaller: -£6m to £4m pays on half of
 * £4m. */
Claim(general_fund, a_surplus_bears_no_interest)
{
    struct made made;
    made_init(&made);
    const struct step step = in_year(&made, 0);
    cr_expect_float_eq(general_deficit_interest(&made.state, &made.fund, -6e6, 4e6, &step), 80e3,
                       1e-6);
    cr_expect_eq(general_deficit_interest(&made.state, &made.fund, -6e6, -1e6, &step), 0.0);
    made.in.interest.on = INTEREST_ON_OPENING;
    cr_expect_eq(general_deficit_interest(&made.state, &made.fund, -6e6, 4e6, &step), 0.0);
    arena_release(&made.arena);
}

/* Interest in years that go 5%, then half-way to 3%: the rate itself is a path, and its first year
 * is the forecast's first. */
Claim(general_fund, the_rate_moves_through_the_years)
{
    struct made made;
    made_init(&made);
    made.value[Q_RATE] = 0.05;
    made.value[Q_FIRST] = 0.03;
    made.in.interest.rate = (struct path_in){
        .first = Q_RATE, .long_run = Q_FIRST, .persistence = Q_PERSISTENCE, .shock_sd = Q_NOUGHT
    };
    general_start(&made.state, &made.fund, made.value);
    static const double want[3] = { 0.05, 0.04, 0.035 };
    for (unsigned year = 0; year < 3; year++) {
        const struct step step = in_year(&made, year);
        const double interest =
            general_deficit_interest(&made.state, &made.fund, 10e6, 10e6, &step);
        cr_expect_float_eq(interest, want[year] * 10e6, 1e-6);
    }
    arena_release(&made.arena);
}

/* £1,200 at 10% spent through 2021/22, in use in 2022/23, two instalments of £600 from 2023/24:
 * interest 60, 120, 120, 60. */
Claim(general_fund, mrp_starts_in_the_year_after_the_asset_is_in_use)
{
    static const struct borrowing_year want[4] = { { 1200.0, 60.0, 0.0, 1200.0 },
                                                   { 0.0, 120.0, 0.0, 1200.0 },
                                                   { 0.0, 120.0, 600.0, 600.0 },
                                                   { 0.0, 60.0, 600.0, 0.0 } };
    struct made made;
    made_init(&made);
    for (unsigned year = 0; year < 4; year++) {
        const struct borrowing_year got = borrow(&made, year, 0.0);
        cr_expect_float_eq(got.capital_gbp, want[year].capital_gbp, 1e-9, "capital, year %u", year);
        cr_expect_float_eq(got.interest_gbp, want[year].interest_gbp, 1e-9, "interest, year %u",
                           year);
        cr_expect_float_eq(got.mrp_gbp, want[year].mrp_gbp, 1e-9, "MRP, year %u", year);
        cr_expect_float_eq(got.debt_gbp, want[year].debt_gbp, 1e-9, "debt, year %u", year);
    }
    arena_release(&made.arena);
}

/* Options' capital: £3,546 in year 1 at 5% over 4 years (capital_defaults) is an annuity of £1,000
 * from year 2. */
Claim(general_fund, capital_of_options_is_borrowed_on_the_default_terms)
{
    struct made made;
    made_init(&made);
    made.in.n_capital = made.fund.n_capital = 0;
    made.value[Q_LOAN] = 0.05;
    made.in.capital_defaults = (struct capital_defaults_in){ "test", { 4, MRP_ANNUITY, Q_LOAN } };
    general_start(&made.state, &made.fund, made.value);
    cr_expect_eq(borrow(&made, 0, 0.0).interest_gbp, 0.0);
    const struct borrowing_year spent = borrow(&made, 1, 3545.9505);
    cr_expect_float_eq(spent.capital_gbp, 3545.9505, 1e-9);
    cr_expect_float_eq(spent.interest_gbp, 0.5 * 0.05 * 3545.9505, 1e-9);
    cr_expect_eq(spent.mrp_gbp, 0.0);
    for (unsigned year = 2; year < 4; year++) {
        const struct borrowing_year paid = borrow(&made, year, 0.0);
        cr_expect_float_eq(paid.interest_gbp + paid.mrp_gbp, 1000.0, 1e-4, "year %u", year);
    }
    arena_release(&made.arena);
}

Claim(general_fund, capital_of_options_without_terms_is_an_error)
{
    struct made made;
    struct hr_err err;
    made_init(&made);
    const struct step step = in_year(&made, 2);
    cr_expect_eq(general_borrow(&made.state, &made.fund, 0.01, &step, &err), HR_EMODEL);
    cr_expect_not_null(
        strstr(err.text, "in 2023, and 'general_fund.capital_defaults' does not say"), "%s",
        err.text);
    arena_release(&made.arena);
}

Claim(general_fund, starting_again_forgets_the_last_future)
{
    struct made made;
    made_init(&made);
    const struct borrowing_year first = borrow(&made, 0, 0.0);
    (void)borrow(&made, 1, 0.0);
    general_start(&made.state, &made.fund, made.value);
    const struct borrowing_year again = borrow(&made, 0, 0.0);
    cr_expect_eq(memcmp(&first, &again, sizeof first), 0);
    arena_release(&made.arena);
}
