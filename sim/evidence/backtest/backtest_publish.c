/* Writes a backtest. */
#include "backtest_publish.h"

#include "csv.h"
#include "json_build.h"
#include "rng.h"
#include "text.h"
#include "version.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int
put_table(const struct backtest *backtest,
          int (*make)(const struct backtest *, struct table *, struct hr_err *),
          struct folder *folder, struct hr_err *err)
{
    struct table table;
    int ret = make(backtest, &table, err);
    if (ret == 0)
        ret = csv_write(&table, folder, err);
    table_release(&table);
    return ret;
}

static int
put_tables(const struct backtest *backtest, struct folder *folder, struct hr_err *err)
{
    char *text = NULL;
    int ret = backtest_text(backtest, &text, err);
    if (ret == 0)
        ret = folder_take(folder, "backtest.txt", text, err);
    if (ret == 0)
        ret = put_table(backtest, backtest_scores_table, folder, err);
    if (ret == 0)
        ret = put_table(backtest, backtest_forecasts_table, folder, err);
    if (ret == 0)
        ret = put_table(backtest, backtest_england_table, folder, err);
    if (ret == 0)
        ret = put_table(backtest, backtest_misses_table, folder, err);
    if (ret == 0)
        ret = put_table(backtest, backtest_exclusions_table, folder, err);
    if (ret == 0 && backtest->options.money)
        ret = put_table(backtest, backtest_cuts_table, folder, err);
    return ret;
}

/* ---- charts */

static int
put_chart(const struct backtest_publication *self, int target, struct folder *folder,
          struct hr_err *err)
{
    struct calibration input;
    struct chart chart;
    char name[64], source[160];
    chart_init(&chart);
    backtest_calibration(self->backtest, target, &input);
    if (input.n_horizon == 0)
        return 0;
    const struct evidence *evidence = self->backtest->evidence;
    snprintf(name, sizeof name, "calibration_%s", target_name(target));
    snprintf(source, sizeof source, "%zu files of evidence, named with their SHA-256 in run.json",
             evidence->n_source);
    input.id = name;
    input.what = target_about(target)->chart;
    input.source = source;
    input.version = HEADROOM_VERSION;
    int ret = calibration_draw(&input, &chart, err);
    if (ret == 0)
        ret =
            chart_file_put(&(struct chart_file){ folder, name, "", "", self->charts }, &chart, err);
    chart_release(&chart);
    return ret;
}

static int
put_charts(const struct backtest_publication *self, struct folder *folder, struct hr_err *err)
{
    int ret = 0;
    for (int target = 0; target < N_TARGET_SERIES && self->charts != CHARTS_NONE && ret == 0;
         target++)
        if (target_about(target)->chart != NULL)
            ret = put_chart(self, target, folder, err);
    return ret;
}

/* ---- record */

static int
put_checksums(const struct backtest_publication *self, struct folder *folder, struct hr_err *err)
{
    const struct evidence *evidence = self->backtest->evidence;
    struct text out;
    char *text = NULL;
    text_init(&out);
    text_add(&out,
             "# headroom %s backtest, random numbers %s, GSL %s, seed %.0f, %zu simulations\n",
             HEADROOM_VERSION, HR_RNG_NAME, version_gsl(), self->seed, self->n_simulation);
    for (size_t i = 0; i < evidence->n_source; i++)
        text_add(&out, "# input %s\n", evidence->source[i]);
    text_add(&out, "# Check the files of this folder with: sha256sum -c SHA256SUMS\n");
    folder_add_sums(folder, &out);
    const int ret = text_take(&out, &text, err);
    return ret == 0 ? folder_take(folder, "SHA256SUMS", text, err) : ret;
}

static void
record_inputs(struct json_build *b, json_t *root, const struct evidence *evidence)
{
    json_t *list = json_build_array(b, root, "input_files");
    for (size_t i = 0; i < evidence->n_source; i++) {
        const char *source = evidence->source[i], *colon = strrchr(source, ':');
        char *name = strndup(source, (size_t)(colon - source));
        json_t *o = json_build_object(b, list, NULL);
        json_build_text(b, o, "name", name);
        json_build_text(b, o, "sha256", colon + 2);
        free(name);
    }
}

static void
record_settings_of(struct json_build *b, json_t *root, const struct backtest *backtest)
{
    static const char *const HALF[] = { "both", "odd", "even" };
    const struct backtest_options *options = &backtest->options;
    json_t *o = json_build_object(b, root, "settings");
    json_build_text(b, o, "scored", options->money ? "money" : "people");
    json_build_whole(b, o, "first_origin", options->first_origin);
    json_build_whole(b, o, "last_origin", options->last_origin);
    json_build_whole(b, o, "horizons", (double)options->n_horizon);
    if (options->since > 0)
        json_build_whole(b, o, "since", options->since);
    if (options->until > 0)
        json_build_whole(b, o, "until", options->until);
    json_build_text(b, o, "half", HALF[options->half]);
    json_build_texts(b, o, "methods", backtest->method, backtest->n_method);
    json_build_whole(b, root, "authorities", (double)backtest_areas(backtest));
    json_build_whole(b, root, "scores", (double)backtest->n_row);
    json_build_whole(b, root, "rows_without_all_methods", (double)backtest->n_unmatched);
}

static double
seconds_since(const struct timespec *start)
{
    struct timespec now;
    if (start == NULL)
        return 0;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - start->tv_sec) + 1e-9 * (double)(now.tv_nsec - start->tv_nsec);
}

static void
record_rest(struct json_build *b, json_t *root, const struct backtest_publication *self,
            const struct folder *folder)
{
    json_build_outputs(b, root, folder);
    json_t *o = json_build_object(b, root, "execution");
    json_build_text(b, o, "started", self->started);
    json_build_number(b, o, "seconds", seconds_since(self->clock_start));
    json_build_whole(b, o, "threads", self->n_thread);
    json_build_text(b, o, "data", text_path(self->data));
    json_build_shown(b, o, "command_line", self->argument, self->n_argument);
}

static int
put_record(const struct backtest_publication *self, struct folder *folder, struct hr_err *err)
{
    const struct evidence *evidence = self->backtest->evidence;
    struct json_build b = { 0 };
    json_t *root = json_object();
    if (root == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the record");
    json_build_text(&b, root, "program", "headroom");
    json_build_text(&b, root, "command", "backtest");
    json_build_text(&b, root, "version", HEADROOM_VERSION);
    json_build_text(&b, root, "git_commit", version_commit());
    json_build_text(&b, root, "rng", HR_RNG_NAME);
    json_build_text(&b, root, "gsl", version_gsl());
    json_build_whole(&b, root, "seed", self->seed);
    json_build_whole(&b, root, "simulations", (double)self->n_simulation);
    record_inputs(&b, root, evidence);
    record_settings_of(&b, root, self->backtest);
    json_t *notes = json_build_array(&b, root, "notes");
    for (size_t i = 0; i < evidence->n_remark; i++)
        json_build_text(&b, notes, NULL, evidence->remark[i]);
    record_rest(&b, root, self, folder);
    char *text = json_build_end(&b, root);
    if (text == NULL)
        return hr_fail(err, HR_ENOMEM,
                       "no memory for the record, or a name in the data is not UTF-8");
    return folder_take(folder, "run.json", text, err);
}

int
backtest_publish(const struct backtest_publication *self, struct folder *folder, struct hr_err *err)
{
    int ret = put_tables(self->backtest, folder, err);
    if (ret == 0)
        ret = put_charts(self, folder, err);
    if (ret == 0)
        ret = put_checksums(self, folder, err);
    if (ret == 0)
        ret = put_record(self, folder, err);
    if (ret == 0)
        ret = folder_commit(folder, err);
    return ret;
}
