#define _GNU_SOURCE /* nftw */
#include "unfinished.h"

#include "text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { N_TRIES = 100, N_OPEN_FOLDERS = 16 };
#define FOLDER_MODE ((mode_t)0777) /* less the user's umask */
#define OLD "-old"

char *
folder_parent(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (slash == NULL)
        return strdup(".");
    return slash == path ? strdup("/") : strndup(path, (size_t)(slash - path));
}

/* What another process has removed meanwhile is removed. */
static int
remove_entry(const char *path, const struct stat *status, int type, struct FTW *ftw)
{
    (void)status;
    (void)type;
    (void)ftw;
    return remove(path) == 0 || errno == ENOENT ? 0 : -1;
}

int
folder_remove(const char *path)
{
    return nftw(path, remove_entry, N_OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
}

char *
unfinished_aside(const char *path)
{
    return text_of("%s" OLD, path);
}

/* ---- one's own */

/* The folder, open and locked; 0: somebody holds it, or there are no locks here. */
static int
lock_folder(const char *path)
{
    const int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0)
        return fd;
    if (fd >= 0)
        (void)close(fd);
    return 0;
}

int
unfinished_make(struct unfinished *self, const char *target, struct hr_err *err)
{
    *self = (struct unfinished){ .path = NULL };
    char *parent = folder_parent(target);
    for (int i = 0; parent != NULL && i < N_TRIES; i++) {
        char *path =
            text_of("%s/.%s.unfinished-%ld-%d", parent, text_base(target), (long)getpid(), i);
        if (path == NULL)
            break;
        if (mkdir(path, FOLDER_MODE) == 0) {
            *self = (struct unfinished){ .path = path, .lock = lock_folder(path) };
            free(parent);
            return 0;
        }
        const int why = errno;
        free(path);
        if (why == EEXIST && i < N_TRIES - 1)
            continue;
        const int ret =
            hr_fail(err, HR_EWRITE, "cannot write in '%s': %s", parent,
                    why == EEXIST ? "too many unfinished runs lie there" : strerror(why));
        free(parent);
        return ret;
    }
    free(parent);
    return hr_fail(err, HR_ENOMEM, "no memory for the name of a folder");
}

void
unfinished_unlock(struct unfinished *self)
{
    if (self->lock > 0)
        (void)close(self->lock);
    self->lock = 0;
}

void
unfinished_release(struct unfinished *self)
{
    unfinished_unlock(self);
    free(self->path);
    *self = (struct unfinished){ .path = NULL };
}

/* ---- those that were left */

/* Is this the name of one of `target`, and of a process that is gone? */
static bool
is_left(const char *name, const char *target, bool *aside)
{
    char *start = text_of(".%s.unfinished-", text_base(target));
    const size_t n = start == NULL ? 0 : strlen(start);
    long pid = 0;
    int number = 0, end = 0;
    const bool named = start != NULL && strncmp(name, start, n) == 0 &&
                       sscanf(name + n, "%9ld-%3d%n", &pid, &number, &end) == 2 && pid > 0;
    free(start);
    *aside = named && strcmp(name + n + end, OLD) == 0;
    if (!named || (name[n + (size_t)end] != '\0' && !*aside))
        return false;
    return kill((pid_t)pid, 0) != 0 && errno == ESRCH;
}

static void
clear_one(const char *path, const char *target, bool aside)
{
    struct stat status;
    const int lock = lock_folder(path);
    if (lock == 0)
        return;
    if (aside && lstat(target, &status) != 0 && errno == ENOENT)
        (void)rename(path, target);
    else
        (void)folder_remove(path);
    (void)close(lock);
}

void
unfinished_clear(const char *target)
{
    char *parent = folder_parent(target);
    DIR *dir = parent == NULL ? NULL : opendir(parent);
    for (const struct dirent *entry; dir != NULL && (entry = readdir(dir)) != NULL;) {
        bool aside = false;
        if (!is_left(entry->d_name, target, &aside))
            continue;
        char *path = text_of("%s/%s", parent, entry->d_name);
        if (path != NULL)
            clear_one(path, target, aside);
        free(path);
    }
    if (dir != NULL)
        (void)closedir(dir);
    free(parent);
}
