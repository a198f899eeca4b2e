/* sample_pipeline.h: the sample area (sample.h) with a pipeline, and one whose team loses half its
 * capacity for a year. */
#ifndef SAMPLE_PIPELINE_H
#define SAMPLE_PIPELINE_H

#include "sample.h"

struct sample_pipeline { /* what the sample's pipeline borrows; lives as long as the sample */
    struct capacity_in capacity[3];
    const char *from[2];
};

/* High-entropy shares, no limit of capacity, no contested placements. Quantities "pipeline.refused"
 * and so on, each fixed. */
void sample_add_pipeline(struct sample *self, struct sample_pipeline *store);
/* In the second forecast year (calendar 2022) the team finishes half of the 210 assessments a year
 * that it can finish in the others, of which it needs some 140 to 160: so the backlog is gone about
 * two years later. */
void sample_lose_capacity(struct sample *self, struct sample_pipeline *store);

#endif
