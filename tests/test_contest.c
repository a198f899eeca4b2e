/* Contested placements: how many move, and where. */
#include "people.h"
#include "sample_book.h"
#include "claim.h"

#include <math.h>
#include <string.h>

enum {
    N_NEED = 2,
    N_SETTING = 4,
    N_PLACE = 8,
    N_CELL = N_NCY * N_PLACE,
    NCY_INDEX = 9,
    MANY = 4000
};

struct court {
    struct contest_in in;
    struct dims dims;
    struct contest contest;
    struct people people;
    struct draw draw;
    uint32_t item[N_PLACE];
    double value[2], before[N_PLACE], stock[N_CELL];
};

/* From settings 0 and 2 to 1 and 3, three in ten to 1. Of need 0, 217 have joined setting 0 and 41
 * setting 2; of need 1, 83 setting 2. */
static void
court_init(struct court *self)
{
    *self = (struct court){ .dims = dims_of(N_NEED, N_SETTING),
                            .value = { 0.137, 0.913 },
                            .in = { .rate = 0, .won = 1 } };
    contest_init(&self->contest, &self->in, &self->dims, sample_book()->arena);
    flows_init(&self->people.flows, &self->dims, sample_book()->arena);
    self->contest.from[0] = self->contest.from[2] = true;
    static const double to[N_SETTING] = { 0.0, 0.3, 0.3, 1.0 };
    memcpy(self->contest.to, to, sizeof to);
    for (uint32_t k = 0; k < N_PLACE; k++)
        self->item[k] = 100u + k;
    self->contest.item = self->item;
    self->contest.purpose = 11;
    draw_init_expected(&self->draw);
}

static void
court_join(struct court *self)
{
    static const double joined[N_PLACE] = { 217.0, 19.0, 41.0, 7.0, 0.0, 5.0, 83.0, 11.0 };
    for (size_t k = 0; k < N_PLACE; k++) {
        self->before[k] = 3.0; /* joined at a younger age: not asked again */
        self->people.flows.joined[k] = 3.0 + joined[k];
        self->stock[NCY_INDEX * N_PLACE + k] =
            50.0 + joined[k]; /* some have been there for years */
    }
    self->people.stock = self->stock;
    self->people.joined_before = self->before;
    contest_decide(&self->contest, NCY_INDEX, &self->people,
                   &(struct step){ .value = self->value, .draw = &self->draw, .year = 2 });
}

Claim(contest, the_expected_share_moves_to_the_settings_named_by_their_weights)
{
    struct court court;
    court_init(&court);
    court_join(&court);
    const double share = 0.137 * 0.913, first = share * (217.0 + 41.0), second = share * 83.0;
    const double due[N_PLACE] = {
        217.0 * (1.0 - share), 19.0 + 0.3 * first,   41.0 * (1.0 - share), 7.0 + 0.7 * first, 0.0,
        5.0 + 0.3 * second,    83.0 * (1.0 - share), 11.0 + 0.7 * second
    };
    for (size_t k = 0; k < N_PLACE; k++) {
        cr_expect_float_eq(court.people.flows.joined[k] - 3.0, due[k], 1e-12, "place %zu", k);
        cr_expect_float_eq(court.stock[NCY_INDEX * N_PLACE + k] - 50.0, due[k], 1e-12, "place %zu",
                           k);
    }
}

Claim(contest, drawn_moves_are_whole_keep_the_need_and_have_the_expected_means)
{
    struct court court;
    double total[N_PLACE] = { 0.0 }, squares[N_PLACE] = { 0.0 };
    court_init(&court);
    for (uint32_t k = 0; k < MANY; k++) {
        draw_init(&court.draw, 20210705, 17, k);
        court_join(&court);
        double of_need[N_NEED] = { 0.0 };
        for (size_t p = 0; p < N_PLACE; p++) {
            const double n = court.people.flows.joined[p] - 3.0;
            cr_assert(n >= 0.0 && n == floor(n));
            cr_assert_eq(court.stock[NCY_INDEX * N_PLACE + p], 50.0 + n);
            of_need[p / N_SETTING] += n;
            total[p] += n;
            squares[p] += n * n;
        }
        cr_assert(of_need[0] == 284.0 && of_need[1] == 99.0);
    }
    draw_init_expected(&court.draw);
    court_join(&court);
    for (size_t p = 0; p < N_PLACE; p++) {
        const double n = MANY, mean = total[p] / n,
                     sd = sqrt(fmax(squares[p] / n - mean * mean, 0.0));
        cr_expect_leq(fabs(mean - (court.people.flows.joined[p] - 3.0)), 4.0 * sd / sqrt(n) + 1e-12,
                      "place %zu: mean %g", p, mean);
    }
}

Claim(contest, nobody_moves_where_none_is_contested_or_none_is_won)
{
    struct court court;
    court_init(&court);
    for (size_t i = 0; i < 2; i++) {
        court.value[0] = 0.137;
        court.value[1] = 0.913;
        court.value[i] = 0.0;
        court_join(&court);
        cr_expect_eq(court.people.flows.joined[0], 220.0);
        cr_expect_eq(court.people.flows.joined[3], 10.0);
    }
}
