/* The general fund and the deflator in the run record; their uncertain numbers are among its
 * quantities. */
#include "record_settings.h"

static const char *
method_name(int method)
{
    switch ((enum mrp_method)method) {
    case MRP_ANNUITY: return "annuity";
    case MRP_EQUAL_INSTALMENTS: return "equal_instalments";
    }
    hr_bug("MRP method %d", method);
}

static void
record_terms(struct json_build *b, json_t *o, const struct borrowing_in *terms)
{
    json_build_whole(b, o, "life_years", terms->life_years);
    json_build_text(b, o, "method", method_name(terms->method));
}

static void
record_capital(struct json_build *b, json_t *group, const struct general_fund_in *in)
{
    json_t *list = json_build_array(b, group, "capital");
    for (size_t i = 0; i < in->n_capital; i++) {
        json_t *o = json_build_object(b, list, NULL);
        json_build_text(b, o, "id", in->capital[i].id);
        json_build_whole(b, o, "fy", in->capital[i].fy);
        json_build_whole(b, o, "in_use_fy",
                         in->capital[i].in_use_fy != 0 ? in->capital[i].in_use_fy
                                                       : in->capital[i].fy);
        record_terms(b, o, &in->capital[i].terms);
    }
    if (in->capital_defaults.where != NULL)
        record_terms(b, json_build_object(b, group, "capital_defaults"),
                     &in->capital_defaults.terms);
}

static void
record_reserves(struct json_build *b, json_t *group, const struct reserves_in *in)
{
    if (in->where == NULL)
        return;
    json_t *o = json_build_object(b, group, "reserves");
    json_build_text(b, o, "definition", in->definition);
    json_t *dates = json_build_array(b, o, "test_dates");
    for (size_t i = 0; i < in->n_test; i++) {
        json_t *date = json_build_object(b, dates, NULL);
        json_build_text(b, date, "date", in->test[i].date);
        json_build_text(b, date, "label", in->test[i].label);
        json_build_text(b, date, "known", in->test[i].hindsight ? "hindsight" : "as_known");
    }
}

void
record_general(struct json_build *b, json_t *settings, const struct inputs *in)
{
    const struct general_fund_in *fund = &in->general_fund;
    if (fund->where != NULL) {
        json_t *group = json_build_object(b, settings, "general_fund");
        if (fund->interest.where != NULL)
            json_build_text(b, group, "interest_on",
                            fund->interest.on == INTEREST_ON_OPENING ? "opening" : "average");
        record_capital(b, group, fund);
        record_reserves(b, group, &fund->reserves);
    }
    if (in->n_deflator == 0)
        return;
    json_t *deflator = json_build_array(b, settings, "deflator");
    for (size_t i = 0; i < in->n_deflator; i++) {
        json_t *o = json_build_object(b, deflator, NULL);
        json_build_whole(b, o, "fy", in->deflator[i].fy);
        json_build_number(b, o, "growth", in->deflator[i].growth);
    }
}
