/* again.h: a run that is done again from its folder: its record, and the options and inputs that
 * made it.
 *
 *   ret = again_read(&again, "results/june", &err);      "results/june/run.json" does as well
 *   ... run_by(&again.options, ...) ...                  once options.output is set
 *   again_release(&again);                               always
 *
 * Faults are HR_ESCENARIO with a sentence: no folder of a run; one that was published without its
 * inputs, or made before runs kept them; an input that is missing or is not the one that was
 * read. */
#ifndef AGAIN_H
#define AGAIN_H

#include "run_options.h"

#include <jansson.h>

struct again {
    char *dir;      /* owned; without run.json and without a slash at the end */
    json_t *record; /* owned; run.json */
    char *scenario; /* owned; where the scenario file is */
    char *backtest; /* owned; where scores of a backtest are; NULL: none were given */
    struct run_options options;
    bool other_version; /* the record is of another version or commit of the program */
};

/* The record alone: `headroom verify --quick` needs no inputs. */
HR_CHECKED int again_open(struct again *self, const char *dir, struct hr_err *err);
/* The options and inputs, of a record that is open. */
HR_CHECKED int again_options(struct again *self, struct hr_err *err);
/* Both. */
HR_CHECKED int again_read(struct again *self, const char *dir, struct hr_err *err);
void again_release(struct again *self);

/* A text of the record, "" when it has none. */
const char *again_text(const struct again *self, const char *key);
/* To stderr, when the record is of another version: which, and that figures may differ. */
void again_note_version(const struct again *self);
/* Did --publish leave small numbers, and so the inputs, out? */
bool again_is_published(const struct again *self);

#endif
