/* cells.h: where children and young people with a plan are, and how they came and went in one year.
 *
 * A cell is (NCY, primary need, setting) and holds a number of plans: whole in a simulated future,
 * real in the expected-value run. Cells lie in one flat array, NCY first (index 0 is NCY_MIN), then
 * need, then setting. A "place" below is a (need, setting) pair without the NCY.
 *
 * Every year: opening - left - departed - moved out + moved in + arrived + joined = closing, by
 * place. cells_close counts the stock anew and compares. */
#ifndef CELLS_H
#define CELLS_H

#include "arena.h"
#include "field.h"
#include "calendar.h"

#include <stdint.h>

struct need_in {
    const char *where;
    const char *id, *label;
};
/* Starting stock: either cells, or margins that are raked against England's cross-table. Counts are
 * plans in January of base_census. */
struct stock_setting_in {
    const char *where;
    const char *setting;
    double count;
};
struct stock_need_in {
    const char *where;
    const char *need;
    double count;
};
struct stock_age_in {
    const char *where;
    int from_age, to_age;
    double count;
}; /* ages at 31 August, inclusive */
struct stock_cell_in {
    const char *where;
    int ncy;
    const char *need, *setting;
    double count;
};
/* Plans of an earlier January, for charts: nothing is simulated from them. */
struct past_plans_in {
    const char *where;
    int census;
    double total; /* NAN: what the settings add up to */
    struct stock_setting_in *by_setting;
    size_t n_by_setting; /* 0: only the total is known */
};
struct plans_in {
    const char *where;
    double total;
    struct stock_setting_in *by_setting;
    size_t n_by_setting;
    struct stock_need_in *by_need;
    size_t n_by_need;
    struct stock_age_in *by_age;
    size_t n_by_age;
    struct stock_cell_in *cell;
    size_t n_cell;
    const char *table; /* file that cell was read from, "" when none */
    struct past_plans_in *history;
    size_t n_history;
};
/* All plans of that January; those of one setting, NULL where they are not given. */
double past_plans_total(const struct past_plans_in *past);
const double *past_plans_of(const struct past_plans_in *past, const char *setting);

extern const struct field_table need_fields;
extern const struct field_table plans_fields;

struct dims {
    size_t n_need, n_setting;
    size_t n_place; /* n_need * n_setting */
    size_t n_cell;  /* N_NCY * n_place */
};

struct dims dims_of(size_t n_need, size_t n_setting);

/* What happened in one census year, by place. lost and gained are in place-years of the financial
 * year: who leaves or moves goes at the end of the academic year and takes 7/12 of a place-year
 * along (8/12 from a post-16 place), and who moves brings 7/12 (8/12 to a post-16 place). At NCY 12
 * a mover loses 7/12 and gains 8/12: August is paid in both places, as in DfE's own place funding.
 * */
struct flows {
    double *opening, *left, *moved_out, *moved_in, *joined, *closing; /* children */
    double *departed, *arrived; /* to and from other authorities, and what records do not explain */
    double *lost, *gained;      /* place-years */
    size_t n_place;
};

struct setting_flows { /* the children of one setting, of all needs */
    double opening, left, moved_out, moved_in, joined, closing, departed, arrived;
};
struct setting_flows flows_of_setting(const struct flows *self, const struct dims *dims,
                                      size_t setting);

void flows_init(struct flows *self, const struct dims *dims, struct arena *arena);

/* Counts the starting stock, as if a year had just closed. */
void cells_start(const struct dims *dims, const double *stock, struct flows *flows);
/* Opens a year: what closed the last one opens it, and nobody has come or gone. */
void cells_open(const struct dims *dims, struct flows *flows);
/* Everybody of last year's stock moves up one NCY; those past the last leave. The two stocks may be
 * one. */
void cells_age(const struct dims *dims, const double *last, double *stock, struct flows *flows);
/* Counts the stock into flows->closing and checks that no child appeared or vanished. exact: whole
 * numbers, compare exactly. */
HR_CHECKED int cells_close(const struct dims *dims, const double *stock, struct flows *flows,
                           bool exact, struct hr_err *err);

/* Plans at one NCY (index from 0). */
double cells_at_ncy(const struct dims *dims, const double *stock, size_t i_ncy);
/* The same where counts are whole: four sums at once, sooner and just as exact. */
double cells_at_ncy_whole(const struct dims *dims, const double *stock, size_t i_ncy);

#endif
