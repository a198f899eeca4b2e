#include "record_grant.h"

static const char *
name_of(const struct inputs *in, quantity_id id)
{
    return id < 0 ? NULL : in->quantity[id].name;
}

static void
record_formula(struct json_build *b, json_t *grant, const struct inputs *in)
{
    const struct grant_formula_in *formula = &in->grant.formula;
    json_t *o = json_build_object(b, grant, "formula");
    json_build_text(b, o, "basic_entitlement_gbp", name_of(in, formula->basic_entitlement_gbp));
    json_build_number(b, o, "area_cost_adjustment", formula->area_cost_adjustment);
    json_build_text(b, o, "import_export_gbp", name_of(in, formula->import_export_gbp));
    json_t *list = json_build_array(b, o, "other_pupils");
    for (size_t i = 0; i < formula->n_other_pupils; i++) {
        json_t *item = json_build_object(b, list, NULL);
        json_build_whole(b, item, "census", formula->other_pupils[i].census);
        json_build_text(b, item, "count", name_of(in, formula->other_pupils[i].count));
    }
}

static void
record_academies(struct json_build *b, json_t *grant, const struct inputs *in)
{
    json_t *list = json_build_array(b, grant, "academy_places");
    for (size_t i = 0; i < in->grant.n_academy; i++) {
        const struct academy_places_in *academy = &in->grant.academy[i];
        json_t *o = json_build_object(b, list, NULL);
        json_build_text(b, o, "id", academy->id);
        json_build_whole(b, o, "ay", academy->ay);
        json_build_number(b, o, "count", academy->count);
        json_build_number(b, o, "rate_gbp", academy->rate_gbp);
        json_build_bool(b, o, "post16", academy->post16);
    }
}

void
record_grant_rules(struct json_build *b, json_t *grant, const struct inputs *in)
{
    const struct grant_in *rules = &in->grant;
    if (rules->formula.where != NULL)
        record_formula(b, grant, in);
    if (rules->limits.where != NULL) {
        json_t *o = json_build_object(b, grant, "growth_limits");
        json_build_text(b, o, "floor", name_of(in, rules->limits.floor));
        json_build_text(b, o, "cap", name_of(in, rules->limits.cap));
    }
    if (rules->n_flat_cash > 0)
        json_build_texts(b, grant, "flat_cash", rules->flat_cash, rules->n_flat_cash);
    if (rules->n_academy > 0)
        record_academies(b, grant, in);
}
