/* Settings that fill up: a worked area by hand, the order of allocation, what is conserved, what
 * one more place changes. */
#include "fixture.h"
#include "places_area.h"

#include "model.h"
#include "places_parts.h"
#include "claim.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static double
measured(const struct model *model, const struct future *future, size_t year, const char *setting,
         size_t offset)
{
    const size_t finite = model->places.finite_of[area_setting(model, setting)];
    double x;
    memcpy(&x, (const char *)&future->year[year].place[finite] + offset, sizeof x);
    return x;
}
#define MEASURED(model, future, year, setting, field) \
    measured(model, future, year, setting, offsetof(struct place_year, field))

static const struct setting_year *
of(const struct model *model, const struct future *future, size_t year, const char *setting)
{
    return future_setting(future, year, area_setting(model, setting));
}

/* ---- the worked area ---- */

Claim(places, the_worked_area_is_as_by_hand)
{
    struct fixture f;
    fixture_init(&f, worked_area);
    fixture_model(&f);
    fixture_expected(&f, 0);
    /* Special: 30, and 10 a year: 40, then 46 of 50, then full. A new plan brings 0.75 of a
     * place-year in its first year. */
    static const double special[3] = { 40.0, 46.0, 46.0 }, isp[3] = { 0.0, 4.0, 14.0 },
                        schools[3] = { 90.0, 120.0, 150.0 };
    static const double empty[3] = { 6.0, 0.0, 0.0 }, refused[3] = { 0.0, 4.0, 10.0 };
    static const double special_years[3] = { 37.5, 44.5, 46.0 }, isp_years[3] = { 0.0, 3.0, 11.5 };
    for (size_t t = 0; t < 3; t++) {
        cr_expect_float_eq(of(&f.model, &f.future, t, "local-special")->flows.closing, special[t],
                           1e-9);
        cr_expect_float_eq(of(&f.model, &f.future, t, "isp")->flows.closing, isp[t], 1e-9);
        cr_expect_float_eq(of(&f.model, &f.future, t, "schools")->flows.closing, schools[t], 1e-9);
        cr_expect_float_eq(of(&f.model, &f.future, t, "local-special")->cost.place_years,
                           special_years[t], 1e-9);
        cr_expect_float_eq(of(&f.model, &f.future, t, "isp")->cost.place_years, isp_years[t], 1e-9);
        /* 46 places are funded, filled or not */
        cr_expect_float_eq(of(&f.model, &f.future, t, "local-special")->cost.spending_gbp,
                           special_years[t] * 15000.0 + 460000.0, 1e-6);
        cr_expect_float_eq(of(&f.model, &f.future, t, "isp")->cost.spending_gbp,
                           isp_years[t] * 60000.0, 1e-6);
        cr_expect_eq(MEASURED(&f.model, &f.future, t, "local-special", places), 46.0);
        cr_expect_eq(MEASURED(&f.model, &f.future, t, "local-special", others), 0.0);
        cr_expect_eq(MEASURED(&f.model, &f.future, t, "local-special", waiting), 0.0);
        cr_expect_float_eq(MEASURED(&f.model, &f.future, t, "local-special", empty), empty[t],
                           1e-9);
        cr_expect_float_eq(MEASURED(&f.model, &f.future, t, "local-special", refused), refused[t],
                           1e-9);
        cr_expect_float_eq(MEASURED(&f.model, &f.future, t, "local-special", overflowed), isp[t],
                           1e-9);
        /* each costs £60,000 in place of £15,000 and £10,000 */
        cr_expect_float_eq(MEASURED(&f.model, &f.future, t, "local-special", cost_gbp),
                           isp_years[t] * 35000.0, 1e-6);
    }
    fixture_release(&f);
}

Claim(places, the_worked_area_waits_in_mainstream_and_pays_less_meanwhile)
{
    struct fixture f;
    fixture_init(&f, worked_area);
    struct setting_in *special = &f.sample.setting[1];
    special->n_overflow = 0;
    special->wait_in = "schools";
    special->wait_until = WAIT_SEAT;
    area_places(&f.sample, 1, 1, PHASE_ALL, 7.0)->from =
        "2023/24"; /* 53 from September 2023, in the third year */
    fixture_model(&f);
    fixture_expected(&f, 0);
    /* The third year's ten joiners come first and take the seven seats; three wait with the four of
     * the second year. */
    cr_expect_float_eq(of(&f.model, &f.future, 1, "schools")->flows.closing, 124.0, 1e-9);
    cr_expect_float_eq(MEASURED(&f.model, &f.future, 1, "local-special", waiting), 4.0, 1e-9);
    cr_expect_float_eq(MEASURED(&f.model, &f.future, 2, "local-special", waiting), 7.0, 1e-9);
    cr_expect_float_eq(of(&f.model, &f.future, 2, "local-special")->flows.closing, 53.0, 1e-9);
    cr_expect_float_eq(of(&f.model, &f.future, 2, "schools")->flows.closing, 157.0, 1e-9);
    cr_expect_float_eq(MEASURED(&f.model, &f.future, 2, "local-special", cost_gbp),
                       (4.0 + 3.0 * 0.75) * (6000.0 - 25000.0), 1e-6);
    fixture_release(&f);
}

Claim(places, who_waits_takes_a_seat_when_one_is_left_or_only_at_a_transfer)
{
    for (enum wait_until until = WAIT_PHASE_TRANSFER; until <= WAIT_SEAT; until++) {
        struct fixture f;
        fixture_init(&f, worked_area);
        struct setting_in *special = &f.sample.setting[1];
        special->n_overflow = 0;
        special->wait_in = "schools";
        special->wait_until = until;
        f.sample.seats[0].count = 36.0; /* four of the first year's ten wait, from Reception */
        area_places(&f.sample, 1, 1, PHASE_ALL, 32.0)->from =
            "2022/23"; /* 68 in the second year: ten joiners, four who wait in Year 1 */
        f.sample.in.horizon_years = 4; /* Year 3 in the fourth year */
        fixture_model(&f);
        fixture_expected(&f, 0);
        const struct setting_year *second = of(&f.model, &f.future, 1, "local-special");
        cr_expect_float_eq(second->flows.closing, until == WAIT_SEAT ? 50.0 : 46.0, 1e-9);
        cr_expect_float_eq(second->flows.moved_in, until == WAIT_SEAT ? 4.0 : 0.0, 1e-9);
        /* they come in September: 7/12 of a year; until then they are in mainstream */
        cr_expect_float_eq(second->cost.place_years,
                           36.0 + 7.5 + (until == WAIT_SEAT ? 4.0 * 7.0 / 12.0 : 0.0), 1e-9);
        cr_expect_float_eq(MEASURED(&f.model, &f.future, 1, "local-special", waiting),
                           until == WAIT_SEAT ? 0.0 : 4.0, 1e-9);
        const double cost = until == WAIT_SEAT ? 4.0 * 5.0 / 12.0 : 4.0;
        cr_expect_float_eq(MEASURED(&f.model, &f.future, 1, "local-special", cost_gbp),
                           cost * (6000.0 - 25000.0), 1e-6);
        cr_expect_float_eq(MEASURED(&f.model, &f.future, 2, "local-special", waiting),
                           until == WAIT_SEAT ? 0.0 : 4.0, 1e-9);
        /* 36 or 40, and 30 joiners or what is left of 68 seats: who waits from Year 3 on comes
         * before the last year's joiners */
        cr_expect_float_eq(MEASURED(&f.model, &f.future, 3, "local-special", waiting), 2.0, 1e-9);
        fixture_release(&f);
    }
}

Claim(places, few_come_back_between_phase_transfers)
{
    struct fixture f;
    fixture_init(&f, worked_area);
    struct setting_in *special = &f.sample.setting[1];
    f.sample.seats[0].count = 36.0; /* four go to the independent school in the first year */
    area_places(&f.sample, 1, 1, PHASE_ALL, 40.0)->from = "2022/23";
    sample_set(&f.sample, "joiners.own_mix", 0.0);
    special->returns_mid_phase = f.sample.in.leavers.level;
    special->returns_transfer = f.sample.in.leavers.level_post16;
    sample_set(&f.sample, "leavers.level", 0.137); /* hazards are 0: these quantities are free */
    sample_set(&f.sample, "leavers.level_post16", 0.419);
    f.sample.in.horizon_years = 4;
    fixture_model(&f);
    fixture_expected(&f, 0);
    double left = 4.0;
    for (size_t t = 1; t < 4; t++) { /* Years 1 and 2, then Year 3, a transfer */
        const double back = left * (t < 3 ? 0.137 : 0.419);
        left -= back;
        cr_expect_float_eq(of(&f.model, &f.future, t, "isp")->flows.closing, left, 1e-9);
        cr_expect_float_eq(of(&f.model, &f.future, t, "local-special")->flows.moved_in, back, 1e-9);
    }
    fixture_release(&f);
}

/* ---- seats ---- */

Claim(places, other_authorities_children_hold_their_share)
{
    struct fixture f;
    fixture_init(&f, worked_area);
    f.sample.setting[1].others_share = f.sample.in.leavers.level;
    sample_set(&f.sample, "leavers.level", 0.153);
    fixture_model(&f);
    fixture_expected(&f, 0);
    cr_expect_float_eq(MEASURED(&f.model, &f.future, 1, "local-special", others), 46.0 * 0.153,
                       1e-9);
    cr_expect_float_eq(of(&f.model, &f.future, 1, "local-special")->flows.closing, 46.0 * 0.847,
                       1e-9);
    fixture_one(&f, 0, 17);
    cr_expect_eq(MEASURED(&f.model, &f.future, 1, "local-special", others), 7.0,
                 "7.038 of 46, whole in a simulated future");
    cr_expect_eq(of(&f.model, &f.future, 2, "local-special")->flows.closing, 39.0);
    fixture_release(&f);
}

/* Seats of pool 0 on each January's census day. */
static void
seats_of(struct sample *sample, double *open, double *september, double *late)
{
    struct model model;
    struct work work;
    struct hr_err err = { 0 };
    sample_plan(sample, &model);
    cr_assert_eq(work_init(&work, &model, &err), 0, "%s", err.text);
    replicate_begin_expected(&model, &work);
    for (size_t t = 0; t < model.n_year; t++) {
        open[t] = work.people.seats.open[t];
        september[t] = work.people.seats.own_september[t];
        late[t] = work.people.seats.late_years[t];
    }
    work_release(&work);
    model_release(&model);
}

Claim(places, they_open_on_their_day_and_count_from_the_next_census)
{
    static const struct {
        const char *from;
        double delay, open[3], september[3], late;
        size_t late_year;
    } cases[] = {
        { "2022/23", 0.0, { 46, 53, 53 }, { 46, 53, 53 }, 0.0, 0 },
        { "2022-09-01", 0.0, { 46, 53, 53 }, { 46, 53, 53 }, 0.0, 0 },
        { "2023-01-09", 0.0, { 46, 53, 53 }, { 46, 46, 53 }, (2.0 + 23.0 / 31.0) / 12.0, 1 },
        { "2023-04-17", 0.0, { 46, 46, 53 }, { 46, 46, 53 }, 0.0, 0 },
        { "2021/22", 0.8, { 46, 53, 53 }, { 46, 53, 53 }, 0.0, 0 },  /* June: from September */
        { "2021/22", 1.1, { 46, 53, 53 }, { 46, 46, 53 }, 0.25, 1 }, /* October: from
                                                                                January */
        { "2021/22", 1.0, { 46, 53, 53 }, { 46, 53, 53 }, 0.0, 0 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct sample sample;
        double open[3], september[3], late[3];
        worked_area(&sample);
        struct seats_in *scheme = area_places(&sample, 1, 1, PHASE_ALL, 7.0);
        scheme->from = cases[i].from;
        scheme->delay_years = sample.in.leavers.level;
        sample_set(&sample, "leavers.level", cases[i].delay);
        seats_of(&sample, open, september, late);
        cr_expect_arr_eq(open, cases[i].open, sizeof open, "%s late by %g: %g %g %g", cases[i].from,
                         cases[i].delay, open[0], open[1], open[2]);
        cr_expect_arr_eq(september, cases[i].september, sizeof september, "%s late by %g",
                         cases[i].from, cases[i].delay);
        for (size_t t = 0; t < 3; t++)
            cr_expect_float_eq(late[t], t == cases[i].late_year ? cases[i].late : 0.0, 1e-9,
                               "%s late by %g", cases[i].from, cases[i].delay);
        sample_release(&sample);
    }
}

Claim(places, who_moves_into_a_seat_that_opens_in_january_comes_in_january)
{
    struct fixture f;
    fixture_init(&f, worked_area);
    struct setting_in *special = &f.sample.setting[1];
    special->n_overflow = 0;
    special->wait_in = "schools";
    special->wait_until = WAIT_SEAT;
    f.sample.seats[0].count = 36.0;
    area_places(&f.sample, 1, 1, PHASE_ALL, 10.0)->from = "2022-09-01"; /* the ten joiners' */
    area_places(&f.sample, 1, 2, PHASE_ALL, 4.0)->from =
        "2023-01-09"; /* those of the four who wait */
    fixture_model(&f);
    fixture_expected(&f, 0);
    cr_expect_float_eq(of(&f.model, &f.future, 1, "local-special")->flows.moved_in, 4.0, 1e-9);
    /* movers come before joiners, so the September seats are theirs */
    cr_expect_float_eq(of(&f.model, &f.future, 1, "local-special")->cost.place_years,
                       36.0 + 7.5 + 4.0 * 7.0 / 12.0, 1e-9);
    f.sample.seats[1].count = 0.0;
    f.sample.seats[2].count = 14.0;
    fixture_model(&f);
    fixture_expected(&f, 0);
    const double late = (2.0 + 23.0 / 31.0) / 12.0;
    cr_expect_float_eq(of(&f.model, &f.future, 1, "local-special")->cost.place_years,
                       36.0 + 7.5 + 4.0 * late, 1e-9);
    cr_expect_float_eq(of(&f.model, &f.future, 1, "schools")->cost.place_years,
                       94.0 + 30.0 * 0.75 - 4.0 * late, 1e-9);
    cr_expect_float_eq(MEASURED(&f.model, &f.future, 1, "local-special", cost_gbp),
                       4.0 * (1.0 - late) * (6000.0 - 25000.0), 1e-6);
    fixture_release(&f);
}

Claim(places, a_scheme_opens_as_often_as_its_chance)
{
    enum { N = 4000 };
    struct fixture f;
    double n = 0.0;
    fixture_init(&f, worked_area);
    area_places(&f.sample, 1, 1, PHASE_ALL, 7.0)->chance = 0.613;
    fixture_model(&f);
    fixture_work(&f);
    for (size_t k = 0; k < N; k++) {
        replicate_begin(&f.model, k, &f.work);
        cr_assert(f.work.people.seats.open[0] == 46.0 || f.work.people.seats.open[0] == 53.0);
        cr_expect_eq(f.work.people.seats.open[2], f.work.people.seats.open[0]);
        n += f.work.people.seats.open[0] == 53.0;
    }
    const double z = (n - N * 0.613) / sqrt(N * 0.613 * 0.387);
    cr_expect_lt(fabs(z), 4.0, "opened in %g of %d futures", n, (int)N);
    fixture_release(&f);
}

/* ---- nothing changes where there is room ---- */

Claim(places, far_above_need_nothing_changes_in_any_bit)
{
    struct fixture plain;
    struct sample sample;
    struct model with;
    struct results b;
    fixture_init(&plain, sample_init);
    sample_add_empty_setting(&plain.sample, "unit", CATEGORY_UNIT);
    sample_add_empty_setting(&plain.sample, "second-special", CATEGORY_STATE_SPECIAL);
    fixture_model(&plain);
    crowded_area(&sample, 100000.0);
    sample_plan(&sample, &with);
    fixture_run(&plain, 50, 1);
    sample_run(&with, 50, 2, &b);
    for (size_t k = 0; k < 2; k++) {
        cr_expect_eq(sample_n_different(&plain.results, k, &b, k, 50), 0);
        for (size_t t = 0; t < plain.results.n_year; t++)
            for (size_t m = 0; m < plain.results.n_measure; m++)
                cr_expect_eq(plain.results.expected_value[results_index(&plain.results, k, t, m)],
                             b.expected_value[results_index(
                                 &b, k, t, results_measure(&b, plain.results.measure[m].id))],
                             "%s", plain.results.measure[m].id);
    }
    results_release(&b);
    model_release(&with);
    fixture_release(&plain);
    sample_release(&sample);
}

/* ---- every replicate ---- */

/* Runs every length of the horizon, so that the children remembered are looked at after each year.
 * The engine itself refuses lost children and pools above their seats. */
static void
expect_sound(struct sample *sample, size_t n_replicate)
{
    for (int n_year = 1; n_year <= SAMPLE_N_YEAR; n_year++) {
        struct model model;
        struct work work;
        struct hr_err err = { 0 };
        sample->in.horizon_years = n_year;
        sample_plan(sample, &model);
        cr_assert_eq(work_init(&work, &model, &err), 0, "%s", err.text);
        for (size_t k = 0; k <= n_replicate; k++) {
            if (k == n_replicate)
                replicate_begin_expected(&model, &work);
            else
                replicate_begin(&model, k, &work);
            cr_assert_eq(replicate_run(&model, 0, &work, &err), 0, "%s", err.text);
            const double *stock = people_kept_stock(&work, (size_t)n_year - 1);
            cr_assert_eq(placing_verify(&work.people.placing, stock, &err), 0, "%s", err.text);
            double children = 0.0;
            for (size_t i = 0; i < model.dims.n_cell; i++)
                children += stock[i];
            cr_assert_float_eq(children, work.future.year[(size_t)n_year - 1].people.plans_closing,
                               1e-6);
        }
        work_release(&work);
        model_release(&model);
    }
}

Claim(places, no_child_is_lost_and_no_pool_above_its_seats)
{
    static const double places[] = { 90.0, 240.0, 331.0, 420.0, 600.0 };
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        struct sample sample;
        crowded_area(&sample, places[i]);
        expect_sound(&sample, 60);
        sample_release(&sample);
    }
}

/* Children come from other authorities and want seats; others go, some of them in the year they
 * moved in. */
Claim(places, nor_where_children_come_and_go_between_authorities)
{
    static const double places[] = { 90.0, 290.0, 420.0 };
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        struct sample sample;
        crowded_area(&sample, places[i]);
        sample_set(&sample, "migration.out", 0.0613);
        sample_set(&sample, "migration.balance", 1.317);
        sample_set(&sample, "migration.residual_sd", 0.0417);
        expect_sound(&sample, 120);
        sample_release(&sample);
    }
}

Claim(places, seats_and_waiting_and_overflow_are_in_force_in_the_crowded_area)
{
    struct sample sample;
    struct model model;
    struct results results;
    crowded_area(&sample, 331.0);
    sample_plan(&sample, &model);
    sample_run(&model, 200, 2, &results);
    static const char *const some[] = {
        "waiting.local-special",        "overflowed.local-special.unit",
        "overflowed.local-special.isp", "overflowed.local-special.second-special",
        "overflowed.unit.schools",      "refused.local-special",
        "overflow_cost.local-special",  "waiting.local-special.schools"
    };
    for (size_t i = 0; i < sizeof some / sizeof some[0]; i++)
        cr_expect_gt(
            results.summary[results_index(&results, 0, 4, results_measure(&results, some[i]))].mean,
            0.0, "%s", some[i]);
    results_release(&results);
    model_release(&model);
    sample_release(&sample);
}

Claim(places, holders_keep_their_seats_where_there_are_too_many)
{
    struct fixture f;
    fixture_init(&f, worked_area);
    f.sample.seats[0].count = 21.0;
    fixture_model(&f);
    fixture_one(&f, 0, 3);
    for (size_t t = 0; t < 3; t++) {
        cr_expect_eq(of(&f.model, &f.future, t, "local-special")->flows.closing, 30.0);
        cr_expect_eq(of(&f.model, &f.future, t, "local-special")->flows.joined, 0.0);
    }
    fixture_release(&f);
}

Claim(places, pupils_who_go_up_a_phase_have_the_first_seats_there)
{
    struct fixture f;
    fixture_init(&f, worked_area);
    struct setting_in *special = &f.sample.setting[1];
    f.sample.rule[0] = (struct move_in){ "area", 7, "schools", "local-special", NULL, 0.3 };
    f.sample.in.movers.n_rule = 1;
    sample_set(&f.sample, "movers.turnover", 1.0);
    special->n_seats = 0;
    static const double count[] = { 0.0, 100.0, 6.0, 0.0 };
    for (enum phase phase = PHASE_EARLY_YEARS; phase < N_PHASE; phase++)
        (void)area_places(&f.sample, 1, (size_t)phase - 1, phase, count[phase - 1]);
    fixture_model(&f);
    fixture_expected(&f, 0);
    /* Year 7 of the first year: 5 go up, 3 of 10 move in from mainstream, 6 seats. Of the second:
     * none left. */
    cr_expect_float_eq(of(&f.model, &f.future, 0, "local-special")->flows.moved_in, 1.0, 1e-9);
    cr_expect_float_eq(of(&f.model, &f.future, 0, "isp")->flows.moved_in, 2.0, 1e-9);
    cr_expect_float_eq(of(&f.model, &f.future, 0, "schools")->flows.moved_out, 3.0, 1e-9);
    cr_expect_float_eq(of(&f.model, &f.future, 1, "local-special")->flows.moved_out, 5.0, 1e-9);
    cr_expect_float_eq(of(&f.model, &f.future, 1, "isp")->flows.moved_in, 8.0, 1e-9);
    fixture_release(&f);
}

/* ---- who goes without ---- */

static struct group *
test_groups(const double *size, size_t n)
{
    struct group *group = calloc(n, sizeof *group);
    cr_assert_not_null(group);
    for (size_t i = 0; i < n; i++)
        group[i].n = size[i];
    return group;
}

/* Of ten children in a year group at the school four stay for want of a special place: three who go
 * are as likely to be of these as of the others (hypergeometric). */
Claim(places, who_goes_where_some_wait_is_as_likely_one_who_waits)
{
    enum { N = 4000 };
    struct fixture f;
    struct draw draw;
    fixture_init(&f, worked_area);
    f.sample.setting[1].n_overflow = 0;
    f.sample.setting[1].wait_in = "schools";
    fixture_model(&f);
    fixture_work(&f);
    struct placing *placing = &f.work.people.placing;
    const struct places *places = &f.model.places;
    const size_t host = places->host_of[area_setting(&f.model, "schools")],
                 pair = places->host_pair[host], ncy = 12;
    const struct gone gone = { host, ncy, 0, 10.0, 3.0 };
    double sum = 0.0, squares = 0.0;
    for (uint32_t k = 0; k < N; k++) {
        draw_init(&draw, 20210705, 17, k);
        placing_start(placing);
        placing_add_children(placing, pair, ncy, 0, 4.0);
        draw_at(&draw, &(struct draw_key){ .purpose = 71, .ncy = 12 });
        placing_forget(placing, &gone, &draw);
        const double n = 4.0 - *placing_children(placing, pair, ncy, 0);
        cr_assert(n >= 0.0 && n <= 3.0 && n == floor(n), "%g of those who wait", n);
        cr_assert_float_eq(placing->in_pair[pair], 4.0 - n, 1e-12);
        cr_assert_float_eq(placing->staying[host], 4.0 - n, 1e-12);
        sum += n / N;
        squares += n * n / N;
    }
    const double variance = 3.0 * 0.4 * 0.6 * 7.0 / 9.0;
    cr_expect_float_eq(sum, 1.2, 4.0 * sqrt(variance / N), "mean %g", sum);
    cr_expect_float_eq(squares - sum * sum, variance, 0.05, "variance %g", squares - sum * sum);
    draw_init_expected(&draw);
    placing_start(placing);
    placing_add_children(placing, pair, ncy, 0, 4.0);
    draw_at(&draw, &(struct draw_key){ .purpose = 71 });
    placing_forget(placing, &gone, &draw);
    cr_expect_float_eq(*placing_children(placing, pair, ncy, 0), 4.0 - 1.2, 1e-12);
    fixture_release(&f);
}

Claim(places, each_child_of_a_group_is_as_likely_to_go_without)
{
    enum { N = 20000 };
    static const double size[4] = { 3.0, 11.0, 1.0, 8.0 };
    double sum[4] = { 0.0 }, square = 0.0;
    struct draw draw;
    for (uint32_t k = 0; k < N; k++) {
        struct group *group = test_groups(size, 4);
        draw_init(&draw, 2385, 17, k);
        groups_refuse(&(struct asking){ group, 4, 23.0 }, 9.0,
                      &(struct draw_key){ .purpose = 7, .item = 11, .year = 3 }, &draw);
        double all = 0.0;
        for (size_t i = 0; i < 4; i++) {
            cr_assert(group[i].without >= 0.0 && group[i].without <= size[i]);
            all += group[i].without;
            sum[i] += group[i].without;
        }
        square += group[1].without * group[1].without;
        cr_assert_eq(all, 9.0);
        free(group);
    }
    for (size_t i = 0; i < 4; i++) { /* hypergeometric: mean and variance */
        const double p = size[i] / 23.0, mean = 9.0 * p,
                     variance = 9.0 * p * (1.0 - p) * 14.0 / 22.0;
        cr_expect_lt(fabs(sum[i] / N - mean) / sqrt(variance / N), 4.0, "group %zu: %g", i,
                     sum[i] / N);
    }
    const double p = 11.0 / 23.0, variance = square / N - (sum[1] / N) * (sum[1] / N);
    cr_expect_float_eq(variance, 9.0 * p * (1.0 - p) * 14.0 / 22.0, 0.05);
}

Claim(places, one_more_seat_gives_it_to_one_child_and_changes_nobody_else)
{
    static const double size[5] = { 4.0, 2.0, 9.0, 1.0, 6.0 };
    struct draw draw;
    for (uint32_t k = 0; k < 200; k++) {
        double before[5] = { 4.0, 2.0, 9.0, 1.0, 6.0 };
        for (double refused = 21.0; refused >= 0.0; refused -= 1.0) {
            struct group *group = test_groups(size, 5);
            draw_init(&draw, 2385, 17, k);
            groups_refuse(&(struct asking){ group, 5, 22.0 }, refused,
                          &(struct draw_key){ .purpose = 7, .item = 11, .year = 3 }, &draw);
            double fewer = 0.0;
            for (size_t i = 0; i < 5; i++) {
                cr_assert_leq(group[i].without, before[i]);
                fewer += before[i] - group[i].without;
                before[i] = group[i].without;
            }
            cr_assert_eq(fewer, 1.0);
            free(group);
        }
    }
}
