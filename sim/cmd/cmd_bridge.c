/* headroom bridge OLD NEW -o DIR */
#include "bridge.h"
#include "command.h"
#include "load.h"
#include "usage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_PAIRS = 64 };

struct bridge_options {
    const char *old, *new, *output; /* borrowed */
    struct bridge_scenarios names[MOST_PAIRS];
    char *own[MOST_PAIRS]; /* owned; what names point into */
    size_t n_names;
    enum charts charts;
    bool force, quiet;
};

enum bridge_key { KEY_SCENARIO = 0x200 };

static const struct argp_option options[] = {
    USAGE_OUTPUT(0),
    { "scenario", KEY_SCENARIO, "ID[=ID]", 0,
      "compare this scenario, or OLD's ID with NEW's ID; may be repeated (default: every id that "
      "both have)",
      0 },
    USAGE_CHARTS(0),
    USAGE_FORCE("bridge", 0),
    USAGE_QUIET(0),
    USAGE_HELP_OPTION,
    { 0 },
};

static void
add_names(struct argp_state *state, struct bridge_options *self, const char *arg)
{
    const char *equals = strchr(arg, '=');
    if (self->n_names == MOST_PAIRS)
        argp_error(state, "more than %d --scenario", (int)MOST_PAIRS);
    if (arg[0] == '\0' || equals == arg || (equals != NULL && equals[1] == '\0'))
        argp_error(state, "--scenario is '%s', want ID or ID=ID", arg);
    char *own = strdup(arg);
    if (own == NULL)
        argp_failure(state, 1, 0, "no memory for --scenario");
    self->own[self->n_names] = own;
    self->names[self->n_names] = (struct bridge_scenarios){ own, own };
    if (own != NULL && equals != NULL) {
        own[equals - arg] = '\0';
        self->names[self->n_names].new = own + (equals - arg) + 1;
    }
    self->n_names++;
}

static void
add_folder(struct argp_state *state, struct bridge_options *self, const char *arg)
{
    if (self->new != NULL)
        argp_error(state, "two folders at a time: the old forecast and the new one");
    *(self->old == NULL ? &self->old : &self->new) = arg;
}

static error_t
parse(int key, char *arg, struct argp_state *state)
{
    struct bridge_options *self = state->input;

    switch (key) {
    case 'h': usage_help(state); return 0;
    case 'o': self->output = arg; return 0;
    case 'q': self->quiet = true; return 0;
    case KEY_CHARTS: self->charts = usage_charts(state, arg); return 0;
    case KEY_FORCE: self->force = true; return 0;
    case KEY_SCENARIO: add_names(state, self, arg); return 0;
    case ARGP_KEY_ARG: add_folder(state, self, arg); return 0;
    case ARGP_KEY_END:
        if (self->new == NULL)
            argp_error(state,
                       "missing OLD or NEW, two output folders (headroom bridge OLD NEW -o DIR)");
        if (self->output == NULL)
            argp_error(state, "missing -o DIR");
        return 0;
    default: return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {
    .options = options,
    .parser = parse,
    .args_doc = "OLD NEW -o DIR",
    .doc = "Say why the forecast changed: from the output folder OLD of 'headroom run' to the "
           "output folder NEW, the change of the cumulative deficit at "
           "each 31 March that both forecast, in parts: opening position, number of children in "
           "places, where they are placed, top-ups and fees, place "
           "funding, services and other lines, cost of options, grant, agreements and "
           "contributions, other blocks, and the rest. Old and parts add up to "
           "new; figures are averages of the simulated futures, which are the central forecast.\v"
           "DIR gets bridge.csv (a row for each part), bridge_items.csv (by setting and line), "
           "bridge.txt (the last year in words), SHA256SUMS and "
           "run.json; and where NEW knows the outturn of a year that OLD forecast, chart 13: what "
           "came, on the old forecast's fan.\n" USAGE_EXIT_STATUS,
};

static int
write_and_say(const struct bridge_options *self, const struct bridge *bridge, struct hr_err *err)
{
    struct folder folder = { 0 };
    char *text = NULL;
    size_t size = 0;
    int ret = bridge_text(bridge, &text, &size, err);
    if (ret == 0)
        ret = folder_init(&folder, self->output, self->force, err);
    if (ret == 0)
        ret = bridge_publish(bridge, &folder, err);
    if (ret == 0 && !self->quiet)
        printf("%s\nEvery year, setting and line: %s/bridge.csv and bridge_items.csv\n", text,
               self->output);
    folder_release(&folder);
    free(text);
    return ret;
}

static int
run(int argc, char **argv, struct hr_err *err)
{
    struct bridge_options self = { .charts = CHARTS_ALL };
    struct run_folder old = { 0 }, new = { 0 };
    struct bridge bridge = { 0 };

    if (usage_parse(&argp, argc, argv, &self, err) != 0)
        return HR_ENOMEM;
    int ret = run_folder_read(&old, self.old, err);
    if (ret == 0)
        ret = run_folder_read(&new, self.new, err);
    if (ret == HR_ESCENARIO) {
        print_faults(&old.faults);
        print_faults(&new.faults);
    }
    if (ret == 0)
        ret = bridge_init(&bridge, &old, &new, &(struct bridge_names){ self.names, self.n_names },
                          err);
    bridge.charts = self.charts;
    if (ret == 0)
        ret = write_and_say(&self, &bridge, err);
    bridge_release(&bridge);
    run_folder_release(&old);
    run_folder_release(&new);
    for (size_t i = 0; i < self.n_names; i++)
        free(self.own[i]);
    return ret;
}

const struct command cmd_bridge = {
    .name = "bridge",
    .does = "say why the forecast changed from one output folder to the next",
    .argp = &argp,
    .argument = COMPLETE_FOLDERS,
    .run = run,
};
