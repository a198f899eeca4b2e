/* headroom fit EVIDENCE --area NAME -o DIR */
#include "command.h"
#include "evidence_join.h"
#include "fit_text.h"
#include "import.h"
#include "load.h"
#include "nearest.h"
#include "usage.h"
#include "words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_PATHS = 16 };

struct fit_options {
    const char *path[MOST_PATHS]; /* borrowed */
    size_t n_path;
    const char *area, *output; /* borrowed */
    int census;                /* 0: the last of the evidence */
    bool force, quiet;
};

enum fit_key { KEY_AREA = 0x200, KEY_CENSUS };

static const struct argp_option options[] = {
    { "area", KEY_AREA, "NAME", 0, "the authority: its name, DfE code or ONS code", 0 },
    USAGE_OUTPUT(0),
    { "census", KEY_CENSUS, "YEAR", 0,
      "start from January of YEAR, with what had been published by June of it (default: the last)",
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
        self->census = (int)usage_whole(state, "--census", arg, 2012.0, 2060.0);
        return 0;
    case ARGP_KEY_ARG:
        if (self->n_path == MOST_PATHS)
            argp_error(state, "more than %d sources", MOST_PATHS);
        self->path[self->n_path++] = arg;
        return 0;
    case ARGP_KEY_END:
        if (self->n_path == 0)
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
           "import' wrote, or anything it reads; "
           "several are taken together, for example a release and a population table. Wanted are "
           "England's rows of plans, new plans and plans by age "
           "and placement, those of 20 authorities or more, and population (0 to 17 by year, and "
           "by single year of age once).\v"
           "DIR gets people.cfg (the part) with stock.csv (the plans to start from), scenario.cfg "
           "(a scenario around it that runs, with EXAMPLE money), fit.txt (what it rests on and "
           "how well the "
           "same method met the last year), SHA256SUMS and run.json.\n" USAGE_EXIT_STATUS,
};

/* ---- evidence ---- */

static int
load_all(const struct fit_options *self, struct evidence *out, struct hr_err *err)
{
    struct evidence_source source[MOST_PATHS];
    size_t n = 0;
    int ret = 0;
    evidence_init(out);
    while (n < self->n_path && ret == 0) {
        source[n].name = self->path[n];
        ret = evidence_load(&source[n].evidence, self->path[n], err);
        print_faults(&source[n++].evidence.faults);
    }
    if (ret == 0)
        ret = evidence_join(out, source, n, err);
    while (n > 0)
        evidence_release(&source[--n].evidence);
    return ret;
}

/* The last January of plans, of an area or (-1) of any; 0: there is none. */
static int
last_january(const struct evidence *evidence, int area)
{
    int last = 0;
    for (size_t i = 0; i < evidence->n_item; i++) {
        const struct observation *item = &evidence->item[i];
        if (item->measure == EVIDENCE_PLANS && item->year > last &&
            (area < 0 || item->area == area))
            last = item->year;
    }
    return last;
}

/* England's: without it there is nothing to compare with. */
static int
last_census(const struct evidence *evidence)
{
    const bool england = evidence->n_area > 0 && evidence->area[0].level == AREA_ENGLAND;
    const int last = england ? last_january(evidence, 0) : 0;
    return last > 0 ? last : last_january(evidence, -1);
}

/* Own counts of a later January than England's are no part of a fit. */
static void
say_later(const struct evidence *evidence, const char *code, int origin)
{
    const int area = evidence_find_area(evidence, code), last = last_january(evidence, area);
    if (area >= 0 && last > origin)
        printf("Not used: plans of %s in January %d, because England's last January is %d (with "
               "DfE's release of %d they are)\n",
               evidence->area[area].name, last, origin, last);
}

static int
find_authority(const struct fit_options *self, const struct evidence *evidence, const char **code,
               struct hr_err *err)
{
    struct nearest nearest = { .name = self->area };
    const int area = evidence_find_area(evidence, self->area);
    if (area >= 0) {
        *code = evidence->area[area].code;
        return 0;
    }
    for (size_t i = 0; i < evidence->n_area; i++)
        nearest_offer(&nearest, evidence->area[i].name);
    if (nearest.best != NULL)
        return hr_fail(err, HR_EUSAGE, "there is no area '%s' in the evidence: did you mean '%s'?",
                       self->area, nearest.best);
    return hr_fail(err, HR_EUSAGE, "there is no area '%s' in the evidence", self->area);
}

/* ---- what is written and said ---- */

struct fitted {
    const struct evidence *all; /* borrowed; what was read, later years too */
    struct fit fit;
    struct people_fit people;
    struct last_year last;
};

static int
write_all(const struct fit_options *self, const struct fitted *it, struct hr_err *err)
{
    struct folder folder = { 0 };
    char *text = NULL;
    int ret = folder_init(&folder, self->output, self->force, err);
    if (ret == 0)
        ret = fit_part_text(&it->fit, &it->people, &text, err);
    if (ret == 0)
        ret = folder_take(&folder, "people.cfg", text, err);
    if (ret == 0)
        ret = fit_stock_text(&it->people, &text, err);
    if (ret == 0)
        ret = folder_take(&folder, "stock.csv", text, err);
    if (ret == 0)
        ret = fit_scenario_text(&it->fit, &it->people, &text, err);
    if (ret == 0)
        ret = folder_take(&folder, "scenario.cfg", text, err);
    if (ret == 0)
        ret = fit_report_text(&it->fit, &it->people, &it->last, &text, err);
    if (ret == 0)
        ret = folder_take(&folder, "fit.txt", text, err);
    if (ret == 0)
        ret = import_finish(
            &(struct import_record){ .command = "fit", .path = self->path[0], .evidence = it->all },
            &folder, err);
    folder_release(&folder);
    return ret;
}

static void
say(const struct fit_options *self, const struct fitted *it)
{
    const struct fit *fit = &it->fit;
    const struct people_fit *people = &it->people;
    const struct last_year *last = &it->last;
    const int origin = fit->panel.origin;
    printf("%s issues %.2f times the new plans that England's rates would give (8 in 10: %.2f to "
           "%.2f)\n",
           people->series->name, people->level, people->level * exp(-1.2816 * people->level_sd),
           people->level * exp(1.2816 * people->level_sd));
    printf(
        "Learnt from %zu authorities to January %d: where an authority's new plans have differed "
        "from England's rates, %.0f%% of the difference is expected to last\n",
        fit->level.n_area, origin, 100.0 * (fit->level.alpha + fit->level.beta));
    if (self->census == 0)
        say_later(it->all, people->series->code, origin);
    if (last->n_row > 0)
        printf("The same method a year earlier: %.0f plans forecast for January %d (8 in 10: %.0f "
               "to %.0f), %.0f came\n",
               last->row[0].median, origin, last->row[0].low, last->row[0].high,
               last->row[0].outcome);
    else
        printf("It could not be tried a year earlier: %s\n", last->why);
    printf("The part of a scenario, a scenario around it and what they rest on: %s\n",
           self->output);
    printf("Next: read %s/fit.txt, then headroom run %s/scenario.cfg -o RESULTS\n", self->output,
           self->output);
}

static int
fit_and_write(const struct fit_options *self, const struct evidence *all, struct hr_err *err)
{
    struct evidence known;
    struct fitted it = { .all = all };
    const char *code = NULL;
    const int origin = self->census > 0 ? self->census : last_census(all);
    int ret = self->census > 0 ? evidence_as_at(all, origin, &known, err) : 0;
    const struct evidence *evidence = self->census > 0 ? &known : all;
    if (ret != 0)
        return ret;
    ret = find_authority(self, evidence, &code, err);
    if (ret == 0)
        ret = fit_init(&it.fit, evidence, origin, err);
    if (ret == 0)
        ret = fit_people(&it.fit, code, &it.people, err);
    if (ret == 0)
        ret = fit_last_january(&it.fit, it.people.series, err);
    if (ret == 0)
        ret = last_year_of(&it.last, evidence, origin, code, err);
    if (ret == 0)
        ret = write_all(self, &it, err);
    if (ret == 0 && !self->quiet)
        say(self, &it);
    fit_release(&it.fit);
    if (self->census > 0)
        evidence_release(&known);
    return ret;
}

static int
run(int argc, char **argv, struct hr_err *err)
{
    struct fit_options self = { 0 };
    struct evidence evidence;

    (void)argp_parse(&argp, argc, argv, 0, NULL, &self);
    int ret = load_all(&self, &evidence, err);
    if (ret == 0)
        ret = fit_and_write(&self, &evidence, err);
    evidence_release(&evidence);
    return ret;
}

const struct command cmd_fit = {
    .name = "fit",
    .does = "learn rates from evidence and write them as a part of a scenario",
    .argp = &argp,
    .argument = COMPLETE_EVIDENCE,
    .run = run,
};
