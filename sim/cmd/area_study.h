/* area_study.h: published data read and learnt from once, and the scenarios of single authorities
 * made of them, for `headroom fit` and `headroom new --area`.
 *
 *   ret = area_study_init(&study, &source, &err);            reads, fits England
 *   ret = area_study_add(&study, "314", &target, &made, &err);    people.cfg, stock.csv,
 *         scenario.cfg and fit.txt into a folder
 *   ret = area_study_finish(&study, &folder, &err);               SHA256SUMS, run.json
 *   area_study_release(&study);                              also after a failure */
#ifndef AREA_STUDY_H
#define AREA_STUDY_H

#include "evidence.h"
#include "fit_text.h"
#include "folder.h"

enum { AREA_STUDY_PATHS = 16 };

struct area_source { /* everything borrowed */
    const char *path[AREA_STUDY_PATHS];
    size_t n_path;
    int census;          /* start from January of it, with what had been published by the end of the
                            year; 0: the last of the data, with all of it */
    const char *command; /* for run.json */
};

struct area_study {                       /* must not move */
    const struct area_source *source;     /* borrowed */
    struct evidence all, known;           /* owned; known: as at the end of the census year */
    const struct evidence *evidence;      /* the one of the two that is learnt from */
    struct cost_known ledger[N_CATEGORY]; /* of an import with a ledger of placement costs, */
    char ledger_of[64];                   /* by the code or else the name of its authority */
    struct fit fit;
    struct year_before before;
    struct national_money nation;
};

/* HR_EUSAGE, HR_EIO, HR_ESCENARIO: the data cannot be read, or are not enough to learn from. */
HR_CHECKED int area_study_init(struct area_study *self, const struct area_source *source,
                               struct hr_err *err);
void area_study_release(struct area_study *self);

/* The code of an authority by code or name. HR_EUSAGE: there is none, with the nearest name. */
HR_CHECKED int area_study_find(const struct area_study *self, const char *name, const char **code,
                               struct hr_err *err);

struct area_made {
    struct people_fit people;
    struct own_money money;
    struct last_year last;
};
/* Into a folder, under a sub-folder ("kingston/"; "": none). HR_ESCENARIO when the data do not hold
 * what this authority needs: one sentence. */
struct area_target {
    struct folder *folder;  /* borrowed */
    const char *sub_folder; /* borrowed */
};
HR_CHECKED int area_study_add(const struct area_study *self, const char *code,
                              const struct area_target *target, struct area_made *made,
                              struct hr_err *err);
/* Checksums and record, and the folder appears. */
HR_CHECKED int area_study_finish(const struct area_study *self, struct folder *folder,
                                 struct hr_err *err);

/* Own counts of a later January than England's are no part of a fit: says so, on stdout. */
void area_study_say_later(const struct area_study *self, const char *code);
/* How far the authority's own counts are from the release that they replace, on stdout. */
void area_study_say_own(const struct area_study *self, const char *code);
/* What money the scenario has, in a line or two, on stdout. */
void area_study_say(const struct area_made *made, const char *folder);
/* Where its last January came outside what the same method forecast: says so, on stdout. */
void area_study_say_missed(const struct area_study *self, const struct area_made *made);

#endif
