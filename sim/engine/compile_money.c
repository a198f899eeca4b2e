/* Compiles money: prices, lines and grant, the general fund, section 251.
 * What must make sense to any caller of the library is checked here; sim/scenario has checked more.
 */
#include "model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- prices: commissioned places by financial year, factors of needs, bands ---- */

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
    for (size_t t = 0; t < model->n_year && in->place_gbp != 0; t++) {
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
    const quantity_id base = in->fee_gbp != 0 ? in->fee_gbp : in->topup_gbp;
    for (size_t i = 0; i < in->n_by_need; i++) {
        const struct need_factor_in *by_need = &in->by_need[i];
        const size_t need = model_need(model, by_need->need);
        price->need_gbp[need] = by_need->gbp;
        if (by_need->gbp == 0)
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
    if (in->n_band > MOST_BANDS || (in->n_band > 0 && (in->fee_gbp != 0 || in->topup_gbp != 0)))
        return hr_fail(
            err, HR_ESCENARIO,
            "%s: 'prices.%s' has %zu bands, want at most %d, in place of a fee or top-up",
            in->where, in->setting, in->n_band, (int)MOST_BANDS);
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
compile_price(struct model *model, const struct setting_in *setting, struct price *price,
              struct hr_err *err)
{
    const struct price_in *in = price->in;
    path_enter(&in->growth, &model->book);
    price->empty_gbp = in->place_empty_gbp;
    price->others = setting->n_seats > 0 ? setting->others_share : 0;
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
    int ret = prices_init(&m->prices, &m->dims, model->n_year, &model->arena, err);
    m->prices.purpose_growth = purpose_of(&model->book, "price-growth");
    m->prices.purpose_stay = purpose_of(&model->book, "price-stay");
    m->prices.purpose_move = purpose_of(&model->book, "price-move");
    m->prices.purpose_join = purpose_of(&model->book, "price-join");
    m->prices.item_common = address_of(&model->book, "sector", "all-sectors");
    m->prices.sector_correlation = model->in->sector_correlation;
    m->prices.local_sd = model->in->prices_local_sd;
    m->prices.purpose_local = purpose_of(&model->book, "price-local");
    m->prices.item_local = address_of(&model->book, "sector", "all-prices");
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

/* ---- ledger: lines, grant, agreements ---- */

static struct settlement
settlement_addresses(struct address_book *book)
{
    return (struct settlement){ .purpose_growth = purpose_of(book, "grant-growth"),
                                .purpose_local = purpose_of(book, "grant-local"),
                                .purpose_flat = purpose_of(book, "grant-flat-cash"),
                                .item = address_of(book, "grant", "high-needs-block") };
}

/* Place funding is a contract for places. */
static quantity_id
line_elasticity(const struct inputs *in, const struct line_in *line)
{
    if (line->elasticity != 0)
        return line->elasticity;
    return s251_of_code(line->s251) == S251_PLACES ? 0 : in->line_elasticity;
}

int
compile_ledger(struct model *model, struct hr_err *err)
{
    struct model *m = model;
    const struct inputs *in = model->in;
    m->lines = (struct lines){ .n = model->n_line,
                               .line = model->line,
                               .purpose_growth = purpose_of(&model->book, "line-growth") };
    path_enter(&in->inflation, &model->book);
    path_enter(&in->grant.growth, &model->book);
    path_enter(&in->grant.settlement.real, &model->book);
    path_enter(&in->price_pressure, &model->book);
    m->lines.item = arena_zero(&model->arena, model->n_line, sizeof *m->lines.item);
    m->lines.elasticity = arena_zero(&model->arena, model->n_line, sizeof *m->lines.elasticity);
    int ret = arena_check(&model->arena, err);
    if (ret != 0)
        return ret;
    for (size_t i = 0; i < model->n_line; i++) {
        path_enter(&model->line[i]->growth, &model->book);
        m->lines.item[i] = address_of(&model->book, "line", model->line[i]->id);
        m->lines.elasticity[i] = line_elasticity(in, model->line[i]);
    }
    m->high_needs = model_block(model, "high_needs");
    if (m->high_needs == SIZE_MAX)
        return hr_fail(err, HR_ESCENARIO, "%s: 'dsg.blocks' has no block with id \"high_needs\"",
                       in->dsg.where);
    m->purpose_inflation = purpose_of(&model->book, "inflation");
    m->item_inflation = address_of(&model->book, "inflation", "general");
    m->purpose_pressure = purpose_of(&model->book, "price-pressure");
    m->item_pressure = address_of(&model->book, "price-pressure", "all-prices");
    m->grant = (struct grant){ .in = &in->grant,
                               .n_year = model->n_year,
                               .settlement = settlement_addresses(&model->book) };
    ret = grant_init(&m->grant, in->base_census, &model->arena, err);
    return ret != 0 ? ret : compile_agreements(model, err);
}

/* ---- general fund: whose place-years are transported, which reserves hold when ---- */

static int
compile_transport(struct model *model, struct general_fund *fund, struct hr_err *err)
{
    for (size_t s = 0; s < model->n_setting; s++)
        for (size_t i = 0; i < fund->in->n_transport; i++)
            if (strcmp(fund->in->transport[i].setting, model->setting[s]->id) == 0) {
                if (fund->n_transport > 0 && fund->setting[fund->n_transport - 1] == s)
                    return hr_fail(err, HR_ESCENARIO, "'general_fund.transport' has '%s' twice",
                                   model->setting[s]->id);
                fund->transport[fund->n_transport] = &fund->in->transport[i];
                fund->setting[fund->n_transport++] = s;
            }
    return fund->n_transport == fund->in->n_transport
               ? 0
               : hr_fail(err, HR_ESCENARIO,
                         "'general_fund.transport' names a setting which there is not");
}

static int
by_capital_id(const void *a, const void *b)
{
    const struct capital_in *const *x = a, *const *y = b;
    return strcmp((*x)->id, (*y)->id);
}

/* The 31 March that an amount is of, as the financial year it ends. */
static int
compile_reserves(struct model *model, struct general_fund *fund, struct hr_err *err)
{
    const struct reserves_in *in = &fund->in->reserves;
    for (size_t t = 0; t < model->n_year; t++) {
        int latest = 0;
        for (size_t i = 0; i < in->n_by_year; i++) {
            const struct reserve_in *reserve = &in->by_year[i];
            int fy = reserve->fy;
            if (fy == 0 && !fy_of_end(reserve->date, &fy))
                return hr_fail(err, HR_ESCENARIO, "%s: reserves are of '%s', want a 31 March",
                               reserve->where, reserve->date);
            if (fy > fund->first_fy + (int)t || fy < latest)
                continue;
            latest = fy;
            fund->reserves[t] = reserve->amount_gbp;
        }
        if (latest == 0)
            return hr_fail(err, HR_ESCENARIO,
                           "%s: 'general_fund.reserves.by_year' must begin at the end of the first "
                           "forecast year or before",
                           in->where);
    }
    return 0;
}

int
compile_general(struct model *model, struct hr_err *err)
{
    struct general_fund *fund = &model->general;
    const struct general_fund_in *in = &model->in->general_fund;
    if (in->where == NULL)
        return 0;
    *fund = (struct general_fund){ .in = in,
                                   .first_fy = model->in->base_census,
                                   .n_year = model->n_year,
                                   .n_capital = in->n_capital };
    path_enter(&in->interest.rate, &model->book);
    for (size_t i = 0; i < in->n_transport; i++)
        path_enter(&in->transport[i].growth, &model->book);
    fund->purpose_transport = purpose_of(&model->book, "transport-growth");
    fund->item_transport = address_of(&model->book, "transport", "sen-transport");
    fund->purpose_interest = purpose_of(&model->book, "interest-rate");
    fund->item_interest = address_of(&model->book, "interest", "dsg-deficit");
    fund->transport =
        arena_zero(&model->arena, in->n_transport, sizeof(const struct transport_in *));
    fund->setting = arena_zero(&model->arena, in->n_transport, sizeof *fund->setting);
    fund->capital = arena_zero(&model->arena, in->n_capital, sizeof(const struct capital_in *));
    if (in->reserves.where != NULL)
        fund->reserves = arena_zero(&model->arena, model->n_year, sizeof *fund->reserves);
    int ret = arena_check(&model->arena, err);
    if (ret != 0)
        return ret;
    for (size_t i = 0; i < in->n_capital; i++)
        fund->capital[i] = &in->capital[i];
    if (in->n_capital > 0)
        qsort(fund->capital, in->n_capital, sizeof(const struct capital_in *), by_capital_id);
    ret = compile_transport(model, fund, err);
    return ret != 0 || fund->reserves == NULL ? ret : compile_reserves(model, fund, err);
}

/* ---- section 251: on which lines costs fall ---- */

static int
line_of(const char *where, const char *code, size_t *line, struct hr_err *err)
{
    *line = s251_of_code(code);
    if (*line != SIZE_MAX)
        return 0;
    return hr_fail(err, HR_ESCENARIO, "%s: '%s' is not a high-needs line of section 251", where,
                   code);
}

/* Places paid for at DfE's rate, because the price pays for none (provision.h). */
static bool
opens_maintained_places(const struct model *model, size_t s)
{
    const struct places *places = &model->places;
    const size_t f = places->n_finite > 0 ? places->finite_of[s] : NOWHERE;
    if (f == NOWHERE || model->provision.rate_gbp[s] == 0.0)
        return false;
    const struct finite *finite = &places->finite[f];
    bool any = finite->maintained > 0.0 && (finite->growth != 0 || finite->new_places != 0);
    for (size_t i = 0; i < places->n_scheme; i++)
        any |= places->pool[places->scheme[i].pool].finite == f &&
               places->scheme[i].school == SCHOOL_MAINTAINED;
    for (size_t o = 0; o < model->n_option; o++)
        any |= model->option[o].kind->opens_places && model->option[o].to == s &&
               model->option[o].commissioned != 0.0;
    return any;
}

static int
add_price(struct model *model, const struct price_in *price, size_t s, struct hr_err *err)
{
    struct s251 *self = &model->s251;
    const int category = model->setting[s]->category;
    const bool opens_places = opens_maintained_places(model, s);
    double share[N_S251_LINE] = { 0 };
    size_t line;
    int ret = 0;
    if (price->n_line == 0)
        s251_by_category(category, share);
    for (size_t i = 0; ret == 0 && i < price->n_line; i++) {
        ret = line_of(price->where, price->line[i].s251, &line, err);
        if (ret == 0)
            share[line] += price->line[i].share;
    }
    for (size_t i = 0; ret == 0 && i < N_S251_LINE; i++)
        self->paid[i * self->n_setting + s] = share[i];
    if (ret != 0 || (price->place_gbp == 0 && !opens_places))
        return ret;
    const bool given = price->place_line != NULL && price->place_line[0] != '\0';
    ret = line_of(price->where, given ? price->place_line : s251_code(0), &line, err);
    if (ret == 0)
        self->places[line * self->n_setting + s] = 1.0;
    return ret;
}

int
compile_s251(struct model *model, struct hr_err *err)
{
    struct s251 *self = &model->s251;
    int ret = s251_init(self, model->n_setting, model->n_line, &model->arena, err);
    for (size_t s = 0; ret == 0 && s < model->n_setting; s++)
        if (model->prices.price[s].in != NULL)
            ret = add_price(model, model->prices.price[s].in, s, err);
    for (size_t i = 0; ret == 0 && i < model->n_line; i++)
        ret = line_of(model->line[i]->where, model->line[i]->s251, &self->line_of_own[i], err);
    for (size_t o = 0; o < model->n_option; o++) {
        const struct option_cost_in *cost = &model->option_in[o]->cost;
        self->options |=
            cost->per_place_gbp != 0 ||
            (cost->account == ACCOUNT_DSG &&
             (cost->revenue_gbp != 0 || cost->once_gbp != 0 || cost->per_child_gbp != 0));
    }
    if (ret == 0)
        s251_keep_used(self);
    return ret;
}
