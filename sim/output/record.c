/* run.json and SHA256SUMS. */
#include "record.h"

#include "rng.h"
#include "stats.h"
#include "tables.h"
#include "text.h"
#include "value.h"
#include "version.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>


/* What was not asked for is null. */
static void
record_options(struct json_build *b, json_t *root, const struct record_options *options)
{
    json_t *o = json_build_object(b, root, "options");
    if (isnan(options->simulations))
        json_build_number(b, o, "simulations", options->simulations);
    else
        json_build_whole(b, o, "simulations", options->simulations);
    if (isnan(options->seed))
        json_build_number(b, o, "seed", options->seed);
    else
        json_build_whole(b, o, "seed", options->seed);
    json_build_number(b, o, "precision_gbp_m",
                      options->precision_gbp_m > 0.0 ? options->precision_gbp_m : (double)NAN);
    json_build_whole(b, o, "compared", (double)options->n_compared);
    json_build_bool(b, o, "each", options->each);
    json_build_bool(b, o, "real", options->real);
    json_build_bool(b, o, "plain_charts", options->plain_charts);
    json_build_text(b, o, "charts", options->charts);
    json_build_number(b, o, "publish",
                      options->small_numbers > 1.0 ? options->small_numbers : (double)NAN);
}

enum { ELSEWHERE_SIZE = 128 };

/* Where a file that was named by an absolute path is kept (input_names.h), seen from the scenario's
 * own copy: `rerun` reads it there. */
static void
elsewhere(const struct record *self, char *folder)
{
    size_t length = 0;
    for (const char *at = self->scenario_file; (at = strchr(at, '/')) != NULL; at++)
        length += length + 20 < ELSEWHERE_SIZE
                      ? (size_t)snprintf(folder + length, ELSEWHERE_SIZE - length, "../")
                      : 0;
    (void)snprintf(folder + length, ELSEWHERE_SIZE - length, "elsewhere/");
}

static void
record_program(struct json_build *b, json_t *root, const struct record *self)
{
    const struct inputs *in = self->results->model->in;

    json_build_text(b, root, "program", "headroom");
    json_build_text(b, root, "version", HEADROOM_VERSION);
    json_build_text(b, root, "git_commit", version_commit());
    json_build_text(b, root, "rng", HR_RNG_NAME);
    json_build_text(b, root, "gsl", version_gsl());
    json_build_text(b, root, "area", in->area);
    json_build_text(b, root, "title", in->title);
    json_build_text(b, root, "about", in->about);
    json_build_whole(b, root, "seed", in->seed);
    json_build_whole(b, root, "simulations", (double)self->results->n_replicate);
    json_build_text(b, root, "scenario_file", self->scenario_file);
    json_t *files = json_build_array(b, root, "input_files");
    for (size_t i = 0; i < self->n_input; i++) {
        json_t *o = json_build_object(b, files, NULL);
        json_build_text(b, o, "name", self->input[i].name);
        json_build_text(b, o, "sha256",
                        self->input[i].sha256[0] == '\0' ? NULL : self->input[i].sha256);
    }
    char folder[ELSEWHERE_SIZE];
    elsewhere(self, folder);
    json_build_set(b, root, self->override, self->n_override, folder);
    if (self->options != NULL)
        record_options(b, root, self->options);
}

/* ---- settings: a walk over the rows of the scenario file */

enum { PATH_TEXT = 512 };

struct settings {
    struct json_build *build;
    const struct inputs *in;
    const struct suppress *suppress; /* NULL: nothing is left out */
    const char *folder;              /* of files that are named by an absolute path */
};

static void record_rows(const struct settings *self, json_t *parent, const char *path,
                        const struct field_table *table, const void *base);

static void
record_elements(const struct settings *self, json_t *list, const char *path,
                const struct field *row, const void *base)
{
    const char *element = value_items(row, base);
    for (size_t i = 0; i < value_length(row, base); i++, element += row->table->size) {
        char address[PATH_TEXT], inner[PATH_TEXT];
        value_address(row->table, element, address, sizeof address);
        (void)snprintf(inner, sizeof inner, "%.255s.%.255s", path, address);
        record_rows(self, json_build_object(self->build, list, NULL), inner, row->table, element);
    }
}

static void
record_several(struct json_build *b, json_t *parent, const struct field *row, const void *base)
{
    const void *items = value_items(row, base);
    const size_t n = value_length(row, base);
    if (row->type == FIELD_TEXTS) {
        json_build_texts(b, parent, row->key, items, n);
        return;
    }
    if (row->type != FIELD_WHOLES) {
        json_build_numbers(b, parent, row->key, items, n);
        return;
    }
    json_t *list = json_build_array(b, parent, row->key);
    const int *whole = items;
    for (size_t i = 0; i < n; i++)
        json_build_whole(b, list, NULL, whole[i]);
}

static void
record_row(const struct settings *self, json_t *parent, const char *path, const struct field *row,
           const void *base)
{
    struct json_build *b = self->build;
    char buf[VALUE_TEXT];

    if (row->type != FIELD_QUANTITY && self->suppress != NULL &&
        suppress_hides_setting(self->suppress, path)) {
        json_build_text(b, parent, row->key, NULL);
        return;
    }
    switch (row->type) {
    case FIELD_TEXT:
        json_build_file(b, parent, row->key, value_text(row, base, buf), self->folder);
        return;
    case FIELD_ID:
    case FIELD_PLACE:
    case FIELD_DATE:
    case FIELD_FY:
    case FIELD_AY:
    case FIELD_ENUM:
    case FIELD_FLAG: json_build_text(b, parent, row->key, value_text(row, base, buf)); return;
    case FIELD_BOOL: json_build_bool(b, parent, row->key, value_bool(row, base)); return;
    case FIELD_WHOLE:
    case FIELD_COUNT: json_build_whole(b, parent, row->key, value_number(row, base)); return;
    case FIELD_NUMBER: json_build_number(b, parent, row->key, value_number(row, base)); return;
    case FIELD_QUANTITY:
        json_build_text(b, parent, row->key, self->in->quantity[value_quantity(row, base)].name);
        return;
    case FIELD_NUMBERS:
    case FIELD_WHOLES:
    case FIELD_VALUES:
    case FIELD_TEXTS: record_several(b, parent, row, base); return;
    case FIELD_PATH:
    case FIELD_GROUP:
        record_rows(self, json_build_object(b, parent, row->key), path, row->table,
                    value_group(row, base));
        return;
    case FIELD_LIST:
        record_elements(self, json_build_array(b, parent, row->key), path, row, base);
        return;
    case N_FIELD_TYPE: break;
    }
    hr_bug("row '%s' has no type", row->key);
}

static void
record_rows(const struct settings *self, json_t *parent, const char *path,
            const struct field_table *table, const void *base)
{
    char inner[PATH_TEXT];
    const int n = snprintf(inner, sizeof inner, "%.255s%s", path, path[0] == '\0' ? "" : ".");
    for (size_t i = 0; i < table->n_row; i++) {
        if (!value_is_given(&table->row[i], base))
            continue;
        (void)snprintf(inner + n, sizeof inner - (size_t)n, "%s", table->row[i].key);
        record_row(self, parent, inner, &table->row[i], base);
    }
}

/* An uncertain number, in full; in pounds where its key is in £ million. */
static void
record_quantity(struct json_build *b, json_t *list, const struct quantity *q)
{
    static const size_t n_parameter[] = {
        [QUANTITY_FIXED] = 1,     [QUANTITY_TRIPLET] = 3,  [QUANTITY_NORMAL] = 2,
        [QUANTITY_LOGNORMAL] = 2, [QUANTITY_BETA] = 2,     [QUANTITY_PERT] = 3,
        [QUANTITY_UNIFORM] = 2,   [QUANTITY_DISCRETE] = 0,
    };
    json_t *o = json_build_object(b, list, NULL);

    json_build_text(b, o, "name", q->name);
    json_build_text(b, o, "unit", q->unit);
    json_build_text(b, o, "distribution", quantity_kind_name(q->kind));
    json_build_numbers(b, o, "parameters", q->p, n_parameter[q->kind]);
    if (q->kind == QUANTITY_DISCRETE) {
        json_build_numbers(b, o, "values", q->value, q->n_value);
        json_build_numbers(b, o, "weights", q->weight, q->n_value);
    }
    json_build_number(b, o, "central", quantity_central(q));
    json_build_bool(b, o, "national", q->national);
    if (q->factor != NULL) {
        json_build_text(b, o, "factor", q->factor);
        json_build_number(b, o, "loading", q->loading);
    }
    json_build_text(b, o, "source", q->source);
    if (q->source_date != NULL)
        json_build_text(b, o, "source_date", q->source_date);
    if (q->confidence != NULL)
        json_build_text(b, o, "confidence", q->confidence);
    if (q->owner != NULL)
        json_build_text(b, o, "owner", q->owner);
    if (q->note != NULL)
        json_build_text(b, o, "note", q->note);
    json_build_text(b, o, "where", q->where == NULL ? NULL : text_base(q->where));
}

void
record_settings(struct json_build *build, json_t *root, const struct inputs *in,
                const struct suppress *suppress, const char *elsewhere)
{
    const struct settings self = {
        .build = build, .in = in, .suppress = suppress, .folder = elsewhere
    };
    json_t *settings = json_build_object(build, root, "settings");
    record_rows(&self, settings, "", &inputs_fields, in);
    json_t *quantities = json_build_array(build, settings, "quantities");
    for (size_t i = 1; i <= in->n_quantity; i++)
        record_quantity(build, quantities, &in->quantity[i]);
}

/* ---- results and files */

/* How far the simulation has settled, for each headline: Monte Carlo error only, not uncertainty
 * about the world. */
static void
record_convergence(struct json_build *b, json_t *root, const struct results *results)
{
    const struct inputs *in = results->model->in;
    const size_t measure = results_measure(results, "deficit"), year = results->n_year - 1;
    json_t *list = json_build_array(b, root, "convergence");

    for (size_t scenario = 0; scenario < results->n_scenario; scenario++) {
        const struct summary *s =
            &results->summary[results_index(results, scenario, year, measure)];
        struct year_text when;
        year_text_of(results, &results->measure[measure], (long)year, &when);
        json_t *o = json_build_object(b, list, NULL);
        json_build_text(b, o, "scenario", run_scenario(results, scenario)->id);
        json_build_text(b, o, "measure", "deficit");
        json_build_text(b, o, "date", when.date.text);
        json_build_number(b, o, "mean_gbp_m", table_round(s->mean, "gbp_m"));
        json_build_number(b, o, "mean_standard_error_gbp_m", table_round(s->mean_se, "gbp_m"));
        json_build_number(b, o, "p50_gbp_m", table_round(s->p50, "gbp_m"));
        json_build_number(b, o, "p50_low_gbp_m", table_round(s->p50_low, "gbp_m"));
        json_build_number(b, o, "p50_high_gbp_m", table_round(s->p50_high, "gbp_m"));
        json_t *chances = json_build_array(b, o, "chances");
        for (size_t i = 0; i < in->n_threshold; i++) {
            const size_t count = results_count_above(results, scenario, year, measure,
                                                     in->threshold[i].amount_gbp / GBP_PER_GBP_M);
            double p, se;
            sample_chance_of(count, results->n_replicate, &p, &se);
            json_t *chance = json_build_object(b, chances, NULL);
            json_build_text(b, chance, "threshold", in->threshold[i].id);
            json_build_number(b, chance, "probability", table_round(p, "ratio"));
            json_build_number(b, chance, "standard_error", table_round(se, "ratio"));
        }
    }
}

void
record_execution(struct json_build *b, json_t *root, const struct record *self)
{
    json_t *o = json_build_object(b, root, "execution");
    json_build_text(b, o, "started", self->started);
    json_build_number(b, o, "seconds", self->seconds);
    json_build_whole(b, o, "threads", self->n_thread);
    json_build_shown(b, o, "command_line", self->argument, self->n_argument);
}

int
record_text(const struct record *self, char **text, struct hr_err *err)
{
    struct json_build b = { 0 };
    const struct model *model = self->results->model;
    json_t *root = json_object();

    *text = NULL;
    if (root == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the run record");
    record_program(&b, root, self);
    char folder[ELSEWHERE_SIZE];
    elsewhere(self, folder);
    record_settings(&b, root, model->in, self->suppress, folder);
    if (!isnan(model_price_factor(model)))
        json_build_number(&b, root, "solved_price_factor",
                          table_round(model_price_factor(model), "ratio"));
    json_t *notes = json_build_array(&b, root, "notes");
    for (size_t i = 0; i < model->n_note; i++)
        json_build_text(&b, notes, NULL, model->note[i]);
    for (size_t i = 0; i < self->n_note; i++)
        json_build_text(&b, notes, NULL, self->note[i]);
    if (self->suppress != NULL)
        suppress_record(self->suppress, &b, root);
    record_convergence(&b, root, self->results);
    json_build_outputs(&b, root, self->folder);
    record_execution(&b, root, self);
    *text = json_build_end(&b, root);
    if (*text == NULL)
        return hr_fail(err, HR_ENOMEM,
                       "no memory for the run record, or a text in the scenario is not UTF-8");
    return 0;
}

int
record_checksums(const struct record *self, char **text, struct hr_err *err)
{
    struct text out;
    text_init(&out);
    char folder[ELSEWHERE_SIZE];
    elsewhere(self, folder);
    text_add(&out, "# headroom %s, random numbers %s, GSL %s, seed %.0f, %zu simulations\n",
             HEADROOM_VERSION, HR_RNG_NAME, version_gsl(), self->results->model->in->seed,
             self->results->n_replicate);
    for (size_t i = 0; i < self->n_input; i++)
        text_add(&out, "# input %s  %s\n",
                 self->input[i].sha256[0] == '\0' ? "(left out)" : self->input[i].sha256,
                 self->input[i].name);
    for (size_t i = 0; i < self->n_override; i++) {
        char *set = text_value_shown(self->override[i], folder);
        text_add(&out, "# --set %s\n", set == NULL ? "" : set);
        out.failed = out.failed || set == NULL;
        free(set);
    }
    text_add(&out, "# Check the files of this folder with: sha256sum -c SHA256SUMS\n");
    folder_add_sums(self->folder, &out);
    return text_take(&out, text, err);
}
