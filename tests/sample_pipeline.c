#include "sample_pipeline.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>

static quantity_id
add(struct sample *self, const char *key, double value)
{
    const size_t i = self->in.n_quantity++;
    cr_assert_lt(i, (size_t)SAMPLE_MAX_QUANTITY, "the sample has room for %d quantities",
                 (int)SAMPLE_MAX_QUANTITY);
    (void)snprintf(self->name[i], sizeof self->name[i], "pipeline.%s", key);
    self->quantity[i] = (struct quantity){
        .name = self->name[i], .where = "sample", .kind = QUANTITY_FIXED, .p = { value }
    };
    return (quantity_id)i;
}

void
sample_add_pipeline(struct sample *self, struct sample_pipeline *store)
{
    *store = (struct sample_pipeline){ .from = { "schools" } };
    self->in.pipeline = (struct pipeline_in){
        .where = "sample",
        .requests_undecided = (double)NAN,
        .in_assessment = (double)NAN,
        .refused = add(self, "refused", 0.267),
        .appealed = add(self, "appealed", 0.118),
        .overturned = add(self, "overturned", 0.913),
        .appeal_months = 7,
        .withdrawn = add(self, "withdrawn", 0.0257),
        .weeks = add(self, "weeks", 18.37),
        .issued = add(self, "issued", 0.9437),
        .capacity = store->capacity,
        .appeals = { .rate = add(self, "appeals.rate", 0.0),
                     .won = add(self, "appeals.won", 0.937),
                     .from = store->from,
                     .n_from = 1,
                     .to = "isp" },
    };
}

void
sample_lose_capacity(struct sample *self, struct sample_pipeline *store)
{
    store->capacity[0] = (struct capacity_in){ "sample", SAMPLE_CENSUS + 2, 210.0 };
    store->capacity[1] = (struct capacity_in){ "sample", SAMPLE_CENSUS, 210.0 };
    store->capacity[2] = (struct capacity_in){ "sample", SAMPLE_CENSUS + 1, 105.0 };
    self->in.pipeline.n_capacity = 3;
}
