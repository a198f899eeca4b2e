/* checks.h: what no single key can show: names that refer to nothing, totals that disagree, years
 * that are not there, pounds for millions. */
#ifndef CHECKS_H
#define CHECKS_H

#include "scenario.h"

struct checks {
    const struct scenario *scenario; /* borrowed, all */
    const struct inputs *in;
    struct arena *arena;
    struct faults *faults, *notes, *questions;
    const bool *faulty; /* [inputs_fields.n_row]: had that key of the file a fault? */
};

/* Pounds. The model and the ledger may differ by the rounding of figures of three decimals. More
 * than this for each plan is pounds typed for millions: England's councils spend some £20,000 of
 * the high needs block, and hold some £60,000 of the whole grant before recoupment, for each plan.
 * */
static const double LEDGER_ROUNDING_GBP = 2000.5, MOST_PER_PLAN = 1e6;

/* Adds to scenario->faults and scenario->notes. faulty: [inputs_fields.n_row], true when that key
 * of the file had a fault; checks that need its values are left out. */
void checks_run(struct scenario *scenario, const bool *faulty);

/* ---- parts, in the files of their subjects */
void check_references(const struct checks *self);
void check_people(const struct checks *self);
void check_full_settings(const struct checks *self);
void check_provision(const struct checks *self, const struct setting_in *setting);
void check_policies(const struct checks *self);
void check_options(const struct checks *self);
void check_pipeline(const struct checks *self);
void check_money(const struct checks *self);
void check_grant_rules(const struct checks *self); /* check_grant.c */
void check_price_rules(const struct checks *self); /* part of check_money */
void check_ledger(const struct checks *self);
void check_agreements(const struct checks *self);
void check_section_251(const struct checks *self);   /* check_lines.c */
void check_account_basis(const struct checks *self); /* check_account.c */
void check_receipts(const struct checks *self);
void check_general(const struct checks *self);
void check_factors(const struct checks *self);
void check_published(const struct checks *self);
void check_to_replace(const struct checks *self);
void check_comparators(const struct checks *self);
void check_slips(const struct checks *self);

/* Is the typed budget of high needs the block before deductions, in an account after recoupment?
 * (check_account.c says so.) */
bool check_budget_is_gross(const struct inputs *in);
/* Where a key's value was written, by its path. */
const char *check_where(const struct checks *self, const char *path);
/* Are these keys of the file free of faults? checks_clean(self, "base", "horizon_years"). */
#define checks_clean(self, ...) \
    checks_clean_keys((self), (const char *const[]){ __VA_ARGS__, NULL })
bool checks_clean_keys(const struct checks *self, const char *const *keys); /* ends in NULL */
/* The names that a field may refer to, and what their list is called: "settings". */
size_t reference_count(const struct inputs *in, enum field_target of);
/* The name in the list; NULL: it is not there. */
const char *reference_find(const struct inputs *in, enum field_target of, const char *typed);
const char *reference_name(const struct inputs *in, enum field_target of, size_t i);
const char *reference_list(enum field_target of);
/* A fault for a name that is not among its target's: "WHAT 'x' is not in settings: did you mean
 * 'y'?". */
void check_known(const struct checks *self, const char *where, const char *what, const char *typed,
                 enum field_target of);
/* A fault when an amount is more than so much for each plan. */
void check_per_plan(const struct checks *self, const char *where, const char *path, double gbp,
                    double most);
/* A fault for a financial year before the forecast, and a note for one after it, so that a shorter
 * horizon may be tried. what: "an instalment of 'valve'". */
void check_forecast_year(const struct checks *self, const char *where, const char *what, int fy);
/* Of options that wait for a condition. */
void check_reaction(const struct checks *self, const struct option_in *option);
/* "£53.674m" from pounds; "1,424" */
const char *check_gbp_m(const struct checks *self, double gbp);
const char *check_count(const struct checks *self, double value);

#endif
