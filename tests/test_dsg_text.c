/* The printed table. */
#include "tables.h"

#include "sample.h"
#include "claim.h"

#include <stdlib.h>
#include <string.h>

enum { N = 30 };

struct printed {
    struct sample sample;
    struct model model;
    struct results results;
    char *text;
    double chance; /* of the council's contribution; 0: as the sample has it */
};

static void
print(struct printed *self, const char **column, size_t n_column)
{
    struct hr_err err = { 0 };
    size_t size = 0;
    sample_init(&self->sample);
    self->sample.in.position_date = "2021-07-05";
    if (self->chance > 0.0)
        self->sample.council->chance = self->chance;
    self->sample.in.dsg.column = column;
    self->sample.in.dsg.n_column = n_column;
    sample_plan(&self->sample, &self->model);
    sample_run(&self->model, N, 1, &self->results);
    cr_assert_eq(dsg_text(&self->results, &self->text, &size, &err), 0, "%s", err.text);
}

static void
printed_release(struct printed *self)
{
    free(self->text);
    results_release(&self->results);
    model_release(&self->model);
    sample_release(&self->sample);
}

static size_t
count(const char *text, const char *what)
{
    size_t n = 0;
    for (const char *at = strstr(text, what); at != NULL; at = strstr(at + 1, what))
        n++;
    return n;
}

Claim(dsg_text, has_a_table_for_each_scenario_and_year_and_the_receipts_of_each)
{
    struct printed t = { 0 };
    print(&t, NULL, 0);
    cr_expect_eq(count(t.text, " DSG outturn: "), 2u, "the year whose account the council gave");
    cr_expect_eq(count(t.text, " DSG forecast: "), 2u * (SAMPLE_N_YEAR - 1));
    cr_expect_eq(count(t.text, "2022/23 DSG forecast: "), 2u);
    cr_expect_eq(count(t.text, "Outturn"), 2u);
    cr_expect_eq(count(t.text, "Spending"), 2u * (SAMPLE_N_YEAR - 1));
    cr_expect_eq(count(t.text, "   (forecast)   (forecast)"), 2u * (SAMPLE_N_YEAR - 1));
    cr_expect_eq(count(t.text, "\nTotal"), 2u * SAMPLE_N_YEAR);
    cr_expect_eq(count(t.text, "\nSafety Valve"), (size_t)SAMPLE_N_YEAR, "with the agreement only");
    cr_expect_eq(count(t.text, "Figures may not add because of rounding."), 2u * SAMPLE_N_YEAR);
    cr_expect_eq(count(t.text, "Likely range"), 2u * SAMPLE_N_YEAR);
    cr_expect_eq(count(t.text, "Future "), 2u * SAMPLE_N_YEAR);
    printed_release(&t);
}

Claim(dsg_text, has_the_columns_that_the_scenario_names_in_its_order)
{
    const char *column[] = { "variance", "budget" };
    struct printed t = { 0 };
    print(&t, column, 2);
    const char *head = strstr(t.text, "Variance");
    cr_assert_not_null(head);
    cr_expect_eq(strncmp(head, "Variance       Budget\n", strlen("Variance       Budget\n")), 0,
                 "%.60s", head);
    cr_expect_eq(count(t.text, "Outturn") + count(t.text, "Spending"), 0, "not asked for");
    head = strstr(t.text, "(forecast)");
    cr_assert_not_null(head);
    cr_expect_eq(head[-1], ' ');
    cr_expect_eq(count(t.text, "Likely range"), 0);
    const char *carry = strstr(t.text, "2020/21 Carry forward");
    cr_assert_not_null(carry);
    cr_expect_not_null(strstr(carry, "12.401     (12.401)\n"));
    printed_release(&t);
}

Claim(dsg_text, lines_up)
{
    struct printed t = { 0 };
    print(&t, NULL, 0);
    const char *rule = strstr(t.text, "\n---");
    cr_assert_not_null(rule);
    const size_t width = strspn(rule + 1, "-");
    const char *row = strstr(t.text, "\nhigh_needs");
    cr_assert_not_null(row);
    cr_expect_eq(strcspn(row + 1, "\n"), width);
    row = strstr(t.text, "\nTotal");
    cr_expect_eq(strcspn(row + 1, "\n"), width);
    printed_release(&t);
}

/* The council's contribution is one instalment, which may not come. */
Claim(dsg_text, says_whether_a_receipt_that_may_not_come_is_in_it)
{
    static const struct {
        double chance;
        const char *want;
    } of[] = { { 0.5,
                 "Council contribution, with a chance of 50 in 100: its row is the average of the "
                 "futures with it and without it; receipts.csv has both." },
               { 1.0, NULL } };
    for (size_t i = 0; i < sizeof of / sizeof of[0]; i++) {
        struct printed t = { .chance = of[i].chance };
        print(&t, NULL, 0);
        cr_expect_eq(count(t.text, "with a chance of"), of[i].want == NULL ? 0u : 1u);
        if (of[i].want != NULL)
            cr_expect_not_null(strstr(t.text, of[i].want), "%s", of[i].want);
        printed_release(&t);
    }
}
