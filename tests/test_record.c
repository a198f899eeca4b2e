#include "record.h"

#include "headline.h"
#include "arena.h"
#include "sample.h"
#include "scenario_sample.h"
#include "claim.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N_FUTURE = 40 };

struct made {
    struct sample sample;
    struct model model;
    struct results results;
    struct folder_file file[2];
    struct folder folder;
    struct record_file input[1];
    struct record record;
};

static char forecast_name[] = "forecast.csv", fan_name[] = "charts/01_fan_plan.svg";
static const char *const override[] = { "prices.isp.fee_gbp=61234.5" };
static const char *const argument[] = { "headroom run", "x.cfg", "-o", "out" };

static void
made_init(struct made *self)
{
    sample_init(&self->sample);
    sample_plan(&self->sample, &self->model);
    sample_run(&self->model, N_FUTURE, 1, &self->results);
    self->file[0] = (struct folder_file){ .name = forecast_name, .size = 2385 };
    self->file[1] = (struct folder_file){ .name = fan_name, .size = 977 };
    digest_bytes("abc", 3, self->file[0].sha256);
    digest_bytes("", 0, self->file[1].sha256);
    self->folder = (struct folder){ .file = self->file, .n_file = 2 };
    self->input[0] = (struct record_file){ .name = "x.cfg" };
    digest_bytes("abc", 3, self->input[0].sha256);
    self->record = (struct record){
        .results = &self->results,
        .scenario_file = "x.cfg",
        .input = self->input,
        .n_input = 1,
        .override = override,
        .n_override = 1,
        .folder = &self->folder,
        .started = "2026-07-05T09:30:00Z",
        .seconds = 1.25,
        .n_thread = 2,
        .argument = argument,
        .n_argument = 4,
    };
}

static void
made_release(struct made *self)
{
    results_release(&self->results);
    model_release(&self->model);
    sample_release(&self->sample);
}

static json_t *
parse(const struct record *record)
{
    struct hr_err err;
    char *text = NULL;
    json_error_t why;
    cr_assert_eq(record_text(record, &text, &err), 0, "%s", err.text);
    json_t *run = json_loads(text, JSON_REJECT_DUPLICATES, &why);
    cr_assert_not_null(run, "%s", why.text);
    free(text);
    return run;
}

static const char *
text_in(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text == NULL ? "(none)" : text;
}

Claim(record, names_program_seed_inputs_and_outputs)
{
    struct made made;
    made_init(&made);
    json_t *run = parse(&made.record);
    cr_expect_str_eq(text_in(run, "program"), "headroom");
    cr_expect_str_eq(text_in(run, "rng"), "philox4x32-10/v2");
    cr_expect_gt(strlen(text_in(run, "gsl")), 2);
    cr_expect_eq((double)json_integer_value(json_object_get(run, "seed")), made.model.in->seed);
    cr_expect_eq(json_integer_value(json_object_get(run, "simulations")), N_FUTURE);
    const json_t *input = json_array_get(json_object_get(run, "input_files"), 0);
    cr_expect_str_eq(text_in(input, "sha256"),
                     "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    const json_t *output = json_array_get(json_object_get(run, "outputs"), 1);
    cr_expect_str_eq(text_in(output, "name"), "charts/01_fan_plan.svg");
    cr_expect_str_eq(text_in(output, "sha256"),
                     "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    cr_expect_str_eq(json_string_value(json_array_get(json_object_get(run, "set"), 0)),
                     override[0]);
    json_decref(run);
    made_release(&made);
}

Claim(record, only_execution_the_last_member_differs_between_equal_runs)
{
    struct made made;
    const char *last = "";
    const char *key;
    json_t *value;
    made_init(&made);
    json_t *a = parse(&made.record);
    made.record.started = "2027-01-01T00:00:00Z";
    made.record.seconds = 9.75;
    made.record.n_thread = 8;
    made.record.n_argument = 2;
    json_t *b = parse(&made.record);
    json_object_foreach(a, key, value)
    {
        last = key;
        if (strcmp(key, "execution") == 0)
            cr_expect_not(json_equal(value, json_object_get(b, key)));
        else
            cr_expect(json_equal(value, json_object_get(b, key)), "%s differs", key);
    }
    cr_expect_str_eq(last, "execution");
    json_decref(a);
    json_decref(b);
    made_release(&made);
}

Claim(record, holds_every_quantity_once)
{
    struct made made;
    made_init(&made);
    json_t *run = parse(&made.record);
    const json_t *list = json_object_get(json_object_get(run, "settings"), "quantities");
    cr_assert_eq(json_array_size(list), made.model.in->n_quantity);
    for (size_t i = 1; i <= made.model.in->n_quantity; i++) {
        const struct quantity *q = &made.model.in->quantity[i];
        const json_t *o = json_array_get(list, i - 1);
        cr_expect_str_eq(text_in(o, "name"), q->name);
        const double central = quantity_central(q);
        cr_expect_float_eq(json_real_value(json_object_get(o, "central")), central,
                           1e-14 * fabs(central), "%s", q->name);
    }
    json_decref(run);
    made_release(&made);
}

Claim(record, adds_the_notes_of_the_run_to_those_of_the_plan)
{
    static const char *const note[] = { "the expected-value run does not tie" };
    struct made made;
    made_init(&made);
    made.record.note = note;
    made.record.n_note = 1;
    json_t *run = parse(&made.record);
    const json_t *notes = json_object_get(run, "notes");
    cr_assert_eq(json_array_size(notes), made.model.n_note + 1);
    cr_expect_str_eq(json_string_value(json_array_get(notes, made.model.n_note)), note[0]);
    json_decref(run);
    made_release(&made);
}

Claim(record, shows_numbers_as_they_were_typed)
{
    struct made made;
    struct hr_err err;
    char *text = NULL;
    made_init(&made);
    made.sample.in.joiners.new_plans = 443.95000000000005;
    made.sample.in.dsg.carry_forward_gbp = -19.251999999999999e6;
    cr_assert_eq(record_text(&made.record, &text, &err), 0, "%s", err.text);
    cr_expect_not_null(strstr(text, "\"new_plans\": 443.95,"));
    cr_expect_not_null(strstr(text, "\"carry_forward_gbp_m\": -19.252,"));
    free(text);
    made_release(&made);
}

Claim(record, convergence_gives_the_error_of_each_headline)
{
    struct made made;
    made_init(&made);
    json_t *run = parse(&made.record);
    const json_t *list = json_object_get(run, "convergence");
    const size_t m = results_measure(&made.results, "deficit");
    cr_assert_eq(json_array_size(list), made.results.n_scenario);
    for (size_t s = 0; s < made.results.n_scenario; s++) {
        const struct summary *summary =
            &made.results.summary[results_index(&made.results, s, made.results.n_year - 1, m)];
        const json_t *o = json_array_get(list, s);
        cr_expect_float_eq(json_real_value(json_object_get(o, "mean_standard_error_gbp_m")),
                           summary->mean_se, 5.1e-7);
        cr_expect_float_eq(json_real_value(json_object_get(o, "p50_low_gbp_m")), summary->p50_low,
                           5.1e-7);
    }
    json_decref(run);
    made_release(&made);
}

Claim(record, refuses_text_that_is_not_utf8)
{
    struct made made;
    struct hr_err err;
    char *text = NULL;
    made_init(&made);
    made.sample.in.area = "Kingst\xf6n";
    cr_expect_neq(record_text(&made.record, &text, &err), 0);
    cr_expect_null(text);
    cr_expect_not_null(strstr(err.text, "UTF-8"), "%s", err.text);
    made_release(&made);
}

Claim(record, checksums_are_as_sha256sum_reads_them)
{
    struct made made;
    struct hr_err err;
    char *text = NULL;
    made_init(&made);
    cr_assert_eq(record_checksums(&made.record, &text, &err), 0);
    cr_expect_not_null(strstr(
        text, "# input ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  x.cfg\n"));
    cr_expect_not_null(strstr(
        text,
        "\nba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  forecast.csv\n"));
    cr_expect_not_null(strstr(text, "# --set prices.isp.fee_gbp=61234.5\n"));
    free(text);
    made_release(&made);
}

Claim(headline, gives_figures_and_sentences_of_the_last_year)
{
    struct made made;
    struct headline h;
    struct hr_err err;
    made_init(&made);
    const size_t m = results_measure(&made.results, "deficit");
    const struct summary *s =
        &made.results.summary[results_index(&made.results, 1, made.results.n_year - 1, m)];
    cr_assert_eq(headline_of(&made.results, 1, &h, &err), 0, "%s", err.text);
    cr_expect_eq(h.fy, SAMPLE_CENSUS + SAMPLE_N_YEAR - 1);
    cr_expect_eq(h.p50, s->p50);
    cr_expect_eq(h.p95, s->p95);
    cr_expect_not_null(strstr(h.range.text, "31 March 2026"), "%s", h.range.text);
    cr_expect_not_null(strstr(h.range.text, "9 in 10 simulated futures"), "%s", h.range.text);
    cr_expect_not_null(strstr(h.difference.text, "compared with"), "%s", h.difference.text);
    cr_expect_gt(strlen(h.finding.text), 10);
    made_release(&made);
}

Claim(headline, json_has_a_headline_a_scenario)
{
    struct made made;
    struct hr_err err;
    char *text = NULL;
    made_init(&made);
    cr_assert_eq(headline_json(&made.results, NULL, &text, &err), 0, "%s", err.text);
    json_t *summary = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    cr_assert_not_null(summary);
    cr_expect_eq(json_array_size(json_object_get(summary, "headlines")), made.results.n_scenario);
    json_decref(summary);
    free(text);
    made_release(&made);
}

/* ---- settings: the walk over the rows is complete, whatever rows there are */

enum { N_ELEMENT = 2, MOST_QUANTITIES = 512 };

struct filled { /* inputs in which every key is given */
    struct arena arena;
    struct inputs in;
    json_t *settings; /* of run.json */
    size_t n_quantity, n_changed;
};

static void fill_rows(struct filled *self, const struct field_table *table, void *base);

static void
set(const struct field *row, void *base, const void *value, size_t size)
{
    memcpy((char *)base + row->offset, value, size);
}

/* Elements of one size at a row's place; their number is N_ELEMENT. */
static void *
fill_items(struct filled *self, const struct field *row, void *base, size_t size)
{
    const size_t n = N_ELEMENT;
    void *items = arena_zero(&self->arena, n, size);
    set(row, base, &items, sizeof items);
    memcpy((char *)base + row->n_offset, &n, sizeof n);
    return items;
}

static void
fill_where(const struct field_table *table, void *base)
{
    static const char *const where = "filled";
    if (table->where)
        memcpy(base, &where, sizeof where);
}

static void
fill_row(struct filled *self, const struct field *row, void *base)
{
    const char *text = arena_format(&self->arena, "%s-value", row->key);
    const double number = 2.5 * field_scale(row);
    const int whole = row->type == FIELD_ENUM ? 1 : 2021;
    const bool yes = true;
    void *items;
    switch (row->type) {
    case FIELD_TEXT:
    case FIELD_ID:
    case FIELD_PLACE:
    case FIELD_DATE: set(row, base, &text, sizeof text); return;
    case FIELD_BOOL:
    case FIELD_FLAG: set(row, base, &yes, sizeof yes); return;
    case FIELD_WHOLE:
    case FIELD_ENUM:
    case FIELD_FY:
    case FIELD_AY: set(row, base, &whole, sizeof whole); return;
    case FIELD_COUNT:
    case FIELD_NUMBER: set(row, base, &number, sizeof number); return;
    case FIELD_NUMBERS:
        for (size_t i = 0; i < row->length; i++)
            memcpy((char *)base + row->offset + i * sizeof number, &number, sizeof number);
        return;
    case FIELD_QUANTITY: {
        const quantity_id id = (quantity_id)++self->n_quantity;
        set(row, base, &id, sizeof id);
        return;
    }
    case FIELD_WHOLES: (void)fill_items(self, row, base, sizeof(int)); return;
    case FIELD_VALUES: (void)fill_items(self, row, base, sizeof(double)); return;
    case FIELD_TEXTS:
        items = fill_items(self, row, base, sizeof text);
        for (size_t i = 0; i < N_ELEMENT; i++)
            memcpy((char *)items + i * sizeof text, &text, sizeof text);
        return;
    case FIELD_PATH:
    case FIELD_GROUP:
        fill_where(row->table, (char *)base + row->offset);
        fill_rows(self, row->table, (char *)base + row->offset);
        return;
    case FIELD_LIST:
        items = fill_items(self, row, base, row->table->size);
        for (size_t i = 0; i < N_ELEMENT; i++) {
            fill_where(row->table, (char *)items + i * row->table->size);
            fill_rows(self, row->table, (char *)items + i * row->table->size);
        }
        return;
    case N_FIELD_TYPE: break;
    }
    cr_assert_fail("%s has no type", row->key);
}

static void
fill_rows(struct filled *self, const struct field_table *table, void *base)
{
    for (size_t i = 0; i < table->n_row; i++)
        fill_row(self, &table->row[i], base);
}

static json_t *
settings_of(const struct inputs *in)
{
    struct json_build build = { .failed = false };
    json_t *root = json_object();
    record_settings(&build, root, in, NULL, "");
    cr_assert(!build.failed);
    json_t *settings = json_incref(json_object_get(root, "settings"));
    json_decref(root);
    return settings;
}

static void
filled_init(struct filled *self)
{
    *self = (struct filled){ .n_quantity = 0 };
    arena_init(&self->arena);
    fill_rows(self, &inputs_fields, &self->in);
    self->in.quantity = arena_zero(&self->arena, self->n_quantity + 2, sizeof *self->in.quantity);
    self->in.n_quantity = self->n_quantity + 1;
    for (size_t i = 1; i <= self->in.n_quantity; i++)
        self->in.quantity[i].name = arena_format(&self->arena, "quantity-%zu", i);
    self->settings = settings_of(&self->in);
}

static void
filled_release(struct filled *self)
{
    json_decref(self->settings);
    arena_release(&self->arena);
}

/* Bytes of a value change, the record with them; then they are as before. */
static void
expect_recorded(struct filled *self, void *bytes, const void *other, size_t size, const char *path)
{
    unsigned char before[sizeof(double)];
    memcpy(before, bytes, size);
    memcpy(bytes, other, size);
    json_t *after = settings_of(&self->in);
    cr_expect_not(json_equal(self->settings, after), "%s changes and run.json does not", path);
    json_decref(after);
    memcpy(bytes, before, size);
    self->n_changed++;
}

static void change_rows(struct filled *self, const struct field_table *table, void *base,
                        const char *path);

static void
change_row(struct filled *self, const struct field *row, void *base, const char *path)
{
    static const char *const text = "another";
    const double number = 7.25 * field_scale(row);
    const int whole = row->type == FIELD_ENUM ? 0 : 2022;
    const bool no = false;
    const quantity_id id = (quantity_id)(self->n_quantity + 1);
    char *at = (char *)base + row->offset, *items = NULL;
    if (row->n_offset != 0)
        memcpy(&items, at, sizeof items);
    switch (row->type) {
    case FIELD_TEXT:
    case FIELD_ID:
    case FIELD_PLACE:
    case FIELD_DATE: expect_recorded(self, at, &text, sizeof text, path); return;
    case FIELD_BOOL:
    case FIELD_FLAG: expect_recorded(self, at, &no, sizeof no, path); return;
    case FIELD_WHOLE:
    case FIELD_ENUM:
    case FIELD_FY:
    case FIELD_AY: expect_recorded(self, at, &whole, sizeof whole, path); return;
    case FIELD_COUNT:
    case FIELD_NUMBER: expect_recorded(self, at, &number, sizeof number, path); return;
    case FIELD_NUMBERS:
        expect_recorded(self, at + (row->length - 1) * sizeof number, &number, sizeof number, path);
        return;
    case FIELD_QUANTITY: expect_recorded(self, at, &id, sizeof id, path); return;
    case FIELD_WHOLES:
        expect_recorded(self, items + sizeof whole, &whole, sizeof whole, path);
        return;
    case FIELD_VALUES:
        expect_recorded(self, items + sizeof number, &number, sizeof number, path);
        return;
    case FIELD_TEXTS: expect_recorded(self, items + sizeof text, &text, sizeof text, path); return;
    case FIELD_PATH:
    case FIELD_GROUP: change_rows(self, row->table, at, path); return;
    case FIELD_LIST: change_rows(self, row->table, items + row->table->size, path); return;
    case N_FIELD_TYPE: break;
    }
    cr_assert_fail("%s has no type", path);
}

static void
change_rows(struct filled *self, const struct field_table *table, void *base, const char *path)
{
    for (size_t i = 0; i < table->n_row; i++)
        change_row(self, &table->row[i], base,
                   arena_format(&self->arena, "%s.%s", path, table->row[i].key));
}

Claim(record, whatever_key_of_a_scenario_changes_run_json_changes)
{
    struct filled filled;
    filled_init(&filled);
    change_rows(&filled, &inputs_fields, &filled.in, "");
    cr_expect_gt(filled.n_changed, 300);
    filled_release(&filled);
}

/* ---- settings of a file */

static json_t *
load(struct scenario *scenario)
{
    cr_assert_eq(scenario_sample_load(scenario, NULL), 0, "%s",
                 scenario->faults.n > 0 ? scenario->faults.item[0].text : "");
    return settings_of(&scenario->inputs);
}

Claim(record, a_key_has_its_name_its_order_and_its_unit_in_the_file)
{
    struct scenario scenario;
    json_t *settings = load(&scenario);
    const char *const first[] = { "written_for", "area" };
    size_t n = 0;
    const char *key;
    json_t *value;
    json_object_foreach(settings, key, value)
    {
        if (n < 2)
            cr_expect_str_eq(key, first[n]);
        n++;
    }
    cr_expect_eq(
        json_number_value(json_object_get(json_object_get(settings, "dsg"), "carry_forward_gbp_m")),
        -2.8);
    const json_t *known =
        json_array_get(json_object_get(json_object_get(settings, "grant"), "known"), 0);
    cr_expect_str_eq(text_in(known, "fy"), "2026/27");
    cr_expect_str_eq(
        text_in(json_object_get(json_object_get(settings, "joiners"), "growth"), "first"),
        "joiners.growth.first");
    json_decref(settings);
    scenario_release(&scenario);
}

Claim(record, a_key_that_was_left_out_is_not_there)
{
    struct scenario scenario;
    json_t *settings = load(&scenario);
    const json_t *price = json_array_get(json_object_get(settings, "prices"), 0);
    cr_assert_not_null(price);
    static const char *const key[] = { "bands", "drift", "place_empty_gbp", "protection" };
    for (size_t i = 0; i < sizeof key / sizeof key[0]; i++)
        cr_expect_null(json_object_get(price, key[i]), "%s", key[i]);
    json_decref(settings);
    scenario_release(&scenario);
}
