#include "slip_sample.h"

#include "claim.h"
#include "scenario.h"
#include "text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SETS = 8, STRIDE = 5 };

static const struct {
    const char *name;
    double factor;
} slip[] = {
    { "a thousand times", 1e3 }, { "a thousandth", 1e-3 },     { "a million times", 1e6 },
    { "a hundred times", 100 },  { "a hundredth", 1.0 / 100 }, { "52 times", 52 },
    { "a 52nd", 1.0 / 52 },      { "twelve times", 12 },       { "a twelfth", 1.0 / 12 },
    { "the other sign", -1 },
};
enum { N_SLIP = sizeof slip / sizeof slip[0] };

/* ---- what is mistyped */

static void
add(struct slips *self, const char *name, struct text *set)
{
    if (self->n == self->capacity) {
        self->capacity = self->capacity == 0 ? 1024 : 2 * self->capacity;
        self->item = realloc(self->item, self->capacity * sizeof *self->item);
        cr_assert_not_null(self->item);
    }
    self->item[self->n++] = (struct slip_one){ .set = strdup(set->text), .name = name };
    text_release(set);
}

/* A count stays one: whole, where the slip leaves it one. */
static double
slipped(const struct field *row, double value, double factor)
{
    return row->type == FIELD_COUNT ? round(value * factor) : value * factor;
}

static void
mistype_number(struct slips *self, const struct field *row, const char *path, double value)
{
    for (size_t i = 0; value != 0.0 && i < N_SLIP; i++) {
        struct text set;
        text_init(&set);
        text_add(&set, "%s=%.10g", path, slipped(row, value, slip[i].factor));
        add(self, slip[i].name, &set);
    }
}

static void
mistype_range(struct slips *self, const struct scenario_key *key, const struct quantity *q)
{
    static const char *const part[] = { "low", "central", "high" };
    const double scale = field_scale(key->row);
    for (size_t i = 0; i < N_SLIP; i++) {
        struct text set;
        text_init(&set);
        for (size_t k = 0; k < 3; k++) /* a range that is turned stays in order */
            text_add(&set, "%s%s.%s=%.10g", k == 0 ? "" : "\n", key->path, part[k],
                     slip[i].factor * q->p[slip[i].factor < 0.0 ? 2 - k : k] / scale);
        add(self, slip[i].name, &set);
    }
}

/* One of the elements, or all (one: length). */
static void
mistype_each(struct slips *self, const struct scenario_key *key, size_t one)
{
    for (size_t i = 0; i < N_SLIP; i++) {
        struct text set;
        text_init(&set);
        text_add(&set, "%s=[", key->path);
        for (size_t k = 0; k < key->row->length; k++) {
            const bool this_one = one == key->row->length || one == k;
            text_add(&set, "%s%.10g", k == 0 ? "" : ",",
                     key->each[k] * (this_one ? slip[i].factor : 1.0));
        }
        text_add(&set, "]");
        add(self, one == key->row->length ? slip[i].name : "one element", &set);
    }
}

static bool
is_amount(const struct field *row)
{
    static const char *const no[] = { "seed", "simulations", "loading", "from_age", "to_age" };
    for (size_t i = 0; i < sizeof no / sizeof no[0]; i++)
        if (strcmp(row->key, no[i]) == 0)
            return false;
    return row->type != FIELD_WHOLE || strstr(row->unit, "year") == NULL ||
           strcmp(row->unit, "years") == 0;
}

/* "prices.ap.growth" of the quantities of a rate that was given as one number; "" for none. */
static bool
is_one_rate(const struct scenario *scenario, size_t key, const struct quantity *first)
{
    const struct scenario_key *path = &scenario->key[key];
    return path->row->type == FIELD_PATH && key + 2 < scenario->n_key &&
           first[0].kind == QUANTITY_FIXED && first[1].kind == QUANTITY_FIXED &&
           first[0].p[0] == first[1].p[0];
}

static size_t
skip_rate(struct slips *self, const struct scenario *scenario, size_t i, const struct quantity *q)
{
    const struct scenario_key *key = &scenario->key[i];
    size_t n = 0;
    mistype_number(self, key->row, key->path, q->p[0]);
    while (i + 1 + n < scenario->n_key && scenario->key[i + 1 + n].row->type == FIELD_QUANTITY &&
           strncmp(scenario->key[i + 1 + n].path, key->path, strlen(key->path)) == 0)
        n++;
    return n;
}

static void
mistype(struct slips *self, const struct scenario_key *key, const struct quantity *q)
{
    if (q != NULL && q->kind == QUANTITY_FIXED)
        mistype_number(self, key->row, key->path, q->p[0] / field_scale(key->row));
    else if (q != NULL && q->kind == QUANTITY_TRIPLET)
        mistype_range(self, key, q);
    else if (key->each != NULL)
        for (size_t one = 0; one <= key->row->length;
             one += one + STRIDE > key->row->length && one < key->row->length
                        ? key->row->length - one
                        : STRIDE)
            mistype_each(self, key, one);
    else if (!isnan(key->value))
        mistype_number(self, key->row, key->path, key->value);
}

void
slips_of(struct slips *out, const char *path)
{
    struct scenario scenario;
    struct hr_err err = { 0 };
    size_t n_quantity = 0;
    *out = (struct slips){ .path = path };
    cr_assert_eq(scenario_load(path, NULL, 0, &scenario, &err), 0, "%s", err.text);
    out->n_note = scenario.notes.n + scenario.questions.n;
    for (size_t i = 0; i < scenario.n_key; i++) {
        const struct scenario_key *key = &scenario.key[i];
        const char *file = strrchr(path, '/') == NULL ? path : path;
        const bool own = strncmp(key->where, file, strlen(file)) == 0;
        if (own && is_one_rate(&scenario, i, &scenario.inputs.quantity[n_quantity + 1])) {
            const size_t n =
                skip_rate(out, &scenario, i, &scenario.inputs.quantity[n_quantity + 1]);
            n_quantity += n;
            i += n;
            continue;
        }
        const struct quantity *q =
            key->row->type == FIELD_QUANTITY ? &scenario.inputs.quantity[++n_quantity] : NULL;
        if (own && is_amount(key->row))
            mistype(out, key, q);
    }
    scenario_release(&scenario);
}

/* ---- what is said */

enum slip_word
slips_word(const struct slips *self, size_t i)
{
    char *text = strdup(self->item[i].set), *rest = text;
    const char *set[MOST_SETS];
    size_t n = 0;
    struct scenario scenario;
    struct hr_err err = { 0 };
    while (n < MOST_SETS && rest != NULL && (set[n] = strsep(&rest, "\n")) != NULL)
        n++;
    const int ret = scenario_load(self->path, set, n, &scenario, &err);
    const enum slip_word word = ret != 0 ? SLIP_REFUSED
                                : scenario.notes.n + scenario.questions.n > self->n_note
                                    ? SLIP_ASKED
                                    : SLIP_SILENT;
    scenario_release(&scenario);
    free(text);
    return word;
}

void
slips_release(struct slips *self)
{
    for (size_t i = 0; i < self->n; i++)
        free(self->item[i].set);
    free(self->item);
    *self = (struct slips){ .path = NULL };
}
