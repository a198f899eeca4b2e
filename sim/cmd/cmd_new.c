/* headroom new DIR */
#include "command.h"
#include "scenario.h"
#include "usage.h"

#include <stdio.h>

static const struct argp_option options[] = { USAGE_HELP_OPTION, { 0 } };

static error_t
parse(int key, char *arg, struct argp_state *state)
{
    const char **dir = state->input;

    switch (key) {
    case 'h': usage_help(state); return 0;
    case ARGP_KEY_ARG:
        if (*dir != NULL)
            argp_error(state, "one folder at a time ('%s' and '%s')", *dir, arg);
        *dir = arg;
        return 0;
    case ARGP_KEY_END:
        if (*dir == NULL)
            argp_error(state, "missing DIR (headroom new DIR)");
        return 0;
    default: return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {
    .options = options,
    .parser = parse,
    .args_doc = "DIR",
    .doc = "Write DIR/scenario.cfg: a commented scenario of an invented authority that runs as it "
           "is. Replace its figures by your own; 'headroom "
           "explain key NAME' explains each key."
           "\v" USAGE_EXIT_STATUS,
};

static int
run(int argc, char **argv, struct hr_err *err)
{
    const char *dir = NULL;

    (void)argp_parse(&argp, argc, argv, 0, NULL, &dir);
    const int ret = starter_write(dir, err);
    if (ret == 0)
        printf("%s/scenario.cfg is ready. Next: headroom check %s/scenario.cfg\n", dir, dir);
    return ret;
}

const struct command cmd_new = {
    .name = "new",
    .does = "write a commented starter scenario",
    .argp = &argp,
    .argument = COMPLETE_FOLDERS,
    .run = run,
};
