/* headroom import PATH -o DIR */
#include "command.h"
#include "import.h"
#include "sources.h"
#include "evidence_traps.h"
#include "load.h"
#include "nearest.h"
#include "return_import.h"
#include "transitions_import.h"
#include "text.h"
#include "usage.h"
#include "words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_CATEGORIES = 200, MOST_PATHS = 16 };

struct import_options {
    const char *path;              /* borrowed; the first */
    const char *paths[MOST_PATHS]; /* borrowed; all */
    size_t n_path;
    const char *output, *map, *area; /* borrowed; map and area may be NULL */
    int census;                      /* 0: as the return says */
    bool force, quiet;
    const char *category[MOST_CATEGORIES]; /* borrowed */
    size_t n_category;
};

enum import_key { KEY_MAP = 0x200, KEY_AREA, KEY_CATEGORY, KEY_CENSUS };

static const struct argp_option options[] = {
    USAGE_OUTPUT(0),
    USAGE_FORCE("import", 0),
    { "map", KEY_MAP, "CSV", 0,
      "a table dfe_column,category: which placement, or setting of your own, belongs to which "
      "category; its rows replace those of placement_map.csv, the others stay",
      0 },
    { "area", KEY_AREA, "NAME", 0,
      "name of the authority whose own tables or return are read (default: the folder's)", 0 },
    { "census", KEY_CENSUS, "YEAR", 0,
      "of a SEN2 return whose module sen2 is missing: the year of its January", 0 },
    { "category", KEY_CATEGORY, "S=CATEGORY", 0,
      "of a transition history: category of a setting, or of a group of settings; may be repeated; "
      "the rest are \"other\"",
      0 },
    USAGE_QUIET(0),
    USAGE_HELP_OPTION,
    { 0 },
};

static error_t
parse(int key, char *arg, struct argp_state *state)
{
    struct import_options *self = state->input;

    switch (key) {
    case 'h': usage_help(state); return 0;
    case 'o': self->output = arg; return 0;
    case KEY_FORCE: self->force = true; return 0;
    case KEY_MAP: self->map = arg; return 0;
    case KEY_AREA: self->area = arg; return 0;
    case KEY_CATEGORY:
        if (self->n_category == MOST_CATEGORIES)
            argp_error(state, "more than %d categories", MOST_CATEGORIES);
        self->category[self->n_category++] = arg;
        return 0;
    case KEY_CENSUS:
        self->census = (int)usage_whole(state, "--census", arg, 2022.0, 2060.0);
        return 0;
    case 'q': self->quiet = true; return 0;
    case ARGP_KEY_ARG:
        if (self->n_path == MOST_PATHS)
            argp_error(state, "more than %d files or folders", MOST_PATHS);
        self->paths[self->n_path++] = arg;
        self->path = self->paths[0];
        return 0;
    case ARGP_KEY_END:
        if (self->path == NULL)
            argp_error(state, "missing PATH (headroom import PATH -o DIR)");
        if (self->output == NULL)
            argp_error(state, "missing -o DIR");
        return 0;
    default: return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {
    .options = options,
    .parser = parse,
    .args_doc = "PATH [PATH...] -o DIR",
    .doc =
        "Read what has been published or recorded about plans and write it into DIR as evidence "
        "that 'headroom fit' and 'headroom backtest' "
        "learn from. Nothing is mended: what is missing, odd or does not add up is reported. "
        "Several are joined: own tables come before a release, a newer release before an older. "
        "PATH is one of\n"
        "\n"
        "  DfE's release \"Education, health and care plans\": the .zip as downloaded, or its "
        "folder with caseload.csv, newplans.csv, "
        "ceased_plans.csv, requests.csv, assessments.csv, sen_needs_all_plans.csv (some may be "
        "missing; until reporting year 2024 sen2_age_caseload.csv, sen2_estab_caseload.csv, "
        "sen2_mi.csv, ...)\n"
        "\n"
        "  a folder with your own stock.csv (columns ncy or age, need, setting, count, census) "
        "and, if you have it, population.csv (mid_year, "
        "ncy or age, population). ncy is the national curriculum year, Reception 0; age is at "
        "31 August before; need an id such as asd; "
        "census the year of the January, or the file is called stock_2026.csv; setting a "
        "category: mainstream, unit, state_special, "
        "independent, alternative, further_education, specialist_post16, otherwise, "
        "early_years, home_education, not_in_education, other, "
        "not_recorded - or a name that --map gives a category to\n"
        "\n"
        "  the person-level SEN2 return as DfE's COLLECT exports it: a folder with a CSV of each "
        "module (Blade-Export_20-03-2025_person.csv, or person.csv: person, requests, assessment, "
        "namedplan, plandetail, activeplans, placementdetail, senneed, and sen2 for the year), of "
        "one year or several. Beside them, if you have them: edubasealldata*.csv, DfE's register "
        "of schools (Get Information about Schools, establishment fields), or urns.csv "
        "(urn,category), to know what a school is; population.csv as above. Children are joined "
        "by the return's own keys in memory: what is written is counts, and no row about a child. "
        "A ledger of placement costs beside it, ledger*.csv (columns child, the UPN, or urn or "
        "setting; fund: place, top_up, fee, health, social_care, transport; cost, annual_cost, or "
        "weekly_cost and weeks; start, end; financial_year), becomes prices.cfg: prices by kind of "
        "setting for a scenario to take in\n"
        "\n"
        "  transitions.csv, a history of placements by year pairs (columns calendar-year, "
        "setting-1, need-1, academic-year-1, setting-2, "
        "need-2, academic-year-2; NONSEND for no plan), or its folder, with population.csv "
        "(calendar-year, academic-year, population) and, "
        "if you have them, costs.csv (need, setting, cost) and valid-states.csv (setting, "
        "setting-group, min-academic-year, "
        "max-academic-year, needs, setting->setting). It becomes not evidence but a scenario "
        "that runs: scenario.cfg, its tables of stock, "
        "population and rates by cell, and report.txt\n"
        "\n"
        "  a folder of files as ONS and DfE publish them: population, section 251, allocations, "
        "deductions, neighbours, alone or beside a release ('headroom help data' lists them)\n"
        "\n"
        "  evidence.csv, written by an import or by you\v"
        "DIR gets evidence.csv (every count), placement_map.csv (the table of placements: "
        "change it and give it with --map), import.txt (files, "
        "counts by measure and year, all remarks) and SHA256SUMS. Of a SEN2 return also "
        "stock_YEAR.csv, leavers.csv and moves.csv; with a population of ages 0 to 25 history/, a "
        "scenario that runs, with rates of the returns alone; with a ledger prices.csv and "
        "prices.cfg. They have small counts: do not publish them.\n" USAGE_EXIT_STATUS,
};

/* ---- a history of placements by year pairs has a form of its own */

/* The folder of "FOLDER/transitions.csv"; owned by the caller. */
static char *
folder_of(const char *path)
{
    const char *slash = strrchr(path, '/'), *file = slash == NULL ? path : slash + 1;
    if (strcmp(file, "transitions.csv") != 0)
        return strdup(path);
    return slash == NULL ? strdup(".") : strndup(path, (size_t)(slash - path));
}

static int
import_history(const struct import_options *self, struct hr_err *err)
{
    char *folder = folder_of(self->path);
    if (folder == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for a path");
    struct faults faults = { 0 };
    const struct transitions_import_options history = {
        .folder = folder,
        .out_dir = self->output,
        .category = self->category,
        .n_category = self->n_category,
        .area = self->area,
        .force = self->force,
        .faults = &faults,
        .report = self->quiet ? NULL : stdout,
    };
    const int ret = transitions_import(&history, err);
    print_faults(&faults);
    faults_release(&faults);
    free(folder);
    if (ret == 0 && !self->quiet)
        printf("\nNext: headroom run %s/scenario.cfg -o RESULTS\n", self->output);
    return ret;
}

/* ---- what is said at the end ---- */

/* "plans 2019 to 2025, new plans 2019 to 2024": years with any count, of the measures that have
 * rows of their own. */
static void
print_years(const struct evidence *evidence)
{
    static const struct {
        int measure;
        const char *name;
    } told[] = { { EVIDENCE_PLANS, "plans" },
                 { EVIDENCE_NEW_PLANS, "new plans" },
                 { EVIDENCE_CEASED, "ceased" },
                 { EVIDENCE_REQUESTS, "requests" },
                 { EVIDENCE_ASSESSMENTS, "assessments" },
                 { EVIDENCE_APPEALS, "appeals" },
                 { EVIDENCE_POPULATION, "population" },
                 { EVIDENCE_SPENDING, "outturn" },
                 { EVIDENCE_BALANCE, "DSG balance" },
                 { EVIDENCE_BLOCK, "high needs block" },
                 { EVIDENCE_DEDUCTION, "deductions" },
                 { EVIDENCE_NEIGHBOUR, "neighbours" },
                 { EVIDENCE_CAPACITY, "capacity" } };
    const char *comma = "";
    for (size_t k = 0; k < sizeof told / sizeof told[0]; k++) {
        const int measure = told[k].measure;
        int first = 0, last = 0;
        for (size_t i = 0; i < evidence->n_item; i++) {
            if (evidence->item[i].measure != measure)
                continue;
            const int year = evidence->item[i].year;
            first = first == 0 || year < first ? year : first;
            last = year > last ? year : last;
        }
        if (first == 0)
            continue;
        printf("%s%s %d", comma, told[k].name, first);
        if (last > first)
            printf(" to %d", last);
        comma = ", ";
    }
    printf("\n");
}

static size_t
count_authorities(const struct evidence *evidence)
{
    size_t n = 0;
    for (size_t i = 0; i < evidence->n_area; i++)
        n += evidence->area[i].level == AREA_AUTHORITY;
    return n;
}

/* One line of a remark: whole, or up to the last word that fits. */
static void
print_short(const char *remark)
{
    enum { MOST = 160 };
    int n = (int)strlen(remark);
    if (n > MOST)
        for (n = MOST; n > 0 && remark[n] != ' '; n--)
            continue;
    printf("  %.*s%s\n", n, remark, remark[n] == '\0' ? "" : " ...");
}

/* How many, and the gravest of the two gravest kinds. */
static int
print_remarks(const struct evidence *evidence, const char *folder, struct hr_err *err)
{
    enum { N_SHOWN = 2 };
    size_t *order = NULL;
    const int ret = import_remarks_by_gravity(evidence, &order, err);
    if (ret != 0)
        return ret;
    if (evidence->n_remark == 0)
        printf("Nothing odd was seen.\n");
    else
        printf("%zu remark%s on the data, all in %s/import.txt%s\n", evidence->n_remark,
               evidence->n_remark == 1 ? "" : "s", folder,
               evidence->n_remark > N_SHOWN ? "; the gravest:" : ":");
    int kind = -1;
    for (size_t i = 0, n_shown = 0; i < evidence->n_remark && n_shown < N_SHOWN; i++) {
        const char *remark = evidence->remark[order[i]];
        if (evidence_remark_gravity(remark) == kind)
            continue;
        kind = evidence_remark_gravity(remark);
        print_short(remark);
        n_shown++;
    }
    free(order);
    return 0;
}

/* An authority to go on with: the one named, else the first. */
static const char *
next_area(const struct import_options *self, const struct evidence *evidence)
{
    if (self->area != NULL)
        return self->area;
    for (size_t i = 0; i < evidence->n_area; i++)
        if (evidence->area[i].level == AREA_AUTHORITY)
            return evidence->area[i].name;
    return "...";
}

static bool
has_england(const struct evidence *evidence)
{
    for (size_t i = 0; i < evidence->n_area; i++)
        if (evidence->area[i].level == AREA_ENGLAND)
            return true;
    return false;
}

static int
print_end(const struct import_options *self, const struct import *import, struct hr_err *err)
{
    const struct evidence *evidence = import->evidence;
    const size_t n = count_authorities(evidence);
    printf("Read %s: %s counts of %zu authorit%s from %zu file%s: ", import->says,
           words_count(evidence->n_item).text, n, n == 1 ? "y" : "ies", evidence->n_source,
           evidence->n_source == 1 ? "" : "s");
    print_years(evidence);
    const int ret = print_remarks(evidence, self->output, err);
    if (has_england(evidence))
        printf("Next: headroom fit %s --area \"%s\" -o FITTED\n", self->output,
               next_area(self, evidence));
    else
        printf("Next: 'headroom fit' learns from England's authorities together, so it wants DfE's "
               "release and a population table\nas well: headroom fit %s RELEASE POPULATION --area "
               "\"%s\" -o FITTED ('headroom help fit' says which)\n",
               self->output, next_area(self, evidence));
    return ret;
}

/* ---- the import ---- */

/* With tables of many authorities, --area must be one of them. */
static int
check_area(const struct import_options *self, const struct evidence *evidence, struct hr_err *err)
{
    struct nearest nearest = { .name = self->area };
    if (self->area == NULL || evidence_find_area(evidence, self->area) >= 0)
        return 0;
    for (size_t i = 0; i < evidence->n_area; i++)
        nearest_offer(&nearest, evidence->area[i].name);
    if (nearest.best != NULL)
        return hr_fail(err, HR_EUSAGE, "there is no area '%s' in '%s': did you mean '%s'?",
                       self->area, self->path, nearest.best);
    return hr_fail(err, HR_EUSAGE, "there is no area '%s' in '%s'", self->area, self->path);
}

static int
import_sen2(const struct import_options *self, const struct placement_map *map,
            struct folder *folder, struct hr_err *err)
{
    struct evidence evidence;
    const struct evidence_choices choices = { .map = map,
                                              .area = self->area,
                                              .census = self->census };
    const struct import import = { .evidence = &evidence,
                                   .says = evidence_layout_says(LAYOUT_SEN2) };
    struct return_import of = { .path = self->path, .choices = &choices, .evidence = &evidence };
    int ret = return_import(&of, folder, err);
    if (ret == 0 && !self->quiet)
        ret = print_end(self, &import, err);
    if (ret == 0 && !self->quiet && of.history)
        printf("Or, from the returns alone: headroom run %s/history/scenario.cfg -o RESULTS "
               "(read %s/history/report.txt)\n",
               self->output, self->output);
    if (ret == 0 && !self->quiet && of.prices)
        printf("Prices of the ledger, for a scenario to take in: %s/prices.cfg (read "
               "%s/import.txt)\n",
               self->output, self->output);
    if (ret == 0 && !self->quiet)
        printf("For the authority's own use: tables in %s count single children. Do not publish "
               "them.\n",
               self->output);
    print_faults(&evidence.faults);
    evidence_release(&evidence);
    return ret;
}

/* What was read, as typed: "a.zip, b.zip"; owned by the caller. NULL: no memory. */
static char *
paths_as_typed(const struct import_options *self)
{
    struct text text;
    char *all = NULL;
    text_init(&text);
    for (size_t i = 0; i < self->n_path; i++)
        text_add(&text, "%s%s", i > 0 ? ", " : "", text_path(self->paths[i]));
    return text_take(&text, &all, NULL) == 0 ? all : NULL;
}

static int
import_evidence(const struct import_options *self, enum evidence_layout layout,
                const struct placement_map *map, struct folder *folder, struct hr_err *err)
{
    struct evidence evidence;
    char *path = paths_as_typed(self);
    if (path == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for paths");
    const struct import import = { .evidence = &evidence,
                                   .map = map,
                                   .path = self->n_path == 1 ? self->path : path,
                                   .says = self->n_path == 1 ? evidence_layout_says(layout)
                                                             : "several sources as one" };
    int ret = evidence_load_all(&evidence, self->paths, self->n_path,
                                &(struct evidence_choices){ .map = map, .area = self->area }, err);
    if (ret == 0)
        ret = check_area(self, &evidence, err);
    if (ret == 0)
        ret = import_write(&import, folder, err);
    if (ret == 0 && !self->quiet)
        ret = print_end(self, &import, err);
    print_faults(&evidence.faults);
    evidence_release(&evidence);
    free(path);
    return ret;
}

/* The layout of what is imported; several paths are evidence all of them. */
static int
find_layout(const struct import_options *self, enum evidence_layout *layout, struct hr_err *err)
{
    int ret = 0;
    for (size_t i = 0; i < self->n_path && ret == 0; i++) {
        ret = evidence_layout_of(self->paths[i], layout, err);
        if (ret == 0 && self->n_path > 1 &&
            (*layout == LAYOUT_TRANSITIONS || *layout == LAYOUT_SEN2))
            ret = hr_fail(err, HR_EUSAGE,
                          "'%s' is %s: import it by itself, then give 'headroom "
                          "fit' what comes of it beside the others",
                          self->paths[i], evidence_layout_says(*layout));
    }
    return ret;
}

static int
run(int argc, char **argv, struct hr_err *err)
{
    struct import_options self = { 0 };
    enum evidence_layout layout = LAYOUT_NONE;
    struct placement_map map = { 0 };
    struct folder folder = { 0 };

    if (usage_parse(&argp, argc, argv, &self, err) != 0)
        return HR_ENOMEM;
    int ret = find_layout(&self, &layout, err);
    if (ret == 0 && layout == LAYOUT_TRANSITIONS)
        return import_history(&self, err);
    if (ret == 0)
        ret = placement_map_init(&map, err);
    if (ret == 0 && self.map != NULL)
        ret = placement_map_read(&map, self.map, err);
    if (ret == 0)
        ret = folder_init(&folder, self.output, self.force, err);
    if (ret == 0)
        ret = layout == LAYOUT_SEN2 ? import_sen2(&self, &map, &folder, err)
                                    : import_evidence(&self, layout, &map, &folder, err);
    print_faults(&map.faults);
    folder_release(&folder);
    placement_map_release(&map);
    return ret;
}

const struct command cmd_import = {
    .name = "import",
    .does = "read published or own figures about plans as evidence",
    .argp = &argp,
    .argument = COMPLETE_EVIDENCE,
    .run = run,
};
