/* Lines: amounts that grow with general inflation and their own real growth, and follow plans. */
#include "lines.h"
#include "claim.h"

#include <math.h>

enum { NONE, Q_A, Q_B, Q_FIRST, Q_LONG_RUN, Q_PERSISTENCE, Q_SHOCK, Q_ELASTICITY, N_Q };
static const double value[N_Q] = { 0.0, 912345.67, 233417.19, 0.0213, 0.0071, 0.29, 0.0083, 0.37 };

static const struct line_in line_in[2] = {
    { .where = "test",
      .id = "hospital",
      .amount_gbp = Q_B,
      .growth = { Q_FIRST, Q_LONG_RUN, Q_PERSISTENCE, Q_SHOCK, NULL, 0.0 } },
    { .where = "test",
      .id = "therapies",
      .amount_gbp = Q_A,
      .growth = { Q_LONG_RUN, Q_LONG_RUN, Q_PERSISTENCE, Q_SHOCK, NULL, 0.0 } },
};

struct setup {
    struct arena arena;
    const struct line_in *line[2];
    uint32_t item[2];
    quantity_id elasticity[2];
    double plans;
    struct lines lines;
    struct line_state state;
};

static void
setup_init(struct setup *self)
{
    *self =
        (struct setup){ .line = { &line_in[0], &line_in[1] }, .item = { 31, 37 }, .plans = 1424.0 };
    self->lines = (struct lines){ .n = 2,
                                  .line = self->line,
                                  .item = self->item,
                                  .elasticity = self->elasticity,
                                  .purpose_growth = 5 };
    arena_init(&self->arena);
    line_state_init(&self->state, &self->lines, &self->arena);
    lines_start(&self->state, &self->lines, value);
}

static void
inflate(struct setup *self, double inflation, struct draw *draw, unsigned year)
{
    lines_next(&self->state, &self->lines, &(struct line_year){ inflation, self->plans },
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

/* The third year's plans are 1.31 times the first's. */
static void
grow_plans(struct setup *setup, struct draw *draw)
{
    draw_init_expected(draw);
    inflate(setup, 0.0, draw, 0);
    setup->plans = 1424.0 * 1.17;
    inflate(setup, 0.0311, draw, 1);
    setup->plans = 1424.0 * 1.31;
    inflate(setup, 0.0207, draw, 2);
}

Claim(lines, follow_plans_by_their_elasticity_and_not_at_all_without)
{
    struct setup setup;
    struct draw draw;
    setup_init(&setup);
    setup.elasticity[1] = Q_ELASTICITY;
    grow_plans(&setup, &draw);
    cr_expect_float_eq(
        setup.state.amount_gbp[0],
        233417.19 * (1.0 + 0.0311 + 0.0213) * (1.0 + 0.0207 + 0.0071 + 0.29 * 0.0142), 1e-8);
    cr_expect_float_eq(
        setup.state.amount_gbp[1],
        912345.67 * (1.0 + 0.0311 + 0.0071) * (1.0 + 0.0207 + 0.0071) * pow(1.31, 0.37), 1e-8);
    arena_release(&setup.arena);
}

Claim(lines, an_area_without_plans_in_the_first_year_keeps_its_lines)
{
    struct setup setup;
    struct draw draw;
    setup_init(&setup);
    setup.elasticity[0] = Q_ELASTICITY;
    setup.plans = 0.0;
    draw_init_expected(&draw);
    inflate(&setup, 0.0, &draw, 0);
    setup.plans = 3.0;
    inflate(&setup, 0.0311, &draw, 1);
    cr_expect_float_eq(setup.state.amount_gbp[0], 233417.19 * (1.0 + 0.0311 + 0.0213), 1e-8);
    arena_release(&setup.arena);
}
