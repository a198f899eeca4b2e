/* x = u X, X low/central/high of England's authorities in the category, u the typed uprate (1 when
 * none). Each price draws its own: an authority dear in one setting is not thereby dear in another.
 * */
#include "reader.h"

#include <math.h>

static const struct england_cost_in *
cost_of(const struct inputs *in, int category)
{
    for (size_t i = 0; i < in->n_england_cost; i++)
        if (in->england_cost[i].category == category)
            return &in->england_cost[i];
    return NULL;
}

static const struct field *
price_row(const char *key)
{
    return &price_fields.row[field_table_find(&price_fields, key)];
}

static void
add_quantity(struct reader *self, struct price_in *price, const struct england_cost_in *cost)
{
    const char *name = cost->fee ? "fee_gbp" : "topup_gbp";
    const struct field *row = price_row(name);
    const double uprate = isnan(price->uprate) ? 1.0 : price->uprate;
    struct quantity q = {
        .name = arena_format(self->arena, "prices.%s.%s", price->setting, name),
        .where = cost->where,
        .kind = QUANTITY_TRIPLET,
        .support = QUANTITY_POSITIVE,
        .p = { uprate * cost->low_gbp, uprate * cost->central_gbp, uprate * cost->high_gbp },
    };
    if (!isnan(price->uprate))
        q.note = arena_format(self->arena, "England's figure times %.6g", uprate);
    const quantity_id id =
        reader_add_quantity(self, row, &q,
                            arena_format(self->arena, "england.unit_costs.%s.central_gbp",
                                         category_name(cost->category)));
    *(cost->fee ? &price->fee_gbp : &price->topup_gbp) = id;
}

void
unit_costs_fill(struct reader *self)
{
    struct inputs *in = &self->out->inputs;
    for (size_t i = 0; i < in->n_price; i++) {
        struct price_in *price = &in->price[i];
        const struct setting_in *setting = inputs_setting(in, price->setting);
        if (price->unit_cost != UNIT_COST_ENGLAND || setting == NULL)
            continue; /* a setting that is not there has its own fault */
        const struct england_cost_in *cost = cost_of(in, setting->category);
        if (price->fee_gbp != 0 || price->topup_gbp != 0)
            faults_add(self->faults, price->where,
                       "'prices.%s' has %s and unit_cost = \"england\": take one of them out",
                       price->setting, price->fee_gbp != 0 ? "fee_gbp" : "topup_gbp");
        else if (cost == NULL)
            faults_add(self->faults, price->where,
                       "'prices.%s.unit_cost' is \"england\", but England's tables have no unit "
                       "cost of category '%s': type fee_gbp or "
                       "topup_gbp",
                       price->setting, category_name(setting->category));
        else
            add_quantity(self, price, cost);
    }
}
