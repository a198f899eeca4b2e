/* headroom new DIR; headroom new --area NAME --data DIR -o DIR */
#include "area_name.h"
#include "area_study.h"
#include "command.h"
#include "csv.h"
#include "scenario.h"
#include "text.h"
#include "usage.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct new_options {
    struct area_source source;
    const char *area, *output; /* borrowed */
    bool force, quiet;
};

enum new_key { KEY_AREA = 0x200, KEY_DATA, KEY_CENSUS };

static const struct argp_option options[] = {
    { "area", KEY_AREA, "NAME", 0,
      "make the scenario of this authority (name, DfE code or ONS code) from --data; of all, or of "
      "a region: a folder each, and areas.csv",
      0 },
    { "data", KEY_DATA, "PATH", 0,
      "published data: a folder or zip that 'headroom import' reads; may be given again", 0 },
    { "census", KEY_CENSUS, "YEAR", 0,
      "start from January of YEAR, with what had been published by the end of it (default: the "
      "last)",
      0 },
    USAGE_OUTPUT(0),
    USAGE_FORCE("new", 0),
    USAGE_QUIET(0),
    USAGE_HELP_OPTION,
    { 0 },
};

/* What must be given with what. */
static void
check_usage(const struct argp_state *state, const struct new_options *self)
{
    const bool data = self->source.n_path > 0;
    if (self->area == NULL && (data || self->source.census > 0))
        argp_error(state, "missing --area NAME: --data is what its scenario is made from");
    if (self->area != NULL && !data)
        argp_error(state,
                   "missing --data PATH, published data to make '%s' from ('headroom help "
                   "import' says what is read)",
                   self->area);
    if (self->output == NULL)
        argp_error(state, "missing %s", self->area == NULL ? "DIR (headroom new DIR)" : "-o DIR");
}

static error_t
parse(int key, char *arg, struct argp_state *state)
{
    struct new_options *self = state->input;

    switch (key) {
    case 'h': usage_help(state); return 0;
    case 'q': self->quiet = true; return 0;
    case KEY_FORCE: self->force = true; return 0;
    case KEY_AREA: self->area = arg; return 0;
    case KEY_CENSUS:
        self->source.census = (int)usage_whole(state, "--census", arg, 2012.0, 2060.0);
        return 0;
    case KEY_DATA:
        if (self->source.n_path == AREA_STUDY_PATHS)
            argp_error(state, "more than %d sources", AREA_STUDY_PATHS);
        self->source.path[self->source.n_path++] = arg;
        return 0;
    case 'o':
    case ARGP_KEY_ARG:
        if (self->output != NULL)
            argp_error(state, "one folder at a time ('%s' and '%s')", self->output, arg);
        self->output = arg;
        return 0;
    case ARGP_KEY_END: check_usage(state, self); return 0;
    default: return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {
    .options = options,
    .parser = parse,
    .args_doc = "DIR\n--area NAME --data PATH -o DIR",
    .doc = "Write DIR/scenario.cfg: a commented scenario of an invented authority that runs as it "
           "is. Replace its figures by your own; 'headroom explain key NAME' explains each key.\n"
           "With --area: the scenario of a real one, from published data: its plans, new and ended "
           "plans and population, and its own money as far as it is published: prices by setting, "
           "spending, block, deductions and balance. At its top stands the short list of what to "
           "replace by figures of its own; until that is done, what rests on them says ESTIMATES. "
           "Options that suit it stand ready, switched off."
           "\v" USAGE_EXIT_STATUS,
};

/* ---- one authority */

static int
new_area(const struct new_options *self, const struct area_study *study, const char *code,
         struct hr_err *err)
{
    struct folder folder = { 0 };
    struct area_made made;
    if (!self->quiet) {
        area_study_say_later(study, code);
        area_study_say_own(study, code);
    }
    int ret = folder_init(&folder, self->output, self->force, err);
    if (ret == 0)
        ret = area_study_add(study, code, &(struct area_target){ &folder, "" }, &made, err);
    if (ret == 0)
        ret = area_study_finish(study, &folder, err);
    folder_release(&folder);
    if (ret != 0 || self->quiet)
        return ret;
    printf("%s from January %d\n", made.people.series->name, study->fit.panel.origin);
    area_study_say(&made, self->output);
    area_study_say_missed(study, &made);
    printf("Next: headroom run %s/scenario.cfg -o RESULTS; then replace what the list says and run "
           "again\n",
           self->output);
    return 0;
}

/* ---- all, or those of a region */

struct many {
    const struct new_options *asked;
    const struct area_study *study;
    struct folder folder;
    struct text list, left_out; /* areas.csv and areas_left_out.csv */
    size_t n, n_left_out;
    struct text missed; /* names of those whose last January came outside the forecast */
    size_t n_missed;
};

enum { MOST_SUB = 80 };

/* "Kingston upon Thames" as "kingston-upon-thames". */
static void
plain(const char *name, char *out, size_t size)
{
    size_t n = 0;
    for (; *name != '\0' && n + 1 < size; name++) {
        const unsigned char c = (unsigned char)*name;
        if (isalnum(c))
            out[n++] = (char)tolower(c);
        else if (n > 0 && out[n - 1] != '-')
            out[n++] = '-';
    }
    while (n > 0 && out[n - 1] == '-')
        n--;
    out[n] = '\0';
}

/* Is there such a folder, or can there be none: a name of no letters, or one that Windows keeps for
 * itself? */
static bool
is_taken(const struct folder *folder, const char *sub)
{
    static const char *const kept[] = { "", "con", "prn", "aux", "nul" };
    const size_t n = strlen(sub);
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (strcmp(sub, kept[i]) == 0)
            return true;
    for (size_t i = 0; i < folder->n_file; i++)
        if (strncmp(folder->file[i].name, sub, n) == 0 && folder->file[i].name[n] == '/')
            return true;
    return false;
}

/* The area's folder in that of all, "kingston-upon-thames/": its code as well where the name alone
 * will not do. */
static void
folder_of(const struct folder *folder, const struct evidence_area *area, char out[MOST_SUB])
{
    char name[MOST_SUB - 16], code[12];
    plain(area->name, name, sizeof name);
    plain(area->code, code, sizeof code);
    if (is_taken(folder, name))
        snprintf(out, MOST_SUB, "%s%s%s/", name, name[0] == '\0' ? "" : "-", code);
    else
        snprintf(out, MOST_SUB, "%s/", name);
}

static bool
wanted(const struct new_options *self, const struct evidence_area *area)
{
    return area->level == AREA_AUTHORITY &&
           (strcasecmp(self->area, "all") == 0 || area_name_same(self->area, area->region));
}

static int
add_one(struct many *self, const struct evidence_area *area, struct hr_err *err)
{
    char sub[MOST_SUB];
    struct area_made made;
    struct hr_err why = { 0 };
    folder_of(&self->folder, area, sub);
    const int ret = area_study_add(self->study, area->code,
                                   &(struct area_target){ &self->folder, sub }, &made, &why);
    if (ret == HR_ESCENARIO) {
        self->n_left_out++;
        csv_add(&self->left_out, area->name);
        text_add(&self->left_out, ",");
        csv_add(&self->left_out, why.text);
        text_add(&self->left_out, "\n");
        return 0;
    }
    if (ret != 0)
        return hr_fail(err, ret, "%s", why.text);
    self->n++;
    if (last_year_missed(&made.last))
        text_add(&self->missed, "%s%s", self->n_missed++ == 0 ? "" : ", ", area->name);
    csv_add(&self->list, area->name);
    text_add(&self->list, ",%sscenario.cfg,", sub);
    csv_add(&self->list, area->region);
    text_add(&self->list, "\n");
    return 0;
}

static int
write_list(struct many *self, const char *name, struct text *list, struct hr_err *err)
{
    char *text = NULL;
    const int ret = text_take(list, &text, err);
    return ret == 0 ? folder_take(&self->folder, name, text, err) : ret;
}

static int
write_lists(struct many *self, struct hr_err *err)
{
    int ret = 0;
    if (self->n == 0)
        ret = hr_fail(err, HR_ESCENARIO, "none of the authorities has enough data: %s",
                      self->left_out.failed ? "(no memory for why)" : self->left_out.text);
    if (ret == 0)
        ret = write_list(self, "areas.csv", &self->list, err);
    if (ret == 0 && self->n_left_out > 0)
        ret = write_list(self, "areas_left_out.csv", &self->left_out, err);
    return ret == 0 ? area_study_finish(self->study, &self->folder, err) : ret;
}

static void
say_many(const struct many *self)
{
    const char *folder = self->asked->output;
    printf("%zu authorities: %s/areas.csv lists their scenarios", self->n, folder);
    if (self->n_left_out > 0)
        printf("; %zu are left out: %s/areas_left_out.csv says why", self->n_left_out, folder);
    if (self->n_missed > 0)
        printf("\nDOUBTFUL: plans of January %d came outside what the same method forecast a year "
               "before (8 in 10) for %zu of them; fit.txt in their folders says by how much: %s",
               self->study->fit.panel.origin, self->n_missed,
               self->missed.failed ? "(no memory for their names)" : self->missed.text);
    printf("\nNext: headroom run --areas %s/areas.csv -o RESULTS\n", folder);
}

static int
new_areas(const struct new_options *asked, const struct area_study *study, struct hr_err *err)
{
    const struct evidence *evidence = study->evidence;
    struct many self = { .asked = asked, .study = study };
    text_init(&self.missed);
    text_init(&self.list);
    text_init(&self.left_out);
    text_add(&self.list, "area,scenario,region\n");
    text_add(&self.left_out, "area,why\n");
    int ret = folder_init(&self.folder, asked->output, asked->force, err);
    for (size_t i = 0; i < evidence->n_area && ret == 0; i++)
        if (wanted(asked, &evidence->area[i]))
            ret = add_one(&self, &evidence->area[i], err);
    if (ret == 0)
        ret = write_lists(&self, err);
    if (ret == 0 && !asked->quiet)
        say_many(&self);
    text_release(&self.list);
    text_release(&self.left_out);
    text_release(&self.missed);
    folder_release(&self.folder);
    return ret;
}

/* ---- the command */

static int
new_from_data(const struct new_options *self, struct hr_err *err)
{
    struct area_study study;
    const char *code = NULL;
    bool many = false;
    int ret = area_study_init(&study, &self->source, err);
    for (size_t i = 0; ret == 0 && i < study.evidence->n_area; i++)
        many = many || wanted(self, &study.evidence->area[i]);
    if (ret == 0 && many)
        ret = new_areas(self, &study, err);
    else if (ret == 0) {
        ret = area_study_find(&study, self->area, &code, err);
        if (ret == 0)
            ret = new_area(self, &study, code, err);
    }
    area_study_release(&study);
    return ret;
}

static int
run(int argc, char **argv, struct hr_err *err)
{
    struct new_options self = { .source.command = "new" };

    if (usage_parse(&argp, argc, argv, &self, err) != 0)
        return HR_ENOMEM;
    if (self.area != NULL)
        return new_from_data(&self, err);
    struct interruption held;
    interruption_hold(&held);
    const int ret = starter_write(self.output, err);
    interruption_release(&held);
    if (ret == 0 && !self.quiet)
        printf("%s/scenario.cfg is ready. Next: headroom check %s/scenario.cfg\n", self.output,
               self.output);
    return ret;
}

const struct command cmd_new = {
    .name = "new",
    .does = "write a starter scenario, or that of a real authority from published data",
    .argp = &argp,
    .argument = COMPLETE_FOLDERS,
    .run = run,
};
