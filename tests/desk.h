/* desk.h: a pipeline alone, for its tests: 131.7 new plans a year from ages 3 to 14, requests
 * unevenly through the year, no limit of capacity. Change anything, then desk_compile, desk_start,
 * desk_year for each year in order. */
#ifndef DESK_H
#define DESK_H

#include "inputs.h"
#include "pipeline.h"

enum {
    DESK_NONE, /* no quantity has the id 0 */
    DESK_REFUSED,
    DESK_APPEALED,
    DESK_OVERTURNED,
    DESK_WITHDRAWN,
    DESK_WEEKS,
    DESK_ISSUED,
    N_DESK,
    DESK_CENSUS = 2021,
    DESK_N_YEAR = 6
};

struct desk {
    struct inputs in;
    struct quantity quantity[N_DESK];
    struct capacity_in capacity[4];
    struct pipeline pipeline;
    struct queue queue;
    struct draw draw;
    double value[N_DESK], without[N_NCY], demand[N_NCY], issued[N_NCY];
};

/* In expected mode; draw_init(&desk.draw, ...) makes it a drawn run. */
void desk_init(struct desk *self);
void desk_share(struct desk *self, int id, double value);
void desk_capacity(struct desk *self, size_t i, int year, double assessments);
void desk_compile(struct desk *self);
void desk_start(struct desk *self);
struct step desk_step(struct desk *self, unsigned year);
/* One year; a year that loses somebody fails the test. */
const struct pipeline_year *desk_year(struct desk *self, unsigned year);

#endif
