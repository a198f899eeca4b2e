/* headroom help [COMMAND] */
#include "command.h"
#include "usage.h"

#include <stdio.h>

struct wanted {
    const char *name;
    void (*page)(FILE *out); /* NULL: the help of a command, or the list */
};

enum { KEY_MANUAL = 0x200, KEY_COMPLETION };

static error_t
parse(int key, char *arg, struct argp_state *state)
{
    struct wanted *self = state->input;
    switch (key) {
    case 'h': usage_help(state); return 0;
    case KEY_MANUAL: self->page = command_manual; return 0;
    case KEY_COMPLETION: self->page = command_completion; return 0;
    case ARGP_KEY_ARG:
        if (self->name != NULL)
            argp_error(state, "one command at a time");
        self->name = arg;
        return 0;
    default: return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp_option options[] = {
    { "manual", KEY_MANUAL, NULL, 0,
      "print the manual page, as in headroom help --manual | man -l -", 0 },
    { "completion", KEY_COMPLETION, NULL, 0,
      "print the completion for bash, as in source <(headroom help --completion)", 0 },
    USAGE_HELP_OPTION,
    { 0 },
};

static const struct argp argp = {
    .options = options,
    .parser = parse,
    .args_doc = "[COMMAND]",
    .doc = "Show the commands, or the help of one command.\v" USAGE_EXIT_STATUS,
};

void
command_list(FILE *out)
{
    fputs("Headroom forecasts the high-needs budget of an English local authority: the "
          "distribution of the\n"
          "Dedicated Schools Grant (DSG) deficit for each of the coming years.\n\n"
          "Usage: headroom COMMAND [OPTION...] [ARGUMENT...]\n\n",
          out);
    for (size_t i = 0; commands[i] != NULL; i++)
        fprintf(out, "  %-9s %s\n", commands[i]->name, commands[i]->does);
    fputs("\nStart with:\n"
          "  headroom new my-area                                  write a starter scenario\n"
          "  headroom check my-area/scenario.cfg                   check it\n"
          "  headroom run my-area/scenario.cfg -o results/my-area  run it\n\n"
          "'headroom help COMMAND' shows the options of a command; 'headroom --version' the "
          "version.\n" USAGE_EXIT_STATUS "\n",
          out);
}

static int
run(int argc, char **argv, struct hr_err *err)
{
    struct wanted wanted = { .name = NULL };

    (void)argp_parse(&argp, argc, argv, 0, NULL, &wanted);
    if (wanted.page != NULL) {
        wanted.page(stdout);
        return 0;
    }
    const char *name = wanted.name;
    if (name == NULL) {
        command_list(stdout);
        return 0;
    }
    const struct command *command = command_named(name);
    if (command == NULL)
        return command_unknown(name, err);
    char title[64], option[] = "--help";
    snprintf(title, sizeof title, "headroom %s", name);
    return command->run(2, (char *[]){ title, option, NULL }, err);
}

const struct command cmd_help = {
    .name = "help",
    .does = "show the help of a command",
    .argp = &argp,
    .argument = COMPLETE_COMMANDS,
    .run = run,
};
