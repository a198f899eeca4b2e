/* headroom verify DIR */
#include "again.h"
#include "bytes.h"
#include "command.h"
#include "folder.h"
#include "run.h"
#include "text.h"
#include "usage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct verify_options {
    const char *dir; /* borrowed */
    bool quick, quiet;
};

enum { KEY_QUICK = 0x200 };

static const struct argp_option options[] = {
    { "quick", KEY_QUICK, NULL, 0, "look at the files only; do not run again", 0 },
    USAGE_QUIET(0),
    USAGE_HELP_OPTION,
    { 0 },
};

static error_t
parse(int key, char *arg, struct argp_state *state)
{
    struct verify_options *self = state->input;

    switch (key) {
    case 'h': usage_help(state); return 0;
    case 'q': self->quiet = true; return 0;
    case KEY_QUICK: self->quick = true; return 0;
    case ARGP_KEY_ARG:
        if (self->dir != NULL)
            argp_error(state, "one folder at a time ('%s' and '%s')", self->dir, arg);
        self->dir = arg;
        return 0;
    case ARGP_KEY_END:
        if (self->dir == NULL)
            argp_error(state, "missing DIR, the folder of a run (headroom verify DIR)");
        return 0;
    default: return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {
    .options = options,
    .parser = parse,
    .args_doc = "DIR",
    .doc = "Is the run in DIR what the program made, and does it make the same again? Every file "
           "that run.json lists must have its SHA-256; then the run is done again in a folder that "
           "is removed, and every file and the record must have the same bytes (but for the "
           "execution object). A line for each that differs. Exit status 0: all is the same; 1: "
           "something is not."
           "\v" USAGE_EXIT_STATUS,
};

/* ---- the files that are there */

static bool
is_as_listed(const char *dir, const char *name, const char *sha256, const char **why)
{
    char hex[DIGEST_HEX];
    struct hr_err unreadable;
    char *path = text_of("%s/%s", dir, name);
    const bool read = path != NULL && digest_file(path, hex, &unreadable) == 0;
    free(path);
    *why = read ? "is not what the run wrote" : "is missing";
    return read && strcmp(hex, sha256) == 0;
}

static size_t
count_changed(const struct again *again, size_t *n)
{
    size_t i, n_changed = 0;
    const json_t *file;
    json_array_foreach(json_object_get(again->record, "outputs"), i, file)
    {
        const char *name = json_string_value(json_object_get(file, "name")),
                   *sha256 = json_string_value(json_object_get(file, "sha256")), *why = "";
        if (name == NULL || sha256 == NULL || is_as_listed(again->dir, name, sha256, &why))
            continue;
        printf("%s/%s %s\n", again->dir, name, why);
        n_changed++;
    }
    *n = json_array_size(json_object_get(again->record, "outputs"));
    return n_changed;
}

/* ---- the same run once more */

static const json_t *
listed(const json_t *record, const char *name)
{
    size_t i;
    const json_t *file;
    json_array_foreach(json_object_get(record, "outputs"), i, file)
    {
        const char *is = json_string_value(json_object_get(file, "name"));
        if (is != NULL && strcmp(is, name) == 0)
            return file;
    }
    return NULL;
}

/* Of the outputs of one record, those that the other has not, or of other bytes. Another version
 * stands in the head of SHA256SUMS. */
static size_t
count_different(const struct again *old, const struct again *new)
{
    size_t i, n = 0;
    const json_t *file;
    json_array_foreach(json_object_get(old->record, "outputs"), i, file)
    {
        const char *name = json_string_value(json_object_get(file, "name"));
        const json_t *other = name == NULL ? NULL : listed(new->record, name);
        if (name == NULL || (old->other_version && strcmp(name, "SHA256SUMS") == 0))
            continue;
        if (other != NULL &&
            json_equal(json_object_get(file, "sha256"), json_object_get(other, "sha256")))
            continue;
        printf("%s/%s %s\n", old->dir, name,
               other == NULL ? "is not written by a second run" : "is other bytes in a second run");
        n++;
    }
    json_array_foreach(json_object_get(new->record, "outputs"), i, file)
    {
        const char *name = json_string_value(json_object_get(file, "name"));
        if (name == NULL || listed(old->record, name) != NULL)
            continue;
        printf("%s/%s is written by a second run only\n", old->dir, name);
        n++;
    }
    return n;
}

/* The records without what may differ between equal runs. */
static size_t
count_record(const struct again *old, const struct again *new)
{
    static const char *const own[] = { "execution", "outputs", "git_commit", "version" };
    const size_t n_own = old->other_version ? 4 : 2;
    for (size_t i = 0; i < n_own; i++) {
        (void)json_object_del(old->record, own[i]);
        (void)json_object_del(new->record, own[i]);
    }
    if (json_equal(old->record, new->record))
        return 0;
    printf("%s/run.json records another run than a second one does\n", old->dir);
    return 1;
}

static int
run_again(struct again *again, const char *to, struct hr_err *err)
{
    char name[] = "headroom verify";
    char *argv[] = { name, NULL };
    again->options.output = to;
    again->options.quiet = true;
    return run_by(&again->options, 1, argv, err);
}

static int
compare_again(struct again *again, size_t *n_different, struct hr_err *err)
{
    const char *place = getenv("TMPDIR");
    struct interruption held = { 0 };
    interruption_hold(&held);
    char *dir = text_of("%s/headroom-verify-XXXXXX", place == NULL ? "/tmp" : place);
    char *to = dir == NULL || mkdtemp(dir) == NULL ? NULL : text_of("%s/run", dir);
    struct again second = { 0 };
    int ret = to == NULL ? hr_fail(err, HR_EWRITE, "cannot make a folder for a second run") : 0;
    if (ret == 0)
        ret = run_again(again, to, err);
    if (ret == 0)
        ret = again_open(&second, to, err);
    if (ret == 0) {
        *n_different = count_different(again, &second);
        *n_different += count_record(again, &second);
    }
    again_release(&second);
    if (to != NULL && folder_remove(dir) != 0)
        fprintf(stderr, "note: the second run could not be removed from '%s'\n", dir);
    interruption_release(&held);
    free(to);
    free(dir);
    return ret;
}

/* ---- what is said */

static int
verify(const struct verify_options *self, struct again *again, struct hr_err *err)
{
    size_t n = 0, n_different = 0;
    const size_t n_changed = count_changed(again, &n);
    if (n_changed > 0)
        return hr_fail(err, HR_EIO, "%zu of the %zu files of '%s' %s not as its run left them",
                       n_changed, n, again->dir, n_changed == 1 ? "is" : "are");
    const bool published = again_is_published(again);
    int ret = self->quick || published ? 0 : again_options(again, err);
    if (ret == 0 && !self->quick && !published) {
        again_note_version(again);
        ret = compare_again(again, &n_different, err);
    }
    if (ret == 0 && n_different > 0)
        ret = hr_fail(err, HR_EIO, "a second run of '%s' is not the same", again->dir);
    if (ret == 0 && !self->quiet)
        printf("%s: all %zu files are as the run left them%s\n", again->dir, n,
               self->quick ? ""
               : published ? "; its inputs were left out, so it was not run again"
                           : ", and a second run gives the same bytes");
    return ret;
}

static int
run(int argc, char **argv, struct hr_err *err)
{
    struct verify_options self = { 0 };
    struct again again;

    if (usage_parse(&argp, argc, argv, &self, err) != 0)
        return HR_ENOMEM;
    int ret = again_open(&again, self.dir, err);
    if (ret == 0)
        ret = verify(&self, &again, err);
    again_release(&again);
    return ret;
}

const struct command cmd_verify = {
    .name = "verify",
    .does = "are the files of a run as it left them, and does it give the same again?",
    .argp = &argp,
    .argument = COMPLETE_FOLDERS,
    .run = run,
};
