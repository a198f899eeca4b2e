/* Receipts on dates with their chances. */
#include "agreements.h"
#include "claim.h"

#include <math.h>

enum { N = 20000 };
#define RECEIPT(list, n)                                                                      \
    {                                                                                         \
        .where = "test", .id = "safety-valve", .label = "Safety Valve", .instalment = (list), \
        .n_instalment = (n)                                                                   \
    }
static const uint32_t purpose = 0x5ca1ab1e, item = 0x0ddba11;

static double
paid_in(const struct receipt_in *receipt, int fy, uint32_t replicate, unsigned year)
{
    struct draw draw;
    draw_init(&draw, 20210705, 17, replicate);
    return receipt_paid(receipt, fy, purpose, item, &(struct step){ .draw = &draw, .year = year });
}

Claim(agreements, a_certain_instalment_is_paid_in_its_year_only)
{
    struct instalment_in instalment[] = { { "test", 2022, 2113171.0, 1.0 },
                                          { "test", 2021, 5017313.0, 1.0 } };
    const struct receipt_in receipt = RECEIPT(instalment, 2);
    cr_expect_eq(paid_in(&receipt, 2021, 7, 0), 5017313.0);
    cr_expect_eq(paid_in(&receipt, 2022, 7, 1), 2113171.0);
    cr_expect_eq(paid_in(&receipt, 2023, 7, 2), 0.0);
}

Claim(agreements, an_uncertain_instalment_is_paid_as_often_as_its_chance_says)
{
    struct instalment_in instalment[] = { { "test", 2022, 2113171.0, 0.371 } };
    const struct receipt_in receipt = RECEIPT(instalment, 1);
    double n_paid = 0.0;
    for (uint32_t k = 0; k < N; k++) {
        const double paid = paid_in(&receipt, 2022, k, 1);
        cr_assert(paid == 0.0 || paid == 2113171.0);
        cr_assert_eq(paid, paid_in(&receipt, 2022, k, 1), "the same future, the same answer");
        n_paid += paid > 0.0;
    }
    const double z = (n_paid - 0.371 * N) / sqrt(0.371 * 0.629 * N);
    cr_expect_lt(fabs(z), 4.0, "z %.2f", z);
}

Claim(agreements, the_expected_value_run_takes_the_likelier_answer)
{
    struct instalment_in instalment[] = { { "test", 2021, 3.0, 0.5 },
                                          { "test", 2022, 5.0, 0.499 } };
    const struct receipt_in receipt = RECEIPT(instalment, 2);
    struct draw draw;
    draw_init_expected(&draw);
    const struct step step = { .draw = &draw };
    cr_expect_eq(receipt_paid(&receipt, 2021, purpose, item, &step), 3.0);
    cr_expect_eq(receipt_paid(&receipt, 2022, purpose, item, &step), 0.0);
}

/* agreements.h: each chance is one yes or no at its own address. */
Claim(agreements, two_instalments_of_one_year_are_decided_one_by_one)
{
    struct instalment_in instalment[] = { { "test", 2022, 3.0, 0.5 }, { "test", 2022, 5.0, 0.5 } };
    const struct receipt_in receipt = RECEIPT(instalment, 2);
    double n_one = 0.0;
    for (uint32_t k = 0; k < 400; k++) {
        const double paid = paid_in(&receipt, 2022, k, 1);
        n_one += paid == 3.0 || paid == 5.0;
    }
    cr_expect(n_one > 140.0 && n_one < 260.0,
              "just one of the two is paid in %.0f of 400 futures, want about 200", n_one);
}
