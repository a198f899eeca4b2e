/* scenario_sample.h: a small complete scenario (tests/bad/parts/all.cfg), loaded with some
 * of it changed. */
#ifndef SCENARIO_SAMPLE_H
#define SCENARIO_SAMPLE_H

#include "scenario.h"

#define SCENARIO_SAMPLE "tests/bad/parts/all.cfg"

/* Loads the sample with up to a few --set texts, NULL at the end. */
int scenario_sample_load(struct scenario *out, ...) __attribute__((sentinel));
/* Does some fault's sentence (or its place) hold this text? */
bool scenario_sample_has_fault(const struct scenario *scenario, const char *text);
const struct quantity *scenario_sample_quantity(const struct scenario *scenario,
                                                const char *name); /* NULL: none */

#endif
