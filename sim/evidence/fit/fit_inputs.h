/* fit_inputs.h: fitted people as inputs of the simulator, to be run by the same engine as any
 * scenario.
 *
 * What `headroom fit` writes as text (fit_text.h), this fills as data: the same keys, the same
 * names of quantities, so the same random draws. Money is not in it: the settings have no cost and
 * the ledger is empty (money_inputs.h adds what a forecast of money has). self holds what `in`
 * points to and must not be moved. */
#ifndef FIT_INPUTS_H
#define FIT_INPUTS_H

#include "fit.h"

enum {
    FIT_MAX_QUANTITY = 96,
    FIT_MAX_YEAR = 30,
    FIT_MAX_MOVE = N_NCY * N_KIND * N_KIND,
    FIT_MAX_BLOCK = 4
};

struct fit_inputs {
    struct inputs in;
    struct quantity quantity[FIT_MAX_QUANTITY];
    struct need_in need;
    struct setting_in setting[N_KIND];
    struct stock_cell_in cell[N_NCY * N_KIND];
    struct move_in move[FIT_MAX_MOVE];
    struct population_count_in population[FIT_MAX_YEAR + 1];
    struct mix_in mix[N_NCY], england_stock[N_NCY];
    struct placement_in placement[N_CATEGORY];
    struct grant_known_in known;
    struct block_in block;
    struct scenario_in scenario;
    /* of a forecast of money (money_inputs.h); else not used */
    struct price_in price[N_KIND];
    struct grant_known_in blocks[FIT_MAX_BLOCK];
    struct line_in line;
    struct england_plans_in england;
};

struct fit_run {   /* how the inputs are to be run */
    bool by_kind;  /* a setting for each kind of placement (fit->place.known is required); else one
                      for all */
    size_t n_year; /* 1 to FIT_MAX_YEAR */
    double n_simulation, seed;
};

void fit_inputs_init(struct fit_inputs *self, const struct fit *fit,
                     const struct people_fit *people, struct fit_run run);

/* A quantity more, of which the name must be a literal; its id. */
quantity_id fit_inputs_add(struct fit_inputs *self, const struct quantity *quantity);

#endif
