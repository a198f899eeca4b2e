/* backtest.h: forecasts from past origins, with what had been published then, scored against what
 * came.
 *
 * For each origin t the evidence as at June of year t (evidence_as_at) goes to every forecaster and
 * to the simple rules; each then forecasts every authority. A row is one authority, origin, target
 * and horizon; every method is scored on the same rows (but a forecaster that does not forecast a
 * target for England has no part in it): a row counts only if all have a forecast of it and
 *   - the authority's plans were counted in every January of the files (else it is excluded by
 *   name: boundaries that changed);
 *   - its last known count and the outcome are 20 or more (relative errors of a handful say
 *   nothing);
 *   - the outcome lies within the files, not before `since` and not after `until`.
 * With `money` the origin is the end of year t, and the authority's outturn must be there for every
 * year; see target_series.h for the targets. England's own rows are kept apart: they are the
 * national part of the error, of which there are as many as origins; growth over England's is the
 * local part.
 *
 * Targets: plans, plans relative to England (the factor by which an authority grew over that by
 * which England did), five age bands and new plans at horizons 1 to 5, placements at 1 to 3. By age
 * and placement (two tables a year apart, so an origin of its own: the earlier of them): a row is
 * an authority, its error the sum of absolute errors over cells divided by all plans, its CRPS
 * likewise, its bias that of the sum, its coverage the share of covered cells among those forecast
 * to hold 5 or more.
 *
 * A forecast is the median of its sample; see scores.h. Scores depend on the evidence, the options
 * and the forecasters alone. */
#ifndef BACKTEST_H
#define BACKTEST_H

#include "scores.h"
#include "simple_rules.h"

#include <stdatomic.h>

/* Of the authorities, by the hash of their code. */
enum backtest_half { HALF_BOTH, HALF_ODD, HALF_EVEN };
enum { MAX_FORECASTERS = 8, MOST_HORIZONS = 5 };

struct backtest_options {
    int first_origin, last_origin;
    size_t n_horizon;                    /* 1 to 5 */
    bool money;                          /* outturn, block and balance in place of plans */
    int since;                           /* outcomes before it are not scored; 0: all */
    int until;                           /* outcomes after it are not looked at; 0: all */
    enum backtest_half half;             /* who is scored; all authorities are learnt from */
    const struct forecaster *forecaster; /* borrowed list */
    size_t n_forecaster;                 /* 0: the simple rules alone */
    atomic_bool *stop;                   /* may be NULL: ends with HR_EINTERRUPT */
    atomic_size_t *done;                 /* may be NULL: counts authorities, over all origins */
};

struct backtest_row {
    int area;
    short origin, target, horizon, method;
    double outcome; /* in the target's unit: plans, or a factor */
    struct score score;
};

struct backtest_exclusion {
    int area;
    char *reason; /* owned */
};

/* How often the block falls in cash in a forecast. */
struct backtest_cut {
    int area;
    short origin, year; /* the financial year ends in March of it */
    double share;       /* of simulated futures */
};

struct backtest {
    struct backtest_options options;
    const struct evidence *evidence; /* borrowed */
    const char **method; /* owned list of borrowed names: forecasters first, then the rules */
    size_t n_method, n_forecaster;
    struct backtest_row *row; /* owned; by origin, area, target, horizon, method */
    size_t n_row;
    struct backtest_row *england; /* owned; England's own, which no mean holds */
    size_t n_england;
    struct backtest_cut *cut; /* owned; by origin, area, year: of the first forecaster's blocks */
    size_t n_cut;
    struct backtest_exclusion *exclusion; /* owned; by area */
    size_t n_exclusion;
    size_t n_unmatched; /* rows left out because a method had no forecast of them */
};

/* HR_ERANGE: options out of range; HR_ESCENARIO: no authority is complete, or there is nothing to
 * score; a forecaster's own error. */
HR_CHECKED int backtest_run(struct backtest *self, const struct evidence *evidence,
                            const struct backtest_options *options, struct hr_err *err);
void backtest_release(struct backtest *self);

/* Is the authority in the half? (backtest_areas.c, as is the next.) */
bool backtest_in_half(enum backtest_half half, const char *area_code);
/* Complete authorities of the half into scored[]; the others by name and reason. For backtest.c
 * alone. */
HR_CHECKED int backtest_choose_areas(struct backtest *self, const struct target_series *series,
                                     bool *scored, struct hr_err *err);

/* Had an agreement with DfE that pays receipts been published by the end of the year? The five of
 * March 2021 (gov.uk: Bury, Hammersmith and Fulham, Kingston, Richmond, Stoke-on-Trent). Their
 * balances are scored and flagged: no forecast here knows the payments. */
bool backtest_receipts_known(const char *area_code, int origin);

/* Notes the cuts of an authority's block, from the last one published (backtest_cuts.c). For
 * backtest.c alone. */
HR_CHECKED int backtest_note_cuts(struct backtest *self, struct backtest_cut at, double last_gbp,
                                  const struct forecast *of, struct hr_err *err);

/* Means over the rows of one origin (0: of all), horizon, target and method; n 0 where there are
 * none. */
struct score_mean backtest_mean(const struct backtest *self, int origin, size_t horizon, int target,
                                size_t method);

#endif
