/* assumptions: every number of the scenario that a reader might challenge, in the order of the
 * file's reference page, each as it was typed.
 *
 * A quantity has a range or a distribution; the rest is fixed. A population by age is shown by its
 * total; the weights of England's tables by age and category are left in england.cfg, whose SHA-256
 * is in run.json. */
#include "driver_words.h"
#include "tables.h"
#include "text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>


struct assumption {
    const char *name, *meaning, *unit, *distribution;
    double number[3]; /* low, central, high; in the unit of the name */
    struct provenance from;
    const char *where;
};
#define ROW(member) offsetof(struct assumption, member)

static const struct table_field assumption_field[] = {
    COLUMN_TEXT("name", ROW(name), AS_BEFORE),
    COLUMN_TEXT("meaning", ROW(meaning), "what the number is"),
    COLUMN_TEXT("unit", ROW(unit), AS_BEFORE),
    COLUMN_TEXT(
        "distribution", ROW(distribution),
        "fixed, low/central/high (1-in-10, median, 9-in-10) or the name of the distribution"),
    COLUMN_IN(IN_RATIO, "low", ROW(number[0]), "the 1-in-10 point; empty for a fixed number"),
    COLUMN_IN(IN_RATIO, "central", ROW(number[1]), AS_BEFORE),
    COLUMN_IN(IN_RATIO, "high", ROW(number[2]), "the 9-in-10 point; empty for a fixed number"),
    COLUMN_TEXT("source", ROW(from.source), "where the figure comes from; empty: not given"),
    COLUMN_TEXT("source_date", ROW(from.source_date), "date of the source"),
    COLUMN_TEXT("confidence", ROW(from.confidence),
                "good, fair or weak, as the scenario file says"),
    COLUMN_TEXT("owner", ROW(from.owner), "who answers for the number"),
    COLUMN_TEXT("note", ROW(from.note), "what the scenario file adds about the number"),
    COLUMN_TEXT("where", ROW(where),
                "file and line that set the number, --set, or default: Headroom's own"),
};
#undef ROW

static void
put_assumption(const struct table_source *from, struct table *out, const struct assumption *a)
{
    struct assumption shown = *a;
    shown.where = a->where == NULL ? NULL : text_base(a->where);
    table_put(out, &shown);
    if (from->suppress != NULL && suppress_hides_setting(from->suppress, a->name))
        suppress_last_row(from->suppress, out);
}

/* Low and high are the 1-in-10 and 9-in-10 points, of a triplet as written and not as the fit
 * rounds them; a plain number has neither. */
static void
put_quantity(const struct table_source *from, struct table *out, const struct quantity *q)
{
    struct assumption a = {
        .name = q->name,
        .meaning = q->meaning,
        .unit = quantity_table_unit(q->name, q->unit),
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
        a.number[i] = quantity_table_value(q->name, a.number[i]);
    put_assumption(from, out, &a);
}

/* Of a key, or of one of its numbers. */
static void
put_fixed(const struct table_source *from, struct table *out, const struct scenario_key *key,
          struct assumption a)
{
    a.unit = quantity_table_unit(key->path, key->row->unit);
    a.distribution = quantity_kind_name(QUANTITY_FIXED);
    a.number[0] = a.number[2] = (double)NAN;
    a.from = key->from;
    a.where = key->where;
    put_assumption(from, out, &a);
}

/* One row for the sum, or one for each. */
static void
put_numbers(const struct table_source *from, struct table *out, const struct scenario_key *key)
{
    const struct field *row = key->row;
    char name[256], meaning[512];
    double total = 0.0;

    for (size_t i = 0; i < row->length; i++)
        total += key->each[i];
    snprintf(meaning, sizeof meaning, "%s Here their total.", row->help);
    if (row->total)
        put_fixed(from, out, key,
                  (struct assumption){ key->path, meaning, .number = { 0, total } });
    for (size_t i = 0; !row->total && i < row->length; i++) {
        const int index = row->first_index + (int)i;
        snprintf(name, sizeof name, "%s.%d", key->path, index);
        snprintf(meaning, sizeof meaning, "%s Here %s %d.", row->help, row->index, index);
        put_fixed(from, out, key,
                  (struct assumption){ name, meaning, .number = { 0, key->each[i] } });
    }
}

/* Assumptions that nothing follows are none. */
static bool
is_replaced(const struct scenario *scenario, const char *path)
{
    static const char settlement[] = "grant.settlement.";
    const size_t n = sizeof settlement - 1;
    return strncmp(path, settlement, n) == 0 && grant_replaces(&scenario->inputs.grant, path + n);
}

/* The keys and the quantities were read in the same order. */
static void
put_keys(const struct table_source *from, struct table *out)
{
    const struct scenario *scenario = from->scenario;
    size_t n_quantity = 0;

    for (size_t i = 0; i < scenario->n_key; i++) {
        const struct scenario_key *key = &scenario->key[i];
        const enum field_type type = key->row->type;
        if (type == FIELD_QUANTITY) {
            const struct quantity *q = &scenario->inputs.quantity[++n_quantity];
            if (strcmp(q->name, key->path) != 0)
                hr_bug("quantity '%s' stands where key '%s' was read", q->name, key->path);
            if (!is_replaced(scenario, key->path))
                put_quantity(from, out, q);
        } else if (!key->row->untold && type == FIELD_NUMBERS) {
            put_numbers(from, out, key);
        } else if (!key->row->untold && (type == FIELD_COUNT || type == FIELD_NUMBER)) {
            put_fixed(
                from, out, key,
                (struct assumption){ key->path, key->row->help, .number = { 0, key->value } });
        }
    }
}

/* What the numbers typed were multiplied by to meet the outturn. */
static void
put_price_factor(const struct table_source *from, struct table *out)
{
    const double factor = model_price_factor(from->results->model);
    const struct assumption a = {
        .name = "prices.solved",
        .meaning = "Factor on the prices with solved = true, in the expected-value run: with it "
                   "the first year's spending is the outturn.",
        .unit = "factor",
        .distribution = "solved",
        .number = { (double)NAN, factor, (double)NAN },
        .where = "solved",
    };
    if (!isnan(factor))
        put_assumption(from, out, &a);
}

static int
fill_assumptions(const struct table_source *from, struct table *out, struct hr_err *err)
{
    const struct inputs *in = from->results->model->in;
    (void)err;
    if (from->scenario != NULL) {
        put_keys(from, out);
        put_price_factor(from, out);
        return 0;
    }
    for (size_t i = 1; i <= in->n_quantity; i++)
        put_quantity(from, out, &in->quantity[i]);
    return 0;
}

const struct result_table assumptions_table = {
    .name = "assumptions",
    .holds = "every number assumed: value or range as typed, unit, source, confidence, owner",
    .field = assumption_field,
    .n_field = N_FIELD(assumption_field),
    .fill = fill_assumptions,
};
