/* returns.h: what the tables of returns (dsg_plan, lsrp, scap) have in common: children by year
 * group, need and setting as whole numbers, and ways to count them.
 *
 * All are sums of the same whole cells (whole_numbers.h) of one path, the averages of the simulated
 * futures, so that a number is the same in each. Sources of the forms: DSG management plan
 * template, version 5 (2022-23), local SEND reform plan (2026) and SCAP's planning areas, as read
 * in MastodonC/witan.send.adroddiad and witan.send.lsrp. */
#ifndef RETURNS_H
#define RETURNS_H

#include "tables.h"

/* One January of a scenario, and the calendar year that it ends. */
struct january {
    const struct model *model;
    const struct scenario_in *scenario;
    long t;                               /* of the run; -1: the base census */
    int census;                           /* calendar year of the January */
    const char *basis;                    /* "outturn" or "forecast" */
    double *child;                        /* [cell], whole */
    const double *requests, *assessments; /* [NCY], whole, of the calendar year before; NULL: the
                                             scenario has no pipeline */
    const double *new_plans;              /* [NCY], whole; NULL: of the base census */
};

/* Every January of every scenario, in order: made once for all tables of a run (table_source). */
struct januaries {
    struct january *item; /* [scenario][-1 ... n_year - 1], in the arena */
    size_t n;
    struct arena arena;
};
/* Released also after a failure. */
HR_CHECKED int januaries_init(struct januaries *self, const struct results *results,
                              struct hr_err *err);
void januaries_release(struct januaries *self);

/* Puts each of them. The base census is of children who exist, by cell, and has no place in a run
 * that leaves small numbers out. */
typedef void put_january(const struct january *january, struct table *out);
HR_CHECKED int each_january(const struct table_source *from, put_january *put, struct table *out,
                            struct hr_err *err);

/* Which cells are counted. */
struct who {
    const char *dfe; /* of the seven categories of the DSG management plan; NULL: all */
    bool (*at)(enum category category, int ncy, size_t provision); /* NULL: all */
    size_t provision;                                              /* that `at` asks about */
    struct ncys ncy;                                               /* first > last: all */
    size_t need;                                                   /* SIZE_MAX: all */
};
struct who everyone(void);
double children(const struct january *self, const struct who *who);

/* Age groups of the returns, by age on 31 August before the school year, as SEN2 counts, or by the
 * age that is turned in it. */
enum age_rule { AT_31_AUGUST, TURNED_IN_YEAR, N_AGE_RULE };
extern const char *const age_rule_text[N_AGE_RULE], *const age_band_text[N_AGE_BAND];
struct ncys ncys_of_band(size_t band, enum age_rule rule);
/* Of [NCY]. */
double of_ages(const double *by_ncy, struct ncys ncys);

bool has_needs(const struct model *model);
/* The forms' name of a need whose id is its SEN2 code, else its label. */
const char *need_name(const struct need_in *need);

#endif
