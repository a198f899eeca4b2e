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

struct command {
    const char *name;
    const char *does;        /* one line for the list of commands */
    const struct argp *argp; /* for `help COMMAND` */
    int (*run)(int argc, char **argv, struct hr_err *err);
};

size_t command_count(void);
const struct command *command_item(size_t i);
const struct command *command_named(const char *name); /* NULL when there is none */

/* HR_EUSAGE: there is no such command; suggests the nearest when it is near enough. */
int command_unknown(const char *name, struct hr_err *err);

/* What the program is, its commands and how to start: `headroom`, `headroom --help` and `headroom
 * help`. */
void command_list(FILE *out);

/* The exit status of a code of err.h. */
int command_exit_status(int code);

int cmd_run(int argc, char **argv, struct hr_err *err);
int cmd_check(int argc, char **argv, struct hr_err *err);
int cmd_seek(int argc, char **argv, struct hr_err *err);
int cmd_new(int argc, char **argv, struct hr_err *err);
int cmd_import(int argc, char **argv, struct hr_err *err);
int cmd_fit(int argc, char **argv, struct hr_err *err);
int cmd_backtest(int argc, char **argv, struct hr_err *err);
int cmd_bridge(int argc, char **argv, struct hr_err *err);
int cmd_explain(int argc, char **argv, struct hr_err *err);
int cmd_help(int argc, char **argv, struct hr_err *err);

extern const struct argp cmd_run_argp, cmd_check_argp, cmd_seek_argp, cmd_new_argp, cmd_import_argp,
    cmd_fit_argp, cmd_explain_argp, cmd_help_argp;
extern const struct argp cmd_backtest_argp, cmd_bridge_argp;

#endif
