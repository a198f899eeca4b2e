/* Which section 251 lines each setting's costs, and each of the scenario's own lines, fall on. */
#include "model.h"

static int
line_of(const char *where, const char *code, size_t *line, struct hr_err *err)
{
    *line = s251_of_code(code);
    if (*line != SIZE_MAX)
        return 0;
    return hr_fail(err, HR_ESCENARIO, "%s: '%s' is not a high-needs line of section 251", where,
                   code);
}

static int
add_price(struct s251 *self, const struct price_in *price, int category, size_t s,
          struct hr_err *err)
{
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
    if (ret != 0 || price->place_gbp < 0)
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
    int ret = s251_init(self, model->n_setting, model->n_line, err);
    for (size_t s = 0; ret == 0 && s < model->n_setting; s++)
        if (model->prices.price[s].in != NULL)
            ret = add_price(self, model->prices.price[s].in, model->setting[s]->category, s, err);
    for (size_t i = 0; ret == 0 && i < model->n_line; i++) {
        size_t line;
        ret = line_of(model->line[i]->where, model->line[i]->s251, &line, err);
        if (ret == 0)
            self->own[line * self->n_own + i] = 1.0;
    }
    for (size_t o = 0; o < model->n_option; o++) {
        const struct option_cost_in *cost = &model->option_in[o]->cost;
        self->options |=
            cost->per_place_gbp >= 0 ||
            (cost->account == ACCOUNT_DSG &&
             (cost->revenue_gbp >= 0 || cost->once_gbp >= 0 || cost->per_child_gbp >= 0));
    }
    if (ret == 0)
        s251_keep_used(self);
    return ret;
}
