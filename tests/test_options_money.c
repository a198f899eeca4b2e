/* Options that change money, and new places, on the still area (see test_options_children.c): by
 * hand, then in simulated futures. */
#include "option_sample.h"
#include "claim.h"

#include <math.h>
#include <string.h>

enum { ISP, SPECIAL, SCHOOLS, N_YEAR = 3 };

/* 20 of the still area's children are in the independent school (1.2 million pounds a year), 40 in
 * mainstream. */
static void
area_with_fees(struct option_sample *s)
{
    option_sample_init(s, OPTION_STILL);
    s->sample.seats[0].count = 1000.0;
    for (size_t i = 0; i < 12; i++)
        if (strcmp(s->sample.cell[i].setting, "schools") == 0 && s->sample.cell[i].ncy <= 2)
            s->sample.cell[i].setting = "isp";
}

/* What the option changes in the expected-value run: high-needs spending by year, in pounds;
 * children nowhere where `still`. */
static void
expect_spending(struct option_sample *s, const double want[N_YEAR], bool still)
{
    option_sample_plan(s);
    struct future without = sample_keep(option_run(s, 0, -1));
    const struct future *with = option_run(s, 1, -1);
    double sum = 0.0;
    for (size_t t = 0; t < N_YEAR; t++) {
        const double got = with->year[t].money.spending_gbp - without.year[t].money.spending_gbp;
        sum += got;
        cr_expect_float_eq(got, want[t], 1e-5, "year %zu: spending %+.6f, want %+.6f", t, got,
                           want[t]);
        cr_expect_float_eq(with->year[t].money.deficit_closing_gbp -
                               without.year[t].money.deficit_closing_gbp,
                           sum, 1e-4, "the deficit follows");
        for (size_t i = 0; still && i < 3; i++)
            cr_expect_eq(future_setting(with, t, i)->flows.closing,
                         future_setting(&without, t, i)->flows.closing);
    }
    future_release(&without);
    option_sample_release(s);
}

static struct option_in *
option_on(struct option_sample *s, enum option_kind kind, const char *setting)
{
    area_with_fees(s);
    struct option_in *in = option_add(s, kind, "option");
    option_for(s, in, setting);
    return in;
}

Claim(options_money, lower_fees_save_their_share_and_slower_growth_compounds)
{
    struct option_sample s;
    option_on(&s, OPTION_PRICE_CONTROL, "independent");
    s.option[0].share = option_quantity(&s, 0.1);
    expect_spending(&s, (const double[]){ 0.0, -120000.0, -120000.0 }, true);
    option_on(&s, OPTION_PRICE_CONTROL, "isp");
    s.option[0].growth = option_quantity(&s, -0.01);
    expect_spending(&s, (const double[]){ 0.0, -12000.0, 1200000.0 * (0.9801 - 1.0) }, true);
    struct option_in *in = option_on(&s, OPTION_PRICE_CONTROL, "isp");
    in->share = option_quantity(&s, 0.1);
    in->start = "2022-10-01";
    in->cost.revenue_gbp = option_quantity(&s, 30000.0);
    expect_spending(&s, (const double[]){ 0.0, -60000.0 + 15000.0, -120000.0 + 30000.0 }, true);
    option_on(&s, OPTION_PRICE_CONTROL, "isp");
    s.option[0].share = option_quantity(&s, 1.0);
    expect_spending(&s, (const double[]){ 0.0, -1200000.0, -1200000.0 }, true);
}

Claim(options_money, others_pay_their_share_of_placements)
{
    struct option_sample s;
    option_on(&s, OPTION_JOINT_FUNDING, "isp");
    s.option[0].share = option_quantity(&s, 0.25);
    expect_spending(&s, (const double[]){ 0.0, -300000.0, -300000.0 }, true);
    option_on(&s, OPTION_JOINT_FUNDING, "isp");
    s.option[0].share = option_quantity(&s, 1.0);
    struct option_in *again =
        option_add(&s, OPTION_JOINT_FUNDING, "again"); /* nothing is left to share */
    option_for(&s, again, "isp");
    again->share = option_quantity(&s, 0.5);
    expect_spending(&s, (const double[]){ 0.0, -1200000.0, -1200000.0 }, true);
}

/* Place-years in mainstream: 40 and 30 x 0.75 in the first year, 30 more in each year after. */
Claim(options_money, a_cut_lowers_top_ups_by_a_share_or_by_pounds)
{
    struct option_sample s;
    option_on(&s, OPTION_TOP_UP_CUT, "mainstream");
    s.option[0].share = option_quantity(&s, 0.05);
    expect_spending(&s, (const double[]){ 0.0, -300.0 * 92.5, -300.0 * 122.5 }, true);
    option_on(&s, OPTION_TOP_UP_CUT, "schools");
    s.option[0].amount_gbp = option_quantity(&s, 500.0);
    expect_spending(&s, (const double[]){ 0.0, -500.0 * 92.5, -500.0 * 122.5 }, true);
    option_on(&s, OPTION_TOP_UP_CUT, "schools");
    s.option[0].amount_gbp = option_quantity(&s, 7000.0); /* more than there is */
    expect_spending(&s, (const double[]){ 0.0, -6000.0 * 92.5, -6000.0 * 122.5 }, true);
    struct option_in *in = option_on(&s, OPTION_TOP_UP_CUT, "mainstream");
    in->share = option_quantity(&s, 0.05);
    in->to = "schools"; /* where children move to is cut like the rest */
    in->moves_out = option_quantity(&s, 0.1);
    expect_spending(&s, (const double[]){ 0.0, -300.0 * 92.5, -300.0 * 122.5 }, true);
}

/* Place-years in the special school: 30 and 10 x 0.75 in the first year, 10 more in each year
 * after. */
Claim(options_money, protection_of_schools_takes_back_what_a_cut_takes_too_much)
{
    struct option_sample s;
    option_on(&s, OPTION_TOP_UP_CUT, "local-special");
    s.option[0].share = option_quantity(&s, 0.1);
    expect_spending(&s, (const double[]){ 0.0, -1500.0 * 47.5, -1500.0 * 57.5 }, true);
    option_on(&s, OPTION_TOP_UP_CUT, "local-special");
    s.option[0].share = option_quantity(&s, 0.1);
    s.sample.price[1].protection = option_quantity(&s, 0.0);
    expect_spending(&s, (const double[]){ 0.0, 0.0, 0.0 }, true);
    option_on(&s, OPTION_TOP_UP_CUT, "local-special");
    s.option[0].share = option_quantity(&s, 0.1);
    s.sample.price[1].protection = option_quantity(&s, -0.015);
    expect_spending(
        &s,
        (const double[]){ 0.0, -0.015 * 15000.0 * 47.5, (0.985 * 0.985 - 1.0) * 15000.0 * 57.5 },
        true);
}

static void
fund_places(struct option_sample *s, double places)
{
    s->sample.price[1].place_gbp = option_quantity(s, 10000.0);
    s->sample.places[0].count = places;
    s->sample.price[1].n_places = 1;
}

Claim(options_money, empty_places_are_no_longer_paid_for_as_far_as_they_are_empty)
{
    struct option_sample s;
    struct option_in *in = option_on(&s, OPTION_EMPTY_PLACES, "local-special");
    in->n_setting = 0;
    in->to = "local-special";
    in->places = option_quantity(&s, 8.0);
    fund_places(&s, 60.0); /* 47.5 and then 57.5 place-years are taken */
    expect_spending(&s, (const double[]){ 0.0, -80000.0, -25000.0 }, true);
}

/* ---- new places: 46 seats; 40 taken in January 2022, four of ten joiners overflow in 2022 and ten
 * in 2023 */

static struct option_in *
twenty_places(struct option_sample *s)
{
    option_sample_init(s, OPTION_STILL);
    struct option_in *in = option_add(s, OPTION_NEW_PLACES, "places");
    in->to = "local-special";
    in->places = option_quantity(s, 20.0);
    return in;
}

static const double SAVED_1 = 4.0 * 0.75 * 45000.0, SAVED_2 = (4.0 + 7.5) * 45000.0;
static const double FUNDED = 7.0 / 12.0; /* of the first financial year, from 1 September */

Claim(options_money, new_places_keep_children_from_overflowing_and_are_paid_for_filled_or_not)
{
    struct option_sample s;
    (void)twenty_places(&s);
    expect_spending(&s, (const double[]){ 0.0, -SAVED_1, -SAVED_2 }, false);
    (void)twenty_places(&s);
    fund_places(&s, 46.0);
    expect_spending(&s, (const double[]){ 0.0, -SAVED_1 + 200000.0 * FUNDED, -SAVED_2 + 200000.0 },
                    false);
    struct option_in *in = twenty_places(&s); /* not in the price */
    in->cost.per_place_gbp = option_quantity(&s, 10000.0);
    in->cost.once_gbp = option_quantity(&s, 17000.0);
    expect_spending(
        &s, (const double[]){ 0.0, -SAVED_1 + 200000.0 * FUNDED + 17000.0, -SAVED_2 + 200000.0 },
        false);
}

Claim(options_money, places_of_a_ramp_open_and_are_paid_for_a_september_after_the_other)
{
    struct option_sample s;
    struct option_in *in = twenty_places(&s);
    option_ramp(&s, in, 2, (const double[]){ 0.1, 0.4 });
    fund_places(&s, 46.0); /* two seats, then six more: 2 of 4 fit, then 6 of 10 */
    expect_spending(&s,
                    (const double[]){ 0.0, -2.0 * 0.75 * 45000.0 + 20000.0 * FUNDED,
                                      -(2.0 + 6.0 * 0.75) * 45000.0 + 20000.0 + 60000.0 * FUNDED },
                    false);
}

Claim(options_money, seats_that_are_late_come_late_and_seats_that_end_keep_who_holds_them)
{
    struct option_sample s;
    struct option_in *in = twenty_places(&s);
    in->delay_years = option_quantity(&s, 1.0);
    fund_places(&s, 46.0);
    expect_spending(&s, (const double[]){ 0.0, 0.0, -10.0 * 0.75 * 45000.0 + 200000.0 * FUNDED },
                    false);
    in = twenty_places(&s);
    in->end = "2022/23"; /* ten fit in 2022 and keep their seat; nobody else finds one */
    fund_places(&s, 46.0);
    expect_spending(&s,
                    (const double[]){ 0.0, -SAVED_1 + 200000.0 * FUNDED,
                                      -4.0 * 45000.0 + 200000.0 * (1.0 - FUNDED) },
                    false);
}

Claim(options_money, other_authorities_children_take_their_share_of_new_places)
{
    struct option_sample s;
    (void)twenty_places(&s);
    s.sample.setting[1].others_share = option_quantity(&s, 0.25);
    option_sample_plan(&s);
    const struct future *with = option_run(&s, 1, -1);
    cr_expect_float_eq(with->year[1].place[0].places, 66.0, 1e-12);
    cr_expect_float_eq(with->year[1].place[0].others, 16.5, 1e-12);
    cr_expect_float_eq(with->year[1].place[0].overflowed, 5.5, 1e-9,
                       "in the year before 34.5 seats were open to 40");
    cr_expect_float_eq(with->year[1].place[0].empty, 49.5 - 44.5, 1e-9);
    option_sample_release(&s);
}

Claim(options_money, in_every_future_seats_are_whole_hold_and_follow_the_draw)
{
    struct option_sample s;
    size_t n_more = 0;
    struct option_in *in = twenty_places(&s);
    s.sample.quantity[in->places] = (struct quantity){ .name = "options.places",
                                                       .where = "sample",
                                                       .kind = QUANTITY_UNIFORM,
                                                       .support = QUANTITY_POSITIVE,
                                                       .p = { 0.3, 12.7 } };
    in->delivery = 0.7;
    fund_places(&s, 46.0);
    option_sample_plan(&s);
    for (int k = 0; k < 400; k++) {
        struct future without = sample_keep(option_run(&s, 0, k));
        const struct future *with = option_run(&s, 1, k);
        const double seats =
            46.0 + (s.work.fate[0].delivered ? floor(s.work.value[in->places] + 0.5) : 0.0);
        cr_assert_eq(with->year[2].place[0].places, seats);
        cr_assert_float_eq(s.work.levers.commissioned[2 * 3 + SPECIAL], seats - 46.0, 1e-12,
                           "what is paid for is what is there");
        for (size_t t = 0; t < N_YEAR; t++) {
            cr_assert_leq(future_setting(with, t, SPECIAL)->flows.closing, t == 0 ? 46.0 : seats);
            cr_assert_geq(future_setting(with, t, SPECIAL)->flows.closing,
                          future_setting(&without, t, SPECIAL)->flows.closing);
            cr_assert_eq(with->year[t].people.plans_closing, without.year[t].people.plans_closing,
                         "places make no plans");
            if (!s.work.fate[0].delivered)
                cr_assert(sample_same_year(with, &without, t));
        }
        n_more += future_setting(with, 2, SPECIAL)->flows.closing >
                  future_setting(&without, 2, SPECIAL)->flows.closing;
        future_release(&without);
    }
    cr_expect_gt(n_more, (size_t)200);
    option_sample_release(&s);
}

/* ---- lines and the schools block ---- */

static struct option_in *
cheaper_line(struct option_sample *s, double gbp)
{
    area_with_fees(s);
    struct option_in *in = option_add(s, OPTION_SERVICE_REDESIGN, "service");
    in->line = "therapies";
    in->yearly_gbp = option_quantity(s, gbp);
    return in;
}

Claim(options_money, a_service_costs_less_but_never_less_than_nothing)
{
    struct option_sample s;
    option_ramp(&s, cheaper_line(&s, 300000.0), 2, (const double[]){ 0.5, 1.0 });
    expect_spending(&s, (const double[]){ 0.0, -150000.0, -300000.0 }, true);
    (void)cheaper_line(&s, 1e9);
    option_sample_plan(&s);
    for (int k = -1; k < 50; k++) {
        struct future without = sample_keep(option_run(&s, 0, k));
        const struct future *with = option_run(&s, 1, k);
        for (size_t t = 1; t < N_YEAR; t++) {
            cr_assert_eq(with->year[t].line_gbp[2], 0.0);
            cr_assert_float_eq(without.year[t].money.spending_gbp -
                                   with->year[t].money.spending_gbp,
                               without.year[t].line_gbp[2], 1e-5);
        }
        future_release(&without);
    }
    option_sample_release(&s);
}

Claim(options_money, what_a_service_saves_is_in_prices_of_the_first_year)
{
    struct option_sample s;
    (void)cheaper_line(&s, 300000.0);
    sample_set(&s.sample, "inflation.first", 0.03);
    sample_set(&s.sample, "inflation.long_run", 0.03);
    option_sample_plan(&s);
    struct future without = sample_keep(option_run(&s, 0, -1));
    const struct future *with = option_run(&s, 1, -1);
    cr_expect_float_eq(without.year[1].line_gbp[2] - with->year[1].line_gbp[2], 300000.0 * 1.03,
                       1e-6);
    cr_expect_float_eq(without.year[2].line_gbp[2] - with->year[2].line_gbp[2],
                       300000.0 * 1.03 * 1.03, 1e-6);
    future_release(&without);
    option_sample_release(&s);
}

/* ---- a rise from a date ---- */

static const double UPRATED = 1.03;

static void
uprate(struct option_sample *s)
{
    sample_set(&s->sample, "inflation.first", UPRATED - 1.0);
    sample_set(&s->sample, "inflation.long_run", UPRATED - 1.0);
}

Claim(options_money, a_rise_by_a_share_stays_and_grows_with_the_price)
{
    struct option_sample s;
    struct option_in *in = option_on(&s, OPTION_PRICE_RISE, "independent");
    in->share = option_quantity(&s, 0.03);
    in->start = "2022-09-01";
    uprate(&s);
    expect_spending(&s,
                    (const double[]){ 0.0, 1200000.0 * UPRATED * 0.03 * FUNDED,
                                      1200000.0 * UPRATED * UPRATED * 0.03 },
                    true);
}

Claim(options_money, a_rise_in_pounds_is_of_its_first_year_and_grows_with_the_price)
{
    struct option_sample s;
    struct option_in *in = option_on(&s, OPTION_PRICE_RISE, "isp");
    const double place_years = 1200000.0 / 60000.0;
    in->amount_gbp = option_quantity(&s, 250.0);
    in->start = "2022-09-01";
    uprate(&s);
    expect_spending(
        &s, (const double[]){ 0.0, 250.0 * place_years * FUNDED, 250.0 * place_years * UPRATED },
        true);
    in = option_on(&s, OPTION_PRICE_RISE, "isp");
    in->amount_gbp = option_quantity(&s, 250.0);
    in->start = "2019/20"; /* of the first forecast year, where it starts before */
    uprate(&s);
    expect_spending(&s,
                    (const double[]){ 250.0 * place_years, 250.0 * place_years * UPRATED,
                                      250.0 * place_years * UPRATED * UPRATED },
                    true);
}

Claim(options_money, what_a_rise_costs_is_a_measure_and_a_second_one_is_on_top)
{
    struct option_sample s;
    option_on(&s, OPTION_PRICE_RISE, "isp");
    s.option[0].share = option_quantity(&s, 0.03);
    struct option_in *more = option_add(&s, OPTION_PRICE_RISE, "more");
    option_for(&s, more, "isp");
    more->share = s.option[0].share;
    more->start = "2023/24";
    uprate(&s);
    option_sample_plan(&s);
    struct future without = sample_keep(option_run(&s, 0, -1));
    const struct future *with = option_run(&s, 1, -1);
    const double rise[N_YEAR] = { 0.0, 0.03, 1.03 * 1.03 - 1.0 };
    for (size_t t = 0; t < N_YEAR; t++) {
        cr_expect_float_eq(with->year[t].money.raised_gbp,
                           1200000.0 * pow(UPRATED, (double)t) * rise[t], 1e-5);
        cr_expect_float_eq(with->year[t].money.raised_gbp,
                           with->year[t].money.spending_gbp - without.year[t].money.spending_gbp,
                           1e-5);
        cr_expect_eq(without.year[t].money.raised_gbp, 0.0);
    }
    future_release(&without);
    option_sample_release(&s);
}

Claim(options_money, what_is_decided_already_is_in_every_scenario)
{
    struct option_sample s, by_name;
    option_on(&by_name, OPTION_PRICE_RISE, "isp");
    by_name.option[0].share = option_quantity(&by_name, 0.03);
    struct option_in *in = option_on(&s, OPTION_PRICE_RISE, "isp");
    in->share = option_quantity(&s, 0.03);
    in->baseline = true;
    s.sample.scenario[1].n_option = 0;
    option_sample_plan(&s);
    option_sample_plan(&by_name);
    for (int k = -1; k < 5; k++) {
        struct future first = sample_keep(option_run(&s, 0, k)),
                      second = sample_keep(option_run(&s, 1, k));
        const struct future *named = option_run(&by_name, 1, k);
        cr_expect(sample_same_future(&first, &second));
        cr_expect(sample_same_future(&first, named));
        cr_expect_gt(first.year[1].money.raised_gbp, 0.0);
        future_release(&first);
        future_release(&second);
    }
    option_sample_release(&s);
    option_sample_release(&by_name);
}

/* Share of the schools block that moves in a year, by what forum and Secretary of State answer. */
static void
expect_transfer(double asked, double forum, double secretary, double want)
{
    static const double before_recoupment = 117961493.0, growth = 1.0217;
    struct option_sample s;
    area_with_fees(&s);
    struct option_in *in = option_add(&s, OPTION_BLOCK_TRANSFER, "transfer");
    in->share = option_quantity(&s, asked);
    in->forum = forum;
    in->secretary = secretary;
    in->end = "2022/23";
    option_sample_plan(&s);
    for (int k = -1; k < 10; k++) {
        struct future without = sample_keep(option_run(&s, 0, k));
        const struct future *with = option_run(&s, 1, k);
        const double gbp = want * before_recoupment * growth; /* for one year at a time */
        double sum = 0.0;
        for (size_t t = 0; t < N_YEAR; t++) {
            sum += t == 1 ? gbp : 0.0;
            cr_expect_float_eq(with->year[t].money.grant_gbp - without.year[t].money.grant_gbp,
                               t == 1 ? gbp : 0.0, 1e-6);
            cr_expect_float_eq(without.year[t].money.deficit_closing_gbp -
                                   with->year[t].money.deficit_closing_gbp,
                               sum, 1e-5);
            cr_expect_eq(with->year[t].money.spending_gbp, without.year[t].money.spending_gbp,
                         "it saves nothing");
        }
        future_release(&without);
    }
    option_sample_release(&s);
}

Claim(options_money, a_transfer_wants_the_forum_and_above_half_a_percent_the_secretary_of_state)
{
    const double unsaid = (double)NAN;
    expect_transfer(0.005, unsaid, unsaid, 0.005);
    expect_transfer(0.0038, unsaid, unsaid, 0.0038);
    expect_transfer(0.0038, 0.0, unsaid, 0.0);
    expect_transfer(0.0038, 0.0, 1.0, 0.0038);
    expect_transfer(0.0113, unsaid, unsaid, 0.005);
    expect_transfer(0.0113, 1.0, 0.0, 0.005);
    expect_transfer(0.0113, 1.0, 1.0, 0.0113);
    expect_transfer(0.0113, 0.0, 1.0, 0.0113);
    expect_transfer(0.0113, 0.0, 0.0, 0.0);
    expect_transfer(0.0, unsaid, unsaid, 0.0);
}

/* Two years of half a percent, by a transfer's years, or by an option's start and end. */
static double
transferred_in_all(const char *start, const char *end)
{
    struct option_sample s;
    const char *half[] = { "half" };
    area_with_fees(&s);
    if (start != NULL) {
        struct option_in *in = option_add(&s, OPTION_BLOCK_TRANSFER, "transfer");
        in->share = option_quantity(&s, 0.005);
        in->start = start;
        in->end = end;
    } else {
        s.sample.transfer[0].fy = 2022;
        s.sample.transfer[0].last_fy = 2023;
        s.sample.scenario[1].transfer = half;
        s.sample.scenario[1].n_transfer = 1;
    }
    option_sample_plan(&s);
    struct future without = sample_keep(option_run(&s, 0, -1));
    const struct future *with = option_run(&s, 1, -1);
    const double gbp = without.year[N_YEAR - 1].money.deficit_closing_gbp -
                       with->year[N_YEAR - 1].money.deficit_closing_gbp;
    future_release(&without);
    option_sample_release(&s);
    return gbp;
}

Claim(options_money, the_same_years_in_each_form_move_the_same_money)
{
    const double want = 0.005 * 117961493.0 * (1.0217 + 1.0217 * 1.0217);
    cr_expect_float_eq(transferred_in_all(NULL, NULL), want, 1e-5);
    cr_expect_float_eq(transferred_in_all("2022/23", "2023/24"), want, 1e-5);
    cr_expect_float_eq(transferred_in_all("2022-04-01", "2024-03-31"), want, 1e-5);
    cr_expect_float_eq(transferred_in_all("2022/23", "2024-03-31"), want, 1e-5);
}

Claim(options_money, both_answer_anew_each_year_as_often_as_their_chance_says)
{
    enum { N = 4000 };
    struct option_sample s;
    struct levers levers;
    double n[3] = { 0 }, n_both = 0.0; /* by what is granted: nothing, half a percent, all */
    area_with_fees(&s);
    struct option_in *in = option_add(&s, OPTION_BLOCK_TRANSFER, "transfer");
    in->share = option_quantity(&s, 0.01);
    in->forum = 0.7;
    in->secretary = 0.4;
    option_sample_plan(&s);
    for (int k = 0; k < N; k++) {
        option_levers(&s, "transfer", k, (double)NAN, &levers);
        cr_assert_eq(levers.transfer_share[0], 0.0);
        for (size_t t = 1; t < N_YEAR; t++) {
            const double share = levers.transfer_share[t];
            cr_assert(share == 0.0 || share == 0.005 || share == 0.01);
            n[share == 0.0 ? 0 : share == 0.005 ? 1 : 2] += 0.5;
        }
        n_both += levers.transfer_share[1] == 0.01 && levers.transfer_share[2] == 0.01;
        levers_release(&levers);
    }
    cr_expect_float_eq(n[0] / N, 0.3 * 0.6, 4.0 * sqrt(0.18 * 0.82 / (2.0 * N)));
    cr_expect_float_eq(n[1] / N, 0.7 * 0.6, 4.0 * sqrt(0.42 * 0.58 / (2.0 * N)));
    cr_expect_float_eq(n_both / N, 0.16, 4.0 * sqrt(0.16 * 0.84 / N), "years are independent");
    option_sample_release(&s);
}
