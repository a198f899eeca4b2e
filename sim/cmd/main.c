/* Wiring and exit codes only. The one process-wide setting, GSL's error handler, is made here
 * before any thread exists. */
#include "command.h"
#include "rng.h"
#include "usage.h"
#include "version.h"

#include <errno.h>
#include <fcntl.h>
#include <gsl/gsl_errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum wanted { WANT_COMMAND, WANT_LIST, WANT_VERSION };

struct top_level {
    enum wanted wanted;
    int command; /* its place in argv; 0: none given */
};

static error_t
parse(int key, char *arg, struct argp_state *state)
{
    struct top_level *top = state->input;

    (void)arg;
    switch (key) {
    case 'h': top->wanted = WANT_LIST; return 0;
    case KEY_VERSION: top->wanted = WANT_VERSION; return 0;
    case ARGP_KEY_ARG:
        top->command = state->next - 1;
        state->next = state->argc; /* the rest is the command's own */
        return 0;
    default: return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp_option options[] = {
    { "help", 'h', NULL, 0, "show the commands", 0 },
    { "version", KEY_VERSION, NULL, 0, "show the version", 0 },
    { 0 },
};
static const struct argp top_argp = { .options = options,
                                      .parser = parse,
                                      .args_doc = "COMMAND [OPTION...] [ARGUMENT...]" };

static void
print_version(void)
{
    printf("headroom %s (%s)\nrandom numbers %s, GSL %s\n"
           "Licence GPL-3.0-or-later: free software without warranty.\n",
           HEADROOM_VERSION, version_commit(), HR_RNG_NAME, version_gsl());
}

static int
run_command(int argc, char **argv, struct hr_err *err)
{
    const struct command *command = command_named(argv[0]);
    char name[64];

    if (command == NULL)
        return command_unknown(argv[0], err);
    snprintf(name, sizeof name, "headroom %s", command->name);
    argv[0] = name;
    return command->run(argc, argv, err);
}

static int
dispatch(int argc, char **argv, struct hr_err *err)
{
    struct top_level top = { .wanted = WANT_COMMAND };

    if (argp_parse(&top_argp, argc, argv, ARGP_IN_ORDER | ARGP_NO_HELP, NULL, &top) != 0)
        return hr_fail(err, HR_ENOMEM, "no memory to read the command line");
    if (top.wanted == WANT_VERSION)
        print_version();
    else if (top.wanted == WANT_LIST)
        command_list(stdout);
    else if (top.command > 0)
        return run_command(argc - top.command, argv + top.command, err);
    else {
        command_list(stderr);
        return HR_EUSAGE;
    }
    return 0;
}

/* A closed standard stream is opened such that writing to it fails: else the first file of results
 * would take its number, and what is printed would go into it. */
static void
hold_standard_streams(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 && errno == EBADF && open("/dev/null", O_RDONLY) < 0)
            return;
}

int
main(int argc, char **argv)
{
    struct hr_err err = { 0 };

    hold_standard_streams();
    (void)signal(SIGXFSZ, SIG_IGN); /* a limit on files is a write that fails */
    argp_err_exit_status = 2;
    (void)setenv("ARGP_HELP_FMT", "no-dup-args-note", 0);
    (void)gsl_set_error_handler_off();

    int ret = dispatch(argc, argv, &err);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        if (ret == 0)
            ret = hr_fail(&err, HR_EWRITE, "cannot write to the standard output");
    }
    if (ret != 0 && err.text[0] != '\0')
        fprintf(stderr, "headroom: %s\n", err.text);
    return command_exit_status(ret);
}
