/* drivers.csv: what the uncertainty of the last deficit comes from (drivers.h). */
#include "drivers.h"
#include "tables.h"

#include <math.h>

struct driver_row {
    const char *scenario, *role, *input, *label, *group, *unit, *effect_from;
    double low, high, share, share_se;
    double effect_low, effect_high, effect_se, deficit_low, deficit_high;
    struct provenance from;
};

#define ROW(member) offsetof(struct driver_row, member)
enum { SHARE_DECIMALS = 4 };
static const struct table_field driver_field[] = {
    COLUMN_TEXT("scenario", ROW(scenario), AS_BEFORE),
    COLUMN_TEXT("role", ROW(role), AS_BEFORE),
    COLUMN_TEXT("input", ROW(input),
                "key of the scenario file whose number is uncertain, or where the file says what "
                "is: yearly, what each year brings by chance; delivery, status, consent, whether "
                "it happens; rest, what is not told apart"),
    COLUMN_TEXT("label", ROW(label), AS_BEFORE),
    COLUMN_TEXT("group", ROW(group),
                "plans, mix (where children are placed), prices, grant, delivery (what is agreed "
                "and done) or rest"),
    COLUMN_IN(IN_RATIO, "low_p05", ROW(low),
              "5th percentile of the number, in its unit; empty where it is none"),
    COLUMN_IN(IN_RATIO, "high_p95", ROW(high), "95th percentile of the number"),
    COLUMN_TEXT("unit", ROW(unit), AS_BEFORE),
    COLUMN_NUMBER("share_of_variance", SHARE_DECIMALS, ROW(share),
                  "part of the variance of the last deficit that it explains by itself; 0 where "
                  "that cannot be told from nothing; the rows of a scenario add up to 1"),
    COLUMN_NUMBER("share_se", SHARE_DECIMALS, ROW(share_se), "standard error of the share"),
    COLUMN_IN(IN_MONEY, "effect_low_gbp_m", ROW(effect_low),
              "by how much the average of the last deficit is higher with the number at low_p05, "
              "all else drawn as ever; of what is no number, at the 5th percentile of what it "
              "does, or without it"),
    COLUMN_IN(IN_MONEY, "effect_high_gbp_m", ROW(effect_high),
              "the same at high_p95, at the 95th percentile, or with it"),
    COLUMN_IN(IN_MONEY, "effect_se_gbp_m", ROW(effect_se),
              "standard error of the two, where they are simulated"),
    COLUMN_IN(IN_MONEY, "deficit_low_gbp_m", ROW(deficit_low),
              "the average of the last deficit then: that of all futures and effect_low_gbp_m"),
    COLUMN_IN(IN_MONEY, "deficit_high_gbp_m", ROW(deficit_high), "the same with effect_high_gbp_m"),
    COLUMN_TEXT("effect_from", ROW(effect_from),
                "simulated: the number held there in the run's first futures; run: worked out "
                "from what the run's futures drew; empty, with the effects, where the run's "
                "futures are too few to tell"),
    COLUMN_TEXT("source", ROW(from.source), AS_BEFORE),
    COLUMN_TEXT("confidence", ROW(from.confidence), AS_BEFORE),
    COLUMN_TEXT("owner", ROW(from.owner), AS_BEFORE),
};
#undef ROW

static void
put_driver(const struct table_source *from, struct table *out, const struct scenario_drivers *of,
           const struct driver *d)
{
    const struct scenario_in *scenario = run_scenario(from->results, of->scenario);
    struct driver_row row = {
        .scenario = scenario->id,
        .role = role_name(scenario->role),
        .input = d->id,
        .label = d->name.text,
        .group = driver_group_id[d->group],
        .low = d->low,
        .high = d->high,
        .share = d->share,
        .share_se = d->share_se,
        .effect_low = d->effect_low,
        .effect_high = d->effect_high,
        .effect_se = d->effect_se,
        .deficit_low = of->mean + d->effect_low,
        .deficit_high = of->mean + d->effect_high,
        .effect_from = isnan(d->effect_low) ? NULL
                       : d->simulated       ? "simulated"
                                            : "run",
    };
    if (d->of != NULL) {
        row.low = quantity_table_value(d->id, d->low);
        row.high = quantity_table_value(d->id, d->high);
        row.unit = quantity_table_unit(d->id, d->of->unit);
        row.from = (struct provenance){ .source = d->of->source,
                                        .confidence = d->of->confidence,
                                        .owner = d->of->owner };
    }
    table_put(out, &row);
    if (from->suppress != NULL && suppress_hides_setting(from->suppress, d->id))
        suppress_last_row(from->suppress, out);
}

static void
put_rest(const struct table_source *from, struct table *out, const struct scenario_drivers *of)
{
    const struct scenario_in *scenario = run_scenario(from->results, of->scenario);
    const double none = (double)NAN;
    table_put(out, &(struct driver_row){ .scenario = scenario->id,
                                         .role = role_name(scenario->role),
                                         .input = "rest",
                                         .label = driver_rest_name,
                                         .group = driver_group_id[DRIVER_REST],
                                         .low = none,
                                         .high = none,
                                         .share = of->rest,
                                         .share_se = none,
                                         .effect_low = none,
                                         .effect_high = none,
                                         .effect_se = none,
                                         .deficit_low = none,
                                         .deficit_high = none });
}

static int
fill_drivers(const struct table_source *from, struct table *out, struct hr_err *err)
{
    const struct drivers *drivers = from->drivers;
    (void)err;
    for (size_t k = 0; drivers != NULL && k < drivers->n; k++) {
        const struct scenario_drivers *of = &drivers->of[k];
        for (size_t i = 0; i < of->n; i++)
            put_driver(from, out, of, &of->row[i]);
        if (of->n > 0)
            put_rest(from, out, of);
    }
    return 0;
}

const struct result_table drivers_table = {
    .name = "drivers",
    .holds = "what the uncertainty of the last deficit comes from: each uncertain number's share "
             "of its variance, and the deficit with the number low and high",
    .field = driver_field,
    .n_field = N_FIELD(driver_field),
    .fill = fill_drivers,
};
