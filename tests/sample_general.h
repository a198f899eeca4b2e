/* sample_general.h: the sample area (sample.h) with a general fund: transport of two settings,
 * interest on the deficit, two capital schemes, reserves with a range, a test date. */
#ifndef SAMPLE_GENERAL_H
#define SAMPLE_GENERAL_H

#include "sample.h"

struct sample_general { /* what the sample's general fund borrows; lives as long as the sample */
    struct transport_in transport[2];
    struct capital_in capital[2];
    struct reserve_in reserve[3];
    struct reserve_test_in test[3];
};

/* High-entropy numbers, in no order. Quantities "general_fund.transport.isp.gbp_per_pupil" and so
 * on. The first test date is 31 March 2024, the second is not reached. */
void sample_add_general(struct sample *self, struct sample_general *store);

#endif
