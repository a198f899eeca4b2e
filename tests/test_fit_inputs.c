/* Fitted people as inputs of the engine. */
#include "fit_inputs.h"

#include "evidence_sample.h"
#include "claim.h"

#include <math.h>
#include <string.h>

struct fixture {
    struct evidence_sample country;
    struct fit fit;
    struct people_fit people;
    struct fit_inputs inputs;
};

static void
init(struct fixture *self, const char *code, bool by_kind)
{
    struct hr_err err = { 0 };
    evidence_sample_init(&self->country, true);
    cr_assert_eq(fit_init(&self->fit, &self->country.evidence, AUTHORITIES_LAST, &err), 0, "%s",
                 err.text);
    cr_assert_eq(fit_people(&self->fit, code, &self->people, &err), 0, "%s", err.text);
    fit_inputs_init(&self->inputs, &self->fit, &self->people,
                    (struct fit_run){ by_kind, 3, 100.0, 731.0 });
}

static void
release(struct fixture *self)
{
    fit_release(&self->fit);
    evidence_sample_release(&self->country);
}

static double
value(const struct fixture *self, quantity_id id)
{
    return self->inputs.quantity[id].p[0];
}

Claim(fit_inputs, plans_are_those_held_by_age_and_by_placement)
{
    static struct fixture f;
    init(&f, authority_code(5), true);
    const struct plans_in *plans = &f.inputs.in.plans;
    double by_age[N_NCY] = { 0.0 };
    for (size_t i = 0; i < plans->n_cell; i++)
        by_age[plans->cell[i].ncy - NCY_MIN] += plans->cell[i].count;
    for (size_t a = 0; a < N_NCY; a++)
        cr_expect_eq(by_age[a], f.country.plans[5][AUTHORITIES_LAST - AUTHORITIES_FIRST][a],
                     "age %zu", a);
    cr_expect_eq(plans->total, f.people.series->plans[series_year(AUTHORITIES_LAST)]);
    cr_expect_eq(f.inputs.in.n_setting, (size_t)N_KIND);
    release(&f);
}

Claim(fit_inputs, quantities_have_names_of_their_own_and_ranges_that_can_be_drawn)
{
    static struct fixture f;
    struct hr_err err = { 0 };
    init(&f, authority_code(5), true);
    for (size_t i = 1; i <= f.inputs.in.n_quantity; i++) {
        cr_assert_eq(quantity_fit(&f.inputs.quantity[i], &err), 0, "%s", err.text);
        for (size_t k = 1; k < i; k++)
            cr_expect(strcmp(f.inputs.quantity[i].name, f.inputs.quantity[k].name) != 0 ||
                          f.inputs.quantity[i].kind == QUANTITY_FIXED,
                      "%s", f.inputs.quantity[i].name);
    }
    for (size_t i = 1; i <= f.inputs.in.n_quantity; i++)
        quantity_release(&f.inputs.quantity[i]);
    release(&f);
}

Claim(fit_inputs, england_does_not_stray_from_itself)
{
    static struct fixture f;
    init(&f, "E92000001", false);
    const struct inputs *in = &f.inputs.in;
    cr_expect(f.people.england);
    cr_expect_eq(value(&f, in->joiners.level), 1.0);
    cr_expect_eq(f.inputs.quantity[in->joiners.level].kind, QUANTITY_FIXED);
    cr_expect_eq(value(&f, in->joiners.level_reverts.to), 1.0);
    cr_expect_eq(value(&f, in->joiners.level_reverts.shock_sd), 0.0);
    cr_expect_eq(value(&f, in->joiners.transitory_sd), 0.0);
    cr_expect_eq(value(&f, in->leavers.yearly.local_sd), 0.0);
    cr_expect_eq(value(&f, in->migration.residual_sd), 0.0);
    cr_expect_gt(value(&f, in->joiners.growth.shock_sd), 0.0);
    release(&f);
}

Claim(fit_inputs, growth_is_drawn_once_for_all_areas_and_levels_for_each)
{
    static struct fixture f;
    init(&f, authority_code(5), false);
    const struct joiners_in *in = &f.inputs.in.joiners;
    cr_expect(f.inputs.quantity[in->growth.long_run].national ||
              f.inputs.quantity[in->growth.long_run].kind == QUANTITY_FIXED);
    cr_expect_not(f.inputs.quantity[in->level].national);
    release(&f);
}

Claim(fit_inputs, england_s_rates_give_the_new_plans_that_england_issued)
{
    static struct fixture f;
    init(&f, "E92000001", false);
    cr_expect_float_eq(f.inputs.in.joiners.new_plans,
                       f.people.series->new_plans[series_year(AUTHORITIES_LAST - 1)],
                       0.02 * f.inputs.in.joiners.new_plans);
    release(&f);
}
