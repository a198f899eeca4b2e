/* What a setting says nothing of: how many places open a year, whose they are, and at what rate. A
 * setting with places draws its own growth: an authority that opens many special places does not
 * thereby open many in units. */
#include "reader.h"

#include <math.h>
#include <string.h>

static const struct england_places_in *
places_of(const struct inputs *in, int category)
{
    for (size_t i = 0; i < in->n_england_places; i++)
        if (in->england_places[i].category == category)
            return &in->england_places[i];
    return NULL;
}

/* The row of the setting's trend. */
static const struct field *
growth_row(void)
{
    for (size_t i = 0; i < setting_fields.n_row; i++) {
        const struct field *group = &setting_fields.row[i];
        for (size_t k = 0; strcmp(group->key, "trend") == 0 && k < group->table->n_row; k++)
            if (strcmp(group->table->row[k].key, "growth") == 0)
                return &group->table->row[k];
    }
    hr_bug("settings have no key 'trend.growth'");
}

static void
add_trend(struct reader *self, struct setting_in *setting, const struct england_places_in *places)
{
    const struct quantity q = {
        .name = arena_format(self->arena, "settings.%s.trend.growth", setting->id),
        .where = places->where,
        .kind = QUANTITY_TRIPLET,
        .support = QUANTITY_REAL,
        .p = { places->low, places->central, places->high },
    };
    setting->trend_growth =
        reader_add_quantity(self, growth_row(), &q,
                            arena_format(self->arena, "england.places.%s.central",
                                         category_name((enum category)places->category)));
}

void
england_places_fill(struct reader *self)
{
    struct inputs *in = &self->out->inputs;
    for (size_t i = 0; i < in->n_setting; i++) {
        struct setting_in *setting = &in->setting[i];
        const struct england_places_in *places =
            setting->local ? places_of(in, (int)setting->category) : NULL;
        if (isnan(setting->academies))
            setting->academies = places == NULL ? 0.0 : places->academies;
        if (isnan(setting->place_rate_gbp))
            setting->place_rate_gbp = places == NULL ? 0.0 : places->rate_gbp;
        if (places != NULL && setting->n_seats > 0 && setting->trend_growth == 0 &&
            setting->trend_places == 0)
            add_trend(self, setting, places);
    }
}
