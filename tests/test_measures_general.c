/* What is measured of the general fund: the parts that the scenario gives, and no others. */
#include "sample.h"

#include "measures.h"
#include "claim.h"

#include <string.h>

struct made {
    struct sample sample;
    struct model model;
    struct measure measure[100]; /* of the general fund: n */
    size_t n;
};

static void
made_init(struct made *self, const struct general_fund_in *without)
{
    sample_init(&self->sample);
    sample_add_general(&self->sample);
    if (without != NULL)
        self->sample.in.general_fund = *without;
    sample_plan(&self->sample, &self->model);
    const size_t n_all = measures_count(&self->model);
    cr_assert_leq(n_all, sizeof self->measure / sizeof self->measure[0]);
    measures_define(&self->model, self->measure);
    self->n = 0;
    for (size_t i = 0; i < n_all; i++)
        if (strncmp(self->measure[i].id, "general_fund.", strlen("general_fund.")) == 0)
            self->measure[self->n++] = self->measure[i];
}

static void
made_release(struct made *self)
{
    model_release(&self->model);
    sample_release(&self->sample);
}

static bool
is_measured(const struct made *self, const char *id)
{
    for (size_t i = 0; i < self->n; i++)
        if (strcmp(self->measure[i].id, id) == 0)
            return true;
    return false;
}

Claim(measures_general, every_part_given_is_measured_in_millions_with_a_definition)
{
    static struct made made;
    made_init(&made, NULL);
    static const char *const id[] = {
        "general_fund.cost",          "general_fund.transport",
        "general_fund.transport.isp", "general_fund.deficit_interest",
        "general_fund.capital",       "general_fund.borrowing_interest",
        "general_fund.mrp",           "general_fund.debt",
        "general_fund.reserves",      "general_fund.reserves_less_deficit"
    };
    for (size_t i = 0; i < sizeof id / sizeof id[0]; i++)
        cr_expect(is_measured(&made, id[i]), "%s", id[i]);
    for (size_t i = 0; i < made.n; i++) {
        cr_expect_str_eq(made.measure[i].unit, "gbp_m");
        cr_expect_gt(strlen(made.measure[i].definition), 15, "%s", made.measure[i].id);
        cr_expect_lt(strlen(made.measure[i].definition), sizeof made.measure->definition - 1, "%s",
                     made.measure[i].id);
        cr_expect(made.measure[i].paired);
    }
    made_release(&made);
}

/* Transport by setting stands in the file's order of settings: local-special before isp there,
 * after it by id. */
Claim(measures_general, transport_by_setting_keeps_the_files_order)
{
    static struct made made;
    made_init(&made, NULL);
    cr_expect_str_eq(made.measure[made.n - 2].id, "general_fund.transport.local-special");
    cr_expect_str_eq(made.measure[made.n - 1].id, "general_fund.transport.isp");
    made_release(&made);
}

Claim(measures_general, what_is_not_given_is_not_measured)
{
    static struct made made;
    made_init(&made, &(struct general_fund_in){ .where = "sample" });
    cr_expect_eq(made.n, 2);
    cr_expect(is_measured(&made, "general_fund.cost"));
    cr_expect_not(is_measured(&made, "general_fund.reserves"));
    made_release(&made);
    made_init(&made, &(struct general_fund_in){ 0 });
    cr_expect_eq(made.n, 0);
    made_release(&made);
}
