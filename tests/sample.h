/* sample.h: a small believable area for tests of models and engine: tests/sample.cfg, as the reader
 * reads it, with room to add to its lists.
 *
 *   struct sample sample;
 *   struct model model;
 *   sample_init(&sample);
 *   sample_set(&sample, "movers.turnover", 1.385);      change anything (sample_change.h): every
 *                                                       sample has storage of its own
 *   sample_plan(&sample, &model);                       fits the quantities and compiles; a failure
 *                                                       fails the test
 *   ... model_release(&model); sample_release(&sample); */
#ifndef SAMPLE_H
#define SAMPLE_H

#include "engine.h"
#include "scenario.h"

enum {
    SAMPLE_MAX_QUANTITY = 192,
    SAMPLE_MAX_SETTING = 6,
    SAMPLE_MAX_CELL = 512,
    SAMPLE_N_MIX = 8,
    SAMPLE_CENSUS = 2021,
    SAMPLE_N_YEAR = 5,
};

struct sample {
    struct inputs in;
    struct scenario read; /* owns what `in` and the lists point to */
    /* The lists of `in`, by the names that tests use. */
    struct quantity *quantity;
    struct need_in *need;
    struct setting_in *setting;
    struct stock_setting_in *by_setting;
    struct stock_need_in *by_need;
    struct stock_age_in *by_age;
    struct stock_cell_in *cell; /* none in the file; room for some */
    struct population_count_in *population;
    struct mix_in *joiner_mix, *england_stock;
    struct move_in *rule;
    struct price_in *price;
    struct places_in *places;      /* of local-special */
    struct need_factor_in *factor; /* of isp */
    struct line_in *line;
    struct grant_known_in *known;
    struct grant_other_in *other;
    struct block_in *block;
    struct history_in *history;
    struct receipt_in *receipt;
    struct instalment_in *safety_valve, *council;
    struct transfer_in *transfer;
    struct scenario_in *scenario;
    const char **receipt_of_plan, **transfer_of_plan;
    struct general_fund_in general_fund; /* taken out of the file */
    struct pipeline_in pipeline;
    struct seats_in seats[8]; /* none in the file; places_area.h puts them in */
    struct overflow_in overflow[5];
};

void sample_init(struct sample *self);
void sample_release(struct sample *self);
void sample_plan(struct sample *self, struct model *model);

/* Runs n futures; a failure fails the test. results_release and model_release are the caller's. */
void sample_run(const struct model *model, size_t n_replicate, unsigned n_thread,
                struct results *out);

/* Is every number of these two years the same, bit for bit, but for those of options? */
bool sample_same_year(const struct future *a, const struct future *b, size_t year);
/* All years of a. */
bool sample_same_future(const struct future *a, const struct future *b);
/* A copy of a future's numbers; future_release is the caller's. */
struct future sample_keep(const struct future *future);

/* An uncertain number more, named in one text as arena_format makes it. */
quantity_id sample_add(struct sample *self, const struct quantity *q, const char *fmt, ...)
    HR_PRINTF(3, 4);
/* A setting that no child is in, of the category of one that has children. */
void sample_add_empty_setting(struct sample *self, const char *id, int category);
/* The general fund: transport of two settings, interest on the deficit, two capital schemes,
 * reserves with a range. The first test date is 31 March 2024, the second is not reached. */
void sample_add_general(struct sample *self);
/* The pipeline: fixed shares, no limit of capacity, no contested placements. */
void sample_add_pipeline(struct sample *self);
/* In the second forecast year (calendar 2022) the team finishes half of the 210 assessments a year
 * that it can finish in the others, of which it needs some 140 to 160: so the backlog is gone about
 * two years later. */
void sample_lose_capacity(struct sample *self);

#endif
