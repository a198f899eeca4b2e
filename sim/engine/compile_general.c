/* Compiles the general fund: whose place-years are transported, in the order of the settings, and
 * which reserves hold when. */
#include "model.h"

#include <stdlib.h>
#include <string.h>

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
    fund->purpose_transport = purpose_of(&model->book, "transport-growth");
    fund->item_transport = address_of(&model->book, "transport", "sen-transport");
    fund->purpose_interest = purpose_of(&model->book, "interest-rate");
    fund->item_interest = address_of(&model->book, "interest", "dsg-deficit");
    fund->transport = calloc(in->n_transport + 1, sizeof(const struct transport_in *));
    fund->setting = calloc(in->n_transport + 1, sizeof *fund->setting);
    fund->capital = calloc(in->n_capital + 1, sizeof(const struct capital_in *));
    fund->reserves =
        in->reserves.where == NULL ? NULL : calloc(model->n_year, sizeof *fund->reserves);
    if (fund->transport == NULL || fund->setting == NULL || fund->capital == NULL ||
        (in->reserves.where != NULL && fund->reserves == NULL))
        return hr_fail(err, HR_ENOMEM, "no memory for the general fund");
    for (size_t i = 0; i < in->n_capital; i++)
        fund->capital[i] = &in->capital[i];
    qsort(fund->capital, in->n_capital, sizeof(const struct capital_in *), by_capital_id);
    const int ret = compile_transport(model, fund, err);
    return ret != 0 || fund->reserves == NULL ? ret : compile_reserves(model, fund, err);
}
