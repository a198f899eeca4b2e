/* headroom seek FILE --option ID --vary KEY --until "chance(deficit at 2028/29 < 0) >= 0.8" */
#include "command.h"
#include "engine.h"
#include "goal.h"
#include "load.h"
#include "field.h"
#include "json_build.h"
#include "stats.h"
#include "usage.h"
#include "progress.h"
#include "words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    SET_MAX = 256,
    DEFAULT_SIMULATIONS = 2000,
    KEY_OPTION = 0x400,
    KEY_VARY,
    KEY_UNTIL,
    KEY_SCENARIO
};

struct seek_options {
    struct load_options load;
    const char *set[SET_MAX + 1]; /* the last is the level */
    const char *option, *vary, *until, *scenario;
    unsigned n_thread;
    bool quiet, json;
};

static const struct argp_option options[] = {
    { "option", KEY_OPTION, "ID", 0, "option of the file whose level is sought", 1 },
    { "vary", KEY_VARY, "KEY", 0,
      "key of the option that is varied, as share, children, places, amount_gbp_m or "
      "cost.revenue_gbp_m",
      1 },
    { "until", KEY_UNTIL, "GOAL", 0,
      "what is wanted, as \"chance(deficit at 2028/29 < 0) >= 0.8\"; money is in GBP million", 1 },
    { "scenario", KEY_SCENARIO, "ID", 0,
      "scenario in which (default: the last that has the option; where none has it, the first with "
      "the option added)",
      1 },
    { "simulations", 'n', "N", 0,
      "number of simulated futures, the same at every level (default: 2,000, never more than the "
      "file's)",
      2 },
    USAGE_SEED(2),
    USAGE_SET(2),
    USAGE_THREADS(2),
    USAGE_JSON(3),
    { "quiet", 'q', NULL, 0, "print the answer only", 3 },
    USAGE_HELP_OPTION,
    { 0 },
};

static void
check_together(struct argp_state *state, const struct seek_options *self)
{
    if (self->load.path == NULL)
        argp_error(state,
                   "which scenario file? (headroom seek FILE --option ID --vary KEY --until GOAL)");
    if (self->option == NULL || self->vary == NULL || self->until == NULL)
        argp_error(state, "--option, --vary and --until are all needed");
}

static error_t
parse(int key, char *arg, struct argp_state *state)
{
    struct seek_options *self = state->input;

    switch (key) {
    case 'h': usage_help(state); return 0;
    case 'q': self->quiet = true; return 0;
    case KEY_JSON: self->json = self->quiet = true; return 0;
    case 'n':
        self->load.simulations = usage_whole(state, "--simulations", arg, 20.0, 1e6);
        return 0;
    case KEY_OPTION: self->option = arg; return 0;
    case KEY_VARY: self->vary = arg; return 0;
    case KEY_UNTIL: self->until = arg; return 0;
    case KEY_SCENARIO: self->scenario = arg; return 0;
    case KEY_SEED: self->load.seed = usage_whole(state, "--seed", arg, 0.0, 4294967295.0); return 0;
    case KEY_THREADS:
        self->n_thread = (unsigned)usage_whole(state, "--threads", arg, 1.0, USAGE_MAX_THREADS);
        return 0;
    case KEY_SET:
        if (strchr(arg, '=') == NULL || self->load.n_set == SET_MAX)
            argp_error(state, "--set is '%s', want PATH=VALUE, at most %d times", arg,
                       (int)SET_MAX);
        else
            self->set[self->load.n_set++] = arg;
        return 0;
    case ARGP_KEY_ARG:
        if (self->load.path != NULL)
            argp_error(state, "one scenario file at a time ('%s' and '%s')", self->load.path, arg);
        self->load.path = arg;
        return 0;
    case ARGP_KEY_END: check_together(state, self); return 0;
    default: return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {
    .options = options,
    .parser = parse,
    .args_doc = "FILE --option ID --vary KEY --until GOAL",
    .doc = "Find the smallest level of one option with which a chance is reached. Every level "
           "meets the same simulated futures; levels are "
           "doubled until the chance is reached, then the interval is halved to 1 in 100 (places "
           "and numbers of children: to a whole one)."
           "\v" USAGE_EXIT_STATUS,
};

/* ---- what is varied ---- */

/* The row of a key of options, "share" or "cost.revenue_gbp_m"; NULL when there is none that is a
 * number. */
static const struct field *
row_of(const char *key)
{
    const struct field_table *table = &option_fields;
    if (strncmp(key, "cost.", 5) == 0) {
        for (size_t i = 0; i < option_fields.n_row; i++)
            if (strcmp(option_fields.row[i].key, "cost") == 0)
                table = option_fields.row[i].table;
        key += 5;
    }
    for (size_t i = 0; i < table->n_row; i++)
        if (strcmp(table->row[i].key, key) == 0 &&
            (table->row[i].type == FIELD_QUANTITY || table->row[i].type == FIELD_NUMBER))
            return &table->row[i];
    return NULL;
}

/* ---- which scenario ---- */

static bool
has_option(const struct scenario_in *scenario, const char *id)
{
    for (size_t i = 0; i < scenario->n_option; i++)
        if (strcmp(scenario->option[i], id) == 0)
            return true;
    return false;
}

/* Leaves one scenario in the inputs: the one that is sought in. */
static int
keep_scenario(struct scenario *scenario, const struct seek_options *wanted, struct hr_err *err)
{
    struct inputs *in = &scenario->inputs;
    size_t at = in->n_scenario;
    for (size_t k = 0; k < in->n_scenario; k++)
        if (wanted->scenario != NULL ? strcmp(in->scenario[k].id, wanted->scenario) == 0
                                     : has_option(&in->scenario[k], wanted->option))
            at = k;
    if (wanted->scenario != NULL && at == in->n_scenario)
        return hr_fail(err, HR_EUSAGE, "--scenario is '%s', which is no scenario of the file",
                       wanted->scenario);
    if (at == in->n_scenario)
        at = 0;
    in->scenario += at;
    in->n_scenario = 1;
    if (has_option(in->scenario, wanted->option))
        return 0;
    const char **list = arena_zero(&scenario->arena, in->scenario->n_option + 1, sizeof *list);
    if (list == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for a scenario");
    for (size_t i = 0; i < in->scenario->n_option; i++)
        list[i] = in->scenario->option[i];
    list[in->scenario->n_option++] = wanted->option;
    in->scenario->option = list;
    return 0;
}

/* ---- one level ---- */

struct trial {
    const struct seek_options *options;
    const struct goal *goal;
    struct progress *progress;
    size_t n;  /* futures of the last trial, */
    double se; /* and the Monte Carlo error of its chance */
    char scenario[160], unit[24];
};

static size_t
find_measure(const struct results *results, const char *id)
{
    size_t m = 0;
    while (m < results->n_measure && strcmp(results->measure[m].id, id) != 0)
        m++;
    return m;
}

static int
chance_of(struct trial *self, const struct results *results, double *chance, struct hr_err *err)
{
    const struct goal *goal = self->goal;
    const size_t m = find_measure(results, goal->measure);
    const int year = goal->fy - results->model->in->base_census;
    if (m == results->n_measure)
        return hr_fail(
            err, HR_EUSAGE,
            "--until speaks of '%s', which is no measure of this file (measures.csv lists them)",
            goal->measure);
    if (year < 0 || (size_t)year >= results->n_year)
        return hr_fail(err, HR_EUSAGE, "--until speaks of %d/%02d, which is not forecast", goal->fy,
                       (goal->fy + 1) % 100);
    const double *x = results_column(results, 0, (size_t)year, m);
    size_t count = 0;
    for (size_t k = 0; k < results->n_replicate; k++)
        count += goal->below ? x[k] < goal->threshold : x[k] > goal->threshold;
    results_done(results, x);
    self->n = results->n_replicate;
    *chance = (double)count / (double)self->n;
    const double wilson = ((double)count + 2.0) / ((double)self->n + 4.0); /* never 0 at the ends */
    self->se = sqrt(wilson * (1.0 - wilson) / ((double)self->n + 4.0));
    (void)snprintf(self->unit, sizeof self->unit, "%s", results->measure[m].unit);
    return results_check(results, err);
}

static int
simulate(struct trial *self, struct scenario *scenario, double *chance, struct hr_err *err)
{
    struct model model = { 0 };
    struct results results = { 0 };
    const double n = isnan(self->options->load.simulations)
                         ? fmin(scenario->inputs.simulations, DEFAULT_SIMULATIONS)
                         : self->options->load.simulations;
    const struct engine_options engine = { .n_replicate = (size_t)n,
                                           .n_thread = self->options->n_thread,
                                           .stop = &self->progress->stop,
                                           .done = &self->progress->done };
    if (!isnan(self->options->load.seed))
        scenario->inputs.seed = self->options->load.seed;
    (void)snprintf(self->scenario, sizeof self->scenario, "%s", scenario->inputs.scenario->label);
    int ret = model_make(&model, &scenario->inputs, err);
    if (ret == 0)
        ret = engine_run(&model, &engine, &results, err);
    if (ret == 0)
        ret = chance_of(self, &results, chance, err);
    results_release(&results);
    model_release(&model);
    return ret;
}

static struct option_in *
find_option(const struct scenario *scenario, const char *id)
{
    for (size_t i = 0; i < scenario->inputs.n_option; i++)
        if (strcmp(scenario->inputs.option[i].id, id) == 0)
            return &scenario->inputs.option[i];
    return NULL;
}

/* Does the key say how much an option does? *id: what it gives, 0 when it is not given. */
static bool
amount_by(const struct option_in *in, const char *key, quantity_id *id)
{
    const struct {
        const char *key;
        quantity_id id;
    } amount[] = { { "share", in->share },
                   { "children", in->children },
                   { "places", in->places },
                   { "amount_gbp", in->amount_gbp },
                   { "amount_gbp_m", in->yearly_gbp },
                   { "growth", in->growth } };
    for (size_t i = 0; i < sizeof amount / sizeof amount[0]; i++)
        if (strcmp(amount[i].key, key) == 0) {
            *id = amount[i].id;
            return true;
        }
    return false;
}

static int
load_file(const struct trial *self, const char *more, struct scenario *out, struct hr_err *err)
{
    const char *set[SET_MAX + 1];
    size_t n = self->options->load.n_set;
    for (size_t i = 0; i < n; i++)
        set[i] = self->options->load.set[i];
    if (more != NULL)
        set[n++] = more;
    const int ret = scenario_load(self->options->load.path, set, n, out, err);
    for (size_t i = 0; ret == HR_ESCENARIO && i < out->faults.n; i++)
        fprintf(stderr, "%s: %s\n", out->faults.item[i].where, out->faults.item[i].text);
    return ret;
}

/* The level of how much an option does scales its side effects too, as in a ladder; any other key
 * is set as --set does. */
static int
load_at(const struct trial *self, double level, struct scenario *out, struct hr_err *err)
{
    const char *id = self->options->option, *key = self->options->vary;
    char text[300];
    int ret = load_file(self, NULL, out, err);
    if (ret != 0)
        return ret;
    struct option_in *in = find_option(out, id);
    if (in == NULL)
        return hr_fail(err, HR_EUSAGE, "--option is '%s', which is no option of the file", id);
    quantity_id amount = 0;
    const bool how_much = amount_by(in, key, &amount);
    if (how_much && amount == 0)
        return hr_fail(
            err, HR_EUSAGE,
            "--vary is '%s', but the file does not say by '%s' how much option '%s' does", key, key,
            id);
    if (how_much) {
        in->is_held = true;
        in->held = level;
        return 0;
    }
    scenario_release(out);
    (void)snprintf(text, sizeof text, "options.%s.%s=%.10f", id, key, level);
    return load_file(self, text, out, err);
}

static int
try_level(void *with, double level, double *chance, struct hr_err *err)
{
    struct trial *self = with;
    struct scenario scenario = { 0 };
    int ret = load_at(self, level, &scenario, err);
    if (ret == 0)
        ret = keep_scenario(&scenario, self->options, err);
    if (ret == 0)
        ret = simulate(self, &scenario, chance, err);
    scenario_release(&scenario);
    if (ret == 0 && !self->options->quiet)
        fprintf(stderr, "%s %s = %.6g: chance %.3f (Monte Carlo error %.3f)\n",
                self->options->option, self->options->vary, level, *chance, self->se);
    return ret;
}

/* ---- the answer ---- */

static int
print_json(const struct trial *trial, const struct sought *found, struct hr_err *err)
{
    const struct goal *goal = trial->goal;
    struct json_build b = { 0 };
    json_t *root = json_object();
    if (root == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the answer");
    json_build_text(&b, root, "option", trial->options->option);
    json_build_text(&b, root, "key", trial->options->vary);
    json_build_text(&b, root, "scenario", trial->scenario);
    json_build_text(&b, root, "measure", goal->measure);
    json_build_text(&b, root, "unit", trial->unit);
    json_build_text(&b, root, "financial_year", fy_name(goal->fy).text);
    json_build_bool(&b, root, "below", goal->below);
    json_build_number(&b, root, "threshold", goal->threshold);
    json_build_number(&b, root, "chance_wanted", goal->chance);
    json_build_bool(&b, root, "reached", found->outcome != SEEK_NEVER);
    json_build_number(&b, root, "level", found->outcome == SEEK_AT_ZERO ? 0.0 : found->level);
    json_build_number(&b, root, "chance", found->chance);
    json_build_number(&b, root, "standard_error", trial->se);
    json_build_number(&b, root, "level_that_falls_short", found->below);
    json_build_whole(&b, root, "levels_tried", (double)found->n_tried);
    json_build_whole(&b, root, "simulations", (double)trial->n);
    char *text = json_build_end(&b, root);
    if (text == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the answer");
    fputs(text, stdout);
    free(text);
    return 0;
}

static int
tell(const struct trial *trial, const struct seek *seek, const struct sought *found,
     struct hr_err *err)
{
    const struct goal *goal = trial->goal;
    char goal_text[300];
    (void)snprintf(goal_text, sizeof goal_text, "%s %s %g (%s) in %d/%02d", goal->measure,
                   goal->below ? "below" : "above", goal->threshold, trial->unit, goal->fy,
                   (goal->fy + 1) % 100);
    const char *option = trial->options->option, *key = trial->options->vary;
    if (trial->options->json) {
        const int ret = print_json(trial, found, err);
        if (ret != 0 || found->outcome != SEEK_NEVER)
            return ret;
    }
    switch (found->outcome) {
    case SEEK_AT_ZERO:
        printf("The chance of %s is %.3f already with %s = 0 of '%s': at least %g.\n", goal_text,
               found->chance, key, option, goal->chance);
        break;
    case SEEK_NEVER:
        return hr_fail(err, HR_ERANGE,
                       "no level of %s of '%s' up to %s reaches the goal: the chance of %s is at "
                       "best %.3f, with %s = %g, and %g is wanted",
                       key, option, words_count((unsigned long long)seek->most).text, goal_text,
                       found->chance, key, found->level, goal->chance);
    case SEEK_FOUND:
        printf("%s = %.6g of '%s' is the smallest level at which the chance of %s is at least %g: "
               "it is %.3f there, and less at %.6g.\n",
               key, found->level, option, goal_text, goal->chance, found->chance, found->below);
        break;
    }
    printf("In '%s', from %s at each of %zu levels; Monte Carlo error of a chance some %.3f. The "
           "level is taken as sure to be reached: other "
           "levels of uncertainty about it are as in the file.\n",
           trial->scenario, words_futures(trial->n).text, found->n_tried, trial->se);
    return 0;
}

static int
run(int argc, char **argv, struct hr_err *err)
{
    struct seek_options self = { .load = { .simulations = (double)NAN, .seed = (double)NAN },
                                 .n_thread = usage_processors() };
    struct goal goal;
    struct progress progress;
    struct sought found;

    if (usage_parse(&argp, argc, argv, &self, err) != 0)
        return HR_ENOMEM;
    self.load.set = self.set;
    int ret = goal_parse(self.until, &goal, err);
    if (ret != 0)
        return ret;
    const struct field *row = row_of(self.vary);
    if (row == NULL)
        return hr_fail(err, HR_EUSAGE,
                       "--vary is '%s', which is no number of an option ('headroom explain option' "
                       "lists its keys)",
                       self.vary);
    struct trial trial = { .options = &self, .goal = &goal, .progress = &progress };
    const bool whole = strcmp(self.vary, "places") == 0 || strcmp(self.vary, "children") == 0;
    const struct seek seek = { .chance = try_level,
                               .with = &trial,
                               .wanted = goal.chance,
                               .most = row->hi,
                               .whole = whole,
                               .first = row->hi <= 1.0 ? row->hi / 64.0 : 1.0 };
    ret = progress_start(&progress, 0, false, err);
    if (ret != 0)
        return ret;
    ret = seek_level(&seek, &found, err);
    progress_end(&progress);
    return ret == 0 ? tell(&trial, &seek, &found, err) : ret;
}

const struct command cmd_seek = {
    .name = "seek",
    .does = "find the smallest level of an option that reaches a chance",
    .argp = &argp,
    .argument = COMPLETE_SCENARIOS,
    .run = run,
};
