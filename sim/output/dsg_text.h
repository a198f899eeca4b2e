/* dsg_text.h: the council-paper table as text for paper, one table for each scenario and year, from
 * the same rows as dsg_table.csv.
 *
 * Three decimals (£ thousand), brackets for negatives, never "(0.000)"; columns as dsg.columns
 * orders them. A figure is computed from unrounded values, so rows may miss a sum by 0.001,
 * and the table says so. */
#ifndef DSG_TEXT_H
#define DSG_TEXT_H

#include "engine.h"

/* *text is the caller's (free), also after a failure, when it is NULL. */
HR_CHECKED int dsg_text(const struct results *results, char **text, size_t *size,
                        struct hr_err *err);

#endif
