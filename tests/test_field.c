/* field.c and the tables of fields: the rows themselves, and bad input made from each of them: a
 * value too low, one too high, one of the wrong type. */
#include "option.h"
#include "scenario_sample.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef void row_check(const struct field *row, const char *path);

static void
each_row(const struct field_table *table, const char *path, row_check *check)
{
    for (size_t i = 0; i < table->n_row; i++) {
        char inner[200];
        (void)snprintf(inner, sizeof inner, "%s%s%s", path, path[0] == '\0' ? "" : ".",
                       table->row[i].key);
        check(&table->row[i], inner);
        if (table->row[i].table != NULL)
            each_row(table->row[i].table, inner, check);
    }
}

/* ---- rows */

static void
expect_complete(const struct field *row, const char *path)
{
    const bool enumerated = row->type == FIELD_ENUM || row->type == FIELD_FLAG;
    const bool holds =
        row->type == FIELD_GROUP || row->type == FIELD_LIST || row->type == FIELD_PATH;
    const size_t length = strlen(row->help);

    cr_expect_not_null(row->unit, "%s has a unit, or \"\"", path);
    cr_expect(length > 5 && row->help[length - 1] == '.', "the help of %s is a sentence: %s", path,
              row->help);
    cr_expect(row->example != NULL || row->type == FIELD_GROUP, "%s has an example", path);
    cr_expect_eq(row->choice != NULL, enumerated, "%s", path);
    cr_expect_eq(row->table != NULL, holds, "%s", path);
    cr_expect(row->type == FIELD_LIST ? row->table->size > 0 && row->table->address != NULL : true,
              "%s", path);
    cr_expect(!field_is_bounded(row) || row->lo < row->hi, "%s has bounds", path);
    cr_expect(row->type != FIELD_NUMBERS || (row->length > 0 && row->index != NULL), "%s", path);
    for (const char *c = row->key; *c != '\0'; c++)
        cr_expect((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || *c == '_', "%s", path);
}

Claim(field, every_row_says_what_it_is)
{
    each_row(&inputs_fields, "", expect_complete);
}

static void
expect_unit_in_name(const struct field *row, const char *path)
{
    const bool millions = strstr(row->key, "_gbp_m") != NULL;
    const bool pounds = !millions && strstr(row->key, "gbp") != NULL;
    cr_expect_eq(millions, strstr(row->unit, "million") != NULL, "%s", path);
    cr_expect_eq(pounds, strncmp(row->unit, "pounds", 6) == 0, "%s", path);
    cr_expect_eq(field_scale(row), millions ? 1e6 : 1.0, "%s", path);
}

Claim(field, money_has_its_unit_in_its_name)
{
    each_row(&inputs_fields, "", expect_unit_in_name);
}

Claim(field, categories_are_those_of_the_models)
{
    for (int i = 0; i < N_CATEGORY; i++)
        cr_expect_str_eq(category_choice[i], category_name(i));
    cr_expect_null(category_choice[N_CATEGORY]);
}

static const struct field *
option_row(const char *key, size_t length)
{
    for (size_t i = 0; i < option_fields.n_row; i++)
        if (strlen(option_fields.row[i].key) == length &&
            strncmp(option_fields.row[i].key, key, length) == 0)
            return &option_fields.row[i];
    return NULL;
}

Claim(field, keys_of_options_are_keys_that_there_are)
{
    for (unsigned i = 0; i < N_OPTION_KEY; i++) {
        const char *name = option_key_name((enum option_key)(1u << i));
        cr_expect(1u << i == KEY_AGES || option_row(name, strlen(name)) != NULL, "%s", name);
    }
    cr_expect(option_row("from_age", 8) != NULL && option_row("to_age", 6) != NULL);
}

Claim(field, kinds_of_options_are_those_of_the_models_and_read_a_key_in_one_way)
{
    const struct field *type = option_row("type", 4);
    cr_assert_not_null(type);
    for (int i = 0; i < N_OPTION_KIND; i++) {
        const struct option_kind_of *kind = option_kinds[i];
        cr_expect_str_eq(type->choice[i], kind->name);
        cr_expect((kind->must & kind->one_of) == 0 && (kind->must & kind->may) == 0 &&
                      (kind->one_of & kind->may) == 0,
                  "%s", kind->name);
        cr_expect((kind->levels_of & ~(kind->must | kind->one_of)) == 0 && kind->levels_of != 0,
                  "%s", kind->name);
    }
    cr_expect_null(type->choice[N_OPTION_KIND]);
}

Claim(field, numbers_are_written_as_people_write_them)
{
    static const struct {
        double value;
        const char *text;
    } written[] = {
        { 0.05, "0.05" },           { 1424, "1424" },
        { 58200, "58,200" },        { 1000000, "1,000,000" },
        { -2500000, "-2,500,000" }, { 12345.678, "12,345.678" },
        { 1e12, "1e+12" },          { 0, "0" },
        { 0.1 + 0.2, "0.3" },
    };
    for (size_t i = 0; i < sizeof written / sizeof written[0]; i++) {
        char buf[40];
        field_number(written[i].value, buf, sizeof buf);
        cr_expect_str_eq(buf, written[i].text);
    }
}

/* ---- bad input made from rows: --set at each key that the sample scenario has */

static bool
is_own(const struct scenario_key *key)
{
    return strncmp(key->where, "tests/bad/parts/", 16) == 0 || strcmp(key->where, "default") == 0;
}

/* England's tables have the same rows hundreds of times; a row is tried where it is first seen. */
static bool
first_of_row(const struct scenario *sample, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (sample->key[k].row == sample->key[i].row)
            return false;
    return true;
}

/* Values of several keys, no two of one key, that are read together, which says as much of each in
 * less time. */
enum { TRIALS = 12 };

struct trials {
    void (*expect)(struct trials *self);
    char path[TRIALS][200], set[TRIALS][300];
    size_t n;
};

static int
load_some(const struct trials *self, size_t first, size_t n, struct scenario *out)
{
    const char *set[TRIALS];
    struct hr_err err = { .code = HR_OK };
    for (size_t i = 0; i < n; i++)
        set[i] = self->set[first + i];
    return scenario_load(SCENARIO_SAMPLE, set, n, out, &err);
}

/* A fault of the key itself or of one within it. */
static bool
is_refused(const struct scenario *scenario, const char *path)
{
    char whole[300], within[300];
    (void)snprintf(whole, sizeof whole, "--set: '%s'", path);
    (void)snprintf(within, sizeof within, "--set: '%s.", path);
    return scenario_sample_has_fault(scenario, whole) ||
           scenario_sample_has_fault(scenario, within);
}

/* One that another's fault hides is read again alone. */
static void
expect_refused(struct trials *self)
{
    struct scenario all;
    cr_expect_eq(load_some(self, 0, self->n, &all), HR_ESCENARIO);
    for (size_t i = 0; i < self->n; i++) {
        struct scenario alone;
        if (is_refused(&all, self->path[i]))
            continue;
        const int ret = load_some(self, i, 1, &alone);
        cr_expect(ret == HR_ESCENARIO && is_refused(&alone, self->path[i]), "%s is accepted (%d)",
                  self->set[i], ret);
        scenario_release(&alone);
    }
    scenario_release(&all);
}

static void
end_trials(struct trials *self)
{
    self->expect(self);
    self->n = 0;
}

static void
add_trial(struct trials *self, const char *path, const char *value)
{
    if (self->n == TRIALS)
        end_trials(self);
    (void)snprintf(self->path[self->n], sizeof self->path[0], "%s", path);
    (void)snprintf(self->set[self->n], sizeof self->set[0], "%s=%s", path, value);
    self->n++;
}

static const char *
wrong_value(enum field_type type)
{
    switch (type) {
    case FIELD_TEXT:
    case FIELD_ID:
    case FIELD_PLACE:
    case FIELD_DATE:
    case FIELD_FY:
    case FIELD_AY:
    case FIELD_FLAG:
    case FIELD_ENUM: return "17";
    case FIELD_BOOL: return "\"maybe\"";
    case FIELD_WHOLE:
    case FIELD_COUNT:
    case FIELD_NUMBER: return "{ }";
    case FIELD_NUMBERS:
    case FIELD_WHOLES: return "0.5";
    case FIELD_VALUES: return "\"half\"";
    case FIELD_QUANTITY:
    case FIELD_PATH:
    case FIELD_GROUP: return "\"words\"";
    case FIELD_TEXTS: return "true";
    case FIELD_LIST: return "{ id = \"a\"; }";
    case N_FIELD_TYPE: break;
    }
    return "";
}

/* What is tried together is far apart in the file: an id that is none hides all of its entry. */
Claim(field, each_row_refuses_a_value_of_the_wrong_type)
{
    enum { MOST = 1000 };
    struct scenario sample;
    struct trials trials = { .expect = expect_refused };
    size_t key[MOST], n = 0;
    cr_assert_eq(scenario_sample_load(&sample, NULL), 0);
    for (size_t i = 0; i < sample.n_key && n < MOST; i++)
        if (first_of_row(&sample, i))
            key[n++] = i;
    cr_assert(n > 90 && n < MOST, "%zu rows are tried", n);
    const size_t apart = n / TRIALS + 1;
    for (size_t first = 0; first < apart; first++)
        for (size_t i = first; i < n; i += apart)
            add_trial(&trials, sample.key[key[i]].path, wrong_value(sample.key[key[i]].row->type));
    end_trials(&trials);
    scenario_release(&sample);
}

static double
outside(const struct field *row, bool above)
{
    const double bound = above ? row->hi : row->lo;
    const double step =
        row->type == FIELD_WHOLE || row->type == FIELD_COUNT ? 1.0 : 1e-6 * (1.0 + fabs(bound));
    return above ? bound + step : bound - step;
}

/* On the bounds: nothing but what one number alone cannot say is asked of them. */
static void
expect_taken(struct trials *self)
{
    struct scenario scenario;
    const int ret = load_some(self, 0, self->n, &scenario);
    cr_expect_eq(ret == 0, scenario.faults.n == 0);
    for (size_t i = 0; i < scenario.faults.n; i++) {
        const char *text = scenario.faults.item[i].text;
        cr_expect(strstr(text, "want a number") == NULL && strstr(text, "want a whole") == NULL,
                  "%s", text);
    }
    scenario_release(&scenario);
}

Claim(field, each_bounded_row_refuses_a_value_just_outside_and_takes_one_on_the_bound)
{
    struct scenario sample;
    struct trials refused[2] = { { .expect = expect_refused }, { .expect = expect_refused } },
                  taken[2] = { { .expect = expect_taken }, { .expect = expect_taken } };
    size_t n = 0;
    cr_assert_eq(scenario_sample_load(&sample, NULL), 0);
    for (size_t i = 0; i < sample.n_key; i++) {
        const struct field *row = sample.key[i].row;
        if (!field_is_bounded(row) || row->type == FIELD_NUMBERS || !is_own(&sample.key[i]) ||
            !first_of_row(&sample, i))
            continue;
        for (int above = 0; above < 2; above++) {
            char value[64];
            (void)snprintf(value, sizeof value, "%.10f", outside(row, above == 1));
            add_trial(&refused[above], sample.key[i].path, value);
            (void)snprintf(value, sizeof value, "%.10f", above == 1 ? row->hi : row->lo);
            add_trial(&taken[above], sample.key[i].path, value);
        }
        n++;
    }
    cr_assert(n > 40, "only %zu rows were tried", n);
    for (int above = 0; above < 2; above++) {
        end_trials(&refused[above]);
        end_trials(&taken[above]);
    }
    scenario_release(&sample);
}

Claim(field, each_whole_row_refuses_a_fraction)
{
    struct scenario sample;
    struct trials trials = { .expect = expect_refused };
    cr_assert_eq(scenario_sample_load(&sample, NULL), 0);
    for (size_t i = 0; i < sample.n_key; i++) {
        const struct field *row = sample.key[i].row;
        char value[64];
        if ((row->type != FIELD_WHOLE && row->type != FIELD_COUNT) || !first_of_row(&sample, i))
            continue;
        (void)snprintf(value, sizeof value, "%.2f", row->lo + 0.25);
        add_trial(&trials, sample.key[i].path, value);
    }
    end_trials(&trials);
    scenario_release(&sample);
}

Claim(field, each_array_refuses_another_length_and_a_number_outside)
{
    struct scenario sample;
    struct trials another = { .expect = expect_refused }, none = { .expect = expect_refused };
    cr_assert_eq(scenario_sample_load(&sample, NULL), 0);
    for (size_t i = 0; i < sample.n_key; i++) {
        if (sample.key[i].row->type != FIELD_NUMBERS || !first_of_row(&sample, i))
            continue;
        add_trial(&another, sample.key[i].path, "[ 0.1, 0.2 ]");
        add_trial(&none, sample.key[i].path, "[ ]");
    }
    end_trials(&another);
    end_trials(&none);
    scenario_release(&sample);
}

Claim(field, a_yearly_rate_may_be_one_number_everywhere)
{
    struct scenario sample;
    size_t n = 0;
    cr_assert_eq(scenario_sample_load(&sample, NULL), 0);
    for (size_t i = 0; i < sample.n_key; i++) {
        char set[300], first[300], last[300];
        struct scenario scenario;
        if (sample.key[i].row->type != FIELD_PATH)
            continue;
        (void)snprintf(set, sizeof set, "%s=0.0317", sample.key[i].path);
        (void)snprintf(first, sizeof first, "%s.first", sample.key[i].path);
        (void)snprintf(last, sizeof last, "%s.long_run", sample.key[i].path);
        cr_assert_eq(scenario_sample_load(&scenario, set, NULL), 0, "%s", set);
        cr_expect_eq(scenario_sample_quantity(&scenario, first)->p[0], 0.0317);
        cr_expect_eq(scenario_sample_quantity(&scenario, last)->p[0], 0.0317);
        scenario_release(&scenario);
        n++;
    }
    cr_assert_eq(
        n, 11,
        "inflation, pressure, joiners, grant, settlement, three prices, a line, transport, "
        "interest: %zu",
        n);
    scenario_release(&sample);
}
