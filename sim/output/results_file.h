/* results_file.h: the file that packed results go to when memory is to hold few of them (kept.h).
 *
 * It lies in a folder that is being written, so on the disk that the results go to, has no name
 * from its first byte on, and is gone with the process whatever happens. It is made when it is
 * first needed: a run of few futures has none. Before that the room on the disk is compared with
 * what all results will need. */
#ifndef RESULTS_FILE_H
#define RESULTS_FILE_H

#include "kept.h"

struct results_file {
    struct kept_file file; /* first */
    const char *dir;       /* borrowed */
    int fd;                /* -1: none */
};

void results_file_init(struct results_file *self, const char *dir);
void results_file_release(struct results_file *self);

#endif
