/* Children who go because of an option: how many, from where, for which seats, and that nobody else changes. */
#include "shifts.h"

#include "places_area.h"
#include "places_parts.h"
#include "replicate.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

/* The sample: 2 needs; settings in the plan's order. The special school has places by phase. quantity: joiners.own_mix is declined. */
enum { AWAITING, ISP, SPECIAL, SCHOOLS, N_SETTING, N_NEED = 2, N_PLACE = N_NEED * N_SETTING, N_CELL = N_NCY * N_PLACE, YEAR = 1 };

struct yard {
    struct places_area area;
    struct plan plan;
    struct work w;
    bool ncy[N_NCY], need[N_NEED], from[N_SETTING];
    struct shift shift;
    struct fitting fitting;
    double start[N_CELL], stock[N_CELL];
    struct shifted out;
};

static size_t
cell(int ncy, size_t need, size_t setting)
{
    return (size_t)(ncy - NCY_MIN) * N_PLACE + need * N_SETTING + setting;
}

static void
yard_init(struct yard *self)
{
    struct hr_err err = { 0 };
    memset(self, 0, sizeof *self);
    struct sample *sample = &self->area.sample;
    sample_init(sample);
    for (int phase = PHASE_EARLY_YEARS; phase <= PHASE_POST16; phase++)
        (void)area_places(&self->area, 1, (size_t)(phase - PHASE_EARLY_YEARS), phase, 30.0);
    self->area.overflow[0] = (struct overflow_in){ "area", "isp", (double)NAN };
    sample->setting[1].overflow = self->area.overflow;
    sample->setting[1].n_overflow = 1;
    sample->setting[1].wait_in = "schools";
    sample->setting[1].wait_until = WAIT_SEAT;
    sample->setting[1].wait_share = 0.5;
    sample_plan(sample, &self->plan);
    cr_assert_eq(self->plan.n_setting, (size_t)N_SETTING);
    cr_assert_eq(area_setting(&self->plan, "local-special"), (size_t)SPECIAL);
    cr_assert_eq(work_init(&self->w, &self->plan, &err), 0, "%s", err.text);
    self->fitting = (struct fitting){ &self->w.placing, &self->plan.machine->places, &self->w.seats };
    self->need[0] = self->need[1] = self->ncy[7 - NCY_MIN] = self->ncy[12 - NCY_MIN] = self->from[ISP] = true;
    self->shift = (struct shift){ .stage = SHIFT_PLANS,
                                  .to = SCHOOLS,
                                  .ncy = self->ncy,
                                  .need = self->need,
                                  .from = self->from,
                                  .declined = -1,
                                  .item = 0xfade,
                                  .cell_item = self->plan.machine->exits.item };
    for (size_t c = 0; c < N_CELL; c++)
        self->start[c] = (double)((7 * c + c / 5) % 19);
}

static void
yard_release(struct yard *self)
{
    work_release(&self->w);
    plan_release(&self->plan);
    sample_release(&self->area.sample);
}

/* A year of replicate k (-1: the expected-value run) opens; nobody has moved. */
static struct step
yard_open(struct yard *self, int k)
{
    struct work *w = &self->w;
    if (k < 0)
        replicate_begin_expected(&self->plan, w);
    else
        replicate_begin(&self->plan, (size_t)k, w);
    memcpy(self->stock, self->start, sizeof self->stock);
    const struct dims *dims = &self->plan.machine->dims;
    cells_start(dims, self->stock, &w->flows);
    cells_open(dims, &w->flows);
    placing_start(&w->placing, &self->plan.machine->places);
    return (struct step){ .value = w->value, .draw = &w->draw, .year = YEAR };
}

static void
yard_shift(struct yard *self, double amount, const struct step *step)
{
    people_shift(&self->w.shifting, &self->shift, amount, &self->plan.machine->dims, &self->fitting, step, self->stock, &self->w.flows,
                 &self->out);
}

static void
yard_close(struct yard *self, const struct step *step)
{
    struct hr_err err = { 0 };
    const struct shifted *out = &self->out;
    cr_expect_eq(cells_close(&self->plan.machine->dims, self->stock, &self->w.flows, !step->draw->expected, &err), 0, "%s", err.text);
    for (size_t c = 0; c < N_CELL; c++)
        cr_assert(self->stock[c] >= -1e-12, "cell %zu holds %g children", c, self->stock[c]);
    cr_expect_float_eq(out->asked, out->declined + out->without_seat + out->went, 1e-9);
    cr_expect_leq(out->asked, out->eligible + 1e-9);
}

static void
yard_year(struct yard *self, double amount, int k)
{
    const struct step step = yard_open(self, k);
    yard_shift(self, amount, &step);
    yard_close(self, &step);
}

static double
eligible(const struct yard *self)
{
    double n = 0.0;
    for (size_t i = 0; i < N_NCY; i++)
        for (size_t need = 0; need < N_NEED; need++)
            for (size_t s = 0; s < N_SETTING; s++)
                n += self->ncy[i] && self->need[need] && self->from[s] ? self->start[cell(NCY_MIN + (int)i, need, s)] : 0.0;
    return n;
}

/* ---- how many ---- */

Test(shifts, a_share_is_taken_of_every_cell_named_and_no_other)
{
    static const double share = 0.2385;
    struct yard y;
    yard_init(&y);
    y.need[1] = false;
    yard_year(&y, share, -1);
    for (size_t c = 0; c < N_CELL; c++) {
        double want = y.start[c];
        for (int ncy = 7; ncy <= 12; ncy += 5) {
            if (c == cell(ncy, 0, ISP))
                want -= share * y.start[c];
            if (c == cell(ncy, 0, SCHOOLS))
                want += share * y.start[cell(ncy, 0, ISP)];
        }
        cr_expect_float_eq(y.stock[c], want, 1e-13, "cell %zu", c);
    }
    cr_expect_eq(y.out.eligible, eligible(&y));
    cr_expect_float_eq(y.out.went, share * eligible(&y), 1e-12);
    cr_expect_eq(y.out.declined + y.out.without_seat, 0.0);
    yard_release(&y);
}

Test(shifts, a_share_of_children_is_binomial)
{
    enum { N = 4000 };
    static const double share = 0.2385;
    struct yard y;
    double sum = 0.0, square = 0.0;
    yard_init(&y);
    const double n = eligible(&y), mean = n * share, variance = mean * (1.0 - share);
    for (int k = 0; k < N; k++) {
        yard_year(&y, share, k);
        cr_assert_eq(y.out.went, floor(y.out.went));
        sum += y.out.went;
        square += (y.out.went - mean) * (y.out.went - mean);
    }
    cr_expect_float_eq(sum / N, mean, 4.0 * sqrt(variance / N));
    cr_expect_float_eq(square / N, variance, 4.5 * variance * sqrt(2.0 / N));
    yard_release(&y);
}

Test(shifts, a_share_of_one_or_more_takes_all_and_of_nought_or_less_nobody)
{
    struct yard y;
    yard_init(&y);
    for (int k = -1; k < 20; k++) {
        yard_year(&y, 1.385, k);
        cr_expect_eq(y.out.went, eligible(&y));
        cr_expect_eq(y.stock[cell(7, 0, ISP)] + y.stock[cell(12, 1, ISP)], 0.0);
        static const double nothing[] = { 0.0, -0.3, (double)NAN };
        for (size_t i = 0; i < 3; i++) {
            yard_year(&y, nothing[i], k);
            cr_expect_arr_eq(y.stock, y.start, sizeof y.stock);
            cr_expect_eq(y.out.eligible + y.out.asked + y.out.went, 0.0);
        }
    }
    y.shift.stage = SHIFT_NONE;
    yard_year(&y, 0.5, 3);
    cr_expect_arr_eq(y.stock, y.start, sizeof y.stock);
    yard_release(&y);
}

Test(shifts, a_number_is_that_many_children_and_never_more_than_there_are)
{
    struct yard y;
    yard_init(&y);
    y.shift.number = true;
    const double all = eligible(&y);
    for (int k = -1; k < 200; k++) {
        yard_year(&y, 7.0, k);
        cr_expect_float_eq(y.out.went, 7.0, k < 0 ? 1e-12 : 0.0);
        yard_year(&y, all, k);
        cr_expect_eq(y.out.went, all);
        yard_year(&y, 1e9, k);
        cr_expect_eq(y.out.went, all);
        cr_expect_eq(y.stock[cell(7, 0, ISP)] + y.stock[cell(7, 1, ISP)], 0.0);
    }
    y.from[ISP] = false; /* nobody there */
    yard_year(&y, 7.0, 3);
    cr_expect_eq(y.out.asked, 0.0);
    yard_year(&y, 7.0, -1);
    cr_expect_eq(y.out.asked, 0.0);
    yard_release(&y);
}

Test(shifts, a_number_is_drawn_with_every_child_alike)
{
    enum { N = 4000 };
    struct yard y;
    double sum[4] = { 0 };
    yard_init(&y);
    y.shift.number = true;
    const double all = eligible(&y), number = 7.0;
    const size_t cells[4] = { cell(7, 0, ISP), cell(7, 1, ISP), cell(12, 0, ISP), cell(12, 1, ISP) };
    yard_year(&y, number, -1);
    for (size_t i = 0; i < 4; i++)
        cr_expect_float_eq(y.start[cells[i]] - y.stock[cells[i]], number * y.start[cells[i]] / all, 1e-12);
    for (int k = 0; k < N; k++) {
        yard_year(&y, number, k);
        for (size_t i = 0; i < 4; i++)
            sum[i] += y.start[cells[i]] - y.stock[cells[i]];
    }
    for (size_t i = 0; i < 4; i++) {
        const double p = y.start[cells[i]] / all, variance = number * p * (1.0 - p) * (all - number) / (all - 1.0);
        cr_expect_float_eq(sum[i] / N, number * p, 4.0 * sqrt(variance / N), "cell %zu: %g, want %g", i, sum[i] / N, number * p);
    }
    yard_release(&y);
}

Test(shifts, a_part_of_a_child_is_a_chance_of_one_more)
{
    enum { N = 4000 };
    struct yard y;
    double more = 0.0;
    yard_init(&y);
    y.shift.number = true;
    yard_year(&y, 3.385, -1);
    cr_expect_float_eq(y.out.went, 3.385, 1e-12);
    for (int k = 0; k < N; k++) {
        yard_year(&y, 3.385, k);
        cr_assert(y.out.went == 3.0 || y.out.went == 4.0, "%g", y.out.went);
        more += y.out.went - 3.0;
    }
    cr_expect_float_eq(more / N, 0.385, 4.0 * sqrt(0.385 * 0.615 / N));
    yard_release(&y);
}

/* ---- who takes no part ---- */

Test(shifts, those_who_decline_stay)
{
    enum { N = 4000 };
    static const double declined = 0.2713;
    struct yard y;
    double asked = 0.0, sum = 0.0;
    yard_init(&y);
    y.shift.declined = y.area.sample.in.joiners.own_mix;
    sample_set(&y.area.sample, "joiners.own_mix", declined);
    yard_year(&y, 0.617, -1);
    cr_expect_float_eq(y.out.declined, 0.617 * declined * eligible(&y), 1e-11);
    cr_expect_float_eq(y.out.went, 0.617 * (1.0 - declined) * eligible(&y), 1e-11);
    for (int k = 0; k < N; k++) {
        yard_year(&y, 0.617, k);
        asked += y.out.asked;
        sum += y.out.declined;
    }
    cr_expect_float_eq(sum, declined * asked, 4.0 * sqrt(asked * declined * (1.0 - declined)));
    for (int k = -1; k < 30; k++) {
        sample_set(&y.area.sample, "joiners.own_mix", 1.0);
        yard_year(&y, 0.617, k);
        cr_expect_eq(y.out.went, 0.0);
        cr_expect_eq(y.out.declined, y.out.asked);
        cr_expect_arr_eq(y.stock, y.start, sizeof y.stock);
        sample_set(&y.area.sample, "joiners.own_mix", 0.0);
        yard_year(&y, 0.617, k);
        cr_expect_eq(y.out.declined, 0.0);
        cr_expect_eq(y.out.went, y.out.asked);
    }
    yard_release(&y);
}

/* ---- what they take along ---- */

Test(shifts, place_years_go_along_as_with_movers)
{
    static const struct {
        int ncy;
        double lost, gained;
    } want[] = { { 7, 7, 7 }, { 11, 7, 7 }, { 12, 7, 8 }, { 13, 8, 8 }, { 21, 8, 8 } };
    struct yard y;
    yard_init(&y);
    for (size_t i = 0; i < sizeof want / sizeof want[0]; i++) {
        memset(y.ncy, 0, sizeof y.ncy);
        y.ncy[want[i].ncy - NCY_MIN] = true;
        y.shift.to = SCHOOLS;
        const double n = 0.385 * eligible(&y);
        yard_year(&y, 0.385, -1);
        const struct flows *f = &y.w.flows;
        cr_expect_float_eq(f->lost[ISP] + f->lost[N_SETTING + ISP], n * want[i].lost / 12.0, 1e-12, "NCY %d", want[i].ncy);
        cr_expect_float_eq(f->gained[SCHOOLS] + f->gained[N_SETTING + SCHOOLS], n * want[i].gained / 12.0, 1e-12);
        cr_expect_float_eq(f->moved_out[ISP] + f->moved_out[N_SETTING + ISP], n, 1e-12);
        cr_expect_float_eq(f->moved_in[SCHOOLS] + f->moved_in[N_SETTING + SCHOOLS], n, 1e-12);
        y.shift.to = EXIT_LEAVE;
        yard_year(&y, 0.385, -1);
        cr_expect_float_eq(f->lost[ISP] + f->lost[N_SETTING + ISP], n * want[i].lost / 12.0, 1e-12);
        cr_expect_float_eq(f->left[ISP] + f->left[N_SETTING + ISP], n, 1e-12);
        cr_expect_eq(f->gained[SCHOOLS] + f->moved_in[SCHOOLS] + f->moved_out[ISP], 0.0);
    }
    yard_release(&y);
}

Test(shifts, a_child_that_an_earlier_shift_took_is_not_there_for_the_next)
{
    struct yard y;
    yard_init(&y);
    for (int k = -1; k < 50; k++) {
        const struct step step = yard_open(&y, k);
        const double all = eligible(&y);
        y.shift.item = 0xfade;
        yard_shift(&y, 0.7131, &step);
        const double first = y.out.went;
        y.shift.item = 0xdead;
        yard_shift(&y, 0.7131, &step);
        cr_expect_float_eq(y.out.eligible, all - first, 1e-12);
        cr_expect_leq(first + y.out.went, all + 1e-12);
        if (k < 0)
            cr_expect_float_eq(first + y.out.went, all * (1.0 - 0.2869 * 0.2869), 1e-11);
        yard_close(&y, &step);
    }
    yard_release(&y);
}

/* ---- seats ---- */

static double
in_pool(const double *stock, int first, int last)
{
    double n = 0.0;
    for (int ncy = first; ncy <= last; ncy++)
        n += stock[cell(ncy, 0, SPECIAL)] + stock[cell(ncy, 1, SPECIAL)];
    return n;
}

/* Seats for those in the special school and some more, in the pools of NCY 7 and of NCY 12. */
static void
set_seats(struct yard *y, double free_secondary, double free_post16)
{
    const struct places *places = &y->plan.machine->places;
    const struct finite *finite = &places->finite[places->finite_of[SPECIAL]];
    double *own = y->w.seats.own + YEAR * places->n_pool;
    own[finite->pool[7 - NCY_MIN]] = in_pool(y->start, 7, 11) + free_secondary;
    own[finite->pool[12 - NCY_MIN]] = in_pool(y->start, 12, NCY_MAX) + free_post16;
}

static void
shift_into_seats(struct yard *y, double amount, double free_secondary, double free_post16, int k)
{
    y->shift.to = SPECIAL;
    const struct step step = yard_open(y, k);
    set_seats(y, free_secondary, free_post16);
    yard_shift(y, amount, &step);
    yard_close(y, &step);
}

Test(shifts, as_many_move_as_find_a_seat_in_the_pool_of_their_year)
{
    struct yard y;
    yard_init(&y);
    const double at7 = y.start[cell(7, 0, ISP)] + y.start[cell(7, 1, ISP)], at12 = y.start[cell(12, 0, ISP)] + y.start[cell(12, 1, ISP)];
    cr_assert(at7 > 4.0 && at12 > 4.0);
    for (int k = -1; k < 60; k++) {
        const double near = k < 0 ? 1e-12 : 0.0;
        shift_into_seats(&y, 1.0, 3.0, 0.0, k);
        cr_expect_float_eq(in_pool(y.stock, 7, 11) - in_pool(y.start, 7, 11), 3.0, near);
        cr_expect_eq(in_pool(y.stock, 12, NCY_MAX), in_pool(y.start, 12, NCY_MAX));
        cr_expect_float_eq(y.out.without_seat, at7 + at12 - 3.0, near);
        shift_into_seats(&y, 1.0, 1000.0, 2.0, k);
        cr_expect_float_eq(y.out.went, at7 + 2.0, near);
        shift_into_seats(&y, 1.0, at7, at12, k);
        cr_expect_eq(y.out.without_seat, 0.0);
        shift_into_seats(&y, 1.0, -5.0, -1.0, k); /* more hold a seat than there are */
        cr_expect_eq(y.out.went, 0.0);
        cr_expect_arr_eq(y.stock, y.start, sizeof y.stock);
    }
    yard_release(&y);
}

Test(shifts, part_of_a_seat_is_one_only_to_expectations)
{
    struct yard y;
    yard_init(&y);
    shift_into_seats(&y, 1.0, 2.613, 0.0, -1);
    cr_expect_float_eq(y.out.went, 2.613, 1e-12);
    shift_into_seats(&y, 1.0, 2.613, 0.0, 17);
    cr_expect_eq(y.out.went, 2.0);
    y.fitting.placing = NULL; /* never full */
    shift_into_seats(&y, 1.0, 0.0, 0.0, 17);
    cr_expect_eq(y.out.went, eligible(&y));
    yard_release(&y);
}

Test(shifts, seats_are_found_for_those_who_agree)
{
    struct yard y;
    yard_init(&y);
    y.shift.declined = y.area.sample.in.joiners.own_mix;
    sample_set(&y.area.sample, "joiners.own_mix", 0.5);
    shift_into_seats(&y, 1.0, 3.0, 1.0, -1);
    cr_expect_float_eq(y.out.declined, 0.5 * eligible(&y), 1e-12);
    cr_expect_float_eq(y.out.went, 4.0, 1e-12);
    cr_expect_float_eq(y.out.without_seat, 0.5 * eligible(&y) - 4.0, 1e-12);
    yard_release(&y);
}

/* A year with everything that follows: who came may be asked for by another option, and all are fitted into seats. */
Test(shifts, children_who_are_sent_to_and_fro_in_one_year_are_all_still_there)
{
    struct hr_err err = { 0 };
    struct yard y;
    yard_init(&y);
    for (size_t i = 0; i < N_NCY; i++)
        y.ncy[i] = true;
    for (int k = -1; k < 40; k++) {
        const struct step step = yard_open(&y, k);
        const struct places *places = &y.plan.machine->places;
        for (size_t i = 0; i < places->n_pool; i++)
            y.w.seats.own[YEAR * places->n_pool + i] = 4000.0;
        for (uint32_t o = 0; o < 12; o++) {
            memset(y.from, 0, sizeof y.from);
            y.from[o % 2 == 0 ? ISP : SPECIAL] = y.from[SCHOOLS] = true;
            y.shift.to = o % 2 == 0 ? SPECIAL : ISP;
            y.shift.item = 0xfade + o;
            yard_shift(&y, 1.0, &step);
            cr_expect_float_eq(y.out.went, y.out.eligible, 1e-9);
            cr_assert_leq(y.w.placing.departures.n_touched, (size_t)2 * N_NCY * N_NEED, "more are noted than there is room for");
        }
        for (size_t i = 0; i < places->n_pool; i++)
            y.w.seats.own[YEAR * places->n_pool + i] = k % 2 == 0 ? 4000.0 : 100.0;
        placing_before_joining(&y.w.placing, places, y.stock);
        y.w.placing.joiner_years = 0.75;
        cr_expect_eq(people_fit(&y.w.placing, places, &y.w.seats, &step, y.stock, &y.w.flows, &err), 0, "%s", err.text);
        cr_expect_eq(placing_verify(&y.w.placing, places, y.stock, &err), 0, "%s", err.text);
        yard_close(&y, &step);
    }
    yard_release(&y);
}

/* ---- new plans ---- */

/* Two new plans in each cell of the special school, and one in schools. */
static struct step
yard_join(struct yard *y, int k)
{
    const struct step step = yard_open(y, k);
    y->shift.stage = SHIFT_NEW_PLANS;
    shifting_before_joining(&y->w.shifting, y->stock);
    for (int ncy = NCY_MIN; ncy <= NCY_MAX; ncy++)
        for (size_t need = 0; need < N_NEED; need++) {
            y->stock[cell(ncy, need, SPECIAL)] += 2.0;
            y->stock[cell(ncy, need, SCHOOLS)] += 1.0;
            y->w.flows.joined[need * N_SETTING + SPECIAL] += 2.0;
            y->w.flows.joined[need * N_SETTING + SCHOOLS] += 1.0;
        }
    return step;
}

Test(shifts, of_new_plans_only_those_of_this_year_start_elsewhere)
{
    struct yard y;
    yard_init(&y);
    y.from[ISP] = false;
    y.from[SPECIAL] = true;
    for (int k = -1; k < 30; k++) {
        const struct step step = yard_join(&y, k);
        yard_shift(&y, 1.0, &step);
        cr_expect_eq(y.out.eligible, 2.0 * 2.0 * N_NEED, "two year groups");
        cr_expect_eq(y.out.went, y.out.eligible);
        for (int ncy = NCY_MIN; ncy <= NCY_MAX; ncy++) {
            const double went = ncy == 7 || ncy == 12 ? 2.0 : 0.0;
            cr_expect_eq(y.stock[cell(ncy, 0, SPECIAL)], y.start[cell(ncy, 0, SPECIAL)] + 2.0 - went);
            cr_expect_eq(y.stock[cell(ncy, 0, SCHOOLS)], y.start[cell(ncy, 0, SCHOOLS)] + 1.0 + went);
        }
        const struct flows *f = &y.w.flows;
        cr_expect_eq(f->joined[SPECIAL], 2.0 * N_NCY - 4.0);
        cr_expect_eq(f->joined[SCHOOLS], 1.0 * N_NCY + 4.0);
        cr_expect_eq(f->moved_in[SCHOOLS] + f->moved_out[SPECIAL] + f->lost[SPECIAL] + f->gained[SCHOOLS], 0.0, "they have not moved");
        yard_close(&y, &step);
    }
    yard_release(&y);
}

Test(shifts, new_plans_that_two_options_reach_for_start_in_one_place)
{
    struct yard y;
    yard_init(&y);
    y.from[ISP] = false;
    y.from[SPECIAL] = y.from[AWAITING] = true;
    for (size_t i = 0; i < N_NCY; i++)
        y.ncy[i] = true;
    for (int k = -1; k < 30; k++) {
        const struct step step = yard_join(&y, k);
        y.shift.to = SCHOOLS;
        yard_shift(&y, 0.617, &step);
        const double first = y.out.went;
        y.shift.to = ISP;
        yard_shift(&y, 1.0, &step);
        cr_expect_float_eq(first + y.out.went, 2.0 * N_NEED * N_NCY, 1e-9);
        double special = 0.0;
        for (int ncy = NCY_MIN; ncy <= NCY_MAX; ncy++)
            special += fabs(y.stock[cell(ncy, 1, SPECIAL)] - y.start[cell(ncy, 1, SPECIAL)]);
        cr_expect_float_eq(special, 0.0, 1e-9, "who was there stays");
        yard_close(&y, &step);
    }
    yard_release(&y);
}

/* ---- one more ---- */

Test(shifts, one_more_child_seat_or_asked_for_changes_one)
{
    struct yard y;
    yard_init(&y);
    for (int k = 0; k < 300; k++) {
        y.shift.number = false;
        y.shift.to = SCHOOLS;
        yard_year(&y, 0.385, k);
        const double share = y.out.went;
        y.start[cell(7, 1, ISP)] += 1.0;
        yard_year(&y, 0.385, k);
        cr_assert(y.out.went == share || y.out.went == share + 1.0, "one more child: %g after %g", y.out.went, share);
        y.start[cell(7, 1, ISP)] -= 1.0;
        yard_year(&y, 0.417, k);
        cr_assert_geq(y.out.went, share, "a larger share takes no fewer");
        shift_into_seats(&y, 1.0, (double)(k % 7), 1.0, k);
        const double seats = y.out.went;
        double other = y.stock[cell(12, 0, SPECIAL)];
        shift_into_seats(&y, 1.0, (double)(k % 7) + 1.0, 1.0, k);
        cr_assert_eq(y.out.went, seats + 1.0);
        cr_assert_eq(y.stock[cell(12, 0, SPECIAL)], other, "the other pool");
        double before[N_CELL];
        y.shift.number = true;
        y.shift.to = SCHOOLS;
        yard_year(&y, 4.0, k);
        memcpy(before, y.stock, sizeof before);
        yard_year(&y, 5.0, k);
        double changed = 0.0;
        for (size_t c = 0; c < N_CELL; c++)
            changed += fabs(y.stock[c] - before[c]);
        cr_assert_eq(changed, 2.0, "one more leaves a cell and comes to another");
    }
    yard_release(&y);
}

Test(shifts, release_twice_is_harmless)
{
    struct shifting shifting;
    struct hr_err err;
    const struct dims dims = dims_of(N_NEED, N_SETTING);
    cr_assert_eq(shifting_init(&shifting, &dims, &err), 0);
    shifting_release(&shifting);
    shifting_release(&shifting);
}
