/* receipt_area.h: the sample with one receipt of its second scenario, a safety valve of three
 * instalments without a condition, and room for what a test adds. Its first forecast year is
 * 2021/22. */
#ifndef RECEIPT_AREA_H
#define RECEIPT_AREA_H

#include "sample_change.h"

struct receipt_area {
    struct sample sample;
    struct model model;
    struct instalment_in valve_paid[3], fund_paid[2];
    struct condition_in condition[2];
    struct receipt_in receipt[3];
    const char *id[3];
};

enum { RECEIPT_AREA_BLOCKS = 4 };

void receipt_area_init(struct receipt_area *self);
void receipt_area_release(struct receipt_area *self);
/* One future of the model, which the test has made. Released by the caller. */
void receipt_area_future(const struct receipt_area *self, size_t scenario, size_t replicate,
                         struct future *out);
/* What a receipt pays in a year, in pounds. */
double receipt_area_paid(const struct future *future, size_t year, size_t receipt);

#endif
