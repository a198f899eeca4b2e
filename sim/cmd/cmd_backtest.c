/* headroom backtest --data DIR -o DIR */
#include "backtest_publish.h"
#include "command.h"
#include "money_forecaster.h"
#include "load.h"
#include "usage.h"
#include "progress.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
    FIRST_ORIGIN = 2017,
    LAST_ORIGIN = 2022,
    FIRST_MONEY = 2018,
    LAST_MONEY = 2024,
    HORIZONS = 5,
    SIMULATIONS = 1000,
    SEED = 20170119
};
static const double MAX_SIMULATIONS = 1e6, MAX_SEED = 4294967295.0;

enum backtest_key {
    KEY_DATA = 0x200,
    KEY_ORIGINS,
    KEY_HORIZONS,
    KEY_HALF,
    KEY_SINCE,
    KEY_UNTIL,
    KEY_RULES,
    KEY_MONEY
};

static const struct argp_option option_rows[] = {
    { NULL, 0, NULL, 0, "What comes out:", 1 },
    USAGE_OUTPUT(1),
    USAGE_FORCE("backtest", 1),
    USAGE_CHARTS(1),
    { NULL, 0, NULL, 0, "What is scored:", 2 },
    { "data", KEY_DATA, "DIR", 0,
      "folder (or zip) of published counts: DfE's release, tidied series (files that begin with "
      "ehcp_total_, new_plans_total_ and so on), or evidence.csv",
      2 },
    { "money", KEY_MONEY, NULL, 0,
      "score money in place of plans: net outturn of section 251 lines 1.2.x (files that begin "
      "with s251_high_needs_outturn_), the high needs block (dsg_allocations_) and the balance of "
      "the DSG as a share of it (dsg_balance_)",
      2 },
    { "origins", KEY_ORIGINS, "FROM-TO", 0,
      "Januaries to forecast from (default: 2017-2022); of money the ends of years, with the "
      "outturn of the year to March and allocations to two years after it (default: 2018-2024)",
      2 },
    { "horizons", KEY_HORIZONS, "N", 0, "years ahead, 1 to 5 (default: 5)", 2 },
    { "since", KEY_SINCE, "YEAR", 0,
      "score outcomes of January (money: March) of YEAR and after: to judge a method that was "
      "chosen on earlier ones",
      2 },
    { "until", KEY_UNTIL, "YEAR", 0,
      "do not look at outcomes after January (money: March) of YEAR: to choose a method on "
      "earlier ones",
      2 },
    { "half", KEY_HALF, "odd|even", 0,
      "score one half of the authorities, by their codes: to choose a method on the other", 2 },
    { "rules-only", KEY_RULES, NULL, 0, "score the simple rules and no model", 2 },
    { NULL, 0, NULL, 0, "What is simulated:", 3 },
    { "simulations", 'n', "N", 0, "simulated futures of each forecast (default: 1,000)", 3 },
    { "seed", KEY_SEED, "N", 0, "seed of the random numbers", 3 },
    USAGE_THREADS(3),
    { NULL, 0, NULL, 0, "Messages:", 4 },
    USAGE_QUIET(4),
    USAGE_HELP_OPTION,
    { 0 },
};

struct backtest_command {
    const char *data, *output;
    struct backtest_options backtest;
    enum charts charts;
    size_t n_simulation;
    double seed;
    unsigned n_thread;
    bool rules_only, force, quiet;
};

static void
parse_origins(struct argp_state *state, const char *text, struct backtest_options *out)
{
    char end;
    int from, to;
    const int n = sscanf(text, "%4d-%4d%c", &from, &to, &end);
    if (n == 2 || sscanf(text, "%4d%c", &from, &end) == 1) {
        out->first_origin = from;
        out->last_origin = n == 2 ? to : from;
    } else
        argp_error(state, "--origins is '%s', want FROM-TO, as in 2017-2022", text);
    if (out->first_origin < 2000 || out->last_origin > 2100 || out->first_origin > out->last_origin)
        argp_error(state, "--origins is '%s', want years from 2000 to 2100, the earlier first",
                   text);
}

static enum backtest_half
parse_half(struct argp_state *state, const char *text)
{
    if (strcmp(text, "odd") == 0)
        return HALF_ODD;
    if (strcmp(text, "even") != 0)
        argp_error(state, "--half is '%s', want odd or even", text);
    return HALF_EVEN;
}

static error_t
parse_end(struct argp_state *state, struct backtest_command *self)
{
    if (self->data == NULL)
        argp_error(state, "missing --data DIR (headroom backtest --data DIR -o DIR)");
    if (self->output == NULL)
        argp_error(state, "missing -o DIR");
    if (self->backtest.first_origin == 0) {
        self->backtest.first_origin = self->backtest.money ? FIRST_MONEY : FIRST_ORIGIN;
        self->backtest.last_origin = self->backtest.money ? LAST_MONEY : LAST_ORIGIN;
    }
    return 0;
}

static error_t
parse(int key, char *arg, struct argp_state *state)
{
    struct backtest_command *self = state->input;

    switch (key) {
    case 'o': self->output = arg; return 0;
    case KEY_DATA: self->data = arg; return 0;
    case KEY_FORCE: self->force = true; return 0;
    case KEY_CHARTS: self->charts = usage_charts(state, arg); return 0;
    case KEY_ORIGINS: parse_origins(state, arg, &self->backtest); return 0;
    case KEY_HORIZONS:
        self->backtest.n_horizon = (size_t)usage_whole(state, "--horizons", arg, 1.0, HORIZONS);
        return 0;
    case KEY_SINCE:
        self->backtest.since = (int)usage_whole(state, "--since", arg, 2000.0, 2100.0);
        return 0;
    case KEY_UNTIL:
        self->backtest.until = (int)usage_whole(state, "--until", arg, 2000.0, 2100.0);
        return 0;
    case KEY_HALF: self->backtest.half = parse_half(state, arg); return 0;
    case KEY_MONEY: self->backtest.money = true; return 0;
    case KEY_RULES: self->rules_only = true; return 0;
    case 'n':
        self->n_simulation =
            (size_t)usage_whole(state, "--simulations", arg, 10.0, MAX_SIMULATIONS);
        return 0;
    case KEY_SEED: self->seed = usage_whole(state, "--seed", arg, 0.0, MAX_SEED); return 0;
    case KEY_THREADS:
        self->n_thread = (unsigned)usage_whole(state, "--threads", arg, 1.0, USAGE_MAX_THREADS);
        return 0;
    case 'q': self->quiet = true; return 0;
    case 'h': usage_help(state); return 0;
    case ARGP_KEY_ARG:
        argp_error(state, "'%s' is one argument too many: give the data with --data DIR", arg);
        return 0;
    case ARGP_KEY_END: return parse_end(state, self);
    default: return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {
    .options = option_rows,
    .parser = parse,
    .args_doc = "--data DIR -o DIR",
    .doc =
        "Forecast every authority of the data from past Januaries, with only what had been "
        "published then, and score the forecasts against "
        "what came, next to simple rules on the same rows. Writes scores.csv, a summary, every "
        "forecast, England's own, the worst misses, exclusions and "
        "calibration charts into a folder, which appears whole or not at all.\n\nWith --money the "
        "outturn, the block and the balance are forecast in their place, from the end of each "
        "year: by then the outturn and balance of the financial year to March of it had been "
        "published (in December), the allocations of two years more, and plans of its January."
        "\v" USAGE_EXIT_STATUS,
};

/* ---- the work */

struct backtest_work {
    const struct backtest_command *options;
    struct progress progress;
    struct evidence evidence;
    struct backtest backtest;
    struct own_forecaster own;
    struct money_forecaster money;
    struct folder folder;
    struct timespec clock_start;
    char started[32];
};

static void
note_start(struct backtest_work *self)
{
    struct timespec now;
    struct tm utc;

    (void)clock_gettime(CLOCK_MONOTONIC, &self->clock_start);
    (void)clock_gettime(CLOCK_REALTIME, &now);
    if (gmtime_r(&now.tv_sec, &utc) != NULL)
        (void)strftime(self->started, sizeof self->started, "%Y-%m-%dT%H:%M:%SZ", &utc);
}

/* An upper bound of the authorities to forecast, over all origins: what progress is shown against.
 * */
static size_t
work_total(const struct evidence *evidence, const struct backtest_options *options)
{
    size_t n = 0;
    for (size_t i = 0; i < evidence->n_area; i++)
        n += evidence->area[i].level == AREA_AUTHORITY &&
             !isnan(evidence_total(evidence, (int)i, EVIDENCE_PLANS, options->last_origin)) &&
             backtest_in_half(options->half, evidence->area[i].code);
    return n * (size_t)(options->last_origin - options->first_origin + 1);
}

static int
score(struct backtest_work *self, struct hr_err *err)
{
    const struct backtest_command *options = self->options;
    struct backtest_options run = options->backtest;
    struct forecaster forecaster = { 0 };
    int ret =
        progress_start(&self->progress, work_total(&self->evidence, &run), !options->quiet, err);
    if (ret != 0)
        return ret;
    run.stop = &self->progress.stop;
    run.done = &self->progress.done;
    if (!options->rules_only)
        forecaster = run.money ? money_forecaster(&self->money, options->n_simulation,
                                                  options->n_thread, options->seed)
                               : own_forecaster(&self->own, options->n_simulation,
                                                options->n_thread, options->seed);
    run.forecaster = &forecaster;
    run.n_forecaster = options->rules_only ? 0 : 1;
    ret = backtest_run(&self->backtest, &self->evidence, &run, err);
    if (!options->rules_only)
        own_forecaster_release(&self->own);
    if (!options->rules_only)
        money_forecaster_release(&self->money);
    progress_end(&self->progress);
    return ret;
}

/* Three lines: how good at the first and last horizon, whether ranges held, where it is. */
static void
say_end(const struct backtest_work *self)
{
    const struct backtest *backtest = &self->backtest;
    const size_t chief = backtest_chief_method(backtest),
                 rule = backtest->n_forecaster + RULE_POOLED_OWN_ERRORS;
    const bool money = backtest->options.money;
    const int total = money ? FORECAST_SPENDING : FORECAST_PLANS,
              growth = money ? TARGET_SPENDING_RELATIVE : TARGET_RELATIVE;
    for (size_t horizon = 1; horizon <= backtest->options.n_horizon; horizon++) {
        struct score_mean own, pooled, relative;
        own = backtest_mean(backtest, 0, horizon, total, chief);
        pooled = backtest_mean(backtest, 0, horizon, total, rule);
        relative = backtest_mean(backtest, 0, horizon, growth, chief);
        if (own.n == 0)
            continue;
        printf("%zu year%s ahead, %zu forecasts: mean absolute percentage error %.1f (%s; pooled "
               "rule %.1f); 80%% ranges held %.0f%% of %s, "
               "%.0f%% of growth over England's\n",
               horizon, horizon == 1 ? "" : "s", own.n, 100 * own.mape, backtest->method[chief],
               100 * pooled.mape, 100 * own.covered[1], money ? "outturns" : "plans",
               100 * relative.covered[1]);
    }
    printf("Scores of %zu authorities and their record: %s\nNext: read %s/backtest.txt\n",
           backtest_areas(backtest), self->folder.target, self->folder.target);
}

static int
publish(struct backtest_work *self, int argc, char **argv, struct hr_err *err)
{
    const struct backtest_command *options = self->options;
    const struct backtest_publication publication = {
        .backtest = &self->backtest,
        .data = options->data,
        .charts = options->charts,
        .n_simulation = options->rules_only ? 0 : options->n_simulation,
        .seed = options->seed,
        .started = self->started,
        .clock_start = &self->clock_start,
        .n_thread = options->n_thread,
        .argument = (const char *const *)argv,
        .n_argument = (size_t)argc,
    };
    return backtest_publish(&publication, &self->folder, err);
}

static int
run(int argc, char **argv, struct hr_err *err)
{
    struct backtest_command options = {
        .backtest = { .n_horizon = HORIZONS },
        .charts = CHARTS_ALL,
        .n_simulation = SIMULATIONS,
        .seed = SEED,
        .n_thread = usage_processors(),
    };
    struct backtest_work work = { .options = &options };

    if (usage_parse(&argp, argc, argv, &options, err) != 0)
        return HR_ENOMEM;
    note_start(&work);
    evidence_init(&work.evidence);
    int ret = folder_init(&work.folder, options.output, options.force, err);
    if (ret == 0)
        ret = evidence_load(&work.evidence, options.data, err);
    if (ret == 0)
        ret = score(&work, err);
    if (ret == 0)
        ret = publish(&work, argc, argv, err);
    if (ret == 0 && !options.quiet)
        say_end(&work);
    print_faults(&work.evidence.faults);
    backtest_release(&work.backtest);
    evidence_release(&work.evidence);
    folder_release(&work.folder);
    return ret;
}

const struct command cmd_backtest = {
    .name = "backtest",
    .does = "forecast from past years with what was known then, and score it against what came",
    .argp = &argp,
    .argument = COMPLETE_NOTHING,
    .run = run,
};
