/* pipeline_sample.h: a pipeline alone, for its tests: 131.7 new plans a year from ages 3 to 14,
 * requests unevenly through the year, no limit of capacity. Change anything, then
 * pipeline_sample_compile, pipeline_sample_start, pipeline_sample_year for each year in order. */
#ifndef PIPELINE_SAMPLE_H
#define PIPELINE_SAMPLE_H

#include "inputs.h"
#include "pipeline.h"

enum {
    SHARE_NONE, /* no quantity has the id 0 */
    SHARE_REFUSED,
    SHARE_APPEALED,
    SHARE_OVERTURNED,
    SHARE_WITHDRAWN,
    SHARE_WEEKS,
    SHARE_ISSUED,
    N_PIPELINE_SHARE,
    PIPELINE_CENSUS = 2021,
    PIPELINE_YEARS = 6
};

struct pipeline_sample {
    struct inputs in;
    struct quantity quantity[N_PIPELINE_SHARE];
    struct capacity_in capacity[4];
    struct pipeline pipeline;
    struct queue queue;
    struct draw draw;
    double value[N_PIPELINE_SHARE], issued[N_NCY];
    struct joiner_demand asked;
};

/* In expected mode; draw_init(&sample.draw, ...) makes it a drawn run. */
void pipeline_sample_init(struct pipeline_sample *self);
void pipeline_sample_set(struct pipeline_sample *self, int id, double value);
void pipeline_sample_capacity(struct pipeline_sample *self, size_t i, int year, double assessments);
void pipeline_sample_compile(struct pipeline_sample *self);
void pipeline_sample_start(struct pipeline_sample *self);
struct step pipeline_sample_step(struct pipeline_sample *self, unsigned year);
/* One year; a year that loses somebody fails the test. */
const struct pipeline_year *pipeline_sample_year(struct pipeline_sample *self, unsigned year);

#endif
