#include "brought_forward.h"

double
brought_forward_gbp(const struct model *model, const struct work *w)
{
    const struct dsg_in *dsg = &model->in->dsg;
    const quantity_id error = dsg->carry_forward_error_gbp;
    return -dsg->carry_forward_gbp + (error == 0 ? 0.0 : w->value[error]);
}
