/* Write next to the target, then rename. rename(2) over a missing or empty folder is one step; an
 * old run and a new one change places by renameat2(RENAME_EXCHANGE), or, on file systems that lack
 * it, by two renames with the first undone if the second fails. */
#define _GNU_SOURCE /* renameat2 */
#include "folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDER_MODE ((mode_t)0777) /* less the user's umask */

static int
no_memory(struct hr_err *err)
{
    return hr_fail(err, HR_ENOMEM, "no memory for the list of output files");
}

static bool
is_empty(const char *path)
{
    DIR *dir = opendir(path);
    if (dir == NULL)
        return false;
    size_t n = 0;
    while (readdir(dir) != NULL)
        n++;
    (void)closedir(dir);
    return n <= 2; /* "." and ".." */
}

/* ---- an old run
 *
 * A folder may be replaced only when it holds a run of this program and nothing else: its run.json
 * names its files. Anything more (notes, a spreadsheet made from them, a file still open elsewhere)
 * is a reason to stop and say which. */

static bool
is_listed(const json_t *run, const char *name)
{
    size_t i;
    const json_t *file;

    if (strcmp(name, "run.json") == 0 || strcmp(name, "SHA256SUMS") == 0)
        return true;
    json_array_foreach(json_object_get(run, "outputs"), i, file)
    {
        const char *listed = json_string_value(json_object_get(file, "name"));
        if (listed != NULL && strcmp(listed, name) == 0)
            return true;
    }
    return false;
}

static int check_within(const char *root, const char *inside, const json_t *run,
                        struct hr_err *err);

static int
check_entry(const char *root, const char *name, const json_t *run, struct hr_err *err)
{
    char *path = text_of("%s/%s", root, name);
    struct stat status;
    int ret = 0;

    if (path == NULL)
        return no_memory(err);
    if (lstat(path, &status) != 0)
        ret = hr_fail(err, HR_EWRITE, "cannot look at '%s': %s", path, strerror(errno));
    else if (S_ISDIR(status.st_mode))
        ret = check_within(root, name, run, err);
    else if (!is_listed(run, name))
        ret = hr_fail(err, HR_EWRITE,
                      "'%s' is not one of the files of the run in '%s': move it away, or give -o "
                      "another name",
                      path, root);
    free(path);
    return ret;
}

static int
check_within(const char *root, const char *inside, const json_t *run, struct hr_err *err)
{
    char *path = text_of("%s/%s", root, inside);
    int ret = 0;

    if (path == NULL)
        return no_memory(err);
    DIR *dir = opendir(path);
    if (dir == NULL)
        ret = hr_fail(err, HR_EWRITE, "cannot look into '%s': %s", path, strerror(errno));
    for (const struct dirent *entry; ret == 0 && (entry = readdir(dir)) != NULL;) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        char *name = text_of("%s%s%s", inside, inside[0] == '\0' ? "" : "/", entry->d_name);
        ret = name == NULL ? no_memory(err) : check_entry(root, name, run, err);
        free(name);
    }
    if (dir != NULL)
        (void)closedir(dir);
    free(path);
    return ret;
}

/* 0 when every file in it is run.json, SHA256SUMS or listed under "outputs" in run.json. */
static int
check_old_run(const char *path, struct hr_err *err)
{
    char *run_path = text_of("%s/run.json", path);
    if (run_path == NULL)
        return no_memory(err);
    json_t *run = json_load_file(run_path, JSON_REJECT_DUPLICATES, NULL);
    const char *program = json_string_value(json_object_get(run, "program"));

    int ret;
    if (program == NULL || strcmp(program, "headroom") != 0)
        ret = hr_fail(err, HR_EWRITE,
                      "'%s' holds files but no run of headroom (no run.json): --force replaces "
                      "only results; give -o another name",
                      path);
    else
        ret = check_within(path, "", run, err);
    json_decref(run);
    free(run_path);
    return ret;
}

/* ---- the target */

/* Renaming the folder a shell is in (or one above it) would leave that shell nowhere. */
static bool
holds_working_directory(const char *real_path)
{
    char *here = realpath(".", NULL);
    const size_t n = strlen(real_path);
    const bool holds =
        here != NULL && strncmp(here, real_path, n) == 0 && (here[n] == '\0' || here[n] == '/');
    free(here);
    return holds;
}

/* A target that exists: takes its real name, so that a link to a folder stays a link, and refuses
 * what must not be replaced. */
static int
check_existing(struct folder *self, bool force, struct hr_err *err)
{
    struct stat status;
    if (stat(self->target, &status) != 0)
        return hr_fail(err, HR_EWRITE, "cannot look at '%s': %s", self->target, strerror(errno));
    if (!S_ISDIR(status.st_mode))
        return hr_fail(err, HR_EWRITE, "'%s' is a file, not a folder: give -o another name",
                       self->target);

    char *real = realpath(self->target, NULL);
    if (real == NULL)
        return hr_fail(err, HR_EWRITE, "cannot look at '%s': %s", self->target, strerror(errno));
    int ret = 0;
    self->replace = !is_empty(real);
    if (holds_working_directory(real))
        ret =
            hr_fail(err, HR_EWRITE,
                    "'%s' is the folder you are in, or lies above it: give -o a folder of its own",
                    self->target);
    else if (self->replace && !force)
        ret =
            hr_fail(err, HR_EWRITE,
                    "'%s' is not empty: give --force to replace the run in it, or -o another name",
                    self->target);
    else if (self->replace)
        ret = check_old_run(self->target, err);
    if (ret != 0) {
        free(real);
        return ret;
    }
    if (lstat(self->target, &status) == 0 && S_ISLNK(status.st_mode)) {
        free(self->target);
        self->target = real;
    } else {
        free(real);
    }
    return 0;
}

/* Makes every missing folder of path, counting in *n_made. Recursion goes up to the first that
 * exists. */
static int
make_folders(const char *path, size_t *n_made, struct hr_err *err)
{
    struct stat status;
    if (stat(path, &status) == 0) {
        if (S_ISDIR(status.st_mode))
            return 0;
        return hr_fail(err, HR_EWRITE, "'%s' is a file, not a folder", path);
    }
    const bool missing = errno == ENOENT;
    char *parent = folder_parent(path);
    if (parent == NULL)
        return no_memory(err);
    int ret = missing ? make_folders(parent, n_made, err) : 0;
    free(parent);
    if (ret != 0)
        return ret;
    if (mkdir(path, FOLDER_MODE) != 0)
        return hr_fail(err, HR_EWRITE, "cannot make the folder '%s': %s", path, strerror(errno));
    (*n_made)++;
    return 0;
}

int
folder_init(struct folder *self, const char *target, bool force, struct hr_err *err)
{
    *self = (struct folder){ .target = strdup(target), .writing = PTHREAD_MUTEX_INITIALIZER };
    interruption_hold(&self->held);
    if (self->target == NULL)
        return no_memory(err);
    for (size_t n = strlen(self->target); n > 1 && self->target[n - 1] == '/'; n--)
        self->target[n - 1] = '\0';
    if (self->target[0] == '\0')
        return hr_fail(err, HR_EUSAGE, "the name of the output folder is empty");

    struct stat status;
    unfinished_clear(self->target);
    if (lstat(self->target, &status) == 0) {
        const int ret = check_existing(self, force, err);
        if (ret != 0)
            return ret;
        unfinished_clear(self->target); /* of a link: next to the folder it leads to */
    } else if (errno != ENOENT) {
        return hr_fail(err, HR_EWRITE, "cannot write '%s': %s", self->target, strerror(errno));
    }

    char *parent = folder_parent(self->target);
    if (parent == NULL)
        return no_memory(err);
    int ret = make_folders(parent, &self->n_made, err);
    if (ret == 0)
        ret = unfinished_make(&self->unfinished, self->target, err);
    self->work = self->unfinished.path;
    free(parent);
    return ret;
}

/* Where a file is put, its sub-folders made; owned by the caller. */
static int
make_path(const struct folder *self, const char *name, char **path, struct hr_err *err)
{
    *path = text_of("%s/%s", self->work, name);
    char *parent = *path == NULL ? NULL : folder_parent(*path);
    size_t n_made = 0;
    const int ret = parent == NULL ? no_memory(err) : make_folders(parent, &n_made, err);
    free(parent);
    return ret;
}

static bool
is_written(const struct folder_file *file)
{
    return file->sha256[0] != '\0';
}

/* Its place, NULL: it has none yet. */
static struct folder_file *
place_of(const struct folder *self, const char *name)
{
    for (size_t i = 0; i < self->n_file; i++)
        if (strcmp(self->file[i].name, name) == 0)
            return &self->file[i];
    return NULL;
}

static int
add_place(struct folder *self, const char *name, struct hr_err *err)
{
    if (self->n_file == self->capacity) {
        const size_t capacity = self->capacity == 0 ? 16 : 2 * self->capacity;
        struct folder_file *file = reallocarray(self->file, capacity, sizeof *file);
        if (file == NULL)
            return no_memory(err);
        self->file = file;
        self->capacity = capacity;
    }
    struct folder_file *file = &self->file[self->n_file];
    *file = (struct folder_file){ .name = strdup(name) };
    if (file->name == NULL)
        return no_memory(err);
    self->n_file++;
    return 0;
}

static int
remember(struct folder *self, const char *name, const void *data, size_t size, struct hr_err *err)
{
    const int ret = place_of(self, name) == NULL ? add_place(self, name, err) : 0;
    if (ret != 0)
        return ret;
    struct folder_file *file = place_of(self, name);
    file->size = size;
    digest_bytes(data, size, file->sha256);
    return 0;
}

/* A full disk may speak up at the write or only at the close. */
static int
put_file(const char *path, const void *data, size_t size)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL)
        return errno;
    errno = 0;
    int why = fwrite(data, 1, size, file) == size ? 0 : errno;
    if (fclose(file) != 0 && why == 0)
        why = errno;
    return why;
}

/* A name of outputs is made of ids, names of areas and of input files: whatever they are, a file
 * stays in the folder, and none takes the place of another. */
static int
check_name(const struct folder *self, const char *name, struct hr_err *err)
{
    const char *part = name;
    for (size_t n; part != NULL; part = part[n] == '/' ? part + n + 1 : NULL) {
        n = strcspn(part, "/");
        if (n == 0 || (n <= 2 && strncmp(part, "..", n) == 0))
            return hr_fail(err, HR_EWRITE, "'%s' is no name of a file in '%s'", name, self->target);
    }
    const struct folder_file *place = place_of(self, name);
    return place != NULL && is_written(place)
               ? hr_fail(err, HR_EWRITE, "two files of '%s' would have the name '%s'", self->target,
                         name)
               : 0;
}

int
folder_place(struct folder *self, const char *name, struct hr_err *err)
{
    (void)pthread_mutex_lock(&self->writing);
    int ret = check_name(self, name, err);
    if (ret == 0)
        ret = add_place(self, name, err);
    (void)pthread_mutex_unlock(&self->writing);
    return ret;
}

static int
write_file(struct folder *self, const char *name, const void *data, size_t size, struct hr_err *err)
{
    char *path = NULL;
    int ret = interruption_check(&self->held, err);
    if (ret == 0)
        ret = check_name(self, name, err);
    if (ret == 0)
        ret = make_path(self, name, &path, err);
    const int why = ret == 0 ? put_file(path, data, size) : 0;
    free(path);
    if (ret != 0)
        return ret;
    if (why != 0)
        return hr_fail(err, HR_EWRITE, "cannot write '%s/%s': %s", self->target, name,
                       strerror(why));
    return remember(self, name, data, size, err);
}

int
folder_write(struct folder *self, const char *name, const void *data, size_t size,
             struct hr_err *err)
{
    (void)pthread_mutex_lock(&self->writing);
    const int ret = write_file(self, name, data, size, err);
    (void)pthread_mutex_unlock(&self->writing);
    return ret;
}

int
folder_take(struct folder *self, const char *name, char *text, struct hr_err *err)
{
    const int ret = folder_write(self, name, text, strlen(text), err);
    free(text);
    return ret;
}

void
folder_add_sums(const struct folder *self, struct text *out)
{
    for (size_t i = 0; i < self->n_file; i++)
        text_add(out, "%s  %s\n", self->file[i].sha256, self->file[i].name);
}

int
folder_put_sums(struct folder *self, struct hr_err *err)
{
    struct text out;
    char *text = NULL;
    text_init(&out);
    folder_add_sums(self, &out);
    const int ret = text_take(&out, &text, err);
    return ret == 0 ? folder_take(self, "SHA256SUMS", text, err) : ret;
}

/* Without RENAME_EXCHANGE: old aside, new in. If the second step fails the first is undone. */
static int
exchange_in_steps(const char *work, const char *target)
{
    char *aside = unfinished_aside(work);
    if (aside == NULL) {
        errno = ENOMEM;
        return -1;
    }
    int ret = rename(target, aside);
    if (ret == 0 && rename(work, target) != 0) {
        const int why = errno;
        (void)rename(aside, target);
        errno = why;
        ret = -1;
    } else if (ret == 0) {
        ret = rename(aside, work); /* where the caller expects to find the old run */
    }
    free(aside);
    return ret;
}

/* What somebody removed or changed during the run is not whole, though every write succeeded. */
static int
check_written(const struct folder *self, struct hr_err *err)
{
    int ret = 0;
    for (size_t i = 0; ret == 0 && i < self->n_file; i++) {
        const struct folder_file *file = &self->file[i];
        char *path = text_of("%s/%s", self->work, file->name);
        struct stat status;
        if (path == NULL)
            ret = no_memory(err);
        else if (lstat(path, &status) != 0)
            ret = hr_fail(err, HR_EWRITE, "'%s/%s' is gone before the run is done: %s",
                          self->target, file->name, strerror(errno));
        else if ((size_t)status.st_size != file->size)
            ret = hr_fail(err, HR_EWRITE, "'%s/%s' was changed before the run is done",
                          self->target, file->name);
        free(path);
    }
    return ret;
}

int
folder_commit(struct folder *self, struct hr_err *err)
{
    int ret = interruption_check(&self->held, err);
    if (ret == 0)
        ret = check_written(self, err);
    if (ret != 0)
        return ret;
    if (!self->replace) {
        ret = rename(self->work, self->target);
    } else {
        ret = renameat2(AT_FDCWD, self->work, AT_FDCWD, self->target, RENAME_EXCHANGE);
        if (ret != 0 && (errno == EINVAL || errno == ENOSYS))
            ret = exchange_in_steps(self->work, self->target);
    }
    if (ret != 0 && (errno == ENOTEMPTY || errno == EEXIST))
        return hr_fail(err, HR_EWRITE,
                       "something was put into '%s' during the run: give -o another name",
                       self->target);
    if (ret != 0)
        return hr_fail(err, HR_EWRITE, "cannot put the results in place as '%s': %s", self->target,
                       strerror(errno));

    /* The new run is in place. An old one that cannot be removed is worth a word but is no failure
     * of this run. */
    ret = self->replace ? folder_remove(self->work) : 0;
    const int why = errno;
    if (ret != 0)
        ret = hr_fail(
            err, HR_EWRITE,
            "the results are in '%s', but the run before could not be removed from '%s': %s",
            self->target, self->work, strerror(why));
    unfinished_release(&self->unfinished);
    interruption_release(&self->held);
    self->work = NULL;
    self->n_made = 0;
    return ret;
}

static void
remove_made_parents(const struct folder *self)
{
    char *path = folder_parent(self->target);
    for (size_t n = 0; path != NULL && n < self->n_made;) {
        if (rmdir(path) == 0)
            n++;
        else if (errno !=
                 ENOENT) /* missing: init stopped half-way; the ones above it may be there */
            break;
        char *above = folder_parent(path);
        free(path);
        path = above;
    }
    free(path);
}

void
folder_release(struct folder *self)
{
    unfinished_unlock(&self->unfinished); /* it may be the last file that can be open */
    if (self->work != NULL)
        (void)folder_remove(self->work);
    if (self->target != NULL && self->n_made > 0)
        remove_made_parents(self);
    for (size_t i = 0; i < self->n_file; i++)
        free(self->file[i].name);
    free(self->file);
    unfinished_release(&self->unfinished);
    free(self->target);
    interruption_release(&self->held);
    *self = (struct folder){ 0 };
}
