/* How high an authority's new plans stand, how that reverts, and how sure that is: found again in a
 * country made with known numbers. */
#include "fit_level.h"

#include "draw.h"
#include "claim.h"

#include <math.h>
#include <stdlib.h>

enum { N_AREA = 140, FIRST = 2009, ORIGIN = 2025 };

/* Levels b(t) = 0.8 b(t-1) + shock z, seen through noise of one year; stocks follow new plans.
 * wild: every 20th year's count is far off. */
static void
make(struct panel *panel, double shock, double noise, bool wild)
{
    struct draw draw;
    draw_init(&draw, 731, 17, 3);
    *panel = (struct panel){ .origin = ORIGIN,
                             .n = N_AREA + 1,
                             .series = calloc(N_AREA + 1, sizeof *panel->series) };
    cr_assert_not_null(panel->series);
    for (size_t i = 0; i < panel->n; i++) {
        struct series *s = &panel->series[i];
        double level =
            i == 0 ? 0.0
                   : shock / 0.6 *
                         (draw_at(&draw, &(struct draw_key){ .purpose = 1, .item = (uint32_t)i }),
                          draw_shock(&draw));
        s->code = s->name = "test";
        double stock = 1100.0 * exp(level);
        for (size_t y = 0; y < SERIES_N; y++)
            s->plans[y] = s->new_plans[y] = s->people[y] = (double)NAN;
        for (int year = FIRST; year <= ORIGIN; year++) {
            const size_t y = series_year(year);
            draw_at(&draw, &(struct draw_key){ .purpose = 2,
                                               .item = (uint32_t)i,
                                               .year = (unsigned)(year - FIRST) });
            const double z = draw_shock(&draw), u = draw_shock(&draw);
            level = i == 0 ? 0.0 : 0.8 * level + shock * z;
            s->people[y] = 40000.0;
            s->plans[y] = stock;
            if (year == ORIGIN)
                break;
            const double joined = 180.0 * exp(level + (i == 0 ? 0.0 : noise * u));
            s->new_plans[y] =
                wild && i > 0 && (i * 7 + (size_t)year) % 20 == 0 ? 6.0 * joined : joined;
            stock = 0.85 * stock + joined;
        }
    }
}

Claim(fit_level, what_made_the_levels_is_found_again)
{
    struct panel panel;
    struct level_fit fit;
    struct hr_err err;
    make(&panel, 0.15, 0.14, false);
    cr_assert_eq(level_fit(&fit, &panel, &err), 0, "%s", err.text);
    cr_expect_float_eq(fit.phi, 0.8, 0.101, "phi %.2f", fit.phi);
    cr_expect_float_eq(fit.transitory_sd, 0.14, 0.05, "noise %.3f", fit.transitory_sd);
    const double lasting = fit.shock_sd / sqrt(1.0 - fit.phi * fit.phi);
    cr_expect_float_eq(lasting, 0.15 / 0.6, 0.07, "what lasts %.3f", lasting);
    cr_expect(fit.alpha + fit.beta > 0.3 && fit.alpha + fit.beta < 1.1, "believed %.2f",
              fit.alpha + fit.beta);
    panel_release(&panel);
}

Claim(fit_level, wild_years_hardly_matter)
{
    struct panel panel;
    struct level_fit calm, wild;
    struct hr_err err;
    make(&panel, 0.15, 0.14, false);
    cr_assert_eq(level_fit(&calm, &panel, &err), 0);
    panel_release(&panel);
    make(&panel, 0.15, 0.14, true);
    cr_assert_eq(level_fit(&wild, &panel, &err), 0);
    cr_expect_float_eq(wild.phi, calm.phi, 0.101);
    cr_expect_float_eq(wild.transitory_sd, calm.transitory_sd, 0.06);
    cr_expect_float_eq(wild.alpha + wild.beta, calm.alpha + calm.beta, 0.25);
    panel_release(&panel);
}

Claim(
    fit_level,
    an_authority_above_england_is_believed_in_part_and_one_of_which_nothing_is_known_is_the_median)
{
    struct panel panel;
    struct level_fit fit;
    struct hr_err err;
    make(&panel, 0.15, 0.14, false);
    cr_assert_eq(level_fit(&fit, &panel, &err), 0);
    struct series high = panel.series[1];
    for (int year = ORIGIN - 3; year < ORIGIN; year++)
        high.new_plans[series_year(year)] = 1.6 * 180.0;
    high.plans[series_year(ORIGIN)] = 1.5 * panel.series[0].plans[series_year(ORIGIN)];
    const double level = level_of(&fit, &panel, &high, ORIGIN);
    cr_expect(level > 0.1 && level < log(1.6), "level %.3f", level);
    struct series unknown = high;
    for (size_t y = 0; y < SERIES_N; y++)
        unknown.new_plans[y] = unknown.plans[y] = (double)NAN;
    cr_expect_eq(level_of(&fit, &panel, &unknown, ORIGIN), fit.usual);
    panel_release(&panel);
}

Claim(fit_level, too_few_authorities_are_refused_with_a_sentence)
{
    struct panel panel;
    struct level_fit fit;
    struct hr_err err = { 0 };
    make(&panel, 0.15, 0.14, false);
    panel.n = 2;
    panel.origin = FIRST + 5;
    cr_expect_neq(level_fit(&fit, &panel, &err), 0);
    cr_expect_neq(err.text[0], '\0');
    panel_release(&panel);
}
