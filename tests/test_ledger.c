/* The DSG account: the rows of the July 2021 paper, the identity, and its check. */
#include "calendar.h"
#include "ledger.h"
#include "claim.h"

#include <math.h>
#include <string.h>

enum { N_BLOCK = 4, N_RECEIPT = 2, N_ROW = N_BLOCK + 2 + N_RECEIPT + 1 };

/* Kingston, July 2021, GBP million: blocks, then sub-total, carry forward, receipts, total. */
static void
fill_paper(struct ledger_row *row)
{
    memset(row, 0, N_ROW * sizeof *row);
    row[0] = (struct ledger_row){ 53.674, 53.674, 0.0 };
    row[1] = (struct ledger_row){ 1.213, 1.213, 0.0 };
    row[2] = (struct ledger_row){ 11.317, 10.882, 0.0 };
    row[3] = (struct ledger_row){ 21.011, 25.131, 1.0 };
    row[6] = (struct ledger_row){ 5.0, 0.0, 0.0 };
    row[7] = (struct ledger_row){ 1.2, 0.0, 0.0 };
}

Claim(ledger, a_variance_is_spending_and_future_demand_less_budget)
{
    const struct ledger_row row = { 21.011, 25.131, 1.0 };
    cr_expect_float_eq(ledger_variance(&row), 5.12, 1e-12);
}

Claim(ledger, the_total_row_is_the_deficit_carried_forward)
{
    struct ledger_row row[N_ROW];
    struct hr_err err;
    fill_paper(row);
    const double deficit = ledger_close(&(struct ledger){ N_BLOCK, N_RECEIPT, row }, 12.401);
    cr_expect_float_eq(deficit, 12.401 + (5.12 - 0.435) - 6.2, 1e-12);
    cr_expect_float_eq(row[4].budget_gbp, 87.215, 1e-12);
    cr_expect_float_eq(row[4].outturn_gbp, 90.9, 1e-12);
    cr_expect_eq(row[4].future_demand_gbp, 1.0);
    cr_expect(row[5].budget_gbp == -12.401 && row[5].outturn_gbp == 0.0);
    cr_expect_float_eq(row[8].budget_gbp, 87.215 - 12.401 + 6.2, 1e-12);
    cr_expect_eq(ledger_variance(&row[8]), deficit);
    cr_expect_eq(ledger_verify(&(struct ledger){ N_BLOCK, N_RECEIPT, row }, 12.401, deficit, &err),
                 0);
}

Claim(ledger, a_surplus_brought_forward_is_a_budget)
{
    struct ledger_row row[N_ROW];
    fill_paper(row);
    (void)ledger_close(&(struct ledger){ N_BLOCK, N_RECEIPT, row }, -3.17);
    cr_expect_eq(row[5].budget_gbp, 3.17);
}

Claim(ledger, without_blocks_or_receipts_the_deficit_stays)
{
    struct ledger_row row[3];
    cr_expect_eq(ledger_close(&(struct ledger){ 0, 0, row }, 17.31), 17.31);
}

Claim(ledger, a_pound_that_is_lost_is_found)
{
    struct ledger_row row[N_ROW];
    struct hr_err err;
    fill_paper(row);
    for (size_t i = 0; i < N_ROW; i++) {
        row[i].budget_gbp *= GBP_PER_GBP_M;
        row[i].outturn_gbp *= GBP_PER_GBP_M;
        row[i].future_demand_gbp *= GBP_PER_GBP_M;
    }
    const double deficit = ledger_close(&(struct ledger){ N_BLOCK, N_RECEIPT, row }, 12401000.0);
    cr_expect_eq(
        ledger_verify(&(struct ledger){ N_BLOCK, N_RECEIPT, row }, 12401000.0, deficit, &err), 0);
    cr_expect_eq(ledger_verify(&(struct ledger){ N_BLOCK, N_RECEIPT, row }, 12401000.0,
                               deficit + 0.01, &err),
                 HR_EMODEL, "a penny in GBP 87m");
    cr_expect_not_null(strstr(err.text, "does not add up"));
    row[2].outturn_gbp += 1.0;
    cr_expect_eq(
        ledger_verify(&(struct ledger){ N_BLOCK, N_RECEIPT, row }, 12401000.0, deficit, &err),
        HR_EMODEL);
    cr_expect_eq(
        ledger_verify(&(struct ledger){ N_BLOCK, N_RECEIPT, row }, 12401000.0, (double)NAN, &err),
        HR_EMODEL);
}
