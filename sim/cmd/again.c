/* Options and inputs of a run from its record. */
#include "again.h"

#include "bytes.h"
#include "json_build.h"
#include "past.h"
#include "text.h"
#include "usage.h"
#include "version.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *
again_text(const struct again *self, const char *key)
{
    const char *text = json_string_value(json_object_get(self->record, key));
    return text == NULL ? "" : text;
}

static json_t *
option(const struct again *self, const char *key)
{
    return json_object_get(json_object_get(self->record, "options"), key);
}

bool
again_is_published(const struct again *self)
{
    return json_is_number(option(self, "publish")) != 0;
}

/* A sum of many areas, whose files are not kept. */
static bool
is_of_areas(const struct again *self)
{
    return strcmp(again_text(self, "command"), "run --areas") == 0;
}

/* ---- the record */

/* The folder of "dir", "dir/" and "dir/run.json". */
static char *
folder_of(const char *typed)
{
    size_t n = strlen(typed);
    if (strcmp(text_base(typed), "run.json") == 0)
        n -= strlen("run.json");
    while (n > 1 && typed[n - 1] == '/')
        n--;
    return n == 0 ? text_of(".") : text_of("%.*s", (int)n, typed);
}

int
again_open(struct again *self, const char *dir, struct hr_err *err)
{
    json_error_t why = { 0 };
    *self = (struct again){ .dir = folder_of(dir) };
    char *path = self->dir == NULL ? NULL : text_of("%s/run.json", self->dir);
    if (path == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the name of a folder");
    const int ret = json_build_memory("run.json", err);
    self->record = ret != 0 ? NULL : json_build_load(path, &why);
    free(path);
    if (ret != 0)
        return ret;
    if (self->record == NULL && why.line <= 0)
        return hr_fail(err, HR_ESCENARIO,
                       "'%s' is no folder of a run: it has no run.json that can be read",
                       self->dir);
    if (self->record == NULL)
        return hr_fail(err, HR_ESCENARIO, "'%s/run.json' is damaged: line %d: %s", self->dir,
                       why.line, why.text);
    if (strcmp(again_text(self, "program"), "headroom") != 0 ||
        (json_object_get(self->record, "settings") == NULL && !is_of_areas(self)))
        return hr_fail(err, HR_ESCENARIO,
                       "'%s' is no folder of 'headroom run': its run.json is of something else",
                       self->dir);
    self->other_version = strcmp(again_text(self, "version"), HEADROOM_VERSION) != 0 ||
                          strcmp(again_text(self, "git_commit"), version_commit()) != 0;
    return 0;
}

void
again_note_version(const struct again *self)
{
    if (self->other_version)
        fprintf(stderr,
                "note: the run was made by headroom %s (%s), this is %s (%s): figures may differ\n",
                again_text(self, "version"), again_text(self, "git_commit"), HEADROOM_VERSION,
                version_commit());
}

/* ---- options */

/* An option that is a number; as it is where the record has none (null: it was not given).
 * False: one that the command line does not take. */
static bool
read_number(const struct again *self, const char *key, int of, double *out)
{
    const json_t *value = option(self, key);
    if (value == NULL || json_is_null(value))
        return true;
    *out = json_number_value(value);
    return json_is_number(value) && run_options_may_be(of, *out);
}

static bool
read_numbers(const struct again *self, struct run_options *to)
{
    double compared = 0.0;
    const bool good = read_number(self, "simulations", 'n', &to->load.simulations) &&
                      read_number(self, "seed", KEY_SEED, &to->load.seed) &&
                      read_number(self, "precision_gbp_m", KEY_PRECISION, &to->precision_gbp_m) &&
                      read_number(self, "compared", KEY_COMPARED, &compared);
    to->n_compared = good ? (size_t)compared : 0;
    return good;
}

static bool
read_set(const struct again *self, struct run_options *to)
{
    size_t i;
    const json_t *item;
    const json_t *set = json_object_get(self->record, "set");
    json_array_foreach(set, i, item)
    {
        const char *text = json_string_value(item);
        if (text == NULL || i == RUN_SET_MAX)
            return false;
        to->set[to->load.n_set++] = text;
    }
    return true;
}

static int
read_options(struct again *self, struct hr_err *err)
{
    const char *charts = json_string_value(option(self, "charts"));
    struct run_options *options = &self->options;
    run_options_init(options);
    options->load.path = self->scenario;
    options->backtest = self->backtest;
    options->load.each = json_is_true(option(self, "each"));
    options->real = json_is_true(option(self, "real"));
    options->plain_charts = json_is_true(option(self, "plain_charts"));
    if (!read_numbers(self, options) || !read_set(self, options) || charts == NULL ||
        !usage_charts_named(charts, &options->charts))
        return hr_fail(err, HR_ESCENARIO, "'%s/run.json' is damaged: its options are none of a run",
                       self->dir);
    return 0;
}

/* ---- inputs */

/* An embedded file is the program's own, whose version is told. */
static int
check_input(const struct again *self, const json_t *file, struct hr_err *err)
{
    const char *name = json_string_value(json_object_get(file, "name")),
               *sha256 = json_string_value(json_object_get(file, "sha256"));
    char hex[DIGEST_HEX];
    struct hr_err missing;
    char *path = text_of("%s/inputs/%s", self->dir, name == NULL ? "" : name);
    int ret = 0;
    if (path == NULL || name == NULL || sha256 == NULL)
        ret =
            hr_fail(err, HR_ESCENARIO, "'%s/run.json' is damaged: an input has no name", self->dir);
    else if (digest_file(path, hex, &missing) != 0)
        ret = hr_fail(err, HR_ESCENARIO, "'%s' is missing: without it the run cannot be done again",
                      path);
    else if (strcmp(hex, sha256) != 0)
        ret = hr_fail(err, HR_ESCENARIO,
                      "'%s' is not the file that the run read: it was changed after it", path);
    free(path);
    return ret;
}

static int
check_inputs(const struct again *self, struct hr_err *err)
{
    size_t i;
    const json_t *file;
    int ret = 0;
    json_array_foreach(json_object_get(self->record, "input_files"), i, file)
    {
        if (ret == 0)
            ret = check_input(self, file, err);
    }
    return ret;
}

/* Where a backtest's scores are, when they are among the inputs. */
static int
find_backtest(struct again *self, struct hr_err *err)
{
    size_t i;
    const json_t *file;
    json_array_foreach(json_object_get(self->record, "input_files"), i, file)
    {
        const char *name = json_string_value(json_object_get(file, "name"));
        if (name == NULL || strcmp(name, PAST_FILE) != 0)
            continue;
        self->backtest = text_of("%s/inputs/" PAST_FOLDER, self->dir);
        if (self->backtest == NULL)
            return hr_fail(err, HR_ENOMEM, "no memory for the name of a folder");
    }
    return 0;
}

int
again_options(struct again *self, struct hr_err *err)
{
    if (is_of_areas(self))
        return hr_fail(err, HR_ESCENARIO,
                       "'%s' is of many areas, whose files are not kept: run its list again; its "
                       "run.json has the SHA-256 of every file",
                       self->dir);
    if (json_object_get(self->record, "options") == NULL)
        return hr_fail(err, HR_ESCENARIO,
                       "'%s' was made by headroom %s, which kept no inputs: run its scenario file "
                       "again",
                       self->dir, again_text(self, "version"));
    if (again_is_published(self))
        return hr_fail(err, HR_ESCENARIO,
                       "'%s' was published, which leaves its inputs out: run its scenario file "
                       "again",
                       self->dir);
    self->scenario = text_of("%s/inputs/%s", self->dir, again_text(self, "scenario_file"));
    if (self->scenario == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the name of a file");
    int ret = check_inputs(self, err);
    if (ret == 0)
        ret = find_backtest(self, err);
    return ret == 0 ? read_options(self, err) : ret;
}

int
again_read(struct again *self, const char *dir, struct hr_err *err)
{
    const int ret = again_open(self, dir, err);
    return ret == 0 ? again_options(self, err) : ret;
}

void
again_release(struct again *self)
{
    json_decref(self->record);
    free(self->dir);
    free(self->scenario);
    free(self->backtest);
    *self = (struct again){ 0 };
}
