/* comparison.h: what a scenario's options do, each and together, against the first scenario, from
 * paired futures.
 *
 * An element is an option, receipt or transfer that is in one of the two scenarios and not in the
 * other. What a set S of elements changes, in one future, has two parts that are always told apart:
 *
 *   D(none) - D(S) = received(S) + v(S)      D: deficit at 31 March
 *   received(S)    = R(S) - R(none)          R: receipts and transfers between blocks, to date
 *
 * Money received is no saving. v(S), the saving, is what is spent less, or comes more of the grant,
 * in cash and net of what the options cost the DSG; of a receipt it is 0, but where other options
 * react to the deficit. Of an element i of N, in every future:
 *
 *   alone        v({i})                                what it would save by itself
 *   step         v({1..i}) - v({1..i-1})               what it adds to those before it, in the
 *                                                      order given
 *   last         v(N) - v(N \ {i})                     what would be lost without it
 *   Shapley      mean of v(S + i) - v(S) over all orders in which the set could grow;  they add up
 *       to v(N)
 *   interaction  v(N) - sum of alone                   negative where options reach for the same
 *                                                      children
 *
 *   net saving   n(t) = v(t) - sum of capital and general fund revenue cost to t        before
 *       financing
 *   paid back    first year from which n stays at 0 or above to the end, with something saved or
 *                invested by then. An option that never
 *                starts never pays back, and one whose capital is still to come has not
 *   present value  sum over t of x(t) / (P(t) 1.035^t)         x: of the year, in cash; P: general
 *       prices; t = 0: first forecast year,
 *                  undiscounted. HM Treasury, Green Book: 3.5% real
 *   benefit-cost   mean present value of (saving before costs) / mean present value of (costs to
 *                  the DSG, general fund and capital)
 *
 * A set that is a scenario of the run has its numbers of all its futures. The others are run in the
 * first n of them, and their means, which are reconciled to the run's (control.h), are the means
 * that they would have in all: so what is alone and the interaction add up to the whole of the
 * run. Quantiles and shares are of the futures in which a set was run.
 *
 * The general fund is shown beside the DSG and never netted off; n(t) puts both side by side for
 * the one question of payback. */
#ifndef COMPARISON_H
#define COMPARISON_H

#include "sets.h"

#include "stats.h"

enum element_kind { ELEMENT_OPTION, ELEMENT_RECEIPT, ELEMENT_TRANSFER };

struct element {
    enum element_kind kind;
    size_t index; /* in the model's order */
    const char *id;
    char label[240]; /* "Without: ..." when taken away */
    bool taken_away; /* in the first scenario and not in this one */
};

struct spread { /* over futures */
    double mean, se, p05, p25, p50, p75, p95;
};

struct effect_year {        /* cumulative to 31 March of a year, GBP m; of one set against the first
                              scenario */
    struct spread saving;   /* v(t) */
    struct spread received; /* to date, more than in the first scenario */
    struct spread in_year;  /* v(t) - v(t-1) */
    struct spread net;      /* n(t) */
    struct spread general_fund; /* what the general fund pays more, to that day */
    double chance_paid_back, chance_paid_back_se;
};

/* Futures in which an option happens, or in which it does not (delivery). */
struct effect_branch {
    size_t n;
    struct spread saving; /* at the end; empty where n is 0 */
};

struct effect {
    struct effect_year *year; /* owned; [year] */
    struct effect_branch happens, not ;
    struct spread npv_dsg, npv_general_fund, npv_invested;
    double benefit_cost;                 /* NAN: nothing is invested */
    double dsg_cost, fund_cost, capital; /* means, cumulative at the end, GBP m */
    double moved, declined, no_seat;     /* children, means, cumulative */
    struct spread kept_local, without;   /* children more in local settings, and without the place
                                            they wanted, in the last January */
    double chance_saves,                 /* v(end) > 0 */
        chance_loss, chance_plan; /* n(end) < 0; v(end) at least what was planned (NAN: no plan) */
    size_t n;                     /* futures that ranges and chances are from */
    double payback_p50; /* calendar year in which the median future's financial year of payback
                           begins; NAN: more than half never */
};

struct attribution { /* of one element, at the end */
    struct effect alone;
    struct spread step, last, shapley;
};

struct comparison {
    size_t scenario; /* of the model: compared with scenario 0 */
    size_t n_element, n_year;
    struct element *element; /* owned; in the order in which the scenario names them: options,
                                receipts, transfers */
    struct attribution *of;  /* owned; [element] */
    struct effect all;       /* all elements together */
    struct spread interaction;
    struct spread lower; /* by how much the deficit is lower at the end: saving and received */
    struct spread before, after; /* deficit at the end, of the first scenario and this one */
    size_t n_replicate; /* futures in which sets that are no scenario of the run were run */
    size_t n_shapley_set, n_shapley_replicate;
    bool shapley_exact; /* all sets were run; else a sample of orders */
};

struct comparison_options {
    const struct results *run; /* one that compares (engine.h); NULL: every set is run here */
    const struct sets *others; /* sets that have been run, likewise; NULL: none */
    const double *weight;      /* [n_replicate] of means (control.h); NULL: equal */
    size_t n_replicate;        /* futures of sets that are no scenario of the run */
    size_t n_run; /* sets times futures, of Shapley values: more sets get fewer futures */
    unsigned n_thread;
    const atomic_bool *stop;
};

enum { MOST_EXACT = 8, MOST_ELEMENTS = 60 };

/* Compares a scenario of the model with the first. Without any difference n_element is 0 and
 * nothing is run. */
HR_CHECKED int compare_scenario(const struct model *model, size_t scenario,
                                const struct comparison_options *options, struct comparison *out,
                                struct hr_err *err);
void comparison_release(struct comparison *self);

/* A saving, of what is paid more; no difference is 0, not -0. */
double saving_of(double more_gbp_m);
/* Of numbers of each future of the sets, in replicate order; scratch has room for them. */
struct spread futures_spread(const struct sets *sets, const double *x, double *scratch);

/* ---- comparison_*.c */

/* A list of sets, each once: bit i of a mask is element i. */
struct masks {
    uint64_t *mask; /* owned */
    size_t n, room;
};
HR_CHECKED int masks_add(struct masks *self, uint64_t mask, size_t *index, struct hr_err *err);
void masks_release(struct masks *self);
/* The sets of a comparison that masks stand for. */
HR_CHECKED int masks_run(const struct masks *self, const struct comparison *comparison,
                         const struct comparison_options *options, struct sets *out,
                         struct hr_err *err);
/* A set against another, over all years, with the saving that its plan counts on (may be NAN). */
struct set_pair {
    const struct sets *sets;
    size_t base, set;
    double planned_gbp_m;
};
HR_CHECKED int effect_of(const struct set_pair *pair, struct effect *out, struct hr_err *err);
HR_CHECKED int effect_copy(const struct effect *self, size_t n_year, struct effect *out,
                           struct hr_err *err);
/* Are both branches there, and each median outside the middle half of the other? */
bool effect_parts(const struct effect *self);
void effect_release(struct effect *self);
HR_CHECKED int compare_shapley(const struct model *model, struct comparison *self,
                               const struct comparison_options *options, struct hr_err *err);

#endif
