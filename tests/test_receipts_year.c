/* Receipts in simulated futures: never beyond the deficit, held back by a status, met centrally,
 * and contributions that reserves limit. The sample's first forecast year is 2021/22. */
#include "agreements_year.h"

#include "calibrate.h"
#include "receipt_area.h"
#include "scenario_sample.h"
#include "claim.h"

#include <math.h>

enum { N = 400 };

static double
paid(const struct future *future, size_t year)
{
    return receipt_area_paid(future, year, 0);
}

/* What falls due in a year. */
static double
due(const struct receipt_area *self, size_t year)
{
    return year == 0   ? self->valve_paid[0].amount_gbp
           : year == 1 ? self->valve_paid[1].amount_gbp
           : year == 3 ? self->valve_paid[2].amount_gbp
                       : 0.0;
}

/* ---- nothing beyond the deficit ---- */

Claim(receipts_year, nothing_is_paid_beyond_the_deficit_unless_the_text_says_so)
{
    size_t n_cut = 0;
    for (int beyond = 0; beyond < 2; beyond++) {
        struct receipt_area area;
        receipt_area_init(&area);
        area.receipt[0].beyond_deficit = beyond != 0;
        for (size_t i = 0; i < 3; i++)
            area.valve_paid[i].amount_gbp = 6e6;
        sample_plan(&area.sample, &area.model);
        for (size_t k = 0; k < N; k++) {
            struct future future;
            receipt_area_future(&area, 1, k, &future);
            for (size_t t = 0; t < SAMPLE_N_YEAR; t++) {
                const struct money_year *money = &future.year[t].money;
                const double left = money->deficit_opening_gbp + money->in_year_deficit_gbp;
                const double want = beyond ? due(&area, t) : fmin(due(&area, t), fmax(0.0, left));
                n_cut += !beyond && want < due(&area, t);
                cr_assert_float_eq(paid(&future, t), want, 1e-3, "year %zu of %zu", t, k);
                cr_assert_float_eq(money->deficit_closing_gbp, left - want, 1e-3);
            }
            future_release(&future);
        }
        receipt_area_release(&area);
    }
    cr_expect_gt(n_cut, 50, "cut %zu times: the deficit limits nothing", n_cut);
}

/* ---- status ---- */

Claim(receipts_year, an_instalment_waits_while_the_status_is_off)
{
    struct receipt_area area;
    size_t n_off = 0;
    receipt_area_init(&area);
    area.receipt[0].status = (struct receipt_status_in){ "test", 0.7, 0.6, 0.5 };
    area.receipt[0].beyond_deficit = true;
    sample_plan(&area.sample, &area.model);
    for (size_t k = 0; k < N; k++) {
        struct future future;
        struct draw draw;
        double status = 0.0, held = 0.0;
        receipt_area_future(&area, 1, k, &future);
        draw_init(&draw, area.model.seed, area.model.area, (uint32_t)k);
        for (unsigned t = 0; t < SAMPLE_N_YEAR; t++) {
            receipt_status_next(&area.receipt[0], &area.model.receipt_at[0],
                                &(struct step){ .draw = &draw, .year = t }, &status);
            const double want = status > 0.0 ? due(&area, t) + held : 0.0;
            held = status > 0.0 ? 0.0 : held + due(&area, t);
            n_off += status == 0.0;
            cr_assert_float_eq(paid(&future, t), want, 1e-6);
            cr_assert_float_eq(future.year[t].withheld_gbp[0], held, 1e-6);
        }
        future_release(&future);
    }
    cr_expect_gt(n_off, N, "off in %zu years", n_off);
    receipt_area_release(&area);
}

/* ---- met centrally ---- */

Claim(receipts_year, deficits_are_met_centrally_on_the_figures_of_the_same_year)
{
    struct receipt_area area;
    size_t n_met = 0;
    receipt_area_init(&area);
    area.receipt[0] = (struct receipt_in){ .where = "test",
                                           .id = "central",
                                           .label = "Deficits met centrally",
                                           .type = RECEIPT_IN_YEAR_DEFICIT,
                                           .share = 1.0,
                                           .chance = 0.5,
                                           .first_fy = 2023 };
    area.id[0] = "central";
    sample_plan(&area.sample, &area.model);
    for (size_t k = 0; k < N; k++) {
        struct future future;
        receipt_area_future(&area, 1, k, &future);
        bool met = false;
        for (size_t t = 0; t < SAMPLE_N_YEAR; t++) {
            const struct money_year *money = &future.year[t].money;
            const double most =
                fmax(0.0, fmin(money->in_year_deficit_gbp,
                               money->deficit_opening_gbp + money->in_year_deficit_gbp));
            met |= paid(&future, t) > 0.0;
            cr_assert_float_eq(paid(&future, t), t >= 2 && met ? most : 0.0, 1e-3);
            if (t >= 2 && met && most > 0.0)
                cr_assert_leq(money->deficit_closing_gbp, money->deficit_opening_gbp + 1e-3,
                              "the deficit does not grow any more");
        }
        n_met += met;
        future_release(&future);
    }
    cr_expect(n_met > N / 3 && n_met < 2 * N / 3, "met in %zu of %d", n_met, N);
    receipt_area_release(&area);
}

/* ---- the council's own ---- */

/* Reserves of 17.1 million at the end of 2021/22, 18.7 a year later, some 19.3 from then on. */
Claim(receipts_year, a_contribution_is_limited_by_reserves_which_fall_by_it)
{
    struct receipt_area area, without;
    size_t n_cut = 0;
    receipt_area_init(&area);
    sample_add_general(&area.sample);
    area.receipt[0].type = RECEIPT_CONTRIBUTION;
    area.receipt[0].beyond_deficit = true;
    area.valve_paid[0].amount_gbp = 9e6;
    area.valve_paid[1].amount_gbp = 7e6;
    area.valve_paid[2].amount_gbp = 6e6;
    sample_plan(&area.sample, &area.model);
    receipt_area_init(&without);
    sample_add_general(&without.sample);
    sample_plan(&without.sample, &without.model);
    for (size_t k = 0; k < N; k++) {
        struct future future, usual;
        double sum = 0.0;
        receipt_area_future(&area, 1, k, &future);
        receipt_area_future(&without, 0, k, &usual);
        for (size_t t = 0; t < SAMPLE_N_YEAR; t++) {
            const double reserves = usual.year[t].general.reserves_gbp;
            const double want = fmin(due(&area, t), fmax(0.0, reserves - sum));
            n_cut += want < due(&area, t);
            cr_assert_float_eq(paid(&future, t), want, 1e-3, "year %zu of %zu", t, k);
            sum += want;
            cr_assert_float_eq(future.year[t].general.reserves_gbp, reserves - sum, 1e-3);
            cr_assert_float_eq(future.year[t].general.reserves_left_gbp,
                               reserves - sum - future.year[t].money.deficit_closing_gbp, 1e-3);
        }
        future_release(&future);
        future_release(&usual);
    }
    cr_expect(n_cut > N / 20 && n_cut < N, "cut %zu times", n_cut);
    receipt_area_release(&area);
    receipt_area_release(&without);
}

Claim(receipts_year, without_reserves_a_contribution_is_paid_as_typed)
{
    struct receipt_area area;
    struct future future;
    receipt_area_init(&area);
    area.receipt[0].type = RECEIPT_CONTRIBUTION;
    area.receipt[0].beyond_deficit = true;
    sample_plan(&area.sample, &area.model);
    receipt_area_future(&area, 1, 3, &future);
    for (size_t t = 0; t < SAMPLE_N_YEAR; t++)
        cr_expect_eq(paid(&future, t), due(&area, t));
    future_release(&future);
    receipt_area_release(&area);
}

/* As a council types it: from 2028/29 the deficit stays where it is, or grows as before. */
Claim(receipts_year, deficits_met_centrally_are_typed_in_one_line)
{
    struct scenario scenario;
    struct model model;
    struct hr_err err = { 0 };
    size_t n_met = 0;
    cr_assert_eq(scenario_sample_load(
                     &scenario,
                     "receipts=( { id = \"grant90\"; label = \"Deficits met centrally\"; type = "
                     "\"in_year_deficit\"; first_fy = \"2028/29\"; share = 1.0; chance = 0.5; } )",
                     NULL),
                 0);
    cr_assert_eq(model_make(&model, &scenario.inputs, &err), 0, "%s", err.text);
    for (size_t k = 0; k < 100; k++) {
        struct future future;
        cr_assert_eq(engine_one(&model, 1, k, &future, &err), 0, "%s", err.text);
        const struct money_year *year = &future.year[2].money; /* 2028/29 */
        cr_assert_eq(future.year[1].money.receipts_gbp, 0.0);
        const bool met = year->receipts_gbp > 0.0;
        cr_expect(!met || year->deficit_closing_gbp <= year->deficit_opening_gbp + 1e-3);
        n_met += met;
        future_release(&future);
    }
    cr_expect(n_met > 25 && n_met < 75, "met in %zu of 100", n_met);
    model_release(&model);
    scenario_release(&scenario);
}
