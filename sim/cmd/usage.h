/* usage.h: what every command's argp has in common: -h, the exit statuses in --help, numbers on the
 * command line. */
#ifndef USAGE_H
#define USAGE_H

#include <argp.h>
#include <stddef.h>

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
    KEY_EACH,
    KEY_COMPARED,
    KEY_VERSION,
    KEY_CSV,
    KEY_PUBLISH,
};

/* Row for the hidden -h; argp itself knows only -?. The parser passes 'h' to usage_help. */
#define USAGE_HELP_OPTION                         \
    {                                             \
        "help", 'h', NULL, OPTION_HIDDEN, NULL, 0 \
    }

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
/* A decimal number greater than low and at most high. */
double usage_number(struct argp_state *state, const char *option, const char *text, double low,
                    double high);

#endif
