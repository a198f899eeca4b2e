/* The list of commands. */
#include "command.h"

#include "nearest.h"

#include <string.h>

static const struct command command[] = {
    { "run", "simulate all scenarios of a file and write an output folder", &cmd_run_argp,
      cmd_run },
    { "check", "check a scenario file, show what would be run and how it ties to the ledger",
      &cmd_check_argp, cmd_check },
    { "new", "write a commented starter scenario", &cmd_new_argp, cmd_new },
    { "import", "read published or own figures about plans as evidence", &cmd_import_argp,
      cmd_import },
    { "fit", "learn rates from evidence and write them as a part of a scenario", &cmd_fit_argp,
      cmd_fit },
    { "backtest",
      "forecast from past years with what was known then, and score it against what came",
      &cmd_backtest_argp, cmd_backtest },
    { "bridge", "say why the forecast changed from one output folder to the next", &cmd_bridge_argp,
      cmd_bridge },
    { "seek", "find the smallest level of an option that reaches a chance", &cmd_seek_argp,
      cmd_seek },
    { "explain", "explain a key of scenario files, an output file or a column", &cmd_explain_argp,
      cmd_explain },
    { "help", "show the help of a command", &cmd_help_argp, cmd_help },
};

size_t
command_count(void)
{
    return sizeof command / sizeof command[0];
}

const struct command *
command_item(size_t i)
{
    return &command[i];
}

const struct command *
command_named(const char *name)
{
    for (size_t i = 0; i < command_count(); i++) {
        if (strcmp(command[i].name, name) == 0)
            return &command[i];
    }
    return NULL;
}

int
command_unknown(const char *name, struct hr_err *err)
{
    struct nearest nearest = { .name = name };

    for (size_t i = 0; i < command_count(); i++)
        nearest_offer(&nearest, command[i].name);
    if (nearest.best != NULL)
        return hr_fail(err, HR_EUSAGE,
                       "there is no command '%s': did you mean '%s'? ('headroom help' lists them)",
                       name, nearest.best);
    return hr_fail(err, HR_EUSAGE, "there is no command '%s' ('headroom help' lists them)", name);
}

int
command_exit_status(int code)
{
    switch (code) {
    case HR_OK: return 0;
    case HR_EUSAGE: return 2;
    case HR_ESCENARIO: return 3;
    case HR_EWRITE: return 4;
    case HR_EINTERRUPT: return 130;
    default: /* every other code is a failure while running */ return 1;
    }
}
