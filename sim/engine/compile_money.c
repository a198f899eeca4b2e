/* Compiles lines and grant. Prices: compile_prices.c. */
#include "model.h"

#include <stdlib.h>

int
compile_ledger(struct model *model, struct hr_err *err)
{
    struct model *m = model;
    const struct inputs *in = model->in;
    m->lines = (struct lines){ .n = model->n_line,
                               .line = model->line,
                               .purpose_growth = purpose_of(&model->book, "line-growth") };
    m->lines.item = calloc(model->n_line + 1, sizeof *m->lines.item);
    if (m->lines.item == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the ledger");
    for (size_t i = 0; i < model->n_line; i++)
        m->lines.item[i] = address_of(&model->book, "line", model->line[i]->id);
    m->high_needs = model_block(model, "high_needs");
    if (m->high_needs == SIZE_MAX)
        return hr_fail(err, HR_ESCENARIO, "%s: 'dsg.blocks' has no block with id \"high_needs\"",
                       in->dsg.where);
    m->purpose_inflation = purpose_of(&model->book, "inflation");
    m->item_inflation = address_of(&model->book, "inflation", "general");
    int ret = grant_init(&m->grant, &in->grant, in->base_census, model->n_year, err);
    if (ret != 0)
        return ret;
    m->grant.purpose_growth = purpose_of(&model->book, "grant-growth");
    m->grant.purpose_local = purpose_of(&model->book, "grant-local");
    m->grant.item = address_of(&model->book, "grant", "high-needs-block");
    return compile_agreements(model, err);
}
