/* folder.h: an output folder that appears whole or not at all.
 *
 *   ret = folder_init(&folder, "results/base", force, &err);       refuses early, before anything
 *       is computed
 *   ret = folder_write(&folder, "forecast.csv", text, size, &err); into a hidden folder next to the
 *   target
 *   ret = folder_commit(&folder, &err);                            one rename makes it appear
 *   folder_release(&folder);                                       without a commit: removes all
 *       that was written
 *
 * The target may be missing or empty. A folder with something in it is replaced only with `force`,
 * and only if every file in it is one that its own run.json lists, so no one's notes are lost; old
 * and new then change places in one step where the system can. From init on Ctrl-C is an error of
 * the next file (HR_EINTERRUPT), so that it leaves nothing. A process that dies leaves at most
 * the hidden folder, which the next one that writes to the same target removes (unfinished.h). A
 * power cut may cost the newest files: nothing is forced to disk, for the run can be repeated. The
 * folder remembers the name, size and SHA-256 of each file. Names use '/', sub-folders are made as
 * needed; a name that would leave the folder, or that a file has already, is refused. Several
 * threads may write files (folder_write, folder_take) and take places; all else is for one. */
#ifndef FOLDER_H
#define FOLDER_H

#include "bytes.h"
#include "interruption.h"
#include "text.h"
#include "unfinished.h"

#include <pthread.h>
#include <stdbool.h>

struct folder_file {
    char *name;  /* owned; "charts/01_fan_plan.svg" */
    size_t size; /* bytes */
    char sha256[DIGEST_HEX];
};

struct folder {
    char *target;                 /* owned; as it will be named, without a slash at the end */
    char *work;                   /* the path of `unfinished`; NULL before init and after commit */
    struct unfinished unfinished; /* hidden folder next to the target */
    struct interruption held;     /* from init to commit or release */
    size_t n_made; /* parents that init had to make: removed again if nothing is committed */
    bool replace;  /* there is an old run to replace */
    struct folder_file *file; /* owned; in the order written */
    size_t n_file, capacity;
    pthread_mutex_t writing; /* one file at a time */
};

/* HR_EWRITE with a sentence that says what to do when the target is a file, holds something, cannot
 * be written or is the folder the user is in. */
HR_CHECKED int folder_init(struct folder *self, const char *target, bool force, struct hr_err *err);

HR_CHECKED int folder_write(struct folder *self, const char *name, const void *data, size_t size,
                            struct hr_err *err);
/* folder_write for a text, which it frees in any case. */
HR_CHECKED int folder_take(struct folder *self, const char *name, char *text, struct hr_err *err);
/* A file that is written later has its place among the files here: in sums and in the record, which
 * list them in the order of their places. */
HR_CHECKED int folder_place(struct folder *self, const char *name, struct hr_err *err);

/* A line of SHA256SUMS for each file so far; and the file, of these lines alone. */
void folder_add_sums(const struct folder *self, struct text *out);
HR_CHECKED int folder_put_sums(struct folder *self, struct hr_err *err);

HR_CHECKED int folder_commit(struct folder *self, struct hr_err *err);
void folder_release(struct folder *self);

#endif
