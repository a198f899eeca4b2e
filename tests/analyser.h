/* analyser.h: what clang's static analyser, which reads one file at a time, must be told: hr_fail
 * returns its code, which is never 0. `make analyse` includes it before every source but err.c. */
#ifndef ANALYSER_H
#define ANALYSER_H

#include "err.h"

#define hr_fail(err, code, ...) ((void)hr_fail((err), (code), __VA_ARGS__), (code))

#endif
