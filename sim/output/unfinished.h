/* unfinished.h: the hidden folder that a result is written into before it appears, and those that
 * killed processes have left.
 *
 * It is ".NAME.unfinished-PID-I" next to the target NAME (a rename must stay on one file system)
 * and is held by a lock (flock) as long as its process lives. One that nobody holds and whose
 * process is gone from this machine is of no use to anybody. Where file systems keep no locks (some
 * of networks) none is ever taken for left. */
#ifndef UNFINISHED_H
#define UNFINISHED_H

#include "err.h"

struct unfinished {
    char *path; /* owned; NULL: none */
    int lock;   /* the folder, open; 0: none */
};

/* Makes and locks one. HR_EWRITE when nothing can be written there. self is always releasable. */
HR_CHECKED int unfinished_make(struct unfinished *self, const char *target, struct hr_err *err);
void unfinished_unlock(struct unfinished *self);
/* Lets go of the folder, which stays. */
void unfinished_release(struct unfinished *self);

/* Removes what killed processes have left of this target. Where one was killed between two renames
 * (folder.c) and the target is gone, its old result is put back first. Never fails: what cannot be
 * removed stays. */
void unfinished_clear(const char *target);

/* Where the old result waits while the new one takes its place in two renames. Owned by the caller;
 * NULL: no memory. */
char *unfinished_aside(const char *path);

/* Removes a folder with all in it, links not followed; 0, or -1 with errno. What cannot be removed
 * stays. */
int folder_remove(const char *path);
/* The folder a path lies in: "results/base" -> "results", "base" -> ".", "/base" -> "/". Owned by
 * the caller; NULL: no memory. */
char *folder_parent(const char *path);

#endif
