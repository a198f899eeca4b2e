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
static const struct receipt_address at = { 0x5ca1ab1e, 0xf005ba11, 0x0ddba11 };

static double
paid_in(const struct receipt_in *receipt, int fy, uint32_t replicate, unsigned year)
{
    struct draw draw;
    draw_init(&draw, 20210705, 17, replicate);
    return receipt_due(receipt, fy, &at, 1.0, &(struct step){ .draw = &draw, .year = year });
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
    cr_expect_eq(receipt_due(&receipt, 2021, &at, 1.0, &step), 3.0);
    cr_expect_eq(receipt_due(&receipt, 2022, &at, 1.0, &step), 0.0);
}

/* Finding 7: drawn one by one, four at 0.95, 0.85, 0.80 and 0.75 are all paid in 0.485. */
Claim(agreements, chances_of_one_receipt_are_nested_and_all_are_paid_with_the_lowest)
{
    struct instalment_in instalment[] = {
        { "test", 2021, 5.0, 0.95 }, { "test", 2022, 4.0, 0.85 }, { "test", 2023, 3.0, 0.80 },
        { "test", 2024, 2.0, 0.75 }, { "test", 2024, 1.0, 0.75 },
    };
    const struct receipt_in receipt = RECEIPT(instalment, 5);
    double n_paid[4] = { 0.0 }, n_all = 0.0;
    for (uint32_t k = 0; k < N; k++) {
        bool before = true;
        for (int t = 0; t < 4; t++) {
            const bool paid = paid_in(&receipt, 2021 + t, k, (unsigned)t) > 0.0;
            cr_assert(before || !paid, "an unlikelier instalment alone in future %u", k);
            n_paid[t] += paid;
            before = paid;
        }
        n_all += before;
        cr_assert(!before || paid_in(&receipt, 2024, k, 3) == 3.0, "two of one year together");
    }
    for (int t = 0; t < 4; t++) {
        const double p = instalment[t].chance, z = (n_paid[t] - p * N) / sqrt(p * (1.0 - p) * N);
        cr_expect_lt(fabs(z), 4.0, "year %d: z %.2f", t, z);
    }
    cr_expect_lt(fabs(n_all - 0.75 * N) / sqrt(0.75 * 0.25 * N), 4.0, "all in %.0f", n_all);
}

/* ---- status ---- */

static void
track(const struct receipt_in *receipt, uint32_t replicate, bool expected, double on[8])
{
    struct draw draw;
    double status = 0.0;
    if (expected)
        draw_init_expected(&draw);
    else
        draw_init(&draw, 20210705, 17, replicate);
    for (unsigned t = 0; t < 8; t++) {
        receipt_status_next(receipt, &at, &(struct step){ .draw = &draw, .year = t }, &status);
        on[t] = status;
    }
}

static struct receipt_in
with_status(double first, double stays, double returns)
{
    return (struct receipt_in){ .where = "test",
                                .id = "valve",
                                .status = { "test", first, stays, returns } };
}

Claim(agreements, only_one_chance_between_none_and_certainty_is_a_yes_or_no)
{
    static const double chance[] = { 0.0, 0.371, 1.0 };
    for (size_t i = 0; i < 3; i++) {
        struct instalment_in one[] = { { "test", 2022, 2.0, chance[i] },
                                       { "test", 2023, 3.0, chance[i] } },
                             two[] = { { "test", 2022, 2.0, 0.371 }, { "test", 2023, 3.0, 0.4 } };
        struct receipt_in receipt = RECEIPT(one, 2);
        struct condition_in condition = { .where = "test" };
        cr_expect_eq(receipt_is_yes_or_no(&receipt), i == 1, "chance %g", chance[i]);
        cr_expect_eq(receipt_chance(&receipt), chance[i]);
        receipt.condition = &condition;
        receipt.n_condition = 1;
        cr_expect_not(receipt_is_yes_or_no(&receipt), "it may be held back");
        const struct receipt_in differ = RECEIPT(two, 2), none = RECEIPT(NULL, 0);
        cr_expect_not(receipt_is_yes_or_no(&differ) || receipt_is_yes_or_no(&none));
        const struct receipt_in met = { .type = RECEIPT_IN_YEAR_DEFICIT, .chance = chance[i] };
        cr_expect_eq(receipt_is_yes_or_no(&met), i == 1, "met centrally, chance %g", chance[i]);
    }
}

Claim(agreements, a_receipt_without_a_status_is_on_track)
{
    const struct receipt_in receipt = { .where = "test", .id = "valve" };
    double on[8];
    track(&receipt, 7, false, on);
    for (int t = 0; t < 8; t++)
        cr_expect_eq(on[t], 1.0);
}

/* The chain by its own recursion, and how long it holds: on in all of four years is
 * first * stays^3. */
Claim(agreements, a_status_is_a_chain_that_is_held_through_the_years)
{
    const struct receipt_in receipt = with_status(0.8, 0.9, 0.35);
    double want[8], n_on[8] = { 0.0 }, n_four = 0.0, on[8];
    track(&receipt, 0, true, want);
    cr_expect_float_eq(want[1], 0.8 * 0.9 + 0.2 * 0.35, 1e-12);
    for (uint32_t k = 0; k < N; k++) {
        track(&receipt, k, false, on);
        for (int t = 0; t < 8; t++) {
            cr_assert(on[t] == 0.0 || on[t] == 1.0);
            n_on[t] += on[t];
        }
        n_four += on[0] + on[1] + on[2] + on[3] == 4.0;
    }
    for (int t = 0; t < 8; t++) {
        const double z = (n_on[t] - want[t] * N) / sqrt(want[t] * (1.0 - want[t]) * N);
        cr_expect_lt(fabs(z), 4.0, "year %d: z %.2f", t, z);
    }
    const double p = 0.8 * 0.9 * 0.9 * 0.9;
    cr_expect_lt(fabs(n_four - p * N) / sqrt(p * (1.0 - p) * N), 4.0, "four in %.0f", n_four);
}

/* Paid, withheld or refused: the likeliest of the three. */
Claim(agreements, the_expected_value_run_takes_the_likeliest_outcome_of_chance_and_status)
{
    static const struct {
        double status, chance;
        bool due;
    } rule[] = {
        { 1.0, 0.5, true },  { 1.0, 0.49, false }, { 0.6, 0.7, true },
        { 0.6, 0.6, false }, { 0.2, 0.6, true },   { 0.5, 0.66, false },
    };
    struct draw draw;
    draw_init_expected(&draw);
    for (size_t i = 0; i < sizeof rule / sizeof rule[0]; i++) {
        struct instalment_in instalment[] = { { "test", 2021, 3.0, rule[i].chance } };
        const struct receipt_in receipt = RECEIPT(instalment, 1);
        cr_expect_eq(
            receipt_due(&receipt, 2021, &at, rule[i].status, &(struct step){ .draw = &draw }),
            rule[i].due ? 3.0 : 0.0, "rule %zu", i);
    }
}

/* ---- met centrally ---- */

Claim(agreements, a_deficit_met_centrally_is_a_share_of_the_years_own)
{
    const struct receipt_in receipt = { .where = "test",
                                        .id = "central",
                                        .type = RECEIPT_IN_YEAR_DEFICIT,
                                        .share = 0.8,
                                        .accumulated_share = 0.25,
                                        .first_fy = 2023 };
    const struct central_deficit deficit = { 10.0, 40.0, 50.0 }, surplus = { -3.0, 40.0, 37.0 },
                                 little = { 10.0, -6.0, 4.0 };
    cr_expect_eq(central_paid(&receipt, 2024, &deficit), 8.0);
    cr_expect_eq(central_paid(&receipt, 2023, &deficit), 8.0 + 10.0, "and of what has piled up");
    cr_expect_eq(central_paid(&receipt, 2024, &surplus), 0.0);
    cr_expect_eq(central_paid(&receipt, 2024, &little), 4.0, "no more than the deficit");
}

Claim(agreements, deficits_are_met_in_all_years_of_a_future_or_in_none)
{
    struct receipt_in receipt = { .where = "test",
                                  .id = "central",
                                  .type = RECEIPT_IN_YEAR_DEFICIT,
                                  .share = 1.0,
                                  .chance = 0.37,
                                  .first_fy = 2023,
                                  .last_fy = 2026 };
    double n_paid = 0.0;
    for (uint32_t k = 0; k < N; k++) {
        struct draw draw;
        draw_init(&draw, 20210705, 17, k);
        int n = 0;
        for (int fy = 2021; fy < 2029; fy++)
            n += central_is_paid(&receipt, fy, &at,
                                 &(struct step){ .draw = &draw, .year = (unsigned)(fy - 2021) });
        cr_assert(n == 0 || n == 4, "%d years of future %u", n, k);
        n_paid += n > 0;
    }
    cr_expect_lt(fabs(n_paid - 0.37 * N) / sqrt(0.37 * 0.63 * N), 4.0, "%.0f", n_paid);
    receipt.chance = (double)NAN;
    struct draw draw;
    draw_init(&draw, 20210705, 17, 3);
    cr_expect(central_is_paid(&receipt, 2024, &at, &(struct step){ .draw = &draw, .year = 3 }),
              "without a chance it is certain");
}
