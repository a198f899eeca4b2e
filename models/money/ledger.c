#include "ledger.h"

#include "field_rows.h"

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
ledger_close(const struct ledger *self, double deficit_opening_gbp)
{
    struct ledger_row *subtotal = &self->row[self->n_block], *carry = subtotal + 1,
                      *receipt = carry + 1, *total = receipt + self->n_receipt;
    *subtotal = (struct ledger_row){ 0 };
    for (size_t b = 0; b < self->n_block; b++)
        add_row(subtotal, &self->row[b]);
    *carry = (struct ledger_row){ .budget_gbp = -deficit_opening_gbp };
    *total = *subtotal;
    add_row(total, carry);
    for (size_t r = 0; r < self->n_receipt; r++)
        add_row(total, &receipt[r]);
    return ledger_variance(total);
}

int
ledger_verify(const struct ledger *self, double deficit_opening_gbp, double deficit_closing_gbp,
              struct hr_err *err)
{
    const struct ledger_row *row = self->row, *receipt = &row[self->n_block + 2];
    double deficit = deficit_opening_gbp, scale = 1.0 + fabs(deficit_opening_gbp);
    for (size_t b = 0; b < self->n_block; b++) {
        deficit += ledger_variance(&row[b]);
        scale += fabs(row[b].budget_gbp) + fabs(row[b].outturn_gbp);
    }
    for (size_t r = 0; r < self->n_receipt; r++)
        deficit -= receipt[r].budget_gbp;
    if (!(fabs(deficit - deficit_closing_gbp) <= 1e-12 * scale))
        return hr_fail(err, HR_EMODEL,
                       "the ledger does not add up: brought forward, blocks and receipts give "
                       "%.2f, the total row says %.2f",
                       deficit, deficit_closing_gbp);
    return 0;
}

/* ---- fields */

static const char *const recoupment_choice[] = {
    [AFTER_RECOUPMENT] = "after_recoupment", [BEFORE_RECOUPMENT] = "before_recoupment", NULL
};

static const struct field block_row[] = {
    ID("id", MUST, AT(block_in, id), "\"schools\"",
       "Short name of the block; \"high_needs\" must be there, the others usually are "
       "\"schools\", \"central\" and \"early_years\"."),
    TEXT("label", MUST, AT(block_in, label), "\"Schools Block\"", "Name of the block for people."),
    NUMBER("budget_gbp_m", "£ million", 0, 100000, MUST, AT(block_in, budget_gbp), "53.674",
           "Budget of the first forecast year; for high_needs it must equal the grant."),
    NUMBER("outturn_gbp_m", "£ million", 0, 100000, MUST, AT(block_in, outturn_gbp), "53.674",
           "Forecast outturn of the first forecast year; for high_needs the figure the model is "
           "checked against."),
    NUMBER("future_demand_gbp_m", "£ million", 0, 1000, MAY, AT(block_in, future_demand_gbp), "1.0",
           "High needs only: spending expected on plans issued after position_date; likewise a "
           "figure to check against. Left out where nobody has one: it is not 0."),
    NUMBER("before_recoupment_gbp_m", "£ million", 0, 100000, MAY,
           AT(block_in, before_recoupment_gbp), "117.961",
           "Budget before academies' share is taken out: what a transfer in per cent is taken "
           "of."),
    QUANTITY("growth", "per year", -0.5, 1, "0.0", AT(block_in, growth), "0.03",
             "Growth of budget and spending after the first year (not high_needs, whose spending "
             "is simulated).",
             OWN_SOURCE),
    NUMBER("mainstream_pupils", "pupils", 1, 1000000, MAY, AT(block_in, mainstream_pupils), "21840",
           "Schools block only: pupils in mainstream schools, so that what a transfer takes is "
           "reported for each of them."),
};
static const struct field_table block_fields = TABLE_OF(block_in, block_row, "id");

static const struct field history_row[] = {
    FY("fy", MUST, AT(history_in, fy), "\"2019/20\"", "Financial year."),
    NUMBER("deficit_gbp_m", "£ million", -50000, 50000, MUST, AT(history_in, deficit_gbp), "19.252",
           "Cumulative deficit at its end; a surplus is negative."),
    NUMBER("high_needs_spending_gbp_m", "£ million", 0, 100000, MAY, AT(history_in, spending_gbp),
           "24.310", "Outturn of the high needs block, on the basis of the account, for charts."),
    NUMBER("high_needs_grant_gbp_m", "£ million", 0, 100000, MAY, AT(history_in, grant_gbp),
           "20.115", "Budget of the high needs block, on the basis of the account, for charts."),
};
static const struct field_table history_fields = TABLE_OF(history_in, history_row, "fy");

static const struct field printed_row[] = {
    ID("row", MUST, AT(printed_in, row), "\"subtotal\"",
       "Id of a block or receipt, or subtotal, carry_forward or total."),
    NUMBER("budget_gbp_m", "£ million", -100000, 100000, MAY, AT(printed_in, budget_gbp), "77.902",
           "Budget as printed.", UNTOLD),
    NUMBER("outturn_gbp_m", "£ million", -100000, 100000, MAY, AT(printed_in, outturn_gbp),
           "81.719", "Outturn as printed.", UNTOLD),
    NUMBER(
        "variance_gbp_m", "£ million", -100000, 100000, MAY, AT(printed_in, variance_gbp), "3.817",
        "Outturn less budget as printed, without future demand: an overspend is positive.", UNTOLD),
};
static const struct field_table printed_fields = TABLE_OF(printed_in, printed_row, "row");

static const struct field dsg_row[] = {
    LIST("blocks", 1, 20, MUST, LIST_AT(dsg_in, block), &block_fields,
         "( { id = \"high_needs\"; label = \"High Needs Block\"; budget_gbp_m = 21.011; "
         "outturn_gbp_m = 25.131; }, ... )",
         "Blocks of the grant in the order of the council's table."),
    NUMBER("carry_forward_gbp_m", "£ million", -50000, 50000, MUST, AT(dsg_in, carry_forward_gbp),
           "-12.401",
           "Brought into the first forecast year, with the council's sign: a deficit is "
           "negative."),
    QUANTITY(
        "carry_forward_error_gbp_m", "£ million", -5000, 5000, MAY,
        AT(dsg_in, carry_forward_error_gbp), "{ low = -6.9; central = 0.0; high = 6.9; }",
        "Where carry_forward_gbp_m is an estimate: how much larger the deficit brought forward "
        "may be. Each simulated future starts from one such figure. Left out: 0.",
        OWN_SOURCE),
    TEXT("counts", MAY, AT(dsg_in, counts), "\"Deficits less surpluses of all authorities\"",
         "What the deficit adds up, where it is not one authority's account: told below charts of "
         "it, beside which other people's figures may be on another basis."),
    NUMBER("high_needs_deficit_gbp_m", "£ million", -50000, 50000, MAY,
           AT(dsg_in, high_needs_deficit_gbp), "11.860",
           "High-needs part of what is brought into the first forecast year, a deficit "
           "positive, for the Stability Grant, which other blocks' overspends do not count for. "
           "Left out: all of it."),
    LIST("history", 0, 40, "( )", LIST_AT(dsg_in, history), &history_fields,
         "( { fy = \"2019/20\"; deficit_gbp_m = 19.252; } )",
         "Earlier years, for charts: deficits, and high needs spending and grant."),
    ENUM("basis", recoupment_choice, MAY, AT(dsg_in, basis), "\"after_recoupment\"",
         "Whether the account has in it what DfE pays academies and colleges directly, on both "
         "sides alike. after_recoupment, as council papers have it: budget, outturn and "
         "commissioned places leave it out. before_recoupment: all three have it in. It must be "
         "given where prices count commissioned places and DfE pays some of the area's directly."),
    QUANTITY("outturn_error", "of the outturn", -0.5, 0.5, MAY, AT(dsg_in, outturn_error),
             "{ low = -0.02; central = 0.0; high = 0.02; }",
             "How far spending on plans held at position_date may end from the high_needs "
             "outturn_gbp_m where prices are solved, from the expected-value run's where they are "
             "typed, as a part of it; central 0 keeps the expected-value run on the outturn. Left "
             "out: 0, and every simulated future spends the same on plans held.",
             OWN_SOURCE),
    LIST("printed", 0, 100, "( )", LIST_AT(dsg_in, printed), &printed_fields,
         "( { row = \"subtotal\"; budget_gbp_m = 77.902; outturn_gbp_m = 81.719; variance_gbp_m = "
         "3.817; }, ... )",
         "Sums as the council's table prints them; the figures typed above must come to them "
         "within £0.002m, which allows for a paper's own rounding."),
    TEXTS("columns", 0, 6, "( )", LIST_AT(dsg_in, column),
          "( \"budget\", \"outturn\", \"variance\" )",
          "Columns of the printed table dsg_table.txt, in order, of: budget, outturn, variance, "
          "future_demand, variance_incl_demand, range. Left out: all of them, and the two of "
          "future demand only where there is some."),
};
const struct field_table dsg_fields = TABLE(dsg_row);
