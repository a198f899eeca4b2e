/* Lines: amounts that grow with general inflation and their own real growth. */
#include "lines.h"
#include "claim.h"

#include <math.h>

enum { Q_A, Q_B, Q_FIRST, Q_LONG_RUN, Q_PERSISTENCE, Q_SHOCK, N_Q };
static const double value[N_Q] = { 912345.67, 233417.19, 0.0213, 0.0071, 0.29, 0.0083 };

static const struct line_in line_in[2] = {
    { "test",
      "hospital",
      "Hospital education",
      "1.2.6",
      Q_B,
      { .first = Q_FIRST,
        .long_run = Q_LONG_RUN,
        .persistence = Q_PERSISTENCE,
        .shock_sd = Q_SHOCK } },
    { "test",
      "therapies",
      "Therapies",
      "1.2.13",
      Q_A,
      { .first = Q_LONG_RUN,
        .long_run = Q_LONG_RUN,
        .persistence = Q_PERSISTENCE,
        .shock_sd = Q_SHOCK } },
};

struct setup {
    struct arena arena;
    const struct line_in *line[2];
    uint32_t item[2];
    struct lines lines;
    struct line_state state;
};

static void
setup_init(struct setup *self)
{
    *self = (struct setup){ .line = { &line_in[0], &line_in[1] }, .item = { 31, 37 } };
    self->lines =
        (struct lines){ .n = 2, .line = self->line, .item = self->item, .purpose_growth = 5 };
    arena_init(&self->arena);
    line_state_init(&self->state, &self->lines, &self->arena);
    lines_start(&self->state, &self->lines, value);
}

static void
inflate(struct setup *self, double inflation, struct draw *draw, unsigned year)
{
    lines_inflate(&self->state, &self->lines, inflation,
                  &(struct step){ .value = value, .draw = draw, .year = year });
}

Claim(lines, the_first_year_is_as_given)
{
    struct setup setup;
    struct draw draw;
    draw_init(&draw, 7, 17, 1);
    setup_init(&setup);
    inflate(&setup, 0.5, &draw, 0);
    cr_expect(setup.state.amount_gbp[0] == 233417.19 && setup.state.amount_gbp[1] == 912345.67);
    arena_release(&setup.arena);
}

Claim(lines, later_years_grow_by_inflation_and_real_growth)
{
    struct setup setup;
    struct draw draw;
    draw_init_expected(&draw);
    setup_init(&setup);
    inflate(&setup, 0.0, &draw, 0);
    inflate(&setup, 0.0311, &draw, 1);
    inflate(&setup, 0.0207, &draw, 2);
    cr_expect_float_eq(
        setup.state.amount_gbp[0],
        233417.19 * (1.0 + 0.0311 + 0.0213) * (1.0 + 0.0207 + 0.0071 + 0.29 * 0.0142), 1e-8);
    cr_expect_float_eq(setup.state.amount_gbp[1],
                       912345.67 * (1.0 + 0.0311 + 0.0071) * (1.0 + 0.0207 + 0.0071), 1e-8);
    arena_release(&setup.arena);
}

Claim(lines, each_line_has_its_own_shock_which_authorities_share)
{
    struct setup setup;
    double growth[2][2];
    for (uint32_t area = 0; area < 2; area++) {
        struct draw draw;
        draw_init(&draw, 20210705, 17 + area, 3);
        setup_init(&setup);
        inflate(&setup, 0.0311, &draw, 1);
        growth[area][0] = setup.state.amount_gbp[0] / 233417.19 - 1.0311 - 0.0213;
        growth[area][1] = setup.state.amount_gbp[1] / 912345.67 - 1.0311 - 0.0071;
        arena_release(&setup.arena);
    }
    cr_expect(growth[0][0] == growth[1][0] && growth[0][1] == growth[1][1], "national");
    cr_expect_gt(fabs(growth[0][0] - growth[0][1]), 1e-6);
}
