/* scenario_sample.h: scenario texts for tests: a small complete scenario (tests/bad/parts/all.cfg) with some of it changed. */
#ifndef SCENARIO_SAMPLE_H
#define SCENARIO_SAMPLE_H

#include "scenario.h"

#define SAMPLE_PATH "tests/bad/parts/all.cfg"

/* Loads the sample with up to a few --set texts, NULL at the end. */
int sample_load(struct scenario *out, ...) __attribute__((sentinel));
/* Does some fault's sentence (or its place) hold this text? */
bool sample_has_fault(const struct scenario *scenario, const char *text);
const struct quantity *sample_quantity(const struct scenario *scenario, const char *name); /* NULL: none */

/* A fresh folder in /tmp, and files in it. */
void sample_dir(char *dir, size_t size);
void sample_write(const char *dir, const char *name, const char *text, size_t size, char *path, size_t path_size);
void sample_dir_remove(const char *dir);

#endif
