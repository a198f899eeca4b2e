/* Options of `headroom run`, by argp. */
#include "run_options.h"

#include "command.h"
#include "usage.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { DEFAULT_COMPARED = 500 };
static const double USUAL_SMALL_NUMBERS = 5.0;

/* The numbers of options: whole, but for the precision, which is above its low end. */
static const struct bounds {
    int key;
    const char *option;
    double low, high;
} BOUNDS[] = {
    { 'n', "--simulations", 1.0, 1e7 },
    { KEY_SEED, "--seed", 0.0, 4294967295.0 },
    { KEY_COMPARED, "--compared", 0.0, 1e7 },
    { KEY_REPLICATE, "--replicate", 0.0, 9999999.0 },
    { KEY_PUBLISH, "--publish", 1.0, 1000.0 },
    { KEY_THREADS, "--threads", 1.0, USAGE_MAX_THREADS },
    { KEY_PRECISION, "--precision", 0.0, 1e4 },
};

static const struct bounds *
bounds_of(int key)
{
    for (size_t i = 0; i < sizeof BOUNDS / sizeof *BOUNDS; i++)
        if (BOUNDS[i].key == key)
            return &BOUNDS[i];
    hr_bug("option %d has no bounds", key);
}

bool
run_options_may_be(int key, double number)
{
    const struct bounds *of = bounds_of(key);
    if (key == KEY_PRECISION)
        return number > of->low && number <= of->high;
    return number >= of->low && number <= of->high && number == floor(number);
}

static double
number_of(struct argp_state *state, int key, const char *arg)
{
    const struct bounds *of = bounds_of(key);
    return (key == KEY_PRECISION ? usage_number : usage_whole)(state, of->option, arg, of->low,
                                                               of->high);
}

static const struct argp_option options[] = {
    { NULL, 0, NULL, 0, "Output:", 1 },
    USAGE_OUTPUT(1),
    USAGE_FORCE("run", 1),
    USAGE_CHARTS(1),
    { "plain-charts", KEY_PLAIN_CHARTS, NULL, 0,
      "in results.xlsx draw forecasts as five lines, for programs that cannot show bands and lines "
      "in one chart",
      1 },
    { "publish", KEY_PUBLISH, "N", OPTION_ARG_OPTIONAL,
      "hide counts of children below N (default 5) in all files, and any figure from which they "
      "could be worked out; SUPPRESSED.txt lists them by rule",
      1 },
    { "real", KEY_REAL, NULL, 0,
      "also write forecast_real.csv: money in prices of the first forecast year, by the scenario's "
      "deflator where it gives one and else by each future's own inflation",
      1 },
    { "backtest", KEY_BACKTEST, "DIR", 0,
      "a folder of headroom backtest, whose scores the report tells in place of the program's own",
      1 },
    { "replicate", KEY_REPLICATE, "K", 0,
      "report simulated future K (from 0) year by year on the standard output instead; writes no "
      "folder",
      1 },
    { NULL, 0, NULL, 0, "Simulation:", 2 },
    { "simulations", 'n', "N", 0, "number of simulated futures (default: the file's)", 2 },
    { "precision", KEY_PRECISION, "GBP_M", 0,
      "stop at 1,000, 2,000, 4,000, ... futures once every scenario's central forecast of the last "
      "deficit is known to within this many "
      "million pounds either way (95 in 100); never more futures than without",
      2 },
    USAGE_SEED(2),
    USAGE_SET(2),
    { "each", KEY_EACH, NULL, 0,
      "also run every option alone, and every option left out of a mitigated scenario in turn", 2 },
    { "compared", KEY_COMPARED, "N", 0,
      "simulations used to compare options: each alone, added in order, and its Shapley share "
      "(default: 500; never more than all; 0: do not compare)",
      2 },
    USAGE_THREADS(2),
    { NULL, 0, NULL, 0, "Many areas:", 3 },
    { "areas", KEY_AREAS, "LIST", 0,
      "run every area of LIST in place of one FILE, on the same national draws, and add them up: a "
      "CSV file with the columns area and scenario (a path from LIST's folder) and, if wanted, "
      "region and group",
      3 },
    { "only", KEY_ONLY, "NAME", 0,
      "only the rows of LIST with this area, region or group; may be repeated", 3 },
    { "strict", KEY_STRICT, NULL, 0,
      "fail when an area cannot be read or run (else it is left out, and said to be)", 3 },
    { "shard", KEY_SHARD, "I/N", 0,
      "run rows I, I+N, I+2N, ... of LIST and write them into the file given by -o, for 'headroom "
      "merge'",
      3 },
    USAGE_SUCCESSORS(3),
    { NULL, 0, NULL, 0, "Messages:", 4 },
    USAGE_JSON(4),
    USAGE_QUIET(4),
    { "verbose", 'v', NULL, 0, "also list what was assumed where the file says nothing", 4 },
    { "no-color", KEY_NO_COLOR, NULL, 0, "no bold type on a terminal", 4 },
    USAGE_HELP_OPTION,
    { 0 },
};

static void
add_set(struct argp_state *state, struct run_options *self, const char *text)
{
    if (strchr(text, '=') == NULL)
        argp_error(state, "--set is '%s', want PATH=VALUE", text);
    if (self->load.n_set == RUN_SET_MAX)
        argp_error(state, "more than %d --set", (int)RUN_SET_MAX);
    else
        self->set[self->load.n_set++] = text;
}

static void
check_areas(struct argp_state *state, const struct run_options *self)
{
    if (self->load.path != NULL)
        argp_error(state, "--areas names the scenario files: leave '%s' out", self->load.path);
    if (self->output == NULL)
        argp_error(state, "missing -o, the folder for the results or the file for a shard");
    if (self->areas.n_shard > 0 && (self->areas.successors != NULL || self->areas.strict))
        argp_error(state, "--successors and --strict are for 'headroom merge', when --shard is "
                          "given");
    if (self->not_with_areas != NULL)
        argp_error(state, "%s is of one scenario file: leave it out with --areas",
                   self->not_with_areas);
}

static void
check_together(struct argp_state *state, const struct run_options *self)
{
    const struct run_areas *areas = &self->areas;
    if (areas->list != NULL) {
        check_areas(state, self);
        return;
    }
    if (areas->n_only > 0 || areas->strict || areas->n_shard > 0 || areas->successors != NULL)
        argp_error(state, "--only, --strict, --shard and --successors are of --areas LIST");
    if (self->load.path == NULL)
        argp_error(state, "missing scenario FILE (headroom run FILE -o DIR)");
    if (self->output == NULL && !self->one_future)
        argp_error(state, "missing -o DIR, the folder for the results");
    if (self->output != NULL && self->one_future)
        argp_error(state, "--replicate writes to the standard output: leave -o out");
    if (self->small_numbers > 0.0 && self->one_future)
        argp_error(
            state,
            "--replicate reports one future, which is not for publication: leave --publish out");
}

static error_t
parse_argument(char *arg, struct argp_state *state, struct run_options *self)
{
    if (self->load.path != NULL)
        argp_error(state,
                   "one scenario file at a time ('%s' and '%s'); a file may hold several scenarios",
                   self->load.path, arg);
    self->load.path = arg;
    return 0;
}

/* "2/4" */
static void
parse_shard(struct argp_state *state, const char *arg, struct run_areas *out)
{
    size_t shard = 0, n = 0;
    char end = '\0';
    if (strspn(arg, "0123456789/") != strlen(arg) ||
        sscanf(arg, "%4zu/%4zu%c", &shard, &n, &end) != 2 || shard < 1 || shard > n)
        argp_error(state, "--shard is '%s', want I/N, from 1/N to N/N", arg);
    out->shard = shard;
    out->n_shard = n;
}

static error_t
parse_areas(int key, char *arg, struct argp_state *state, struct run_areas *out)
{
    switch (key) {
    case KEY_AREAS: out->list = arg; return 0;
    case KEY_ONLY:
        if (out->n_only == RUN_ONLY_MAX)
            argp_error(state, "more than %d --only", (int)RUN_ONLY_MAX);
        else
            out->only[out->n_only++] = arg;
        return 0;
    case KEY_STRICT: out->strict = true; return 0;
    case KEY_SUCCESSORS: out->successors = arg; return 0;
    case KEY_SHARD: parse_shard(state, arg, out); return 0;
    default: return ARGP_ERR_UNKNOWN;
    }
}

/* Options of one scenario file, which a run of many areas has no use for. */
static const char *
of_one_file(int key)
{
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++)
        if (options[i].key == key && options[i].name != NULL)
            switch (key) {
            case KEY_BACKTEST:
            case KEY_PUBLISH:
            case KEY_REAL:
            case KEY_REPLICATE:
            case KEY_PRECISION:
            case KEY_EACH:
            case KEY_COMPARED:
            case KEY_PLAIN_CHARTS: return options[i].name;
            default: return NULL;
            }
    return NULL;
}

static error_t
parse_saying(int key, char *arg, struct argp_state *state, struct run_options *self)
{
    switch (key) {
    case 'q': self->quiet = true; return 0;
    case 'v': self->verbose = true; return 0;
    case KEY_JSON: self->json = self->quiet = true; return 0;
    case KEY_NO_COLOR: self->no_color = true; return 0;
    case KEY_PLAIN_CHARTS: self->plain_charts = true; return 0;
    case 'h': usage_help(state); return 0;
    default: return parse_areas(key, arg, state, &self->areas);
    }
}

static error_t
parse(int key, char *arg, struct argp_state *state)
{
    struct run_options *self = state->input;

    if (of_one_file(key) != NULL)
        self->not_with_areas = of_one_file(key);
    switch (key) {
    case 'o': self->output = arg; return 0;
    case KEY_BACKTEST: self->backtest = arg; return 0;
    case KEY_FORCE: self->force = true; return 0;
    case KEY_CHARTS: self->charts = usage_charts(state, arg); return 0;
    case KEY_PUBLISH:
        self->small_numbers = arg == NULL ? USUAL_SMALL_NUMBERS : number_of(state, key, arg);
        return 0;
    case KEY_REAL: self->real = true; return 0;
    case KEY_REPLICATE:
        self->one_future = true;
        self->replicate = (size_t)number_of(state, key, arg);
        return 0;
    case 'n': self->load.simulations = number_of(state, key, arg); return 0;
    case KEY_SEED: self->load.seed = number_of(state, key, arg); return 0;
    case KEY_PRECISION: self->precision_gbp_m = number_of(state, key, arg); return 0;
    case KEY_EACH: self->load.each = true; return 0;
    case KEY_COMPARED: self->n_compared = (size_t)number_of(state, key, arg); return 0;
    case KEY_SET: add_set(state, self, arg); return 0;
    case KEY_THREADS: self->n_thread = (unsigned)number_of(state, key, arg); return 0;
    case ARGP_KEY_ARG: return parse_argument(arg, state, self);
    case ARGP_KEY_END: check_together(state, self); return 0;
    default: return parse_saying(key, arg, state, self);
    }
}

const struct argp run_argp = {
    .options = options,
    .parser = parse,
    .args_doc = "FILE -o DIR\n--areas LIST -o DIR",
    .doc =
        "Simulate all scenarios of FILE on the same random draws and write tables, charts and "
        "the record of the run into a folder, which appears "
        "whole or not at all. Five lines at the end give the finding, the central forecast with "
        "its "
        "likely range, the chance of passing the first threshold, where the results are and what "
        "to do next. With --areas the scenarios of many areas are run and added up, future by "
        "future."
        "\v" USAGE_EXIT_STATUS,
};

void
run_options_init(struct run_options *self)
{
    *self = (struct run_options){
        .load = { .simulations = (double)NAN, .seed = (double)NAN },
        .charts = CHARTS_ALL,
        .n_compared = DEFAULT_COMPARED,
        .n_thread = usage_processors(),
    };
    self->load.set = self->set;
}

int
run_options_parse(struct run_options *self, int argc, char **argv, struct hr_err *err)
{
    run_options_init(self);
    return usage_parse(&run_argp, argc, argv, self, err);
}
