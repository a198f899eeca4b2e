#include "sample_general.h"
#include "claim.h"

#include <stdio.h>

static quantity_id
add(struct sample *self, const char *key, const struct quantity *q)
{
    const size_t i = self->in.n_quantity++;
    cr_assert_lt(i, (size_t)SAMPLE_MAX_QUANTITY, "the sample has room for %d quantities",
                 (int)SAMPLE_MAX_QUANTITY);
    (void)snprintf(self->name[i], sizeof self->name[i], "general_fund.%s", key);
    self->quantity[i] = *q;
    self->quantity[i].name = self->name[i];
    self->quantity[i].where = "sample";
    return (quantity_id)i;
}

static quantity_id
fixed(struct sample *self, const char *key, double value)
{
    return add(self, key, &(struct quantity){ .kind = QUANTITY_FIXED, .p = { value } });
}

static quantity_id
range(struct sample *self, const char *key, double low, double central, double high)
{
    return add(self, key,
               &(struct quantity){ .kind = QUANTITY_TRIPLET,
                                   .support = QUANTITY_POSITIVE,
                                   .p = { low, central, high } });
}

static void
add_transport(struct sample *self, struct transport_in *transport)
{
    transport[0] = (struct transport_in){
        .where = "sample",
        .setting = "local-special",
        .gbp_per_pupil =
            range(self, "transport.local-special.gbp_per_pupil", 5127.3, 6013.7, 7219.1),
        .share_transported = fixed(self, "transport.local-special.share_transported", 0.4713),
        .growth = { .first = fixed(self, "transport.local-special.growth.first", 0.0317),
                    .long_run = fixed(self, "transport.local-special.growth.long_run", 0.0113),
                    .persistence = fixed(self, "transport.local-special.growth.persistence", 0.617),
                    .shock_sd = fixed(self, "transport.local-special.growth.shock_sd", 0.0213) },
    };
    transport[1] = (struct transport_in){
        .where = "sample",
        .setting = "isp",
        .gbp_per_pupil = fixed(self, "transport.isp.gbp_per_pupil", 8123.9),
        .share_transported = fixed(self, "transport.isp.share_transported", 0.6371),
        .growth = { .first = fixed(self, "transport.isp.growth.first", 0.0211),
                    .long_run = fixed(self, "transport.isp.growth.long_run", 0.0173),
                    .persistence = fixed(self, "transport.isp.growth.persistence", 0.533),
                    .shock_sd = fixed(self, "transport.isp.growth.shock_sd", 0.0127) },
    };
}

static void
add_capital(struct sample *self, struct capital_in *capital)
{
    capital[0] = (struct capital_in){
        .where = "sample",
        .id = "units",
        .fy = 2022,
        .amount_gbp = range(self, "capital.units.amount_gbp", 1431117.0, 1613113.0, 1917311.0),
        .terms = { 3, MRP_EQUAL_INSTALMENTS, fixed(self, "capital.units.rate", 0.0517) }
    };
    capital[1] =
        (struct capital_in){ .where = "sample",
                             .id = "school",
                             .fy = 2021,
                             .in_use_fy = 2022,
                             .amount_gbp = fixed(self, "capital.school.amount_gbp", 4117313.0),
                             .terms = { 37, MRP_ANNUITY,
                                        fixed(self, "capital.school.rate", 0.0431) } };
}

void
sample_add_general(struct sample *self, struct sample_general *store)
{
    *store = (struct sample_general){ 0 };
    add_transport(self, store->transport);
    add_capital(self, store->capital);
    store->reserve[0] =
        (struct reserve_in){ "sample", "", 2023,
                             range(self, "reserves.2023", 15117311.0, 19313117.0, 23711131.0) };
    store->reserve[1] =
        (struct reserve_in){ "sample", "2021-03-31", 0, fixed(self, "reserves.2020", 17113711.0) };
    store->reserve[2] =
        (struct reserve_in){ "sample", "2023-03-31", 0, fixed(self, "reserves.2022", 18731113.0) };
    store->test[0] = (struct reserve_test_in){ "sample", "2024-03-31", "Override ends", false };
    store->test[1] = (struct reserve_test_in){ "sample", "2031-03-31", "Too late", true };
    store->test[2] = (struct reserve_test_in){ "sample", "2026-03-31", "Last year", true };
    self->in.general_fund = (struct general_fund_in){
        .where = "sample",
        .transport = store->transport,
        .n_transport = 2,
        .interest = { .where = "sample",
                      .rate = { .first = range(self, "interest.first", 0.0317, 0.0413, 0.0531),
                                .long_run = fixed(self, "interest.long_run", 0.0371),
                                .persistence = fixed(self, "interest.persistence", 0.713),
                                .shock_sd = fixed(self, "interest.shock_sd", 0.0037) },
                      .on = INTEREST_ON_AVERAGE },
        .capital = store->capital,
        .n_capital = 2,
        .capital_defaults = { "sample",
                              { 23, MRP_ANNUITY, fixed(self, "capital_defaults.rate", 0.0473) } },
        .reserves = { "sample", "General fund balance", store->reserve, 3, store->test, 3 },
    };
}
