#include "ledger.h"

#include <math.h>

double
ledger_variance(const struct ledger_row *row)
{
    return row->outturn_gbp + row->future_demand_gbp - row->budget_gbp;
}

static void
add_row(struct ledger_row *sum, const struct ledger_row *row)
{
    sum->budget_gbp += row->budget_gbp;
    sum->outturn_gbp += row->outturn_gbp;
    sum->future_demand_gbp += row->future_demand_gbp;
}

double
ledger_close(struct ledger_row *row, size_t n_block, size_t n_receipt, double deficit_opening_gbp)
{
    struct ledger_row *subtotal = &row[n_block], *carry = subtotal + 1, *receipt = carry + 1,
                      *total = receipt + n_receipt;
    *subtotal = (struct ledger_row){ 0 };
    for (size_t b = 0; b < n_block; b++)
        add_row(subtotal, &row[b]);
    *carry = (struct ledger_row){ .budget_gbp = -deficit_opening_gbp };
    *total = *subtotal;
    add_row(total, carry);
    for (size_t r = 0; r < n_receipt; r++)
        add_row(total, &receipt[r]);
    return ledger_variance(total);
}

int
ledger_verify(const struct ledger_row *row, size_t n_block, size_t n_receipt,
              double deficit_opening_gbp, double deficit_closing_gbp, struct hr_err *err)
{
    double deficit = deficit_opening_gbp, scale = 1.0 + fabs(deficit_opening_gbp);
    for (size_t b = 0; b < n_block; b++) {
        deficit += ledger_variance(&row[b]);
        scale += fabs(row[b].budget_gbp) + fabs(row[b].outturn_gbp);
    }
    for (size_t r = 0; r < n_receipt; r++)
        deficit -= row[n_block + 2 + r].budget_gbp;
    if (!(fabs(deficit - deficit_closing_gbp) <= 1e-12 * scale))
        return hr_fail(err, HR_EMODEL,
                       "the ledger does not add up: brought forward, blocks and receipts give "
                       "%.2f, the total row says %.2f",
                       deficit, deficit_closing_gbp);
    return 0;
}
