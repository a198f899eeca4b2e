#include "record.h"

#include "headline.h"
#include "sample_general.h"
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
text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text == NULL ? "(none)" : text;
}

Claim(record, names_program_seed_inputs_and_outputs)
{
    struct made made;
    made_init(&made);
    json_t *run = parse(&made.record);
    cr_expect_str_eq(text_of(run, "program"), "headroom");
    cr_expect_str_eq(text_of(run, "rng"), "philox4x32-10/v2");
    cr_expect_gt(strlen(text_of(run, "gsl")), 2);
    cr_expect_eq((double)json_integer_value(json_object_get(run, "seed")), made.model.in->seed);
    cr_expect_eq(json_integer_value(json_object_get(run, "simulations")), N_FUTURE);
    const json_t *input = json_array_get(json_object_get(run, "input_files"), 0);
    cr_expect_str_eq(text_of(input, "sha256"),
                     "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    const json_t *output = json_array_get(json_object_get(run, "outputs"), 1);
    cr_expect_str_eq(text_of(output, "name"), "charts/01_fan_plan.svg");
    cr_expect_str_eq(text_of(output, "sha256"),
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
    for (size_t i = 0; i < made.model.in->n_quantity; i++) {
        const struct quantity *q = &made.model.in->quantity[i];
        const json_t *o = json_array_get(list, i);
        cr_expect_str_eq(text_of(o, "name"), q->name);
        const double central = quantity_central(q);
        cr_expect_float_eq(json_real_value(json_object_get(o, "central")), central,
                           1e-14 * fabs(central), "%s", q->name);
    }
    json_decref(run);
    made_release(&made);
}

Claim(record, settings_change_when_any_main_figure_changes)
{
    struct made made;
    made_init(&made);
    json_t *before = parse(&made.record);
    double *const figure[] = {
        &made.sample.in.dsg.carry_forward_gbp,
        &made.sample.block[2].budget_gbp,
        &made.sample.by_setting[1].count,
        &made.sample.in.joiners.new_plans,
        &made.sample.in.joiners.rate_by_age[7],
        &made.sample.in.leavers.hazard_by_age[19],
        &made.sample.rule[0].share,
        &made.sample.safety_valve[0].amount_gbp,
        &made.sample.known[0].amount_gbp,
        &made.sample.population[0].by_age[11],
        &made.sample.history[0].deficit_gbp,
        &made.sample.other[0].amount_gbp,
    };
    for (size_t i = 0; i < sizeof figure / sizeof figure[0]; i++) {
        *figure[i] += 0.25;
        json_t *after = parse(&made.record);
        cr_expect_not(
            json_equal(json_object_get(before, "settings"), json_object_get(after, "settings")),
            "figure %zu is not recorded", i);
        *figure[i] -= 0.25;
        json_decref(after);
    }
    json_decref(before);
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
    cr_expect_not_null(strstr(text, "\"carry_forward_gbp\": -19252000.0,"));
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

Claim(record, writes_null_for_what_is_not_a_number)
{
    struct made made;
    made_init(&made);
    made.sample.in.position_plans = (double)NAN;
    json_t *run = parse(&made.record);
    cr_expect(json_is_null(json_object_get(json_object_get(run, "settings"), "position_plans")));
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
    size_t size = 0;
    made_init(&made);
    cr_assert_eq(record_checksums(&made.record, &text, &size, &err), 0);
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
    cr_assert_eq(headline_json(&made.results, &text, &err), 0, "%s", err.text);
    json_t *summary = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    cr_assert_not_null(summary);
    cr_expect_eq(json_array_size(json_object_get(summary, "headlines")), made.results.n_scenario);
    json_decref(summary);
    free(text);
    made_release(&made);
}

Claim(record, policies_are_recorded_with_what_they_change_and_when)
{
    struct made made;
    struct hr_err err = { 0 };
    char *text = NULL;
    int ncy[] = { 7, 12 };
    struct policy_change_in change = {
        .id = "reassessment", .from_year = 2029, .joining = -1, .leaving = 0, .moving = -1
    };
    struct policy_in policy[] = {
        { .id = "as-now", .label = "As now", .weight = 0.517 },
        { .id = "reform", .label = "Reform", .weight = 0.483, .change = &change, .n_change = 1 }
    };
    made_init(&made);
    change.ncy = ncy;
    change.n_ncy = 2;
    made.sample.in.policy = policy;
    made.sample.in.n_policy = 2;
    cr_assert_eq(record_text(&made.record, &text, &err), 0, "%s", err.text);
    json_t *run = json_loads(text, 0, NULL), *first, *second, *recorded;
    cr_assert_not_null(run);
    recorded = json_object_get(json_object_get(run, "settings"), "policies");
    cr_assert_eq(json_array_size(recorded), 2);
    first = json_array_get(recorded, 0);
    second = json_array_get(json_object_get(json_array_get(recorded, 1), "changes"), 0);
    cr_expect_str_eq(json_string_value(json_object_get(first, "id")), "as-now");
    cr_expect_eq(json_number_value(json_object_get(first, "weight")), 0.517);
    cr_expect_eq(json_integer_value(json_object_get(second, "from_calendar_year")), 2029);
    cr_expect(json_is_null(json_object_get(second, "to_calendar_year")));
    cr_expect_str_eq(json_string_value(json_object_get(second, "leaving")),
                     made.sample.in.quantity[0].name);
    cr_expect(json_is_null(json_object_get(second, "joining")));
    cr_expect_eq(json_integer_value(json_array_get(json_object_get(second, "ncy"), 1)), 12);
    json_decref(run);
    free(text);
    made_release(&made);
}

Claim(record, a_general_fund_and_a_deflator_are_recorded_where_they_are_given)
{
    struct made made;
    struct sample_general store;
    struct hr_err err = { 0 };
    struct deflator_in deflator = { "sample", 2023, 0.0223 };
    char *text = NULL;
    made_init(&made);
    cr_assert_eq(record_text(&made.record, &text, &err), 0, "%s", err.text);
    cr_expect_null(strstr(text, "general_fund"));
    cr_expect_null(strstr(text, "deflator"));
    free(text);
    sample_add_general(&made.sample, &store);
    made.sample.in.general_fund.reserves.where = NULL; /* the results were made without */
    made.sample.in.deflator = &deflator;
    made.sample.in.n_deflator = 1;
    cr_assert_eq(record_text(&made.record, &text, &err), 0, "%s", err.text);
    json_t *run = json_loads(text, 0, NULL);
    cr_assert_not_null(run);
    const json_t *settings = json_object_get(run, "settings"),
                 *fund = json_object_get(settings, "general_fund");
    const json_t *units = json_array_get(json_object_get(fund, "capital"), 0),
                 *school = json_array_get(json_object_get(fund, "capital"), 1);
    cr_expect_str_eq(json_string_value(json_object_get(fund, "interest_on")), "average");
    cr_expect_str_eq(json_string_value(json_object_get(units, "method")), "equal_instalments");
    cr_expect_eq(json_integer_value(json_object_get(units, "in_use_fy")), 2022,
                 "left out: that of fy");
    cr_expect_eq(json_integer_value(json_object_get(school, "life_years")), 37);
    cr_expect_eq(json_integer_value(
                     json_object_get(json_object_get(fund, "capital_defaults"), "life_years")),
                 23);
    cr_expect_null(json_object_get(fund, "reserves"));
    cr_expect_eq(json_number_value(json_object_get(
                     json_array_get(json_object_get(settings, "deflator"), 0), "growth")),
                 0.0223);
    json_decref(run);
    free(text);
    made_release(&made);
}
