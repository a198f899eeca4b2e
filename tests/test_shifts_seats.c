/* Children who go because of an option where settings can be full, and what one more changes. */
#include "shift_sample.h"
#include "claim.h"

#include <math.h>
#include <string.h>

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
set_seats(struct shift_sample *y, double free_secondary, double free_post16)
{
    const struct places *places = &y->model.places;
    const struct finite *finite = &places->finite[places->finite_of[SPECIAL]];
    double *own = y->w.people.seats.own + YEAR * places->n_pool;
    own[finite->pool[7 - NCY_MIN]] = in_pool(y->start, 7, 11) + free_secondary;
    own[finite->pool[12 - NCY_MIN]] = in_pool(y->start, 12, NCY_MAX) + free_post16;
}

static void
shift_into_seats(struct shift_sample *y, double amount, double free_secondary, double free_post16,
                 int k)
{
    y->shift.to = SPECIAL;
    const struct step step = shift_sample_open(y, k);
    set_seats(y, free_secondary, free_post16);
    shift_sample_shift(y, amount, &step);
    shift_sample_close(y, &step);
}

Claim(shifts_seats, as_many_move_as_find_a_seat_in_the_pool_of_their_year)
{
    struct shift_sample y;
    shift_sample_init(&y);
    const double at7 = y.start[cell(7, 0, ISP)] + y.start[cell(7, 1, ISP)],
                 at12 = y.start[cell(12, 0, ISP)] + y.start[cell(12, 1, ISP)];
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
    shift_sample_release(&y);
}

Claim(shifts_seats, part_of_a_seat_is_one_only_to_expectations)
{
    struct shift_sample y;
    shift_sample_init(&y);
    shift_into_seats(&y, 1.0, 2.613, 0.0, -1);
    cr_expect_float_eq(y.out.went, 2.613, 1e-12);
    shift_into_seats(&y, 1.0, 2.613, 0.0, 17);
    cr_expect_eq(y.out.went, 2.0);
    y.w.people.departures = NULL; /* never full */
    shift_into_seats(&y, 1.0, 0.0, 0.0, 17);
    cr_expect_eq(y.out.went, shift_sample_eligible(&y));
    shift_sample_release(&y);
}

Claim(shifts_seats, seats_are_found_for_those_who_agree)
{
    struct shift_sample y;
    shift_sample_init(&y);
    y.shift.declined = y.sample.in.joiners.own_mix;
    sample_set(&y.sample, "joiners.own_mix", 0.5);
    shift_into_seats(&y, 1.0, 3.0, 1.0, -1);
    cr_expect_float_eq(y.out.declined, 0.5 * shift_sample_eligible(&y), 1e-12);
    cr_expect_float_eq(y.out.went, 4.0, 1e-12);
    cr_expect_float_eq(y.out.without_seat, 0.5 * shift_sample_eligible(&y) - 4.0, 1e-12);
    shift_sample_release(&y);
}

/* A year with everything that follows: who came may be asked for by another option, and all are
 * fitted into seats. */
Claim(shifts_seats, children_who_are_sent_to_and_fro_in_one_year_are_all_still_there)
{
    struct hr_err err = { 0 };
    struct shift_sample y;
    shift_sample_init(&y);
    for (size_t i = 0; i < N_NCY; i++)
        y.ncy[i] = true;
    for (int k = -1; k < 40; k++) {
        const struct step step = shift_sample_open(&y, k);
        const struct places *places = &y.model.places;
        for (size_t i = 0; i < places->n_pool; i++)
            y.w.people.seats.own[YEAR * places->n_pool + i] = 4000.0;
        for (uint32_t o = 0; o < 12; o++) {
            memset(y.from, 0, sizeof y.from);
            y.from[o % 2 == 0 ? ISP : SPECIAL] = y.from[SCHOOLS] = true;
            y.shift.to = o % 2 == 0 ? SPECIAL : ISP;
            y.shift.item = 0xfade + o;
            shift_sample_shift(&y, 1.0, &step);
            cr_expect_float_eq(y.out.went, y.out.eligible, 1e-9);
            cr_assert_leq(y.w.people.placing.departures.n_touched, (size_t)2 * N_NCY * N_NEED,
                          "more are noted than there is room for");
        }
        for (size_t i = 0; i < places->n_pool; i++)
            y.w.people.seats.own[YEAR * places->n_pool + i] = k % 2 == 0 ? 4000.0 : 100.0;
        placing_before_joining(&y.w.people.placing, y.stock);
        y.w.people.placing.joiner_years = 0.75;
        double *const stock = y.w.people.stock;
        y.w.people.stock = y.stock;
        cr_expect_eq(people_fit(&y.w.people, &step, &err), 0, "%s", err.text);
        y.w.people.stock = stock;
        cr_expect_eq(placing_verify(&y.w.people.placing, y.stock, &err), 0, "%s", err.text);
        shift_sample_close(&y, &step);
    }
    shift_sample_release(&y);
}

/* ---- with all who ask for a seat (places.h) ---- */

enum { AT7 = 7 - NCY_MIN };

/* Nobody but so many children of NCY 7 and need 0 in a setting. */
static void
empty_but_for(struct shift_sample *y, size_t setting, double children)
{
    memset(y->start, 0, sizeof y->start);
    y->start[cell(7, 0, setting)] = children;
}

/* So many new plans of NCY 7 and need 0 want the special school. */
static void
fit(struct shift_sample *y, double joiners, const struct step *step)
{
    struct hr_err err = { 0 };
    struct people *people = &y->w.people;
    double *const stock = people->stock;
    placing_before_joining(&people->placing, y->stock);
    y->stock[cell(7, 0, SPECIAL)] += joiners;
    people->flows.joined[SPECIAL] += joiners;
    people->placing.joiner_years = 0.75;
    people->stock = y->stock;
    cr_assert_eq(people_fit(people, step, &err), 0, "%s", err.text);
    cr_expect_eq(placing_verify(&people->placing, y->stock, &err), 0, "%s", err.text);
    people->stock = stock;
    shift_sample_close(y, step);
}

/* In one pool, of the year that the sample opens. */
static void
set_pool(struct shift_sample *y, double in_september, double in_january, double late_years)
{
    const struct places *places = &y->model.places;
    struct seats *seats = &y->w.people.seats;
    const size_t i = YEAR * places->n_pool + places->finite[places->finite_of[SPECIAL]].pool[AT7];
    seats->own_september[i] = in_september;
    seats->own[i] = in_january;
    seats->late_years[i] = late_years;
}

/* Four wait for the special school in mainstream, four are sent there, and four seats are free: of
 * each two come in, and of the two others who were sent one waits and one stays in the independent
 * school. */
Claim(shifts_seats, who_is_sent_at_a_phase_transfer_has_no_seat_before_those_who_wait)
{
    struct shift_sample y;
    shift_sample_init(&y);
    empty_but_for(&y, ISP, 4.0);
    y.start[cell(7, 0, SCHOOLS)] = 4.0;
    y.shift.to = SPECIAL;
    const struct step step = shift_sample_open(&y, -1);
    const struct places *places = &y.model.places;
    struct placing *placing = &y.w.people.placing;
    size_t pair = 0;
    while (!places->pair[pair].waits)
        pair++;
    *placing_children(placing, pair, AT7, 0) = placing->in_pair[pair] = 4.0;
    placing->staying[places->host_of[SCHOOLS]] = 4.0;
    set_pool(&y, 4.0, 4.0, 0.0);
    shift_sample_shift(&y, 1.0, &step);
    cr_expect_float_eq(y.out.went, 4.0, 1e-12);
    fit(&y, 0.0, &step);
    cr_expect_float_eq(y.stock[cell(7, 0, SPECIAL)], 4.0, 1e-12);
    cr_expect_float_eq(y.stock[cell(7, 0, ISP)], 1.0, 1e-12);
    cr_expect_float_eq(y.stock[cell(7, 0, SCHOOLS)], 3.0, 1e-12);
    cr_expect_float_eq(placing->in_pair[pair], 3.0, 1e-12);
    shift_sample_release(&y);
}

/* Three of four seats open two months before the financial year ends. */
Claim(shifts_seats, who_is_sent_to_a_seat_that_opens_late_stays_where_it_was_until_then)
{
    struct shift_sample y;
    shift_sample_init(&y);
    empty_but_for(&y, ISP, 4.0);
    y.shift.to = SPECIAL;
    const struct step step = shift_sample_open(&y, -1);
    set_pool(&y, 1.0, 4.0, 2.0 / 12.0);
    shift_sample_shift(&y, 1.0, &step);
    fit(&y, 0.0, &step);
    const struct flows *flows = &y.w.people.flows;
    cr_expect_float_eq(y.stock[cell(7, 0, SPECIAL)], 4.0, 1e-12);
    cr_expect_float_eq(flows->gained[SPECIAL], (7.0 + 3.0 * 2.0) / 12.0, 1e-12);
    cr_expect_float_eq(flows->lost[ISP], (7.0 + 3.0 * 2.0) / 12.0, 1e-12);
    shift_sample_release(&y);
}

/* Two children alike but for where they come from, one of them sent from the independent school,
 * find no seat: each waits in mainstream with chance 1/2, whatever the other does. */
static void
two_find_no_seat(size_t other, double joiner)
{
    enum { N = 200 };
    int n_waiting[3] = { 0 };
    struct shift_sample y;
    shift_sample_init(&y);
    empty_but_for(&y, ISP, 1.0);
    y.start[cell(7, 0, other)] += 1.0 - joiner;
    y.from[AWAITING] = true;
    y.shift.to = SPECIAL;
    for (int k = 0; k < N; k++) {
        const struct step step = shift_sample_open(&y, k);
        set_pool(&y, 3.0, 3.0, 0.0);
        shift_sample_shift(&y, 1.0, &step);
        set_pool(&y, 0.0, 0.0, 0.0);
        fit(&y, joiner, &step);
        n_waiting[(size_t)y.stock[cell(7, 0, SCHOOLS)]]++;
    }
    cr_expect(n_waiting[1] > 0.36 * N && n_waiting[1] < 0.64 * N, "one of two waits in %d of %d",
              n_waiting[1], N); /* 4 standard deviations */
    cr_expect(n_waiting[0] > 0.13 * N && n_waiting[0] < 0.37 * N, "none waits in %d of %d",
              n_waiting[0], N);
    shift_sample_release(&y);
}

Claim(shifts_seats, who_came_from_elsewhere_takes_its_own_way_when_there_is_no_seat)
{
    two_find_no_seat(AWAITING, 0.0);
    two_find_no_seat(SPECIAL, 0.0); /* goes up from primary */
    two_find_no_seat(SPECIAL, 1.0); /* has a new plan */
}

/* Where a child goes does not depend on others who find no seat, of another need or year. */
Claim(shifts_seats, who_finds_no_seat_goes_the_same_way_whoever_else_finds_none)
{
    struct shift_sample y;
    shift_sample_init(&y);
    empty_but_for(&y, ISP, 0.0);
    y.ncy[8 - NCY_MIN] = true;
    y.shift.to = SPECIAL;
    for (int k = 0; k < 40; k++) {
        double waits[2];
        for (int others = 0; others < 2; others++) {
            y.start[cell(7, 0, ISP)] = y.start[cell(8, 0, ISP)] = others;
            y.start[cell(8, 1, ISP)] = 1.0;
            const struct step step = shift_sample_open(&y, k);
            set_pool(&y, 3.0, 3.0, 0.0);
            shift_sample_shift(&y, 1.0, &step);
            set_pool(&y, 0.0, 0.0, 0.0);
            fit(&y, 0.0, &step);
            waits[others] = y.stock[cell(8, 1, SCHOOLS)];
        }
        cr_expect_eq(waits[0], waits[1], "future %d", k);
    }
    shift_sample_release(&y);
}

/* ---- one more ---- */

Claim(shifts_seats, one_more_child_seat_or_asked_for_changes_one)
{
    struct shift_sample y;
    shift_sample_init(&y);
    for (int k = 0; k < 300; k++) {
        y.shift.number = false;
        y.shift.to = SCHOOLS;
        shift_sample_year(&y, 0.385, k);
        const double share = y.out.went;
        y.start[cell(7, 1, ISP)] += 1.0;
        shift_sample_year(&y, 0.385, k);
        cr_assert(y.out.went == share || y.out.went == share + 1.0, "one more child: %g after %g",
                  y.out.went, share);
        y.start[cell(7, 1, ISP)] -= 1.0;
        shift_sample_year(&y, 0.417, k);
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
        shift_sample_year(&y, 4.0, k);
        memcpy(before, y.stock, sizeof before);
        shift_sample_year(&y, 5.0, k);
        double changed = 0.0;
        for (size_t c = 0; c < N_CELL; c++)
            changed += fabs(y.stock[c] - before[c]);
        cr_assert_eq(changed, 2.0, "one more leaves a cell and comes to another");
    }
    shift_sample_release(&y);
}
