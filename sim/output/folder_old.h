/* folder_old.h: is a folder an old run that may be replaced, and how a folder tree is removed. Used
 * by folder.c only. */
#ifndef FOLDER_OLD_H
#define FOLDER_OLD_H

#include "err.h"

/* 0 when every file in it is run.json, SHA256SUMS or listed under "outputs" in run.json; else
 * HR_EWRITE with a sentence. */
HR_CHECKED int folder_old_check(const char *path, struct hr_err *err);

/* Removes a folder and everything in it, without following links. Returns 0 or -1 with errno; what
 * cannot be removed stays. */
int folder_old_remove(const char *path);

#endif
