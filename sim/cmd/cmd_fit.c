/* headroom fit EVIDENCE --area NAME -o DIR */
#include "area_study.h"
#include "command.h"
#include "usage.h"

#include <math.h>
#include <stdio.h>

struct fit_options {
    struct area_source source;
    const char *area, *output; /* borrowed */
    bool force, quiet;
};

enum fit_key { KEY_AREA = 0x200, KEY_CENSUS };

static const struct argp_option options[] = {
    { "area", KEY_AREA, "NAME", 0, "the authority: its name, DfE code or ONS code", 0 },
    USAGE_OUTPUT(0),
    { "census", KEY_CENSUS, "YEAR", 0,
      "start from January of YEAR, with what had been published by the end of it (default: the "
      "last)",
      0 },
    USAGE_FORCE("fit", 0),
    USAGE_QUIET(0),
    USAGE_HELP_OPTION,
    { 0 },
};

static error_t
parse(int key, char *arg, struct argp_state *state)
{
    struct fit_options *self = state->input;

    switch (key) {
    case 'h': usage_help(state); return 0;
    case 'o': self->output = arg; return 0;
    case 'q': self->quiet = true; return 0;
    case KEY_FORCE: self->force = true; return 0;
    case KEY_AREA: self->area = arg; return 0;
    case KEY_CENSUS:
        self->source.census = (int)usage_whole(state, "--census", arg, 2012.0, 2060.0);
        return 0;
    case ARGP_KEY_ARG:
        if (self->source.n_path == AREA_STUDY_PATHS)
            argp_error(state, "more than %d sources", AREA_STUDY_PATHS);
        self->source.path[self->source.n_path++] = arg;
        return 0;
    case ARGP_KEY_END:
        if (self->source.n_path == 0)
            argp_error(state, "missing EVIDENCE (headroom fit EVIDENCE --area NAME -o DIR)");
        if (self->area == NULL)
            argp_error(state, "missing --area NAME, the authority");
        if (self->output == NULL)
            argp_error(state, "missing -o DIR");
        return 0;
    default: return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {
    .options = options,
    .parser = parse,
    .args_doc = "EVIDENCE [EVIDENCE...] --area NAME -o DIR",
    .doc = "Learn rates from evidence and write them as a part of a scenario: who is issued a "
           "plan, whose ends, who moves, each number with its "
           "range and source. All authorities of the evidence are looked at together; how much "
           "of one authority's difference from England lasts is learnt "
           "from how well such differences predicted the years that followed. EVIDENCE is what "
           "'headroom "
           "import' wrote (of a ledger of placement costs prices too), or anything it reads; "
           "several are taken together, for example a release and a population table. Wanted are "
           "England's rows of plans, new plans and plans by age "
           "and placement, those of 20 authorities or more, and population (0 to 17 by year, and "
           "by single year of age once).\v"
           "DIR gets people.cfg (the part) with stock.csv (the plans to start from), scenario.cfg "
           "(a scenario around it that runs, with the authority's own money as far as it is "
           "published: what its user is to replace is listed at its top; without any, EXAMPLE "
           "money), fit.txt (what it rests on and how well the same method met the last year), "
           "SHA256SUMS and run.json.\n" USAGE_EXIT_STATUS,
};

/* ---- what is said ---- */

static void
say_people(const struct area_study *study, const struct area_made *made)
{
    const struct fit *fit = &study->fit;
    const struct people_fit *people = &made->people;
    const struct last_year *last = &made->last;
    const int origin = fit->panel.origin;
    printf("%s issues %.2f times the new plans that England's rates would give (8 in 10: %.2f to "
           "%.2f)\n",
           people->series->name, people->level, people->level * exp(-1.2816 * people->level_sd),
           people->level * exp(1.2816 * people->level_sd));
    printf(
        "Learnt from %zu authorities to January %d: where an authority's new plans have differed "
        "from England's rates, %.0f%% of the difference is expected to last\n",
        fit->level.n_area, origin, 100.0 * (fit->level.alpha + fit->level.beta));
    if (last->n_row > 0)
        printf("The same method a year earlier: %.0f plans forecast for January %d (8 in 10: %.0f "
               "to %.0f), %.0f came\n",
               last->row[0].median, origin, last->row[0].low, last->row[0].high,
               last->row[0].outcome);
    else
        printf("It could not be tried a year earlier: %s\n", last->why);
}

static int
run(int argc, char **argv, struct hr_err *err)
{
    struct fit_options self = { .source.command = "fit" };
    struct area_study study;
    struct area_made made;
    struct folder folder = { 0 };
    const char *code = NULL;

    if (usage_parse(&argp, argc, argv, &self, err) != 0)
        return HR_ENOMEM;
    int ret = area_study_init(&study, &self.source, err);
    if (ret == 0)
        ret = area_study_find(&study, self.area, &code, err);
    if (ret == 0 && !self.quiet) {
        area_study_say_later(&study, code);
        area_study_say_own(&study, code);
    }
    if (ret == 0)
        ret = folder_init(&folder, self.output, self.force, err);
    if (ret == 0)
        ret = area_study_add(&study, code, &(struct area_target){ &folder, "" }, &made, err);
    if (ret == 0)
        ret = area_study_finish(&study, &folder, err);
    folder_release(&folder);
    if (ret == 0 && !self.quiet) {
        say_people(&study, &made);
        area_study_say(&made, self.output);
        area_study_say_missed(&study, &made);
        printf("Next: read %s/fit.txt and %s/scenario.cfg, then headroom run %s/scenario.cfg -o "
               "RESULTS\n",
               self.output, self.output, self.output);
    }
    area_study_release(&study);
    return ret;
}

const struct command cmd_fit = {
    .name = "fit",
    .does = "learn rates from evidence and write them as a part of a scenario",
    .argp = &argp,
    .argument = COMPLETE_EVIDENCE,
    .run = run,
};
