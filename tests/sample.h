/* sample.h: a small believable area written by hand, for tests of models and engine without a
 * scenario file.
 *
 *   struct sample sample;
 *   struct plan plan;
 *   sample_init(&sample);
 *   sample_set(&sample, "movers.turnover", 1.385);      change anything (sample_change.h): every
 *                                                       sample has storage of its own
 *   sample_plan(&sample, &plan);                        fits the quantities and compiles; a failure
 *                                                       fails the test
 *   ... plan_release(&plan); sample_release(&sample);
 *
 * 2 needs, 4 settings (one with place funding, one with a fee, one without cost), 3 lines, 4
 * blocks, 2 receipts, 2 transfers, 2 scenarios, 5 years. Every number is high-entropy, so that a
 * term that is dropped or doubled shows. Lists are in no order on purpose. */
#ifndef SAMPLE_H
#define SAMPLE_H

#include "engine.h"

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
    struct quantity quantity[SAMPLE_MAX_QUANTITY];
    char name[SAMPLE_MAX_QUANTITY][64];
    struct need_in need[3];
    struct setting_in setting[SAMPLE_MAX_SETTING];
    struct stock_setting_in by_setting[SAMPLE_MAX_SETTING];
    struct stock_need_in by_need[3];
    struct stock_age_in by_age[5];
    struct stock_cell_in cell[SAMPLE_MAX_CELL];
    struct population_count_in population[2];
    struct mix_in joiner_mix[SAMPLE_N_MIX], england_stock[SAMPLE_N_MIX];
    struct england_need_in england_need[2];
    struct leave_odds_in odds[2];
    struct move_in rule[8];
    struct price_in price[SAMPLE_MAX_SETTING];
    struct places_in places[2];
    struct need_factor_in factor[2];
    struct line_in line[3];
    struct grant_known_in known[2];
    struct grant_other_in other[2];
    struct block_in block[4];
    struct history_in history[1];
    struct receipt_in receipt[2];
    struct instalment_in safety_valve[3], council[1];
    struct transfer_in transfer[2];
    struct scenario_in scenario[3];
    const char *receipt_of_plan[2], *transfer_of_plan[2];
};

void sample_init(struct sample *self);
void sample_release(struct sample *self);
void sample_plan(struct sample *self, struct model *model);

/* Runs n futures; a failure fails the test. results_release and plan_release are the caller's. */
void sample_run(const struct model *model, size_t n_replicate, unsigned n_thread,
                struct results *out);

/* Is every number of these two years the same, bit for bit, but for those of options? */
bool sample_same_year(const struct future *a, const struct future *b, size_t year);
/* All years of a. */
bool sample_same_future(const struct future *a, const struct future *b);
/* A copy of a future's numbers; future_release is the caller's. */
struct future sample_keep(const struct future *future);

/* A setting that nobody is in, of the category of one that has children. */
void sample_add_empty_setting(struct sample *self, const char *id, int category);

#endif
