/* The list of commands. */
#include "command.h"

#include "nearest.h"

#include <string.h>

/* To add a command: its file cmd_NAME.c, and its line here. clang-format off */
#define COMMANDS(COMMAND) \
    COMMAND(run)          \
    COMMAND(merge)        \
    COMMAND(rerun)        \
    COMMAND(verify)       \
    COMMAND(chart)        \
    COMMAND(check)        \
    COMMAND(new)          \
    COMMAND(import)       \
    COMMAND(fit)          \
    COMMAND(backtest)     \
    COMMAND(bridge)       \
    COMMAND(seek)         \
    COMMAND(explain)      \
    COMMAND(help)
/* clang-format on */

#define DECLARED(name) extern const struct command cmd_##name;
#define LISTED(name) &cmd_##name,
COMMANDS(DECLARED)

const struct command *const commands[] = { COMMANDS(LISTED) NULL };

const struct command *
command_named(const char *name)
{
    for (size_t i = 0; commands[i] != NULL; i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

int
command_unknown(const char *name, struct hr_err *err)
{
    struct nearest nearest = { .name = name };

    for (size_t i = 0; commands[i] != NULL; i++)
        nearest_offer(&nearest, commands[i]->name);
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
