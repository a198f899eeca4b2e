/* Ranges of a fit against authorities drawn from the model that it assumes. One country here: `make
 * calibrate` has hundreds. */
#include "fit_calibration.h"

#include "calibrate.h"
#include "claim.h"
#include "engine.h"
#include "evidence_sample.h"
#include "made_fit.h"
#include "replicate.h"

#include <math.h>

Claim(calibration, even_places_have_a_chance_of_1_and_heaped_ones_of_none)
{
    size_t even[FIT_CALIBRATION_BINS], heaped[FIT_CALIBRATION_BINS] = { 0 };
    for (size_t b = 0; b < FIT_CALIBRATION_BINS; b++)
        even[b] = 7;
    heaped[3] = 7 * FIT_CALIBRATION_BINS;
    cr_expect_float_eq(fit_calibration_p(even), 1.0, 1e-12);
    cr_expect_lt(fit_calibration_p(heaped), 1e-100);
}

/* Two dozen authorities: the mean of their places is known to 0.06, their spread to a tenth, and
 * what the fit learns of so few adds to both; a range of no width has a spread of 1.73. Growth is
 * one value a country. */
Claim(calibration, true_values_of_a_made_country_lie_in_their_ranges_as_they_should)
{
    static struct fit_calibration one;
    made_areas = 24;
    fit_calibration_add(&one, 1);
    for (size_t q = 0; q < N_CALIBRATED; q++) {
        const struct fit_calibration_moment m = fit_calibration_moment(&one, (enum calibrated)q);
        if (q == CALIBRATED_GROWTH || q == CALIBRATED_NEXT_YEAR)
            continue;
        cr_expect(m.mean > 0.3 && m.mean < 0.7, "%s: mean place %.3f", calibrated_name[q], m.mean);
        cr_expect(m.spread > 0.7 && m.spread < 1.6, "%s: spread %.3f", calibrated_name[q],
                  m.spread);
    }
}

/* Plans that went to other authorities less those that came, in a year's expected-value run. */
static double
lost_in_a_year(const struct fit *fit, const struct people_fit *people)
{
    static struct fit_inputs inputs;
    struct model model;
    struct future future;
    struct hr_err err = { 0 };
    fit_inputs_init(&inputs, fit, people, (struct fit_run){ false, 1, 1.0, 1.0 });
    made_set(&inputs, "migration.balance", people->balance);
    made_fit_quantities(&inputs);
    made_must(model_make(&model, &inputs.in, &err), &err);
    made_must(engine_expected(&model, 0, &future, &err), &err);
    const struct people_year *year = &future.year[0].people;
    const double lost = (year->migrated.out - year->migrated.in) / year->plans_opening;
    future_release(&future);
    model_release(&model);
    made_release(&inputs);
    return lost;
}

Claim(calibration, the_share_of_all_plans_that_goes_is_the_one_that_was_measured)
{
    static struct evidence_sample country;
    struct fit fit;
    struct people_fit people;
    struct hr_err err = { 0 };
    evidence_sample_init(&country, true);
    cr_assert_eq(fit_init(&fit, &country.evidence, AUTHORITIES_LAST, &err), 0, "%s", err.text);
    fit.outflow.outflow =
        (struct spread_fit){ .lasting_sd = 0.02, .yearly_sd = 1e-4, .n_pair = 99 };
    for (int i = 0; i < AUTHORITIES_N; i += 13) {
        cr_assert_eq(fit_people(&fit, authority_code(i), &people, &err), 0, "%s", err.text);
        const struct outflow own = outflow_of(&fit.outflow, &fit.panel, people.series);
        cr_expect_gt(fabs(own.outflow.mean), 1e-4, "authority %d", i);
        cr_expect_float_eq(lost_in_a_year(&fit, &people), own.outflow.mean,
                           0.03 * fabs(own.outflow.mean), "authority %d: %g, measured %g", i,
                           lost_in_a_year(&fit, &people), own.outflow.mean);
    }
    fit_release(&fit);
    evidence_sample_release(&country);
}

/* Few years of few authorities: their covariance is nothing or below. */
Claim(calibration, a_fit_is_never_certain_that_all_authorities_are_alike)
{
    static struct evidence_sample country;
    struct fit fit;
    struct people_fit people;
    struct hr_err err = { 0 };
    evidence_sample_init(&country, true);
    cr_assert_eq(fit_init(&fit, &country.evidence, AUTHORITIES_LAST, &err), 0, "%s", err.text);
    cr_assert_eq(fit_people(&fit, authority_code(3), &people, &err), 0, "%s", err.text);
    cr_expect_geq(fit.outflow.post16.lasting_sd, 0.2);
    cr_expect_geq(fit.outflow.outflow.lasting_sd, 0.005);
    cr_expect_gt(people.balance_sd, 0.0);
    fit_release(&fit);
    evidence_sample_release(&country);
}
