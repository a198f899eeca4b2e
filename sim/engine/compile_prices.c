/* Compiles prices: commissioned places by financial year, factors of needs, bands and shares that
 * must make sense to any caller. */
#include "bands.h"
#include "model.h"

#include <math.h>
#include <string.h>

static const double SHARES_ROUNDING = 1e-6;

/* Commissioned places of one kind in force in academic year ay: the latest entry that has begun.
 * NAN before the first; 0 when the price has none of the kind. */
static double
places_in(const struct price_in *in, bool post16, int ay)
{
    const struct places_in *latest = NULL;
    size_t n = 0;
    for (size_t i = 0; i < in->n_places; i++) {
        if (in->places[i].post16 != post16)
            continue;
        n++;
        if (in->places[i].ay <= ay && (latest == NULL || in->places[i].ay > latest->ay))
            latest = &in->places[i];
    }
    if (n == 0 && in->n_places > 0)
        return 0.0;
    return latest == NULL ? (double)NAN : latest->count;
}

/* Places of both kinds; all change in August where the price says so. */
static int
compile_commissioned(const struct model *model, struct price *price, struct hr_err *err)
{
    const struct price_in *in = price->in;
    for (size_t t = 0; t < model->n_year && in->place_gbp >= 0; t++) {
        const int fy = model->in->base_census + (int)t;
        price->places[t] = 0.0;
        for (int post16 = 0; post16 < 2; post16++) {
            const double ending = places_in(in, post16 != 0, fy - 1),
                         beginning = places_in(in, post16 != 0, fy);
            if (isnan(ending))
                return hr_fail(err, HR_ESCENARIO,
                               "%s: 'prices.%s.places' must begin in academic year %d/%02d or "
                               "before, the year that ends in the first financial year",
                               in->where, in->setting, fy - 1, fy % 100);
            price->places[t] +=
                commissioned_places(ending, beginning, post16 != 0 || in->post16_places);
        }
    }
    return 0;
}

static int
compile_needs(const struct model *model, struct price *price, struct hr_err *err)
{
    const struct price_in *in = price->in;
    const quantity_id base = in->fee_gbp >= 0 ? in->fee_gbp : in->topup_gbp;
    for (size_t i = 0; i < in->n_by_need; i++) {
        const struct need_factor_in *by_need = &in->by_need[i];
        const size_t need = model_need(model, by_need->need);
        price->need_gbp[need] = by_need->gbp;
        if (by_need->gbp < 0)
            price->factor[need] = by_need->factor;
        else if (in->n_band > 0 || !(quantity_central(&model->in->quantity[base]) > 0.0))
            return hr_fail(err, HR_ESCENARIO,
                           "%s: 'prices.%s.by_need.%s' is in pounds, which wants a fee or top-up "
                           "above 0 to compare with",
                           by_need->where, in->setting, by_need->need);
    }
    return 0;
}

static int
compile_bands(const struct price_in *in, struct hr_err *err)
{
    double share = 0.0, joiners = 0.0;
    if (in->n_band > MOST_BANDS || (in->n_band > 0 && (in->fee_gbp >= 0 || in->topup_gbp >= 0)))
        return hr_fail(
            err, HR_ESCENARIO,
            "%s: 'prices.%s' has %zu bands, want at most %d, in place of a fee or top-up",
            in->where, in->setting, in->n_band, (int)MOST_BANDS);
    if (in->n_band > 0 && in->solved)
        return hr_fail(err, HR_ESCENARIO,
                       "%s: 'prices.%s' is solved from the outturn, which is for one fee or "
                       "top-up, not for bands",
                       in->where, in->setting);
    for (size_t i = 0; i < in->n_band; i++) {
        share += in->band[i].share;
        joiners += isnan(in->band[i].joiners_share) ? in->band[i].share : in->band[i].joiners_share;
    }
    if (in->n_band > 0 &&
        !(fabs(share - 1.0) <= SHARES_ROUNDING && fabs(joiners - 1.0) <= SHARES_ROUNDING))
        return hr_fail(err, HR_ESCENARIO,
                       "%s: the shares of the bands of 'prices.%s' add up to %.8g, those of "
                       "joiners to %.8g, want 1",
                       in->where, in->setting, share, joiners);
    return 0;
}

static int
compile_price(const struct model *model, const struct setting_in *setting, struct price *price,
              struct hr_err *err)
{
    const struct price_in *in = price->in;
    price->empty_gbp = in->place_empty_gbp;
    price->others = setting->n_seats > 0 ? setting->others_share : -1;
    price->protection = in->protection;
    price->joint = in->joint_funding;
    int ret = compile_bands(in, err);
    if (ret == 0)
        ret = compile_needs(model, price, err);
    if (ret == 0)
        ret = compile_commissioned(model, price, err);
    return ret;
}

int
compile_prices(struct model *model, struct hr_err *err)
{
    struct model *m = model;
    int ret = prices_init(&m->prices, &m->dims, model->n_year, err);
    m->prices.purpose_growth = purpose_of(&model->book, "price-growth");
    m->prices.purpose_stay = purpose_of(&model->book, "price-stay");
    m->prices.purpose_move = purpose_of(&model->book, "price-move");
    m->prices.purpose_join = purpose_of(&model->book, "price-join");
    m->prices.item_common = address_of(&model->book, "sector", "all-sectors");
    m->prices.sector_correlation = model->in->sector_correlation;
    for (size_t s = 0; ret == 0 && s < model->n_setting; s++) {
        struct price *price = &m->prices.price[s];
        price->item = address_of(&model->book, "setting", model->setting[s]->id);
        price->growth_item =
            address_of(&model->book, "sector", category_name(model->setting[s]->category));
        for (size_t i = 0; i < model->in->n_price && price->in == NULL; i++)
            if (strcmp(model->in->price[i].setting, model->setting[s]->id) == 0)
                price->in = &model->in->price[i];
        if (price->in != NULL)
            ret = compile_price(model, model->setting[s], price, err);
        else if (!model->setting[s]->no_cost)
            return hr_fail(err, HR_ESCENARIO,
                           "%s: setting '%s' has no price; add one to prices or say no_cost = true",
                           model->setting[s]->where, model->setting[s]->id);
    }
    return ret;
}
