/* transitions.h: the year-pair history of a council's own children, in the nearest peer's format:
 * one row for each child and year, where the plan was in one January and where in the next.
 *
 *   transitions.csv    calendar-year,setting-1,need-1,academic-year-1,
 *                      setting-2,need-2,academic-year-2
 *   population.csv     calendar-year,academic-year,population: past and future
 *   costs.csv          need,setting,cost: may be absent
 *   valid-states.csv   setting,setting-group,min-academic-year,max-academic-year,needs,
 *                      setting->setting: may be absent
 *
 * calendar-year y is the step from January y to January y+1. An academic-year is a national
 * curriculum year (Reception 0), which goes up by one in a step. NONSEND as setting and need is "no
 * plan": on the first side a joiner, on the second a leaver. One row a child: rows alike are the
 * rule.
 *
 * What cannot be read (a cell that is no number, half a NONSEND, an academic year that does not go
 * up by one, a missing column) fails with HR_ESCENARIO, file, row and column named, all faults
 * together. What can be read but should be known (stocks that do not chain from one year to the
 * next, states outside their valid years, missing population or costs, a file whose every row
 * is there twice) is in `remark`, each with its count; nothing is mended. */
#ifndef TRANSITIONS_H
#define TRANSITIONS_H

#include "calendar.h"
#include "csv_in.h"
#include "bytes.h"
#include "fault.h"

#include <stdbool.h>

enum { OUTSIDE = -1 }; /* NONSEND, in place of a setting and a need */

struct transition {                           /* all children alike */
    int year;                                 /* January of year to January of the next */
    int ncy;                                  /* on the second side; one less on the first */
    int need_1, setting_1, need_2, setting_2; /* index, or OUTSIDE */
    double count;
};

struct state_rule { /* a row of valid-states.csv */
    bool given;
    char *group; /* owned */
    int min_ncy, max_ncy;
    bool *need, *to; /* owned; [need], [setting] */
};

struct transitions {
    char **setting, **need; /* owned; codes as in the file, sorted */
    size_t n_setting, n_need;
    struct transition *item; /* owned; sorted by every field, no two alike but for count */
    size_t n_item;
    int first_year, last_year; /* of the steps */
    int first_population, last_population;
    double *population; /* owned; [calendar year from first_population][N_NCY]; NAN: not given */
    double *cost;       /* owned; [need][setting]; NAN: not given */
    struct state_rule *rule; /* owned; [setting] */
    char **remark;           /* owned; a sentence each, in a stable order */
    size_t n_remark;
    struct faults faults; /* of all files, when transitions_read failed with HR_ESCENARIO */
    struct transitions_source {
        char *name; /* owned */
        char sha256[DIGEST_HEX];
    } * source; /* owned; the files read */
    size_t n_source;
};

/* Reads a folder. self is always releasable. */
HR_CHECKED int transitions_read(struct transitions *self, const char *folder, struct hr_err *err);
void transitions_release(struct transitions *self);

/* People of a national curriculum year; NAN when not given. */
double transitions_population(const struct transitions *self, int calendar_year, int ncy);
/* May a plan of this setting and need be held at this NCY? True where valid-states.csv says
 * nothing. */
bool transitions_valid(const struct transitions *self, int ncy, size_t need, size_t setting);
HR_CHECKED int transitions_remark(struct transitions *self, struct hr_err *err, const char *fmt,
                                  ...) HR_PRINTF(3, 4);

/* ---- what reading is made of; for transitions*.c only */

static inline size_t
cost_index(const struct transitions *self, size_t need, size_t setting)
{
    return need * self->n_setting + setting;
}

/* Each reads one file's rows into self, with a fault for what cannot be read (transitions_read.c).
 * Codes are not yet sorted. */
HR_CHECKED int take_transitions(struct transitions *self, struct csv_in *csv, struct hr_err *err);
HR_CHECKED int take_population(struct transitions *self, struct csv_in *csv, struct hr_err *err);
HR_CHECKED int take_costs(struct transitions *self, struct csv_in *csv, struct hr_err *err);
/* First the codes, so that every code is known; then, when they are sorted, the rules. */
HR_CHECKED int take_valid_codes(struct transitions *self, struct csv_in *csv, struct hr_err *err);
HR_CHECKED int take_valid_states(struct transitions *self, struct csv_in *csv, struct hr_err *err);

/* Codes in their order, transitions in theirs, children alike counted together. */
HR_CHECKED int transitions_settle(struct transitions *self, struct hr_err *err);
/* What a reader should know of the data (each a remark). */
HR_CHECKED int transitions_look(struct transitions *self, struct hr_err *err);

#endif
