/* headroom run FILE -o DIR */
#define _GNU_SOURCE /* asprintf */
#include "areas_command.h"
#include "command.h"
#include "drivers.h"
#include "engine.h"
#include "headline.h"
#include "machine.h"
#include "past.h"
#include "publish.h"
#include "rare_futures.h"
#include "results_file.h"
#include "reconcile.h"
#include "run_chart.h"
#include "run.h"
#include "run_options.h"
#include "print.h"
#include "study.h"
#include "tables.h"
#include "text.h"
#include "usage.h"
#include "progress.h"
#include "words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* ---- one future ---- */

static int
tell_one_future(const struct run_options *options, const struct model *model, struct hr_err *err)
{
    int ret = 0;

    if ((double)options->replicate >= model->in->simulations)
        return hr_fail(err, HR_EUSAGE,
                       "--replicate is %zu, want 0 to %.0f (the run has %.0f simulations)",
                       options->replicate, model->in->simulations - 1.0, model->in->simulations);
    for (size_t scenario = 0; ret == 0 && scenario < model->n_scenario; scenario++) {
        struct future future = { 0 };
        ret = engine_one(model, scenario, options->replicate, &future, err);
        if (ret == 0)
            explain_future_print(stdout, model, scenario, options->replicate, &future);
        future_release(&future);
    }
    return ret;
}

/* ---- the whole run ---- */

struct run { /* one run, from its start to its folder */
    const struct run_options *options;
    int argc;
    char **argv;
    struct loaded *loaded;
    struct progress *progress;
    struct folder *folder;
    struct results_file *file; /* NULL: memory holds all results */
    struct results results;
    struct study study;
    bool compared;
    struct drivers drivers;
    char **note; /* owned: those of the scenario, and that the model does not tie to the ledger */
    size_t n_note;
    struct tie_note tie;      /* the last of them, or "" */
    struct tie_absurd absurd; /* the one before it, or "" */
    struct hidden hidden;     /* by --publish */
    struct timespec clock_start;
    char started[32];
};

static void
note_start(struct run *self)
{
    struct timespec now;
    struct tm utc;

    (void)clock_gettime(CLOCK_MONOTONIC, &self->clock_start);
    (void)clock_gettime(CLOCK_REALTIME, &now);
    if (gmtime_r(&now.tv_sec, &utc) != NULL)
        (void)strftime(self->started, sizeof self->started, "%Y-%m-%dT%H:%M:%SZ", &utc);
}

/* Takes the text over; NULL: there was no memory for it. */
static int
add_note(struct run *self, char *text, struct hr_err *err)
{
    if (text == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for a note");
    self->note[self->n_note++] = text;
    return 0;
}

static char *
note_text(const char *where, const char *kind, const char *text)
{
    char *note = NULL;
    return asprintf(&note, "%s: %s%s", where, kind, text) < 0 ? NULL : note;
}

static int
add_notes(struct run *self, const struct faults *from, const char *kind, struct hr_err *err)
{
    int ret = 0;
    for (size_t i = 0; ret == 0 && i < from->n; i++)
        ret = add_note(self, note_text(text_base(from->item[i].where), kind, from->item[i].text),
                       err);
    return ret;
}

/* How far the first year is from the ledger; far enough, it is a question as well. */
static int
note_tie(struct run *self, struct hr_err *err)
{
    const struct model *model = &self->loaded->model;
    int ret = 0;
    reconcile_note(model, &self->results.expected[0], &self->tie);
    reconcile_absurd(model, &self->results.expected[0], &self->absurd);
    if (self->absurd.text[0] != '\0')
        ret = add_note(self, strdup(self->absurd.text), err);
    if (ret == 0 && self->tie.text[0] != '\0')
        ret = add_note(self, strdup(self->tie.text), err);
    return ret;
}

/* Options that in some futures found no child to move. */
static int
note_nobody(struct run *self, struct hr_err *err)
{
    const struct model *model = &self->loaded->model;
    int ret = 0;
    for (size_t k = 0; k < model->n_scenario; k++)
        for (size_t o = 0; ret == 0 && o < model->n_option; o++) {
            const size_t n = atomic_load(&self->results.nobody[k * model->n_option + o]);
            char *text = NULL;
            if (n == 0)
                continue;
            if (asprintf(
                    &text,
                    "option '%s' of scenario '%s' found no child to move in some year in %zu of "
                    "%zu simulated futures",
                    model->option_in[o]->id, model->in->scenario[k].id, n,
                    self->results.n_replicate) < 0)
                text = NULL;
            ret = add_note(self, text, err);
            if (ret == 0 && !self->options->quiet)
                fprintf(stderr, "note: %s\n", text);
        }
    return ret;
}

/* What `check` says of futures in which a number is held, where the run met one. */
static int
note_rare(struct run *self, struct hr_err *err)
{
    struct model *model = &self->loaded->model;
    const size_t known = model->n_note;
    int ret = 0;
    if (atomic_load(&self->results.rare))
        ret = rare_futures_note(model, true, err);
    for (size_t i = known; ret == 0 && !self->options->quiet && i < model->n_note; i++)
        fprintf(stderr, "note: %s\n", model->note[i]);
    return ret;
}

static int
gather_notes(struct run *self, struct hr_err *err)
{
    const struct model *model = &self->loaded->model;
    const struct faults *questions = &self->loaded->scenario.questions,
                        *notes = &self->loaded->scenario.notes;
    const size_t most = questions->n + notes->n + model->n_scenario * model->n_option + 2;
    self->note = calloc(most, sizeof *self->note);
    if (self->note == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu notes", most);
    int ret = add_notes(self, questions, "question: ", err);
    if (ret == 0)
        ret = add_notes(self, notes, "", err);
    if (ret == 0)
        ret = note_nobody(self, err);
    return ret == 0 ? note_tie(self, err) : ret;
}

static void
notes_release(struct run *self)
{
    for (size_t i = 0; i < self->n_note; i++)
        free(self->note[i]);
    free(self->note);
}

static int
publish(struct run *self, struct hr_err *err)
{
    const struct scenario *scenario = &self->loaded->scenario;
    struct record_file *input = calloc(scenario->n_file, sizeof *input);

    if (input == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu input files", scenario->n_file);
    for (size_t i = 0; i < scenario->n_file; i++) {
        input[i].name = scenario->file[i].name;
        memcpy(input[i].sha256, scenario->file[i].sha256, DIGEST_HEX);
    }
    const struct record_options asked = {
        .simulations = self->options->load.simulations,
        .seed = self->options->load.seed,
        .precision_gbp_m = self->options->precision_gbp_m,
        .n_compared = self->options->n_compared,
        .each = self->options->load.each,
        .real = self->options->real,
        .plain_charts = self->options->plain_charts,
        .charts = usage_charts_name(self->options->charts),
        .small_numbers = self->options->small_numbers,
    };
    const struct publication publication = {
        .record = {
            .results = &self->results,
            .scenario_file = input[0].name,
            .options = &asked,
            .input = input,
            .n_input = scenario->n_file,
            .override = self->options->load.set,
            .n_override = self->options->load.n_set,
            .started = self->started,
            .n_thread = self->options->n_thread,
            .note = (const char *const *)self->note,
            .n_note = self->n_note,
            .argument = (const char *const *)self->argv,
            .n_argument = (size_t)self->argc,
        },
        .scenario = scenario,
        .study = self->compared ? &self->study : NULL,
        .drivers = &self->drivers,
        .real = self->options->real,
        .charts = self->options->charts,
        .plain_charts = self->options->plain_charts,
        .small_numbers = self->options->small_numbers,
        .hidden = &self->hidden,
        .stop = &self->progress->stop,
        .clock_start = &self->clock_start,
    };
    const int ret = publish_run(&publication, self->folder, err);
    free(input);
    return ret;
}

/* Is the average of the last deficit known to within the wanted precision in every scenario, 95
 * times in 100? */
static bool
precise_enough(const struct results *results, double precision_gbp_m)
{
    static const double errors_95 = 1.96;
    const size_t deficit = results_measure(results, "deficit");
    for (size_t scenario = 0; scenario < results->n_scenario; scenario++) {
        const struct summary *last =
            &results->summary[results_index(results, scenario, results->n_year - 1, deficit)];
        if (!(errors_95 * last->mean_se <= precision_gbp_m))
            return false;
    }
    return true;
}

static bool
compares(const struct run *self)
{
    return self->options->n_compared > 0 && study_needed(&self->loaded->model);
}

enum { MOST_HELD = 24 << 20 }; /* bytes of results in memory; what is more waits in a file */

static struct engine_options
options_of(const struct run *self, size_t n_replicate)
{
    return (struct engine_options){ .n_replicate = n_replicate,
                                    .n_thread = self->options->n_thread,
                                    .stop = &self->progress->stop,
                                    .done = &self->progress->done,
                                    .compares = compares(self),
                                    .file = self->file == NULL ? NULL : &self->file->file,
                                    .most_held = MOST_HELD };
}

/* Before anything is simulated or written. */
static int
check_memory(const struct run *self, struct hr_err *err)
{
    const struct model *model = &self->loaded->model;
    const struct engine_options engine = options_of(self, (size_t)model->in->simulations);
    const size_t n = engine.n_replicate < self->options->n_compared ? engine.n_replicate
                                                                    : self->options->n_compared;
    const uint64_t compared = engine.compares ? study_needs(model, n) : 0;
    return machine_has(engine_needs(model, &engine) + compared, engine.n_replicate, err);
}

/* With --precision the number of futures doubles from checkpoint to checkpoint. Each starts anew:
 * the first futures are the same whatever their number, so that costs at most as much again, and
 * the result depends on the checkpoint alone. */
static int
simulate(struct run *self, struct hr_err *err)
{
    static const size_t first_checkpoint = 1000;
    const size_t n_most = (size_t)self->loaded->model.in->simulations;
    const double precision_gbp_m = self->options->precision_gbp_m;
    for (size_t n = precision_gbp_m > 0.0 && first_checkpoint < n_most ? first_checkpoint : n_most;;
         n = 2 * n < n_most ? 2 * n : n_most) {
        const struct engine_options engine = options_of(self, n);
        atomic_store(&self->progress->done, 0);
        const int ret = engine_run(&self->loaded->model, &engine, &self->results, err);
        if (ret != 0 || n == n_most || precise_enough(&self->results, precision_gbp_m))
            return ret;
        results_release(&self->results);
        if (self->file != NULL)
            results_file_release(self->file);
    }
}

/* What each option does. Sets of options need few futures for small errors, because differences are
 * taken in the same ones. */
static int
compare(struct run *self, struct hr_err *err)
{
    enum { MOST_SHAPLEY_RUNS = 6000 };
    const size_t n = self->options->n_compared < self->results.n_replicate
                         ? self->options->n_compared
                         : self->results.n_replicate;
    const struct comparison_options options = { .run = &self->results,
                                                .n_replicate = n,
                                                .n_run = MOST_SHAPLEY_RUNS,
                                                .n_thread = self->options->n_thread,
                                                .stop = &self->progress->stop };
    if (!compares(self))
        return 0;
    self->compared = true;
    return study_run(&self->loaded->model, &options, &self->study, err);
}

/* What the uncertainty comes from. Numbers held at their ends are simulated for the picture;
 * without pictures the run's own futures say what they do. Some twelve numbers have two ends:
 * one future in fifty, and no more than tell an effect well, keeps it a part of the run's time. */
static size_t
pinned_futures(const struct run *self)
{
    enum { ONE_IN = 50, FEWEST = 20, MOST = 100 };
    const size_t n = self->results.n_replicate / ONE_IN;
    if (self->options->charts == CHARTS_NONE)
        return 0;
    return n < FEWEST ? FEWEST : n > MOST ? MOST : n;
}

static int
find_drivers(struct run *self, struct hr_err *err)
{
    const struct drivers_options options = {
        .n_pinned = pinned_futures(self),
        .n_thread = self->options->n_thread,
        .stop = &self->progress->stop,
    };
    return drivers_make(&self->drivers, &self->results, &options, err);
}

static int
simulate_and_publish(struct run *self, struct hr_err *err)
{
    int ret = simulate(self, err);
    if (ret == 0)
        ret = compare(self, err);
    if (ret == 0)
        ret = find_drivers(self, err);
    if (ret == 0)
        ret = note_rare(self, err);
    if (ret == 0)
        ret = gather_notes(self, err);
    if (ret == 0)
        ret = publish(self, err);
    return ret;
}

/* ---- what is said at the end ---- */

static void
print_notes(const struct loaded *loaded)
{
    const struct faults *notes = &loaded->scenario.notes;

    for (size_t i = 0; i < loaded->model.n_note; i++)
        fprintf(stderr, "note: %s\n", loaded->model.note[i]);
    for (size_t i = 0; i < notes->n; i++)
        fprintf(stderr, "note: %s: %s\n", notes->item[i].where, notes->item[i].text);
}

/* What `check` asks, of whoever runs the file without it. */
static void
print_questions(const struct loaded *loaded)
{
    const struct faults *questions = &loaded->scenario.questions;
    for (size_t i = 0; i < questions->n; i++)
        fprintf(stderr, "question: %s: %s\n", questions->item[i].where, questions->item[i].text);
}

/* Bold, where a terminal shows it and nobody objects; nothing is said by it alone. */
static bool
may_emphasise(const struct run_options *options)
{
    const char *terminal = getenv("TERM"), *objection = getenv("NO_COLOR");
    return !options->no_color && isatty(STDOUT_FILENO) == 1 &&
           (objection == NULL || objection[0] == '\0') && terminal != NULL &&
           strcmp(terminal, "dumb") != 0;
}

/* What summary.json says. */
static int
print_summary(const struct run *self, struct hr_err *err)
{
    char *text = NULL;
    const int ret = headline_json(&self->results, &self->drivers, &text, err);
    if (ret == 0)
        fputs(text, stdout);
    free(text);
    return ret;
}

/* The last scenario whose waterfall is drawn, which one of payments alone has not; NULL: none. */
static const char *
last_waterfall(const struct run *self)
{
    for (size_t i = self->compared ? self->study.n_comparison : 0; i-- > 0;) {
        const struct comparison *comparison = &self->study.comparison[i];
        const struct chart_subject subject = { .results = &self->results,
                                               .source = "",
                                               .comparison = comparison,
                                               .scenario = comparison->scenario };
        if (chart_waterfall.applies(&subject))
            return self->results.model->in->scenario[comparison->scenario].id;
    }
    return NULL;
}

static void
print_both(const struct sentence *first, const struct sentence *second)
{
    printf("%s\n", first->text);
    if (second != NULL)
        printf("%s\n", second->text);
}

/* What was written to be read first. */
static void
print_next(const struct run *self)
{
    const char *const dir = self->folder->target, *const waterfall = last_waterfall(self);
    if (self->options->charts == CHARTS_NONE)
        printf("Next: read %s/report.html; headroom explain output forecast.csv\n", dir);
    else if (waterfall != NULL)
        printf("Next: read %s/report.html; open results.xlsx; see charts/04_waterfall_%s.svg\n",
               dir, waterfall);
    else if (self->compared && self->study.n_comparison > 0)
        printf("Next: read %s/report.html; open results.xlsx; see charts/03_compare.svg\n", dir);
    else
        printf("Next: read %s/report.html; open results.xlsx; see charts/01_fan_%s.svg\n", dir,
               self->results.model->in->scenario[0].id);
}

/* A sentence a line: finding, central forecast and likely range, difference, chance, where, what
 * next; after the chance that of exceeding reserves, where they are given. Two scenarios are told:
 * the first, which others are compared with, and the last. */
static int
print_end(const struct run *self, struct hr_err *err)
{
    const struct results *results = &self->results;
    const size_t last = run_last_typed(results);
    struct headline first, second;

    int ret = headline_of(results, 0, &first, err);
    if (ret == 0)
        ret = headline_of(results, last, &second, err);
    if (ret != 0)
        return ret;
    const bool bold = may_emphasise(self->options);
    printf("%s%s%s\n", bold ? "\033[1m" : "", first.finding.text, bold ? "\033[0m" : "");
    print_both(&first.range, last > 0 ? &second.range : NULL);
    if (last > 0)
        printf("%s\n", second.difference.text);
    print_both(&first.passing, last > 0 ? &second.passing : NULL);
    if (first.reserves.text[0] != '\0') {
        print_both(&first.reserves, last > 0 ? &second.reserves : NULL);
        printf("(reserves: %s)\n", results->model->in->general_fund.reserves.definition);
    }
    printf("Results of %s: %s\n", words_futures(results->n_replicate).text, self->folder->target);
    print_next(self);
    return 0;
}

static void
print_hidden(const struct run *self)
{
    const struct hidden *hidden = &self->hidden;
    if (self->options->small_numbers <= 1.0)
        return;
    printf("For publication: counts of children under %.0f who exist, and what would give them "
           "away, are left out: %zu cell%s%s%s%s, %zu number%s of the scenario file, %zu chart%s"
           "%s%s; so are the files that were read (inputs/). Why: %s/SUPPRESSED.txt\n",
           self->options->small_numbers, hidden->n_cell, hidden->n_cell == 1 ? "" : "s",
           hidden->n_cell == 0 ? "" : " (", hidden->tables, hidden->n_cell == 0 ? "" : ")",
           hidden->n_number, hidden->n_number == 1 ? "" : "s", hidden->n_chart,
           hidden->n_chart == 1 ? "" : "s", hidden->n_chart == 0 ? "" : ": ", hidden->charts,
           self->folder->target);
}

static void
print_time(const struct run *self)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    const double seconds = (double)(now.tv_sec - self->clock_start.tv_sec) +
                           1e-9 * (double)(now.tv_nsec - self->clock_start.tv_nsec);
    fprintf(stderr, "%s, %zu scenario%s, %zu year%s, in %.1f s\n",
            words_futures(self->results.n_replicate).text, self->results.n_scenario,
            self->results.n_scenario == 1 ? "" : "s", self->results.n_year,
            self->results.n_year == 1 ? "" : "s", seconds);
}

static int
run_all(const struct run_options *options, int argc, char **argv, struct loaded *loaded,
        struct hr_err *err)
{
    struct progress progress = { .started = false };
    struct folder folder = { 0 };
    struct results_file file;
    struct run run = { .options = options,
                       .argc = argc,
                       .argv = argv,
                       .loaded = loaded,
                       .progress = &progress,
                       .folder = &folder,
                       .file = &file };

    note_start(&run);
    int ret = charts_ready(options->charts, err);
    if (ret == 0)
        ret = check_memory(&run, err);
    if (ret == 0)
        ret = folder_init(&folder, options->output, options->force, err);
    results_file_init(&file, folder.work);
    if (ret == 0)
        ret =
            progress_start(&progress, (size_t)loaded->model.in->simulations, !options->quiet, err);
    if (ret == 0)
        ret = simulate_and_publish(&run, err);
    progress_end(&progress);
    if (ret == 0 && !options->quiet) {
        if (run.absurd.text[0] != '\0')
            fprintf(stderr, "question: %s\n", run.absurd.text);
        if (run.tie.text[0] != '\0')
            fprintf(stderr, "note: %s\n", run.tie.text);
        print_time(&run);
        ret = print_end(&run, err);
        print_hidden(&run);
    }
    if (ret == 0 && options->json)
        ret = print_summary(&run, err);
    if (ret == 0)
        ret = results_check(&run.results, err);
    free(run.hidden.tables);
    free(run.hidden.charts);
    notes_release(&run);
    study_release(&run.study);
    drivers_release(&run.drivers);
    results_release(&run.results);
    results_file_release(&file);
    folder_release(&folder);
    return ret;
}

/* Scores that cannot be read are told before anything is simulated. */
static int
add_backtest(const struct run_options *options, struct loaded *loaded, struct hr_err *err)
{
    struct past past[N_PAST_TARGET];
    if (options->backtest == NULL)
        return 0;
    char *path = text_of("%s/scores.csv", options->backtest);
    if (path == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the name of a file");
    int ret = scenario_add_file(&loaded->scenario, PAST_FILE, path, err);
    free(path);
    if (ret == 0)
        ret = past_of(past, &loaded->scenario, err);
    return ret;
}

int
run_by(const struct run_options *options, int argc, char **argv, struct hr_err *err)
{
    struct loaded loaded;

    int ret = load(&loaded, &options->load, err);
    if (ret == 0)
        ret = add_backtest(options, &loaded, err);
    if (ret == 0 && !options->quiet)
        print_questions(&loaded);
    if (ret == 0 && options->verbose)
        print_notes(&loaded);
    if (ret == 0 && options->one_future)
        ret = tell_one_future(options, &loaded.model, err);
    else if (ret == 0)
        ret = run_all(options, argc, argv, &loaded, err);
    load_release(&loaded);
    return ret;
}

int
run_use(const struct run_options *options, run_user *use, void *with, struct hr_err *err)
{
    struct loaded loaded;
    struct progress progress;
    struct run run = { .options = options, .loaded = &loaded, .progress = &progress };

    int ret = load(&loaded, &options->load, err);
    if (ret == 0)
        ret = progress_start(&progress, (size_t)loaded.model.in->simulations, !options->quiet, err);
    if (ret != 0) {
        load_release(&loaded);
        return ret;
    }
    ret = check_memory(&run, err);
    if (ret == 0)
        ret = simulate(&run, err);
    if (ret == 0)
        ret = compare(&run, err);
    if (ret == 0)
        ret = find_drivers(&run, err);
    if (ret == 0)
        ret = use(&(struct run_made){ &loaded, &run.results, run.compared ? &run.study : NULL,
                                      &run.drivers, &progress.stop },
                  with, err);
    if (ret == 0)
        ret = results_check(&run.results, err);
    progress_end(&progress);
    drivers_release(&run.drivers);
    study_release(&run.study);
    results_release(&run.results);
    load_release(&loaded);
    return ret;
}

static int
run(int argc, char **argv, struct hr_err *err)
{
    struct run_options options;

    if (run_options_parse(&options, argc, argv, err) != 0)
        return HR_ENOMEM;
    if (options.areas.list != NULL)
        return areas_by(&options, argc, argv, err);
    return run_by(&options, argc, argv, err);
}

const struct command cmd_run = {
    .name = "run",
    .does = "simulate all scenarios of a file and write an output folder",
    .argp = &run_argp,
    .argument = COMPLETE_SCENARIOS,
    .run = run,
};
