/* Simulates the areas of a shard. */
#include "areas_run.h"

#include "chart_source.h"
#include "csv_in.h"
#include "engine.h"
#include "parallel.h"
#include "reconcile.h"
#include "reserves_test.h"
#include "run_chart.h"
#include "scenario.h"
#include "solved_question.h"
#include "tables.h"

#include <math.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* ---- one area */

struct made { /* an area that is waiting to be written */
    struct arena arena;
    struct areas_entry entry;
    double *column; /* owned; NULL: left out */
    bool ready;
};

struct making { /* one that is being made */
    const struct areas_run *run;
    const struct areas_row *row;
    unsigned n_thread;
    struct made *made;
    struct scenario scenario;
    struct model model;
    struct results results;
};

static const char *
keep(struct making *self, const char *text)
{
    return arena_text(&self->made->arena, text, strlen(text));
}

/* Without the paths of a machine: it goes into files. */
static const char *
keep_shown(struct making *self, const char *text)
{
    char *shown = text_shown(text);
    const char *kept = shown == NULL ? NULL : keep(self, shown);
    self->made->arena.failed = self->made->arena.failed || shown == NULL;
    free(shown);
    return kept;
}

/* What measures.h calls what is kept; NULL: a sum of plans by setting. */
static const char *const kept_id[N_AREAS_KEPT] = {
    [KEPT_PLANS] = "plans",
    [KEPT_JOINED] = "joined",
    [KEPT_POPULATION] = "population",
    [KEPT_SPENDING] = "high_needs_spending",
    [KEPT_GRANT] = "high_needs_grant",
    [KEPT_IN_YEAR] = "in_year_deficit",
    [KEPT_RECEIPTS] = "receipts",
    [KEPT_DEFICIT] = "deficit",
    [KEPT_RESERVES] = "general_fund.reserves",
};
static const char plans_by_setting[] = "plans.";

static bool
is_kept(const struct measure *measure)
{
    bool kept = strcmp(measure->row->id, plans_by_setting) == 0;
    for (size_t i = 0; !kept && i < N_AREAS_KEPT; i++)
        kept = kept_id[i] != NULL && strcmp(measure->id, kept_id[i]) == 0;
    return kept;
}

static bool
counts_in(const struct setting_in *setting, enum areas_kept kept)
{
    const enum category category = setting->category;
    return kept == KEPT_SPECIAL
               ? category == CATEGORY_STATE_SPECIAL
               : category == CATEGORY_INDEPENDENT || category == CATEGORY_SPECIALIST_POST16;
}

static void
fill_column(const struct making *self, size_t scenario, size_t year, enum areas_kept kept)
{
    const struct results *results = &self->results;
    const size_t n = results->n_replicate;
    double *out = &self->made->column[areas_index(results->n_year, scenario, year, kept) * n];
    if (kept == KEPT_RESERVES && !reserves_given(results)) {
        for (size_t r = 0; r < n; r++)
            out[r] = (double)NAN;
        return;
    }
    if (kept_id[kept] != NULL) {
        const double *x =
            results_column(results, scenario, year, results_measure(results, kept_id[kept]));
        memcpy(out, x, n * sizeof *out);
        results_done(results, x);
        return;
    }
    for (size_t m = 0; m < results->n_measure; m++) {
        const struct measure *measure = &results->measure[m];
        if (strcmp(measure->row->id, plans_by_setting) != 0 ||
            !counts_in(self->model.setting[measure->setting], kept))
            continue;
        const double *x = results_column(results, scenario, year, m);
        for (size_t r = 0; r < n; r++)
            out[r] += x[r];
        results_done(results, x);
    }
}

static int
fill_columns(struct making *self, struct hr_err *err)
{
    const struct results *results = &self->results;
    struct areas_entry *entry = &self->made->entry;
    const size_t n = areas_n_column(entry) * results->n_replicate;
    self->made->column = calloc(n, sizeof *self->made->column);
    if (self->made->column == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for what is kept of '%s'", entry->area);
    for (size_t s = 0; s < results->n_scenario; s++)
        for (size_t t = 0; t < results->n_year; t++)
            for (size_t k = 0; k < N_AREAS_KEPT; k++)
                fill_column(self, s, t, (enum areas_kept)k);
    const int ret = results_check(results, err);
    digest_bytes(self->made->column, n * sizeof *self->made->column, entry->sha256);
    return ret;
}

static void
describe_scenarios(struct making *self)
{
    const struct inputs *in = &self->scenario.inputs;
    struct areas_entry *entry = &self->made->entry;
    entry->scenario = arena_zero(&self->made->arena, in->n_scenario, sizeof *entry->scenario);
    for (size_t i = 0; entry->scenario != NULL && i < in->n_scenario; i++)
        entry->scenario[entry->n_scenario++] =
            (struct areas_scenario){ keep(self, in->scenario[i].id),
                                     keep(self, in->scenario[i].label), in->scenario[i].role };
}

static void
describe_notes(struct making *self)
{
    const struct faults *questions = &self->scenario.questions, *notes = &self->scenario.notes;
    struct areas_entry *entry = &self->made->entry;
    struct tie_note tie;
    reconcile_note(&self->model, &self->results.expected[0], &tie);
    entry->note = arena_zero(&self->made->arena, questions->n + notes->n + 1, sizeof *entry->note);
    for (size_t i = 0; entry->note != NULL && i < questions->n; i++)
        entry->note[entry->n_note++] =
            (struct areas_text){ keep(self, text_base(questions->item[i].where)),
                                 arena_format(&self->made->arena, "question: %s",
                                              questions->item[i].text) };
    for (size_t i = 0; entry->note != NULL && i < notes->n; i++)
        entry->note[entry->n_note++] =
            (struct areas_text){ keep(self, text_base(notes->item[i].where)),
                                 keep_shown(self, notes->item[i].text) };
    if (entry->note != NULL && tie.text[0] != '\0')
        entry->note[entry->n_note++] = (struct areas_text){ entry->file, keep(self, tie.text) };
}

static int
describe_run(struct making *self, struct hr_err *err)
{
    const struct inputs *in = &self->scenario.inputs;
    struct arena *arena = &self->made->arena;
    struct areas_entry *entry = &self->made->entry;
    struct past_deficit *past = NULL;
    size_t n_past = 0;
    entry->base_census = in->base_census;
    entry->n_year = self->results.n_year;
    describe_scenarios(self);
    describe_notes(self);
    entry->mark = keep(self, example_mark(in, RESTS_ON_MONEY));
    entry->mark_children = keep(self, example_mark(in, RESTS_ON_CHILDREN));
    entry->source = keep(self, chart_documents(&chart_gap, &self->scenario, arena));
    entry->data_date = keep(self, chart_data_date(&chart_gap, in).text);
    entry->reserves = reserves_given(&self->results);
    entry->opening_estimate = inputs_estimate(in, KEY_BALANCE);
    entry->no_agreement = to_replace_absent(in->to_replace, in->n_to_replace, KEY_RECEIPTS);
    const int ret = past_deficits(in, &past, &n_past, err);
    entry->opening_gbp_m = n_past == 0 ? (double)NAN : past[n_past - 1].deficit_gbp / GBP_PER_GBP_M;
    free(past);
    return ret == 0 ? arena_check(arena, err) : ret;
}

static int
load_area(struct making *self, struct hr_err *err)
{
    const struct areas_header *header = self->run->header;
    struct inputs *in = &self->scenario.inputs;
    int ret = scenario_load(self->row->path, header->set, header->n_set, &self->scenario, err);
    if (ret == 0 && strcmp(in->area, self->row->area) != 0)
        ret = hr_fail(err, HR_ESCENARIO, "the list calls it '%s', %s calls it '%s'",
                      self->row->area, self->row->scenario, in->area);
    if (ret != 0)
        return ret;
    in->seed = header->seed;
    in->simulations = (double)header->n_future;
    ret = model_make(&self->model, in, err);
    return ret != 0 ? ret : solved_question(&self->scenario, &self->model, err);
}

static int
simulate(struct making *self, struct hr_err *err)
{
    const struct engine_options options = { .n_replicate = self->run->header->n_future,
                                            .n_thread = self->n_thread,
                                            .stop = self->run->stop,
                                            .done = self->run->done,
                                            .keeps = is_kept };
    int ret = load_area(self, err);
    if (ret == 0)
        ret = engine_run(&self->model, &options, &self->results, err);
    if (ret == 0)
        ret = describe_run(self, err);
    return ret == 0 ? fill_columns(self, err) : ret;
}

/* What of an area is said whether it can be run or not. */
static void
describe_files(struct making *self)
{
    const struct scenario *scenario = &self->scenario;
    struct areas_entry *entry = &self->made->entry;
    entry->input = arena_zero(&self->made->arena, scenario->n_file, sizeof *entry->input);
    for (size_t i = 0; entry->input != NULL && i < scenario->n_file; i++) {
        const struct input_file *file = &scenario->file[i];
        entry->input[entry->n_input++] =
            (struct areas_text){ keep(self,
                                      file->name == NULL ? text_base(file->path) : file->name),
                                 keep(self, file->sha256) };
    }
}

static void
describe_faults(struct making *self, const struct hr_err *why)
{
    const struct faults *faults = &self->scenario.faults;
    struct areas_entry *entry = &self->made->entry;
    struct arena *arena = &self->made->arena;
    entry->fault = arena_zero(arena, faults->n + 1, sizeof *entry->fault);
    for (size_t i = 0; entry->fault != NULL && i < faults->n; i++)
        entry->fault[entry->n_fault++] =
            (struct areas_text){ keep_shown(self, faults->item[i].where),
                                 keep_shown(self, faults->item[i].text) };
    if (entry->fault != NULL && faults->n == 0)
        entry->fault[entry->n_fault++] =
            (struct areas_text){ arena_format(arena, "%s:%zu", self->run->list->name,
                                              self->row->line),
                                 keep_shown(self, why->text) };
}

/* Is it the machine or the user that stops, not the area's file? */
static bool
stops_all(int code)
{
    return code == HR_ENOMEM || code == HR_EINTERRUPT || code == HR_EWRITE;
}

static int
make_area(const struct areas_run *run, size_t number, unsigned n_thread, struct made *out,
          struct hr_err *err)
{
    const struct areas_row *row = &run->list->row[number];
    struct making self = { .run = run, .row = row, .n_thread = n_thread, .made = out };
    struct hr_err why = { 0 };
    arena_init(&out->arena);
    out->entry = (struct areas_entry){ .number = number,
                                       .line = row->line,
                                       .area = row->area,
                                       .region = row->region,
                                       .file = text_path(row->scenario),
                                       .group = row->group,
                                       .n_group = row->n_group };
    int ret = simulate(&self, &why);
    describe_files(&self);
    if (ret != 0 && !stops_all(ret)) {
        describe_faults(&self, &why);
        free(out->column);
        out->column = NULL;
        ret = 0;
    }
    results_release(&self.results);
    model_release(&self.model);
    scenario_release(&self.scenario);
    if (ret != 0)
        return hr_fail(err, ret, "%s: %s", row->area, why.text);
    return arena_check(&out->arena, err);
}

static void
made_release(struct made *self)
{
    free(self->column);
    arena_release(&self->arena);
    *self = (struct made){ .column = NULL };
}

/* ---- all areas of a shard */

struct crew { /* what the threads share */
    const struct areas_run *run;
    FILE *out;
    size_t n; /* areas */
    unsigned n_thread_each;
    atomic_size_t next;
    atomic_bool failed;
    pthread_mutex_t lock; /* of what follows */
    struct made *made;    /* owned; [area] */
    size_t n_written;
};

size_t
areas_in_shard(const struct areas_header *header)
{
    return header->n_row < header->shard ? 0
                                         : (header->n_row - header->shard) / header->n_shard + 1;
}

/* Writes those that are next in the list's order; the others wait. */
static int
write_ready(struct crew *crew, size_t i, struct hr_err *err)
{
    int ret = 0;
    (void)pthread_mutex_lock(&crew->lock);
    crew->made[i].ready = true;
    while (ret == 0 && crew->n_written < crew->n && crew->made[crew->n_written].ready) {
        struct made *made = &crew->made[crew->n_written++];
        ret = areas_shard_put(crew->out, &made->entry, made->column, crew->run->header->n_future,
                              err);
        made_release(made);
    }
    (void)pthread_mutex_unlock(&crew->lock);
    return ret;
}

static int
take_areas(void *shared, unsigned member, struct hr_err *err)
{
    struct crew *crew = shared;
    const struct areas_header *header = crew->run->header;
    int ret = 0;
    (void)member;
    while (ret == 0 && !atomic_load(&crew->failed)) {
        const size_t i = atomic_fetch_add(&crew->next, 1);
        if (i >= crew->n)
            break;
        ret = make_area(crew->run, header->shard - 1 + i * header->n_shard, crew->n_thread_each,
                        &crew->made[i], err);
        if (ret == 0)
            ret = write_ready(crew, i, err);
    }
    if (ret != 0)
        atomic_store(&crew->failed, true);
    return ret;
}

static int
run_crew(struct crew *crew, struct hr_err *err)
{
    const unsigned n = parallel_size(crew->run->n_thread);
    const unsigned n_outer = crew->n < n && crew->n > 0 ? (unsigned)crew->n : n;
    crew->n_thread_each = n / n_outer;
    if (pthread_mutex_init(&crew->lock, NULL) != 0)
        return hr_fail(err, HR_ENOMEM, "no memory for a lock");
    const int ret = parallel(n_outer, take_areas, crew, err);
    (void)pthread_mutex_destroy(&crew->lock);
    return ret;
}

int
areas_run(const struct areas_run *self, FILE *out, struct hr_err *err)
{
    struct crew crew = { .run = self, .out = out, .n = areas_in_shard(self->header) };
    int ret = areas_shard_begin(out, self->header, err);
    crew.made = calloc(crew.n + 1, sizeof *crew.made);
    if (ret == 0 && crew.made == NULL)
        ret = hr_fail(err, HR_ENOMEM, "no memory for %zu areas", crew.n);
    if (ret == 0)
        ret = run_crew(&crew, err);
    for (size_t i = 0; crew.made != NULL && i < crew.n; i++)
        made_release(&crew.made[i]);
    free(crew.made);
    return ret == 0 ? areas_shard_end(out, crew.n, err) : ret;
}

/* ---- what all areas have in common */

int
areas_common(const struct areas_list *list, struct areas_header *header, struct hr_err *err)
{
    bool found = !isnan(header->seed) && header->n_future > 0;
    for (size_t i = 0; !found && i < list->n_row; i++) {
        struct scenario scenario;
        struct hr_err why;
        found = scenario_load(list->row[i].path, header->set, header->n_set, &scenario, &why) == 0;
        if (found && isnan(header->seed))
            header->seed = scenario.inputs.seed;
        if (found && header->n_future == 0)
            header->n_future = (size_t)scenario.inputs.simulations;
        scenario_release(&scenario);
    }
    return found ? 0
                 : hr_fail(err, HR_ESCENARIO, "none of the %zu scenario files of '%s' can be read",
                           list->n_row, list->name);
}
