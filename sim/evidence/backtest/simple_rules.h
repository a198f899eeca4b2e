/* simple_rules.h: rules of thumb that a model has to beat, with ranges from their own past errors.
 *
 * S(t) is a series of an area (target_series.h), N(t) England's, t its last known year, both growth
 * rates by year:
 *
 *   g_own = ln(S(t) / S(t-2)) / 2,   g_nat = ln(N(t) / N(t-2)) / 2
 *
 *   last_value           S(t)
 *   two_year_growth      S(t) exp(h g_own)
 *   england_growth       S(t) exp(h g_nat)
 *   pooled_own_errors    S(t) exp(h (0.7 g_nat + 0.3 g_own)), its range from the rule's errors h
 *                        years ahead
 *   pooled_one_year      the same forecast, its range from the rule's errors one year ahead
 *
 * Growth relative to England has N = 1, so there the pooled rule is 30% of own relative growth.
 * Where S(t) or S(t-2) is below 20 or not known (a small placement), g_own is g_nat.
 *
 * Money has short series. Where S(t-2) is not published growth is that of the one year known,
 * ln(S(t) / S(t-1)); where no growth is known at all it is 0, in past errors too; and where no
 * past error is known the pooled rule has no range (its sample is its point). A balance is a
 * share of the block that may be 0 or below: S(t) + h g with g = (S(t) - S(t-2)) / 2, and errors
 * are differences.
 *
 * Ranges use every error that was known at the origin: ln(outcome / forecast) of all authorities at
 * all earlier years from which the rule could be applied and whose outcome had been published.
 * Errors are recentred (their median is taken off: the middle of the range is the rule's forecast)
 * and applied to the forecast as they are, so the range keeps their shape.
 *   own errors: those h years ahead; when there are fewer than 30, one-year errors times h^0.75
 *   one year: those one year ahead times h^0.75
 * The power lies between errors that add up independently (0.5) and a growth rate that is wrong
 * throughout (1); of 0.5, 0.75 and 1 it had the lowest CRPS for plan totals on outcomes to January
 * 2021, at most horizons. */
#ifndef SIMPLE_RULES_H
#define SIMPLE_RULES_H

#include "target_series.h"

enum simple_rule {
    RULE_LAST_VALUE,
    RULE_TWO_YEAR_GROWTH,
    RULE_ENGLAND_GROWTH,
    RULE_POOLED_OWN_ERRORS,
    RULE_POOLED_ONE_YEAR,
    N_SIMPLE_RULE
};

struct rule_errors {
    double *error; /* owned; logs, recentred, sorted */
    size_t n;
};

struct simple_rules {
    struct target_series series;
    int origin;
    size_t n_horizon;
    struct rule_errors *errors; /* owned; [target][horizon] of the pooled rule */
    size_t n_most;              /* largest sample that a forecast can have */
};

const char *simple_rule_name(enum simple_rule rule);
bool simple_rule_has_range(enum simple_rule rule);

/* From what had been published at the origin (evidence_as_at). */
HR_CHECKED int simple_rules_learn(struct simple_rules *self, const struct evidence *as_at,
                                  int origin, size_t n_horizon, struct hr_err *err);
void simple_rules_release(struct simple_rules *self);

struct rule_case { /* whose forecast, by which rule */
    enum simple_rule rule;
    int target, area;
    size_t horizon; /* from 1 */
};

/* Writes the sample of one forecast and returns its size, at most n_most: 1 for rules without a
 * range, 0 where there is no forecast. */
size_t simple_rules_forecast(const struct simple_rules *self, struct rule_case of, double *sample);

/* ln of the rule's forecast, made in a year, over S(t) (of a share: the difference), NAN when it
 * has none. For cells, which have no series, too. */
double simple_rules_growth(const struct simple_rules *self, struct rule_case of, int year);

/* What a rule says: last year's cell, grown as the authority's total is expected to; a point each.
 * False when it has no forecast. */
bool cells_rule(const struct simple_rules *self, enum simple_rule rule,
                const struct evidence *as_at, int area, double *value);

#endif
