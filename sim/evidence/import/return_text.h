/* return_text.h: what `headroom import` writes of SEN2 returns beside the evidence: counts, no row
 * about a child.
 *
 *   stock_YEAR.csv  plans of each January: ncy, need, setting, count (own_tables.h, and what a
 *                   scenario's plans.table reads). Plans of children without a day of birth are not
 *                   in it
 *   leavers.csv     year, reason, plans: plans that ended in the calendar year
 *   moves.csv       january, ncy, from, to, children: where children were on the census day of the
 *                   January named and of the next, by year group on the second; no_plan: they held
 *                   none here
 *   history/        a scenario that runs, with rates of leaving, moving and joining by cell learnt
 *                   from the returns alone (return_history.h, transitions_import.h), where there is
 *                   population.csv with ages 0 to 25
 *   in import.txt   the balance of each year and what was odd in the return */
#ifndef RETURN_TEXT_H
#define RETURN_TEXT_H

#include "cost_prices.h"
#include "folder.h"
#include "sen2.h"
#include "text.h"

struct return_writing {
    const struct sen2 *sen2;
    const struct evidence *evidence;  /* what was read, finished */
    const struct cost_prices *prices; /* of the ledger; NULL: there is none */
    const struct cost_ledger *ledger; /* where there are prices */
    bool history;                     /* out: was there a population for it? */
};
HR_CHECKED int return_write(struct return_writing *self, struct folder *folder, struct hr_err *err);
/* Owned by the caller (free). */
HR_CHECKED int return_report_text(const struct return_writing *self, char **text,
                                  struct hr_err *err);

#endif
