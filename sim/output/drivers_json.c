/* Drivers in summary.json: what the first page says of them. */
#include "drivers_json.h"

#include "table.h"

static void
put_row(struct json_build *b, json_t *list, const struct driver *row)
{
    json_t *o = json_build_object(b, list, NULL);
    json_build_text(b, o, "input", row->id);
    json_build_text(b, o, "label", row->name.text);
    json_build_text(b, o, "group", driver_group_id[row->group]);
    json_build_number(b, o, "share_of_variance", driver_share_round(row->share));
    json_build_number(b, o, "effect_low_gbp_m", table_round(row->effect_low, "gbp_m"));
    json_build_number(b, o, "effect_high_gbp_m", table_round(row->effect_high, "gbp_m"));
}

void
drivers_json(struct json_build *b, json_t *parent, const struct drivers *drivers)
{
    json_t *list = json_build_array(b, parent, "drivers");
    for (size_t k = 0; k < drivers->n; k++) {
        const struct scenario_drivers *of = &drivers->of[k];
        if (of->n == 0)
            continue;
        json_t *o = json_build_object(b, list, NULL);
        json_build_text(b, o, "scenario", drivers->list.model->in->scenario[of->scenario].id);
        json_build_text(b, o, "sentence", of->sentence);
        json_build_number(b, o, "rest_share_of_variance", driver_share_round(of->rest));
        json_t *rows = json_build_array(b, o, "largest");
        for (size_t i = 0; i < of->n && i < DRIVERS_SHOWN; i++)
            if (of->row[i].share > 0.0)
                put_row(b, rows, &of->row[i]);
    }
}
