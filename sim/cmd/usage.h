/* usage.h: what every command's argp has in common: -h, the exit statuses in --help, numbers on the
 * command line. */
#ifndef USAGE_H
#define USAGE_H

#include "chart_files.h"
#include "err.h"

#include <argp.h>
#include <stddef.h>

enum { USAGE_MAX_THREADS = 256 };

/* Keys of options without a letter; above any character. */
enum usage_key {
    KEY_SEED = 0x100,
    KEY_THREADS,
    KEY_PRECISION,
    KEY_SET,
    KEY_REPLICATE,
    KEY_CHARTS,
    KEY_REAL,
    KEY_FORCE,
    KEY_NO_COLOR,
    KEY_PLAIN_CHARTS,
    KEY_BACKTEST,
    KEY_EACH,
    KEY_COMPARED,
    KEY_VERSION,
    KEY_CSV,
    KEY_PUBLISH,
    KEY_JSON,
    KEY_AREAS,
    KEY_ONLY,
    KEY_STRICT,
    KEY_SHARD,
    KEY_SUCCESSORS,
};

/* Row for the hidden -h; argp itself knows only -?. The parser passes 'h' to usage_help. */
#define USAGE_HELP_OPTION                         \
    {                                             \
        "help", 'h', NULL, OPTION_HIDDEN, NULL, 0 \
    }

/* Rows that several commands have. */
#define USAGE_OUTPUT(group)                                                              \
    {                                                                                    \
        "output", 'o', "DIR", 0, "write into DIR, which must be missing or empty", group \
    }
#define USAGE_FORCE(what, group)                                                  \
    {                                                                             \
        "force", KEY_FORCE, NULL, 0, "replace the " what " that is in DIR", group \
    }
#define USAGE_CHARTS(group)                                                   \
    {                                                                         \
        "charts", KEY_CHARTS, "none|svg|all", 0,                              \
            "which charts to draw; all (the default) adds PNG and PDF", group \
    }
#define USAGE_SEED(group)                                                                   \
    {                                                                                       \
        "seed", KEY_SEED, "N", 0, "seed of the random numbers (default: the file's)", group \
    }
#define USAGE_SET(group)                                               \
    {                                                                  \
        "set", KEY_SET, "PATH=VALUE", 0,                               \
            "change a value of the file for this command, as in "      \
            "--set prices.independent.fee_gbp=60000; may be repeated", \
            group                                                      \
    }
#define USAGE_THREADS(group)                                                                       \
    {                                                                                              \
        "threads", KEY_THREADS, "N", 0,                                                            \
            "number of threads (default: one a processor); the results do not depend on it", group \
    }
#define USAGE_SUCCESSORS(group)                                                                 \
    {                                                                                           \
        "successors", KEY_SUCCESSORS, "FILE", 0,                                                \
            "also add up the councils that come after the areas: a CSV file with the columns "  \
            "successor, from and share and, if wanted, share_low and share_high, deficit_rule " \
            "(children, plans, population, spending or typed), begins, and a column of shares " \
            "for each rule: plans_share, ..., deficit_share",                                   \
            group                                                                               \
    }
#define USAGE_JSON(group)                                                       \
    {                                                                           \
        "json", KEY_JSON, NULL, 0, "print the answer as one JSON object", group \
    }
#define USAGE_QUIET(group)                                \
    {                                                     \
        "quiet", 'q', NULL, 0, "print errors only", group \
    }

/* Reads a command line into what the parser of `argp` takes as its input. A wrong one ends the
 * program with a sentence and status 2; fails only with HR_ENOMEM. */
HR_CHECKED int usage_parse(const struct argp *argp, int argc, char **argv, void *input,
                           struct hr_err *err);

/* Prints the help of this level to stdout and ends the program with status 0, as --help does. */
void usage_help(struct argp_state *state);

/* Text after the options of every --help. */
#define USAGE_EXIT_STATUS                                                                        \
    "Exit status: 0 done; 1 failed while running; 2 wrong usage; 3 scenario or data invalid; 4 " \
    "cannot write; 130 interrupted."

/* A whole number of an option's argument within [low, high]; anything else ends the program with a
 * sentence and status 2 (argp_error). */
double usage_whole(struct argp_state *state, const char *option, const char *text, double low,
                   double high);
/* none, svg or all. */
enum charts usage_charts(struct argp_state *state, const char *name);
const char *usage_charts_name(enum charts charts);
bool usage_charts_named(const char *name, enum charts *out); /* false: there are none so called */
/* The default of --threads: one a processor. */
unsigned usage_processors(void);
/* A decimal number greater than low and at most high. */
double usage_number(struct argp_state *state, const char *option, const char *text, double low,
                    double high);

#endif
