/* assumptions: every number of the scenario that a reader might challenge, in the order of the
 * file's reference page, each as it was typed.
 *
 * A quantity has a range or a distribution; the rest is fixed. A population by age is told by its
 * total; the weights of England's tables by age and category are left in england.cfg, whose SHA-256
 * is in run.json. */
#include "tables.h"

#include "table_rows.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SHORTEST = -1 };

/* name, meaning, unit, distribution | low, central, high | source, source_date, confidence, owner,
 * note, where */
static const struct table_field assumption_field[] = {
    TABLE_FIELD("name", TABLE_TEXT, 0),          TABLE_FIELD("meaning", TABLE_TEXT, 0),
    TABLE_FIELD("unit", TABLE_TEXT, 0),          TABLE_FIELD("distribution", TABLE_TEXT, 0),
    TABLE_FIELD("low", TABLE_NUMBER, SHORTEST),  TABLE_FIELD("central", TABLE_NUMBER, SHORTEST),
    TABLE_FIELD("high", TABLE_NUMBER, SHORTEST), TABLE_FIELD("source", TABLE_TEXT, 0),
    TABLE_FIELD("source_date", TABLE_TEXT, 0),   TABLE_FIELD("confidence", TABLE_TEXT, 0),
    TABLE_FIELD("owner", TABLE_TEXT, 0),         TABLE_FIELD("note", TABLE_TEXT, 0),
    TABLE_FIELD("where", TABLE_TEXT, 0),
};
enum { ASSUMPTION_N_TEXT = 4, ASSUMPTION_LOW = 4, ASSUMPTION_SOURCE = 7 };

struct assumption {
    const char *name, *meaning, *unit, *distribution;
    double number[3]; /* low, central, high; in the unit of the name */
    struct provenance from;
    const char *where;
};

static bool
ends_in(const char *name, const char *end)
{
    const size_t n = strlen(name), n_end = strlen(end);
    return n > n_end && strcmp(name + n - n_end, end) == 0;
}

static const char *
unit_of(const char *name, const char *unit)
{
    if (ends_in(name, "_gbp_m"))
        return "gbp_m";
    return ends_in(name, "_gbp") ? "gbp" : unit;
}

static int
add_assumption(struct table *out, const struct assumption *a, struct hr_err *err)
{
    const char *const what[] = { a->name, a->meaning, a->unit, a->distribution };
    const char *const why[] = { a->from.source, a->from.source_date, a->from.confidence,
                                a->from.owner,  a->from.note,        a->where };

    int ret = row_add(out, what, ASSUMPTION_N_TEXT, err);
    if (ret == 0)
        row_numbers(out, ASSUMPTION_LOW, a->number, 3);
    for (size_t i = 0; ret == 0 && i < sizeof why / sizeof why[0]; i++) {
        if (why[i] != NULL)
            ret = table_set_text(out, ASSUMPTION_SOURCE + i, why[i], err);
    }
    return ret;
}

/* Low and high are the 1-in-10 and 9-in-10 points, of a triplet as written and not as the fit
 * rounds them; a plain number has neither. */
static int
add_quantity(struct table *out, const struct quantity *q, struct hr_err *err)
{
    struct assumption a = {
        .name = q->name,
        .meaning = q->meaning,
        .unit = unit_of(q->name, q->unit),
        .distribution = quantity_kind_name(q->kind),
        .number = { (double)NAN, quantity_central(q), (double)NAN },
        .from = { q->source, q->source_date, q->confidence, q->owner, q->note },
        .where = q->where,
    };
    if (q->kind == QUANTITY_TRIPLET) {
        memcpy(a.number, q->p, sizeof a.number);
    } else if (q->kind != QUANTITY_FIXED) {
        a.number[0] = quantity_quantile(q, 0.1);
        a.number[2] = quantity_quantile(q, 0.9);
    }
    for (size_t i = 0; i < 3; i++)
        a.number[i] =
            in_unit_digits(ends_in(q->name, "_gbp_m") ? a.number[i] / 1e6 : a.number[i], "");
    return add_assumption(out, &a, err);
}

static int
add_fixed(struct table *out, const struct scenario_key *key, const char *name, const char *meaning,
          double value, struct hr_err *err)
{
    const struct assumption a = {
        .name = name,
        .meaning = meaning,
        .unit = unit_of(key->path, key->row->unit),
        .distribution = quantity_kind_name(QUANTITY_FIXED),
        .number = { (double)NAN, in_unit_digits(value, ""), (double)NAN },
        .from = key->from,
        .where = key->where,
    };
    return add_assumption(out, &a, err);
}

/* One row for the sum, or one for each. */
static int
add_numbers(struct table *out, const struct scenario_key *key, struct hr_err *err)
{
    const struct field *row = key->row;
    char name[256], meaning[512];
    double total = 0.0;
    int ret = 0;

    for (size_t i = 0; i < row->length; i++)
        total += key->each[i];
    if (row->total) {
        snprintf(meaning, sizeof meaning, "%s Here their total.", row->help);
        return add_fixed(out, key, key->path, meaning, total, err);
    }
    for (size_t i = 0; ret == 0 && i < row->length; i++) {
        const int index = row->first_index + (int)i;
        snprintf(name, sizeof name, "%s.%d", key->path, index);
        snprintf(meaning, sizeof meaning, "%s Here %s %d.", row->help, row->index, index);
        ret = add_fixed(out, key, name, meaning, key->each[i], err);
    }
    return ret;
}

/* The keys and the quantities were read in the same order. */
static int
add_keys(struct table *out, const struct scenario *scenario, struct hr_err *err)
{
    size_t n_quantity = 0;
    int ret = 0;

    for (size_t i = 0; ret == 0 && i < scenario->n_key; i++) {
        const struct scenario_key *key = &scenario->key[i];
        const enum field_type type = key->row->type;
        if (type == FIELD_QUANTITY) {
            const struct quantity *q = &scenario->inputs.quantity[n_quantity++];
            if (strcmp(q->name, key->path) != 0)
                hr_bug("quantity '%s' stands where key '%s' was read", q->name, key->path);
            ret = add_quantity(out, q, err);
        } else if (!key->row->untold && type == FIELD_NUMBERS) {
            ret = add_numbers(out, key, err);
        } else if (!key->row->untold && (type == FIELD_COUNT || type == FIELD_NUMBER)) {
            ret = add_fixed(out, key, key->path, key->row->help, key->value, err);
        }
    }
    return ret;
}

/* What the numbers typed were multiplied by to meet the outturn. */
static int
add_price_factor(struct table *out, const struct model *model, struct hr_err *err)
{
    const double factor = model_price_factor(model);
    const struct assumption a = {
        .name = "prices.solved",
        .meaning = "Factor on the prices with solved = true, in the expected-value run: with it "
                   "the first year's spending is the outturn.",
        .unit = "factor",
        .distribution = "solved",
        .number = { (double)NAN, in_unit_digits(factor, ""), (double)NAN },
        .where = "solved",
    };
    return isnan(factor) ? 0 : add_assumption(out, &a, err);
}

static int
fill_assumptions(const struct table_source *from, struct table *out, struct hr_err *err)
{
    const struct inputs *in = from->results->model->in;
    int ret = 0;

    if (from->scenario != NULL) {
        ret = add_keys(out, from->scenario, err);
        return ret == 0 ? add_price_factor(out, from->results->model, err) : ret;
    }
    for (size_t i = 0; ret == 0 && i < in->n_quantity; i++)
        ret = add_quantity(out, &in->quantity[i], err);
    return ret;
}

const struct result_table assumptions_table = {
    .name = "assumptions",
    .holds = "every number assumed: value or range as typed, unit, source, confidence, owner",
    .field = assumption_field,
    .n_field = sizeof assumption_field / sizeof assumption_field[0],
    .fill = fill_assumptions,
};
