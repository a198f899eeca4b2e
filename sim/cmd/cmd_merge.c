/* headroom merge SHARD... -o DIR */
#include "areas_command.h"
#include "command.h"
#include "usage.h"

#include <stdlib.h>

struct merge_options {
    const char **path; /* owned list of borrowed names */
    size_t n;
    struct areas_end end;
    bool force;
};

static const struct argp_option options[] = {
    USAGE_OUTPUT(0),       USAGE_CHARTS(0),
    USAGE_FORCE("run", 0), { "strict", KEY_STRICT, NULL, 0, "fail when an area was left out", 0 },
    USAGE_SUCCESSORS(0),   USAGE_THREADS(0),
    USAGE_JSON(0),         USAGE_QUIET(0),
    USAGE_HELP_OPTION,     { 0 },
};

static void
add_shard(struct argp_state *state, struct merge_options *self, const char *arg)
{
    const char **path = reallocarray(self->path, self->n + 1, sizeof *path);
    if (path == NULL) {
        argp_failure(state, 1, 0, "no memory for the names of shards");
        return;
    }
    self->path = path;
    self->path[self->n++] = arg;
}

static error_t
parse(int key, char *arg, struct argp_state *state)
{
    struct merge_options *self = state->input;

    switch (key) {
    case 'h': usage_help(state); return 0;
    case 'o': self->end.output = arg; return 0;
    case 'q': self->end.quiet = true; return 0;
    case KEY_JSON: self->end.json = self->end.quiet = true; return 0;
    case KEY_CHARTS: self->end.charts = usage_charts(state, arg); return 0;
    case KEY_FORCE: self->force = true; return 0;
    case KEY_SUCCESSORS: self->end.successors = arg; return 0;
    case KEY_STRICT: self->end.strict = true; return 0;
    case KEY_THREADS:
        self->end.n_thread = (unsigned)usage_whole(state, "--threads", arg, 1.0, USAGE_MAX_THREADS);
        return 0;
    case ARGP_KEY_ARG: add_shard(state, self, arg); return 0;
    case ARGP_KEY_END:
        if (self->n == 0)
            argp_error(state, "missing SHARD, files of 'headroom run --areas LIST --shard I/N'");
        if (self->end.output == NULL)
            argp_error(state, "missing -o DIR");
        return 0;
    default: return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {
    .options = options,
    .parser = parse,
    .args_doc = "SHARD... -o DIR",
    .doc = "Join what 'headroom run --areas LIST --shard I/N -o SHARD' wrote, on one machine or on "
           "many, into the folder that 'headroom run --areas LIST' would have written, byte for "
           "byte. All N shards are wanted, each once, of the same list, seed, number of simulated "
           "futures and version of the program."
           "\v" USAGE_EXIT_STATUS,
};

static int
merge(struct merge_options *self, struct areas_shard *shard, struct hr_err *err)
{
    struct folder folder = { 0 };
    int ret = folder_init(&folder, self->end.output, self->force, err);
    for (size_t i = 0; ret == 0 && i < self->n; i++)
        ret = areas_shard_open(&shard[i], self->path[i], NULL, err);
    if (ret == 0)
        ret = areas_finish(&self->end, shard, self->n, &folder, err);
    folder_release(&folder);
    return ret;
}

static int
run(int argc, char **argv, struct hr_err *err)
{
    struct merge_options self = {
        .end = { .charts = CHARTS_ALL, .n_thread = usage_processors(), .argc = argc, .argv = argv }
    };

    areas_note_start(&self.end);
    if (usage_parse(&argp, argc, argv, &self, err) != 0)
        return HR_ENOMEM;
    struct areas_shard *shard = calloc(self.n, sizeof *shard);
    const int ret = shard == NULL ? hr_fail(err, HR_ENOMEM, "no memory for %zu shards", self.n)
                                  : merge(&self, shard, err);
    for (size_t i = 0; shard != NULL && i < self.n; i++)
        areas_shard_release(&shard[i]);
    free(shard);
    free(self.path);
    return ret;
}

const struct command cmd_merge = {
    .name = "merge",
    .does = "join the shards of a run of many areas",
    .argp = &argp,
    .argument = COMPLETE_SHARDS,
    .run = run,
};
