/* Prices solved from the outturn: the factor, the plan, the futures. */
#include "solved.h"

#include "money_year.h"
#include "fixture.h"
#include "option_sample.h"
#include "claim.h"

#include <math.h>
#include <string.h>

static const double A_PENNY = 0.01;

/* ---- the model */

static const double values[] = { 0.0, 0.0217 };
static const struct held_cost cost = { .priced_gbp = 3411720.0, .other_gbp = 713117.0 };
static const struct solved hand_made = {
    .active = true, .n = 2, .target_gbp = 4317211.0, .error = 1, .central = 1.0
};

Claim(solved, factor_is_what_is_left_of_the_outturn_over_what_the_prices_cost)
{
    struct solved solved = hand_made;
    cr_expect_float_eq(solved_factor(&solved, &cost, values),
                       (4317211.0 * 1.0217 - 713117.0) / 3411720.0, 1e-14);
    solved.error = 0;
    cr_expect_float_eq(solved_factor(&solved, &cost, values), (4317211.0 - 713117.0) / 3411720.0,
                       1e-14);
    solved.active = false;
    cr_expect_eq(solved_factor(&solved, &cost, values), 1.0);
}

Claim(solved, typed_prices_that_no_child_has_stay_as_typed)
{
    const struct held_cost nothing = { .other_gbp = 713117.0 };
    struct solved solved = hand_made;
    solved.n = 0;
    cr_expect_eq(solved_factor(&solved, &nothing, values), 1.0);
}

Claim(solved, a_factor_below_0_8_or_above_1_25_is_far)
{
    cr_expect(solved_is_far(0.799) && solved_is_far(1.251) && solved_is_far(2.0));
    cr_expect_not(solved_is_far(0.8) || solved_is_far(1.0) || solved_is_far(1.25));
}

Claim(solved, factor_stays_within_ten_times_that_of_the_expected_value_run)
{
    struct solved solved = hand_made;
    solved.central = 1.2;
    struct held_cost held = { .priced_gbp = 3411720.0, .other_gbp = 9e6 };
    cr_expect_eq(solved_factor(&solved, &held, values), 1.2 / SOLVED_FAR);
    held = (struct held_cost){ .priced_gbp = 1385.0, .other_gbp = 713117.0 };
    cr_expect_eq(solved_factor(&solved, &held, values), 1.2 * SOLVED_FAR);
    held.priced_gbp = 0.0;
    cr_expect_eq(solved_factor(&solved, &held, values), 1.2);
}

/* ---- the plan */

static void
solve_two(struct sample *sample)
{
    sample_init(sample);
    sample->price[0].solved = sample->price[2].solved = true;
}

static double
held_gbp(const struct model *model, const struct future *future)
{
    const struct held_cost held = money_held(model, future);
    return held.priced_gbp + held.other_gbp;
}

Claim(solved, expected_value_run_spends_the_outturn_to_the_penny_with_and_without_a_position_date)
{
    static const char *const date[] = { "", "2021-07-05" };
    for (size_t i = 0; i < 2; i++) {
        struct fixture f;
        fixture_init(&f, solve_two);
        f.sample.in.position_date = date[i];
        fixture_model(&f);
        fixture_expected(&f, 1);
        cr_expect_float_eq(held_gbp(&f.model, &f.future), 21131000.0, A_PENNY);
        cr_expect_float_eq(
            future_row(&f.future, 0, model_block(&f.model, "high_needs"))->outturn_gbp, 21131000.0,
            A_PENNY);
        const struct setting_year *isp =
            future_setting(&f.future, 0, model_setting(&f.model, "isp"));
        cr_expect_eq(isp->cost.later_gbp > 0.0, i == 1, "what comes later is beside the outturn");
        const size_t note = f.model.n_note - 2; /* the last is about categories */
        cr_expect_not_null(
            strstr(f.model.note[note],
                   "the prices of 2 settings are solved from the high needs outturn of £21.131m"));
        cr_expect_float_eq(model_price_factor(&f.model), f.model.solved.central, 0.0);
        fixture_release(&f);
    }
}

/* A return of a quarter of the children under a whole authority's outturn would pass unseen. */
Claim(solved, a_factor_far_from_one_is_a_warning_that_says_what_it_means)
{
    for (size_t i = 0; i < 2; i++) {
        struct fixture f;
        bool warned = false, dearer = false;
        fixture_init(&f, solve_two);
        for (size_t b = 0; i == 1 && b < f.sample.in.dsg.n_block; b++)
            f.sample.in.dsg.block[b].outturn_gbp *= 1.6;
        fixture_model(&f);
        for (size_t n = 0; n < f.model.n_note; n++) {
            warned = warned || strstr(f.model.note[n], "WARNING: outside 0.80 to 1.25") != NULL;
            dearer = dearer || strstr(f.model.note[n], "too few plans") != NULL;
        }
        cr_expect_eq(warned, solved_is_far(f.model.solved.central), "%g", f.model.solved.central);
        cr_expect(i == 0 || (warned && dearer), "%g", f.model.solved.central);
        fixture_release(&f);
    }
    cr_expect(!solved_is_far(0.81) && !solved_is_far(1.24) && solved_is_far(0.79));
    cr_expect_not_null(strstr(solved_means(0.7), "too many plans"));
    cr_expect_str_empty(solved_means(1.0));
}

Claim(solved, prices_that_are_not_solved_stay_and_those_that_are_keep_their_ratios)
{
    struct fixture here, plain;
    fixture_init(&here, solve_two);
    fixture_init(&plain, sample_init);
    fixture_model(&here);
    fixture_model(&plain);
    fixture_expected(&here, 0);
    fixture_expected(&plain, 0);
    static const char *const id[] = { "isp", "schools", "local-special" };
    for (size_t i = 0; i < 3; i++) {
        const size_t s = model_setting(&here.model, id[i]);
        const double ratio = future_setting(&here.future, 0, s)->cost.unit_price_gbp /
                             future_setting(&plain.future, 0, s)->cost.unit_price_gbp;
        cr_expect_float_eq(ratio, i < 2 ? model_price_factor(&here.model) : 1.0, 1e-12, "%s",
                           id[i]);
    }
    cr_expect(isnan(model_price_factor(&plain.model)));
    fixture_release(&here);
    fixture_release(&plain);
}

/* ---- the futures */

/* Every future of a file spends the same on plans held at the position date, whatever its prices,
 * lines and children. */
static void
expect_tied(const struct fixture *f, double target_gbp)
{
    struct work work;
    struct hr_err err = { 0 };
    cr_assert_eq(work_init(&work, &f->model, &err), 0, "%s", err.text);
    double least = 10.0, most = 0.0;
    for (size_t k = 0; k < 200; k++) {
        replicate_begin(&f->model, k, &work);
        cr_assert_eq(replicate_run(&f->model, 0, &work, &err), 0, "%s", err.text);
        cr_assert_float_eq(held_gbp(&f->model, &work.future), target_gbp, A_PENNY, "future %zu", k);
        least = fmin(least, work.money.costs.factor);
        most = fmax(most, work.money.costs.factor);
    }
    cr_expect(least < f->model.solved.central && f->model.solved.central < most, "%g to %g", least,
              most);
    work_release(&work);
}

Claim(solved, in_every_future_plans_held_cost_the_outturn)
{
    struct fixture f;
    fixture_init(&f, solve_two);
    fixture_model(&f);
    expect_tied(&f, 21131000.0);
    fixture_release(&f);
}

/* Typed prices are not made to meet a ledger that they miss. */
/* Bands and a need in pounds are prices too. */
static void
add_bands(struct sample *sample, struct band_in band[2])
{
    struct price_in *price = &sample->price[2];
    const struct quantity gbp = { .kind = QUANTITY_TRIPLET, .p = { 15100, 17400, 21300 } };
    band[0] = (struct band_in){ "test", "a", price->topup_gbp, 0.5, 0.9 };
    band[1] = (struct band_in){ "test", "b", sample_add(sample, &gbp, "b.topup_gbp"), 0.5, 0.1 };
    price->band = band;
    price->n_band = 2;
    price->topup_gbp = 0;
}

Claim(solved, bands_and_prices_by_need_in_pounds_follow_the_factor)
{
    struct fixture f;
    struct band_in band[2];
    fixture_init(&f, solve_two);
    add_bands(&f.sample, band);
    f.sample.price[0].by_need = f.sample.factor;
    f.sample.price[0].n_by_need = 1;
    f.sample.factor[0].factor = (double)NAN;
    f.sample.factor[0].gbp = band[1].topup_gbp;
    fixture_model(&f);
    expect_tied(&f, 21131000.0);
    fixture_release(&f);
}

/* Typed prices are not made to meet a ledger that they miss. */
/* A need in pounds and bands are prices too. */
Claim(solved, prices_by_need_in_pounds_and_bands_follow_the_factor)
{
    struct fixture f;
    struct band_in band[2];
    fixture_init(&f, solve_two);
    struct price_in *banded = &f.sample.price[2];
    for (size_t i = 0; i < 2; i++)
        band[i] = (struct band_in){ "test", i == 0 ? "a" : "b", banded->topup_gbp, 0.5,
                                    0.9 - 0.8 * (double)i };
    band[1].topup_gbp = sample_add(
        &f.sample, &(struct quantity){ .kind = QUANTITY_TRIPLET, .p = { 15100, 17400, 21300 } },
        "prices.schools.bands.b.topup_gbp");
    banded->band = band;
    banded->n_band = 2;
    banded->topup_gbp = 0;
    f.sample.price[0].by_need = f.sample.factor;
    f.sample.price[0].n_by_need = 1;
    f.sample.factor[0].factor = (double)NAN;
    f.sample.factor[0].gbp = band[1].topup_gbp;
    fixture_model(&f);
    expect_tied(&f, 21131000.0);
    fixture_release(&f);
}

Claim(solved, where_prices_are_typed_every_future_costs_what_the_expected_value_run_does)
{
    struct fixture f;
    fixture_init(&f, sample_init);
    fixture_model(&f);
    fixture_expected(&f, 0);
    const double expected = held_gbp(&f.model, &f.future);
    cr_expect_gt(fabs(expected - 21131000.0), 1000.0, "the sample does not tie");
    expect_tied(&f, expected);
    fixture_release(&f);
}

Claim(solved, the_error_of_the_outturn_moves_every_future_by_itself)
{
    struct fixture f;
    fixture_init(&f, solve_two);
    f.sample.in.dsg.outturn_error =
        sample_add(&f.sample, &(struct quantity){ .kind = QUANTITY_UNIFORM, .p = { -0.03, 0.03 } },
                   "dsg.outturn_error");
    fixture_model(&f);
    fixture_work(&f);
    struct hr_err err = { 0 };
    for (size_t k = 0; k < 20; k++) {
        replicate_begin(&f.model, k, &f.work);
        cr_assert_eq(replicate_run(&f.model, 0, &f.work, &err), 0, "%s", err.text);
        const double error = f.work.value[f.sample.in.dsg.outturn_error];
        cr_expect(error != 0.0);
        cr_expect_float_eq(held_gbp(&f.model, &f.work.future), 21131000.0 * (1.0 + error), A_PENNY);
    }
    fixture_release(&f);
}

Claim(solved, the_error_of_the_opening_balance_moves_every_years_deficit_and_no_spending)
{
    struct fixture f, same;
    struct hr_err err = { 0 };
    fixture_init(&same, solve_two);
    fixture_init(&f, solve_two);
    const double typed = -f.sample.in.dsg.carry_forward_gbp;
    const quantity_id error = f.sample.in.dsg.carry_forward_error_gbp =
        sample_add(&f.sample, &(struct quantity){ .kind = QUANTITY_UNIFORM, .p = { -3e6, 3e6 } },
                   "dsg.carry_forward_error_gbp_m");
    fixture_model(&f);
    fixture_model(&same);
    fixture_work(&f);
    fixture_work(&same);
    for (size_t k = 0; k < 20; k++) {
        replicate_begin(&f.model, k, &f.work);
        replicate_begin(&same.model, k, &same.work);
        cr_assert_eq(replicate_run(&f.model, 0, &f.work, &err), 0, "%s", err.text);
        cr_assert_eq(replicate_run(&same.model, 0, &same.work, &err), 0, "%s", err.text);
        cr_expect(f.work.value[error] != 0.0);
        cr_expect_float_eq(f.work.future.year[0].money.deficit_opening_gbp,
                           typed + f.work.value[error], A_PENNY);
        for (size_t y = 0; y < f.model.n_year; y++) {
            const struct money_year *is = &f.work.future.year[y].money,
                                    *was = &same.work.future.year[y].money;
            cr_expect_eq(is->spending_gbp, was->spending_gbp);
            cr_expect_float_eq(is->deficit_closing_gbp,
                               was->deficit_closing_gbp + f.work.value[error], A_PENNY);
        }
    }
    fixture_release(&f);
    fixture_release(&same);
}

static double
factor_of_run(struct option_sample *s, size_t scenario, size_t replicate)
{
    struct hr_err err = { 0 };
    replicate_begin(&s->model, replicate, &s->work);
    cr_assert_eq(replicate_run(&s->model, scenario, &s->work, &err), 0, "%s", err.text);
    return s->work.money.costs.factor;
}

/* Else an option's first-year saving would go into the prices of the others. */
Claim(solved, all_scenarios_of_a_future_have_the_factor_of_its_first_year_without_options)
{
    struct option_sample s;
    option_sample_init(&s, OPTION_SAMPLE);
    struct option_in *in = option_add(&s, OPTION_TOP_UP_CUT, "cut");
    option_for(&s, in, "schools");
    in->start = "2021/22";
    in->share = option_quantity(&s, 0.2);
    in->requests = option_quantity(&s, 0.3);
    option_sample_plan(&s);
    for (size_t k = 0; k < 20; k++) {
        const double factor = factor_of_run(&s, 0, k), without = held_gbp(&s.model, &s.work.future);
        cr_expect_eq(factor_of_run(&s, 1, k), factor, "future %zu", k);
        cr_expect_lt(held_gbp(&s.model, &s.work.future), without - 1000.0,
                     "the cut saves in the first year");
    }
    option_sample_release(&s);
}

static void
expect_refused(struct sample *sample, const char *words)
{
    struct model model;
    struct hr_err err = { 0 };
    for (size_t i = 1; i <= sample->in.n_quantity; i++)
        cr_assert_eq(quantity_fit(&sample->quantity[i], &err), 0, "%s", err.text);
    cr_expect_eq(model_make(&model, &sample->in, &err), HR_ESCENARIO);
    cr_expect_not_null(strstr(err.text, words), "%s", err.text);
    model_release(&model);
    sample_release(sample);
}

Claim(solved, an_outturn_that_the_rest_alone_exceeds_is_refused)
{
    struct sample sample;
    solve_two(&sample);
    for (size_t i = 0; i < 4; i++)
        if (strcmp(sample.block[i].id, "high_needs") == 0)
            sample.block[i].outturn_gbp = 2113100.0;
    expect_refused(&sample, "and the outturn of high_needs is £2.113m");
}

Claim(solved, settings_that_nobody_is_in_cannot_be_solved)
{
    struct sample sample;
    sample_init(&sample);
    sample_add_empty_setting(&sample, "nowhere", CATEGORY_OTHER);
    sample.price[3].solved = true;
    expect_refused(&sample, "no child is in the settings whose prices are solved");
}
