/* Options of `headroom run`, by argp. */
#include "run_options.h"

#include "command.h"
#include "usage.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

enum { MAX_THREADS = 256, DEFAULT_COMPARED = 500 };
static const double MAX_SIMULATIONS = 1e7, MAX_SEED = 4294967295.0, MAX_REPLICATE = 9999999.0,
                    MAX_PRECISION_GBP_M = 1e4;
static const double USUAL_SMALL_NUMBERS = 5.0, MAX_SMALL_NUMBERS = 1000.0;

static const struct argp_option options[] = {
    { NULL, 0, NULL, 0, "What comes out:", 1 },
    { "output", 'o', "DIR", 0, "write the results into DIR, which must be missing or empty", 1 },
    { "force", KEY_FORCE, NULL, 0, "replace the run that is in DIR", 1 },
    { "charts", KEY_CHARTS, "none|svg|all", 0,
      "which charts to draw; all (the default) adds PNG and PDF", 1 },
    { "publish", KEY_PUBLISH, "N", OPTION_ARG_OPTIONAL,
      "leave counts of children under N (default 5) out of all files, and what would give them "
      "away; SUPPRESSED.txt says how",
      1 },
    { "real", KEY_REAL, NULL, 0,
      "also write forecast_real.csv: money in prices of the first forecast year", 1 },
    { "replicate", KEY_REPLICATE, "K", 0,
      "tell simulated future K (from 0) year by year on the standard output instead; writes no "
      "folder",
      1 },
    { NULL, 0, NULL, 0, "What is simulated:", 2 },
    { "simulations", 'n', "N", 0, "number of simulated futures (default: the file's)", 2 },
    { "precision", KEY_PRECISION, "GBP_M", 0,
      "stop at 1,000, 2,000, 4,000, ... futures once every scenario's central forecast of the last "
      "deficit is known to within this many "
      "million pounds either way (95 in 100); never more futures than without",
      2 },
    { "seed", KEY_SEED, "N", 0, "seed of the random numbers (default: the file's)", 2 },
    { "set", KEY_SET, "PATH=VALUE", 0,
      "change a value of the file for this run, as in --set prices.independent.fee_gbp=60000; may "
      "be repeated",
      2 },
    { "each", KEY_EACH, NULL, 0,
      "also run every option alone, and every option left out of a mitigated scenario in turn", 2 },
    { "compared", KEY_COMPARED, "N", 0,
      "number of simulated futures for what options do alone, in order and shared out (default: "
      "500; never more than all; 0: do not compare)",
      2 },
    { "threads", KEY_THREADS, "N", 0,
      "number of threads (default: one a processor); the results do not depend on it", 2 },
    { NULL, 0, NULL, 0, "What is said:", 3 },
    { "quiet", 'q', NULL, 0, "say nothing but errors", 3 },
    { "verbose", 'v', NULL, 0, "also say what was assumed where the file is silent", 3 },
    { "no-color", KEY_NO_COLOR, NULL, 0, "no bold type on a terminal", 3 },
    USAGE_HELP_OPTION,
    { 0 },
};

static enum charts
charts_named(struct argp_state *state, const char *name)
{
    if (strcmp(name, "none") == 0)
        return CHARTS_NONE;
    if (strcmp(name, "svg") == 0)
        return CHARTS_SVG;
    if (strcmp(name, "all") != 0)
        argp_error(state, "--charts is '%s', want none, svg or all", name);
    return CHARTS_ALL;
}

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
check_together(struct argp_state *state, const struct run_options *self)
{
    if (self->load.path == NULL)
        argp_error(state, "which scenario file? (headroom run FILE -o DIR)");
    if (self->output == NULL && !self->one_future)
        argp_error(state, "where to put the results? Give -o DIR");
    if (self->output != NULL && self->one_future)
        argp_error(state, "--replicate writes to the standard output: leave -o out");
    if (self->small_numbers > 0.0 && self->one_future)
        argp_error(
            state,
            "--replicate tells one future, which is not for publication: leave --publish out");
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

static error_t
parse_saying(int key, struct argp_state *state, struct run_options *self)
{
    switch (key) {
    case 'q': self->quiet = true; return 0;
    case 'v': self->verbose = true; return 0;
    case KEY_NO_COLOR: self->no_color = true; return 0;
    case 'h': usage_help(state); return 0;
    default: return ARGP_ERR_UNKNOWN;
    }
}

static error_t
parse(int key, char *arg, struct argp_state *state)
{
    struct run_options *self = state->input;

    switch (key) {
    case 'o': self->output = arg; return 0;
    case KEY_FORCE: self->force = true; return 0;
    case KEY_CHARTS: self->charts = charts_named(state, arg); return 0;
    case KEY_PUBLISH:
        self->small_numbers = arg == NULL
                                  ? USUAL_SMALL_NUMBERS
                                  : usage_whole(state, "--publish", arg, 1.0, MAX_SMALL_NUMBERS);
        return 0;
    case KEY_REAL: self->real = true; return 0;
    case KEY_REPLICATE:
        self->one_future = true;
        self->replicate = (size_t)usage_whole(state, "--replicate", arg, 0.0, MAX_REPLICATE);
        return 0;
    case 'n':
        self->load.simulations = usage_whole(state, "--simulations", arg, 1.0, MAX_SIMULATIONS);
        return 0;
    case KEY_SEED: self->load.seed = usage_whole(state, "--seed", arg, 0.0, MAX_SEED); return 0;
    case KEY_PRECISION:
        self->precision_gbp_m = usage_number(state, "--precision", arg, 0.0, MAX_PRECISION_GBP_M);
        return 0;
    case KEY_EACH: self->load.each = true; return 0;
    case KEY_COMPARED:
        self->n_compared = (size_t)usage_whole(state, "--compared", arg, 0.0, MAX_SIMULATIONS);
        return 0;
    case KEY_SET: add_set(state, self, arg); return 0;
    case KEY_THREADS:
        self->n_thread = (unsigned)usage_whole(state, "--threads", arg, 1.0, MAX_THREADS);
        return 0;
    case ARGP_KEY_ARG: return parse_argument(arg, state, self);
    case ARGP_KEY_END: check_together(state, self); return 0;
    default: return parse_saying(key, state, self);
    }
}

const struct argp cmd_run_argp = {
    .options = options,
    .parser = parse,
    .args_doc = "FILE",
    .doc = "Simulate all scenarios of FILE on the same random draws and write tables, charts and "
           "the record of the run into a folder, which appears "
           "whole or not at all."
           "\v" USAGE_EXIT_STATUS,
};

void
run_options_parse(struct run_options *self, int argc, char **argv)
{
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);

    *self = (struct run_options){
        .load = { .simulations = (double)NAN, .seed = (double)NAN },
        .charts = CHARTS_ALL,
        .n_compared = DEFAULT_COMPARED,
        .n_thread = processors < 1             ? 1u
                    : processors > MAX_THREADS ? (unsigned)MAX_THREADS
                                               : (unsigned)processors,
    };
    (void)argp_parse(&cmd_run_argp, argc, argv, 0, NULL, self);
    self->load.set = self->set;
}
