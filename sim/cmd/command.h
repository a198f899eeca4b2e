/* command.h: the commands of the program, git-style: `headroom COMMAND [OPTION...] [ARGUMENT...]`.
 *
 * A command gets its own argv (argv[0] is "headroom run", so that messages name it), parses it by
 * argp and does its work. It returns 0 or a negative code of err.h whose sentence is in err; main
 * prints it and turns it into the exit status. Results go to stdout, all else to stderr. */
#ifndef COMMAND_H
#define COMMAND_H

#include "err.h"

#include <argp.h>
#include <stdio.h>

/* What a command's arguments are, for completion in a shell. */
enum command_argument {
    COMPLETE_NOTHING,
    COMPLETE_SCENARIOS, /* .cfg files */
    COMPLETE_SHARDS,    /* .shard files */
    COMPLETE_EVIDENCE,  /* folders, .zip and .csv files */
    COMPLETE_FOLDERS,
    COMPLETE_COMMANDS,
    COMPLETE_SUBJECTS, /* of explain: key, output, option, and their names */
};

struct command {
    const char *name;
    const char *does;        /* one line for the list of commands */
    const struct argp *argp; /* its options, from which --help, manual and completion come */
    enum command_argument argument;
    int (*run)(int argc, char **argv, struct hr_err *err);
};

/* All of them, in the order of the list of commands; ends in NULL. */
extern const struct command *const commands[];
const struct command *command_named(const char *name); /* NULL when there is none */

/* HR_EUSAGE: there is no such command; suggests the nearest when it is near enough. */
int command_unknown(const char *name, struct hr_err *err);

/* What the program is, its commands and how to start: `headroom`, `headroom --help` and `headroom
 * help`. */
void command_list(FILE *out);

/* The exit status of a code of err.h. */
int command_exit_status(int code);

/* The manual page (troff) and the completion for bash, from the commands' own tables. */
void command_manual(FILE *out);
void command_completion(FILE *out);

#endif
