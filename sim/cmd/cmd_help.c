/* headroom help [COMMAND] */
#include "command.h"
#include "usage.h"

#include <stdio.h>

static error_t
parse(int key, char *arg, struct argp_state *state)
{
    const char **name = state->input;
    switch (key) {
    case 'h': usage_help(state); return 0;
    case ARGP_KEY_ARG:
        if (*name != NULL)
            argp_error(state, "one command at a time");
        *name = arg;
        return 0;
    default: return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp_option options[] = { USAGE_HELP_OPTION, { 0 } };

const struct argp cmd_help_argp = {
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
    for (size_t i = 0; i < command_count(); i++)
        fprintf(out, "  %-9s %s\n", command_item(i)->name, command_item(i)->does);
    fputs("\nStart with:\n"
          "  headroom new my-area                                  write a starter scenario\n"
          "  headroom check my-area/scenario.cfg                   check it\n"
          "  headroom run my-area/scenario.cfg -o results/my-area  run it\n\n"
          "'headroom help COMMAND' shows the options of a command; 'headroom --version' the "
          "version.\n" USAGE_EXIT_STATUS "\n",
          out);
}

int
cmd_help(int argc, char **argv, struct hr_err *err)
{
    const char *name = NULL;

    (void)argp_parse(&cmd_help_argp, argc, argv, 0, NULL, &name);
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
