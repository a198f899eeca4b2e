/* sen2_sample.h: a person-level SEN2 return of invented children, of whom everything is known, in
 * the form of DfE's export: a CSV of each module and a register of schools (edubasealldata.csv).
 *
 * The children are of nine kinds in turn: held all year in one setting; moved in September; issued
 * a plan in time; issued late; ended (by reason in turn); came from another authority; refused;
 * assessed and not issued; held, with an earlier closed placement and a second-ranked one. Ages,
 * settings and needs go round with the number of the child. Names, UPNs, postcodes and keys all
 * hold "QX", which nothing else does: a test looks for it in what is written. */
#ifndef SEN2_SAMPLE_H
#define SEN2_SAMPLE_H

#include "sen2.h"

#include <stdbool.h>

struct sen2_sample {
    size_t n;         /* children */
    int census;       /* year of the January */
    unsigned shuffle; /* 0: rows in order; else the seed of another order */
    const char *beginning;
};

struct sen2_truth {
    double before, now;              /* held in the January before, and in the census's */
    double now_at[26][N_SEN2_PLACE]; /* by age and placement */
    double now_need[N_SEN2_NEED];
    double before_place[N_SEN2_PLACE];
    double new_plans, in_time, came, ended[N_SEN2_REASON];
    double requests, refused, assessments, not_issued, moved;
};

/* Writes the files into a folder (import_sample.h). */
void sen2_sample_write(const struct sen2_sample *sample, const char *folder,
                       struct sen2_truth *truth);
/* The number of child i, as in the module of persons. */
void sen2_sample_upn(size_t i, char *out, size_t size);

#endif
