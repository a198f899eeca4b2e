/* reconcile.c: the expected first year against the typed account. */
#include "reconcile.h"

#include "fixture.h"
#include "claim.h"

#include <string.h>

/* Of a scenario with transfers. */
static struct reconciliation
first_year(struct fixture *f, int fy)
{
    struct reconciliation out;
    fixture_init(f, sample_init);
    for (size_t i = 0; i < f->sample.in.n_transfer; i++)
        f->sample.transfer[i].fy = fy;
    fixture_model(f);
    size_t with = 0;
    while (f->sample.scenario[with].n_transfer == 0)
        with++;
    fixture_expected(f, with);
    reconcile(&f->model, &f->future, &out);
    return out;
}

Claim(reconcile, a_transfer_of_the_first_year_is_on_both_sides)
{
    struct fixture with, without;
    const struct reconciliation given = first_year(&with, SAMPLE_CENSUS),
                                later = first_year(&without, SAMPLE_CENSUS + 1);
    const double moved = with.future.year[0].money.transferred_gbp / GBP_PER_GBP_M;
    cr_assert_gt(moved, 0.0);
    cr_expect_float_eq(given.budget, later.budget + moved, 1e-9);
    cr_expect_float_eq(given.budget_target, later.budget_target + moved, 1e-9);
    cr_expect_eq(reconcile_ties(given.budget, given.budget_target),
                 reconcile_ties(later.budget, later.budget_target));
    fixture_release(&with);
    fixture_release(&without);
}
