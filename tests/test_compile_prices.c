/* Prices compiled: school and post-16 places together, bands and needs that make no sense to any
 * caller refused. */
#include "fixture.h"

#include "model.h"
#include "claim.h"

#include <math.h>
#include <string.h>

static void
expect_refused(struct sample *sample, const char *words)
{
    struct model model;
    struct hr_err err = { 0 };
    for (size_t i = 1; i <= sample->in.n_quantity; i++)
        cr_assert_eq(quantity_fit(&sample->quantity[i], &err), 0, "%s", err.text);
    const int ret = model_make(&model, &sample->in, &err);
    cr_expect_eq(ret, HR_ESCENARIO, "not refused");
    cr_expect(ret == 0 || strstr(err.text, words) != NULL, "the sentence is: %s", err.text);
    model_release(&model);
    sample_release(sample);
}

/* local-special: 311 school places, 347 from September 2022; and 29 post-16 places, 41 from August
 * 2022. */
static void
give_places(struct sample *sample, struct places_in places[4])
{
    places[0] = (struct places_in){ "test", 2022, 41.0, true };
    places[1] = (struct places_in){ "test", 2022, 347.0, false };
    places[2] = (struct places_in){ "test", 2020, 311.0, false };
    places[3] = (struct places_in){ "test", 2020, 29.0, true };
    sample->price[1].places = places;
    sample->price[1].n_places = 4;
}

Claim(compile_prices, school_places_change_in_september_and_post16_places_in_august)
{
    struct fixture f;
    struct places_in places[4];
    fixture_init(&f, sample_init);
    give_places(&f.sample, places);
    fixture_model(&f);
    const double *n = f.model.prices.price[model_setting(&f.model, "local-special")].places;
    cr_expect_float_eq(n[0], 311.0 + 29.0, 1e-12);
    cr_expect_float_eq(n[1], (5.0 * 311.0 + 7.0 * 347.0) / 12.0 + (4.0 * 29.0 + 8.0 * 41.0) / 12.0,
                       1e-12);
    cr_expect_float_eq(n[2], 347.0 + 41.0, 1e-12);
    fixture_release(&f);
}

Claim(compile_prices, places_of_one_kind_alone_leave_the_other_at_none)
{
    struct fixture f;
    struct places_in places[4];
    fixture_init(&f, sample_init);
    give_places(&f.sample, places);
    places[1] = places[3];
    f.sample.price[1].n_places = 2;
    fixture_model(&f);
    const double *n = f.model.prices.price[model_setting(&f.model, "local-special")].places;
    cr_expect_float_eq(n[1], (4.0 * 29.0 + 8.0 * 41.0) / 12.0, 1e-12);
    fixture_release(&f);
}

Claim(compile_prices, each_kind_must_begin_in_the_year_that_ends_in_the_first_forecast_year)
{
    struct sample sample;
    struct places_in places[4];
    sample_init(&sample);
    give_places(&sample, places);
    sample.price[1].n_places = 3; /* post-16 places from 2022 only */
    expect_refused(&sample, "2020/21 or before");
}

/* As in a college: 6,000 (element 2) for each commissioned place, filled or not, changing in
 * August; a top-up for each student there. */
Claim(compile_prices, a_college_is_paid_element_2_by_place_and_top_ups_by_student)
{
    struct fixture f;
    fixture_init(&f, sample_init);
    f.sample.price[1].post16_places = true;
    sample_certain(&f.sample);
    sample_set(&f.sample, "prices.local-special.place_gbp", 6000.0);
    fixture_model(&f);
    fixture_expected(&f, 0);
    const struct setting_year *y =
        future_setting(&f.future, 1, model_setting(&f.model, "local-special"));
    cr_expect_float_eq(y->cost.place_funding_gbp, 6000.0 * (4.0 * 311.0 + 8.0 * 347.0) / 12.0,
                       1e-6);
    cr_expect_float_eq(y->cost.spending_gbp - y->cost.place_funding_gbp,
                       14873.61 * (1.0 + 0.0311 + 0.0041) * y->cost.place_years, 1e-4);
    fixture_release(&f);
}

Claim(compile_prices, others_places_count_as_held_only_where_places_fill_up)
{
    struct fixture f;
    fixture_init(&f, sample_init);
    fixture_model(&f);
    const struct price *price = &f.model.prices.price[model_setting(&f.model, "local-special")];
    cr_expect_eq(price->others, 0, "the sample's settings are never full");
    cr_expect(price->empty_gbp == 0 && price->protection == 0 && price->joint == 0);
    fixture_release(&f);
}

static void
give_bands(struct sample *sample, struct band_in band[2])
{
    struct price_in *price = &sample->price[2];
    band[0] = (struct band_in){ "test", "a", price->topup_gbp, 0.613, (double)NAN };
    band[1] = (struct band_in){ "test", "b", sample->price[1].topup_gbp, 0.387, (double)NAN };
    price->topup_gbp = 0;
    price->band = band;
    price->n_band = 2;
}

Claim(compile_prices, shares_of_bands_add_up_to_one_and_bands_stand_alone)
{
    struct sample sample;
    struct band_in band[2];
    sample_init(&sample);
    give_bands(&sample, band);
    band[1].share = 0.4;
    expect_refused(&sample, "add up to 1.013");
    sample_init(&sample);
    give_bands(&sample, band);
    sample.price[2].topup_gbp = band[0].topup_gbp;
    expect_refused(&sample, "in place of a fee or top-up");
    sample_init(&sample);
    give_bands(&sample, band);
    sample.price[2].by_need = sample.factor;
    sample.price[2].n_by_need = 1;
    sample.factor[0].gbp = band[0].topup_gbp;
    expect_refused(&sample, "is in pounds");
}

/* Two bands at one top-up are one top-up, in every future. */
Claim(compile_prices, bands_that_cost_the_same_are_one_top_up)
{
    struct fixture plain, banded;
    struct band_in band[2];
    fixture_init(&plain, sample_init);
    fixture_init(&banded, sample_init);
    give_bands(&banded.sample, band);
    band[1].topup_gbp = band[0].topup_gbp;
    fixture_model(&plain);
    fixture_model(&banded);
    fixture_run(&plain, 40, 1);
    fixture_run(&banded, 40, 1);
    for (size_t t = 0; t < SAMPLE_N_YEAR; t++)
        for (size_t k = 0; k < 40; k++) {
            const double one = sample_column(&plain.results, 0, t, "spending.schools")[k],
                         two = sample_column(&banded.results, 0, t, "spending.schools")[k];
            cr_expect_float_eq(one, two, 1e-12 * one, "year %zu, future %zu", t, k);
        }
    fixture_release(&plain);
    fixture_release(&banded);
}
