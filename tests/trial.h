/* trial.h: scenario texts for tests: a small complete scenario (tests/bad/parts/all.cfg) with some
 * of it changed. */
#ifndef TRIAL_H
#define TRIAL_H

#include "scenario.h"

#define TRIAL_PATH "tests/bad/parts/all.cfg"

/* Loads the sample with up to a few --set texts, NULL at the end. */
int trial_load(struct scenario *out, ...) __attribute__((sentinel));
/* Does some fault's sentence (or its place) hold this text? */
bool trial_has_fault(const struct scenario *scenario, const char *text);
const struct quantity *trial_quantity(const struct scenario *scenario,
                                      const char *name); /* NULL: none */

/* A fresh folder in /tmp, and files in it. */
void trial_dir(char *dir, size_t size);
void trial_write(const char *dir, const char *name, const char *text, size_t size, char *path,
                 size_t path_size);
void trial_dir_remove(const char *dir);

#endif
