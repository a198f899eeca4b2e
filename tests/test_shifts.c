/* Children who go because of an option: how many, from where, and that nobody else changes. */
#include "shift_sample.h"
#include "claim.h"

#include <math.h>
#include <string.h>

/* ---- how many ---- */

Claim(shifts, a_share_is_taken_of_every_cell_named_and_no_other)
{
    static const double share = 0.2385;
    struct shift_sample y;
    shift_sample_init(&y);
    y.need[1] = false;
    shift_sample_year(&y, share, -1);
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
    cr_expect_eq(y.out.eligible, shift_sample_eligible(&y));
    cr_expect_float_eq(y.out.went, share * shift_sample_eligible(&y), 1e-12);
    cr_expect_eq(y.out.declined + y.out.without_seat, 0.0);
    shift_sample_release(&y);
}

Claim(shifts, a_share_of_children_is_binomial)
{
    enum { N = 4000 };
    static const double share = 0.2385;
    struct shift_sample y;
    double sum = 0.0, square = 0.0;
    shift_sample_init(&y);
    const double n = shift_sample_eligible(&y), mean = n * share, variance = mean * (1.0 - share);
    for (int k = 0; k < N; k++) {
        shift_sample_year(&y, share, k);
        cr_assert_eq(y.out.went, floor(y.out.went));
        sum += y.out.went;
        square += (y.out.went - mean) * (y.out.went - mean);
    }
    cr_expect_float_eq(sum / N, mean, 4.0 * sqrt(variance / N));
    cr_expect_float_eq(square / N, variance, 4.5 * variance * sqrt(2.0 / N));
    shift_sample_release(&y);
}

Claim(shifts, a_share_of_one_or_more_takes_all_and_of_nought_or_less_nobody)
{
    struct shift_sample y;
    shift_sample_init(&y);
    for (int k = -1; k < 20; k++) {
        shift_sample_year(&y, 1.385, k);
        cr_expect_eq(y.out.went, shift_sample_eligible(&y));
        cr_expect_eq(y.stock[cell(7, 0, ISP)] + y.stock[cell(12, 1, ISP)], 0.0);
        static const double nothing[] = { 0.0, -0.3, (double)NAN };
        for (size_t i = 0; i < 3; i++) {
            shift_sample_year(&y, nothing[i], k);
            cr_expect_arr_eq(y.stock, y.start, sizeof y.stock);
            cr_expect_eq(y.out.eligible + y.out.asked + y.out.went, 0.0);
        }
    }
    y.shift.stage = SHIFT_NONE;
    shift_sample_year(&y, 0.5, 3);
    cr_expect_arr_eq(y.stock, y.start, sizeof y.stock);
    shift_sample_release(&y);
}

Claim(shifts, a_number_is_that_many_children_and_never_more_than_there_are)
{
    struct shift_sample y;
    shift_sample_init(&y);
    y.shift.number = true;
    const double all = shift_sample_eligible(&y);
    for (int k = -1; k < 200; k++) {
        shift_sample_year(&y, 7.0, k);
        cr_expect_float_eq(y.out.went, 7.0, k < 0 ? 1e-12 : 0.0);
        shift_sample_year(&y, all, k);
        cr_expect_eq(y.out.went, all);
        shift_sample_year(&y, 1e9, k);
        cr_expect_eq(y.out.went, all);
        cr_expect_eq(y.stock[cell(7, 0, ISP)] + y.stock[cell(7, 1, ISP)], 0.0);
    }
    y.from[ISP] = false; /* nobody there */
    shift_sample_year(&y, 7.0, 3);
    cr_expect_eq(y.out.asked, 0.0);
    shift_sample_year(&y, 7.0, -1);
    cr_expect_eq(y.out.asked, 0.0);
    shift_sample_release(&y);
}

Claim(shifts, a_number_is_drawn_with_every_child_alike)
{
    enum { N = 4000 };
    struct shift_sample y;
    double sum[4] = { 0 };
    shift_sample_init(&y);
    y.shift.number = true;
    const double all = shift_sample_eligible(&y), number = 7.0;
    const size_t cells[4] = { cell(7, 0, ISP), cell(7, 1, ISP), cell(12, 0, ISP),
                              cell(12, 1, ISP) };
    shift_sample_year(&y, number, -1);
    for (size_t i = 0; i < 4; i++)
        cr_expect_float_eq(y.start[cells[i]] - y.stock[cells[i]], number * y.start[cells[i]] / all,
                           1e-12);
    for (int k = 0; k < N; k++) {
        shift_sample_year(&y, number, k);
        for (size_t i = 0; i < 4; i++)
            sum[i] += y.start[cells[i]] - y.stock[cells[i]];
    }
    for (size_t i = 0; i < 4; i++) {
        const double p = y.start[cells[i]] / all,
                     variance = number * p * (1.0 - p) * (all - number) / (all - 1.0);
        cr_expect_float_eq(sum[i] / N, number * p, 4.0 * sqrt(variance / N),
                           "cell %zu: %g, want %g", i, sum[i] / N, number * p);
    }
    shift_sample_release(&y);
}

Claim(shifts, a_part_of_a_child_is_a_chance_of_one_more)
{
    enum { N = 4000 };
    struct shift_sample y;
    double more = 0.0;
    shift_sample_init(&y);
    y.shift.number = true;
    shift_sample_year(&y, 3.385, -1);
    cr_expect_float_eq(y.out.went, 3.385, 1e-12);
    for (int k = 0; k < N; k++) {
        shift_sample_year(&y, 3.385, k);
        cr_assert(y.out.went == 3.0 || y.out.went == 4.0, "%g", y.out.went);
        more += y.out.went - 3.0;
    }
    cr_expect_float_eq(more / N, 0.385, 4.0 * sqrt(0.385 * 0.615 / N));
    shift_sample_release(&y);
}

/* ---- who takes no part ---- */

Claim(shifts, those_who_decline_stay)
{
    enum { N = 4000 };
    static const double declined = 0.2713;
    struct shift_sample y;
    double asked = 0.0, sum = 0.0;
    shift_sample_init(&y);
    y.shift.declined = y.sample.in.joiners.own_mix;
    sample_set(&y.sample, "joiners.own_mix", declined);
    shift_sample_year(&y, 0.617, -1);
    cr_expect_float_eq(y.out.declined, 0.617 * declined * shift_sample_eligible(&y), 1e-11);
    cr_expect_float_eq(y.out.went, 0.617 * (1.0 - declined) * shift_sample_eligible(&y), 1e-11);
    for (int k = 0; k < N; k++) {
        shift_sample_year(&y, 0.617, k);
        asked += y.out.asked;
        sum += y.out.declined;
    }
    cr_expect_float_eq(sum, declined * asked, 4.0 * sqrt(asked * declined * (1.0 - declined)));
    for (int k = -1; k < 30; k++) {
        sample_set(&y.sample, "joiners.own_mix", 1.0);
        shift_sample_year(&y, 0.617, k);
        cr_expect_eq(y.out.went, 0.0);
        cr_expect_eq(y.out.declined, y.out.asked);
        cr_expect_arr_eq(y.stock, y.start, sizeof y.stock);
        sample_set(&y.sample, "joiners.own_mix", 0.0);
        shift_sample_year(&y, 0.617, k);
        cr_expect_eq(y.out.declined, 0.0);
        cr_expect_eq(y.out.went, y.out.asked);
    }
    shift_sample_release(&y);
}

/* ---- what they take along ---- */

Claim(shifts, place_years_go_along_as_with_movers)
{
    static const struct {
        int ncy;
        double lost, gained;
    } want[] = { { 7, 7, 7 }, { 11, 7, 7 }, { 12, 7, 8 }, { 13, 8, 8 }, { 21, 8, 8 } };
    struct shift_sample y;
    shift_sample_init(&y);
    for (size_t i = 0; i < sizeof want / sizeof want[0]; i++) {
        memset(y.ncy, 0, sizeof y.ncy);
        y.ncy[want[i].ncy - NCY_MIN] = true;
        y.shift.to = SCHOOLS;
        const double n = 0.385 * shift_sample_eligible(&y);
        shift_sample_year(&y, 0.385, -1);
        const struct flows *f = &y.w.people.flows;
        cr_expect_float_eq(f->lost[ISP] + f->lost[N_SETTING + ISP], n * want[i].lost / 12.0, 1e-12,
                           "NCY %d", want[i].ncy);
        cr_expect_float_eq(f->gained[SCHOOLS] + f->gained[N_SETTING + SCHOOLS],
                           n * want[i].gained / 12.0, 1e-12);
        cr_expect_float_eq(f->moved_out[ISP] + f->moved_out[N_SETTING + ISP], n, 1e-12);
        cr_expect_float_eq(f->moved_in[SCHOOLS] + f->moved_in[N_SETTING + SCHOOLS], n, 1e-12);
        y.shift.to = EXIT_LEAVE;
        shift_sample_year(&y, 0.385, -1);
        cr_expect_float_eq(f->lost[ISP] + f->lost[N_SETTING + ISP], n * want[i].lost / 12.0, 1e-12);
        cr_expect_float_eq(f->left[ISP] + f->left[N_SETTING + ISP], n, 1e-12);
        cr_expect_eq(f->gained[SCHOOLS] + f->moved_in[SCHOOLS] + f->moved_out[ISP], 0.0);
    }
    shift_sample_release(&y);
}

Claim(shifts, a_child_that_an_earlier_shift_took_is_not_there_for_the_next)
{
    struct shift_sample y;
    shift_sample_init(&y);
    for (int k = -1; k < 50; k++) {
        const struct step step = shift_sample_open(&y, k);
        const double all = shift_sample_eligible(&y);
        y.shift.item = 0xfade;
        shift_sample_shift(&y, 0.7131, &step);
        const double first = y.out.went;
        y.shift.item = 0xdead;
        shift_sample_shift(&y, 0.7131, &step);
        cr_expect_float_eq(y.out.eligible, all - first, 1e-12);
        cr_expect_leq(first + y.out.went, all + 1e-12);
        if (k < 0)
            cr_expect_float_eq(first + y.out.went, all * (1.0 - 0.2869 * 0.2869), 1e-11);
        shift_sample_close(&y, &step);
    }
    shift_sample_release(&y);
}

/* ---- new plans ---- */

/* Two new plans in each cell of the special school, and one in schools. */
static struct step
shift_sample_join(struct shift_sample *y, int k)
{
    const struct step step = shift_sample_open(y, k);
    y->shift.stage = SHIFT_NEW_PLANS;
    shifting_before_joining(&y->w.people.shifting, y->stock);
    for (int ncy = NCY_MIN; ncy <= NCY_MAX; ncy++)
        for (size_t need = 0; need < N_NEED; need++) {
            y->stock[cell(ncy, need, SPECIAL)] += 2.0;
            y->stock[cell(ncy, need, SCHOOLS)] += 1.0;
            y->w.people.flows.joined[need * N_SETTING + SPECIAL] += 2.0;
            y->w.people.flows.joined[need * N_SETTING + SCHOOLS] += 1.0;
        }
    return step;
}

Claim(shifts, of_new_plans_only_those_of_this_year_start_elsewhere)
{
    struct shift_sample y;
    shift_sample_init(&y);
    y.from[ISP] = false;
    y.from[SPECIAL] = true;
    for (int k = -1; k < 30; k++) {
        const struct step step = shift_sample_join(&y, k);
        shift_sample_shift(&y, 1.0, &step);
        cr_expect_eq(y.out.eligible, 2.0 * 2.0 * N_NEED, "two year groups");
        cr_expect_eq(y.out.went, y.out.eligible);
        for (int ncy = NCY_MIN; ncy <= NCY_MAX; ncy++) {
            const double went = ncy == 7 || ncy == 12 ? 2.0 : 0.0;
            cr_expect_eq(y.stock[cell(ncy, 0, SPECIAL)],
                         y.start[cell(ncy, 0, SPECIAL)] + 2.0 - went);
            cr_expect_eq(y.stock[cell(ncy, 0, SCHOOLS)],
                         y.start[cell(ncy, 0, SCHOOLS)] + 1.0 + went);
        }
        const struct flows *f = &y.w.people.flows;
        cr_expect_eq(f->joined[SPECIAL], 2.0 * N_NCY - 4.0);
        cr_expect_eq(f->joined[SCHOOLS], 1.0 * N_NCY + 4.0);
        cr_expect_eq(f->moved_in[SCHOOLS] + f->moved_out[SPECIAL] + f->lost[SPECIAL] +
                         f->gained[SCHOOLS],
                     0.0, "they have not moved");
        shift_sample_close(&y, &step);
    }
    shift_sample_release(&y);
}

Claim(shifts, new_plans_that_two_options_reach_for_start_in_one_place)
{
    struct shift_sample y;
    shift_sample_init(&y);
    y.from[ISP] = false;
    y.from[SPECIAL] = y.from[AWAITING] = true;
    for (size_t i = 0; i < N_NCY; i++)
        y.ncy[i] = true;
    for (int k = -1; k < 30; k++) {
        const struct step step = shift_sample_join(&y, k);
        y.shift.to = SCHOOLS;
        shift_sample_shift(&y, 0.617, &step);
        const double first = y.out.went;
        y.shift.to = ISP;
        shift_sample_shift(&y, 1.0, &step);
        cr_expect_float_eq(first + y.out.went, 2.0 * N_NEED * N_NCY, 1e-9);
        double special = 0.0;
        for (int ncy = NCY_MIN; ncy <= NCY_MAX; ncy++)
            special += fabs(y.stock[cell(ncy, 1, SPECIAL)] - y.start[cell(ncy, 1, SPECIAL)]);
        cr_expect_float_eq(special, 0.0, 1e-9, "who was there stays");
        shift_sample_close(&y, &step);
    }
    shift_sample_release(&y);
}
