/* headroom rerun DIR -o NEW */
#include "again.h"
#include "command.h"
#include "run.h"
#include "usage.h"

struct rerun_options {
    const char *dir, *output; /* borrowed */
    unsigned n_thread;        /* 0: one a processor */
    bool force, quiet;
};

static const struct argp_option options[] = {
    USAGE_OUTPUT(0), USAGE_FORCE("run", 0), USAGE_THREADS(0),
    USAGE_QUIET(0),  USAGE_HELP_OPTION,     { 0 },
};

static error_t
parse(int key, char *arg, struct argp_state *state)
{
    struct rerun_options *self = state->input;

    switch (key) {
    case 'h': usage_help(state); return 0;
    case 'o': self->output = arg; return 0;
    case 'q': self->quiet = true; return 0;
    case KEY_FORCE: self->force = true; return 0;
    case KEY_THREADS:
        self->n_thread = (unsigned)usage_whole(state, "--threads", arg, 1.0, USAGE_MAX_THREADS);
        return 0;
    case ARGP_KEY_ARG:
        if (self->dir != NULL)
            argp_error(state, "one folder at a time ('%s' and '%s')", self->dir, arg);
        self->dir = arg;
        return 0;
    case ARGP_KEY_END:
        if (self->dir == NULL || self->output == NULL)
            argp_error(state, "missing %s (headroom rerun DIR -o NEW)",
                       self->dir == NULL ? "DIR, the folder of a run" : "-o NEW");
        return 0;
    default: return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {
    .options = options,
    .parser = parse,
    .args_doc = "DIR -o NEW",
    .doc = "Do the run in DIR again, into NEW: the files that it read are in DIR/inputs, its "
           "options in DIR/run.json. The same version of the program gives the same bytes, but for "
           "the execution object of run.json."
           "\v" USAGE_EXIT_STATUS,
};

static int
run(int argc, char **argv, struct hr_err *err)
{
    struct rerun_options self = { 0 };
    struct again again;

    if (usage_parse(&argp, argc, argv, &self, err) != 0)
        return HR_ENOMEM;
    int ret = again_read(&again, self.dir, err);
    if (ret == 0) {
        again_note_version(&again);
        again.options.output = self.output;
        again.options.force = self.force;
        again.options.quiet = self.quiet;
        if (self.n_thread > 0)
            again.options.n_thread = self.n_thread;
        ret = run_by(&again.options, argc, argv, err);
    }
    again_release(&again);
    return ret;
}

const struct command cmd_rerun = {
    .name = "rerun",
    .does = "do a run again from its folder",
    .argp = &argp,
    .argument = COMPLETE_FOLDERS,
    .run = run,
};
