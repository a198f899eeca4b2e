/* sample_change.h: what tests change about a sample before it is compiled, and how they read and
 * compare results. */
#ifndef SAMPLE_CHANGE_H
#define SAMPLE_CHANGE_H

#include "sample.h"

/* A quantity by name ("prices.isp.fee_gbp"); the test fails when there is none. */
struct quantity *sample_quantity(struct sample *self, const char *name);
/* Makes it a plain number. */
void sample_set(struct sample *self, const char *name, double value);

/* Every quantity at its central value and every shock 0; children remain random. Prices between
 * children keep their spread. */
void sample_certain(struct sample *self);
/* Prices, place funding, lines, grant, budgets, receipts, transfers of an amount, and the carry
 * forward. */
void sample_double_money(struct sample *self);
/* Turns round the lists of needs, settings, margins, prices, rules, lines, blocks and receipts. */
void sample_reverse(struct sample *self);
/* Gives the starting stock cell by cell: the base stock of a compiled plan. */
void sample_take_cells(struct sample *self, const struct model *model);

/* Column of a measure by name. */
const double *sample_column(const struct results *results, size_t scenario, size_t year,
                            const char *measure);
/* The same to write into: whoever asks for the column from now on gets what is written. */
double *sample_column_to_change(const struct results *results, size_t scenario, size_t year,
                                const char *measure);
/* Is every column the same, bit for bit? */
bool sample_same_columns(const struct results *a, const struct results *b);
/* Compares every column of scenario i of a, replicate by replicate (the first n of them), with the
 * same measure of scenario k of b. Returns the number of columns that differ in any bit; measures
 * that only b has are not looked at. */
size_t sample_n_different(const struct results *a, size_t i, const struct results *b, size_t k,
                          size_t n);

#endif
