/* headroom chart DIR NAME -o OUT */
#include "again.h"
#include "chart_files.h"
#include "command.h"
#include "csv.h"
#include "json_build.h"
#include "nearest.h"
#include "run.h"
#include "tables.h"
#include "text.h"
#include "usage.h"
#include "version.h"

#include <stdlib.h>
#include <string.h>

struct chart_options {
    const char *dir, *name, *output; /* borrowed */
    const char *source, *date;       /* borrowed; NULL: the scenario's */
    const struct chart_size *size;
    bool force, quiet;
};

enum { KEY_SOURCE = 0x200, KEY_SIZE, KEY_DATE };

static const struct argp_option options[] = {
    USAGE_OUTPUT(0),
    USAGE_FORCE("chart", 0),
    { "source", KEY_SOURCE, "TEXT", 0,
      "publisher and document, in place of those that the scenario names", 0 },
    { "data-date", KEY_DATE, "TEXT", 0, "the day of the data, as in \"31 March 2026\"", 0 },
    { "size", KEY_SIZE, "usual|social", 0,
      "usual: 1920 x 1200 pixels (the default); social: 1200 x 675", 0 },
    USAGE_QUIET(0),
    USAGE_HELP_OPTION,
    { 0 },
};

static void
take_word(struct chart_options *self, const char *word, struct argp_state *state)
{
    if (self->dir == NULL)
        self->dir = word;
    else if (self->name == NULL)
        self->name = word;
    else
        argp_error(state, "one chart at a time ('%s' and '%s')", self->name, word);
}

static error_t
parse(int key, char *arg, struct argp_state *state)
{
    struct chart_options *self = state->input;

    switch (key) {
    case 'h': usage_help(state); return 0;
    case 'o': self->output = arg; return 0;
    case 'q': self->quiet = true; return 0;
    case KEY_FORCE: self->force = true; return 0;
    case KEY_SOURCE: self->source = arg; return 0;
    case KEY_DATE: self->date = arg; return 0;
    case KEY_SIZE:
        self->size = chart_size_named(arg);
        if (self->size == NULL)
            argp_error(state, "--size is '%s', want usual or social", arg);
        return 0;
    case ARGP_KEY_ARG: take_word(self, arg, state); return 0;
    case ARGP_KEY_END:
        if (self->name == NULL || self->output == NULL)
            argp_error(state, "missing %s (headroom chart DIR NAME -o OUT)",
                       self->dir == NULL    ? "DIR, the folder of a run"
                       : self->name == NULL ? "NAME, a chart in it"
                                            : "-o OUT");
        return 0;
    default: return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {
    .options = options,
    .parser = parse,
    .args_doc = "DIR NAME -o OUT",
    .doc = "Draw one chart of the run in DIR again, for a page of its own: SVG, PNG, PDF, its "
           "numbers and its words, with the assumptions of the run. NAME is the name of its file, "
           "or a part that no other chart has: 03_compare. A chart has a source: where the "
           "scenario names no document, say --source."
           "\v" USAGE_EXIT_STATUS,
};

/* ---- which chart */

/* "03_compare" of "charts/03_compare.svg"; NULL of any other file. Owned by the caller (free). */
static char *
chart_of_file(const char *file)
{
    static const char folder[] = "charts/", ending[] = ".svg";
    const size_t n = strlen(file), n_folder = sizeof folder - 1, n_ending = sizeof ending - 1;
    if (n <= n_folder + n_ending || strncmp(file, folder, n_folder) != 0 ||
        strcmp(file + n - n_ending, ending) != 0)
        return NULL;
    return strndup(file + n_folder, n - n_folder - n_ending);
}

/* The chart's whole name; owned by the caller (free). */
static int
find_chart(const struct again *again, const char *typed, char **out, struct hr_err *err)
{
    struct nearest nearest = { .name = typed };
    size_t i, n = 0;
    const json_t *file;
    char *found = NULL, *best = NULL;
    json_array_foreach(json_object_get(again->record, "outputs"), i, file)
    {
        char *name = chart_of_file(json_string_value(json_object_get(file, "name")));
        if (name == NULL)
            continue;
        const bool exact = strcmp(name, typed) == 0;
        if (exact || (strstr(name, typed) != NULL && (found == NULL || n > 0))) {
            n = exact ? 0 : n + 1;
            free(found);
            found = strdup(name);
        }
        nearest_offer(&nearest, name);
        if (nearest.best == name) {
            free(best);
            nearest.best = best = name;
        } else {
            free(name);
        }
    }
    int ret = 0;
    if (n > 1)
        ret = hr_fail(err, HR_EUSAGE,
                      "'%s' is a part of the names of %zu charts of '%s', as of '%s': say which",
                      typed, n, again->dir, found);
    else if (found == NULL)
        ret = hr_fail(err, HR_EUSAGE, "'%s' has no chart '%s'%s%s%s", again->dir, typed,
                      best == NULL ? "" : ": did you mean '", best == NULL ? "" : best,
                      best == NULL ? "" : "'?");
    free(best);
    if (ret != 0)
        free(found);
    *out = ret == 0 ? found : NULL;
    return ret;
}

/* ---- drawing */

struct wish {
    const struct chart_options *options;
    const struct again *again;
    const char *name;
    struct folder *folder;
};

static int
put_assumptions(const struct run_made *made, struct folder *folder, struct hr_err *err)
{
    struct table table;
    const struct table_source from = { .results = made->results,
                                       .scenario = &made->loaded->scenario };
    int ret = result_table_make(&assumptions_table, &from, &table, err);
    if (ret == 0)
        ret = csv_write(&table, folder, err);
    table_release(&table);
    return ret;
}

static int
put_record(const struct wish *wish, struct hr_err *err)
{
    struct json_build b = { 0 };
    json_t *root = json_object();
    if (root == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for run.json");
    json_build_text(&b, root, "program", "headroom");
    json_build_text(&b, root, "version", HEADROOM_VERSION);
    json_build_text(&b, root, "command", "chart");
    json_build_text(&b, root, "chart", wish->name);
    json_build_text(&b, root, "run", again_text(wish->again, "title"));
    json_build_outputs(&b, root, wish->folder);
    char *text = json_build_end(&b, root);
    if (text == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for run.json, or a name in it is not UTF-8");
    return folder_take(wish->folder, "run.json", text, err);
}

static int
draw(const struct run_made *made, void *with, struct hr_err *err)
{
    const struct wish *wish = with;
    const struct chart_files files = {
        .results = made->results,
        .study = made->study,
        .drivers = made->drivers,
        .scenario = &made->loaded->scenario,
        .source = wish->options->source,
        .data_date = wish->options->date,
        .only = wish->name,
        .size = wish->options->size,
        .charts = CHARTS_ALL,
        .stop = made->stop,
        .folder = wish->folder,
    };
    int ret = chart_files_write(&files, err);
    if (ret == 0)
        ret = put_assumptions(made, wish->folder, err);
    if (ret == 0)
        ret = folder_put_sums(wish->folder, err);
    if (ret == 0)
        ret = put_record(wish, err);
    return ret == 0 ? folder_commit(wish->folder, err) : ret;
}

static int
draw_again(const struct chart_options *self, struct again *again, struct hr_err *err)
{
    struct folder folder = { 0 };
    char *name = NULL;
    int ret = find_chart(again, self->name, &name, err);
    if (ret == 0)
        ret = folder_init(&folder, self->output, self->force, err);
    if (ret == 0) {
        again_note_version(again);
        again->options.quiet = true;
        ret = run_use(&again->options, draw, &(struct wish){ self, again, name, &folder }, err);
    }
    if (ret == 0 && !self->quiet)
        printf("%s/charts/%s.svg, .png, .pdf, .csv and .txt; what they rest on: "
               "%s/assumptions.csv\n",
               folder.target, name, folder.target);
    folder_release(&folder);
    free(name);
    return ret;
}

static int
run(int argc, char **argv, struct hr_err *err)
{
    struct chart_options self = { .size = NULL };
    struct again again;

    if (usage_parse(&argp, argc, argv, &self, err) != 0)
        return HR_ENOMEM;
    int ret = again_read(&again, self.dir, err);
    if (ret == 0)
        ret = draw_again(&self, &again, err);
    again_release(&again);
    return ret;
}

const struct command cmd_chart = {
    .name = "chart",
    .does = "draw one chart of a run again, with its source, in a size for social media",
    .argp = &argp,
    .argument = COMPLETE_FOLDERS,
    .run = run,
};
