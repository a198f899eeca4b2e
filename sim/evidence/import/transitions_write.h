/* transitions_write.h: a scenario folder from a transition history and its rates; for
 * transitions_import.c only. */
#ifndef TRANSITIONS_WRITE_H
#define TRANSITIONS_WRITE_H

#include "folder.h"
#include "transitions_import.h"
#include "transitions_rates.h"

struct scenario_names {     /* of settings and needs, as a scenario wants them */
    char **setting, **need; /* owned; ids */
    int *category;          /* owned; [setting] */
    size_t n_setting, n_need;
};

/* Ids from codes ("SpMdA_InLA" -> "spmda_inla"), and categories by setting or group; HR_EUSAGE when
 * a category names neither. */
HR_CHECKED int scenario_names_init(struct scenario_names *self, const struct transitions *history,
                                   const char *const *category, size_t n_category,
                                   struct hr_err *err);
void scenario_names_release(struct scenario_names *self);

struct writing {
    const struct transitions *history;
    const struct transition_rates *rates;
    const struct scenario_names *names;
    const struct transitions_import_options *options;
    const char *area;
    struct folder *folder; /* where the files go */
};

HR_CHECKED int write_tables(const struct writing *self,
                            struct hr_err *err); /* transitions_write.c */
HR_CHECKED int write_scenario(const struct writing *self,
                              struct hr_err *err); /* transitions_scenario.c */

/* A file of the folder while it is written, in memory. A writer begins, prints to f and ends;
 * ending says whether all was kept. */
struct output {
    FILE *f;
    char *text; /* owned */
    size_t size;
};
HR_CHECKED int output_begin(struct output *self, struct hr_err *err);
HR_CHECKED int output_end(struct output *self, const struct writing *writing, const char *name,
                          struct hr_err *err);

#endif
