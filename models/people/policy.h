/* policy.h: what the rules of the system may become. Each future has one policy of the scenario's
 * list, for all its years.
 *
 *   P(policy k) = w_k                                             one national draw a replicate
 *   m'(y)         = m(y) prod f_j                                 new plans (joiners.h) of calendar
 *       year y
 *   odds l'[ncy]  = odds l[ncy] prod f_l,   odds M''[ncy] = odds M'[ncy] prod f_m        leaving
 *       and moving (movers.h) in the summer of y
 *
 * over the changes of the policy that are in force in y (from <= y <= to) and, for leaving and
 * moving, that have this year group.
 *
 *   symbol        | field                   | unit                                      | source
 *   w_k           | weight                  | probability                               | scenario:
 *       judgement
 *   f_j           | change.joining          | factor on the level of new plans          | scenario:
 *       a rush before a switch of rules, ...
 *   f_l, f_m      | change.leaving, .moving | factors on the odds                       | scenario:
 *       reassessment at phase transfer, ...
 *   y             | from_year, to_year      | calendar years, inclusive                 | scenario
 *
 * One calendar for all: step t has the new plans of calendar year base + t and those who leave or
 * move in its summer. Year 2029 at NCY 7 are those who move into Year 7 in September 2029, counted
 * at the January census of 2030.
 *
 * The expected-value run has the heaviest policy (the first of equals in the file's order): a path
 * that some law would bring about, where a mean of policies would be none. Futures are drawn by
 * inversion over the policies in the order of their ids, so that the order of the file changes no
 * future. */
#ifndef POLICY_H
#define POLICY_H

#include "address.h"
#include "field.h"
#include "calendar.h"
#include "movers.h"
#include "step.h"

/* What the rules of the system may become (policy.h). Calendar year y lies between the January
 * censuses of y and y+1. */
struct policy_change_in {
    const char *where;
    const char *id;
    int from_year, to_year;      /* calendar years, inclusive; to_year 0: no end */
    quantity_id joining;         /* factor on the level of new plans; 0: none, like the next two */
    quantity_id leaving, moving; /* factors on the odds, at these year groups */
    int *ncy;
    size_t n_ncy; /* year groups after ageing, 7 in the summer of the move to secondary; none given:
                     all */
};
struct policy_in {
    const char *where;
    const char *id, *label;
    double weight; /* chance that it is what happens; those of a file sum to 1 */
    struct policy_change_in *change;
    size_t n_change;
};

extern const struct field_table policy_fields;

struct policies {
    const struct policy_in *in; /* borrowed; [n], in the file's order */
    size_t n;
    int base_year; /* calendar year of step 0 */
    size_t *by_id; /* [n]: places in the file, by id */
    double *cum;   /* [n]: cumulative weights in that order */
    uint32_t purpose, item;
};

/* in, n and base_year are set by the caller. Fails when the weights do not sum to 1, within 1e-6.
 * No policies: every future has none, and nothing is drawn. */
HR_CHECKED int policies_init(struct policies *self, struct address_book *book, struct hr_err *err);

/* The policy of the expected-value run; NULL: none. */
const struct policy_in *policy_central(const struct policies *self);
/* The policy of this replicate; NULL: none. */
const struct policy_in *policy_of_replicate(const struct policies *self, struct draw *draw);

/* The factors of a year under a policy (NULL: 1 each). Leaving and moving are multiplied onto what
 * odds holds. */
double policy_joining(const struct policies *self, const struct policy_in *policy,
                      const struct step *step);
void policy_exit_odds(const struct policies *self, const struct policy_in *policy,
                      const struct step *step, struct exit_odds *odds);

#endif
