/* fuzz_input.h: what the fuzz targets share. A target, tests/fuzz_NAME.c, defines fuzz_one; this
 * module is the program around it, and holds what must be true of any input:
 *
 *   time       processor time grows no faster than the input (a second, and 200 us a byte)
 *   sentence   a reader that fails says why, and one that does not is silent
 *   faults     there are no more of them than bytes, keys and a few
 *   outside    what is read in a folder leaves nothing beside it
 *
 * Seeds are tests/fuzz/NAME, kept small by -merge=1. */
#ifndef FUZZ_INPUT_H
#define FUZZ_INPUT_H

#include "evidence.h"
#include "fault.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
/* The target. data ends in a NUL that size does not count. */
void fuzz_one(const char *data, size_t size);
/* More time, for an input that runs something. */
void fuzz_allow(double seconds);

/* hr_bug unless the status, the sentence and the faults say the same. faults: NULL, or the list
 * that err counts. */
void fuzz_agree(int ret, const struct hr_err *err, const struct faults *faults, size_t size);

/* Files of a folder from one input: each begins with a line "== NAME"; what stands before the first
 * is in no file. A name is letters, digits, '.', '_', '-' and '/'. The folder is emptied at the
 * next call, and with it all that stands in fuzz_home. "@NAME@" is replaced by the SHA-256 of the
 * file NAME where that stands before. */
const char *fuzz_folder(const char *data, size_t size);
/* A path beside the folder, for what is written; of a folder of this process's own. */
const char *fuzz_path(const char *name);
/* hr_bug when there is more beside the folder than these (NULL at the end). */
void fuzz_only(const char *first, ...) __attribute__((sentinel));

/* Finished evidence is written as evidence.csv and is the same when it is read. */
void fuzz_evidence(const struct evidence *evidence);

/* The text up to the next '\n' (which becomes a NUL) or the end; NULL: there is no more. */
char *fuzz_line(char **rest);

#endif
