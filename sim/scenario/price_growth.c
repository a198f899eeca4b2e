/* How fast a price grows that says nothing of it: England's, by category of setting, as it was
 * known at the base census. Each price draws its own rates; the shocks of a category are one
 * (prices.h). */
#include "reader.h"

#include <math.h>


static const struct england_growth_in *
growth_known(const struct inputs *in, int category)
{
    const struct england_growth_in *latest = NULL;
    for (size_t i = 0; i < in->n_england_growth; i++) {
        const struct england_growth_in *growth = &in->england_growth[i];
        if (growth->category == category && growth->from_census <= in->base_census &&
            (latest == NULL || growth->from_census > latest->from_census))
            latest = growth;
    }
    return latest;
}

static const struct field *
path_row(const char *key)
{
    return &path_fields.row[field_table_find(&path_fields, key)];
}

/* Where a quantity of a price's growth comes from. */
struct origin {
    const struct price_in *price;
    const struct england_growth_in *growth;
};

static quantity_id
add(struct reader *self, const struct origin *of, const char *key, struct quantity q)
{
    q.name = arena_format(self->arena, "prices.%s.growth.%s", of->price->setting, key);
    q.where = of->growth->where;
    return reader_add_quantity(self, path_row(key), &q,
                               arena_format(self->arena, "england.price_growth.%d.%s.first_central",
                                            of->growth->from_census,
                                            category_name((enum category)of->growth->category)));
}

static void
add_growth(struct reader *self, struct price_in *price, const struct england_growth_in *growth)
{
    const struct origin of = { price, growth };
    price->growth = (struct path_in){
        .first = add(self, &of, "first",
                     (struct quantity){
                         .kind = QUANTITY_TRIPLET,
                         .p = { growth->first_low, growth->first_central, growth->first_high } }),
        .long_run = add(self, &of, "long_run",
                        (struct quantity){ .kind = QUANTITY_TRIPLET,
                                           .p = { growth->long_run_low, growth->long_run_central,
                                                  growth->long_run_high } }),
        .persistence =
            add(self, &of, "persistence",
                (struct quantity){ .kind = QUANTITY_FIXED, .p = { growth->persistence } }),
        .shock_sd = add(self, &of, "shock_sd",
                        (struct quantity){ .kind = QUANTITY_FIXED, .p = { growth->shock_sd } }),
        .loading = (double)NAN,
    };
}

void
price_growth_fill(struct reader *self)
{
    struct inputs *in = &self->out->inputs;
    for (size_t i = 0; i < in->n_price; i++) {
        struct price_in *price = &in->price[i];
        const struct setting_in *setting = inputs_setting(in, price->setting);
        const struct england_growth_in *growth =
            setting == NULL ? NULL : growth_known(in, (int)setting->category);
        if (growth != NULL && price->growth.first == 0)
            add_growth(self, price, growth);
    }
}
