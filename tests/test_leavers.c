/* Hazards of leaving: factors act on odds. */
#include "leavers.h"
#include "claim.h"
#include "sample_book.h"

#include <math.h>

Claim(leavers, scaling_the_odds_multiplies_the_odds)
{
    static const double p[] = { 1e-9, 0.0047, 0.213, 0.5, 0.823, 0.999 },
                        k[] = { 0.01, 0.577, 1.0, 2.731, 137.0 };
    for (size_t i = 0; i < 6; i++)
        for (size_t j = 0; j < 5; j++) {
            const double scaled = scale_odds(p[i], k[j]);
            cr_expect_float_eq(scaled / (1.0 - scaled), k[j] * p[i] / (1.0 - p[i]),
                               1e-9 * k[j] * p[i] / (1.0 - p[i]));
            cr_expect(scaled > 0.0 && scaled < 1.0);
        }
    cr_expect_float_eq(scale_odds(0.213, 1.0), 0.213, 1e-16);
}

Claim(leavers, nothing_stays_nothing_and_certain_stays_certain)
{
    static const double k[] = { 1e-6, 0.577, 1.0, 2.731, 1e6 };
    for (size_t i = 0; i < 5; i++) {
        cr_expect_eq(scale_odds(0.0, k[i]), 0.0);
        cr_expect_eq(scale_odds(1.0, k[i]), 1.0);
    }
    cr_expect_eq(scale_odds(0.213, 0.0), 0.0, "odds times 0");
}

/* leavers.h says that 1 stays 1, and a factor of 0 (a discrete turnover or level may have it) must
 * not make a number that is none. */
Claim(leavers, certain_times_odds_of_nothing_is_a_number)
{
    const double p = scale_odds(1.0, 0.0);
    cr_expect(p >= 0.0 && p <= 1.0, "scale_odds(1, 0) is %g", p);
}

Claim(leavers, a_hazard_takes_its_age_its_phase_and_its_setting)
{
    struct leave_odds_in odds[2] = { { "test", CATEGORY_NOT_IN_EDUCATION, 2.731 },
                                     { "test", CATEGORY_INDEPENDENT, 0.827 } };
    struct leavers_in in = {
        .level = 0, .level_post16 = 1, .by_category = odds, .n_by_category = 2
    };
    const double value[2] = { 1.093, 0.967 };
    struct leavers leavers;
    for (size_t i = 0; i < N_NCY; i++)
        in.hazard_by_age[i] = 0.003 + 0.0307 * (double)i;
    leavers_init(&leavers, &in, sample_book());
    const struct {
        int ncy, category;
        double factor;
    } row[] = { { -4, CATEGORY_MAINSTREAM, 1.093 },
                { 11, CATEGORY_MAINSTREAM, 1.093 },
                { 12, CATEGORY_MAINSTREAM, 0.967 },
                { 11, CATEGORY_INDEPENDENT, 1.093 * 0.827 },
                { 14, CATEGORY_NOT_IN_EDUCATION, 0.967 * 2.731 },
                { 21, CATEGORY_UNIT, 0.967 } };
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        const int age = row[i].ncy + 4;
        const double h = 0.003 + 0.0307 * age, odds_due = h / (1.0 - h) * row[i].factor;
        cr_expect_float_eq(
            leave_hazard(&leavers, value, (size_t)(row[i].ncy - NCY_MIN), row[i].category),
            odds_due / (1.0 + odds_due), 1e-15, "NCY %d, category %d", row[i].ncy, row[i].category);
    }
}

Claim(leavers, a_year_is_as_any_other_when_nothing_varies_and_in_the_expected_value_run)
{
    const double value[] = { 0.0, 0.171 };
    struct draw draw;
    struct leavers leavers;
    struct leave_year year;
    draw_init(&draw, 20210705, 17, 3);
    leavers_init(&leavers, &(struct leavers_in){ .yearly = { 0, 0 } }, sample_book());
    year = leave_year_of(&leavers, &(struct step){ .value = value, .draw = &draw, .year = 2 });
    cr_expect(year.usual == 1.0 && year.lifted == 1.0);
    leavers_init(&leavers, &(struct leavers_in){ .yearly = { 1, 1 } }, sample_book());
    draw_init_expected(&draw);
    year = leave_year_of(&leavers, &(struct step){ .value = value, .draw = &draw, .year = 2 });
    cr_expect(year.usual == 1.0 && year.lifted == 1.0);
}

Claim(leavers, yearly_factors_share_the_nations_part_between_areas)
{
    enum { N = 5000 };
    const double value[] = { 0.083, 0.171 };
    struct leavers leavers;
    leavers_init(&leavers, &(struct leavers_in){ .yearly = { 0, 1 } }, sample_book());
    const double variance = 0.083 * 0.083 + 0.171 * 0.171;
    double sum_a = 0.0, square_a = 0.0, product = 0.0;
    for (uint32_t k = 0; k < N; k++) {
        struct draw a, b;
        draw_init(&a, 20210705, 17, k);
        draw_init(&b, 20210705, 23, k);
        const struct step here = { .value = value, .draw = &a, .year = 1 },
                          there = { .value = value, .draw = &b, .year = 1 };
        const double x = log(leave_year_of(&leavers, &here).usual) + 0.5 * variance,
                     y = log(leave_year_of(&leavers, &there).usual) + 0.5 * variance;
        sum_a += x / N;
        square_a += x * x / N;
        product += x * y / N;
    }
    cr_expect_float_eq(sum_a, 0.0, 4.0 * sqrt(variance / N));
    cr_expect_float_eq(square_a / variance, 1.0, 4.0 * sqrt(2.0 / N));
    cr_expect_float_eq(product, 0.083 * 0.083, 4.0 * variance / sqrt(N));
}

Claim(leavers, noise_of_years_ends_no_more_plans_than_a_usual_year_at_any_age)
{
    enum { N = 40000, N_CHANCE = 4 };
    static const double chance[N_CHANCE] = { 0.0071, 0.173, 0.531, 0.842 };
    const double value[] = { 0.113, 0.571 };
    struct leavers leavers;
    leavers_init(&leavers, &(struct leavers_in){ .yearly = { 0, 1 } }, sample_book());
    double mean[N_CHANCE] = { 0.0 }, square[N_CHANCE] = { 0.0 };
    for (uint32_t k = 0; k < N; k++) {
        struct draw draw;
        draw_init(&draw, 20210705, 17, k);
        const struct step step = { .value = value, .draw = &draw, .year = 4 };
        const struct leave_year year = leave_year_of(&leavers, &step);
        for (size_t i = 0; i < N_CHANCE; i++) {
            const double l = leave_chance_of_year(&year, chance[i]);
            mean[i] += l / N;
            square[i] += l * l / N;
        }
    }
    for (size_t i = 0; i < N_CHANCE; i++) {
        const double sd = sqrt(square[i] - mean[i] * mean[i]);
        cr_expect_float_eq(mean[i], chance[i], 4.0 * sd / sqrt(N), "chance %g: %g", chance[i],
                           mean[i]);
        cr_expect_gt(sd, 0.3 * chance[i] * (1.0 - chance[i]));
    }
}
