/* cost_ledger.h: an authority's ledger of placement costs, joined to its SEN2 return.
 *
 * ledger*.csv beside the return: one row for what is paid for a child at a setting, or for children
 * at a setting. Columns are found under any of their names, in either case, in any order; others
 * are not read:
 *
 *   column          | or                            | what
 *   child           | upn, uln, pupil, person,      | the return's UPN (ULN where it has no UPN) or
 *                   | persontableid                 | persontableid; may be blank
 *   urn             | school_urn                    | of the setting; may be blank
 *   ukprn           |                               | the same of a provider of further education
 *   setting         | sensetting, category,         | a code of SEN2, a category or a placement of
 *                   | provision                     | placement_map.csv; may be blank
 *   fund            | funding, element, cost_type   | place, top_up, fee, health, social_care,
 *                   |                               | transport or other; blank: other
 *   cost            | paid, actual, amount          | pounds paid in the financial year
 *   annual_cost     | annual, cost_per_year         | pounds for a whole year
 *   weekly_cost     | weekly, cost_per_week         | pounds a week; weeks: of the year, 38 or 52
 *   start, end      | start_date, end_date          | first and last day; blank: all the year
 *   financial_year  | year                          | 2024-25; blank or not there: the year that
 *                   |                               | holds the return's January
 *   children        | places                        | how many, of a row that names no child
 *
 * Each row has one of the three costs; a negative one is money back. Of an annual or weekly cost
 * the part is counted that falls in the year by days. Prices are of the last financial year in the
 * file; rows of other years are counted apart.
 *
 * A row is joined by its own urn, ukprn or setting, which is what was paid for; where these do not
 * tell, by its child, who is where the return has the child in January (or had a year before). What
 * does not join is counted in rows, children and pounds, and pounds are conserved:
 *
 *   joined + not joined + other years = the sum of the ledger
 *
 * The other side of the join is counted too: children with a plan whom no row of the year names. */
#ifndef COST_LEDGER_H
#define COST_LEDGER_H

#include "sen2.h"

enum cost_fund {
    FUND_PLACE,
    FUND_TOP_UP,
    FUND_FEE,
    FUND_HEALTH,
    FUND_SOCIAL_CARE,
    FUND_TRANSPORT,
    FUND_OTHER,
    N_COST_FUND
};
extern const char *const cost_fund_name[N_COST_FUND + 1]; /* ends in NULL */

struct cost_row {
    int place;    /* [N_SEN2_PLACE]; SEN2_NONE: not joined */
    int key;      /* children of one key are one; SEN2_NONE: none is named */
    int fy;       /* first year */
    int from, to; /* days that it is for, the last not included */
    enum cost_fund fund;
    int child;       /* of the return, who stands for it; SEN2_NONE: not in it, or none named */
    bool unknown;    /* names a setting that is not known */
    bool moved;      /* paid for elsewhere than where the return has the child */
    double gbp;      /* in its financial year */
    double children; /* 1 where a child is named; 0: it does not say */
};

struct cost_ledger {
    struct cost_row *row; /* owned; in the order of the files */
    size_t n;
    int n_key;
    int fy;       /* the last in the files */
    bool read;    /* there was one */
    double twice; /* rows that are one before them in every cell; counted as all are */
    int census;   /* year of the January in which children are counted: */
    double held[N_SEN2_PLACE], without[N_SEN2_PLACE]; /* with a plan; and in no row of the year */
};

struct cost_source {                 /* everything borrowed */
    const char *folder;              /* looked in for ledger*.csv */
    const struct sen2 *sen2;         /* its last return is what rows are joined to */
    const struct placement_map *map; /* of settings */
};
/* Files read are added to the evidence as sources, faults to its faults. self is always
 * releasable. */
HR_CHECKED int cost_ledger_read(struct cost_ledger *self, const struct cost_source *source,
                                struct evidence *to, struct hr_err *err);
void cost_ledger_release(struct cost_ledger *self);

/* The financial year's first day, and the first of the next: 1 April. */
int cost_year_begins(int fy);

#endif
