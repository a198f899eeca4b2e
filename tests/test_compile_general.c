/* Names to settings, dates to years; what a caller of the library may get wrong. */
#include "model.h"
#include "fixture.h"
#include "claim.h"


struct made {
    struct sample sample;
};

static void
refuses(struct made *made, const char *text)
{
    struct model model;
    struct hr_err err = { 0 };
    for (size_t i = 1; i <= made->sample.in.n_quantity; i++)
        cr_assert_eq(quantity_fit(&made->sample.quantity[i], &err), 0, "%s", err.text);
    cr_expect_eq(model_make(&model, &made->sample.in, &err), HR_ESCENARIO);
    cr_expect_not_null(strstr(err.text, text), "%s", err.text);
    model_release(&model);
    sample_release(&made->sample);
}

static void
made_init(struct made *self)
{
    sample_init(&self->sample);
    sample_add_general(&self->sample);
}

Claim(compile_general, transport_is_in_the_order_of_the_settings_and_capital_by_id)
{
    static struct made made;
    struct model model;
    made_init(&made);
    sample_plan(&made.sample, &model);
    const struct general_fund *fund = &model.general;
    cr_assert_eq(fund->n_transport, 2);
    for (size_t i = 0; i < 2; i++)
        cr_expect_str_eq(model.setting[fund->setting[i]]->id, fund->transport[i]->setting);
    cr_expect_lt(fund->setting[0], fund->setting[1]);
    cr_expect_str_eq(fund->capital[0]->id, "school");
    cr_expect_str_eq(fund->capital[1]->id, "units");
    model_release(&model);
    sample_release(&made.sample);
}

Claim(compile_general, unknown_settings_and_settings_given_twice_are_refused)
{
    static struct made made;
    made_init(&made);
    made.sample.in.general_fund.transport[1].setting = "nowhere";
    refuses(&made, "'general_fund.transport' names a setting which there is not");
    made_init(&made);
    made.sample.in.general_fund.transport[1].setting = "local-special";
    refuses(&made, "'general_fund.transport' has 'local-special' twice");
}

Claim(compile_general,
      reserves_need_an_amount_by_the_end_of_the_first_year_and_dates_that_end_a_year)
{
    static struct made made;
    made_init(&made);
    made.sample.in.general_fund.reserves.by_year[1].date = "2022-09-01";
    refuses(&made, "reserves are of '2022-09-01', want a 31 March");
    made_init(&made);
    made.sample.in.general_fund.reserves.by_year[1].date = "2025-03-31";
    refuses(&made, "must begin at the end of the first forecast year or before");
}

Claim(compile_general, without_the_group_nothing_is_compiled_or_measured)
{
    struct fixture f;
    fixture_init(&f, sample_init);
    fixture_model(&f);
    cr_expect_null(f.model.general.in);
    fixture_expected(&f, 0);
    cr_expect_eq(f.future.year[4].general.cost_gbp, 0.0);
    fixture_release(&f);
}
