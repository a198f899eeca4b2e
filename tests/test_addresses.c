/* No two draws of a replicate may share an address: every compiled (purpose, item) is collected and
 * must be unlike the others. Settings of one category share the address of their price growth on
 * purpose. */
#include "model.h"
#include "fixture.h"
#include "claim.h"

#include <math.h>

struct triple {
    uint32_t purpose, item;
    bool national;
    const char *name;
};

enum { MOST = 512 };
struct addresses {
    struct triple list[MOST];
    size_t n;
};

static void
add(struct addresses *self, bool national, uint32_t purpose, uint32_t item, const char *name)
{
    cr_assert_lt(self->n, MOST);
    self->list[self->n++] = (struct triple){ purpose, item, national, name };
}

static void
collect(const struct model *model, struct addresses *all)
{
    const struct model *m = model;
    for (size_t q = 1; q <= model->in->n_quantity; q++)
        add(all, model->in->quantity[q].national, hr_hash32("quantity"),
            hr_hash32(model->in->quantity[q].name), "quantity");
    for (size_t k = 0; k < m->dims.n_place; k++)
        add(all, false, m->exits.purpose, m->exits.item[k], "leave or move");
    add(all, false, m->joiners.purpose_join, m->joiners.item, "join");
    add(all, false, m->joiners.purpose_need, m->joiners.item, "needs of joiners");
    add(all, true, m->joiners.purpose_growth, m->joiners.item, "joining growth");
    add(all, false, m->joiners.purpose_transitory, m->joiners.item, "joining transitory");
    add(all, true, m->purpose_inflation, m->item_inflation, "inflation");
    for (size_t s = 0; s < model->n_setting; s++) {
        const struct price *price = &m->prices.price[s];
        add(all, false, m->prices.purpose_stay, price->item, "price of those who stay");
        add(all, false, m->prices.purpose_move, price->item, "price of movers");
        add(all, false, m->prices.purpose_join, price->item, "price of joiners");
        bool first_of_category = true;
        for (size_t k = 0; k < s; k++)
            first_of_category =
                first_of_category && model->setting[k]->category != model->setting[s]->category;
        if (first_of_category)
            add(all, true, m->prices.purpose_growth, price->growth_item, "price growth");
    }
    add(all, true, m->prices.purpose_growth, m->prices.item_common, "growth common to sectors");
    for (size_t i = 0; i < model->n_line; i++)
        add(all, true, m->lines.purpose_growth, m->lines.item[i], "line growth");
    add(all, true, m->grant.settlement.purpose_growth, m->grant.settlement.item, "grant growth");
    add(all, false, m->grant.settlement.purpose_local, m->grant.settlement.item, "local grant");
    add(all, true, m->grant.settlement.purpose_flat, m->grant.settlement.item, "flat cash");
    add(all, true, hr_hash32("yearly-factor"), hr_hash32("demand"), "yearly factor");
    for (size_t r = 0; r < model->n_receipt; r++) {
        const struct receipt_address *at = &m->receipt_at[r];
        add(all, false, at->purpose, at->item, "receipt");
        add(all, false, at->purpose_status, at->item, "status of a receipt");
    }
    for (size_t i = 0; i < model->in->n_transfer; i++) {
        add(all, false, m->consent[i].purpose_forum, m->consent[i].item, "schools forum");
        add(all, false, m->consent[i].purpose_secretary, m->consent[i].item, "Secretary of State");
    }
}

Claim(addresses, every_draw_of_a_replicate_has_an_address_of_its_own)
{
    struct fixture f;
    static struct addresses all;
    fixture_init(&f, sample_init);
    fixture_model(&f);
    collect(&f.model, &all);
    cr_assert_gt(all.n, 60);
    for (size_t i = 0; i < all.n; i++)
        for (size_t k = 0; k < i; k++)
            cr_expect(all.list[i].purpose != all.list[k].purpose ||
                          all.list[i].item != all.list[k].item,
                      "%s and %s", all.list[i].name, all.list[k].name);
    fixture_release(&f);
}

/* Names of purposes are kept apart even where items differ, so that a new item cannot make two
 * draws one. */
Claim(addresses, every_purpose_is_a_purpose_of_its_own)
{
    struct fixture f;
    fixture_init(&f, sample_init);
    fixture_model(&f);
    const struct model *m = &f.model;
    const uint32_t purpose[] = { hr_hash32("quantity"),
                                 hr_hash32("factor"),
                                 m->exits.purpose,
                                 m->joiners.purpose_join,
                                 m->joiners.purpose_need,
                                 m->joiners.purpose_growth,
                                 m->joiners.purpose_transitory,
                                 m->purpose_inflation,
                                 m->prices.purpose_growth,
                                 m->prices.purpose_stay,
                                 m->prices.purpose_move,
                                 m->prices.purpose_join,
                                 m->lines.purpose_growth,
                                 hr_hash32("yearly-factor"),
                                 m->grant.settlement.purpose_growth,
                                 m->grant.settlement.purpose_local,
                                 m->grant.settlement.purpose_flat,
                                 hr_hash32("receipt"),
                                 hr_hash32("receipt-status"),
                                 hr_hash32("pipeline"),
                                 hr_hash32("contest"),
                                 hr_hash32("policy"),
                                 m->consent[0].purpose_forum,
                                 m->consent[0].purpose_secretary,
                                 hr_hash32("transfer-forum"),
                                 hr_hash32("transfer-secretary"),
                                 hr_hash32("transport-growth"),
                                 hr_hash32("interest-rate"),
                                 hr_hash32("option-delivery"),
                                 hr_hash32("option-ask"),
                                 hr_hash32("option-number"),
                                 hr_hash32("option-decline"),
                                 hr_hash32("option-seat"),
                                 hr_hash32("attribution-order") };
    const size_t n = sizeof purpose / sizeof purpose[0];
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < i; k++)
            cr_expect_neq(purpose[i], purpose[k], "purposes %zu and %zu", i, k);
    fixture_release(&f);
}

/* After the summer the year's leavers have gone: plans counted in October are opening, less
 * leavers, plus those who came. */
Claim(position, plans_counted_in_october_allow_for_those_who_left_in_summer)
{
    struct fixture f;
    fixture_init(&f, sample_init);
    fixture_model(&f);
    fixture_expected(&f, 0);
    const double opening = f.future.year[0].people.plans_opening,
                 left = f.future.year[0].people.left, joined = f.future.year[0].people.joined;
    f.sample.in.position_date = "2021-10-17";
    f.sample.in.position_plans = floor(opening - left + 0.7 * joined);
    fixture_model(&f);
    fixture_expected(&f, 0);
    const double held = f.sample.in.position_plans - opening + left;
    const struct joiner_years split =
        joiner_place_years(f.sample.in.joiners.months, (9.0 + 16.0 / 31.0) / 12.0);
    const double share = joiner_share_by(f.sample.in.joiners.months, (9.0 + 16.0 / 31.0) / 12.0);
    const double later = (1.0 - held / joined) * split.after / (1.0 - share) + split.next;
    cr_expect_float_eq(f.model.prices.later_years_first, later, 1e-9);
    fixture_release(&f);
}
