#include "run_workbook.h"

#include "example.h"
#include "headline.h"
#include "reserves_test.h"
#include "tables.h"
#include "version.h"
#include "words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct making { /* what a workbook is made from */
    const struct run_workbook *run;
    const struct results *results;
    struct arena arena;
    struct headline *headline; /* of the arena; [scenario] */
    struct workbook_source source;
};

static int
no_memory(struct hr_err *err)
{
    return hr_fail(err, HR_ENOMEM, "no memory for the workbook");
}

static const char *
base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

static int
add_scenarios(struct making *self, struct hr_err *err)
{
    const struct inputs *in = self->results->model->in;
    const size_t n = self->results->n_scenario;
    struct workbook_scenario *scenario = arena_zero(&self->arena, n, sizeof *scenario);
    self->headline = arena_zero(&self->arena, n, sizeof *self->headline);
    if (scenario == NULL || self->headline == NULL)
        return no_memory(err);
    for (size_t i = 0; i < n; i++) {
        struct headline *headline = &self->headline[i];
        const int ret = headline_of(self->results, i, headline, err);
        if (ret != 0)
            return ret;
        scenario[i] = (struct workbook_scenario){
            .id = in->scenario[i].id,
            .label = in->scenario[i].label,
            .role = role_name(in->scenario[i].role),
            .derived = in->scenario[i].derived,
            .finding = headline->finding.text,
            .range = headline->range.text,
            .passing = headline->passing.text,
            .reserves = headline->reserves.text,
            .difference = headline->difference.text,
        };
    }
    self->source.scenario = scenario;
    self->source.n_scenario = n;
    return 0;
}

/* Usable reserves on the first test date that the forecast reaches, or for the reader to type. */
static struct workbook_level
reserves_level(struct making *self)
{
    const struct inputs *in = self->results->model->in;
    struct workbook_level level = {
        .name = "Reserves", .label = "Usable reserves", .event = "", .gbp_m = (double)NAN
    };
    struct reserves_test test;
    if (!reserves_given(self->results))
        return level;
    for (size_t i = 0; i < in->general_fund.reserves.n_test && isnan(level.gbp_m); i++)
        if (reserves_test_of(self->results, 0, i, &test)) {
            level.gbp_m = table_round(test.reserves_gbp_m, "gbp_m");
            level.label =
                arena_format(&self->arena, "Usable reserves at %s", words_year_end(test.fy).text);
            level.event =
                arena_format(&self->arena, "deficit exceeds reserves: %s", test.in->label);
        }
    return level;
}

/* Is the threshold what a file without general_fund.reserves calls its reserves? */
static bool
is_reserves(const struct making *self, const struct threshold_in *threshold)
{
    return !reserves_given(self->results) && strcmp(threshold->id, "reserves") == 0;
}

static int
add_levels(struct making *self, struct hr_err *err)
{
    const struct inputs *in = self->results->model->in;
    struct workbook_level *level = arena_zero(&self->arena, in->n_threshold + 1, sizeof *level);
    bool has_reserves = false;
    if (level == NULL)
        return no_memory(err);
    for (size_t i = 0; i < in->n_threshold; i++) {
        const struct threshold_in *threshold = &in->threshold[i];
        const bool is_that = is_reserves(self, threshold);
        has_reserves = has_reserves || is_that;
        level[i] = (struct workbook_level){
            .name = is_that ? "Reserves" : arena_format(&self->arena, "Threshold_%zu", i + 1),
            .label = threshold->label,
            .event = arena_format(&self->arena, "deficit above: %s", threshold->label),
            .gbp_m = threshold->amount_gbp / GBP_PER_GBP_M,
        };
    }
    if (!has_reserves)
        level[in->n_threshold] = reserves_level(self);
    self->source.level = level;
    self->source.n_level = in->n_threshold + !has_reserves;
    return 0;
}

static int
add_names(struct making *self, struct hr_err *err)
{
    const struct inputs *in = self->results->model->in;
    const struct record *record = self->run->record;
    struct workbook_name *setting = arena_zero(&self->arena, in->n_setting + 1, sizeof *setting),
                         *line = arena_zero(&self->arena, in->n_line + 1, sizeof *line);
    struct workbook_input *input = arena_zero(&self->arena, record->n_input + 1, sizeof *input);
    if (setting == NULL || line == NULL || input == NULL)
        return no_memory(err);
    for (size_t i = 0; i < in->n_setting; i++)
        setting[i] = (struct workbook_name){ in->setting[i].id, in->setting[i].label };
    for (size_t i = 0; i < in->n_line; i++)
        line[i] = (struct workbook_name){ in->line[i].id, in->line[i].label };
    for (size_t i = 0; i < record->n_input; i++)
        input[i] =
            (struct workbook_input){ base_name(record->input[i].name), record->input[i].sha256 };
    self->source.setting = setting;
    self->source.n_setting = in->n_setting;
    self->source.line = line;
    self->source.n_line = in->n_line;
    self->source.input = input;
    self->source.n_input = record->n_input;
    return 0;
}

static int
gather(struct making *self, struct hr_err *err)
{
    const struct run_workbook *run = self->run;
    const struct inputs *in = self->results->model->in;
    self->source = (struct workbook_source){
        .area = in->area,
        .title = in->title,
        .file = base_name(run->record->scenario_file),
        .version = HEADROOM_VERSION,
        .mark = example_mark(in, RESTS_ON_MONEY),
        .mark_children = example_mark(in, RESTS_ON_CHILDREN),
        .estimate = inputs_estimate(in, KEY_OUTTURN),
        .left_out = words_left_out(),
        .seed = in->seed,
        .n_future = self->results->n_replicate,
        .first_fy = run_fy(self->results, 0),
        .n_year = self->results->n_year,
        .table = run->table,
        .n_table = run->n_table,
        .meaning = column_meaning,
        .plain = run->plain,
    };
    int ret = add_scenarios(self, err);
    if (ret == 0)
        ret = add_levels(self, err);
    if (ret == 0)
        ret = add_names(self, err);
    return ret == 0 ? arena_check(&self->arena, err) : ret;
}

/* The library writes files alone: one next to the folder's own, which is removed before any other
 * is written. */
static int
make(const struct making *self, struct folder *folder, struct hr_err *err)
{
    char *path = text_of("%s/results.xlsx", folder->work), *bytes = NULL;
    size_t size = 0;
    int ret =
        path == NULL ? no_memory(err) : workbook_make(&self->source, path, &bytes, &size, err);
    if (ret == 0)
        ret = folder_write(folder, "results.xlsx", bytes, size, err);
    free(bytes);
    free(path);
    return ret;
}

int
run_workbook_write(const struct run_workbook *self, struct folder *folder, struct hr_err *err)
{
    struct making making = { .run = self, .results = self->record->results };
    arena_init(&making.arena);
    int ret = gather(&making, err);
    if (ret == 0)
        ret = make(&making, folder, err);
    arena_release(&making.arena);
    return ret;
}
