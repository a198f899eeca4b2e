/* check_money.c: what is refused is in tests/bad; here what is read, where the line runs, and
 * notes. */
#include "scenario_sample.h"
#include "claim.h"

#include <math.h>
#include <string.h>

/* The sample's prices with one of them changed. */
#define MAINSTREAM "{ setting = \"mainstream\"; topup_gbp = 6800; growth = 0.0; }, "
#define SPECIAL                                                                         \
    "{ setting = \"special\"; topup_gbp = 13000; place_gbp = 10000; places = ( { ay = " \
    "\"2025/26\"; count = 90; } ); growth = 0.01; }, "
#define FEES "{ setting = \"fees\"; fee_gbp = 64000; growth = 0.015; }"
#define PRICES(mainstream, special, fees) "prices=( " mainstream special fees " )"

static void
load(struct scenario *s, const char *prices)
{
    cr_assert_eq(scenario_sample_load(s, prices, NULL), 0, "%s is refused: %s", prices,
                 s->faults.n > 0 ? s->faults.item[0].text : "");
}

static bool
has_note(const struct scenario *s, const char *text)
{
    for (size_t i = 0; i < s->notes.n; i++)
        if (strstr(s->notes.item[i].text, text) != NULL)
            return true;
    return false;
}

Claim(check_money, keys_that_are_left_out_are_left_out)
{
    struct scenario s;
    load(&s, PRICES(MAINSTREAM, SPECIAL, FEES));
    for (size_t i = 0; i < s.inputs.n_price; i++) {
        const struct price_in *price = &s.inputs.price[i];
        cr_expect_eq(price->n_band, 0);
        cr_expect(price->drift == 0 && price->place_empty_gbp == 0 && price->protection == 0 &&
                  price->joint_funding == 0);
    }
    cr_expect_eq(s.inputs.sector_correlation, 0);
    cr_expect_eq(s.inputs.price[1].places[0].post16, false);
    cr_expect_eq(s.notes.n, 0, "%s", s.notes.n > 0 ? s.notes.item[0].text : "");
    scenario_release(&s);
}

Claim(check_money, bands_are_read_in_order_with_names_of_their_own)
{
    struct scenario s;
    load(&s, PRICES("{ setting = \"mainstream\"; growth = 0.0; drift = 0.0371; bands = ( { id = "
                    "\"a\"; topup_gbp = 4213.7; share = 0.613; "
                    "joiners_share = 0.75; }, { id = \"b\"; topup_gbp = { low = 8000; central = "
                    "9100; high = 11000; }; share = 0.387; "
                    "joiners_share = 0.25; } ); }, ",
                    SPECIAL, FEES));
    const struct price_in *price = &s.inputs.price[0];
    cr_assert_eq(price->n_band, 2);
    cr_expect(price->topup_gbp == 0 && price->fee_gbp == 0);
    cr_expect(price->band[0].share == 0.613 && price->band[1].joiners_share == 0.25);
    cr_expect_eq(
        quantity_central(scenario_sample_quantity(&s, "prices.mainstream.bands.a.topup_gbp")),
        4213.7);
    cr_expect_eq(price->band[1].topup_gbp,
                 (quantity_id)(scenario_sample_quantity(&s, "prices.mainstream.bands.b.topup_gbp") -
                               s.inputs.quantity));
    cr_expect_eq(quantity_central(scenario_sample_quantity(&s, "prices.mainstream.drift")), 0.0371);
    scenario_release(&s);
}

Claim(check_money, a_setting_may_have_school_and_post16_places_from_the_same_year)
{
    struct scenario s;
    load(&s, PRICES(MAINSTREAM,
                    "{ setting = \"special\"; topup_gbp = 13000; place_gbp = 6000; place_empty_gbp "
                    "= 10000; places = ( { ay = \"2025/26\"; "
                    "count = 90; }, { ay = \"2025/26\"; phase = \"post16\"; count = 12; } ); "
                    "growth = 0.01; protection = -0.015; "
                    "joint_funding = 0.06; }, ",
                    FEES));
    const struct price_in *price = &s.inputs.price[1];
    cr_assert_eq(price->n_places, 2);
    cr_expect(!price->places[0].post16 && price->places[1].post16);
    cr_expect_eq(quantity_central(&s.inputs.quantity[price->place_empty_gbp]), 10000.0);
    cr_expect_eq(quantity_central(&s.inputs.quantity[price->protection]), -0.015);
    cr_expect_eq(quantity_central(&s.inputs.quantity[price->joint_funding]), 0.06);
    cr_expect_eq(s.notes.n, 0, "%s", s.notes.n > 0 ? s.notes.item[0].text : "");
    scenario_release(&s);
}

Claim(check_money, a_need_has_a_factor_or_a_price)
{
    struct scenario s;
    load(&s, PRICES(MAINSTREAM, SPECIAL,
                    "{ setting = \"fees\"; fee_gbp = 64000; growth = 0.0; by_need = ( { need = "
                    "\"asd\"; price_gbp = 71313; }, { need = "
                    "\"other\"; factor = 0.9; } ); }"));
    const struct price_in *price = &s.inputs.price[2];
    cr_assert_eq(price->n_by_need, 2);
    cr_expect(isnan(price->by_need[0].factor) && price->by_need[0].gbp != 0);
    cr_expect(price->by_need[1].factor == 0.9 && price->by_need[1].gbp == 0);
    cr_expect_eq(
        quantity_central(scenario_sample_quantity(&s, "prices.fees.by_need.asd.price_gbp")),
        71313.0);
    scenario_release(&s);
}

Claim(check_money, sectors_may_move_together_everywhere_alike)
{
    struct scenario s;
    cr_assert_eq(scenario_sample_load(&s, "sector_correlation=0.37", NULL), 0);
    const struct quantity *q = scenario_sample_quantity(&s, "sector_correlation");
    cr_assert_not_null(q);
    cr_expect(q->national && quantity_central(q) == 0.37);
    scenario_release(&s);
    cr_expect_eq(scenario_sample_load(&s, "sector_correlation=1.0", NULL), HR_ESCENARIO);
    scenario_release(&s);
}

Claim(check_money, what_is_odd_is_noted)
{
    struct scenario s;
    load(&s,
         PRICES("{ setting = \"mainstream\"; topup_gbp = 6800; growth = 0.0; protection = 0.0; }, ",
                "{ setting = \"special\"; topup_gbp = 13000; place_gbp = 10000; place_empty_gbp = "
                "6000; places = ( { ay = \"2025/26\"; count "
                "= 90; } ); growth = 0.01; }, ",
                FEES));
    cr_expect(has_note(&s, "'prices.mainstream' has protection and no place_gbp"));
    cr_expect(
        has_note(&s, "'prices.special' pays less for an empty place than for one that is held"));
    scenario_release(&s);
}

/* Only independent schools and specialist colleges cost so much that a low fee is a slip: tuition
 * for some hours a week is not. */
Claim(check_money, a_low_fee_is_for_a_week_where_nothing_is_that_cheap)
{
    struct scenario s;
    load(&s,
         PRICES("{ setting = \"mainstream\"; fee_gbp = 1230; growth = 0.0; }, ", SPECIAL, FEES));
    scenario_release(&s);
    load(&s, PRICES(MAINSTREAM, SPECIAL, "{ setting = \"fees\"; fee_gbp = 3000; growth = 0.0; }"));
    scenario_release(&s);
    cr_expect_eq(
        scenario_sample_load(
            &s,
            PRICES(MAINSTREAM, SPECIAL, "{ setting = \"fees\"; fee_gbp = 2999; growth = 0.0; }"),
            NULL),
        HR_ESCENARIO);
    cr_expect(scenario_sample_has_fault(&s, "for a week 155948"));
    scenario_release(&s);
}
