/* Places that exist, open and close: whose children they hold, and that each is paid for once. */
#include "option_sample.h"

#include "claim.h"

#include <math.h>

enum { SPECIAL = 1 }; /* among the sample's settings */
static const double RATE = 10000.0, NEW_AY = 7.0 / 12.0;

/* The worked area (tests/README.md) with 2021/22 alone announced: 46 seats in a special school
 * whose price pays for no places, 40 taken in January 2022, ten more wanted each year. */
static void
area_init(struct option_sample *s)
{
    option_sample_init(s, OPTION_STILL);
    s->sample.in.grant.n_known = 1;
    s->sample.in.grant.deductions_growth = 0;
    s->sample.setting[SPECIAL].place_rate_gbp = RATE;
    s->sample.setting[SPECIAL].academies = 1.0;
    s->sample.setting[0].academies = s->sample.setting[2].academies = 0.0;
}

static struct option_in *
twenty_academy_places(struct option_sample *s)
{
    struct option_in *in = option_add(s, OPTION_NEW_PLACES, "places");
    in->to = "local-special";
    in->start = "2021/22";
    in->places = option_quantity(s, 20.0);
    in->school = SCHOOL_ACADEMY;
    return in;
}

static double
announced_gbp(const struct option_sample *s)
{
    return s->sample.in.grant.known[0].deductions_gbp;
}

static void
expect_deductions(struct option_sample *s, size_t scenario, const double more[3])
{
    const struct future *future = option_run(s, scenario, -1);
    for (size_t t = 0; t < 3; t++)
        cr_expect_float_eq(future->year[t].money.deductions_gbp - announced_gbp(s), more[t], 1e-6,
                           "scenario %zu year %zu: %.2f", scenario, t,
                           future->year[t].money.deductions_gbp - announced_gbp(s));
}

Claim(provision, deductions_do_not_grow_when_no_place_opens)
{
    struct option_sample s;
    area_init(&s);
    option_sample_plan(&s);
    for (int k = -1; k < 20; k++) {
        const struct future *future = option_run(&s, 0, k);
        for (size_t t = 0; t < 3; t++)
            cr_expect_eq(future->year[t].money.deductions_gbp, announced_gbp(&s));
    }
    option_sample_release(&s);
}

/* The deductions of 2021/22 hold seven months of the twenty places. Later years have what is open:
 * twelve months of them, or none where the option is not taken. */
Claim(provision, announced_places_leave_the_announced_year_as_announced)
{
    struct option_sample s;
    const double held = 20.0 * RATE * NEW_AY;
    area_init(&s);
    twenty_academy_places(&s)->announced = true;
    option_sample_plan(&s);
    expect_deductions(&s, 0, (const double[]){ 0.0, -held, -held });
    expect_deductions(&s, 1, (const double[]){ 0.0, 20.0 * RATE - held, 20.0 * RATE - held });
    const double without_gbp = option_run(&s, 0, -1)->year[0].money.grant_gbp;
    cr_expect_eq(option_run(&s, 1, -1)->year[0].money.grant_gbp, without_gbp);
    cr_expect_eq(option_run(&s, 1, -1)->year[2].money.option_places_gbp, 0.0);
    option_sample_release(&s);
}

Claim(provision, announced_places_that_do_not_open_are_not_deducted_for_ever)
{
    struct option_sample s;
    area_init(&s);
    struct option_in *in = twenty_academy_places(&s);
    in->announced = true;
    in->delivery = 0.0;
    option_sample_plan(&s);
    expect_deductions(&s, 1, (const double[]){ 0.0, -20.0 * RATE * NEW_AY, -20.0 * RATE * NEW_AY });
    option_sample_release(&s);
}

Claim(provision, an_academys_places_that_are_not_announced_are_deducted_from_the_day_they_open)
{
    struct option_sample s;
    area_init(&s);
    (void)twenty_academy_places(&s);
    option_sample_plan(&s);
    expect_deductions(&s, 0, (const double[]){ 0.0, 0.0, 0.0 });
    expect_deductions(&s, 1, (const double[]){ 20.0 * RATE * NEW_AY, 20.0 * RATE, 20.0 * RATE });
    option_sample_release(&s);
}

/* Amounts after deductions hold them as well, and do not say how much they are. */
Claim(provision, announced_places_count_the_same_next_to_amounts_after_deductions)
{
    double more[2][2];
    for (int after = 0; after < 2; after++) {
        struct option_sample s;
        area_init(&s);
        twenty_academy_places(&s)->announced = true;
        s.sample.in.grant.known[0].deductions_gbp = after != 0 ? 0.0 : 1e6;
        s.sample.in.grant.basis = after != 0 ? GRANT_AFTER_DEDUCTIONS : GRANT_BEFORE_DEDUCTIONS;
        option_sample_plan(&s);
        for (size_t scenario = 0; scenario < 2; scenario++)
            more[after][scenario] =
                option_run(&s, scenario, -1)->year[2].money.deductions_gbp - announced_gbp(&s);
        option_sample_release(&s);
    }
    cr_expect_float_eq(more[0][0], -20.0 * RATE * NEW_AY, 1e-6);
    cr_expect_float_eq(more[0][0], more[1][0], 1e-6);
    cr_expect_float_eq(more[0][1], more[1][1], 1e-6);
}

/* By place: the table has the twelve months of its own last entry a year later. */
Claim(provision, announced_places_that_a_table_of_places_holds_are_not_counted_again)
{
    struct option_sample s;
    struct academy_places_in academy[] = { { "test", "special", 2020, 100.0, 10000.0, false },
                                           { "test", "special", 2021, 120.0, 10000.0, false } };
    area_init(&s);
    twenty_academy_places(&s)->announced = true;
    s.sample.in.grant.academy = academy;
    s.sample.in.grant.n_academy = 2;
    option_sample_plan(&s);
    for (size_t scenario = 0; scenario < 2; scenario++) {
        const struct future *future = option_run(&s, scenario, -1);
        cr_expect_float_eq(future->year[0].money.deductions_gbp, 1e6 + 20.0 * RATE * NEW_AY, 1e-6);
        cr_expect_float_eq(future->year[1].money.deductions_gbp, 1.2e6, 1e-6);
        cr_expect_float_eq(future->year[2].money.deductions_gbp, scenario == 1 ? 1.2e6 : 1e6, 1e-6);
    }
    option_sample_release(&s);
}

/* Does a place cost the block the same whoever runs the school? Its rate once, and not at
 * per_place. */
Claim(provision, a_place_costs_the_block_the_same_at_an_academy_and_at_a_maintained_school)
{
    double cost[2][3];
    for (int maintained = 0; maintained < 2; maintained++) {
        struct option_sample s;
        area_init(&s);
        struct option_in *in = twenty_academy_places(&s);
        in->school = maintained != 0 ? SCHOOL_MAINTAINED : SCHOOL_ACADEMY;
        option_sample_plan(&s);
        for (size_t t = 0; t < 3; t++) {
            double with = 0.0, place_funding = 0.0;
            for (size_t scenario = 0; scenario < 2; scenario++) {
                const struct year *year = &option_run(&s, scenario, -1)->year[t];
                with += (scenario == 1 ? 1.0 : -1.0) * year->money.in_year_deficit_gbp;
                place_funding +=
                    year->setting[option_setting(&s, "local-special")].cost.place_funding_gbp;
            }
            cost[maintained][t] = with;
            cr_expect_float_eq(place_funding,
                               maintained != 0 ? 20.0 * RATE * (t == 0 ? NEW_AY : 1.0) : 0.0, 1e-6);
        }
        option_sample_release(&s);
    }
    for (size_t t = 0; t < 3; t++)
        cr_expect_float_eq(cost[0][t], cost[1][t], 1e-6, "year %zu", t);
}

Claim(provision, the_rate_of_places_is_flat_in_cash_unless_it_says_uprated)
{
    for (int uprated = 0; uprated < 2; uprated++) {
        struct option_sample s;
        area_init(&s);
        sample_set(&s.sample, "inflation.first", 0.1);
        sample_set(&s.sample, "inflation.long_run", 0.1);
        struct option_in *in = twenty_academy_places(&s);
        in->school = SCHOOL_UNSAID;
        in->cost.per_place_gbp = option_quantity(&s, 8000.0);
        in->cost.per_place_uprated = uprated != 0;
        option_sample_plan(&s);
        const struct future *with = option_run(&s, 1, -1);
        for (size_t t = 1; t < 3; t++)
            cr_expect_float_eq(with->year[t].money.option_places_gbp,
                               160000.0 * (uprated != 0 ? pow(1.1, (double)t) : 1.0), 1e-6);
        option_sample_release(&s);
    }
}

/* ---- the trend */

static void
grow_by(struct option_sample *s, double growth, double academies)
{
    s->sample.setting[SPECIAL].trend_growth = option_quantity(s, growth);
    s->sample.setting[SPECIAL].academies = academies;
}

/* 46 places until September 2022, the first that no announced year covers; then a tenth more each
 * September: 4.6 and 9.66. */
Claim(provision, places_open_by_the_trend_from_the_first_september_that_is_not_known)
{
    struct option_sample s;
    area_init(&s);
    grow_by(&s, 0.1, 0.75);
    option_sample_plan(&s);
    const struct future *expected = option_run(&s, 0, -1);
    cr_expect_eq(expected->year[0].place[0].places, 46.0);
    cr_expect_float_eq(expected->year[1].place[0].places, 50.6, 1e-9);
    cr_expect_float_eq(expected->year[2].place[0].places, 55.66, 1e-9);
    const double years[] = { 0.0, 4.6 * NEW_AY, 4.6 + 5.06 * NEW_AY };
    for (size_t t = 0; t < 3; t++) {
        const struct setting_cost *cost =
            &expected->year[t].setting[option_setting(&s, "local-special")].cost;
        cr_expect_float_eq(expected->year[t].money.deductions_gbp - announced_gbp(&s),
                           0.75 * RATE * years[t], 1e-6, "year %zu", t);
        cr_expect_float_eq(cost->place_funding_gbp, 0.25 * RATE * years[t], 1e-6, "year %zu", t);
    }
    const struct future *future = option_run(&s, 0, 3);
    cr_expect_eq(future->year[1].place[0].places, 51.0, "whole places in a future");
    cr_expect_eq(future->year[2].place[0].places, 56.0);
    option_sample_release(&s);
}

Claim(provision, a_number_of_places_a_year_runs_from_a_year_to_a_year)
{
    struct option_sample s;
    area_init(&s);
    s.sample.setting[SPECIAL].trend_places = option_quantity(&s, 7.0);
    s.sample.setting[SPECIAL].trend_from = 2021;
    s.sample.setting[SPECIAL].trend_last = 2022;
    option_sample_plan(&s);
    const struct future *future = option_run(&s, 0, 0);
    cr_expect_eq(future->year[0].place[0].places, 53.0);
    cr_expect_eq(future->year[1].place[0].places, 60.0);
    cr_expect_eq(future->year[2].place[0].places, 60.0);
    option_sample_release(&s);
}

/* 60 primary and 20 secondary places take 6 and 2 of eight a year. */
Claim(provision, phases_share_the_places_of_a_trend_as_they_share_those_there_are)
{
    struct option_sample s;
    area_init(&s);
    s.sample.setting[SPECIAL].seats[0].phase = PHASE_PRIMARY;
    s.sample.setting[SPECIAL].seats[0].count = 60.0;
    (void)area_places(&s.sample, SPECIAL, 1, PHASE_EARLY_YEARS, 0.0);
    (void)area_places(&s.sample, SPECIAL, 2, PHASE_SECONDARY, 20.0);
    (void)area_places(&s.sample, SPECIAL, 3, PHASE_POST16, 0.0);
    s.sample.setting[SPECIAL].trend_places = option_quantity(&s, 8.0);
    option_sample_plan(&s);
    (void)option_run(&s, 0, 0);
    const struct places *places = &s.model.places;
    for (size_t p = 0; p < places->n_pool; p++) {
        const double there = s.work.people.seats.open[p],
                     then = s.work.people.seats.open[2 * places->n_pool + p];
        cr_expect_eq(then, there * (1.0 + 2.0 * 8.0 / 80.0), "%s: %g, then %g",
                     places->pool[p].name, there, then);
    }
    option_sample_release(&s);
}

/* A school of 6 that is named for September 2022 is part of the trend's 9.66, not on top of it. */
Claim(provision, named_places_are_part_of_the_trend)
{
    struct option_sample s;
    area_init(&s);
    grow_by(&s, 0.1, 1.0);
    struct seats_in *named = area_places(&s.sample, SPECIAL, 1, PHASE_ALL, 6.0);
    named->id = "named";
    named->from = "2022/23";
    option_sample_plan(&s);
    const struct future *expected = option_run(&s, 0, -1);
    cr_expect_float_eq(expected->year[1].place[0].places, 52.0, 1e-9, "the 4.6 are used up");
    cr_expect_float_eq(expected->year[2].place[0].places, 55.66, 1e-9);
    option_sample_release(&s);
}

/* Ten children a year want the special school: without more places 4 and then 10 go to the
 * independent school. Places that open in the baseline keep them, as those of an option would. */
Claim(provision, places_of_the_trend_keep_children_out_of_independent_schools)
{
    double independent[2][3], special[2][3];
    for (int trend = 0; trend < 2; trend++) {
        struct option_sample s;
        area_init(&s);
        grow_by(&s, trend != 0 ? 0.1 : 0.0, 1.0);
        option_sample_plan(&s);
        const struct future *expected = option_run(&s, 0, -1);
        for (size_t t = 0; t < 3; t++) {
            const struct year *year = &expected->year[t];
            independent[trend][t] = year->setting[option_setting(&s, "isp")].flows.closing;
            special[trend][t] = year->setting[option_setting(&s, "local-special")].flows.closing;
        }
        option_sample_release(&s);
    }
    for (size_t t = 0; t < 3; t++)
        cr_expect_float_eq(independent[0][t] - independent[1][t], special[1][t] - special[0][t],
                           1e-9);
    cr_expect_float_eq(independent[0][1] - independent[1][1], 4.0, 1e-9, "50 want 50.6");
    cr_expect_float_eq(special[1][2], 55.66, 1e-9);
}

/* Other authorities' children hold a quarter of all places, new ones included; the grant follows
 * each pupil of the local special school once. */
Claim(provision, pupils_of_new_places_are_counted_once_in_the_grant)
{
    struct option_sample s;
    area_init(&s);
    grow_by(&s, 0.1, 1.0);
    s.sample.setting[SPECIAL].others_share = option_quantity(&s, 0.25);
    s.sample.in.grant.formula =
        (struct grant_formula_in){ .where = "test",
                                   .basic_entitlement_gbp = option_quantity(&s, 4660.0),
                                   .import_export_gbp = option_quantity(&s, 6000.0),
                                   .area_cost_adjustment = 1.0 };
    option_sample_plan(&s);
    const struct future *expected = option_run(&s, 0, -1);
    const size_t special = option_setting(&s, "local-special");
    const double own = expected->year[2].setting[special].flows.opening -
                       expected->year[0].setting[special].flows.opening,
                 others = 0.25 * (50.6 - 46.0);
    cr_expect_gt(own, 3.0);
    cr_expect_float_eq(expected->year[2].money.grant_formula_gbp,
                       4660.0 * (own + others) + 6000.0 * others, 1e-6);
    option_sample_release(&s);
}

/* ---- settings that are never full */

Claim(provision, a_setting_that_is_never_full_opens_a_place_for_each_child_it_takes)
{
    struct option_sample s;
    option_sample_init(&s, OPTION_SAMPLE);
    s.sample.in.grant.deductions_growth = 0;
    s.sample.setting[SPECIAL].academies = 0.6;
    struct option_in *in = option_add(&s, OPTION_CEASING, "fewer");
    option_for(&s, in, "local-special");
    in->share = option_quantity(&s, 0.2);
    option_sample_plan(&s);
    const size_t special = option_setting(&s, "local-special");
    for (int k = -1; k < 10; k++)
        for (size_t scenario = 0; scenario < 2; scenario++) {
            const struct future *future = option_run(&s, scenario, k);
            const double known = future->year[1].setting[special].cost.place_years;
            for (size_t t = 0; t < SAMPLE_N_YEAR; t++)
                cr_expect_float_eq(
                    future->year[t].money.deductions_gbp,
                    t < 2
                        ? s.sample.in.grant.known[t].deductions_gbp
                        : s.sample.in.grant.known[1].deductions_gbp +
                              6000.0 * (future->year[t].setting[special].cost.place_years - known),
                    1e-6, "replicate %d scenario %zu year %zu", k, scenario, t);
        }
    option_sample_release(&s);
}

/* What the price's typed places do not hold: of academies, of maintained schools, and in an account
 * before recoupment. */
Claim(provision, a_child_more_costs_the_block_a_place_whoever_runs_a_school_that_is_never_full)
{
    struct places_in forty = { .where = "test", .ay = 2020, .count = 40.0 };
    const double academies[3] = { 0.0, 0.4, 1.0 };
    for (size_t i = 0; i < 3; i++) {
        struct option_sample s;
        option_sample_init(&s, OPTION_SAMPLE);
        s.sample.in.grant.n_known = 1;
        s.sample.in.grant.deductions_growth = 0;
        s.sample.setting[SPECIAL].place_rate_gbp = RATE;
        s.sample.setting[SPECIAL].academies = academies[i];
        struct price_in *price = &s.sample.in.price[1];
        cr_assert_str_eq(price->setting, "local-special");
        price->place_gbp = option_quantity(&s, RATE);
        price->place_empty_gbp = 0;
        price->places = &forty;
        price->n_places = 1;
        option_sample_plan(&s);
        const size_t special = option_setting(&s, "local-special");
        for (int k = -1; k < 20; k++) {
            const struct future *future = option_run(&s, 0, k);
            const double first = future->year[0].setting[special].cost.place_years;
            for (size_t t = 0; t < SAMPLE_N_YEAR; t++) {
                const struct year *year = &future->year[t];
                const struct setting_cost *cost = &year->setting[special].cost;
                const double more = RATE * (cost->place_years - first), typed = RATE * 40.0,
                             deducted = year->money.deductions_gbp - announced_gbp(&s);
                cr_expect_float_eq(cost->place_funding_gbp - typed + deducted, more, 1e-6,
                                   "%.1f replicate %d year %zu", academies[i], k, t);
                cr_expect_float_eq(deducted, academies[i] * more, 1e-6);
            }
        }
        option_sample_release(&s);
    }
}

Claim(provision, growth_of_deductions_that_is_typed_stands_for_the_baselines_places)
{
    struct option_sample s;
    area_init(&s);
    grow_by(&s, 0.1, 1.0);
    s.sample.in.grant.deductions_growth = option_quantity(&s, 0.05);
    option_sample_plan(&s);
    const struct future *future = option_run(&s, 0, -1);
    for (size_t t = 0; t < 3; t++)
        cr_expect_float_eq(future->year[t].money.deductions_gbp,
                           announced_gbp(&s) * pow(1.05, (double)t), 1e-6);
    option_sample_release(&s);
}

/* A line of place funding pays for more places only where it follows plans. */
Claim(provision, a_line_that_follows_plans_pays_for_maintained_places)
{
    for (int follows = 0; follows < 2; follows++) {
        struct option_sample s;
        area_init(&s);
        grow_by(&s, 0.1, 0.0);
        s.sample.line[0].s251 = "1.0.2";
        s.sample.line[0].elasticity = follows != 0 ? option_quantity(&s, 1.0) : 0;
        option_sample_plan(&s);
        const struct year *year = &option_run(&s, 0, -1)->year[2];
        cr_expect_float_eq(
            year->setting[option_setting(&s, "local-special")].cost.place_funding_gbp,
            follows != 0 ? 0.0 : RATE * (4.6 + 5.06 * NEW_AY), 1e-6);
        option_sample_release(&s);
    }
}

Claim(provision, in_an_account_before_recoupment_the_council_pays_for_all_places)
{
    struct option_sample s;
    area_init(&s);
    s.sample.in.dsg.basis = BEFORE_RECOUPMENT;
    grow_by(&s, 0.1, 0.75);
    (void)twenty_academy_places(&s);
    option_sample_plan(&s);
    const struct future *with = option_run(&s, 1, -1);
    cr_expect_eq(with->year[2].money.deductions_gbp, announced_gbp(&s));
    cr_expect_float_eq(
        with->year[2].setting[option_setting(&s, "local-special")].cost.place_funding_gbp,
        RATE * (20.0 + 4.6 + 5.06 * NEW_AY), 1e-6);
    option_sample_release(&s);
}

/* ---- every place once, in every future */

/* A baseline with a trend and with named schools that may not open or be late, and three options.
 * All open in a September. */
static void
busy_area(struct option_sample *s)
{
    static const enum school school[] = { SCHOOL_ACADEMY, SCHOOL_MAINTAINED };
    static const char *const name[] = { "one", "two", "three" };
    const struct quantity late = {
        .kind = QUANTITY_DISCRETE, .value = { 0.0, 1.0 }, .weight = { 0.5, 0.5 }, .n_value = 2
    };
    area_init(s);
    grow_by(s, 0.08, 0.6);
    for (size_t i = 0; i < 2; i++) {
        struct seats_in *named = area_places(&s->sample, SPECIAL, 1 + i, PHASE_ALL, 9.0);
        named->id = name[i];
        named->from = i == 0 ? "2021/22" : "2022/23";
        named->chance = 0.5;
        named->school = school[i];
        named->delay_years = sample_add(&s->sample, &late, "delay.%zu", i);
    }
    for (size_t i = 0; i < 3; i++) {
        struct option_in *in = option_add(s, OPTION_NEW_PLACES, name[i]);
        in->to = "local-special";
        in->places = option_quantity(s, 5.0 + (double)i);
        in->delivery = 0.7;
        in->school = i < 2 ? school[i] : SCHOOL_UNSAID;
        in->delay_years = sample_add(&s->sample, &late, "option-delay.%zu", i);
        if (i == 2)
            in->cost.per_place_gbp = option_quantity(s, RATE);
    }
}

/* Place-years of 2022/23 and after, beyond those planned for 2021/22, times the rate = what
 * deductions, place funding and options' places have risen by. */
static void
expect_paid_once(const struct option_sample *s, const struct future *future)
{
    const size_t special = option_setting(s, "local-special");
    const double planned = 46.0 + 9.0 * NEW_AY;
    for (size_t t = 1; t < 3; t++) {
        const struct year *year = &future->year[t];
        const double open = (1.0 - NEW_AY) * future->year[t - 1].place[0].places +
                            NEW_AY * year->place[0].places,
                     paid = year->money.deductions_gbp - announced_gbp(s) +
                            year->setting[special].cost.place_funding_gbp +
                            year->money.option_places_gbp;
        cr_expect_float_eq(paid, RATE * (open - planned), 1e-6, "year %zu: %.2f paid for %.4f", t,
                           paid, open - planned);
    }
}

Claim(provision, every_place_is_paid_for_exactly_once_in_every_future)
{
    struct option_sample s;
    busy_area(&s);
    option_sample_plan(&s);
    double least = 1e9, most = 0.0;
    for (int k = -1; k < 300; k++)
        for (size_t scenario = 0; scenario < 2; scenario++) {
            const struct future *future = option_run(&s, scenario, k);
            expect_paid_once(&s, future);
            least = fmin(least, future->year[2].place[0].places);
            most = fmax(most, future->year[2].place[0].places);
        }
    cr_expect(least < 60.0 && most > 75.0, "from %.0f to %.0f places", least, most);
    option_sample_release(&s);
}
